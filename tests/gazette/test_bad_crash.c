/* Bad days: the process is killed, the power goes.
 *
 *     test_bad_crash [long]    short as part of the tests, long for `make soak` */
#define _GNU_SOURCE
#include "crash.h"
#include "fault_vfs.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LOG_ENTRIES_MAX = 4000 }; /* then a new log, so that proving all of it stays cheap */

static void begin(struct logs *l, struct crash_known *known, uint64_t run)
{
    memset(known, 0, sizeof *known);
    l->dir = adil_fmt(&l->t.perm, "%.*s/log%llu", ADIL_ARG(l->folder), (unsigned long long)run);
    logs_start(l, ADIL_STORE_CREATE);
    logs_stop(l);
}

/* After so many of its messages, and a random while. */
static void kill_at_random(struct crash *c, pid_t child, int pipe_end, struct test_rng *rng)
{
    crash_listen(c, pipe_end, test_rng_below(rng, 16));
    (void)usleep((useconds_t)test_rng_below(rng, 3000));
    assert_int_equal(kill(child, SIGKILL), 0);
}

static void killed_while_appending(void **state)
{
    struct logs *l = *state;
    struct crash_known known;
    struct test_rng rng = test_rng_open("killed_while_appending");
    uint64_t runs = runs_of(25, 500);
    uint64_t n_acks = 0;
    uint64_t under_way = 0;
    uint64_t published = 0;
    assert_int_not_equal(geteuid(), 0);
    begin(l, &known, 0);
    for (uint64_t run = 0; run < runs; run++) {
        int pipe_end = -1;
        if (known.size > LOG_ENTRIES_MAX) {
            begin(l, &known, run);
        }
        struct adil_arena kept = l->t.perm;
        logs_forget(l);
        pid_t child = crash_start(l, NULL, test_rng_u64(&rng) | 1, &pipe_end);
        struct crash c = {.acknowledged = known.size, .intended = known.size};
        kill_at_random(&c, child, pipe_end, &rng);
        crash_end(&c, child, pipe_end);
        assert_true(WIFSIGNALED(c.status) && WTERMSIG(c.status) == SIGKILL);
        (void)crash_verify(l, &c, &known, false);
        n_acks += c.n_acks;
        under_way += c.intended != c.acknowledged;
        published += c.n_published;
        l->t.perm = kept;
    }
    printf(
        "# killed %llu times: %llu commits acknowledged, %llu killed within one, %llu published\n",
        (unsigned long long)runs, (unsigned long long)n_acks, (unsigned long long)under_way,
        (unsigned long long)published);
    assert_true(n_acks > runs); /* it did bite while they worked */
    assert_true(under_way > 0);
    assert_true(published > 0);
}

/* Runs of a child whose power goes at a random operation of the disk. Returns how many of them
 * lost something acknowledged. */
static uint64_t cut_many(struct logs *l, uint64_t runs, bool lying, uint64_t *dropped)
{
    struct crash_known known;
    struct test_rng rng = test_rng_open(lying ? "a disk that lies" : "power cut");
    uint64_t lost = 0;
    begin(l, &known, 0);
    for (uint64_t run = 0; run < runs; run++) {
        int pipe_end = -1;
        if (known.size > LOG_ENTRIES_MAX || lying) {
            begin(l, &known, run + 1);
        }
        struct adil_arena kept = l->t.perm;
        logs_forget(l);
        fault = (struct fault){.cut_at = 1 + test_rng_below(&rng, 200),
                               .seed = test_rng_u64(&rng) | 1,
                               .lying = lying,
                               .cut = crash_say_dropped};
        pid_t child = crash_start(l, FAULT_VFS, test_rng_u64(&rng) | 1, &pipe_end);
        struct crash c = {.acknowledged = known.size, .intended = known.size};
        crash_end(&c, child, pipe_end);
        if (!WIFEXITED(c.status) || WEXITSTATUS(c.status) != FAULT_CUT_EXIT) {
            fail_msg("the power did not go: status %d", c.status);
        }
        struct adil_arena a = l->t.scratch;
        (void)unlink(
            adil_span_cstr(&a, adil_fmt(&a, "%.*s/private/store.sqlite-shm", ADIL_ARG(l->dir))));
        lost += crash_verify(l, &c, &known, lying) ? 0 : 1;
        *dropped += c.dropped;
        l->t.perm = kept;
    }
    return lost;
}

static void power_goes_at_any_operation_of_the_disk(void **state)
{
    uint64_t runs = runs_of(40, 500);
    uint64_t dropped = 0;
    uint64_t lost = cut_many(*state, runs, false, &dropped);
    printf("# power cut %llu times: %llu unsynced writes lost or torn\n", (unsigned long long)runs,
           (unsigned long long)dropped);
    assert_int_equal(lost, 0);
    assert_true(dropped > runs); /* it did bite */
}

/* The control: were syncs not done, the test above would see it. */
static void a_disk_that_lies_about_syncs_is_seen(void **state)
{
    uint64_t dropped = 0;
    uint64_t lost = cut_many(*state, 10, true, &dropped);
    printf("# a disk that lies: 10 times, %llu of them lost what was acknowledged\n",
           (unsigned long long)lost);
    assert_true(lost > 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        logs_case(killed_while_appending),
        logs_case(power_goes_at_any_operation_of_the_disk),
        logs_case(a_disk_that_lies_about_syncs_is_seen),
    };
    runs_are_long = argc > 1 && strcmp(argv[1], "long") == 0;
    if (!logs_unprivileged()) {
        (void)fprintf(stderr, "cannot become an unprivileged user\n");
        return 1;
    }
    fault_vfs_register();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
