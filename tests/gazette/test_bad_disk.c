/* Bad days: the disk is full, fails, or may not be written; another process writes.
 *
 *     test_bad_disk [long]    short as part of the tests, long for `make soak` */
#define _GNU_SOURCE
#include "crash.h"
#include "fault_vfs.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char *cstr(struct logs *l, const char *name)
{
    return adil_span_cstr(&l->t.perm, logs_path(l, name));
}

/* The log in use is what it was: size, root, and all of it in order. */
static void assert_holds(struct logs *l, uint64_t n)
{
    struct adil_hash want = logs_root(l->t.scratch, n);
    struct adil_hash got = adil_log_root(l->log);
    uint64_t stored = 0;
    assert_int_equal(adil_log_size(l->log), n);
    assert_true(adil_hash_eq(&got, &want));
    assert_code(adil_log_store(l->log)->ops->size(adil_log_store(l->log), &stored, &l->diag), OK);
    assert_int_equal(stored, n);
    logs_forget(l);
    if (adil_log_check(l->log, l->t.scratch, &l->diag).code != ADIL_C_OK) {
        assert_said(l, "this shows what was said");
    }
}

/* ---- a full disk: files may not grow past a limit ---------------------------------------- */

static void limit_files(rlim_t bytes)
{
    struct rlimit r;
    (void)fflush(stdout);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &r), 0);
    r.rlim_cur = bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &r), 0);
}

static off_t size_of(struct logs *l, const char *name)
{
    struct stat st;
    return stat(cstr(l, name), &st) == 0 ? st.st_size : 0;
}

/* Whether a write past the limit is an error: else there is nothing to test. */
static bool limit_bites(struct logs *l, rlim_t bytes)
{
    int fd = open(cstr(l, "full"), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0);
    ssize_t n = pwrite(fd, "x", 1, (off_t)bytes + 1);
    int error = errno;
    close(fd);
    (void)unlink(cstr(l, "full"));
    return n < 0 && error == EFBIG;
}

static void a_full_disk_takes_nothing_and_loses_nothing(void **state)
{
    struct logs *l = *state;
    struct test_rng rng = test_rng_open("a full disk");
    uint64_t runs = runs_of(20, 300);
    uint64_t n = 0;
    uint64_t refused = 0;
    logs_start(l, ADIL_STORE_CREATE);
    for (uint64_t run = 0; run < runs; run++) {
        struct adil_arena kept = l->t.perm;
        off_t wal = size_of(l, "private/store.sqlite-wal");
        rlim_t limit = (rlim_t)wal + test_rng_below(&rng, 40000) + 1;
        limit_files(limit);
        bool bites = limit_bites(l, limit);
        adil_err e = ADIL_OK;
        for (int i = 0; i < 2000 && e.code == ADIL_C_OK; i++) {
            uint64_t more = 1 + test_rng_below(&rng, 30);
            e = logs_add(l, more);
            n += e.code == ADIL_C_OK ? more : 0;
        }
        limit_files(RLIM_INFINITY);
        assert_true(bites);
        assert_code(e, IO);
        refused++;
        assert_holds(l, n);
        logs_grow(l, 1); /* there is room again */
        n++;
        if (run % 5 == 4) {
            logs_stop(l); /* the log of commits goes into the database, and starts small again */
            logs_start(l, ADIL_STORE_WRITE);
            assert_holds(l, n);
        }
        l->t.perm = kept;
    }
    printf("# full disk %llu times, %llu entries kept\n", (unsigned long long)refused,
           (unsigned long long)n);
}

static adil_err give_large(void *ctx, uint64_t index, struct adil_span *entry,
                           struct adil_diag *diag)
{
    (void)index;
    (void)diag;
    *entry = *(struct adil_span *)ctx;
    return ADIL_OK;
}

