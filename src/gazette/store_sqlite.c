#include "gazette/store_sqlite.h"

#include "base/file.h"
#include "gazette/said.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUSY_MS = 10000 };

static const char schema[] =
    "PRAGMA application_id = 0x4164696c;" /* "Adil" */
    "PRAGMA user_version = 1;"
    "CREATE TABLE entry(i INTEGER PRIMARY KEY, leaf BLOB NOT NULL, bytes BLOB NOT NULL) STRICT;"
    "CREATE TABLE meta(key BLOB PRIMARY KEY, value BLOB NOT NULL, sum BLOB NOT NULL) STRICT, "
    "WITHOUT ROWID;";

static const char *const sql_text[ADIL_N_SQL] = {
#define X(name, text) text,
    ADIL_SQL(X)
#undef X
};

static struct adil_store_sqlite *sqlite_of(struct adil_store *store)
{
    return (struct adil_store_sqlite *)(void *)store;
}

adil_err adil_sqlite_fail(const struct adil_store_sqlite *s, sqlite3 *db, const char *expected,
                          struct adil_diag *diag)
{
    struct adil_place place = {s->path, 0};
    int code = sqlite3_errcode(db) & 0xff;
    adil_err e = code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_BUSY
                     ? ADIL_ERR(REFUSED)
                     : ADIL_ERR(IO);
    return adil_fail(diag, e, place, ADIL_SPAN("store"), adil_span_of(sqlite3_errmsg(db)),
                     adil_span_of(expected));
}

struct adil_hash adil_meta_sum(struct adil_span key, struct adil_span value)
{
    const struct adil_span pieces[] = {key, value};
    return adil_sha256_pieces(pieces, ADIL_COUNT(pieces));
}

struct adil_span adil_sqlite_blob(sqlite3_stmt *stmt, int column)
{
    const char *ptr = sqlite3_column_blob(stmt, column);
    return adil_span_bytes(ptr != NULL ? ptr : "", (size_t)sqlite3_column_bytes(stmt, column));
}

/* ---- reading ----------------------------------------------------------------------------- */

static adil_err sqlite_size(struct adil_store *store, uint64_t *n, struct adil_diag *diag)
{
    struct adil_store_sqlite *s = sqlite_of(store);
    (void)pthread_mutex_lock(&s->read.lock);
    adil_err e = adil_sqlite_count(&s->read, n) == SQLITE_OK
                     ? ADIL_OK
                     : adil_sqlite_fail(s, s->read.db, "a store that can be read", diag);
    (void)pthread_mutex_unlock(&s->read.lock);
    return e;
}

static adil_err refuse_row(const struct adil_store_sqlite *s, uint64_t i, const char *found,
                           struct adil_diag *diag)
{
    return adil_fail(diag, ADIL_ERR(REFUSED), (struct adil_place){s->path, 0},
                     adil_diag_fmt(diag, "entry %llu", ADIL_LLU(i)), adil_span_of(found),
                     ADIL_SPAN("a row with a leaf hash of 32 bytes"));
}

static adil_err read_rows(struct adil_store_sqlite *s, struct adil_arena *perm, uint64_t first,
                          size_t n, struct adil_store_row *row, struct adil_diag *diag)
{
    sqlite3_stmt *stmt = s->read.stmt[ADIL_SQL_ROWS];
    size_t got = 0;
    int rc = SQLITE_ROW;
    const sqlite3_int64 past = (sqlite3_int64)first + (sqlite3_int64)n;
    (void)sqlite3_bind_int64(stmt, 1, (sqlite3_int64)first);
    (void)sqlite3_bind_int64(stmt, 2, past);
    while (got < n && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        struct adil_span leaf = adil_sqlite_blob(stmt, 1);
        if ((uint64_t)sqlite3_column_int64(stmt, 0) != first + got) {
            return refuse_row(s, first + got, "another row in its place", diag);
        }
        if (leaf.len != sizeof row->leaf.byte) {
            return refuse_row(s, first + got, "a leaf hash of another length", diag);
        }
        memcpy(row[got].leaf.byte, leaf.ptr, leaf.len);
        row[got].bytes = adil_span_copy(perm, adil_sqlite_blob(stmt, 2));
        got++;
    }
    if (rc != SQLITE_ROW && rc != SQLITE_DONE) {
        return adil_sqlite_fail(s, s->read.db, "entries that can be read", diag);
    }
    if (got < n) {
        return adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){s->path, 0},
                         adil_diag_fmt(diag, "entry %llu", ADIL_LLU(first + got)),
                         ADIL_SPAN("no such entry"), ADIL_SPAN("an entry inside the log"));
    }
    return ADIL_OK;
}

