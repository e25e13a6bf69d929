/* Norms judged while acts are applied: on the record as it would be, under the law of the day. */
#include "club.h"

static const char *chair_fields(struct test_arenas *t, const char *born, const char *person)
{
    return adil_span_cstr(&t->perm,
                          adil_fmt(&t->perm,
                                   "{\"born\":\"%s\",\"contest\":\"chair-2023\",\"name\":\"%s\","
                                   "\"party\":\"reds\",\"person\":\"%s\"}",
                                   born, person, person));
}

static void called(struct fold *f, struct test_arenas *t, const char *holders)
{
    club_open_holders(f, t, holders);
    club_call(f);
    fold_at(f, "2023-01-25T10:00:00+06:00");
}

static void who_stands_is_forty_on_election_day(void **state)
{
    struct fold f;
    called(&f, *state, NULL);
    fold_refused(&f, "chair-age", "party/reds", "nominate-chair", "list/board-2023/young",
                 chair_fields(*state, "1983-03-20", "Young"));
    assert_span_is(f.refusal.cite, "Charter 6(1)");
    assert_span_is(f.refusal.text, "The chair is at least forty years old.");
    assert_span_is(f.refusal.found, "age 39");
    fold_ok(&f, "party/reds", "nominate-chair", "list/board-2023/forty",
            chair_fields(*state, "1983-03-19", "Forty"));
    fold_close(&f);
}

/* Who won in 2022 may not stand again; who won in 2019 may. */
static void a_second_term_is_refused_and_the_winner_of_2019_accepted(void **state)
{
    static const char holders[] =
        "[{\"capacity\":\"elected\",\"elected_on\":\"2019-06-09\",\"office\":\"chair\","
        "\"person\":\"Old\",\"since\":\"2019-06-12\",\"source\":\"minutes\"},"
        "{\"capacity\":\"elected\",\"elected_on\":\"2022-11-20\",\"office\":\"chair\","
        "\"person\":\"New\",\"since\":\"2022-11-26\",\"source\":\"minutes\"},"
        "{\"capacity\":\"acting\",\"office\":\"chair\","
        "\"person\":\"Stand-in\",\"since\":\"2022-09-20\",\"source\":\"minutes\"}]";
    struct fold f;
    called(&f, *state, holders);
    fold_refused(&f, "chair-once", "party/reds", "nominate-chair", "list/board-2023/new",
                 chair_fields(*state, "1960-01-01", "New"));
    assert_span_is(f.refusal.cite, "Charter 6(2)");
    assert_span_is(f.refusal.found, "1");
    fold_ok(&f, "party/reds", "nominate-chair", "list/board-2023/old",
            chair_fields(*state, "1960-01-01", "Old"));
    fold_ok(&f, "party/reds", "nominate-chair", "list/board-2023/stand-in",
            chair_fields(*state, "1960-01-01", "Stand-in"));
    fold_close(&f);
}

static void a_party_has_five_thousand_members_two_hundred_in_every_region(void **state)
{
    struct fold f;
    club_open(&f, *state);
    fold_refused(&f, "party-members", "commission", "enrol-party", "party/few",
                 club_members(4999, 2500, 2499));
    assert_span_is(f.refusal.cite, "Charter 5(1)");
    assert_int_equal(f.refusal.mark, ADIL_MARK_RECALLED);
    assert_span_is(f.refusal.text, "Five thousand members, two hundred in every region.");
    fold_refused(&f, "party-members", "commission", "enrol-party", "party/few",
                 club_members(5000, 4801, 199));
    fold_ok(&f, "commission", "enrol-party", "party/few", club_members(5000, 4800, 200));
    fold_close(&f);
}

/* The same party, and one of twenty thousand, under the law before 18 November 2022. */
static void the_same_party_is_judged_by_the_law_of_its_day(void **state)
{
    struct fold f;
    struct test_arenas *t = *state;
    fold_open(&f, t, fold_club, club_issuers, ADIL_COUNT(club_issuers));
    fold_at(&f, "2022-11-17T23:59:59+06:00");
    fold_refused(&f, "party-members", "commission", "enrol-party", "party/few",
                 club_members(5000, 4800, 200));
    assert_span_is(f.refusal.text, "Twenty thousand members, six hundred in every region.");
    fold_at(&f, "2022-11-18T00:00:00+06:00");
    fold_ok(&f, "commission", "enrol-party", "party/few", club_members(5000, 4800, 200));
    fold_close(&f);
}

static void a_figure_that_is_missing_is_not_known(void **state)
{
    struct fold f;
    club_open(&f, *state);
    fold_refused(&f, "party-members", "commission", "enrol-party", "party/few",
                 "{\"members\":{\"total\":6000,\"units\":{\"north\":6000}},\"name\":\"P\"}");
    assert_true(adil_span_find(f.refusal.found, ADIL_SPAN("not known")) < f.refusal.found.len);
    fold_close(&f);
}

static void support_is_counted_against_the_voters_on_record(void **state)
{
    struct fold f;
    called(&f, *state, NULL);
    fold_ok(&f, "party/reds", "nominate-chair", "list/board-2023/ann",
            chair_fields(*state, "1960-01-01", "Ann"));
    fold_refused(&f, "chair-support", "party/reds", "support-chair", "list/board-2023/ann",
                 "{\"supporters\":5}");
    assert_span_is(f.refusal.found, "5");
    fold_ok(&f, "party/reds", "support-chair", "list/board-2023/ann", "{\"supporters\":6}");
    fold_ok(&f, "commission", "count-voters", "precinct/001", "{\"registered\":101}");
    fold_refused(&f, "chair-support", "party/reds", "support-chair", "list/board-2023/ann",
                 "{\"supporters\":6}");
    fold_close(&f);
}

static void support_is_asked_for_in_every_region(void **state)
{
    struct fold f;
    club_open(&f, *state);
    fold_refused(&f, "party-spread", "party/reds", "show-support", "party/reds",
                 "{\"supporters\":{\"total\":9,\"units\":{\"north\":9,\"south\":0}}}");
    fold_ok(&f, "party/reds", "show-support", "party/reds",
            "{\"supporters\":{\"total\":10,\"units\":{\"north\":9,\"south\":1}}}");
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(who_stands_is_forty_on_election_day),
        test_case(a_second_term_is_refused_and_the_winner_of_2019_accepted),
        test_case(a_party_has_five_thousand_members_two_hundred_in_every_region),
        test_case(the_same_party_is_judged_by_the_law_of_its_day),
        test_case(a_figure_that_is_missing_is_not_known),
        test_case(support_is_counted_against_the_voters_on_record),
        test_case(support_is_asked_for_in_every_region),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
