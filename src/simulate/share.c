#include "simulate/share.h"

#include <stdlib.h>

__extension__ typedef __int128 share_wide;

int64_t adil_share_of(int64_t a, int64_t b, int64_t c)
{
    return (int64_t)((share_wide)a * b / c);
}

int64_t adil_share_near(int64_t a, int64_t b, int64_t c)
{
    return (int64_t)(((share_wide)2 * a * b + c) / ((share_wide)2 * c));
}

struct remainder_of {
    uint64_t rest; /* of total * weight / all, scaled to 2^32 */
    uint32_t i;
};

static int by_remainder(const void *a, const void *b)
{
    const struct remainder_of *x = a;
    const struct remainder_of *y = b;
    if (x->rest != y->rest) {
        return x->rest > y->rest ? -1 : 1;
    }
    return x->i < y->i ? -1 : x->i > y->i;
}

static int64_t room(const int64_t *most, const int64_t *out, uint32_t i)
{
    return most == NULL ? INT64_MAX : most[i] - out[i];
}

/* One round over those with room; gives out at least one when anybody has weight and room. */
static int64_t share_round(struct remainder_of *rest, int64_t total, const int64_t *weight,
                           const int64_t *most, uint32_t n, int64_t *out)
{
    int64_t all = 0;
    int64_t left = total;
    uint32_t k = 0;
    for (uint32_t i = 0; i < n; i++) {
        all += room(most, out, i) > 0 ? weight[i] : 0;
    }
    for (uint32_t i = 0; i < n && all > 0; i++) {
        int64_t fits = room(most, out, i);
        if (fits <= 0 || weight[i] == 0) {
            continue;
        }
        share_wide product = (share_wide)total * weight[i];
        int64_t part = (int64_t)(product / all);
        rest[k++] = (struct remainder_of){(uint64_t)(((product % all) << 32) / all), i};
        part = part < fits ? part : fits;
        out[i] += part;
        left -= part;
    }
    qsort(rest, k, sizeof *rest, by_remainder);
    for (uint32_t i = 0; i < k && left > 0; i++) {
        if (room(most, out, rest[i].i) > 0) {
            out[rest[i].i]++;
            left--;
        }
    }
    return left;
}

int64_t adil_share_out(struct adil_arena scratch, int64_t total, const int64_t *weight,
                       const int64_t *most, uint32_t n, int64_t *out)
{
    struct remainder_of *rest = adil_new(&scratch, struct remainder_of, n);
    int64_t left = total;
    for (uint32_t i = 0; i < n; i++) {
        out[i] = 0;
    }
    while (left > 0) {
        int64_t now = share_round(rest, left, weight, most, n, out);
        if (now == left) {
            break;
        }
        left = now;
    }
    return left;
}
