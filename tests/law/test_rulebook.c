#define _POSIX_C_SOURCE 200809L
#include "books.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAD        "polity: {id: xx, name: Exland}\n"
#define RULES(body) HEAD "rules:\n" body

static void test_rulebook__every_section_is_read(void **state)
{
    static const char text[] =
        "polity: {id: xx, name: {en: Exland, ru: Эксландия}}\n"
        "units: [{id: xx, kind: country}, {id: n, kind: region, name: N}]\n"
        "groups: {regions: {kind: region, name: {en: regions, ru: регионов}}}\n"
        "quantities: {unused: {words: unused ballots, of: {ru: неиспользованных}}}\n"
        "names: {A: {ru: А-партия}}\n"
        "facts: {emergency: flag}\n"
        "rules: [{id: r, cite: L 1, mark: read, source: S, from: 2020-01-01,\n"
        "         until: 2021-01-01, applies: act, text: {en: words}, set: {seats: 3}}]\n"
        "registers:\n"
        "  reg:\n"
        "    fields: {born: date, who: ref to reg, support: tally by regions}\n"
        "    enter: [{id: old, that: 'age(born, at: contest.day)', is: at least 40 years}]\n"
        "contests: {c: {title: The C, day: 2020-02-02, method: hare, seats: 1}}\n";
    struct test_arenas *t = *state;
    struct adil_rulebook b;
    parse_well(t, text, &b);
    assert_span_is(b.polity.in[ADIL_RU], "Эксландия");
    assert_int_equal(b.units.n, 2);
    assert_span_is(b.vocab.group[0].id, "regions");
    assert_span_is(b.vocab.group[0].of[ADIL_RU], "регионов");
    assert_span_is(b.vocab.group[0].of[ADIL_KK], "regions");
    assert_int_equal(b.vocab.n_quantities, ADIL_N_QUANTITIES + 1);
    assert_span_is(b.vocab.quantity[ADIL_N_QUANTITIES].words, "unused ballots");
    assert_span_is(b.name[0].name.in[ADIL_RU], "А-партия");
    assert_int_equal(b.n_rules, 2); /* the rule, then the norm */
    assert_span_is(b.rule[0].cite, "L 1");
    assert_int_equal(b.rule[0].mark, ADIL_MARK_READ);
    assert_int_equal(b.rule[0].applies, ADIL_APPLIES_ACT);
    assert_int_equal(adil_date_cmp(b.rule[0].from, day("2020-01-01")), 0);
    assert_span_is(b.rule[0].text.in[ADIL_EN], "words");
    assert_int_equal(b.rule[0].place.line, 7);
    assert_span_is(b.rule[1].id, "old");
    assert_int_equal(b.rule[1].mark, ADIL_MARK_RECALLED); /* nobody said it was read */
    assert_int_equal(b.n_registers, 1);
    assert_int_equal(b.reg[0].n_fields, 3);
    assert_span_is(b.reg[0].field[2].type, "tally");
    assert_span_is(b.reg[0].field[2].of, "regions");
    assert_span_is(b.outer[2 + ADIL_FACT_NOW].id, "now");
    assert_span_is(b.outer[2 + ADIL_N_ACT_FACTS].id, "emergency");
    assert_int_equal(b.n_contests, 1);
    assert_span_is(b.contest[0].title.in[ADIL_EN], "The C");
}

