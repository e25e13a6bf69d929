/* The sentence of a step: its message with the step's figures put in by name. */
#include "report/words.h"

static const enum adil_msg sentences[ADIL_N_STEPS] = {
#define X(id, word) [ADIL_STEP_##id] = ADIL_M_S_##id,
    ADIL_STEPS(X)
#undef X
};

/* Sentences that say themselves that nothing was counted here. */
static bool says_published(enum adil_step_kind kind)
{
    return kind == ADIL_STEP_UNITS_PUBLISHED || kind == ADIL_STEP_ADMITTED_PUBLISHED ||
           kind == ADIL_STEP_PUBLISHED_WINNER || kind == ADIL_STEP_PUBLISHED_SEATS;
}

static bool has_place(struct adil_arena scratch, struct adil_span template, enum adil_figure f)
{
    struct adil_span place = adil_fmt(&scratch, "{%s}", adil_figure_name(f));
    return adil_span_find(template, place) < template.len;
}

/* Where a step happened, when its sentence has no place for that: "Unit: Almaty. ". */
static void say_where(struct adil_buf *out, struct adil_arena scratch, const struct adil_outcome *o,
                      const struct adil_step *step, enum adil_lang lang)
{
    static const enum adil_figure where[] = {ADIL_F_CONTEST, ADIL_F_ROUND, ADIL_F_PAPER,
                                             ADIL_F_UNIT};
    for (size_t i = 0; i < ADIL_COUNT(where); i++) {
        const struct adil_value *v = adil_value_of(step->value, step->n_values, where[i]);
        if (v != NULL && !has_place(scratch, adil_text(lang, sentences[step->kind]), where[i])) {
            adil_buf_put(out, adil_label_words(&scratch, adil_figure_words(where[i], lang),
                                               adil_value_text(&scratch, o, v, lang), lang));
            adil_buf_str(out, ". ");
        }
    }
}

/* What is not counted here, in brackets behind the sentence, with its source. */
static void say_published(struct adil_buf *out, struct adil_arena scratch,
                          const struct adil_outcome *o, const struct adil_step *step,
                          enum adil_lang lang)
{
    const struct adil_value *in = adil_value_of(step->value, step->n_values, ADIL_F_SOURCE);
    adil_buf_str(out, " (");
    adil_buf_put(out, adil_text(lang, ADIL_M_P_AS_PUBLISHED));
    if (in != NULL && in->text.len > 0 &&
        !has_place(scratch, adil_text(lang, sentences[step->kind]), ADIL_F_SOURCE)) {
        adil_buf_str(out, "; ");
        adil_buf_put(out, adil_value_text(&scratch, o, in, lang));
    }
    adil_buf_byte(out, ')');
}

/* A figure that the step does not have reads "not known". */
static void say_sentence(struct adil_buf *out, struct adil_arena scratch,
                         const struct adil_outcome *o, const struct adil_step *step,
                         enum adil_lang lang)
{
    struct adil_arg *arg = adil_new(&scratch, struct adil_arg, ADIL_N_FIGURES);
    for (int f = 0; f < ADIL_N_FIGURES; f++) {
        arg[f].name = adil_figure_name((enum adil_figure)f);
        arg[f].text = adil_text(lang, ADIL_M_W_NOT_KNOWN);
    }
    for (uint32_t i = 0; i < step->n_values; i++) {
        arg[step->value[i].name].text = adil_value_text(&scratch, o, &step->value[i], lang);
    }
    adil_say(out, lang, sentences[step->kind], arg, ADIL_N_FIGURES);
}

struct adil_span adil_step_sentence(struct adil_arena *a, const struct adil_outcome *o,
                                    const struct adil_step *step, enum adil_lang lang)
{
    ADIL_ASSERT((unsigned)step->kind < ADIL_N_STEPS);
    struct adil_buf text;
    adil_buf_open(&text, 1 << 28);
    say_where(&text, *a, o, step, lang);
    say_sentence(&text, *a, o, step, lang);
    if (step->source == ADIL_SOURCE_PUBLISHED && !says_published(step->kind)) {
        say_published(&text, *a, o, step, lang);
    }
    struct adil_span copy = adil_span_copy(a, adil_buf_span(&text));
    adil_buf_release(&text);
    return copy;
}
