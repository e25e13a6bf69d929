#include "support.h"

#include <string.h>

static const struct adil_span nothing = {NULL, 0};

static void test_span__equality_and_order_by_bytes(void **state)
{
    (void)state;
    assert_true(adil_span_eq(ADIL_SPAN("list"), adil_span_of("list")));
    assert_false(adil_span_eq(ADIL_SPAN("list"), ADIL_SPAN("lists")));
    assert_true(adil_span_eq(nothing, ADIL_SPAN("")));
    assert_true(adil_span_is(ADIL_SPAN("list"), "list"));
    assert_true(adil_span_is(nothing, NULL));
    assert_true(adil_span_cmp(ADIL_SPAN("a"), ADIL_SPAN("b")) < 0);
    assert_true(adil_span_cmp(ADIL_SPAN("ab"), ADIL_SPAN("a")) > 0);
    assert_true(adil_span_cmp(ADIL_SPAN("z"), ADIL_SPAN("\xd0\xb0")) < 0); /* unsigned bytes */
    assert_int_equal(adil_span_cmp(nothing, ADIL_SPAN("")), 0);
    assert_true(adil_span_cmp(nothing, ADIL_SPAN("a")) < 0);
    assert_true(adil_span_cmp(ADIL_SPAN("a\0b"), ADIL_SPAN("a\0c")) < 0);
}

static void test_span__sub_is_clamped(void **state)
{
    (void)state;
    assert_span_is(adil_span_sub(ADIL_SPAN("ballot"), 1, 4), "all");
    assert_span_is(adil_span_sub(ADIL_SPAN("ballot"), 4, 99), "ot");
    assert_span_is(adil_span_sub(ADIL_SPAN("ballot"), 5, 2), "");
    assert_span_is(adil_span_sub(ADIL_SPAN("ballot"), 99, 100), "");
    assert_true(adil_span_sub(nothing, 3, 9).ptr == NULL);
}

static void test_span__starts_ends_find(void **state)
{
    (void)state;
    struct adil_span s = ADIL_SPAN("abcabd");
    assert_true(adil_span_starts(s, ADIL_SPAN("abc")));
    assert_true(adil_span_starts(s, nothing));
    assert_false(adil_span_starts(s, ADIL_SPAN("abcabde")));
    assert_false(adil_span_starts(s, ADIL_SPAN("abd")));
    assert_true(adil_span_ends(s, ADIL_SPAN("abd")));
    assert_false(adil_span_ends(s, ADIL_SPAN("abc")));
    assert_false(adil_span_ends(s, ADIL_SPAN("xabcabd")));
    assert_int_equal(adil_span_find(s, ADIL_SPAN("abd")), 3);
    assert_int_equal(adil_span_find(s, ADIL_SPAN("abe")), 6);
    assert_int_equal(adil_span_find(s, ADIL_SPAN("")), 0);
    assert_int_equal(adil_span_find(s, ADIL_SPAN("abcabdabc")), 6);
    assert_int_equal(adil_span_find(nothing, ADIL_SPAN("a")), 0);
    assert_int_equal(adil_span_find_byte(s, 'c'), 2);
    assert_int_equal(adil_span_find_byte(s, 'z'), 6);
    assert_int_equal(adil_span_find_byte(nothing, 'z'), 0);
}

static void test_span__trim_drops_blanks_at_both_ends(void **state)
{
    (void)state;
    assert_span_is(adil_span_trim(ADIL_SPAN(" \t a b\r\n")), "a b");
    assert_span_is(adil_span_trim(ADIL_SPAN(" \n ")), "");
    assert_span_is(adil_span_trim(nothing), "");
    assert_span_is(adil_span_trim(ADIL_SPAN("\xc2\xa0x")), "\xc2\xa0x"); /* ASCII blanks only */
}

static void test_span__cut_walks_all_pieces(void **state)
{
    (void)state;
    static const char *const pieces[] = {"a", "", "bc", ""};
    struct adil_span rest = ADIL_SPAN("a,,bc,");
    struct adil_span head;
    size_t n = 0;
    while (adil_span_cut(&rest, ',', &head)) {
        assert_true(n < ADIL_COUNT(pieces));
        assert_span_is(head, pieces[n]);
        n++;
    }
    assert_int_equal(n, ADIL_COUNT(pieces));
    assert_true(rest.ptr == NULL);
    rest = ADIL_SPAN("");
    assert_true(adil_span_cut(&rest, ',', &head)); /* an empty text is one empty piece */
    assert_int_equal(head.len, 0);
    assert_false(adil_span_cut(&rest, ',', &head));
}

static void test_span__copies_are_apart_and_ended(void **state)
{
    struct test_arenas *t = *state;
    char text[] = "roll";
    struct adil_span s = adil_span_copy(&t->perm, adil_span_of(text));
    char *c = adil_span_cstr(&t->perm, adil_span_bytes(text, 3));
    text[0] = 't';
    assert_span_is(s, "roll");
    assert_string_equal(c, "rol");
    assert_string_equal(adil_span_cstr(&t->perm, nothing), "");
    assert_int_equal(adil_span_copy(&t->perm, ADIL_SPAN("a\0b")).len, 3);
}

