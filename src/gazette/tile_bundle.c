/* The bundles of a copy, and what below a tile contradicts it. */
#include "gazette/tile_view.h"

#include <inttypes.h>

static struct adil_tile bundle_beside(const struct adil_tile_view *v, uint64_t index)
{
    return (struct adil_tile){ADIL_ENTRIES_LEVEL, index,
                              adil_tile_view_width(v, ADIL_ENTRIES_LEVEL, index)};
}

adil_err adil_tile_view_bundle(const struct adil_tile_view *v, struct adil_arena *perm,
                               uint64_t index, struct adil_bundle *out)
{
    const struct adil_tile t = bundle_beside(v, index);
    struct adil_span rest = {NULL, 0};
    bool cut = false;
    ADIL_TRY(adil_tile_view_bytes(v, perm, t, &rest, &cut));
    for (out->n = 0; out->n < t.width; out->n++) {
        struct adil_span entry;
        bool whole = false;
        if (!adil_bundle_next(&rest, &entry, &whole)) {
            uint64_t i = index * ADIL_TILE_WIDTH + out->n;
            return adil_tile_view_refuse(v, perm, t, adil_fmt(perm, "entry %" PRIu64, i),
                                         whole ? ADIL_SPAN("the end") : ADIL_SPAN("a part of it"),
                                         ADIL_SPAN("a whole entry"));
        }
        out->entry[out->n] = entry;
        out->leaf[out->n] = adil_leaf_hash(entry);
    }
    if (rest.len > 0 && !cut) {
        return adil_tile_view_refuse(v, perm, t, (struct adil_span){NULL, 0},
                                     adil_fmt(perm, "%zu bytes more", rest.len),
                                     adil_fmt(perm, "%" PRIu32 " entries", t.width));
    }
    return ADIL_OK;
}

/* Of a tile of level 0: the first hash that is not its entry's. */
static adil_err blame_leaf(const struct adil_tile_view *v, struct adil_tile t,
                           const struct adil_hash *hash)
{
    struct adil_arena scratch = v->scratch;
    struct adil_bundle *b = adil_new(&scratch, struct adil_bundle, 1);
    ADIL_TRY(adil_tile_view_bundle(v, &scratch, t.index, b));
    for (uint32_t i = 0; i < t.width; i++) {
        if (!adil_hash_eq(&b->leaf[i], &hash[i])) {
            uint64_t entry = t.index * ADIL_TILE_WIDTH + i;
            struct adil_span beside = adil_tile_path(&scratch, bundle_beside(v, t.index));
            struct adil_span leaf = adil_hex(&scratch, b->leaf[i].byte, sizeof b->leaf[i].byte);
            return adil_tile_view_refuse(
                v, &scratch, t, adil_fmt(&scratch, "entry %" PRIu64, entry),
                adil_hex(&scratch, hash[i].byte, sizeof hash[i].byte),
                adil_fmt(&scratch, "%.*s, as in %.*s", ADIL_ARG(leaf), ADIL_ARG(beside)));
        }
    }
    return ADIL_OK;
}

/* Of a tile above: the first hash that is not the root of the tile below. */
static adil_err blame_child(const struct adil_tile_view *v, struct adil_tile t,
                            const struct adil_hash *hash)
{
    struct adil_tile_view below = *v;
    struct adil_hash *child = adil_new(&below.scratch, struct adil_hash, ADIL_TILE_WIDTH);
    for (uint32_t i = 0; i < t.width; i++) {
        struct adil_arena scratch = below.scratch;
        const struct adil_tile c = {t.level - 1, t.index * ADIL_TILE_WIDTH + i, ADIL_TILE_WIDTH};
        ADIL_TRY(adil_tile_view_hashes(&below, c, child));
        const struct adil_hash root = adil_tile_node(child, 8, 0);
        if (!adil_hash_eq(&root, &hash[i])) {
            struct adil_span path = adil_tile_path(&scratch, c);
            struct adil_span want = adil_hex(&scratch, root.byte, sizeof root.byte);
            return adil_tile_view_refuse(
                &below, &scratch, t, adil_fmt(&scratch, "hash %" PRIu32, i),
                adil_hex(&scratch, hash[i].byte, sizeof hash[i].byte),
                adil_fmt(&scratch, "%.*s, the root of %.*s", ADIL_ARG(want), ADIL_ARG(path)));
        }
    }
    return ADIL_OK;
}

adil_err adil_tile_view_blame(const struct adil_tile_view *v, struct adil_tile t,
                              const struct adil_hash *hash)
{
    return t.level == 0 ? blame_leaf(v, t, hash) : blame_child(v, t, hash);
}
