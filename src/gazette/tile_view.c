#include "gazette/tile_view.h"

#include <inttypes.h>
#include <string.h>

enum {
    HASH_BYTES = sizeof(struct adil_hash),
    TILE_BYTES = ADIL_TILE_WIDTH * HASH_BYTES,
    BUNDLE_BYTES_MAX = ADIL_TILE_WIDTH * (2 + ADIL_ENTRY_BYTES_MAX),
};

/* The last tile of the level, when it is not full. */
static bool is_edge(const struct adil_tile_view *v, int level, uint64_t index)
{
    uint32_t last = 0;
    uint64_t n = adil_tile_count(level, v->size, &last);
    return index + 1 == n && last < ADIL_TILE_WIDTH;
}

uint32_t adil_tile_view_width(const struct adil_tile_view *v, int level, uint64_t index)
{
    uint32_t last = 0;
    uint64_t n = adil_tile_count(level, v->size, &last);
    ADIL_ASSERT(index < n);
    return index + 1 < n ? ADIL_TILE_WIDTH : last;
}

/* "copy/tile/0/000". */
static struct adil_place place_of(const struct adil_tile_view *v, struct adil_arena *a,
                                  struct adil_tile t)
{
    struct adil_span path = adil_tile_path(a, t);
    struct adil_span name = v->fetch->name;
    if (name.len > 0) {
        path = adil_fmt(a, "%.*s/%.*s", ADIL_ARG(name), ADIL_ARG(path));
    }
    return (struct adil_place){path, 0};
}

adil_err adil_tile_view_refuse(const struct adil_tile_view *v, struct adil_arena *scratch,
                               struct adil_tile t, struct adil_span field, struct adil_span found,
                               struct adil_span expected)
{
    return adil_fail(v->diag, ADIL_ERR(REFUSED), place_of(v, scratch, t), field, found, expected);
}

adil_err adil_tile_view_bytes(const struct adil_tile_view *v, struct adil_arena *perm,
                              struct adil_tile t, struct adil_span *bytes, bool *cut)
{
    const struct adil_fetch *f = v->fetch;
    size_t room = t.level == ADIL_ENTRIES_LEVEL ? BUNDLE_BYTES_MAX : TILE_BYTES;
    struct adil_span path = adil_tile_path(perm, t);
    *cut = false;
    if (t.width == ADIL_TILE_WIDTH) {
        return f->get(f->ctx, perm, path, room, bytes, v->diag);
    }
    adil_err err = f->get(f->ctx, perm, path, room, bytes, NULL);
    if (err.code != ADIL_C_INPUT) {
        return err.code == ADIL_C_OK ? err : f->get(f->ctx, perm, path, room, bytes, v->diag);
    }
    const struct adil_tile full = {t.level, t.index, ADIL_TILE_WIDTH};
    err = f->get(f->ctx, perm, adil_tile_path(perm, full), room, bytes, NULL);
    *cut = err.code == ADIL_C_OK;
    /* Neither is there: the message is about the one that should be. */
    return *cut ? err : f->get(f->ctx, perm, path, room, bytes, v->diag);
}

adil_err adil_tile_view_hashes(const struct adil_tile_view *v, struct adil_tile t,
                               struct adil_hash *hash)
{
    struct adil_arena scratch = v->scratch;
    struct adil_span bytes = {NULL, 0};
    bool cut = false;
    ADIL_TRY(adil_tile_view_bytes(v, &scratch, t, &bytes, &cut));
    size_t want = cut ? TILE_BYTES : (size_t)t.width * HASH_BYTES;
    if (bytes.len != want) {
        return adil_tile_view_refuse(v, &scratch, t, (struct adil_span){NULL, 0},
                                     adil_fmt(&scratch, "%zu bytes", bytes.len),
                                     adil_fmt(&scratch, "%zu", want));
    }
    memcpy(hash, bytes.ptr, (size_t)t.width * HASH_BYTES);
    return ADIL_OK;
}

