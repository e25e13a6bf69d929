#include "books.h"

#define HEAD                                                                                       \
    "polity: {id: xx, name: Exland}\n"                                                             \
    "units:\n"                                                                                     \
    "  - {id: xx, kind: country}\n"                                                                \
    "  - {id: n, kind: region, name: North}\n"                                                     \
    "  - {id: s, kind: region, until: 2022-06-08, name: South}\n"                                  \
    "  - {id: w, kind: region, from: 2022-06-08, name: West}\n"                                    \
    "groups: {regions: {kind: region, name: regions}}\n"

#define SOURCED "cite: L 1, mark: read, source: S"

static uint32_t check(struct test_arenas *t, const char *text, struct adil_diag *d)
{
    struct adil_rulebook b;
    parse_well(t, text, &b);
    adil_diag_open(d, &t->perm);
    uint32_t n = adil_rulebook_check(t->scratch, &b, d);
    assert_int_equal(n, d->n_errors + d->n_warnings);
    return n;
}

static void assert_clean(struct test_arenas *t, const char *text)
{
    struct adil_diag d;
    if (check(t, text, &d) != 0) {
        print_error("expected no findings, found:\n%s", said(t, &d));
        fail();
    }
}

static void assert_one(struct test_arenas *t, const char *text, const char *line)
{
    struct adil_diag d;
    uint32_t n = check(t, text, &d);
    assert_says(t, &d, line);
    if (n != 1) {
        print_error("expected one finding, found:\n%s", said(t, &d));
        fail();
    }
}

static void test_check__a_clean_rulebook_has_no_findings(void **state)
{
    assert_clean(*state, HEAD);
    assert_clean(*state, HEAD "rules:\n"
                              "  - {id: r, " SOURCED ", until: 2021-01-01, set: {seats: 1}}\n"
                              "  - {id: r, " SOURCED ", from: 2021-01-01, set: {seats: 2}}\n"
                              "contests: {c: {method: hare, follows: [r], day: 2020-12-31}}\n");
}

static void test_check__each_finding_is_named(void **state)
{
    static const struct {
        const char *body;
        const char *line;
    } cases[] = {
        {"rules: [{id: r, mark: read, source: S}]\n",
         "r.yaml:8: warning: rules[r]: found no cite, expected the article it comes from"},
        {"rules: [{id: r, cite: L, source: S}]\n", "rules[r]: found no mark"},
        {"rules: [{id: r, cite: L, mark: recalled}]\n", "rules[r]: found no source"},
        {"rules: [{id: r, " SOURCED ", set: {seats: 1}}]\n",
         "rules[r]: found a rule no contest follows"},
        {"rules:\n  - {id: r, " SOURCED ", until: 2021-01-02}\n  - {id: r, " SOURCED
         ", from: 2021-01-01}\n",
         "r.yaml:10: warning: rules[r]: found in force together with the version in line 9"},
        {"rules:\n  - {id: r, " SOURCED ", from: 2021-01-01}\n  - {id: r, " SOURCED
         ", from: 2020-01-01, until: 2020-02-01}\n  - {id: r, " SOURCED ", from: 2022-01-01}\n",
         "found in force together with the version in line 9"},
        {"rules: [{id: r, " SOURCED ", until: 2020-01-01}]\n"
         "registers: {g: {fields: {a: date}, enter: [{id: r, that: a, is: 2020-01-01, " SOURCED
         ", from: 2020-01-01}]}}\n",
         "rules[r]: found the id of a rule that stands elsewhere"},
        {"names: {Party: {ru: П\xd0\xb0ртия, en: P\xd0\xb0rty}}\n",
         "names.Party: found P\xd0\xb0rty, expected words of one script"},
        {"contests: {c: {method: hare, seats: 1, options: [\xd0\x90manat], day: 2020-01-01}}\n",
         "contests.c: found \xd0\x90manat, expected words of one script"},
        {"contests: {c: {method: hare, seats: 1}}\n", "contests.c: found neither day nor called"},
        {"contests: {c: {method: hare, seats: 1, day: 2020-01-01, votes: no/such.csv}}\n",
         "contests.c.votes: found no/such.csv, expected a file that exists"},
        {"contests: {c: {method: hare, day: 2020-01-01}}\n",
         "r.yaml:8: contests.c.seats: found nothing, expected number of seats (method hare"},
    };
    struct test_arenas *t = *state;
    for (size_t i = 0; i < ADIL_COUNT(cases); i++) {
        struct adil_span text = adil_fmt(&t->perm, "%s%s", HEAD, cases[i].body);
        assert_one(t, adil_span_cstr(&t->perm, text), cases[i].line);
    }
}

