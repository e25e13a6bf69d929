/* Votes by place: the official totals of the options and the valid ballots of the places are both
 * met. First every place votes as the whole did, by largest remainders of what is left; then votes
 * change places in fours, so that no sum changes: a from here to there, b back. */
#include "simulate/drawn.h"
#include "simulate/share.h"

enum { SWAPS_A_PLACE = 60, SWAP_PART = 12 };

static void as_the_whole(struct adil_drawing *w)
{
    uint32_t n = w->plan->n_options;
    int64_t left[ADIL_PLAN_OPTIONS_MAX];
    int64_t part[ADIL_PLAN_OPTIONS_MAX];
    for (uint32_t i = 0; i < n; i++) {
        left[i] = w->d->is.votes[i];
    }
    for (uint32_t k = 0; k < w->d->n_places; k++) {
        int64_t out =
            adil_share_out(w->scratch, w->d->figure[ADIL_FIG_VALID][k], left, left, n, part);
        ADIL_ASSERT(out == 0);
        for (uint32_t i = 0; i < n; i++) {
            w->d->votes[(size_t)k * n + i] = (int32_t)part[i];
            left[i] -= part[i];
        }
    }
}

static void swap_votes(struct adil_random *r, int32_t *here, int32_t *there, uint32_t n)
{
    uint32_t a = (uint32_t)adil_random_below(r, n);
    uint32_t b = (uint32_t)adil_random_below(r, n);
    int32_t least = there[a] < here[b] ? there[a] : here[b];
    if (a == b || least == 0) {
        return;
    }
    int32_t moved = (int32_t)adil_random_in(r, 0, 1 + least / SWAP_PART);
    here[a] += moved;
    there[a] -= moved;
    here[b] -= moved;
    there[b] += moved;
}

adil_err adil_draw_votes(struct adil_drawing *w)
{
    struct adil_drawn *d = w->d;
    uint32_t n = w->plan->n_options;
    struct adil_random r = adil_random_stream(w->seed, "votes", 0);
    d->votes = adil_new(w->perm, int32_t, (size_t)d->n_places * n);
    as_the_whole(w);
    for (uint32_t k = 0; k < d->n_places; k++) {
        for (uint32_t s = 0; s < SWAPS_A_PLACE; s++) {
            uint32_t other = (uint32_t)adil_random_below(&r, d->n_places);
            if (other != k) {
                swap_votes(&r, d->votes + (size_t)k * n, d->votes + (size_t)other * n, n);
            }
        }
    }
    return ADIL_OK;
}