static const struct {
    const char *text;
    const char *line;
} bad_books[] = {
    {"- a\n", "r.yaml:1: found a list of 1, expected a map of keys"},
    {"polty: {id: x, name: X}\n",
     "r.yaml:1: found polty, expected a key known here (nearest: polity)"},
    {"rules: []\n", "r.yaml:1: polity: found no such key, expected polity: whose law this is"},
    {HEAD "units: {}\n", "r.yaml:2: units: found a map of 0, expected a list of units"},
    {HEAD "units:\n  - {id: Xx, kind: c}\n",
     "r.yaml:3: units[Xx].id: found Xx, expected an id of a-z, 0-9"},
    {HEAD "units:\n  - {id: x, kind: c, parent: x}\n",
     "r.yaml:3: units[x].parent: found x, expected no parent: the first unit is the whole"},
    {HEAD "units:\n  - {id: x, kind: c}\n  - {id: x, kind: c}\n",
     "r.yaml:4: units[x]: found the id or code twice"},
    {HEAD "units: [{id: x, kind: c}, {id: ab, kind: c}, {id: c, kind: c, parent: abc}]\n",
     "units[c].parent: found abc, expected a unit of this rulebook (nearest: ab)"},
    {HEAD "units: [{id: x, kind: c}, {id: a, kind: c, parent: b}, {id: b, kind: c}]\n",
     "units[a].parent: found b, expected a unit that stands before this one"},
    {HEAD "units: [{id: x, kind: c, from: 2022-02-30}]\n",
     "units[x].from: found 2022-02-30, expected a day as YYYY-MM-DD"},
    {HEAD "units: [{id: x, kind: c, name: {fr: X}}]\n",
     "units[x].name.fr: found fr, expected a language: en, ru or kk"},
    {HEAD "groups: {g: {kind: c, units: [y], name: g}}\n",
     "groups.g.units: found y, expected a unit of this rulebook"},
    {HEAD "quantities: {cast: {words: papers}}\n",
     "quantities.cast: found a quantity that every contest knows"},
    {RULES("  - {id: r, from: 2021-01-01, until: 2021-01-01}\n"),
     "r.yaml:3: rules[r].until: found 2021-01-01, expected a day after 2021-01-01, its from"},
    {RULES("  - {id: r, mark: seen}\n"), "rules[r].mark: found seen, expected read or recalled"},
    {RULES("  - {id: r, set: {treshold: x}}\n"),
     "rules[r].set: found treshold, expected a key known here (nearest: threshold)"},
    {RULES("  - id: r\n    set:\n      threshold: at least 5% of counted votess\n"),
     "r.yaml:5: rules[r].set.threshold: found \"votess\" at column 24"},
    {RULES("  - {id: r, set: {seats: 1e3}}\n"),
     "rules[r].set.seats: found 1e3, expected a whole number from 0 to 1000000"},
    {RULES("  - {id: r, set: {seats: 1000001}}\n"), "rules[r].set.seats: found 1000001"},
    {RULES("  - {id: r, set: {seats: -1}}\n"), "rules[r].set.seats: found -1"},
    {RULES("  - {id: r, set: {if-one-passes: take-all}}\n"),
     "found take-all, expected takes-all, gap or next (nearest: takes-all)"},
    {RULES("  - {id: r, set: {next-weight: 0}}\n"),
     "rules[r].set.next-weight: found 0, expected a positive number"},
    {RULES("  - {id: r, set: {day: 2020-01-01}}\n"), "rules[r].set.day: found a day set by a rule"},
    {RULES("  - {id: r, set: {ties: [lot, lots]}}\n"), "rules[r].set.ties[1]: found lots"},
    {RULES("  - {id: r, set: {options: [a, b, a]}}\n"),
     "rules[r].set.options[2]: found a, expected each name once"},
    {RULES("  - {id: r, set: {units: regions}}\n"),
     "rules[r].set.units: found regions, expected a group of this rulebook"},
    {HEAD "registers: {g: {fields: {a: dat}}}\n",
     "registers.g.fields.a: found dat, expected text, date, number"},
    {HEAD "registers: {g: {fields: {a: tally by nothing}}}\n",
     "registers.g.fields.a: found tally by nothing"},
    {HEAD "registers: {g: {fields: {a: date}, enter: [{id: n, that: b, is: 'yes'}]}}\n",
     "r.yaml:2: b: found"},
    {HEAD "contests: {c: {follows: [list], day: 2020-01-01}}\n",
     "contests.c.follows: found list, expected the id of a rule of this rulebook"},
    {HEAD "contests: {C d: {day: 2020-01-01}}\n", "contests.C d: found C d, expected an id"},
    {HEAD "contests: {c: {methd: hare}}\n",
     "contests.c: found methd, expected a key known here (nearest: method)"},
    {HEAD "contests: {c: {method: dhont}}\n",
     "contests.c.method: found dhont, expected a method (nearest: dhondt)"},
    {HEAD "contests: {c: {votes: [[x]]}}\n",
     "contests.c.votes[0]: found a list of 1, expected a text"},
    {HEAD "contests: {c: {papers: [{rows: [x]}]}}\n",
     "contests.c.papers[0].id: found no such key, expected id: id of the ballot paper"},
};

