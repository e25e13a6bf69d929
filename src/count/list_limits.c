/* How many seats a list can have: least and greatest numbers, persons, names on lists. */
#include "count/list.h"

/* Names on the list: as published where a source says, else as the contest says. */
static uint32_t length_of(const struct adil_option *o, const struct adil_published_finding *f)
{
    if (f == NULL) {
        return o->list_length;
    }
    return f->value < ADIL_LENGTH_UNKNOWN ? (uint32_t)f->value : ADIL_LENGTH_UNKNOWN - 1;
}

static uint32_t smaller(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

bool adil_list_limits(struct adil_list *l)
{
    struct adil_counting *k = l->k;
    const struct adil_published_finding **found = adil_list_found(k, ADIL_FOUND_LIST_LENGTH);
    l->least = adil_new(k->tmp, uint32_t, l->n);
    l->most = adil_new(k->tmp, uint32_t, l->n);
    l->named = adil_new(k->tmp, bool, l->n);
    l->length = adil_new(k->tmp, uint32_t, l->n);
    l->length_found = adil_new(k->tmp, const struct adil_published_finding *, l->n);
    uint64_t least = 0;
    for (uint32_t i = 0; i < l->n; i++) {
        const struct adil_option *o = &k->votes->option[l->option[i]];
        const struct adil_published_finding *f = found[l->option[i]];
        l->length_found[i] = f != NULL && f->value >= 0 ? f : NULL;
        l->length[i] = length_of(o, l->length_found[i]);
        uint32_t limit = o->independent ? smaller(o->at_most, 1) : o->at_most;
        l->named[i] = l->length[i] != ADIL_LENGTH_UNKNOWN && l->length[i] < limit;
        l->most[i] = l->named[i] ? l->length[i] : limit;
        uint32_t own = o->at_least;
        if (l->option[i] == l->next && k->contest->next_seats > own) {
            own = k->contest->next_seats;
        }
        l->least[i] = smaller(own, l->most[i]);
        least += l->least[i];
    }
    if (least > k->contest->seats) {
        adil_count_gap(k, ADIL_K_AT_LEAST, ADIL_M_R_LEAST_SEATS);
        return false;
    }
    for (uint32_t i = 0; i < l->n; i++) {
        /* What the others have for certain, nobody can have. */
        uint32_t room = (uint32_t)(k->contest->seats - (least - l->least[i]));
        l->named[i] = l->named[i] && l->most[i] <= room;
        l->most[i] = smaller(l->most[i], room);
    }
    return true;
}

void adil_list_held(struct adil_list *l, uint32_t i, uint32_t lost)
{
    struct adil_counting *k = l->k;
    uint32_t option = l->option[i];
    struct adil_step *s = NULL;
    if (!l->named[i]) {
        s = adil_step_add(k, ADIL_STEP_SEAT_LIMITS, ADIL_K_AT_MOST);
        struct adil_row *r = adil_step_row(k, s);
        adil_row_option(k, r, ADIL_F_OPTION, option);
        adil_row_int(k, r, ADIL_F_SEATS, l->most[i]);
        return;
    }
    s = adil_step_add(k, ADIL_STEP_LIST_SHORT, ADIL_K_LISTS);
    s->source = l->length_found[i] != NULL ? ADIL_SOURCE_PUBLISHED : ADIL_SOURCE_COUNTED;
    adil_step_option(k, s, ADIL_F_OPTION, option);
    adil_step_int(k, s, ADIL_F_LENGTH, l->most[i]);
    if (lost > 0) {
        adil_step_int(k, s, ADIL_F_FORFEITED, lost);
    }
}

void adil_list_raised(struct adil_list *l, const bool *at)
{
    struct adil_counting *k = l->k;
    struct adil_step *s = NULL;
    for (uint32_t i = 0; i < l->n; i++) {
        if (!at[i]) {
            continue;
        }
        if (s == NULL) {
            s = adil_step_add(k, ADIL_STEP_SEAT_LIMITS, ADIL_K_AT_LEAST);
        }
        struct adil_row *r = adil_step_row(k, s);
        adil_row_option(k, r, ADIL_F_OPTION, l->option[i]);
        adil_row_int(k, r, ADIL_F_SEATS, l->least[i]);
    }
}

/* LIST_ASSUMED of the places whose `at` is set; `published`: with the lengths and their sources. */
static void tell_assumed(struct adil_list *l, const bool *at, enum adil_contest_key key,
                         bool published)
{
    struct adil_counting *k = l->k;
    uint32_t *option = adil_new(k->tmp, uint32_t, l->n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < l->n; i++) {
        if (at[i]) {
            option[n++] = l->option[i];
        }
    }
    if (n == 0) {
        return;
    }
    struct adil_step *s = adil_step_add(k, ADIL_STEP_LIST_ASSUMED, key);
    adil_step_options(k, s, ADIL_F_OPTIONS, option, n);
    s->source = published ? ADIL_SOURCE_PUBLISHED : ADIL_SOURCE_COUNTED;
    for (uint32_t i = 0; published && i < l->n; i++) {
        if (at[i]) {
            struct adil_row *r = adil_step_row(k, s);
            adil_row_option(k, r, ADIL_F_OPTION, l->option[i]);
            adil_row_int(k, r, ADIL_F_LENGTH, l->length[i]);
            adil_row_text(k, r, ADIL_F_SOURCE, l->length_found[i]->source);
        }
    }
}

static void tell_open(struct adil_list *l, uint32_t i)
{
    struct adil_step *s = adil_step_add(l->k, ADIL_STEP_UNKNOWN_FIGURE, ADIL_K_LISTS_UNKNOWN);
    adil_step_option(l->k, s, ADIL_F_OPTION, l->option[i]);
    adil_step_message(l->k, s, ADIL_F_FIGURE, ADIL_M_R_LIST_LENGTH);
    adil_step_int(l->k, s, ADIL_F_LEAST, 0);
    adil_step_fact(l->k, s, ADIL_F_MOST, adil_fact_from(adil_num_int(0)));
    l->k->out->status = ADIL_S_UNDETERMINED;
}

bool adil_list_lengths(struct adil_list *l)
{
    struct adil_counting *k = l->k;
    bool *found = adil_new(k->tmp, bool, l->n);
    bool *unknown = adil_new(k->tmp, bool, l->n);
    bool any_unknown = false;
    for (uint32_t i = 0; i < l->n; i++) {
        if (l->seats[i] == 0 || k->votes->option[l->option[i]].independent) {
            continue;
        }
        found[i] = l->length_found[i] != NULL;
        unknown[i] = l->length[i] == ADIL_LENGTH_UNKNOWN;
        any_unknown = any_unknown || unknown[i];
    }
    tell_assumed(l, found, ADIL_K_LISTS, true);
    switch (k->contest->lists_unknown) {
    case ADIL_LISTS_LONG_ENOUGH:
        tell_assumed(l, unknown, ADIL_K_LISTS_UNKNOWN, false);
        return true;
    case ADIL_LISTS_UNKNOWN:
        for (uint32_t i = 0; i < l->n; i++) {
            if (unknown[i]) {
                tell_open(l, i);
            }
        }
        return !any_unknown;
    }
    return false;
}
