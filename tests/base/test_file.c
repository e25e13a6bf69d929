#define _GNU_SOURCE
#include "base/file.h"

#include "support.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PLENTY = 1 << 20, NOBODY = 65534 };

static char folder[] = "/tmp/adil-test-XXXXXX";

static int folder_open(void **state)
{
    (void)state;
    (void)signal(SIGXFSZ, SIG_IGN); /* so that a full disk is an error of write() */
    return mkdtemp(folder) != NULL ? 0 : -1;
}

static size_t entries(void)
{
    size_t n = 0;
    DIR *d = opendir(folder);
    assert_non_null(d);
    for (const struct dirent *e = readdir(d); e != NULL; e = readdir(d)) {
        n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 ? 1 : 0;
    }
    closedir(d);
    return n;
}

static int folder_empty(void **state)
{
    DIR *d = opendir(folder);
    for (const struct dirent *e = readdir(d); e != NULL; e = readdir(d)) {
        (void)unlinkat(dirfd(d), e->d_name, 0);
        (void)unlinkat(dirfd(d), e->d_name, AT_REMOVEDIR);
    }
    closedir(d);
    return test_arenas_close(state);
}

static int folder_close(void **state)
{
    (void)state;
    return rmdir(folder);
}

static struct adil_span in_folder(struct test_arenas *t, const char *name)
{
    return adil_fmt(&t->perm, "%s/%s", folder, name);
}

static char *path_of(struct test_arenas *t, const char *name)
{
    return adil_span_cstr(&t->perm, in_folder(t, name));
}

/* By open() and write() alone, apart from the code under test. */
static void put(struct test_arenas *t, const char *name, struct adil_span bytes, mode_t mode)
{
    int fd = open(path_of(t, name), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes.ptr, bytes.len), bytes.len);
    assert_int_equal(fchmod(fd, mode), 0);
    assert_int_equal(close(fd), 0);
}

static struct adil_span got(struct test_arenas *t, const char *name)
{
    char *bytes = adil_new(&t->perm, char, PLENTY);
    int fd = open(path_of(t, name), O_RDONLY);
    assert_true(fd >= 0);
    ssize_t n = read(fd, bytes, PLENTY);
    assert_true(n >= 0);
    assert_int_equal(close(fd), 0);
    return adil_span_bytes(bytes, (size_t)n);
}

static struct adil_span of_length(struct test_arenas *t, size_t n)
{
    char *bytes = adil_new(&t->perm, char, n);
    for (size_t i = 0; i < n; i++) {
        bytes[i] = (char)('a' + i % 23);
    }
    return adil_span_bytes(bytes, n);
}

static enum adil_code write_file(struct test_arenas *t, struct adil_span path, const char *text)
{
    struct adil_diag d;
    adil_diag_open(&d, &t->perm);
    adil_err e = adil_file_write(t->scratch, path, adil_span_of(text), &d);
    assert_int_equal(d.n_errors, e.code == ADIL_C_OK ? 0 : 1);
    return e.code;
}

/* Reading fails with `code`, and the diagnostic is this line. */
static void refuses(struct test_arenas *t, struct adil_span path, size_t max, enum adil_code code,
                    const char *line)
{
    struct adil_diag d;
    struct adil_buf out;
    struct adil_span bytes;
    adil_diag_open(&d, &t->perm);
    assert_int_equal(adil_file_read(&t->perm, path, max, &bytes, &d).code, code);
    adil_buf_open(&out, PLENTY);
    adil_diag_print(&d, &out);
    assert_span_equal(adil_buf_span(&out), adil_fmt(&t->perm, "%.*s%s\n", ADIL_ARG(path), line));
    adil_buf_release(&out);
}

static struct adil_span reads(struct test_arenas *t, struct adil_span path, size_t max)
{
    struct adil_span bytes;
    assert_int_equal(adil_file_read(&t->perm, path, max, &bytes, NULL).code, ADIL_C_OK);
    return bytes;
}

static void test_file__read_whole(void **state)
{
    struct test_arenas *t = *state;
    struct adil_span text = of_length(t, 200000);
    put(t, "votes.csv", text, 0644);
    put(t, "empty", ADIL_SPAN(""), 0644);
    put(t, "nul", ADIL_SPAN("a\0b"), 0644);
    assert_span_equal(reads(t, in_folder(t, "votes.csv"), PLENTY), text);
    assert_span_is(reads(t, in_folder(t, "empty"), PLENTY), "");
    assert_span_is(reads(t, in_folder(t, "empty"), 0), "");
    assert_span_equal(reads(t, in_folder(t, "nul"), PLENTY), ADIL_SPAN("a\0b"));
    /* says it is empty, and is not */
    assert_true(
        adil_span_starts(reads(t, ADIL_SPAN("/proc/self/status"), PLENTY), ADIL_SPAN("Name:")));
}

