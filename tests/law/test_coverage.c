#include "law/coverage.h"

#include "books.h"

#define BOOK                                                                                       \
    "polity: {id: xx, name: Exland}\n"                                                             \
    "units: [{id: xx, kind: country}]\n"                                                           \
    "rules:\n"                                                                                     \
    "  - {id: bar, cite: L 1, mark: read, set: {threshold: at least 5% of counted votes}}\n"       \
    "  - {id: way, cite: L 2, set: {method: hare}}\n"                                              \
    "registers:\n"                                                                                 \
    "  person:\n"                                                                                  \
    "    fields: {name: key, age: number}\n"                                                       \
    "    enter:\n"                                                                                 \
    "      - {id: adult, that: age, is: at least 18, cite: L 3, mark: read, until: 2020-01-01}\n"  \
    "      - {id: adult, that: age, is: at least 16, cite: L 3, mark: read, from: 2020-01-01}\n"   \
    "examples:\n"                                                                                  \
    "  - {rule: adult, at: 2021-01-01, record: {age: \"16\"}, verdict: holds}\n"                   \
    "  - {rule: adult, at: 2021-01-01, record: {}, verdict: unknown}\n"                            \
    "  - {rule: idle, record: {age: \"30\"}, verdict: holds}\n"                                    \
    "offices: {clerk: {}, head: {term: 4 years, not-with: [clerk]}, guest: {term: 1 year},\n"      \
    "  dean: {terms: [{id: deans, term: 4 years, until: 2020-01-01}, {id: deans, term: 5 years, "  \
    "from: 2020-01-01}]}}\n"                                                                       \
    "bodies: {council: {seats: 10, by: [clerk]}}\n"                                                \
    "words:\n"                                                                                     \
    "  add: {is: enter, of: person, fields: [age]}\n"                                              \
    "  fix: {is: change, of: person, fields: [age], keeps: [age]}\n"                               \
    "  name-head: {is: notice, fields: {who: text}, effects: [{seat: head, person: who}]}\n"       \
    "  call-guest: {is: notice, fields: {who: text}, effects: [{seat: guest, person: who}]}\n"     \
    "  ask: {is: open, opens: matter}\n"                                                           \
    "  vote: {is: decide, fields: {yes: number, no: number, result: text}}\n"                      \
    "  drop: {is: move}\n"                                                                         \
    "powers:\n"                                                                                    \
    "  - id: adds\n"                                                                               \
    "    office: clerk\n"                                                                          \
    "    may: add\n"                                                                               \
    "    unless: [{id: idle, that: age, is: at least 100}]\n"                                      \
    "calendar:\n"                                                                                  \
    "  - {id: soon, at: 5 days after the ask, cite: L 9}\n"                                        \
    "  - {id: late, at: 9 days after the ask}\n"                                                   \
    "  - {id: opens, at: 2 days after the ask}\n"                                                  \
    "procedures:\n"                                                                                \
    "  matter:\n"                                                                                  \
    "    cite: L 4\n"                                                                              \
    "    begins: floor\n"                                                                          \
    "    ends: [done, gone]\n"                                                                     \
    "    stages:\n"                                                                                \
    "      floor:\n"                                                                               \
    "        acts: [{word: drop, by: clerk, to: gone}, {word: drop, by: head, to: gone}]\n"        \
    "        decision: {body: council, word: vote, quorum: at least 1/2 of seats, pass: more "     \
    "than 1/2 of seats, tie: fails, on: {pass: laid, fail: gone}}\n"                               \
    "        until: soon\n"                                                                        \
    "        then: gone\n"                                                                         \
    "      laid: {until: late, then: done}\n"                                                      \
    "      again:\n"                                                                               \
    "        acts: [{word: drop, by: clerk, from: opens, to: gone}]\n"                             \
    "        decision: {body: council, word: vote, quorum: at least 1/2 of seats, pass: at "       \
    "least 1/3 of seats and more than 1/2 of votes cast, tie: fails, on: {pass: laid, fail: "      \
    "gone}}\n"

static void open_book(struct test_arenas *t, struct adil_rulebook *book, struct adil_coverage_of *c)
{
    parse_well(t, BOOK, book);
    adil_coverage_of_book(&t->perm, book, c);
}