static adil_err sqlite_read(struct adil_store *store, struct adil_arena *perm, uint64_t first,
                            size_t n, struct adil_store_row *row, struct adil_diag *diag)
{
    struct adil_store_sqlite *s = sqlite_of(store);
    ADIL_ASSERT(first <= INT64_MAX && n <= INT64_MAX - first);
    if (n == 0) {
        return ADIL_OK;
    }
    (void)pthread_mutex_lock(&s->read.lock);
    adil_err e = read_rows(s, perm, first, n, row, diag);
    (void)sqlite3_reset(s->read.stmt[ADIL_SQL_ROWS]);
    (void)pthread_mutex_unlock(&s->read.lock);
    return e;
}

static adil_err read_meta(struct adil_store_sqlite *s, struct adil_arena *perm,
                          struct adil_span key, struct adil_span *value, struct adil_diag *diag)
{
    sqlite3_stmt *stmt = s->read.stmt[ADIL_SQL_META];
    (void)adil_sqlite_bind(stmt, 1, key);
    int rc = sqlite3_step(stmt);
    *value = (struct adil_span){NULL, 0};
    if (rc == SQLITE_DONE) {
        return ADIL_OK;
    }
    if (rc != SQLITE_ROW) {
        return adil_sqlite_fail(s, s->read.db, "a value that can be read", diag);
    }
    struct adil_span found = adil_sqlite_blob(stmt, 1);
    struct adil_hash sum = adil_meta_sum(key, found);
    if (!adil_span_eq(adil_sqlite_blob(stmt, 2),
                      adil_span_bytes((const char *)sum.byte, sizeof sum.byte))) {
        return adil_fail(diag, ADIL_ERR(REFUSED), (struct adil_place){s->path, 0}, key,
                         ADIL_SPAN("a value that differs from its checksum"),
                         ADIL_SPAN("the value that was written"));
    }
    *value = adil_span_copy(perm, found);
    return ADIL_OK;
}

static adil_err sqlite_meta(struct adil_store *store, struct adil_arena *perm, struct adil_span key,
                            struct adil_span *value, struct adil_diag *diag)
{
    struct adil_store_sqlite *s = sqlite_of(store);
    (void)pthread_mutex_lock(&s->read.lock);
    adil_err e = read_meta(s, perm, key, value, diag);
    (void)sqlite3_reset(s->read.stmt[ADIL_SQL_META]);
    (void)pthread_mutex_unlock(&s->read.lock);
    return e;
}

/* ---- opening and closing ----------------------------------------------------------------- */

static void conn_close(struct adil_sqlite_conn *c)
{
    for (size_t i = 0; i < ADIL_N_SQL; i++) {
        (void)sqlite3_finalize(c->stmt[i]);
    }
    (void)sqlite3_close(c->db);
    (void)pthread_mutex_destroy(&c->lock);
    *c = (struct adil_sqlite_conn){.db = NULL};
}

static void sqlite_close(struct adil_store *store)
{
    struct adil_store_sqlite *s = sqlite_of(store);
    conn_close(&s->read);
    conn_close(&s->tidy);
    conn_close(&s->write);
    if (s->lock_fd >= 0) {
        (void)close(s->lock_fd); /* and with it the lock */
        s->lock_fd = -1;
    }
}

