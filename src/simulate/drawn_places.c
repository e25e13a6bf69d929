/* Places of each unit, their voters, and those set apart. */
#include "simulate/drawn.h"
#include "simulate/share.h"

/* Sizes: of a hundred places so many have from .. to hundredths of the most voters. */
static const struct size_band {
    uint32_t of_hundred;
    int64_t from, to;
} size_bands[] = {{30, 4, 20}, {35, 20, 60}, {35, 60, 95}};

static int64_t draw_size(struct adil_random *r, int64_t most)
{
    uint64_t at = adil_random_below(r, 100);
    size_t band = 0;
    while (at >= size_bands[band].of_hundred) {
        at -= size_bands[band].of_hundred;
        band++;
    }
    return 1 + adil_random_in(r, most * size_bands[band].from, most * size_bands[band].to) / 100;
}

/* How many places each unit has: one at least, the rest by voters, more where it was so drawn. */
static void number_places(struct adil_drawing *w)
{
    struct adil_arena tmp = w->scratch;
    struct adil_random r = adil_random_stream(w->seed, "places of units", 0);
    uint32_t n = w->plan->n_units;
    int64_t *weight = adil_new(&tmp, int64_t, n);
    int64_t *part = adil_new(&tmp, int64_t, n);
    int64_t rest = w->d->n_places;
    for (uint32_t i = 0; i < n; i++) {
        struct adil_drawn_unit *u = &w->d->unit[i];
        int64_t given = adil_draw_scaled(w, w->plan->unit[i].places);
        u->n = (uint32_t)(given > 1 ? given : 1);
        weight[i] =
            w->plan->unit[i].places > 0 ? 0 : u->is.registered * adil_random_in(&r, 85, 115);
        rest -= u->n;
    }
    (void)adil_share_out(tmp, rest, weight, NULL, n, part);
    uint32_t first = 0;
    for (uint32_t i = 0; i < n; i++) {
        struct adil_drawn_unit *u = &w->d->unit[i];
        u->n += (uint32_t)part[i];
        u->first = first;
        first += u->n;
    }
    ADIL_ASSERT(first == w->d->n_places);
}

static adil_err draw_voters(struct adil_drawing *w, const struct adil_drawn_unit *u, uint32_t i)
{
    struct adil_arena tmp = w->scratch;
    struct adil_random r = adil_random_stream(w->seed, "voters of places", i);
    int64_t *weight = adil_new(&tmp, int64_t, u->n);
    int64_t *most = adil_new(&tmp, int64_t, u->n);
    for (uint32_t k = 0; k < u->n; k++) {
        weight[k] = draw_size(&r, w->plan->most);
        most[k] = w->plan->most;
    }
    int64_t *listed = w->d->figure[ADIL_FIG_LISTED] + u->first;
    int64_t left = adil_share_out(tmp, u->is.registered, weight, most, u->n, listed);
    return left == 0 ? ADIL_OK
                     : adil_draw_fault(w, "most", left, "places enough for the voters of a unit");
}

/* Places with few voters, and those of units with figures of their own, are not set apart. */
static void draw_picks(struct adil_drawing *w)
{
    struct adil_arena tmp = w->scratch;
    struct adil_random r = adil_random_stream(w->seed, "places set apart", 0);
    uint32_t *open = adil_new(&tmp, uint32_t, w->d->n_places);
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->d->n_places; i++) {
        if (w->plan->unit[w->d->unit_of[i]].turnout >= 0 &&
            w->d->figure[ADIL_FIG_LISTED][i] >= w->plan->most / 15) {
            open[n++] = i;
        }
    }
    for (uint32_t p = 0; p < w->plan->n_picks; p++) {
        int64_t want = adil_draw_scaled(w, w->plan->pick[p].n);
        for (int64_t k = 0; (k < want || k == 0) && n > 0; k++) {
            uint32_t at = (uint32_t)adil_random_below(&r, n);
            w->d->picks[open[at]] = 1U << p;
            open[at] = open[--n];
        }
    }
}

adil_err adil_draw_places(struct adil_drawing *w)
{
    struct adil_drawn *d = w->d;
    for (uint32_t f = 0; f < ADIL_N_PLACE_FIGURES; f++) {
        d->figure[f] = adil_new(w->perm, int64_t, d->n_places);
    }
    d->unit_of = adil_new(w->perm, uint32_t, d->n_places);
    d->picks = adil_new(w->perm, uint32_t, d->n_places);
    number_places(w);
    for (uint32_t i = 0; i < w->plan->n_units; i++) {
        const struct adil_drawn_unit *u = &d->unit[i];
        for (uint32_t k = 0; k < u->n; k++) {
            d->unit_of[u->first + k] = i;
        }
        ADIL_TRY(draw_voters(w, u, i));
    }
    draw_picks(w);
    return ADIL_OK;
}
