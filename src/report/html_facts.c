/* Turnout, measures of plurality, ties. */
#include "count/measures.h"
#include "report/html_page.h"

static bool tells_turnout(const struct adil_step *s)
{
    return s->kind == ADIL_STEP_TURNOUT && s->n_values > 0;
}

bool adil_page_has_turnout(const struct adil_page *p)
{
    bool any = false;
    for (const struct adil_step *s = p->o->step; s != NULL; s = s->next) {
        any = any || tells_turnout(s);
    }
    return any;
}

/* Which vote a turnout is of, where there are several: a round, a paper. */
static void put_which(struct adil_arena scratch, const struct adil_page *p,
                      const struct adil_step *s)
{
    for (uint32_t i = 0; i < s->n_values; i++) {
        const struct adil_value *v = &s->value[i];
        if (v->name == ADIL_F_ROUND || v->name == ADIL_F_PAPER || v->name == ADIL_F_UNIT) {
            adil_html_element(p->out, "p", "class=\"which\"",
                              adil_label_words(&scratch, adil_figure_words(v->name, p->lang),
                                               adil_value_text(&scratch, p->o, v, p->lang),
                                               p->lang));
            adil_buf_byte(p->out, '\n');
        }
    }
}

static void put_turnout_figures(struct adil_arena scratch, const struct adil_page *p,
                                const struct adil_step *s)
{
    static const enum adil_figure order[] = {
        ADIL_F_TURNOUT, ADIL_F_REGISTERED,  ADIL_F_ISSUED,  ADIL_F_CAST,
        ADIL_F_COUNTED, ADIL_F_NOT_COUNTED, ADIL_F_INVALID, ADIL_F_UNACCOUNTED,
    };
    put_which(scratch, p, s);
    adil_buf_str(p->out, "<dl class=\"facts\">\n");
    for (size_t i = 0; i < ADIL_COUNT(order); i++) {
        struct adil_arena tmp = scratch;
        const struct adil_value *v = adil_value_of(s->value, s->n_values, order[i]);
        if (v != NULL) {
            adil_buf_str(p->out, "<div>");
            adil_html_element(p->out, "dt", NULL, adil_figure_words(order[i], p->lang));
            adil_html_element(p->out, "dd", v->kind == ADIL_V_UNKNOWN ? "class=\"none\"" : NULL,
                              adil_value_text(&tmp, p->o, v, p->lang));
            adil_buf_str(p->out, "</div>\n");
        }
    }
    adil_buf_str(p->out, "</dl>\n");
}

void adil_page_turnout(struct adil_arena scratch, const struct adil_page *p)
{
    if (!adil_page_has_turnout(p)) {
        return;
    }
    adil_page_section(p, "turnout", adil_page_text(p, ADIL_M_P_TURNOUT));
    for (const struct adil_step *s = p->o->step; s != NULL; s = s->next) {
        if (tells_turnout(s)) {
            put_turnout_figures(scratch, p, s);
        }
    }
    adil_page_section_end(p);
}

bool adil_page_has_measures(struct adil_arena scratch, const struct adil_page *p)
{
    return p->o->has_seats && adil_measures_of(&scratch, p->o).has_votes;
}

static void put_measure(const struct adil_page *p, enum adil_msg name, struct adil_span value,
                        enum adil_msg meaning)
{
    adil_buf_str(p->out, "<tr>");
    adil_html_element(p->out, "th", "scope=\"row\"", adil_page_text(p, name));
    adil_html_element(p->out, "td", "class=\"n strong\"", value);
    adil_html_element(p->out, "td", NULL, adil_page_text(p, meaning));
    adil_buf_str(p->out, "</tr>\n");
}

static void put_seat_measures(struct adil_arena scratch, const struct adil_page *p,
                              const struct adil_measures *m)
{
    put_measure(p, ADIL_M_P_EFFECTIVE_SEATS,
                adil_lang_num(&scratch, p->lang, m->effective_seats, 2),
                ADIL_M_P_WHY_EFFECTIVE_SEATS);
    put_measure(p, ADIL_M_P_GALLAGHER, adil_lang_num(&scratch, p->lang, m->gallagher, 2),
                ADIL_M_P_WHY_GALLAGHER);
    put_measure(p, ADIL_M_P_LOOSEMORE_HANBY,
                adil_lang_percent(&scratch, p->lang, m->loosemore_hanby, 2),
                ADIL_M_P_WHY_LOOSEMORE_HANBY);
    put_measure(p, ADIL_M_P_WASTED, adil_lang_num(&scratch, p->lang, m->wasted, 0),
                ADIL_M_P_WHY_WASTED);
    put_measure(p, ADIL_M_P_WASTED_SHARE, adil_lang_percent(&scratch, p->lang, m->wasted_share, 2),
                ADIL_M_P_WHY_WASTED_SHARE);
}

