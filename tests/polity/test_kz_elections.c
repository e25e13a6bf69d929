/* Every election of the reference rulebook from its call to its publication: who does what in which
 * window, figures that are typed, corrected, counted anew, annulled and polled again. Persons are
 * roles, figures are invented. */
#include "kz.h"
#include "polity/elections.h"
#include "stories.h"

static const struct fold_issuer poll_offices[] = {
    {"president", 1},
    {kz_cec, 3},
    {"justice", 1},
    {"constitutional-court", 3},
    {"majilis-chair", 1},
    {"senate-chair", 1},
    {"government", 1},
    {"party/A", 1},
    {"party/B", 1},
    {"party/C", 1},
    {"association/S", 1},
    {"observer/O", 1},
    {"maslikhat/astana", 1},
    {"precinct-commission/1", 1},
    {"precinct-commission/2", 1},
};

static const struct setting poll_setting = {
    .book = kz_book,
    .office = poll_offices,
    .n_offices = ADIL_COUNT(poll_offices),
    .holders = "[" HOLDER("president", "p", "2022-11-26") "," HOLDER("regional-akim", "r",
                                                                     "2023-01-01") "]",
    .zone = "+06:00",
};

/* One case: acts up to the close of the poll, then the count. */
struct polled {
    const char *name;
    const struct act_step *step;
    size_t n;
    const char *contest;
    int cast;
    const char *votes; /* of so many ballots */
    const char *other; /* as they are after the recount and in the repeat */
    const char *night; /* 23:30 of election day */
    const char *repeat_day;
    const char *repeat_night;
    const char *published; /* word that publishes; NULL: publish-result */
};

#define HASH     "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define ROLL     "{\"commitment\":\"" HASH "\",\"listed\":990}"
#define TEXT     "{\"text\":\"" HASH "\"}"
#define PLACE(n) "{\"settlement\":\"" n "\",\"unit\":\"astana\",\"voters\":1000}"
#define REGISTER_PARTY(name)                                                                       \
    {                                                                                              \
        NULL, "justice", "register-party", "party/" name,                                          \
            "{\"members\":{\"total\":24000,\"units\":{\"abai\":1200,\"akmola\":1200,"              \
            "\"aktobe\":1200,\"almaty\":1200,\"almaty-region\":1200,\"astana\":1200,"              \
            "\"atyrau\":1200,\"east-kazakhstan\":1200,\"karaganda\":1200,\"kostanay\":1200,"       \
            "\"kyzylorda\":1200,\"mangystau\":1200,\"north-kazakhstan\":1200,\"pavlodar\":1200,"   \
            "\"shymkent\":1200,\"turkistan\":1200,\"ulytau\":1200,\"west-kazakhstan\":1200,"       \
            "\"zhambyl\":1200,\"zhetisu\":1200}}}",                                                \
            NULL                                                                                   \
    }
/* What stands before every election. */
#define LAND(day)                                                                                  \
    {day, kz_cec, "form-precinct", "precinct/1", PLACE("Astana"), NULL},                           \
        {NULL, kz_cec, "form-precinct", "precinct/2", PLACE("Kosshy"), NULL},                      \
        {NULL, kz_cec, "form-precinct", "precinct/3", PLACE("Astana"), NULL},                      \
        {NULL, kz_cec, "close-precinct", "precinct/3", NULL, NULL},                                \
        {NULL,                                                                                     \
         kz_cec,                                                                                   \
         "form-precinct",                                                                          \
         "precinct/4",                                                                             \
         "{\"unit\":\"astana\",\"voters\":3001}",                                                  \
         "precinct-size"},                                                                         \
        REGISTER_PARTY("A"), REGISTER_PARTY("B"), REGISTER_PARTY("C"),                             \
        {NULL, "justice", "register-association", "association/S", "{\"since\":\"2010-01-01\"}",   \
         NULL},                                                                                    \
        {NULL, kz_cec, "enter-maslikhat", "maslikhat/astana", "{\"unit\":\"astana\"}", NULL},      \
        {NULL,                                                                                     \
         kz_cec,                                                                                   \
         "accredit-observer",                                                                      \
         "observer/O",                                                                             \
         "{\"form\":\"association\",\"vector\":\"domestic\"}",                                     \
         NULL},                                                                                    \
        {NULL, kz_cec, "notice", "n", "{\"text\":\"t\",\"title\":\"t\"}", NULL},                   \
        {NULL, "observer/O", "objection", "entry/1", "{\"reason\":\"r\",\"rule\":\"r\"}", NULL},   \
    {                                                                                              \
        NULL, "party/A", "objection", "entry/1", "{\"reason\":\"r\",\"rule\":\"r\"}", NULL         \
    }
