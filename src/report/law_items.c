#include "report/law_items.h"

#include "report/procedure_ways.h"

struct listing {
    const struct adil_told *t;
    const struct adil_acts *acts;
    struct adil_law_items list;
    struct adil_span group;
    struct adil_span title;
};

static void open_group(struct listing *l, const char *kind, enum adil_msg msg, struct adil_span id,
                       struct adil_span name)
{
    l->group = adil_fmt(l->t->a, "%s/%.*s", kind, ADIL_ARG(id));
    l->title = name.len > 0 ? adil_told_1(l->t, msg, "name", name) : adil_text(l->t->lang, msg);
}

static void add_item(struct listing *l, const struct adil_rule *rule, struct adil_span id,
                     struct adil_span asks)
{
    struct adil_span says = adil_texts_pick(&rule->text, l->t->lang);
    if (asks.len == 0 && says.len == 0) {
        return;
    }
    l->list.item[l->list.n++] = (struct adil_law_item){
        l->group, l->title, id, asks, says, adil_told_cite(l->t, rule),
    };
}

static void add_norms(struct listing *l, const struct adil_norm *norm, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (adil_told_in_force(l->t, &norm[i].rule)) {
            add_item(l, &norm[i].rule, norm[i].rule.id,
                     adil_norm_words(l->t->a, l->t->lang, &norm[i], &l->t->book->vocab));
        }
    }
}

/* "NAME: text", behind what was said before. */
static struct adil_span and_line(const struct adil_told *t, struct adil_span before,
                                 enum adil_msg name, struct adil_span text)
{
    if (text.len == 0) {
        return before;
    }
    return adil_told_list(t, before, "; ",
                          adil_label_words(t->a, adil_text(t->lang, name), text, t->lang));
}

/* ---- offices ------------------------------------------------------------------------------ */

static struct adil_span office_asks(const struct adil_told *t, uint32_t office)
{
    const struct adil_office *o = &t->book->acts.office[office];
    uint32_t holders = adil_told_holders(t, office);
    struct adil_span text = ADIL_SPAN("");
    if (o->of != ADIL_NO_WORD) {
        text = and_line(t, text, ADIL_M_I_ONE_A_RECORD, t->book->reg[o->of].id);
    } else if (holders != UINT32_MAX) {
        text = and_line(t, text, ADIL_M_I_HOLDERS, adil_told_number(t, holders));
    }
    text = and_line(t, text, ADIL_M_I_CAPACITIES, adil_told_capacities(t, o));
    if (!o->terms_are_dated) {
        text = and_line(t, text, ADIL_M_I_TERM, adil_told_terms(t, o));
    }
    if (adil_date_known(o->ends)) {
        text = and_line(t, text, ADIL_M_I_OFFICE_ENDS, adil_date_text(t->a, o->ends));
    }
    text = and_line(t, text, ADIL_M_I_NOT_WITH, adil_told_offices(t, o->not_with, o->n_not_with));
    text = and_line(t, text, ADIL_M_I_TAKEN_BESIDE, adil_told_beside(t, o));
    text = and_line(t, text, ADIL_M_I_HELD, adil_told_held(t, o));
    if (o->signs != NULL) {
        text = and_line(t, text, ADIL_M_I_SIGNS,
                        adil_phrase_words(t->a, t->lang, o->signs, &adil_key_vocab));
    }
    return and_line(t, text, ADIL_M_I_KEYS_BY, adil_told_offices(t, o->keys_by, o->n_keys_by));
}

static struct adil_span conditions(const struct adil_told *t, struct adil_span text,
                                   enum adil_msg name, const struct adil_norm *norm, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (adil_told_in_force(t, &norm[i].rule)) {
            text = and_line(t, text, name, adil_told_norm(t, &norm[i]));
        }
    }
    return text;
}

