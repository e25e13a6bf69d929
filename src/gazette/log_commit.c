/* Appending: many submit, one of them commits what has gathered. */
#define _GNU_SOURCE
#include "gazette/log_priv.h"

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { GATHER_NS = 1000000 }; /* how long the one that commits waits for others to come along */

struct adil_pending {
    const struct adil_submission *submission; /* NULL: `entry` and `n` are given */
    const struct adil_span *entry;
    size_t n;
    uint64_t first;
    struct adil_span decided;
    adil_err err;
    struct adil_diag *diag;
    _Atomic bool done; /* nothing of it is touched by others from then on */
    struct adil_pending *next;
};

/* What one commit is made of. */
struct commit {
    struct adil_log *log;
    struct adil_arena a;
    struct adil_frontier f;
    struct adil_store_row *row;
    size_t n_rows;
    struct adil_span *key;
    struct adil_span *value;
    size_t n_meta;
};

/* Adds a leaf to the growing tree; the roots of tiles that became full go into the store with it.
 */
static void grow(struct commit *c, const struct adil_hash *leaf)
{
    struct adil_hash up = *leaf;
    unsigned k = 0;
    for (; (c->f.size >> k & 1) != 0; k++) {
        up = adil_node_hash(&c->f.at[k], &up);
        if ((k + 1) % 8 == 0) {
            struct adil_hash *kept = adil_new(&c->a, struct adil_hash, 1);
            *kept = up;
            c->key[c->n_meta] = adil_log_node_key(&c->a, (int)(k + 1) / 8, c->f.size >> (k + 1));
            c->value[c->n_meta++] = adil_span_bytes((const char *)kept->byte, sizeof kept->byte);
        }
    }
    c->f.at[k] = up;
    c->f.size++;
}

static adil_err check_entries(const struct adil_log *log, const struct adil_span *entry, size_t n,
                              uint64_t size, struct adil_diag *diag)
{
    struct adil_place place = {log->dir, 0};
    if (size > ADIL_LOG_SIZE_MAX || n > ADIL_LOG_SIZE_MAX - size) {
        return adil_fail(diag, ADIL_ERR(REFUSED), place, ADIL_SPAN("entry"),
                         ADIL_SPAN("a full log"), ADIL_SPAN("at most 2^62 entries"));
    }
    for (size_t i = 0; i < n; i++) {
        if (entry[i].len > ADIL_ENTRY_BYTES_MAX) {
            return adil_fail(diag, ADIL_ERR(REFUSED), place, ADIL_SPAN("entry"),
                             adil_diag_fmt(diag, "%zu bytes", entry[i].len),
                             adil_diag_fmt(diag, "at most %d bytes", ADIL_ENTRY_BYTES_MAX));
        }
    }
    return ADIL_OK;
}

/* Asks what it has to be asked and places it. */
static void place(struct commit *c, struct adil_pending *p)
{
    p->first = c->f.size;
    if (p->submission != NULL) {
        p->entry = &p->decided;
        p->n = 1;
        p->err = p->submission->decide(p->submission->ctx, c->f.size, &p->decided, p->diag);
    }
    if (p->err.code == ADIL_C_OK) {
        p->err = check_entries(c->log, p->entry, p->n, c->f.size, p->diag);
    }
    for (size_t i = 0; p->err.code == ADIL_C_OK && i < p->n; i++) {
        struct adil_store_row *row = &c->row[c->n_rows++];
        row->bytes = p->entry[i];
        row->leaf = adil_leaf_hash(p->entry[i]);
        grow(c, &row->leaf);
    }
}

/* Everyone whose entries did not get in learns why. */
static void tell_failure(struct adil_pending *batch, adil_err e, const struct adil_diag *why)
{
    for (struct adil_pending *p = batch; p != NULL; p = p->next) {
        if (p->err.code != ADIL_C_OK || p->n == 0) {
            continue;
        }
        p->err = e;
        for (const struct adil_finding *f = why->first; f != NULL; f = f->next) {
            adil_diag_add(p->diag, f->severity, f->place, f->field, f->found, f->expected);
        }
    }
}

/* One transaction; `batch` is a list of its own. On the one thread that leads. */
static void commit_all(struct adil_log *log, struct adil_pending *batch, size_t n_rows_max)
{
    struct commit c = {.log = log, .a = log->batch, .f = log->frontier};
    struct adil_diag why;
    adil_err e = ADIL_OK;
    size_t n_meta_max = n_rows_max / ADIL_TILE_WIDTH + 8 + n_rows_max / 32768;
    adil_diag_open(&why, &c.a);
    c.row = adil_new(&c.a, struct adil_store_row, n_rows_max);
    c.key = adil_new(&c.a, struct adil_span, n_meta_max);
    c.value = adil_new(&c.a, struct adil_span, n_meta_max);
    for (struct adil_pending *p = batch; p != NULL; p = p->next) {
        place(&c, p);
    }
    if (c.n_rows > 0) {
        e = log->store->ops->append(log->store, log->frontier.size, c.row, c.n_rows, c.key, c.value,
                                    c.n_meta, &why);
    }
    if (e.code != ADIL_C_OK) {
        tell_failure(batch, e, &why);
        return;
    }
    struct adil_hash root = adil_frontier_root(&c.f);
    (void)pthread_mutex_lock(&log->state);
    log->frontier = c.f;
    log->root = root;
    (void)pthread_mutex_unlock(&log->state);
}

/* Takes all that waits. The caller holds `state`. */
static struct adil_pending *take_batch(struct adil_log *log, size_t *rows)
{
    struct adil_pending *batch = log->first;
    *rows = 0;
    for (struct adil_pending *p = batch; p != NULL; p = p->next) {
        *rows += p->submission != NULL ? 1 : p->n;
    }
    log->first = NULL;
    log->last = NULL;
    log->n_waiting = 0;
    log->n_batches++;
    return batch;
}

