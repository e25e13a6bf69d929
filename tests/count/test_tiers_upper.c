#include "two_tiers.h"

/* Regional: quota floor(1000/6)+1 = 167: A 3 (99), B 1 (133), C 0 (100); one seat to B: 3, 2, 0.
 * Whole: quota floor(1000/11)+1 = 91: A 1 (9), B 5 (45), C 4 (36): 10. A has two too many. */
static void test_tiers_upper__overhang_by_each_rule(void **state)
{
    struct election *e = overhanging(state, ADIL_OVERHANG_GAP);
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_reason(e, ADIL_M_R_OVERHANG);

    e = overhanging(state, ADIL_OVERHANG_KEEP);
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_int_equal(seats(e, "A"), 3);
    assert_int_equal(seats(e, "B"), 5);
    assert_int_equal(seats(e, "C"), 4);
    assert_int_equal(e->out.seats_given, 12);

    /* B and C share the 7 seats that A leaves: quota floor(900/8)+1 = 113: B 4 (48), C 3 (61). */
    e = overhanging(state, ADIL_OVERHANG_ABSORB);
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_int_equal(seats(e, "A"), 3);
    assert_int_equal(seats(e, "B"), 4);
    assert_int_equal(seats(e, "C"), 3);
    assert_int_equal(e->out.seats_given, 10);
}

/* Equal surpluses are a tie only where they stand at the cut: 3 seats over 200, 200, 100 leave one
 * to C; over 200, 200, 50 one is left between A and B. */
static void test_tiers_upper__a_tie_of_surpluses_is_named(void **state)
{
    static const char *const option[] = {"A", "B", "C"};
    static const int64_t clear[] = {200, 200, 100};
    static const int64_t tied[] = {200, 200, 50};
    static const uint32_t seats_clear[] = {1, 1, 1};
    struct election *e = one_region(state, option, 3, clear, 3);
    election_count(e); /* quota floor(500/4)+1 = 126: A 1 (74), B 1 (74), C 0 (100) */
    assert_lower(e, 0, seats_clear);
    assert_int_equal(e->out.n_ties, 0);

    e = one_region(state, option, 3, tied, 3);
    election_count(e); /* quota floor(450/4)+1 = 113: A 1 (87), B 1 (87), C 0 (50) */
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_int_equal(e->out.n_ties, 1);
    assert_int_equal(e->out.tie[0].n, 2);
    assert_int_equal(e->out.tie[0].take, 1);
    assert_int_equal(e->out.tie[0].stage, ADIL_STEP_LOWER_SEATS);
    assert_span_is(e->out.tie[0].unit, "R");
    assert_false(e->out.tie[0].resolved);

    e = one_region(state, option, 3, tied, 3);
    e->c.tie[0] = ADIL_TIE_REGISTERED;
    e->c.n_ties = 1;
    e->option[0].registered_order = 7;
    e->option[1].registered_order = 3;
    e->option[2].registered_order = 1;
    election_count(e);
    static const uint32_t earlier[] = {1, 2, 0};
    assert_lower(e, 0, earlier);
}

/* The upper tier alone over one paper, whole quotas and then averages. */
static struct election *by_averages(void **state, const char *const *option, uint32_t n,
                                    const int64_t *votes, uint32_t n_seats)
{
    static const uint32_t one[] = {0};
    struct election *e = two_tiers(state, option, n, NULL, 0, NULL, n_seats);
    e->c.unit_seats = NULL;
    e->c.units = NULL;
    e->c.upper_paper = one;
    e->c.n_upper_papers = 1;
    e->c.upper_surplus_seats = 0;
    table_of(e, 0, whole, 1, votes, 0);
    election_count(e);
    return e;
}

/* 880 votes. 9 seats: quota floor(880/10)+1 = 89: A 4, B 4, C 0; one left, A and B both at 100.
 * 10 seats: quota floor(880/11)+1 = 81: the same, two left: one each. */
static void test_tiers_upper__a_tie_of_averages_matters_only_at_the_last_seat(void **state)
{
    static const char *const option[] = {"A", "B", "C"};
    static const int64_t votes[] = {400, 400, 80};
    struct election *e = by_averages(state, option, 3, votes, 9);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_int_equal(e->out.n_ties, 1);
    assert_int_equal(e->out.tie[0].stage, ADIL_STEP_AVERAGE_SEATS);
    assert_int_equal(e->out.tie[0].take, 1);

    e = by_averages(state, option, 3, votes, 10);
    assert_status(e, ADIL_S_DECIDED);
    assert_int_equal(seats(e, "A"), 5);
    assert_int_equal(seats(e, "B"), 5);
    assert_int_equal(seats(e, "C"), 0);
    assert_int_equal(e->out.n_ties, 0);
}

/* 265 votes, 6 seats: quota floor(265/7)+1 = 38: A 2, B 1, three left. Averages: A 50, then 33 1/3;
 * B 45, then 22 1/2; so A, B, A. The others have no seat and cannot take part. */
static void test_tiers_upper__averages_are_recomputed_after_each_seat(void **state)
{
    static const char *const option[] = {"A", "B", "C", "D", "E", "F", "G", "H", "I", "J"};
    static const int64_t votes[] = {100, 45, 15, 15, 15, 15, 15, 15, 15, 15};
    struct election *e = by_averages(state, option, 10, votes, 6);
    assert_status(e, ADIL_S_DECIDED);
    assert_int_equal(seats(e, "A"), 4);
    assert_int_equal(seats(e, "B"), 2);
    const struct adil_step *s = election_step(e, ADIL_STEP_AVERAGE_SEATS, 0);
    assert_span_is(election_in_row(e, s, 0, ADIL_F_OPTION), "A");
    assert_span_is(election_in_row(e, s, 1, ADIL_F_OPTION), "B");
    assert_span_is(election_in_row(e, s, 2, ADIL_F_OPTION), "A");
    assert_span_is(election_in_row(e, s, 2, ADIL_F_QUOTIENT), "100/3");
    /* B would have needed 100/3 for each of its two seats: 66 2/3, and has 45. */
    s = election_step(e, ADIL_STEP_LAST_SEAT, 0);
    assert_span_is(election_in_step(e, s, ADIL_F_NEXT), "B");
    assert_span_is(election_in_step(e, s, ADIL_F_SHORT), "65/3");
}

/* Nobody reaches a quota of 26: 100 votes, 3 seats, five lists at 20. */
static void test_tiers_upper__averages_need_somebody_with_a_seat(void **state)
{
    static const char *const option[] = {"A", "B", "C", "D", "E"};
    static const int64_t votes[] = {20, 20, 20, 20, 20};
    struct election *e = by_averages(state, option, 5, votes, 3);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_reason(e, ADIL_M_R_NO_SEATS_YET);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_tiers_upper__overhang_by_each_rule),
        test_case(test_tiers_upper__a_tie_of_surpluses_is_named),
        test_case(test_tiers_upper__a_tie_of_averages_matters_only_at_the_last_seat),
        test_case(test_tiers_upper__averages_are_recomputed_after_each_seat),
        test_case(test_tiers_upper__averages_need_somebody_with_a_seat),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
