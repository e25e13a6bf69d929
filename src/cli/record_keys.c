/* Key files of a log folder: where they lie, which there are, making and opening them. */
#include "cli/record.h"

#include "base/file.h"
#include "gazette/folder.h"
#include "gazette/secret_file.h"

#include <string.h>

static adil_err bad_name(struct adil_span issuer, struct adil_diag *diag)
{
    return adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){{NULL, 0}, 0}, ADIL_SPAN("issuer"),
                     issuer, ADIL_SPAN("a name without ~ and blanks, not beginning with a dot"));
}

/* A name that makes a file name, and is found again from it. */
static bool is_file_name(struct adil_span issuer)
{
    bool good = issuer.len > 0 && issuer.ptr[0] != '.';
    for (size_t i = 0; i < issuer.len; i++) {
        good = good && issuer.ptr[i] > ' ' && issuer.ptr[i] <= '~' && issuer.ptr[i] != '~' &&
               issuer.ptr[i] != '+';
    }
    return good;
}

struct adil_span adil_key_path(struct adil_arena *a, struct adil_span dir, struct adil_span issuer,
                               uint32_t number)
{
    struct adil_span path = adil_fmt(a, "%.*s/private/keys/", ADIL_ARG(dir));
    char *name = adil_span_cstr(a, issuer);
    for (size_t i = 0; i < issuer.len; i++) {
        name[i] = (char)(name[i] == '/' ? '~' : name[i]);
    }
    return number == 1 ? adil_fmt(a, "%.*s%s.key", ADIL_ARG(path), name)
                       : adil_fmt(a, "%.*s%s.%u.key", ADIL_ARG(path), name, number);
}

struct adil_span adil_key_name(struct adil_arena *a, struct adil_span origin,
                               struct adil_span issuer)
{
    return adil_span_is(issuer, "log")
               ? origin
               : adil_fmt(a, "%.*s/%.*s", ADIL_ARG(origin), ADIL_ARG(issuer));
}

bool adil_key_is_there(struct adil_arena scratch, struct adil_span dir, struct adil_span issuer,
                       uint32_t number)
{
    uint64_t bytes = 0;
    return is_file_name(issuer) &&
           adil_file_size(scratch, adil_key_path(&scratch, dir, issuer, number), &bytes);
}

/* What follows the origin in the secret's name; all of it for the log's own. */
static bool is_key_of(struct adil_span name, struct adil_span issuer)
{
    return adil_span_is(issuer, "log") || (name.len > issuer.len && adil_span_ends(name, issuer) &&
                                           name.ptr[name.len - issuer.len - 1] == '/');
}

static adil_err key_of_another(struct adil_span path, struct adil_span name,
                               struct adil_span issuer, struct adil_diag *diag)
{
    return adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){path, 0}, ADIL_SPAN("name"), name,
                     issuer);
}

adil_err adil_key_public(struct adil_arena *perm, struct adil_span dir, struct adil_span issuer,
                         uint32_t number, struct adil_vkey *key, struct adil_diag *diag)
{
    struct adil_secret_file file;
    struct adil_span bytes;
    if (!is_file_name(issuer)) {
        return bad_name(issuer, diag);
    }
    struct adil_span path = adil_key_path(perm, dir, issuer, number);
    ADIL_TRY(adil_file_read(perm, path, ADIL_SECRET_FILE_MAX, &bytes, diag));
    ADIL_TRY(adil_secret_file_parse(perm, (struct adil_place){path, 0}, bytes, &file, diag));
    if (!is_key_of(file.key.name, issuer)) {
        return key_of_another(path, file.key.name, issuer, diag);
    }
    *key = file.key;
    return ADIL_OK;
}

adil_err adil_key_load(struct adil_arena scratch, struct adil_span dir, struct adil_span issuer,
                       uint32_t number, const struct adil_lock *lock, struct adil_secret **out,
                       struct adil_diag *diag)
{
    struct adil_span path = adil_key_path(&scratch, dir, issuer, number);
    if (!is_file_name(issuer)) {
        return bad_name(issuer, diag);
    }
    ADIL_TRY(adil_secret_load(scratch, path, lock, out, diag));
    struct adil_span name = adil_secret_vkey(*out).name;
    if (is_key_of(name, issuer)) {
        return ADIL_OK;
    }
    adil_err err = key_of_another(path, name, issuer, diag);
    adil_secret_free(*out);
    *out = NULL;
    return err;
}

adil_err adil_key_make(struct adil_arena *perm, struct adil_arena scratch, struct adil_span dir,
                       struct adil_span name, struct adil_span issuer, const struct adil_lock *lock,
                       uint32_t *number, struct adil_vkey *key, struct adil_diag *diag)
{
    struct adil_secret *secret = NULL;
    if (!is_file_name(issuer)) {
        return bad_name(issuer, diag);
    }
    *number = 1;
    while (adil_key_is_there(scratch, dir, issuer, *number)) {
        *number += 1;
    }
    if (*number > ADIL_KEYS_MAX) {
        return adil_fail(diag, ADIL_ERR(LIMIT), (struct adil_place){dir, 0}, ADIL_SPAN("keys"),
                         issuer, ADIL_SPAN("at most 64 keys of one issuer"));
    }
    struct adil_span path = adil_key_path(perm, dir, issuer, *number);
    ADIL_TRY(adil_secret_new(name, ADIL_KEY_ED25519, &secret, diag));
    adil_err err = adil_folder_make_for(scratch, path, diag);
    err = err.code == ADIL_C_OK ? adil_secret_save(scratch, secret, path, lock, diag) : err;
    *key = adil_secret_public(perm, secret);
    adil_secret_free(secret);
    return err;
}

adil_err adil_log_key_load(struct adil_arena scratch, const struct adil_logbook *book,
                           const struct adil_lock *lock, struct adil_secret **out,
                           struct adil_diag *diag)
{
    struct adil_vkey now = adil_polity_log_key(book->polity);
    struct adil_span log = ADIL_SPAN("log");
    for (uint32_t i = 1; adil_key_is_there(scratch, book->dir, log, i); i++) {
        struct adil_arena tmp = scratch;
        struct adil_vkey key = {.id = 0};
        ADIL_TRY(adil_key_public(&tmp, book->dir, log, i, &key, diag));
        if (adil_span_eq(key.key, now.key)) {
            return adil_key_load(scratch, book->dir, log, i, lock, out, diag);
        }
    }
    return adil_fail(diag, ADIL_ERR(INPUT),
                     (struct adil_place){adil_key_path(&scratch, book->dir, log, 1), 0},
                     ADIL_SPAN("log key"), ADIL_SPAN("not there"), adil_vkey_text(&scratch, &now));
}
