/* Tiles and entry bundles as C2SP tlog-tiles v0.1 has them: height 8, so 256 hashes a full tile;
 * paths, their strict reading, which tiles a tree of a size has, and what stands in them. */
#ifndef ADIL_GAZETTE_TILE_H
#define ADIL_GAZETTE_TILE_H

#include "gazette/merkle.h"

enum {
    ADIL_TILE_WIDTH = 256,
    ADIL_TILE_LEVELS = 8,         /* levels 0..7: enough for 2^63 entries */
    ADIL_ENTRY_BYTES_MAX = 65535, /* what a bundle can hold */
    ADIL_ENTRIES_LEVEL = -1,      /* `level` of an entry bundle */
};

struct adil_tile {
    int level;      /* 0..63, or ADIL_ENTRIES_LEVEL */
    uint64_t index; /* N */
    uint32_t width; /* 1..256; 256: full */
};

/* "tile/0/x001/x234/067.p/8", "tile/entries/000". */
struct adil_span adil_tile_path(struct adil_arena *a, struct adil_tile t);
/* Reads such a path. Returns false on any other spelling. */
bool adil_tile_path_parse(struct adil_span path, struct adil_tile *out);

/* The number of tiles of `level` in a tree of `size`, the partial one included; `*last` is the
 * width of the last (256 when full; 0 when there is none). */
uint64_t adil_tile_count(int level, uint64_t size, uint32_t *last);

/* Appends one entry to a bundle: u16 big-endian length, bytes. entry.len is at most
 * ADIL_ENTRY_BYTES_MAX (asserted). */
void adil_bundle_add(struct adil_buf *out, struct adil_span entry);
/* Takes the first entry off *rest. Returns false when *rest is empty (`*whole` true) or cut short
 * (`*whole` false). */
bool adil_bundle_next(struct adil_span *rest, struct adil_span *entry, bool *whole);

/* The root over the first `width` hashes of a tile that are a perfect subtree: level_in 0..8 above
 * the tile's own, number i. Used to answer adil_nodes from tiles. */
struct adil_hash adil_tile_node(const struct adil_hash *tile, unsigned level_in, uint32_t i);

#endif
