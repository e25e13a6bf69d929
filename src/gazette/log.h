/* One log on disk: the store, and the derived files that the world reads.
 *
 *     DIR/checkpoint  DIR/tile/...  DIR/blob/HEX        public: plain files any cache can serve
 *     DIR/private/store.sqlite                          entries
 *     DIR/private/signed                                last signed note; never in a backup
 *     DIR/private/lock                                  held by the one that writes
 *     DIR/private/keys/NAME.key                         secrets, encrypted
 *
 * Write order: rows durable -> the act is acknowledged -> tiles by atomic rename -> `signed` moved
 * forward by compare-and-swap -> checkpoint published last. Opening repairs: tiles that are missing
 * or behind are made again from the store, bytes that differ from what the store gives are fatal;
 * the log is never shortened, and no two trees of one size are ever signed. */
#ifndef ADIL_GAZETTE_LOG_H
#define ADIL_GAZETTE_LOG_H

#include "gazette/checkpoint.h"
#include "gazette/store.h"
#include "gazette/tile.h"

#include <stdatomic.h>

struct adil_log;

struct adil_log_options {
    enum adil_store_mode mode; /* CREATE: DIR must not hold a log */
    struct adil_span origin;   /* CREATE: the origin, at most 255 bytes; else empty or as found */
    const char *vfs;           /* see adil_store_sqlite */
    bool memory; /* a store in memory, no files at all: for tests (path is not used) */
    /* WRITE: a log that was restored and not confirmed opens, to take the entries that a copy has;
     * nothing is signed while the mark stands. */
    bool unconfirmed;
};

/* Opens a log folder. Err INPUT (no log there; or one is, on CREATE), REFUSED (a second writer; the
 * store is behind what was signed: "restored from an old copy"; tiles that contradict the store),
 * IO (a disk; a log that was restored and not confirmed: "a refusal to sign"). */
ADIL_MUST_USE adil_err adil_log_open(struct adil_arena *perm, struct adil_span dir,
                                     const struct adil_log_options *options, struct adil_log **out,
                                     struct adil_diag *diag);
void adil_log_close(struct adil_log *log);

struct adil_span adil_log_origin(const struct adil_log *log);
uint64_t adil_log_size(const struct adil_log *log); /* durable entries */
struct adil_hash adil_log_root(const struct adil_log *log);

/* Appends entries in order, as one commit: durable when this returns ADIL_OK, not there at all
 * otherwise. Thread safe. Err REFUSED (above ADIL_LOG_SIZE_MAX, an entry that is too long), IO. */
ADIL_MUST_USE adil_err adil_log_append(struct adil_log *log, const struct adil_span *entry,
                                       size_t n, uint64_t *first, struct adil_diag *diag);

/* Group commit: any number of threads submit; one thread commits what has gathered. `decide` is
 * asked for each, in order, one at a time, on a thread that submits, and may be asked for the next
 * batch while one is committed: it may refuse (nothing is written for that one) and gives the bytes
 * of the leaf. When a commit fails, those accepted behind it fail too, and what `decide` did to
 * the caller's state is not undone: `index` is then below what the state has, and the caller
 * refuses until it has opened the log again and replayed. */
enum { ADIL_PREPARE_MAX = 16 }; /* submissions that are prepared together */
struct adil_submission {
    void *ctx;
    /* index: the entry's number if accepted. Out *entry lives until the entry is acknowledged. */
    adil_err (*decide)(void *ctx, uint64_t index, struct adil_span *entry, struct adil_diag *diag);
    /* What costs time and needs no turn, for up to ADIL_PREPARE_MAX submissions at once: before
     * they are asked, on any of the threads that submit, on several at a time. NULL: nothing. */
    void (*prepare)(void *const *ctx, size_t n);
};
/* Returns when durable, or refused. */
ADIL_MUST_USE adil_err adil_log_submit(struct adil_log *log, const struct adil_submission *s,
                                       uint64_t *index, struct adil_diag *diag);

/* The same in two steps: one thread hands in many and waits for each later, in any order. A ticket
 * is the caller's memory, neither moved nor looked into until adil_log_wait has returned; so is
 * what the submission points to, and `diag`, which is this ticket's alone: what is written to it
 * may be written on another thread. A ticket that was taken is waited for, once. It may be asked
 * about at once; nothing is committed before somebody waits. */
struct adil_ticket {
    const struct adil_submission *submission; /* NULL: `entry` and `n` are given */
    const struct adil_span *entry;
    size_t n;
    uint64_t first;
    struct adil_span decided;
    adil_err err;
    struct adil_diag *diag;
    uint64_t batch;    /* number of the commit it is in */
    bool ready;        /* prepared */
    _Atomic bool done; /* nothing of it is touched by others from then on */
    struct adil_ticket *next;
};
ADIL_MUST_USE adil_err adil_log_hand_in(struct adil_log *log, const struct adil_submission *s,
                                        struct adil_ticket *ticket, struct adil_diag *diag);
