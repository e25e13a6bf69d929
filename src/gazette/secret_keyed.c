#include "gazette/secret_keyed.h"

#include <sodium.h>
#include <string.h>

struct adil_keyed {
    uint8_t key[ADIL_KEY_FILE_BYTES];
};

_Static_assert(sizeof(struct adil_hash) == crypto_generichash_BYTES, "BLAKE2b-256");

static struct adil_keyed *keyed_room(void)
{
    return sodium_init() >= 0 ? sodium_malloc(sizeof(struct adil_keyed)) : NULL;
}

adil_err adil_keyed_open(struct adil_arena scratch, struct adil_span path, struct adil_keyed **out,
                         struct adil_diag *diag)
{
    struct adil_keyed *k = keyed_room();
    *out = NULL;
    if (k == NULL) {
        return adil_private_refuse(diag, ADIL_ERR(LIMIT), path, "memory for a secret key", "",
                                   "pages that can be locked");
    }
    adil_err err = adil_key_file_read(scratch, path, k->key, diag);
    if (err.code != ADIL_C_OK) {
        sodium_free(k);
        return err;
    }
    (void)sodium_mprotect_readonly(k);
    *out = k;
    return ADIL_OK;
}

adil_err adil_keyed_from(const uint8_t key[ADIL_KEY_FILE_BYTES], struct adil_keyed **out)
{
    *out = keyed_room();
    if (*out == NULL) {
        return ADIL_ERR(LIMIT);
    }
    memcpy((*out)->key, key, sizeof(*out)->key);
    (void)sodium_mprotect_readonly(*out);
    return ADIL_OK;
}

void adil_keyed_close(struct adil_keyed *k)
{
    sodium_free(k); /* wipes, then gives the pages back */
}

struct adil_hash adil_keyed_hash(const struct adil_keyed *k, struct adil_span purpose,
                                 struct adil_span text)
{
    struct adil_hash h;
    crypto_generichash_state state;
    (void)crypto_generichash_init(&state, k->key, sizeof k->key, sizeof h.byte);
    (void)crypto_generichash_update(&state, (const uint8_t *)purpose.ptr, purpose.len);
    (void)crypto_generichash_update(&state, (const uint8_t *)text.ptr, text.len);
    (void)crypto_generichash_final(&state, h.byte, sizeof h.byte);
    sodium_memzero(&state, sizeof state);
    return h;
}
