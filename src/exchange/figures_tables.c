/* Tables being filled: rows and cells in the order in which the files give them. */
#include "exchange/reading.h"

enum { OPEN_ROW_FIRST = 16, OPEN_ROW_MAX = 64 };

uint32_t adil_reading_table(struct adil_reading *r, uint32_t paper, uint32_t round)
{
    ADIL_ASSERT(paper < r->contest->n_papers && round <= ADIL_FIGURES_ROUND_MAX);
    uint32_t *number = &r->table_of[(size_t)round * r->contest->n_papers + paper];
    if (*number == 0) {
        r->table = adil_grow_items(r->tmp, r->table, sizeof *r->table, r->n_tables,
                                   (size_t)r->n_tables + 1, &r->cap_tables);
        r->table[r->n_tables] = (struct adil_reading_table){.paper = paper, .round = round};
        *number = ++r->n_tables;
    }
    return *number - 1;
}

/* Room for cells is bounded before it is taken. */
static bool take_cells(struct adil_reading *r, size_t n)
{
    if (n > ADIL_FIGURES_CELLS_MAX || r->n_cells + n > ADIL_FIGURES_CELLS_MAX) {
        adil_reading_fault(
            r, ADIL_SPAN(""), ADIL_SPAN("more figures than there is room for"),
            adil_fmt(r->tmp, "units times options at most %d", (int)ADIL_FIGURES_CELLS_MAX));
        return false;
    }
    r->n_cells += n;
    return true;
}

static uint32_t first_cap(const struct adil_reading *r)
{
    if (!r->contest->options_open) {
        return r->n_options;
    }
    return r->n_options == 0             ? OPEN_ROW_FIRST
           : r->n_options > OPEN_ROW_MAX ? OPEN_ROW_MAX
                                         : r->n_options;
}

uint32_t adil_reading_row(struct adil_reading *r, uint32_t table, uint32_t unit, uint32_t name,
                          uint32_t where)
{
    struct adil_reading_table *t = &r->table[table];
    t->row_of = adil_grow_items(r->tmp, t->row_of, sizeof *t->row_of, t->cap_row_of,
                                (size_t)unit + 1, &t->cap_row_of);
    if (t->row_of[unit] != 0) {
        return t->row_of[unit] - 1;
    }
    uint32_t cap = first_cap(r);
    if (!take_cells(r, cap)) {
        return ADIL_SKIPPED;
    }
    t->row = adil_grow_items(r->tmp, t->row, sizeof *t->row, t->n_rows, (size_t)t->n_rows + 1,
                             &t->cap_rows);
    t->row[t->n_rows] = (struct adil_reading_row){
        .cell = adil_new(r->tmp, uint64_t, cap),
        .cap = cap,
        .name = name,
        .unit = r->contest->units != NULL ? unit : ADIL_NO_UNIT,
        .where = where,
        .turnout = ADIL_NONE,
    };
    t->row_of[unit] = ++t->n_rows;
    return t->n_rows - 1;
}

/* "line 7", or "other.csv:7". */
static struct adil_span line_text(struct adil_reading *r, uint32_t where)
{
    struct adil_place p = adil_reading_place(r, where);
    return where > r->first_line[r->now]
               ? adil_fmt(r->tmp, "line %u", (unsigned)p.line)
               : adil_fmt(r->tmp, "%.*s:%u", ADIL_ARG(p.file), (unsigned)p.line);
}

static void fault_twice(struct adil_reading *r, struct adil_span field, struct adil_span what,
                        uint32_t before)
{
    struct adil_span line = line_text(r, before);
    adil_reading_fault(r, field, adil_fmt(r->tmp, "%.*s twice", ADIL_ARG(what)),
                       adil_fmt(r->tmp, "it once (it stands in %.*s)", ADIL_ARG(line)));
}

