#include "election.h"

static const char *const lists[] = {"A", "B", "C"};

static struct election *as_published(void **state, enum adil_published what, uint32_t n_seats)
{
    struct election *e = election_open(state, ADIL_METHOD_PUBLISHED, lists, 3);
    e->c.published = what;
    e->c.seats = n_seats;
    return e;
}

static void test_published__a_winner_on_the_ballot(void **state)
{
    static const int64_t votes[] = {100, -1, -1};
    struct election *e = as_published(state, ADIL_PUBLISHED_WINNER, 1);
    election_table(e, 0, 1, NULL, 1, votes);
    election_found(e, ADIL_FOUND_WINNER, 1, -1);
    election_count(e);
    assert_status(e, ADIL_S_AS_PUBLISHED);
    assert_elected(e, "B");
    assert_int_equal(e->out.n_elected_names, 0);
    const struct adil_step *s = election_step(e, ADIL_STEP_PUBLISHED_WINNER, 0);
    assert_int_equal(s->source, ADIL_SOURCE_PUBLISHED);
    assert_span_is(election_in_step(e, s, ADIL_F_SOURCE), "gazette");
    assert_non_null(election_step(e, ADIL_STEP_TALLY, 0));
}

static void test_published__a_winner_outside_the_ballot(void **state)
{
    struct election *e = as_published(state, ADIL_PUBLISHED_WINNER, 1);
    election_found(e, ADIL_FOUND_WINNER, UINT32_MAX, -1)->name = ADIL_SPAN("D. Person");
    election_count(e);
    assert_status(e, ADIL_S_AS_PUBLISHED);
    assert_int_equal(e->out.n_elected, 0);
    assert_int_equal(e->out.n_elected_names, 1);
    assert_span_is(e->out.elected_name[0], "D. Person");
}

static void test_published__seats(void **state)
{
    struct election *e = as_published(state, ADIL_PUBLISHED_SEATS, 29);
    election_found(e, ADIL_FOUND_SEATS, 0, 22);
    election_found(e, ADIL_FOUND_SEATS, 2, 7);
    election_count(e);
    assert_status(e, ADIL_S_AS_PUBLISHED);
    assert_int_equal(e->out.result[0].seats, 22);
    assert_int_equal(e->out.result[1].seats, 0);
    assert_int_equal(e->out.result[2].seats, 7);
    assert_int_equal(e->out.seats_given, 29);
    assert_true(e->out.has_seats);
}

static void test_published__nothing_published_is_undetermined(void **state)
{
    struct election *e = as_published(state, ADIL_PUBLISHED_WINNER, 1);
    election_found(e, ADIL_FOUND_SEATS, 0, 1); /* not what this contest asks for */
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_reason(e, ADIL_M_R_NOTHING_PUBLISHED);

    e = as_published(state, ADIL_PUBLISHED_SEATS, 3);
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_reason(e, ADIL_M_R_NOTHING_PUBLISHED);
}

static void test_published__more_than_there_is_room_for(void **state)
{
    struct election *e = as_published(state, ADIL_PUBLISHED_WINNER, 1);
    election_found(e, ADIL_FOUND_WINNER, 0, -1);
    election_found(e, ADIL_FOUND_WINNER, 1, -1);
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_reason(e, ADIL_M_R_PUBLISHED_TOO_MANY);

    e = as_published(state, ADIL_PUBLISHED_SEATS, 28);
    election_found(e, ADIL_FOUND_SEATS, 0, 22);
    election_found(e, ADIL_FOUND_SEATS, 2, 7);
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_reason(e, ADIL_M_R_PUBLISHED_TOO_MANY);

    e = as_published(state, ADIL_PUBLISHED_SEATS, 29);
    election_found(e, ADIL_FOUND_SEATS, 0, 22);
    election_found(e, ADIL_FOUND_SEATS, 2, ADIL_VOTES_UNKNOWN);
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_reason(e, ADIL_M_R_PUBLISHED_OPEN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_published__a_winner_on_the_ballot),
        test_case(test_published__a_winner_outside_the_ballot),
        test_case(test_published__seats),
        test_case(test_published__nothing_published_is_undetermined),
        test_case(test_published__more_than_there_is_room_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
