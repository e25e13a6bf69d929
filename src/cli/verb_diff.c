/* adil diff: two copies of one record, or evidence that a log signed two. */
#include "base/base64.h"
#include "base/file.h"
#include "cli/copy.h"
#include "cli/outsider.h"
#include "gazette/witness_fork.h"
#include "polity/act.h"

#include <inttypes.h>
#include <string.h>

#define EVIDENCE_MAX ((size_t)4 << 20)

static const struct adil_verb_help help_text = {
    "diff A B [--json]\n"
    "diff --evidence FILE (--log COPY | --key VKEY)",
    "Compares two copies of one record: one is the beginning of the other (exit 0), or they part\n"
    "(exit 1): then the first entry that differs is shown from both, with the proof that each is "
    "in\n"
    "a tree that the log signed. --evidence checks what a witness kept.",
    "adil diff my-copy https://record.example/log"};

struct side {
    struct adil_copy copy;
    struct adil_note note;
    struct adil_checkpoint head;
    struct adil_span entry; /* at the fork */
    struct adil_act act;
    bool is_act;
};

/* ---- two copies ----------------------------------------------------------------------------- */

/* The checkpoint must be signed by a key that the record itself names. */
static adil_err open_side(struct adil_cli *cli, struct adil_span name, struct side *s)
{
    struct adil_copy_keys keys;
    struct adil_note opened;
    ADIL_TRY(adil_copy_open(&cli->perm, name, &s->copy, &cli->diag));
    ADIL_TRY(adil_copy_head(&cli->perm, &s->copy, &s->note, &s->head, &cli->diag));
    ADIL_TRY(adil_copy_log_keys(&cli->perm, cli->scratch, &s->copy, &s->head, &keys, &cli->diag));
    struct adil_place place = {s->copy.name, 0};
    return adil_note_open(&cli->perm, place, s->copy.note, keys.key, keys.n, &opened, &cli->diag);
}

struct taking {
    struct adil_arena *perm;
    struct side *side;
};

static adil_err take_entry(void *ctx, uint64_t index, struct adil_span bytes,
                           const struct adil_hash *leaf, struct adil_diag *diag)
{
    struct taking *t = ctx;
    struct adil_place place = {ADIL_SPAN("entry"), 0};
    (void)index;
    (void)leaf;
    (void)diag;
    t->side->entry = adil_span_copy(t->perm, bytes);
    t->side->is_act =
        adil_act_parse(t->perm, place, t->side->entry, &t->side->act, NULL).code == ADIL_C_OK;
    return ADIL_ERR(UNDECIDED); /* one is enough */
}

static adil_err read_entry_at(struct adil_cli *cli, struct side *s, uint64_t at)
{
    struct taking t = {&cli->perm, s};
    const struct adil_walk walk = {&t, take_entry};
    adil_err err = adil_reader_walk(cli->scratch, &s->copy.fetch, at, s->head.size, &s->head.root,
                                    &walk, &cli->diag);
    return err.code == ADIL_C_UNDECIDED ? ADIL_OK : err;
}

static void put_side(struct adil_cli *cli, const struct side *s, const struct adil_hash *leaf,
                     const struct adil_proof *proof, uint64_t at)
{
    struct adil_buf *out = &cli->out;
    struct adil_arena tmp = cli->scratch;
    adil_buf_fmt(out, "%.*s, %" PRIu64 " entries:\n", ADIL_ARG(s->copy.name), s->head.size);
    if (s->is_act) {
        adil_buf_str(out, "  act: ");
        adil_buf_shown(out, s->act.word, 200);
        adil_buf_str(out, " ");
        adil_buf_shown(out, s->act.about, 200);
        adil_buf_str(out, " by ");
        adil_buf_shown(out, s->act.by, 200);
        adil_buf_byte(out, '\n');
    }
    adil_buf_fmt(out, "  leaf %.*s, in the tree by %u hashes:\n",
                 ADIL_ARG(adil_hex(&tmp, leaf->byte, sizeof leaf->byte)), proof->n);
    for (uint32_t i = 0; i < proof->n; i++) {
        adil_buf_str(out, "    ");
        adil_base64_put(
            out, adil_span_bytes((const char *)proof->hash[i].byte, sizeof proof->hash[i].byte));
        adil_buf_byte(out, '\n');
    }
    ADIL_ASSERT(
        adil_inclusion_verify(leaf, at, s->head.size, proof->hash, proof->n, &s->head.root));
}

