/* Files: read whole with a limit, written whole or not at all. */
#ifndef ADIL_BASE_FILE_H
#define ADIL_BASE_FILE_H

#include "base/err.h"

/* Reads the file into the arena. "-" reads standard input. A folder, a missing or unreadable
 * file and one longer than `max_bytes` are errors: INPUT when the name is wrong (missing, a
 * folder, too long), IO when the system failed; diag says which. */
ADIL_MUST_USE adil_err adil_file_read(struct adil_arena *perm, struct adil_span path,
                                      size_t max_bytes, struct adil_span *bytes,
                                      struct adil_diag *diag);

/* Writes to a temporary name in the same folder, fsyncs, renames over `path`: readers see the old
 * file or the new one. On failure the temporary is removed and `path` is as it was. A path that
 * exists and is not a regular file (/dev/stdout, a pipe) is written to directly. Err IO. */
ADIL_MUST_USE adil_err adil_file_write(struct adil_arena scratch, struct adil_span path,
                                       struct adil_span bytes, struct adil_diag *diag);

/* Writes all of `bytes` to the descriptor, through short writes and EINTR. Err IO. */
ADIL_MUST_USE adil_err adil_fd_write(int fd, struct adil_span bytes);

/* `path` relative to the folder that `base_file` stands in; absolute paths are kept. */
struct adil_span adil_path_beside(struct adil_arena *a, struct adil_span base_file,
                                  struct adil_span path);

#endif
