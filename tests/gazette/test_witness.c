/* The witness against the dialogue of tests/gazette/tlog-vectors.json, against logs that fork, and
 * against what interrupts it. */
#include "gazette/witness.h"

#include "gazette/witness_fork.h"
#include "scratch.h"
#include "vectors.h"
#include "witness_log.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOW 1790000000U

struct fixture {
    struct test_arenas *t;
    struct witness_log log;
    struct adil_secret *key;
    struct adil_witness_log row;
    struct adil_witness w;
    struct ram_memory ram;
    struct adil_witness_answer answer;
    struct adil_diag diag;
};

static void open_fixture(struct fixture *f, void **state)
{
    f->t = *state;
    witness_log_open(&f->log, LOG_ENTRIES);
    f->key = seeded_key(WITNESS_ORIGIN, ADIL_KEY_COSIGNATURE, WITNESS_SEED);
    f->row.key = adil_secret_vkey(f->log.key);
    f->w = (struct adil_witness){f->key, &f->row, 1, ram_memory(&f->ram, &f->t->perm)};
    adil_diag_open(&f->diag, &f->t->perm);
}

static void close_fixture(struct fixture *f)
{
    witness_log_close(&f->log);
    adil_secret_free(f->key);
}

static unsigned add(struct fixture *f, struct adil_span body)
{
    adil_witness_add(&f->w, &f->t->perm, f->t->scratch, body, NOW, &f->answer, &f->diag);
    return f->answer.status;
}

static unsigned grow(struct fixture *f, uint64_t old_size, uint64_t size)
{
    return add(f, witness_log_request(&f->t->perm, &f->log, old_size, size));
}

static struct adil_witness_seen seen_by(struct fixture *f)
{
    struct adil_witness_seen seen;
    assert_int_equal(
        f->w.memory.load(f->w.memory.ctx, &f->t->perm, ADIL_SPAN(LOG_ORIGIN), &seen, &f->diag).code,
        ADIL_C_OK);
    return seen;
}

/* ---- the vectors --------------------------------------------------------------------------- */

static void test_dialogue__every_status_and_body_is_the_vectors(void **state)
{
    struct fixture f = {0};
    open_fixture(&f, state);
    struct adil_span folder = scratch_folder(&f.t->perm);
    f.w.memory = adil_witness_folder(&f.t->perm, folder);
    const struct vec *d = vec_get(vectors_open(&f.t->perm), "witness_dialogue");
    uint32_t n = 0;
    vec_each (step, vec_get(d, "steps")) {
        unsigned want = (unsigned)vec_u64(step, "status");
        if (add(&f, vec_text(step, "request")) != want) {
            fail_msg("%.*s: %u, expected %u", ADIL_ARG(vec_text(step, "name")), f.answer.status,
                     want);
        }
        if (vec_find(step, "response") != NULL) {
            assert_span_equal(f.answer.body, vec_text(step, "response"));
        }
        if (vec_find(step, "content_type") != NULL) {
            assert_span_equal(f.answer.type, vec_text(step, "content_type"));
        }
        assert_int_equal(seen_by(&f).size, vec_u64(step, "size_after"));
        n++;
    }
    assert_int_equal(n, 30);
    scratch_remove(folder);
    close_fixture(&f);
}

static void test_dialogue__the_empty_tree(void **state)
{
    static const struct {
        const char *request;
        const char *status;
    } c[] = {{"request", "status"},
             {"bad_root_request", "bad_root_status"},
             {"non_empty_proof_request", "non_empty_proof_status"}};
    struct fixture f = {0};
    open_fixture(&f, state);
    const struct vec *d = vec_get(vectors_open(&f.t->perm), "witness_dialogue");
    const struct vec *zero = vec_get(d, "size_zero");
    for (size_t i = 0; i < ADIL_COUNT(c); i++) {
        f.w.memory = ram_memory(&f.ram, &f.t->perm);
        assert_int_equal(add(&f, vec_text(zero, c[i].request)), vec_u64(zero, c[i].status));
        if (i == 0) {
            assert_span_equal(f.answer.body, vec_text(zero, "response"));
        }
    }
    close_fixture(&f);
}

