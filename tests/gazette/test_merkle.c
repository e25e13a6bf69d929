/* The tree and its proofs against tests/gazette/tlog-vectors.json, and over all sizes up to 70. */
#include "gazette/merkle.h"

#include "support.h"
#include "vectors.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { PROOF_ROOM = 128, LOG_LEVELS = 17, LOG_MAX = 70000 };

/* The log of the vectors: the perfect subtrees of all levels. */
struct log {
    struct adil_hash *level[LOG_LEVELS];
    uint64_t size;
};

static adil_err log_node(void *ctx, unsigned level, uint64_t i, struct adil_hash *out)
{
    const struct log *log = ctx;
    assert_true(level < LOG_LEVELS && (i + 1) << level <= log->size);
    *out = log->level[level][i];
    return ADIL_OK;
}

static struct adil_nodes log_open(struct adil_arena *perm, struct log *log, uint64_t size)
{
    assert_true(size <= LOG_MAX);
    log->size = size;
    for (unsigned level = 0; level < LOG_LEVELS; level++) {
        log->level[level] = adil_new(perm, struct adil_hash, (size >> level) + 1);
        for (uint64_t i = 0; i < size >> level; i++) {
            struct adil_arena scratch = *perm;
            const struct adil_hash *below = level > 0 ? log->level[level - 1] + 2 * i : NULL;
            log->level[level][i] = level > 0 ? adil_node_hash(below, below + 1)
                                             : adil_leaf_hash(vec_log_entry(&scratch, i));
        }
    }
    return (struct adil_nodes){log, log_node};
}

static struct adil_hash root_of(const struct adil_nodes *nodes, uint64_t size)
{
    struct adil_hash root;
    assert_int_equal(adil_tree_root(nodes, size, &root).code, ADIL_C_OK);
    return root;
}

static void assert_hash_equal(struct adil_hash got, struct adil_hash want)
{
    assert_memory_equal(got.byte, want.byte, sizeof got.byte);
}

static void test_tree__sample_of_eight(void **state)
{
    struct test_arenas *t = *state;
    const struct vec *sample = vec_get(vectors_open(&t->perm), "sample8");
    const struct vec *leaf = vec_get(sample, "leaf_hashes")->first;
    const struct vec *root = vec_get(sample, "roots")->first;
    struct adil_frontier f = {0};
    vec_each (entry, vec_get(sample, "entries")) {
        assert_hash_equal(adil_frontier_root(&f), vec_as_hash(root));
        struct adil_hash h = adil_leaf_hash(vec_as_bytes(&t->perm, entry));
        assert_hash_equal(h, vec_as_hash(leaf));
        adil_frontier_add(&f, &h);
        root = root->next;
        leaf = leaf->next;
    }
    assert_int_equal(f.size, 8);
    assert_hash_equal(adil_frontier_root(&f), vec_as_hash(root));
    assert_null(root->next);
}

static void test_tree__roots_and_nodes_of_the_log(void **state)
{
    struct test_arenas *t = *state;
    const struct vec *v = vec_get(vectors_open(&t->perm), "log");
    struct log log;
    const struct adil_nodes nodes = log_open(&t->perm, &log, LOG_MAX);
    uint64_t i = 0;
    vec_each (leaf, vec_get(v, "leaf_hashes")) {
        assert_hash_equal(log.level[0][i++], vec_as_hash(leaf));
    }
    vec_each (node, vec_get(v, "nodes")) {
        assert_hash_equal(log.level[vec_u64(node, "level")][vec_u64(node, "n")],
                          vec_hash(node, "hash"));
    }
    unsigned seen = 0;
    vec_each (root, vec_get(v, "roots")) {
        uint64_t size = 0;
        assert_true(adil_span_u64(root->key, UINT64_MAX, &size));
        if (size <= LOG_MAX) {
            assert_hash_equal(root_of(&nodes, size), vec_as_hash(root));
            seen++;
        }
    }
    assert_true(seen > 40);
}

