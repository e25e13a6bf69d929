/* Which lists share: thresholds, none or one passes, figures that are not known. */
#include "list_make.h"

static const char *const abcd[] = {"A", "B", "C", "D", "E", "F", "G", "H"};

/* ---- thresholds ---------------------------------------------------------------------------- */

static void test_list_admit__threshold_of_coalitions_and_minorities(void **state)
{
    /* counted 1000: 8% = 80, joint lists of 2 10%, of 3 or more 12%, minorities 2% */
    const int64_t votes[] = {600, 85, 95, 110, 25, 15, 70};
    struct election *e = lists_open(state, ADIL_METHOD_HARE, 10, abcd, votes, 7);
    struct adil_coalition_threshold joint[] = {
        {2, election_phrase(e, "at least 10% of counted votes")},
        {3, election_phrase(e, "at least 12% of counted votes")}};
    e->c.threshold = election_phrase(e, "at least 8% of counted votes");
    e->c.threshold_coalition = joint;
    e->c.n_threshold_coalitions = 2;
    e->c.threshold_minorities = election_phrase(e, "at least 2% of counted votes");
    e->option[2].joined = 2;      /* 95 < 100 */
    e->option[3].joined = 4;      /* 110 < 120 */
    e->option[4].minority = true; /* 25 >= 20 */
    e->option[5].minority = true; /* 15 < 20 */
    election_count(e);
    static const bool barred[] = {false, false, true, true, false, true, true};
    for (size_t i = 0; i < ADIL_COUNT(barred); i++) {
        assert_int_equal(e->out.result[i].barred, barred[i]);
    }
    assert_non_null(election_step(e, ADIL_STEP_THRESHOLD, 3));
    assert_null(election_step(e, ADIL_STEP_THRESHOLD, 4));
}

static void test_list_admit__minorities_without_a_threshold_are_exempt(void **state)
{
    const int64_t votes[] = {900, 100, 40};
    struct election *e = lists_open(state, ADIL_METHOD_SAINTE_LAGUE, 13, abcd, votes, 3);
    e->c.threshold = election_phrase(e, "at least 5% of counted votes");
    e->option[2].minority = true;
    election_count(e);
    /* 40/1 = 40 > 900/23: the 13th seat is between 900/23 = 39.1 and 40 */
    assert_seats(e, "11 1 1");
}

static void test_list_admit__exactly_the_threshold_passes_where_the_law_says_at_least(void **state)
{
    const int64_t votes[] = {950, 50};
    struct election *e = lists_open(state, ADIL_METHOD_HARE, 20, abcd, votes, 2);
    e->c.threshold = election_phrase(e, "at least 5% of counted votes");
    election_count(e);
    assert_seats(e, "19 1");
    e = lists_open(state, ADIL_METHOD_HARE, 20, abcd, votes, 2);
    e->c.threshold = election_phrase(e, "more than 5% of counted votes");
    election_count(e);
    assert_seats(e, "20 0");
    /* with more than, level is one vote short */
    assert_span_is(election_in_row(e, election_step(e, ADIL_STEP_THRESHOLD, 0), 1, ADIL_F_SHORT),
                   "1");
}

static struct election *none_passes(void **state, enum adil_none_rule rule)
{
    const int64_t votes[] = {40, 34, 26};
    struct election *e = lists_open(state, ADIL_METHOD_HARE, 10, abcd, votes, 3);
    e->c.threshold = election_phrase(e, "more than 1/2 of counted votes");
    e->c.if_none_passes = rule;
    election_count(e);
    assert_non_null(election_step(e, ADIL_STEP_NONE_PASSES, 0));
    return e;
}

static void test_list_admit__none_passes(void **state)
{
    struct election *e = none_passes(state, ADIL_NONE_GAP);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_reason(e, ADIL_M_R_NONE_PASSES);
    e = none_passes(state, ADIL_NONE_NO_SEATS);
    assert_status(e, ADIL_S_DECIDED);
    assert_seats(e, "0 0 0");
    assert_true(e->out.result[0].barred);
    e = none_passes(state, ADIL_NONE_ALL);
    assert_status(e, ADIL_S_DECIDED);
    assert_int_equal(e->out.seats_given, 10);
    assert_false(e->out.result[0].barred);
}

static struct election *one_passes(void **state, enum adil_one_rule rule, const int64_t *votes)
{
    struct election *e = lists_open(state, ADIL_METHOD_HARE, 98, abcd, votes, 3);
    e->c.threshold = election_phrase(e, "at least 7% of counted votes");
    e->c.if_one_passes = rule;
    return e;
}

