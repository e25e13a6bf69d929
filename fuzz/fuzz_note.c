/* Any bytes as a signed checkpoint: reading ends with an error or with a note whose parts are the
 * whole of it, each line with one spelling; what reads as a checkpoint is written as it was; and a
 * note opens only under a key that signed it. */
#include "gazette/checkpoint.h"

#include <setjmp.h>

/* The entry point that libFuzzer and the replay program call. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_BYTES = 16 << 20, N_KNOWN = 3 };

static struct adil_arena arena; /* opened once; every input starts from its beginning */
static jmp_buf full;

static const struct adil_place nowhere = {{NULL, 0}, 0};

static const char *const known_text[N_KNOWN] = {
    "gazette.example/2026+94463c45+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
    "north.example/w1+44295065+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X",
    "south.example/w2+2a6b94a3+BCVDuS/xCVURR2rcg2nbbdyTNmWhGXjdoUBO4QZsqVWd",
};

static void on_full(void *ctx, size_t wanted)
{
    (void)ctx;
    (void)wanted;
    longjmp(full, 1);
}

/* Text, empty line, and the lines as they would be written, are the bytes again. */
static void rewrite_note(const struct adil_note *note, struct adil_span bytes)
{
    struct adil_buf b;
    adil_buf_open(&b, 2 * (size_t)ADIL_NOTE_BYTES_MAX);
    adil_buf_put(&b, note->text);
    adil_buf_byte(&b, '\n');
    for (uint32_t i = 0; i < note->n_lines; i++) {
        const struct adil_note_line *l = &note->line[i];
        if (l->sig.len > 8 + 2420) {
            adil_buf_put(&b, l->line); /* longer than any line of ours */
        } else {
            adil_note_line_put(&b, l->name, l->id, l->sig);
        }
    }
    ADIL_ASSERT(adil_buf_ok(&b) && adil_span_eq(adil_buf_span(&b), bytes));
    adil_buf_release(&b);
}

static void rewrite_checkpoint(struct adil_span text)
{
    struct adil_checkpoint c;
    struct adil_buf b;
    if (adil_checkpoint_parse(nowhere, text, &c, NULL).code != ADIL_C_OK) {
        return;
    }
    adil_buf_open(&b, 2 * (size_t)ADIL_NOTE_BYTES_MAX);
    adil_checkpoint_put(&b, &c);
    ADIL_ASSERT(adil_buf_ok(&b) && adil_span_eq(adil_buf_span(&b), text));
    adil_buf_release(&b);
}

static void open_note(struct adil_arena *a, struct adil_span bytes)
{
    struct adil_vkey known[N_KNOWN];
    struct adil_note note;
    for (size_t i = 0; i < N_KNOWN; i++) {
        adil_err err = adil_vkey_parse(a, nowhere, adil_span_of(known_text[i]), &known[i], NULL);
        ADIL_ASSERT(err.code == ADIL_C_OK);
    }
    if (adil_note_open(a, nowhere, bytes, known, N_KNOWN, &note, NULL).code != ADIL_C_OK) {
        return;
    }
    uint32_t good = 0;
    for (uint32_t i = 0; i < note.n_lines; i++) {
        good += note.line[i].good ? 1 : 0;
        ADIL_ASSERT(!note.line[i].good || note.line[i].key < N_KNOWN);
    }
    ADIL_ASSERT(note.n_good > 0 && note.n_good <= good && note.n_good <= N_KNOWN);
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
    struct adil_note note;
    struct adil_vkey key;
    struct adil_span bytes = adil_span_bytes((const char *)data, size);
    rewrite_checkpoint(bytes);
    if (adil_vkey_parse(&a, nowhere, bytes, &key, NULL).code == ADIL_C_OK) {
        ADIL_ASSERT(adil_span_eq(adil_vkey_text(&a, &key), bytes));
    }
    if (adil_note_split(&a, nowhere, bytes, &note, NULL).code == ADIL_C_OK) {
        rewrite_note(&note, bytes);
        rewrite_checkpoint(note.text);
        open_note(&a, bytes);
    }
    return 0;
}
