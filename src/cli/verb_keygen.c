/* adil keygen: keys for an issuer, in the folder of a log. Only their public halves are shown. */
#include "cli/record.h"
#include "cli/table.h"

#include "base/base64.h"
#include "base/file.h"
#include "gazette/folder.h"
#include "gazette/secret_file.h"

#include <string.h>

struct keygen_args {
    struct adil_record_args record;
    struct adil_span count, from;
    bool list, json;
};

static const struct adil_verb_help keygen_help = {
    "keygen ISSUER... [--log DIR] [--count N] [--key-file FILE]\nkeygen --from FILE.csv [--log "
    "DIR]\nkeygen --list [--log DIR]",
    "Makes keys for issuers (commission, union/blue, log), locked, in the log's folder; prints "
    "the\n"
    "public keys. They sign once an act binds them: adil act key issuer/ISSUER bind=here.",
    "adil keygen union/blue --log my-club --key-file ~/club.lock"};

static uint32_t keygen_options(struct keygen_args *a, struct adil_opt *opt)
{
    const struct adil_opt table[] = {
        {"log", ADIL_OPT_TEXT, "DIR", "the folder of the log (or ADIL_LOG)", &a->record.log},
        {"count", ADIL_OPT_TEXT, "N", "keys for each issuer (1)", &a->count},
        {"from", ADIL_OPT_TEXT, "FILE", "CSV with a column issuer: for each of them", &a->from},
        {"list", ADIL_OPT_FLAG, NULL, "list the keys in the folder", &a->list},
        {"key-file", ADIL_OPT_TEXT, "FILE", "locks the secrets (or ADIL_KEY_FILE)",
         &a->record.key_file},
        {"phrase-file", ADIL_OPT_TEXT, "FILE", "a pass-phrase locks them: its first line",
         &a->record.phrase_file},
        {"json", ADIL_OPT_FLAG, NULL, "one JSON array", &a->json},
        ADIL_CLI_MEMORY(&a->record.memory),
    };
    memcpy(opt, table, sizeof table);
    return (uint32_t)ADIL_COUNT(table);
}

struct key_row {
    struct adil_span issuer;
    struct adil_span file; /* its name in private/keys, without ".key" */
    struct adil_vkey key;
    const char *state; /* NULL: just made */
};

struct key_rows {
    struct adil_cli *cli;
    struct adil_span dir;
    struct adil_logbook *book; /* --list */
    struct key_row *row;
    uint32_t n;
    uint32_t cap;
};

static struct key_row *add_key_row(struct key_rows *k)
{
    if (k->n == k->cap) {
        struct key_row *grown = adil_new(&k->cli->perm, struct key_row, 2 * (size_t)k->cap + 16);
        if (k->n > 0) {
            memcpy(grown, k->row, k->n * sizeof *grown);
        }
        k->row = grown;
        k->cap = 2 * k->cap + 16;
    }
    return &k->row[k->n++];
}

/* "DIR/private/keys/party~reds.2.key" -> "party~reds.2" */
static struct adil_span stem_of(struct adil_span path)
{
    size_t from = path.len;
    while (from > 0 && path.ptr[from - 1] != '/') {
        from--;
    }
    return adil_span_sub(path, from, path.len - (sizeof ".key" - 1));
}

/* ---- making --------------------------------------------------------------------------------- */

static adil_err known_issuer(struct key_rows *k, struct adil_span issuer)
{
    const struct adil_acts *acts = &adil_polity_rulebook(k->book->polity)->acts;
    struct adil_span id = adil_span_sub(issuer, 0, adil_span_find_byte(issuer, '/'));
    uint32_t office = adil_office_find(acts, id);
    bool own = adil_span_is(issuer, "founders") || adil_span_is(issuer, "log");
    bool of_record = office != ADIL_NO_WORD && acts->office[office].of != ADIL_NO_WORD;
    bool has_key = id.len + 1 < issuer.len;
    if (own || (office != ADIL_NO_WORD && of_record == has_key)) {
        return ADIL_OK;
    }
    return adil_usage(k->cli, "issuer", issuer,
                      "log, founders, an office of the law, or OFFICE/KEY for one of a register");
}