static void test_file__wrong_names_are_refused(void **state)
{
    struct test_arenas *t = *state;
    put(t, "file", ADIL_SPAN("x"), 0644);
    refuses(t, in_folder(t, "absent"), PLENTY, ADIL_C_INPUT,
            ": found No such file or directory, expected a file that can be read");
    refuses(t, in_folder(t, "file/under"), PLENTY, ADIL_C_INPUT,
            ": found Not a directory, expected a file that can be read");
    refuses(t, adil_span_of(folder), PLENTY, ADIL_C_INPUT, ": found a folder, expected a file");
    const struct adil_span bad[] = {ADIL_SPAN_INIT(""), ADIL_SPAN_INIT("/tmp\0x"),
                                    of_length(t, 5000)};
    for (size_t i = 0; i < ADIL_COUNT(bad); i++) {
        struct adil_span bytes;
        assert_int_equal(adil_file_read(&t->perm, bad[i], 9, &bytes, NULL).code, ADIL_C_INPUT);
        assert_int_equal(write_file(t, bad[i], "x"), ADIL_C_IO);
    }
}

static void test_file__one_byte_over_the_limit_is_refused(void **state)
{
    struct test_arenas *t = *state;
    put(t, "file", ADIL_SPAN("12345"), 0644);
    assert_span_is(reads(t, in_folder(t, "file"), 5), "12345");
    refuses(t, in_folder(t, "file"), 4, ADIL_C_INPUT,
            ": found a longer file, expected at most 4 bytes");
    refuses(t, ADIL_SPAN("/proc/self/status"), 40, ADIL_C_INPUT,
            ": found a longer file, expected at most 40 bytes");
}

/* Runs as a user who is not root: root may do everything. */
static void as_nobody(void)
{
    if (geteuid() == 0) {
        assert_int_equal(seteuid(NOBODY), 0);
    }
}

static void as_before(void)
{
    if (getuid() == 0) {
        assert_int_equal(seteuid(0), 0);
    }
}

static void test_file__unreadable_is_an_error_of_the_system(void **state)
{
    struct test_arenas *t = *state;
    struct adil_span path = in_folder(t, "secret");
    put(t, "secret", ADIL_SPAN("x"), 0);
    assert_int_equal(chmod(folder, 0755), 0);
    as_nobody();
    struct adil_span bytes;
    adil_err e = adil_file_read(&t->perm, path, PLENTY, &bytes, NULL);
    as_before();
    assert_int_equal(e.code, ADIL_C_IO);
}

/* A child that writes `bytes` into the pipe in small pieces; the descriptor does not block. */
static pid_t feed(int fds[2], struct adil_span bytes)
{
    assert_int_equal(pipe2(fds, O_NONBLOCK), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(fds[0]);
        _exit(adil_fd_write(fds[1], bytes).code == ADIL_C_OK ? 0 : 1);
    }
    close(fds[1]);
    return child;
}

