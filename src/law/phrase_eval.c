/* Phrases over what is known: interval arithmetic on exact numbers, three truth values. */
#include "law/phrase.h"

enum adil_truth adil_truth_and(enum adil_truth a, enum adil_truth b)
{
    if (a == ADIL_FAILS || b == ADIL_FAILS) {
        return ADIL_FAILS;
    }
    return a == ADIL_HOLDS && b == ADIL_HOLDS ? ADIL_HOLDS : ADIL_UNKNOWN;
}

enum adil_truth adil_truth_or(enum adil_truth a, enum adil_truth b)
{
    if (a == ADIL_HOLDS || b == ADIL_HOLDS) {
        return ADIL_HOLDS;
    }
    return a == ADIL_FAILS && b == ADIL_FAILS ? ADIL_FAILS : ADIL_UNKNOWN;
}

struct adil_fact adil_fact_known(struct adil_num x)
{
    return (struct adil_fact){.lo = x, .hi = x};
}

struct adil_fact adil_fact_from(struct adil_num lo)
{
    return (struct adil_fact){.lo = lo, .hi = lo, .unbounded = true};
}

bool adil_fact_is_known(struct adil_fact f)
{
    return !f.unbounded && adil_num_eq(f.lo, f.hi);
}

struct adil_fact adil_fact_add(struct adil_arena *a, struct adil_fact x, struct adil_fact y)
{
    struct adil_fact sum = {.lo = adil_num_add(a, x.lo, y.lo)};
    sum.unbounded = x.unbounded || y.unbounded;
    sum.hi = sum.unbounded ? sum.lo : adil_num_add(a, x.hi, y.hi);
    return sum;
}

/* A fact that a difference of facts needs too: either end may be open. */
struct range {
    struct adil_num lo;
    struct adil_num hi;
    bool no_lo;
    bool no_hi;
};

static struct range range_of(struct adil_num lo, struct adil_num hi)
{
    return (struct range){.lo = lo, .hi = hi};
}

static struct range range_from_fact(struct adil_fact f)
{
    struct adil_num zero = adil_num_int(0);
    if (!f.unbounded && adil_num_cmp(f.hi, f.lo) < 0) {
        return (struct range){.lo = zero, .hi = zero, .no_lo = true, .no_hi = true};
    }
    return (struct range){.lo = f.lo, .hi = f.unbounded ? zero : f.hi, .no_hi = f.unbounded};
}

static struct range range_scale(struct adil_arena *a, struct adil_num k, struct range r)
{
    int sign = adil_num_sign(k);
    if (sign == 0) {
        return range_of(k, k);
    }
    struct range s = {.lo = adil_num_mul(a, k, r.lo),
                      .hi = adil_num_mul(a, k, r.hi),
                      .no_lo = r.no_lo,
                      .no_hi = r.no_hi};
    if (sign < 0) {
        s = (struct range){.lo = s.hi, .hi = s.lo, .no_lo = s.no_hi, .no_hi = s.no_lo};
    }
    return s;
}

static struct range range_add(struct adil_arena *a, struct range x, struct range y)
{
    return (struct range){.lo = adil_num_add(a, x.lo, y.lo),
                          .hi = adil_num_add(a, x.hi, y.hi),
                          .no_lo = x.no_lo || y.no_lo,
                          .no_hi = x.no_hi || y.no_hi};
}

/* A known range as a fact, for the explanation; false when its low end is open. */
static bool range_to_fact(struct range r, struct adil_fact *f)
{
    *f = (struct adil_fact){.lo = r.lo, .hi = r.no_hi ? r.lo : r.hi, .unbounded = r.no_hi};
    return !r.no_lo;
}

static bool surely_gt(struct range x, struct range y)
{
    return !x.no_lo && !y.no_hi && adil_num_cmp(x.lo, y.hi) > 0;
}

static bool surely_ge(struct range x, struct range y)
{
    return !x.no_lo && !y.no_hi && adil_num_cmp(x.lo, y.hi) >= 0;
}

static enum adil_truth truth_of(bool always, bool never)
{
    if (always) {
        return ADIL_HOLDS;
    }
    return never ? ADIL_FAILS : ADIL_UNKNOWN;
}

/* x `op` y, for every pair of values, for none, or open. */
static enum adil_truth decide(enum adil_compare op, struct range x, struct range y)
{
    bool same = surely_ge(x, y) && surely_ge(y, x); /* both are one and the same point */
    bool apart = surely_gt(x, y) || surely_gt(y, x);
    switch (op) {
    case ADIL_GT:
        return truth_of(surely_gt(x, y), surely_ge(y, x));
    case ADIL_GE:
        return truth_of(surely_ge(x, y), surely_gt(y, x));
    case ADIL_LT:
        return truth_of(surely_gt(y, x), surely_ge(x, y));
    case ADIL_LE:
        return truth_of(surely_ge(y, x), surely_gt(x, y));
    case ADIL_EQ:
        return truth_of(same, apart);
    case ADIL_NE:
        return truth_of(apart, same);
    }
    return ADIL_UNKNOWN;
}

