/* Proofs from the tiles of a copy, and where two copies part. */
#include "gazette/tile_view.h"

#include <inttypes.h>

static adil_err refuse_range(struct adil_arena scratch, const struct adil_fetch *fetch,
                             const char *field, uint64_t found, uint64_t most,
                             struct adil_diag *diag)
{
    return adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){fetch->name, 0},
                     adil_span_of(field), adil_fmt(&scratch, "%" PRIu64, found),
                     adil_fmt(&scratch, "less than %" PRIu64, most));
}

adil_err adil_reader_inclusion(struct adil_arena scratch, const struct adil_fetch *fetch,
                               uint64_t i, uint64_t size, const struct adil_hash *root,
                               struct adil_proof *out, struct adil_diag *diag)
{
    struct adil_tile_view v;
    if (i >= size) {
        return refuse_range(scratch, fetch, "entry", i, size, diag);
    }
    ADIL_TRY(adil_tile_view_open(&v, &scratch, fetch, size, root, diag));
    const struct adil_nodes nodes = adil_tile_view_nodes(&v);
    return adil_inclusion_prove(&nodes, i, size, out);
}

adil_err adil_reader_consistency(struct adil_arena scratch, const struct adil_fetch *fetch,
                                 uint64_t old_size, uint64_t size, const struct adil_hash *root,
                                 struct adil_proof *out, struct adil_diag *diag)
{
    struct adil_tile_view v;
    if (old_size > size) {
        return refuse_range(scratch, fetch, "old size", old_size, size + 1, diag);
    }
    ADIL_TRY(adil_tile_view_open(&v, &scratch, fetch, size, root, diag));
    out->n = 0;
    if (old_size == 0) {
        return ADIL_OK;
    }
    const struct adil_nodes nodes = adil_tile_view_nodes(&v);
    return adil_consistency_prove(&nodes, old_size, size, out);
}

static adil_err node_differs(struct adil_tile_view v[2], unsigned level, uint64_t i, bool *differs)
{
    struct adil_hash h[2];
    for (unsigned k = 0; k < 2; k++) {
        ADIL_TRY(adil_tile_view_node(&v[k], level, i, &h[k]));
    }
    *differs = !adil_hash_eq(&h[0], &h[1]);
    return ADIL_OK;
}

/* The first of the first `n` entries that differs; `n` when none does. Goes over the perfect
 * subtrees that make up n, largest first, and down into the one that differs. */
static adil_err first_difference(struct adil_tile_view v[2], uint64_t n, uint64_t *at)
{
    uint64_t start = 0;
    bool differs = false;
    for (unsigned level = 63; level-- > 0;) {
        if ((n >> level & 1) == 0) {
            continue;
        }
        ADIL_TRY(node_differs(v, level, start >> level, &differs));
        if (!differs) {
            start += UINT64_C(1) << level;
            continue;
        }
        while (level-- > 0) {
            ADIL_TRY(node_differs(v, level, start >> level, &differs));
            start += differs ? 0 : UINT64_C(1) << level;
        }
        *at = start;
        return ADIL_OK;
    }
    *at = n;
    return ADIL_OK;
}

adil_err adil_reader_fork(struct adil_arena scratch, const struct adil_fetch copy[2],
                          const struct adil_checkpoint head[2], struct adil_fork *out,
                          struct adil_diag *diag)
{
    struct adil_tile_view v[2];
    uint64_t n = head[0].size < head[1].size ? head[0].size : head[1].size;
    for (unsigned k = 0; k < 2; k++) {
        ADIL_TRY(adil_tile_view_open(&v[k], &scratch, &copy[k], head[k].size, &head[k].root, diag));
    }
    v[0].scratch = v[1].scratch;
    ADIL_TRY(first_difference(v, n, &out->at));
    out->same = out->at == n;
    for (unsigned k = 0; k < 2 && !out->same; k++) {
        const struct adil_nodes nodes = adil_tile_view_nodes(&v[k]);
        ADIL_TRY(adil_tile_view_node(&v[k], 0, out->at, &out->leaf[k]));
        ADIL_TRY(adil_inclusion_prove(&nodes, out->at, head[k].size, &out->proof[k]));
    }
    return ADIL_OK;
}
