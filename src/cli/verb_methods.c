/* adil methods: the words for how a contest is counted, and the keys each understands. */
#include "cli/cli.h"
#include "law/contest.h"

#include <string.h>

static const struct adil_verb_help help_text = {
    "methods [METHOD] [--json]",
    "Lists the counting methods, or one of them with the keys it understands (--set KEY=VALUE).",
    "adil methods dhondt"};

struct key_line {
    const char *name;
    const char *families;
    const char *help;
};

static const struct key_line key_lines[] = {
#define K(id, key, type, families, help) {key, families, help},
#include "law/contest_keys.def"
#undef K
};

/* The letter of each family in contest_keys.def, in the order of enum adil_family. */
static const char family_letters[] = "RDPMFETXB";

static bool fits(const struct key_line *key, enum adil_family family)
{
    return key->families[0] == '*' || strchr(key->families, family_letters[family]) != NULL;
}

static void put_method_json(struct adil_json *j, const struct adil_method_info *m)
{
    adil_json_object(j);
    adil_json_key(j, "method");
    adil_json_text(j, m->word);
    adil_json_key(j, "help");
    adil_json_text(j, m->help);
    adil_json_key(j, "options");
    adil_json_array(j);
    for (size_t i = 0; i < ADIL_COUNT(key_lines); i++) {
        if (fits(&key_lines[i], m->family)) {
            adil_json_object_line(j);
            adil_json_key(j, "key");
            adil_json_str(j, key_lines[i].name);
            adil_json_key(j, "help");
            adil_json_str(j, key_lines[i].help);
            adil_json_end(j);
        }
    }
    adil_json_end(j);
    adil_json_end(j);
}

static void put_method_text(struct adil_buf *out, const struct adil_method_info *m)
{
    adil_buf_fmt(out, "%.*s: %.*s\n\nkeys:\n", ADIL_ARG(m->word), ADIL_ARG(m->help));
    for (size_t i = 0; i < ADIL_COUNT(key_lines); i++) {
        if (fits(&key_lines[i], m->family)) {
            adil_buf_fmt(out, "  %-22s %s\n", key_lines[i].name, key_lines[i].help);
        }
    }
}

static void put_all(struct adil_cli *cli, bool json)
{
    struct adil_json j;
    adil_json_open(&j, &cli->out, true);
    if (json) {
        adil_json_array(&j);
    }
    for (int m = 0; m < ADIL_N_METHODS; m++) {
        const struct adil_method_info *info = adil_method_info((enum adil_method)m);
        if (json) {
            put_method_json(&j, info);
        } else {
            adil_buf_fmt(&cli->out, "%-22.*s %.*s\n", ADIL_ARG(info->word), ADIL_ARG(info->help));
        }
    }
    if (json) {
        adil_json_end(&j);
        adil_json_finish(&j);
    } else {
        adil_buf_str(&cli->out, "\n`adil methods METHOD` lists the keys one understands.\n");
    }
}

static adil_err put_one(struct adil_cli *cli, struct adil_span word, bool json)
{
    enum adil_method m;
    struct adil_span names[ADIL_N_METHODS];
    if (adil_method_parse(word, &m)) {
        if (json) {
            struct adil_json j;
            adil_json_open(&j, &cli->out, true);
            put_method_json(&j, adil_method_info(m));
            adil_json_finish(&j);
        } else {
            put_method_text(&cli->out, adil_method_info(m));
        }
        return ADIL_OK;
    }
    for (int i = 0; i < ADIL_N_METHODS; i++) {
        names[i] = adil_method_info((enum adil_method)i)->word;
    }
    struct adil_span near = adil_nearest(word, names, ADIL_N_METHODS);
    return adil_usage(cli, "method", word,
                      near.len > 0 ? adil_span_cstr(&cli->perm, near)
                                   : "one that `adil methods` lists");
}

adil_err adil_verb_methods(struct adil_cli *cli, int argc, char **argv)
{
    bool json = false;
    bool help = false;
    struct adil_words rest;
    const struct adil_opt opt[] = {
        {"json", ADIL_OPT_FLAG, NULL, "an array of objects (one object with METHOD)", &json},
    };
    ADIL_TRY(
        adil_options_parse(&cli->perm, opt, ADIL_COUNT(opt), argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&help_text, opt, ADIL_COUNT(opt), &cli->out);
        return ADIL_OK;
    }
    if (rest.n > 1) {
        return adil_usage(cli, "adil methods", rest.word[1], "one method at most");
    }
    if (rest.n == 1) {
        return put_one(cli, rest.word[0], json);
    }
    put_all(cli, json);
    return ADIL_OK;
}
