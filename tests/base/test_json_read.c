#include "base/json_read.h"

#include "support.h"

#include <inttypes.h>
#include <string.h>

enum { MAX = 1 << 16, PLAIN_MODE = 0, CANONICAL_MODE = 1 };

/* Every event of `in`, one letter or value each, or "fault at N: expected". */
static struct adil_span events_of(struct adil_arena *a, struct adil_span in, bool canonical)
{
    static const char letter[] = {[ADIL_JSON_OBJECT] = '{',
                                  [ADIL_JSON_OBJECT_END] = '}',
                                  [ADIL_JSON_ARRAY] = '[',
                                  [ADIL_JSON_ARRAY_END] = ']'};
    struct adil_json_reader r;
    struct adil_buf b;
    adil_buf_open(&b, MAX);
    adil_json_read(&r, a, in, canonical);
    enum adil_json_event e = adil_json_next(&r);
    for (; e != ADIL_JSON_END && e != ADIL_JSON_FAULT; e = adil_json_next(&r)) {
        switch (e) {
        case ADIL_JSON_KEY:
            adil_buf_fmt(&b, "%.*s:", ADIL_ARG(r.text));
            break;
        case ADIL_JSON_TEXT:
            adil_buf_fmt(&b, "'%.*s'", ADIL_ARG(r.text));
            break;
        case ADIL_JSON_INT:
            adil_buf_fmt(&b, "%" PRId64, r.integer);
            break;
        case ADIL_JSON_NUMBER:
            adil_buf_fmt(&b, "#%.*s", ADIL_ARG(r.text));
            break;
        case ADIL_JSON_BOOL:
            adil_buf_str(&b, r.integer != 0 ? "T" : "F");
            break;
        case ADIL_JSON_NULL:
            adil_buf_str(&b, "N");
            break;
        case ADIL_JSON_OBJECT:
        case ADIL_JSON_OBJECT_END:
        case ADIL_JSON_ARRAY:
        case ADIL_JSON_ARRAY_END:
        case ADIL_JSON_END:
        case ADIL_JSON_FAULT:
            adil_buf_byte(&b, letter[e]);
        }
        adil_buf_byte(&b, ' ');
    }
    if (e == ADIL_JSON_FAULT) {
        b.len = 0;
        adil_buf_fmt(&b, "fault at %zu: %s", r.at, r.fault);
        assert_int_equal(adil_json_next(&r), ADIL_JSON_FAULT); /* and again */
    } else {
        assert_int_equal(adil_json_next(&r), ADIL_JSON_END);
        assert_int_equal(r.at, in.len);
    }
    struct adil_span text = adil_span_copy(a, adil_buf_span(&b));
    adil_buf_release(&b);
    return text;
}

struct reading {
    struct adil_span in;
    const char *events; /* or the fault */
};
#define IN(lit) ADIL_SPAN_INIT(lit)

static void assert_readings(void **state, const struct reading *reading, size_t n, bool canonical)
{
    struct test_arenas *t = *state;
    for (size_t i = 0; i < n; i++) {
        /* at the very end of a mapping of its own size, so that a byte too far is seen */
        char *exact = test_malloc(reading[i].in.len);
        memcpy(exact, reading[i].in.ptr, reading[i].in.len);
        assert_span_is(events_of(&t->perm, adil_span_bytes(exact, reading[i].in.len), canonical),
                       reading[i].events);
        test_free(exact);
    }
}