static void test_span__u64_reads_plain_digits_up_to_a_bound(void **state)
{
    (void)state;
    uint64_t v = 7;
    assert_true(adil_span_u64(ADIL_SPAN("18446744073709551615"), UINT64_MAX, &v));
    assert_true(v == UINT64_MAX);
    assert_true(adil_span_u64(ADIL_SPAN("00012"), 12, &v) && v == 12);
    assert_true(adil_span_u64(ADIL_SPAN("0"), 0, &v) && v == 0);
    assert_false(adil_span_u64(ADIL_SPAN("18446744073709551616"), UINT64_MAX, &v));
    assert_false(adil_span_u64(ADIL_SPAN("99999999999999999999"), UINT64_MAX, &v));
    assert_false(adil_span_u64(ADIL_SPAN("13"), 12, &v));
    static const char *const refused[] = {"", "-1", "+1", " 1", "1 ", "1.0", "0x1", "a", "1,000"};
    for (size_t i = 0; i < ADIL_COUNT(refused); i++) {
        assert_false(adil_span_u64(adil_span_of(refused[i]), UINT64_MAX, &v));
    }
    assert_false(adil_span_u64(nothing, UINT64_MAX, &v));
}

static void test_span__fmt_prints_into_the_arena(void **state)
{
    struct test_arenas *t = *state;
    assert_span_is(adil_fmt(&t->perm, "%s of %d", "17", 20), "17 of 20");
    assert_span_is(adil_fmt(&t->perm, "%s", ""), "");
    struct adil_span s = ADIL_SPAN("Hare");
    assert_span_is(adil_fmt(&t->perm, "<%.*s|%.*s>", ADIL_ARG(s), ADIL_ARG(nothing)), "<Hare|>");
}

static void test_span__distance_by_hand(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        unsigned distance;
    } rows[] = {
        {"", "", 0},
        {"seats", "seats", 0},
        {"seats", "seat", 1},
        {"seat", "seats", 1},
        {"seats", "saets", 1}, /* neighbours swapped */
        {"seats", "seots", 1},
        {"", "abc", 3},
        {"kitten", "sitting", 3},
        {"threshold", "treshhold", 2},
        {"ab", "ba", 1},
        {"ca", "abc", 3}, /* optimal string alignment: a swapped pair is not edited again */
    };
    for (size_t i = 0; i < ADIL_COUNT(rows); i++) {
        struct adil_span a = adil_span_of(rows[i].a);
        struct adil_span b = adil_span_of(rows[i].b);
        assert_int_equal(adil_span_distance(a, b, 99), rows[i].distance);
        assert_int_equal(adil_span_distance(b, a, 99), rows[i].distance);
    }
    assert_int_equal(adil_span_distance(ADIL_SPAN("abc"), ADIL_SPAN("xyz"), 2), 2);
}

/* The same distance by trying every edit, for short words. */
static unsigned distance_naive(const char *a, size_t n, const char *b, size_t m)
{
    if (n == 0 || m == 0) {
        return (unsigned)(n + m);
    }
    unsigned best = distance_naive(a + 1, n - 1, b, m) + 1;
    unsigned d = distance_naive(a, n, b + 1, m - 1) + 1;
    best = d < best ? d : best;
    d = distance_naive(a + 1, n - 1, b + 1, m - 1) + (a[0] != b[0]);
    best = d < best ? d : best;
    if (n > 1 && m > 1 && a[0] == b[1] && a[1] == b[0]) {
        d = distance_naive(a + 2, n - 2, b + 2, m - 2) + 1;
        best = d < best ? d : best;
    }
    return best;
}

static void test_span__distance_agrees_with_trying_every_edit(void **state)
{
    (void)state;
    struct test_rng r = test_rng_open(__func__);
    for (int i = 0; i < 2000; i++) {
        char a[5];
        char b[5];
        for (size_t k = 0; k < sizeof a; k++) {
            a[k] = (char)('a' + (char)test_rng_below(&r, 3));
            b[k] = (char)('a' + (char)test_rng_below(&r, 3));
        }
        size_t n = test_rng_below(&r, sizeof a + 1);
        size_t m = test_rng_below(&r, sizeof b + 1);
        assert_int_equal(adil_span_distance(adil_span_bytes(a, n), adil_span_bytes(b, m), 99),
                         distance_naive(a, n, b, m));
    }
}

static void test_span__distance_looks_at_64_bytes(void **state)
{
    (void)state;
    char a[200];
    char b[200];
    memset(a, 'a', sizeof a);
    memset(b, 'a', sizeof b);
    b[64] = 'b'; /* past what is looked at */
    assert_int_equal(adil_span_distance(adil_span_bytes(a, 200), adil_span_bytes(b, 200), 99), 0);
    b[63] = 'b';
    assert_int_equal(adil_span_distance(adil_span_bytes(a, 200), adil_span_bytes(b, 200), 99), 1);
    assert_int_equal(adil_span_distance(adil_span_bytes(a, 200), nothing, 99), 64);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_span__equality_and_order_by_bytes),
        cmocka_unit_test(test_span__sub_is_clamped),
        cmocka_unit_test(test_span__starts_ends_find),
        cmocka_unit_test(test_span__trim_drops_blanks_at_both_ends),
        cmocka_unit_test(test_span__cut_walks_all_pieces),
        test_case(test_span__copies_are_apart_and_ended),
        cmocka_unit_test(test_span__u64_reads_plain_digits_up_to_a_bound),
        test_case(test_span__fmt_prints_into_the_arena),
        cmocka_unit_test(test_span__distance_by_hand),
        cmocka_unit_test(test_span__distance_agrees_with_trying_every_edit),
        cmocka_unit_test(test_span__distance_looks_at_64_bytes),
    };
    return cmocka_run_group_tests_name("span", tests, NULL, NULL);
}
