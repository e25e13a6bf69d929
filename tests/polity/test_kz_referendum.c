/* Referendums of the reference rulebook: what may be asked, who calls it, when it is valid and
 * adopted, and how an amendment that was adopted changes who may do what. Figures that are not
 * those of 2026 are invented; no person is named. */
#include "kz_amendment.h"
#include "polity/elections.h"

#include <string.h>

enum { UNITS = 20, UNITS_BEFORE = 17, LISTED = 1000 };

/* The last three exist from 8 June 2022. */
static const char *const unit_of[UNITS] = {
    "akmola",   "aktobe",           "almaty",   "almaty-region", "astana",
    "atyrau",   "karaganda",        "kostanay", "kyzylorda",     "mangystau",
    "pavlodar", "north-kazakhstan", "shymkent", "turkistan",     "west-kazakhstan",
    "zhambyl",  "east-kazakhstan",  "abai",     "ulytau",        "zhetisu"};

#define TWO_TERMS                                                                                  \
    "[{id: registers/candidate/enter/pres-once, from: 2028-01-01, end: true}, "                    \
    "{id: powers/lift-emergency, from: 2028-01-01, end: true}]"
static void open_land_of(struct fold *f, struct test_arenas *t, const char *president)
{
    static struct fold_issuer issuers[64];
    uint32_t n = 0;
    static char name[UNITS][32];
    static const struct fold_issuer office[] = {
        {"president", 1},      {kz_cec, 3},          {"constitutional-court", 3},
        {"government", 1},     {"justice", 1},       {"kurultai-chair", 1},
        {"people-council", 1}, {"majilis-chair", 1}, {"senate-chair", 1}};
    for (size_t i = 0; i < ADIL_COUNT(office); i++) {
        issuers[n++] = office[i];
    }
    for (size_t i = 0; i < UNITS; i++) {
        struct adil_span s = adil_fmt(&t->perm, "precinct-commission/%04zu", i + 1);
        memcpy(name[i], s.ptr, s.len);
        name[i][s.len] = '\0';
        issuers[n++] = (struct fold_issuer){name[i], 1};
    }
    fold_open_holders(f, t, kz_book, issuers, n, president);
}

static void open_land(struct fold *f, struct test_arenas *t)
{
    open_land_of(f, t, PRESIDENT("2022-11-20", "2022-11-26"));
}

static void form_precincts(struct fold *f, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        fold_ok(f, kz_cec, "form-precinct",
                fold_text(f, adil_fmt(&f->t->perm, "precinct/%04zu", i + 1)),
                fold_text(f, adil_fmt(&f->t->perm, "{\"unit\":\"%s\",\"voters\":%d}", unit_of[i],
                                      (int)LISTED)));
    }
}

static const char *draft_fields(struct fold *f, const char *touches, const char *yaml)
{
    return fold_text(f,
                     adil_fmt(&f->t->perm, "{\"changes\":\"%s\",\"title\":\"t\",\"touches\":[%s]}",
                              fold_changes_hash(f, yaml), touches));
}

static const char *call_fields(struct fold *f, const char *day, const char *draft, const char *yaml)
{
    return fold_text(f,
                     adil_fmt(&f->t->perm,
                              "{\"changes\":\"%s\",\"contests\":[\"constitution\"],\"day\":\"%s\","
                              "\"draft\":\"%s\"}",
                              fold_changes_hash(f, yaml), day, draft));
}

/* A draft that the Court cleared, and the President's call for 7 March 2027. */
static void called(struct fold *f, struct test_arenas *t, const char *yaml)
{
    open_land(f, t);
    fold_at(f, "2027-01-10T10:00:00+05:00");
    form_precincts(f, UNITS);
    fold_ok(f, "president", "draft-amendment", "draft/1", draft_fields(f, "\"emergency\"", yaml));
    fold_ok(f, "constitutional-court", "clear-draft", "draft/1", "{\"opinion\":\"o\"}");
    fold_at(f, "2027-02-01T10:00:00+05:00");
    fold_ok(f, "president", "call-constitutional-referendum", "case/r",
            call_fields(f, "2027-03-07", "1", yaml));
    fold_at(f, "2027-03-07T23:30:00+05:00");
}

