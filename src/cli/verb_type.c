/* adil type: office entry, twice. The first typing waits in the office's private store; the second,
 * by another officer, never sees it. Where they differ, both are handed back with those fields
 * empty. */
#include "base/file.h"
#include "cli/table.h"
#include "cli/typing.h"

#include <string.h>

static const struct adil_verb_help type_help = {
    "type CASE/CONTEST/PLACE --officer NAME [FIELD=VALUE]... [--from FILE.csv] [--scan FILE]\n"
    "type CASE/CONTEST/PLACE --officer NAME --discard\n"
    "type --list | --check",
    "Types what a signed paper says, for a word that the law wants typed twice; fields not given "
    "are\n"
    "asked for. Another officer types it again without seeing the first's values; when both agree\n"
    "the act is signed by both and appended. What a check finds is told and never stops typing.",
    "adil type 2026/list/0137 --officer desk.2 --scan 0137.pdf"};

static const struct adil_place nowhere = {{NULL, 0}, 0};

static uint32_t type_options(struct adil_type_args *a, struct adil_opt *opt)
{
    const struct adil_opt table[] = {
        {"log", ADIL_OPT_TEXT, "DIR", "the folder of the log (or ADIL_LOG)", &a->record.log},
        {"officer", ADIL_OPT_TEXT, "NAME", "the key of who types (adil keygen --list)",
         &a->officer},
        {"scan", ADIL_OPT_TEXT, "FILE", "the scan of the signed paper; one officer gives it",
         &a->scan},
        {"from", ADIL_OPT_TEXT, "FILE", "CSV with a column a field; the row about this place",
         &a->from},
        {"word", ADIL_OPT_TEXT, "WORD", "of the act, where the law has several typed twice",
         &a->word},
        {"at", ADIL_OPT_TEXT, "MOMENT", "of a simulated log, as 2023-01-19T10:00:00+06:00",
         &a->record.at},
        {"list", ADIL_OPT_FLAG, NULL, "what waits for a second typing or a retyping", &a->list},
        {"check", ADIL_OPT_FLAG, NULL, "compare the private typings with the hashes on the record",
         &a->check},
        {"discard", ADIL_OPT_FLAG, NULL, "take both typings that wait away; by one who typed",
         &a->discard},
        {"key-file", ADIL_OPT_TEXT, "FILE", "unlocks the keys (or ADIL_KEY_FILE)",
         &a->record.key_file},
        {"phrase-file", ADIL_OPT_TEXT, "FILE", "a pass-phrase unlocks them: its first line",
         &a->record.phrase_file},
        {"json", ADIL_OPT_FLAG, NULL, "one JSON object", &a->json},
        {"lang", ADIL_OPT_TEXT, "LANG", "kk, ru or en", &a->record.lang},
        ADIL_CLI_MEMORY(&a->record.memory),
    };
    memcpy(opt, table, sizeof table);
    return (uint32_t)ADIL_COUNT(table);
}

/* ---- what is typed -------------------------------------------------------------------------- */

/* The row about this place, or the only one. */
static adil_err typed_row(struct adil_type_job *job, struct adil_typed_list *out)
{
    struct adil_cli *cli = job->cli;
    struct adil_csv_table t;
    uint32_t row = UINT32_MAX;
    ADIL_TRY(adil_csv_table_read(&cli->perm, job->args->from, &t, &cli->diag));
    uint32_t about = adil_csv_table_column(&t, "about");
    for (uint32_t i = 0; i < t.n_rows && about != UINT32_MAX && row == UINT32_MAX; i++) {
        struct adil_span cell = adil_csv_table_cell(&t, i, about);
        struct adil_span whole = adil_act_about(&cli->perm, job->law, job->now.word,
                                                job->law->acts.word[job->word].kind, cell);
        row = adil_span_eq(whole, job->about) ? i : row;
    }
    row = about == UINT32_MAX && t.n_rows == 1 ? 0 : row;
    if (row == UINT32_MAX) {
        return adil_fail(&cli->diag, ADIL_ERR(INPUT), (struct adil_place){job->args->from, 0},
                         ADIL_SPAN("about"), ADIL_SPAN("no row"), job->about);
    }
    out->typed = adil_new(&cli->perm, struct adil_typed, t.n_columns);
    for (uint32_t c = 0; c < t.n_columns; c++) {
        struct adil_span cell = adil_csv_table_cell(&t, row, c);
        if (c != about && cell.len > 0) {
            out->typed[out->n++] = (struct adil_typed){t.column[c], cell};
        }
    }
    return ADIL_OK;
}

static adil_err typed_words(struct adil_type_job *job, const struct adil_words *rest,
                            struct adil_typed_list *out)
{
    out->typed = adil_new(&job->cli->perm, struct adil_typed, rest->n);
    for (uint32_t i = 1; i < rest->n; i++) {
        struct adil_span w = rest->word[i];
        size_t eq = adil_span_find_byte(w, '=');
        if (eq == 0 || eq == w.len) {
            return adil_usage(job->cli, "field", w, "FIELD=VALUE");
        }
        out->typed[out->n++] =
            (struct adil_typed){adil_span_sub(w, 0, eq), adil_span_sub(w, eq + 1, w.len)};
    }
    return ADIL_OK;
}

