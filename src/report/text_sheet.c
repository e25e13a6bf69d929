#include "report/text_sheet.h"

#include "base/utf8.h"

#include <string.h>

/* Control characters, and those that turn the direction of writing. */
static bool moves_cursor(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0x2028 || c == 0x2029;
}

/* The text with every such character, and every byte that is no UTF-8, shown as U+FFFD. */
static struct adil_span tamed(struct adil_arena *a, struct adil_span s)
{
    static const char replacement[] = "\xef\xbf\xbd";
    s = adil_printable(a, s);
    char *text = NULL;
    size_t n = 0;
    for (size_t at = 0, len = 0; at < s.len; at += len) {
        uint32_t c = 0;
        len = adil_utf8_next(adil_span_sub(s, at, s.len), &c);
        ADIL_ASSERT(len > 0);
        if (moves_cursor(c) && text == NULL) {
            text = adil_new(a, char, 3 * s.len);
            memcpy(text, s.ptr, at);
            n = at;
        }
        if (text != NULL) {
            const char *from = moves_cursor(c) ? replacement : s.ptr + at;
            size_t more = moves_cursor(c) ? 3 : len;
            memcpy(text + n, from, more);
            n += more;
        }
    }
    return text != NULL ? adil_span_bytes(text, n) : s;
}

/* Takes one line of at most `width` columns off the front: up to a blank, or a piece of a word
 * that is longer. */
static struct adil_span take_line_of(struct adil_span *rest, size_t width)
{
    while (rest->len > 0 && rest->ptr[0] == ' ') {
        *rest = adil_span_sub(*rest, 1, rest->len);
    }
    struct adil_span line = adil_utf8_prefix(*rest, width);
    if (line.len < rest->len && rest->ptr[line.len] != ' ') {
        size_t at = line.len;
        while (at > 0 && line.ptr[at - 1] != ' ') {
            at--;
        }
        line = at > 0 ? adil_span_sub(line, 0, at) : line;
    }
    if (line.len == 0 && rest->len > 0) {
        uint32_t c = 0;
        line = adil_span_sub(*rest, 0, adil_utf8_next(*rest, &c)); /* wider than the column */
    }
    *rest = adil_span_sub(*rest, line.len, rest->len);
    while (line.len > 0 && line.ptr[line.len - 1] == ' ') {
        line = adil_span_sub(line, 0, line.len - 1);
    }
    return line;
}

static void put_inked(const struct adil_sheet *s, struct adil_span text, enum adil_ink ink)
{
    static const char *const code[] = {
        [ADIL_INK_PLAIN] = "",        [ADIL_INK_STRONG] = "\x1b[1m", [ADIL_INK_FAINT] = "\x1b[2m",
        [ADIL_INK_GOOD] = "\x1b[32m", [ADIL_INK_WARN] = "\x1b[33m",
    };
    bool coloured = s->style->colour && ink != ADIL_INK_PLAIN && text.len > 0;
    adil_buf_str(s->out, coloured ? code[ink] : "");
    adil_buf_put(s->out, text);
    adil_buf_str(s->out, coloured ? "\x1b[0m" : "");
}

void adil_sheet_text(struct adil_arena scratch, const struct adil_sheet *s, struct adil_span first,
                     struct adil_span text, enum adil_ink ink)
{
    struct adil_span rest = tamed(&scratch, text);
    size_t indent = adil_utf8_width(first);
    size_t width = s->style->columns > indent + 8 ? s->style->columns - indent : 8;
    adil_buf_put(s->out, first);
    put_inked(s, take_line_of(&rest, width), ink);
    adil_buf_byte(s->out, '\n');
    while (adil_span_trim(rest).len > 0) {
        adil_buf_repeat(s->out, " ", indent);
        put_inked(s, take_line_of(&rest, width), ink);
        adil_buf_byte(s->out, '\n');
    }
}

