/* Norms of an act: of the power that gave it, of its word, of the register it writes; judged on the
 * record as it would be. The first that does not hold is the refusal; all are told to the diag. */
#include "polity/norms.h"
#include "polity/amend.h"
#include "polity/authority.h"
#include "polity/given.h"

/* ---- rows of registers --------------------------------------------------------------------- */

/* What a register's field of type key says: the last part of the record's key. */
static struct adil_datum key_part_datum(struct adil_span key)
{
    struct adil_span part = {0};
    while (adil_span_cut(&key, '/', &part)) {
    }
    return (struct adil_datum){.known = part.len > 0, .text = part};
}

/* A record of a register: a field is read when a norm asks for it. */
struct register_record {
    struct adil_record record; /* the first: a pointer to it is one to the whole */
    const struct adil_polity *p;
    uint32_t reg;
    uint32_t rec;
};

static struct adil_datum register_field(const struct adil_record *record, struct adil_arena *a,
                                        uint32_t field)
{
    const struct register_record *r = (const struct register_record *)(const void *)record;
    enum adil_field_type type = (enum adil_field_type)r->p->reg[r->reg].type[field];
    if (type == ADIL_FIELD_KEY) {
        return key_part_datum(adil_strings_get(r->p->strings, r->p->reg[r->reg].rec[r->rec].key));
    }
    return adil_slot_datum_of(r->p, a, type, adil_record_slot(r->p, r->reg, r->rec, field));
}

const struct adil_record *adil_norm_record(const struct adil_polity *p, struct adil_arena *a,
                                           uint32_t reg, uint32_t rec)
{
    struct register_record *row = adil_new(a, struct register_record, 1);
    *row = (struct register_record){{.read = register_field}, p, reg, rec};
    return &row->record;
}

static const struct adil_record *register_row_at(void *ctx, struct adil_arena *a, uint32_t i)
{
    const struct adil_norm_rows *rows = ctx;
    if (rows->p->reg[rows->reg].rec[i].ended != 0) {
        return NULL;
    }
    return adil_norm_record(rows->p, a, rows->reg, i);
}

static const struct adil_record *register_row_find(void *ctx, struct adil_arena *a,
                                                   struct adil_span key)
{
    const struct adil_norm_rows *rows = ctx;
    uint32_t rec = adil_record_find(rows->p, rows->reg, adil_strings_find(rows->p->strings, key));
    if (rec == ADIL_NO_RECORD || rows->p->reg[rows->reg].rec[rec].ended != 0) {
        return NULL;
    }
    return adil_norm_record(rows->p, a, rows->reg, rec);
}

/* Texts are interned: a number is compared a row. What is not such a text is looked at row by row.
 */
static uint32_t register_row_next(void *ctx, uint32_t i, uint32_t field, struct adil_span text)
{
    const struct adil_norm_rows *rows = ctx;
    const struct adil_polity *p = rows->p;
    const struct adil_reg_state *r = &p->reg[rows->reg];
    if (r->type[field] != ADIL_FIELD_TEXT && r->type[field] != ADIL_FIELD_REF) {
        return i;
    }
    adil_slot wanted = (adil_slot)adil_strings_find(p->strings, text);
    while (i < r->n) {
        adil_slot found = adil_record_slot(p, rows->reg, i, field);
        if (found == wanted || found == ADIL_SLOT_UNKNOWN) {
            break;
        }
        i++;
    }
    return i;
}

/* ---- holdings ------------------------------------------------------------------------------ */

enum holding_column { H_OFFICE, H_PERSON, H_CAPACITY, H_ELECTED_ON, H_SINCE, H_UNTIL, N_HOLDING };

static const struct adil_span holding_field[N_HOLDING] = {
    [H_OFFICE] = ADIL_SPAN_INIT("office"),     [H_PERSON] = ADIL_SPAN_INIT("person"),
    [H_CAPACITY] = ADIL_SPAN_INIT("capacity"), [H_ELECTED_ON] = ADIL_SPAN_INIT("elected_on"),
    [H_SINCE] = ADIL_SPAN_INIT("since"),       [H_UNTIL] = ADIL_SPAN_INIT("until"),
};

