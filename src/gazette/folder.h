/* Folders: made durably, walked in order. */
#ifndef ADIL_GAZETTE_FOLDER_H
#define ADIL_GAZETTE_FOLDER_H

#include "base/err.h"

/* Makes the folder and those above it that are missing; what was made is durable. */
ADIL_MUST_USE adil_err adil_folder_make(struct adil_arena scratch, struct adil_span path,
                                        struct adil_diag *diag);
/* Makes the folder of a file, as adil_folder_make. */
ADIL_MUST_USE adil_err adil_folder_make_for(struct adil_arena scratch, struct adil_span file,
                                            struct adil_diag *diag);

/* Many files at once, for one wait on the disk: each is staged under a temporary name beside its
 * own, adil_folder_sync makes all of the file system durable, then each is put in its place (one
 * that was not staged is left), and the folder synced again. */
ADIL_MUST_USE adil_err adil_file_stage(struct adil_arena scratch, struct adil_span path,
                                       struct adil_span bytes, struct adil_diag *diag);
/* Takes away what a run that was killed may have staged. */
void adil_file_unstage(struct adil_arena scratch, struct adil_span path);
ADIL_MUST_USE adil_err adil_file_place(struct adil_arena scratch, struct adil_span path,
                                       struct adil_diag *diag);
ADIL_MUST_USE adil_err adil_folder_sync(struct adil_arena scratch, struct adil_span folder,
                                        struct adil_diag *diag);

/* The size of a regular file; false when there is none. */
bool adil_file_size(struct adil_arena scratch, struct adil_span path, uint64_t *bytes);

/* Calls `file` for each regular file below `folder` (names relative to it, in byte order), but not
 * for the temporaries of adil_file_write. A folder that is missing has none. */
struct adil_folder_walk {
    void *ctx;
    adil_err (*file)(void *ctx, struct adil_arena scratch, struct adil_span name);
};
ADIL_MUST_USE adil_err adil_folder_walk(struct adil_arena scratch, struct adil_span folder,
                                        const struct adil_folder_walk *walk,
                                        struct adil_diag *diag);

/* Removes the files of a folder and the folder; what cannot be removed stays. */
void adil_folder_remove(struct adil_arena scratch, struct adil_span folder);

#endif
