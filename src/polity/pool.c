/* Lists: sets, votes, tallies. A list is a word with its length, then a word an entry (`of` above,
 * the number below), or two where a number does not fit 32 bits. */
#include "polity/state.h"

#define POOL_WIDE (INT64_C(1) << 32)

uint32_t adil_pool_n(const struct adil_polity *p, adil_slot slot)
{
    return slot == ADIL_SLOT_UNKNOWN ? 0 : (uint32_t)(p->pool[slot] & UINT32_MAX);
}

struct adil_pair adil_pool_at(const struct adil_polity *p, adil_slot slot, uint32_t i)
{
    ADIL_ASSERT(i < adil_pool_n(p, slot));
    const adil_slot *entry = &p->pool[slot + 1];
    if ((p->pool[slot] & POOL_WIDE) != 0) {
        return (struct adil_pair){(uint32_t)entry[2 * (size_t)i], entry[2 * (size_t)i + 1]};
    }
    uint64_t both = (uint64_t)entry[i];
    return (struct adil_pair){(uint32_t)(both >> 32), (int64_t)(both & UINT32_MAX)};
}

static void pool_push(struct adil_polity *p, int64_t word)
{
    p->pool = adil_grow(p, p->pool, sizeof *p->pool, p->n_pool, &p->cap_pool);
    p->pool[p->n_pool++] = word;
}

adil_slot adil_pool_add(struct adil_polity *p, const struct adil_pair *pair, uint32_t n)
{
    adil_slot slot = p->n_pool;
    bool wide = false;
    for (uint32_t i = 0; i < n; i++) {
        wide = wide || pair[i].n < 0 || pair[i].n > UINT32_MAX;
    }
    pool_push(p, (int64_t)n | (wide ? POOL_WIDE : 0));
    for (uint32_t i = 0; i < n; i++) {
        if (wide) {
            pool_push(p, pair[i].of);
            pool_push(p, pair[i].n);
        } else {
            pool_push(p, (int64_t)((uint64_t)pair[i].of << 32 | (uint64_t)pair[i].n));
        }
    }
    return slot;
}
