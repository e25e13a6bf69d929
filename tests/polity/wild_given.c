/* An act that was accepted is one that the law gives: the stage at which its case stood lists the
 * word for the office, and the window was open; or a power in force does. */
#include "wild.h"

#include <string.h>

/* ---- before -------------------------------------------------------------------------------- */

uint32_t wild_case_of(const struct adil_polity *p, const struct adil_rulebook *book,
                      const struct adil_act *act)
{
    struct adil_span rest = act->about;
    struct adil_span head = {0};
    enum adil_about about = adil_act_kind_about(act->kind);
    if (act->kind == ADIL_ACT_OPEN || !adil_span_cut(&rest, '/', &head)) {
        return ADIL_NO_CASE;
    }
    if (about == ADIL_ABOUT_RECORD) {
        uint32_t reg = adil_register_find(book->reg, book->n_registers, head);
        if (reg == ADIL_NO_WORD || !book->acts.per_case[reg] || !adil_span_cut(&rest, '/', &head)) {
            return ADIL_NO_CASE;
        }
        rest = head;
    } else if (about != ADIL_ABOUT_CASE && about != ADIL_ABOUT_LAW) {
        return ADIL_NO_CASE;
    }
    for (uint32_t i = 0; i < p->n_cases; i++) {
        if (adil_span_eq(adil_strings_get(p->strings, p->cases[i].id), rest)) {
            return i;
        }
    }
    return ADIL_NO_CASE;
}

static uint32_t office_named(const struct adil_acts *acts, struct adil_span by)
{
    struct adil_span head = by;
    struct adil_span rest = by;
    if (!adil_span_cut(&rest, '/', &head)) {
        head = by;
    }
    for (uint32_t i = 0; i < acts->n_offices; i++) {
        if (adil_span_eq(acts->office[i].rule.id, head)) {
            return i;
        }
    }
    return adil_span_is(by, "founders") ? ADIL_FOUNDERS : ADIL_NO_WORD;
}

static bool is_by(const uint32_t *by, uint32_t n, uint32_t office)
{
    for (uint32_t i = 0; i < n; i++) {
        if (by[i] == office) {
            return true;
        }
    }
    return false;
}

/* The unit of a place whose office acts: its hour may be another. */
static uint32_t unit_of(const struct wild *w, const struct adil_act *act)
{
    const struct wild_before *b = &w->before;
    const struct adil_procedure *proc =
        &b->book->acts.procedure[w->f.p->cases[b->case_no].procedure];
    struct adil_span key = act->by;
    struct adil_span head;
    if (proc->places == ADIL_NO_WORD || b->office >= b->book->acts.n_offices ||
        b->book->acts.office[b->office].of != proc->places || !adil_span_cut(&key, '/', &head)) {
        return ADIL_NO_UNIT;
    }
    uint32_t id = adil_strings_find(w->f.p->strings, key);
    uint32_t rec = id != 0 ? adil_record_find(w->f.p, proc->places, id) : ADIL_NO_RECORD;
    return rec != ADIL_NO_RECORD
               ? adil_case_place_unit(w->f.p, w->f.p->cases[b->case_no].procedure, rec)
               : ADIL_NO_UNIT;
}

static bool is_open(struct wild *w, const struct adil_stage_act *s, const struct adil_act *act)
{
    struct adil_polity *p = w->f.p;
    struct adil_rulebook *was = adil_law_look(p, w->before.case_no);
    struct adil_date day = adil_polity_day(p, act->logged);
    uint32_t unit = unit_of(w, act);
    bool open = true;
    if (s->from != ADIL_NO_WORD) {
        int64_t at = adil_case_deadline(p, w->before.case_no, s->from, unit, day).begin;
        open = at != ADIL_INSTANT_NONE && act->logged >= at;
    }
    if (s->until != ADIL_NO_WORD) {
        int64_t at = adil_case_deadline(p, w->before.case_no, s->until, unit, day).end;
        open = open && at != ADIL_INSTANT_NONE && act->logged <= at;
    }
    p->book = was;
    return open;
}

static void look_at_case(struct wild *w, const struct adil_act *act)
{
    struct wild_before *b = &w->before;
    const struct adil_case *c = &w->f.p->cases[b->case_no];
    const struct adil_stage *s = &b->book->acts.procedure[c->procedure].stage[c->stage];
    b->stage = c->stage;
    b->arrived = c->stage_entry;
    for (uint32_t i = 0; i < s->n_acts; i++) {
        const struct adil_stage_act *a = &s->act[i];
        b->in_time = b->in_time ||
                     (a->word == b->word && is_by(a->by, a->n_by, b->office) && is_open(w, a, act));
    }
}

