/* adil act: an act is composed, signed, judged, appended. */
#include "base/file.h"
#include "cli/act_bulk.h"
#include "cli/coverage_list.h"
#include "cli/log_verbs.h"
#include "polity/refusal.h"

#include <string.h>

static const struct adil_verb_help act_help = {
    "act WORD [ABOUT] [FIELD=VALUE]... [--by ISSUER] [--dry-run]\n"
    "act --from FILE.csv --word WORD [--by ISSUER] [--dry-run]\n"
    "act WORD [ABOUT] ... --out FILE | --file FILE [--key NAME]...\n"
    "act WORD [ABOUT] --template | act --words",
    "Composes an act from its word's table, signs it with the keys in the log's folder, judges it\n"
    "and appends it. What a rule refuses is not written; the rule is named.",
    "adil act enter-list list/2026/blue name=\"The Blue\" people=5 --by union/blue"};

static uint32_t act_options(struct adil_act_args *a, struct adil_opt *opt)
{
    const struct adil_opt table[] = {
        {"log", ADIL_OPT_TEXT, "DIR", "the folder of the log (or ADIL_LOG)", &a->record.log},
        {"by", ADIL_OPT_TEXT, "ISSUER", "who acts: OFFICE or OFFICE/KEY (the only one who may)",
         &a->by},
        {"key", ADIL_OPT_LIST, "NAME", "sign with this key (adil keygen --list)", &a->keys},
        {"at", ADIL_OPT_TEXT, "MOMENT", "of a simulated log, as 2023-01-19T10:00:00+06:00",
         &a->record.at},
        {"supersedes", ADIL_OPT_TEXT, "N", "the entry that is corrected (the record's last)",
         &a->supersedes},
        {"dry-run", ADIL_OPT_FLAG, NULL, "say what would happen and why; write nothing", &a->dry},
        {"template", ADIL_OPT_FLAG, NULL, "what the word wants, who may, until when", &a->template},
        {"words", ADIL_OPT_FLAG, NULL, "the words of the law", &a->words},
        {"out", ADIL_OPT_TEXT, "FILE", "write the signed act, for others to sign; append nothing",
         &a->out},
        {"file", ADIL_OPT_TEXT, "FILE", "an act written so: with --key sign it too, else append it",
         &a->file},
        {"from", ADIL_OPT_TEXT, "FILE", "CSV, one act a row: about, by, fields; all or nothing",
         &a->from},
        {"word", ADIL_OPT_TEXT, "WORD", "of the acts of --from", &a->word},
        {"key-file", ADIL_OPT_TEXT, "FILE", "unlocks the keys (or ADIL_KEY_FILE)",
         &a->record.key_file},
        {"phrase-file", ADIL_OPT_TEXT, "FILE", "a pass-phrase unlocks them: its first line",
         &a->record.phrase_file},
        ADIL_CLI_COVERAGE(&a->coverage),
        {"json", ADIL_OPT_FLAG, NULL, "one JSON object", &a->json},
        {"lang", ADIL_OPT_TEXT, "LANG", "kk, ru or en", &a->record.lang},
        ADIL_CLI_MEMORY(&a->record.memory),
    };
    memcpy(opt, table, sizeof table);
    return (uint32_t)ADIL_COUNT(table);
}

/* ---- what is said --------------------------------------------------------------------------- */

static adil_err refused(struct adil_act_job *job, const struct adil_act *act,
                        const struct adil_refusal *refusal)
{
    struct adil_json json;
    if (job->args->json) {
        adil_json_open(&json, &job->cli->out, true);
        adil_json_object(&json);
        adil_json_key(&json, "refused");
        adil_refusal_json(&json, act, refusal);
        adil_json_end(&json);
        adil_json_finish(&json);
    } else {
        adil_refusal_print(&job->cli->out, job->lang, act, refusal);
    }
    job->cli->status = adil_exit_status(ADIL_ERR(REFUSED));
    return ADIL_OK;
}

static void say_act_json(struct adil_act_job *job, const struct adil_act *act, uint64_t entry)
{
    struct adil_json json;
    struct adil_arena *a = &job->cli->perm;
    adil_json_open(&json, &job->cli->out, true);
    adil_json_object(&json);
    adil_json_key(&json, "about");
    adil_json_text(&json, act->about);
    adil_json_key(&json, "by");
    adil_json_text(&json, act->by);
    adil_json_key(&json, job->args->dry ? "would-be" : "entry");
    adil_json_i64(&json, (int64_t)entry);
    adil_json_key(&json, "fields");
    struct adil_tree *fields = NULL;
    if (adil_tree_read(a, job->place, ADIL_SPAN("fields"), act->fields, &fields, NULL).code ==
        ADIL_C_OK) {
        adil_tree_put(job->cli->scratch, fields, &json);
    } else {
        adil_json_null(&json);
    }
    adil_json_key(&json, "signatures");
    adil_json_i64(&json, act->n_sigs);
    adil_json_key(&json, "word");
    adil_json_text(&json, act->word);
    adil_json_end(&json);
    adil_json_finish(&json);
}

