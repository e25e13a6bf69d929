/* adil store: what lies on the disk, against itself. */
#include "cli/record.h"

#include <string.h>

static const struct adil_verb_help store_help = {
    "store check [--log DIR]",
    "Reads everything in a log's folder and compares it with the store: rows, tiles, bundles,\n"
    "checkpoint, blobs; names each damage. (`adil verify` is for strangers; this is for the "
    "owner.)",
    "adil store check --log my-club"};

static adil_err check_store(struct adil_cli *cli, const struct adil_record_args *a)
{
    struct adil_log_options options = {.mode = ADIL_STORE_READ};
    struct adil_log *log = NULL;
    struct adil_span dir;
    ADIL_TRY(adil_record_dir(cli, a, &dir));
    ADIL_TRY(adil_log_open(&cli->perm, dir, &options, &log, &cli->diag));
    adil_err err = adil_log_check(log, cli->scratch, &cli->diag);
    if (err.code == ADIL_C_OK) {
        adil_buf_fmt(&cli->out, "%.*s: %llu entries, no damage found\n", ADIL_ARG(dir),
                     (unsigned long long)adil_log_size(log));
    }
    adil_log_close(log);
    return err;
}

adil_err adil_verb_store(struct adil_cli *cli, int argc, char **argv)
{
    struct adil_record_args a;
    struct adil_words rest;
    bool help = false;
    memset(&a, 0, sizeof a);
    const struct adil_opt opt[] = {
        {"log", ADIL_OPT_TEXT, "DIR", "the folder of the log (or ADIL_LOG)", &a.log},
    };
    ADIL_TRY(
        adil_options_parse(&cli->perm, opt, ADIL_COUNT(opt), argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&store_help, opt, ADIL_COUNT(opt), &cli->out);
        return ADIL_OK;
    }
    if (rest.n != 1 || !adil_span_is(rest.word[0], "check")) {
        return adil_usage(cli, "adil store", rest.n > 0 ? rest.word[0] : ADIL_SPAN("nothing"),
                          "check");
    }
    return check_store(cli, &a);
}
