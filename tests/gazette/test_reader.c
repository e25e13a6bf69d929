/* Reading a copy: every entry, or the file and the entry that contradict the root. */
#include "copy.h"
#include "scratch.h"
#include "support.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const uint64_t sizes[] = {1, 2, 5, 255, 256, 257, 300, 511, 512, 513, 1000};

struct seen {
    const struct copy *copy;
    uint64_t next;
    uint64_t stop_at;
};

static adil_err see_entry(void *ctx, uint64_t index, struct adil_span bytes,
                          const struct adil_hash *leaf, struct adil_diag *diag)
{
    struct seen *s = ctx;
    char text[32];
    (void)diag;
    int n = snprintf(text, sizeof text, "%s %" PRIu64,
                     index < s->copy->other_from ? "entry" : "other", index);
    struct adil_hash want = adil_leaf_hash(bytes);
    assert_int_equal(index, s->next);
    assert_span_equal(bytes, adil_span_bytes(text, (size_t)n));
    assert_true(adil_hash_eq(leaf, &want));
    s->next++;
    return index == s->stop_at ? ADIL_ERR(UNDECIDED) : ADIL_OK;
}

static adil_err walk_copy(struct test_arenas *t, struct copy *c, uint64_t from,
                          struct adil_diag *diag)
{
    struct seen s = {c, from, UINT64_MAX};
    const struct adil_walk walk = {&s, see_entry};
    const struct adil_fetch fetch = copy_fetch(c, "copy");
    adil_err err = adil_reader_walk(t->scratch, &fetch, from, c->size, &c->root, &walk, diag);
    assert_true(err.code != ADIL_C_OK || s.next == c->size);
    return err;
}

static void test_walk__gives_every_entry_from_anywhere(void **state)
{
    struct test_arenas *t = *state;
    for (size_t i = 0; i < ADIL_COUNT(sizes); i++) {
        struct test_arenas own = *t;
        struct copy c;
        const uint64_t from[] = {0, 1, sizes[i] / 2, sizes[i] - 1, sizes[i]};
        copy_make(&own.perm, &c, sizes[i], UINT64_MAX);
        for (size_t k = 0; k < ADIL_COUNT(from); k++) {
            assert_int_equal(walk_copy(&own, &c, from[k], NULL).code, ADIL_C_OK);
        }
        assert_int_equal(walk_copy(&own, &c, sizes[i] + 1, NULL).code, ADIL_C_INPUT);
    }
}

static void test_walk__three_levels_of_tiles(void **state)
{
    struct test_arenas *t = *state;
    struct copy c;
    copy_make(&t->perm, &c, 70000, UINT64_MAX);
    assert_int_equal(walk_copy(t, &c, 0, NULL).code, ADIL_C_OK);
    assert_int_equal(walk_copy(t, &c, 65000, NULL).code, ADIL_C_OK);
}

static void test_walk__the_empty_tree(void **state)
{
    struct test_arenas *t = *state;
    struct copy c;
    copy_make(&t->perm, &c, 0, UINT64_MAX);
    assert_int_equal(walk_copy(t, &c, 0, NULL).code, ADIL_C_OK);
    c.root.byte[0] ^= 1;
    assert_int_equal(walk_copy(t, &c, 0, NULL).code, ADIL_C_REFUSED);
}

static void test_walk__stops_where_the_caller_says(void **state)
{
    struct test_arenas *t = *state;
    struct copy c;
    copy_make(&t->perm, &c, 300, UINT64_MAX);
    struct seen s = {&c, 0, 270};
    const struct adil_walk walk = {&s, see_entry};
    const struct adil_fetch fetch = copy_fetch(&c, "copy");
    adil_err err = adil_reader_walk(t->scratch, &fetch, 0, 300, &c.root, &walk, NULL);
    assert_int_equal(err.code, ADIL_C_UNDECIDED);
    assert_int_equal(s.next, 271);
}

static void flip(struct adil_archive_file *file, size_t byte, unsigned bit)
{
    char *at = (char *)(uintptr_t)(file->bytes.ptr + byte);
    *at = (char)(*at ^ (1 << bit));
}

