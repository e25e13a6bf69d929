/* adil simulate: the record of a whole election from a plan and a seed. */
#include "cli/load.h"
#include "cli/polities.h"
#include "cli/record.h"

#include "base/file.h"
#include "base/progress.h"
#include "gazette/folder.h"
#include "simulate/simulate.h"

#include <string.h>
#include <unistd.h>

enum { LAW_BYTES_MAX = 16 << 20, BATCH_LEAVES = 2048, PUBLISH_EVERY = 16 };

static const size_t batch_cap = (size_t)BATCH_LEAVES * ADIL_ACT_BYTES_MAX;

struct simulate_args {
    struct adil_record_args record;
    struct adil_span from, plan, seed, places, origin;
    bool json;
};

static const struct adil_verb_help simulate_help = {
    "simulate DIR --from POLITY --plan PLAN --seed SEED [--places N] [--key-file FILE]",
    "Makes a log with all acts of an election: official totals are met exactly, the rest is drawn\n"
    "from SEED. The same seed gives the same bytes. PLAN is one of simulation.yaml beside the\n"
    "rulebook. Every act is judged by the law as any other; a first notice says what is drawn.",
    "adil simulate demo-log --from POLITY --plan PLAN --seed 1 --places 200"};

static uint32_t simulate_options(struct simulate_args *a, struct adil_opt *opt)
{
    const struct adil_opt table[] = {
        {"from", ADIL_OPT_TEXT, "POLITY", "a polity's name, or a rulebook's path", &a->from},
        {"plan", ADIL_OPT_TEXT, "PLAN", "a plan of simulation.yaml beside the rulebook", &a->plan},
        {"seed", ADIL_OPT_TEXT, "SEED", "any text; everything drawn follows from it", &a->seed},
        {"places", ADIL_OPT_TEXT, "N", "fewer places; totals are scaled with them", &a->places},
        {"origin", ADIL_OPT_TEXT, "NAME", "the log's name; must contain `simulated`", &a->origin},
        {"key-file", ADIL_OPT_TEXT, "FILE", "keeps the keys of offices and parties, locked by FILE",
         &a->record.key_file},
        {"phrase-file", ADIL_OPT_TEXT, "FILE", "the same, locked by its first line",
         &a->record.phrase_file},
        {"json", ADIL_OPT_FLAG, NULL, "one JSON object", &a->json},
        {"lang", ADIL_OPT_TEXT, "LANG", "kk, ru or en", &a->record.lang},
        ADIL_CLI_MEMORY(&a->record.memory),
    };
    memcpy(opt, table, sizeof table);
    return (uint32_t)ADIL_COUNT(table);
}

struct simulating {
    struct adil_cli *cli;
    struct simulate_args *a;
    struct adil_span dir;
    struct adil_span origin;
    struct adil_span canonical;
    struct adil_span source;
    struct adil_rulebook *book;
    struct adil_plan plan;
    struct adil_loaded loaded;
    enum adil_lang lang;
    uint32_t places;
    struct adil_log *log;
    struct adil_secret *log_key;
    struct adil_progress progress;
    struct adil_arena room; /* of leaves not yet appended */
    struct adil_span leaf[BATCH_LEAVES];
    size_t n_leaves;
    uint32_t batches;
    struct adil_simulated done;
};

/* ---- what it is made from ---------------------------------------------------------------------
 */

static adil_err read_the_law(struct simulating *s)
{
    struct adil_cli *cli = s->cli;
    struct adil_span path;
    struct adil_span bytes;
    struct adil_buf out;
    ADIL_TRY(adil_polity_path(cli, "--from", s->a->from, &path));
    ADIL_TRY(adil_file_read(&cli->perm, path, LAW_BYTES_MAX, &s->source, &cli->diag));
    s->book = adil_new(&cli->perm, struct adil_rulebook, 1);
    ADIL_TRY(adil_rulebook_parse(&cli->perm, cli->scratch, path, s->source, s->book, &cli->diag));
    adil_buf_open(&out, ADIL_CANONICAL_BYTES_MAX);
    adil_rulebook_canonical(s->book->root, cli->scratch, &out);
    s->canonical = adil_span_copy(&cli->perm, adil_buf_span(&out));
    adil_buf_release(&out);
    size_t folder = path.len;
    while (folder > 0 && path.ptr[folder - 1] != '/') {
        folder--;
    }
    struct adil_span plans = adil_fmt(&cli->perm, "%.*ssimulation.yaml", (int)folder, path.ptr);
    ADIL_TRY(adil_file_read(&cli->perm, plans, LAW_BYTES_MAX, &bytes, &cli->diag));
    return adil_plan_read(&cli->perm, s->book, plans, bytes, s->a->plan, &s->plan, &cli->diag);
}

