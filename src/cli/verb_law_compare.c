/* adil law compare: what a reform changed, or how two laws differ. */
#include "cli/law_source.h"
#include "cli/style.h"
#include "report/law.h"

enum { SIDES_MAX = 6 };

static const struct adil_verb_help help_text = {
    "law compare LAW [LAW] --at DATE[=LABEL] --at DATE[=LABEL]... [--json]",
    "Lays a law on several days side by side, or two laws on one day or a day each, and\n"
    "prints what began, ended or changed: office by office, rule by rule. DATE is a day, or one "
    "of\n"
    "the law's dates by its id; without --at these are compared. A label stands for its day at "
    "the\n"
    "head of its side.\n\n" ADIL_LAW_SOURCE_HELP,
    "adil law compare my-country --at 2022-01-01=before --at 2023-01-01=after"};

/* "2022-01-01=before", or "reform", one of the law's dates: the day, and its name. */
static adil_err read_side(struct adil_cli *cli, struct adil_span word, enum adil_lang lang,
                          struct adil_law_side *side)
{
    struct adil_span rest = word;
    struct adil_span day;
    struct adil_texts name = {0};
    (void)adil_span_cut(&rest, '=', &day);
    struct adil_span label = rest.ptr != NULL ? rest : ADIL_SPAN("");
    if (adil_rulebook_named_day(side->book, day, &side->at, &name)) {
        label = label.len > 0 ? label : adil_texts_pick(&name, lang);
        day = adil_date_text(&cli->perm, side->at);
    } else {
        ADIL_TRY(adil_cli_date(cli, "--at", day, &side->at));
    }
    side->label =
        label.len > 0 ? adil_fmt(&cli->perm, "%.*s, %.*s", ADIL_ARG(label), ADIL_ARG(day)) : day;
    return ADIL_OK;
}

/* The dates of a law, by day: what is compared when the caller names none. */
static struct adil_words dates_of(struct adil_cli *cli, const struct adil_rulebook *book)
{
    const struct adil_node *dates = book != NULL ? adil_node_get(book->root, "dates") : NULL;
    uint32_t n = dates != NULL ? dates->n : 0;
    struct adil_span *id = adil_new(&cli->perm, struct adil_span, n);
    struct adil_date *day = adil_new(&cli->perm, struct adil_date, n);
    uint32_t m = 0;
    for (const struct adil_node *d = n > 0 ? dates->first : NULL; d != NULL; d = d->next) {
        struct adil_texts name;
        struct adil_date at = ADIL_DATE_NONE;
        uint32_t i = m++;
        (void)adil_rulebook_named_day(book, d->key, &at, &name);
        for (; i > 0 && adil_date_cmp(at, day[i - 1]) < 0; i--) {
            id[i] = id[i - 1];
            day[i] = day[i - 1];
        }
        id[i] = d->key;
        day[i] = at;
    }
    return (struct adil_words){id, n};
}

/* One law on each day; or two, each on its day. */
static adil_err lay_sides(struct adil_cli *cli, const struct adil_words *books,
                          const struct adil_words *given, const struct adil_law_source *source,
                          enum adil_lang lang, struct adil_law_side *side, uint32_t *n)
{
    bool two = books->n == 2;
    struct adil_words at = given->n > 0 || two ? *given : dates_of(cli, source[0].book);
    *n = two ? 2 : at.n;
    if (at.n == 0 || at.n > (two ? 2 : SIDES_MAX) || *n < 2) {
        return adil_usage(cli, "--at", adil_fmt(&cli->perm, "%u days", (unsigned)at.n),
                          two ? "one day for both, or one for each" : "two to six days");
    }
    for (uint32_t i = 0; i < *n; i++) {
        side[i].book = source[two ? i : 0].book;
        ADIL_TRY(read_side(cli, at.word[i < at.n ? i : 0], lang, &side[i]));
        if (two) {
            side[i].label = adil_fmt(&cli->perm, "%.*s, %.*s", ADIL_ARG(books->word[i]),
                                     ADIL_ARG(side[i].label));
        }
    }
    return ADIL_OK;
}

static adil_err compare_laws(struct adil_cli *cli, const struct adil_words *law,
                             const struct adil_words *at, bool json,
                             const struct adil_text_style *style)
{
    struct adil_law_source source[2] = {{NULL, NULL}, {NULL, NULL}};
    struct adil_law_side side[SIDES_MAX];
    adil_err err = ADIL_OK;
    uint32_t n = 0;
    for (uint32_t i = 0; i < law->n && err.code == ADIL_C_OK; i++) {
        err = adil_law_source_open(cli, "adil law compare", law->word[i], style->lang, &source[i]);
    }
    err = err.code == ADIL_C_OK ? lay_sides(cli, law, at, source, style->lang, side, &n) : err;
    if (err.code == ADIL_C_OK && json) {
        adil_law_compare_json(cli->scratch, side, n, style->lang, &cli->out);
    } else if (err.code == ADIL_C_OK) {
        adil_law_compare_text(cli->scratch, side, n, style, &cli->out);
    }
    adil_law_source_close(&source[0]);
    adil_law_source_close(&source[1]);
    return err;
}

adil_err adil_law_compare_verb(struct adil_cli *cli, int argc, char **argv)
{
    bool json = false;
    bool help = false;
    struct adil_span none = {NULL, 0};
    struct adil_span lang = none;
    struct adil_span columns = none;
    struct adil_words at = {NULL, 0};
    struct adil_words rest;
    struct adil_text_style style = {0};
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
        return adil_usage(cli, "adil law compare", rest.n == 0 ? ADIL_SPAN("no law") : rest.word[2],
                          "one law or two");
    }
    ADIL_TRY(adil_cli_style(cli, lang, columns, none, &style));
    return compare_laws(cli, &rest, &at, json, &style);
}
