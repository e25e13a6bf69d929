/* What differs between laws, side by side: text and JSON. */
#include "report/law_sides.h"

enum { SIDE_LEAST = 30 }; /* columns a side needs; with less they stand under each other */

struct comparing {
    const struct adil_told *t;
    const struct adil_sheet *s;
    const struct adil_law_side *side;
    uint32_t n;
};

static const enum adil_msg turn_msg[] = {
    [ADIL_TURN_SAME] = ADIL_M_I_SAME,
    [ADIL_TURN_BEGAN] = ADIL_M_I_BEGAN,
    [ADIL_TURN_ENDED] = ADIL_M_I_ENDED_THERE,
    [ADIL_TURN_CHANGED] = ADIL_M_I_CHANGED,
};

static struct adil_law_rows rows_of(struct adil_arena *a, const struct adil_law_side *side,
                                    uint32_t n, enum adil_lang lang)
{
    struct adil_law_items *items = adil_new(a, struct adil_law_items, n);
    for (uint32_t i = 0; i < n; i++) {
        const struct adil_law_view view = {side[i].book, side[i].at, lang};
        struct adil_told t = adil_told_open(a, &view);
        items[i] = adil_law_items_of(&t);
    }
    return adil_law_differences(a, items, n);
}

/* ---- text --------------------------------------------------------------------------------- */

static struct adil_span item_text(const struct adil_told *t, const struct adil_law_item *item)
{
    if (item == NULL) {
        return adil_text(t->lang, ADIL_M_I_NOT_IN_FORCE);
    }
    struct adil_span text = adil_told_list(t, item->asks, " — ", item->says);
    return item->cite.len == 0
               ? text
               : adil_fmt(t->a, "%.*s (%.*s)", ADIL_ARG(text), ADIL_ARG(item->cite));
}

/* What became of it at every step; of two sides, in one word. */
static struct adil_span turns_text(const struct comparing *c, const struct adil_law_row *row)
{
    struct adil_span text = ADIL_SPAN("");
    for (uint32_t i = 0; i + 1 < c->n; i++) {
        text = adil_told_list(c->t, text, ", ",
                              adil_text(c->t->lang, turn_msg[adil_law_turn(row, i)]));
    }
    return text;
}

static void put_row(struct adil_arena scratch, const struct comparing *c,
                    const struct adil_law_row *row)
{
    struct adil_span head = adil_label_words(c->t->a, row->any->id, turns_text(c, row), c->t->lang);
    adil_sheet_text(scratch, c->s, ADIL_SPAN("  "), head, ADIL_INK_PLAIN);
    if (c->s->style->columns / c->n >= SIDE_LEAST) {
        struct adil_grid g = adil_grid_open(&scratch, c->n, 1, 4);
        for (uint32_t i = 0; i < c->n; i++) {
            g.column[i].head = c->side[i].label;
            g.cell[i] = item_text(c->t, row->on[i]);
        }
        adil_sheet_grid(scratch, c->s, &g);
    } else {
        for (uint32_t i = 0; i < c->n; i++) {
            struct adil_span text = adil_label_words(c->t->a, c->side[i].label,
                                                     item_text(c->t, row->on[i]), c->t->lang);
            adil_sheet_text(scratch, c->s, ADIL_SPAN("    "), text, ADIL_INK_PLAIN);
        }
    }
}

void adil_law_compare_text(struct adil_arena scratch, const struct adil_law_side *side, uint32_t n,
                           const struct adil_text_style *style, struct adil_buf *out)
{
    struct adil_arena words = scratch; /* the upper half of what is free */
    words.beg += (words.end - words.beg) / 2;
    scratch.end = words.beg;
    const struct adil_law_view view = {side[0].book, side[0].at, style->lang};
    struct adil_told t = adil_told_open(&words, &view);
    const struct adil_sheet s = {style, out};
    struct comparing c = {&t, &s, side, n};
    struct adil_law_rows rows = rows_of(&words, side, n, style->lang);
    if (rows.n == 0) {
        adil_sheet_text(scratch, &s, ADIL_SPAN(""), adil_text(t.lang, ADIL_M_I_NO_CHANGES),
                        ADIL_INK_PLAIN);
        return;
    }
    adil_sheet_text(scratch, &s, ADIL_SPAN(""),
                    adil_told_1(&t, ADIL_M_I_COUNT_CHANGES, "n", adil_told_number(&t, rows.n)),
                    ADIL_INK_PLAIN);
    for (uint32_t i = 0; i < rows.n; i++) {
        struct adil_span group = rows.row[i].any->group;
        adil_sheet_blank(&s);
        if (i == 0 || !adil_span_eq(group, rows.row[i - 1].any->group)) {
            adil_sheet_text(scratch, &s, ADIL_SPAN(""), rows.row[i].any->title, ADIL_INK_STRONG);
        }
        put_row(scratch, &c, &rows.row[i]);
    }
}

/* ---- JSON --------------------------------------------------------------------------------- */

static void row_json(struct adil_json *j, const struct adil_law_row *row, uint32_t n)
{
    static const char *const turn[] = {"same", "began", "ended", "changed"};
    adil_json_object(j);
    adil_told_json(j, "group", row->any->group);
    adil_told_json(j, "title", row->any->title);
    adil_told_json(j, "id", row->any->id);
    adil_json_key(j, "turns");
    adil_json_array_line(j);
    for (uint32_t i = 0; i + 1 < n; i++) {
        adil_json_str(j, turn[adil_law_turn(row, i)]);
    }
    adil_json_end(j);
    adil_json_key(j, "sides");
    adil_json_array(j);
    for (uint32_t i = 0; i < n; i++) {
        if (row->on[i] == NULL) {
            adil_json_null(j);
            continue;
        }
        adil_json_object_line(j);
        adil_told_json(j, "in_words", row->on[i]->asks);
        adil_told_json(j, "text", row->on[i]->says);
        adil_told_json(j, "cite", row->on[i]->cite);
        adil_json_end(j);
    }
    adil_json_end(j);
    adil_json_end(j);
}

void adil_law_compare_json(struct adil_arena scratch, const struct adil_law_side *side, uint32_t n,
                           enum adil_lang lang, struct adil_buf *out)
{
    struct adil_json j;
    struct adil_law_rows rows = rows_of(&scratch, side, n, lang);
    adil_json_open(&j, out, true);
    adil_json_object(&j);
    adil_json_key(&j, "sides");
    adil_json_array(&j);
    for (uint32_t i = 0; i < n; i++) {
        adil_json_object_line(&j);
        adil_told_json(&j, "label", side[i].label);
        adil_told_json(&j, "rulebook", side[i].book->file);
        adil_told_json(&j, "at", adil_date_text(&scratch, side[i].at));
        adil_json_end(&j);
    }
    adil_json_end(&j);
    adil_json_key(&j, "differences");
    adil_json_array(&j);
    for (uint32_t i = 0; i < rows.n; i++) {
        row_json(&j, &rows.row[i], n);
    }
    adil_json_end(&j);
    adil_json_end(&j);
    adil_json_finish(&j);
}
