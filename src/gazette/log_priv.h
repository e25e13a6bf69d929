/* What the files of the log share. */
#ifndef ADIL_GAZETTE_LOG_PRIV_H
#define ADIL_GAZETTE_LOG_PRIV_H

#include "gazette/log.h"
#include "gazette/said.h"

#include <pthread.h>

enum {
    ADIL_CACHE_SETS = 64,
    ADIL_CACHE_WAYS = 8, /* 512 tiles of 16 KiB, inner nodes included: 8 MiB */
};

/* A tile in memory: hashes of its own level and all that they make: node k, i stands at
 * 512 - (512 >> k) + i. */
struct adil_cached_tile {
    struct adil_hash *node; /* NULL: never used */
    uint64_t index;
    uint64_t used; /* when it was last asked for */
    uint32_t width;
    int level;
};

/* What was signed last: (size, root) and the note. */
struct adil_signed {
    bool there;
    uint64_t size;
    struct adil_hash root;
    struct adil_span note;
};

/* How fast tickets come, and how long a commit takes; monotonic clock. */
struct adil_pace {
    int64_t closed;    /* the last batch */
    int64_t came;      /* the last ticket */
    int64_t ended;     /* the last commit */
    int64_t filled_ns; /* of that commit, until the last ticket came */
    int64_t commit_ns;
    int64_t each_ns; /* from one ticket to the next, while some can come */
};
void adil_pace_came(struct adil_pace *p);
void adil_pace_closed(struct adil_pace *p, size_t n); /* with so many tickets */
void adil_pace_ended(struct adil_pace *p);
/* How many of so many that are under way may come with the next batch: they are at work, and what
 * they do fills the time of this commit. A quarter; up to half, as many as fill it, unless they
 * come so fast that half of it would not be filled even so. */
size_t adil_pace_late(const struct adil_pace *p, size_t expected);
/* Whether all come within the time of a commit: then those that are late are worth a moment. */
bool adil_pace_at_once(const struct adil_pace *p, size_t expected);

struct adil_log {
    struct adil_span dir;
    struct adil_span origin;
    struct adil_store *store;
    bool memory;
    bool writes;
    bool unconfirmed; /* opened to be filled: nothing is signed */

    pthread_mutex_t state;         /* guards what follows, down to `batch` */
    struct adil_frontier frontier; /* of the durable entries */
    struct adil_hash root;
    struct adil_ticket *first; /* of those that wait for a commit */
    struct adil_ticket *last;
    struct adil_ticket *raw;     /* the first of them that nobody has begun to prepare */
    size_t n_raw;                /* from there on */
    bool collecting;             /* one of the submitters waits for more of them */
    struct adil_ticket *unasked; /* the first of them that was not asked yet */
    struct adil_ticket *asking;  /* one of the submitters asks it; NULL: nobody asks */
    uint64_t accepted;           /* size of the log with all that was accepted */
    uint64_t n_failed;           /* commits */
    uint64_t n_batches;          /* closed so far: the number of the one that gathers */
    /* Of the batch that gathers, and of the next, when that one is due. */
    size_t n_here[2];        /* tickets */
    size_t n_waiting[2];     /* of these, with a thread that waits */
    size_t n_expected;       /* tickets under way, by what was seen lately */
    size_t n_late;           /* of these, without which the last batch closed */
    bool leading;            /* one of the submitters commits */
    bool due;                /* the batch takes no more; it closes when all of it was asked */
    struct adil_ticket *end; /* its last one then */
    long patience_ns;        /* how long the first that waits does so for others */
    struct adil_pace pace;
    _Atomic uint32_t bell[4]; /* of the batch that is committed, and of the next */
    struct adil_arena batch;  /* of the one that leads */

    pthread_mutex_t reading; /* guards the cache and the arena of readers */
    struct adil_cached_tile tile[ADIL_CACHE_SETS][ADIL_CACHE_WAYS];
    uint64_t clock; /* counts uses */
    struct adil_arena cached;
    struct adil_arena read;

    pthread_mutex_t publishing; /* guards what is signed and the files that are public */
    struct adil_arena publish;
    struct adil_arena kept; /* for a log in memory: the last note */
    struct adil_signed signed_in_memory;
};

