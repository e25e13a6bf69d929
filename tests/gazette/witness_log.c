#include "witness_log.h"

enum { NOTE_BYTES = 1 << 16 };

static struct adil_span taken(struct adil_arena *a, struct adil_buf *b)
{
    assert_true(adil_buf_ok(b));
    struct adil_span s = adil_span_copy(a, adil_buf_span(b));
    adil_buf_release(b);
    return s;
}

struct adil_secret *seeded_key(const char *name, uint8_t kind, uint8_t first_byte)
{
    struct adil_secret *key = NULL;
    uint8_t seed[32];
    for (size_t i = 0; i < sizeof seed; i++) {
        seed[i] = (uint8_t)(first_byte + i);
    }
    adil_err err = adil_secret_from_seed(adil_span_of(name), kind, seed, &key, NULL);
    assert_int_equal(err.code, ADIL_C_OK);
    return key;
}

void witness_log_open(struct witness_log *log, uint64_t fork)
{
    struct adil_buf b;
    log->key = seeded_key(LOG_ORIGIN, ADIL_KEY_ED25519, LOG_SEED);
    for (uint64_t i = 0; i < LOG_ENTRIES; i++) {
        adil_buf_open(&b, 64);
        adil_buf_fmt(&b, "%s %llu", i < fork ? "entry" : "other", (unsigned long long)i);
        log->leaf[i] = adil_leaf_hash(adil_buf_span(&b));
        adil_buf_release(&b);
    }
}

void witness_log_close(struct witness_log *log)
{
    adil_secret_free(log->key);
}

/* Perfect subtrees only, so that folding pairs from the bottom is enough. */
static adil_err node(void *ctx, unsigned level, uint64_t i, struct adil_hash *out)
{
    const struct witness_log *log = ctx;
    struct adil_frontier f = {0};
    for (uint64_t k = i << level; k < (i + 1) << level; k++) {
        adil_frontier_add(&f, &log->leaf[k]);
    }
    *out = adil_frontier_root(&f);
    return ADIL_OK;
}

struct adil_span witness_log_claim(struct adil_arena *a, const struct witness_log *log,
                                   uint64_t size, const struct adil_hash *root)
{
    const struct adil_checkpoint c = {.origin = ADIL_SPAN(LOG_ORIGIN), .size = size, .root = *root};
    struct adil_buf b;
    adil_buf_open(&b, NOTE_BYTES);
    adil_checkpoint_sign(&b, &c, log->key);
    return taken(a, &b);
}

struct adil_span witness_log_note(struct adil_arena *a, const struct witness_log *log,
                                  uint64_t size)
{
    struct adil_frontier f = {0};
    for (uint64_t i = 0; i < size; i++) {
        adil_frontier_add(&f, &log->leaf[i]);
    }
    struct adil_hash root = adil_frontier_root(&f);
    return witness_log_claim(a, log, size, &root);
}

static adil_err consistency(void *ctx, uint64_t old_size, uint64_t size, struct adil_proof *out,
                            struct adil_diag *diag)
{
    const struct adil_nodes nodes = {ctx, node};
    (void)diag;
    return adil_consistency_prove(&nodes, old_size, size, out);
}

struct adil_prover witness_log_prover(struct witness_log *log)
{
    return (struct adil_prover){log, consistency};
}

struct adil_span witness_log_request(struct adil_arena *a, struct witness_log *log,
                                     uint64_t old_size, uint64_t size)
{
    struct adil_proof proof = {0};
    struct adil_buf b;
    if (old_size > 0 && old_size < size) {
        assert_int_equal(consistency(log, old_size, size, &proof, NULL).code, ADIL_C_OK);
    }
    adil_buf_open(&b, NOTE_BYTES);
    adil_witness_request_put(&b, old_size, &proof, witness_log_note(a, log, size));
    return taken(a, &b);
}

/* ---- memory -------------------------------------------------------------------------------- */

static adil_err ram_load(void *ctx, struct adil_arena *perm, struct adil_span origin,
                         struct adil_witness_seen *seen, struct adil_diag *diag)
{
    const struct ram_memory *m = ctx;
    (void)perm;
    (void)diag;
    *seen = (struct adil_witness_seen){.origin = origin, .root = adil_empty_root()};
    if (m->seen.note.len > 0) {
        *seen = m->seen;
    }
    return ADIL_OK;
}

static adil_err ram_swap(void *ctx, struct adil_arena scratch, const struct adil_witness_seen *from,
                         const struct adil_witness_seen *to, bool *swapped, struct adil_diag *diag)
{
    struct ram_memory *m = ctx;
    struct adil_witness_seen now;
    (void)ram_load(m, &scratch, to->origin, &now, diag);
    *swapped = now.size == from->size && adil_hash_eq(&now.root, &from->root);
    if (*swapped) {
        m->seen = *to;
        m->seen.origin = adil_span_copy(m->arena, to->origin);
        m->seen.note = adil_span_copy(m->arena, to->note);
    }
    return ADIL_OK;
}

static adil_err ram_evidence(void *ctx, struct adil_arena scratch, struct adil_span origin,
                             struct adil_span bytes, struct adil_diag *diag)
{
    struct ram_memory *m = ctx;
    (void)scratch;
    (void)origin;
    (void)diag;
    assert_true(m->n_evidence < ADIL_COUNT(m->evidence));
    m->evidence[m->n_evidence++] = adil_span_copy(m->arena, bytes);
    return ADIL_OK;
}

struct adil_witness_memory ram_memory(struct ram_memory *m, struct adil_arena *arena)
{
    *m = (struct ram_memory){.arena = arena};
    return (struct adil_witness_memory){m, ram_load, ram_swap, ram_evidence};
}
