/* A procedure in words. */
#include "report/procedure_ways.h"

struct telling {
    const struct adil_told *t;
    const struct adil_sheet *s;
    const struct adil_procedure *p;
    uint32_t procedure;
    const uint32_t *order;
    uint32_t *number; /* of each stage, from 1 */
};

/* "goes to 3. the upper house"; by itself where it stays. */
static struct adil_span to_text(const struct telling *g, uint32_t from, uint32_t to)
{
    if (to == ADIL_NO_WORD || to == from) {
        return adil_text(g->t->lang, to == from ? ADIL_M_I_BEGINS_ANEW : ADIL_M_I_STAYS);
    }
    struct adil_span name = adil_told_stage(g->t, g->p, to);
    struct adil_span stage = adil_fmt(g->t->a, "%u. %.*s", (unsigned)g->number[to], ADIL_ARG(name));
    return adil_told_1(g->t, ADIL_M_I_GOES_TO, "stage", stage);
}

/* ---- decisions ---------------------------------------------------------------------------- */

static struct adil_span bodies_text(const struct telling *g, const struct adil_decision *d)
{
    struct adil_span text = ADIL_SPAN("");
    for (uint32_t i = 0; i < d->n_bodies; i++) {
        text = adil_told_list(g->t, text, ", ", adil_told_body(g->t, d->body[i]));
    }
    return text;
}

static struct adil_span stated_text(const struct telling *g, const struct adil_decision *d)
{
    struct adil_span who = ADIL_SPAN("");
    for (uint32_t i = 0; i < d->n_bodies; i++) {
        const struct adil_body *b = &g->t->book->acts.body[d->body[i]];
        struct adil_span by = adil_told_offices(g->t, b->by, b->n_by);
        bool said = i > 0 && adil_span_find(who, by) < who.len;
        who = said ? who : adil_told_list(g->t, who, ", ", by);
    }
    struct adil_span words = ADIL_SPAN("");
    for (uint32_t i = 0; i < d->n_words; i++) {
        words = adil_told_list(g->t, words, ", ", adil_told_word(g->t, d->word[i]));
    }
    return adil_told_2(g->t, ADIL_M_I_BY, "what", words, "who", who);
}

static void put_decision(struct adil_arena scratch, const struct telling *g,
                         const struct adil_decision *d)
{
    struct adil_span bodies = adil_told_with_cite(g->t, bodies_text(g, d), &d->rule);
    adil_told_line(scratch, g->s, 3, d->n_bodies > 1 ? ADIL_M_I_EACH_DECIDES : ADIL_M_I_DECIDES,
                   bodies);
    if (d->votes != ADIL_NO_WORD) {
        adil_told_line(scratch, g->s, 5, ADIL_M_I_VOTED, adil_told_word(g->t, d->votes));
    }
    adil_told_line(scratch, g->s, 5, ADIL_M_I_STATED, stated_text(g, d));
    adil_told_line(scratch, g->s, 5, ADIL_M_I_QUORUM, adil_told_phrase(g->t, d->quorum));
    adil_told_line(scratch, g->s, 5, ADIL_M_I_PASSES, adil_told_phrase(g->t, d->pass));
    adil_told_line(scratch, g->s, 5, ADIL_M_I_TIE, adil_told_tie(g->t, d));
    if (d->readings > 1) {
        adil_told_line(scratch, g->s, 5, ADIL_M_I_READINGS, adil_told_number(g->t, d->readings));
    }
}

/* ---- acts --------------------------------------------------------------------------------- */

static struct adil_span act_text(const struct telling *g, uint32_t from,
                                 const struct adil_stage_act *act)
{
    const struct adil_told *t = g->t;
    const struct adil_act_word *w = &t->book->acts.word[act->word];
    struct adil_span text = adil_told_2(t, ADIL_M_I_BY, "what", adil_told_word(t, act->word), "who",
                                        adil_told_offices(t, act->by, act->n_by));
    text = adil_told_list(t, text, "; ", adil_told_window(t, act, g->procedure));
    if (w->support != NULL) {
        text = adil_told_list(t, text, "; ", adil_told_support(t, w->support));
    }
    if (act->to != ADIL_NO_WORD) {
        text = adil_told_list(t, text, "; ", to_text(g, from, act->to));
    }
    if (act->next_round || act->repeats) {
        enum adil_msg msg = act->repeats ? ADIL_M_I_HELD_AGAIN : ADIL_M_I_NEXT_ROUND;
        text = adil_told_list(t, text, "; ", adil_text(t->lang, msg));
    }
    return adil_told_with_cite(t, text, &act->rule);
}

static void put_acts(struct adil_arena scratch, const struct telling *g, uint32_t stage)
{
    const struct adil_stage *s = &g->p->stage[stage];
    if (s->n_acts > 0) {
        adil_sheet_text(
            scratch, g->s, ADIL_SPAN("   "),
            adil_fmt(&scratch, "%.*s:", ADIL_ARG(adil_text(g->t->lang, ADIL_M_I_MAY_BE_DONE))),
            ADIL_INK_PLAIN);
    }
    for (uint32_t i = 0; i < s->n_acts; i++) {
        adil_told_item(scratch, g->s, 5, "-", act_text(g, stage, &s->act[i]), ADIL_INK_PLAIN);
    }
}

/* ---- stages ------------------------------------------------------------------------------- */

