/* Any bytes as a table of people's own: reading ends with an error or with a table whose rows all
 * have a cell for every column, and which, written again, is read as the same. */
#include "cli/table.h"
#include "report/report.h"

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

static struct adil_span table_text(struct adil_arena *a, const struct adil_csv_table *t)
{
    struct adil_buf b;
    adil_buf_open(&b, ARENA_BYTES);
    adil_buf_str(&b,
                 "\xef\xbb\xbf"); /* a mark is taken off once; the first name may begin with one */
    for (uint32_t c = 0; c < t->n_columns; c++) {
        adil_csv_cell(&b, t->column[c]);
        adil_buf_byte(&b, c + 1 == t->n_columns ? '\n' : ',');
    }
    for (uint32_t row = 0; row < t->n_rows; row++) {
        for (uint32_t c = 0; c < t->n_columns; c++) {
            struct adil_span cell = adil_csv_table_cell(t, row, c);
            /* one empty cell alone would be a blank line */
            adil_buf_str(&b, t->n_columns == 1 && cell.len == 0 ? "\"\"" : "");
            adil_csv_cell(&b, cell);
            adil_buf_byte(&b, c + 1 == t->n_columns ? '\n' : ',');
        }
    }
    struct adil_span text = adil_span_copy(a, adil_buf_span(&b));
    adil_buf_release(&b);
    return text;
}

static void read_again(struct adil_arena *a, const struct adil_csv_table *t)
{
    struct adil_csv_table again;
    struct adil_span text = table_text(a, t);
    adil_err err = adil_csv_table_parse(a, t->file, text, &again, NULL);
    ADIL_ASSERT(err.code == ADIL_C_OK);
    ADIL_ASSERT(again.n_rows == t->n_rows && again.n_columns == t->n_columns);
    for (size_t i = 0; i < (size_t)t->n_rows * t->n_columns; i++) {
        ADIL_ASSERT(adil_span_eq(again.cell[i], t->cell[i]));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct adil_csv_table t;
    if (arena.beg == NULL) {
        ADIL_ASSERT(adil_arena_open(&arena, ARENA_BYTES) == 0);
        arena.full = on_full;
    }
    if (setjmp(full) != 0) {
        return 0;
    }
    struct adil_arena a = arena;
    struct adil_diag diag;
    adil_diag_open(&diag, &a);
    struct adil_span bytes = adil_span_bytes((const char *)data, size);
    if (adil_csv_table_parse(&a, ADIL_SPAN("input"), bytes, &t, &diag).code == ADIL_C_OK) {
        read_again(&a, &t);
    } else {
        ADIL_ASSERT(diag.n_errors > 0);
    }
    return 0;
}
