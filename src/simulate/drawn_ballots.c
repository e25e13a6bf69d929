/* Ballots: how many were issued at each place, put into boxes, found invalid. */
#include "simulate/drawn.h"
#include "simulate/share.h"

enum { CARRIED_OF = 5000, NOT_COUNTED_OF = 20000 }; /* one ballot in so many of those issued */

static adil_err draw_issued(struct adil_drawing *w, uint32_t i)
{
    struct adil_arena tmp = w->scratch;
    struct adil_random r = adil_random_stream(w->seed, "ballots issued", i);
    const struct adil_drawn_unit *u = &w->d->unit[i];
    const int64_t *listed = w->d->figure[ADIL_FIG_LISTED] + u->first;
    int64_t *issued = w->d->figure[ADIL_FIG_ISSUED] + u->first;
    int64_t *weight = adil_new(&tmp, int64_t, u->n);
    for (uint32_t k = 0; k < u->n; k++) {
        weight[k] = listed[k] * adil_random_in(&r, 70, 130);
    }
    int64_t left = adil_share_out(tmp, u->is.issued, weight, listed, u->n, issued);
    return left == 0 ? ADIL_OK : adil_draw_fault(w, "issued", left, "no more than voters");
}

/* Puts `total` to places [from, from + n) of a figure, by ballots. */
static adil_err draw_part(struct adil_drawing *w, int64_t total, uint32_t from, uint32_t n,
                          enum adil_place_figure of, int64_t *out)
{
    const int64_t *ballots = w->d->figure[of] + from;
    int64_t left = adil_share_out(w->scratch, total, ballots, ballots, n, out);
    return left == 0 ? ADIL_OK : adil_draw_fault(w, "ballots", left, "no more than ballots issued");
}

/* cast = issued - carried away. */
static adil_err draw_cast(struct adil_drawing *w)
{
    struct adil_drawn *d = w->d;
    int64_t *carried = adil_new(&w->scratch, int64_t, d->n_places);
    int64_t *weight = adil_new(&w->scratch, int64_t, d->n_places);
    struct adil_random r = adil_random_stream(w->seed, "ballots carried away", 0);
    int64_t all = d->is.issued / CARRIED_OF;
    for (uint32_t i = 0; i < w->plan->n_units; i++) {
        const struct adil_drawn_unit *u = &d->unit[i];
        if (w->plan->unit[i].turnout < 0) {
            ADIL_TRY(draw_part(w, u->is.issued - u->is.cast, u->first, u->n, ADIL_FIG_ISSUED,
                               carried + u->first));
            all -= u->is.issued - u->is.cast;
            continue;
        }
        for (uint32_t k = u->first; k < u->first + u->n; k++) {
            weight[k] = d->figure[ADIL_FIG_ISSUED][k] * adil_random_in(&r, 0, 100);
        }
    }
    int64_t *more = adil_new(&w->scratch, int64_t, d->n_places);
    (void)adil_share_out(w->scratch, all > 0 ? all : 0, weight, d->figure[ADIL_FIG_ISSUED],
                         d->n_places, more);
    for (uint32_t k = 0; k < d->n_places; k++) {
        d->figure[ADIL_FIG_CAST][k] = d->figure[ADIL_FIG_ISSUED][k] - carried[k] - more[k];
        d->is.cast += d->figure[ADIL_FIG_CAST][k];
    }
    return ADIL_OK;
}

static bool is_unclear(const struct adil_drawing *w, uint32_t place)
{
    for (uint32_t p = 0; p < w->plan->n_picks; p++) {
        if ((w->d->picks[place] >> p & 1) != 0 && w->plan->pick[p].unclear) {
            return true;
        }
    }
    return false;
}

/* Many where it is unclear why; elsewhere no more than usual. */
static adil_err draw_invalid(struct adil_drawing *w)
{
    struct adil_drawn *d = w->d;
    struct adil_random r = adil_random_stream(w->seed, "invalid ballots", 0);
    const int64_t *cast = d->figure[ADIL_FIG_CAST];
    int64_t *invalid = d->figure[ADIL_FIG_INVALID];
    int64_t *weight = adil_new(&w->scratch, int64_t, d->n_places);
    int64_t *most = adil_new(&w->scratch, int64_t, d->n_places);
    int64_t *part = adil_new(&w->scratch, int64_t, d->n_places);
    int64_t rest = d->is.invalid;
    for (uint32_t k = 0; k < d->n_places; k++) {
        int64_t usual = w->plan->usual_invalid;
        most[k] = cast[k] * usual / 100;
        weight[k] = cast[k] * adil_random_in(&r, 40, 160);
        if (is_unclear(w, k)) {
            invalid[k] = most[k] + 1 + cast[k] * adil_random_in(&r, 0, 4) / 100;
            rest -= invalid[k];
            weight[k] = 0;
        }
    }
    int64_t left =
        rest < 0 ? rest : adil_share_out(w->scratch, rest, weight, most, d->n_places, part);
    for (uint32_t k = 0; k < d->n_places; k++) {
        invalid[k] += part[k];
    }
    return left == 0 ? ADIL_OK
                     : adil_draw_fault(w, "usual-invalid", left,
                                       "room for the ballots that are neither votes nor missing");
}

/* What official votes leave of the ballots. */
static adil_err draw_totals(struct adil_drawing *w)
{
    struct adil_drawn *d = w->d;
    int64_t votes = 0;
    for (uint32_t i = 0; i < w->plan->n_options; i++) {
        votes += d->official.votes[i];
    }
    votes = adil_share_near(votes, d->is.issued, d->official.issued);
    (void)adil_share_out(w->scratch, votes, d->official.votes, NULL, w->plan->n_options,
                         d->is.votes);
    d->is.not_counted = d->is.cast / NOT_COUNTED_OF;
    d->is.invalid = d->is.cast - d->is.not_counted - votes;
    return d->is.invalid >= 0
               ? ADIL_OK
               : adil_draw_fault(w, "votes", votes, "fewer votes than ballots issued");
}

adil_err adil_draw_ballots(struct adil_drawing *w)
{
    struct adil_drawn *d = w->d;
    for (uint32_t i = 0; i < w->plan->n_units; i++) {
        ADIL_TRY(draw_issued(w, i));
    }
    ADIL_TRY(draw_cast(w));
    ADIL_TRY(draw_totals(w));
    ADIL_TRY(draw_invalid(w));
    int64_t *rest = d->figure[ADIL_FIG_VALID];
    for (uint32_t k = 0; k < d->n_places; k++) {
        rest[k] = d->figure[ADIL_FIG_CAST][k] - d->figure[ADIL_FIG_INVALID][k];
    }
    ADIL_TRY(draw_part(w, d->is.not_counted, 0, d->n_places, ADIL_FIG_VALID,
                       d->figure[ADIL_FIG_NOT_COUNTED]));
    for (uint32_t k = 0; k < d->n_places; k++) {
        rest[k] -= d->figure[ADIL_FIG_NOT_COUNTED][k];
    }
    return ADIL_OK;
}
