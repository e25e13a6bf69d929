/* A log in use: appending, proofs, group commit, publishing, blobs. */
#include "logs.h"

#include "base/base64.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void assert_hash(struct adil_hash got, struct adil_hash want)
{
    assert_memory_equal(got.byte, want.byte, sizeof got.byte);
}

static void a_new_log_is_empty(void **state)
{
    struct logs *l = *state;
    struct adil_span entry;
    logs_start(l, ADIL_STORE_CREATE);
    assert_int_equal(adil_log_size(l->log), 0);
    assert_hash(adil_log_root(l->log), adil_empty_root());
    assert_span_is(adil_log_origin(l->log), LOGS_ORIGIN);
    assert_code(adil_log_entry(l->log, &l->t.perm, 0, &entry, NULL), INPUT);
    struct stat st;
    assert_int_equal(stat(adil_span_cstr(&l->t.perm, logs_path(l, "private")), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
}

static void what_cannot_be_opened_says_so(void **state)
{
    struct logs *l = *state;
    struct adil_log *other = NULL;
    struct adil_log_options o = {.mode = ADIL_STORE_CREATE, .origin = ADIL_SPAN("two words")};
    assert_code(logs_try(l, ADIL_STORE_READ), INPUT);
    assert_code(logs_try(l, ADIL_STORE_WRITE), INPUT);
    assert_code(adil_log_open(&l->t.perm, l->dir, &o, &other, &l->diag), INPUT);
    o.origin = ADIL_SPAN("");
    assert_code(adil_log_open(&l->t.perm, l->dir, &o, &other, &l->diag), INPUT);
    char long_name[256];
    memset(long_name, 'o', sizeof long_name);
    o.origin = adil_span_bytes(long_name, sizeof long_name);
    assert_code(adil_log_open(&l->t.perm, l->dir, &o, &other, &l->diag), INPUT);
    assert_false(scratch_exists(l->t.scratch, l->dir));
    logs_start(l, ADIL_STORE_CREATE);
    o.origin = ADIL_SPAN("another.example");
    assert_code(adil_log_open(&l->t.perm, l->dir, &o, &other, &l->diag), INPUT);
    o.mode = ADIL_STORE_READ;
    assert_code(adil_log_open(&l->t.perm, l->dir, &o, &other, &l->diag), INPUT);
    assert_null(other);
}

static void roots_and_entries_are_those_of_the_tree(void **state)
{
    struct logs *l = *state;
    static const uint64_t steps[] = {1, 1, 2, 3, 120, 128, 1, 1, 255, 256, 257, 300};
    uint64_t n = 0;
    logs_start(l, ADIL_STORE_CREATE);
    for (size_t i = 0; i < ADIL_COUNT(steps); i++) {
        logs_grow(l, steps[i]);
        n += steps[i];
        assert_int_equal(adil_log_size(l->log), n);
        assert_hash(adil_log_root(l->log), logs_root(l->t.scratch, n));
        if (i % 3 == 2) { /* and after a restart */
            logs_stop(l);
            logs_start(l, ADIL_STORE_WRITE);
            assert_hash(adil_log_root(l->log), logs_root(l->t.scratch, n));
        }
    }
    for (uint64_t i = 0; i < n; i += 41) {
        struct adil_span entry;
        assert_code(adil_log_entry(l->log, &l->t.perm, i, &entry, &l->diag), OK);
        assert_span_equal(entry, logs_entry(&l->t.perm, i));
    }
    assert_code(adil_log_check(l->log, l->t.scratch, &l->diag), OK);
}

static void assert_included(struct logs *l, uint64_t i, uint64_t size, struct adil_hash root)
{
    struct adil_arena a = l->t.scratch;
    struct adil_proof proof;
    struct adil_hash leaf = adil_leaf_hash(logs_entry(&a, i));
    assert_code(adil_log_inclusion(l->log, i, size, &proof, &l->diag), OK);
    assert_true(adil_inclusion_verify(&leaf, i, size, proof.hash, proof.n, &root));
}

static void proofs_hold_while_the_log_grows(void **state)
{
    struct logs *l = *state;
    enum { N = 1100 };
    struct adil_hash *root = adil_new(&l->t.perm, struct adil_hash, N + 1);
    struct adil_proof proof;
    logs_start(l, ADIL_STORE_CREATE);
    for (uint64_t n = 100; n <= N; n += 100) {
        logs_grow(l, 100);
        root[n] = logs_root(l->t.scratch, n);
        if (n % 300 == 0) {
            logs_publish(l); /* full tiles may now come from files */
        }
        for (uint64_t i = 0; i < n; i += 17) {
            assert_included(l, i, n, root[n]);
        }
        for (uint64_t old = 100; old <= n; old += 100) {
            assert_included(l, old - 1, old, root[old]);
            assert_code(adil_log_consistency(l->log, old, n, &proof, &l->diag), OK);
            assert_true(adil_consistency_verify(old, n, &root[old], proof.hash, proof.n, &root[n]));
        }
    }
    assert_code(adil_log_inclusion(l->log, N, N, &proof, NULL), INPUT);
    assert_code(adil_log_inclusion(l->log, 0, N + 1, &proof, NULL), INPUT);
    assert_code(adil_log_consistency(l->log, 1, N + 1, &proof, NULL), INPUT);
    assert_code(adil_log_consistency(l->log, N, 1, &proof, NULL), INPUT);
    assert_code(adil_log_consistency(l->log, 0, N, &proof, NULL), OK);
    assert_int_equal(proof.n, 0);
}

static void entries_too_long_are_refused_whole(void **state)
{
    struct logs *l = *state;
    char *bytes = adil_new(&l->t.perm, char, 65536);
    const struct adil_span two[2] = {ADIL_SPAN("short"), {bytes, 65536}};
    const struct adil_span longest = {bytes, 65535};
    uint64_t first = 0;
    logs_start(l, ADIL_STORE_CREATE);
    assert_code(adil_log_append(l->log, two, 2, &first, &l->diag), REFUSED);
    assert_int_equal(adil_log_size(l->log), 0);
    assert_code(adil_log_append(l->log, &longest, 1, &first, &l->diag), OK);
    assert_int_equal(first, 0);
}

static void a_reader_does_not_write(void **state)
{
    struct logs *l = *state;
    struct adil_span note;
    logs_start(l, ADIL_STORE_CREATE);
    logs_grow(l, 300);
    logs_publish(l);
    struct adil_log *writer = l->log;
    logs_start(l, ADIL_STORE_READ);
    assert_int_equal(adil_log_size(l->log), 300);
    assert_included(l, 299, 300, logs_root(l->t.scratch, 300));
    assert_code(logs_add(l, 1), REFUSED);
    assert_code(adil_log_publish(l->log, l->key, NULL), REFUSED);
    assert_code(adil_log_add_lines(l->log, ADIL_SPAN(""), ADIL_SPAN(""), NULL), REFUSED);
    assert_code(adil_log_note(l->log, &l->t.perm, &note, &l->diag), OK);
    assert_code(adil_log_check(l->log, l->t.scratch, &l->diag), OK);
    adil_log_close(writer);
}

static void a_log_in_memory_leaves_no_files(void **state)
{
    struct logs *l = *state;
    const struct adil_log_options o = {.memory = true, .origin = ADIL_SPAN(LOGS_ORIGIN)};
    struct adil_span note;
    assert_code(adil_log_open(&l->t.perm, l->dir, &o, &l->log, &l->diag), OK);
    logs_grow(l, 600);
    assert_included(l, 17, 600, logs_root(l->t.scratch, 600));
    logs_publish(l);
    logs_grow(l, 1);
    logs_publish(l);
    assert_code(adil_log_note(l->log, &l->t.perm, &note, &l->diag), OK);
    assert_true(adil_span_starts(note, ADIL_SPAN(LOGS_ORIGIN "\n601\n")));
    assert_code(adil_log_check(l->log, l->t.scratch, &l->diag), OK);
    assert_false(scratch_exists(l->t.scratch, l->dir));
}

/* ---- publishing -------------------------------------------------------------------------- */

static struct adil_note split(struct logs *l, struct adil_span bytes)
{
    struct adil_note note;
    assert_code(adil_note_split(&l->t.perm, (struct adil_place){ADIL_SPAN("note"), 0}, bytes, &note,
                                &l->diag),
                OK);
    return note;
}

static struct adil_checkpoint published(struct logs *l)
{
    struct adil_checkpoint c;
    struct adil_vkey key = adil_secret_public(&l->t.perm, l->key);
    struct adil_place place = {ADIL_SPAN("checkpoint"), 0};
    struct adil_note note;
    struct adil_span bytes = scratch_read(&l->t.perm, logs_path(l, "checkpoint"));
    assert_code(adil_note_open(&l->t.perm, place, bytes, &key, 1, &note, &l->diag), OK);
    assert_code(adil_checkpoint_parse(place, note.text, &c, &l->diag), OK);
    return c;
}

/* Every tile of the published tree has the bytes that the entries give. */
static void assert_tiles(struct logs *l, uint64_t size)
{
    for (int level = ADIL_ENTRIES_LEVEL; level < 3; level++) {
        uint32_t last = 0;
        uint64_t n = adil_tile_count(level, size, &last);
        for (uint64_t i = 0; i < n; i++) {
            struct adil_arena a = l->t.scratch;
            struct adil_tile t = {level, i, i + 1 == n ? last : ADIL_TILE_WIDTH};
            struct adil_span bytes = scratch_read(
                &a, adil_fmt(&a, "%.*s/%.*s", ADIL_ARG(l->dir), ADIL_ARG(adil_tile_path(&a, t))));
            struct adil_span entry;
            bool whole = false;
            if (level == 0) {
                assert_int_equal(bytes.len, t.width * 32);
                struct adil_hash leaf = adil_leaf_hash(logs_entry(&a, i * 256));
                assert_memory_equal(bytes.ptr, leaf.byte, 32);
            }
            for (uint32_t k = 0; level == ADIL_ENTRIES_LEVEL && k < t.width; k++) {
                assert_true(adil_bundle_next(&bytes, &entry, &whole));
                assert_span_equal(entry, logs_entry(&a, i * 256 + k));
            }
        }
    }
}

static void a_checkpoint_and_its_tiles_are_published(void **state)
{
    struct logs *l = *state;
    static const uint64_t sizes[] = {0, 1, 5, 255, 256, 257, 600, 1024};
    logs_start(l, ADIL_STORE_CREATE);
    for (size_t i = 0; i < ADIL_COUNT(sizes); i++) {
        logs_grow(l, sizes[i] - adil_log_size(l->log));
        logs_publish(l);
        struct adil_checkpoint c = published(l);
        assert_span_is(c.origin, LOGS_ORIGIN);
        assert_int_equal(c.size, sizes[i]);
        assert_hash(c.root, logs_root(l->t.scratch, sizes[i]));
        assert_tiles(l, sizes[i]);
        assert_code(adil_log_check(l->log, l->t.scratch, &l->diag), OK);
    }
    assert_false(scratch_exists(l->t.scratch, logs_path(l, "tile/0/000.p")));
    assert_false(scratch_exists(l->t.scratch, logs_path(l, "tile/entries/002.p")));
    assert_true(scratch_exists(l->t.scratch, logs_path(l, "tile/1/000.p/4")));
    assert_true(scratch_exists(l->t.scratch, logs_path(l, "tile/1/000.p/1")));
}

/* 65536 entries fill a tile of level 1: two more levels of the tree. */
static void a_log_past_two_levels_of_tiles(void **state)
{
    struct logs *l = *state;
    enum { N = 66000 };
    logs_start(l, ADIL_STORE_CREATE);
    logs_grow(l, 65500);
    logs_grow(l, N - 65500);
    struct adil_hash root = logs_root(l->t.scratch, N);
    assert_hash(adil_log_root(l->log), root);
    assert_included(l, 0, N, root);
    assert_included(l, 65535, N, root);
    assert_included(l, 65536, N, root);
    logs_stop(l);
    logs_start(l, ADIL_STORE_WRITE);
    assert_hash(adil_log_root(l->log), root);
    assert_included(l, N - 1, N, root);
    logs_publish(l); /* many tiles at once */
    assert_tiles(l, N);
    assert_included(l, 40000, N, root);
    assert_code(adil_log_check(l->log, l->t.scratch, &l->diag), OK);
}

static void what_a_killed_run_staged_is_not_published(void **state)
{
    struct logs *l = *state;
    static const char *const names[] = {"private/signed", "checkpoint", "tile/0/001"};
    logs_start(l, ADIL_STORE_CREATE);
    logs_grow(l, 5000);
    logs_publish(l);
    for (size_t i = 0; i < ADIL_COUNT(names); i++) {
        assert_int_equal(unlink(adil_span_cstr(&l->t.perm, logs_path(l, names[i]))), 0);
    }
    scratch_write(l->t.scratch, logs_path(l, "tile/0/.adil-000.tmp"), ADIL_SPAN("half a t"));
    scratch_write(l->t.scratch, logs_path(l, "tile/0/.adil-001.tmp"), ADIL_SPAN("half a t"));
    logs_publish(l);
    assert_tiles(l, 5000);
    assert_code(adil_log_check(l->log, l->t.scratch, &l->diag), OK);
}

static struct adil_span cosignature(struct logs *l, const char *name, uint8_t seed_byte,
                                    uint64_t seconds, struct adil_span text)
{
    struct adil_secret *witness = NULL;
    struct adil_buf out;
    uint8_t seed[32];
    memset(seed, seed_byte, sizeof seed);
    assert_code(
        adil_secret_from_seed(adil_span_of(name), ADIL_KEY_COSIGNATURE, seed, &witness, &l->diag),
        OK);
    adil_buf_open(&out, 1 << 12);
    adil_cosign(&out, text, seconds, witness);
    struct adil_span line = adil_span_copy(&l->t.perm, adil_buf_span(&out));
    adil_buf_release(&out);
    adil_secret_free(witness);
    return line;
}

static struct adil_note shown(struct logs *l)
{
    return split(l, scratch_read(&l->t.perm, logs_path(l, "checkpoint")));
}

static void cosignatures_stay_while_the_tree_is_the_same(void **state)
{
    struct logs *l = *state;
    logs_start(l, ADIL_STORE_CREATE);
    logs_grow(l, 3);
    logs_publish(l);
    struct adil_span text = shown(l).text;
    struct adil_span lines = adil_fmt(&l->t.perm, "%.*s%.*sno signature line\n",
                                      ADIL_ARG(cosignature(l, "w1.example", 1, 1700000000, text)),
                                      ADIL_ARG(cosignature(l, "w2.example", 2, 1700000001, text)));
    assert_code(adil_log_add_lines(l->log, text, lines, &l->diag), OK);
    assert_int_equal(shown(l).n_lines, 3);
    logs_publish(l); /* the same tree */
    assert_int_equal(shown(l).n_lines, 3);
    struct adil_span fresh = cosignature(l, "w1.example", 1, 1700000900, text);
    assert_code(adil_log_add_lines(l->log, text, fresh, &l->diag), OK);
    assert_int_equal(shown(l).n_lines, 3); /* in the place of its older one */
    assert_span_equal(shown(l).line[2].line, fresh);
    logs_stop(l);
    logs_start(l, ADIL_STORE_WRITE);
    assert_int_equal(shown(l).n_lines, 3);
    assert_code(adil_log_check(l->log, l->t.scratch, &l->diag), OK);
    logs_grow(l, 1);
    logs_publish(l);
    assert_int_equal(shown(l).n_lines, 1);
    assert_code(adil_log_add_lines(l->log, text, lines, &l->diag), OK); /* came too late */
    assert_int_equal(shown(l).n_lines, 1);
}

static void nothing_is_added_before_a_checkpoint(void **state)
{
    struct logs *l = *state;
    struct adil_span note;
    logs_start(l, ADIL_STORE_CREATE);
    assert_code(adil_log_note(l->log, &l->t.perm, &note, &l->diag), OK);
    assert_int_equal(note.len, 0);
    assert_code(adil_log_add_lines(l->log, ADIL_SPAN("a\n0\n"), ADIL_SPAN("x\n"), NULL), OK);
    assert_false(scratch_exists(l->t.scratch, logs_path(l, "checkpoint")));
}

/* ---- blobs ------------------------------------------------------------------------------- */

static void blobs_come_back_by_their_hash(void **state)
{
    struct logs *l = *state;
    const struct adil_span bytes = ADIL_SPAN("a rulebook");
    struct adil_span got;
    struct adil_hash h;
    struct adil_hash again;
    logs_start(l, ADIL_STORE_CREATE);
    assert_code(adil_blob_put(l->t.scratch, l->dir, bytes, &h, &l->diag), OK);
    assert_hash(h, adil_sha256(bytes));
    assert_code(adil_blob_put(l->t.scratch, l->dir, bytes, &again, &l->diag), OK);
    assert_code(adil_blob_get(&l->t.perm, l->dir, &h, &got, &l->diag), OK);
    assert_span_equal(got, bytes);
    struct adil_span path = adil_fmt(&l->t.perm, "%.*s/blob/%.*s", ADIL_ARG(l->dir),
                                     ADIL_ARG(adil_hex(&l->t.perm, h.byte, sizeof h.byte)));
    scratch_write(l->t.scratch, path, ADIL_SPAN("a rulebooK"));
    assert_code(adil_blob_get(&l->t.perm, l->dir, &h, &got, &l->diag), REFUSED);
    assert_code(adil_log_check(l->log, l->t.scratch, &l->diag), REFUSED);
    assert_code(adil_blob_put(l->t.scratch, l->dir, bytes, &again, &l->diag), OK); /* mended */
    assert_code(adil_log_check(l->log, l->t.scratch, NULL), OK);
    h.byte[0] ^= 1;
    assert_code(adil_blob_get(&l->t.perm, l->dir, &h, &got, NULL), INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        logs_case(a_new_log_is_empty),
        logs_case(what_cannot_be_opened_says_so),
        logs_case(roots_and_entries_are_those_of_the_tree),
        logs_case(proofs_hold_while_the_log_grows),
        logs_case(a_log_past_two_levels_of_tiles),
        logs_case(what_a_killed_run_staged_is_not_published),
        logs_case(entries_too_long_are_refused_whole),
        logs_case(a_reader_does_not_write),
        logs_case(a_log_in_memory_leaves_no_files),
        logs_case(a_checkpoint_and_its_tiles_are_published),
        logs_case(cosignatures_stay_while_the_tree_is_the_same),
        logs_case(nothing_is_added_before_a_checkpoint),
        logs_case(blobs_come_back_by_their_hash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
