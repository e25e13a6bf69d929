/* Appending: many submit, one of them commits what has gathered. */
#define _GNU_SOURCE
#include "gazette/log_priv.h"

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

/* How long those who came wait for others to come along: half as long each time they do not, and
 * the whole time again once they do. */
enum { GATHER_NS_MAX = 1000000, GATHER_NS_MIN = 50000 };
enum { GROUP = 16 };  /* prepared together */
enum { YIELDS = 30 }; /* of its processor, before it commits: it is cheaper than a second commit */

/* ---- sleeping and waking --------------------------------------------------------------------- */

static void word_wake(_Atomic uint32_t *word, int sleepers)
{
    (void)atomic_fetch_add(word, 1);
    (void)syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, sleepers, NULL, NULL, 0);
}

/* Sleeps unless it was woken since it was `seen`; at most `*most`, if not NULL. Returns false when
 * that time is over. */
static bool word_sleep(_Atomic uint32_t *word, uint32_t seen, const struct timespec *most)
{
    return syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, seen, most, NULL, 0) == 0 ||
           errno != ETIMEDOUT;
}

/* The bell of a batch: its submitters sleep on one word, and one call wakes all of them. (Bells of
 * their own, rung one by one or by those that woke, take two or three times as long.) */
static _Atomic uint32_t *bell_of(struct adil_log *log, uint64_t batch)
{
    return &log->bell[batch % ADIL_COUNT(log->bell)];
}

/* ---- the queue ------------------------------------------------------------------------------- */

/* The caller holds `state`. */
static void enqueue(struct adil_log *log, struct adil_ticket *t)
{
    if (log->last != NULL) {
        log->last->next = t;
    } else {
        log->first = t;
    }
    log->last = t;
    log->unasked = log->unasked != NULL ? log->unasked : t;
    t->ready = t->submission == NULL || t->submission->prepare == NULL;
    if (!t->ready) {
        log->raw = log->raw != NULL ? log->raw : t;
        log->n_raw++;
    }
    t->batch = log->n_batches;
    log->n_here++;
    adil_pace_came(&log->pace);
}

/* Prepares those that come next, together. The caller holds `state`, though not all the time. */
static void prepare_some(struct adil_log *log)
{
    struct adil_ticket *group[GROUP];
    void *ctx[GROUP];
    void (*prepare)(void *const *ctx, size_t n) = log->raw->submission->prepare;
    size_t n = 0;
    struct adil_ticket *t = log->raw;
    for (; t != NULL && n < GROUP && !t->ready && t->submission->prepare == prepare; t = t->next) {
        ctx[n] = t->submission->ctx;
        group[n++] = t;
    }
    while (t != NULL && t->ready) {
        t = t->next;
    }
    log->raw = t;
    log->n_raw -= n;
    (void)pthread_mutex_unlock(&log->state);
    prepare(ctx, n);
    (void)pthread_mutex_lock(&log->state);
    for (size_t i = 0; i < n; i++) {
        group[i]->ready = true;
    }
}

/* Lets others run until there are enough to prepare, or all are here. The caller holds `state`,
 * though not all the time; nobody else collects. */
static void collect(struct adil_log *log)
{
    log->collecting = true;
    for (int i = 0;
         i < YIELDS && log->n_raw > 0 && log->n_raw < GROUP && log->n_here < log->n_expected; i++) {
        (void)pthread_mutex_unlock(&log->state);
        (void)sched_yield();
        (void)pthread_mutex_lock(&log->state);
    }
    log->collecting = false;
}

static bool can_ask(const struct adil_log *log)
{
    return log->asking == NULL && log->unasked != NULL && log->unasked->ready;
}

/* Asks those that were not asked yet, in order; meanwhile another thread may commit those before
 * them. The caller holds `state`, though not all the time; nobody else asks. */
static void ask_waiting(struct adil_log *log)
{
    while (log->unasked != NULL && log->unasked->ready) {
        struct adil_ticket *t = log->unasked;
        uint64_t first = log->accepted;
        uint64_t failed = log->n_failed;
        log->asking = t;
        log->unasked = t->next;
        (void)pthread_mutex_unlock(&log->state);
        uint64_t n = adil_commit_ask(log, t, first);
        (void)pthread_mutex_lock(&log->state);
        if (failed == log->n_failed) {
            log->accepted += n;
        } else {
            adil_commit_refuse_behind(log, t);
        }
    }
    log->asking = NULL;
}