void adil_sheet_verbatim(struct adil_arena scratch, const struct adil_sheet *s,
                         struct adil_span text)
{
    adil_buf_put(s->out, tamed(&scratch, text));
    adil_buf_byte(s->out, '\n');
}

void adil_sheet_blank(const struct adil_sheet *s)
{
    adil_buf_byte(s->out, '\n');
}

struct adil_grid adil_grid_open(struct adil_arena *a, uint32_t n_columns, uint32_t n_rows,
                                unsigned indent)
{
    return (struct adil_grid){
        .column = adil_new(a, struct adil_grid_column, n_columns),
        .n_columns = n_columns,
        .cell = adil_new(a, struct adil_span, (size_t)n_columns * n_rows),
        .n_rows = n_rows,
        .indent = indent,
    };
}

/* ---- widths ------------------------------------------------------------------------------- */

enum {
    GAP = 2,
    TEXT_EASY = 24,  /* texts are broken to this before heads of numbers are */
    TEXT_LEAST = 10, /* and to this after them */
};

struct widths {
    size_t *now;   /* by column */
    size_t *least; /* what it may shrink to */
};

static size_t longest_word(struct adil_span text)
{
    size_t longest = 0;
    struct adil_span word;
    while (adil_span_cut(&text, ' ', &word)) {
        size_t w = adil_utf8_width(word);
        longest = w > longest ? w : longest;
    }
    return longest;
}

static size_t total_width(const struct adil_grid *g, const size_t *width)
{
    size_t sum = g->indent;
    for (uint32_t c = 0; c < g->n_columns; c++) {
        sum += width[c] + (c > 0 ? GAP : 0);
    }
    return sum;
}

/* Full widths, and the least: a column of numbers keeps its cells whole. */
static struct widths widths_of(struct adil_arena *a, const struct adil_grid *g)
{
    struct widths w = {adil_new(a, size_t, g->n_columns), adil_new(a, size_t, g->n_columns)};
    for (uint32_t c = 0; c < g->n_columns; c++) {
        size_t cells = 0;
        for (uint32_t r = 0; r < g->n_rows; r++) {
            size_t x = adil_utf8_width(g->cell[(size_t)r * g->n_columns + c]);
            cells = x > cells ? x : cells;
        }
        size_t head = adil_utf8_width(g->column[c].head);
        size_t word = longest_word(g->column[c].head);
        w.now[c] = head > cells ? head : cells;
        bool whole = g->column[c].sort != ADIL_GRID_TEXT || cells < TEXT_LEAST;
        size_t least = whole ? cells : TEXT_LEAST;
        w.least[c] = least > word ? least : word;
    }
    return w;
}

/* Shrinks columns of one sort that are wider than `floor`, the widest first, until all fits or
 * none can shrink further. */
static void shrink(const struct adil_grid *g, struct widths *w, enum adil_grid_sort sort,
                   size_t floor, size_t columns)
{
    while (total_width(g, w->now) > columns) {
        uint32_t widest = g->n_columns;
        for (uint32_t c = 0; c < g->n_columns; c++) {
            if (g->column[c].sort == sort && w->now[c] > w->least[c] && w->now[c] > floor &&
                (widest == g->n_columns || w->now[c] > w->now[widest])) {
                widest = c;
            }
        }
        if (widest == g->n_columns) {
            return;
        }
        w->now[widest]--;
    }
}

size_t adil_grid_width(struct adil_arena scratch, const struct adil_grid *g)
{
    return total_width(g, widths_of(&scratch, g).now);
}

/* ---- rows --------------------------------------------------------------------------------- */

static bool last_with_text(const struct adil_grid *g, const struct adil_span *rest, uint32_t from)
{
    for (uint32_t c = from; c < g->n_columns; c++) {
        if (rest[c].len > 0) {
            return false;
        }
    }
    return true;
}

static struct adil_span grid_line_of(struct adil_span *rest, enum adil_grid_sort sort, size_t width)
{
    if (sort != ADIL_GRID_BAR) {
        return take_line_of(rest, width);
    }
    struct adil_span line = *rest;
    *rest = (struct adil_span){"", 0};
    return line;
}

