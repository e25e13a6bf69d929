/* The reference rulebook on both sides of its figures: what half of the votes is, how seats of
 * lists are shared, the Senate's sixty days, where an absentee certificate is shown. Figures of the
 * lists are those of 19 March 2023, all others are invented; persons are roles. */
#include "kz_polled.h"

/* ---- the President --------------------------------------------------------------------------- */

/* Three candidates, one place. */
static const struct act_step three_stand[] = {
    LAND("2023-01-12"),
    {"2023-03-01", "president", "call-presidential-election", "case/p",
     "{\"contests\":[\"president-2022\"],\"day\":\"2023-04-29\",\"registered\":11827277}", NULL},
    {"2023-03-02", "party/A", "nominate-president", "candidate/p/x",
     CANDIDATE("", "\"party\":\"A\","), NULL},
    {NULL, "party/B", "nominate-president", "candidate/p/y", CANDIDATE("", "\"party\":\"B\","),
     NULL},
    {NULL, "party/C", "nominate-president", "candidate/p/z", CANDIDATE("", "\"party\":\"C\","),
     NULL},
    {NULL, kz_cec, "register-president", "candidate/p/x", kz_deposit, NULL},
    {NULL, kz_cec, "register-president", "candidate/p/y", kz_deposit, NULL},
    {NULL, kz_cec, "register-president", "candidate/p/z", kz_deposit, NULL},
};

/* A paper on which nothing but the votes and the invalid ballots is of interest. */
static const char *paper_with(struct fold *f, int listed, int cast, int invalid, const char *votes)
{
    return fold_text(
        f,
        adil_fmt(&f->t->perm,
                 "{\"by_certificate\":0,\"cast\":%d,\"certificates_given\":0,\"in_fixed\":%d,"
                 "\"in_portable\":0,\"invalid\":%d,\"issued_in\":%d,\"issued_out\":0,\"listed\":%d,"
                 "\"not_counted\":0,\"received\":%d,\"spoiled\":0,\"unused\":%d,\"votes\":%s}",
                 cast, cast, invalid, cast, listed, listed, listed - cast, votes));
}

static const char *paper_of(struct fold *f, int cast, int invalid, const char *votes)
{
    return paper_with(f, cast, cast, invalid, votes);
}

/* In precincts 1 and 2, the second with a voter for each. */
static void poll_presidential(struct fold *f, struct test_arenas *t, int cast, int invalid,
                              const char *votes)
{
    const struct story s = {
        .name = "three_stand", .step = three_stand, .n = ADIL_COUNT(three_stand)};
    fold_open_holders(f, t, poll_setting.book, poll_offices, ADIL_COUNT(poll_offices),
                      poll_setting.holders);
    tell_steps(f, &poll_setting, &s);
    story_at(f, &poll_setting, "2023-04-29T23:30:00");
    fold_ok(f, "precinct-commission/1", "protocol", "protocol/p/president-2022/1",
            paper_of(f, cast, invalid, votes));
    fold_ok(f, "precinct-commission/2", "protocol", "protocol/p/president-2022/2",
            paper_of(f, 4, 0, "{\"against all\":1,\"x\":1,\"y\":1,\"z\":1}"));
}

/* Ten thousand ballots that count: 50.01 per cent elect, half does not, nor do 49.9 per cent.
 * Invalid ballots leave the base, votes against all stay in it. (Const. 1995 41(5)) */
static void more_than_half_of_what_counts_elects(void **state)
{
    static const struct {
        int cast, invalid;
        const char *votes; /* with those of precinct 2 ten thousand count */
        const char *status;
    } counts[] = {
        {9996, 0, "{\"against all\":499,\"x\":5000,\"y\":3499,\"z\":998}", "decided"},
        {9996, 0, "{\"against all\":499,\"x\":4999,\"y\":3500,\"z\":998}", "second-round"},
        {9996, 0, "{\"against all\":499,\"x\":4989,\"y\":3510,\"z\":998}", "second-round"},
        /* 50.01 per cent of 10,000 are 48 per cent of 10,400 */
        {10396, 400, "{\"against all\":499,\"x\":5000,\"y\":3499,\"z\":998}", "decided"},
        /* more than two thirds of the votes for somebody are not half with those against all */
        {9996, 0, "{\"against all\":2999,\"x\":4989,\"y\":1510,\"z\":498}", "second-round"},
    };
    for (size_t i = 0; i < ADIL_COUNT(counts); i++) {
        struct test_arenas *t = *state;
        struct adil_arena perm = t->perm;
        struct fold f;
        poll_presidential(&f, t, counts[i].cast, counts[i].invalid, counts[i].votes);
        const char *fields = kz_result_fields(&f, "p", "president-2022");
        assert_non_null(fields);
        const char *status =
            fold_text(&f, adil_fmt(&t->perm, "\"status\":\"%s\"", counts[i].status));
        if (strstr(fields, status) == NULL) {
            fail_msg("%zu: expected %s, found %s", i, counts[i].status, fields);
        }
        fold_assert(&f, kz_result(&f, "p", "president-2022"), NULL);
        fold_close(&f);
        t->perm = perm;
    }
}

