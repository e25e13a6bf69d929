/* adil register: a keeper's private file and what the record holds of it. */
#include "cli/keeper.h"
#include "cli/polities.h"

#include "gazette/folder.h"

#include <errno.h>
#include <string.h>

enum { KEPT_BYTES_MAX = 1 << 30 };

static const struct adil_place nowhere = {{NULL, 0}, 0};

/* ---- shared by its verbs -------------------------------------------------------------------- */

/* The register that --register names, or --about begins with. */
static adil_err find_register(struct adil_register_job *job)
{
    struct adil_cli *cli = job->cli;
    const struct adil_rulebook *book = job->scope.book;
    struct adil_span rest = job->args->about;
    struct adil_span name = job->args->reg;
    ADIL_ASSERT(book != NULL); /* opened before */
    if (name.len == 0) {
        (void)adil_span_cut(&rest, '/', &name);
    }
    job->scope.reg = adil_register_find(book->reg, book->n_registers, name);
    if (job->scope.reg == ADIL_NO_WORD) {
        return adil_fail(&cli->diag, ADIL_ERR(INPUT), nowhere, ADIL_SPAN("register"), name,
                         ADIL_SPAN("a register of the law"));
    }
    if (book->reg[job->scope.reg].kept.root == ADIL_NO_WORD) {
        return adil_fail(&cli->diag, ADIL_ERR(INPUT), nowhere, ADIL_SPAN("register"), name,
                         ADIL_SPAN("a register with a key kept: one of a keeper's file"));
    }
    return ADIL_OK;
}

static adil_err open_law(struct adil_register_job *job)
{
    struct adil_cli *cli = job->cli;
    struct adil_rulebook *book = adil_new(&cli->perm, struct adil_rulebook, 1);
    struct adil_span path;
    ADIL_TRY(adil_cli_date(cli, "--at", job->args->record.at, &job->scope.day));
    if (!adil_date_known(job->scope.day)) {
        return adil_usage(cli, "--at", ADIL_SPAN("no day"),
                          "with --law, the day whose units count");
    }
    ADIL_TRY(adil_polity_path(cli, "--law", job->args->law, &path));
    ADIL_TRY(adil_rulebook_read(&cli->perm, cli->scratch, path, book, &cli->diag));
    job->scope.book = book;
    return ADIL_OK;
}

static adil_err open_log(struct adil_register_job *job)
{
    struct adil_cli *cli = job->cli;
    struct adil_span dir;
    enum adil_lang lang;
    ADIL_TRY(adil_cli_lang(cli, job->args->record.lang, &lang));
    ADIL_TRY(adil_record_dir(cli, &job->args->record, &dir));
    ADIL_TRY(adil_logbook_open(cli, dir, ADIL_LOGBOOK_READ, lang, &job->book));
    job->scope.book = adil_polity_rulebook(job->book->polity);
    const struct adil_rulebook *law = job->scope.book;
    ADIL_TRY(adil_cli_date(cli, "--at", job->args->record.at, &job->scope.day));
    if (!adil_date_known(job->scope.day)) {
        int32_t minute = 0;
        job->scope.day = adil_instant_day(&law->acts.zones, &law->units, 0,
                                          adil_polity_now(job->book->polity), &minute);
    }
    return ADIL_OK;
}

adil_err adil_register_open(struct adil_register_job *job)
{
    const struct adil_register_args *a = job->args;
    job->scope = (struct adil_keeper_scope){NULL, ADIL_NO_WORD, ADIL_DATE_NONE};
    if (a->about.len == 0 && a->reg.len == 0) {
        return ADIL_OK;
    }
    ADIL_TRY(a->law.len > 0 ? open_law(job) : open_log(job));
    return find_register(job);
}

void adil_register_close(struct adil_register_job *job)
{
    adil_logbook_close(job->book);
}

adil_err adil_register_fields(struct adil_register_job *job, const struct adil_keeper_list *l,
                              const struct adil_keeper_tree *tree, struct adil_keeper_fields *out)
{
    struct adil_arena *perm = &job->cli->perm;
    struct adil_keeper_tally tally;
    *out = (struct adil_keeper_fields){.n = 0};
    uint32_t field = adil_keeper_part_field(&job->scope, ADIL_KEEPER_TALLY);
    adil_keeper_add_hash(perm, out, &job->scope, ADIL_KEEPER_ROOT, &tree->root);
    adil_keeper_add_number(perm, out, &job->scope, ADIL_KEEPER_TOTAL, l->table.n_rows);
    adil_keeper_add_number(perm, out, &job->scope, ADIL_KEEPER_REPEATED,
                           adil_keeper_repeated(job->cli->scratch, l));
    if (job->scope.book == NULL || field != ADIL_NO_WORD) {
        ADIL_TRY(adil_keeper_tally(perm, l, &job->scope, field, NULL, &tally, &job->cli->diag));
        adil_keeper_add_tally(perm, out, &job->scope, ADIL_KEEPER_TALLY, &tally);
    }
    return ADIL_OK;
}

