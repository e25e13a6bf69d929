/* Any bytes as a rulebook, and as settings of a contest: reading ends with a rulebook or with a
 * fault that is named; what was read compiles or says why not, can be checked, and its canonical
 * form reads as the same law. Bytes that begin with "set" are settings, one KEY=VALUE a line. */
#include "law/rulebook.h"

#include <setjmp.h>

/* The entry point that libFuzzer and the replay program call. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_BYTES = 256 << 20, SETTINGS_MAX = 8, CANONICAL_MAX = 64 << 20 };

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

static void must_say(adil_err err, const struct adil_diag *diag)
{
    ADIL_ASSERT(err.code == ADIL_C_OK || diag->n_errors > 0);
}

static void look_at(const struct adil_contest *c)
{
    ADIL_ASSERT(c->method < ADIL_N_METHODS && c->n_papers > 0);
    for (uint32_t i = 0; i < c->n_papers; i++) {
        ADIL_ASSERT(c->paper[i].marks > 0 && c->paper[i].n_labels > 0);
    }
    for (uint32_t i = 0; i < c->n_options; i++) {
        ADIL_ASSERT(c->option[i].id.len > 0 && c->option[i].at_least <= c->option[i].at_most);
    }
    ADIL_ASSERT(c->yes == UINT32_MAX || c->yes < c->n_options);
    ADIL_ASSERT(c->percent_of < c->vocab.n_quantities);
}

static void try_canonical(const struct adil_rulebook *book)
{
    struct adil_arena keep = perm;
    struct adil_buf text;
    adil_buf_open(&text, CANONICAL_MAX);
    adil_rulebook_canonical(book->root, scratch, &text);
    ADIL_ASSERT(adil_buf_ok(&text));
    struct adil_span copy = adil_span_copy(&perm, adil_buf_span(&text));
    adil_buf_release(&text);
    struct adil_rulebook again;
    struct adil_diag diag;
    adil_diag_open(&diag, &perm);
    adil_err err = adil_rulebook_parse(&perm, scratch, book->file, copy, &again, &diag);
    ADIL_ASSERT(err.code == ADIL_C_OK);
    ADIL_ASSERT(adil_hash_eq(&again.hash, &book->hash));
    perm = keep;
}

static void try_rulebook(struct adil_span bytes)
{
    struct adil_rulebook book;
    struct adil_diag diag;
    adil_diag_open(&diag, &perm);
    adil_err err = adil_rulebook_parse(&perm, scratch, ADIL_SPAN("f.yaml"), bytes, &book, &diag);
    must_say(err, &diag);
    if (err.code != ADIL_C_OK) {
        return;
    }
    try_canonical(&book);
    for (uint32_t i = 0; i < book.n_contests; i++) {
        struct adil_arena keep = perm;
        struct adil_contest c;
        adil_diag_open(&diag, &perm);
        err = adil_rulebook_contest(&perm, scratch, &book, book.contest[i].name, ADIL_DATE_NONE,
                                    NULL, 0, &c, &diag);
        must_say(err, &diag);
        if (err.code == ADIL_C_OK) {
            look_at(&c);
        }
        perm = keep;
    }
    adil_diag_open(&diag, &perm);
    uint32_t n = adil_rulebook_check(scratch, &book, &diag);
    ADIL_ASSERT(n == diag.n_errors + diag.n_warnings);
}

static void try_settings(struct adil_span bytes)
{
    struct adil_setting set[SETTINGS_MAX];
    uint32_t n = 0;
    struct adil_span line;
    while (n < SETTINGS_MAX && adil_span_cut(&bytes, '\n', &line)) {
        struct adil_span rest = line;
        (void)adil_span_cut(&rest, '=', &set[n].key);
        set[n++].value = rest;
    }
    struct adil_contest c;
    struct adil_diag diag;
    adil_diag_open(&diag, &perm);
    adil_err err =
        adil_contest_from_settings(&perm, scratch, ADIL_SPAN("v.csv"), set, n, &c, &diag);
    must_say(err, &diag);
    if (err.code == ADIL_C_OK) {
        look_at(&c);
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
    if (adil_span_starts(bytes, ADIL_SPAN("set\n"))) {
        try_settings(adil_span_sub(bytes, 4, bytes.len));
    } else {
        try_rulebook(bytes);
    }
    return 0;
}
