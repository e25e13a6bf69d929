/* What follows the table of the result: turnout, winners, ties, measures. */
#include "count/measures.h"
#include "report/text_parts.h"

static void summary_line(struct adil_arena scratch, const struct adil_sheet *s, enum adil_msg label,
                         struct adil_span value)
{
    enum adil_lang lang = s->style->lang;
    adil_sheet_text(scratch, s, ADIL_SPAN("  "),
                    adil_label_words(&scratch, adil_text(lang, label), value, lang),
                    ADIL_INK_PLAIN);
}

static struct adil_span names_text(struct adil_arena *a, const struct adil_outcome *o,
                                   const uint32_t *option, uint32_t n, enum adil_lang lang)
{
    const struct adil_value v = {.kind = ADIL_V_OPTIONS, .options = option, .n_options = n};
    return adil_value_text(a, o, &v, lang);
}

/* The figures of the last vote counted. */
static void put_turnout(struct adil_arena scratch, const struct adil_sheet *s,
                        const struct adil_outcome *o)
{
    const struct adil_value *turnout = NULL;
    for (const struct adil_step *step = o->step; step != NULL; step = step->next) {
        if (step->kind == ADIL_STEP_TURNOUT) {
            turnout = adil_value_of(step->value, step->n_values, ADIL_F_TURNOUT);
        }
    }
    if (turnout != NULL) {
        summary_line(scratch, s, ADIL_M_P_TURNOUT,
                     adil_value_text(&scratch, o, turnout, s->style->lang));
    }
}

static void put_winners(struct adil_arena scratch, const struct adil_sheet *s,
                        const struct adil_outcome *o)
{
    enum adil_lang lang = s->style->lang;
    if (o->n_elected > 0) {
        summary_line(scratch, s, ADIL_M_P_ELECTED,
                     names_text(&scratch, o, o->elected, o->n_elected, lang));
    }
    for (uint32_t i = 0; i < o->n_elected_names; i++) {
        summary_line(scratch, s, ADIL_M_P_ELECTED, o->elected_name[i]);
    }
    if (o->n_advance > 0 && o->n_elected == 0) {
        summary_line(scratch, s, ADIL_M_P_ADVANCE,
                     names_text(&scratch, o, o->advance, o->n_advance, lang));
    }
}

static void put_tie(struct adil_arena scratch, const struct adil_sheet *s,
                    const struct adil_outcome *o, const struct adil_tie *tie)
{
    enum adil_lang lang = s->style->lang;
    const struct adil_arg args[] = {
        {"options", names_text(&scratch, o, tie->option, tie->n, lang)},
        {"take", adil_lang_num(&scratch, lang, adil_num_int(tie->take), 0)},
    };
    struct adil_span said = adil_said(&scratch, lang, ADIL_M_S_TIE, args, ADIL_COUNT(args));
    if (tie->unit.len > 0) {
        const struct adil_value unit = {
            .name = ADIL_F_UNIT, .kind = ADIL_V_TEXT, .text = tie->unit};
        struct adil_span where = adil_label_words(&scratch, adil_figure_words(ADIL_F_UNIT, lang),
                                                  adil_value_text(&scratch, o, &unit, lang), lang);
        said = adil_fmt(&scratch, "%.*s. %.*s", ADIL_ARG(where), ADIL_ARG(said));
    }
    adil_sheet_text(scratch, s, ADIL_SPAN("  "), said, ADIL_INK_PLAIN);
    struct adil_span how = adil_text(lang, ADIL_M_P_TIE_OPEN);
    if (tie->resolved) {
        how = adil_label_words(&scratch, adil_tie_rule_words(tie->by, lang),
                               names_text(&scratch, o, tie->order, tie->n, lang), lang);
    }
    adil_sheet_text(scratch, s, ADIL_SPAN("    "), how,
                    tie->resolved ? ADIL_INK_PLAIN : ADIL_INK_WARN);
}

static void put_ties(struct adil_arena scratch, const struct adil_sheet *s,
                     const struct adil_outcome *o)
{
    for (uint32_t i = 0; i < o->n_ties; i++) {
        const struct adil_tie *tie = &o->tie[i];
        put_tie(scratch, s, o, tie);
        if (!tie->resolved && o->status == ADIL_S_LOT_NEEDED) {
            adil_sheet_text(scratch, s, ADIL_SPAN("    "),
                            adil_text(s->style->lang, ADIL_M_P_LOT_HINT), ADIL_INK_PLAIN);
            struct adil_span hint = adil_lot_argument(&scratch, o, tie);
            adil_sheet_verbatim(scratch, s, adil_fmt(&scratch, "      %.*s", ADIL_ARG(hint)));
        }
    }
}

static bool any_summary(const struct adil_outcome *o)
{
    bool any = o->n_elected > 0 || o->n_elected_names > 0 || o->n_advance > 0 || o->n_ties > 0;
    for (const struct adil_step *step = o->step; step != NULL; step = step->next) {
        any = any || step->kind == ADIL_STEP_TURNOUT;
    }
    return any;
}

void adil_text_summary(struct adil_arena scratch, const struct adil_sheet *s,
                       const struct adil_outcome *o)
{
    if (any_summary(o)) {
        adil_sheet_blank(s);
        put_turnout(scratch, s, o);
        put_winners(scratch, s, o);
        put_ties(scratch, s, o);
    }
}

/* The measures of an outcome as they are laid out. */
struct measure_lines {
    struct adil_arena *a;
    struct adil_grid grid;
    enum adil_lang lang;
};

static void add_measure(struct measure_lines *l, enum adil_msg name, struct adil_span value)
{
    struct adil_grid *g = &l->grid;
    g->cell[2 * (size_t)g->n_rows] = adil_text(l->lang, name);
    g->cell[2 * (size_t)g->n_rows + 1] = value;
    g->n_rows++;
}

static void add_number(struct measure_lines *l, enum adil_msg name, struct adil_num x,
                       unsigned digits)
{
    add_measure(l, name, adil_lang_num(l->a, l->lang, x, digits));
}

static void add_percent(struct measure_lines *l, enum adil_msg name, struct adil_num ratio)
{
    add_measure(l, name, adil_lang_percent(l->a, l->lang, ratio, 2));
}

void adil_text_measures(struct adil_arena scratch, const struct adil_sheet *s,
                        const struct adil_outcome *o)
{
    struct adil_measures m = adil_measures_of(&scratch, o);
    struct measure_lines l = {&scratch, adil_grid_open(&scratch, 2, 8, 2), s->style->lang};
    bool seats = m.has_seats && adil_seats_final(o);
    l.grid.n_rows = 0;
    l.grid.column[1].sort = ADIL_GRID_NUMBER;
    if (!o->has_seats || !m.has_votes) {
        return;
    }
    add_number(&l, ADIL_M_P_EFFECTIVE_VOTES, m.effective_votes, 2);
    if (seats) {
        add_number(&l, ADIL_M_P_EFFECTIVE_SEATS, m.effective_seats, 2);
        add_number(&l, ADIL_M_P_GALLAGHER, m.gallagher, 2);
        add_percent(&l, ADIL_M_P_LOOSEMORE_HANBY, m.loosemore_hanby);
        add_number(&l, ADIL_M_P_WASTED, m.wasted, 0);
        add_percent(&l, ADIL_M_P_WASTED_SHARE, m.wasted_share);
    }
    adil_sheet_blank(s);
    adil_sheet_text(scratch, s, ADIL_SPAN(""), adil_text(l.lang, ADIL_M_P_MEASURES),
                    ADIL_INK_STRONG);
    adil_sheet_grid(scratch, s, &l.grid);
}
