/* Decisions: what follows from the votes of a body, and where the case goes. */
#include "polity/bodies.h"
#include "polity/given.h"

/* What the judge of a decision found, for its effect. */
struct deciding {
    struct adil_decided made;
    uint32_t to;                  /* stage, or ADIL_NO_WORD: stays */
    const struct adil_roll *roll; /* for options.rolled, else NULL; before who leaves by it does */
};

static const struct adil_stage *case_stage(const struct adil_judging *j)
{
    const struct adil_case *c = &j->p->cases[j->in_case];
    return &j->p->book->acts.procedure[c->procedure].stage[c->stage];
}

const struct adil_decision *adil_decision_of(const struct adil_judging *j)
{
    return case_stage(j)->decision;
}

/* ---- who ----------------------------------------------------------------------------------- */

static bool states_for(const struct adil_body *b, uint32_t office)
{
    for (uint32_t i = 0; i < b->n_by; i++) {
        if (b->by[i] == office) {
            return true;
        }
    }
    return false;
}

/* The office states decisions of one of the bodies, or is that of a member of one. */
static bool may_speak(const struct adil_judging *j, const struct adil_decision *d)
{
    const struct adil_acts *acts = &j->p->book->acts;
    uint32_t office = j->p->issuer[j->issuer].office;
    uint32_t of = office != ADIL_FOUNDERS ? acts->office[office].of : ADIL_NO_WORD;
    for (uint32_t i = 0; i < d->n_bodies; i++) {
        const struct adil_body *b = &acts->body[d->body[i]];
        if (adil_decision_is_stated(d, j->word) ? states_for(b, office)
                                                : of != ADIL_NO_WORD && of == b->reg) {
            return true;
        }
    }
    return false;
}

static struct adil_span body_names(const struct adil_judging *j, const struct adil_decision *d)
{
    struct adil_span text = {0};
    for (uint32_t i = 0; i < d->n_bodies; i++) {
        const struct adil_body *b = &j->p->book->acts.body[d->body[i]];
        struct adil_span name = adil_texts_pick(&b->name, j->p->options.lang);
        name = name.len > 0 ? name : b->rule.id;
        text = i == 0 ? name : adil_fmt(j->perm, "%.*s, %.*s", ADIL_ARG(text), ADIL_ARG(name));
    }
    const struct adil_arg arg = {"names", text};
    return adil_said(j->perm, j->p->options.lang, ADIL_M_J_WHO_MAY, &arg, 1);
}

/* Another stage of the case's procedure decides with this word: one where the issuer may speak
 * before any other. */
static const struct adil_stage *decided_elsewhere(const struct adil_judging *j)
{
    const struct adil_procedure *proc =
        &j->p->book->acts.procedure[j->p->cases[j->in_case].procedure];
    const struct adil_stage *any = NULL;
    for (uint32_t i = 0; i < proc->n_stages; i++) {
        const struct adil_decision *d = proc->stage[i].decision;
        if (d == NULL || (!adil_decision_is_stated(d, j->word) && d->votes != j->word)) {
            continue;
        }
        if (may_speak(j, d)) {
            return &proc->stage[i];
        }
        any = any != NULL ? any : &proc->stage[i];
    }
    return any;
}

static struct adil_span stage_said(const struct adil_judging *j, const struct adil_stage *s)
{
    struct adil_span name = adil_texts_pick(&s->name, j->p->options.lang);
    const struct adil_arg arg = {"stage", name.len > 0 ? name : s->id};
    return adil_said(j->perm, j->p->options.lang, ADIL_M_J_STAGE, &arg, 1);
}

adil_err adil_decision_authority(struct adil_judging *j, bool *given)
{
    bool kind = j->act->kind == ADIL_ACT_DECIDE || j->act->kind == ADIL_ACT_VOTE;
    *given = false;
    if (!kind || j->in_case == ADIL_NO_CASE) {
        return ADIL_OK;
    }
    const struct adil_stage *here = case_stage(j);
    const struct adil_decision *d = here->decision;
    if (d == NULL || (!adil_decision_is_stated(d, j->word) && d->votes != j->word)) {
        const struct adil_stage *there = decided_elsewhere(j);
        return there == NULL ? ADIL_OK
                             : adil_refuse_rule(j, &there->decision->rule, ADIL_SPAN("about"),
                                                stage_said(j, here), stage_said(j, there));
    }
    *given = may_speak(j, d);
    return *given ? ADIL_OK
                  : adil_refuse_rule(j, &d->rule, ADIL_SPAN("by"), j->act->by, body_names(j, d));
}

