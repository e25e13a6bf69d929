/* Arrays of the state. A small one lies in the arena, in a block that is a power of two of bytes;
 * what was outgrown waits for the next that needs its size. A large one gets address space of its
 * own, which it fills from the front: it grows without being copied, and takes what it uses.
 *
 * Before each act it is looked whether all this is more than may be held in memory; then what there
 * is of the largest arrays, and of the arena behind entry 0, goes into files (base/space.h), until
 * a quarter of the bound is free again. docs/design/memory.md says why. */
#include "polity/judging.h"

#include <string.h>

enum {
    BLOCK_LEAST = 6, /* 64 bytes */
    BLOCK_MOST = 13, /* 8 KiB */
    STEP_LEAST = 1 << 14,
    STEPS_A_BOUND = 16,
    STEPS_AN_ARRAY = 8,
};

static const size_t region_bytes = (size_t)1 << 28; /* of the first region; then twice as much */
static const size_t bound_bytes = (size_t)1 << 28;  /* where none is given */

static unsigned block_power(size_t bytes)
{
    unsigned power = BLOCK_LEAST;
    while (((size_t)1 << power) < bytes) {
        power++;
    }
    ADIL_ASSERT(power < ADIL_COUNT(((struct adil_polity *)NULL)->spare));
    return power;
}

static void *block_take(struct adil_polity *p, unsigned power)
{
    void *block = p->spare[power];
    if (block == NULL) {
        return adil_arena_alloc(&p->arena, 1, _Alignof(max_align_t), (size_t)1 << power);
    }
    memcpy(&p->spare[power], block, sizeof(void *));
    memset(block, 0, (size_t)1 << power);
    return block;
}

static void block_leave(struct adil_polity *p, void *block, unsigned power)
{
    ADIL_ASSERT(block != NULL);
    memcpy(block, &p->spare[power], sizeof(void *));
    p->spare[power] = block;
}

/* The region an array stands in, or NULL. */
static struct adil_region *region_of(struct adil_polity *p, const void *array)
{
    for (uint32_t i = 0; i < p->n_regions; i++) {
        if (p->region[i].space.base == array) {
            return &p->region[i];
        }
    }
    return NULL;
}

/* NULL: there is no address space to be had. */
static struct adil_region *region_take(struct adil_polity *p, size_t bytes)
{
    struct adil_region *r = &p->region[p->n_regions];
    if (p->n_regions == ADIL_COUNT(p->region) || !adil_space_open(&r->space, bytes)) {
        return NULL;
    }
    r->used = 0;
    r->is_table = false;
    p->n_regions++;
    return r;
}

static void region_leave(struct adil_polity *p, struct adil_region *r)
{
    p->held -= r->used - r->space.filed;
    adil_space_close(&r->space);
    *r = p->region[--p->n_regions];
}

/* ---- what may be held in memory -------------------------------------------------------------- */

static size_t bound_of(const struct adil_polity *p)
{
    if (p->options.index_folder.len == 0) {
        return SIZE_MAX;
    }
    return p->options.held_bytes == 0 ? bound_bytes : p->options.held_bytes;
}

/* Of the arena, behind entry 0. */
static size_t arena_used(const struct adil_polity *p)
{
    const char *from = p->behind_law.base;
    return from != NULL && p->arena.beg > from ? (size_t)(p->arena.beg - from) : 0;
}

static size_t arena_held(const struct adil_polity *p)
{
    size_t used = arena_used(p);
    return used > p->behind_law.filed ? used - p->behind_law.filed : 0;
}

static adil_err region_file(struct adil_polity *p, struct adil_region *r, bool blank,
                            struct adil_diag *diag)
{
    size_t before = r->space.filed;
    ADIL_TRY(adil_space_file(&r->space, p->options.index_folder, r->used, blank, diag));
    p->held -= r->space.filed - before;
    return ADIL_OK;
}

/* Of arrays, or of tables, the one of which most is in memory. */
static struct adil_region *region_most(struct adil_polity *p, bool is_table)
{
    struct adil_region *most = NULL;
    for (uint32_t i = 0; i < p->n_regions; i++) {
        struct adil_region *r = &p->region[i];
        if (r->is_table == is_table &&
            (most == NULL || r->used - r->space.filed > most->used - most->space.filed)) {
            most = r;
        }
    }
    return most;
}

/* Arrays are mostly written at their end: they go first. Tables are read all over. */
static adil_err file_most(struct adil_polity *p, struct adil_diag *diag)
{
    struct adil_region *r = region_most(p, false);
    size_t held = r != NULL ? r->used - r->space.filed : 0;
    if (arena_held(p) >= STEP_LEAST && arena_held(p) > held) {
        return adil_space_file(&p->behind_law, p->options.index_folder, arena_used(p), false, diag);
    }
    if (held < STEP_LEAST) {
        r = region_most(p, true);
    }
    return r != NULL ? region_file(p, r, false, diag) : ADIL_OK;
}

