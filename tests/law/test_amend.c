/* Changing a law: a book amended by changes is the book that has them written in it. */
#include "law/amend.h"

#include "books.h"
#include "law/edit.h"

static const char base[] =
    "polity: {id: xx, name: Exland}\n"
    "units: [{id: xx, kind: whole}, {id: n, kind: region}, {id: s, kind: region}]\n"
    "zones: [{unit: xx, offset: \"+01:00\"}]\n"
    "holidays: [2026-01-01]\n"
    "names: {A: Alpha}\n"
    "rules:\n"
    "  - {id: barrier, set: {threshold: at least 5% of counted votes}}\n"
    "offices: {chair: {holders: 1, terms: [{id: chairs, term: 5 years}]}, clerk: {of: member}}\n"
    "registers:\n"
    "  member:\n"
    "    fields: {number: key, name: text, age: number}\n"
    "    enter:\n"
    "      - {id: adult, that: age, is: at least 21, until: 2026-01-01}\n"
    "      - {id: adult, from: 2026-01-01, that: age, is: at least 18}\n"
    "      - {id: named, that: name, is: X}\n"
    "words:\n"
    "  join: {is: enter, of: member}\n"
    "  move-it: {is: move}\n"
    "  file: {is: open, opens: affair, fields: {day: date}}\n"
    "powers:\n"
    "  - {id: joins, office: chair, may: join}\n"
    "  - {id: files, office: chair, may: file}\n"
    "procedures:\n"
    "  affair:\n"
    "    begins: filed\n"
    "    stages: {filed: {acts: [{word: move-it, by: [chair], to: done}]}, heard: {}}\n"
    "    ends: [done]\n"
    "calendar:\n"
    "  - {id: due, at: 30 days after the file}\n"
    "contests: {board: {method: hare, seats: 3, day: 2026-03-01, follows: [barrier]}}\n";

static struct adil_span canonical_of(struct test_arenas *t, const char *yaml)
{
    const struct adil_node *root = NULL;
    struct adil_diag d;
    struct adil_buf out;
    adil_diag_open(&d, &t->perm);
    if (adil_yaml_read(&t->perm, ADIL_SPAN("changes"), adil_span_of(yaml), &root, &d).code !=
        ADIL_C_OK) {
        print_error("%s\n%s", yaml, said(t, &d));
        fail();
    }
    adil_buf_open(&out, 1 << 20);
    adil_rulebook_canonical(root, t->scratch, &out);
    struct adil_span copy = adil_span_copy(&t->perm, adil_buf_span(&out));
    adil_buf_release(&out);
    return copy;
}

static adil_err amend(struct test_arenas *t, const struct adil_rulebook *before, const char *yaml,
                      struct adil_rulebook *after, struct adil_diag *d)
{
    struct adil_changes c;
    adil_diag_open(d, &t->perm);
    ADIL_TRY(adil_changes_read(&t->perm, t->scratch, ADIL_SPAN("changes"), canonical_of(t, yaml),
                               &c, d));
    return adil_rulebook_amend(&t->perm, t->scratch, before, &c, after, d);
}

static void amend_well(struct test_arenas *t, const struct adil_rulebook *before, const char *yaml,
                       struct adil_rulebook *after)
{
    struct adil_diag d;
    if (amend(t, before, yaml, after, &d).code != ADIL_C_OK) {
        print_error("%s\n%s", yaml, said(t, &d));
        fail();
    }
}

static void amend_badly(struct test_arenas *t, const char *yaml, const char *line)
{
    struct adil_rulebook before;
    struct adil_rulebook after;
    struct adil_diag d;
    parse_well(t, base, &before);
    if (amend(t, &before, yaml, &after, &d).code != ADIL_C_INPUT) {
        fail_msg("%s is taken", yaml);
    }
    assert_says(t, &d, line);
}

