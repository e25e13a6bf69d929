/* Acts of the simulated election against what they cannot do without: the whole way of an act with
 * 64 submitters, and a copy that is verified, against libsodium's own verification of the same
 * signatures on all cores; a replay that trusts the signatures against SHA-256 and a stream parse
 * of the same bytes on one.
 *
 *     bench_acts           BENCH_DIR: where (build-bench), BENCH_PLACES: fewer precincts
 */
#define _GNU_SOURCE
#include "base/json_read.h"
#include "cli/cli.h"
#include "cli/outsider.h"
#include "cli/verify_ahead.h"
#include "gazette/log.h"
#include "polity/intake.h"

#include <ftw.h>
#include <pthread.h>
#include <sodium.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { PLACES_MAX = 1 << 17 };
enum { SUBMITTERS = 64, NOBODY = 9999, SERVERS = 4, REPEATS = 7, READ_ROWS = 1024, MANY = 64 };

static void die_saying(const char *what)
{
    (void)fprintf(stderr, "bench_acts: %s\n", what);
    exit(3);
}

static void must(adil_err err, const struct adil_diag *diag, const char *what)
{
    if (err.code != ADIL_C_OK) {
        struct adil_buf out;
        adil_buf_open(&out, 1 << 20);
        adil_diag_print(diag, &out);
        (void)fprintf(stderr, "%.*s", ADIL_ARG(adil_buf_span(&out)));
        die_saying(what);
    }
}

static uint64_t wall_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000U + (uint64_t)t.tv_nsec;
}

static uint64_t cpu_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (uint64_t)t.tv_sec * 1000000000U + (uint64_t)t.tv_nsec;
}

/* ---- the record ----------------------------------------------------------------------------- */

struct record {
    struct adil_arena perm;
    struct adil_arena scratch;
    struct adil_diag diag;
    struct adil_span dir;
    struct adil_span origin;
    struct adil_span *leaf;
    struct adil_act *act;
    struct adil_span *message; /* what each signs */
    struct adil_span *brought; /* each as it is before it is logged */
    uint32_t *submitter;       /* who brings it, of SUBMITTERS; or NOBODY */
    size_t *behind;            /* the next one of the same thread; `n`: none */
    size_t n;
    uint64_t signatures;
    uint64_t bytes;
    uint32_t cores;
};

static void open_cli(struct adil_cli *cli)
{
    memset(cli, 0, sizeof *cli);
    if (adil_arena_open(&cli->perm, (size_t)4 << 30) != 0 ||
        adil_arena_open(&cli->scratch, (size_t)4 << 30) != 0) {
        die_saying("no address space");
    }
    adil_buf_open(&cli->out, 1 << 24);
    adil_diag_open(&cli->diag, &cli->perm);
}

static void close_cli(struct adil_cli *cli)
{
    adil_buf_release(&cli->out);
    adil_arena_release(&cli->perm);
    adil_arena_release(&cli->scratch);
}

static void run_verb(adil_verb_fn verb, int argc, char **argv)
{
    struct adil_cli cli;
    open_cli(&cli);
    must(verb(&cli, argc, argv), &cli.diag, argv[0]);
    if (cli.status != 0) {
        (void)fprintf(stderr, "%.*s", ADIL_ARG(adil_buf_span(&cli.out)));
        die_saying("a verb found something wrong");
    }
    close_cli(&cli);
}

static void simulate_into(char *dir)
{
    static char from[] = "--from=kazakhstan";
    static char plan[] = "--plan=majilis-2023";
    static char seed[] = "--seed=1";
    char places[64];
    const char *fewer = getenv("BENCH_PLACES");
    (void)snprintf(places, sizeof places, "--places=%s", fewer != NULL ? fewer : "");
    char *argv[] = {dir, from, plan, seed, fewer != NULL ? places : NULL, NULL};
    run_verb(adil_verb_simulate, fewer != NULL ? 5 : 4, argv);
}

