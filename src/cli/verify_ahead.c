#include "cli/verify_ahead.h"

#include <pthread.h>
#include <string.h>
#include <unistd.h>

enum {
    BATCH_ENTRIES = 64,
    BATCH_BYTES = 4 << 20, /* of entries, before a batch is closed */
    BATCH_ROOM = 64 << 20, /* address space: entries, their signatures, unescaped texts */
    RING_MAX = 2 * ADIL_VERIFY_THREADS_MAX + 2,
};

enum batch_state { BATCH_FILLING, BATCH_READY, BATCH_BUSY, BATCH_DONE };

struct batch {
    struct adil_arena room;
    struct adil_arena empty; /* the room as it was before the first entry */
    struct adil_ahead_entry *entry;
    uint32_t n;
    size_t bytes;
    enum batch_state state;
};

struct adil_ahead {
    struct adil_ahead_options o;
    struct batch ring[RING_MAX];
    uint32_t n_ring;
    uint64_t filling; /* number of the batch that takes entries; number % n_ring: where it stands */
    uint64_t taken;   /* the first that nobody has taken up */
    uint64_t oldest;  /* the first that was not given to `entry` */
    pthread_mutex_t lock;
    pthread_cond_t ready; /* a batch may be taken up, or all is over */
    pthread_cond_t done;
    pthread_t thread[ADIL_VERIFY_THREADS_MAX];
    uint32_t n_threads;
    bool over;
};

static struct batch *batch_of(struct adil_ahead *a, uint64_t number)
{
    return &a->ring[number % a->n_ring];
}

/* ---- work ----------------------------------------------------------------------------------- */

/* Returns whether its signatures are to be verified. */
static bool parse_entry(const struct adil_ahead *a, struct batch *b, struct adil_ahead_entry *e)
{
    struct adil_place place = {ADIL_SPAN("entry"), 0};
    e->parsed = adil_act_parse(&b->room, place, e->bytes, &e->act, NULL).code == ADIL_C_OK;
    e->sigs = ADIL_SIGS_TRUSTED;
    return e->parsed && e->index >= a->o.trusted;
}

static void check_batch(const struct adil_ahead *a, struct batch *b)
{
    const struct adil_act *act[BATCH_ENTRIES] = {NULL};
    struct adil_ahead_entry *of[BATCH_ENTRIES];
    uint32_t n_good[BATCH_ENTRIES];
    size_t n = 0;
    for (uint32_t i = 0; i < b->n; i++) {
        if (parse_entry(a, b, &b->entry[i])) {
            of[n] = &b->entry[i];
            act[n++] = &b->entry[i].act;
        }
    }
    adil_acts_verify_sigs(act, n, a->o.origin, n_good);
    for (size_t i = 0; i < n; i++) {
        of[i]->n_good = n_good[i];
        of[i]->sigs = n_good[i] == act[i]->n_sigs ? ADIL_SIGS_GOOD : ADIL_SIGS_CHECK;
    }
}

/* Takes up the next batch that is ready and works on it. With the lock held, which is let go
 * meanwhile. Returns false when there is none. */
static bool work_once(struct adil_ahead *a)
{
    if (a->taken >= a->filling || batch_of(a, a->taken)->state != BATCH_READY) {
        return false;
    }
    struct batch *b = batch_of(a, a->taken++);
    b->state = BATCH_BUSY;
    (void)pthread_mutex_unlock(&a->lock);
    check_batch(a, b);
    (void)pthread_mutex_lock(&a->lock);
    b->state = BATCH_DONE;
    (void)pthread_cond_broadcast(&a->done);
    return true;
}

static void *work(void *ctx)
{
    struct adil_ahead *a = ctx;
    (void)pthread_mutex_lock(&a->lock);
    while (!a->over) {
        if (!work_once(a)) {
            (void)pthread_cond_wait(&a->ready, &a->lock);
        }
    }
    (void)pthread_mutex_unlock(&a->lock);
    return NULL;
}

/* ---- the calling thread --------------------------------------------------------------------- */

static void wait_for(struct adil_ahead *a, const struct batch *b)
{
    (void)pthread_mutex_lock(&a->lock);
    while (b->state != BATCH_DONE) {
        if (!work_once(a)) {
            (void)pthread_cond_wait(&a->done, &a->lock);
        }
    }
    (void)pthread_mutex_unlock(&a->lock);
}

static adil_err give_oldest(struct adil_ahead *a, struct adil_diag *diag)
{
    struct batch *b = batch_of(a, a->oldest);
    wait_for(a, b);
    for (uint32_t i = 0; i < b->n; i++) {
        ADIL_TRY(a->o.entry(a->o.ctx, &b->entry[i], diag));
    }
    a->oldest++;
    return ADIL_OK;
}

