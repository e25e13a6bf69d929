#include "count/tiers.h"

bool adil_tiers_contests(const struct adil_tiers *t, uint32_t option)
{
    return t->k->votes->option[option].class == ADIL_OPTION_LIST;
}

bool adil_tiers_levels(const struct adil_tiers *t, uint32_t option)
{
    return adil_tiers_contests(t, option) && !t->k->votes->option[option].independent;
}

void adil_tiers_unknown(struct adil_tiers *t, enum adil_contest_key key, uint32_t option,
                        const struct adil_vote_unit *unit, struct adil_fact f)
{
    struct adil_counting *k = t->k;
    struct adil_step *s = adil_step_add(k, ADIL_STEP_UNKNOWN_FIGURE, key);
    adil_step_option(k, s, ADIL_F_FIGURE, option);
    if (unit != NULL) {
        adil_step_unit(k, s, ADIL_F_UNIT, unit);
    }
    adil_step_num(k, s, ADIL_F_LEAST, f.lo);
    adil_step_fact(k, s, ADIL_F_MOST, f.unbounded ? f : adil_fact_known(f.hi));
    k->out->status = ADIL_S_UNDETERMINED;
}

static uint32_t lower_row(const struct adil_table *table, uint32_t unit)
{
    for (uint32_t u = 0; table != NULL && u < table->n_units; u++) {
        if (table->unit[u].unit == unit) {
            return u;
        }
    }
    return UINT32_MAX;
}

/* The step of a unit whose votes are needed and not given. */
static void unit_absent(struct adil_tiers *t, uint32_t node)
{
    struct adil_counting *k = t->k;
    struct adil_vote_unit unit = {.name = t->c->units->unit[node].id, .unit = node};
    struct adil_step *s = adil_step_add(k, ADIL_STEP_GAP, ADIL_K_LOWER_PAPER);
    adil_step_unit(k, s, ADIL_F_UNIT, &unit);
    adil_step_message(k, s, ADIL_F_REASON, ADIL_M_R_UNIT_ABSENT);
    k->out->status = ADIL_S_UNDETERMINED;
}

/* Votes of unit u are all known. */
static bool unit_known(struct adil_tiers *t, const struct adil_table *table, uint32_t u,
                       uint32_t row)
{
    t->cell[u] = &table->cell[(size_t)row * t->n];
    t->valid[u] = adil_num_int(0);
    for (uint32_t i = 0; i < t->n; i++) {
        if (!adil_tiers_contests(t, i) || t->cell[u][i] == ADIL_VOTES_NOT_ON_BALLOT) {
            continue;
        }
        if (t->cell[u][i] == ADIL_VOTES_UNKNOWN) {
            adil_tiers_unknown(t, ADIL_K_LOWER_PAPER, i, &t->unit[u],
                               adil_votes_cell(t->k->perm, t->c, t->k->votes, table, row, i));
            return false;
        }
        t->valid[u] = adil_num_add(t->k->perm, t->valid[u], adil_num_int(t->cell[u][i]));
    }
    return true;
}

/* The units with seats of their own, in the order of the tree. */
static bool open_units(struct adil_tiers *t)
{
    const struct adil_table *table = adil_votes_table(t->k->votes, t->c->lower_paper, 1);
    uint32_t most = t->c->units->n;
    t->unit = adil_new(t->k->perm, struct adil_vote_unit, most);
    t->node = adil_new(t->k->tmp, uint32_t, most);
    t->capacity = adil_new(t->k->tmp, uint32_t, most);
    t->cell = adil_new(t->k->tmp, const int64_t *, most);
    t->valid = adil_new(t->k->tmp, struct adil_num, most);
    for (uint32_t node = 0; node < most; node++) {
        if (t->c->unit_seats[node] == 0) {
            continue;
        }
        uint32_t row = lower_row(table, node);
        if (row == UINT32_MAX) {
            unit_absent(t, node);
            return false;
        }
        uint32_t u = t->n_units++;
        t->unit[u] = table->unit[row];
        t->node[u] = node;
        t->capacity[u] = t->c->unit_seats[node];
        if (!unit_known(t, table, u, row)) {
            return false;
        }
    }
    t->seats = adil_new(t->k->perm, uint32_t, (size_t)t->n_units * t->n);
    t->out = adil_new(t->k->tmp, bool, (size_t)t->n_units * t->n);
    t->again = adil_new(t->k->tmp, bool, t->n_units);
    return true;
}

static struct adil_fact add_facts(struct adil_arena *a, struct adil_fact x, struct adil_fact y)
{
    struct adil_fact sum = {.lo = adil_num_add(a, x.lo, y.lo)};
    sum.unbounded = x.unbounded || y.unbounded;
    sum.hi = sum.unbounded ? sum.lo : adil_num_add(a, x.hi, y.hi);
    return sum;
}

/* Votes of every option on the papers of the upper tier; of persons on the lower paper. They are
 * what the outcome shows, and what a tie is broken by where the rule is "more votes". */
