#include "count/elect.h"

#include <string.h>

static bool can_win(const struct adil_counting *k, uint32_t option)
{
    return k->votes->option[option].class == ADIL_OPTION_LIST;
}

/* Rows of options that are out of this round are often left empty: that is not an unknown figure.
 * True when the option has a vote in the table. */
static bool has_votes(const struct adil_counting *k, const struct adil_table *t, uint32_t option)
{
    for (uint32_t u = 0; u < t->n_units; u++) {
        if (t->cell[(size_t)u * k->votes->n_options + option] > 0) {
            return true;
        }
    }
    return false;
}

/* A view of the table in which those who do not stand are not on the ballot. */
static const struct adil_table *table_of(struct adil_counting *k, const struct adil_table *t,
                                         const bool *stands)
{
    uint32_t n = k->votes->n_options;
    int64_t *cell = adil_new(k->perm, int64_t, (size_t)t->n_units * n);
    memcpy(cell, t->cell, (size_t)t->n_units * n * sizeof *cell);
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t u = 0; u < t->n_units && can_win(k, i) && !stands[i]; u++) {
            cell[(size_t)u * n + i] = ADIL_VOTES_NOT_ON_BALLOT;
        }
    }
    struct adil_table *view = adil_new(k->perm, struct adil_table, 1);
    *view = *t;
    view->cell = cell;
    return view;
}

bool adil_field_open(struct adil_counting *k, const struct adil_table *t, const bool *stands,
                     struct adil_field *f)
{
    uint32_t n = k->votes->n_options;
    *f = (struct adil_field){.table = t};
    f->option = adil_new(k->tmp, uint32_t, n);
    f->votes = adil_new(k->tmp, struct adil_fact, n);
    if (stands != NULL) {
        for (uint32_t i = 0; i < n; i++) {
            if (can_win(k, i) && !stands[i] && has_votes(k, t, i)) {
                adil_count_gap(k, ADIL_N_CONTEST_KEYS, ADIL_M_R_NOT_STANDING);
                return false;
            }
        }
        f->table = table_of(k, t, stands);
    }
    for (uint32_t i = 0; i < n; i++) {
        if (can_win(k, i) && adil_count_stands(k, f->table, i)) {
            f->option[f->n] = i;
            f->votes[f->n] = adil_count_sum(k, f->table, i);
            f->n++;
        }
    }
    return true;
}

void adil_count_not_valid(struct adil_counting *k, enum adil_contest_key key, enum adil_msg reason)
{
    struct adil_step *s = adil_step_add(k, ADIL_STEP_NOT_VALID, key);
    adil_step_message(k, s, ADIL_F_REASON, reason);
    k->out->status = ADIL_S_NOT_VALID;
}

bool adil_field_single(struct adil_counting *k, const struct adil_field *f)
{
    if (f->n == 0) {
        adil_count_not_valid(k, ADIL_N_CONTEST_KEYS, ADIL_M_R_NO_CANDIDATE);
        return false;
    }
    if (f->n > 1) {
        return true;
    }
    switch (k->contest->if_single) {
    case ADIL_SINGLE_VOTES:
        return true;
    case ADIL_SINGLE_ELECTED:
        adil_elect(k, f, f->option, 1, ADIL_STEP_ELECTED_UNOPPOSED, ADIL_K_IF_SINGLE);
        return false;
    case ADIL_SINGLE_NOT_VALID:
        adil_count_not_valid(k, ADIL_K_IF_SINGLE, ADIL_M_R_SINGLE);
        return false;
    }
    return false;
}

static int cmp_hi(struct adil_fact x, struct adil_fact y)
{
    if (x.unbounded || y.unbounded) {
        return (int)x.unbounded - (int)y.unbounded;
    }
    return adil_num_cmp(x.hi, y.hi);
}

