/* Voting power as text: who has which share, what it can do, with whom it wins. */
#include "report/power_report.h"
#include "report/text_sheet.h"

enum { BAR_WIDTH = 16, COALITIONS_SHOWN = 12 };

struct power_sheet {
    struct adil_arena *a;
    const struct adil_power *p;
    struct adil_sheet sheet;
    enum adil_lang lang;
    uint32_t weight;    /* the only one, or UINT32_MAX */
    uint32_t n_weights; /* weights that the source gives */
};

static struct adil_span power_word(const struct power_sheet *s, enum adil_msg msg)
{
    return adil_text(s->lang, msg);
}

static struct adil_span percent(const struct power_sheet *s, struct adil_num ratio)
{
    return adil_lang_percent(s->a, s->lang, ratio, 2);
}

static struct adil_span whole_number(const struct power_sheet *s, struct adil_num x)
{
    return adil_lang_num(s->a, s->lang, x, 0);
}

/* "senators × 100" where several are alike. */
static struct adil_span row_name(const struct power_sheet *s, uint32_t row)
{
    struct adil_span name = adil_game_member_name(s->p->game, row, s->lang);
    uint32_t times = s->p->game->member[row].times;
    return times > 1 ? adil_fmt(s->a, "%.*s × %u", ADIL_ARG(name), times) : name;
}

static int64_t value_of(const struct adil_game *g, uint32_t row, uint32_t measure)
{
    return g->value[(size_t)row * g->n_measures + measure];
}

/* A weight as the head of a column: common ones in the language, any other as the source has it. */
static struct adil_span weight_name(const struct power_sheet *s, uint32_t measure)
{
    static const struct {
        const char *id;
        enum adil_msg head;
    } known[] = {
        {"seats", ADIL_M_F_SEATS},
        {"votes", ADIL_M_F_VOTES},
        {"population", ADIL_M_G_POPULATION},
    };
    struct adil_span id = s->p->game->measure[measure].id;
    for (size_t i = 0; i < ADIL_COUNT(known); i++) {
        if (adil_span_is(id, known[i].id)) {
            return power_word(s, known[i].head);
        }
    }
    return id;
}

static struct adil_num share_of_weight(const struct power_sheet *s, uint32_t row)
{
    const struct adil_measure *m = &s->p->game->measure[s->weight];
    int64_t whole = m->sum + m->vacant;
    return whole == 0 ? adil_num_int(0)
                      : adil_num_ratio(s->a, value_of(s->p->game, row, s->weight), whole);
}

/* ---- the head ------------------------------------------------------------------------------- */

static void labelled(const struct power_sheet *s, enum adil_msg label, struct adil_span value)
{
    adil_sheet_text(*s->a, &s->sheet, ADIL_SPAN("  "),
                    adil_label_words(s->a, power_word(s, label), value, s->lang), ADIL_INK_PLAIN);
}

static struct adil_span phrase_words(const struct power_sheet *s, const struct adil_phrase *p)
{
    return adil_phrase_words(s->a, s->lang, p, &s->p->game->vocab);
}

static void put_head(const struct power_sheet *s)
{
    const struct adil_game *g = s->p->game;
    struct adil_span title = adil_texts_pick(&g->title, s->lang);
    if (title.len > 0) {
        adil_sheet_text(*s->a, &s->sheet, ADIL_SPAN(""), title, ADIL_INK_STRONG);
    }
    struct adil_span rule = phrase_words(s, g->rule);
    if (g->what_if) {
        rule = adil_fmt(s->a, "%.*s (%.*s)", ADIL_ARG(rule),
                        ADIL_ARG(power_word(s, ADIL_M_P_WHAT_IF)));
    }
    labelled(s, ADIL_M_G_RULE, rule);
    if (g->blocking != NULL) {
        labelled(s, ADIL_M_G_BLOCKING, phrase_words(s, g->blocking));
    }
    const struct adil_arg args[] = {
        {"winning", whole_number(s, s->p->winning)},
        {"coalitions", whole_number(s, s->p->coalitions)},
        {"share", percent(s, adil_num_div(s->a, s->p->winning, s->p->coalitions))},
    };
    adil_sheet_text(*s->a, &s->sheet, ADIL_SPAN("  "),
                    adil_said(s->a, s->lang, ADIL_M_G_WINNING, args, ADIL_COUNT(args)),
                    ADIL_INK_PLAIN);
}

/* ---- tables --------------------------------------------------------------------------------- */

static struct adil_num largest(const struct power_sheet *s)
{
    struct adil_num most = adil_num_int(0);
    for (uint32_t i = 0; i < s->p->game->n_rows; i++) {
        most = adil_num_max(most, s->p->has_shapley ? s->p->of[i].shapley : s->p->of[i].banzhaf);
        if (s->weight != UINT32_MAX) {
            most = adil_num_max(most, share_of_weight(s, i));
        }
    }
    return most;
}

