/* A copy of the vectors' log in memory: the files that an archive or a folder would have. */
#ifndef ADIL_TESTS_GAZETTE_COPY_H
#define ADIL_TESTS_GAZETTE_COPY_H

#include "gazette/reader.h"

struct copy {
    struct adil_archive_file *file; /* sorted; bytes may be changed in place */
    size_t n;
    uint64_t size;
    struct adil_hash root;
    uint64_t other_from; /* entries from here on are others: "other 12" */
};

struct adil_span copy_entry(struct adil_arena *a, const struct copy *c, uint64_t i);
/* Tiles and bundles of `size` entries, with a file `checkpoint` that nobody reads. */
void copy_make(struct adil_arena *perm, struct copy *c, uint64_t size, uint64_t other_from);
struct adil_fetch copy_fetch(struct copy *c, const char *name);

/* The file; fails the test when it is not there. */
struct adil_archive_file *copy_file(struct copy *c, const char *path);
/* Takes it away. */
void copy_drop(struct copy *c, const char *path);

#endif
