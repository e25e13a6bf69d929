/* Published allotments, thresholds, limits, lists that run out. */
#include "cases/lists_published.h"
#include "list_make.h"

#include <stdio.h>

static const char *const abcd[] = {"A", "B", "C", "D", "E", "F", "G", "H"};

/* ---- as published -------------------------------------------------------------------------- */

static struct election *case_open(void **state, const struct list_case *x)
{
    struct election *e = lists_open(state, x->method, x->seats, x->option, x->votes, x->n);
    for (uint32_t i = 0; i < x->n; i++) {
        if (x->against != NULL && strcmp(x->option[i], x->against) == 0) {
            e->option[i].class = ADIL_OPTION_AGAINST;
        }
    }
    e->c.threshold = x->threshold != NULL ? election_phrase(e, x->threshold) : NULL;
    return e;
}

static void test_list__gives_the_published_seats(void **state)
{
    for (size_t c = 0; c < ADIL_COUNT(list_cases); c++) {
        const struct list_case *x = &list_cases[c];
        struct election *e = case_open(state, x);
        election_count(e);
        assert_status(e, ADIL_S_DECIDED);
        assert_int_equal(e->out.seats_given, x->seats);
        for (uint32_t i = 0; i < x->n; i++) {
            if (e->out.result[i].seats != x->given[i]) {
                fail_msg("%s: %s has %u seats, %u published", x->name, x->option[i],
                         e->out.result[i].seats, x->given[i]);
            }
        }
    }
}

static const struct list_case *case_named(const char *name)
{
    for (size_t c = 0; c < ADIL_COUNT(list_cases); c++) {
        if (strcmp(list_cases[c].name, name) == 0) {
            return &list_cases[c];
        }
    }
    fail_msg("no case \"%s\"", name);
    return NULL;
}

static uint32_t option_named(const struct election *e, const char *name)
{
    for (uint32_t i = 0; i < e->v.n_options; i++) {
        if (adil_span_is(e->option[i].id, name)) {
            return i;
        }
    }
    fail_msg("no option \"%s\"", name);
    return 0;
}

static uint32_t seats_named(const struct election *e, const char *name)
{
    return e->out.result[option_named(e, name)].seats;
}

/* The steps by hand: base 5971719, quota 5971719/69, the 68th and 69th seats to the remainders of
 * Amanat and the Nationwide Social Democratic Party. */
static void test_list__steps_of_a_real_allotment(void **state)
{
    struct election *e = case_open(state, case_named("majilis-2023-list"));
    election_count(e);
    const struct adil_step *quota = election_step(e, ADIL_STEP_QUOTA, 0);
    assert_span_is(election_in_step(e, quota, ADIL_F_BASE), "5971719");
    assert_span_is(election_in_step(e, quota, ADIL_F_QUOTA), "1990573/23");
    const struct adil_step *whole = election_step(e, ADIL_STEP_WHOLE_SEATS, 0);
    assert_span_is(election_in_step(e, whole, ADIL_F_SEATS), "67");
    assert_span_is(election_in_step(e, whole, ADIL_F_FREE), "2");
    assert_span_is(election_in_row(e, whole, 0, ADIL_F_WHOLE), "39");
    const struct adil_step *rest = election_step(e, ADIL_STEP_REMAINDER_SEATS, 0);
    assert_int_equal(rest->n_rows, 2);
    assert_span_is(election_in_row(e, rest, 0, ADIL_F_OPTION),
                   "Nationwide Social Democratic Party");
    assert_span_is(election_in_row(e, rest, 0, ADIL_F_SEAT), "68");
    assert_span_is(election_in_row(e, rest, 1, ADIL_F_OPTION), "Amanat");
    /* 3431510 - 39 q less 547154 - 6 q, q = 1990573/23 */
    const struct adil_step *last = election_step(e, ADIL_STEP_LAST_SEAT, 0);
    assert_span_is(election_in_step(e, last, ADIL_F_OPTION), "Amanat");
    assert_span_is(election_in_step(e, last, ADIL_F_NEXT), "Respublica");
    assert_span_is(election_in_step(e, last, ADIL_F_SHORT), "651279/23");
    /* barred: 146431 of the 318322.05 needed, 171892 more would have done */
    const struct adil_step *bar = election_step(e, ADIL_STEP_THRESHOLD, 0);
    const uint32_t baytaq = option_named(e, "Baytaq");
    assert_true(e->out.result[baytaq].barred);
    assert_span_is(election_in_row(e, bar, baytaq, ADIL_F_NEEDED), "6366441/20");
    assert_span_is(election_in_row(e, bar, baytaq, ADIL_F_SHORT), "171892");
    assert_int_equal(bar->n_rows, 7); /* "against all" is not tested */
}

