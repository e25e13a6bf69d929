/* Tiles, bundles and their paths against tests/gazette/tlog-vectors.json. */
#include "gazette/tile.h"

#include "support.h"
#include "vectors.h"

#include <inttypes.h>
#include <string.h>

enum { BUNDLE_MAX = 32 << 20 };

static struct adil_tile tile_of(const struct vec *v)
{
    struct adil_tile t = {.level = ADIL_ENTRIES_LEVEL,
                          .index = vec_u64(v, "index"),
                          .width = (uint32_t)vec_u64(v, "width")};
    if (vec_get(v, "level")->kind == ADIL_JSON_INT) {
        t.level = (int)vec_u64(v, "level");
    }
    return t;
}

static void test_path__spelled_and_read_as_the_vectors_have_it(void **state)
{
    struct test_arenas *t = *state;
    vec_each (v, vec_get(vectors_open(&t->perm), "tile_paths")) {
        const struct adil_tile want = tile_of(v);
        struct adil_tile got;
        assert_span_equal(adil_tile_path(&t->perm, want), vec_text(v, "path"));
        assert_true(adil_tile_path_parse(vec_text(v, "path"), &got));
        assert_int_equal(got.level, want.level);
        assert_int_equal(got.index, want.index);
        assert_int_equal(got.width, want.width);
    }
}

static void test_path__any_other_spelling_is_refused(void **state)
{
    struct test_arenas *t = *state;
    static const char *const more[] = {
        "",
        "tile",
        "tile/",
        "tile/0",
        "tile/entries",
        "tile/entries/",
        "/tile/0/000",
        "tile/0/000/",
        "tile//000",
        "tile/+0/000",
        "tile/0/x000/x000/001",
        "tile/0/x001/",
        "tile/0/x001",
        "tile/0/00a",
        "tile/0/ 00",
        "tile/0/000.p/+1",
        "tile/0/000.p/1/",
        "tile/0/000.q/1",
        "tile/0/000.p",
        "Tile/0/000",
        "tile/Entries/000",
        "tile/0/x009/x223/x372/x036/x854/x775/808", /* 2^63 */
        "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
    };
    struct adil_tile to;
    vec_each (v, vec_get(vectors_open(&t->perm), "bad_tile_paths")) {
        if (adil_tile_path_parse(vec_text(v, "path"), &to)) {
            fail_msg("accepted: %.*s", ADIL_ARG(vec_text(v, "why")));
        }
    }
    for (size_t i = 0; i < ADIL_COUNT(more); i++) {
        if (adil_tile_path_parse(adil_span_of(more[i]), &to)) {
            fail_msg("accepted: %s", more[i]);
        }
    }
    assert_true(adil_tile_path_parse(ADIL_SPAN("tile/0/x009/x223/x372/x036/x854/x775/807"), &to));
    assert_int_equal(to.index, INT64_MAX);
}

static void test_path__comes_back_from_its_spelling(void **state)
{
    struct test_arenas *t = *state;
    struct test_rng rng = test_rng_open("tile_path");
    for (unsigned i = 0; i < 2000; i++) {
        struct adil_arena scratch = t->scratch;
        struct adil_tile got;
        const struct adil_tile want = {.level = (int)test_rng_below(&rng, 65) - 1,
                                       .index = test_rng_dense(&rng) & ADIL_TREE_SIZE_MAX,
                                       .width = (uint32_t)test_rng_below(&rng, 256) + 1};
        assert_true(adil_tile_path_parse(adil_tile_path(&scratch, want), &got));
        assert_true(got.level == want.level && got.index == want.index && got.width == want.width);
    }
}

/* The vectors' log at one size: hashes of every tile level, and the bundles. */
struct tiles {
    uint64_t size;
    struct adil_hash *level[3];
};

