#include "cli/witness_dir.h"

#include "base/file.h"
#include "gazette/folder.h"

#include <string.h>

enum { WATCHED_BYTES_MAX = 1 << 18, STATEMENT_BYTES_MAX = 1 << 18, HEX_BYTES = 64 };

static const struct adil_span watched_magic = ADIL_SPAN_INIT("adil-witness-log/v1");

static struct adil_span in_dir(struct adil_arena *a, struct adil_span dir, const char *name)
{
    return adil_fmt(a, "%.*s/%s", ADIL_ARG(dir), name);
}

/* ---- the folder ----------------------------------------------------------------------------- */

static adil_err make_key(struct adil_arena scratch, struct adil_span path, struct adil_span name,
                         uint8_t kind, const struct adil_lock *lock, struct adil_diag *diag)
{
    struct adil_secret *key = NULL;
    ADIL_TRY(adil_secret_new(name, kind, &key, diag));
    adil_err err = adil_secret_save(scratch, key, path, lock, diag);
    adil_secret_free(key);
    return err;
}

adil_err adil_witness_dir_make(struct adil_arena *perm, struct adil_arena scratch,
                               struct adil_span dir, struct adil_span name,
                               const struct adil_lock *lock, struct adil_diag *diag)
{
    struct adil_span cosign = in_dir(perm, dir, "cosign.key");
    uint64_t bytes = 0;
    if (adil_file_size(scratch, cosign, &bytes)) {
        return adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){dir, 0}, ADIL_SPAN("folder"),
                         ADIL_SPAN("a witness lives here"), ADIL_SPAN("a new folder"));
    }
    ADIL_TRY(adil_folder_make(scratch, in_dir(perm, dir, "seen"), diag));
    ADIL_TRY(adil_folder_make(scratch, in_dir(perm, dir, "logs"), diag));
    ADIL_TRY(make_key(scratch, in_dir(perm, dir, "replay.key"),
                      adil_fmt(perm, "%.*s/replay", ADIL_ARG(name)), ADIL_KEY_ED25519, lock, diag));
    return make_key(scratch, cosign, name, ADIL_KEY_COSIGNATURE, lock, diag);
}

adil_err adil_witness_dir_open(struct adil_arena *perm, struct adil_arena scratch,
                               struct adil_span dir, const struct adil_lock *lock,
                               struct adil_witness_dir *out, struct adil_diag *diag)
{
    struct adil_span cosign = in_dir(perm, dir, "cosign.key");
    uint64_t bytes = 0;
    memset(out, 0, sizeof *out);
    out->dir = adil_span_copy(perm, dir);
    if (!adil_file_size(scratch, cosign, &bytes)) {
        return adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){dir, 0}, ADIL_SPAN("folder"),
                         ADIL_SPAN("no witness lives here"), ADIL_SPAN("adil witness init DIR"));
    }
    out->memory = adil_witness_folder(perm, in_dir(perm, dir, "seen"));
    if (lock == NULL) {
        return ADIL_OK;
    }
    ADIL_TRY(adil_secret_load(scratch, cosign, lock, &out->cosign, diag));
    return adil_secret_load(scratch, in_dir(perm, dir, "replay.key"), lock, &out->replay, diag);
}

void adil_witness_dir_close(struct adil_witness_dir *w)
{
    adil_secret_free(w->cosign);
    adil_secret_free(w->replay);
    w->cosign = NULL;
    w->replay = NULL;
}

/* ---- a log that is watched ------------------------------------------------------------------ */

struct adil_span adil_watched_file(struct adil_arena *a, const struct adil_watched *log,
                                   const char *end)
{
    return adil_fmt(a, "%.*s%s", ADIL_ARG(log->path), end);
}

bool adil_watched_objected(struct adil_arena scratch, const struct adil_watched *log)
{
    struct adil_span path = adil_watched_file(&scratch, log, ".objection");
    uint64_t bytes = 0;
    return adil_file_size(scratch, path, &bytes);
}

adil_err adil_watched_objection(struct adil_arena *perm, const struct adil_watched *log,
                                struct adil_span *note, struct adil_diag *diag)
{
    struct adil_span path = adil_watched_file(perm, log, ".objection");
    adil_err err = adil_file_read(perm, path, STATEMENT_BYTES_MAX, note, NULL);
    if (err.code == ADIL_C_INPUT) {
        *note = (struct adil_span){NULL, 0};
        return ADIL_OK;
    }
    return err.code == ADIL_C_OK ? err
                                 : adil_file_read(perm, path, STATEMENT_BYTES_MAX, note, diag);
}

static adil_err damaged(struct adil_diag *diag, struct adil_span path, uint32_t line)
{
    return adil_fail(diag, ADIL_ERR(REFUSED), (struct adil_place){path, line},
                     ADIL_SPAN("watched log"), ADIL_SPAN("a damaged file"),
                     ADIL_SPAN("origin, genesis and keys, as this program wrote them"));
}

static adil_err parse_watched(struct adil_arena *perm, struct adil_span text,
                              struct adil_watched *out, struct adil_diag *diag)
{
    struct adil_span rest = text;
    struct adil_span line;
    uint32_t n = 0;
    while (adil_span_cut(&rest, '\n', &line) && (rest.ptr != NULL || line.len > 0)) {
        bool good = true;
        n++;
        if (n == 1) {
            good = adil_span_eq(line, watched_magic);
        } else if (n == 2) {
            out->origin = line;
        } else if (n == 3) {
            good = adil_hex_parse(line, out->genesis.byte, sizeof out->genesis.byte);
        } else {
            good = out->n_keys < ADIL_WATCHED_KEYS_MAX &&
                   adil_vkey_parse(perm, (struct adil_place){out->path, n}, line,
                                   &out->key[out->n_keys++], NULL)
                           .code == ADIL_C_OK;
        }
        if (!good) {
            return damaged(diag, out->path, n);
        }
    }
    return n >= 4 ? ADIL_OK : damaged(diag, out->path, n);
}

