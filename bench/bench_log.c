/* The log layer against bare SQLite with rows of the same size and one commit a batch, with 1, 8
 * and 64 submitters; the raw file shows what the disk allows. Then inclusion proofs, opening and
 * memory as the log grows. Wall time: it is the disk that is waited for.
 *
 *     bench_log         measures and prints the lines; BENCH_DIR: where (build-bench), BENCH_MAX:
 *                       the largest log (1000000)
 *     bench_log N DIR   one growth measurement, in a process of its own */
#define _GNU_SOURCE
#include "gazette/log.h"

#include <fcntl.h>
#include <ftw.h>
#include <inttypes.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    ROW_BYTES = 300,
    COMMITS = 100,
    REPEATS = 9,
    MOST_SUBMITTERS = 64,
    SERVERS = 4,  /* threads that hand in and wait through tickets */
    BULK = 10000, /* entries in one commit while a log is grown */
    PROOFS = 20000,
};

static void die(const char *what)
{
    (void)fprintf(stderr, "bench_log: %s\n", what);
    exit(3);
}

static uint64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000U + (uint64_t)t.tv_nsec;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st;
    (void)at;
    return type == FTW_DP ? rmdir(path) : unlink(path);
}

static void remove_all(const char *folder)
{
    (void)nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* Row i: its number, then bytes that do not repeat. */
static void make_row(char row[ROW_BYTES], uint64_t i)
{
    uint64_t x = i * UINT64_C(0x9e3779b97f4a7c15) + 1;
    for (size_t k = 0; k < ROW_BYTES; k += sizeof x) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        size_t n = ROW_BYTES - k < sizeof x ? ROW_BYTES - k : sizeof x;
        memcpy(row + k, &x, n);
    }
}

/* ---- three ways to keep a batch
 * ------------------------------------------------------------------------- */

/* The limit: bytes at the end of a file, and a sync. Returns rows a second. */
static uint64_t raw_file(const char *folder, unsigned batch)
{
    char path[512];
    char *bytes = malloc((size_t)batch * ROW_BYTES);
    (void)snprintf(path, sizeof path, "%s/raw", folder);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0600);
    if (fd < 0 || bytes == NULL) {
        die("no file");
    }
    uint64_t from = now_ns();
    for (uint64_t c = 0; c < COMMITS; c++) {
        for (unsigned i = 0; i < batch; i++) {
            make_row(bytes + (size_t)i * ROW_BYTES, c * batch + i);
        }
        if (write(fd, bytes, (size_t)batch * ROW_BYTES) != (ssize_t)batch * ROW_BYTES ||
            fdatasync(fd) != 0) {
            die("the disk failed");
        }
    }
    uint64_t took = now_ns() - from;
    close(fd);
    free(bytes);
    return (uint64_t)COMMITS * batch * UINT64_C(1000000000) / took;
}

static void sql(sqlite3 *db, const char *text)
{
    if (sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK) {
        die(sqlite3_errmsg(db));
    }
}

struct bare {
    sqlite3 *db;
    sqlite3_stmt *insert;
};

static void bare_open(struct bare *b, const char *folder)
{
    char path[512];
    (void)snprintf(path, sizeof path, "%s/bare.sqlite", folder);
    if (sqlite3_open(path, &b->db) != SQLITE_OK) {
        die("no database");
    }
    sql(b->db,
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
        "CREATE TABLE entry(i INTEGER PRIMARY KEY, leaf BLOB NOT NULL, bytes BLOB NOT NULL)");
    if (sqlite3_prepare_v2(b->db, "INSERT INTO entry VALUES(?1, ?2, ?3)", -1, &b->insert, NULL) !=
        SQLITE_OK) {
        die(sqlite3_errmsg(b->db));
    }
}

