/* Any bytes as an archive: what is read, written again, gives the same bytes. And any lines
 * "path=text" as files: packed they are read back, and with one byte changed they are not. */
#include "gazette/reader.h"

#include <setjmp.h>
#include <string.h>

/* The entry point that libFuzzer and the replay program call. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_BYTES = 64 << 20, FILES_MAX = 64 };

static struct adil_arena arena; /* opened once; every input starts from its beginning */
static jmp_buf full;

static void on_full(void *ctx, size_t wanted)
{
    (void)ctx;
    (void)wanted;
    longjmp(full, 1);
}

static struct adil_span packed_again(struct adil_arena *a, const struct adil_archive_file *file,
                                     size_t n)
{
    struct adil_buf b;
    adil_buf_open(&b, ARENA_BYTES);
    adil_archive_put(&b, file, n);
    ADIL_ASSERT(adil_buf_ok(&b));
    struct adil_span bytes = adil_span_copy(a, adil_buf_span(&b));
    adil_buf_release(&b);
    return bytes;
}

static bool reads_back(struct adil_arena *a, struct adil_span bytes)
{
    struct adil_fetch fetch;
    struct adil_archive_file *file = NULL;
    size_t n = 0;
    if (adil_archive_read(a, ADIL_SPAN("archive"), bytes, &file, &n, NULL).code != ADIL_C_OK) {
        return false;
    }
    ADIL_ASSERT(adil_span_eq(packed_again(a, file, n), bytes));
    adil_err err = adil_fetch_archive(a, ADIL_SPAN("archive"), bytes, &fetch, NULL);
    ADIL_ASSERT(err.code == ADIL_C_OK);
    for (size_t i = 0; i < n; i++) {
        struct adil_span got = {NULL, 0};
        err = fetch.get(fetch.ctx, a, file[i].path, file[i].bytes.len, &got, NULL);
        ADIL_ASSERT(err.code == ADIL_C_OK && adil_span_eq(got, file[i].bytes));
    }
    return true;
}

/* The lines whose path is valid and not there yet. */
static size_t files_of(struct adil_span lines, struct adil_archive_file *file)
{
    struct adil_span line;
    size_t n = 0;
    while (n < FILES_MAX && adil_span_cut(&lines, '\n', &line)) {
        struct adil_span path = {NULL, 0};
        bool known = !adil_span_cut(&line, '=', &path) || !adil_archive_path_is_valid(path);
        for (size_t i = 0; i < n; i++) {
            known = known || adil_span_eq(file[i].path, path);
        }
        if (!known) {
            file[n++] = (struct adil_archive_file){path, line};
        }
    }
    adil_archive_sort(file, n);
    return n;
}

static void pack_lines(struct adil_arena *a, struct adil_span lines)
{
    struct adil_archive_file file[FILES_MAX];
    struct adil_span bytes = packed_again(a, file, files_of(lines, file));
    ADIL_ASSERT(reads_back(a, bytes));
    const struct adil_hash h = adil_sha256(lines);
    uint64_t at = 0;
    memcpy(&at, h.byte, sizeof at);
    char *changed = adil_new(a, char, bytes.len);
    memcpy(changed, bytes.ptr, bytes.len);
    changed[at % bytes.len] = (char)(changed[at % bytes.len] ^ (1 << h.byte[8] % 8));
    ADIL_ASSERT(!reads_back(a, adil_span_bytes(changed, bytes.len)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (arena.base == NULL && adil_arena_open(&arena, ARENA_BYTES) != 0) {
        return 0;
    }
    struct adil_arena a = arena;
    a.full = on_full;
    if (setjmp(full) != 0) {
        return 0;
    }
    struct adil_span in = adil_span_bytes((const char *)data, size);
    (void)reads_back(&a, in);
    pack_lines(&a, in);
    return 0;
}
