/* adil power: what an office may do, and what it may not. */
#include "cli/law_read.h"
#include "cli/law_source.h"
#include "cli/style.h"

static const struct adil_verb_help help_text = {
    "power OFFICE [LAW] [--at DATE] [--json] [--lang LANG]",
    "Prints what an office may do, with articles: powers and their conditions, acts in stages,\n"
    "decisions of its bodies; how it is filled and ended; what it may not.\n\n" ADIL_LAW_SOURCE_HELP
    " None: the working folder.",
    "adil power clerk my-country --at 2023-01-01"};

static struct adil_span office_id_of(const struct adil_acts *a, uint32_t i)
{
    return a->office[i].rule.id;
}

static adil_err show_office(struct adil_cli *cli, const struct adil_law_view *view,
                            struct adil_span id, bool json, const struct adil_text_style *style)
{
    const struct adil_acts *acts = &view->book->acts;
    uint32_t office = 0;
    ADIL_TRY(adil_law_find(cli, "office", id, office_id_of, acts, acts->n_offices, &office));
    if (json) {
        adil_office_json(cli->scratch, view, office, &cli->out);
    } else {
        adil_office_text(cli->scratch, view, office, style, &cli->out);
    }
    return ADIL_OK;
}

adil_err adil_verb_power(struct adil_cli *cli, int argc, char **argv)
{
    bool json = false;
    bool help = false;
    struct adil_law_source source;
    struct adil_span none = {NULL, 0};
    struct adil_span at = none;
    struct adil_span lang = none;
    struct adil_span columns = none;
    struct adil_words rest;
    struct adil_text_style style = {0};
    struct adil_law_view view = {.at = ADIL_DATE_NONE};
    const struct adil_opt opt[] = {
        {"at", ADIL_OPT_TEXT, "DATE", "the law in force on this day; none: every version", &at},
        {"json", ADIL_OPT_FLAG, NULL, "one JSON object", &json},
        {"columns", ADIL_OPT_TEXT, "N", "width of the text", &columns},
        {"lang", ADIL_OPT_TEXT, "LANG", "kk, ru or en", &lang},
    };
    ADIL_TRY(
        adil_options_parse(&cli->perm, opt, ADIL_COUNT(opt), argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&help_text, opt, ADIL_COUNT(opt), &cli->out);
        return ADIL_OK;
    }
    if (rest.n < 1 || rest.n > 2) {
        return adil_usage(cli, "adil power", rest.n == 0 ? ADIL_SPAN("no office") : rest.word[2],
                          "an office and at most one law");
    }
    ADIL_TRY(adil_cli_style(cli, lang, columns, none, &style));
    ADIL_TRY(adil_cli_date(cli, "--at", at, &view.at));
    ADIL_TRY(adil_law_source_open(cli, "adil power", rest.n == 2 ? rest.word[1] : none, style.lang,
                                  &source));
    view.book = source.book;
    view.lang = style.lang;
    adil_err err = show_office(cli, &view, rest.word[0], json, &style);
    adil_law_source_close(&source);
    return err;
}
