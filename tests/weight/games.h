/* Small games at random, and their indexes from the definitions: every coalition, one by one. */
#ifndef ADIL_TESTS_WEIGHT_GAMES_H
#define ADIL_TESTS_WEIGHT_GAMES_H

#include "support.h"

#include "weight/power.h"

enum { FEW_MAX = 9, FEW_WEIGHTS = 2 };

/* A game before it is one: what a test may change and set anew. */
struct few {
    uint32_t n; /* rows */
    uint32_t times[FEW_MAX];
    int64_t weight[FEW_WEIGHTS][FEW_MAX];
    bool grouped[FEW_MAX];
    bool veto[FEW_MAX];
    const char *rule;
    const char *blocking;
};

/* Members m0, m1, ...; weights a and b; a group g. Returns false when the rule is refused. */
static inline bool few_game(struct adil_arena *a, const struct few *f, struct adil_game *g)
{
    static const char *const names[] = {"m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8"};
    const struct adil_place nowhere = {{"", 0}, 0};
    adil_game_open(a, f->n, 5, ADIL_SPAN("members"), g);
    g->measure[1] = (struct adil_measure){.kind = ADIL_MEASURE_WEIGHT, .id = ADIL_SPAN("a")};
    g->measure[2] = (struct adil_measure){.kind = ADIL_MEASURE_WEIGHT, .id = ADIL_SPAN("b")};
    g->measure[3] = (struct adil_measure){.kind = ADIL_MEASURE_GROUP, .id = ADIL_SPAN("g")};
    g->measure[4] = (struct adil_measure){.kind = ADIL_MEASURE_VETO, .id = ADIL_SPAN("veto")};
    bool vetoes = false;
    for (uint32_t i = 0; i < f->n; i++) {
        int64_t *value = g->value + (size_t)i * 5;
        g->member[i].id = adil_span_of(names[i]);
        g->member[i].times = f->times[i];
        value[1] = f->weight[0][i];
        value[2] = f->weight[1][i];
        value[3] = f->grouped[i];
        value[4] = f->veto[i];
        vetoes = vetoes || f->veto[i];
    }
    if (!vetoes) {
        /* A bound on nothing would hide a rule of one bound from its own way of counting. */
        int64_t *narrow = adil_new(a, int64_t, (size_t)f->n * 4);
        for (uint32_t i = 0; i < 4 * f->n; i++) {
            narrow[i] = g->value[i / 4 * 5 + i % 4];
        }
        g->value = narrow;
        g->n_measures = 4;
    }
    if (adil_game_close(a, nowhere, g, NULL).code != ADIL_C_OK) {
        return false;
    }
    return adil_game_rule(a, (struct adil_placed){adil_span_of(f->rule), nowhere},
                          (struct adil_placed){adil_span_of(f->blocking), nowhere}, g, NULL)
               .code == ADIL_C_OK;
}

static inline struct few few_draw(struct test_rng *r)
{
    struct few f = {.n = 1 + (uint32_t)test_rng_below(r, FEW_MAX), .rule = "", .blocking = ""};
    uint64_t most = (uint64_t)1 << test_rng_below(r, 30);
    bool vetoes = test_rng_below(r, 4) == 0;
    for (uint32_t i = 0, n = 0; i < f.n; i++) {
        f.times[i] = 1;
        if (n + f.n < 11 && test_rng_below(r, 5) == 0) {
            f.times[i] = 2;
        }
        n += f.times[i];
        f.weight[0][i] = (int64_t)test_rng_below(r, most + 1);
        f.weight[1][i] = (int64_t)test_rng_below(r, 8);
        f.grouped[i] = test_rng_below(r, 2) == 0;
        f.veto[i] = vetoes && test_rng_below(r, 4) == 0;
    }
    return f;
}

static inline int64_t few_sum(const struct few *f, const int64_t *weight)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < f->n; i++) {
        sum += weight[i] * (int64_t)f->times[i];
    }
    return sum;
}

/* One bound on a, or several joined in one of a few ways. */
static inline const char *few_rule(struct adil_arena *a, struct test_rng *r, const struct few *f)
{
    long long x = 1 + (long long)test_rng_below(r, (uint64_t)few_sum(f, f->weight[0]) + 1);
    long long y = 1 + (long long)test_rng_below(r, (uint64_t)few_sum(f, f->weight[1]) + 1);
    unsigned k = 1 + (unsigned)test_rng_below(r, f->n);
    unsigned in = (unsigned)test_rng_below(r, 4);
    switch (test_rng_below(r, 7)) {
    case 0:
    case 1:
        return adil_span_cstr(a, adil_fmt(a, "at least %lld a", x));
    case 2:
        return adil_span_cstr(a, adil_fmt(a, "at least %lld a and more than 1/2 of members", x));
    case 3:
        return adil_span_cstr(a, adil_fmt(a, "at least %lld a and at least %lld b", x, y));
    case 4:
        return adil_span_cstr(a, adil_fmt(a, "at least %lld a or at least %lld b", x, y));
    case 5:
        return adil_span_cstr(a, adil_fmt(a,
                                          "(at least %lld a or at least %u members) and "
                                          "(at least %u g or at least %lld b)",
                                          x, k, in, y));
    default:
        return adil_span_cstr(a, adil_fmt(a, "at least %u members", k));
    }
}

/* ---- from the definitions ------------------------------------------------------------------- */

struct plain {
    uint32_t n;
    uint32_t row[2 * FEW_MAX];
    bool wins[1 << 12];
    uint64_t winning;
};

static inline void plain_open(struct plain *p, const struct adil_game *g)
{
    *p = (struct plain){0};
    for (uint32_t i = 0; i < g->n_rows; i++) {
        for (uint32_t t = 0; t < g->member[i].times; t++) {
            p->row[p->n++] = i;
        }
    }
    for (uint32_t s = 0; s < (uint32_t)1 << p->n; s++) {
        int64_t sum[ADIL_GAME_MEASURES_MAX] = {0};
        for (uint32_t i = 0; i < p->n; i++) {
            for (uint32_t m = 0; (s >> i & 1) != 0 && m < g->n_measures; m++) {
                sum[m] += g->value[(size_t)p->row[i] * g->n_measures + m];
            }
        }
        p->wins[s] = adil_condition_holds(&g->condition, sum);
        p->winning += p->wins[s];
    }
}

/* Losing coalitions of k others that member i makes win. */
static inline uint64_t plain_swings(const struct plain *p, uint32_t i, uint32_t k)
{
    uint64_t n = 0;
    for (uint32_t s = 0; s < (uint32_t)1 << p->n; s++) {
        bool outside = (s >> i & 1) == 0;
        n += outside && (uint32_t)__builtin_popcount(s) == k && !p->wins[s] &&
             p->wins[s | (uint32_t)1 << i];
    }
    return n;
}

/* Over all orders of the members, the share in which i is the one that turns. */
static inline struct adil_num plain_shapley(struct adil_arena *a, const struct plain *p, uint32_t i)
{
    int64_t factorial[2 * FEW_MAX] = {1};
    int64_t sum = 0;
    for (uint32_t k = 1; k <= p->n; k++) {
        factorial[k] = factorial[k - 1] * k;
    }
    for (uint32_t k = 0; k < p->n; k++) {
        sum += (int64_t)plain_swings(p, i, k) * factorial[k] * factorial[p->n - 1 - k];
    }
    return adil_num_ratio(a, sum, factorial[p->n]);
}

#endif