/* The walk is refused, its message names `path`, and when it is not empty `field`. */
static void assert_refused(struct test_arenas *t, struct copy *c, const char *path,
                           struct adil_span field)
{
    struct test_arenas own = *t;
    struct adil_diag diag;
    adil_diag_open(&diag, &own.perm);
    assert_int_equal(walk_copy(&own, c, 0, &diag).code, ADIL_C_REFUSED);
    assert_int_equal(diag.n_errors, 1);
    assert_span_equal(diag.first->place.file, adil_fmt(&own.perm, "copy/%s", path));
    if (field.len > 0) {
        assert_span_equal(diag.first->field, field);
    }
    assert_true(diag.first->found.len > 0 && diag.first->expected.len > 0);
}

/* Every bit of the file, or one of each byte; hashes of entries are named by their number. */
static void flip_file(struct test_arenas *t, struct copy *c, const char *path, unsigned bits)
{
    struct adil_archive_file *file = copy_file(c, path);
    struct adil_tile tile;
    assert_true(adil_tile_path_parse(file->path, &tile));
    for (size_t byte = 0; byte < file->bytes.len; byte++) {
        for (unsigned k = 0; k < bits; k++) {
            struct test_arenas own = *t;
            unsigned bit = bits == 8 ? k : (unsigned)byte % 8;
            uint64_t entry = tile.index * ADIL_TILE_WIDTH + byte / sizeof(struct adil_hash);
            struct adil_span field = {NULL, 0};
            if (tile.level == 0) {
                field = adil_fmt(&own.perm, "entry %" PRIu64, entry);
            }
            flip(file, byte, bit);
            assert_refused(&own, c, path, field);
            flip(file, byte, bit);
        }
    }
    assert_int_equal(walk_copy(t, c, 0, NULL).code, ADIL_C_OK); /* the control */
}

static void test_walk__any_bit_changed_names_the_file_and_the_entry(void **state)
{
    struct test_arenas *t = *state;
    struct copy c;
    copy_make(&t->perm, &c, 5, UINT64_MAX);
    flip_file(t, &c, "tile/0/000.p/5", 8);
    flip_file(t, &c, "tile/entries/000.p/5", 8);
    copy_make(&t->perm, &c, 260, UINT64_MAX);
    flip_file(t, &c, "tile/0/000", 1);
    flip_file(t, &c, "tile/0/001.p/4", 8);
    flip_file(t, &c, "tile/1/000.p/1", 8);
    flip_file(t, &c, "tile/entries/000", 1);
    flip_file(t, &c, "tile/entries/001.p/4", 8);
}

static struct adil_span leaf_hex(struct adil_arena *a, struct adil_span entry)
{
    const struct adil_hash leaf = adil_leaf_hash(entry);
    return adil_hex(a, leaf.byte, sizeof leaf.byte);
}

static void test_walk__an_entry_of_a_bundle_is_named(void **state)
{
    struct test_arenas *t = *state;
    struct copy c;
    struct adil_diag diag;
    adil_diag_open(&diag, &t->perm);
    copy_make(&t->perm, &c, 260, UINT64_MAX);
    struct adil_archive_file *file = copy_file(&c, "tile/entries/001.p/4");
    flip(file, 2 * (2 + 9) + 2 + 8, 0); /* after two entries of nine letters, the last digit */
    assert_int_equal(walk_copy(t, &c, 0, &diag).code, ADIL_C_REFUSED);
    assert_span_is(diag.first->place.file, "copy/tile/entries/001.p/4");
    assert_span_is(diag.first->field, "entry 258");
    assert_span_equal(diag.first->found, leaf_hex(&t->perm, ADIL_SPAN("entry 259")));
    assert_span_equal(diag.first->expected, leaf_hex(&t->perm, ADIL_SPAN("entry 258")));
}

