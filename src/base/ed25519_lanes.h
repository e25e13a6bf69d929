/* Eight Ed25519 signatures side by side, one in each lane of a vector (AVX-512 IFMA). Behind
 * base/ed25519.h. Public data only: tables are indexed by what is verified.
 *
 * A lane is accepted when the equation of RFC 8032, section 5.1.7, holds without the cofactor, S is
 * below the order, the key is encoded as it must be, and neither the key nor R is of small order:
 * all that libsodium 1.0.18 asks. */
#ifndef ADIL_BASE_ED25519_LANES_H
#define ADIL_BASE_ED25519_LANES_H

#include "base/ed25519.h"

enum { ADIL_SIG_LANES = 8 };

/* Bit i: check[i] is valid; n: 1 to 8. 0 everywhere when this processor has no such
 * instructions. */
uint8_t adil_sig_lanes(const struct adil_sig_check *check, size_t n);
/* Whether it has. */
bool adil_sig_lanes_here(void);

/* For tests and measurements: from now on there are none (or there are again). */
void adil_sig_lanes_off(bool off);

#endif
