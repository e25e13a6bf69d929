/* Arrays of the state. A small one lies in the arena, in a block that is a power of two of bytes;
 * what was outgrown waits for the next that needs its size. A large one gets address space of its
 * own, which it fills from the front: it grows without being copied, and takes what it uses. */
#include "polity/judging.h"

#include <string.h>

enum { BLOCK_LEAST = 6, BLOCK_MOST = 13 }; /* 64 bytes, 8 KiB */

static const size_t region_bytes = (size_t)1 << 28; /* of the first region; then twice as much */

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
        if (p->region[i].base == array) {
            return &p->region[i];
        }
    }
    return NULL;
}

/* NULL: there is no address space to be had. */
static void *region_take(struct adil_polity *p, size_t bytes)
{
    void *base = p->n_regions < ADIL_COUNT(p->region) ? adil_reserve(bytes) : NULL;
    if (base != NULL) {
        p->region[p->n_regions++] = (struct adil_region){base, bytes};
    }
    return base;
}

static void region_leave(struct adil_polity *p, struct adil_region *r)
{
    adil_unreserve(r->base, r->bytes);
    *r = p->region[--p->n_regions];
}

void *adil_table(struct adil_polity *p, size_t item_bytes, uint32_t n)
{
    unsigned power = block_power(n * item_bytes);
    void *table = power > BLOCK_MOST ? region_take(p, (size_t)1 << power) : NULL;
    return table != NULL ? table : block_take(p, power);
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

/* Into address space of its own, at least twice what it has. NULL: there is none to be had. */
static void *grow_large(struct adil_polity *p, void *array, size_t item_bytes, uint32_t n)
{
    struct adil_region *r = region_of(p, array);
    struct adil_region old = r != NULL ? *r : (struct adil_region){NULL, 0};
    size_t room = region_bytes;
    while (room < (size_t)2 * n * item_bytes) {
        room *= 2;
    }
    if (r == NULL && p->n_regions == ADIL_COUNT(p->region)) {
        return NULL;
    }
    void *grown = adil_reserve(room);
    if (grown == NULL) {
        return NULL;
    }
    memcpy(grown, array, n * item_bytes);
    if (r == NULL) {
        r = &p->region[p->n_regions++];
    } else {
        adil_unreserve(old.base, old.bytes);
    }
    *r = (struct adil_region){grown, room};
    return grown;
}

void *adil_grow(struct adil_polity *p, void *array, size_t item_bytes, uint32_t n, uint32_t *cap)
{
    if (n < *cap) {
        return array;
    }
    size_t bytes = *cap * item_bytes;
    unsigned old = block_power(bytes);
    unsigned power = *cap == 0 ? block_power(item_bytes) : old + 1;
    size_t room = (size_t)1 << power;
    void *grown = power > BLOCK_MOST ? grow_large(p, array, item_bytes, n) : NULL;
    if (grown != NULL) {
        const struct adil_region *r = region_of(p, grown);
        ADIL_ASSERT(r != NULL);
        room = r->bytes;
    } else {
        grown = block_take(p, power);
        memcpy(grown, array != NULL ? array : grown, n * item_bytes);
    }
    if (n > 0 && old <= BLOCK_MOST) {
        block_leave(p, array, old);
    }
    room /= item_bytes;
    *cap = room < UINT32_MAX ? (uint32_t)room : UINT32_MAX;
    return grown;
}

void adil_regions_close(struct adil_polity *p)
{
    for (uint32_t i = 0; i < p->n_regions; i++) {
        adil_unreserve(p->region[i].base, p->region[i].bytes);
    }
    p->n_regions = 0;
}

size_t adil_polity_memory(const struct adil_polity *p)
{
    size_t bytes = adil_arena_used(&p->arena);
    for (uint32_t i = 0; i < p->n_regions; i++) {
        bytes += adil_reserved_used(p->region[i].base, p->region[i].bytes);
    }
    return bytes;
}