adil_err adil_decision_body(struct adil_judging *j, const struct adil_decision *d, uint32_t *body)
{
    const struct adil_acts *acts = &j->p->book->acts;
    struct adil_span name = adil_given_text(j, ADIL_SPAN("body"));
    for (uint32_t i = 0; i < d->n_bodies; i++) {
        if (name.len == 0 ? d->n_bodies == 1 : adil_span_eq(name, acts->body[d->body[i]].rule.id)) {
            *body = d->body[i];
            return ADIL_OK;
        }
    }
    return adil_refuse_rule(j, &d->rule, ADIL_SPAN("body"),
                            name.len > 0 ? name : ADIL_SPAN("nothing"), body_names(j, d));
}

/* ---- what follows -------------------------------------------------------------------------- */

uint32_t adil_decision_passed(const struct adil_polity *p, uint32_t case_no, uint32_t body)
{
    uint32_t n = 0;
    for (uint32_t i = p->cases[case_no].decided_from; i < p->n_decided; i++) {
        const struct adil_decided *d = &p->decided[i];
        n += d->case_no == case_no && d->body == body && d->end == ADIL_DECISION_PASS;
    }
    return n;
}

/* Where nobody voted for or against, there is no tie. */
static bool is_tie(const struct adil_body_figures *f)
{
    return f->n[ADIL_CHOICE_YES] > 0 && f->n[ADIL_CHOICE_YES] == f->n[ADIL_CHOICE_NO];
}

/* The casting vote, where the act gives one, is for or against. */
static adil_err judge_casting(struct adil_judging *j)
{
    struct adil_span casting = adil_given_text(j, ADIL_SPAN("casting"));
    bool well = casting.len == 0 || adil_span_is(casting, "yes") || adil_span_is(casting, "no");
    return well
               ? ADIL_OK
               : adil_refuse(j, "act.field", ADIL_SPAN("casting"), casting, ADIL_SPAN("yes or no"));
}

static adil_err judge_tie(struct adil_judging *j, const struct adil_decision *d,
                          enum adil_decision_end *end)
{
    struct adil_span casting = adil_given_text(j, ADIL_SPAN("casting"));
    *end = ADIL_DECISION_FAIL;
    switch (d->tie) {
    case ADIL_DECIDES_FAILS:
        break;
    case ADIL_DECIDES_PASSES:
        *end = ADIL_DECISION_PASS;
        break;
    case ADIL_DECIDES_STAYS:
        *end = ADIL_DECISION_NONE;
        break;
    case ADIL_DECIDES_CASTING:
        if (casting.len == 0) {
            return adil_refuse_rule(j, &d->rule, ADIL_SPAN("casting"), ADIL_SPAN("nothing"),
                                    ADIL_SPAN("the casting vote, yes or no: it is a tie"));
        }
        *end = adil_span_is(casting, "yes") ? ADIL_DECISION_PASS : ADIL_DECISION_FAIL;
        break;
    }
    return ADIL_OK;
}

static adil_err judge_end(struct adil_judging *j, const struct adil_decision *d,
                          const struct adil_body_figures *f, enum adil_decision_end *end)
{
    struct adil_body_figures asked = *f;
    asked.subject = adil_voters_in(f);
    *end = ADIL_DECISION_NONE;
    bool quorate = adil_body_answer(j->perm, d->quorum, &asked).truth == ADIL_HOLDS;
    adil_tell(j->p, ADIL_STATEMENT_QUORUM, &d->rule,
              quorate ? ADIL_JUDGED_HELD : ADIL_JUDGED_MISSED);
    if (!quorate) {
        return ADIL_OK;
    }
    asked.subject = f->n[ADIL_CHOICE_YES];
    enum adil_truth passes = adil_body_answer(j->perm, d->pass, &asked).truth;
    if (passes == ADIL_UNKNOWN) {
        return ADIL_OK;
    }
    if (passes == ADIL_FAILS && is_tie(f)) {
        adil_tell(j->p, ADIL_STATEMENT_TIE, &d->rule, ADIL_JUDGED_HELD);
        return judge_tie(j, d, end);
    }
    *end = passes == ADIL_HOLDS ? ADIL_DECISION_PASS : ADIL_DECISION_FAIL;
    return ADIL_OK;
}

static uint32_t decision_leads(const struct adil_judging *j, const struct adil_decision *d,
                               const struct adil_decided *made)
{
    if (made->end != ADIL_DECISION_PASS) {
        return d->to[made->end];
    }
    if (made->reading < d->readings) {
        return ADIL_NO_WORD;
    }
    for (uint32_t i = 0; i < d->n_bodies; i++) {
        if (d->body[i] != made->body &&
            adil_decision_passed(j->p, j->in_case, d->body[i]) < d->readings) {
            return ADIL_NO_WORD;
        }
    }
    return d->to[ADIL_DECISION_PASS];
}

