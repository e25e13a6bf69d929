#include "report/law_told.h"

struct adil_told adil_told_open(struct adil_arena *a, const struct adil_law_view *view)
{
    return (struct adil_told){a, view->book, view->at, view->lang,
                              adil_on_day_of(a, view->book, view->at)};
}

struct adil_span adil_told_1(const struct adil_told *t, enum adil_msg msg, const char *name,
                             struct adil_span text)
{
    const struct adil_arg arg = {name, text};
    return adil_said(t->a, t->lang, msg, &arg, 1);
}

struct adil_span adil_told_2(const struct adil_told *t, enum adil_msg msg, const char *name,
                             struct adil_span text, const char *name2, struct adil_span text2)
{
    const struct adil_arg arg[] = {{name, text}, {name2, text2}};
    return adil_said(t->a, t->lang, msg, arg, ADIL_COUNT(arg));
}

struct adil_span adil_told_list(const struct adil_told *t, struct adil_span a, const char *sep,
                                struct adil_span b)
{
    if (a.len == 0 || b.len == 0) {
        return a.len == 0 ? b : a;
    }
    return adil_fmt(t->a, "%.*s%s%.*s", ADIL_ARG(a), sep, ADIL_ARG(b));
}

/* ---- names -------------------------------------------------------------------------------- */

static struct adil_span name_or_id(const struct adil_told *t, const struct adil_texts *name,
                                   struct adil_span id)
{
    struct adil_span text = adil_texts_pick(name, t->lang);
    return text.len > 0 ? text : id;
}

struct adil_span adil_told_named(const struct adil_told *t, const struct adil_texts *name,
                                 struct adil_span id)
{
    struct adil_span text = name_or_id(t, name, id);
    return adil_span_eq(text, id) ? id : adil_told_2(t, ADIL_M_I_NAMED, "name", text, "id", id);
}

struct adil_span adil_told_office_id(const struct adil_told *t, uint32_t office)
{
    const struct adil_acts *acts = &t->book->acts;
    return office < acts->n_offices ? acts->office[office].rule.id : ADIL_SPAN("founders");
}

struct adil_span adil_told_office(const struct adil_told *t, uint32_t office)
{
    const struct adil_acts *acts = &t->book->acts;
    return office < acts->n_offices
               ? name_or_id(t, &acts->office[office].name, acts->office[office].rule.id)
               : adil_text(t->lang, ADIL_M_I_FOUNDERS);
}

struct adil_span adil_told_offices(const struct adil_told *t, const uint32_t *list, uint32_t n)
{
    struct adil_span text = ADIL_SPAN("");
    for (uint32_t i = 0; i < n; i++) {
        text = adil_told_list(t, text, ", ", adil_told_office(t, list[i]));
    }
    return text;
}

struct adil_span adil_told_procedure(const struct adil_told *t, uint32_t procedure)
{
    const struct adil_procedure *p = &t->book->acts.procedure[procedure];
    return name_or_id(t, &p->name, p->rule.id);
}

struct adil_span adil_told_stage(const struct adil_told *t, const struct adil_procedure *p,
                                 uint32_t stage)
{
    return name_or_id(t, &p->stage[stage].name, p->stage[stage].id);
}

struct adil_span adil_told_word(const struct adil_told *t, uint32_t word)
{
    const struct adil_act_word *w = &t->book->acts.word[word];
    return adil_told_named(t, &w->name, w->rule.id);
}

struct adil_span adil_told_body_name(const struct adil_told *t, uint32_t body)
{
    const struct adil_body *b = &t->book->acts.body[body];
    return name_or_id(t, &b->name, b->rule.id);
}

struct adil_span adil_told_number(const struct adil_told *t, uint32_t n)
{
    return adil_lang_num(t->a, t->lang, adil_num_int(n), 0);
}

