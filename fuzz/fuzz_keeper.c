/* Any bytes as a keeper's file: what is read has a root, is written again and read as the same, and
 * every row is proven under that root. Bytes that begin a JSON object: a member's proof. */
#include "cli/keeper.h"

#include <setjmp.h>

/* The entry point that libFuzzer and the replay program call. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_BYTES = 64 << 20, TEXT_BYTES = 16 << 20 };

static struct adil_arena arena; /* opened once; every input starts from its beginning */
static struct adil_arena spare;
static jmp_buf full;

static void on_full(void *ctx, size_t wanted)
{
    (void)ctx;
    (void)wanted;
    longjmp(full, 1);
}

static void write_and_read(struct adil_arena *a, const struct adil_keeper_list *l,
                           const struct adil_span *salt, const struct adil_keeper_tree *tree)
{
    struct adil_buf text;
    struct adil_keeper_list again;
    struct adil_keeper_tree same;
    struct adil_diag diag;
    adil_diag_open(&diag, a);
    adil_buf_open(&text, TEXT_BYTES);
    adil_keeper_put_file(&text, spare, l, salt);
    struct adil_span copy = adil_span_copy(a, adil_buf_span(&text));
    bool whole = adil_buf_ok(&text);
    adil_buf_release(&text);
    if (whole) {
        adil_err err = adil_keeper_parse(a, ADIL_SPAN("again"), copy, true, &again, &diag);
        ADIL_ASSERT(err.code == ADIL_C_OK);
        adil_keeper_tree_make(a, spare, &again, adil_register_salts(a, &again), &same);
        ADIL_ASSERT(adil_hash_eq(&same.root, &tree->root));
    }
}

static void prove_first(struct adil_arena *a, const struct adil_keeper_list *l,
                        const struct adil_span *salt, const struct adil_keeper_tree *tree)
{
    struct adil_buf work;
    struct adil_buf text;
    struct adil_keeper_proof read;
    struct adil_diag diag;
    adil_diag_open(&diag, a);
    adil_buf_open(&work, ADIL_KEEPER_ROW_MAX);
    adil_buf_open(&text, ADIL_KEEPER_PROOF_BYTES);
    struct adil_hash leaf = adil_keeper_leaf(&work, spare, l, 0, salt[0]);
    struct adil_keeper_proof p = {.row = adil_buf_span(&work),
                                  .index = adil_keeper_tree_find(tree, &leaf),
                                  .size = tree->n,
                                  .root = tree->root};
    ADIL_ASSERT(p.index < p.size);
    adil_keeper_tree_prove(tree, (uint32_t)p.index, &p.proof);
    adil_keeper_proof_put(&text, spare, &p);
    struct adil_span copy = adil_span_copy(a, adil_buf_span(&text));
    ADIL_ASSERT(adil_buf_ok(&text));
    adil_err err = adil_keeper_proof_read(a, ADIL_SPAN("proof"), copy, &read, &diag);
    ADIL_ASSERT(err.code == ADIL_C_OK && adil_span_eq(read.row, p.row));
    adil_buf_release(&work);
    adil_buf_release(&text);
}

/* Its salts where it has them, else one for all. */
static const struct adil_span *some_salts(struct adil_arena *a, const struct adil_keeper_list *l)
{
    static const struct adil_span zero =
        ADIL_SPAN_INIT("0000000000000000000000000000000000000000000000000000000000000000");
    struct adil_span *salt = adil_new(a, struct adil_span, l->table.n_rows);
    for (uint32_t i = 0; i < l->table.n_rows; i++) {
        salt[i] = zero;
    }
    return salt;
}

static void try_list(struct adil_arena *a, struct adil_span bytes, bool kept)
{
    struct adil_keeper_list l;
    struct adil_keeper_tree tree;
    struct adil_diag diag;
    adil_diag_open(&diag, a);
    if (adil_keeper_parse(a, ADIL_SPAN("input"), bytes, kept, &l, &diag).code != ADIL_C_OK) {
        ADIL_ASSERT(diag.n_errors > 0);
        return;
    }
    const struct adil_span *salt = kept ? adil_register_salts(a, &l) : some_salts(a, &l);
    adil_keeper_tree_make(a, spare, &l, salt, &tree);
    ADIL_ASSERT(adil_keeper_repeated(spare, &l) <= l.table.n_rows);
    write_and_read(a, &l, salt, &tree);
    if (l.table.n_rows > 0) {
        prove_first(a, &l, salt, &tree);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (arena.beg == NULL) {
        ADIL_ASSERT(adil_arena_open(&arena, ARENA_BYTES) == 0);
        ADIL_ASSERT(adil_arena_open(&spare, ARENA_BYTES) == 0);
        arena.full = on_full;
        spare.full = on_full;
    }
    if (setjmp(full) != 0) {
        return 0;
    }
    struct adil_arena a = arena;
    struct adil_span bytes = adil_span_bytes((const char *)data, size);
    if (size > 0 && data[0] == '{') {
        struct adil_keeper_proof p;
        struct adil_diag diag;
        adil_diag_open(&diag, &a);
        adil_err err = adil_keeper_proof_read(&a, ADIL_SPAN("input"), bytes, &p, &diag);
        ADIL_ASSERT(err.code == ADIL_C_OK || diag.n_errors > 0);
        return 0;
    }
    try_list(&a, bytes, true);
    try_list(&a, bytes, false);
    return 0;
}