static const struct adil_store_ops sqlite_ops = {
    .name = "sqlite",
    .size = sqlite_size,
    .begin = adil_sqlite_begin,
    .add = adil_sqlite_add,
    .put = adil_sqlite_put,
    .commit = adil_sqlite_commit,
    .undo = adil_sqlite_undo,
    .tidy = adil_sqlite_tidy,
    .read = sqlite_read,
    .meta = sqlite_meta,
    .check = adil_store_sqlite_check,
    .backup = adil_store_sqlite_backup,
    .close = sqlite_close,
};

static int prepare(struct adil_sqlite_conn *c)
{
    int rc = SQLITE_OK;
    for (size_t i = 0; i < ADIL_N_SQL && rc == SQLITE_OK; i++) {
        rc = sqlite3_prepare_v3(c->db, sql_text[i], -1, SQLITE_PREPARE_PERSISTENT, &c->stmt[i],
                                NULL);
    }
    return rc;
}

/* A database in a folder that cannot be written, nobody's log in use: SQLite is told that nothing
 * changes, for it cannot make the files it shares with writers. The path becomes a URI. */
static const char *immutable_uri(struct adil_arena *a, struct adil_span path)
{
    struct adil_arena scratch = *a;
    struct adil_span folder = adil_path_beside(&scratch, path, ADIL_SPAN("."));
    const char *wal = adil_span_cstr(&scratch, adil_fmt(&scratch, "%.*s-wal", ADIL_ARG(path)));
    if (access(adil_span_cstr(&scratch, folder), W_OK) == 0 || access(wal, F_OK) == 0) {
        return NULL;
    }
    char *text = adil_new(a, char, 3 * path.len + 32);
    size_t n = 0;
    for (size_t i = 0; i < path.len; i++) {
        static const char digit[] = "0123456789ABCDEF";
        unsigned char c = (unsigned char)path.ptr[i];
        text[n++] = '%';
        text[n++] = digit[c >> 4];
        text[n++] = digit[c & 15];
    }
    text[n] = '\0';
    return adil_span_cstr(a, adil_fmt(a, "file:%s?immutable=1", text));
}

static adil_err conn_open(struct adil_arena scratch, struct adil_store_sqlite *s,
                          struct adil_sqlite_conn *c, enum adil_store_mode mode,
                          struct adil_diag *diag)
{
    const char *path = adil_span_cstr(&scratch, s->path);
    int flags = mode == ADIL_STORE_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    flags |= SQLITE_OPEN_NOMUTEX | (mode == ADIL_STORE_CREATE ? SQLITE_OPEN_CREATE : 0);
    const char *uri = s->lock_fd < 0 ? immutable_uri(&scratch, s->path) : NULL;
    path = uri != NULL ? uri : path;
    flags |= uri != NULL ? SQLITE_OPEN_URI : 0;
    ADIL_ASSERT(pthread_mutex_init(&c->lock, NULL) == 0);
    int rc = sqlite3_open_v2(path, &c->db, flags, s->vfs);
    if (c->db == NULL) {
        return ADIL_ERR(LIMIT);
    }
    (void)sqlite3_busy_timeout(c->db, BUSY_MS);
    if (rc == SQLITE_OK && mode != ADIL_STORE_READ) {
        rc = sqlite3_exec(c->db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;", NULL,
                          NULL, NULL);
    }
    if (rc == SQLITE_OK) {
        rc = sqlite3_exec(c->db, "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;", NULL,
                          NULL, NULL);
    }
    if (rc == SQLITE_OK && mode == ADIL_STORE_CREATE) {
        rc = sqlite3_exec(c->db, schema, NULL, NULL, NULL);
    }
    if (rc != SQLITE_OK || prepare(c) != SQLITE_OK) {
        return adil_sqlite_fail(s, c->db, "a store", diag);
    }
    return ADIL_OK;
}

