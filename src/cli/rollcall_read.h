/* Roll calls from a CSV: one row a member and question (docs/weights.md). */
#ifndef ADIL_CLI_ROLLCALL_READ_H
#define ADIL_CLI_ROLLCALL_READ_H

#include "base/err.h"
#include "weight/rollcall.h"

enum { ADIL_FACTIONS_MAX = 1000 };

/* Tallies of every roll call and faction; names point into `bytes`, which must outlive them.
 * Err INPUT: no CSV, a column missing, a question or member without a name, no UTF-8, a word that
 * is no vote, a member twice in a roll call (both lines named), too many factions or tallies. */
ADIL_MUST_USE adil_err adil_roll_calls_read(struct adil_arena *perm, struct adil_span file,
                                            struct adil_span bytes, struct adil_roll_calls *out,
                                            struct adil_diag *diag);

#endif