/* Lists of voters, twenty days before; voters see them from the fifteenth. */
#define ROLLS(c, due, late)                                                                        \
    {due, "precinct-commission/1", "hand-over-roll", "roll/" c "/1", ROLL, NULL},                  \
        {NULL, "precinct-commission/1", "open-roll", "roll/" c "/1", NULL, "roll-opens"},          \
    {                                                                                              \
        late, "precinct-commission/2", "hand-over-roll", "roll/" c "/2", ROLL, "roll-due"          \
    }
#define OPENED(c, day)                                                                             \
    {                                                                                              \
        day, "precinct-commission/1", "open-roll", "roll/" c "/1", NULL, NULL                      \
    }
/* Absentee certificates, from the fifteenth day before to 18:00 on the eve. */
#define GIVEN "{\"place\":\"1\"}"
#define CERTIFICATES(c, early, first, last, late)                                                  \
    {early, "precinct-commission/1", "give-certificate", "certificate/" c "/v1",                   \
     GIVEN, "certificates-start"},                                                                 \
        {first, "precinct-commission/1", "give-certificate", "certificate/" c "/v1", GIVEN, NULL}, \
        {NULL,       "precinct-commission/1", "give-certificate", "certificate/" c "/v1", GIVEN,   \
         "act.twice"},                                                                             \
        {NULL,  "precinct-commission/2",       "give-certificate", "certificate/" c "/v2",         \
         GIVEN, "preparation.give-certificate"},                                                   \
        {NULL,                                                                                     \
         "precinct-commission/1",                                                                  \
         "report-certificates",                                                                    \
         "certificates/" c "/1",                                                                   \
         "{\"given\":2}",                                                                          \
         NULL},                                                                                    \
        {last,                                                                                     \
         "precinct-commission/2",                                                                  \
         "give-certificate",                                                                       \
         "certificate/" c "/v2",                                                                   \
         "{\"place\":\"2\"}",                                                                      \
         NULL},                                                                                    \
    {                                                                                              \
        late, "precinct-commission/1", "give-certificate", "certificate/" c "/v3", GIVEN,          \
            "certificates-end"                                                                     \
    }
#define SHOWN(c, voter, at) "{\"certificate\":\"" c "/" voter "\",\"place\":\"" at "\"}"
/* They are used elsewhere, once, while the polls are open. */
#define USED(c, noon)                                                                              \
    {noon,                                                                                         \
     "precinct-commission/1",                                                                      \
     "use-certificate",                                                                            \
     "certificate-use/" c "/v1",                                                                   \
     SHOWN(c, "v1", "1"),                                                                          \
     "certificate-elsewhere"},                                                                     \
        {NULL,                                                                                     \
         "precinct-commission/1",                                                                  \
         "use-certificate",                                                                        \
         "certificate-use/" c "/v1",                                                               \
         SHOWN(c, "v1", "2"),                                                                      \
         "polling.use-certificate"},                                                               \
        {NULL,                                                                                     \
         "precinct-commission/2",                                                                  \
         "use-certificate",                                                                        \
         "certificate-use/" c "/v9",                                                               \
         SHOWN(c, "v1", "2"),                                                                      \
         "certificate-own"},                                                                       \
        {NULL,                                                                                     \
         "precinct-commission/2",                                                                  \
         "use-certificate",                                                                        \
         "certificate-use/" c "/v1",                                                               \
         SHOWN(c, "v1", "2"),                                                                      \
         NULL},                                                                                    \
        {NULL,                                                                                     \
         "precinct-commission/2",                                                                  \
         "use-certificate",                                                                        \
         "certificate-use/" c "/v1",                                                               \
         SHOWN(c, "v1", "2"),                                                                      \
         "act.twice"},                                                                             \
    {                                                                                              \
        NULL, "precinct-commission/1", "use-certificate", "certificate-use/" c "/v2",              \
            SHOWN(c, "v2", "1"), NULL                                                              \
    }
#define TURNOUT(c, noon)                                                                           \
    {                                                                                              \
        noon, "precinct-commission/1", "report-turnout", "turnout/" c "/1", "{\"at_10\":10}", NULL \
    }

/* ---- lists ----------------------------------------------------------------------------------- */