/* All that was handed in and is in the commit that failed: each waits and learns it. */
static void a_full_disk_is_told_to_every_ticket(void **state)
{
    struct logs *l = *state;
    enum { N = 5 };
    char *bytes = adil_new(&l->t.perm, char, 60000);
    struct adil_span large = {bytes, 60000};
    const struct adil_submission submission = {&large, give_large, NULL};
    struct adil_ticket ticket[N];
    uint64_t index = 0;
    logs_start(l, ADIL_STORE_CREATE);
    logs_grow(l, 3);
    rlim_t limit = (rlim_t)size_of(l, "private/store.sqlite-wal") + 20000;
    for (size_t i = 0; i < N; i++) {
        assert_code(adil_log_hand_in(l->log, &submission, &ticket[i], &l->diag), OK);
    }
    limit_files(limit);
    bool bites = limit_bites(l, limit);
    for (size_t i = 0; i < N; i++) {
        assert_code(adil_log_wait(l->log, &ticket[i], &index), IO);
    }
    limit_files(RLIM_INFINITY);
    assert_true(bites);
    assert_holds(l, 3);
    assert_code(adil_log_submit(l->log, &submission, &index, &l->diag), OK);
    assert_int_equal(index, 3);
}

static void a_full_disk_publishes_nothing_by_halves(void **state)
{
    struct logs *l = *state;
    static const rlim_t limits[] = {1, 100, 200, 400, 1000, 9000, 30000};
    logs_start(l, ADIL_STORE_CREATE);
    logs_grow(l, 100);
    logs_publish(l);
    struct adil_span before = scratch_read(&l->t.perm, logs_path(l, "checkpoint"));
    logs_grow(l, 400);
    uint64_t failed = 0;
    for (size_t i = 0; i < ADIL_COUNT(limits); i++) {
        limit_files(limits[i]);
        bool bites = limit_bites(l, limits[i]);
        adil_err e = adil_log_publish(l->log, l->key, &l->diag);
        limit_files(RLIM_INFINITY);
        assert_true(bites);
        struct adil_span now = scratch_read(&l->t.perm, logs_path(l, "checkpoint"));
        if (e.code != ADIL_C_OK) {
            assert_code(e, IO);
            assert_span_equal(now, before);
            failed++;
        }
    }
    assert_true(failed >= 4);
    logs_publish(l);
    assert_holds(l, 500);
}

/* ---- each operation of the disk fails once ----------------------------------------------- */

static adil_err open_on_fault(struct logs *l)
{
    const struct adil_log_options o = {.mode = ADIL_STORE_WRITE, .vfs = FAULT_VFS};
    return adil_log_open(&l->t.perm, l->dir, &o, &l->log, &l->diag);
}

/* Appends with operation `at` failing. Out: whether it was reached. */
static bool fail_one(struct logs *l, struct fault how, uint64_t *n)
{
    struct adil_arena kept = l->t.perm;
    logs_forget(l);
    fault = (struct fault){.seed = 1};
    assert_code(open_on_fault(l), OK);
    fault = how;
    adil_err e = ADIL_OK;
    for (int i = 0; i < 4 && e.code == ADIL_C_OK; i++) {
        e = logs_add(l, 3);
        *n += e.code == ADIL_C_OK ? 3 : 0;
    }
    bool reached = fault.n_failed > 0;
    bool synced = fault.n_failed_syncs > 0;
    fault = (struct fault){.seed = 1};
    if (e.code != ADIL_C_OK) {
        assert_true(reached);
        assert_code(e, IO);
    }
    assert_holds(l, *n);
    adil_err again = logs_add(l, 1);
    if (again.code == ADIL_C_OK) {
        *n += 1;
    } else { /* after a sync that failed nothing is trusted until the log is opened again */
        assert_true(synced);
        assert_said(l, "the disk failed in an earlier commit");
    }
    logs_stop(l);
    logs_start(l, ADIL_STORE_WRITE);
    /* A sync that failed leaves a commit that was not acknowledged there or not there, whole. */
    uint64_t size = adil_log_size(l->log);
    assert_true(size == *n || (synced && size == *n + 3));
    *n = size;
    assert_holds(l, *n);
    logs_stop(l);
    l->t.perm = kept;
    return reached;
}

