/* Both stores under one suite; what only a file can do stands at the end. */
#include "gazette/store.h"

#include "scratch.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct maker {
    const char *name;
    bool file;
};

static const struct maker makers[] = {{"memory", false}, {"sqlite", true}};

struct bench {
    struct test_arenas t;
    struct adil_span folder;
    struct adil_span path;
    struct adil_store *store;
    struct adil_diag diag;
};

static int open_with(void **state, const struct maker *m)
{
    struct bench *b = calloc(1, sizeof *b);
    if (b == NULL || adil_arena_open(&b->t.perm, (size_t)1 << 28) != 0 ||
        adil_arena_open(&b->t.scratch, (size_t)1 << 28) != 0) {
        return -1;
    }
    adil_diag_open(&b->diag, &b->t.perm);
    if (m->file) {
        b->folder = scratch_folder(&b->t.perm);
        b->path = adil_fmt(&b->t.perm, "%.*s/store.sqlite", ADIL_ARG(b->folder));
        adil_err e =
            adil_store_sqlite(&b->t.perm, b->path, ADIL_STORE_CREATE, NULL, &b->store, &b->diag);
        if (e.code != ADIL_C_OK) {
            return -1;
        }
    } else {
        b->store = adil_store_memory(&b->t.perm);
    }
    *state = b;
    return 0;
}

static int open_memory(void **state)
{
    return open_with(state, &makers[0]);
}

static int open_sqlite(void **state)
{
    return open_with(state, &makers[1]);
}

static int close_store(void **state)
{
    struct bench *b = *state;
    if (b->store != NULL) {
        b->store->ops->close(b->store);
    }
    if (b->folder.len > 0) {
        scratch_remove(b->folder);
    }
    adil_arena_release(&b->t.perm);
    adil_arena_release(&b->t.scratch);
    free(b);
    return 0;
}

static struct adil_store_row row_of(struct adil_arena *a, uint64_t i)
{
    struct adil_store_row row = {.bytes = adil_fmt(a, "entry %llu", (unsigned long long)i)};
    row.leaf = adil_leaf_hash(row.bytes);
    return row;
}

static adil_err add(struct bench *b, uint64_t first, size_t n)
{
    struct adil_arena a = b->t.scratch;
    struct adil_store_row *row = adil_new(&a, struct adil_store_row, n);
    for (size_t i = 0; i < n; i++) {
        row[i] = row_of(&a, first + i);
    }
    return adil_store_append(b->store, first, row, n, NULL, NULL, 0, &b->diag);
}

static uint64_t size_of(struct bench *b)
{
    uint64_t n = UINT64_MAX;
    assert_int_equal(b->store->ops->size(b->store, &n, &b->diag).code, ADIL_C_OK);
    return n;
}

static void assert_code(adil_err e, enum adil_code code)
{
    assert_int_equal(e.code, code);
}

static bool said(struct bench *b, const char *words)
{
    struct adil_buf out;
    adil_buf_open(&out, 1 << 20);
    adil_diag_print(&b->diag, &out);
    struct adil_span text = adil_span_copy(&b->t.perm, adil_buf_span(&out));
    adil_buf_release(&out);
    return adil_span_find(text, adil_span_of(words)) < text.len;
}

static void a_new_store_is_empty(void **state)
{
    struct bench *b = *state;
    struct adil_store_row row;
    assert_int_equal(size_of(b), 0);
    assert_code(b->store->ops->read(b->store, &b->t.perm, 0, 0, &row, NULL), ADIL_C_OK);
    assert_code(b->store->ops->read(b->store, &b->t.perm, 0, 1, &row, NULL), ADIL_C_INPUT);
    assert_code(b->store->ops->check(b->store, b->t.scratch, &b->diag), ADIL_C_OK);
}

