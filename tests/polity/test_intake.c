/* Acts brought by many threads: the verdicts and the state are those of the serial way. */
#include "base/ed25519_lanes.h"
#include "polity/intake.h"

#include "fold.h"

#include <pthread.h>
#include <string.h>

#define PRECINCT "{\"registered\":100,\"title\":\"School\",\"unit\":\"north\"}"

enum { ISSUERS = 12, THREADS = 6, BROUGHT_MAX = 512, UNDER_WAY = 4 };

static const char *const names[ISSUERS] = {
    "precinct-commission/001", "precinct-commission/002", "precinct-commission/003",
    "precinct-commission/004", "precinct-commission/005", "precinct-commission/006",
    "precinct-commission/007", "precinct-commission/008", "precinct-commission/009",
    "precinct-commission/010", "precinct-commission/011", "precinct-commission/012",
};

/* One act as it is brought, and what became of it. */
struct brought {
    struct adil_intake_act act; /* first: the clock is given a pointer to it */
    struct adil_arena room;
    struct adil_span bytes;
    unsigned thread;
    adil_err err;
    uint64_t entry;
};

struct record {
    struct fold f;
    struct adil_log *log;
    struct adil_intake *in;
    struct brought *brought;
    uint32_t n_brought;
    const struct brought *turn[BROUGHT_MAX]; /* in the order they were judged */
    uint32_t n_turns;
};

static adil_err next_second(void *ctx, const struct adil_act *act, int64_t last, int64_t *logged,
                            struct adil_diag *diag)
{
    struct record *r = ctx;
    (void)diag;
    r->turn[r->n_turns++] = (const struct brought *)(const void *)act;
    *logged = last + 1000;
    return ADIL_OK;
}

/* The association with its precincts; the same acts each time. */
static void open_fold(struct fold *f, struct test_arenas *t)
{
    struct fold_issuer issuers[ISSUERS];
    for (int i = 0; i < ISSUERS; i++) {
        issuers[i] = (struct fold_issuer){names[i], 1};
    }
    fold_open(f, t, fold_club, issuers, ISSUERS);
    for (int i = 0; i < ISSUERS; i++) {
        const char *about =
            adil_span_cstr(&t->perm, adil_fmt(&t->perm, "precinct/%s", strchr(names[i], '/') + 1));
        fold_ok(f, "commission", "keep-precinct", about, PRECINCT);
    }
}

static void open_intake(struct record *r)
{
    struct adil_intake_options options = {
        .polity = r->f.p, .log = r->log, .ctx = r, .logged = next_second};
    assert_int_equal(adil_intake_open(&r->f.t->perm, &options, &r->in, &r->f.diag).code, ADIL_C_OK);
}

static void open_record(struct record *r, struct test_arenas *t)
{
    struct adil_log_options options = {.memory = true, .origin = ADIL_SPAN(fold_origin)};
    uint64_t first = 0;
    memset(r, 0, sizeof *r);
    open_fold(&r->f, t);
    assert_int_equal(adil_log_open(&t->perm, ADIL_SPAN(""), &options, &r->log, &r->f.diag).code,
                     ADIL_C_OK);
    assert_int_equal(
        adil_log_append(r->log, r->f.accepted, r->f.n_accepted, &first, &r->f.diag).code,
        ADIL_C_OK);
    open_intake(r);
    r->brought = adil_new(&t->perm, struct brought, BROUGHT_MAX);
}

static void close_record(struct record *r)
{
    for (uint32_t i = 0; i < r->n_brought; i++) {
        adil_arena_release(&r->brought[i].room);
    }
    adil_intake_close(r->in);
    adil_log_close(r->log);
    fold_close(&r->f);
}

/* {"act":..., "sigs":[...]} of an act composed now. */
static struct adil_span unlogged(struct fold *f, const struct fold_act *act)
{
    struct adil_act read;
    struct adil_buf out;
    struct adil_place place = {ADIL_SPAN("leaf"), 0};
    struct adil_span leaf = fold_leaf(f, act);
    assert_int_equal(adil_act_parse(&f->t->perm, place, leaf, &read, &f->diag).code, ADIL_C_OK);
    adil_buf_open(&out, 1 << 16);
    adil_act_unlogged(&out, read.bytes, read.sig, read.n_sigs);
    struct adil_span bytes = adil_span_copy(&f->t->perm, adil_buf_span(&out));
    adil_buf_release(&out);
    return bytes;
}

static struct brought *bring(struct record *r, unsigned thread, const struct fold_act *act)
{
    assert_true(r->n_brought < BROUGHT_MAX);
    struct brought *b = &r->brought[r->n_brought++];
    b->thread = thread;
    b->bytes = unlogged(&r->f, act);
    assert_int_equal(adil_arena_open(&b->room, 1 << 20), 0);
    return b;
}

