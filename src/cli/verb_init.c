/* adil init: a new log, its law, its first keys and entry 0. */
#include "cli/act_sign.h"
#include "cli/polities.h"
#include "cli/table.h"

#include "base/base64.h"
#include "base/file.h"
#include "gazette/folder.h"

#include <string.h>
#include <sys/stat.h>

enum { BOOK_BYTES_MAX = 16 << 20, FIELDS_BYTES_MAX = 1 << 20, SIGNS_KEYS_MAX = 16 };

struct init_args {
    struct adil_record_args record;
    struct adil_span from, origin, holders, founders, least;
    bool simulated, json;
};

static const struct adil_verb_help init_help = {
    "init DIR --from POLITY --origin NAME [--key-file FILE] [--simulated --at MOMENT]",
    "Makes a log: the law of POLITY (a name among the polities that come with the program, or a\n"
    "path), keys for the log, the founders and every office, and entry 0. Prints the hash to pin.",
    "adil init my-log --from my-country --origin example.org/log --key-file ~/log.lock"};

static uint32_t init_options(struct init_args *a, struct adil_opt *opt)
{
    const struct adil_opt table[] = {
        {"from", ADIL_OPT_TEXT, "POLITY",
         "a polity that comes with the program, or a rulebook's path", &a->from},
        {"origin", ADIL_OPT_TEXT, "NAME", "the log's name in the world, as example.org/club",
         &a->origin},
        {"key-file", ADIL_OPT_TEXT, "FILE", "locks the secrets; made when missing",
         &a->record.key_file},
        {"phrase-file", ADIL_OPT_TEXT, "FILE", "a pass-phrase locks them: its first line",
         &a->record.phrase_file},
        {"simulated", ADIL_OPT_FLAG, NULL, "time comes from --at; the origin must say simulated",
         &a->simulated},
        {"at", ADIL_OPT_TEXT, "MOMENT", "of entry 0, as 2023-01-19T10:00:00+06:00", &a->record.at},
        {"holders", ADIL_OPT_TEXT, "FILE",
         "CSV office,person,capacity,since,elected_on,source: before the record", &a->holders},
        {"founders", ADIL_OPT_TEXT, "N", "keys of the founders (1)", &a->founders},
        {"least", ADIL_OPT_TEXT, "N", "of them, how many sign (more than half)", &a->least},
        {"json", ADIL_OPT_FLAG, NULL, "one JSON object", &a->json},
        {"lang", ADIL_OPT_TEXT, "LANG", "kk, ru or en", &a->record.lang},
    };
    memcpy(opt, table, sizeof table);
    return (uint32_t)ADIL_COUNT(table);
}

struct first_keys {
    struct adil_span issuer;
    uint32_t n;
    struct adil_vkey *key;
};

struct initing {
    struct adil_cli *cli;
    struct init_args *a;
    enum adil_lang lang;
    struct adil_span dir;
    struct adil_lock lock;
    struct adil_rulebook *book;
    struct adil_span canonical;
    struct adil_span source;
    struct adil_csv_table holders; /* n_columns 0: none */
    uint32_t founders;
    uint32_t least;
    struct first_keys *keys; /* log, founders, offices */
    uint32_t n_keys;
    bool fresh; /* the folder was not there */
    struct adil_log *log;
    struct adil_hash genesis;
};

/* ---- what is given -------------------------------------------------------------------------- */

static adil_err whole_option(struct adil_cli *cli, const char *name, struct adil_span text,
                             uint32_t most, uint32_t *n)
{
    uint64_t v = *n;
    if (text.len > 0 && (!adil_span_u64(text, most, &v) || v == 0)) {
        return adil_usage(cli, name, text,
                          adil_span_cstr(&cli->perm, adil_fmt(&cli->perm, "1 to %u", most)));
    }
    *n = (uint32_t)v;
    return ADIL_OK;
}

static adil_err read_law_files(struct initing *i)
{
    struct adil_cli *cli = i->cli;
    struct adil_span path;
    struct adil_buf out;
    ADIL_TRY(adil_polity_path(cli, "--from", i->a->from, &path));
    ADIL_TRY(adil_file_read(&cli->perm, path, BOOK_BYTES_MAX, &i->source, &cli->diag));
    i->book = adil_new(&cli->perm, struct adil_rulebook, 1);
    ADIL_TRY(adil_rulebook_parse(&cli->perm, cli->scratch, path, i->source, i->book, &cli->diag));
    adil_buf_open(&out, BOOK_BYTES_MAX);
    adil_rulebook_canonical(i->book->root, cli->scratch, &out);
    i->canonical = adil_span_copy(&cli->perm, adil_buf_span(&out));
    adil_buf_release(&out);
    return ADIL_OK;
}

