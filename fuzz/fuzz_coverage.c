/* Any bytes as lists of trials, and as holes: reading ends with an error or with figures of the
 * book's own statements; what was read is written so that it reads the same. */
#include "law/coverage.h"

#include <setjmp.h>

/* The entry point that libFuzzer and the replay program call. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_BYTES = 16 << 20 };

static const char law[] =
    "polity: {id: xx, name: Exland}\n"
    "units: [{id: xx, kind: country}]\n"
    "rules:\n"
    "  - {id: bar, until: 2020-01-01, set: {threshold: at least 5% of counted votes}}\n"
    "  - {id: bar, from: 2020-01-01, set: {threshold: at least 7% of counted votes}}\n"
    "registers: {person: {fields: {age: number}, enter: [{id: adult, that: "
    "age, is: at least 18}]}}\n";

static struct adil_arena perm;
static struct adil_arena work;
static struct adil_rulebook book;
static jmp_buf full;

static void on_full(void *ctx, size_t wanted)
{
    (void)ctx;
    (void)wanted;
    longjmp(full, 1);
}

static bool open_law(void)
{
    struct adil_diag diag;
    if (perm.base != NULL) {
        return true;
    }
    if (adil_arena_open(&perm, ARENA_BYTES) != 0 || adil_arena_open(&work, ARENA_BYTES) != 0) {
        return false;
    }
    adil_diag_open(&diag, &perm);
    adil_err err =
        adil_rulebook_parse(&perm, work, ADIL_SPAN("law"), adil_span_of(law), &book, &diag);
    ADIL_ASSERT(err.code == ADIL_C_OK);
    return true;
}

/* Written and read again, every figure is the same. */
static void check_again(struct adil_arena *a, const struct adil_coverage_of *c)
{
    struct adil_coverage_of again;
    struct adil_diag diag;
    struct adil_buf out;
    struct adil_arena scratch = *a;
    scratch.beg = a->end = a->beg + (a->end - a->beg) / 2;
    adil_coverage_of_book(a, &book, &again);
    adil_diag_open(&diag, a);
    adil_buf_open(&out, ARENA_BYTES);
    adil_coverage_put_head(&out, scratch, c->polity, &book.hash);
    for (uint32_t i = 0; i < c->statements.n; i++) {
        adil_coverage_put_line(&out, scratch, &c->statements.at[i], c->tried[i].n);
    }
    bool small = true;
    for (uint32_t i = 0; i < c->statements.n; i++) {
        small = small && c->tried[i].n[0] <= UINT32_MAX && c->tried[i].n[1] <= UINT32_MAX;
    }
    adil_err err = adil_coverage_take(&again, ADIL_SPAN("again"), adil_buf_span(&out), &diag);
    ADIL_ASSERT((err.code == ADIL_C_OK) == small);
    for (uint32_t i = 0; i < c->statements.n && small; i++) {
        ADIL_ASSERT(again.tried[i].n[0] == c->tried[i].n[0]);
        ADIL_ASSERT(again.tried[i].n[1] == c->tried[i].n[1]);
    }
    adil_buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct adil_coverage_of c;
    struct adil_diag diag;
    struct adil_span text = adil_span_bytes((const char *)data, size);
    if (!open_law()) {
        return 0;
    }
    struct adil_arena a = work;
    a.full = on_full;
    if (setjmp(full) != 0) {
        return 0;
    }
    adil_diag_open(&diag, &a);
    adil_coverage_of_book(&a, &book, &c);
    adil_err err = adil_coverage_take(&c, ADIL_SPAN("list"), text, &diag);
    ADIL_ASSERT((err.code == ADIL_C_OK) == (diag.n_errors == 0));
    if (err.code == ADIL_C_OK) {
        check_again(&a, &c);
    }
    adil_diag_open(&diag, &a);
    err = adil_coverage_allow(&c, ADIL_SPAN("holes"), text, &diag);
    ADIL_ASSERT((err.code == ADIL_C_OK) == (diag.n_errors == 0));
    return 0;
}
