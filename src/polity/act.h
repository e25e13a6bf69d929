/* Acts: the leaf of the log. Canonical bytes in, a struct of slices out, and the way back. Format:
 * docs/design/polity.md. Reading is one pass of events over the bytes; nothing is copied. */
#ifndef ADIL_POLITY_ACT_H
#define ADIL_POLITY_ACT_H

#include "base/json_read.h"
#include "base/sha256.h"
#include "gazette/secret.h"
#include "law/acts.h"

enum {
    ADIL_ACT_BYTES_MAX = 32 << 10,
    ADIL_ACT_SIGS_MAX = 64,
    ADIL_NAME_BYTES_MAX = 200, /* about, by, word */
};
#define ADIL_SEQ_MAX  (INT64_C(9007199254740991))
#define ADIL_NO_ENTRY UINT64_MAX

struct adil_act_sig {
    uint8_t key[ADIL_PUBLIC_BYTES];
    uint8_t sig[ADIL_SIGNATURE_BYTES];
};

struct adil_act {
    struct adil_span bytes; /* the canonical `act`: what is signed, with the head */
    struct adil_span about;
    struct adil_span by;
    struct adil_span word;
    struct adil_span fields; /* canonical object, "{}" at least */
    enum adil_act_kind kind;
    struct adil_hash law;
    int64_t at;
    int64_t seq;
    uint64_t supersedes; /* or ADIL_NO_ENTRY */
    int64_t logged;      /* of the leaf; ADIL_INSTANT_NONE for an act not yet logged */
    const struct adil_act_sig *sig;
    uint32_t n_sigs;
};

/* Reads a leaf. Err INPUT: not canonical, a member missing, unknown or of another type; place and
 * member are named. Slices point into `leaf`. */
ADIL_MUST_USE adil_err adil_act_parse(struct adil_arena *perm, struct adil_place place,
                                      struct adil_span leaf, struct adil_act *out,
                                      struct adil_diag *diag);
/* Reads {"act":..., "sigs":[...]}: an act that is signed and not yet logged. */
ADIL_MUST_USE adil_err adil_act_parse_unlogged(struct adil_arena *perm, struct adil_place place,
                                               struct adil_span bytes, struct adil_act *out,
                                               struct adil_diag *diag);

/* Writes the canonical `act` from the members of `a` (bytes, sig, logged are not looked at; fields
 * must be canonical already). */
void adil_act_put(struct adil_buf *out, const struct adil_act *a);
/* What is signed: "adil/act/v1\n" kind "\n" origin "\n" act. */
void adil_act_message(struct adil_buf *out, const struct adil_act *a, struct adil_span origin);
/* The hash of one typing that an act of a word typed twice carries: SHA-256 over the pieces salt,
 * the officer's public key, and the canonical fields without `typed` and `scan`. */
enum { ADIL_TYPED_SALT_BYTES = 32 };
struct adil_hash adil_typed_hash(const uint8_t salt[ADIL_TYPED_SALT_BYTES],
                                 const uint8_t key[ADIL_PUBLIC_BYTES], struct adil_span fields);
/* The leaf from the canonical act, its time and signatures (sorted by key here). */
void adil_act_leaf(struct adil_buf *out, struct adil_span act, int64_t logged,
                   const struct adil_act_sig *sig, uint32_t n);
/* The same without `logged`. */
void adil_act_unlogged(struct adil_buf *out, struct adil_span act, const struct adil_act_sig *sig,
                       uint32_t n);

/* How many of the signatures verify, and which (good[i]; n_sigs of them). Pure: may run on any
 * thread. */
uint32_t adil_act_verify_sigs(const struct adil_act *a, struct adil_span origin, bool *good);
/* The same of n acts: n_good[i] of act[i] verify. Faster than one by one where the processor takes
 * several signatures side by side. */
void adil_acts_verify_sigs(const struct adil_act *const *act, size_t n, struct adil_span origin,
                           uint32_t *n_good);

#endif