adil_err adil_register_write(struct adil_cli *cli, struct adil_span path, struct adil_span bytes)
{
    struct adil_arena tmp = cli->scratch;
    const char *name = adil_private_name(&tmp, path);
    errno = EINVAL;
    if (name == NULL || adil_private_new(tmp, name, bytes) != 0) {
        return adil_private_failed(&cli->diag, errno == EEXIST ? ADIL_ERR(INPUT) : ADIL_ERR(IO),
                                   path, "a new file: what is kept is never written over");
    }
    return ADIL_OK;
}

/* ---- commit --------------------------------------------------------------------------------- */

static const struct adil_span *new_salts(struct adil_arena *perm, uint32_t n)
{
    struct adil_span *salt = adil_new(perm, struct adil_span, n);
    size_t bytes = (size_t)n * ADIL_KEEPER_SALT_BYTES;
    uint8_t *random = adil_new(perm, uint8_t, bytes);
    adil_secret_random(random, bytes);
    for (uint32_t i = 0; i < n; i++) {
        salt[i] =
            adil_hex(perm, random + (size_t)i * ADIL_KEEPER_SALT_BYTES, ADIL_KEEPER_SALT_BYTES);
    }
    return salt;
}

/* FILE.csv -> FILE.kept.csv */
static struct adil_span kept_path(struct adil_cli *cli, const struct adil_register_args *a,
                                  struct adil_span file)
{
    struct adil_span end = ADIL_SPAN(".csv");
    size_t n = adil_span_ends(file, end) ? file.len - end.len : file.len;
    return a->keep.len > 0
               ? a->keep
               : adil_fmt(&cli->perm, "%.*s.kept.csv", ADIL_ARG(adil_span_sub(file, 0, n)));
}

static adil_err commit_list(struct adil_register_job *job, struct adil_span file)
{
    struct adil_cli *cli = job->cli;
    struct adil_keeper_list list;
    struct adil_keeper_tree tree;
    struct adil_keeper_fields fields;
    struct adil_buf text;
    ADIL_TRY(adil_keeper_read(&cli->perm, file, false, &list, &cli->diag));
    const struct adil_span *salt = new_salts(&cli->perm, list.table.n_rows);
    adil_keeper_tree_make(&cli->perm, cli->scratch, &list, salt, &tree);
    ADIL_TRY(adil_register_fields(job, &list, &tree, &fields));
    adil_buf_open(&text, KEPT_BYTES_MAX);
    adil_keeper_put_file(&text, cli->scratch, &list, salt);
    adil_err err = adil_buf_ok(&text) ? adil_register_write(cli, kept_path(cli, job->args, file),
                                                            adil_buf_span(&text))
                                      : ADIL_ERR(LIMIT);
    adil_buf_release(&text);
    if (err.code == ADIL_C_OK) {
        adil_keeper_say_fields(&cli->out, &fields, job->args->json);
    }
    return err;
}

static const struct adil_verb_help commit_help = {
    "register commit FILE.csv [--keep FILE] [--register REGISTER] [--log DIR | --law FOLDER --at "
    "DATE]",
    "Commits to a keeper's file (columns person, unit and others): every row gets a salt and is\n"
    "kept with it in a private file (FILE.kept.csv); printed are the fields of the act: the root\n"
    "over the salted rows, how many there are, in all and by unit, and how many persons stand\n"
    "twice. With a register the fields have the names that the law gives them.",
    "adil register commit members.csv --register founding --log my-log"};