static const struct act_step majilis[] = {
    LAND("2023-01-12"),
    {"2023-01-19", "president", "call-majilis-election", "case/m",
     "{\"contests\":[\"majilis-2023-list\"],\"day\":\"2023-03-19\"}", NULL},
    {NULL, "party/A", "nominate-list", "list/m/A", "{\"people\":1}", "majilis-nomination-starts"},
    {"2023-01-20", "party/A", "nominate-list", "list/m/A", "{\"people\":1}", NULL},
    {NULL, "party/B", "nominate-list", "list/m/B", "{\"people\":69}", NULL},
    {NULL, "party/C", "nominate-list", "list/m/C", "{\"people\":1}", NULL},
    {NULL, kz_cec, "refuse-list", "list/m/C", NULL, NULL},
    {NULL, "party/A", "add-person", "deputy/m/l1",
     "{\"born\":\"1990-01-01\",\"citizen\":true,\"disability\":false,\"list\":\"m/A\","
     "\"number\":1,\"party\":\"A\",\"resident_since\":\"1990-01-01\",\"woman\":true}",
     NULL},
    {NULL, kz_cec, "register-list", "list/m/A", "{\"order\":1}", NULL},
    {NULL, kz_cec, "register-list", "list/m/B", "{\"order\":2}", NULL},
    {"2023-02-18T18:00:01", kz_cec, "register-list", "list/m/A", "{\"order\":1}",
     "majilis-registration-ends"},
    {"2023-02-20", "party/A", "publish-programme", "programme/m/A", TEXT, NULL},
    {NULL, "party/A", "commit-seed", "case/m", "{\"commitment\":\"" HASH "\"}", NULL},
    ROLLS("m", "2023-02-26", "2023-02-28"),
    CERTIFICATES("m", "2023-03-03T23:00:00", "2023-03-04", "2023-03-18T17:59:00",
                 "2023-03-18T18:01:00"),
    OPENED("m", NULL),
    {NULL, "party/B", "publish-programme", "programme/m/B", TEXT, "campaign-ends"},
    {"2023-03-19T06:59:00", "precinct-commission/2", "use-certificate", "certificate-use/m/v1",
     SHOWN("m", "v1", "2"), "polling-opens"},
    TURNOUT("m", "2023-03-19T10:05:00"),
    {NULL, "party/A", "commit-seed", "case/m", "{\"commitment\":\"" HASH "\"}",
     "act.lot-committed"},
    {NULL, "party/B", "commit-seed", "case/m",
     "{\"commitment\":\"ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\"}", NULL},
    USED("m", "2023-03-19T12:00:00"),
};

/* ---- the President --------------------------------------------------------------------------- */

#define CANDIDATE(association, party)                                                              \
    "{" association "\"born\":\"1970-01-01\",\"citizen_by_birth\":true,"                           \
    "\"higher_education\":true," party "\"resident_since\":\"1990-01-01\",\"service\":10,"         \
    "\"state_language\":true,\"supporters\":{\"total\":118280,\"units\":{\"abai\":5914,"           \
    "\"akmola\":5914,\"aktobe\":5914,\"almaty\":5914,\"almaty-region\":5914,\"astana\":5914,"      \
    "\"atyrau\":5914,\"east-kazakhstan\":5914,\"karaganda\":5914,\"kostanay\":5914,"               \
    "\"kyzylorda\":5914,\"mangystau\":5914,\"north-kazakhstan\":5914,\"pavlodar\":5914,"           \
    "\"shymkent\":5914,\"turkistan\":5914,\"ulytau\":5914,\"west-kazakhstan\":5914,"               \
    "\"zhambyl\":5914,\"zhetisu\":5914}}}"
static const struct act_step presidential[] = {
    LAND("2023-01-12"),
    {"2023-03-01", "president", "call-presidential-election", "case/p",
     "{\"contests\":[\"president-2022\"],\"day\":\"2023-04-29\",\"registered\":11827277}", NULL},
    {NULL, "association/S", "nominate-president", "candidate/p/x",
     CANDIDATE("\"association\":\"S\",", ""), "presidential-nomination-starts"},
    {"2023-03-02", "association/S", "nominate-president", "candidate/p/x",
     CANDIDATE("\"association\":\"S\",", ""), NULL},
    {NULL, "party/A", "nominate-president", "candidate/p/y", CANDIDATE("", "\"party\":\"A\","),
     NULL},
    {NULL, kz_cec, "register-president", "candidate/p/x", NULL, NULL},
    {NULL, kz_cec, "register-president", "candidate/p/y", NULL, NULL},
    {NULL, "party/A", "publish-programme", "programme/p/A", TEXT, "presidential-campaign-starts"},
    {"2023-03-20T18:00:01", "party/A", "nominate-president", "candidate/p/z",
     CANDIDATE("", "\"party\":\"A\","), "presidential-nomination-ends"},
    {"2023-03-29T18:00:01", kz_cec, "register-president", "candidate/p/x", NULL,
     "presidential-registration-ends"},
    {NULL, "party/A", "publish-programme", "programme/p/A", TEXT, NULL},
    ROLLS("p", "2023-04-09", "2023-04-10"),
    CERTIFICATES("p", "2023-04-13", "2023-04-14", "2023-04-28T17:59:00", "2023-04-28T18:01:00"),
    OPENED("p", NULL),
    TURNOUT("p", "2023-04-29T10:05:00"),
    USED("p", "2023-04-29T12:00:00"),
};

