/* Offices that act while somebody holds them, and what is held beside what. */
#include "stories.h"

static const struct fold_issuer realm_issuers[] = {
    {"council", 1}, {"crown", 1}, {"reeve", 1}, {"herald", 1}};
static const struct setting realm = {.book = "tests/polity/test-held.yaml",
                                     .office = realm_issuers,
                                     .n_offices = ADIL_COUNT(realm_issuers),
                                     .holders = "[" HOLDER("crown", "old", "2020-01-01") "]",
                                     .zone = "+00:00"};

#define DOES(by, word, about, fields)                                                              \
    {                                                                                              \
        NULL, by, word, about, fields, NULL                                                        \
    }
#define MAY_NOT(by, word, about, fields, rule)                                                     \
    {                                                                                              \
        NULL, by, word, about, fields, rule                                                        \
    }
#define ON(day, by, word, rule)                                                                    \
    {                                                                                              \
        day, by, word, "x", NULL, rule                                                             \
    }
#define P(p) "{\"person\":\"" p "\"}"

static const struct act_step left[] = {
    {"2023-01-01", "council", "petition", "case/a", NULL, NULL},
    DOES("council", "petition", "case/b", NULL),
    DOES("crown", "decree", "x", NULL),
    DOES("crown", "grant", "case/a", NULL),
    DOES("council", "depose", "x", NULL),
    MAY_NOT("crown", "decree", "x", NULL, "crown"),
    MAY_NOT("crown", "grant", "case/b", NULL, "crown"), /* an act of a stage too */
    ON("2023-01-02", "crown", "decree", "crown"),
    DOES("council", "crown", "x", P("new")),
    DOES("crown", "decree", "x", NULL),
    DOES("crown", "grant", "case/b", NULL),
};
/* Of the two that name it one goes on behind the term, until the next; the third asks for none. */
static const struct act_step ran_out[] = {
    ON("2024-06-01", "reeve", "patrol", NULL), /* of nobody is known that it was held */
    DOES("council", "name-reeve", "x", P("r")),
    DOES("council", "name-herald", "x", P("h")),
    DOES("reeve", "patrol", "x", NULL),
    ON("2025-05-31", "reeve", "patrol", NULL),
    ON("2025-06-01", "reeve", "patrol", "reeve"),
    DOES("crown", "decree", "x", NULL), /* since the first of January nobody's */
    DOES("herald", "cry", "x", NULL),
    DOES("council", "crown", "x", P("new")),
    DOES("council", "depose", "x", NULL),
    MAY_NOT("crown", "decree", "x", NULL, "crown"), /* the one before is not the last any more */
};
/* What a refused act ended is held as before. */
static const struct act_step taken_back[] = {
    {"2023-01-01", "council", "name-reeve", "x", P("r"), NULL},
    MAY_NOT("council", "replace", "x", P("r"), "crown"),
    DOES("crown", "decree", "x", NULL),
    ON("2025-02-01", "crown", "decree", NULL), /* and its term ran out, it was not left */
};
static const struct act_step beside[] = {
    ON("2023-01-01", "council", "depose", NULL),
    DOES("council", "name-reeve", "x", P("r")),
    DOES("council", "name-herald", "x", P("r")),
    MAY_NOT("council", "crown", "x", P("r"), "crown"),
    DOES("council", "make-regent", "x", P("r")), /* for a while */
    DOES("reeve", "patrol", "x", NULL),
    MAY_NOT("council", "make-regent", "x", P("other"), "crown"), /* one at a time all the same */
    DOES("council", "depose", "x", NULL),
    DOES("council", "crown-alone", "x", P("r")),
    MAY_NOT("reeve", "patrol", "x", NULL, "reeve"), /* given up */
    DOES("crown", "decree", "x", NULL),
    MAY_NOT("council", "name-herald", "x", P("r"), "herald"),
    DOES("council", "name-herald", "x", P("h")),
};
/* A regent takes nothing beside what was held before. */
static const struct act_step regent_takes_nothing[] = {
    ON("2023-01-01", "council", "depose", NULL),
    DOES("council", "make-regent", "x", P("r")),
    MAY_NOT("council", "name-herald", "x", P("r"), "herald"),
};

static const struct story stories[] = {
    STORY(left, "granted"),
    STORY(ran_out, NULL),
    STORY(taken_back, NULL),
    STORY(beside, NULL),
    STORY(regent_takes_nothing, NULL),
};

static void offices_act_while_they_are_held(void **state)
{
    tell_stories(&realm, stories, ADIL_COUNT(stories), *state);
}

static void a_refusal_cites_the_office(void **state)
{
    struct fold f;
    fold_open_holders(&f, *state, realm.book, realm_issuers, ADIL_COUNT(realm_issuers),
                      realm.holders);
    fold_at(&f, "2023-01-01T10:00:00+00:00");
    fold_ok(&f, "council", "depose", "x", NULL);
    fold_refused(&f, "crown", "crown", "decree", "x", NULL);
    assert_span_is(f.refusal.cite, "Charter 2");
    assert_span_is(f.refusal.field, "by");
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(offices_act_while_they_are_held),
        test_case(a_refusal_cites_the_office),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
