#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

adil_err adil_usage(struct adil_cli *cli, const char *field, struct adil_span found,
                    const char *expected)
{
    struct adil_place nowhere = {{NULL, 0}, 0};
    return adil_fail(&cli->diag, ADIL_ERR(USAGE), nowhere, adil_span_of(field), found,
                     adil_span_of(expected));
}

static adil_err unknown_verb(struct adil_cli *cli, const char *prefix, const struct adil_verb *verb,
                             uint32_t n, struct adil_span word)
{
    struct adil_span *names = adil_new(&cli->perm, struct adil_span, n);
    struct adil_buf list;
    adil_buf_open(&list, 4096);
    for (uint32_t i = 0; i < n; i++) {
        names[i] = adil_span_of(verb[i].name);
        adil_buf_fmt(&list, "%s%s%s", i > 0 ? ", " : "one of: ", prefix, verb[i].name);
    }
    struct adil_span near = adil_nearest(word, names, n);
    char *expected =
        near.len > 0
            ? adil_span_cstr(&cli->perm, adil_fmt(&cli->perm, "%s%.*s", prefix, ADIL_ARG(near)))
            : adil_span_cstr(&cli->perm, adil_buf_span(&list));
    adil_buf_release(&list);
    return adil_usage(cli, "adil", word, expected);
}

adil_err adil_cli_dispatch(struct adil_cli *cli, const char *prefix, const struct adil_verb *verb,
                           uint32_t n, int argc, char **argv)
{
    if (argc < 1) {
        return unknown_verb(cli, prefix, verb, n, ADIL_SPAN("no verb"));
    }
    for (uint32_t i = 0; i < n; i++) {
        if (strcmp(argv[0], verb[i].name) == 0) {
            return verb[i].run(cli, argc - 1, argv + 1);
        }
    }
    return unknown_verb(cli, prefix, verb, n, adil_span_of(argv[0]));
}

struct adil_span adil_cli_temp_folder(void)
{
    struct adil_span folder = adil_span_of(getenv("TMPDIR"));
    return folder.len > 0 ? folder : ADIL_SPAN("/var/tmp");
}

adil_err adil_cli_lang(struct adil_cli *cli, struct adil_span code, enum adil_lang *lang)
{
    *lang = ADIL_EN;
    if (code.ptr != NULL && !adil_lang_parse(code, lang)) {
        return adil_usage(cli, "--lang", code, "kk, ru or en");
    }
    return ADIL_OK;
}

adil_err adil_cli_date(struct adil_cli *cli, const char *option, struct adil_span text,
                       struct adil_date *date)
{
    *date = ADIL_DATE_NONE;
    if (text.ptr != NULL && !adil_date_parse(text, date)) {
        return adil_usage(cli, option, text, "a day as YYYY-MM-DD");
    }
    return ADIL_OK;
}
