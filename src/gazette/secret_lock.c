/* Locking a secret into a file, and opening it: docs/design/keys.md. */
#include "gazette/secret_file.h"
#include "gazette/secret_private.h"

#include <errno.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

_Static_assert(ADIL_SALT_BYTES == crypto_pwhash_SALTBYTES, "salt of Argon2id");
_Static_assert(ADIL_NONCE_BYTES == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, "nonce");
_Static_assert(ADIL_SEALED_BYTES == ADIL_KEY_FILE_BYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES,
               "tag");

static const struct adil_span nothing = {NULL, 0};

/* ---- the key that locks ----------------------------------------------------------------- */

/* The caller's lock must be of the file's kind. */
static adil_err check_lock(struct adil_span path, const struct adil_secret_file *f,
                           const struct adil_lock *lock, struct adil_diag *diag)
{
    bool by_phrase = f->lock == ADIL_LOCK_PHRASE;
    ADIL_ASSERT(lock->phrase.len == 0 || lock->key_file.len == 0);
    if ((by_phrase ? lock->phrase : lock->key_file).len == 0) {
        return adil_private_refuse(diag, ADIL_ERR(INPUT), path, "lock", "",
                                   by_phrase ? "a pass-phrase, not empty" : "a key file");
    }
    return ADIL_OK;
}

/* Into `key`, ADIL_KEY_FILE_BYTES of locked memory. */
static adil_err derive_key(struct adil_arena scratch, struct adil_span path,
                           const struct adil_secret_file *f, const struct adil_lock *lock,
                           uint8_t *key, struct adil_diag *diag)
{
    if (f->lock == ADIL_LOCK_PHRASE) {
        int failed =
            crypto_pwhash(key, ADIL_KEY_FILE_BYTES, lock->phrase.ptr, lock->phrase.len, f->salt,
                          f->passes, (size_t)f->kib << 10, crypto_pwhash_ALG_ARGON2ID13);
        return failed == 0
                   ? ADIL_OK
                   : adil_private_refuse(diag, ADIL_ERR(LIMIT), path, "Argon2id", "no memory",
                                         "the memory that the key's lock asks for");
    }
    uint8_t *material = sodium_malloc(ADIL_KEY_FILE_BYTES);
    if (material == NULL) {
        return ADIL_ERR(LIMIT);
    }
    adil_err err = adil_key_file_read(scratch, lock->key_file, material, diag);
    if (err.code == ADIL_C_OK) {
        (void)crypto_generichash(key, ADIL_KEY_FILE_BYTES, f->salt, sizeof f->salt, material,
                                 ADIL_KEY_FILE_BYTES);
    }
    sodium_free(material);
    return err;
}

static struct adil_secret_file new_file(const struct adil_secret *s, const struct adil_lock *lock)
{
    struct adil_secret_file f = {.key = adil_secret_vkey(s)};
    if (lock->key_file.len > 0) {
        f.lock = ADIL_LOCK_KEY_FILE;
    } else {
        f.passes = lock->passes != 0 ? lock->passes : crypto_pwhash_OPSLIMIT_MODERATE;
        f.kib = lock->kib != 0 ? lock->kib : crypto_pwhash_MEMLIMIT_MODERATE >> 10;
        ADIL_ASSERT(f.passes <= ADIL_LOCK_PASSES_MAX && f.kib >= 8 && f.kib <= ADIL_LOCK_KIB_MAX);
    }
    randombytes_buf(f.salt, sizeof f.salt);
    randombytes_buf(f.nonce, sizeof f.nonce);
    return f;
}

/* Header and seed, sealed; the header is authenticated. */
static void seal(struct adil_buf *out, struct adil_arena scratch, struct adil_secret_file *f,
                 const struct adil_secret *s, const uint8_t *key)
{
    adil_secret_file_put_header(out, scratch, f);
    f->header = adil_buf_span(out);
    (void)crypto_aead_xchacha20poly1305_ietf_encrypt(
        f->sealed, NULL, adil_secret_seed(s), ADIL_KEY_FILE_BYTES, (const uint8_t *)f->header.ptr,
        f->header.len, NULL, f->nonce, key);
    adil_secret_file_put_sealed(out, f);
}

