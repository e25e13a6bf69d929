/* adil export and import: a record as one archive, and a public folder of it. */
#include "base/file.h"
#include "cli/archive_check.h"
#include "cli/outsider.h"
#include "cli/verify.h"
#include "gazette/folder.h"
#include "gazette/log.h"
#include "gazette/tile.h"

#include <inttypes.h>
#include <string.h>

#define ARCHIVE_MAX    ((size_t)8 << 30)
#define TILE_BYTES_MAX ((size_t)ADIL_TILE_WIDTH * (ADIL_ENTRY_BYTES_MAX + 2))

static const struct adil_verb_help export_help = {
    "export COPY FILE",
    "Packs a record into one archive that a stranger verifies offline: checkpoint, tiles, "
    "entries,\n"
    "blobs, and the witness policy. COPY is a folder, a URL or another archive. It is verified "
    "before\n"
    "anything is written.",
    "adil export my-log record.tar"};
static const struct adil_verb_help import_help = {
    "import FILE DIR",
    "Unpacks an archive, after verifying it, into a folder that any web server can serve. It is a\n"
    "copy to read, never a log to write. What the checkpoint does not imply is refused.",
    "adil import record.tar public"};

struct packing {
    struct adil_cli *cli;
    const struct adil_copy *copy;
    struct adil_archive_file *file;
    size_t n;
    size_t cap;
};

/* ---- verifying ------------------------------------------------------------------------------ */

static adil_err verify_or_tell(struct adil_cli *cli, const struct adil_copy *copy, uint64_t trusted,
                               struct adil_verified *v)
{
    const struct adil_verify_options options = {.trusted = trusted, .progress = true};
    ADIL_TRY(adil_verify(&cli->perm, cli->scratch, copy, &options, v, &cli->diag));
    if (!v->failed) {
        return ADIL_OK;
    }
    adil_buf_fmt(&cli->out, "%.*s is found wrong, nothing was written:\n", ADIL_ARG(copy->name));
    adil_verify_failure_text(cli->scratch, ADIL_EN, &v->failure, &cli->out);
    cli->status = adil_exit_status(ADIL_ERR(REFUSED));
    return ADIL_OK;
}

/* ---- packing -------------------------------------------------------------------------------- */

static void pack(struct packing *p, struct adil_span path, struct adil_span bytes)
{
    ADIL_ASSERT(p->n < p->cap);
    p->file[p->n++] = (struct adil_archive_file){path, bytes};
}

/* As many hashes or entries of a full tile as the tree has. */
static struct adil_span cut_tile(struct adil_span bytes, struct adil_tile t)
{
    struct adil_span rest = bytes;
    struct adil_span entry;
    bool whole = true;
    if (t.level != ADIL_ENTRIES_LEVEL) {
        return adil_span_sub(bytes, 0, (size_t)t.width * sizeof(struct adil_hash));
    }
    for (uint32_t i = 0; i < t.width && adil_bundle_next(&rest, &entry, &whole); i++) {
    }
    return adil_span_sub(bytes, 0, bytes.len - rest.len);
}

static adil_err pack_tile(struct packing *p, struct adil_tile t)
{
    struct adil_arena *a = &p->cli->perm;
    const struct adil_fetch *f = &p->copy->fetch;
    struct adil_span path = adil_tile_path(a, t);
    struct adil_span bytes;
    adil_err err = f->get(f->ctx, a, path, TILE_BYTES_MAX, &bytes, NULL);
    if (err.code != ADIL_C_OK) {
        struct adil_tile full = t;
        full.width = ADIL_TILE_WIDTH;
        ADIL_TRY(f->get(f->ctx, a, adil_tile_path(a, full), TILE_BYTES_MAX, &bytes, &p->cli->diag));
        bytes = cut_tile(bytes, t);
    }
    pack(p, path, bytes);
    return ADIL_OK;
}

static adil_err pack_level(struct packing *p, int level, uint64_t size)
{
    uint32_t last = 0;
    uint64_t n = adil_tile_count(level, size, &last);
    for (uint64_t i = 0; i < n; i++) {
        const struct adil_tile t = {level, i, i + 1 < n ? (uint32_t)ADIL_TILE_WIDTH : last};
        ADIL_TRY(pack_tile(p, t));
    }
    return ADIL_OK;
}

