/* Rows in their final order: the total first, rows that should be there added as unknown. */
#include "exchange/reading.h"

static uint32_t row_at(const struct adil_reading_table *t, uint32_t unit)
{
    return unit < t->cap_row_of ? t->row_of[unit] : 0;
}

static void number_rows(struct adil_reading_table *t)
{
    if (t->cap_row_of > 0) {
        memset(t->row_of, 0, t->cap_row_of * sizeof *t->row_of);
    }
    for (uint32_t i = 0; i < t->n_rows; i++) {
        t->row_of[t->row[i].unit] = i + 1;
    }
}

static void root_first(struct adil_reading_table *t, uint32_t root)
{
    uint32_t at = row_at(t, root);
    if (at > 1) {
        struct adil_reading_row row = t->row[at - 1];
        memmove(t->row + 1, t->row, (at - 1) * sizeof *t->row);
        t->row[0] = row;
    }
    t->has_root = at > 0;
    number_rows(t);
}

/* A turnout without votes, of a unit the contest is not counted in, would make the sum unknown. */
static void drop_strangers(struct adil_reading *r, struct adil_reading_table *t)
{
    const struct adil_contest *c = r->contest;
    uint32_t n = 0;
    for (uint32_t i = 0; i < t->n_rows; i++) {
        struct adil_reading_row row = t->row[i];
        if (row.has_votes || adil_group_has(c->units, c->unit_group, row.unit, c->day)) {
            t->row[n++] = row;
        } else {
            adil_diag_add(r->diag, ADIL_SEV_WARNING, adil_reading_place(r, row.where),
                          ADIL_SPAN("unit"), r->unit_name.name[row.name],
                          ADIL_SPAN("a unit this contest is counted in: its turnout is left out"));
        }
    }
    t->n_rows = n;
    number_rows(t);
}

/* Every row is the total, or a part of it, and no row is a part of another part. */
static void check_nesting(struct adil_reading *r, const struct adil_reading_table *t,
                          const struct adil_paper *paper)
{
    const struct adil_units *book = r->contest->units;
    for (uint32_t i = 0; i < t->n_rows; i++) {
        const struct adil_reading_row *row = &t->row[i];
        bool below = !paper->has_root || row->unit == paper->root;
        uint32_t up = row->unit == paper->root ? ADIL_NO_UNIT : book->unit[row->unit].parent;
        for (uint32_t step = 0; up != ADIL_NO_UNIT && step < book->n; step++) {
            if (paper->has_root && up == paper->root) {
                below = true;
                break;
            }
            if (row_at(t, up) != 0) {
                adil_reading_fault_at(
                    r, row->where, ADIL_SPAN("unit"), r->unit_name.name[row->name],
                    adil_fmt(r->tmp, "no part of %.*s, which has a row too: both would be added",
                             ADIL_ARG(book->unit[up].id)));
                below = true;
                break;
            }
            up = book->unit[up].parent;
        }
        if (!below) {
            adil_reading_fault_at(
                r, row->where, ADIL_SPAN("unit"), r->unit_name.name[row->name],
                adil_fmt(r->tmp, "%.*s or a part of it", ADIL_ARG(book->unit[paper->root].id)));
        }
    }
}

/* Units that have a row, or lie above or below one that has. */
static bool *find_covered(struct adil_reading *r, const struct adil_reading_table *t)
{
    const struct adil_units *book = r->contest->units;
    bool *covered = adil_new(r->tmp, bool, book->n);
    for (uint32_t i = 0; i < t->n_rows; i++) {
        uint32_t up = t->row[i].unit;
        for (uint32_t step = 0; up != ADIL_NO_UNIT && step < book->n; step++) {
            covered[up] = true;
            up = book->unit[up].parent;
        }
    }
    for (uint32_t u = 0; u < book->n; u++) {
        uint32_t up = u;
        for (uint32_t step = 0; up != ADIL_NO_UNIT && step < book->n; step++) {
            covered[u] = covered[u] || row_at(t, up) != 0;
            up = book->unit[up].parent;
        }
    }
    return covered;
}

/* Without a total, a unit of the contest's group that no row speaks of is unknown, not empty. */
static void add_missing(struct adil_reading *r, uint32_t table)
{
    const struct adil_contest *c = r->contest;
    const bool *covered = find_covered(r, &r->table[table]);
    const uint32_t *unit = NULL;
    uint32_t n = adil_group_list(r->tmp, c->units, c->unit_group, c->day, &unit);
    for (uint32_t i = 0; i < n; i++) {
        if (!covered[unit[i]]) {
            const struct adil_unit *u = &c->units->unit[unit[i]];
            struct adil_span name = adil_texts_pick(&u->name, ADIL_EN);
            uint32_t number = adil_names_put(&r->unit_name, name.len > 0 ? name : u->id);
            (void)adil_reading_row(r, table, unit[i], number, 0);
        }
    }
}

void adil_reading_arrange(struct adil_reading *r, uint32_t table)
{
    struct adil_reading_table *t = &r->table[table];
    const struct adil_paper *paper = &r->contest->paper[t->paper];
    if (r->contest->units == NULL) {
        return;
    }
    if (paper->has_root) {
        root_first(t, paper->root);
    }
    bool group = r->contest->unit_group != ADIL_NO_WORD && !t->has_root;
    if (group) {
        drop_strangers(r, t);
    }
    check_nesting(r, t, paper);
    if (group && !r->failed) {
        add_missing(r, table);
    }
}
