/* Bodies on a day: who their members are, how many seats they have, and phrases about them. */
#include "polity/bodies.h"
#include "polity/norms.h"

bool adil_holds_on(const struct adil_holding *h, struct adil_date day)
{
    bool begun = !adil_date_known(h->since) || adil_date_cmp(h->since, day) <= 0;
    bool over = adil_date_known(h->until) && adil_date_cmp(h->until, day) <= 0;
    return begun && !over;
}

/* ---- members ------------------------------------------------------------------------------- */

static bool has_seat(const struct adil_body *b, uint32_t office)
{
    for (uint32_t i = 0; i < b->n_offices; i++) {
        if (b->office[i] == office) {
            return true;
        }
    }
    return false;
}

/* Norms on the record's own fields; versions by the day. */
static bool record_sits(const struct adil_polity *p, struct adil_arena scratch,
                        const struct adil_body *b, struct adil_date day, uint32_t rec)
{
    if (p->reg[b->reg].rec[rec].ended != 0) {
        return false;
    }
    for (uint32_t i = 0; i < b->n_when; i++) {
        struct adil_arena tmp = scratch;
        struct adil_norm_env env = {.self = adil_norm_record(p, &tmp, b->reg, rec)};
        if (!adil_rule_in_force(&b->when[i].rule, day)) {
            continue;
        }
        bool holds = adil_norm_eval(&tmp, &b->when[i], &env).truth == ADIL_HOLDS;
        adil_tell(p, ADIL_STATEMENT_NORM, &b->when[i].rule,
                  holds ? ADIL_JUDGED_HELD : ADIL_JUDGED_MISSED);
        if (!holds) {
            return false;
        }
    }
    return true;
}

static uint32_t own_members(const struct adil_polity *p, struct adil_arena scratch,
                            const struct adil_body *b, struct adil_date day)
{
    uint32_t n = 0;
    for (uint32_t i = 0; b->n_offices > 0 && i < p->n_holdings; i++) {
        n += has_seat(b, p->holding[i].office) && adil_holds_on(&p->holding[i], day);
    }
    for (uint32_t i = 0; b->reg != ADIL_NO_WORD && i < p->reg[b->reg].n; i++) {
        n += record_sits(p, scratch, b, day, i);
    }
    return n;
}

uint32_t adil_body_members(const struct adil_polity *p, struct adil_arena scratch, uint32_t body,
                           struct adil_date day)
{
    const struct adil_body *b = &p->book->acts.body[body];
    uint32_t n = own_members(p, scratch, b, day);
    for (uint32_t i = 0; i < b->n_joins; i++) {
        n += own_members(p, scratch, &p->book->acts.body[b->joins[i]], day);
    }
    return n;
}

static bool is_own_member(const struct adil_polity *p, struct adil_arena scratch,
                          const struct adil_body *b, struct adil_date day, struct adil_span name)
{
    uint32_t id = adil_strings_find(p->strings, name);
    for (uint32_t i = 0; b->n_offices > 0 && id != 0 && i < p->n_holdings; i++) {
        const struct adil_holding *h = &p->holding[i];
        if (h->person == id && has_seat(b, h->office) && adil_holds_on(h, day)) {
            return true;
        }
    }
    for (uint32_t i = 0; b->reg != ADIL_NO_WORD && i < p->reg[b->reg].n; i++) {
        struct adil_span key = adil_strings_get(p->strings, p->reg[b->reg].rec[i].key);
        if (adil_span_eq(adil_key_part(key), name) && record_sits(p, scratch, b, day, i)) {
            return true;
        }
    }
    return false;
}

bool adil_body_is_member(const struct adil_polity *p, struct adil_arena scratch, uint32_t body,
                         struct adil_date day, struct adil_span name)
{
    const struct adil_body *b = &p->book->acts.body[body];
    bool found = is_own_member(p, scratch, b, day, name);
    for (uint32_t i = 0; i < b->n_joins && !found; i++) {
        found = is_own_member(p, scratch, &p->book->acts.body[b->joins[i]], day, name);
    }
    return found;
}

/* ---- members by name ----------------------------------------------------------------------- */

