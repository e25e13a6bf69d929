/* Any bytes as a witness policy: reading ends with an error or with a policy that, written down, is
 * read as the same; and more signatures never unmeet a quorum. */
#include "gazette/policy.h"

#include <setjmp.h>

/* The entry point that libFuzzer and the replay program call. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_BYTES = 32 << 20 };

static struct adil_arena arena; /* opened once; every input starts from its beginning */
static jmp_buf full;

static void on_full(void *ctx, size_t wanted)
{
    (void)ctx;
    (void)wanted;
    longjmp(full, 1);
}

static struct adil_span written_policy(struct adil_arena *a, const struct adil_policy *p)
{
    struct adil_buf b;
    adil_buf_open(&b, ARENA_BYTES);
    adil_policy_put(&b, *a, p);
    ADIL_ASSERT(adil_buf_ok(&b));
    struct adil_span text = adil_span_copy(a, adil_buf_span(&b));
    adil_buf_release(&b);
    return text;
}

static void grow(struct adil_arena scratch, const struct adil_policy *p)
{
    bool *signed_by = adil_new(&scratch, bool, p->n_witnesses);
    bool met = adil_policy_met(scratch, p, signed_by);
    for (uint32_t i = 0; i < p->n_witnesses; i++) {
        signed_by[i] = true;
        bool now = adil_policy_met(scratch, p, signed_by);
        ADIL_ASSERT(now || !met);
        met = now;
    }
    ADIL_ASSERT(met); /* all of them meet any quorum that can be written */
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
    struct adil_policy p;
    struct adil_policy again;
    struct adil_span bytes = adil_span_bytes((const char *)data, size);
    if (adil_policy_parse(&a, ADIL_SPAN("policy"), bytes, &p, NULL).code != ADIL_C_OK) {
        return 0;
    }
    struct adil_span text = written_policy(&a, &p);
    adil_err err = adil_policy_parse(&a, ADIL_SPAN("again"), text, &again, NULL);
    ADIL_ASSERT(err.code == ADIL_C_OK && adil_span_eq(written_policy(&a, &again), text));
    grow(a, &p);
    return 0;
}
