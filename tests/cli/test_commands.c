/* The command line as others rely on it: exit statuses, outputs, messages. */
#include "command.h"

#include "base/file.h"

#include <stdlib.h>
#include <unistd.h>

#define KZ "polities/kazakhstan"
#define ZA "polities/south-africa/rulebook.yaml"

struct expected {
    const char *argv[COMMAND_ARGS_MAX];
    int status;
    const char *out[4]; /* parts of standard output */
    const char *err[3]; /* parts of standard error; none: it must be empty */
};

static void check_one(struct adil_arena *a, const struct expected *x)
{
    struct command c = command_run(a, x->argv, ADIL_SPAN(""));
    bool good = c.status == x->status && (x->err[0] != NULL) == (c.err.len > 0);
    for (size_t i = 0; i < ADIL_COUNT(x->out) && x->out[i] != NULL; i++) {
        good = good && command_says(c.out, x->out[i]);
    }
    for (size_t i = 0; i < ADIL_COUNT(x->err) && x->err[i] != NULL; i++) {
        good = good && command_says(c.err, x->err[i]);
    }
    if (!good) {
        print_error("adil");
        for (size_t i = 0; x->argv[i] != NULL; i++) {
            print_error(" %s", x->argv[i]);
        }
        print_error("\nexit %d, expected %d\n%.*s\n%.*s\n", c.status, x->status, ADIL_ARG(c.out),
                    ADIL_ARG(c.err));
        fail();
    }
}

static void check_all(void **state, const struct expected *x, size_t n)
{
    struct test_arenas *t = *state;
    for (size_t i = 0; i < n; i++) {
        check_one(&t->perm, &x[i]);
    }
}

static void test_commands__decisions_exit_0_and_open_questions_1(void **state)
{
    static const struct expected x[] = {
        {{"count", KZ, "--contest", "majilis-2023-list", "--json"},
         0,
         {"\"outcome\": \"decided\"", "\"method\": \"hare\"", "\"seats\": 40"},
         {NULL}},
        {{"count", KZ, "--contest", "president-2022", "--json"},
         0,
         {"\"outcome\": \"decided\"", "Kassym-Jomart Tokayev"},
         {NULL}},
        {{"count", KZ, "--contest", "referendum-2022", "--json"},
         0,
         {"\"adopted\": true", "\"published\""},
         {NULL}},
        {{"count", KZ, "--contest", "referendum-2026", "--json"}, 0, {"\"adopted\": true"}, {NULL}},
        {{"count", KZ, "--contest", "majilis-2023-district-1", "--json"},
         0,
         {"\"outcome\": \"published\"", "Daulet Turlykhanov"},
         {NULL}},
        {{"count", KZ, "--contest", "majilis-2023-district-2", "--json"},
         1,
         {"\"outcome\": \"undetermined\""},
         {NULL}},
        {{"count", KZ, "--contest", "akim-2023-karatobe", "--json"},
         1,
         {"\"outcome\": \"undetermined\"", "Ermek Sainov"},
         {NULL}},
        {{"count", KZ, "--contest", "akim-2025-semey"}, 1, {"109"}, {NULL}},
        {{"count", ZA, "--contest", "president-2024", "--json"},
         0,
         {"\"outcome\": \"decided\"", "Ramaphosa"},
         {NULL}},
        {{"count", KZ, "--contest", "president-2022", "--set",
          "wins=more than 9/10 of counted votes", "--json"},
         0,
         {"\"outcome\": \"second-round\"", "Zhiguli Dairabayev"},
         {NULL}},
        {{"count", KZ, "--contest", "referendum-2024", "--set",
          "quorum=more than 2/3 of registered voters", "--json"},
         0,
         {"\"outcome\": \"not-valid\""},
         {NULL}},
        {{"count", KZ, "--contest", "referendum-2024", "--set",
          "adopts=more than 3/4 of cast ballots", "--json"},
         0,
         {"\"outcome\": \"not-adopted\"", "\"adopted\": false"},
         {NULL}},
        {{"count", KZ, "--contest", "referendum-2024", "--set",
          "adopts=more than 1/2 of cast ballots in at least 2/3 of regions", "--set",
          "units=regions", "--json"},
         1,
         {"\"outcome\": \"undetermined\"", "\"adopted\": null"},
         {NULL}},
    };
    check_all(state, x, ADIL_COUNT(x));
}

