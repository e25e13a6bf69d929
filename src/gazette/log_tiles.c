/* Tiles and bundles as files: derived from the store, written once, never with other bytes. */
#include "base/file.h"
#include "gazette/folder.h"
#include "gazette/log_priv.h"

#include <string.h>

enum {
    BUNDLE_BYTES_MAX = ADIL_TILE_WIDTH * (ADIL_ENTRY_BYTES_MAX + 2),
    MANY_TILES = 16, /* from so many on one sync of the file system serves all */
};

struct adil_span adil_log_path(const struct adil_log *log, struct adil_arena *a, const char *name)
{
    return adil_fmt(a, "%.*s/%s", ADIL_ARG(log->dir), name);
}

static adil_err bundle_bytes(struct adil_log *log, struct adil_arena *a, struct adil_tile t,
                             struct adil_span *bytes, struct adil_diag *diag)
{
    struct adil_store_row *row = adil_new(a, struct adil_store_row, t.width);
    struct adil_buf out;
    ADIL_TRY(log->store->ops->read(log->store, a, t.index * ADIL_TILE_WIDTH, t.width, row, diag));
    adil_buf_open(&out, BUNDLE_BYTES_MAX);
    for (uint32_t i = 0; i < t.width; i++) {
        adil_bundle_add(&out, row[i].bytes);
    }
    bool whole = adil_buf_ok(&out);
    *bytes = whole ? adil_span_copy(a, adil_buf_span(&out)) : (struct adil_span){NULL, 0};
    adil_buf_release(&out);
    return whole ? ADIL_OK : ADIL_ERR(LIMIT);
}

static adil_err node_of_store(struct adil_log *log, struct adil_arena a, int level, uint64_t i,
                              char out[32], struct adil_diag *diag)
{
    struct adil_span value;
    struct adil_span key = adil_log_node_key(&a, level, i);
    ADIL_TRY(log->store->ops->meta(log->store, &a, key, &value, diag));
    if (value.len != 32) {
        return adil_fail(diag, ADIL_ERR(REFUSED), (struct adil_place){log->dir, 0}, key,
                         ADIL_SPAN("no root of 32 bytes"), ADIL_SPAN("the root of a full tile"));
    }
    memcpy(out, value.ptr, 32);
    return ADIL_OK;
}

adil_err adil_log_tile_bytes(struct adil_log *log, struct adil_arena *a, struct adil_tile t,
                             struct adil_span *bytes, struct adil_diag *diag)
{
    if (t.level == ADIL_ENTRIES_LEVEL) {
        return bundle_bytes(log, a, t, bytes, diag);
    }
    uint64_t first = t.index * ADIL_TILE_WIDTH;
    char *text = adil_new(a, char, (size_t)t.width * 32);
    *bytes = adil_span_bytes(text, (size_t)t.width * 32);
    for (uint32_t i = 0; t.level > 0 && i < t.width; i++) {
        ADIL_TRY(node_of_store(log, *a, t.level, first + i, text + (size_t)i * 32, diag));
    }
    if (t.level == 0) {
        struct adil_arena scratch = *a;
        struct adil_store_row *row = adil_new(&scratch, struct adil_store_row, t.width);
        ADIL_TRY(log->store->ops->read(log->store, &scratch, first, t.width, row, diag));
        for (uint32_t i = 0; i < t.width; i++) {
            memcpy(text + (size_t)i * 32, row[i].leaf.byte, 32);
        }
    }
    return ADIL_OK;
}

static struct adil_span tile_file(struct adil_log *log, struct adil_arena *a, struct adil_tile t)
{
    return adil_fmt(a, "%.*s/%.*s", ADIL_ARG(log->dir), ADIL_ARG(adil_tile_path(a, t)));
}

/* Whether the file has to be written. One that is cut short is made again; other bytes are what a
 * reader may have kept for ever: nothing goes on. Err REFUSED. */
static adil_err is_due(struct adil_arena a, struct adil_span path, struct adil_span bytes,
                       bool *due, struct adil_diag *diag)
{
    struct adil_span old;
    uint64_t size = 0;
    *due = true;
    if (!adil_file_size(a, path, &size)) {
        return adil_folder_make_for(a, path, diag);
    }
    ADIL_TRY(adil_file_read(&a, path, BUNDLE_BYTES_MAX, &old, diag));
    *due = !adil_span_eq(old, bytes);
    if (!*due || (old.len < bytes.len && adil_span_starts(bytes, old))) {
        return ADIL_OK;
    }
    return adil_fail(diag, ADIL_ERR(REFUSED), (struct adil_place){path, 0}, ADIL_SPAN("tile"),
                     ADIL_SPAN("other bytes than the store gives"),
                     ADIL_SPAN("equal bytes; run `adil store check`, then move the file that is "
                               "damaged away: it is made again"));
}

typedef adil_err (*tile_step)(struct adil_log *log, struct adil_tile t, struct adil_diag *diag);

