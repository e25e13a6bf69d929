/* Many Ed25519 signatures at once (RFC 8032). Public data only: nothing here hides what it works
 * on. A signature is valid when libsodium says so. The lanes of base/ed25519_lanes.h only say yes
 * faster: what they do not accept is asked of libsodium. */
#ifndef ADIL_BASE_ED25519_H
#define ADIL_BASE_ED25519_H

#include "base/span.h"

#include <stddef.h>
#include <stdint.h>

struct adil_sig_check {
    const uint8_t *key; /* 32 bytes */
    const uint8_t *sig; /* 64 bytes */
    struct adil_span message;
    bool good; /* out */
};

/* Fills `good` of each. Returns how many are valid. Any thread. */
size_t adil_sigs_verify(struct adil_sig_check *check, size_t n);

#endif
