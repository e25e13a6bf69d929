/* Everything in the folder against the entries: one finding a damage. */
#include "base/file.h"
#include "gazette/folder.h"
#include "gazette/log_priv.h"

#include <string.h>

enum { ROWS_AT_ONCE = 256, FILE_BYTES_MAX = ADIL_BLOB_BYTES_MAX };

struct log_check {
    struct adil_log *log;
    struct adil_diag *diag;
    uint64_t size; /* entries looked at */
    struct adil_frontier f;
    struct adil_signed head;
    struct adil_span published;    /* the checkpoint file; NULL: none */
    struct adil_signed checkpoint; /* what it says */
    struct adil_hash head_root;    /* what the entries give at these sizes */
    struct adil_hash checkpoint_root;
    uint32_t n; /* damages */
};

static void found_damage(struct log_check *c, struct adil_span file, struct adil_span field,
                         struct adil_span found, const char *expected)
{
    adil_diag_add(c->diag, ADIL_SEV_ERROR, (struct adil_place){file, 0}, field, found,
                  adil_span_of(expected));
    c->n++;
}

/* ---- entries and the tree over them ------------------------------------------------------ */

static void note_roots(struct log_check *c)
{
    if (c->head.there && c->head.size == c->f.size) {
        c->head_root = adil_frontier_root(&c->f);
    }
    if (c->checkpoint.there && c->checkpoint.size == c->f.size) {
        c->checkpoint_root = adil_frontier_root(&c->f);
    }
}

/* As a commit grows the tree, but what it wrote then is compared now. */
static void check_grow(struct log_check *c, struct adil_arena a, const struct adil_hash *leaf)
{
    struct adil_store *store = c->log->store;
    struct adil_hash up = *leaf;
    unsigned k = 0;
    for (; (c->f.size >> k & 1) != 0; k++) {
        up = adil_node_hash(&c->f.at[k], &up);
        if ((k + 1) % 8 == 0) {
            struct adil_span value = {NULL, 0};
            struct adil_span key = adil_log_node_key(&a, (int)(k + 1) / 8, c->f.size >> (k + 1));
            if (store->ops->meta(store, &a, key, &value, NULL).code != ADIL_C_OK ||
                value.len != sizeof up.byte || memcmp(value.ptr, up.byte, value.len) != 0) {
                found_damage(c, c->log->dir, key, ADIL_SPAN("another root in the store"),
                             "the root over the entries below");
            }
        }
    }
    c->f.at[k] = up;
    c->f.size++;
    note_roots(c);
}

static void check_entries_of(struct log_check *c, struct adil_arena scratch)
{
    note_roots(c);
    while (c->f.size < c->size) {
        struct adil_arena a = scratch;
        uint64_t left = c->size - c->f.size;
        size_t n = left < ROWS_AT_ONCE ? (size_t)left : ROWS_AT_ONCE;
        struct adil_store_row *row = adil_new(&a, struct adil_store_row, n);
        if (c->log->store->ops->read(c->log->store, &a, c->f.size, n, row, c->diag).code !=
            ADIL_C_OK) {
            c->n++;
            return;
        }
        for (size_t i = 0; i < n; i++) {
            struct adil_hash leaf = adil_leaf_hash(row[i].bytes);
            check_grow(c, a, &leaf);
        }
    }
    struct adil_hash root = adil_log_root(c->log);
    struct adil_hash now = adil_frontier_root(&c->f);
    if (adil_log_size(c->log) == c->size && !adil_hash_eq(&root, &now)) {
        found_damage(c, c->log->dir, ADIL_SPAN("root"), ADIL_SPAN("another root in use"),
                     "the root over the entries");
    }
}

/* ---- what is signed ---------------------------------------------------------------------- */

static void check_head_of(struct log_check *c, const char *name, const struct adil_signed *head,
                          const struct adil_hash *root)
{
    struct adil_span file = adil_diag_fmt(c->diag, "%.*s/%s", ADIL_ARG(c->log->dir), name);
    if (!head->there) {
        return;
    }
    if (head->size > c->f.size) {
        (void)adil_refuse_old_copy(file, head->size, c->f.size, c->diag).code;
        c->n++;
    } else if (!adil_hash_eq(root, &head->root)) {
        found_damage(c, file, ADIL_SPAN("root"), ADIL_SPAN("another root"),
                     "the root over the entries");
    }
}

