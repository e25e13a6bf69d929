#include "books.h"

enum { SET_MAX = 12 };

#define HEAD                                                                                       \
    "polity: {id: xx, name: Exland}\n"                                                             \
    "units:\n"                                                                                     \
    "  - {id: xx, kind: country}\n"                                                                \
    "  - {id: n, kind: region, name: North}\n"                                                     \
    "  - {id: s, kind: region, name: South}\n"                                                     \
    "groups: {regions: {kind: region, name: regions}}\n"                                           \
    "names: {A: {ru: А-партия}}\n"

/* ---- from settings ---------------------------------------------------------------------- */

static adil_err set_up(struct test_arenas *t, const char *const *text, uint32_t n,
                       struct adil_contest *c, struct adil_diag *d)
{
    struct adil_setting set[SET_MAX];
    assert_true(n <= SET_MAX);
    adil_diag_open(d, &t->perm);
    return adil_contest_from_settings(&t->perm, t->scratch, ADIL_SPAN("votes.csv"), set,
                                      settings(set, text, n), c, d);
}

#define from_settings(t, c, ...)                                                                   \
    from_settings_of((t), (c), (const char *const[]){__VA_ARGS__},                                 \
                     (uint32_t)ADIL_COUNT(((const char *const[]){__VA_ARGS__})))

static void from_settings_of(struct test_arenas *t, struct adil_contest *c, const char *const *text,
                             uint32_t n)
{
    struct adil_diag d;
    if (set_up(t, text, n, c, &d).code != ADIL_C_OK) {
        print_error("%s", said(t, &d));
        fail();
    }
}

static void test_contest__settings_alone_make_a_contest(void **state)
{
    struct adil_contest c;
    from_settings(*state, &c, "method=hare", "seats=69", "threshold=at least 5% of counted votes");
    assert_int_equal(c.method, ADIL_METHOD_HARE);
    assert_int_equal(c.seats, 69);
    assert_span_is(c.threshold->source, "at least 5% of counted votes");
    assert_true(c.options_open);
    assert_int_equal(c.n_options, 0);
    assert_null(c.units);
    assert_int_equal(c.n_papers, 1);
    assert_int_equal(c.paper[0].marks, 1);
    assert_span_is(c.paper[0].label[0], "votes.csv");
    assert_true(adil_contest_breaks_ties_by(&c, ADIL_TIE_LOT));
    assert_false(adil_contest_breaks_ties_by(&c, ADIL_TIE_VOTES));
    assert_int_equal(c.lists_unknown, ADIL_LISTS_LONG_ENOUGH);
    assert_int_equal(c.percent_of, ADIL_Q_COUNTED);
    assert_true(adil_num_eq(c.next_weight, adil_num_int(1)));
    assert_int_equal(c.first_divisor.p, 7);
    assert_int_equal(c.first_divisor.q, 5);
    assert_null(c.rule_of[ADIL_K_SEATS]);
    assert_true(c.is_set[ADIL_K_SEATS]);
    assert_false(c.is_set[ADIL_K_TIES]);
    assert_span_is(c.title.in[ADIL_EN], "votes.csv");
}

static void test_contest__a_bare_percentage_is_a_threshold(void **state)
{
    struct adil_contest c;
    from_settings(*state, &c, "method=dhondt", "seats=5", "threshold=3%",
                  "threshold-coalitions={2: 2.5%, 10: 8%, 3: 5%}", "options=[a, b]");
    assert_span_is(c.threshold->source, "at least 3% of counted votes");
    assert_int_equal(c.n_threshold_coalitions, 3);
    assert_int_equal(c.threshold_coalition[0].joined, 2);
    assert_int_equal(c.threshold_coalition[1].joined, 3);
    assert_int_equal(c.threshold_coalition[2].joined, 10);
    assert_span_is(c.threshold_coalition[0].phrase->source, "at least 2.5% of counted votes");
}