#define POLLED                                                                                     \
    "registers:\n"                                                                                 \
    "  place: {fields: {number: key}}\n"                                                           \
    "  paper: {per: case, fields: {place: key, v: votes, n: number}}\n"                            \
    "offices: {board: {" SOURCED "}}\n"                                                            \
    "words:\n"                                                                                     \
    "  call: {is: open, opens: poll, fields: {day: date, contests: set}, " SOURCED "}\n"           \
    "  form: {is: enter, of: place, " SOURCED "}\n"                                                \
    "  count-it: {is: enter, of: paper, " SOURCED "}\n"                                            \
    "  result: {is: count, fields: {contest: text}, " SOURCED "}\n"                                \
    "powers:\n"                                                                                    \
    "  - {id: calls, office: board, may: call, " SOURCED "}\n"                                     \
    "  - {id: forms, office: board, may: form, " SOURCED "}\n"                                     \
    "procedures:\n"                                                                                \
    "  poll:\n"                                                                                    \
    "    places: place\n"                                                                          \
    "    protocols: paper\n"                                                                       \
    "    votes: v\n"                                                                               \
    "    figures: {cast: n}\n"                                                                     \
    "    begins: open\n"                                                                           \
    "    stages:\n"                                                                                \
    "      open:\n"                                                                                \
    "        acts:\n"                                                                              \
    "          - {word: count-it, by: [board], " SOURCED "}\n"                                     \
    "          - {word: result, by: [board], to: {decided: done}, " SOURCED "}\n"                  \
    "    ends: [done]\n"                                                                           \
    "    " SOURCED_LINES

#define SOURCED_LINES "cite: L 1\n    mark: read\n    source: S\n"

/* A contest that acts call needs no day: it compiles under every law it may be called under. */
static void test_check__a_contest_that_is_called_needs_no_day(void **state)
{
    static const char rules[] =
        HEAD POLLED "rules:\n"
                    "  - {id: r, " SOURCED ", until: 2021-01-01, set: {method: hare}}\n"
                    "  - {id: r, " SOURCED ", from: 2021-01-01, set: {method: dhondt}}\n"
                    "  - {id: s, " SOURCED ", set: {seats: 2}}\n";
    struct test_arenas *t = *state;
    struct adil_rulebook b;
    struct adil_contest c;
    struct adil_span text = adil_fmt(&t->perm, "%s%s", rules, "contests: {c: {follows: [r, s]}}\n");
    assert_clean(t, adil_span_cstr(&t->perm, text));
    parse_well(t, adil_span_cstr(&t->perm, text), &b);
    assert_int_equal(adil_rulebook_contest(&t->perm, t->scratch, &b, ADIL_SPAN("c"), ADIL_DATE_NONE,
                                           NULL, 0, &c, NULL)
                         .code,
                     ADIL_C_OK);
    assert_int_equal(c.method, ADIL_METHOD_DHONDT); /* the law after the last change */
    text = adil_fmt(&t->perm, "%s%s", rules,
                    "  - {id: q, " SOURCED ", until: 2020-01-01, set: {seats: 3}}\n"
                    "contests: {c: {follows: [r, s, q]}}\n");
    assert_one(t, adil_span_cstr(&t->perm, text), "set by rule s and by rule q");
}

static void test_check__groups_need_a_unit_on_some_day(void **state)
{
    assert_one(*state,
               "polity: {id: xx, name: X}\nunits: [{id: xx, kind: country}]\n"
               "groups: {g: {kind: regoin, name: g}, h: {kind: country, name: h}}\n",
               "r.yaml:3: warning: groups.g: found a group without units");
}

static void test_check__names_of_two_units_at_one_time_are_found(void **state)
{
    static const char text[] = "polity: {id: xx, name: X}\n"
                               "units:\n"
                               "  - {id: xx, kind: country}\n"
                               "  - {id: a, kind: region, until: 2022-01-01, name: East}\n"
                               "  - {id: b, kind: region, from: 2022-01-01, name: East}\n";
    struct test_arenas *t = *state;
    assert_clean(t, text);
    struct adil_span more =
        adil_fmt(&t->perm, "%s  - {id: c, kind: city, from: 2023-01-01, name: East}\n", text);
    assert_one(t, adil_span_cstr(&t->perm, more), "units[c]: found East, also a name of b");
}

/* ---- examples ---------------------------------------------------------------------------- */