static void rows_come_back_as_they_were(void **state)
{
    struct bench *b = *state;
    enum { N = 1000 };
    static const size_t pieces[] = {1, 2, 255, 256, 257, 229};
    uint64_t at = 0;
    for (size_t i = 0; i < ADIL_COUNT(pieces); i++) {
        assert_code(add(b, at, pieces[i]), ADIL_C_OK);
        at += pieces[i];
        assert_int_equal(size_of(b), at);
    }
    assert_int_equal(at, N);
    struct adil_store_row *row = adil_new(&b->t.perm, struct adil_store_row, N);
    assert_code(b->store->ops->read(b->store, &b->t.perm, 0, N, row, &b->diag), ADIL_C_OK);
    for (uint64_t i = 0; i < N; i++) {
        struct adil_store_row want = row_of(&b->t.perm, i);
        assert_span_equal(row[i].bytes, want.bytes);
        assert_true(adil_hash_eq(&row[i].leaf, &want.leaf));
    }
    assert_code(b->store->ops->read(b->store, &b->t.perm, 998, 2, row, NULL), ADIL_C_OK);
    assert_span_is(row[1].bytes, "entry 999");
    assert_code(b->store->ops->read(b->store, &b->t.perm, 998, 3, row, NULL), ADIL_C_INPUT);
    assert_code(b->store->ops->read(b->store, &b->t.perm, 5000, 1, row, NULL), ADIL_C_INPUT);
    assert_code(b->store->ops->check(b->store, b->t.scratch, &b->diag), ADIL_C_OK);
}

static void an_empty_and_a_large_entry_are_kept(void **state)
{
    struct bench *b = *state;
    char *large = adil_new(&b->t.perm, char, 65535);
    memset(large, 0xa5, 65535);
    struct adil_store_row row[2] = {{.bytes = {NULL, 0}}, {.bytes = {large, 65535}}};
    struct adil_store_row got[2];
    row[0].leaf = adil_leaf_hash(ADIL_SPAN(""));
    row[1].leaf = adil_leaf_hash(row[1].bytes);
    assert_code(adil_store_append(b->store, 0, row, 2, NULL, NULL, 0, &b->diag), ADIL_C_OK);
    assert_code(b->store->ops->read(b->store, &b->t.perm, 0, 2, got, &b->diag), ADIL_C_OK);
    assert_int_equal(got[0].bytes.len, 0);
    assert_span_equal(got[1].bytes, row[1].bytes);
    assert_code(b->store->ops->check(b->store, b->t.scratch, &b->diag), ADIL_C_OK);
}

static void a_writer_that_does_not_know_the_size_is_refused(void **state)
{
    struct bench *b = *state;
    struct adil_span value;
    const struct adil_span key = ADIL_SPAN("k");
    const struct adil_store_row row = row_of(&b->t.perm, 9);
    assert_code(add(b, 0, 3), ADIL_C_OK);
    for (uint64_t first = 0; first < 6; first++) {
        if (first != 3) {
            adil_err e = adil_store_append(b->store, first, &row, 1, &key, &key, 1, &b->diag);
            assert_code(e, ADIL_C_REFUSED);
        }
    }
    assert_true(said(b, "another writer was here"));
    assert_int_equal(size_of(b), 3);
    assert_code(b->store->ops->meta(b->store, &b->t.perm, key, &value, NULL), ADIL_C_OK);
    assert_null(value.ptr); /* nor was its value set */
    assert_code(add(b, 3, 1), ADIL_C_OK);
}

