/* adil restore: the way back from a backup, without a silent rollback. A log that was restored
 * signs nothing before it is known what it had signed. */
#include "base/file.h"
#include "cli/outsider.h"
#include "cli/verify.h"
#include "cli/witness_address.h"

#include <inttypes.h>
#include <string.h>

enum { APPEND_ENTRIES = 256, APPEND_BYTES = 4 << 20 };

static const struct adil_verb_help restore_help = {
    "restore [FILE] DIR [--from COPY] [--witness VKEY@URL]... [--confirm CHECKPOINT]",
    "Makes a log folder from a backup; without FILE goes on with one that was restored. Entries\n"
    "signed since are missing in a backup: --from takes them from a public copy, --witness asks "
    "how\n"
    "far the log had come, --confirm names a file with the checkpoint that was published last.\n"
    "Before one of them says so, the log does not sign.",
    "adil restore record.backup my-log --from https://mirror.example/log"};

struct restoring {
    struct adil_cli *cli;
    struct adil_span file; /* or empty */
    struct adil_span dir;
    struct adil_span from;
    struct adil_span confirm;
    struct adil_words witness;
    struct adil_copy_keys keys; /* of the log, as far as the store knows them */
    uint64_t size;              /* of the store */
    uint64_t ahead;             /* the largest tree that the log is known to have signed */
    struct adil_span last;      /* a note as large as the store or larger, or named by --confirm */
};

static adil_err not_this_log(struct adil_cli *cli, struct adil_span name, const char *field,
                             const char *found)
{
    return adil_fail(&cli->diag, ADIL_ERR(REFUSED), (struct adil_place){name, 0},
                     adil_span_of(field), adil_span_of(found),
                     ADIL_SPAN("what this backup is the beginning of"));
}

/* ---- what others know of the log ------------------------------------------------------------ */

/* A tree not larger than the store is its beginning. */
static adil_err check_begins(struct adil_cli *cli, struct adil_log *log, struct adil_span name,
                             const struct adil_checkpoint *head)
{
    struct adil_proof proof = {.n = 0};
    uint64_t size = adil_log_size(log);
    struct adil_hash root = adil_log_root(log);
    if (head->size == 0) {
        return ADIL_OK;
    }
    if (head->size < size) {
        ADIL_TRY(adil_log_consistency(log, head->size, size, &proof, &cli->diag));
    }
    return adil_consistency_verify(head->size, size, &head->root, proof.hash, proof.n, &root)
               ? ADIL_OK
               : not_this_log(cli, name, "tree", "another one was signed");
}

/* The log's own line and origin; whoever brought the note. Out *head. */
static adil_err check_own_note(struct restoring *r, struct adil_log *log, struct adil_span name,
                               struct adil_span note, struct adil_checkpoint *head)
{
    struct adil_cli *cli = r->cli;
    struct adil_place place = {name, 0};
    struct adil_note opened;
    ADIL_TRY(adil_note_open(&cli->perm, place, note, r->keys.key, r->keys.n, &opened, &cli->diag));
    ADIL_TRY(adil_checkpoint_parse(place, opened.text, head, &cli->diag));
    return adil_span_eq(head->origin, adil_log_origin(log))
               ? ADIL_OK
               : not_this_log(cli, name, "origin", "another log");
}

/* Remembers what was signed. A larger tree than the store's: the log will not open to be written.
 */
static adil_err note_signed(struct restoring *r, struct adil_log *log, struct adil_span name,
                            struct adil_span note, const struct adil_checkpoint *head)
{
    if (head->size <= r->size) {
        return check_begins(r->cli, log, name, head);
    }
    r->ahead = head->size > r->ahead ? head->size : r->ahead;
    return adil_log_hold(r->cli->scratch, r->dir, note, &r->cli->diag);
}

static adil_err ask_witness(struct restoring *r, struct adil_log *log, struct adil_span word)
{
    struct adil_cli *cli = r->cli;
    struct adil_witness_address w;
    struct adil_witness_last last;
    struct adil_checkpoint head;
    ADIL_TRY(adil_witness_address_parse(cli, word, &w));
    ADIL_TRY(adil_witness_address_last(cli, &w, adil_log_origin(log), &last));
    adil_buf_fmt(&cli->out, "%.*s cosigned %" PRIu64 " entries\n", ADIL_ARG(w.key.name),
                 last.head.size);
    if (last.note.len == 0) {
        return ADIL_OK;
    }
    ADIL_TRY(check_own_note(r, log, w.url, last.note, &head));
    ADIL_TRY(note_signed(r, log, w.url, last.note, &head));
    if (head.size < r->size) {
        adil_buf_str(&cli->out, "that is less than the backup has: it confirms nothing\n");
    } else {
        r->last = last.note;
    }
    return ADIL_OK;
}