#define REGISTERS                                                                                  \
    "facts: {emergency: flag}\n"                                                                   \
    "registers:\n"                                                                                 \
    "  holdings: {fields: {person: text, office: text}}\n"                                         \
    "  candidate:\n"                                                                               \
    "    fields: {born: date, person: text, supporters: tally by regions, native: flag}\n"         \
    "    enter:\n"                                                                                 \
    "      - {id: age, that: 'age(born, at: contest.day)', is: at least 40 years, " SOURCED "}\n"  \
    "      - {id: support, that: supporters.total,\n"                                              \
    "         is: 'at least 1% of registered voters, rounded up', until: 2030-01-01, " SOURCED     \
    "}\n"                                                                                          \
    "      - {id: spread, that: supporters, is: at least 1 in at least 2/3 of regions,\n"          \
    "         " SOURCED "}\n"                                                                      \
    "      - {id: native, that: native, is: true, " SOURCED "}\n"                                  \
    "      - {id: once, that: 'count(holdings where office = chief and person = this.person)',\n"  \
    "         is: 0, " SOURCED "}\n"

static void assert_verdict(struct test_arenas *t, const char *example, const char *line)
{
    struct adil_span text = adil_fmt(&t->perm, "%s%sexamples:\n  - %s\n", HEAD, REGISTERS, example);
    char *all = adil_span_cstr(&t->perm, text);
    if (line == NULL) {
        assert_clean(t, all);
    } else {
        assert_one(t, all, line);
    }
}

static void test_check__examples_give_their_verdict(void **state)
{
    static const struct {
        const char *example;
        const char *line; /* NULL: as stated */
    } cases[] = {
        {"{rule: age, record: {born: 1982-11-20}, with: {contest.day: 2022-11-20}, verdict: "
         "holds}",
         NULL},
        {"{rule: age, record: {born: 1982-11-21}, with: {contest.day: 2022-11-20}, verdict: "
         "fails}",
         NULL},
        {"{rule: age, record: {}, with: {contest.day: 2022-11-20}, verdict: unknown}", NULL},
        {"{rule: age, record: {born: 1982-11-21}, with: {contest.day: 2022-11-20}, verdict: "
         "holds}",
         "examples[age].verdict: found fails: "},
        /* 1% of 11,827,277 is 118,272.77: 118,273 */
        {"{rule: support, record: {supporters: {total: 118273}}, with: {registered: 11827277}, "
         "verdict: holds}",
         NULL},
        {"{rule: support, record: {supporters: {total: 118272}}, with: {registered: 11827277}, "
         "verdict: fails}",
         NULL},
        {"{rule: support, record: {supporters: {total: 118272}}, verdict: unknown}", NULL},
        /* North and South until 7 June, North and West after it: 2/3 of 2 is 2 */
        {"{rule: spread, at: 2022-06-07, record: {supporters: {n: 1, s: 1}}, verdict: holds}",
         NULL},
        {"{rule: spread, at: 2022-06-08, record: {supporters: {n: 1, s: 1, w: 0}}, verdict: "
         "fails}",
         NULL},
        {"{rule: native, record: {native: true}, verdict: holds}", NULL},
        {"{rule: native, record: {native: false}, verdict: fails}", NULL},
        {"{rule: once, record: {person: ann}, with: {holdings: [{person: ann, office: chief}]}, "
         "verdict: fails}",
         NULL},
        {"{rule: once, record: {person: bob}, with: {holdings: [{person: ann, office: chief}]}, "
         "verdict: holds}",
         NULL},
        {"{rule: once, record: {person: bob}, verdict: unknown}", NULL},
        {"{rule: nonce, record: {}, verdict: unknown}",
         "examples[nonce].rule: found nonce, expected a norm in force"},
        {"{rule: support, at: 2030-01-01, record: {}, verdict: unknown}",
         "examples[support].rule: found support, expected a norm in force"},
        {"{rule: native, record: {native: maybe}, verdict: unknown}",
         "examples[native].native: found maybe, expected true or false"},
        {"{rule: native, record: {naitive: 'yes'}, verdict: unknown}",
         "examples[native].naitive: found naitive, expected a field of candidate"},
        {"{rule: age, record: {}, with: {contest.dai: 2022-11-20}, verdict: unknown}",
         "examples[age].contest.dai: found contest.dai, expected a fact, a quantity, or a "
         "register"},
        {"{rule: spread, record: {supporters: {zz: 1}}, verdict: unknown}",
         "examples[spread].zz: found zz, expected a unit of this rulebook, or total"},
        {"{rule: age, record: {born: long ago}, verdict: unknown}",
         "examples[age].born: found long ago, expected a value of type date"},
    };
    for (size_t i = 0; i < ADIL_COUNT(cases); i++) {
        assert_verdict(*state, cases[i].example, cases[i].line);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_check__a_clean_rulebook_has_no_findings),
        test_case(test_check__each_finding_is_named),
        test_case(test_check__a_contest_that_is_called_needs_no_day),
        test_case(test_check__groups_need_a_unit_on_some_day),
        test_case(test_check__names_of_two_units_at_one_time_are_found),
        test_case(test_check__examples_give_their_verdict),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
