/* adil law coverage, as people and programs run it. */
#include "command.h"

#include "base/file.h"
#include "law/rulebook.h"

static const char law[] =
    "polity: {id: xx, name: Exland}\n"
    "units: [{id: xx, kind: country}]\n"
    "registers:\n"
    "  person:\n"
    "    fields: {age: number}\n"
    "    enter:\n"
    "      - {id: adult, that: age, is: at least 18, cite: Act 3(1), mark: read, source: S}\n"
    "      - {id: young, that: age, is: at most 99, cite: Act 4, source: S}\n"
    "examples:\n"
    "  - {rule: adult, record: {age: \"18\"}, verdict: holds}\n";

static void assert_ran(struct command c, int status, const char *part)
{
    if (c.status != status || !command_says(status < 2 ? c.out : c.err, part)) {
        fail_msg("exit %d, expected %d and \"%s\":\n%.*s\n%.*s", c.status, status, part,
                 ADIL_ARG(c.out), ADIL_ARG(c.err));
    }
}

static const char *law_file(struct test_arenas *t)
{
    return command_file(&t->perm, "law.yaml", adil_span_of(law));
}

/* A list of this law, with these lines. */
static const char *list_file(struct test_arenas *t, const char *name, const char *lines)
{
    struct adil_rulebook book;
    struct adil_diag d;
    adil_diag_open(&d, &t->perm);
    adil_err err =
        adil_rulebook_parse(&t->perm, t->scratch, ADIL_SPAN("law"), adil_span_of(law), &book, &d);
    assert_int_equal(err.code, ADIL_C_OK);
    struct adil_span hex = adil_hex(&t->perm, book.hash.byte, sizeof book.hash.byte);
    return command_file(&t->perm, name,
                        adil_fmt(&t->perm, "coverage xx %.*s\n%s", ADIL_ARG(hex), lines));
}

static struct command cover(struct test_arenas *t, const char *const *more)
{
    const char *argv[COMMAND_ARGS_MAX] = {"law", "coverage", law_file(t)};
    size_t n = 3;
    for (; *more != NULL; more++) {
        argv[n++] = *more;
    }
    return command_run(&t->perm, argv, ADIL_SPAN(""));
}

static void test_coverage__says_what_no_story_tried(void **state)
{
    struct test_arenas *t = *state;
    const char *const none[] = {NULL};
    struct command c = cover(t, none);
    assert_ran(c, 1, "  +1      -0      norm      adult  [Act 3(1)]  missing: refused\n");
    assert_ran(c, 1, "norm      young  [Act 4]  unverified  missing: accepted, refused\n");
    assert_ran(c, 1, "2 statements, 0 tried on every side, 3 sides missing; 1 unverified\n");
    const char *const all[] = {list_file(t, "a", "norm adult - 0 2\n"),
                               list_file(t, "b", "norm young - 1 1\n"), NULL};
    c = cover(t, all);
    assert_ran(c, 0, "  +1      -2      norm      adult  [Act 3(1)]\n");
    assert_ran(c, 0, "2 statements, 2 tried on every side, 0 sides missing; 1 unverified\n");
}

static void test_coverage__can_be_asked_of_some_articles(void **state)
{
    struct test_arenas *t = *state;
    const char *const third[] = {"--cite", "Act 3", "--missing", NULL};
    const char *const others[] = {"--not-cite", "Act 3", "--missing", NULL};
    const char *const nowhere[] = {"--cite", "Act 5", NULL};
    struct command c = cover(t, third);
    assert_ran(c, 1, "norm adult - refused\n");
    assert_false(command_says(c.out, "young"));
    c = cover(t, others);
    assert_ran(c, 1, "norm young - accepted\nnorm young - refused\n");
    assert_false(command_says(c.out, "adult"));
    c = cover(t, nowhere); /* a slip of the pen is no law without holes */
    assert_ran(c, 2, "");
    assert_true(command_says(c.err, "--cite: found Act 5, expected words of an article"));
}

