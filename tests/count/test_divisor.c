/* Highest averages: the table of divisors, quotients, ties, first seats, the last seat. */
#include "cases/lists_published.h"
#include "list_make.h"

static const char *const abcd[] = {"A", "B", "C", "D", "E", "F", "G", "H", "I", "J"};

static const struct adil_step *seats_step(const struct election *e)
{
    return election_step(e, ADIL_STEP_DIVISOR_SEATS, 0);
}

/* Divisors of the first four seats, as in the textbooks; square roots cut after six decimals. */
static void test_divisor__table_of_divisors(void **state)
{
    static const struct {
        enum adil_method method;
        const char *divisor[4];
    } table[] = {
        {ADIL_METHOD_DHONDT, {"1", "2", "3", "4"}},
        {ADIL_METHOD_SAINTE_LAGUE, {"1", "3", "5", "7"}},
        {ADIL_METHOD_MODIFIED, {"7/5", "3", "5", "7"}},
        {ADIL_METHOD_DANISH, {"1", "4", "7", "10"}},
        {ADIL_METHOD_ADAMS, {"0", "1", "2", "3"}},
        {ADIL_METHOD_DEAN, {"0", "4/3", "12/5", "24/7"}},
        /* sqrt 2, sqrt 6, sqrt 12 */
        {ADIL_METHOD_HUNTINGTON, {"0", "1.414213", "2.449489", "3.464101"}},
        {ADIL_METHOD_IMPERIALI, {"1", "3/2", "2", "5/2"}},
    };
    const int64_t votes[] = {100, 0};
    for (size_t m = 0; m < ADIL_COUNT(table); m++) {
        struct election *e = lists_open(state, table[m].method, 4, abcd, votes, 2);
        election_count(e);
        for (uint32_t i = 0; i < 4; i++) {
            const struct adil_step *s = seats_step(e);
            const struct adil_value *v =
                election_figure(s->row[i].value, s->row[i].n, ADIL_F_DIVISOR);
            struct adil_num want;
            assert_true(adil_num_parse(&e->m->perm, adil_span_of(table[m].divisor[i]), &want));
            assert_int_equal(adil_num_cmp(v->num, want), 0);
        }
    }
}

static void test_divisor__seats_in_order_with_their_quotients(void **state)
{
    const int64_t votes[] = {340, 280, 160};
    struct election *e = lists_open(state, ADIL_METHOD_DHONDT, 5, abcd, votes, 3);
    election_count(e);
    static const char *const order[][2] = {
        {"A", "340"}, {"B", "280"}, {"A", "170"}, {"C", "160"}, {"B", "140"}};
    for (uint32_t i = 0; i < ADIL_COUNT(order); i++) {
        assert_span_is(election_in_row(e, seats_step(e), i, ADIL_F_OPTION), order[i][0]);
        assert_span_is(election_in_row(e, seats_step(e), i, ADIL_F_QUOTIENT), order[i][1]);
    }
    /* B's 140 against A's 340/3: with 420 votes A would have drawn level, 80 more */
    const struct adil_step *last = election_step(e, ADIL_STEP_LAST_SEAT, 0);
    assert_span_is(election_in_step(e, last, ADIL_F_OPTION), "B");
    assert_span_is(election_in_step(e, last, ADIL_F_NEXT), "A");
    assert_span_is(election_in_step(e, last, ADIL_F_SHORT), "80");
}

/* The next in line is not the winner itself, though its own next quotient is larger. */
static void test_divisor__next_in_line_is_somebody_else(void **state)
{
    const int64_t votes[] = {900, 100};
    struct election *e = lists_open(state, ADIL_METHOD_DHONDT, 3, abcd, votes, 2);
    election_count(e);
    const struct adil_step *last = election_step(e, ADIL_STEP_LAST_SEAT, 0);
    assert_span_is(election_in_step(e, last, ADIL_F_OPTION), "A");
    assert_span_is(election_in_step(e, last, ADIL_F_NEXT), "B");
    assert_span_is(election_in_step(e, last, ADIL_F_SHORT), "200"); /* 900/3 - 100 */
}