static void put_cell(struct adil_grid *g, uint32_t row, uint32_t *column, struct adil_span head,
                     enum adil_grid_sort sort, struct adil_span text)
{
    g->column[*column].head = head;
    g->column[*column].sort = sort;
    g->cell[(size_t)row * g->n_columns + *column] = text;
    ++*column;
}

static struct adil_span bar_cell(const struct power_sheet *s, uint32_t row, struct adil_num most)
{
    struct adil_num index = s->p->has_shapley ? s->p->of[row].shapley : s->p->of[row].banzhaf;
    if (s->weight == UINT32_MAX) {
        return adil_bar_text(s->a, index, most, NULL, BAR_WIDTH);
    }
    struct adil_num share = share_of_weight(s, row);
    return adil_bar_text(s->a, index, most, &share, BAR_WIDTH);
}

static void put_weights(const struct power_sheet *s, struct adil_grid *g, uint32_t row,
                        uint32_t *column)
{
    const struct adil_game *game = s->p->game;
    for (uint32_t m = 0; m < game->n_measures; m++) {
        const struct adil_measure *of = &game->measure[m];
        if (of->kind == ADIL_MEASURE_WEIGHT) {
            put_cell(g, row, column, weight_name(s, m), ADIL_GRID_NUMBER,
                     whole_number(s, adil_num_int(value_of(game, row, m))));
        }
    }
    if (s->weight != UINT32_MAX) {
        put_cell(g, row, column, power_word(s, ADIL_M_G_SHARE), ADIL_GRID_NUMBER,
                 percent(s, share_of_weight(s, row)));
    }
}

static void put_power(const struct power_sheet *s)
{
    const struct adil_power *p = s->p;
    bool bars = s->sheet.style->bars;
    uint32_t n_columns = 3 + s->n_weights + (s->weight != UINT32_MAX ? 1 : 0) +
                         (p->has_shapley ? 1 : 0) + (bars ? 1 : 0);
    struct adil_grid g = adil_grid_open(s->a, n_columns, p->game->n_rows, 2);
    struct adil_num most = largest(s);
    for (uint32_t i = 0; i < p->game->n_rows; i++) {
        uint32_t c = 0;
        put_cell(&g, i, &c, power_word(s, ADIL_M_G_MEMBER), ADIL_GRID_TEXT, row_name(s, i));
        put_weights(s, &g, i, &c);
        if (p->has_shapley) {
            put_cell(&g, i, &c, power_word(s, ADIL_M_G_SHAPLEY), ADIL_GRID_NUMBER,
                     percent(s, p->of[i].shapley));
        }
        put_cell(&g, i, &c, power_word(s, ADIL_M_G_BANZHAF), ADIL_GRID_NUMBER,
                 percent(s, p->of[i].banzhaf));
        put_cell(&g, i, &c, power_word(s, ADIL_M_G_SWINGS), ADIL_GRID_NUMBER,
                 whole_number(s, p->of[i].swings));
        if (bars) {
            put_cell(&g, i, &c, ADIL_SPAN(""), ADIL_GRID_BAR, bar_cell(s, i, most));
        }
    }
    adil_sheet_blank(&s->sheet);
    adil_sheet_grid(*s->a, &s->sheet, &g);
    if (bars && s->weight != UINT32_MAX) {
        const struct adil_arg args[] = {
            {"index", power_word(s, p->has_shapley ? ADIL_M_G_SHAPLEY : ADIL_M_G_BANZHAF)},
            {"weight", weight_name(s, s->weight)},
        };
        adil_sheet_text(*s->a, &s->sheet, ADIL_SPAN("  "),
                        adil_said(s->a, s->lang, ADIL_M_G_BAR, args, ADIL_COUNT(args)),
                        ADIL_INK_FAINT);
    }
}

static void put_others(const struct power_sheet *s)
{
    const struct adil_power *p = s->p;
    struct adil_grid g = adil_grid_open(s->a, p->listed ? 7 : 4, p->game->n_rows, 2);
    for (uint32_t i = 0; i < p->game->n_rows; i++) {
        const struct adil_power_of *of = &p->of[i];
        const struct {
            enum adil_msg head;
            struct adil_num index;
        } column[] = {
            {ADIL_M_G_PREVENT, of->prevent},      {ADIL_M_G_INITIATE, of->initiate},
            {ADIL_M_G_HELP, of->public_help},     {ADIL_M_G_JOHNSTON, of->johnston},
            {ADIL_M_G_DEEGAN, of->deegan_packel}, {ADIL_M_G_HOLLER, of->holler},
        };
        uint32_t c = 0;
        put_cell(&g, i, &c, power_word(s, ADIL_M_G_MEMBER), ADIL_GRID_TEXT, row_name(s, i));
        while (c < g.n_columns) {
            uint32_t k = c - 1;
            put_cell(&g, i, &c, power_word(s, column[k].head), ADIL_GRID_NUMBER,
                     percent(s, column[k].index));
        }
    }
    adil_sheet_blank(&s->sheet);
    adil_sheet_grid(*s->a, &s->sheet, &g);
}

