/* Private to src/report: text laid out within a number of columns. What is written never holds
 * control characters of the names it prints, so a name cannot move the cursor or break a table. */
#ifndef ADIL_REPORT_TEXT_SHEET_H
#define ADIL_REPORT_TEXT_SHEET_H

#include "report/words.h"

struct adil_sheet {
    const struct adil_text_style *style;
    struct adil_buf *out;
};

enum adil_ink { ADIL_INK_PLAIN, ADIL_INK_STRONG, ADIL_INK_FAINT, ADIL_INK_GOOD, ADIL_INK_WARN };

/* A paragraph, broken at blanks; its first line starts with `first`, the others are indented as
 * far as that is wide. */
void adil_sheet_text(struct adil_arena scratch, const struct adil_sheet *s, struct adil_span first,
                     struct adil_span text, enum adil_ink ink);
/* One line as it is, however long: for what is copied into a shell. */
void adil_sheet_verbatim(struct adil_arena scratch, const struct adil_sheet *s,
                         struct adil_span text);
void adil_sheet_blank(const struct adil_sheet *s);

enum adil_grid_sort {
    ADIL_GRID_TEXT,
    ADIL_GRID_NUMBER, /* to the right, never broken */
    ADIL_GRID_BAR,    /* as it is, blanks in front included */
};

struct adil_grid_column {
    struct adil_span head;
    enum adil_grid_sort sort;
};

struct adil_grid {
    struct adil_grid_column *column;
    uint32_t n_columns;
    struct adil_span *cell; /* [row * n_columns + column] */
    uint32_t n_rows;
    unsigned indent;
    bool total; /* the last row is a sum: a line stands above it */
};

/* An empty grid of n_rows cells, to be filled. */
struct adil_grid adil_grid_open(struct adil_arena *a, uint32_t n_columns, uint32_t n_rows,
                                unsigned indent);
/* Columns of the screen that it takes when nothing is broken. */
size_t adil_grid_width(struct adil_arena scratch, const struct adil_grid *g);
/* Heads are broken first, then texts; where even that is too wide each row becomes a few lines of
 * "head: value". Only a column without any text is left out. */
void adil_sheet_grid(struct adil_arena scratch, const struct adil_sheet *s,
                     const struct adil_grid *g);

/* A bar of block characters, `width` columns for `most`, with a mark where `needed` stands (NULL:
 * none). most > 0. */
struct adil_span adil_bar_text(struct adil_arena *a, struct adil_num votes, struct adil_num most,
                               const struct adil_num *needed, uint32_t width);
#define ADIL_BAR_MARK "\xe2\x94\x82" /* U+2502 */

#endif