/* Of one commission: what is accepted, and between them what is not. */
static void bring_of_issuer(struct record *r, unsigned i)
{
    const struct fold_act good = {.by = names[i], .word = "attest", .about = "entry/0"};
    for (int64_t seq = 1; seq <= 10; seq++) {
        struct fold_act act = good;
        act.seq = seq;
        struct fold_act bad = act;
        bad.spoil = seq % 4 == 3;
        bad.seq = seq % 4 == 1 ? seq + 5 : seq;
        bad.signer = seq % 4 == 2 ? names[(i + 1) % ISSUERS] : NULL;
        bad.word = seq % 4 == 0 ? "no-such-word" : act.word;
        bad.kind = "attest";
        (void)bring(r, i % THREADS, &bad);
        (void)bring(r, i % THREADS, &act);
        if (seq == 6) { /* brought by another as well: one of the two is too late */
            (void)bring(r, (i + 1) % THREADS, &act);
        }
    }
}

/* A key is revoked somewhere among the acts that it signs: first by three signatures of which one
 * is not valid, then by three that are. */
static void bring_revocation(struct record *r, const char *issuer, int64_t seq)
{
    struct adil_arena *a = &r->f.t->perm;
    struct fold_act act = {
        .by = "commission",
        .word = "key",
        .about = adil_span_cstr(a, adil_fmt(a, "issuer/%s", issuer)),
        .fields = adil_span_cstr(
            a, adil_fmt(a, "{\"last\":0,\"revoke\":[\"%s\"]}", fold_key(&r->f, issuer, 0))),
        .seq = seq,
    };
    struct fold_act bad = act;
    bad.spoil = true;
    (void)bring(r, THREADS - 1, &bad);
    (void)bring(r, THREADS - 1, &act);
}

static void bring_all(struct record *r)
{
    int64_t seq = adil_polity_next_seq(r->f.p, ADIL_SPAN("commission"));
    for (unsigned i = 0; i < ISSUERS; i++) {
        bring_of_issuer(r, i);
        if (i == ISSUERS / 2) {
            bring_revocation(r, names[2], seq);
        }
    }
}

struct carrier {
    struct record *r;
    unsigned number;
    bool tickets;
    bool failed;
};

static void read_one(struct carrier *c, struct brought *b)
{
    struct adil_place place = {ADIL_SPAN("act"), 0};
    c->failed =
        c->failed ||
        adil_intake_read(c->r->in, &b->act, &b->room, place, b->bytes, NULL).code != ADIL_C_OK;
}

static void wait_for(struct carrier *c, struct brought **b, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        b[i]->err = adil_intake_wait(c->r->in, &b[i]->act, &b[i]->entry);
    }
}

/* What is this thread's, in order; one after the other, or some under way at a time. */
static void *carry(void *ctx)
{
    struct carrier *c = ctx;
    struct record *r = c->r;
    struct brought *under_way[UNDER_WAY];
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->n_brought && !c->failed; i++) {
        struct brought *b = &r->brought[i];
        if (b->thread != c->number) {
            continue;
        }
        read_one(c, b);
        if (!c->tickets) {
            b->err = adil_intake_submit(r->in, &b->act, &b->entry, NULL);
            continue;
        }
        c->failed = c->failed || adil_intake_hand_in(r->in, &b->act, NULL).code != ADIL_C_OK;
        under_way[n++] = b;
        if (n == UNDER_WAY) {
            wait_for(c, under_way, n);
            n = 0;
        }
    }
    wait_for(c, under_way, n);
    return NULL;
}

static void carry_all(struct record *r)
{
    pthread_t thread[THREADS];
    struct carrier c[THREADS];
    for (unsigned i = 0; i < THREADS; i++) {
        c[i] = (struct carrier){.r = r, .number = i, .tickets = i % 2 == 1};
        assert_int_equal(pthread_create(&thread[i], NULL, carry, &c[i]), 0);
    }
    for (unsigned i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(thread[i], NULL), 0);
        assert_false(c[i].failed);
    }
    assert_int_equal(r->n_turns, r->n_brought);
}

/* Judges one act as the serial way does. */
static adil_err judge_serially(struct fold *g, const struct brought *b, int64_t logged,
                               enum adil_sigs sigs, struct adil_refusal *refusal)
{
    struct adil_act act;
    struct adil_place place = {ADIL_SPAN("act"), 0};
    memset(refusal, 0, sizeof *refusal);
    assert_int_equal(adil_act_parse_unlogged(&g->t->perm, place, b->bytes, &act, &g->diag).code,
                     ADIL_C_OK);
    act.logged = logged;
    return adil_polity_apply(g->p, &g->t->perm, g->t->scratch, &act, sigs, refusal, &g->diag);
}

