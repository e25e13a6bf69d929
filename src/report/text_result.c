/* The table of the result: who got what. */
#include "report/text_parts.h"

#include <string.h>

enum {
    ROWS_WHOLE = 24, /* a table up to this length is shown whole */
    ROWS_BEST = 12,  /* of a longer one: all that won something, and so many of the best */
    BAR_LEAST = 12,
    BAR_MOST = 40,
};

void adil_text_mark_best(struct adil_arena scratch, const struct adil_num *votes, uint32_t n,
                         uint32_t n_best, bool *mark)
{
    uint32_t *best = adil_new(&scratch, uint32_t, (size_t)n_best + 1);
    uint32_t found = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = found;
        while (at > 0 && adil_num_cmp(votes[i], votes[best[at - 1]]) > 0) {
            best[at] = best[at - 1];
            at--;
        }
        best[at] = i;
        found = found < n_best ? found + 1 : n_best;
    }
    for (uint32_t i = 0; i < found; i++) {
        mark[best[i]] = true;
    }
}

/* The result as it is put on the sheet. */
struct table {
    const struct adil_sheet *s;
    const struct adil_outcome *o;
    enum adil_lang lang;
    bool tiers;
    bool seats;   /* a column of seats */
    bool remarks; /* a column of remarks */
    bool *shown;  /* by option */
    uint32_t n_shown;
    const struct adil_share_of *share;
    const uint32_t *place;
    const bool *advances;
    const bool *tied;
};

static bool *marks_of(struct adil_arena *a, uint32_t n, const uint32_t *option, uint32_t n_options)
{
    bool *mark = adil_new(a, bool, n);
    for (uint32_t i = 0; i < n_options; i++) {
        mark[option[i]] = true;
    }
    return mark;
}

static bool *tied_of(struct adil_arena *a, const struct adil_outcome *o)
{
    bool *tied = adil_new(a, bool, o->n_results);
    for (uint32_t t = 0; t < o->n_ties; t++) {
        for (uint32_t i = 0; !o->tie[t].resolved && i < o->tie[t].n; i++) {
            tied[o->tie[t].option[i]] = true;
        }
    }
    return tied;
}

static bool matters(const struct table *t, uint32_t i)
{
    return t->o->result[i].seats > 0 || t->place[i] > 0 || t->advances[i] || t->tied[i];
}

static void choose_rows(struct adil_arena scratch, struct table *t)
{
    uint32_t n = t->o->n_results;
    bool whole = n <= ROWS_WHOLE;
    struct adil_num *votes = adil_new(&scratch, struct adil_num, n);
    for (uint32_t i = 0; i < n; i++) {
        votes[i] = t->o->result[i].votes.lo;
        t->shown[i] = whole || matters(t, i);
    }
    if (!whole) {
        adil_text_mark_best(scratch, votes, n, ROWS_BEST, t->shown);
    }
    for (uint32_t i = 0; i < n; i++) {
        t->n_shown += t->shown[i] ? 1 : 0;
    }
}

/* What became of an option, where the other columns do not say it. */
static struct adil_span remark_of(const struct table *t, uint32_t i)
{
    const struct adil_result *r = &t->o->result[i];
    if (t->place[i] > 0) {
        return adil_text(t->lang, ADIL_M_P_IS_ELECTED);
    }
    if (t->advances[i] && t->o->n_elected == 0) {
        return adil_text(t->lang, ADIL_M_P_ADVANCES);
    }
    if (t->tied[i]) {
        return adil_text(t->lang, ADIL_M_P_IS_TIED);
    }
    if (r->barred) {
        return adil_text(t->lang, ADIL_M_P_BELOW_THRESHOLD);
    }
    bool votes = t->o->votes->n_tables > 0;
    return votes && !r->stood && r->seats == 0 ? adil_text(t->lang, ADIL_M_P_NOT_STOOD)
                                               : ADIL_SPAN("");
}

static struct adil_span seats_text(struct adil_arena *a, const struct table *t, uint32_t seats)
{
    return adil_lang_num(a, t->lang, adil_num_int(seats), 0);
}

static uint32_t table_columns(const struct table *t)
{
    return 3U + (t->seats ? 1 : 0) + (t->seats && t->tiers ? 2 : 0) + (t->remarks ? 1 : 0);
}

