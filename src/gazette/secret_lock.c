/* Locking a secret into a file, and opening it: docs/design/keys.md. */
#include "base/file.h"
#include "gazette/secret_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEY_BYTES = 32, KEY_FILE_TEXT = 2 * KEY_BYTES + 1 };

_Static_assert(ADIL_SALT_BYTES == crypto_pwhash_SALTBYTES, "salt of Argon2id");
_Static_assert(ADIL_NONCE_BYTES == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, "nonce");
_Static_assert(ADIL_SEALED_BYTES == KEY_BYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES, "tag");

static const struct adil_span nothing = {NULL, 0};

static adil_err refuse_lock(struct adil_diag *d, adil_err code, struct adil_span path,
                            const char *field, const char *found, const char *expected)
{
    return adil_fail(d, code, (struct adil_place){path, 0}, adil_span_of(field),
                     adil_span_of(found), adil_span_of(expected));
}

static adil_err refuse_system(struct adil_diag *d, adil_err code, struct adil_span path,
                              const char *expected)
{
    char words[128] = "";
    if (strerror_r(errno, words, sizeof words) != 0) {
        words[0] = '\0';
    }
    return refuse_lock(d, code, path, "", words, expected);
}

/* ---- files ------------------------------------------------------------------------------ */

/* The path for the system; NULL when it would see another name. */
static const char *system_path(struct adil_arena *a, struct adil_span path)
{
    bool whole = path.len > 0 && adil_span_find_byte(path, '\0') == path.len;
    return whole ? adil_span_cstr(a, path) : NULL;
}

/* The name itself becomes durable. */
static int sync_folder_of(struct adil_arena scratch, const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t len = slash != NULL ? (size_t)(slash - path) + 1 : 0;
    const char *folder = len > 0 ? adil_span_cstr(&scratch, adil_span_bytes(path, len)) : ".";
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return -1;
    }
    /* Some file systems cannot sync a folder and say so with EINVAL. */
    int failed = fsync(fd) != 0 && errno != EINVAL ? errno : 0;
    (void)close(fd);
    errno = failed;
    return failed == 0 ? 0 : -1;
}

/* A new file of mode 0600; what stands there already stays (errno EEXIST). -1 on failure. */
static int write_new(struct adil_arena scratch, const char *path, struct adil_span bytes)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0) {
        return -1;
    }
    int failed = 0;
    if (adil_fd_write(fd, bytes).code != ADIL_C_OK || fsync(fd) != 0) {
        failed = errno;
    }
    if (close(fd) != 0 && failed == 0) {
        failed = errno;
    }
    if (failed == 0 && sync_folder_of(scratch, path) != 0) {
        failed = errno;
    }
    if (failed != 0) {
        (void)unlink(path); /* nothing was signed with this key yet */
    }
    errno = failed;
    return failed == 0 ? 0 : -1;
}

