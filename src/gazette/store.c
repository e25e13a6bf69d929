#include "gazette/store.h"

static adil_err add_all(struct adil_store *s, const struct adil_store_row *row, size_t n,
                        const struct adil_span *meta_key, const struct adil_span *meta,
                        size_t n_meta, struct adil_diag *diag)
{
    for (size_t i = 0; i < n; i++) {
        ADIL_TRY(s->ops->add(s, &row[i], diag));
    }
    for (size_t i = 0; i < n_meta; i++) {
        ADIL_TRY(s->ops->put(s, meta_key[i], meta[i], diag));
    }
    return ADIL_OK;
}

adil_err adil_store_append(struct adil_store *s, uint64_t first, const struct adil_store_row *row,
                           size_t n, const struct adil_span *meta_key, const struct adil_span *meta,
                           size_t n_meta, struct adil_diag *diag)
{
    ADIL_TRY(s->ops->begin(s, first, diag));
    adil_err e = add_all(s, row, n, meta_key, meta, n_meta, diag);
    if (e.code != ADIL_C_OK) {
        s->ops->undo(s);
        return e;
    }
    return s->ops->commit(s, diag);
}