static void each_write_fails(struct logs *l, int code, bool on, bool only_syncs)
{
    uint64_t n = 0;
    uint64_t reached = 0;
    logs_start(l, ADIL_STORE_CREATE);
    logs_stop(l);
    uint64_t last = only_syncs ? 6 : runs_of(24, 60);
    for (uint64_t at = 1; at <= last; at++) {
        struct fault how = {
            .fail_at = at, .fail_on = on, .fail_code = code, .only_syncs = only_syncs, .seed = 1};
        reached += fail_one(l, how, &n) ? 1 : 0;
    }
    printf("# %llu of %llu operations failed in their turn\n", (unsigned long long)reached,
           (unsigned long long)last);
    assert_true(reached >= 3);
}

static void the_disk_is_full_at_each_write(void **state)
{
    each_write_fails(*state, SQLITE_FULL, false, false);
}

static void the_disk_is_full_from_each_write_on(void **state)
{
    each_write_fails(*state, SQLITE_FULL, true, false);
}

static void each_write_is_an_error(void **state)
{
    each_write_fails(*state, SQLITE_IOERR_WRITE, false, false);
}

static void each_sync_is_an_error(void **state)
{
    each_write_fails(*state, SQLITE_IOERR, false, true);
}

/* Enough pages that they are moved to their place after the commit: 6 MB. */
static adil_err add_much(struct logs *l)
{
    enum { N = 100, BYTES = 60000 };
    struct adil_arena a = l->t.perm;
    struct adil_span entry[N];
    uint64_t first = 0;
    char *bytes = adil_new(&a, char, BYTES);
    memset(bytes, 'm', BYTES);
    for (size_t i = 0; i < N; i++) {
        entry[i] = adil_span_bytes(bytes, BYTES);
    }
    return adil_log_append(l->log, entry, N, &first, &l->diag);
}

/* Which sync fails decides: before the commit is durable it is refused, after it nothing more is
 * taken. Returns whether it was after. */
static bool fails_after(struct logs *l, uint64_t at, uint64_t *n)
{
    assert_code(open_on_fault(l), OK);
    fault = (struct fault){.fail_at = at, .only_syncs = true, .seed = 1};
    adil_err e = add_much(l);
    assert_int_equal(fault.n_failed_syncs, 1);
    fault = (struct fault){.seed = 1};
    assert_code(logs_add(l, 1), IO);
    assert_said(l, "the disk failed in an earlier commit");
    logs_stop(l);
    logs_forget(l);
    logs_start(l, ADIL_STORE_WRITE);
    uint64_t size = adil_log_size(l->log);
    bool after = e.code == ADIL_C_OK;
    assert_true(size == *n + 100 || (!after && size == *n));
    *n = size;
    logs_stop(l);
    return after;
}

static void a_sync_fails_when_pages_are_moved(void **state)
{
    struct logs *l = *state;
    uint64_t n = 0;
    uint64_t after = 0;
    logs_start(l, ADIL_STORE_CREATE);
    logs_stop(l);
    assert_code(open_on_fault(l), OK);
    fault = (struct fault){.only_syncs = true, .seed = 1};
    assert_code(add_much(l), OK);
    uint64_t syncs = fault.n;
    n = adil_log_size(l->log);
    logs_stop(l);
    for (uint64_t at = 1; at <= syncs; at++) {
        after += fails_after(l, at, &n) ? 1 : 0;
    }
    assert_in_range(after, 1, syncs - 1);
}

/* ---- what may not be written ------------------------------------------------------------- */

static bool mode_bites(struct logs *l, const char *name)
{
    int fd = open(cstr(l, name), O_WRONLY);
    if (fd >= 0) {
        close(fd);
    }
    return fd < 0 && errno == EACCES;
}

