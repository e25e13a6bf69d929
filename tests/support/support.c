#define _POSIX_C_SOURCE 200809L
#include "support.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ARENA_BYTES = 1 << 26 };

static const uint64_t default_seed = 20220605; /* any number but 0 */

int test_arenas_open(void **state)
{
    struct test_arenas *t = calloc(1, sizeof *t);
    if (t == NULL || adil_arena_open(&t->perm, ARENA_BYTES) != 0 ||
        adil_arena_open(&t->scratch, ARENA_BYTES) != 0) {
        return -1;
    }
    *state = t;
    return 0;
}

int test_arenas_close(void **state)
{
    struct test_arenas *t = *state;
    adil_arena_release(&t->perm);
    adil_arena_release(&t->scratch);
    free(t);
    return 0;
}

struct test_rng test_rng_open(const char *name)
{
    const char *text = getenv("ADIL_SEED");
    uint64_t seed = default_seed;
    if (text != NULL && (!adil_span_u64(adil_span_of(text), UINT64_MAX, &seed) || seed == 0)) {
        fail_msg("ADIL_SEED is a decimal number above 0, found %s", text);
    }
    printf("# %s: ADIL_SEED=%llu\n", name, (unsigned long long)seed);
    (void)fflush(stdout);
    return (struct test_rng){seed};
}

/* S. Vigna, An experimental exploration of Marsaglia's xorshift generators, scrambled. */
uint64_t test_rng_u64(struct test_rng *r)
{
    r->state ^= r->state >> 12;
    r->state ^= r->state << 25;
    r->state ^= r->state >> 27;
    return r->state * 2685821657736338717U;
}

uint64_t test_rng_below(struct test_rng *r, uint64_t n)
{
    assert_true(n > 0);
    return test_rng_u64(r) % n;
}

uint64_t test_rng_dense(struct test_rng *r)
{
    uint64_t v = test_rng_u64(r);
    uint64_t turns = test_rng_below(r, 4);
    bool fill = test_rng_below(r, 2) == 0;
    for (uint64_t i = 0; i < turns; i++) {
        v = fill ? v | test_rng_u64(r) : v & test_rng_u64(r);
    }
    uint64_t bits = test_rng_below(r, 65);
    return bits == 64 ? v : v & (((uint64_t)1 << bits) - 1);
}

int64_t test_rng_i64(struct test_rng *r)
{
    uint64_t v = test_rng_dense(r);
    switch (test_rng_below(r, 4)) {
    case 0:
        v = (uint64_t)INT64_MAX + test_rng_below(r, 5) - 2; /* wraps past to INT64_MIN + 2 */
        break;
    case 1:
        v = ((uint64_t)1 << test_rng_below(r, 64)) + test_rng_below(r, 3) - 1;
        break;
    case 2:
        v = 0U - v;
        break;
    default:
        break;
    }
    int64_t out = 0;
    memcpy(&out, &v, sizeof out);
    return out;
}

bool test_aborts(void (*fn)(void *arg), void *arg)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        const struct rlimit no_core = {0, 0};
        int null = open("/dev/null", O_WRONLY);
        if (null < 0 || dup2(null, STDERR_FILENO) < 0 || setrlimit(RLIMIT_CORE, &no_core) != 0) {
            _exit(2);
        }
        fn(arg);
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED true
#endif
#endif
#ifndef SANITIZED
#define SANITIZED false
#endif

const bool test_is_sanitized = SANITIZED;

size_t test_anonymous_bytes(void)
{
    char line[256];
    uint64_t kib = 0;
    FILE *f = fopen("/proc/self/status", "re");
    assert_non_null(f);
    while (kib == 0 && fgets(line, sizeof line, f) != NULL) {
        if (strncmp(line, "RssAnon:", 8) == 0) {
            struct adil_span rest = adil_span_trim(adil_span_of(line + 8));
            rest = adil_span_sub(rest, 0, adil_span_find_byte(rest, ' '));
            assert_true(adil_span_u64(rest, UINT32_MAX, &kib));
        }
    }
    (void)fclose(f);
    assert_true(kib > 0);
    return (size_t)kib * 1024;
}

void test_assert_span(struct adil_span got, struct adil_span want, const char *what,
                      const char *file, int line)
{
    if (!adil_span_eq(got, want)) {
        print_error("%s is \"%.*s\", expected \"%.*s\"\n", what, ADIL_ARG(got), ADIL_ARG(want));
        _fail(file, line);
    }
}