static struct adil_span hash_hex(struct adil_arena *a, const struct adil_hash *h)
{
    return adil_hex(a, h->byte, sizeof h->byte);
}

static struct adil_hash *node_in(struct adil_hash *hash, unsigned level_in, uint32_t i)
{
    return hash + ADIL_TILE_NODES - ((unsigned)ADIL_TILE_NODES >> level_in) + i;
}

/* The tile's hashes, unverified, and the nodes over them. */
static adil_err fill_slot(const struct adil_tile_view *v, struct adil_tile t,
                          struct adil_hash *hash)
{
    ADIL_TRY(adil_tile_view_hashes(v, t, hash));
    for (unsigned k = 1; k <= 8; k++) {
        for (uint32_t i = 0; i < t.width >> k; i++) {
            const struct adil_hash *below = node_in(hash, k - 1, 2 * i);
            *node_in(hash, k, i) = adil_node_hash(below, below + 1);
        }
    }
    return ADIL_OK;
}

/* A full tile that the hash above it does not stand for. */
static adil_err refuse_tile(const struct adil_tile_view *v, struct adil_tile t,
                            const struct adil_hash *hash, const struct adil_hash *got,
                            const struct adil_hash *above)
{
    struct adil_arena scratch = v->scratch;
    uint64_t each = UINT64_C(1) << (8 * (unsigned)t.level);
    uint64_t from = t.index * ADIL_TILE_WIDTH * each;
    ADIL_TRY(adil_tile_view_blame(v, t, hash));
    return adil_tile_view_refuse(v, &scratch, t,
                                 adil_fmt(&scratch, "entries %" PRIu64 " to %" PRIu64, from,
                                          from + ADIL_TILE_WIDTH * each - 1),
                                 hash_hex(&scratch, got), hash_hex(&scratch, above));
}

static struct adil_tile_slot *slot_of(struct adil_tile_view *v, int level, uint64_t index)
{
    ADIL_ASSERT(level < ADIL_TILE_LEVELS);
    return is_edge(v, level, index) ? &v->edge[level] : &v->full[level];
}

/* Into the level's slot of full tiles, once the tile above, which is held, vouches for it. */
static adil_err hold_full(struct adil_tile_view *v, struct adil_tile t)
{
    uint64_t parent = t.index / ADIL_TILE_WIDTH;
    struct adil_tile_slot *slot = slot_of(v, t.level, t.index);
    const struct adil_hash *above =
        slot_of(v, t.level + 1, parent)->hash + t.index % ADIL_TILE_WIDTH;
    slot->held = false;
    ADIL_TRY(fill_slot(v, t, slot->hash));
    const struct adil_hash *got = node_in(slot->hash, 8, 0);
    if (!adil_hash_eq(got, above)) {
        return refuse_tile(v, t, slot->hash, got, above);
    }
    slot->index = t.index;
    slot->held = true;
    return ADIL_OK;
}

static bool is_held(struct adil_tile_view *v, int level, uint64_t index)
{
    const struct adil_tile_slot *slot = slot_of(v, level, index);
    return slot->held && slot->index == index;
}

/* Up to a tile that is held (the last one of the top level always is), and down again. */
adil_err adil_tile_view_get(struct adil_tile_view *v, int level, uint64_t index,
                            const struct adil_hash **hash)
{
    int top = level;
    while (!is_held(v, top, index >> (8 * (top - level)))) {
        top++;
    }
    while (top > level) {
        top--;
        const struct adil_tile t = {top, index >> (8 * (top - level)), ADIL_TILE_WIDTH};
        ADIL_TRY(hold_full(v, t));
    }
    *hash = slot_of(v, level, index)->hash;
    return ADIL_OK;
}

