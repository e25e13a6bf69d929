/* Games as files: what they mean, and what is refused with the line where it stands. */
#include "support.h"

#include "weight/power.h"

#include <string.h>

static bool says(struct adil_span text, const char *what)
{
    return adil_span_find(text, adil_span_of(what)) < text.len;
}

static struct adil_span read_faults(struct test_arenas *t, const char *yaml)
{
    struct adil_game g;
    struct adil_diag diag;
    struct adil_buf text;
    adil_diag_open(&diag, &t->perm);
    adil_buf_open(&text, 1 << 20);
    adil_err err = adil_game_read(&t->perm, ADIL_SPAN("g.yaml"), adil_span_of(yaml), &g, &diag);
    adil_diag_print(&diag, &text);
    struct adil_span said = adil_span_copy(&t->perm, adil_buf_span(&text));
    adil_buf_release(&text);
    assert_int_equal(err.code == ADIL_C_OK, diag.n_errors == 0);
    assert_true(err.code == ADIL_C_OK || err.code == ADIL_C_INPUT);
    return said;
}

static const char council[] = "title: {en: A council, ru: Совет}\n"
                              "source: a sentence\n"
                              "weights: [votes, population]\n"
                              "members:\n"
                              "  - {id: big, name: The Big, votes: 4, population: 80}\n"
                              "  - {id: mid, votes: 3, population: 30}\n"
                              "  - {id: low, votes: 1, population: 5, times: 2}\n"
                              "groups: {coast: [big, low]}\n"
                              "vacant: {votes: 1}\n"
                              "total: {votes: 10, population: 120}\n"
                              "veto: [mid]\n"
                              "rule: at least 60% of votes and more than 1/2 of population\n"
                              "blocking: at least 2 coast\n";

static void test_game__means_what_it_says(void **state)
{
    struct test_arenas *t = *state;
    struct adil_game g;
    struct adil_diag diag;
    adil_diag_open(&diag, &t->perm);
    assert_int_equal(
        adil_game_read(&t->perm, ADIL_SPAN("g.yaml"), adil_span_of(council), &g, &diag).code,
        ADIL_C_OK);
    assert_int_equal(g.n_rows, 3);
    assert_int_equal(g.n, 4);
    assert_int_equal(g.n_measures, 5); /* members, votes, population, coast, veto */
    assert_span_is(adil_game_member_name(&g, 0, ADIL_RU), "The Big");
    assert_span_is(adil_game_member_name(&g, 1, ADIL_RU), "mid");
    assert_span_is(adil_texts_pick(&g.title, ADIL_RU), "Совет");
    assert_true(g.measure[1].sum == 9 && g.measure[1].vacant == 1 && g.measure[3].sum == 3);
    /* 60% of 10 votes: 6. More than half of 120 people: 61. Fewer than 2 of the 3 of the coast
     * outside: 2 of them within. And mid with everything. */
    const struct {
        int64_t sum[5];
        bool wins;
    } x[] = {
        {{2, 7, 110, 1, 1}, true}, /* big and mid */
        {{2, 4, 35, 1, 1}, false}, /* mid and one of low */
        {{3, 5, 40, 2, 1}, true},  /* mid and both of low: big alone does not block */
        {{3, 6, 90, 3, 0}, false}, /* all but mid */
        {{2, 6, 60, 1, 1}, false}, /* half the people are not more than half */
        {{2, 6, 61, 1, 1}, true},
    };
    for (size_t i = 0; i < ADIL_COUNT(x); i++) {
        assert_int_equal(adil_condition_holds(&g.condition, x[i].sum), x[i].wins);
    }
}

/* 55% of 27 is 14.85: 15, not 14; of 28 it is 15.4: 16. */
static void test_game__works_shares_out_exactly(void **state)
{
    struct test_arenas *t = *state;
    const struct {
        unsigned members;
        const char *rule;
        int64_t least;
    } x[] = {
        {27, "at least 55% of members", 15},
        {28, "at least 55% of members", 16},
        {27, "more than 1/2 of members", 14},
        {28, "more than 1/2 of members", 15},
        {27, "at least 72% of members", 20},
        {27, "at least 2/3 of members", 18},
        {28, "at least 2/3 of members, rounded down", 18},
        {28, "more than 2/3 of members, rounded up", 20},
        {28, "at least 1/3 of members, rounded to nearest", 9},
        {28, "at least 19", 19},
        {28, "at least 1.5", 2},
    };
    for (size_t i = 0; i < ADIL_COUNT(x); i++) {
        struct adil_game g;
        struct adil_span yaml = adil_fmt(&t->perm, "members: [{id: m, times: %u}]\nrule: '%s'\n",
                                         x[i].members, x[i].rule);
        assert_int_equal(adil_game_read(&t->perm, ADIL_SPAN("g"), yaml, &g, NULL).code, ADIL_C_OK);
        assert_int_equal(g.condition.least, x[i].least);
    }
}

