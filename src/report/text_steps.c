/* The explanation: every step as a sentence, its rule, and its table. */
#include "report/text_parts.h"

enum {
    STEP_ROWS_WHOLE = 24, /* a table up to this length is shown whole */
    STEP_ROWS_BEST = 12,  /* of a longer one about options: who got something, and the best */
    STEP_ROWS_ENDS = 10,  /* of another longer one: so many from either end */
};

/* A step's table while it is laid out. */
struct step_table {
    const struct adil_outcome *o;
    const struct adil_step *step;
    enum adil_lang lang;
    enum adil_figure figure[ADIL_N_FIGURES]; /* by column */
    uint32_t n_figures;
    bool *shown; /* by row */
    uint32_t n_shown;
    uint32_t gap; /* the row in whose place dots stand for all that are left out; or n_rows */
};

static const struct adil_value *row_value(const struct adil_row *row, enum adil_figure f)
{
    return adil_value_of(row->value, row->n, f);
}

/* Columns in the order in which the rows bring them. */
static void choose_columns(struct step_table *t)
{
    bool has[ADIL_N_FIGURES] = {false};
    for (uint32_t r = 0; r < t->step->n_rows; r++) {
        const struct adil_row *row = &t->step->row[r];
        for (uint32_t i = 0; i < row->n; i++) {
            if (!has[row->value[i].name]) {
                has[row->value[i].name] = true;
                t->figure[t->n_figures++] = row->value[i].name;
            }
        }
    }
}

static bool has_column(const struct step_table *t, enum adil_figure f)
{
    for (uint32_t i = 0; i < t->n_figures; i++) {
        if (t->figure[i] == f) {
            return true;
        }
    }
    return false;
}

static bool row_got_seats(const struct adil_row *row)
{
    static const enum adil_figure got[] = {ADIL_F_SEATS, ADIL_F_WHOLE, ADIL_F_EXTRA,
                                           ADIL_F_AWARD, ADIL_F_LOWER, ADIL_F_UPPER};
    for (size_t i = 0; i < ADIL_COUNT(got); i++) {
        const struct adil_value *v = row_value(row, got[i]);
        if (v != NULL && v->kind == ADIL_V_NUM && adil_num_sign(v->num) > 0) {
            return true;
        }
    }
    return false;
}

static void choose_best_rows(struct adil_arena scratch, struct step_table *t)
{
    uint32_t n = t->step->n_rows;
    struct adil_num *votes = adil_new(&scratch, struct adil_num, n);
    for (uint32_t r = 0; r < n; r++) {
        const struct adil_value *v = row_value(&t->step->row[r], ADIL_F_VOTES);
        votes[r] = v != NULL && v->kind == ADIL_V_NUM ? v->num : adil_num_int(0);
        t->shown[r] = row_got_seats(&t->step->row[r]);
    }
    if (has_column(t, ADIL_F_VOTES)) {
        adil_text_mark_best(scratch, votes, n, STEP_ROWS_BEST, t->shown);
    }
}

static void choose_step_rows(struct adil_arena scratch, struct step_table *t)
{
    uint32_t n = t->step->n_rows;
    bool by_option = has_column(t, ADIL_F_OPTION) && !has_column(t, ADIL_F_SEAT);
    for (uint32_t r = 0; r < n; r++) {
        t->shown[r] = n <= STEP_ROWS_WHOLE || r < STEP_ROWS_ENDS || r + STEP_ROWS_ENDS >= n;
    }
    t->gap = n;
    if (n > STEP_ROWS_WHOLE && by_option) {
        choose_best_rows(scratch, t);
    } else if (n > STEP_ROWS_WHOLE) {
        t->gap = STEP_ROWS_ENDS;
        t->shown[t->gap] = true;
    }
    for (uint32_t r = 0; r < n; r++) {
        t->n_shown += t->shown[r] ? 1 : 0;
    }
}

