/* adil witness serve (the witness's side) and ask (the log's side). */
#include "cli/witness_address.h"
#include "cli/witness_dir.h"
#include "cli/witness_http.h"

#include "base/file.h"
#include "cli/clock.h"

#include <inttypes.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum { ROWS_ROOM = 8 << 20 };

static const struct adil_verb_help serve_help = {
    "witness serve --dir DIR [--port N] [--key-file FILE | --phrase-file FILE]",
    "Answers add-checkpoint requests (C2SP tlog-witness) on 127.0.0.1 until interrupted, for the "
    "logs\n"
    "that `adil witness once` has replayed and to which no objection stands. Growth since is not\n"
    "replayed: it is cosigned with the key of cosignatures alone. GET /HEX/objection is the\n"
    "objection that stands.",
    "adil witness serve --dir my-witness --port 8081 --key-file witness.secret"};
static const struct adil_verb_help ask_help = {
    "witness ask LOG --witness VKEY@URL ...",
    "Asks witnesses to cosign the published checkpoint of our own log, and puts their lines under "
    "it.\n"
    "LOG is the folder, or ADIL_LOG.",
    "adil witness ask my-log --witness north.example/w1+1234abcd+BA...@https://w1.north.example"};

/* ---- serve ---------------------------------------------------------------------------------- */

static uint64_t seconds_now(void *ctx)
{
    (void)ctx;
    return (uint64_t)(adil_clock_ms() / 1000);
}

static void tell_operator(void *ctx, const struct adil_witness_answer *answer,
                          const struct adil_diag *diag)
{
    struct adil_buf text;
    (void)ctx;
    (void)answer;
    adil_buf_open(&text, 1 << 16);
    adil_diag_print(diag, &text);
    if (adil_fd_write(STDERR_FILENO, adil_buf_span(&text)).code != ADIL_C_OK) {
        text.len = 0; /* nobody listens */
    }
    adil_buf_release(&text);
}

/* The folder, read again before each request. */
struct serving {
    const struct adil_witness_dir *w;
    struct adil_witness witness;
    struct adil_arena rows; /* of the last reading */
    struct adil_arena empty;
    struct adil_arena scratch;
};

/* A part of an arena as one of its own. */
static struct adil_arena room_of(struct adil_arena *perm)
{
    struct adil_arena room = *perm;
    room.beg = adil_arena_alloc(perm, 1, 64, ROWS_ROOM);
    room.end = room.beg + ROWS_ROOM;
    return room;
}

static uint32_t rows_of(struct serving *s, const struct adil_watched *log, uint32_t n,
                        struct adil_witness_log *row)
{
    uint32_t n_rows = 0;
    for (uint32_t i = 0; i < n; i++) {
        bool stopped = adil_watched_objected(s->scratch, &log[i]);
        for (uint32_t k = 0; k < log[i].n_keys; k++) {
            row[n_rows++] = (struct adil_witness_log){log[i].key[k], stopped};
        }
    }
    return n_rows;
}

static adil_err read_rows(void *ctx, struct adil_diag *diag)
{
    struct serving *s = ctx;
    struct adil_watched *log = NULL;
    uint32_t n = 0;
    s->rows = s->empty;
    s->witness.n_logs = 0;
    ADIL_TRY(adil_watched_all(&s->rows, s->scratch, s->w, &log, &n, diag));
    struct adil_witness_log *row =
        adil_new(&s->rows, struct adil_witness_log, (size_t)n * ADIL_WATCHED_KEYS_MAX + 1);
    s->witness.n_logs = rows_of(s, log, n, row);
    s->witness.log = row;
    return ADIL_OK;
}

static adil_err objection_to(void *ctx, struct adil_arena *perm, struct adil_span origin,
                             struct adil_span *note, struct adil_diag *diag)
{
    const struct serving *s = ctx;
    struct adil_watched *log = adil_new(perm, struct adil_watched, 1);
    ADIL_TRY(adil_watched_read(perm, s->w, origin, log, diag));
    return adil_watched_objection(perm, log, note, diag);
}