static void bare_insert(struct bare *b, uint64_t i, const char row[ROW_BYTES])
{
    (void)sqlite3_bind_int64(b->insert, 1, (sqlite3_int64)i);
    (void)sqlite3_bind_blob(b->insert, 2, row, 32, SQLITE_STATIC);
    (void)sqlite3_bind_blob(b->insert, 3, row, ROW_BYTES, SQLITE_STATIC);
    if (sqlite3_step(b->insert) != SQLITE_DONE || sqlite3_reset(b->insert) != SQLITE_OK) {
        die(sqlite3_errmsg(b->db));
    }
}

static void bare_close(struct bare *b)
{
    (void)sqlite3_finalize(b->insert);
    (void)sqlite3_close(b->db);
}

/* One thread that has all rows of a batch. */
static uint64_t bare_sqlite(const char *folder, unsigned batch)
{
    struct bare b;
    char row[ROW_BYTES];
    bare_open(&b, folder);
    uint64_t from = now_ns();
    for (uint64_t c = 0; c < COMMITS; c++) {
        sql(b.db, "BEGIN IMMEDIATE");
        for (unsigned i = 0; i < batch; i++) {
            make_row(row, c * batch + i);
            bare_insert(&b, c * batch + i, row);
        }
        sql(b.db, "COMMIT");
    }
    uint64_t took = now_ns() - from;
    bare_close(&b);
    return (uint64_t)COMMITS * batch * UINT64_C(1000000000) / took;
}

/* As many threads as submitters, each waiting until its row is durable: the least program that does
 * it. It knows how many they are: the last to come commits for all, and wakes them. */
struct bare_desk {
    struct bare bare;
    pthread_mutex_t lock;
    pthread_cond_t durable;
    unsigned n;
    unsigned n_here;
    uint64_t n_commits;
    uint64_t n_rows;
    char row[MOST_SUBMITTERS][ROW_BYTES];
};

static void bare_commit_all(struct bare_desk *d)
{
    sql(d->bare.db, "BEGIN IMMEDIATE");
    for (unsigned i = 0; i < d->n; i++) {
        bare_insert(&d->bare, d->n_rows++, d->row[i]);
    }
    sql(d->bare.db, "COMMIT");
    d->n_here = 0;
    d->n_commits++;
    (void)pthread_cond_broadcast(&d->durable);
}

static void *bare_submit_all(void *arg)
{
    struct bare_desk *d = arg;
    for (uint64_t c = 0; c < COMMITS; c++) {
        (void)pthread_mutex_lock(&d->lock);
        make_row(d->row[d->n_here], d->n_rows + d->n_here);
        d->n_here++;
        if (d->n_here == d->n) {
            bare_commit_all(d);
        }
        while (d->n_commits == c) {
            (void)pthread_cond_wait(&d->durable, &d->lock);
        }
        (void)pthread_mutex_unlock(&d->lock);
    }
    return NULL;
}

static uint64_t bare_sqlite_shared(const char *folder, unsigned submitters)
{
    static struct bare_desk desk;
    pthread_t thread[MOST_SUBMITTERS];
    desk = (struct bare_desk){
        .n = submitters, .lock = PTHREAD_MUTEX_INITIALIZER, .durable = PTHREAD_COND_INITIALIZER};
    bare_open(&desk.bare, folder);
    uint64_t from = now_ns();
    for (unsigned i = 0; i < submitters; i++) {
        if (pthread_create(&thread[i], NULL, bare_submit_all, &desk) != 0) {
            die("no thread");
        }
    }
    for (unsigned i = 0; i < submitters; i++) {
        (void)pthread_join(thread[i], NULL);
    }
    uint64_t took = now_ns() - from;
    if (desk.n_rows != (uint64_t)COMMITS * submitters) {
        die("rows are missing");
    }
    bare_close(&desk.bare);
    return desk.n_rows * UINT64_C(1000000000) / took;
}

struct submitter {
    struct adil_log *log;
    char row[ROW_BYTES];
};

/* The bytes are valid already: nothing is asked. */
static adil_err decide(void *ctx, uint64_t index, struct adil_span *entry, struct adil_diag *diag)
{
    struct submitter *s = ctx;
    (void)diag;
    make_row(s->row, index);
    *entry = adil_span_bytes(s->row, ROW_BYTES);
    return ADIL_OK;
}

