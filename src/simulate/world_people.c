/* People of the lists: as many as were published, each a role and no real person. */
#include "simulate/world.h"

#include "polity/elections.h"

void adil_world_people(struct adil_world *w)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->plan->n_options; i++) {
        n += w->drawn.people[i] > 0 ? (uint32_t)w->drawn.people[i] : 0;
    }
    w->person = adil_new(w->perm, struct adil_world_person, (size_t)n + 1);
    for (uint32_t i = 0; i < w->plan->n_options; i++) {
        for (int64_t k = 1; k <= w->drawn.people[i]; k++) {
            w->person[w->n_people++] = (struct adil_world_person){i, (uint32_t)k};
        }
    }
}

uint32_t adil_world_option(const struct adil_world *w, enum adil_plan_each each, uint32_t item)
{
    if (each == ADIL_EACH_PERSON) {
        return w->person[item].option;
    }
    return each == ADIL_EACH_OPTION ? item : UINT32_MAX;
}

void adil_world_take_seats(struct adil_world *w)
{
    struct adil_span all =
        adil_member_raw(w->scratch, adil_buf_span(&w->fields), ADIL_SPAN("seats"));
    for (uint32_t i = 0; i < w->plan->n_options; i++) {
        struct adil_span text = adil_member_raw(w->scratch, all, w->plan->option[i].key);
        uint64_t seats = 0;
        w->seats[i] = adil_span_u64(text, INT32_MAX, &seats) ? (int64_t)seats : 0;
    }
}