static void test_commands__the_law_of_another_day(void **state)
{
    static const struct expected x[] = {
        {{"count", KZ, "--contest", "majilis-2023-list", "--at", "2021-01-10", "--brief"},
         0,
         {"Nationwide Social Democratic       331,058   5.20%      0"},
         {NULL}},
        {{"law", "show", KZ, "list-threshold", "--at", "2021-05-23"},
         0,
         {"at least 7% of counted votes", "unverified"},
         {NULL}},
        {{"law", "show", KZ, "list-threshold", "--at", "2021-05-24"},
         0,
         {"at least 5% of counted votes"},
         {NULL}},
        {{"law", "show", KZ, "party-members", "--at", "2022-11-18", "--json"},
         0,
         {"at least 5,000 members"},
         {NULL}},
        {{"law", "show", ZA, "na-independents", "--at", "2020-01-01"},
         1,
         {NULL},
         {"no version in force"}},
        {{"law", "show", KZ, "list-treshold"}, 2, {NULL}, {"list-threshold"}},
        {{"law", "show", KZ, "amendment"},
         0,
         {"decide or roll-call, of majilis and senate; quorum at least 2/3 of seats; passes at "
          "least 3/4 of seats; tie fails; readings 2; pass: to assent; fail: to rejected"},
         {NULL}},
    };
    check_all(state, x, ADIL_COUNT(x));
}

#define CLUB "tests/polity/test-club.yaml"

#define EXLAND "tests/report/institutions.yaml"

static void test_commands__a_procedure_is_told(void **state)
{
    static const struct expected x[] = {
        {{"law", "procedure", "bill", EXLAND},
         0,
         {"1. the lower house [first]", "goes to 7. rejected"},
         {NULL}},
        {{"law", "procedure", "bill", EXLAND, "--json", "--at", "2023-01-01"},
         0,
         {"\"quorum\": \"at least 2/3 of seats\"", "\"seats\": 98"},
         {NULL}},
        {{"law", "procedure", "bill", EXLAND, "--svg", "/dev/stdout"}, 0, {"<svg xmlns"}, {NULL}},
        {{"law", "procedure", "bil", EXLAND}, 2, {NULL}, {"expected bill"}},
        {{"law", "procedure"}, 2, {NULL}, {"a procedure and at most one law"}},
    };
    check_all(state, x, ADIL_COUNT(x));
}

static void test_commands__an_office_and_a_reform_are_told(void **state)
{
    static const struct expected x[] = {
        {{"power", "head", EXLAND}, 0, {"Powers", "be held beside: judge"}, {NULL}},
        {{"power", "head", EXLAND, "--at", "2023-01-01", "--json"},
         0,
         {"\"power\": \"head-dissolves\"", "less than 2 years"},
         {NULL}},
        {{"power", "hed", EXLAND}, 2, {NULL}, {"expected head"}},
        {{"law", "compare", EXLAND, "--at", "2022-01-01=old", "--at", "2023-01-01=new"},
         0,
         {"Differences: 6", "old, 2022-01-01", "new, 2023-01-01", "107 seats"},
         {NULL}},
        {{"law", "compare", EXLAND, "club", "--at", "2026-05-01", "--json"},
         0,
         {"\"group\": \"office/treasurer\""},
         {NULL}},
        {{"law", "compare", EXLAND, "--at", "2022-01-01"}, 2, {NULL}, {"two to six days"}},
        {{"law", "compare", EXLAND, "club"}, 2, {NULL}, {"one day for both"}},
        {{"law", "compare", EXLAND, "--at", "2022", "--at", "2023"}, 2, {NULL}, {"YYYY-MM-DD"}},
        {{"law", "compare", EXLAND}, 2, {NULL}, {"0 days"}}, /* it names no dates */
        {{"law", "compare", KZ, "--at", "before-reform", "--at", "reform=now"},
         0,
         {"before the reform of 2022, 2022-06-07", "now, 2023-03-29", "107 seats"},
         {NULL}},
        {{"law", "compare", KZ, "--lang", "ru"},
         0,
         {"до реформы 2022 года, 2022-06-07", "Конституция 2026 года, 2026-07-01"},
         {NULL}},
    };
    check_all(state, x, ADIL_COUNT(x));
}

