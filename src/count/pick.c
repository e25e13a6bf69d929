/* Choosing the best, and ties. A tie is surfaced only where it changes who is taken (or, when
 * ranked, in what order), and only the contest's own rules resolve it, in their order. */
#include "count/build.h"

#include <string.h>

/* A line of candidates, best first; same[i] says that item i stands level with item i - 1. */
struct line {
    struct adil_counting *k;
    enum adil_step_kind stage;
    struct adil_span unit;
    uint32_t *option;
    bool *same;
    uint32_t take;
    bool ranked;
};

struct block {
    uint32_t from;
    uint32_t to;
};

static bool still_open(const struct line *l, struct block b)
{
    bool cut = b.from < l->take && l->take < b.to;
    bool order = l->ranked && b.from < l->take && b.to - b.from > 1;
    return cut || order;
}

/* The first block of level items at or after `from` whose order matters. */
static bool next_open(const struct line *l, uint32_t from, uint32_t end, struct block *b)
{
    while (from < end && from < l->take) {
        uint32_t to = from + 1;
        while (to < end && l->same[to]) {
            to++;
        }
        *b = (struct block){from, to};
        if (still_open(l, *b)) {
            return true;
        }
        from = to;
    }
    return false;
}

/* How many of a block's options get what is at stake. */
static uint32_t block_take(const struct line *l, struct block b)
{
    uint32_t n = b.to - b.from;
    return l->take - b.from < n ? l->take - b.from : n;
}

static struct adil_span question_of(struct line *l, struct block b)
{
    struct adil_counting *k = l->k;
    return adil_lot_question(k->perm, k->contest, k->votes, adil_step_word(l->stage), l->unit,
                             block_take(l, b), l->option + b.from, b.to - b.from);
}

static void say_unit(struct line *l, struct adil_step *s)
{
    if (l->unit.len > 0) {
        adil_step_text(l->k, s, ADIL_F_UNIT, l->unit);
    }
}

static int by_number(const void *ctx, uint32_t a, uint32_t b)
{
    (void)ctx;
    return (a > b) - (a < b);
}

static struct adil_tie *surface(struct line *l, struct block b)
{
    struct adil_counting *k = l->k;
    uint32_t n = b.to - b.from;
    if (k->out->n_ties == k->cap_ties) {
        k->cap_ties = k->cap_ties == 0 ? 4 : 2 * k->cap_ties;
        struct adil_tie *grown = adil_new(k->perm, struct adil_tie, k->cap_ties);
        if (k->out->n_ties > 0) {
            memcpy(grown, k->tie, k->out->n_ties * sizeof *grown);
        }
        k->tie = grown;
        k->out->tie = grown;
    }
    uint32_t *tied = adil_new(k->perm, uint32_t, n);
    memcpy(tied, l->option + b.from, n * sizeof *tied);
    adil_order(*k->tmp, tied, n, by_number, NULL);
    struct adil_tie *tie = &k->tie[k->out->n_ties++];
    *tie = (struct adil_tie){
        .question = question_of(l, b),
        .option = tied,
        .n = n,
        .take = block_take(l, b),
        .stage = l->stage,
        .unit = l->unit,
    };
    struct adil_step *s = adil_step_add(k, ADIL_STEP_TIE, ADIL_K_TIES);
    adil_step_options(k, s, ADIL_F_OPTIONS, tied, n);
    adil_step_int(k, s, ADIL_F_TAKE, tie->take);
    say_unit(l, s);
    return tie;
}

/* ---- rules: each puts a block in order as far as it can; false: it cannot be applied ------- */

static int by_votes(const void *ctx, uint32_t a, uint32_t b)
{
    const struct adil_result *r = ctx;
    return adil_num_cmp(r[b].votes.lo, r[a].votes.lo);
}

static int by_registration(const void *ctx, uint32_t a, uint32_t b)
{
    const struct adil_option *o = ctx;
    return (o[a].registered_order > o[b].registered_order) -
           (o[a].registered_order < o[b].registered_order);
}

