/* Any bytes as JSON typed by people: reading ends with an error or with a tree whose canonical form
 * is read as itself, byte for byte. */
#include "base/utf8.h"
#include "cli/json_tree.h"

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

static struct adil_span tree_text(struct adil_arena *a, const struct adil_tree *t)
{
    struct adil_buf b;
    struct adil_json json;
    adil_buf_open(&b, ARENA_BYTES);
    adil_json_open(&json, &b, false);
    adil_tree_put(*a, t, &json);
    struct adil_span text = adil_span_copy(a, adil_buf_span(&b));
    adil_buf_release(&b);
    return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct adil_tree *t = NULL;
    struct adil_place place = {ADIL_SPAN("input"), 0};
    if (arena.beg == NULL) {
        ADIL_ASSERT(adil_arena_open(&arena, ARENA_BYTES) == 0);
        arena.full = on_full;
    }
    if (setjmp(full) != 0) {
        return 0;
    }
    struct adil_arena a = arena;
    struct adil_span bytes = adil_span_bytes((const char *)data, size);
    if (adil_utf8_check(bytes) < bytes.len ||
        adil_tree_read(&a, place, ADIL_SPAN("value"), bytes, &t, NULL).code != ADIL_C_OK) {
        return 0;
    }
    struct adil_span once = tree_text(&a, t);
    adil_err err = adil_tree_read(&a, place, ADIL_SPAN("value"), once, &t, NULL);
    ADIL_ASSERT(err.code == ADIL_C_OK);
    ADIL_ASSERT(adil_span_eq(tree_text(&a, t), once));
    return 0;
}
