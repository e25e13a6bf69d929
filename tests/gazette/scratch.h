/* A folder of the test's own, removed with all that is in it. */
#ifndef ADIL_TESTS_GAZETTE_SCRATCH_H
#define ADIL_TESTS_GAZETTE_SCRATCH_H

#include "support.h"

/* Makes one; the text lives in the arena. */
struct adil_span scratch_folder(struct adil_arena *a);
void scratch_remove(struct adil_span folder);

/* A regular file of the folder or below it: name relative to the folder, in `readdir` order
 * sorted. Returns how many there are, at most `max`. */
size_t scratch_files(struct adil_arena *a, struct adil_span folder, struct adil_span *name,
                     size_t max);

/* The whole file. */
struct adil_span scratch_read(struct adil_arena *a, struct adil_span path);
void scratch_write(struct adil_arena a, struct adil_span path, struct adil_span bytes);
bool scratch_exists(struct adil_arena a, struct adil_span path);
/* Copies a folder with all below it. */
void scratch_copy(struct adil_arena a, struct adil_span from, struct adil_span to);

#endif
