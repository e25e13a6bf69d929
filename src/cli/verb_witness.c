/* adil witness: an observer's own process. */
#include "base/file.h"
#include "cli/outsider.h"
#include "cli/witness_dir.h"
#include "gazette/folder.h"
#include "gazette/witness_fork.h"

#include <inttypes.h>
#include <string.h>

enum { TOLD_BYTES_MAX = 1 << 20, TOLERANCE_MAX = 86400 };

struct witness_args {
    struct adil_record_args record;
    struct adil_span dir, name, genesis, seconds, tolerance;
    bool post;
};

static const struct adil_verb_help init_help = {
    "witness init DIR --name NAME [--key-file FILE | --phrase-file FILE]",
    "Makes a witness: a key for cosignatures and one for statements about replays. Prints the\n"
    "verifying keys: the first is what a rulebook binds.",
    "adil witness init my-witness --name north.example/w1 --key-file witness.secret"};
static const struct adil_verb_help once_help = {
    "witness once COPY --dir DIR [--genesis HASH] [--post] [--key-file FILE | --phrase-file FILE]",
    "Fetches a record, replays what is new, checks that it follows from what was cosigned before, "
    "and\n"
    "cosigns. A fork or a rollback is refused and its evidence kept; to an unlawful act it "
    "objects.",
    "adil witness once https://record.example/log --dir my-witness --key-file witness.secret"};
static const struct adil_verb_help show_help = {
    "witness show --dir DIR", "Says what a witness remembers: sizes cosigned, replays, objections.",
    "adil witness show --dir my-witness"};

static adil_err parse(struct adil_cli *cli, const struct adil_verb_help *text,
                      const struct adil_opt *opt, uint32_t n, int argc, char **argv,
                      struct adil_words *rest, bool *help)
{
    ADIL_TRY(adil_options_parse(&cli->perm, opt, n, argc, argv, rest, help, &cli->diag));
    if (*help) {
        adil_options_help(text, opt, n, &cli->out);
    }
    return ADIL_OK;
}

/* ---- init ----------------------------------------------------------------------------------- */

static void put_keys(struct adil_cli *cli, const struct adil_witness_dir *w)
{
    struct adil_vkey cosign = adil_secret_vkey(w->cosign);
    struct adil_vkey replay = adil_secret_vkey(w->replay);
    adil_buf_fmt(&cli->out, "cosignatures %.*s\n", ADIL_ARG(adil_vkey_text(&cli->perm, &cosign)));
    adil_buf_fmt(&cli->out, "replays      %.*s\n", ADIL_ARG(adil_vkey_text(&cli->perm, &replay)));
}

static adil_err make_witness(struct adil_cli *cli, const struct witness_args *a,
                             struct adil_span dir)
{
    struct adil_lock lock;
    struct adil_witness_dir w;
    if (!adil_key_name_is_valid(a->name)) {
        return adil_usage(cli, "--name", a->name, "a name without blanks and '+'");
    }
    ADIL_TRY(adil_record_lock(cli, &a->record, true, &lock));
    ADIL_TRY(adil_witness_dir_make(&cli->perm, cli->scratch, dir, a->name, &lock, &cli->diag));
    adil_err err = adil_witness_dir_open(&cli->perm, cli->scratch, dir, &lock, &w, &cli->diag);
    if (err.code == ADIL_C_OK) {
        put_keys(cli, &w);
    }
    adil_witness_dir_close(&w);
    return err;
}

