/* Measures of plurality and disproportionality of an outcome that shares seats. Exact where they
 * are rational; Gallagher's index is a square root, cut after six decimals.
 * Sources: Laakso and Taagepera (1979); Gallagher (1991). */
#ifndef ADIL_COUNT_MEASURES_H
#define ADIL_COUNT_MEASURES_H

#include "count/outcome.h"

struct adil_measures {
    bool has_votes; /* shares of votes are known for every option */
    bool has_seats;
    struct adil_num effective_votes; /* 1 / sum of squared shares of votes (lists only) */
    struct adil_num effective_seats;
    struct adil_num gallagher;       /* percentage points, 6 decimals, cut */
    struct adil_num loosemore_hanby; /* half the sum of absolute differences, a ratio */
    struct adil_num wasted;          /* votes for lists without a seat */
    struct adil_num wasted_share;    /* of the votes for lists */
};

struct adil_measures adil_measures_of(struct adil_arena *a, const struct adil_outcome *o);

#endif