/* The unknown figure of the field that can be largest, else its first option. */
static uint32_t least_known(const struct adil_field *f)
{
    uint32_t at = f->n;
    for (uint32_t i = 0; i < f->n; i++) {
        if (!adil_fact_is_known(f->votes[i]) &&
            (at == f->n || cmp_hi(f->votes[i], f->votes[at]) > 0)) {
            at = i;
        }
    }
    return at == f->n ? 0 : at;
}

static void field_unknown(struct adil_counting *k, const struct adil_field *f,
                          enum adil_contest_key key)
{
    uint32_t at = least_known(f);
    adil_count_unknown(k, key, f->option[at], f->votes[at]);
}

/* Against all stands ahead of everybody: what the contest says of it. */
static bool against_first(struct adil_counting *k, uint32_t option, struct adil_fact votes)
{
    struct adil_step *s = adil_step_add(k, ADIL_STEP_AGAINST_FIRST, ADIL_K_IF_AGAINST_FIRST);
    adil_step_option(k, s, ADIL_F_OPTION, option);
    adil_step_fact(k, s, ADIL_F_VOTES, votes);
    switch (k->contest->if_against_first) {
    case ADIL_AGAINST_GAP:
        adil_count_gap(k, ADIL_K_IF_AGAINST_FIRST, ADIL_M_R_AGAINST_FIRST);
        return false;
    case ADIL_AGAINST_NEXT:
        return true;
    case ADIL_AGAINST_NOT_VALID:
        adil_count_not_valid(k, ADIL_K_IF_AGAINST_FIRST, ADIL_M_R_AGAINST_FIRST);
        return false;
    }
    return false;
}

bool adil_field_against(struct adil_counting *k, const struct adil_field *f)
{
    struct adil_fact best = f->votes[0]; /* of the candidates: lo and hi of the highest */
    for (uint32_t i = 1; i < f->n; i++) {
        best.lo = adil_num_max(best.lo, f->votes[i].lo);
        if (cmp_hi(f->votes[i], best) > 0) {
            best.hi = f->votes[i].hi;
            best.unbounded = f->votes[i].unbounded;
        }
    }
    for (uint32_t i = 0; i < k->votes->n_options; i++) {
        if (k->votes->option[i].class != ADIL_OPTION_AGAINST ||
            !adil_count_stands(k, f->table, i)) {
            continue;
        }
        struct adil_fact against = adil_count_sum(k, f->table, i);
        if (!best.unbounded && adil_num_cmp(against.lo, best.hi) > 0) {
            return against_first(k, i, against);
        }
        if (k->contest->if_against_first == ADIL_AGAINST_NEXT ||
            (!against.unbounded && adil_num_cmp(against.hi, best.lo) < 0)) {
            continue;
        }
        if (adil_fact_is_known(against) && adil_fact_is_known(best)) {
            adil_count_gap(k, ADIL_K_IF_AGAINST_FIRST, ADIL_M_R_AGAINST_TIED);
        } else if (adil_fact_is_known(against)) {
            field_unknown(k, f, ADIL_K_IF_AGAINST_FIRST);
        } else {
            adil_count_unknown(k, ADIL_K_IF_AGAINST_FIRST, i, against);
        }
        return false;
    }
    return true;
}

static int by_lo(const void *ctx, uint32_t a, uint32_t b)
{
    const struct adil_field *f = ctx;
    return adil_num_cmp(f->votes[b].lo, f->votes[a].lo);
}

static int by_hi(const void *ctx, uint32_t a, uint32_t b)
{
    const struct adil_field *f = ctx;
    return cmp_hi(f->votes[b], f->votes[a]);
}

static uint32_t *places(struct adil_counting *k, const struct adil_field *f, adil_order_cmp cmp)
{
    uint32_t *place = adil_new(k->tmp, uint32_t, f->n);
    for (uint32_t i = 0; i < f->n; i++) {
        place[i] = i;
    }
    adil_order(*k->tmp, place, f->n, cmp, f);
    return place;
}

