/* Seats that cannot be kept: a list with fewer names than seats, a person with more seats than one
 * can hold. Who gives up seats keeps what remains and leaves the sharing with votes and kept seats;
 * the others share anew. */
#include "count/tiers.h"

void adil_tiers_lengths(struct adil_tiers *t)
{
    const struct adil_votes *v = t->k->votes;
    t->length = adil_new(t->k->tmp, uint32_t, t->n);
    t->found = adil_new(t->k->tmp, const struct adil_published_finding *, t->n);
    for (uint32_t i = 0; i < v->n_findings; i++) {
        const struct adil_published_finding *f = &v->finding[i];
        if (f->kind == ADIL_FOUND_LIST_LENGTH && f->option < t->n && f->value >= 0 &&
            t->found[f->option] == NULL) {
            t->found[f->option] = f;
        }
    }
    for (uint32_t i = 0; i < t->n; i++) {
        const struct adil_published_finding *f = t->found[i];
        t->length[i] = f == NULL                        ? v->option[i].list_length
                       : f->value < ADIL_LENGTH_UNKNOWN ? (uint32_t)f->value
                                                        : ADIL_LENGTH_UNKNOWN - 1;
    }
}

uint32_t adil_tiers_unit_list(const struct adil_tiers *t, uint32_t u, uint32_t option)
{
    if (t->c->unit_lists == NULL || option >= t->c->n_options) {
        return ADIL_LENGTH_UNKNOWN;
    }
    return t->c->unit_lists[(size_t)t->node[u] * t->c->n_options + option];
}

/* FORFEIT: `option` keeps `keep` of `held` seats, in a unit or (unit NULL) of the upper tier. */
static void tell_forfeit(struct adil_tiers *t, uint32_t option, const struct adil_vote_unit *unit,
                         uint32_t held, uint32_t keep)
{
    struct adil_counting *k = t->k;
    struct adil_step *step = adil_step_add(k, ADIL_STEP_FORFEIT, ADIL_K_FORFEITS);
    adil_step_option(k, step, ADIL_F_OPTION, option);
    if (unit != NULL) {
        adil_step_unit(k, step, ADIL_F_UNIT, unit);
    }
    adil_step_int(k, step, ADIL_F_SEATS, keep);
    adil_step_int(k, step, ADIL_F_FORFEITED, (int64_t)held - keep);
    if (unit == NULL && t->found[option] != NULL) {
        step->source = ADIL_SOURCE_PUBLISHED;
    }
}

/* The length of a list is needed and not known. */
static void tell_length_open(struct adil_tiers *t, uint32_t option,
                             const struct adil_vote_unit *unit)
{
    struct adil_counting *k = t->k;
    struct adil_step *s = adil_step_add(k, ADIL_STEP_UNKNOWN_FIGURE, ADIL_K_LISTS_UNKNOWN);
    adil_step_option(k, s, ADIL_F_OPTION, option);
    if (unit != NULL) {
        adil_step_unit(k, s, ADIL_F_UNIT, unit);
    }
    adil_step_message(k, s, ADIL_F_FIGURE, ADIL_M_R_LIST_LENGTH);
    adil_step_int(k, s, ADIL_F_LEAST, 0);
    adil_step_fact(k, s, ADIL_F_MOST, adil_fact_from(adil_num_int(0)));
    k->out->status = ADIL_S_UNDETERMINED;
}

/* A list of unknown length cannot hold seats unless the law lets it be taken as long enough. */
static bool length_open(const struct adil_tiers *t, uint32_t length, uint32_t seats)
{
    return seats > 0 && length == ADIL_LENGTH_UNKNOWN && t->c->lists_unknown == ADIL_LISTS_UNKNOWN;
}

/* What happens to seats given up, by the contest's rule. */
static enum adil_check_result after_forfeit(struct adil_tiers *t)
{
    switch (t->c->forfeits) {
    case ADIL_FORFEIT_GAP:
        adil_count_gap(t->k, ADIL_K_FORFEITS, ADIL_M_R_FORFEIT);
        return ADIL_CHECK_STOP;
    case ADIL_FORFEIT_RECALCULATE:
        return ADIL_CHECK_AGAIN;
    case ADIL_FORFEIT_EMPTY:
        return ADIL_CHECK_CLEAN;
    }
    return ADIL_CHECK_STOP;
}