/* One line of every cell; what is left stays in `rest`. Nothing trails behind the last text. */
static void put_grid_line(const struct adil_sheet *s, const struct adil_grid *g,
                          const size_t *width, struct adil_span *rest, enum adil_ink ink)
{
    adil_buf_repeat(s->out, " ", g->indent);
    for (uint32_t c = 0; c < g->n_columns; c++) {
        bool last = last_with_text(g, rest, c + 1);
        struct adil_span text = grid_line_of(&rest[c], g->column[c].sort, width[c]);
        size_t pad = width[c] - adil_utf8_width(text);
        if (g->column[c].sort == ADIL_GRID_NUMBER && text.len > 0) {
            adil_buf_repeat(s->out, " ", pad);
            pad = 0;
        }
        put_inked(s, text, ink);
        if (last) {
            break;
        }
        adil_buf_repeat(s->out, " ", pad + GAP);
    }
    adil_buf_byte(s->out, '\n');
}

static void put_grid_row(struct adil_arena scratch, const struct adil_sheet *s,
                         const struct adil_grid *g, const size_t *width,
                         const struct adil_span *cell, enum adil_ink ink)
{
    struct adil_span *rest = adil_new(&scratch, struct adil_span, g->n_columns);
    memcpy(rest, cell, g->n_columns * sizeof *rest);
    while (!last_with_text(g, rest, 0)) {
        put_grid_line(s, g, width, rest, ink);
    }
}

/* Under the heads, and above a sum; remarks and bars behind them have no head. */
static void put_rule_line(const struct adil_sheet *s, const struct adil_grid *g,
                          const size_t *width)
{
    adil_buf_repeat(s->out, " ", g->indent);
    for (uint32_t c = 0; c < g->n_columns && !(c > 0 && g->column[c].head.len == 0); c++) {
        adil_buf_repeat(s->out, " ", c > 0 ? GAP : 0);
        adil_buf_repeat(s->out, "-", width[c]);
    }
    adil_buf_byte(s->out, '\n');
}

static void put_grid_table(struct adil_arena scratch, const struct adil_sheet *s,
                           const struct adil_grid *g, const size_t *width)
{
    struct adil_span *head = adil_new(&scratch, struct adil_span, g->n_columns);
    for (uint32_t c = 0; c < g->n_columns; c++) {
        head[c] = g->column[c].head;
    }
    if (!last_with_text(g, head, 0)) {
        put_grid_row(scratch, s, g, width, head, ADIL_INK_STRONG);
        put_rule_line(s, g, width);
    }
    for (uint32_t r = 0; r < g->n_rows; r++) {
        if (g->total && r + 1 == g->n_rows) {
            put_rule_line(s, g, width);
        }
        put_grid_row(scratch, s, g, width, &g->cell[(size_t)r * g->n_columns], ADIL_INK_PLAIN);
    }
}

/* Too narrow for a table: the first cell, and under it the others, each with its head. */
static void put_grid_records(struct adil_arena scratch, const struct adil_sheet *s,
                             const struct adil_grid *g)
{
    struct adil_span indent = adil_fmt(&scratch, "%*s", (int)g->indent, "");
    struct adil_span deeper = adil_fmt(&scratch, "%*s", (int)g->indent + GAP, "");
    for (uint32_t r = 0; r < g->n_rows; r++) {
        for (uint32_t c = 0; c < g->n_columns; c++) {
            struct adil_arena tmp = scratch;
            struct adil_span text = g->cell[(size_t)r * g->n_columns + c];
            if (text.len == 0) {
                continue;
            }
            if (c > 0 && g->column[c].head.len > 0) {
                text = adil_label_words(&tmp, g->column[c].head, text, s->style->lang);
            }
            adil_sheet_text(tmp, s, c == 0 ? indent : deeper, text, ADIL_INK_PLAIN);
        }
    }
}

