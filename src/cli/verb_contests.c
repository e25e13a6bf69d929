/* adil contests: what a rulebook can count. */
#include "base/utf8.h"
#include "cli/law_source.h"

#include <string.h>

static const struct adil_verb_help help_text = {
    "contests LAW [--json] [--lang LANG]",
    "Lists the contests of a law: name, day, method, title.\n\n" ADIL_LAW_SOURCE_HELP,
    "adil contests my-club"};

/* Compiles quietly: a contest that does not compile is listed all the same. */
static const char *method_word(struct adil_cli *cli, const struct adil_rulebook *book,
                               const struct adil_contest_entry *entry)
{
    struct adil_diag unheard;
    struct adil_contest contest;
    adil_diag_open(&unheard, &cli->perm);
    adil_err err = adil_rulebook_contest(&cli->perm, cli->scratch, book, entry->name,
                                         ADIL_DATE_NONE, NULL, 0, &contest, &unheard);
    return err.code == ADIL_C_OK ? adil_method_info(contest.method)->word.ptr : NULL;
}

static void put_json(struct adil_cli *cli, const struct adil_rulebook *book, enum adil_lang lang)
{
    struct adil_json j;
    adil_json_open(&j, &cli->out, true);
    adil_json_array(&j);
    for (uint32_t i = 0; i < book->n_contests; i++) {
        const struct adil_contest_entry *e = &book->contest[i];
        const char *method = method_word(cli, book, e);
        adil_json_object_line(&j);
        adil_json_key(&j, "contest");
        adil_json_text(&j, e->name);
        adil_json_key(&j, "day");
        if (adil_date_known(e->day)) {
            adil_json_text(&j, adil_date_text(&cli->perm, e->day));
        } else {
            adil_json_null(&j);
        }
        adil_json_key(&j, "method");
        if (method != NULL) {
            adil_json_str(&j, method);
        } else {
            adil_json_null(&j);
        }
        adil_json_key(&j, "title");
        adil_json_text(&j, adil_texts_pick(&e->title, lang));
        adil_json_end(&j);
    }
    adil_json_end(&j);
    adil_json_finish(&j);
}

static size_t widest_name(const struct adil_rulebook *book)
{
    size_t widest = 0;
    for (uint32_t i = 0; i < book->n_contests; i++) {
        size_t w = adil_utf8_width(book->contest[i].name);
        widest = w > widest ? w : widest;
    }
    return widest;
}

static void put_text(struct adil_cli *cli, const struct adil_rulebook *book, enum adil_lang lang)
{
    size_t width = widest_name(book);
    for (uint32_t i = 0; i < book->n_contests; i++) {
        const struct adil_contest_entry *e = &book->contest[i];
        const char *method = method_word(cli, book, e);
        adil_buf_put(&cli->out, e->name);
        adil_buf_repeat(&cli->out, " ", width - adil_utf8_width(e->name));
        struct adil_span day =
            adil_date_known(e->day) ? adil_date_text(&cli->perm, e->day) : ADIL_SPAN("-");
        struct adil_span title = adil_texts_pick(&e->title, lang);
        adil_buf_fmt(&cli->out, "  %-10.*s  %-10s  %.*s\n", ADIL_ARG(day),
                     method != NULL ? method : "(faulty)", ADIL_ARG(title));
    }
}

adil_err adil_verb_contests(struct adil_cli *cli, int argc, char **argv)
{
    bool json = false;
    bool help = false;
    struct adil_span lang_code = {NULL, 0};
    struct adil_words rest;
    enum adil_lang lang;
    const struct adil_opt opt[] = {
        {"json", ADIL_OPT_FLAG, NULL, "an array of objects", &json},
        {"lang", ADIL_OPT_TEXT, "LANG", "kk, ru or en", &lang_code},
    };
    ADIL_TRY(
        adil_options_parse(&cli->perm, opt, ADIL_COUNT(opt), argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&help_text, opt, ADIL_COUNT(opt), &cli->out);
        return ADIL_OK;
    }
    if (rest.n != 1) {
        return adil_usage(cli, "adil contests", ADIL_SPAN("no law"), "one law");
    }
    struct adil_law_source source;
    ADIL_TRY(adil_cli_lang(cli, lang_code, &lang));
    ADIL_TRY(adil_law_source_open(cli, "adil contests", rest.word[0], lang, &source));
    if (json) {
        put_json(cli, source.book, lang);
    } else {
        put_text(cli, source.book, lang);
    }
    adil_law_source_close(&source);
    return ADIL_OK;
}
