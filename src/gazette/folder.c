#define _GNU_SOURCE
#include "gazette/folder.h"

#include "base/file.h"
#include "gazette/said.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEPTH_MAX = 16, NAMES_MAX = 1 << 20 };

static adil_err folder_errno(struct adil_span path, const char *expected, struct adil_diag *diag)
{
    return adil_fail(diag, ADIL_ERR(IO), (struct adil_place){path, 0}, ADIL_SPAN(""),
                     adil_diag_errno(diag, errno), adil_span_of(expected));
}

static int sync_parent(struct adil_arena scratch, struct adil_span path)
{
    struct adil_span parent = adil_path_beside(&scratch, path, ADIL_SPAN("."));
    int fd = open(adil_span_cstr(&scratch, parent), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return -1;
    }
    int done = fsync(fd) == 0 || errno == EINVAL ? 0 : -1;
    int error = errno;
    (void)close(fd);
    errno = error;
    return done;
}

adil_err adil_folder_make(struct adil_arena scratch, struct adil_span path, struct adil_diag *diag)
{
    struct stat st;
    char *text = adil_span_cstr(&scratch, path);
    if (stat(text, &st) == 0 && S_ISDIR(st.st_mode)) {
        return ADIL_OK;
    }
    for (size_t i = 1; i <= path.len; i++) {
        if (i < path.len && path.ptr[i] != '/') {
            continue;
        }
        text[i] = '\0';
        bool made = mkdir(text, 0755) == 0;
        if ((!made && errno != EEXIST) ||
            (made && sync_parent(scratch, adil_span_sub(path, 0, i)) != 0)) {
            return folder_errno(path, "a folder that can be made", diag);
        }
        text[i] = i < path.len ? '/' : '\0';
    }
    return ADIL_OK;
}

adil_err adil_folder_make_for(struct adil_arena scratch, struct adil_span file,
                              struct adil_diag *diag)
{
    size_t len = file.len;
    while (len > 0 && file.ptr[len - 1] != '/') {
        len--;
    }
    return len > 1 ? adil_folder_make(scratch, adil_span_sub(file, 0, len - 1), diag) : ADIL_OK;
}

/* "folder/.adil-NAME.tmp" */
static char *staged_name(struct adil_arena *a, struct adil_span path)
{
    size_t at = path.len;
    while (at > 0 && path.ptr[at - 1] != '/') {
        at--;
    }
    return adil_span_cstr(a, adil_fmt(a, "%.*s.adil-%.*s.tmp", ADIL_ARG(adil_span_sub(path, 0, at)),
                                      ADIL_ARG(adil_span_sub(path, at, path.len))));
}

adil_err adil_file_stage(struct adil_arena scratch, struct adil_span path, struct adil_span bytes,
                         struct adil_diag *diag)
{
    char *name = staged_name(&scratch, path);
    int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (fd < 0) {
        return folder_errno(path, "a file that can be written", diag);
    }
    bool written = adil_fd_write(fd, bytes).code == ADIL_C_OK;
    int error = errno;
    if (close(fd) != 0 || !written) {
        errno = written ? errno : error;
        adil_err e = folder_errno(path, "a file that can be written", diag);
        (void)unlink(name);
        return e;
    }
    return ADIL_OK;
}

void adil_file_unstage(struct adil_arena scratch, struct adil_span path)
{
    (void)unlink(staged_name(&scratch, path));
}

adil_err adil_file_place(struct adil_arena scratch, struct adil_span path, struct adil_diag *diag)
{
    const char *from = staged_name(&scratch, path);
    if (rename(from, adil_span_cstr(&scratch, path)) != 0 && errno != ENOENT) {
        return folder_errno(path, "a file that can be put in its place", diag);
    }
    return ADIL_OK;
}

