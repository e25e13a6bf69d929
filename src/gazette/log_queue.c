/* Appending: many submit, one of them commits what has gathered. */
#define _GNU_SOURCE
#include "base/monotonic.h"
#include "gazette/log_priv.h"

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

/* How long the first of a batch waits for others to come along: half as long each time they do not,
 * and the whole time again once they do. */
enum { GATHER_NS_MAX = 1000000, GATHER_NS_MIN = 50000 };
enum { GROUP = ADIL_PREPARE_MAX }; /* prepared together; and asked by one thread for the others */
/* For how long a thread lets others run: where they come it is cheaper than to go on with few. On a
 * busy processor one time is long: then it was the last. */
enum { YIELDS_NS = 100000 };

/* ---- sleeping and waking --------------------------------------------------------------------- */

static void word_wake(_Atomic uint32_t *word, int sleepers)
{
    (void)atomic_fetch_add(word, 1);
    (void)syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, sleepers, NULL, NULL, 0);
}

/* Sleeps unless it was woken since it was `seen`; until `deadline` (monotonic), 0: for ever.
 * Returns false when that time is over. */
static bool word_sleep(_Atomic uint32_t *word, uint32_t seen, int64_t deadline)
{
    const struct timespec at = {deadline / 1000000000, deadline % 1000000000};
    return syscall(SYS_futex, word, FUTEX_WAIT_BITSET_PRIVATE, seen, deadline == 0 ? NULL : &at,
                   NULL, FUTEX_BITSET_MATCH_ANY) == 0 ||
           errno != ETIMEDOUT;
}

/* The bell of a batch: its submitters sleep on one word, and one call wakes all of them. (Bells of
 * their own, rung one by one or by those that woke, take two or three times as long.) */
static _Atomic uint32_t *bell_of(struct adil_log *log, uint64_t batch)
{
    return &log->bell[batch % ADIL_COUNT(log->bell)];
}

/* ---- the queue ------------------------------------------------------------------------------- */

/* What comes when a batch is due is of the next one. The caller holds `state`. */
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
    t->batch = log->n_batches + (log->due ? 1 : 0);
    log->n_here[t->batch - log->n_batches]++;
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

static bool can_ask(const struct adil_log *log)
{
    return log->asking == NULL && log->unasked != NULL && log->unasked->ready;
}

/* Asks those that were not asked yet, in order, at most GROUP; meanwhile another thread may commit
 * those before them. The caller holds `state`, though not all the time; nobody else asks. */
