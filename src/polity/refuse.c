/* Refusals: the rule, where it stands, what it says, what was found and what it asks. */
#include "polity/state.h"

/* The machine's own rules are the texts A_... of the catalogue: A_LOG_KEY is "act.log-key". */
static const struct {
    const char *name;
    enum adil_msg text;
} own_rules[] = {
#define X(id, en, ru, kk) {#id, ADIL_M_##id},
#include "base/messages/act.def"
#undef X
};

static bool is_rule(const char *name, const char *rule)
{
    static const char head[] = "act.";
    for (size_t i = 0; i < sizeof head - 1; i++) {
        if (rule[i] != head[i]) {
            return false;
        }
    }
    name += sizeof "A_" - 1;
    rule += sizeof head - 1;
    for (; *name != '\0' && *rule != '\0'; name++, rule++) {
        char c = (char)(*rule == '-' ? '_' : *rule >= 'a' ? *rule - 'a' + 'A' : *rule);
        if (c != *name) {
            return false;
        }
    }
    return *name == *rule;
}

static struct adil_span own_text(enum adil_lang lang, const char *rule)
{
    for (size_t i = 0; i < ADIL_COUNT(own_rules); i++) {
        if (is_rule(own_rules[i].name, rule)) {
            return adil_text(lang, own_rules[i].text);
        }
    }
    ADIL_ASSERT(!"a rule without a text");
    return (struct adil_span){0};
}

static adil_err refuse_with(struct adil_judging *j, const struct adil_refusal *r,
                            struct adil_span field, struct adil_span found,
                            struct adil_span expected)
{
    if (j->refusal != NULL) {
        *j->refusal = *r;
        j->refusal->field = adil_span_copy(j->perm, field);
        j->refusal->found = adil_span_copy(j->perm, found);
        j->refusal->expected = adil_span_copy(j->perm, expected);
    }
    return ADIL_ERR(REFUSED);
}

adil_err adil_refuse_rule(struct adil_judging *j, const struct adil_rule *rule,
                          struct adil_span field, struct adil_span found, struct adil_span expected)
{
    struct adil_refusal r = {
        .rule = rule->id,
        .cite = rule->cite,
        .mark = rule->mark,
        .text = adil_texts_pick(&rule->text, j->p->options.lang),
        .statement = rule,
    };
    return refuse_with(j, &r, field, found, expected);
}

adil_err adil_refuse(struct adil_judging *j, const char *rule, struct adil_span field,
                     struct adil_span found, struct adil_span expected)
{
    struct adil_refusal r = {
        .rule = adil_span_of(rule),
        .mark = ADIL_MARK_READ,
        .text = own_text(j->p->options.lang, rule),
    };
    return refuse_with(j, &r, field, found, expected);
}
