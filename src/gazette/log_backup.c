/* A copy of the store, and the way back. What was signed is never copied and never taken back. */
#include "base/file.h"
#include "gazette/folder.h"
#include "gazette/log_priv.h"

#include <unistd.h>

/* ---- the mark of a log that was restored ------------------------------------------------- */

static struct adil_span mark_path(struct adil_arena *a, struct adil_span dir)
{
    return adil_fmt(a, "%.*s/private/restored", ADIL_ARG(dir));
}

bool adil_log_is_unconfirmed(struct adil_arena scratch, struct adil_span dir)
{
    struct adil_span path = mark_path(&scratch, dir);
    uint64_t bytes = 0;
    return adil_file_size(scratch, path, &bytes);
}

adil_err adil_log_refuse_unconfirmed(struct adil_arena scratch, struct adil_span dir,
                                     struct adil_diag *diag)
{
    return adil_fail(
        diag, ADIL_ERR(IO), (struct adil_place){mark_path(&scratch, dir), 0}, ADIL_SPAN("log"),
        ADIL_SPAN("a refusal to sign: restored, and nobody said what was signed since the backup"),
        adil_diag_fmt(diag,
                      "one of: adil restore %.*s --witness VKEY@URL; adil restore %.*s --from "
                      "COPY; adil restore %.*s --confirm FILE, the checkpoint published last",
                      ADIL_ARG(dir), ADIL_ARG(dir), ADIL_ARG(dir)));
}

static adil_err put_mark(struct adil_arena scratch, struct adil_span dir, struct adil_diag *diag)
{
    struct adil_span path = mark_path(&scratch, dir);
    ADIL_TRY(adil_folder_make_for(scratch, path, diag));
    return adil_file_write(scratch, path, ADIL_SPAN("adil/restored/v1\n"), diag);
}

static adil_err take_mark(struct adil_arena scratch, struct adil_span dir, struct adil_diag *diag)
{
    struct adil_span path = mark_path(&scratch, dir);
    if (!adil_log_is_unconfirmed(scratch, dir)) {
        return ADIL_OK;
    }
    if (unlink(adil_span_cstr(&scratch, path)) != 0) {
        return adil_fail(diag, ADIL_ERR(IO), (struct adil_place){path, 0}, ADIL_SPAN("mark"),
                         ADIL_SPAN("it cannot be removed"), ADIL_SPAN("a folder of one's own"));
    }
    return adil_folder_sync(scratch, adil_fmt(&scratch, "%.*s/private", ADIL_ARG(dir)), diag);
}

/* ---- a copy, and the way back ------------------------------------------------------------ */

adil_err adil_log_backup(struct adil_log *log, struct adil_span path, struct adil_diag *diag)
{
    return log->store->ops->backup(log->store, path, diag);
}

/* A log in memory only to ask a copy for its roots. */
static adil_err check_copy(struct adil_arena scratch, struct adil_span dir, struct adil_span path,
                           struct adil_store *copy, struct adil_diag *diag)
{
    static const char *const heads[] = {"private/signed", "checkpoint"};
    struct adil_frontier f = {.size = 0};
    struct adil_signed head[2] = {{.there = false}, {.there = false}};
    struct adil_span file;
    uint64_t size = 0;
    ADIL_TRY(copy->ops->check(copy, scratch, diag));
    ADIL_TRY(copy->ops->size(copy, &size, diag));
    ADIL_TRY(adil_signed_read(&scratch, dir, &head[0], diag));
    struct adil_span checkpoint = adil_fmt(&scratch, "%.*s/checkpoint", ADIL_ARG(dir));
    if (adil_file_read(&scratch, checkpoint, ADIL_NOTE_BYTES_MAX, &file, NULL).code == ADIL_C_OK) {
        (void)adil_signed_of_note(&scratch, file, &head[1]);
    }
    for (size_t i = 0; i < ADIL_COUNT(heads); i++) {
        if (head[i].there && head[i].size > size) {
            return adil_refuse_old_copy(path, head[i].size, size, diag);
        }
    }
    for (uint64_t i = 0; i <= size; i++) {
        for (size_t k = 0; k < ADIL_COUNT(heads); k++) {
            struct adil_hash root = adil_empty_root();
            if (!head[k].there || head[k].size != i) {
                continue;
            }
            root = i > 0 ? adil_frontier_root(&f) : root;
            if (!adil_hash_eq(&root, &head[k].root)) {
                return adil_fail(diag, ADIL_ERR(REFUSED), (struct adil_place){path, 0},
                                 adil_span_of(heads[k]),
                                 adil_diag_fmt(diag,
                                               "another log: its first %llu entries have "
                                               "another root",
                                               ADIL_LLU(i)),
                                 ADIL_SPAN("a copy of this log"));
            }
        }
        if (i < size) {
            struct adil_arena a = scratch;
            struct adil_store_row row;
            ADIL_TRY(copy->ops->read(copy, &a, i, 1, &row, diag));
            adil_frontier_add(&f, &row.leaf);
        }
    }
    return ADIL_OK;
}