static void table_heads(const struct table *t, struct adil_grid *g)
{
    struct adil_grid_column *c = g->column;
    enum adil_msg head = adil_seats_final(t->o) ? ADIL_M_P_SEATS : ADIL_M_P_SEATS_CERTAIN;
    *c++ = (struct adil_grid_column){adil_figure_words(ADIL_F_OPTION, t->lang), ADIL_GRID_TEXT};
    *c++ = (struct adil_grid_column){adil_figure_words(ADIL_F_VOTES, t->lang), ADIL_GRID_NUMBER};
    *c++ = (struct adil_grid_column){adil_figure_words(ADIL_F_SHARE, t->lang), ADIL_GRID_NUMBER};
    if (t->seats) {
        *c++ = (struct adil_grid_column){adil_text(t->lang, head), ADIL_GRID_NUMBER};
    }
    if (t->seats && t->tiers) {
        *c++ =
            (struct adil_grid_column){adil_figure_words(ADIL_F_LOWER, t->lang), ADIL_GRID_NUMBER};
        *c++ =
            (struct adil_grid_column){adil_figure_words(ADIL_F_UPPER, t->lang), ADIL_GRID_NUMBER};
    }
    if (t->remarks) {
        *c++ = (struct adil_grid_column){ADIL_SPAN(""), ADIL_GRID_TEXT};
    }
}

static void table_row(struct adil_arena *a, const struct table *t, uint32_t i,
                      struct adil_span *cell)
{
    const struct adil_result *r = &t->o->result[i];
    bool voted = t->o->votes->n_tables > 0 || adil_fact_is_known(r->votes);
    *cell++ = adil_option_words(t->o, i, t->lang);
    *cell++ = r->stood || voted ? adil_fact_words(a, r->votes, t->lang) : ADIL_SPAN("");
    *cell++ =
        t->share[i].known ? adil_lang_percent(a, t->lang, t->share[i].share, 2) : ADIL_SPAN("");
    if (t->seats) {
        *cell++ = seats_text(a, t, r->seats);
    }
    if (t->seats && t->tiers) {
        *cell++ = seats_text(a, t, r->lower);
        *cell++ = seats_text(a, t, r->upper);
    }
    if (t->remarks) {
        *cell++ = remark_of(t, i);
    }
}

/* Sums over all options, those not shown included. */
static void table_total(struct adil_arena *a, const struct table *t, struct adil_span *cell)
{
    struct adil_num votes = adil_num_int(0);
    bool known = true;
    uint64_t lower = 0;
    uint64_t upper = 0;
    for (uint32_t i = 0; i < t->o->n_results; i++) {
        const struct adil_result *r = &t->o->result[i];
        known = known && adil_fact_is_known(r->votes);
        votes = adil_num_add(a, votes, r->votes.lo);
        lower += r->lower;
        upper += r->upper;
    }
    *cell++ = adil_text(t->lang, ADIL_M_P_TOTAL);
    *cell++ = known ? adil_num_words(a, votes, t->lang) : ADIL_SPAN("");
    *cell++ = ADIL_SPAN("");
    *cell++ = seats_text(a, t, t->o->seats_given);
    if (t->tiers) {
        *cell++ = seats_text(a, t, (uint32_t)lower);
        *cell++ = seats_text(a, t, (uint32_t)upper);
    }
}

static struct adil_grid table_grid(struct adil_arena *a, const struct table *t, uint32_t spare)
{
    uint32_t total = t->seats ? 1 : 0;
    struct adil_grid g = adil_grid_open(a, table_columns(t) + spare, t->n_shown + total, 2);
    uint32_t row = 0;
    table_heads(t, &g);
    for (uint32_t i = 0; i < t->o->n_results; i++) {
        if (t->shown[i]) {
            table_row(a, t, i, &g.cell[(size_t)row++ * g.n_columns]);
        }
    }
    if (t->seats) {
        g.total = true;
        table_total(a, t, &g.cell[(size_t)row * g.n_columns]);
    }
    return g;
}

/* The longest bar: the most votes, or what was needed. Out *marked: some bar has a mark. */
static struct adil_num longest_bar(const struct table *t, const struct adil_bar_of *bar,
                                   bool *marked)
{
    struct adil_num most = adil_num_int(0);
    *marked = false;
    for (uint32_t i = 0; i < t->o->n_results; i++) {
        most = adil_num_max(most, t->o->result[i].votes.lo);
        if (bar[i].known && t->shown[i]) {
            most = adil_num_max(most, bar[i].needed);
            *marked = true;
        }
    }
    return most;
}

