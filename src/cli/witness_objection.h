/* An objection of a witness: a statement of its replay key about an unlawful act, with the log's
 * own signed note of the tree in which the act stands. While it stands nothing of that log is
 * cosigned, and what the log signs later must go on from the tree objected to. */
#ifndef ADIL_CLI_WITNESS_OBJECTION_H
#define ADIL_CLI_WITNESS_OBJECTION_H

#include "cli/witness_dir.h"

struct adil_objection {
    bool there;
    uint64_t entry;              /* the act objected to */
    struct adil_checkpoint head; /* of the tree objected to */
    struct adil_span note;       /* that checkpoint as the log signed it */
};

/* The objection that stands, or none. Err REFUSED: a damaged file, or not signed by `key`. */
ADIL_MUST_USE adil_err adil_objection_read(struct adil_arena *perm, const struct adil_watched *log,
                                           const struct adil_vkey *key, struct adil_objection *out,
                                           struct adil_diag *diag);

/* Writes it in the place of the one that stands; `note`: what the log signed. Out *path. */
ADIL_MUST_USE adil_err adil_objection_write(
    struct adil_arena *perm, struct adil_arena scratch, const struct adil_watched *log,
    const struct adil_secret *key, const struct adil_checkpoint *head, struct adil_span note,
    const struct adil_verify_failure *f, struct adil_span *path, struct adil_diag *diag);

/* Whether a decision or engine act answers it: `decided`, the number of the last one of a tree that
 * extends the one objected to, is behind the act (0: there is none). */
bool adil_objection_is_answered(const struct adil_objection *o, uint64_t decided);

/* Keeps an answered objection under the first free name, DIR/logs/HEX.answered-N. Out *path. Err
 * IO, LIMIT. */
ADIL_MUST_USE adil_err adil_objection_settle(struct adil_arena *perm,
                                             const struct adil_watched *log, struct adil_span *path,
                                             struct adil_diag *diag);

#endif