/* `text` with the only place of `old` replaced. */
static const char *replaced(struct test_arenas *t, const char *text, const char *old,
                            const char *by)
{
    const char *at = strstr(text, old);
    assert_non_null(at);
    assert_null(strstr(at + 1, old));
    return adil_span_cstr(
        &t->perm, adil_fmt(&t->perm, "%.*s%s%s", (int)(at - text), text, by, at + strlen(old)));
}

/* A list of changes, and the same done by hand in the text of the book. */
static const struct amended {
    const char *changes;
    const char *old;
    const char *by;
} cases[] = {
    {"[{id: names/B, set: Beta}]", "{A: Alpha}", "{A: Alpha, B: Beta}"},
    {"[{id: names/A, end: true}]", "{A: Alpha}", "{}"},
    {"[{id: units/w, set: {kind: region}}]", "{id: s, kind: region}",
     "{id: s, kind: region}, {id: w, kind: region}"},
    {"[{id: units/s, from: 2027-01-01, end: true}]", "{id: s, kind: region}",
     "{id: s, kind: region, until: 2027-01-01}"},
    {"[{id: holidays, set: [2026-01-01, 2026-05-09]}]", "[2026-01-01]", "[2026-01-01, 2026-05-09]"},
    {"[{id: zones/xx, from: 2026-06-01, set: {offset: \"+02:00\"}}]",
     "{unit: xx, offset: \"+01:00\"}",
     "{unit: xx, offset: \"+01:00\", until: 2026-06-01}, "
     "{unit: xx, offset: \"+02:00\", from: 2026-06-01}"},
    {"[{id: rules/barrier, from: 2027-01-01, set: {set: {threshold: at least 3% of counted "
     "votes}}}]",
     "{id: barrier, set: {threshold: at least 5% of counted votes}}",
     "{id: barrier, set: {threshold: at least 5% of counted votes}, until: 2027-01-01}\n"
     "  - {id: barrier, set: {threshold: at least 3% of counted votes}, from: 2027-01-01}"},
    {"[{id: registers/member/enter/adult, from: 2028-01-01, set: {that: age, is: at least 16}}]",
     "from: 2026-01-01, that: age, is: at least 18}",
     "from: 2026-01-01, that: age, is: at least 18, until: 2028-01-01}\n"
     "      - {id: adult, that: age, is: at least 16, from: 2028-01-01}"},
    {"[{id: registers/member/enter/adult, from: 2025-06-01, set: {that: age, is: at least 20}}]",
     "is: at least 21, until: 2026-01-01}\n"
     "      - {id: adult, from: 2026-01-01, that: age, is: at least 18}",
     "is: at least 21, until: 2025-06-01}\n"
     "      - {id: adult, from: 2026-01-01, that: age, is: at least 18}\n"
     "      - {id: adult, from: 2025-06-01, until: 2026-01-01, that: age, is: at least 20}"},
    {"[{id: registers/member/enter/adult, from: 2026-01-01, set: {that: age, is: at least 19}}]",
     "from: 2026-01-01, that: age, is: at least 18",
     "from: 2026-01-01, that: age, is: at least 19"},
    {"[{id: registers/member/enter/named, from: 2026-07-01, end: true}]", "that: name, is: X",
     "that: name, is: X, until: 2026-07-01"},
    {"[{id: registers/member/enter/adult, from: 2026-07-01, strike: all, past: stands}]",
     "is: at least 18", "is: at least 18, struck: 2026-07-01"},
    {"[{id: registers/member/enter/adult, from: 2020-01-01, strike: [first], past: reopened}]",
     "is: at least 21, until: 2026-01-01",
     "is: at least 21, until: 2026-01-01, struck: 2020-01-01"},
    {"[{id: registers/member/enter/adult, from: 2025-01-01, end: true}]",
     "is: at least 21, until: 2026-01-01}\n"
     "      - {id: adult, from: 2026-01-01, that: age, is: at least 18}",
     "is: at least 21, until: 2025-01-01}\n"
     "      - {id: adult, from: 2026-01-01, struck: 2025-01-01, that: age, is: at least 18}"},
    {"[{id: registers/member/fields/email, set: text}]", "age: number}",
     "age: number, email: text}"},
    {"[{id: registers/member/fields, set: {email: text, age: number, name: text, number: key}}]",
     "age: number}", "age: number, email: text}"},
    {"[{id: registers/badge, set: {fields: {number: key}}}]", "words:\n",
     "  badge: {fields: {number: key}}\nwords:\n"},
    {"[{id: offices/vice, set: {holders: 2}}]", "clerk:", "vice: {holders: 2}, clerk:"},
    {"[{id: offices/chair/holders, set: 3}]", "holders: 1", "holders: 3"},
    {"[{id: offices/chair/holders, end: true}]", "{holders: 1, ", "{"},
    {"[{id: offices/chair/terms/chairs, from: 2026-07-01, set: {term: 6 years, cite: L 2}}]",
     "{id: chairs, term: 5 years}",
     "{id: chairs, term: 5 years, until: 2026-07-01}, "
     "{id: chairs, term: 6 years, from: 2026-07-01, cite: L 2}"},
    {"[{id: offices/chair/terms/chairs, from: 2026-07-01, end: true}]",
     "{id: chairs, term: 5 years}", "{id: chairs, term: 5 years, until: 2026-07-01}"},
    {"[{id: offices/clerk/terms/clerks, from: 2026-07-01, set: {term: 1 year}}]", "{of: member}",
     "{of: member, terms: [{id: clerks, term: 1 year, from: 2026-07-01}]}"},
    {"[{id: offices/clerk/term, set: 1 year}]", "{of: member}", "{of: member, term: 1 year}"},
    {"[{id: words/leave, set: {is: end, of: member}}, "
     "{id: powers/leaves, from: 2026-05-01, set: {office: chair, may: leave}}]",
     "powers:\n  - {id: joins, office: chair, may: join}\n"
     "  - {id: files, office: chair, may: file}\n",
     "  leave: {is: end, of: member}\npowers:\n  - {id: joins, office: chair, may: join}\n"
     "  - {id: files, office: chair, may: file}\n"
     "  - {id: leaves, from: 2026-05-01, office: chair, may: leave}\n"},
    {"[{id: procedures/affair/stages/heard/acts, set: [{word: move-it, by: chair, to: done}]}]",
     "heard: {}", "heard: {acts: [{word: move-it, by: chair, to: done}]}"},
    {"[{id: procedures/affair/stages/filed/acts/move-it, set: {by: [chair], to: heard}}]",
     "{word: move-it, by: [chair], to: done}", "{word: move-it, by: [chair], to: heard}"},
    {"[{id: procedures/affair/stages/heard, end: true}]", ", heard: {}", ""},
    {"[{id: procedures/affair, reaches: open}, {id: procedures/affair/ends, set: [done, lost]}]",
     "[done]", "[done, lost]"},
    {"[{id: bodies/board, set: {office: chair, by: [chair]}}]", "registers:\n",
     "bodies: {board: {office: chair, by: [chair]}}\nregisters:\n"},
    {"[{id: calendar/due, from: 2026-04-01, set: {at: 20 days after the file}}, "
     "{id: calendar/late, from: 2026-04-01, set: {at: 40 days after the file}}]",
     "{id: due, at: 30 days after the file}",
     "{id: due, at: 30 days after the file, until: 2026-04-01}\n"
     "  - {id: due, from: 2026-04-01, at: 20 days after the file}\n"
     "  - {id: late, from: 2026-04-01, at: 40 days after the file}"},
    {"[{id: contests/board/seats, set: 5}]", "seats: 3", "seats: 5"},
    {"[{id: contests/board, end: true}]",
     "{board: {method: hare, seats: 3, day: 2026-03-01, "
     "follows: [barrier]}}",
     "{}"},
};