/* "KIND ID FROM", with a side that can be tried behind each. */
static const char *all_names(struct test_arenas *t, const struct adil_statements *s)
{
    struct adil_buf out;
    adil_buf_open(&out, 1 << 16);
    for (uint32_t i = 0; i < s->n; i++) {
        const struct adil_statement *x = &s->at[i];
        struct adil_span from =
            adil_date_known(x->from) ? adil_date_text(&t->perm, x->from) : ADIL_SPAN("-");
        struct adil_span kind = adil_statement_word(x->kind);
        adil_buf_fmt(&out, "%.*s %.*s %.*s %s%s\n", ADIL_ARG(kind), ADIL_ARG(x->id), ADIL_ARG(from),
                     x->asks[ADIL_SIDE_ACCEPTED] ? "+" : "", x->asks[ADIL_SIDE_REFUSED] ? "-" : "");
    }
    char *text = adil_span_cstr(&t->perm, adil_buf_span(&out));
    adil_buf_release(&out);
    return text;
}

static void test_coverage__every_statement_has_a_name_and_its_sides(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook book;
    struct adil_coverage_of c;
    open_book(t, &book, &c);
    assert_string_equal(all_names(t, &c.statements), "norm adult - +-\n"
                                                     "norm adult 2020-01-01 +-\n"
                                                     "norm idle - +-\n"
                                                     "power adds - +-\n"
                                                     "act matter/floor.drop - +-\n"
                                                     "act matter/floor.drop:2 - +-\n"
                                                     "act matter/again.drop - +-\n"
                                                     "decision matter/floor.decision - +-\n"
                                                     "decision matter/again.decision - +-\n"
                                                     "pass matter/floor.pass - +-\n"
                                                     "pass matter/again.pass - +-\n"
                                                     "quorum matter/floor.quorum - +-\n"
                                                     "quorum matter/again.quorum - +-\n"
                                                     "tie matter/floor.tie - +\n"
                                                     "tie matter/again.tie - +\n"
                                                     "silence matter/floor.silence - +-\n"
                                                     "silence matter/laid.silence - +\n"
                                                     "deadline soon - +-\n"
                                                     "deadline late - -\n"
                                                     "deadline opens - +-\n"
                                                     "office head - +-\n"
                                                     "office guest - +\n"
                                                     "term deans - +\n"
                                                     "term deans 2020-01-01 +\n"
                                                     "kept fix - +-\n"
                                                     "rule bar - +-\n"
                                                     "rule way - +\n");
}

static void test_coverage__a_statement_is_found_by_what_it_is(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook book;
    struct adil_coverage_of c;
    open_book(t, &book, &c);
    for (uint32_t i = 0; i < c.statements.n; i++) {
        const struct adil_statement *x = &c.statements.at[i];
        assert_int_equal(adil_statement_find(&c.statements, x->kind, x->what), i);
        assert_int_equal(adil_statement_named(&c.statements, x->kind, x->id, x->from), i);
    }
    const struct adil_stage *floor = &book.acts.procedure[0].stage[0];
    uint32_t any = adil_statement_find(&c.statements, ADIL_STATEMENT_ANY, &floor->decision->rule);
    assert_int_equal(c.statements.at[any].kind, ADIL_STATEMENT_DECISION);
    assert_int_equal(adil_statement_find(&c.statements, ADIL_STATEMENT_ANY, &book), ADIL_NO_WORD);
    assert_int_equal(
        adil_statement_find(&c.statements, ADIL_STATEMENT_NORM, &floor->decision->rule),
        ADIL_NO_WORD);
}

static uint32_t named(const struct adil_coverage_of *c, enum adil_statement_kind kind,
                      const char *id, const char *from)
{
    struct adil_date day = ADIL_DATE_NONE;
    assert_true(from == NULL || adil_date_parse(adil_span_of(from), &day));
    uint32_t i = adil_statement_named(&c->statements, kind, adil_span_of(id), day);
    assert_int_not_equal(i, ADIL_NO_WORD);
    return i;
}

static void test_coverage__examples_try_their_version_and_unless_is_the_other_way(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook book;
    struct adil_coverage_of c;
    open_book(t, &book, &c);
    uint32_t before = named(&c, ADIL_STATEMENT_NORM, "adult", NULL);
    uint32_t since = named(&c, ADIL_STATEMENT_NORM, "adult", "2020-01-01");
    uint32_t idle = named(&c, ADIL_STATEMENT_NORM, "idle", NULL);
    assert_true(adil_coverage_lacks(&c, before, ADIL_SIDE_ACCEPTED));
    assert_true(adil_coverage_lacks(&c, before, ADIL_SIDE_REFUSED));
    assert_false(adil_coverage_lacks(&c, since, ADIL_SIDE_ACCEPTED));
    assert_false(adil_coverage_lacks(&c, since, ADIL_SIDE_REFUSED)); /* unknown lets nothing pass */
    assert_true(adil_coverage_lacks(&c, idle, ADIL_SIDE_ACCEPTED));
    assert_false(adil_coverage_lacks(&c, idle, ADIL_SIDE_REFUSED));
    uint32_t way = named(&c, ADIL_STATEMENT_RULE, "way", NULL);
    assert_false(adil_coverage_lacks(&c, way, ADIL_SIDE_REFUSED)); /* it has no such side */
}

