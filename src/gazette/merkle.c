#include "gazette/merkle.h"

#include <sodium.h>

struct adil_hash adil_leaf_hash(struct adil_span entry)
{
    static const unsigned char prefix = 0x00;
    struct adil_hash h;
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, &prefix, 1);
    crypto_hash_sha256_update(&state, (const unsigned char *)entry.ptr, entry.len);
    crypto_hash_sha256_final(&state, h.byte);
    return h;
}
