/* Any bytes as an offline proof: reading ends with an error or with a proof that is written as it
 * was read; verifying it ends. */
#include "gazette/tlog_proof.h"

#include <setjmp.h>

/* The entry point that libFuzzer and the replay program call. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_BYTES = 16 << 20 };

static struct adil_arena arena; /* opened once; every input starts from its beginning */
static jmp_buf full;

static const struct adil_place nowhere = {{NULL, 0}, 0};

static void on_full(void *ctx, size_t wanted)
{
    (void)ctx;
    (void)wanted;
    longjmp(full, 1);
}

static const struct adil_span policy_text = ADIL_SPAN_INIT(
    "log gazette.example/2026+94463c45+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4\n"
    "witness N north.example/w1+44295065+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X\n"
    "quorum N\n");

/* `extra` may be empty or absent, which differ on paper. */
static void rewrite_proof(const struct adil_tlog_proof *p, struct adil_span bytes)
{
    struct adil_buf b;
    adil_buf_open(&b, bytes.len + 1);
    adil_tlog_proof_put(&b, p);
    ADIL_ASSERT(adil_buf_ok(&b) && adil_span_eq(adil_buf_span(&b), bytes));
    adil_buf_release(&b);
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
    struct adil_tlog_proof p;
    struct adil_policy policy;
    struct adil_span bytes = adil_span_bytes((const char *)data, size);
    if (adil_tlog_proof_parse(&a, nowhere, bytes, &p, NULL).code != ADIL_C_OK) {
        return 0;
    }
    rewrite_proof(&p, bytes);
    adil_err err = adil_policy_parse(&a, ADIL_SPAN("policy"), policy_text, &policy, NULL);
    ADIL_ASSERT(err.code == ADIL_C_OK);
    (void)adil_tlog_proof_verify(a, nowhere, &p, ADIL_SPAN("entry 3"), &policy, NULL).code;
    return 0;
}
