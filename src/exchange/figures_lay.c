/* The tables as they are handed out. */
#include "exchange/reading.h"

static const struct adil_turnout no_turnout = {ADIL_VOTES_UNKNOWN, ADIL_VOTES_UNKNOWN,
                                               ADIL_VOTES_UNKNOWN, ADIL_VOTES_UNKNOWN,
                                               ADIL_VOTES_UNKNOWN};

static struct adil_turnout turnout_of(const struct adil_reading *r, uint32_t number)
{
    if (number == ADIL_NONE) {
        return no_turnout;
    }
    const struct adil_reading_turnout *t = &r->turnout[number];
    int64_t v[ADIL_N_TURNOUT];
    for (size_t i = 0; i < ADIL_N_TURNOUT; i++) {
        v[i] = t->where[i] != 0 ? t->value[i] : ADIL_VOTES_UNKNOWN;
    }
    return (struct adil_turnout){v[0], v[1], v[2], v[3], v[4]};
}

/* A row that a unit has without the option means what the ballot paper says; a unit without any
 * row of votes is unknown. */
static void lay_cells(const struct adil_reading_row *row, enum adil_absent absent,
                      uint32_t n_options, int64_t *cell)
{
    bool stands = row->has_votes && absent == ADIL_ABSENT_NOT_ON_BALLOT;
    int64_t missing = stands ? ADIL_VOTES_NOT_ON_BALLOT : ADIL_VOTES_UNKNOWN;
    uint32_t n = row->cap < n_options ? row->cap : n_options;
    for (uint32_t i = 0; i < n; i++) {
        cell[i] = row->cell[i] != 0 ? (int64_t)(row->cell[i] - 2) : missing;
    }
    for (uint32_t i = n; i < n_options; i++) {
        cell[i] = missing;
    }
}

static struct adil_table lay_table(struct adil_reading *r, const struct adil_reading_table *t,
                                   uint32_t n_options)
{
    enum adil_absent absent = r->contest->paper[t->paper].absent;
    struct adil_vote_unit *unit = adil_new(r->perm, struct adil_vote_unit, t->n_rows);
    int64_t *cell = adil_new(r->perm, int64_t, (size_t)t->n_rows * n_options);
    for (uint32_t i = 0; i < t->n_rows; i++) {
        const struct adil_reading_row *row = &t->row[i];
        unit[i] = (struct adil_vote_unit){.name = r->unit_name.name[row->name],
                                          .unit = row->unit,
                                          .place = adil_reading_place(r, row->where),
                                          .turnout = turnout_of(r, row->turnout)};
        lay_cells(row, absent, n_options, cell + (size_t)i * n_options);
    }
    return (struct adil_table){.paper = t->paper,
                               .round = t->round,
                               .unit = unit,
                               .n_units = t->n_rows,
                               .has_root = t->has_root,
                               .cell = cell};
}

/* Options and units that few rows join would fill a table with unknowns. */
static bool has_room(struct adil_reading *r)
{
    uint64_t cells = 0;
    for (uint32_t t = 0; t < r->n_tables; t++) {
        cells += (uint64_t)r->table[t].n_rows * r->n_options;
    }
    if (cells > ADIL_FIGURES_CELLS_MAX) {
        adil_reading_fault_at(
            r, r->first_line[0], ADIL_SPAN(""),
            adil_fmt(r->tmp, "%llu figures (units times options)", (unsigned long long)cells),
            adil_fmt(r->tmp, "at most %d", (int)ADIL_FIGURES_CELLS_MAX));
    }
    return cells <= ADIL_FIGURES_CELLS_MAX;
}

static void lay_options(struct adil_reading *r, struct adil_votes *out)
{
    out->option = r->option;
    out->n_options = r->n_options;
    if (r->contest->options_open) {
        struct adil_option *own = adil_new(r->perm, struct adil_option, r->n_options);
        for (uint32_t i = 0; i < r->n_options; i++) {
            own[i] = r->option[i];
        }
        out->option = own;
    }
}

void adil_reading_lay(struct adil_reading *r, struct adil_votes *out)
{
    if (!has_room(r)) {
        return;
    }
    lay_options(r, out);
    struct adil_table *table = adil_new(r->perm, struct adil_table, r->n_tables);
    uint32_t n = 0;
    for (size_t i = 0; n < r->n_tables; i++) { /* by round, then paper */
        if (r->table_of[i] != 0) {
            table[n++] = lay_table(r, &r->table[r->table_of[i] - 1], r->n_options);
        }
    }
    out->table = table;
    out->n_tables = n;
    out->finding = r->finding;
    out->n_findings = r->n_findings;
}