/* Each of n units has `cast` ballots of a thousand voters; `most` of them say yes in the first
 * `units`, the rest of them in the others. */
static void vote_in(struct fold *f, int cast, int most, size_t units, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        int yes = i < units ? most : cast - most;
        struct adil_span votes = adil_fmt(
            &f->t->perm, "{\"both options marked\":0,\"no\":%d,\"yes\":%d}", cast - yes, yes);
        fold_ok(f, fold_text(f, adil_fmt(&f->t->perm, "precinct-commission/%04zu", i + 1)),
                "protocol",
                fold_text(f, adil_fmt(&f->t->perm, "protocol/r/constitution/%04zu", i + 1)),
                kz_figures(f, cast, fold_text(f, votes), 0));
    }
}

static void vote(struct fold *f, int cast, int most, size_t units)
{
    vote_in(f, cast, most, units, UNITS);
}

static const char *stage_of(const struct fold *f, uint32_t i)
{
    const struct adil_case *c = &f->p->cases[i];
    return adil_span_cstr(&f->t->perm, c->book->acts.procedure[c->procedure].stage[c->stage].id);
}

static const char *enact(struct fold *f, const char *yaml)
{
    return fold_do(f, kz_cec, "enact-by-referendum", "case/r", fold_changes(f, yaml, ""));
}

/* ---- what may be asked ----------------------------------------------------------------------- */

#define question(subject)                                                                          \
    "{\"contests\":[\"referendum-2024\"],\"day\":\"2027-03-07\",\"subject\":\"" subject "\"}"

static void subjects_that_are_barred_are_not_asked(void **state)
{
    static const char *const barred[] = {question("amnesty"),      question("taxes"),
                                         question("borders"),      question("appointments"),
                                         question("independence"), question("seven-years"),
                                         question("elected-once"), question("treaty-duties")};
    struct fold f;
    open_land(&f, *state);
    fold_at(&f, "2027-02-01T10:00:00+05:00");
    for (size_t i = 0; i < ADIL_COUNT(barred); i++) {
        fold_refused(&f, "referendum-subject", "president", "call-referendum", "case/r", barred[i]);
    }
    assert_span_is(f.refusal.cite, "Law on the referendum 3");
    fold_refused(&f, "subject-constitution", "president", "call-referendum", "case/r",
                 question("constitution"));
    fold_refused(&f, "call-referendum", "government", "call-referendum", "case/r",
                 question("nuclear-plant"));
    fold_refused(&f, "question-contests", "president", "call-referendum", "case/r",
                 "{\"contests\":[\"constitution\"],\"day\":\"2027-03-07\",\"subject\":\"s\"}");
    fold_ok(&f, "president", "call-referendum", "case/r", question("nuclear-plant"));
    fold_close(&f);
}

/* A whole Constitution, as in 2026: the Court's opinion first. */
static void a_text_of_the_constitution_is_put_to_the_vote_after_the_court(void **state)
{
    static const char call[] = "{\"contests\":[\"referendum-2026\"],\"day\":\"2026-03-15\","
                               "\"draft\":\"2026\"}";
    static const char text[] = "{\"title\":\"t\",\"touches\":[\"one-chamber\"]}";
    struct fold f;
    open_land(&f, *state);
    fold_at(&f, "2026-02-10T10:00:00+05:00");
    fold_refused(&f, "act.reference", "president", "call-referendum-on-text", "case/r", call);
    fold_ok(&f, "president", "draft-amendment", "draft/2026", text);
    fold_refused(&f, "text-cleared", "president", "call-referendum-on-text", "case/r", call);
    assert_span_is(f.refusal.cite, "Const. 1995 91(3); Const. 2026 92-93");
    fold_refused(&f, "power-clear-draft", "president", "clear-draft", "draft/2026",
                 "{\"opinion\":\"o\"}");
    fold_ok(&f, "constitutional-court", "clear-draft", "draft/2026", "{\"opinion\":\"o\"}");
    fold_refused(&f, "bars-once", "constitutional-court", "bar-draft", "draft/2026",
                 "{\"opinion\":\"o\"}");
    fold_at(&f, "2026-02-15T10:00:01+05:00");
    fold_refused(&f, "text-contests", "president", "call-referendum-on-text", "case/r",
                 "{\"contests\":[\"referendum-2024\"],\"day\":\"2026-03-15\",\"draft\":\"2026\"}");
    fold_refused(&f, "text-lead-time", "president", "call-referendum-on-text", "case/r",
                 "{\"contests\":[\"referendum-2026\"],\"day\":\"2026-02-17\",\"draft\":\"2026\"}");
    fold_refused(&f, "text-lead-time", "president", "call-referendum-on-text", "case/r",
                 "{\"contests\":[\"referendum-2026\"],\"day\":\"2026-05-16\",\"draft\":\"2026\"}");
    fold_ok(&f, "president", "call-referendum-on-text", "case/r", call); /* a month to the day */
    fold_close(&f);
}