/* Every size of a body that has more than one. */
static struct adil_span sizes_text(const struct adil_told *t, const struct adil_body *b)
{
    struct adil_span text = ADIL_SPAN("");
    for (uint32_t i = 0; i < b->n_sizes; i++) {
        struct adil_span days = adil_told_days(t, b->size[i].from, b->size[i].until);
        struct adil_span one = adil_told_number(t, b->size[i].seats);
        text = adil_told_list(t, text, "; ", adil_told_list(t, one, ", ", days));
    }
    return text;
}

/* Whether its size, or that of a body it joins, is another on another day. */
static bool size_has_days(const struct adil_acts *acts, uint32_t body)
{
    const struct adil_body *b = &acts->body[body];
    bool has = b->n_sizes > 1;
    for (uint32_t i = 0; i < b->n_joins; i++) {
        has = has || acts->body[b->joins[i]].n_sizes > 1;
    }
    return has;
}

uint32_t adil_told_seats(const struct adil_told *t, uint32_t body)
{
    const struct adil_acts *acts = &t->book->acts;
    bool open = !adil_date_known(t->at) && size_has_days(acts, body);
    return open ? UINT32_MAX : adil_body_seats(acts, body, t->at);
}

struct adil_span adil_told_capacities(const struct adil_told *t, const struct adil_office *o)
{
    struct adil_span list = ADIL_SPAN("");
    for (uint32_t i = 0; i < o->n_shares; i++) {
        struct adil_span one =
            adil_fmt(t->a, "%.*s: %u", ADIL_ARG(o->share[i].capacity), o->share[i].most);
        list = adil_told_list(t, list, ", ", one);
    }
    return list;
}

uint32_t adil_told_holders(const struct adil_told *t, uint32_t office)
{
    const struct adil_acts *acts = &t->book->acts;
    for (uint32_t i = 0; i < acts->n_bodies && acts->office[office].holders == 0; i++) {
        if (!adil_date_known(t->at) && adil_body_has_office(acts, i, office) &&
            size_has_days(acts, i)) {
            return UINT32_MAX;
        }
    }
    return adil_office_holders(acts, office, t->at);
}

struct adil_span adil_told_body(const struct adil_told *t, uint32_t body)
{
    const struct adil_body *b = &t->book->acts.body[body];
    struct adil_span name = adil_told_body_name(t, body);
    if (!adil_date_known(t->at) && b->n_sizes > 1) {
        return adil_told_2(t, ADIL_M_I_SEATS_THEN, "name", name, "seats", sizes_text(t, b));
    }
    uint32_t seats = adil_told_seats(t, body);
    return seats == UINT32_MAX
               ? name
               : adil_told_2(t, ADIL_M_I_SEATS, "name", name, "seats", adil_told_number(t, seats));
}

/* ---- versions ----------------------------------------------------------------------------- */

bool adil_told_in_force(const struct adil_told *t, const struct adil_rule *rule)
{
    return !adil_date_known(t->at) || adil_rule_in_force(rule, t->at);
}

struct adil_span adil_told_days(const struct adil_told *t, struct adil_date from,
                                struct adil_date until)
{
    struct adil_span a = ADIL_SPAN("");
    struct adil_span b = ADIL_SPAN("");
    if (adil_date_known(from)) {
        a = adil_told_1(t, ADIL_M_I_FROM_DAY, "day", adil_date_text(t->a, from));
    }
    if (adil_date_known(until)) {
        b = adil_told_1(t, ADIL_M_I_UNTIL_DAY, "day", adil_date_text(t->a, until));
    }
    return adil_told_list(t, a, ", ", b);
}

struct adil_span adil_told_rule_days(const struct adil_told *t, const struct adil_rule *rule)
{
    return adil_date_known(t->at) ? ADIL_SPAN("") : adil_told_days(t, rule->from, rule->until);
}

