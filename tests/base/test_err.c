#include "support.h"

#include "base/err.h"

#include <string.h>

static const struct adil_span nothing = {NULL, 0};

static void test_err__exit_statuses(void **state)
{
    (void)state;
    assert_int_equal(adil_exit_status(ADIL_OK), 0);
    assert_int_equal(adil_exit_status(ADIL_ERR(REFUSED)), 1);
    assert_int_equal(adil_exit_status(ADIL_ERR(UNDECIDED)), 1);
    assert_int_equal(adil_exit_status(ADIL_ERR(INPUT)), 2);
    assert_int_equal(adil_exit_status(ADIL_ERR(USAGE)), 2);
    assert_int_equal(adil_exit_status(ADIL_ERR(IO)), 3);
    assert_int_equal(adil_exit_status(ADIL_ERR(LIMIT)), 3);
}

static adil_err try_twice(adil_err first, adil_err second, int *reached)
{
    ADIL_TRY(first);
    *reached = 1;
    ADIL_TRY(second);
    *reached = 2;
    return ADIL_OK;
}

static void test_err__try_returns_the_first_failure(void **state)
{
    (void)state;
    int reached = 0;
    assert_int_equal(try_twice(ADIL_ERR(IO), ADIL_OK, &reached).code, ADIL_C_IO);
    assert_int_equal(reached, 0);
    assert_int_equal(try_twice(ADIL_OK, ADIL_ERR(LIMIT), &reached).code, ADIL_C_LIMIT);
    assert_int_equal(reached, 1);
    assert_int_equal(try_twice(ADIL_OK, ADIL_OK, &reached).code, ADIL_C_OK);
    assert_int_equal(reached, 2);
}

static struct adil_place at(const char *file, uint32_t line)
{
    return (struct adil_place){adil_span_of(file), line};
}

static void test_err__findings_are_printed_one_a_line(void **state)
{
    struct test_arenas *t = *state;
    struct adil_diag d;
    struct adil_buf b;
    adil_diag_open(&d, &t->perm);
    adil_err e = adil_fail(&d, ADIL_ERR(INPUT), at("votes.csv", 7), ADIL_SPAN("votes"),
                           ADIL_SPAN("-3"), ADIL_SPAN("a whole number"));
    assert_int_equal(e.code, ADIL_C_INPUT);
    adil_diag_add(&d, ADIL_SEV_WARNING, at("law.yaml", 0), nothing, ADIL_SPAN("recalled"), nothing);
    adil_diag_add(&d, ADIL_SEV_ERROR, at(NULL, 9), ADIL_SPAN("--seats"), nothing,
                  ADIL_SPAN("a number"));
    adil_diag_add(&d, ADIL_SEV_ERROR, at("empty.csv", 1), nothing, nothing, ADIL_SPAN("a header"));
    assert_int_equal(d.n_errors, 3);
    assert_int_equal(d.n_warnings, 1);
    adil_buf_open(&b, 10000);
    adil_diag_print(&d, &b);
    assert_span_is(adil_buf_span(&b), "votes.csv:7: votes: found -3, expected a whole number\n"
                                      "law.yaml: warning: found recalled\n"
                                      "--seats: expected a number\n"
                                      "empty.csv:1: expected a header\n");
    adil_buf_release(&b);
}

static void test_err__texts_of_a_finding_are_copied(void **state)
{
    struct test_arenas *t = *state;
    struct adil_diag d;
    struct adil_buf b;
    char text[] = "first";
    adil_diag_open(&d, &t->perm);
    adil_diag_add(&d, ADIL_SEV_ERROR, (struct adil_place){adil_span_of(text), 1},
                  adil_span_of(text), adil_span_of(text), adil_span_of(text));
    memset(text, 'x', sizeof text - 1);
    adil_buf_open(&b, 1000);
    adil_diag_print(&d, &b);
    assert_span_is(adil_buf_span(&b), "first:1: first: found first, expected first\n");
    adil_buf_release(&b);
}

static void test_err__no_diag_is_accepted(void **state)
{
    (void)state;
    struct adil_buf b;
    adil_diag_add(NULL, ADIL_SEV_ERROR, at("f", 1), nothing, nothing, nothing);
    adil_err e = adil_fail(NULL, ADIL_ERR(IO), at("f", 1), nothing, nothing, nothing);
    assert_int_equal(e.code, ADIL_C_IO);
    adil_buf_open(&b, 100);
    adil_diag_print(NULL, &b);
    assert_int_equal(adil_buf_span(&b).len, 0);
    adil_buf_release(&b);
}

static void fail_with_ok(void *arg)
{
    (void)arg;
    adil_err e = adil_fail(NULL, ADIL_OK, at("f", 1), nothing, nothing, nothing);
    (void)e;
}

static void test_err__failing_with_ok_is_asserted(void **state)
{
    (void)state;
    assert_true(test_aborts(fail_with_ok, NULL));
}