/* What the act says follows is what does. */
static adil_err judge_result(struct adil_judging *j, const struct adil_decision *d,
                             const struct adil_body_figures *f, const struct adil_decided *made)
{
    struct adil_span said = adil_given_text(j, ADIL_SPAN("result"));
    struct adil_span is = adil_decision_ends[made->end];
    adil_slot reading = adil_given_slot(j, ADIL_SPAN("reading"), ADIL_FIELD_NUMBER);
    if (reading != ADIL_SLOT_UNKNOWN && reading != (adil_slot)made->reading) {
        return adil_refuse_rule(j, &d->rule, ADIL_SPAN("reading"),
                                adil_fmt(j->perm, "%lld", (long long)reading),
                                adil_fmt(j->perm, "%u", made->reading));
    }
    if (said.len == 0 || adil_span_eq(said, is)) {
        return ADIL_OK;
    }
    const struct adil_phrase *asked =
        made->end == ADIL_DECISION_NONE && d->tie != ADIL_DECIDES_STAYS ? d->quorum : d->pass;
    struct adil_span words =
        adil_phrase_words(j->perm, j->p->options.lang, asked, &j->p->book->vocab);
    return adil_refuse_rule(
        j, &d->rule, ADIL_SPAN("result"),
        adil_fmt(j->perm, "%.*s: %.*s", ADIL_ARG(said), ADIL_ARG(adil_figures_words(j, f))),
        adil_fmt(j->perm, "%.*s: %.*s", ADIL_ARG(is), ADIL_ARG(words)));
}

adil_err adil_decide_judge(struct adil_judging *j)
{
    const struct adil_decision *d = adil_decision_of(j);
    struct deciding *x = adil_new(j->perm, struct deciding, 1);
    struct adil_body_figures f;
    enum adil_decision_end end = ADIL_DECISION_NONE;
    uint32_t body = 0;
    if (d == NULL ||
        !adil_decision_is_stated(d, j->word)) { /* given by a power: there is nothing to decide */
        return adil_refuse(j, "act.move", ADIL_SPAN("word"), j->act->word,
                           ADIL_SPAN("a stage that ends by this decision"));
    }
    ADIL_TRY(adil_decision_body(j, d, &body));
    const struct adil_body *b = &j->p->book->acts.body[body];
    if (!states_for(b, j->p->issuer[j->issuer].office)) {
        return adil_refuse_rule(j, &d->rule, ADIL_SPAN("by"), j->act->by, body_names(j, d));
    }
    uint32_t n = adil_decision_passed(j->p, j->in_case, body);
    if (n >= d->readings) {
        return adil_refuse_rule(j, &d->rule, ADIL_SPAN("about"), b->rule.id,
                                ADIL_SPAN("a body that has not decided yet"));
    }
    ADIL_TRY(judge_casting(j));
    ADIL_TRY(adil_figures_judge(j, d, body, &f));
    ADIL_TRY(judge_end(j, d, &f, &end));
    x->made = (struct adil_decided){.case_no = j->in_case,
                                    .stage = j->p->cases[j->in_case].stage,
                                    .body = body,
                                    .reading = n + 1,
                                    .entry = (uint32_t)j->entry,
                                    .seats = f.seats,
                                    .members = f.members,
                                    .cast_to = j->p->n_cast,
                                    .end = (uint8_t)end};
    for (unsigned c = 0; c < ADIL_N_CHOICES; c++) {
        x->made.n[c] = f.n[c];
    }
    x->to = decision_leads(j, d, &x->made);
    x->roll = j->p->options.rolled != NULL ? adil_roll_of(j, d, &x->made) : NULL;
    adil_tell(j->p, ADIL_STATEMENT_DECISION, &d->rule, ADIL_JUDGED_HELD);
    if (x->made.end != ADIL_DECISION_NONE) {
        adil_tell(j->p, ADIL_STATEMENT_PASS, &d->rule,
                  x->made.end == ADIL_DECISION_PASS ? ADIL_JUDGED_HELD : ADIL_JUDGED_MISSED);
    }
    j->own = x;
    return judge_result(j, d, &f, &x->made);
}

uint32_t adil_decide_body(const struct adil_judging *j)
{
    return ((const struct deciding *)j->own)->made.body;
}

void adil_decide_apply(struct adil_judging *j)
{
    struct adil_polity *p = j->p;
    const struct deciding *x = j->own;
    p->decided = adil_grow(p, p->decided, sizeof *p->decided, p->n_decided, &p->cap_decided);
    p->decided[p->n_decided++] = x->made;
    if (x->roll != NULL) {
        p->options.rolled(p->options.ctx, x->roll);
    }
    adil_case_go(p, j->in_case, x->to, j->entry, j->act->logged);
}

uint32_t adil_act_moves_to(const struct adil_judging *j)
{
    if (j->act->kind == ADIL_ACT_DECIDE) {
        return ((const struct deciding *)j->own)->to;
    }
    bool moves = j->stage_act != NULL && j->act->kind != ADIL_ACT_COUNT;
    return moves ? j->stage_act->to : ADIL_NO_WORD;
}
