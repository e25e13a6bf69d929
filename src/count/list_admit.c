/* Which lists share in the seats: thresholds, and what happens when none or one passes. */
#include "count/list.h"

enum verdict { OUT, IN, OPEN };

struct admitting {
    struct adil_list *l;
    struct adil_counting *k;
    enum verdict *verdict;                       /* by option */
    bool *published;                             /* by option: the verdict is a published one */
    const struct adil_published_finding **found; /* by option: admission as published */
};

static bool shares(const struct adil_counting *k, uint32_t option)
{
    return k->votes->option[option].class == ADIL_OPTION_LIST && k->result[option].stood;
}

static bool has_threshold(const struct adil_contest *c)
{
    return c->threshold != NULL || c->n_threshold_coalitions > 0 || c->threshold_minorities != NULL;
}

/* Which threshold an option must reach. Out *key: the contest key it comes from. NULL: none. */
static const struct adil_phrase *
threshold_of(const struct adil_contest *c, const struct adil_option *o, enum adil_contest_key *key)
{
    if (o->minority) {
        *key = ADIL_K_THRESHOLD_MINORITIES;
        return c->threshold_minorities;
    }
    *key = ADIL_K_THRESHOLD;
    const struct adil_phrase *p = c->threshold;
    for (uint32_t i = 0; i < c->n_threshold_coalitions; i++) {
        if (c->threshold_coalition[i].joined <= o->joined) {
            *key = ADIL_K_THRESHOLD_COALITIONS;
            p = c->threshold_coalition[i].phrase;
        }
    }
    return p;
}

/* The fewest whole votes that would have lifted `votes` over the bound, others unchanged. */
static struct adil_num votes_short(struct adil_arena *a, enum adil_compare op,
                                   struct adil_num votes, struct adil_num bound)
{
    struct adil_num gap = adil_num_sub(a, bound, votes);
    if (op == ADIL_GT) {
        return adil_num_add(a, adil_num_floor(a, gap), adil_num_int(1));
    }
    return adil_num_ceil(a, gap);
}

static void threshold_row(struct admitting *x, struct adil_step *s, uint32_t option,
                          const struct adil_phrase *p, const struct adil_answer *answer)
{
    struct adil_counting *k = x->k;
    struct adil_fact votes = k->result[option].votes;
    struct adil_row *r = adil_step_row(k, s);
    adil_row_option(k, r, ADIL_F_OPTION, option);
    adil_row_fact(k, r, ADIL_F_VOTES, votes);
    if (answer->has_figures) {
        adil_row_fact(k, r, ADIL_F_NEEDED, answer->bound);
    }
    adil_row_truth(k, r, ADIL_F_HOLDS, answer->truth);
    if (!answer->has_figures || p->kind != ADIL_P_BOUND || !adil_fact_is_known(answer->subject) ||
        !adil_fact_is_known(answer->bound)) {
        return;
    }
    struct adil_num margin = adil_num_sub(k->perm, answer->subject.lo, answer->bound.lo);
    if (adil_num_sign(margin) < 0) {
        margin = adil_num_sub(k->perm, adil_num_int(0), margin);
    }
    adil_row_num(k, r, ADIL_F_MARGIN, margin);
    if (answer->truth == ADIL_FAILS && (p->op == ADIL_GT || p->op == ADIL_GE)) {
        adil_row_num(k, r, ADIL_F_SHORT,
                     votes_short(k->perm, p->op, answer->subject.lo, answer->bound.lo));
    }
}

static enum verdict verdict_of(const struct admitting *x, uint32_t option, enum adil_truth truth)
{
    const struct adil_published_finding *f = x->found[option];
    switch (truth) {
    case ADIL_HOLDS:
        return IN;
    case ADIL_FAILS:
        return OUT;
    case ADIL_UNKNOWN:
        return f == NULL ? OPEN : f->value != 0 ? IN : OUT;
    }
    return OPEN;
}

/* The figure that leaves an option open: its own votes, or what they are measured against. */
static void tell_open(struct admitting *x, uint32_t option, enum adil_contest_key key,
                      const struct adil_answer *answer)
{
    struct adil_fact votes = x->k->result[option].votes;
    if (!adil_fact_is_known(votes)) {
        adil_count_unknown(x->k, key, option, votes);
        return;
    }
    struct adil_fact bound = answer->has_figures ? answer->bound : adil_fact_from(adil_num_int(0));
    adil_count_unknown_of(x->k, key, ADIL_M_R_LIST_NEEDS, bound);
}

