#include "support.h"

#include "base/json.h"

enum { MAX = 1 << 16 };

static void test_json__compact_form_has_no_blanks(void **state)
{
    struct test_arenas *t = *state;
    struct adil_buf b;
    struct adil_json j;
    adil_buf_open(&b, MAX);
    adil_json_open(&j, &b, false);
    adil_json_object(&j);
    adil_json_key(&j, "option");
    adil_json_str(&j, "A");
    adil_json_key_span(&j, ADIL_SPAN("seats"));
    adil_json_i64(&j, -40);
    adil_json_key(&j, "list");
    adil_json_array(&j);
    adil_json_bool(&j, true);
    adil_json_bool(&j, false);
    adil_json_null(&j);
    adil_json_num(&j, t->scratch, adil_num_ratio(&t->perm, 1, 3));
    adil_json_array_line(&j);
    adil_json_end(&j);
    adil_json_object(&j);
    adil_json_end(&j);
    adil_json_end(&j);
    adil_json_end(&j);
    adil_json_finish(&j);
    assert_span_is(adil_buf_span(&b), "{\"option\":\"A\",\"seats\":-40,"
                                      "\"list\":[true,false,null,\"1/3\",[],{}]}\n");
    adil_buf_release(&b);
}

static void test_json__pretty_form_indents_and_keeps_lines(void **state)
{
    (void)state;
    struct adil_buf b;
    struct adil_json j;
    adil_buf_open(&b, MAX);
    adil_json_open(&j, &b, true);
    adil_json_object(&j);
    adil_json_key(&j, "seats");
    adil_json_array(&j);
    for (int64_t i = 0; i < 2; i++) {
        adil_json_object_line(&j);
        adil_json_key(&j, "seats");
        adil_json_i64(&j, i);
        adil_json_key(&j, "of");
        adil_json_array(&j); /* stays on the line of what holds it */
        adil_json_i64(&j, 1);
        adil_json_i64(&j, 2);
        adil_json_end(&j);
        adil_json_key(&j, "none");
        adil_json_object_line(&j);
        adil_json_end(&j);
        adil_json_end(&j);
    }
    adil_json_end(&j);
    adil_json_key(&j, "empty");
    adil_json_array(&j);
    adil_json_end(&j);
    adil_json_key(&j, "after");
    adil_json_object(&j);
    adil_json_key(&j, "x");
    adil_json_null(&j);
    adil_json_end(&j);
    adil_json_end(&j);
    adil_json_finish(&j);
    assert_span_is(adil_buf_span(&b), "{\n"
                                      "  \"seats\": [\n"
                                      "    {\"seats\": 0, \"of\": [1, 2], \"none\": {}},\n"
                                      "    {\"seats\": 1, \"of\": [1, 2], \"none\": {}}\n"
                                      "  ],\n"
                                      "  \"empty\": [],\n"
                                      "  \"after\": {\n"
                                      "    \"x\": null\n"
                                      "  }\n"
                                      "}\n");
    adil_buf_release(&b);
}

static void write_text(struct adil_buf *b, struct adil_span s)
{
    struct adil_json j;
    adil_buf_open(b, MAX);
    adil_json_open(&j, b, false);
    adil_json_text(&j, s);
    adil_json_finish(&j);
}

/* RFC 8259, section 7: quotation mark, reverse solidus and U+0000 to U+001F must be escaped. */
static void test_json__texts_are_escaped(void **state)
{
    (void)state;
    static const struct {
        struct adil_span text;
        const char *json;
    } rows[] = {
        {ADIL_SPAN_INIT(""), "\"\"\n"},
        {ADIL_SPAN_INIT("a\"b\\c"), "\"a\\\"b\\\\c\"\n"},
        {ADIL_SPAN_INIT("\b\f\n\r\t"), "\"\\b\\f\\n\\r\\t\"\n"},
        {ADIL_SPAN_INIT("\0x\x1f\x7f/"), "\"\\u0000x\\u001f\x7f/\"\n"},
        {ADIL_SPAN_INIT("\x01\x0b"), "\"\\u0001\\u000b\"\n"},
        {ADIL_SPAN_INIT("\xd3\x98\xd0\xb4\xd1\x96\xd0\xbb"),
         "\"\xd3\x98\xd0\xb4\xd1\x96\xd0\xbb\"\n"},
        {ADIL_SPAN_INIT("\xf0\x9f\x97\xb3\n"), "\"\xf0\x9f\x97\xb3\\n\"\n"},
    };
    for (size_t i = 0; i < ADIL_COUNT(rows); i++) {
        struct adil_buf b;
        write_text(&b, rows[i].text);
        assert_span_is(adil_buf_span(&b), rows[i].json);
        adil_buf_release(&b);
    }
}

static void test_json__keys_are_escaped(void **state)
{
    (void)state;
    struct adil_buf b;
    struct adil_json j;
    adil_buf_open(&b, MAX);
    adil_json_open(&j, &b, false);
    adil_json_object(&j);
    adil_json_key(&j, "a\"\n");
    adil_json_null(&j);
    adil_json_end(&j);
    adil_json_finish(&j);
    assert_span_is(adil_buf_span(&b), "{\"a\\\"\\n\":null}\n");
    adil_buf_release(&b);
}