/* The same text: a line of what was signed that is not under it as it was is a lost signature. */
static void check_lines(struct log_check *c, struct adil_span file, const struct adil_note *want)
{
    uint32_t before = c->n;
    for (uint32_t i = 0; i < want->n_lines; i++) {
        if (adil_span_find(c->published, want->line[i].line) == c->published.len) {
            found_damage(c, file, want->line[i].name, ADIL_SPAN("its signature is lost"),
                         "the line that was signed");
        }
    }
    if (c->n == before) {
        found_damage(c, file, ADIL_SPAN("checkpoint"), ADIL_SPAN("other bytes"),
                     "what was signed last");
    }
}

/* The checkpoint is a copy of what was signed. */
static void check_copy_of_head(struct log_check *c, struct adil_arena a, struct adil_span file)
{
    struct adil_note want;
    struct adil_place place = {file, 0};
    if (adil_span_eq(c->published, c->head.note) ||
        adil_note_split(&a, place, c->head.note, &want, NULL).code != ADIL_C_OK) {
        return;
    }
    if (adil_span_starts(c->published, adil_fmt(&a, "%.*s\n", ADIL_ARG(want.text)))) {
        check_lines(c, file, &want);
    } else if (c->checkpoint.there && c->checkpoint.size != c->head.size) {
        found_damage(c, file, ADIL_SPAN("size"),
                     adil_diag_fmt(c->diag, "%llu", ADIL_LLU(c->checkpoint.size)),
                     "the size that was signed last");
    } else {
        found_damage(c, file, ADIL_SPAN("checkpoint"), ADIL_SPAN("another text"),
                     "what was signed last");
    }
}

static void check_published(struct log_check *c, struct adil_arena a)
{
    struct adil_span file = adil_log_path(c->log, &a, "checkpoint");
    if (c->published.ptr == NULL) {
        if (c->head.there) {
            found_damage(c, file, ADIL_SPAN("checkpoint"), ADIL_SPAN("none"),
                         "what was signed last");
        }
        return;
    }
    if (c->checkpoint.there) {
        check_head_of(c, "checkpoint", &c->checkpoint, &c->checkpoint_root);
    }
    if (c->head.there) {
        check_copy_of_head(c, a, file);
    } else if (!c->checkpoint.there) {
        found_damage(c, file, ADIL_SPAN("checkpoint"), ADIL_SPAN("no signed checkpoint"),
                     "a signed note with origin, size and root");
    }
}

/* ---- files ------------------------------------------------------------------------------- */

static void check_tile_file(struct log_check *c, struct adil_arena a, struct adil_tile t,
                            struct adil_span path)
{
    struct adil_span want;
    struct adil_span got;
    if (adil_log_tile_bytes(c->log, &a, t, &want, c->diag).code != ADIL_C_OK ||
        adil_file_read(&a, path, FILE_BYTES_MAX, &got, c->diag).code != ADIL_C_OK) {
        c->n++;
        return;
    }
    size_t at = 0;
    while (at < want.len && at < got.len && want.ptr[at] == got.ptr[at]) {
        at++;
    }
    if (at < want.len || at < got.len) {
        found_damage(c, path, ADIL_SPAN("tile"), adil_diag_fmt(c->diag, "differs at byte %zu", at),
                     "the bytes that the store gives");
    }
}

static adil_err check_tile_name(void *ctx, struct adil_arena a, struct adil_span name)
{
    struct log_check *c = ctx;
    struct adil_tile t;
    struct adil_span relative = adil_fmt(&a, "tile/%.*s", ADIL_ARG(name));
    struct adil_span path = adil_fmt(&a, "%.*s/%.*s", ADIL_ARG(c->log->dir), ADIL_ARG(relative));
    if (!adil_tile_path_parse(relative, &t) || t.level >= ADIL_TILE_LEVELS) {
        found_damage(c, path, ADIL_SPAN("tile"), ADIL_SPAN("a file that is no tile"),
                     "tiles and bundles");
        return ADIL_OK;
    }
    uint64_t hashes = c->f.size >> (t.level > 0 ? 8 * (unsigned)t.level : 0);
    if (t.index > hashes / ADIL_TILE_WIDTH || t.index * ADIL_TILE_WIDTH + t.width > hashes) {
        found_damage(c, path, ADIL_SPAN("tile"), ADIL_SPAN("a tile past the end of the log"),
                     "tiles of the entries that there are");
        return ADIL_OK;
    }
    check_tile_file(c, a, t, path);
    return ADIL_OK;
}