static void *submit_all(void *arg)
{
    struct submitter *s = arg;
    const struct adil_submission submission = {s, decide, NULL};
    uint64_t index = 0;
    for (int c = 0; c < COMMITS; c++) {
        if (adil_log_submit(s->log, &submission, &index, NULL).code != ADIL_C_OK) {
            die("an entry was refused");
        }
    }
    return NULL;
}

/* As a server does: few threads, each with many submissions under way through tickets. */
static void *keep_submitting(void *arg)
{
    struct submitter *s = arg;
    struct adil_ticket ticket[MOST_SUBMITTERS / SERVERS];
    struct adil_submission submission[MOST_SUBMITTERS / SERVERS];
    uint64_t index = 0;
    for (unsigned c = 0; c < COMMITS + 1; c++) {
        for (unsigned i = 0; i < ADIL_COUNT(ticket); i++) {
            submission[i] = (struct adil_submission){&s[i], decide, NULL};
            if (c > 0 && adil_log_wait(s->log, &ticket[i], &index).code != ADIL_C_OK) {
                die("an entry was refused");
            }
            if (c < COMMITS &&
                adil_log_hand_in(s->log, &submission[i], &ticket[i], NULL).code != ADIL_C_OK) {
                die("a ticket was refused");
            }
        }
    }
    return NULL;
}

/* `threads` of them; each does its share of the submissions. */
static uint64_t time_log(const char *folder, unsigned submitters, unsigned threads,
                         void *(*submits)(void *))
{
    static struct submitter s[MOST_SUBMITTERS];
    pthread_t thread[MOST_SUBMITTERS];
    const struct adil_log_options o = {.mode = ADIL_STORE_CREATE,
                                       .origin = ADIL_SPAN("bench.example/log")};
    struct adil_arena perm;
    struct adil_log *log = NULL;
    char path[512];
    (void)snprintf(path, sizeof path, "%s/log", folder);
    if (adil_arena_open(&perm, 1 << 24) != 0 ||
        adil_log_open(&perm, adil_span_of(path), &o, &log, NULL).code != ADIL_C_OK) {
        die("no log");
    }
    uint64_t from = now_ns();
    for (unsigned i = 0; i < submitters; i++) {
        s[i].log = log;
    }
    for (unsigned i = 0; i < threads; i++) {
        if (pthread_create(&thread[i], NULL, submits, &s[i * (submitters / threads)]) != 0) {
            die("no thread");
        }
    }
    for (unsigned i = 0; i < threads; i++) {
        (void)pthread_join(thread[i], NULL);
    }
    uint64_t took = now_ns() - from;
    if (adil_log_size(log) != (uint64_t)COMMITS * submitters) {
        die("entries are missing");
    }
    adil_log_close(log);
    adil_arena_release(&perm);
    return (uint64_t)COMMITS * submitters * UINT64_C(1000000000) / took;
}

static uint64_t the_log(const char *folder, unsigned submitters)
{
    return time_log(folder, submitters, submitters, submit_all);
}

static uint64_t through_tickets(const char *folder, unsigned submitters)
{
    return time_log(folder, submitters, SERVERS, keep_submitting);
}

