/* Where the files of a copy come from: a folder, an archive. */
#include "gazette/reader.h"

#include "base/file.h"

#include <stdlib.h>

static adil_err get_in_folder(void *ctx, struct adil_arena *perm, struct adil_span path,
                              size_t max_bytes, struct adil_span *bytes, struct adil_diag *diag)
{
    const struct adil_span *dir = ctx;
    struct adil_span whole = adil_fmt(perm, "%.*s/%.*s", ADIL_ARG(*dir), ADIL_ARG(path));
    if (!adil_archive_path_is_valid(path)) {
        return adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){whole, 0},
                         (struct adil_span){NULL, 0}, path, ADIL_SPAN("a plain relative path"));
    }
    return adil_file_read(perm, whole, max_bytes, bytes, diag);
}

struct adil_fetch adil_fetch_folder(struct adil_arena *perm, struct adil_span dir)
{
    struct adil_span *ctx = adil_new(perm, struct adil_span, 1);
    *ctx = adil_span_copy(perm, dir);
    return (struct adil_fetch){.ctx = ctx, .get = get_in_folder, .name = *ctx};
}

struct archive {
    struct adil_span name;
    struct adil_archive_file *file; /* sorted */
    size_t n;
};

static int path_order(const void *path, const void *file)
{
    return adil_span_cmp(*(const struct adil_span *)path,
                         ((const struct adil_archive_file *)file)->path);
}

static adil_err get_in_archive(void *ctx, struct adil_arena *perm, struct adil_span path,
                               size_t max_bytes, struct adil_span *bytes, struct adil_diag *diag)
{
    (void)perm;
    const struct archive *a = ctx;
    const struct adil_archive_file *file =
        a->n > 0 ? bsearch(&path, a->file, a->n, sizeof a->file[0], path_order) : NULL;
    if (file == NULL || file->bytes.len > max_bytes) {
        return adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){a->name, 0}, path,
                         file == NULL ? ADIL_SPAN("no such file") : ADIL_SPAN("a longer file"),
                         file == NULL ? ADIL_SPAN("a file of the copy")
                                      : adil_fmt(perm, "at most %zu bytes", max_bytes));
    }
    *bytes = file->bytes;
    return ADIL_OK;
}

adil_err adil_fetch_archive(struct adil_arena *perm, struct adil_span file, struct adil_span bytes,
                            struct adil_fetch *out, struct adil_diag *diag)
{
    struct archive *a = adil_new(perm, struct archive, 1);
    a->name = adil_span_copy(perm, file);
    ADIL_TRY(adil_archive_read(perm, a->name, bytes, &a->file, &a->n, diag));
    *out = (struct adil_fetch){.ctx = a, .get = get_in_archive, .name = a->name};
    return ADIL_OK;
}
