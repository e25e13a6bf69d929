#include "base/utf8.h"

#include "support.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* By the definition: the number of leading bits and the bits of each byte (RFC 3629, section 3). */
static size_t encode(uint32_t c, char *to)
{
    static const uint32_t first_above[] = {0x80, 0x800, 0x10000};
    static const uint8_t lead[] = {0, 0xc0, 0xe0, 0xf0};
    size_t more = 0;
    while (more < 3 && c >= first_above[more]) {
        more++;
    }
    to[0] = (char)(lead[more] | c >> (6 * more));
    for (size_t i = 1; i <= more; i++) {
        to[i] = (char)(0x80 | (c >> (6 * (more - i)) & 0x3f));
    }
    return more + 1;
}

static bool is_surrogate(uint32_t c)
{
    return c >= 0xd800 && c <= 0xdfff;
}

static void test_utf8__every_code_point_is_read_and_no_surrogate(void **state)
{
    (void)state;
    for (uint32_t c = 0; c < 0x110000; c++) {
        char text[5] = {0};
        uint32_t got = ~c;
        size_t n = encode(c, text);
        if (is_surrogate(c)) {
            assert_int_equal(adil_utf8_next(adil_span_bytes(text, n), &got), 0);
            continue;
        }
        assert_int_equal(adil_utf8_next(adil_span_bytes(text, n + 1), &got), n);
        assert_int_equal(got, c);
        assert_int_equal(adil_utf8_next(adil_span_bytes(text, n - 1), &got), 0); /* cut short */
    }
}

/* Of all byte pairs, those that are one code point or two of ASCII, and no others. */
static void test_utf8__every_pair_of_bytes(void **state)
{
    (void)state;
    static bool valid[65536];
    for (uint32_t c = 0; c < 0x800; c++) {
        char text[4];
        if (encode(c, text) == 2) {
            valid[(size_t)(uint8_t)text[0] << 8 | (uint8_t)text[1]] = true;
        }
    }
    for (uint32_t pair = 0; pair < 65536; pair++) {
        const char text[2] = {(char)(pair >> 8), (char)(pair & 255)};
        bool ascii = pair >> 8 < 0x80 && (pair & 255) < 0x80;
        assert_int_equal(adil_utf8_check(adil_span_bytes(text, 2)) == 2, ascii || valid[pair]);
    }
}

static void test_utf8__check_names_the_first_bad_byte(void **state)
{
    (void)state;
    assert_int_equal(adil_utf8_check((struct adil_span){NULL, 0}), 0);
    assert_int_equal(adil_utf8_check(ADIL_SPAN("Әділ")), 8);
    assert_int_equal(adil_utf8_check(ADIL_SPAN("a\0b")), 3);
    assert_int_equal(adil_utf8_check(ADIL_SPAN("ab\xff")), 2);
    assert_int_equal(adil_utf8_check(ADIL_SPAN("\xd3\x98\xd3")), 2);
    assert_int_equal(adil_utf8_check(ADIL_SPAN("a\xc0\x80")), 1);             /* overlong */
    assert_int_equal(adil_utf8_check(ADIL_SPAN("a\xe0\x9f\xbf")), 1);         /* overlong */
    assert_int_equal(adil_utf8_check(ADIL_SPAN("a\xf0\x8f\xbf\xbf")), 1);     /* overlong */
    assert_int_equal(adil_utf8_check(ADIL_SPAN("a\xed\xa0\x80")), 1);         /* surrogate */
    assert_int_equal(adil_utf8_check(ADIL_SPAN("a\xf4\x90\x80\x80")), 1);     /* above U+10FFFF */
    assert_int_equal(adil_utf8_check(ADIL_SPAN("a\xf8\x88\x80\x80\x80")), 1); /* five bytes */
    assert_int_equal(adil_utf8_check(ADIL_SPAN("\xef\xbb\xbf")), 3);          /* BOM is a letter */
}

/* Unicode Standard Annex 15, figures 3 to 5. */
static void test_utf8__nfc_of_published_examples(void **state)
{
    struct test_arenas *t = *state;
    static const struct {
        const char *text;
        const char *nfc;
    } example[] = {
        {"\u212B", "\u00C5"},               /* Angstrom sign: a singleton */
        {"\u2126", "\u03A9"},               /* Ohm sign */
        {"A\u030A", "\u00C5"},              /* composed */
        {"\u1E0B\u0323", "\u1E0D\u0307"},   /* marks put in order */
        {"q\u0307\u0323", "q\u0323\u0307"}, /* the same, nothing to compose with */
        {"\uFB01", "\uFB01"},               /* a ligature stays */
        {"\u0438\u0306", "\u0439"},         /* и and breve */
        {"\u0415\u0308", "\u0401"},         /* Е and diaeresis */
        {"\u1100\u1161\u11A8", "\uAC01"},   /* Hangul */
        {"\u0958", "\u0915\u093C"},         /* excluded from composition */
        {"Әділ", "Әділ"},
        {"", ""},
    };
    for (size_t i = 0; i < ADIL_COUNT(example); i++) {
        struct adil_span text = adil_span_of(example[i].text);
        struct adil_span nfc = adil_span_of(example[i].nfc);
        assert_span_equal(adil_utf8_nfc(&t->perm, text), nfc);
        assert_int_equal(adil_utf8_is_nfc(t->scratch, text), adil_span_eq(text, nfc));
        assert_true(adil_utf8_is_nfc(t->scratch, nfc));
    }
}