/* One writer at a time, whatever process or thread: flock on `lock` beside the database. */
static adil_err take_lock(struct adil_arena scratch, struct adil_store_sqlite *s,
                          struct adil_diag *diag)
{
    struct adil_span name = adil_path_beside(&scratch, s->path, ADIL_SPAN("lock"));
    struct adil_place place = {name, 0};
    int fd = open(adil_span_cstr(&scratch, name), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) {
        return adil_fail(diag, ADIL_ERR(IO), place, ADIL_SPAN("lock"), adil_diag_errno(diag, errno),
                         ADIL_SPAN("a file that can be locked"));
    }
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        bool held = errno == EWOULDBLOCK;
        (void)close(fd);
        return adil_fail(diag, held ? ADIL_ERR(REFUSED) : ADIL_ERR(IO), place, ADIL_SPAN("lock"),
                         held ? ADIL_SPAN("another process writes this log")
                              : ADIL_SPAN("the lock was not given"),
                         ADIL_SPAN("one writer"));
    }
    s->lock_fd = fd;
    return ADIL_OK;
}

/* A new file is durable only when its folder is. */
static void sync_folder_of(struct adil_arena scratch, struct adil_span path)
{
    struct adil_span dot = adil_path_beside(&scratch, path, ADIL_SPAN("."));
    int fd = open(adil_span_cstr(&scratch, dot), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        (void)fsync(fd);
        (void)close(fd);
    }
}

static adil_err open_both(struct adil_arena scratch, struct adil_store_sqlite *s,
                          enum adil_store_mode mode, struct adil_diag *diag)
{
    struct stat st;
    bool there = stat(adil_span_cstr(&scratch, s->path), &st) == 0;
    if (there == (mode == ADIL_STORE_CREATE)) {
        return adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){s->path, 0}, ADIL_SPAN("store"),
                         there ? ADIL_SPAN("a store") : ADIL_SPAN("no store"),
                         there ? ADIL_SPAN("none before it is made") : ADIL_SPAN("a store"));
    }
    if (mode != ADIL_STORE_READ) {
        ADIL_TRY(take_lock(scratch, s, diag));
        /* Asked before SQLite: it would go on for reading, and leave files of that mode behind. */
        if (there && access(adil_span_cstr(&scratch, s->path), W_OK) != 0) {
            return adil_fail(diag, ADIL_ERR(IO), (struct adil_place){s->path, 0},
                             ADIL_SPAN("store"), adil_diag_errno(diag, errno),
                             ADIL_SPAN("a store that can be written"));
        }
        ADIL_TRY(conn_open(scratch, s, &s->write, mode, diag));
        ADIL_TRY(conn_open(scratch, s, &s->tidy, ADIL_STORE_WRITE, diag));
        (void)sqlite3_wal_hook(s->write.db, adil_sqlite_note_wal, s);
    }
    ADIL_TRY(conn_open(scratch, s, &s->read, ADIL_STORE_READ, diag));
    if (mode == ADIL_STORE_CREATE) {
        sync_folder_of(scratch, s->path);
    }
    return ADIL_OK;
}

adil_err adil_store_sqlite(struct adil_arena *perm, struct adil_span path,
                           enum adil_store_mode mode, const char *vfs, struct adil_store **out,
                           struct adil_diag *diag)
{
    struct adil_store_sqlite *s = adil_new(perm, struct adil_store_sqlite, 1);
    s->base.ops = &sqlite_ops;
    s->path = adil_span_copy(perm, path);
    s->vfs = vfs;
    s->lock_fd = -1;
    struct adil_arena scratch; /* of its own: findings may go into `perm` */
    if (adil_arena_open(&scratch, 1 << 20) != 0) {
        return ADIL_ERR(LIMIT);
    }
    adil_err e = open_both(scratch, s, mode, diag);
    adil_arena_release(&scratch);
    if (e.code != ADIL_C_OK) {
        sqlite_close(&s->base);
        return e;
    }
    *out = &s->base;
    return ADIL_OK;
}