static void test_list_admit__one_passes(void **state)
{
    const int64_t votes[] = {9000, 600, 400};
    struct election *e = one_passes(state, ADIL_ONE_TAKES_ALL, votes);
    election_count(e);
    assert_seats(e, "98 0 0");
    e = one_passes(state, ADIL_ONE_GAP, votes);
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_reason(e, ADIL_M_R_ONE_PASSES);
    /* next: 600 * 7/10 = 420 of 9420, 98 seats: 93.63 and 4.37 */
    e = one_passes(state, ADIL_ONE_NEXT, votes);
    e->c.next_weight = adil_num_ratio(&e->m->perm, 7, 10);
    e->c.next_seats = 2;
    election_count(e);
    assert_seats(e, "94 4 0");
    const struct adil_step *next = election_step(e, ADIL_STEP_NEXT_ADMITTED, 0);
    assert_span_is(election_in_step(e, next, ADIL_F_OPTION), "B");
    assert_span_is(election_in_step(e, next, ADIL_F_VOTES), "420");
    assert_false(e->out.result[1].barred);
    /* the last seat: remainders of A .6306 and B .3694 quotas; as votes given: / 0.7 */
    assert_span_is(election_in_step(e, election_step(e, ADIL_STEP_LAST_SEAT, 0), ADIL_F_SHORT),
                   "12300/343");
}

static void test_list_admit__the_next_best_has_its_least_seats(void **state)
{
    /* 100 of 9970: a hundredth of 98 seats is less than two */
    const int64_t votes[] = {9900, 60, 40};
    struct election *e = one_passes(state, ADIL_ONE_NEXT, votes);
    e->c.next_seats = 2;
    election_count(e);
    assert_seats(e, "96 2 0");
    assert_non_null(election_step(e, ADIL_STEP_SEAT_LIMITS, 0));
    /* two level seconds: a tie */
    const int64_t level[] = {9900, 50, 50};
    e = one_passes(state, ADIL_ONE_NEXT, level);
    election_count(e);
    assert_status(e, ADIL_S_LOT_NEEDED);
    /* nobody else has a vote */
    const int64_t alone[] = {9900, 0, 0};
    e = one_passes(state, ADIL_ONE_NEXT, alone);
    election_count(e);
    assert_reason(e, ADIL_M_R_NO_NEXT);
}

/* ---- figures that are not known ------------------------------------------------------------ */

static void test_list_admit__unknown_votes_leave_it_open_with_their_bound(void **state)
{
    const int64_t votes[] = {600, 300, -1};
    struct election *e = lists_open(state, ADIL_METHOD_HARE, 10, abcd, votes, 3);
    struct adil_vote_unit unit = e->table[0].unit[0];
    unit.turnout.cast = 1000;
    unit.turnout.invalid = 20;
    e->table[0].unit = &unit;
    e->c.threshold = election_phrase(e, "at least 5% of counted votes");
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_unknown(e, "C");
    const struct adil_step *s = election_step(e, ADIL_STEP_UNKNOWN_FIGURE, 0);
    assert_span_is(election_in_step(e, s, ADIL_F_MOST), "80");
    assert_false(e->out.result[2].barred);
}

static void test_list_admit__unknown_votes_do_not_matter_below_the_threshold(void **state)
{
    const int64_t votes[] = {600, 300, -1};
    struct election *e = lists_open(state, ADIL_METHOD_HARE, 9, abcd, votes, 3);
    struct adil_vote_unit unit = e->table[0].unit[0];
    unit.turnout.cast = 940; /* at most 40, of at least 900: below 5% in any case */
    e->table[0].unit = &unit;
    e->c.threshold = election_phrase(e, "at least 5% of counted votes");
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_seats(e, "6 3 0");
    assert_true(e->out.result[2].barred);
}

static void test_list_admit__admission_as_published(void **state)
{
    /* no turnout figure: the base is open, so the threshold is for A and B too */
    const int64_t votes[] = {600, 300, -1};
    struct election *e = lists_open(state, ADIL_METHOD_HARE, 9, abcd, votes, 3);
    e->c.threshold = election_phrase(e, "at least 5% of counted votes");
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    election_found(e, ADIL_FOUND_ADMITTED, 0, 1);
    election_found(e, ADIL_FOUND_ADMITTED, 1, 1);
    election_found(e, ADIL_FOUND_ADMITTED, 2, 0);
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_seats(e, "6 3 0");
    const struct adil_step *s = election_step(e, ADIL_STEP_ADMITTED_PUBLISHED, 0);
    assert_int_equal(s->source, ADIL_SOURCE_PUBLISHED);
    assert_int_equal(s->n_rows, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_list_admit__threshold_of_coalitions_and_minorities),
        test_case(test_list_admit__minorities_without_a_threshold_are_exempt),
        test_case(test_list_admit__exactly_the_threshold_passes_where_the_law_says_at_least),
        test_case(test_list_admit__none_passes),
        test_case(test_list_admit__one_passes),
        test_case(test_list_admit__the_next_best_has_its_least_seats),
        test_case(test_list_admit__unknown_votes_leave_it_open_with_their_bound),
        test_case(test_list_admit__unknown_votes_do_not_matter_below_the_threshold),
        test_case(test_list_admit__admission_as_published),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