static void test_walk__tiles_above_a_changed_one_are_trusted(void **state)
{
    struct test_arenas *t = *state;
    struct copy c;
    copy_make(&t->perm, &c, 66000, UINT64_MAX);
    struct adil_archive_file *file = copy_file(&c, "tile/1/000");
    flip(file, 7 * 32, 3); /* a full tile of level 1: the one below is right */
    assert_refused(t, &c, "tile/1/000", ADIL_SPAN("hash 7"));
    flip(file, 7 * 32, 3);
    file = copy_file(&c, "tile/2/000.p/1");
    flip(file, 31, 7);
    assert_refused(t, &c, "tile/2/000.p/1", ADIL_SPAN("hash 0"));
    flip(file, 31, 7);
    file = copy_file(&c, "tile/0/200");
    flip(file, 255 * 32 + 1, 0);
    assert_refused(t, &c, "tile/0/200", ADIL_SPAN("entry 51455"));
}

/* History rewritten below a tile that is still the old one: entries and hashes agree with one
 * another and not with the tree. */
static void test_walk__a_tile_and_its_bundle_rewritten_together(void **state)
{
    struct test_arenas *t = *state;
    struct copy c;
    struct copy other;
    copy_make(&t->perm, &c, 600, UINT64_MAX);
    copy_make(&t->perm, &other, 600, 300);
    copy_file(&c, "tile/0/001")->bytes = copy_file(&other, "tile/0/001")->bytes;
    copy_file(&c, "tile/entries/001")->bytes = copy_file(&other, "tile/entries/001")->bytes;
    assert_refused(t, &c, "tile/0/001", ADIL_SPAN("entries 256 to 511"));
    assert_int_equal(walk_copy(t, &other, 0, NULL).code, ADIL_C_OK);
    c.root = other.root;
    assert_refused(t, &c, "tile/1/000.p/2", ADIL_SPAN("hash 1"));
}

static void test_walk__another_root_names_the_checkpoint(void **state)
{
    struct test_arenas *t = *state;
    struct copy c;
    copy_make(&t->perm, &c, 300, UINT64_MAX);
    c.root.byte[31] ^= 1;
    assert_refused(t, &c, "checkpoint", ADIL_SPAN("the root of 300 entries"));
}

static void test_walk__files_of_a_wrong_length(void **state)
{
    struct test_arenas *t = *state;
    static const char *const path[] = {"tile/0/000", "tile/0/001.p/4", "tile/1/000.p/1",
                                       "tile/entries/000", "tile/entries/001.p/4"};
    struct copy c;
    copy_make(&t->perm, &c, 260, UINT64_MAX);
    for (size_t i = 0; i < ADIL_COUNT(path); i++) {
        struct test_arenas own = *t;
        struct adil_archive_file *file = copy_file(&c, path[i]);
        struct adil_span was = file->bytes;
        file->bytes = adil_span_sub(was, 0, was.len - 1);
        assert_refused(&own, &c, path[i], (struct adil_span){NULL, 0});
        file->bytes = (struct adil_span){NULL, 0};
        assert_refused(&own, &c, path[i], (struct adil_span){NULL, 0});
        if (was.len < 8192) { /* else it is not even fetched */
            char *longer = adil_new(&own.perm, char, was.len + 1);
            memcpy(longer, was.ptr, was.len);
            file->bytes = adil_span_bytes(longer, was.len + 1);
            assert_refused(&own, &c, path[i], (struct adil_span){NULL, 0});
        }
        file->bytes = was;
    }
}

static void test_walk__a_missing_file_is_told(void **state)
{
    struct test_arenas *t = *state;
    static const char *const path[] = {"tile/0/000", "tile/0/001.p/4", "tile/1/000.p/1",
                                       "tile/entries/000", "tile/entries/001.p/4"};
    for (size_t i = 0; i < ADIL_COUNT(path); i++) {
        struct test_arenas own = *t;
        struct adil_diag diag;
        struct copy c;
        adil_diag_open(&diag, &own.perm);
        copy_make(&own.perm, &c, 260, UINT64_MAX);
        copy_drop(&c, path[i]);
        assert_int_equal(walk_copy(&own, &c, 0, &diag).code, ADIL_C_INPUT);
        assert_int_equal(diag.n_errors, 1);
        assert_span_is(diag.first->field, path[i]);
    }
}

