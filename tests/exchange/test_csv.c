/* The tokenizer, on RFC 4180's own rules and past them. */
#include "exchange/csv.h"

#include "base/buf.h"
#include "support.h"

enum { FIELDS_MAX = 64 };

struct record_reader {
    struct adil_csv csv;
    struct adil_span field[FIELDS_MAX];
    uint32_t n;
};

static struct record_reader open_text(struct test_arenas *m, const char *text)
{
    struct record_reader r = {.n = 0};
    adil_csv_open(&r.csv, adil_span_of(text), &m->perm);
    return r;
}

/* The next record's fields; false at the end and on a fault. */
static bool next_record(struct record_reader *r)
{
    r->n = 0;
    if (adil_csv_record(&r->csv) != ADIL_CSV_RECORD) {
        return false;
    }
    do {
        assert_true(r->n < FIELDS_MAX);
        if (!adil_csv_field(&r->csv, &r->field[r->n++])) {
            return false;
        }
    } while (!r->csv.ended);
    return true;
}

static void check_record(struct record_reader *r, const char *a, const char *b)
{
    assert_true(next_record(r));
    assert_int_equal(r->n, 2);
    assert_span_is(r->field[0], a);
    assert_span_is(r->field[1], b);
}

static void test_csv__reads_lines_with_lf_crlf_and_no_end(void **state)
{
    struct record_reader r = open_text(*state, "a,b\nc,d\r\n,\ne,f");
    check_record(&r, "a", "b");
    check_record(&r, "c", "d");
    check_record(&r, "", "");
    assert_int_equal(r.csv.record_line, 3);
    check_record(&r, "e", "f");
    assert_true(r.csv.at_eof);
    assert_int_equal(adil_csv_record(&r.csv), ADIL_CSV_END);
}

static void test_csv__a_comma_at_the_end_begins_an_empty_field(void **state)
{
    struct record_reader r = open_text(*state, "a,");
    check_record(&r, "a", "");
    assert_int_equal(adil_csv_record(&r.csv), ADIL_CSV_END);
}

static void test_csv__unfolds_quotes(void **state)
{
    struct record_reader r = open_text(*state, "\"a,\"\"b\"\"\",\"x\r\ny\"\n\"\",\"\"\"\"\n");
    check_record(&r, "a,\"b\"", "x\r\ny");
    assert_int_equal(r.csv.line, 3);
    check_record(&r, "", "\"");
    assert_int_equal(adil_csv_record(&r.csv), ADIL_CSV_END);
}

static void test_csv__blank_lines_at_the_end_are_nothing(void **state)
{
    struct record_reader r = open_text(*state, "a,b\n\n\r\n\n");
    check_record(&r, "a", "b");
    assert_int_equal(adil_csv_record(&r.csv), ADIL_CSV_END);
    r = open_text(*state, "a,b\n\nc,d\n");
    check_record(&r, "a", "b");
    assert_int_equal(adil_csv_record(&r.csv), ADIL_CSV_BLANK);
    assert_int_equal(r.csv.record_line, 2);
    check_record(&r, "c", "d");
    assert_int_equal(r.csv.record_line, 3);
}

static void test_csv__faults_name_what_and_where(void **state)
{
    static const struct {
        const char *text;
        const char *found;
        uint32_t line;
    } cases[] = {
        {"a,b\nc,\"d\ne\n", "a quoted field that does not end", 2},
        {"a,\"b\"c\n", "text after a closing quote", 1},
        {"a,b\nc,d\"e\n", "a quote inside a field that does not begin with one", 2},
        {"a,b\rc,d\r", "a carriage return alone", 1},
    };
    for (size_t i = 0; i < ADIL_COUNT(cases); i++) {
        struct record_reader r = open_text(*state, cases[i].text);
        while (next_record(&r)) {
        }
        assert_non_null(r.csv.fault);
        assert_string_equal(r.csv.fault, cases[i].found);
        assert_int_equal(r.csv.fault_line, cases[i].line);
    }
}

static void test_csv__count_takes_what_cannot_overflow(void **state)
{
    struct record_reader r = open_text(*state, "0,999999999999999999\r\n1000000000000000000,7");
    int64_t v = -1;
    struct adil_span field;
    assert_int_equal(adil_csv_record(&r.csv), ADIL_CSV_RECORD);
    assert_true(adil_csv_count(&r.csv, &v));
    assert_true(v == 0 && !r.csv.ended);
    assert_true(adil_csv_count(&r.csv, &v));
    assert_true(v == INT64_C(999999999999999999) && r.csv.ended);
    assert_int_equal(adil_csv_record(&r.csv), ADIL_CSV_RECORD);
    assert_false(adil_csv_count(&r.csv, &v)); /* 19 digits */
    assert_true(adil_csv_field(&r.csv, &field));
    assert_span_is(field, "1000000000000000000");
    assert_false(adil_csv_count(&r.csv, &v)); /* the end of the text: left to adil_csv_field */
    assert_true(adil_csv_field(&r.csv, &field));
    assert_span_is(field, "7");
}

