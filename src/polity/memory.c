/* Arrays of the state. A block is a power of two of bytes; one that was outgrown waits for the next
 * array that needs its size, so that little of the arena is lost to growing. */
#include "polity/state.h"

#include <string.h>

enum { BLOCK_LEAST = 6 }; /* 64 bytes */

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
    memcpy(block, &p->spare[power], sizeof(void *));
    p->spare[power] = block;
}

static unsigned block_power(size_t bytes)
{
    unsigned power = BLOCK_LEAST;
    while (((size_t)1 << power) < bytes) {
        power++;
    }
    ADIL_ASSERT(power < ADIL_COUNT(((struct adil_polity *)NULL)->spare));
    return power;
}

void *adil_grow(struct adil_polity *p, void *array, size_t item_bytes, uint32_t n, uint32_t *cap)
{
    if (n < *cap) {
        return array;
    }
    unsigned old = block_power((size_t)*cap * item_bytes);
    unsigned power = *cap == 0 ? block_power(item_bytes) : old + 1;
    void *grown = block_take(p, power);
    if (n > 0) {
        memcpy(grown, array, (size_t)n * item_bytes);
        block_leave(p, array, old);
    }
    size_t room = ((size_t)1 << power) / item_bytes;
    *cap = room < UINT32_MAX ? (uint32_t)room : UINT32_MAX;
    p->n_grown++;
    return grown;
}