static void an_amended_book_is_the_book_with_the_changes_in_it(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook before;
    parse_well(t, base, &before);
    for (size_t i = 0; i < ADIL_COUNT(cases); i++) {
        struct adil_rulebook after;
        struct adil_rulebook written;
        amend_well(t, &before, cases[i].changes, &after);
        parse_well(t, replaced(t, base, cases[i].old, cases[i].by), &written);
        if (!adil_hash_eq(&after.hash, &written.hash)) {
            fail_msg("%s gives another law", cases[i].changes);
        }
        assert_false(adil_hash_eq(&after.hash, &before.hash)); /* each changes something */
    }
}

/* Whether the statement that a case begins with was changed by one that is done. */
static bool is_changed(const bool *done, size_t at)
{
    const char *id = cases[at].changes;
    size_t len = strcspn(id, ",");
    for (size_t i = 0; i < ADIL_COUNT(cases); i++) {
        if (done[i] && strncmp(cases[i].changes, id, len) == 0) {
            return true;
        }
    }
    return false;
}

/* Any of them in any order, on the tree as the ones before left it, is all of them by hand. */
static void changes_follow_one_another(void **state)
{
    struct test_arenas *t = *state;
    struct test_rng rng = test_rng_open("changes_follow_one_another");
    unsigned n_done = 0;
    for (unsigned turn = 0; turn < 40; turn++) {
        struct adil_rulebook book;
        struct adil_rulebook written;
        struct test_arenas inner = *t;
        const char *text = base;
        bool done[ADIL_COUNT(cases)] = {false};
        uint64_t start = test_rng_below(&rng, ADIL_COUNT(cases));
        parse_well(&inner, base, &book);
        for (size_t k = 0; k < ADIL_COUNT(cases); k++) {
            size_t at_case = (size_t)(start + k * 5) % ADIL_COUNT(cases);
            const struct amended *c = &cases[at_case];
            const char *at = strstr(text, c->old);
            struct adil_diag d;
            struct adil_rulebook after;
            if (at == NULL || strstr(at + 1, c->old) != NULL || is_changed(done, at_case) ||
                test_rng_below(&rng, 2) == 0) {
                continue; /* an earlier change wrote there */
            }
            const char *next = replaced(&inner, text, c->old, c->by);
            if (parse(&inner, next, &written, &d).code != ADIL_C_OK) {
                assert_int_not_equal(amend(&inner, &book, c->changes, &after, &d).code, ADIL_C_OK);
                continue;
            }
            amend_well(&inner, &book, c->changes, &after);
            assert_true(adil_hash_eq(&after.hash, &written.hash));
            book = after;
            text = next;
            done[at_case] = true;
            n_done++;
        }
    }
    assert_true(n_done > 200);
}

