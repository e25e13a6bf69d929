/* Drawing an election: the official figures, and the order of what follows from them. */
#include "simulate/drawn.h"

#include "simulate/share.h"

const struct adil_span adil_place_figure_names[ADIL_N_PLACE_FIGURES] = {
#define X(id, name) [ADIL_FIG_##id] = ADIL_SPAN_INIT(name),
    ADIL_PLACE_FIGURES(X)
#undef X
};

adil_err adil_draw_fault(struct adil_drawing *w, const char *field, int64_t found,
                         const char *expected)
{
    struct adil_arena tmp = w->scratch;
    return adil_fail(w->diag, ADIL_ERR(INPUT), (struct adil_place){w->plan->id, 0},
                     adil_span_of(field), adil_fmt(&tmp, "%lld", (long long)found),
                     adil_span_of(expected));
}

int64_t adil_draw_scaled(const struct adil_drawing *w, int64_t total)
{
    return adil_share_near(total, w->d->n_places, w->plan->n_places);
}

static uint32_t official_option(const struct adil_votes *v, struct adil_span name)
{
    for (uint32_t i = 0; i < v->n_options; i++) {
        if (adil_span_eq(v->option[i].id, name)) {
            return i;
        }
    }
    return UINT32_MAX;
}

static adil_err official_votes(struct adil_drawing *w, const struct adil_table *t)
{
    for (uint32_t i = 0; i < w->plan->n_options; i++) {
        uint32_t o = official_option(w->votes, w->plan->option[i].figure);
        if (o == UINT32_MAX || t->cell[o] < 0 || t->cell[o] > INT32_MAX) {
            return adil_fail(w->diag, ADIL_ERR(INPUT), (struct adil_place){w->plan->id, 0},
                             ADIL_SPAN("options"), w->plan->option[i].figure,
                             ADIL_SPAN("an option with official votes of the whole"));
        }
        const struct adil_published_finding *f =
            adil_votes_found(w->votes, ADIL_FOUND_LIST_LENGTH, o);
        w->d->official.votes[i] = t->cell[o];
        w->d->people[i] = f != NULL ? f->value : -1;
    }
    return ADIL_OK;
}

/* Units of which the official figures say who was registered and took part. */
static adil_err official_units(struct adil_drawing *w, const struct adil_table *t)
{
    for (uint32_t i = 0; i < w->plan->n_units; i++) {
        if (w->plan->unit[i].turnout >= 0) {
            continue;
        }
        const struct adil_turnout *found = NULL;
        for (uint32_t r = 0; r < t->n_units; r++) {
            found = t->unit[r].unit == w->plan->unit[i].unit ? &t->unit[r].turnout : found;
        }
        if (found == NULL || found->registered < found->cast || found->cast < 0) {
            return adil_draw_fault(w, "units", i, "a unit with official registered and cast");
        }
        w->d->unit[i].is.registered = adil_draw_scaled(w, found->registered);
        w->d->unit[i].is.cast = adil_draw_scaled(w, found->cast);
    }
    return ADIL_OK;
}

static adil_err take_official(struct adil_drawing *w)
{
    const struct adil_table *t = adil_votes_table(w->votes, 0, 1);
    if (t == NULL || !t->has_root || t->unit[0].turnout.registered < 0 ||
        t->unit[0].turnout.issued < 0 || t->unit[0].turnout.issued > INT32_MAX) {
        return adil_draw_fault(w, "contest", 0, "official registered and issued of the whole");
    }
    w->d->official.registered = t->unit[0].turnout.registered;
    w->d->official.issued = t->unit[0].turnout.issued;
    w->d->official.cast = t->unit[0].turnout.cast;
    w->d->official.invalid = t->unit[0].turnout.invalid;
    w->d->official.not_counted = -1;
    ADIL_TRY(official_votes(w, t));
    return official_units(w, t);
}

adil_err adil_draw(struct adil_arena *perm, struct adil_arena scratch, const struct adil_plan *plan,
                   const struct adil_votes *votes, struct adil_span seed, uint32_t places,
                   struct adil_drawn *out, struct adil_diag *diag)
{
    struct adil_drawing w = {perm, scratch, plan, votes, seed, out, diag};
    *out = (struct adil_drawn){.plan = plan, .n_places = places > 0 ? places : plan->n_places};
    out->unit = adil_new(perm, struct adil_drawn_unit, plan->n_units);
    if (out->n_places < 2 * plan->n_units || out->n_places > plan->n_places) {
        return adil_draw_fault(&w, "places", out->n_places,
                               "two places for each unit at least, at most those of the plan");
    }
    ADIL_TRY(take_official(&w));
    ADIL_TRY(adil_draw_units(&w));
    ADIL_TRY(adil_draw_places(&w));
    ADIL_TRY(adil_draw_ballots(&w));
    ADIL_TRY(adil_draw_votes(&w));
    adil_draw_rest(&w);
    return ADIL_OK;
}
