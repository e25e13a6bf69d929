/* The head of an outcome: what came of it, and what a reader must know before believing it. */
#include "report/html_page.h"

enum { NAMES_MOST = 8 }; /* in a headline; of more, only how many */

static struct adil_span names_said(struct adil_arena *a, const struct adil_outcome *o,
                                   const uint32_t *option, uint32_t n, enum adil_lang lang)
{
    const struct adil_value v = {.kind = ADIL_V_OPTIONS, .options = option, .n_options = n};
    return adil_value_text(a, o, &v, lang);
}

static struct adil_span elected_words(struct adil_arena *a, const struct adil_outcome *o,
                                      enum adil_lang lang)
{
    uint32_t n = o->n_elected + o->n_elected_names;
    if (n > NAMES_MOST) {
        return adil_label_words(a, adil_text(lang, ADIL_M_P_ELECTED),
                                adil_lang_num(a, lang, adil_num_int(n), 0), lang);
    }
    struct adil_span names = names_said(a, o, o->elected, o->n_elected, lang);
    for (uint32_t i = 0; i < o->n_elected_names; i++) {
        bool first = i == 0 && o->n_elected == 0;
        names = first ? o->elected_name[i]
                      : adil_fmt(a, "%.*s, %.*s", ADIL_ARG(names), ADIL_ARG(o->elected_name[i]));
    }
    if (n == 1) {
        const struct adil_arg arg = {"option", names};
        return adil_said(a, lang, ADIL_M_S_ELECTED, &arg, 1);
    }
    return adil_label_words(a, adil_text(lang, ADIL_M_P_ELECTED), names, lang);
}

/* The last step that says why the outcome is open, or void. */
static const struct adil_step *why_open(const struct adil_outcome *o)
{
    const struct adil_step *why = NULL;
    for (const struct adil_step *s = o->step; s != NULL; s = s->next) {
        if (s->kind == ADIL_STEP_GAP || s->kind == ADIL_STEP_UNKNOWN_FIGURE ||
            s->kind == ADIL_STEP_NOT_VALID) {
            why = s;
        }
    }
    return why;
}

static struct adil_span lot_words(struct adil_arena *a, const struct adil_outcome *o,
                                  enum adil_lang lang)
{
    for (uint32_t i = 0; i < o->n_ties; i++) {
        if (!o->tie[i].resolved) {
            const struct adil_arg arg = {"options",
                                         names_said(a, o, o->tie[i].option, o->tie[i].n, lang)};
            return adil_said(a, lang, ADIL_M_P_LOT_AMONG, &arg, 1);
        }
    }
    return adil_outcome_words(o, lang);
}

static struct adil_span decided_words(struct adil_arena *a, const struct adil_outcome *o,
                                      enum adil_lang lang)
{
    if (o->adopted == ADIL_HOLDS && !o->has_seats && o->n_elected == 0) {
        return adil_text(lang, ADIL_M_S_ADOPTED);
    }
    if (o->has_seats) {
        const struct adil_arg arg = {"seats",
                                     adil_lang_num(a, lang, adil_num_int(o->seats_given), 0)};
        return adil_said(a, lang, ADIL_M_P_SEATS_SHARED, &arg, 1);
    }
    if (o->n_elected + o->n_elected_names > 0) {
        return elected_words(a, o, lang);
    }
    return adil_outcome_words(o, lang);
}

struct adil_span adil_headline_words(struct adil_arena *a, const struct adil_outcome *o,
                                     enum adil_lang lang)
{
    const struct adil_step *why = why_open(o);
    switch (o->status) {
    case ADIL_S_DECIDED:
    case ADIL_S_AS_PUBLISHED:
        return decided_words(a, o, lang);
    case ADIL_S_SECOND_ROUND: {
        const struct adil_arg arg = {"options", names_said(a, o, o->advance, o->n_advance, lang)};
        bool votes_on = o->contest->method == ADIL_METHOD_EXHAUSTIVE;
        return adil_said(a, lang, votes_on ? ADIL_M_S_NEXT_VOTE : ADIL_M_S_SECOND_ROUND, &arg, 1);
    }
    case ADIL_S_NOT_ADOPTED:
        return adil_text(lang, ADIL_M_S_NOT_ADOPTED);
    case ADIL_S_LOT_NEEDED:
        return lot_words(a, o, lang);
    case ADIL_S_NOT_VALID:
    case ADIL_S_UNDETERMINED:
        return why != NULL ? adil_step_sentence(a, o, why, lang) : adil_outcome_words(o, lang);
    case ADIL_N_STATUSES:
        break;
    }
    return adil_outcome_words(o, lang);
}

static void put_got(struct adil_arena scratch, const struct adil_page *p, uint32_t option)
{
    const struct adil_result *r = &p->o->result[option];
    if (!p->share[option].known || !adil_fact_is_known(r->votes)) {
        return;
    }
    const struct adil_arg args[] = {
        {"option", adil_option_words(p->o, option, p->lang)},
        {"share", adil_lang_percent(&scratch, p->lang, p->share[option].share, 2)},
        {"votes", adil_num_words(&scratch, r->votes.lo, p->lang)},
    };
    adil_html_element(p->out, "p", NULL,
                      adil_said(&scratch, p->lang, ADIL_M_P_GOT, args, ADIL_COUNT(args)));
    adil_buf_byte(p->out, '\n');
}

