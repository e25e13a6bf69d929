/* adil cohesion: how far factions vote as one, and with each other. */
#include "base/file.h"
#include "cli/cli.h"
#include "cli/rollcall_read.h"
#include "cli/style.h"
#include "report/cohesion_report.h"

static const struct adil_verb_help help_text = {
    "cohesion ROLLCALLS.csv [--json | --csv]",
    "Cohesion of factions and agreement between them, from roll calls: a CSV of question, member,\n"
    "faction, vote (yes, no, abstain, present, absent, not-entitled), a row a member; - is\n"
    "standard input.",
    "adil cohesion votes.csv --json"};

enum { ROLLCALL_BYTES_MAX = 256 << 20 };

adil_err adil_verb_cohesion(struct adil_cli *cli, int argc, char **argv)
{
    struct adil_span lang = {NULL, 0};
    struct adil_span colour = {NULL, 0};
    struct adil_span columns = {NULL, 0};
    struct adil_text_style style;
    struct adil_roll_calls calls;
    struct adil_span bytes;
    struct adil_words rest;
    bool help = false;
    bool json = false;
    bool csv = false;
    const struct adil_opt opt[] = {
        {"json", ADIL_OPT_FLAG, NULL, "one JSON object", &json},
        {"csv", ADIL_OPT_FLAG, NULL, "a line a faction", &csv},
        {"lang", ADIL_OPT_TEXT, "LANG", "kk, ru or en", &lang},
        {"colour", ADIL_OPT_TEXT, "WHEN", "auto, always or never", &colour},
        {"columns", ADIL_OPT_TEXT, "N", "width of the text", &columns},
    };
    ADIL_TRY(
        adil_options_parse(&cli->perm, opt, ADIL_COUNT(opt), argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&help_text, opt, ADIL_COUNT(opt), &cli->out);
        return ADIL_OK;
    }
    if (rest.n != 1) {
        return adil_usage(cli, "adil cohesion", rest.n == 0 ? ADIL_SPAN("no file") : rest.word[1],
                          "one CSV file");
    }
    if (json && csv) {
        return adil_usage(cli, "adil cohesion", ADIL_SPAN("--json and --csv"), "one of them");
    }
    ADIL_TRY(adil_cli_style(cli, lang, columns, colour, &style));
    ADIL_TRY(adil_file_read(&cli->perm, rest.word[0], ROLLCALL_BYTES_MAX, &bytes, &cli->diag));
    ADIL_TRY(adil_roll_calls_read(&cli->perm, rest.word[0], bytes, &calls, &cli->diag));
    if (json) {
        adil_cohesion_json(cli->scratch, &calls, &cli->out);
    } else if (csv) {
        adil_cohesion_csv(cli->scratch, &calls, &cli->out);
    } else {
        adil_cohesion_text(cli->scratch, &calls, &style, &cli->out);
    }
    return ADIL_OK;
}
