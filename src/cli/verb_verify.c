/* adil verify: everything is replayed from a copy alone. */
#include "base/file.h"
#include "cli/coverage_list.h"
#include "cli/outsider.h"
#include "cli/verify.h"
#include "cli/verify_ahead.h"

#include <string.h>

struct verify_args {
    struct adil_span genesis, policy, compare, threads, coverage, lang;
    bool require_witnesses, json;
};

static const struct adil_verb_help help_text = {
    "verify COPY [--genesis HASH] [--policy FILE] [--require-witnesses] [--compare FILE.csv]\n"
    "verify COPY [--threads N] [--coverage FILE] [--json] [--lang LANG]",
    "Replays a record from a copy alone: hashes, signatures, authority, law, checks, counts, "
    "results,\n"
    "blobs, cosignatures. COPY is a folder, a URL, or an archive that `adil export` made. Exit 1 "
    "at\n"
    "the first thing that is wrong; witnesses that are missing are reported and do not fail.",
    "adil verify https://record.example/log --genesis 3f4e..."};

static adil_err read_options(struct adil_cli *cli, const struct verify_args *a,
                             struct adil_verify_options *o)
{
    uint64_t threads = 0;
    memset(o, 0, sizeof *o);
    o->progress = true;
    o->held_bytes = cli->held_bytes;
    ADIL_TRY(adil_cli_lang(cli, a->lang, &o->lang));
    o->pinned = a->genesis.ptr != NULL;
    if (o->pinned && !adil_hex_parse(a->genesis, o->genesis.byte, sizeof o->genesis.byte)) {
        return adil_usage(cli, "--genesis", a->genesis, "64 hex digits: the leaf hash of entry 0");
    }
    if (a->threads.ptr != NULL &&
        (!adil_span_u64(a->threads, ADIL_VERIFY_THREADS_MAX, &threads) || threads == 0)) {
        return adil_usage(cli, "--threads", a->threads, "a number from 1 to 64");
    }
    o->threads = (uint32_t)threads;
    if (a->policy.ptr != NULL) {
        struct adil_policy *policy = adil_new(&cli->perm, struct adil_policy, 1);
        struct adil_span bytes;
        ADIL_TRY(adil_file_read(&cli->perm, a->policy, 1 << 20, &bytes, &cli->diag));
        ADIL_TRY(adil_policy_parse(&cli->perm, a->policy, bytes, policy, &cli->diag));
        o->policy = policy;
    }
    return ADIL_OK;
}

static adil_err report_copy(struct adil_cli *cli, const struct verify_args *a,
                            struct adil_verify_report *r)
{
    struct adil_buf differences;
    const struct adil_verified *v = r->v;
    adil_err err = ADIL_OK;
    adil_buf_open(&differences, (size_t)1 << 28);
    if (a->compare.ptr != NULL && !v->failed) {
        err = adil_verify_compare(&cli->perm, cli->scratch, v->polity, a->compare, r, &differences,
                                  &cli->diag);
    }
    if (err.code == ADIL_C_OK && a->json) {
        adil_verify_json(cli->scratch, r, &cli->out);
    } else if (err.code == ADIL_C_OK) {
        adil_buf_put(&cli->out, adil_buf_span(&differences));
        adil_verify_text(cli->scratch, r, &cli->out);
    }
    adil_buf_release(&differences);
    bool unmet = a->require_witnesses && !(v->witnessing.has_policy && v->witnessing.met);
    if (v->failed || r->n_differences > 0 || unmet) {
        cli->status = adil_exit_status(ADIL_ERR(REFUSED));
    }
    return err;
}

static adil_err verify_copy(struct adil_cli *cli, const struct verify_args *a,
                            struct adil_span name)
{
    struct adil_verify_options options;
    struct adil_copy copy;
    struct adil_verified v;
    struct adil_cover cover;
    ADIL_TRY(read_options(cli, a, &options));
    ADIL_TRY(adil_cover_open(cli, a->coverage, &cover));
    options.trials = cover.trials;
    adil_err err = adil_copy_open(&cli->perm, name, &copy, &cli->diag);
    if (err.code == ADIL_C_OK) {
        struct adil_verify_report r = {.copy = &copy, .options = &options, .v = &v};
        err = adil_verify(&cli->perm, cli->scratch, &copy, &options, &v, &cli->diag);
        err = err.code == ADIL_C_OK ? adil_cover_write(cli, &cover, v.polity, a->coverage) : err;
        err = err.code == ADIL_C_OK ? report_copy(cli, a, &r) : err;
        adil_verify_close(&v);
    }
    adil_copy_close(&copy);
    adil_cover_close(&cover);
    return err;
}

adil_err adil_verb_verify(struct adil_cli *cli, int argc, char **argv)
{
    struct verify_args a;
    struct adil_words rest;
    bool help = false;
    memset(&a, 0, sizeof a);
    const struct adil_opt opt[] = {
        {"genesis", ADIL_OPT_TEXT, "HASH", "the leaf hash that entry 0 must have", &a.genesis},
        {"policy", ADIL_OPT_TEXT, "FILE", "a witness policy instead of the rulebook's", &a.policy},
        {"require-witnesses", ADIL_OPT_FLAG, NULL, "exit 1 when the policy is not met",
         &a.require_witnesses},
        {"compare", ADIL_OPT_TEXT, "FILE.csv", "what an observer saw: case,contest,place,...",
         &a.compare},
        {"threads", ADIL_OPT_TEXT, "N", "threads for signatures; none: one a processor",
         &a.threads},
        ADIL_CLI_COVERAGE(&a.coverage),
        {"json", ADIL_OPT_FLAG, NULL, "one JSON object", &a.json},
        {"lang", ADIL_OPT_TEXT, "LANG", "kk, ru or en", &a.lang},
        ADIL_CLI_MEMORY(&cli->held_bytes),
    };
    ADIL_TRY(
        adil_options_parse(&cli->perm, opt, ADIL_COUNT(opt), argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&help_text, opt, ADIL_COUNT(opt), &cli->out);
        return ADIL_OK;
    }
    if (rest.n != 1) {
        return adil_usage(cli, "adil verify", rest.n == 0 ? ADIL_SPAN("no copy") : rest.word[1],
                          "one folder, URL or archive");
    }
    return verify_copy(cli, &a, rest.word[0]);
}
