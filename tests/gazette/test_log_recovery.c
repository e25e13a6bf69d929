/* Opening a log after something went wrong; copies and the way back. */
#include "logs.h"

#include "gazette/folder.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { N = 700 };

/* A published log of N entries, closed. */
static void make(struct logs *l, uint64_t n)
{
    logs_start(l, ADIL_STORE_CREATE);
    logs_grow(l, n);
    logs_publish(l);
    logs_stop(l);
}

static void take_away(struct logs *l, const char *name)
{
    assert_int_equal(unlink(adil_span_cstr(&l->t.perm, logs_path(l, name))), 0);
}

static struct adil_span bytes_of(struct logs *l, const char *name)
{
    return scratch_read(&l->t.perm, logs_path(l, name));
}

static void cut(struct logs *l, const char *name, size_t len)
{
    struct adil_span bytes = bytes_of(l, name);
    assert_true(len < bytes.len);
    scratch_write(l->t.scratch, logs_path(l, name), adil_span_sub(bytes, 0, len));
}

static void assert_clean(struct logs *l)
{
    adil_err e = adil_log_check(l->log, l->t.scratch, &l->diag);
    if (e.code != ADIL_C_OK) {
        assert_said(l, "this shows what was said");
    }
    assert_code(e, OK);
}

static void tiles_that_are_missing_or_short_are_made_again(void **state)
{
    struct logs *l = *state;
    static const char *const names[] = {
        "tile/0/000",       "tile/0/001",       "tile/0/002.p/188",       "tile/1/000.p/2",
        "tile/entries/000", "tile/entries/001", "tile/entries/002.p/188",
    };
    make(l, N);
    for (size_t i = 0; i < ADIL_COUNT(names); i++) {
        struct adil_span whole = bytes_of(l, names[i]);
        for (int k = 0; k < 3; k++) {
            if (k == 0) {
                take_away(l, names[i]);
            } else {
                cut(l, names[i], k == 1 ? 0 : 31);
            }
            logs_start(l, ADIL_STORE_WRITE);
            assert_span_equal(bytes_of(l, names[i]), whole);
            assert_clean(l);
            logs_stop(l);
        }
    }
}

static void a_checkpoint_that_is_missing_or_short_is_made_again(void **state)
{
    struct logs *l = *state;
    make(l, N);
    struct adil_span whole = bytes_of(l, "checkpoint");
    for (size_t len = 0; len <= whole.len; len += 50) {
        if (len < whole.len) {
            cut(l, "checkpoint", len);
        }
        logs_start(l, ADIL_STORE_WRITE);
        assert_span_equal(bytes_of(l, "checkpoint"), whole);
        assert_clean(l);
        logs_stop(l);
    }
    take_away(l, "checkpoint");
    logs_start(l, ADIL_STORE_WRITE);
    assert_span_equal(bytes_of(l, "checkpoint"), whole);
}

/* Signed, and then the power went before the checkpoint was there. */
static void a_checkpoint_older_than_what_was_signed_is_replaced(void **state)
{
    struct logs *l = *state;
    make(l, N);
    struct adil_span old = bytes_of(l, "checkpoint");
    logs_start(l, ADIL_STORE_WRITE);
    logs_grow(l, 1);
    logs_publish(l);
    logs_stop(l);
    struct adil_span newer = bytes_of(l, "checkpoint");
    scratch_write(l->t.scratch, logs_path(l, "checkpoint"), old);
    logs_start(l, ADIL_STORE_READ);
    assert_code(adil_log_check(l->log, l->t.scratch, &l->diag), REFUSED);
    logs_stop(l);
    logs_start(l, ADIL_STORE_WRITE);
    assert_span_equal(bytes_of(l, "checkpoint"), newer);
    assert_clean(l);
}

static void put_other_byte(struct logs *l, const char *name, size_t at)
{
    struct adil_span bytes = bytes_of(l, name);
    char *changed = adil_span_cstr(&l->t.perm, bytes);
    changed[at] ^= 1;
    scratch_write(l->t.scratch, logs_path(l, name), adil_span_bytes(changed, bytes.len));
}