static struct adil_span list_of(struct test_arenas *t, const struct adil_rulebook *book,
                                const char *lines)
{
    struct adil_span hex = adil_hex(&t->perm, book->hash.byte, sizeof book->hash.byte);
    return adil_fmt(&t->perm, "coverage xx %.*s\n%s", ADIL_ARG(hex), lines);
}

static void test_coverage__lists_of_this_law_add_up_and_others_are_passed_over(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook book;
    struct adil_coverage_of c;
    struct adil_diag d;
    open_book(t, &book, &c);
    adil_diag_open(&d, &t->perm);
    struct adil_span ours = list_of(t, &book,
                                    "norm adult - 2 0\nnorm adult 2020-01-01 0 4\nrule gone - 1 1\n"
                                    "norm adult 1999-01-01 7 7\n");
    struct adil_span others =
        adil_fmt(&t->perm, "coverage xx %064d\nnorm adult - 9 9\n%.*s", 7, ADIL_ARG(ours));
    assert_int_equal(adil_coverage_take(&c, ADIL_SPAN("a"), ours, &d).code, ADIL_C_OK);
    assert_int_equal(adil_coverage_take(&c, ADIL_SPAN("b"), others, &d).code, ADIL_C_OK);
    assert_int_equal(c.n_lists, 2);
    assert_int_equal(c.n_others, 1);
    uint32_t before = named(&c, ADIL_STATEMENT_NORM, "adult", NULL);
    uint32_t since = named(&c, ADIL_STATEMENT_NORM, "adult", "2020-01-01");
    assert_int_equal(c.tried[before].n[ADIL_SIDE_ACCEPTED], 4);
    assert_int_equal(c.tried[before].n[ADIL_SIDE_REFUSED], 0);
    assert_int_equal(c.tried[since].n[ADIL_SIDE_REFUSED], 8);
    assert_false(adil_coverage_lacks(&c, before, ADIL_SIDE_ACCEPTED));
    assert_true(adil_coverage_lacks(&c, before, ADIL_SIDE_REFUSED));
}

static void test_coverage__what_is_written_is_read(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook book;
    struct adil_coverage_of c;
    struct adil_coverage_of again;
    struct adil_diag d;
    struct adil_buf out;
    open_book(t, &book, &c);
    adil_coverage_of_book(&t->perm, &book, &again);
    adil_diag_open(&d, &t->perm);
    adil_buf_open(&out, 1 << 16);
    adil_coverage_put_head(&out, t->scratch, c.polity, &book.hash);
    for (uint32_t i = 0; i < c.statements.n; i++) {
        const uint64_t n[ADIL_N_SIDES] = {i, 2 * i + 1};
        adil_coverage_put_line(&out, t->scratch, &c.statements.at[i], n);
    }
    adil_err err = adil_coverage_take(&again, ADIL_SPAN("a"), adil_buf_span(&out), &d);
    assert_int_equal(err.code, ADIL_C_OK);
    for (uint32_t i = 0; i < c.statements.n; i++) {
        assert_int_equal(again.tried[i].n[ADIL_SIDE_ACCEPTED], i);
        assert_int_equal(again.tried[i].n[ADIL_SIDE_REFUSED], 2 * i + 1);
    }
    adil_buf_release(&out);
}