static adil_err witness_init(struct adil_cli *cli, int argc, char **argv)
{
    struct witness_args a;
    struct adil_words rest;
    bool help = false;
    memset(&a, 0, sizeof a);
    const struct adil_opt opt[] = {
        {"name", ADIL_OPT_TEXT, "NAME", "the witness's name, as in its key", &a.name},
        {"key-file", ADIL_OPT_TEXT, "FILE", "locks the keys; made when missing",
         &a.record.key_file},
        {"phrase-file", ADIL_OPT_TEXT, "FILE", "a file whose first line is the pass-phrase",
         &a.record.phrase_file},
    };
    ADIL_TRY(parse(cli, &init_help, opt, ADIL_COUNT(opt), argc, argv, &rest, &help));
    if (help) {
        return ADIL_OK;
    }
    return rest.n == 1 ? make_witness(cli, &a, rest.word[0])
                       : adil_usage(cli, "adil witness init", ADIL_SPAN("no folder"), "one folder");
}

/* ---- once ----------------------------------------------------------------------------------- */

/* Into the log's own folder, when that is the copy. */
static adil_err post_line(struct adil_cli *cli, const struct adil_copy *copy,
                          const struct adil_witness_round *r)
{
    const struct adil_log_options options = {.mode = ADIL_STORE_WRITE};
    struct adil_log *log = NULL;
    if (!copy->is_folder) {
        return adil_usage(cli, "--post", copy->name, "the folder of a log on this machine");
    }
    ADIL_TRY(adil_log_open(&cli->perm, copy->name, &options, &log, &cli->diag));
    adil_err err = adil_log_add_lines(log, r->text, r->line, &cli->diag);
    adil_log_close(log);
    return err;
}

static adil_err run_once(struct adil_cli *cli, const struct witness_args *a,
                         const struct adil_copy *copy, struct adil_witness_dir *w)
{
    struct adil_verify_options options = {.progress = true, .held_bytes = cli->held_bytes};
    struct adil_witness_round r;
    struct adil_buf told;
    uint64_t seconds = 0;
    ADIL_TRY(adil_cli_lang(cli, a->record.lang, &options.lang));
    options.pinned = a->genesis.ptr != NULL;
    if (options.pinned &&
        !adil_hex_parse(a->genesis, options.genesis.byte, sizeof options.genesis.byte)) {
        return adil_usage(cli, "--genesis", a->genesis, "64 hex digits");
    }
    if (a->seconds.ptr != NULL && !adil_span_u64(a->seconds, INT64_MAX, &seconds)) {
        return adil_usage(cli, "--seconds", a->seconds, "POSIX seconds");
    }
    if (a->tolerance.ptr != NULL &&
        (!adil_span_u64(a->tolerance, TOLERANCE_MAX, &options.tolerance) ||
         options.tolerance == 0)) {
        return adil_usage(cli, "--tolerance", a->tolerance, "seconds, from 1 to a day");
    }
    adil_buf_open(&told, TOLD_BYTES_MAX);
    adil_err err = adil_witness_once(cli, w, copy, &options, seconds, &r, &told);
    if (err.code == ADIL_C_REFUSED) {
        adil_buf_put(&cli->out, adil_buf_span(&told));
        adil_buf_str(&cli->out, "nothing was cosigned\n");
        cli->status = adil_exit_status(err);
        err = ADIL_OK;
    } else if (err.code == ADIL_C_OK && a->post) {
        err = post_line(cli, copy, &r);
        adil_buf_fmt(&cli->out, "cosigned %" PRIu64 " entries (%" PRIu64 " before)\n", r.size,
                     r.before);
    } else if (err.code == ADIL_C_OK) {
        adil_buf_put(&cli->out, r.line);
    }
    adil_buf_release(&told);
    return err;
}

static adil_err once_of(struct adil_cli *cli, const struct witness_args *a, struct adil_span name)
{
    struct adil_lock lock;
    struct adil_witness_dir w;
    struct adil_copy copy;
    ADIL_TRY(adil_record_lock(cli, &a->record, false, &lock));
    adil_err err = adil_witness_dir_open(&cli->perm, cli->scratch, a->dir, &lock, &w, &cli->diag);
    if (err.code == ADIL_C_OK) {
        err = adil_copy_open(&cli->perm, name, &copy, &cli->diag);
        err = err.code == ADIL_C_OK ? run_once(cli, a, &copy, &w) : err;
        adil_copy_close(&copy);
    }
    adil_witness_dir_close(&w);
    return err;
}

