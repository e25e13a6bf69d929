/* Every election of the reference rulebook, from its call to the close of the polls, for tests of
 * what follows: acts in and out of their windows. Persons are roles, figures are invented. */
#ifndef ADIL_TESTS_POLITY_KZ_POLLED_H
#define ADIL_TESTS_POLITY_KZ_POLLED_H

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
    {"kurultai-chair", 1},
    {"government", 1},
    {"party/A", 1},
    {"party/B", 1},
    {"party/C", 1},
    {"association/S", 1},
    {"observer/O", 1},
    {"maslikhat/astana", 1},
    {"precinct-commission/1", 1},
    {"precinct-commission/2", 1},
    {"precinct-commission/5", 1},
};

static const struct setting poll_setting = {
    .book = kz_book,
    .office = poll_offices,
    .n_offices = ADIL_COUNT(poll_offices),
    /* the deputy's term ends on 1 June 2023: a regular election may be called */
    .holders = "[" HOLDER("president", "p", "2022-11-26") ALSO("regional-akim", "r", "2023-01-01")
        ALSO("senator", "s", "2021-01-26") ALSO("list-deputy", "d", "2018-06-01") "]",
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
    int first, last;       /* places that are polled */
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
    {NULL, "party/A", "publish-programme", "programme/m/A", TEXT, "majilis-campaign-starts"},
    {"2023-01-20", "party/A", "nominate-list", "list/m/A", "{\"people\":2}", NULL},
    {NULL, "party/B", "nominate-list", "list/m/B", "{\"people\":69}", NULL},
    {NULL, "party/C", "nominate-list", "list/m/C", "{\"people\":1}", NULL},
    {NULL, kz_cec, "refuse-list", "list/m/C", NULL, NULL},
    {NULL, "party/A", "add-person", "deputy/m/l1",
     "{\"body_members\":9,\"born\":\"1990-01-01\",\"citizen\":true,\"disability\":false,\"list\":"
     "\"m/A\","
     "\"number\":1,\"party\":\"A\",\"resident_since\":\"1990-01-01\",\"votes_for\":5,\"woman\":"
     "true}",
     NULL},
    {NULL, "party/A", "add-person", "deputy/m/l2",
     "{\"body_members\":9,\"born\":\"1990-01-01\",\"citizen\":true,\"disability\":false,\"list\":"
     "\"m/A\","
     "\"number\":2,\"party\":\"A\",\"resident_since\":\"1990-01-01\",\"votes_for\":5,\"woman\":"
     "true}",
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
    "\"zhambyl\":5914,\"zhetisu\":5914}},\"voting_right\":true}"
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
    {NULL, "party/B", "nominate-president", "candidate/p/unregistered",
     CANDIDATE("", "\"party\":\"B\","), NULL},
    {NULL, kz_cec, "register-president", "candidate/p/x", kz_deposit, NULL},
    {NULL, kz_cec, "register-president", "candidate/p/y", "{\"deposit\":49}", "pres-deposit"},
    {NULL, kz_cec, "register-president", "candidate/p/y", kz_deposit, NULL},
    {NULL, "party/A", "publish-programme", "programme/p/A", TEXT, "presidential-campaign-starts"},
    {"2023-03-20T18:00:01", "party/A", "nominate-president", "candidate/p/z",
     CANDIDATE("", "\"party\":\"A\","), "presidential-nomination-ends"},
    {"2023-03-29T18:00:01", kz_cec, "register-president", "candidate/p/x", kz_deposit,
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
    {NULL, kz_cec, "nominate-person", "nominee/s/unregistered", SENATOR, NULL},
    {NULL, kz_cec, "register-person", "nominee/s/x", NULL, NULL},
    {NULL, kz_cec, "register-person", "nominee/s/y", NULL, NULL},
    {NULL, "maslikhat/astana", "publish-programme", "programme/s/astana", TEXT,
     "senate-campaign-starts"},
    {"2023-02-17T18:00:01", kz_cec, "nominate-person", "nominee/s/z", SENATOR,
     "senate-nomination-ends"},
    {"2023-02-27T18:00:01", kz_cec, "register-person", "nominee/s/x", NULL,
     "senate-registration-ends"},
    {NULL, "maslikhat/astana", "publish-programme", "programme/s/astana", TEXT, NULL},
    {NULL, "precinct-commission/5", "hand-over-roll", "roll/s/5", ROLL, NULL},
    {"2023-03-06", "precinct-commission/5", "open-roll", "roll/s/5", NULL, NULL},
    {"2023-03-20T11:59:59", "precinct-commission/5", "report-turnout", "turnout/s/5",
     "{\"at_12\":10}", NULL},
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
    {NULL, kz_cec, "nominate-oneself-akim", "nominee/a/unregistered",
     "{\"born\":\"1990-01-01\",\"contest\":\"akim\",\"declared\":true,\"deposit\":5,"
     "\"supporters\":8,\"voters\":800}",
     NULL},
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
    {NULL, kz_cec, "nominate-maslikhat-deputy", "nominee/d/unregistered",
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
    {NULL, "party/A", "nominate-list", "list/k/A", "{\"people\":2}", NULL},
    {NULL, "party/B", "nominate-list", "list/k/B", "{\"people\":145}", NULL},
    {NULL, "party/A", "add-person", "deputy/k/l1",
     "{\"body_members\":9,\"born\":\"1990-01-01\",\"citizen\":true,\"disability\":false,\"list\":"
     "\"k/A\","
     "\"number\":1,\"party\":\"A\",\"resident_since\":\"1990-01-01\",\"votes_for\":5,\"woman\":"
     "true}",
     NULL},
    {NULL, "party/A", "add-person", "deputy/k/l2",
     "{\"body_members\":9,\"born\":\"1990-01-01\",\"citizen\":true,\"disability\":false,\"list\":"
     "\"k/A\","
     "\"number\":2,\"party\":\"A\",\"resident_since\":\"1990-01-01\",\"votes_for\":5,\"woman\":"
     "true}",
     NULL},
    {NULL, kz_cec, "register-list", "list/k/A", "{\"order\":1}", NULL},
    {NULL, "party/C", "nominate-list", "list/k/C", "{\"people\":1}", NULL},
    {NULL, kz_cec, "register-list", "list/k/B", "{\"order\":2}", NULL},
    {NULL, kz_cec, "refuse-list", "list/k/C", NULL, NULL},
    {NULL, "party/B", "add-person", "deputy/k/l3",
     "{\"body_members\":9,\"born\":\"1990-01-01\",\"citizen\":true,\"disability\":false,\"list\":"
     "\"k/A\","
     "\"number\":1,\"party\":\"B\",\"resident_since\":\"1990-01-01\",\"votes_for\":5,\"woman\":"
     "true}",
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
enum { MAJILIS, PRESIDENT, AKIM_OF_DISTRICT, MASLIKHAT, KURULTAI, QUESTION, SENATE, POLLS };

static const struct polled polled[POLLS] = {
    {POLLED(majilis), "majilis-2023-list", 100, "{\"A\":60,\"B\":30,\"against all\":10}",
     "{\"A\":40,\"B\":40,\"against all\":20}", "2023-03-19T23:30:00", "2023-05-14",
     "2023-05-14T23:30:00", NULL, 1, 2},
    {POLLED(presidential), "president-2022", 100, PERSONS, PERSONS_OTHER, "2023-04-29T23:30:00",
     "2023-06-18", "2023-06-18T23:30:00", NULL, 1, 2},
    {POLLED(akim), "akim", 100, PERSONS, PERSONS_OTHER, "2023-11-05T23:30:00", "2023-12-17",
     "2023-12-17T23:30:00", NULL, 1, 2},
    {POLLED(maslikhat), "maslikhat-district", 100, PERSONS, PERSONS_OTHER, "2023-11-05T23:30:00",
     "2023-12-17", "2023-12-17T23:30:00", NULL, 1, 2},
    {POLLED(kurultai), "kurultai", 100, "{\"A\":60,\"B\":30,\"against all\":10}",
     "{\"A\":40,\"B\":40,\"against all\":20}", "2026-08-23T23:30:00", "2026-10-18",
     "2026-10-18T23:30:00", NULL, 1, 2},
    {POLLED(question), "referendum-2024", 600, "{\"both options marked\":0,\"no\":200,\"yes\":400}",
     "{\"both options marked\":0,\"no\":400,\"yes\":200}", "2023-03-19T23:30:00", NULL, NULL,
     "publish-answer", 1, 2},
    {POLLED(senate), "senate-2024-kyzylorda", 600, "{\"against all\":60,\"x\":360,\"y\":180}",
     "{\"against all\":60,\"x\":150,\"y\":390}", "2023-03-20T23:30:00", "2023-05-14",
     "2023-05-14T23:30:00", NULL, 5, 5},
};

/* ---- counting -------------------------------------------------------------------------------- */

struct counting {
    struct fold *f;
    const struct polled *e;
    const char *id; /* of the case */
};

static inline const char *case_id(const struct polled *e)
{
    for (size_t i = 0; i < e->n; i++) {
        if (strncmp(e->step[i].about, "case/", 5) == 0) {
            return e->step[i].about + 5;
        }
    }
    fail_msg("%s: no case", e->name);
    return NULL;
}

static inline const char *paper(const struct counting *c, int round, int place)
{
    struct adil_arena *a = &c->f->t->perm;
    return fold_text(
        c->f, round == 1 ? adil_fmt(a, "protocol/%s/%s/%d", c->id, c->e->contest, place)
                         : adil_fmt(a, "protocol/%s/%s:%d/%d", c->id, c->e->contest, round, place));
}

static inline const char *commission(const struct counting *c, int place)
{
    return fold_text(c->f, adil_fmt(&c->f->t->perm, "precinct-commission/%d", place));
}

/* Signed again over the last entry: typing by the precinct, paper by the commission above. */
static inline void supersede(const struct counting *c, const char *by, const char *word,
                             const char *votes)
{
    struct fold_act act = {.by = by,
                           .word = word,
                           .about = paper(c, 1, c->e->last),
                           .fields = kz_figures(c->f, c->e->cast, votes, 0),
                           .supersedes = adil_polity_entries(c->f->p) - 1};
    fold_assert(c->f, fold_apply(c->f, &act), NULL);
}

static inline void first_count(const struct counting *c)
{
    struct fold *f = c->f;
    const char *about = fold_text(f, adil_fmt(&f->t->perm, "turnout/%s/%d", c->id, c->e->last));
    for (int place = c->e->first; place <= c->e->last; place++) {
        fold_ok(f, commission(c, place), "protocol", paper(c, 1, place),
                kz_figures(f, c->e->cast, c->e->votes, 0));
    }
    supersede(c, commission(c, c->e->last), "correct-protocol", c->e->other);
    supersede(c, kz_cec, "recount-protocol", c->e->votes);
    fold_ok(f, commission(c, c->e->last), "report-turnout", about, "{\"at_20\":100}");
    fold_assert(f, kz_result(f, c->id, c->e->contest), "act.unlike-roll");
    fold_ok(f, commission(c, c->e->first), "explain-protocol", paper(c, 1, c->e->first),
            "{\"explanation\":\"ten voters came with certificates\"}");
}

/* The record up to the night after the polls. */
static inline void play(struct fold *f, struct test_arenas *t, const struct polled *e)
{
    const struct story s = {.name = e->name, .step = e->step, .n = e->n};
    fold_open_holders(f, t, poll_setting.book, poll_offices, ADIL_COUNT(poll_offices),
                      poll_setting.holders);
    for (size_t i = 0; i < e->n; i++) {
        tell_step(f, &poll_setting, &s, i);
    }
    story_at(f, &poll_setting, e->night);
}

/* The same votes in every place, and what the list of voters asks to be explained. */
static inline void poll_round(const struct counting *c, int round, const char *votes)
{
    struct fold *f = c->f;
    for (int place = c->e->first; place <= c->e->last; place++) {
        fold_ok(f, commission(c, place), "protocol", paper(c, round, place),
                kz_figures(f, c->e->cast, votes, 0));
    }
    fold_ok(f, commission(c, c->e->first), "explain-protocol", paper(c, round, c->e->first),
            "{\"explanation\":\"e\"}");
}

#endif