/* A column of numbers has as many decimals as its longest needs: none, or three. */
static unsigned decimals_of(const struct step_table *t, enum adil_figure f)
{
    for (uint32_t r = 0; r < t->step->n_rows; r++) {
        const struct adil_value *v = t->shown[r] ? row_value(&t->step->row[r], f) : NULL;
        if (v != NULL && v->kind == ADIL_V_NUM && !adil_num_is_int(v->num)) {
            return 3;
        }
    }
    return 0;
}

static enum adil_grid_sort sort_of(const struct step_table *t, enum adil_figure f)
{
    for (uint32_t r = 0; r < t->step->n_rows; r++) {
        const struct adil_value *v = row_value(&t->step->row[r], f);
        if (v != NULL) {
            bool number =
                v->kind == ADIL_V_NUM || v->kind == ADIL_V_PERCENT || v->kind == ADIL_V_UNKNOWN;
            return number ? ADIL_GRID_NUMBER : ADIL_GRID_TEXT;
        }
    }
    return ADIL_GRID_TEXT;
}

static void fill_column(struct adil_arena *a, const struct step_table *t, struct adil_grid *g,
                        uint32_t column)
{
    enum adil_figure f = t->figure[column];
    unsigned decimals = decimals_of(t, f);
    uint32_t at = 0;
    g->column[column] = (struct adil_grid_column){adil_figure_words(f, t->lang), sort_of(t, f)};
    for (uint32_t r = 0; r < t->step->n_rows; r++) {
        if (!t->shown[r]) {
            continue;
        }
        const struct adil_value *v = row_value(&t->step->row[r], f);
        struct adil_span *cell = &g->cell[(size_t)at++ * g->n_columns + column];
        if (r == t->gap) {
            *cell = column == 0 ? ADIL_SPAN("\xe2\x80\xa6") : ADIL_SPAN("");
        } else if (v == NULL) {
            *cell = ADIL_SPAN("");
        } else if (v->kind == ADIL_V_NUM) {
            *cell = adil_lang_num(a, t->lang, v->num, decimals);
        } else {
            *cell = adil_value_text(a, t->o, v, t->lang);
        }
    }
}

static void put_step_table(struct adil_arena scratch, const struct adil_sheet *s,
                           const struct adil_outcome *o, const struct adil_step *step)
{
    struct step_table t = {.o = o, .step = step, .lang = s->style->lang};
    t.shown = adil_new(&scratch, bool, step->n_rows);
    choose_columns(&t);
    choose_step_rows(scratch, &t);
    if (t.n_figures == 0 || t.n_shown == 0) {
        return;
    }
    struct adil_grid g = adil_grid_open(&scratch, t.n_figures, t.n_shown, 4);
    for (uint32_t c = 0; c < t.n_figures; c++) {
        fill_column(&scratch, &t, &g, c);
    }
    adil_sheet_grid(scratch, s, &g);
    if (t.n_shown < step->n_rows) {
        int64_t dots = t.gap < step->n_rows ? 1 : 0;
        struct adil_num hidden = adil_num_int((int64_t)step->n_rows - t.n_shown + dots);
        const struct adil_arg arg = {"n", adil_lang_num(&scratch, t.lang, hidden, 0)};
        adil_sheet_text(scratch, s, ADIL_SPAN("    "),
                        adil_said(&scratch, t.lang, ADIL_M_P_MORE_ROWS, &arg, 1), ADIL_INK_FAINT);
    }
}

void adil_text_steps(struct adil_arena scratch, const struct adil_sheet *s,
                     const struct adil_outcome *o)
{
    unsigned number = 0;
    for (const struct adil_step *step = o->step; step != NULL; step = step->next) {
        struct adil_arena tmp = scratch;
        adil_sheet_blank(s);
        adil_sheet_text(tmp, s, adil_fmt(&tmp, "%2u. ", ++number),
                        adil_step_sentence(&tmp, o, step, s->style->lang), ADIL_INK_PLAIN);
        if (step->rule != NULL) {
            adil_sheet_text(tmp, s, ADIL_SPAN("    "),
                            adil_rule_words(&tmp, step->rule, s->style->lang), ADIL_INK_FAINT);
        }
        if (step->n_rows > 0) {
            put_step_table(tmp, s, o, step);
        }
    }
}
