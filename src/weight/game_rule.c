/* From a phrase to a condition: shares worked out, blocking turned round, vetoes joined. */
#include "weight/game.h"

struct ruling {
    struct adil_arena *perm;
    struct adil_place place;
    struct adil_diag *diag;
    const struct adil_game *game;
};

static adil_err refuse_part(const struct ruling *r, const struct adil_phrase *p,
                            const char *expected)
{
    return adil_fail(r->diag, ADIL_ERR(INPUT), r->place, ADIL_SPAN("rule"), p->source,
                     adil_span_of(expected));
}

/* The measure a bound is of; without a noun the only weight, or heads where there is none. */
static uint32_t measure_of_bound(const struct ruling *r, const struct adil_phrase *p)
{
    uint32_t found = ADIL_NO_WORD;
    if (p->amount.quantity != ADIL_NO_WORD) {
        return p->amount.quantity;
    }
    for (uint32_t i = 0; i < r->game->n_measures; i++) {
        if (r->game->measure[i].kind == ADIL_MEASURE_WEIGHT) {
            if (found != ADIL_NO_WORD) {
                return ADIL_NO_WORD;
            }
            found = i;
        }
    }
    return found != ADIL_NO_WORD ? found : 0;
}

static struct adil_num rounded_bound(struct adil_arena *a, struct adil_num x,
                                     enum adil_rounding how)
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

/* The least whole number that meets the bound; INT64_MAX for one that nothing meets. */
static int64_t least_of(struct adil_arena *a, const struct adil_phrase *p,
                        const struct adil_measure *m)
{
    struct adil_num bound = p->amount.n;
    int64_t least = 0;
    if (p->amount.share) {
        bound = adil_num_mul(a, bound, adil_num_int(m->sum + m->vacant));
    }
    bound = rounded_bound(a, bound, p->amount.rounding);
    bound = p->op == ADIL_GE ? adil_num_ceil(a, bound)
                             : adil_num_add(a, adil_num_floor(a, bound), adil_num_int(1));
    return adil_num_i64(bound, &least) ? least : INT64_MAX;
}

static adil_err rule_bound(const struct ruling *r, const struct adil_phrase *p,
                           struct adil_condition *out)
{
    if (p->kind != ADIL_P_BOUND || (p->op != ADIL_GE && p->op != ADIL_GT)) {
        return refuse_part(r, p,
                           "\"at least\" or \"more than\" an amount: a coalition that "
                           "grows must not lose");
    }
    if (p->spread != ADIL_SPREAD_WHOLE) {
        return refuse_part(r, p, "a bound over the whole, not unit by unit");
    }
    uint32_t m = measure_of_bound(r, p);
    if (m == ADIL_NO_WORD) {
        return refuse_part(r, p, "the weight it is of: there are several");
    }
    *out = (struct adil_condition){
        .kind = ADIL_COND_LEAST, .measure = m, .least = least_of(r->perm, p, &r->game->measure[m])};
    return ADIL_OK;
}

/* NOLINTBEGIN(misc-no-recursion): as deep as phrases are */
static adil_err rule_part(const struct ruling *r, const struct adil_phrase *p,
                          struct adil_condition *out)
{
    if (p->kind != ADIL_P_ALL && p->kind != ADIL_P_ANY) {
        return rule_bound(r, p, out);
    }
    struct adil_condition *part = adil_new(r->perm, struct adil_condition, p->n_parts);
    for (uint32_t i = 0; i < p->n_parts; i++) {
        ADIL_TRY(rule_part(r, &p->part[i], &part[i]));
    }
    *out = (struct adil_condition){.kind = p->kind == ADIL_P_ALL ? ADIL_COND_ALL : ADIL_COND_ANY,
                                   .part = part,
                                   .n_parts = p->n_parts};
    return ADIL_OK;
}

/* What holds of a coalition exactly when `c` does not hold of all the others: f of the others is
 * at least t unless f of the coalition is more than sum - t. */
static struct adil_condition dual_of(const struct ruling *r, const struct adil_condition *c)
{
    struct adil_condition out = *c;
    if (c->kind == ADIL_COND_LEAST) {
        int64_t sum = r->game->measure[c->measure].sum;
        out.least = c->least > sum ? 0 : sum - c->least + 1;
        return out;
    }
    struct adil_condition *part = adil_new(r->perm, struct adil_condition, c->n_parts);
    for (uint32_t i = 0; i < c->n_parts; i++) {
        part[i] = dual_of(r, &c->part[i]);
    }
    out.kind = c->kind == ADIL_COND_ALL ? ADIL_COND_ANY : ADIL_COND_ALL;
    out.part = part;
    return out;
}

bool adil_condition_holds(const struct adil_condition *c, const int64_t *sum)
{
    if (c->kind == ADIL_COND_LEAST) {
        return sum[c->measure] >= c->least;
    }
    for (uint32_t i = 0; i < c->n_parts; i++) {
        bool holds = adil_condition_holds(&c->part[i], sum);
        if (holds == (c->kind == ADIL_COND_ANY)) {
            return holds;
        }
    }
    return c->kind == ADIL_COND_ALL;
}
/* NOLINTEND(misc-no-recursion) */

static struct adil_condition join(struct adil_arena *perm, enum adil_condition_kind kind,
                                  struct adil_condition x, struct adil_condition y)
{
    struct adil_condition *part = adil_new(perm, struct adil_condition, 2);
    part[0] = x;
    part[1] = y;
    return (struct adil_condition){.kind = kind, .part = part, .n_parts = 2};
}

static adil_err check_reach(const struct ruling *r, const struct adil_phrase *rule)
{
    int64_t nobody[ADIL_GAME_MEASURES_MAX] = {0};
    int64_t all[ADIL_GAME_MEASURES_MAX];
    for (uint32_t i = 0; i < r->game->n_measures; i++) {
        all[i] = r->game->measure[i].sum;
    }
    if (adil_condition_holds(&r->game->condition, nobody)) {
        return refuse_part(r, rule, "a rule that needs somebody: this one is met by nobody at all");
    }
    if (!adil_condition_holds(&r->game->condition, all)) {
        return refuse_part(r, rule, "a rule that all members together meet");
    }
    return ADIL_OK;
}

adil_err adil_game_rule(struct adil_arena *perm, struct adil_placed rule,
                        struct adil_placed blocking, struct adil_game *game, struct adil_diag *diag)
{
    struct ruling r = {perm, rule.place, diag, game};
    ADIL_TRY(adil_phrase_parse(perm, rule.place, rule.text, &game->vocab, &game->rule, diag));
    ADIL_TRY(rule_part(&r, game->rule, &game->condition));
    game->blocking = NULL;
    if (blocking.text.len > 0) {
        struct adil_condition blocks = {.kind = ADIL_COND_LEAST};
        struct ruling b = {perm, blocking.place, diag, game};
        ADIL_TRY(adil_phrase_parse(perm, blocking.place, blocking.text, &game->vocab,
                                   &game->blocking, diag));
        ADIL_TRY(rule_part(&b, game->blocking, &blocks));
        game->condition = join(perm, ADIL_COND_ANY, game->condition, dual_of(&r, &blocks));
    }
    uint32_t last = game->n_measures - 1;
    if (game->measure[last].kind == ADIL_MEASURE_VETO) {
        struct adil_condition veto = {
            .kind = ADIL_COND_LEAST, .measure = last, .least = game->measure[last].sum};
        game->condition = join(perm, ADIL_COND_ALL, veto, game->condition);
    }
    return check_reach(&r, game->rule);
}