static void test_list__dhondt_and_a_misprint_give_other_seats(void **state)
{
    static const char *const order[] = {"Amanat", "Auyl", "Respublica", "Ak Zhol",
                                        "People's Party of Kazakhstan",
                                        "Nationwide Social Democratic Party"};
    static const uint32_t dhondt[] = {41, 8, 6, 6, 5, 3};
    static const uint32_t misprint[] = {39, 8, 7, 6, 5, 4};
    struct election *e = case_open(state, case_named("majilis-2023-list"));
    e->c.method = ADIL_METHOD_DHONDT;
    election_count(e);
    for (size_t i = 0; i < ADIL_COUNT(order); i++) {
        assert_int_equal(seats_named(e, order[i]), dhondt[i]);
    }
    /* 3341510 was printed for 3431510 */
    struct list_case wrong = *case_named("majilis-2023-list");
    int64_t votes[8];
    memcpy(votes, wrong.votes, sizeof votes);
    assert_int_equal(votes[0], 3431510);
    votes[0] = 3341510;
    wrong.votes = votes;
    e = case_open(state, &wrong);
    election_count(e);
    for (size_t i = 0; i < ADIL_COUNT(order); i++) {
        assert_int_equal(seats_named(e, order[i]), misprint[i]);
    }
}

/* ---- where other programs went wrong (facts/count-traps) ----------------------------------- */

static void test_list__remainders_are_compared_as_numbers(void **state)
{
    const int64_t votes[] = {6000001, 7000000, 6999999};
    struct election *e = lists_open(state, ADIL_METHOD_HARE, 10, abcd, votes, 3);
    election_count(e);
    assert_seats(e, "3 4 3");
}

static void test_list__half_a_vote_is_not_cut_off(void **state)
{
    /* 23.5 of 48 and 200 seats: 97.9 quotas, 98 seats; weights are exact */
    const int64_t votes[] = {47, 49};
    struct election *e = lists_open(state, ADIL_METHOD_HARE, 200, abcd, votes, 2);
    election_count(e);
    assert_seats(e, "98 102");
}

/* ---- quotas -------------------------------------------------------------------------------- */

static void quota_of(void **state, enum adil_method method, const char *quota, const char *seats)
{
    /* 100 votes, 9 seats: 100/9; floor(10) + 1; 10; 100/11 */
    const int64_t votes[] = {43, 32, 17, 8};
    struct election *e = lists_open(state, method, 9, abcd, votes, 4);
    election_count(e);
    assert_span_is(election_in_step(e, election_step(e, ADIL_STEP_QUOTA, 0), ADIL_F_QUOTA), quota);
    assert_seats(e, seats);
}

static void test_list__each_quota_by_hand(void **state)
{
    quota_of(state, ADIL_METHOD_HARE, "100/9", "4 3 1 1");      /* 3.87 2.88 1.53 0.72 */
    quota_of(state, ADIL_METHOD_DROOP, "11", "4 3 1 1");        /* 3.9 2.9 1.5 0.7 */
    quota_of(state, ADIL_METHOD_HAGENBACH, "10", "4 3 1 1");    /* 4.3 3.2 1.7 0.8 */
    quota_of(state, ADIL_METHOD_IMPERIALI_QUOTA, "100/11", "4 3 1 1"); /* 4.73 3.52 1.87 0.88 */
}

static void test_list__quota_rounding(void **state)
{
    const int64_t votes[] = {43, 32, 17, 8};
    static const struct {
        enum adil_quota_rounding rounding;
        const char *quota;
    } by[] = {{ADIL_QUOTA_EXACT, "100/9"},
              {ADIL_QUOTA_DOWN, "11"},
              {ADIL_QUOTA_UP, "12"},
              {ADIL_QUOTA_NEAREST, "11"}};
    for (size_t i = 0; i < ADIL_COUNT(by); i++) {
        struct election *e = lists_open(state, ADIL_METHOD_HARE, 9, abcd, votes, 4);
        e->c.quota_rounding = by[i].rounding;
        election_count(e);
        assert_span_is(election_in_step(e, election_step(e, ADIL_STEP_QUOTA, 0), ADIL_F_QUOTA),
                       by[i].quota);
    }
}

