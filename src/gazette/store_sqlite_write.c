/* The writing half of the SQLite store: one transaction, row by row; then the WAL's pages are moved
 * to their place, on a connection of its own, so that the next commit need not wait. */
#include "gazette/said.h"
#include "gazette/store_sqlite.h"

#include <stdatomic.h>

enum {
    TIDY_PAGES = 1000,     /* SQLite's own measure */
    WAL_PAGES_MOST = 8000, /* while commits go on the WAL only grows: then one of them tidies */
};

static struct adil_store_sqlite *writer_of(struct adil_store *store)
{
    return (struct adil_store_sqlite *)(void *)store;
}

int adil_sqlite_bind(sqlite3_stmt *stmt, int at, struct adil_span s)
{
    return sqlite3_bind_blob64(stmt, at, s.ptr != NULL ? s.ptr : "", s.len, SQLITE_STATIC);
}

/* Runs a statement that gives no rows. */
static int run(sqlite3_stmt *stmt)
{
    int rc = sqlite3_step(stmt);
    (void)sqlite3_reset(stmt);
    return rc == SQLITE_DONE || rc == SQLITE_ROW ? SQLITE_OK : rc;
}

int adil_sqlite_count(struct adil_sqlite_conn *c, uint64_t *n)
{
    sqlite3_stmt *stmt = c->stmt[ADIL_SQL_SIZE];
    int rc = sqlite3_step(stmt);
    if (rc == SQLITE_ROW) {
        *n = (uint64_t)sqlite3_column_int64(stmt, 0);
        rc = SQLITE_OK;
    }
    (void)sqlite3_reset(stmt);
    return rc;
}

static adil_err refuse_first(const struct adil_store_sqlite *s, uint64_t size, uint64_t first,
                             struct adil_diag *diag)
{
    return adil_fail(diag, ADIL_ERR(REFUSED), (struct adil_place){s->path, 0}, ADIL_SPAN("size"),
                     adil_diag_fmt(diag, "%llu: another writer was here", ADIL_LLU(size)),
                     adil_diag_fmt(diag, "%llu", ADIL_LLU(first)));
}

/* Nothing of the open transaction stays. Where SQLite cannot say so, nothing more is written. */
static void roll_back(struct adil_store_sqlite *s)
{
    if (sqlite3_get_autocommit(s->write.db) == 0) {
        s->broken = run(s->write.stmt[ADIL_SQL_ROLLBACK]) != SQLITE_OK || s->broken;
    }
}

/* After a failed sync the system may believe pages clean that never reached the disk. */
static void note_failed_sync(struct adil_store_sqlite *s)
{
    int extended = sqlite3_extended_errcode(s->write.db);
    s->broken = s->broken || extended == SQLITE_IOERR_FSYNC || extended == SQLITE_IOERR_DIR_FSYNC;
}

static adil_err begin_locked(struct adil_store_sqlite *s, uint64_t first, struct adil_diag *diag)
{
    struct adil_sqlite_conn *c = &s->write;
    uint64_t size = 0;
    if (s->broken) {
        return adil_fail(diag, ADIL_ERR(IO), (struct adil_place){s->path, 0}, ADIL_SPAN("store"),
                         ADIL_SPAN("the disk failed in an earlier commit"),
                         ADIL_SPAN("a log opened again after the disk was looked at"));
    }
    if (run(c->stmt[ADIL_SQL_BEGIN]) != SQLITE_OK) {
        note_failed_sync(s);
        return adil_sqlite_fail(s, c->db, "a store that can be written", diag);
    }
    adil_err e = ADIL_OK;
    if (adil_sqlite_count(c, &size) != SQLITE_OK) {
        e = adil_sqlite_fail(s, c->db, "a store that can be read", diag);
    } else if (size != first) {
        e = refuse_first(s, size, first, diag);
    }
    if (e.code != ADIL_C_OK) {
        roll_back(s);
    }
    return e;
}

adil_err adil_sqlite_begin(struct adil_store *store, uint64_t first, struct adil_diag *diag)
{
    struct adil_store_sqlite *s = writer_of(store);
    if (s->write.db == NULL) {
        return adil_fail(diag, ADIL_ERR(REFUSED), (struct adil_place){s->path, 0},
                         ADIL_SPAN("store"), ADIL_SPAN("opened for reading"),
                         ADIL_SPAN("opened for writing"));
    }
    (void)pthread_mutex_lock(&s->write.lock);
    s->next = first;
    adil_err e = begin_locked(s, first, diag);
    if (e.code != ADIL_C_OK) {
        (void)pthread_mutex_unlock(&s->write.lock);
    }
    return e;
}