/* Logs may drop a partial tile once the full one is there: readers cut that. */
static void test_walk__a_missing_partial_tile_is_cut_from_the_full_one(void **state)
{
    struct test_arenas *t = *state;
    struct copy whole;
    copy_make(&t->perm, &whole, 512 + 3, UINT64_MAX);
    struct adil_span above = copy_file(&whole, "tile/1/000.p/2")->bytes;
    whole.file[whole.n++] = (struct adil_archive_file){ADIL_SPAN("tile/1/000.p/1"),
                                                       adil_span_sub(above, 0, above.len / 2)};
    for (uint64_t size = 1; size <= 512; size += 73) {
        struct test_arenas own = *t;
        struct copy c;
        copy_make(&own.perm, &c, size, UINT64_MAX);
        whole.size = size;
        whole.root = c.root;
        assert_int_equal(walk_copy(&own, &whole, 0, NULL).code, ADIL_C_OK);
    }
}

static void test_proofs__from_the_tiles_of_a_copy(void **state)
{
    struct test_arenas *t = *state;
    for (size_t k = 0; k < ADIL_COUNT(sizes); k++) {
        struct test_arenas own = *t;
        struct copy c;
        copy_make(&own.perm, &c, sizes[k], UINT64_MAX);
        const struct adil_fetch fetch = copy_fetch(&c, "copy");
        struct adil_frontier f = {0};
        for (uint64_t i = 0; i < c.size; i += i % 7 + 1) {
            struct adil_arena scratch = own.perm;
            struct adil_proof p;
            const struct adil_hash leaf = adil_leaf_hash(copy_entry(&scratch, &c, i));
            assert_int_equal(
                adil_reader_inclusion(own.scratch, &fetch, i, c.size, &c.root, &p, NULL).code,
                ADIL_C_OK);
            assert_true(adil_inclusion_verify(&leaf, i, c.size, p.hash, p.n, &c.root));
            while (f.size < i) {
                const struct adil_hash h = adil_leaf_hash(copy_entry(&scratch, &c, f.size));
                adil_frontier_add(&f, &h);
            }
            const struct adil_hash was = adil_frontier_root(&f);
            assert_int_equal(
                adil_reader_consistency(own.scratch, &fetch, i, c.size, &c.root, &p, NULL).code,
                ADIL_C_OK);
            assert_true(adil_consistency_verify(i, c.size, &was, p.hash, p.n, &c.root));
        }
    }
}

static void test_proofs__are_not_made_from_tiles_of_another_tree(void **state)
{
    struct test_arenas *t = *state;
    struct copy c;
    struct adil_proof p;
    copy_make(&t->perm, &c, 600, UINT64_MAX);
    const struct adil_fetch fetch = copy_fetch(&c, "copy");
    struct adil_archive_file *file = copy_file(&c, "tile/0/001");
    flip(file, 17, 4);
    assert_int_equal(adil_reader_inclusion(t->scratch, &fetch, 300, 600, &c.root, &p, NULL).code,
                     ADIL_C_REFUSED);
    assert_int_equal(adil_reader_consistency(t->scratch, &fetch, 300, 600, &c.root, &p, NULL).code,
                     ADIL_C_REFUSED);
    flip(file, 17, 4);
    assert_int_equal(adil_reader_inclusion(t->scratch, &fetch, 300, 600, &c.root, &p, NULL).code,
                     ADIL_C_OK);
    assert_int_equal(adil_reader_inclusion(t->scratch, &fetch, 600, 600, &c.root, &p, NULL).code,
                     ADIL_C_INPUT);
    assert_int_equal(adil_reader_consistency(t->scratch, &fetch, 601, 600, &c.root, &p, NULL).code,
                     ADIL_C_INPUT);
    assert_int_equal(
        adil_reader_inclusion(t->scratch, &fetch, 0, ADIL_LOG_SIZE_MAX + 1, &c.root, &p, NULL).code,
        ADIL_C_INPUT);
}