/* ---- what it signs ------------------------------------------------------------------------- */

static void test_witness__same_tree_again_has_a_new_time(void **state)
{
    struct fixture f = {0};
    uint64_t seconds = 0;
    struct adil_note note;
    open_fixture(&f, state);
    struct adil_vkey key = adil_secret_vkey(f.key);
    assert_int_equal(grow(&f, 0, 8), 200);
    adil_witness_add(&f.w, &f.t->perm, f.t->scratch, witness_log_request(&f.t->perm, &f.log, 8, 8),
                     NOW + 60, &f.answer, &f.diag);
    assert_int_equal(f.answer.status, 200);
    struct adil_span kept = seen_by(&f).note;
    assert_true(adil_span_ends(kept, f.answer.body)); /* for those who monitor */
    adil_err err = adil_note_open(&f.t->perm, (struct adil_place){0}, kept, &key, 1, &note, NULL);
    assert_int_equal(err.code, ADIL_C_OK);
    assert_int_equal(note.n_lines, 2);
    assert_true(adil_cosignature_verify(&key, note.text, note.line[1].sig, &seconds));
    assert_int_equal(seconds, NOW + 60);
    close_fixture(&f);
}

static void test_witness__any_trusted_key_of_an_origin_will_do(void **state)
{
    struct fixture f = {0};
    struct witness_log old;
    open_fixture(&f, state);
    witness_log_open(&old, LOG_ENTRIES);
    adil_secret_free(old.key);
    old.key = seeded_key(LOG_ORIGIN, ADIL_KEY_ED25519, 0x77);
    assert_int_equal(add(&f, witness_log_request(&f.t->perm, &old, 0, 3)), 403);
    const struct adil_witness_log rows[] = {f.row, {.key = adil_secret_vkey(old.key)}};
    f.w.log = rows;
    f.w.n_logs = 2;
    assert_int_equal(add(&f, witness_log_request(&f.t->perm, &old, 0, 3)), 200);
    assert_int_equal(grow(&f, 3, 5), 200);
    witness_log_close(&old);
    close_fixture(&f);
}

static void test_witness__what_others_add_to_a_note_is_not_kept(void **state)
{
    struct fixture f = {0};
    struct adil_buf b;
    open_fixture(&f, state);
    struct adil_secret *other = seeded_key(SECOND_ORIGIN, ADIL_KEY_ED25519, SECOND_SEED);
    struct adil_vkey k = adil_secret_vkey(other);
    adil_buf_open(&b, 100000);
    adil_buf_put(&b, witness_log_request(&f.t->perm, &f.log, 0, 3));
    for (int i = 0; i < 50; i++) {
        adil_note_line_put(&b, k.name, k.id, ADIL_SPAN("noise"));
    }
    assert_int_equal(add(&f, adil_buf_span(&b)), 200);
    assert_true(seen_by(&f).note.len < 500);
    adil_buf_release(&b);
    adil_secret_free(other);
    close_fixture(&f);
}

static void test_witness__no_tree_above_the_bound(void **state)
{
    struct fixture f = {0};
    struct adil_hash root = {{1}};
    open_fixture(&f, state);
    for (int above = 1; above >= 0; above--) {
        struct adil_span note =
            witness_log_claim(&f.t->perm, &f.log, ADIL_LOG_SIZE_MAX + (uint64_t)above, &root);
        assert_int_equal(add(&f, adil_fmt(&f.t->perm, "old 0\n\n%.*s", ADIL_ARG(note))),
                         above ? 422 : 200);
    }
    close_fixture(&f);
}

/* ---- logs that fork ------------------------------------------------------------------------ */