/* ---- who can do what alone, and who with whom ------------------------------------------------ */

enum role { ROLE_DICTATOR, ROLE_VETO, ROLE_DUMMY };

static bool has_role(const struct adil_power_of *of, enum role role)
{
    switch (role) {
    case ROLE_DICTATOR:
        return of->dictator;
    case ROLE_VETO:
        return of->veto && !of->dictator;
    case ROLE_DUMMY:
        return of->dummy;
    }
    return false;
}

static void put_role(const struct power_sheet *s, enum role role, enum adil_msg label)
{
    struct adil_span names = ADIL_SPAN("");
    for (uint32_t i = 0; i < s->p->game->n_rows; i++) {
        if (has_role(&s->p->of[i], role)) {
            names = adil_fmt(s->a, "%.*s%s%.*s", ADIL_ARG(names), names.len > 0 ? "; " : "",
                             ADIL_ARG(row_name(s, i)));
        }
    }
    if (names.len > 0) {
        labelled(s, label, names);
    }
}

static void put_roles(const struct power_sheet *s)
{
    adil_sheet_blank(&s->sheet);
    put_role(s, ROLE_DICTATOR, ADIL_M_G_DICTATOR);
    put_role(s, ROLE_VETO, ADIL_M_G_VETO);
    put_role(s, ROLE_DUMMY, ADIL_M_G_DUMMY);
    if (!s->p->has_shapley) {
        adil_sheet_text(*s->a, &s->sheet, ADIL_SPAN("  "), power_word(s, ADIL_M_G_NO_SHAPLEY),
                        ADIL_INK_WARN);
    }
    if (!s->p->listed) {
        adil_sheet_text(*s->a, &s->sheet, ADIL_SPAN("  "), power_word(s, ADIL_M_G_NOT_LISTED),
                        ADIL_INK_FAINT);
    }
}

static void put_coalition(const struct power_sheet *s, uint32_t coalition)
{
    int64_t sum[ADIL_GAME_MEASURES_MAX];
    struct adil_span names = ADIL_SPAN("");
    adil_power_sums(s->p, coalition, sum);
    for (uint32_t i = 0; i < s->p->game->n; i++) {
        if ((coalition >> i & 1) != 0) {
            struct adil_span name = adil_game_member_name(s->p->game, s->p->row[i], s->lang);
            names = adil_fmt(s->a, "%.*s%s%.*s", ADIL_ARG(names), names.len > 0 ? " + " : "",
                             ADIL_ARG(name));
        }
    }
    struct adil_span figure =
        whole_number(s, adil_num_int(sum[s->weight != UINT32_MAX ? s->weight : 0]));
    adil_sheet_text(*s->a, &s->sheet, ADIL_SPAN("    "),
                    adil_label_words(s->a, names, figure, s->lang), ADIL_INK_PLAIN);
}

static void put_coalitions(const struct power_sheet *s, bool all)
{
    uint32_t n = s->p->n_minimal;
    uint32_t shown = all || n <= COALITIONS_SHOWN ? n : COALITIONS_SHOWN;
    struct adil_arg arg = {"n", whole_number(s, adil_num_int(n))};
    adil_sheet_text(*s->a, &s->sheet, ADIL_SPAN("  "),
                    adil_said(s->a, s->lang, ADIL_M_G_MINIMAL, &arg, 1), ADIL_INK_PLAIN);
    for (uint32_t i = 0; i < shown; i++) {
        struct adil_arena keep = *s->a;
        put_coalition(s, s->p->minimal[i]);
        *s->a = keep;
    }
    if (shown < n) {
        arg.text = whole_number(s, adil_num_int((int64_t)n - shown));
        adil_sheet_text(*s->a, &s->sheet, ADIL_SPAN("    "),
                        adil_said(s->a, s->lang, ADIL_M_G_MORE, &arg, 1), ADIL_INK_FAINT);
    }
}

void adil_power_text(struct adil_arena scratch, const struct adil_power *p,
                     const struct adil_text_style *style, bool all, struct adil_buf *out)
{
    struct power_sheet s = {
        .a = &scratch, .p = p, .sheet = {style, out}, .lang = style->lang, .weight = UINT32_MAX};
    for (uint32_t m = 0; m < p->game->n_measures; m++) {
        if (p->game->measure[m].kind == ADIL_MEASURE_WEIGHT) {
            s.weight = s.n_weights++ == 0 ? m : UINT32_MAX;
        }
    }
    put_head(&s);
    put_power(&s);
    put_others(&s);
    put_roles(&s);
    if (p->listed) {
        put_coalitions(&s, all);
    }
}