/* The larger roots of the vectors (70,000 and beyond) come from adding leaf by leaf. */
static void test_tree__grows_leaf_by_leaf(void **state)
{
    struct test_arenas *t = *state;
    const struct vec *roots = vec_get(vec_get(vectors_open(&t->perm), "log"), "roots");
    struct adil_frontier f = {0};
    vec_each (root, roots) { /* in the order of sizes */
        uint64_t size = 0;
        assert_true(adil_span_u64(root->key, UINT64_MAX, &size));
        while (f.size < size) {
            struct adil_arena scratch = t->scratch;
            struct adil_hash leaf = adil_leaf_hash(vec_log_entry(&scratch, f.size));
            adil_frontier_add(&f, &leaf);
        }
        assert_int_equal(f.size, size);
        assert_hash_equal(adil_frontier_root(&f), vec_as_hash(root));
    }
}

static bool verify_inclusion(const struct vec *v)
{
    struct adil_hash proof[PROOF_ROOM];
    struct adil_hash leaf = vec_hash(v, "leaf_hash");
    struct adil_hash root = vec_hash(v, "root");
    uint32_t n = vec_as_hashes(vec_get(v, "proof"), proof, PROOF_ROOM);
    return adil_inclusion_verify(&leaf, vec_u64(v, "index"), vec_u64(v, "size"), proof, n, &root);
}

static bool verify_consistency(const struct vec *v)
{
    struct adil_hash proof[PROOF_ROOM];
    struct adil_hash old_root = vec_hash(v, "old_root");
    struct adil_hash root = vec_hash(v, "new_root");
    uint32_t n = vec_as_hashes(vec_get(v, "proof"), proof, PROOF_ROOM);
    return adil_consistency_verify(vec_u64(v, "old"), vec_u64(v, "new"), &old_root, proof, n,
                                   &root);
}

static void assert_proof_is(const struct adil_proof *proof, const struct vec *want)
{
    struct adil_hash hash[PROOF_ROOM];
    assert_int_equal(proof->n, vec_as_hashes(want, hash, PROOF_ROOM));
    assert_memory_equal(proof->hash, hash, proof->n * sizeof hash[0]);
}

static void test_inclusion__proofs_of_the_vectors(void **state)
{
    struct test_arenas *t = *state;
    struct log log;
    const struct adil_nodes nodes = log_open(&t->perm, &log, LOG_MAX);
    unsigned made = 0;
    vec_each (v, vec_get(vectors_open(&t->perm), "inclusion")) {
        struct adil_proof proof;
        assert_true(verify_inclusion(v));
        if (vec_u64(v, "size") <= LOG_MAX) {
            assert_int_equal(
                adil_inclusion_prove(&nodes, vec_u64(v, "index"), vec_u64(v, "size"), &proof).code,
                ADIL_C_OK);
            assert_proof_is(&proof, vec_get(v, "proof"));
            made++;
        }
    }
    assert_true(made > 100);
}

static void test_consistency__proofs_of_the_vectors(void **state)
{
    struct test_arenas *t = *state;
    struct log log;
    const struct adil_nodes nodes = log_open(&t->perm, &log, LOG_MAX);
    unsigned made = 0;
    vec_each (v, vec_get(vectors_open(&t->perm), "consistency")) {
        struct adil_proof proof;
        assert_true(verify_consistency(v));
        if (vec_u64(v, "new") <= LOG_MAX) {
            assert_int_equal(
                adil_consistency_prove(&nodes, vec_u64(v, "old"), vec_u64(v, "new"), &proof).code,
                ADIL_C_OK);
            assert_proof_is(&proof, vec_get(v, "proof"));
            made++;
        }
    }
    assert_true(made > 100);
}

static void test_proofs__false_ones_of_the_vectors_are_refused(void **state)
{
    struct test_arenas *t = *state;
    const struct vec *all = vectors_open(&t->perm);
    vec_each (v, vec_get(all, "bad_inclusion")) {
        if (verify_inclusion(v)) {
            fail_msg("accepted: %.*s", ADIL_ARG(vec_text(v, "name")));
        }
    }
    vec_each (v, vec_get(all, "bad_consistency")) {
        if (verify_consistency(v)) {
            fail_msg("accepted: %.*s", ADIL_ARG(vec_text(v, "name")));
        }
    }
}

