/* Findings about times: deadlines that count from an act no case of theirs has, or only later than
 * what they end, that are over when they begin to run, and windows that close before they open. */
#include "law/checking.h"
#include "law/giving.h"
#include "law/moment_tree.h"

/* ---- what a deadline counts from ---------------------------------------------------------- */

/* A word of a power may be about any case. */
static bool case_may_have(const struct adil_acts *a, uint32_t procedure, uint32_t word)
{
    bool may = a->word[word].opens == procedure;
    struct adil_giving g = {0};
    while (!may && adil_giving_next(a, &g)) {
        may = g.word == word && (g.power != NULL ? a->word[word].opens == ADIL_NO_WORD
                                                 : g.procedure == &a->procedure[procedure]);
    }
    return may;
}

static struct adil_date sample_anchor(void *ctx, uint32_t anchor)
{
    (void)anchor;
    return *(const struct adil_date *)ctx;
}

/* Days unlike each other, of which everything is tried. */
static const int32_t samples[] = {18262, 19417, 19850, 20088}; /* 2020-01-01 .. 2024-12-31 */

static struct adil_moment_span on_sample(const struct adil_rulebook *book,
                                         const struct adil_moment *m, size_t i)
{
    struct adil_date day = {samples[i]};
    const struct adil_moment_env env = {.zones = &book->acts.zones,
                                        .units = &book->units,
                                        .zone_unit = 0,
                                        .ctx = &day,
                                        .anchor = sample_anchor};
    return adil_moment_eval(m, &env);
}

/* It ends before the day of the act it counts from has begun: nobody can keep it. */
static bool is_over_at_once(const struct adil_rulebook *book, const struct adil_moment *m)
{
    for (size_t i = 0; i < ADIL_COUNT(samples); i++) {
        struct adil_date day = {samples[i]};
        int64_t begins = adil_instant(&book->acts.zones, &book->units, 0, day, 0);
        struct adil_moment_span at = on_sample(book, m, i);
        if (at.end == ADIL_INSTANT_NONE || at.end > begins) {
            return false;
        }
    }
    return true;
}

static bool is_closing(const struct adil_procedure *p, uint32_t deadline)
{
    for (uint32_t s = 0; s < p->n_stages; s++) {
        if (p->stage[s].until == deadline) {
            return true;
        }
        for (uint32_t i = 0; i < p->stage[s].n_acts; i++) {
            if (p->stage[s].act[i].until == deadline) {
                return true;
            }
        }
    }
    return false;
}

static void check_trigger(struct adil_checking *k, const struct adil_deadline *d, uint32_t p)
{
    const struct adil_acts *a = &k->book->acts;
    const struct adil_procedure *of = &a->procedure[p];
    struct adil_where top = {.key = ADIL_SPAN("calendar")};
    struct adil_where w = {.up = &top, .key = d->rule.id, .in_list = true};
    struct adil_arena tmp = k->scratch;
    bool word = d->at->base == ADIL_BASE_ACT && d->at->anchor < a->n_words;
    bool stage = d->at->base == ADIL_BASE_ACT && d->at->anchor >= a->n_words;
    if (word && d->n_of > 0 && !case_may_have(a, p, d->at->anchor)) {
        adil_check_note(k, d->rule.place, &w,
                        adil_fmt(&tmp, "counted from %.*s, which no case of %.*s has",
                                 ADIL_ARG(d->at->anchor_id), ADIL_ARG(of->rule.id)),
                        ADIL_SPAN("an act that opens such a case or is done in it"));
    } else if ((stage || (word && a->word[d->at->anchor].opens == p)) &&
               is_closing(of, d->number) && is_over_at_once(k->book, d->at)) {
        adil_check_note(k, d->rule.place, &w,
                        adil_fmt(&tmp, "over before %.*s, from which it is counted",
                                 stage ? 9 : (int)d->at->anchor_id.len,
                                 stage ? "its stage" : d->at->anchor_id.ptr),
                        ADIL_SPAN("a deadline that can still be kept when it begins to run"));
    }
}

/* ---- deadlines that never run --------------------------------------------------------------- */

/* Whether the act may have been done when a case is in a marked stage, or was before. */
static bool may_be_done(const struct adil_acts *a, uint32_t procedure, const bool *mark,
                        uint32_t word)
{
    const struct adil_procedure *p = &a->procedure[procedure];
    bool may = a->word[word].opens == procedure;
    struct adil_giving g = {0};
    while (!may && adil_giving_next(a, &g)) {
        may = g.word == word && (g.power != NULL ? a->word[word].opens == ADIL_NO_WORD
                                                 : g.procedure == p && mark[g.stage - p->stage]);
    }
    return may;
}