static struct adil_datum text_datum(const struct adil_polity *p, uint32_t text)
{
    return (struct adil_datum){.known = text != 0, .text = adil_strings_get(p->strings, text)};
}

static struct adil_datum date_datum(struct adil_date date)
{
    return (struct adil_datum){.known = adil_date_known(date), .date = date};
}

static struct adil_datum holding_datum(const struct adil_polity *p, const struct adil_holding *h,
                                       enum holding_column column)
{
    switch (column) {
    case H_OFFICE:
        return (struct adil_datum){.known = true,
                                   .text = p->in_force->acts.office[h->office].rule.id};
    case H_PERSON:
        return text_datum(p, h->person);
    case H_CAPACITY:
        return text_datum(p, h->capacity);
    case H_ELECTED_ON:
        return date_datum(h->elected_on);
    case H_SINCE:
        return date_datum(h->since);
    case H_UNTIL:
        return date_datum(h->until);
    case N_HOLDING:
        break;
    }
    return (struct adil_datum){0};
}

/* Holdings the record made come behind the register's own records, if there are any. */
static const struct adil_record *holding_at(void *ctx, struct adil_arena *a, uint32_t i)
{
    const struct adil_norm_rows *rows = ctx;
    const struct adil_polity *p = rows->p;
    const struct adil_register *r = &p->book->reg[rows->reg];
    if (i < p->reg[rows->reg].n) {
        return register_row_at(ctx, a, i);
    }
    const struct adil_holding *h = &p->holding[i - p->reg[rows->reg].n];
    struct adil_datum *value = adil_new(a, struct adil_datum, r->n_fields);
    for (uint32_t f = 0; f < r->n_fields; f++) {
        for (unsigned c = 0; c < N_HOLDING; c++) {
            if (adil_span_eq(r->field[f].id, holding_field[c])) {
                value[f] = holding_datum(p, h, (enum holding_column)c);
            }
        }
    }
    struct adil_record *record = adil_new(a, struct adil_record, 1);
    record->value = value;
    return record;
}

static const struct adil_rows *all_rows(const struct adil_polity *p, struct adil_arena *a)
{
    uint32_t n = p->book->n_registers;
    struct adil_rows *rows = adil_new(a, struct adil_rows, n);
    struct adil_norm_rows *ctx = adil_new(a, struct adil_norm_rows, n);
    for (uint32_t i = 0; i < n; i++) {
        bool holding = adil_span_is(p->book->reg[i].id, "holding");
        ctx[i] = (struct adil_norm_rows){p, i};
        rows[i] = (struct adil_rows){.n = p->reg[i].n + (holding ? p->n_holdings : 0),
                                     .complete = true,
                                     .ctx = &ctx[i],
                                     .at = holding ? holding_at : register_row_at,
                                     .find = register_row_find,
                                     .next = holding ? NULL : register_row_next};
    }
    return rows;
}

/* ---- facts beside the record --------------------------------------------------------------- */

static void set_fact(const struct adil_rulebook *book, struct adil_datum *outer, uint32_t number,
                     struct adil_datum value)
{
    if (number < book->n_outer) {
        outer[number] = value;
    }
}

static void set_act_fact(const struct adil_rulebook *book, struct adil_datum *outer,
                         enum adil_act_fact fact, struct adil_datum value)
{
    set_fact(book, outer, 2 + (uint32_t)fact, value);
}

static struct adil_datum span_datum(struct adil_span text)
{
    return (struct adil_datum){.known = true, .text = text};
}