static struct adil_num rounded(struct adil_arena *a, enum adil_rounding how, struct adil_num x)
{
    switch (how) {
    case ADIL_ROUND_NONE:
        return x;
    case ADIL_ROUND_UP:
        return adil_num_ceil(a, x);
    case ADIL_ROUND_DOWN:
        return adil_num_floor(a, x);
    case ADIL_ROUND_NEAREST:
        return adil_num_round(a, x);
    }
    return x;
}

static struct range quantity_range(struct adil_arena *a, const struct adil_env *env, uint32_t q,
                                   uint32_t unit)
{
    return range_from_fact(env->quantity(env->ctx, a, q, unit));
}

/* Rounding never reverses an order, so the ends of a range round to the ends of its image. */
static struct range amount_range(struct adil_arena *a, const struct adil_amount *m,
                                 const struct adil_env *env, uint32_t unit)
{
    struct range r = range_of(m->n, m->n);
    if (m->share) {
        r = range_scale(a, m->n, quantity_range(a, env, m->quantity, unit));
    }
    r.lo = rounded(a, m->rounding, r.lo);
    r.hi = rounded(a, m->rounding, r.hi);
    return r;
}

static struct range term_range(struct adil_arena *a, const struct adil_term *t,
                               const struct adil_env *env, uint32_t unit)
{
    if (t->quantity == ADIL_NO_WORD) {
        return range_of(t->coefficient, t->coefficient);
    }
    return range_scale(a, t->coefficient, quantity_range(a, env, t->quantity, unit));
}

static struct range sum_range(struct adil_arena *a, const struct adil_term *term, uint32_t n,
                              const struct adil_env *env, uint32_t unit)
{
    struct range sum = range_of(adil_num_int(0), adil_num_int(0));
    for (uint32_t i = 0; i < n; i++) {
        sum = range_add(a, sum, term_range(a, &term[i], env, unit));
    }
    return sum;
}

/* Adds a term to a list in which each quantity stands once. */
static void terms_gather(struct adil_arena *a, struct adil_term *list, uint32_t *n,
                         struct adil_term t, bool minus)
{
    struct adil_num c = minus ? adil_num_sub(a, adil_num_int(0), t.coefficient) : t.coefficient;
    uint32_t i = 0;
    while (i < *n && list[i].quantity != t.quantity) {
        i++;
    }
    if (i == *n) {
        list[(*n)++] = (struct adil_term){.coefficient = c, .quantity = t.quantity};
    } else {
        list[i].coefficient = adil_num_add(a, list[i].coefficient, c);
    }
}

/* left - right with every quantity once: the exact range where quantities vary freely. */
static struct range difference(struct adil_arena *a, const struct adil_phrase *p,
                               const struct adil_env *env, uint32_t unit)
{
    struct adil_term list[2 * ADIL_PHRASE_TERMS_MAX];
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->n_left; i++) {
        terms_gather(a, list, &n, p->left[i], false);
    }
    if (p->right != NULL) {
        for (uint32_t i = 0; i < p->n_right; i++) {
            terms_gather(a, list, &n, p->right[i], true);
        }
    } else {
        uint32_t base = p->amount.share ? p->amount.quantity : ADIL_NO_WORD;
        terms_gather(a, list, &n, (struct adil_term){p->amount.n, base}, true);
    }
    return sum_range(a, list, n, env, unit);
}

struct single {
    enum adil_truth truth;
    struct adil_fact subject;
    struct adil_fact bound;
    bool has_figures;
};

/* A bound or a relation in one unit, or over the whole. */
static struct single eval_single(struct adil_arena *a, const struct adil_phrase *p,
                                 const struct adil_env *env, uint32_t unit)
{
    struct range x;
    struct range y;
    struct single s;
    if (p->kind == ADIL_P_BOUND) {
        x = range_from_fact(env->subject(env->ctx, a, unit));
    } else {
        x = sum_range(a, p->left, p->n_left, env, unit);
    }
    if (p->right != NULL) {
        y = sum_range(a, p->right, p->n_right, env, unit);
    } else {
        y = amount_range(a, &p->amount, env, unit);
    }
    if (p->kind == ADIL_P_COMPARE && p->amount.rounding == ADIL_ROUND_NONE) {
        struct adil_num zero = adil_num_int(0);
        s.truth = decide(p->op, difference(a, p, env, unit), range_of(zero, zero));
    } else {
        s.truth = decide(p->op, x, y);
    }
    bool left = range_to_fact(x, &s.subject);
    bool right = range_to_fact(y, &s.bound);
    s.has_figures = left && right;
    return s;
}

