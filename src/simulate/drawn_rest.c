/* The other lines of a protocol, and the turnout of the day. */
#include "simulate/drawn.h"

static int64_t least_of(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static void draw_lines(struct adil_drawn *d, struct adil_random *r, uint32_t k)
{
    int64_t issued = d->figure[ADIL_FIG_ISSUED][k];
    int64_t cast = d->figure[ADIL_FIG_CAST][k];
    int64_t out = least_of(issued * adil_random_in(r, 0, 60) / 1000, cast);
    int64_t spoiled = least_of(adil_random_in(r, 0, 4), issued / 20);
    int64_t received = d->figure[ADIL_FIG_LISTED][k] * 101 / 100 + spoiled;
    d->figure[ADIL_FIG_ISSUED_OUT][k] = out;
    d->figure[ADIL_FIG_ISSUED_IN][k] = issued - out;
    d->figure[ADIL_FIG_PORTABLE][k] = out;
    d->figure[ADIL_FIG_FIXED][k] = cast - out;
    d->figure[ADIL_FIG_SPOILED][k] = spoiled;
    d->figure[ADIL_FIG_RECEIVED][k] = received;
    d->figure[ADIL_FIG_UNUSED][k] = received - issued - spoiled;
    d->figure[ADIL_FIG_BY_CERTIFICATE][k] = least_of(adil_random_in(r, 0, 9), issued);
    d->figure[ADIL_FIG_CERTIFICATES][k] = adil_random_in(r, 0, 12);
}

/* Each report has the part of the day's ballots that the curve says, some more or less. */
static void draw_reports(const struct adil_plan *plan, struct adil_drawn *d, struct adil_random *r,
                         uint32_t k)
{
    int64_t *report = d->report + (size_t)k * plan->n_reports;
    int64_t issued = d->figure[ADIL_FIG_ISSUED][k];
    int64_t before = 0;
    for (uint32_t i = 0; i + 1 < plan->n_reports; i++) {
        int64_t part = plan->curve[i] * adil_random_in(r, 850, 1150) / 1000;
        int64_t n = issued * least_of(part, 1000) / 1000;
        report[i] = n > before ? n : before;
        before = report[i];
    }
    report[plan->n_reports - 1] = issued;
}

void adil_draw_rest(struct adil_drawing *w)
{
    struct adil_random r = adil_random_stream(w->seed, "protocols", 0);
    w->d->report = adil_new(w->perm, int64_t, (size_t)w->d->n_places * w->plan->n_reports);
    for (uint32_t k = 0; k < w->d->n_places; k++) {
        draw_lines(w->d, &r, k);
        draw_reports(w->plan, w->d, &r, k);
    }
}