/* The 435th seat of 2020 went to Minnesota; New York lacked 89 people. (Census Bureau, 2021.) */
static void test_divisor__the_last_seat_of_the_census(void **state)
{
    for (size_t c = 0; c < ADIL_COUNT(list_cases); c++) {
        const struct list_case *x = &list_cases[c];
        if (strcmp(x->name, "us-apportionment-2020") != 0) {
            continue;
        }
        struct election *e = lists_open(state, x->method, x->seats, x->option, x->votes, x->n);
        election_count(e);
        const struct adil_step *last = election_step(e, ADIL_STEP_LAST_SEAT, 0);
        assert_span_is(election_in_step(e, last, ADIL_F_OPTION), "MN");
        assert_span_is(election_in_step(e, last, ADIL_F_NEXT), "NY");
        assert_span_is(election_in_step(e, last, ADIL_F_SHORT), "89");
        assert_int_equal(seats_step(e)->n_rows, 435);
        return;
    }
    fail_msg("no census");
}

/* ---- where other programs went wrong (facts/count-traps) ----------------------------------- */

static void test_divisor__dhondt_goes_seat_by_seat(void **state)
{
    const int64_t votes[] = {542812, 446569, 271601, 133331, 108010,
                             26564,  16497,  12465,  11627,  4870};
    struct election *e = lists_open(state, ADIL_METHOD_DHONDT, 7, abcd, votes, 10);
    election_count(e);
    assert_seats(e, "3 3 1 0 0 0 0 0 0 0");
}

static void test_divisor__huntington_gives_everyone_a_seat(void **state)
{
    const int64_t votes[] = {5609968, 2873709, 83801, 16295, 10107, 6467};
    struct election *e = lists_open(state, ADIL_METHOD_HUNTINGTON, 17, abcd, votes, 6);
    election_count(e);
    assert_seats(e, "9 4 1 1 1 1");
}

static void test_divisor__quotients_equal_as_doubles_are_told_apart(void **state)
{
    /* 1000633074433654 / 101 and 89165323464385 / 9 are one and the same double; the first is
     * larger. With 100 and 8 seats given they are what the next seat is won with. */
    const int64_t votes[] = {1000633074433654, 89165323464385};
    struct election *e = lists_open(state, ADIL_METHOD_DHONDT, 109, abcd, votes, 2);
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_seats(e, "101 8");
    e->c.seats = 110;
    election_count(e);
    assert_seats(e, "101 9");
}

/* ---- ties ---------------------------------------------------------------------------------- */

static void test_divisor__equal_votes_are_a_tie_not_a_loop(void **state)
{
    const int64_t votes[] = {4, 4, 4};
    for (int m = ADIL_METHOD_DHONDT; m <= ADIL_METHOD_IMPERIALI; m++) {
        struct election *e = lists_open(state, (enum adil_method)m, 2, abcd, votes, 3);
        election_count(e);
        assert_status(e, ADIL_S_LOT_NEEDED);
        assert_int_equal(e->out.n_ties, 1);
        assert_int_equal(e->out.tie[0].n, 3);
        assert_int_equal(e->out.tie[0].take, 2);
        assert_int_equal(e->out.seats_given, 0);
    }
}

/* A tie above the cut changes nothing and is not spoken of. */
static void test_divisor__a_tie_that_does_not_matter_is_not_surfaced(void **state)
{
    const int64_t votes[] = {4, 4, 4};
    for (int m = ADIL_METHOD_DHONDT; m <= ADIL_METHOD_IMPERIALI; m++) {
        struct election *e = lists_open(state, (enum adil_method)m, 6, abcd, votes, 3);
        election_count(e);
        assert_status(e, ADIL_S_DECIDED);
        assert_seats(e, "2 2 2");
        assert_int_equal(e->out.n_ties, 0);
    }
}

