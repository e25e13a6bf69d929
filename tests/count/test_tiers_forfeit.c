#include "two_tiers.h"

/* 10 seats, quota floor(1100/11)+1 = 101: A 505 -> 5, B 303 -> 3, C 292 -> 2. B's list has two
 * names: it keeps 2 and leaves. A and C share 8 anew: quota floor(797/9)+1 = 89: A 5 (60 over),
 * C 3 (25 over); nothing is left. */
static void test_tiers_forfeit__a_short_regional_list_forfeits_and_the_rest_share_anew(void **state)
{
    static const char *const option[] = {"A", "B", "C"};
    static const int64_t votes[] = {505, 303, 292};
    static const uint32_t before[] = {5, 3, 2};
    static const uint32_t after[] = {5, 2, 3};
    static const uint32_t lists[] = {0, 0, 0, 10, 2, 10};
    struct election *e = one_region(state, option, 3, votes, 10);
    election_count(e);
    assert_lower(e, 0, before);

    e = one_region(state, option, 3, votes, 10);
    e->c.unit_lists = lists;
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_lower(e, 0, after);
    const struct adil_step *s = election_step(e, ADIL_STEP_FORFEIT, 0);
    assert_span_is(election_in_step(e, s, ADIL_F_OPTION), "B");
    assert_span_is(election_in_step(e, s, ADIL_F_FORFEITED), "1");
    s = election_step(e, ADIL_STEP_RECALCULATED, 0);
    assert_span_is(election_in_step(e, s, ADIL_F_OPTIONS), "B");
    assert_span_is(election_in_step(e, s, ADIL_F_FREE), "8");
    assert_span_is(election_in_step(e, s, ADIL_F_VOTES), "797");
    assert_span_is(election_in_step(e, election_step(e, ADIL_STEP_LOWER_SEATS, 1), ADIL_F_QUOTA),
                   "89");

    e = one_region(state, option, 3, votes, 10);
    e->c.unit_lists = lists;
    e->c.forfeits = ADIL_FORFEIT_EMPTY;
    election_count(e);
    static const uint32_t empty[] = {5, 2, 2};
    assert_lower(e, 0, empty);

    e = one_region(state, option, 3, votes, 10);
    e->c.unit_lists = lists;
    e->c.forfeits = ADIL_FORFEIT_GAP;
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_reason(e, ADIL_M_R_FORFEIT);
}

/* The second sharing makes C's list too short as well: C gets 3, has 2 names; then A alone. */
static void test_tiers_forfeit__forfeits_are_looked_for_until_there_are_none(void **state)
{
    static const char *const option[] = {"A", "B", "C"};
    static const int64_t votes[] = {505, 303, 292};
    static const uint32_t lists[] = {0, 0, 0, 10, 2, 2};
    static const uint32_t want[] = {6, 2, 2};
    struct election *e = one_region(state, option, 3, votes, 10);
    e->c.unit_lists = lists;
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_lower(e, 0, want);
    assert_non_null(election_step(e, ADIL_STEP_RECALCULATED, 1));
    assert_null(election_step(e, ADIL_STEP_RECALCULATED, 2));
}

/* I alone has two quotas in a region of 10: it keeps one seat; its votes and seat leave. Quota
 * floor(1100/11)+1 = 101; I 250 -> 2 (48 over), A 505 -> 5 (0), C 345 -> 3 (42): I 2, A 5, C 3
 * without surplus seats. Anew 9 seats over 850: quota 86: A 5 (75), C 4 (1). */
static void test_tiers_forfeit__an_independent_keeps_one_seat_of_a_region(void **state)
{
    static const char *const option[] = {"A", "C", "I"};
    static const int64_t votes[] = {505, 345, 250};
    static const uint32_t want[] = {5, 4, 1};
    struct election *e = one_region(state, option, 3, votes, 10);
    e->option[2].independent = true;
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_lower(e, 0, want);
    assert_int_equal(e->out.result[2].seats, 1);
    assert_int_equal(e->out.result[2].upper, 0);
}

/* I wins a seat in R (200 of 600 votes) and in S (300 of 1200): it keeps R, where its share is
 * higher although its votes are fewer. S shares its 4 seats anew without it: 900 votes, quota
 * floor(900/5)+1 = 181: A 500 -> 2 (138), C 400 -> 2 (38). */
static struct election *twice_elected(void **state, int64_t in_s)
{
    static const char *const option[] = {"A", "C", "I"};
    static const char *const region[] = {"R", "S"};
    static const uint32_t capacity[] = {2, 4};
    static const uint32_t lower[] = {1};
    const int64_t votes[] = {300, 100, 200, 500, 400, in_s};
    struct election *e = two_tiers(state, option, 3, region, 2, capacity, 12);
    e->option[2].independent = true;
    e->c.upper_paper = lower;
    e->c.n_upper_papers = 1;
    table_of(e, 1, region, 2, votes, 1);
    return e;
}

