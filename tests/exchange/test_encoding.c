/* What a file's bytes are taken for. The bytes of Windows-1251 and Windows-1252 are from the tables
 * that Unicode publishes for them. */
#include "exchange/encoding.h"

#include "support.h"

#include <string.h>

static struct adil_finding *check_bytes(struct test_arenas *m, const char *bytes, size_t len,
                                        struct adil_span *text)
{
    struct adil_diag d;
    adil_diag_open(&d, &m->perm);
    adil_err err = adil_encoding_check(ADIL_SPAN("f.csv"), adil_span_bytes(bytes, len), text, &d);
    assert_int_equal(err.code != ADIL_C_OK, d.n_errors == 1);
    return d.first;
}

#define FOUND(m, bytes, at, what)                                                                  \
    do {                                                                                           \
        struct adil_span text_;                                                                    \
        struct adil_finding *f_ = check_bytes((m), bytes, sizeof(bytes) - 1, &text_);              \
        assert_non_null(f_);                                                                       \
        assert_span_is(f_->found, what);                                                           \
        assert_int_equal(f_->place.line, at);                                                      \
    } while (0)

static void test_encoding__utf8_passes_without_its_mark(void **state)
{
    struct adil_span text;
    static const char kazakh[] = "unit,Ақ жол\nАлматы,1\n";
    assert_null(check_bytes(*state, kazakh, sizeof kazakh - 1, &text));
    assert_int_equal(text.len, sizeof kazakh - 1);
    assert_null(check_bytes(*state, "\xef\xbb\xbfunit", 7, &text));
    assert_span_is(text, "unit");
    assert_null(check_bytes(*state, "", 0, &text));
    assert_int_equal(text.len, 0);
}

static void test_encoding__names_windows_1252(void **state)
{
    /* Côte, Réunion, Łódź would need 1250; é è ô are single letters among ASCII */
    FOUND(*state, "unit,votes\nC\xf4te,1\nR\xe9union,2\nSi\xe8ge,3\n", 2,
          "bytes that are not UTF-8 (they look like Windows-1252)");
}

static void test_encoding__names_windows_1251(void **state)
{
    /* Алматы, Астана */
    FOUND(*state, "unit,votes\nok,1\n\xc0\xeb\xec\xe0\xf2\xfb,1\n\xc0\xf1\xf2\xe0\xed\xe0,2\n", 3,
          "bytes that are not UTF-8 (they look like Windows-1251)");
}

static void test_encoding__names_a_mixture(void **state)
{
    FOUND(*state, "unit,votes\nC\xc3\xb4te,1\nR\xe9union,2\n", 3,
          "bytes that are not UTF-8 in a file that is UTF-8 before them (mixed encodings: they "
          "look like Windows-1252)");
}

static void test_encoding__names_utf16_and_utf32(void **state)
{
    FOUND(*state, "\xff\xfeu\0n\0i\0t\0", 1, "UTF-16 text");
    FOUND(*state, "\xfe\xff\0u\0n\0i\0t", 1, "UTF-16 text");
    FOUND(*state, "u\0n\0i\0t\0,\0v\0o\0t\0e\0s\0", 1, "UTF-16 text");
    FOUND(*state, "\xff\xfe\0\0u\0\0\0", 1, "UTF-32 text");
}

static void test_encoding__names_binary_data(void **state)
{
    FOUND(*state, "unit,votes\nabc,1\nab\0c,2\n", 3, "binary data");
    FOUND(*state, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 1, "binary data");
    FOUND(*state, "PK\x03\x04\x14\0\x06\0\b\0", 1, "binary data");
}

static void test_encoding__names_a_file_cut_inside_a_character(void **state)
{
    FOUND(*state, "unit,votes\nАлмат\xd1", 2,
          "a file that ends inside a character (is it cut off?)");
    FOUND(*state, "unit,votes\n\xe2\x82", 2,
          "a file that ends inside a character (is it cut off?)");
}

/* The first bad byte is found wherever it stands in a word of eight. */
static void test_encoding__finds_the_byte_at_every_offset(void **state)
{
    char bytes[40];
    struct adil_span text;
    for (size_t len = 1; len < sizeof bytes; len++) {
        for (size_t at = 0; at < len; at++) {
            memset(bytes, 'a', len);
            assert_null(check_bytes(*state, bytes, len, &text));
            bytes[at] = '\0';
            assert_non_null(check_bytes(*state, bytes, len, &text));
            bytes[at] = (char)0x80;
            assert_non_null(check_bytes(*state, bytes, len, &text));
        }
    }
}

static void test_encoding__knows_controls_and_ascii(void **state)
{
    (void)state;
    assert_false(adil_encoding_has_control(ADIL_SPAN("Ақ жол, é"), false));
    assert_true(adil_encoding_has_control(ADIL_SPAN("a\x1b[31m"), true));
    assert_true(adil_encoding_has_control(ADIL_SPAN("a\nb"), false));
    assert_false(adil_encoding_has_control(ADIL_SPAN("a\r\n\tb"), true));
    assert_true(adil_encoding_has_control(ADIL_SPAN("a\x7f"), true));
    assert_true(adil_encoding_has_control(ADIL_SPAN("\xc2\x85"), true));
    assert_false(adil_encoding_has_control(ADIL_SPAN("\xc2\xa0"), false));
    assert_true(adil_encoding_is_ascii(ADIL_SPAN("abc\x7f")));
    assert_false(adil_encoding_is_ascii(ADIL_SPAN("abcdefgh\xc2\xa0")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_encoding__utf8_passes_without_its_mark),
        test_case(test_encoding__names_windows_1252),
        test_case(test_encoding__names_windows_1251),
        test_case(test_encoding__names_a_mixture),
        test_case(test_encoding__names_utf16_and_utf32),
        test_case(test_encoding__names_binary_data),
        test_case(test_encoding__names_a_file_cut_inside_a_character),
        test_case(test_encoding__finds_the_byte_at_every_offset),
        test_case(test_encoding__knows_controls_and_ascii),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
