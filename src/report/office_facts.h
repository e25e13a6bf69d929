/* Private to src/report: all that a rulebook says about one office, gathered from its sections. */
#ifndef ADIL_REPORT_OFFICE_FACTS_H
#define ADIL_REPORT_OFFICE_FACTS_H

#include "report/law_told.h"

/* An act the office may do in a stage. */
struct adil_office_act {
    uint32_t procedure;
    uint32_t stage;
    const struct adil_stage_act *act;
};

/* A decision the office has a part in. */
struct adil_office_decision {
    uint32_t procedure;
    uint32_t stage;
    uint32_t body;
    bool member; /* its holders sit in the body, or its issuers sign their votes */
    bool states;
    bool casts;
};

/* Where holdings of the office begin or end: one of an effect and an election. */
struct adil_office_change {
    bool begins;
    const struct adil_effect *effect; /* or NULL: an election */
    uint32_t word;                    /* whose effect it is, or ADIL_NO_WORD: a stage's */
    uint32_t procedure;
    uint32_t stage;
    bool by_field; /* a field names the office: it may be this one */
};

struct adil_office_facts {
    uint32_t office;
    const uint32_t *power; /* all versions, in the order of the book */
    uint32_t n_powers;
    const struct adil_office_act *act;
    uint32_t n_acts;
    const struct adil_office_decision *decision;
    uint32_t n_decisions;
    const struct adil_office_change *change;
    uint32_t n_changes;
    const uint32_t *beside; /* offices not held beside it, whichever says so */
    uint32_t n_beside;
    const uint32_t *sits; /* bodies */
    uint32_t n_sits;
    const uint32_t *states;
    uint32_t n_states;
    const uint32_t *casts;
    uint32_t n_casts;
};

/* What counts on a day; of powers all versions, for those of other days are what it may not. */
struct adil_office_facts adil_office_gather(struct adil_arena *a, const struct adil_on_day *on,
                                            uint32_t office);
bool adil_list_has(const uint32_t *list, uint32_t n, uint32_t what);

/* Each in one sentence, with its article. */
struct adil_span adil_power_words(const struct adil_told *t, const struct adil_power *x);
struct adil_span adil_office_act_words(const struct adil_told *t, const struct adil_office_act *x);
struct adil_span adil_office_decision_words(const struct adil_told *t,
                                            const struct adil_office_decision *x);
struct adil_span adil_office_change_words(const struct adil_told *t,
                                          const struct adil_office_change *c);
/* What it may not: n sentences. */
const struct adil_span *adil_office_denied(const struct adil_told *t,
                                           const struct adil_office_facts *f, uint32_t *n);

#endif
