/* SHA-256 (FIPS 180-4) by the processor's instructions where it has them (base/sha256_ni.h), else
 * through libsodium; and lower-case hex. For public data: secrets are hashed by libsodium itself.
 */
#ifndef ADIL_BASE_SHA256_H
#define ADIL_BASE_SHA256_H

#include "base/buf.h"

struct adil_hash {
    uint8_t byte[32];
};

struct adil_hash adil_sha256(struct adil_span bytes);
/* Of the byte `tag` and then `bytes`. */
struct adil_hash adil_sha256_tagged(uint8_t tag, struct adil_span bytes);
/* SHA-256 over several pieces in order, each preceded by its length as 8 bytes, most significant
 * first: no two lists of pieces share a preimage. */
struct adil_hash adil_sha256_pieces(const struct adil_span *pieces, size_t n);
/* Appends a piece as it is hashed there: of many, put one after another, adil_sha256 is theirs. */
void adil_sha256_piece_put(struct adil_buf *out, struct adil_span piece);
bool adil_hash_eq(const struct adil_hash *a, const struct adil_hash *b);

struct adil_span adil_hex(struct adil_arena *a, const uint8_t *bytes, size_t n);
/* Reads exactly 2 * n hex digits (either case). Returns false on anything else. */
bool adil_hex_parse(struct adil_span text, uint8_t *bytes, size_t n);

#endif
