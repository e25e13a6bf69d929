/* A hash under a secret key (BLAKE2b-256, RFC 7693): who has the key can tell that two texts are
 * one, nobody else can try texts against it. The key lies in a key file (gazette/secret_private.h)
 * and, while it is used, in locked memory. */
#ifndef ADIL_GAZETTE_SECRET_KEYED_H
#define ADIL_GAZETTE_SECRET_KEYED_H

#include "base/sha256.h"
#include "gazette/secret_private.h"

struct adil_keyed;

/* Reads the key file. Freed by adil_keyed_close (wiped). Err INPUT (not such a file, a mode others
 * can read), LIMIT (no locked memory). */
ADIL_MUST_USE adil_err adil_keyed_open(struct adil_arena scratch, struct adil_span path,
                                       struct adil_keyed **out, struct adil_diag *diag);
void adil_keyed_close(struct adil_keyed *k); /* accepts NULL */
/* Under a key that the caller gives (published vectors). */
ADIL_MUST_USE adil_err adil_keyed_from(const uint8_t key[ADIL_KEY_FILE_BYTES],
                                       struct adil_keyed **out);

/* Of both texts in order; `purpose` keeps hashes of one use apart from those of another. */
struct adil_hash adil_keyed_hash(const struct adil_keyed *k, struct adil_span purpose,
                                 struct adil_span text);

#endif
