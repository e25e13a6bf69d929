#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void adil_buf_open(struct adil_buf *b, size_t max_bytes)
{
    memset(b, 0, sizeof *b);
    b->max = max_bytes;
}

void adil_buf_release(struct adil_buf *b)
{
    free(b->ptr);
    memset(b, 0, sizeof *b);
}

/* Room for `more` bytes and a NUL; false (and `failed`) past the maximum. */
static bool reserve(struct adil_buf *b, size_t more)
{
    if (b->failed || more > b->max - b->len) {
        b->failed = true;
        return false;
    }
    size_t need = b->len + more + 1;
    if (need <= b->cap) {
        return true;
    }
    size_t cap = b->cap < 256 ? 256 : b->cap * 2;
    cap = cap < need ? need : cap;
    char *p = realloc(b->ptr, cap);
    if (p == NULL) {
        b->failed = true;
        return false;
    }
    b->ptr = p;
    b->cap = cap;
    return true;
}

void adil_buf_put(struct adil_buf *b, struct adil_span s)
{
    if (s.len > 0 && reserve(b, s.len)) {
        memcpy(b->ptr + b->len, s.ptr, s.len);
        b->len += s.len;
    }
}

void adil_buf_str(struct adil_buf *b, const char *nul_terminated)
{
    adil_buf_put(b, adil_span_of(nul_terminated));
}

void adil_buf_byte(struct adil_buf *b, char c)
{
    if (reserve(b, 1)) {
        b->ptr[b->len++] = c;
    }
}

void adil_buf_repeat(struct adil_buf *b, const char *nul_terminated, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        adil_buf_str(b, nul_terminated);
    }
}

void adil_buf_fmt(struct adil_buf *b, const char *fmt, ...)
{
    va_list ap;
    va_list again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    ADIL_ASSERT(n >= 0);
    if (reserve(b, (size_t)n)) {
        int m = vsnprintf(b->ptr + b->len, (size_t)n + 1, fmt, again);
        ADIL_ASSERT(m == n);
        b->len += (size_t)n;
    }
    va_end(again);
}

bool adil_buf_ok(const struct adil_buf *b)
{
    return !b->failed;
}

struct adil_span adil_buf_span(const struct adil_buf *b)
{
    return (struct adil_span){b->ptr != NULL ? b->ptr : "", b->len};
}