/* ---- the Senate ------------------------------------------------------------------------------ */

#define SENATOR "{\"born\":\"1970-01-01\",\"contest\":\"senate-2024-kyzylorda\",\"self\":true}"
static const struct act_step senate[] = {
    LAND("2023-01-12"),
    {NULL, kz_cec, "form-precinct", "precinct/5", "{\"unit\":\"kyzylorda\",\"voters\":147}", NULL},
    {"2023-02-01", "president", "call-senate-election", "case/s",
     "{\"contests\":[\"senate-2024-kyzylorda\"],\"day\":\"2023-03-20\"}", NULL},
    {NULL, kz_cec, "nominate-person", "nominee/s/x", SENATOR, "senate-nomination-starts"},
    {"2023-02-02", kz_cec, "nominate-person", "nominee/s/x", SENATOR, NULL},
    {NULL, "maslikhat/astana", "nominate-person", "nominee/s/y",
     "{\"born\":\"1970-01-01\",\"contest\":\"senate-2024-kyzylorda\",\"maslikhat\":\"astana\"}",
     NULL},
    {NULL, kz_cec, "register-person", "nominee/s/x", NULL, NULL},
    {NULL, kz_cec, "register-person", "nominee/s/y", NULL, NULL},
    {NULL, "maslikhat/astana", "publish-programme", "programme/s/astana", TEXT,
     "senate-campaign-starts"},
    {"2023-02-17T18:00:01", kz_cec, "nominate-person", "nominee/s/z", SENATOR,
     "senate-nomination-ends"},
    {"2023-02-27T18:00:01", kz_cec, "register-person", "nominee/s/x", NULL,
     "senate-registration-ends"},
    {NULL, "maslikhat/astana", "publish-programme", "programme/s/astana", TEXT, NULL},
};

/* ---- akims, maslikhats, the Kurultai, a referendum ----------------------------------------------
 */

#define AKIM                                                                                       \
    "{\"born\":\"1990-01-01\",\"contest\":\"akim\",\"declared\":true,\"deposit\":5,"               \
    "\"party\":\"A\"}"