static adil_err restore_from(struct adil_arena scratch, struct adil_span dir, struct adil_span path,
                             struct adil_store *copy, struct adil_diag *diag)
{
    struct adil_span store = adil_fmt(&scratch, "%.*s/private/store.sqlite", ADIL_ARG(dir));
    struct adil_signed known;
    ADIL_TRY(check_copy(scratch, dir, path, copy, diag));
    ADIL_TRY(adil_folder_make_for(scratch, store, diag));
    ADIL_TRY(adil_signed_read(&scratch, dir, &known, diag));
    if (!known.there) {
        ADIL_TRY(put_mark(scratch, dir, diag));
    }
    return copy->ops->backup(copy, store, diag);
}

adil_err adil_log_restore(struct adil_arena scratch, struct adil_span dir, struct adil_span path,
                          struct adil_diag *diag)
{
    static const char *const store_files[] = {"store.sqlite", "store.sqlite-wal"};
    struct adil_store *copy = NULL;
    uint64_t bytes = 0;
    for (size_t i = 0; i < ADIL_COUNT(store_files); i++) {
        struct adil_span there =
            adil_fmt(&scratch, "%.*s/private/%s", ADIL_ARG(dir), store_files[i]);
        if (adil_file_size(scratch, there, &bytes)) {
            return adil_fail(diag, ADIL_ERR(REFUSED), (struct adil_place){there, 0},
                             ADIL_SPAN("store"), ADIL_SPAN("a store is there"),
                             ADIL_SPAN("none: move it away first, nothing is overwritten"));
        }
    }
    ADIL_TRY(adil_store_sqlite(&scratch, path, ADIL_STORE_READ, NULL, &copy, diag));
    adil_err e = restore_from(scratch, dir, path, copy, diag);
    copy->ops->close(copy);
    return e;
}

/* ---- what others say was signed ---------------------------------------------------------- */

adil_err adil_log_hold(struct adil_arena scratch, struct adil_span dir, struct adil_span note,
                       struct adil_diag *diag)
{
    struct adil_signed known;
    struct adil_signed held;
    if (!adil_signed_of_note(&scratch, note, &held)) {
        return adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){dir, 0}, ADIL_SPAN("note"),
                         ADIL_SPAN("no checkpoint"), ADIL_SPAN("a signed checkpoint"));
    }
    ADIL_TRY(adil_signed_read(&scratch, dir, &known, diag));
    if (known.there && known.size == held.size && !adil_hash_eq(&known.root, &held.root)) {
        return adil_fail(
            diag, ADIL_ERR(REFUSED), (struct adil_place){dir, 0}, ADIL_SPAN("root"),
            adil_diag_fmt(diag, "another one over %llu entries was signed", ADIL_LLU(held.size)),
            ADIL_SPAN("one history; keep both notes"));
    }
    return known.there && known.size >= held.size ? ADIL_OK
                                                  : adil_signed_write(scratch, dir, note, diag);
}

adil_err adil_log_confirm(struct adil_arena scratch, struct adil_span dir, struct adil_span note,
                          struct adil_diag *diag)
{
    ADIL_TRY(adil_log_hold(scratch, dir, note, diag));
    return take_mark(scratch, dir, diag);
}
