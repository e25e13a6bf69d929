/* Many submit: each is prepared, asked in its turn, and placed once. */
#include "gazette/log_priv.h"
#include "logs.h"

#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---- group commit ------------------------------------------------------------------------ */

enum { THREADS = 16, EACH = 60 };

struct together {
    struct adil_log *log;
    pthread_mutex_t lock;
    uint64_t next;  /* index that decide must be asked next, if nothing was refused */
    uint64_t asked; /* times */
    bool prepares;
    bool wrong;
    uint8_t seen[THREADS * EACH];
};

struct submitter {
    struct together *all;
    unsigned number;
    unsigned round;
    char text[32];
    _Atomic unsigned prepared; /* since it was asked last */
};

static void prepare(void *const *ctx, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        atomic_fetch_add(&((struct submitter *)ctx[i])->prepared, 1);
    }
}

/* Every seventh is refused. One after the other, on whatever thread. */
static adil_err decide(void *ctx, uint64_t index, struct adil_span *entry, struct adil_diag *diag)
{
    struct submitter *s = ctx;
    struct together *t = s->all;
    if (pthread_mutex_trylock(&t->lock) != 0) {
        t->wrong = true; /* two at once */
        return ADIL_ERR(IO);
    }
    t->asked++;
    t->wrong =
        t->wrong || index != t->next || (t->prepares && atomic_exchange(&s->prepared, 0) != 1);
    bool refused = (s->number * EACH + s->round) % 7 == 6;
    if (!refused) {
        t->next++;
    }
    int n = snprintf(s->text, sizeof s->text, "%u/%u", s->number, s->round);
    *entry = adil_span_bytes(s->text, (size_t)n);
    (void)pthread_mutex_unlock(&t->lock);
    return refused ? adil_fail(diag, ADIL_ERR(REFUSED), (struct adil_place){{NULL, 0}, 0},
                               ADIL_SPAN("act"), ADIL_SPAN("a seventh"), ADIL_SPAN("another"))
                   : ADIL_OK;
}

static void *submit_many(void *arg)
{
    struct submitter *s = arg;
    for (s->round = 0; s->round < EACH; s->round++) {
        struct adil_submission submission = {s, decide, prepare};
        uint64_t index = UINT64_MAX;
        adil_err e = adil_log_submit(s->all->log, &submission, &index, NULL);
        bool refused = (s->number * EACH + s->round) % 7 == 6;
        if (e.code != (refused ? ADIL_C_REFUSED : ADIL_C_OK) ||
            (!refused && index >= adil_log_size(s->all->log))) {
            s->all->wrong = true;
        }
    }
    return NULL;
}

/* Eight tickets at a time, waited for from the last to the first. */
enum { TICKETS = 8 };

static void *submit_through_tickets(void *arg)
{
    struct submitter *s = arg;
    struct adil_ticket ticket[TICKETS];
    struct adil_submission submission[TICKETS];
    for (unsigned round = 0; round < EACH; round++) {
        for (unsigned i = 0; i < TICKETS; i++) {
            s[i].round = round;
            submission[i] = (struct adil_submission){&s[i], decide, prepare};
            if (adil_log_hand_in(s->all->log, &submission[i], &ticket[i], NULL).code != ADIL_C_OK) {
                s->all->wrong = true;
                return NULL;
            }
        }
        uint64_t above = UINT64_MAX; /* of one thread, in the order they were handed in */
        for (unsigned i = TICKETS; i-- > 0;) {
            uint64_t index = UINT64_MAX;
            adil_err e = adil_log_wait(s->all->log, &ticket[i], &index);
            bool refused = (s[i].number * EACH + round) % 7 == 6;
            bool well = e.code == (refused ? ADIL_C_REFUSED : ADIL_C_OK) &&
                        (refused || (index < above && index < adil_log_size(s->all->log)));
            if (!well) {
                s->all->wrong = true;
            }
            above = refused ? above : index;
        }
    }
    return NULL;
}