static void meta_values_change_with_the_rows(void **state)
{
    struct bench *b = *state;
    const struct adil_span key[2] = {ADIL_SPAN("a"), ADIL_SPAN("b")};
    const struct adil_span one[2] = {ADIL_SPAN("1"), ADIL_SPAN("")};
    const struct adil_span two = ADIL_SPAN("22");
    const struct adil_store_row row = row_of(&b->t.perm, 0);
    struct adil_span value;
    assert_code(b->store->ops->meta(b->store, &b->t.perm, key[0], &value, NULL), ADIL_C_OK);
    assert_null(value.ptr);
    assert_code(adil_store_append(b->store, 0, NULL, 0, key, one, 2, NULL), ADIL_C_OK);
    assert_code(b->store->ops->meta(b->store, &b->t.perm, key[1], &value, NULL), ADIL_C_OK);
    assert_non_null(value.ptr); /* set, and empty */
    assert_int_equal(value.len, 0);
    assert_code(adil_store_append(b->store, 0, &row, 1, key, &two, 1, NULL), ADIL_C_OK);
    assert_code(b->store->ops->meta(b->store, &b->t.perm, key[0], &value, NULL), ADIL_C_OK);
    assert_span_is(value, "22");
    assert_int_equal(size_of(b), 1);
}

static void what_is_undone_was_never_there(void **state)
{
    struct bench *b = *state;
    const struct adil_store_ops *ops = b->store->ops;
    const struct adil_span key = ADIL_SPAN("k");
    const struct adil_store_row row = row_of(&b->t.perm, 9);
    struct adil_span value;
    assert_code(add(b, 0, 3), ADIL_C_OK);
    for (int turn = 0; turn < 2; turn++) {
        uint64_t n = 3;
        assert_code(ops->begin(b->store, n, &b->diag), ADIL_C_OK);
        assert_code(ops->add(b->store, &row, &b->diag), ADIL_C_OK);
        assert_code(ops->put(b->store, key, key, &b->diag), ADIL_C_OK);
        assert_int_equal(size_of(b), 3); /* nobody sees it yet */
        assert_code(ops->meta(b->store, &b->t.perm, key, &value, NULL), ADIL_C_OK);
        assert_null(value.ptr);
        if (turn == 0) {
            ops->undo(b->store);
            assert_int_equal(size_of(b), 3);
            assert_code(ops->check(b->store, b->t.scratch, &b->diag), ADIL_C_OK);
        } else {
            assert_code(ops->commit(b->store, &b->diag), ADIL_C_OK); /* the other way: it is */
        }
    }
    assert_int_equal(size_of(b), 4);
    assert_code(ops->meta(b->store, &b->t.perm, key, &value, NULL), ADIL_C_OK);
    assert_span_is(value, "k");
}

static void check_names_the_row_that_does_not_fit(void **state)
{
    struct bench *b = *state;
    struct adil_store_row row[3];
    for (uint64_t i = 0; i < 3; i++) {
        row[i] = row_of(&b->t.perm, i);
    }
    row[1].bytes = ADIL_SPAN("entry I");
    assert_code(adil_store_append(b->store, 0, row, 3, NULL, NULL, 0, NULL), ADIL_C_OK);
    assert_code(b->store->ops->check(b->store, b->t.scratch, &b->diag), ADIL_C_REFUSED);
    assert_int_equal(b->diag.n_errors, 1);
    assert_true(said(b, "entry 1"));
}

struct reading {
    struct adil_store *store;
    uint64_t rows;
    bool wrong;
};

static void *read_until_full(void *arg)
{
    struct reading *r = arg;
    struct adil_arena a;
    uint64_t n = 0;
    if (adil_arena_open(&a, 1 << 20) != 0) {
        r->wrong = true;
        return NULL;
    }
    while (n < 400 && !r->wrong) {
        struct adil_arena one = a;
        struct adil_store_row row;
        r->wrong = r->store->ops->size(r->store, &n, NULL).code != ADIL_C_OK || n % 4 != 0;
        if (n > 0 && !r->wrong) {
            r->wrong = r->store->ops->read(r->store, &one, n - 1, 1, &row, NULL).code != ADIL_C_OK;
            r->rows++;
        }
    }
    adil_arena_release(&a);
    return NULL;
}

