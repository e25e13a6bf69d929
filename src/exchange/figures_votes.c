/* Votes: one option a row (long), or one unit a row (wide). */
#include "exchange/reading.h"

/* A cell that is no count; told only when the record turns out to be ours. */
struct bad_cell {
    struct adil_span field;
    struct adil_span text;
    const char *expected; /* NULL: none */
};

static bool read_cell(struct adil_reading *r, struct adil_span field, int64_t *v,
                      struct bad_cell *bad)
{
    struct adil_span text;
    if (adil_csv_count(&r->csv, v)) {
        return true;
    }
    if (!adil_csv_field(&r->csv, &text)) {
        return false;
    }
    const char *expected = adil_reading_count(text, v);
    if (expected != NULL && bad->expected == NULL) {
        *bad = (struct bad_cell){field, text, expected};
    }
    return true;
}

static bool is_good(struct adil_reading *r, const struct bad_cell *bad)
{
    if (bad->expected != NULL) {
        adil_reading_fault(r, bad->field, bad->text, adil_span_of(bad->expected));
    }
    return bad->expected == NULL;
}

/* ---- long
 * -------------------------------------------------------------------------------------------- */

struct long_row {
    uint32_t option; /* ADIL_NONE: to be looked up by `name` */
    struct adil_span name;
    int64_t votes;
    struct bad_cell bad;
};

/* `guess`: the option that stands here when every unit has its rows in one order. */
static bool read_option(struct adil_reading *r, uint32_t guess, struct long_row *row)
{
    if (guess < r->n_options && adil_csv_same(&r->csv, r->next_option[guess])) {
        row->option = guess;
        return true;
    }
    row->option = ADIL_NONE;
    return adil_csv_field(&r->csv, &row->name);
}

static bool read_long(struct adil_reading *r, uint32_t guess, struct long_row *row)
{
    const struct adil_header *h = &r->header;
    row->bad.expected = NULL;
    uint32_t i = 0;
    for (; i < h->n && !r->csv.ended; i++) {
        enum adil_column c = h->kind[i];
        bool good = c <= ADIL_COL_UNIT     ? adil_reading_key(r, c)
                    : c == ADIL_COL_OPTION ? read_option(r, guess, row)
                                           : read_cell(r, h->text[i], &row->votes, &row->bad);
        if (!good) {
            break;
        }
    }
    return adil_reading_closed(r, i);
}

void adil_reading_long(struct adil_reading *r)
{
    struct long_row row = {0};
    uint32_t guess = 0;
    while (adil_reading_next(r)) {
        if (!read_long(r, guess, &row) || !adil_reading_locate(r, true) || !is_good(r, &row.bad)) {
            continue;
        }
        uint32_t option = row.option;
        if (option == ADIL_NONE) {
            option = adil_reading_option(r, row.name);
            if (option == ADIL_SKIPPED) {
                continue;
            }
        }
        adil_reading_cell(r, r->at.table, r->at.row, option, row.votes);
        guess = option + 1 < r->n_options ? option + 1 : 0;
    }
}

/* ---- wide
 * -------------------------------------------------------------------------------------------- */

static bool read_wide(struct adil_reading *r, int64_t *value, struct bad_cell *bad)
{
    const struct adil_header *h = &r->header;
    bad->expected = NULL;
    uint32_t i = 0;
    for (; i < h->n && !r->csv.ended; i++) {
        enum adil_column c = h->kind[i];
        bool good =
            c <= ADIL_COL_UNIT ? adil_reading_key(r, c) : read_cell(r, h->text[i], &value[i], bad);
        if (!good) {
            break;
        }
    }
    return adil_reading_closed(r, i);
}

void adil_reading_wide(struct adil_reading *r)
{
    const struct adil_header *h = &r->header;
    int64_t *value = adil_new(r->tmp, int64_t, h->n);
    struct bad_cell bad = {0};
    while (adil_reading_next(r)) {
        if (!read_wide(r, value, &bad) || !adil_reading_locate(r, true) || !is_good(r, &bad)) {
            continue;
        }
        adil_reading_cells(r, r->at.table, r->at.row, h->option, value, h->n);
        for (uint32_t f = 0; f < ADIL_N_TURNOUT; f++) {
            uint32_t column = h->at[ADIL_COL_REGISTERED + f];
            if (column != ADIL_NONE) {
                adil_reading_turnout(r, r->at.table, r->at.row, f, value[column]);
            }
        }
    }
}
