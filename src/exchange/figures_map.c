/* From the contest, round and unit columns to a table and a row. */
#include "base/utf8.h"
#include "exchange/encoding.h"
#include "exchange/reading.h"

bool adil_reading_name_ok(struct adil_reading *r, struct adil_span what, struct adil_span name)
{
    struct adil_span trimmed = adil_span_trim(name);
    const char *expected = NULL;
    if (trimmed.len == 0) {
        expected = "a name";
    } else if (adil_encoding_has_control(name, false)) {
        expected = "a name without control characters";
    } else if (trimmed.len != name.len) {
        expected = "a name without blanks around it";
    }
    if (expected != NULL) {
        struct adil_span found =
            name.len == 0 ? ADIL_SPAN("an empty cell") : adil_fmt(r->tmp, "`%.*s`", ADIL_ARG(name));
        adil_reading_fault(r, what, found, adil_span_of(expected));
    }
    return expected == NULL;
}

bool adil_reading_key(struct adil_reading *r, enum adil_column c)
{
    struct adil_reading_at *at = &r->at;
    struct adil_span text;
    ADIL_ASSERT(c <= ADIL_COL_UNIT);
    if (adil_csv_same(&r->csv, at->plain[c])) {
        return true;
    }
    if (!adil_csv_field(&r->csv, &text)) {
        return false;
    }
    at->fresh = at->fresh || !adil_span_eq(text, at->text[c]);
    at->text[c] = text;
    at->plain[c] = r->csv.quoted ? (struct adil_span){NULL, 0} : text;
    return true;
}

/* ---- contest
 * ---------------------------------------------------------------------------------------- */

static bool has_label(const struct adil_paper *p)
{
    return p->n_labels > 0 && p->label[0].len > 0;
}

/* No rulebook and no name given: the files' only label is the contest's. */
static bool is_chosen(struct adil_reading *r, struct adil_span label)
{
    if (!r->label_chosen) {
        r->label_chosen = true;
        r->label = label;
    }
    bool same = adil_span_eq(r->label, label);
    if (!same && !r->label_clash) {
        r->label_clash = true;
        adil_reading_fault(
            r, ADIL_SPAN("contest"),
            adil_fmt(r->tmp, "%.*s beside %.*s", ADIL_ARG(label), ADIL_ARG(r->label)),
            ADIL_SPAN("`--contest NAME` that chooses one of them"));
    }
    return same;
}

bool adil_reading_is_ours(struct adil_reading *r, struct adil_span label, uint32_t *paper)
{
    const struct adil_contest *c = r->contest;
    struct adil_span text = adil_encoding_is_ascii(label) ? label : adil_utf8_nfc(r->tmp, label);
    bool any = c->name.len > 0;
    *paper = 0;
    for (uint32_t p = 0; p < c->n_papers; p++) {
        any = any || has_label(&c->paper[p]);
        for (uint32_t i = 0; has_label(&c->paper[p]) && i < c->paper[p].n_labels; i++) {
            if (adil_span_eq(c->paper[p].label[i], text)) {
                *paper = p;
                return true;
            }
        }
    }
    if (!any) {
        return is_chosen(r, label);
    }
    bool named = !has_label(&c->paper[0]) || r->header.shape == ADIL_SHAPE_FINDINGS;
    return named && c->name.len > 0 && adil_span_eq(c->name, text);
}

/* ---- round
 * ------------------------------------------------------------------------------------------- */

static bool read_round(struct adil_reading *r, uint32_t *round)
{
    uint64_t v = 1;
    if (r->header.at[ADIL_COL_ROUND] != ADIL_NONE) {
        struct adil_span text = r->at.text[ADIL_COL_ROUND];
        if (!adil_span_u64(text, ADIL_FIGURES_ROUND_MAX, &v) || v == 0) {
            adil_reading_fault(r, ADIL_SPAN("round"),
                               text.len > 0 ? text : ADIL_SPAN("an empty cell"),
                               ADIL_SPAN("a number from 1 to 1000"));
            return false;
        }
    }
    *round = (uint32_t)v;
    return true;
}

/* ---- unit
 * -------------------------------------------------------------------------------------------- */

static void gather_hints(struct adil_reading *r)
{
    const struct adil_units *u = r->contest->units;
    struct adil_span *hint = adil_new(r->tmp, struct adil_span, (size_t)u->n * (2 + ADIL_N_LANGS));
    uint32_t n = 0;
    for (uint32_t i = 0; i < u->n; i++) {
        hint[n++] = u->unit[i].id;
        for (size_t l = 0; l < ADIL_N_LANGS; l++) {
            hint[n++] = u->unit[i].name.in[l];
        }
        hint[n++] = u->unit[i].code;
    }
    r->unit_hint = hint;
    r->n_unit_hints = n;
}

