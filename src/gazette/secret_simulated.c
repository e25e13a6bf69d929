#include "gazette/secret_simulated.h"

#include <sodium.h>

_Static_assert(sizeof(((struct adil_simulated_key *)0)->pair) == crypto_sign_SECRETKEYBYTES,
               "a pair as libsodium has it");

void adil_simulated_key_make(const uint8_t seed[32], struct adil_simulated_key *out)
{
    ADIL_ASSERT(sodium_init() >= 0);
    (void)crypto_sign_seed_keypair(out->key, out->pair, seed);
}

void adil_simulated_sign(const struct adil_simulated_key *key, struct adil_span message,
                         uint8_t sig[ADIL_SIGNATURE_BYTES])
{
    (void)crypto_sign_detached(sig, NULL, (const uint8_t *)message.ptr, message.len, key->pair);
}
