/* The office's private store of typings: files that nobody else on the machine reads. */
#include "cli/typing.h"

#include "base/base64.h"
#include "base/file.h"
#include "gazette/folder.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TYPING_BYTES_MAX = 1 << 20 };

struct adil_hash adil_typing_hash(const struct adil_typing *t)
{
    return adil_typed_hash(t->salt, t->key, t->fields);
}

void adil_typing_salt(struct adil_typing *t)
{
    adil_secret_random(t->salt, sizeof t->salt);
}

/* ---- files ---------------------------------------------------------------------------------- */

/* A file of mode 0600 in folders of mode 0700, whole or not at all. */
static adil_err write_private(struct adil_arena scratch, struct adil_span path,
                              struct adil_span bytes, struct adil_diag *diag)
{
    mode_t before = umask(077);
    adil_err err = adil_folder_make_for(scratch, path, diag);
    err = err.code == ADIL_C_OK ? adil_file_write(scratch, path, bytes, diag) : err;
    (void)umask(before);
    return err;
}

static void remove_private(struct adil_arena scratch, struct adil_span path)
{
    (void)unlink(adil_span_cstr(&scratch, path));
}

/* A '/' of the name as '~'. */
static struct adil_span waiting_path(struct adil_arena *a, struct adil_span dir,
                                     struct adil_span about, unsigned slot)
{
    char *flat = adil_span_cstr(a, about);
    for (char *c = flat; *c != '\0'; c++) {
        *c = (char)(*c == '/' ? '~' : *c);
    }
    return adil_fmt(a, "%.*s/private/typing/waiting/%s.%u.json", ADIL_ARG(dir), flat, slot);
}

static struct adil_span kept_path(struct adil_arena *a, struct adil_span dir, struct adil_span hash)
{
    return adil_fmt(a, "%.*s/private/typing/kept/%.*s.json", ADIL_ARG(dir), ADIL_ARG(hash));
}

static struct adil_span scan_path(struct adil_arena *a, struct adil_span dir, struct adil_span hash)
{
    return adil_fmt(a, "%.*s/private/typing/scan/%.*s", ADIL_ARG(dir), ADIL_ARG(hash));
}

/* ---- the form ------------------------------------------------------------------------------- */

static void put_text(struct adil_json *json, const char *key, struct adil_span text)
{
    adil_json_key(json, key);
    adil_json_text(json, text);
}

static adil_err write_typing(struct adil_arena scratch, struct adil_span path,
                             const struct adil_typing *t, struct adil_diag *diag)
{
    struct adil_buf out;
    struct adil_json json;
    struct adil_tree *fields = NULL;
    ADIL_TRY(adil_tree_read(&scratch, (struct adil_place){path, 0}, ADIL_SPAN("fields"), t->fields,
                            &fields, diag));
    adil_buf_open(&out, TYPING_BYTES_MAX);
    adil_json_open(&json, &out, true);
    adil_json_object(&json);
    put_text(&json, "about", t->about);
    put_text(&json, "by", t->by);
    adil_json_key(&json, "emptied");
    adil_json_array(&json);
    for (uint32_t i = 0; i < t->emptied.n; i++) {
        adil_json_text(&json, t->emptied.word[i]);
    }
    adil_json_end(&json);
    adil_json_key(&json, "fields");
    adil_tree_put(scratch, fields, &json);
    put_text(&json, "key",
             adil_base64(&scratch, adil_span_bytes((const char *)t->key, sizeof t->key)));
    put_text(&json, "name", t->name);
    put_text(&json, "salt", adil_hex(&scratch, t->salt, sizeof t->salt));
    put_text(&json, "scan", t->scan);
    put_text(&json, "word", t->word);
    adil_json_end(&json);
    adil_json_finish(&json);
    adil_err err = write_private(scratch, path, adil_buf_span(&out), diag);
    adil_buf_release(&out);
    return err;
}

static struct adil_words read_names(struct adil_arena *perm, const struct adil_tree *list)
{
    struct adil_words w = {NULL, 0};
    if (list != NULL && list->kind == ADIL_TREE_ARRAY) {
        w.word = adil_new(perm, struct adil_span, list->n);
        for (const struct adil_tree *m = list->first; m != NULL; m = m->next) {
            w.word[w.n++] = adil_tree_text(perm, m);
        }
    }
    return w;
}