static adil_err check_init(struct initing *i, const struct adil_words *rest)
{
    struct init_args *a = i->a;
    struct adil_cli *cli = i->cli;
    if (rest->n != 1) {
        return adil_usage(cli, "adil init", rest->n == 0 ? ADIL_SPAN("no folder") : rest->word[1],
                          "one folder, to be made");
    }
    i->dir = rest->word[0];
    if (a->from.len == 0 || a->origin.len == 0) {
        return adil_usage(cli, a->from.len == 0 ? "--from" : "--origin", ADIL_SPAN("nothing"),
                          a->from.len == 0 ? "a polity that comes with the program, or a path"
                                           : "the log's name, as example.org/club");
    }
    if (!adil_key_name_is_valid(a->origin) || a->origin.len > ADIL_NAME_BYTES_MAX) {
        return adil_usage(cli, "--origin", a->origin, "at most 200 bytes, no blanks, no +");
    }
    if (a->simulated != (a->record.at.len > 0)) {
        return adil_usage(cli, "--at", a->record.at.len > 0 ? a->record.at : ADIL_SPAN("nothing"),
                          "--simulated and --at MOMENT together, or neither");
    }
    i->founders = 1;
    ADIL_TRY(whole_option(cli, "--founders", a->founders, ADIL_KEYS_MAX, &i->founders));
    i->least = i->founders / 2 + 1;
    ADIL_TRY(whole_option(cli, "--least", a->least, i->founders, &i->least));
    return adil_cli_lang(cli, a->record.lang, &i->lang);
}

/* ---- keys ----------------------------------------------------------------------------------- */

/* The fewest keys with which the office can sign at all. */
static uint32_t keys_of_office(const struct adil_office *office)
{
    uint32_t n = 1;
    while (n < SIGNS_KEYS_MAX && adil_signs_least(office->signs, n) == 0) {
        n++;
    }
    return n;
}

static void plan_key(struct initing *i, struct adil_span issuer, uint32_t n)
{
    struct first_keys *k = &i->keys[i->n_keys++];
    *k = (struct first_keys){issuer, n, adil_new(&i->cli->perm, struct adil_vkey, n)};
}

static void plan_keys(struct initing *i)
{
    const struct adil_acts *acts = &i->book->acts;
    i->keys = adil_new(&i->cli->perm, struct first_keys, (size_t)acts->n_offices + 2);
    plan_key(i, ADIL_SPAN("log"), 1);
    plan_key(i, ADIL_SPAN("founders"), i->founders);
    for (uint32_t o = 0; o < acts->n_offices; o++) {
        if (acts->office[o].of == ADIL_NO_WORD) {
            plan_key(i, acts->office[o].rule.id, keys_of_office(&acts->office[o]));
        }
    }
}

static adil_err make_keys(struct initing *i)
{
    struct adil_cli *cli = i->cli;
    for (uint32_t k = 0; k < i->n_keys; k++) {
        struct adil_span issuer = i->keys[k].issuer;
        struct adil_span name = adil_key_name(&cli->perm, i->a->origin, issuer);
        for (uint32_t n = 0; n < i->keys[k].n; n++) {
            uint32_t number = 0;
            ADIL_TRY(adil_key_make(&cli->perm, cli->scratch, i->dir, name, issuer, &i->lock,
                                   &number, &i->keys[k].key[n], &cli->diag));
        }
    }
    return ADIL_OK;
}

/* ---- entry 0 -------------------------------------------------------------------------------- */

static void put_first_keys(struct initing *i, struct adil_json *out, const struct first_keys *k)
{
    adil_json_array(out);
    for (uint32_t n = 0; n < k->n; n++) {
        adil_json_text(out, adil_base64(&i->cli->perm, k->key[n].key));
    }
    adil_json_end(out);
}

static void put_named_blob(struct initing *i, struct adil_json *out, const char *name,
                           struct adil_span bytes)
{
    struct adil_hash hash = adil_sha256(bytes);
    adil_json_key(out, name);
    adil_json_object(out);
    adil_json_key(out, "bytes");
    adil_json_i64(out, (int64_t)bytes.len);
    adil_json_key(out, "hash");
    adil_json_text(out, adil_hex(&i->cli->perm, hash.byte, sizeof hash.byte));
    adil_json_end(out);
}

