/* One measure against one bound: the generating function of the losing coalitions, by size and
 * weight, in one table. The table of the others is never made: how many of them lie below a bound
 * follows from the table of all (docs/design/weights.md, section 2). */
#include "weight/swings.h"

#include <stdlib.h>
#include <string.h>

#define DENSE_BYTES_MAX ((uint64_t)1 << 30)
#define DENSE_STEPS_MAX ((uint64_t)1 << 34) /* additions of words: some ten seconds */

struct dense {
    unsigned limbs;
    uint32_t rows;   /* sizes 0..rows-1 apart, or one row for all */
    size_t below;    /* the table has weights 0..below-1: coalitions that lose */
    uint64_t *table; /* [size * below + weight] */
};

static uint64_t *dense_at(const struct dense *d, uint32_t size, size_t weight)
{
    return d->table + ((size_t)size * d->below + weight) * d->limbs;
}

/* One more member of this weight; `size` were put before, which reach `reach` together. */
static void dense_put_sized(const struct dense *d, uint32_t size, size_t weight, size_t reach)
{
    size_t n = d->below - weight < reach + 1 ? d->below - weight : reach + 1;
    for (uint32_t k = size + 1; k-- > 0;) {
        adil_wide_add(dense_at(d, k + 1, weight), dense_at(d, k, 0), n, d->limbs);
    }
}

/* The row onto itself, from its end, in pieces that do not overlap. */
static void dense_put_whole(const struct dense *d, size_t weight, size_t reach)
{
    size_t end = d->below - weight < reach + 1 ? d->below - weight : reach + 1;
    while (end > 0) {
        size_t from = weight > 0 && end > weight ? end - weight : 0;
        adil_wide_add(dense_at(d, 0, from + weight), dense_at(d, 0, from), end - from, d->limbs);
        end = from;
    }
}

struct dense_member {
    size_t weight;
    uint32_t times;
};

static int by_weight(const void *a, const void *b)
{
    size_t x = ((const struct dense_member *)a)->weight;
    size_t y = ((const struct dense_member *)b)->weight;
    return (x > y) - (x < y);
}

/* Light members first: while few are in, little is reached. */
static void dense_fill(struct adil_arena scratch, const struct dense *d,
                       const struct adil_game *game, uint32_t measure)
{
    struct dense_member *m = adil_new(&scratch, struct dense_member, game->n_rows);
    size_t reach = 0;
    uint32_t size = 0;
    for (uint32_t i = 0; i < game->n_rows; i++) {
        int64_t w = game->value[(size_t)i * game->n_measures + measure];
        m[i] = (struct dense_member){(size_t)w, game->member[i].times};
    }
    qsort(m, game->n_rows, sizeof *m, by_weight);
    dense_at(d, 0, 0)[0] = 1;
    for (uint32_t i = 0; i < game->n_rows; i++) {
        for (uint32_t t = 0; t < m[i].times && m[i].weight < d->below; t++) {
            if (d->rows > 1) {
                dense_put_sized(d, size, m[i].weight, reach);
            } else {
                dense_put_whole(d, m[i].weight, reach);
            }
            size++;
            reach += m[i].weight;
        }
    }
    for (uint32_t k = 0; k < d->rows; k++) {
        adil_wide_prefix(dense_at(d, k, 0), d->below, d->limbs);
    }
}

/* others[k]: coalitions of size k of all but one member of this weight, that weigh less than a
 * bound, for the bounds below - j * weight from the lowest up. out[k] := those below `below` less
 * those below `below - weight`: the ones it turns. */
