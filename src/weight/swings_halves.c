/* Any rule: the generating functions of two halves of the members, kept as sorted lists of the
 * terms that occur, and joined without being multiplied out. A term is what a coalition comes to:
 * its size and its sums in every measure the rule asks for, of which the one with the largest sum,
 * the long one, stands apart. For terms of two halves the rule is then a bound on the long measure
 * alone, and one walk over both lists counts the coalitions that reach it (docs/design/weights.md,
 * section 3). */
#include "weight/swings.h"

#include <string.h>

enum { TERMS_MAX = 1 << 20 };
#define NO_MEASURE       UINT32_MAX
#define FILL_STEPS_MAX   ((uint64_t)1 << 30) /* words of terms written */
#define HALVES_STEPS_MAX ((uint64_t)1 << 32) /* pairs of groups looked at */
#define NEVER            INT64_MAX

/* Terms in the order of (key, far); counts are not 0. */
struct terms {
    uint64_t *key;   /* size and the short sums, packed: keys add up as what they hold */
    uint64_t *far;   /* sum in the long measure */
    uint64_t *count; /* coalitions that come to it */
    size_t n;
    size_t cap;
};

/* Terms of one key. */
struct term_group {
    size_t from;
    size_t to;
    int64_t sum[ADIL_GAME_MEASURES_MAX]; /* sum[0]: the size */
};

struct half {
    struct terms terms;
    struct term_group *group;
    size_t n_groups;
    uint64_t *suffix; /* by term: coalitions of its group from it on; NULL where not needed */
};

struct halves {
    const struct adil_game *game;
    struct adil_arena *scratch;
    unsigned limbs;
    bool uses[ADIL_GAME_MEASURES_MAX];
    uint32_t far_measure;                   /* NO_MEASURE: every bound is on a short one */
    uint64_t scale[ADIL_GAME_MEASURES_MAX]; /* of a measure's digit in a key; 0: none */
    uint64_t size_scale;
};

/* ---- keys ----------------------------------------------------------------------------------- */

/* Returns false when the sums do not fit a key. */
static bool halves_open(struct halves *h)
{
    const struct adil_game *g = h->game;
    uint64_t scale = 1;
    int64_t longest = -1;
    adil_condition_uses(&g->condition, h->uses);
    h->far_measure = NO_MEASURE;
    for (uint32_t m = 1; m < g->n_measures; m++) {
        if (h->uses[m] && g->measure[m].sum > longest) {
            longest = g->measure[m].sum;
            h->far_measure = m;
        }
    }
    for (uint32_t m = 1; m < g->n_measures; m++) {
        if (h->uses[m] && m != h->far_measure) {
            h->scale[m] = scale;
            if (__builtin_mul_overflow(scale, (uint64_t)g->measure[m].sum + 1, &scale)) {
                return false;
            }
        }
    }
    h->size_scale = scale;
    return !__builtin_mul_overflow(scale, (uint64_t)g->n + 1, &scale);
}

static uint64_t key_of(const struct halves *h, uint32_t row)
{
    const int64_t *value = h->game->value + (size_t)row * h->game->n_measures;
    uint64_t key = h->size_scale;
    for (uint32_t m = 1; m < h->game->n_measures; m++) {
        key += h->scale[m] * (uint64_t)value[m];
    }
    return key;
}

static uint64_t far_of(const struct halves *h, uint32_t row)
{
    return h->far_measure == NO_MEASURE
               ? 0
               : (uint64_t)h->game->value[(size_t)row * h->game->n_measures + h->far_measure];
}

static void unpack(const struct halves *h, uint64_t key, int64_t *sum)
{
    memset(sum, 0, ADIL_GAME_MEASURES_MAX * sizeof *sum);
    sum[0] = (int64_t)(key / h->size_scale);
    for (uint32_t m = 1; m < h->game->n_measures; m++) {
        if (h->scale[m] > 0) {
            sum[m] = (int64_t)(key / h->scale[m] % ((uint64_t)h->game->measure[m].sum + 1));
        }
    }
}

/* ---- lists of terms ------------------------------------------------------------------------- */

static void terms_need(const struct halves *h, struct terms *t, size_t n)
{
    t->n = 0;
    if (t->cap < n) {
        t->cap = n < 64 ? 64 : 2 * n;
        t->key = adil_new(h->scratch, uint64_t, t->cap);
        t->far = adil_new(h->scratch, uint64_t, t->cap);
        t->count = adil_new(h->scratch, uint64_t, t->cap * h->limbs);
    }
}

/* <0, 0, >0 as term i of t is before, at or behind (key, far). */
static int term_cmp(const struct terms *t, size_t i, uint64_t key, uint64_t far)
{
    if (t->key[i] != key) {
        return t->key[i] < key ? -1 : 1;
    }
    return (t->far[i] > far) - (t->far[i] < far);
}

static uint64_t *term_count(const struct halves *h, const struct terms *t, size_t i)
{
    return t->count + i * h->limbs;
}