static adil_err fork_of(struct test_arenas *t, struct copy c[2], struct adil_fork *out,
                        struct adil_diag *diag)
{
    const struct adil_fetch fetch[2] = {copy_fetch(&c[0], "one"), copy_fetch(&c[1], "two")};
    struct adil_checkpoint head[2] = {{.size = c[0].size, .root = c[0].root},
                                      {.size = c[1].size, .root = c[1].root}};
    return adil_reader_fork(t->scratch, fetch, head, out, diag);
}

static void test_fork__the_first_entry_that_differs_with_its_proofs(void **state)
{
    struct test_arenas *t = *state;
    static const struct {
        uint64_t size[2];
        uint64_t parts_at;
    } table[] = {
        {{1, 1}, 0},        {{5, 5}, 4},       {{5, 300}, 0},      {{300, 300}, 299},
        {{300, 513}, 255},  {{600, 300}, 256}, {{512, 512}, 511},  {{257, 256}, 128},
        {{1000, 999}, 998}, {{513, 770}, 512}, {{1000, 300}, 257},
    };
    for (size_t i = 0; i < ADIL_COUNT(table); i++) {
        struct test_arenas own = *t;
        struct copy c[2];
        struct adil_fork fork;
        copy_make(&own.perm, &c[0], table[i].size[0], UINT64_MAX);
        copy_make(&own.perm, &c[1], table[i].size[1], table[i].parts_at);
        assert_int_equal(fork_of(&own, c, &fork, NULL).code, ADIL_C_OK);
        assert_false(fork.same);
        assert_int_equal(fork.at, table[i].parts_at);
        for (unsigned k = 0; k < 2; k++) {
            const struct adil_hash leaf = adil_leaf_hash(copy_entry(&own.perm, &c[k], fork.at));
            assert_true(adil_hash_eq(&leaf, &fork.leaf[k]));
            assert_true(adil_inclusion_verify(&leaf, fork.at, c[k].size, fork.proof[k].hash,
                                              fork.proof[k].n, &c[k].root));
        }
    }
}

static void test_fork__one_is_the_beginning_of_the_other(void **state)
{
    struct test_arenas *t = *state;
    static const uint64_t size[][2] = {{0, 0},     {0, 5},     {5, 5},     {5, 300},
                                       {256, 300}, {300, 256}, {512, 513}, {1000, 257}};
    for (size_t i = 0; i < ADIL_COUNT(size); i++) {
        struct test_arenas own = *t;
        uint64_t less = size[i][0] < size[i][1] ? size[i][0] : size[i][1];
        struct copy c[2];
        struct adil_fork fork;
        copy_make(&own.perm, &c[0], size[i][0], less);
        copy_make(&own.perm, &c[1], size[i][1], less);
        assert_int_equal(fork_of(&own, c, &fork, NULL).code, ADIL_C_OK);
        assert_true(fork.same);
        assert_int_equal(fork.at, less);
    }
}

static void test_fork__a_damaged_copy_is_no_fork(void **state)
{
    struct test_arenas *t = *state;
    struct copy c[2];
    struct adil_fork fork;
    struct adil_diag diag;
    adil_diag_open(&diag, &t->perm);
    copy_make(&t->perm, &c[0], 300, UINT64_MAX);
    copy_make(&t->perm, &c[1], 300, 200);
    flip(copy_file(&c[1], "tile/0/000"), 0, 0);
    assert_int_equal(fork_of(t, c, &fork, &diag).code, ADIL_C_REFUSED);
    assert_span_is(diag.first->place.file, "two/tile/0/000");
    assert_span_is(diag.first->field, "entry 0");
}

