/* The text of a locked secret key (docs/design/keys.md): what gazette/secret.c writes and reads. */
#ifndef ADIL_GAZETTE_SECRET_FILE_H
#define ADIL_GAZETTE_SECRET_FILE_H

#include "gazette/secret.h"

enum {
    ADIL_SECRET_FILE_MAX = 4096, /* bytes */
    ADIL_SALT_BYTES = 16,
    ADIL_NONCE_BYTES = 24,
    ADIL_SEALED_BYTES = 32 + 16, /* the seed and its tag */
};

enum adil_lock_kind { ADIL_LOCK_PHRASE, ADIL_LOCK_KEY_FILE };

struct adil_secret_file {
    struct adil_vkey key;
    enum adil_lock_kind lock;
    uint32_t passes; /* of Argon2id; 0 with a key file */
    uint32_t kib;
    uint8_t salt[ADIL_SALT_BYTES];
    uint8_t nonce[ADIL_NONCE_BYTES];
    uint8_t sealed[ADIL_SEALED_BYTES];
    struct adil_span header; /* as read: everything before `sealed`, which authenticates it */
};

/* The 32 bytes that make the key again, where they lie: for the file alone. */
const uint8_t *adil_secret_seed(const struct adil_secret *s);

/* Reads the text in its one spelling; opens nothing. Err INPUT. */
ADIL_MUST_USE adil_err adil_secret_file_parse(struct adil_arena *perm, struct adil_place place,
                                              struct adil_span bytes, struct adil_secret_file *out,
                                              struct adil_diag *diag);
/* The header, then the rest; together the file. */
void adil_secret_file_put_header(struct adil_buf *out, struct adil_arena scratch,
                                 const struct adil_secret_file *f);
void adil_secret_file_put_sealed(struct adil_buf *out, const struct adil_secret_file *f);

#endif