static bool all_known(const struct adil_field *f)
{
    for (uint32_t i = 0; i < f->n; i++) {
        if (!adil_fact_is_known(f->votes[i])) {
            return false;
        }
    }
    return true;
}

static enum adil_pick pick_known(struct adil_counting *k, const struct adil_field *f,
                                 enum adil_step_kind stage, uint32_t take, uint32_t *won,
                                 uint32_t *n_won)
{
    struct adil_num *key = adil_new(k->tmp, struct adil_num, f->n);
    for (uint32_t i = 0; i < f->n; i++) {
        key[i] = f->votes[i].lo;
    }
    return adil_pick_best(k, stage, ADIL_SPAN(""), f->option, key, f->n, take, false, won, n_won);
}

/* Splits a field of more than `take`: those certain to be among the best go to `won`, those that
 * may be to `rest`. A place is lost for certain when the take-th highest lower bound stands above
 * its upper one, and won when the (take + 1)-th highest upper bound stands below its lower one. */
static void split(struct adil_counting *k, const struct adil_field *f, uint32_t take, uint32_t *won,
                  uint32_t *n_won, struct adil_field *rest)
{
    const uint32_t *lo = places(k, f, by_lo);
    const uint32_t *hi = places(k, f, by_hi);
    struct adil_num bar = f->votes[lo[take - 1]].lo;
    struct adil_fact ceiling = f->votes[hi[take]];
    *rest = (struct adil_field){.table = f->table};
    rest->option = adil_new(k->tmp, uint32_t, f->n);
    rest->votes = adil_new(k->tmp, struct adil_fact, f->n);
    for (uint32_t j = 0; j < f->n; j++) {
        struct adil_fact votes = f->votes[lo[j]];
        if (!ceiling.unbounded && adil_num_cmp(ceiling.hi, votes.lo) < 0) {
            won[(*n_won)++] = f->option[lo[j]];
        } else if (votes.unbounded || adil_num_cmp(bar, votes.hi) <= 0) {
            rest->option[rest->n] = f->option[lo[j]];
            rest->votes[rest->n++] = votes;
        }
    }
}

enum adil_pick adil_field_best(struct adil_counting *k, const struct adil_field *f,
                               enum adil_step_kind stage, uint32_t take, uint32_t *won,
                               uint32_t *n_won)
{
    if (take >= f->n) {
        const uint32_t *lo = places(k, f, by_lo);
        for (uint32_t i = 0; i < f->n; i++) {
            won[i] = f->option[lo[i]];
        }
        *n_won = f->n;
        return ADIL_PICK_DONE;
    }
    *n_won = 0;
    if (take == 0) {
        return ADIL_PICK_DONE;
    }
    if (all_known(f)) {
        return pick_known(k, f, stage, take, won, n_won);
    }
    struct adil_field rest;
    split(k, f, take, won, n_won, &rest);
    if (*n_won == take) {
        return ADIL_PICK_DONE;
    }
    if (!all_known(&rest)) {
        field_unknown(k, &rest, ADIL_K_METHOD);
        return ADIL_PICK_OPEN;
    }
    uint32_t n_more = 0;
    enum adil_pick pick = pick_known(k, &rest, stage, take - *n_won, won + *n_won, &n_more);
    *n_won += n_more;
    return pick;
}

void adil_elect(struct adil_counting *k, const struct adil_field *f, const uint32_t *won,
                uint32_t n, enum adil_step_kind kind, enum adil_contest_key key)
{
    uint32_t *elected = adil_new(k->perm, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) {
        elected[i] = won[i];
        struct adil_step *s = adil_step_add(k, kind, key);
        adil_step_option(k, s, ADIL_F_OPTION, won[i]);
        if (kind == ADIL_STEP_ELECTED) {
            adil_step_fact(k, s, ADIL_F_VOTES, adil_count_sum(k, f->table, won[i]));
        }
    }
    k->out->elected = elected;
    k->out->n_elected = n;
    k->out->status = ADIL_S_DECIDED;
}
