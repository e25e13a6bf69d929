/* What is known of votes: sums, bounds, quantities. */
#include "list_make.h"

static const char *const abcd[] = {"A", "B", "C", "D"};

static void assert_fact(const struct election *e, struct adil_fact f, const char *want)
{
    struct adil_arena *a = &e->m->perm;
    struct adil_span lo = adil_num_text(a, f.lo);
    if (adil_fact_is_known(f)) {
        assert_span_is(lo, want);
    } else if (f.unbounded) {
        assert_span_is(adil_fmt(a, "%.*s..", ADIL_ARG(lo)), want);
    } else {
        struct adil_span hi = adil_num_text(a, f.hi);
        assert_span_is(adil_fmt(a, "%.*s..%.*s", ADIL_ARG(lo), ADIL_ARG(hi)), want);
    }
}

static void assert_sum(struct election *e, uint32_t option, const char *want)
{
    const struct adil_table *t = &e->table[0];
    assert_fact(e, adil_votes_sum(&e->m->perm, &e->c, &e->v, t, option), want);
    /* all at once gives the same */
    assert_fact(e, adil_votes_sums(&e->m->perm, &e->c, &e->v, t)[option], want);
}

static void assert_quantity(struct election *e, enum adil_quantity q, uint32_t unit,
                            const char *want)
{
    assert_fact(e, adil_votes_quantity(&e->m->perm, &e->c, &e->v, &e->table[0], q, unit), want);
}

/* n options, rows as given; options' classes can be changed after. */
static struct election *open_table(void **state, uint32_t n, uint32_t units, const int64_t *cell,
                                   struct adil_vote_unit **unit)
{
    struct election *e = election_open(state, ADIL_METHOD_HARE, abcd, n);
    *unit = election_table(e, 0, 1, NULL, units, cell);
    return e;
}

static void test_votes__sum_over_units_and_not_on_the_ballot(void **state)
{
    const int64_t cell[] = {10, 20, 5, ADIL_VOTES_NOT_ON_BALLOT};
    struct adil_vote_unit *u;
    struct election *e = open_table(state, 2, 2, cell, &u);
    assert_sum(e, 0, "15");
    assert_sum(e, 1, "20");
    assert_quantity(e, ADIL_Q_COUNTED, ADIL_WHOLE, "35");
}

static void test_votes__sums_pass_64_bits(void **state)
{
    const int64_t cell[] = {INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX};
    struct adil_vote_unit *u;
    struct election *e = open_table(state, 2, 2, cell, &u);
    assert_sum(e, 0, "18446744073709551614");
    assert_quantity(e, ADIL_Q_COUNTED, ADIL_WHOLE, "36893488147419103228");
}

static void test_votes__an_empty_cell_is_unknown_within_its_bound(void **state)
{
    const int64_t cell[] = {10, -1, 5, 7, 3, 4};
    struct adil_vote_unit *u;
    struct election *e = open_table(state, 3, 2, cell, &u);
    assert_sum(e, 1, "3.."); /* nothing bounds it */
    u[0].turnout.registered = 100;
    assert_sum(e, 1, "3..88"); /* 100 - 10 - 5 = 85 more */
    u[0].turnout.issued = 60;
    assert_sum(e, 1, "3..48");
    u[0].turnout.cast = 40;
    assert_sum(e, 1, "3..28");
    u[0].turnout.invalid = 4;
    assert_sum(e, 1, "3..24");
    u[0].turnout.valid = 30; /* less than cast - invalid: some are unaccounted for */
    assert_sum(e, 1, "3..18");
    assert_sum(e, 0, "17");
    assert_quantity(e, ADIL_Q_COUNTED, 0, "30");
    assert_quantity(e, ADIL_Q_COUNTED, ADIL_WHOLE, "44");
}

static void test_votes__two_marks_a_ballot_double_the_bound(void **state)
{
    const int64_t cell[] = {10, -1};
    struct adil_vote_unit *u;
    struct election *e = open_table(state, 2, 1, cell, &u);
    struct adil_paper paper = e->c.paper[0];
    paper.marks = 2;
    e->c.paper = &paper;
    u[0].turnout.cast = 40;
    assert_sum(e, 1, "0..70");
}

static void test_votes__the_root_is_the_total_its_parts_only_raise_it(void **state)
{
    const int64_t cell[] = {100, -1, 60, 30, 20, -1};
    struct adil_vote_unit *u;
    struct election *e = open_table(state, 2, 3, cell, &u);
    e->table[0].has_root = true;
    assert_sum(e, 0, "100"); /* not 80, not 180 */
    assert_sum(e, 1, "30..");
    u[0].turnout.cast = 150;
    assert_sum(e, 1, "30..50");
    u[1].turnout.registered = 500;
    assert_quantity(e, ADIL_Q_REGISTERED, ADIL_WHOLE, "500..");
    u[0].turnout.registered = 900;
    assert_quantity(e, ADIL_Q_REGISTERED, ADIL_WHOLE, "900");
}

