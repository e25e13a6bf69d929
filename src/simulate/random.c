#include "simulate/random.h"

#include <string.h>

static uint64_t big_endian(const uint8_t *b)
{
    uint64_t v = 0;
    for (int i = 0; i < 8; i++) {
        v = v << 8 | b[i];
    }
    return v;
}

struct adil_random adil_random_stream(struct adil_span seed, const char *name, uint64_t number)
{
    uint8_t n[8];
    for (int i = 0; i < 8; i++) {
        n[i] = (uint8_t)(number >> (56 - 8 * i));
    }
    struct adil_span piece[] = {ADIL_SPAN("adil/simulate/v1"), seed, adil_span_of(name),
                                adil_span_bytes((const char *)n, sizeof n)};
    struct adil_hash h = adil_sha256_pieces(piece, ADIL_COUNT(piece));
    struct adil_random r;
    for (size_t i = 0; i < 4; i++) {
        r.s[i] = big_endian(h.byte + 8 * i);
    }
    r.s[0] |= 1; /* not all zero */
    return r;
}

static uint64_t rotated(uint64_t x, int k)
{
    return x << k | x >> (64 - k);
}

uint64_t adil_random_next(struct adil_random *r)
{
    uint64_t *s = r->s;
    uint64_t out = rotated(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotated(s[3], 45);
    return out;
}

uint64_t adil_random_below(struct adil_random *r, uint64_t n)
{
    ADIL_ASSERT(n > 0);
    uint64_t beyond = (UINT64_MAX - n + 1) % n; /* 2^64 mod n */
    uint64_t v = adil_random_next(r);
    while (v < beyond) {
        v = adil_random_next(r);
    }
    return v % n;
}

int64_t adil_random_in(struct adil_random *r, int64_t least, int64_t most)
{
    ADIL_ASSERT(least <= most);
    return least + (int64_t)adil_random_below(r, (uint64_t)(most - least) + 1);
}
