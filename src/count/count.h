/* count(contest, votes) -> outcome: pure, total, exact, deterministic. No I/O, no clock, no
 * randomness: a lot is an answer given from outside, or expanded from a given seed. */
#ifndef ADIL_COUNT_COUNT_H
#define ADIL_COUNT_COUNT_H

#include "count/lot.h"
#include "count/outcome.h"

/* Counts. `lots` may be NULL. For PARTS, `part_votes[i]` are the votes of contest->part[i]
 * (NULL for any other family). Total: every input that exchange lets through gives an outcome. The
 * outcome points into contest and votes and lives in `perm`. */
void adil_count(struct adil_arena *perm, struct adil_arena scratch,
                const struct adil_contest *contest, const struct adil_votes *votes,
                const struct adil_votes *const *part_votes, const struct adil_lots *lots,
                struct adil_outcome *out);

#endif