static void test_coverage__what_is_no_list_is_named(void **state)
{
    static const struct {
        const char *text; /* %.*s: the law */
        const char *says;
    } cases[] = {
        {"norm adult - 1 1\n", "a:1: coverage: found norm adult - 1 1, expected a head"},
        {"coverage xx 12\n", "a:1: coverage: found"},
        {"coverage xx %.*s\nnorm adult - 1\n", "a:2: coverage: found"},
        {"coverage xx %.*s\nnorm adult - 1 1 1\n", "a:2: coverage: found"},
        {"coverage xx %.*s\nnorm adult - 1 -1\n", "a:2: coverage: found"},
        {"coverage xx %.*s\nlaw adult - 1 1\n", "a:2: coverage: found"},
        {"coverage xx %.*s\nnorm adult 2020-02-30 1 1\n", "a:2: coverage: found"},
        {"coverage xx %.*s\nnorm  - 1 1\n", "a:2: coverage: found"},
        {"coverage xx %.*s\nnorm adult - 1 1\n\n", "a:3: coverage: expected kind"},
    };
    struct test_arenas *t = *state;
    struct adil_rulebook book;
    struct adil_coverage_of c;
    struct adil_diag d;
    open_book(t, &book, &c);
    for (size_t i = 0; i < ADIL_COUNT(cases); i++) {
        struct adil_span rest = adil_span_of(cases[i].text);
        size_t at = adil_span_find(rest, ADIL_SPAN("%.*s"));
        struct adil_span hex = adil_hex(&t->perm, book.hash.byte, sizeof book.hash.byte);
        struct adil_span text = at == rest.len ? rest
                                               : adil_fmt(&t->perm, "%.*s%.*s%s", (int)at, rest.ptr,
                                                          ADIL_ARG(hex), rest.ptr + at + 4);
        adil_diag_open(&d, &t->perm);
        assert_int_equal(adil_coverage_take(&c, ADIL_SPAN("a"), text, &d).code, ADIL_C_INPUT);
        assert_says(t, &d, cases[i].says);
    }
}

static void test_coverage__what_no_story_tried_is_found_with_its_line(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook book;
    struct adil_coverage_of c;
    struct adil_diag d;
    open_book(t, &book, &c);
    adil_diag_open(&d, &t->perm);
    for (uint32_t i = 0; i < c.statements.n; i++) {
        c.tried[i].n[c.statements.at[i].asks[ADIL_SIDE_REFUSED] ? ADIL_SIDE_REFUSED
                                                                : ADIL_SIDE_ACCEPTED] = 1;
    }
    assert_int_equal(adil_coverage_idle(&c, t->scratch, &d), 0); /* one side is enough */
    uint32_t adds = named(&c, ADIL_STATEMENT_POWER, "adds", NULL);
    c.tried[adds].n[ADIL_SIDE_REFUSED] = 0;
    assert_int_equal(adil_coverage_idle(&c, t->scratch, &d), 1);
    assert_says(t, &d, "r.yaml:28: warning: power adds: found never exercised, expected a story");
    c.tried[adds].example[ADIL_SIDE_ACCEPTED] = 1;
    adil_diag_open(&d, &t->perm);
    assert_int_equal(adil_coverage_idle(&c, t->scratch, &d), 0);
}

static void test_coverage__holes_are_allowed_by_their_names(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook book;
    struct adil_coverage_of c;
    struct adil_diag d;
    open_book(t, &book, &c);
    adil_diag_open(&d, &t->perm);
    struct adil_span text = ADIL_SPAN("# later\n\nnorm adult - refused\nrule bar - accepted\n");
    assert_int_equal(adil_coverage_allow(&c, ADIL_SPAN("h"), text, &d).code, ADIL_C_OK);
    assert_true(c.allowed[named(&c, ADIL_STATEMENT_NORM, "adult", NULL)][ADIL_SIDE_REFUSED]);
    assert_false(c.allowed[named(&c, ADIL_STATEMENT_NORM, "adult", NULL)][ADIL_SIDE_ACCEPTED]);
    assert_true(c.allowed[named(&c, ADIL_STATEMENT_RULE, "bar", NULL)][ADIL_SIDE_ACCEPTED]);
    text = ADIL_SPAN("norm adult - refused\nrule way - refused\nnorm none - refused\n"
                     "norm adult - both\nnorm adult refused\n");
    assert_int_equal(adil_coverage_allow(&c, ADIL_SPAN("h"), text, &d).code, ADIL_C_INPUT);
    assert_says(t, &d, "h:1: allowed: found norm adult - refused, expected each hole once");
    assert_says(t, &d, "h:2: allowed: found rule way - refused, expected a statement of");
    assert_says(t, &d, "h:3: allowed: found");
    assert_says(t, &d, "h:4: allowed: found");
    assert_says(t, &d, "h:5: allowed: found");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_coverage__every_statement_has_a_name_and_its_sides),
        test_case(test_coverage__a_statement_is_found_by_what_it_is),
        test_case(test_coverage__examples_try_their_version_and_unless_is_the_other_way),
        test_case(test_coverage__lists_of_this_law_add_up_and_others_are_passed_over),
        test_case(test_coverage__what_is_written_is_read),
        test_case(test_coverage__what_is_no_list_is_named),
        test_case(test_coverage__what_no_story_tried_is_found_with_its_line),
        test_case(test_coverage__holes_are_allowed_by_their_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