/* All THREADS numbers submit EACH times, on `n` threads. */
static void assert_each_is_placed_once(struct logs *l, void *(*submits)(void *), unsigned n)
{
    struct together t = {.lock = PTHREAD_MUTEX_INITIALIZER, .prepares = true};
    struct submitter s[THREADS];
    pthread_t thread[THREADS];
    logs_start(l, ADIL_STORE_CREATE);
    t.log = l->log;
    for (unsigned i = 0; i < THREADS; i++) {
        s[i] = (struct submitter){.all = &t, .number = i};
    }
    for (unsigned i = 0; i < n; i++) {
        assert_int_equal(pthread_create(&thread[i], NULL, submits, &s[i * (THREADS / n)]), 0);
    }
    for (unsigned i = 0; i < n; i++) {
        assert_int_equal(pthread_join(thread[i], NULL), 0);
    }
    assert_false(t.wrong);
    assert_int_equal(t.asked, THREADS * EACH);
    assert_int_equal(adil_log_size(l->log), t.next);
    assert_int_equal(t.next, THREADS * EACH - THREADS * EACH / 7);
    for (uint64_t i = 0; i < t.next; i++) {
        struct adil_span rest;
        struct adil_span number;
        uint64_t a = 0;
        uint64_t b = 0;
        assert_code(adil_log_entry(l->log, &l->t.perm, i, &rest, &l->diag), OK);
        assert_true(adil_span_cut(&rest, '/', &number) && adil_span_u64(number, THREADS, &a) &&
                    adil_span_u64(rest, EACH, &b));
        assert_int_equal(t.seen[a * EACH + b]++, 0);
    }
    assert_code(adil_log_check(l->log, l->t.scratch, &l->diag), OK);
}

static void many_submit_and_each_is_placed_once(void **state)
{
    assert_each_is_placed_once(*state, submit_many, THREADS);
}

static void tickets_are_placed_once_and_in_order(void **state)
{
    assert_each_is_placed_once(*state, submit_through_tickets, THREADS / TICKETS);
}

static void a_ticket_is_not_committed_before_somebody_waits(void **state)
{
    struct logs *l = *state;
    struct together t = {.lock = PTHREAD_MUTEX_INITIALIZER};
    struct submitter s = {.all = &t, .number = 1};
    struct adil_submission submission = {&s, decide, NULL};
    struct adil_ticket ticket[2];
    uint64_t index = UINT64_MAX;
    logs_start(l, ADIL_STORE_CREATE);
    for (size_t i = 0; i < ADIL_COUNT(ticket); i++) {
        assert_code(adil_log_hand_in(l->log, &submission, &ticket[i], &l->diag), OK);
    }
    assert_int_equal(t.asked, 2);
    assert_int_equal(adil_log_size(l->log), 0);
    assert_code(adil_log_wait(l->log, &ticket[1], &index), OK);
    assert_int_equal(index, 1);
    assert_int_equal(adil_log_size(l->log), 2); /* one commit */
    assert_code(adil_log_wait(l->log, &ticket[0], &index), OK);
    assert_int_equal(index, 0);
    logs_stop(l);
    logs_start(l, ADIL_STORE_READ);
    assert_code(adil_log_hand_in(l->log, &submission, &ticket[0], &l->diag), REFUSED);
}

/* ---- all ways at once ---------------------------------------------------------------------- */

enum { MIXED = 12, TURNS = 80, AT_ONCE_MAX = 20 };

struct mixing {
    struct adil_log *log;
    unsigned seed;
    uint64_t accepted;
    bool wrong;
};

struct mixed {
    _Atomic unsigned prepared;
    bool prepares;
    uint64_t index; /* as it was asked */
};

static _Atomic int asking_now;

static void prepare_mixed(void *const *ctx, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        atomic_fetch_add(&((struct mixed *)ctx[i])->prepared, 1);
    }
}

