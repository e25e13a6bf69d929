/* Which batch an entry is in, who commits it, and what becomes of it when a commit fails. */
#include "gazette/log_priv.h"
#include "logs.h"

#include <pthread.h>
#include <sched.h>
#include <unistd.h>

/* ---- one that was served meanwhile -------------------------------------------------------------
 */

enum { SEEN = 40, MORE = 15 };

/* A thread that lets others come yields its processor: here that is when its own ticket is served,
 * and all that it would have prepared is prepared by another. */
static struct {
    struct adil_log *log;
    const struct adil_store_ops *real;
    const struct adil_submission *raw;
    struct adil_ticket more[MORE];
    _Atomic bool holds; /* a commit */
    _Atomic bool held;
    bool armed;
} meanwhile;

static adil_err commit_when_let(struct adil_store *store, struct adil_diag *diag)
{
    atomic_store(&meanwhile.held, true);
    while (atomic_load(&meanwhile.holds)) {
        (void)usleep(100);
    }
    return meanwhile.real->commit(store, diag);
}

int sched_yield(void)
{
    if (meanwhile.armed) {
        uint64_t size = adil_log_size(meanwhile.log);
        meanwhile.armed = false;
        for (size_t i = 0; i < MORE; i++) {
            assert_code(adil_log_hand_in(meanwhile.log, meanwhile.raw, &meanwhile.more[i], NULL),
                        OK);
        }
        atomic_store(&meanwhile.holds, false);
        while (adil_log_size(meanwhile.log) == size) {
            (void)usleep(100);
        }
        (void)usleep(20000); /* the one that committed has told */
    }
    return 0;
}

/* Accepts; `ctx`, if any, is told the number it was asked for. */
static adil_err decide_anything(void *ctx, uint64_t index, struct adil_span *entry,
                                struct adil_diag *diag)
{
    (void)diag;
    if (ctx != NULL) {
        *(uint64_t *)ctx = index;
    }
    *entry = ADIL_SPAN("x");
    return ADIL_OK;
}

static void prepare_anything(void *const *ctx, size_t n)
{
    (void)ctx;
    (void)n;
}

static void *submit_and_commit(void *arg)
{
    uint64_t index = 0;
    assert_code(adil_log_submit(meanwhile.log, arg, &index, NULL), OK);
    return NULL;
}

/* Nobody waits for the batch that gathers: whoever was served leaves it alone. */
static void who_was_served_meanwhile_leads_nothing(void **state)
{
    struct logs *l = *state;
    struct adil_submission plain = {NULL, decide_anything, NULL};
    const struct adil_submission raw = {NULL, decide_anything, prepare_anything};
    struct adil_ticket seen[SEEN];
    struct adil_ticket mine;
    struct adil_ticket next;
    pthread_t thread;
    uint64_t index = 0;
    logs_start(l, ADIL_STORE_CREATE);
    struct adil_store *store = adil_log_store(l->log);
    struct adil_store_ops ops = *store->ops;
    meanwhile.log = l->log;
    meanwhile.real = store->ops;
    meanwhile.raw = &raw;
    for (size_t i = 0; i < SEEN; i++) {
        assert_code(adil_log_hand_in(l->log, &plain, &seen[i], NULL), OK);
    }
    for (size_t i = 0; i < SEEN; i++) { /* so many are expected from now on */
        assert_code(adil_log_wait(l->log, &seen[i], &index), OK);
    }
    ops.commit = commit_when_let;
    store->ops = &ops;
    atomic_store(&meanwhile.holds, true);
    assert_code(adil_log_hand_in(l->log, &plain, &mine, NULL), OK);
    assert_int_equal(pthread_create(&thread, NULL, submit_and_commit, &plain), 0);
    while (!atomic_load(&meanwhile.held)) {
        (void)usleep(100);
    }
    assert_code(adil_log_hand_in(l->log, &raw, &next, NULL), OK);
    meanwhile.armed = true;
    assert_code(adil_log_wait(l->log, &mine, &index), OK);
    assert_false(meanwhile.armed);
    assert_int_equal(adil_log_size(l->log), SEEN + 2);
    assert_int_equal(pthread_join(thread, NULL), 0);
    store->ops = meanwhile.real;
    assert_code(adil_log_wait(l->log, &next, &index), OK);
    for (size_t i = 0; i < MORE; i++) {
        assert_code(adil_log_wait(l->log, &meanwhile.more[i], &index), OK);
    }
    assert_int_equal(adil_log_size(l->log), SEEN + 2 + 1 + MORE);
}

/* ---- one that comes too late -------------------------------------------------------------------
 */

static struct {
    _Atomic bool holds;
    _Atomic bool held;
} slow;

static void prepare_when_let(void *const *ctx, size_t n)
{
    (void)ctx;
    (void)n;
    atomic_store(&slow.held, true);
    while (atomic_load(&slow.holds)) {
        (void)usleep(100);
    }
}

struct many {
    struct adil_log *log;
    struct adil_ticket ticket[ADIL_PREPARE_MAX];
};

static void *hand_in_many(void *arg)
{
    static const struct adil_submission raw = {NULL, decide_anything, prepare_when_let};
    struct many *m = arg;
    for (size_t i = 0; i < ADIL_PREPARE_MAX; i++) {
        assert_code(adil_log_hand_in(m->log, &raw, &m->ticket[i], NULL), OK);
    }
    return NULL;
}