static void assert_evidence(struct fixture *f, struct adil_span bytes, enum adil_fork_kind kind,
                            enum adil_code code)
{
    struct adil_fork_evidence e;
    struct adil_buf again;
    const struct adil_place place = {ADIL_SPAN("evidence"), 0};
    assert_int_equal(adil_fork_parse(place, bytes, &e, NULL).code, ADIL_C_OK);
    assert_int_equal(e.kind, kind);
    assert_int_equal(adil_fork_check(f->t->scratch, place, &e, &f->row.key, 1, NULL).code, code);
    adil_buf_open(&again, 1 << 20);
    adil_fork_put(&again, &e);
    assert_span_equal(adil_buf_span(&again), bytes);
    adil_buf_release(&again);
    /* a control: under another key it shows nothing */
    struct adil_vkey other = adil_secret_vkey(f->key);
    assert_int_equal(adil_fork_check(f->t->scratch, place, &e, &other, 1, NULL).code,
                     ADIL_C_REFUSED);
    /* nor when both sides are one checkpoint */
    e.shown = e.held;
    assert_int_equal(adil_fork_check(f->t->scratch, place, &e, &f->row.key, 1, NULL).code,
                     ADIL_C_REFUSED);
}

static void test_fork__two_roots_of_one_size_are_kept_as_evidence(void **state)
{
    static const struct {
        uint64_t old_size;
        unsigned status;
    } c[] = {{8, 422}, {5, 409}, {0, 409}}; /* whatever the asker believes */
    struct fixture f = {0};
    struct witness_log other;
    open_fixture(&f, state);
    witness_log_open(&other, 6);
    assert_int_equal(grow(&f, 0, 8), 200);
    for (size_t i = 0; i < ADIL_COUNT(c); i++) {
        assert_int_equal(add(&f, witness_log_request(&f.t->perm, &other, c[i].old_size, 8)),
                         c[i].status);
        assert_true(f.answer.fork);
        assert_int_equal(f.ram.n_evidence, i + 1);
        assert_evidence(&f, f.ram.evidence[i], ADIL_FORK_SAME_SIZE, ADIL_C_OK);
    }
    assert_int_equal(f.diag.n_warnings, ADIL_COUNT(c));
    assert_int_equal(grow(&f, 8, 9), 200); /* the history it saw first goes on */
    assert_false(f.answer.fork);
    witness_log_close(&other);
    close_fixture(&f);
}

static void test_fork__a_proof_from_another_beginning_is_evidence(void **state)
{
    struct fixture f = {0};
    struct witness_log other;
    open_fixture(&f, state);
    witness_log_open(&other, 4);
    assert_int_equal(grow(&f, 0, 7), 200);
    assert_int_equal(add(&f, witness_log_request(&f.t->perm, &other, 7, 13)), 422);
    assert_true(f.answer.fork);
    assert_int_equal(f.ram.n_evidence, 1);
    assert_evidence(&f, f.ram.evidence[0], ADIL_FORK_OTHER_PREFIX, ADIL_C_OK);
    assert_int_equal(seen_by(&f).size, 7);
    witness_log_close(&other);
    close_fixture(&f);
}

static void test_fork__a_proof_shows_one_beginning(void **state)
{
    enum { SIZES = 40 };
    struct fixture f = {0};
    struct adil_hash root[SIZES + 1];
    struct adil_frontier tree = {0};
    open_fixture(&f, state);
    for (uint64_t i = 0; i <= SIZES; i++) {
        root[i] = adil_frontier_root(&tree);
        adil_frontier_add(&tree, &f.log.leaf[i]);
    }
    const struct adil_prover prover = witness_log_prover(&f.log);
    for (uint64_t n = 1; n <= SIZES; n++) {
        for (uint64_t m = 1; m < n; m++) {
            struct adil_proof p;
            struct adil_hash got;
            bool power = (m & (m - 1)) == 0;
            assert_int_equal(prover.consistency(prover.ctx, m, n, &p, NULL).code, ADIL_C_OK);
            assert_int_equal(adil_consistency_prefix(m, n, p.hash, p.n, &root[n], &got), !power);
            assert_true(power || adil_hash_eq(&got, &root[m]));
            assert_false(adil_consistency_prefix(m, n, p.hash, p.n, &root[n - 1], &got));
            assert_false(adil_consistency_prefix(m, n, p.hash, p.n - 1, &root[n], &got));
        }
    }
    close_fixture(&f);
}

