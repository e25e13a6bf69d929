/* Runs a fuzz target on every file of a folder, each once, without a fuzzer: any compiler and any
 * sanitizer will do. Reports in TAP; what a target does not survive ends the program. */
#include "base/file.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_BYTES = 64 << 20, FILE_BYTES = 4 << 20 };

static int is_visible(const struct dirent *e)
{
    return e->d_name[0] != '.';
}

/* In a buffer of exactly its size, so that reading past the end is seen. */
static bool replay(struct adil_arena arena, const char *folder, const char *name)
{
    struct adil_span bytes;
    struct adil_span path = adil_fmt(&arena, "%s/%s", folder, name);
    if (adil_file_read(&arena, path, FILE_BYTES, &bytes, NULL).code != ADIL_C_OK) {
        return false;
    }
    uint8_t *exact = malloc(bytes.len > 0 ? bytes.len : 1);
    if (exact == NULL) {
        return false;
    }
    if (bytes.len > 0) {
        memcpy(exact, bytes.ptr, bytes.len);
    }
    int result = LLVMFuzzerTestOneInput(exact, bytes.len);
    free(exact);
    return result == 0;
}

int main(int argc, char **argv)
{
    struct adil_arena arena;
    struct dirent **entry;
    int failed = 0;
    int n = argc == 2 ? scandir(argv[1], &entry, is_visible, alphasort) : -1;
    if (n <= 0 || adil_arena_open(&arena, ARENA_BYTES) != 0) {
        (void)fprintf(stderr, "usage: replay FOLDER (which holds inputs)\n");
        return 1;
    }
    printf("1..%d\n", n);
    for (int i = 0; i < n; i++) {
        (void)fflush(stdout);
        bool ok = replay(arena, argv[1], entry[i]->d_name);
        printf("%s %d - %s\n", ok ? "ok" : "not ok", i + 1, entry[i]->d_name);
        failed += !ok;
        free(entry[i]);
    }
    free(entry);
    adil_arena_release(&arena);
    return failed > 0;
}
