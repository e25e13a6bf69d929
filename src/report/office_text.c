/* What an office may do, in words. */
#include "report/office_facts.h"

struct profile {
    const struct adil_told *t;
    const struct adil_sheet *s;
    const struct adil_office_facts *f;
    const struct adil_office *o;
};

static void put_title(struct adil_arena scratch, const struct profile *p, enum adil_msg msg)
{
    adil_sheet_blank(p->s);
    adil_sheet_text(scratch, p->s, ADIL_SPAN(""), adil_text(p->t->lang, msg), ADIL_INK_STRONG);
}

/* ---- the office --------------------------------------------------------------------------- */

static struct adil_span bodies_list(const struct adil_told *t, const uint32_t *list, uint32_t n)
{
    struct adil_span text = ADIL_SPAN("");
    for (uint32_t i = 0; i < n; i++) {
        text = adil_told_list(t, text, "; ", adil_told_body(t, list[i]));
    }
    return text;
}

static void put_seat(struct adil_arena scratch, const struct profile *p)
{
    const struct adil_told *t = p->t;
    const struct adil_office *o = p->o;
    uint32_t holders = adil_told_holders(t, p->f->office);
    if (o->of != ADIL_NO_WORD) {
        adil_told_line(scratch, p->s, 0, ADIL_M_I_ONE_A_RECORD, t->book->reg[o->of].id);
    } else if (holders != UINT32_MAX) {
        adil_told_line(scratch, p->s, 0, ADIL_M_I_HOLDERS, adil_told_number(t, holders));
    }
    adil_told_line(scratch, p->s, 0, ADIL_M_I_CAPACITIES, adil_told_capacities(t, o));
    adil_told_line(scratch, p->s, 0, ADIL_M_I_TERM, adil_told_terms(t, o));
    if (adil_date_known(o->ends)) {
        adil_told_line(scratch, p->s, 0, ADIL_M_I_OFFICE_ENDS, adil_date_text(t->a, o->ends));
    }
    adil_told_line(scratch, p->s, 0, ADIL_M_I_HELD, adil_told_held(t, o));
    adil_told_line(scratch, p->s, 0, ADIL_M_I_TAKEN_BESIDE, adil_told_beside(t, o));
    adil_told_line(scratch, p->s, 0, ADIL_M_I_KEYS_BY,
                   adil_told_offices(t, o->keys_by, o->n_keys_by));
    if (o->signs != NULL) {
        adil_told_line(scratch, p->s, 0, ADIL_M_I_SIGNS,
                       adil_phrase_words(t->a, t->lang, o->signs, &adil_key_vocab));
    }
    adil_told_line(scratch, p->s, 0, ADIL_M_I_SITS_IN, bodies_list(t, p->f->sits, p->f->n_sits));
    adil_told_line(scratch, p->s, 0, ADIL_M_I_STATES, bodies_list(t, p->f->states, p->f->n_states));
    adil_told_line(scratch, p->s, 0, ADIL_M_I_CASTS, bodies_list(t, p->f->casts, p->f->n_casts));
}

/* ---- how it is filled and ended ----------------------------------------------------------- */

struct adil_span adil_office_change_words(const struct adil_told *t,
                                          const struct adil_office_change *c)
{
    const struct adil_acts *acts = &t->book->acts;
    if (c->effect == NULL) {
        const struct adil_procedure *p = &acts->procedure[c->procedure];
        struct adil_span field = ADIL_SPAN("");
        if (c->by_field) {
            field = t->book->reg[p->options].field[p->seats_office_from].id;
        }
        const struct adil_arg arg[] = {{"procedure", adil_told_procedure(t, c->procedure)},
                                       {"capacity", p->seats_capacity},
                                       {"field", field}};
        return c->by_field ? adil_said(t->a, t->lang, ADIL_M_I_BY_ELECTION_FROM, arg, 3)
                           : adil_said(t->a, t->lang, ADIL_M_I_BY_ELECTION, arg, 2);
    }
    struct adil_span effect = adil_told_effect(t, c->effect);
    if (c->by_field) {
        effect = adil_told_1(t, ADIL_M_I_BY_FIELD, "what", effect);
    }
    if (c->word != ADIL_NO_WORD) {
        struct adil_span text =
            adil_told_2(t, ADIL_M_I_BY_WORD, "effect", effect, "word", adil_told_word(t, c->word));
        return adil_told_with_cite(t, text, &acts->word[c->word].rule);
    }
    const struct adil_procedure *p = &acts->procedure[c->procedure];
    const struct adil_arg arg[] = {{"effect", effect},
                                   {"procedure", adil_told_procedure(t, c->procedure)},
                                   {"stage", adil_told_stage(t, p, c->stage)}};
    struct adil_span text = adil_said(t->a, t->lang, ADIL_M_I_BY_STAGE, arg, 3);
    return adil_told_with_cite(t, text, &p->rule);
}