static void what_is_not_amended_is_not_drafted(void **state)
{
    static const char *const bad[] = {"\"independence\"", "\"unitary-form\"", "\"seven-years\"",
                                      "\"courts\",\"elected-once\""};
    struct fold f;
    open_land(&f, *state);
    fold_at(&f, "2026-03-01T10:00:00+05:00");
    fold_refused(&f, "draft-untouchable", "president", "draft-amendment", "draft/1",
                 draft_fields(&f, "\"elected-once\"", NEW_POWER));
    assert_span_is(f.refusal.cite, "Const. 1995 91(2)");
    fold_ok(&f, "government", "draft-amendment", "draft/0",
            draft_fields(&f, "\"courts\"", NEW_POWER));
    fold_at(&f, "2027-01-10T10:00:00+05:00");
    for (size_t i = 0; i < ADIL_COUNT(bad); i++) {
        fold_refused(&f, "draft-untouchable", "president", "draft-amendment", "draft/1",
                     draft_fields(&f, bad[i], NEW_POWER));
    }
    assert_span_is(f.refusal.cite, "Const. 2026 2(7), 43(5)");
    fold_refused(&f, "draft-amendment-government", "government", "draft-amendment", "draft/1",
                 draft_fields(&f, "\"courts\"", NEW_POWER));
    assert_span_is(f.refusal.expected, "not after 24:00 on 30 June 2026");
    fold_ok(&f, "people-council", "draft-amendment", "draft/1",
            draft_fields(&f, "\"courts\"", NEW_POWER));
    fold_ok(&f, "constitutional-court", "bar-draft", "draft/1", "{\"opinion\":\"o\"}");
    fold_refused(&f, "draft-cleared", "president", "call-constitutional-referendum", "case/r",
                 call_fields(&f, "2027-03-07", "1", NEW_POWER));
    fold_close(&f);
}

static void a_call_is_of_the_text_that_the_court_saw(void **state)
{
    struct fold f;
    open_land(&f, *state);
    fold_at(&f, "2027-01-10T10:00:00+05:00");
    fold_ok(&f, "president", "draft-amendment", "draft/1",
            draft_fields(&f, "\"emergency\"", NEW_POWER));
    fold_ok(&f, "constitutional-court", "clear-draft", "draft/1", "{\"opinion\":\"o\"}");
    fold_refused(&f, "draft-own", "president", "call-constitutional-referendum", "case/r",
                 call_fields(&f, "2027-03-07", "1", TWO_TERMS));
    fold_refused(&f, "referendum-lead-time", "president", "call-constitutional-referendum",
                 "case/r", call_fields(&f, "2027-02-07", "1", NEW_POWER));
    fold_refused(&f, "referendum-lead-time", "president", "call-constitutional-referendum",
                 "case/r", call_fields(&f, "2027-04-11", "1", NEW_POWER));
    fold_refused(&f, "constitution-asked", "president", "call-constitutional-referendum", "case/r",
                 fold_text(&f, adil_fmt(&f.t->perm,
                                        "{\"changes\":\"%s\",\"contests\":[\"referendum-2024\"],"
                                        "\"day\":\"2027-03-07\",\"draft\":\"1\"}",
                                        fold_changes_hash(&f, NEW_POWER))));
    fold_refused(&f, "call-constitutional-referendum", "government",
                 "call-constitutional-referendum", "case/r",
                 call_fields(&f, "2027-03-07", "1", NEW_POWER));
    fold_ok(&f, "president", "call-constitutional-referendum", "case/r",
            call_fields(&f, "2027-03-07", "1", NEW_POWER));
    fold_close(&f);
}

