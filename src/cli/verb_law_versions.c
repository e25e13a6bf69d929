/* adil law diff, adil law history: what a law was, what it became, by which acts. */
#include "cli/law_differences.h"
#include "cli/law_source.h"

#include "law/amend.h"

#include <string.h>

static void hash_field(struct adil_cli *cli, struct adil_json *j, const char *key,
                       const struct adil_hash *h)
{
    adil_json_key(j, key);
    adil_json_text(j, adil_hex(&cli->perm, h->byte, sizeof h->byte));
}

/* ---- diff ----------------------------------------------------------------------------------- */

static void diff_json(struct adil_cli *cli, const struct adil_rulebook *before,
                      const struct adil_rulebook *after)
{
    struct adil_json j;
    adil_json_open(&j, &cli->out, true);
    adil_json_object(&j);
    hash_field(cli, &j, "before", &before->hash);
    hash_field(cli, &j, "after", &after->hash);
    adil_json_key(&j, "differences");
    adil_law_differences_json(cli, &j, before->root, after->root);
    adil_json_end(&j);
    adil_json_finish(&j);
}

static adil_err say_diff(struct adil_cli *cli, const struct adil_words *rest, enum adil_lang lang,
                         bool json)
{
    struct adil_law_source side[2] = {{NULL, NULL}, {NULL, NULL}};
    adil_err err = adil_law_source_open(cli, "adil law diff", rest->word[0], lang, &side[0]);
    err = err.code == ADIL_C_OK
              ? adil_law_source_open(cli, "adil law diff", rest->word[1], lang, &side[1])
              : err;
    if (err.code == ADIL_C_OK) {
        bool same = adil_hash_eq(&side[0].book->hash, &side[1].book->hash);
        if (json) {
            diff_json(cli, side[0].book, side[1].book);
        } else if (same) {
            adil_buf_str(&cli->out, "one law\n");
        } else {
            adil_law_differences_text(cli, side[0].book->root, side[1].book->root, "");
        }
        cli->status = same ? 0 : 1;
    }
    adil_law_source_close(&side[0]);
    adil_law_source_close(&side[1]);
    return err;
}

adil_err adil_law_diff(struct adil_cli *cli, int argc, char **argv)
{
    static const struct adil_verb_help help_text = {
        "law diff LAW LAW [--json]",
        "What differs between two laws, statement by statement. Exit 0 one law, 1 they "
        "differ.\n\n" ADIL_LAW_SOURCE_HELP,
        "adil law diff my-log@0 my-log@1"};
    bool json = false;
    bool help = false;
    struct adil_span lang_name = {NULL, 0};
    enum adil_lang lang;
    struct adil_words rest;
    const struct adil_opt opt[] = {
        {"json", ADIL_OPT_FLAG, NULL, "one JSON object", &json},
        {"lang", ADIL_OPT_TEXT, "LANG", "kk, ru or en", &lang_name},
    };
    ADIL_TRY(
        adil_options_parse(&cli->perm, opt, ADIL_COUNT(opt), argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&help_text, opt, ADIL_COUNT(opt), &cli->out);
        return ADIL_OK;
    }
    if (rest.n != 2) {
        return adil_usage(cli, "adil law diff", rest.n > 2 ? rest.word[2] : ADIL_SPAN("one law"),
                          "two laws");
    }
    ADIL_TRY(adil_cli_lang(cli, lang_name, &lang));
    return say_diff(cli, &rest, lang, json);
}

/* ---- history -------------------------------------------------------------------------------- */

static struct adil_span version_time(struct adil_cli *cli, const struct adil_law_version *v)
{
    return adil_instant_text(&cli->perm, &v->book->acts.zones, &v->book->units, 0, v->at);
}

static void history_json(struct adil_cli *cli, const struct adil_law_version *v, uint32_t n)
{
    struct adil_json j;
    adil_json_open(&j, &cli->out, true);
    adil_json_object(&j);
    adil_json_key(&j, "versions");
    adil_json_array(&j);
    for (uint32_t i = 0; i < n; i++) {
        adil_json_object(&j);
        adil_json_key(&j, "version");
        adil_json_i64(&j, i);
        adil_json_key(&j, "entry");
        adil_json_i64(&j, v[i].entry);
        adil_json_key(&j, "at");
        adil_json_text(&j, version_time(cli, &v[i]));
        adil_json_key(&j, "word");
        adil_json_text(&j, v[i].word);
        adil_json_key(&j, "by");
        adil_json_text(&j, v[i].by);
        hash_field(cli, &j, "hash", &v[i].hash);
        if (i > 0) {
            hash_field(cli, &j, "changes", &v[i].changes);
            adil_json_key(&j, "differences");
            adil_law_differences_json(cli, &j, v[i - 1].book->root, v[i].book->root);
        }
        adil_json_end(&j);
    }
    adil_json_end(&j);
    adil_json_end(&j);
    adil_json_finish(&j);
}

