/* Any bytes as a request to a witness, or as evidence of a fork. Whatever is asked of a witness, in
 * whatever state, it never goes backwards, signs only what it then remembers, and keeps as evidence
 * only what shows what it says. What reads is written as it was. */
#include "gazette/witness.h"

#include "gazette/witness_fork.h"

#include <setjmp.h>

/* The entry point that libFuzzer and the replay program call. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_BYTES = 64 << 20, REWRITE_BYTES = 8 << 20 };

/* What the witness may have cosigned before. */
static const struct adil_span held[] = {
    {NULL, 0},
    ADIL_SPAN_INIT("gazette.example/2026\n"
                   "3\n"
                   "lPvQ3YNvUDAWkubQ6t5yjuGexSv/8WBu2AfIV11aqhk=\n"
                   "\n"
                   "\xe2\x80\x94 gazette.example/2026 lEY8RRhiFFlyf1YemBMrqKySGSaQruR5Tq5ZrHIK9qz/"
                   "Lod0zuQa9wUgproYuGWo4t8xUmRalkvQXq0GuGNII5xNmA8=\n"),
    ADIL_SPAN_INIT("gazette.example/2026\n"
                   "5\n"
                   "fKo0Xb2JKmZFTWxlEuo8PqPw0+whvj/C4jdXBf049nI=\n"
                   "\n"
                   "\xe2\x80\x94 gazette.example/2026 lEY8RXKEQL/LLmCQXxKmPVS+VOeJt3oTJLNi/tn/suhz"
                   "0QmYhRWvMEpQ+2JO9Lmy5a+CmR2nN8qGywRJNzwU83WMkAo=\n"),
    ADIL_SPAN_INIT("gazette.example/2026\n"
                   "8\n"
                   "tpcyzlyRQWLKmsz69OldP5h01ogFQ3CIqv8YSk25Z3M=\n"
                   "\n"
                   "\xe2\x80\x94 gazette.example/2026 lEY8RXO1AtcT9efUobhfykjWfzyWn7n40TpI1VFRS47W"
                   "WBd3eywXTwBkO+hGo+bVaWx8Fs3FfGPSjtKrgKx96dHMdgA=\n"),
    ADIL_SPAN_INIT("gazette.example/2026\n"
                   "9\n"
                   "JA2btqVfDLN1tdAIJR5xRUWLexrchGOrj+92/RT3X2s=\n"
                   "\n"
                   "\xe2\x80\x94 rogue.example/x CdTct4v59CMHb9YDFVC8ZPONq1x3dtl3HC0nQgk5WAvKULfvr"
                   "x8+dRGdhwmz4QAZne3fEskCU4kshagC3ffB7VYSqww=\n"
                   "\xe2\x80\x94 gazette.example/2026 lEY8RbWoBwCET3p5JMdVni+nCzZs9/5TRxEB7pA+vAXF"
                   "5Mfbz10h1T64rHuyOGsZlqquAE/h3YSO7ySnjJKfSHPQaQk=\n"),
};

static struct adil_arena arena; /* opened once; every input starts from its beginning */
static struct adil_arena scratch;
static struct adil_secret *key;
static struct adil_witness_log row;
static jmp_buf full;

static const struct adil_place nowhere = {{NULL, 0}, 0};

/* A memory that is gone after each request. */
struct brief {
    struct adil_witness_seen before;
    struct adil_witness_seen after;
    uint32_t n_swaps;
};

static void on_full(void *ctx, size_t wanted)
{
    (void)ctx;
    (void)wanted;
    longjmp(full, 1);
}

static adil_err load_brief(void *ctx, struct adil_arena *perm, struct adil_span origin,
                           struct adil_witness_seen *seen, struct adil_diag *diag)
{
    const struct brief *b = ctx;
    (void)perm;
    (void)diag;
    *seen = b->before;
    seen->origin = origin;
    return ADIL_OK;
}

static adil_err swap_brief(void *ctx, struct adil_arena a, const struct adil_witness_seen *from,
                           const struct adil_witness_seen *to, bool *swapped,
                           struct adil_diag *diag)
{
    struct brief *b = ctx;
    (void)a;
    (void)diag;
    ADIL_ASSERT(from->size == b->before.size && from->size <= to->size);
    b->after = *to; /* its texts live as long as the request */
    b->n_swaps++;
    *swapped = true;
    return ADIL_OK;
}

