/* Witness policies (C2SP tlog-policy, draft): which logs, which witnesses, which groups, and the
 * quorum a checkpoint's cosignatures must meet. One raw key counts once whatever names it has. */
#ifndef ADIL_GAZETTE_POLICY_H
#define ADIL_GAZETTE_POLICY_H

#include "gazette/note.h"

struct adil_policy_log {
    struct adil_vkey key;
    struct adil_span url; /* may be empty */
};

struct adil_policy_witness {
    struct adil_span name;
    struct adil_vkey key;
    struct adil_span url;
};

/* Members are numbers: witnesses first (0 .. n_witnesses - 1), then groups. */
struct adil_policy_group {
    struct adil_span name;
    uint32_t needed; /* k of n */
    const uint32_t *member;
    uint32_t n_members;
};

struct adil_policy {
    const struct adil_policy_log *log;
    uint32_t n_logs;
    const struct adil_policy_witness *witness;
    uint32_t n_witnesses;
    const struct adil_policy_group *group;
    uint32_t n_groups;
    uint32_t quorum; /* a member number, or UINT32_MAX: none */
};

/* Err INPUT with the line. */
ADIL_MUST_USE adil_err adil_policy_parse(struct adil_arena *perm, struct adil_span file,
                                         struct adil_span bytes, struct adil_policy *out,
                                         struct adil_diag *diag);
void adil_policy_put(struct adil_buf *out, struct adil_arena scratch, const struct adil_policy *p);
/* Whether the witnesses whose bit is true (n_witnesses of them) meet the quorum. */
bool adil_policy_met(struct adil_arena scratch, const struct adil_policy *p, const bool *signed_by);

#endif