/* Votes that are whole multiples of votes / (seats + 1): one quota too many, a tie of all. */
static void test_list__hagenbach_with_one_quota_too_many_is_a_tie(void **state)
{
    const int64_t votes[] = {30, 20, 10};
    struct election *e = lists_open(state, ADIL_METHOD_HAGENBACH, 5, abcd, votes, 3);
    election_count(e);
    assert_status(e, ADIL_S_LOT_NEEDED);
    assert_int_equal(e->out.n_ties, 1);
    assert_int_equal(e->out.tie[0].n, 3);
    assert_int_equal(e->out.tie[0].take, 2);
    assert_seats(e, "2 1 0");
    e = lists_open(state, ADIL_METHOD_HAGENBACH, 5, abcd, votes, 3);
    e->c.tie[0] = ADIL_TIE_VOTES;
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_seats(e, "3 2 0");
}

/* 70 and 30 of 100, 2 seats, quota 25: three whole quotas, remainders 20 and 5. */
static void test_list__imperiali_with_too_many_quotas_is_a_gap(void **state)
{
    const int64_t votes[] = {70, 30};
    struct election *e = lists_open(state, ADIL_METHOD_IMPERIALI_QUOTA, 2, abcd, votes, 2);
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_reason(e, ADIL_M_R_TOO_MANY_WHOLE);
    assert_int_equal(e->out.seats_given, 0);
}

static void test_list__one_list_takes_all_seats_under_every_method(void **state)
{
    const int64_t votes[] = {1000, 0};
    for (int m = ADIL_METHOD_HARE; m <= ADIL_METHOD_IMPERIALI; m++) {
        struct election *e = lists_open(state, (enum adil_method)m, 7, abcd, votes, 2);
        election_count(e);
        assert_status(e, ADIL_S_DECIDED);
        assert_seats(e, "7 0");
    }
}

static void test_list__more_seats_left_than_lists_is_a_gap(void **state)
{
    /* 3 votes, 9 seats, quota rounded up to 1: 3 whole seats, 6 left for two lists */
    const int64_t votes[] = {2, 1};
    struct election *e = lists_open(state, ADIL_METHOD_HARE, 9, abcd, votes, 2);
    e->c.quota_rounding = ADIL_QUOTA_UP;
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_reason(e, ADIL_M_R_TOO_FEW_WHOLE);
}

static void test_list__nobody_voted(void **state)
{
    const int64_t votes[] = {0, 0};
    struct election *e = lists_open(state, ADIL_METHOD_DHONDT, 3, abcd, votes, 2);
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_reason(e, ADIL_M_R_NO_LIST_VOTES);
}

static void test_list__sums_have_no_limit(void **state)
{
    /* votes of 2^63 - 1 each: base and quota are past 64 bits */
    const int64_t votes[] = {INT64_MAX, INT64_MAX, INT64_MAX};
    for (int m = ADIL_METHOD_HARE; m <= ADIL_METHOD_IMPERIALI; m++) {
        struct election *e = lists_open(state, (enum adil_method)m, 6, abcd, votes, 3);
        election_count(e);
        assert_status(e, ADIL_S_DECIDED);
        assert_seats(e, "2 2 2");
    }
}

/* ---- thresholds ---------------------------------------------------------------------------- */

static void test_list__threshold_of_coalitions_and_minorities(void **state)
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
    e->option[2].parties = 2; /* 95 < 100 */
    e->option[3].parties = 4; /* 110 < 120 */
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

static void test_list__minorities_without_a_threshold_are_exempt(void **state)
{
    const int64_t votes[] = {900, 100, 40};
    struct election *e = lists_open(state, ADIL_METHOD_SAINTE_LAGUE, 13, abcd, votes, 3);
    e->c.threshold = election_phrase(e, "at least 5% of counted votes");
    e->option[2].minority = true;
    election_count(e);
    /* 40/1 = 40 > 900/23: the 13th seat is between 900/23 = 39.1 and 40 */
    assert_seats(e, "11 1 1");
}

static void test_list__exactly_the_threshold_passes_where_the_law_says_at_least(void **state)
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

static void test_list__none_passes(void **state)
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

static void test_list__one_passes(void **state)
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

static void test_list__the_next_best_has_its_least_seats(void **state)
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

static void test_list__unknown_votes_leave_it_open_with_their_bound(void **state)
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

static void test_list__unknown_votes_do_not_matter_below_the_threshold(void **state)
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

static void test_list__admission_as_published(void **state)
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

/* ---- limits and lists ---------------------------------------------------------------------- */

