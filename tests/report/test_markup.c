#include "report/markup.h"

#include "support.h"

static void assert_escaped(const char *text, size_t len, const char *want)
{
    struct adil_buf out;
    adil_buf_open(&out, 4096);
    adil_html_text(&out, adil_span_bytes(text, len));
    assert_span_is(adil_buf_span(&out), want);
    adil_buf_release(&out);
}

#define assert_text(literal, want) assert_escaped((literal), sizeof(literal) - 1, (want))

static void test_markup__five_characters_are_escaped(void **state)
{
    (void)state;
    assert_text("a < b & c > \"d\" 'e'", "a &lt; b &amp; c &gt; &quot;d&quot; &#39;e&#39;");
    assert_text("&amp;", "&amp;amp;");
    assert_text("Қазақстан 5 %\n", "Қазақстан 5 %\n");
}

static void test_markup__what_html_forbids_is_replaced(void **state)
{
    (void)state;
    assert_text("a\0b\x01\x7f", "a\uFFFD"
                                "b\uFFFD\uFFFD");
    assert_text("\xc2\x85", "\uFFFD");
    assert_text("\xff\xc3", "\uFFFD\uFFFD");
    assert_text("\xed\xa0\x80", "\uFFFD\uFFFD\uFFFD");
    assert_text("\xef\xbf\xbe \xef\xb7\x90", "\uFFFD \uFFFD");
}

/* Overrides and isolates end with the name, so that the figure beside it cannot be turned. */
static void test_markup__direction_marks_are_replaced(void **state)
{
    (void)state;
    assert_text("\xe2\x80\xae"
                "abc",
                "\uFFFD"
                "abc");
    assert_text("\xe2\x81\xa6\xe2\x81\xa9\xe2\x80\x8f", "\uFFFD\uFFFD\uFFFD");
    assert_text("\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d", "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d");
}

static void test_markup__elements(void **state)
{
    (void)state;
    struct adil_buf out;
    adil_buf_open(&out, 4096);
    adil_html_element(&out, "td", "class=\"n\"", ADIL_SPAN("1<2"));
    adil_html_element(&out, "b", NULL, ADIL_SPAN(""));
    adil_html_name(&out, ADIL_SPAN("X"));
    assert_span_is(adil_buf_span(&out), "<td class=\"n\">1&lt;2</td><b></b><bdi>X</bdi>");
    adil_buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_markup__five_characters_are_escaped),
        cmocka_unit_test(test_markup__what_html_forbids_is_replaced),
        cmocka_unit_test(test_markup__direction_marks_are_replaced),
        cmocka_unit_test(test_markup__elements),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
