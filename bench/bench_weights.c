/* Shapley-Shubik and Banzhaf of 100 parties whose seats sum to 1,000, more than half to win: the
 * exact computation against the same dynamic program on machine words, which runs over and so gets
 * wrong numbers in the right number of steps. The seats are made from a seed. Processor time, the
 * two sides in turn, medians. Prints one line. */
#define _POSIX_C_SOURCE 200809L
#include "weight/power.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PARTIES = 100, SEATS = 1000, QUOTA = SEATS / 2 + 1, RUNS = 51 };

#define ARENA_BYTES ((size_t)1 << 28)

static void die(const char *what)
{
    (void)fprintf(stderr, "bench_weights: %s\n", what);
    exit(3);
}

static uint64_t draw(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* One seat each; the others one by one, the first parties more often. */
static void make_seats(size_t *seats)
{
    uint64_t state = 20240529;
    for (size_t i = 0; i < PARTIES; i++) {
        seats[i] = 1;
    }
    for (size_t k = PARTIES; k < SEATS; k++) {
        uint64_t most = 1 + draw(&state) % PARTIES;
        seats[draw(&state) % most]++;
    }
}

/* ---- on machine words ----------------------------------------------------------------------- */

struct words {
    uint64_t table[PARTIES + 1][SEATS + 1];
    uint64_t order[PARTIES];
    uint64_t others[PARTIES + 1];
    uint64_t below[PARTIES + 1];
    uint64_t shapley[PARTIES];
    uint64_t swings[PARTIES];
};

static int by_number(const void *a, const void *b)
{
    size_t x = *(const size_t *)a;
    size_t y = *(const size_t *)b;
    return (x > y) - (x < y);
}

static void words_fill(struct words *w, const size_t *seats, size_t bound)
{
    size_t reach = 0;
    memset(w->table, 0, sizeof w->table);
    w->table[0][0] = 1;
    for (size_t i = 0; i < PARTIES && seats[i] < bound; i++) {
        size_t n = bound - seats[i] < reach + 1 ? bound - seats[i] : reach + 1;
        for (size_t k = i + 1; k-- > 0;) {
            for (size_t x = 0; x < n; x++) {
                w->table[k + 1][x + seats[i]] += w->table[k][x];
            }
        }
        reach += seats[i];
    }
    for (size_t k = 0; k <= PARTIES; k++) {
        for (size_t x = 1; x < bound; x++) {
            w->table[k][x] += w->table[k][x - 1];
        }
    }
}

static void words_member(struct words *w, size_t i, size_t seats, size_t bound)
{
    memset(w->others, 0, sizeof w->others);
    for (size_t j = (bound + seats - 1) / seats; j-- > 0;) {
        if (j == 0) {
            memcpy(w->below, w->others, sizeof w->below);
        }
        for (size_t k = PARTIES + 1; k-- > 0;) {
            w->others[k] = w->table[k][bound - j * seats - 1] - (k > 0 ? w->others[k - 1] : 0);
        }
    }
    w->swings[i] = 0;
    w->shapley[i] = 0;
    for (size_t k = 0; k < PARTIES; k++) {
        uint64_t turned = w->others[k] - w->below[k];
        w->swings[i] += turned;
        w->shapley[i] += turned * w->order[k];
    }
}

static uint64_t on_words(struct words *w, const size_t *seats)
{
    size_t sorted[PARTIES];
    size_t bound = QUOTA <= SEATS - QUOTA + 1 ? QUOTA : SEATS - QUOTA + 1;
    uint64_t sink = 0;
    memcpy(sorted, seats, sizeof sorted);
    qsort(sorted, PARTIES, sizeof *sorted, by_number);
    for (size_t k = 0; k < PARTIES; k++) {
        w->order[k] = 1; /* k! (n-1-k)! */
        for (size_t x = 2; x <= k || x <= PARTIES - 1 - k; x++) {
            w->order[k] *= (x <= k ? x : 1) * (x <= PARTIES - 1 - k ? x : 1);
        }
    }
    words_fill(w, sorted, bound);
    for (size_t i = 0; i < PARTIES; i++) {
        if (i > 0 && sorted[i] == sorted[i - 1]) {
            w->swings[i] = w->swings[i - 1];
            w->shapley[i] = w->shapley[i - 1];
        } else {
            words_member(w, i, sorted[i], bound);
        }
        sink += w->swings[i] ^ w->shapley[i];
    }
    return sink;
}

/* ---- exact ---------------------------------------------------------------------------------- */

static void make_game(struct adil_arena *a, const size_t *seats, struct adil_game *g)
{
    const struct adil_place nowhere = {{"", 0}, 0};
    adil_game_open(a, PARTIES, 2, ADIL_SPAN("parties"), g);
    g->measure[1] = (struct adil_measure){.kind = ADIL_MEASURE_WEIGHT, .id = ADIL_SPAN("seats")};
    for (size_t i = 0; i < PARTIES; i++) {
        g->member[i].id = adil_fmt(a, "p%zu", i);
        g->value[2 * i + 1] = (int64_t)seats[i];
    }
    struct adil_placed rule = {ADIL_SPAN("more than 1/2 of seats"), nowhere};
    struct adil_placed none = {ADIL_SPAN(""), nowhere};
    if (adil_game_close(a, nowhere, g, NULL).code != ADIL_C_OK ||
        adil_game_rule(a, rule, none, g, NULL).code != ADIL_C_OK) {
        die("the game was refused");
    }
}

/* Returns a number of the result, so that the work cannot be left out. */
static uint64_t exact(struct adil_arena perm, struct adil_arena scratch, const struct adil_game *g)
{
    struct adil_power p;
    struct adil_num sum = adil_num_int(0);
    if (adil_power(&perm, scratch, g, &p, NULL).code != ADIL_C_OK || !p.has_shapley) {
        die("no power");
    }
    for (uint32_t i = 0; i < PARTIES; i++) {
        sum = adil_num_add(&perm, sum, p.of[i].shapley);
    }
    if (!adil_num_eq(sum, adil_num_int(1))) {
        die("the shares do not sum to one");
    }
    return (uint64_t)adil_num_text(&perm, p.of[0].swings).len;
}

/* ---- both ----------------------------------------------------------------------------------- */

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

int main(void)
{
    static struct words words;
    struct adil_arena perm;
    struct adil_arena scratch;
    struct adil_game game;
    size_t seats[PARTIES];
    uint64_t exact_ns[RUNS];
    uint64_t words_ns[RUNS];
    uint64_t sink = 0;
    if (adil_arena_open(&perm, ARENA_BYTES) != 0 || adil_arena_open(&scratch, ARENA_BYTES) != 0) {
        die("no address space");
    }
    make_seats(seats);
    make_game(&perm, seats, &game);
    for (int i = 0; i < RUNS; i++) {
        uint64_t from = now_ns();
        sink += on_words(&words, seats);
        uint64_t between = now_ns();
        sink += exact(perm, scratch, &game);
        exact_ns[i] = now_ns() - between;
        words_ns[i] = between - from;
    }
    uint64_t e = median(exact_ns, RUNS);
    uint64_t w = median(words_ns, RUNS);
    printf("weights: Shapley-Shubik and Banzhaf, %d parties, %d seats: exact / machine words "
           "%" PRIu64 ".%02" PRIu64 "x (%" PRIu64 ".%02" PRIu64 " / %" PRIu64 ".%02" PRIu64
           " ms)\n",
           PARTIES, SEATS, e / w, e % w * 100 / w, e / 1000000, e / 10000 % 100, w / 1000000,
           w / 10000 % 100);
    return sink == 0;
}