/* Sorts the block and marks who still stands level. Returns whether anything was told apart. */
static bool tell_apart(struct line *l, struct block b, adil_order_cmp cmp, const void *ctx)
{
    bool apart = false;
    adil_order(*l->k->tmp, l->option + b.from, b.to - b.from, cmp, ctx);
    for (uint32_t i = b.from + 1; i < b.to; i++) {
        l->same[i] = cmp(ctx, l->option[i - 1], l->option[i]) == 0;
        apart = apart || !l->same[i];
    }
    return apart;
}

static bool figures_known(const struct line *l, struct block b, enum adil_tie_rule rule)
{
    for (uint32_t i = b.from; i < b.to; i++) {
        uint32_t o = l->option[i];
        if (rule == ADIL_TIE_VOTES ? !adil_fact_is_known(l->k->result[o].votes)
                                   : l->k->votes->option[o].registered_order == UINT32_MAX) {
            return false;
        }
    }
    return true;
}

static bool break_by(struct line *l, struct block b, enum adil_tie_rule rule, struct adil_tie *tie)
{
    struct adil_counting *k = l->k;
    bool votes = rule == ADIL_TIE_VOTES;
    if (!figures_known(l, b, rule)) {
        adil_count_gap(k, ADIL_K_TIES, votes ? ADIL_M_R_TIE_VOTES : ADIL_M_R_TIE_REGISTERED);
        return false;
    }
    bool apart = votes ? tell_apart(l, b, by_votes, k->result)
                       : tell_apart(l, b, by_registration, k->votes->option);
    if (apart) {
        struct adil_step *s = adil_step_add(k, ADIL_STEP_TIE_BROKEN, ADIL_K_TIES);
        adil_step_message(k, s, ADIL_F_REASON,
                          votes ? ADIL_M_R_BY_VOTES : ADIL_M_R_BY_REGISTRATION);
        adil_step_options(k, s, ADIL_F_ORDER, l->option + b.from, b.to - b.from);
        say_unit(l, s);
        tie->by = rule;
    }
    return true;
}

/* Puts the block in the order an answer names: it must name at least those taken, each one of the
 * tied and once. Who is not named follows in ballot order: it does not matter there. */
static bool order_as_answered(struct line *l, struct block b, const struct adil_lot_answer *answer)
{
    uint32_t n = b.to - b.from;
    if (answer->n < block_take(l, b) || answer->n > n) {
        return false;
    }
    uint32_t *order = adil_new(l->k->tmp, uint32_t, n);
    memcpy(order, l->option + b.from, n * sizeof *order);
    adil_order(*l->k->tmp, order, n, by_number, NULL);
    for (uint32_t at = 0; at < answer->n; at++) {
        uint32_t i = at;
        while (i < n && !adil_span_eq(l->k->votes->option[order[i]].id, answer->order[at])) {
            i++;
        }
        if (i == n) {
            return false;
        }
        uint32_t named = order[i];
        memmove(order + at + 1, order + at, (i - at) * sizeof *order);
        order[at] = named;
    }
    memcpy(l->option + b.from, order, n * sizeof *order);
    return true;
}

static bool draw_lot(struct line *l, struct block b, struct adil_span question)
{
    const struct adil_lots *lots = l->k->lots;
    if (lots == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < lots->n_answers; i++) {
        if (adil_span_eq(lots->answer[i].question, question)) {
            return order_as_answered(l, b, &lots->answer[i]);
        }
    }
    if (!lots->has_seed) {
        return false;
    }
    adil_lot_expand(*l->k->tmp, &lots->seed, question, l->k->votes, l->option + b.from,
                    b.to - b.from);
    return true;
}