/* The same through files of a folder and of an archive. */
static void test_fetch__a_folder_and_an_archive_hold_the_same(void **state)
{
    enum { ARCHIVE_MAX = 1 << 20 };
    static const char *const below[] = {
        "tile",         "tile/0",       "tile/0/001.p",      "tile/1",
        "tile/1/000.p", "tile/entries", "tile/entries/001.p"};
    struct test_arenas *t = *state;
    struct copy c;
    struct adil_fetch fetch[2];
    struct adil_buf b;
    copy_make(&t->perm, &c, 260, UINT64_MAX);
    adil_buf_open(&b, ARCHIVE_MAX);
    adil_archive_put(&b, c.file, c.n);
    struct adil_span dir = scratch_folder(&t->perm);
    for (size_t i = 0; i < ADIL_COUNT(below); i++) {
        struct adil_span path = adil_fmt(&t->perm, "%.*s/%s", ADIL_ARG(dir), below[i]);
        assert_int_equal(mkdir(adil_span_cstr(&t->perm, path), 0755), 0);
    }
    for (size_t i = 0; i < c.n; i++) {
        scratch_write(t->scratch,
                      adil_fmt(&t->perm, "%.*s/%.*s", ADIL_ARG(dir), ADIL_ARG(c.file[i].path)),
                      c.file[i].bytes);
    }
    fetch[0] = adil_fetch_folder(&t->perm, dir);
    assert_int_equal(
        adil_fetch_archive(&t->perm, ADIL_SPAN("a.tar"), adil_buf_span(&b), &fetch[1], NULL).code,
        ADIL_C_OK);
    for (unsigned k = 0; k < 2; k++) {
        struct seen s = {&c, 0, UINT64_MAX};
        const struct adil_walk walk = {&s, see_entry};
        struct adil_span bytes;
        assert_int_equal(
            adil_reader_walk(t->scratch, &fetch[k], 0, c.size, &c.root, &walk, NULL).code,
            ADIL_C_OK);
        assert_int_equal(s.next, c.size);
        static const char *const bad[] = {
            "nothing", "tile", "../checkpoint", "/etc/passwd", "tile/../checkpoint", ""};
        for (size_t i = 0; i < ADIL_COUNT(bad); i++) {
            assert_int_equal(
                fetch[k]
                    .get(fetch[k].ctx, &t->perm, adil_span_of(bad[i]), 1 << 20, &bytes, NULL)
                    .code,
                ADIL_C_INPUT);
        }
        assert_int_equal(
            fetch[k].get(fetch[k].ctx, &t->perm, ADIL_SPAN("checkpoint"), 16, &bytes, NULL).code,
            ADIL_C_OK);
        assert_span_is(bytes, "nobody reads it\n");
        assert_int_equal(
            fetch[k].get(fetch[k].ctx, &t->perm, ADIL_SPAN("checkpoint"), 15, &bytes, NULL).code,
            ADIL_C_INPUT);
    }
    scratch_remove(dir);
    adil_buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_walk__gives_every_entry_from_anywhere),
        test_case(test_walk__three_levels_of_tiles),
        test_case(test_walk__the_empty_tree),
        test_case(test_walk__stops_where_the_caller_says),
        test_case(test_walk__any_bit_changed_names_the_file_and_the_entry),
        test_case(test_walk__an_entry_of_a_bundle_is_named),
        test_case(test_walk__tiles_above_a_changed_one_are_trusted),
        test_case(test_walk__a_tile_and_its_bundle_rewritten_together),
        test_case(test_walk__another_root_names_the_checkpoint),
        test_case(test_walk__files_of_a_wrong_length),
        test_case(test_walk__a_missing_file_is_told),
        test_case(test_walk__a_missing_partial_tile_is_cut_from_the_full_one),
        test_case(test_proofs__from_the_tiles_of_a_copy),
        test_case(test_proofs__are_not_made_from_tiles_of_another_tree),
        test_case(test_fork__the_first_entry_that_differs_with_its_proofs),
        test_case(test_fork__one_is_the_beginning_of_the_other),
        test_case(test_fork__a_damaged_copy_is_no_fork),
        test_case(test_fetch__a_folder_and_an_archive_hold_the_same),
    };
    return cmocka_run_group_tests_name("reader", tests, NULL, NULL);
}