static void combine(struct adil_tiers *t)
{
    struct adil_counting *k = t->k;
    t->combined = adil_new(k->tmp, struct adil_fact, t->n);
    for (uint32_t i = 0; i < t->n; i++) {
        bool person = k->votes->option[i].independent;
        t->combined[i] = adil_fact_known(adil_num_int(0));
        for (uint32_t p = 0; p < (person ? 1 : t->c->n_upper_papers); p++) {
            uint32_t paper = person ? t->c->lower_paper : t->c->upper_paper[p];
            const struct adil_table *table = adil_votes_table(k->votes, paper, 1);
            struct adil_fact votes =
                table != NULL ? adil_count_sum(k, table, i) : adil_fact_from(adil_num_int(0));
            t->combined[i] = add_facts(k->perm, t->combined[i], votes);
            k->result[i].stood =
                k->result[i].stood || (table != NULL && adil_count_stands(k, table, i));
        }
        k->result[i].votes = t->combined[i];
    }
}

/* COMBINED, and whether every figure of it is known. */
static bool combined_known(struct adil_tiers *t)
{
    struct adil_counting *k = t->k;
    if (t->c->n_upper_papers == 0) {
        adil_count_gap(k, ADIL_K_UPPER_PAPERS, ADIL_M_R_NO_VOTES);
        return false;
    }
    for (uint32_t p = 0; p < t->c->n_upper_papers; p++) {
        if (adil_votes_table(k->votes, t->c->upper_paper[p], 1) == NULL) {
            adil_count_gap(k, ADIL_K_UPPER_PAPERS, ADIL_M_R_NO_VOTES);
            return false;
        }
    }
    struct adil_step *s = adil_step_add(k, ADIL_STEP_COMBINED, ADIL_K_UPPER_PAPERS);
    struct adil_fact base = adil_fact_known(adil_num_int(0));
    for (uint32_t i = 0; i < t->n; i++) {
        if (!adil_tiers_levels(t, i)) {
            continue;
        }
        struct adil_row *row = adil_step_row(k, s);
        adil_row_option(k, row, ADIL_F_OPTION, i);
        adil_row_fact(k, row, ADIL_F_VOTES, t->combined[i]);
        base = add_facts(k->perm, base, t->combined[i]);
    }
    adil_step_fact(k, s, ADIL_F_BASE, base);
    k->out->base = base;
    for (uint32_t i = 0; i < t->n; i++) {
        if (adil_tiers_levels(t, i) && !adil_fact_is_known(t->combined[i])) {
            adil_tiers_unknown(t, ADIL_K_UPPER_PAPERS, i, NULL, t->combined[i]);
            return false;
        }
    }
    return true;
}

static void sum_lower(struct adil_tiers *t)
{
    for (uint32_t i = 0; i < t->n; i++) {
        for (uint32_t u = 0; u < t->n_units; u++) {
            t->lower[i] += t->seats[(size_t)u * t->n + i];
        }
        t->apart[i] = !adil_tiers_levels(t, i);
        t->total[i] = t->lower[i];
    }
    struct adil_tier_seats *tier = &t->k->out->tier;
    tier->unit = t->unit;
    tier->n_units = t->n_units;
    tier->seats = t->seats;
}

/* COMPENSATORY and the outcome. */
static void finish(struct adil_tiers *t)
{
    struct adil_counting *k = t->k;
    struct adil_step *s = NULL;
    if (t->n_units > 0) {
        s = adil_step_add(k, ADIL_STEP_COMPENSATORY, ADIL_K_METHOD);
    }
    uint64_t given = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        struct adil_result *r = &k->result[i];
        r->lower = t->lower[i];
        r->upper = t->total[i] - t->lower[i];
        r->seats = t->total[i];
        given += t->total[i];
        if (s != NULL && adil_tiers_contests(t, i)) {
            struct adil_row *row = adil_step_row(k, s);
            adil_row_option(k, row, ADIL_F_OPTION, i);
            adil_row_int(k, row, ADIL_F_AWARD, t->award[i]);
            adil_row_int(k, row, ADIL_F_LOWER, r->lower);
            adil_row_int(k, row, ADIL_F_UPPER, r->upper);
            adil_row_int(k, row, ADIL_F_SEATS, r->seats);
        }
    }
    adil_tiers_lists_assumed(t);
    k->out->seats_given = (uint32_t)given;
    k->out->status = ADIL_S_DECIDED;
}

static bool quorum(struct adil_tiers *t)
{
    const struct adil_table *table =
        t->c->n_upper_papers > 0 ? adil_votes_table(t->k->votes, t->c->upper_paper[0], 1) : NULL;
    return table == NULL || adil_count_quorum(t->k, table);
}

void adil_count_tiers(struct adil_counting *k)
{
    uint32_t n = k->votes->n_options;
    struct adil_tiers t = {.k = k, .c = k->contest, .n = n};
    ADIL_ASSERT(t.c->unit_seats == NULL || t.c->units != NULL);
    t.at = adil_new(k->tmp, uint32_t, n);
    t.lower = adil_new(k->tmp, uint32_t, n);
    t.award = adil_new(k->tmp, uint32_t, n);
    t.total = adil_new(k->tmp, uint32_t, n);
    t.apart = adil_new(k->tmp, bool, n);
    adil_tiers_lengths(&t);
    k->out->has_seats = true;
    for (uint32_t i = 0; i < k->votes->n_tables; i++) {
        adil_count_turnout(k, &k->votes->table[i]);
    }
    combine(&t);
    if (!quorum(&t)) {
        return;
    }
    if (t.c->unit_seats != NULL && (!open_units(&t) || !adil_tiers_lower(&t))) {
        return;
    }
    sum_lower(&t);
    if (combined_known(&t) && adil_tiers_bar(&t) && adil_tiers_upper(&t)) {
        finish(&t);
    }
}