static adil_err take_confirmation(struct restoring *r, struct adil_log *log)
{
    struct adil_cli *cli = r->cli;
    struct adil_span note;
    struct adil_checkpoint head;
    ADIL_TRY(adil_file_read(&cli->perm, r->confirm, ADIL_NOTE_BYTES_MAX, &note, &cli->diag));
    ADIL_TRY(check_own_note(r, log, r->confirm, note, &head));
    ADIL_TRY(note_signed(r, log, r->confirm, note, &head));
    r->last = note;
    return ADIL_OK;
}

/* What is remembered as signed already, from this run or one that was killed. */
static adil_err recall_signed(struct restoring *r, struct adil_log *log)
{
    struct adil_cli *cli = r->cli;
    struct adil_span name = ADIL_SPAN("private/signed");
    struct adil_place place = {name, 0};
    struct adil_span note;
    struct adil_note split;
    struct adil_checkpoint head;
    ADIL_TRY(adil_log_note(log, &cli->perm, &note, &cli->diag));
    if (note.len == 0) {
        return ADIL_OK;
    }
    ADIL_TRY(adil_note_split(&cli->perm, place, note, &split, &cli->diag));
    ADIL_TRY(adil_checkpoint_parse(place, split.text, &head, &cli->diag));
    return note_signed(r, log, name, note, &head);
}