static void what_cannot_be_changed_is_named(void **state)
{
    static const struct {
        const char *changes;
        const char *line;
    } bad[] = {
        {"[]", "a list of 1 to 1000 changes"},
        {"{id: x}", "found no list"},
        {"[{set: x}]", "the id of a statement"},
        {"[{id: names/A}]", "one of set, end, strike and reaches"},
        {"[{id: names/A, set: x, end: true}]", "found 2 of them"},
        {"[{id: names/A, set: x, form: y}]", "found form"},
        {"[{id: names/A, end: yes}]", "names/A.end: found yes, expected true"},
        {"[{id: names/A, set: x, from: soon}]", "a day as YYYY-MM-DD"},
        {"[{id: names/A, set: x, past: stands}]", "but for a strike"},
        {"[{id: powers/joins, strike: all, from: 2026-01-01}]", "stands, or reopened"},
        {"[{id: powers/joins, strike: most, from: 2026-01-01, past: stands}]",
         "the days on which its versions begin"},
        {"[{id: power/joins, set: {}}]", "expected powers"},
        {"[{id: powers, set: []}]", "the address of one statement in it"},
        {"[{id: powers/, set: []}]", "at its end"},
        {"[{id: powers/joins/may, from: 2026-01-01, set: file}]", "this is set as a whole"},
        {"[{id: powers/joins, set: {office: chair, may: file}}]", "first day of the new version"},
        {"[{id: powers/joins, from: 2026-01-01, set: {id: x, office: chair, may: file}}]",
         "the id of the change"},
        {"[{id: powers/joins, from: 2026-01-01, set: {from: 2027-01-01, office: chair}}]",
         "the day stands beside the statement"},
        {"[{id: powers/joins, from: 2026-01-01, set: {office: chairman, may: join}}]",
         "found chairman"},
        {"[{id: powers/nobody, from: 2026-01-01, end: true}]", "found no version in force"},
        {"[{id: powers/joins, from: 2026-01-01, strike: [2020-01-01], past: stands}]",
         "found no such version in force"},
        {"[{id: names/A, from: 2026-01-01, set: x}]", "it changes with the act"},
        {"[{id: names/C, end: true}]", "found nothing"},
        {"[{id: offices/chair, end: true}]", "the record names this one"},
        {"[{id: words/join, end: true}]", "the record names this one"},
        {"[{id: registers/member/fields/age, end: true}]", "the record names this one"},
        {"[{id: registers/member, set: {fields: {number: key, name: text}}}]",
         "a field that is gone, or of another type"},
        {"[{id: registers/member/fields/name, set: number}]", "found \"X\" at column 1"},
        {"[{id: registers/member/fields/age, set: date}]", "a date is tested"},
        {"[{id: registers/member/per, set: case}]", "another `per`"},
        {"[{id: offices/clerk/of, end: true}]", "another `of`"},
        {"[{id: words/join, set: {is: end, of: member}}]", "another meaning asks for another word"},
        {"[{id: registers/nobody/enter/x, from: 2026-01-01, set: {that: age, is: \"1\"}}]",
         "found nobody"},
        {"[{id: procedures/affair/stages/filed, end: true}]", "a stage of this procedure"},
        {"[{id: procedures/none, reaches: open}]", "procedures/ID of this law"},
        {"[{id: words/join, strike: all, from: 2026-01-01, past: stands}]",
         "a statement that has versions"},
        {"[{id: registers/member/enter/adult, from: 2024-01-01, set: {that: age, is: \"1\", until: "
         "2027-01-01}}]",
         "an end before its next version begins"},
    };
    for (size_t i = 0; i < ADIL_COUNT(bad); i++) {
        amend_badly(*state, bad[i].changes, bad[i].line);
    }
}