/* Read alike in both modes. */
static const struct reading in_both[] = {
    {IN("{}"), "{ } "},
    {IN("[]"), "[ ] "},
    {IN("\"\""), "'' "},
    {IN("true"), "T "},
    {IN("false"), "F "},
    {IN("null"), "N "},
    {IN("0"), "0 "},
    {IN("-1"), "-1 "},
    {IN("9007199254740991"), "9007199254740991 "},
    {IN("-9007199254740991"), "-9007199254740991 "},
    {IN("{\"a\":1,\"b\":[true,false,null,\"x\"],\"c\":{}}"), "{ a: 1 b: [ T F N 'x' ] c: { } } "},
    {IN("{\"\":1,\"A\":2,\"AA\":3,\"a\":4}"), "{ : 1 A: 2 AA: 3 a: 4 } "},
    {IN("[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]"), "[ [ [ [ [ [ [ [ [ [ [ [ [ [ [ [ "
                                             "] ] ] ] ] ] ] ] ] ] ] ] ] ] ] ] "},
    {IN("\"\\\"\\\\\\b\\f\\n\\r\\t\\u001f\""), "'\"\\\b\f\n\r\t\x1f' "},
    {IN("\"a longer text, of eight bytes and more, / and \x7f\""),
     "'a longer text, of eight bytes and more, / and \x7f' "},
    {IN("\"1234567\\\"12345678\\\\\""), "'1234567\"12345678\\' "},
    {IN("\"\xd0\x9c\xd3\x99\xd0\xb6\xd1\x96\xd0\xbb\xd1\x96\xd1\x81\""),
     "'\xd0\x9c\xd3\x99\xd0\xb6\xd1\x96\xd0\xbb\xd1\x96\xd1\x81' "},
    {IN("\"\xf0\x9f\x97\xb3 \xc3\xa9\""), "'\xf0\x9f\x97\xb3 \xc3\xa9' "},
};

/* Refused in both modes. */
static const struct reading in_none[] = {
    {IN(""), "fault at 0: a value"},
    {IN("\xef\xbb\xbf{}"), "fault at 0: a value"},
    {IN("{"), "fault at 1: a key"},
    {IN("["), "fault at 1: a value"},
    {IN("}"), "fault at 0: a value"},
    {IN("[}"), "fault at 1: a value"},
    {IN("{]"), "fault at 1: a key"},
    {IN("{}{}"), "fault at 2: nothing after the value"},
    {IN("1,"), "fault at 1: nothing after the value"},
    {IN("{}\0"), "fault at 2: nothing after the value"},
    {IN("[1"), "fault at 2: a comma or ]"},
    {IN("[1,"), "fault at 3: a value"},
    {IN("[1,]"), "fault at 3: a value"},
    {IN("[,1]"), "fault at 1: a value"},
    {IN("[1}"), "fault at 2: a comma or ]"},
    {IN("[1;2]"), "fault at 2: a comma or ]"},
    {IN("{\"a\":1"), "fault at 6: a comma or }"},
    {IN("{\"a\":1,}"), "fault at 7: a key"},
    {IN("{\"a\":1]"), "fault at 6: a comma or }"},
    {IN("{\"a\"}"), "fault at 4: a colon"},
    {IN("{\"a\""), "fault at 4: a colon"},
    {IN("{\"a\":}"), "fault at 5: a value"},
    {IN("{a:1}"), "fault at 1: a key"},
    {IN("{1:1}"), "fault at 1: a key"},
    {IN("'a'"), "fault at 0: a value"},
    {IN("tru"), "fault at 0: true, false or null"},
    {IN("nul!"), "fault at 0: true, false or null"},
    {IN("True"), "fault at 0: a value"},
    {IN("nulls"), "fault at 4: nothing after the value"},
    {IN("\""), "fault at 1: a closing quote"},
    {IN("\"abc"), "fault at 4: a closing quote"},
    {IN("\"abc\\"), "fault at 5: a closing quote"},
    {IN("\"abc\\\""), "fault at 6: a closing quote"},
    {IN("\"a\nb\""), "fault at 2: a control character as an escape"},
    {IN("\"123456789012345\x1f\""), "fault at 16: a control character as an escape"},
    {IN("\"a\0\""), "fault at 2: a control character as an escape"},
    {IN("\"\\x\""), "fault at 1: an escape of JSON"},
    {IN("\"\\'\""), "fault at 1: an escape of JSON"},
    {IN("\"\\\n\""), "fault at 1: an escape of JSON"},
    {IN("\"\\\0\""), "fault at 1: an escape of JSON"},
    {IN("\"\xff\""), "fault at 1: valid UTF-8"},
    {IN("\"ab\xc3\""), "fault at 3: valid UTF-8"},
    {IN("\"\xc0\x80\""), "fault at 1: valid UTF-8"},
    {IN("\"\xed\xa0\x80\""), "fault at 1: valid UTF-8"},
    {IN("\"\xf4\x90\x80\x80\""), "fault at 1: valid UTF-8"},
    {IN("{\"\x80\":1}"), "fault at 2: valid UTF-8"},
    {IN("-"), "fault at 1: a digit"},
    {IN("-a"), "fault at 1: a digit"},
    {IN("+1"), "fault at 0: a value"},
    {IN(".5"), "fault at 0: a value"},
    {IN("01"), "fault at 0: a number without leading zeros"},
    {IN("-00"), "fault at 1: a number without leading zeros"},
    {IN("1."), "fault at 2: a digit"},
    {IN("1.e1"), "fault at 2: a digit"},
    {IN("1e"), "fault at 2: a digit"},
    {IN("1e+"), "fault at 3: a digit"},
    {IN("1.5e-x"), "fault at 5: a digit"},
    {IN("0x10"), "fault at 1: nothing after the value"},
    {IN("NaN"), "fault at 0: a value"},
    {IN("[[[[[[[[[[[[[[[[["), "fault at 16: at most 16 levels"},
    {IN("[[[[[[[[[[[[[[[[{"), "fault at 16: at most 16 levels"},
};

