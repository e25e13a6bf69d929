/* Finding damage in the database, and copying it while it is in use. */
#include "base/file.h"
#include "gazette/said.h"
#include "gazette/store_sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { COPY_PAGES = 4096 }; /* in one step of a copy */

struct checking {
    struct adil_store_sqlite *s;
    struct adil_diag *diag;
    uint32_t n; /* damages */
};

static void damage(struct checking *c, struct adil_span field, struct adil_span found,
                   const char *expected)
{
    adil_diag_add(c->diag, ADIL_SEV_ERROR, (struct adil_place){c->s->path, 0}, field, found,
                  adil_span_of(expected));
    c->n++;
}

/* SQLite itself said no in the middle of reading. */
static void damage_step(struct checking *c, const char *field, int rc)
{
    if (rc != SQLITE_DONE) {
        damage(c, adil_span_of(field), adil_span_of(sqlite3_errmsg(c->s->read.db)),
               "a table that can be read to its end");
    }
}

static void check_pages(struct checking *c)
{
    sqlite3_stmt *stmt = c->s->read.stmt[ADIL_SQL_INTEGRITY];
    int rc = SQLITE_ROW;
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        struct adil_span text = adil_sqlite_blob(stmt, 0);
        if (!adil_span_is(text, "ok")) {
            damage(c, ADIL_SPAN("pages"), text, "ok");
        }
    }
    damage_step(c, "pages", rc);
    (void)sqlite3_reset(stmt);
}

static void check_row(struct checking *c, uint64_t i, struct adil_span leaf, struct adil_span bytes)
{
    struct adil_hash h = adil_leaf_hash(bytes);
    if (!adil_span_eq(leaf, adil_span_bytes((const char *)h.byte, sizeof h.byte))) {
        damage(c, adil_diag_fmt(c->diag, "entry %llu", ADIL_LLU(i)),
               ADIL_SPAN("bytes and leaf hash that do not fit"), "the leaf hash of the bytes");
    }
}

static void check_rows(struct checking *c)
{
    sqlite3_stmt *stmt = c->s->read.stmt[ADIL_SQL_ROWS];
    uint64_t next = 0;
    int rc = SQLITE_ROW;
    (void)sqlite3_bind_int64(stmt, 1, INT64_MIN);
    (void)sqlite3_bind_int64(stmt, 2, INT64_MAX);
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        uint64_t i = (uint64_t)sqlite3_column_int64(stmt, 0);
        if (i != next) {
            damage(c, adil_diag_fmt(c->diag, "entry %llu", ADIL_LLU(next)),
                   adil_diag_fmt(c->diag, "entry %lld in its place", (long long)i),
                   "entries without a gap");
        }
        check_row(c, i, adil_sqlite_blob(stmt, 1), adil_sqlite_blob(stmt, 2));
        next = i + 1;
    }
    damage_step(c, "entries", rc);
    (void)sqlite3_reset(stmt);
}

static void check_meta(struct checking *c)
{
    sqlite3_stmt *stmt = c->s->read.stmt[ADIL_SQL_META_ALL];
    int rc = SQLITE_ROW;
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        struct adil_span key = adil_sqlite_blob(stmt, 0);
        struct adil_hash sum = adil_meta_sum(key, adil_sqlite_blob(stmt, 1));
        if (!adil_span_eq(adil_sqlite_blob(stmt, 2),
                          adil_span_bytes((const char *)sum.byte, sizeof sum.byte))) {
            damage(c, key, ADIL_SPAN("a value that differs from its checksum"),
                   "the value that was written");
        }
    }
    damage_step(c, "meta", rc);
    (void)sqlite3_reset(stmt);
}

adil_err adil_store_sqlite_check(struct adil_store *store, struct adil_arena scratch,
                                 struct adil_diag *diag)
{
    (void)scratch;
    struct checking c = {(struct adil_store_sqlite *)(void *)store, diag, 0};
    (void)pthread_mutex_lock(&c.s->read.lock);
    check_pages(&c);
    check_rows(&c);
    check_meta(&c);
    (void)pthread_mutex_unlock(&c.s->read.lock);
    return c.n == 0 ? ADIL_OK : ADIL_ERR(REFUSED);
}

/* ---- a copy ------------------------------------------------------------------------------ */

/* The copy leaves WAL, so that it is one file. */
static int copy_into(sqlite3 *from, sqlite3 *to)
{
    sqlite3_backup *copy = sqlite3_backup_init(to, "main", from, "main");
    if (copy == NULL) {
        return sqlite3_errcode(to);
    }
    int rc = SQLITE_OK;
    while (rc == SQLITE_OK || rc == SQLITE_BUSY || rc == SQLITE_LOCKED) {
        rc = sqlite3_backup_step(copy, COPY_PAGES);
    }
    int done = sqlite3_backup_finish(copy);
    if (rc != SQLITE_DONE || done != SQLITE_OK) {
        return rc != SQLITE_DONE ? rc : done;
    }
    return sqlite3_exec(to, "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;", NULL, NULL,
                        NULL);
}

static int sync_path(const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC);
    if (fd < 0) {
        return -1;
    }
    int done = fsync(fd);
    int error = errno;
    (void)close(fd);
    errno = error;
    return done == 0 || error == EINVAL ? 0 : -1;
}

static adil_err finish_copy(struct adil_arena a, struct adil_span path, const char *temp,
                            struct adil_diag *diag)
{
    const char *folder = adil_span_cstr(&a, adil_path_beside(&a, path, ADIL_SPAN(".")));
    if (sync_path(temp, O_RDWR) != 0 || rename(temp, adil_span_cstr(&a, path)) != 0 ||
        sync_path(folder, O_RDONLY | O_DIRECTORY) != 0) {
        return adil_fail(diag, ADIL_ERR(IO), (struct adil_place){path, 0}, ADIL_SPAN("copy"),
                         adil_diag_errno(diag, errno), ADIL_SPAN("a file that can be written"));
    }
    return ADIL_OK;
}

static adil_err backup_locked(struct adil_store_sqlite *s, struct adil_arena a,
                              struct adil_span path, struct adil_diag *diag)
{
    char *temp = adil_span_cstr(&a, adil_fmt(&a, "%.*s.tmp", ADIL_ARG(path)));
    sqlite3 *to = NULL;
    (void)unlink(temp);
    int rc = sqlite3_open_v2(temp, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    if (rc == SQLITE_OK) {
        rc = copy_into(s->read.db, to);
    }
    adil_err e = ADIL_OK;
    if (rc != SQLITE_OK) {
        e = adil_fail(diag, ADIL_ERR(IO), (struct adil_place){path, 0}, ADIL_SPAN("copy"),
                      adil_span_of(sqlite3_errstr(rc)), ADIL_SPAN("a copy of the store"));
    }
    (void)sqlite3_close(to);
    if (e.code == ADIL_C_OK) {
        e = finish_copy(a, path, temp, diag);
    }
    if (e.code != ADIL_C_OK) {
        (void)unlink(temp);
    }
    return e;
}

adil_err adil_store_sqlite_backup(struct adil_store *store, struct adil_span path,
                                  struct adil_diag *diag)
{
    struct adil_store_sqlite *s = (struct adil_store_sqlite *)(void *)store;
    struct adil_arena a;
    if (adil_arena_open(&a, 1 << 20) != 0) {
        return ADIL_ERR(LIMIT);
    }
    (void)pthread_mutex_lock(&s->read.lock);
    adil_err e = backup_locked(s, a, path, diag);
    (void)pthread_mutex_unlock(&s->read.lock);
    adil_arena_release(&a);
    return e;
}