static void a_list_is_read_in_its_canonical_form_alone(void **state)
{
    struct test_arenas *t = *state;
    struct adil_changes c;
    struct adil_diag d;
    struct adil_span well = canonical_of(t, "[{id: names/B, set: Beta}]");
    adil_diag_open(&d, &t->perm);
    assert_span_is(well, "[{\"id\":\"names/B\",\"set\":\"Beta\"}]");
    assert_int_equal(adil_changes_read(&t->perm, t->scratch, ADIL_SPAN("c"), well, &c, &d).code,
                     ADIL_C_OK);
    static const char *const other[] = {
        "[{\"set\":\"Beta\",\"id\":\"names/B\"}]",
        "[{\"id\":\"names/B\", \"set\":\"Beta\"}]",
        "[{\"id\":\"names/B\",\"set\":1}]",
        "[{\"id\":\"names/B\",\"set\":\"Beta\"}",
        "",
    };
    for (size_t i = 0; i < ADIL_COUNT(other); i++) {
        assert_int_equal(
            adil_changes_read(&t->perm, t->scratch, ADIL_SPAN("c"), adil_span_of(other[i]), &c, &d)
                .code,
            ADIL_C_INPUT);
    }
}

/* What cases and records name by number is found under it in every later book. */
static void numbers_stay(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook before;
    struct adil_rulebook after;
    parse_well(t, base, &before);
    amend_well(t, &before,
               "[{id: offices/ace, set: {}}, {id: words/abet, set: {is: notice}}, "
               "{id: registers/badge, set: {fields: {a: text}}}, "
               "{id: registers/member, set: {fields: {a: text, age: number, name: text, number: "
               "key}}}, {id: units/a, set: {kind: region}}]",
               &after);
    assert_int_equal(adil_office_find(&after.acts, ADIL_SPAN("chair")),
                     adil_office_find(&before.acts, ADIL_SPAN("chair")));
    assert_int_equal(adil_office_find(&after.acts, ADIL_SPAN("ace")), before.acts.n_offices);
    assert_int_equal(adil_word_find_act(&after.acts, ADIL_SPAN("abet")), before.acts.n_words);
    assert_span_is(after.reg[0].field[2].id, "age");
    assert_span_is(after.reg[0].field[3].id, "a");
    assert_span_is(after.reg[1].id, "badge");
    assert_span_is(after.units.unit[3].id, "a");
}

