#define _XOPEN_SOURCE 700
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    FIRST_READ = 1 << 16, /* for what does not tell its size: a pipe, /proc */
    TEMP_TRIES = 1000,    /* leftovers of killed runs with the same process id */
};

/* A span as the system wants it. */
struct name {
    char text[PATH_MAX];
};

static adil_err refuse(struct adil_diag *d, adil_err e, struct adil_span path, const char *found,
                       const char *expected)
{
    struct adil_place place = {path, 0};
    return adil_fail(d, e, place, (struct adil_span){NULL, 0}, adil_span_of(found),
                     adil_span_of(expected));
}

/* errno in words. Err  INPUT when the name leads nowhere, else IO. */
static adil_err refuse_errno(struct adil_diag *d, struct adil_span path, int error,
                             const char *expected)
{
    char words[128];
    if (strerror_r(error, words, sizeof words) != 0) {
        (void)snprintf(words, sizeof words, "system error %d", error);
    }
    bool wrong_name =
        error == ENOENT || error == ENOTDIR || error == ELOOP || error == ENAMETOOLONG;
    return refuse(d, wrong_name ? ADIL_ERR(INPUT) : ADIL_ERR(IO), path, words, expected);
}

/* False when the path is too long, empty or holds a NUL: the system would see another name. */
static bool name_of(struct name *n, struct adil_span path)
{
    if (path.len == 0 || path.len >= sizeof n->text || adil_span_find_byte(path, '\0') < path.len) {
        return false;
    }
    memcpy(n->text, path.ptr, path.len);
    n->text[path.len] = '\0';
    return true;
}

static void fd_wait(int fd, short events)
{
    struct pollfd p = {.fd = fd, .events = events};
    (void)poll(&p, 1, -1);
}

/* read() through interruptions and descriptors that do not block. */
static ssize_t fd_read(int fd, char *to, size_t n)
{
    for (;;) {
        ssize_t got = read(fd, to, n);
        if (got < 0 && errno == EAGAIN) {
            fd_wait(fd, POLLIN);
        } else if (got >= 0 || errno != EINTR) {
            return got;
        }
    }
}

adil_err adil_fd_write(int fd, struct adil_span bytes)
{
    while (bytes.len > 0) {
        ssize_t n = write(fd, bytes.ptr, bytes.len);
        if (n > 0) {
            bytes = adil_span_sub(bytes, (size_t)n, bytes.len);
        } else if (n < 0 && errno == EAGAIN) {
            fd_wait(fd, POLLOUT);
        } else if (n == 0 || errno != EINTR) {
            return ADIL_ERR(IO);
        }
    }
    return ADIL_OK;
}

static adil_err refuse_length(struct adil_diag *d, struct adil_span path, size_t max_bytes)
{
    char most[64];
    (void)snprintf(most, sizeof most, "at most %zu bytes", max_bytes);
    return refuse(d, ADIL_ERR(INPUT), path, "a longer file", most);
}

/* Reads to the end. Room doubles as it is used up, at most one byte past the limit: that byte is
 * how a file that grew, or a pipe, is seen to be too long. */
static adil_err read_all(struct adil_arena *perm, int fd, struct adil_span path, size_t room,
                         size_t max_bytes, struct adil_span *bytes, struct adil_diag *d)
{
    char *text = adil_new(perm, char, room);
    size_t len = 0;
    for (;;) {
        ssize_t n = fd_read(fd, text + len, room - len);
        if (n < 0) {
            return refuse_errno(d, path, errno, "a file that can be read");
        }
        len += (size_t)n;
        if (len > max_bytes) {
            return refuse_length(d, path, max_bytes);
        }
        if (n == 0) {
            break;
        }
        if (len == room) {
            room = room > max_bytes / 2 ? max_bytes + 1 : 2 * room;
            char *wider = adil_new(perm, char, room);
            memcpy(wider, text, len);
            text = wider;
        }
    }
    *bytes = adil_span_bytes(text, len);
    return ADIL_OK;
}

static adil_err read_fd(struct adil_arena *perm, int fd, struct adil_span path, size_t max_bytes,
                        struct adil_span *bytes, struct adil_diag *d)
{
    struct stat st;
    if (fstat(fd, &st) != 0) {
        return refuse_errno(d, path, errno, "a file that can be read");
    }
    if (S_ISDIR(st.st_mode)) {
        return refuse(d, ADIL_ERR(INPUT), path, "a folder", "a file");
    }
    size_t room = FIRST_READ;
    if (S_ISREG(st.st_mode) && st.st_size > 0) {
        if ((uintmax_t)st.st_size > max_bytes) {
            return refuse_length(d, path, max_bytes);
        }
        room = (size_t)st.st_size + 1;
    }
    room = room > max_bytes ? max_bytes + 1 : room;
    return read_all(perm, fd, path, room, max_bytes, bytes, d);
}

adil_err adil_file_read(struct adil_arena *perm, struct adil_span path, size_t max_bytes,
                        struct adil_span *bytes, struct adil_diag *diag)
{
    ADIL_ASSERT(max_bytes < SIZE_MAX / 2);
    if (adil_span_is(path, "-")) {
        return read_fd(perm, STDIN_FILENO, ADIL_SPAN("standard input"), max_bytes, bytes, diag);
    }
    struct name name;
    if (!name_of(&name, path)) {
        return refuse(diag, ADIL_ERR(INPUT), path, "no name of a file", "a file that can be read");
    }
    int fd = open(name.text, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        return refuse_errno(diag, path, errno, "a file that can be read");
    }
    adil_err e = read_fd(perm, fd, path, max_bytes, bytes, diag);
    (void)close(fd); /* read only: nothing can be lost */
    return e;
}