static adil_err make_for(struct key_rows *k, struct adil_span issuer, uint32_t count,
                         const struct adil_lock *lock)
{
    struct adil_cli *cli = k->cli;
    struct adil_span origin = adil_polity_origin(k->book->polity);
    ADIL_TRY(known_issuer(k, issuer));
    for (uint32_t i = 0; i < count; i++) {
        struct key_row row = {.issuer = issuer};
        uint32_t number = 0;
        ADIL_TRY(adil_key_make(&cli->perm, cli->scratch, k->dir,
                               adil_key_name(&cli->perm, origin, issuer), issuer, lock, &number,
                               &row.key, &cli->diag));
        row.file = stem_of(adil_key_path(&cli->perm, k->dir, issuer, number));
        *add_key_row(k) = row;
    }
    return ADIL_OK;
}

static adil_err make_all(struct key_rows *k, const struct keygen_args *a,
                         const struct adil_words *issuers)
{
    struct adil_lock lock;
    uint64_t count = 1;
    if (a->count.len > 0 && (!adil_span_u64(a->count, ADIL_KEYS_MAX, &count) || count == 0)) {
        return adil_usage(k->cli, "--count", a->count, "1 to 64");
    }
    for (uint32_t i = 0; i < issuers->n; i++) {
        ADIL_TRY(known_issuer(k, issuers->word[i]));
    }
    ADIL_TRY(adil_record_lock(k->cli, &a->record, true, &lock));
    for (uint32_t i = 0; i < issuers->n; i++) {
        ADIL_TRY(make_for(k, issuers->word[i], (uint32_t)count, &lock));
    }
    return ADIL_OK;
}

/* ---- listing -------------------------------------------------------------------------------- */

static const char *state_of(const struct key_rows *k, const struct key_row *row)
{
    const struct adil_polity *p = k->book->polity;
    struct adil_vkey log = adil_polity_log_key(p);
    const uint8_t *key = (const uint8_t *)row->key.key.ptr;
    bool live = adil_span_is(row->issuer, "log") ? adil_span_eq(log.key, row->key.key)
                                                 : adil_polity_key_is_live(p, row->issuer, key);
    return live ? "signs" : "not bound";
}

static adil_err list_key_file(void *ctx, struct adil_arena scratch, struct adil_span name)
{
    struct key_rows *k = ctx;
    struct adil_cli *cli = k->cli;
    struct adil_secret_file file;
    struct adil_span bytes;
    struct adil_span origin = adil_polity_origin(k->book->polity);
    struct adil_span path =
        adil_fmt(&cli->perm, "%.*s/private/keys/%.*s", ADIL_ARG(k->dir), ADIL_ARG(name));
    (void)scratch;
    if (!adil_span_ends(name, ADIL_SPAN(".key"))) {
        return ADIL_OK;
    }
    ADIL_TRY(adil_file_read(&cli->perm, path, ADIL_SECRET_FILE_MAX, &bytes, &cli->diag));
    ADIL_TRY(
        adil_secret_file_parse(&cli->perm, (struct adil_place){path, 0}, bytes, &file, &cli->diag));
    struct key_row *row = add_key_row(k);
    row->file = stem_of(path);
    row->key = file.key;
    row->issuer = adil_span_eq(file.key.name, origin)
                      ? ADIL_SPAN("log")
                      : adil_span_sub(file.key.name, origin.len + 1, file.key.name.len);
    row->state = state_of(k, row);
    return ADIL_OK;
}

static adil_err list_keys(struct key_rows *k)
{
    struct adil_folder_walk walk = {k, list_key_file};
    struct adil_span folder = adil_fmt(&k->cli->perm, "%.*s/private/keys", ADIL_ARG(k->dir));
    return adil_folder_walk(k->cli->scratch, folder, &walk, &k->cli->diag);
}

/* ---- what is said --------------------------------------------------------------------------- */

