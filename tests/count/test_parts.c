#include "election.h"

/* A whole of two parts: lists shared by tiers' upper step (Droop), persons by most votes or as
 * published. */
struct whole {
    struct election *of;
    struct election *list;
    struct election *district;
};

static const char *const of_all[] = {"X", "A", "B", "C"};
static const char *const of_list[] = {"B", "A", "C"};
static const char *const whole_unit[] = {"whole"};

static struct whole whole_of(void **state, struct election *district)
{
    static const uint32_t one[] = {0};
    static const int64_t votes[] = {500, 400, 100};
    struct whole w = {.of = election_open(state, ADIL_METHOD_PARTS, of_all, 4),
                      .list = election_open(state, ADIL_METHOD_TIERS, of_list, 3),
                      .district = district};
    w.list->c.name = ADIL_SPAN("lists");
    w.list->c.seats = 10;
    w.list->c.upper_paper = one;
    w.list->c.n_upper_papers = 1;
    w.list->c.upper_quota = ADIL_QUOTA_DROOP;
    w.list->c.upper_surplus_all = true;
    w.list->c.lists_unknown = ADIL_LISTS_LONG_ENOUGH;
    election_table(w.list, 0, 1, whole_unit, 1, votes);
    return w;
}

static void count_whole(struct whole *w)
{
    struct adil_contest *part = adil_new(&w->of->m->perm, struct adil_contest, 2);
    const struct adil_votes **votes = adil_new(&w->of->m->perm, const struct adil_votes *, 2);
    part[0] = w->list->c;
    part[1] = w->district->c;
    votes[0] = &w->list->v;
    votes[1] = &w->district->v;
    w->of->c.part = part;
    w->of->c.n_parts = 2;
    w->of->c.seats = 12;
    w->of->part_votes = votes;
    election_count(w->of);
}

static struct election *published_seats(void **state)
{
    static const char *const name[] = {"A", "X"};
    struct election *e = election_open(state, ADIL_METHOD_PUBLISHED, name, 2);
    e->c.name = ADIL_SPAN("districts");
    e->c.published = ADIL_PUBLISHED_SEATS;
    e->c.seats = 2;
    election_found(e, ADIL_FOUND_SEATS, 0, 1);
    election_found(e, ADIL_FOUND_SEATS, 1, 1);
    return e;
}

/* Droop over 10: floor(1000/11)+1 = 91: B 5 (45), A 4 (36), C 1 (9). */
static void test_parts__seats_are_added_by_name(void **state)
{
    struct whole w = whole_of(state, published_seats(state));
    count_whole(&w);
    assert_status(w.of, ADIL_S_DECIDED);
    static const uint32_t want[] = {1, 5, 5, 1};
    for (uint32_t i = 0; i < 4; i++) {
        assert_int_equal(w.of->out.result[i].seats, want[i]);
    }
    assert_int_equal(w.of->out.seats_given, 12);
    assert_int_equal(w.of->out.n_parts, 2);
    assert_int_equal(w.of->out.part[0].result[0].seats, 5);
    assert_int_equal(w.of->out.part[1].status, ADIL_S_AS_PUBLISHED);
    /* Votes beside the seats: of the part that shares seats by them. */
    assert_true(adil_num_eq(w.of->out.result[1].votes.lo, adil_num_int(400)));
    assert_false(w.of->out.result[0].stood);
}

static void test_parts__a_published_part_says_so(void **state)
{
    struct whole w = whole_of(state, published_seats(state));
    count_whole(&w);
    const struct adil_step *s = election_step(w.of, ADIL_STEP_PART, 0);
    assert_int_equal(s->source, ADIL_SOURCE_COUNTED);
    assert_span_is(election_in_step(w.of, s, ADIL_F_CONTEST), "lists");
    assert_span_is(election_in_step(w.of, s, ADIL_F_SEATS), "10");
    s = election_step(w.of, ADIL_STEP_PART, 1);
    assert_int_equal(s->source, ADIL_SOURCE_PUBLISHED);
    assert_span_is(election_in_step(w.of, s, ADIL_F_CONTEST), "districts");
    s = election_step(w.of, ADIL_STEP_PARTS_SUM, 0);
    assert_span_is(election_in_step(w.of, s, ADIL_F_SEATS), "12");
}