/* How many units the spread asks for, before it is made a whole number. */
static struct adil_num spread_bound(struct adil_arena *a, const struct adil_phrase *p,
                                    uint32_t n_units)
{
    struct adil_num of = adil_num_int(n_units);
    if (p->spread == ADIL_SPREAD_EVERY) {
        return of;
    }
    return p->spread_share ? adil_num_mul(a, p->spread_n, of) : p->spread_n;
}

static struct adil_num smallest_count(struct adil_arena *a, enum adil_compare op,
                                      struct adil_num bound)
{
    switch (op) {
    case ADIL_GT:
        return adil_num_add(a, adil_num_floor(a, bound), adil_num_int(1));
    case ADIL_GE:
    case ADIL_EQ:
        return adil_num_ceil(a, bound);
    case ADIL_NE:
        return adil_num_int(adil_num_sign(bound) == 0 ? 1 : 0);
    case ADIL_LT:
    case ADIL_LE:
        return adil_num_int(0);
    }
    return bound;
}

/* Takes the published number of units where it fits the group and the units' own figures. */
static void take_published(struct adil_answer *w, const struct adil_phrase *p,
                           const struct adil_env *env)
{
    uint32_t won = 0;
    uint32_t of = 0;
    if (env->units_won == NULL || !env->units_won(env->ctx, p->group, &won, &of)) {
        return;
    }
    if (of != w->units_of || won < w->units_hold || won > w->units_hold + w->units_unknown) {
        return;
    }
    w->published = true;
    w->units_hold = won;
    w->units_fail = of - won;
    w->units_unknown = 0;
}

static enum adil_truth decide_units(const struct adil_answer *w, enum adil_compare op,
                                    struct adil_num bound)
{
    if (w->units_of == 0) {
        return ADIL_UNKNOWN;
    }
    struct range hold = range_of(adil_num_int(w->units_hold),
                                 adil_num_int((int64_t)w->units_hold + w->units_unknown));
    return decide(op, hold, range_of(bound, bound));
}

static struct adil_answer eval_spread(struct adil_arena *a, const struct adil_phrase *p,
                                      const struct adil_env *env)
{
    struct adil_answer w = {.has_units = true};
    w.units_of = env->group_size(env->ctx, p->group);
    for (uint32_t i = 0; i < w.units_of; i++) {
        uint32_t unit = env->group_unit(env->ctx, p->group, i);
        enum adil_truth t =
            unit == ADIL_NO_WORD ? ADIL_UNKNOWN : eval_single(a, p, env, unit).truth;
        w.units_hold += t == ADIL_HOLDS ? 1 : 0;
        w.units_fail += t == ADIL_FAILS ? 1 : 0;
        w.units_unknown += t == ADIL_UNKNOWN ? 1 : 0;
    }
    enum adil_compare op = p->spread == ADIL_SPREAD_EVERY ? ADIL_GE : p->spread_op;
    struct adil_num bound = spread_bound(a, p, w.units_of);
    w.units_needed = smallest_count(a, op, bound);
    w.truth = decide_units(&w, op, bound);
    if (w.truth == ADIL_UNKNOWN) {
        take_published(&w, p, env);
        w.truth = decide_units(&w, op, bound);
    }
    return w;
}

/* NOLINTBEGIN(misc-no-recursion): as deep as parsed */
/* The whole rests on a published finding when it would be open without it. */
static struct adil_answer eval_parts(struct adil_arena *a, const struct adil_phrase *p,
                                     const struct adil_env *env)
{
    bool all = p->kind == ADIL_P_ALL;
    struct adil_answer *part = adil_new(a, struct adil_answer, p->n_parts);
    enum adil_truth t = all ? ADIL_HOLDS : ADIL_FAILS;
    enum adil_truth counted = t;
    for (uint32_t i = 0; i < p->n_parts; i++) {
        part[i] = adil_phrase_eval(a, &p->part[i], env);
        enum adil_truth own = part[i].published ? ADIL_UNKNOWN : part[i].truth;
        t = all ? adil_truth_and(t, part[i].truth) : adil_truth_or(t, part[i].truth);
        counted = all ? adil_truth_and(counted, own) : adil_truth_or(counted, own);
    }
    return (struct adil_answer){
        .truth = t, .published = counted != t, .part = part, .n_parts = p->n_parts};
}

struct adil_answer adil_phrase_eval(struct adil_arena *perm, const struct adil_phrase *p,
                                    const struct adil_env *env)
{
    if (p->kind == ADIL_P_ALL || p->kind == ADIL_P_ANY) {
        return eval_parts(perm, p, env);
    }
    if (p->spread != ADIL_SPREAD_WHOLE) {
        return eval_spread(perm, p, env);
    }
    struct single s = eval_single(perm, p, env, ADIL_WHOLE);
    return (struct adil_answer){
        .truth = s.truth, .subject = s.subject, .bound = s.bound, .has_figures = s.has_figures};
}
/* NOLINTEND(misc-no-recursion) */