static adil_err register_commit(struct adil_cli *cli, int argc, char **argv)
{
    struct adil_register_args a;
    struct adil_register_job job = {.cli = cli, .args = &a};
    struct adil_words rest;
    bool help = false;
    memset(&a, 0, sizeof a);
    const struct adil_opt opt[] = {
        {"keep", ADIL_OPT_TEXT, "FILE", "the private file, instead of FILE.kept.csv", &a.keep},
        {"register", ADIL_OPT_TEXT, "REGISTER", "of the law, with a key kept", &a.reg},
        {"log", ADIL_OPT_TEXT, "DIR", "the folder of the log whose law holds (or ADIL_LOG)",
         &a.record.log},
        {"law", ADIL_OPT_TEXT, "RULEBOOK", "a path or a name, where there is no log", &a.law},
        {"at", ADIL_OPT_TEXT, "DATE", "whose units count; none: the log's last day", &a.record.at},
        {"json", ADIL_OPT_FLAG, NULL, "the fields as one canonical object", &a.json},
    };
    ADIL_TRY(
        adil_options_parse(&cli->perm, opt, ADIL_COUNT(opt), argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&commit_help, opt, ADIL_COUNT(opt), &cli->out);
        return ADIL_OK;
    }
    if (rest.n != 1) {
        return adil_usage(cli, "adil register commit", adil_fmt(&cli->perm, "%u files", rest.n),
                          "one file");
    }
    adil_err err = adil_register_open(&job);
    err = err.code == ADIL_C_OK ? commit_list(&job, rest.word[0]) : err;
    adil_register_close(&job);
    return err;
}

/* ---- key, duplicates ------------------------------------------------------------------------ */

static adil_err register_key(struct adil_cli *cli, int argc, char **argv)
{
    struct adil_arena tmp = cli->scratch;
    uint64_t size = 0;
    if (argc != 1 || argv[0][0] == '-') {
        return adil_usage(cli, "adil register key",
                          argc > 0 ? adil_span_of(argv[0]) : ADIL_SPAN("nothing"),
                          "the name of a new key file");
    }
    struct adil_span path = adil_span_of(argv[0]);
    if (adil_file_size(tmp, path, &size)) {
        return adil_fail(&cli->diag, ADIL_ERR(INPUT), (struct adil_place){path, 0}, ADIL_SPAN(""),
                         ADIL_SPAN("a file that exists"),
                         ADIL_SPAN("a new name: a secret key is never written over"));
    }
    return adil_key_file_make(tmp, path, &cli->diag);
}

static adil_err say_doubles(struct adil_register_job *job, const struct adil_keeper_list *l,
                            const struct adil_keeper_doubles *d, bool first)
{
    struct adil_cli *cli = job->cli;
    struct adil_keeper_fields fields = {.n = 0};
    struct adil_keeper_tally tally;
    uint32_t field = adil_keeper_part_field(&job->scope, ADIL_KEEPER_SINGLE);
    adil_keeper_add_number(&cli->perm, &fields, &job->scope, ADIL_KEEPER_DUPLICATES, d->n_left);
    if (job->scope.book == NULL || field != ADIL_NO_WORD) {
        ADIL_TRY(
            adil_keeper_tally(&cli->perm, l, &job->scope, field, d->left_out, &tally, &cli->diag));
        adil_keeper_add_tally(&cli->perm, &fields, &job->scope, ADIL_KEEPER_SINGLE, &tally);
    }
    if (job->args->json) {
        adil_buf_str(&cli->out, first ? "" : ",");
    } else {
        adil_buf_fmt(&cli->out,
                     "%.*s: %u rows, %u of persons who stand in another list, %u repeated; left "
                     "out: %u\n",
                     ADIL_ARG(l->table.file), l->table.n_rows, d->shared, d->repeated, d->n_left);
    }
    adil_keeper_say_fields(&cli->out, &fields, job->args->json);
    return ADIL_OK;
}

static adil_err write_report(struct adil_register_job *job, const struct adil_keeper_list *list,
                             uint32_t n, const struct adil_keeper_doubles_found *found)
{
    struct adil_buf text;
    if (job->args->report.len == 0) {
        return ADIL_OK;
    }
    adil_buf_open(&text, KEPT_BYTES_MAX);
    adil_keeper_put_doubles(&text, job->cli->scratch, list, n, found);
    adil_err err = adil_buf_ok(&text)
                       ? adil_register_write(job->cli, job->args->report, adil_buf_span(&text))
                       : ADIL_ERR(LIMIT);
    adil_buf_release(&text);
    return err;
}