static void *submit_plain(void *arg)
{
    static const struct adil_submission plain = {NULL, decide_anything, NULL};
    uint64_t index = 0;
    assert_code(adil_log_submit(arg, &plain, &index, NULL), OK);
    return NULL;
}

/* A batch is due, and some of it are still being prepared: who comes now is of the next one, and
 * is served though nobody else waits for that. */
static void who_comes_when_a_batch_is_due_is_of_the_next(void **state)
{
    struct logs *l = *state;
    struct many many;
    pthread_t thread[3];
    uint64_t index = 0;
    logs_start(l, ADIL_STORE_CREATE);
    many.log = l->log;
    atomic_store(&slow.holds, true);
    assert_int_equal(pthread_create(&thread[0], NULL, hand_in_many, &many), 0);
    while (!atomic_load(&slow.held)) {
        (void)usleep(100);
    }
    for (size_t i = 1; i < ADIL_COUNT(thread); i++) {
        assert_int_equal(pthread_create(&thread[i], NULL, submit_plain, l->log), 0);
        (void)usleep(20000); /* it waits */
    }
    assert_int_equal(adil_log_size(l->log), 0);
    atomic_store(&slow.holds, false);
    for (size_t i = 0; i < ADIL_COUNT(thread); i++) {
        assert_int_equal(pthread_join(thread[i], NULL), 0);
    }
    assert_int_equal(adil_log_size(l->log), ADIL_PREPARE_MAX + 2);
    for (size_t i = 0; i < ADIL_PREPARE_MAX; i++) {
        assert_code(adil_log_wait(l->log, &many.ticket[i], &index), OK);
        assert_int_equal(index, i);
    }
}

/* ---- a commit that fails -----------------------------------------------------------------------
 */

/* A store that fails one commit, while which another ticket is handed in. */
static struct {
    struct adil_log *log;
    const struct adil_store_ops *real;
    struct adil_submission *behind;
    struct adil_ticket *ticket;
} failing;

static adil_err commit_that_fails(struct adil_store *store, struct adil_diag *diag)
{
    store->ops = failing.real;
    assert_code(adil_log_hand_in(failing.log, failing.behind, failing.ticket, diag), OK);
    store->ops->undo(store);
    return adil_fail(diag, ADIL_ERR(IO), (struct adil_place){{NULL, 0}, 0}, ADIL_SPAN("disk"),
                     ADIL_SPAN("a fault"), ADIL_SPAN("none"));
}

static void what_was_accepted_behind_a_commit_that_failed_is_refused(void **state)
{
    struct logs *l = *state;
    uint64_t asked[3] = {UINT64_MAX, UINT64_MAX, UINT64_MAX};
    struct adil_submission of[3] = {{&asked[0], decide_anything, NULL},
                                    {&asked[1], decide_anything, NULL},
                                    {&asked[2], decide_anything, NULL}};
    struct adil_ticket behind;
    uint64_t index = UINT64_MAX;
    logs_start(l, ADIL_STORE_CREATE);
    struct adil_store *store = adil_log_store(l->log);
    struct adil_store_ops ops = *store->ops;
    ops.commit = commit_that_fails;
    failing.log = l->log;
    failing.real = store->ops;
    failing.behind = &of[1];
    failing.ticket = &behind;
    store->ops = &ops;
    assert_code(adil_log_submit(l->log, &of[0], &index, &l->diag), IO);
    assert_code(adil_log_wait(l->log, &behind, &index), IO);
    assert_int_equal(asked[0], 0);
    assert_int_equal(asked[1], 1);
    assert_int_equal(adil_log_size(l->log), 0);
    assert_code(adil_log_submit(l->log, &of[2], &index, &l->diag), OK);
    assert_int_equal(asked[2], 0);
    assert_int_equal(index, 0);
    assert_int_equal(adil_log_size(l->log), 1);
}

/* ---- who is waited for -------------------------------------------------------------------------
 */

/* Of `expected` that come every `each` while a commit takes `commit` (microseconds). */
static void half_may_be_late_where_they_fill_the_time_of_a_commit(void **state)
{
    static const struct {
        int64_t each;
        int64_t commit;
        size_t expected;
        size_t late;
        bool at_once;
    } row[] = {
        {0, 0, 0, 0, false},       {0, 0, 1, 0, false},      {0, 0, 64, 16, false},
        {5, 200, 8, 2, true},      {4, 400, 64, 16, true},   {50, 1000, 64, 30, false},
        {50, 2000, 64, 32, false}, {50, 200, 64, 16, false}, {100, 200, 2, 1, false},
        {100, 300, 8, 4, false},
    };
    (void)state;
    for (size_t i = 0; i < ADIL_COUNT(row); i++) {
        struct adil_pace p = {.commit_ns = row[i].commit * 1000, .each_ns = row[i].each * 1000};
        assert_int_equal(adil_pace_late(&p, row[i].expected), row[i].late);
        assert_int_equal(adil_pace_at_once(&p, row[i].expected), row[i].at_once);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        logs_case(who_was_served_meanwhile_leads_nothing),
        logs_case(who_comes_when_a_batch_is_due_is_of_the_next),
        logs_case(what_was_accepted_behind_a_commit_that_failed_is_refused),
        logs_case(half_may_be_late_where_they_fill_the_time_of_a_commit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