static void readers_see_whole_commits_only(void **state)
{
    struct bench *b = *state;
    struct reading r[3];
    pthread_t thread[3];
    for (size_t i = 0; i < 3; i++) {
        r[i] = (struct reading){b->store, 0, false};
        assert_int_equal(pthread_create(&thread[i], NULL, read_until_full, &r[i]), 0);
    }
    for (uint64_t n = 0; n < 400; n += 4) {
        assert_code(add(b, n, 4), ADIL_C_OK);
    }
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(pthread_join(thread[i], NULL), 0);
        assert_false(r[i].wrong);
        assert_true(r[i].rows > 0);
    }
}

/* ---- files only -------------------------------------------------------------------------- */

static void it_is_all_there_when_opened_again(void **state)
{
    struct bench *b = *state;
    const struct adil_span key = ADIL_SPAN("origin");
    struct adil_span value;
    struct adil_store_row row;
    assert_code(add(b, 0, 300), ADIL_C_OK);
    assert_code(adil_store_append(b->store, 300, NULL, 0, &key, &key, 1, NULL), ADIL_C_OK);
    b->store->ops->close(b->store);
    b->store = NULL;
    assert_code(adil_store_sqlite(&b->t.perm, b->path, ADIL_STORE_WRITE, NULL, &b->store, &b->diag),
                ADIL_C_OK);
    assert_int_equal(size_of(b), 300);
    assert_code(b->store->ops->read(b->store, &b->t.perm, 299, 1, &row, NULL), ADIL_C_OK);
    assert_span_is(row.bytes, "entry 299");
    assert_code(b->store->ops->meta(b->store, &b->t.perm, key, &value, NULL), ADIL_C_OK);
    assert_span_is(value, "origin");
    assert_code(add(b, 300, 1), ADIL_C_OK);
}

/* Whoever appends and never tidies: the writer does it now and then. */
static void the_wal_does_not_grow_for_ever(void **state)
{
    struct bench *b = *state;
    enum { COMMITS = 80, ROWS = 16, BYTES = 65000 };
    struct stat st;
    char *bytes = adil_new(&b->t.perm, char, BYTES);
    struct adil_store_row row[ROWS];
    memset(bytes, 'w', BYTES);
    for (size_t i = 0; i < ROWS; i++) {
        row[i].bytes = adil_span_bytes(bytes, BYTES);
        row[i].leaf = adil_leaf_hash(row[i].bytes);
    }
    for (uint64_t c = 0; c < COMMITS; c++) {
        assert_code(adil_store_append(b->store, c * ROWS, row, ROWS, NULL, NULL, 0, &b->diag),
                    ADIL_C_OK);
    }
    struct adil_span wal = adil_fmt(&b->t.perm, "%.*s-wal", ADIL_ARG(b->path));
    assert_int_equal(stat(adil_span_cstr(&b->t.perm, wal), &st), 0);
    assert_in_range(st.st_size, 1 << 20, 40 << 20); /* of 83 MB */
}

static void a_second_writer_is_refused_a_reader_is_not(void **state)
{
    struct bench *b = *state;
    struct adil_store *other = NULL;
    uint64_t n = 0;
    const struct adil_store_row row = row_of(&b->t.perm, 2);
    assert_code(add(b, 0, 2), ADIL_C_OK);
    assert_code(adil_store_sqlite(&b->t.perm, b->path, ADIL_STORE_WRITE, NULL, &other, &b->diag),
                ADIL_C_REFUSED);
    assert_true(said(b, "another process writes this log"));
    assert_code(adil_store_sqlite(&b->t.perm, b->path, ADIL_STORE_READ, NULL, &other, &b->diag),
                ADIL_C_OK);
    assert_code(other->ops->size(other, &n, NULL), ADIL_C_OK);
    assert_int_equal(n, 2);
    assert_code(adil_store_append(other, 2, &row, 1, NULL, NULL, 0, NULL), ADIL_C_REFUSED);
    assert_code(add(b, 2, 1), ADIL_C_OK);
    assert_code(other->ops->size(other, &n, NULL), ADIL_C_OK);
    assert_int_equal(n, 3);
    other->ops->close(other);
}

