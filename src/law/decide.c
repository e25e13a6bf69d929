/* Bodies and their sizes; the closed words of decisions. */
#include "law/acts.h"

const struct adil_span adil_decision_ends[ADIL_N_DECISION_ENDS] = {
#define X(id, word) ADIL_SPAN_INIT(word),
    ADIL_DECISION_ENDS(X)
#undef X
};

const struct adil_span adil_choices[ADIL_N_CHOICES] = {
#define X(id, word) ADIL_SPAN_INIT(word),
    ADIL_CHOICES(X)
#undef X
};

uint32_t adil_body_find(const struct adil_acts *acts, struct adil_span id)
{
    for (uint32_t i = 0; i < acts->n_bodies; i++) {
        if (adil_span_eq(acts->body[i].rule.id, id)) {
            return i;
        }
    }
    return ADIL_NO_WORD;
}

bool adil_decision_is_stated(const struct adil_decision *d, uint32_t word)
{
    for (uint32_t i = 0; i < d->n_words; i++) {
        if (d->word[i] == word) {
            return true;
        }
    }
    return false;
}

static bool holds_on(const struct adil_body_size *s, struct adil_date day)
{
    return (!adil_date_known(s->from) || adil_date_cmp(s->from, day) <= 0) &&
           (!adil_date_known(s->until) || adil_date_cmp(day, s->until) < 0);
}

/* What the book says of this body alone. */
static uint32_t seats_said(const struct adil_body *b, struct adil_date day)
{
    for (uint32_t i = 0; i < b->n_sizes; i++) {
        if (holds_on(&b->size[i], day)) {
            return b->size[i].seats;
        }
    }
    return UINT32_MAX;
}

/* A body that joins others is not joined by any (rulebook_bodies.c). */
uint32_t adil_body_seats(const struct adil_acts *acts, uint32_t body, struct adil_date day)
{
    const struct adil_body *b = &acts->body[body];
    uint32_t sum = 0;
    if (b->n_joins == 0 || b->n_sizes > 0) {
        return seats_said(b, day);
    }
    for (uint32_t i = 0; i < b->n_joins; i++) {
        uint32_t n = seats_said(&acts->body[b->joins[i]], day);
        if (n == UINT32_MAX) {
            return UINT32_MAX;
        }
        sum += n;
    }
    return sum;
}

bool adil_body_has_office(const struct adil_acts *acts, uint32_t body, uint32_t office)
{
    const struct adil_body *b = &acts->body[body];
    for (uint32_t i = 0; i < b->n_offices; i++) {
        if (b->office[i] == office) {
            return true;
        }
    }
    for (uint32_t i = 0; i < b->n_joins; i++) {
        const struct adil_body *part = &acts->body[b->joins[i]];
        for (uint32_t k = 0; k < part->n_offices; k++) {
            if (part->office[k] == office) {
                return true;
            }
        }
    }
    return false;
}

uint32_t adil_office_holders(const struct adil_acts *acts, uint32_t office, struct adil_date day)
{
    uint32_t most = acts->office[office].holders;
    if (most > 0) {
        return most;
    }
    bool sits = false;
    for (uint32_t i = 0; i < acts->n_bodies; i++) {
        if (acts->body[i].n_joins > 0 || !adil_body_has_office(acts, i, office)) {
            continue;
        }
        uint32_t seats = adil_body_seats(acts, i, day);
        sits = true;
        most = seats > most ? seats : most;
    }
    return sits ? most : 1;
}
