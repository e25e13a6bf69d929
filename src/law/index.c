#include "law/index.h"

#include <stdlib.h>

static int by_name(const void *x, const void *y)
{
    const struct adil_index_entry *a = x;
    const struct adil_index_entry *b = y;
    int c = adil_span_cmp(a->name, b->name);
    return c != 0 ? c : (a->value > b->value) - (a->value < b->value);
}

void adil_index_sort(struct adil_index_entry *entry, uint32_t n)
{
    if (n > 1) {
        qsort(entry, n, sizeof(*entry), by_name);
    }
}

uint32_t adil_index_find(const struct adil_index_entry *entry, uint32_t n, struct adil_span name)
{
    uint32_t lo = 0;
    uint32_t hi = n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (adil_span_cmp(entry[mid].name, name) < 0) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    return lo < n && adil_span_eq(entry[lo].name, name) ? lo : ADIL_NOT_FOUND;
}

uint32_t adil_index_get(const struct adil_index_entry *entry, uint32_t n, struct adil_span name)
{
    uint32_t at = adil_index_find(entry, n, name);
    return at == ADIL_NOT_FOUND ? ADIL_NOT_FOUND : entry[at].value;
}