static void dense_turned(const struct dense *d, size_t weight, uint64_t *others, uint64_t *out)
{
    size_t words = (size_t)d->rows * d->limbs;
    uint64_t lower[ADIL_WIDE_LIMBS_MAX];
    size_t j = (d->below + weight - 1) / weight; /* below - j * weight <= 0: none */
    memset(others, 0, words * sizeof *others);
    while (j-- > 0) {
        const uint64_t *all = dense_at(d, 0, d->below - j * weight - 1);
        if (j == 0) {
            memcpy(out, others, words * sizeof *out);
        }
        if (d->rows > 1) {
            adil_wide_column_less(others, all, d->below, d->rows, d->limbs);
        } else { /* of any size: what has the member is one of any size without it */
            memcpy(lower, others, words * sizeof *others);
            memcpy(others, all, words * sizeof *others);
            adil_wide_sub(others, lower, 1, d->limbs);
        }
    }
    adil_wide_sub(others, out, d->rows, d->limbs);
    memcpy(out, others, words * sizeof *out);
}

static void dense_members(struct adil_arena scratch, const struct dense *d,
                          const struct adil_game *game, uint32_t measure, bool dual,
                          struct adil_swings *out)
{
    bool uses[ADIL_GAME_MEASURES_MAX] = {false};
    uint64_t *others = adil_new(&scratch, uint64_t, (size_t)d->rows * d->limbs);
    uint64_t *turned = adil_new(&scratch, uint64_t, (size_t)d->rows * d->limbs);
    uses[measure] = true;
    for (uint32_t i = 0; i < game->n_rows; i++) {
        size_t w = (size_t)game->value[(size_t)i * game->n_measures + measure];
        uint32_t first = adil_game_first_alike(game, uses, i);
        if (first < i) {
            memcpy(adil_swings_at(out, i, 0), adil_swings_at(out, first, 0),
                   (size_t)out->n_sizes * d->limbs * sizeof *out->of);
            continue;
        }
        if (w == 0) {
            continue; /* turns nothing */
        }
        dense_turned(d, w, others, turned);
        for (uint32_t k = 0; k < out->n_sizes; k++) {
            uint32_t from = dual ? out->n_sizes - 1 - k : k;
            memcpy(adil_swings_at(out, i, k), turned + (size_t)from * d->limbs,
                   d->limbs * sizeof *turned);
        }
    }
}

/* Losing coalitions; of the dual game as many as win in the game itself. */
static void dense_winning(const struct dense *d, uint32_t n, bool dual, uint64_t *winning)
{
    uint64_t losing[ADIL_WIDE_LIMBS_MAX] = {0};
    memset(winning, 0, d->limbs * sizeof *winning);
    for (uint32_t k = 0; k < d->rows; k++) {
        adil_wide_add(losing, dense_at(d, k, d->below - 1), 1, d->limbs);
    }
    if (dual) {
        memcpy(winning, losing, d->limbs * sizeof *winning);
        return;
    }
    if (n % 64 != 0) {
        winning[n / 64] = (uint64_t)1 << (n % 64); /* else 2^n is 0 in this width */
    }
    adil_wide_sub(winning, losing, 1, d->limbs);
}

bool adil_swings_dense(struct adil_arena scratch, const struct adil_game *game, bool sized,
                       struct adil_swings *out)
{
    const struct adil_condition *c = &game->condition;
    if (c->kind != ADIL_COND_LEAST) {
        return false;
    }
    int64_t sum = game->measure[c->measure].sum;
    ADIL_ASSERT(c->least >= 1 && c->least <= sum); /* adil_game_rule saw to it */
    bool dual = c->least > sum - c->least + 1;
    struct dense d = {.limbs = out->limbs,
                      .rows = sized ? game->n + 1 : 1,
                      .below = (size_t)(dual ? sum - c->least + 1 : c->least)};
    uint64_t row = d.below * d.limbs;
    if (row > DENSE_BYTES_MAX / sizeof *d.table / d.rows ||
        row > DENSE_STEPS_MAX / ((uint64_t)d.rows * game->n)) {
        return false;
    }
    d.table = adil_new(&scratch, uint64_t, row * d.rows);
    dense_fill(scratch, &d, game, c->measure);
    dense_winning(&d, game->n, dual, out->winning);
    dense_members(scratch, &d, game, c->measure, dual, out);
    return true;
}
