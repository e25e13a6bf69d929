/* Checkpoints (C2SP tlog-checkpoint v1.0.0) and their cosignatures (tlog-cosignature v1.0.1,
 * Ed25519, type 0x04). Read strictly: one spelling a checkpoint. */
#ifndef ADIL_GAZETTE_CHECKPOINT_H
#define ADIL_GAZETTE_CHECKPOINT_H

#include "gazette/merkle.h"
#include "gazette/secret.h"

struct adil_checkpoint {
    struct adil_span origin;
    uint64_t size;
    struct adil_hash root;
    struct adil_span extension; /* lines after the third, with newlines; empty in our own log */
};

/* A number as checkpoints and proofs spell it: ASCII digits, no leading zero, at most `max`. */
bool adil_checkpoint_number(struct adil_span text, uint64_t max, uint64_t *v);

/* Reads the text of a note. Spans point into `text`. Err INPUT. */
ADIL_MUST_USE adil_err adil_checkpoint_parse(struct adil_place place, struct adil_span text,
                                             struct adil_checkpoint *out, struct adil_diag *diag);
void adil_checkpoint_put(struct adil_buf *out, const struct adil_checkpoint *c);

/* Text, empty line, the log's signature line. */
void adil_checkpoint_sign(struct adil_buf *out, const struct adil_checkpoint *c,
                          const struct adil_secret *log_key);

/* A cosignature line over the checkpoint text (with its final newline), at `seconds` POSIX (at most
 * 2^63 - 1, asserted). */
void adil_cosign(struct adil_buf *out, struct adil_span checkpoint_text, uint64_t seconds,
                 const struct adil_secret *key);
/* Verifies the decoded bytes of such a line (timestamp || signature). Out *seconds, at most 2^63
 * - 1. Whether that time is acceptable is the caller's question. */
bool adil_cosignature_verify(const struct adil_vkey *key, struct adil_span checkpoint_text,
                             struct adil_span sig, uint64_t *seconds);

/* The bytes an ML-DSA-44 cosignature (type 0x06) signs: layout only, for other tools. Returns false
 * when the layout cannot hold it: a cosigner or an origin not of 1 to 255 bytes, extension lines
 * (they would be unsigned). */
ADIL_MUST_USE bool adil_cosignature_mldsa_message(struct adil_buf *out, struct adil_span cosigner,
                                                  uint64_t seconds,
                                                  const struct adil_checkpoint *c);

#endif
