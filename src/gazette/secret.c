#include "gazette/secret_file.h"

#include <sodium.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

/* In pages of its own (sodium_malloc): locked where the system allows it, out of core dumps, with a
 * guard page on both sides; read-only once made. */
struct adil_secret {
    uint8_t secret[crypto_sign_SECRETKEYBYTES]; /* seed || public key */
    uint8_t public[ADIL_PUBLIC_BYTES];
    uint32_t id;
    uint8_t kind;
    uint8_t name_len;
    char name[ADIL_SECRET_NAME_MAX];
};

void adil_secret_protect_process(void)
{
    struct rlimit none = {0, 0};
    (void)setrlimit(RLIMIT_CORE, &none);
    (void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

void adil_secret_random(uint8_t *bytes, size_t n)
{
    randombytes_buf(bytes, n);
}

/* Room for a secret, its name and kind set. */
static adil_err make_room(struct adil_span name, uint8_t kind, struct adil_secret **out,
                          struct adil_diag *diag)
{
    struct adil_place nowhere = {{NULL, 0}, 0};
    ADIL_ASSERT(kind == ADIL_KEY_ED25519 || kind == ADIL_KEY_COSIGNATURE);
    if (!adil_key_name_is_valid(name) || name.len > ADIL_SECRET_NAME_MAX) {
        return adil_fail(diag, ADIL_ERR(INPUT), nowhere, ADIL_SPAN("name of a key"), name,
                         ADIL_SPAN("1 to 255 bytes without blanks and without +"));
    }
    struct adil_secret *s = sodium_init() >= 0 ? sodium_malloc(sizeof *s) : NULL;
    if (s == NULL) {
        return adil_fail(diag, ADIL_ERR(LIMIT), nowhere, ADIL_SPAN("memory for a secret key"),
                         (struct adil_span){NULL, 0}, ADIL_SPAN("pages that can be locked"));
    }
    s->kind = kind;
    s->name_len = (uint8_t)name.len;
    memcpy(s->name, name.ptr, name.len);
    *out = s;
    return ADIL_OK;
}

static void close_room(struct adil_secret *s)
{
    s->id = adil_key_id(adil_span_bytes(s->name, s->name_len), s->kind,
                        adil_span_bytes((const char *)s->public, sizeof s->public));
    (void)sodium_mprotect_readonly(s);
}

adil_err adil_secret_new(struct adil_span name, uint8_t kind, struct adil_secret **out,
                         struct adil_diag *diag)
{
    ADIL_TRY(make_room(name, kind, out, diag));
    (void)crypto_sign_keypair((*out)->public, (*out)->secret);
    close_room(*out);
    return ADIL_OK;
}

adil_err adil_secret_from_seed(struct adil_span name, uint8_t kind, const uint8_t seed[32],
                               struct adil_secret **out, struct adil_diag *diag)
{
    ADIL_TRY(make_room(name, kind, out, diag));
    (void)crypto_sign_seed_keypair((*out)->public, (*out)->secret, seed);
    close_room(*out);
    return ADIL_OK;
}

void adil_secret_free(struct adil_secret *s)
{
    sodium_free(s); /* wipes, then gives the pages back */
}

struct adil_vkey adil_secret_vkey(const struct adil_secret *s)
{
    return (struct adil_vkey){
        .name = adil_span_bytes(s->name, s->name_len),
        .id = s->id,
        .kind = s->kind,
        .key = adil_span_bytes((const char *)s->public, sizeof s->public),
    };
}

struct adil_vkey adil_secret_public(struct adil_arena *perm, const struct adil_secret *s)
{
    struct adil_vkey k = adil_secret_vkey(s);
    k.name = adil_span_copy(perm, k.name);
    k.key = adil_span_copy(perm, k.key);
    return k;
}

void adil_secret_sign(const struct adil_secret *s, struct adil_span message,
                      uint8_t sig[ADIL_SIGNATURE_BYTES])
{
    (void)crypto_sign_detached(sig, NULL, (const uint8_t *)message.ptr, message.len, s->secret);
}

const uint8_t *adil_secret_seed(const struct adil_secret *s)
{
    return s->secret; /* libsodium keeps the seed in front */
}
