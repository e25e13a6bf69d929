/* Any bytes as JSON, in both modes: reading ends; what canonical mode accepts plain mode reads as
 * the same events, and written again by base/json.h it gives the same bytes. */
#include "base/json.h"
#include "base/json_read.h"
#include "base/utf8.h"

#include <setjmp.h>

/* The entry point that libFuzzer and the replay program call. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_BYTES = 64 << 20 };

static struct adil_arena arena; /* opened once; every input starts from its beginning */
static jmp_buf full;

static void on_full(void *ctx, size_t wanted)
{
    (void)ctx;
    (void)wanted;
    longjmp(full, 1);
}

static void write_event(struct adil_json *j, const struct adil_json_reader *r,
                        enum adil_json_event e)
{
    switch (e) {
    case ADIL_JSON_OBJECT:
        adil_json_object(j);
        break;
    case ADIL_JSON_ARRAY:
        adil_json_array(j);
        break;
    case ADIL_JSON_OBJECT_END:
    case ADIL_JSON_ARRAY_END:
        adil_json_end(j);
        break;
    case ADIL_JSON_KEY:
        adil_json_key_span(j, r->text);
        break;
    case ADIL_JSON_TEXT:
        adil_json_text(j, r->text);
        break;
    case ADIL_JSON_INT:
        adil_json_i64(j, r->integer);
        break;
    case ADIL_JSON_BOOL:
        adil_json_bool(j, r->integer != 0);
        break;
    case ADIL_JSON_NULL:
        adil_json_null(j);
        break;
    case ADIL_JSON_NUMBER:
    case ADIL_JSON_END:
    case ADIL_JSON_FAULT:
        ADIL_ASSERT(false); /* canonical mode gives none of them here */
    }
}

static void same_bytes_again(struct adil_arena *a, struct adil_span in)
{
    struct adil_json_reader strict;
    struct adil_json_reader plain;
    struct adil_json j;
    struct adil_buf b;
    adil_buf_open(&b, ARENA_BYTES);
    adil_json_open(&j, &b, false);
    adil_json_read(&strict, a, in, true);
    adil_json_read(&plain, a, in, false);
    enum adil_json_event e = adil_json_next(&strict);
    for (; e != ADIL_JSON_END; e = adil_json_next(&strict)) {
        ADIL_ASSERT(adil_json_next(&plain) == e && plain.at == strict.at);
        write_event(&j, &strict, e);
    }
    ADIL_ASSERT(adil_json_next(&plain) == ADIL_JSON_END);
    adil_json_finish(&j);
    struct adil_span again = adil_buf_span(&b);
    ADIL_ASSERT(adil_span_eq(adil_span_sub(again, 0, again.len - 1), in));
    adil_buf_release(&b);
}

/* Returns whether all of it was read. */
static bool read_through(struct adil_arena *a, struct adil_span in, bool canonical)
{
    struct adil_json_reader r;
    adil_json_read(&r, a, in, canonical);
    for (;;) {
        enum adil_json_event e = adil_json_next(&r);
        ADIL_ASSERT(r.at <= in.len && r.depth <= ADIL_JSON_READ_DEPTH);
        if (e == ADIL_JSON_FAULT) {
            ADIL_ASSERT(r.fault != NULL && adil_json_next(&r) == ADIL_JSON_FAULT);
            ADIL_ASSERT(adil_json_fault(&r, (struct adil_place){.line = 0}, in, NULL).code ==
                        ADIL_C_INPUT);
            return false;
        }
        if (e == ADIL_JSON_END) {
            return true;
        }
        if (e == ADIL_JSON_KEY || e == ADIL_JSON_TEXT) {
            ADIL_ASSERT(adil_utf8_check(r.text) == r.text.len);
        }
    }
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
    struct adil_span in = adil_span_bytes((const char *)data, size);
    bool plain = read_through(&a, in, false);
    if (read_through(&a, in, true)) {
        ADIL_ASSERT(plain);
        same_bytes_again(&a, in);
    }
    struct adil_json_reader r;
    struct adil_span raw;
    adil_json_read(&r, &a, in, false);
    enum adil_json_event e = adil_json_next(&r);
    if (e == ADIL_JSON_OBJECT || e == ADIL_JSON_ARRAY) {
        ADIL_ASSERT(!plain || adil_json_skip(&r, e, &raw));
    }
    return 0;
}
