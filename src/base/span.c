#include "base/span.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct adil_span adil_span_of(const char *nul_terminated)
{
    size_t len = nul_terminated != NULL ? strlen(nul_terminated) : 0;
    return (struct adil_span){nul_terminated, len};
}

bool adil_span_is(struct adil_span a, const char *s)
{
    return adil_span_eq(a, adil_span_of(s));
}

int adil_span_cmp(struct adil_span a, struct adil_span b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int c = n > 0 ? memcmp(a.ptr, b.ptr, n) : 0;
    return c != 0 ? c : (a.len > b.len) - (a.len < b.len);
}

bool adil_span_starts(struct adil_span s, struct adil_span prefix)
{
    return s.len >= prefix.len && adil_span_eq(adil_span_sub(s, 0, prefix.len), prefix);
}

bool adil_span_ends(struct adil_span s, struct adil_span suffix)
{
    return s.len >= suffix.len && adil_span_eq(adil_span_sub(s, s.len - suffix.len, s.len), suffix);
}

size_t adil_span_find(struct adil_span s, struct adil_span needle)
{
    for (size_t i = 0; needle.len <= s.len && i <= s.len - needle.len; i++) {
        if (adil_span_eq(adil_span_sub(s, i, i + needle.len), needle)) {
            return i;
        }
    }
    return s.len;
}

size_t adil_span_find_byte(struct adil_span s, char c)
{
    const char *p = s.len > 0 ? memchr(s.ptr, c, s.len) : NULL;
    return p != NULL ? (size_t)(p - s.ptr) : s.len;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct adil_span adil_span_trim(struct adil_span s)
{
    size_t from = 0;
    size_t to = s.len;
    while (from < to && is_blank(s.ptr[from])) {
        from++;
    }
    while (to > from && is_blank(s.ptr[to - 1])) {
        to--;
    }
    return adil_span_sub(s, from, to);
}

bool adil_span_cut(struct adil_span *rest, char sep, struct adil_span *head)
{
    if (rest->ptr == NULL) {
        return false;
    }
    size_t at = adil_span_find_byte(*rest, sep);
    *head = adil_span_sub(*rest, 0, at);
    if (at == rest->len) {
        *rest = (struct adil_span){NULL, 0};
    } else {
        *rest = adil_span_sub(*rest, at + 1, rest->len);
    }
    return true;
}

struct adil_span adil_span_copy(struct adil_arena *a, struct adil_span s)
{
    return (struct adil_span){adil_span_cstr(a, s), s.len};
}

char *adil_span_cstr(struct adil_arena *a, struct adil_span s)
{
    char *p = adil_new(a, char, s.len + 1);
    if (s.len > 0) {
        memcpy(p, s.ptr, s.len);
    }
    return p;
}

bool adil_span_u64(struct adil_span s, uint64_t max, uint64_t *v)
{
    uint64_t x = 0;
    if (s.len == 0) {
        return false;
    }
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9' || __builtin_mul_overflow(x, 10U, &x) ||
            __builtin_add_overflow(x, (uint64_t)(s.ptr[i] - '0'), &x)) {
            return false;
        }
    }
    *v = x;
    return x <= max;
}

struct adil_span adil_fmt(struct adil_arena *a, const char *fmt, ...)
{
    va_list ap;
    va_list again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    ADIL_ASSERT(n >= 0);
    char *p = adil_new(a, char, (size_t)n + 1);
    int m = vsnprintf(p, (size_t)n + 1, fmt, again);
    va_end(again);
    ADIL_ASSERT(m == n);
    return (struct adil_span){p, (size_t)n};
}

enum { DISTANCE_MAX = 64 };

static unsigned min2(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

unsigned adil_span_distance(struct adil_span a, struct adil_span b, unsigned cap)
{
    unsigned row[3][DISTANCE_MAX + 1]; /* rows i-2, i-1, i of the usual table, taken in turn */
    a = adil_span_sub(a, 0, DISTANCE_MAX);
    b = adil_span_sub(b, 0, DISTANCE_MAX);
    for (size_t j = 0; j <= b.len; j++) {
        row[0][j] = (unsigned)j;
    }
    for (size_t i = 1; i <= a.len; i++) {
        unsigned *now = row[i % 3];
        const unsigned *up = row[(i - 1) % 3];
        now[0] = (unsigned)i;
        for (size_t j = 1; j <= b.len; j++) {
            bool same = a.ptr[i - 1] == b.ptr[j - 1];
            now[j] = min2(min2(up[j], now[j - 1]) + 1, up[j - 1] + (same ? 0U : 1U));
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1]) {
                now[j] = min2(now[j], row[(i - 2) % 3][j - 2] + 1);
            }
        }
    }
    return min2(row[a.len % 3][b.len], cap);
}