/* Of three the two with most votes stand again, and nobody else is voted for. */
static void with_less_than_half_two_of_three_stand_again(void **state)
{
    struct fold f;
    poll_presidential(&f, *state, 9996, 0, "{\"against all\":499,\"x\":4989,\"y\":3510,\"z\":998}");
    fold_assert(&f, kz_result(&f, "p", "president-2022"), NULL);
    fold_ok(&f, kz_cec, "call-second-round", "case/p", "{\"day\":\"2023-06-18\"}");
    story_at(&f, &poll_setting, "2023-06-18T23:30:00");
    assert_non_null(
        fold_do(&f, "precinct-commission/1", "protocol", "protocol/p/president-2022:2/1",
                paper_of(&f, 100, 0, "{\"against all\":10,\"x\":40,\"y\":45,\"z\":5}")));
    fold_ok(&f, "precinct-commission/1", "protocol", "protocol/p/president-2022:2/1",
            paper_of(&f, 100, 0, "{\"against all\":15,\"x\":40,\"y\":45}"));
    fold_ok(&f, "precinct-commission/2", "protocol", "protocol/p/president-2022:2/2",
            paper_of(&f, 100, 0, "{\"against all\":15,\"x\":40,\"y\":45}"));
    const char *fields = kz_result_fields(&f, "p", "president-2022"); /* more than the other */
    assert_non_null(fields);
    assert_non_null(strstr(fields, "\"elected\":[\"y\"]"));
    fold_close(&f);
}

/* ---- seats of lists -------------------------------------------------------------------------- */

static const struct fold_issuer lists_of_2023[] = {
    {"president", 1},    {kz_cec, 3},       {"justice", 1},          {"precinct-commission/1", 1},
    {"party/Amanat", 1}, {"party/Auyl", 1}, {"party/Respublica", 1}, {"party/AkZhol", 1},
    {"party/NPK", 1},    {"party/OSDP", 1}, {"party/Baytaq", 1},
};

static void enter_lists(struct fold *f)
{
    static const char *const party[] = {"Amanat", "Auyl", "Respublica", "AkZhol",
                                        "NPK",    "OSDP", "Baytaq"};
    static const struct act_step all[] = {REGISTER_PARTY("Amanat"),     REGISTER_PARTY("Auyl"),
                                          REGISTER_PARTY("Respublica"), REGISTER_PARTY("AkZhol"),
                                          REGISTER_PARTY("NPK"),        REGISTER_PARTY("OSDP"),
                                          REGISTER_PARTY("Baytaq")};
    const struct story s = {.name = "parties", .step = all, .n = ADIL_COUNT(all)};
    tell_steps(f, &poll_setting, &s);
    story_at(f, &poll_setting, "2023-01-19");
    fold_ok(f, "president", "call-majilis-election", "case/m",
            "{\"contests\":[\"majilis-2023-list\"],\"day\":\"2023-03-19\"}");
    story_at(f, &poll_setting, "2023-01-25");
    for (size_t i = 0; i < ADIL_COUNT(party); i++) {
        const char *list = fold_text(f, adil_fmt(&f->t->perm, "list/m/%s", party[i]));
        fold_ok(f, fold_text(f, adil_fmt(&f->t->perm, "party/%s", party[i])), "nominate-list", list,
                "{\"people\":90}");
        fold_ok(f, kz_cec, "register-list", list,
                fold_text(f, adil_fmt(&f->t->perm, "{\"order\":%zu}", i + 1)));
    }
}

/* The fields with another text in one place. */
static const char *with(struct fold *f, const char *fields, const char *was, const char *is)
{
    const char *at = strstr(fields, was);
    assert_non_null(at);
    return fold_text(
        f, adil_fmt(&f->t->perm, "%.*s%s%s", (int)(at - fields), fields, is, at + strlen(was)));
}

/* Quotient, whole parts, largest remainders: 40, 8, 6, 6, 5, 4. Whoever states 39, 8, 6, 6, 5, 5,
 * or seats for a list below five per cent, states no result. (Law on elections 97-1) */