static void test_contest__methods_have_their_own_defaults(void **state)
{
    struct adil_contest c;
    from_settings(*state, &c, "method=plurality");
    assert_int_equal(c.seats, 1);
    from_settings(*state, &c, "method=plurality", "seats=3");
    assert_int_equal(c.paper[0].marks, 3); /* n of m: a voter marks as many as are elected */
    from_settings(*state, &c, "method=majority");
    assert_span_is(c.wins->source, "more than 1/2 of counted votes");
    assert_int_equal(c.advance, 2);
    assert_int_equal(c.if_single, ADIL_SINGLE_VOTES);
    assert_int_equal(c.if_against_first, ADIL_AGAINST_GAP);
    from_settings(*state, &c, "method=referendum");
    assert_int_equal(c.seats, 0);
    assert_span_is(c.adopts->source, "more than 1/2 of counted votes");
    assert_int_equal(c.yes, 0);
    assert_span_is(c.option[0].id, "yes");
    assert_true(c.options_open);
    from_settings(*state, &c, "method=exhaustive");
    assert_span_is(c.wins->source, "more than 1/2 of counted votes");
}

static void test_contest__options_carry_what_other_keys_say(void **state)
{
    struct adil_contest c;
    from_settings(*state, &c, "method=hare", "seats=9", "options=[A, B, C, D]",
                  "against=against all", "not-counted=[both marked]", "coalitions={B: 3}",
                  "minorities=[D]", "lists={A: 7, C: 0}", "at-least={A: 1}", "at-most={A: 4}",
                  "registered-order=[C, A]", "independents=D");
    assert_int_equal(c.n_options, 6);
    assert_false(c.options_open);
    assert_int_equal(c.option[0].list_length, 7);
    assert_int_equal(c.option[0].at_least, 1);
    assert_int_equal(c.option[0].at_most, 4);
    assert_int_equal(c.option[0].registered_order, 1);
    assert_int_equal(c.option[1].joined, 3);
    assert_int_equal(c.option[1].at_most, UINT32_MAX);
    assert_int_equal(c.option[1].list_length, ADIL_LENGTH_UNKNOWN);
    assert_int_equal(c.option[2].registered_order, 0);
    assert_int_equal(c.option[2].list_length, 0);
    assert_true(c.option[3].minority && c.option[3].independent);
    assert_span_is(c.option[4].id, "against all");
    assert_int_equal(c.option[4].class, ADIL_OPTION_AGAINST);
    assert_int_equal(c.option[5].class, ADIL_OPTION_NOT_COUNTED);
}

static void test_contest__options_named_by_other_keys_come_first_when_open(void **state)
{
    struct adil_contest c;
    from_settings(*state, &c, "method=hare", "seats=9", "against=[none of these]", "at-most={B: 2}",
                  "not-counted=spoilt");
    assert_true(c.options_open);
    assert_int_equal(c.n_options, 3);
    assert_int_equal(c.option[0].class, ADIL_OPTION_AGAINST);
    assert_span_is(c.option[1].id, "B");
    assert_int_equal(c.option[1].at_most, 2);
    assert_int_equal(c.option[2].class, ADIL_OPTION_NOT_COUNTED);
}

