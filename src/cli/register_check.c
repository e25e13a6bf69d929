/* adil register check, prove: a kept file, or one row of it, and the record. */
#include "base/file.h"
#include "cli/json_tree.h"
#include "cli/keeper.h"

#include <string.h>

const struct adil_span *adil_register_salts(struct adil_arena *perm,
                                            const struct adil_keeper_list *l)
{
    struct adil_span *salt = adil_new(perm, struct adil_span, l->table.n_rows);
    for (uint32_t i = 0; i < l->table.n_rows; i++) {
        salt[i] = adil_csv_table_cell(&l->table, i, l->salt);
    }
    return salt;
}

/* ---- the record ----------------------------------------------------------------------------- */

/* The fields that the record holds about the record named. */
static adil_err find_fields(struct adil_register_job *job, const struct adil_tree **out)
{
    struct adil_cli *cli = job->cli;
    struct adil_span key = job->args->about;
    struct adil_span reg;
    struct adil_tree *tree = NULL;
    struct adil_buf text;
    struct adil_json json;
    (void)adil_span_cut(&key, '/', &reg);
    adil_buf_open(&text, (size_t)1 << 30);
    adil_json_open(&json, &text, false);
    adil_polity_put(job->book->polity, cli->scratch, ADIL_SPAN("registers"), &json);
    struct adil_span state = adil_span_copy(&cli->perm, adil_buf_span(&text));
    adil_buf_release(&text);
    ADIL_TRY(adil_tree_read(&cli->perm, (struct adil_place){ADIL_SPAN("state"), 0},
                            ADIL_SPAN("registers"), state, &tree, &cli->diag));
    const struct adil_tree *regs = adil_tree_get(tree, "registers");
    *out = adil_tree_get(adil_tree_member(adil_tree_member(regs, reg), key), "fields");
    if (*out == NULL) {
        return adil_fail(&cli->diag, ADIL_ERR(INPUT), (struct adil_place){{NULL, 0}, 0},
                         ADIL_SPAN("--about"), job->args->about,
                         ADIL_SPAN("REGISTER/KEY of a record that is there"));
    }
    return ADIL_OK;
}

static struct adil_span canonical(struct adil_cli *cli, const struct adil_tree *t)
{
    struct adil_buf text;
    struct adil_json json;
    adil_buf_open(&text, (size_t)1 << 26);
    adil_json_open(&json, &text, false);
    if (t != NULL) {
        adil_tree_put(cli->scratch, t, &json);
    }
    struct adil_span s = adil_span_copy(&cli->perm, adil_buf_span(&text));
    adil_buf_release(&text);
    return s;
}

/* Where two values part: the member, of a member, that is the first to differ. */
struct parting {
    struct adil_span field;
    const struct adil_tree *here; /* may be NULL, as the other */
    const struct adil_tree *there;
};

static bool same_json(struct adil_cli *cli, const struct adil_tree *a, const struct adil_tree *b)
{
    return a != NULL && b != NULL && adil_span_eq(canonical(cli, a), canonical(cli, b));
}

static struct parting first_difference(struct adil_cli *cli, struct parting p)
{
    bool deeper = true;
    while (deeper && p.here != NULL && p.there != NULL && p.here->kind == ADIL_TREE_OBJECT) {
        deeper = false;
        for (const struct adil_tree *m = p.here->first; m != NULL && !deeper; m = m->next) {
            const struct adil_tree *other = adil_tree_member(p.there, m->key);
            if (!same_json(cli, m, other)) {
                struct adil_span field =
                    adil_fmt(&cli->perm, "%.*s.%.*s", ADIL_ARG(p.field), ADIL_ARG(m->key));
                p = (struct parting){field, m, other};
                deeper = true;
            }
        }
    }
    return p;
}

static struct adil_span shown(struct adil_cli *cli, const struct adil_tree *t)
{
    return t != NULL ? canonical(cli, t) : ADIL_SPAN("nothing");
}

/* Every figure of the file against the record's. Err REFUSED with the first that differs. */
static adil_err compare_fields(struct adil_register_job *job, struct adil_span file,
                               const struct adil_keeper_fields *f)
{
    struct adil_cli *cli = job->cli;
    const struct adil_tree *record = NULL;
    ADIL_TRY(find_fields(job, &record));
    for (uint32_t i = 0; i < f->n; i++) {
        struct adil_tree *here = NULL;
        const struct adil_tree *there = adil_tree_member(record, f->field[i].name);
        ADIL_TRY(adil_tree_read(&cli->perm, (struct adil_place){file, 0}, f->field[i].name,
                                f->field[i].json, &here, &cli->diag));
        if (!same_json(cli, here, there)) {
            struct parting p =
                first_difference(cli, (struct parting){f->field[i].name, here, there});
            return adil_fail(&cli->diag, ADIL_ERR(REFUSED), (struct adil_place){file, 0}, p.field,
                             shown(cli, p.here),
                             adil_fmt(&cli->perm, "%.*s, as %.*s says",
                                      ADIL_ARG(shown(cli, p.there)), ADIL_ARG(job->args->about)));
        }
    }
    return ADIL_OK;
}

