/* A question: a turnout quorum and what adopts, both as phrases, whole or unit by unit. */
#include "count/build.h"

/* The figures of one unit, asked for as if it were the whole; a phrase that looks at no group. */
struct unit_env {
    const struct adil_env *of;
    uint32_t unit;
};

static struct adil_fact subject_in_unit(void *ctx, struct adil_arena *a, uint32_t unit)
{
    const struct unit_env *e = ctx;
    (void)unit;
    return e->of->subject(e->of->ctx, a, e->unit);
}

static struct adil_fact quantity_in_unit(void *ctx, struct adil_arena *a, uint32_t quantity,
                                         uint32_t unit)
{
    const struct unit_env *e = ctx;
    (void)unit;
    return e->of->quantity(e->of->ctx, a, quantity, e->unit);
}

/* One row a unit of which anything is known: votes for, what was needed, and whether it holds. */
static void unit_row(struct adil_counting *k, struct adil_step *s, const struct adil_env *env,
                     const struct adil_vote_unit *named, uint32_t unit,
                     const struct adil_phrase *alone)
{
    struct unit_env e = {.of = env, .unit = unit};
    struct adil_env in_unit = {.ctx = &e, .subject = subject_in_unit, .quantity = quantity_in_unit};
    struct adil_answer answer = adil_phrase_eval(k->perm, alone, &in_unit);
    struct adil_row *row = adil_step_row(k, s);
    adil_row_unit(k, row, ADIL_F_UNIT, named);
    adil_row_fact(k, row, ADIL_F_VOTES, answer.subject);
    adil_row_fact(k, row, ADIL_F_NEEDED, answer.bound);
    adil_row_truth(k, row, ADIL_F_HOLDS, answer.truth);
}

/* UNITS or UNITS_PUBLISHED, for a phrase that is spread over units. */
static void tell_units(struct adil_counting *k, const struct adil_table *t,
                       const struct adil_env *env, const struct adil_phrase *p,
                       const struct adil_answer *answer)
{
    if (p->spread == ADIL_SPREAD_WHOLE) {
        return;
    }
    enum adil_step_kind kind = answer->published ? ADIL_STEP_UNITS_PUBLISHED : ADIL_STEP_UNITS;
    struct adil_step *s = adil_step_add(k, kind, ADIL_K_ADOPTS);
    adil_step_int(k, s, ADIL_F_UNITS_HOLD, answer->units_hold);
    adil_step_int(k, s, ADIL_F_UNITS_FAIL, answer->units_fail);
    adil_step_int(k, s, ADIL_F_UNITS_UNKNOWN, answer->units_unknown);
    adil_step_int(k, s, ADIL_F_UNITS_OF, answer->units_of);
    adil_step_num(k, s, ADIL_F_UNITS_NEEDED, answer->units_needed);
    adil_step_truth(k, s, ADIL_F_HOLDS, answer->truth);
    if (answer->published) {
        s->source = ADIL_SOURCE_PUBLISHED;
        const struct adil_published_finding *f =
            adil_votes_found(k->votes, ADIL_FOUND_UNITS_WON, k->contest->yes);
        f = f != NULL ? f : adil_votes_found(k->votes, ADIL_FOUND_UNITS_WON, UINT32_MAX);
        adil_step_text(k, s, ADIL_F_SOURCE, f != NULL ? f->source : ADIL_SPAN(""));
    }
    struct adil_phrase alone = *p;
    alone.spread = ADIL_SPREAD_WHOLE;
    uint32_t n = env->group_size(env->ctx, p->group);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t unit = env->group_unit(env->ctx, p->group, i);
        if (unit != ADIL_NO_WORD) {
            unit_row(k, s, env, &t->unit[unit], unit, &alone);
        }
    }
}

/* MAJORITY for the whole phrase, then the units of each part that looks at them. Parts of parts
 * are told by the answer of their part. */