static adil_err write_with(struct adil_log *log, struct adil_tile t,
                           adil_err (*write)(struct adil_arena, struct adil_span, struct adil_span,
                                             struct adil_diag *),
                           struct adil_diag *diag)
{
    struct adil_arena a = log->publish;
    struct adil_span bytes;
    bool due = false;
    struct adil_span path = tile_file(log, &a, t);
    ADIL_TRY(adil_log_tile_bytes(log, &a, t, &bytes, diag));
    ADIL_TRY(is_due(a, path, bytes, &due, diag));
    return due ? write(a, path, bytes, diag) : ADIL_OK;
}

static adil_err put_tile(struct adil_log *log, struct adil_tile t, struct adil_diag *diag)
{
    return write_with(log, t, adil_file_write, diag);
}

static adil_err stage_tile(struct adil_log *log, struct adil_tile t, struct adil_diag *diag)
{
    struct adil_arena a = log->publish;
    adil_file_unstage(a, tile_file(log, &a, t));
    return write_with(log, t, adil_file_stage, diag);
}

static adil_err place_tile(struct adil_log *log, struct adil_tile t, struct adil_diag *diag)
{
    struct adil_arena a = log->publish;
    return adil_file_place(a, tile_file(log, &a, t), diag);
}

/* Level 0 and its bundles, then up while there are hashes. */
static bool next_level(int *level, uint64_t size)
{
    if (*level == ADIL_ENTRIES_LEVEL) {
        *level = 0;
        return true;
    }
    (*level)++;
    uint32_t last = 0;
    return *level < ADIL_TILE_LEVELS && adil_tile_count(*level, size, &last) > 0;
}

static unsigned shift_of(int level)
{
    return level > 0 ? 8 * (unsigned)level : 0;
}

/* Every tile of a tree of `size` that one of `from` has not, in order. */
static adil_err each_new(struct adil_log *log, uint64_t from, uint64_t size, tile_step step,
                         struct adil_diag *diag)
{
    int level = ADIL_ENTRIES_LEVEL;
    do {
        uint32_t last = 0;
        uint64_t n = adil_tile_count(level, size, &last);
        uint64_t before = from >> shift_of(level); /* hashes that were there */
        uint64_t first = before == size >> shift_of(level) ? n : before / ADIL_TILE_WIDTH;
        for (uint64_t i = first; i < n; i++) {
            struct adil_tile t = {level, i, i + 1 == n ? last : ADIL_TILE_WIDTH};
            ADIL_TRY(step(log, t, diag));
        }
    } while (next_level(&level, size));
    return ADIL_OK;
}

adil_err adil_log_tiles_write(struct adil_log *log, uint64_t from, uint64_t size,
                              struct adil_diag *diag)
{
    if (size == 0) {
        return ADIL_OK;
    }
    if (size - from < (uint64_t)MANY_TILES * ADIL_TILE_WIDTH) {
        return each_new(log, from, size, put_tile, diag);
    }
    ADIL_TRY(each_new(log, from, size, stage_tile, diag));
    ADIL_TRY(adil_folder_sync(log->publish, log->dir, diag));
    ADIL_TRY(each_new(log, from, size, place_tile, diag));
    return adil_folder_sync(log->publish, log->dir, diag);
}

/* A hash tile has a known length. A bundle's is known from its entries only; those that the last
 * commit wrote are compared in whole, of others a length that is impossible is seen. */
static bool seems_whole(struct adil_log *log, struct adil_tile t)
{
    struct adil_arena a = log->publish;
    struct adil_span path = tile_file(log, &a, t);
    uint64_t size = 0;
    if (!adil_file_size(a, path, &size)) {
        return false;
    }
    return t.level == ADIL_ENTRIES_LEVEL ? size >= 2 * (uint64_t)t.width
                                         : size >= 32 * (uint64_t)t.width;
}

adil_err adil_log_tiles_repair(struct adil_log *log, uint64_t size, struct adil_diag *diag)
{
    int level = ADIL_ENTRIES_LEVEL;
    if (size == 0) {
        return ADIL_OK;
    }
    do {
        uint32_t last = 0;
        uint64_t n = adil_tile_count(level, size, &last);
        for (uint64_t i = 0; i < n; i++) {
            struct adil_tile t = {level, i, i + 1 == n ? last : ADIL_TILE_WIDTH};
            bool recent = level == ADIL_ENTRIES_LEVEL && i + 2 >= n;
            if (recent || !seems_whole(log, t)) {
                ADIL_TRY(put_tile(log, t, diag));
            }
        }
    } while (next_level(&level, size));
    return ADIL_OK;
}

void adil_log_tiles_sweep(struct adil_log *log, uint64_t from, uint64_t size)
{
    int level = ADIL_ENTRIES_LEVEL;
    if (size == 0) {
        return;
    }
    do {
        uint64_t first = (from >> shift_of(level)) / ADIL_TILE_WIDTH;
        uint64_t full = (size >> shift_of(level)) / ADIL_TILE_WIDTH;
        for (uint64_t i = first; i < full; i++) {
            struct adil_arena a = log->publish;
            struct adil_tile t = {level, i, ADIL_TILE_WIDTH};
            adil_folder_remove(a, adil_fmt(&a, "%.*s/%.*s.p", ADIL_ARG(log->dir),
                                           ADIL_ARG(adil_tile_path(&a, t))));
        }
    } while (next_level(&level, size));
}