static void assert_same_verdict(const struct brought *b, adil_err err,
                                const struct adil_refusal *refusal)
{
    const struct adil_refusal *got = &b->act.refusal;
    assert_int_equal(b->err.code, err.code);
    assert_span_equal(got->rule, refusal->rule);
    assert_span_equal(got->field, refusal->field);
    assert_span_equal(got->found, refusal->found);
    assert_span_equal(got->expected, refusal->expected);
}

/* The acts in the order of their turns, on a state of its own. Returns its hash; counts what was
 * refused for its signature, and what for its key, its seq or its word. */
static struct adil_hash serial_way(struct record *r, struct test_arenas *t, bool trusting,
                                   uint32_t *unsigned_ones, uint32_t *others)
{
    struct fold g;
    open_fold(&g, t);
    for (uint32_t i = 0; i < r->n_turns; i++) {
        const struct brought *b = r->turn[i];
        struct adil_refusal refusal;
        enum adil_sigs sigs = trusting ? ADIL_SIGS_TRUSTED : ADIL_SIGS_CHECK;
        adil_err err = judge_serially(&g, b, b->act.act.logged, sigs, &refusal);
        if (!trusting) {
            assert_same_verdict(b, err, &refusal);
        }
        *unsigned_ones += adil_span_is(refusal.rule, "act.signature");
        bool other = adil_span_is(refusal.rule, "act.key") ||
                     adil_span_is(refusal.rule, "act.seq") ||
                     adil_span_is(refusal.rule, "act.word");
        *others += other;
    }
    struct adil_hash hash = fold_hash(&g);
    fold_close(&g);
    return hash;
}

/* The log alone gives the state; its leaves are those of the serial way. */
static struct adil_hash replayed(struct record *r, struct test_arenas *t)
{
    struct fold g;
    fold_prepare(&g, t, fold_club, NULL, 0);
    for (uint64_t i = 0; i < adil_log_size(r->log); i++) {
        struct adil_span leaf;
        struct adil_buf again;
        struct adil_act act;
        struct adil_place place = {ADIL_SPAN("leaf"), 0};
        assert_int_equal(adil_log_entry(r->log, &t->perm, i, &leaf, &g.diag).code, ADIL_C_OK);
        assert_int_equal(adil_act_parse(&t->perm, place, leaf, &act, &g.diag).code, ADIL_C_OK);
        adil_buf_open(&again, 1 << 16);
        adil_act_leaf(&again, act.bytes, act.logged, act.sig, act.n_sigs);
        assert_span_equal(leaf, adil_buf_span(&again));
        adil_buf_release(&again);
        fold_assert(&g, fold_apply_leaf(&g, leaf), NULL);
    }
    struct adil_hash hash = fold_hash(&g);
    fold_close(&g);
    return hash;
}

static void many_threads_and_one(struct test_arenas *t)
{
    struct record r;
    uint32_t bad_signatures = 0;
    uint32_t others = 0;
    open_record(&r, t);
    bring_all(&r);
    carry_all(&r);
    struct adil_hash parallel = fold_hash(&r.f);
    struct adil_hash serial = serial_way(&r, t, false, &bad_signatures, &others);
    struct adil_hash log = replayed(&r, t);
    assert_true(adil_hash_eq(&parallel, &serial));
    assert_true(adil_hash_eq(&parallel, &log));
    assert_true(bad_signatures >= ISSUERS && others >= 5 * ISSUERS);
    assert_int_equal(adil_polity_entries(r.f.p), adil_log_size(r.log));
    /* The control: who trusts what was not verified comes to another state. */
    bad_signatures = 0;
    struct adil_hash trusting = serial_way(&r, t, true, &bad_signatures, &others);
    assert_int_equal(bad_signatures, 0);
    assert_false(adil_hash_eq(&parallel, &trusting));
    close_record(&r);
}

static void test_many_threads_and_one_come_to_the_same(void **state)
{
    many_threads_and_one(*state);
}

/* Each verifies what it brings. */
static void test_so_they_do_where_signatures_are_verified_one_by_one(void **state)
{
    adil_sig_lanes_off(true);
    many_threads_and_one(*state);
    adil_sig_lanes_off(false);
}

/* ---- what the mark is bound to --------------------------------------------------------------- */

static struct brought *read_good(struct record *r, int64_t seq)
{
    struct fold_act act = {.by = names[0], .word = "attest", .about = "entry/0", .seq = seq};
    struct adil_place place = {ADIL_SPAN("act"), 0};
    struct brought *b = bring(r, 0, &act);
    assert_int_equal(adil_intake_read(r->in, &b->act, &b->room, place, b->bytes, &r->f.diag).code,
                     ADIL_C_OK);
    return b;
}

