#include "election.h"

static const char *const four[] = {"A", "B", "C", "D"};

static struct election *assembly(void **state, const char *const *name, uint32_t n)
{
    struct election *e = election_open(state, ADIL_METHOD_EXHAUSTIVE, name, n);
    e->c.wins = election_phrase(e, "more than 1/2 of counted votes");
    e->c.if_single = ADIL_SINGLE_ELECTED;
    e->c.tie[0] = ADIL_TIE_NEW_VOTE;
    e->c.n_ties = 1;
    return e;
}

static void round_of(struct election *e, uint32_t round, const int64_t *votes)
{
    election_table(e, 0, round, NULL, 1, votes);
}

/* 14 June 2024 (facts §7): 283 and 44 votes, 339 papers, 12 invalid. */
static void test_exhaustive__the_president_of_2024(void **state)
{
    static const char *const name[] = {"Malema", "Ramaphosa"};
    static const int64_t votes[] = {44, 283};
    struct election *e = assembly(state, name, 2);
    round_of(e, 1, votes);
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_elected(e, "Ramaphosa");
    const struct adil_step *s = election_step(e, ADIL_STEP_MAJORITY, 0);
    assert_span_is(election_in_row(e, s, 0, ADIL_F_FIGURE), "283");
    assert_span_is(election_in_row(e, s, 0, ADIL_F_NEEDED), "327/2");
}

static void test_exhaustive__the_lowest_goes_out_until_a_majority(void **state)
{
    static const int64_t first[] = {40, 30, 20, 10};
    static const int64_t second[] = {42, 33, 25, -1};
    static const int64_t third[] = {48, 52, -1, -1};
    struct election *e = assembly(state, four, 4);
    round_of(e, 1, first);
    round_of(e, 2, second);
    round_of(e, 3, third);
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_elected(e, "B");
    const struct adil_step *s = election_step(e, ADIL_STEP_EXCLUDED, 0);
    assert_span_is(election_in_step(e, s, ADIL_F_OPTION), "D");
    s = election_step(e, ADIL_STEP_EXCLUDED, 1);
    assert_span_is(election_in_step(e, s, ADIL_F_OPTION), "C");
    assert_span_is(election_in_step(e, s, ADIL_F_VOTES), "25");
    assert_null(election_step(e, ADIL_STEP_EXCLUDED, 2));
}

static void test_exhaustive__a_missing_round_is_due_and_says_who_stands(void **state)
{
    static const int64_t first[] = {40, 30, 20, 10};
    struct election *e = assembly(state, four, 4);
    round_of(e, 1, first);
    election_count(e);
    assert_status(e, ADIL_S_SECOND_ROUND);
    assert_reason(e, ADIL_M_R_NEXT_ROUND);
    assert_advance(e, "A;B;C");
}

static void test_exhaustive__exactly_half_is_no_majority(void **state)
{
    static const int64_t first[] = {50, 30, 20, -2};
    struct election *e = assembly(state, four, 4);
    round_of(e, 1, first);
    election_count(e);
    assert_status(e, ADIL_S_SECOND_ROUND);
    assert_advance(e, "A;B");
}

/* C and D tie at the bottom: a separate vote between them, in which nobody else stands. */
static void test_exhaustive__the_lowest_tied_have_a_separate_vote(void **state)
{
    static const int64_t first[] = {40, 30, 15, 15};
    static const int64_t between[] = {-1, -1, 45, 55};
    static const int64_t third[] = {45, 30, -1, 25};
    static const int64_t fourth[] = {51, 49, -1, -1};
    struct election *e = assembly(state, four, 4);
    round_of(e, 1, first);
    election_count(e);
    assert_status(e, ADIL_S_SECOND_ROUND);
    assert_advance(e, "C;D");
    assert_int_equal(e->out.n_ties, 1);
    assert_false(e->out.tie[0].resolved);

    e = assembly(state, four, 4);
    round_of(e, 1, first);
    round_of(e, 2, between);
    round_of(e, 3, third);
    round_of(e, 4, fourth);
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_elected(e, "A");
    const struct adil_step *s = election_step(e, ADIL_STEP_EXCLUDED, 0);
    assert_span_is(election_in_step(e, s, ADIL_F_OPTION), "C");
    s = election_step(e, ADIL_STEP_EXCLUDED, 1);
    assert_span_is(election_in_step(e, s, ADIL_F_OPTION), "D");
    assert_true(e->out.tie[0].resolved);
    assert_int_equal(e->out.tie[0].by, ADIL_TIE_NEW_VOTE);
    assert_span_is(election_names(e, e->out.tie[0].order, e->out.tie[0].n), "D;C");
}

/* 55 of 100 in a separate vote elects nobody: it only decides who goes out. */
static void test_exhaustive__a_separate_vote_elects_nobody(void **state)
{
    static const int64_t first[] = {40, 30, 15, 15};
    static const int64_t between[] = {-1, -1, 45, 55};
    struct election *e = assembly(state, four, 4);
    round_of(e, 1, first);
    round_of(e, 2, between);
    election_count(e);
    assert_status(e, ADIL_S_SECOND_ROUND);
    assert_advance(e, "A;B;D");
}