static const char *const holder_columns[] = {"capacity", "elected_on", "office", "person",
                                             "since",    "source",     "until"};

static void put_holders_before(struct initing *i, struct adil_json *out)
{
    adil_json_array(out);
    for (uint32_t row = 0; row < i->holders.n_rows; row++) {
        adil_json_object(out);
        for (size_t c = 0; c < ADIL_COUNT(holder_columns); c++) {
            struct adil_span cell = adil_csv_table_cell(
                &i->holders, row, adil_csv_table_column(&i->holders, holder_columns[c]));
            if (cell.len > 0) {
                adil_json_key(out, holder_columns[c]);
                adil_json_text(out, cell);
            }
        }
        adil_json_end(out);
    }
    adil_json_end(out);
}

static void write_founding(struct initing *i, struct adil_json *out)
{
    adil_json_object(out);
    adil_json_key(out, "keys");
    put_first_keys(i, out, &i->keys[1]);
    adil_json_key(out, "least");
    adil_json_i64(out, i->least);
    adil_json_end(out);
}

static void put_first_issuers(struct initing *i, struct adil_json *out)
{
    adil_json_array(out);
    for (uint32_t k = 2; k < i->n_keys; k++) {
        adil_json_object(out);
        adil_json_key(out, "issuer");
        adil_json_text(out, i->keys[k].issuer);
        adil_json_key(out, "keys");
        put_first_keys(i, out, &i->keys[k]);
        adil_json_end(out);
    }
    adil_json_end(out);
}

static struct adil_span genesis_fields(struct initing *i)
{
    struct adil_buf text;
    struct adil_json out;
    adil_buf_open(&text, FIELDS_BYTES_MAX);
    adil_json_open(&out, &text, false);
    adil_json_object(&out);
    adil_json_key(&out, "clock");
    adil_json_str(&out, i->a->simulated ? "simulated" : "real");
    adil_json_key(&out, "engine");
    adil_json_i64(&out, ADIL_ENGINE);
    adil_json_key(&out, "founders");
    write_founding(i, &out);
    adil_json_key(&out, "holders");
    put_holders_before(i, &out);
    adil_json_key(&out, "issuers");
    put_first_issuers(i, &out);
    adil_json_key(&out, "log");
    adil_json_text(&out, adil_vkey_text(&i->cli->perm, &i->keys[0].key[0]));
    adil_json_key(&out, "origin");
    adil_json_text(&out, i->a->origin);
    put_named_blob(i, &out, "rulebook", i->canonical);
    put_named_blob(i, &out, "source", i->source);
    adil_json_end(&out);
    struct adil_span fields = adil_span_copy(&i->cli->perm, adil_buf_span(&text));
    adil_buf_release(&text);
    return fields;
}

static adil_err sign_genesis(struct initing *i, struct adil_act *act)
{
    struct adil_cli *cli = i->cli;
    for (uint32_t n = 1; n <= i->least; n++) {
        struct adil_secret *key = NULL;
        ADIL_TRY(adil_key_load(cli->scratch, i->dir, ADIL_SPAN("founders"), n, &i->lock, &key,
                               &cli->diag));
        adil_act_sign(&cli->perm, act, i->a->origin, key);
        adil_secret_free(key);
    }
    return ADIL_OK;
}

static adil_err first_time(struct initing *i, int64_t *logged)
{
    *logged = adil_clock_ms();
    return i->a->record.at.len == 0 || adil_instant_parse(i->a->record.at, logged)
               ? ADIL_OK
               : adil_usage(i->cli, "--at", i->a->record.at,
                            "a moment as 2023-01-19T10:00:00+06:00");
}

static adil_err enact(struct initing *i, struct adil_logbook *book, int64_t logged)
{
    ADIL_ASSERT(book != NULL);
    struct adil_cli *cli = i->cli;
    struct adil_refusal refusal = {0};
    struct adil_secret *key = NULL;
    struct adil_act act = {
        .about = ADIL_SPAN(""),
        .by = ADIL_SPAN("founders"),
        .word = ADIL_SPAN("enact"),
        .fields = genesis_fields(i),
        .kind = ADIL_ACT_ENACT,
        .law = adil_sha256(i->canonical),
        .at = logged,
        .seq = 1,
        .supersedes = ADIL_NO_ENTRY,
        .logged = ADIL_INSTANT_NONE,
    };
    adil_act_bytes(&cli->perm, &act);
    ADIL_TRY(sign_genesis(i, &act));
    adil_err err = adil_logbook_act(book, &cli->perm, cli->scratch, &act, ADIL_SIGS_CHECK, logged,
                                    &refusal, &cli->diag);
    if (err.code != ADIL_C_OK) {
        return adil_fail(&cli->diag, err, (struct adil_place){ADIL_SPAN("entry 0"), 0},
                         refusal.rule.len > 0 ? refusal.rule : ADIL_SPAN("act"), refusal.found,
                         refusal.expected);
    }
    i->genesis = adil_polity_genesis(book->polity);
    ADIL_TRY(adil_log_key_load(cli->scratch, book, &i->lock, &key, &cli->diag));
    err = adil_logbook_commit(book, key, NULL, &cli->diag);
    adil_secret_free(key);
    return err;
}