static void put_changes(struct adil_arena scratch, const struct profile *p, bool begins)
{
    bool any = false;
    enum adil_msg title = begins ? ADIL_M_I_FILLED : ADIL_M_I_ENDED;
    for (uint32_t i = 0; i < p->f->n_changes; i++) {
        if (p->f->change[i].begins == begins) {
            if (!any) {
                put_title(scratch, p, title);
            }
            any = true;
            adil_told_item(scratch, p->s, 2, "-", adil_office_change_words(p->t, &p->f->change[i]),
                           ADIL_INK_PLAIN);
        }
    }
    for (uint32_t i = 0; i < p->o->n_terms && !begins; i++) {
        const struct adil_office_term *term = &p->o->term[i];
        if (!adil_told_in_force(p->t, &term->rule)) {
            continue;
        }
        if (!any) {
            put_title(scratch, p, title);
        }
        any = true;
        struct adil_span text =
            adil_told_1(p->t, ADIL_M_I_TERM_ENDS, "term", adil_told_term(p->t, term));
        adil_told_item(scratch, p->s, 2, "-", adil_told_with_cite(p->t, text, &term->rule),
                       ADIL_INK_PLAIN);
    }
}

/* ---- powers ------------------------------------------------------------------------------- */

static void put_norms(struct adil_arena scratch, const struct profile *p, enum adil_msg name,
                      const struct adil_norm *norm, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (adil_told_in_force(p->t, &norm[i].rule)) {
            adil_told_line(scratch, p->s, 6, name, adil_told_norm(p->t, &norm[i]));
        }
    }
}

/* What the law asks of the act itself, whoever does it. */
static void put_asked(struct adil_arena scratch, const struct profile *p, uint32_t word)
{
    const struct adil_act_word *w = &p->t->book->acts.word[word];
    if (w->support != NULL) {
        adil_told_line(scratch, p->s, 6, ADIL_M_I_ASKED, adil_told_support(p->t, w->support));
    }
    put_norms(scratch, p, ADIL_M_I_ASKED, w->norm, w->n_norms);
    if (w->reg != ADIL_NO_WORD && w->kind == ADIL_ACT_ENTER) {
        const struct adil_register *reg = &p->t->book->reg[w->reg];
        put_norms(scratch, p, ADIL_M_I_ASKED, reg->enter, reg->n_enter);
    }
}

struct adil_span adil_power_words(const struct adil_told *t, const struct adil_power *x)
{
    struct adil_span not_as = ADIL_SPAN("");
    struct adil_span text = adil_told_word(t, x->word);
    for (uint32_t i = 0; i < x->n_not; i++) {
        not_as = adil_told_list(t, not_as, ", ", x->not_capacity[i]);
    }
    if (not_as.len > 0) {
        text = adil_told_2(t, ADIL_M_I_HELD_FROM, "word", text, "capacity", not_as);
    }
    text = adil_told_list(t, text, ", ", adil_told_rule_days(t, &x->rule));
    return adil_told_with_cite(t, text, &x->rule);
}