static const struct act_step akim[] = {
    LAND("2023-01-12"),
    {"2023-09-15", kz_cec, "call-akim-election", "case/a",
     "{\"contests\":[\"akim\"],\"day\":\"2023-11-05\"}", NULL},
    {"2023-09-16", "party/A", "nominate-akim", "nominee/a/x", AKIM, NULL},
    {NULL, kz_cec, "register-person", "nominee/a/x", NULL, NULL},
    {NULL, kz_cec, "nominate-oneself-akim", "nominee/a/y",
     "{\"born\":\"1990-01-01\",\"contest\":\"akim\",\"declared\":true,\"deposit\":5,"
     "\"supporters\":8,\"voters\":800}",
     NULL},
    {NULL, kz_cec, "register-person", "nominee/a/y", NULL, NULL},
    {NULL, "party/A", "publish-programme", "programme/a/A", TEXT, "akim-campaign-starts"},
    {"2023-10-11", "party/A", "publish-programme", "programme/a/A", TEXT, NULL},
    ROLLS("a", "2023-10-15", "2023-10-17"),
    OPENED("a", "2023-10-21"),
    TURNOUT("a", "2023-11-05T10:05:00"),
};
static const struct act_step maslikhat[] = {
    LAND("2023-01-12"),
    {"2023-09-15", kz_cec, "call-maslikhat-election", "case/d",
     "{\"contests\":[\"maslikhat-district\"],\"day\":\"2023-11-05\"}", NULL},
    {NULL, "party/A", "nominate-maslikhat-deputy", "nominee/d/x",
     "{\"born\":\"2000-01-01\",\"contest\":\"maslikhat-district\",\"deposit\":5,"
     "\"party\":\"A\"}",
     NULL},
    {NULL, kz_cec, "nominate-maslikhat-deputy", "nominee/d/y",
     "{\"born\":\"2000-01-01\",\"contest\":\"maslikhat-district\",\"deposit\":5,\"self\":true}",
     NULL},
    {NULL, kz_cec, "register-person", "nominee/d/x", NULL, NULL},
    {NULL, kz_cec, "register-person", "nominee/d/y", NULL, NULL},
    {NULL, "party/A", "publish-programme", "programme/d/A", TEXT, NULL},
    ROLLS("d", "2023-10-15", "2023-10-17"),
    OPENED("d", "2023-10-21"),
    {"2023-11-04", "party/B", "publish-programme", "programme/d/B", TEXT, "campaign-ends"},
    TURNOUT("d", "2023-11-05T10:05:00"),
};
static const struct act_step kurultai[] = {
    LAND("2026-07-02"),
    {NULL, "president", "call-kurultai-election", "case/k",
     "{\"contests\":[\"kurultai\"],\"day\":\"2026-08-23\"}", NULL},
    {NULL, "party/A", "nominate-list", "list/k/A", "{\"people\":145}", NULL},
    {NULL, "party/B", "nominate-list", "list/k/B", "{\"people\":145}", NULL},
    {NULL, kz_cec, "register-list", "list/k/A", "{\"order\":1}", NULL},
    {NULL, "party/C", "nominate-list", "list/k/C", "{\"people\":1}", NULL},
    {NULL, kz_cec, "register-list", "list/k/B", "{\"order\":2}", NULL},
    {NULL, kz_cec, "refuse-list", "list/k/C", NULL, NULL},
    {NULL, "party/B", "add-person", "deputy/k/l1",
     "{\"born\":\"1990-01-01\",\"citizen\":true,\"disability\":false,\"list\":\"k/A\","
     "\"number\":1,\"party\":\"B\",\"resident_since\":\"1990-01-01\",\"woman\":true}",
     "person-own-list"},
    {NULL, "party/A", "publish-programme", "programme/k/A", TEXT, NULL},
    ROLLS("k", "2026-08-02", "2026-08-04"),
    CERTIFICATES("k", "2026-08-07T23:00:00", "2026-08-09", "2026-08-22T16:59:00",
                 "2026-08-22T19:01:00"),
    OPENED("k", NULL),
    TURNOUT("k", "2026-08-23T11:05:00"),
    USED("k", "2026-08-23T12:00:00"),
};
static const struct act_step question[] = {
    LAND("2023-01-12"),
    {"2023-02-01", "president", "call-referendum", "case/q",
     "{\"contests\":[\"referendum-2024\"],\"day\":\"2023-03-19\",\"subject\":\"power-plant\"}",
     NULL},
    ROLLS("q", "2023-02-26", "2023-02-28"),
    CERTIFICATES("q", "2023-03-03T23:00:00", "2023-03-04", "2023-03-18T17:59:00",
                 "2023-03-18T18:01:00"),
    OPENED("q", NULL),
    TURNOUT("q", "2023-03-19T10:05:00"),
    USED("q", "2023-03-19T12:00:00"),
};

#define PERSONS       "{\"against all\":10,\"x\":60,\"y\":30}"
#define PERSONS_OTHER "{\"against all\":10,\"x\":25,\"y\":65}"
#define POLLED(steps) #steps, steps, ADIL_COUNT(steps)
static const struct polled polled[] = {
    {POLLED(majilis), "majilis-2023-list", 100, "{\"A\":60,\"B\":30,\"against all\":10}",
     "{\"A\":40,\"B\":40,\"against all\":20}", "2023-03-19T23:30:00", "2023-05-14",
     "2023-05-14T23:30:00", NULL},
    {POLLED(presidential), "president-2022", 100, PERSONS, PERSONS_OTHER, "2023-04-29T23:30:00",
     "2023-06-18", "2023-06-18T23:30:00", NULL},
    {POLLED(akim), "akim", 100, PERSONS, PERSONS_OTHER, "2023-11-05T23:30:00", "2023-12-17",
     "2023-12-17T23:30:00", NULL},
    {POLLED(maslikhat), "maslikhat-district", 100, PERSONS, PERSONS_OTHER, "2023-11-05T23:30:00",
     "2023-12-17", "2023-12-17T23:30:00", NULL},
    {POLLED(kurultai), "kurultai", 100, "{\"A\":60,\"B\":30,\"against all\":10}",
     "{\"A\":40,\"B\":40,\"against all\":20}", "2026-08-23T23:30:00", "2026-10-18",
     "2026-10-18T23:30:00", NULL},
    {POLLED(question), "referendum-2024", 600, "{\"both options marked\":0,\"no\":200,\"yes\":400}",
     "{\"both options marked\":0,\"no\":400,\"yes\":200}", "2023-03-19T23:30:00", NULL, NULL,
     "publish-answer"},
};

/* ---- counting -------------------------------------------------------------------------------- */

struct counting {
    struct fold *f;
    const struct polled *e;
    const char *id; /* of the case */
};

static const char *case_id(const struct polled *e)
{
    for (size_t i = 0; i < e->n; i++) {
        if (strncmp(e->step[i].about, "case/", 5) == 0) {
            return e->step[i].about + 5;
        }
    }
    fail_msg("%s: no case", e->name);
    return NULL;
}

