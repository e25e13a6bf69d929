/* Where proofs get their nodes: tiles in memory, filled from tile files or the store. */
#include "base/file.h"
#include "gazette/log_priv.h"

#include <string.h>

struct adil_span adil_log_node_key(struct adil_arena *a, int level, uint64_t i)
{
    return adil_fmt(a, "node/%d/%llu", level, ADIL_LLU(i));
}

static struct adil_hash *inner(const struct adil_cached_tile *t, unsigned k, uint32_t i)
{
    return &t->node[512U - (512U >> k) + i];
}

/* The nodes over the hashes [from, width). */
static void build_inner(struct adil_cached_tile *t, uint32_t from, uint32_t width)
{
    for (unsigned k = 1; k <= 8; k++) {
        for (uint32_t i = from >> k; i < width >> k; i++) {
            *inner(t, k, i) = adil_node_hash(inner(t, k - 1, 2 * i), inner(t, k - 1, 2 * i + 1));
        }
    }
    t->width = width;
}

static adil_err read_node(struct adil_log_source *s, struct adil_arena scratch, int level,
                          uint64_t i, struct adil_hash *out)
{
    struct adil_span value;
    struct adil_span key = adil_log_node_key(&scratch, level, i);
    ADIL_TRY(s->log->store->ops->meta(s->log->store, &scratch, key, &value, s->diag));
    if (value.len != sizeof out->byte) {
        return adil_fail(s->diag, ADIL_ERR(REFUSED), (struct adil_place){s->log->dir, 0}, key,
                         ADIL_SPAN("no hash of 32 bytes"), ADIL_SPAN("the root of a full tile"));
    }
    memcpy(out->byte, value.ptr, value.len);
    return ADIL_OK;
}

static struct adil_cached_tile *set_of(struct adil_log *log, int level, uint64_t index)
{
    uint64_t mixed = (index ^ (uint64_t)level << 40) * UINT64_C(0x9e3779b97f4a7c15);
    return log->tile[mixed >> 58 & (ADIL_CACHE_SETS - 1)];
}

/* The tile in memory; NULL when it is not. */
static struct adil_cached_tile *tile_in_memory(struct adil_log *log, int level, uint64_t index)
{
    struct adil_cached_tile *set = set_of(log, level, index);
    for (size_t i = 0; i < ADIL_CACHE_WAYS; i++) {
        if (set[i].node != NULL && set[i].level == level && set[i].index == index) {
            set[i].used = ++log->clock;
            return &set[i];
        }
    }
    return NULL;
}

/* The same, or else the place of the one that was not asked for longest, empty. */
static struct adil_cached_tile *find_tile(struct adil_log *log, int level, uint64_t index)
{
    struct adil_cached_tile *t = tile_in_memory(log, level, index);
    if (t != NULL) {
        return t;
    }
    t = set_of(log, level, index);
    for (size_t i = 1; i < ADIL_CACHE_WAYS; i++) {
        const struct adil_cached_tile *other = set_of(log, level, index) + i;
        t = other->used < t->used ? set_of(log, level, index) + i : t;
    }
    if (t->node == NULL) {
        t->node = adil_new(&log->cached, struct adil_hash, 511);
    }
    t->level = level;
    t->index = index;
    t->width = 0;
    t->used = ++log->clock;
    return t;
}

/* The root that was written when the tile became full: mostly the tile above is in memory. */
static adil_err full_root(struct adil_log_source *s, struct adil_arena scratch,
                          const struct adil_cached_tile *t, struct adil_hash *root)
{
    uint32_t in_tile = (uint32_t)(t->index % ADIL_TILE_WIDTH);
    const struct adil_cached_tile *above =
        tile_in_memory(s->log, t->level + 1, t->index / ADIL_TILE_WIDTH);
    if (above != NULL && above->width > in_tile) {
        *root = *inner(above, 0, in_tile);
        return ADIL_OK;
    }
    return read_node(s, scratch, t->level + 1, t->index, root);
}

/* The leaf hashes of a full tile from its file, if it has the root that the store knows. */
static bool fill_from_file(struct adil_log_source *s, struct adil_arena a,
                           struct adil_cached_tile *t)
{
    const size_t bytes = ADIL_TILE_WIDTH * sizeof t->node->byte;
    struct adil_span text;
    struct adil_hash root;
    struct adil_tile tile = {0, t->index, ADIL_TILE_WIDTH};
    struct adil_span path =
        adil_fmt(&a, "%.*s/%.*s", ADIL_ARG(s->log->dir), ADIL_ARG(adil_tile_path(&a, tile)));
    if (s->log->memory || full_root(s, a, t, &root).code != ADIL_C_OK ||
        adil_file_read(&a, path, bytes, &text, NULL).code != ADIL_C_OK || text.len != bytes) {
        return false;
    }
    memcpy(t->node, text.ptr, bytes);
    build_inner(t, 0, ADIL_TILE_WIDTH);
    if (adil_hash_eq(inner(t, 8, 0), &root)) {
        return true;
    }
    t->width = 0;
    return false;
}

