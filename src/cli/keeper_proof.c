/* One row's proof: what a member is given, and checks against the record without seeing others. */
#include "cli/json_tree.h"
#include "cli/keeper.h"

#include <string.h>

void adil_keeper_proof_put(struct adil_buf *out, struct adil_arena scratch,
                           const struct adil_keeper_proof *p)
{
    adil_buf_fmt(out, "{\"index\":%llu,\n \"proof\":[", (unsigned long long)p->index);
    for (uint32_t i = 0; i < p->proof.n; i++) {
        struct adil_arena tmp = scratch;
        struct adil_span hex = adil_hex(&tmp, p->proof.hash[i].byte, sizeof p->proof.hash[i].byte);
        adil_buf_fmt(out, "%s\"%.*s\"", i > 0 ? ",\n  " : "\n  ", ADIL_ARG(hex));
    }
    struct adil_span root = adil_hex(&scratch, p->root.byte, sizeof p->root.byte);
    adil_buf_fmt(out, "],\n \"root\":\"%.*s\",\n \"row\":", ADIL_ARG(root));
    adil_buf_put(out, p->row);
    adil_buf_fmt(out, ",\n \"size\":%llu}\n", (unsigned long long)p->size);
}

static adil_err no_proof(struct adil_span file, struct adil_diag *diag)
{
    return adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){file, 0}, ADIL_SPAN("proof"),
                     ADIL_SPAN("another text"),
                     ADIL_SPAN("a proof that adil register prove wrote"));
}

static bool take_whole(const struct adil_tree *t, uint64_t *v)
{
    bool well = t != NULL && t->kind == ADIL_TREE_INT && t->integer >= 0;
    *v = well ? (uint64_t)t->integer : 0;
    return well;
}

static bool take_hash(struct adil_arena *a, const struct adil_tree *t, struct adil_hash *h)
{
    return t != NULL && t->kind == ADIL_TREE_TEXT &&
           adil_hex_parse(adil_tree_text(a, t), h->byte, sizeof h->byte);
}

static bool take_path(struct adil_arena *a, const struct adil_tree *list, struct adil_proof *out)
{
    if (list == NULL || list->kind != ADIL_TREE_ARRAY || list->n > ADIL_PROOF_MAX) {
        return false;
    }
    for (const struct adil_tree *m = list->first; m != NULL; m = m->next) {
        if (!take_hash(a, m, &out->hash[out->n++])) {
            return false;
        }
    }
    return true;
}

/* The row in its one spelling: texts alone, a salt among them. */
static bool take_row(struct adil_arena *perm, const struct adil_tree *row, struct adil_span *out)
{
    struct adil_hash salt;
    struct adil_buf text;
    struct adil_json json;
    if (row == NULL || row->kind != ADIL_TREE_OBJECT || row->n > ADIL_KEEPER_COLUMNS_MAX + 1 ||
        !take_hash(perm, adil_tree_get(row, "salt"), &salt)) {
        return false;
    }
    for (const struct adil_tree *m = row->first; m != NULL; m = m->next) {
        if (m->kind != ADIL_TREE_TEXT) {
            return false;
        }
    }
    adil_buf_open(&text, ADIL_KEEPER_PROOF_BYTES);
    adil_json_open(&json, &text, false);
    adil_tree_put(*perm, row, &json);
    *out = adil_span_copy(perm, adil_buf_span(&text));
    bool whole = adil_buf_ok(&text);
    adil_buf_release(&text);
    return whole;
}

adil_err adil_keeper_proof_read(struct adil_arena *perm, struct adil_span file,
                                struct adil_span bytes, struct adil_keeper_proof *out,
                                struct adil_diag *diag)
{
    struct adil_tree *t = NULL;
    struct adil_place place = {file, 0};
    memset(out, 0, sizeof *out);
    ADIL_TRY(adil_tree_read(perm, place, ADIL_SPAN("proof"), bytes, &t, diag));
    if (t->kind != ADIL_TREE_OBJECT || !take_whole(adil_tree_get(t, "index"), &out->index) ||
        !take_whole(adil_tree_get(t, "size"), &out->size) ||
        !take_hash(perm, adil_tree_get(t, "root"), &out->root) ||
        !take_path(perm, adil_tree_get(t, "proof"), &out->proof) ||
        !take_row(perm, adil_tree_get(t, "row"), &out->row)) {
        return no_proof(file, diag);
    }
    struct adil_hash leaf = adil_leaf_hash(out->row);
    if (!adil_inclusion_verify(&leaf, out->index, out->size, out->proof.hash, out->proof.n,
                               &out->root)) {
        return adil_fail(diag, ADIL_ERR(REFUSED), place, ADIL_SPAN("proof"),
                         ADIL_SPAN("hashes that do not lead to the root"),
                         ADIL_SPAN("the proof of this row"));
    }
    return ADIL_OK;
}
