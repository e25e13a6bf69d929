/* 100,000 precincts, ten lists: read and counted by the real path, against a bare loop that only
 * parses the same bytes. The figures are made from a seed. Each measurement runs in a process of
 * its own, which says its processor time and its peak memory; the parent takes medians and prints
 * one line.
 *
 *     bench_count               measures and prints the line
 *     bench_count MODE SHAPE    one measurement: bare | real, wide | long */
#define _POSIX_C_SOURCE 200809L
#include "base/err.h"
#include "count/count.h"
#include "exchange/figures.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PRECINCTS = 100000, LISTS = 10, SEATS = 100, RUNS = 5, REPEATS = 5 };

#define ARENA_BYTES ((size_t)1 << 32)

static const char *const lists[LISTS] = {
    "Union of the Centre",
    "Green Alliance",
    "Labour",
    "Liberal Reform",
    "National Harvest Party",
    "New Left",
    "People's Movement",
    "Pensioners",
    "Free Cities",
    "against all",
};

static void die(const char *what)
{
    (void)fprintf(stderr, "bench_count: %s\n", what);
    exit(3);
}

/* ---- the figures
 * ---------------------------------------------------------------------------------- */

struct text {
    char *ptr;
    size_t len;
};

static uint64_t next_number(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* Votes of one list in one precinct: 0 to 899, large lists first. */
static unsigned votes_of(uint64_t *state, unsigned list)
{
    return (unsigned)(next_number(state) % (900 / (list + 1)));
}

static void put(struct text *t, size_t cap, const char *s)
{
    size_t n = strlen(s);
    if (cap - t->len < n) {
        die("the figures are longer than expected");
    }
    memcpy(t->ptr + t->len, s, n);
    t->len += n;
}

static void put_precinct(struct text *t, size_t cap, uint64_t *state, unsigned precinct, bool wide)
{
    char unit[32];
    char cell[32];
    (void)snprintf(unit, sizeof unit, "%02u-%06u", precinct % 20 + 1, precinct + 1);
    if (wide) {
        put(t, cap, unit);
    }
    for (unsigned list = 0; list < LISTS; list++) {
        if (!wide) {
            put(t, cap, unit);
            put(t, cap, ",");
            put(t, cap, lists[list]);
        }
        (void)snprintf(cell, sizeof cell, ",%u%s", votes_of(state, list),
                       wide && list + 1 < LISTS ? "" : "\n");
        put(t, cap, cell);
    }
}

static struct text make_figures(bool wide)
{
    size_t cap = (size_t)PRECINCTS * LISTS * 48;
    struct text t = {malloc(cap), 0};
    uint64_t state = 20240529;
    if (t.ptr == NULL) {
        die("out of memory");
    }
    put(&t, cap, "unit");
    for (unsigned list = 0; wide && list < LISTS; list++) {
        put(&t, cap, ",");
        put(&t, cap, lists[list]);
    }
    put(&t, cap, wide ? "\n" : ",option,votes\n");
    for (unsigned p = 0; p < PRECINCTS; p++) {
        put_precinct(&t, cap, &state, p, wide);
    }
    return t;
}

/* ---- what is measured
 * -------------------------------------------------------------------------------- */

/* Splits at commas and newlines and turns digits into integers; nothing is kept but a sum. */
static uint64_t bare(struct text t)
{
    uint64_t sum = 0;
    uint64_t x = 0;
    for (size_t i = 0; i < t.len; i++) {
        char c = t.ptr[i];
        if (c >= '0' && c <= '9') {
            x = 10 * x + (uint64_t)(c - '0');
        } else if (c == ',' || c == '\n') {
            sum += x;
            x = 0;
        }
    }
    return sum;
}

static uint64_t real(struct text t)
{
    struct adil_arena perm;
    struct adil_arena scratch;
    struct adil_diag diag;
    struct adil_contest contest;
    struct adil_votes votes;
    struct adil_outcome outcome;
    const struct adil_setting set[] = {{ADIL_SPAN("method"), ADIL_SPAN("hare")},
                                       {ADIL_SPAN("seats"), ADIL_SPAN("100")}};
    struct adil_figures_file file = {.name = ADIL_SPAN("bench.csv"), .bytes = {t.ptr, t.len}};
    if (adil_arena_open(&perm, ARENA_BYTES) != 0 || adil_arena_open(&scratch, ARENA_BYTES) != 0) {
        die("no address space");
    }
    adil_diag_open(&diag, &perm);
    if (adil_contest_from_settings(&perm, scratch, ADIL_SPAN(""), set, ADIL_COUNT(set), &contest,
                                   &diag)
                .code != ADIL_C_OK ||
        adil_figures_read(&perm, scratch, &contest, &file, 1, &votes, &diag).code != ADIL_C_OK) {
        die("the figures were refused");
    }
    adil_count(&perm, scratch, &contest, &votes, NULL, NULL, &outcome);
    uint64_t seats = 0;
    for (uint32_t i = 0; i < votes.n_options; i++) {
        seats += outcome.result[i].seats;
    }
    if (votes.table[0].n_units != PRECINCTS || seats != SEATS) {
        die("the count is wrong");
    }
    adil_arena_release(&perm);
    adil_arena_release(&scratch);
    return seats;
}

/* Processor time of this process: neighbours on the machine do not count. */
static uint64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (uint64_t)t.tv_sec * 1000000000U + (uint64_t)t.tv_nsec;
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

/* Prints nanoseconds, peak KiB, bytes of figures, and a number that keeps the work from being
 * left out by the compiler. */
static int measure(const char *mode, const char *shape)
{
    struct text t = make_figures(strcmp(shape, "wide") == 0);
    uint64_t took[RUNS];
    uint64_t sink = 0;
    for (int i = 0; i < RUNS; i++) {
        uint64_t from = now_ns();
        sink += strcmp(mode, "real") == 0 ? real(t) : bare(t);
        took[i] = now_ns() - from;
    }
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("%" PRIu64 " %ld %zu %" PRIu64 "\n", median(took, RUNS), usage.ru_maxrss, t.len, sink);
    free(t.ptr);
    return 0;
}

/* ---- processes
 * ------------------------------------------------------------------------------------------ */

struct measured {
    uint64_t ns;
    uint64_t peak_kib;
    uint64_t bytes;
};

/* What `measure` printed. */
static bool parse(const char *line, struct measured *m)
{
    struct adil_span rest = adil_span_trim(adil_span_of(line));
    struct adil_span word;
    uint64_t *const to[] = {&m->ns, &m->peak_kib, &m->bytes};
    for (size_t i = 0; i < ADIL_COUNT(to); i++) {
        if (!adil_span_cut(&rest, ' ', &word) || !adil_span_u64(word, UINT64_MAX, to[i])) {
            return false;
        }
    }
    return true;
}

static struct measured run(const char *self, const char *mode, const char *shape)
{
    int out[2];
    if (pipe(out) != 0) {
        die("no pipe");
    }
    pid_t child = fork();
    if (child < 0) {
        die("no process");
    }
    if (child == 0) {
        dup2(out[1], STDOUT_FILENO);
        close(out[0]);
        close(out[1]);
        execl(self, self, mode, shape, (char *)NULL);
        _exit(127);
    }
    close(out[1]);
    FILE *in = fdopen(out[0], "r");
    struct measured m = {0, 0, 0};
    char line[128];
    int status = 0;
    if (in == NULL || fgets(line, sizeof line, in) == NULL || !parse(line, &m)) {
        die("a measurement failed");
    }
    (void)fclose(in);
    if (waitpid(child, &status, 0) != child || status != 0) {
        die("a measurement failed");
    }
    return m;
}

static void compare(const char *self, const char *shape)
{
    uint64_t real_ns[REPEATS];
    uint64_t bare_ns[REPEATS];
    struct measured r = {0, 0, 0};
    struct measured b = {0, 0, 0};
    for (int i = 0; i < REPEATS; i++) { /* in turn, so that a slow minute hits both */
        b = run(self, "bare", shape);
        r = run(self, "real", shape);
        bare_ns[i] = b.ns;
        real_ns[i] = r.ns;
    }
    uint64_t real_us = median(real_ns, REPEATS) / 1000;
    uint64_t bare_us = median(bare_ns, REPEATS) / 1000;
    uint64_t hundredths = (100 * real_us + bare_us / 2) / bare_us;
    printf("%s %" PRIu64 ".%02" PRIu64 "x (%" PRIu64 ".%" PRIu64 " ms / %" PRIu64 ".%" PRIu64
           " ms; %" PRIu64 ".%" PRIu64 " MB; peak %" PRIu64 " MiB, bare %" PRIu64 " MiB)",
           shape, hundredths / 100, hundredths % 100, real_us / 1000, real_us / 100 % 10,
           bare_us / 1000, bare_us / 100 % 10, r.bytes / 1000000, r.bytes / 100000 % 10,
           (r.peak_kib + 512) / 1024, (b.peak_kib + 512) / 1024);
}

int main(int argc, char **argv)
{
    if (argc == 3) {
        return measure(argv[1], argv[2]);
    }
    printf("count: %d precincts x %d options, read and counted / bare parse: ", PRECINCTS, LISTS);
    (void)fflush(stdout);
    compare(argv[0], "wide");
    printf("; ");
    (void)fflush(stdout);
    compare(argv[0], "long");
    printf("\n");
    return 0;
}