/* NULL where there is no such file. */
static adil_err read_typing(struct adil_arena *perm, struct adil_span path,
                            struct adil_typing **out, struct adil_diag *diag)
{
    struct adil_span bytes;
    struct adil_tree *tree = NULL;
    struct adil_place place = {path, 0};
    uint64_t size = 0;
    *out = NULL;
    if (!adil_file_size(*perm, path, &size)) {
        return ADIL_OK;
    }
    ADIL_TRY(adil_file_read(perm, path, TYPING_BYTES_MAX, &bytes, diag));
    ADIL_TRY(adil_tree_read(perm, place, ADIL_SPAN("typing"), bytes, &tree, diag));
    struct adil_typing *t = adil_new(perm, struct adil_typing, 1);
    const struct adil_tree *fields = adil_tree_get(tree, "fields");
    t->about = adil_tree_text_of(perm, tree, "about");
    t->by = adil_tree_text_of(perm, tree, "by");
    t->name = adil_tree_text_of(perm, tree, "name");
    t->scan = adil_tree_text_of(perm, tree, "scan");
    t->word = adil_tree_text_of(perm, tree, "word");
    t->fields = adil_tree_text(perm, fields);
    t->emptied = read_names(perm, adil_tree_get(tree, "emptied"));
    bool well = fields != NULL && fields->kind == ADIL_TREE_OBJECT &&
                adil_base64_fixed(adil_tree_text_of(perm, tree, "key"), t->key, sizeof t->key) &&
                adil_hex_parse(adil_tree_text_of(perm, tree, "salt"), t->salt, sizeof t->salt);
    if (!well) {
        return adil_fail(diag, ADIL_ERR(INPUT), place, ADIL_SPAN("typing"), ADIL_SPAN("damaged"),
                         ADIL_SPAN("a typing as adil type keeps it"));
    }
    *out = t;
    return ADIL_OK;
}

/* ---- what waits ----------------------------------------------------------------------------- */

adil_err adil_typing_waiting(struct adil_arena *perm, struct adil_span dir, struct adil_span about,
                             unsigned slot, struct adil_typing **out, struct adil_diag *diag)
{
    struct adil_span path = waiting_path(perm, dir, about, slot);
    ADIL_TRY(read_typing(perm, path, out, diag));
    if (*out != NULL && !adil_span_eq((*out)->about, about)) {
        return adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){path, 0}, ADIL_SPAN("about"),
                         (*out)->about, about);
    }
    return ADIL_OK;
}

adil_err adil_typing_wait(struct adil_arena scratch, struct adil_span dir, unsigned slot,
                          const struct adil_typing *t, struct adil_diag *diag)
{
    return write_typing(scratch, waiting_path(&scratch, dir, t->about, slot), t, diag);
}

void adil_typing_forget(struct adil_arena scratch, struct adil_span dir, struct adil_span about)
{
    for (unsigned slot = ADIL_TYPINGS; slot > 0; slot--) {
        remove_private(scratch, waiting_path(&scratch, dir, about, slot));
    }
}

struct typing_walk {
    struct adil_cli *cli;
    struct adil_span folder;
    void *ctx;
    void (*each)(void *ctx, const struct adil_typing *t);
};

static adil_err walk_one(void *ctx, struct adil_arena scratch, struct adil_span name)
{
    const struct typing_walk *w = ctx;
    struct adil_typing *t = NULL;
    struct adil_span path =
        adil_fmt(&w->cli->perm, "%.*s/%.*s", ADIL_ARG(w->folder), ADIL_ARG(name));
    (void)scratch;
    ADIL_TRY(read_typing(&w->cli->perm, path, &t, &w->cli->diag));
    if (t != NULL) {
        w->each(w->ctx, t);
    }
    return ADIL_OK;
}

adil_err adil_typing_walk(struct adil_cli *cli, struct adil_span dir, void *ctx,
                          void (*each)(void *ctx, const struct adil_typing *t))
{
    struct typing_walk w = {.cli = cli, .ctx = ctx, .each = each};
    w.folder = adil_fmt(&cli->perm, "%.*s/private/typing/waiting", ADIL_ARG(dir));
    struct adil_folder_walk walk = {.ctx = &w, .file = walk_one};
    return adil_folder_walk(cli->scratch, w.folder, &walk, &cli->diag);
}

/* ---- what acts stand on --------------------------------------------------------------------- */

adil_err adil_typing_keep(struct adil_arena scratch, struct adil_span dir,
                          const struct adil_typing *t, struct adil_diag *diag)
{
    struct adil_hash hash = adil_typing_hash(t);
    struct adil_span hex = adil_hex(&scratch, hash.byte, sizeof hash.byte);
    return write_typing(scratch, kept_path(&scratch, dir, hex), t, diag);
}

adil_err adil_typing_kept(struct adil_arena *perm, struct adil_span dir, struct adil_span hash,
                          struct adil_typing **out, struct adil_diag *diag)
{
    return read_typing(perm, kept_path(perm, dir, hash), out, diag);
}

adil_err adil_typing_scan_put(struct adil_arena scratch, struct adil_span dir,
                              struct adil_span hash, struct adil_span bytes, struct adil_diag *diag)
{
    return write_private(scratch, scan_path(&scratch, dir, hash), bytes, diag);
}

adil_err adil_typing_scan_get(struct adil_arena *perm, struct adil_span dir, struct adil_span hash,
                              struct adil_span *bytes, struct adil_diag *diag)
{
    struct adil_span path = scan_path(perm, dir, hash);
    ADIL_TRY(adil_file_read(perm, path, ADIL_BLOB_BYTES_MAX, bytes, diag));
    struct adil_hash got = adil_sha256(*bytes);
    struct adil_span text = adil_hex(perm, got.byte, sizeof got.byte);
    return adil_span_eq(text, hash) ? ADIL_OK
                                    : adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){path, 0},
                                                ADIL_SPAN("scan"), text, hash);
}

void adil_typing_scan_forget(struct adil_arena scratch, struct adil_span dir, struct adil_span hash)
{
    if (hash.len > 0) {
        remove_private(scratch, scan_path(&scratch, dir, hash));
    }
}