static void read_leaves(struct record *r, struct adil_log *log)
{
    struct adil_store *store = adil_log_store(log);
    r->n = (size_t)adil_log_size(log);
    r->leaf = adil_new(&r->perm, struct adil_span, r->n);
    r->act = adil_new(&r->perm, struct adil_act, r->n);
    r->message = adil_new(&r->perm, struct adil_span, r->n);
    r->brought = adil_new(&r->perm, struct adil_span, r->n);
    r->submitter = adil_new(&r->perm, uint32_t, r->n);
    r->behind = adil_new(&r->perm, size_t, r->n);
    for (size_t at = 0; at < r->n; at += READ_ROWS) {
        size_t n = r->n - at < READ_ROWS ? r->n - at : READ_ROWS;
        struct adil_store_row row[READ_ROWS];
        must(store->ops->read(store, &r->perm, at, n, row, &r->diag), &r->diag, "reading");
        for (size_t i = 0; i < n; i++) {
            r->leaf[at + i] = row[i].bytes;
        }
    }
}

/* Acts of places are independent of one another: each submitter brings those of its places, in
 * order. What is not of a place is left out; and what a place does after it has replaced an act,
 * which names another entry here: `over` is kept by place. */
static uint32_t submitter_of(const struct adil_act *act, bool over[PLACES_MAX])
{
    size_t slash = adil_span_find_byte(act->by, '/');
    uint64_t place = 0;
    if (slash >= act->by.len ||
        !adil_span_u64(adil_span_sub(act->by, slash + 1, act->by.len), PLACES_MAX - 1, &place)) {
        return NOBODY;
    }
    over[place] = over[place] || act->supersedes != ADIL_NO_ENTRY;
    return over[place] ? NOBODY : (uint32_t)(place % SUBMITTERS);
}

static void parse_leaves(struct record *r)
{
    struct adil_place place = {ADIL_SPAN("leaf"), 0};
    struct adil_buf out;
    bool *over = adil_new(&r->perm, bool, PLACES_MAX);
    adil_buf_open(&out, 1 << 20);
    for (size_t i = 0; i < r->n; i++) {
        must(adil_act_parse(&r->perm, place, r->leaf[i], &r->act[i], &r->diag), &r->diag, "parse");
        out.len = 0;
        adil_act_message(&out, &r->act[i], r->origin);
        r->message[i] = adil_span_copy(&r->perm, adil_buf_span(&out));
        out.len = 0;
        adil_act_unlogged(&out, r->act[i].bytes, r->act[i].sig, r->act[i].n_sigs);
        r->brought[i] = adil_span_copy(&r->perm, adil_buf_span(&out));
        r->submitter[i] = submitter_of(&r->act[i], over);
        r->signatures += r->act[i].n_sigs;
        r->bytes += r->leaf[i].len;
    }
    adil_buf_release(&out);
}

static void load(struct record *r, char *dir)
{
    struct adil_log *log = NULL;
    struct adil_log_options options = {.mode = ADIL_STORE_READ};
    if (adil_arena_open(&r->perm, (size_t)4 << 30) != 0 ||
        adil_arena_open(&r->scratch, (size_t)4 << 30) != 0) {
        die_saying("no address space");
    }
    adil_diag_open(&r->diag, &r->perm);
    r->dir = adil_span_of(dir);
    r->cores = adil_ahead_processors();
    must(adil_log_open(&r->perm, r->dir, &options, &log, &r->diag), &r->diag, "opening");
    r->origin = adil_span_copy(&r->perm, adil_log_origin(log));
    read_leaves(r, log);
    adil_log_close(log);
    parse_leaves(r);
}

/* ---- libsodium alone ------------------------------------------------------------------------- */

struct checking {
    const struct record *r;
    size_t from;
    atomic_size_t next;
    atomic_size_t good;
};

static void *check_some(void *ctx)
{
    struct checking *c = ctx;
    for (;;) {
        size_t at = atomic_fetch_add(&c->next, MANY);
        size_t good = 0;
        for (size_t i = at; i < at + MANY && i < c->r->n; i++) {
            const struct adil_act *a = &c->r->act[i];
            const unsigned char *m = (const unsigned char *)c->r->message[i].ptr;
            for (uint32_t k = 0; k < a->n_sigs; k++) {
                good += crypto_sign_verify_detached(a->sig[k].sig, m, c->r->message[i].len,
                                                    a->sig[k].key) == 0;
            }
        }
        atomic_fetch_add(&c->good, good);
        if (at >= c->r->n) {
            return NULL;
        }
    }
}

