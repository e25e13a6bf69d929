#include "forge.h"

#include "base/base64.h"
#include "cli/outsider.h"
#include "poll.h"

#include <sodium.h>
#include <string.h>

enum { FORGE_BYTES = 1 << 20, FORGE_ROOM = 1 << 28 };

/* ---- the honest election -------------------------------------------------------------------- */

static const char *seed_commitment(struct fold *f, const char *issuer, const char *salt,
                                   const char *seed)
{
    struct adil_hash h = adil_lot_commitment(ADIL_SPAN("club-2023"), adil_span_of(issuer),
                                             adil_span_of(salt), adil_span_of(seed));
    return fold_text(f, adil_fmt(&f->t->perm, "{\"commitment\":\"%.*s\"}",
                                 ADIL_ARG(adil_hex(&f->t->perm, h.byte, sizeof h.byte))));
}

static void commit_seeds(struct fold *f)
{
    fold_at(f, poll_day);
    fold_ok(f, "party/reds", "commit-seed", poll_case,
            seed_commitment(f, "party/reds", "rs", "red seed"));
    fold_ok(f, "party/blues", "commit-seed", poll_case,
            seed_commitment(f, "party/blues", "bs", "blue seed"));
}

static void enter_protocols(struct fold *f)
{
    fold_at(f, poll_night);
    for (int i = 1; i <= 6; i++) {
        poll_in(f, "board-2023", i, poll_board(f, 20 + i, 10, 2));
        poll_in(f, "chair-2023", i, poll_chair(f, 20 + i, 8, 2, 2));
    }
}

static void state_results(struct fold *f)
{
    fold_ok(f, "party/reds", "reveal-seed", poll_case, "{\"salt\":\"rs\",\"seed\":\"red seed\"}");
    fold_ok(f, "party/blues", "reveal-seed", poll_case, "{\"salt\":\"bs\",\"seed\":\"blue seed\"}");
    fold_assert(f, poll_say_result(f, "board-2023"), NULL);
    fold_assert(f, poll_say_result(f, "chair-2023"), NULL);
}

void forge_take(struct forge *g)
{
    memcpy(g->leaf, g->f.accepted, g->f.n_accepted * sizeof g->leaf[0]);
    g->n = g->f.n_accepted;
}

void forge_open(struct forge *g, struct test_arenas *t, enum forge_phase phase)
{
    memset(g, 0, sizeof *g);
    g->t = t;
    poll_open(&g->f, t, poll_both);
    if (phase >= FORGE_COMMITTED) {
        commit_seeds(&g->f);
    }
    if (phase >= FORGE_COUNTED) {
        enter_protocols(&g->f);
    }
    if (phase >= FORGE_RESULTS) {
        state_results(&g->f);
    }
    if (phase >= FORGE_CERTIFIED) {
        fold_ok(&g->f, "commission", "certify", poll_case, "{}");
    }
    forge_take(g);
    g->rulebook = g->f.rulebook;
    g->source = g->f.source;
    g->signer = "log";
    g->origin = fold_origin;
    g->signed_for = fold_origin;
}

void forge_close(struct forge *g)
{
    fold_close(&g->f);
}

/* ---- leaves --------------------------------------------------------------------------------- */

uint32_t forge_find(const struct forge *g, const char *word, uint32_t nth)
{
    struct adil_arena tmp = g->t->scratch;
    struct adil_span member = adil_fmt(&tmp, "\"word\":\"%s\"}", word);
    for (uint32_t i = 0; i < g->n; i++) {
        if (adil_span_find(g->leaf[i], member) < g->leaf[i].len && nth-- == 0) {
            return i;
        }
    }
    fail_msg("no entry with the word %s", word);
    return 0;
}

void forge_insert(struct forge *g, uint32_t i, struct adil_span leaf)
{
    assert_true(g->n < FORGE_LEAVES_MAX && i <= g->n);
    memmove(&g->leaf[i + 1], &g->leaf[i], (g->n - i) * sizeof g->leaf[0]);
    g->leaf[i] = leaf;
    g->n++;
}

void forge_add(struct forge *g, const struct fold_act *a)
{
    forge_insert(g, g->n, fold_leaf(&g->f, a));
}

void forge_remove(struct forge *g, uint32_t i)
{
    assert_true(i < g->n);
    g->n--;
    memmove(&g->leaf[i], &g->leaf[i + 1], (g->n - i) * sizeof g->leaf[0]);
}

void forge_swap(struct forge *g, uint32_t i, uint32_t k)
{
    struct adil_span leaf = g->leaf[i];
    g->leaf[i] = g->leaf[k];
    g->leaf[k] = leaf;
}

static struct adil_span replace(struct forge *g, struct adil_span text, const char *from,
                                const char *to)
{
    size_t at = adil_span_find(text, adil_span_of(from));
    if (at == text.len) {
        fail_msg("%s does not stand in %.*s", from, ADIL_ARG(text));
    }
    return adil_fmt(&g->t->perm, "%.*s%s%.*s", (int)at, text.ptr, to,
                    ADIL_ARG(adil_span_sub(text, at + strlen(from), text.len)));
}

void forge_edit(struct forge *g, uint32_t i, const char *from, const char *to)
{
    g->leaf[i] = replace(g, g->leaf[i], from, to);
}

static struct adil_act act_of(const struct forge *g, uint32_t i)
{
    struct adil_act act;
    struct adil_place place = {.file = ADIL_SPAN("leaf")};
    assert_int_equal(adil_act_parse(&g->t->perm, place, g->leaf[i], &act, NULL).code, ADIL_C_OK);
    return act;
}

static struct adil_hash seed_of(struct test_arenas *t, const char *name, uint32_t k)
{
    return adil_sha256(adil_fmt(&t->perm, "key %u of %s", k, name));
}