static void test_divisor__fewer_seats_than_first_seats_is_a_tie(void **state)
{
    const int64_t votes[] = {90, 50, 10};
    static const enum adil_method by[] = {ADIL_METHOD_ADAMS, ADIL_METHOD_DEAN,
                                          ADIL_METHOD_HUNTINGTON};
    for (size_t m = 0; m < ADIL_COUNT(by); m++) {
        struct election *e = lists_open(state, by[m], 2, abcd, votes, 3);
        election_count(e);
        assert_status(e, ADIL_S_LOT_NEEDED);
        assert_int_equal(e->out.tie[0].n, 3);
        e->c.tie[0] = ADIL_TIE_VOTES;
        election_count(e);
        assert_status(e, ADIL_S_DECIDED);
        assert_seats(e, "1 1 0");
    }
}

static void test_divisor__first_divisor_is_an_option(void **state)
{
    /* 1 against 21: with 1.4 the small list waits until 1/1.4 is the largest */
    const int64_t votes[] = {21, 5};
    struct election *e = lists_open(state, ADIL_METHOD_SAINTE_LAGUE, 3, abcd, votes, 2);
    election_count(e);
    assert_seats(e, "2 1"); /* 21, 7, 5 before 21/5 */
    e = lists_open(state, ADIL_METHOD_MODIFIED, 3, abcd, votes, 2);
    election_count(e);
    assert_seats(e, "3 0"); /* 15, 7, 4.2 before 25/7 */
    e->c.first_divisor = adil_num_ratio(&e->m->perm, 11, 10);
    election_count(e);
    assert_seats(e, "2 1"); /* 5/1.1 = 4.54 */
}

/* A million lists and thousands of seats are n + seats log n: seconds would show a square. */
static void test_divisor__a_million_lists(void **state)
{
    enum { N = 1000000 };
    struct adil_arena big = {0};
    assert_int_equal(adil_arena_open(&big, (size_t)3 << 30), 0);
    struct test_arenas own = {.perm = big};
    struct test_arenas *m = *state;
    own.scratch = m->scratch;
    struct adil_arena more = {0};
    assert_int_equal(adil_arena_open(&more, (size_t)1 << 30), 0);
    own.scratch = more;
    void *mine = &own;
    const char **name = adil_new(&own.perm, const char *, N);
    int64_t *votes = adil_new(&own.perm, int64_t, N);
    for (uint32_t i = 0; i < N; i++) {
        name[i] = adil_span_cstr(&own.perm, adil_fmt(&own.perm, "%u", i));
        votes[i] = 1 + i % 997;
    }
    struct election *e = lists_open(&mine, ADIL_METHOD_DHONDT, 5000, name, votes, N);
    e->c.tie[0] = ADIL_TIE_REGISTERED;
    for (uint32_t i = 0; i < N; i++) {
        e->option[i].registered_order = i;
    }
    adil_count(&own.perm, own.scratch, &e->c, &e->v, NULL, NULL, &e->out);
    assert_status(e, ADIL_S_DECIDED);
    assert_int_equal(e->out.seats_given, 5000);
    /* 997 votes: a thousand lists each, then 996 and so on; five levels of a thousand or so */
    assert_int_equal(e->out.result[996].seats, 1);
    assert_int_equal(e->out.result[990].seats, 0);
    adil_arena_release(&own.perm);
    adil_arena_release(&more);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_divisor__table_of_divisors),
        test_case(test_divisor__seats_in_order_with_their_quotients),
        test_case(test_divisor__next_in_line_is_somebody_else),
        test_case(test_divisor__the_last_seat_of_the_census),
        test_case(test_divisor__dhondt_goes_seat_by_seat),
        test_case(test_divisor__huntington_gives_everyone_a_seat),
        test_case(test_divisor__quotients_equal_as_doubles_are_told_apart),
        test_case(test_divisor__equal_votes_are_a_tie_not_a_loop),
        test_case(test_divisor__a_tie_that_does_not_matter_is_not_surfaced),
        test_case(test_divisor__fewer_seats_than_first_seats_is_a_tie),
        test_case(test_divisor__first_divisor_is_an_option),
        test_case(test_divisor__a_million_lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