adil_err adil_tile_view_node(void *view, unsigned level, uint64_t i, struct adil_hash *out)
{
    const struct adil_hash *hash = NULL;
    unsigned level_in = level % 8;
    unsigned in_tile = 8 - level_in; /* bits of i that count inside one tile */
    uint64_t index = i >> in_tile;
    ADIL_TRY(adil_tile_view_get(view, (int)(level / 8), index, &hash));
    *out = *node_in(slot_of(view, (int)(level / 8), index)->hash, level_in,
                    (uint32_t)(i - (index << in_tile)));
    return ADIL_OK;
}

struct adil_nodes adil_tile_view_nodes(struct adil_tile_view *v)
{
    return (struct adil_nodes){.ctx = v, .node = adil_tile_view_node};
}

/* Memory for the tiles held: of each level that the tree has, one full and the ragged one. */
static void make_room(struct adil_tile_view *v, struct adil_arena *perm)
{
    for (int level = 0; level < ADIL_TILE_LEVELS; level++) {
        uint32_t last = 0;
        uint64_t n = adil_tile_count(level, v->size, &last);
        bool edge = n > 0 && last < ADIL_TILE_WIDTH;
        v->edge[level].index = n - 1;
        v->edge[level].hash = edge ? adil_new(perm, struct adil_hash, ADIL_TILE_NODES) : NULL;
        v->full[level].hash =
            n > (edge ? 1 : 0) ? adil_new(perm, struct adil_hash, ADIL_TILE_NODES) : NULL;
    }
}

/* The right edge as it stands. */
static adil_err hold_edge(struct adil_tile_view *v)
{
    for (int level = 0; level < ADIL_TILE_LEVELS; level++) {
        struct adil_tile_slot *slot = &v->edge[level];
        if (slot->hash != NULL) {
            uint32_t width = adil_tile_view_width(v, level, slot->index);
            ADIL_TRY(fill_slot(v, (struct adil_tile){level, slot->index, width}, slot->hash));
            slot->held = true;
        }
    }
    return ADIL_OK;
}

/* The edge has another root: which tile of it is wrong? */
static adil_err refuse_edge(const struct adil_tile_view *v, const struct adil_hash *got,
                            const struct adil_hash *root)
{
    struct adil_arena scratch = v->scratch;
    struct adil_span name = v->fetch->name;
    for (int level = 0; level < ADIL_TILE_LEVELS; level++) {
        const struct adil_tile_slot *slot = &v->edge[level];
        if (slot->held) {
            uint32_t width = adil_tile_view_width(v, level, slot->index);
            ADIL_TRY(
                adil_tile_view_blame(v, (struct adil_tile){level, slot->index, width}, slot->hash));
        }
    }
    struct adil_place place = {name.len > 0 ? adil_fmt(&scratch, "%.*s/checkpoint", ADIL_ARG(name))
                                            : ADIL_SPAN("checkpoint"),
                               0};
    return adil_fail(v->diag, ADIL_ERR(REFUSED), place,
                     adil_fmt(&scratch, "the root of %" PRIu64 " entries", v->size),
                     hash_hex(&scratch, got), hash_hex(&scratch, root));
}

adil_err adil_tile_view_open(struct adil_tile_view *v, struct adil_arena *perm,
                             const struct adil_fetch *fetch, uint64_t size,
                             const struct adil_hash *root, struct adil_diag *diag)
{
    struct adil_hash got;
    *v = (struct adil_tile_view){.fetch = fetch, .size = size, .diag = diag};
    if (size > ADIL_LOG_SIZE_MAX) {
        return adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){fetch->name, 0},
                         ADIL_SPAN("size"), adil_fmt(perm, "%" PRIu64, size),
                         ADIL_SPAN("at most 2^62 entries"));
    }
    make_room(v, perm);
    v->scratch = *perm;
    ADIL_TRY(hold_edge(v));
    const struct adil_nodes nodes = adil_tile_view_nodes(v);
    ADIL_TRY(adil_tree_root(&nodes, size, &got));
    return adil_hash_eq(&got, root) ? ADIL_OK : refuse_edge(v, &got, root);
}