static void test_rulebook__faults_name_line_field_and_what_was_expected(void **state)
{
    for (size_t i = 0; i < ADIL_COUNT(bad_books); i++) {
        parse_badly(*state, bad_books[i].text, bad_books[i].line);
    }
}

static void test_rulebook__every_fault_of_a_file_is_listed(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook b;
    struct adil_diag d;
    (void)parse(t,
                HEAD "units: [{id: X, kind: c}]\n"
                     "rules:\n"
                     "  - {id: r, mark: seen, set: {seats: x}}\n"
                     "  - {id: s, set: {threshold: at leest 5%}}\n"
                     "contests: {c: {follows: [q], options: [a, a]}}\n",
                &b, &d);
    assert_int_equal(d.n_errors, 6);
}

static void test_rulebook__faults_stop_being_listed_at_fifty(void **state)
{
    struct test_arenas *t = *state;
    struct adil_buf text;
    adil_buf_open(&text, 1 << 16);
    adil_buf_str(&text, HEAD "rules:\n");
    for (int i = 0; i < 70; i++) {
        adil_buf_fmt(&text, "  - {id: r%d, mark: seen}\n", i);
    }
    struct adil_rulebook b;
    struct adil_diag d;
    adil_diag_open(&d, &t->perm);
    adil_err err = adil_rulebook_parse(&t->perm, t->scratch, ADIL_SPAN("r.yaml"),
                                       adil_buf_span(&text), &b, &d);
    adil_buf_release(&text);
    assert_int_equal(err.code, ADIL_C_INPUT);
    assert_int_equal(d.n_errors, 51);
    assert_says(t, &d, "found 70 faults in all, 50 of them shown");
}

static const char dated[] = RULES("  - {id: thr, until: 2021-05-25, set: {threshold: at least 7% "
                                  "of counted votes}}\n"
                                  "  - {id: thr, from: 2021-05-25, until: 2023-01-01,\n"
                                  "     set: {threshold: at least 5% of counted votes}}\n"
                                  "  - {id: sys, set: {method: hare, seats: 10}}\n"
                                  "  - {id: late, from: 2021-06-01, set: {if-one-passes: next}}\n"
                                  "  - {id: quick, from: 2021-05-25, applies: act, set: "
                                  "{next-seats: 2}}\n") "contests:\n"
                                                        "  c: {follows: [thr, sys, late, quick], "
                                                        "called: 2021-05-24, day: 2021-08-01}\n"
                                                        "  d: {follows: [thr, sys], day: "
                                                        "2021-05-25}\n"
                                                        "  e: {follows: [thr, sys]}\n";

static struct adil_contest compiled(struct test_arenas *t, const struct adil_rulebook *b,
                                    const char *name, const char *at)
{
    struct adil_contest c;
    struct adil_diag d;
    adil_diag_open(&d, &t->perm);
    adil_err err = adil_rulebook_contest(&t->perm, t->scratch, b, adil_span_of(name), day(at), NULL,
                                         0, &c, &d);
    if (err.code != ADIL_C_OK) {
        print_error("%s", said(t, &d));
        fail();
    }
    return c;
}