ADIL_MUST_USE adil_err adil_log_wait(struct adil_log *log, struct adil_ticket *ticket,
                                     uint64_t *index);

/* Writes what tiles are due and a checkpoint over all durable entries, signed by `key`; keeps the
 * cosignature lines of the last checkpoint if it is the same tree. Err REFUSED: `signed` knows
 * another root of this size, or a larger size (nothing is signed, nothing is written). */
ADIL_MUST_USE adil_err adil_log_publish(struct adil_log *log, const struct adil_secret *key,
                                        struct adil_diag *diag);
/* Puts cosignature lines under the published checkpoint, by atomic rename. `text`: the checkpoint
 * text that was cosigned; when another stands there by now nothing is added, for a line over
 * another text would spoil the note. Lines that are no signature lines are left out; one of a
 * (name, id) that is there replaces it. Whether they verify is the caller's duty. Err IO, REFUSED
 * (what was signed is damaged). */
ADIL_MUST_USE adil_err adil_log_add_lines(struct adil_log *log, struct adil_span text,
                                          struct adil_span lines, struct adil_diag *diag);
/* The note that was signed last, with its lines; empty when none was. Err REFUSED: damaged. */
ADIL_MUST_USE adil_err adil_log_note(struct adil_log *log, struct adil_arena *perm,
                                     struct adil_span *note, struct adil_diag *diag);

/* Entries and proofs, from the store and the tiles. */
ADIL_MUST_USE adil_err adil_log_entry(struct adil_log *log, struct adil_arena *perm, uint64_t i,
                                      struct adil_span *entry, struct adil_diag *diag);
ADIL_MUST_USE adil_err adil_log_inclusion(struct adil_log *log, uint64_t i, uint64_t size,
                                          struct adil_proof *out, struct adil_diag *diag);
ADIL_MUST_USE adil_err adil_log_consistency(struct adil_log *log, uint64_t old_size, uint64_t size,
                                            struct adil_proof *out, struct adil_diag *diag);

/* A meta value of the store, written with the next append. */
struct adil_store *adil_log_store(struct adil_log *log);

/* Everything in the folder against the store: rows, tiles, bundles, checkpoint, blobs. One finding
 * a damage. Err REFUSED when there was any. */
ADIL_MUST_USE adil_err adil_log_check(struct adil_log *log, struct adil_arena scratch,
                                      struct adil_diag *diag);

/* A copy of the store (not of `signed`, not of keys) into a file, and the way back. A restored log
 * is checked against `signed`. Where that was lost nobody here knows what was signed since: before
 * the store is put in place DIR/private/restored is written, and while it stands the log does not
 * open for writing, so that nothing is appended and nothing signed. */
ADIL_MUST_USE adil_err adil_log_backup(struct adil_log *log, struct adil_span path,
                                       struct adil_diag *diag);
ADIL_MUST_USE adil_err adil_log_restore(struct adil_arena scratch, struct adil_span dir,
                                        struct adil_span path, struct adil_diag *diag);
bool adil_log_is_unconfirmed(struct adil_arena scratch, struct adil_span dir);

/* A log that was restored may be behind what it signed: takes a note that others hold (a witness, a
 * mirror; the caller has verified the log's signature and the origin) as what was signed last,
 * unless one of a larger size is known. A log that is behind it refuses to open until its entries
 * are there. Err REFUSED: another root of this size is known. */
ADIL_MUST_USE adil_err adil_log_hold(struct adil_arena scratch, struct adil_span dir,
                                     struct adil_span note, struct adil_diag *diag);
/* The same, and the log is confirmed: the mark goes, when the note is durable. The caller has
 * compared the note's tree with the store. */
ADIL_MUST_USE adil_err adil_log_confirm(struct adil_arena scratch, struct adil_span dir,
                                        struct adil_span note, struct adil_diag *diag);

/* ---- blobs ------------------------------------------------------------------------------ */

enum { ADIL_BLOB_BYTES_MAX = 64 << 20 };

/* Stores bytes under their SHA-256, durably, before an act names them. Storing twice is fine. */
ADIL_MUST_USE adil_err adil_blob_put(struct adil_arena scratch, struct adil_span dir,
                                     struct adil_span bytes, struct adil_hash *hash,
                                     struct adil_diag *diag);
/* Err INPUT: missing; REFUSED: the bytes have another hash. */
ADIL_MUST_USE adil_err adil_blob_get(struct adil_arena *perm, struct adil_span dir,
                                     const struct adil_hash *hash, struct adil_span *bytes,
                                     struct adil_diag *diag);

#endif