/* Of the case the act is in, or of the one it would open. */
static void case_facts(const struct adil_judging *j, struct adil_datum *outer)
{
    const struct adil_polity *p = j->p;
    const struct adil_act_word *w = &p->book->acts.word[j->word];
    bool opens = j->act->kind == ADIL_ACT_OPEN && w->opens != ADIL_NO_WORD;
    if (j->in_case == ADIL_NO_CASE && !opens) {
        return;
    }
    const struct adil_case *c = opens ? NULL : &p->cases[j->in_case];
    const struct adil_procedure *proc =
        &p->book->acts.procedure[c != NULL ? c->procedure : w->opens];
    struct adil_date given = adil_case_given_day(j);
    struct adil_date day = adil_date_known(given) || c == NULL ? given : c->day;
    struct adil_date opened = c != NULL ? c->opened_day : j->day;
    struct adil_num round = adil_num_int(c != NULL ? c->round : 1);
    struct adil_hash voted;
    set_fact(p->book, outer, 0, date_datum(day));
    set_fact(p->book, outer, 1, date_datum(opened));
    set_act_fact(p->book, outer, ADIL_FACT_CASE_DAY, date_datum(day));
    set_act_fact(p->book, outer, ADIL_FACT_CASE_OPENED, date_datum(opened));
    set_act_fact(p->book, outer, ADIL_FACT_CASE_STAGE,
                 span_datum(proc->stage[c != NULL ? c->stage : 0].id));
    set_act_fact(p->book, outer, ADIL_FACT_CASE_REOPENED,
                 (struct adil_datum){.known = true, .flag = c != NULL && c->reopened != 0});
    bool changes = c != NULL ? adil_case_voted(p, j->in_case, &voted)
                             : adil_given_find(j, ADIL_SPAN("changes"), ADIL_FIELD_HASH) != NULL;
    set_act_fact(p->book, outer, ADIL_FACT_CASE_CHANGES,
                 (struct adil_datum){.known = true, .flag = changes});
    set_act_fact(p->book, outer, ADIL_FACT_CASE_ROUND,
                 (struct adil_datum){.known = true, .number = adil_fact_known(round)});
}

static struct adil_datum set_datum(const struct adil_span *member, uint32_t n)
{
    return (struct adil_datum){.known = true, .member = member, .n_members = n};
}

static void change_facts(const struct adil_judging *j, struct adil_datum *outer)
{
    const struct adil_rulebook *book = j->p->book;
    const struct adil_amending *a = j->own;
    set_act_fact(book, outer, ADIL_FACT_CHANGES_IDS, set_datum(a->id, a->n_ids));
    set_act_fact(book, outer, ADIL_FACT_CHANGES_DOES, set_datum(a->does, a->n_does));
    set_act_fact(book, outer, ADIL_FACT_CHANGES_FROM, date_datum(a->from));
    set_act_fact(book, outer, ADIL_FACT_CHANGES_LAWS, set_datum(a->laws, a->n_laws));
}

static struct adil_datum *all_facts(const struct adil_judging *j)
{
    const struct adil_polity *p = j->p;
    struct adil_datum *outer = adil_new(j->perm, struct adil_datum, p->book->n_outer);
    uint32_t office = p->issuer[j->issuer].office;
    const struct adil_holding *own = adil_holding_of(p, office, j->day);
    set_act_fact(p->book, outer, ADIL_FACT_NOW, date_datum(j->day));
    set_act_fact(p->book, outer, ADIL_FACT_ISSUER, span_datum(j->act->by));
    set_act_fact(p->book, outer, ADIL_FACT_ISSUER_KEY, span_datum(adil_judging_issuer_key(j)));
    if (j->reg != ADIL_NO_WORD) {
        set_act_fact(p->book, outer, ADIL_FACT_ABOUT_KEY, span_datum(j->key));
    }
    if (own != NULL) {
        set_act_fact(p->book, outer, ADIL_FACT_OWN_CAPACITY, text_datum(p, own->capacity));
        set_act_fact(p->book, outer, ADIL_FACT_OWN_SINCE, date_datum(own->since));
        set_act_fact(p->book, outer, ADIL_FACT_OWN_UNTIL, date_datum(own->until));
    }
    if ((j->act->kind == ADIL_ACT_AMEND || j->act->kind == ADIL_ACT_OPEN) && j->own != NULL) {
        change_facts(j, outer);
    }
    case_facts(j, outer);
    return outer;
}

static enum adil_field_type given_type(const struct adil_act_word *w, uint32_t slot)
{
    uint32_t i = 0;
    while (w->give[i].slot != slot) {
        i++;
        ADIL_ASSERT(i < w->n_give);
    }
    return w->give[i].type;
}