static void say_keys_json(struct key_rows *k)
{
    struct adil_json out;
    adil_json_open(&out, &k->cli->out, true);
    adil_json_array(&out);
    for (uint32_t i = 0; i < k->n; i++) {
        adil_json_object(&out);
        adil_json_key(&out, "file");
        adil_json_text(&out, k->row[i].file);
        adil_json_key(&out, "issuer");
        adil_json_text(&out, k->row[i].issuer);
        adil_json_key(&out, "key");
        adil_json_text(&out, adil_base64(&k->cli->perm, k->row[i].key.key));
        if (k->row[i].state != NULL) {
            adil_json_key(&out, "state");
            adil_json_str(&out, k->row[i].state);
        }
        adil_json_key(&out, "vkey");
        adil_json_text(&out, adil_vkey_text(&k->cli->perm, &k->row[i].key));
        adil_json_end(&out);
    }
    adil_json_end(&out);
    adil_json_finish(&out);
}

static void say_keys(struct key_rows *k)
{
    for (uint32_t i = 0; i < k->n; i++) {
        struct adil_span key = adil_base64(&k->cli->perm, k->row[i].key.key);
        adil_buf_fmt(&k->cli->out, "%-24.*s %.*s%s%s\n", ADIL_ARG(k->row[i].file), ADIL_ARG(key),
                     k->row[i].state != NULL ? "  " : "",
                     k->row[i].state != NULL ? k->row[i].state : "");
    }
}

static adil_err issuers_of(struct adil_cli *cli, const struct keygen_args *a,
                           struct adil_words *issuers)
{
    struct adil_csv_table table;
    if (a->from.len == 0) {
        return ADIL_OK;
    }
    ADIL_TRY(adil_csv_table_read(&cli->perm, a->from, &table, &cli->diag));
    uint32_t column = adil_csv_table_column(&table, "issuer");
    if (column == UINT32_MAX) {
        return adil_fail(&cli->diag, ADIL_ERR(INPUT), (struct adil_place){a->from, 1},
                         ADIL_SPAN("columns"), ADIL_SPAN("no column issuer"), ADIL_SPAN("issuer"));
    }
    issuers->word = adil_new(&cli->perm, struct adil_span, table.n_rows);
    for (uint32_t i = 0; i < table.n_rows; i++) {
        issuers->word[issuers->n++] = adil_csv_table_cell(&table, i, column);
    }
    return ADIL_OK;
}

static adil_err run_keygen(struct adil_cli *cli, const struct keygen_args *a,
                           struct adil_words *rest)
{
    struct key_rows k = {.cli = cli};
    if ((rest->n > 0) + a->list + (a->from.len > 0) != 1) {
        return adil_usage(cli, "adil keygen", rest->n == 0 ? ADIL_SPAN("no issuer") : rest->word[0],
                          "issuers to make keys for, --from FILE.csv, or --list");
    }
    ADIL_TRY(issuers_of(cli, a, rest));
    ADIL_TRY(adil_record_dir(cli, &a->record, &k.dir));
    ADIL_TRY(adil_logbook_open(cli, k.dir, ADIL_LOGBOOK_READ, ADIL_EN, &k.book));
    adil_err err = a->list ? list_keys(&k) : make_all(&k, a, rest);
    if (err.code == ADIL_C_OK && a->json) {
        say_keys_json(&k);
    } else if (err.code == ADIL_C_OK) {
        say_keys(&k);
    }
    adil_logbook_close(k.book);
    return err;
}

adil_err adil_verb_keygen(struct adil_cli *cli, int argc, char **argv)
{
    struct keygen_args a;
    struct adil_opt opt[8];
    struct adil_words rest;
    bool help = false;
    memset(&a, 0, sizeof a);
    uint32_t n = keygen_options(&a, opt);
    ADIL_TRY(adil_options_parse(&cli->perm, opt, n, argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&keygen_help, opt, n, &cli->out);
        return ADIL_OK;
    }
    return run_keygen(cli, &a, &rest);
}
