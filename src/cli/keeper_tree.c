/* The Merkle tree over a keeper's rows. Leaves stand in the byte order of their hashes: the root
 * does not depend on the order of the file, and a leaf's place says nothing of its row. */
#include "cli/keeper.h"

#include <stdlib.h>
#include <string.h>

struct adil_hash adil_keeper_leaf(struct adil_buf *work, struct adil_arena scratch,
                                  const struct adil_keeper_list *l, uint32_t row,
                                  struct adil_span salt)
{
    work->len = 0;
    adil_keeper_put_row(work, scratch, l, row, salt);
    return adil_leaf_hash(adil_buf_span(work));
}

static int by_bytes(const void *a, const void *b)
{
    return memcmp(((const struct adil_hash *)a)->byte, ((const struct adil_hash *)b)->byte,
                  sizeof(struct adil_hash));
}

void adil_keeper_tree_make(struct adil_arena *perm, struct adil_arena scratch,
                           const struct adil_keeper_list *l, const struct adil_span *salt,
                           struct adil_keeper_tree *out)
{
    uint32_t n = l->table.n_rows;
    struct adil_hash *leaf = adil_new(perm, struct adil_hash, n);
    struct adil_frontier frontier;
    struct adil_buf work;
    adil_buf_open(&work, ADIL_KEEPER_ROW_MAX);
    for (uint32_t i = 0; i < n; i++) {
        leaf[i] = adil_keeper_leaf(&work, scratch, l, i, salt[i]);
    }
    ADIL_ASSERT(adil_buf_ok(&work));
    adil_buf_release(&work);
    qsort(leaf, n, sizeof *leaf, by_bytes);
    memset(&frontier, 0, sizeof frontier);
    for (uint32_t i = 0; i < n; i++) {
        adil_frontier_add(&frontier, &leaf[i]);
    }
    *out = (struct adil_keeper_tree){leaf, n, adil_frontier_root(&frontier)};
}

uint32_t adil_keeper_tree_find(const struct adil_keeper_tree *t, const struct adil_hash *leaf)
{
    const struct adil_hash *at = bsearch(leaf, t->leaf, t->n, sizeof *leaf, by_bytes);
    return at != NULL ? (uint32_t)(at - t->leaf) : UINT32_MAX;
}

/* The root of 2^level leaves: they are few enough to be hashed again. */
static adil_err tree_node(void *ctx, unsigned level, uint64_t i, struct adil_hash *out)
{
    const struct adil_keeper_tree *t = ctx;
    struct adil_frontier frontier;
    uint64_t from = i << level;
    memset(&frontier, 0, sizeof frontier);
    for (uint64_t k = from; k < from + (UINT64_C(1) << level); k++) {
        adil_frontier_add(&frontier, &t->leaf[k]);
    }
    *out = adil_frontier_root(&frontier);
    return ADIL_OK;
}

void adil_keeper_tree_prove(const struct adil_keeper_tree *t, uint32_t index,
                            struct adil_proof *out)
{
    struct adil_keeper_tree tree = *t;
    struct adil_nodes nodes = {.ctx = &tree, .node = tree_node};
    adil_err err = adil_inclusion_prove(&nodes, index, t->n, out);
    ADIL_ASSERT(err.code == ADIL_C_OK);
}