/* Every code point alone and before a mark, against the library's own way through malloc. */
static void test_utf8__nfc_of_every_code_point(void **state)
{
    struct test_arenas *t = *state;
    size_t changed = 0;
    for (uint32_t c = 1; c < 0x110000; c++) {
        if (is_surrogate(c)) {
            continue;
        }
        char text[8] = {0};
        size_t n = encode(c, text);
        n += c % 2 == 0 ? encode(0x308, text + n) : 0;
        utf8proc_uint8_t *want = utf8proc_NFC((const utf8proc_uint8_t *)text);
        struct adil_span nfc = adil_span_of((const char *)want);
        struct adil_arena once = t->perm;
        assert_span_equal(adil_utf8_nfc(&once, adil_span_bytes(text, n)), nfc);
        bool same = adil_span_eq(adil_span_bytes(text, n), nfc);
        assert_int_equal(adil_utf8_is_nfc(t->scratch, adil_span_bytes(text, n)), same);
        changed += same ? 0 : 1;
        free(want);
    }
    assert_true(changed > 1000); /* singletons and compositions were among them */
}

static void nfc_of_broken(void *arg)
{
    (void)adil_utf8_nfc(arg, ADIL_SPAN("a\xff"));
}

static void test_utf8__nfc_of_broken_text_aborts(void **state)
{
    struct test_arenas *t = *state;
    assert_true(test_aborts(nfc_of_broken, &t->perm));
}

static void test_utf8__width_in_columns(void **state)
{
    (void)state;
    assert_int_equal(adil_utf8_width((struct adil_span){NULL, 0}), 0);
    assert_int_equal(adil_utf8_width(ADIL_SPAN("seat")), 4);
    assert_int_equal(adil_utf8_width(ADIL_SPAN("Мәжіліс")), 7);
    assert_int_equal(adil_utf8_width(ADIL_SPAN("Е\u0308ж")), 2);
    assert_int_equal(adil_utf8_width(ADIL_SPAN("選挙")), 4);
    assert_int_equal(adil_utf8_width(ADIL_SPAN("1\u00a0234")), 5);
    assert_int_equal(adil_utf8_width(ADIL_SPAN("█▌")), 2);
    assert_int_equal(adil_utf8_width(ADIL_SPAN("a\xff")), 2);
}

static void test_utf8__prefix_never_cuts_a_letter(void **state)
{
    (void)state;
    assert_span_is(adil_utf8_prefix(ADIL_SPAN("Мәжіліс"), 3), "Мәж");
    assert_span_is(adil_utf8_prefix(ADIL_SPAN("Мәжіліс"), 7), "Мәжіліс");
    assert_span_is(adil_utf8_prefix(ADIL_SPAN("Мәжіліс"), 99), "Мәжіліс");
    assert_span_is(adil_utf8_prefix(ADIL_SPAN("Мәжіліс"), 0), "");
    assert_span_is(adil_utf8_prefix(ADIL_SPAN("選挙"), 3), "選");
    assert_span_is(adil_utf8_prefix(ADIL_SPAN("е\u0308ж"), 1), "е\u0308"); /* with its mark */
}

static void test_utf8__count_of_code_points(void **state)
{
    (void)state;
    assert_int_equal(adil_utf8_count((struct adil_span){NULL, 0}), 0);
    assert_int_equal(adil_utf8_count(ADIL_SPAN("Мәжіліс")), 7);
    assert_int_equal(adil_utf8_count(ADIL_SPAN("е\u0308")), 2);
    assert_int_equal(adil_utf8_count(ADIL_SPAN("\U0001F5F3")), 1);
    assert_int_equal(adil_utf8_count(ADIL_SPAN("\xd3\xd3")), 2);
}

static void test_utf8__latin_twins_in_cyrillic_words(void **state)
{
    (void)state;
    assert_true(adil_utf8_mixed_script(ADIL_SPAN("Солтүст\x69к"))); /* seen in a published map */
    assert_true(adil_utf8_mixed_script(ADIL_SPAN("за \x63pок")));   /* Latin c and p */
    assert_true(adil_utf8_mixed_script(ADIL_SPAN("\u0259ділет")));  /* Latin schwa */
    assert_true(adil_utf8_mixed_script(ADIL_SPAN("н\u00EBбо")));
    assert_true(adil_utf8_mixed_script(ADIL_SPAN("\x45\u0301му"))); /* a mark is part of a word */
    assert_false(adil_utf8_mixed_script(ADIL_SPAN("Солтүстік")));
    assert_false(adil_utf8_mixed_script(ADIL_SPAN("Amanat партиясы")));
    assert_false(adil_utf8_mixed_script(ADIL_SPAN("IT-орталық, ABC5Ж")));
    assert_false(adil_utf8_mixed_script(ADIL_SPAN("ace")));
    assert_false(adil_utf8_mixed_script((struct adil_span){NULL, 0}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_utf8__every_code_point_is_read_and_no_surrogate),
        cmocka_unit_test(test_utf8__every_pair_of_bytes),
        cmocka_unit_test(test_utf8__check_names_the_first_bad_byte),
        test_case(test_utf8__nfc_of_published_examples),
        test_case(test_utf8__nfc_of_every_code_point),
        test_case(test_utf8__nfc_of_broken_text_aborts),
        cmocka_unit_test(test_utf8__width_in_columns),
        cmocka_unit_test(test_utf8__prefix_never_cuts_a_letter),
        cmocka_unit_test(test_utf8__count_of_code_points),
        cmocka_unit_test(test_utf8__latin_twins_in_cyrillic_words),
    };
    return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