/* ---- when a batch closes --------------------------------------------------------------------- */

static bool most_are_here(const struct adil_log *log)
{
    return log->n_here + adil_pace_late(&log->pace, log->n_expected) >= log->n_expected;
}

/* Closes the batch and returns all that waits. The caller holds `state`, and leads. */
static struct adil_ticket *close_batch(struct adil_log *log)
{
    struct adil_ticket *batch = log->first;
    bool most = most_are_here(log);
    adil_pace_closed(&log->pace, log->n_here);
    log->n_late = most && log->n_expected > log->n_here ? log->n_expected - log->n_here : 0;
    log->patience_ns = most ? GATHER_NS_MAX : log->patience_ns / 2;
    log->patience_ns = log->patience_ns > GATHER_NS_MIN ? log->patience_ns : GATHER_NS_MIN;
    log->n_batches++;
    log->n_here = 0;
    log->n_waiting = 0;
    log->first = NULL;
    log->last = NULL;
    return batch;
}

/* The commit is over. The caller holds `state`. */
static void open_again(struct adil_log *log, size_t served)
{
    adil_pace_ended(&log->pace);
    /* Who is served now will soon be back, and joins those that wait already. */
    log->n_expected = served + (log->n_here > log->n_late ? log->n_here : log->n_late);
    log->leading = false;
}

/* Lets others run for a moment, until all are here, if they come at once; in the end all are asked.
 * The caller holds `state`, though not all the time, and leads. */
static void gather(struct adil_log *log)
{
    int yields = adil_pace_at_once(&log->pace, log->n_expected) ? YIELDS : 0;
    while (log->asking != NULL || log->unasked != NULL ||
           (yields > 0 && log->n_here < log->n_expected)) {
        if (log->n_raw > 0) {
            prepare_some(log);
        } else if (can_ask(log)) {
            ask_waiting(log);
        } else {
            (void)pthread_mutex_unlock(&log->state);
            (void)sched_yield();
            (void)pthread_mutex_lock(&log->state);
            yields--;
        }
    }
}

/* ---- leading --------------------------------------------------------------------------------- */

/* Those that were accepted since stand behind entries that are not there. The caller holds `state`.
 */
static void fail_behind(struct adil_log *log)
{
    log->n_failed++;
    log->accepted = log->frontier.size;
    for (struct adil_ticket *t = log->first; t != log->unasked; t = t->next) {
        if (t != log->asking) {
            adil_commit_refuse_behind(log, t);
        }
    }
}

/* Everyone in it is told. Returns how many there are; out: how many threads waited for it. The
 * caller holds `state`. */
static size_t tell(struct adil_ticket *batch, size_t *sleepers)
{
    size_t served = 0;
    while (batch != NULL) {
        struct adil_ticket *next = batch->next;
        served++;
        *sleepers += batch->awaited ? 1 : 0;
        atomic_store(&batch->done, true);
        batch = next;
    }
    return served;
}

/* Commits a batch, the leader's own entry among it; wakes the others, and one of the next batch if
 * that can close. */
static void lead(struct adil_log *log, struct adil_ticket *batch)
{
    struct adil_commit c;
    size_t sleepers = 0;
    uint64_t number = batch->batch;
    adil_commit_open(&c, log);
    for (struct adil_ticket *t = batch; t != NULL; t = t->next) {
        adil_commit_place(&c, t);
    }
    adil_commit_close(&c, batch);
    (void)pthread_mutex_lock(&log->state);
    if (c.err.code != ADIL_C_OK) {
        fail_behind(log);
    }
    open_again(log, tell(batch, &sleepers));
    bool next = log->n_waiting > 0 && most_are_here(log);
    (void)pthread_mutex_unlock(&log->state);
    if (next) {
        word_wake(bell_of(log, number + 1), 1);
    }
    if (sleepers > 1) {
        word_wake(bell_of(log, number), INT_MAX);
    }
    log->store->ops->tidy(log->store); /* while the others go on */
}

/* What is to be done for those that wait, whoever does it. Returns false when there is nothing. */
static bool help(struct adil_log *log)
{
    if (log->n_raw > 0 && log->n_raw < GROUP && !log->collecting) {
        collect(log);
    }
    if (log->n_raw >= GROUP || (log->n_raw > 0 && !log->collecting)) {
        prepare_some(log);
        return true;
    }
    if (can_ask(log)) {
        ask_waiting(log);
        return true;
    }
    return false;
}