/* A deadline of a stage, or of an act of it: every version counts from what came by then. */
static void check_runs(struct adil_checking *k, uint32_t procedure, uint32_t stage,
                       uint32_t deadline, const bool *mark)
{
    const struct adil_acts *a = &k->book->acts;
    const struct adil_stage *s = &a->procedure[procedure].stage[stage];
    struct adil_where top = {.key = ADIL_SPAN("calendar")};
    for (uint32_t i = 0; i < a->n_deadlines; i++) {
        const struct adil_deadline *d = &a->deadline[i];
        if (d->number != deadline || !adil_deadline_is_of(d, procedure) ||
            d->at->base != ADIL_BASE_ACT || d->at->anchor >= a->n_words ||
            may_be_done(a, procedure, mark, d->at->anchor) ||
            !case_may_have(a, procedure, d->at->anchor)) {
            continue;
        }
        struct adil_where w = {.up = &top, .key = d->rule.id, .in_list = true};
        struct adil_arena tmp = k->scratch;
        adil_check_note(k, d->rule.place, &w,
                        adil_fmt(&tmp, "counted from %.*s, which only comes after the stage %.*s",
                                 ADIL_ARG(d->at->anchor_id), ADIL_ARG(s->id)),
                        ADIL_SPAN("an act of that stage or of one before it: else it never runs"));
    }
}

static void check_stage_runs(struct adil_checking *k, uint32_t procedure, uint32_t stage)
{
    const struct adil_procedure *p = &k->book->acts.procedure[procedure];
    const struct adil_stage *s = &p->stage[stage];
    struct adil_arena tmp = k->perm;
    struct adil_checking sub = *k;
    bool *mark = adil_new(&tmp, bool, p->n_stages);
    sub.perm = tmp;
    mark[stage] = true;
    while (adil_check_spread(p, mark, true)) {
    }
    check_runs(&sub, procedure, stage, s->until, mark);
    for (uint32_t i = 0; i < s->n_acts; i++) {
        bool twice = s->act[i].until == s->until;
        for (uint32_t j = 0; j < i; j++) {
            twice = twice || s->act[j].until == s->act[i].until;
        }
        if (!twice) {
            check_runs(&sub, procedure, stage, s->act[i].until, mark);
        }
    }
    k->n = sub.n;
}

/* ---- windows ------------------------------------------------------------------------------ */

static bool same_base(const struct adil_moment *a, const struct adil_moment *b)
{
    return a->base == b->base && (a->base != ADIL_BASE_ACT || a->anchor == b->anchor);
}

static bool never_opens(const struct adil_rulebook *book, const struct adil_moment *from,
                        const struct adil_moment *until)
{
    for (size_t i = 0; i < ADIL_COUNT(samples); i++) {
        struct adil_moment_span a = on_sample(book, from, i);
        struct adil_moment_span b = on_sample(book, until, i);
        if (a.begin == ADIL_INSTANT_NONE || b.end == ADIL_INSTANT_NONE || a.begin < b.end) {
            return false;
        }
    }
    return same_base(from, until);
}

static bool meet_in_time(const struct adil_rule *a, const struct adil_rule *b)
{
    bool apart = (adil_date_known(a->until) && adil_date_known(b->from) &&
                  adil_date_cmp(a->until, b->from) <= 0) ||
                 (adil_date_known(b->until) && adil_date_known(a->from) &&
                  adil_date_cmp(b->until, a->from) <= 0);
    return !apart;
}

static void check_window(struct adil_checking *k, const struct adil_where *w, uint32_t p,
                         const struct adil_stage_act *act)
{
    const struct adil_acts *a = &k->book->acts;
    for (uint32_t i = 0; i < a->n_deadlines; i++) {
        const struct adil_deadline *from = &a->deadline[i];
        for (uint32_t j = 0; from->number == act->from && j < a->n_deadlines; j++) {
            const struct adil_deadline *until = &a->deadline[j];
            if (until->number == act->until && adil_deadline_is_of(from, p) &&
                adil_deadline_is_of(until, p) && meet_in_time(&from->rule, &until->rule) &&
                never_opens(k->book, from->at, until->at)) {
                struct adil_arena tmp = k->scratch;
                adil_check_note(k, act->rule.place, w,
                                adil_fmt(&tmp, "a window that closes (%.*s) before it opens (%.*s)",
                                         ADIL_ARG(until->rule.id), ADIL_ARG(from->rule.id)),
                                ADIL_SPAN("from before until"));
                return;
            }
        }
    }
}

void adil_check_times(struct adil_checking *k)
{
    const struct adil_acts *a = &k->book->acts;
    struct adil_where top = {.key = ADIL_SPAN("procedures")};
    for (uint32_t p = 0; p < a->n_procedures; p++) {
        struct adil_where w = {.up = &top, .key = a->procedure[p].rule.id};
        struct adil_where stages = {.up = &w, .key = ADIL_SPAN("stages")};
        for (uint32_t i = 0; i < a->n_deadlines; i++) {
            if (adil_deadline_is_of(&a->deadline[i], p)) {
                check_trigger(k, &a->deadline[i], p);
            }
        }
        for (uint32_t s = 0; s < a->procedure[p].n_stages; s++) {
            const struct adil_stage *stage = &a->procedure[p].stage[s];
            struct adil_where at = {.up = &stages, .key = stage->id};
            check_stage_runs(k, p, s);
            for (uint32_t i = 0; i < stage->n_acts; i++) {
                struct adil_where act = {.up = &at, .key = a->word[stage->act[i].word].rule.id};
                if (stage->act[i].from != ADIL_NO_WORD && stage->act[i].until != ADIL_NO_WORD) {
                    check_window(k, &act, p, &stage->act[i]);
                }
            }
        }
    }
}