static const struct {
    const char *set[4];
    enum adil_code code;
    const char *line;
} bad_settings[] = {
    {{"seats=3"}, ADIL_C_USAGE, "method: found no method, expected how it is counted"},
    {{"method=hare"},
     ADIL_C_USAGE,
     "seats: found nothing, expected number of seats (method hare needs it)"},
    {{"method=hare", "seats=0"}, ADIL_C_USAGE, "--set: seats: found 0, expected at least 1"},
    {{"method=hair", "seats=3"},
     ADIL_C_USAGE,
     "--set: method: found hair, expected a method (nearest: hare)"},
    {{"method=hare", "seats=3", "treshold=3%"},
     ADIL_C_USAGE,
     "--set: found treshold, expected a key of contests (nearest: threshold)"},
    {{"method=hare", "seats=3", "seats=4"},
     ADIL_C_USAGE,
     "--set: seats: found the key a second time"},
    {{"method=hare", "seats=3", "wins=more than 1/2 of counted votes"},
     ADIL_C_USAGE,
     "wins: found method hare, expected a method it is of use to: plurality, majority, "
     "exhaustive"},
    {{"method=hare", "seats=3", "options=[a"}, ADIL_C_INPUT, "--set: found while parsing"},
    {{"method=hare", "seats=3", "unit=kz"},
     ADIL_C_USAGE,
     "unit: found kz, expected no unit: there is no rulebook"},
    {{"method=hare", "seats=3", "threshold=at least 2/3 of regions"},
     ADIL_C_USAGE,
     "found \"regions\""},
    {{"method=hare", "seats=3", "options=[a, b]", "at-most={c: 1}"},
     ADIL_C_USAGE,
     "at-most: found c, expected an option of this contest"},
    {{"method=hare", "seats=3", "options=[a, b]", "at-least={a: 2, b: 2}"},
     ADIL_C_USAGE,
     "at-least: found 4 in all, expected at most 3 seats"},
    {{"method=hare", "seats=3", "at-least={a: 2}", "at-most={a: 1}"},
     ADIL_C_USAGE,
     "at-least: found 2 for a, expected no more than its at-most, 1"},
    {{"method=hare", "seats=3", "coalitions={a: 0}"},
     ADIL_C_USAGE,
     "coalitions: found 0 for a, expected at least 1"},
    {{"method=hare", "seats=3", "options=[a]", "not-counted=[a]"},
     ADIL_C_USAGE,
     "not-counted: found a, expected a row that is not an option of the ballot"},
    {{"method=hare", "seats=3", "threshold-coalitions={1: 5%}"},
     ADIL_C_USAGE,
     "threshold-coalitions: found 1, expected a number of joined lists from 2"},
    {{"method=hare", "seats=3", "threshold-coalitions={2: 5%, 02: 6%}"},
     ADIL_C_USAGE,
     "threshold-coalitions: found 2 twice"},
    {{"method=majority", "seats=2"}, ADIL_C_USAGE, "seats: found 2, expected 1"},
    {{"method=majority", "advance=0"}, ADIL_C_USAGE, "advance: found 0, expected at least 2"},
    {{"method=referendum", "seats=2"}, ADIL_C_USAGE, "seats: found 2, expected none"},
    {{"method=referendum", "yes=[yes, aye]"},
     ADIL_C_USAGE,
     "yes: found 2 options, expected one option"},
    {{"method=hare", "seats=3", "papers=[{id: a}, {id: a}]"},
     ADIL_C_USAGE,
     "papers: found a, expected each ballot paper once"},
    {{"method=hare", "seats=3", "papers=[{id: a}, {id: b, rows: [a]}]"},
     ADIL_C_USAGE,
     "papers: found a, expected rows that belong to one ballot paper"},
    {{"method=hare", "seats=3", "papers=[{id: a, marks: 0}]"},
     ADIL_C_USAGE,
     "papers[a].marks: found 0, expected at least 1"},
};

static void test_contest__settings_are_refused_with_the_key_named(void **state)
{
    struct test_arenas *t = *state;
    for (size_t i = 0; i < ADIL_COUNT(bad_settings); i++) {
        struct adil_contest c;
        struct adil_diag d;
        uint32_t n = 0;
        while (n < 4 && bad_settings[i].set[n] != NULL) {
            n++;
        }
        assert_int_equal(set_up(t, bad_settings[i].set, n, &c, &d).code, bad_settings[i].code);
        assert_says(t, &d, bad_settings[i].line);
    }
}

static void test_contest__none_leaves_a_key_without_value(void **state)
{
    struct adil_contest c;
    from_settings(*state, &c, "method=hare", "seats=3", "threshold=none", "ties=none",
                  "title=none");
    assert_null(c.threshold);
    assert_false(c.is_set[ADIL_K_THRESHOLD]);
    assert_span_is(c.title.in[ADIL_EN], "none");
}

/* ---- from a rulebook -------------------------------------------------------------------- */

static adil_err compile(struct test_arenas *t, const struct adil_rulebook *b, const char *name,
                        const char *const *text, uint32_t n, struct adil_contest *c,
                        struct adil_diag *d)
{
    struct adil_setting set[SET_MAX];
    assert_true(n <= SET_MAX);
    adil_diag_open(d, &t->perm);
    return adil_rulebook_contest(&t->perm, t->scratch, b, adil_span_of(name), ADIL_DATE_NONE, set,
                                 settings(set, text, n), c, d);
}

static void compile_well(struct test_arenas *t, const struct adil_rulebook *b, const char *name,
                         const char *setting, struct adil_contest *c)
{
    struct adil_diag d;
    adil_err err = compile(t, b, name, &setting, setting != NULL ? 1 : 0, c, &d);
    if (err.code != ADIL_C_OK) {
        print_error("%s", said(t, &d));
        fail();
    }
}

