/* Private to cli/verify*.c: one run. */
#ifndef ADIL_CLI_VERIFY_PRIV_H
#define ADIL_CLI_VERIFY_PRIV_H

#include "base/progress.h"
#include "cli/verify.h"
#include "cli/verify_ahead.h"

struct adil_verifying {
    struct adil_arena *perm;
    struct adil_arena scratch;
    const struct adil_copy *copy;
    const struct adil_verify_options *options;
    struct adil_verified *out;
    struct adil_diag *diag; /* the caller's: of the environment */
    struct adil_diag told;  /* what the reader and the fold said */
    struct adil_span origin;
    struct adil_ahead *ahead;
    struct adil_progress progress;
    bool blob_failed; /* a blob that the fold asked for */
};

/* Notes the first failure; its refusal is the caller's to fill. */
struct adil_verify_failure *adil_verify_fail(struct adil_verifying *v, enum adil_verify_step step,
                                             uint64_t entry);

/* Whether `logged` contradicts what the caller knows of times (verify_time.c); then *refusal is
 * that of act.time. */
bool adil_verify_is_misdated(struct adil_verifying *v, const struct adil_ahead_entry *e,
                             struct adil_refusal *refusal);

/* Blobs (verify_blobs.c). Gives the fold what it asks for; `ctx`: struct adil_verifying. */
adil_err adil_verify_blob(void *ctx, struct adil_arena *perm, const struct adil_hash *hash,
                          struct adil_span *bytes, struct adil_diag *diag);
/* Notes the blobs that an act names. Err LIMIT, IO: no room for that. */
ADIL_MUST_USE adil_err adil_verify_blobs_of(struct adil_verifying *v, const struct adil_act *act,
                                            uint64_t entry);
/* Looks for each, and hashes it. Err IO. */
ADIL_MUST_USE adil_err adil_verify_check_blobs(struct adil_verifying *v);

#endif
