/* Tests of norms, applied. */
#include "law/moment_tree.h"
#include "law/norm_tree.h"

static enum adil_truth truth_if(bool holds)
{
    return holds ? ADIL_HOLDS : ADIL_FAILS;
}

static enum adil_truth truth_not(enum adil_truth t)
{
    switch (t) {
    case ADIL_FAILS:
        return ADIL_HOLDS;
    case ADIL_HOLDS:
        return ADIL_FAILS;
    case ADIL_UNKNOWN:
        break;
    }
    return ADIL_UNKNOWN;
}

static bool order_holds(enum adil_compare op, int cmp)
{
    switch (op) {
    case ADIL_GT:
        return cmp > 0;
    case ADIL_GE:
        return cmp >= 0;
    case ADIL_LT:
        return cmp < 0;
    case ADIL_LE:
        return cmp <= 0;
    case ADIL_EQ:
        return cmp == 0;
    case ADIL_NE:
        return cmp != 0;
    }
    return false;
}

/* The environment of a phrase: the figures of the whole and the record's own, with the value tested
 * as its subject. */
struct tested {
    const struct adil_norm_judge *judge;
    const struct adil_env *figures;
    const struct adil_norm_vocab *own;
    const struct adil_norm_subject *subject;
};

static struct adil_fact fact_open(void)
{
    return adil_fact_from(adil_num_int(0));
}

static struct adil_fact tally_at(const struct adil_datum *v, uint32_t unit)
{
    if (unit == ADIL_WHOLE) {
        return v->tally.total;
    }
    return unit < v->tally.n_units ? v->tally.unit[unit] : fact_open();
}

static struct adil_fact tested_subject(void *ctx, struct adil_arena *a, uint32_t unit)
{
    const struct tested *t = ctx;
    const struct adil_datum *v = &t->subject->value;
    (void)a;
    return t->subject->type == ADIL_FIELD_TALLY ? tally_at(v, unit) : v->number;
}

static struct adil_fact tested_quantity(void *ctx, struct adil_arena *a, uint32_t q, uint32_t unit)
{
    const struct tested *t = ctx;
    const struct adil_env *f = t->figures;
    if (t->own != NULL && q >= t->own->base) {
        const struct adil_locus *at = &t->own->at[q - t->own->base];
        struct adil_datum v = adil_norm_datum(t->judge, at);
        if (!v.known) {
            return fact_open();
        }
        if (at->type == ADIL_FIELD_TALLY) {
            return tally_at(&v, unit);
        }
        return unit == ADIL_WHOLE ? v.number : fact_open();
    }
    return f != NULL ? f->quantity(f->ctx, a, q, unit) : fact_open();
}

static uint32_t tested_size(void *ctx, uint32_t group)
{
    const struct adil_env *f = ((const struct tested *)ctx)->figures;
    return f != NULL ? f->group_size(f->ctx, group) : 0;
}

static uint32_t tested_unit(void *ctx, uint32_t group, uint32_t i)
{
    const struct adil_env *f = ((const struct tested *)ctx)->figures;
    return f->group_unit(f->ctx, group, i);
}

struct adil_answer adil_norm_ask(const struct adil_norm_judge *j, const struct adil_test *t,
                                 const struct adil_norm_subject *s)
{
    struct tested of = {j, j->env->figures, t->own, s};
    struct adil_env env = {.ctx = &of,
                           .subject = tested_subject,
                           .quantity = tested_quantity,
                           .group_size = tested_size,
                           .group_unit = tested_unit};
    return adil_phrase_eval(j->perm, t->phrase, &env);
}

/* Whether `text` is the operand, or in the operand when that is a set. */
static enum adil_truth matches(const struct adil_norm_judge *j, const struct adil_operand *o,
                               struct adil_span text)
{
    if (!o->is_locus) {
        return truth_if(adil_span_eq(o->value.text, text));
    }
    struct adil_datum v = adil_norm_datum(j, &o->at);
    if (!v.known) {
        return ADIL_UNKNOWN;
    }
    if (o->at.type != ADIL_FIELD_SET) {
        return truth_if(adil_span_eq(v.text, text));
    }
    bool in = false;
    for (uint32_t i = 0; i < v.n_members && !in; i++) {
        in = adil_span_eq(v.member[i], text);
    }
    return truth_if(in);
}

static enum adil_truth is_one_of(const struct adil_norm_judge *j, const struct adil_test *t,
                                 struct adil_span text)
{
    enum adil_truth any = ADIL_FAILS;
    for (uint32_t i = 0; i < t->n_operands; i++) {
        any = adil_truth_or(any, matches(j, &t->operand[i], text));
    }
    return any;
}