struct adil_span adil_told_cite(const struct adil_told *t, const struct adil_rule *rule)
{
    if (rule->cite.len == 0 || rule->mark == ADIL_MARK_READ) {
        return rule->cite;
    }
    return adil_told_list(t, rule->cite, ", ", adil_text(t->lang, ADIL_M_P_UNVERIFIED));
}

struct adil_span adil_told_with_cite(const struct adil_told *t, struct adil_span text,
                                     const struct adil_rule *rule)
{
    struct adil_span cite = adil_told_cite(t, rule);
    return cite.len == 0 ? text : adil_fmt(t->a, "%.*s (%.*s)", ADIL_ARG(text), ADIL_ARG(cite));
}

/* ---- when --------------------------------------------------------------------------------- */

struct adil_span adil_told_moment(const struct adil_told *t, uint32_t deadline, uint32_t procedure)
{
    const struct adil_acts *acts = &t->book->acts;
    struct adil_span text = ADIL_SPAN("");
    for (uint32_t i = 0; i < acts->n_deadlines; i++) {
        const struct adil_deadline *d = &acts->deadline[i];
        if (d->number == deadline && adil_deadline_is_of(d, procedure) &&
            adil_told_in_force(t, &d->rule)) {
            struct adil_span at = adil_moment_words(t->a, t->lang, d->at);
            at = adil_told_list(t, at, ", ", adil_told_rule_days(t, &d->rule));
            text = adil_told_list(t, text, "; ", at);
        }
    }
    return text;
}

struct adil_span adil_told_deadline(const struct adil_told *t, uint32_t deadline,
                                    uint32_t procedure)
{
    struct adil_span id = t->book->acts.deadline_id[deadline];
    struct adil_span at = adil_told_moment(t, deadline, procedure);
    return at.len == 0 ? id : adil_told_2(t, ADIL_M_I_DEADLINE, "id", id, "at", at);
}

struct adil_span adil_told_window(const struct adil_told *t, const struct adil_stage_act *act,
                                  uint32_t procedure)
{
    struct adil_span from = ADIL_SPAN("");
    struct adil_span until = ADIL_SPAN("");
    if (act->from != ADIL_NO_WORD) {
        from = adil_told_1(t, ADIL_M_I_FROM, "at", adil_told_deadline(t, act->from, procedure));
    }
    if (act->until != ADIL_NO_WORD) {
        until = adil_told_1(t, ADIL_M_I_UNTIL, "at", adil_told_deadline(t, act->until, procedure));
    }
    return adil_told_list(t, from, ", ", until);
}

/* The form of a number in Russian: 1 год, 2 года, 5 лет; in English and Kazakh one and many. */
static enum adil_msg form_of(enum adil_lang lang, int32_t n, enum adil_msg one)
{
    int32_t tens = n % 100;
    int32_t last = n % 10;
    if (lang != ADIL_RU) {
        return n == 1 ? one : one + 2;
    }
    if (last == 1 && tens != 11) {
        return one;
    }
    return last >= 2 && last <= 4 && (tens < 12 || tens > 14) ? one + 1 : one + 2;
}

_Static_assert(ADIL_M_I_YEARS_MANY - ADIL_M_I_YEARS_ONE == 2, "the forms stand in order");
_Static_assert(ADIL_M_I_MONTHS_MANY - ADIL_M_I_MONTHS_ONE == 2, "the forms stand in order");
_Static_assert(ADIL_M_I_DAYS_MANY - ADIL_M_I_DAYS_ONE == 2, "the forms stand in order");

struct adil_span adil_told_time(const struct adil_told *t, struct adil_duration d)
{
    const struct {
        int32_t n;
        enum adil_msg one;
    } part[] = {{d.months / 12, ADIL_M_I_YEARS_ONE},
                {d.months % 12, ADIL_M_I_MONTHS_ONE},
                {d.days, ADIL_M_I_DAYS_ONE}};
    struct adil_span text = ADIL_SPAN("");
    for (size_t i = 0; i < ADIL_COUNT(part); i++) {
        if (part[i].n > 0) {
            struct adil_span n = adil_told_number(t, (uint32_t)part[i].n);
            enum adil_msg msg = form_of(t->lang, part[i].n, part[i].one);
            text = adil_told_list(t, text, " ", adil_told_1(t, msg, "n", n));
        }
    }
    return text;
}

