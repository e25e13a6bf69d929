/* Any bytes as an entry bundle: its entries, put together again, give the same bytes; a copy with
 * it is walked when its tile says so many entries and refused when the tile says one more. And any
 * bytes as a tile's path: there is one spelling. */
#include "gazette/reader.h"

#include <setjmp.h>
#include <string.h>

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

/* A copy of at most 256 entries. */
struct little {
    struct adil_span bundle;
    struct adil_hash leaf[ADIL_TILE_WIDTH + 1];
    uint32_t n;    /* of leaf */
    uint64_t seen; /* entries */
};

static adil_err get_little(void *ctx, struct adil_arena *perm, struct adil_span path,
                           size_t max_bytes, struct adil_span *bytes, struct adil_diag *diag)
{
    const struct little *l = ctx;
    struct adil_tile t;
    (void)perm;
    (void)diag;
    ADIL_ASSERT(adil_tile_path_parse(path, &t) && t.index == 0);
    if (t.level == ADIL_ENTRIES_LEVEL) {
        *bytes = l->bundle;
    } else if (t.level == 0) {
        *bytes = adil_span_bytes((const char *)l->leaf, t.width * sizeof l->leaf[0]);
    } else {
        static struct adil_hash above;
        above = adil_tile_node(l->leaf, 8, 0);
        *bytes = adil_span_bytes((const char *)&above, sizeof above);
    }
    return bytes->len <= max_bytes ? ADIL_OK : ADIL_ERR(INPUT);
}

static adil_err count_entry(void *ctx, uint64_t index, struct adil_span bytes,
                            const struct adil_hash *leaf, struct adil_diag *diag)
{
    struct little *l = ctx;
    struct adil_hash h = adil_leaf_hash(bytes);
    (void)diag;
    ADIL_ASSERT(index == l->seen && adil_hash_eq(&h, leaf));
    l->seen++;
    return ADIL_OK;
}

static enum adil_code walk_little(struct adil_arena scratch, struct little *l)
{
    struct adil_frontier f = {0};
    for (uint32_t i = 0; i < l->n; i++) {
        adil_frontier_add(&f, &l->leaf[i]);
    }
    const struct adil_hash root = adil_frontier_root(&f);
    const struct adil_fetch fetch = {.ctx = l, .get = get_little};
    const struct adil_walk walk = {l, count_entry};
    l->seen = 0;
    return adil_reader_walk(scratch, &fetch, 0, l->n, &root, &walk, NULL).code;
}

static void read_bundle(struct adil_arena *a, struct adil_span in)
{
    struct little *l = adil_new(a, struct little, 1);
    struct adil_span rest = in;
    struct adil_span entry;
    struct adil_buf b;
    bool whole = false;
    l->bundle = in;
    adil_buf_open(&b, ARENA_BYTES);
    while (l->n < ADIL_TILE_WIDTH && adil_bundle_next(&rest, &entry, &whole)) {
        adil_bundle_add(&b, entry);
        l->leaf[l->n++] = adil_leaf_hash(entry);
    }
    ADIL_ASSERT(adil_span_eq(adil_buf_span(&b), adil_span_sub(in, 0, in.len - rest.len)));
    adil_buf_release(&b);
    if (l->n > 0) {
        ADIL_ASSERT(walk_little(*a, l) == (rest.len == 0 ? ADIL_C_OK : ADIL_C_REFUSED));
        ADIL_ASSERT(rest.len > 0 || l->seen == l->n);
    }
    if (l->n < ADIL_TILE_WIDTH) {
        l->n++;
        ADIL_ASSERT(walk_little(*a, l) == ADIL_C_REFUSED);
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
    struct adil_tile t;
    if (adil_tile_path_parse(in, &t)) {
        ADIL_ASSERT(adil_span_eq(adil_tile_path(&a, t), in));
    }
    read_bundle(&a, in);
    return 0;
}