static void on_threads(uint32_t n, void *(*fn)(void *), void *ctx)
{
    pthread_t thread[SUBMITTERS];
    for (uint32_t i = 0; i < n; i++) {
        if (pthread_create(&thread[i], NULL, fn, ctx) != 0) {
            die_saying("no thread");
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        (void)pthread_join(thread[i], NULL);
    }
}

/* Signatures of the entries from `from` on; wall time. */
static uint64_t time_libsodium(const struct record *r, size_t from)
{
    struct checking c = {.r = r, .from = from};
    uint64_t want = 0;
    for (size_t i = from; i < r->n; i++) {
        want += r->act[i].n_sigs;
    }
    atomic_store(&c.next, from);
    uint64_t begin = wall_ns();
    on_threads(r->cores, check_some, &c);
    uint64_t took = wall_ns() - begin;
    if (atomic_load(&c.good) != want) {
        die_saying("a signature that is not valid");
    }
    return took;
}

/* ---- replay ------------------------------------------------------------------------------------
 */

static uint64_t time_verify(char *dir)
{
    char *argv[] = {dir, NULL};
    uint64_t begin = wall_ns();
    run_verb(adil_verb_verify, 1, argv);
    return wall_ns() - begin;
}

static adil_err blob_beside(void *ctx, struct adil_arena *perm, const struct adil_hash *hash,
                            struct adil_span *bytes, struct adil_diag *diag)
{
    const struct record *r = ctx;
    return adil_blob_get(perm, r->dir, hash, bytes, diag);
}

static struct adil_polity *open_polity(struct record *r)
{
    struct adil_polity *p = NULL;
    struct adil_polity_options options = {.lang = ADIL_EN, .ctx = r, .blob = blob_beside};
    must(adil_polity_open(&options, &p, &r->diag), &r->diag, "opening the state");
    return p;
}

static void replay_one(struct record *r, struct adil_polity *p, size_t i, enum adil_sigs sigs)
{
    struct adil_arena work = r->perm;
    struct adil_refusal refusal;
    struct adil_act act;
    struct adil_place place = {ADIL_SPAN("leaf"), 0};
    must(adil_act_parse(&work, place, r->leaf[i], &act, &r->diag), &r->diag, "parse");
    must(adil_polity_apply(p, &work, r->scratch, &act, sigs, &refusal, &r->diag), &r->diag,
         "apply");
}

/* Entry 0 reads the rulebook, which is not of the acts: outside of the time. */
static uint64_t time_trusted(struct record *r, size_t *memory, size_t *law)
{
    struct adil_polity *p = open_polity(r);
    replay_one(r, p, 0, ADIL_SIGS_TRUSTED);
    *law = adil_polity_memory(p);
    uint64_t begin = cpu_ns();
    for (size_t i = 1; i < r->n; i++) {
        replay_one(r, p, i, ADIL_SIGS_TRUSTED);
    }
    uint64_t took = cpu_ns() - begin;
    *memory = adil_polity_memory(p);
    adil_polity_close(p);
    return took;
}

static uint64_t time_bare(struct record *r)
{
    uint8_t all = 0;
    uint64_t begin = cpu_ns();
    for (size_t i = 1; i < r->n; i++) {
        struct adil_arena work = r->perm;
        struct adil_json_reader json;
        enum adil_json_event e = ADIL_JSON_NULL;
        struct adil_hash h = adil_sha256(r->leaf[i]);
        all ^= h.byte[0];
        adil_json_read(&json, &work, r->leaf[i], true);
        while (e != ADIL_JSON_END && e != ADIL_JSON_FAULT) {
            e = adil_json_next(&json);
        }
        if (e == ADIL_JSON_FAULT) {
            die_saying("a leaf that is not JSON");
        }
    }
    uint64_t took = cpu_ns() - begin;
    return all == 0 ? took + 1 : took; /* the hashes are used */
}

/* ---- the whole way ------------------------------------------------------------------------------
 */

/* What came before the first act of a place is done beforehand. */
struct appending {
    struct record *r;
    struct adil_intake *in;
    struct adil_log *log;
    size_t from;
    uint32_t threads;
    size_t first[SUBMITTERS]; /* act of each thread */
    atomic_uint number;
    atomic_ullong signatures;
    atomic_size_t done;
};

struct one_act {
    struct adil_intake_act act; /* first: the clock is given a pointer to it */
    int64_t logged;             /* as the record has it */
    struct adil_arena room;
    struct adil_diag diag;
};

static adil_err time_of_record(void *ctx, const struct adil_act *act, int64_t last, int64_t *logged,
                               struct adil_diag *diag)
{
    const struct one_act *one = (const struct one_act *)(const void *)act;
    (void)ctx;
    (void)diag;
    *logged = one->logged > last ? one->logged : last;
    return ADIL_OK;
}

static void finish_one(struct appending *a, struct one_act *one)
{
    uint64_t index = 0;
    adil_err e = adil_intake_wait(a->in, &one->act, &index);
    if (e.code != ADIL_C_OK) {
        const struct adil_refusal *r = &one->act.refusal;
        (void)fprintf(stderr, "%.*s by %.*s: %.*s: %.*s, expected %.*s\n",
                      ADIL_ARG(one->act.act.about), ADIL_ARG(one->act.act.by), ADIL_ARG(r->rule),
                      ADIL_ARG(r->found), ADIL_ARG(r->expected));
    }
    must(e, &one->diag, "an act of a place");
    atomic_fetch_add(&a->signatures, one->act.act.n_sigs);
    atomic_fetch_add(&a->done, 1);
}

/* As many under way as fit, so that all threads together have one a submitter. */
static void *submit_mine(void *ctx)
{
    struct appending *a = ctx;
    uint32_t me = atomic_fetch_add(&a->number, 1);
    uint32_t most = SUBMITTERS / a->threads;
    struct one_act *one = calloc(most, sizeof *one);
    size_t n = 0;
    if (one == NULL) {
        die_saying("no memory");
    }
    for (uint32_t k = 0; k < most; k++) {
        if (adil_arena_open(&one[k].room, 1 << 18) != 0) {
            die_saying("no address space");
        }
    }
    for (size_t i = a->first[me]; i < a->r->n; i = a->r->behind[i]) {
        struct one_act *next = &one[n % most];
        if (n >= most) {
            finish_one(a, next);
        }
        next->room.beg = next->room.base;
        adil_diag_open(&next->diag, &next->room);
        next->logged = a->r->act[i].logged;
        must(adil_intake_read(a->in, &next->act, &next->room, (struct adil_place){0},
                              a->r->brought[i], &next->diag),
             &next->diag, "an act that is brought");
        must(adil_intake_hand_in(a->in, &next->act, &next->diag), &next->diag, "a ticket");
        n++;
    }
    for (size_t k = n > most ? n - most : 0; k < n; k++) {
        finish_one(a, &one[k % most]);
    }
    for (uint32_t k = 0; k < most; k++) {
        adil_arena_release(&one[k].room);
    }
    free(one);
    return NULL;
}

/* What each thread brings, in order. */
static void deal_out(struct appending *a)
{
    struct record *r = a->r;
    for (uint32_t k = 0; k < a->threads; k++) {
        a->first[k] = r->n;
    }
    for (size_t i = r->n; i-- > a->from;) {
        if (r->submitter[i] != NOBODY) {
            r->behind[i] = a->first[r->submitter[i] % a->threads];
            a->first[r->submitter[i] % a->threads] = i;
        }
    }
}

/* The first act of the day: reports of turnout carry it. */
static size_t day_begins(const struct record *r)
{
    for (size_t i = 0; i < r->n; i++) {
        if (adil_span_starts(r->act[i].about, ADIL_SPAN("turnout/"))) {
            return i;
        }
    }
    die_saying("no day of polling");
    return 0;
}

/* Wall time of the whole way; out: of libsodium for the same signatures. */
static uint64_t time_append(struct record *r, char *dir, uint32_t threads, uint64_t *alone,
                            size_t *acts)
{
    struct appending a = {.r = r, .from = day_begins(r), .threads = threads};
    struct adil_log_options options = {.mode = ADIL_STORE_CREATE, .origin = r->origin};
    struct adil_arena kept = r->perm;
    struct adil_polity *p = open_polity(r);
    uint64_t first = 0;
    must(adil_log_open(&r->perm, adil_span_of(dir), &options, &a.log, &r->diag), &r->diag, "a log");
    for (size_t i = 0; i < a.from; i++) {
        replay_one(r, p, i, ADIL_SIGS_TRUSTED);
    }
    must(adil_log_append(a.log, r->leaf, a.from, &first, &r->diag), &r->diag, "what came before");
    struct adil_intake_options intake = {.polity = p, .log = a.log, .logged = time_of_record};
    must(adil_intake_open(&r->perm, &intake, &a.in, &r->diag), &r->diag, "an intake");
    deal_out(&a);
    uint64_t begin = wall_ns();
    on_threads(threads, submit_mine, &a);
    uint64_t took = wall_ns() - begin;
    /* libsodium on as many signatures: of the same acts but those of other offices. */
    uint64_t all = 0;
    for (size_t i = a.from; i < r->n; i++) {
        all += r->act[i].n_sigs;
    }
    *alone = time_libsodium(r, a.from) * atomic_load(&a.signatures) / all;
    *acts = atomic_load(&a.done);
    adil_intake_close(a.in);
    adil_polity_close(p);
    adil_log_close(a.log);
    r->perm = kept;
    return took;
}

/* ---- the lines ----------------------------------------------------------------------------------
 */

static int by_size(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a;
    uint64_t y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static double ms(uint64_t ns)
{
    return (double)ns / 1e6;
}

/* Two that alternate; each turn has its own ratio. */
struct turns {
    uint64_t a[REPEATS];
    uint64_t b[REPEATS];
};

static uint64_t median(uint64_t of[REPEATS])
{
    qsort(of, REPEATS, sizeof of[0], by_size);
    return of[REPEATS / 2];
}

static void print_turns(const char *what, struct turns *t)
{
    uint64_t percent[REPEATS];
    for (size_t i = 0; i < REPEATS; i++) {
        percent[i] = t->a[i] * 100 / t->b[i];
    }
    uint64_t ratio = median(percent);
    (void)printf("%s %llu.%02llux (%llu.%02llu to %llu.%02llu; %.0f / %.0f ms)", what,
                 (unsigned long long)ratio / 100, (unsigned long long)ratio % 100,
                 (unsigned long long)percent[0] / 100, (unsigned long long)percent[0] % 100,
                 (unsigned long long)percent[REPEATS - 1] / 100,
                 (unsigned long long)percent[REPEATS - 1] % 100, ms(median(t->a)),
                 ms(median(t->b)));
}

static char *in_folder(const char *name)
{
    const char *dir = getenv("BENCH_DIR");
    char *path = malloc(512);
    if (path == NULL) {
        die_saying("no memory");
    }
    (void)snprintf(path, 512, "%s/%s-%ld", dir != NULL ? dir : "build-bench", name, (long)getpid());
    return path;
}

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st;
    (void)at;
    return type == FTW_DP ? rmdir(path) : unlink(path);
}

static void remove_folder(const char *path)
{
    (void)nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

int main(void)
{
    struct record r = {.n = 0};
    struct turns verify;
    struct turns trusted;
    struct turns append;
    struct turns tickets;
    size_t memory = 0;
    size_t law = 0;
    size_t acts = 0;
    char *dir = in_folder("acts");
    char *again = in_folder("acts-again");
    if (sodium_init() < 0) {
        die_saying("libsodium does not start");
    }
    simulate_into(dir);
    load(&r, dir);
    for (int i = 0; i < REPEATS; i++) {
        verify.a[i] = time_verify(dir);
        verify.b[i] = time_libsodium(&r, 0);
        trusted.a[i] = time_trusted(&r, &memory, &law);
        trusted.b[i] = time_bare(&r);
        append.a[i] = time_append(&r, again, SUBMITTERS, &append.b[i], &acts);
        remove_folder(again);
        tickets.a[i] = time_append(&r, again, SERVERS, &tickets.b[i], &acts);
        remove_folder(again);
    }
    (void)printf("acts: %zu acts, %llu signatures, %.1f MB, %u cores;", r.n,
                 (unsigned long long)r.signatures, (double)r.bytes / 1e6, r.cores);
    (void)printf(" %.1f bytes of memory an act, and %zu of the law\n",
                 (double)(memory - law) / (double)r.n, law);
    print_turns("acts: verify / libsodium on all cores:", &verify);
    print_turns("; replay without signatures / SHA-256 and stream parse:", &trusted);
    (void)printf("; append of %zu acts", acts);
    print_turns(", 64 submitters / libsodium on all cores:", &append);
    print_turns(", 64 under way from 4 threads:", &tickets);
    (void)printf("\n");
    remove_folder(dir);
    free(dir);
    free(again);
    return 0;
}
