/* adil law procedure: how a case moves, in words, as a drawing, as JSON. */
#include "base/file.h"
#include "cli/law_read.h"
#include "cli/law_source.h"
#include "cli/style.h"

static const struct adil_verb_help help_text = {
    "law procedure NAME [LAW] [--at DATE] [--svg FILE] [--json] [--lang LANG]",
    "Prints a procedure: its stages from where a case begins, who may do what and when, decisions\n"
    "and where they lead, silence, what follows.\n\n" ADIL_LAW_SOURCE_HELP
    " None: the working folder.",
    "adil law procedure bill my-country --svg bill.svg"};

static struct adil_span procedure_id_of(const struct adil_acts *a, uint32_t i)
{
    return a->procedure[i].rule.id;
}

static adil_err write_svg(struct adil_cli *cli, const struct adil_law_view *view,
                          uint32_t procedure, struct adil_span path)
{
    struct adil_buf svg;
    adil_buf_open(&svg, 1 << 24);
    adil_procedure_svg(cli->scratch, view, procedure, &svg);
    adil_err err = adil_buf_ok(&svg)
                       ? adil_file_write(cli->scratch, path, adil_buf_span(&svg), &cli->diag)
                       : ADIL_ERR(LIMIT);
    adil_buf_release(&svg);
    return err;
}

/* A drawing alone is written, unless JSON is asked for too. */
static adil_err show_procedure(struct adil_cli *cli, const struct adil_law_view *view,
                               struct adil_span id, struct adil_span svg, bool json,
                               const struct adil_text_style *style)
{
    const struct adil_acts *acts = &view->book->acts;
    uint32_t procedure = 0;
    ADIL_TRY(
        adil_law_find(cli, "procedure", id, procedure_id_of, acts, acts->n_procedures, &procedure));
    if (svg.ptr != NULL) {
        ADIL_TRY(write_svg(cli, view, procedure, svg));
    }
    if (json) {
        adil_procedure_json(cli->scratch, view, procedure, &cli->out);
    } else if (svg.ptr == NULL) {
        adil_procedure_text(cli->scratch, view, procedure, style, &cli->out);
    }
    return ADIL_OK;
}

adil_err adil_law_procedure(struct adil_cli *cli, int argc, char **argv)
{
    bool json = false;
    bool help = false;
    struct adil_span none = {NULL, 0};
    struct adil_span at = none;
    struct adil_span lang = none;
    struct adil_span svg = none;
    struct adil_span columns = none;
    struct adil_words rest;
    const struct adil_opt opt[] = {
        {"at", ADIL_OPT_TEXT, "DATE", "the law in force on this day; none: every version", &at},
        {"svg", ADIL_OPT_TEXT, "FILE", "write the drawing into a file", &svg},
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
        return adil_usage(cli, "adil law procedure",
                          rest.n == 0 ? ADIL_SPAN("no name") : rest.word[2],
                          "a procedure and at most one law");
    }
    struct adil_law_source source;
    struct adil_text_style style = {0};
    struct adil_law_view view = {.at = ADIL_DATE_NONE};
    ADIL_TRY(adil_cli_style(cli, lang, columns, none, &style));
    ADIL_TRY(adil_cli_date(cli, "--at", at, &view.at));
    ADIL_TRY(adil_law_source_open(cli, "adil law procedure", rest.n == 2 ? rest.word[1] : none,
                                  style.lang, &source));
    view.book = source.book;
    view.lang = style.lang;
    adil_err err = show_procedure(cli, &view, rest.word[0], svg, json, &style);
    adil_law_source_close(&source);
    return err;
}
