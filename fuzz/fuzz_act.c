/* Any bytes as a leaf and as an act not yet logged: refused, or read and written back to the same
 * bytes. */
#include "polity/act.h"

#include <setjmp.h>

/* The entry point that libFuzzer and the replay program call. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_BYTES = 16 << 20 };

static struct adil_arena arena; /* opened once; every input starts from its beginning */
static jmp_buf full;

static void on_full(void *ctx, size_t wanted)
{
    (void)ctx;
    (void)wanted;
    longjmp(full, 1);
}

static void write_back(const struct adil_act *a, struct adil_span input)
{
    struct adil_buf out;
    adil_buf_open(&out, ARENA_BYTES);
    adil_act_put(&out, a);
    ADIL_ASSERT(adil_span_eq(adil_buf_span(&out), a->bytes));
    out.len = 0;
    if (a->logged == ADIL_INSTANT_NONE) {
        adil_act_unlogged(&out, a->bytes, a->sig, a->n_sigs);
    } else {
        adil_act_leaf(&out, a->bytes, a->logged, a->sig, a->n_sigs);
    }
    ADIL_ASSERT(adil_buf_ok(&out) && adil_span_eq(adil_buf_span(&out), input));
    adil_buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (arena.base == NULL && adil_arena_open(&arena, ARENA_BYTES) != 0) {
        return 0;
    }
    struct adil_arena a = arena;
    struct adil_place place = {.file = ADIL_SPAN("leaf")};
    struct adil_span bytes = adil_span_bytes((const char *)data, size);
    struct adil_act act;
    struct adil_diag diag;
    a.full = on_full;
    if (setjmp(full) != 0) {
        return 0;
    }
    adil_diag_open(&diag, &a);
    if (adil_act_parse(&a, place, bytes, &act, &diag).code == ADIL_C_OK) {
        write_back(&act, bytes);
    } else {
        ADIL_ASSERT(diag.n_errors == 1);
    }
    adil_diag_open(&diag, &a);
    if (adil_act_parse_unlogged(&a, place, bytes, &act, &diag).code == ADIL_C_OK) {
        write_back(&act, bytes);
    } else {
        ADIL_ASSERT(diag.n_errors == 1);
    }
    return 0;
}
