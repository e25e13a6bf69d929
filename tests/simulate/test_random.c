#include "simulate/random.h"
#include "support.h"

/* xoshiro256** from the state 1, 2, 3, 4: the test vector of rand_xoshiro (Rust). */
static void test_the_generator_is_xoshiro(void **state)
{
    static const uint64_t want[] = {UINT64_C(11520),
                                    0,
                                    UINT64_C(1509978240),
                                    UINT64_C(1215971899390074240),
                                    UINT64_C(1216172134540287360),
                                    UINT64_C(607988272756665600),
                                    UINT64_C(16172922978634559625)};
    struct adil_random r = {{1, 2, 3, 4}};
    (void)state;
    for (size_t i = 0; i < ADIL_COUNT(want); i++) {
        assert_true(adil_random_next(&r) == want[i]);
    }
}

static void test_streams_follow_from_seed_name_and_number(void **state)
{
    struct adil_random a = adil_random_stream(ADIL_SPAN("7"), "votes", 0);
    struct adil_random same = adil_random_stream(ADIL_SPAN("7"), "votes", 0);
    struct adil_random seed = adil_random_stream(ADIL_SPAN("8"), "votes", 0);
    struct adil_random name = adil_random_stream(ADIL_SPAN("7"), "voters", 0);
    struct adil_random number = adil_random_stream(ADIL_SPAN("7"), "votes", 1);
    (void)state;
    uint64_t v = adil_random_next(&a);
    assert_true(v == adil_random_next(&same));
    assert_true(v != adil_random_next(&seed));
    assert_true(v != adil_random_next(&name));
    assert_true(v != adil_random_next(&number));
}

static void test_numbers_stay_within_their_bounds_and_reach_them(void **state)
{
    struct adil_random r = adil_random_stream(ADIL_SPAN("7"), "bounds", 0);
    uint32_t met[7] = {0};
    (void)state;
    for (uint32_t i = 0; i < 7000; i++) {
        int64_t v = adil_random_in(&r, -3, 3);
        assert_true(v >= -3 && v <= 3);
        met[v + 3]++;
    }
    for (size_t i = 0; i < ADIL_COUNT(met); i++) {
        assert_in_range(met[i], 800, 1200);
    }
    assert_true(adil_random_below(&r, 1) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_generator_is_xoshiro),
        cmocka_unit_test(test_streams_follow_from_seed_name_and_number),
        cmocka_unit_test(test_numbers_stay_within_their_bounds_and_reach_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