adil_err adil_memory_settle(struct adil_polity *p, struct adil_diag *diag)
{
    if (p->behind_law.base == NULL) {
        p->behind_law = adil_space_of(p->arena.beg, p->arena.end);
    }
    size_t bound = bound_of(p);
    size_t held = p->held + arena_held(p);
    if (held <= bound) {
        return ADIL_OK;
    }
    for (size_t before = SIZE_MAX; held > bound - bound / 4 && held < before;) {
        before = held;
        ADIL_TRY(file_most(p, diag));
        held = p->held + arena_held(p);
    }
    return ADIL_OK;
}

/* ---- tables --------------------------------------------------------------------------------- */

/* A table that would not fit the bound begins in its file. Where that fails it is tried again, and
 * told, before the next act. */
void *adil_table(struct adil_polity *p, size_t item_bytes, uint32_t n)
{
    unsigned power = block_power(n * item_bytes);
    struct adil_region *r = power > BLOCK_MOST ? region_take(p, (size_t)1 << power) : NULL;
    if (r == NULL) {
        return block_take(p, power);
    }
    r->is_table = true;
    r->used = (size_t)1 << power;
    p->held += r->used;
    if (p->held + arena_held(p) > bound_of(p)) {
        adil_err err = region_file(p, r, true, NULL);
        (void)err;
    }
    return r->space.base;
}

void adil_table_leave(struct adil_polity *p, void *table, size_t item_bytes, uint32_t n)
{
    struct adil_region *r = n > 0 ? region_of(p, table) : NULL;
    if (r != NULL) {
        region_leave(p, r);
    } else if (n > 0) {
        block_leave(p, table, block_power(n * item_bytes));
    }
}

/* ---- arrays --------------------------------------------------------------------------------- */

static void *grow_block(struct adil_polity *p, void *array, size_t item_bytes, uint32_t n,
                        uint32_t *cap)
{
    unsigned old = block_power(*cap * item_bytes);
    unsigned power = *cap == 0 ? block_power(item_bytes) : old + 1;
    void *grown = block_take(p, power);
    if (n > 0) {
        memcpy(grown, array, n * item_bytes);
        block_leave(p, array, old);
    }
    *cap = (uint32_t)(((size_t)1 << power) / item_bytes);
    return grown;
}

/* More of its address space, or more of that. NULL: there is none to be had. */
static void *grow_region(struct adil_polity *p, struct adil_region *r, size_t item_bytes,
                         uint32_t n, uint32_t *cap)
{
    size_t most = bound_of(p) / STEPS_A_BOUND;
    size_t step = r->used / STEPS_AN_ARRAY < most ? r->used / STEPS_AN_ARRAY : most;
    size_t used = r->used;
    step = step < STEP_LEAST ? STEP_LEAST : step - step % STEP_LEAST;
    do {
        used += step;
    } while (used / item_bytes <= n);
    size_t room = r->space.bytes;
    while (room < used) {
        room *= 2;
    }
    if (room > r->space.bytes && !adil_space_widen(&r->space, room, n * item_bytes)) {
        return NULL;
    }
    p->held += used - r->used;
    r->used = used;
    used /= item_bytes;
    *cap = used < UINT32_MAX ? (uint32_t)used : UINT32_MAX;
    return r->space.base;
}

void *adil_grow(struct adil_polity *p, void *array, size_t item_bytes, uint32_t n, uint32_t *cap)
{
    if (n < *cap) {
        return array;
    }
    size_t bytes = *cap * item_bytes;
    struct adil_region *r = bytes > 0 ? region_of(p, array) : NULL;
    if (r != NULL) {
        void *grown = grow_region(p, r, item_bytes, n, cap);
        return grown != NULL ? grown : grow_block(p, array, item_bytes, n, cap);
    }
    r = bytes > 0 && block_power(bytes) >= BLOCK_MOST ? region_take(p, region_bytes) : NULL;
    void *grown = r != NULL ? grow_region(p, r, item_bytes, n, cap) : NULL;
    if (grown == NULL) {
        return grow_block(p, array, item_bytes, n, cap);
    }
    memcpy(grown, array, n * item_bytes);
    block_leave(p, array, block_power(bytes));
    return grown;
}

/* ---- the whole ------------------------------------------------------------------------------ */

void adil_regions_close(struct adil_polity *p)
{
    for (uint32_t i = 0; i < p->n_regions; i++) {
        adil_space_close(&p->region[i].space);
    }
    p->n_regions = 0;
}

size_t adil_polity_memory(const struct adil_polity *p)
{
    size_t bytes = adil_arena_used(&p->arena) - p->behind_law.filed;
    for (uint32_t i = 0; i < p->n_regions; i++) {
        bytes += adil_space_resident(&p->region[i].space);
    }
    return bytes;
}

size_t adil_polity_filed(const struct adil_polity *p)
{
    size_t bytes = p->behind_law.filed;
    for (uint32_t i = 0; i < p->n_regions; i++) {
        bytes += p->region[i].space.filed;
    }
    return bytes;
}
