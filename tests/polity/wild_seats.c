/* Who holds what: nobody beside what excludes it, no office and no body more than the law says; and
 * whoever took an office took it by an effect of the act, by a stage that a case came to, or by a
 * certified result that elected that person. */
#include "wild.h"

#include <string.h>

/* ---- holders ------------------------------------------------------------------------------- */

static bool holds_on(const struct adil_holding *h, struct adil_date day)
{
    return (!adil_date_known(h->since) || adil_date_cmp(h->since, day) <= 0) &&
           (!adil_date_known(h->until) || adil_date_cmp(h->until, day) > 0);
}

static bool among(const uint32_t *list, uint32_t n, uint32_t of)
{
    for (uint32_t i = 0; i < n; i++) {
        if (list[i] == of) {
            return true;
        }
    }
    return false;
}

/* Seats of a body by its sizes; UINT32_MAX: as many as it has members. */
static uint32_t seats_of(const struct adil_body *b, struct adil_date day)
{
    for (uint32_t i = 0; i < b->n_sizes; i++) {
        const struct adil_body_size *s = &b->size[i];
        if ((!adil_date_known(s->from) || adil_date_cmp(s->from, day) <= 0) &&
            (!adil_date_known(s->until) || adil_date_cmp(s->until, day) > 0)) {
            return s->seats;
        }
    }
    return UINT32_MAX;
}

/* Of a body that somebody took a seat in by this act. */
static const char *wrong_body(const struct wild *w, const struct adil_holding *now,
                              struct adil_date day)
{
    const struct adil_polity *p = w->f.p;
    const struct adil_acts *acts = &p->book->acts;
    for (uint32_t k = 0; k < acts->n_bodies; k++) {
        const struct adil_body *b = &acts->body[k];
        uint32_t n = 0;
        for (uint32_t i = 0; i < p->n_holdings; i++) {
            n += among(b->office, b->n_offices, p->holding[i].office) &&
                 holds_on(&p->holding[i], day);
        }
        if (among(b->office, b->n_offices, now->office) && n > seats_of(b, day)) {
            return "a body with more members than it has seats";
        }
    }
    return NULL;
}

/* Held in a capacity that is taken beside any office. */
static bool acts_beside(const struct adil_polity *p, const struct adil_holding *h)
{
    const struct adil_office *o = &p->book->acts.office[h->office];
    for (uint32_t i = 0; i < o->n_beside; i++) {
        if (adil_span_eq(o->beside[i], adil_strings_get(p->strings, h->capacity))) {
            return true;
        }
    }
    return false;
}

static const char *wrong_holder(const struct wild *w, const struct adil_holding *h,
                                struct adil_date day)
{
    const struct adil_polity *p = w->f.p;
    const struct adil_acts *acts = &p->book->acts;
    const struct adil_office *o = &acts->office[h->office];
    uint32_t n = 0;
    for (uint32_t k = 0; k < p->n_holdings; k++) {
        const struct adil_holding *other = &p->holding[k];
        if (!holds_on(other, day)) {
            continue;
        }
        n += other->office == h->office;
        if (other != h && other->person == h->person &&
            (other->office == h->office || (among(o->not_with, o->n_not_with, other->office) &&
                                            !acts_beside(p, h) && !acts_beside(p, other)))) {
            return "a person who holds an office beside what excludes it";
        }
    }
    bool now = h->entry + 1 == p->n; /* a body may become smaller than it is */
    if (now && n > (o->holders > 0 ? o->holders : adil_office_holders(acts, h->office, day))) {
        return "more holders of an office than the law says";
    }
    return now ? wrong_body(w, h, day) : NULL;
}

const char *wild_wrong_holders(const struct wild *w)
{
    const struct adil_polity *p = w->f.p;
    struct adil_date day = wild_day(w);
    for (uint32_t i = 0; i < p->n_holdings; i++) {
        const char *wrong =
            holds_on(&p->holding[i], day) ? wrong_holder(w, &p->holding[i], day) : NULL;
        if (wrong != NULL) {
            return wrong;
        }
    }
    return NULL;
}

/* ---- by an effect -------------------------------------------------------------------------- */

/* Where an effect's fields stand: in an act, and in the record that the act wrote. */
struct said {
    const struct wild *w;
    const struct adil_act *act;
    const struct adil_act_word *word;
    bool record; /* fields of its record too */
};