static struct adil_span power_text(const struct adil_told *t, const struct adil_power *p)
{
    struct adil_span not_as = ADIL_SPAN("");
    struct adil_span text = adil_told_word(t, p->word);
    for (uint32_t i = 0; i < p->n_not; i++) {
        not_as = adil_told_list(t, not_as, ", ", p->not_capacity[i]);
    }
    if (not_as.len > 0) {
        text = adil_told_2(t, ADIL_M_I_HELD_FROM, "word", text, "capacity", not_as);
    }
    text = conditions(t, text, ADIL_M_I_WHEN, p->when, p->n_when);
    return conditions(t, text, ADIL_M_I_UNLESS, p->unless, p->n_unless);
}

static void list_terms(struct listing *l, const struct adil_office *o)
{
    for (uint32_t i = 0; i < o->n_terms && o->terms_are_dated; i++) {
        const struct adil_office_term *term = &o->term[i];
        if (adil_told_in_force(l->t, &term->rule)) {
            add_item(
                l, &term->rule, term->rule.id,
                and_line(l->t, ADIL_SPAN(""), ADIL_M_I_TERM, adil_told_time(l->t, term->lasts)));
        }
    }
}

static void list_offices(struct listing *l)
{
    for (uint32_t i = 0; i < l->acts->n_offices; i++) {
        const struct adil_office *o = &l->acts->office[i];
        if (!l->t->on.office[i]) {
            continue;
        }
        open_group(l, "office", ADIL_M_I_G_OFFICE, o->rule.id, adil_told_office(l->t, i));
        add_item(l, &o->rule, o->rule.id, office_asks(l->t, i));
        list_terms(l, o);
        for (uint32_t k = 0; k < l->acts->n_powers; k++) {
            const struct adil_power *p = &l->acts->power[k];
            if (p->office == i && adil_told_in_force(l->t, &p->rule)) {
                add_item(l, &p->rule, p->rule.id, power_text(l->t, p));
            }
        }
    }
}

/* ---- bodies and procedures ---------------------------------------------------------------- */

static void list_bodies(struct listing *l)
{
    const struct adil_told *t = l->t;
    for (uint32_t i = 0; i < l->acts->n_bodies; i++) {
        const struct adil_body *b = &l->acts->body[i];
        uint32_t seats = adil_told_seats(t, i);
        struct adil_span text = ADIL_SPAN("");
        if (!adil_on_day_sits(&t->on, i)) {
            continue;
        }
        open_group(l, "body", ADIL_M_I_G_BODY, b->rule.id, adil_told_body_name(t, i));
        if (seats != UINT32_MAX) {
            text = adil_told_1(t, ADIL_M_I_SIZE, "n", adil_told_number(t, seats));
        }
        text =
            and_line(t, text, ADIL_M_I_MEMBERS_ARE, adil_told_offices(t, b->office, b->n_offices));
        text = and_line(t, text, ADIL_M_I_STATED_BY, adil_told_offices(t, b->by, b->n_by));
        add_item(l, &b->rule, b->rule.id, text);
        add_norms(l, b->when, b->n_when);
    }
}

static struct adil_span decision_text(const struct adil_told *t, const struct adil_decision *d)
{
    struct adil_span who = ADIL_SPAN("");
    for (uint32_t i = 0; i < d->n_bodies; i++) {
        who = adil_told_list(t, who, ", ", adil_told_body_name(t, d->body[i]));
    }
    struct adil_span text = and_line(t, ADIL_SPAN(""), ADIL_M_I_DECIDES, who);
    text = and_line(t, text, ADIL_M_I_QUORUM, adil_told_phrase(t, d->quorum));
    text = and_line(t, text, ADIL_M_I_PASSES, adil_told_phrase(t, d->pass));
    text = and_line(t, text, ADIL_M_I_TIE, adil_told_tie(t, d));
    return and_line(t, text, ADIL_M_I_READINGS, adil_told_number(t, d->readings));
}