/* Lists too short in unit u. */
static enum adil_check_result short_lists(struct adil_tiers *t, uint32_t u)
{
    enum adil_check_result result = ADIL_CHECK_CLEAN;
    for (uint32_t i = 0; i < t->n; i++) {
        size_t held = (size_t)u * t->n + i;
        uint32_t seats = t->seats[held];
        if (seats == 0 || t->out[held] || t->k->votes->option[i].independent) {
            continue;
        }
        uint32_t length = adil_tiers_unit_list(t, u, i);
        if (length_open(t, length, seats)) {
            tell_length_open(t, i, &t->unit[u]);
            return ADIL_CHECK_STOP;
        }
        if (seats <= length) {
            continue;
        }
        tell_forfeit(t, i, &t->unit[u], seats, length);
        t->seats[held] = length;
        t->out[held] = true;
        t->again[u] = t->c->forfeits == ADIL_FORFEIT_RECALCULATE;
        result = after_forfeit(t);
        if (result == ADIL_CHECK_STOP) {
            return result;
        }
    }
    return result;
}

/* The share of person i of the votes of unit u. */
static struct adil_num unit_part(struct adil_tiers *t, uint32_t u, uint32_t i)
{
    if (adil_num_sign(t->valid[u]) == 0) {
        return adil_num_int(0);
    }
    return adil_num_div(t->k->perm, adil_num_int(t->cell[u][i]), t->valid[u]);
}

/* The unit where person i holds seats and has the highest share of the votes, among those not yet
 * `done`. Out *equal: another has the same share. n_units when there is none. */
static uint32_t strongest(struct adil_tiers *t, uint32_t i, const bool *done, bool *equal)
{
    uint32_t best = t->n_units;
    struct adil_num share = adil_num_int(0);
    *equal = false;
    for (uint32_t u = 0; u < t->n_units; u++) {
        if (done[u] || t->seats[(size_t)u * t->n + i] == 0) {
            continue;
        }
        struct adil_num x = unit_part(t, u, i);
        int order = best == t->n_units ? 1 : adil_num_cmp(x, share);
        *equal = order == 0 || (order < 0 && *equal);
        if (order > 0) {
            best = u;
            share = x;
        }
    }
    return best;
}

/* A person keeps seats where the share of the votes is highest, up to the limit. */
static enum adil_check_result too_many(struct adil_tiers *t, uint32_t i)
{
    enum adil_check_result result = ADIL_CHECK_CLEAN;
    uint32_t may_hold = t->c->independent_seats;
    bool *done = adil_new(t->k->tmp, bool, t->n_units);
    for (;;) {
        bool equal = false;
        uint32_t u = strongest(t, i, done, &equal);
        if (u == t->n_units) {
            return result;
        }
        done[u] = true;
        size_t held = (size_t)u * t->n + i;
        uint32_t seats = t->seats[held];
        if (equal && may_hold > 0) {
            adil_count_gap(t->k, ADIL_K_INDEPENDENT_SEATS, ADIL_M_R_EQUAL_SHARES);
            return ADIL_CHECK_STOP;
        }
        uint32_t keep = seats < may_hold ? seats : may_hold;
        may_hold -= keep;
        if (keep == seats) {
            continue;
        }
        tell_forfeit(t, i, &t->unit[u], seats, keep);
        t->seats[held] = keep;
        t->out[held] = true;
        t->again[u] = t->c->forfeits == ADIL_FORFEIT_RECALCULATE;
        result = after_forfeit(t);
        if (result == ADIL_CHECK_STOP) {
            return result;
        }
    }
}

static bool holds_too_many(const struct adil_tiers *t, uint32_t i)
{
    uint64_t seats = 0;
    for (uint32_t u = 0; u < t->n_units; u++) {
        seats += t->seats[(size_t)u * t->n + i];
    }
    return seats > t->c->independent_seats;
}