/* ---- a kept file ---------------------------------------------------------------------------- */

static adil_err check_kept(struct adil_register_job *job, struct adil_span file,
                           struct adil_span bytes)
{
    struct adil_cli *cli = job->cli;
    struct adil_keeper_list list;
    struct adil_keeper_tree tree;
    struct adil_keeper_fields fields;
    ADIL_TRY(adil_keeper_parse(&cli->perm, file, bytes, true, &list, &cli->diag));
    adil_keeper_tree_make(&cli->perm, cli->scratch, &list, adil_register_salts(&cli->perm, &list),
                          &tree);
    ADIL_TRY(adil_register_fields(job, &list, &tree, &fields));
    if (job->args->about.len > 0) {
        ADIL_TRY(compare_fields(job, file, &fields));
    }
    if (job->args->json || job->args->about.len == 0) {
        adil_keeper_say_fields(&cli->out, &fields, job->args->json);
        return ADIL_OK;
    }
    adil_buf_fmt(&cli->out, "%.*s: %u rows, as %.*s says\n", ADIL_ARG(file), list.table.n_rows,
                 ADIL_ARG(job->args->about));
    return ADIL_OK;
}

/* ---- a proof -------------------------------------------------------------------------------- */

/* The root, and the number of rows where the record has it. */
static adil_err check_proof(struct adil_register_job *job, struct adil_span file,
                            struct adil_span bytes)
{
    struct adil_cli *cli = job->cli;
    struct adil_arena *perm = &cli->perm;
    struct adil_keeper_proof p;
    struct adil_keeper_fields fields = {.n = 0};
    ADIL_TRY(adil_keeper_proof_read(perm, file, bytes, &p, &cli->diag));
    adil_keeper_add_hash(perm, &fields, &job->scope, ADIL_KEEPER_ROOT, &p.root);
    adil_keeper_add_number(perm, &fields, &job->scope, ADIL_KEEPER_TOTAL, p.size);
    if (job->args->about.len > 0) {
        ADIL_TRY(compare_fields(job, file, &fields));
    }
    if (job->args->json) {
        adil_keeper_say_fields(&cli->out, &fields, true);
        return ADIL_OK;
    }
    struct adil_span root = adil_hex(perm, p.root.byte, sizeof p.root.byte);
    adil_buf_fmt(&cli->out, "%.*s: this row is one of %llu under the root %.*s", ADIL_ARG(file),
                 (unsigned long long)p.size, ADIL_ARG(root));
    if (job->args->about.len > 0) {
        adil_buf_fmt(&cli->out, ", which %.*s has", ADIL_ARG(job->args->about));
    }
    adil_buf_fmt(&cli->out, "\n  %.*s\n", ADIL_ARG(p.row));
    return ADIL_OK;
}

/* ---- check ---------------------------------------------------------------------------------- */

static const struct adil_verb_help check_help = {
    "register check FILE [--about REGISTER/KEY [--log DIR]]",
    "Holds a kept file against its commitment on the record: root, rows, rows by unit, persons\n"
    "who stand twice; the first difference is named. Or a proof that adil register prove wrote:\n"
    "that its row is under the record's root. Without --about the figures are printed, to be\n"
    "compared by eye.",
    "adil register check members.kept.csv --about union/blue --log my-club"};

static adil_err run_check(struct adil_register_job *job, struct adil_span file)
{
    struct adil_cli *cli = job->cli;
    struct adil_span bytes;
    ADIL_TRY(adil_file_read(&cli->perm, file, ADIL_TABLE_BYTES_MAX, &bytes, &cli->diag));
    ADIL_TRY(adil_register_open(job));
    struct adil_span text = adil_span_trim(bytes);
    return text.len > 0 && text.ptr[0] == '{' ? check_proof(job, file, bytes)
                                              : check_kept(job, file, bytes);
}

