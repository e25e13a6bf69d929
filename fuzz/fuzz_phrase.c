/* Any text as a phrase, as a path and as a test of a norm: parsing ends, what parses prints to the
 * same phrase again, goes into words in each language, and is judged without a crash. A line break
 * parts a path from its test. */
#include "law/norm.h"

#include <setjmp.h>

/* The entry point that libFuzzer and the replay program call. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_BYTES = 64 << 20, N_UNITS = 5 };

static struct adil_arena arena; /* opened once; every input starts from its beginning */
static jmp_buf full;

static void on_full(void *ctx, size_t wanted)
{
    (void)ctx;
    (void)wanted;
    longjmp(full, 1);
}

static const struct adil_vocab_word extra[] = {
    {.id = ADIL_SPAN_INIT("received")},
    {.id = ADIL_SPAN_INIT("unused")},
    {.id = ADIL_SPAN_INIT("spoiled")},
    {.id = ADIL_SPAN_INIT("issued-in-station"), .words = ADIL_SPAN_INIT("issued in station")},
};
static const struct adil_vocab_word groups[] = {
    {.id = ADIL_SPAN_INIT("regions")},
    {.id = ADIL_SPAN_INIT("region")},
    {.id = ADIL_SPAN_INIT("cities"), .words = ADIL_SPAN_INIT("cities of rank")},
};

#define FIELD(name, kind, other)                                                                   \
    {                                                                                              \
        ADIL_SPAN_INIT(name), ADIL_SPAN_INIT(kind), ADIL_SPAN_INIT(other)                          \
    }
static const struct adil_field fields[] = {
    FIELD("k", "key", ""),    FIELD("d", "date", ""),         FIELD("e", "date", ""),
    FIELD("n", "number", ""), FIELD("t", "tally", "regions"), FIELD("f", "flag", ""),
    FIELD("s", "set", ""),    FIELD("r", "ref", "rows"),      FIELD("x", "text", ""),
};
static const struct adil_register registers[] = {
    {.id = ADIL_SPAN_INIT("rows"), .field = fields, .n_fields = ADIL_COUNT(fields)},
};
static const struct adil_field outers[] = {FIELD("contest.day", "date", "")};

static struct adil_fact get_figure(void *ctx, struct adil_arena *a, uint32_t unit)
{
    (void)ctx;
    (void)a;
    struct adil_fact f = {.lo = adil_num_int(unit % 7), .hi = adil_num_int(unit % 7 + unit % 3)};
    f.unbounded = unit % 5 == 4;
    return f;
}

static struct adil_fact get_quantity(void *ctx, struct adil_arena *a, uint32_t q, uint32_t unit)
{
    return get_figure(ctx, a, q + unit % 11);
}

static uint32_t get_size(void *ctx, uint32_t group)
{
    (void)ctx;
    return group == 1 ? 0 : N_UNITS;
}

static uint32_t get_unit(void *ctx, uint32_t group, uint32_t i)
{
    (void)ctx;
    return i == 3 && group == 2 ? ADIL_NO_WORD : i;
}

static bool get_won(void *ctx, uint32_t group, uint32_t *won, uint32_t *of)
{
    (void)ctx;
    *won = 4;
    *of = N_UNITS;
    return group == 0;
}

static const struct adil_env figures = {
    .subject = get_figure,
    .quantity = get_quantity,
    .group_size = get_size,
    .group_unit = get_unit,
    .units_won = get_won,
};