static void test_fork__a_bad_proof_alone_accuses_nobody(void **state)
{
    struct fixture f = {0};
    struct adil_buf b;
    struct adil_proof noise = {.n = 3, .hash = {{{7}}}};
    open_fixture(&f, state);
    assert_int_equal(grow(&f, 0, 7), 200);
    adil_buf_open(&b, 100000);
    adil_witness_request_put(&b, 7, &noise, witness_log_note(&f.t->perm, &f.log, 13));
    assert_int_equal(add(&f, adil_buf_span(&b)), 422);
    assert_false(f.answer.fork);
    assert_evidence(&f, f.ram.evidence[0], ADIL_FORK_UNPROVEN, ADIL_C_UNDECIDED);
    noise.hash[0].byte[0]++; /* other noise, the same evidence */
    adil_buf_release(&b);
    adil_buf_open(&b, 100000);
    adil_witness_request_put(&b, 7, &noise, witness_log_note(&f.t->perm, &f.log, 13));
    assert_int_equal(add(&f, adil_buf_span(&b)), 422);
    assert_span_equal(f.ram.evidence[0], f.ram.evidence[1]);
    adil_buf_release(&b);
    close_fixture(&f);
}

static void test_fork__shown_to_two_witnesses_the_later_refuses(void **state)
{
    struct fixture f[2] = {0};
    struct witness_log other;
    open_fixture(&f[0], state);
    open_fixture(&f[1], state);
    adil_secret_free(f[1].key);
    f[1].key = seeded_key(SECOND_ORIGIN, ADIL_KEY_COSIGNATURE, SECOND_SEED);
    f[1].w.key = f[1].key;
    witness_log_open(&other, 9);
    struct adil_span one = witness_log_request(&f[0].t->perm, &f[0].log, 0, 13);
    struct adil_span two = witness_log_request(&f[0].t->perm, &other, 0, 13);
    assert_int_equal(add(&f[0], one), 200);
    assert_int_equal(add(&f[1], two), 200);
    /* each is shown what the other cosigned */
    assert_int_equal(add(&f[0], witness_log_request(&f[0].t->perm, &other, 13, 13)), 422);
    assert_int_equal(add(&f[1], witness_log_request(&f[0].t->perm, &f[0].log, 13, 13)), 422);
    for (int i = 0; i < 2; i++) {
        assert_evidence(&f[i], f[i].ram.evidence[0], ADIL_FORK_SAME_SIZE, ADIL_C_OK);
        close_fixture(&f[i]);
    }
    witness_log_close(&other);
}

/* ---- interruptions ------------------------------------------------------------------------- */

/* A memory that fails before or after it has written. */
struct failing {
    struct adil_witness_memory inner;
    bool writes;
};

static adil_err failing_load(void *ctx, struct adil_arena *perm, struct adil_span origin,
                             struct adil_witness_seen *seen, struct adil_diag *diag)
{
    struct failing *m = ctx;
    return m->inner.load(m->inner.ctx, perm, origin, seen, diag);
}

static adil_err failing_swap(void *ctx, struct adil_arena scratch,
                             const struct adil_witness_seen *from,
                             const struct adil_witness_seen *to, bool *swapped,
                             struct adil_diag *diag)
{
    struct failing *m = ctx;
    if (m->writes) {
        assert_int_equal(m->inner.swap(m->inner.ctx, scratch, from, to, swapped, diag).code,
                         ADIL_C_OK);
        assert_true(*swapped);
    }
    return ADIL_ERR(IO);
}