/* A referendum's four classes: yes, no, both marked and left out, invalid. */
static void test_votes__four_classes_of_ballots(void **state)
{
    const int64_t cell[] = {60, 30, 4};
    struct adil_vote_unit *u;
    struct election *e = open_table(state, 3, 1, cell, &u);
    e->option[2].class = ADIL_OPTION_NOT_COUNTED;
    u[0].turnout.invalid = 3;
    assert_quantity(e, ADIL_Q_COUNTED, ADIL_WHOLE, "90");
    assert_quantity(e, ADIL_Q_NOT_COUNTED, ADIL_WHOLE, "4");
    assert_quantity(e, ADIL_Q_CAST, ADIL_WHOLE, "97"); /* the sum of the classes */
    assert_quantity(e, ADIL_Q_UNACCOUNTED, ADIL_WHOLE, "0..");
    u[0].turnout.cast = 99;
    assert_quantity(e, ADIL_Q_CAST, ADIL_WHOLE, "99"); /* as given */
    assert_quantity(e, ADIL_Q_UNACCOUNTED, ADIL_WHOLE, "2");
    u[0].turnout.invalid = -1;
    assert_quantity(e, ADIL_Q_INVALID, ADIL_WHOLE, "0..5");
}

static void test_votes__cast_is_bounded_where_a_class_is_unknown(void **state)
{
    const int64_t cell[] = {60, -1};
    struct adil_vote_unit *u;
    struct election *e = open_table(state, 2, 1, cell, &u);
    u[0].turnout.invalid = 3;
    assert_quantity(e, ADIL_Q_CAST, ADIL_WHOLE, "63..");
    u[0].turnout.registered = 200;
    assert_quantity(e, ADIL_Q_CAST, ADIL_WHOLE, "63..200");
    u[0].turnout.issued = 120;
    assert_quantity(e, ADIL_Q_CAST, ADIL_WHOLE, "63..120");
    u[0].turnout.issued = 50; /* an evening count, below the votes */
    assert_quantity(e, ADIL_Q_CAST, ADIL_WHOLE, "63..200");
}

static void test_votes__against_all_is_counted_but_not_for_an_option(void **state)
{
    const int64_t cell[] = {60, 30, 10};
    struct adil_vote_unit *u;
    struct election *e = open_table(state, 3, 1, cell, &u);
    e->option[2].class = ADIL_OPTION_AGAINST;
    e->c.seats = 12;
    assert_quantity(e, ADIL_Q_COUNTED, 0, "100");
    assert_quantity(e, ADIL_Q_FOR_OPTIONS, 0, "90");
    assert_quantity(e, ADIL_Q_SEATS, ADIL_WHOLE, "12");
    assert_quantity(e, ADIL_Q_MEMBERS, ADIL_WHOLE, "0.."); /* a body's, not a vote's */
}

static void test_votes__no_unit_at_all_is_unknown_not_zero(void **state)
{
    struct adil_vote_unit *u;
    struct election *e = open_table(state, 2, 0, NULL, &u);
    assert_sum(e, 0, "0..");
    assert_quantity(e, ADIL_Q_COUNTED, ADIL_WHOLE, "0..");
}

static void test_votes__tables_and_findings_are_found(void **state)
{
    const int64_t cell[] = {1, 2};
    struct adil_vote_unit *u;
    struct election *e = open_table(state, 2, 1, cell, &u);
    election_table(e, 0, 2, NULL, 1, cell);
    assert_ptr_equal(adil_votes_table(&e->v, 0, 2), &e->table[1]);
    assert_null(adil_votes_table(&e->v, 1, 1));
    election_found(e, ADIL_FOUND_SEATS, 1, 7);
    assert_int_equal(adil_votes_found(&e->v, ADIL_FOUND_SEATS, 1)->value, 7);
    assert_null(adil_votes_found(&e->v, ADIL_FOUND_SEATS, 0));
    assert_null(adil_votes_found(&e->v, ADIL_FOUND_WINNER, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_votes__sum_over_units_and_not_on_the_ballot),
        test_case(test_votes__sums_pass_64_bits),
        test_case(test_votes__an_empty_cell_is_unknown_within_its_bound),
        test_case(test_votes__two_marks_a_ballot_double_the_bound),
        test_case(test_votes__the_root_is_the_total_its_parts_only_raise_it),
        test_case(test_votes__four_classes_of_ballots),
        test_case(test_votes__cast_is_bounded_where_a_class_is_unknown),
        test_case(test_votes__against_all_is_counted_but_not_for_an_option),
        test_case(test_votes__no_unit_at_all_is_unknown_not_zero),
        test_case(test_votes__tables_and_findings_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