adil_err adil_folder_sync(struct adil_arena scratch, struct adil_span folder,
                          struct adil_diag *diag)
{
    int fd = open(adil_span_cstr(&scratch, folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 || syncfs(fd) != 0) {
        adil_err e = folder_errno(folder, "a file system that can be synced", diag);
        if (fd >= 0) {
            (void)close(fd);
        }
        return e;
    }
    (void)close(fd);
    return ADIL_OK;
}

bool adil_file_size(struct adil_arena scratch, struct adil_span path, uint64_t *bytes)
{
    struct stat st;
    if (stat(adil_span_cstr(&scratch, path), &st) != 0 || !S_ISREG(st.st_mode)) {
        return false;
    }
    *bytes = (uint64_t)st.st_size;
    return true;
}

static int by_bytes(const void *x, const void *y)
{
    return adil_span_cmp(*(const struct adil_span *)x, *(const struct adil_span *)y);
}

static bool is_listed(const struct dirent *e)
{
    struct adil_span name = adil_span_of(e->d_name);
    bool temporary =
        adil_span_starts(name, ADIL_SPAN(".adil-")) && adil_span_ends(name, ADIL_SPAN(".tmp"));
    return !temporary && strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
}

/* The names in a folder, sorted. -1 and errno when it cannot be read. */
static int list(struct adil_arena *a, const char *path, struct adil_span **names, size_t *n)
{
    DIR *d = opendir(path);
    if (d == NULL) {
        return -1;
    }
    size_t count = 0;
    *n = 0;
    /* NOLINTBEGIN(concurrency-mt-unsafe): a stream of this call's own */
    while (count < NAMES_MAX && readdir(d) != NULL) {
        count++;
    }
    rewinddir(d);
    *names = adil_new(a, struct adil_span, count);
    for (const struct dirent *e = readdir(d); e != NULL && *n < count; e = readdir(d)) {
        if (is_listed(e)) {
            (*names)[(*n)++] = adil_span_copy(a, adil_span_of(e->d_name));
        }
    }
    /* NOLINTEND(concurrency-mt-unsafe) */
    (void)closedir(d);
    if (*n > 0) {
        qsort(*names, *n, sizeof **names, by_bytes);
    }
    return 0;
}

/* NOLINTNEXTLINE(misc-no-recursion): at most DEPTH_MAX folders deep */
static adil_err walk_below(struct adil_arena scratch, struct adil_span folder,
                           struct adil_span below, unsigned depth,
                           const struct adil_folder_walk *walk, struct adil_diag *diag)
{
    struct adil_span *name = NULL;
    size_t n = 0;
    struct adil_span here =
        below.len > 0 ? adil_fmt(&scratch, "%.*s/%.*s", ADIL_ARG(folder), ADIL_ARG(below)) : folder;
    if (list(&scratch, adil_span_cstr(&scratch, here), &name, &n) != 0) {
        return errno == ENOENT ? ADIL_OK : folder_errno(here, "a folder that can be read", diag);
    }
    for (size_t i = 0; i < n; i++) {
        struct adil_arena a = scratch;
        struct stat st;
        struct adil_span path = adil_fmt(&a, "%.*s/%.*s", ADIL_ARG(here), ADIL_ARG(name[i]));
        struct adil_span relative =
            below.len > 0 ? adil_fmt(&a, "%.*s/%.*s", ADIL_ARG(below), ADIL_ARG(name[i])) : name[i];
        if (lstat(adil_span_cstr(&a, path), &st) == 0 && S_ISDIR(st.st_mode) && depth < DEPTH_MAX) {
            ADIL_TRY(walk_below(a, folder, relative, depth + 1, walk, diag));
        } else {
            ADIL_TRY(walk->file(walk->ctx, a, relative));
        }
    }
    return ADIL_OK;
}

adil_err adil_folder_walk(struct adil_arena scratch, struct adil_span folder,
                          const struct adil_folder_walk *walk, struct adil_diag *diag)
{
    return walk_below(scratch, folder, ADIL_SPAN(""), 0, walk, diag);
}

void adil_folder_remove(struct adil_arena scratch, struct adil_span folder)
{
    struct adil_span *name = NULL;
    size_t n = 0;
    char *path = adil_span_cstr(&scratch, folder);
    if (list(&scratch, path, &name, &n) != 0) {
        return;
    }
    for (size_t i = 0; i < n; i++) {
        struct adil_arena a = scratch;
        struct adil_span file = adil_fmt(&a, "%.*s/%.*s", ADIL_ARG(folder), ADIL_ARG(name[i]));
        (void)unlink(adil_span_cstr(&a, file));
    }
    (void)rmdir(path);
}
