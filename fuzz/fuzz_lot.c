/* Any text as answers of lots: reading ends with an error or with answers that, written down
 * again, are read as the same; and a seed puts any number of options in an order that has each of
 * them once. */
#include "count/lot.h"

#include <setjmp.h>
#include <string.h>

/* The entry point that libFuzzer and the replay program call. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_BYTES = 64 << 20, N_OPTIONS = 9 };

static struct adil_arena arena; /* opened once; every input starts from its beginning */
static jmp_buf full;

static void on_full(void *ctx, size_t wanted)
{
    (void)ctx;
    (void)wanted;
    longjmp(full, 1);
}

static void put_name(struct adil_buf *b, struct adil_span name)
{
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] == ';' || name.ptr[i] == '\\') {
            adil_buf_byte(b, '\\');
        }
        adil_buf_byte(b, name.ptr[i]);
    }
}

static struct adil_span written(struct adil_arena *a, const struct adil_lots *lots)
{
    struct adil_buf b;
    adil_buf_open(&b, ARENA_BYTES);
    for (uint32_t i = 0; i < lots->n_answers; i++) {
        adil_buf_put(&b, lots->answer[i].question);
        for (uint32_t n = 0; n < lots->answer[i].n; n++) {
            adil_buf_byte(&b, n == 0 ? '=' : ';');
            put_name(&b, lots->answer[i].order[n]);
        }
        adil_buf_byte(&b, '\n');
    }
    if (lots->has_seed) {
        struct adil_span hex = adil_hex(a, lots->seed.byte, sizeof lots->seed.byte);
        adil_buf_fmt(&b, "seed:%.*s\n", ADIL_ARG(hex));
    }
    ADIL_ASSERT(adil_buf_ok(&b));
    struct adil_span text = adil_span_copy(a, adil_buf_span(&b));
    adil_buf_release(&b);
    return text;
}

static bool same(const struct adil_lots *x, const struct adil_lots *y)
{
    bool equal = x->n_answers == y->n_answers && x->has_seed == y->has_seed &&
                 memcmp(x->seed.byte, y->seed.byte, sizeof x->seed.byte) == 0;
    for (uint32_t i = 0; equal && i < x->n_answers; i++) {
        const struct adil_lot_answer *a = &x->answer[i];
        const struct adil_lot_answer *b = &y->answer[i];
        equal = a->n == b->n && adil_span_eq(a->question, b->question);
        for (uint32_t n = 0; equal && n < a->n; n++) {
            equal = adil_span_eq(a->order[n], b->order[n]);
        }
    }
    return equal;
}

static void expand(struct adil_arena *a, const struct adil_lots *lots)
{
    struct adil_option *option = adil_new(a, struct adil_option, N_OPTIONS);
    uint32_t order[N_OPTIONS];
    uint32_t seen = 0;
    for (uint32_t i = 0; i < N_OPTIONS; i++) {
        option[i].id = adil_fmt(a, "option %u", i);
        order[i] = i;
    }
    struct adil_votes v = {.option = option, .n_options = N_OPTIONS};
    struct adil_span question =
        lots->n_answers > 0 ? lots->answer[0].question : ADIL_SPAN("a question");
    adil_lot_expand(*a, &lots->seed, question, &v, order, N_OPTIONS);
    for (uint32_t i = 0; i < N_OPTIONS; i++) {
        seen |= 1U << order[i];
    }
    ADIL_ASSERT(seen == (1U << N_OPTIONS) - 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (arena.base == NULL && adil_arena_open(&arena, ARENA_BYTES) != 0) {
        return 0;
    }
    struct adil_arena a = arena;
    a.full = on_full;
    if (setjmp(full) != 0) {
        return 0;
    }
    struct adil_lots lots = {0};
    struct adil_span text = adil_span_bytes((const char *)data, size);
    if (adil_lots_parse(&a, ADIL_SPAN("lots"), text, &lots, NULL).code != ADIL_C_OK) {
        return 0;
    }
    struct adil_lots again = {0};
    adil_err err = adil_lots_parse(&a, ADIL_SPAN("lots"), written(&a, &lots), &again, NULL);
    ADIL_ASSERT(err.code == ADIL_C_OK && same(&lots, &again));
    expand(&a, &lots);
    return 0;
}