/* A node taken for a leaf verifies: why sizes come from signed checkpoints alone, and leaf hashes
 * from the bytes of entries. */
static void test_inclusion__arithmetic_cannot_tell_a_node_from_a_leaf(void **state)
{
    struct test_arenas *t = *state;
    assert_true(verify_inclusion(vec_get(vectors_open(&t->perm), "size_confusion")));
}

static void test_consistency__equal_sizes_and_size_zero(void **state)
{
    struct test_arenas *t = *state;
    unsigned n = 0;
    vec_each (v, vec_get(vectors_open(&t->perm), "edge_consistency")) {
        assert_true(adil_span_starts(vec_text(v, "expect"), ADIL_SPAN("accept")));
        assert_true(verify_consistency(v));
        n++;
    }
    assert_int_equal(n, 3);
    struct adil_hash other = {{1}};
    struct adil_hash empty = adil_empty_root();
    assert_false(adil_consistency_verify(0, 0, &other, NULL, 0, &other));
    assert_false(adil_consistency_verify(0, 5, &other, NULL, 0, &other));
    assert_false(adil_consistency_verify(0, 5, &empty, &other, 1, &other));
    assert_false(adil_consistency_verify(5, 5, &other, NULL, 0, &empty));
    assert_false(adil_consistency_verify(5, 5, &other, &other, 1, &other));
}

/* All entries equal: a subtree's hash depends on its level alone, so trees of any size have real
 * proofs. */
static adil_err constant_node(void *ctx, unsigned level, uint64_t i, struct adil_hash *out)
{
    (void)i;
    *out = ((const struct adil_hash *)ctx)[level];
    return ADIL_OK;
}

static void test_tree__sizes_up_to_2_63(void **state)
{
    struct test_arenas *t = *state;
    const struct vec *v = vec_get(vectors_open(&t->perm), "constant_log");
    struct adil_hash level[63] = {adil_leaf_hash(ADIL_SPAN("same"))};
    const struct adil_nodes nodes = {level, constant_node};
    struct adil_proof proof;
    for (unsigned k = 1; k < ADIL_COUNT(level); k++) {
        level[k] = adil_node_hash(&level[k - 1], &level[k - 1]);
    }
    vec_each (root, vec_get(v, "roots")) {
        uint64_t size = 0;
        assert_true(adil_span_u64(root->key, UINT64_MAX, &size));
        assert_hash_equal(root_of(&nodes, size), vec_as_hash(root));
    }
    struct adil_hash leaf = vec_hash(v, "leaf_hash");
    vec_each (p, vec_get(v, "inclusion")) {
        uint64_t index = vec_u64(p, "index");
        uint64_t size = vec_u64(p, "size");
        struct adil_hash root = vec_hash(p, "root");
        assert_int_equal(adil_inclusion_prove(&nodes, index, size, &proof).code, ADIL_C_OK);
        assert_proof_is(&proof, vec_get(p, "proof"));
        assert_true(adil_inclusion_verify(&leaf, index, size, proof.hash, proof.n, &root));
    }
    vec_each (p, vec_get(v, "consistency")) {
        assert_int_equal(
            adil_consistency_prove(&nodes, vec_u64(p, "old"), vec_u64(p, "new"), &proof).code,
            ADIL_C_OK);
        assert_proof_is(&proof, vec_get(p, "proof"));
        assert_true(verify_consistency(p));
    }
}

static void test_tree__sizes_above_2_63_are_refused(void **state)
{
    (void)state;
    const struct adil_hash h = {{0}};
    const uint64_t above = ADIL_TREE_SIZE_MAX + 1;
    assert_false(adil_inclusion_verify(&h, 0, above, &h, 1, &h));
    assert_false(adil_inclusion_verify(&h, UINT64_MAX - 1, UINT64_MAX, &h, 0, &h));
    assert_false(adil_consistency_verify(1, above, &h, &h, 1, &h));
    assert_false(adil_consistency_verify(above, above, &h, NULL, 0, &h));
}

static void put_u64(struct adil_buf *b, uint64_t v)
{
    for (unsigned shift = 64; shift > 0; shift -= 8) {
        adil_buf_byte(b, (char)(v >> (shift - 8)));
    }
}