/* Of the records that bear the member's name and have not ended, the one entered last says it. */
static struct adil_span faction_on_record(const struct adil_polity *p, struct adil_arena *perm,
                                          const struct adil_body *b, struct adil_span name)
{
    uint32_t reg = b->faction_reg;
    for (uint32_t i = reg != ADIL_NO_WORD ? p->reg[reg].n : 0; i-- > 0;) {
        const struct adil_rec *rec = &p->reg[reg].rec[i];
        struct adil_span key = adil_key_part(adil_strings_get(p->strings, rec->key));
        if (rec->ended == 0 && adil_span_eq(key, name)) {
            adil_slot slot = adil_record_slot(p, reg, i, b->faction_field);
            const struct adil_field *field = &p->book->reg[reg].field[b->faction_field];
            return adil_slot_datum(p, perm, field, slot).text;
        }
    }
    return (struct adil_span){0};
}

struct sitting_list {
    struct adil_arena *perm;
    struct adil_sitting *at;
    uint32_t n;
};

static void add_sitting(const struct adil_polity *p, struct sitting_list *list,
                        const struct adil_body *b, struct adil_span name)
{
    for (uint32_t i = 0; i < list->n; i++) {
        if (adil_span_eq(list->at[i].name, name)) {
            return;
        }
    }
    list->at[list->n++] = (struct adil_sitting){name, faction_on_record(p, list->perm, b, name)};
}

static void add_own(const struct adil_polity *p, struct adil_arena scratch,
                    struct sitting_list *list, const struct adil_body *b, struct adil_date day)
{
    for (uint32_t i = 0; b->n_offices > 0 && i < p->n_holdings; i++) {
        const struct adil_holding *h = &p->holding[i];
        if (has_seat(b, h->office) && adil_holds_on(h, day)) {
            add_sitting(p, list, b, adil_strings_get(p->strings, h->person));
        }
    }
    for (uint32_t i = 0; b->reg != ADIL_NO_WORD && i < p->reg[b->reg].n; i++) {
        if (record_sits(p, scratch, b, day, i)) {
            struct adil_span key = adil_strings_get(p->strings, p->reg[b->reg].rec[i].key);
            add_sitting(p, list, b, adil_key_part(key));
        }
    }
}

uint32_t adil_body_sitting(const struct adil_polity *p, struct adil_arena *perm,
                           struct adil_arena scratch, uint32_t body, struct adil_date day,
                           const struct adil_sitting **out)
{
    const struct adil_body *b = &p->book->acts.body[body];
    uint32_t most = adil_body_members(p, scratch, body, day);
    struct sitting_list list = {perm, adil_new(perm, struct adil_sitting, most), 0};
    add_own(p, scratch, &list, b, day);
    for (uint32_t i = 0; i < b->n_joins; i++) {
        add_own(p, scratch, &list, &p->book->acts.body[b->joins[i]], day);
    }
    *out = list.at;
    return list.n;
}

/* ---- phrases ------------------------------------------------------------------------------- */

struct adil_body_figures adil_body_figures_of(const struct adil_polity *p,
                                              struct adil_arena scratch, uint32_t body,
                                              struct adil_date day)
{
    const struct adil_body *b = &p->book->acts.body[body];
    bool known = b->n_offices > 0 || b->reg != ADIL_NO_WORD || b->n_joins > 0;
    struct adil_body_figures f = {.members = known ? adil_body_members(p, scratch, body, day)
                                                   : UINT32_MAX};
    f.seats = adil_body_seats(&p->book->acts, body, day);
    f.seats = f.seats == UINT32_MAX ? f.members : f.seats;
    return f;
}

static struct adil_fact whole(uint64_t n)
{
    return adil_fact_known(adil_num_int((int64_t)n));
}

static struct adil_fact body_subject(void *ctx, struct adil_arena *a, uint32_t unit)
{
    (void)a;
    (void)unit;
    return whole(((const struct adil_body_figures *)ctx)->subject);
}