static adil_err read_the_figures(struct simulating *s)
{
    struct adil_cli *cli = s->cli;
    struct adil_contest *contest = adil_new(&cli->perm, struct adil_contest, 1);
    struct adil_words none = {NULL, 0};
    ADIL_TRY(adil_rulebook_contest(&cli->perm, cli->scratch, s->book, s->plan.contest,
                                   ADIL_DATE_NONE, NULL, 0, contest, &cli->diag));
    return adil_load_votes(cli, contest, &none, &s->loaded);
}

static adil_err check_simulate(struct simulating *s, const struct adil_words *rest)
{
    struct adil_cli *cli = s->cli;
    const struct simulate_args *a = s->a;
    uint64_t places = 0;
    if (rest->n != 1) {
        return adil_usage(cli, "adil simulate",
                          rest->n == 0 ? ADIL_SPAN("no folder") : rest->word[1],
                          "one folder, to be made");
    }
    s->dir = rest->word[0];
    const struct {
        const char *name;
        struct adil_span given;
    } must[] = {{"--from", a->from}, {"--plan", a->plan}, {"--seed", a->seed}};
    for (size_t i = 0; i < ADIL_COUNT(must); i++) {
        if (must[i].given.len == 0) {
            return adil_usage(cli, must[i].name, ADIL_SPAN("nothing"), "a value");
        }
    }
    if (a->places.len > 0 &&
        (!adil_span_u64(a->places, ADIL_PLAN_PLACES_MAX, &places) || places == 0)) {
        return adil_usage(cli, "--places", a->places, "a whole number");
    }
    for (size_t i = 0; i < a->seed.len; i++) {
        if (a->seed.len > 64 || a->seed.ptr[i] < '!' || a->seed.ptr[i] > '~') {
            return adil_usage(cli, "--seed", a->seed, "at most 64 characters without blanks");
        }
    }
    s->places = (uint32_t)places;
    return adil_cli_lang(cli, a->record.lang, &s->lang);
}

/* ---- keys -------------------------------------------------------------------------------------
 */

static adil_err simulated_secret(struct simulating *s, struct adil_span issuer, uint32_t k,
                                 struct adil_secret **out)
{
    struct adil_hash seed = adil_simulated_key_seed(s->a->seed, s->origin, issuer, k);
    return adil_secret_from_seed(adil_key_name(&s->cli->perm, s->origin, issuer), ADIL_KEY_ED25519,
                                 seed.byte, out, &s->cli->diag);
}

static adil_err save_keys_of(struct simulating *s, const struct adil_lock *lock,
                             struct adil_span issuer, uint32_t n)
{
    struct adil_cli *cli = s->cli;
    for (uint32_t k = 0; k < n; k++) {
        struct adil_secret *secret = NULL;
        struct adil_span path = adil_key_path(&cli->perm, s->dir, issuer, k + 1);
        ADIL_TRY(simulated_secret(s, issuer, k, &secret));
        adil_err err = adil_folder_make_for(cli->scratch, path, &cli->diag);
        err = err.code == ADIL_C_OK ? adil_secret_save(cli->scratch, secret, path, lock, &cli->diag)
                                    : err;
        adil_secret_free(secret);
        ADIL_TRY(err);
    }
    return ADIL_OK;
}