static void a_store_that_may_not_be_written(void **state)
{
    struct logs *l = *state;
    logs_start(l, ADIL_STORE_CREATE);
    logs_grow(l, 300);
    logs_publish(l);
    logs_stop(l);
    assert_int_equal(chmod(cstr(l, "private/store.sqlite"), 0444), 0);
    assert_true(mode_bites(l, "private/store.sqlite"));
    adil_err e = logs_try(l, ADIL_STORE_WRITE);
    assert_code(e, IO);
    /* and in a folder that may not be written: a copy on a medium, say */
    assert_int_equal(chmod(cstr(l, "private/lock"), 0444), 0);
    assert_int_equal(chmod(cstr(l, "private"), 0555), 0);
    assert_int_not_equal(access(cstr(l, "private"), W_OK), 0);
    e = logs_try(l, ADIL_STORE_WRITE);
    assert_code(e, IO);
    logs_start(l, ADIL_STORE_READ);
    assert_holds(l, 300);
    logs_stop(l);
    assert_int_equal(chmod(cstr(l, "private"), 0700), 0);
    assert_int_equal(chmod(cstr(l, "private/lock"), 0600), 0);
    assert_int_equal(chmod(cstr(l, "private/store.sqlite"), 0644), 0);
    logs_start(l, ADIL_STORE_WRITE);
    logs_grow(l, 1);
    assert_holds(l, 301);
}

static void folders_that_may_not_be_written(void **state)
{
    struct logs *l = *state;
    static const char *const folders[] = {"tile/0", "tile/entries", "private", "."};
    uint64_t n = 300;
    logs_start(l, ADIL_STORE_CREATE);
    logs_grow(l, n);
    logs_publish(l);
    for (size_t i = 0; i < ADIL_COUNT(folders); i++) {
        logs_grow(l, 256); /* full tiles are due */
        n += 256;
        mode_t mode = i == 2 ? 0500 : 0555;
        assert_int_equal(chmod(cstr(l, folders[i]), mode), 0);
        assert_int_not_equal(access(cstr(l, folders[i]), W_OK), 0);
        assert_code(adil_log_publish(l->log, l->key, &l->diag), IO);
        assert_int_equal(chmod(cstr(l, folders[i]), i == 2 ? 0700 : 0755), 0);
        if (i == 3) { /* signed, not published: opening makes up for it */
            logs_stop(l);
            logs_start(l, ADIL_STORE_WRITE);
        } else {
            logs_publish(l);
        }
        assert_holds(l, n);
    }
}

/* ---- another process --------------------------------------------------------------------- */

static void another_process_holds_the_log(void **state)
{
    struct logs *l = *state;
    int pipe_end = -1;
    char byte = 0;
    logs_start(l, ADIL_STORE_CREATE);
    logs_stop(l);
    pid_t child = crash_start(l, NULL, 7, &pipe_end);
    assert_int_equal(read(pipe_end, &byte, 1), 1); /* it is at work */
    assert_code(logs_try(l, ADIL_STORE_WRITE), REFUSED);
    assert_said(l, "another process writes this log");
    logs_start(l, ADIL_STORE_READ);
    logs_stop(l);
    assert_int_equal(kill(child, SIGKILL), 0);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    close(pipe_end);
    assert_true(WIFSIGNALED(status));
    logs_start(l, ADIL_STORE_WRITE); /* what died holds nothing */
    assert_holds(l, adil_log_size(l->log));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        logs_case(a_full_disk_takes_nothing_and_loses_nothing),
        logs_case(a_full_disk_is_told_to_every_ticket),
        logs_case(a_full_disk_publishes_nothing_by_halves),
        logs_case(the_disk_is_full_at_each_write),
        logs_case(the_disk_is_full_from_each_write_on),
        logs_case(each_write_is_an_error),
        logs_case(each_sync_is_an_error),
        logs_case(a_sync_fails_when_pages_are_moved),
        logs_case(a_store_that_may_not_be_written),
        logs_case(folders_that_may_not_be_written),
        logs_case(another_process_holds_the_log),
    };
    runs_are_long = argc > 1 && strcmp(argv[1], "long") == 0;
    if (!logs_unprivileged()) {
        (void)fprintf(stderr, "cannot become an unprivileged user\n");
        return 1;
    }
    (void)signal(SIGXFSZ, SIG_IGN); /* so that a full disk is an error of write() */
    fault_vfs_register();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
