#include "copy.h"

#include "support.h"

#include <inttypes.h>
#include <string.h>

enum { FILES_MAX = 4096, BUNDLE_MAX = 1 << 20 };

struct adil_span copy_entry(struct adil_arena *a, const struct copy *c, uint64_t i)
{
    return adil_fmt(a, "%s %" PRIu64, i < c->other_from ? "entry" : "other", i);
}

static void add_file(struct adil_arena *perm, struct copy *c, struct adil_span path,
                     struct adil_span bytes)
{
    assert_true(c->n < FILES_MAX);
    c->file[c->n++] = (struct adil_archive_file){path, adil_span_copy(perm, bytes)};
}

/* The tiles of one level over its hashes. */
static void add_tiles(struct adil_arena *perm, struct copy *c, int level,
                      const struct adil_hash *hash)
{
    uint32_t last = 0;
    uint64_t n = adil_tile_count(level, c->size, &last);
    for (uint64_t i = 0; i < n; i++) {
        const struct adil_tile t = {level, i, i + 1 < n ? ADIL_TILE_WIDTH : last};
        add_file(
            perm, c, adil_tile_path(perm, t),
            adil_span_bytes((const char *)(hash + i * ADIL_TILE_WIDTH), t.width * sizeof hash[0]));
    }
}

static void add_bundles(struct adil_arena *perm, struct copy *c)
{
    uint32_t last = 0;
    uint64_t n = adil_tile_count(ADIL_ENTRIES_LEVEL, c->size, &last);
    for (uint64_t i = 0; i < n; i++) {
        const struct adil_tile t = {ADIL_ENTRIES_LEVEL, i, i + 1 < n ? ADIL_TILE_WIDTH : last};
        struct adil_buf b;
        adil_buf_open(&b, BUNDLE_MAX);
        for (uint32_t k = 0; k < t.width; k++) {
            struct adil_arena scratch = *perm;
            adil_bundle_add(&b, copy_entry(&scratch, c, i * ADIL_TILE_WIDTH + k));
        }
        add_file(perm, c, adil_tile_path(perm, t), adil_buf_span(&b));
        adil_buf_release(&b);
    }
}

void copy_make(struct adil_arena *perm, struct copy *c, uint64_t size, uint64_t other_from)
{
    struct adil_frontier f = {0};
    struct adil_hash *hash = adil_new(perm, struct adil_hash, size + 1);
    *c = (struct copy){.size = size, .other_from = other_from};
    c->file = adil_new(perm, struct adil_archive_file, FILES_MAX);
    for (uint64_t i = 0; i < size; i++) {
        struct adil_arena scratch = *perm;
        hash[i] = adil_leaf_hash(copy_entry(&scratch, c, i));
        adil_frontier_add(&f, &hash[i]);
    }
    c->root = adil_frontier_root(&f);
    for (int level = 0; level < 3; level++) {
        add_tiles(perm, c, level, hash);
        for (uint64_t i = 0; i < size >> (8 * (level + 1)); i++) {
            hash[i] = adil_tile_node(hash + i * ADIL_TILE_WIDTH, 8, 0);
        }
    }
    add_bundles(perm, c);
    add_file(perm, c, ADIL_SPAN("checkpoint"), ADIL_SPAN("nobody reads it\n"));
    adil_archive_sort(c->file, c->n);
}

static struct adil_archive_file *find_file(struct copy *c, struct adil_span path)
{
    for (size_t i = 0; i < c->n; i++) {
        if (adil_span_eq(c->file[i].path, path)) {
            return &c->file[i];
        }
    }
    return NULL;
}

static adil_err get_in_copy(void *ctx, struct adil_arena *perm, struct adil_span path,
                            size_t max_bytes, struct adil_span *bytes, struct adil_diag *diag)
{
    (void)perm;
    const struct adil_archive_file *file = find_file(ctx, path);
    if (file == NULL || file->bytes.len > max_bytes) {
        return adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){path, 0}, path,
                         ADIL_SPAN("nothing"), ADIL_SPAN("a file"));
    }
    *bytes = file->bytes;
    return ADIL_OK;
}

struct adil_fetch copy_fetch(struct copy *c, const char *name)
{
    return (struct adil_fetch){.ctx = c, .get = get_in_copy, .name = adil_span_of(name)};
}

struct adil_archive_file *copy_file(struct copy *c, const char *path)
{
    struct adil_archive_file *file = find_file(c, adil_span_of(path));
    if (file == NULL) {
        fail_msg("no file %s", path);
    }
    return file;
}

void copy_drop(struct copy *c, const char *path)
{
    struct adil_archive_file *file = copy_file(c, path);
    memmove(file, file + 1, (size_t)(c->file + c->n - (file + 1)) * sizeof *file);
    c->n--;
}
