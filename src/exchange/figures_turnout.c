/* Turnout: a column a figure, or a row a figure. */
#include "exchange/reading.h"

/* Hands the key columns on, as if they had been read in turn. */
static void take_keys(struct adil_reading *r, const struct adil_span *field)
{
    for (unsigned c = 0; c <= ADIL_COL_UNIT; c++) {
        uint32_t column = r->header.at[c];
        if (column != ADIL_NONE && !adil_span_eq(field[column], r->at.text[c])) {
            r->at.text[c] = field[column];
            r->at.fresh = true;
        }
    }
}

void adil_reading_turnouts(struct adil_reading *r)
{
    const struct adil_header *h = &r->header;
    struct adil_span *field = adil_new(r->tmp, struct adil_span, h->n);
    while (adil_reading_next(r)) {
        if (!adil_reading_fields(r, field)) {
            continue;
        }
        take_keys(r, field);
        if (!adil_reading_locate(r, false)) {
            continue;
        }
        for (uint32_t f = 0; f < ADIL_N_TURNOUT; f++) {
            uint32_t column = h->at[ADIL_COL_REGISTERED + f];
            int64_t value = ADIL_VOTES_UNKNOWN;
            const char *expected =
                column != ADIL_NONE ? adil_reading_count(field[column], &value) : NULL;
            if (expected != NULL) {
                adil_reading_fault(r, h->text[column], field[column], adil_span_of(expected));
            }
            adil_reading_turnout(r, r->at.table, r->at.row, f, value);
        }
    }
}

static const struct {
    struct adil_span word;
    uint32_t figure;
} items[] = {
    {ADIL_SPAN_INIT("registered"), 0}, {ADIL_SPAN_INIT("issued"), 1},
    {ADIL_SPAN_INIT("cast"), 2},       {ADIL_SPAN_INIT("valid"), 3},
    {ADIL_SPAN_INIT("invalid"), 4},    {ADIL_SPAN_INIT("spoilt"), 4},
};

static uint32_t find_item(struct adil_reading *r, struct adil_span word)
{
    struct adil_span known[ADIL_COUNT(items)];
    for (size_t i = 0; i < ADIL_COUNT(items); i++) {
        if (adil_span_eq(items[i].word, word)) {
            return items[i].figure;
        }
        known[i] = items[i].word;
    }
    adil_reading_fault(r, ADIL_SPAN("item"), word.len > 0 ? word : ADIL_SPAN("an empty cell"),
                       adil_reading_hint(r, "registered, issued, cast, valid, invalid or spoilt",
                                         word, known, ADIL_COUNT(items)));
    return ADIL_NONE;
}

void adil_reading_items(struct adil_reading *r)
{
    const struct adil_header *h = &r->header;
    struct adil_span *field = adil_new(r->tmp, struct adil_span, h->n);
    while (adil_reading_next(r)) {
        int64_t value = ADIL_VOTES_UNKNOWN;
        if (!adil_reading_fields(r, field)) {
            continue;
        }
        take_keys(r, field);
        if (!adil_reading_locate(r, false)) {
            continue;
        }
        struct adil_span count = field[h->at[ADIL_COL_COUNT]];
        uint32_t figure = find_item(r, field[h->at[ADIL_COL_ITEM]]);
        const char *expected = adil_reading_count(count, &value);
        if (expected != NULL) {
            adil_reading_fault(r, ADIL_SPAN("count"), count, adil_span_of(expected));
        } else if (figure != ADIL_NONE) {
            adil_reading_turnout(r, r->at.table, r->at.row, figure, value);
        }
    }
}
