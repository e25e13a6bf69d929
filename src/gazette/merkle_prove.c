/* Roots and proofs from the roots of perfect subtrees (RFC 6962, section 2.1). */
#include "gazette/merkle.h"

/* Entries [start, start + n), the range of one node of the tree: start is a multiple of the
 * smallest power of two that is not below n. */
struct range {
    uint64_t start;
    uint64_t n;
};

/* The way down from the root, a range beside each step; proofs list them from the leaf's side. */
struct descent {
    struct range at;
    uint32_t n;
    struct range beside[ADIL_PROOF_MAX];
};

/* The largest power of two strictly below n; n > 1. */
static uint64_t split_of(uint64_t n)
{
    return UINT64_C(1) << (63 - (unsigned)__builtin_clzll(n - 1));
}

static void put_by(struct descent *d, struct range r)
{
    ADIL_ASSERT(d->n < ADIL_PROOF_MAX);
    d->beside[d->n++] = r;
}

/* One step down, to the left or to the right child. */
static void step_down(struct descent *d, bool left)
{
    uint64_t k = split_of(d->at.n);
    struct range l = {d->at.start, k};
    struct range r = {d->at.start + k, d->at.n - k};
    put_by(d, left ? r : l);
    d->at = left ? l : r;
}

/* The hash of a range: its perfect subtrees, folded from the smallest up. */
static adil_err range_root(const struct adil_nodes *nodes, struct range r, struct adil_hash *out)
{
    uint64_t end = r.start + r.n;
    bool any = false;
    for (unsigned level = 0; level < 63; level++) {
        if ((r.n >> level & 1) == 0) {
            continue;
        }
        struct adil_hash node;
        end -= UINT64_C(1) << level;
        ADIL_TRY(nodes->node(nodes->ctx, level, end >> level, &node));
        *out = any ? adil_node_hash(&node, out) : node;
        any = true;
    }
    return ADIL_OK;
}

adil_err adil_tree_root(const struct adil_nodes *nodes, uint64_t size, struct adil_hash *root)
{
    ADIL_ASSERT(size <= ADIL_TREE_SIZE_MAX);
    if (size == 0) {
        *root = adil_empty_root();
        return ADIL_OK;
    }
    return range_root(nodes, (struct range){0, size}, root);
}

static adil_err hash_beside(const struct adil_nodes *nodes, const struct descent *d,
                            struct adil_proof *out)
{
    out->n = d->n;
    for (uint32_t i = 0; i < d->n; i++) {
        ADIL_TRY(range_root(nodes, d->beside[d->n - 1 - i], &out->hash[i]));
    }
    return ADIL_OK;
}

adil_err adil_inclusion_prove(const struct adil_nodes *nodes, uint64_t index, uint64_t size,
                              struct adil_proof *out)
{
    ADIL_ASSERT(index < size && size <= ADIL_TREE_SIZE_MAX);
    struct descent d = {.at = {0, size}};
    while (d.at.n > 1) {
        step_down(&d, index - d.at.start < split_of(d.at.n));
    }
    return hash_beside(nodes, &d, out);
}

adil_err adil_consistency_prove(const struct adil_nodes *nodes, uint64_t old_size, uint64_t size,
                                struct adil_proof *out)
{
    ADIL_ASSERT(old_size > 0 && old_size <= size && size <= ADIL_TREE_SIZE_MAX);
    struct descent d = {.at = {0, size}};
    while (old_size - d.at.start != d.at.n) {
        step_down(&d, old_size - d.at.start <= split_of(d.at.n));
    }
    if (d.at.start != 0) { /* else it is the old root itself, which the verifier has */
        put_by(&d, d.at);
    }
    return hash_beside(nodes, &d, out);
}