static void say_act(struct adil_act_job *job, const struct adil_act *act, uint64_t entry)
{
    if (job->args->json) {
        say_act_json(job, act, entry);
        return;
    }
    adil_buf_fmt(&job->cli->out, "%sentry %llu: %.*s %.*s by %.*s\n",
                 job->args->dry ? "would be " : "", (unsigned long long)entry, ADIL_ARG(act->word),
                 ADIL_ARG(act->about), ADIL_ARG(act->by));
}

/* ---- a dry run ------------------------------------------------------------------------------ */

static void say_met(struct adil_act_job *job, const struct adil_page_rule *rule, uint32_t n)
{
    struct adil_buf *out = &job->cli->out;
    for (uint32_t i = 0; i < n; i++) {
        adil_buf_fmt(out, "  %s %.*s   %.*s%s%.*s\n", rule[i].good ? "+" : "-",
                     ADIL_ARG(rule[i].id), ADIL_ARG(rule[i].cite),
                     rule[i].found.len > 0 ? "   " : "", ADIL_ARG(rule[i].found));
    }
}

/* Every case with its stage, to compare before and after. */
static struct adil_tree *cases_now(struct adil_act_job *job)
{
    struct adil_buf text;
    struct adil_json json;
    struct adil_tree *tree = NULL;
    adil_buf_open(&text, 1 << 26);
    adil_json_open(&json, &text, false);
    adil_polity_put(job->book->polity, job->cli->scratch, ADIL_SPAN("cases"), &json);
    struct adil_span copy = adil_span_copy(&job->cli->perm, adil_buf_span(&text));
    adil_buf_release(&text);
    adil_err err =
        adil_tree_read(&job->cli->perm, job->place, ADIL_SPAN("cases"), copy, &tree, NULL);
    return err.code == ADIL_C_OK ? tree : NULL;
}

static void say_moves(struct adil_act_job *job, const struct adil_tree *before)
{
    struct adil_tree *after = cases_now(job);
    const struct adil_tree *old = adil_tree_get(before, "cases");
    const struct adil_tree *cases = adil_tree_get(after, "cases");
    struct adil_arena *a = &job->cli->perm;
    for (const struct adil_tree *c = cases != NULL ? cases->first : NULL; c != NULL; c = c->next) {
        struct adil_span is = adil_tree_text_of(a, c, "stage");
        struct adil_span was = adil_tree_text_of(a, adil_tree_member(old, c->key), "stage");
        if (was.len == 0) {
            adil_buf_fmt(&job->cli->out, "  case %.*s opens in %.*s\n", ADIL_ARG(c->key),
                         ADIL_ARG(is));
        } else if (!adil_span_eq(is, was)) {
            adil_buf_fmt(&job->cli->out, "  case %.*s moves from %.*s to %.*s\n", ADIL_ARG(c->key),
                         ADIL_ARG(was), ADIL_ARG(is));
        }
    }
}

/* ---- one act -------------------------------------------------------------------------------- */

/* Appends what was judged. */
static adil_err commit_one(struct adil_act_job *job)
{
    const struct adil_secret *log_key = NULL;
    ADIL_TRY(adil_signer_log_key(job->signer, &log_key));
    return adil_logbook_commit(job->book, log_key, NULL, &job->cli->diag);
}

static bool is_refusal(adil_err err, const struct adil_refusal *refusal)
{
    return refusal->rule.len > 0 && (err.code == ADIL_C_REFUSED || err.code == ADIL_C_INPUT);
}

static adil_err rehearse(struct adil_act_job *job, const struct adil_act *act)
{
    struct adil_cli *cli = job->cli;
    struct adil_refusal refusal = {0};
    uint64_t entry = adil_polity_entries(job->book->polity);
    const struct adil_tree *before = cases_now(job);
    uint32_t n = 0;
    struct adil_explaining *e =
        adil_explain_begin(&cli->perm, job->book, act, job->logged, job->lang);
    /* what is composed here is not signed in a dry run; what came in a file is */
    enum adil_sigs sigs = job->args->file.len > 0 ? ADIL_SIGS_CHECK : ADIL_SIGS_TRUSTED;
    adil_err err = adil_logbook_act(job->book, &cli->perm, cli->scratch, act, sigs, job->logged,
                                    &refusal, &cli->diag);
    const struct adil_page_rule *rule = adil_explain_end(e, &n);
    if (is_refusal(err, &refusal)) {
        ADIL_TRY(refused(job, act, &refusal));
    } else {
        ADIL_TRY(err);
        say_act(job, act, entry);
        if (!job->args->json) {
            say_moves(job, before);
        }
    }
    if (!job->args->json) {
        say_met(job, rule, n);
    }
    return ADIL_OK;
}

