#include "fault_vfs.h"

#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct fault fault = {.seed = 1};

enum { FILES = 64, SECTOR = 512 };

/* What was written and not synced; data NULL: a truncation to `at`. */
struct unsynced {
    sqlite3_int64 at;
    size_t n;
    char *data;
    struct unsynced *next;
};

/* One path, whatever number of handles. */
struct image {
    char path[1024];
    char *synced;
    size_t len;
    struct unsynced *first;
    struct unsynced **last;
};

struct file {
    sqlite3_file base;
    struct image *image; /* NULL: not followed */
    sqlite3_file *real;
};

static struct image images[FILES];
static size_t n_images;
static sqlite3_vfs *below;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void give_up(const char *what)
{
    (void)fprintf(stderr, "fault_vfs: %s\n", what);
    abort();
}

static sqlite3_file *real_of(sqlite3_file *f)
{
    return ((struct file *)(void *)f)->real;
}

/* ---- images ------------------------------------------------------------------------------ */

static void image_set_len(struct image *m, size_t len)
{
    char *p = realloc(m->synced, len + 1);
    if (p == NULL) {
        give_up("no memory");
    }
    if (len > m->len) {
        memset(p + m->len, 0, len - m->len);
    }
    m->synced = p;
    m->len = len;
}

static void image_apply(struct image *m, const struct unsynced *u, size_t n)
{
    size_t end = (size_t)u->at + n;
    if (u->data == NULL) {
        image_set_len(m, (size_t)u->at);
        return;
    }
    if (end > m->len) {
        image_set_len(m, end);
    }
    memcpy(m->synced + u->at, u->data, n);
}

static void image_forget(struct image *m)
{
    while (m->first != NULL) {
        struct unsynced *u = m->first;
        m->first = u->next;
        free(u->data);
        free(u);
    }
    m->last = &m->first;
}

static void image_sync(struct image *m)
{
    for (const struct unsynced *u = m->first; u != NULL; u = u->next) {
        image_apply(m, u, u->n);
    }
    image_forget(m);
}

static void image_note(struct image *m, sqlite3_int64 at, const void *data, size_t n)
{
    struct unsynced *u = calloc(1, sizeof *u);
    if (u == NULL || (data != NULL && (u->data = malloc(n + 1)) == NULL)) {
        give_up("no memory");
        return;
    }
    u->at = at;
    u->n = n;
    if (data != NULL) {
        memcpy(u->data, data, n);
    }
    *m->last = u;
    m->last = &u->next;
}

/* What stands in the file when it is first opened is taken as synced. */
static struct image *image_of(const char *path)
{
    for (size_t i = 0; i < n_images; i++) {
        if (strcmp(images[i].path, path) == 0) {
            return &images[i];
        }
    }
    if (n_images == FILES || strlen(path) >= sizeof images[0].path) {
        give_up("too many files");
    }
    struct image *m = &images[n_images++];
    memset(m, 0, sizeof *m);
    (void)snprintf(m->path, sizeof m->path, "%s", path);
    m->last = &m->first;
    int fd = open(path, O_RDONLY);
    off_t len = fd >= 0 ? lseek(fd, 0, SEEK_END) : 0;
    image_set_len(m, len > 0 ? (size_t)len : 0);
    if (fd >= 0) {
        if (pread(fd, m->synced, m->len, 0) != (ssize_t)m->len) {
            give_up("a file that cannot be read");
        }
        close(fd);
    }
    return m;
}

static uint64_t fault_random(void)
{
    fault.seed ^= fault.seed << 13;
    fault.seed ^= fault.seed >> 7;
    fault.seed ^= fault.seed << 17;
    return fault.seed;
}

/* The power goes. */
static void cut(void)
{
    uint64_t dropped = 0;
    for (size_t i = 0; i < n_images; i++) {
        struct image *m = &images[i];
        for (const struct unsynced *u = m->first; u != NULL; u = u->next) {
            size_t sectors = u->n / SECTOR + 1;
            uint64_t what = fault_random() % 4;
            if (what == 0) {
                image_apply(m, u, u->n);
            } else if (what == 1 && u->data != NULL) {
                size_t n = SECTOR * (size_t)(fault_random() % sectors);
                image_apply(m, u, n < u->n ? n : u->n);
                dropped++;
            } else {
                dropped++;
            }
        }
        int fd = open(m->path, O_WRONLY | O_TRUNC);
        if (fd >= 0 && (pwrite(fd, m->synced, m->len, 0) != (ssize_t)m->len || close(fd) != 0)) {
            give_up("a file that cannot be written");
        }
    }
    if (fault.cut != NULL) {
        fault.cut(dropped);
    }
    _exit(FAULT_CUT_EXIT);
}

/* Counts an operation. Returns the code it fails with, or SQLITE_OK. */
static int operation(bool sync)
{
    if (fault.only_syncs && !sync) {
        return SQLITE_OK;
    }
    fault.n++;
    if (fault.cut_at != 0 && fault.n == fault.cut_at) {
        cut();
    }
    bool fails = fault.fail_at != 0 &&
                 (fault.n == fault.fail_at || (fault.fail_on && fault.n > fault.fail_at));
    if (fails) {
        fault.n_failed++;
        fault.n_failed_syncs += sync ? 1 : 0;
        return sync ? SQLITE_IOERR_FSYNC : fault.fail_code;
    }
    return SQLITE_OK;
}

/* ---- methods ----------------------------------------------------------------------------- */

