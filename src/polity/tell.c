/* What is told to who observes the judging of acts: docs/design/coverage.md. */
#include "polity/authority.h"

void adil_tell_judged(const struct adil_polity *p, enum adil_statement_kind kind, const void *what,
                      enum adil_judged judged)
{
    p->options.judged(p->options.ctx, kind, what, judged);
}

/* The version that binds the case, by the case's own law. */
static void tell_deadline(const struct adil_polity *p, uint32_t case_no, uint32_t deadline,
                          struct adil_date day, enum adil_judged judged)
{
    struct adil_polity copy;
    const struct adil_polity *view = adil_law_view(p, case_no, &copy);
    const struct adil_deadline *d = adil_case_deadline_rule(view, case_no, deadline, day);
    if (d != NULL) {
        adil_tell(p, ADIL_STATEMENT_DEADLINE, &d->rule, judged);
    }
}

void adil_tell_in_time(const struct adil_polity *p, uint32_t case_no, uint32_t deadline,
                       struct adil_date day)
{
    if (p->observed && deadline != ADIL_NO_WORD) {
        tell_deadline(p, case_no, deadline, day, ADIL_JUDGED_HELD);
    }
}

void adil_tell_norms(const struct adil_judging *j, const struct adil_norm *norm, uint32_t n)
{
    for (uint32_t i = 0; j->p->observed && i < n; i++) {
        if (adil_rule_in_force(&norm[i].rule, adil_judging_law_day(j, &norm[i].rule))) {
            adil_tell(j->p, ADIL_STATEMENT_NORM, &norm[i].rule, ADIL_JUDGED_HELD);
        }
    }
}

/* ---- counts --------------------------------------------------------------------------------- */

static void tell_step(const struct adil_polity *p, const struct adil_step *s)
{
    bool reached = false;
    bool missed = false;
    adil_step_tried(s, &reached, &missed);
    if (reached) {
        adil_tell(p, ADIL_STATEMENT_RULE, s->rule, ADIL_JUDGED_HELD);
    }
    if (missed) {
        adil_tell(p, ADIL_STATEMENT_RULE, s->rule, ADIL_JUDGED_MISSED);
    }
}

void adil_tell_outcome(const struct adil_polity *p, const struct adil_outcome *o)
{
    for (const struct adil_step *s = p->observed ? o->step : NULL; s != NULL; s = s->next) {
        if (s->rule != NULL) {
            tell_step(p, s);
        }
    }
}

/* ---- cases ---------------------------------------------------------------------------------- */

static const struct adil_stage *stage_of_case(const struct adil_polity *p, uint32_t case_no,
                                              uint32_t stage)
{
    const struct adil_case *c = &p->cases[case_no];
    return &c->book->acts.procedure[c->procedure].stage[stage];
}

/* A stage that ends by itself ended: by its deadline, or by an act before it. */
static void tell_silence(const struct adil_judging *j, uint32_t case_no, uint32_t stage,
                         bool by_act)
{
    const struct adil_polity *p = j->p;
    const struct adil_stage *s = stage_of_case(p, case_no, stage);
    if (s->until == ADIL_NO_WORD) {
        return;
    }
    adil_tell(p, ADIL_STATEMENT_SILENCE, s, by_act ? ADIL_JUDGED_MISSED : ADIL_JUDGED_HELD);
    tell_deadline(p, case_no, s->until, j->day, by_act ? ADIL_JUDGED_HELD : ADIL_JUDGED_MISSED);
}

void adil_tell_moves(const struct adil_judging *j, uint32_t stage, uint32_t entry)
{
    const struct adil_polity *p = j->p;
    for (uint32_t i = 0; i < p->n_fired; i++) {
        tell_silence(j, p->fired[i].case_no, p->fired[i].stage, false);
    }
    if (j->in_case == ADIL_NO_CASE || stage == ADIL_NO_WORD) {
        return;
    }
    const struct adil_case *c = &p->cases[j->in_case];
    if (c->stage != stage || c->stage_entry != entry) {
        tell_silence(j, j->in_case, stage, true);
    }
}