/* What a reader of the checkpoint will ask for. */
static void check_tiles_there(struct log_check *c, struct adil_arena scratch)
{
    uint64_t size = c->head.there ? c->head.size : c->checkpoint.size;
    size = size < c->f.size ? size : c->f.size;
    for (int level = ADIL_ENTRIES_LEVEL; level < ADIL_TILE_LEVELS; level++) {
        uint32_t last = 0;
        uint64_t n = adil_tile_count(level, size, &last);
        for (uint64_t i = 0; i < n; i++) {
            struct adil_arena a = scratch;
            struct adil_tile t = {level, i, i + 1 == n ? last : ADIL_TILE_WIDTH};
            struct adil_span path =
                adil_fmt(&a, "%.*s/%.*s", ADIL_ARG(c->log->dir), ADIL_ARG(adil_tile_path(&a, t)));
            uint64_t bytes = 0;
            if (!adil_file_size(a, path, &bytes)) {
                found_damage(c, path, ADIL_SPAN("tile"), ADIL_SPAN("none"),
                             "a tile of the checkpoint's tree");
            }
        }
    }
}

static adil_err check_blob_name(void *ctx, struct adil_arena a, struct adil_span name)
{
    struct log_check *c = ctx;
    struct adil_span bytes;
    struct adil_span path = adil_fmt(&a, "%.*s/blob/%.*s", ADIL_ARG(c->log->dir), ADIL_ARG(name));
    if (adil_file_read(&a, path, FILE_BYTES_MAX, &bytes, c->diag).code != ADIL_C_OK) {
        c->n++;
        return ADIL_OK;
    }
    struct adil_hash h = adil_sha256(bytes);
    if (!adil_span_eq(name, adil_hex(&a, h.byte, sizeof h.byte))) {
        found_damage(c, path, ADIL_SPAN("blob"), ADIL_SPAN("bytes with another hash"),
                     "the hash in its name");
    }
    return ADIL_OK;
}

static void check_folder(struct log_check *c, struct adil_arena scratch, const char *name,
                         adil_err (*file)(void *, struct adil_arena, struct adil_span))
{
    const struct adil_folder_walk walk = {c, file};
    if (adil_folder_walk(scratch, adil_log_path(c->log, &scratch, name), &walk, c->diag).code !=
        ADIL_C_OK) {
        c->n++;
    }
}

/* Heads first: entries that come meanwhile are then no contradiction. */
static void read_heads(struct log_check *c, struct adil_arena *a)
{
    struct adil_span path = adil_log_path(c->log, a, "checkpoint");
    uint64_t bytes = 0;
    (void)pthread_mutex_lock(&c->log->publishing);
    c->n += adil_signed_read(a, c->log->dir, &c->head, c->diag).code != ADIL_C_OK ? 1 : 0;
    if (adil_file_size(*a, path, &bytes)) {
        c->n +=
            adil_file_read(a, path, ADIL_NOTE_BYTES_MAX, &c->published, c->diag).code != ADIL_C_OK
                ? 1
                : 0;
        (void)adil_signed_of_note(a, c->published, &c->checkpoint);
    }
    (void)pthread_mutex_unlock(&c->log->publishing);
}

adil_err adil_log_check(struct adil_log *log, struct adil_arena scratch, struct adil_diag *diag)
{
    struct log_check c = {.log = log, .diag = diag};
    if (!log->memory) {
        read_heads(&c, &scratch);
    }
    c.size = adil_log_size(log);
    c.n += log->store->ops->check(log->store, scratch, diag).code != ADIL_C_OK ? 1 : 0;
    check_entries_of(&c, scratch);
    if (!log->memory) {
        check_head_of(&c, "private/signed", &c.head, &c.head_root);
        check_published(&c, scratch);
        check_tiles_there(&c, scratch);
        check_folder(&c, scratch, "tile", check_tile_name);
        check_folder(&c, scratch, "blob", check_blob_name);
    }
    return c.n == 0 ? ADIL_OK : ADIL_ERR(REFUSED);
}
