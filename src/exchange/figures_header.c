/* The header says which shape a file has. */
#include "exchange/encoding.h"
#include "exchange/reading.h"

static const struct adil_span words[] = {
#define X(id, word) ADIL_SPAN_INIT(word),
    ADIL_COLUMNS(X)
#undef X
};
_Static_assert(ADIL_COUNT(words) == ADIL_N_COLUMNS, "a word for each column");

struct adil_span adil_column_word(enum adil_column c)
{
    ADIL_ASSERT(c < ADIL_N_COLUMNS);
    return words[c];
}

static enum adil_column column_of(struct adil_span text)
{
    if (adil_span_is(text, "spoilt")) {
        return ADIL_COL_INVALID;
    }
    unsigned c = 0;
    while (c < ADIL_N_COLUMNS && !adil_span_eq(words[c], text)) {
        c++;
    }
    return (enum adil_column)c;
}

static bool has(const struct adil_header *h, enum adil_column c)
{
    return h->at[c] != ADIL_NONE;
}

/* ---- which shape --------------------------------------------------------------------------------
 */

#define BIT(c)  (1U << (unsigned)ADIL_COL_##c)
#define KEYS    (BIT(CONTEST) | BIT(ROUND) | BIT(UNIT))
#define TURNOUT (BIT(REGISTERED) | BIT(ISSUED) | BIT(CAST) | BIT(VALID) | BIT(INVALID))

/* The columns of a shape: those it is known by, those it must have, those it may have. */
static const struct {
    enum adil_shape shape;
    const char *called;
    unsigned known_by;
    unsigned must;
    unsigned may;
} shapes[] = {
    {ADIL_SHAPE_FINDINGS, "a column of findings", BIT(FINDING), BIT(FINDING) | BIT(SOURCE),
     BIT(CONTEST) | BIT(UNIT) | BIT(OPTION) | BIT(VALUE) | BIT(OF) | BIT(DETAIL)},
    {ADIL_SHAPE_LONG, "a column of votes, one option a row", BIT(VOTES) | BIT(OPTION),
     BIT(OPTION) | BIT(VOTES), KEYS},
    {ADIL_SHAPE_ITEMS, "a column of turnout, one figure a row", BIT(ITEM) | BIT(COUNT),
     BIT(UNIT) | BIT(ITEM) | BIT(COUNT), KEYS},
    {ADIL_SHAPE_TURNOUT, "a column of turnout", 0, BIT(UNIT), KEYS | TURNOUT},
};

static unsigned columns_set(const struct adil_header *h)
{
    unsigned set = 0;
    for (unsigned c = 0; c < ADIL_N_COLUMNS; c++) {
        set |= h->at[c] != ADIL_NONE ? 1U << c : 0;
    }
    return set;
}

/* The columns stand in one text when something else than a comma parts them. */
static struct adil_span one_column(struct adil_span text)
{
    return adil_span_find_byte(text, ';') < text.len
               ? ADIL_SPAN("columns separated by commas, not by `;`")
           : adil_span_find_byte(text, '\t') < text.len
               ? ADIL_SPAN("columns separated by commas, not by tabs")
               : ADIL_SPAN("at least two columns: `option,votes`, `unit,option,votes`, ...");
}

static bool missing_column(struct adil_reading *r, enum adil_column c)
{
    struct adil_header *h = &r->header;
    struct adil_span near = adil_nearest(words[c], h->text, h->n <= ADIL_N_COLUMNS ? h->n : 0);
    adil_reading_fault(r, ADIL_SPAN("header"),
                       near.len > 0 ? near : adil_fmt(r->tmp, "%u columns", (unsigned)h->n),
                       adil_fmt(r->tmp, "a column `%.*s`", ADIL_ARG(words[c])));
    return false;
}

/* Columns of no word belong to options: only a wide file has them. */
static bool check_columns(struct adil_reading *r, unsigned must, unsigned may, const char *called)
{
    struct adil_header *h = &r->header;
    for (unsigned c = 0; c < ADIL_N_COLUMNS; c++) {
        if ((must >> c & 1U) != 0 && h->at[c] == ADIL_NONE) {
            return missing_column(r, (enum adil_column)c);
        }
    }
    for (uint32_t i = 0; i < h->n; i++) {
        if (h->kind[i] == ADIL_COL_WIDE || ((must | may) >> h->kind[i] & 1U) == 0) {
            adil_reading_fault(r, ADIL_SPAN("header"), h->text[i],
                               adil_reading_hint(r, called, h->text[i], words, ADIL_N_COLUMNS));
            return false;
        }
    }
    return true;
}

static bool find_shape(struct adil_reading *r)
{
    struct adil_header *h = &r->header;
    unsigned set = columns_set(h);
    bool wide = false;
    for (uint32_t i = 0; i < h->n; i++) {
        wide = wide || h->kind[i] == ADIL_COL_WIDE;
    }
    for (size_t i = 0; i < ADIL_COUNT(shapes); i++) {
        bool turnout = shapes[i].shape == ADIL_SHAPE_TURNOUT && !wide && (set & TURNOUT) != 0;
        if ((set & shapes[i].known_by) != 0 || turnout) {
            h->shape = shapes[i].shape;
            return check_columns(r, shapes[i].must, shapes[i].may, shapes[i].called);
        }
    }
    h->shape = ADIL_SHAPE_WIDE;
    if ((set & BIT(UNIT)) == 0) {
        return missing_column(r, ADIL_COL_UNIT);
    }
    return wide || missing_column(r, ADIL_COL_VOTES);
}

