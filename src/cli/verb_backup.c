/* adil backup and restore: a copy of the store, and the way back without a silent rollback. */
#include "base/file.h"
#include "cli/outsider.h"
#include "cli/verify.h"
#include "cli/witness_address.h"

#include <inttypes.h>
#include <string.h>

enum { APPEND_ENTRIES = 256, APPEND_BYTES = 4 << 20 };

static const struct adil_verb_help backup_help = {
    "backup FILE [--log DIR]",
    "Copies a log's store into one file while it is in use. Keys, and what was signed last, are "
    "never\n"
    "in a backup.",
    "adil backup record.backup --log my-log"};
static const struct adil_verb_help restore_help = {
    "restore FILE DIR [--from COPY] [--witness VKEY@URL]...",
    "Makes a log folder from a backup. Entries signed since are missing in it: --from takes them "
    "from a\n"
    "public copy, --witness asks how far the log had come. A log that is behind what it once "
    "signed\n"
    "refuses to sign until the missing entries are there.",
    "adil restore record.backup my-log --from https://mirror.example/log"};

/* ---- backup --------------------------------------------------------------------------------- */

adil_err adil_verb_backup(struct adil_cli *cli, int argc, char **argv)
{
    struct adil_record_args record = {.log = {NULL, 0}};
    const struct adil_log_options options = {.mode = ADIL_STORE_READ};
    struct adil_words rest;
    struct adil_span dir;
    struct adil_log *log = NULL;
    bool help = false;
    const struct adil_opt opt[] = {{"log", ADIL_OPT_TEXT, "DIR", "the log's folder", &record.log}};
    ADIL_TRY(
        adil_options_parse(&cli->perm, opt, ADIL_COUNT(opt), argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&backup_help, opt, ADIL_COUNT(opt), &cli->out);
        return ADIL_OK;
    }
    if (rest.n != 1) {
        return adil_usage(cli, "adil backup", ADIL_SPAN("other arguments"), "one file to write");
    }
    ADIL_TRY(adil_record_dir(cli, &record, &dir));
    ADIL_TRY(adil_log_open(&cli->perm, dir, &options, &log, &cli->diag));
    adil_err err = adil_log_backup(log, rest.word[0], &cli->diag);
    if (err.code == ADIL_C_OK) {
        adil_buf_fmt(&cli->out, "%" PRIu64 " entries: %.*s\n", adil_log_size(log),
                     ADIL_ARG(rest.word[0]));
    }
    adil_log_close(log);
    return err;
}

/* ---- the entries that are missing, from a copy ---------------------------------------------- */

struct filling {
    struct adil_log *log;
    struct adil_arena room;
    struct adil_arena empty;
    struct adil_span entry[APPEND_ENTRIES];
    size_t n;
    size_t bytes;
};

static adil_err append_kept(struct filling *f, struct adil_diag *diag)
{
    uint64_t first = 0;
    if (f->n > 0) {
        ADIL_TRY(adil_log_append(f->log, f->entry, f->n, &first, diag));
    }
    f->n = 0;
    f->bytes = 0;
    f->room = f->empty;
    return ADIL_OK;
}

static adil_err keep_entry(void *ctx, uint64_t index, struct adil_span bytes,
                           const struct adil_hash *leaf, struct adil_diag *diag)
{
    struct filling *f = ctx;
    (void)index;
    (void)leaf;
    f->entry[f->n++] = adil_span_copy(&f->room, bytes);
    f->bytes += bytes.len;
    return f->n == APPEND_ENTRIES || f->bytes >= APPEND_BYTES ? append_kept(f, diag) : ADIL_OK;
}

static adil_err not_this_log(struct adil_cli *cli, struct adil_span name, const char *field,
                             const char *found)
{
    return adil_fail(&cli->diag, ADIL_ERR(REFUSED), (struct adil_place){name, 0},
                     adil_span_of(field), adil_span_of(found),
                     ADIL_SPAN("what this backup is the beginning of"));
}

/* The copy was verified; the store must be its beginning. */
static adil_err fill_log(struct adil_cli *cli, struct adil_log *log, const struct adil_copy *copy,
                         const struct adil_checkpoint *head)
{
    struct filling *f = adil_new(&cli->perm, struct filling, 1);
    const struct adil_walk walk = {f, keep_entry};
    uint64_t size = adil_log_size(log);
    struct adil_hash root = adil_log_root(log);
    struct adil_proof proof = {.n = 0};
    if (head->size <= size) {
        return ADIL_OK;
    }
    if (size > 0) {
        ADIL_TRY(adil_reader_consistency(cli->scratch, &copy->fetch, size, head->size, &head->root,
                                         &proof, &cli->diag));
        if (!adil_consistency_verify(size, head->size, &root, proof.hash, proof.n, &head->root)) {
            return not_this_log(cli, copy->name, "entries", "other ones");
        }
    }
    f->log = log;
    if (adil_arena_open(&f->room, (size_t)4 * APPEND_BYTES) != 0) {
        return ADIL_ERR(LIMIT);
    }
    f->empty = f->room;
    adil_err err = adil_reader_walk(cli->scratch, &copy->fetch, size, head->size, &head->root,
                                    &walk, &cli->diag);
    err = err.code == ADIL_C_OK ? append_kept(f, &cli->diag) : err;
    adil_arena_release(&f->room);
    return err;
}