static void tell_adoption(struct adil_counting *k, const struct adil_table *t,
                          const struct adil_env *env, const struct adil_answer *answer)
{
    const struct adil_phrase *p = k->contest->adopts;
    struct adil_step *s = adil_step_add(k, ADIL_STEP_MAJORITY, ADIL_K_ADOPTS);
    adil_step_option(k, s, ADIL_F_OPTION, k->contest->yes);
    adil_step_answer(k, s, p, answer);
    if (answer->n_parts == 0) {
        tell_units(k, t, env, p, answer);
    }
    for (uint32_t i = 0; i < answer->n_parts; i++) {
        tell_units(k, t, env, &p->part[i], &answer->part[i]);
    }
}

static void decide(struct adil_counting *k, bool adopted, const struct adil_published_finding *f)
{
    enum adil_step_kind kind = adopted ? ADIL_STEP_ADOPTED : ADIL_STEP_NOT_ADOPTED;
    struct adil_step *s = adil_step_add(k, kind, ADIL_K_ADOPTS);
    if (f != NULL) {
        s->source = ADIL_SOURCE_PUBLISHED;
        adil_step_text(k, s, ADIL_F_SOURCE, f->source);
    }
    k->out->adopted = adopted ? ADIL_HOLDS : ADIL_FAILS;
    k->out->status = adopted ? ADIL_S_DECIDED : ADIL_S_NOT_ADOPTED;
}

/* What an open majority lacks: the votes for, the ballots they are a share of, or single units. */
static void tell_adoption_open(struct adil_counting *k, const struct adil_table *t,
                               const struct adil_answer *answer)
{
    struct adil_fact yes = adil_count_sum(k, t, k->contest->yes);
    struct adil_fact cast = adil_count_whole(k, t, ADIL_Q_CAST);
    if (!adil_fact_is_known(yes)) {
        adil_count_unknown(k, ADIL_K_ADOPTS, k->contest->yes, yes);
    } else if (answer->has_figures && !adil_fact_is_known(cast)) {
        adil_count_unknown_of(k, ADIL_K_ADOPTS, ADIL_M_R_CAST, cast);
    } else {
        adil_count_unknown_of(k, ADIL_K_ADOPTS, ADIL_M_R_UNIT_FIGURES,
                              adil_fact_from(adil_num_int(0)));
    }
}

static void count_question(struct adil_counting *k, const struct adil_table *t)
{
    if (!adil_count_quorum(k, t)) {
        if (k->out->status == ADIL_S_NOT_VALID) {
            k->out->adopted = ADIL_FAILS;
        }
        return;
    }
    struct adil_count_env e = {.k = k, .table = t, .option = k->contest->yes};
    struct adil_env env = adil_count_env(&e);
    struct adil_answer answer = adil_phrase_eval(k->perm, k->contest->adopts, &env);
    tell_adoption(k, t, &env, &answer);
    switch (answer.truth) {
    case ADIL_HOLDS:
        decide(k, true, NULL);
        break;
    case ADIL_FAILS:
        decide(k, false, NULL);
        break;
    case ADIL_UNKNOWN:
        tell_adoption_open(k, t, &answer);
        break;
    }
}

/* A published answer settles what the figures leave open. */
static void settle_published(struct adil_counting *k)
{
    const struct adil_votes *v = k->votes;
    for (uint32_t i = 0; i < v->n_findings && k->out->status == ADIL_S_UNDETERMINED; i++) {
        const struct adil_published_finding *f = &v->finding[i];
        if (f->kind == ADIL_FOUND_ADOPTED && (f->value == 0 || f->value == 1)) {
            decide(k, f->value == 1, f);
        }
    }
}

void adil_count_referendum(struct adil_counting *k)
{
    const struct adil_table *t = adil_votes_table(k->votes, 0, 1);
    if (t == NULL) {
        adil_count_gap(k, ADIL_N_CONTEST_KEYS, ADIL_M_R_NO_VOTES);
    } else {
        adil_count_turnout(k, t);
        adil_count_tally(k, t);
        if (k->contest->adopts == NULL || k->contest->yes >= k->votes->n_options) {
            adil_count_gap(k, ADIL_K_ADOPTS, ADIL_M_R_ADOPTS_NOT_STATED);
        } else {
            count_question(k, t);
        }
    }
    settle_published(k);
}
