#define _GNU_SOURCE
#include "base/space.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static size_t page_bytes(void)
{
    return (size_t)sysconf(_SC_PAGESIZE);
}

static void *map_private(size_t bytes)
{
    void *p = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
                   -1, 0);
    if (p == MAP_FAILED) {
        return NULL;
    }
    (void)madvise(p, bytes, MADV_NOHUGEPAGE);
    return p;
}

bool adil_space_open(struct adil_space *s, size_t bytes)
{
    *s = (struct adil_space){map_private(bytes), bytes, 0, -1};
    return s->base != NULL;
}

void adil_space_close_file(struct adil_space *s)
{
    if (s->fd >= 0) {
        (void)close(s->fd); /* it has no name: this ends it */
    }
    s->fd = -1;
}

void adil_space_close(struct adil_space *s)
{
    if (s->base != NULL) {
        munmap(s->base, s->bytes);
        adil_space_close_file(s);
    }
    s->base = NULL;
}

struct adil_space adil_space_of(char *at, const char *end)
{
    size_t page = page_bytes();
    at += (size_t)(-(uintptr_t)at & (page - 1));
    return (struct adil_space){at, at < end ? (size_t)(end - at) : 0, 0, -1};
}

/* ---- the file ------------------------------------------------------------------------------- */

static adil_err refuse_space(struct adil_diag *d, struct adil_span folder, int error, size_t bytes)
{
    char room[128];
    char expected[128];
    const char *words = strerror_r(error, room, sizeof room);
    (void)snprintf(expected, sizeof expected, "room for a file of %zu MiB, or more memory allowed",
                   (bytes >> 20) + 1);
    return adil_fail(d, ADIL_ERR(IO), (struct adil_place){folder, 0},
                     ADIL_SPAN("what does not fit the memory"), adil_span_of(words),
                     adil_span_of(expected));
}

/* Where the system has no files that never had a name, one is made and loses it at once. */
static int open_named(const char *folder)
{
    char path[PATH_MAX];
    int n = snprintf(path, sizeof path, "%s/.adil-XXXXXX", folder);
    if (n < 0 || (size_t)n >= sizeof path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    int fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0) {
        (void)unlink(path);
    }
    return fd;
}

static int open_nameless(struct adil_span folder)
{
    char path[PATH_MAX];
    if (folder.len == 0 || folder.len >= sizeof path) {
        errno = folder.len == 0 ? ENOENT : ENAMETOOLONG;
        return -1;
    }
    memcpy(path, folder.ptr, folder.len);
    path[folder.len] = '\0';
    int fd = open(path, O_TMPFILE | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    return fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == ENOENT) ? open_named(path)
                                                                                 : fd;
}

/* The call itself, not its wrapper: under the address sanitizer that one would look for the gaps
 * between an arena's objects, and here whole pages are written. */
static bool write_at(int fd, const char *from, size_t bytes, size_t at)
{
    while (bytes > 0) {
        long n = syscall(SYS_pwrite64, fd, from, bytes, (off_t)at);
        if (n < 0 && errno != EINTR) {
            return false;
        }
        size_t done = n > 0 ? (size_t)n : 0;
        from += done;
        at += done;
        bytes -= done;
    }
    return true;
}

/* The pages behind those that are filed. 0, or what went wrong. */
static int file_pages(struct adil_space *s, size_t bytes, bool blank)
{
    char *from = s->base + s->filed;
    int error = posix_fallocate(s->fd, (off_t)s->filed, (off_t)bytes);
    if (error != 0) {
        return error;
    }
    if (!blank && !write_at(s->fd, from, bytes, s->filed)) {
        return errno;
    }
    void *at =
        mmap(from, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, s->fd, (off_t)s->filed);
    return at == MAP_FAILED ? errno : 0;
}

adil_err adil_space_file(struct adil_space *s, struct adil_span folder, size_t upto, bool blank,
                         struct adil_diag *diag)
{
    upto -= upto % page_bytes();
    ADIL_ASSERT(upto <= s->bytes);
    if (upto <= s->filed) {
        return ADIL_OK;
    }
    if (s->fd < 0) {
        s->fd = open_nameless(folder);
        if (s->fd < 0) {
            return refuse_space(diag, folder, errno, upto);
        }
    }
    int error = file_pages(s, upto - s->filed, blank);
    if (error != 0) {
        (void)!ftruncate(s->fd, (off_t)s->filed); /* the room it took is given back */
        return refuse_space(diag, folder, error, upto);
    }
    s->filed = upto;
    return ADIL_OK;
}

bool adil_space_widen(struct adil_space *s, size_t bytes, size_t used)
{
    char *base = map_private(bytes);
    if (base == NULL) {
        return false;
    }
    if (s->filed > 0 && mmap(base, s->filed, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, s->fd,
                             0) == MAP_FAILED) {
        munmap(base, bytes);
        return false;
    }
    if (used > s->filed) {
        memcpy(base + s->filed, s->base + s->filed, used - s->filed);
    }
    munmap(s->base, s->bytes);
    s->base = base;
    s->bytes = bytes;
    return true;
}

size_t adil_space_resident(const struct adil_space *s)
{
    enum { PAGES = 1024 };
    unsigned char in[PAGES];
    size_t page = page_bytes();
    size_t used = 0;
    for (size_t from = s->filed; from < s->bytes; from += PAGES * page) {
        size_t step = s->bytes - from < PAGES * page ? s->bytes - from : PAGES * page;
        if (mincore(s->base + from, step, in) != 0) {
            return s->bytes - s->filed;
        }
        for (size_t i = 0; i < (step + page - 1) / page; i++) {
            used += (in[i] & 1) != 0 ? page : 0;
        }
    }
    return used;
}
