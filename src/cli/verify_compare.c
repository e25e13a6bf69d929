/* What an observer saw at a place against the protocol on the record. */
#include "cli/table.h"
#include "cli/verify.h"
#include "law/index.h"

#include <string.h>

enum { STATE_BYTES_MAX = 1 << 30, RECORDS_LEAST = 256 };

struct protocol {
    struct adil_span key; /* CASE/CONTEST/PLACE */
    struct adil_span fields;
};

struct comparing {
    struct adil_arena *perm;
    struct protocol *protocol;
    uint32_t n;
    uint32_t cap;
    struct adil_index_entry *index;
    const struct adil_csv_table *table;
    uint32_t column_case;
    uint32_t column_contest;
    uint32_t column_place;
    struct adil_verify_report *report;
    struct adil_buf *out;
};

/* ---- protocols of the state ----------------------------------------------------------------- */

/* The raw value of a member, or empty. */
static struct adil_span member_of(struct adil_arena scratch, struct adil_span object,
                                  struct adil_span name)
{
    struct adil_json_reader r;
    struct adil_span raw = {NULL, 0};
    adil_json_read(&r, &scratch, object, false);
    if (adil_json_next(&r) != ADIL_JSON_OBJECT) {
        return raw;
    }
    for (enum adil_json_event e = adil_json_next(&r); e == ADIL_JSON_KEY; e = adil_json_next(&r)) {
        bool is_it = adil_span_eq(r.text, name);
        if (!adil_json_skip(&r, e, &raw)) {
            break;
        }
        if (is_it) {
            return raw;
        }
    }
    return (struct adil_span){NULL, 0};
}

static void keep_protocol(struct comparing *c, struct adil_span key, struct adil_span record)
{
    if (c->n == c->cap) {
        uint32_t cap = c->cap > 0 ? 2 * c->cap : RECORDS_LEAST;
        struct protocol *grown = adil_new(c->perm, struct protocol, cap);
        if (c->n > 0) {
            memcpy(grown, c->protocol, c->n * sizeof *grown);
        }
        c->protocol = grown;
        c->cap = cap;
    }
    struct adil_span fields = member_of(*c->perm, record, ADIL_SPAN("fields"));
    c->protocol[c->n++] = (struct protocol){adil_span_copy(c->perm, key), fields};
}

static void keep_register(struct comparing *c, struct adil_span records)
{
    struct adil_json_reader r;
    adil_json_read(&r, c->perm, records, false);
    if (adil_json_next(&r) != ADIL_JSON_OBJECT) {
        return;
    }
    for (enum adil_json_event e = adil_json_next(&r); e == ADIL_JSON_KEY; e = adil_json_next(&r)) {
        struct adil_span key = r.text;
        struct adil_span raw;
        if (!adil_json_skip(&r, e, &raw)) {
            return;
        }
        keep_protocol(c, key, raw);
    }
}

/* The registers that procedures name as those of protocols. */
static void keep_protocols(struct comparing *c, struct adil_arena scratch,
                           const struct adil_polity *p, struct adil_span registers)
{
    const struct adil_rulebook *book = adil_polity_rulebook(p);
    for (uint32_t reg = 0; reg < book->n_registers; reg++) {
        bool of_protocols = false;
        for (uint32_t i = 0; i < book->acts.n_procedures; i++) {
            of_protocols = of_protocols || book->acts.procedure[i].protocols == reg;
        }
        if (of_protocols) {
            keep_register(c, member_of(scratch, registers, book->reg[reg].id));
        }
    }
    c->index = adil_new(c->perm, struct adil_index_entry, c->n);
    for (uint32_t i = 0; i < c->n; i++) {
        c->index[i] = (struct adil_index_entry){c->protocol[i].key, i};
    }
    adil_index_sort(c->index, c->n);
}

static const struct protocol *find_protocol(const struct comparing *c, struct adil_span key)
{
    uint32_t i = adil_index_get(c->index, c->n, key);
    return i != ADIL_NOT_FOUND ? &c->protocol[i] : NULL;
}

/* ---- rows ----------------------------------------------------------------------------------- */