static int fault_close(sqlite3_file *f)
{
    sqlite3_file *real = real_of(f);
    return real->pMethods != NULL ? real->pMethods->xClose(real) : SQLITE_OK;
}

static int fault_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
    return real_of(f)->pMethods->xRead(real_of(f), to, n, at);
}

static int fault_write(sqlite3_file *f, const void *from, int n, sqlite3_int64 at)
{
    struct image *m = ((struct file *)(void *)f)->image;
    (void)pthread_mutex_lock(&lock);
    int rc = operation(false);
    if (rc == SQLITE_OK && m != NULL) {
        image_note(m, at, from, (size_t)n);
    }
    (void)pthread_mutex_unlock(&lock);
    return rc != SQLITE_OK ? rc : real_of(f)->pMethods->xWrite(real_of(f), from, n, at);
}

static int fault_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    struct image *m = ((struct file *)(void *)f)->image;
    (void)pthread_mutex_lock(&lock);
    int rc = operation(false);
    if (rc == SQLITE_OK && m != NULL) {
        image_note(m, size, NULL, 0);
    }
    (void)pthread_mutex_unlock(&lock);
    return rc != SQLITE_OK ? rc : real_of(f)->pMethods->xTruncate(real_of(f), size);
}

static int fault_sync(sqlite3_file *f, int flags)
{
    struct image *m = ((struct file *)(void *)f)->image;
    (void)flags; /* the images are the disk: nothing below need be synced */
    (void)pthread_mutex_lock(&lock);
    int rc = operation(true);
    if (rc == SQLITE_OK && m != NULL && !fault.lying) {
        image_sync(m);
    }
    (void)pthread_mutex_unlock(&lock);
    return rc;
}

static int fault_size(sqlite3_file *f, sqlite3_int64 *size)
{
    return real_of(f)->pMethods->xFileSize(real_of(f), size);
}

static int fault_lock(sqlite3_file *f, int level)
{
    return real_of(f)->pMethods->xLock(real_of(f), level);
}

static int fault_unlock(sqlite3_file *f, int level)
{
    return real_of(f)->pMethods->xUnlock(real_of(f), level);
}

static int fault_reserved(sqlite3_file *f, int *held)
{
    return real_of(f)->pMethods->xCheckReservedLock(real_of(f), held);
}

static int fault_control(sqlite3_file *f, int op, void *arg)
{
    return real_of(f)->pMethods->xFileControl(real_of(f), op, arg);
}

static int fault_sector(sqlite3_file *f)
{
    return real_of(f)->pMethods->xSectorSize(real_of(f));
}

static int fault_device(sqlite3_file *f)
{
    return real_of(f)->pMethods->xDeviceCharacteristics(real_of(f));
}

static int fault_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **p)
{
    return real_of(f)->pMethods->xShmMap(real_of(f), page, size, extend, p);
}

static int fault_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
    return real_of(f)->pMethods->xShmLock(real_of(f), offset, n, flags);
}

static void fault_shm_barrier(sqlite3_file *f)
{
    real_of(f)->pMethods->xShmBarrier(real_of(f));
}

static int fault_shm_unmap(sqlite3_file *f, int remove)
{
    return real_of(f)->pMethods->xShmUnmap(real_of(f), remove);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = fault_close,
    .xRead = fault_read,
    .xWrite = fault_write,
    .xTruncate = fault_truncate,
    .xSync = fault_sync,
    .xFileSize = fault_size,
    .xLock = fault_lock,
    .xUnlock = fault_unlock,
    .xCheckReservedLock = fault_reserved,
    .xFileControl = fault_control,
    .xSectorSize = fault_sector,
    .xDeviceCharacteristics = fault_device,
    .xShmMap = fault_shm_map,
    .xShmLock = fault_shm_lock,
    .xShmBarrier = fault_shm_barrier,
    .xShmUnmap = fault_shm_unmap,
};

static int fault_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out)
{
    struct file *mine = (struct file *)(void *)f;
    (void)vfs;
    mine->real = (sqlite3_file *)(void *)(mine + 1);
    mine->real->pMethods = NULL;
    mine->image = NULL;
    if (name != NULL && (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) != 0) {
        (void)pthread_mutex_lock(&lock);
        mine->image = image_of(name);
        (void)pthread_mutex_unlock(&lock);
    }
    int rc = below->xOpen(below, name, mine->real, flags, out);
    f->pMethods = mine->real->pMethods != NULL ? &methods : NULL;
    return rc;
}

/* A file that is gone has no image. Taken as durable at once: the name of a log is deleted only
 * after its database was synced. */
static int fault_delete(sqlite3_vfs *vfs, const char *name, int sync_folder)
{
    (void)vfs;
    (void)pthread_mutex_lock(&lock);
    for (size_t i = 0; i < n_images; i++) {
        if (strcmp(images[i].path, name) == 0) {
            image_forget(&images[i]);
            image_set_len(&images[i], 0);
        }
    }
    (void)pthread_mutex_unlock(&lock);
    return below->xDelete(below, name, sync_folder);
}

void fault_vfs_register(void)
{
    static sqlite3_vfs vfs;
    below = sqlite3_vfs_find(NULL);
    vfs = *below;
    vfs.zName = FAULT_VFS;
    vfs.pNext = NULL;
    vfs.szOsFile = (int)sizeof(struct file) + below->szOsFile;
    vfs.xOpen = fault_open;
    vfs.xDelete = fault_delete;
    if (sqlite3_vfs_register(&vfs, 0) != SQLITE_OK) {
        give_up("not taken");
    }
}
