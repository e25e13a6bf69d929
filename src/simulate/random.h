/* Drawing numbers: the same from one seed on every machine. A stream is SHA-256 of the seed and the
 * stream's name, expanded by xoshiro256** (Blackman and Vigna, 2018). Not for secrets. */
#ifndef ADIL_SIMULATE_RANDOM_H
#define ADIL_SIMULATE_RANDOM_H

#include "base/sha256.h"

struct adil_random {
    uint64_t s[4];
};

struct adil_random adil_random_stream(struct adil_span seed, const char *name, uint64_t number);
uint64_t adil_random_next(struct adil_random *r);
/* Uniform in [0, n); n is 1 at least. Without bias: what would give some a higher chance is drawn
 * anew. */
uint64_t adil_random_below(struct adil_random *r, uint64_t n);
/* Uniform in [least, most]. */
int64_t adil_random_in(struct adil_random *r, int64_t least, int64_t most);

#endif