/* The last column becomes a bar for each option. */
static void add_bars(struct adil_arena *a, const struct table *t, struct adil_grid *g,
                     const struct adil_bar_of *bar, struct adil_num most, uint32_t width)
{
    uint32_t row = 0;
    uint32_t last = g->n_columns - 1;
    g->column[last].sort = ADIL_GRID_BAR;
    for (uint32_t i = 0; i < t->o->n_results; i++) {
        if (t->shown[i]) {
            g->cell[(size_t)row++ * g->n_columns + last] = adil_bar_text(
                a, t->o->result[i].votes.lo, most, bar[i].known ? &bar[i].needed : NULL, width);
        }
    }
}

static void put_table(struct adil_arena scratch, const struct table *t)
{
    struct adil_grid plain = table_grid(&scratch, t, 0);
    size_t width = adil_grid_width(scratch, &plain) + 2;
    size_t columns = t->s->style->columns;
    const struct adil_bar_of *bar = adil_bars_of(&scratch, t->o);
    bool marked = false;
    struct adil_num most = longest_bar(t, bar, &marked);
    if (!t->s->style->bars || width + BAR_LEAST > columns || adil_num_sign(most) <= 0) {
        adil_sheet_grid(scratch, t->s, &plain);
        return;
    }
    size_t room = columns - width;
    struct adil_grid g = table_grid(&scratch, t, 1);
    add_bars(&scratch, t, &g, bar, most, (uint32_t)(room < BAR_MOST ? room : BAR_MOST));
    adil_sheet_grid(scratch, t->s, &g);
    if (marked) {
        const struct adil_arg arg = {"mark", ADIL_SPAN(ADIL_BAR_MARK)};
        adil_sheet_text(scratch, t->s, ADIL_SPAN("  "),
                        adil_said(&scratch, t->lang, ADIL_M_P_LINE_NEEDED, &arg, 1),
                        ADIL_INK_FAINT);
    }
}

static void put_not_shown(struct adil_arena scratch, const struct table *t)
{
    uint32_t n = t->o->n_results - t->n_shown;
    if (n == 0) {
        return;
    }
    struct adil_fact votes = adil_fact_known(adil_num_int(0));
    bool known = true;
    for (uint32_t i = 0; i < t->o->n_results; i++) {
        if (!t->shown[i]) {
            known = known && adil_fact_is_known(t->o->result[i].votes);
            votes.lo = adil_num_add(&scratch, votes.lo, t->o->result[i].votes.lo);
        }
    }
    votes = known ? adil_fact_known(votes.lo) : adil_fact_from(votes.lo);
    const struct adil_arg args[] = {{"n", seats_text(&scratch, t, n)},
                                    {"votes", adil_fact_words(&scratch, votes, t->lang)}};
    enum adil_msg msg = t->seats ? ADIL_M_P_MORE_LISTS : ADIL_M_P_MORE_OPTIONS;
    adil_sheet_text(scratch, t->s, ADIL_SPAN("  "), adil_said(&scratch, t->lang, msg, args, 2),
                    ADIL_INK_PLAIN);
}

void adil_text_result(struct adil_arena scratch, const struct adil_sheet *s,
                      const struct adil_outcome *o)
{
    if (o->n_results == 0) {
        return;
    }
    struct table t = {
        .s = s,
        .o = o,
        .lang = s->style->lang,
        .tiers = o->contest->method == ADIL_METHOD_TIERS,
        .seats = o->has_seats && (adil_seats_final(o) || adil_seats_certain(o)),
        .shown = adil_new(&scratch, bool, o->n_results),
        .share = adil_shares_of(&scratch, o),
        .place = adil_elected_places(&scratch, o),
        .advances = marks_of(&scratch, o->n_results, o->advance, o->n_advance),
        .tied = tied_of(&scratch, o),
    };
    choose_rows(scratch, &t);
    for (uint32_t i = 0; i < o->n_results; i++) {
        t.remarks = t.remarks || (t.shown[i] && remark_of(&t, i).len > 0);
    }
    put_table(scratch, &t);
    put_not_shown(scratch, &t);
}
