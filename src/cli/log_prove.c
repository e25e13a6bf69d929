/* adil log prove: one entry's proof, to be kept apart from the log. */
#include "base/file.h"
#include "cli/log_verbs.h"
#include "gazette/tlog_proof.h"

#include <string.h>

adil_err adil_log_number(struct adil_cli *cli, const char *verb, const struct adil_words *rest,
                         uint64_t *n)
{
    if (rest->n != 1 || !adil_span_u64(rest->word[0], (uint64_t)ADIL_SEQ_MAX, n)) {
        return adil_usage(cli, verb, rest->n > 0 ? rest->word[rest->n - 1] : ADIL_SPAN("nothing"),
                          "the number of one entry");
    }
    return ADIL_OK;
}

adil_err adil_log_proof(struct adil_cli *cli, struct adil_log *log, uint64_t n,
                        struct adil_span *proof)
{
    struct adil_tlog_proof p = {.index = n};
    struct adil_checkpoint head;
    struct adil_note note;
    struct adil_place place = {ADIL_SPAN("checkpoint"), 0};
    struct adil_buf text;
    *proof = (struct adil_span){NULL, 0};
    ADIL_TRY(adil_log_note(log, &cli->perm, &p.note, &cli->diag));
    if (p.note.len == 0) {
        return ADIL_OK;
    }
    ADIL_TRY(adil_note_split(&cli->perm, place, p.note, &note, &cli->diag));
    ADIL_TRY(adil_checkpoint_parse(place, note.text, &head, &cli->diag));
    if (n >= head.size) {
        return ADIL_OK;
    }
    ADIL_TRY(adil_log_inclusion(log, n, head.size, &p.proof, &cli->diag));
    adil_buf_open(&text, 2 * (size_t)ADIL_NOTE_BYTES_MAX);
    adil_tlog_proof_put(&text, &p);
    *proof = adil_span_copy(&cli->perm, adil_buf_span(&text));
    adil_buf_release(&text);
    return ADIL_OK;
}

struct prove_args {
    struct adil_record_args record;
    struct adil_span out, entry;
};

static const struct adil_verb_help prove_help = {
    "log prove N [--out FILE] [--entry FILE] [--log DIR]",
    "Writes the proof that the log holds entry N: index, hashes and the signed checkpoint\n"
    "(c2sp.org/tlog-proof@v1). --entry writes the entry's bytes, which it is a proof of.",
    "adil log prove 12 --out 12.proof --entry 12.act"};

static adil_err prove_entry(struct adil_cli *cli, const struct prove_args *a, struct adil_log *log,
                            uint64_t n)
{
    struct adil_span proof;
    struct adil_span entry;
    ADIL_TRY(adil_log_entry(log, &cli->perm, n, &entry, &cli->diag));
    ADIL_TRY(adil_log_proof(cli, log, n, &proof));
    if (proof.len == 0) {
        return adil_fail(&cli->diag, ADIL_ERR(REFUSED), (struct adil_place){{NULL, 0}, 0},
                         ADIL_SPAN("checkpoint"), ADIL_SPAN("none over this entry"),
                         ADIL_SPAN("a log that has published one"));
    }
    if (a->entry.len > 0) {
        ADIL_TRY(adil_file_write(cli->scratch, a->entry, entry, &cli->diag));
    }
    if (a->out.len > 0) {
        return adil_file_write(cli->scratch, a->out, proof, &cli->diag);
    }
    adil_buf_put(&cli->out, proof);
    return ADIL_OK;
}

adil_err adil_log_prove(struct adil_cli *cli, int argc, char **argv)
{
    struct prove_args a;
    struct adil_log_options options = {.mode = ADIL_STORE_READ};
    struct adil_log *log = NULL;
    struct adil_words rest;
    struct adil_span dir;
    uint64_t n = 0;
    bool help = false;
    memset(&a, 0, sizeof a);
    const struct adil_opt opt[] = {
        {"log", ADIL_OPT_TEXT, "DIR", "the folder of the log (or ADIL_LOG)", &a.record.log},
        {"out", ADIL_OPT_TEXT, "FILE", "the proof, instead of standard output", &a.out},
        {"entry", ADIL_OPT_TEXT, "FILE", "the entry's bytes", &a.entry},
    };
    ADIL_TRY(
        adil_options_parse(&cli->perm, opt, ADIL_COUNT(opt), argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&prove_help, opt, ADIL_COUNT(opt), &cli->out);
        return ADIL_OK;
    }
    ADIL_TRY(adil_log_number(cli, "adil log prove", &rest, &n));
    ADIL_TRY(adil_record_dir(cli, &a.record, &dir));
    ADIL_TRY(adil_log_open(&cli->perm, dir, &options, &log, &cli->diag));
    adil_err err = prove_entry(cli, &a, log, n);
    adil_log_close(log);
    return err;
}
