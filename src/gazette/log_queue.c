/* Appending: many submit, one of them commits what has gathered. */
#define _GNU_SOURCE
#include "gazette/log_priv.h"

#include <limits.h>
#include <linux/futex.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

/* How long the one that commits waits for others to come along: half as long each time they do not,
 * and the whole time again once they do. */
enum { GATHER_NS_MAX = 1000000, GATHER_NS_MIN = 50000 };
enum {
    FEW = 8,     /* of whom all are waited for at once */
    YIELDS = 30, /* of its processor, before it sleeps: a sleep costs more where few are missing */
};

/* ---- sleeping and waking --------------------------------------------------------------------- */

static void word_wake(_Atomic uint32_t *word, int sleepers)
{
    (void)atomic_fetch_add(word, 1);
    (void)syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, sleepers, NULL, NULL, 0);
}

/* Sleeps unless it was woken since it was `seen`. */
static void word_sleep(_Atomic uint32_t *word, uint32_t seen, const struct timespec *most)
{
    (void)syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, seen, most, NULL, 0);
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
    t->batch = log->n_batches;
}

/* Takes all that waits, behind `*batch`, whose last one's `next` is `*tail`. Returns the first
 * taken. The caller holds `state`. */
static struct adil_ticket *take_waiting(struct adil_log *log, struct adil_ticket ***tail)
{
    struct adil_ticket *taken = log->first;
    if (taken != NULL) {
        **tail = taken;
        *tail = &log->last->next;
    }
    log->first = NULL;
    log->last = NULL;
    return taken;
}

/* A thread begins to wait for its ticket. Returns whether the one that gathers is to be called. The
 * caller holds `state`. */
static bool count_here(struct adil_log *log, struct adil_ticket *t)
{
    t->awaited = true;
    log->n_here += t->batch == log->n_batches ? 1 : 0;
    bool calls = log->dozing && log->n_here >= log->n_wanted;
    log->dozing = log->dozing && !calls;
    return calls;
}

/* ---- leading --------------------------------------------------------------------------------- */

static size_t missing(const struct adil_log *log)
{
    return log->n_expected > log->n_here ? log->n_expected - log->n_here : 0;
}

/* Whether those who are missing may come with the next batch: they are at work, and what they do
 * fills the time of this commit. The caller holds `state`. */
static bool most_are_here(const struct adil_log *log)
{
    return missing(log) <= log->n_expected / 4;
}

/* Sleeps until half of those who are missing came. Returns false when they did not. The caller
 * holds `state`. */
static bool doze(struct adil_log *log)
{
    long least = GATHER_NS_MIN;
    const struct timespec most = {0, log->patience_ns > least ? log->patience_ns : least};
    uint32_t seen = atomic_load(&log->call);
    size_t n = missing(log);
    log->n_wanted = log->n_here + (n > FEW ? n / 2 : n);
    log->dozing = true;
    (void)pthread_mutex_unlock(&log->state);
    word_sleep(&log->call, seen, &most);
    (void)pthread_mutex_lock(&log->state);
    bool came = !log->dozing;
    log->dozing = false;
    log->patience_ns = came ? GATHER_NS_MAX : log->patience_ns / 2;
    return came;
}

/* Lets others run for a moment, until one of them came. The caller holds `state`. */
static void yield(struct adil_log *log)
{
    for (int i = 0; i < YIELDS && log->first == NULL && log->n_here < log->n_expected; i++) {
        (void)pthread_mutex_unlock(&log->state);
        (void)sched_yield();
        (void)pthread_mutex_lock(&log->state);
    }
}

/* Places those who are there, and those who come meanwhile. Whoever was served a moment ago may be
 * about to submit again: a short wait lets one sync carry more. None for a single submitter.
 * Returns the batch. */
