/* The tiles of a copy, authenticated against the root of a verified checkpoint: what reader.c and
 * reader_prove.c read through. The last tile of each level that is not full (the right edge) gives
 * the root; a full tile is one hash of the tile above it. */
#ifndef ADIL_GAZETTE_TILE_VIEW_H
#define ADIL_GAZETTE_TILE_VIEW_H

#include "gazette/reader.h"

/* A tile held, with all nodes over its hashes: those of level k in it begin at 512 - (512 >> k). */
enum { ADIL_TILE_NODES = 2 * ADIL_TILE_WIDTH };
struct adil_tile_slot {
    struct adil_hash *hash; /* NULL: the tree has no such tile */
    uint64_t index;
    bool held;
};

struct adil_tile_view {
    const struct adil_fetch *fetch;
    uint64_t size;
    struct adil_arena scratch; /* copies of it serve single fetches */
    struct adil_diag *diag;
    struct adil_tile_slot edge[ADIL_TILE_LEVELS];
    struct adil_tile_slot full[ADIL_TILE_LEVELS]; /* the full tile used last */
};

/* Reads the right edge and compares its root. `size` 0 needs the root of the empty tree. `perm`
 * gets the tiles held, and what is left of it is the view's scratch memory: give a view opened
 * later on the same arena's scratch to the earlier one. */
ADIL_MUST_USE adil_err adil_tile_view_open(struct adil_tile_view *v, struct adil_arena *perm,
                                           const struct adil_fetch *fetch, uint64_t size,
                                           const struct adil_hash *root, struct adil_diag *diag);

/* Tile `index` of `level`, as wide as the tree has it. Hashes are good until the next call. */
ADIL_MUST_USE adil_err adil_tile_view_get(struct adil_tile_view *v, int level, uint64_t index,
                                          const struct adil_hash **hash);

/* The root of a perfect subtree; `view` is a struct adil_tile_view (for adil_nodes). */
ADIL_MUST_USE adil_err adil_tile_view_node(void *view, unsigned level, uint64_t i,
                                           struct adil_hash *out);
struct adil_nodes adil_tile_view_nodes(struct adil_tile_view *v);

/* The width that tile `index` of `level` has in the tree; asserts that it is there. */
uint32_t adil_tile_view_width(const struct adil_tile_view *v, int level, uint64_t index);

/* The bytes of a tile or a bundle, unverified: of the full one when a partial one is not there
 * (*cut: it was). */
ADIL_MUST_USE adil_err adil_tile_view_bytes(const struct adil_tile_view *v, struct adil_arena *perm,
                                            struct adil_tile t, struct adil_span *bytes, bool *cut);
/* The hashes of a tile, unverified. */
ADIL_MUST_USE adil_err adil_tile_view_hashes(const struct adil_tile_view *v, struct adil_tile t,
                                             struct adil_hash *hash);

/* The entries of a bundle, with their leaf hashes: as many as the tree has, whole, nothing after
 * them. Unverified. */
struct adil_bundle {
    struct adil_span entry[ADIL_TILE_WIDTH];
    struct adil_hash leaf[ADIL_TILE_WIDTH];
    uint32_t n;
};
ADIL_MUST_USE adil_err adil_tile_view_bundle(const struct adil_tile_view *v,
                                             struct adil_arena *perm, uint64_t index,
                                             struct adil_bundle *out);

/* Err REFUSED: names file `t` of the copy and what in it ("entry 12"). The texts may lie in
 * `scratch`. */
ADIL_MUST_USE adil_err adil_tile_view_refuse(const struct adil_tile_view *v,
                                             struct adil_arena *scratch, struct adil_tile t,
                                             struct adil_span field, struct adil_span found,
                                             struct adil_span expected);
/* A tile is not what the tree says: names the first hash in it that what lies below contradicts.
 * OK when nothing below does. */
ADIL_MUST_USE adil_err adil_tile_view_blame(const struct adil_tile_view *v, struct adil_tile t,
                                            const struct adil_hash *hash);

#endif