adil_err adil_register_check(struct adil_cli *cli, int argc, char **argv)
{
    struct adil_register_args a;
    struct adil_register_job job = {.cli = cli, .args = &a};
    struct adil_words rest;
    bool help = false;
    memset(&a, 0, sizeof a);
    const struct adil_opt opt[] = {
        {"about", ADIL_OPT_TEXT, "REGISTER/KEY", "the record that commits to the file", &a.about},
        {"log", ADIL_OPT_TEXT, "DIR", "the folder of the log (or ADIL_LOG)", &a.record.log},
        {"at", ADIL_OPT_TEXT, "DATE", "whose units count; none: the log's last day", &a.record.at},
        {"json", ADIL_OPT_FLAG, NULL, "the figures as one canonical object", &a.json},
    };
    ADIL_TRY(
        adil_options_parse(&cli->perm, opt, ADIL_COUNT(opt), argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&check_help, opt, ADIL_COUNT(opt), &cli->out);
        return ADIL_OK;
    }
    if (rest.n != 1) {
        return adil_usage(cli, "adil register check", adil_fmt(&cli->perm, "%u files", rest.n),
                          "one file");
    }
    adil_err err = run_check(&job, rest.word[0]);
    adil_register_close(&job);
    return err;
}

/* ---- prove ---------------------------------------------------------------------------------- */

static const struct adil_verb_help prove_help = {
    "register prove KEPT.csv PERSON --out FILE",
    "Writes the proof that a person's row is in the file: the row with its salt, and hashes of\n"
    "others that name nobody. For that person alone; adil register check reads it. A person who\n"
    "stands there twice gets the proof of the first row.",
    "adil register prove members.kept.csv 850101300123 --out 850101300123.proof"};

static uint32_t find_person(const struct adil_keeper_list *l, struct adil_span id)
{
    for (uint32_t i = 0; i < l->table.n_rows; i++) {
        if (adil_span_eq(l->id[i], id)) {
            return i;
        }
    }
    return UINT32_MAX;
}

static adil_err write_proof(struct adil_cli *cli, const struct adil_keeper_list *l, uint32_t row,
                            struct adil_span path)
{
    struct adil_keeper_tree tree;
    struct adil_buf text;
    struct adil_buf line;
    const struct adil_span *salt = adil_register_salts(&cli->perm, l);
    adil_keeper_tree_make(&cli->perm, cli->scratch, l, salt, &tree);
    adil_buf_open(&line, ADIL_KEEPER_ROW_MAX);
    struct adil_hash leaf = adil_keeper_leaf(&line, cli->scratch, l, row, salt[row]);
    uint32_t index = adil_keeper_tree_find(&tree, &leaf);
    ADIL_ASSERT(index != UINT32_MAX);
    struct adil_keeper_proof p = {
        .row = adil_buf_span(&line), .index = index, .size = tree.n, .root = tree.root};
    adil_keeper_tree_prove(&tree, index, &p.proof);
    adil_buf_open(&text, ADIL_KEEPER_PROOF_BYTES);
    adil_keeper_proof_put(&text, cli->scratch, &p);
    ADIL_ASSERT(adil_buf_ok(&text));
    adil_err err = adil_register_write(cli, path, adil_buf_span(&text));
    adil_buf_release(&text);
    adil_buf_release(&line);
    return err;
}

adil_err adil_register_prove(struct adil_cli *cli, int argc, char **argv)
{
    struct adil_span out = {NULL, 0};
    struct adil_keeper_list list;
    struct adil_words rest;
    struct adil_span id;
    bool help = false;
    const struct adil_opt opt[] = {
        {"out", ADIL_OPT_TEXT, "FILE", "a new private file", &out},
    };
    ADIL_TRY(
        adil_options_parse(&cli->perm, opt, ADIL_COUNT(opt), argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&prove_help, opt, ADIL_COUNT(opt), &cli->out);
        return ADIL_OK;
    }
    if (rest.n != 2 || out.len == 0) {
        return adil_usage(cli, "adil register prove",
                          rest.n != 2 ? adil_fmt(&cli->perm, "%u arguments", rest.n)
                                      : ADIL_SPAN("no --out"),
                          "a kept file, a person, and --out FILE");
    }
    if (!adil_person_normal(&cli->perm, rest.word[1], &id)) {
        return adil_usage(cli, "PERSON", rest.word[1], "an identifier of Latin letters and digits");
    }
    ADIL_TRY(adil_keeper_read(&cli->perm, rest.word[0], true, &list, &cli->diag));
    uint32_t row = find_person(&list, id);
    if (row == UINT32_MAX) {
        return adil_fail(&cli->diag, ADIL_ERR(REFUSED), (struct adil_place){rest.word[0], 0},
                         ADIL_SPAN("person"), id, ADIL_SPAN("a person of this file"));
    }
    return write_proof(cli, &list, row, out);
}
