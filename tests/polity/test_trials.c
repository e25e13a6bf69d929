/* What acts tried of a law: which statements each accepted act met, and which one refused another.
 * docs/design/coverage.md */
#include "fold.h"

#include <string.h>

#define house "tests/polity/test-house.yaml"
#define bill  "case/bill-1"
#define member                                                                                     \
    "{\"capacity\":\"elected\",\"office\":\"%s\",\"person\":\"%s%d\",\"since\":\"2020-01-01\","    \
    "\"source\":\"t\"}"

static const struct fold_issuer clerks[] = {
    {"head", 1}, {"lower-clerk", 1}, {"upper-clerk", 1}, {"presidium", 1}};

static void open_house(struct fold *f, struct test_arenas *t)
{
    struct adil_span text =
        ADIL_SPAN("[{\"capacity\":\"elected\",\"office\":\"head\",\"person\":\"h\","
                  "\"since\":\"2022-01-12\",\"source\":\"t\"}");
    for (int i = 1; i <= 9 + 4; i++) {
        struct adil_span one = adil_fmt(&t->perm, member, i <= 9 ? "lower" : "upper",
                                        i <= 9 ? "l" : "u", i <= 9 ? i : i - 9);
        text = adil_fmt(&t->perm, "%.*s,%.*s", ADIL_ARG(text), ADIL_ARG(one));
    }
    fold_open_holders(f, t, house, clerks, ADIL_COUNT(clerks),
                      adil_span_cstr(&t->perm, adil_fmt(&t->perm, "%.*s]", ADIL_ARG(text))));
    fold_at(f, "2023-02-01T10:00:00Z");
}

static const char *list_of_trials(struct fold *f)
{
    struct adil_buf out;
    adil_buf_open(&out, 1 << 20);
    adil_trials_put(f->trials, f->p, f->t->scratch, &out);
    const char *text = adil_span_cstr(&f->t->perm, adil_buf_span(&out));
    adil_buf_release(&out);
    return text;
}

/* The line stands in the list, or no line begins so where the figures are NULL. */
static void assert_tried(struct fold *f, const char *name, const char *figures)
{
    const char *all = list_of_trials(f);
    const char *line = adil_span_cstr(&f->t->perm, adil_fmt(&f->t->perm, "\n%s %s%s", name,
                                                            figures != NULL ? figures : "",
                                                            figures != NULL ? "\n" : ""));
    if ((strstr(all, line) != NULL) != (figures != NULL)) {
        fail_msg("%s %s is not so in:\n%s", name, figures != NULL ? figures : "(no line)", all);
    }
}

static void an_accepted_act_tries_all_that_it_met(void **state)
{
    struct fold f;
    open_house(&f, *state);
    assert_tried(&f, "power drafts-jointly -", NULL);
    fold_ok(&f, "presidium", "draft-jointly", "case/d",
            "{\"sponsors\":[\"a\",\"b\"],\"text\":\"t\"}");
    assert_tried(&f, "power drafts-jointly -", "1 0");
    assert_tried(&f, "norm sponsored-by-a -", "1 0");
    assert_tried(&f, "norm two-sponsors -", "1 0");
    assert_tried(&f, "norm not-a-greeting -", "1 0");
    assert_tried(&f, "power drafts -", NULL);
    fold_close(&f);
}

static void a_refused_act_tries_the_one_statement_that_refused_it(void **state)
{
    struct fold f;
    open_house(&f, *state);
    fold_refused(&f, "two-sponsors", "presidium", "draft-jointly", "case/d",
                 "{\"sponsors\":[\"a\"],\"text\":\"greeting\"}");
    assert_tried(&f, "norm two-sponsors -", "0 1");
    assert_tried(&f, "norm not-a-greeting -", NULL); /* it failed too, and did not decide */
    assert_tried(&f, "norm sponsored-by-a -", NULL);
    assert_tried(&f, "power drafts-jointly -", NULL);
    struct fold_act early = {.by = "presidium",
                             .word = "draft",
                             .about = "case/d",
                             .seq = 9,
                             .fields = "{\"text\":\"t\"}"};
    fold_assert(&f, fold_apply(&f, &early), "act.seq"); /* the machine's own rule */
    assert_tried(&f, "power drafts -", NULL);
    fold_close(&f);
}

static void where_every_way_to_do_it_failed_each_refused_it(void **state)
{
    struct fold f;
    open_house(&f, *state);
    fold_ok(&f, "presidium", "draft-jointly", "case/d",
            "{\"sponsors\":[\"y\",\"z\"],\"text\":\"t\"}");
    assert_tried(&f, "power drafts-jointly-with-z -", "1 0");
    assert_tried(&f, "norm sponsored-by-a -", NULL); /* it failed, and another way was there */
    fold_refused(&f, "sponsored-by-a", "presidium", "draft-jointly", "case/e",
                 "{\"sponsors\":[\"x\",\"y\"],\"text\":\"t\"}");
    assert_tried(&f, "norm sponsored-by-a -", "0 1");
    assert_tried(&f, "norm sponsored-by-z -", "1 1");
    fold_close(&f);
}

static void who_has_no_power_is_refused_by_each_that_gives_it_to_another(void **state)
{
    struct fold f;
    open_house(&f, *state);
    fold_refused(&f, "tables", "head", "table-bill", bill, "{\"title\":\"t\"}");
    assert_tried(&f, "power tables -", "0 1");
    fold_ok(&f, "lower-clerk", "table-bill", bill, "{\"title\":\"t\"}");
    assert_tried(&f, "power tables -", "1 1");
    /* a stage that does not give it yet */
    fold_refused(&f, "assent.sign", "head", "sign", bill, NULL);
    assert_tried(&f, "act bill/assent.sign -", "0 1");
    fold_close(&f);
}

