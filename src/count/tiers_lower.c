#include "count/tiers.h"

/* Who shares the seats of unit u, with what votes. Their seats there are cleared. */
static void unit_share(struct adil_tiers *t, uint32_t u, struct adil_share *s)
{
    const int64_t *cell = t->cell[u];
    uint32_t *option = adil_new(t->k->tmp, uint32_t, t->n);
    struct adil_num *votes = adil_new(t->k->tmp, struct adil_num, t->n);
    uint32_t kept = 0;
    *s = (struct adil_share){.option = option, .votes = votes, .at = t->at};
    for (uint32_t i = 0; i < t->n; i++) {
        size_t held = (size_t)u * t->n + i;
        if (!adil_tiers_contests(t, i) || cell[i] == ADIL_VOTES_NOT_ON_BALLOT) {
            continue;
        }
        if (t->out[held]) {
            kept += t->seats[held];
            continue;
        }
        ADIL_ASSERT(cell[i] >= 0);
        t->seats[held] = 0;
        option[s->n] = i;
        votes[s->n] = adil_num_int(cell[i]);
        s->n++;
    }
    ADIL_ASSERT(kept <= t->capacity[u]);
    s->seats = t->capacity[u] - kept;
}

static void unit_rows(struct adil_tiers *t, struct adil_step *step, const struct adil_share *s)
{
    for (uint32_t i = 0; i < s->n; i++) {
        struct adil_row *row = adil_step_row(t->k, step);
        adil_row_option(t->k, row, ADIL_F_OPTION, s->option[i]);
        adil_row_num(t->k, row, ADIL_F_VOTES, s->votes[i]);
        adil_row_int(t->k, row, ADIL_F_WHOLE, s->whole[i]);
        adil_row_num(t->k, row, ADIL_F_REMAINDER, s->remainder[i]);
        adil_row_int(t->k, row, ADIL_F_EXTRA, s->extra[i]);
        adil_row_int(t->k, row, ADIL_F_SEATS, (int64_t)s->whole[i] + s->extra[i]);
    }
}

bool adil_tiers_unit(struct adil_tiers *t, uint32_t u)
{
    struct adil_counting *k = t->k;
    struct adil_share s;
    unit_share(t, u, &s);
    if (s.seats == 0) {
        return true;
    }
    if (!adil_share_whole(k, &s, t->c->lower_quota, ADIL_K_LOWER_QUOTA)) {
        return false;
    }
    struct adil_step *step = adil_step_add(k, ADIL_STEP_LOWER_SEATS, ADIL_K_LOWER_QUOTA);
    adil_step_unit(k, step, ADIL_F_UNIT, &t->unit[u]);
    adil_step_num(k, step, ADIL_F_BASE, s.total);
    adil_step_int(k, step, ADIL_F_SEATS, s.seats);
    adil_step_num(k, step, ADIL_F_QUOTA, s.quota);
    adil_step_int(k, step, ADIL_F_FREE, s.left);
    bool shared = adil_share_surplus(k, &s, UINT32_MAX, ADIL_STEP_LOWER_SEATS, t->unit[u].name);
    unit_rows(t, step, &s);
    if (!shared) {
        return false;
    }
    if (s.left > 0) {
        adil_count_gap(k, ADIL_K_LOWER_QUOTA, ADIL_M_R_TOO_FEW_SURPLUS);
        return false;
    }
    adil_share_last(k, &s, &t->unit[u]);
    for (uint32_t i = 0; i < s.n; i++) {
        t->seats[(size_t)u * t->n + s.option[i]] = s.whole[i] + s.extra[i];
    }
    return true;
}

/* RECALCULATED: the seats of unit u, without those taken out. */
static void tell_unit_again(struct adil_tiers *t, uint32_t u)
{
    struct adil_counting *k = t->k;
    uint32_t *gone = adil_new(k->tmp, uint32_t, t->n);
    uint32_t n_gone = 0;
    uint32_t kept = 0;
    struct adil_num votes = adil_num_int(0);
    for (uint32_t i = 0; i < t->n; i++) {
        size_t held = (size_t)u * t->n + i;
        if (t->out[held]) {
            gone[n_gone++] = i;
            kept += t->seats[held];
        } else if (adil_tiers_contests(t, i) && t->cell[u][i] > 0) {
            votes = adil_num_add(k->perm, votes, adil_num_int(t->cell[u][i]));
        }
    }
    struct adil_step *step = adil_step_add(k, ADIL_STEP_RECALCULATED, ADIL_K_FORFEITS);
    adil_step_unit(k, step, ADIL_F_UNIT, &t->unit[u]);
    adil_step_options(k, step, ADIL_F_OPTIONS, gone, n_gone);
    adil_step_int(k, step, ADIL_F_FREE, (int64_t)t->capacity[u] - kept);
    adil_step_num(k, step, ADIL_F_VOTES, votes);
}

bool adil_tiers_lower(struct adil_tiers *t)
{
    for (uint32_t u = 0; u < t->n_units; u++) {
        if (!adil_tiers_unit(t, u)) {
            return false;
        }
    }
    /* Each round takes someone out of a unit or takes a kept seat away, so this ends. */
    for (;;) {
        switch (adil_tiers_forfeit_lower(t)) {
        case ADIL_CHECK_CLEAN:
            return true;
        case ADIL_CHECK_STOP:
            return false;
        case ADIL_CHECK_AGAIN:
            break;
        }
        for (uint32_t u = 0; u < t->n_units; u++) {
            if (t->again[u]) {
                t->again[u] = false;
                tell_unit_again(t, u);
                if (!adil_tiers_unit(t, u)) {
                    return false;
                }
            }
        }
    }
}