/* Only what was handed back is typed again. */
static adil_err check_handed_back(struct adil_type_job *job, const struct adil_typed_list *l)
{
    struct adil_cli *cli = job->cli;
    adil_err err = ADIL_OK;
    for (uint32_t i = 0; job->own != NULL && i < l->n; i++) {
        if (!adil_words_have(&job->own->emptied, l->typed[i].name)) {
            err = adil_fail(&cli->diag, ADIL_ERR(INPUT), nowhere, l->typed[i].name,
                            ADIL_SPAN("a field both typed alike"),
                            adil_fmt(&cli->perm, "those handed back: %.*s",
                                     ADIL_ARG(adil_words_text(&cli->perm, &job->own->emptied))));
        }
    }
    return err;
}

static adil_err read_typed(struct adil_type_job *job, const struct adil_words *rest)
{
    struct adil_typed_list typed = {NULL, 0};
    struct adil_typed_list kept = {NULL, 0};
    if (job->args->from.len > 0) {
        ADIL_TRY(typed_row(job, &typed));
    } else if (rest->n > 1) {
        ADIL_TRY(typed_words(job, rest, &typed));
    } else {
        ADIL_TRY(adil_typing_ask(job, &typed));
    }
    ADIL_TRY(check_handed_back(job, &typed));
    if (job->own != NULL) {
        ADIL_TRY(adil_typing_leaves(&job->cli->perm, job->own->fields, &kept));
    }
    typed = adil_typing_join(&job->cli->perm, &kept, &typed);
    return adil_typing_compose(job, &typed, true, &job->now.fields, &job->cli->diag);
}

static adil_err read_scan(struct adil_type_job *job, struct adil_span *bytes)
{
    struct adil_cli *cli = job->cli;
    job->now.scan = job->own != NULL ? job->own->scan : ADIL_SPAN("");
    if (job->args->scan.len == 0) {
        return ADIL_OK;
    }
    ADIL_TRY(adil_file_read(&cli->perm, job->args->scan, ADIL_BLOB_BYTES_MAX, bytes, &cli->diag));
    struct adil_hash hash = adil_sha256(*bytes);
    job->now.scan = adil_hex(&cli->perm, hash.byte, sizeof hash.byte);
    return ADIL_OK;
}

/* ---- what becomes of it --------------------------------------------------------------------- */

/* Names of fields, never their values. */
static void say_state(struct adil_type_job *job, const char *state, const char *words,
                      const struct adil_words *fields)
{
    struct adil_cli *cli = job->cli;
    struct adil_json json;
    if (!job->args->json) {
        adil_buf_fmt(&cli->out, "%.*s: %s", ADIL_ARG(job->about), words);
        if (fields->n > 0) {
            adil_buf_fmt(&cli->out, ": %.*s", ADIL_ARG(adil_words_text(&cli->perm, fields)));
        }
        adil_buf_byte(&cli->out, '\n');
        return;
    }
    adil_json_open(&json, &cli->out, true);
    adil_json_object(&json);
    adil_json_key(&json, "about");
    adil_json_text(&json, job->about);
    adil_json_key(&json, "fields");
    adil_json_array(&json);
    for (uint32_t i = 0; i < fields->n; i++) {
        adil_json_text(&json, fields->word[i]);
    }
    adil_json_end(&json);
    adil_json_key(&json, "state");
    adil_json_str(&json, state);
    adil_json_end(&json);
    adil_json_finish(&json);
}

static void say_checks_of_own(struct adil_type_job *job)
{
    uint32_t *failed = adil_new(&job->cli->perm, uint32_t, job->law->acts.n_checks);
    uint32_t n = adil_typing_checks(job, job->now.fields, false, failed);
    for (uint32_t i = 0; i < n && !job->args->json; i++) {
        adil_typing_say_ask(job, &job->cli->out, failed[i]);
    }
}

static adil_err keep_waiting(struct adil_type_job *job, struct adil_span scan)
{
    struct adil_cli *cli = job->cli;
    static const struct adil_words no_fields = {NULL, 0};
    if (scan.len > 0) {
        ADIL_TRY(
            adil_typing_scan_put(cli->scratch, job->book->dir, job->now.scan, scan, &cli->diag));
    }
    ADIL_TRY(adil_typing_wait(cli->scratch, job->book->dir, job->slot, &job->now, &cli->diag));
    if (job->other == NULL) {
        say_state(job, "first", "typed once; another officer types it again", &no_fields);
    } else {
        say_state(job, "retyped", "typed again; the other officer's fields are awaited",
                  &job->other->emptied);
    }
    say_checks_of_own(job);
    return ADIL_OK;
}

static adil_err empty_fields(struct adil_type_job *job, struct adil_typing *t,
                             const struct adil_typed_list *l, const struct adil_words *differ)
{
    struct adil_typed_list left = adil_typing_without(&job->cli->perm, l, differ);
    t->emptied = *differ;
    return adil_typing_compose(job, &left, false, &t->fields, &job->cli->diag);
}

