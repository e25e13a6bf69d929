/* Offline proofs of one entry (C2SP tlog-proof@v1): index, inclusion proof and the checkpoint with
 * all its lines, in one small file. */
#ifndef ADIL_GAZETTE_TLOG_PROOF_H
#define ADIL_GAZETTE_TLOG_PROOF_H

#include "gazette/checkpoint.h"
#include "gazette/policy.h"

struct adil_tlog_proof {
    struct adil_span extra; /* decoded; not authenticated; may be empty */
    bool has_extra;
    uint64_t index;
    struct adil_proof proof;
    struct adil_span note; /* the checkpoint note */
};

ADIL_MUST_USE adil_err adil_tlog_proof_parse(struct adil_arena *perm, struct adil_place place,
                                             struct adil_span bytes, struct adil_tlog_proof *out,
                                             struct adil_diag *diag);
void adil_tlog_proof_put(struct adil_buf *out, const struct adil_tlog_proof *p);
/* Form, log key, cosignatures against the policy, inclusion of `entry`. Err REFUSED names which. */
ADIL_MUST_USE adil_err adil_tlog_proof_verify(struct adil_arena scratch, struct adil_place place,
                                              const struct adil_tlog_proof *p,
                                              struct adil_span entry,
                                              const struct adil_policy *policy,
                                              struct adil_diag *diag);

#endif
