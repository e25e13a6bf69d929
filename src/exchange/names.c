#include "exchange/names.h"

#include <string.h>

__extension__ typedef unsigned __int128 u128;

struct adil_name_slot {
    uint32_t hash;
    uint32_t number; /* + 1; 0: free */
};

enum { SLOTS_FIRST = 64, ITEMS_FIRST = 16 };

static uint64_t fold(uint64_t x, uint64_t y)
{
    u128 z = (u128)x * y;
    return (uint64_t)z ^ (uint64_t)(z >> 64);
}

static uint32_t hash_of(uint64_t seed, struct adil_span s)
{
    const uint64_t odd = UINT64_C(0x9e3779b97f4a7c15);
    uint64_t h = seed ^ s.len;
    size_t at = 0;
    for (; s.len - at >= 8; at += 8) {
        uint64_t w;
        memcpy(&w, s.ptr + at, 8);
        h = fold(h ^ w, odd);
    }
    uint64_t w = 0;
    for (; at < s.len; at++) {
        w = w << 8 | (unsigned char)s.ptr[at];
    }
    h = fold(h ^ w, odd);
    return (uint32_t)(h ^ h >> 32);
}

void *adil_grow_items(struct adil_arena *a, void *items, size_t size, size_t n, size_t need,
                      uint32_t *cap)
{
    if (need <= *cap) {
        return items;
    }
    size_t more = *cap == 0 ? ITEMS_FIRST : 2 * (size_t)*cap;
    more = more < need ? need : more;
    ADIL_ASSERT(more <= UINT32_MAX);
    void *p = adil_arena_alloc(a, size, _Alignof(max_align_t), more);
    if (n > 0) {
        memcpy(p, items, n * size);
    }
    *cap = (uint32_t)more;
    return p;
}

void adil_names_open(struct adil_names *t, struct adil_arena *arena, const struct adil_hash *seed)
{
    memset(t, 0, sizeof *t);
    t->arena = arena;
    memcpy(&t->seed, seed->byte, sizeof t->seed);
    t->n_slots = SLOTS_FIRST;
    t->slot = adil_new(arena, struct adil_name_slot, t->n_slots);
}

/* The slot of the text, or the free one where it would stand. */
static struct adil_name_slot *slot_of(const struct adil_names *t, struct adil_span text,
                                      uint32_t hash)
{
    uint32_t i = hash & (t->n_slots - 1);
    while (t->slot[i].number != 0 &&
           (t->slot[i].hash != hash || !adil_span_eq(t->name[t->slot[i].number - 1], text))) {
        i = (i + 1) & (t->n_slots - 1);
    }
    return &t->slot[i];
}

static void widen(struct adil_names *t)
{
    struct adil_name_slot *old = t->slot;
    uint32_t n_old = t->n_slots;
    t->n_slots = 4 * n_old;
    t->slot = adil_new(t->arena, struct adil_name_slot, t->n_slots);
    for (uint32_t i = 0; i < n_old; i++) {
        if (old[i].number != 0) {
            uint32_t k = old[i].hash & (t->n_slots - 1);
            while (t->slot[k].number != 0) {
                k = (k + 1) & (t->n_slots - 1);
            }
            t->slot[k] = old[i];
        }
    }
}

uint32_t adil_names_find(const struct adil_names *t, struct adil_span text)
{
    const struct adil_name_slot *s = slot_of(t, text, hash_of(t->seed, text));
    return s->number != 0 ? s->number - 1 : ADIL_NO_NAME;
}

uint32_t adil_names_put(struct adil_names *t, struct adil_span text)
{
    uint32_t hash = hash_of(t->seed, text);
    struct adil_name_slot *s = slot_of(t, text, hash);
    if (s->number != 0) {
        return s->number - 1;
    }
    ADIL_ASSERT(t->n < UINT32_MAX / 8);
    t->name = adil_grow_items(t->arena, t->name, sizeof *t->name, t->n, (size_t)t->n + 1, &t->cap);
    t->name[t->n++] = text;
    *s = (struct adil_name_slot){hash, t->n};
    if (2 * t->n > t->n_slots) {
        widen(t);
    }
    return t->n - 1;
}