static void ask_some(struct adil_log *log)
{
    for (int i = 0; i < GROUP && log->unasked != NULL && log->unasked->ready; i++) {
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
    return log->n_here[0] + adil_pace_late(&log->pace, log->n_expected) >= log->n_expected;
}

static bool all_are_here(const struct adil_log *log)
{
    return log->n_here[0] >= log->n_expected;
}

/* Lets others run until all are here, or enough to prepare where it is for `raw` ones. The caller
 * holds `state`, though not all the time; one thread at a time. */
static void let_others_come(struct adil_log *log, bool raw)
{
    int64_t deadline = adil_monotonic_ns() + YIELDS_NS;
    log->collecting = true;
    while (!all_are_here(log) && !(raw && (log->n_raw == 0 || log->n_raw >= GROUP)) &&
           adil_monotonic_ns() < deadline) {
        (void)pthread_mutex_unlock(&log->state);
        (void)sched_yield();
        (void)pthread_mutex_lock(&log->state);
    }
    log->collecting = false;
}

/* From now on nobody joins the batch. The caller holds `state`. */
static void make_due(struct adil_log *log)
{
    log->due = true;
    log->end = log->last;
}

/* Whether the batch is due, and all of it was asked. */
static bool can_lead(const struct adil_log *log)
{
    return log->due && !log->leading && log->asking == NULL &&
           (log->unasked == NULL || log->unasked->batch > log->n_batches);
}

/* Takes the batch off the queue. The caller holds `state`, and leads from now on. */
static struct adil_ticket *close_batch(struct adil_log *log)
{
    struct adil_ticket *batch = log->first;
    bool most = most_are_here(log);
    size_t came = log->n_here[0] + log->n_here[1];
    adil_pace_closed(&log->pace, log->n_here[0]);
    log->n_late = most && log->n_expected > came ? log->n_expected - came : 0;
    log->patience_ns = most ? GATHER_NS_MAX : log->patience_ns / 2;
    log->patience_ns = log->patience_ns > GATHER_NS_MIN ? log->patience_ns : GATHER_NS_MIN;
    log->leading = true;
    log->due = false;
    log->n_batches++;
    log->first = log->end->next;
    log->last = log->first == NULL ? NULL : log->last;
    log->end->next = NULL;
    log->n_here[0] = log->n_here[1];
    log->n_waiting[0] = log->n_waiting[1];
    log->n_here[1] = 0;
    log->n_waiting[1] = 0;
    return batch;
}

/* The commit is over. The caller holds `state`. */
static void open_again(struct adil_log *log, size_t served)
{
    adil_pace_ended(&log->pace);
    /* Who is served now will soon be back, and joins those that wait already. */
    log->n_expected = served + (log->n_here[0] > log->n_late ? log->n_here[0] : log->n_late);
    log->leading = false;
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

/* Everyone in it is told. Returns how many there are. The caller holds `state`. */
static size_t tell(struct adil_ticket *batch)
{
    size_t served = 0;
    while (batch != NULL) {
        struct adil_ticket *next = batch->next;
        served++;
        atomic_store(&batch->done, true);
        batch = next;
    }
    return served;
}

/* Whether there is something to do for one that waits. The caller holds `state`. */
static bool calls_for_one(const struct adil_log *log)
{
    bool closes = log->due ? can_lead(log) : !log->leading && most_are_here(log);
    return log->n_waiting[0] > 0 &&
           (closes || can_ask(log) || (log->n_raw > 0 && !log->collecting));
}

/* Commits a batch; wakes those that wait for it, and one of the next if there is something to do.
 */
static void lead(struct adil_log *log, struct adil_ticket *batch)
{
    struct adil_commit c;
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
    open_again(log, tell(batch));
    bool next = calls_for_one(log);
    (void)pthread_mutex_unlock(&log->state);
    if (next) {
        word_wake(bell_of(log, number + 1), 1);
    }
    word_wake(bell_of(log, number), INT_MAX);
    log->store->ops->tidy(log->store); /* while the others go on */
}

/* ---- waiting --------------------------------------------------------------------------------- */

/* Does what is to be done for those that wait, whoever does it. Returns false when there is
 * nothing, and only then `state` was held all the time. */
static bool help(struct adil_log *log)
{
    if (log->n_raw >= GROUP || (log->n_raw > 0 && all_are_here(log))) {
        prepare_some(log);
    } else if (log->n_raw > 0 && !log->collecting) {
        let_others_come(log, true);
        if (log->n_raw > 0) {
            prepare_some(log);
        }
    } else if (can_ask(log)) {
        ask_some(log);
    } else {
        return false;
    }
    return true;
}

/* One that waits for the batch that gathers: makes it due when it is time. Returns false when
 * there is nothing to do, and only then `state` was held all the time. */
static bool gather(struct adil_log *log, bool in_time, bool *yielded)
{
    if (log->due || log->leading || (in_time && !most_are_here(log))) {
        return false;
    }
    bool quick = !all_are_here(log) && adil_pace_at_once(&log->pace, log->n_expected);
    if (in_time && quick && log->collecting) {
        return false; /* somebody lets them come */
    }
    if (in_time && quick && !*yielded) {
        *yielded = true;
        let_others_come(log, false);
        return true;
    }
    make_due(log);
    return true;
}

/* What was done last may be for others to go on with. The caller holds `state`, and no longer does
 * then. */
static void pass_on(struct adil_log *log)
{
    bool calls = calls_for_one(log);
    _Atomic uint32_t *bell = bell_of(log, log->n_batches);
    (void)pthread_mutex_unlock(&log->state);
    if (calls) {
        word_wake(bell, 1);
    }
}

/* Waits until the ticket is served; meanwhile it does what is to be done for all. The first that
 * waits for a batch makes it due when the others do not come in time. The caller holds `state`, and
 * no longer does then. */
static void wait_or_lead(struct adil_log *log, struct adil_ticket *t)
{
    _Atomic uint32_t *bell = bell_of(log, t->batch);
    bool first = t->batch >= log->n_batches && log->n_waiting[t->batch - log->n_batches]++ == 0;
    int64_t deadline = adil_monotonic_ns() + log->patience_ns;
    bool in_time = true;
    bool yielded = false;
    while (!atomic_load(&t->done)) {
        if (help(log) || (t->batch == log->n_batches && gather(log, in_time, &yielded))) {
            continue; /* meanwhile it may have been served */
        }
        if (can_lead(log)) {
            struct adil_ticket *batch = close_batch(log);
            (void)pthread_mutex_unlock(&log->state);
            lead(log, batch);
            (void)pthread_mutex_lock(&log->state);
            continue;
        }
        uint32_t seen = atomic_load(bell);
        (void)pthread_mutex_unlock(&log->state);
        bool woken = word_sleep(bell, seen, first ? deadline : 0);
        if (atomic_load(&t->done)) {
            return;
        }
        (void)pthread_mutex_lock(&log->state);
        in_time = woken || log->leading; /* while somebody commits there is nothing to wait for */
        if (!woken) {
            deadline = adil_monotonic_ns() + (log->leading ? GATHER_NS_MAX : log->patience_ns);
        }
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
        ask_some(log);
    }
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
