/* adil weights: what the members of a body can decide, and with whom. */
#include "cli/cli.h"
#include "cli/style.h"
#include "cli/weights_input.h"
#include "report/power_report.h"

#include <string.h>

static const struct adil_verb_help help_text = {
    "weights GAME.yaml [--rule PHRASE] [--json | --csv]\n"
    "weights COUNT.json [--rule PHRASE] ...\n"
    "weights MEMBERS.csv [--weight COLUMN]... [--rule PHRASE] ...",
    "Says which coalitions win, and the exact indexes of power of the members: Shapley-Shubik,\n"
    "Banzhaf and others. COUNT.json is what `adil count --json` prints; - is standard input.",
    "adil weights seats.csv --rule 'at least 2/3 of members'"};

adil_err adil_verb_weights(struct adil_cli *cli, int argc, char **argv)
{
    struct adil_weights_args a;
    struct adil_span lang = {NULL, 0};
    struct adil_span colour = {NULL, 0};
    struct adil_span columns = {NULL, 0};
    struct adil_text_style style;
    struct adil_words rest;
    bool help = false;
    bool json = false;
    bool csv = false;
    bool all = false;
    memset(&a, 0, sizeof a);
    const struct adil_opt opt[] = {
        {"rule", ADIL_OPT_TEXT, "PHRASE", "what a coalition needs to win", &a.rule},
        {"blocking", ADIL_OPT_TEXT, "PHRASE", "what those outside must be to block", &a.blocking},
        {"weight", ADIL_OPT_LIST, "COLUMN", "a column of the CSV that is a weight", &a.weights},
        {"contest", ADIL_OPT_TEXT, "NAME", "the rows of this contest", &a.contest},
        {"all", ADIL_OPT_FLAG, NULL, "list every minimal winning coalition", &all},
        {"json", ADIL_OPT_FLAG, NULL, "one JSON object", &json},
        {"csv", ADIL_OPT_FLAG, NULL, "a line a member", &csv},
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
        return adil_usage(cli, "adil weights", rest.n == 0 ? ADIL_SPAN("no file") : rest.word[1],
                          "one file");
    }
    if (json && csv) {
        return adil_usage(cli, "adil weights", ADIL_SPAN("--json and --csv"), "one of them");
    }
    a.file = rest.word[0];
    struct adil_game *game = adil_new(&cli->perm, struct adil_game, 1);
    struct adil_power power;
    ADIL_TRY(adil_cli_style(cli, lang, columns, colour, &style));
    ADIL_TRY(adil_weights_read(cli, &a, game));
    ADIL_TRY(adil_power(&cli->perm, cli->scratch, game, &power, &cli->diag));
    if (json) {
        adil_power_json(cli->scratch, &power, style.lang, &cli->out);
    } else if (csv) {
        adil_power_csv(cli->scratch, &power, &cli->out);
    } else {
        adil_power_text(cli->scratch, &power, &style, all, &cli->out);
    }
    return ADIL_OK;
}
