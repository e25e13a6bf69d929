#include "report/procedure_ways.h"

bool adil_act_moves(const struct adil_stage_act *act)
{
    return act->to != ADIL_NO_WORD || act->to_by_status != NULL;
}

bool adil_stage_is_bare_end(const struct adil_stage *s)
{
    return s->is_end && s->n_acts == 0 && s->decision == NULL;
}

uint32_t adil_ways_of(struct adil_arena *a, const struct adil_stage *s, const struct adil_way **out)
{
    size_t most = (size_t)s->n_acts * ADIL_N_STAGE_STATUSES + ADIL_N_DECISION_ENDS + 1;
    struct adil_way *way = adil_new(a, struct adil_way, most);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->n_acts; i++) {
        const struct adil_stage_act *act = &s->act[i];
        if (act->to_by_status == NULL && act->to != ADIL_NO_WORD) {
            way[n++] = (struct adil_way){ADIL_WAY_ACT, i, ADIL_NO_WORD, act->to};
        }
        for (uint32_t k = 0; act->to_by_status != NULL && k < ADIL_N_STAGE_STATUSES; k++) {
            if (act->to_by_status[k] != ADIL_NO_WORD) {
                way[n++] = (struct adil_way){ADIL_WAY_ACT, i, k, act->to_by_status[k]};
            }
        }
    }
    for (uint32_t i = 0; s->decision != NULL && i < ADIL_N_DECISION_ENDS; i++) {
        enum adil_way_kind kind = (enum adil_way_kind)(ADIL_WAY_PASS + i);
        way[n++] = (struct adil_way){kind, ADIL_NO_WORD, ADIL_NO_WORD, s->decision->to[i]};
    }
    if (s->until != ADIL_NO_WORD) {
        way[n++] = (struct adil_way){ADIL_WAY_SILENCE, ADIL_NO_WORD, ADIL_NO_WORD, s->then};
    }
    *out = way;
    return n;
}

_Static_assert((int)ADIL_DECISION_PASS == 0 && ADIL_WAY_NONE - ADIL_WAY_PASS == ADIL_DECISION_NONE,
               "the ends of a decision stand in the order of its ways");

struct adil_span adil_way_words(const struct adil_told *t, const struct adil_stage *s,
                                const struct adil_way *way)
{
    static const enum adil_msg word[ADIL_N_WAY_KINDS] = {
        [ADIL_WAY_PASS] = ADIL_M_I_PASS,
        [ADIL_WAY_FAIL] = ADIL_M_I_FAIL,
        [ADIL_WAY_NONE] = ADIL_M_I_NONE,
        [ADIL_WAY_SILENCE] = ADIL_M_I_SILENCE,
    };
    static const enum adil_msg status[ADIL_N_STAGE_STATUSES] = {
        ADIL_M_W_DECIDED,    ADIL_M_W_SECOND_ROUND, ADIL_M_W_NOT_VALID,    ADIL_M_W_NOT_ADOPTED,
        ADIL_M_W_LOT_NEEDED, ADIL_M_W_UNDETERMINED, ADIL_M_W_AS_PUBLISHED,
    };
    if (way->kind != ADIL_WAY_ACT) {
        return adil_text(t->lang, word[way->kind]);
    }
    const struct adil_act_word *w = &t->book->acts.word[s->act[way->act].word];
    struct adil_span name = adil_texts_pick(&w->name, t->lang);
    name = name.len > 0 ? name : w->rule.id;
    return way->status == ADIL_NO_WORD ? name
                                       : adil_told_2(t, ADIL_M_I_STATUS, "word", name, "status",
                                                     adil_text(t->lang, status[way->status]));
}

/* ---- order -------------------------------------------------------------------------------- */

/* A walk in depth from the first stage. `left` stages stand in the order in which they were left;
 * backwards, each stands behind all that lead to it but for ways back. */
struct stage_walk {
    struct adil_arena *a;
    const struct adil_procedure *p;
    bool *seen;
    uint32_t *path;   /* stages entered and not yet left */
    uint32_t *behind; /* ways of each that were followed */
    uint32_t depth;
    uint32_t *left;
    uint32_t n_left;
};

static void enter_stage(struct stage_walk *w, uint32_t stage)
{
    w->seen[stage] = true;
    w->path[w->depth] = stage;
    w->behind[w->depth++] = 0;
}

/* Follows ways from the last to the first, so that the first stands first when all is turned. */
static void walk_stages(struct stage_walk *w, uint32_t from)
{
    enter_stage(w, from);
    while (w->depth > 0) {
        uint32_t at = w->path[w->depth - 1];
        const struct adil_way *way = NULL;
        struct adil_arena tmp = *w->a;
        uint32_t n = adil_ways_of(&tmp, &w->p->stage[at], &way);
        uint32_t i = w->behind[w->depth - 1]++;
        if (i >= n) {
            w->left[w->n_left++] = at;
            w->depth--;
        } else if (way[n - 1 - i].to != ADIL_NO_WORD && !w->seen[way[n - 1 - i].to]) {
            enter_stage(w, way[n - 1 - i].to);
        }
    }
}

/* Takes over, of what was left since `from`, the stages that are bare ends or those that are not.
 */
static uint32_t take_stages(const struct stage_walk *w, uint32_t from, bool ends, uint32_t *order,
                            uint32_t n)
{
    for (uint32_t i = w->n_left; i > from; i--) {
        uint32_t stage = w->left[i - 1];
        if (adil_stage_is_bare_end(&w->p->stage[stage]) == ends) {
            order[n++] = stage;
        }
    }
    return n;
}

const uint32_t *adil_stages_in_order(struct adil_arena *a, const struct adil_procedure *p,
                                     uint32_t *reached)
{
    uint32_t *order = adil_new(a, uint32_t, p->n_stages);
    struct stage_walk w = {
        .a = a,
        .p = p,
        .seen = adil_new(a, bool, p->n_stages),
        .path = adil_new(a, uint32_t, p->n_stages),
        .behind = adil_new(a, uint32_t, p->n_stages),
        .left = adil_new(a, uint32_t, p->n_stages),
    };
    walk_stages(&w, 0);
    uint32_t n = take_stages(&w, 0, false, order, 0);
    n = take_stages(&w, 0, true, order, n);
    *reached = n;
    for (uint32_t s = 0; s < p->n_stages; s++) {
        uint32_t from = w.n_left;
        if (!w.seen[s]) {
            walk_stages(&w, s);
            n = take_stages(&w, from, false, order, n);
            n = take_stages(&w, from, true, order, n);
        }
    }
    return order;
}