/* Of offices and parties; those of places are too many, and follow from the seed like all. */
static adil_err save_keys(struct simulating *s)
{
    struct adil_lock lock;
    const struct adil_plan *plan = &s->plan;
    if (s->a->record.key_file.len == 0 && s->a->record.phrase_file.len == 0) {
        return ADIL_OK;
    }
    ADIL_TRY(adil_record_lock(s->cli, &s->a->record, true, &lock));
    ADIL_TRY(save_keys_of(s, &lock, ADIL_SPAN("log"), 1));
    ADIL_TRY(save_keys_of(s, &lock, ADIL_SPAN("founders"), plan->founders));
    for (uint32_t i = 0; i < plan->n_issuers; i++) {
        ADIL_TRY(save_keys_of(s, &lock, plan->issuer[i].name, plan->issuer[i].keys));
    }
    for (uint32_t i = 0; i < plan->n_options; i++) {
        struct adil_span key = plan->option[i].key;
        if (adil_span_find_byte(key, ' ') == key.len) {
            ADIL_TRY(save_keys_of(
                s, &lock,
                adil_fmt(&s->cli->perm, "%.*s/%.*s", ADIL_ARG(plan->option_office), ADIL_ARG(key)),
                1));
        }
    }
    return ADIL_OK;
}

/* ---- the log ----------------------------------------------------------------------------------
 */

static adil_err append_batch(struct simulating *s, bool publish, struct adil_diag *diag)
{
    uint64_t first = 0;
    if (s->n_leaves > 0) {
        ADIL_TRY(adil_log_append(s->log, s->leaf, s->n_leaves, &first, diag));
    }
    s->n_leaves = 0;
    s->room.beg = s->room.base;
    return publish ? adil_log_publish(s->log, s->log_key, diag) : ADIL_OK;
}

static adil_err take_entry(void *ctx, struct adil_span leaf, struct adil_diag *diag)
{
    struct simulating *s = ctx;
    s->leaf[s->n_leaves++] = adil_span_copy(&s->room, leaf);
    if (s->n_leaves < BATCH_LEAVES) {
        return ADIL_OK;
    }
    s->batches++;
    return append_batch(s, s->batches % PUBLISH_EVERY == 0, diag);
}

static adil_err take_blob(void *ctx, struct adil_span bytes, struct adil_diag *diag)
{
    struct simulating *s = ctx;
    struct adil_hash hash;
    return adil_blob_put(s->cli->scratch, s->dir, bytes, &hash, diag);
}

static void show_progress(void *ctx, uint64_t done, uint64_t total)
{
    struct simulating *s = ctx;
    s->progress.total = total;
    adil_progress_at(&s->progress, done);
}

static adil_err fill_log(struct simulating *s)
{
    struct adil_cli *cli = s->cli;
    struct adil_simulation_options options = {
        .book = s->book,
        .canonical = s->canonical,
        .source = s->source,
        .plan = &s->plan,
        .votes = &s->loaded.votes,
        .seed = s->a->seed,
        .origin = s->origin,
        .places = s->places,
        .lang = s->lang,
        .held_bytes = s->a->record.memory,
        .index_folder = s->dir,
    };
    struct adil_simulation_sink sink = {s, take_entry, take_blob, show_progress};
    ADIL_TRY(save_keys(s));
    ADIL_TRY(simulated_secret(s, ADIL_SPAN("log"), 0, &s->log_key));
    adil_progress_open(&s->progress, STDERR_FILENO, "simulating, acts", 0);
    adil_err err = adil_simulate(&cli->perm, cli->scratch, &options, &sink, &s->done, &cli->diag);
    err = err.code == ADIL_C_OK ? append_batch(s, true, &cli->diag) : err;
    adil_progress_close(&s->progress);
    return err;
}

static adil_err make_log(struct simulating *s)
{
    struct adil_cli *cli = s->cli;
    s->origin = s->a->origin.len > 0 ? s->a->origin : s->plan.origin;
    ADIL_TRY(adil_simulation_origin(s->origin, &cli->diag));
    struct adil_log_options options = {.mode = ADIL_STORE_CREATE, .origin = s->origin};
    if (adil_arena_open(&s->room, batch_cap) != 0) {
        return adil_fail(&cli->diag, ADIL_ERR(LIMIT), (struct adil_place){s->dir, 0},
                         ADIL_SPAN("memory"), ADIL_SPAN("no address space"),
                         ADIL_SPAN("room for a batch of acts"));
    }
    s->room.full = cli->perm.full;
    adil_err err = adil_log_open(&cli->perm, s->dir, &options, &s->log, &cli->diag);
    if (err.code == ADIL_C_OK) {
        err = fill_log(s);
        adil_log_close(s->log);
    }
    adil_secret_free(s->log_key);
    adil_arena_release(&s->room);
    return err;
}