static void test_list__an_exhausted_list_passes_its_seats_on(void **state)
{
    const int64_t votes[] = {537, 10, 426};
    /* D'Hondt: 2 names; then 426, 213, 142 ... against 10: six to C, none to B until 426/43 */
    struct election *e = lists_open(state, ADIL_METHOD_DHONDT, 8, abcd, votes, 3);
    e->option[0].list_length = 2;
    e->option[1].list_length = 1;
    e->option[2].list_length = 6;
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_seats(e, "2 0 6");
    const struct adil_step *s = election_step(e, ADIL_STEP_LIST_SHORT, 0);
    assert_span_is(election_in_step(e, s, ADIL_F_OPTION), "A");
    assert_span_is(election_in_step(e, s, ADIL_F_LENGTH), "2");
    assert_null(election_step(e, ADIL_STEP_LIST_SHORT, 1)); /* C is just long enough */
    /* Hare: 4.4, 0.1, 3.5 quotas; A is held at 2, 6 seats of 436 votes: 0.14 and 5.86 */
    e->c.method = ADIL_METHOD_HARE;
    election_count(e);
    assert_seats(e, "2 0 6");
    s = election_step(e, ADIL_STEP_RECALCULATED, 0);
    assert_span_is(election_in_step(e, s, ADIL_F_FREE), "6");
    assert_span_is(election_in_step(e, s, ADIL_F_VOTES), "436");
}

static void test_list__all_lists_exhausted_is_a_gap(void **state)
{
    const int64_t votes[] = {5, 4};
    static const enum adil_method by[] = {ADIL_METHOD_HARE, ADIL_METHOD_DHONDT};
    for (size_t m = 0; m < ADIL_COUNT(by); m++) {
        struct election *e = lists_open(state, by[m], 5, abcd, votes, 2);
        e->option[0].list_length = 2;
        e->option[1].list_length = 2;
        election_count(e);
        assert_status(e, ADIL_S_UNDETERMINED);
        assert_reason(e, ADIL_M_R_NO_NAMES);
        assert_seats(e, "2 2");
    }
}

static void test_list__one_name_each_needs_no_lot(void **state)
{
    /* 2, 2, 1 votes, one name each, three seats: everyone is in, no tie matters */
    const int64_t votes[] = {2, 2, 1};
    static const enum adil_method by[] = {ADIL_METHOD_HARE, ADIL_METHOD_DROOP,
                                          ADIL_METHOD_DHONDT, ADIL_METHOD_ADAMS};
    for (size_t m = 0; m < ADIL_COUNT(by); m++) {
        struct election *e = lists_open(state, by[m], 3, abcd, votes, 3);
        for (int i = 0; i < 3; i++) {
            e->option[i].list_length = 1;
        }
        election_count(e);
        assert_status(e, ADIL_S_DECIDED);
        assert_seats(e, "1 1 1");
        assert_int_equal(e->out.n_ties, 0);
    }
}

static void test_list__a_person_holds_one_seat(void **state)
{
    const int64_t votes[] = {500, 300, 200};
    static const enum adil_method by[] = {ADIL_METHOD_HARE, ADIL_METHOD_DHONDT};
    for (size_t m = 0; m < ADIL_COUNT(by); m++) {
        struct election *e = lists_open(state, by[m], 6, abcd, votes, 3);
        e->option[0].independent = true;
        election_count(e);
        assert_status(e, ADIL_S_DECIDED);
        assert_seats(e, "1 3 2");
    }
}

static void test_list__least_and_greatest_seats(void **state)
{
    const int64_t votes[] = {800, 150, 40, 10};
    static const enum adil_method by[] = {ADIL_METHOD_HARE, ADIL_METHOD_SAINTE_LAGUE};
    for (size_t m = 0; m < ADIL_COUNT(by); m++) {
        struct election *e = lists_open(state, by[m], 10, abcd, votes, 4);
        e->option[0].at_most = 6;
        e->option[3].at_least = 1;
        election_count(e);
        assert_status(e, ADIL_S_DECIDED);
        /* A 6, D 1; three seats for 150 and 40 */
        assert_seats(e, "6 2 1 1");
        assert_non_null(election_step(e, ADIL_STEP_SEAT_LIMITS, 1));
        e->option[1].at_least = 10;
        election_count(e);
        assert_status(e, ADIL_S_UNDETERMINED);
        assert_reason(e, ADIL_M_R_LEAST_SEATS);
    }
}

static void test_list__limits_that_nearly_exclude_each_other(void **state)
{
    /* all votes are A's, at most 9 of 10; B and C have one each for certain: A gets 8 */
    const int64_t votes[] = {1000, 1, 1};
    static const enum adil_method by[] = {ADIL_METHOD_HARE, ADIL_METHOD_DHONDT};
    for (size_t m = 0; m < ADIL_COUNT(by); m++) {
        struct election *e = lists_open(state, by[m], 10, abcd, votes, 3);
        e->option[0].at_most = 9;
        e->option[1].at_least = 1;
        e->option[2].at_least = 1;
        election_count(e);
        assert_status(e, ADIL_S_DECIDED);
        assert_seats(e, "8 1 1");
    }
}