static bool break_by_lot(struct line *l, struct block b, struct adil_tie *tie)
{
    struct adil_counting *k = l->k;
    tie->question = question_of(l, b);
    bool drawn = draw_lot(l, b, tie->question);
    struct adil_step *s =
        adil_step_add(k, drawn ? ADIL_STEP_LOT : ADIL_STEP_LOT_NEEDED, ADIL_K_TIES);
    adil_step_text(k, s, ADIL_F_QUESTION, tie->question);
    adil_step_options(k, s, drawn ? ADIL_F_ORDER : ADIL_F_OPTIONS, l->option + b.from,
                      b.to - b.from);
    adil_step_int(k, s, ADIL_F_TAKE, block_take(l, b));
    say_unit(l, s);
    if (!drawn) {
        k->out->status = ADIL_S_LOT_NEEDED;
        return false;
    }
    tie->by = ADIL_TIE_LOT;
    for (uint32_t i = b.from + 1; i < b.to; i++) {
        l->same[i] = false;
    }
    return true;
}

static bool apply(struct line *l, struct block b, enum adil_tie_rule rule, struct adil_tie *tie)
{
    switch (rule) {
    case ADIL_TIE_VOTES:
    case ADIL_TIE_REGISTERED:
        return break_by(l, b, rule, tie);
    case ADIL_TIE_LOT:
        return break_by_lot(l, b, tie);
    case ADIL_TIE_NEW_VOTE:
        adil_count_gap(l->k, ADIL_K_TIES, ADIL_M_R_NEW_VOTE);
        return false;
    case ADIL_TIE_GAP:
        adil_count_gap(l->k, ADIL_K_TIES, ADIL_M_R_TIE);
        return false;
    }
    return false;
}

/* Settles one block by the contest's rules. Returns false when it stays open: the status is set. */
static bool settle(struct line *l, struct block whole)
{
    const struct adil_contest *c = l->k->contest;
    uint32_t at = l->k->out->n_ties;
    struct adil_tie *tie = surface(l, whole);
    struct block b = whole;
    for (uint32_t i = 0; i < c->n_ties && next_open(l, whole.from, whole.to, &b); i++) {
        uint32_t from = whole.from;
        while (next_open(l, from, whole.to, &b)) {
            if (!apply(l, b, c->tie[i], tie)) {
                return false;
            }
            from = b.to;
        }
    }
    if (next_open(l, whole.from, whole.to, &b)) {
        adil_count_gap(l->k, ADIL_K_TIES, ADIL_M_R_TIE);
        return false;
    }
    uint32_t *order = adil_new(l->k->perm, uint32_t, tie->n);
    memcpy(order, l->option + whole.from, tie->n * sizeof *order);
    l->k->tie[at].resolved = true;
    l->k->tie[at].order = order;
    return true;
}

struct keys {
    const uint32_t *candidate;
    const struct adil_num *key;
};

static int by_key(const void *ctx, uint32_t a, uint32_t b)
{
    const struct keys *x = ctx;
    return adil_num_cmp(x->key[b], x->key[a]);
}

enum adil_pick adil_pick_best(struct adil_counting *k, enum adil_step_kind stage,
                              struct adil_span unit, const uint32_t *candidate,
                              const struct adil_num *key, uint32_t n, uint32_t take, bool ranked,
                              uint32_t *won, uint32_t *n_won)
{
    struct line l = {.k = k,
                     .stage = stage,
                     .unit = unit,
                     .option = adil_new(k->tmp, uint32_t, n),
                     .same = adil_new(k->tmp, bool, n),
                     .take = take < n ? take : n,
                     .ranked = ranked};
    const struct keys keys = {candidate, key};
    for (uint32_t i = 0; i < n; i++) {
        l.option[i] = i;
    }
    adil_order(*k->tmp, l.option, n, by_key, &keys);
    for (uint32_t i = 1; i < n; i++) {
        l.same[i] = adil_num_eq(key[l.option[i - 1]], key[l.option[i]]);
    }
    for (uint32_t i = 0; i < n; i++) {
        l.option[i] = candidate[l.option[i]];
    }
    *n_won = l.take;
    struct block b = {0, 0};
    enum adil_pick pick = ADIL_PICK_DONE;
    while (next_open(&l, b.to, n, &b)) {
        if (!settle(&l, b)) {
            *n_won = b.from;
            pick = ADIL_PICK_OPEN;
            break;
        }
    }
    if (*n_won > 0) {
        memcpy(won, l.option, *n_won * sizeof *won);
    }
    return pick;
}
