#include "gazette/merkle.h"

#include <string.h>

struct adil_hash adil_leaf_hash(struct adil_span entry)
{
    return adil_sha256_tagged(0x00, entry);
}

struct adil_hash adil_node_hash(const struct adil_hash *left, const struct adil_hash *right)
{
    char both[2 * sizeof left->byte];
    memcpy(both, left->byte, sizeof left->byte);
    memcpy(both + sizeof left->byte, right->byte, sizeof right->byte);
    return adil_sha256_tagged(0x01, adil_span_bytes(both, sizeof both));
}

struct adil_hash adil_empty_root(void)
{
    return adil_sha256((struct adil_span){NULL, 0});
}

void adil_frontier_add(struct adil_frontier *f, const struct adil_hash *leaf)
{
    ADIL_ASSERT(f->size < ADIL_TREE_SIZE_MAX);
    struct adil_hash acc = *leaf;
    unsigned k = 0;
    for (; (f->size >> k & 1) != 0; k++) {
        acc = adil_node_hash(&f->at[k], &acc);
    }
    f->at[k] = acc;
    f->size++;
}

struct adil_hash adil_frontier_root(const struct adil_frontier *f)
{
    struct adil_hash acc = {{0}};
    bool any = false;
    for (unsigned k = 0; k < ADIL_COUNT(f->at); k++) {
        if ((f->size >> k & 1) != 0) {
            acc = any ? adil_node_hash(&f->at[k], &acc) : f->at[k];
            any = true;
        }
    }
    return any ? acc : adil_empty_root();
}

static unsigned bit_length(uint64_t v)
{
    return v == 0 ? 0 : 64 - (unsigned)__builtin_clzll(v);
}

uint32_t adil_inclusion_length(uint64_t index, uint64_t size)
{
    ADIL_ASSERT(index < size && size <= ADIL_TREE_SIZE_MAX);
    unsigned inner = bit_length(index ^ (size - 1)); /* up to where the right border is met */
    return inner + (uint32_t)__builtin_popcountll(index >> inner);
}

uint32_t adil_consistency_length(uint64_t old_size, uint64_t size)
{
    ADIL_ASSERT(old_size > 0 && old_size <= size && size <= ADIL_TREE_SIZE_MAX);
    if (old_size == size) {
        return 0;
    }
    unsigned shared = (unsigned)__builtin_ctzll(old_size);
    uint64_t last = (old_size - 1) >> shared;
    uint32_t path = adil_inclusion_length(last, ((size - 1) >> shared) + 1);
    return path + (last > 0 ? 1 : 0);
}

/* A place on the way up: the number of the node there, and of the last node of its level. */
struct climb {
    uint64_t fn;
    uint64_t sn;
};

/* Whether the sibling met next stands on the left. Leaves out the levels where the border node has
 * no sibling (RFC 9162, section 2.1.3.2, step 4). */
static bool climb_left(struct climb *c)
{
    bool left = (c->fn & 1) != 0 || c->fn == c->sn;
    while (left && (c->fn & 1) == 0 && c->fn != 0) {
        c->fn >>= 1;
        c->sn >>= 1;
    }
    c->fn >>= 1;
    c->sn >>= 1;
    return left;
}

bool adil_inclusion_verify(const struct adil_hash *leaf, uint64_t index, uint64_t size,
                           const struct adil_hash *proof, uint32_t n, const struct adil_hash *root)
{
    if (size > ADIL_TREE_SIZE_MAX || index >= size || n != adil_inclusion_length(index, size)) {
        return false;
    }
    struct climb c = {index, size - 1};
    struct adil_hash r = *leaf;
    for (uint32_t i = 0; i < n; i++) {
        bool left = climb_left(&c);
        r = left ? adil_node_hash(&proof[i], &r) : adil_node_hash(&r, &proof[i]);
    }
    return c.sn == 0 && adil_hash_eq(&r, root);
}

/* RFC 9162, section 2.1.4.2; 0 < old_size < size and n is right. Out: the two roots that the proof
 * leads to. */
static bool climb_both(uint64_t old_size, uint64_t size, const struct adil_hash *old_root,
                       const struct adil_hash *proof, uint32_t n, struct adil_hash *fr,
                       struct adil_hash *sr)
{
    bool is_perfect = (old_size & (old_size - 1)) == 0; /* the old root is a node of the new tree */
    unsigned shared = (unsigned)__builtin_ctzll(old_size);
    struct climb c = {(old_size - 1) >> shared, (size - 1) >> shared};
    *fr = is_perfect ? *old_root : proof[0];
    *sr = *fr;
    for (uint32_t i = is_perfect ? 0 : 1; i < n; i++) {
        if (climb_left(&c)) {
            *fr = adil_node_hash(&proof[i], fr);
            *sr = adil_node_hash(&proof[i], sr);
        } else {
            *sr = adil_node_hash(sr, &proof[i]);
        }
    }
    return c.sn == 0;
}

bool adil_consistency_verify(uint64_t old_size, uint64_t size, const struct adil_hash *old_root,
                             const struct adil_hash *proof, uint32_t n,
                             const struct adil_hash *root)
{
    const struct adil_hash empty = adil_empty_root();
    struct adil_hash fr;
    struct adil_hash sr;
    if (size > ADIL_TREE_SIZE_MAX || old_size > size) {
        return false;
    }
    if (old_size == size) {
        return n == 0 && adil_hash_eq(old_root, root) && (size > 0 || adil_hash_eq(root, &empty));
    }
    if (old_size == 0) {
        return n == 0 && adil_hash_eq(old_root, &empty);
    }
    return n == adil_consistency_length(old_size, size) &&
           climb_both(old_size, size, old_root, proof, n, &fr, &sr) &&
           adil_hash_eq(&fr, old_root) && adil_hash_eq(&sr, root);
}

bool adil_consistency_prefix(uint64_t old_size, uint64_t size, const struct adil_hash *proof,
                             uint32_t n, const struct adil_hash *root, struct adil_hash *old_root)
{
    struct adil_hash sr;
    if (size > ADIL_TREE_SIZE_MAX || old_size >= size || (old_size & (old_size - 1)) == 0 ||
        n != adil_consistency_length(old_size, size)) {
        return false;
    }
    return climb_both(old_size, size, root, proof, n, old_root, &sr) && adil_hash_eq(&sr, root);
}
