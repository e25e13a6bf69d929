/* Who may what: everything of a law that gives a word to an office, as one list. */
#ifndef ADIL_LAW_GIVING_H
#define ADIL_LAW_GIVING_H

#include "law/acts.h"

/* A power, an act of a stage, or the part of one body in the decision of a stage: its offices state
 * it with the word, or its members vote with it. Of every version: none is left out for its days.
 */
struct adil_giving {
    uint32_t word;
    const struct adil_rule *rule; /* that gives it */
    const uint32_t *by;           /* offices; ADIL_FOUNDERS may be one */
    uint32_t n_by;
    uint32_t members; /* or every office of the records of this register; ADIL_NO_WORD: none */
    /* What gives it: one of these three is not NULL. */
    const struct adil_power *power;
    const struct adil_stage_act *act;
    const struct adil_decision *decision;
    /* Where; NULL for a power. */
    const struct adil_procedure *procedure;
    const struct adil_stage *stage;
    uint32_t at[3]; /* of adil_giving_next: procedure, stage, which of the stage */
};

/* The next of the list: all of the stages, procedure by procedure, then powers. *g is {0} before
 * the first; what it points to is the law's. Returns false past the last. */
bool adil_giving_next(const struct adil_acts *acts, struct adil_giving *g);
/* Whether it gives its word to the office; ADIL_FOUNDERS is one. */
bool adil_giving_is_to(const struct adil_acts *acts, const struct adil_giving *g, uint32_t office);
/* Whether anything gives the word to the office. */
bool adil_word_is_given_to(const struct adil_acts *acts, uint32_t word, uint32_t office);

#endif