/* ---- an option's own columns
 * ------------------------------------------------------------------------ */

/* In a contest that takes its options from the file, a misspelt word would become an option. */
static bool misspelt(struct adil_reading *r, struct adil_span text)
{
    struct adil_span near = adil_nearest(text, words, ADIL_N_COLUMNS);
    if (!r->contest->options_open || near.len < 5 || adil_span_distance(text, near, 2) > 1) {
        return false;
    }
    adil_reading_fault(r, ADIL_SPAN("header"), text,
                       adil_fmt(r->tmp, "`%.*s`, or an option named less like it", ADIL_ARG(near)));
    return true;
}

static bool find_options(struct adil_reading *r)
{
    struct adil_header *h = &r->header;
    uint32_t *column = NULL; /* by option: its column + 1 */
    uint32_t cap = 0;
    bool good = true;
    for (uint32_t i = 0; i < h->n && !adil_reading_full(r); i++) {
        h->option[i] = ADIL_SKIPPED;
        if (h->kind[i] != ADIL_COL_WIDE) {
            continue;
        }
        if (misspelt(r, h->text[i])) {
            return false;
        }
        uint32_t option = adil_reading_option(r, h->text[i]);
        if (option == ADIL_SKIPPED) {
            good = false;
            continue;
        }
        column = adil_grow_items(r->tmp, column, sizeof *column, cap, (size_t)option + 1, &cap);
        if (column[option] != 0) {
            adil_reading_fault(r, ADIL_SPAN("header"), h->text[i],
                               adil_fmt(r->tmp, "each option once (column %u is the same)",
                                        (unsigned)column[option]));
            good = false;
        }
        column[option] = i + 1;
        h->option[i] = option;
    }
    return good;
}

/* ---- reading it
 * -------------------------------------------------------------------------------------- */

static bool read_names(struct adil_reading *r)
{
    struct adil_header *h = &r->header;
    for (uint32_t i = 0; i < h->n; i++) {
        ADIL_ASSERT(!r->csv.ended);
        if (!adil_csv_field(&r->csv, &h->text[i])) {
            return adil_reading_closed(r, i);
        }
        enum adil_column c = column_of(h->text[i]);
        h->kind[i] = c;
        if (c == ADIL_COL_WIDE) {
            continue;
        }
        if (h->at[c] != ADIL_NONE) {
            adil_reading_fault(r, ADIL_SPAN("header"), h->text[i],
                               adil_fmt(r->tmp, "each column once (column %u is the same)",
                                        (unsigned)h->at[c] + 1));
            return false;
        }
        h->at[c] = i;
    }
    return true;
}

/* A row belongs to the contest by its label; without one, only where there is one ballot paper. */
static bool check_contest_column(struct adil_reading *r)
{
    if (has(&r->header, ADIL_COL_CONTEST) || r->contest->n_papers == 1) {
        return true;
    }
    return r->header.shape == ADIL_SHAPE_FINDINGS || missing_column(r, ADIL_COL_CONTEST);
}

/* How many columns the record has; the reading itself stays where it is. */
static bool count_columns(struct adil_reading *r)
{
    struct adil_csv ahead = r->csv;
    struct adil_arena rest = *r->tmp; /* the names are unfolded once more when they are read */
    ahead.text = &rest;
    if (!adil_csv_rest(&ahead, &r->header.n)) {
        r->csv = ahead;
        return adil_reading_closed(r, 0);
    }
    if (r->header.n > ADIL_OPTIONS_MAX + ADIL_N_COLUMNS) {
        adil_reading_fault(r, ADIL_SPAN("header"),
                           adil_fmt(r->tmp, "%u columns", (unsigned)r->header.n),
                           ADIL_SPAN("at most 1000000 options"));
        return false;
    }
    return true;
}

bool adil_reading_header(struct adil_reading *r)
{
    struct adil_header *h = &r->header;
    *h = (struct adil_header){0};
    if (!adil_reading_next(r)) {
        if (!r->failed) {
            adil_reading_fault(r, ADIL_SPAN(""), ADIL_SPAN("no text"),
                               ADIL_SPAN("a header and rows"));
        }
        return false;
    }
    if (!count_columns(r)) {
        return false;
    }
    h->kind = adil_new(r->tmp, enum adil_column, h->n);
    h->text = adil_new(r->tmp, struct adil_span, h->n);
    h->option = adil_new(r->tmp, uint32_t, h->n);
    for (unsigned c = 0; c < ADIL_N_COLUMNS; c++) {
        h->at[c] = ADIL_NONE;
    }
    if (!read_names(r)) {
        return false;
    }
    if (h->n == 1) {
        adil_reading_fault(r, ADIL_SPAN("header"), h->text[0], one_column(h->text[0]));
        return false;
    }
    if (!find_shape(r) || !check_contest_column(r)) {
        return false;
    }
    bool votes = h->shape == ADIL_SHAPE_LONG || h->shape == ADIL_SHAPE_WIDE;
    if (votes && r->votes_file == ADIL_NONE) {
        r->votes_file = r->now;
    }
    return h->shape != ADIL_SHAPE_WIDE || find_options(r);
}