static void put_record(struct adil_buf *b, uint64_t first, uint64_t second,
                       const struct adil_proof *proof)
{
    put_u64(b, first);
    put_u64(b, second);
    adil_buf_byte(b, (char)proof->n);
    adil_buf_put(b, adil_span_bytes((const char *)proof->hash, proof->n * sizeof proof->hash[0]));
}

static void assert_digest(const struct adil_buf *b, const struct vec *want, uint64_t size)
{
    char key[24];
    snprintf(key, sizeof key, "%" PRIu64, size);
    const struct vec *hex = vec_find(want, key);
    if (hex != NULL) {
        assert_true(adil_buf_ok(b));
        assert_hash_equal(adil_sha256(adil_buf_span(b)), vec_as_hash(hex));
    }
}

static void test_proofs__digests_over_all_of_them(void **state)
{
    enum { DIGEST_MAX = 32 << 20, PROOFS_TO = 300, ROOTS_TO = 5000 };
    struct test_arenas *t = *state;
    const struct vec *want = vec_get(vectors_open(&t->perm), "exhaustive");
    struct log log;
    const struct adil_nodes nodes = log_open(&t->perm, &log, LOG_MAX);
    struct adil_proof proof;
    struct adil_buf b[3];
    for (unsigned i = 0; i < 3; i++) {
        adil_buf_open(&b[i], DIGEST_MAX);
    }
    for (uint64_t n = 0; n <= ROOTS_TO; n++) {
        struct adil_hash root = root_of(&nodes, n);
        adil_buf_put(&b[2], adil_span_bytes((const char *)root.byte, sizeof root.byte));
        assert_digest(&b[2], vec_get(want, "roots"), n);
    }
    for (uint64_t n = 1; n <= PROOFS_TO; n++) {
        for (uint64_t i = 0; i < n; i++) {
            assert_int_equal(adil_inclusion_prove(&nodes, i, n, &proof).code, ADIL_C_OK);
            assert_int_equal(proof.n, adil_inclusion_length(i, n));
            put_record(&b[0], i, n, &proof);
            assert_int_equal(adil_consistency_prove(&nodes, i + 1, n, &proof).code, ADIL_C_OK);
            assert_int_equal(proof.n, adil_consistency_length(i + 1, n));
            put_record(&b[1], i + 1, n, &proof);
        }
        assert_digest(&b[0], vec_get(want, "inclusion"), n);
        assert_digest(&b[1], vec_get(want, "consistency"), n);
    }
    for (unsigned i = 0; i < 3; i++) {
        adil_buf_release(&b[i]);
    }
}

/* Laws over all sizes up to 70, and their controls: no proof holds once any part of it changed. */
enum { ALL_TO = 70 };

static void inclusion_holds_alone(const struct adil_nodes *nodes, uint64_t i, uint64_t size)
{
    struct adil_proof p;
    struct adil_hash leaf;
    struct adil_hash root = root_of(nodes, size);
    assert_int_equal(nodes->node(nodes->ctx, 0, i, &leaf).code, ADIL_C_OK);
    assert_int_equal(adil_inclusion_prove(nodes, i, size, &p).code, ADIL_C_OK);
    assert_true(adil_inclusion_verify(&leaf, i, size, p.hash, p.n, &root));
    for (uint64_t other = 0; other <= ALL_TO; other++) {
        assert_true(other == i || !adil_inclusion_verify(&leaf, other, size, p.hash, p.n, &root));
    }
    p.hash[p.n] = root;
    assert_false(adil_inclusion_verify(&leaf, i, size, p.hash, p.n + 1, &root));
    assert_true(p.n == 0 || !adil_inclusion_verify(&leaf, i, size, p.hash, p.n - 1, &root));
    for (uint32_t k = 0; k < p.n; k++) {
        p.hash[k].byte[k % 32] ^= 0x10;
        assert_false(adil_inclusion_verify(&leaf, i, size, p.hash, p.n, &root));
        p.hash[k].byte[k % 32] ^= 0x10;
    }
    leaf.byte[31] ^= 1;
    assert_false(adil_inclusion_verify(&leaf, i, size, p.hash, p.n, &root));
    leaf.byte[31] ^= 1;
    root.byte[0] ^= 0x80;
    assert_false(adil_inclusion_verify(&leaf, i, size, p.hash, p.n, &root));
}

