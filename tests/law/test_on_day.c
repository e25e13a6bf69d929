/* What of a law counts on a day. */
#include "law/on_day.h"

#include "books.h"

#define S ", cite: A, mark: read, source: S}"
#define DECIDES                                                                                    \
    "quorum: at least 1 members, pass: at least 1 members, tie: fails, on: {pass: e, fail: e}" S

/* A reform of 2020: a council instead of a chair and an old hand. */
static const char book_text[] =
    "polity: {id: c, name: C}\n"
    "units: [{id: c, kind: club, name: C}]\n"
    "registers: {list: {fields: {name: key, office: text}, enter: [{id: r, that: office, is: "
    "\"one of chair, member\"" S ", {id: q, that: office, is: chair, from: 2020-01-01" S "]}}\n"
    "offices:\n"
    "  chair: {}\n"
    "  old: {ends: 2020-01-01}\n"
    "  member: {}\n"
    "  speaker: {}\n"
    "  guest: {}\n"
    "bodies:\n"
    "  council: {sizes: [{seats: 0, until: 2020-01-01}, {seats: 3, from: 2020-01-01}],\n"
    "    office: member, by: speaker}\n"
    "  room: {office: [chair, guest], by: chair}\n"
    "words:\n"
    "  ask: {is: open, opens: asking, fields: {office: text, person: text},\n"
    "    norms: [{id: n, that: office, is: \"one of guest, old\", until: 2020-01-01" S
    ", {id: n, that: office, is: not guest, from: 2020-01-01" S "]}\n"
    "  answer: {is: decide}\n"
    "  settle: {is: decide}\n"
    "  begin: {is: open, opens: first}\n"
    "  go-on: {is: open, opens: second, fields: {x: text}}\n"
    "  finish: {is: move}\n"
    "  leave: {is: notice, effects: [{unseat: chair}]}\n"
    "  name: {is: notice, fields: {office: text}, effects: [{unseat-from: office}]}\n"
    "  enlist: {is: enter, of: list}\n"
    "powers:\n"
    "  - {id: a, office: chair, may: ask" S "\n"
    "  - {id: b, office: chair, may: begin, from: 2020-01-01" S "\n"
    "  - {id: c, office: old, may: leave" S "\n"
    "  - {id: d, office: chair, may: enlist" S "\n"
    "  - {id: e, office: chair, may: name, until: 2020-01-01, when: [{id: w, that: office, is: "
    "guest" S "]" S "\n"
    "  - {id: e, office: chair, may: name, from: 2020-01-01, unless: [{id: w, that: office, is: "
    "guest" S "]" S "\n"
    "procedures:\n"
    "  asking: {begins: s, ends: [e], on: {e: [{seat-from: office, person: person}]}, stages: {\n"
    "    s: {decision: {body: room, word: answer, " DECIDES "}}}\n"
    "  first: {begins: s, ends: [e], stages: {s: {acts: [{word: go-on, by: [chair], to: e" S
    "], decision: {body: council, word: settle, " DECIDES "}}}\n"
    "  second: {begins: s, ends: [e], on: {e: [{seat: guest, person: x}]}, stages: {s: {acts: "
    "[{word: finish, by: [chair, founders], to: e" S "]}}}\n";

static struct adil_rulebook book_of(struct test_arenas *t)
{
    struct adil_rulebook b;
    const char *text = book_text;
    parse_well(t, text, &b);
    return b;
}

/* One letter a thing in the order of the book: what counts on the day, `-` what does not. */
static void assert_counts(const bool *counts, uint32_t n, const char *expected, const char *what)
{
    assert_int_equal(strlen(expected), n);
    for (uint32_t i = 0; i < n; i++) {
        if (counts[i] != (expected[i] != '-')) {
            fail_msg("%s %u", what, i);
        }
    }
}

static void words_and_procedures_count_where_something_in_force_leads_to_them(void **state)
{
    static const struct {
        const char *day;
        const char *words; /* ask answer settle begin go-on finish leave name enlist */
        const char *procedures;
        const char *offices; /* chair old member speaker guest */
        bool sits;
    } on[] = {
        {"2019-12-31", "aa----lne", "a--", "co--g", false},
        {"2020-01-01", "aasbgf-ne", "afs", "c-msg", true},
        {"", "aasbgflne", "afs", "comsg", true},
    };
    struct test_arenas *t = *state;
    struct adil_rulebook b = book_of(t);
    for (size_t i = 0; i < ADIL_COUNT(on); i++) {
        struct adil_on_day d = adil_on_day_of(&t->perm, &b, day(on[i].day));
        assert_counts(d.word, b.acts.n_words, on[i].words, "word");
        assert_counts(d.procedure, b.acts.n_procedures, on[i].procedures, "procedure");
        assert_counts(d.office, b.acts.n_offices, on[i].offices, "office");
        assert_int_equal(adil_on_day_sits(&d, adil_body_find(&b.acts, ADIL_SPAN("council"))),
                         on[i].sits);
        assert_true(adil_on_day_sits(&d, adil_body_find(&b.acts, ADIL_SPAN("room"))));
    }
}

/* The first effect of a word or of the end of a procedure, beside every office. */
static void assert_may_name(struct test_arenas *t, const struct adil_on_day *d, const char *word,
                            const char *procedure, const char *expected)
{
    const struct adil_acts *a = &d->book->acts;
    uint32_t w = adil_word_find_act(a, adil_span_of(word));
    uint32_t p = adil_procedure_find(a, adil_span_of(procedure));
    const struct adil_effects *effects =
        w != ADIL_NO_WORD ? &a->word[w].effects : &a->procedure[p].stage[1].effects;
    assert_int_equal(effects->n, 1);
    for (uint32_t o = 0; o < a->n_offices; o++) {
        bool may = adil_on_day_may_name(t->scratch, d, &effects->effect[0], w, p, o);
        if (may != (expected[o] != '-')) {
            fail_msg("%s%s: %.*s", word, procedure, ADIL_ARG(a->office[o].rule.id));
        }
    }
}

static void a_field_names_the_offices_that_no_norm_of_the_day_refuses(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook b = book_of(t);
    struct adil_on_day before = adil_on_day_of(&t->perm, &b, day("2019-12-31"));
    struct adil_on_day after = adil_on_day_of(&t->perm, &b, day("2020-01-01"));
    struct adil_on_day any = adil_on_day_of(&t->perm, &b, day(""));
    assert_may_name(t, &before, "", "asking", "-o--g");
    assert_may_name(t, &after, "", "asking", "coms-");
    assert_may_name(t, &any, "", "asking", "comsg");
    assert_may_name(t, &before, "name", "", "----g"); /* `when` of the power */
    assert_may_name(t, &after, "name", "", "coms-");  /* `unless` */
    assert_may_name(t, &after, "leave", "", "c----"); /* it names the office itself */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(words_and_procedures_count_where_something_in_force_leads_to_them),
        test_case(a_field_names_the_offices_that_no_norm_of_the_day_refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