static adil_err pack_blobs(struct packing *p, const struct adil_verified *v)
{
    struct adil_arena *a = &p->cli->perm;
    const struct adil_fetch *f = &p->copy->fetch;
    for (uint32_t i = 0; i < v->n_blobs; i++) {
        const struct adil_hash *h = &v->blob[i].hash;
        struct adil_span path =
            adil_fmt(a, "blob/%.*s", ADIL_ARG(adil_hex(a, h->byte, sizeof h->byte)));
        struct adil_span bytes;
        bool packed = !v->blob[i].there;
        for (size_t k = 0; k < p->n && !packed; k++) {
            packed = adil_span_eq(p->file[k].path, path);
        }
        if (!packed) {
            ADIL_TRY(f->get(f->ctx, a, path, ADIL_BLOB_BYTES_MAX, &bytes, &p->cli->diag));
            pack(p, path, bytes);
        }
    }
    return ADIL_OK;
}

static void pack_policy(struct packing *p, const struct adil_verified *v)
{
    struct adil_span policy = adil_archive_policy(p->cli, v);
    if (policy.ptr != NULL) {
        pack(p, ADIL_SPAN("policy"), policy);
    }
}

static adil_err pack_all(struct packing *p, const struct adil_verified *v)
{
    uint32_t last = 0;
    p->cap = 2 + v->n_blobs;
    for (int level = ADIL_ENTRIES_LEVEL; level < ADIL_TILE_LEVELS; level++) {
        p->cap += adil_tile_count(level, v->head.size, &last);
    }
    p->file = adil_new(&p->cli->perm, struct adil_archive_file, p->cap);
    pack(p, ADIL_SPAN("checkpoint"), p->copy->note);
    for (int level = ADIL_ENTRIES_LEVEL; level < ADIL_TILE_LEVELS; level++) {
        ADIL_TRY(pack_level(p, level, v->head.size));
    }
    ADIL_TRY(pack_blobs(p, v));
    pack_policy(p, v);
    adil_archive_sort(p->file, p->n);
    return ADIL_OK;
}

/* What will be written is read as a stranger will read it. */
static adil_err check_archive(struct adil_cli *cli, struct adil_span name, struct adil_span bytes,
                              uint64_t size)
{
    struct adil_copy copy = {.name = name};
    struct adil_verified v;
    ADIL_TRY(adil_fetch_archive(&cli->perm, name, bytes, &copy.fetch, &cli->diag));
    ADIL_TRY(copy.fetch.get(copy.fetch.ctx, &cli->perm, ADIL_SPAN("checkpoint"),
                            ADIL_NOTE_BYTES_MAX, &copy.note, &cli->diag));
    adil_err err = verify_or_tell(cli, &copy, size, &v);
    adil_verify_close(&v);
    return err;
}

static adil_err write_archive(struct adil_cli *cli, const struct packing *p, struct adil_span name,
                              uint64_t size)
{
    struct adil_buf out;
    adil_buf_open(&out, ARCHIVE_MAX);
    adil_archive_put(&out, p->file, p->n);
    adil_err err =
        adil_buf_ok(&out) ? check_archive(cli, name, adil_buf_span(&out), size) : ADIL_ERR(LIMIT);
    if (err.code == ADIL_C_OK && cli->status == 0) {
        err = adil_file_write(cli->scratch, name, adil_buf_span(&out), &cli->diag);
        adil_buf_fmt(&cli->out, "%" PRIu64 " entries, %zu files, %zu bytes: %.*s\n", size, p->n,
                     out.len, ADIL_ARG(name));
    }
    adil_buf_release(&out);
    return err;
}

static adil_err export_copy(struct adil_cli *cli, struct adil_span from, struct adil_span to)
{
    struct adil_copy copy;
    struct adil_verified v;
    struct packing p = {.cli = cli, .copy = &copy};
    adil_err err = adil_copy_open(&cli->perm, from, &copy, &cli->diag);
    if (err.code == ADIL_C_OK) {
        err = verify_or_tell(cli, &copy, 0, &v);
        if (err.code == ADIL_C_OK && !v.failed) {
            err = pack_all(&p, &v);
            err = err.code == ADIL_C_OK ? write_archive(cli, &p, to, v.head.size) : err;
        }
        adil_verify_close(&v);
    }
    adil_copy_close(&copy);
    return err;
}

static adil_err two_names(struct adil_cli *cli, const struct adil_verb_help *text, const char *verb,
                          const char *expected, int argc, char **argv, struct adil_words *rest,
                          bool *help)
{
    ADIL_TRY(adil_options_parse(&cli->perm, NULL, 0, argc, argv, rest, help, &cli->diag));
    if (*help) {
        adil_options_help(text, NULL, 0, &cli->out);
        return ADIL_OK;
    }
    return rest->n == 2 ? ADIL_OK : adil_usage(cli, verb, ADIL_SPAN("other arguments"), expected);
}

