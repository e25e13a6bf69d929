/* What is told of a rulebook, laid out as text and as JSON. */
#include "report/law_told.h"

void adil_told_line(struct adil_arena scratch, const struct adil_sheet *s, unsigned indent,
                    enum adil_msg name, struct adil_span text)
{
    if (text.len > 0) {
        struct adil_span first = adil_fmt(&scratch, "%*s", (int)indent, "");
        enum adil_lang lang = s->style->lang;
        adil_sheet_text(scratch, s, first,
                        adil_label_words(&scratch, adil_text(lang, name), text, lang),
                        ADIL_INK_PLAIN);
    }
}

void adil_told_item(struct adil_arena scratch, const struct adil_sheet *s, unsigned indent,
                    const char *mark, struct adil_span text, enum adil_ink ink)
{
    struct adil_span first = adil_fmt(&scratch, "%*s%s ", (int)indent, "", mark);
    adil_sheet_text(scratch, s, first, text, ink);
}

void adil_told_json(struct adil_json *j, const char *key, struct adil_span text)
{
    adil_json_key(j, key);
    if (text.len > 0) {
        adil_json_text(j, text);
    } else {
        adil_json_null(j);
    }
}

void adil_told_json_rule(const struct adil_told *t, struct adil_json *j,
                         const struct adil_rule *rule)
{
    adil_told_json(j, "cite", rule->cite);
    if (rule->cite.len > 0) {
        adil_told_json(j, "mark", adil_span_of(adil_mark_word(rule->mark)));
        adil_told_json(j, "source", rule->source);
    }
    adil_told_json(j, "text", adil_texts_pick(&rule->text, t->lang));
    adil_json_key(j, "line");
    adil_json_i64(j, rule->place.line);
}

void adil_told_json_days(const struct adil_told *t, struct adil_json *j,
                         const struct adil_rule *rule)
{
    struct adil_span none = ADIL_SPAN("");
    adil_told_json(j, "in_force_from",
                   adil_date_known(rule->from) ? adil_date_text(t->a, rule->from) : none);
    adil_told_json(j, "in_force_until",
                   adil_date_known(rule->until) ? adil_date_text(t->a, rule->until) : none);
}

void adil_told_json_offices(const struct adil_told *t, struct adil_json *j, const char *key,
                            const uint32_t *list, uint32_t n)
{
    adil_json_key(j, key);
    adil_json_array_line(j);
    for (uint32_t i = 0; i < n; i++) {
        adil_json_text(j, adil_told_office_id(t, list[i]));
    }
    adil_json_end(j);
}

void adil_told_json_stage(const struct adil_told *t, struct adil_json *j, const char *key,
                          const struct adil_procedure *p, uint32_t stage)
{
    adil_json_key(j, key);
    if (stage == ADIL_NO_WORD) {
        adil_json_null(j);
        return;
    }
    adil_json_object_line(j);
    adil_told_json(j, "id", p->stage[stage].id);
    adil_told_json(j, "name", adil_told_stage(t, p, stage));
    adil_json_end(j);
}

void adil_told_json_deadline(const struct adil_told *t, struct adil_json *j, const char *key,
                             uint32_t deadline, uint32_t procedure)
{
    adil_json_key(j, key);
    if (deadline == ADIL_NO_WORD) {
        adil_json_null(j);
        return;
    }
    adil_json_object_line(j);
    adil_told_json(j, "deadline", t->book->acts.deadline_id[deadline]);
    adil_told_json(j, "at", adil_told_moment(t, deadline, procedure));
    adil_json_end(j);
}
