/* Any text as a moment: parsing ends with a moment or with a fault that is named; its source reads
 * as the same source; it is said in every language; from any day it gives a day or none, and its
 * begin is not after its end. */
#include "law/moment.h"
#include "law/phrase.h"

#include <setjmp.h>

/* The entry point that libFuzzer and the replay program call. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_BYTES = 16 << 20 };

/* Opened once; every input starts from its beginning. */
static struct adil_arena arena;
static jmp_buf full;

static void on_full(void *ctx, size_t wanted)
{
    (void)ctx;
    (void)wanted;
    longjmp(full, 1);
}

static const struct adil_span anchors[] = {ADIL_SPAN_INIT("call"), ADIL_SPAN_INIT("call-again"),
                                           ADIL_SPAN_INIT("day"), ADIL_SPAN_INIT("first.x"),
                                           ADIL_SPAN_INIT("stage")};

static struct adil_date day_of_anchor(void *ctx, uint32_t anchor)
{
    const int32_t *days = ctx;
    return anchor == 1 ? ADIL_DATE_NONE : (struct adil_date){*days};
}

static int64_t instant_of_anchor(void *ctx, uint32_t anchor)
{
    const int32_t *days = ctx;
    return anchor == 1 ? ADIL_INSTANT_NONE : (int64_t)*days * 86400000 + 1;
}

static const struct adil_moment *must_read(struct adil_span text)
{
    const struct adil_moment *m = NULL;
    struct adil_place nowhere = {{NULL, 0}, 0};
    adil_err err = adil_moment_parse(&arena, nowhere, text, anchors, ADIL_COUNT(anchors), &m, NULL);
    ADIL_ASSERT(err.code == ADIL_C_OK);
    return m;
}

static void look_at_moment(const struct adil_moment *m)
{
    static const int32_t days[] = {-719162, -1, 0, 19435, 2932896};
    static const struct adil_unit unit = {.parent = ADIL_NO_UNIT};
    static const struct adil_units units = {.unit = &unit, .n = 1};
    static const struct adil_zone zone = {
        .unit = 0, .minutes = 345, .from = {19000}, .until = {INT32_MIN}};
    static const struct adil_date holiday[] = {{19434}, {19435}};
    static const struct adil_zones zones = {&zone, 1, holiday, 2};
    struct adil_span text = adil_moment_text(&arena, m);
    ADIL_ASSERT(adil_span_eq(adil_moment_text(&arena, must_read(text)), text));
    for (int lang = 0; lang < ADIL_N_LANGS; lang++) {
        ADIL_ASSERT(adil_moment_words(&arena, (enum adil_lang)lang, m).len > 0);
    }
    for (size_t i = 0; i < ADIL_COUNT(days); i++) {
        int32_t from = days[i];
        struct adil_moment_env env = {&zones, &units, 0, &from, day_of_anchor, instant_of_anchor};
        struct adil_moment_span s = adil_moment_eval(m, &env);
        ADIL_ASSERT(adil_date_known(s.day) == (s.begin != ADIL_INSTANT_NONE));
        ADIL_ASSERT(s.begin <= s.end);
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
    const struct adil_moment *m = NULL;
    struct adil_span text = {(const char *)data, size};
    struct adil_place nowhere = {{NULL, 0}, 0};
    struct adil_diag diag;
    adil_diag_open(&diag, &arena);
    adil_err err =
        adil_moment_parse(&arena, nowhere, text, anchors, ADIL_COUNT(anchors), &m, &diag);
    if (err.code == ADIL_C_OK) {
        look_at_moment(m);
    } else {
        ADIL_ASSERT(diag.n_errors > 0);
    }
    int64_t instant = 0;
    (void)adil_instant_parse(text, &instant);
    return 0;
}
