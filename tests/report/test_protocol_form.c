/* The protocol on paper: a sound page in every language, blank and filled; outside text stays text.
 */
#include "html_check.h"
#include "report/protocol_form.h"
#include "support.h"

#include "base/buf.h"

#include <string.h>

static const struct adil_form_fact facts[] = {
    {ADIL_SPAN_INIT("day"), ADIL_SPAN_INIT("18 April 2026")},
    {ADIL_SPAN_INIT("place"), ADIL_SPAN_INIT("<hall> & \"yard\"")},
};
static const struct adil_form_figure figures[] = {
    {ADIL_SPAN_INIT("cast"), ADIL_SPAN_INIT("T  took part"), ADIL_SPAN_INIT("24"),
     ADIL_SPAN_INIT("C.1, C.2")},
    {ADIL_SPAN_INIT("invalid"), ADIL_SPAN_INIT(""), ADIL_SPAN_INIT(""), ADIL_SPAN_INIT("C.1")},
};
static const struct adil_form_option options[] = {
    {ADIL_SPAN_INIT("<script>alert(1)</script>"), ADIL_SPAN_INIT("15")},
    {ADIL_SPAN_INIT("Karl"), ADIL_SPAN_INIT("")},
};
static const struct adil_form_check checks[] = {
    {ADIL_SPAN_INIT("C.1"), ADIL_SPAN_INIT("Charter 22(1)"), ADIL_SPAN_INIT("cast <= issued"),
     ADIL_SPAN_INIT("Count again"), ADIL_FORM_FAILS, true},
    {ADIL_SPAN_INIT("C.2"), ADIL_SPAN_INIT("Charter 22(1)"), ADIL_SPAN_INIT("issued <= listed"),
     ADIL_SPAN_INIT(""), ADIL_FORM_HOLDS, false},
    {ADIL_SPAN_INIT("C.3"), ADIL_SPAN_INIT("Charter 22(2)"), ADIL_SPAN_INIT("invalid = 0"),
     ADIL_SPAN_INIT(""), ADIL_FORM_OPEN, false},
};
static const struct adil_span keys[] = {ADIL_SPAN_INIT("T+az7Xch1uKbUZenlPRh71hH44KKZkGZ")};

static struct adil_protocol_form filled(enum adil_lang lang)
{
    return (struct adil_protocol_form){.lang = lang,
                                       .polity = ADIL_SPAN("Gardeners & Sons"),
                                       .contest = ADIL_SPAN("Chair"),
                                       .fact = facts,
                                       .n_facts = ADIL_COUNT(facts),
                                       .figure = figures,
                                       .n_figures = ADIL_COUNT(figures),
                                       .option = options,
                                       .n_options = ADIL_COUNT(options),
                                       .check = checks,
                                       .n_checks = ADIL_COUNT(checks),
                                       .key = keys,
                                       .n_keys = ADIL_COUNT(keys),
                                       .explanation = ADIL_SPAN("a torn <ballot>")};
}

static struct adil_span page_of(struct test_arenas *t, const struct adil_protocol_form *form)
{
    struct adil_buf out;
    adil_buf_open(&out, 1 << 20);
    adil_protocol_form_html(form, &out);
    assert_true(adil_buf_ok(&out));
    struct adil_span page = adil_span_copy(&t->perm, adil_buf_span(&out));
    adil_buf_release(&out);
    return page;
}

static bool has(struct adil_span page, const char *piece)
{
    return adil_span_find(page, adil_span_of(piece)) < page.len;
}

/* Well formed; loads and runs nothing; one sheet of A4. */
static void assert_sound(struct test_arenas *t, struct adil_span page)
{
    static const char *const never[] = {"http:",   "https:",  "url(",    "@import", "<script",
                                        " src=\"", "<iframe", "<object", "<link",   " style=\""};
    struct html_check *h = adil_new(&t->perm, struct html_check, 1);
    const char *fault = html_fault(h, page);
    if (fault != NULL) {
        fail_msg("%s: ...%.*s", fault,
                 ADIL_ARG(adil_span_sub(page, h->at > 100 ? h->at - 100 : 0, h->at + 40)));
    }
    for (size_t i = 0; i < ADIL_COUNT(never); i++) {
        assert_false(has(page, never[i]));
    }
    assert_true(has(page, "@page{size:A4"));
}

static void every_language_has_a_sound_page_blank_and_filled(void **state)
{
    static const char *const lang[] = {"<html lang=\"en\">", "<html lang=\"ru\">",
                                       "<html lang=\"kk\">"};
    for (int l = 0; l < ADIL_N_LANGS; l++) {
        struct adil_protocol_form form = filled((enum adil_lang)l);
        struct adil_span page = page_of(*state, &form);
        assert_sound(*state, page);
        assert_true(has(page, lang[l]));
        form.blank = true;
        form.n_keys = 0;
        form.n_signers = 3;
        form.explanation = (struct adil_span){0};
        assert_sound(*state, page_of(*state, &form));
    }
}

static void fields_stand_with_their_codes_and_the_checks_beside_them(void **state)
{
    struct adil_protocol_form form = filled(ADIL_EN);
    struct adil_span page = page_of(*state, &form);
    assert_true(has(page, "<code>cast</code></td><td>T  took part</td><td class=\"n\">24</td>"
                          "<td class=\"k\">C.1, C.2</td>"));
    assert_true(
        has(page, "<td class=\"n box\"></td><td class=\"k\">C.1</td>")); /* a box to write in */
    assert_true(has(page, "<li class=\"fails\">✗ <code>C.1</code> <code>cast &lt;= issued</code>"));
    assert_true(has(page, "<li>✓ <code>C.2</code>"));
    assert_true(has(page, "<li>☐ <code>C.3</code>"));
    assert_true(has(page, "unverified")); /* C.1 is known from memory */
    assert_true(has(page, "a torn &lt;ballot&gt;"));
    assert_true(has(page, "T+az7Xch1uKbUZenlPRh71hH44KKZkGZ"));
}

/* As many lines to sign as members; none on a filled one. */
static void who_counts_signs_by_hand_on_a_blank_one(void **state)
{
    struct adil_protocol_form form = filled(ADIL_EN);
    assert_false(has(page_of(*state, &form), "class=\"line\""));
    form.n_signers = 3;
    struct adil_span page = page_of(*state, &form);
    int lines = 0;
    struct adil_span line = ADIL_SPAN("<tr><td class=\"line\">");
    for (size_t at = adil_span_find(page, line); at < page.len; at = adil_span_find(page, line)) {
        page = adil_span_sub(page, at + line.len, page.len);
        lines++;
    }
    assert_int_equal(lines, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(every_language_has_a_sound_page_blank_and_filled),
        test_case(fields_stand_with_their_codes_and_the_checks_beside_them),
        test_case(who_counts_signs_by_hand_on_a_blank_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