static void compile_badly(struct test_arenas *t, const char *text, const char *name,
                          const char *setting, const char *line)
{
    struct adil_rulebook b;
    struct adil_contest c;
    struct adil_diag d;
    parse_well(t, text, &b);
    adil_err err = compile(t, &b, name, &setting, setting != NULL ? 1 : 0, &c, &d);
    assert_int_not_equal(err.code, ADIL_C_OK);
    assert_says(t, &d, line);
}

static const char list[] =
    HEAD "rules:\n"
         "  - {id: sys, set: {method: hare, ties: [registered-earlier]}}\n"
         "  - {id: thr, set: {threshold: at least 5% of counted votes, if-none-passes: gap}}\n"
         "contests:\n"
         "  c: {follows: [sys, thr], day: 2023-03-19, seats: 69, options: [A, NO, 1_000, 0x10,\n"
         "      2023-03-19], votes: [figures/a.csv]}\n";

static void test_contest__option_ids_stay_as_written(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook b;
    struct adil_contest c;
    parse_well(t, list, &b);
    compile_well(t, &b, "c", NULL, &c);
    static const char *const ids[] = {"A", "NO", "1_000", "0x10", "2023-03-19"};
    assert_int_equal(c.n_options, ADIL_COUNT(ids));
    for (size_t i = 0; i < ADIL_COUNT(ids); i++) {
        assert_span_is(c.option[i].id, ids[i]);
        assert_span_is(c.option[i].name.in[ADIL_EN], ids[i]);
    }
    assert_span_is(c.option[0].name.in[ADIL_RU], "А-партия");
    assert_span_is(c.votes_file[0], "figures/a.csv");
    assert_ptr_equal(c.units, &b.units);
}

static void test_contest__each_key_knows_who_set_it(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook b;
    struct adil_contest c;
    parse_well(t, list, &b);
    compile_well(t, &b, "c", "threshold=3%", &c);
    assert_null(c.rule_of[ADIL_K_SEATS]);
    assert_ptr_equal(c.rule_of[ADIL_K_METHOD], &b.rule[0]);
    assert_ptr_equal(c.rule_of[ADIL_K_IF_NONE_PASSES], &b.rule[1]);
    assert_int_equal(c.rule_of[ADIL_K_THRESHOLD]->mark, ADIL_MARK_WHAT_IF);
    assert_span_is(c.rule_of[ADIL_K_THRESHOLD]->cite, "threshold = 3%");
    assert_span_is(c.threshold->source, "at least 3% of counted votes");
    compile_well(t, &b, "c", NULL, &c);
    assert_span_is(c.threshold->source, "at least 5% of counted votes");
    assert_ptr_equal(c.rule_of[ADIL_K_THRESHOLD], &b.rule[1]);
}

static void test_contest__taking_a_rule_out_is_remembered(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook b;
    struct adil_contest c;
    parse_well(t, list, &b);
    compile_well(t, &b, "c", "threshold=none", &c);
    assert_null(c.threshold);
    assert_false(c.is_set[ADIL_K_THRESHOLD]);
    assert_int_equal(c.rule_of[ADIL_K_THRESHOLD]->mark, ADIL_MARK_WHAT_IF);
}

static void test_contest__a_rulebook_leaves_gaps_open(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook b;
    struct adil_contest c;
    parse_well(t, HEAD "contests: {c: {method: hare, seats: 3}}\n", &b);
    compile_well(t, &b, "c", NULL, &c);
    assert_int_equal(c.n_ties, 0);
    assert_int_equal(c.lists_unknown, ADIL_LISTS_UNKNOWN);
    assert_int_equal(c.if_none_passes, ADIL_NONE_GAP);
    assert_int_equal(c.if_one_passes, ADIL_ONE_TAKES_ALL);
}