static void seats_other_than_the_law_gives_are_no_result(void **state)
{
    static const char *const other[][2] = {{"\"Amanat\":40", "\"Amanat\":39"},
                                           {"\"OSDP\":4", "\"OSDP\":5"}};
    struct fold f;
    fold_open_holders(&f, *state, poll_setting.book, lists_of_2023, ADIL_COUNT(lists_of_2023),
                      poll_setting.holders);
    story_at(&f, &poll_setting, "2023-01-12");
    fold_ok(&f, kz_cec, "form-precinct", "precinct/1", PLACE("Astana"));
    enter_lists(&f);
    story_at(&f, &poll_setting, "2023-03-19T23:30:00");
    fold_ok(&f, "precinct-commission/1", "protocol", "protocol/m/majilis-2023-list/1",
            paper_of(&f, 6366441, 0,
                     "{\"AkZhol\":535139,\"Amanat\":3431510,\"Auyl\":693938,\"Baytaq\":146431,"
                     "\"NPK\":432920,\"OSDP\":331058,\"Respublica\":547154,"
                     "\"against all\":248291}"));
    const char *fields = kz_result_fields(&f, "m", "majilis-2023-list");
    assert_non_null(fields);
    assert_non_null(strstr(fields, "\"seats\":{\"AkZhol\":6,\"Amanat\":40,\"Auyl\":8,"
                                   "\"NPK\":5,\"OSDP\":4,\"Respublica\":6}"));
    const char *wrong =
        with(&f, with(&f, fields, other[0][0], other[0][1]), other[1][0], other[1][1]);
    fold_refused(&f, "act.result", kz_cec, "result", "case/m", wrong);
    fold_refused(&f, "act.result", kz_cec, "result", "case/m",
                 with(&f, with(&f, fields, other[0][0], other[0][1]), "\"NPK\":5",
                      "\"Baytaq\":1,\"NPK\":5"));
    fold_ok(&f, kz_cec, "result", "case/m", fields);
    fold_ok(&f, kz_cec, "publish-result", "case/m", NULL);
    fold_close(&f);
}

/* ---- the Senate's sixty days ----------------------------------------------------------------- */

#define ADOPTED_BY_MAJILIS                                                                         \
    {"2023-05-01", "majilis-chair", "table-bill", "case/b", "{\"money\":false,\"title\":\"t\"}",   \
     NULL},                                                                                        \
        {NULL,                                                                                     \
         "majilis-chair",                                                                          \
         "decide",                                                                                 \
         "case/b",                                                                                 \
         "{\"no\":30,\"result\":\"pass\",\"yes\":49}",                                             \
         "majilis.decision"},                                                                      \
    {                                                                                              \
        NULL, "majilis-chair", "decide", "case/b", "{\"no\":30,\"result\":\"pass\",\"yes\":50}",   \
            NULL                                                                                   \
    }
static const struct act_step on_day_sixty[] = {
    ADOPTED_BY_MAJILIS,
    {"2023-06-30T23:59:59", "senate-chair", "decide", "case/b",
     "{\"no\":8,\"result\":\"pass\",\"yes\":25}", "senate.decision"},
    {NULL, "senate-chair", "decide", "case/b", "{\"no\":8,\"result\":\"pass\",\"yes\":26}", NULL},
    {"2023-07-02", "senate-chair", "send-law", "case/b", NULL, NULL},
    {NULL, "president", "assent", "case/b", NULL, NULL},
};
static const struct act_step on_day_sixty_one[] = {
    ADOPTED_BY_MAJILIS,
    {"2023-06-30T23:59:59", "president", "assent", "case/b", NULL, "assent.assent"},
    {"2023-07-01T00:00:01", "senate-chair", "decide", "case/b", "{\"no\":0,\"yes\":50}",
     "agreed-senate.decision"},
    {NULL, "senate-chair", "propose-wording", "case/b", "{\"wording\":\"w\",\"yes\":26}",
     "senate.propose-wording"},
    {"2023-07-05", "senate-chair", "decide", "case/b", "{\"no\":34,\"yes\":0}",
     "agreed-senate.decision"},
    {NULL, "president", "assent", "case/b", NULL, NULL}, /* silence brought it to him */
};

/* ---- electors of the Senate ------------------------------------------------------------------ */

