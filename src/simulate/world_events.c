/* When each act of a plan is done: the steps become events, in the order of their times. */
#include "simulate/world.h"

#include <stdlib.h>

#define NO_TIME INT64_MIN

uint32_t adil_world_items(const struct adil_world *w, enum adil_plan_each each)
{
    switch (each) {
    case ADIL_EACH_OPTION:
        return w->plan->n_options;
    case ADIL_EACH_PERSON:
        return w->n_people;
    case ADIL_EACH_PLACE:
        return w->drawn.n_places;
    case ADIL_EACH_ONCE:
        break;
    }
    return 1;
}

/* An option without a list of people is no party's: it takes no step (votes against all). */
static bool takes_step(const struct adil_world *w, const struct adil_plan_step *s, uint32_t item)
{
    if (s->each == ADIL_EACH_OPTION) {
        return w->drawn.people[item] >= 0;
    }
    if (s->each != ADIL_EACH_PLACE) {
        return true;
    }
    uint32_t picks = w->drawn.picks[item];
    return (s->in == UINT32_MAX || (picks >> s->in & 1) != 0) && (picks & s->without) == 0;
}

/* Most of what is drawn comes early: the least of two draws. */
static int64_t drawn_early(struct adil_random *r, int64_t from, int64_t to)
{
    int64_t a = adil_random_in(r, from, to);
    int64_t b = adil_random_in(r, from, to);
    return a < b ? a : b;
}

static int64_t local_midnight(const struct adil_world *w, uint32_t place)
{
    const struct adil_rulebook *book = w->o->book;
    uint32_t unit = w->plan->unit[w->drawn.unit_of[place]].unit;
    return adil_instant(&book->acts.zones, &book->units, unit, w->plan->day, 0);
}

static int64_t time_of(const struct adil_world *w, const struct adil_plan_step *s, uint32_t item,
                       struct adil_random *r, int64_t *const *when)
{
    int64_t span = s->to - s->from;
    switch (s->clock) {
    case ADIL_CLOCK_WORLD:
        return s->from + span / adil_world_items(w, s->each) * item;
    case ADIL_CLOCK_LOCAL:
        return local_midnight(w, s->each == ADIL_EACH_PLACE ? item : 0) +
               drawn_early(r, s->from, s->to);
    case ADIL_CLOCK_BEHIND:
        break;
    }
    return when[s->behind][item] == NO_TIME
               ? NO_TIME
               : when[s->behind][item] + adil_random_in(r, s->from, s->to);
}

static int by_time(const void *a, const void *b)
{
    const struct adil_world_event *x = a;
    const struct adil_world_event *y = b;
    if (x->at != y->at) {
        return x->at < y->at ? -1 : 1;
    }
    if (x->step != y->step) {
        return x->step < y->step ? -1 : 1;
    }
    return x->item < y->item ? -1 : x->item > y->item;
}

static void events_of(struct adil_world *w, uint32_t step, int64_t **when)
{
    const struct adil_plan_step *s = &w->plan->step[step];
    struct adil_random r = adil_random_stream(w->o->seed, "when", step);
    uint32_t n = adil_world_items(w, s->each);
    when[step] = adil_new(&w->scratch, int64_t, n);
    for (uint32_t i = 0; i < n; i++) {
        when[step][i] = takes_step(w, s, i) ? time_of(w, s, i, &r, when) : NO_TIME;
        if (when[step][i] != NO_TIME) {
            w->event[w->n_events++] = (struct adil_world_event){when[step][i], step, i};
        }
    }
}

adil_err adil_world_events(struct adil_world *w)
{
    struct adil_arena keep = w->scratch;
    int64_t **when = adil_new(&w->scratch, int64_t *, w->plan->n_steps);
    uint64_t most = 0;
    for (uint32_t i = 0; i < w->plan->n_steps; i++) {
        most += adil_world_items(w, w->plan->step[i].each);
    }
    w->event = adil_new(w->perm, struct adil_world_event, most);
    for (uint32_t i = 0; i < w->plan->n_steps; i++) {
        events_of(w, i, when);
    }
    w->scratch = keep;
    qsort(w->event, w->n_events, sizeof *w->event, by_time);
    if (w->n_events > 0 && w->event[0].at < w->plan->begins) {
        return adil_fail(w->diag, ADIL_ERR(INPUT), w->plan->step[w->event[0].step].place,
                         ADIL_SPAN("at"), ADIL_SPAN("a time before the record begins"),
                         ADIL_SPAN("not before `begins`"));
    }
    return ADIL_OK;
}