static void tiles_open(struct adil_arena *perm, struct tiles *x, uint64_t size)
{
    x->size = size;
    for (unsigned level = 0; level < 3; level++) {
        uint64_t n = size >> (8 * level);
        x->level[level] = adil_new(perm, struct adil_hash, n + 1);
        for (uint64_t i = 0; i < n; i++) {
            struct adil_arena scratch = *perm;
            x->level[level][i] = level == 0 ? adil_leaf_hash(vec_log_entry(&scratch, i))
                                            : adil_tile_node(x->level[level - 1] + 256 * i, 8, 0);
        }
    }
}

static struct adil_span tile_bytes(const struct tiles *x, struct adil_tile t)
{
    return adil_span_bytes((const char *)(x->level[t.level] + 256 * t.index),
                           t.width * sizeof(struct adil_hash));
}

static struct adil_span bundle_bytes(struct adil_arena *perm, struct adil_tile t)
{
    struct adil_buf b;
    adil_buf_open(&b, BUNDLE_MAX);
    for (uint32_t i = 0; i < t.width; i++) {
        struct adil_arena scratch = *perm;
        adil_bundle_add(&b, vec_log_entry(&scratch, 256 * t.index + i));
    }
    assert_true(adil_buf_ok(&b));
    struct adil_span bytes = adil_span_copy(perm, adil_buf_span(&b));
    adil_buf_release(&b);
    return bytes;
}

static struct adil_span bytes_at(struct adil_arena *perm, const struct tiles *x,
                                 struct adil_span path)
{
    struct adil_tile t;
    assert_true(adil_tile_path_parse(path, &t));
    return t.level == ADIL_ENTRIES_LEVEL ? bundle_bytes(perm, t) : tile_bytes(x, t);
}

static void assert_files(struct adil_arena *perm, uint64_t size, const struct vec *files,
                         uint64_t n_files)
{
    struct tiles x;
    tiles_open(perm, &x, size);
    vec_each (file, files) {
        assert_span_equal(bytes_at(perm, &x, file->key), vec_as_bytes(perm, file));
    }
    assert_int_equal(files->n, n_files);
}

static uint64_t count_of(int level, uint64_t size)
{
    uint32_t last = 0;
    return adil_tile_count(level, size, &last);
}

static void test_tiles__of_5_and_300_entries_byte_for_byte(void **state)
{
    struct test_arenas *t = *state;
    const struct vec *all = vectors_open(&t->perm);
    assert_files(&t->perm, 300, vec_get(all, "tiles_300"), count_of(0, 300) + count_of(1, 300));
    assert_files(&t->perm, 300, vec_get(all, "bundles_300"), count_of(ADIL_ENTRIES_LEVEL, 300));
    assert_files(&t->perm, 5, vec_get(all, "tiles_5"), count_of(0, 5) + count_of(1, 5));
    assert_files(&t->perm, 5, vec_get(all, "bundles_5"), count_of(ADIL_ENTRIES_LEVEL, 5));
}

/* The digest over the digests of all files of a level, in order. */
static struct adil_hash digest_of_all(struct adil_arena perm, const struct tiles *x, int level)
{
    struct adil_buf b;
    uint32_t last = 0;
    uint64_t n = adil_tile_count(level, x->size, &last);
    adil_buf_open(&b, BUNDLE_MAX);
    for (uint64_t i = 0; i < n; i++) {
        struct adil_arena scratch = perm;
        const struct adil_tile t = {level, i, i + 1 < n ? 256 : last};
        struct adil_hash h = adil_sha256(bytes_at(&scratch, x, adil_tile_path(&scratch, t)));
        adil_buf_put(&b, adil_span_bytes((const char *)h.byte, sizeof h.byte));
    }
    struct adil_hash all = adil_sha256(adil_buf_span(&b));
    adil_buf_release(&b);
    return all;
}

static void assert_file_digests(struct adil_arena perm, const struct tiles *x,
                                const struct vec *files)
{
    vec_each (file, files) {
        struct adil_arena scratch = perm;
        const struct adil_hash want = vec_as_hash(file);
        const struct adil_hash got = adil_sha256(bytes_at(&scratch, x, file->key));
        assert_memory_equal(got.byte, want.byte, sizeof got.byte);
    }
}