static adil_err find_doubles(struct adil_register_job *job, const struct adil_words *files,
                             const struct adil_keyed *key)
{
    struct adil_cli *cli = job->cli;
    struct adil_keeper_list *list = adil_new(&cli->perm, struct adil_keeper_list, files->n);
    struct adil_keeper_doubles_found found;
    for (uint32_t i = 0; i < files->n; i++) {
        ADIL_TRY(adil_keeper_read(&cli->perm, files->word[i], false, &list[i], &cli->diag));
    }
    adil_keeper_find_doubles(&cli->perm, list, files->n, key, &found);
    ADIL_TRY(write_report(job, list, files->n, &found));
    adil_buf_str(&cli->out, job->args->json ? "[" : "");
    for (uint32_t i = 0; i < files->n; i++) {
        ADIL_TRY(say_doubles(job, &list[i], &found.list[i], i == 0));
    }
    adil_buf_str(&cli->out, job->args->json ? "]\n" : "");
    return ADIL_OK;
}

static const struct adil_verb_help duplicates_help = {
    "register duplicates LIST... --key KEYFILE [--report FILE] [--register REGISTER] [--log DIR | "
    "--law FOLDER --at DATE]",
    "For the registrar, who holds all lists: persons who stand in several, or twice in one, found\n"
    "by a hash under the registrar's key (adil register key). Printed are figures alone, for each\n"
    "list: how many rows are left out, and those that remain by unit. The report, a private file,\n"
    "says which lines of which lists are one person's.",
    "adil register duplicates a.kept.csv b.kept.csv --key registrar.key --report doubles.csv"};

static adil_err register_duplicates(struct adil_cli *cli, int argc, char **argv)
{
    struct adil_register_args a;
    struct adil_register_job job = {.cli = cli, .args = &a};
    struct adil_keyed *key = NULL;
    struct adil_words rest;
    bool help = false;
    memset(&a, 0, sizeof a);
    const struct adil_opt opt[] = {
        {"key", ADIL_OPT_TEXT, "KEYFILE", "the registrar's, of mode 0600", &a.key},
        {"report", ADIL_OPT_TEXT, "FILE", "a new private file: which lines are one person's",
         &a.report},
        {"register", ADIL_OPT_TEXT, "REGISTER", "of the law, with a key kept", &a.reg},
        {"log", ADIL_OPT_TEXT, "DIR", "the folder of the log whose law holds (or ADIL_LOG)",
         &a.record.log},
        {"law", ADIL_OPT_TEXT, "RULEBOOK", "a path or a name, where there is no log", &a.law},
        {"at", ADIL_OPT_TEXT, "DATE", "whose units count; none: the log's last day", &a.record.at},
        {"json", ADIL_OPT_FLAG, NULL, "a list of objects, one a list", &a.json},
    };
    ADIL_TRY(
        adil_options_parse(&cli->perm, opt, ADIL_COUNT(opt), argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&duplicates_help, opt, ADIL_COUNT(opt), &cli->out);
        return ADIL_OK;
    }
    if (rest.n == 0 || a.key.len == 0) {
        return adil_usage(cli, "adil register duplicates",
                          rest.n == 0 ? ADIL_SPAN("no list") : ADIL_SPAN("no --key"),
                          "lists, and the registrar's key file");
    }
    adil_err err = adil_keyed_open(cli->scratch, a.key, &key, &cli->diag);
    err = err.code == ADIL_C_OK ? adil_register_open(&job) : err;
    err = err.code == ADIL_C_OK ? find_doubles(&job, &rest, key) : err;
    adil_register_close(&job);
    adil_keyed_close(key);
    return err;
}

/* ---- the verb ------------------------------------------------------------------------------- */

static const struct adil_verb register_verbs[] = {
    {"commit", "commit to a keeper's file: the fields of the act", register_commit},
    {"check", "hold a kept file, or a member's proof, against the record", adil_register_check},
    {"prove", "write the proof that a person's row is in the file", adil_register_prove},
    {"duplicates", "the registrar's: who stands in several lists", register_duplicates},
    {"key", "make the registrar's key file", register_key},
};

adil_err adil_verb_register(struct adil_cli *cli, int argc, char **argv)
{
    if (argc >= 1 && (strcmp(argv[0], "--help") == 0 || strcmp(argv[0], "-h") == 0)) {
        adil_buf_str(&cli->out, "usage: adil register VERB [ARGUMENTS]\n\nverbs:\n");
        for (size_t i = 0; i < ADIL_COUNT(register_verbs); i++) {
            adil_buf_fmt(&cli->out, "  %-10s %s\n", register_verbs[i].name,
                         register_verbs[i].summary);
        }
        adil_buf_str(&cli->out, "\nexample:\n  adil register check members.kept.csv --about "
                                "union/blue --log my-club\n");
        return ADIL_OK;
    }
    return adil_cli_dispatch(cli, "register ", register_verbs, ADIL_COUNT(register_verbs), argc,
                             argv);
}
