#include "election.h"

static const char *const four[] = {"A", "B", "C", "against all"};

static struct election *race(void **state, const int64_t *first)
{
    struct election *e = election_open(state, ADIL_METHOD_MAJORITY, four, 4);
    e->option[3].class = ADIL_OPTION_AGAINST;
    e->c.wins = election_phrase(e, "more than 1/2 of counted votes");
    e->c.second_wins = NULL;
    election_table(e, 0, 1, NULL, 1, first);
    return e;
}

/* President, 20 November 2022: final figures (Kazinform, announced by the commission). Ballots cast
 * and invalid were not published; 6,456,393 of 7,940,478 counted votes, 81.31 %. */
static void test_majority__the_president_of_2022_is_elected_in_round_one(void **state)
{
    static const char *const name[] = {
        "Karakat Abden",         "Nurlan Auesbayev",      "Zhiguli Dairabayev", "Meiram Kazhyken",
        "Kassym-Jomart Tokayev", "Saltanat Tursynbekova", "against all"};
    static const int64_t votes[] = {206206, 176116, 271641, 200907, 6456393, 168731, 460484};
    struct election *e = election_open(state, ADIL_METHOD_MAJORITY, name, 7);
    e->option[6].class = ADIL_OPTION_AGAINST;
    e->c.wins = election_phrase(e, "more than 1/2 of counted votes");
    struct adil_vote_unit *u = election_table(e, 0, 1, NULL, 1, votes);
    u->turnout.registered = 11953465;
    u->turnout.issued = 8300046;
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_elected(e, "Kassym-Jomart Tokayev");
    assert_int_equal(e->out.n_advance, 0);
    assert_true(adil_num_eq(e->out.base.lo, adil_num_int(7940478)));
    const struct adil_step *s = election_step(e, ADIL_STEP_MAJORITY, 0);
    assert_span_is(election_in_step(e, s, ADIL_F_OPTION), "Kassym-Jomart Tokayev");
    assert_span_is(election_in_step(e, s, ADIL_F_HOLDS), "holds");
    assert_span_is(election_in_row(e, s, 0, ADIL_F_FIGURE), "6456393");
    assert_span_is(election_in_row(e, s, 0, ADIL_F_NEEDED), "3970239");
    assert_span_is(election_in_row(e, s, 0, ADIL_F_MARGIN), "2486154");
}

/* 50 of 100 is not more than half; 51 of 101 is. Against all counts in the base. */
static void test_majority__exactly_half_is_not_more_than_half(void **state)
{
    static const int64_t half[] = {50, 30, 10, 10};
    static const int64_t more[] = {51, 30, 10, 10};
    struct election *e = race(state, half);
    election_count(e);
    assert_status(e, ADIL_S_SECOND_ROUND);
    assert_advance(e, "A;B");
    assert_int_equal(e->out.n_elected, 0);

    e = race(state, more);
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_elected(e, "A");

    e = race(state, half); /* without "against all" in the base 50 of 90 is enough */
    e->c.wins = election_phrase(e, "more than 1/2 of votes for options");
    election_count(e);
    assert_elected(e, "A");
}

static void test_majority__no_phrase_means_more_than_half_of_counted_votes(void **state)
{
    static const int64_t half[] = {50, 30, 10, 10};
    static const int64_t more[] = {51, 30, 10, 10};
    struct election *e = race(state, half);
    e->c.wins = NULL;
    election_count(e);
    assert_status(e, ADIL_S_SECOND_ROUND);
    e = race(state, more);
    e->c.wins = NULL;
    election_count(e);
    assert_elected(e, "A");
}

static void test_majority__ties_for_second_place_matter_and_at_the_top_do_not(void **state)
{
    static const int64_t second[] = {40, 25, 25, 10};
    static const int64_t top[] = {40, 40, 15, 5};
    struct election *e = race(state, second);
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_int_equal(e->out.n_ties, 1);
    assert_span_is(election_names(e, e->out.tie[0].option, e->out.tie[0].n), "B;C");
    assert_int_equal(e->out.tie[0].take, 1);

    e = race(state, second);
    e->c.tie[0] = ADIL_TIE_REGISTERED;
    e->c.n_ties = 1;
    e->option[0].registered_order = 2;
    e->option[1].registered_order = 1;
    e->option[2].registered_order = 0;
    election_count(e);
    assert_status(e, ADIL_S_SECOND_ROUND);
    assert_advance(e, "A;C");

    e = race(state, top);
    election_count(e);
    assert_status(e, ADIL_S_SECOND_ROUND);
    assert_int_equal(e->out.n_ties, 0);
    assert_advance(e, "A;B");
}

static void test_majority__against_all_never_advances(void **state)
{
    static const int64_t votes[] = {30, 10, 20, 25};
    struct election *e = race(state, votes);
    election_count(e);
    assert_advance(e, "A;C");

    static const int64_t first[] = {30, 10, 20, 45};
    e = race(state, first);
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_reason(e, ADIL_M_R_AGAINST_FIRST);
    e = race(state, first);
    e->c.if_against_first = ADIL_AGAINST_NEXT;
    election_count(e);
    assert_status(e, ADIL_S_SECOND_ROUND);
    assert_advance(e, "A;C");
}