static void test_contest__another_family_drops_keys_of_the_old(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook b;
    struct adil_contest c;
    parse_well(t,
               HEAD
               "contests: {c: {method: hare, seats: 1, quota-rounding: up, threshold: at least "
               "5% of counted votes, options: [A, B]}}\n",
               &b);
    compile_well(t, &b, "c", "method=dhondt", &c); /* both list methods: the threshold stays */
    assert_non_null(c.threshold);
    assert_false(c.is_set[ADIL_K_QUOTA_ROUNDING]);
    compile_well(t, &b, "c", "method=majority", &c);
    assert_null(c.threshold);
    assert_span_is(c.wins->source, "more than 1/2 of counted votes");
    compile_well(t, &b, "c", "method=droop", &c); /* the same family: nothing is dropped */
    assert_true(c.is_set[ADIL_K_QUOTA_ROUNDING]);
}

static const struct {
    const char *contests;
    const char *setting;
    const char *line;
} bad_contests[] = {
    {"contests: {cc: {method: hare, seats: 1}}\n", NULL,
     "r.yaml: contests: found c, expected a contest of this rulebook"},
    {"contests: {c: {seats: 1}}\n", NULL, "r.yaml:8: contests.c.method: found no method"},
    {"contests: {c: {method: hare}}\n", NULL, "r.yaml:8: contests.c.seats: found nothing"},
    {"contests: {c: {method: majority}}\n", NULL, "contests.c.wins: found nothing"},
    {"contests: {c: {method: referendum, options: [y, n], yes: y}}\n", NULL,
     "contests.c.adopts: found nothing"},
    {"contests: {c: {method: referendum, options: [y, n], yes: yy, adopts: more than 1/2 of "
     "counted votes}}\n",
     NULL, "contests.c.yes: found yy, expected an option of this contest"},
    {"contests: {c: {method: hare, seats: 1, options: [Aaaa, B], against: [b], lists: {Aaa: "
     "1}}}\n",
     NULL, "contests.c.lists: found Aaa, expected an option of this contest (nearest: Aaaa)"},
    {"contests: {c: {method: hare, seats: 1, wins: more than 1/2 of counted votes}}\n", NULL,
     "contests.c.wins: found method hare, expected a method it is of use to"},
    {"rules: [{id: r, set: {method: hare, seats: 1, advance: 2}}]\n"
     "contests: {c: {follows: [r]}}\n",
     NULL, "r.yaml:8: rules[r].set.advance: found method hare"},
    {"rules:\n  - {id: r, set: {seats: 1}}\n  - {id: q, set: {seats: 1}}\n"
     "contests: {c: {method: hare, follows: [r, q]}}\n",
     NULL, "r.yaml:10: contests.c.seats: found set by rule r and by rule q, expected one rule"},
    {"rules:\n  - {id: r, set: {seats: 1}}\n"
     "contests: {c: {method: hare, seats: 2, follows: [r]}}\n",
     NULL, "r.yaml:9: contests.c.seats: found set by the contest itself and by rule r"},
    {"rules: [{id: r, set: {seats: 1}}, {id: r, set: {seats: 2}}]\n"
     "contests: {c: {method: hare, follows: [r]}}\n",
     NULL, "contests.c.seats: found set by rule r and by rule r"},
    {"contests: {c: {method: hare, seats: 1, unit: norht}}\n", NULL,
     "contests.c.unit: found norht, expected a unit of this rulebook (nearest: North)"},
    {"contests: {c: {method: hare, seats: 1, units: region}}\n", NULL,
     "contests.c.units: found region, expected a group of this rulebook (nearest: regions)"},
    {"contests: {c: {method: hare, seats: 1, percent-of: casts}}\n", NULL,
     "contests.c.percent-of: found casts, expected a quantity such as counted (nearest: cast)"},
    {"contests: {c: {method: hare, seats: 1, votes: /etc/passwd}}\n", NULL,
     "contests.c.votes: found /etc/passwd, expected a path below the rulebook's folder"},
    {"contests: {c: {method: hare, seats: 1, votes: a/../../b}}\n", NULL,
     "contests.c.votes: found a/../../b, expected a path below"},
    {"contests: {c: {method: hare, seats: 1}}\n", "votes=../x",
     "--set: votes: found ../x, expected a path below"},
    {"contests: {c: {method: parts, parts: [d, e]}, d: {method: hare, seats: 1}}\n", NULL,
     "contests.c.parts: found e, expected a contest of this rulebook"},
    {"contests: {c: {method: parts, parts: [d]}, d: {method: parts, parts: [c]}}\n", NULL,
     "contests.d.parts: found parts of a part"},
    {"contests: {c: {method: parts, parts: [d], seats: 3}, d: {method: hare, seats: 2}}\n", NULL,
     "contests.c.seats: found 3, expected 2, the seats of its parts"},
    {"contests: {c: {method: tiers, seats: 4, papers: [{id: a}, {id: b}]}}\n", NULL,
     "contests.c.upper-papers: found nothing"},
    {"contests: {c: {method: tiers, seats: 4, seats-by-unit: {n: 3, s: 2}}}\n", NULL,
     "contests.c.seats-by-unit: found 5 seats in all units, expected at most the 4"},
    {"contests: {c: {method: tiers, seats: 4, seats-by-unit: {n: 3}, papers: [{id: a}, {id: "
     "b}]}}\n",
     NULL, "contests.c.lower-paper: found nothing"},
    {"contests: {c: {method: tiers, seats: 4, seats-by-unit: {n: 3}, lower-paper: d}}\n", NULL,
     "contests.c.lower-paper: found d, expected a ballot paper of this contest"},
    {"contests: {c: {method: tiers, seats: 4, seats-by-unit: {w: 3}}}\n", NULL,
     "contests.c.seats-by-unit: found w, expected a unit of this rulebook"},
};