adil_err adil_witness_dir_site(struct adil_arena *perm, struct adil_arena scratch,
                               const struct adil_witness_dir *w, struct adil_witness_site *out,
                               struct adil_diag *diag)
{
    struct serving *s = adil_new(perm, struct serving, 1);
    *s = (struct serving){.w = w, .witness = {.key = w->cosign, .memory = w->memory}};
    s->rows = room_of(perm);
    s->scratch = room_of(perm);
    s->empty = s->rows;
    *out = (struct adil_witness_site){.witness = &s->witness,
                                      .prefix = ADIL_SPAN(""),
                                      .now = seconds_now,
                                      .tell = tell_operator,
                                      .refresh = read_rows,
                                      .objection = objection_to,
                                      .ctx = s,
                                      .scratch = scratch};
    return read_rows(s, diag);
}

static int stop_descriptor(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return sigprocmask(SIG_BLOCK, &set, NULL) == 0 ? signalfd(-1, &set, SFD_CLOEXEC) : -1;
}

static adil_err run_site(struct adil_cli *cli, struct adil_witness_site *site, uint16_t port)
{
    struct adil_http_server *server = NULL;
    const struct adil_http_limits limits = {ADIL_WITNESS_REQUEST_MAX, 60};
    int stop = stop_descriptor();
    if (stop < 0) {
        return adil_fail(&cli->diag, ADIL_ERR(IO), (struct adil_place){{NULL, 0}, 0},
                         ADIL_SPAN("adil witness serve"), ADIL_SPAN("no way to be interrupted"),
                         ADIL_SPAN("a signal descriptor"));
    }
    adil_err err =
        adil_http_open(&cli->perm, port, adil_witness_http_answer, site, &server, &cli->diag);
    if (err.code == ADIL_C_OK) {
        adil_http_set_limits(server, limits);
        err = adil_fd_write(STDOUT_FILENO, adil_fmt(&cli->perm, "http://127.0.0.1:%u\n",
                                                    (unsigned)adil_http_port(server)));
        err = err.code == ADIL_C_OK ? adil_http_run(server, stop) : err;
        adil_http_close(server);
    }
    (void)close(stop);
    return err;
}

static adil_err serve_dir(struct adil_cli *cli, const struct adil_witness_dir *w, uint16_t port)
{
    struct adil_witness_site site;
    ADIL_TRY(adil_witness_dir_site(&cli->perm, cli->scratch, w, &site, &cli->diag));
    return run_site(cli, &site, port);
}

adil_err adil_witness_serve(struct adil_cli *cli, int argc, char **argv)
{
    struct adil_record_args record = {.log = {NULL, 0}};
    struct adil_span dir = {NULL, 0};
    struct adil_span port_text = {NULL, 0};
    struct adil_words rest;
    struct adil_lock lock;
    struct adil_witness_dir w;
    uint64_t port = 0;
    bool help = false;
    const struct adil_opt opt[] = {
        {"dir", ADIL_OPT_TEXT, "DIR", "the witness's folder", &dir},
        {"port", ADIL_OPT_TEXT, "N", "port; none: a free one", &port_text},
        {"key-file", ADIL_OPT_TEXT, "FILE", "what locks the keys", &record.key_file},
        {"phrase-file", ADIL_OPT_TEXT, "FILE", "a file whose first line is the pass-phrase",
         &record.phrase_file},
    };
    ADIL_TRY(
        adil_options_parse(&cli->perm, opt, ADIL_COUNT(opt), argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&serve_help, opt, ADIL_COUNT(opt), &cli->out);
        return ADIL_OK;
    }
    if (dir.ptr == NULL || rest.n > 0) {
        return adil_usage(cli, "adil witness serve", ADIL_SPAN("no --dir"), "the witness's folder");
    }
    if (port_text.ptr != NULL && !adil_span_u64(port_text, 65535, &port)) {
        return adil_usage(cli, "--port", port_text, "a port from 0 to 65535");
    }
    ADIL_TRY(adil_record_lock(cli, &record, false, &lock));
    adil_err err = adil_witness_dir_open(&cli->perm, cli->scratch, dir, &lock, &w, &cli->diag);
    err = err.code == ADIL_C_OK ? serve_dir(cli, &w, (uint16_t)port) : err;
    adil_witness_dir_close(&w);
    return err;
}

