/* Acts at random, most of them unlawful: after each that was accepted all holds that wild.h names,
 * and a replay of what was accepted gives the same state. Every kind of act that these laws have is
 * reached. `test_random_acts long` is the soak: half a million acts in each of six records. */
#include "wild.h"

#include <string.h>

enum { ACTS = 6000, LONG_ACTS = 5000, LONG_ROUNDS = 100 };

/* Of each world: so many records, of so many acts each. */
static size_t rounds = 1;
static size_t acts_a_round = ACTS;
static bool is_long;

static size_t reached[ADIL_N_ACT_KINDS]; /* in any world: accepted */

struct world {
    const char *book;
    const char *at;
    size_t least; /* accepted, in the short form */
};

/* What came of it, in all records of a world. */
struct fruit {
    size_t kind[ADIL_N_ACT_KINDS]; /* accepted */
    size_t seats;                  /* taken after the founding entry */
    size_t elected;                /* of these, by a result that was certified */
    size_t results;
    size_t certified; /* contests */
};

static void gather(const struct wild *w, struct fruit *out)
{
    const struct adil_polity *p = w->f.p;
    for (unsigned k = 0; k < ADIL_N_ACT_KINDS; k++) {
        out->kind[k] += w->accepted[k];
    }
    for (uint32_t i = 0; i < p->n_holdings; i++) {
        out->seats += p->holding[i].entry > 0;
        out->elected += p->holding[i].entry > 0 && adil_date_known(p->holding[i].elected_on);
    }
    for (uint32_t i = 0; i < p->n_cases; i++) {
        const struct adil_election *e = p->cases[i].election;
        for (uint32_t k = 0; e != NULL && k < e->n_contests; k++) {
            out->results += e->contest[k].n_results;
            out->certified += e->contest[k].certified;
        }
    }
}

static void tell(const struct world *of, size_t accepted, const struct fruit *fruit)
{
    const size_t *kind = fruit->kind;
    struct adil_buf out;
    adil_buf_open(&out, 1 << 12);
    for (unsigned k = 0; k < ADIL_N_ACT_KINDS; k++) {
        if (kind[k] > 0) {
            struct adil_span name = adil_act_kind_name((enum adil_act_kind)k);
            adil_buf_fmt(&out, " %.*s %zu", ADIL_ARG(name), kind[k]);
        }
        reached[k] += kind[k];
    }
    print_message(
        "# %s: %zu acts, %zu accepted:%.*s; %zu seats taken, %zu of them by election, %zu "
        "results, %zu contests certified\n",
        of->book, rounds * acts_a_round, accepted, ADIL_ARG(adil_buf_span(&out)), fruit->seats,
        fruit->elected, fruit->results, fruit->certified);
    adil_buf_release(&out);
}

static void one_record(struct test_arenas *t, const struct world *of,
                       const struct fold_issuer *issuer, uint32_t n, struct test_rng *rng,
                       struct fruit *fruit)
{
    struct adil_arena perm = t->perm;
    struct wild w;
    wild_open(&w, t, of->book, issuer, n, of->at);
    w.rng = *rng;
    for (size_t i = 0; i < acts_a_round; i++) {
        const char *wrong = wild_step(&w);
        if (wrong != NULL) {
            fail_msg("%s after %.*s", wrong, ADIL_ARG(w.n > 0 ? w.leaf[w.n - 1] : ADIL_SPAN("")));
        }
    }
    *rng = w.rng;
    gather(&w, fruit);
    wild_replay(&w, of->book);
    wild_close(&w);
    t->perm = perm;
}

static void run(void **state, const struct world *of)
{
    struct test_arenas *t = *state;
    struct test_rng rng = test_rng_open(of->book);
    struct fold_issuer issuer[FOLD_ISSUERS_MAX];
    uint32_t n = wild_issuers(t, of->book, issuer);
    struct fruit fruit = {0};
    size_t accepted = 0;
    for (size_t k = 0; k < rounds; k++) {
        one_record(t, of, issuer, n, &rng, &fruit);
    }
    for (unsigned k = 0; k < ADIL_N_ACT_KINDS; k++) {
        accepted += fruit.kind[k];
    }
    tell(of, accepted, &fruit);
    assert_true(accepted >= of->least);
    assert_true(accepted < rounds * acts_a_round / 2); /* most are refused */
}

#define world_test(name, book, at, least)                                                          \
    static void acts_at_random_leave_##name##_in_order(void **state)                               \
    {                                                                                              \
        run(state, &(const struct world){book, at, least});                                        \
    }

world_test(two_houses, "tests/polity/test-house.yaml", "2023-01-01T00:00:00Z", 50)
    world_test(a_test_club, "tests/polity/test-club.yaml", "2023-01-01T00:00:00Z", 50)
        world_test(a_docket, "tests/polity/test-docket.yaml", "2023-01-01T00:00:00Z", 50)
            world_test(the_reference_country, "polities/kazakhstan/rulebook.yaml",
                       "2022-12-01T00:00:00Z", 50)
                world_test(another_country, "polities/south-africa/rulebook.yaml",
                           "2024-02-01T00:00:00Z", 50)
                    world_test(a_club, "polities/club/rulebook.yaml", "2023-01-01T00:00:00Z", 50)

    /* Kinds of acts that some of these laws have, and that a record of a few thousand acts has too.
     */
    static void every_kind_of_act_was_accepted(void **state)
{
    static const enum adil_act_kind often[] = {
        ADIL_ACT_ENTER, ADIL_ACT_CHANGE, ADIL_ACT_END,   ADIL_ACT_OPEN,      ADIL_ACT_MOVE,
        ADIL_ACT_VOTE,  ADIL_ACT_DECIDE, ADIL_ACT_COUNT, ADIL_ACT_SUPERSEDE, ADIL_ACT_NOTICE,
    };
    static const enum adil_act_kind in_the_end[] = {
        ADIL_ACT_AMEND, ADIL_ACT_ANNUL, ADIL_ACT_COMMIT, ADIL_ACT_ATTEST, ADIL_ACT_OBJECT,
    };
    (void)state;
    for (size_t i = 0; i < ADIL_COUNT(often); i++) {
        assert_true(reached[often[i]] > 0);
    }
    for (size_t i = 0; is_long && i < ADIL_COUNT(in_the_end); i++) {
        assert_true(reached[in_the_end[i]] > 0);
    }
}

int main(int argc, char **argv)
{
    is_long = argc > 1 && strcmp(argv[1], "long") == 0;
    if (is_long) {
        rounds = LONG_ROUNDS;
        acts_a_round = LONG_ACTS;
    }
    const struct CMUnitTest tests[] = {
        test_case(acts_at_random_leave_two_houses_in_order),
        test_case(acts_at_random_leave_a_test_club_in_order),
        test_case(acts_at_random_leave_a_docket_in_order),
        test_case(acts_at_random_leave_the_reference_country_in_order),
        test_case(acts_at_random_leave_another_country_in_order),
        test_case(acts_at_random_leave_a_club_in_order),
        test_case(every_kind_of_act_was_accepted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
