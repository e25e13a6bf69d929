/* Everything that gives a word to an office, as one list. */
#include "law/giving.h"

#include "books.h"

#define SAYS          "cite: A, mark: read, source: S}"
#define ACT(word, by) "{word: " word ", by: " by ", to: e, " SAYS
#define DECIDES                                                                                    \
    "quorum: at least 1 members, pass: at least 1 members, tie: fails, on: {pass: e, fail: e}, "   \
    "" SAYS

static const char book_text[] =
    "polity: {id: c, name: C}\n"
    "units: [{id: c, kind: club, name: C}]\n"
    "registers: {seat: {fields: {n: key}}}\n"
    "offices: {chair: {}, clerk: {}, desk: {}, member: {of: seat}, guest: {}}\n"
    "bodies:\n"
    "  house: {seats: 3, register: seat, by: [clerk, desk]}\n"
    "  room: {seats: 1, office: chair, by: chair}\n"
    "words: {begin: {is: open, opens: p}, say: {is: decide}, seal: {is: decide}, end: {is: "
    "decide},\n"
    "  vote: {is: vote}, go: {is: move}}\n"
    "powers:\n"
    "  - {id: b, office: chair, may: begin, " SAYS "\n"
    "  - {id: c, office: clerk, may: begin, " SAYS "\n"
    "procedures:\n"
    "  p:\n"
    "    begins: s\n"
    "    ends: [e]\n"
    "    stages:\n"
    "      s: {acts: [" ACT(
        "go",
        "[chair, founders]") "]}\n"
                             "      t: {decision: {body: [house, room], word: [say, seal], " DECIDES
                             "}\n"
                             "      u: {decision: {body: house, word: end, votes: vote, " DECIDES
                             "}\n";

static uint32_t office(const struct adil_rulebook *b, const char *id)
{
    return strcmp(id, "founders") == 0 ? ADIL_FOUNDERS
                                       : adil_office_find(&b->acts, adil_span_of(id));
}

/* Every word beside every office: "word office" for each pair that is given. */
static void a_word_is_given_by_power_stage_decision_and_vote(void **state)
{
    static const char *const offices[] = {"chair", "clerk", "desk", "member", "guest", "founders"};
    static const struct {
        const char *word;
        const char *to; /* a letter an office, in their order */
    } given[] = {
        {"begin", "cc----"}, {"go", "c----f"},  {"say", "ccd---"},
        {"seal", "ccd---"},  {"end", "-cd---"}, {"vote", "---m--"},
    };
    struct adil_rulebook b;
    parse_well(*state, book_text, &b);
    for (size_t i = 0; i < ADIL_COUNT(given); i++) {
        uint32_t word = adil_word_find_act(&b.acts, adil_span_of(given[i].word));
        for (size_t o = 0; o < ADIL_COUNT(offices); o++) {
            bool is = adil_word_is_given_to(&b.acts, word, office(&b, offices[o]));
            if (is != (given[i].to[o] != '-')) {
                fail_msg("%s to %s", given[i].word, offices[o]);
            }
        }
    }
    assert_false(adil_word_is_given_to(&b.acts, ADIL_NO_WORD, office(&b, "chair")));
    assert_false(adil_word_is_given_to(&b.acts, 0, ADIL_NO_WORD));
}

/* Each says by which rule, and where. */
static void each_of_the_list_names_its_rule_and_place(void **state)
{
    static const char *const rules[] = {"s.go",       "t.decision", "t.decision",
                                        "t.decision", "t.decision", "u.decision",
                                        "u.decision", "b",          "c"};
    struct adil_rulebook b;
    struct adil_giving g = {0};
    size_t n = 0;
    parse_well(*state, book_text, &b);
    for (; adil_giving_next(&b.acts, &g); n++) {
        assert_true(n < ADIL_COUNT(rules));
        assert_span_is(g.rule->id, rules[n]);
        assert_int_equal((g.power != NULL) + (g.act != NULL) + (g.decision != NULL), 1);
        assert_int_equal(g.stage != NULL, g.power == NULL);
        assert_int_equal(g.procedure != NULL, g.power == NULL);
        assert_true(g.stage == NULL || g.stage->decision == g.decision);
    }
    assert_int_equal(n, ADIL_COUNT(rules));
}

/* A law without procedures, and one without powers. */
static void short_laws_have_short_lists(void **state)
{
    struct adil_rulebook b;
    struct adil_giving g = {0};
    parse_well(*state, "polity: {id: c, name: C}\nunits: [{id: c, kind: club, name: C}]\n", &b);
    assert_false(adil_giving_next(&b.acts, &g));
    parse_well(*state,
               "polity: {id: c, name: C}\nunits: [{id: c, kind: club, name: C}]\n"
               "offices: {chair: {}}\nwords: {begin: {is: open, opens: p}, go: {is: move}}\n"
               "procedures: {p: {ends: [e], stages: {s: {acts: [" ACT("go", "chair") "]}}}}\n",
               &b);
    g = (struct adil_giving){0};
    assert_true(adil_giving_next(&b.acts, &g));
    assert_false(adil_giving_next(&b.acts, &g));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(a_word_is_given_by_power_stage_decision_and_vote),
        test_case(each_of_the_list_names_its_rule_and_place),
        test_case(short_laws_have_short_lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
