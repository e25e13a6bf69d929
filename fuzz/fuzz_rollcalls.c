/* Any bytes as roll calls: reading ends with an error or with tallies of as many votes as rows, and
 * every measure lies between 0 and 1. */
#include "cli/rollcall_read.h"

#include <setjmp.h>

/* The entry point that libFuzzer and the replay program call. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_BYTES = 64 << 20, FACTIONS_LOOKED_AT = 8 };

static struct adil_arena perm;
static jmp_buf full;

static void on_full(void *ctx, size_t wanted)
{
    (void)ctx;
    (void)wanted;
    longjmp(full, 1);
}

static void check_share(struct adil_num x)
{
    ADIL_ASSERT(adil_num_sign(x) >= 0 && adil_num_cmp(x, adil_num_int(1)) <= 0);
}

static void check_roll_calls(struct adil_arena a, const struct adil_roll_calls *r)
{
    uint32_t n = r->n_factions < FACTIONS_LOOKED_AT ? r->n_factions : FACTIONS_LOOKED_AT;
    for (uint32_t x = 0; x < n; x++) {
        struct adil_cohesion c = adil_cohesion_of(&a, r, x);
        check_share(c.rice);
        check_share(c.index);
        ADIL_ASSERT(c.whole <= c.index_calls && c.rice_calls <= c.index_calls);
        ADIL_ASSERT(c.index_calls <= r->n_calls);
        for (uint32_t y = 0; y < n; y++) {
            struct adil_agreement g = adil_agreement_of(&a, r, x, y);
            check_share(g.likeness);
            ADIL_ASSERT(g.same <= g.of && g.of <= r->n_calls);
            ADIL_ASSERT(x != y || g.same == g.of);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct adil_roll_calls calls;
    struct adil_diag diag;
    if (perm.base == NULL && adil_arena_open(&perm, ARENA_BYTES) != 0) {
        return 0;
    }
    struct adil_arena a = perm;
    a.full = on_full;
    if (setjmp(full) != 0) {
        return 0;
    }
    adil_diag_open(&diag, &a);
    adil_err err = adil_roll_calls_read(&a, ADIL_SPAN("f.csv"),
                                        adil_span_bytes((const char *)data, size), &calls, &diag);
    ADIL_ASSERT((err.code == ADIL_C_OK) == (diag.n_errors == 0));
    if (err.code == ADIL_C_OK) {
        check_roll_calls(a, &calls);
    }
    return 0;
}
