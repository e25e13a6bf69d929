/* Voters and ballots of each unit: every published turnout within its rounding, the totals exact.
 * Weights alone would give another turnout of the whole; they are tilted along the units' turnouts,
 * as little as meets it. */
#include "simulate/drawn.h"
#include "simulate/share.h"

enum { TILT_BITS = 20, PARTS = 10000 };

__extension__ typedef __int128 unit_wide;

/* Sums over the units with a published turnout. */
struct unit_sums {
    int64_t registered; /* to be shared */
    int64_t issued;
    int64_t weight;
    int64_t weighted; /* weight * turnout */
};

static bool is_published(const struct adil_drawing *w, uint32_t i)
{
    return w->plan->unit[i].turnout >= 0;
}

static adil_err sum_units(struct adil_drawing *w, struct unit_sums *s)
{
    *s = (struct unit_sums){.registered = adil_draw_scaled(w, w->d->official.registered),
                            .issued = adil_draw_scaled(w, w->d->official.issued)};
    for (uint32_t i = 0; i < w->plan->n_units; i++) {
        const struct adil_plan_unit *u = &w->plan->unit[i];
        struct adil_drawn_totals *is = &w->d->unit[i].is;
        if (is_published(w, i)) {
            s->weight += u->weight;
            s->weighted += u->weight * u->turnout;
            continue;
        }
        is->issued = is->cast + is->cast / 3000; /* few carry a ballot away */
        is->issued = is->issued < is->registered ? is->issued : is->registered;
        s->registered -= is->registered;
        s->issued -= is->issued;
    }
    return s->weight > 0 && s->registered > 0 && s->issued > 0
               ? ADIL_OK
               : adil_draw_fault(w, "units", s->registered, "units with a published turnout");
}

/* weight' = weight * (1 + deviation * t): the mean turnout under weight' is issued / registered.
 * With d = turnout * W - S (W, S: sums of weight and of weight * turnout), Q = sum of weight * d^2
 * and D = issued * 10^4 * W - S * registered: t * deviation = d * D * W / (registered * Q). */
static adil_err tilted_weights(struct adil_drawing *w, const struct unit_sums *s, int64_t *out)
{
    unit_wide q = 0;
    unit_wide gap =
        (unit_wide)s->issued * PARTS * s->weight - (unit_wide)s->weighted * s->registered;
    for (uint32_t i = 0; i < w->plan->n_units; i++) {
        const struct adil_plan_unit *u = &w->plan->unit[i];
        unit_wide d = (unit_wide)u->turnout * s->weight - s->weighted;
        q += is_published(w, i) ? u->weight * d * d : 0;
    }
    for (uint32_t i = 0; i < w->plan->n_units; i++) {
        const struct adil_plan_unit *u = &w->plan->unit[i];
        unit_wide d = (unit_wide)u->turnout * s->weight - s->weighted;
        unit_wide one = (unit_wide)1 << TILT_BITS;
        if (!is_published(w, i)) {
            out[i] = 0;
            continue;
        }
        /* d * W / Q < 1 / weight: small enough to be taken in two steps. */
        unit_wide tilt = q > 0 ? d * s->weight * (one << 20) / q * gap / s->registered / one : 0;
        out[i] = (int64_t)(u->weight * (one + tilt));
        if (out[i] <= 0) {
            return adil_draw_fault(w, "turnout", u->turnout,
                                   "turnouts of units around that of the whole");
        }
    }
    return ADIL_OK;
}

/* The ballots with which a unit's turnout rounds to what was published; where there is no such
 * whole number, the nearest. */
static void turnout_bounds(int64_t registered, int64_t turnout, int64_t *least, int64_t *most)
{
    int64_t parts = 2 * (int64_t)PARTS;
    *least = (registered * (2 * turnout - 1) + parts - 1) / parts;
    *most = (registered * (2 * turnout + 1) - 1) / parts;
    if (*least > *most) {
        *least = adil_share_near(registered, turnout, PARTS);
        *most = *least;
    }
}

/* Gives what is over or missing to units that have room for it, in proportion to the room. */
static int64_t spread(struct adil_drawing *w, struct adil_arena tmp, int64_t rest,
                      const int64_t *room)
{
    uint32_t n = w->plan->n_units;
    int64_t *part = adil_new(&tmp, int64_t, n);
    int64_t left = adil_share_out(tmp, rest < 0 ? -rest : rest, room, room, n, part);
    for (uint32_t i = 0; i < n; i++) {
        w->d->unit[i].is.issued += rest < 0 ? -part[i] : part[i];
    }
    return left;
}

static adil_err unit_ballots(struct adil_drawing *w, int64_t issued)
{
    struct adil_arena tmp = w->scratch;
    uint32_t n = w->plan->n_units;
    int64_t *up = adil_new(&tmp, int64_t, n);
    int64_t *down = adil_new(&tmp, int64_t, n);
    int64_t rest = issued;
    for (uint32_t i = 0; i < n; i++) {
        struct adil_drawn_totals *is = &w->d->unit[i].is;
        int64_t least = 0;
        int64_t most = 0;
        if (!is_published(w, i)) {
            continue;
        }
        turnout_bounds(is->registered, w->plan->unit[i].turnout, &least, &most);
        is->issued = adil_share_near(is->registered, w->plan->unit[i].turnout, PARTS);
        is->issued = is->issued < least ? least : is->issued > most ? most : is->issued;
        up[i] = most - is->issued;
        down[i] = is->issued - least;
        rest -= is->issued;
    }
    int64_t left = spread(w, tmp, rest, rest < 0 ? down : up);
    /* Of fewer places the units decide, and the total follows from them. */
    return left == 0 || w->d->n_places < w->plan->n_places
               ? ADIL_OK
               : adil_draw_fault(w, "issued", left,
                                 "turnouts of units that give the official total");
}

adil_err adil_draw_units(struct adil_drawing *w)
{
    struct unit_sums s;
    uint32_t n = w->plan->n_units;
    int64_t *weight = adil_new(&w->scratch, int64_t, n);
    int64_t *registered = adil_new(&w->scratch, int64_t, n);
    ADIL_TRY(sum_units(w, &s));
    ADIL_TRY(tilted_weights(w, &s, weight));
    (void)adil_share_out(w->scratch, s.registered, weight, NULL, n, registered);
    for (uint32_t i = 0; i < n; i++) {
        w->d->unit[i].is.registered += registered[i];
    }
    ADIL_TRY(unit_ballots(w, s.issued));
    for (uint32_t i = 0; i < n; i++) {
        w->d->is.registered += w->d->unit[i].is.registered;
        w->d->is.issued += w->d->unit[i].is.issued;
    }
    return ADIL_OK;
}