/* What every test of a polity's own law asks before each act. */
static void a_stranger_is_one_to_whom_the_law_gives_the_word_nowhere(void **state)
{
    struct fold f;
    open_house(&f, *state);
    struct fold_act tables = {
        .by = "lower-clerk", .word = "table-bill", .about = bill, .fields = "{\"title\":\"t\"}"};
    struct fold_act faulty = tables;
    struct fold_act own = {.by = "founders", .word = "engine", .about = ""};
    faulty.fields = "{}";
    assert_true(adil_span_is(fold_try_stranger(&f, &tables), "tables"));
    assert_string_equal(adil_span_cstr(&f.t->perm, f.refusal.field), "by");
    assert_int_equal(fold_try_stranger(&f, &faulty).len, 0); /* refused by the machine's own rule */
    assert_true(adil_span_is(f.refusal.rule, "act.field"));
    assert_null(fold_try_stranger(&f, &own).ptr);
    fold_close(&f);
}

static void decide(struct fold *f, const char *by, const char *fields)
{
    fold_ok(f, by, "decide-bill", bill, fields);
}

static void figures_fall_on_either_side(void **state)
{
    struct fold f;
    open_house(&f, *state);
    fold_ok(&f, "lower-clerk", "table-bill", bill, "{\"title\":\"t\"}");
    decide(&f, "lower-clerk", "{\"no\":1,\"yes\":4}");
    assert_tried(&f, "quorum bill/lower.quorum -", "0 1");
    assert_tried(&f, "pass bill/lower.pass -", NULL);
    decide(&f, "lower-clerk", "{\"no\":1,\"yes\":5}");
    assert_tried(&f, "quorum bill/lower.quorum -", "1 1");
    assert_tried(&f, "pass bill/lower.pass -", "1 0");
    decide(&f, "lower-clerk", "{\"no\":4,\"yes\":4}");
    assert_tried(&f, "pass bill/lower.pass -", "1 1");
    assert_tried(&f, "tie bill/lower.tie -", "1 0");
    assert_tried(&f, "decision bill/lower.decision -", "3 0");
    fold_ok(&f, "lower-clerk", "table-bill", "case/b2", "{\"title\":\"t\"}");
    fold_refused(&f, "lower.decision", "lower-clerk", "decide-bill", "case/b2",
                 "{\"no\":4,\"result\":\"pass\",\"yes\":3}");
    assert_tried(&f, "decision bill/lower.decision -", "3 1");
    assert_tried(&f, "pass bill/lower.pass -", "1 1"); /* of a refused act nothing else counts */
    fold_close(&f);
}

static void silence_moves_a_case_or_an_act_comes_before(void **state)
{
    struct fold f;
    open_house(&f, *state);
    fold_ok(&f, "head", "propose-premier", "case/p1", "{\"person\":\"p\"}");
    fold_at(&f, "2023-03-01T10:00:00Z");
    fold_ok(&f, "head", "propose-premier", "case/p2", "{\"person\":\"q\"}");
    assert_tried(&f, "silence appointment/consent.silence -", "1 0");
    assert_tried(&f, "deadline ten-days -", "0 1");
    fold_ok(&f, "lower-clerk", "decide-bill", "case/p2", "{\"no\":7,\"yes\":2}");
    assert_tried(&f, "silence appointment/consent.silence -", "1 1");
    assert_tried(&f, "deadline ten-days -", "1 1");
    fold_close(&f);
}

static void offices_and_support(void **state)
{
    struct fold f;
    open_house(&f, *state);
    fold_refused(&f, "move-no-confidence.support", "lower-clerk", "move-no-confidence", "case/n",
                 "{\"movers\":[\"l1\"]}");
    assert_tried(&f, "support move-no-confidence.support -", "0 1");
    fold_ok(&f, "lower-clerk", "move-no-confidence", "case/n",
            "{\"movers\":[\"l1\",\"l2\",\"l3\"]}");
    assert_tried(&f, "support move-no-confidence.support -", "1 1");
    fold_refused(&f, "head", "upper-clerk", "succeed", "x",
                 "{\"person\":\"l1\",\"until\":\"2024-01-01\"}");
    assert_tried(&f, "office head -", "0 1");
    fold_close(&f);
}

static void a_list_names_the_law_of_entry_0(void **state)
{
    struct fold f;
    open_house(&f, *state);
    const char *list = list_of_trials(&f);
    struct adil_span hex = adil_hex(&f.t->perm, f.law.byte, sizeof f.law.byte);
    assert_string_equal(
        list,
        adil_span_cstr(&f.t->perm, adil_fmt(&f.t->perm, "coverage house %.*s\n", ADIL_ARG(hex))));
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(an_accepted_act_tries_all_that_it_met),
        test_case(a_refused_act_tries_the_one_statement_that_refused_it),
        test_case(where_every_way_to_do_it_failed_each_refused_it),
        test_case(who_has_no_power_is_refused_by_each_that_gives_it_to_another),
        test_case(a_stranger_is_one_to_whom_the_law_gives_the_word_nowhere),
        test_case(figures_fall_on_either_side),
        test_case(silence_moves_a_case_or_an_act_comes_before),
        test_case(offices_and_support),
        test_case(a_list_names_the_law_of_entry_0),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