/* ---- the folder ----------------------------------------------------------------------------- */

static adil_err fill_folder(struct initing *i)
{
    struct adil_cli *cli = i->cli;
    struct adil_log_options options = {.mode = ADIL_STORE_CREATE, .origin = i->a->origin};
    struct adil_logbook *book = NULL;
    struct adil_log *log = NULL;
    struct adil_hash hash;
    int64_t logged = 0;
    ADIL_TRY(first_time(i, &logged));
    ADIL_TRY(adil_log_open(&cli->perm, i->dir, &options, &log, &cli->diag));
    adil_err err = adil_blob_put(cli->scratch, i->dir, i->canonical, &hash, &cli->diag);
    err = err.code != ADIL_C_OK ? err
                                : adil_blob_put(cli->scratch, i->dir, i->source, &hash, &cli->diag);
    err = err.code != ADIL_C_OK ? err : make_keys(i);
    err = err.code != ADIL_C_OK
              ? err
              : adil_logbook_adopt(&cli->perm, i->dir, log, i->lang, &book, &cli->diag);
    if (err.code != ADIL_C_OK) {
        adil_log_close(log);
        return err;
    }
    err = enact(i, book, logged);
    adil_logbook_close(book);
    return err;
}

/* What a failed init made, in a folder that was not there before. */
static void clear_folder(struct initing *i)
{
    static const char *const made[] = {"private/keys", "private", "blob",
                                       "tile/entries", "tile/0",  "tile"};
    struct adil_arena *a = &i->cli->perm;
    for (size_t k = 0; i->fresh && k < ADIL_COUNT(made); k++) {
        adil_folder_remove(i->cli->scratch, adil_fmt(a, "%.*s/%s", ADIL_ARG(i->dir), made[k]));
    }
    if (i->fresh) {
        adil_folder_remove(i->cli->scratch, i->dir);
    }
}

/* ---- what is said --------------------------------------------------------------------------- */

static void say_json(struct initing *i)
{
    struct adil_json out;
    struct adil_hash law = adil_sha256(i->canonical);
    adil_json_open(&out, &i->cli->out, true);
    adil_json_object(&out);
    adil_json_key(&out, "dir");
    adil_json_text(&out, i->dir);
    adil_json_key(&out, "genesis");
    adil_json_text(&out, adil_hex(&i->cli->perm, i->genesis.byte, sizeof i->genesis.byte));
    adil_json_key(&out, "keys");
    adil_json_object(&out);
    for (uint32_t k = 1; k < i->n_keys; k++) {
        adil_json_key_span(&out, i->keys[k].issuer);
        put_first_keys(i, &out, &i->keys[k]);
    }
    adil_json_end(&out);
    adil_json_key(&out, "law");
    adil_json_text(&out, adil_hex(&i->cli->perm, law.byte, sizeof law.byte));
    adil_json_key(&out, "log");
    adil_json_text(&out, adil_vkey_text(&i->cli->perm, &i->keys[0].key[0]));
    adil_json_key(&out, "origin");
    adil_json_text(&out, i->a->origin);
    adil_json_end(&out);
    adil_json_finish(&out);
}

