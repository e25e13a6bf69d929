/* Cohesion and agreement. Where a value was published, the source stands beside it. */
#include "support.h"

#include "weight/rollcall.h"

#include <string.h>

enum { CALLS_MAX = 8, FACTIONS_MAX = 4 };

struct house {
    struct adil_tally tally[CALLS_MAX * FACTIONS_MAX];
    struct adil_roll_calls r;
};

static void house_open(struct house *h, uint32_t n_calls, uint32_t n_factions)
{
    *h = (struct house){.r = {.n_calls = n_calls, .n_factions = n_factions}};
    h->r.tally = h->tally;
}

static void set_votes(struct house *h, uint32_t call, uint32_t faction, uint32_t yes, uint32_t no,
                      uint32_t abstain)
{
    h->tally[call * h->r.n_factions + faction] = (struct adil_tally){{yes, no, abstain, 0, 0, 0}};
}

static void assert_ratio(struct adil_arena *a, struct adil_num x, const char *want)
{
    assert_span_is(adil_num_text(a, x), want);
}

static void test_rice__is_as_published(void **state)
{
    struct test_arenas *t = *state;
    struct house h;
    house_open(&h, 1, 1);
    set_votes(&h, 0, 0, 90, 10, 0); /* manual of politicsR (CRAN), rice: 90 yes and 10 no */
    assert_ratio(&t->perm, adil_cohesion_of(&t->perm, &h.r, 0).rice, "4/5");
    /* Casstevens 1970: Commons, 18 July 1910, division 106: 49 ayes, 1 no, 620 who did not vote */
    set_votes(&h, 0, 0, 49, 1, 0);
    h.tally[0].n[ADIL_VOICE_ABSENT] = 620;
    assert_ratio(&t->perm, adil_cohesion_of(&t->perm, &h.r, 0).rice, "24/25");
}

/* Attina's index (largest less the others, of all) moved to 0..1: 15, 2 and 5 votes are the example
 * of R packages by R. Stelzle; ((15 - 7) / 22 + 1/3) / (4/3) = 23/44. */
static void test_agreement_index__is_as_published(void **state)
{
    struct test_arenas *t = *state;
    struct house h;
    house_open(&h, 1, 1);
    set_votes(&h, 0, 0, 15, 2, 5);
    assert_ratio(&t->perm, adil_cohesion_of(&t->perm, &h.r, 0).index, "23/44");
    set_votes(&h, 0, 0, 2, 15, 0); /* half, where all but one option are even */
    assert_ratio(&t->perm, adil_cohesion_of(&t->perm, &h.r, 0).index, "14/17");
    set_votes(&h, 0, 0, 7, 7, 7);
    assert_ratio(&t->perm, adil_cohesion_of(&t->perm, &h.r, 0).index, "0");
    set_votes(&h, 0, 0, 0, 0, 9);
    assert_ratio(&t->perm, adil_cohesion_of(&t->perm, &h.r, 0).index, "1");
    assert_int_equal(adil_cohesion_of(&t->perm, &h.r, 0).rice_calls, 0);
}

static void test_cohesion__is_a_mean_over_roll_calls(void **state)
{
    struct test_arenas *t = *state;
    struct house h;
    house_open(&h, 3, 2);
    set_votes(&h, 0, 0, 3, 1, 0); /* 1/2 */
    set_votes(&h, 0, 1, 1, 1, 0); /* 0 */
    set_votes(&h, 1, 0, 4, 0, 0); /* 1 */
    set_votes(&h, 1, 1, 2, 0, 0); /* 1 */
    h.tally[4].n[ADIL_VOICE_ABSENT] = 4;
    h.tally[5].n[ADIL_VOICE_PRESENT] = 2;
    struct adil_cohesion x = adil_cohesion_of(&t->perm, &h.r, 0);
    struct adil_cohesion y = adil_cohesion_of(&t->perm, &h.r, 1);
    assert_ratio(&t->perm, x.rice, "3/4");
    assert_ratio(&t->perm, y.rice, "1/2");
    assert_true(x.rice_calls == 2 && x.index_calls == 2 && x.whole == 1); /* the third: nobody */
    struct adil_agreement g = adil_agreement_of(&t->perm, &h.r, 0, 1);
    assert_true(g.of == 1 && g.same == 1);     /* in the first the one is split in two */
    assert_ratio(&t->perm, g.likeness, "7/8"); /* 1 - |3/4 - 1/2|, and 1 */
}

