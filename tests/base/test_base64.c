#include "base/base64.h"

#include "support.h"

#include <string.h>

/* RFC 4648, section 10, and bytes with the last two digits. */
static const struct {
    struct adil_span bytes;
    const char *text;
} example[] = {
    {ADIL_SPAN_INIT(""), ""},
    {ADIL_SPAN_INIT("f"), "Zg=="},
    {ADIL_SPAN_INIT("fo"), "Zm8="},
    {ADIL_SPAN_INIT("foo"), "Zm9v"},
    {ADIL_SPAN_INIT("foob"), "Zm9vYg=="},
    {ADIL_SPAN_INIT("fooba"), "Zm9vYmE="},
    {ADIL_SPAN_INIT("foobar"), "Zm9vYmFy"},
    {ADIL_SPAN_INIT("\xfb\xef\xff\x00"), "++//AA=="},
};

static void test_base64__published_examples_both_ways(void **state)
{
    struct test_arenas *t = *state;
    for (size_t i = 0; i < ADIL_COUNT(example); i++) {
        struct adil_span back = {NULL, 0};
        assert_span_is(adil_base64(&t->perm, example[i].bytes), example[i].text);
        assert_true(adil_base64_parse(&t->perm, adil_span_of(example[i].text), &back));
        assert_span_equal(back, example[i].bytes);
        struct adil_buf out;
        adil_buf_open(&out, 64);
        adil_buf_byte(&out, '>');
        adil_base64_put(&out, example[i].bytes);
        assert_span_equal(adil_span_sub(adil_buf_span(&out), 1, out.len),
                          adil_span_of(example[i].text));
        adil_buf_release(&out);
    }
}

static void test_base64__another_spelling_is_refused(void **state)
{
    struct test_arenas *t = *state;
    static const char *const bad[] = {
        "Zg",
        "Zg=",
        "Zg===",
        "Zh==",
        "Zm9=",
        "Zm8",
        "Z",
        "=",
        "====",
        "Z===",
        "Zg==\n",
        " Zg==",
        "Zm 9v",
        "Zm9v\n",
        "Zm9vYg==Zg==",
        "Zm-v",
        "Zm_v",
        "Z=g=",
        "Zg==Zm9v",
        "Zm9v=",
        "Zm9v====",
        "Zm9\x80",
        "Zm9v\x2e\x2e\x2e\x2e",
    };
    for (size_t i = 0; i < ADIL_COUNT(bad); i++) {
        struct adil_span to = {NULL, 0};
        if (adil_base64_parse(&t->perm, adil_span_of(bad[i]), &to)) {
            fail_msg("accepted: %s", bad[i]);
        }
    }
}

static void test_base64__any_bytes_come_back(void **state)
{
    struct test_arenas *t = *state;
    struct test_rng rng = test_rng_open("base64");
    for (unsigned len = 0; len < 100; len++) {
        char bytes[100];
        uint8_t back[100];
        for (unsigned i = 0; i < len; i++) {
            bytes[i] = (char)test_rng_below(&rng, 256);
        }
        struct adil_span text = adil_base64(&t->perm, adil_span_bytes(bytes, len));
        assert_int_equal(text.len, (len + 2) / 3 * 4);
        assert_true(adil_base64_fixed(text, back, len));
        assert_memory_equal(bytes, back, len);
        assert_false(adil_base64_fixed(text, back, len + 1));
        if (len > 0) {
            assert_false(adil_base64_fixed(text, back, len - 1));
        }
    }
}

/* Of the 64 last digits before "==", the four whose spare bits are zero; before "=", sixteen. */
static void test_base64__spare_bits_are_zero(void **state)
{
    (void)state;
    unsigned accepted[2] = {0, 0};
    for (int c = 0; c < 256; c++) {
        const char two[] = {'A', (char)c, '=', '='};
        const char three[] = {'A', 'A', (char)c, '='};
        uint8_t to[2];
        accepted[0] += adil_base64_fixed(adil_span_bytes(two, 4), to, 1);
        accepted[1] += adil_base64_fixed(adil_span_bytes(three, 4), to, 2);
    }
    assert_int_equal(accepted[0], 4);
    assert_int_equal(accepted[1], 16);
}

/* Of a signature's 88 digits, any one replaced by any byte. */
static void test_base64__every_byte_in_every_place(void **state)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    struct test_arenas *t = *state;
    struct test_rng rng = test_rng_open("base64 places");
    unsigned accepted = 0;
    char bytes[64];
    for (unsigned i = 0; i < sizeof bytes; i++) {
        bytes[i] = (char)test_rng_below(&rng, 256);
    }
    struct adil_span text = adil_base64(&t->perm, adil_span_bytes(bytes, sizeof bytes));
    char *at = adil_span_cstr(&t->perm, text);
    for (unsigned i = 0; i < 85; i++) { /* then a digit with spare bits, and padding */
        for (unsigned c = 0; c < 256; c++) {
            uint8_t back[64];
            at[i] = (char)c;
            bool well = adil_base64_fixed(adil_span_bytes(at, text.len), back, sizeof back);
            assert_int_equal(well, c != 0 && strchr(digits, (int)c) != NULL);
            accepted += well;
            if (well) {
                struct adil_span one = adil_span_bytes((const char *)back, sizeof back);
                assert_span_equal(adil_base64(&t->perm, one), adil_span_bytes(at, text.len));
            }
        }
        at[i] = text.ptr[i];
    }
    assert_int_equal(accepted, 85 * 64);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_base64__published_examples_both_ways),
        test_case(test_base64__another_spelling_is_refused),
        test_case(test_base64__any_bytes_come_back),
        cmocka_unit_test(test_base64__spare_bits_are_zero),
        test_case(test_base64__every_byte_in_every_place),
    };
    return cmocka_run_group_tests_name("base64", tests, NULL, NULL);
}