static bool rule_holds_on(const struct adil_rulebook *b, const char *id, const char *on)
{
    return adil_rulebook_rule(b, adil_span_of(id), day(on)) != NULL;
}

static void a_struck_rule_is_in_force_until_its_day(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook before;
    struct adil_rulebook after;
    parse_well(t, base, &before);
    amend_well(t, &before,
               "[{id: registers/member/enter/adult, from: 2025-01-01, strike: all, past: stands}]",
               &after);
    assert_true(rule_holds_on(&before, "adult", "2025-06-01"));
    assert_true(rule_holds_on(&after, "adult", "2024-12-31"));
    assert_false(rule_holds_on(&after, "adult", "2025-01-01"));
    assert_false(rule_holds_on(&after, "adult", "2026-06-01")); /* it never began */
    assert_true(rule_holds_on(&after, "named", "2026-06-01"));
}

static void what_differs_is_listed_by_statement(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook before;
    struct adil_rulebook after;
    const struct adil_law_difference *d = NULL;
    const struct adil_span *id = NULL;
    parse_well(t, base, &before);
    amend_well(
        t, &before,
        "[{id: registers/member/enter/adult, from: 2028-01-01, set: {that: age, is: \"9\"}}, "
        "{id: offices/chair/holders, set: 3}, {id: names/B, set: Beta}, "
        "{id: names/A, end: true}]",
        &after);
    assert_int_equal(adil_law_compare(&t->perm, before.root, before.root, &d), 0);
    assert_int_equal(adil_law_compare(&t->perm, before.root, after.root, &d), 4);
    assert_span_is(d[0].id, "names/A");
    assert_null(d[0].after);
    assert_span_is(d[1].id, "names/B");
    assert_null(d[1].before);
    assert_span_is(d[2].id, "offices/chair/holders");
    assert_span_is(d[2].after->text, "3");
    assert_span_is(d[3].id, "registers/member/enter/adult");
    assert_int_equal(d[3].before->n, 2);
    assert_int_equal(d[3].after->n, 3);
    uint32_t n = adil_law_changed_ids(&t->perm, d, 4, &id);
    static const char *const ids[] = {"names",
                                      "names/A",
                                      "names/B",
                                      "offices",
                                      "offices/chair",
                                      "offices/chair/holders",
                                      "registers",
                                      "registers/member",
                                      "registers/member/enter",
                                      "registers/member/enter/adult"};
    assert_int_equal(n, ADIL_COUNT(ids));
    for (uint32_t i = 0; i < n; i++) {
        assert_span_is(id[i], ids[i]);
    }
}

/* ---- in which laws ----------------------------------------------------------------------------
 */