static void say_text(struct initing *i)
{
    struct adil_buf *out = &i->cli->out;
    struct adil_hash law = adil_sha256(i->canonical);
    struct adil_arena *a = &i->cli->perm;
    adil_buf_fmt(out, "%.*s: %.*s\n\n", ADIL_ARG(i->dir),
                 ADIL_ARG(adil_texts_pick(&i->book->polity, i->lang)));
    adil_buf_fmt(out, "origin   %.*s\n", ADIL_ARG(i->a->origin));
    adil_buf_fmt(out, "law      %.*s\n", ADIL_ARG(adil_hex(a, law.byte, sizeof law.byte)));
    adil_buf_fmt(out, "log key  %.*s\n", ADIL_ARG(adil_vkey_text(a, &i->keys[0].key[0])));
    adil_buf_fmt(out, "founders %u %s, %u to sign\n", i->founders,
                 i->founders == 1 ? "key" : "keys", i->least);
    adil_buf_str(out, "offices ");
    for (uint32_t k = 2; k < i->n_keys; k++) {
        adil_buf_fmt(out, "%s %.*s (%u)", k == 2 ? "" : ",", ADIL_ARG(i->keys[k].issuer),
                     i->keys[k].n);
    }
    adil_buf_fmt(out, "\ngenesis  %.*s\n\n",
                 ADIL_ARG(adil_hex(a, i->genesis.byte, sizeof i->genesis.byte)));
    adil_buf_fmt(out,
                 "Pin the genesis hash: who holds it knows this log from any other.\n"
                 "Keys lie in %.*s/private/keys; keep the file that locks them elsewhere.\n",
                 ADIL_ARG(i->dir));
}

/* A column of holders that is none, an office that is not the law's, a day that is none. */
static adil_err check_holder(struct initing *i, uint32_t row, uint32_t column)
{
    struct adil_span name = i->holders.column[column];
    struct adil_span cell = adil_csv_table_cell(&i->holders, row, column);
    struct adil_date day;
    bool is_day = adil_span_is(name, "since") || adil_span_is(name, "until") ||
                  adil_span_is(name, "elected_on");
    const char *expected = NULL;
    if (is_day && cell.len > 0 && !adil_date_parse(cell, &day)) {
        expected = "a day as YYYY-MM-DD";
    } else if (adil_span_is(name, "office") &&
               adil_office_find(&i->book->acts, cell) == ADIL_NO_WORD) {
        expected = "an office of the law";
    }
    return expected == NULL
               ? ADIL_OK
               : adil_fail(&i->cli->diag, ADIL_ERR(INPUT), adil_csv_table_place(&i->holders, row),
                           name, cell, adil_span_of(expected));
}

static adil_err check_holders(struct initing *i)
{
    adil_err all = ADIL_OK;
    for (uint32_t c = 0; c < i->holders.n_columns; c++) {
        bool known = false;
        for (size_t k = 0; k < ADIL_COUNT(holder_columns); k++) {
            known = known || adil_span_is(i->holders.column[c], holder_columns[k]);
        }
        if (!known) {
            return adil_fail(&i->cli->diag, ADIL_ERR(INPUT),
                             (struct adil_place){i->holders.file, 1}, i->holders.column[c],
                             ADIL_SPAN("this column"),
                             ADIL_SPAN("office,person,capacity,since,elected_on,until,source"));
        }
        for (uint32_t row = 0; row < i->holders.n_rows; row++) {
            adil_err e = check_holder(i, row, c);
            all = e.code != ADIL_C_OK ? e : all;
        }
    }
    return all;
}

static adil_err init_folder(struct initing *i)
{
    struct adil_cli *cli = i->cli;
    struct stat st;
    ADIL_TRY(read_law_files(i));
    if (i->a->holders.len > 0) {
        ADIL_TRY(adil_csv_table_read(&cli->perm, i->a->holders, &i->holders, &cli->diag));
        ADIL_TRY(check_holders(i));
    }
    plan_keys(i);
    ADIL_TRY(adil_record_lock(cli, &i->a->record, true, &i->lock));
    i->fresh = stat(adil_span_cstr(&cli->perm, i->dir), &st) != 0;
    adil_err err = fill_folder(i);
    if (err.code != ADIL_C_OK) {
        clear_folder(i);
        return err;
    }
    return ADIL_OK;
}

adil_err adil_verb_init(struct adil_cli *cli, int argc, char **argv)
{
    struct init_args a;
    struct adil_opt opt[16];
    struct adil_words rest;
    bool help = false;
    memset(&a, 0, sizeof a);
    struct initing i = {.cli = cli, .a = &a};
    uint32_t n = init_options(&a, opt);
    ADIL_TRY(adil_options_parse(&cli->perm, opt, n, argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&init_help, opt, n, &cli->out);
        return ADIL_OK;
    }
    ADIL_TRY(check_init(&i, &rest));
    ADIL_TRY(init_folder(&i));
    if (a.json) {
        say_json(&i);
    } else {
        say_text(&i);
    }
    return ADIL_OK;
}