static void test_crash__before_and_after_it_remembers(void **state)
{
    struct fixture f = {0};
    open_fixture(&f, state);
    struct adil_span folder = scratch_folder(&f.t->perm);
    const struct adil_witness_memory good = adil_witness_folder(&f.t->perm, folder);
    struct failing failing = {.inner = good};
    f.w.memory = good;
    assert_int_equal(grow(&f, 0, 3), 200);
    for (int writes = 0; writes < 2; writes++) {
        failing.writes = writes != 0;
        f.w.memory = (struct adil_witness_memory){&failing, failing_load, failing_swap, NULL};
        assert_int_equal(grow(&f, 3, 5), 500);
        assert_int_equal(adil_span_find(f.answer.body, ADIL_SPAN(WITNESS_ORIGIN)),
                         f.answer.body.len);                  /* no cosignature left */
        f.w.memory = adil_witness_folder(&f.t->perm, folder); /* started again */
        assert_int_equal(seen_by(&f).size, writes ? 5 : 3);
    }
    assert_int_equal(grow(&f, 3, 5), 409); /* the client believes 3, is told 5, asks again */
    assert_span_is(f.answer.body, "5\n");
    assert_int_equal(grow(&f, 5, 5), 200);
    scratch_remove(folder);
    close_fixture(&f);
}

static void test_memory__any_flipped_bit_is_refused(void **state)
{
    struct fixture f = {0};
    struct adil_span name[8];
    open_fixture(&f, state);
    struct adil_span folder = scratch_folder(&f.t->perm);
    f.w.memory = adil_witness_folder(&f.t->perm, folder);
    assert_int_equal(grow(&f, 0, 8), 200);
    assert_int_equal(scratch_files(&f.t->perm, folder, name, ADIL_COUNT(name)), 2);
    struct adil_span path = adil_fmt(&f.t->perm, "%.*s/%.*s", ADIL_ARG(folder), ADIL_ARG(name[0]));
    struct adil_span whole = scratch_read(&f.t->perm, path);
    struct adil_span request = witness_log_request(&f.t->perm, &f.log, 0, 3);
    for (size_t i = 0; i < whole.len; i++) {
        struct adil_arena before = f.t->perm;
        char *bytes = adil_span_cstr(&f.t->perm, whole);
        bytes[i] = (char)(uint8_t)((uint8_t)bytes[i] ^ 1U << i % 8);
        scratch_write(f.t->scratch, path, adil_span_bytes(bytes, whole.len));
        assert_int_equal(add(&f, request), 500);
        f.t->perm = before;
    }
    scratch_write(f.t->scratch, path, ADIL_SPAN(""));
    assert_int_equal(add(&f, request), 500);
    scratch_write(f.t->scratch, path, whole);
    assert_int_equal(add(&f, request), 409); /* the control */
    scratch_remove(folder);
    close_fixture(&f);
}

static void test_memory__a_missing_folder_is_not_a_first_contact(void **state)
{
    struct fixture f = {0};
    open_fixture(&f, state);
    f.w.memory = adil_witness_folder(&f.t->perm, ADIL_SPAN("/no/such/folder"));
    assert_int_equal(grow(&f, 0, 3), 500);
    assert_true(f.diag.n_errors > 0);
    close_fixture(&f);
}

static void test_memory__evidence_is_kept_once(void **state)
{
    struct fixture f = {0};
    struct witness_log other;
    struct adil_span name[8];
    open_fixture(&f, state);
    struct adil_span folder = scratch_folder(&f.t->perm);
    f.w.memory = adil_witness_folder(&f.t->perm, folder);
    witness_log_open(&other, 6);
    assert_int_equal(grow(&f, 0, 8), 200);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(add(&f, witness_log_request(&f.t->perm, &other, 8, 8)), 422);
    }
    assert_int_equal(scratch_files(&f.t->perm, folder, name, ADIL_COUNT(name)), 3);
    struct adil_span path = adil_fmt(&f.t->perm, "%.*s/%.*s", ADIL_ARG(folder), ADIL_ARG(name[2]));
    assert_evidence(&f, scratch_read(&f.t->perm, path), ADIL_FORK_SAME_SIZE, ADIL_C_OK);
    witness_log_close(&other);
    scratch_remove(folder);
    close_fixture(&f);
}