static const char ranked[] =
    "polity: {id: xx, name: Exland}\n"
    "units: [{id: xx, kind: whole}]\n"
    "laws:\n"
    "  high: {cites: [Const. 1, Const. 2]}\n"
    "  low: {name: Statutes, cites: Statute}\n"
    "rules:\n"
    "  - {id: barrier, cite: \"Statute 4; Const. 1 9\", until: 2027-01-01, set: {seats: 3}}\n"
    "  - {id: barrier, cite: Statute 4, from: 2027-01-01, set: {seats: 4}}\n"
    "offices:\n"
    "  chair: {holders: 1, cite: Const. 1 3}\n"
    "  clerk: {holders: 1, cite: Order 7}\n"
    "  guard: {holders: 1}\n"
    "words: {move-it: {is: move, cite: Statute 2}, file: {is: open, opens: affair}}\n"
    "procedures:\n"
    "  affair:\n"
    "    cite: Const. 2 1\n"
    "    begins: filed\n"
    "    stages: {filed: {acts: [{word: move-it, by: [chair], to: done, cite: Statute 3}]}}\n"
    "    ends: [done]\n"
    "contests: {board: {method: hare, day: 2026-03-01, follows: [barrier]}}\n";

static void assert_laws(struct test_arenas *t, const char *yaml, const char *laws)
{
    struct adil_rulebook before;
    struct adil_rulebook after;
    const struct adil_law_difference *d = NULL;
    const struct adil_span *id = NULL;
    parse_well(t, ranked, &before);
    amend_well(t, &before, yaml, &after);
    uint32_t n = adil_law_compare(&t->perm, before.root, after.root, &d);
    uint32_t m = adil_law_changed_laws(&t->perm, before.root, after.root, d, n, &id);
    struct adil_span all = ADIL_SPAN("");
    for (uint32_t i = 0; i < m; i++) {
        all = adil_fmt(&t->perm, "%.*s%s%.*s", ADIL_ARG(all), i > 0 ? " " : "", ADIL_ARG(id[i]));
    }
    if (!adil_span_is(all, laws)) {
        fail_msg("%s: expected %s, found %.*s", yaml, laws, ADIL_ARG(all));
    }
}

static void changes_stand_in_the_laws_that_statements_cite(void **state)
{
    static const struct {
        const char *yaml, *laws;
    } ranks[] = {
        {"[{id: offices/chair/holders, set: 2}]", "high"},          /* of the statement around it */
        {"[{id: offices/clerk/holders, set: 2}]", "none"},          /* no law of the section */
        {"[{id: offices/guard/holders, set: 2}]", "none"},          /* cites nothing */
        {"[{id: offices/chair/cite, set: Statute 1}]", "high low"}, /* on either side */
        {"[{id: words/move-it/name, set: Move}]", "low"},
        /* the later version alone; the earlier one cites both */
        {"[{id: rules/barrier, from: 2028-01-01, set: {cite: Statute 4, set: {seats: 5}}}]", "low"},
        {"[{id: rules/barrier, from: 2026-01-01, set: {cite: Statute 4, set: {seats: 5}}}]",
         "high low"},
        {"[{id: rules/barrier, from: 2028-01-01, set: {set: {seats: 5}}}]", "low none"},
        {"[{id: procedures/affair/stages/filed/acts/move-it/by, set: [clerk]}]", "low"},
        {"[{id: procedures/affair/stages/heard, set: {}}]", "high"},
        /* what is new brings its articles with it */
        {"[{id: words/ask, set: {is: notice, cite: Const. 2 8}}]", "high"},
        {"[{id: laws/low/cites, set: [Statute, Order]}]", "none"},
    };
    for (size_t i = 0; i < ADIL_COUNT(ranks); i++) {
        assert_laws(*state, ranks[i].yaml, ranks[i].laws);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(an_amended_book_is_the_book_with_the_changes_in_it),
        test_case(changes_follow_one_another),
        test_case(what_cannot_be_changed_is_named),
        test_case(a_list_is_read_in_its_canonical_form_alone),
        test_case(numbers_stay),
        test_case(a_struck_rule_is_in_force_until_its_day),
        test_case(what_differs_is_listed_by_statement),
        test_case(changes_stand_in_the_laws_that_statements_cite),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
