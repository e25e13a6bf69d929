#include "cli/archive_check.h"

#include "gazette/tile_view.h"

#include <string.h>

struct checking {
    struct adil_cli *cli;
    const struct adil_copy *copy;
    const struct adil_verified *v;
    struct adil_tile_view view;
    struct adil_bundle *bundle;
    uint64_t n_tiles;
};

static adil_err refuse_file(const struct checking *c, struct adil_span path, const char *found)
{
    return adil_fail(&c->cli->diag, ADIL_ERR(REFUSED), (struct adil_place){c->copy->name, 0}, path,
                     adil_span_of(found), ADIL_SPAN("only what the checkpoint implies"));
}

struct adil_span adil_archive_policy(struct adil_cli *cli, const struct adil_verified *v)
{
    struct adil_policy policy;
    struct adil_buf text;
    if (!adil_witness_law_policy(&cli->perm, cli->scratch, v->polity, &policy)) {
        return (struct adil_span){NULL, 0};
    }
    adil_buf_open(&text, 1 << 20);
    adil_policy_put(&text, cli->scratch, &policy);
    struct adil_span all = adil_span_copy(&cli->perm, adil_buf_span(&text));
    adil_buf_release(&text);
    return all;
}

/* ---- tiles ---------------------------------------------------------------------------------- */

/* The entries are in the tree: they were walked. What else the file may hold is compared. */
static adil_err check_bundle(struct checking *c, struct adil_tile t,
                             const struct adil_archive_file *f)
{
    struct adil_arena tmp = c->view.scratch;
    struct adil_buf want;
    ADIL_TRY(adil_tile_view_bundle(&c->view, &tmp, t.index, c->bundle));
    adil_buf_open(&want, (size_t)ADIL_TILE_WIDTH * (ADIL_ENTRY_BYTES_MAX + 2));
    for (uint32_t k = 0; k < c->bundle->n; k++) {
        adil_bundle_add(&want, c->bundle->entry[k]);
    }
    bool same = adil_span_eq(f->bytes, adil_buf_span(&want));
    adil_buf_release(&want);
    return same ? ADIL_OK : refuse_file(c, f->path, "other bytes than the entries of the tree");
}

static adil_err check_tile(struct checking *c, struct adil_tile t,
                           const struct adil_archive_file *f)
{
    const struct adil_hash *hash = NULL;
    uint32_t last = 0;
    bool is_level = t.level < ADIL_TILE_LEVELS;
    uint64_t n = is_level ? adil_tile_count(t.level, c->v->head.size, &last) : 0;
    uint32_t width = t.index + 1 < n ? (uint32_t)ADIL_TILE_WIDTH : last;
    if (t.index >= n || t.width != width) {
        return refuse_file(c, f->path, "no tile of this tree");
    }
    c->n_tiles++;
    if (t.level == ADIL_ENTRIES_LEVEL) {
        return check_bundle(c, t, f);
    }
    ADIL_TRY(adil_tile_view_get(&c->view, t.level, t.index, &hash));
    struct adil_span want =
        adil_span_bytes((const char *)hash, (size_t)width * sizeof(struct adil_hash));
    return adil_span_eq(f->bytes, want) ? ADIL_OK
                                        : refuse_file(c, f->path, "other hashes than the tree's");
}

/* ---- blobs, and all files ------------------------------------------------------------------- */

static adil_err check_blob(const struct checking *c, const struct adil_hash *name,
                           const struct adil_archive_file *f)
{
    struct adil_hash got = adil_sha256(f->bytes);
    if (!adil_hash_eq(&got, name)) {
        return refuse_file(c, f->path, "bytes of another hash");
    }
    for (uint32_t i = 0; i < c->v->n_blobs; i++) {
        if (adil_hash_eq(&c->v->blob[i].hash, name)) {
            return ADIL_OK;
        }
    }
    return refuse_file(c, f->path, "a blob that no entry names");
}

static adil_err check_file(struct checking *c, const struct adil_archive_file *f)
{
    struct adil_span blob = ADIL_SPAN("blob/");
    struct adil_tile t;
    struct adil_hash h;
    if (adil_span_is(f->path, "checkpoint")) {
        return ADIL_OK;
    }
    if (adil_span_is(f->path, "policy")) {
        return adil_span_eq(f->bytes, adil_archive_policy(c->cli, c->v))
                   ? ADIL_OK
                   : refuse_file(c, f->path, "another policy than the law's");
    }
    if (adil_tile_path_parse(f->path, &t)) {
        return check_tile(c, t, f);
    }
    if (adil_span_starts(f->path, blob) && f->path.len == blob.len + 2 * sizeof h.byte &&
        adil_hex_parse(adil_span_sub(f->path, blob.len, f->path.len), h.byte, sizeof h.byte)) {
        return check_blob(c, &h, f);
    }
    return refuse_file(c, f->path, "not a file of a record");
}

adil_err adil_archive_check(struct adil_cli *cli, const struct adil_copy *copy,
                            const struct adil_archive_file *file, size_t n,
                            const struct adil_verified *v)
{
    struct checking c = {.cli = cli, .copy = copy, .v = v};
    struct adil_arena tmp = cli->scratch;
    uint64_t want = 0;
    uint32_t last = 0;
    c.bundle = adil_new(&tmp, struct adil_bundle, 1);
    ADIL_TRY(
        adil_tile_view_open(&c.view, &tmp, &copy->fetch, v->head.size, &v->head.root, &cli->diag));
    for (size_t i = 0; i < n; i++) {
        ADIL_TRY(check_file(&c, &file[i]));
    }
    for (int level = ADIL_ENTRIES_LEVEL; level < ADIL_TILE_LEVELS; level++) {
        want += adil_tile_count(level, v->head.size, &last);
    }
    return c.n_tiles == want ? ADIL_OK
                             : refuse_file(&c, ADIL_SPAN("tile/"), "fewer tiles than the tree has");
}