static void put_most_seats(struct adil_arena scratch, const struct adil_page *p)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        n += p->o->result[i].seats > 0 ? 1 : 0;
    }
    if (n == 0) {
        return;
    }
    uint32_t first = p->order[0];
    const struct adil_arg args[] = {
        {"n", adil_lang_num(&scratch, p->lang, adil_num_int(n), 0)},
        {"option", adil_option_words(p->o, first, p->lang)},
        {"seats", adil_lang_num(&scratch, p->lang, adil_num_int(p->o->result[first].seats), 0)},
    };
    adil_html_element(p->out, "p", NULL,
                      adil_said(&scratch, p->lang, ADIL_M_P_MOST_SEATS, args, ADIL_COUNT(args)));
    adil_buf_byte(p->out, '\n');
}

/* The figures behind the headline. */
static void put_figures(struct adil_arena scratch, const struct adil_page *p)
{
    const struct adil_outcome *o = p->o;
    if (p->seats) {
        put_most_seats(scratch, p);
    } else if (o->n_elected == 1) {
        put_got(scratch, p, o->elected[0]);
    } else if (o->contest->yes < o->n_results) {
        put_got(scratch, p, o->contest->yes);
    }
    for (uint32_t i = 0; i < o->n_advance && o->n_elected == 0 && i < NAMES_MOST; i++) {
        put_got(scratch, p, o->advance[i]);
    }
}

/* How sure it is, as a class: done, void, or open. */
static const char *tone_of(const struct adil_outcome *o)
{
    switch (o->status) {
    case ADIL_S_DECIDED:
    case ADIL_S_AS_PUBLISHED:
    case ADIL_S_SECOND_ROUND:
        return "done";
    case ADIL_S_NOT_VALID:
    case ADIL_S_NOT_ADOPTED:
        return "void";
    case ADIL_S_LOT_NEEDED:
    case ADIL_S_UNDETERMINED:
    case ADIL_N_STATUSES:
        return "open";
    }
    return "open";
}

void adil_page_headline(struct adil_arena scratch, const struct adil_page *p)
{
    adil_buf_fmt(p->out, "<div class=\"headline %s\">\n<p class=\"status\">", tone_of(p->o));
    adil_html_text(p->out, adil_label_words(&scratch, adil_page_text(p, ADIL_M_P_OUTCOME),
                                            adil_outcome_words(p->o, p->lang), p->lang));
    adil_buf_str(p->out, "</p>\n");
    adil_html_element(p->out, "p", "class=\"said\"", adil_headline_words(&scratch, p->o, p->lang));
    adil_buf_byte(p->out, '\n');
    put_figures(scratch, p);
    adil_buf_str(p->out, "</div>\n");
}

static void put_warning(const struct adil_page *p, struct adil_span text)
{
    adil_html_element(p->out, "p", "class=\"notice warn\"", text);
    adil_buf_byte(p->out, '\n');
}

static bool rests_on_unverified(const struct adil_outcome *o)
{
    bool any = false;
    for (const struct adil_step *s = o->step; s != NULL; s = s->next) {
        any = any || (s->rule != NULL && s->rule->mark == ADIL_MARK_RECALLED);
    }
    return any;
}

static bool rests_on_finding(const struct adil_outcome *o)
{
    bool any = false;
    for (const struct adil_step *s = o->step; s != NULL; s = s->next) {
        any = any || s->source == ADIL_SOURCE_PUBLISHED;
    }
    return any;
}

static void put_what_if_notice(struct adil_arena scratch, const struct adil_page *p)
{
    const struct adil_span *set = NULL;
    uint32_t n = adil_what_ifs(&scratch, p->o->contest, &set);
    if (n == 0) {
        return;
    }
    adil_buf_str(p->out, "<div class=\"notice warn\">");
    adil_html_element(p->out, "p", NULL, adil_page_text(p, ADIL_M_P_WHAT_IF_NOTE));
    adil_buf_str(p->out, "<ul>");
    for (uint32_t i = 0; i < n; i++) {
        adil_buf_str(p->out, "<li>");
        adil_html_element(p->out, "code", NULL, set[i]);
        adil_buf_str(p->out, "</li>");
    }
    adil_buf_str(p->out, "</ul></div>\n");
}

void adil_page_notices(struct adil_arena scratch, const struct adil_page *p)
{
    put_what_if_notice(scratch, p);
    if (rests_on_unverified(p->o)) {
        put_warning(p, adil_page_text(p, ADIL_M_P_UNVERIFIED_NOTE));
    }
    if (rests_on_finding(p->o)) {
        const struct adil_arg arg = {"mark", adil_page_text(p, ADIL_M_P_AS_PUBLISHED)};
        put_warning(p, adil_said(&scratch, p->lang, ADIL_M_P_PUBLISHED_NOTE, &arg, 1));
    }
    if (adil_texts_pick(&p->o->contest->note, p->lang).len > 0) {
        adil_buf_str(p->out, "<p class=\"notice\"><b>");
        adil_html_text(p->out, adil_page_text(p, ADIL_M_P_NOTE));
        adil_buf_str(p->out, ".</b> ");
        adil_page_said(p, &p->o->contest->note);
        adil_buf_str(p->out, "</p>\n");
    }
}