/* Tests every option that falls under phrase `p`, in one step. */
static void test_against(struct admitting *x, const struct adil_phrase *p,
                         enum adil_contest_key key)
{
    struct adil_counting *k = x->k;
    struct adil_step *s = NULL;
    for (uint32_t i = 0; i < k->votes->n_options; i++) {
        enum adil_contest_key own = ADIL_N_CONTEST_KEYS;
        if (!shares(k, i) || threshold_of(k->contest, &k->votes->option[i], &own) != p ||
            own != key) {
            continue;
        }
        if (s == NULL) {
            s = adil_step_add(k, ADIL_STEP_THRESHOLD, key);
            adil_step_phrase(k, s, ADIL_F_PHRASE, p);
        }
        struct adil_count_env e = {.k = k, .table = x->l->table, .option = i};
        struct adil_env env = adil_count_env(&e);
        struct adil_answer answer = adil_phrase_eval(k->perm, p, &env);
        threshold_row(x, s, i, p, &answer);
        if (answer.published) {
            s->source = ADIL_SOURCE_PUBLISHED;
        }
        x->verdict[i] = verdict_of(x, i, answer.truth);
        x->published[i] = answer.truth == ADIL_UNKNOWN && x->verdict[i] != OPEN;
        k->result[i].barred = x->verdict[i] == OUT;
        if (x->verdict[i] == OPEN) {
            tell_open(x, i, key, &answer);
        }
    }
}

/* ADMITTED_PUBLISHED: those whose votes leave it open and whose admission is published. */
static void tell_published(struct admitting *x)
{
    struct adil_counting *k = x->k;
    struct adil_step *s = NULL;
    for (uint32_t i = 0; i < k->votes->n_options; i++) {
        if (!x->published[i]) {
            continue;
        }
        if (s == NULL) {
            s = adil_step_add(k, ADIL_STEP_ADMITTED_PUBLISHED, ADIL_K_THRESHOLD);
            s->source = ADIL_SOURCE_PUBLISHED;
        }
        struct adil_row *r = adil_step_row(k, s);
        adil_row_option(k, r, ADIL_F_OPTION, i);
        adil_row_truth(k, r, ADIL_F_HOLDS, x->verdict[i] == IN ? ADIL_HOLDS : ADIL_FAILS);
        adil_row_text(k, r, ADIL_F_SOURCE, x->found[i]->source);
    }
}

static uint32_t count_in(const struct admitting *x, uint32_t *first)
{
    uint32_t n = 0;
    *first = UINT32_MAX;
    for (uint32_t i = 0; i < x->k->votes->n_options; i++) {
        if (x->verdict[i] == IN) {
            *first = n == 0 ? i : *first;
            n++;
        }
    }
    return n;
}

static bool none_passes(struct admitting *x)
{
    struct adil_counting *k = x->k;
    adil_step_add(k, ADIL_STEP_NONE_PASSES, ADIL_K_IF_NONE_PASSES);
    switch (k->contest->if_none_passes) {
    case ADIL_NONE_GAP:
        adil_count_gap(k, ADIL_K_IF_NONE_PASSES, ADIL_M_R_NONE_PASSES);
        return false;
    case ADIL_NONE_NO_SEATS:
        k->out->status = ADIL_S_DECIDED;
        return false;
    case ADIL_NONE_ALL:
        for (uint32_t i = 0; i < k->votes->n_options; i++) {
            if (shares(k, i)) {
                x->verdict[i] = IN;
                k->result[i].barred = false;
            }
        }
        return true;
    }
    return false;
}

/* The list with most votes among those that missed the threshold. Lists, not persons: the law
 * that has this rule speaks of a second list. */
static bool next_best(struct admitting *x)
{
    struct adil_counting *k = x->k;
    uint32_t n_options = k->votes->n_options;
    uint32_t *barred = adil_new(k->tmp, uint32_t, n_options);
    struct adil_num *votes = adil_new(k->tmp, struct adil_num, n_options);
    uint32_t n = 0;
    for (uint32_t i = 0; i < n_options; i++) {
        if (x->verdict[i] != OUT || k->votes->option[i].independent) {
            continue;
        }
        if (!adil_fact_is_known(k->result[i].votes)) {
            adil_count_unknown(k, ADIL_K_IF_ONE_PASSES, i, k->result[i].votes);
            return false;
        }
        if (adil_num_sign(k->result[i].votes.lo) > 0) {
            barred[n] = i;
            votes[n++] = k->result[i].votes.lo;
        }
    }
    if (n == 0) {
        adil_count_gap(k, ADIL_K_IF_ONE_PASSES, ADIL_M_R_NO_NEXT);
        return false;
    }
    uint32_t n_won = 0;
    if (adil_pick_best(k, ADIL_STEP_NEXT_ADMITTED, ADIL_SPAN(""), barred, votes, n, 1, false,
                       &x->l->next, &n_won) == ADIL_PICK_OPEN) {
        return false;
    }
    const struct adil_contest *c = k->contest;
    struct adil_step *s = adil_step_add(k, ADIL_STEP_NEXT_ADMITTED, ADIL_K_IF_ONE_PASSES);
    adil_step_option(k, s, ADIL_F_OPTION, x->l->next);
    adil_step_num(k, s, ADIL_F_WEIGHT, c->next_weight);
    adil_step_num(k, s, ADIL_F_VOTES,
                  adil_num_mul(k->perm, k->result[x->l->next].votes.lo, c->next_weight));
    adil_step_int(k, s, ADIL_F_SEATS, c->next_seats);
    x->verdict[x->l->next] = IN;
    k->result[x->l->next].barred = false;
    return true;
}

