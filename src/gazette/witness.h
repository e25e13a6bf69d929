/* A witness (C2SP tlog-witness v1.0.0): for each origin the latest cosigned (size, root), moved
 * forward only by a consistency proof, durably, before the cosignature leaves. */
#ifndef ADIL_GAZETTE_WITNESS_H
#define ADIL_GAZETTE_WITNESS_H

#include "gazette/checkpoint.h"

enum {
    ADIL_WITNESS_HASHES_MAX = 63,                          /* of one request */
    ADIL_WITNESS_REQUEST_MAX = ADIL_NOTE_BYTES_MAX + 8192, /* bytes: the note, hashes, first line */
};

struct adil_witness_log {
    struct adil_vkey key; /* its name is the origin; several keys of one origin are several rows */
    bool stopped;         /* known, and nothing is cosigned for it: 403 */
};

struct adil_witness_seen {
    struct adil_span origin;
    uint64_t size;
    struct adil_hash root; /* of size 0: that of the empty tree */
    struct adil_span note; /* the checkpoint with the log's lines and ours; empty: never cosigned */
};

/* Where a witness remembers: compare-and-swap, durable when it returns. Any number of threads. */
struct adil_witness_memory {
    void *ctx;
    adil_err (*load)(void *ctx, struct adil_arena *perm, struct adil_span origin,
                     struct adil_witness_seen *seen,
                     struct adil_diag *diag); /* size 0 when never seen */
    /* Takes `to` if size and root are still those of `from`; else *swapped is false. */
    adil_err (*swap)(void *ctx, struct adil_arena scratch, const struct adil_witness_seen *from,
                     const struct adil_witness_seen *to, bool *swapped, struct adil_diag *diag);
    /* Keeps what shows a fork: bytes as adil_fork_put writes them (gazette/witness_fork.h). */
    adil_err (*evidence)(void *ctx, struct adil_arena scratch, struct adil_span origin,
                         struct adil_span bytes, struct adil_diag *diag);
};

/* In a folder, which must be there. HEX is the SHA-256 of the origin:
 *
 *     HEX           one line "adil-witness/v1 SHA256-OF-THE-REST", then the note last cosigned
 *     HEX.lock      held (flock) over compare-and-swap
 *     HEX.fork-NN   evidence; NN from its hash: at most 256 files an origin, the first to come
 * stays
 *
 * A file that was changed in any byte is refused (Err REFUSED), never taken for a smaller tree. */
struct adil_witness_memory adil_witness_folder(struct adil_arena *perm, struct adil_span dir);

struct adil_witness {
    const struct adil_secret *key; /* of kind ADIL_KEY_COSIGNATURE */
    const struct adil_witness_log *log;
    uint32_t n_logs;
    struct adil_witness_memory memory;
};

struct adil_witness_answer {
    unsigned status; /* 200, 400, 403, 404, 409, 422, 500 */
    struct adil_span type;
    struct adil_span body;
    bool fork; /* the log contradicts what was cosigned: evidence was kept */
};

/* Answers POST add-checkpoint. `seconds`: now. The checks and their order are the specification's;
 * a body that is no request is 400, a tree above ADIL_LOG_SIZE_MAX 422. `diag` tells the operator
 * what the asker need not know: why the memory failed, and that a log contradicts itself. */
void adil_witness_add(const struct adil_witness *w, struct adil_arena *perm,
                      struct adil_arena scratch, struct adil_span body, uint64_t seconds,
                      struct adil_witness_answer *out, struct adil_diag *diag);

/* The body of such a request. proof->n is at most ADIL_WITNESS_HASHES_MAX (asserted). */
void adil_witness_request_put(struct adil_buf *out, uint64_t old_size,
                              const struct adil_proof *proof, struct adil_span note);

struct adil_witness_request {
    uint64_t old_size;
    struct adil_proof proof;
    struct adil_span note; /* not looked into */
};
/* Reads one. Err INPUT. */
ADIL_MUST_USE adil_err adil_witness_request_parse(struct adil_place place, struct adil_span body,
                                                  struct adil_witness_request *out,
                                                  struct adil_diag *diag);

/* The client's side: drives a witness by 200 and 409 alone. `post` sends a body and gives back
 * status and answer (Err IO when it cannot be reached). On 409 the proof is made anew from the size
 * told, a few times. `old_size`: what the witness last cosigned, as far as known; 0 at first
 * contact. Out *lines: cosignature lines that verify under `key`. Err REFUSED: the witness holds a
 * larger tree than ours ("the log has rolled back") or answered something else; IO: not reached. */
struct adil_witness_post {
    void *ctx;
    adil_err (*post)(void *ctx, struct adil_arena *perm, struct adil_span body, unsigned *status,
                     struct adil_span *answer, struct adil_diag *diag);
};
struct adil_prover {
    void *ctx;
    adil_err (*consistency)(void *ctx, uint64_t old_size, uint64_t size, struct adil_proof *out,
                            struct adil_diag *diag);
};
ADIL_MUST_USE adil_err adil_witness_ask(struct adil_arena *perm, struct adil_arena scratch,
                                        const struct adil_witness_post *post,
                                        const struct adil_prover *prover,
                                        const struct adil_vkey *key, struct adil_span note,
                                        uint64_t old_size, struct adil_span *lines,
                                        struct adil_diag *diag);

#endif
