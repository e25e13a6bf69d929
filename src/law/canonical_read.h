/* Private to src/law: the tree of a law from its canonical JSON form. */
#ifndef ADIL_LAW_CANONICAL_READ_H
#define ADIL_LAW_CANONICAL_READ_H

#include "law/node.h"

/* The bytes are copied. Places carry the file and no line. Err INPUT: what a law's tree
 * cannot hold, or past the limits. Order of keys, blanks and spelling are not looked at: the caller
 * writes the tree again and compares hashes. */
ADIL_MUST_USE adil_err adil_canonical_read(struct adil_arena *perm, struct adil_span file,
                                           struct adil_span bytes, const struct adil_node **root,
                                           struct adil_diag *diag);

#endif
