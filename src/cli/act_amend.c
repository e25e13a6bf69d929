#include "cli/act_amend.h"

#include "base/file.h"
#include "law/amend.h"

#include <string.h>

static bool gives_changes(const struct adil_act_typed *t, struct adil_span about)
{
    const struct adil_rulebook *law = adil_polity_rulebook_for(t->book->polity, about);
    uint32_t n = 0;
    const struct adil_typed_field *field = adil_typed_fields(t->perm, law, t->word, &n);
    for (uint32_t i = 0; field != NULL && i < n; i++) {
        if (adil_span_is(field[i].id, "changes") && field[i].kind == ADIL_TYPED_HASH) {
            return true;
        }
    }
    return false;
}

static struct adil_typed *typed_find(struct adil_typed *typed, uint32_t n, const char *name)
{
    for (uint32_t i = 0; i < n; i++) {
        if (adil_span_is(typed[i].name, name)) {
            return &typed[i];
        }
    }
    return NULL;
}

/* The file in its canonical form: kept for the commit; where the act goes to other signers first,
 * put beside the log at once. */
static adil_err keep_list(const struct adil_act_typed *t, struct adil_span path,
                          struct adil_span *bytes)
{
    struct adil_cli *cli = t->cli;
    struct adil_span text;
    const struct adil_node *root = NULL;
    struct adil_changes changes;
    struct adil_buf out;
    struct adil_hash hash;
    ADIL_TRY(adil_file_read(t->perm, path, ADIL_CHANGES_BYTES_MAX, &text, &cli->diag));
    ADIL_TRY(adil_yaml_read(t->perm, path, text, &root, &cli->diag));
    ADIL_TRY(adil_changes_of(t->perm, root, &changes, &cli->diag));
    adil_buf_open(&out, ADIL_CANONICAL_BYTES_MAX);
    adil_rulebook_canonical(root, cli->scratch, &out);
    *bytes = adil_span_copy(t->perm, adil_buf_span(&out));
    adil_buf_release(&out);
    adil_logbook_blob(t->book, *bytes);
    return t->book->writes || t->dry
               ? ADIL_OK
               : adil_blob_put(cli->scratch, t->book->dir, *bytes, &hash, &cli->diag);
}

static struct adil_span list_hex(const struct adil_act_typed *t, const struct adil_hash *h)
{
    return adil_hex(t->perm, h->byte, sizeof h->byte);
}

/* The law that comes of the list. */
static adil_err fill_becomes(const struct adil_act_typed *t, struct adil_span changes,
                             struct adil_span *becomes, struct adil_refusal *refusal)
{
    struct adil_hash list;
    struct adil_hash after;
    struct adil_span bytes;
    if (!adil_hex_parse(changes, list.byte, sizeof list.byte)) {
        return ADIL_OK; /* told with the other fields */
    }
    ADIL_TRY(adil_logbook_blob_get(t->book, t->perm, &list, &bytes, &t->cli->diag));
    ADIL_TRY(
        adil_polity_law_after(t->book->polity, t->perm, t->cli->scratch, bytes, &after, refusal));
    *becomes = list_hex(t, &after);
    return ADIL_OK;
}

adil_err adil_act_changes(const struct adil_act_typed *t, const struct adil_act *act,
                          const struct adil_typed **typed, uint32_t *n,
                          struct adil_refusal *refusal)
{
    struct adil_hash hash;
    *typed = t->typed;
    *n = t->n;
    if (!gives_changes(t, act->about)) {
        return ADIL_OK;
    }
    struct adil_typed *all = adil_new(t->perm, struct adil_typed, t->n + 2);
    if (t->n > 0) {
        memcpy(all, t->typed, t->n * sizeof *all);
    }
    *typed = all;
    struct adil_typed *list = typed_find(all, *n, "changes");
    if (list != NULL && adil_span_starts(list->value, ADIL_SPAN("@"))) {
        struct adil_span bytes;
        ADIL_TRY(keep_list(t, adil_span_sub(list->value, 1, list->value.len), &bytes));
        hash = adil_sha256(bytes);
        list->value = list_hex(t, &hash);
    }
    if (act->kind != ADIL_ACT_AMEND) {
        return ADIL_OK;
    }
    if (list == NULL && adil_polity_case_changes(t->book->polity, act->about, &hash)) {
        list = &all[(*n)++];
        *list = (struct adil_typed){ADIL_SPAN("changes"), list_hex(t, &hash)};
    }
    if (list != NULL && typed_find(all, *n, "becomes") == NULL) {
        struct adil_span becomes = {NULL, 0};
        ADIL_TRY(fill_becomes(t, list->value, &becomes, refusal));
        if (becomes.len > 0) {
            all[(*n)++] = (struct adil_typed){ADIL_SPAN("becomes"), becomes};
        }
    }
    return ADIL_OK;
}