/* Opens a regular file that nobody but its owner can read or write. */
static adil_err open_private(struct adil_arena scratch, struct adil_span path, int *fd,
                             struct adil_diag *diag)
{
    struct stat st;
    const char *name = system_path(&scratch, path);
    errno = EINVAL;
    *fd = name != NULL ? open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK) : -1;
    if (*fd < 0) {
        return refuse_system(diag, ADIL_ERR(INPUT), path, "a file that can be read");
    }
    const char *found = "";
    if (fstat(*fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        found = "no regular file";
    } else if ((st.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        found = "a file that others can read or write";
    }
    if (*found != '\0') {
        (void)close(*fd);
        return refuse_lock(diag, ADIL_ERR(INPUT), path, "mode", found, "a file of mode 0600");
    }
    return ADIL_OK;
}

/* Reads at most `room` bytes; more or an error give false. */
static bool read_whole(int fd, char *to, size_t room, size_t *len)
{
    *len = 0;
    while (*len < room) {
        ssize_t n = read(fd, to + *len, room - *len);
        if (n == 0) {
            return true;
        }
        if (n < 0 && errno != EINTR) {
            return false;
        }
        *len += n > 0 ? (size_t)n : 0;
    }
    return false;
}

static adil_err make_key_file(struct adil_arena scratch, struct adil_span path,
                              struct adil_diag *diag)
{
    const char *name = system_path(&scratch, path);
    if (name == NULL) {
        return refuse_lock(diag, ADIL_ERR(INPUT), path, "key file", "", "the name of a file");
    }
    char *text = sodium_malloc(KEY_FILE_TEXT);
    uint8_t *key = sodium_malloc(KEY_BYTES);
    adil_err err = ADIL_ERR(LIMIT);
    if (text != NULL && key != NULL) {
        randombytes_buf(key, KEY_BYTES);
        (void)sodium_bin2hex(text, KEY_FILE_TEXT, key, KEY_BYTES);
        text[KEY_FILE_TEXT - 1] = '\n';
        bool there =
            write_new(scratch, name, adil_span_bytes(text, KEY_FILE_TEXT)) == 0 || errno == EEXIST;
        err = there ? ADIL_OK
                    : refuse_system(diag, ADIL_ERR(IO), path, "a key file that can be made");
    }
    sodium_free(text);
    sodium_free(key);
    return err;
}

/* 64 hex digits, perhaps a newline, into `key`, which is locked memory. */
static adil_err read_key_file(struct adil_arena scratch, struct adil_span path, uint8_t *key,
                              struct adil_diag *diag)
{
    int fd = -1;
    size_t len = 0;
    ADIL_TRY(open_private(scratch, path, &fd, diag));
    char *text = sodium_malloc(KEY_FILE_TEXT + 1);
    bool read_it = text != NULL && read_whole(fd, text, KEY_FILE_TEXT + 1, &len);
    (void)close(fd);
    if (read_it && len == KEY_FILE_TEXT && text[len - 1] == '\n') {
        len--;
    }
    bool good = read_it && adil_hex_parse(adil_span_bytes(text, len), key, KEY_BYTES);
    sodium_free(text);
    return good ? ADIL_OK
                : refuse_lock(diag, ADIL_ERR(INPUT), path, "key file", "", "64 hex digits");
}

/* ---- the key that locks ----------------------------------------------------------------- */

/* The caller's lock must be of the file's kind. */
static adil_err check_lock(struct adil_span path, const struct adil_secret_file *f,
                           const struct adil_lock *lock, struct adil_diag *diag)
{
    bool by_phrase = f->lock == ADIL_LOCK_PHRASE;
    ADIL_ASSERT(lock->phrase.len == 0 || lock->key_file.len == 0);
    if ((by_phrase ? lock->phrase : lock->key_file).len == 0) {
        return refuse_lock(diag, ADIL_ERR(INPUT), path, "lock", "",
                           by_phrase ? "a pass-phrase, not empty" : "a key file");
    }
    return ADIL_OK;
}

/* Into `key`, KEY_BYTES of locked memory. */
static adil_err derive_key(struct adil_arena scratch, struct adil_span path,
                           const struct adil_secret_file *f, const struct adil_lock *lock,
                           uint8_t *key, struct adil_diag *diag)
{
    if (f->lock == ADIL_LOCK_PHRASE) {
        int failed = crypto_pwhash(key, KEY_BYTES, lock->phrase.ptr, lock->phrase.len, f->salt,
                                   f->passes, (size_t)f->kib << 10, crypto_pwhash_ALG_ARGON2ID13);
        return failed == 0 ? ADIL_OK
                           : refuse_lock(diag, ADIL_ERR(LIMIT), path, "Argon2id", "no memory",
                                         "the memory that the key's lock asks for");
    }
    uint8_t *material = sodium_malloc(KEY_BYTES);
    if (material == NULL) {
        return ADIL_ERR(LIMIT);
    }
    adil_err err = read_key_file(scratch, lock->key_file, material, diag);
    if (err.code == ADIL_C_OK) {
        (void)crypto_generichash(key, KEY_BYTES, f->salt, sizeof f->salt, material, KEY_BYTES);
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
    (void)crypto_aead_xchacha20poly1305_ietf_encrypt(f->sealed, NULL, adil_secret_seed(s),
                                                     KEY_BYTES, (const uint8_t *)f->header.ptr,
                                                     f->header.len, NULL, f->nonce, key);
    adil_secret_file_put_sealed(out, f);
}

adil_err adil_secret_save(struct adil_arena scratch, const struct adil_secret *s,
                          struct adil_span path, const struct adil_lock *lock,
                          struct adil_diag *diag)
{
    struct stat st;
    struct adil_secret_file f = new_file(s, lock);
    const char *name = system_path(&scratch, path);
    ADIL_TRY(check_lock(path, &f, lock, diag));
    if (name == NULL || lstat(name, &st) == 0) { /* before Argon2id; write_new makes sure */
        return refuse_lock(diag, ADIL_ERR(INPUT), path, "", "a file that exists",
                           "a new name: a secret key is never written over");
    }
    if (f.lock == ADIL_LOCK_KEY_FILE) {
        ADIL_TRY(make_key_file(scratch, lock->key_file, diag));
    }
    struct adil_buf text;
    uint8_t *key = sodium_malloc(KEY_BYTES);
    adil_buf_open(&text, ADIL_SECRET_FILE_MAX);
    adil_err err = key == NULL ? ADIL_ERR(LIMIT) : derive_key(scratch, path, &f, lock, key, diag);
    if (err.code == ADIL_C_OK) {
        seal(&text, scratch, &f, s, key);
        ADIL_ASSERT(adil_buf_ok(&text));
        if (write_new(scratch, name, adil_buf_span(&text)) != 0) {
            err = refuse_system(diag, errno == EEXIST ? ADIL_ERR(INPUT) : ADIL_ERR(IO), path,
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
        return refuse_lock(diag, ADIL_ERR(REFUSED), path, by_phrase ? "pass-phrase" : "key file",
                           "one that does not open this key, or a changed file",
                           by_phrase ? "the pass-phrase that the key was locked with"
                                     : "the key file that the key was locked with");
    }
    ADIL_TRY(adil_secret_from_seed(f->key.name, f->key.kind, seed, out, diag));
    if (!adil_span_eq(adil_secret_vkey(*out).key, f->key.key)) {
        adil_secret_free(*out);
        *out = NULL;
        return refuse_lock(diag, ADIL_ERR(REFUSED), path, "key", "another public key",
                           "the one that the seed gives");
    }
    return ADIL_OK;
}

static adil_err read_secret_file(struct adil_arena *perm, struct adil_span path,
                                 struct adil_secret_file *f, struct adil_diag *diag)
{
    int fd = -1;
    size_t len = 0;
    ADIL_TRY(open_private(*perm, path, &fd, diag));
    char *text = adil_new(perm, char, ADIL_SECRET_FILE_MAX + 1);
    bool whole = read_whole(fd, text, ADIL_SECRET_FILE_MAX + 1, &len);
    (void)close(fd);
    if (!whole) {
        return refuse_lock(diag, ADIL_ERR(INPUT), path, "secret key", "", "a file of six lines");
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
    uint8_t *key = sodium_init() >= 0 ? sodium_malloc(2 * (size_t)KEY_BYTES) : NULL;
    if (key == NULL) {
        return adil_fail(diag, ADIL_ERR(LIMIT), (struct adil_place){path, 0},
                         ADIL_SPAN("memory for a secret key"), nothing,
                         ADIL_SPAN("pages that can be locked"));
    }
    adil_err err = derive_key(scratch, path, &f, lock, key, diag);
    if (err.code == ADIL_C_OK) {
        err = unseal(path, &f, key, key + KEY_BYTES, out, diag);
    }
    sodium_free(key);
    return err;
}
