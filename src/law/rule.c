#include "law/rule.h"

struct adil_span adil_texts_pick(const struct adil_texts *t, enum adil_lang lang)
{
    ADIL_ASSERT(lang < ADIL_N_LANGS);
    if (t->in[lang].len > 0) {
        return t->in[lang];
    }
    if (t->in[ADIL_EN].len > 0) {
        return t->in[ADIL_EN];
    }
    for (size_t i = 0; i < ADIL_N_LANGS; i++) {
        if (t->in[i].len > 0) {
            return t->in[i];
        }
    }
    return ADIL_SPAN("");
}

bool adil_rule_in_force(const struct adil_rule *r, struct adil_date day)
{
    if (!adil_date_known(day)) {
        return !adil_date_known(r->from) && !adil_date_known(r->until);
    }
    return (!adil_date_known(r->from) || adil_date_cmp(r->from, day) <= 0) &&
           (!adil_date_known(r->until) || adil_date_cmp(day, r->until) < 0);
}