static void test_commands__the_law_of_acts_is_shown(void **state)
{
    static const struct expected x[] = {
        {{"law", "show", CLUB}, 0, {"keys by   founders", "[procedure, read]"}, {NULL}},
        {{"law", "show", CLUB, "commission"}, 0, {"signs     at least 2 keys"}, {NULL}},
        {{"law", "show", CLUB, "nominate-list"}, 0, {"is        enter of list"}, {NULL}},
        {{"law", "show", CLUB, "nomination-ends", "--at", "2023-03-19"},
         0,
         {"asks      18:00 on the 39th day before election day", "Charter 16(4)"},
         {NULL}},
        {{"law", "show", CLUB, "calls-early", "--lang", "ru"},
         0,
         {"asks      chair: call; not acting; unless not-in-first-year"},
         {NULL}},
        {{"law", "show", CLUB, "P.01", "--json"}, 0, {"(blocks)"}, {NULL}},
        {{"law", "show", CLUB, "election"},
         0,
         {"stage     polling, until polling-ends: then counting", "end       not-held"},
         {NULL}},
        {{"law", "show", CLUB, "electoin"}, 2, {NULL}, {"election"}},
    };
    check_all(state, x, ADIL_COUNT(x));
}

static void test_commands__faults_of_the_caller_exit_2(void **state)
{
    static const struct expected x[] = {
        {{NULL}, 2, {NULL}, {"no verb"}},
        {{"cuont"}, 2, {NULL}, {"expected count"}},
        {{"count"}, 2, {NULL}, {"no file"}},
        {{"count", KZ}, 2, {NULL}, {"--contest"}},
        {{"count", KZ, "--contest", "majilis-2032-list"}, 2, {NULL}, {"majilis-2023-list"}},
        {{"count", KZ, "--contest", "majilis-2023-list", "--jsn"}, 2, {NULL}, {"--json"}},
        {{"count", KZ, "--contest", "majilis-2023-list", "--lang", "de"},
         2,
         {NULL},
         {"kk, ru or en"}},
        {{"count", KZ, "--contest", "majilis-2023-list", "--at", "2023-02-30"},
         2,
         {NULL},
         {"YYYY-MM-DD"}},
        {{"count", KZ, "--contest", "majilis-2023-list", "--set", "treshold=3%"},
         2,
         {NULL},
         {"threshold"}},
        {{"count", KZ, "--contest", "majilis-2023-list", "--set", "seats=-1"},
         2,
         {NULL},
         {"seats"}},
        {{"count", KZ, "--contest", "majilis-2023-list", "--json", "--csv"},
         2,
         {NULL},
         {"one of them"}},
        {{"count", "no-such-file.yaml", "--contest", "x"}, 2, {NULL}, {"no-such-file.yaml"}},
        {{"count", "polities/kazakhstan/figures/majilis-2023-list.csv"}, 2, {NULL}, {"--method"}},
        {{"count", "polities/kazakhstan/figures/majilis-2023-list.csv", "--method", "hair",
          "--seats", "69"},
         2,
         {NULL},
         {"hare"}},
        {{"count", "polities/kazakhstan/figures/majilis-2023-list.csv", "--method", "hare"},
         2,
         {NULL},
         {"seats"}},
        {{"law", "check", "README.md"}, 2, {NULL}, {"README.md"}},
        {{"type"}, 2, {NULL}, {"CASE/CONTEST/PLACE, --list, --check"}},
        {{"type", "a/b/c", "--list"}, 2, {NULL}, {"several"}},
    };
    check_all(state, x, ADIL_COUNT(x));
}

static void test_commands__lists_and_help(void **state)
{
    static const struct expected x[] = {
        {{"--version"}, 0, {"adil "}, {NULL}},
        {{"--help"}, 0, {"count", "serve"}, {NULL}},
        {{"count", "--help"}, 0, {"usage: adil count", "example:"}, {NULL}},
        {{"type", "--help"}, 0, {"usage: adil type", "--officer NAME"}, {NULL}},
        {{"contests", KZ}, 0, {"majilis-2023-list", "2023-03-19"}, {NULL}},
        {{"contests", ZA, "--json"}, 0, {"\"contest\": \"national-assembly-2024\""}, {NULL}},
        {{"contests", KZ, "--lang", "kk"}, 0, {"Мәжіліс"}, {NULL}},
        {{"methods"}, 0, {"hare", "sainte-lague", "exhaustive"}, {NULL}},
        {{"methods", "dhondt"}, 0, {"threshold"}, {NULL}},
        {{"methods", "--json"}, 0, {"\"method\": \"droop\""}, {NULL}},
        {{"law", "check", KZ}, 0, {"0 findings"}, {NULL}},
        {{"law", "check", ZA, "--json"}, 0, {"\"findings\": []"}, {NULL}},
        {{"law", "schema"}, 0, {"json-schema.org"}, {NULL}},
        {{"law", "show", KZ}, 0, {"Kazakhstan", "pres-majority"}, {NULL}},
    };
    check_all(state, x, ADIL_COUNT(x));
}

