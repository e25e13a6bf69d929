/* Few members: every coalition looked at, for the indexes that ask who could leave it. */
#include "weight/power.h"

#include <stdlib.h>
#include <string.h>

#define LISTED ((size_t)1 << ADIL_POWER_LISTED_MAX)

/* Of a member: winning coalitions in which it is one of c whose leaving loses, by c; minimal ones
 * that it is in, by size. */
struct listed_of {
    uint64_t critical[ADIL_POWER_LISTED_MAX + 1];
    uint64_t minimal[ADIL_POWER_LISTED_MAX + 1];
};

void adil_power_sums(const struct adil_power *p, uint32_t coalition, int64_t *sum)
{
    const struct adil_game *g = p->game;
    memset(sum, 0, g->n_measures * sizeof *sum);
    for (uint32_t i = 0; i < g->n; i++) {
        for (uint32_t m = 0; (coalition >> i & 1) != 0 && m < g->n_measures; m++) {
            sum[m] += g->value[(size_t)p->row[i] * g->n_measures + m];
        }
    }
}

static unsigned size_of_coalition(uint32_t coalition)
{
    return (unsigned)__builtin_popcount(coalition);
}

/* Fewer members first; of one size, the one whose first members are listed first. */
static int by_size_then_members(const void *a, const void *b)
{
    uint16_t x = *(const uint16_t *)a;
    uint16_t y = *(const uint16_t *)b;
    unsigned nx = size_of_coalition(x);
    unsigned ny = size_of_coalition(y);
    if (nx != ny) {
        return nx < ny ? -1 : 1;
    }
    unsigned apart = (unsigned)x ^ y;
    return apart == 0 ? 0 : (x & (apart & -apart)) != 0 ? -1 : 1;
}

static uint32_t critical_members(const bool *wins, uint32_t n, uint32_t coalition)
{
    uint32_t critical = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t bit = (uint32_t)1 << i;
        critical |= (coalition & bit) != 0 && !wins[coalition ^ bit] ? bit : 0;
    }
    return critical;
}

/* The members of `coalition` that are in `who`, counted under `c`. */
static void count_members(struct listed_of *of, uint32_t n, uint32_t who, unsigned c, bool minimal)
{
    for (uint32_t i = 0; i < n; i++) {
        if ((who >> i & 1) != 0) {
            of[i].critical[c]++;
            of[i].minimal[c] += minimal ? 1 : 0;
        }
    }
}

static struct adil_num mean_parts(struct adil_arena *a, const uint64_t *by, uint64_t all)
{
    struct adil_num sum = adil_num_int(0);
    for (unsigned c = 1; c <= ADIL_POWER_LISTED_MAX; c++) {
        sum = adil_num_add(a, sum, adil_num_ratio(a, (int64_t)by[c], c));
    }
    return adil_num_div(a, sum, adil_num_int((int64_t)all));
}

static void set_listed(struct adil_arena *perm, const struct listed_of *of, uint64_t n_critical,
                       struct adil_power *p)
{
    uint64_t places = 0;
    for (uint32_t i = 0; i < p->n_minimal; i++) {
        places += size_of_coalition(p->minimal[i]);
    }
    for (uint32_t i = 0; i < p->game->n; i++) {
        struct adil_power_of *to = &p->of[p->row[i]];
        uint64_t in = 0;
        for (unsigned c = 1; c <= ADIL_POWER_LISTED_MAX; c++) {
            in += of[i].minimal[c];
        }
        to->johnston = mean_parts(perm, of[i].critical, n_critical);
        to->deegan_packel = mean_parts(perm, of[i].minimal, p->n_minimal);
        to->holler = adil_num_ratio(perm, (int64_t)in, (int64_t)places);
    }
}

void adil_power_list(struct adil_arena *perm, struct adil_arena scratch, struct adil_power *p)
{
    const struct adil_game *g = p->game;
    size_t n_coalitions = (size_t)1 << g->n;
    bool *wins = adil_new(&scratch, bool, LISTED);
    uint16_t *minimal = adil_new(&scratch, uint16_t, LISTED);
    struct listed_of of[ADIL_POWER_LISTED_MAX] = {{{0}, {0}}};
    uint64_t n_critical = 0;
    ADIL_ASSERT(g->n <= ADIL_POWER_LISTED_MAX);
    for (uint32_t i = 0, row = 0; row < g->n_rows; row++) {
        for (uint32_t t = 0; t < g->member[row].times; t++) {
            p->row[i++] = row;
        }
    }
    for (uint32_t s = 0; s < n_coalitions; s++) {
        int64_t sum[ADIL_GAME_MEASURES_MAX];
        adil_power_sums(p, s, sum);
        wins[s] = adil_condition_holds(&g->condition, sum);
        uint32_t critical = wins[s] ? critical_members(wins, g->n, s) : 0;
        if (critical != 0) {
            n_critical++;
            minimal[p->n_minimal] = (uint16_t)s;
            p->n_minimal += critical == s ? 1 : 0;
            count_members(of, g->n, critical, size_of_coalition(critical), critical == s);
        }
    }
    qsort(minimal, p->n_minimal, sizeof *minimal, by_size_then_members);
    uint16_t *kept = adil_new(perm, uint16_t, p->n_minimal);
    memcpy(kept, minimal, p->n_minimal * sizeof *kept);
    p->minimal = kept;
    set_listed(perm, of, n_critical, p);
}