static void test_exhaustive__two_left_and_tied_vote_again(void **state)
{
    static const char *const two[] = {"A", "B"};
    static const int64_t tied[] = {50, 50};
    static const int64_t again[] = {49, 51};
    struct election *e = assembly(state, two, 2);
    round_of(e, 1, tied);
    election_count(e);
    assert_status(e, ADIL_S_SECOND_ROUND);
    assert_advance(e, "A;B");

    e = assembly(state, two, 2);
    round_of(e, 1, tied);
    round_of(e, 2, again);
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_elected(e, "B");
}

/* Where the law begins anew there is no other vote of the two. Three who tie, or two of three at
 * the bottom, are still voted on apart. */
static void test_exhaustive__two_left_and_tied_may_elect_nobody(void **state)
{
    static const char *const three[] = {"A", "B", "C"};
    static const int64_t bottom[] = {40, 30, 30};
    static const int64_t apart[] = {-1, 51, 49};
    static const int64_t tied[] = {50, 50, -1};
    struct election *e = assembly(state, three, 3);
    e->c.if_two_tie = ADIL_TWO_TIE_NOT_VALID;
    round_of(e, 1, bottom);
    election_count(e);
    assert_status(e, ADIL_S_SECOND_ROUND);
    assert_advance(e, "B;C");

    e = assembly(state, three, 3);
    e->c.if_two_tie = ADIL_TWO_TIE_NOT_VALID;
    round_of(e, 1, bottom);
    round_of(e, 2, apart);
    round_of(e, 3, tied);
    election_count(e);
    assert_status(e, ADIL_S_NOT_VALID);

    static const char *const two[] = {"A", "B"};
    e = assembly(state, two, 2);
    e->c.if_two_tie = ADIL_TWO_TIE_NOT_VALID;
    round_of(e, 1, tied);
    election_count(e);
    assert_status(e, ADIL_S_NOT_VALID);
    assert_non_null(election_step(e, ADIL_STEP_NOT_VALID, 0));
}

static void test_exhaustive__another_tie_rule(void **state)
{
    static const int64_t first[] = {40, 30, 15, 15};
    static const int64_t second[] = {60, 30, 10, -1};
    struct election *e = assembly(state, four, 4);
    e->c.tie[0] = ADIL_TIE_REGISTERED;
    for (uint32_t i = 0; i < 4; i++) {
        e->option[i].registered_order = i;
    }
    round_of(e, 1, first);
    round_of(e, 2, second);
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_elected(e, "A");
    assert_span_is(election_in_step(e, election_step(e, ADIL_STEP_EXCLUDED, 0), ADIL_F_OPTION),
                   "D");
}

static void test_exhaustive__a_single_candidate_is_elected(void **state)
{
    static const char *const one[] = {"A"};
    static const int64_t votes[] = {-1};
    struct election *e = assembly(state, one, 1);
    round_of(e, 1, votes);
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_elected(e, "A");
    assert_non_null(election_step(e, ADIL_STEP_ELECTED_UNOPPOSED, 0));
}

static void test_exhaustive__who_went_out_cannot_come_back(void **state)
{
    static const int64_t first[] = {40, 30, 20, 10};
    static const int64_t second[] = {42, 33, 15, 10};
    struct election *e = assembly(state, four, 4);
    round_of(e, 1, first);
    round_of(e, 2, second);
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_reason(e, ADIL_M_R_NOT_STANDING);
}

/* B withdraws before the second round: it is on no ballot, and A and C go on. */
static void test_exhaustive__who_withdraws_is_not_waited_for(void **state)
{
    static const int64_t first[] = {40, 30, 20, 10};
    static const int64_t second[] = {45, -2, 55, -1};
    struct election *e = assembly(state, four, 4);
    round_of(e, 1, first);
    round_of(e, 2, second);
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_elected(e, "C");
}

static void test_exhaustive__an_unknown_figure_of_the_lowest(void **state)
{
    static const int64_t first[] = {40, 30, 20, -1};
    struct election *e = assembly(state, four, 4);
    round_of(e, 1, first);
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_unknown(e, "D");

    e = assembly(state, four, 4);
    round_of(e, 1, first);
    election_found(e, ADIL_FOUND_WINNER, 1, -1); /* later rounds may have turned it */
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_elected(e, "B");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_exhaustive__the_president_of_2024),
        test_case(test_exhaustive__the_lowest_goes_out_until_a_majority),
        test_case(test_exhaustive__a_missing_round_is_due_and_says_who_stands),
        test_case(test_exhaustive__exactly_half_is_no_majority),
        test_case(test_exhaustive__the_lowest_tied_have_a_separate_vote),
        test_case(test_exhaustive__a_separate_vote_elects_nobody),
        test_case(test_exhaustive__two_left_and_tied_vote_again),
        test_case(test_exhaustive__two_left_and_tied_may_elect_nobody),
        test_case(test_exhaustive__another_tie_rule),
        test_case(test_exhaustive__a_single_candidate_is_elected),
        test_case(test_exhaustive__who_went_out_cannot_come_back),
        test_case(test_exhaustive__who_withdraws_is_not_waited_for),
        test_case(test_exhaustive__an_unknown_figure_of_the_lowest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