/* Ends of a decision, statuses of a count, silence: what no line of an act says. */
static void put_ways(struct adil_arena scratch, const struct telling *g, uint32_t stage)
{
    const struct adil_told *t = g->t;
    const struct adil_stage *s = &g->p->stage[stage];
    const struct adil_way *way = NULL;
    uint32_t n = adil_ways_of(&scratch, s, &way);
    for (uint32_t i = 0; i < n; i++) {
        if (way[i].kind == ADIL_WAY_ACT && way[i].status == ADIL_NO_WORD) {
            continue;
        }
        struct adil_span what = adil_way_words(t, s, &way[i]);
        if (way[i].kind == ADIL_WAY_SILENCE) {
            what = adil_told_1(t, ADIL_M_I_SILENT_UNTIL, "at",
                               adil_told_deadline(t, s->until, g->procedure));
        }
        struct adil_span to = to_text(g, stage, way[i].to);
        adil_told_item(scratch, g->s, 3, "→", adil_label_words(t->a, what, to, t->lang),
                       ADIL_INK_PLAIN);
    }
}

static void put_effects(struct adil_arena scratch, const struct telling *g,
                        const struct adil_effects *effects)
{
    for (uint32_t i = 0; i < effects->n; i++) {
        adil_told_line(scratch, g->s, 3, ADIL_M_I_ARRIVAL,
                       adil_told_effect(g->t, &effects->effect[i]));
    }
}

static void put_stage(struct adil_arena scratch, const struct telling *g, uint32_t stage,
                      bool reached)
{
    const struct adil_stage *s = &g->p->stage[stage];
    struct adil_span name = adil_told_named(g->t, &s->name, s->id);
    struct adil_span mark = adil_fmt(&scratch, "%u.", (unsigned)g->number[stage]);
    adil_sheet_blank(g->s);
    adil_told_item(scratch, g->s, 0, adil_span_cstr(&scratch, mark), name, ADIL_INK_STRONG);
    if (!reached) {
        adil_sheet_text(scratch, g->s, ADIL_SPAN("   "),
                        adil_text(g->t->lang, ADIL_M_I_NOT_REACHED), ADIL_INK_WARN);
    }
    put_effects(scratch, g, &s->effects);
    if (s->decision != NULL) {
        put_decision(scratch, g, s->decision);
    }
    put_acts(scratch, g, stage);
    put_ways(scratch, g, stage);
    if (s->is_end) {
        adil_sheet_text(scratch, g->s, ADIL_SPAN("   "),
                        adil_text(g->t->lang, ADIL_M_I_CASE_CLOSED), ADIL_INK_PLAIN);
    }
}

/* ---- the head ----------------------------------------------------------------------------- */

static struct adil_span opened_text(const struct telling *g)
{
    const struct adil_acts *acts = &g->t->book->acts;
    struct adil_span text = ADIL_SPAN("");
    for (uint32_t i = 0; i < acts->n_words; i++) {
        if (acts->word[i].opens == g->procedure) {
            struct adil_span word = adil_told_word(g->t, i);
            if (acts->word[i].support != NULL) {
                word = adil_told_list(g->t, word, ", ",
                                      adil_told_support(g->t, acts->word[i].support));
            }
            text = adil_told_list(g->t, text, "; ", word);
        }
    }
    return text;
}

static struct adil_span ends_text(const struct telling *g)
{
    struct adil_span text = ADIL_SPAN("");
    for (uint32_t i = 0; i < g->p->n_stages; i++) {
        if (g->p->stage[g->order[i]].is_end) {
            text = adil_told_list(g->t, text, ", ", adil_told_stage(g->t, g->p, g->order[i]));
        }
    }
    return text;
}

static void put_head(struct adil_arena scratch, const struct telling *g)
{
    const struct adil_told *t = g->t;
    struct adil_span name = adil_told_named(t, &g->p->name, g->p->rule.id);
    adil_sheet_text(scratch, g->s, ADIL_SPAN(""), adil_told_with_cite(t, name, &g->p->rule),
                    ADIL_INK_STRONG);
    if (adil_date_known(t->at)) {
        struct adil_span day = adil_lang_date(t->a, t->lang, t->at);
        adil_sheet_text(scratch, g->s, ADIL_SPAN(""), adil_told_1(t, ADIL_M_I_ON_DAY, "day", day),
                        ADIL_INK_PLAIN);
    }
    if (!t->on.procedure[g->procedure]) {
        adil_sheet_text(scratch, g->s, ADIL_SPAN(""), adil_text(t->lang, ADIL_M_I_NOT_OPENED),
                        ADIL_INK_PLAIN);
    }
    adil_told_line(scratch, g->s, 0, ADIL_M_I_OPENED_BY, opened_text(g));
    adil_told_line(scratch, g->s, 0, ADIL_M_I_BEGINS, adil_told_stage(t, g->p, 0));
    adil_told_line(scratch, g->s, 0, ADIL_M_I_ENDS, ends_text(g));
}

void adil_procedure_text(struct adil_arena scratch, const struct adil_law_view *view,
                         uint32_t procedure, const struct adil_text_style *style,
                         struct adil_buf *out)
{
    struct adil_arena words = scratch; /* the upper half of what is free */
    words.beg += (words.end - words.beg) / 2;
    scratch.end = words.beg;
    struct adil_told t = adil_told_open(&words, view);
    const struct adil_sheet s = {style, out};
    const struct adil_procedure *p = &view->book->acts.procedure[procedure];
    uint32_t reached = 0;
    struct telling g = {.t = &t, .s = &s, .p = p, .procedure = procedure};
    g.order = adil_stages_in_order(&words, p, &reached);
    g.number = adil_new(&words, uint32_t, p->n_stages);
    for (uint32_t i = 0; i < p->n_stages; i++) {
        g.number[g.order[i]] = i + 1;
    }
    put_head(scratch, &g);
    for (uint32_t i = 0; i < p->n_stages; i++) {
        put_stage(scratch, &g, g.order[i], i < reached);
    }
}
