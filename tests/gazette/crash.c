#define _GNU_SOURCE
#include "crash.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum word { INTENDS = 1, ACKNOWLEDGED, PUBLISHED, DROPPED };

struct message {
    uint64_t word;
    uint64_t value;
};

bool runs_are_long;
static int said_to = -1;

uint64_t runs_of(uint64_t few, uint64_t many)
{
    return runs_are_long ? many : few;
}

static void say(enum word word, uint64_t value)
{
    struct message m = {word, value};
    if (write(said_to, &m, sizeof m) != (ssize_t)sizeof m) {
        _exit(98);
    }
}

void crash_say_dropped(uint64_t dropped)
{
    say(DROPPED, dropped);
}

/* Never returns. */
static void append_until_dead(struct logs *l, const char *vfs, uint64_t seed)
{
    const struct adil_log_options o = {.mode = ADIL_STORE_WRITE, .vfs = vfs};
    struct test_rng rng = {seed};
    for (;;) {
        /* Closing moves what was committed into the database: a time of its own to die. */
        if (l->log != NULL && test_rng_below(&rng, 6) == 0) {
            logs_stop(l);
        }
        if (l->log == NULL &&
            adil_log_open(&l->t.perm, l->dir, &o, &l->log, NULL).code != ADIL_C_OK) {
            _exit(97);
        }
        struct adil_arena a = l->t.scratch;
        uint64_t from = adil_log_size(l->log);
        uint64_t n = 1 + test_rng_below(&rng, test_rng_below(&rng, 4) == 0 ? 300 : 8);
        uint64_t first = 0;
        struct adil_span *entry = adil_new(&a, struct adil_span, n);
        for (uint64_t i = 0; i < n; i++) {
            entry[i] = logs_entry(&a, from + i);
        }
        say(INTENDS, from + n);
        if (adil_log_append(l->log, entry, n, &first, NULL).code != ADIL_C_OK) {
            _exit(96);
        }
        say(ACKNOWLEDGED, from + n);
        if (test_rng_below(&rng, 4) == 0) {
            if (adil_log_publish(l->log, l->key, NULL).code != ADIL_C_OK) {
                _exit(95);
            }
            say(PUBLISHED, from + n);
        }
    }
}

pid_t crash_start(struct logs *l, const char *vfs, uint64_t seed, int *pipe_end)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(ends[0]);
        said_to = ends[1];
        append_until_dead(l, vfs, seed);
    }
    close(ends[1]);
    *pipe_end = ends[0];
    return child;
}

static void hear(struct crash *c, struct message m)
{
    switch ((enum word)m.word) {
    case INTENDS:
        c->intended = m.value;
        break;
    case ACKNOWLEDGED:
        c->acknowledged = m.value;
        c->n_acks++;
        break;
    case PUBLISHED:
        c->n_published++;
        break;
    case DROPPED:
        c->dropped += m.value;
        break;
    }
}

void crash_listen(struct crash *c, int pipe_end, uint64_t n)
{
    struct message m;
    for (uint64_t i = 0; i < n; i++) {
        ssize_t got = 0;
        do {
            got = read(pipe_end, &m, sizeof m);
        } while (got < 0 && errno == EINTR);
        if (got == 0) {
            return;
        }
        assert_int_equal(got, sizeof m);
        hear(c, m);
    }
}

void crash_end(struct crash *c, pid_t child, int pipe_end)
{
    crash_listen(c, pipe_end, UINT64_MAX);
    close(pipe_end);
    assert_int_equal(waitpid(child, &c->status, 0), child);
}

/* Entries behind what was proven before, one by one. */
static void verify_entries(struct logs *l, struct crash_known *known, uint64_t size)
{
    for (; known->size < size; known->size++) {
        struct adil_arena a = l->t.scratch;
        struct adil_span got;
        struct adil_span want = logs_entry(&a, known->size);
        assert_code(adil_log_entry(l->log, &a, known->size, &got, &l->diag), OK);
        assert_span_equal(got, want);
        struct adil_hash leaf = adil_leaf_hash(want);
        adil_frontier_add(&known->f, &leaf);
    }
}

bool crash_verify(struct logs *l, const struct crash *c, struct crash_known *known,
                  bool lost_is_expected)
{
    adil_err e = logs_try(l, ADIL_STORE_WRITE);
    if (lost_is_expected && (e.code != ADIL_C_OK || adil_log_size(l->log) < c->acknowledged)) {
        logs_stop(l);
        return false;
    }
    if (e.code != ADIL_C_OK) {
        assert_said(l, "this shows what was said");
    }
    uint64_t size = adil_log_size(l->log);
    assert_true(size == c->acknowledged || size == c->intended);
    verify_entries(l, known, size);
    struct adil_hash want = size > 0 ? adil_frontier_root(&known->f) : adil_empty_root();
    struct adil_hash got = adil_log_root(l->log);
    assert_true(adil_hash_eq(&got, &want));
    if (adil_log_check(l->log, l->t.scratch, &l->diag).code != ADIL_C_OK) {
        assert_said(l, "this shows what was said");
    }
    logs_stop(l);
    return true;
}