static void put_side_json(struct adil_json *j, struct adil_arena tmp, const struct side *s,
                          const struct adil_hash *leaf, const struct adil_proof *proof)
{
    adil_json_object(j);
    adil_json_key(j, "entry");
    adil_json_text(j, s->is_act ? s->entry : ADIL_SPAN(""));
    adil_json_key(j, "leaf");
    adil_json_text(j, adil_hex(&tmp, leaf->byte, sizeof leaf->byte));
    adil_json_key(j, "proof");
    adil_json_array(j);
    for (uint32_t i = 0; i < proof->n; i++) {
        adil_json_text(j, adil_hex(&tmp, proof->hash[i].byte, sizeof proof->hash[i].byte));
    }
    adil_json_end(j);
    adil_json_key(j, "root");
    adil_json_text(j, adil_hex(&tmp, s->head.root.byte, sizeof s->head.root.byte));
    adil_json_key(j, "size");
    adil_json_i64(j, (int64_t)s->head.size);
    adil_json_end(j);
}

static void put_fork(struct adil_cli *cli, const struct side side[2], const struct adil_fork *f,
                     bool json)
{
    struct adil_json j;
    if (!json) {
        adil_buf_fmt(&cli->out, "the copies part at entry %" PRIu64 "\n", f->at);
        put_side(cli, &side[0], &f->leaf[0], &f->proof[0], f->at);
        put_side(cli, &side[1], &f->leaf[1], &f->proof[1], f->at);
        return;
    }
    adil_json_open(&j, &cli->out, true);
    adil_json_object(&j);
    adil_json_key(&j, "at");
    adil_json_i64(&j, (int64_t)f->at);
    adil_json_key(&j, "copies");
    adil_json_array(&j);
    put_side_json(&j, cli->scratch, &side[0], &f->leaf[0], &f->proof[0]);
    put_side_json(&j, cli->scratch, &side[1], &f->leaf[1], &f->proof[1]);
    adil_json_end(&j);
    adil_json_key(&j, "same");
    adil_json_bool(&j, false);
    adil_json_end(&j);
    adil_json_finish(&j);
}

static void put_same(struct adil_cli *cli, const struct side side[2], bool json)
{
    uint64_t a = side[0].head.size;
    uint64_t b = side[1].head.size;
    if (json) {
        adil_buf_fmt(&cli->out, "{\"same\":true,\"sizes\":[%" PRIu64 ",%" PRIu64 "]}\n", a, b);
    } else if (a == b) {
        adil_buf_fmt(&cli->out, "the same %" PRIu64 " entries\n", a);
    } else {
        adil_buf_fmt(&cli->out,
                     "one history: the first %" PRIu64 " entries of %" PRIu64 " are the same\n",
                     a < b ? a : b, a < b ? b : a);
    }
}

static adil_err compare_sides(struct adil_cli *cli, struct side side[2], bool json)
{
    struct adil_fork *f = adil_new(&cli->perm, struct adil_fork, 1);
    const struct adil_fetch copies[2] = {side[0].copy.fetch, side[1].copy.fetch};
    const struct adil_checkpoint heads[2] = {side[0].head, side[1].head};
    if (!adil_span_eq(side[0].head.origin, side[1].head.origin)) {
        return adil_fail(&cli->diag, ADIL_ERR(INPUT), (struct adil_place){side[1].copy.name, 0},
                         ADIL_SPAN("origin"), side[1].head.origin, side[0].head.origin);
    }
    ADIL_TRY(adil_reader_fork(cli->scratch, copies, heads, f, &cli->diag));
    if (f->same) {
        put_same(cli, side, json);
        return ADIL_OK;
    }
    ADIL_TRY(read_entry_at(cli, &side[0], f->at));
    ADIL_TRY(read_entry_at(cli, &side[1], f->at));
    put_fork(cli, side, f, json);
    cli->status = adil_exit_status(ADIL_ERR(REFUSED));
    return ADIL_OK;
}

