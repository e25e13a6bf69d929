/* What a step says of the rule it follows: reached, missed, or both. */
#include "count/outcome.h"

#include "support.h"

#define TRUTH(t)                                                                                   \
    {                                                                                              \
        .name = ADIL_F_HOLDS, .kind = ADIL_V_TRUTH, .truth = (t)                                   \
    }

static const struct adil_value holds = TRUTH(ADIL_HOLDS);
static const struct adil_value fails = TRUTH(ADIL_FAILS);
static const struct adil_value unknown = TRUTH(ADIL_UNKNOWN);
static const struct adil_value number = {.name = ADIL_F_VOTES, .kind = ADIL_V_NUM};

static void assert_tried(const struct adil_value *whole, const struct adil_row *row, uint32_t n,
                         bool reached, bool missed)
{
    const struct adil_step step = {
        .value = whole, .n_values = whole != NULL, .row = row, .n_rows = n};
    bool is_reached = !reached;
    bool is_missed = !missed;
    adil_step_tried(&step, &is_reached, &is_missed);
    assert_int_equal(is_reached, reached);
    assert_int_equal(is_missed, missed);
}

static void rows_are_each_by_itself_where_nothing_is_said_of_the_whole(void **state)
{
    const struct adil_row mixed[] = {{&holds, 1}, {&fails, 1}};
    (void)state;
    assert_tried(NULL, mixed, 2, true, true);
    assert_tried(&number, mixed, 2, true, true);
    assert_tried(NULL, mixed, 1, true, false);
    assert_tried(NULL, mixed + 1, 1, false, true);
}

/* A question that is adopted in the whole is not missed because some units said no. */
static void units_do_not_speak_for_the_whole(void **state)
{
    const struct adil_row mixed[] = {{&holds, 1}, {&fails, 1}};
    (void)state;
    assert_tried(&holds, mixed, 2, true, false);
    assert_tried(&fails, mixed, 2, false, true);
    assert_tried(&unknown, mixed, 2, false, false);
}

static void a_rule_that_asks_nothing_is_reached(void **state)
{
    const struct adil_row row = {&number, 1};
    (void)state;
    assert_tried(NULL, NULL, 0, true, false);
    assert_tried(&number, &row, 1, true, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(rows_are_each_by_itself_where_nothing_is_said_of_the_whole),
        test_case(units_do_not_speak_for_the_whole),
        test_case(a_rule_that_asks_nothing_is_reached),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