static void put_powers(struct adil_arena scratch, const struct profile *p)
{
    bool any = false;
    for (uint32_t i = 0; i < p->f->n_powers; i++) {
        const struct adil_power *x = &p->t->book->acts.power[p->f->power[i]];
        if (!adil_told_in_force(p->t, &x->rule)) {
            continue;
        }
        if (!any) {
            put_title(scratch, p, ADIL_M_I_POWERS);
        }
        any = true;
        struct adil_span says = adil_texts_pick(&x->rule.text, p->t->lang);
        struct adil_span text = adil_told_list(p->t, adil_power_words(p->t, x), " — ", says);
        adil_told_item(scratch, p->s, 2, "-", text, ADIL_INK_PLAIN);
        put_norms(scratch, p, ADIL_M_I_WHEN, x->when, x->n_when);
        put_norms(scratch, p, ADIL_M_I_UNLESS, x->unless, x->n_unless);
        put_asked(scratch, p, x->word);
    }
}

/* ---- in procedures ------------------------------------------------------------------------ */

static struct adil_span at_stage(const struct adil_told *t, uint32_t procedure, uint32_t stage)
{
    const struct adil_procedure *p = &t->book->acts.procedure[procedure];
    return adil_told_2(t, ADIL_M_I_AT_STAGE, "procedure", adil_told_procedure(t, procedure),
                       "stage", adil_told_stage(t, p, stage));
}

struct adil_span adil_office_act_words(const struct adil_told *t, const struct adil_office_act *x)
{
    const struct adil_procedure *p = &t->book->acts.procedure[x->procedure];
    struct adil_span text = adil_told_word(t, x->act->word);
    text = adil_told_list(t, text, "; ", adil_told_window(t, x->act, x->procedure));
    if (x->act->to != ADIL_NO_WORD) {
        text = adil_told_list(
            t, text, "; ",
            adil_told_1(t, ADIL_M_I_GOES_TO, "stage", adil_told_stage(t, p, x->act->to)));
    }
    text = adil_label_words(t->a, at_stage(t, x->procedure, x->stage), text, t->lang);
    return adil_told_with_cite(t, text, &x->act->rule);
}

struct adil_span adil_office_decision_words(const struct adil_told *t,
                                            const struct adil_office_decision *x)
{
    const struct adil_procedure *p = &t->book->acts.procedure[x->procedure];
    const struct adil_decision *d = p->stage[x->stage].decision;
    struct adil_span part = ADIL_SPAN("");
    const struct {
        bool is;
        enum adil_msg msg;
    } as[] = {{x->member, ADIL_M_I_MEMBER_DECIDES},
              {x->states, ADIL_M_I_STATES_DECISION},
              {x->casts, ADIL_M_I_CASTS_DECISION}};
    for (size_t i = 0; i < ADIL_COUNT(as); i++) {
        if (as[i].is) {
            part = adil_told_list(t, part, ", ", adil_text(t->lang, as[i].msg));
        }
    }
    struct adil_span text = adil_told_list(t, adil_told_body_name(t, x->body), "; ", part);
    text = adil_told_list(t, text, "; ", adil_told_phrase(t, d->pass));
    text = adil_label_words(t->a, at_stage(t, x->procedure, x->stage), text, t->lang);
    return adil_told_with_cite(t, text, &d->rule);
}

static void put_procedures(struct adil_arena scratch, const struct profile *p)
{
    if (p->f->n_acts > 0) {
        put_title(scratch, p, ADIL_M_I_IN_STAGES);
    }
    for (uint32_t i = 0; i < p->f->n_acts; i++) {
        adil_told_item(scratch, p->s, 2, "-", adil_office_act_words(p->t, &p->f->act[i]),
                       ADIL_INK_PLAIN);
        put_asked(scratch, p, p->f->act[i].act->word);
    }
    if (p->f->n_decisions > 0) {
        put_title(scratch, p, ADIL_M_I_DECISIONS);
    }
    for (uint32_t i = 0; i < p->f->n_decisions; i++) {
        adil_told_item(scratch, p->s, 2, "-", adil_office_decision_words(p->t, &p->f->decision[i]),
                       ADIL_INK_PLAIN);
    }
}

/* ---- what it may not ---------------------------------------------------------------------- */