static uint32_t book_unit(struct adil_reading *r, struct adil_span name)
{
    const struct adil_units *book = r->contest->units;
    uint32_t unit = adil_unit_find(book, name);
    if (unit == ADIL_NO_UNIT) {
        if (r->unit_hint == NULL) {
            gather_hints(r);
        }
        adil_reading_fault(
            r, ADIL_SPAN("unit"), name,
            adil_reading_hint(r, "a unit of the rulebook", name, r->unit_hint, r->n_unit_hints));
        return ADIL_SKIPPED;
    }
    struct adil_date day = r->contest->day;
    if (adil_date_known(day) && !adil_unit_in_force(&book->unit[unit], day)) {
        struct adil_span text = adil_date_text(r->tmp, day);
        adil_reading_fault(r, ADIL_SPAN("unit"), name,
                           adil_fmt(r->tmp, "a unit in force on %.*s", ADIL_ARG(text)));
        return ADIL_SKIPPED;
    }
    return unit;
}

uint32_t adil_reading_unit(struct adil_reading *r, struct adil_span name, uint32_t *number)
{
    uint32_t n_before = r->unit_name.n;
    uint32_t i = adil_names_put(&r->unit_name, name);
    *number = i;
    if (i < n_before) {
        return r->unit_of[i];
    }
    r->unit_of =
        adil_grow_items(r->tmp, r->unit_of, sizeof *r->unit_of, i, (size_t)i + 2, &r->cap_unit_of);
    r->unit_of[i] = ADIL_SKIPPED;
    if (!adil_reading_name_ok(r, ADIL_SPAN("unit"), name)) {
        return ADIL_SKIPPED;
    }
    struct adil_span text = adil_encoding_is_ascii(name) ? name : adil_utf8_nfc(r->tmp, name);
    if (r->contest->units != NULL) {
        r->unit_of[i] = book_unit(r, text);
    } else if (adil_span_eq(text, name)) {
        r->unit_of[i] = i;
    } else {
        uint32_t same = adil_names_put(&r->unit_name, text); /* i + 1 when new: there is room */
        r->unit_of[i] = same;
        r->unit_of[same] = same;
    }
    return r->unit_of[i];
}

/* A file without a unit column is about one unit: the ballot paper's whole. */
static uint32_t only_unit(struct adil_reading *r, uint32_t paper, uint32_t *number)
{
    const struct adil_paper *p = &r->contest->paper[paper];
    if (p->has_root) {
        const struct adil_unit *u = &r->contest->units->unit[p->root];
        struct adil_span name = adil_texts_pick(&u->name, ADIL_EN);
        *number = adil_names_put(&r->unit_name, name.len > 0 ? name : u->id);
    } else if (r->contest->units != NULL) {
        adil_reading_fault(r, ADIL_SPAN("header"), ADIL_SPAN("no column `unit`"),
                           ADIL_SPAN("one: the contest is counted in several units"));
        return ADIL_SKIPPED;
    } else {
        *number = adil_names_put(&r->unit_name, (struct adil_span){"", 0});
    }
    r->unit_of = adil_grow_items(r->tmp, r->unit_of, sizeof *r->unit_of, r->cap_unit_of,
                                 (size_t)*number + 2, &r->cap_unit_of);
    r->unit_of[*number] = p->has_root ? p->root : *number;
    return r->unit_of[*number];
}

/* ---- the row
 * ------------------------------------------------------------------------------------------- */

static void follow(struct adil_reading *r, bool votes)
{
    struct adil_reading_at *at = &r->at;
    uint32_t round = 1;
    uint32_t number = 0;
    if (r->header.at[ADIL_COL_CONTEST] != ADIL_NONE) {
        if (votes) {
            (void)adil_names_put(&r->labels, at->text[ADIL_COL_CONTEST]);
        }
        if (!adil_reading_is_ours(r, at->text[ADIL_COL_CONTEST], &at->paper)) {
            return;
        }
    }
    if (!read_round(r, &round)) {
        return;
    }
    uint32_t unit = r->header.at[ADIL_COL_UNIT] != ADIL_NONE
                        ? adil_reading_unit(r, at->text[ADIL_COL_UNIT], &number)
                        : only_unit(r, at->paper, &number);
    if (unit != ADIL_SKIPPED) {
        at->table = adil_reading_table(r, at->paper, round);
        at->row =
            adil_reading_row(r, at->table, unit, number, adil_reading_where(r, r->csv.record_line));
    }
}

bool adil_reading_locate(struct adil_reading *r, bool votes)
{
    struct adil_reading_at *at = &r->at;
    if (at->fresh) {
        at->fresh = false;
        at->row = ADIL_SKIPPED;
        follow(r, votes);
    }
    return at->row != ADIL_SKIPPED;
}
