/* Entries read ahead of the fold: parsed, and their signatures verified, in batches on worker
 * threads. They leave in order, so that what the fold says is the same for any number of threads.
 */
#ifndef ADIL_CLI_VERIFY_AHEAD_H
#define ADIL_CLI_VERIFY_AHEAD_H

#include "polity/polity.h"

enum { ADIL_VERIFY_THREADS_MAX = 64 };

struct adil_ahead_entry {
    uint64_t index;
    struct adil_span bytes;
    struct adil_hash leaf;
    struct adil_act act;
    bool parsed;         /* the bytes are an act */
    enum adil_sigs sigs; /* GOOD: all its signatures are; CHECK: at least one is not */
    uint32_t n_good;
};

struct adil_ahead_options {
    uint32_t threads;        /* 1: no other thread */
    struct adil_span origin; /* of the signatures */
    uint64_t trusted;        /* signatures of the entries before it are not verified */
    /* Takes the entries, in order, on the calling thread. What it returns ends everything. */
    adil_err (*entry)(void *ctx, const struct adil_ahead_entry *e, struct adil_diag *diag);
    void *ctx;
};

struct adil_ahead;

/* Err LIMIT: no memory or no threads. */
ADIL_MUST_USE adil_err adil_ahead_open(struct adil_arena *perm,
                                       const struct adil_ahead_options *options,
                                       struct adil_ahead **out, struct adil_diag *diag);
/* Copies one entry; gives those that are due to `entry`, whose error it returns. */
ADIL_MUST_USE adil_err adil_ahead_add(struct adil_ahead *a, uint64_t index, struct adil_span bytes,
                                      const struct adil_hash *leaf, struct adil_diag *diag);
/* Gives the rest. */
ADIL_MUST_USE adil_err adil_ahead_finish(struct adil_ahead *a, struct adil_diag *diag);
void adil_ahead_close(struct adil_ahead *a); /* accepts NULL */

/* How many processors this machine has for us, at most ADIL_VERIFY_THREADS_MAX. */
uint32_t adil_ahead_processors(void);

#endif