/* Asks whether it is accepted as entry `first`. Returns how many entries it has then; 0 when it was
 * refused. */
uint64_t adil_commit_ask(const struct adil_log *log, struct adil_ticket *t, uint64_t first);
/* One that was accepted behind entries that did not become durable. */
void adil_commit_refuse_behind(const struct adil_log *log, struct adil_ticket *t);

/* One transaction (log_commit.c), of the thread that leads; opened with all zero but for `log`. */
struct adil_commit {
    struct adil_log *log;
    struct adil_arena a;
    struct adil_diag why;
    struct adil_frontier f; /* with what was placed */
    bool open;              /* the store's transaction has begun */
    adil_err err;           /* of the store: then nothing gets in */
};
void adil_commit_open(struct adil_commit *c, struct adil_log *log);
/* Writes the entries of one that was accepted into the transaction. */
void adil_commit_place(struct adil_commit *c, const struct adil_ticket *t);
/* Makes durable what was placed; `batch`: all of them, told when it fails. */
void adil_commit_close(struct adil_commit *c, struct adil_ticket *batch);

/* A source of nodes for proofs; the caller holds `reading`. */
struct adil_log_source {
    struct adil_log *log;
    struct adil_diag *diag;
};
struct adil_nodes adil_log_nodes(struct adil_log_source *source);
/* Takes `reading` itself. */
ADIL_MUST_USE adil_err adil_log_root_at(struct adil_log *log, uint64_t size, struct adil_hash *root,
                                        struct adil_diag *diag);

/* The store's name of hash i of tile level `level` (1 and up): the root of a full tile below. */
struct adil_span adil_log_node_key(struct adil_arena *a, int level, uint64_t i);

/* The bytes of a tile or bundle, from the store. */
ADIL_MUST_USE adil_err adil_log_tile_bytes(struct adil_log *log, struct adil_arena *a,
                                           struct adil_tile t, struct adil_span *bytes,
                                           struct adil_diag *diag);
/* Writes what a tree of `size` has and one of `from` has not. Err REFUSED: other bytes stand there.
 */
ADIL_MUST_USE adil_err adil_log_tiles_write(struct adil_log *log, uint64_t from, uint64_t size,
                                            struct adil_diag *diag);
/* Makes again what is missing or short of a tree of `size`. */
ADIL_MUST_USE adil_err adil_log_tiles_repair(struct adil_log *log, uint64_t size,
                                             struct adil_diag *diag);
/* Takes away the partial tiles of which a tree of `size` has the full ones and one of `from` not.
 */
void adil_log_tiles_sweep(struct adil_log *log, uint64_t from, uint64_t size);

/* DIR/name */
struct adil_span adil_log_path(const struct adil_log *log, struct adil_arena *a, const char *name);

/* private/signed. Err REFUSED: damaged. */
ADIL_MUST_USE adil_err adil_signed_read(struct adil_arena *a, struct adil_span dir,
                                        struct adil_signed *out, struct adil_diag *diag);
ADIL_MUST_USE adil_err adil_signed_write(struct adil_arena scratch, struct adil_span dir,
                                         struct adil_span note, struct adil_diag *diag);
/* Of the open log: from the file, or from memory. The caller holds `publishing`. */
ADIL_MUST_USE adil_err adil_log_signed(struct adil_log *log, struct adil_arena *a,
                                       struct adil_signed *out, struct adil_diag *diag);
/* Reads a note's checkpoint. False when it is not one. */
bool adil_signed_of_note(struct adil_arena *a, struct adil_span note, struct adil_signed *out);

/* What stands against the store: Err REFUSED with "restored from an old copy" when `signed_size` is
 * above `size`. */
ADIL_MUST_USE adil_err adil_refuse_old_copy(struct adil_span file, uint64_t signed_size,
                                            uint64_t size, struct adil_diag *diag);

/* Err IO: "a refusal to sign", and how to go on (log_backup.c). */
ADIL_MUST_USE adil_err adil_log_refuse_unconfirmed(struct adil_arena scratch, struct adil_span dir,
                                                   struct adil_diag *diag);

/* Opening for writing: what was signed and published against the store, then repair. */
ADIL_MUST_USE adil_err adil_log_recover(struct adil_log *log, struct adil_diag *diag);

#endif