/* Both are handed back without what differs. */
static adil_err hand_back(struct adil_type_job *job, const struct adil_typed_list *now,
                          const struct adil_typed_list *other, const struct adil_words *differ,
                          struct adil_span scan)
{
    struct adil_cli *cli = job->cli;
    struct adil_span dir = job->book->dir;
    ADIL_TRY(empty_fields(job, &job->now, now, differ));
    ADIL_TRY(empty_fields(job, job->other, other, differ));
    if (scan.len > 0) {
        ADIL_TRY(adil_typing_scan_put(cli->scratch, dir, job->now.scan, scan, &cli->diag));
    }
    ADIL_TRY(
        adil_typing_wait(cli->scratch, dir, ADIL_TYPINGS + 1 - job->slot, job->other, &cli->diag));
    ADIL_TRY(adil_typing_wait(cli->scratch, dir, job->slot, &job->now, &cli->diag));
    say_state(job, "differs",
              "the typings differ; these fields are emptied, both officers type them again",
              differ);
    cli->status = adil_exit_status(ADIL_ERR(REFUSED));
    return ADIL_OK;
}

static adil_err compare(struct adil_type_job *job, struct adil_span scan)
{
    struct adil_cli *cli = job->cli;
    struct adil_typed_list now;
    struct adil_typed_list other;
    ADIL_TRY(adil_typing_leaves(&cli->perm, job->now.fields, &now));
    ADIL_TRY(adil_typing_leaves(&cli->perm, job->other->fields, &other));
    struct adil_words differ = adil_typing_differ(&cli->perm, &now, &other);
    return differ.n > 0 ? hand_back(job, &now, &other, &differ, scan)
                        : adil_typing_agree(job, scan);
}

static adil_err discard(struct adil_type_job *job)
{
    static const struct adil_words no_fields = {NULL, 0};
    if (job->own == NULL) {
        return adil_typing_refuse_officer(job, job->now.name, "one who typed this paper");
    }
    adil_typing_forget(job->cli->scratch, job->book->dir, job->about);
    say_state(job, "discarded", "both typings are taken away", &no_fields);
    return ADIL_OK;
}

/* ---- the verb ------------------------------------------------------------------------------- */

static adil_err type_one(struct adil_type_job *job, const struct adil_words *rest)
{
    struct adil_span scan = {NULL, 0};
    ADIL_TRY(adil_logbook_logged(job->book, job->args->record.at, &job->logged, &job->cli->diag));
    ADIL_TRY(adil_typing_find(job, rest->word[0]));
    if (job->args->discard) {
        return discard(job);
    }
    ADIL_TRY(adil_typing_turn(job));
    ADIL_TRY(read_typed(job, rest));
    ADIL_TRY(read_scan(job, &scan));
    bool alone = job->other == NULL || job->other->emptied.n > 0;
    return alone ? keep_waiting(job, scan) : compare(job, scan);
}

static adil_err check_type_args(struct adil_cli *cli, const struct adil_type_args *a,
                                const struct adil_words *rest)
{
    unsigned ways = (a->list ? 1U : 0U) + (a->check ? 1U : 0U) + (rest->n > 0 ? 1U : 0U);
    if (ways != 1) {
        return adil_usage(cli, "adil type", ways == 0 ? ADIL_SPAN("nothing") : ADIL_SPAN("several"),
                          "one of: CASE/CONTEST/PLACE, --list, --check");
    }
    return a->from.len > 0 && rest->n > 1
               ? adil_usage(cli, "--from", a->from, "a file, or FIELD=VALUE, not both")
               : ADIL_OK;
}

static adil_err run_type(struct adil_cli *cli, const struct adil_type_args *a,
                         const struct adil_words *rest)
{
    struct adil_type_job job = {.cli = cli, .args = a};
    struct adil_span dir;
    ADIL_TRY(check_type_args(cli, a, rest));
    ADIL_TRY(adil_cli_lang(cli, a->record.lang, &job.lang));
    ADIL_TRY(adil_record_dir(cli, &a->record, &dir));
    if (a->list) {
        job.book = adil_new(&cli->perm, struct adil_logbook, 1);
        job.book->dir = dir;
        return adil_typing_list(&job);
    }
    ADIL_TRY(adil_logbook_open(cli, dir, a->check ? ADIL_LOGBOOK_READ : ADIL_LOGBOOK_WRITE,
                               job.lang, &job.book));
    job.law = adil_polity_rulebook(job.book->polity);
    job.signer = adil_signer_open(cli, job.book, &a->record);
    adil_err err = a->check ? adil_typing_check(&job) : type_one(&job, rest);
    adil_signer_close(job.signer);
    adil_logbook_close(job.book);
    return err;
}

adil_err adil_verb_type(struct adil_cli *cli, int argc, char **argv)
{
    struct adil_type_args a = {0};
    struct adil_opt opt[16];
    struct adil_words rest;
    bool help = false;
    uint32_t n = type_options(&a, opt);
    ADIL_TRY(adil_options_parse(&cli->perm, opt, n, argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&type_help, opt, n, &cli->out);
        return ADIL_OK;
    }
    return run_type(cli, &a, &rest);
}
