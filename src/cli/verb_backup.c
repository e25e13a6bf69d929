/* adil backup: a copy of the store. */
#include "cli/outsider.h"

#include <inttypes.h>

static const struct adil_verb_help backup_help = {
    "backup FILE [--log DIR]",
    "Copies a log's store into one file while it is in use. Keys, and what was signed last, are "
    "never\n"
    "in a backup.",
    "adil backup record.backup --log my-log"};

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
