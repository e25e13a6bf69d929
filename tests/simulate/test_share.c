#include "simulate/share.h"
#include "support.h"

static void test_shares_are_by_largest_remainders(void **state)
{
    struct test_arenas *t = *state;
    const int64_t weight[] = {5, 3, 1};
    int64_t out[3];
    /* 10 * 5/9 = 5.56, 10 * 3/9 = 3.33, 10 * 1/9 = 1.11 */
    assert_int_equal(adil_share_out(t->scratch, 10, weight, NULL, 3, out), 0);
    assert_int_equal(out[0], 6);
    assert_int_equal(out[1], 3);
    assert_int_equal(out[2], 1);
}

static void test_of_equal_remainders_the_earlier_is_first(void **state)
{
    struct test_arenas *t = *state;
    const int64_t weight[] = {1, 1, 1};
    int64_t out[3];
    assert_int_equal(adil_share_out(t->scratch, 4, weight, NULL, 3, out), 0);
    assert_int_equal(out[0], 2);
    assert_int_equal(out[1], 1);
    assert_int_equal(out[2], 1);
}

static void test_what_does_not_fit_goes_to_the_others(void **state)
{
    struct test_arenas *t = *state;
    const int64_t weight[] = {100, 1, 1};
    const int64_t most[] = {3, 10, 10};
    int64_t out[3];
    assert_int_equal(adil_share_out(t->scratch, 13, weight, most, 3, out), 0);
    assert_int_equal(out[0], 3);
    assert_int_equal(out[1], 5);
    assert_int_equal(out[2], 5);
    assert_int_equal(adil_share_out(t->scratch, 30, weight, most, 3, out), 7);
}

static void test_sums_are_exact_and_bounds_kept(void **state)
{
    struct test_arenas *t = *state;
    struct test_rng r = test_rng_open("share");
    for (uint32_t round = 0; round < 2000; round++) {
        int64_t weight[12];
        int64_t most[12];
        int64_t out[12];
        int64_t room = 0;
        uint32_t n = 1 + (uint32_t)test_rng_below(&r, 12);
        int64_t total = (int64_t)test_rng_below(&r, 5000);
        for (uint32_t i = 0; i < n; i++) {
            weight[i] = (int64_t)test_rng_below(&r, 100);
            most[i] = (int64_t)test_rng_below(&r, 1000);
            room += weight[i] > 0 ? most[i] : 0;
        }
        int64_t left = adil_share_out(t->scratch, total, weight, most, n, out);
        assert_int_equal(left, total > room ? total - room : 0);
        for (uint32_t i = 0; i < n; i++) {
            assert_true(out[i] >= 0 && out[i] <= most[i] && (out[i] == 0 || weight[i] > 0));
            total -= out[i];
        }
        assert_int_equal(total, left);
    }
}

static void test_products_do_not_overflow(void **state)
{
    (void)state;
    assert_true(adil_share_of(INT64_MAX, INT64_MAX, INT64_MAX) == INT64_MAX);
    assert_int_equal(adil_share_near(5, 1, 2), 3);
    assert_int_equal(adil_share_of(5, 1, 2), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_shares_are_by_largest_remainders),
        test_case(test_of_equal_remainders_the_earlier_is_first),
        test_case(test_what_does_not_fit_goes_to_the_others),
        test_case(test_sums_are_exact_and_bounds_kept),
        test_case(test_products_do_not_overflow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