static void a_tile_with_other_bytes_is_never_written_over(void **state)
{
    struct logs *l = *state;
    make(l, N);
    logs_start(l, ADIL_STORE_WRITE);
    logs_grow(l, 200);
    /* as an abandoned batch would have left it */
    scratch_write(l->t.scratch, logs_path(l, "tile/0/002"), ADIL_SPAN("from another batch"));
    assert_code(adil_log_publish(l->log, l->key, &l->diag), REFUSED);
    assert_said(l, "tile/0/002");
    assert_span_is(bytes_of(l, "tile/0/002"), "from another batch");
    assert_true(adil_span_starts(bytes_of(l, "checkpoint"), ADIL_SPAN(LOGS_ORIGIN "\n700\n")));
    take_away(l, "tile/0/002");
    logs_publish(l);
    assert_clean(l);
}

static void damage_is_found_and_mended_by_making_the_file_again(void **state)
{
    struct logs *l = *state;
    static const char *const names[] = {"tile/0/001", "tile/entries/000", "tile/1/000.p/2"};
    make(l, N);
    for (size_t i = 0; i < ADIL_COUNT(names); i++) {
        put_other_byte(l, names[i], 40);
        logs_start(l, ADIL_STORE_READ);
        logs_forget(l);
        assert_code(adil_log_check(l->log, l->t.scratch, &l->diag), REFUSED);
        assert_int_equal(l->diag.n_errors, 1);
        assert_said(l, names[i]);
        assert_said(l, "differs at byte 40");
        logs_stop(l);
        take_away(l, names[i]);
        logs_start(l, ADIL_STORE_WRITE);
        assert_clean(l);
        logs_stop(l);
    }
}

static void strange_files_are_found(void **state)
{
    struct logs *l = *state;
    static const char *const names[] = {
        "tile/0/003",       "tile/0/2",  "tile/notes", "tile/0/002.p/189",
        "tile/0/001.p/256", "blob/0123", "tile/9/000",
    };
    make(l, N);
    assert_int_equal(mkdir(adil_span_cstr(&l->t.perm, logs_path(l, "blob")), 0755), 0);
    (void)mkdir(adil_span_cstr(&l->t.perm, logs_path(l, "tile/0/001.p")), 0755);
    (void)mkdir(adil_span_cstr(&l->t.perm, logs_path(l, "tile/9")), 0755);
    for (size_t i = 0; i < ADIL_COUNT(names); i++) {
        scratch_write(l->t.scratch, logs_path(l, names[i]), ADIL_SPAN("?"));
        logs_start(l, ADIL_STORE_READ);
        logs_forget(l);
        assert_code(adil_log_check(l->log, l->t.scratch, &l->diag), REFUSED);
        assert_said(l, names[i]);
        logs_stop(l);
        take_away(l, names[i]);
    }
    scratch_write(l->t.scratch, logs_path(l, "tile/0/.adil-77-0.tmp"), ADIL_SPAN("?"));
    logs_start(l, ADIL_STORE_READ); /* what a killed writer leaves is no damage */
    assert_clean(l);
}

static void a_second_writer_is_refused(void **state)
{
    struct logs *l = *state;
    make(l, 3);
    logs_start(l, ADIL_STORE_WRITE);
    struct adil_log *first = l->log;
    l->log = NULL;
    assert_code(logs_try(l, ADIL_STORE_WRITE), REFUSED);
    assert_said(l, "another process writes this log");
    logs_start(l, ADIL_STORE_READ);
    adil_log_close(first);
    logs_stop(l);
    logs_start(l, ADIL_STORE_WRITE);
}

/* ---- copies ------------------------------------------------------------------------------ */

static struct adil_span copy_path(struct logs *l)
{
    return adil_fmt(&l->t.perm, "%.*s/copy", ADIL_ARG(l->folder));
}

/* Entries and what was signed; the copy holds `old` of them. */
static void make_with_copy(struct logs *l, uint64_t old, uint64_t n)
{
    logs_start(l, ADIL_STORE_CREATE);
    logs_grow(l, old);
    assert_code(adil_log_backup(l->log, copy_path(l), &l->diag), OK);
    logs_grow(l, n - old);
    logs_publish(l);
    logs_stop(l);
}

