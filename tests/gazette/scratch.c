#define _XOPEN_SOURCE 700
#include "scratch.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct adil_span scratch_folder(struct adil_arena *a)
{
    char *path = adil_span_cstr(a, ADIL_SPAN("/tmp/adil-gazette-XXXXXX"));
    assert_non_null(mkdtemp(path));
    return adil_span_of(path);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st;
    (void)at;
    return type == FTW_DP ? rmdir(path) : unlink(path);
}

void scratch_remove(struct adil_span folder)
{
    char path[4096];
    (void)snprintf(path, sizeof path, "%.*s", ADIL_ARG(folder));
    (void)nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* nftw has no context. */
static struct {
    struct adil_arena *a;
    size_t skip;
    struct adil_span *name;
    size_t n;
    size_t max;
    bool folders;
} found;

static int find_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st;
    (void)at;
    bool wanted = found.folders ? type == FTW_D : type == FTW_F;
    if (wanted && found.n < found.max && strlen(path) > found.skip) {
        found.name[found.n++] = adil_span_copy(found.a, adil_span_of(path + found.skip));
    }
    return 0;
}

static int by_name(const void *x, const void *y)
{
    return adil_span_cmp(*(const struct adil_span *)x, *(const struct adil_span *)y);
}

static size_t find(struct adil_arena *a, struct adil_span folder, struct adil_span *name,
                   size_t max, bool folders)
{
    found.a = a;
    found.skip = folder.len + 1;
    found.name = name;
    found.n = 0;
    found.max = max;
    found.folders = folders;
    assert_int_equal(nftw(adil_span_cstr(a, folder), find_one, 16, FTW_PHYS), 0);
    qsort(name, found.n, sizeof *name, by_name);
    return found.n;
}

size_t scratch_files(struct adil_arena *a, struct adil_span folder, struct adil_span *name,
                     size_t max)
{
    return find(a, folder, name, max, false);
}

struct adil_span scratch_read(struct adil_arena *a, struct adil_span path)
{
    struct stat st;
    int fd = open(adil_span_cstr(a, path), O_RDONLY);
    assert_true(fd >= 0);
    assert_int_equal(fstat(fd, &st), 0);
    char *bytes = adil_new(a, char, (size_t)st.st_size);
    assert_int_equal(read(fd, bytes, (size_t)st.st_size), st.st_size);
    close(fd);
    return adil_span_bytes(bytes, (size_t)st.st_size);
}

void scratch_write(struct adil_arena a, struct adil_span path, struct adil_span bytes)
{
    int fd = open(adil_span_cstr(&a, path), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes.ptr, bytes.len), (ssize_t)bytes.len);
    assert_int_equal(close(fd), 0);
}

bool scratch_exists(struct adil_arena a, struct adil_span path)
{
    return access(adil_span_cstr(&a, path), F_OK) == 0;
}

void scratch_copy(struct adil_arena a, struct adil_span from, struct adil_span to)
{
    enum { MANY = 4096 };
    struct adil_span *name = adil_new(&a, struct adil_span, MANY);
    size_t n = find(&a, from, name, MANY, true);
    (void)mkdir(adil_span_cstr(&a, to), 0755);
    for (size_t i = 0; i < n; i++) {
        struct adil_span path = adil_fmt(&a, "%.*s/%.*s", ADIL_ARG(to), ADIL_ARG(name[i]));
        assert_int_equal(mkdir(adil_span_cstr(&a, path), 0755), 0);
    }
    n = find(&a, from, name, MANY, false);
    for (size_t i = 0; i < n; i++) {
        struct adil_arena one = a;
        struct adil_span bytes =
            scratch_read(&one, adil_fmt(&one, "%.*s/%.*s", ADIL_ARG(from), ADIL_ARG(name[i])));
        scratch_write(one, adil_fmt(&one, "%.*s/%.*s", ADIL_ARG(to), ADIL_ARG(name[i])), bytes);
    }
}