static void test_list__lists_of_unknown_length(void **state)
{
    const int64_t votes[] = {60, 40};
    struct election *e = lists_open(state, ADIL_METHOD_HARE, 5, abcd, votes, 2);
    election_count(e);
    const struct adil_step *s = election_step(e, ADIL_STEP_LIST_ASSUMED, 0);
    assert_span_is(election_in_step(e, s, ADIL_F_OPTIONS), "A;B");
    assert_int_equal(s->source, ADIL_SOURCE_COUNTED);
    e->c.lists_unknown = ADIL_LISTS_UNKNOWN;
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_seats(e, "3 2");
    assert_unknown(e, "the number of names on a list");
    /* as published: long enough, with the source */
    election_found(e, ADIL_FOUND_LIST_LENGTH, 0, 3);
    election_found(e, ADIL_FOUND_LIST_LENGTH, 1, 90);
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    s = election_step(e, ADIL_STEP_LIST_ASSUMED, 0);
    assert_int_equal(s->source, ADIL_SOURCE_PUBLISHED);
    assert_span_is(election_in_row(e, s, 0, ADIL_F_LENGTH), "3");
    /* a published length supersedes the contest's own */
    e->option[0].list_length = 50;
    e->finding[0].value = 1;
    election_count(e);
    assert_seats(e, "1 4");
    assert_int_equal(election_step(e, ADIL_STEP_LIST_SHORT, 0)->source, ADIL_SOURCE_PUBLISHED);
}

static void test_list__against_all_counts_in_the_base_alone(void **state)
{
    const int64_t votes[] = {50, 45, 905};
    struct election *e = lists_open(state, ADIL_METHOD_HARE, 10, abcd, votes, 3);
    e->option[2].class = ADIL_OPTION_AGAINST;
    e->c.threshold = election_phrase(e, "at least 5% of counted votes");
    election_count(e);
    assert_seats(e, "10 0"); /* B has 4.5% of the base that counts it */
}

static void test_list__a_failed_quorum_gives_no_seats(void **state)
{
    const int64_t votes[] = {50, 45};
    struct election *e = lists_open(state, ADIL_METHOD_HARE, 10, abcd, votes, 2);
    struct adil_vote_unit unit = e->table[0].unit[0];
    unit.turnout.cast = 100;
    unit.turnout.registered = 300;
    e->table[0].unit = &unit;
    e->c.quorum = election_phrase(e, "more than 1/2 of registered voters");
    election_count(e);
    assert_status(e, ADIL_S_NOT_VALID);
    assert_seats(e, "0 0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_list__gives_the_published_seats),
        test_case(test_list__steps_of_a_real_allotment),
        test_case(test_list__dhondt_and_a_misprint_give_other_seats),
        test_case(test_list__remainders_are_compared_as_numbers),
        test_case(test_list__half_a_vote_is_not_cut_off),
        test_case(test_list__each_quota_by_hand),
        test_case(test_list__quota_rounding),
        test_case(test_list__hagenbach_with_one_quota_too_many_is_a_tie),
        test_case(test_list__imperiali_with_too_many_quotas_is_a_gap),
        test_case(test_list__one_list_takes_all_seats_under_every_method),
        test_case(test_list__more_seats_left_than_lists_is_a_gap),
        test_case(test_list__nobody_voted),
        test_case(test_list__sums_have_no_limit),
        test_case(test_list__threshold_of_coalitions_and_minorities),
        test_case(test_list__minorities_without_a_threshold_are_exempt),
        test_case(test_list__exactly_the_threshold_passes_where_the_law_says_at_least),
        test_case(test_list__none_passes),
        test_case(test_list__one_passes),
        test_case(test_list__the_next_best_has_its_least_seats),
        test_case(test_list__unknown_votes_leave_it_open_with_their_bound),
        test_case(test_list__unknown_votes_do_not_matter_below_the_threshold),
        test_case(test_list__admission_as_published),
        test_case(test_list__an_exhausted_list_passes_its_seats_on),
        test_case(test_list__all_lists_exhausted_is_a_gap),
        test_case(test_list__one_name_each_needs_no_lot),
        test_case(test_list__a_person_holds_one_seat),
        test_case(test_list__least_and_greatest_seats),
        test_case(test_list__limits_that_nearly_exclude_each_other),
        test_case(test_list__lists_of_unknown_length),
        test_case(test_list__against_all_counts_in_the_base_alone),
        test_case(test_list__a_failed_quorum_gives_no_seats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
