#include "base/file.h"
#include "cli/cli.h"
#include "cli/keeper.h"
#include "cli/outsider.h"
#include "cli/record.h"
#include "cli/typing.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct adil_verb verbs[] = {
    {"count", "count a contest: seats, winners or an answer, explained", adil_verb_count},
    {"contests", "list the contests of a rulebook", adil_verb_contests},
    {"methods", "list the counting methods and their options", adil_verb_methods},
    {"law", "read a rulebook: check, show, procedure, compare, schema", adil_verb_law},
    {"power", "show what an office may do, and what it may not", adil_verb_power},
    {"weights", "voting power of members, exact: who wins with whom", adil_verb_weights},
    {"cohesion", "how far factions vote as one, from roll calls", adil_verb_cohesion},
    {"init", "make a log: law, keys, entry 0", adil_verb_init},
    {"keygen", "make keys for an issuer", adil_verb_keygen},
    {"verify", "replay a record from a copy alone", adil_verb_verify},
    {"witness", "an observer's own process: replay, cosign, object", adil_verb_witness},
    {"export", "pack a record into one archive", adil_verb_export},
    {"import", "unpack an archive into a folder to serve", adil_verb_import},
    {"diff", "compare two copies of a record", adil_verb_diff},
    {"backup", "copy a log's store into a file", adil_verb_backup},
    {"restore", "make a log from a backup, never a silent rollback", adil_verb_restore},
    {"act", "compose, sign, judge and append an act", adil_verb_act},
    {"type", "type signed paper twice, by two officers", adil_verb_type},
    {"register", "commit to a keeper's private file, check it, find duplicates",
     adil_verb_register},
    {"log", "list, show, search, prove and follow entries", adil_verb_log},
    {"state", "show what a log's record says, now or then", adil_verb_state},
    {"store", "check what lies on the disk", adil_verb_store},
    {"form", "print the protocol of a place, blank or filled", adil_verb_form},
    {"simulate", "make the record of a whole election from a seed", adil_verb_simulate},
    {"serve", "serve a folder of pages on this machine", adil_verb_serve},
};

enum { OUT_BYTES = 1 << 30 };

static void arena_is_full(void *ctx, size_t wanted)
{
    (void)ctx;
    (void)fprintf(stderr, "adil: out of memory: a further %zu bytes do not fit the limit\n",
                  wanted);
    exit(adil_exit_status(ADIL_ERR(LIMIT)));
}

/* Address space is reserved, not memory; where even that is limited, less will do. */
static bool open_arena(struct adil_arena *a)
{
    for (size_t cap = adil_arena_usual_cap; cap >= (size_t)1 << 26; cap /= 2) {
        if (adil_arena_open(a, cap) == 0) {
            a->full = arena_is_full;
            return true;
        }
    }
    return false;
}

static void print_help(struct adil_buf *out)
{
    adil_buf_str(out, "usage: adil VERB [ARGUMENTS]\n\n"
                      "From a rulebook and votes to filled seats, every step explained.\n\n"
                      "verbs:\n");
    for (size_t i = 0; i < ADIL_COUNT(verbs); i++) {
        adil_buf_fmt(out, "  %-10s %s\n", verbs[i].name, verbs[i].summary);
    }
    adil_buf_str(out, "\n`adil VERB --help` explains one.\n"
                      "exit: 0 done, 1 checked and found wrong or undecidable, 2 bad input or "
                      "usage, 3 the environment failed\n");
}

static bool is_word(const char *arg, const char *a, const char *b)
{
    return strcmp(arg, a) == 0 || strcmp(arg, b) == 0;
}

static adil_err run(struct adil_cli *cli, int argc, char **argv)
{
    if (argc >= 1 && is_word(argv[0], "--version", "-V")) {
        adil_buf_str(&cli->out, "adil " ADIL_VERSION_TEXT "\n");
        return ADIL_OK;
    }
    if (argc >= 1 && (is_word(argv[0], "--help", "-h") || strcmp(argv[0], "help") == 0)) {
        print_help(&cli->out);
        return ADIL_OK;
    }
    return adil_cli_dispatch(cli, "", verbs, ADIL_COUNT(verbs), argc, argv);
}

/* Writes what was built: diagnostics to standard error, then the result to standard output. */
static int finish(struct adil_cli *cli, adil_err err)
{
    struct adil_buf text;
    adil_buf_open(&text, OUT_BYTES);
    adil_diag_print(&cli->diag, &text);
    int status = err.code == ADIL_C_OK ? cli->status : adil_exit_status(err);
    if (adil_fd_write(STDERR_FILENO, adil_buf_span(&text)).code != ADIL_C_OK) {
        status = adil_exit_status(ADIL_ERR(IO));
    }
    adil_buf_release(&text);
    if (err.code == ADIL_C_OK) {
        if (!adil_buf_ok(&cli->out)) {
            (void)fputs("adil: the output is larger than the limit\n", stderr);
            status = adil_exit_status(ADIL_ERR(LIMIT));
        } else if (adil_fd_write(STDOUT_FILENO, adil_buf_span(&cli->out)).code != ADIL_C_OK) {
            (void)fputs("adil: standard output: could not be written\n", stderr);
            status = adil_exit_status(ADIL_ERR(IO));
        }
    }
    return status;
}

int main(int argc, char **argv)
{
    struct adil_cli cli;
    memset(&cli, 0, sizeof cli);
    (void)signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error as a full disk is */
    if (!open_arena(&cli.perm) || !open_arena(&cli.scratch)) {
        (void)fputs("adil: no address space left\n", stderr);
        return adil_exit_status(ADIL_ERR(LIMIT));
    }
    adil_buf_open(&cli.out, OUT_BYTES);
    adil_diag_open(&cli.diag, &cli.perm);
    int status = finish(&cli, run(&cli, argc > 0 ? argc - 1 : 0, argv + 1));
    adil_buf_release(&cli.out);
    adil_arena_release(&cli.scratch);
    adil_arena_release(&cli.perm);
    return status;
}