static void keep_holdings(struct wild *w)
{
    struct wild_before *b = &w->before;
    const struct adil_polity *p = w->f.p;
    if (p->n_holdings > b->cap_holdings) {
        b->cap_holdings = 2 * p->n_holdings;
        b->holding = adil_new(&w->f.t->perm, struct adil_holding, b->cap_holdings);
    }
    b->n_holdings = p->n_holdings;
    if (p->n_holdings > 0) {
        memcpy(b->holding, p->holding, p->n_holdings * sizeof *b->holding);
    }
}

void wild_look(struct wild *w, const struct adil_act *act)
{
    const struct adil_polity *p = w->f.p;
    struct wild_before *b = &w->before;
    b->case_no = wild_case_of(p, p->book, act);
    b->book = b->case_no != ADIL_NO_CASE ? p->cases[b->case_no].book : p->book;
    b->word = adil_word_find_act(&b->book->acts, act->word);
    b->office = office_named(&b->book->acts, act->by);
    b->n_decided = p->n_decided;
    b->in_time = false;
    keep_holdings(w);
    if (b->case_no != ADIL_NO_CASE) {
        look_at_case(w, act);
    }
}

/* ---- after --------------------------------------------------------------------------------- */

/* Where the case stood when the act was judged: deadlines may have moved it before. */
static uint32_t stage_judged(const struct wild *w, bool *fired)
{
    const struct adil_polity *p = w->f.p;
    const struct wild_before *b = &w->before;
    const struct adil_procedure *proc = &b->book->acts.procedure[p->cases[b->case_no].procedure];
    uint32_t stage = b->stage;
    *fired = false;
    for (uint32_t i = 0; i < p->n_fired; i++) {
        if (p->fired[i].case_no == b->case_no) {
            stage = proc->stage[p->fired[i].stage].then;
            *fired = true;
        }
    }
    return stage;
}

static bool decision_gives(const struct wild_before *b, const struct adil_decision *d)
{
    const struct adil_acts *acts = &b->book->acts;
    bool stated = is_by(d->word, d->n_words, b->word);
    for (uint32_t i = 0; i < d->n_bodies; i++) {
        const struct adil_body *body = &acts->body[d->body[i]];
        bool member = b->office < acts->n_offices && body->reg != ADIL_NO_WORD &&
                      acts->office[b->office].of == body->reg;
        if ((stated && is_by(body->by, body->n_by, b->office)) || (d->votes == b->word && member)) {
            return true;
        }
    }
    return false;
}

/* The stage lists it; *act: as an act with a window. */
static bool stage_gives(const struct wild_before *b, const struct adil_stage *s, bool *act)
{
    *act = false;
    for (uint32_t i = 0; i < s->n_acts; i++) {
        *act =
            *act || (s->act[i].word == b->word && is_by(s->act[i].by, s->act[i].n_by, b->office));
    }
    return *act || (s->decision != NULL && decision_gives(b, s->decision));
}

static bool power_gives(const struct wild *w)
{
    const struct wild_before *b = &w->before;
    const struct adil_acts *acts = &b->book->acts;
    for (uint32_t i = 0; i < acts->n_powers; i++) {
        const struct adil_rule *rule = &acts->power[i].rule;
        bool opened = rule->applies != ADIL_APPLIES_ACT && b->case_no != ADIL_NO_CASE;
        struct adil_date day = opened ? w->f.p->cases[b->case_no].opened_day : wild_day(w);
        bool begun = !adil_date_known(rule->from) || adil_date_cmp(rule->from, day) <= 0;
        bool over = adil_date_known(rule->until) && adil_date_cmp(rule->until, day) <= 0;
        if (acts->power[i].word == b->word && acts->power[i].office == b->office && begun &&
            !over) {
            return true;
        }
    }
    return false;
}

const char *wild_wrong_given(struct wild *w)
{
    const struct wild_before *b = &w->before;
    bool fired = false;
    bool windowed = false;
    if (b->word == ADIL_NO_WORD || b->office == ADIL_NO_WORD) {
        return "accepted, of a word or an office that the law does not know";
    }
    if (b->case_no != ADIL_NO_CASE) {
        const struct adil_procedure *proc =
            &b->book->acts.procedure[w->f.p->cases[b->case_no].procedure];
        uint32_t stage = stage_judged(w, &fired);
        if (stage_gives(b, &proc->stage[stage], &windowed)) {
            return !windowed || fired || b->in_time ? NULL
                                                    : "accepted outside the window of its stage";
        }
    }
    return power_gives(w) ? NULL : "accepted, and no rule gives it";
}