static const char list_votes[] = "option,votes\nA,60\nB,30\nC,10\n";

static void test_commands__a_csv_and_a_method_are_enough(void **state)
{
    struct test_arenas *t = *state;
    const char *file = command_file(&t->perm, "votes.csv", adil_span_of(list_votes));
    const struct expected x[] = {
        {{"count", file, "--method", "hare", "--seats", "10", "--against", "AA"},
         2,
         {NULL},
         {"no row of AA", "nearest: A"}},
        {{"count", file, "--method", "hare", "--seats", "10", "--csv"},
         0,
         {"A,60,6", "B,30,3", "C,10,1"},
         {NULL}},
        {{"count", file, "--method", "dhondt", "--seats", "10", "--threshold", "15%", "--csv"},
         0,
         {"A,60,7", "B,30,3", "C,10,0"},
         {NULL}},
        {{"count", file, "--method", "largest-remainder", "--quota", "droop", "--seats", "10",
          "--json"},
         0,
         {"\"method\": \"droop\""},
         {NULL}},
        {{"count", file, "--method", "plurality", "--json"},
         0,
         {"\"elected\": [\n    \"A\"\n  ]"},
         {NULL}},
        {{"count", file, "--method", "sainte-lague", "--seats", "4", "--against", "A", "--csv"},
         0,
         {"B,30,3", "C,10,1"},
         {NULL}},
        {{"count", file, "--method", "hare", "--seats", "10", "--at", "2020-01-01"},
         2,
         {NULL},
         {"rulebook"}},
    };
    check_all(state, x, ADIL_COUNT(x));
}

static void test_commands__standard_input_is_a_file(void **state)
{
    struct test_arenas *t = *state;
    const char *const argv[] = {"count", "-", "--method", "hare", "--seats", "10", "--csv", NULL};
    struct command c = command_run(&t->perm, argv, adil_span_of(list_votes));
    assert_int_equal(c.status, 0);
    assert_true(command_says(c.out, "A,60,6"));
}

/* The question a tie asks, as JSON gives it: `"question": "..."`. */
static struct adil_span question_of(struct adil_span json)
{
    struct adil_span mark = ADIL_SPAN("\"question\": \"");
    size_t at = adil_span_find(json, mark);
    assert_true(at < json.len);
    struct adil_span rest = adil_span_sub(json, at + mark.len, json.len);
    return adil_span_sub(rest, 0, adil_span_find_byte(rest, '"'));
}

static void test_commands__a_lot_is_asked_for_and_answered(void **state)
{
    struct test_arenas *t = *state;
    struct adil_arena *a = &t->perm;
    const char *file = command_file(a, "tied.csv", ADIL_SPAN("option,votes\nA,50\nB,50\n"));
    const char *const ask[] = {"count", file, "--method", "hare", "--seats", "3", "--json", NULL};
    struct command c = command_run(a, ask, ADIL_SPAN(""));
    assert_int_equal(c.status, 1);
    assert_true(command_says(c.out, "\"outcome\": \"lot-needed\""));
    struct adil_span question = question_of(c.out);
    const char *answer = adil_span_cstr(a, adil_fmt(a, "%.*s=B;A", ADIL_ARG(question)));
    struct adil_span stem = adil_span_sub(question, 0, question.len - 4);
    const char *wrong = adil_span_cstr(a, adil_fmt(a, "%.*s0000=B;A", ADIL_ARG(stem)));
    const char *unfit = adil_span_cstr(a, adil_fmt(a, "%.*s=C;A", ADIL_ARG(question)));
    const char *seed = "seed:00000000000000000000000000000000000000000000000000000000000000ff";
    const struct expected x[] = {
        {{"count", file, "--method", "hare", "--seats", "3", "--csv", "--lot", answer},
         0,
         {"A,50,1", "B,50,2"},
         {NULL}},
        {{"count", file, "--method", "hare", "--seats", "3", "--json", "--lot", wrong},
         1,
         {"lot-needed"},
         {"not used"}},
        {{"count", file, "--method", "hare", "--seats", "3", "--json", "--lot", seed},
         0,
         {"\"outcome\": \"decided\""},
         {NULL}},
        {{"count", file, "--method", "hare", "--seats", "3", "--lot", unfit},
         2,
         {NULL},
         {"does not fit the question"}},
        {{"count", file, "--method", "hare", "--seats", "3", "--lot", "seed:12"},
         2,
         {NULL},
         {"--lot"}},
    };
    check_all(state, x, ADIL_COUNT(x));
}