static adil_err witness_once(struct adil_cli *cli, int argc, char **argv)
{
    struct witness_args a;
    struct adil_words rest;
    bool help = false;
    memset(&a, 0, sizeof a);
    const struct adil_opt opt[] = {
        {"dir", ADIL_OPT_TEXT, "DIR", "the witness's folder", &a.dir},
        {"genesis", ADIL_OPT_TEXT, "HASH", "leaf hash of entry 0, at first contact", &a.genesis},
        {"post", ADIL_OPT_FLAG, NULL, "puts the line under the checkpoint of a local log", &a.post},
        {"seconds", ADIL_OPT_TEXT, "N",
         "POSIX time of the cosignature; none: now, or the last "
         "entry's of a simulated log",
         &a.seconds},
        {"tolerance", ADIL_OPT_TEXT, "SECONDS",
         "how far the log's clock may differ from what was seen; none: 300", &a.tolerance},
        {"key-file", ADIL_OPT_TEXT, "FILE", "what locks the keys", &a.record.key_file},
        {"phrase-file", ADIL_OPT_TEXT, "FILE", "a file whose first line is the pass-phrase",
         &a.record.phrase_file},
        {"lang", ADIL_OPT_TEXT, "LANG", "kk, ru or en", &a.record.lang},
        ADIL_CLI_MEMORY(&cli->held_bytes),
    };
    ADIL_TRY(parse(cli, &once_help, opt, ADIL_COUNT(opt), argc, argv, &rest, &help));
    if (help) {
        return ADIL_OK;
    }
    if (rest.n != 1 || a.dir.ptr == NULL) {
        return adil_usage(cli, "adil witness once", ADIL_SPAN("no copy or no --dir"),
                          "a copy of the log, and the witness's folder");
    }
    return once_of(cli, &a, rest.word[0]);
}

/* ---- show ----------------------------------------------------------------------------------- */

struct counting {
    struct adil_span hex;
    uint32_t n;
};

static adil_err count_evidence(void *ctx, struct adil_arena scratch, struct adil_span name)
{
    static const enum adil_fork_kind kinds[] = {
#define X(name, word, text) ADIL_FORK_##name,
        ADIL_FORKS(X)
#undef X
    };
    struct counting *c = ctx;
    for (size_t i = 0; i < ADIL_COUNT(kinds); i++) {
        struct adil_span head =
            adil_fmt(&scratch, "%.*s.%.*s-", ADIL_ARG(c->hex), ADIL_ARG(adil_fork_word(kinds[i])));
        c->n += adil_span_starts(name, head);
    }
    return ADIL_OK;
}

/* Files beside a log's, and what they mean. */
static void show_files(struct adil_cli *cli, const struct adil_watched *log)
{
    static const struct {
        const char *end;
        const char *means;
    } files[] = {
        {".replay", "replay statement"},
        {".objection", "OBJECTION, nothing is cosigned:"},
        {".rollback", "ROLLBACK, a smaller checkpoint that the log signed:"},
    };
    for (size_t i = 0; i < ADIL_COUNT(files); i++) {
        struct adil_span path = adil_watched_file(&cli->perm, log, files[i].end);
        uint64_t bytes = 0;
        if (adil_file_size(cli->scratch, path, &bytes)) {
            adil_buf_fmt(&cli->out, "  %s %.*s\n", files[i].means, ADIL_ARG(path));
        }
    }
    for (unsigned i = 1;; i++) {
        struct adil_span path = adil_fmt(&cli->perm, "%.*s.answered-%u", ADIL_ARG(log->path), i);
        uint64_t bytes = 0;
        if (!adil_file_size(cli->scratch, path, &bytes)) {
            break;
        }
        adil_buf_fmt(&cli->out, "  objection that was answered %.*s\n", ADIL_ARG(path));
    }
}