static void assert_refused(struct record *r, struct brought *b, const char *rule)
{
    uint64_t entry = 0;
    uint64_t before = adil_log_size(r->log);
    struct adil_hash hash = fold_hash(&r->f);
    assert_int_equal(adil_intake_submit(r->in, &b->act, &entry, &r->f.diag).code, ADIL_C_REFUSED);
    assert_span_is(b->act.refusal.rule, rule);
    struct adil_hash after = fold_hash(&r->f);
    assert_true(adil_hash_eq(&hash, &after));
    assert_int_equal(adil_log_size(r->log), before);
}

static void test_what_was_verified_is_what_is_judged(void **state)
{
    struct record r;
    uint64_t entry = 0;
    open_record(&r, *state);
    struct brought *b = read_good(&r, 1);
    memset((char *)(uintptr_t)b->bytes.ptr, ' ', b->bytes.len); /* the caller's: no longer read */
    assert_int_equal(adil_intake_submit(r.in, &b->act, &entry, &r.f.diag).code, ADIL_C_OK);

    b = read_good(&r, 2); /* the time of the act is changed after it was verified */
    struct adil_span bytes = b->act.act.bytes;
    size_t at = adil_span_find(bytes, ADIL_SPAN("\"at\":")) + 5;
    ((char *)(uintptr_t)bytes.ptr)[at] ^= 1;
    assert_refused(&r, b, "act.signature");

    b = read_good(&r, 2); /* another signature under the same bytes */
    ((struct adil_act_sig *)(uintptr_t)b->act.act.sig)->sig[3] ^= 1;
    assert_refused(&r, b, "act.signature");

    b = read_good(&r, 2); /* and untouched it is taken */
    assert_int_equal(adil_intake_submit(r.in, &b->act, &entry, &r.f.diag).code, ADIL_C_OK);
    close_record(&r);
}

/* ---- a commit that fails --------------------------------------------------------------------- */

static const struct adil_store_ops *sound_ops;

static adil_err failing_commit(struct adil_store *s, struct adil_diag *diag)
{
    sound_ops->undo(s);
    return adil_fail(diag, ADIL_ERR(IO), (struct adil_place){0}, ADIL_SPAN("store"),
                     ADIL_SPAN("a disk that fails"), ADIL_SPAN("a disk"));
}

static void test_a_state_ahead_of_its_log_takes_nothing(void **state)
{
    struct test_arenas *t = *state;
    struct record r;
    uint64_t entry = 0;
    open_record(&r, t);
    struct adil_store *store = adil_log_store(r.log);
    sound_ops = store->ops;
    struct adil_store_ops failing = *sound_ops;
    failing.commit = failing_commit;
    uint64_t before = adil_log_size(r.log);
    store->ops = &failing;
    struct brought *lost = read_good(&r, 1);
    assert_int_equal(adil_intake_submit(r.in, &lost->act, &entry, &r.f.diag).code, ADIL_C_IO);
    store->ops = sound_ops;
    struct brought *next = read_good(&r, 2); /* would follow from what was lost */
    assert_int_equal(adil_intake_submit(r.in, &next->act, &entry, &r.f.diag).code, ADIL_C_IO);
    assert_int_equal(adil_log_size(r.log), before);

    adil_intake_close(r.in); /* replayed, it goes on from what is in the log */
    fold_close(&r.f);
    open_fold(&r.f, t);
    open_intake(&r);
    struct brought *again = read_good(&r, 1);
    assert_int_equal(adil_intake_submit(r.in, &again->act, &entry, &r.f.diag).code, ADIL_C_OK);
    assert_int_equal(entry, before);
    close_record(&r);
}

static void test_what_is_no_act_is_told_at_once(void **state)
{
    struct record r;
    struct adil_intake_act act;
    struct adil_place place = {ADIL_SPAN("act"), 0};
    open_record(&r, *state);
    adil_err err = adil_intake_read(r.in, &act, &r.f.t->perm, place,
                                    ADIL_SPAN("{\"act\":{},\"sigs\":[]}"), &r.f.diag);
    assert_int_equal(err.code, ADIL_C_INPUT);
    assert_int_equal(r.n_turns, 0);
    close_record(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_many_threads_and_one_come_to_the_same),
        test_case(test_so_they_do_where_signatures_are_verified_one_by_one),
        test_case(test_what_was_verified_is_what_is_judged),
        test_case(test_a_state_ahead_of_its_log_takes_nothing),
        test_case(test_what_is_no_act_is_told_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
