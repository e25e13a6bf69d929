#include "count/tiers.h"

/* Where the threshold of the upper tier gets its figures: votes are those of the upper papers. */
struct bar_env {
    struct adil_tiers *t;
    uint32_t option;
};

static struct adil_fact bar_subject(void *ctx, struct adil_arena *a, uint32_t unit)
{
    const struct bar_env *e = ctx;
    (void)a;
    return unit == ADIL_WHOLE ? e->t->combined[e->option] : adil_fact_from(adil_num_int(0));
}

static struct adil_fact bar_quantity(void *ctx, struct adil_arena *a, uint32_t quantity,
                                     uint32_t unit)
{
    const struct bar_env *e = ctx;
    if (unit != ADIL_WHOLE) {
        return adil_fact_from(adil_num_int(0));
    }
    if (quantity == ADIL_Q_COUNTED || quantity == ADIL_Q_FOR_OPTIONS) {
        return e->t->k->out->base;
    }
    if (quantity == ADIL_Q_SEATS) {
        return adil_fact_known(adil_num_int(e->t->c->seats));
    }
    struct adil_num sum = adil_num_int(0);
    for (uint32_t p = 0; p < e->t->c->n_upper_papers; p++) {
        const struct adil_table *t = adil_votes_table(e->t->k->votes, e->t->c->upper_paper[p], 1);
        struct adil_fact f = adil_count_whole(e->t->k, t, quantity);
        if (!adil_fact_is_known(f)) {
            return adil_fact_from(adil_num_int(0));
        }
        sum = adil_num_add(a, sum, f.lo);
    }
    return adil_fact_known(sum);
}

static uint32_t no_units(void *ctx, uint32_t group)
{
    (void)ctx;
    (void)group;
    return 0;
}

static uint32_t no_unit(void *ctx, uint32_t group, uint32_t i)
{
    (void)ctx;
    (void)group;
    (void)i;
    return ADIL_NO_WORD;
}

static void tell_row(struct adil_tiers *t, struct adil_step *s, uint32_t option,
                     const struct adil_answer *answer)
{
    struct adil_counting *k = t->k;
    struct adil_row *row = adil_step_row(k, s);
    adil_row_option(k, row, ADIL_F_OPTION, option);
    adil_row_fact(k, row, ADIL_F_VOTES, t->combined[option]);
    if (answer->has_figures) {
        adil_row_fact(k, row, ADIL_F_NEEDED, answer->bound);
    }
    adil_row_truth(k, row, ADIL_F_HOLDS, answer->truth);
}

bool adil_tiers_bar(struct adil_tiers *t)
{
    struct adil_counting *k = t->k;
    if (t->c->threshold == NULL) {
        return true;
    }
    struct adil_step *s = adil_step_add(k, ADIL_STEP_THRESHOLD, ADIL_K_THRESHOLD);
    adil_step_phrase(k, s, ADIL_F_PHRASE, t->c->threshold);
    uint32_t open = UINT32_MAX;
    for (uint32_t i = 0; i < t->n; i++) {
        if (!adil_tiers_levels(t, i)) {
            continue;
        }
        struct bar_env e = {.t = t, .option = i};
        struct adil_env env = {.ctx = &e,
                               .subject = bar_subject,
                               .quantity = bar_quantity,
                               .group_size = no_units,
                               .group_unit = no_unit};
        struct adil_answer answer = adil_phrase_eval(k->perm, t->c->threshold, &env);
        tell_row(t, s, i, &answer);
        if (answer.truth == ADIL_UNKNOWN) {
            open = i;
        }
        k->result[i].barred = answer.truth == ADIL_FAILS;
        t->apart[i] = t->apart[i] || answer.truth == ADIL_FAILS;
    }
    if (open != UINT32_MAX) {
        adil_tiers_unknown(t, ADIL_K_THRESHOLD, open, NULL, t->combined[open]);
    }
    return open == UINT32_MAX;
}