/* The text that a field of the record has; empty: none. */
static struct adil_span in_record(const struct said *s, struct adil_span id)
{
    const struct adil_polity *p = s->w->f.p;
    struct adil_span key = s->act->about;
    struct adil_span head;
    if (!s->record || s->word->reg == ADIL_NO_WORD || !adil_span_cut(&key, '/', &head)) {
        return (struct adil_span){0};
    }
    const struct adil_register *reg = &p->book->reg[s->word->reg];
    uint32_t field = adil_field_find(reg->field, reg->n_fields, id);
    uint32_t rec = adil_record_find(p, s->word->reg, adil_strings_find(p->strings, key));
    if (field == ADIL_NO_WORD || rec == ADIL_NO_RECORD) {
        return (struct adil_span){0};
    }
    if (p->reg[s->word->reg].type[field] == ADIL_FIELD_KEY) {
        return wild_last_part(key);
    }
    adil_slot slot = adil_record_slot(p, s->word->reg, rec, field);
    return slot != ADIL_SLOT_UNKNOWN ? adil_strings_get(p->strings, (uint32_t)slot)
                                     : (struct adil_span){0};
}

/* A field says the text, alone or among others. */
static bool says(const struct said *s, struct adil_span id, struct adil_span text)
{
    struct adil_span one = wild_text(s->act, id);
    struct adil_span raw = wild_raw(s->act, id);
    struct adil_span item;
    for (uint32_t i = 0; wild_item(raw, i, &item); i++) {
        if (adil_span_eq(item, text)) {
            return true;
        }
    }
    return adil_span_eq(raw.len > 0 ? one : in_record(s, id), text);
}

static bool seats_by_effects(const struct said *s, const struct adil_effects *e,
                             const struct adil_holding *h)
{
    const struct adil_polity *p = s->w->f.p;
    struct adil_span person = adil_strings_get(p->strings, h->person);
    struct adil_span office = p->book->acts.office[h->office].rule.id;
    for (uint32_t i = 0; i < e->n; i++) {
        const struct adil_effect *x = &e->effect[i];
        bool it = x->office_from.len > 0 ? says(s, x->office_from, office) : x->office == h->office;
        if (x->kind == ADIL_EFFECT_SEAT && it && says(s, x->person, person) &&
            adil_span_eq(x->capacity, adil_strings_get(p->strings, h->capacity))) {
            return true;
        }
    }
    return false;
}

/* ---- by a stage ---------------------------------------------------------------------------- */

static bool seats_by_stage(const struct wild *w, uint32_t case_no, uint32_t stage,
                           const struct adil_holding *h)
{
    const struct adil_case *c = &w->f.p->cases[case_no];
    const struct adil_acts *acts = &c->book->acts;
    if (stage == ADIL_NO_WORD || c->opened > w->n) {
        return false;
    }
    const struct said its = {w, &w->act[c->opened - 1], &acts->word[c->word], false};
    return seats_by_effects(&its, &acts->procedure[c->procedure].stage[stage].effects, h);
}

/* Stages that deadlines brought cases to before the act, and where the act's own came to. */
static bool seats_by_any_stage(const struct wild *w, const struct adil_holding *h)
{
    const struct adil_polity *p = w->f.p;
    uint32_t own = w->before.case_no;
    for (uint32_t i = 0; i < p->n_fired; i++) {
        const struct adil_case *c = &p->cases[p->fired[i].case_no];
        const struct adil_procedure *proc = &c->book->acts.procedure[c->procedure];
        if (seats_by_stage(w, p->fired[i].case_no, proc->stage[p->fired[i].stage].then, h)) {
            return true;
        }
    }
    return own != ADIL_NO_CASE && p->cases[own].stage_entry + 1 == p->n &&
           seats_by_stage(w, own, p->cases[own].stage, h);
}

/* ---- by a result --------------------------------------------------------------------------- */