/* ---- ask ------------------------------------------------------------------------------------ */

static adil_err prove_growth(void *ctx, uint64_t old_size, uint64_t size, struct adil_proof *out,
                             struct adil_diag *diag)
{
    return adil_log_consistency(ctx, old_size, size, out, diag);
}

static adil_err ask_one(struct adil_cli *cli, struct adil_log *log, struct adil_span note,
                        const struct adil_witness_address *w)
{
    static const struct adil_http_patience patience = {10000, 30000};
    struct adil_http_client *client = NULL;
    const struct adil_prover prover = {log, prove_growth};
    struct adil_note split;
    struct adil_span lines;
    struct adil_place place = {ADIL_SPAN("checkpoint"), 0};
    ADIL_TRY(adil_note_split(&cli->perm, place, note, &split, &cli->diag));
    ADIL_TRY(adil_http_client_open(&cli->perm, patience, &client, &cli->diag));
    const struct adil_witness_post post = adil_witness_post_http(&cli->perm, client, w->url);
    adil_err err = adil_witness_ask(&cli->perm, cli->scratch, &post, &prover, &w->key, note, 0,
                                    &lines, &cli->diag);
    adil_http_client_close(client);
    ADIL_TRY(err);
    adil_buf_fmt(&cli->out, "%.*s signed\n", ADIL_ARG(w->key.name));
    return adil_log_add_lines(log, split.text, lines, &cli->diag);
}

/* Each is asked, whatever the others did. */
static adil_err ask_all(struct adil_cli *cli, struct adil_log *log,
                        const struct adil_witness_address *w, uint32_t n)
{
    struct adil_span note;
    adil_err worst = ADIL_OK;
    ADIL_TRY(adil_log_note(log, &cli->perm, &note, &cli->diag));
    if (note.len == 0) {
        return adil_fail(&cli->diag, ADIL_ERR(INPUT), (struct adil_place){{NULL, 0}, 0},
                         ADIL_SPAN("checkpoint"), ADIL_SPAN("none was published"),
                         ADIL_SPAN("one to be cosigned"));
    }
    for (uint32_t i = 0; i < n; i++) {
        adil_err err = ask_one(cli, log, note, &w[i]);
        if (err.code != ADIL_C_OK) {
            adil_buf_fmt(&cli->out, "%.*s did not sign\n", ADIL_ARG(w[i].key.name));
            worst = err;
        }
    }
    cli->status = adil_exit_status(worst);
    return ADIL_OK;
}

adil_err adil_witness_ask_verb(struct adil_cli *cli, int argc, char **argv)
{
    struct adil_record_args record = {.log = {NULL, 0}};
    struct adil_words witness = {NULL, 0};
    struct adil_words rest;
    struct adil_span dir;
    struct adil_log *log = NULL;
    bool help = false;
    const struct adil_log_options options = {.mode = ADIL_STORE_WRITE};
    const struct adil_opt opt[] = {
        {"log", ADIL_OPT_TEXT, "DIR", "the log's folder", &record.log},
        {"witness", ADIL_OPT_LIST, "VKEY@URL", "whom to ask", &witness},
    };
    ADIL_TRY(
        adil_options_parse(&cli->perm, opt, ADIL_COUNT(opt), argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&ask_help, opt, ADIL_COUNT(opt), &cli->out);
        return ADIL_OK;
    }
    if (rest.n > 1 || witness.n == 0) {
        return adil_usage(cli, "adil witness ask", ADIL_SPAN("no --witness"),
                          "one log and at least one --witness VKEY@URL");
    }
    record.log = rest.n == 1 ? rest.word[0] : record.log;
    ADIL_TRY(adil_record_dir(cli, &record, &dir));
    struct adil_witness_address *w = adil_new(&cli->perm, struct adil_witness_address, witness.n);
    for (uint32_t i = 0; i < witness.n; i++) {
        ADIL_TRY(adil_witness_address_parse(cli, witness.word[i], &w[i]));
    }
    ADIL_TRY(adil_log_open(&cli->perm, dir, &options, &log, &cli->diag));
    adil_err err = ask_all(cli, log, w, witness.n);
    adil_log_close(log);
    return err;
}