static adil_err check_evidence(void *ctx, struct adil_arena a, struct adil_span origin,
                               struct adil_span bytes, struct adil_diag *diag)
{
    struct adil_fork_evidence e;
    (void)ctx;
    (void)origin;
    (void)diag;
    ADIL_ASSERT(adil_fork_parse(nowhere, bytes, &e, NULL).code == ADIL_C_OK);
    enum adil_code code = adil_fork_check(a, nowhere, &e, &row.key, 1, NULL).code;
    ADIL_ASSERT(code == (e.kind == ADIL_FORK_UNPROVEN ? ADIL_C_UNDECIDED : ADIL_C_OK));
    return ADIL_OK;
}

static bool set_up(void)
{
    static const uint8_t seed[32] = {1};
    static const char *const log_key =
        "gazette.example/2026+94463c45+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";
    static struct adil_arena kept;
    return adil_arena_open(&arena, ARENA_BYTES) == 0 &&
           adil_arena_open(&scratch, ARENA_BYTES) == 0 && adil_arena_open(&kept, 65536) == 0 &&
           adil_secret_from_seed(ADIL_SPAN("north.example/w1"), ADIL_KEY_COSIGNATURE, seed, &key,
                                 NULL)
                   .code == ADIL_C_OK &&
           adil_vkey_parse(&kept, nowhere, adil_span_of(log_key), &row.key, NULL).code == ADIL_C_OK;
}

static struct adil_witness_seen state_of(struct adil_arena *a, struct adil_span note)
{
    struct adil_witness_seen seen = {.root = adil_empty_root(), .note = note};
    struct adil_note parts;
    struct adil_checkpoint c;
    if (note.len > 0) {
        ADIL_ASSERT(adil_note_open(a, nowhere, note, &row.key, 1, &parts, NULL).code == ADIL_C_OK);
        ADIL_ASSERT(adil_checkpoint_parse(nowhere, parts.text, &c, NULL).code == ADIL_C_OK);
        seen.size = c.size;
        seen.root = c.root;
    }
    return seen;
}

static void ask_witness(struct adil_arena a, struct adil_span note, struct adil_span body)
{
    struct brief b = {.before = state_of(&a, note)};
    const struct adil_witness w = {key, &row, 1, {&b, load_brief, swap_brief, check_evidence}};
    struct adil_witness_answer answer;
    adil_witness_add(&w, &a, scratch, body, 1790000000, &answer, NULL);
    ADIL_ASSERT(answer.status != 500 && answer.body.len > 0);
    ADIL_ASSERT((answer.status == 200) == (b.n_swaps == 1));
    ADIL_ASSERT(!answer.fork || answer.status == 409 || answer.status == 422);
}

static void rewrite_request(struct adil_span body)
{
    struct adil_witness_request request;
    struct adil_buf b;
    if (adil_witness_request_parse(nowhere, body, &request, NULL).code != ADIL_C_OK) {
        return;
    }
    adil_buf_open(&b, REWRITE_BYTES);
    adil_witness_request_put(&b, request.old_size, &request.proof, request.note);
    ADIL_ASSERT(adil_buf_ok(&b) && adil_span_eq(adil_buf_span(&b), body));
    adil_buf_release(&b);
}

static void rewrite_evidence(struct adil_arena a, struct adil_span bytes)
{
    struct adil_fork_evidence e;
    struct adil_buf b;
    if (adil_fork_parse(nowhere, bytes, &e, NULL).code != ADIL_C_OK) {
        return;
    }
    adil_err checked = adil_fork_check(a, nowhere, &e, &row.key, 1, NULL);
    ADIL_ASSERT(checked.code != ADIL_C_IO && checked.code != ADIL_C_LIMIT);
    adil_buf_open(&b, REWRITE_BYTES);
    adil_fork_put(&b, &e);
    ADIL_ASSERT(adil_buf_ok(&b) && adil_span_eq(adil_buf_span(&b), bytes));
    adil_buf_release(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (key == NULL && !set_up()) {
        return 0;
    }
    struct adil_arena a = arena;
    struct adil_span bytes = adil_span_bytes((const char *)data, size);
    a.full = on_full;
    scratch.full = on_full;
    if (setjmp(full) != 0) {
        return 0;
    }
    rewrite_evidence(a, bytes);
    rewrite_request(bytes);
    for (size_t i = 0; i < ADIL_COUNT(held); i++) {
        ask_witness(a, held[i], bytes);
    }
    return 0;
}
