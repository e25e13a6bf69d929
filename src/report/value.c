#include "report/words.h"

enum { NAMES_MOST = 100 }; /* more are counted, not named: a sentence stays a sentence */

/* Names of options one after another. */
static struct adil_span options_text(struct adil_arena *a, const struct adil_outcome *o,
                                     const struct adil_value *v, enum adil_lang lang)
{
    if (v->n_options == 0) {
        return adil_text(lang, ADIL_M_W_NONE);
    }
    struct adil_buf text;
    adil_buf_open(&text, 1 << 24);
    uint32_t named = v->n_options <= NAMES_MOST ? v->n_options : NAMES_MOST;
    for (uint32_t i = 0; i < named; i++) {
        adil_buf_str(&text, i > 0 ? ", " : "");
        adil_buf_put(&text, adil_option_words(o, v->options[i], lang));
    }
    struct adil_span names = adil_span_copy(a, adil_buf_span(&text));
    adil_buf_release(&text);
    if (named == v->n_options) {
        return names;
    }
    const struct adil_arg args[] = {
        {"names", names},
        {"n", adil_lang_num(a, lang, adil_num_int((int64_t)v->n_options - named), 0)},
    };
    return adil_said(a, lang, ADIL_M_P_AND_MORE, args, ADIL_COUNT(args));
}

/* Text as it is; the name of a part or a unit in the language where the rulebook has one. */
static struct adil_span plain_text(struct adil_arena *a, const struct adil_outcome *o,
                                   const struct adil_value *v, enum adil_lang lang)
{
    struct adil_span text = adil_printable(a, v->text);
    if (v->name == ADIL_F_UNIT && o->contest->units != NULL) {
        struct adil_vote_unit unit = {.name = text};
        unit.unit = adil_unit_find(o->contest->units, text);
        return adil_unit_words(o, &unit, lang);
    }
    for (uint32_t i = 0; v->name == ADIL_F_CONTEST && i < o->contest->n_parts; i++) {
        if (adil_span_eq(o->contest->part[i].name, v->text)) {
            return adil_contest_words(&o->contest->part[i], lang);
        }
    }
    return text;
}

static struct adil_span truth_text(enum adil_truth t, enum adil_lang lang)
{
    switch (t) {
    case ADIL_HOLDS:
        return adil_text(lang, ADIL_M_W_YES);
    case ADIL_FAILS:
        return adil_text(lang, ADIL_M_W_NO);
    case ADIL_UNKNOWN:
        return adil_text(lang, ADIL_M_W_UNKNOWN);
    }
    return ADIL_SPAN("");
}

struct adil_span adil_value_text(struct adil_arena *a, const struct adil_outcome *o,
                                 const struct adil_value *v, enum adil_lang lang)
{
    switch (v->kind) {
    case ADIL_V_NUM:
        return adil_num_words(a, v->num, lang);
    case ADIL_V_PERCENT:
        return adil_lang_percent(a, lang, v->num, 2);
    case ADIL_V_UNKNOWN:
        return adil_text(lang, ADIL_M_W_NOT_KNOWN);
    case ADIL_V_OPTION:
        return adil_option_words(o, v->index, lang);
    case ADIL_V_OPTIONS:
        return options_text(a, o, v, lang);
    case ADIL_V_UNIT: {
        struct adil_vote_unit unit = {.name = v->text, .unit = v->index};
        return adil_unit_words(o, &unit, lang);
    }
    case ADIL_V_TEXT:
        return plain_text(a, o, v, lang);
    case ADIL_V_MESSAGE:
        return adil_text(lang, v->msg);
    case ADIL_V_PHRASE:
        return adil_phrase_words(a, lang, v->phrase, &o->contest->vocab);
    case ADIL_V_TRUTH:
        return truth_text(v->truth, lang);
    }
    return ADIL_SPAN("");
}