static int by_size(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a;
    uint64_t y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static uint64_t median(uint64_t *v, size_t n)
{
    qsort(v, n, sizeof *v, by_size);
    return v[n / 2];
}

static void print_ratio(uint64_t percent[REPEATS])
{
    uint64_t ratio = median(percent, REPEATS);
    printf("%" PRIu64 ".%02" PRIu64, ratio / 100, ratio % 100);
}

static void compare(const char *folder, const char *what, unsigned submitters,
                    uint64_t (*log_way)(const char *, unsigned))
{
    enum { RAW, ALONE, SHARED, LOG, N_WAYS };
    uint64_t (*const ways[N_WAYS])(const char *, unsigned) = {raw_file, bare_sqlite,
                                                              bare_sqlite_shared, log_way};
    uint64_t rate[N_WAYS][REPEATS];
    uint64_t of_shared[REPEATS];
    uint64_t of_alone[REPEATS];
    char own[512];
    for (int r = 0; r < REPEATS; r++) { /* in turn, so that a slow minute hits all */
        for (size_t w = 0; w < N_WAYS; w++) {
            (void)snprintf(own, sizeof own, "%s/run", folder);
            if (mkdir(own, 0700) != 0) {
                die("no folder");
            }
            rate[w][r] = ways[w](own, submitters);
            remove_all(own);
        }
        of_shared[r] = rate[LOG][r] * 100 / rate[SHARED][r];
        of_alone[r] = rate[LOG][r] * 100 / rate[ALONE][r];
    }
    printf("%s ", what);
    print_ratio(of_shared);
    printf(" and ");
    print_ratio(of_alone);
    printf(" (%" PRIu64 " / %" PRIu64 " and %" PRIu64 " entries/s; raw file %" PRIu64 ")",
           median(rate[LOG], REPEATS), median(rate[SHARED], REPEATS), median(rate[ALONE], REPEATS),
           median(rate[RAW], REPEATS));
    (void)fflush(stdout);
}

/* ---- growth
 * --------------------------------------------------------------------------------------------- */

static void fill(struct adil_log *log, struct adil_arena a, uint64_t n)
{
    struct adil_span *entry = adil_new(&a, struct adil_span, BULK);
    char *bytes = adil_new(&a, char, (size_t)BULK *ROW_BYTES);
    for (uint64_t at = 0; at < n; at += BULK) {
        uint64_t first = 0;
        size_t batch = n - at < BULK ? (size_t)(n - at) : BULK;
        for (size_t i = 0; i < batch; i++) {
            make_row(bytes + i * ROW_BYTES, at + i);
            entry[i] = adil_span_bytes(bytes + i * ROW_BYTES, ROW_BYTES);
        }
        if (adil_log_append(log, entry, batch, &first, NULL).code != ADIL_C_OK) {
            die("entries were refused");
        }
    }
}

/* Nanoseconds a proof, for entries anywhere in the log; each is checked outside of the time. */
static uint64_t prove(struct adil_log *log, uint64_t n, uint64_t count, uint64_t seed)
{
    struct adil_hash root = adil_log_root(log);
    uint64_t took = 0;
    for (uint64_t k = 0; k < count; k++) {
        struct adil_proof proof;
        char row[ROW_BYTES];
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        uint64_t i = seed % n;
        uint64_t from = now_ns();
        adil_err e = adil_log_inclusion(log, i, n, &proof, NULL);
        took += now_ns() - from;
        make_row(row, i);
        struct adil_hash leaf = adil_leaf_hash(adil_span_bytes(row, ROW_BYTES));
        if (e.code != ADIL_C_OK ||
            !adil_inclusion_verify(&leaf, i, n, proof.hash, proof.n, &root)) {
            die("a proof is wrong");
        }
    }
    return took / count;
}

static struct adil_log *open_log(struct adil_arena *perm, const char *path,
                                 enum adil_store_mode mode)
{
    const struct adil_log_options o = {.mode = mode, .origin = ADIL_SPAN("bench.example/log")};
    struct adil_log *log = NULL;
    if (adil_log_open(perm, adil_span_of(path), &o, &log, NULL).code != ADIL_C_OK) {
        die("no log");
    }
    return log;
}

static int grow(uint64_t n, const char *path)
{
    struct adil_arena perm;
    struct adil_arena a;
    struct adil_secret *key = NULL;
    struct rusage usage;
    uint8_t seed[32] = {1};
    if (adil_arena_open(&perm, 1 << 24) != 0 || adil_arena_open(&a, 1 << 24) != 0 ||
        adil_secret_from_seed(ADIL_SPAN("bench.example/log"), ADIL_KEY_ED25519, seed, &key, NULL)
                .code != ADIL_C_OK) {
        die("no memory");
    }
    uint64_t t[5] = {now_ns()};
    struct adil_log *log = open_log(&perm, path, ADIL_STORE_CREATE);
    fill(log, a, n);
    t[1] = now_ns();
    if (adil_log_publish(log, key, NULL).code != ADIL_C_OK) {
        die("not published");
    }
    t[2] = now_ns();
    adil_log_close(log);
    t[3] = now_ns();
    log = open_log(&perm, path, ADIL_STORE_WRITE);
    t[4] = now_ns();
    (void)prove(log, n, PROOFS / 4, 3); /* warm */
    uint64_t proof = prove(log, n, PROOFS, 7);
    getrusage(RUSAGE_SELF, &usage);
    printf(" %" PRIu64 ": %" PRIu64 ".%02" PRIu64 " us an entry, published in %" PRIu64
           " ms, opened in %" PRIu64 ".%" PRIu64 " ms, proof %" PRIu64 ".%" PRIu64
           " us, peak %ld MiB;",
           n, (t[1] - t[0]) / n / 1000, (t[1] - t[0]) / n / 10 % 100, (t[2] - t[1]) / 1000000,
           (t[4] - t[3]) / 1000000, (t[4] - t[3]) / 100000 % 10, proof / 1000, proof / 100 % 10,
           usage.ru_maxrss / 1024);
    (void)fflush(stdout);
    adil_log_close(log);
    adil_secret_free(key);
    return 0;
}

static void grow_apart(const char *self, const char *folder, uint64_t n)
{
    char count[32];
    char path[512];
    int status = 0;
    (void)snprintf(count, sizeof count, "%" PRIu64, n);
    (void)snprintf(path, sizeof path, "%s/grown", folder);
    (void)fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        execl(self, self, count, path, (char *)NULL);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0) {
        die("a measurement failed");
    }
    remove_all(path);
}

