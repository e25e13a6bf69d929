#include "count/tiers.h"

/* Seats the upper tier shares: all, less those of whoever takes no part in it. */
static bool upper_seats(struct adil_tiers *t, uint32_t *seats)
{
    uint64_t apart = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        apart += t->apart[i] ? t->total[i] : 0;
    }
    if (apart > t->c->seats) {
        adil_count_gap(t->k, ADIL_K_OVERHANG, ADIL_M_R_OVERHANG);
        return false;
    }
    *seats = t->c->seats - (uint32_t)apart;
    return true;
}

static void tell_quota(struct adil_tiers *t, const struct adil_share *s)
{
    struct adil_step *step = adil_step_add(t->k, ADIL_STEP_UPPER_QUOTA, ADIL_K_UPPER_QUOTA);
    adil_step_num(t->k, step, ADIL_F_BASE, s->total);
    adil_step_int(t->k, step, ADIL_F_SEATS, s->seats);
    adil_step_num(t->k, step, ADIL_F_QUOTA, s->quota);
    step = adil_step_add(t->k, ADIL_STEP_UPPER_AWARD, ADIL_K_UPPER_QUOTA);
    adil_step_int(t->k, step, ADIL_F_SEATS, (int64_t)s->seats - s->left);
    adil_step_int(t->k, step, ADIL_F_FREE, s->left);
    for (uint32_t i = 0; i < s->n; i++) {
        struct adil_row *row = adil_step_row(t->k, step);
        adil_row_option(t->k, row, ADIL_F_OPTION, s->option[i]);
        adil_row_num(t->k, row, ADIL_F_VOTES, s->votes[i]);
        adil_row_int(t->k, row, ADIL_F_WHOLE, s->whole[i]);
        adil_row_num(t->k, row, ADIL_F_REMAINDER, s->remainder[i]);
    }
}

/* Past this many extra seats only their number is told. */
enum { ADIL_TIERS_ROWS_MAX = 10000 };

/* Extra seats from the `from`-th on, in the order they were given. */
static void tell_extra(struct adil_tiers *t, const struct adil_share *s, uint32_t from,
                       enum adil_step_kind kind, enum adil_contest_key key, enum adil_figure by)
{
    if (from == s->n_won) {
        return;
    }
    struct adil_step *step = adil_step_add(t->k, kind, key);
    adil_step_int(t->k, step, ADIL_F_SEATS, (int64_t)s->n_won - from);
    uint32_t end = s->n_won - from <= ADIL_TIERS_ROWS_MAX ? s->n_won : from;
    for (uint32_t i = from; i < end; i++) {
        struct adil_row *row = adil_step_row(t->k, step);
        adil_row_int(t->k, row, ADIL_F_SEAT, (int64_t)s->seats - s->left - s->n_won + i + 1);
        adil_row_option(t->k, row, ADIL_F_OPTION, s->option[s->won[i]]);
        adil_row_num(t->k, row, by, s->won_by[i]);
    }
}

/* The seats left after whole quotas: some by surplus, the rest as the contest says. */
static bool upper_extra(struct adil_tiers *t, struct adil_share *s)
{
    bool surplus_only = t->c->upper_surplus_all || t->c->upper_then == ADIL_THEN_SURPLUS;
    uint32_t cap = surplus_only ? UINT32_MAX : t->c->upper_surplus_seats;
    if (!adil_share_surplus(t->k, s, cap, ADIL_STEP_REMAINDER_SEATS, ADIL_SPAN(""))) {
        return false;
    }
    tell_extra(t, s, 0, ADIL_STEP_REMAINDER_SEATS, ADIL_K_UPPER_SURPLUS, ADIL_F_REMAINDER);
    if (s->left > 0 && surplus_only) {
        adil_count_gap(t->k, ADIL_K_UPPER_SURPLUS, ADIL_M_R_TOO_FEW_SURPLUS);
        return false;
    }
    uint32_t by_surplus = s->n_won;
    if (!adil_share_average(t->k, s)) {
        return false;
    }
    tell_extra(t, s, by_surplus, ADIL_STEP_AVERAGE_SEATS, ADIL_K_UPPER_THEN, ADIL_F_QUOTIENT);
    adil_share_last(t->k, s, NULL);
    return true;
}