/* What a power denies: it is not in force, it is not for some capacity, not in some case. */
static uint32_t list_denied(const struct adil_told *t, const struct adil_power *x,
                            struct adil_span *out)
{
    uint32_t n = 0;
    struct adil_span word = adil_told_word(t, x->word);
    struct adil_span days = adil_told_days(t, x->rule.from, x->rule.until);
    word = adil_told_list(t, word, ", ", adil_told_rule_days(t, &x->rule));
    if (!adil_told_in_force(t, &x->rule)) {
        struct adil_span text = adil_told_2(t, ADIL_M_I_ONLY_THEN, "word", word, "days", days);
        out[n++] = adil_told_with_cite(t, text, &x->rule);
        return n;
    }
    for (uint32_t i = 0; i < x->n_not; i++) {
        struct adil_span text =
            adil_told_2(t, ADIL_M_I_NOT_AS, "word", word, "capacity", x->not_capacity[i]);
        out[n++] = adil_told_with_cite(t, text, &x->rule);
    }
    for (uint32_t i = 0; i < x->n_unless; i++) {
        if (adil_told_in_force(t, &x->unless[i].rule)) {
            struct adil_span norm = adil_told_norm(t, &x->unless[i]);
            out[n++] = adil_told_2(t, ADIL_M_I_NOT_IF, "word", word, "norm", norm);
        }
    }
    return n;
}

const struct adil_span *adil_office_denied(const struct adil_told *t,
                                           const struct adil_office_facts *f, uint32_t *n)
{
    size_t most = f->n_beside;
    for (uint32_t i = 0; i < f->n_powers; i++) {
        const struct adil_power *x = &t->book->acts.power[f->power[i]];
        most += (size_t)x->n_not + x->n_unless + 1;
    }
    struct adil_span *list = adil_new(t->a, struct adil_span, most);
    *n = 0;
    for (uint32_t i = 0; i < f->n_beside; i++) {
        list[(*n)++] =
            adil_told_1(t, ADIL_M_I_NOT_BESIDE, "office", adil_told_office(t, f->beside[i]));
    }
    for (uint32_t i = 0; i < f->n_powers; i++) {
        *n += list_denied(t, &t->book->acts.power[f->power[i]], list + *n);
    }
    return list;
}

static void put_denied(struct adil_arena scratch, const struct profile *p)
{
    uint32_t n = 0;
    const struct adil_span *list = adil_office_denied(p->t, p->f, &n);
    if (n > 0) {
        put_title(scratch, p, ADIL_M_I_MAY_NOT);
    }
    for (uint32_t i = 0; i < n; i++) {
        adil_told_item(scratch, p->s, 2, "-", list[i], ADIL_INK_PLAIN);
    }
}

void adil_office_text(struct adil_arena scratch, const struct adil_law_view *view, uint32_t office,
                      const struct adil_text_style *style, struct adil_buf *out)
{
    struct adil_arena words = scratch; /* the upper half of what is free */
    words.beg += (words.end - words.beg) / 2;
    scratch.end = words.beg;
    struct adil_told t = adil_told_open(&words, view);
    const struct adil_sheet s = {style, out};
    struct adil_office_facts f = adil_office_gather(&words, &t.on, office);
    const struct adil_office *o = &view->book->acts.office[office];
    struct profile p = {&t, &s, &f, o};
    struct adil_span name = adil_told_named(&t, &o->name, o->rule.id);
    adil_sheet_text(scratch, &s, ADIL_SPAN(""), adil_told_with_cite(&t, name, &o->rule),
                    ADIL_INK_STRONG);
    if (adil_date_known(t.at)) {
        struct adil_span day = adil_lang_date(&words, t.lang, t.at);
        adil_sheet_text(scratch, &s, ADIL_SPAN(""), adil_told_1(&t, ADIL_M_I_ON_DAY, "day", day),
                        ADIL_INK_PLAIN);
    }
    put_seat(scratch, &p);
    put_changes(scratch, &p, true);
    put_changes(scratch, &p, false);
    put_powers(scratch, &p);
    put_procedures(scratch, &p);
    put_denied(scratch, &p);
}
