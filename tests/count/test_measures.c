/* Measures of plurality. Expected values: Python fractions and decimals of 60 digits. */
#include "count/measures.h"
#include "list_make.h"

static const char *const lists[] = {"A", "B", "C", "D", "E", "F", "G", "against all"};

static void outcome_of(struct election *e, const int64_t *votes, const uint32_t *seats, uint32_t n)
{
    struct adil_result *r = adil_new(&e->m->perm, struct adil_result, n);
    for (uint32_t i = 0; i < n; i++) {
        r[i].stood = true;
        r[i].votes = adil_fact_known(adil_num_int(votes[i]));
        r[i].seats = seats[i];
    }
    e->out = (struct adil_outcome){
        .contest = &e->c, .votes = &e->v, .result = r, .n_results = n, .has_seats = true};
}

static void assert_num(const struct election *e, struct adil_num x, const char *want)
{
    assert_span_is(adil_num_text(&e->m->perm, x), want);
}

static void test_measures__of_a_real_parliament(void **state)
{
    const int64_t votes[] = {3431510, 693938, 547154, 432920, 146431, 535139, 331058, 248291};
    const uint32_t seats[] = {40, 8, 6, 5, 0, 6, 4, 0};
    struct election *e = lists_open(state, ADIL_METHOD_HARE, 69, lists, votes, 8);
    e->option[7].class = ADIL_OPTION_AGAINST; /* in no share: the lists' votes are 6118150 */
    outcome_of(e, votes, seats, 8);
    struct adil_measures m = adil_measures_of(&e->m->perm, &e->out);
    assert_true(m.has_votes && m.has_seats);
    assert_num(e, m.effective_votes, "18715879711250/6580511620253");          /* 2.844 */
    assert_num(e, m.effective_seats, "4761/1777");                             /* 2.679 */
    assert_span_is(adil_num_decimal(&e->m->perm, m.gallagher, 6), "2.188805"); /* cut */
    assert_num(e, m.loosemore_hanby, "1894026/70358725");
    assert_num(e, m.wasted, "146431");
    assert_num(e, m.wasted_share, "146431/6118150");
}

static void test_measures__of_extremes(void **state)
{
    const int64_t all[] = {60, 40};
    const uint32_t one[] = {2, 0};
    struct election *e = lists_open(state, ADIL_METHOD_HARE, 2, lists, all, 2);
    outcome_of(e, all, one, 2);
    struct adil_measures m = adil_measures_of(&e->m->perm, &e->out);
    assert_num(e, m.effective_votes, "25/13");
    assert_num(e, m.effective_seats, "1");
    assert_num(e, m.gallagher, "40");
    assert_num(e, m.loosemore_hanby, "2/5");
    assert_num(e, m.wasted_share, "2/5");

    const int64_t votes[] = {50, 30, 20};
    const uint32_t seats[] = {5, 3, 2};
    e = lists_open(state, ADIL_METHOD_HARE, 10, lists, votes, 3);
    outcome_of(e, votes, seats, 3);
    m = adil_measures_of(&e->m->perm, &e->out);
    assert_num(e, m.gallagher, "0");
    assert_num(e, m.loosemore_hanby, "0");
    assert_num(e, m.wasted, "0");
}

static void test_measures__say_nothing_of_what_is_not_known(void **state)
{
    const int64_t votes[] = {60, 40};
    const uint32_t seats[] = {1, 1};
    struct election *e = lists_open(state, ADIL_METHOD_HARE, 2, lists, votes, 2);
    outcome_of(e, votes, seats, 2);
    struct adil_result r[2] = {e->out.result[0], e->out.result[1]};
    r[1].votes = adil_fact_from(adil_num_int(40));
    e->out.result = r;
    struct adil_measures m = adil_measures_of(&e->m->perm, &e->out);
    assert_false(m.has_votes);
    assert_true(m.has_seats);
    r[0].seats = r[1].seats = 0;
    m = adil_measures_of(&e->m->perm, &e->out);
    assert_false(m.has_seats);
    struct adil_outcome empty = {.contest = &e->c};
    m = adil_measures_of(&e->m->perm, &empty);
    assert_false(m.has_votes || m.has_seats);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_measures__of_a_real_parliament),
        test_case(test_measures__of_extremes),
        test_case(test_measures__say_nothing_of_what_is_not_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