void adil_page_measures(struct adil_arena scratch, const struct adil_page *p)
{
    if (!adil_page_has_measures(scratch, p)) {
        return;
    }
    struct adil_measures m = adil_measures_of(&scratch, p->o);
    adil_page_section(p, "measures", adil_page_text(p, ADIL_M_P_MEASURES));
    adil_page_scroll(p, "measures", 0);
    adil_buf_str(p->out, "<table>\n<thead><tr>");
    adil_html_element(p->out, "th", "scope=\"col\"", adil_page_text(p, ADIL_M_P_MEASURE));
    adil_html_element(p->out, "th", "scope=\"col\" class=\"n\"", adil_page_text(p, ADIL_M_P_VALUE));
    adil_html_element(p->out, "th", "scope=\"col\"", adil_page_text(p, ADIL_M_P_MEANING));
    adil_buf_str(p->out, "</tr></thead>\n<tbody>\n");
    put_measure(p, ADIL_M_P_EFFECTIVE_VOTES, adil_lang_num(&scratch, p->lang, m.effective_votes, 2),
                ADIL_M_P_WHY_EFFECTIVE_VOTES);
    if (m.has_seats && adil_seats_final(p->o)) {
        put_seat_measures(scratch, p, &m);
    }
    adil_buf_str(p->out, "</tbody>\n</table></div>\n");
    adil_page_section_end(p);
}

static struct adil_span tied_names(struct adil_arena *a, const struct adil_page *p,
                                   const uint32_t *option, uint32_t n)
{
    const struct adil_value v = {.kind = ADIL_V_OPTIONS, .options = option, .n_options = n};
    return adil_value_text(a, p->o, &v, p->lang);
}

static void put_tied(struct adil_arena scratch, const struct adil_page *p,
                     const struct adil_tie *tie)
{
    const struct adil_arg args[] = {
        {"options", tied_names(&scratch, p, tie->option, tie->n)},
        {"take", adil_lang_num(&scratch, p->lang, adil_num_int(tie->take), 0)},
    };
    adil_buf_str(p->out, "<li><p>");
    if (tie->unit.len > 0) {
        const struct adil_value unit = {
            .name = ADIL_F_UNIT, .kind = ADIL_V_TEXT, .text = tie->unit};
        adil_html_text(p->out,
                       adil_label_words(&scratch, adil_figure_words(ADIL_F_UNIT, p->lang),
                                        adil_value_text(&scratch, p->o, &unit, p->lang), p->lang));
        adil_buf_str(p->out, ". ");
    }
    adil_html_text(p->out, adil_said(&scratch, p->lang, ADIL_M_S_TIE, args, ADIL_COUNT(args)));
    adil_buf_str(p->out, "</p>\n");
}

/* How it was decided, or what is needed for that. */
static void put_way_out(struct adil_arena scratch, const struct adil_page *p,
                        const struct adil_tie *tie)
{
    if (tie->resolved) {
        adil_html_element(p->out, "p", NULL,
                          adil_label_words(&scratch, adil_tie_rule_words(tie->by, p->lang),
                                           tied_names(&scratch, p, tie->order, tie->n), p->lang));
        return;
    }
    adil_html_element(p->out, "p", "class=\"strong\"", adil_page_text(p, ADIL_M_P_TIE_OPEN));
    if (p->o->status == ADIL_S_LOT_NEEDED) {
        adil_html_element(p->out, "p", NULL, adil_page_text(p, ADIL_M_P_LOT_HINT));
        adil_buf_str(p->out, "<pre tabindex=\"0\">");
        adil_html_text(p->out, adil_lot_argument(&scratch, p->o, tie));
        adil_buf_str(p->out, "</pre>\n");
    }
}

void adil_page_ties(struct adil_arena scratch, const struct adil_page *p)
{
    if (p->o->n_ties == 0) {
        return;
    }
    adil_page_section(p, "ties", adil_page_text(p, ADIL_M_P_TIES));
    adil_buf_str(p->out, "<ul class=\"ties\">\n");
    for (uint32_t i = 0; i < p->o->n_ties && i < ADIL_PAGE_ROWS_MAX; i++) {
        put_tied(scratch, p, &p->o->tie[i]);
        put_way_out(scratch, p, &p->o->tie[i]);
        adil_buf_str(p->out, "</li>\n");
    }
    adil_buf_str(p->out, "</ul>\n");
    adil_page_hidden(scratch, p,
                     p->o->n_ties > ADIL_PAGE_ROWS_MAX ? p->o->n_ties - ADIL_PAGE_ROWS_MAX : 0);
    adil_page_section_end(p);
}
