/* Exact numbers: one type for integers and rationals, 64-bit fast path, GMP past it.
 *
 * Values are immutable; what does not fit 64/64 bits holds its limbs in the arena given to the
 * operation that made it. Every value is in lowest terms with a positive denominator, so equal
 * numbers compare equal whatever way they were made. There is no floating point here. */
#ifndef ADIL_BASE_NUM_H
#define ADIL_BASE_NUM_H

#include "base/span.h"

struct adil_big; /* limbs of a large value; private to num.c */

struct adil_num {
    int64_t p;                  /* numerator   (when big == NULL) */
    int64_t q;                  /* denominator (when big == NULL), >= 1 (asserted) */
    const struct adil_big *big; /* NULL: the value is p/q */
};

/* p as a number; total. */
struct adil_num adil_num_int(int64_t p);
/* p/q in lowest terms. q must not be 0 (asserted). */
struct adil_num adil_num_ratio(struct adil_arena *a, int64_t p, int64_t q);

/* The same value, which lives as long as `a`. */
struct adil_num adil_num_copy(struct adil_arena *a, struct adil_num x);

/* z := x + y, x - y, x * y, x / y (y must not be 0, asserted). */
struct adil_num adil_num_add(struct adil_arena *a, struct adil_num x, struct adil_num y);
struct adil_num adil_num_sub(struct adil_arena *a, struct adil_num x, struct adil_num y);
struct adil_num adil_num_mul(struct adil_arena *a, struct adil_num x, struct adil_num y);
struct adil_num adil_num_div(struct adil_arena *a, struct adil_num x, struct adil_num y);

/* <0, 0, >0 as x < y, x = y, x > y. Allocates nothing that outlives the call. */
int adil_num_cmp(struct adil_num x, struct adil_num y);
int adil_num_sign(struct adil_num x);
bool adil_num_eq(struct adil_num x, struct adil_num y);
bool adil_num_is_int(struct adil_num x);
struct adil_num adil_num_min(struct adil_num x, struct adil_num y);
struct adil_num adil_num_max(struct adil_num x, struct adil_num y);

/* Largest integer <= x; smallest integer >= x; nearest integer, halves away from zero. */
struct adil_num adil_num_floor(struct adil_arena *a, struct adil_num x);
struct adil_num adil_num_ceil(struct adil_arena *a, struct adil_num x);
struct adil_num adil_num_round(struct adil_arena *a, struct adil_num x);

/* floor(sqrt(x * 10^(2*digits))) / 10^digits: the square root cut after `digits` decimals.
 * x >= 0 (asserted). For measures only (no outcome depends on it). */
struct adil_num adil_num_sqrt(struct adil_arena *a, struct adil_num x, unsigned digits);

/* Out *v when x is an integer within int64; returns whether it is. */
bool adil_num_i64(struct adil_num x, int64_t *v);

/* Reads `12`, `-3`, `1/3`, `0.7`, `12.50`; decimals are exact. No blanks, no exponent, no leading
 * plus; at most 4096 digits. Returns false on anything else (also q = 0). */
bool adil_num_parse(struct adil_arena *a, struct adil_span text, struct adil_num *x);

/* "p" or "p/q". */
struct adil_span adil_num_text(struct adil_arena *a, struct adil_num x);

/* Decimal with exactly `digits` decimals (at most 4096, asserted) and '.'; rounded half away from
 * zero (adil_num_decimal) or cut towards zero (adil_num_cut). No grouping; what comes out as zero
 * has no sign. */
struct adil_span adil_num_decimal(struct adil_arena *a, struct adil_num x, unsigned digits);
struct adil_span adil_num_cut(struct adil_arena *a, struct adil_num x, unsigned digits);

#endif
