/* Kinds of acts, and finding in the part of a rulebook about acts. */
#include "law/acts.h"

static const struct {
    struct adil_span word;
    enum adil_about about;
} kinds[ADIL_N_ACT_KINDS] = {
#define X(id, word, about) {ADIL_SPAN_INIT(word), ADIL_ABOUT_##about},
    ADIL_ACT_KINDS(X)
#undef X
};

const struct adil_span adil_stage_statuses[ADIL_N_STAGE_STATUSES] = {
    ADIL_SPAN_INIT("decided"),     ADIL_SPAN_INIT("second-round"), ADIL_SPAN_INIT("not-valid"),
    ADIL_SPAN_INIT("not-adopted"), ADIL_SPAN_INIT("lot-needed"),   ADIL_SPAN_INIT("undetermined"),
    ADIL_SPAN_INIT("published"),
};

static const struct adil_vocab_word key_word = {
    .id = ADIL_SPAN_INIT("keys"),
    .of = {ADIL_SPAN_INIT("keys"), ADIL_SPAN_INIT("ключей"), ADIL_SPAN_INIT("кілттердің")}};
const struct adil_vocab adil_key_vocab = {.quantity = &key_word, .n_quantities = 1, .counts = true};

struct adil_span adil_act_kind_name(enum adil_act_kind kind)
{
    ADIL_ASSERT(kind < ADIL_N_ACT_KINDS);
    return kinds[kind].word;
}

bool adil_act_kind_parse(struct adil_span word, enum adil_act_kind *kind)
{
    for (unsigned i = 0; i < ADIL_N_ACT_KINDS; i++) {
        if (adil_span_eq(kinds[i].word, word)) {
            *kind = (enum adil_act_kind)i;
            return true;
        }
    }
    return false;
}

enum adil_about adil_act_kind_about(enum adil_act_kind kind)
{
    ADIL_ASSERT(kind < ADIL_N_ACT_KINDS);
    return kinds[kind].about;
}

uint32_t adil_word_find_act(const struct adil_acts *acts, struct adil_span id)
{
    for (uint32_t i = 0; i < acts->n_words; i++) {
        if (adil_span_eq(acts->word[i].rule.id, id)) {
            return i;
        }
    }
    return ADIL_NO_WORD;
}

const struct adil_given *adil_word_gives(const struct adil_act_word *word, struct adil_span id)
{
    for (uint32_t i = 0; i < word->n_give; i++) {
        if (adil_span_eq(word->give[i].id, id)) {
            return &word->give[i];
        }
    }
    return NULL;
}

uint32_t adil_office_find(const struct adil_acts *acts, struct adil_span id)
{
    for (uint32_t i = 0; i < acts->n_offices; i++) {
        if (adil_span_eq(acts->office[i].rule.id, id)) {
            return i;
        }
    }
    return ADIL_NO_WORD;
}

const struct adil_office_term *adil_office_term_on(const struct adil_office *o,
                                                   struct adil_date day)
{
    for (uint32_t i = 0; i < o->n_terms; i++) {
        if (adil_rule_in_force(&o->term[i].rule, day)) {
            return &o->term[i];
        }
    }
    return NULL;
}

uint32_t adil_procedure_find(const struct adil_acts *acts, struct adil_span id)
{
    for (uint32_t i = 0; i < acts->n_procedures; i++) {
        if (adil_span_eq(acts->procedure[i].rule.id, id)) {
            return i;
        }
    }
    return ADIL_NO_WORD;
}

bool adil_deadline_is_of(const struct adil_deadline *d, uint32_t procedure)
{
    bool found = d->n_of == 0;
    for (uint32_t i = 0; i < d->n_of && !found; i++) {
        found = d->of[i] == procedure;
    }
    return found;
}

const struct adil_deadline *adil_deadline_version(const struct adil_acts *acts, uint32_t id,
                                                  uint32_t procedure, struct adil_date day)
{
    for (uint32_t i = 0; i < acts->n_deadlines; i++) {
        const struct adil_deadline *d = &acts->deadline[i];
        if (d->number == id && adil_deadline_is_of(d, procedure) &&
            adil_rule_in_force(&d->rule, day)) {
            return d;
        }
    }
    return NULL;
}