static void lose_store(struct logs *l)
{
    take_away(l, "private/store.sqlite");
    (void)unlink(adil_span_cstr(&l->t.perm, logs_path(l, "private/store.sqlite-wal")));
    (void)unlink(adil_span_cstr(&l->t.perm, logs_path(l, "private/store.sqlite-shm")));
}

static void a_copy_brings_the_log_back(void **state)
{
    struct logs *l = *state;
    make_with_copy(l, N, N);
    lose_store(l);
    assert_code(adil_log_restore(l->t.scratch, l->dir, copy_path(l), &l->diag), OK);
    logs_start(l, ADIL_STORE_WRITE);
    assert_int_equal(adil_log_size(l->log), N);
    assert_clean(l);
    logs_grow(l, 1);
    logs_publish(l);
    assert_clean(l);
}

static void a_copy_makes_a_log_where_nothing_was(void **state)
{
    struct logs *l = *state;
    make_with_copy(l, N, N);
    l->dir = adil_fmt(&l->t.perm, "%.*s/elsewhere", ADIL_ARG(l->folder));
    assert_code(adil_log_restore(l->t.scratch, l->dir, copy_path(l), &l->diag), OK);
    logs_start(l, ADIL_STORE_READ);
    struct adil_hash root = logs_root(l->t.scratch, N);
    struct adil_hash got = adil_log_root(l->log);
    assert_true(adil_hash_eq(&root, &got));
    assert_clean(l);
}

static void assert_refuses_to_sign(struct logs *l)
{
    logs_forget(l);
    assert_code(logs_try(l, ADIL_STORE_WRITE), IO);
    assert_said(l, "a refusal to sign");
    assert_false(scratch_exists(l->t.scratch, logs_path(l, "checkpoint")));
}

/* A run that was killed anywhere between its steps leaves a log that does not sign. */
static void a_restored_log_signs_only_when_it_was_confirmed(void **state)
{
    struct logs *l = *state;
    make_with_copy(l, N, N);
    struct adil_span note = bytes_of(l, "checkpoint");
    l->dir = adil_fmt(&l->t.perm, "%.*s/elsewhere", ADIL_ARG(l->folder));
    /* the mark comes before the store: a store that cannot be written leaves it */
    struct adil_span store = logs_path(l, "private/store.sqlite");
    assert_code(adil_folder_make(l->t.scratch, store, &l->diag), OK);
    assert_code(adil_log_restore(l->t.scratch, l->dir, copy_path(l), &l->diag), IO);
    assert_true(adil_log_is_unconfirmed(l->t.scratch, l->dir));
    assert_int_equal(rmdir(adil_span_cstr(&l->t.perm, store)), 0);
    assert_code(logs_try(l, ADIL_STORE_CREATE), INPUT); /* nor is it a place for a new log */
    assert_code(adil_log_restore(l->t.scratch, l->dir, copy_path(l), &l->diag), OK);
    assert_refuses_to_sign(l);
    /* what was signed is known, the mark still there */
    assert_code(adil_log_hold(l->t.scratch, l->dir, note, &l->diag), OK);
    assert_refuses_to_sign(l);
    assert_code(adil_log_confirm(l->t.scratch, l->dir, note, &l->diag), OK);
    logs_start(l, ADIL_STORE_WRITE);
    logs_grow(l, 1);
    logs_publish(l);
    assert_clean(l);
}

static void a_log_that_is_being_filled_signs_nothing(void **state)
{
    struct logs *l = *state;
    struct adil_log *log = NULL;
    const struct adil_log_options options = {.mode = ADIL_STORE_WRITE, .unconfirmed = true};
    const struct adil_span entry = ADIL_SPAN("more");
    uint64_t first = 0;
    make_with_copy(l, N, N);
    l->dir = adil_fmt(&l->t.perm, "%.*s/elsewhere", ADIL_ARG(l->folder));
    assert_code(adil_log_restore(l->t.scratch, l->dir, copy_path(l), &l->diag), OK);
    assert_code(adil_log_open(&l->t.perm, l->dir, &options, &log, &l->diag), OK);
    assert_code(adil_log_append(log, &entry, 1, &first, &l->diag), OK);
    assert_code(adil_log_publish(log, l->key, &l->diag), IO);
    adil_log_close(log);
    assert_refuses_to_sign(l);
}