static void test_majority__a_single_candidate(void **state)
{
    static const int64_t enough[] = {60, -2, -2, 40};
    static const int64_t too_few[] = {50, -2, -2, 50};
    struct election *e = race(state, enough);
    election_count(e);
    assert_elected(e, "A");

    e = race(state, too_few);
    e->c.if_against_first = ADIL_AGAINST_NEXT;
    election_count(e);
    assert_status(e, ADIL_S_NOT_VALID);

    e = race(state, too_few);
    e->c.if_single = ADIL_SINGLE_ELECTED;
    election_count(e);
    assert_elected(e, "A");
    assert_non_null(election_step(e, ADIL_STEP_ELECTED_UNOPPOSED, 0));
}

static const int64_t no_majority[] = {40, 25, 20, 15};

/* Those who are out have no row in the second round: an empty cell of theirs is not unknown. */
static void test_majority__the_second_round_goes_by_more_votes(void **state)
{
    static const int64_t second[] = {45, 46, -1, 9};
    struct election *e = race(state, no_majority);
    election_table(e, 0, 2, NULL, 1, second);
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_elected(e, "B");
    assert_advance(e, "A;B");
    assert_true(adil_num_eq(e->out.base.lo, adil_num_int(100)));
}

static void test_majority__the_second_round_by_a_phrase(void **state)
{
    static const int64_t second[] = {45, 46, -1, 9};
    static const int64_t clear[] = {40, 51, -1, 9};
    struct election *e = race(state, no_majority);
    e->c.second_wins = election_phrase(e, "more than 1/2 of counted votes");
    election_table(e, 0, 2, NULL, 1, second);
    election_count(e);
    assert_status(e, ADIL_S_NOT_VALID);

    e = race(state, no_majority);
    e->c.second_wins = election_phrase(e, "more than 1/2 of counted votes");
    election_table(e, 0, 2, NULL, 1, clear);
    election_count(e);
    assert_elected(e, "B");
}

static void test_majority__a_tie_in_the_second_round(void **state)
{
    static const int64_t second[] = {45, 45, -1, 9};
    struct election *e = race(state, no_majority);
    election_table(e, 0, 2, NULL, 1, second);
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_int_equal(e->out.n_ties, 1);
    assert_span_is(election_names(e, e->out.tie[0].option, e->out.tie[0].n), "A;B");
}

static void test_majority__votes_for_one_who_did_not_advance_are_no_result(void **state)
{
    static const int64_t second[] = {45, 40, 6, 9};
    struct election *e = race(state, no_majority);
    election_table(e, 0, 2, NULL, 1, second);
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_reason(e, ADIL_M_R_NOT_STANDING);
}

/* A has 6,000 of at most 10,000 + what C may have: with the ballots known it holds, without not. */
static void test_majority__an_unknown_figure(void **state)
{
    static const int64_t votes[] = {6000, 3000, -1, 500};
    struct election *e = race(state, votes);
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);

    e = race(state, votes);
    struct adil_vote_unit *u = adil_new(&e->m->perm, struct adil_vote_unit, 1);
    u->unit = ADIL_NO_UNIT;
    u->turnout = election_no_turnout;
    u->turnout.cast = 10000;
    e->table[0].unit = u;
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_elected(e, "A");

    e = race(state, votes);
    election_found(e, ADIL_FOUND_WINNER, 0, -1);
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_elected(e, "A");
    assert_int_equal(election_step(e, ADIL_STEP_PUBLISHED_WINNER, 0)->source,
                     ADIL_SOURCE_PUBLISHED);
}

/* "At least 1/3" can hold for two: the one with more votes wins. */
static void test_majority__a_weak_phrase_takes_the_first(void **state)
{
    static const int64_t votes[] = {36, 40, 14, 10};
    struct election *e = race(state, votes);
    e->c.wins = election_phrase(e, "at least 1/3 of counted votes");
    election_count(e);
    assert_elected(e, "B");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_majority__the_president_of_2022_is_elected_in_round_one),
        test_case(test_majority__exactly_half_is_not_more_than_half),
        test_case(test_majority__no_phrase_means_more_than_half_of_counted_votes),
        test_case(test_majority__ties_for_second_place_matter_and_at_the_top_do_not),
        test_case(test_majority__against_all_never_advances),
        test_case(test_majority__a_single_candidate),
        test_case(test_majority__the_second_round_goes_by_more_votes),
        test_case(test_majority__the_second_round_by_a_phrase),
        test_case(test_majority__a_tie_in_the_second_round),
        test_case(test_majority__votes_for_one_who_did_not_advance_are_no_result),
        test_case(test_majority__an_unknown_figure),
        test_case(test_majority__a_weak_phrase_takes_the_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
