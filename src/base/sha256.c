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

static void piece_head(size_t len, uint8_t head[8])
{
    for (unsigned k = 0; k < 8; k++) {
        head[k] = (uint8_t)((uint64_t)len >> (56 - 8 * k));
    }
}

void adil_sha256_piece_put(struct adil_buf *out, struct adil_span piece)
{
    uint8_t head[8];
    piece_head(piece.len, head);
    adil_buf_put(out, adil_span_bytes((const char *)head, sizeof head));
    adil_buf_put(out, piece);
}

struct adil_hash adil_sha256_pieces(const struct adil_span *pieces, size_t n)
{
    struct adil_hash h;
    crypto_hash_sha256_state state;
    sodium_ready();
    crypto_hash_sha256_init(&state);
    for (size_t i = 0; i < n; i++) {
        uint8_t head[8];
        piece_head(pieces[i].len, head);
        crypto_hash_sha256_update(&state, head, sizeof head);
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

enum { HEX_AT_ONCE = 8 };

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Eight bytes as a word, the first of them lowest. */
static uint64_t lowest_first(const char bytes[HEX_AT_ONCE])
{
    uint64_t w = 0;
    memcpy(&w, bytes, sizeof w);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    w = __builtin_bswap64(w);
#endif
    return w;
}

/* Four bytes from eight hex digits, all of them in one word, the first lowest. Returns 0 when these
 * are the digits that would be written for their values, but for their case. */
static uint64_t four_of(const char digits[HEX_AT_ONCE], uint8_t bytes[HEX_AT_ONCE / 2])
{
    uint64_t w = lowest_first(digits);
    uint64_t letter = w >> 6 & EACH(1);
    uint64_t v = (w & EACH(0x0f)) + letter * 9;
    uint64_t above_9 = (v + EACH(0x80 - 10)) >> 7 & EACH(1);
    uint64_t written = v + EACH('0') + above_9 * ('a' - '0' - 10);
    uint64_t pair = (v << 4 | v >> 8) & UINT64_C(0x00ff00ff00ff00ff);
    pair = (pair | pair >> 8) & UINT64_C(0x0000ffff0000ffff);
    pair |= pair >> 16;
    uint64_t four = lowest_first((const char *)&pair);
    memcpy(bytes, &four, HEX_AT_ONCE / 2);
    return (written ^ (w | letter << 5)) | (v & EACH(0xf0));
}

bool adil_hex_parse(struct adil_span text, uint8_t *bytes, size_t n)
{
    if (text.len % 2 != 0 || text.len / 2 != n) {
        return false;
    }
    uint64_t wrong = 0;
    size_t at = 0;
    for (; text.len - at >= HEX_AT_ONCE; at += HEX_AT_ONCE) {
        wrong |= four_of(text.ptr + at, bytes + at / 2);
    }
    if (at < text.len) {
        char rest[HEX_AT_ONCE] = "00000000";
        uint8_t four[HEX_AT_ONCE / 2];
        memcpy(rest, text.ptr + at, text.len - at);
        wrong |= four_of(rest, four);
        memcpy(bytes + at / 2, four, (text.len - at) / 2);
    }
    return wrong == 0;
}