static void test_game__refuses_with_the_line(void **state)
{
    static const struct {
        const char *yaml;
        const char *said;
    } x[] = {
        {"- 1\n", "g.yaml:1: game: found a list, expected a map"},
        {"rule: at least 1\n", "g.yaml:1: members: found a map, expected a list of members"},
        {"members: [{id: a}]\n", "g.yaml:1: rule: found a map, expected a phrase"},
        {"members: [{id: a}]\nrule: at least 1\nquota: 3\n",
         "g.yaml:3: key: found quota, expected a key of a game"},
        {"members: [{id: a}]\nrule: at least 1\nvetos: [a]\n", "(nearest: veto)"},
        {"members: []\nrule: at least 1\n", "expected at least one member"},
        {"members: [{name: a}]\nrule: at least 1\n", "expected a map with an id"},
        {"members:\n  - {id: a}\n  - {id: a}\nrule: at least 1\n",
         "g.yaml:3: id: found a, expected an id that no other member has"},
        {"weights: [v]\nmembers:\n  - {id: a, v: 1}\n  - {id: b}\nrule: at least 1\n",
         "g.yaml:4: v: found nothing, expected this weight of every member"},
        {"weights: [v]\nmembers:\n  - {id: a, v: 1.5}\nrule: at least 1\n",
         "g.yaml:3: v: found 1.5, expected a whole weight from 0 to 2^50"},
        {"weights: [v]\nmembers:\n  - {id: a, v: -1}\nrule: at least 1\n", "found -1"},
        {"weights: [v]\nmembers:\n  - {id: a, v: 1125899906842625}\nrule: at least 1\n",
         "g.yaml:3: v: found 1125899906842625"},
        {"weights: [v]\nmembers: [{id: a, w: 1, v: 1}]\nrule: at least 1\n",
         "found w, expected id, name, times or a weight"},
        {"members: [{id: a, times: 0}]\nrule: at least 1\n",
         "times: found 0, expected a whole number from 1 to 1024"},
        {"members: [{id: a, times: 1000}, {id: b, times: 25}]\nrule: at least 1\n",
         "at most 1024 members"},
        {"weights: [of]\nmembers: [{id: a, of: 1}]\nrule: at least 1\n",
         "weight or group: found of, expected a name of words"},
        {"weights: [members]\nmembers: [{id: a, members: 1}]\nrule: at least 1\n",
         "a name that no other weight or group has"},
        {"members: [{id: a}]\ngroups: {g: [b]}\nrule: at least 1\n",
         "g: found b, expected ids of members, each once"},
        {"members: [{id: a}]\ngroups: {g: [a, a]}\nrule: at least 1\n",
         "g: found a, expected ids of members, each once"},
        {"members: [{id: a}]\nveto: [x]\nrule: at least 1\n", "veto: found x, expected ids"},
        {"weights: [v]\nmembers: [{id: a, v: 5}, {id: b, v: 4}]\ntotal: {v: 10}\nrule: at least "
         "5\n",
         "g.yaml:3: v: found 10, expected 9, the sum of the members' weights"},
        {"weights: [v]\nmembers: [{id: a, v: 5}]\nvacant: {w: 1}\nrule: at least 5\n",
         "g.yaml:3: key: found w, expected a weight that `weights` lists"},
        {"members: [{id: a}]\nrule: at least 1 voter\n", "g.yaml:2: at least 1 voter"},
        {"members: [{id: a}]\nrule: at most 1 members\n",
         "g.yaml:2: rule: found at most 1 members, expected \"at least\" or \"more than\""},
        {"members: [{id: a}]\nrule: members is at least 1\n", "a coalition that grows must not"},
        {"members: [{id: a}]\nrule: at least 0 members\n", "this one is met by nobody at all"},
        {"members: [{id: a}]\nrule: at least 2 members\n", "a rule that all members together meet"},
        {"weights: [v, w]\nmembers: [{id: a, v: 1, w: 1}]\nrule: at least 1\n",
         "the weight it is of: there are several"},
        {"members: [{id: a}]\nrule: at least 1\nblocking: at most 1\n",
         "g.yaml:3: rule: found at most 1"},
        {"members: [{id: a}]\nrule: [x]\n", "rule: found a list, expected a phrase"},
        {"members: [{id: a}, {id: b}\n", "g.yaml:"},
    };
    struct test_arenas *t = *state;
    for (size_t i = 0; i < ADIL_COUNT(x); i++) {
        struct adil_span said = read_faults(t, x[i].yaml);
        if (!says(said, x[i].said)) {
            fail_msg("%s: said %.*s", x[i].yaml, ADIL_ARG(said));
        }
    }
    assert_int_equal(read_faults(t, council).len, 0);
}

/* Every fault of a file, and not without end. */
static void test_game__lists_its_faults(void **state)
{
    struct test_arenas *t = *state;
    struct adil_span yaml = ADIL_SPAN("weights: [v]\nmembers:\n");
    for (int i = 0; i < 30; i++) {
        yaml = adil_fmt(&t->perm, "%.*s  - {id: m%d, v: x}\n", ADIL_ARG(yaml), i);
    }
    struct adil_span said = read_faults(t, adil_span_cstr(&t->perm, yaml));
    struct adil_span line;
    size_t n = 0;
    while (adil_span_cut(&said, '\n', &line)) {
        n += line.len > 0;
    }
    assert_int_equal(n, 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_game__means_what_it_says),
        test_case(test_game__works_shares_out_exactly),
        test_case(test_game__refuses_with_the_line),
        test_case(test_game__lists_its_faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