/* The record as it would be; without a register, what the act gives. */
static struct adil_datum own_field(const struct adil_record *record, struct adil_arena *a,
                                   uint32_t field)
{
    const struct adil_judging *j = ((const struct adil_norm_self *)(const void *)record)->j;
    const struct adil_act_word *w = &j->p->book->acts.word[j->word];
    if (w->reg == ADIL_NO_WORD) {
        return adil_slot_datum_of(j->p, a, given_type(w, field), j->slot[field]);
    }
    enum adil_field_type type = (enum adil_field_type)j->p->reg[w->reg].type[field];
    return type == ADIL_FIELD_KEY ? key_part_datum(j->key)
                                  : adil_slot_datum_of(j->p, a, type, j->slot[field]);
}

/* ---- judging ------------------------------------------------------------------------------- */

struct adil_norm_facts *adil_norm_facts_open(struct adil_judging *j)
{
    struct adil_norm_facts *f = adil_new(j->perm, struct adil_norm_facts, 1);
    f->self = (struct adil_norm_self){{.read = own_field}, j};
    adil_norm_figures_open(&f->figures, j);
    f->env = (struct adil_norm_env){.self = &f->self.record,
                                    .outer = all_facts(j),
                                    .rows = all_rows(j->p, j->perm),
                                    .figures = &f->figures.env};
    return f;
}

static adil_err refuse_norm(struct adil_judging *j, const struct adil_verdict *v, bool unless)
{
    enum adil_lang lang = j->p->options.lang;
    struct adil_span found = adil_verdict_found(j->perm, lang, v);
    struct adil_span words = adil_norm_words(j->perm, lang, v->norm, &j->p->book->vocab);
    if (unless) {
        const struct adil_arg arg = {"what", words};
        words = adil_said(j->perm, lang, ADIL_M_J_NOT, &arg, 1);
    }
    if (v->truth == ADIL_UNKNOWN) {
        struct adil_span unknown = adil_text(lang, ADIL_M_J_NOT_KNOWN);
        found = found.len > 0 && v->found != ADIL_VERDICT_NOTHING
                    ? adil_fmt(j->perm, "%.*s; %.*s", ADIL_ARG(found), ADIL_ARG(unknown))
                    : unknown;
    }
    return adil_refuse_rule(j, &v->norm->rule, (struct adil_span){0}, found, words);
}

/* All that are in force; the first that does not hold is the refusal. `unless`: that does not
 * fail. */
static adil_err judge_list(struct adil_judging *j, const struct adil_norm *norm, uint32_t n,
                           bool unless)
{
    adil_err result = ADIL_OK;
    struct adil_refusal first = {0};
    const struct adil_norm_facts *f = NULL;
    for (uint32_t i = 0; i < n; i++) {
        if (!adil_rule_in_force(&norm[i].rule, adil_judging_law_day(j, &norm[i].rule))) {
            continue;
        }
        f = f != NULL ? f : adil_norm_facts_open(j);
        struct adil_verdict v = adil_norm_eval(j->perm, &norm[i], &f->env);
        if (j->p->options.verdict != NULL) {
            j->p->options.verdict(j->p->options.ctx, &v, unless);
        }
        if (v.truth == (unless ? ADIL_FAILS : ADIL_HOLDS)) {
            continue;
        }
        adil_err e = refuse_norm(j, &v, unless);
        if (result.code == ADIL_C_OK) {
            result = e;
            first = *j->refusal;
        }
    }
    if (result.code != ADIL_C_OK) {
        *j->refusal = first;
    }
    return result;
}

adil_err adil_judge_power_norms(struct adil_judging *j, const struct adil_power *power)
{
    ADIL_TRY(judge_list(j, power->when, power->n_when, false));
    return judge_list(j, power->unless, power->n_unless, true);
}

/* A record that ends meets no norm any more; what enters or stays meets its word's and then its
 * register's. */
adil_err adil_judge_norms(struct adil_judging *j)
{
    const struct adil_act_word *w = &j->p->book->acts.word[j->word];
    ADIL_TRY(judge_list(j, w->norm, w->n_norms, false));
    adil_tell_norms(j, w->norm, w->n_norms);
    if (w->reg == ADIL_NO_WORD || j->act->kind == ADIL_ACT_END) {
        return ADIL_OK;
    }
    const struct adil_register *r = &j->p->book->reg[w->reg];
    ADIL_TRY(judge_list(j, r->enter, r->n_enter, false));
    adil_tell_norms(j, r->enter, r->n_enter);
    return ADIL_OK;
}
