/* A sorted index of names: which number each stands for. */
#ifndef ADIL_LAW_INDEX_H
#define ADIL_LAW_INDEX_H

#include "base/span.h"

#define ADIL_NOT_FOUND UINT32_MAX

struct adil_index_entry {
    struct adil_span name;
    uint32_t value;
};

/* Sorts by name (bytes), then by value. */
void adil_index_sort(struct adil_index_entry *entry, uint32_t n);
/* Position of the first entry with that name in a sorted index, or ADIL_NOT_FOUND. */
uint32_t adil_index_find(const struct adil_index_entry *entry, uint32_t n, struct adil_span name);
/* The smallest value under that name, or ADIL_NOT_FOUND. */
uint32_t adil_index_get(const struct adil_index_entry *entry, uint32_t n, struct adil_span name);

#endif