/* What went wrong inside of the transaction; undo comes next. */
static adil_err fail_inside(struct adil_store_sqlite *s, struct adil_diag *diag)
{
    note_failed_sync(s);
    return adil_sqlite_fail(s, s->write.db, "a row that can be written", diag);
}

adil_err adil_sqlite_add(struct adil_store *store, const struct adil_store_row *row,
                         struct adil_diag *diag)
{
    struct adil_store_sqlite *s = writer_of(store);
    sqlite3_stmt *stmt = s->write.stmt[ADIL_SQL_INSERT];
    (void)sqlite3_bind_int64(stmt, 1, (sqlite3_int64)s->next++);
    (void)sqlite3_bind_blob(stmt, 2, row->leaf.byte, sizeof row->leaf.byte, SQLITE_STATIC);
    bool well = adil_sqlite_bind(stmt, 3, row->bytes) == SQLITE_OK && run(stmt) == SQLITE_OK;
    return well ? ADIL_OK : fail_inside(s, diag);
}

adil_err adil_sqlite_put(struct adil_store *store, struct adil_span key, struct adil_span value,
                         struct adil_diag *diag)
{
    struct adil_store_sqlite *s = writer_of(store);
    sqlite3_stmt *stmt = s->write.stmt[ADIL_SQL_META_PUT];
    struct adil_hash sum = adil_meta_sum(key, value);
    (void)adil_sqlite_bind(stmt, 1, key);
    (void)adil_sqlite_bind(stmt, 2, value);
    (void)sqlite3_bind_blob(stmt, 3, sum.byte, sizeof sum.byte, SQLITE_STATIC);
    return run(stmt) == SQLITE_OK ? ADIL_OK : fail_inside(s, diag);
}

/* ---- moving the WAL's pages -------------------------------------------------------------- */

/* As far as readers let it; what stays is moved the next time. Returns false when a sync failed. */
static bool move_pages(sqlite3 *db)
{
    (void)sqlite3_wal_checkpoint_v2(db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    return sqlite3_extended_errcode(db) != SQLITE_IOERR_FSYNC;
}

int adil_sqlite_note_wal(void *store, sqlite3 *db, const char *name, int pages)
{
    struct adil_store_sqlite *s = store;
    (void)db;
    (void)name;
    s->wal_tidied = pages < s->wal_pages ? 0 : s->wal_tidied; /* it began anew */
    s->wal_pages = pages;
    if (pages - s->wal_tidied >= TIDY_PAGES) {
        s->wal_tidied = pages;
        atomic_store(&s->to_tidy, true);
    }
    return SQLITE_OK;
}

void adil_sqlite_tidy(struct adil_store *store)
{
    struct adil_store_sqlite *s = writer_of(store);
    if (!atomic_exchange(&s->to_tidy, false)) {
        return;
    }
    (void)pthread_mutex_lock(&s->tidy.lock);
    bool well = move_pages(s->tidy.db);
    (void)pthread_mutex_unlock(&s->tidy.lock);
    if (!well) {
        (void)pthread_mutex_lock(&s->write.lock);
        s->broken = true;
        (void)pthread_mutex_unlock(&s->write.lock);
    }
}

/* ---- the end of a transaction ------------------------------------------------------------ */

adil_err adil_sqlite_commit(struct adil_store *store, struct adil_diag *diag)
{
    struct adil_store_sqlite *s = writer_of(store);
    adil_err e = ADIL_OK;
    if (run(s->write.stmt[ADIL_SQL_COMMIT]) != SQLITE_OK) {
        note_failed_sync(s);
        e = adil_sqlite_fail(s, s->write.db, "a commit that is durable", diag);
        roll_back(s);
    } else if (s->wal_pages >= WAL_PAGES_MOST && atomic_exchange(&s->to_tidy, false)) {
        s->broken = !move_pages(s->write.db);
    }
    (void)pthread_mutex_unlock(&s->write.lock);
    return e;
}

void adil_sqlite_undo(struct adil_store *store)
{
    struct adil_store_sqlite *s = writer_of(store);
    roll_back(s);
    (void)pthread_mutex_unlock(&s->write.lock);
}