static adil_err fill_from(struct adil_cli *cli, struct adil_span dir, struct adil_span from)
{
    const struct adil_verify_options verifying = {.progress = true};
    const struct adil_log_options options = {.mode = ADIL_STORE_WRITE};
    struct adil_copy copy;
    struct adil_verified v = {.polity = NULL};
    struct adil_log *log = NULL;
    adil_err err = adil_copy_open(&cli->perm, from, &copy, &cli->diag);
    if (err.code == ADIL_C_OK) {
        err = adil_verify(&cli->perm, cli->scratch, &copy, &verifying, &v, &cli->diag);
    }
    if (err.code == ADIL_C_OK && v.failed) {
        err = not_this_log(cli, from, "copy", "one that is found wrong (adil verify says where)");
    }
    if (err.code == ADIL_C_OK) {
        err = adil_log_open(&cli->perm, dir, &options, &log, &cli->diag);
    }
    if (log != NULL) {
        err = fill_log(cli, log, &copy, &v.head);
        adil_log_close(log);
    }
    if (err.code == ADIL_C_OK) {
        err = adil_log_hold(cli->scratch, dir, copy.note, &cli->diag);
    }
    adil_verify_close(&v);
    adil_copy_close(&copy);
    return err;
}

/* ---- how far it had come -------------------------------------------------------------------- */

/* What a witness cosigned is in this log, or ahead of it: then the log remembers that it signed
 * more, and will not sign. Out *ahead: the larger size. */
static adil_err compare_with(struct adil_cli *cli, struct adil_span dir, struct adil_log *log,
                             const struct adil_witness_address *w, uint64_t *ahead)
{
    struct adil_witness_last last;
    struct adil_proof proof = {.n = 0};
    uint64_t size = adil_log_size(log);
    struct adil_hash root = adil_log_root(log);
    ADIL_TRY(adil_witness_address_last(cli, w, adil_log_origin(log), &last));
    adil_buf_fmt(&cli->out, "%.*s cosigned %" PRIu64 " entries\n", ADIL_ARG(w->key.name),
                 last.head.size);
    if (last.head.size > size) {
        *ahead = last.head.size > *ahead ? last.head.size : *ahead;
        return adil_log_hold(cli->scratch, dir, last.note, &cli->diag);
    }
    if (last.head.size == 0) {
        return ADIL_OK;
    }
    if (last.head.size < size) {
        ADIL_TRY(adil_log_consistency(log, last.head.size, size, &proof, &cli->diag));
    }
    return adil_consistency_verify(last.head.size, size, &last.head.root, proof.hash, proof.n,
                                   &root)
               ? ADIL_OK
               : not_this_log(cli, w->url, "tree", "another one was cosigned");
}

static adil_err ask_witnesses(struct adil_cli *cli, struct adil_span dir,
                              const struct adil_words *witness, uint64_t *size, uint64_t *ahead)
{
    const struct adil_log_options options = {.mode = ADIL_STORE_READ};
    struct adil_log *log = NULL;
    adil_err err = ADIL_OK;
    ADIL_TRY(adil_log_open(&cli->perm, dir, &options, &log, &cli->diag));
    *size = adil_log_size(log);
    for (uint32_t i = 0; i < witness->n && err.code == ADIL_C_OK; i++) {
        struct adil_witness_address w;
        err = adil_witness_address_parse(cli, witness->word[i], &w);
        err = err.code == ADIL_C_OK ? compare_with(cli, dir, log, &w, ahead) : err;
    }
    adil_log_close(log);
    return err;
}

static adil_err restore_into(struct adil_cli *cli, struct adil_span file, struct adil_span dir,
                             struct adil_span from, const struct adil_words *witness)
{
    uint64_t size = 0;
    uint64_t ahead = 0;
    ADIL_TRY(adil_log_restore(cli->scratch, dir, file, &cli->diag));
    if (from.ptr != NULL) {
        ADIL_TRY(fill_from(cli, dir, from));
    }
    ADIL_TRY(ask_witnesses(cli, dir, witness, &size, &ahead));
    adil_buf_fmt(&cli->out, "%.*s: %" PRIu64 " entries\n", ADIL_ARG(dir), size);
    if (ahead > size) {
        adil_buf_fmt(&cli->out,
                     "this log signed %" PRIu64
                     " entries: it will not sign before the missing %" PRIu64
                     " are there.\nTake them from a copy: move %.*s away, then adil restore %.*s "
                     "%.*s --from COPY\n",
                     ahead, ahead - size, ADIL_ARG(dir), ADIL_ARG(file), ADIL_ARG(dir));
        cli->status = adil_exit_status(ADIL_ERR(REFUSED));
    } else if (from.ptr == NULL && witness->n == 0) {
        adil_buf_str(&cli->out,
                     "nobody was asked what was signed since this backup: before it signs, compare "
                     "with a copy (--from) or ask a witness (--witness)\n");
    }
    adil_buf_str(&cli->out, "keys are not in a backup: put them into private/keys\n");
    return ADIL_OK;
}

adil_err adil_verb_restore(struct adil_cli *cli, int argc, char **argv)
{
    struct adil_span from = {NULL, 0};
    struct adil_words witness = {NULL, 0};
    struct adil_words rest;
    bool help = false;
    const struct adil_opt opt[] = {
        {"from", ADIL_OPT_TEXT, "COPY", "a copy that has the entries since", &from},
        {"witness", ADIL_OPT_LIST, "VKEY@URL", "who is asked how far the log had come", &witness},
    };
    ADIL_TRY(
        adil_options_parse(&cli->perm, opt, ADIL_COUNT(opt), argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&restore_help, opt, ADIL_COUNT(opt), &cli->out);
        return ADIL_OK;
    }
    if (rest.n != 2) {
        return adil_usage(cli, "adil restore", ADIL_SPAN("other arguments"),
                          "a backup and a folder to make");
    }
    return restore_into(cli, rest.word[0], rest.word[1], from, &witness);
}