static void consistency_holds_alone(const struct adil_nodes *nodes, uint64_t old, uint64_t size)
{
    struct adil_proof p;
    struct adil_hash was = root_of(nodes, old);
    struct adil_hash root = root_of(nodes, size);
    assert_int_equal(adil_consistency_prove(nodes, old, size, &p).code, ADIL_C_OK);
    assert_true(adil_consistency_verify(old, size, &was, p.hash, p.n, &root));
    for (uint64_t other = 0; other <= ALL_TO; other++) {
        assert_true(other == old ||
                    !adil_consistency_verify(other, size, &was, p.hash, p.n, &root));
    }
    p.hash[p.n] = root;
    assert_false(adil_consistency_verify(old, size, &was, p.hash, p.n + 1, &root));
    assert_true(p.n == 0 || !adil_consistency_verify(old, size, &was, p.hash, p.n - 1, &root));
    for (uint32_t k = 0; k < p.n; k++) {
        p.hash[k].byte[k % 32] ^= 0x10;
        assert_false(adil_consistency_verify(old, size, &was, p.hash, p.n, &root));
        p.hash[k].byte[k % 32] ^= 0x10;
    }
    was.byte[31] ^= 1;
    assert_false(adil_consistency_verify(old, size, &was, p.hash, p.n, &root));
    was.byte[31] ^= 1;
    root.byte[0] ^= 0x80;
    assert_false(adil_consistency_verify(old, size, &was, p.hash, p.n, &root));
}

static void test_proofs__hold_for_all_sizes_and_for_nothing_else(void **state)
{
    struct test_arenas *t = *state;
    struct log log;
    const struct adil_nodes nodes = log_open(&t->perm, &log, ALL_TO);
    for (uint64_t size = 1; size <= ALL_TO; size++) {
        for (uint64_t i = 0; i < size; i++) {
            inclusion_holds_alone(&nodes, i, size);
            consistency_holds_alone(&nodes, i + 1, size);
        }
    }
}

static adil_err broken_node(void *ctx, unsigned level, uint64_t i, struct adil_hash *out)
{
    (void)ctx;
    (void)level;
    (void)i;
    memset(out, 0, sizeof *out);
    return ADIL_ERR(IO);
}

static void test_proofs__a_source_that_fails_is_told(void **state)
{
    (void)state;
    const struct adil_nodes nodes = {NULL, broken_node};
    struct adil_hash root;
    struct adil_proof proof;
    assert_int_equal(adil_tree_root(&nodes, 3, &root).code, ADIL_C_IO);
    assert_int_equal(adil_inclusion_prove(&nodes, 1, 3, &proof).code, ADIL_C_IO);
    assert_int_equal(adil_consistency_prove(&nodes, 1, 3, &proof).code, ADIL_C_IO);
    assert_int_equal(adil_tree_root(&nodes, 0, &root).code, ADIL_C_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_tree__sample_of_eight),
        test_case(test_tree__roots_and_nodes_of_the_log),
        test_case(test_tree__grows_leaf_by_leaf),
        test_case(test_inclusion__proofs_of_the_vectors),
        test_case(test_consistency__proofs_of_the_vectors),
        test_case(test_proofs__false_ones_of_the_vectors_are_refused),
        test_case(test_inclusion__arithmetic_cannot_tell_a_node_from_a_leaf),
        test_case(test_consistency__equal_sizes_and_size_zero),
        test_case(test_tree__sizes_up_to_2_63),
        cmocka_unit_test(test_tree__sizes_above_2_63_are_refused),
        test_case(test_proofs__digests_over_all_of_them),
        test_case(test_proofs__hold_for_all_sizes_and_for_nothing_else),
        cmocka_unit_test(test_proofs__a_source_that_fails_is_told),
    };
    return cmocka_run_group_tests_name("merkle", tests, NULL, NULL);
}