/* What the list says beside the law's text. */
static adil_err say_reach(struct adil_cli *cli, const struct adil_logbook *book,
                          const struct adil_law_version *v)
{
    struct adil_span bytes;
    struct adil_changes list;
    ADIL_TRY(adil_logbook_blob_get(book, &cli->perm, &v->changes, &bytes, &cli->diag));
    ADIL_TRY(adil_changes_read(&cli->perm, cli->scratch, ADIL_SPAN("changes"), bytes, &list,
                               &cli->diag));
    for (uint32_t i = 0; i < list.n; i++) {
        const struct adil_change *c = &list.change[i];
        if (c->kind == ADIL_CHANGE_REACHES) {
            adil_buf_fmt(&cli->out, "  %.*s\n    open cases go on under this version\n",
                         ADIL_ARG(c->id));
        } else if (c->kind == ADIL_CHANGE_STRIKE) {
            adil_buf_fmt(&cli->out, "  %.*s\n    struck: %s\n", ADIL_ARG(c->id),
                         c->reopens ? "what rested on it is open again" : "what was done stands");
        }
    }
    return ADIL_OK;
}

static adil_err history_text(struct adil_cli *cli, const struct adil_logbook *book,
                             const struct adil_law_version *v, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        struct adil_span at = version_time(cli, &v[i]);
        struct adil_span hash = adil_hex(&cli->perm, v[i].hash.byte, sizeof v[i].hash.byte);
        adil_buf_fmt(&cli->out, "%sversion %u   %.*s   entry %u: %.*s by %.*s\n  law %.*s\n",
                     i > 0 ? "\n" : "", (unsigned)i, ADIL_ARG(at), (unsigned)v[i].entry,
                     ADIL_ARG(v[i].word), ADIL_ARG(v[i].by), ADIL_ARG(hash));
        if (i > 0) {
            adil_law_differences_text(cli, v[i - 1].book->root, v[i].book->root, "  ");
            ADIL_TRY(say_reach(cli, book, &v[i]));
        }
    }
    return ADIL_OK;
}

static adil_err say_history(struct adil_cli *cli, struct adil_span dir, enum adil_lang lang,
                            bool json)
{
    struct adil_logbook *book = NULL;
    const struct adil_law_version *v = NULL;
    ADIL_TRY(adil_logbook_open(cli, dir, ADIL_LOGBOOK_READ, lang, &book));
    uint32_t n = adil_polity_laws(book->polity, &v);
    adil_err err = ADIL_OK;
    if (json) {
        history_json(cli, v, n);
    } else {
        err = history_text(cli, book, v, n);
    }
    adil_logbook_close(book);
    return err;
}

adil_err adil_law_history(struct adil_cli *cli, int argc, char **argv)
{
    static const struct adil_verb_help help_text = {
        "law history [LOG] [--json]",
        "Every version of the law on a record: when it became law, by which act, what changed.",
        "adil law history my-log"};
    bool json = false;
    bool help = false;
    struct adil_words rest;
    struct adil_record_args record;
    enum adil_lang lang;
    struct adil_span dir;
    memset(&record, 0, sizeof record);
    const struct adil_opt opt[] = {
        {"log", ADIL_OPT_TEXT, "DIR", "the folder of the log (or ADIL_LOG)", &record.log},
        {"json", ADIL_OPT_FLAG, NULL, "one JSON object", &json},
        {"lang", ADIL_OPT_TEXT, "LANG", "kk, ru or en", &record.lang},
    };
    ADIL_TRY(
        adil_options_parse(&cli->perm, opt, ADIL_COUNT(opt), argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&help_text, opt, ADIL_COUNT(opt), &cli->out);
        return ADIL_OK;
    }
    if (rest.n > 1) {
        return adil_usage(cli, "adil law history", rest.word[1], "one log");
    }
    record.log = rest.n == 1 ? rest.word[0] : record.log;
    ADIL_TRY(adil_cli_lang(cli, record.lang, &lang));
    ADIL_TRY(adil_record_dir(cli, &record, &dir));
    return say_history(cli, dir, lang, json);
}