/* Whether the batch is due, and all of it was asked. */
static bool can_lead(const struct adil_log *log)
{
    return log->due && !log->leading && log->asking == NULL && log->unasked == NULL;
}

/* Who asked last does not wait for that batch: one that does is to lead it, if it is due. The
 * caller holds `state`, and no longer does then. */
static void pass_on(struct adil_log *log)
{
    bool calls = can_lead(log) && log->n_waiting > 0;
    _Atomic uint32_t *bell = bell_of(log, log->n_batches);
    (void)pthread_mutex_unlock(&log->state);
    if (calls) {
        word_wake(bell, 1);
    }
}

/* Waits until the ticket is served. Who finds that the batch is complete leads it; who was the
 * first to wait does when the others did not come in time. The caller holds `state`, and no longer
 * does then. */
static void wait_or_lead(struct adil_log *log, struct adil_ticket *t)
{
    _Atomic uint32_t *bell = bell_of(log, t->batch);
    bool gathers = t->batch == log->n_batches;
    bool first = gathers && log->n_waiting == 0;
    bool woken = true;
    log->n_waiting += gathers ? 1 : 0;
    t->awaited = true;
    while (!atomic_load(&t->done)) {
        if (help(log)) { /* meanwhile it may have been served */
            continue;
        }
        log->due = log->due || (!log->leading && (most_are_here(log) || !woken));
        if (can_lead(log)) {
            log->leading = true;
            log->due = false;
            gather(log);
            struct adil_ticket *batch = close_batch(log);
            (void)pthread_mutex_unlock(&log->state);
            lead(log, batch);
            return;
        }
        const struct timespec most = {0, log->leading ? GATHER_NS_MAX : log->patience_ns};
        uint32_t seen = atomic_load(bell);
        (void)pthread_mutex_unlock(&log->state);
        woken = word_sleep(bell, seen, first ? &most : NULL);
        if (atomic_load(&t->done)) {
            return;
        }
        (void)pthread_mutex_lock(&log->state);
    }
    pass_on(log);
}

/* ---- submitting ------------------------------------------------------------------------------ */

static adil_err refuse_reader(const struct adil_log *log, struct adil_diag *diag)
{
    return adil_fail(diag, ADIL_ERR(REFUSED), (struct adil_place){log->dir, 0}, ADIL_SPAN("log"),
                     ADIL_SPAN("opened for reading"), ADIL_SPAN("opened for writing"));
}

static adil_err submit_one(struct adil_log *log, struct adil_ticket *t, uint64_t *first)
{
    if (!log->writes) {
        return refuse_reader(log, t->diag);
    }
    (void)pthread_mutex_lock(&log->state);
    enqueue(log, t);
    wait_or_lead(log, t);
    ADIL_TRY(t->err);
    *first = t->first;
    return ADIL_OK;
}

adil_err adil_log_append(struct adil_log *log, const struct adil_span *entry, size_t n,
                         uint64_t *first, struct adil_diag *diag)
{
    struct adil_ticket t = {.entry = entry, .n = n, .diag = diag};
    return submit_one(log, &t, first);
}

adil_err adil_log_submit(struct adil_log *log, const struct adil_submission *s, uint64_t *index,
                         struct adil_diag *diag)
{
    struct adil_ticket t = {.submission = s, .diag = diag};
    return submit_one(log, &t, index);
}

adil_err adil_log_hand_in(struct adil_log *log, const struct adil_submission *s,
                          struct adil_ticket *ticket, struct adil_diag *diag)
{
    if (!log->writes) {
        return refuse_reader(log, diag);
    }
    *ticket = (struct adil_ticket){.submission = s, .diag = diag};
    (void)pthread_mutex_lock(&log->state);
    enqueue(log, ticket);
    if (log->n_raw >= GROUP) {
        prepare_some(log);
    }
    if (can_ask(log)) {
        ask_waiting(log);
    }
    log->due = log->due || (!log->leading && log->n_waiting > 0 && most_are_here(log));
    pass_on(log);
    return ADIL_OK;
}

adil_err adil_log_wait(struct adil_log *log, struct adil_ticket *ticket, uint64_t *index)
{
    (void)pthread_mutex_lock(&log->state);
    wait_or_lead(log, ticket);
    ADIL_TRY(ticket->err);
    *index = ticket->first;
    return ADIL_OK;
}