static void test_contest__faults_of_a_contest_name_the_place(void **state)
{
    struct test_arenas *t = *state;
    for (size_t i = 0; i < ADIL_COUNT(bad_contests); i++) {
        struct adil_span text = adil_fmt(&t->perm, "%s%s", HEAD, bad_contests[i].contests);
        compile_badly(t, adil_span_cstr(&t->perm, text), "c", bad_contests[i].setting,
                      bad_contests[i].line);
    }
}

static void test_contest__tiers_know_units_and_papers(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook b;
    struct adil_contest c;
    parse_well(t,
               HEAD
               "contests:\n"
               "  c:\n"
               "    {method: tiers, seats: 10, options: [A, B, C], seats-by-unit: {North: 3, s: "
               "2},\n"
               "     papers: [{id: na, rows: [na-2024, na-24], total: xx}, {id: reg, absent: "
               "not-on-ballot, marks: 2}],\n"
               "     lower-paper: reg, upper-papers: [reg, na], upper-surplus-seats: 5,\n"
               "     lists-by-unit: {n: {A: 4, C: 0}}, upper-quota: hare}\n",
               &b);
    compile_well(t, &b, "c", NULL, &c);
    assert_int_equal(c.unit_seats[1], 3);
    assert_int_equal(c.unit_seats[2], 2);
    assert_int_equal(c.unit_seats[0], 0);
    assert_int_equal(c.n_papers, 2);
    assert_int_equal(c.paper[0].n_labels, 2);
    assert_span_is(c.paper[0].label[1], "na-24");
    assert_true(c.paper[0].has_root);
    assert_int_equal(c.paper[0].root, 0);
    assert_false(c.paper[1].has_root);
    assert_int_equal(c.paper[1].root, ADIL_NO_UNIT);
    assert_int_equal(c.paper[1].absent, ADIL_ABSENT_NOT_ON_BALLOT);
    assert_int_equal(c.paper[1].marks, 2);
    assert_span_is(c.paper[1].label[0], "reg");
    assert_int_equal(c.lower_paper, 1);
    assert_int_equal(c.n_upper_papers, 2);
    assert_int_equal(c.upper_paper[0], 1);
    assert_int_equal(c.upper_paper[1], 0);
    assert_false(c.upper_surplus_all);
    assert_int_equal(c.upper_surplus_seats, 5);
    assert_int_equal(c.upper_quota, ADIL_QUOTA_HARE);
    assert_int_equal(c.lower_quota, ADIL_QUOTA_DROOP);
    assert_int_equal(c.unit_lists[1 * 3 + 0], 4);
    assert_int_equal(c.unit_lists[1 * 3 + 1], ADIL_LENGTH_UNKNOWN);
    assert_int_equal(c.unit_lists[1 * 3 + 2], 0);
    assert_int_equal(c.unit_lists[2 * 3 + 0], ADIL_LENGTH_UNKNOWN);
    assert_int_equal(c.independent_seats, UINT32_MAX);
}

