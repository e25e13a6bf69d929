#include "law/giving.h"

/* The i-th of a stage: its acts, then of its decision each word and each body, members' votes last.
 * Returns false past the last. */
static bool giving_of_stage(const struct adil_acts *acts, const struct adil_stage *s, uint32_t i,
                            struct adil_giving *g)
{
    const struct adil_decision *d = s->decision;
    if (i < s->n_acts) {
        g->act = &s->act[i];
        g->word = g->act->word;
        g->rule = &g->act->rule;
        g->by = g->act->by;
        g->n_by = g->act->n_by;
        return true;
    }
    i -= s->n_acts;
    uint32_t n_words = d != NULL ? d->n_words + (d->votes != ADIL_NO_WORD) : 0;
    if (d == NULL || i >= n_words * d->n_bodies) {
        return false;
    }
    const struct adil_body *b = &acts->body[d->body[i % d->n_bodies]];
    uint32_t w = i / d->n_bodies;
    g->decision = d;
    g->rule = &d->rule;
    if (w < d->n_words) {
        g->word = d->word[w];
        g->by = b->by;
        g->n_by = b->n_by;
    } else {
        g->word = d->votes;
        g->members = b->reg;
    }
    return true;
}

bool adil_giving_next(const struct adil_acts *acts, struct adil_giving *g)
{
    uint32_t p = g->at[0];
    uint32_t s = g->at[1];
    uint32_t i = g->at[2];
    for (; p < acts->n_procedures; p++, s = 0) {
        for (; s < acts->procedure[p].n_stages; s++, i = 0) {
            const struct adil_stage *stage = &acts->procedure[p].stage[s];
            *g = (struct adil_giving){.members = ADIL_NO_WORD,
                                      .procedure = &acts->procedure[p],
                                      .stage = stage,
                                      .at = {p, s, i + 1}};
            if (giving_of_stage(acts, stage, i, g)) {
                return true;
            }
        }
    }
    if (i >= acts->n_powers) {
        return false;
    }
    const struct adil_power *power = &acts->power[i];
    *g = (struct adil_giving){.word = power->word,
                              .rule = &power->rule,
                              .by = &power->office,
                              .n_by = 1,
                              .members = ADIL_NO_WORD,
                              .power = power,
                              .at = {p, 0, i + 1}};
    return true;
}

bool adil_giving_is_to(const struct adil_acts *acts, const struct adil_giving *g, uint32_t office)
{
    for (uint32_t i = 0; i < g->n_by; i++) {
        if (g->by[i] == office) {
            return true;
        }
    }
    return g->members != ADIL_NO_WORD && office < acts->n_offices &&
           acts->office[office].of == g->members;
}

bool adil_word_is_given_to(const struct adil_acts *acts, uint32_t word, uint32_t office)
{
    struct adil_giving g = {0};
    while (adil_giving_next(acts, &g)) {
        if (g.word == word && adil_giving_is_to(acts, &g, office)) {
            return true;
        }
    }
    return false;
}
