/* A procedure as JSON. */
#include "report/procedure_ways.h"

struct reporting {
    const struct adil_told *t;
    struct adil_json *j;
    const struct adil_procedure *p;
    uint32_t procedure;
};

static void word_json(const struct reporting *r, const char *key, uint32_t word)
{
    const struct adil_acts *acts = &r->t->book->acts;
    adil_told_json(r->j, key, word == ADIL_NO_WORD ? ADIL_SPAN("") : acts->word[word].rule.id);
}

static void support_json(const struct reporting *r, const struct adil_support *s)
{
    adil_json_key(r->j, "support");
    if (s == NULL) {
        adil_json_null(r->j);
        return;
    }
    adil_json_object_line(r->j);
    adil_told_json(r->j, "body", r->t->book->acts.body[s->body].rule.id);
    adil_told_json(r->j, "least", s->least->source);
    adil_told_json(r->j, "cite", s->rule.cite);
    adil_json_end(r->j);
}

static void act_json(const struct reporting *r, const struct adil_stage_act *act)
{
    const struct adil_act_word *w = &r->t->book->acts.word[act->word];
    adil_json_object(r->j);
    word_json(r, "word", act->word);
    adil_told_json(r->j, "name", adil_texts_pick(&w->name, r->t->lang));
    adil_told_json_offices(r->t, r->j, "by", act->by, act->n_by);
    adil_told_json_deadline(r->t, r->j, "from", act->from, r->procedure);
    adil_told_json_deadline(r->t, r->j, "until", act->until, r->procedure);
    adil_told_json_stage(r->t, r->j, "to", r->p, act->to);
    adil_json_key(r->j, "to_by_status");
    adil_json_object(r->j);
    for (uint32_t i = 0; act->to_by_status != NULL && i < ADIL_N_STAGE_STATUSES; i++) {
        if (act->to_by_status[i] != ADIL_NO_WORD) {
            adil_json_key_span(r->j, adil_stage_statuses[i]);
            adil_json_text(r->j, r->p->stage[act->to_by_status[i]].id);
        }
    }
    adil_json_end(r->j);
    adil_told_json(r->j, "round",
                   act->repeats      ? ADIL_SPAN("repeat")
                   : act->next_round ? ADIL_SPAN("next")
                                     : ADIL_SPAN(""));
    support_json(r, w->support);
    adil_told_json_rule(r->t, r->j, &act->rule);
    adil_json_end(r->j);
}

static void bodies_json(const struct reporting *r, const struct adil_decision *d)
{
    const struct adil_acts *acts = &r->t->book->acts;
    adil_json_key(r->j, "bodies");
    adil_json_array(r->j);
    for (uint32_t i = 0; i < d->n_bodies; i++) {
        const struct adil_body *b = &acts->body[d->body[i]];
        uint32_t seats = adil_told_seats(r->t, d->body[i]);
        adil_json_object_line(r->j);
        adil_told_json(r->j, "id", b->rule.id);
        adil_told_json(r->j, "name", adil_told_body_name(r->t, d->body[i]));
        adil_json_key(r->j, "seats");
        if (seats == UINT32_MAX) {
            adil_json_null(r->j);
        } else {
            adil_json_i64(r->j, seats);
        }
        adil_told_json_offices(r->t, r->j, "stated_by", b->by, b->n_by);
        adil_told_json(r->j, "casting",
                       b->casting == ADIL_NO_WORD ? ADIL_SPAN("")
                                                  : adil_told_office_id(r->t, b->casting));
        adil_json_end(r->j);
    }
    adil_json_end(r->j);
}

static void decision_json(const struct reporting *r, const struct adil_decision *d)
{
    static const char *const tie[] = {"fails", "passes", "casting", "stays"};
    adil_json_key(r->j, "decision");
    if (d == NULL) {
        adil_json_null(r->j);
        return;
    }
    adil_json_object(r->j);
    bodies_json(r, d);
    adil_json_key(r->j, "words");
    adil_json_array_line(r->j);
    for (uint32_t i = 0; i < d->n_words; i++) {
        adil_json_text(r->j, r->t->book->acts.word[d->word[i]].rule.id);
    }
    adil_json_end(r->j);
    word_json(r, "votes", d->votes);
    adil_told_json(r->j, "quorum", d->quorum->source);
    adil_told_json(r->j, "quorum_in_words", adil_told_phrase(r->t, d->quorum));
    adil_told_json(r->j, "pass", d->pass->source);
    adil_told_json(r->j, "pass_in_words", adil_told_phrase(r->t, d->pass));
    adil_told_json(r->j, "tie", adil_span_of(tie[d->tie]));
    adil_json_key(r->j, "readings");
    adil_json_i64(r->j, d->readings);
    adil_json_key(r->j, "on");
    adil_json_object(r->j);
    for (uint32_t i = 0; i < ADIL_N_DECISION_ENDS; i++) {
        adil_json_key_span(r->j, adil_decision_ends[i]);
        if (d->to[i] == ADIL_NO_WORD) {
            adil_json_null(r->j);
        } else {
            adil_json_text(r->j, r->p->stage[d->to[i]].id);
        }
    }
    adil_json_end(r->j);
    adil_told_json_rule(r->t, r->j, &d->rule);
    adil_json_end(r->j);
}