enum adil_check_result adil_tiers_forfeit_lower(struct adil_tiers *t)
{
    enum adil_check_result found = ADIL_CHECK_CLEAN;
    for (uint32_t u = 0; u < t->n_units; u++) {
        enum adil_check_result r = short_lists(t, u);
        if (r == ADIL_CHECK_STOP) {
            return r;
        }
        found = r == ADIL_CHECK_AGAIN ? r : found;
    }
    for (uint32_t i = 0; i < t->n; i++) {
        if (!t->k->votes->option[i].independent || !holds_too_many(t, i)) {
            continue;
        }
        enum adil_check_result r = too_many(t, i);
        if (r == ADIL_CHECK_STOP) {
            return r;
        }
        found = r == ADIL_CHECK_AGAIN ? r : found;
    }
    return found;
}

enum adil_check_result adil_tiers_forfeit_upper(struct adil_tiers *t)
{
    enum adil_check_result found = ADIL_CHECK_CLEAN;
    for (uint32_t i = 0; i < t->n; i++) {
        if (t->apart[i] || t->award[i] <= t->lower[i]) {
            continue;
        }
        uint32_t upper = t->award[i] - t->lower[i];
        uint32_t length = t->length[i];
        if (length_open(t, length, upper)) {
            tell_length_open(t, i, NULL);
            return ADIL_CHECK_STOP;
        }
        if (upper <= length) {
            continue;
        }
        tell_forfeit(t, i, NULL, upper, length);
        t->total[i] = t->lower[i] + length;
        t->apart[i] = true;
        found = after_forfeit(t);
        if (found == ADIL_CHECK_STOP) {
            return found;
        }
    }
    return found;
}

/* LIST_ASSUMED with each length that is published, of lists with seats from the upper tier. */
static void tell_lengths_published(struct adil_tiers *t)
{
    struct adil_counting *k = t->k;
    struct adil_step *s = NULL;
    uint32_t *option = adil_new(k->tmp, uint32_t, t->n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        if (t->found[i] == NULL || t->total[i] == t->lower[i]) {
            continue;
        }
        if (s == NULL) {
            s = adil_step_add(k, ADIL_STEP_LIST_ASSUMED, ADIL_K_LISTS);
            s->source = ADIL_SOURCE_PUBLISHED;
        }
        option[n++] = i;
        struct adil_row *row = adil_step_row(k, s);
        adil_row_option(k, row, ADIL_F_OPTION, i);
        adil_row_int(k, row, ADIL_F_LENGTH, t->length[i]);
        adil_row_text(k, row, ADIL_F_SOURCE, t->found[i]->source);
    }
    if (s != NULL) {
        adil_step_options(k, s, ADIL_F_OPTIONS, option, n);
    }
}

/* Holds a seat from a list of which nobody says how long it is. */
static bool length_assumed(const struct adil_tiers *t, uint32_t i)
{
    bool assumed = t->total[i] > t->lower[i] && t->length[i] == ADIL_LENGTH_UNKNOWN;
    for (uint32_t u = 0; u < t->n_units && !assumed; u++) {
        assumed = t->seats[(size_t)u * t->n + i] > 0 &&
                  adil_tiers_unit_list(t, u, i) == ADIL_LENGTH_UNKNOWN;
    }
    return assumed && !t->k->votes->option[i].independent;
}

void adil_tiers_lists_assumed(struct adil_tiers *t)
{
    uint32_t *assumed = adil_new(t->k->tmp, uint32_t, t->n);
    uint32_t n = 0;
    tell_lengths_published(t);
    for (uint32_t i = 0; i < t->n; i++) {
        if (length_assumed(t, i)) {
            assumed[n++] = i;
        }
    }
    if (n > 0) {
        struct adil_step *step = adil_step_add(t->k, ADIL_STEP_LIST_ASSUMED, ADIL_K_LISTS_UNKNOWN);
        adil_step_options(t->k, step, ADIL_F_OPTIONS, assumed, n);
    }
}
