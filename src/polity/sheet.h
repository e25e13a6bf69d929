/* The protocol of a place as paper has it: what is to be filled in, what was, and what the checks
 * say. */
#ifndef ADIL_POLITY_SHEET_H
#define ADIL_POLITY_SHEET_H

#include "polity/polity.h"

#define ADIL_SHEET_EMPTY INT64_MIN

struct adil_sheet {
    uint32_t procedure; /* of the case */
    uint32_t reg;       /* of its protocols */
    const struct adil_contest *contest;
    uint32_t round; /* from 1 */
    struct adil_date day;
    const uint32_t *option; /* what stands: numbers of the contest's options, in its order */
    uint32_t n_options;
    uint32_t unit;  /* of the place; ADIL_NO_UNIT: of the whole */
    uint64_t entry; /* that last wrote the protocol; ADIL_NO_ENTRY: there is none */
    /* Of the protocol, or blank: by field of the register (only numbers), by option. */
    const int64_t *figure; /* or ADIL_SHEET_EMPTY */
    const int64_t *votes;
    const uint32_t *check; /* those that are asked of it, numbers of adil_acts.check */
    uint32_t n_checks;
    const bool *fails; /* by check; false of a blank one */
};

/* The sheet of a contest at a place. Before polling begins: what would stand if it began now.
 * Err INPUT: no such case, contest or place, or one without protocols. */
ADIL_MUST_USE adil_err adil_sheet_read(struct adil_polity *p, struct adil_arena *perm,
                                       struct adil_arena scratch, struct adil_span case_id,
                                       struct adil_span contest, struct adil_span place,
                                       struct adil_sheet *out, struct adil_diag *diag);

#endif