/* The award of everyone who takes part, over the seats that are theirs to share. */
static bool upper_award(struct adil_tiers *t)
{
    struct adil_share s = {.at = t->at};
    uint32_t *option = adil_new(t->k->tmp, uint32_t, t->n);
    struct adil_num *votes = adil_new(t->k->tmp, struct adil_num, t->n);
    for (uint32_t i = 0; i < t->n; i++) {
        if (!t->apart[i]) {
            t->award[i] = 0;
            option[s.n] = i;
            votes[s.n] = t->combined[i].lo;
            s.n++;
        }
    }
    s.option = option;
    s.votes = votes;
    if (!upper_seats(t, &s.seats)) {
        return false;
    }
    if (s.seats == 0) {
        return true;
    }
    if (!adil_share_whole(t->k, &s, t->c->upper_quota, ADIL_K_UPPER_QUOTA)) {
        return false;
    }
    tell_quota(t, &s);
    if (!upper_extra(t, &s)) {
        return false;
    }
    for (uint32_t i = 0; i < s.n; i++) {
        t->award[s.option[i]] = s.whole[i] + s.extra[i];
    }
    return true;
}

/* More regional seats than the award. */
static enum adil_check_result overhang(struct adil_tiers *t)
{
    struct adil_step *step = NULL;
    for (uint32_t i = 0; i < t->n; i++) {
        if (t->apart[i] || t->lower[i] <= t->award[i]) {
            continue;
        }
        if (step == NULL) {
            step = adil_step_add(t->k, ADIL_STEP_OVERHANG, ADIL_K_OVERHANG);
        }
        struct adil_row *row = adil_step_row(t->k, step);
        adil_row_option(t->k, row, ADIL_F_OPTION, i);
        adil_row_int(t->k, row, ADIL_F_AWARD, t->award[i]);
        adil_row_int(t->k, row, ADIL_F_LOWER, t->lower[i]);
        if (t->c->overhang == ADIL_OVERHANG_ABSORB) {
            t->apart[i] = true;
            t->total[i] = t->lower[i];
        }
    }
    if (step == NULL) {
        return ADIL_CHECK_CLEAN;
    }
    switch (t->c->overhang) {
    case ADIL_OVERHANG_GAP:
        adil_count_gap(t->k, ADIL_K_OVERHANG, ADIL_M_R_OVERHANG);
        return ADIL_CHECK_STOP;
    case ADIL_OVERHANG_KEEP:
        return ADIL_CHECK_CLEAN;
    case ADIL_OVERHANG_ABSORB:
        return ADIL_CHECK_AGAIN;
    }
    return ADIL_CHECK_STOP;
}

/* RECALCULATED: the upper tier is shared anew without those who are out of it. */
static void tell_upper_again(struct adil_tiers *t, enum adil_contest_key key)
{
    struct adil_counting *k = t->k;
    uint32_t *gone = adil_new(k->tmp, uint32_t, t->n);
    uint32_t n_gone = 0;
    uint64_t kept = 0;
    struct adil_num votes = adil_num_int(0);
    for (uint32_t i = 0; i < t->n; i++) {
        if (!t->apart[i]) {
            votes = adil_num_add(k->perm, votes, t->combined[i].lo);
        } else if (t->total[i] > 0) {
            gone[n_gone++] = i;
            kept += t->total[i];
        }
    }
    struct adil_step *step = adil_step_add(k, ADIL_STEP_RECALCULATED, key);
    adil_step_options(k, step, ADIL_F_OPTIONS, gone, n_gone);
    adil_step_int(k, step, ADIL_F_FREE, (int64_t)t->c->seats - (int64_t)kept);
    adil_step_num(k, step, ADIL_F_VOTES, votes);
}

bool adil_tiers_upper(struct adil_tiers *t)
{
    /* Each further round sets somebody apart, so this ends. */
    for (;;) {
        if (!upper_award(t)) {
            return false;
        }
        enum adil_contest_key key = ADIL_K_OVERHANG;
        enum adil_check_result r = overhang(t);
        if (r == ADIL_CHECK_CLEAN) {
            key = ADIL_K_FORFEITS;
            r = adil_tiers_forfeit_upper(t);
        }
        if (r == ADIL_CHECK_STOP) {
            return false;
        }
        if (r == ADIL_CHECK_CLEAN) {
            break;
        }
        tell_upper_again(t, key);
    }
    for (uint32_t i = 0; i < t->n; i++) {
        if (!t->apart[i]) {
            t->total[i] = t->award[i] > t->lower[i] ? t->award[i] : t->lower[i];
        }
    }
    return true;
}