static void effects_json(const struct reporting *r, const struct adil_effects *effects)
{
    static const struct adil_span gives_up[] = {
        [ADIL_GIVES_UP_NOTHING] = ADIL_SPAN_INIT(""),
        [ADIL_GIVES_UP_EXCLUDED] = ADIL_SPAN_INIT("excluded"),
        [ADIL_GIVES_UP_FORMER] = ADIL_SPAN_INIT("former"),
    };
    adil_json_key(r->j, "effects");
    adil_json_array(r->j);
    for (uint32_t i = 0; i < effects->n; i++) {
        const struct adil_effect *e = &effects->effect[i];
        bool named = e->office != ADIL_NO_WORD;
        adil_json_object_line(r->j);
        adil_told_json(r->j, "is",
                       e->kind == ADIL_EFFECT_SEAT ? ADIL_SPAN("seat") : ADIL_SPAN("unseat"));
        adil_told_json(r->j, "office",
                       named ? adil_told_office_id(r->t, e->office) : ADIL_SPAN(""));
        adil_told_json(r->j, "office_from", e->office_from);
        adil_told_json(r->j, "person", e->person);
        adil_told_json(r->j, "capacity", e->kind == ADIL_EFFECT_SEAT ? e->capacity : ADIL_SPAN(""));
        adil_told_json(r->j, "gives_up", gives_up[e->gives_up]);
        adil_told_json(r->j, "in_words", adil_told_effect(r->t, e));
        adil_json_end(r->j);
    }
    adil_json_end(r->j);
}

static void stage_json(const struct reporting *r, uint32_t stage, bool reached)
{
    const struct adil_stage *s = &r->p->stage[stage];
    adil_json_object(r->j);
    adil_told_json(r->j, "id", s->id);
    adil_told_json(r->j, "name", adil_told_stage(r->t, r->p, stage));
    adil_json_key(r->j, "reached");
    adil_json_bool(r->j, reached);
    adil_json_key(r->j, "end");
    adil_json_bool(r->j, s->is_end);
    adil_json_key(r->j, "acts");
    adil_json_array(r->j);
    for (uint32_t i = 0; i < s->n_acts; i++) {
        act_json(r, &s->act[i]);
    }
    adil_json_end(r->j);
    decision_json(r, s->decision);
    adil_told_json_deadline(r->t, r->j, "silence_until", s->until, r->procedure);
    adil_told_json_stage(r->t, r->j, "silence_to", r->p,
                         s->until == ADIL_NO_WORD ? ADIL_NO_WORD : s->then);
    effects_json(r, &s->effects);
    adil_json_end(r->j);
}

void adil_procedure_json(struct adil_arena scratch, const struct adil_law_view *view,
                         uint32_t procedure, struct adil_buf *out)
{
    struct adil_json j;
    struct adil_told t = adil_told_open(&scratch, view);
    const struct adil_procedure *p = &view->book->acts.procedure[procedure];
    struct reporting r = {&t, &j, p, procedure};
    uint32_t reached = 0;
    const uint32_t *order = adil_stages_in_order(&scratch, p, &reached);
    adil_json_open(&j, out, true);
    adil_json_object(&j);
    adil_told_json(&j, "id", p->rule.id);
    adil_told_json(&j, "name", adil_told_procedure(&t, procedure));
    adil_told_json_rule(&t, &j, &p->rule);
    adil_told_json(&j, "at",
                   adil_date_known(t.at) ? adil_date_text(&scratch, t.at) : ADIL_SPAN(""));
    adil_json_key(&j, "opened");
    adil_json_bool(&j, t.on.procedure[procedure]);
    adil_told_json(&j, "begins", p->stage[0].id);
    adil_json_key(&j, "stages");
    adil_json_array(&j);
    for (uint32_t i = 0; i < p->n_stages; i++) {
        stage_json(&r, order[i], i < reached);
    }
    adil_json_end(&j);
    adil_json_end(&j);
    adil_json_finish(&j);
}
