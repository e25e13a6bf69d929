/* Unsigned integers of one fixed width, side by side in arrays: the coefficients of generating
 * functions. A number is `limbs` words of 64 bits, least significant first; number i of an array x
 * stands in x[i * limbs] and after. Arithmetic is modulo 2^(64 * limbs): who uses it chooses a
 * width that no result exceeds. Bounds: 1 <= limbs <= ADIL_WIDE_LIMBS_MAX (asserted). */
#ifndef ADIL_BASE_NUM_WIDE_H
#define ADIL_BASE_NUM_WIDE_H

#include "base/num.h"

enum { ADIL_WIDE_LIMBS_MAX = 32 };

/* z[i] += x[i], z[i] -= x[i] for i < n. The arrays are apart, or one and the same. */
void adil_wide_add(uint64_t *z, const uint64_t *x, size_t n, unsigned limbs);
void adil_wide_sub(uint64_t *z, const uint64_t *x, size_t n, unsigned limbs);

/* x[i] := x[0] + ... + x[i] for i < n. */
void adil_wide_prefix(uint64_t *x, size_t n, unsigned limbs);

/* z[k] := x[k * step] - z[k - 1] for k < n, where z[-1] is 0: from the highest k down, so that each
 * takes what its neighbour was. z is apart from x; step counts numbers. */
void adil_wide_column_less(uint64_t *z, const uint64_t *x, size_t step, size_t n, unsigned limbs);

/* z += x * y, one number each; z is apart from both. */
void adil_wide_mul_add(uint64_t *z, const uint64_t *x, const uint64_t *y, unsigned limbs);

/* The same value as an exact number. */
struct adil_num adil_num_wide(struct adil_arena *a, const uint64_t *x, unsigned limbs);

/* x[0] * by[0] + ... + x[n-1] * by[n-1], whole and unbounded. `by` are integers (asserted). */
struct adil_num adil_num_wide_dot(struct adil_arena *a, const uint64_t *x, unsigned limbs,
                                  const struct adil_num *by, size_t n);

#endif
