/* Where a log's entries are kept: an interface with two makers, SQLite (WAL, synchronous=FULL) and
 * memory for tests. One writer; many readers. A third maker (PostgreSQL) fits the same table.
 *
 * A store is the entries by number, and small named values (`meta`) that change together with
 * them. What one commit writes is there in whole or not at all, and durable when it returns. */
#ifndef ADIL_GAZETTE_STORE_H
#define ADIL_GAZETTE_STORE_H

#include "base/err.h"
#include "gazette/merkle.h"

struct adil_store_row {
    struct adil_span bytes;
    struct adil_hash leaf;
};

struct adil_store;

struct adil_store_ops {
    const char *name; /* "sqlite", "memory" */
    /* Number of entries committed. */
    adil_err (*size)(struct adil_store *s, uint64_t *n, struct adil_diag *diag);
    /* One commit, of one thread: begin, then rows behind the last and meta values as they come,
     * then commit, or undo. `first` must equal the size: another value is Err REFUSED (another
     * writer was here). After a begin that went well other writers wait until commit or undo; when
     * `add` or `put` fails, undo is what is left; a commit that fails has undone all. What `add`
     * and `put` are given is not looked at once they return. Nobody reads it before the commit. */
    adil_err (*begin)(struct adil_store *s, uint64_t first, struct adil_diag *diag);
    adil_err (*add)(struct adil_store *s, const struct adil_store_row *row, struct adil_diag *diag);
    adil_err (*put)(struct adil_store *s, struct adil_span key, struct adil_span value,
                    struct adil_diag *diag);
    adil_err (*commit)(struct adil_store *s, struct adil_diag *diag);
    void (*undo)(struct adil_store *s);
    /* After commits, by any thread, while others may read and write: puts in order what they left
     * behind, if it is time. A commit that returned is durable without it. */
    void (*tidy)(struct adil_store *s);
    /* Rows [first, first + n), into `perm`. Fewer than n exist: Err INPUT. */
    adil_err (*read)(struct adil_store *s, struct adil_arena *perm, uint64_t first, size_t n,
                     struct adil_store_row *row, struct adil_diag *diag);
    /* A meta value; empty (ptr NULL) when it was never set. */
    adil_err (*meta)(struct adil_store *s, struct adil_arena *perm, struct adil_span key,
                     struct adil_span *value, struct adil_diag *diag);
    /* Reads everything there is and compares with its checksums and hashes; one finding a damage
     * (which entry, what was found). Err REFUSED when there was any. */
    adil_err (*check)(struct adil_store *s, struct adil_arena scratch, struct adil_diag *diag);
    /* A consistent copy into a file, while the store is in use. */
    adil_err (*backup)(struct adil_store *s, struct adil_span path, struct adil_diag *diag);
    void (*close)(struct adil_store *s);
};

struct adil_store {
    const struct adil_store_ops *ops;
};

/* All of one commit at once: rows behind the last, then meta values; there in whole or not at all.
 * Err as begin, add, put and commit. */
ADIL_MUST_USE adil_err adil_store_append(struct adil_store *s, uint64_t first,
                                         const struct adil_store_row *row, size_t n,
                                         const struct adil_span *meta_key,
                                         const struct adil_span *meta, size_t n_meta,
                                         struct adil_diag *diag);

enum adil_store_mode { ADIL_STORE_READ, ADIL_STORE_WRITE, ADIL_STORE_CREATE };

/* Opens or makes the database. WRITE and CREATE take the writer's lock: a second writer is Err
 * REFUSED ("another process writes this log"). `vfs`: name of a registered SQLite VFS for fault
 * tests, NULL for the default. */
ADIL_MUST_USE adil_err adil_store_sqlite(struct adil_arena *perm, struct adil_span path,
                                         enum adil_store_mode mode, const char *vfs,
                                         struct adil_store **out, struct adil_diag *diag);
/* A store in memory, lost when closed. */
struct adil_store *adil_store_memory(struct adil_arena *perm);

#endif
