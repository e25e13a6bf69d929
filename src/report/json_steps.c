#include "report/json_steps.h"

#include "count/measures.h"

static void json_options(struct adil_json *j, struct adil_arena scratch,
                         const struct adil_outcome *o, const struct adil_value *v)
{
    adil_json_array_line(j);
    for (uint32_t i = 0; i < v->n_options; i++) {
        adil_json_text(j, adil_printable(&scratch, o->votes->option[v->options[i]].id));
    }
    adil_json_end(j);
}

static void json_truth(struct adil_json *j, enum adil_truth t)
{
    if (t == ADIL_UNKNOWN) {
        adil_json_null(j);
    } else {
        adil_json_bool(j, t == ADIL_HOLDS);
    }
}

/* Names are ids as in the files and phrases are source: the same in every language. */
static void json_value(struct adil_json *j, struct adil_arena scratch, const struct adil_outcome *o,
                       const struct adil_value *v, enum adil_lang lang)
{
    adil_json_key(j, adil_figure_name(v->name));
    switch (v->kind) {
    case ADIL_V_NUM:
    case ADIL_V_PERCENT:
        adil_json_num(j, scratch, v->num);
        return;
    case ADIL_V_UNKNOWN:
        adil_json_null(j);
        return;
    case ADIL_V_OPTION:
        adil_json_text(j, adil_printable(&scratch, o->votes->option[v->index].id));
        return;
    case ADIL_V_OPTIONS:
        json_options(j, scratch, o, v);
        return;
    case ADIL_V_UNIT:
    case ADIL_V_TEXT:
        adil_json_text(j, adil_printable(&scratch, v->text));
        return;
    case ADIL_V_MESSAGE:
        adil_json_text(j, adil_text(lang, v->msg));
        return;
    case ADIL_V_PHRASE:
        adil_json_text(
            j, adil_printable(&scratch, adil_phrase_text(&scratch, v->phrase, &o->contest->vocab)));
        return;
    case ADIL_V_TRUTH:
        json_truth(j, v->truth);
        return;
    }
    adil_json_null(j);
}

static void json_rows(struct adil_json *j, struct adil_arena scratch, const struct adil_outcome *o,
                      const struct adil_step *step, enum adil_lang lang)
{
    adil_json_key(j, "rows");
    adil_json_array(j);
    for (uint32_t r = 0; r < step->n_rows; r++) {
        adil_json_object_line(j);
        for (uint32_t i = 0; i < step->row[r].n; i++) {
            json_value(j, scratch, o, &step->row[r].value[i], lang);
        }
        adil_json_end(j);
    }
    adil_json_end(j);
}

static void json_rule(struct adil_json *j, struct adil_arena scratch, const struct adil_rule *rule)
{
    const char *const key[] = {"rule", "cite", "mark"};
    if (rule == NULL) {
        for (size_t i = 0; i < ADIL_COUNT(key); i++) {
            adil_json_key(j, key[i]);
            adil_json_null(j);
        }
        return;
    }
    const struct adil_span text[] = {rule->id, rule->cite,
                                     adil_span_of(adil_mark_word(rule->mark))};
    for (size_t i = 0; i < ADIL_COUNT(key); i++) {
        adil_json_key(j, key[i]);
        adil_json_text(j, adil_printable(&scratch, text[i]));
    }
}

void adil_json_steps(struct adil_json *j, struct adil_arena scratch, const struct adil_outcome *o,
                     enum adil_lang lang)
{
    adil_json_key(j, "steps");
    adil_json_array(j);
    for (const struct adil_step *s = o->step; s != NULL; s = s->next) {
        struct adil_arena tmp = scratch;
        adil_json_object(j);
        adil_json_key(j, "step");
        adil_json_str(j, adil_step_word(s->kind));
        json_rule(j, tmp, s->rule);
        adil_json_key(j, "source");
        adil_json_str(j, s->source == ADIL_SOURCE_PUBLISHED ? "published" : "counted");
        adil_json_key(j, "text");
        adil_json_text(j, adil_printable(&tmp, adil_step_sentence(&tmp, o, s, lang)));
        adil_json_key(j, "values");
        adil_json_object(j);
        for (uint32_t i = 0; i < s->n_values; i++) {
            json_value(j, tmp, o, &s->value[i], lang);
        }
        adil_json_end(j);
        json_rows(j, tmp, o, s, lang);
        adil_json_end(j);
    }
    adil_json_end(j);
}

enum { DECIMALS = 6 };

/* An exact ratio, and beside it as a decimal cut after six places. */
static void json_measure(struct adil_json *j, struct adil_arena scratch, const char *key,
                         const char *decimal_key, bool known, struct adil_num x)
{
    adil_json_key(j, key);
    if (known) {
        adil_json_num(j, scratch, x);
    } else {
        adil_json_null(j);
    }
    adil_json_key(j, decimal_key);
    if (known) {
        adil_json_text(j, adil_num_cut(&scratch, x, DECIMALS));
    } else {
        adil_json_null(j);
    }
}

void adil_json_measures(struct adil_json *j, struct adil_arena scratch,
                        const struct adil_outcome *o)
{
    struct adil_measures m = adil_measures_of(&scratch, o);
    bool seats = m.has_seats && adil_seats_final(o);
    bool both = m.has_votes && seats;
    adil_json_key(j, "measures");
    adil_json_object(j);
    json_measure(j, scratch, "effective_votes", "effective_votes_decimal", m.has_votes,
                 m.effective_votes);
    json_measure(j, scratch, "effective_seats", "effective_seats_decimal", seats,
                 m.effective_seats);
    json_measure(j, scratch, "gallagher", "gallagher_decimal", both, m.gallagher);
    json_measure(j, scratch, "loosemore_hanby", "loosemore_hanby_decimal", both, m.loosemore_hanby);
    json_measure(j, scratch, "wasted", "wasted_decimal", both, m.wasted);
    json_measure(j, scratch, "wasted_share", "wasted_share_decimal", both, m.wasted_share);
    adil_json_end(j);
}