static void test_parts__a_person_elected_is_one_seat(void **state)
{
    static const char *const name[] = {"X", "C"};
    static const int64_t votes[] = {70, 30};
    struct election *district = election_open(state, ADIL_METHOD_PLURALITY, name, 2);
    election_table(district, 0, 1, NULL, 1, votes);
    struct whole w = whole_of(state, district);
    count_whole(&w);
    assert_status(w.of, ADIL_S_DECIDED);
    assert_int_equal(w.of->out.result[0].seats, 1);
    assert_int_equal(w.of->out.result[3].seats, 1);
    assert_int_equal(w.of->out.seats_given, 11);
}

static void test_parts__an_open_part_leaves_the_whole_open(void **state)
{
    static const char *const name[] = {"X", "C"};
    static const int64_t tied[] = {50, 50};
    struct election *district = election_open(state, ADIL_METHOD_PLURALITY, name, 2);
    election_table(district, 0, 1, NULL, 1, tied);
    struct whole w = whole_of(state, district);
    count_whole(&w);
    assert_status(w.of, ADIL_S_UNDETERMINED);

    district = election_open(state, ADIL_METHOD_PLURALITY, name, 2);
    election_table(district, 0, 1, NULL, 1, tied);
    district->c.tie[0] = ADIL_TIE_LOT;
    district->c.n_ties = 1;
    w = whole_of(state, district);
    count_whole(&w);
    assert_status(w.of, ADIL_S_LOT_NEEDED);
}

static void test_parts__what_does_not_fit_is_named(void **state)
{
    static const char *const name[] = {"stranger"};
    static const int64_t votes[] = {50};
    struct election *district = election_open(state, ADIL_METHOD_PLURALITY, name, 1);
    election_table(district, 0, 1, NULL, 1, votes);
    struct whole w = whole_of(state, district);
    count_whole(&w);
    assert_status(w.of, ADIL_S_UNDETERMINED);
    assert_reason(w.of, ADIL_M_R_PART_OPTION);

    district = election_open(state, ADIL_METHOD_PUBLISHED, of_list, 3);
    election_found(district, ADIL_FOUND_WINNER, UINT32_MAX, -1)->name = ADIL_SPAN("stranger");
    w = whole_of(state, district);
    count_whole(&w);
    assert_status(w.of, ADIL_S_UNDETERMINED);
    assert_reason(w.of, ADIL_M_R_PART_OPTION);

    w = whole_of(state, election_open(state, ADIL_METHOD_PARTS, of_list, 3));
    count_whole(&w);
    assert_status(w.of, ADIL_S_UNDETERMINED);
    assert_reason(w.of, ADIL_M_R_PART_NESTED);

    w = whole_of(state, published_seats(state));
    w.of->c.part = &w.list->c;
    w.of->c.n_parts = 1;
    election_count(w.of); /* no votes of the part */
    assert_status(w.of, ADIL_S_UNDETERMINED);
    assert_reason(w.of, ADIL_M_R_NO_VOTES);
}

static void test_parts__all_published_is_published(void **state)
{
    struct election *e = election_open(state, ADIL_METHOD_PARTS, of_all, 4);
    struct election *d = published_seats(state);
    const struct adil_votes *votes[] = {&d->v};
    e->c.part = &d->c;
    e->c.n_parts = 1;
    e->part_votes = votes;
    election_count(e);
    assert_status(e, ADIL_S_AS_PUBLISHED);
    assert_int_equal(e->out.seats_given, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_parts__seats_are_added_by_name),
        test_case(test_parts__a_published_part_says_so),
        test_case(test_parts__a_person_elected_is_one_seat),
        test_case(test_parts__an_open_part_leaves_the_whole_open),
        test_case(test_parts__what_does_not_fit_is_named),
        test_case(test_parts__all_published_is_published),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