static void differ(struct comparing *c, uint32_t row, struct adil_span key, struct adil_span column,
                   struct adil_span seen, struct adil_span recorded)
{
    struct adil_place place = adil_csv_table_place(c->table, row);
    c->report->n_differences++;
    adil_buf_fmt(c->out, "%.*s:%u: ", ADIL_ARG(place.file), place.line);
    adil_buf_shown(c->out, key, 200);
    adil_buf_str(c->out, ": ");
    adil_buf_shown(c->out, column, 100);
    adil_buf_str(c->out, ": seen ");
    adil_buf_shown(c->out, seen, 100);
    adil_buf_str(c->out, ", on the record ");
    adil_buf_shown(c->out, recorded, 100);
    adil_buf_byte(c->out, '\n');
}

/* A value as a cell has it: texts without their quotes. */
static struct adil_span value_of(struct adil_arena *a, struct adil_span fields,
                                 struct adil_span column)
{
    static const struct adil_span votes = ADIL_SPAN_INIT("votes.");
    struct adil_span name = column;
    struct adil_span object = fields;
    if (adil_span_starts(column, votes)) {
        object = member_of(*a, fields, ADIL_SPAN("votes"));
        name = adil_span_sub(column, votes.len, column.len);
    }
    struct adil_span raw = member_of(*a, object, name);
    struct adil_json_reader r;
    adil_json_read(&r, a, raw, false);
    return raw.len > 0 && adil_json_next(&r) == ADIL_JSON_TEXT ? r.text : raw;
}

static void compare_row(struct comparing *c, struct adil_arena scratch, uint32_t row)
{
    const struct adil_csv_table *t = c->table;
    struct adil_span key =
        adil_fmt(&scratch, "%.*s/%.*s/%.*s", ADIL_ARG(adil_csv_table_cell(t, row, c->column_case)),
                 ADIL_ARG(adil_csv_table_cell(t, row, c->column_contest)),
                 ADIL_ARG(adil_csv_table_cell(t, row, c->column_place)));
    const struct protocol *p = find_protocol(c, key);
    if (p == NULL) {
        differ(c, row, key, ADIL_SPAN("protocol"), ADIL_SPAN("one"), ADIL_SPAN("none"));
        return;
    }
    for (uint32_t k = 0; k < t->n_columns; k++) {
        struct adil_span seen = adil_span_trim(adil_csv_table_cell(t, row, k));
        if (seen.len == 0 || k == c->column_case || k == c->column_contest ||
            k == c->column_place) {
            continue;
        }
        struct adil_span recorded = value_of(&scratch, p->fields, t->column[k]);
        c->report->n_compared++;
        if (!adil_span_eq(seen, recorded)) {
            differ(c, row, key, t->column[k], seen,
                   recorded.len > 0 ? recorded : ADIL_SPAN("nothing"));
        }
    }
}

static adil_err find_columns(struct comparing *c, struct adil_diag *diag)
{
    static const char *const names[] = {"case", "contest", "place"};
    uint32_t *const column[] = {&c->column_case, &c->column_contest, &c->column_place};
    for (size_t i = 0; i < ADIL_COUNT(names); i++) {
        *column[i] = adil_csv_table_column(c->table, names[i]);
        if (*column[i] == UINT32_MAX) {
            return adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){c->table->file, 1},
                             adil_span_of(names[i]), ADIL_SPAN("no such column"),
                             ADIL_SPAN("the columns case, contest, place, and fields"));
        }
    }
    return ADIL_OK;
}

adil_err adil_verify_compare(struct adil_arena *perm, struct adil_arena scratch,
                             const struct adil_polity *p, struct adil_span file,
                             struct adil_verify_report *report, struct adil_buf *out,
                             struct adil_diag *diag)
{
    struct adil_csv_table table;
    struct comparing c = {.perm = perm, .table = &table, .report = report, .out = out};
    struct adil_buf state;
    struct adil_json j;
    ADIL_TRY(adil_csv_table_read(perm, file, &table, diag));
    ADIL_TRY(find_columns(&c, diag));
    adil_buf_open(&state, STATE_BYTES_MAX);
    adil_json_open(&j, &state, false);
    adil_polity_put(p, scratch, ADIL_SPAN("registers"), &j);
    adil_json_finish(&j);
    bool whole = adil_buf_ok(&state);
    if (whole) {
        struct adil_span all = adil_buf_span(&state);
        keep_protocols(&c, scratch, p, member_of(scratch, all, ADIL_SPAN("registers")));
        for (uint32_t row = 0; row < table.n_rows; row++) {
            compare_row(&c, scratch, row);
        }
        report->compared = true;
    }
    adil_buf_release(&state);
    return whole ? ADIL_OK : ADIL_ERR(LIMIT);
}
