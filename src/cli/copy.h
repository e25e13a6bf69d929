/* A copy of a log as an outsider has it: a folder, one archive, or a URL; and its checkpoint, which
 * nobody has verified yet. */
#ifndef ADIL_CLI_COPY_H
#define ADIL_CLI_COPY_H

#include "cli/fetch_http.h"
#include "gazette/log.h"
#include "gazette/reader.h"

struct adil_copy {
    struct adil_span name; /* as the caller named it */
    struct adil_fetch fetch;
    struct adil_http_client *client; /* of a URL; else NULL */
    bool is_folder;
    struct adil_span note; /* the bytes of its checkpoint, unverified */
};

/* Opens a copy and fetches its checkpoint. Close it whatever this returns. Err INPUT: nothing
 * there, or no checkpoint in it; REFUSED: an archive that was damaged; IO. */
ADIL_MUST_USE adil_err adil_copy_open(struct adil_arena *perm, struct adil_span name,
                                      struct adil_copy *out, struct adil_diag *diag);
void adil_copy_close(struct adil_copy *copy); /* accepts one that is all zero */

/* The checkpoint's form: note and text. Err REFUSED with what is wrong. */
ADIL_MUST_USE adil_err adil_copy_head(struct adil_arena *perm, const struct adil_copy *copy,
                                      struct adil_note *note, struct adil_checkpoint *head,
                                      struct adil_diag *diag);

/* What entry 0 states, unverified: origin and the log's key. The bytes are not yet known to be in
 * the tree. Err REFUSED: it is no first act; INPUT: its bundle is missing; IO. */
struct adil_copy_first {
    struct adil_span bytes;
    struct adil_span origin;
    struct adil_vkey log_key;
};
ADIL_MUST_USE adil_err adil_copy_first(struct adil_arena *perm, const struct adil_copy *copy,
                                       uint64_t size, struct adil_copy_first *out,
                                       struct adil_diag *diag);

/* A text member of a canonical object; false when it has none (*out is empty then). */
bool adil_object_text(struct adil_arena *perm, struct adil_span object, const char *name,
                      struct adil_span *out);

/* The log's keys that the record names, in order: that of entry 0 and each rotation's. Walks the
 * whole tree of `head`; nothing is judged: for tools that compare copies. */
struct adil_copy_keys {
    struct adil_vkey *key;
    uint32_t n;
};
ADIL_MUST_USE adil_err adil_copy_log_keys(struct adil_arena *perm, struct adil_arena scratch,
                                          const struct adil_copy *copy,
                                          const struct adil_checkpoint *head,
                                          struct adil_copy_keys *out, struct adil_diag *diag);

/* The same of our own store. */
ADIL_MUST_USE adil_err adil_store_log_keys(struct adil_arena *perm, struct adil_arena scratch,
                                           struct adil_log *log, struct adil_copy_keys *out,
                                           struct adil_diag *diag);

#endif
