#include "weight/swings.h"

#include <string.h>

struct adil_swings adil_swings_open(struct adil_arena *perm, const struct adil_game *game,
                                    bool sized)
{
    struct adil_swings s = {.limbs = (game->n + 63) / 64, .n_sizes = sized ? game->n : 1};
    s.winning = adil_new(perm, uint64_t, s.limbs);
    s.of = adil_new(perm, uint64_t, (size_t)game->n_rows * s.n_sizes * s.limbs);
    return s;
}

/* NOLINTBEGIN(misc-no-recursion): as deep as phrases are */
void adil_condition_uses(const struct adil_condition *c, bool *measure)
{
    if (c->kind == ADIL_COND_LEAST) {
        measure[c->measure] = true;
    }
    for (uint32_t i = 0; i < c->n_parts; i++) {
        adil_condition_uses(&c->part[i], measure);
    }
}
/* NOLINTEND(misc-no-recursion) */

uint32_t adil_game_first_alike(const struct adil_game *game, const bool *measure, uint32_t row)
{
    const int64_t *own = game->value + (size_t)row * game->n_measures;
    for (uint32_t i = 0; i < row; i++) {
        const int64_t *other = game->value + (size_t)i * game->n_measures;
        bool alike = true;
        for (uint32_t m = 0; m < game->n_measures && alike; m++) {
            alike = !measure[m] || own[m] == other[m];
        }
        if (alike) {
            return i;
        }
    }
    return row;
}

bool adil_swings_count(struct adil_arena *room, const struct adil_game *game,
                       struct adil_swings *out)
{
    enum { FEW = 40 }; /* halves of 2^20 coalitions at most, whatever the weights */
    *out = adil_swings_open(room, game, true);
    if (game->n <= FEW && adil_swings_halves(*room, game, out)) {
        return true;
    }
    if (adil_swings_dense(*room, game, true, out) ||
        (game->n > FEW && adil_swings_halves(*room, game, out))) {
        return true;
    }
    *out = adil_swings_open(room, game, false);
    return adil_swings_dense(*room, game, false, out);
}