adil_err adil_secret_save(struct adil_arena scratch, const struct adil_secret *s,
                          struct adil_span path, const struct adil_lock *lock,
                          struct adil_diag *diag)
{
    struct stat st;
    struct adil_secret_file f = new_file(s, lock);
    const char *name = adil_private_name(&scratch, path);
    ADIL_TRY(check_lock(path, &f, lock, diag));
    if (name == NULL || lstat(name, &st) == 0) { /* before Argon2id; adil_private_new makes sure */
        return adil_private_refuse(diag, ADIL_ERR(INPUT), path, "", "a file that exists",
                                   "a new name: a secret key is never written over");
    }
    if (f.lock == ADIL_LOCK_KEY_FILE) {
        ADIL_TRY(adil_key_file_make(scratch, lock->key_file, diag));
    }
    struct adil_buf text;
    uint8_t *key = sodium_malloc(ADIL_KEY_FILE_BYTES);
    adil_buf_open(&text, ADIL_SECRET_FILE_MAX);
    adil_err err = key == NULL ? ADIL_ERR(LIMIT) : derive_key(scratch, path, &f, lock, key, diag);
    if (err.code == ADIL_C_OK) {
        seal(&text, scratch, &f, s, key);
        ADIL_ASSERT(adil_buf_ok(&text));
        if (adil_private_new(scratch, name, adil_buf_span(&text)) != 0) {
            err = adil_private_failed(diag, errno == EEXIST ? ADIL_ERR(INPUT) : ADIL_ERR(IO), path,
                                      "a new file that can be written");
        }
    }
    adil_buf_release(&text);
    sodium_free(key);
    return err;
}

/* Opens with `key` into a secret whose public key must be the one that the file names. */
static adil_err unseal(struct adil_span path, const struct adil_secret_file *f, const uint8_t *key,
                       uint8_t *seed, struct adil_secret **out, struct adil_diag *diag)
{
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(seed, NULL, NULL, f->sealed, sizeof f->sealed,
                                                   (const uint8_t *)f->header.ptr, f->header.len,
                                                   f->nonce, key) != 0) {
        bool by_phrase = f->lock == ADIL_LOCK_PHRASE;
        return adil_private_refuse(diag, ADIL_ERR(REFUSED), path,
                                   by_phrase ? "pass-phrase" : "key file",
                                   "one that does not open this key, or a changed file",
                                   by_phrase ? "the pass-phrase that the key was locked with"
                                             : "the key file that the key was locked with");
    }
    ADIL_TRY(adil_secret_from_seed(f->key.name, f->key.kind, seed, out, diag));
    if (!adil_span_eq(adil_secret_vkey(*out).key, f->key.key)) {
        adil_secret_free(*out);
        *out = NULL;
        return adil_private_refuse(diag, ADIL_ERR(REFUSED), path, "key", "another public key",
                                   "the one that the seed gives");
    }
    return ADIL_OK;
}

static adil_err read_secret_file(struct adil_arena *perm, struct adil_span path,
                                 struct adil_secret_file *f, struct adil_diag *diag)
{
    int fd = -1;
    size_t len = 0;
    ADIL_TRY(adil_private_open(*perm, path, &fd, diag));
    char *text = adil_new(perm, char, ADIL_SECRET_FILE_MAX + 1);
    bool whole = adil_private_read(fd, text, ADIL_SECRET_FILE_MAX + 1, &len);
    (void)close(fd);
    if (!whole) {
        return adil_private_refuse(diag, ADIL_ERR(INPUT), path, "secret key", "",
                                   "a file of six lines");
    }
    return adil_secret_file_parse(perm, (struct adil_place){path, 0}, adil_span_bytes(text, len), f,
                                  diag);
}

adil_err adil_secret_load(struct adil_arena scratch, struct adil_span path,
                          const struct adil_lock *lock, struct adil_secret **out,
                          struct adil_diag *diag)
{
    struct adil_secret_file f = {.passes = 0};
    *out = NULL;
    ADIL_TRY(read_secret_file(&scratch, path, &f, diag));
    ADIL_TRY(check_lock(path, &f, lock, diag));
    uint8_t *key = sodium_init() >= 0 ? sodium_malloc(2 * (size_t)ADIL_KEY_FILE_BYTES) : NULL;
    if (key == NULL) {
        return adil_fail(diag, ADIL_ERR(LIMIT), (struct adil_place){path, 0},
                         ADIL_SPAN("memory for a secret key"), nothing,
                         ADIL_SPAN("pages that can be locked"));
    }
    adil_err err = derive_key(scratch, path, &f, lock, key, diag);
    if (err.code == ADIL_C_OK) {
        err = unseal(path, &f, key, key + ADIL_KEY_FILE_BYTES, out, diag);
    }
    sodium_free(key);
    return err;
}
