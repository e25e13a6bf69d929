/* adil law compare: what a reform changed, or how two laws differ. */
#include "cli/law_read.h"
#include "cli/style.h"

enum { SIDES_MAX = 6 };

static const struct adil_verb_help help_text = {
    "law compare RULEBOOK [RULEBOOK] --at DATE[=LABEL] --at DATE[=LABEL]... [--json]",
    "Lays a rulebook on several days side by side, or two rulebooks on one day or a day each, and\n"
    "prints what began, ended or changed: office by office, rule by rule. A label stands for its\n"
    "day at the head of its side.",
    "adil law compare my-country --at 2022-01-01=before --at 2023-01-01=after"};

/* "2022-01-01=before": the day, and its name. */
static adil_err read_side(struct adil_cli *cli, struct adil_span word, struct adil_law_side *side)
{
    struct adil_span rest = word;
    struct adil_span day;
    (void)adil_span_cut(&rest, '=', &day);
    ADIL_TRY(adil_cli_date(cli, "--at", day, &side->at));
    side->label = rest.ptr != NULL && rest.len > 0
                      ? adil_fmt(&cli->perm, "%.*s, %.*s", ADIL_ARG(rest), ADIL_ARG(day))
                      : day;
    return ADIL_OK;
}

/* One book on each day; or two, each on its day. */
static adil_err lay_sides(struct adil_cli *cli, const struct adil_words *books,
                          const struct adil_words *at, struct adil_law_side *side, uint32_t *n)
{
    const struct adil_rulebook *book[2] = {NULL, NULL};
    bool two = books->n == 2;
    *n = two ? 2 : at->n;
    if (at->n == 0 || at->n > (two ? 2 : SIDES_MAX) || *n < 2) {
        return adil_usage(cli, "--at", adil_fmt(&cli->perm, "%u days", (unsigned)at->n),
                          two ? "one day for both, or one for each" : "two to six days");
    }
    for (uint32_t i = 0; i < books->n; i++) {
        ADIL_TRY(adil_law_open(cli, books->word[i], &book[i]));
    }
    for (uint32_t i = 0; i < *n; i++) {
        ADIL_TRY(read_side(cli, at->word[i < at->n ? i : 0], &side[i]));
        side[i].book = book[two ? i : 0];
        if (two) {
            side[i].label = adil_fmt(&cli->perm, "%.*s, %.*s", ADIL_ARG(books->word[i]),
                                     ADIL_ARG(side[i].label));
        }
    }
    return ADIL_OK;
}

adil_err adil_law_compare_verb(struct adil_cli *cli, int argc, char **argv)
{
    bool json = false;
    bool help = false;
    uint32_t n = 0;
    struct adil_span none = {NULL, 0};
    struct adil_span lang = none;
    struct adil_span columns = none;
    struct adil_words at = {NULL, 0};
    struct adil_words rest;
    struct adil_text_style style = {0};
    struct adil_law_side side[SIDES_MAX];
    const struct adil_opt opt[] = {
        {"at", ADIL_OPT_LIST, "DATE[=LABEL]", "a day whose law is laid beside the others", &at},
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
        return adil_usage(cli, "adil law compare",
                          rest.n == 0 ? ADIL_SPAN("no rulebook") : rest.word[2],
                          "one rulebook or two");
    }
    ADIL_TRY(adil_cli_style(cli, lang, columns, none, &style));
    ADIL_TRY(lay_sides(cli, &rest, &at, side, &n));
    if (json) {
        adil_law_compare_json(cli->scratch, side, n, style.lang, &cli->out);
    } else {
        adil_law_compare_text(cli->scratch, side, n, &style, &cli->out);
    }
    return ADIL_OK;
}