struct adil_span adil_told_term(const struct adil_told *t, const struct adil_office_term *term)
{
    return adil_told_list(t, adil_told_time(t, term->lasts), ", ",
                          adil_told_rule_days(t, &term->rule));
}

struct adil_span adil_told_terms(const struct adil_told *t, const struct adil_office *o)
{
    struct adil_span text = ADIL_SPAN("");
    for (uint32_t i = 0; i < o->n_terms; i++) {
        if (adil_told_in_force(t, &o->term[i].rule)) {
            struct adil_span one = adil_told_term(t, &o->term[i]);
            one = o->terms_are_dated ? adil_told_with_cite(t, one, &o->term[i].rule) : one;
            text = adil_told_list(t, text, "; ", one);
        }
    }
    return text;
}

/* ---- what is asked ------------------------------------------------------------------------ */

struct adil_span adil_told_phrase(const struct adil_told *t, const struct adil_phrase *p)
{
    return p == NULL ? ADIL_SPAN("") : adil_phrase_words(t->a, t->lang, p, &t->book->vocab);
}

const struct adil_node **adil_told_kids(struct adil_arena *a, const struct adil_node *n)
{
    const struct adil_node **kid = adil_new(a, const struct adil_node *, n->n);
    uint32_t i = 0;
    for (const struct adil_node *c = n->first; c != NULL; c = c->next, i++) {
        uint32_t at = i;
        while (n->kind == ADIL_NODE_MAP && at > 0 && adil_span_cmp(kid[at - 1]->key, c->key) > 0) {
            kid[at] = kid[at - 1];
            at--;
        }
        kid[at] = c;
    }
    return kid;
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the readers of laws let a tree be */
static struct adil_span tree_words(struct adil_arena *a, const struct adil_node *value,
                                   unsigned depth)
{
    if (value->kind == ADIL_NODE_SCALAR || depth == 0) {
        return value->text;
    }
    struct adil_span text = ADIL_SPAN("");
    const struct adil_node **kid = adil_told_kids(a, value);
    for (uint32_t i = 0; i < value->n; i++) {
        struct adil_span what = tree_words(a, kid[i], depth - 1);
        bool nested = kid[i]->kind != ADIL_NODE_SCALAR;
        text = adil_fmt(a, "%.*s%s%.*s%s%s%.*s%s", ADIL_ARG(text), i == 0 ? "" : ", ",
                        ADIL_ARG(kid[i]->key), kid[i]->key.len > 0 ? ": " : "", nested ? "(" : "",
                        ADIL_ARG(what), nested ? ")" : "");
    }
    return text;
}

struct adil_span adil_law_value_words(struct adil_arena *a, const struct adil_rulebook *book,
                                      enum adil_lang lang, const struct adil_node *value)
{
    if (value->kind != ADIL_NODE_SCALAR) {
        return tree_words(a, value, ADIL_YAML_DEPTH_MAX);
    }
    const struct adil_phrase *p = NULL;
    struct adil_diag unheard;
    adil_diag_open(&unheard, a);
    adil_err err = adil_phrase_parse(a, value->place, value->text, &book->vocab, &p, &unheard);
    if (err.code != ADIL_C_OK || lang == ADIL_EN) {
        return value->text;
    }
    struct adil_span words = adil_phrase_words(a, lang, p, &book->vocab);
    return adil_fmt(a, "%.*s  (%.*s)", ADIL_ARG(value->text), ADIL_ARG(words));
}

struct adil_span adil_told_norm(const struct adil_told *t, const struct adil_norm *norm)
{
    struct adil_span text = adil_norm_words(t->a, t->lang, norm, &t->book->vocab);
    struct adil_span says = adil_texts_pick(&norm->rule.text, t->lang);
    text = adil_told_list(t, text, ", ", adil_told_rule_days(t, &norm->rule));
    return adil_told_with_cite(t, adil_told_list(t, text, " — ", says), &norm->rule);
}

struct adil_span adil_told_held(const struct adil_told *t, const struct adil_office *o)
{
    if (o->held == ADIL_HELD_BY_KEYS) {
        return ADIL_SPAN("");
    }
    return adil_text(t->lang, o->held == ADIL_HELD_IN_TERM ? ADIL_M_I_HELD_IN_TERM
                                                           : ADIL_M_I_HELD_UNTIL_NEXT);
}

struct adil_span adil_told_beside(const struct adil_told *t, const struct adil_office *o)
{
    struct adil_span text = ADIL_SPAN("");
    for (uint32_t i = 0; i < o->n_beside; i++) {
        text = adil_told_list(t, text, ", ", o->beside[i]);
    }
    return text;
}

struct adil_span adil_told_effect(const struct adil_told *t, const struct adil_effect *e)
{
    struct adil_span office = e->office != ADIL_NO_WORD
                                  ? adil_told_office(t, e->office)
                                  : adil_told_1(t, ADIL_M_I_OFFICE_OF, "field", e->office_from);
    const struct adil_arg arg[] = {
        {"field", e->person}, {"office", office}, {"capacity", e->capacity}};
    struct adil_span text;
    if (e->kind == ADIL_EFFECT_SEAT) {
        text = adil_said(t->a, t->lang, ADIL_M_I_TAKES, arg, 3);
    } else if (e->person.len > 0) {
        text = adil_said(t->a, t->lang, ADIL_M_I_LEAVES, arg, 2);
    } else {
        text = adil_said(t->a, t->lang, ADIL_M_I_ALL_LEAVE, arg + 1, 1);
    }
    if (e->gives_up != ADIL_GIVES_UP_NOTHING) {
        bool former = e->gives_up == ADIL_GIVES_UP_FORMER;
        text = adil_told_1(t, former ? ADIL_M_I_GIVES_FORMER : ADIL_M_I_GIVES_UP, "what", text);
    }
    return e->until.len == 0
               ? text
               : adil_told_2(t, ADIL_M_I_UNTIL_FIELD, "what", text, "field", e->until);
}

/* Who decides a tie where several bodies sit: each its own. */
static struct adil_span casting_text(const struct adil_told *t, const struct adil_decision *d)
{
    struct adil_span who = ADIL_SPAN("");
    for (uint32_t i = 0; i < d->n_bodies; i++) {
        uint32_t office = t->book->acts.body[d->body[i]].casting;
        if (office != ADIL_NO_WORD) {
            who = adil_told_list(t, who, ", ", adil_told_office(t, office));
        }
    }
    return who;
}

struct adil_span adil_told_tie(const struct adil_told *t, const struct adil_decision *d)
{
    switch (d->tie) {
    case ADIL_DECIDES_FAILS:
        return adil_text(t->lang, ADIL_M_I_TIE_FAILS);
    case ADIL_DECIDES_PASSES:
        return adil_text(t->lang, ADIL_M_I_TIE_PASSES);
    case ADIL_DECIDES_CASTING:
        return adil_told_1(t, ADIL_M_I_TIE_CASTING, "who", casting_text(t, d));
    case ADIL_DECIDES_STAYS:
        return adil_text(t->lang, ADIL_M_I_TIE_STAYS);
    }
    return ADIL_SPAN("");
}

struct adil_span adil_told_support(const struct adil_told *t, const struct adil_support *s)
{
    struct adil_span text = adil_told_2(t, ADIL_M_I_SUPPORT, "least", adil_told_phrase(t, s->least),
                                        "body", adil_told_body(t, s->body));
    return adil_told_with_cite(t, text, &s->rule);
}