static adil_err show_log(struct adil_cli *cli, const struct adil_witness_dir *w,
                         const struct adil_watched *log)
{
    struct adil_arena *a = &cli->perm;
    struct adil_witness_seen seen;
    struct adil_hash h = adil_sha256(log->origin);
    struct counting c = {adil_hex(a, h.byte, sizeof h.byte), 0};
    const struct adil_folder_walk walk = {&c, count_evidence};
    struct adil_span folder = adil_fmt(a, "%.*s/seen", ADIL_ARG(w->dir));
    ADIL_TRY(w->memory.load(w->memory.ctx, a, log->origin, &seen, &cli->diag));
    ADIL_TRY(adil_folder_walk(cli->scratch, folder, &walk, &cli->diag));
    adil_buf_fmt(&cli->out, "%.*s\n  cosigned %" PRIu64 " entries, root %.*s\n",
                 ADIL_ARG(log->origin), seen.size,
                 ADIL_ARG(adil_hex(a, seen.root.byte, sizeof seen.root.byte)));
    adil_buf_fmt(&cli->out, "  genesis %.*s, %u keys of the log\n",
                 ADIL_ARG(adil_hex(a, log->genesis.byte, sizeof log->genesis.byte)), log->n_keys);
    show_files(cli, log);
    if (c.n > 0) {
        adil_buf_fmt(&cli->out, "  EVIDENCE of forks: %u files in %.*s\n", c.n, ADIL_ARG(folder));
    }
    return ADIL_OK;
}

static adil_err witness_show(struct adil_cli *cli, int argc, char **argv)
{
    struct adil_span dir = {NULL, 0};
    struct adil_words rest;
    struct adil_witness_dir w;
    struct adil_watched *log = NULL;
    uint32_t n = 0;
    bool help = false;
    const struct adil_opt opt[] = {{"dir", ADIL_OPT_TEXT, "DIR", "the witness's folder", &dir}};
    ADIL_TRY(parse(cli, &show_help, opt, ADIL_COUNT(opt), argc, argv, &rest, &help));
    if (help) {
        return ADIL_OK;
    }
    if (dir.ptr == NULL) {
        return adil_usage(cli, "--dir", ADIL_SPAN("nothing"), "the witness's folder");
    }
    ADIL_TRY(adil_witness_dir_open(&cli->perm, cli->scratch, dir, NULL, &w, &cli->diag));
    ADIL_TRY(adil_watched_all(&cli->perm, cli->scratch, &w, &log, &n, &cli->diag));
    for (uint32_t i = 0; i < n; i++) {
        ADIL_TRY(show_log(cli, &w, &log[i]));
    }
    if (n == 0) {
        adil_buf_str(&cli->out, "no log was watched yet\n");
    }
    return ADIL_OK;
}

adil_err adil_verb_witness(struct adil_cli *cli, int argc, char **argv)
{
    static const struct adil_verb verbs[] = {
        {"init", "make a witness", witness_init},
        {"once", "replay a record and cosign it", witness_once},
        {"serve", "answer logs over HTTP", adil_witness_serve},
        {"ask", "ask witnesses to cosign our log", adil_witness_ask_verb},
        {"show", "what a witness remembers", witness_show},
    };
    if (argc >= 1 && (strcmp(argv[0], "--help") == 0 || strcmp(argv[0], "-h") == 0)) {
        adil_buf_str(&cli->out, "usage: adil witness VERB [ARGUMENTS]\n\nverbs:\n");
        for (size_t i = 0; i < ADIL_COUNT(verbs); i++) {
            adil_buf_fmt(&cli->out, "  %-6s %s\n", verbs[i].name, verbs[i].summary);
        }
        return ADIL_OK;
    }
    return adil_cli_dispatch(cli, "witness ", verbs, ADIL_COUNT(verbs), argc, argv);
}