static void test_tiers_forfeit__an_independent_keeps_the_region_with_the_higher_share(void **state)
{
    static const uint32_t in_r[] = {1, 0, 1};
    static const uint32_t in_s[] = {2, 2, 0};
    struct election *e = twice_elected(state, 300);
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_lower(e, 0, in_r);
    assert_lower(e, 1, in_s);
    const struct adil_step *s = election_step(e, ADIL_STEP_FORFEIT, 0);
    assert_span_is(election_in_step(e, s, ADIL_F_UNIT), "S");
    assert_null(election_step(e, ADIL_STEP_FORFEIT, 1));
    s = election_step(e, ADIL_STEP_RECALCULATED, 0);
    assert_span_is(election_in_step(e, s, ADIL_F_UNIT), "S");
    assert_span_is(election_in_step(e, s, ADIL_F_FREE), "4");
    /* 12 seats, one held by the independent: 11 are shared over 1300 votes of lists. */
    s = election_step(e, ADIL_STEP_UPPER_QUOTA, 0);
    assert_span_is(election_in_step(e, s, ADIL_F_SEATS), "11");
    assert_span_is(election_in_step(e, s, ADIL_F_BASE), "1300");
    assert_int_equal(e->out.seats_given, 12);
}

/* 200 of 600 is 450 of 1350: no rule says which region is kept. */
static void test_tiers_forfeit__equal_shares_of_an_independent_are_a_gap(void **state)
{
    struct election *e = twice_elected(state, 450);
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_reason(e, ADIL_M_R_EQUAL_SHARES);
}

/* The award is A 1, B 5, C 4, no regional seats; B's national list has two names: it keeps 2 and
 * leaves. 8 seats over 500: quota floor(500/9)+1 = 56: A 1 (44), C 7 (8). */
static void test_tiers_forfeit__a_short_national_list_forfeits_and_the_rest_share_anew(void **state)
{
    struct election *e = overhanging(state, ADIL_OVERHANG_GAP);
    e->c.unit_seats = NULL;
    e->option[1].list_length = 2;
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_int_equal(seats(e, "A"), 1);
    assert_int_equal(seats(e, "B"), 2);
    assert_int_equal(seats(e, "C"), 7);
}

static void test_tiers_forfeit__lists_of_unknown_length(void **state)
{
    struct election *e = overhanging(state, ADIL_OVERHANG_GAP);
    e->c.unit_seats = NULL;
    e->option[0].list_length = 10;
    election_count(e);
    assert_span_is(election_in_step(e, election_step(e, ADIL_STEP_LIST_ASSUMED, 0), ADIL_F_OPTIONS),
                   "B;C");

    e = overhanging(state, ADIL_OVERHANG_GAP);
    e->c.unit_seats = NULL;
    e->c.lists_unknown = ADIL_LISTS_UNKNOWN;
    election_found(e, ADIL_FOUND_LIST_LENGTH, 0, 10);
    election_found(e, ADIL_FOUND_LIST_LENGTH, 1, 10);
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    const struct adil_step *s = election_step(e, ADIL_STEP_UNKNOWN_FIGURE, 0);
    assert_span_is(election_in_step(e, s, ADIL_F_OPTION), "C");
    assert_span_equal(election_in_step(e, s, ADIL_F_FIGURE),
                      adil_text(ADIL_EN, ADIL_M_R_LIST_LENGTH));

    e = overhanging(state, ADIL_OVERHANG_GAP);
    e->c.unit_seats = NULL;
    e->c.lists_unknown = ADIL_LISTS_UNKNOWN;
    for (uint32_t i = 0; i < 3; i++) {
        election_found(e, ADIL_FOUND_LIST_LENGTH, i, 10);
    }
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    s = election_step(e, ADIL_STEP_LIST_ASSUMED, 0);
    assert_int_equal(s->source, ADIL_SOURCE_PUBLISHED);
    assert_span_is(election_in_step(e, s, ADIL_F_OPTIONS), "A;B;C");
    assert_span_is(election_in_row(e, s, 1, ADIL_F_LENGTH), "10");
    assert_null(election_step(e, ADIL_STEP_LIST_ASSUMED, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_tiers_forfeit__a_short_regional_list_forfeits_and_the_rest_share_anew),
        test_case(test_tiers_forfeit__forfeits_are_looked_for_until_there_are_none),
        test_case(test_tiers_forfeit__an_independent_keeps_one_seat_of_a_region),
        test_case(test_tiers_forfeit__an_independent_keeps_the_region_with_the_higher_share),
        test_case(test_tiers_forfeit__equal_shares_of_an_independent_are_a_gap),
        test_case(test_tiers_forfeit__a_short_national_list_forfeits_and_the_rest_share_anew),
        test_case(test_tiers_forfeit__lists_of_unknown_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