static void test_tiles__of_70000_entries_by_digest(void **state)
{
    struct test_arenas *t = *state;
    const struct vec *v = vec_get(vectors_open(&t->perm), "tiles_70000");
    struct tiles x;
    uint32_t last = 0;
    tiles_open(&t->perm, &x, 70000);
    assert_file_digests(t->perm, &x, vec_get(v, "sha256"));
    assert_file_digests(t->perm, &x, vec_get(v, "bundle_sha256"));
    struct adil_hash want = vec_hash(vec_get(v, "all_level0"), "sha256");
    struct adil_hash got = digest_of_all(t->perm, &x, 0);
    assert_memory_equal(got.byte, want.byte, sizeof got.byte);
    want = vec_hash(vec_get(v, "all_bundles"), "sha256");
    got = digest_of_all(t->perm, &x, ADIL_ENTRIES_LEVEL);
    assert_memory_equal(got.byte, want.byte, sizeof got.byte);

    const struct vec *counts = vec_get(v, "counts");
    assert_int_equal(adil_tile_count(0, 70000, &last), vec_u64(counts, "level0_full") + 1);
    assert_int_equal(last, vec_u64(counts, "level0_partial"));
    assert_int_equal(adil_tile_count(1, 70000, &last), vec_u64(counts, "level1_full") + 1);
    assert_int_equal(last, vec_u64(counts, "level1_partial"));
    assert_int_equal(adil_tile_count(2, 70000, &last), 1);
    assert_int_equal(last, vec_u64(counts, "level2_partial"));
}

static void test_tile_count__lists_of_the_vectors(void **state)
{
    struct test_arenas *t = *state;
    vec_each (v, vec_get(vectors_open(&t->perm), "tile_lists")) {
        uint64_t size = vec_u64(v, "size");
        const struct vec *partial = vec_get(v, "non_full")->first;
        const struct vec *full = vec_get(v, "full_per_level")->first;
        for (int level = 0; level < ADIL_TILE_LEVELS; level++) {
            uint32_t last = 0;
            uint64_t n = adil_tile_count(level, size, &last);
            bool is_ragged = n > 0 && last < ADIL_TILE_WIDTH;
            assert_true(full == NULL || full->integer == (int64_t)(n - is_ragged));
            full = full != NULL ? full->next : NULL;
            if (is_ragged) {
                const struct adil_tile tile = {level, n - 1, last};
                assert_non_null(partial);
                assert_span_equal(adil_tile_path(&t->perm, tile), partial->text);
                partial = partial->next;
            }
            assert_true((n == 0) == (last == 0));
        }
        assert_null(partial);
    }
}

static void test_tile_count__largest_sizes(void **state)
{
    (void)state;
    uint32_t last = 0;
    assert_int_equal(adil_tile_count(0, ADIL_TREE_SIZE_MAX, &last), UINT64_C(1) << 55);
    assert_int_equal(last, 255);
    assert_int_equal(adil_tile_count(7, ADIL_TREE_SIZE_MAX, &last), 1);
    assert_int_equal(last, 127);
    assert_int_equal(adil_tile_count(8, ADIL_TREE_SIZE_MAX, &last), 0);
    assert_int_equal(last, 0);
    assert_int_equal(adil_tile_count(63, ADIL_TREE_SIZE_MAX, &last), 0);
}

static void test_tile_node__is_the_root_of_its_hashes(void **state)
{
    struct test_arenas *t = *state;
    struct tiles x;
    tiles_open(&t->perm, &x, 256);
    for (unsigned level = 0; level <= 8; level++) {
        for (uint32_t i = 0; i < 256U >> level; i++) {
            struct adil_frontier f = {0};
            for (uint32_t j = 0; j < 1U << level; j++) {
                adil_frontier_add(&f, &x.level[0][(i << level) + j]);
            }
            struct adil_hash want = adil_frontier_root(&f);
            struct adil_hash got = adil_tile_node(x.level[0], level, i);
            assert_true(adil_hash_eq(&got, &want));
        }
    }
}