static const char *paper(const struct counting *c, int round, int place)
{
    struct adil_arena *a = &c->f->t->perm;
    return kz_text(
        c->f, round == 1 ? adil_fmt(a, "protocol/%s/%s/%d", c->id, c->e->contest, place)
                         : adil_fmt(a, "protocol/%s/%s:%d/%d", c->id, c->e->contest, round, place));
}

static const char *commission(const struct counting *c, int place)
{
    return kz_text(c->f, adil_fmt(&c->f->t->perm, "precinct-commission/%d", place));
}

/* Signed again over the last entry: typing by the precinct, paper by the commission above. */
static void supersede(const struct counting *c, const char *by, const char *word, const char *votes)
{
    struct fold_act act = {.by = by,
                           .word = word,
                           .about = paper(c, 1, 2),
                           .fields = kz_figures(c->f, c->e->cast, votes, 0),
                           .supersedes = adil_polity_entries(c->f->p) - 1};
    fold_assert(c->f, fold_apply(c->f, &act), NULL);
}

static void first_count(const struct counting *c)
{
    struct fold *f = c->f;
    const char *about = kz_text(f, adil_fmt(&f->t->perm, "turnout/%s/2", c->id));
    for (int place = 1; place <= 2; place++) {
        fold_ok(f, commission(c, place), "protocol", paper(c, 1, place),
                kz_figures(f, c->e->cast, c->e->votes, 0));
    }
    supersede(c, commission(c, 2), "correct-protocol", c->e->other);
    supersede(c, kz_cec, "recount-protocol", c->e->votes);
    fold_ok(f, commission(c, 2), "report-turnout", about, "{\"at_20\":100}");
    fold_assert(f, kz_result(f, c->id, c->e->contest), "act.unlike-roll");
    fold_ok(f, commission(c, 1), "explain-protocol", paper(c, 1, 1),
            "{\"explanation\":\"ten voters came with certificates\"}");
}

static void hold_again(const struct counting *c, const char *about)
{
    struct fold *f = c->f;
    fold_ok(
        f, kz_cec, "annul-contest", about,
        kz_text(f, adil_fmt(&f->t->perm, "{\"contest\":\"%s\",\"reason\":\"r\"}", c->e->contest)));
    if (c->e->repeat_day == NULL) {
        return;
    }
    fold_ok(f, kz_cec, "call-repeat-election", about,
            kz_text(f, adil_fmt(&f->t->perm, "{\"day\":\"%s\"}", c->e->repeat_day)));
    story_at(f, &poll_setting, c->e->repeat_night);
    for (int place = 1; place <= 2; place++) {
        fold_ok(f, commission(c, place), "protocol", paper(c, 2, place),
                kz_figures(f, c->e->cast, c->e->other, 0));
    }
    if (kz_result_fields(f, c->id, c->e->contest) == NULL) { /* the list of voters is of before */
        fold_ok(f, commission(c, 1), "explain-protocol", paper(c, 2, 1), "{\"explanation\":\"e\"}");
    }
}

static void count(struct test_arenas *t, const struct polled *e, bool again)
{
    struct fold f;
    struct counting c = {&f, e, case_id(e)};
    const struct story s = {.name = e->name, .step = e->step, .n = e->n};
    fold_open_holders(&f, t, poll_setting.book, poll_offices, ADIL_COUNT(poll_offices),
                      poll_setting.holders);
    for (size_t i = 0; i < e->n; i++) {
        tell_step(&f, &poll_setting, &s, i);
    }
    story_at(&f, &poll_setting, e->night);
    const char *about = kz_text(&f, adil_fmt(&t->perm, "case/%s", c.id));
    first_count(&c);
    if (again) {
        hold_again(&c, about);
    }
    if (!again || e->repeat_day != NULL) {
        fold_assert(&f, kz_result(&f, c.id, e->contest), NULL);
        fold_ok(&f, kz_cec, e->published != NULL ? e->published : "publish-result", about, NULL);
        assert_true(f.p->cases[0].election->contest[0].certified);
    } else {
        fold_assert(&f, kz_result(&f, c.id, e->contest), "act.contest-annulled");
    }
    fold_close(&f);
}

static void every_election_runs_from_its_call_to_its_publication(void **state)
{
    for (size_t i = 0; i < ADIL_COUNT(polled); i++) {
        struct test_arenas *t = *state;
        struct adil_arena perm = t->perm;
        count(t, &polled[i], false);
        t->perm = perm;
    }
}

static void what_was_annulled_is_held_again(void **state)
{
    for (size_t i = 0; i < ADIL_COUNT(polled); i++) {
        struct test_arenas *t = *state;
        struct adil_arena perm = t->perm;
        count(t, &polled[i], true);
        t->perm = perm;
    }
}

