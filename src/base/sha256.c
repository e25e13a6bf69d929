#include "base/sha256.h"

#include "base/sha256_ni.h"

#include <sodium.h>
#include <string.h>

_Static_assert(sizeof(struct adil_hash) == crypto_hash_sha256_BYTES, "a SHA-256 is 32 bytes");

/* sodium_init may be called again and from any thread; it fails only when the system has no
 * source of randomness, which no program here can go on without. */
static void sodium_ready(void)
{
    ADIL_ASSERT(sodium_init() >= 0);
}

/* libsodium wants a pointer even to nothing. */
static const unsigned char *bytes_of(struct adil_span s)
{
    return (const unsigned char *)(s.ptr != NULL ? s.ptr : "");
}

struct adil_hash adil_sha256(struct adil_span bytes)
{
    struct adil_hash h;
    if (!adil_sha256_ni((struct adil_span){NULL, 0}, bytes, &h)) {
        sodium_ready();
        crypto_hash_sha256(h.byte, bytes_of(bytes), bytes.len);
    }
    return h;
}

struct adil_hash adil_sha256_tagged(uint8_t tag, struct adil_span bytes)
{
    struct adil_hash h;
    const char head = (char)tag;
    if (!adil_sha256_ni(adil_span_bytes(&head, 1), bytes, &h)) {
        crypto_hash_sha256_state state;
        sodium_ready();
        crypto_hash_sha256_init(&state);
        crypto_hash_sha256_update(&state, &tag, 1);
        crypto_hash_sha256_update(&state, bytes_of(bytes), bytes.len);
        crypto_hash_sha256_final(&state, h.byte);
    }
    return h;
}

struct adil_hash adil_sha256_pieces(const struct adil_span *pieces, size_t n)
{
    struct adil_hash h;
    crypto_hash_sha256_state state;
    sodium_ready();
    crypto_hash_sha256_init(&state);
    for (size_t i = 0; i < n; i++) {
        uint8_t len[8];
        for (unsigned k = 0; k < 8; k++) {
            len[k] = (uint8_t)((uint64_t)pieces[i].len >> (56 - 8 * k));
        }
        crypto_hash_sha256_update(&state, len, sizeof len);
        crypto_hash_sha256_update(&state, bytes_of(pieces[i]), pieces[i].len);
    }
    crypto_hash_sha256_final(&state, h.byte);
    return h;
}

bool adil_hash_eq(const struct adil_hash *a, const struct adil_hash *b)
{
    return memcmp(a->byte, b->byte, sizeof a->byte) == 0;
}

struct adil_span adil_hex(struct adil_arena *a, const uint8_t *bytes, size_t n)
{
    static const char digit[] = "0123456789abcdef";
    ADIL_ASSERT(n <= SIZE_MAX / 2);
    char *out = adil_new(a, char, 2 * n);
    for (size_t i = 0; i < n; i++) {
        out[2 * i] = digit[bytes[i] >> 4];
        out[2 * i + 1] = digit[bytes[i] & 15];
    }
    return adil_span_bytes(out, 2 * n);
}

/* The value of a hex digit, 16 for anything else. */
static unsigned nibble(char c)
{
    static const uint8_t value[256] = {
        ['0'] = 0x80, ['1'] = 0x81, ['2'] = 0x82, ['3'] = 0x83, ['4'] = 0x84, ['5'] = 0x85,
        ['6'] = 0x86, ['7'] = 0x87, ['8'] = 0x88, ['9'] = 0x89, ['a'] = 0x8a, ['b'] = 0x8b,
        ['c'] = 0x8c, ['d'] = 0x8d, ['e'] = 0x8e, ['f'] = 0x8f, ['A'] = 0x8a, ['B'] = 0x8b,
        ['C'] = 0x8c, ['D'] = 0x8d, ['E'] = 0x8e, ['F'] = 0x8f,
    };
    return value[(unsigned char)c] ^ 0x80U;
}

bool adil_hex_parse(struct adil_span text, uint8_t *bytes, size_t n)
{
    if (text.len % 2 != 0 || text.len / 2 != n) {
        return false;
    }
    unsigned seen = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned hi = nibble(text.ptr[2 * i]);
        unsigned lo = nibble(text.ptr[2 * i + 1]);
        seen |= hi | lo;
        bytes[i] = (uint8_t)(hi << 4 | lo);
    }
    return seen <= 15;
}