/* Writes, makes durable and closes `fd`; -1 and errno on failure. */
static int fill(int fd, struct adil_span bytes, mode_t mode, bool keep_mode)
{
    int failed = 0;
    if ((keep_mode && fchmod(fd, mode) != 0) || adil_fd_write(fd, bytes).code != ADIL_C_OK ||
        fsync(fd) != 0) {
        failed = errno;
    }
    if (close(fd) != 0 && failed == 0) {
        failed = errno;
    }
    errno = failed;
    return failed == 0 ? 0 : -1;
}

/* A new file in the folder, for this process alone. Out `temp` its name. */
static int temp_open(int folder, char *temp, size_t cap)
{
    int fd = -1;
    errno = EEXIST;
    for (int i = 0; i < TEMP_TRIES && fd < 0 && errno == EEXIST; i++) {
        (void)snprintf(temp, cap, ".adil-%ld-%d.tmp", (long)getpid(), i);
        fd = openat(folder, temp, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    }
    return fd;
}

/* Puts `bytes` under the name `file` in `folder`, whole or not at all. -1 and errno on failure. */
static int replace_in(int folder, const char *file, struct adil_span bytes, const struct stat *old)
{
    char temp[64];
    int fd = temp_open(folder, temp, sizeof temp);
    if (fd < 0) {
        return -1;
    }
    mode_t mode = old != NULL ? old->st_mode & 0777 : 0;
    if (fill(fd, bytes, mode, old != NULL) != 0 || renameat(folder, temp, folder, file) != 0) {
        int error = errno;
        (void)unlinkat(folder, temp, 0);
        errno = error;
        return -1;
    }
    /* Some file systems cannot sync a folder and say so with EINVAL; they lose nothing by it. */
    return fsync(folder) == 0 || errno == EINVAL ? 0 : -1;
}

/* `old`: the file that stands there now, NULL when there is none. -1 and errno on failure. */
static int replace(const char *path, struct adil_span bytes, const struct stat *old)
{
    struct name folder = {"."};
    const char *slash = strrchr(path, '/');
    const char *file = slash != NULL ? slash + 1 : path;
    if (*file == '\0') {
        errno = EISDIR;
        return -1;
    }
    if (slash != NULL) {
        size_t len = (size_t)(slash - path) + 1; /* with the slash: "/" stays "/" */
        memcpy(folder.text, path, len);
        folder.text[len] = '\0';
    }
    int fd = open(folder.text, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return -1;
    }
    int done = replace_in(fd, file, bytes, old);
    int error = errno;
    (void)close(fd);
    errno = error;
    return done;
}

/* Straight to what the path names: a pipe, a terminal, a device. -1 and errno on failure. */
static int write_through(const char *path, struct adil_span bytes)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        return -1;
    }
    int failed = adil_fd_write(fd, bytes).code != ADIL_C_OK ? errno : 0;
    if (close(fd) != 0 && failed == 0) {
        failed = errno;
    }
    errno = failed;
    return failed == 0 ? 0 : -1;
}

/* A link: /dev/stdout leads to what this process already holds open, perhaps a file that the shell
 * appends to, and is written through that descriptor; a file behind another link is replaced where
 * it stands, so that the link stays a link. */
static int write_linked(const char *path, struct adil_span bytes)
{
    struct stat to;
    struct stat held;
    struct name real;
    if (stat(path, &to) != 0) {
        return -1;
    }
    for (int fd = STDOUT_FILENO; fd <= STDERR_FILENO; fd++) {
        if (fstat(fd, &held) == 0 && held.st_dev == to.st_dev && held.st_ino == to.st_ino) {
            return adil_fd_write(fd, bytes).code == ADIL_C_OK ? 0 : -1;
        }
    }
    if (!S_ISREG(to.st_mode)) {
        return write_through(path, bytes);
    }
    return realpath(path, real.text) != NULL ? replace(real.text, bytes, &to) : -1;
}

static int write_to(const char *path, struct adil_span bytes)
{
    struct stat st;
    if (lstat(path, &st) != 0) {
        return errno == ENOENT ? replace(path, bytes, NULL) : -1;
    }
    if (S_ISLNK(st.st_mode)) {
        return write_linked(path, bytes);
    }
    return S_ISREG(st.st_mode) ? replace(path, bytes, &st) : write_through(path, bytes);
}

adil_err adil_file_write(struct adil_arena scratch, struct adil_span path, struct adil_span bytes,
                         struct adil_diag *diag)
{
    (void)scratch;
    struct name name;
    if (!name_of(&name, path)) {
        return refuse(diag, ADIL_ERR(IO), path, "no name of a file", "a file that can be written");
    }
    if (write_to(name.text, bytes) != 0) {
        (void)refuse_errno(diag, path, errno, "a file that can be written");
        return ADIL_ERR(IO);
    }
    return ADIL_OK;
}

struct adil_span adil_path_beside(struct adil_arena *a, struct adil_span base_file,
                                  struct adil_span path)
{
    size_t folder = base_file.len;
    while (folder > 0 && base_file.ptr[folder - 1] != '/') {
        folder--;
    }
    if (folder == 0 || adil_span_starts(path, ADIL_SPAN("/"))) {
        return path;
    }
    return adil_fmt(a, "%.*s%.*s", ADIL_ARG(adil_span_sub(base_file, 0, folder)), ADIL_ARG(path));
}