static void test_json__numbers_of_any_length(void **state)
{
    struct test_arenas *t = *state;
    static const char *const rows[][2] = {
        {"0", "0\n"},
        {"-3", "-3\n"},
        {"4/2", "2\n"},
        {"-1/3", "\"-1/3\"\n"},
        {"0.5", "\"1/2\"\n"},
        {"123456789012345678901234567890", "123456789012345678901234567890\n"},
        {"1/123456789012345678901234567890", "\"1/123456789012345678901234567890\"\n"},
    };
    for (size_t i = 0; i < ADIL_COUNT(rows); i++) {
        struct adil_num x = {0};
        struct adil_buf b;
        struct adil_json j;
        assert_true(adil_num_parse(&t->perm, adil_span_of(rows[i][0]), &x));
        adil_buf_open(&b, MAX);
        adil_json_open(&j, &b, true);
        adil_json_num(&j, t->scratch, x);
        adil_json_finish(&j);
        assert_span_is(adil_buf_span(&b), rows[i][1]);
        adil_buf_release(&b);
    }
}

static void test_json__int64_edges(void **state)
{
    (void)state;
    struct adil_buf b;
    struct adil_json j;
    adil_buf_open(&b, MAX);
    adil_json_open(&j, &b, true);
    adil_json_array_line(&j);
    adil_json_i64(&j, INT64_MIN);
    adil_json_i64(&j, INT64_MAX);
    adil_json_end(&j);
    adil_json_finish(&j);
    assert_span_is(adil_buf_span(&b), "[-9223372036854775808, 9223372036854775807]\n");
    adil_buf_release(&b);
}

static void nest(struct adil_json *j, unsigned n)
{
    for (unsigned i = 0; i < n; i++) {
        adil_json_array(j);
    }
    for (unsigned i = 0; i < n; i++) {
        adil_json_end(j);
    }
    adil_json_finish(j);
}

static void misuse_too_deep(void *j)
{
    nest(j, ADIL_JSON_DEPTH);
}

static void nesting_at_the_limit(void *j)
{
    nest(j, ADIL_JSON_DEPTH - 1);
}

static void misuse_value_without_key(void *j)
{
    adil_json_object(j);
    adil_json_null(j);
}

static void misuse_key_in_array(void *j)
{
    adil_json_array(j);
    adil_json_key(j, "a");
}

static void misuse_key_at_top(void *j)
{
    adil_json_key(j, "a");
}

static void misuse_two_keys(void *j)
{
    adil_json_object(j);
    adil_json_key(j, "a");
    adil_json_key(j, "b");
}

static void misuse_key_without_value(void *j)
{
    adil_json_object(j);
    adil_json_key(j, "a");
    adil_json_end(j);
}

static void misuse_left_open(void *j)
{
    adil_json_array(j);
    adil_json_finish(j);
}

static void misuse_end_of_nothing(void *j)
{
    adil_json_end(j);
}

static void misuse_two_documents(void *j)
{
    adil_json_null(j);
    adil_json_null(j);
}

static void misuse_no_document(void *j)
{
    adil_json_finish(j);
}

static void misuse_broken_utf8(void *j)
{
    adil_json_text(j, ADIL_SPAN("\xc3("));
}

static void misuse_absent_text(void *j)
{
    adil_json_str(j, NULL);
}

static void test_json__misplaced_pieces_are_asserted(void **state)
{
    (void)state;
    static void (*const misuses[])(void *) = {
        misuse_too_deep,      misuse_value_without_key, misuse_key_in_array, misuse_key_at_top,
        misuse_two_keys,      misuse_key_without_value, misuse_left_open,    misuse_end_of_nothing,
        misuse_two_documents, misuse_no_document,       misuse_broken_utf8,  misuse_absent_text,
    };
    struct adil_buf b;
    struct adil_json j;
    adil_buf_open(&b, MAX);
    adil_json_open(&j, &b, true);
    for (size_t i = 0; i < ADIL_COUNT(misuses); i++) {
        if (!test_aborts(misuses[i], &j)) {
            fail_msg("misuse %zu went through", i);
        }
    }
    assert_false(test_aborts(nesting_at_the_limit, &j));
    adil_buf_release(&b);
}

static void test_json__a_full_buffer_is_seen_at_the_end(void **state)
{
    (void)state;
    struct adil_buf b;
    struct adil_json j;
    adil_buf_open(&b, 8);
    adil_json_open(&j, &b, true);
    adil_json_array(&j);
    for (int i = 0; i < 10; i++) {
        adil_json_str(&j, "text");
    }
    adil_json_end(&j);
    adil_json_finish(&j);
    assert_false(adil_buf_ok(&b));
    adil_buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_json__compact_form_has_no_blanks),
        cmocka_unit_test(test_json__pretty_form_indents_and_keeps_lines),
        cmocka_unit_test(test_json__texts_are_escaped),
        cmocka_unit_test(test_json__keys_are_escaped),
        test_case(test_json__numbers_of_any_length),
        cmocka_unit_test(test_json__int64_edges),
        cmocka_unit_test(test_json__misplaced_pieces_are_asserted),
        cmocka_unit_test(test_json__a_full_buffer_is_seen_at_the_end),
    };
    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
