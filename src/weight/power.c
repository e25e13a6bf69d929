#include "weight/power.h"

#include "weight/swings.h"

#include <string.h>

static struct adil_num power_of_two(struct adil_arena *a, uint32_t n)
{
    struct adil_num x = adil_num_int(1);
    for (uint32_t i = 0; i < n; i += 32) {
        x = adil_num_mul(a, x, adil_num_int((int64_t)1 << (n - i < 32 ? n - i : 32)));
    }
    return x;
}

/* by[k] := k! (n-1-k)!, the orders in which k given members stand before a given one; returns n!.
 */
static struct adil_num order_weights(struct adil_arena *a, uint32_t n, struct adil_num *by)
{
    struct adil_num all = adil_num_int(1);
    for (uint32_t i = 2; i < n; i++) {
        all = adil_num_mul(a, all, adil_num_int(i));
    }
    by[0] = all;
    for (uint32_t k = 1; k < n; k++) {
        by[k] = adil_num_div(a, adil_num_mul(a, by[k - 1], adil_num_int(k)),
                             adil_num_int((int64_t)n - k));
    }
    return adil_num_mul(a, all, adil_num_int(n));
}

static struct adil_num times(struct adil_arena *a, struct adil_num x, uint32_t n)
{
    return adil_num_mul(a, x, adil_num_int(n));
}

static void set_swings(struct adil_arena *perm, struct adil_arena scratch,
                       const struct adil_swings *s, struct adil_power *p)
{
    const struct adil_game *g = p->game;
    struct adil_num *by = adil_new(&scratch, struct adil_num, g->n);
    struct adil_num orders = order_weights(&scratch, g->n, by);
    struct adil_num one[ADIL_GAME_MEMBERS_MAX];
    for (uint32_t k = 0; k < s->n_sizes; k++) {
        one[k] = adil_num_int(1);
    }
    p->has_shapley = s->n_sizes == g->n;
    p->swings = adil_num_int(0);
    for (uint32_t i = 0; i < g->n_rows; i++) {
        const uint64_t *turned = adil_swings_at(s, i, 0);
        struct adil_power_of *of = &p->of[i];
        of->swings = adil_num_wide_dot(perm, turned, s->limbs, one, s->n_sizes);
        of->shapley = adil_num_int(0);
        if (p->has_shapley) {
            of->shapley =
                adil_num_div(perm, adil_num_wide_dot(&scratch, turned, s->limbs, by, g->n), orders);
        }
        p->swings = adil_num_add(perm, p->swings, times(&scratch, of->swings, g->member[i].times));
    }
}

/* Winning coalitions with the member are (winning + swings) / 2: those without it, and as many more
 * as it turns. Over all members of all rows. */
static struct adil_num memberships(struct adil_arena *a, const struct adil_power *p)
{
    return adil_num_div(
        a, adil_num_add(a, adil_num_mul(a, p->winning, adil_num_int(p->game->n)), p->swings),
        adil_num_int(2));
}

static void set_indexes(struct adil_arena *perm, struct adil_arena scratch, struct adil_power *p)
{
    uint32_t n = p->game->n;
    struct adil_num others = power_of_two(&scratch, n - 1);
    struct adil_num losing = adil_num_sub(&scratch, p->coalitions, p->winning);
    struct adil_num twice_all = times(&scratch, memberships(&scratch, p), 2);
    ADIL_ASSERT(adil_num_sign(p->swings) > 0); /* all win and nobody does not: somebody turns */
    for (uint32_t i = 0; i < p->game->n_rows; i++) {
        struct adil_power_of *of = &p->of[i];
        of->banzhaf = adil_num_div(perm, of->swings, p->swings);
        of->absolute = adil_num_div(perm, of->swings, others);
        of->prevent = adil_num_div(perm, of->swings, p->winning);
        of->initiate = adil_num_div(perm, of->swings, losing);
        of->public_help =
            adil_num_div(perm, adil_num_add(&scratch, p->winning, of->swings), twice_all);
        of->dummy = adil_num_sign(of->swings) == 0;
        of->veto = adil_num_eq(of->swings, p->winning);
        of->dictator = of->veto && adil_num_eq(of->swings, others);
        of->johnston = adil_num_int(0);
        of->deegan_packel = adil_num_int(0);
        of->holler = adil_num_int(0);
    }
}

adil_err adil_power(struct adil_arena *perm, struct adil_arena scratch,
                    const struct adil_game *game, struct adil_power *out, struct adil_diag *diag)
{
    struct adil_swings s;
    *out = (struct adil_power){.game = game};
    if (!adil_swings_count(&scratch, game, &s)) {
        return adil_fail(diag, ADIL_ERR(LIMIT), (struct adil_place){ADIL_SPAN(""), 0},
                         ADIL_SPAN("game"), adil_fmt(perm, "%u members", (unsigned)game->n),
                         ADIL_SPAN("fewer members or smaller weights: the generating functions "
                                   "do not fit this machine"));
    }
    out->of = adil_new(perm, struct adil_power_of, game->n_rows);
    out->coalitions = power_of_two(perm, game->n);
    out->winning = adil_num_wide(perm, s.winning, s.limbs);
    set_swings(perm, scratch, &s, out);
    set_indexes(perm, scratch, out);
    out->listed = game->n <= ADIL_POWER_LISTED_MAX;
    if (out->listed) {
        adil_power_list(perm, scratch, out);
    }
    return ADIL_OK;
}