static void the_senate_is_nominated_in_its_windows(void **state)
{
    static const struct story stories[] = {STORY(senate, "preparation")};
    tell_stories(&poll_setting, stories, ADIL_COUNT(stories), *state);
}

/* With a newly elected President the powers of the akims of regions end. */
static void a_new_president_ends_the_powers_of_akims(void **state)
{
    struct fold f;
    const struct polled *e = &polled[1];
    struct counting c = {&f, e, case_id(e)};
    const struct story s = {.name = e->name, .step = e->step, .n = e->n};
    fold_open_holders(&f, *state, poll_setting.book, poll_offices, ADIL_COUNT(poll_offices),
                      poll_setting.holders);
    for (size_t i = 0; i < e->n; i++) {
        tell_step(&f, &poll_setting, &s, i);
    }
    story_at(&f, &poll_setting, e->night);
    first_count(&c);
    fold_assert(&f, kz_result(&f, "p", e->contest), NULL);
    assert_false(adil_date_known(f.p->holding[1].until));
    fold_ok(&f, kz_cec, "publish-result", "case/p", NULL);
    assert_true(adil_date_known(f.p->holding[1].until));
    fold_close(&f);
}

/* Nobody has more than half: the two with most votes stand again. */
static void a_second_round_is_of_two(void **state)
{
    struct fold f;
    const struct polled *e = &polled[1];
    struct counting c = {&f, e, case_id(e)};
    const struct story s = {.name = e->name, .step = e->step, .n = e->n};
    fold_open_holders(&f, *state, poll_setting.book, poll_offices, ADIL_COUNT(poll_offices),
                      poll_setting.holders);
    for (size_t i = 0; i < e->n; i++) {
        tell_step(&f, &poll_setting, &s, i);
    }
    story_at(&f, &poll_setting, e->night);
    for (int place = 1; place <= 2; place++) {
        fold_ok(&f, commission(&c, place), "protocol", paper(&c, 1, place),
                kz_figures(&f, 100, "{\"against all\":20,\"x\":50,\"y\":30}", 0));
    }
    fold_ok(&f, commission(&c, 1), "explain-protocol", paper(&c, 1, 1), "{\"explanation\":\"e\"}");
    fold_assert(&f, kz_result(&f, "p", e->contest), NULL);
    fold_refused(&f, "established.publish-result", kz_cec, "publish-result", "case/p", NULL);
    fold_ok(&f, kz_cec, "call-second-round", "case/p", "{\"day\":\"2023-05-28\"}");
    story_at(&f, &poll_setting, "2023-05-28T23:30:00");
    for (int place = 1; place <= 2; place++) {
        fold_ok(&f, commission(&c, place), "protocol", paper(&c, 2, place),
                kz_figures(&f, 100, "{\"against all\":20,\"x\":39,\"y\":41}", 0));
    }
    if (kz_result_fields(&f, "p", e->contest) == NULL) {
        fold_ok(&f, commission(&c, 1), "explain-protocol", paper(&c, 2, 1),
                "{\"explanation\":\"e\"}");
    }
    fold_assert(&f, kz_result(&f, "p", e->contest), NULL);
    fold_ok(&f, kz_cec, "publish-result", "case/p", NULL);
    fold_close(&f);
}

/* ---- relations of the paper ------------------------------------------------------------------ */