static bool has_member(const struct adil_datum *set, struct adil_span text)
{
    for (uint32_t i = 0; i < set->n_members; i++) {
        if (adil_span_eq(set->member[i], text)) {
            return true;
        }
    }
    return false;
}

/* Whether the set has the operand; all of its members when that is a set. */
static enum adil_truth set_has(const struct adil_norm_judge *j, const struct adil_operand *o,
                               const struct adil_datum *set)
{
    struct adil_datum v = o->is_locus ? adil_norm_datum(j, &o->at) : o->value;
    if (!v.known) {
        return ADIL_UNKNOWN;
    }
    if (!o->is_locus || o->at.type != ADIL_FIELD_SET) {
        return truth_if(has_member(set, v.text));
    }
    bool all = true;
    for (uint32_t i = 0; i < v.n_members && all; i++) {
        all = has_member(set, v.member[i]);
    }
    return truth_if(all);
}

static enum adil_truth test_set(const struct adil_norm_judge *j, const struct adil_test *t,
                                const struct adil_datum *set)
{
    enum adil_truth all = ADIL_HOLDS;
    if (t->kind == ADIL_TEST_CONTAINS) {
        for (uint32_t i = 0; i < t->n_operands; i++) {
            all = adil_truth_and(all, set_has(j, &t->operand[i], set));
        }
        return all;
    }
    for (uint32_t i = 0; i < set->n_members; i++) {
        all = adil_truth_and(all, is_one_of(j, t, set->member[i]));
    }
    return all;
}

static enum adil_truth test_date(const struct adil_norm_judge *j, const struct adil_test *t,
                                 struct adil_date d)
{
    const struct adil_operand *o = &t->operand[0];
    struct adil_datum v = o->is_locus ? adil_norm_datum(j, &o->at) : o->value;
    if (o->nth != NULL) {
        v.date = adil_moment_nth_day(j->env->zones, o->nth, adil_date_civil(d).year);
        v.known = adil_date_known(v.date);
    }
    return v.known ? truth_if(order_holds(t->op, adil_date_cmp(d, v.date))) : ADIL_UNKNOWN;
}

static enum adil_truth test_leaf(const struct adil_norm_judge *j, const struct adil_test *t,
                                 const struct adil_norm_subject *s)
{
    if (s->found == ADIL_VERDICT_NOTHING) {
        return ADIL_UNKNOWN;
    }
    switch (t->kind) {
    case ADIL_TEST_PHRASE:
        return adil_norm_ask(j, t, s).truth;
    case ADIL_TEST_ONE_OF:
        return is_one_of(j, t, s->value.text);
    case ADIL_TEST_FLAG:
        return truth_if(s->value.flag == t->flag);
    case ADIL_TEST_DATE:
        return test_date(j, t, s->value.date);
    case ADIL_TEST_AGE: {
        int32_t years = t->time.months / 12;
        return truth_if(order_holds(t->op, (s->years > years) - (s->years < years)));
    }
    case ADIL_TEST_TIME:
        return truth_if(order_holds(t->op, adil_duration_cmp_span(s->from, s->to, t->time)));
    case ADIL_TEST_CONTAINS:
    case ADIL_TEST_WITHIN:
        return test_set(j, t, &s->value);
    case ADIL_TEST_ALL:
    case ADIL_TEST_ANY:
        break;
    }
    return ADIL_UNKNOWN;
}

/* NOLINTBEGIN(misc-no-recursion): as deep as parsed */
enum adil_truth adil_norm_run(const struct adil_norm_judge *j, const struct adil_test *t,
                              const struct adil_norm_subject *s)
{
    enum adil_truth truth;
    if (t->kind == ADIL_TEST_ALL || t->kind == ADIL_TEST_ANY) {
        bool all = t->kind == ADIL_TEST_ALL;
        truth = all ? ADIL_HOLDS : ADIL_FAILS;
        for (uint32_t i = 0; i < t->n_parts; i++) {
            enum adil_truth one = adil_norm_run(j, &t->part[i], s);
            truth = all ? adil_truth_and(truth, one) : adil_truth_or(truth, one);
        }
    } else if (t->between != NULL) {
        struct adil_norm_subject own = adil_norm_measure(j, t->between);
        truth = test_leaf(j, t, &own);
    } else if (t->at != NULL) {
        struct adil_norm_subject own = adil_norm_read(j, t->at);
        truth = test_leaf(j, t, &own);
    } else {
        truth = test_leaf(j, t, s);
    }
    return t->negated ? truth_not(truth) : truth;
}
/* NOLINTEND(misc-no-recursion) */
