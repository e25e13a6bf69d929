/* Opening for writing: what was signed and published against the store; then what is missing is
 * made again. The log is never shortened, and nothing is overwritten with other bytes. */
#include "base/file.h"
#include "gazette/folder.h"
#include "gazette/log_priv.h"

/* The head was made from this store, or something is badly wrong. */
static adil_err check_head(struct adil_log *log, struct adil_span file,
                           const struct adil_signed *head, struct adil_diag *diag)
{
    struct adil_hash root;
    uint64_t size = adil_log_size(log);
    if (head->size > size) {
        return adil_refuse_old_copy(file, head->size, size, diag);
    }
    ADIL_TRY(adil_log_root_at(log, head->size, &root, diag));
    if (!adil_hash_eq(&root, &head->root)) {
        return adil_fail(diag, ADIL_ERR(REFUSED), (struct adil_place){file, 0}, ADIL_SPAN("root"),
                         adil_diag_fmt(diag,
                                       "another root over the first %llu entries than the "
                                       "store gives",
                                       ADIL_LLU(head->size)),
                         ADIL_SPAN("the store that this was made from; run `adil store check`"));
    }
    return ADIL_OK;
}

/* Writes the checkpoint again when it is missing, cut short or older than what was signed. */
static adil_err repair_checkpoint(struct adil_log *log, const struct adil_signed *head,
                                  const struct adil_span *file, const struct adil_signed *published,
                                  struct adil_diag *diag)
{
    struct adil_arena a = log->publish;
    bool short_one =
        file != NULL && file->len < head->note.len && adil_span_starts(head->note, *file);
    bool older = published->there && published->size < head->size;
    if (file == NULL || short_one || older) {
        return adil_file_write(a, adil_log_path(log, &a, "checkpoint"), head->note, diag);
    }
    return ADIL_OK;
}

adil_err adil_log_recover(struct adil_log *log, struct adil_diag *diag)
{
    struct adil_arena a = log->publish;
    struct adil_signed head;
    struct adil_signed published = {.there = false};
    struct adil_span file = {NULL, 0};
    struct adil_span path = adil_log_path(log, &a, "checkpoint");
    ADIL_TRY(adil_signed_read(&a, log->dir, &head, diag));
    if (head.there) {
        ADIL_TRY(check_head(log, adil_log_path(log, &a, "private/signed"), &head, diag));
    }
    uint64_t size = 0;
    bool there = adil_file_size(a, path, &size);
    if (there) {
        ADIL_TRY(adil_file_read(&a, path, ADIL_NOTE_BYTES_MAX, &file, diag));
        if (adil_signed_of_note(&a, file, &published)) {
            ADIL_TRY(check_head(log, path, &published, diag));
        }
    }
    if (!head.there) {
        return ADIL_OK;
    }
    struct adil_arena kept = log->publish;
    log->publish = a;
    adil_err e = adil_log_tiles_repair(log, head.size, diag);
    if (e.code == ADIL_C_OK) {
        e = repair_checkpoint(log, &head, there ? &file : NULL, &published, diag);
    }
    log->publish = kept;
    return e;
}
