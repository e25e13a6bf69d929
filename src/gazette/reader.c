#include "gazette/reader.h"

#include "gazette/tile_view.h"

#include <inttypes.h>

/* An entry whose hash the authenticated tile beside it contradicts. */
static adil_err refuse_entry(const struct adil_tile_view *v, struct adil_tile bundle, uint64_t i,
                             const struct adil_hash *got, const struct adil_hash *want)
{
    struct adil_arena scratch = v->scratch;
    return adil_tile_view_refuse(v, &scratch, bundle, adil_fmt(&scratch, "entry %" PRIu64, i),
                                 adil_hex(&scratch, got->byte, sizeof got->byte),
                                 adil_hex(&scratch, want->byte, sizeof want->byte));
}

static adil_err walk_bundle(struct adil_tile_view *v, struct adil_bundle *b, uint64_t index,
                            uint64_t from, const struct adil_walk *walk)
{
    const struct adil_hash *leaf = NULL;
    ADIL_TRY(adil_tile_view_get(v, 0, index, &leaf));
    struct adil_arena scratch = v->scratch;
    ADIL_TRY(adil_tile_view_bundle(v, &scratch, index, b));
    for (uint32_t k = 0; k < b->n; k++) {
        uint64_t i = index * ADIL_TILE_WIDTH + k;
        if (!adil_hash_eq(&b->leaf[k], &leaf[k])) {
            const struct adil_tile t = {ADIL_ENTRIES_LEVEL, index, b->n};
            return refuse_entry(v, t, i, &b->leaf[k], &leaf[k]);
        }
        if (i >= from) {
            ADIL_TRY(walk->entry(walk->ctx, i, b->entry[k], &leaf[k], v->diag));
        }
    }
    return ADIL_OK;
}

adil_err adil_reader_walk(struct adil_arena scratch, const struct adil_fetch *fetch, uint64_t from,
                          uint64_t size, const struct adil_hash *root, const struct adil_walk *walk,
                          struct adil_diag *diag)
{
    struct adil_tile_view v;
    struct adil_bundle *b = adil_new(&scratch, struct adil_bundle, 1);
    uint32_t last = 0;
    uint64_t n = adil_tile_count(ADIL_ENTRIES_LEVEL, size, &last);
    if (from > size) {
        return adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){fetch->name, 0},
                         ADIL_SPAN("first entry"), adil_fmt(&scratch, "%" PRIu64, from),
                         adil_fmt(&scratch, "at most %" PRIu64, size));
    }
    ADIL_TRY(adil_tile_view_open(&v, &scratch, fetch, size, root, diag));
    for (uint64_t index = from / ADIL_TILE_WIDTH; from < size && index < n; index++) {
        ADIL_TRY(walk_bundle(&v, b, index, from, walk));
    }
    return ADIL_OK;
}