static int status_of(pid_t child)
{
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* More than a pipe holds (64 KiB), so that both sides meet a descriptor that is not ready. */
static void test_file__standard_input_to_its_end_and_limit(void **state)
{
    struct test_arenas *t = *state;
    struct adil_span text = of_length(t, 300000);
    int keep = dup(STDIN_FILENO);
    for (size_t over = 0; over < 2; over++) {
        int fds[2];
        struct adil_span bytes = {NULL, 0};
        (void)signal(SIGPIPE, SIG_IGN);
        pid_t child = feed(fds, text);
        assert_int_equal(dup2(fds[0], STDIN_FILENO), STDIN_FILENO);
        close(fds[0]);
        adil_err e = adil_file_read(&t->perm, ADIL_SPAN("-"), text.len - over, &bytes, NULL);
        if (keep >= 0) {
            assert_int_equal(dup2(keep, STDIN_FILENO), STDIN_FILENO);
        } else {
            close(STDIN_FILENO);
        }
        (void)status_of(child);
        assert_int_equal(e.code, over == 0 ? ADIL_C_OK : ADIL_C_INPUT);
        if (over == 0) {
            assert_span_equal(bytes, text);
        }
    }
    close(keep);
}

static void test_file__write_makes_and_replaces(void **state)
{
    struct test_arenas *t = *state;
    struct adil_span path = in_folder(t, "out.html");
    assert_int_equal(write_file(t, path, "first"), ADIL_C_OK);
    assert_span_is(got(t, "out.html"), "first");
    assert_int_equal(write_file(t, path, "second, longer"), ADIL_C_OK);
    assert_span_is(got(t, "out.html"), "second, longer");
    assert_int_equal(write_file(t, path, ""), ADIL_C_OK);
    assert_span_is(got(t, "out.html"), "");
    assert_int_equal(entries(), 1);
}

/* Who has the old file open goes on reading the old one. */
static void test_file__readers_keep_what_they_opened(void **state)
{
    struct test_arenas *t = *state;
    char text[16] = {0};
    put(t, "file", ADIL_SPAN("old"), 0644);
    int fd = open(path_of(t, "file"), O_RDONLY);
    assert_int_equal(write_file(t, in_folder(t, "file"), "new"), ADIL_C_OK);
    assert_int_equal(read(fd, text, sizeof text), 3);
    assert_string_equal(text, "old");
    close(fd);
}

static mode_t mode_of(struct test_arenas *t, const char *name)
{
    struct stat st;
    assert_int_equal(stat(path_of(t, name), &st), 0);
    return st.st_mode & 07777;
}

static void test_file__permissions_stay_or_follow_the_umask(void **state)
{
    struct test_arenas *t = *state;
    mode_t mask = umask(027);
    put(t, "private", ADIL_SPAN("x"), 0600);
    put(t, "shared", ADIL_SPAN("x"), 0664);
    assert_int_equal(write_file(t, in_folder(t, "private"), "y"), ADIL_C_OK);
    assert_int_equal(write_file(t, in_folder(t, "shared"), "y"), ADIL_C_OK);
    assert_int_equal(write_file(t, in_folder(t, "new"), "y"), ADIL_C_OK);
    (void)umask(mask);
    assert_int_equal(mode_of(t, "private"), 0600);
    assert_int_equal(mode_of(t, "shared"), 0664);
    assert_int_equal(mode_of(t, "new"), 0640);
}

static void test_file__failure_leaves_the_old_content(void **state)
{
    struct test_arenas *t = *state;
    put(t, "file", ADIL_SPAN("old"), 0666);
    assert_int_equal(write_file(t, in_folder(t, "file/under"), "new"), ADIL_C_IO);
    assert_int_equal(write_file(t, in_folder(t, "absent/file"), "new"), ADIL_C_IO);
    assert_int_equal(write_file(t, in_folder(t, "file/"), "new"), ADIL_C_IO);
    assert_int_equal(write_file(t, adil_span_of(folder), "new"), ADIL_C_IO);
    assert_int_equal(chmod(folder, 0555), 0);
    as_nobody();
    enum adil_code locked = write_file(t, in_folder(t, "file"), "new");
    as_before();
    assert_int_equal(chmod(folder, 0755), 0);
    assert_int_equal(locked, ADIL_C_IO);
    assert_span_is(got(t, "file"), "old");
    assert_int_equal(entries(), 1);
}

/* Stopped half-way, as by a full disk: a limit on the size of files. */
static void test_file__a_full_disk_leaves_the_old_content(void **state)
{
    struct test_arenas *t = *state;
    struct rlimit before;
    struct adil_span text = of_length(t, 100000);
    put(t, "file", ADIL_SPAN("old"), 0644);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    const struct rlimit small = {8192, before.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    adil_err e = adil_file_write(t->scratch, in_folder(t, "file"), text, NULL);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(e.code, ADIL_C_IO);
    assert_span_is(got(t, "file"), "old");
    assert_int_equal(entries(), 1);
    assert_int_equal(adil_file_write(t->scratch, in_folder(t, "file"), text, NULL).code,
                     ADIL_C_OK); /* without the limit it is written */
    assert_span_equal(got(t, "file"), text);
}

/* Left by a killed run with the same process id. */
static void test_file__a_temporary_in_the_way_is_passed_by(void **state)
{
    struct test_arenas *t = *state;
    struct adil_span left = adil_fmt(&t->perm, ".adil-%ld-0.tmp", (long)getpid());
    put(t, adil_span_cstr(&t->perm, left), ADIL_SPAN("left"), 0644);
    assert_int_equal(write_file(t, in_folder(t, "file"), "new"), ADIL_C_OK);
    assert_span_is(got(t, "file"), "new");
    assert_span_is(got(t, adil_span_cstr(&t->perm, left)), "left");
    assert_int_equal(entries(), 2);
}

static void test_file__a_link_stays_a_link(void **state)
{
    struct test_arenas *t = *state;
    struct stat st;
    put(t, "real", ADIL_SPAN("old"), 0644);
    assert_int_equal(symlink("real", path_of(t, "link")), 0);
    assert_int_equal(symlink("absent", path_of(t, "loose")), 0);
    assert_int_equal(write_file(t, in_folder(t, "link"), "new"), ADIL_C_OK);
    assert_int_equal(lstat(path_of(t, "link"), &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_span_is(got(t, "real"), "new");
    assert_int_equal(write_file(t, in_folder(t, "loose"), "new"), ADIL_C_IO);
    assert_int_equal(entries(), 3);
}

/* What a process with `fd` as standard output and `path` as its output leaves behind. */
static int writes_to(struct test_arenas *t, int fd, struct adil_span path)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        if (dup2(fd, STDOUT_FILENO) < 0) {
            _exit(2);
        }
        adil_err e = adil_file_write(t->scratch, path, ADIL_SPAN("body\n"), NULL);
        _exit(e.code == ADIL_C_OK ? 0 : 1);
    }
    return status_of(child);
}

static void test_file__dev_stdout_is_a_pipe_or_what_the_shell_opened(void **state)
{
    struct test_arenas *t = *state;
    char text[16] = {0};
    int fds[2];
    assert_int_equal(pipe(fds), 0);
    assert_int_equal(writes_to(t, fds[1], ADIL_SPAN("/dev/stdout")), 0);
    assert_int_equal(read(fds[0], text, sizeof text), 5);
    assert_string_equal(text, "body\n");
    close(fds[0]);
    close(fds[1]);
    put(t, "log", ADIL_SPAN("head\n"), 0644);
    int log = open(path_of(t, "log"), O_WRONLY | O_APPEND);
    assert_int_equal(writes_to(t, log, ADIL_SPAN("/dev/stdout")), 0);
    assert_int_equal(write(log, "tail\n", 5), 5);
    close(log);
    assert_span_is(got(t, "log"), "head\nbody\ntail\n");
    assert_int_equal(entries(), 1);
}

static void test_file__a_pipe_with_a_name_is_written_through(void **state)
{
    struct test_arenas *t = *state;
    char text[16] = {0};
    struct stat st;
    assert_int_equal(mkfifo(path_of(t, "fifo"), 0600), 0);
    int fd = open(path_of(t, "fifo"), O_RDONLY | O_NONBLOCK);
    assert_int_equal(write_file(t, in_folder(t, "fifo"), "body"), ADIL_C_OK);
    assert_int_equal(read(fd, text, sizeof text), 4);
    assert_string_equal(text, "body");
    close(fd);
    assert_int_equal(lstat(path_of(t, "fifo"), &st), 0);
    assert_true(S_ISFIFO(st.st_mode));
    assert_int_equal(write_file(t, ADIL_SPAN("/dev/full"), "body"), ADIL_C_IO);
}

static void test_file__path_beside_another(void **state)
{
    struct test_arenas *t = *state;
    static const char *const example[][3] = {
        {"polity/rulebook.yaml", "votes.csv", "polity/votes.csv"},
        {"polity/rulebook.yaml", "data/votes.csv", "polity/data/votes.csv"},
        {"polity/rulebook.yaml", "../votes.csv", "polity/../votes.csv"},
        {"polity/rulebook.yaml", "/votes.csv", "/votes.csv"},
        {"rulebook.yaml", "votes.csv", "votes.csv"},
        {"/rulebook.yaml", "votes.csv", "/votes.csv"},
        {"polity/", "votes.csv", "polity/votes.csv"},
        {"", "votes.csv", "votes.csv"},
    };
    for (size_t i = 0; i < ADIL_COUNT(example); i++) {
        assert_span_is(
            adil_path_beside(&t->perm, adil_span_of(example[i][0]), adil_span_of(example[i][1])),
            example[i][2]);
    }
}

#define file_case(f) cmocka_unit_test_setup_teardown(f, test_arenas_open, folder_empty)

int main(void)
{
    const struct CMUnitTest tests[] = {
        file_case(test_file__read_whole),
        file_case(test_file__wrong_names_are_refused),
        file_case(test_file__one_byte_over_the_limit_is_refused),
        file_case(test_file__unreadable_is_an_error_of_the_system),
        file_case(test_file__standard_input_to_its_end_and_limit),
        file_case(test_file__write_makes_and_replaces),
        file_case(test_file__readers_keep_what_they_opened),
        file_case(test_file__permissions_stay_or_follow_the_umask),
        file_case(test_file__failure_leaves_the_old_content),
        file_case(test_file__a_full_disk_leaves_the_old_content),
        file_case(test_file__a_temporary_in_the_way_is_passed_by),
        file_case(test_file__a_link_stays_a_link),
        file_case(test_file__dev_stdout_is_a_pipe_or_what_the_shell_opened),
        file_case(test_file__a_pipe_with_a_name_is_written_through),
        file_case(test_file__path_beside_another),
    };
    return cmocka_run_group_tests_name("file", tests, folder_open, folder_close);
}
