/* --memory: a record whose state does not fit what may be held in memory is read, written and
 * verified as any other; and a disk with no room for the rest is told, and nothing is written. */
#include "command.h"
#include "scratch.h"

#include "base/buf.h"
#include "base/sha256.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum { FILES_MAX = 4096, DISK_BYTES = 96 << 10 };

struct bounded {
    struct adil_arena *a;
    struct adil_span folder;
    const char *dir;
    const char *lock;
};

static struct command run_in(struct bounded *b, const char *const *argv)
{
    assert_int_equal(setenv("ADIL_LOG", b->dir, 1), 0);
    assert_int_equal(setenv("ADIL_KEY_FILE", b->lock, 1), 0);
    assert_int_equal(setenv("TMPDIR", adil_span_cstr(b->a, b->folder), 1), 0);
    return command_run(b->a, argv, ADIL_SPAN(""));
}

#define run(b, ...) run_in((b), (const char *const[]){__VA_ARGS__, NULL})

/* As on a disk that is nearly full: no file may grow past a limit, this process's own neither. */
static struct command run_on_full_disk(struct bounded *b, const char *const *argv)
{
    struct rlimit was;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
    const struct rlimit full = {DISK_BYTES, was.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &full), 0);
    struct command c = run_in(b, argv);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &was), 0);
    return c;
}

#define run_full(b, ...) run_on_full_disk((b), (const char *const[]){__VA_ARGS__, NULL})

/* One record for all tests; what is appended is appended in the last. */
static struct bounded one;

static int bounded_open(void **state)
{
    struct bounded *b = &one;
    if (test_arenas_open(state) != 0) {
        return -1;
    }
    b->a = &((struct test_arenas *)*state)->perm;
    b->folder = scratch_folder(b->a);
    b->dir = adil_span_cstr(b->a, adil_fmt(b->a, "%.*s/log", ADIL_ARG(b->folder)));
    b->lock = adil_span_cstr(b->a, adil_fmt(b->a, "%.*s/lock", ADIL_ARG(b->folder)));
    struct command c =
        run(b, "simulate", b->dir, "--from", "kazakhstan", "--plan", "majilis-2023", "--seed", "1",
            "--places", "2000", "--key-file", b->lock, "--memory", "1M");
    if (c.status != 0) {
        print_error("%.*s", ADIL_ARG(c.err));
    }
    return c.status;
}

static int bounded_close(void **state)
{
    scratch_remove(one.folder);
    return test_arenas_close(state);
}

/* Of the folder: how many, and the hash of all their bytes. Without those that every reader of the
 * database makes and takes away. */
static struct adil_hash files_of(struct bounded *b, size_t *n)
{
    struct adil_span *name = adil_new(b->a, struct adil_span, FILES_MAX);
    struct adil_buf all;
    size_t found = scratch_files(b->a, b->folder, name, FILES_MAX);
    adil_buf_open(&all, (size_t)1 << 30);
    *n = 0;
    for (size_t i = 0; i < found; i++) {
        struct adil_arena tmp = *b->a;
        if (!adil_span_ends(name[i], ADIL_SPAN("-shm")) &&
            !adil_span_ends(name[i], ADIL_SPAN("-wal"))) {
            struct adil_span path =
                adil_fmt(&tmp, "%.*s/%.*s", ADIL_ARG(b->folder), ADIL_ARG(name[i]));
            adil_buf_put(&all, name[i]);
            adil_buf_put(&all, scratch_read(&tmp, path));
            *n += 1;
        }
    }
    assert_true(adil_buf_ok(&all));
    struct adil_hash h = adil_sha256(adil_buf_span(&all));
    adil_buf_release(&all);
    return h;
}

static void test_bound__the_state_is_the_same_and_no_file_stays(void **state)
{
    (void)state;
    size_t n = 0;
    size_t n_after = 0;
    (void)files_of(&one, &n);
    struct command held = run(&one, "state", "hash");
    struct command bound = run(&one, "state", "hash", "--memory", "1M");
    assert_int_equal(bound.status, 0);
    assert_span_equal(bound.out, held.out);
    held = run(&one, "state", "results", "--csv");
    bound = run(&one, "state", "results", "--csv", "--memory", "1M");
    assert_true(bound.out.len > 100);
    assert_span_equal(bound.out, held.out);
    bound = run(&one, "verify", one.dir, "--memory", "1M");
    assert_int_equal(bound.status, 0);
    assert_true(command_says(bound.out, "\nverified\n"));
    (void)files_of(&one, &n_after);
    assert_int_equal(n_after, n);
}

static void test_bound__a_full_disk_is_told_and_nothing_is_written(void **state)
{
    (void)state;
    size_t n = 0;
    size_t n_after = 0;
    struct adil_span state_before = run(&one, "state", "hash").out;
    struct adil_hash before = files_of(&one, &n);
    struct command c = run_full(&one, "act", "notice", "hello", "title=t", "text=x", "--by",
                                "central-commission", "--memory", "1M");
    assert_int_equal(c.status, 3);
    assert_true(command_says(c.err, "log: what does not fit the memory: found File too large"));
    c = run_full(&one, "verify", one.dir, "--memory", "1M");
    assert_int_equal(c.status, 3);
    assert_true(command_says(c.err, ": what does not fit the memory: found File too large"));
    struct adil_hash after = files_of(&one, &n_after);
    assert_int_equal(n_after, n);
    assert_memory_equal(&after, &before, sizeof before);
    /* the controls: with memory enough, and with room on the disk */
    c = run_full(&one, "state", "hash", "--memory", "64M");
    assert_int_equal(c.status, 0);
    assert_span_equal(c.out, state_before);
    c = run(&one, "act", "notice", "hello", "title=t", "text=x", "--by", "central-commission",
            "--memory", "1M");
    assert_int_equal(c.status, 0);
    after = files_of(&one, &n_after);
    assert_memory_not_equal(&after, &before, sizeof before);
}

static void test_bound__a_size_is_megabytes_or_gigabytes(void **state)
{
    static const char *const wrong[] = {"",   "M",    "64",  "64m",
                                        "0M", "1.5G", "-1M", "99999999999999G"};
    struct bounded none = one;
    (void)state;
    none.dir = "/tmp/adil-no-log";
    for (size_t i = 0; i < ADIL_COUNT(wrong); i++) {
        struct command c = run(&none, "state", "hash", "--memory", wrong[i]);
        assert_int_equal(c.status, 2);
        assert_true(command_says(c.err, "--memory: "));
        assert_true(command_says(c.err, "a size as 64M or 2G"));
    }
    struct command c = run(&none, "state", "hash", "--memory", "2G"); /* and goes on */
    assert_false(command_says(c.err, "--memory"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bound__the_state_is_the_same_and_no_file_stays),
        cmocka_unit_test(test_bound__a_full_disk_is_told_and_nothing_is_written),
        cmocka_unit_test(test_bound__a_size_is_megabytes_or_gigabytes),
    };
    (void)signal(SIGXFSZ, SIG_IGN);
    return cmocka_run_group_tests(tests, bounded_open, bounded_close);
}