static void an_old_copy_is_not_restored_over_what_was_signed(void **state)
{
    struct logs *l = *state;
    make_with_copy(l, N - 1, N);
    lose_store(l);
    assert_code(adil_log_restore(l->t.scratch, l->dir, copy_path(l), &l->diag), REFUSED);
    assert_said(l, "700 entries were signed, the store has 699");
    assert_said(l, "restored from an old copy");
    assert_false(scratch_exists(l->t.scratch, logs_path(l, "private/store.sqlite")));
    take_away(l, "private/signed"); /* the checkpoint that the world saw tells it too */
    logs_forget(l);
    assert_code(adil_log_restore(l->t.scratch, l->dir, copy_path(l), &l->diag), REFUSED);
    assert_said(l, "restored from an old copy");
}

static void a_restore_never_writes_over_a_store(void **state)
{
    struct logs *l = *state;
    make_with_copy(l, N, N);
    struct adil_span before = bytes_of(l, "private/store.sqlite");
    assert_code(adil_log_restore(l->t.scratch, l->dir, copy_path(l), &l->diag), REFUSED);
    assert_said(l, "a store is there");
    assert_span_equal(bytes_of(l, "private/store.sqlite"), before);
}

static void a_damaged_copy_and_that_of_another_log_are_refused(void **state)
{
    struct logs *l = *state;
    make_with_copy(l, N, N);
    struct adil_span good = scratch_read(&l->t.perm, copy_path(l));
    char *bad = adil_span_cstr(&l->t.perm, good);
    size_t at = adil_span_find(good, ADIL_SPAN("entry 333"));
    assert_true(at < good.len);
    bad[at + 8] ^= 1;
    scratch_write(l->t.scratch, copy_path(l), adil_span_bytes(bad, good.len));
    lose_store(l);
    assert_code(adil_log_restore(l->t.scratch, l->dir, copy_path(l), &l->diag), REFUSED);
    assert_said(l, "entry 333");
    assert_false(scratch_exists(l->t.scratch, logs_path(l, "private/store.sqlite")));

    struct adil_span mine = l->dir;
    l->dir = adil_fmt(&l->t.perm, "%.*s/other", ADIL_ARG(l->folder));
    logs_start(l, ADIL_STORE_CREATE);
    for (int i = 0; i <= N; i++) {
        const struct adil_span entry = ADIL_SPAN("something else");
        uint64_t first = 0;
        assert_code(adil_log_append(l->log, &entry, 1, &first, &l->diag), OK);
    }
    assert_code(adil_log_backup(l->log, copy_path(l), &l->diag), OK);
    logs_stop(l);
    l->dir = mine;
    assert_code(adil_log_restore(l->t.scratch, l->dir, copy_path(l), &l->diag), REFUSED);
    assert_said(l, "another log");
}

/* Somebody puts the old file back by hand. */
static void put_copy_in_place(struct logs *l)
{
    lose_store(l);
    scratch_write(l->t.scratch, logs_path(l, "private/store.sqlite"),
                  scratch_read(&l->t.perm, copy_path(l)));
}

static void an_old_copy_put_in_place_by_hand_does_not_open(void **state)
{
    struct logs *l = *state;
    make_with_copy(l, 300, N);
    put_copy_in_place(l);
    struct adil_span before = bytes_of(l, "checkpoint");
    assert_code(logs_try(l, ADIL_STORE_WRITE), REFUSED);
    assert_said(l, "restored from an old copy");
    take_away(l, "private/signed");
    logs_forget(l);
    assert_code(logs_try(l, ADIL_STORE_WRITE), REFUSED);
    assert_said(l, "restored from an old copy");
    assert_span_equal(bytes_of(l, "checkpoint"), before);
    logs_start(l, ADIL_STORE_READ); /* to look at */
    assert_code(adil_log_check(l->log, l->t.scratch, &l->diag), REFUSED);
}

