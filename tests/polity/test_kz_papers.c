/* What a protocol must add up to, and elections whose law changes between the call and the count.
 */
#include "kz_polled.h"

/* ---- relations of the paper ------------------------------------------------------------------ */

/* Each relation, broken alone: what it blocks, and what asks to be explained. */
static void each_relation_of_the_paper_is_checked(void **state)
{
    static const struct {
        const char *figures;
        const char *rule;
    } papers[] = {
#define PAPER(by, cast, fixed, portable, invalid, in, out, listed, received, unused, a, all)       \
    "{\"by_certificate\":" #by ",\"cast\":" #cast ",\"certificates_given\":0,\"in_fixed\":" #fixed \
    ",\"in_portable\":" #portable ",\"invalid\":" #invalid ",\"issued_in\":" #in                   \
    ",\"issued_out\":" #out ",\"listed\":" #listed ",\"not_counted\":0,\"received\":" #received    \
    ",\"spoiled\":0,\"unused\":" #unused ",\"votes\":{\"A\":" #a ",\"B\":0,\"against all\":" #all  \
    "}}"
        {PAPER(0, 100, 100, 0, 0, 100, 0, 1000, 1000, 900, 90, 10), NULL},
        {PAPER(0, 100, 100, 0, 0, 100, 0, 1000, 1001, 900, 90, 10), "P.01"},
        {PAPER(0, 100, 99, 0, 0, 100, 0, 1000, 1000, 900, 90, 10), "P.02"},
        {PAPER(0, 100, 100, 0, 0, 99, 0, 1000, 999, 900, 90, 10), "P.03"},
        {PAPER(0, 100, 98, 2, 0, 99, 1, 1000, 1000, 900, 90, 10), "P.04"},
        {PAPER(101, 100, 100, 0, 0, 100, 0, 1000, 1000, 900, 90, 10), "P.05"},
        {PAPER(0, 100, 100, 0, 0, 100, 0, 99, 1000, 900, 90, 10), "P.06"},
        {PAPER(0, 100, 100, 0, 1, 100, 0, 1000, 1000, 900, 90, 10), "P.07"},
        {PAPER(0, 100, 100, 0, 6, 100, 0, 1000, 1000, 900, 84, 10), "P.08"},
    };
    for (size_t i = 0; i < ADIL_COUNT(papers); i++) {
        struct test_arenas *t = *state;
        struct adil_arena perm = t->perm;
        struct fold f;
        const struct polled *e = &polled[MAJILIS];
        struct counting c = {&f, e, case_id(e)};
        play(&f, t, e);
        fold_ok(&f, commission(&c, 1), "protocol", paper(&c, 1, 1),
                kz_figures(&f, e->cast, e->votes, 0));
        fold_ok(&f, commission(&c, 1), "explain-protocol", paper(&c, 1, 1),
                "{\"explanation\":\"e\"}");
        fold_ok(&f, commission(&c, 2), "protocol", paper(&c, 1, 2), papers[i].figures);
        const char *got = kz_result(&f, c.id, e->contest);
        if (papers[i].rule == NULL ? got != NULL
                                   : got == NULL || strcmp(got, papers[i].rule) != 0) {
            fail_msg("paper %zu: expected %s, found %s", i,
                     papers[i].rule != NULL ? papers[i].rule : "acceptance",
                     got != NULL ? got : "acceptance");
        }
        fold_close(&f);
        t->perm = perm;
    }
}

/* ---- a law that changes between the call and the count ------------------------------------------
 */

#define LOWER                                                                                      \
    "[{id: rules/list-threshold, from: 2023-02-01, set: {set: {threshold: at least 95% of "        \
    "counted votes}, cite: Law on elections 97-1(1), mark: read, source: the law of 2023}}]"

/* Called under one law and counted after another came: by the law of the call. */
static void an_election_is_counted_by_the_law_of_its_call(void **state)
{
    struct fold f;
    const struct polled *e = &polled[MAJILIS];
    struct counting c = {&f, e, case_id(e)};
    const struct story s = {.name = e->name, .step = e->step, .n = e->n};
    fold_open_holders(&f, *state, poll_setting.book, poll_offices, ADIL_COUNT(poll_offices),
                      poll_setting.holders);
    for (size_t i = 0; i < e->n; i++) {
        tell_step(&f, &poll_setting, &s, i);
        if (strcmp(e->step[i].word, "call-majilis-election") == 0) {
            fold_ok(&f, "president", "table-constitutional-bill", "case/law",
                    fold_text(&f, adil_fmt(&f.t->perm,
                                           "{\"changes\":\"%s\",\"money\":false,\"title\":\"t\"}",
                                           fold_changes_hash(&f, LOWER))));
            for (int reading = 1; reading <= 2; reading++) {
                fold_ok(&f, "majilis-chair", "decide", "case/law",
                        "{\"body\":\"majilis\",\"yes\":66}");
                fold_ok(&f, "senate-chair", "decide", "case/law",
                        "{\"body\":\"senate\",\"yes\":34}");
            }
            fold_ok(&f, "president", "sign-constitutional-law", "case/law",
                    fold_changes(&f, LOWER, ""));
        }
    }
    story_at(&f, &poll_setting, e->night);
    first_count(&c);
    const char *fields = kz_result_fields(&f, c.id, e->contest);
    assert_non_null(fields);
    assert_non_null(strstr(fields, "\"barred\":[]")); /* 30% passes 5%, not 95% */
    fold_assert(&f, kz_result(&f, c.id, e->contest), NULL);
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(each_relation_of_the_paper_is_checked),
        test_case(an_election_is_counted_by_the_law_of_its_call),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