/* More than half of the electors vote, or the sitting was none. (Law on elections 82) */
#define ELECTOR "{\"born\":\"1970-01-01\",\"contest\":\"senate\",\"self\":true}"
static const struct act_step senators_stand[] = {
    {"2023-01-12", kz_cec, "form-precinct", "precinct/5", "{\"unit\":\"kyzylorda\",\"voters\":147}",
     NULL},
    {"2023-02-01", "president", "call-senate-election", "case/s",
     "{\"contests\":[\"senate\"],\"day\":\"2023-03-20\"}", NULL},
    {"2023-02-02", kz_cec, "nominate-person", "nominee/s/x", ELECTOR, NULL},
    {NULL, kz_cec, "nominate-person", "nominee/s/y", ELECTOR, NULL},
    {NULL, kz_cec, "register-person", "nominee/s/x", NULL, NULL},
    {NULL, kz_cec, "register-person", "nominee/s/y", NULL, NULL},
};
static void half_of_the_electors_are_no_sitting(void **state)
{
    static const struct {
        int cast;
        const char *votes;
        const char *status;
    } counts[] = {
        {73, "{\"against all\":3,\"x\":40,\"y\":30}", "\"status\":\"not-valid\""},
        {74, "{\"against all\":4,\"x\":40,\"y\":30}", "\"status\":\"decided\""},
    };
    const struct story s = {
        .name = "senators_stand", .step = senators_stand, .n = ADIL_COUNT(senators_stand)};
    for (size_t i = 0; i < ADIL_COUNT(counts); i++) {
        struct test_arenas *t = *state;
        struct adil_arena perm = t->perm;
        struct fold f;
        fold_open_holders(&f, t, poll_setting.book, poll_offices, ADIL_COUNT(poll_offices),
                          poll_setting.holders);
        tell_steps(&f, &poll_setting, &s);
        story_at(&f, &poll_setting, "2023-03-20T23:30:00");
        fold_ok(&f, "precinct-commission/5", "protocol", "protocol/s/senate/5",
                paper_with(&f, 147, counts[i].cast, 0, counts[i].votes));
        const char *fields = kz_result_fields(&f, "s", "senate");
        assert_non_null(fields);
        if (strstr(fields, counts[i].status) == NULL) {
            fail_msg("%d: expected %s, found %s", counts[i].cast, counts[i].status, fields);
        }
        fold_assert(&f, kz_result(&f, "s", "senate"), NULL);
        fold_close(&f);
        t->perm = perm;
    }
}

/* They sit from eleven by the hour of the capital, also where it is ten. */
static const struct act_step electors_sit[] = {
    {"2023-02-01", kz_cec, "form-precinct", "precinct/5", "{\"unit\":\"kyzylorda\",\"voters\":147}",
     NULL},
    {NULL, "president", "call-senate-election", "case/s",
     "{\"contests\":[\"senate-2024-kyzylorda\"],\"day\":\"2023-03-20\"}", NULL},
    {"2023-03-20T10:59:59", "precinct-commission/5", "report-turnout", "turnout/s/5",
     "{\"at_10\":10}", "polling-opens"},
    {"2023-03-20T11:00:00", "precinct-commission/5", "report-turnout", "turnout/s/5",
     "{\"at_10\":10}", NULL},
};

/* ---- absentee certificates ------------------------------------------------------------------- */

/* Precincts 1 and 5 are in one town, 2 is in another. */
static const struct act_step shown_elsewhere[] = {
    {"2023-01-12", kz_cec, "form-precinct", "precinct/1", PLACE("Astana"), NULL},
    {NULL, kz_cec, "form-precinct", "precinct/2", PLACE("Kosshy"), NULL},
    {NULL, kz_cec, "form-precinct", "precinct/5", PLACE("Astana"), NULL},
    {"2023-02-01", "president", "call-referendum", "case/q",
     "{\"contests\":[\"referendum-2024\"],\"day\":\"2023-03-19\",\"subject\":\"power-plant\"}",
     NULL},
    {"2023-03-18T17:59:00", "precinct-commission/1", "give-certificate", "certificate/q/v", GIVEN,
     NULL},
    {"2023-03-18T18:01:00", "precinct-commission/1", "give-certificate", "certificate/q/w", GIVEN,
     "certificates-end"},
    {"2023-03-19T12:00:00", "precinct-commission/5", "use-certificate", "certificate-use/q/v",
     SHOWN("q", "v", "5"), "certificate-elsewhere"},
    {NULL, "precinct-commission/2", "use-certificate", "certificate-use/q/v", SHOWN("q", "v", "2"),
     NULL},
};

static void days_and_towns_have_two_sides(void **state)
{
    static const struct story stories[] = {
        STORY(on_day_sixty, "enacted"), STORY(on_day_sixty_one, "enacted"),
        STORY(electors_sit, "polling"), STORY(shown_elsewhere, "polling")};
    tell_stories(&poll_setting, stories, ADIL_COUNT(stories), *state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(more_than_half_of_what_counts_elects),
        test_case(with_less_than_half_two_of_three_stand_again),
        test_case(seats_other_than_the_law_gives_are_no_result),
        test_case(half_of_the_electors_are_no_sitting),
        test_case(days_and_towns_have_two_sides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