static void terms_push(const struct halves *h, struct terms *t, uint64_t key, uint64_t far,
                       const uint64_t *count)
{
    ADIL_ASSERT(t->n < t->cap);
    t->key[t->n] = key;
    t->far[t->n] = far;
    memcpy(term_count(h, t, t->n), count, h->limbs * sizeof *count);
    t->n++;
}

/* out := t * (1 + x^(key, far)): one more member. */
static void terms_with(const struct halves *h, const struct terms *t, uint64_t key, uint64_t far,
                       struct terms *out)
{
    size_t i = 0;
    terms_need(h, out, 2 * t->n);
    for (size_t k = 0; k < t->n; k++) {
        uint64_t to_key = t->key[k] + key;
        uint64_t to_far = t->far[k] + far;
        while (i < t->n && term_cmp(t, i, to_key, to_far) < 0) {
            terms_push(h, out, t->key[i], t->far[i], term_count(h, t, i));
            i++;
        }
        terms_push(h, out, to_key, to_far, term_count(h, t, k));
        if (i < t->n && term_cmp(t, i, to_key, to_far) == 0) {
            adil_wide_add(term_count(h, out, out->n - 1), term_count(h, t, i), 1, h->limbs);
            i++;
        }
    }
    ADIL_ASSERT(i == t->n); /* the last term of the sum is one with the member */
}

/* out := t / (1 + x^(key, far)): one member less. Term by term from the lowest: what remains is t's
 * less that of the term one member below. */
static void terms_without(const struct halves *h, const struct terms *t, uint64_t key, uint64_t far,
                          struct terms *out)
{
    static const uint64_t zero[ADIL_WIDE_LIMBS_MAX];
    size_t below = 0;
    terms_need(h, out, t->n);
    for (size_t i = 0; i < t->n; i++) {
        while (below < out->n && term_cmp(t, i, out->key[below] + key, out->far[below] + far) > 0) {
            below++;
        }
        terms_push(h, out, t->key[i], t->far[i], term_count(h, t, i));
        uint64_t *left = term_count(h, out, out->n - 1);
        if (below + 1 < out->n &&
            term_cmp(t, i, out->key[below] + key, out->far[below] + far) == 0) {
            adil_wide_sub(left, term_count(h, out, below), 1, h->limbs);
        }
        out->n -= memcmp(left, zero, h->limbs * sizeof *left) == 0 ? 1 : 0;
    }
}

/* ---- halves --------------------------------------------------------------------------------- */

/* Rows with all their members, each row wholly to the half that has fewer terms so far. */
static bool fill(const struct halves *h, struct terms half[2], bool *second)
{
    static const uint64_t one[ADIL_WIDE_LIMBS_MAX] = {1};
    struct terms spare = {0};
    uint64_t steps = 0;
    for (int i = 0; i < 2; i++) {
        terms_need(h, &half[i], 1);
        terms_push(h, &half[i], 0, 0, one);
    }
    for (uint32_t i = 0; i < h->game->n_rows; i++) {
        second[i] = half[1].n < half[0].n;
        struct terms *to = &half[second[i] ? 1 : 0];
        for (uint32_t t = 0; t < h->game->member[i].times; t++) {
            steps += to->n * h->limbs;
            if (to->n > TERMS_MAX / 2 || steps > FILL_STEPS_MAX) {
                return false;
            }
            terms_with(h, to, key_of(h, i), far_of(h, i), &spare);
            struct terms full = spare;
            spare = *to;
            *to = full;
        }
    }
    return true;
}

static void find_groups(const struct halves *h, struct half *half)
{
    const struct terms *t = &half->terms;
    half->group = adil_new(h->scratch, struct term_group, t->n);
    half->n_groups = 0;
    for (size_t i = 0; i < t->n;) {
        struct term_group *g = &half->group[half->n_groups++];
        g->from = i;
        unpack(h, t->key[i], g->sum);
        while (i < t->n && t->key[i] == t->key[g->from]) {
            i++;
        }
        g->to = i;
    }
}

static void sum_suffixes(const struct halves *h, struct half *half)
{
    const struct terms *t = &half->terms;
    half->suffix = adil_new(h->scratch, uint64_t, t->n * h->limbs);
    memcpy(half->suffix, t->count, t->n * h->limbs * sizeof *half->suffix);
    for (size_t g = 0; g < half->n_groups; g++) {
        for (size_t i = half->group[g].to - 1; i > half->group[g].from; i--) {
            adil_wide_add(half->suffix + (i - 1) * h->limbs, half->suffix + i * h->limbs, 1,
                          h->limbs);
        }
    }
}

/* ---- joining -------------------------------------------------------------------------------- */

/* The least sum in the long measure with which a coalition of these short sums wins; NEVER.
 * NOLINTBEGIN(misc-no-recursion): as deep as phrases are */
static int64_t far_needed(const struct adil_condition *c, const int64_t *sum, uint32_t far_measure)
{
    if (c->kind == ADIL_COND_LEAST) {
        if (c->measure == far_measure) {
            return c->least;
        }
        return sum[c->measure] >= c->least ? 0 : NEVER;
    }
    bool any = c->kind == ADIL_COND_ANY;
    int64_t needed = any ? NEVER : 0;
    for (uint32_t i = 0; i < c->n_parts; i++) {
        int64_t x = far_needed(&c->part[i], sum, far_measure);
        if (any ? x < needed : x > needed) {
            needed = x;
        }
    }
    return needed;
}
/* NOLINTEND(misc-no-recursion) */

