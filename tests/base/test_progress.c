#define _GNU_SOURCE
#include "base/progress.h"

#include "support.h"

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* A terminal: what is written to *slave is read from *master. */
static void terminal_open(int *master, int *slave)
{
    char name[64];
    *master = posix_openpt(O_RDWR | O_NOCTTY);
    assert_true(*master >= 0);
    assert_int_equal(grantpt(*master), 0);
    assert_int_equal(unlockpt(*master), 0);
    assert_int_equal(ptsname_r(*master, name, sizeof name), 0);
    *slave = open(name, O_RDWR | O_NOCTTY);
    assert_true(*slave >= 0);
    assert_int_equal(setenv("TERM", "xterm", 1), 0);
}

static struct adil_span seen(struct test_arenas *t, int fd)
{
    char *text = adil_new(&t->perm, char, 4096);
    size_t n = 0;
    struct pollfd p = {.fd = fd, .events = POLLIN};
    while (poll(&p, 1, 0) > 0 && (p.revents & POLLIN) != 0) {
        ssize_t got = read(fd, text + n, 4096 - n);
        assert_true(got > 0);
        n += (size_t)got;
    }
    return adil_span_bytes(text, n);
}

static void wait_ms(long ms)
{
    const struct timespec t = {0, ms * 1000000};
    assert_int_equal(nanosleep(&t, NULL), 0);
}

static void test_progress__draws_one_line_and_erases_it(void **state)
{
    struct test_arenas *t = *state;
    struct adil_progress p;
    int master = -1;
    int slave = -1;
    terminal_open(&master, &slave);
    adil_progress_open(&p, slave, "counting", 200);
    wait_ms(110);
    adil_progress_at(&p, 50);
    assert_span_is(seen(t, master), "\rcounting 50/200 25%\x1b[K");
    wait_ms(110);
    adil_progress_at(&p, 200);
    assert_span_is(seen(t, master), "\rcounting 200/200 100%\x1b[K");
    adil_progress_close(&p);
    assert_span_is(seen(t, master), "\r\x1b[K");
    adil_progress_at(&p, 1);
    adil_progress_close(&p);
    assert_span_is(seen(t, master), "");
    close(slave);
    close(master);
}

static void test_progress__a_total_may_be_unknown_or_huge(void **state)
{
    struct test_arenas *t = *state;
    struct adil_progress p;
    int master = -1;
    int slave = -1;
    terminal_open(&master, &slave);
    adil_progress_open(&p, slave, "reading", 0);
    wait_ms(110);
    adil_progress_at(&p, 7);
    assert_span_is(seen(t, master), "\rreading 7\x1b[K");
    adil_progress_open(&p, slave, "reading", UINT64_MAX);
    wait_ms(110);
    adil_progress_at(&p, UINT64_MAX / 2);
    struct adil_span half = seen(t, master);
    assert_true(adil_span_ends(half, ADIL_SPAN(" 49%\x1b[K")) ||
                adil_span_ends(half, ADIL_SPAN(" 50%\x1b[K")));
    close(slave);
    close(master);
}

static void test_progress__short_work_shows_nothing(void **state)
{
    struct test_arenas *t = *state;
    struct adil_progress p;
    int master = -1;
    int slave = -1;
    terminal_open(&master, &slave);
    adil_progress_open(&p, slave, "counting", 10);
    p.shown_ms += 60000; /* a minute ahead, so that a slow machine is not late for the next line */
    adil_progress_at(&p, 5);
    adil_progress_close(&p);
    assert_span_is(seen(t, master), "");
    close(slave);
    close(master);
}

static void test_progress__silent_without_a_terminal(void **state)
{
    struct test_arenas *t = *state;
    struct adil_progress p;
    int master = -1;
    int slave = -1;
    int fds[2];
    terminal_open(&master, &slave);
    assert_int_equal(pipe(fds), 0);
    adil_progress_open(&p, fds[1], "counting", 10);
    assert_int_equal(p.fd, -1);
    wait_ms(110);
    adil_progress_at(&p, 5);
    adil_progress_close(&p);
    assert_span_is(seen(t, fds[0]), "");
    adil_progress_open(&p, -1, "counting", 10);
    assert_int_equal(p.fd, -1);
    assert_int_equal(setenv("TERM", "dumb", 1), 0);
    adil_progress_open(&p, slave, "counting", 10);
    assert_int_equal(p.fd, -1);
    assert_int_equal(unsetenv("TERM"), 0);
    adil_progress_open(&p, slave, "counting", 10);
    assert_int_equal(p.fd, -1);
    close(fds[0]);
    close(fds[1]);
    close(slave);
    close(master);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_progress__draws_one_line_and_erases_it),
        test_case(test_progress__a_total_may_be_unknown_or_huge),
        test_case(test_progress__short_work_shows_nothing),
        test_case(test_progress__silent_without_a_terminal),
    };
    return cmocka_run_group_tests_name("progress", tests, NULL, NULL);
}