/* A sync on a file system in memory means nothing. */
static const char *disk_of(const char *folder)
{
    static const struct {
        unsigned long magic;
        const char *name;
    } known[] = {
        {0xef53, "ext4"},           {0x58465342, "xfs"},       {0x9123683e, "btrfs"},
        {0x01021994, "in memory!"}, {0x794c7630, "overlayfs"}, {0x2fc12fc1, "zfs"},
    };
    struct statfs st;
    if (statfs(folder, &st) == 0) {
        for (size_t i = 0; i < ADIL_COUNT(known); i++) {
            if ((unsigned long)st.f_type == known[i].magic) {
                return known[i].name;
            }
        }
    }
    return "unknown";
}

int main(int argc, char **argv)
{
    const char *where = getenv("BENCH_DIR") != NULL ? getenv("BENCH_DIR") : "build-bench";
    const char *most = getenv("BENCH_MAX") != NULL ? getenv("BENCH_MAX") : "1000000";
    char folder[256];
    uint64_t max = 0;
    uint64_t n = 0;
    if (argc == 3 && adil_span_u64(adil_span_of(argv[1]), UINT32_MAX, &n) && n > 0) {
        return grow(n, argv[2]);
    }
    (void)snprintf(folder, sizeof folder, "%s/log-XXXXXX", where);
    if (argc != 1 || !adil_span_u64(adil_span_of(most), UINT32_MAX, &max) ||
        mkdtemp(folder) == NULL) {
        die("usage: bench_log, in a folder with build-bench/");
    }
    printf("log: %d-byte entries on %s, log / bare SQLite with as many submitters, and with one "
           "thread that has the batch:",
           ROW_BYTES, disk_of(folder));
    compare(folder, " 1 submitter", 1, the_log);
    compare(folder, "; 8 submitters", 8, the_log);
    compare(folder, "; 64 submitters", MOST_SUBMITTERS, the_log);
    compare(folder, "; 64 under way from 4 threads", MOST_SUBMITTERS, through_tickets);
    printf("\nlog: growth:");
    for (n = 10000; n <= max; n *= 10) {
        grow_apart(argv[0], folder, n);
    }
    printf("\n");
    remove_all(folder);
    return 0;
}
