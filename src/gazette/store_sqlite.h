/* What the files of the SQLite store share: the open database. */
#ifndef ADIL_GAZETTE_STORE_SQLITE_H
#define ADIL_GAZETTE_STORE_SQLITE_H

#include "gazette/store.h"

#include <pthread.h>
#include <sqlite3.h>

/* Prepared once a connection. */
#define ADIL_SQL(X)                                                                                \
    X(BEGIN, "BEGIN IMMEDIATE")                                                                    \
    X(COMMIT, "COMMIT")                                                                            \
    X(ROLLBACK, "ROLLBACK")                                                                        \
    X(SIZE, "SELECT coalesce(max(i) + 1, 0) FROM entry")                                           \
    X(COUNT, "SELECT count(*) FROM entry")                                                         \
    X(INSERT, "INSERT INTO entry(i, leaf, bytes) VALUES(?1, ?2, ?3)")                              \
    X(ROWS, "SELECT i, leaf, bytes FROM entry WHERE i >= ?1 AND i < ?2 ORDER BY i")                \
    X(META_PUT, "REPLACE INTO meta(key, value, sum) VALUES(?1, ?2, ?3)")                           \
    X(META, "SELECT key, value, sum FROM meta WHERE key = ?1")                                     \
    X(META_ALL, "SELECT key, value, sum FROM meta ORDER BY key")                                   \
    X(INTEGRITY, "PRAGMA integrity_check")

enum adil_sql {
#define X(name, text) ADIL_SQL_##name,
    ADIL_SQL(X)
#undef X
        ADIL_N_SQL
};

/* One connection; used by one thread at a time. */
struct adil_sqlite_conn {
    pthread_mutex_t lock;
    sqlite3 *db;
    sqlite3_stmt *stmt[ADIL_N_SQL];
};

struct adil_store_sqlite {
    struct adil_store base;
    struct adil_span path;
    const char *vfs;
    int lock_fd;                   /* the writer's lock; -1: a reader */
    bool broken;                   /* the disk refused to sync: nothing more is written */
    uint64_t next;                 /* number of the next row of the open transaction */
    struct adil_sqlite_conn write; /* db NULL for a reader */
    struct adil_sqlite_conn read;  /* so that readers do not wait for a commit */
    struct adil_sqlite_conn tidy;  /* nor writers for pages that move from the WAL to their place */
    int wal_pages;                 /* in the WAL after the last commit; under `write.lock` */
    int wal_tidied;                /* of these, when it was last time to move them */
    _Atomic bool to_tidy;          /* it is time */
};

/* What SQLite said, as a finding. Err IO; REFUSED: damage, or another writer. */
ADIL_MUST_USE adil_err adil_sqlite_fail(const struct adil_store_sqlite *s, sqlite3 *db,
                                        const char *expected, struct adil_diag *diag);
/* The sum beside a meta value: SHA-256 over key and value. */
struct adil_hash adil_meta_sum(struct adil_span key, struct adil_span value);
struct adil_span adil_sqlite_blob(sqlite3_stmt *stmt, int column);

int adil_sqlite_bind(sqlite3_stmt *stmt, int at, struct adil_span s);
/* Number of entries, as the connection sees them. Returns SQLite's code. */
int adil_sqlite_count(struct adil_sqlite_conn *c, uint64_t *n);

/* store_sqlite_write.c: of the table of operations. */
adil_err adil_sqlite_begin(struct adil_store *store, uint64_t first, struct adil_diag *diag);
adil_err adil_sqlite_add(struct adil_store *store, const struct adil_store_row *row,
                         struct adil_diag *diag);
adil_err adil_sqlite_put(struct adil_store *store, struct adil_span key, struct adil_span value,
                         struct adil_diag *diag);
adil_err adil_sqlite_commit(struct adil_store *store, struct adil_diag *diag);
void adil_sqlite_undo(struct adil_store *store);
void adil_sqlite_tidy(struct adil_store *store);
/* Called by SQLite after each commit of the writer, in place of its own checkpoints. */
int adil_sqlite_note_wal(void *store, sqlite3 *db, const char *name, int pages);

adil_err adil_store_sqlite_check(struct adil_store *store, struct adil_arena scratch,
                                 struct adil_diag *diag);
adil_err adil_store_sqlite_backup(struct adil_store *store, struct adil_span path,
                                  struct adil_diag *diag);

#endif
