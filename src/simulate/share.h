/* Parting a whole number by weights so that the parts add up to it. */
#ifndef ADIL_SIMULATE_SHARE_H
#define ADIL_SIMULATE_SHARE_H

#include "base/span.h"

/* out[i] in proportion to weight[i] (not negative), by largest remainders, the earlier first where
 * they are equal; none above most[i] (NULL: no bound): what does not fit goes to the others. The
 * sum is `total` when the bounds allow it. Returns what could not be given out. */
int64_t adil_share_out(struct adil_arena scratch, int64_t total, const int64_t *weight,
                       const int64_t *most, uint32_t n, int64_t *out);

/* a * b / c rounded down; no overflow between. c > 0, a and b not negative. */
int64_t adil_share_of(int64_t a, int64_t b, int64_t c);
/* The same, to the nearest. */
int64_t adil_share_near(int64_t a, int64_t b, int64_t c);

#endif
