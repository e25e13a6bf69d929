/* Fields that an act gives, by their ids. */
#include "polity/given.h"

const struct adil_given *adil_given_find(const struct adil_judging *j, struct adil_span id,
                                         enum adil_field_type type)
{
    const struct adil_given *g = adil_word_gives(&j->p->book->acts.word[j->word], id);
    bool there = g != NULL && g->type == type && j->slot[g->slot] != ADIL_SLOT_UNKNOWN;
    return there ? g : NULL;
}

adil_slot adil_given_slot(const struct adil_judging *j, struct adil_span id,
                          enum adil_field_type type)
{
    const struct adil_given *g = adil_given_find(j, id, type);
    return g != NULL ? j->slot[g->slot] : ADIL_SLOT_UNKNOWN;
}

struct adil_span adil_given_text(const struct adil_judging *j, struct adil_span id)
{
    static const enum adil_field_type texts[] = {ADIL_FIELD_TEXT, ADIL_FIELD_HASH, ADIL_FIELD_REF,
                                                 ADIL_FIELD_KEY};
    for (size_t i = 0; i < ADIL_COUNT(texts); i++) {
        const struct adil_given *g = adil_given_find(j, id, texts[i]);
        if (g != NULL) {
            return adil_judged_datum(j, g->type, g->slot).text;
        }
    }
    return (struct adil_span){0};
}

bool adil_given_hash(const struct adil_judging *j, struct adil_span id, struct adil_hash *hash)
{
    return adil_hex_parse(adil_given_text(j, id), hash->byte, sizeof hash->byte);
}

adil_slot adil_opening_slot(const struct adil_case *c, struct adil_span id,
                            enum adil_field_type type)
{
    const struct adil_act_word *w = &c->book->acts.word[c->word];
    const struct adil_given *g = adil_word_gives(w, id);
    return g != NULL && g->type == type ? c->field[g - w->give] : ADIL_SLOT_UNKNOWN;
}