static bool one_passes(struct admitting *x, uint32_t option)
{
    struct adil_counting *k = x->k;
    struct adil_step *s = adil_step_add(k, ADIL_STEP_ONE_PASSES, ADIL_K_IF_ONE_PASSES);
    adil_step_option(k, s, ADIL_F_OPTION, option);
    switch (k->contest->if_one_passes) {
    case ADIL_ONE_TAKES_ALL:
        return true;
    case ADIL_ONE_GAP:
        adil_count_gap(k, ADIL_K_IF_ONE_PASSES, ADIL_M_R_ONE_PASSES);
        return false;
    case ADIL_ONE_NEXT:
        return next_best(x);
    }
    return false;
}

/* Everyone on the ballot, tested against the thresholds. False: open, the outcome is set. */
static bool test_all(struct admitting *x)
{
    struct adil_counting *k = x->k;
    const struct adil_contest *c = k->contest;
    for (uint32_t i = 0; i < k->votes->n_options; i++) {
        x->verdict[i] = shares(k, i) ? IN : OUT;
    }
    if (c->threshold != NULL) {
        test_against(x, c->threshold, ADIL_K_THRESHOLD);
    }
    for (uint32_t i = 0; i < c->n_threshold_coalitions; i++) {
        test_against(x, c->threshold_coalition[i].phrase, ADIL_K_THRESHOLD_COALITIONS);
    }
    if (c->threshold_minorities != NULL) {
        test_against(x, c->threshold_minorities, ADIL_K_THRESHOLD_MINORITIES);
    }
    tell_published(x);
    for (uint32_t i = 0; i < k->votes->n_options; i++) {
        if (x->verdict[i] == OPEN) {
            return false;
        }
    }
    return true;
}

/* Takes those that are in, with their votes. */
static bool take_in(struct admitting *x)
{
    struct adil_list *l = x->l;
    struct adil_counting *k = x->k;
    uint32_t n_options = k->votes->n_options;
    l->option = adil_new(k->tmp, uint32_t, n_options);
    l->votes = adil_new(k->tmp, struct adil_num, n_options);
    l->weight = adil_new(k->tmp, struct adil_num, n_options);
    bool known = true;
    bool any = false;
    for (uint32_t i = 0; i < n_options; i++) {
        if (x->verdict[i] != IN) {
            continue;
        }
        struct adil_fact votes = k->result[i].votes;
        if (!adil_fact_is_known(votes)) {
            adil_count_unknown(k, ADIL_K_METHOD, i, votes);
            known = false;
            continue;
        }
        bool weighed = i == x->l->next;
        l->option[l->n] = i;
        l->weight[l->n] = weighed ? k->contest->next_weight : adil_num_int(1);
        l->votes[l->n] = weighed ? adil_num_mul(k->perm, votes.lo, l->weight[l->n]) : votes.lo;
        any = any || adil_num_sign(l->votes[l->n]) > 0;
        l->n++;
    }
    if (known && !any) {
        adil_count_gap(k, ADIL_K_METHOD, ADIL_M_R_NO_LIST_VOTES);
    }
    return known && any;
}

bool adil_list_admit(struct adil_list *l)
{
    struct adil_counting *k = l->k;
    struct admitting x = {
        .l = l,
        .k = k,
        .verdict = adil_new(k->tmp, enum verdict, k->votes->n_options),
        .published = adil_new(k->tmp, bool, k->votes->n_options),
        .found = adil_list_found(k, ADIL_FOUND_ADMITTED),
    };
    if (!test_all(&x)) {
        return false;
    }
    uint32_t first = UINT32_MAX;
    uint32_t n = count_in(&x, &first);
    if (has_threshold(k->contest) && n == 0 && !none_passes(&x)) {
        return false;
    }
    if (has_threshold(k->contest) && n == 1 && !one_passes(&x, first)) {
        return false;
    }
    return take_in(&x);
}
