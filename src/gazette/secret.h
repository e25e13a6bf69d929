/* Secret keys: in memory only inside locked, undumpable pages (libsodium's sodium_malloc), at rest
 * only encrypted (Argon2id over a pass-phrase, or a key file of mode 0600; then
 * XChaCha20-Poly1305). A secret is never printed, logged or left in a core dump. File format:
 * docs/design/keys.md. */
#ifndef ADIL_GAZETTE_SECRET_H
#define ADIL_GAZETTE_SECRET_H

#include "gazette/note.h"

struct adil_secret; /* an Ed25519 signing key with its name and kind */

/* Turns core dumps off and locks what it can; called once by the program. */
void adil_secret_protect_process(void);

/* A new key; or the one that a 32-byte seed gives. Freed by adil_secret_free (wiped). */
ADIL_MUST_USE adil_err adil_secret_new(struct adil_span name, uint8_t kind,
                                       struct adil_secret **out, struct adil_diag *diag);
ADIL_MUST_USE adil_err adil_secret_from_seed(struct adil_span name, uint8_t kind,
                                             const uint8_t seed[32], struct adil_secret **out,
                                             struct adil_diag *diag);
void adil_secret_free(struct adil_secret *s); /* accepts NULL */

struct adil_vkey adil_secret_public(struct adil_arena *perm, const struct adil_secret *s);
void adil_secret_sign(const struct adil_secret *s, struct adil_span message,
                      uint8_t sig[ADIL_SIGNATURE_BYTES]);

/* How a file is locked: exactly one of the two is given. */
struct adil_lock {
    struct adil_span phrase;   /* pass-phrase */
    struct adil_span key_file; /* path of 32 random bytes in hex, mode 0600, made when missing */
};

/* Writes the encrypted file (mode 0600; an existing file is refused). Err INPUT, IO. */
ADIL_MUST_USE adil_err adil_secret_save(struct adil_arena scratch, const struct adil_secret *s,
                                        struct adil_span path, const struct adil_lock *lock,
                                        struct adil_diag *diag);
/* Err INPUT (not such a file, a mode others can read), REFUSED (wrong phrase or key), IO. */
ADIL_MUST_USE adil_err adil_secret_load(struct adil_arena scratch, struct adil_span path,
                                        const struct adil_lock *lock, struct adil_secret **out,
                                        struct adil_diag *diag);

#endif
