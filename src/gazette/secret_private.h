/* Files that nobody but their owner reads: made new with mode 0600 and never written over, read
 * only when their mode is such; and key files, 32 random bytes in hex. */
#ifndef ADIL_GAZETTE_SECRET_PRIVATE_H
#define ADIL_GAZETTE_SECRET_PRIVATE_H

#include "base/err.h"

enum { ADIL_KEY_FILE_BYTES = 32 };

/* The path for the system; NULL when it would see another name. */
const char *adil_private_name(struct adil_arena *a, struct adil_span path);
/* A new file of mode 0600, durable; what stands there already stays (errno EEXIST). -1 on failure.
 */
int adil_private_new(struct adil_arena scratch, const char *path, struct adil_span bytes);
/* Opens a regular file that nobody but its owner can read or write. Err INPUT. */
ADIL_MUST_USE adil_err adil_private_open(struct adil_arena scratch, struct adil_span path, int *fd,
                                         struct adil_diag *diag);
/* Reads to the end, less than `room` bytes; more or an error give false. */
bool adil_private_read(int fd, char *to, size_t room, size_t *len);

/* Makes a key file where there is none. Err INPUT (no name of a file), IO, LIMIT (no locked
 * memory). */
ADIL_MUST_USE adil_err adil_key_file_make(struct adil_arena scratch, struct adil_span path,
                                          struct adil_diag *diag);
/* Its bytes into `key`: ADIL_KEY_FILE_BYTES of locked memory. Err INPUT. */
ADIL_MUST_USE adil_err adil_key_file_read(struct adil_arena scratch, struct adil_span path,
                                          uint8_t *key, struct adil_diag *diag);

/* A finding about the file; and one with the system's own words for what failed (errno). */
ADIL_MUST_USE adil_err adil_private_refuse(struct adil_diag *d, adil_err code,
                                           struct adil_span path, const char *field,
                                           const char *found, const char *expected);
ADIL_MUST_USE adil_err adil_private_failed(struct adil_diag *d, adil_err code,
                                           struct adil_span path, const char *expected);

#endif
