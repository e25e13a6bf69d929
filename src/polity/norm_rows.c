/* Rows that norms count: records of registers, holdings of offices, cases, who is elected. */
#include "polity/norms.h"

/* ---- rows of registers --------------------------------------------------------------------- */

/* What a register's field of type key says: the last part of the record's key. */
struct adil_datum adil_norm_key_part(struct adil_span key)
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
        return adil_norm_key_part(
            adil_strings_get(r->p->strings, r->p->reg[r->reg].rec[r->rec].key));
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

struct adil_datum adil_norm_text(const struct adil_polity *p, uint32_t text)
{
    return (struct adil_datum){.known = text != 0, .text = adil_strings_get(p->strings, text)};
}

struct adil_datum adil_norm_date(struct adil_date date)
{
    return (struct adil_datum){.known = adil_date_known(date), .date = date};
}

/* Of a holding without an end: it is after every day that a norm asks about. */
static struct adil_date without_end(void)
{
    struct adil_date day = ADIL_DATE_NONE;
    bool exists = adil_date_from_civil(9999, 12, 31, &day);
    ADIL_ASSERT(exists);
    return day;
}

static struct adil_datum holding_datum(const struct adil_polity *p, const struct adil_holding *h,
                                       enum holding_column column)
{
    switch (column) {
    case H_OFFICE:
        return (struct adil_datum){.known = true,
                                   .text = p->in_force->acts.office[h->office].rule.id};
    case H_PERSON:
        return adil_norm_text(p, h->person);
    case H_CAPACITY:
        return adil_norm_text(p, h->capacity);
    case H_ELECTED_ON:
        return adil_norm_date(h->elected_on);
    case H_SINCE:
        return adil_norm_date(h->since);
    case H_UNTIL:
        return adil_norm_date(adil_date_known(h->until) ? h->until : without_end());
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

/* ---- cases --------------------------------------------------------------------------------- */

enum case_column { C_ID, C_PROCEDURE, C_STAGE, C_BY, C_OPENED, C_ARRIVED, C_HELD, N_CASE_COLUMNS };

static const struct adil_span case_field[N_CASE_COLUMNS] = {
    [C_ID] = ADIL_SPAN_INIT("id"),         [C_PROCEDURE] = ADIL_SPAN_INIT("procedure"),
    [C_STAGE] = ADIL_SPAN_INIT("stage"),   [C_BY] = ADIL_SPAN_INIT("by"),
    [C_OPENED] = ADIL_SPAN_INIT("opened"), [C_ARRIVED] = ADIL_SPAN_INIT("arrived"),
    [C_HELD] = ADIL_SPAN_INIT("held"),
};

static struct adil_datum known_text(struct adil_span text)
{
    return (struct adil_datum){.known = true, .text = text};
}

static struct adil_datum case_datum(const struct adil_polity *p, struct adil_arena *a,
                                    const struct adil_case *c, enum case_column column)
{
    const struct adil_procedure *proc = &c->book->acts.procedure[c->procedure];
    switch (column) {
    case C_ID:
        return adil_norm_text(p, c->id);
    case C_PROCEDURE:
        return known_text(proc->rule.id);
    case C_STAGE:
        return known_text(proc->stage[c->stage].id);
    case C_BY:
        return known_text(adil_issuer_name(p, a, c->by));
    case C_OPENED:
        return adil_norm_date(c->opened_day);
    case C_ARRIVED:
        return adil_norm_date(adil_polity_day(p, c->arrived_at));
    case C_HELD:
        return adil_norm_date(c->day);
    case N_CASE_COLUMNS:
        break;
    }
    return (struct adil_datum){0};
}

/* A field of the act that opened the case, where it gave one of that name and type. */
static struct adil_datum opening_datum(const struct adil_polity *p, struct adil_arena *a,
                                       const struct adil_case *c, struct adil_span id,
                                       enum adil_field_type type)
{
    const struct adil_act_word *w = &c->book->acts.word[c->word];
    for (uint32_t i = 0; i < w->n_give; i++) {
        if (w->give[i].type == type && adil_span_eq(w->give[i].id, id)) {
            return adil_slot_datum_of(p, a, type, c->field[i]);
        }
    }
    return (struct adil_datum){0};
}

/* A case: a field is read when a norm asks for it. */
struct case_record {
    struct adil_record record; /* the first: a pointer to it is one to the whole */
    const struct adil_norm_rows *rows;
    const struct adil_case *c;
};

static struct adil_datum case_value(const struct adil_record *record, struct adil_arena *a,
                                    uint32_t field)
{
    const struct case_record *r = (const struct case_record *)(const void *)record;
    const struct adil_polity *p = r->rows->p;
    struct adil_span id = p->book->reg[r->rows->reg].field[field].id;
    for (unsigned c = 0; c < N_CASE_COLUMNS; c++) {
        if (adil_span_eq(id, case_field[c])) {
            return case_datum(p, a, r->c, (enum case_column)c);
        }
    }
    return opening_datum(p, a, r->c, id, (enum adil_field_type)p->reg[r->rows->reg].type[field]);
}

static const struct adil_record *case_at(void *ctx, struct adil_arena *a, uint32_t i)
{
    const struct adil_norm_rows *rows = ctx;
    struct case_record *row = adil_new(a, struct case_record, 1);
    *row = (struct case_record){{.read = case_value}, rows, &rows->p->cases[i]};
    return &row->record;
}

static const struct adil_record *case_find(void *ctx, struct adil_arena *a, struct adil_span key)
{
    const struct adil_norm_rows *rows = ctx;
    uint32_t i = adil_case_find(rows->p, key);
    return i != ADIL_NO_CASE ? case_at(ctx, a, i) : NULL;
}

/* ---- who is elected ------------------------------------------------------------------------ */

enum elected_column { E_ELECTION, E_PROCEDURE, E_CONTEST, E_OPTION, E_SEATS, E_DAY, N_ELECTED };

static const struct adil_span elected_field[N_ELECTED] = {
    [E_ELECTION] = ADIL_SPAN_INIT("election"), [E_PROCEDURE] = ADIL_SPAN_INIT("procedure"),
    [E_CONTEST] = ADIL_SPAN_INIT("contest"),   [E_OPTION] = ADIL_SPAN_INIT("option"),
    [E_SEATS] = ADIL_SPAN_INIT("seats"),       [E_DAY] = ADIL_SPAN_INIT("day"),
};

static struct adil_datum elected_datum(const struct adil_polity *p, const struct adil_elected *e,
                                       enum elected_column column)
{
    const struct adil_case *c = &p->cases[e->case_no];
    switch (column) {
    case E_ELECTION:
        return adil_norm_text(p, c->id);
    case E_PROCEDURE:
        return known_text(c->book->acts.procedure[c->procedure].rule.id);
    case E_CONTEST:
        return adil_norm_text(p, e->contest);
    case E_OPTION:
        return adil_norm_text(p, e->option);
    case E_SEATS:
        return (struct adil_datum){.known = true,
                                   .number = adil_fact_known(adil_num_int(e->seats))};
    case E_DAY:
        return adil_norm_date(e->day);
    case N_ELECTED:
        break;
    }
    return (struct adil_datum){0};
}

static const struct adil_record *elected_at(void *ctx, struct adil_arena *a, uint32_t i)
{
    const struct adil_norm_rows *rows = ctx;
    const struct adil_register *r = &rows->p->book->reg[rows->reg];
    struct adil_datum *value = adil_new(a, struct adil_datum, r->n_fields);
    for (uint32_t f = 0; f < r->n_fields; f++) {
        for (unsigned c = 0; c < N_ELECTED; c++) {
            if (adil_span_eq(r->field[f].id, elected_field[c])) {
                value[f] = elected_datum(rows->p, &rows->p->elected[i], (enum elected_column)c);
            }
        }
    }
    struct adil_record *record = adil_new(a, struct adil_record, 1);
    record->value = value;
    return record;
}

/* ---- all ----------------------------------------------------------------------------------- */

static struct adil_rows rows_of(struct adil_norm_rows *ctx)
{
    const struct adil_polity *p = ctx->p;
    struct adil_span id = p->book->reg[ctx->reg].id;
    struct adil_rows rows = {.n = p->reg[ctx->reg].n,
                             .complete = true,
                             .ctx = ctx,
                             .at = register_row_at,
                             .find = register_row_find,
                             .next = register_row_next};
    if (adil_span_is(id, "holding")) {
        rows.n += p->n_holdings;
        rows.at = holding_at;
        rows.next = NULL;
    } else if (adil_span_is(id, "case")) {
        rows.n = p->n_cases;
        rows.at = case_at;
        rows.find = case_find;
        rows.next = NULL;
    } else if (adil_span_is(id, "elected")) {
        rows.n = p->n_elected;
        rows.at = elected_at;
        rows.next = NULL;
    }
    return rows;
}

const struct adil_rows *adil_norm_all_rows(const struct adil_polity *p, struct adil_arena *a)
{
    uint32_t n = p->book->n_registers;
    struct adil_rows *rows = adil_new(a, struct adil_rows, n);
    struct adil_norm_rows *ctx = adil_new(a, struct adil_norm_rows, n);
    for (uint32_t i = 0; i < n; i++) {
        ctx[i] = (struct adil_norm_rows){p, i};
        rows[i] = rows_of(&ctx[i]);
    }
    return rows;
}