/* Room in the row for `option`, and lines for its cells. */
static bool widen_row(struct adil_reading *r, struct adil_reading_row *row, uint32_t option,
                      bool lines)
{
    uint32_t cap = row->cap;
    if (option >= cap) {
        size_t more = 2 * (size_t)cap > option ? 2 * (size_t)cap : (size_t)option + 1;
        if (!take_cells(r, more)) {
            return false;
        }
        row->cell = adil_grow_items(r->tmp, row->cell, sizeof *row->cell, cap, more, &row->cap);
        if (row->lines != NULL) {
            uint32_t *old = row->lines;
            row->lines = adil_new(r->tmp, uint32_t, row->cap);
            memcpy(row->lines, old, cap * sizeof *old);
        }
    }
    if (lines && row->lines == NULL) {
        row->lines = adil_new(r->tmp, uint32_t, row->cap);
        for (uint32_t i = 0; i < row->cap; i++) {
            row->lines[i] = row->cell[i] != 0 ? row->where : 0;
        }
    }
    return true;
}

static void begin_votes(struct adil_reading_row *row, uint32_t where)
{
    if (!row->has_votes) {
        row->has_votes = true;
        row->where = where;
    }
}

void adil_reading_cell(struct adil_reading *r, uint32_t table, uint32_t row, uint32_t option,
                       int64_t value)
{
    struct adil_reading_row *to = &r->table[table].row[row];
    uint32_t where = adil_reading_where(r, r->csv.record_line);
    begin_votes(to, where);
    if ((option >= to->cap || to->lines == NULL) && !widen_row(r, to, option, true)) {
        return;
    }
    if (to->cell[option] != 0) {
        struct adil_span unit = r->unit_name.name[to->name];
        struct adil_span id = r->option[option].id;
        fault_twice(r, ADIL_SPAN("option"),
                    unit.len > 0 ? adil_fmt(r->tmp, "%.*s in %.*s", ADIL_ARG(id), ADIL_ARG(unit))
                                 : id,
                    to->lines[option]);
        return;
    }
    to->cell[option] = (uint64_t)value + 2;
    to->lines[option] = where;
}

void adil_reading_cells(struct adil_reading *r, uint32_t table, uint32_t row,
                        const uint32_t *option, const int64_t *value, uint32_t n)
{
    struct adil_reading_row *to = &r->table[table].row[row];
    if (to->has_votes && to->lines == NULL) {
        fault_twice(r, ADIL_SPAN("unit"), r->at.text[ADIL_COL_UNIT], to->where);
        return;
    }
    if (to->has_votes) {
        for (uint32_t i = 0; i < n; i++) {
            if (option[i] != ADIL_SKIPPED) {
                adil_reading_cell(r, table, row, option[i], value[i]);
            }
        }
        return;
    }
    begin_votes(to, adil_reading_where(r, r->csv.record_line));
    for (uint32_t i = 0; i < n; i++) {
        if (option[i] == ADIL_SKIPPED) {
            continue;
        }
        if (option[i] >= to->cap && !widen_row(r, to, option[i], false)) {
            return;
        }
        to->cell[option[i]] = (uint64_t)value[i] + 2;
    }
}

void adil_reading_turnout(struct adil_reading *r, uint32_t table, uint32_t row, uint32_t figure,
                          int64_t value)
{
    struct adil_reading_row *to = &r->table[table].row[row];
    ADIL_ASSERT(figure < ADIL_N_TURNOUT);
    if (value < 0) {
        return;
    }
    if (to->turnout == ADIL_NONE) {
        r->turnout = adil_grow_items(r->tmp, r->turnout, sizeof *r->turnout, r->n_turnouts,
                                     (size_t)r->n_turnouts + 1, &r->cap_turnouts);
        r->turnout[r->n_turnouts] = (struct adil_reading_turnout){0};
        to->turnout = r->n_turnouts++;
    }
    struct adil_reading_turnout *t = &r->turnout[to->turnout];
    struct adil_span word = adil_column_word((enum adil_column)(ADIL_COL_REGISTERED + figure));
    if (t->where[figure] != 0) {
        struct adil_span unit = r->unit_name.name[to->name];
        fault_twice(r, word, adil_fmt(r->tmp, "the figure of %.*s", ADIL_ARG(unit)),
                    t->where[figure]);
        return;
    }
    t->value[figure] = value;
    t->where[figure] = adil_reading_where(r, r->csv.record_line);
}