static void clear_batch(struct batch *b)
{
    b->room = b->empty;
    b->entry = adil_new(&b->room, struct adil_ahead_entry, BATCH_ENTRIES);
    b->n = 0;
    b->bytes = 0;
    b->state = BATCH_FILLING;
}

static adil_err hand_on(struct adil_ahead *a, struct adil_diag *diag)
{
    (void)pthread_mutex_lock(&a->lock);
    batch_of(a, a->filling)->state = BATCH_READY;
    a->filling++;
    (void)pthread_cond_signal(&a->ready);
    (void)pthread_mutex_unlock(&a->lock);
    if (a->filling - a->oldest == a->n_ring) {
        ADIL_TRY(give_oldest(a, diag));
    }
    clear_batch(batch_of(a, a->filling));
    return ADIL_OK;
}

adil_err adil_ahead_add(struct adil_ahead *a, uint64_t index, struct adil_span bytes,
                        const struct adil_hash *leaf, struct adil_diag *diag)
{
    struct batch *b = batch_of(a, a->filling);
    b->entry[b->n++] = (struct adil_ahead_entry){
        .index = index, .bytes = adil_span_copy(&b->room, bytes), .leaf = *leaf};
    b->bytes += bytes.len;
    return b->n == BATCH_ENTRIES || b->bytes >= BATCH_BYTES ? hand_on(a, diag) : ADIL_OK;
}

adil_err adil_ahead_finish(struct adil_ahead *a, struct adil_diag *diag)
{
    if (batch_of(a, a->filling)->n > 0) {
        ADIL_TRY(hand_on(a, diag));
    }
    while (a->oldest < a->filling) {
        ADIL_TRY(give_oldest(a, diag));
    }
    return ADIL_OK;
}

/* ---- opening -------------------------------------------------------------------------------- */

static adil_err open_rooms(struct adil_ahead *a, const struct adil_arena *like)
{
    for (uint32_t i = 0; i < a->n_ring; i++) {
        struct batch *b = &a->ring[i];
        if (adil_arena_open(&b->room, BATCH_ROOM) != 0) {
            return ADIL_ERR(LIMIT);
        }
        b->room.full = like->full;
        b->room.ctx = like->ctx;
        b->empty = b->room;
        clear_batch(b);
    }
    return ADIL_OK;
}

static adil_err start_threads(struct adil_ahead *a)
{
    for (uint32_t i = 1; i < a->o.threads; i++) {
        if (pthread_create(&a->thread[a->n_threads], NULL, work, a) != 0) {
            return ADIL_ERR(LIMIT);
        }
        a->n_threads++;
    }
    return ADIL_OK;
}

adil_err adil_ahead_open(struct adil_arena *perm, const struct adil_ahead_options *options,
                         struct adil_ahead **out, struct adil_diag *diag)
{
    struct adil_ahead *a = adil_new(perm, struct adil_ahead, 1);
    ADIL_ASSERT(options->threads >= 1 && options->threads <= ADIL_VERIFY_THREADS_MAX);
    a->o = *options;
    a->n_ring = 2 * options->threads + 2;
    (void)pthread_mutex_init(&a->lock, NULL);
    (void)pthread_cond_init(&a->ready, NULL);
    (void)pthread_cond_init(&a->done, NULL);
    adil_err err = open_rooms(a, perm);
    err = err.code == ADIL_C_OK ? start_threads(a) : err;
    if (err.code != ADIL_C_OK) {
        adil_ahead_close(a);
        return adil_fail(diag, err, (struct adil_place){{NULL, 0}, 0}, ADIL_SPAN("--threads"),
                         ADIL_SPAN("no memory or no threads for so many"),
                         ADIL_SPAN("fewer threads"));
    }
    *out = a;
    return ADIL_OK;
}

void adil_ahead_close(struct adil_ahead *a)
{
    if (a == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&a->lock);
    a->over = true;
    (void)pthread_cond_broadcast(&a->ready);
    (void)pthread_mutex_unlock(&a->lock);
    for (uint32_t i = 0; i < a->n_threads; i++) {
        (void)pthread_join(a->thread[i], NULL);
    }
    for (uint32_t i = 0; i < a->n_ring; i++) {
        adil_arena_release(&a->ring[i].room);
    }
    (void)pthread_cond_destroy(&a->done);
    (void)pthread_cond_destroy(&a->ready);
    (void)pthread_mutex_destroy(&a->lock);
}

uint32_t adil_ahead_processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > ADIL_VERIFY_THREADS_MAX ? ADIL_VERIFY_THREADS_MAX : (uint32_t)n;
}