static struct adil_fact body_quantity(void *ctx, struct adil_arena *a, uint32_t quantity,
                                      uint32_t unit)
{
    const struct adil_body_figures *f = ctx;
    uint64_t cast = (uint64_t)f->n[ADIL_CHOICE_YES] + f->n[ADIL_CHOICE_NO];
    uint64_t voting = cast + f->n[ADIL_CHOICE_ABSTAIN];
    (void)a;
    (void)unit;
    switch (quantity) {
    case ADIL_Q_SEATS:
        return whole(f->seats);
    case ADIL_Q_IN_OFFICE:
    case ADIL_Q_MEMBERS:
        return f->members == UINT32_MAX ? adil_fact_from(adil_num_int(0)) : whole(f->members);
    case ADIL_Q_PRESENT:
        return whole(voting + f->n[ADIL_CHOICE_PRESENT]);
    case ADIL_Q_VOTING:
        return whole(voting);
    case ADIL_Q_VOTES_CAST:
        return whole(cast);
    default:
        return adil_fact_from(adil_num_int(0));
    }
}

static uint32_t groups_of_none(void *ctx, uint32_t group)
{
    (void)ctx;
    (void)group;
    return 0;
}

static uint32_t unit_of_none(void *ctx, uint32_t group, uint32_t i)
{
    (void)ctx;
    (void)group;
    (void)i;
    return ADIL_NO_WORD;
}

struct adil_answer adil_body_answer(struct adil_arena *perm, const struct adil_phrase *phrase,
                                    const struct adil_body_figures *f)
{
    struct adil_body_figures figures = *f;
    const struct adil_env env = {.ctx = &figures,
                                 .subject = body_subject,
                                 .quantity = body_quantity,
                                 .group_size = groups_of_none,
                                 .group_unit = unit_of_none};
    return adil_phrase_eval(perm, phrase, &env);
}

/* ---- support ------------------------------------------------------------------------------- */

/* The first in the set who is no member; an empty span: all are. */
static struct adil_span stranger_in(const struct adil_judging *j, const struct adil_support *s)
{
    adil_slot set = j->slot[s->slot];
    for (uint32_t i = 0; i < adil_pool_n(j->p, set); i++) {
        struct adil_span name = adil_strings_get(j->p->strings, adil_pool_at(j->p, set, i).of);
        if (!adil_body_is_member(j->p, j->scratch, s->body, j->day, name)) {
            return name;
        }
    }
    return (struct adil_span){0};
}

adil_err adil_support_judge(struct adil_judging *j)
{
    const struct adil_rulebook *book = j->p->book;
    const struct adil_support *s = book->acts.word[j->word].support;
    if (s == NULL) {
        return ADIL_OK;
    }
    const struct adil_body *b = &book->acts.body[s->body];
    struct adil_span stranger = s->is_set ? stranger_in(j, s) : (struct adil_span){0};
    if (stranger.len > 0) {
        return adil_refuse_rule(j, &s->rule, ADIL_SPAN("fields"), stranger,
                                adil_fmt(j->perm, "a member of %.*s", ADIL_ARG(b->rule.id)));
    }
    adil_slot value = j->slot[s->slot];
    struct adil_body_figures f = adil_body_figures_of(j->p, j->scratch, s->body, j->day);
    int64_t n = s->is_set ? (int64_t)adil_pool_n(j->p, value) : value;
    f.subject = n > UINT32_MAX ? UINT32_MAX : (uint32_t)n;
    if (f.subject > f.seats) {
        return adil_refuse_rule(j, &s->rule, ADIL_SPAN("fields"),
                                adil_fmt(j->perm, "%u", f.subject),
                                adil_fmt(j->perm, "at most %u", f.seats));
    }
    if (adil_body_answer(j->perm, s->least, &f).truth == ADIL_HOLDS) {
        adil_tell(j->p, ADIL_STATEMENT_SUPPORT, &s->rule, ADIL_JUDGED_HELD);
        return ADIL_OK;
    }
    return adil_refuse_rule(
        j, &s->rule, ADIL_SPAN("fields"),
        adil_fmt(j->perm, "%u of %u (%.*s)", f.subject, f.seats, ADIL_ARG(b->rule.id)),
        adil_phrase_words(j->perm, j->p->options.lang, s->least, &book->vocab));
}