static void test_memory__a_full_disk_cosigns_nothing(void **state)
{
    struct fixture f = {0};
    struct rlimit was;
    open_fixture(&f, state);
    struct adil_span folder = scratch_folder(&f.t->perm);
    f.w.memory = adil_witness_folder(&f.t->perm, folder);
    assert_int_equal(grow(&f, 0, 3), 200);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
    const struct rlimit full = {.rlim_cur = 16, .rlim_max = was.rlim_max};
    assert_true(signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &full), 0);
    unsigned status = grow(&f, 3, 5);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &was), 0);
    assert_int_equal(status, 500);
    assert_int_equal(seen_by(&f).size, 3);
    assert_int_equal(grow(&f, 3, 5), 200); /* the control: there is room again */
    scratch_remove(folder);
    close_fixture(&f);
}

/* Moves forward one by one, and says each size once it has answered. */
static void grow_and_say(struct fixture *f, uint64_t from, int say)
{
    for (uint64_t n = from; n < LOG_ENTRIES; n++) {
        struct adil_arena before = f->t->perm;
        uint16_t size = (uint16_t)(n + 1);
        if (grow(f, n, n + 1) != 200 || write(say, &size, sizeof size) != sizeof size) {
            _exit(1);
        }
        f->t->perm = before;
    }
    _exit(0);
}

static void test_crash__killed_at_any_time_it_remembers_what_it_answered(void **state)
{
    struct fixture f = {0};
    struct test_rng rng = test_rng_open("killed witness");
    uint32_t n_killed = 0;
    open_fixture(&f, state);
    struct adil_span folder = scratch_folder(&f.t->perm);
    f.w.memory = adil_witness_folder(&f.t->perm, folder);
    for (int i = 0; i < 12; i++) {
        int said[2];
        int status = 0;
        uint16_t size = 0;
        uint64_t from = seen_by(&f).size;
        assert_int_equal(pipe(said), 0);
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            grow_and_say(&f, from, said[1]);
        }
        close(said[1]);
        assert_int_equal(read(said[0], &size, sizeof size), sizeof size); /* it is at work */
        (void)usleep((useconds_t)test_rng_below(&rng, 6000));
        assert_int_equal(kill(child, SIGKILL), 0);
        assert_int_equal(waitpid(child, &status, 0), child);
        n_killed += WIFSIGNALED(status) ? 1 : 0;
        uint64_t answered = size;
        while (read(said[0], &size, sizeof size) == sizeof size) {
            answered = size;
        }
        close(said[0]);
        uint64_t now = seen_by(&f).size; /* and the file reads */
        assert_true(now == answered || now == answered + 1);
        if (now == LOG_ENTRIES) {
            break;
        }
    }
    assert_true(n_killed > 0);
    scratch_remove(folder);
    close_fixture(&f);
}

/* ---- races --------------------------------------------------------------------------------- */

enum { N_RACERS = 2, LAPS = 40 };

struct racer {
    struct test_arenas t;
    struct adil_witness w;
    struct witness_log *log;
    pthread_barrier_t *lap;
    uint64_t step; /* how far it wants to move the log */
    unsigned status;
    uint64_t old_size;
};