static void test_agreement__is_of_positions(void **state)
{
    struct test_arenas *t = *state;
    static const struct {
        uint32_t x[3];
        uint32_t y[3];
        uint32_t same, of;
        const char *likeness;
    } c[] = {
        {{5, 0, 0}, {9, 1, 0}, 1, 1, "9/10"}, {{5, 0, 0}, {0, 9, 0}, 0, 1, "0"},
        {{0, 0, 5}, {1, 0, 2}, 1, 1, "0"},    {{1, 1, 2}, {0, 1, 3}, 1, 1, "1/2"},
        {{2, 1, 2}, {1, 0, 0}, 0, 0, "2/3"},  {{0, 0, 0}, {1, 0, 0}, 0, 0, "0"},
        {{0, 2, 1}, {1, 5, 1}, 1, 1, "5/6"},
    };
    for (size_t i = 0; i < ADIL_COUNT(c); i++) {
        struct house h;
        house_open(&h, 1, 2);
        set_votes(&h, 0, 0, c[i].x[0], c[i].x[1], c[i].x[2]);
        set_votes(&h, 0, 1, c[i].y[0], c[i].y[1], c[i].y[2]);
        struct adil_agreement g = adil_agreement_of(&t->perm, &h.r, 0, 1);
        assert_int_equal(g.same, c[i].same);
        assert_int_equal(g.of, c[i].of);
        assert_ratio(&t->perm, g.likeness, c[i].likeness);
    }
}

/* What must not matter: yes and no changed over, the order of roll calls and of factions. What
 * must: one vote more (the control). */
static void test_cohesion__keeps_its_laws(void **state)
{
    struct test_arenas *t = *state;
    struct test_rng r = test_rng_open("rollcall");
    uint32_t moved = 0;
    for (int round = 0; round < 200; round++) {
        struct adil_arena keep = t->perm;
        struct house h;
        struct house turned;
        house_open(&h, 1 + (uint32_t)test_rng_below(&r, CALLS_MAX), 2);
        for (uint32_t i = 0; i < 2 * h.r.n_calls; i++) {
            for (int v = 0; v < ADIL_N_VOICES; v++) {
                h.tally[i].n[v] = (uint32_t)test_rng_below(&r, 5);
            }
        }
        house_open(&turned, h.r.n_calls, 2);
        for (uint32_t i = 0; i < 2 * h.r.n_calls; i++) {
            struct adil_tally *to = &turned.tally[2 * h.r.n_calls - 1 - i];
            *to = h.tally[i];
            to->n[ADIL_VOICE_YES] = h.tally[i].n[ADIL_VOICE_NO];
            to->n[ADIL_VOICE_NO] = h.tally[i].n[ADIL_VOICE_YES];
        }
        struct adil_agreement g = adil_agreement_of(&t->perm, &h.r, 0, 1);
        struct adil_agreement q = adil_agreement_of(&t->perm, &turned.r, 0, 1);
        assert_true(g.same == q.same && g.of == q.of && adil_num_eq(g.likeness, q.likeness));
        for (uint32_t f = 0; f < 2; f++) {
            struct adil_cohesion x = adil_cohesion_of(&t->perm, &h.r, f);
            struct adil_cohesion y = adil_cohesion_of(&t->perm, &turned.r, 1 - f);
            assert_true(adil_num_eq(x.rice, y.rice) && adil_num_eq(x.index, y.index));
            assert_true(x.whole == y.whole && adil_num_cmp(x.index, adil_num_int(1)) <= 0);
        }
        struct adil_num before = adil_cohesion_of(&t->perm, &h.r, 0).index;
        h.tally[0].n[ADIL_VOICE_YES] += 20;
        moved += !adil_num_eq(before, adil_cohesion_of(&t->perm, &h.r, 0).index);
        t->perm = keep;
    }
    assert_true(moved > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_rice__is_as_published),
        test_case(test_agreement_index__is_as_published),
        test_case(test_cohesion__is_a_mean_over_roll_calls),
        test_case(test_agreement__is_of_positions),
        test_case(test_cohesion__keeps_its_laws),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