/* Read in plain mode alone: what RFC 8785 spells otherwise. */
static const struct {
    struct adil_span in;
    const char *plain;
    const char *canonical;
} in_plain[] = {
    {IN(" {}"), "{ } ", "fault at 0: a value"},
    {IN("{} "), "{ } ", "fault at 2: nothing after the value"},
    {IN("{}\n"), "{ } ", "fault at 2: nothing after the value"},
    {IN("{ }"), "{ } ", "fault at 1: a key"},
    {IN("[ ]"), "[ ] ", "fault at 1: a value"},
    {IN("{ \"a\" : 1 , \"b\" :\t2 }"), "{ a: 1 b: 2 } ", "fault at 1: a key"},
    {IN("{\"a\" :1}"), "{ a: 1 } ", "fault at 4: a colon"},
    {IN("{\"a\": 1}"), "{ a: 1 } ", "fault at 5: a value"},
    {IN("{\"a\":1 }"), "{ a: 1 } ", "fault at 6: a comma or }"},
    {IN("{\"a\":1, \"b\":2}"), "{ a: 1 b: 2 } ", "fault at 7: a key"},
    {IN("[1 ,\r\n2]"), "[ 1 2 ] ", "fault at 2: a comma or ]"},
    {IN("[1, 2]"), "[ 1 2 ] ", "fault at 3: a value"},
    {IN("{\"a\":1,\"a\":2}"), "{ a: 1 a: 2 } ", "fault at 7: each key once"},
    {IN("{\"b\":1,\"a\":2}"), "{ b: 1 a: 2 } ", "fault at 7: keys in order"},
    {IN("{\"aa\":1,\"a\":2}"), "{ aa: 1 a: 2 } ", "fault at 8: keys in order"},
    {IN("{\"a\":1,\"B\":2}"), "{ a: 1 B: 2 } ", "fault at 7: keys in order"},
    {IN("{\"a\":{\"z\":1},\"b\":[{\"y\":1,\"x\":2}]}"), "{ a: { z: 1 } b: [ { y: 1 x: 2 } ] } ",
     "fault at 25: keys in order"},
    {IN("{\"\\n\":1,\"\\n\":2}"), "{ \n: 1 \n: 2 } ", "fault at 8: each key once"},
    {IN("{\"\xc3\xa9\":1}"), "{ \xc3\xa9: 1 } ", "fault at 1: a key of ASCII characters"},
    {IN("-0"), "0 ", "fault at 0: zero without a sign"},
    {IN("1.0"), "#1.0 ", "fault at 0: a whole number within 2^53 - 1"},
    {IN("1.5"), "#1.5 ", "fault at 0: a whole number within 2^53 - 1"},
    {IN("1e3"), "#1e3 ", "fault at 0: a whole number within 2^53 - 1"},
    {IN("1E3"), "#1E3 ", "fault at 0: a whole number within 2^53 - 1"},
    {IN("-0.0e+00"), "#-0.0e+00 ", "fault at 0: a whole number within 2^53 - 1"},
    {IN("9007199254740992"), "9007199254740992 ", "fault at 0: a whole number within 2^53 - 1"},
    {IN("-9007199254740992"), "-9007199254740992 ", "fault at 0: a whole number within 2^53 - 1"},
    {IN("9223372036854775807"), "9223372036854775807 ",
     "fault at 0: a whole number within 2^53 - 1"},
    {IN("-9223372036854775808"), "-9223372036854775808 ",
     "fault at 0: a whole number within 2^53 - 1"},
    {IN("9223372036854775808"), "#9223372036854775808 ",
     "fault at 0: a whole number within 2^53 - 1"},
    {IN("-9223372036854775809"), "#-9223372036854775809 ",
     "fault at 0: a whole number within 2^53 - 1"},
    {IN("100000000000000000000000000"), "#100000000000000000000000000 ",
     "fault at 0: a whole number within 2^53 - 1"},
    {IN("\"\\u0061\""), "'a' ", "fault at 1: the shortest spelling of a character"},
    {IN("\"\\/\""), "'/' ", "fault at 1: the shortest spelling of a character"},
    {IN("\"\\u0009\""), "'\t' ", "fault at 1: the shortest spelling of a character"},
    {IN("\"\\u0008\\u000a\""), "'\b\n' ", "fault at 1: the shortest spelling of a character"},
    {IN("\"\\u0022\""), "'\"' ", "fault at 1: the shortest spelling of a character"},
    {IN("\"\\u001F\""), "'\x1f' ", "fault at 1: four lower-case hex digits"},
    {IN("\"\\u007f\""), "'\x7f' ", "fault at 1: the shortest spelling of a character"},
    {IN("\"\\u00e9\\u20ac\\u20AC\""), "'\xc3\xa9\xe2\x82\xac\xe2\x82\xac' ",
     "fault at 1: the shortest spelling of a character"},
    {IN("\"\\ud83d\\uddf3\""), "'\xf0\x9f\x97\xb3' ",
     "fault at 1: the shortest spelling of a character"},
    {IN("\"\\udbff\\udfff\""), "'\xf4\x8f\xbf\xbf' ",
     "fault at 1: the shortest spelling of a character"},
    {IN("\"e\xcc\x81\""), "'e\xcc\x81' ", "fault at 1: text in normalisation form C"},
    {IN("[\"\xe2\x84\xab\"]"), "[ '\xe2\x84\xab' ] ", "fault at 2: text in normalisation form C"},
    {IN("\"\\ne\xcc\x81\""), "'\ne\xcc\x81' ", "fault at 1: text in normalisation form C"},
};

