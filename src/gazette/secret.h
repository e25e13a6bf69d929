/* Secret keys: in memory only inside locked, undumpable pages (libsodium's sodium_malloc), at rest
 * only encrypted (Argon2id over a pass-phrase, or a key file of mode 0600; then
 * XChaCha20-Poly1305). A secret is never printed, logged or left in a core dump. File format:
 * docs/design/keys.md. */
#ifndef ADIL_GAZETTE_SECRET_H
#define ADIL_GAZETTE_SECRET_H

#include "gazette/note.h"

enum {
    ADIL_SECRET_NAME_MAX = 255,
    ADIL_LOCK_PASSES_MAX = 16,
    ADIL_LOCK_KIB_MAX = 1 << 20, /* 1 GiB */
};

struct adil_secret; /* an Ed25519 signing key with its name and kind */

/* Turns core dumps off, for this process and those it starts, and keeps other processes of the same
 * user from reading its memory; called once by the program. */
void adil_secret_protect_process(void);

/* Bytes that nobody can guess, from the system: salts. */
void adil_secret_random(uint8_t *bytes, size_t n);

/* A new key; or the one that a 32-byte seed gives. `kind` is ADIL_KEY_ED25519 or
 * ADIL_KEY_COSIGNATURE (asserted). Freed by adil_secret_free (wiped). Err INPUT (no name of a key,
 * or above ADIL_SECRET_NAME_MAX bytes), LIMIT (no locked memory). */
ADIL_MUST_USE adil_err adil_secret_new(struct adil_span name, uint8_t kind,
                                       struct adil_secret **out, struct adil_diag *diag);
ADIL_MUST_USE adil_err adil_secret_from_seed(struct adil_span name, uint8_t kind,
                                             const uint8_t seed[32], struct adil_secret **out,
                                             struct adil_diag *diag);
void adil_secret_free(struct adil_secret *s); /* accepts NULL */

/* The verifying key: a copy; or what the secret itself holds, valid while it lives. */
struct adil_vkey adil_secret_public(struct adil_arena *perm, const struct adil_secret *s);
struct adil_vkey adil_secret_vkey(const struct adil_secret *s);
void adil_secret_sign(const struct adil_secret *s, struct adil_span message,
                      uint8_t sig[ADIL_SIGNATURE_BYTES]);

/* How a file is locked: exactly one of the two is given. The cost of a pass-phrase stands in the
 * file, so that a reader need not know it; 0 takes libsodium's MODERATE (3 passes over 256 MiB). */
struct adil_lock {
    struct adil_span phrase;   /* pass-phrase */
    struct adil_span key_file; /* path of 32 random bytes in hex, mode 0600, made by
                                  adil_secret_save when missing */
    uint32_t passes;           /* of Argon2id, 1 .. ADIL_LOCK_PASSES_MAX */
    uint32_t kib;              /* its memory, 8 .. ADIL_LOCK_KIB_MAX */
};

/* Writes the encrypted file (mode 0600; an existing file is refused and stays as it is). Err INPUT,
 * IO, LIMIT (no memory for Argon2id). */
ADIL_MUST_USE adil_err adil_secret_save(struct adil_arena scratch, const struct adil_secret *s,
                                        struct adil_span path, const struct adil_lock *lock,
                                        struct adil_diag *diag);
/* Err INPUT (not such a file, a mode others can read), REFUSED (wrong phrase or key, or a byte was
 * changed), IO, LIMIT. */
ADIL_MUST_USE adil_err adil_secret_load(struct adil_arena scratch, struct adil_span path,
                                        const struct adil_lock *lock, struct adil_secret **out,
                                        struct adil_diag *diag);

#endif
