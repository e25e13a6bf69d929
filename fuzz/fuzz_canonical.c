/* Any bytes as the canonical form of a law, as a log would hand them over: reading ends with a law
 * whose hash is that of the bytes and whose form they are, or with a fault that is named. */
#include "law/rulebook.h"

#include <setjmp.h>

/* The entry point that libFuzzer and the replay program call. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_BYTES = 256 << 20, FORM_MAX = 64 << 20 };

/* Opened once; every input starts from their beginning. */
static struct adil_arena perm;
static struct adil_arena scratch;
static jmp_buf full;

static void on_full(void *ctx, size_t wanted)
{
    (void)ctx;
    (void)wanted;
    longjmp(full, 1);
}

static void look_at_law(const struct adil_rulebook *book, struct adil_span bytes)
{
    struct adil_hash hash = adil_sha256(bytes);
    ADIL_ASSERT(adil_hash_eq(&hash, &book->hash));
    struct adil_buf form;
    adil_buf_open(&form, FORM_MAX);
    adil_rulebook_canonical(book->root, scratch, &form);
    bool same = adil_span_eq(adil_buf_span(&form), bytes);
    adil_buf_release(&form);
    ADIL_ASSERT(same);
    for (uint32_t i = 0; i < book->acts.n_deadlines; i++) {
        const struct adil_deadline *d = &book->acts.deadline[i];
        ADIL_ASSERT(d->number < book->acts.n_deadline_ids);
        ADIL_ASSERT(adil_moment_text(&perm, d->at).len > 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (perm.base == NULL &&
        (adil_arena_open(&perm, ARENA_BYTES) != 0 || adil_arena_open(&scratch, ARENA_BYTES) != 0)) {
        return 0;
    }
    perm.full = on_full;
    scratch.full = on_full;
    perm.beg = perm.base;
    scratch.beg = scratch.base;
    if (setjmp(full) != 0) {
        return 0;
    }
    struct adil_span bytes = {(const char *)data, size};
    struct adil_rulebook book;
    struct adil_diag diag;
    adil_diag_open(&diag, &perm);
    adil_err err =
        adil_rulebook_from_canonical(&perm, scratch, ADIL_SPAN("law"), bytes, &book, &diag);
    ADIL_ASSERT(err.code == ADIL_C_OK || diag.n_errors > 0);
    if (err.code == ADIL_C_OK) {
        look_at_law(&book, bytes);
        diag.n_errors = 0;
        diag.n_warnings = 0;
        uint32_t n = adil_rulebook_check(scratch, &book, &diag);
        ADIL_ASSERT(n == diag.n_errors + diag.n_warnings);
    }
    return 0;
}
