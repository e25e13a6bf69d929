/* A witness (C2SP tlog-witness v1.0.0): for each origin the latest cosigned (size, root), moved
 * forward only by a consistency proof, durably, before the cosignature leaves. */
#ifndef ADIL_GAZETTE_WITNESS_H
#define ADIL_GAZETTE_WITNESS_H

#include "gazette/checkpoint.h"

struct adil_witness_log {
    struct adil_vkey key; /* its name is the origin */
};

struct adil_witness_seen {
    struct adil_span origin;
    uint64_t size;
    struct adil_hash root;
};

/* Where a witness remembers: compare-and-swap, durable when it returns. */
struct adil_witness_memory {
    void *ctx;
    adil_err (*load)(void *ctx, struct adil_span origin, struct adil_witness_seen *seen,
                     struct adil_diag *diag); /* size 0 when never seen */
    adil_err (*swap)(void *ctx, const struct adil_witness_seen *from,
                     const struct adil_witness_seen *to, bool *swapped, struct adil_diag *diag);
    /* Keeps the bytes of what proves a fork. */
    adil_err (*evidence)(void *ctx, struct adil_span origin, struct adil_span bytes,
                         struct adil_diag *diag);
};

/* One file an origin in a folder, by atomic rename; evidence beside it. */
struct adil_witness_memory adil_witness_folder(struct adil_arena *perm, struct adil_span dir);

struct adil_witness {
    const struct adil_secret *key;
    const struct adil_witness_log *log;
    uint32_t n_logs;
    struct adil_witness_memory memory;
};

struct adil_witness_answer {
    unsigned status; /* 200, 400, 403, 404, 409, 422, 500 */
    struct adil_span type;
    struct adil_span body;
};

/* Answers POST add-checkpoint. `seconds`: now. */
void adil_witness_add(const struct adil_witness *w, struct adil_arena *perm,
                      struct adil_arena scratch, struct adil_span body, uint64_t seconds,
                      struct adil_witness_answer *out);

/* The body of such a request, and reading one. */
void adil_witness_request_put(struct adil_buf *out, uint64_t old_size,
                              const struct adil_proof *proof, struct adil_span note);

/* The client's side: drives a witness by 200 and 409 alone. `post` sends a body and gives back
 * status and answer (Err IO when it cannot be reached). On 409 the proof is made anew from the size
 * told. Out *lines: cosignature lines that verify under `key`. Err REFUSED: the witness holds a
 * larger tree than ours ("the log has rolled back") or answered something else. */
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
