/* What num.c and num_text.c share: the large form of a number and the way to and from GMP. */
#ifndef ADIL_BASE_NUM_PRIV_H
#define ADIL_BASE_NUM_PRIV_H

#include "base/num.h"

#include <gmp.h>

/* Lowest terms, q > 0, and at least one of p, q outside int64 (else the small form is used, so
 * that a value has one representation). Limbs lie in an arena and are never written again. */
struct adil_big {
    const mp_limb_t *p;
    const mp_limb_t *q;
    mp_size_t p_size; /* limbs; negative for a negative numerator, as GMP has it */
    mp_size_t q_size; /* limbs */
};

__extension__ typedef __int128 wide;
__extension__ typedef unsigned __int128 uwide;

/* The most digits that adil_num_parse reads and that decimals are asked for. */
enum { ADIL_NUM_DIGITS = 4096 };

/* A number as GMP sees it: read only, nothing to clear. The view points into itself and must not
 * be copied. */
struct adil_num_view {
    mp_limb_t p; /* |x.p| of a small number */
    mp_limb_t q;
    mpq_t z;
};

void adil_num_view(struct adil_num_view *v, struct adil_num x);

/* Copies a canonical rational into the arena, in the small form when it fits. */
struct adil_num adil_num_keep(struct adil_arena *a, const mpq_t z);

#endif