static void test_err__shown_text_cannot_steer_a_terminal(void **state)
{
    (void)state;
    static const struct {
        struct adil_span text;
        size_t max;
        const char *shown;
    } rows[] = {
        {ADIL_SPAN_INIT("plain"), 120, "plain"},
        {ADIL_SPAN_INIT("a\x1b[2Jb"), 120, "a\\x1b[2Jb"},
        {ADIL_SPAN_INIT("a\nb\0c\x7f"), 120, "a\\x0ab\\x00c\\x7f"},
        {ADIL_SPAN_INIT("\xff\xc3("), 120, "\\xff\\xc3("},
        {ADIL_SPAN_INIT("\xd3\x98\xd0\xb4"), 120, "\xd3\x98\xd0\xb4"},
        {ADIL_SPAN_INIT("\xc2\x9b"), 120, "\\xc2\\x9b"}, /* U+009B, the one-byte CSI */
        {ADIL_SPAN_INIT("abcdef"), 6, "abcdef"},
        {ADIL_SPAN_INIT("abcdefg"), 6, "abcdef..."},
        {ADIL_SPAN_INIT("a\xd3\x98z"), 2, "a\xd3\x98..."}, /* never cut inside a character */
    };
    for (size_t i = 0; i < ADIL_COUNT(rows); i++) {
        struct adil_buf b;
        adil_buf_open(&b, 1000);
        adil_buf_shown(&b, rows[i].text, rows[i].max);
        assert_span_is(adil_buf_span(&b), rows[i].shown);
        adil_buf_release(&b);
    }
}

static void test_err__long_outside_text_is_cut_at_120_bytes(void **state)
{
    struct test_arenas *t = *state;
    struct adil_diag d;
    struct adil_buf b;
    char text[1000];
    memset(text, 'x', sizeof text);
    adil_diag_open(&d, &t->perm);
    adil_diag_add(&d, ADIL_SEV_ERROR, at("f", 1), nothing, adil_span_bytes(text, sizeof text),
                  nothing);
    adil_buf_open(&b, 10000);
    adil_diag_print(&d, &b);
    struct adil_span s = adil_buf_span(&b);
    assert_int_equal(s.len, strlen("f:1: found ") + 120 + strlen("...\n"));
    assert_true(adil_span_ends(s, ADIL_SPAN("x...\n")));
    adil_buf_release(&b);
}

static void test_err__nearest_name_or_none(void **state)
{
    (void)state;
    static const struct adil_span names[] = {
        ADIL_SPAN_INIT("seats"), ADIL_SPAN_INIT("threshold"), ADIL_SPAN_INIT("quota"),
        ADIL_SPAN_INIT("until"), ADIL_SPAN_INIT("to"),        ADIL_SPAN_INIT("from"),
    };
    static const char *const rows[][2] = {
        {"seats", "seats"}, /* itself */
        {"saets", "seats"}, /* neighbours swapped */
        {"seat", "seats"},
        {"treshhold", "threshold"},
        {"thrshld", "threshold"}, /* two away, seven letters */
        {"tresholt", "threshold"},
        {"frmo", "from"},
        {"tp", "to"}, /* short words: one edit */
        {"xy", ""},
        {"votes", ""}, /* quota is four away */
        {"", ""},
        {"constituency", ""},
    };
    for (size_t i = 0; i < ADIL_COUNT(rows); i++) {
        assert_span_is(adil_nearest(adil_span_of(rows[i][0]), names, ADIL_COUNT(names)),
                       rows[i][1]);
    }
    assert_int_equal(adil_nearest(ADIL_SPAN("seats"), NULL, 0).len, 0);
}

static void test_err__nearest_takes_the_closer_of_two(void **state)
{
    (void)state;
    static const struct adil_span names[] = {
        ADIL_SPAN_INIT("registers"),
        ADIL_SPAN_INIT("registered"),
        ADIL_SPAN_INIT("registred!"),
    };
    assert_span_is(adil_nearest(ADIL_SPAN("registred"), names, 2), "registered");
    assert_span_is(adil_nearest(ADIL_SPAN("registred"), names, 3),
                   "registered"); /* first of equals */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_err__exit_statuses),
        cmocka_unit_test(test_err__try_returns_the_first_failure),
        test_case(test_err__findings_are_printed_one_a_line),
        test_case(test_err__texts_of_a_finding_are_copied),
        cmocka_unit_test(test_err__no_diag_is_accepted),
        cmocka_unit_test(test_err__failing_with_ok_is_asserted),
        cmocka_unit_test(test_err__shown_text_cannot_steer_a_terminal),
        test_case(test_err__long_outside_text_is_cut_at_120_bytes),
        cmocka_unit_test(test_err__nearest_name_or_none),
        cmocka_unit_test(test_err__nearest_takes_the_closer_of_two),
    };
    return cmocka_run_group_tests_name("err", tests, NULL, NULL);
}
