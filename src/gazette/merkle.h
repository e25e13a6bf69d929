/* The Merkle tree of RFC 6962 section 2.1 over SHA-256: hashes, the growing tree, and proofs.
 * Verification follows RFC 9162 section 2.1.3 and 2.1.4. Indexes and sizes reach 2^63 - 1 here; the
 * log and the witness refuse sizes above ADIL_LOG_SIZE_MAX. */
#ifndef ADIL_GAZETTE_MERKLE_H
#define ADIL_GAZETTE_MERKLE_H

#include "base/err.h"
#include "base/sha256.h"

#define ADIL_LOG_SIZE_MAX  (UINT64_C(1) << 62)
#define ADIL_TREE_SIZE_MAX (UINT64_C(0x7fffffffffffffff))

enum { ADIL_PROOF_MAX = 65 }; /* hashes: enough for any size below 2^63, consistency included */

struct adil_hash adil_leaf_hash(struct adil_span entry); /* H(0x00 || entry) */
struct adil_hash adil_node_hash(const struct adil_hash *left, const struct adil_hash *right);
struct adil_hash adil_empty_root(void);

/* A growing tree: the roots of its perfect subtrees, largest first. All zero: the empty tree. */
struct adil_frontier {
    uint64_t size;
    struct adil_hash at[63]; /* at[k]: the root of 2^k leaves, where bit k of size is set */
};
void adil_frontier_add(struct adil_frontier *f, const struct adil_hash *leaf);
struct adil_hash adil_frontier_root(const struct adil_frontier *f);

struct adil_proof {
    uint32_t n;
    struct adil_hash hash[ADIL_PROOF_MAX];
};

/* Lengths a proof must have. index < size; 0 < old <= size. */
uint32_t adil_inclusion_length(uint64_t index, uint64_t size);
uint32_t adil_consistency_length(uint64_t old_size, uint64_t size);

/* True when the proof shows that `leaf` is entry `index` of the tree of `size` with `root`. Total:
 * a wrong length, an index past the size and a size above ADIL_TREE_SIZE_MAX give false. */
bool adil_inclusion_verify(const struct adil_hash *leaf, uint64_t index, uint64_t size,
                           const struct adil_hash *proof, uint32_t n, const struct adil_hash *root);
/* True when the tree of `size` with `root` begins with the tree of `old_size` with `old_root`. */
bool adil_consistency_verify(uint64_t old_size, uint64_t size, const struct adil_hash *old_root,
                             const struct adil_hash *proof, uint32_t n,
                             const struct adil_hash *root);

/* Out *old_root: the root over the first `old_size` entries of the tree of `size` with `root`, as
 * the proof shows it: no other can be shown. False when the proof does not lead to `root`, and for
 * an old size that is a power of two (the proof leaves that root out) or not below `size`. */
bool adil_consistency_prefix(uint64_t old_size, uint64_t size, const struct adil_hash *proof,
                             uint32_t n, const struct adil_hash *root, struct adil_hash *old_root);

/* Where proofs get the roots of perfect subtrees: level L, number i covers the entries
 * [i * 2^L, (i + 1) * 2^L), all inside the tree. */
struct adil_nodes {
    void *ctx;
    adil_err (*node)(void *ctx, unsigned level, uint64_t i, struct adil_hash *out);
};

/* Err whatever the source of nodes gives. Arguments in range are the caller's duty (asserted). */
ADIL_MUST_USE adil_err adil_tree_root(const struct adil_nodes *nodes, uint64_t size,
                                      struct adil_hash *root);
ADIL_MUST_USE adil_err adil_inclusion_prove(const struct adil_nodes *nodes, uint64_t index,
                                            uint64_t size, struct adil_proof *out);
ADIL_MUST_USE adil_err adil_consistency_prove(const struct adil_nodes *nodes, uint64_t old_size,
                                              uint64_t size, struct adil_proof *out);

#endif
