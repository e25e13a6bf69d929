/* Logs for tests: entries that are known by their number, and what is true of such a log. */
#ifndef ADIL_TESTS_GAZETTE_LOGS_H
#define ADIL_TESTS_GAZETTE_LOGS_H

#include "gazette/log.h"

#include "scratch.h"

#define LOGS_ORIGIN "gazette.example/test"

/* Arenas, a folder, a key, a diagnostic. *state of a fixture. */
struct logs {
    struct test_arenas t;
    struct adil_span folder;
    struct adil_span dir; /* where the log is: folder/log */
    struct adil_secret *key;
    struct adil_log *log; /* closed by the fixture when it is open */
    struct adil_diag diag;
};
int logs_open(void **state);
int logs_close(void **state);
#define logs_case(f) cmocka_unit_test_setup_teardown(f, logs_open, logs_close)

/* "entry 17", some of them longer. */
struct adil_span logs_entry(struct adil_arena *a, uint64_t i);
/* The root over the first n of them, made without the log. */
struct adil_hash logs_root(struct adil_arena scratch, uint64_t n);

adil_err logs_try(struct logs *l, enum adil_store_mode mode);
void logs_start(struct logs *l, enum adil_store_mode mode); /* asserted */
void logs_stop(struct logs *l);
adil_err logs_add(struct logs *l, uint64_t n); /* n more entries, one commit */
void logs_grow(struct logs *l, uint64_t n);    /* asserted */
void logs_publish(struct logs *l);             /* asserted */

#define assert_code(e, name) assert_int_equal((e).code, ADIL_C_##name)
/* What the diagnostics said so far holds the words. */
#define assert_said(l, words) assert_true(logs_said((l), (words)))
bool logs_said(struct logs *l, const char *words);
void logs_forget(struct logs *l); /* what was said so far */

struct adil_span logs_path(struct logs *l, const char *name); /* in the log's folder */

/* For tests of bad days: makes the whole process an unprivileged user's when root runs it. False
 * when it stays root, whom no disk refuses anything. */
bool logs_unprivileged(void);

#endif
