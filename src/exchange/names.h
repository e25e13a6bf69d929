/* Texts numbered in order of first appearance: 0, 1, 2, ... A hash table in an arena. The seed
 * comes from the input's own SHA-256, so that names cannot be chosen to collide. */
#ifndef ADIL_EXCHANGE_NAMES_H
#define ADIL_EXCHANGE_NAMES_H

#include "base/sha256.h"

#define ADIL_NO_NAME UINT32_MAX

struct adil_names {
    struct adil_arena *arena;
    uint64_t seed;
    struct adil_span *name; /* [n]: not copied, must outlive the table */
    uint32_t n;
    uint32_t cap;
    struct adil_name_slot *slot; /* n_slots, a power of two, at most half full */
    uint32_t n_slots;
};

void adil_names_open(struct adil_names *t, struct adil_arena *arena, const struct adil_hash *seed);

/* The number of a text, or ADIL_NO_NAME. */
uint32_t adil_names_find(const struct adil_names *t, struct adil_span text);

/* The number of a text; the next one when it is new. */
uint32_t adil_names_put(struct adil_names *t, struct adil_span text);

/* An array of `size`-byte items that holds `n`, made to hold at least `need`: the same when *cap
 * allows, else a copy twice as large, zeroed past n. */
void *adil_grow_items(struct adil_arena *a, void *items, size_t size, size_t n, size_t need,
                      uint32_t *cap);

#endif
