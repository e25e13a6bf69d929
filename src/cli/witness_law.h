/* Whose cosignatures the law asks for: its phrase over vectors, compiled to a policy of groups
 * (C2SP tlog-policy), and a checkpoint's lines judged by it. */
#ifndef ADIL_CLI_WITNESS_LAW_H
#define ADIL_CLI_WITNESS_LAW_H

#include "gazette/checkpoint.h"
#include "gazette/policy.h"
#include "polity/polity.h"

/* One witness, and what its line under a checkpoint is. */
enum adil_witness_state {
    ADIL_WITNESS_SILENT, /* no line of it */
    ADIL_WITNESS_SIGNED,
    ADIL_WITNESS_LOST,    /* a line of its key that does not verify */
    ADIL_WITNESS_UNBOUND, /* the law names it, no key is known */
};

struct adil_witnessed {
    struct adil_span name;
    struct adil_span vector; /* or empty: of a policy without groups */
    enum adil_witness_state state;
    bool has_key;
    struct adil_vkey key;
    uint64_t seconds;     /* POSIX, of its line when SIGNED */
    struct adil_span url; /* where it is asked: a record's field `url`; or empty */
};

struct adil_witnessing {
    const struct adil_witnessed *witness;
    uint32_t n;
    uint32_t n_signed;
    uint32_t n_lost;
    const struct adil_span *missing; /* vectors nobody of which signed */
    uint32_t n_missing;
    bool has_policy;
    bool met;
    struct adil_span policy; /* in words, or of a file */
};

/* The law's witnesses: members of the rulebook with their keys, and records of the register that
 * the law names (fields `vector`, `vkey` and perhaps `url`; a record's key is the name). Err INPUT:
 * a member's key in the rulebook is none; a record's that is none is a witness without a key. */
ADIL_MUST_USE adil_err adil_witness_law_members(struct adil_arena *perm, struct adil_arena scratch,
                                                const struct adil_polity *p,
                                                struct adil_witnessed **out, uint32_t *n,
                                                struct adil_diag *diag);

/* Judges a note's lines: by the law of `p`, or by `policy` when that is not NULL. */
ADIL_MUST_USE adil_err adil_witness_law_judge(struct adil_arena *perm, struct adil_arena scratch,
                                              const struct adil_polity *p,
                                              const struct adil_policy *policy,
                                              const struct adil_note *note,
                                              struct adil_witnessing *out, struct adil_diag *diag);

/* The phrase as a policy: each vector a group, the phrase's counts as k of n. Returns false where
 * the format cannot say it (a share of something else than vectors, "less than"), or where no
 * witness has a key. */
bool adil_witness_law_policy(struct adil_arena *perm, struct adil_arena scratch,
                             const struct adil_polity *p, struct adil_policy *out);

#endif