static struct adil_span stage_ways(const struct adil_told *t, const struct adil_procedure *p,
                                   const struct adil_stage *s)
{
    const struct adil_way *way = NULL;
    struct adil_span text = ADIL_SPAN("");
    uint32_t n = adil_ways_of(t->a, s, &way);
    for (uint32_t i = 0; i < n; i++) {
        struct adil_span to = way[i].to == ADIL_NO_WORD ? adil_text(t->lang, ADIL_M_I_STAYS)
                                                        : adil_told_stage(t, p, way[i].to);
        struct adil_span one = adil_label_words(t->a, adil_way_words(t, s, &way[i]), to, t->lang);
        text = adil_told_list(t, text, "; ", one);
    }
    return text;
}

static void list_stage(struct listing *l, uint32_t procedure, const struct adil_stage *s)
{
    const struct adil_told *t = l->t;
    const struct adil_procedure *p = &l->acts->procedure[procedure];
    if (s->decision != NULL) {
        add_item(l, &s->decision->rule, s->decision->rule.id, decision_text(t, s->decision));
    }
    for (uint32_t i = 0; i < s->n_acts; i++) {
        const struct adil_stage_act *act = &s->act[i];
        struct adil_span text =
            and_line(t, ADIL_SPAN(""), ADIL_M_I_WHO_MAY, adil_told_offices(t, act->by, act->n_by));
        if (act->from != ADIL_NO_WORD) {
            text = adil_told_list(
                t, text, "; ",
                adil_told_1(t, ADIL_M_I_FROM, "at", l->acts->deadline_id[act->from]));
        }
        if (act->until != ADIL_NO_WORD) {
            text = adil_told_list(
                t, text, "; ",
                adil_told_1(t, ADIL_M_I_UNTIL, "at", l->acts->deadline_id[act->until]));
        }
        add_item(l, &act->rule, act->rule.id, text);
    }
    add_item(l, &p->rule, s->id, stage_ways(t, p, s));
}

static void list_procedures(struct listing *l)
{
    for (uint32_t i = 0; i < l->acts->n_procedures; i++) {
        const struct adil_procedure *p = &l->acts->procedure[i];
        if (!l->t->on.procedure[i]) {
            continue;
        }
        open_group(l, "procedure", ADIL_M_I_G_PROCEDURE, p->rule.id, adil_told_procedure(l->t, i));
        for (uint32_t s = 0; s < p->n_stages; s++) {
            list_stage(l, i, &p->stage[s]);
        }
    }
}

/* ---- acts, registers, deadlines, checks, rules -------------------------------------------- */

static void list_words(struct listing *l)
{
    for (uint32_t i = 0; i < l->acts->n_words; i++) {
        const struct adil_act_word *w = &l->acts->word[i];
        if (!l->t->on.word[i]) {
            continue;
        }
        open_group(l, "word", ADIL_M_I_G_WORD, w->rule.id, adil_told_word(l->t, i));
        add_norms(l, w->norm, w->n_norms);
        if (w->support != NULL) {
            add_item(l, &w->support->rule, w->support->rule.id,
                     adil_told_2(l->t, ADIL_M_I_SUPPORT, "least",
                                 adil_told_phrase(l->t, w->support->least), "body",
                                 adil_told_body_name(l->t, w->support->body)));
        }
        struct adil_span effects = ADIL_SPAN("");
        for (uint32_t k = 0; k < w->effects.n; k++) {
            effects =
                adil_told_list(l->t, effects, "; ", adil_told_effect(l->t, &w->effects.effect[k]));
        }
        if (effects.len > 0) {
            add_item(l, &w->rule, w->rule.id, effects);
        }
    }
}

static void list_registers(struct listing *l)
{
    for (uint32_t i = 0; i < l->t->book->n_registers; i++) {
        const struct adil_register *r = &l->t->book->reg[i];
        open_group(l, "register", ADIL_M_I_G_REGISTER, r->id, r->id);
        add_norms(l, r->enter, r->n_enter);
    }
}

static struct adil_span of_procedures(const struct adil_told *t, const struct adil_deadline *d)
{
    struct adil_span text = ADIL_SPAN("");
    for (uint32_t i = 0; i < d->n_of; i++) {
        text = adil_told_list(t, text, ", ", adil_told_procedure(t, d->of[i]));
    }
    return text;
}