static void test_contest__without_regional_seats_the_upper_tier_is_alone(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook b;
    struct adil_contest c;
    parse_well(t, HEAD "contests: {c: {method: tiers, seats: 4}}\n", &b);
    compile_well(t, &b, "c", NULL, &c);
    assert_null(c.unit_seats);
    assert_int_equal(c.n_upper_papers, 1);
    assert_true(c.upper_surplus_all);
}

static void test_contest__the_total_row_holds_for_papers_without_their_own(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook b;
    struct adil_contest c;
    parse_well(t,
               HEAD "contests: {c: {method: hare, seats: 1, unit: xx, papers: [{id: a}, {id: b, "
                    "total: n}]}}\n",
               &b);
    compile_well(t, &b, "c", NULL, &c);
    assert_true(c.paper[0].has_root && c.paper[1].has_root);
    assert_int_equal(c.paper[0].root, 0);
    assert_int_equal(c.paper[1].root, 1);
}

static const char mixed[] =
    HEAD "rules:\n"
         "  - {id: thr, until: 2021-05-25, set: {threshold: at least 7% of counted votes}}\n"
         "  - {id: thr, from: 2021-05-25, set: {threshold: at least 5% of counted votes}}\n"
         "contests:\n"
         "  whole: {method: parts, parts: [lists, d.1], day: 2023-03-19}\n"
         "  lists: {method: hare, seats: 69, follows: [thr], day: 2023-03-19}\n"
         "  d.1: {method: published, day: 2023-03-19}\n";

static void test_contest__parts_are_compiled_and_their_seats_added(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook b;
    struct adil_contest c;
    parse_well(t, mixed, &b);
    compile_well(t, &b, "whole", NULL, &c);
    assert_int_equal(c.n_parts, 2);
    assert_int_equal(c.seats, 70);
    assert_span_is(c.part[0].name, "lists");
    assert_span_is(c.part[0].threshold->source, "at least 5% of counted votes");
    assert_int_equal(c.part[1].method, ADIL_METHOD_PUBLISHED);
}

static void test_contest__settings_reach_a_part_by_its_name(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook b;
    struct adil_contest c;
    parse_well(t, mixed, &b);
    compile_well(t, &b, "whole", "lists.threshold=3%", &c);
    assert_span_is(c.part[0].threshold->source, "at least 3% of counted votes");
    compile_badly(t, mixed, "whole", "lists.treshold=3%", "--set: found treshold, expected a key");
    compile_badly(t, mixed, "whole", "list.threshold=3%", "--set: found list.threshold");
}

static void test_contest__every_key_is_found_by_its_name(void **state)
{
    (void)state;
    for (size_t k = 0; k < ADIL_N_CONTEST_KEYS; k++) {
        struct adil_span name = adil_contest_key_name((enum adil_contest_key)k);
        assert_int_equal(adil_contest_key_find(name), k);
    }
    assert_int_equal(adil_contest_key_find(ADIL_SPAN("follows")), ADIL_N_CONTEST_KEYS);
    assert_int_equal(adil_contest_key_find(ADIL_SPAN("")), ADIL_N_CONTEST_KEYS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_contest__settings_alone_make_a_contest),
        test_case(test_contest__a_bare_percentage_is_a_threshold),
        test_case(test_contest__methods_have_their_own_defaults),
        test_case(test_contest__options_carry_what_other_keys_say),
        test_case(test_contest__options_named_by_other_keys_come_first_when_open),
        test_case(test_contest__settings_are_refused_with_the_key_named),
        test_case(test_contest__none_leaves_a_key_without_value),
        test_case(test_contest__option_ids_stay_as_written),
        test_case(test_contest__each_key_knows_who_set_it),
        test_case(test_contest__taking_a_rule_out_is_remembered),
        test_case(test_contest__a_rulebook_leaves_gaps_open),
        test_case(test_contest__another_family_drops_keys_of_the_old),
        test_case(test_contest__faults_of_a_contest_name_the_place),
        test_case(test_contest__tiers_know_units_and_papers),
        test_case(test_contest__without_regional_seats_the_upper_tier_is_alone),
        test_case(test_contest__the_total_row_holds_for_papers_without_their_own),
        test_case(test_contest__parts_are_compiled_and_their_seats_added),
        test_case(test_contest__settings_reach_a_part_by_its_name),
        test_case(test_contest__every_key_is_found_by_its_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