adil_err adil_verb_export(struct adil_cli *cli, int argc, char **argv)
{
    struct adil_words rest;
    bool help = false;
    ADIL_TRY(
        two_names(cli, &export_help, "adil export", "a copy and a file", argc, argv, &rest, &help));
    return help ? ADIL_OK : export_copy(cli, rest.word[0], rest.word[1]);
}

/* ---- unpacking ------------------------------------------------------------------------------ */

static adil_err write_public(struct adil_cli *cli, struct adil_span dir, struct adil_span path,
                             struct adil_span bytes)
{
    struct adil_arena tmp = cli->scratch;
    struct adil_span to = adil_fmt(&tmp, "%.*s/%.*s", ADIL_ARG(dir), ADIL_ARG(path));
    ADIL_TRY(adil_folder_make_for(tmp, to, &cli->diag));
    return adil_file_write(tmp, to, bytes, &cli->diag);
}

/* The checkpoint last: a folder without one is no copy yet. */
static adil_err unpack(struct adil_cli *cli, const struct adil_copy *copy,
                       const struct adil_verified *v, struct adil_span bytes, struct adil_span dir)
{
    struct adil_archive_file *file = NULL;
    size_t n = 0;
    ADIL_TRY(adil_archive_read(&cli->perm, copy->name, bytes, &file, &n, &cli->diag));
    ADIL_TRY(adil_archive_check(cli, copy, file, n, v));
    for (size_t i = 0; i < n; i++) {
        if (!adil_span_is(file[i].path, "checkpoint")) {
            ADIL_TRY(write_public(cli, dir, file[i].path, file[i].bytes));
        }
    }
    ADIL_TRY(write_public(cli, dir, ADIL_SPAN("checkpoint"), copy->note));
    adil_buf_fmt(&cli->out, "%" PRIu64 " entries: %.*s\n", v->head.size, ADIL_ARG(dir));
    return ADIL_OK;
}

static adil_err refuse_taken(struct adil_cli *cli, struct adil_span dir)
{
    static const char *const signs[] = {"checkpoint", "private/store.sqlite"};
    uint64_t bytes = 0;
    for (size_t i = 0; i < ADIL_COUNT(signs); i++) {
        struct adil_arena tmp = cli->scratch;
        struct adil_span there = adil_fmt(&tmp, "%.*s/%s", ADIL_ARG(dir), signs[i]);
        if (adil_file_size(tmp, there, &bytes)) {
            return adil_fail(&cli->diag, ADIL_ERR(REFUSED), (struct adil_place){there, 0},
                             ADIL_SPAN("folder"), ADIL_SPAN("a record is there"),
                             ADIL_SPAN("a new folder: nothing is overwritten"));
        }
    }
    return ADIL_OK;
}

static adil_err import_copy(struct adil_cli *cli, struct adil_span from, struct adil_span dir)
{
    struct adil_copy copy = {.name = from};
    struct adil_verified v;
    struct adil_span bytes;
    ADIL_TRY(refuse_taken(cli, dir));
    ADIL_TRY(adil_file_read(&cli->perm, from, ARCHIVE_MAX, &bytes, &cli->diag));
    if (adil_fetch_archive(&cli->perm, from, bytes, &copy.fetch, &cli->diag).code != ADIL_C_OK) {
        return ADIL_ERR(REFUSED);
    }
    ADIL_TRY(copy.fetch.get(copy.fetch.ctx, &cli->perm, ADIL_SPAN("checkpoint"),
                            ADIL_NOTE_BYTES_MAX, &copy.note, &cli->diag));
    adil_err err = verify_or_tell(cli, &copy, 0, &v);
    if (err.code == ADIL_C_OK && !v.failed) {
        err = unpack(cli, &copy, &v, bytes, dir);
    }
    adil_verify_close(&v);
    return err;
}

adil_err adil_verb_import(struct adil_cli *cli, int argc, char **argv)
{
    struct adil_words rest;
    bool help = false;
    ADIL_TRY(two_names(cli, &import_help, "adil import", "an archive and a folder", argc, argv,
                       &rest, &help));
    return help ? ADIL_OK : import_copy(cli, rest.word[0], rest.word[1]);
}
