/* Evidence that a log forked: two checkpoints it signed that cannot both be true, as one file that
 * anyone who knows the log's key checks.
 *
 *     adil-fork/v1 same-size
 *     held 312                  bytes of the note that follows: what the witness had cosigned
 *     ...
 *     shown 298                 what it was shown later
 *     ...
 *     proof 2                   hashes that follow, base64, one a line
 *     ...
 */
#ifndef ADIL_GAZETTE_WITNESS_FORK_H
#define ADIL_GAZETTE_WITNESS_FORK_H

#include "gazette/checkpoint.h"

/* kind, its word, what it shows */
#define ADIL_FORKS(X)                                                                              \
    X(SAME_SIZE, "same-size", "two roots of one size")                                             \
    X(OTHER_PREFIX, "other-prefix", "the larger tree begins with another tree, by the proof")      \
    X(UNPROVEN, "unproven", "nobody showed how the larger tree follows; the log's entries decide")

enum adil_fork_kind {
#define ADIL_FORK_ENUM(name, word, text) ADIL_FORK_##name,
    ADIL_FORKS(ADIL_FORK_ENUM)
#undef ADIL_FORK_ENUM
};

struct adil_span adil_fork_word(enum adil_fork_kind kind);

struct adil_fork_evidence {
    enum adil_fork_kind kind;
    struct adil_span held;
    struct adil_span shown;
    struct adil_proof proof; /* OTHER_PREFIX; else none */
};

void adil_fork_put(struct adil_buf *out, const struct adil_fork_evidence *e);
/* Spans point into `bytes`. Err INPUT. */
ADIL_MUST_USE adil_err adil_fork_parse(struct adil_place place, struct adil_span bytes,
                                       struct adil_fork_evidence *out, struct adil_diag *diag);

/* Whether it shows what it says, under one of the log's keys (whose name is the origin). Err INPUT:
 * a note in it is none; REFUSED: it shows nothing; UNDECIDED: both are signed, and only the log's
 * entries can tell (kind UNPROVEN). */
ADIL_MUST_USE adil_err adil_fork_check(struct adil_arena scratch, struct adil_place place,
                                       const struct adil_fork_evidence *e,
                                       const struct adil_vkey *known, uint32_t n_known,
                                       struct adil_diag *diag);

#endif
