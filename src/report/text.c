/* An outcome as text for a terminal or a pipe. */
#include "report/text_parts.h"

static void put_heading(struct adil_arena scratch, const struct adil_sheet *s, enum adil_msg msg)
{
    adil_sheet_blank(s);
    adil_sheet_text(scratch, s, ADIL_SPAN(""), adil_text(s->style->lang, msg), ADIL_INK_STRONG);
}

static void put_label(struct adil_arena scratch, const struct adil_sheet *s, enum adil_msg label,
                      struct adil_span value, enum adil_ink ink)
{
    enum adil_lang lang = s->style->lang;
    adil_sheet_text(scratch, s, ADIL_SPAN(""),
                    adil_label_words(&scratch, adil_text(lang, label), value, lang), ink);
}

static bool keeps_open(enum adil_step_kind kind)
{
    return kind == ADIL_STEP_GAP || kind == ADIL_STEP_UNKNOWN_FIGURE;
}

/* Why an outcome is open: the last step that says so. */
static void put_why_open(struct adil_arena scratch, const struct adil_sheet *s,
                         const struct adil_outcome *o)
{
    const struct adil_step *why = NULL;
    for (const struct adil_step *step = o->step; step != NULL; step = step->next) {
        why = keeps_open(step->kind) ? step : why;
    }
    if (o->status == ADIL_S_UNDETERMINED && why != NULL) {
        adil_sheet_text(scratch, s, ADIL_SPAN(""),
                        adil_step_sentence(&scratch, o, why, s->style->lang), ADIL_INK_WARN);
    }
}

static void put_what_ifs(struct adil_arena scratch, const struct adil_sheet *s,
                         const struct adil_outcome *o)
{
    const struct adil_span *set = NULL;
    uint32_t n = adil_what_ifs(&scratch, o->contest, &set);
    if (n > 0) {
        adil_sheet_text(scratch, s, ADIL_SPAN(""), adil_text(s->style->lang, ADIL_M_P_WHAT_IF_NOTE),
                        ADIL_INK_WARN);
    }
    for (uint32_t i = 0; i < n; i++) {
        adil_sheet_text(scratch, s, ADIL_SPAN("  "), set[i], ADIL_INK_WARN);
    }
}

static void put_days(struct adil_arena scratch, const struct adil_sheet *s,
                     const struct adil_contest *c)
{
    enum adil_lang lang = s->style->lang;
    if (adil_date_known(c->day)) {
        adil_sheet_text(scratch, s, ADIL_SPAN(""), adil_lang_date(&scratch, lang, c->day),
                        ADIL_INK_PLAIN);
    }
    if (adil_date_known(c->law_day) &&
        (!adil_date_known(c->day) || adil_date_cmp(c->law_day, c->day) != 0)) {
        put_label(scratch, s, ADIL_M_P_LAW_DAY, adil_lang_date(&scratch, lang, c->law_day),
                  ADIL_INK_PLAIN);
    }
}

static enum adil_ink ink_of(const struct adil_outcome *o)
{
    return adil_status_exit(o->status) != 0 ? ADIL_INK_WARN : ADIL_INK_GOOD;
}

static void put_head(struct adil_arena scratch, const struct adil_sheet *s,
                     const struct adil_outcome *o)
{
    enum adil_lang lang = s->style->lang;
    const struct adil_contest *c = o->contest;
    struct adil_span title = adil_contest_words(c, lang);
    if (title.len > 0) {
        adil_sheet_text(scratch, s, ADIL_SPAN(""), title, ADIL_INK_STRONG);
    }
    struct adil_span question = adil_texts_pick(&c->question, lang);
    if (question.len > 0) {
        adil_sheet_text(scratch, s, ADIL_SPAN(""), question, ADIL_INK_PLAIN);
    }
    put_days(scratch, s, c);
    put_label(scratch, s, ADIL_M_P_METHOD, adil_method_info(c->method)->word, ADIL_INK_PLAIN);
    put_label(scratch, s, ADIL_M_P_OUTCOME, adil_outcome_words(o, lang), ink_of(o));
    put_why_open(scratch, s, o);
    put_what_ifs(scratch, s, o);
    struct adil_span note = adil_texts_pick(&c->note, lang);
    if (note.len > 0) {
        put_label(scratch, s, ADIL_M_P_NOTE, note, ADIL_INK_PLAIN);
    }
}

static bool has_unverified(const struct adil_outcome *o)
{
    for (const struct adil_step *step = o->step; step != NULL; step = step->next) {
        if (step->rule != NULL && step->rule->mark == ADIL_MARK_RECALLED) {
            return true;
        }
    }
    return false;
}

static void put_explanation(struct adil_arena scratch, const struct adil_sheet *s,
                            const struct adil_outcome *o)
{
    if (!s->style->steps || o->step == NULL) {
        return;
    }
    put_heading(scratch, s, o->has_seats ? ADIL_M_P_STEPS_SEATS : ADIL_M_P_STEPS);
    if (has_unverified(o)) {
        adil_sheet_text(scratch, s, ADIL_SPAN(""),
                        adil_text(s->style->lang, ADIL_M_P_UNVERIFIED_NOTE), ADIL_INK_FAINT);
    }
    adil_text_steps(scratch, s, o);
}

static void put_body(struct adil_arena scratch, const struct adil_sheet *s,
                     const struct adil_outcome *o)
{
    put_head(scratch, s, o);
    put_heading(scratch, s, ADIL_M_P_RESULT);
    adil_text_result(scratch, s, o);
    adil_text_summary(scratch, s, o);
    adil_text_measures(scratch, s, o);
    put_explanation(scratch, s, o);
}

void adil_report_text(struct adil_arena scratch, const struct adil_outcome *o,
                      const struct adil_text_style *style, struct adil_buf *out)
{
    ADIL_ASSERT(style->columns >= 40);
    const struct adil_sheet s = {.style = style, .out = out};
    put_body(scratch, &s, o);
    for (uint32_t i = 0; i < o->n_parts; i++) {
        put_heading(scratch, &s, ADIL_M_P_PART);
        put_body(scratch, &s, &o->part[i]);
    }
}