/* ---- what is said -----------------------------------------------------------------------------
 */

static void simulated_json(struct simulating *s)
{
    const struct adil_simulated *d = &s->done;
    struct adil_json out;
    adil_json_open(&out, &s->cli->out, true);
    adil_json_object(&out);
    const struct {
        const char *name;
        uint64_t value;
    } figure[] = {{"bytes", d->bytes},   {"entries", d->entries}, {"law", d->law},
                  {"memory", d->memory}, {"places", d->places},   {"signatures", d->signatures}};
    for (size_t i = 0; i < ADIL_COUNT(figure); i++) {
        adil_json_key(&out, figure[i].name);
        adil_json_i64(&out, (int64_t)figure[i].value);
    }
    const struct {
        const char *name;
        struct adil_span value;
    } text[] = {
        {"dir", s->dir},
        {"genesis", adil_hex(&s->cli->perm, d->genesis.byte, sizeof d->genesis.byte)},
        {"origin", s->origin},
        {"plan", s->plan.id},
        {"seed", s->a->seed},
        {"state", adil_hex(&s->cli->perm, d->state.byte, sizeof d->state.byte)},
    };
    for (size_t i = 0; i < ADIL_COUNT(text); i++) {
        adil_json_key(&out, text[i].name);
        adil_json_text(&out, text[i].value);
    }
    adil_json_end(&out);
    adil_json_finish(&out);
}

static void simulated_text(struct simulating *s)
{
    const struct adil_simulated *d = &s->done;
    struct adil_buf *out = &s->cli->out;
    struct adil_arena *a = &s->cli->perm;
    adil_buf_fmt(out, "%.*s: %.*s\n\n", ADIL_ARG(s->dir),
                 ADIL_ARG(adil_texts_pick(&s->plan.title, s->lang)));
    adil_buf_fmt(out, "origin      %.*s\n", ADIL_ARG(s->origin));
    adil_buf_fmt(out, "acts        %llu, %llu signatures, %llu bytes\n",
                 (unsigned long long)d->entries, (unsigned long long)d->signatures,
                 (unsigned long long)d->bytes);
    adil_buf_fmt(out, "places      %u of %u\n", d->places, s->plan.n_places);
    uint64_t tenths = 10 * (uint64_t)(d->memory - d->law) / d->entries;
    adil_buf_fmt(out, "memory      %llu.%llu bytes an act, and %zu of the law\n",
                 (unsigned long long)(tenths / 10), (unsigned long long)(tenths % 10), d->law);
    adil_buf_fmt(out, "genesis     %.*s\n",
                 ADIL_ARG(adil_hex(a, d->genesis.byte, sizeof d->genesis.byte)));
    adil_buf_fmt(out, "state       %.*s\n",
                 ADIL_ARG(adil_hex(a, d->state.byte, sizeof d->state.byte)));
    adil_buf_str(out,
                 "\nSimulated: the notice in entry 1 says what is official and what is drawn.\n");
}

adil_err adil_verb_simulate(struct adil_cli *cli, int argc, char **argv)
{
    struct simulate_args a;
    struct adil_opt opt[16];
    struct adil_words rest;
    bool help = false;
    memset(&a, 0, sizeof a);
    struct simulating *s = adil_new(&cli->perm, struct simulating, 1);
    s->cli = cli;
    s->a = &a;
    uint32_t n = simulate_options(&a, opt);
    ADIL_TRY(adil_options_parse(&cli->perm, opt, n, argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&simulate_help, opt, n, &cli->out);
        return ADIL_OK;
    }
    ADIL_TRY(check_simulate(s, &rest));
    ADIL_TRY(read_the_law(s));
    ADIL_TRY(read_the_figures(s));
    ADIL_TRY(make_log(s));
    if (a.json) {
        simulated_json(s);
    } else {
        simulated_text(s);
    }
    return ADIL_OK;
}
