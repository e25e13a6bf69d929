/* Reading a copy of a log: the static files of C2SP tlog-tiles, from a folder, an archive or over
 * HTTP (the caller gives `fetch`). Nothing is trusted: tiles and bundles are authenticated against
 * the root of a verified checkpoint before they are used. */
#ifndef ADIL_GAZETTE_READER_H
#define ADIL_GAZETTE_READER_H

#include "gazette/checkpoint.h"
#include "gazette/tile.h"

/* Fetches one resource ("checkpoint", "tile/0/000.p/5", "blob/HEX"). Err INPUT: not there (readers
 * then try the full tile), or longer than `max_bytes`; IO: the network or the disk. */
struct adil_fetch {
    void *ctx;
    adil_err (*get)(void *ctx, struct adil_arena *perm, struct adil_span path, size_t max_bytes,
                    struct adil_span *bytes, struct adil_diag *diag);
    struct adil_span name; /* of the copy, before its files' names in messages; may be empty */
};

/* Files of a folder. Its name is the folder's. */
struct adil_fetch adil_fetch_folder(struct adil_arena *perm, struct adil_span dir);
/* Files of an archive made by adil_archive_put, which must outlive the result. Err INPUT: damaged;
 * any changed bit is found. */
ADIL_MUST_USE adil_err adil_fetch_archive(struct adil_arena *perm, struct adil_span file,
                                          struct adil_span bytes, struct adil_fetch *out,
                                          struct adil_diag *diag);

/* One archive of a whole copy (checkpoint, tiles, bundles, blobs, and extra files such as the
 * policy): USTAR (POSIX.1-1988), names sorted, fixed times and owners, so that equal logs give
 * equal bytes. Its last member is `digest`: the SHA-256 of all bytes before that member, in hex and
 * a newline. */
enum { ADIL_ARCHIVE_PATH_MAX = 100 };

struct adil_archive_file {
    struct adil_span path; /* "a/b.c": letters, digits and . _ - only; no part is empty, . or .. */
    struct adil_span bytes;
};
bool adil_archive_path_is_valid(struct adil_span path); /* "digest" is not: it is the archive's */
void adil_archive_sort(struct adil_archive_file *file, size_t n);
/* Files sorted, each path valid and there once, below 8 GiB (asserted). */
void adil_archive_put(struct adil_buf *out, const struct adil_archive_file *file, size_t n);
/* The files of an archive, without `digest`; they lie in `bytes`. `name` is for messages. */
ADIL_MUST_USE adil_err adil_archive_read(struct adil_arena *perm, struct adil_span name,
                                         struct adil_span bytes, struct adil_archive_file **file,
                                         size_t *n, struct adil_diag *diag);

/* Walks all entries of a verified tree in order: every bundle against the leaf hashes of its tile,
 * tiles up to the root. `entry` is called for each from `from` on, once it is known to be in the
 * tree; it may stop the walk with an error. The first contradiction is Err REFUSED, naming the file
 * and the entry. INPUT: a file is missing. `scratch` needs room for one bundle (16 MiB at most) and
 * 300 kB. */
struct adil_walk {
    void *ctx;
    adil_err (*entry)(void *ctx, uint64_t index, struct adil_span bytes,
                      const struct adil_hash *leaf, struct adil_diag *diag);
};
ADIL_MUST_USE adil_err adil_reader_walk(struct adil_arena scratch, const struct adil_fetch *fetch,
                                        uint64_t from, uint64_t size, const struct adil_hash *root,
                                        const struct adil_walk *walk, struct adil_diag *diag);

/* Proofs from a copy's tiles (authenticated against root first). Err as of a walk; INPUT also when
 * the entry or the old size lies outside the tree. From old size 0 the proof is empty. */
ADIL_MUST_USE adil_err adil_reader_inclusion(struct adil_arena scratch,
                                             const struct adil_fetch *fetch, uint64_t i,
                                             uint64_t size, const struct adil_hash *root,
                                             struct adil_proof *out, struct adil_diag *diag);
ADIL_MUST_USE adil_err adil_reader_consistency(struct adil_arena scratch,
                                               const struct adil_fetch *fetch, uint64_t old_size,
                                               uint64_t size, const struct adil_hash *root,
                                               struct adil_proof *out, struct adil_diag *diag);

/* Where two copies part: the first entry that differs, with a proof of each that its leaf is in its
 * tree. Out *same: one is the beginning of the other. That both heads have one origin and good
 * signatures is the caller's to check. */
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