static adil_err read_watched(struct adil_arena *perm, struct adil_span path,
                             struct adil_watched *out, struct adil_diag *diag)
{
    struct adil_span text;
    memset(out, 0, sizeof *out);
    out->path = path;
    adil_err err = adil_file_read(perm, path, WATCHED_BYTES_MAX, &text, NULL);
    if (err.code == ADIL_C_INPUT) {
        return ADIL_OK; /* never watched */
    }
    ADIL_TRY(err.code == ADIL_C_OK ? err
                                   : adil_file_read(perm, path, WATCHED_BYTES_MAX, &text, diag));
    return parse_watched(perm, text, out, diag);
}

adil_err adil_watched_read(struct adil_arena *perm, const struct adil_witness_dir *w,
                           struct adil_span origin, struct adil_watched *out,
                           struct adil_diag *diag)
{
    struct adil_hash h = adil_sha256(origin);
    struct adil_span path = adil_fmt(perm, "%.*s/logs/%.*s", ADIL_ARG(w->dir),
                                     ADIL_ARG(adil_hex(perm, h.byte, sizeof h.byte)));
    ADIL_TRY(read_watched(perm, path, out, diag));
    return out->origin.len == 0 || adil_span_eq(out->origin, origin) ? ADIL_OK
                                                                     : damaged(diag, path, 2);
}

static bool has_key(const struct adil_watched *log, const struct adil_vkey *key)
{
    for (uint32_t i = 0; i < log->n_keys; i++) {
        if (adil_span_eq(log->key[i].key, key->key)) {
            return true;
        }
    }
    return false;
}

adil_err adil_watched_write(struct adil_arena scratch, struct adil_watched *log,
                            const struct adil_vkey *key, struct adil_diag *diag)
{
    struct adil_buf text;
    if (!has_key(log, key)) {
        if (log->n_keys == ADIL_WATCHED_KEYS_MAX) {
            return damaged(diag, log->path, 0);
        }
        log->key[log->n_keys++] = *key;
    }
    adil_buf_open(&text, WATCHED_BYTES_MAX);
    adil_buf_fmt(&text, "%.*s\n%.*s\n%.*s\n", ADIL_ARG(watched_magic), ADIL_ARG(log->origin),
                 ADIL_ARG(adil_hex(&scratch, log->genesis.byte, sizeof log->genesis.byte)));
    for (uint32_t i = 0; i < log->n_keys; i++) {
        adil_buf_fmt(&text, "%.*s\n", ADIL_ARG(adil_vkey_text(&scratch, &log->key[i])));
    }
    adil_err err = adil_buf_ok(&text)
                       ? adil_file_write(scratch, log->path, adil_buf_span(&text), diag)
                       : ADIL_ERR(LIMIT);
    adil_buf_release(&text);
    return err;
}

struct listing {
    struct adil_arena *perm;
    struct adil_span folder;
    struct adil_watched *log;
    uint32_t n;
    struct adil_diag *diag;
};

static adil_err list_one(void *ctx, struct adil_arena scratch, struct adil_span name)
{
    struct listing *l = ctx;
    (void)scratch;
    if (name.len != HEX_BYTES || l->n == ADIL_WATCHED_LOGS_MAX) {
        return ADIL_OK;
    }
    struct adil_span path = adil_fmt(l->perm, "%.*s/%.*s", ADIL_ARG(l->folder), ADIL_ARG(name));
    ADIL_TRY(read_watched(l->perm, path, &l->log[l->n], l->diag));
    l->n++;
    return ADIL_OK;
}

adil_err adil_watched_all(struct adil_arena *perm, struct adil_arena scratch,
                          const struct adil_witness_dir *w, struct adil_watched **out, uint32_t *n,
                          struct adil_diag *diag)
{
    struct listing l = {.perm = perm, .folder = in_dir(perm, w->dir, "logs"), .diag = diag};
    const struct adil_folder_walk walk = {&l, list_one};
    l.log = adil_new(perm, struct adil_watched, ADIL_WATCHED_LOGS_MAX);
    ADIL_TRY(adil_folder_walk(scratch, l.folder, &walk, diag));
    *out = l.log;
    *n = l.n;
    return ADIL_OK;
}

adil_err adil_witness_state_note(struct adil_arena scratch, const struct adil_secret *key,
                                 struct adil_span text, struct adil_span path,
                                 struct adil_diag *diag)
{
    uint8_t sig[ADIL_SIGNATURE_BYTES];
    struct adil_vkey v = adil_secret_vkey(key);
    struct adil_buf note;
    adil_secret_sign(key, text, sig);
    adil_buf_open(&note, STATEMENT_BYTES_MAX);
    adil_buf_put(&note, text);
    adil_buf_byte(&note, '\n');
    adil_note_line_put(&note, v.name, v.id, adil_span_bytes((const char *)sig, sizeof sig));
    adil_err err = adil_buf_ok(&note) ? adil_file_write(scratch, path, adil_buf_span(&note), diag)
                                      : ADIL_ERR(LIMIT);
    adil_buf_release(&note);
    return err;
}