/* to += pairs of a term of x and one of y that reach `needed` together. While x's grows, that of y
 * which is just enough falls. */
static void join_groups(const struct halves *h, const struct half *x, const struct term_group *gx,
                        const struct half *y, const struct term_group *gy, uint64_t needed,
                        uint64_t *to)
{
    size_t k = gy->to;
    for (size_t i = gx->from; i < gx->to; i++) {
        while (k > gy->from && x->terms.far[i] + y->terms.far[k - 1] >= needed) {
            k--;
        }
        if (k < gy->to) {
            adil_wide_mul_add(to, term_count(h, &x->terms, i), y->suffix + k * h->limbs, h->limbs);
        }
    }
}

/* by_size[k] := winning coalitions of k members. */
static void join_halves(const struct halves *h, const struct half *x, const struct half *y,
                        uint64_t *by_size)
{
    const struct adil_game *game = h->game;
    ADIL_ASSERT(game->n_measures >= 1); /* heads */
    memset(by_size, 0, (size_t)(game->n + 1) * h->limbs * sizeof *by_size);
    for (size_t i = 0; i < x->n_groups; i++) {
        for (size_t k = 0; k < y->n_groups; k++) {
            int64_t sum[ADIL_GAME_MEASURES_MAX];
            for (uint32_t m = 0; m < game->n_measures; m++) {
                sum[m] = x->group[i].sum[m] + y->group[k].sum[m];
            }
            int64_t needed = far_needed(&game->condition, sum, h->far_measure);
            if (needed != NEVER) {
                join_groups(h, x, &x->group[i], y, &y->group[k], (uint64_t)needed,
                            by_size + (size_t)sum[0] * h->limbs);
            }
        }
    }
}

/* Winning coalitions of k + 1 with the member are all but those without it; less those of k
 * without it that win already: what it turns. */
static void turned_by(const struct halves *h, const uint64_t *all, const uint64_t *without,
                      uint32_t row, struct adil_swings *out)
{
    for (uint32_t k = 0; k < h->game->n; k++) {
        uint64_t *to = adil_swings_at(out, row, k);
        memcpy(to, all + (size_t)(k + 1) * h->limbs, h->limbs * sizeof *to);
        adil_wide_sub(to, without + (size_t)(k + 1) * h->limbs, 1, h->limbs);
        adil_wide_sub(to, without + (size_t)k * h->limbs, 1, h->limbs);
    }
}

static void halves_members(const struct halves *h, const struct half half[2], const bool *second,
                           const uint64_t *all, struct adil_swings *out)
{
    struct half left = {0};
    uint64_t *without = adil_new(h->scratch, uint64_t, (size_t)(h->game->n + 1) * h->limbs);
    for (uint32_t i = 0; i < h->game->n_rows; i++) {
        uint32_t first = adil_game_first_alike(h->game, h->uses, i);
        if (first < i) {
            memcpy(adil_swings_at(out, i, 0), adil_swings_at(out, first, 0),
                   (size_t)out->n_sizes * h->limbs * sizeof *out->of);
            continue;
        }
        int own = second[i] ? 1 : 0;
        terms_without(h, &half[own].terms, key_of(h, i), far_of(h, i), &left.terms);
        struct adil_arena keep = *h->scratch;
        find_groups(h, &left);
        join_halves(h, &left, &half[1 - own], without);
        *h->scratch = keep;
        turned_by(h, all, without, i, out);
    }
}

bool adil_swings_halves(struct adil_arena scratch, const struct adil_game *game,
                        struct adil_swings *out)
{
    struct halves h = {.game = game, .scratch = &scratch, .limbs = out->limbs};
    struct half half[2] = {{{0}, NULL, 0, NULL}, {{0}, NULL, 0, NULL}};
    struct terms terms[2] = {{0}, {0}};
    bool *second = adil_new(&scratch, bool, game->n_rows);
    if (!halves_open(&h) || !fill(&h, terms, second)) {
        return false;
    }
    for (int i = 0; i < 2; i++) {
        half[i].terms = terms[i];
        find_groups(&h, &half[i]);
        sum_suffixes(&h, &half[i]);
    }
    uint64_t pairs = (uint64_t)half[0].n_groups * half[1].n_groups;
    if (pairs > HALVES_STEPS_MAX / (game->n_rows + 1)) {
        return false;
    }
    uint64_t *all = adil_new(&scratch, uint64_t, (size_t)(game->n + 1) * h.limbs);
    join_halves(&h, &half[0], &half[1], all);
    for (uint32_t k = 0; k <= game->n; k++) {
        adil_wide_add(out->winning, all + (size_t)k * h.limbs, 1, h.limbs);
    }
    halves_members(&h, half, second, all, out);
    return true;
}