/* Versions of a deadline for different procedures are in force together: each is its own. */
static void list_deadlines(struct listing *l)
{
    open_group(l, "calendar", ADIL_M_I_G_CALENDAR, ADIL_SPAN(""), ADIL_SPAN(""));
    for (uint32_t i = 0; i < l->acts->n_deadlines; i++) {
        const struct adil_deadline *d = &l->acts->deadline[i];
        if (!adil_told_in_force(l->t, &d->rule)) {
            continue;
        }
        struct adil_span id = d->rule.id;
        struct adil_span of = of_procedures(l->t, d);
        struct adil_span at = adil_moment_words(l->t->a, l->t->lang, d->at);
        for (uint32_t k = 0; k < d->n_of; k++) {
            const char *lead = k == 0 ? " " : ", ";
            id = adil_told_list(l->t, id, lead, l->acts->procedure[d->of[k]].rule.id);
        }
        add_item(l, &d->rule, id,
                 of.len == 0 ? at : adil_fmt(l->t->a, "%.*s (%.*s)", ADIL_ARG(at), ADIL_ARG(of)));
    }
}

static void list_checks(struct listing *l)
{
    open_group(l, "checks", ADIL_M_I_G_CHECKS, ADIL_SPAN(""), ADIL_SPAN(""));
    for (uint32_t i = 0; i < l->acts->n_checks; i++) {
        const struct adil_check *c = &l->acts->check[i];
        if (adil_told_in_force(l->t, &c->rule)) {
            enum adil_msg msg = c->effect == ADIL_CHECK_BLOCKS ? ADIL_M_I_BLOCKS : ADIL_M_I_WARNS;
            struct adil_span words =
                adil_phrase_words(l->t->a, l->t->lang, c->holds, &l->acts->check_vocab[c->reg]);
            add_item(l, &c->rule, c->rule.id, adil_told_1(l->t, msg, "what", words));
        }
    }
}

static void list_rules(struct listing *l)
{
    const struct adil_rulebook *book = l->t->book;
    open_group(l, "rules", ADIL_M_I_G_RULES, ADIL_SPAN(""), ADIL_SPAN(""));
    for (uint32_t i = 0; i < book->n_rules; i++) {
        const struct adil_rule *r = &book->rule[i];
        if (book->rule_use[i].kind != ADIL_RULE_SET || !adil_told_in_force(l->t, r)) {
            continue;
        }
        struct adil_span text = ADIL_SPAN("");
        const struct adil_node *set = adil_node_get(book->rule_node[i], "set");
        const struct adil_node **kid = set != NULL ? adil_told_kids(l->t->a, set) : NULL;
        for (uint32_t k = 0; set != NULL && k < set->n; k++) {
            struct adil_span value = adil_law_value_words(l->t->a, book, l->t->lang, kid[k]);
            text = adil_told_list(l->t, text, "; ",
                                  adil_label_words(l->t->a, kid[k]->key, value, l->t->lang));
        }
        add_item(l, r, r->id, text);
    }
}

/* Room for everything: each statement is counted where it stands, in force or not. */
static size_t most_items(const struct adil_rulebook *book)
{
    const struct adil_acts *acts = &book->acts;
    size_t n = (size_t)book->n_rules + acts->n_offices + 2 * (size_t)acts->n_bodies +
               2 * (size_t)acts->n_words + acts->n_powers + acts->n_deadlines + acts->n_checks;
    for (uint32_t p = 0; p < acts->n_procedures; p++) {
        for (uint32_t s = 0; s < acts->procedure[p].n_stages; s++) {
            n += (size_t)acts->procedure[p].stage[s].n_acts + 2;
        }
    }
    return n;
}

struct adil_law_items adil_law_items_of(const struct adil_told *t)
{
    struct listing l = {.t = t, .acts = &t->book->acts};
    l.list.item = adil_new(t->a, struct adil_law_item, most_items(t->book));
    list_offices(&l);
    list_bodies(&l);
    list_procedures(&l);
    list_words(&l);
    list_registers(&l);
    list_deadlines(&l);
    list_checks(&l);
    list_rules(&l);
    return l.list;
}
