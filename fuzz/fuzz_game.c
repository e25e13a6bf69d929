/* Any text as a game: reading ends with an error or with a game whose rule nobody alone meets and
 * all together do; what small games come to keeps its laws. */
#include "weight/power.h"

#include <setjmp.h>

/* The entry point that libFuzzer and the replay program call. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_BYTES = 64 << 20, SMALL = 12 };

static struct adil_arena perm;
static struct adil_arena scratch;
static jmp_buf full;

static void on_full(void *ctx, size_t wanted)
{
    (void)ctx;
    (void)wanted;
    longjmp(full, 1);
}

static void check_power(struct adil_arena *a, const struct adil_game *g)
{
    struct adil_power p;
    struct adil_num sum = adil_num_int(0);
    ADIL_ASSERT(adil_power(a, scratch, g, &p, NULL).code == ADIL_C_OK && p.has_shapley);
    for (uint32_t i = 0; i < g->n_rows; i++) {
        struct adil_num all = adil_num_mul(a, p.of[i].shapley, adil_num_int(g->member[i].times));
        ADIL_ASSERT(adil_num_sign(p.of[i].swings) >= 0);
        sum = adil_num_add(a, sum, all);
    }
    ADIL_ASSERT(adil_num_eq(sum, adil_num_int(1)));
}

static void check_game(struct adil_arena *a, const struct adil_game *g)
{
    int64_t nobody[ADIL_GAME_MEASURES_MAX] = {0};
    int64_t all[ADIL_GAME_MEASURES_MAX] = {0};
    ADIL_ASSERT(g->n >= 1 && g->n <= ADIL_GAME_MEMBERS_MAX && g->n_rows <= g->n);
    for (uint32_t m = 0; m < g->n_measures; m++) {
        all[m] = g->measure[m].sum;
    }
    ADIL_ASSERT(g->measure[0].sum == (int64_t)g->n);
    ADIL_ASSERT(!adil_condition_holds(&g->condition, nobody));
    ADIL_ASSERT(adil_condition_holds(&g->condition, all));
    if (g->n <= SMALL) {
        check_power(a, g);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct adil_game game;
    struct adil_diag diag;
    if (perm.base == NULL &&
        (adil_arena_open(&perm, ARENA_BYTES) != 0 || adil_arena_open(&scratch, ARENA_BYTES) != 0)) {
        return 0;
    }
    struct adil_arena a = perm;
    a.full = on_full;
    scratch.full = on_full;
    if (setjmp(full) != 0) {
        return 0;
    }
    adil_diag_open(&diag, &a);
    adil_err err = adil_game_read(&a, ADIL_SPAN("g.yaml"),
                                  adil_span_bytes((const char *)data, size), &game, &diag);
    ADIL_ASSERT((err.code == ADIL_C_OK) == (diag.n_errors == 0));
    if (err.code == ADIL_C_OK) {
        check_game(&a, &game);
    }
    return 0;
}
