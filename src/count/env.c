/* Where phrases of a contest get their figures, each computed once a count. */
#include "count/build.h"

/* What is known of one table. Kept in a list: a contest has few tables. */
struct adil_sums {
    const struct adil_table *table;
    struct adil_fact *sum; /* by option */
    bool has_whole[ADIL_N_QUANTITIES];
    struct adil_fact whole[ADIL_N_QUANTITIES];
    struct group_rows *group; /* by group; NULL until asked for */
    struct adil_sums *next;
};

/* Units of a group as rows of the table; ADIL_NO_WORD where the table has no row. */
struct group_rows {
    bool made;
    uint32_t n;
    uint32_t *row;
};

static struct adil_sums *sums_of(struct adil_counting *k, const struct adil_table *t)
{
    for (struct adil_sums *s = k->sums; s != NULL; s = s->next) {
        if (s->table == t) {
            return s;
        }
    }
    struct adil_sums *s = adil_new(k->perm, struct adil_sums, 1);
    s->table = t;
    s->sum = adil_votes_sums(k->perm, k->contest, k->votes, t);
    s->next = k->sums;
    k->sums = s;
    return s;
}

struct adil_fact adil_count_sum(struct adil_counting *k, const struct adil_table *t,
                                uint32_t option)
{
    ADIL_ASSERT(option < k->votes->n_options);
    return sums_of(k, t)->sum[option];
}

struct adil_fact adil_count_whole(struct adil_counting *k, const struct adil_table *t,
                                  uint32_t quantity)
{
    if (quantity >= ADIL_N_QUANTITIES) {
        return adil_fact_from(adil_num_int(0)); /* a rulebook's own: votes say nothing of it */
    }
    struct adil_sums *s = sums_of(k, t);
    if (!s->has_whole[quantity]) {
        s->whole[quantity] =
            adil_votes_quantity(k->perm, k->contest, k->votes, t, quantity, ADIL_WHOLE);
        s->has_whole[quantity] = true;
    }
    return s->whole[quantity];
}

bool adil_count_stands(struct adil_counting *k, const struct adil_table *t, uint32_t option)
{
    for (uint32_t u = 0; u < t->n_units; u++) {
        size_t at = (size_t)u * k->votes->n_options + option;
        if (t->cell[at] != ADIL_VOTES_NOT_ON_BALLOT) {
            return true;
        }
    }
    return false;
}

static uint32_t row_of(const struct adil_table *t, uint32_t unit)
{
    for (uint32_t u = 0; u < t->n_units; u++) {
        if (t->unit[u].unit == unit) {
            return u;
        }
    }
    return ADIL_NO_WORD;
}

/* The units in force on the day of the vote (or, where that is not stated, of its law). */
static const struct group_rows *group_of(const struct adil_count_env *e, uint32_t group)
{
    struct adil_counting *k = e->k;
    const struct adil_contest *c = k->contest;
    struct adil_sums *s = sums_of(k, e->table);
    ADIL_ASSERT(c->units != NULL && group < c->units->n_groups);
    if (s->group == NULL) {
        s->group = adil_new(k->perm, struct group_rows, c->units->n_groups);
    }
    struct group_rows *g = &s->group[group];
    if (!g->made) {
        const uint32_t *unit = NULL;
        g->n = adil_group_list(k->perm, c->units, group,
                               adil_date_known(c->day) ? c->day : c->law_day, &unit);
        g->row = adil_new(k->perm, uint32_t, g->n);
        for (uint32_t i = 0; i < g->n; i++) {
            g->row[i] = row_of(e->table, unit[i]);
        }
        g->made = true;
    }
    return g;
}

static struct adil_fact env_quantity(void *ctx, struct adil_arena *a, uint32_t quantity,
                                     uint32_t unit)
{
    const struct adil_count_env *e = ctx;
    if (unit == ADIL_WHOLE) {
        return adil_count_whole(e->k, e->table, quantity);
    }
    return adil_votes_quantity(a, e->k->contest, e->k->votes, e->table, quantity, unit);
}

static struct adil_fact env_subject(void *ctx, struct adil_arena *a, uint32_t unit)
{
    const struct adil_count_env *e = ctx;
    if (e->option == UINT32_MAX) {
        return env_quantity(ctx, a, ADIL_Q_CAST, unit);
    }
    if (unit == ADIL_WHOLE) {
        return adil_count_sum(e->k, e->table, e->option);
    }
    return adil_votes_cell(a, e->k->contest, e->k->votes, e->table, unit, e->option);
}

static uint32_t env_group_size(void *ctx, uint32_t group)
{
    return group_of(ctx, group)->n;
}

static uint32_t env_group_unit(void *ctx, uint32_t group, uint32_t i)
{
    const struct group_rows *g = group_of(ctx, group);
    ADIL_ASSERT(i < g->n);
    return g->row[i];
}

static bool env_units_won(void *ctx, uint32_t group, uint32_t *won, uint32_t *of)
{
    (void)group; /* a finding is about the contest's own units */
    const struct adil_count_env *e = ctx;
    const struct adil_votes *v = e->k->votes;
    const struct adil_published_finding *f = adil_votes_found(v, ADIL_FOUND_UNITS_WON, e->option);
    if (f == NULL) {
        f = adil_votes_found(v, ADIL_FOUND_UNITS_WON, UINT32_MAX);
    }
    if (f == NULL || f->value < 0 || f->of < f->value || f->of > UINT32_MAX - 1) {
        return false;
    }
    *won = (uint32_t)f->value;
    *of = (uint32_t)f->of;
    return true;
}

struct adil_env adil_count_env(struct adil_count_env *e)
{
    return (struct adil_env){
        .ctx = e,
        .subject = env_subject,
        .quantity = env_quantity,
        .group_size = env_group_size,
        .group_unit = env_group_unit,
        .units_won = env_units_won,
    };
}