static void test_coverage__known_holes_may_only_become_fewer(void **state)
{
    struct test_arenas *t = *state;
    static const char holes[] = "# nobody is old\nnorm adult - refused\nnorm young - accepted\n"
                                "norm young - refused\n";
    const char *allow = command_file(&t->perm, "holes", adil_span_of(holes));
    const char *fewer = command_file(&t->perm, "fewer", ADIL_SPAN("norm young - refused\n"));
    const char *strange = command_file(&t->perm, "strange", ADIL_SPAN("norm none - refused\n"));
    const char *const as_known[] = {"--allow", allow, NULL};
    const char *const closed[] = {"--allow", allow, list_file(t, "a", "norm adult - 0 1\n"), NULL};
    const char *const new[] = {"--allow", fewer, NULL};
    const char *const of_none[] = {"--allow", strange, NULL};
    assert_ran(cover(t, as_known), 0, "3 sides missing");
    assert_ran(cover(t, closed), 1, "allowed, not missing: norm adult - refused\n");
    struct command c = cover(t, new);
    assert_ran(c, 1, "missing, not allowed: norm adult - refused\n");
    assert_ran(c, 1, "missing, not allowed: norm young - accepted\n");
    assert_false(command_says(c.out, "allowed: norm young - refused"));
    assert_ran(cover(t, of_none), 2, "a statement of this law");
}

static void test_coverage__lists_of_another_law_are_named(void **state)
{
    struct test_arenas *t = *state;
    const char *other =
        command_file(&t->perm, "o", adil_fmt(&t->perm, "coverage xx %064d\nnorm adult - 1 1\n", 1));
    const char *const more[] = {other, NULL};
    const char *const bad[] = {command_file(&t->perm, "bad", ADIL_SPAN("norm adult - 1 1\n")),
                               NULL};
    assert_ran(cover(t, more), 1, "0 lists are of this law; 1 of another, and were passed over");
    assert_ran(cover(t, bad), 2, "bad:1: ");
}

/* A count tries the rules that its steps rest on: of seven lists some passed the bar of 2023,
 * others did not. */
static void test_coverage__a_count_adds_what_it_tried(void **state)
{
    struct test_arenas *t = *state;
    struct adil_span text;
    const char *list = command_file(&t->perm, "c", ADIL_SPAN(""));
    const char *const argv[] = {"count",   "polities/kazakhstan", "--contest", "majilis-2023-list",
                                "--brief", "--coverage",          list,        NULL};
    assert_int_equal(command_run(&t->perm, argv, ADIL_SPAN("")).status, 0);
    assert_int_equal(adil_file_read(&t->perm, adil_span_of(list), 1 << 16, &text, NULL).code,
                     ADIL_C_OK);
    assert_true(command_says(text, "coverage kz "));
    assert_true(command_says(text, "rule list-threshold 2021-05-24 1 1\n"));
    assert_true(command_says(text, "rule list-quotient - 1 0\n"));
    assert_false(command_says(text, "rule list-threshold - "));
}

static void test_coverage__json(void **state)
{
    struct test_arenas *t = *state;
    const char *const more[] = {"--json", list_file(t, "a", "norm adult - 0 2\n"), NULL};
    struct command c = cover(t, more);
    assert_ran(c, 1, "\"polity\": \"xx\"");
    assert_ran(c, 1,
               "{\"accepted\": 0, \"cite\": \"Act 3(1)\", \"examples_accepted\": 1, "
               "\"examples_refused\": 0, \"from\": null, \"id\": \"adult\", \"kind\": \"norm\", "
               "\"mark\": \"read\", \"missing\": [], \"refused\": 2}");
    assert_ran(c, 1, "\"missing\": [\"accepted\", \"refused\"]");
    assert_ran(c, 1, "\"mark\": \"unverified\"");
    assert_ran(c, 1, "\"total\": 2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_coverage__says_what_no_story_tried),
        test_case(test_coverage__can_be_asked_of_some_articles),
        test_case(test_coverage__known_holes_may_only_become_fewer),
        test_case(test_coverage__lists_of_another_law_are_named),
        test_case(test_coverage__a_count_adds_what_it_tried),
        test_case(test_coverage__json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
