/* Private to src/weight: how many coalitions a member turns from losing to winning, by generating
 * functions. Two ways that give the same numbers (docs/design/weights.md): one measure against one
 * bound fills a table by weight; any other rule joins two halves of the members. */
#ifndef ADIL_WEIGHT_SWINGS_H
#define ADIL_WEIGHT_SWINGS_H

#include "base/num_wide.h"
#include "weight/game.h"

struct adil_swings {
    unsigned limbs;    /* of every number here (base/num_wide.h) */
    uint32_t n_sizes;  /* the game's n, or 1 where swings are not known by size */
    uint64_t *winning; /* one number: coalitions that win */
    /* [row * n_sizes + k]: losing coalitions of k others that one member of the row makes win; with
     * n_sizes 1 those of any size. */
    uint64_t *of;
};

/* Sets everything; numbers live in `room`, which is also used past them. Returns false when the
 * game is past the bounds of both ways (time, memory). */
bool adil_swings_count(struct adil_arena *room, const struct adil_game *game,
                       struct adil_swings *out);

/* ---- one way each; false: past its bounds, or another kind of rule -------------------------- */

/* The rule is one bound. `sized`: by size of coalition, else all sizes together. */
bool adil_swings_dense(struct adil_arena scratch, const struct adil_game *game, bool sized,
                       struct adil_swings *out);
/* Any rule, by size. */
bool adil_swings_halves(struct adil_arena scratch, const struct adil_game *game,
                        struct adil_swings *out);

/* Room for the swings of a game. */
struct adil_swings adil_swings_open(struct adil_arena *perm, const struct adil_game *game,
                                    bool sized);
static inline uint64_t *adil_swings_at(const struct adil_swings *s, uint32_t row, uint32_t k)
{
    return s->of + ((size_t)row * s->n_sizes + k) * s->limbs;
}
/* Sets which measures the condition asks for. */
void adil_condition_uses(const struct adil_condition *c, bool *measure);
/* The row of the first member that has the same values in these measures; `row` itself if none. */
uint32_t adil_game_first_alike(const struct adil_game *game, const bool *measure, uint32_t row);

#endif
