/* Lists: sets, votes, tallies, in words of four bytes. Lists that follow one another mostly have
 * the same names (the options of a contest): they share them.
 *
 *     a set:   n | BARE, names
 *     numbers: n, place of the names, (the names, where this list brought them,) numbers
 *     wide:    n | WIDE, the same, numbers of two words, the lower first
 */
#include "polity/state.h"

#define POOL_BARE (UINT32_C(1) << 31)
#define POOL_WIDE (UINT32_C(1) << 30)
#define POOL_N    (POOL_WIDE - 1)

uint32_t adil_pool_n(const struct adil_polity *p, adil_slot slot)
{
    return slot == ADIL_SLOT_UNKNOWN ? 0 : p->pool[slot] & POOL_N;
}

struct adil_pair adil_pool_at(const struct adil_polity *p, adil_slot slot, uint32_t i)
{
    uint32_t at = (uint32_t)slot;
    uint32_t n = adil_pool_n(p, slot);
    ADIL_ASSERT(i < n);
    if ((p->pool[at] & POOL_BARE) != 0) {
        return (struct adil_pair){p->pool[at + 1 + i], 0};
    }
    uint32_t names = p->pool[at + 1];
    uint32_t numbers = at + 2 + (names == at + 2 ? n : 0);
    if ((p->pool[at] & POOL_WIDE) == 0) {
        return (struct adil_pair){p->pool[names + i], p->pool[numbers + i]};
    }
    uint64_t low = p->pool[numbers + 2 * i];
    uint64_t high = p->pool[numbers + 2 * i + 1];
    return (struct adil_pair){p->pool[names + i], (int64_t)(high << 32 | low)};
}

uint32_t adil_pool_names(const struct adil_polity *p, adil_slot slot)
{
    uint32_t at = (uint32_t)slot;
    return (p->pool[at] & POOL_BARE) != 0 ? at + 1 : p->pool[at + 1];
}

static void pool_push(struct adil_polity *p, uint32_t word)
{
    p->pool = adil_grow(p, p->pool, sizeof *p->pool, p->n_pool, &p->cap_pool);
    p->pool[p->n_pool++] = word;
}

static void push_names(struct adil_polity *p, const struct adil_pair *pair, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        pool_push(p, pair[i].of);
    }
}

static bool has_shape(const struct adil_polity *p, const struct adil_pair *pair, uint32_t n)
{
    bool same = n == p->n_shape;
    for (uint32_t i = 0; i < n && same; i++) {
        same = p->pool[p->shape + i] == pair[i].of;
    }
    return same;
}

adil_slot adil_pool_add(struct adil_polity *p, const struct adil_pair *pair, uint32_t n)
{
    uint32_t slot = p->n_pool;
    bool bare = true;
    bool wide = false;
    for (uint32_t i = 0; i < n; i++) {
        bare = bare && pair[i].n == 0;
        wide = wide || pair[i].n < 0 || pair[i].n > UINT32_MAX;
    }
    ADIL_ASSERT(n <= POOL_N);
    pool_push(p, n | (bare ? POOL_BARE : 0) | (wide ? POOL_WIDE : 0));
    if (bare) {
        push_names(p, pair, n);
        return slot;
    }
    bool shared = has_shape(p, pair, n);
    if (!shared) {
        p->shape = slot + 2;
        p->n_shape = n;
    }
    pool_push(p, p->shape);
    push_names(p, pair, shared ? 0 : n);
    for (uint32_t i = 0; i < n; i++) {
        pool_push(p, (uint32_t)((uint64_t)pair[i].n & UINT32_MAX));
        if (wide) {
            pool_push(p, (uint32_t)((uint64_t)pair[i].n >> 32));
        }
    }
    return slot;
}

/* The same pair in a list; where lists are in one order, at the same place. */
static bool has_pair(const struct adil_polity *p, adil_slot slot, struct adil_pair pair, uint32_t i)
{
    uint32_t n = adil_pool_n(p, slot);
    for (uint32_t k = 0; k < n; k++) {
        struct adil_pair at = adil_pool_at(p, slot, (i + k) % n);
        if (at.of == pair.of) {
            return at.n == pair.n;
        }
    }
    return false;
}

bool adil_pool_same(const struct adil_polity *p, adil_slot a, adil_slot b)
{
    uint32_t n = adil_pool_n(p, a);
    bool same = n == adil_pool_n(p, b);
    for (uint32_t i = 0; i < n && same; i++) {
        same = has_pair(p, b, adil_pool_at(p, a, i), i);
    }
    return same;
}

void adil_pool_back(struct adil_polity *p, uint32_t n_pool)
{
    p->n_pool = n_pool;
    p->n_shape = p->shape < n_pool ? p->n_shape : 0;
}
