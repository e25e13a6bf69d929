/* Published allotments, quotas, what happens at their edges. */
#include "cases/lists_published.h"
#include "list_make.h"

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
    static const char *const order[] = {"Amanat",
                                        "Auyl",
                                        "Respublica",
                                        "Ak Zhol",
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
    quota_of(state, ADIL_METHOD_HARE, "100/9", "4 3 1 1");             /* 3.87 2.88 1.53 0.72 */
    quota_of(state, ADIL_METHOD_DROOP, "11", "4 3 1 1");               /* 3.9 2.9 1.5 0.7 */
    quota_of(state, ADIL_METHOD_HAGENBACH, "10", "4 3 1 1");           /* 4.3 3.2 1.7 0.8 */
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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
