/* Any bytes as a locked secret key: its reader alone, which opens nothing and derives no key. It
 * ends with an error or with a file that has this one spelling, a cost within its bounds. */
#include "gazette/secret_file.h"

#include <setjmp.h>

/* The entry point that libFuzzer and the replay program call. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_BYTES = 8 << 20 };

static struct adil_arena arena; /* opened once; every input starts from its beginning */
static jmp_buf full;

static void on_full(void *ctx, size_t wanted)
{
    (void)ctx;
    (void)wanted;
    longjmp(full, 1);
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
    struct adil_secret_file f;
    struct adil_buf b;
    struct adil_place place = {ADIL_SPAN("key"), 0};
    struct adil_span bytes = adil_span_bytes((const char *)data, size);
    if (adil_secret_file_parse(&a, place, bytes, &f, NULL).code != ADIL_C_OK) {
        return 0;
    }
    adil_buf_open(&b, bytes.len + 1);
    adil_secret_file_put_header(&b, a, &f);
    ADIL_ASSERT(adil_span_eq(adil_buf_span(&b), f.header));
    adil_secret_file_put_sealed(&b, &f);
    ADIL_ASSERT(adil_buf_ok(&b) && adil_span_eq(adil_buf_span(&b), bytes));
    ADIL_ASSERT(f.passes <= ADIL_LOCK_PASSES_MAX && f.kib <= ADIL_LOCK_KIB_MAX);
    ADIL_ASSERT((f.lock == ADIL_LOCK_PHRASE) == (f.passes > 0 && f.kib > 0));
    adil_buf_release(&b);
    return 0;
}
