/* Keys of simulated records. They follow from a seed that anybody may know, so there is nothing to
 * protect: they lie in ordinary memory, and ten thousand of them fit there. Never for a record that
 * is not simulated: its keys are adil_secret (gazette/secret.h). */
#ifndef ADIL_GAZETTE_SECRET_SIMULATED_H
#define ADIL_GAZETTE_SECRET_SIMULATED_H

#include "gazette/note.h"

struct adil_simulated_key {
    uint8_t key[ADIL_PUBLIC_BYTES];
    uint8_t pair[2 * ADIL_PUBLIC_BYTES]; /* as libsodium signs with it */
};

/* The Ed25519 key (RFC 8032) that a 32-byte seed gives. */
void adil_simulated_key_make(const uint8_t seed[32], struct adil_simulated_key *out);
void adil_simulated_sign(const struct adil_simulated_key *key, struct adil_span message,
                         uint8_t sig[ADIL_SIGNATURE_BYTES]);

#endif
