/* What people type for an act that changes the law, or brings in a bill: `changes=@FILE`, a list in
 * YAML, becomes its canonical form, kept beside the log; `becomes` follows from it. */
#ifndef ADIL_CLI_ACT_AMEND_H
#define ADIL_CLI_ACT_AMEND_H

#include "cli/act_compose.h"

/* The typed fields with those two filled in; of any other word as they are. `changes` of an amend
 * that gives none is that of its case's opening. Err INPUT: the file, REFUSED with *refusal: the
 * law in force cannot be changed so. */
ADIL_MUST_USE adil_err adil_act_changes(const struct adil_act_typed *t, const struct adil_act *act,
                                        const struct adil_typed **typed, uint32_t *n,
                                        struct adil_refusal *refusal);

#endif
