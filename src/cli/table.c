#include "cli/table.h"

#include "base/file.h"
#include "exchange/csv.h"
#include "exchange/encoding.h"

#include <string.h>

enum { ROWS_FIRST = 64 };

struct table_reading {
    struct adil_arena *perm;
    struct adil_csv_table *out;
    struct adil_csv csv;
    struct adil_diag *diag;
    struct adil_span *cell; /* room for `cap` rows */
    uint32_t *line;
    uint32_t cap;
};

static adil_err table_fault(struct table_reading *r, uint32_t line, struct adil_span found,
                            const char *expected)
{
    struct adil_place place = {r->out->file, line};
    return adil_fail(r->diag, ADIL_ERR(INPUT), place, ADIL_SPAN("table"), found,
                     adil_span_of(expected));
}

static adil_err table_csv_fault(struct table_reading *r)
{
    return table_fault(r, r->csv.fault_line, adil_span_of(r->csv.fault), r->csv.expected);
}

static adil_err read_head(struct table_reading *r)
{
    struct adil_span *column = adil_new(r->perm, struct adil_span, ADIL_TABLE_COLUMNS_MAX);
    uint32_t n = 0;
    if (adil_csv_record(&r->csv) != ADIL_CSV_RECORD) {
        return table_fault(r, 1, ADIL_SPAN("nothing"), "a line with the names of the columns");
    }
    do {
        struct adil_span name;
        if (!adil_csv_field(&r->csv, &name)) {
            return table_csv_fault(r);
        }
        name = adil_span_trim(name);
        if (name.len == 0 || n == ADIL_TABLE_COLUMNS_MAX) {
            return table_fault(r, 1, name, "a name for every column, 1024 at most");
        }
        for (uint32_t i = 0; i < n; i++) {
            if (adil_span_eq(column[i], name)) {
                return table_fault(r, 1, name, "every column once");
            }
        }
        column[n++] = name;
    } while (!r->csv.ended);
    r->out->column = column;
    r->out->n_columns = n;
    return ADIL_OK;
}

/* One row; a wrong number of cells is told and read over. */
static adil_err read_row(struct table_reading *r, struct adil_span *cell, bool *whole)
{
    uint32_t n = 0;
    do {
        struct adil_span text;
        if (!adil_csv_field(&r->csv, &text)) {
            return table_csv_fault(r);
        }
        if (n < r->out->n_columns) {
            cell[n] = adil_span_trim(text);
        }
        n++;
    } while (!r->csv.ended);
    *whole = n == r->out->n_columns;
    if (!*whole) {
        adil_err told = table_fault(r, r->csv.record_line, adil_fmt(r->perm, "%u cells", n),
                                    "a cell for every column");
        (void)told;
    }
    return ADIL_OK;
}

/* Room for one more row. */
static void grow_rows(struct table_reading *r)
{
    struct adil_csv_table *t = r->out;
    if (t->n_rows < r->cap) {
        return;
    }
    uint32_t cap = r->cap > 0 ? 2 * r->cap : ROWS_FIRST;
    struct adil_span *cell = adil_new(r->perm, struct adil_span, (size_t)cap * t->n_columns);
    uint32_t *line = adil_new(r->perm, uint32_t, cap);
    if (t->n_rows > 0) {
        memcpy(cell, r->cell, (size_t)t->n_rows * t->n_columns * sizeof *cell);
        memcpy(line, r->line, t->n_rows * sizeof *line);
    }
    r->cell = cell;
    r->line = line;
    r->cap = cap;
}

static adil_err read_rows(struct table_reading *r)
{
    struct adil_csv_table *t = r->out;
    enum adil_csv_step step;
    bool all_whole = true;
    while ((step = adil_csv_record(&r->csv)) != ADIL_CSV_END) {
        bool whole = true;
        if (step == ADIL_CSV_BLANK) {
            continue;
        }
        grow_rows(r);
        r->line[t->n_rows] = r->csv.record_line;
        ADIL_TRY(read_row(r, &r->cell[(size_t)t->n_rows * t->n_columns], &whole));
        all_whole = all_whole && whole;
        t->n_rows++;
    }
    t->cell = r->cell;
    t->line = r->line;
    return all_whole ? ADIL_OK : ADIL_ERR(INPUT);
}

adil_err adil_csv_table_parse(struct adil_arena *perm, struct adil_span file,
                              struct adil_span bytes, struct adil_csv_table *out,
                              struct adil_diag *diag)
{
    struct table_reading r = {.perm = perm, .out = out, .diag = diag};
    struct adil_span text;
    *out = (struct adil_csv_table){.file = file};
    ADIL_TRY(adil_encoding_check(file, bytes, &text, diag));
    adil_csv_open(&r.csv, text, perm);
    ADIL_TRY(read_head(&r));
    return read_rows(&r);
}

adil_err adil_csv_table_read(struct adil_arena *perm, struct adil_span path,
                             struct adil_csv_table *out, struct adil_diag *diag)
{
    struct adil_span bytes;
    ADIL_TRY(adil_file_read(perm, path, ADIL_TABLE_BYTES_MAX, &bytes, diag));
    return adil_csv_table_parse(perm, path, bytes, out, diag);
}

uint32_t adil_csv_table_column(const struct adil_csv_table *t, const char *name)
{
    for (uint32_t i = 0; i < t->n_columns; i++) {
        if (adil_span_is(t->column[i], name)) {
            return i;
        }
    }
    return UINT32_MAX;
}

struct adil_span adil_csv_table_cell(const struct adil_csv_table *t, uint32_t row, uint32_t column)
{
    return column == UINT32_MAX ? (struct adil_span){"", 0}
                                : t->cell[(size_t)row * t->n_columns + column];
}

struct adil_place adil_csv_table_place(const struct adil_csv_table *t, uint32_t row)
{
    return (struct adil_place){t->file, t->line[row]};
}
