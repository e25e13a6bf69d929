#include "count/build.h"

#include <string.h>

/* Merges the sorted runs [lo, mid) and [mid, hi) of `from` into `to`. Equal items keep their
 * order: the left run goes first. */
static void merge(const uint32_t *from, uint32_t *to, size_t lo, size_t mid, size_t hi,
                  adil_order_cmp cmp, const void *ctx)
{
    size_t i = lo;
    size_t j = mid;
    for (size_t at = lo; at < hi; at++) {
        if (i < mid && (j == hi || cmp(ctx, from[i], from[j]) <= 0)) {
            to[at] = from[i++];
        } else {
            to[at] = from[j++];
        }
    }
}

void adil_order(struct adil_arena scratch, uint32_t *item, uint32_t n, adil_order_cmp cmp,
                const void *ctx)
{
    uint32_t *spare = adil_new(&scratch, uint32_t, n);
    uint32_t *from = item;
    uint32_t *to = spare;
    for (size_t run = 1; run < n; run *= 2) {
        for (size_t lo = 0; lo < n; lo += 2 * run) {
            size_t mid = lo + run < n ? lo + run : n;
            size_t hi = lo + 2 * run < n ? lo + 2 * run : n;
            merge(from, to, lo, mid, hi, cmp, ctx);
        }
        uint32_t *swap = from;
        from = to;
        to = swap;
    }
    if (from != item) {
        memcpy(item, from, n * sizeof *item);
    }
}