/* The number of entries when `bytes` are whole entries and nothing else; else UINT32_MAX. */
static uint32_t entries_in(struct adil_span bytes)
{
    struct adil_span rest = bytes;
    struct adil_span entry;
    bool whole = false;
    uint32_t n = 0;
    while (adil_bundle_next(&rest, &entry, &whole)) {
        n++;
    }
    return whole ? n : UINT32_MAX;
}

static void test_bundle__false_ones_of_the_vectors_are_found(void **state)
{
    struct test_arenas *t = *state;
    vec_each (v, vec_get(vectors_open(&t->perm), "bad_bundles")) {
        struct adil_span bytes = vec_as_bytes(&t->perm, vec_get(v, "hex"));
        if (entries_in(bytes) == vec_u64(v, "width")) {
            fail_msg("accepted: %.*s", ADIL_ARG(vec_text(v, "why")));
        }
    }
    assert_int_equal(entries_in(ADIL_SPAN("\0\x01z\0\0")), 2);
}

static void add_long(void *arg)
{
    struct adil_span *entry = arg;
    struct adil_buf b;
    adil_buf_open(&b, BUNDLE_MAX);
    adil_bundle_add(&b, *entry);
    adil_buf_release(&b);
}

static void test_bundle__shortest_and_longest_entry(void **state)
{
    struct test_arenas *t = *state;
    vec_each (v, vec_get(vectors_open(&t->perm), "entry_limits")) {
        size_t len = vec_u64(v, "length");
        char *letters = adil_new(&t->perm, char, len);
        memset(letters, 'a', len);
        struct adil_span entry = adil_span_bytes(letters, len);
        const struct vec *leaf = vec_find(v, len == 0 ? "leaf_hash" : "leaf_hash_of_all_61");
        if (leaf == NULL) { /* the length that 16 bits do not hold */
            assert_int_equal(len, ADIL_ENTRY_BYTES_MAX + 1);
            assert_true(test_aborts(add_long, &entry));
            continue;
        }
        struct adil_hash want = vec_as_hash(leaf);
        struct adil_hash got = adil_leaf_hash(entry);
        assert_memory_equal(got.byte, want.byte, sizeof got.byte);
        struct adil_buf b;
        struct adil_span back = {NULL, 0};
        bool whole = false;
        adil_buf_open(&b, BUNDLE_MAX);
        adil_bundle_add(&b, entry);
        struct adil_span rest = adil_buf_span(&b);
        assert_span_equal(
            adil_span_sub(rest, 0, 2),
            vec_as_bytes(&t->perm, vec_get(v, len == 0 ? "bundle_hex" : "bundle_prefix_hex")));
        assert_true(adil_bundle_next(&rest, &back, &whole));
        assert_span_equal(back, entry);
        assert_false(adil_bundle_next(&rest, &back, &whole));
        assert_true(whole);
        adil_buf_release(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_path__spelled_and_read_as_the_vectors_have_it),
        test_case(test_path__any_other_spelling_is_refused),
        test_case(test_path__comes_back_from_its_spelling),
        test_case(test_tiles__of_5_and_300_entries_byte_for_byte),
        test_case(test_tiles__of_70000_entries_by_digest),
        test_case(test_tile_count__lists_of_the_vectors),
        cmocka_unit_test(test_tile_count__largest_sizes),
        test_case(test_tile_node__is_the_root_of_its_hashes),
        test_case(test_bundle__false_ones_of_the_vectors_are_found),
        test_case(test_bundle__shortest_and_longest_entry),
    };
    return cmocka_run_group_tests_name("tile", tests, NULL, NULL);
}