static struct adil_ticket *gather(struct adil_log *log, struct adil_commit *c)
{
    struct adil_ticket *batch = NULL;
    struct adil_ticket **tail = &batch;
    bool closed = false;
    while (!closed) {
        (void)pthread_mutex_lock(&log->state);
        yield(log);
        if (log->first == NULL && !most_are_here(log)) {
            closed = !doze(log);
        }
        struct adil_ticket *t = take_waiting(log, &tail);
        closed = closed || most_are_here(log);
        log->n_late = most_are_here(log) ? missing(log) : 0;
        log->n_batches += closed ? 1 : 0;
        log->n_here = closed ? 0 : log->n_here;
        (void)pthread_mutex_unlock(&log->state);
        for (; t != NULL; t = t->next) {
            adil_commit_place(c, t);
        }
    }
    return batch;
}

/* Commits one batch, the leader's own entry among it; wakes the others, and one of the next batch,
 * which leads then. */
static void lead(struct adil_log *log)
{
    struct adil_commit c;
    adil_commit_open(&c, log);
    struct adil_ticket *batch = gather(log, &c);
    uint64_t number = batch->batch;
    size_t served = 0;
    adil_commit_close(&c, batch);
    (void)pthread_mutex_lock(&log->state);
    while (batch != NULL) {
        struct adil_ticket *next = batch->next;
        served += batch->awaited ? 1 : 0;
        atomic_store(&batch->done, true);
        batch = next;
    }
    /* Who is served now will soon be back, and joins those that wait already. */
    size_t next_here = log->n_here;
    log->n_expected = served + (next_here > log->n_late ? next_here : log->n_late);
    log->leading = false;
    (void)pthread_mutex_unlock(&log->state);
    if (next_here > 0) {
        word_wake(bell_of(log, number + 1), 1);
    }
    if (served > 1) {
        word_wake(bell_of(log, number), INT_MAX);
    }
    log->store->ops->tidy(log->store); /* while the others go on */
}

/* Waits until it is done, or until nobody leads: then this one does. */
static void wait_or_lead(struct adil_log *log, struct adil_ticket *t)
{
    _Atomic uint32_t *bell = bell_of(log, t->batch);
    while (!atomic_load(&t->done)) {
        uint32_t seen = atomic_load(bell);
        (void)pthread_mutex_lock(&log->state);
        bool leads = !log->leading && !atomic_load(&t->done);
        log->leading = log->leading || leads;
        (void)pthread_mutex_unlock(&log->state);
        if (leads) {
            lead(log);
        } else if (!atomic_load(&t->done)) {
            word_sleep(bell, seen, NULL);
        }
    }
}

/* ---- submitting ------------------------------------------------------------------------------ */

static void submit(struct adil_log *log, struct adil_ticket *t)
{
    (void)pthread_mutex_lock(&log->state);
    enqueue(log, t);
    bool calls = count_here(log, t);
    _Atomic uint32_t *bell = bell_of(log, t->batch);
    uint32_t seen = atomic_load(bell);
    bool leads = !log->leading;
    log->leading = true;
    (void)pthread_mutex_unlock(&log->state);
    if (calls) {
        word_wake(&log->call, 1);
    }
    if (leads) {
        lead(log);
    } else {
        word_sleep(bell, seen, NULL);
        wait_or_lead(log, t);
    }
}

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
    submit(log, t);
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
    (void)pthread_mutex_unlock(&log->state);
    return ADIL_OK;
}

adil_err adil_log_wait(struct adil_log *log, struct adil_ticket *ticket, uint64_t *index)
{
    (void)pthread_mutex_lock(&log->state);
    bool done = atomic_load(&ticket->done);
    bool calls = !done && count_here(log, ticket);
    (void)pthread_mutex_unlock(&log->state);
    if (calls) {
        word_wake(&log->call, 1);
    }
    if (!done) {
        wait_or_lead(log, ticket);
    }
    ADIL_TRY(ticket->err);
    *index = ticket->first;
    return ADIL_OK;
}