/* A column without a word in it is left out, its head too. */
static bool has_cells(const struct adil_grid *g, uint32_t column)
{
    for (uint32_t r = 0; r < g->n_rows; r++) {
        if (g->cell[(size_t)r * g->n_columns + column].len > 0) {
            return true;
        }
    }
    return false;
}

static struct adil_grid filled(struct adil_arena *a, const struct adil_grid *g)
{
    struct adil_grid kept = adil_grid_open(a, g->n_columns, g->n_rows, g->indent);
    uint32_t *from = adil_new(a, uint32_t, g->n_columns);
    kept.total = g->total;
    kept.n_columns = 0;
    for (uint32_t c = 0; c < g->n_columns; c++) {
        if (has_cells(g, c)) {
            kept.column[kept.n_columns] = g->column[c];
            from[kept.n_columns++] = c;
        }
    }
    for (uint32_t r = 0; r < g->n_rows; r++) {
        for (uint32_t c = 0; c < kept.n_columns; c++) {
            kept.cell[(size_t)r * kept.n_columns + c] =
                tamed(a, g->cell[(size_t)r * g->n_columns + from[c]]);
        }
    }
    return kept;
}

void adil_sheet_grid(struct adil_arena scratch, const struct adil_sheet *s,
                     const struct adil_grid *g)
{
    struct adil_grid kept = filled(&scratch, g);
    struct widths w = widths_of(&scratch, &kept);
    shrink(&kept, &w, ADIL_GRID_TEXT, TEXT_EASY, s->style->columns);
    shrink(&kept, &w, ADIL_GRID_NUMBER, 0, s->style->columns);
    shrink(&kept, &w, ADIL_GRID_TEXT, 0, s->style->columns);
    if (total_width(&kept, w.now) <= s->style->columns) {
        put_grid_table(scratch, s, &kept, w.now);
    } else {
        put_grid_records(scratch, s, &kept);
    }
}

/* ---- bars --------------------------------------------------------------------------------- */

/* floor(x / most * steps), within 0..steps */
static uint32_t steps_of(struct adil_arena *a, struct adil_num x, struct adil_num most,
                         uint32_t steps)
{
    struct adil_num part = adil_num_div(a, adil_num_mul(a, x, adil_num_int(steps)), most);
    int64_t n = 0;
    if (!adil_num_i64(adil_num_floor(a, part), &n) || n > (int64_t)steps) {
        return steps;
    }
    return n > 0 ? (uint32_t)n : 0;
}

struct adil_span adil_bar_text(struct adil_arena *a, struct adil_num votes, struct adil_num most,
                               const struct adil_num *needed, uint32_t width)
{
    /* A blank, then left blocks of one to eight eighths: U+258F down to U+2588. */
    static const char *const block[] = {" ",
                                        "\xe2\x96\x8f",
                                        "\xe2\x96\x8e",
                                        "\xe2\x96\x8d",
                                        "\xe2\x96\x8c",
                                        "\xe2\x96\x8b",
                                        "\xe2\x96\x8a",
                                        "\xe2\x96\x89",
                                        "\xe2\x96\x88"};
    ADIL_ASSERT(adil_num_sign(most) > 0 && width > 0);
    uint32_t eighths = steps_of(a, votes, most, 8 * width);
    uint32_t mark = needed != NULL ? steps_of(a, *needed, most, width) : UINT32_MAX;
    mark = mark == width ? width - 1 : mark;
    char *text = adil_new(a, char, 3 * (size_t)width);
    size_t n = 0;
    for (uint32_t i = 0; i < width; i++) {
        uint32_t filled = eighths > 8 * i ? eighths - 8 * i : 0;
        const char *from = i == mark ? ADIL_BAR_MARK : block[filled < 8 ? filled : 8];
        for (; *from != '\0'; from++) {
            text[n++] = *from;
        }
    }
    while (n > 0 && text[n - 1] == ' ') {
        n--;
    }
    return adil_span_bytes(text, n);
}
