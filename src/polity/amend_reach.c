/* Transitional rules: open cases that go on under the law after. A case is moved with its stage and
 * the fields of its opening; what was compiled for a polling that has begun stays as it is. */
#include "polity/amend.h"
#include "polity/elections.h"

static struct adil_span case_words(struct adil_judging *j, uint32_t case_no)
{
    const struct adil_case *c = &j->p->cases[case_no];
    struct adil_span stage = c->book->acts.procedure[c->procedure].stage[c->stage].id;
    return adil_fmt(j->perm, "case %.*s in stage %.*s",
                    ADIL_ARG(adil_strings_get(j->p->strings, c->id)), ADIL_ARG(stage));
}

static adil_err refuse_reach(struct adil_judging *j, uint32_t case_no, const char *expected)
{
    return adil_refuse(j, "act.reach", ADIL_SPAN("changes"), case_words(j, case_no),
                       adil_span_of(expected));
}

/* The number of the given field with that id and type; ADIL_NO_WORD. */
static uint32_t same_given(const struct adil_act_word *w, const struct adil_given *g)
{
    const struct adil_given *same = adil_word_gives(w, g->id);
    return same != NULL && same->type == g->type ? (uint32_t)(same - w->give) : ADIL_NO_WORD;
}

static bool keeps_opening(const struct adil_case *c, const struct adil_rulebook *after)
{
    const struct adil_act_word *w = &c->book->acts.word[c->word];
    for (uint32_t i = 0; i < w->n_give; i++) {
        if (c->field[i] != ADIL_SLOT_UNKNOWN &&
            same_given(&after->acts.word[c->word], &w->give[i]) == ADIL_NO_WORD) {
            return false;
        }
    }
    return true;
}

static bool keeps_polling(const struct adil_procedure *a, const struct adil_procedure *b)
{
    return a->places == b->places && a->place_unit == b->place_unit && a->options == b->options &&
           a->protocols == b->protocols && a->votes == b->votes && a->turnout == b->turnout &&
           a->roll == b->roll;
}

/* The stage of that id that is no end; ADIL_NO_WORD: none. */
static uint32_t stage_after(const struct adil_procedure *proc, struct adil_span id)
{
    for (uint32_t i = 0; i < proc->n_stages; i++) {
        if (adil_span_eq(proc->stage[i].id, id)) {
            return proc->stage[i].is_end ? ADIL_NO_WORD : i;
        }
    }
    return ADIL_NO_WORD;
}

/* Stages in which was decided are there to be named. */
static bool keeps_decided(const struct adil_polity *p, uint32_t case_no,
                          const struct adil_procedure *before, const struct adil_procedure *after)
{
    for (uint32_t i = 0; i < p->n_decided; i++) {
        const struct adil_decided *d = &p->decided[i];
        if (d->case_no == case_no &&
            stage_after(after, before->stage[d->stage].id) == ADIL_NO_WORD) {
            return false;
        }
    }
    return true;
}

static adil_err judge_reached(struct adil_judging *j, struct adil_amending *a, uint32_t case_no)
{
    const struct adil_case *c = &j->p->cases[case_no];
    const struct adil_procedure *before = &c->book->acts.procedure[c->procedure];
    const struct adil_procedure *after = &a->after.acts.procedure[c->procedure];
    uint32_t stage = stage_after(after, before->stage[c->stage].id);
    if (stage == ADIL_NO_WORD || !keeps_decided(j->p, case_no, before, after)) {
        return refuse_reach(j, case_no,
                            "a procedure that has its stages, and goes on from this one");
    }
    if (!keeps_opening(c, &a->after)) {
        return refuse_reach(j, case_no,
                            "an opening word that gives what this case was opened with");
    }
    if (c->election != NULL && !keeps_polling(before, after)) {
        return refuse_reach(j, case_no, "the registers of its polling");
    }
    a->reached[a->n_reached++] = (struct adil_reached){case_no, stage};
    return ADIL_OK;
}

static bool is_reached(const struct adil_judging *j, const struct adil_amending *a,
                       uint32_t case_no)
{
    const struct adil_case *c = &j->p->cases[case_no];
    const struct adil_procedure *proc = &c->book->acts.procedure[c->procedure];
    static const struct adil_span section = ADIL_SPAN_INIT("procedures/");
    if (case_no == j->in_case || proc->stage[c->stage].is_end ||
        adil_hash_eq(&c->law, &a->after.hash)) {
        return false;
    }
    for (uint32_t i = 0; i < a->changes.n; i++) {
        const struct adil_change *change = &a->changes.change[i];
        if (change->kind == ADIL_CHANGE_REACHES &&
            adil_span_eq(adil_span_sub(change->id, section.len, change->id.len), proc->rule.id)) {
            return true;
        }
    }
    return false;
}

adil_err adil_reach_judge(struct adil_judging *j, struct adil_amending *a)
{
    a->reached = adil_new(j->perm, struct adil_reached, j->p->n_cases);
    for (uint32_t i = 0; i < j->p->n_cases; i++) {
        if (is_reached(j, a, i)) {
            ADIL_TRY(judge_reached(j, a, i));
        }
    }
    return ADIL_OK;
}

/* ---- effects -------------------------------------------------------------------------------- */

static void lay_opening(struct adil_polity *p, struct adil_case *c)
{
    const struct adil_act_word *before = &c->book->acts.word[c->word];
    const struct adil_act_word *after = &p->in_force->acts.word[c->word];
    adil_slot *field = adil_new(&p->arena, adil_slot, after->n_give);
    for (uint32_t i = 0; i < after->n_give; i++) {
        uint32_t was = same_given(before, &after->give[i]);
        field[i] = was != ADIL_NO_WORD ? c->field[was] : ADIL_SLOT_UNKNOWN;
    }
    c->field = field;
}

static void lay_word_days(struct adil_polity *p, struct adil_case *c)
{
    uint32_t n = p->in_force->acts.n_words;
    int64_t *word_at = adil_new(&p->arena, int64_t, n);
    for (uint32_t i = 0; i < n; i++) {
        word_at[i] = i < c->book->acts.n_words ? c->word_at[i] : ADIL_INSTANT_NONE;
    }
    c->word_at = word_at;
}

/* What is being decided begins anew; what was decided stays, under the new numbers of stages. */
static void lay_decided(struct adil_polity *p, uint32_t case_no)
{
    struct adil_case *c = &p->cases[case_no];
    const struct adil_procedure *before = &c->book->acts.procedure[c->procedure];
    const struct adil_procedure *after = &p->in_force->acts.procedure[c->procedure];
    for (uint32_t i = 0; i < p->n_decided; i++) {
        struct adil_decided *d = &p->decided[i];
        if (d->case_no == case_no) {
            d->stage = stage_after(after, before->stage[d->stage].id);
        }
    }
    c->decided_from = p->n_decided;
    c->cast_from = p->n_cast;
}

void adil_reach_apply(struct adil_judging *j, const struct adil_amending *a)
{
    struct adil_polity *p = j->p;
    for (uint32_t i = 0; i < a->n_reached; i++) {
        struct adil_case *c = &p->cases[a->reached[i].case_no];
        lay_opening(p, c);
        lay_word_days(p, c);
        lay_decided(p, a->reached[i].case_no);
        c->book = p->in_force;
        c->law = p->law;
        c->stage = a->reached[i].stage;
        c->due_day = ADIL_DATE_NONE;
        if (c->election != NULL) {
            adil_election_reread(p, c->election);
        }
    }
    p->due_day = ADIL_DATE_NONE;
}