static void try_phrase(struct adil_span text, const struct adil_vocab *vocab,
                       struct adil_diag *diag)
{
    const struct adil_phrase *p = NULL;
    const struct adil_phrase *again = NULL;
    struct adil_place none = {{NULL, 0}, 0};
    if (adil_phrase_parse(&arena, none, text, vocab, &p, diag).code != ADIL_C_OK) {
        ADIL_ASSERT(diag->n_errors == 1);
        return;
    }
    struct adil_span printed = adil_phrase_text(&arena, p, vocab);
    if (printed.len <= ADIL_PHRASE_BYTES_MAX) {
        adil_err e = adil_phrase_parse(&arena, none, printed, vocab, &again, NULL);
        ADIL_ASSERT(e.code == ADIL_C_OK);
        ADIL_ASSERT(adil_phrase_eq(p, again));
        ADIL_ASSERT(adil_span_eq(printed, adil_phrase_text(&arena, again, vocab)));
        ADIL_ASSERT(adil_phrase_eval(&arena, again, &figures).truth ==
                    adil_phrase_eval(&arena, p, &figures).truth);
    }
    for (int lang = 0; lang < ADIL_N_LANGS; lang++) {
        ADIL_ASSERT(adil_phrase_words(&arena, (enum adil_lang)lang, p, vocab).len > 0);
    }
}

static void judge(const struct adil_norm *norm)
{
    static const struct adil_span members[] = {ADIL_SPAN_INIT("a"), ADIL_SPAN_INIT("b")};
    static const struct adil_fact by_unit[2] = {{.lo = {1, 1, NULL}, .hi = {1, 1, NULL}},
                                                {.lo = {2, 1, NULL}, .hi = {3, 1, NULL}}};
    struct adil_datum v[2][ADIL_COUNT(fields)] = {0};
    v[0][0] = (struct adil_datum){.known = true, .text = members[0]};
    v[0][1] = (struct adil_datum){.known = true, .date = {19000}};
    v[0][2] = (struct adil_datum){.known = true, .date = ADIL_DATE_NONE};
    v[0][3] = (struct adil_datum){.known = true, .number = by_unit[1]};
    v[0][4] = (struct adil_datum){.known = true, .tally = {by_unit[1], by_unit, 2}};
    v[0][5] = (struct adil_datum){.known = true, .flag = true};
    v[0][6] = (struct adil_datum){.known = true, .member = members, .n_members = 2};
    v[0][7] = (struct adil_datum){.known = true, .text = members[0]};
    struct adil_record record[] = {{.value = v[0]}, {.value = v[1]}};
    struct adil_rows rows = {.row = record, .n = 2, .complete = true};
    struct adil_datum outer = {.known = true, .date = {20000}};
    struct adil_norm_env env = {
        .self = record, .outer = &outer, .rows = &rows, .figures = &figures};
    struct adil_norm_env nothing = {0};
    struct adil_verdict found = adil_norm_eval(&arena, norm, &env);
    (void)adil_verdict_found(&arena, ADIL_KK, &found);
    found = adil_norm_eval(&arena, norm, &nothing);
    ADIL_ASSERT(found.found == ADIL_VERDICT_NOTHING);
}

static void try_norm(struct adil_span text, const struct adil_vocab *vocab, struct adil_diag *diag)
{
    struct adil_norm norm = {0};
    struct adil_norm_scope scope = {.reg = registers,
                                    .n_registers = 1,
                                    .self = 0,
                                    .outer = outers,
                                    .n_outer = 1,
                                    .vocab = vocab};
    size_t cut = adil_span_find_byte(text, '\n');
    adil_err e =
        adil_norm_parse(&arena, (struct adil_place){{NULL, 0}, 0}, adil_span_sub(text, 0, cut),
                        adil_span_sub(text, cut + 1, text.len), &scope, &norm, diag);
    if (e.code != ADIL_C_OK) {
        return;
    }
    judge(&norm);
    for (int lang = 0; lang < ADIL_N_LANGS; lang++) {
        ADIL_ASSERT(adil_norm_words(&arena, (enum adil_lang)lang, &norm, vocab).len > 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (arena.base == NULL && adil_arena_open(&arena, ARENA_BYTES) != 0) {
        return 0;
    }
    arena.full = on_full;
    arena.beg = arena.base;
    if (setjmp(full) != 0) {
        return 0;
    }
    struct adil_diag diag;
    struct adil_span text = {(const char *)data, size};
    struct adil_vocab vocab =
        adil_vocab_contest(&arena, extra, ADIL_COUNT(extra), groups, ADIL_COUNT(groups));
    adil_diag_open(&diag, &arena);
    try_phrase(text, &vocab, &diag);
    try_norm(text, &vocab, &diag);
    return 0;
}