static adil_err diff_copies(struct adil_cli *cli, const struct adil_words *name, bool json)
{
    struct side *side = adil_new(&cli->perm, struct side, 2);
    adil_err err = open_side(cli, name->word[0], &side[0]);
    err = err.code == ADIL_C_OK ? open_side(cli, name->word[1], &side[1]) : err;
    err = err.code == ADIL_C_OK ? compare_sides(cli, side, json) : err;
    adil_copy_close(&side[0].copy);
    adil_copy_close(&side[1].copy);
    return err;
}

/* ---- evidence ------------------------------------------------------------------------------- */

static adil_err known_keys(struct adil_cli *cli, struct adil_span log, struct adil_span vkey,
                           struct adil_copy_keys *keys)
{
    struct adil_copy copy;
    struct adil_note note;
    struct adil_checkpoint head;
    if (vkey.ptr != NULL) {
        keys->key = adil_new(&cli->perm, struct adil_vkey, 1);
        keys->n = 1;
        return adil_vkey_parse(&cli->perm, (struct adil_place){ADIL_SPAN("--key"), 0}, vkey,
                               keys->key, &cli->diag);
    }
    if (log.ptr == NULL) {
        return adil_usage(cli, "--evidence", ADIL_SPAN("no key of the log"),
                          "--log COPY or --key VKEY beside it");
    }
    adil_err err = adil_copy_open(&cli->perm, log, &copy, &cli->diag);
    err = err.code == ADIL_C_OK ? adil_copy_head(&cli->perm, &copy, &note, &head, &cli->diag) : err;
    err = err.code == ADIL_C_OK
              ? adil_copy_log_keys(&cli->perm, cli->scratch, &copy, &head, keys, &cli->diag)
              : err;
    adil_copy_close(&copy);
    return err;
}

static adil_err check_evidence(struct adil_cli *cli, struct adil_span file, struct adil_span log,
                               struct adil_span vkey)
{
    static const char *const shows[] = {
#define X(name, word, text) text,
        ADIL_FORKS(X)
#undef X
    };
    struct adil_copy_keys keys = {.n = 0};
    struct adil_fork_evidence e;
    struct adil_span bytes;
    struct adil_place place = {file, 0};
    ADIL_TRY(adil_file_read(&cli->perm, file, EVIDENCE_MAX, &bytes, &cli->diag));
    ADIL_TRY(adil_fork_parse(place, bytes, &e, &cli->diag));
    ADIL_TRY(known_keys(cli, log, vkey, &keys));
    adil_err err = adil_fork_check(cli->scratch, place, &e, keys.key, keys.n, &cli->diag);
    if (err.code == ADIL_C_OK || err.code == ADIL_C_UNDECIDED) {
        adil_buf_fmt(&cli->out, "%s: %s\n",
                     err.code == ADIL_C_OK ? "the log signed two histories" : "not decided",
                     shows[e.kind]);
        cli->status = adil_exit_status(err);
        return ADIL_OK;
    }
    return err;
}

adil_err adil_verb_diff(struct adil_cli *cli, int argc, char **argv)
{
    struct adil_span evidence = {NULL, 0};
    struct adil_span log = {NULL, 0};
    struct adil_span key = {NULL, 0};
    struct adil_words rest;
    bool json = false;
    bool help = false;
    const struct adil_opt opt[] = {
        {"evidence", ADIL_OPT_TEXT, "FILE", "what a witness kept: does it show a fork?", &evidence},
        {"log", ADIL_OPT_TEXT, "COPY", "the record whose keys signed it", &log},
        {"key", ADIL_OPT_TEXT, "VKEY", "or the log's key itself", &key},
        {"json", ADIL_OPT_FLAG, NULL, "one JSON object", &json},
    };
    ADIL_TRY(
        adil_options_parse(&cli->perm, opt, ADIL_COUNT(opt), argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&help_text, opt, ADIL_COUNT(opt), &cli->out);
        return ADIL_OK;
    }
    if (evidence.ptr != NULL) {
        return check_evidence(cli, evidence, log, key);
    }
    return rest.n == 2 ? diff_copies(cli, &rest, json)
                       : adil_usage(cli, "adil diff", ADIL_SPAN("other arguments"), "two copies");
}