static adil_err judge_one(struct adil_act_job *job, const struct adil_act *act)
{
    struct adil_cli *cli = job->cli;
    struct adil_refusal refusal = {0};
    uint64_t entry = adil_polity_entries(job->book->polity);
    if (job->args->dry) {
        return rehearse(job, act);
    }
    adil_err err = adil_logbook_act(job->book, &cli->perm, cli->scratch, act, ADIL_SIGS_CHECK,
                                    job->logged, &refusal, &cli->diag);
    if (is_refusal(err, &refusal)) {
        return refused(job, act, &refusal);
    }
    ADIL_TRY(err);
    ADIL_TRY(commit_one(job));
    say_act(job, act, entry);
    return ADIL_OK;
}

static adil_err write_act(struct adil_act_job *job, const struct adil_act *act,
                          struct adil_span path)
{
    struct adil_buf text;
    adil_buf_open(&text, 1 << 20);
    adil_act_unlogged(&text, act->bytes, act->sig, act->n_sigs);
    adil_buf_byte(&text, '\n');
    adil_err err = adil_file_write(job->cli->scratch, path, adil_buf_span(&text), &job->cli->diag);
    adil_buf_release(&text);
    if (err.code == ADIL_C_OK) {
        adil_buf_fmt(&job->cli->out, "%.*s: %.*s %.*s by %.*s, %u of %u signatures\n",
                     ADIL_ARG(path), ADIL_ARG(act->word), ADIL_ARG(act->about), ADIL_ARG(act->by),
                     act->n_sigs, adil_signs_needed(job->book->polity, act->word, act->by));
    }
    return err;
}

/* WORD [ABOUT] FIELD=VALUE... */
static adil_err read_words(struct adil_act_job *job, const struct adil_words *rest,
                           struct adil_act_typed *t)
{
    struct adil_cli *cli = job->cli;
    enum adil_act_kind kind;
    struct adil_typed *typed = adil_new(&cli->perm, struct adil_typed, rest->n + 1);
    uint32_t i = 1;
    t->word = rest->word[0];
    ADIL_TRY(adil_act_kind_of(cli, job->book, job->place, t->word, &kind));
    enum adil_about about = adil_act_kind_about(kind);
    bool is_field = rest->n > 1 && adil_span_find_byte(rest->word[1], '=') < rest->word[1].len;
    if (about != ADIL_ABOUT_NOTHING && rest->n > 1 && !(about == ADIL_ABOUT_LAW && is_field)) {
        t->about = rest->word[i++];
    }
    for (; i < rest->n; i++) {
        size_t eq = adil_span_find_byte(rest->word[i], '=');
        if (eq == 0 || eq == rest->word[i].len) {
            return adil_usage(cli, "field", rest->word[i], "FIELD=VALUE");
        }
        typed[t->n++] =
            (struct adil_typed){adil_span_sub(rest->word[i], 0, eq),
                                adil_span_sub(rest->word[i], eq + 1, rest->word[i].len)};
    }
    t->typed = typed;
    return ADIL_OK;
}

static adil_err one_act(struct adil_act_job *job, const struct adil_words *rest)
{
    struct adil_cli *cli = job->cli;
    struct adil_refusal refusal = {0};
    struct adil_act act;
    struct adil_act_typed t = {.cli = cli,
                               .perm = &cli->perm,
                               .book = job->book,
                               .by = job->args->by,
                               .supersedes = job->args->supersedes,
                               .logged = job->logged,
                               .dry = job->args->dry};
    ADIL_TRY(read_words(job, rest, &t));
    if (job->args->template) {
        enum adil_act_kind kind;
        ADIL_TRY(adil_act_kind_of(cli, job->book, job->place, t.word, &kind));
        t.about = adil_act_about(&cli->perm, adil_polity_rulebook(job->book->polity), t.word, kind,
                                 t.about);
        adil_act_template(cli, job->book, t.word, t.about, job->lang);
        return ADIL_OK;
    }
    ADIL_TRY(adil_signer_fill_log_key(job->signer, &t));
    adil_err err = adil_act_compose(&t, &act, &refusal);
    if (err.code == ADIL_C_REFUSED && refusal.rule.len > 0) {
        return refused(job, &act, &refusal);
    }
    ADIL_TRY(err);
    ADIL_TRY(adil_signer_sign(job->signer, &cli->perm, &act, &job->args->keys, job->args->dry));
    return job->args->out.len > 0 ? write_act(job, &act, job->args->out) : judge_one(job, &act);
}

