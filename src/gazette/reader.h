/* Reading a copy of a log: the static files of C2SP tlog-tiles, from a folder, an archive or over
 * HTTP (the caller gives `fetch`). Nothing is trusted: tiles and bundles are authenticated against
 * the root of a verified checkpoint before they are used. */
#ifndef ADIL_GAZETTE_READER_H
#define ADIL_GAZETTE_READER_H

#include "gazette/checkpoint.h"
#include "gazette/tile.h"

/* Fetches one resource ("checkpoint", "tile/0/000.p/5", "blob/HEX"). Err INPUT: not there (readers
 * then try the full tile); IO: the network or the disk. */
struct adil_fetch {
    void *ctx;
    adil_err (*get)(void *ctx, struct adil_arena *perm, struct adil_span path, size_t max_bytes,
                    struct adil_span *bytes, struct adil_diag *diag);
};

/* Files of a folder. */
struct adil_fetch adil_fetch_folder(struct adil_arena *perm, struct adil_span dir);
/* Files of an archive made by adil_archive_write, held in memory. Err INPUT: damaged. */
ADIL_MUST_USE adil_err adil_fetch_archive(struct adil_arena *perm, struct adil_span file,
                                          struct adil_span bytes, struct adil_fetch *out,
                                          struct adil_diag *diag);

/* One archive of a whole copy (checkpoint, tiles, bundles, blobs, and extra files such as the
 * policy): USTAR, names sorted, fixed times and owners, so that equal logs give equal bytes. */
struct adil_archive_file {
    struct adil_span path;
    struct adil_span bytes;
};
void adil_archive_put(struct adil_buf *out, const struct adil_archive_file *file, size_t n);

/* Walks all entries of a verified tree in order: every bundle against the leaf hashes of its tile,
 * tiles up to the root. `entry` is called for each; it may stop the walk with an error. The first
 * contradiction is Err REFUSED, naming the file and the entry. */
struct adil_walk {
    void *ctx;
    adil_err (*entry)(void *ctx, uint64_t index, struct adil_span bytes,
                      const struct adil_hash *leaf, struct adil_diag *diag);
};
ADIL_MUST_USE adil_err adil_reader_walk(struct adil_arena scratch, const struct adil_fetch *fetch,
                                        uint64_t from, uint64_t size, const struct adil_hash *root,
                                        const struct adil_walk *walk, struct adil_diag *diag);

/* Proofs from a copy's tiles (authenticated against root first). */
ADIL_MUST_USE adil_err adil_reader_inclusion(struct adil_arena scratch,
                                             const struct adil_fetch *fetch, uint64_t i,
                                             uint64_t size, const struct adil_hash *root,
                                             struct adil_proof *out, struct adil_diag *diag);
ADIL_MUST_USE adil_err adil_reader_consistency(struct adil_arena scratch,
                                               const struct adil_fetch *fetch, uint64_t old_size,
                                               uint64_t size, const struct adil_hash *root,
                                               struct adil_proof *out, struct adil_diag *diag);

/* Where two copies part: the first entry that differs, with a proof of each that its leaf is in its
 * tree. Out *same: one is the beginning of the other. */
struct adil_fork {
    bool same;
    uint64_t at;
    struct adil_hash leaf[2];
    struct adil_proof proof[2];
};
ADIL_MUST_USE adil_err adil_reader_fork(struct adil_arena scratch, const struct adil_fetch copy[2],
                                        const struct adil_checkpoint head[2], struct adil_fork *out,
                                        struct adil_diag *diag);

#endif