/* Four hex digits, and surrogates in pairs, in either mode with words of its own. */
static const struct reading bad_units[] = {
    {IN("\"\\u\""), "fault at 1: four hex digits"},
    {IN("\"\\u12\""), "fault at 1: four hex digits"},
    {IN("\"\\u12g4\""), "fault at 1: four hex digits"},
    {IN("\"\\u-123\""), "fault at 1: four hex digits"},
    {IN("\"\\ud800\""), "fault at 1: surrogates in pairs"},
    {IN("\"\\ud800x\\udc00\""), "fault at 1: surrogates in pairs"},
    {IN("\"\\ud800\\ud800\""), "fault at 1: surrogates in pairs"},
    {IN("\"\\ud800\\u0061\""), "fault at 1: surrogates in pairs"},
    {IN("\"\\udc00\\ud800\""), "fault at 1: surrogates in pairs"},
    {IN("\"\\ud800\\udc0\""), "fault at 1: surrogates in pairs"},
};

static void test_json_read__one_form_in_both_modes(void **state)
{
    assert_readings(state, in_both, ADIL_COUNT(in_both), CANONICAL_MODE);
    assert_readings(state, in_both, ADIL_COUNT(in_both), PLAIN_MODE);
}

static void test_json_read__what_is_no_json_is_refused(void **state)
{
    assert_readings(state, in_none, ADIL_COUNT(in_none), PLAIN_MODE);
    assert_readings(state, bad_units, ADIL_COUNT(bad_units), PLAIN_MODE);
}