static void test_rulebook__versions_change_on_their_first_day(void **state)
{
    struct test_arenas *t = *state;
    static const struct {
        const char *at;
        const char *threshold; /* NULL: none in force */
    } cases[] = {
        {"2021-05-24", "at least 7% of counted votes"},
        {"2021-05-25", "at least 5% of counted votes"},
        {"2022-12-31", "at least 5% of counted votes"},
        {"2023-01-01", NULL},
    };
    struct adil_rulebook b;
    parse_well(t, dated, &b);
    for (size_t i = 0; i < ADIL_COUNT(cases); i++) {
        struct adil_contest c = compiled(t, &b, "c", cases[i].at);
        const struct adil_rule *r = adil_rulebook_rule(&b, ADIL_SPAN("thr"), day(cases[i].at));
        assert_int_equal(c.threshold != NULL, cases[i].threshold != NULL);
        assert_ptr_equal(c.rule_of[ADIL_K_THRESHOLD], r);
        assert_int_equal(c.is_set[ADIL_K_THRESHOLD], cases[i].threshold != NULL);
        if (c.threshold != NULL) {
            assert_span_is(c.threshold->source, cases[i].threshold);
        }
    }
}

static void test_rulebook__law_is_that_of_the_call_else_of_the_day(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook b;
    parse_well(t, dated, &b);
    struct adil_contest c = compiled(t, &b, "c", "");
    assert_span_is(c.threshold->source, "at least 7% of counted votes");
    assert_int_equal(adil_date_cmp(c.law_day, day("2021-05-24")), 0);
    assert_int_equal(c.if_one_passes, ADIL_ONE_TAKES_ALL); /* `late` came after the call */
    assert_span_is(compiled(t, &b, "d", "").threshold->source, "at least 5% of counted votes");
    /* no day: the last law that its rules had */
    assert_span_is(compiled(t, &b, "e", "").threshold->source, "at least 5% of counted votes");
    assert_int_equal(compiled(t, &b, "e", "").seats, 10);
}

static void test_rulebook__a_rule_of_the_act_reaches_contests_already_called(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook b;
    parse_well(t, dated, &b);
    assert_int_equal(compiled(t, &b, "c", "").next_seats, 2);
    assert_int_equal(compiled(t, &b, "c", "2021-05-24").next_seats, 0); /* asked for: one day */
}

static void test_rulebook__is_read_from_a_file_or_its_folder(void **state)
{
    struct test_arenas *t = *state;
    char dir[] = "/tmp/adil-rulebook-XXXXXX";
    assert_non_null(mkdtemp(dir));
    struct adil_span path = adil_fmt(&t->perm, "%s/rulebook.yaml", dir);
    char *name = adil_span_cstr(&t->perm, path);
    FILE *f = fopen(name, "w");
    assert_non_null(f);
    assert_true(fputs(HEAD "contests: {c: {method: hare, seats: 1, votes: figures/v.csv}}\n", f) >=
                0);
    assert_int_equal(fclose(f), 0);
    struct adil_rulebook b;
    struct adil_diag d;
    adil_diag_open(&d, &t->perm);
    adil_err err = adil_rulebook_read(&t->perm, t->scratch, adil_span_of(dir), &b, &d);
    assert_int_equal(err.code, ADIL_C_OK);
    assert_span_equal(b.file, path);
    struct adil_contest c = compiled(t, &b, "c", "");
    assert_int_equal(c.n_votes_files, 1);
    assert_span_equal(c.votes_file[0], adil_fmt(&t->perm, "%s/figures/v.csv", dir));
    err = adil_rulebook_read(&t->perm, t->scratch, path, &b, &d);
    assert_int_equal(err.code, ADIL_C_OK);
    assert_int_equal(remove(name), 0);
    err = adil_rulebook_read(&t->perm, t->scratch, adil_span_of(dir), &b, &d);
    assert_int_equal(err.code, ADIL_C_INPUT);
    assert_int_equal(rmdir(dir), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_rulebook__every_section_is_read),
        test_case(test_rulebook__faults_name_line_field_and_what_was_expected),
        test_case(test_rulebook__every_fault_of_a_file_is_listed),
        test_case(test_rulebook__faults_stop_being_listed_at_fifty),
        test_case(test_rulebook__versions_change_on_their_first_day),
        test_case(test_rulebook__law_is_that_of_the_call_else_of_the_day),
        test_case(test_rulebook__a_rule_of_the_act_reaches_contests_already_called),
        test_case(test_rulebook__is_read_from_a_file_or_its_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