static adil_err compare_all(struct restoring *r, struct adil_log *log)
{
    struct adil_cli *cli = r->cli;
    r->size = adil_log_size(log);
    ADIL_TRY(adil_store_log_keys(&cli->perm, cli->scratch, log, &r->keys, &cli->diag));
    ADIL_TRY(recall_signed(r, log));
    for (uint32_t i = 0; i < r->witness.n; i++) {
        ADIL_TRY(ask_witness(r, log, r->witness.word[i]));
    }
    return r->confirm.ptr != NULL ? take_confirmation(r, log) : ADIL_OK;
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

static adil_err append_missing(struct adil_cli *cli, struct adil_log *log,
                               const struct adil_copy *copy, const struct adil_checkpoint *head)
{
    struct filling *f = adil_new(&cli->perm, struct filling, 1);
    const struct adil_walk walk = {f, keep_entry};
    f->log = log;
    if (adil_arena_open(&f->room, (size_t)4 * APPEND_BYTES) != 0) {
        return ADIL_ERR(LIMIT);
    }
    f->empty = f->room;
    adil_err err = adil_reader_walk(cli->scratch, &copy->fetch, adil_log_size(log), head->size,
                                    &head->root, &walk, &cli->diag);
    err = err.code == ADIL_C_OK ? append_kept(f, &cli->diag) : err;
    adil_arena_release(&f->room);
    return err;
}

/* The copy was verified: it is of this origin, and one of both is the beginning of the other. */
static adil_err fill_log(struct adil_cli *cli, struct adil_log *log, const struct adil_copy *copy,
                         const struct adil_checkpoint *head)
{
    uint64_t size = adil_log_size(log);
    struct adil_hash root = adil_log_root(log);
    struct adil_proof proof = {.n = 0};
    if (!adil_span_eq(head->origin, adil_log_origin(log))) {
        return not_this_log(cli, copy->name, "origin", "another log");
    }
    if (head->size <= size) {
        return check_begins(cli, log, copy->name, head);
    }
    if (size > 0) {
        ADIL_TRY(adil_reader_consistency(cli->scratch, &copy->fetch, size, head->size, &head->root,
                                         &proof, &cli->diag));
        if (!adil_consistency_verify(size, head->size, &root, proof.hash, proof.n, &head->root)) {
            return not_this_log(cli, copy->name, "entries", "other ones");
        }
    }
    return append_missing(cli, log, copy, head);
}

static adil_err fill_and_note(struct restoring *r, const struct adil_copy *copy,
                              const struct adil_checkpoint *head)
{
    const struct adil_log_options options = {.mode = ADIL_STORE_WRITE, .unconfirmed = true};
    struct adil_cli *cli = r->cli;
    struct adil_log *log = NULL;
    ADIL_TRY(adil_log_open(&cli->perm, r->dir, &options, &log, &cli->diag));
    adil_err err = fill_log(cli, log, copy, head);
    if (err.code == ADIL_C_OK && head->size >= adil_log_size(log)) {
        r->last = copy->note;
    } else if (err.code == ADIL_C_OK) {
        adil_buf_str(&cli->out, "the copy has less than the backup: it confirms nothing\n");
    }
    adil_log_close(log);
    return err;
}

static adil_err fill_from(struct restoring *r)
{
    struct adil_cli *cli = r->cli;
    const struct adil_verify_options verifying = {.progress = true, .held_bytes = cli->held_bytes};
    struct adil_copy copy;
    struct adil_verified v = {.polity = NULL};
    adil_err err = adil_copy_open(&cli->perm, r->from, &copy, &cli->diag);
    if (err.code == ADIL_C_OK) {
        err = adil_verify(&cli->perm, cli->scratch, &copy, &verifying, &v, &cli->diag);
    }
    if (err.code == ADIL_C_OK && v.failed) {
        err =
            not_this_log(cli, r->from, "copy", "one that is found wrong (adil verify says where)");
    }
    if (err.code == ADIL_C_OK) {
        err = fill_and_note(r, &copy, &v.head);
    }
    adil_verify_close(&v);
    adil_copy_close(&copy);
    return err;
}

/* ---- the verb ------------------------------------------------------------------------------- */

static void tell_end(struct restoring *r)
{
    struct adil_cli *cli = r->cli;
    adil_buf_fmt(&cli->out, "%.*s: %" PRIu64 " entries\n", ADIL_ARG(r->dir), r->size);
    if (r->ahead > r->size) {
        adil_buf_fmt(&cli->out,
                     "this log signed %" PRIu64
                     " entries: it will not sign before the missing %" PRIu64
                     " are there.\nTake them from a copy: adil restore %.*s --from COPY\n",
                     r->ahead, r->ahead - r->size, ADIL_ARG(r->dir));
        cli->status = adil_exit_status(ADIL_ERR(REFUSED));
    } else if (adil_log_is_unconfirmed(cli->scratch, r->dir)) {
        adil_buf_fmt(
            &cli->out,
            "nobody said what was signed since this backup: the log will not sign before\n"
            "  adil restore %.*s --from COPY\n  adil restore %.*s --witness VKEY@URL\n"
            "  adil restore %.*s --confirm FILE   the checkpoint that was published last\n",
            ADIL_ARG(r->dir), ADIL_ARG(r->dir), ADIL_ARG(r->dir));
    }
    if (r->file.ptr != NULL) {
        adil_buf_str(&cli->out, "keys are not in a backup: put them into private/keys\n");
    }
}

/* The mark goes last: a run that ends before leaves a log that does not sign. */
static adil_err restore_into(struct restoring *r)
{
    const struct adil_log_options options = {.mode = ADIL_STORE_READ};
    struct adil_cli *cli = r->cli;
    struct adil_log *log = NULL;
    if (r->file.ptr != NULL) {
        ADIL_TRY(adil_log_restore(cli->scratch, r->dir, r->file, &cli->diag));
    }
    if (r->from.ptr != NULL) {
        ADIL_TRY(fill_from(r));
    }
    ADIL_TRY(adil_log_open(&cli->perm, r->dir, &options, &log, &cli->diag));
    adil_err err = compare_all(r, log);
    adil_log_close(log);
    ADIL_TRY(err);
    if (r->last.ptr != NULL && r->ahead <= r->size) {
        ADIL_TRY(adil_log_confirm(cli->scratch, r->dir, r->last, &cli->diag));
    }
    tell_end(r);
    return ADIL_OK;
}

adil_err adil_verb_restore(struct adil_cli *cli, int argc, char **argv)
{
    struct restoring r = {.cli = cli};
    struct adil_words rest;
    bool help = false;
    const struct adil_opt opt[] = {
        {"from", ADIL_OPT_TEXT, "COPY", "a copy that has the entries since", &r.from},
        {"witness", ADIL_OPT_LIST, "VKEY@URL", "who is asked how far the log had come", &r.witness},
        {"confirm", ADIL_OPT_TEXT, "FILE", "the checkpoint that was published last", &r.confirm},
        ADIL_CLI_MEMORY(&cli->held_bytes),
    };
    ADIL_TRY(
        adil_options_parse(&cli->perm, opt, ADIL_COUNT(opt), argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&restore_help, opt, ADIL_COUNT(opt), &cli->out);
        return ADIL_OK;
    }
    if (rest.n < 1 || rest.n > 2) {
        return adil_usage(cli, "adil restore", ADIL_SPAN("other arguments"),
                          "a backup and a folder to make, or a folder that was restored");
    }
    r.dir = rest.word[rest.n - 1];
    if (rest.n == 2) {
        r.file = rest.word[0];
    } else if (!adil_log_is_unconfirmed(cli->scratch, r.dir)) {
        return adil_usage(cli, "adil restore", r.dir, "a folder that was restored from a backup");
    }
    return restore_into(&r);
}