/* Whoever was served a moment ago may be about to submit again: a short wait lets one sync carry
 * more. None for a single submitter. The caller holds `state`. */
static void gather(struct adil_log *log)
{
    if (log->n_waiting >= log->n_expected) {
        return;
    }
    const struct timespec most = {0, GATHER_NS};
    struct pollfd all_here = {.fd = log->all_here, .events = POLLIN};
    uint64_t count = 0;
    log->gathering = true;
    (void)pthread_mutex_unlock(&log->state);
    (void)ppoll(&all_here, 1, &most, NULL);
    (void)pthread_mutex_lock(&log->state);
    log->gathering = false;
    if (read(log->all_here, &count, sizeof count) < 0) {
        ADIL_ASSERT(errno == EAGAIN); /* nobody said it */
    }
}

/* The last one that was expected tells the one that waits. */
static void say_all_here(struct adil_log *log)
{
    const uint64_t one = 1;
    ADIL_ASSERT(write(log->all_here, &one, sizeof one) == (ssize_t)sizeof one);
}

/* The bell of a batch: its submitters sleep on one word, and one call wakes all of them. (Bells of
 * their own, rung one by one, cost more than the sync of a fast disk.) */
static _Atomic uint32_t *bell_of(struct adil_log *log, uint64_t batch)
{
    return &log->bell[batch % ADIL_COUNT(log->bell)];
}

static void bell_ring(_Atomic uint32_t *bell, int sleepers)
{
    (void)atomic_fetch_add(bell, 1);
    (void)syscall(SYS_futex, bell, FUTEX_WAKE_PRIVATE, sleepers, NULL, NULL, 0);
}

/* Sleeps unless it was rung since it was `seen`. */
static void bell_wait(_Atomic uint32_t *bell, uint32_t seen)
{
    (void)syscall(SYS_futex, bell, FUTEX_WAIT_PRIVATE, seen, NULL, NULL, 0);
}

/* Commits one batch, the leader's own entry among it; wakes the others, and one of the next batch,
 * which leads then. */
static void lead(struct adil_log *log)
{
    size_t rows = 0;
    (void)pthread_mutex_lock(&log->state);
    gather(log);
    uint64_t number = log->n_batches;
    struct adil_pending *batch = take_batch(log, &rows);
    (void)pthread_mutex_unlock(&log->state);
    commit_all(log, batch, rows);
    size_t served = 0;
    for (; batch != NULL; served++) {
        struct adil_pending *next = batch->next;
        atomic_store(&batch->done, true);
        batch = next;
    }
    (void)pthread_mutex_lock(&log->state);
    /* Who is served now will soon be back, and joins those that wait already. */
    log->n_expected = served + log->n_waiting;
    log->leading = false;
    bool more = log->first != NULL;
    (void)pthread_mutex_unlock(&log->state);
    if (more) {
        bell_ring(bell_of(log, number + 1), 1);
    }
    bell_ring(bell_of(log, number), INT_MAX);
}

/* Waits until it is done, or until nobody leads: then this one does. */
static void wait_or_lead(struct adil_log *log, struct adil_pending *p, _Atomic uint32_t *bell)
{
    while (!atomic_load(&p->done)) {
        uint32_t seen = atomic_load(bell);
        (void)pthread_mutex_lock(&log->state);
        bool leads = !log->leading && !atomic_load(&p->done);
        log->leading = log->leading || leads;
        (void)pthread_mutex_unlock(&log->state);
        if (leads) {
            lead(log);
        } else if (!atomic_load(&p->done)) {
            bell_wait(bell, seen);
        }
    }
}

static adil_err submit(struct adil_log *log, struct adil_pending *p)
{
    (void)pthread_mutex_lock(&log->state);
    if (log->last != NULL) {
        log->last->next = p;
    } else {
        log->first = p;
    }
    log->last = p;
    log->n_waiting++;
    _Atomic uint32_t *bell = bell_of(log, log->n_batches);
    uint32_t seen = atomic_load(bell);
    bool leads = !log->leading;
    log->leading = true;
    bool all_here = log->gathering && log->n_waiting == log->n_expected;
    (void)pthread_mutex_unlock(&log->state);
    if (all_here) {
        say_all_here(log);
    }
    if (leads) {
        lead(log);
    } else {
        bell_wait(bell, seen);
        wait_or_lead(log, p, bell);
    }
    return p->err;
}

static adil_err refuse_reader(const struct adil_log *log, struct adil_diag *diag)
{
    return adil_fail(diag, ADIL_ERR(REFUSED), (struct adil_place){log->dir, 0}, ADIL_SPAN("log"),
                     ADIL_SPAN("opened for reading"), ADIL_SPAN("opened for writing"));
}

adil_err adil_log_append(struct adil_log *log, const struct adil_span *entry, size_t n,
                         uint64_t *first, struct adil_diag *diag)
{
    struct adil_pending p = {.entry = entry, .n = n, .diag = diag};
    if (!log->writes) {
        return refuse_reader(log, diag);
    }
    ADIL_TRY(submit(log, &p));
    *first = p.first;
    return ADIL_OK;
}

adil_err adil_log_submit(struct adil_log *log, const struct adil_submission *s, uint64_t *index,
                         struct adil_diag *diag)
{
    struct adil_pending p = {.submission = s, .diag = diag};
    if (!log->writes) {
        return refuse_reader(log, diag);
    }
    ADIL_TRY(submit(log, &p));
    *index = p.first;
    return ADIL_OK;
}