static adil_err decide_mixed(void *ctx, uint64_t index, struct adil_span *entry,
                             struct adil_diag *diag)
{
    struct mixed *m = ctx;
    (void)diag;
    bool alone = atomic_fetch_add(&asking_now, 1) == 0;
    bool prepared = atomic_load(&m->prepared) == (m->prepares ? 1 : 0);
    m->index = index;
    *entry = ADIL_SPAN("mixed");
    atomic_fetch_sub(&asking_now, 1);
    return alone && prepared ? ADIL_OK : ADIL_ERR(IO);
}

static unsigned any_below(struct mixing *m, unsigned n)
{
    m->seed = m->seed * 1664525U + 1013904223U;
    return (m->seed >> 8) % n;
}

static void note_mixed(struct mixing *m, adil_err e, uint64_t index, const struct mixed *of)
{
    bool well = e.code == ADIL_C_OK && index == of->index && index < adil_log_size(m->log);
    m->wrong = m->wrong || !well;
    m->accepted++;
}

/* Waited for from any of them on, forwards or backwards. */
static void mix_tickets(struct mixing *m)
{
    struct mixed of[AT_ONCE_MAX];
    struct adil_submission s[AT_ONCE_MAX];
    struct adil_ticket t[AT_ONCE_MAX];
    unsigned n = 1 + any_below(m, AT_ONCE_MAX);
    unsigned from = any_below(m, n);
    bool back = any_below(m, 2) == 0;
    for (unsigned i = 0; i < n; i++) {
        of[i] = (struct mixed){.prepares = any_below(m, 4) > 0};
        s[i] =
            (struct adil_submission){&of[i], decide_mixed, of[i].prepares ? prepare_mixed : NULL};
        m->wrong = adil_log_hand_in(m->log, &s[i], &t[i], NULL).code != ADIL_C_OK || m->wrong;
    }
    for (unsigned k = 0; k < n; k++) {
        unsigned i = (from + (back ? n - k : k)) % n;
        uint64_t index = UINT64_MAX;
        adil_err e = adil_log_wait(m->log, &t[i], &index);
        note_mixed(m, e, index, &of[i]);
    }
}

static void *mix(void *arg)
{
    struct mixing *m = arg;
    for (unsigned turn = 0; turn < TURNS; turn++) {
        uint64_t index = UINT64_MAX;
        if (any_below(m, 3) == 0) {
            struct adil_span entry[3] = {ADIL_SPAN("a"), ADIL_SPAN("b"), ADIL_SPAN("c")};
            m->wrong =
                adil_log_append(m->log, entry, 3, &index, NULL).code != ADIL_C_OK || m->wrong;
            m->accepted += 3;
        } else if (any_below(m, 2) == 0) {
            struct mixed of = {.prepares = true};
            struct adil_submission s = {&of, decide_mixed, prepare_mixed};
            adil_err e = adil_log_submit(m->log, &s, &index, NULL);
            note_mixed(m, e, index, &of);
        } else {
            mix_tickets(m);
        }
    }
    return NULL;
}

static void all_ways_at_once_are_served(void **state)
{
    struct logs *l = *state;
    struct mixing m[MIXED];
    pthread_t thread[MIXED];
    uint64_t accepted = 0;
    logs_start(l, ADIL_STORE_CREATE);
    for (unsigned i = 0; i < MIXED; i++) {
        m[i] = (struct mixing){.log = l->log, .seed = i};
        assert_int_equal(pthread_create(&thread[i], NULL, mix, &m[i]), 0);
    }
    for (unsigned i = 0; i < MIXED; i++) {
        assert_int_equal(pthread_join(thread[i], NULL), 0);
        assert_false(m[i].wrong);
        accepted += m[i].accepted;
    }
    assert_int_equal(adil_log_size(l->log), accepted);
    assert_code(adil_log_check(l->log, l->t.scratch, &l->diag), OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        logs_case(many_submit_and_each_is_placed_once),
        logs_case(tickets_are_placed_once_and_in_order),
        logs_case(a_ticket_is_not_committed_before_somebody_waits),
        logs_case(all_ways_at_once_are_served),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