/* ---- valid, adopted -------------------------------------------------------------------------- */

/* Fourteen of twenty units carry it, thirteen do not; half of those entitled are too few. */
static void two_thirds_of_the_units_adopt(void **state)
{
    static const struct {
        int cast, most;
        size_t units;
        const char *status;
        const char *stage;
    } votes[] = {{600, 301, 14, "decided", "carried"},
                 {600, 301, 13, "not-adopted", "established"},
                 {600, 300, 20, "not-adopted", "established"},
                 {501, 400, 20, "decided", "carried"},
                 {500, 400, 20, "not-valid", "established"}};
    for (size_t i = 0; i < ADIL_COUNT(votes); i++) {
        struct test_arenas *t = *state;
        struct adil_arena perm = t->perm;
        struct fold f;
        called(&f, t, NEW_POWER);
        vote(&f, votes[i].cast, votes[i].most, votes[i].units);
        fold_at(&f, "2027-03-09T10:00:00+05:00");
        const char *fields = kz_result_fields(&f, "r", "constitution");
        assert_non_null(fields);
        assert_non_null(strstr(fields, votes[i].status));
        fold_assert(&f, kz_result(&f, "r", "constitution"), NULL);
        assert_string_equal(stage_of(&f, 0), votes[i].stage);
        fold_close(&f);
        t->perm = perm;
    }
}

/* A text of the Constitution under that of 1995: eleven of seventeen units are less than two
 * thirds, as thirteen of twenty are, though most of those taking part said yes. */
static void two_thirds_of_the_units_of_the_day_adopt_a_text(void **state)
{
    static const struct {
        const char *drafted, *called, *day, *counted;
        size_t n, units;
        const char *status;
        const char *stage;
    } votes[] = {
        {"2022-04-29", "2022-05-05", "2022-06-05", "2022-06-07", UNITS_BEFORE, 12, "decided",
         "carried"},
        {"2022-04-29", "2022-05-05", "2022-06-05", "2022-06-07", UNITS_BEFORE, 11, "not-adopted",
         "established"},
        {"2026-02-10", "2026-02-11", "2026-03-15", "2026-03-17", UNITS, 14, "decided", "carried"},
        {"2026-02-10", "2026-02-11", "2026-03-15", "2026-03-17", UNITS, 13, "not-adopted",
         "established"}};
    for (size_t i = 0; i < ADIL_COUNT(votes); i++) {
        struct test_arenas *t = *state;
        struct adil_arena perm = t->perm;
        struct fold f;
        open_land_of(&f, t,
                     votes[i].n < UNITS ? PRESIDENT("2019-06-09", "2019-06-12")
                                        : PRESIDENT("2022-11-20", "2022-11-26"));
        fold_at(&f, fold_text(&f, adil_fmt(&t->perm, "%sT10:00:00+06:00", votes[i].drafted)));
        form_precincts(&f, votes[i].n);
        fold_ok(&f, "president", "draft-amendment", "draft/1",
                "{\"title\":\"t\",\"touches\":[\"courts\"]}");
        fold_ok(&f, "constitutional-court", "clear-draft", "draft/1", "{\"opinion\":\"o\"}");
        fold_at(&f, fold_text(&f, adil_fmt(&t->perm, "%sT10:00:00+06:00", votes[i].called)));
        fold_ok(&f, "president", "call-referendum-on-text", "case/r",
                fold_text(&f, adil_fmt(&t->perm,
                                       "{\"contests\":[\"constitution\"],\"day\":\"%s\","
                                       "\"draft\":\"1\"}",
                                       votes[i].day)));
        fold_at(&f, fold_text(&f, adil_fmt(&t->perm, "%sT23:30:00+06:00", votes[i].day)));
        vote_in(&f, 900, 700, votes[i].units, votes[i].n);
        fold_at(&f, fold_text(&f, adil_fmt(&t->perm, "%sT10:00:00+06:00", votes[i].counted)));
        const char *fields = kz_result_fields(&f, "r", "constitution");
        assert_non_null(fields);
        assert_non_null(strstr(fields, votes[i].status));
        fold_assert(&f, kz_result(&f, "r", "constitution"), NULL);
        assert_string_equal(stage_of(&f, 0), votes[i].stage);
        fold_close(&f);
        t->perm = perm;
    }
}

