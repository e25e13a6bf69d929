/* What the cmocka tests of every folder share: arenas, a seeded generator, asserts on spans. */
#ifndef ADIL_TESTS_SUPPORT_H
#define ADIL_TESTS_SUPPORT_H

#include "base/span.h"

/* cmocka.h wants these four before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct test_arenas {
    struct adil_arena perm;
    struct adil_arena scratch;
};

/* A fixture: *state becomes a struct test_arenas. For a test or for a group. */
int test_arenas_open(void **state);
int test_arenas_close(void **state);

/* A case with arenas of its own; one without is cmocka_unit_test(f). */
#define test_case(f) cmocka_unit_test_setup_teardown(f, test_arenas_open, test_arenas_close)

/* A generator of pseudo-random numbers (xorshift64*): the same seed, the same numbers. */
struct test_rng {
    uint64_t state; /* never 0 */
};

/* Seeded from ADIL_SEED (decimal) or else a fixed number; prints the seed with `name`, so that a
 * failure can be run again. */
struct test_rng test_rng_open(const char *name);
uint64_t test_rng_u64(struct test_rng *r);
uint64_t test_rng_below(struct test_rng *r, uint64_t n); /* 0..n-1; n > 0 */
/* Of random length (0..64 bits) and density: few ones, about half, few zeros. */
uint64_t test_rng_dense(struct test_rng *r);
/* Often at or next to 0, powers of two, INT64_MIN, INT64_MAX; else dense of either sign. */
int64_t test_rng_i64(struct test_rng *r);

/* Whether fn(arg) aborts, as a failed ADIL_ASSERT does (run in a child, its standard error
 * dropped). */
bool test_aborts(void (*fn)(void *arg), void *arg);

/* Bytes of memory of this process that are no file's (RssAnon of /proc/self/status). Under the
 * address sanitizer its own are among them, and say nothing small. */
size_t test_anonymous_bytes(void);
extern const bool test_is_sanitized;

#define assert_span_equal(got, want) test_assert_span((got), (want), #got, __FILE__, __LINE__)
/* Against a NUL-terminated text. */
#define assert_span_is(got, want)                                                                  \
    test_assert_span((got), adil_span_of(want), #got, __FILE__, __LINE__)

void test_assert_span(struct adil_span got, struct adil_span want, const char *what,
                      const char *file, int line);

#endif