static void test_json_read__canonical_mode_refuses_other_spellings(void **state)
{
    struct test_arenas *t = *state;
    for (size_t i = 0; i < ADIL_COUNT(in_plain); i++) {
        assert_span_is(events_of(&t->perm, in_plain[i].in, PLAIN_MODE), in_plain[i].plain);
        assert_span_is(events_of(&t->perm, in_plain[i].in, CANONICAL_MODE), in_plain[i].canonical);
    }
}

/* What plain mode refuses, canonical mode refuses, if in words of its own. */
static void test_json_read__canonical_mode_reads_no_more_than_plain(void **state)
{
    struct test_arenas *t = *state;
    const struct {
        const struct reading *reading;
        size_t n;
    } table[] = {{in_none, ADIL_COUNT(in_none)}, {bad_units, ADIL_COUNT(bad_units)}};
    for (size_t k = 0; k < ADIL_COUNT(table); k++) {
        for (size_t i = 0; i < table[k].n; i++) {
            struct adil_span got = events_of(&t->perm, table[k].reading[i].in, CANONICAL_MODE);
            assert_true(adil_span_starts(got, ADIL_SPAN("fault at ")));
        }
    }
}

/* RFC 8785, section 3.2.2.2: of the escapes \u0000 to \u001f those without a letter stand, and
 * every character of the ASCII range but three stands for itself. */
static void test_json_read__one_spelling_a_character(void **state)
{
    struct test_arenas *t = *state;
    for (unsigned c = 0; c < 128; c++) {
        bool has_letter = c == '\b' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
        struct adil_arena a = t->perm;
        struct adil_span escaped = events_of(&a, adil_fmt(&a, "\"\\u%04x\"", c), CANONICAL_MODE);
        assert_int_equal(!adil_span_starts(escaped, ADIL_SPAN("fault")), c < 0x20 && !has_letter);
        const char itself[] = {'"', (char)c, '"'};
        struct adil_span bare = events_of(&a, adil_span_bytes(itself, 3), CANONICAL_MODE);
        assert_int_equal(!adil_span_starts(bare, ADIL_SPAN("fault")),
                         c >= 0x20 && c != '"' && c != '\\');
    }
}

/* A text of every length with every byte at every place, against a plain loop. */
static void test_json_read__bytes_are_classed_alike_at_any_place(void **state)
{
    struct test_arenas *t = *state;
    for (size_t len = 1; len <= 20; len++) {
        for (size_t at = 0; at < len; at++) {
            for (unsigned c = 0; c < 128; c++) {
                struct adil_json_reader r;
                struct adil_arena a = t->perm;
                char text[32];
                memset(text, 'z', sizeof text);
                text[0] = '"';
                text[1 + at] = (char)c;
                text[1 + len] = '"';
                adil_json_read(&r, &a, adil_span_bytes(text, len + 2), true);
                bool whole = adil_json_next(&r) == ADIL_JSON_TEXT && r.text.len == len;
                assert_int_equal(whole, c >= 0x20 && c != '"' && c != '\\');
            }
        }
    }
}

static void test_json_read__texts_without_escapes_are_not_copied(void **state)
{
    struct test_arenas *t = *state;
    struct adil_json_reader r;
    const struct adil_span in = ADIL_SPAN("[\"\xc3\xa9t\xc3\xa9\",\"\\n\"]");
    size_t used = adil_arena_used(&t->perm);
    adil_json_read(&r, &t->perm, in, true);
    assert_int_equal(adil_json_next(&r), ADIL_JSON_ARRAY);
    assert_int_equal(adil_json_next(&r), ADIL_JSON_TEXT);
    assert_ptr_equal(r.text.ptr, in.ptr + 2);
    assert_int_equal(adil_arena_used(&t->perm), used);
    assert_int_equal(adil_json_next(&r), ADIL_JSON_TEXT);
    assert_true(adil_arena_used(&t->perm) > used);
}