static adil_err fill_leaves(struct adil_log_source *s, struct adil_arena a,
                            struct adil_cached_tile *t, uint32_t width)
{
    uint32_t from = t->width;
    struct adil_store_row *row = adil_new(&a, struct adil_store_row, width - from);
    ADIL_TRY(s->log->store->ops->read(s->log->store, &a, t->index * ADIL_TILE_WIDTH + from,
                                      width - from, row, s->diag));
    for (uint32_t i = from; i < width; i++) {
        *inner(t, 0, i) = row[i - from].leaf;
    }
    return ADIL_OK;
}

static adil_err confirm_full(struct adil_log_source *s, struct adil_arena scratch,
                             struct adil_cached_tile *t)
{
    struct adil_hash root;
    ADIL_TRY(full_root(s, scratch, t, &root));
    if (!adil_hash_eq(&root, inner(t, 8, 0))) {
        t->width = 0;
        return adil_fail(s->diag, ADIL_ERR(REFUSED), (struct adil_place){s->log->dir, 0},
                         adil_diag_fmt(s->diag, "tile %d/%llu", t->level, ADIL_LLU(t->index)),
                         ADIL_SPAN("another root than its entries give"),
                         ADIL_SPAN("a store that agrees with itself: see `adil store check`"));
    }
    return ADIL_OK;
}

static adil_err fill(struct adil_log_source *s, struct adil_cached_tile *t, uint32_t width)
{
    struct adil_arena a = s->log->read;
    uint32_t from = t->width;
    bool full = width == ADIL_TILE_WIDTH;
    if (t->level == 0 && from == 0 && full && fill_from_file(s, a, t)) {
        return ADIL_OK;
    }
    if (t->level == 0) {
        ADIL_TRY(fill_leaves(s, a, t, width));
    }
    for (uint32_t i = from; t->level > 0 && i < width; i++) {
        ADIL_TRY(read_node(s, a, t->level, t->index * ADIL_TILE_WIDTH + i, inner(t, 0, i)));
    }
    build_inner(t, from, width);
    return full ? confirm_full(s, a, t) : ADIL_OK;
}

static adil_err source_node(void *ctx, unsigned level, uint64_t i, struct adil_hash *out)
{
    struct adil_log_source *s = ctx;
    unsigned k = level % 8;
    uint64_t first = i << k; /* hash of the tile's own level where the node begins */
    struct adil_cached_tile *t = find_tile(s->log, (int)(level / 8), first / ADIL_TILE_WIDTH);
    uint32_t in_tile = (uint32_t)(first % ADIL_TILE_WIDTH);
    if (t->width < in_tile + (1U << k)) {
        uint64_t hashes = adil_log_size(s->log) >> (level - k);
        uint64_t here = hashes - t->index * ADIL_TILE_WIDTH;
        ADIL_ASSERT(hashes > first && here >= in_tile + (1U << k));
        ADIL_TRY(fill(s, t, here < ADIL_TILE_WIDTH ? (uint32_t)here : ADIL_TILE_WIDTH));
    }
    *out = *inner(t, k, in_tile >> k);
    return ADIL_OK;
}

struct adil_nodes adil_log_nodes(struct adil_log_source *source)
{
    return (struct adil_nodes){source, source_node};
}

adil_err adil_log_root_at(struct adil_log *log, uint64_t size, struct adil_hash *root,
                          struct adil_diag *diag)
{
    struct adil_log_source source = {log, diag};
    struct adil_nodes nodes = adil_log_nodes(&source);
    (void)pthread_mutex_lock(&log->reading);
    adil_err e = adil_tree_root(&nodes, size, root);
    (void)pthread_mutex_unlock(&log->reading);
    return e;
}

static adil_err refuse_range(struct adil_log *log, uint64_t i, uint64_t size,
                             struct adil_diag *diag)
{
    return adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){log->dir, 0}, ADIL_SPAN("proof"),
                     adil_diag_fmt(diag, "%llu of %llu", ADIL_LLU(i), ADIL_LLU(size)),
                     adil_diag_fmt(diag, "inside the log of %llu", ADIL_LLU(adil_log_size(log))));
}

adil_err adil_log_inclusion(struct adil_log *log, uint64_t i, uint64_t size, struct adil_proof *out,
                            struct adil_diag *diag)
{
    struct adil_log_source source = {log, diag};
    struct adil_nodes nodes = adil_log_nodes(&source);
    if (size > adil_log_size(log) || i >= size) {
        return refuse_range(log, i, size, diag);
    }
    (void)pthread_mutex_lock(&log->reading);
    adil_err e = adil_inclusion_prove(&nodes, i, size, out);
    (void)pthread_mutex_unlock(&log->reading);
    return e;
}

adil_err adil_log_consistency(struct adil_log *log, uint64_t old_size, uint64_t size,
                              struct adil_proof *out, struct adil_diag *diag)
{
    struct adil_log_source source = {log, diag};
    struct adil_nodes nodes = adil_log_nodes(&source);
    if (size > adil_log_size(log) || old_size > size) {
        return refuse_range(log, old_size, size, diag);
    }
    out->n = 0;
    if (old_size == 0 || old_size == size) {
        return ADIL_OK; /* nothing to show */
    }
    (void)pthread_mutex_lock(&log->reading);
    adil_err e = adil_consistency_prove(&nodes, old_size, size, out);
    (void)pthread_mutex_unlock(&log->reading);
    return e;
}
