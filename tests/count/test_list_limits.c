/* Least and greatest seats, persons, lists that run out of names. */
#include "list_make.h"

static const char *const abcd[] = {"A", "B", "C", "D", "E", "F", "G", "H"};

/* ---- limits and lists ---------------------------------------------------------------------- */

static void test_list_limits__an_exhausted_list_passes_its_seats_on(void **state)
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

static void test_list_limits__all_lists_exhausted_is_a_gap(void **state)
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

static void test_list_limits__one_name_each_needs_no_lot(void **state)
{
    /* 2, 2, 1 votes, one name each, three seats: everyone is in, no tie matters */
    const int64_t votes[] = {2, 2, 1};
    static const enum adil_method by[] = {ADIL_METHOD_HARE, ADIL_METHOD_DROOP, ADIL_METHOD_DHONDT,
                                          ADIL_METHOD_ADAMS};
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

static void test_list_limits__a_person_holds_one_seat(void **state)
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

static void test_list_limits__least_and_greatest_seats(void **state)
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

static void test_list_limits__limits_that_nearly_exclude_each_other(void **state)
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

static void test_list_limits__lists_of_unknown_length(void **state)
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

static void test_list_limits__against_all_counts_in_the_base_alone(void **state)
{
    const int64_t votes[] = {50, 45, 905};
    struct election *e = lists_open(state, ADIL_METHOD_HARE, 10, abcd, votes, 3);
    e->option[2].class = ADIL_OPTION_AGAINST;
    e->c.threshold = election_phrase(e, "at least 5% of counted votes");
    election_count(e);
    assert_seats(e, "10 0"); /* B has 4.5% of the base that counts it */
}

static void test_list_limits__a_failed_quorum_gives_no_seats(void **state)
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
        test_case(test_list_limits__an_exhausted_list_passes_its_seats_on),
        test_case(test_list_limits__all_lists_exhausted_is_a_gap),
        test_case(test_list_limits__one_name_each_needs_no_lot),
        test_case(test_list_limits__a_person_holds_one_seat),
        test_case(test_list_limits__least_and_greatest_seats),
        test_case(test_list_limits__limits_that_nearly_exclude_each_other),
        test_case(test_list_limits__lists_of_unknown_length),
        test_case(test_list_limits__against_all_counts_in_the_base_alone),
        test_case(test_list_limits__a_failed_quorum_gives_no_seats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