static void test_json_skip__gives_the_bytes_of_a_value(void **state)
{
    struct test_arenas *t = *state;
    struct adil_json_reader r;
    struct adil_span raw;
    const struct adil_span in =
        ADIL_SPAN("{\"a\": {\"x\":[1,{}]} ,\"b\":[[],\"]\"],\"c\" : -12 ,\"d\":\"}\"}");
    adil_json_read(&r, &t->perm, in, false);
    assert_int_equal(adil_json_next(&r), ADIL_JSON_OBJECT);
    assert_int_equal(adil_json_next(&r), ADIL_JSON_KEY);
    assert_true(adil_json_skip(&r, ADIL_JSON_KEY, &raw));
    assert_span_is(raw, "{\"x\":[1,{}]}");
    assert_int_equal(adil_json_next(&r), ADIL_JSON_KEY);
    assert_span_is(r.text, "b");
    assert_int_equal(adil_json_next(&r), ADIL_JSON_ARRAY);
    assert_true(adil_json_skip(&r, ADIL_JSON_ARRAY, &raw));
    assert_span_is(raw, "[[],\"]\"]");
    assert_int_equal(adil_json_next(&r), ADIL_JSON_KEY);
    assert_true(adil_json_skip(&r, ADIL_JSON_KEY, &raw));
    assert_span_is(raw, "-12");
    assert_int_equal(adil_json_next(&r), ADIL_JSON_KEY);
    assert_true(adil_json_skip(&r, ADIL_JSON_KEY, NULL));
    assert_int_equal(adil_json_next(&r), ADIL_JSON_OBJECT_END);
    assert_int_equal(adil_json_next(&r), ADIL_JSON_END);

    adil_json_read(&r, &t->perm, in, false);
    assert_true(adil_json_skip(&r, adil_json_next(&r), &raw));
    assert_span_equal(raw, in);
    assert_int_equal(adil_json_next(&r), ADIL_JSON_END);
}

static void test_json_skip__a_fault_inside_is_told(void **state)
{
    struct test_arenas *t = *state;
    struct adil_json_reader r;
    static const char *const bad[] = {"{\"a\":[1,2}", "{\"a\":", "{\"a\":[{\"b\":1,\"a\":1}]}"};
    for (size_t i = 0; i < ADIL_COUNT(bad); i++) {
        adil_json_read(&r, &t->perm, adil_span_of(bad[i]), true);
        assert_int_equal(adil_json_next(&r), ADIL_JSON_OBJECT);
        assert_int_equal(adil_json_next(&r), ADIL_JSON_KEY);
        assert_false(adil_json_skip(&r, ADIL_JSON_KEY, NULL));
        assert_non_null(r.fault);
    }
}

static void test_json_fault__says_what_where_and_expected(void **state)
{
    struct test_arenas *t = *state;
    static const struct {
        const char *in;
        const char *message;
    } table[] = {
        {"{\"b\":1,\"a\":2}", "act: body: found \"a\":2} at byte 7, expected keys in order\n"},
        {"[1", "act: body: found the end at byte 2, expected a comma or ]\n"},
        {"[tru\x01 this is longer than shown]",
         "act: body: found tru\\x01 this is lon at byte 1, expected true, false or null\n"},
    };
    for (size_t i = 0; i < ADIL_COUNT(table); i++) {
        struct adil_json_reader r;
        struct adil_diag diag;
        struct adil_buf out;
        const struct adil_place place = {.file = ADIL_SPAN("act")};
        adil_diag_open(&diag, &t->perm);
        adil_buf_open(&out, MAX);
        adil_json_read(&r, &t->perm, adil_span_of(table[i].in), true);
        while (adil_json_next(&r) != ADIL_JSON_FAULT) {
        }
        assert_int_equal(adil_json_fault(&r, place, ADIL_SPAN("body"), &diag).code, ADIL_C_INPUT);
        adil_diag_print(&diag, &out);
        assert_span_is(adil_buf_span(&out), table[i].message);
        adil_buf_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_json_read__one_form_in_both_modes),
        test_case(test_json_read__what_is_no_json_is_refused),
        test_case(test_json_read__canonical_mode_refuses_other_spellings),
        test_case(test_json_read__canonical_mode_reads_no_more_than_plain),
        test_case(test_json_read__one_spelling_a_character),
        test_case(test_json_read__bytes_are_classed_alike_at_any_place),
        test_case(test_json_read__texts_without_escapes_are_not_copied),
        test_case(test_json_skip__gives_the_bytes_of_a_value),
        test_case(test_json_skip__a_fault_inside_is_told),
        test_case(test_json_fault__says_what_where_and_expected),
    };
    return cmocka_run_group_tests_name("json_read", tests, NULL, NULL);
}