static void test_commands__a_page_is_written_whole_or_not_at_all(void **state)
{
    struct test_arenas *t = *state;
    struct adil_arena *a = &t->perm;
    const char *page = command_file(a, "page.html", ADIL_SPAN("old"));
    const char *bad = command_file(a, "bad.csv", ADIL_SPAN("unit,option,votes\nkz,Amanat,-5\n"));
    const char *const fails[] = {"count",  KZ,   "--contest", "majilis-2023-list", "--votes", bad,
                                 "--html", page, NULL};
    struct command c = command_run(a, fails, ADIL_SPAN(""));
    struct adil_span bytes;
    assert_int_equal(c.status, 2);
    assert_int_equal(c.out.len, 0);
    assert_true(command_says(c.err, "bad.csv:2"));
    assert_true(command_says(c.err, "found -5"));
    assert_int_equal(access(page, F_OK), 0);
    const char *const works[] = {"count",  KZ,   "--contest", "majilis-2023-list", "--html", page,
                                 "--lang", "ru", NULL};
    c = command_run(a, works, ADIL_SPAN(""));
    assert_int_equal(c.status, 0);
    const char *const nowhere[] = {
        "count", KZ, "--contest", "majilis-2023-list", "--html", "/no/such/folder/page.html", NULL};
    c = command_run(a, nowhere, ADIL_SPAN(""));
    assert_int_equal(c.status, 3);
    assert_int_equal(c.out.len, 0);
    bytes = c.err;
    assert_true(command_says(bytes, "/no/such/folder"));
}

static void test_commands__the_same_bytes_in_any_locale_and_zone(void **state)
{
    struct test_arenas *t = *state;
    const char *const argv[] = {"count", KZ, "--contest", "majilis-2023", "--json", NULL};
    struct command plain = command_run(&t->perm, argv, ADIL_SPAN(""));
    setenv("LC_ALL", "ru_RU.UTF-8", 1);
    setenv("TZ", "Asia/Almaty", 1);
    struct command other = command_run(&t->perm, argv, ADIL_SPAN(""));
    unsetenv("LC_ALL");
    unsetenv("TZ");
    assert_int_equal(plain.status, 0);
    assert_span_equal(other.out, plain.out);
}

/* What the README shows is what the program says: every line of its explanation. */
static void test_commands__the_readme_shows_what_is_printed(void **state)
{
    struct test_arenas *t = *state;
    const char *const argv[] = {"count", KZ, "--contest", "majilis-2023-list", NULL};
    struct command c = command_run(&t->perm, argv, ADIL_SPAN(""));
    struct adil_span rest, line;
    unsigned compared = 0;
    bool inside = false;
    assert_int_equal(adil_file_read(&t->perm, ADIL_SPAN("README.md"), 1 << 20, &rest, NULL).code,
                     ADIL_C_OK);
    while (adil_span_cut(&rest, '\n', &line)) {
        inside = inside || adil_span_starts(line, ADIL_SPAN("     3. "));
        inside = inside && !adil_span_starts(line, ADIL_SPAN("Two lists"));
        line = adil_span_trim(line);
        if (inside && line.len > 0) {
            if (adil_span_find(c.out, line) == c.out.len) {
                print_error("not printed: %.*s\n", ADIL_ARG(line));
                fail();
            }
            compared++;
        }
    }
    assert_true(compared > 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_commands__decisions_exit_0_and_open_questions_1),
        test_case(test_commands__the_law_of_another_day),
        test_case(test_commands__a_procedure_is_told),
        test_case(test_commands__an_office_and_a_reform_are_told),
        test_case(test_commands__the_law_of_acts_is_shown),
        test_case(test_commands__faults_of_the_caller_exit_2),
        test_case(test_commands__lists_and_help),
        test_case(test_commands__a_csv_and_a_method_are_enough),
        test_case(test_commands__standard_input_is_a_file),
        test_case(test_commands__a_lot_is_asked_for_and_answered),
        test_case(test_commands__a_page_is_written_whole_or_not_at_all),
        test_case(test_commands__the_same_bytes_in_any_locale_and_zone),
        test_case(test_commands__the_readme_shows_what_is_printed),
    };
    return cmocka_run_group_tests_name("commands", tests, NULL, NULL);
}