/* Restored, grown past the size that was signed, other entries: the dangerous one. */
static void a_log_that_went_another_way_does_not_sign(void **state)
{
    struct logs *l = *state;
    make_with_copy(l, 300, N);
    struct adil_span held = bytes_of(l, "private/signed");
    struct adil_span seen = bytes_of(l, "checkpoint");
    put_copy_in_place(l);
    take_away(l, "private/signed");
    take_away(l, "checkpoint");
    logs_start(l, ADIL_STORE_WRITE);
    for (int i = 0; i < 500; i++) {
        const struct adil_span entry = ADIL_SPAN("another history");
        uint64_t first = 0;
        assert_code(adil_log_append(l->log, &entry, 1, &first, &l->diag), OK);
    }
    /* what was signed comes back while the log is open, and is looked at before signing */
    scratch_write(l->t.scratch, logs_path(l, "private/signed"), held);
    assert_code(adil_log_publish(l->log, l->key, &l->diag), REFUSED);
    assert_said(l, "another root was signed over the first 700");
    assert_false(scratch_exists(l->t.scratch, logs_path(l, "checkpoint")));
    assert_span_equal(bytes_of(l, "private/signed"), held);
    logs_stop(l);
    logs_forget(l);
    assert_code(logs_try(l, ADIL_STORE_WRITE), REFUSED);
    assert_said(l, "another root");
    take_away(l, "private/signed");
    scratch_write(l->t.scratch, logs_path(l, "checkpoint"), seen);
    assert_code(logs_try(l, ADIL_STORE_WRITE), REFUSED);
}

static void a_smaller_tree_is_never_signed(void **state)
{
    struct logs *l = *state;
    make(l, N);
    struct adil_span held = bytes_of(l, "private/signed");
    struct adil_span other = adil_fmt(&l->t.perm, "%.*s/small", ADIL_ARG(l->folder));
    l->dir = other;
    make(l, N - 1);
    logs_start(l, ADIL_STORE_WRITE);
    scratch_write(l->t.scratch, logs_path(l, "private/signed"), held);
    assert_code(adil_log_publish(l->log, l->key, &l->diag), REFUSED);
    assert_said(l, "restored from an old copy");
    logs_grow(l, 1); /* the same entries: now it is the tree that was signed */
    logs_publish(l);
}

static void a_damaged_record_of_what_was_signed_stops_signing(void **state)
{
    struct logs *l = *state;
    make(l, N);
    struct adil_span whole = bytes_of(l, "private/signed");
    for (size_t at = 0; at < whole.len; at += 7) {
        put_other_byte(l, "private/signed", at);
        assert_code(logs_try(l, ADIL_STORE_WRITE), REFUSED);
        scratch_write(l->t.scratch, logs_path(l, "private/signed"), whole);
    }
    logs_start(l, ADIL_STORE_WRITE);
    put_other_byte(l, "private/signed", 90);
    assert_code(adil_log_publish(l->log, l->key, &l->diag), REFUSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        logs_case(tiles_that_are_missing_or_short_are_made_again),
        logs_case(a_checkpoint_that_is_missing_or_short_is_made_again),
        logs_case(a_checkpoint_older_than_what_was_signed_is_replaced),
        logs_case(a_tile_with_other_bytes_is_never_written_over),
        logs_case(damage_is_found_and_mended_by_making_the_file_again),
        logs_case(strange_files_are_found),
        logs_case(a_second_writer_is_refused),
        logs_case(a_copy_brings_the_log_back),
        logs_case(a_copy_makes_a_log_where_nothing_was),
        logs_case(a_restored_log_signs_only_when_it_was_confirmed),
        logs_case(a_log_that_is_being_filled_signs_nothing),
        logs_case(an_old_copy_is_not_restored_over_what_was_signed),
        logs_case(a_restore_never_writes_over_a_store),
        logs_case(a_damaged_copy_and_that_of_another_log_are_refused),
        logs_case(an_old_copy_put_in_place_by_hand_does_not_open),
        logs_case(a_log_that_went_another_way_does_not_sign),
        logs_case(a_smaller_tree_is_never_signed),
        logs_case(a_damaged_record_of_what_was_signed_stops_signing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