/* The figures of 15 March 2026 on one paper: answers, invalid and not counted are who took part. */
static void participants_are_answers_invalid_and_not_counted(void **state)
{
    static const struct {
        long yes, no, invalid, not_counted, cast;
        const char *rule;
    } papers[] = {{7954667, 898099, 146558, 127868, 9127192, NULL},
                  {898099, 7954667, 146558, 127868, 9127192, NULL}, /* the other answer */
                  {7954668, 898099, 146558, 127868, 9127192, "P.07"},
                  {7954666, 898099, 146558, 127868, 9127192, "P.07"},
                  {7954667, 898100, 146558, 127868, 9127192, "P.07"},
                  {7954667, 898098, 146558, 127868, 9127192, "P.07"},
                  {7954667, 898099, 146559, 127868, 9127192, "P.07"},
                  {7954667, 898099, 146557, 127868, 9127192, "P.07"},
                  {7954667, 898099, 146558, 127869, 9127192, "P.07"},
                  {7954667, 898099, 146558, 127867, 9127192, "P.07"},
                  {7954667, 898099, 146558, 127868, 9127193, "P.07"},
                  {7954667, 898099, 146558, 127868, 9127191, "P.07"}};
    for (size_t i = 0; i < ADIL_COUNT(papers); i++) {
        struct test_arenas *t = *state;
        struct adil_arena perm = t->perm;
        struct fold f;
        open_land(&f, t);
        fold_at(&f, "2026-02-10T10:00:00+05:00");
        kz_precinct(&f, "0001", "astana");
        fold_ok(&f, "president", "draft-amendment", "draft/2026",
                "{\"title\":\"t\",\"touches\":[\"one-chamber\"]}");
        fold_ok(&f, "constitutional-court", "clear-draft", "draft/2026", "{\"opinion\":\"o\"}");
        fold_at(&f, "2026-02-11T10:00:00+05:00");
        fold_ok(&f, "president", "call-referendum-on-text", "case/r",
                "{\"contests\":[\"constitution\"],\"day\":\"2026-03-15\",\"draft\":\"2026\"}");
        fold_at(&f, "2026-03-15T23:30:00+05:00");
        fold_ok(
            &f, "precinct-commission/0001", "protocol", "protocol/r/constitution/0001",
            fold_text(&f, adil_fmt(&t->perm,
                                   "{\"by_certificate\":0,\"cast\":%ld,"
                                   "\"certificates_given\":0,\"in_fixed\":%ld,"
                                   "\"in_portable\":0,\"invalid\":%ld,\"issued_in\":%ld,"
                                   "\"issued_out\":0,\"listed\":12482613,\"not_counted\":%ld,"
                                   "\"received\":12482613,\"spoiled\":0,\"unused\":%ld,"
                                   "\"votes\":{\"both options marked\":0,\"no\":%ld,\"yes\":%ld}}",
                                   papers[i].cast, papers[i].cast, papers[i].invalid,
                                   papers[i].cast, papers[i].not_counted, 12482613 - papers[i].cast,
                                   papers[i].no, papers[i].yes)));
        const char *got = kz_result(&f, "r", "constitution");
        if (papers[i].rule == NULL) {
            fold_assert(&f, got, NULL);
        } else {
            fold_assert(&f, got, papers[i].rule);
        }
        fold_close(&f);
        t->perm = perm;
    }
}

/* ---- the law changes ------------------------------------------------------------------------- */

static void adopted(struct fold *f, struct test_arenas *t, const char *yaml)
{
    called(f, t, yaml);
    vote(f, 700, 400, 17);
    fold_at(f, "2027-03-09T10:00:00+05:00");
    fold_assert(f, kz_result(f, "r", "constitution"), NULL);
}

#define emergency_fields "{\"consulted\":true,\"kind\":\"emergency\",\"on\":\"2027-03-09\"}"