static void put_leaf(struct forge *g, uint32_t i, struct adil_span act, int64_t logged,
                     const struct adil_act_sig *sig, uint32_t n)
{
    struct adil_buf out;
    adil_buf_open(&out, FORGE_BYTES);
    adil_act_leaf(&out, act, logged, sig, n);
    g->leaf[i] = adil_span_copy(&g->t->perm, adil_buf_span(&out));
    adil_buf_release(&out);
}

void forge_resign(struct forge *g, uint32_t i, const char *from, const char *to, const char *signer,
                  uint32_t n_keys)
{
    struct adil_act act = act_of(g, i);
    struct adil_act_sig sig[FOLD_KEYS_MAX];
    struct adil_buf message;
    act.bytes = replace(g, act.bytes, from, to);
    adil_buf_open(&message, FORGE_BYTES);
    adil_act_message(&message, &act, adil_span_of(g->signed_for));
    for (uint32_t k = 0; k < n_keys; k++) {
        uint8_t secret[crypto_sign_SECRETKEYBYTES];
        struct adil_hash seed = seed_of(g->t, signer, k);
        assert_int_equal(crypto_sign_seed_keypair(sig[k].key, secret, seed.byte), 0);
        crypto_sign_detached(sig[k].sig, NULL, (const uint8_t *)message.ptr, message.len, secret);
    }
    adil_buf_release(&message);
    put_leaf(g, i, act.bytes, act.logged, sig, n_keys);
}

void forge_unsign(struct forge *g, uint32_t i)
{
    struct adil_act act = act_of(g, i);
    put_leaf(g, i, act.bytes, act.logged, NULL, 0);
}

int64_t forge_time(const struct forge *g, uint32_t i)
{
    return act_of(g, i).logged;
}

void forge_logged(struct forge *g, uint32_t i, int64_t logged)
{
    struct adil_act act = act_of(g, i);
    put_leaf(g, i, act.bytes, logged, act.sig, act.n_sigs);
}

/* ---- the folder ----------------------------------------------------------------------------- */

struct adil_secret *forge_secret(struct test_arenas *t, const char *name, const char *of,
                                 uint8_t kind)
{
    struct adil_secret *key = NULL;
    struct adil_hash seed = seed_of(t, of, 0);
    struct adil_diag diag;
    adil_diag_open(&diag, &t->perm);
    assert_int_equal(adil_secret_from_seed(adil_span_of(name), kind, seed.byte, &key, &diag).code,
                     ADIL_C_OK);
    return key;
}

const char *forge_genesis(const struct forge *g)
{
    struct adil_hash h = adil_leaf_hash(g->leaf[0]);
    return adil_span_cstr(&g->t->perm, adil_hex(&g->t->perm, h.byte, sizeof h.byte));
}

void forge_publish(struct forge *g, struct adil_span dir)
{
    struct adil_arena *perm = &g->t->perm;
    struct adil_diag diag;
    struct adil_log *log = NULL;
    struct adil_hash hash;
    const struct adil_log_options options = {.mode = ADIL_STORE_CREATE,
                                             .origin = adil_span_of(g->origin)};
    adil_diag_open(&diag, perm);
    struct adil_secret *key = forge_secret(g->t, g->origin, g->signer, ADIL_KEY_ED25519);
    assert_int_equal(adil_log_open(perm, dir, &options, &log, &diag).code, ADIL_C_OK);
    uint64_t first = 0;
    if (g->n > 0) {
        assert_int_equal(adil_log_append(log, g->leaf, g->n, &first, &diag).code, ADIL_C_OK);
    }
    assert_int_equal(adil_log_publish(log, key, &diag).code, ADIL_C_OK);
    adil_log_close(log);
    adil_secret_free(key);
    assert_int_equal(adil_blob_put(g->t->scratch, dir, g->rulebook, &hash, &diag).code, ADIL_C_OK);
    assert_int_equal(adil_blob_put(g->t->scratch, dir, g->source, &hash, &diag).code, ADIL_C_OK);
}

/* ---- verbs ---------------------------------------------------------------------------------- */

static const struct adil_verb verbs[] = {
    {"verify", "", adil_verb_verify},   {"witness", "", adil_verb_witness},
    {"export", "", adil_verb_export},   {"import", "", adil_verb_import},
    {"diff", "", adil_verb_diff},       {"backup", "", adil_verb_backup},
    {"restore", "", adil_verb_restore}, {"state", "", adil_verb_state},
};

struct forge_verdict forge_run(struct adil_arena *perm, const char *const *argv)
{
    struct adil_cli cli;
    struct forge_verdict v;
    int argc = 0;
    memset(&cli, 0, sizeof cli);
    while (argv[argc] != NULL) {
        argc++;
    }
    assert_int_equal(adil_arena_open(&cli.perm, FORGE_ROOM), 0);
    assert_int_equal(adil_arena_open(&cli.scratch, FORGE_ROOM), 0);
    adil_buf_open(&cli.out, FORGE_ROOM);
    adil_diag_open(&cli.diag, &cli.perm);
    adil_err err =
        adil_cli_dispatch(&cli, "", verbs, ADIL_COUNT(verbs), argc, (char **)(uintptr_t)argv);
    v.status = err.code == ADIL_C_OK ? cli.status : adil_exit_status(err);
    adil_diag_print(&cli.diag, &cli.out);
    v.text = adil_span_copy(perm, adil_buf_span(&cli.out));
    adil_buf_release(&cli.out);
    adil_arena_release(&cli.scratch);
    adil_arena_release(&cli.perm);
    return v;
}

bool forge_says(const struct forge_verdict *v, const char *part)
{
    return adil_span_find(v->text, adil_span_of(part)) < v->text.len;
}