static void none_is_made_unless_asked_and_none_is_made_twice(void **state)
{
    struct bench *b = *state;
    struct adil_store *other = NULL;
    struct adil_span none = adil_fmt(&b->t.perm, "%.*s/none", ADIL_ARG(b->folder));
    assert_code(adil_store_sqlite(&b->t.perm, none, ADIL_STORE_WRITE, NULL, &other, NULL),
                ADIL_C_INPUT);
    assert_code(adil_store_sqlite(&b->t.perm, none, ADIL_STORE_READ, NULL, &other, NULL),
                ADIL_C_INPUT);
    assert_false(scratch_exists(b->t.scratch, none));
    assert_code(adil_store_sqlite(&b->t.perm, b->path, ADIL_STORE_CREATE, NULL, &other, NULL),
                ADIL_C_INPUT);
}

static void a_copy_taken_in_use_is_a_store(void **state)
{
    struct bench *b = *state;
    struct adil_store *copy = NULL;
    struct adil_span path = adil_fmt(&b->t.perm, "%.*s/copy", ADIL_ARG(b->folder));
    uint64_t n = 0;
    assert_code(add(b, 0, 700), ADIL_C_OK);
    assert_code(b->store->ops->backup(b->store, path, &b->diag), ADIL_C_OK);
    assert_code(add(b, 700, 1), ADIL_C_OK);
    assert_code(adil_store_sqlite(&b->t.perm, path, ADIL_STORE_READ, NULL, &copy, &b->diag),
                ADIL_C_OK);
    assert_code(copy->ops->size(copy, &n, NULL), ADIL_C_OK);
    assert_int_equal(n, 700);
    assert_code(copy->ops->check(copy, b->t.scratch, &b->diag), ADIL_C_OK);
    copy->ops->close(copy);
    struct adil_span nowhere = adil_fmt(&b->t.perm, "%.*s/no/copy", ADIL_ARG(b->folder));
    assert_code(b->store->ops->backup(b->store, nowhere, &b->diag), ADIL_C_IO);
}

static void what_is_no_database_is_refused(void **state)
{
    struct bench *b = *state;
    struct adil_store *other = NULL;
    struct adil_span path = adil_fmt(&b->t.perm, "%.*s/text", ADIL_ARG(b->folder));
    char text[8192];
    memset(text, 'x', sizeof text);
    scratch_write(b->t.scratch, path, adil_span_bytes(text, sizeof text));
    assert_code(adil_store_sqlite(&b->t.perm, path, ADIL_STORE_READ, NULL, &other, &b->diag),
                ADIL_C_REFUSED);
}

#define BOTH(f)                                                                                    \
    {"memory: " #f, f, open_memory, close_store, NULL},                                            \
    {                                                                                              \
        "sqlite: " #f, f, open_sqlite, close_store, NULL                                           \
    }
#define FILE_ONLY(f)                                                                               \
    {                                                                                              \
        "sqlite: " #f, f, open_sqlite, close_store, NULL                                           \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOTH(a_new_store_is_empty),
        BOTH(rows_come_back_as_they_were),
        BOTH(an_empty_and_a_large_entry_are_kept),
        BOTH(a_writer_that_does_not_know_the_size_is_refused),
        BOTH(meta_values_change_with_the_rows),
        BOTH(what_is_undone_was_never_there),
        BOTH(check_names_the_row_that_does_not_fit),
        BOTH(readers_see_whole_commits_only),
        FILE_ONLY(it_is_all_there_when_opened_again),
        FILE_ONLY(the_wal_does_not_grow_for_ever),
        FILE_ONLY(a_second_writer_is_refused_a_reader_is_not),
        FILE_ONLY(none_is_made_unless_asked_and_none_is_made_twice),
        FILE_ONLY(a_copy_taken_in_use_is_a_store),
        FILE_ONLY(what_is_no_database_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