static void an_adopted_amendment_changes_who_may_do_what(void **state)
{
    struct fold f;
    adopted(&f, *state, NEW_POWER);
    fold_refused(&f, "answer-changes-nothing", kz_cec, "publish-answer", "case/r", NULL);
    fold_refused(&f, "carried.enact-by-referendum", "president", "enact-by-referendum", "case/r",
                 fold_changes(&f, NEW_POWER, ""));
    fold_assert(&f, enact(&f, PARTY_LAW), "act.voted");
    fold_assert(&f, enact(&f, NEW_POWER), NULL);
    assert_string_equal(stage_of(&f, 0), "enacted");
    assert_true(f.p->cases[0].election->contest[0].certified);
    fold_ok(&f, "president", "declare-emergency", "emergency/1", emergency_fields);
    fold_refused(&f, "lift-emergency", "government", "lift-emergency", "emergency/1", NULL);
    fold_at(&f, "2028-01-01T00:00:00+05:00"); /* its first day */
    fold_refused(&f, "lift-emergency", "president", "lift-emergency", "emergency/1", NULL);
    assert_span_is(f.refusal.cite,
                   "Const. 1995 44(16), (17); Const. 2026 96(1)"); /* until that day it was his */
    assert_span_is(f.refusal.expected, "not after 24:00 on 31 December 2027");
    fold_ok(&f, "government", "lift-emergency", "emergency/1", NULL);
    fold_close(&f);
}

static void a_rejected_amendment_changes_nothing(void **state)
{
    struct fold f;
    called(&f, *state, NEW_POWER);
    vote(&f, 700, 400, 13);
    fold_at(&f, "2027-03-09T10:00:00+05:00");
    fold_assert(&f, kz_result(&f, "r", "constitution"), NULL);
    fold_assert(&f, enact(&f, NEW_POWER), "carried.enact-by-referendum");
    fold_ok(&f, kz_cec, "publish-result", "case/r", NULL);
    assert_string_equal(stage_of(&f, 0), "published");
    fold_assert(&f, enact(&f, NEW_POWER), "carried.enact-by-referendum");
    fold_close(&f);
}

/* Whatever a draft says of itself: what it does is looked at when it is to become law. */
static void a_vote_does_not_touch_the_one_term(void **state)
{
    static const struct {
        const char *yaml, *rule;
    } bad[] = {
        {TWO_TERMS, "term-untouched"},
        {"[{id: offices/president/terms/presidents-term, from: 2031-01-01, set: {term: 10 years}}]",
         "term-untouched"},
        {"[{id: procedures/presidential-election/seats/capacity, set: chosen}]", "term-untouched"},
        {KZ_ANOTHER_ELECTION, "election-untouched"},
        {"[{id: words/enact-by-referendum/norms/term-untouched, from: 2028-01-01, end: true}]",
         "clauses-untouched"},
        {"[{id: polity/name, set: Another}, {id: powers/lift-emergency, from: 2028-01-01, end: "
         "true}]",
         "clauses-untouched"},
        {PARTY_LAW, "referendum-changes-constitution"},
        {"[{id: powers/lift-emergency, from: 2027-03-01, end: true}]",
         "referendum-not-retroactive"},
        {"[{id: powers/lift-emergency, from: 2028-01-01, strike: all, past: stands}]",
         "referendum-strikes-nothing"}};
    for (size_t i = 0; i < ADIL_COUNT(bad); i++) {
        struct test_arenas *t = *state;
        struct adil_arena perm = t->perm;
        struct fold f;
        adopted(&f, t, bad[i].yaml);
        fold_assert(&f, enact(&f, bad[i].yaml), bad[i].rule);
        fold_close(&f);
        t->perm = perm;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(subjects_that_are_barred_are_not_asked),
        test_case(a_text_of_the_constitution_is_put_to_the_vote_after_the_court),
        test_case(what_is_not_amended_is_not_drafted),
        test_case(a_call_is_of_the_text_that_the_court_saw),
        test_case(two_thirds_of_the_units_adopt),
        test_case(two_thirds_of_the_units_of_the_day_adopt_a_text),
        test_case(participants_are_answers_invalid_and_not_counted),
        test_case(an_adopted_amendment_changes_who_may_do_what),
        test_case(a_rejected_amendment_changes_nothing),
        test_case(a_vote_does_not_touch_the_one_term),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