/* ---- acts that travel ----------------------------------------------------------------------- */

static adil_err act_of_file(struct adil_act_job *job)
{
    struct adil_cli *cli = job->cli;
    const struct adil_act_args *args = job->args;
    struct adil_span bytes;
    struct adil_act act;
    ADIL_TRY(
        adil_file_read(&cli->perm, args->file, (size_t)2 * ADIL_ACT_BYTES_MAX, &bytes, &cli->diag));
    ADIL_TRY(adil_act_parse_unlogged(&cli->perm, (struct adil_place){args->file, 0},
                                     adil_span_trim(bytes), &act, &cli->diag));
    if (args->keys.n == 0) {
        return judge_one(job, &act);
    }
    ADIL_TRY(adil_signer_sign(job->signer, &cli->perm, &act, &args->keys, false));
    return write_act(job, &act, args->out.len > 0 ? args->out : args->file);
}

/* ---- the verb ------------------------------------------------------------------------------- */

static adil_err check_act(struct adil_cli *cli, const struct adil_act_args *a,
                          const struct adil_words *rest)
{
    unsigned ways = (a->words ? 1U : 0U) + (a->file.len > 0 ? 1U : 0U) +
                    (a->from.len > 0 ? 1U : 0U) + (rest->n > 0 ? 1U : 0U);
    if (ways != 1) {
        return adil_usage(cli, "adil act", ways == 0 ? ADIL_SPAN("nothing") : ADIL_SPAN("several"),
                          "one of: WORD ..., --from FILE.csv, --file FILE, --words");
    }
    if ((a->from.len > 0) != (a->word.len > 0)) {
        return adil_usage(cli, "--word", a->word.len > 0 ? a->word : ADIL_SPAN("nothing"),
                          "--from FILE.csv and --word WORD together");
    }
    return ADIL_OK;
}

static adil_err run_way(struct adil_act_job *job, const struct adil_words *rest)
{
    const struct adil_act_args *a = job->args;
    bool reads = a->words || a->template;
    if (!reads) {
        ADIL_TRY(adil_logbook_logged(job->book, a->record.at, &job->logged, &job->cli->diag));
    }
    if (a->words) {
        adil_act_words(job->cli, job->book, job->lang);
        return ADIL_OK;
    }
    if (a->from.len > 0) {
        return adil_act_bulk(job);
    }
    return a->file.len > 0 ? act_of_file(job) : one_act(job, rest);
}

static adil_err run_act(struct adil_cli *cli, const struct adil_act_args *a,
                        const struct adil_words *rest)
{
    struct adil_act_job job = {.cli = cli, .args = a};
    struct adil_cover cover;
    struct adil_span dir;
    bool writes = !a->dry && !a->template && !a->words && a->out.len == 0 &&
                  (a->file.len == 0 || a->keys.n == 0);
    ADIL_TRY(check_act(cli, a, rest));
    ADIL_TRY(adil_cli_lang(cli, a->record.lang, &job.lang));
    ADIL_TRY(adil_record_dir(cli, &a->record, &dir));
    ADIL_TRY(adil_logbook_open(cli, dir, writes ? ADIL_LOGBOOK_WRITE : ADIL_LOGBOOK_READ, job.lang,
                               &job.book));
    job.signer = adil_signer_open(cli, job.book, &a->record);
    adil_err err = adil_cover_open(cli, a->coverage, &cover);
    if (err.code == ADIL_C_OK) {
        adil_logbook_observe(job.book, cover.trials);
        err = run_way(&job, rest);
    }
    if (err.code == ADIL_C_OK) {
        err = adil_cover_write(cli, &cover, job.book->polity, a->coverage);
    }
    adil_cover_close(&cover);
    adil_signer_close(job.signer);
    adil_logbook_close(job.book);
    return err;
}

adil_err adil_verb_act(struct adil_cli *cli, int argc, char **argv)
{
    struct adil_act_args a;
    struct adil_opt opt[20];
    struct adil_words rest;
    bool help = false;
    memset(&a, 0, sizeof a);
    uint32_t n = act_options(&a, opt);
    ADIL_TRY(adil_options_parse(&cli->perm, opt, n, argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&act_help, opt, n, &cli->out);
        return ADIL_OK;
    }
    return run_act(cli, &a, &rest);
}
