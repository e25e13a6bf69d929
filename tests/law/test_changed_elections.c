/* Whose election differs between two versions of a law: what norms of amendments ask about. */
#include "books.h"
#include "law/amend.h"

#define LAW(procedures)                                                                            \
    "polity: {id: c, name: C}\nunits: [{id: c, kind: club, name: C}]\n"                            \
    "registers:\n"                                                                                 \
    "  one: {per: case, fields: {person: key, office: text}}\n"                                    \
    "  two: {per: case, fields: {person: key, office: text}}\n"                                    \
    "offices: {head: {cite: A}, clerk: {cite: A}}\n"                                               \
    "words: {close: {is: move}}\n"                                                                 \
    "procedures:\n" procedures
#define VOTE(id, options, seats)                                                                   \
    "  " id ": {options: " options ", seats: {" seats                                              \
    ", person: person}, begins: b, stages: {b: {acts: [{word: close, by: [clerk], to: e}]}}, "     \
    "ends: [e]}\n"
#define HEAD  VOTE("v", "one", "office: head")
#define CLERK VOTE("w", "one", "office: clerk")

static void assert_elects(struct test_arenas *t, const char *old, const char *young,
                          const char *expected)
{
    struct adil_rulebook before;
    struct adil_rulebook after;
    const struct adil_span *id = NULL;
    parse_well(t, old, &before);
    parse_well(t, young, &after);
    uint32_t n = adil_law_changed_elections(&t->perm, &before, &after, &id);
    struct adil_span all = ADIL_SPAN("");
    for (uint32_t i = 0; i < n; i++) {
        all = adil_fmt(&t->perm, "%.*s%s%.*s", ADIL_ARG(all), i > 0 ? " " : "", ADIL_ARG(id[i]));
    }
    assert_span_is(all, expected);
}

static void an_election_is_its_options_capacity_and_person(void **state)
{
    static const struct {
        const char *young, *elects;
    } ways[] = {
        {LAW(HEAD CLERK), ""},
        {LAW(VOTE("v", "one", "office: head, capacity: elected") CLERK), ""}, /* as it was */
        {LAW(VOTE("v", "one", "office: head, capacity: chosen") CLERK), "head"},
        {LAW(VOTE("v", "two", "office: head") CLERK), "head"},
        {LAW(VOTE("v", "one", "office: clerk") CLERK), "clerk head"},
        {LAW(HEAD), "clerk"}, /* by none any more */
        {LAW(HEAD CLERK VOTE("x", "two", "office: head")), "head"},
        /* the option says which office: any of them */
        {LAW(HEAD CLERK VOTE("x", "two", "office-from: office")), "clerk head"},
    };
    for (size_t i = 0; i < ADIL_COUNT(ways); i++) {
        assert_elects(*state, LAW(HEAD CLERK), ways[i].young, ways[i].elects);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(an_election_is_its_options_capacity_and_person),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
