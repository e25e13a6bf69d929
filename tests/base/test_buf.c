#include "support.h"

#include "base/buf.h"

#include <string.h>

static void test_buf__pieces_come_out_in_order(void **state)
{
    (void)state;
    struct adil_buf b;
    adil_buf_open(&b, 1000);
    assert_span_is(adil_buf_span(&b), "");
    adil_buf_put(&b, ADIL_SPAN("seats"));
    adil_buf_byte(&b, ':');
    adil_buf_fmt(&b, " %d/%s", 40, "98");
    adil_buf_repeat(&b, "-=", 2);
    adil_buf_str(&b, "!");
    adil_buf_str(&b, "");
    adil_buf_str(&b, NULL);
    assert_span_is(adil_buf_span(&b), "seats: 40/98-=-=!");
    assert_true(adil_buf_ok(&b));
    adil_buf_release(&b);
}

static void test_buf__grows_and_keeps_what_is_there(void **state)
{
    (void)state;
    struct adil_buf b;
    adil_buf_open(&b, 1000000);
    for (int i = 0; i < 100000; i++) {
        adil_buf_byte(&b, (char)('a' + i % 26));
    }
    struct adil_span s = adil_buf_span(&b);
    assert_int_equal(s.len, 100000);
    for (size_t i = 0; i < s.len; i++) {
        assert_true(s.ptr[i] == (char)('a' + i % 26));
    }
    adil_buf_release(&b);
}

static void test_buf__the_maximum_is_exact(void **state)
{
    (void)state;
    struct adil_buf b;
    adil_buf_open(&b, 5);
    adil_buf_str(&b, "abcde");
    assert_true(adil_buf_ok(&b));
    adil_buf_put(&b, ADIL_SPAN(""));
    assert_true(adil_buf_ok(&b));
    adil_buf_byte(&b, 'f');
    assert_false(adil_buf_ok(&b));
    assert_span_is(adil_buf_span(&b), "abcde");
    adil_buf_release(&b);
}

/* What would fit again after a failure must not slip in: a page with a hole is worse than none. */
static void test_buf__failure_is_sticky(void **state)
{
    (void)state;
    struct adil_buf b;
    adil_buf_open(&b, 5);
    adil_buf_str(&b, "abc");
    adil_buf_fmt(&b, "%s", "defg");
    assert_false(adil_buf_ok(&b));
    adil_buf_byte(&b, 'd');
    assert_false(adil_buf_ok(&b));
    assert_span_is(adil_buf_span(&b), "abc");
    adil_buf_release(&b);
}

static void test_buf__formats_longer_than_the_first_block(void **state)
{
    (void)state;
    struct adil_buf b;
    adil_buf_open(&b, 10000);
    adil_buf_fmt(&b, "%01000d|%s", 7, "end");
    struct adil_span s = adil_buf_span(&b);
    assert_int_equal(s.len, 1004);
    assert_true(adil_span_ends(s, ADIL_SPAN("007|end")));
    adil_buf_release(&b);
}

static void test_buf__holds_zero_bytes(void **state)
{
    (void)state;
    struct adil_buf b;
    adil_buf_open(&b, 10);
    adil_buf_put(&b, ADIL_SPAN("a\0b"));
    assert_span_equal(adil_buf_span(&b), ADIL_SPAN("a\0b"));
    adil_buf_release(&b);
}

static void test_buf__release_accepts_an_unused_buffer(void **state)
{
    (void)state;
    struct adil_buf b = {0};
    adil_buf_release(&b);
    assert_span_is(adil_buf_span(&b), "");
    adil_buf_byte(&b, 'x'); /* maximum 0 */
    assert_false(adil_buf_ok(&b));
    adil_buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_buf__pieces_come_out_in_order),
        cmocka_unit_test(test_buf__grows_and_keeps_what_is_there),
        cmocka_unit_test(test_buf__the_maximum_is_exact),
        cmocka_unit_test(test_buf__failure_is_sticky),
        cmocka_unit_test(test_buf__formats_longer_than_the_first_block),
        cmocka_unit_test(test_buf__holds_zero_bytes),
        cmocka_unit_test(test_buf__release_accepts_an_unused_buffer),
    };
    return cmocka_run_group_tests_name("buf", tests, NULL, NULL);
}