/* The option's record names the person, and the office where it says which. */
static bool option_is(const struct wild *w, const struct adil_case *c, struct adil_span option,
                      const struct adil_holding *h)
{
    const struct adil_polity *p = w->f.p;
    const struct adil_procedure *proc = &c->book->acts.procedure[c->procedure];
    struct adil_arena tmp = w->f.t->scratch;
    uint32_t reg = proc->options;
    struct adil_span key =
        p->book->acts.per_case[reg]
            ? adil_fmt(&tmp, "%.*s/%.*s", ADIL_ARG(adil_strings_get(p->strings, c->id)),
                       ADIL_ARG(option))
            : option;
    for (uint32_t i = 0; i < p->reg[reg].n; i++) {
        if (!adil_span_eq(adil_strings_get(p->strings, p->reg[reg].rec[i].key), key)) {
            continue;
        }
        adil_slot of = proc->seats_office_from != ADIL_NO_WORD
                           ? adil_record_slot(p, reg, i, proc->seats_office_from)
                           : ADIL_SLOT_UNKNOWN;
        bool office = proc->seats_office_from == ADIL_NO_WORD
                          ? h->office == proc->seats_office
                          : of != ADIL_SLOT_UNKNOWN &&
                                adil_span_eq(adil_strings_get(p->strings, (uint32_t)of),
                                             p->book->acts.office[h->office].rule.id);
        return office && adil_record_slot(p, reg, i, proc->seats_person) == (adil_slot)h->person;
    }
    return false;
}

/* The act that stated the contest's last result names an option of that person. */
static bool result_elects(const struct wild *w, const struct adil_case *c,
                          const struct adil_polled_contest *contest, const struct adil_holding *h)
{
    const struct adil_result_act *r = &contest->result[contest->n_results - 1];
    const struct adil_act *act = &w->act[r->entry - 1];
    struct adil_span elected = wild_raw(act, ADIL_SPAN("elected"));
    struct adil_span winner = wild_text(act, ADIL_SPAN("winner"));
    struct adil_span option;
    for (uint32_t i = 0; wild_item(elected, i, &option); i++) {
        if (option_is(w, c, option, h)) {
            return true;
        }
    }
    return winner.len > 0 && option_is(w, c, winner, h);
}

static bool seats_by_result(const struct wild *w, const struct adil_holding *h)
{
    const struct adil_polity *p = w->f.p;
    if (w->before.case_no == ADIL_NO_CASE) {
        return false;
    }
    const struct adil_case *c = &p->cases[w->before.case_no];
    const struct adil_procedure *proc = &c->book->acts.procedure[c->procedure];
    if (c->election == NULL || proc->options == ADIL_NO_WORD || !proc->stage[c->stage].is_end ||
        !adil_span_eq(proc->seats_capacity, adil_strings_get(p->strings, h->capacity))) {
        return false;
    }
    for (uint32_t i = 0; i < c->election->n_contests; i++) {
        const struct adil_polled_contest *x = &c->election->contest[i];
        if (x->n_results > 0 && x->certified && x->certified_by == h->entry && x->annulled == 0 &&
            !x->result[x->n_results - 1].stale && result_elects(w, c, x, h)) {
            return true;
        }
    }
    return false;
}

/* ---- all ----------------------------------------------------------------------------------- */

/* What was held before is held still, or was left; nobody else is in its place. */
static bool kept(const struct wild *w)
{
    const struct wild_before *b = &w->before;
    for (uint32_t i = 0; i < b->n_holdings; i++) {
        const struct adil_holding *was = &b->holding[i];
        const struct adil_holding *is = &w->f.p->holding[i];
        if (was->person != is->person || was->office != is->office || was->entry != is->entry ||
            was->capacity != is->capacity || was->since.days != is->since.days) {
            return false;
        }
    }
    return true;
}

const char *wild_wrong_seats(struct wild *w)
{
    const struct adil_polity *p = w->f.p;
    const struct wild_before *b = &w->before;
    const struct said own = {w, wild_last(w), &b->book->acts.word[b->word], true};
    if (p->n_holdings < b->n_holdings || !kept(w)) {
        return "who held an office is another";
    }
    for (uint32_t i = b->n_holdings; i < p->n_holdings; i++) {
        const struct adil_holding *h = &p->holding[i];
        if (h->entry + 1 != p->n || !(seats_by_effects(&own, &own.word->effects, h) ||
                                      seats_by_any_stage(w, h) || seats_by_result(w, h))) {
            return "a seat without an election, an effect or a founding entry";
        }
    }
    return NULL;
}