/* Each relation, broken alone: what it blocks, and what asks to be explained. */
static void each_relation_of_the_paper_is_checked(void **state)
{
    static const struct {
        const char *figures;
        const char *rule;
    } papers[] = {
#define PAPER(by, cast, fixed, portable, invalid, in, out, listed, received, unused, a, all)       \
    "{\"by_certificate\":" #by ",\"cast\":" #cast ",\"certificates_given\":0,\"in_fixed\":" #fixed \
    ",\"in_portable\":" #portable ",\"invalid\":" #invalid ",\"issued_in\":" #in                   \
    ",\"issued_out\":" #out ",\"listed\":" #listed ",\"not_counted\":0,\"received\":" #received    \
    ",\"spoiled\":0,\"unused\":" #unused ",\"votes\":{\"A\":" #a ",\"B\":0,\"against all\":" #all  \
    "}}"
        {PAPER(0, 100, 100, 0, 0, 100, 0, 1000, 1000, 900, 90, 10), NULL},
        {PAPER(0, 100, 100, 0, 0, 100, 0, 1000, 1001, 900, 90, 10), "P.01"},
        {PAPER(0, 100, 99, 0, 0, 100, 0, 1000, 1000, 900, 90, 10), "P.02"},
        {PAPER(0, 100, 100, 0, 0, 99, 0, 1000, 999, 900, 90, 10), "P.03"},
        {PAPER(0, 100, 98, 2, 0, 99, 1, 1000, 1000, 900, 90, 10), "P.04"},
        {PAPER(101, 100, 100, 0, 0, 100, 0, 1000, 1000, 900, 90, 10), "P.05"},
        {PAPER(0, 100, 100, 0, 0, 100, 0, 99, 1000, 900, 90, 10), "P.06"},
        {PAPER(0, 100, 100, 0, 1, 100, 0, 1000, 1000, 900, 90, 10), "P.07"},
        {PAPER(0, 100, 100, 0, 6, 100, 0, 1000, 1000, 900, 84, 10), "P.08"},
    };
    for (size_t i = 0; i < ADIL_COUNT(papers); i++) {
        struct test_arenas *t = *state;
        struct adil_arena perm = t->perm;
        struct fold f;
        const struct polled *e = &polled[0];
        struct counting c = {&f, e, case_id(e)};
        const struct story s = {.name = e->name, .step = e->step, .n = e->n};
        fold_open_holders(&f, t, poll_setting.book, poll_offices, ADIL_COUNT(poll_offices),
                          poll_setting.holders);
        for (size_t k = 0; k < e->n; k++) {
            tell_step(&f, &poll_setting, &s, k);
        }
        story_at(&f, &poll_setting, e->night);
        fold_ok(&f, commission(&c, 1), "protocol", paper(&c, 1, 1),
                kz_figures(&f, e->cast, e->votes, 0));
        fold_ok(&f, commission(&c, 1), "explain-protocol", paper(&c, 1, 1),
                "{\"explanation\":\"e\"}");
        fold_ok(&f, commission(&c, 2), "protocol", paper(&c, 1, 2), papers[i].figures);
        const char *got = kz_result(&f, c.id, e->contest);
        if (papers[i].rule == NULL ? got != NULL
                                   : got == NULL || strcmp(got, papers[i].rule) != 0) {
            fail_msg("paper %zu: expected %s, found %s", i,
                     papers[i].rule != NULL ? papers[i].rule : "acceptance",
                     got != NULL ? got : "acceptance");
        }
        fold_close(&f);
        t->perm = perm;
    }
}

/* ---- a law that changes between the call and the count ------------------------------------------
 */

#define LOWER                                                                                      \
    "[{id: rules/list-threshold, from: 2023-02-01, set: {set: {threshold: at least 95% of "        \
    "counted votes}, cite: Law on elections 97-1(1), mark: read, source: the law of 2023}}]"

/* Called under one law and counted after another came: by the law of the call. */
static void an_election_is_counted_by_the_law_of_its_call(void **state)
{
    struct fold f;
    const struct polled *e = &polled[0];
    struct counting c = {&f, e, case_id(e)};
    const struct story s = {.name = e->name, .step = e->step, .n = e->n};
    fold_open_holders(&f, *state, poll_setting.book, poll_offices, ADIL_COUNT(poll_offices),
                      poll_setting.holders);
    for (size_t i = 0; i < e->n; i++) {
        tell_step(&f, &poll_setting, &s, i);
        if (strcmp(e->step[i].word, "call-majilis-election") == 0) {
            fold_ok(&f, "president", "table-constitutional-bill", "case/law",
                    kz_text(&f, adil_fmt(&f.t->perm, "{\"changes\":\"%s\",\"title\":\"t\"}",
                                         fold_changes_hash(&f, LOWER))));
            for (int reading = 1; reading <= 2; reading++) {
                fold_ok(&f, "majilis-chair", "decide", "case/law",
                        "{\"body\":\"majilis\",\"yes\":66}");
                fold_ok(&f, "senate-chair", "decide", "case/law",
                        "{\"body\":\"senate\",\"yes\":34}");
            }
            fold_ok(&f, "president", "sign-constitutional-law", "case/law",
                    fold_changes(&f, LOWER, ""));
        }
    }
    story_at(&f, &poll_setting, e->night);
    first_count(&c);
    const char *fields = kz_result_fields(&f, c.id, e->contest);
    assert_non_null(fields);
    assert_non_null(strstr(fields, "\"barred\":[]")); /* 30% passes 5%, not 95% */
    fold_assert(&f, kz_result(&f, c.id, e->contest), NULL);
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(every_election_runs_from_its_call_to_its_publication),
        test_case(what_was_annulled_is_held_again),
        test_case(the_senate_is_nominated_in_its_windows),
        test_case(a_new_president_ends_the_powers_of_akims),
        test_case(a_second_round_is_of_two),
        test_case(each_relation_of_the_paper_is_checked),
        test_case(an_election_is_counted_by_the_law_of_its_call),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
