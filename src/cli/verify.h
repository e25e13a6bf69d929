/* Verifying a copy of a log by that copy alone: everything is replayed. What `adil verify` prints,
 * what a witness does before it signs, what an archive goes through before it is written.
 *
 * Sizes and hashes are believed only where they lead to the root of the checkpoint, and the
 * checkpoint only under the key that the record itself names. */
#ifndef ADIL_CLI_VERIFY_H
#define ADIL_CLI_VERIFY_H

#include "base/space.h"
#include "cli/copy.h"
#include "cli/witness_law.h"
#include "polity/trials.h"

/* id, name, what is found out; in the order they are printed */
#define ADIL_VERIFY_STEPS(X)                                                                       \
    X(CHECKPOINT, "checkpoint", "form, origin, and the signature of the log's key")                \
    X(GENESIS, "genesis", "entry 0 is the one that was asked for")                                 \
    X(TREE, "tree", "every entry is in the tree of the checkpoint")                                \
    X(ACTS, "acts", "every entry is an act in its one spelling")                                   \
    X(SIGNATURES, "signatures", "signed by keys the issuers hold, as many as the law asks")        \
    X(LAW, "law", "authority, stage, time, norms")                                                 \
    X(RESULTS, "results", "counted again from the protocols")                                      \
    X(BLOBS, "blobs", "what entries name by its hash")                                             \
    X(LOG_KEY, "log key", "the key of entry 0 and its rotations")                                  \
    X(COSIGNATURES, "cosignatures", "of witnesses the law knows")                                  \
    X(COMPARE, "compare", "an observer's figures against the record")

enum adil_verify_step {
#define X(id, name, about) ADIL_VERIFY_##id,
    ADIL_VERIFY_STEPS(X)
#undef X
        ADIL_N_VERIFY_STEPS
};
extern const struct adil_span adil_verify_steps[ADIL_N_VERIFY_STEPS];

enum adil_verify_mark {
    ADIL_VERIFY_NOT_REACHED, /* something failed before */
    ADIL_VERIFY_GOOD,
    ADIL_VERIFY_BAD,
    ADIL_VERIFY_NOTHING, /* there was nothing to check, or nobody asked */
};

/* What was wrong, and where. */
struct adil_verify_failure {
    enum adil_verify_step step;
    uint64_t entry; /* or ADIL_NO_ENTRY */
    bool has_act;   /* act is set: its texts are copies */
    struct adil_act act;
    struct adil_hash leaf;  /* with an entry */
    struct adil_hash law;   /* of the act; with has_act */
    struct adil_hash state; /* before the entry; where the fold refused */
    struct adil_refusal
        refusal;            /* rule, citation ...; of what is no act: found and expected alone */
    struct adil_span place; /* file of the copy; may be empty */
};

struct adil_verify_blob {
    struct adil_hash hash;
    uint64_t entry; /* the first that names it */
    bool there;
    bool needed; /* the law, its source, a list of changes to it */
};

/* How far two honest clocks may differ, and how long an act may be on its way from `logged` to a
 * published checkpoint. */
enum { ADIL_TOLERANCE_SECONDS = 300 };

/* When entries were logged, as a witness knows it; of a log whose entry 0 says clock: real. */
struct adil_verify_times {
    uint64_t first; /* of the entries [first, end) */
    uint64_t end;
    int64_t least; /* milliseconds UTC */
    int64_t most;
};

struct adil_verify_options {
    bool pinned; /* entry 0 must have the leaf hash `genesis` */
    struct adil_hash genesis;
    size_t held_bytes; /* of the state: see struct adil_polity_options; the rest goes to TMPDIR */
    uint32_t threads;  /* 0: as many as there are processors */
    uint64_t trusted;  /* signatures of entries below were verified before */
    enum adil_lang lang;
    bool progress;                    /* on a terminal */
    const struct adil_policy *policy; /* instead of the rulebook's; NULL: that */
    const struct adil_verify_times *times;
    uint32_t n_times;
    uint64_t tolerance;         /* seconds; 0: ADIL_TOLERANCE_SECONDS */
    struct adil_trials *trials; /* counts what the acts tried of the law; NULL: nobody does */
};

struct adil_verified {
    struct adil_note note;
    struct adil_checkpoint head;
    struct adil_polity *polity; /* as of the last entry applied; NULL when nothing was */
    enum adil_verify_mark mark[ADIL_N_VERIFY_STEPS];
    bool failed;
    struct adil_verify_failure failure;
    uint64_t entries;    /* applied */
    uint64_t signatures; /* verified */
    uint64_t trusted;    /* not verified: done before */
    uint64_t results;    /* counted again */
    uint64_t published;  /* taken as published */
    uint64_t rotations;  /* of the log's key */
    uint64_t decided;    /* the last entry that is a decision or engine act; 0: none */
    struct adil_verify_blob *blob;
    struct adil_space blobs; /* where they stand */
    uint32_t n_blobs;
    uint32_t n_blobs_there;
    struct adil_witnessing witnessing; /* who cosigned; zero where it was not reached */
};

/* Replays the copy. OK also when it is found wrong: then out->failed and out->failure. Err IO,
 * LIMIT. Close the result whatever this returns. */
ADIL_MUST_USE adil_err adil_verify(struct adil_arena *perm, struct adil_arena scratch,
                                   const struct adil_copy *copy,
                                   const struct adil_verify_options *options,
                                   struct adil_verified *out, struct adil_diag *diag);
void adil_verify_close(struct adil_verified *v);

/* Whether a witness of a real log signed before its last entry was logged, by more than the
 * tolerance: one of the two clocks was wrong, or one of them lies. */
bool adil_verify_is_early(const struct adil_verified *v, const struct adil_verify_options *o,
                          const struct adil_witnessed *w);

/* ---- what people and programs read (verify_print.c) ---------------------------------------- */

struct adil_verify_report {
    const struct adil_copy *copy;
    const struct adil_verify_options *options;
    const struct adil_verified *v;
    bool compared; /* with an observer's file */
    uint32_t n_compared;
    uint32_t n_differences;
};
void adil_verify_text(struct adil_arena scratch, const struct adil_verify_report *r,
                      struct adil_buf *out);
void adil_verify_json(struct adil_arena scratch, const struct adil_verify_report *r,
                      struct adil_buf *out);
/* The failure alone, as the checklist has it. */
void adil_verify_failure_text(struct adil_arena scratch, enum adil_lang lang,
                              const struct adil_verify_failure *f, struct adil_buf *out);

/* ---- what an observer saw (verify_compare.c) ------------------------------------------------ */

/* Compares a CSV (case, contest, place, and columns that are fields of protocols; votes.OPTION)
 * with the protocols on the record, writing one line a difference. An empty cell says nothing. Err
 * INPUT: no such CSV. */
ADIL_MUST_USE adil_err adil_verify_compare(struct adil_arena *perm, struct adil_arena scratch,
                                           const struct adil_polity *p, struct adil_span file,
                                           struct adil_verify_report *report, struct adil_buf *out,
                                           struct adil_diag *diag);

#endif