static void test_csv__count_takes_nothing_else(void **state)
{
    static const char *const texts[] = {"",     ",",      "-1,",  "1 ,", " 1,",
                                        "1.5,", "\"1\",", "1\r,", "1"};
    for (size_t i = 0; i < ADIL_COUNT(texts); i++) {
        struct record_reader r = open_text(*state, texts[i]);
        int64_t v = 0;
        assert_false(adil_csv_count(&r.csv, &v));
        assert_ptr_equal(r.csv.at, texts[i]);
    }
}

static void test_csv__same_takes_a_whole_field_only(void **state)
{
    struct record_reader r = open_text(*state, "ab,abc,ab");
    assert_int_equal(adil_csv_record(&r.csv), ADIL_CSV_RECORD);
    assert_false(adil_csv_same(&r.csv, ADIL_SPAN("a")));
    assert_false(adil_csv_same(&r.csv, ADIL_SPAN("")));
    assert_true(adil_csv_same(&r.csv, ADIL_SPAN("ab")));
    assert_false(adil_csv_same(&r.csv, ADIL_SPAN("ab")));
    assert_true(adil_csv_same(&r.csv, ADIL_SPAN("abc")));
    assert_false(adil_csv_same(&r.csv, ADIL_SPAN("ab"))); /* ends its record */
}

/* ---- law: what is written is read again
 * ------------------------------------------------------------ */

static struct adil_span random_field(struct test_arenas *m, struct test_rng *rng)
{
    static const char letters[] = "ab1,\"\n\r ";
    size_t n = (size_t)test_rng_below(rng, 6);
    char *p = adil_new(&m->perm, char, n);
    for (size_t i = 0; i < n; i++) {
        p[i] = letters[test_rng_below(rng, sizeof letters - 1)];
    }
    return adil_span_bytes(p, n);
}

/* `doubles` false: a writer that forgets to double quotes, for the control. */
static void write_field(struct adil_buf *out, struct adil_span field, bool doubles)
{
    bool quoted = !adil_csv_plain(field);
    adil_buf_str(out, quoted ? "\"" : "");
    for (size_t i = 0; i < field.len; i++) {
        adil_buf_byte(out, field.ptr[i]);
        adil_buf_str(out, field.ptr[i] == '"' && doubles ? "\"" : "");
    }
    adil_buf_str(out, quoted ? "\"" : "");
}

/* How many of the runs read back what was written. */
static unsigned run_writer(struct test_arenas *m, bool doubles, unsigned runs)
{
    struct test_rng rng = test_rng_open("csv round trip");
    unsigned same = 0;
    for (unsigned run = 0; run < runs; run++) {
        struct adil_span field[6];
        struct adil_buf out;
        adil_buf_open(&out, 4096);
        for (size_t i = 0; i < 6; i++) {
            field[i] = random_field(m, &rng);
            write_field(&out, field[i], doubles);
            adil_buf_str(&out, i == 5 ? "" : (i % 3 == 2 ? "\r\n" : ","));
        }
        adil_buf_byte(&out, '\n');
        struct record_reader r = {.n = 0};
        adil_csv_open(&r.csv, adil_buf_span(&out), &m->perm);
        bool good = true;
        for (size_t i = 0; i < 6 && good; i++) {
            good = i % 3 != 0 || (next_record(&r) && r.n == 3);
            good = good && adil_span_eq(field[i], r.field[i % 3]);
        }
        same += good && adil_csv_record(&r.csv) == ADIL_CSV_END;
        adil_buf_release(&out);
    }
    return same;
}

static void test_csv__what_is_written_is_read_again(void **state)
{
    assert_int_equal(run_writer(*state, true, 2000), 2000);
}

static void test_csv__control_quotes_left_single_are_seen(void **state)
{
    assert_true(run_writer(*state, false, 2000) < 1500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_csv__reads_lines_with_lf_crlf_and_no_end),
        test_case(test_csv__a_comma_at_the_end_begins_an_empty_field),
        test_case(test_csv__unfolds_quotes),
        test_case(test_csv__blank_lines_at_the_end_are_nothing),
        test_case(test_csv__faults_name_what_and_where),
        test_case(test_csv__count_takes_what_cannot_overflow),
        test_case(test_csv__count_takes_nothing_else),
        test_case(test_csv__same_takes_a_whole_field_only),
        test_case(test_csv__what_is_written_is_read_again),
        test_case(test_csv__control_quotes_left_single_are_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