static void *race(void *arg)
{
    struct racer *r = arg;
    for (int i = 0; i < LAPS; i++) {
        struct adil_arena perm = r->t.perm;
        struct adil_witness_answer answer;
        struct adil_span body =
            witness_log_request(&perm, r->log, r->old_size, r->old_size + r->step);
        (void)pthread_barrier_wait(r->lap);
        adil_witness_add(&r->w, &perm, r->t.scratch, body, NOW, &answer, NULL);
        r->status = answer.status;
        (void)pthread_barrier_wait(r->lap); /* the judge looks */
        (void)pthread_barrier_wait(r->lap);
    }
    return NULL;
}

static void judge(struct fixture *f, struct racer racer[N_RACERS], uint64_t *size)
{
    uint32_t n_won = 0;
    uint64_t now = seen_by(f).size;
    for (size_t i = 0; i < N_RACERS; i++) {
        assert_true(racer[i].status == 200 || racer[i].status == 409);
        if (racer[i].status == 200) {
            assert_int_equal(now, *size + racer[i].step);
            n_won++;
        }
        racer[i].old_size = now;
    }
    assert_int_equal(n_won, 1);
    *size = now;
}

static void test_race__one_moves_forward_and_nobody_backwards(void **state)
{
    struct fixture f = {0};
    struct racer racer[N_RACERS] = {0};
    pthread_t thread[N_RACERS];
    pthread_barrier_t lap;
    uint64_t size = 1;
    open_fixture(&f, state);
    struct adil_span folder = scratch_folder(&f.t->perm);
    f.w.memory = adil_witness_folder(&f.t->perm, folder);
    assert_int_equal(grow(&f, 0, size), 200);
    assert_int_equal(pthread_barrier_init(&lap, NULL, N_RACERS + 1), 0);
    for (size_t i = 0; i < N_RACERS; i++) {
        struct racer *r = &racer[i];
        assert_int_equal(adil_arena_open(&r->t.perm, 1 << 24), 0);
        assert_int_equal(adil_arena_open(&r->t.scratch, 1 << 24), 0);
        *r = (struct racer){r->t, f.w, &f.log, &lap, 1 + (uint64_t)i, 0, size};
        r->w.memory = adil_witness_folder(&f.t->perm, folder); /* as another process has it */
        assert_int_equal(pthread_create(&thread[i], NULL, race, r), 0);
    }
    for (int i = 0; i < LAPS; i++) {
        (void)pthread_barrier_wait(&lap);
        (void)pthread_barrier_wait(&lap);
        judge(&f, racer, &size);
        (void)pthread_barrier_wait(&lap);
    }
    for (size_t i = 0; i < N_RACERS; i++) {
        assert_int_equal(pthread_join(thread[i], NULL), 0);
        adil_arena_release(&racer[i].t.perm);
        adil_arena_release(&racer[i].t.scratch);
    }
    (void)pthread_barrier_destroy(&lap);
    scratch_remove(folder);
    close_fixture(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_dialogue__every_status_and_body_is_the_vectors),
        test_case(test_dialogue__the_empty_tree),
        test_case(test_witness__same_tree_again_has_a_new_time),
        test_case(test_witness__any_trusted_key_of_an_origin_will_do),
        test_case(test_witness__what_others_add_to_a_note_is_not_kept),
        test_case(test_witness__no_tree_above_the_bound),
        test_case(test_fork__two_roots_of_one_size_are_kept_as_evidence),
        test_case(test_fork__a_proof_from_another_beginning_is_evidence),
        test_case(test_fork__a_proof_shows_one_beginning),
        test_case(test_fork__a_bad_proof_alone_accuses_nobody),
        test_case(test_fork__shown_to_two_witnesses_the_later_refuses),
        test_case(test_crash__before_and_after_it_remembers),
        test_case(test_crash__killed_at_any_time_it_remembers_what_it_answered),
        test_case(test_memory__a_full_disk_cosigns_nothing),
        test_case(test_memory__any_flipped_bit_is_refused),
        test_case(test_memory__a_missing_folder_is_not_a_first_contact),
        test_case(test_memory__evidence_is_kept_once),
        test_case(test_race__one_moves_forward_and_nobody_backwards),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
