/* Text slices: pointer and length, never NUL-terminated inside, never owned.
 * What a span points to lives in an arena, in a mapped file or in the program's constants. */
#ifndef ADIL_BASE_SPAN_H
#define ADIL_BASE_SPAN_H

#include "base/arena.h"
#include "base/check.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct adil_span {
    const char *ptr;
    size_t len; /* bytes */
};

/* A string literal (or array) as a span; ADIL_SPAN_INIT for static tables. */
#define ADIL_SPAN(lit) ((struct adil_span){"" lit, sizeof(lit) - 1})
#define ADIL_SPAN_INIT(lit)                                                                        \
    {                                                                                              \
        "" lit, sizeof(lit) - 1                                                                    \
    }

/* For printf: printf("%.*s", ADIL_ARG(s)). */
#define ADIL_ARG(s) (int)(s).len, ((s).ptr != NULL ? (s).ptr : "")

struct adil_span adil_span_of(const char *nul_terminated); /* NULL gives the empty span */
static inline struct adil_span adil_span_bytes(const char *ptr, size_t len)
{
    return (struct adil_span){ptr, len};
}

/* Clamped. */
static inline struct adil_span adil_span_sub(struct adil_span s, size_t from, size_t to)
{
    if (s.ptr == NULL) {
        return (struct adil_span){NULL, 0};
    }
    to = to > s.len ? s.len : to;
    from = from > to ? to : from;
    return (struct adil_span){s.ptr + from, to - from};
}

static inline bool adil_span_eq(struct adil_span a, struct adil_span b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool adil_span_is(struct adil_span a, const char *nul_terminated);
int adil_span_cmp(struct adil_span a, struct adil_span b); /* byte order: <0, 0, >0 */
bool adil_span_starts(struct adil_span s, struct adil_span prefix);
bool adil_span_ends(struct adil_span s, struct adil_span suffix);

/* Offset of `needle` in `s`, or s.len when absent. */
size_t adil_span_find(struct adil_span s, struct adil_span needle);
size_t adil_span_find_byte(struct adil_span s, char c);

/* An ASCII digit. `c` is a byte, or anything outside 0..127: no digit. */
static inline bool adil_is_digit(int c)
{
    return c >= '0' && c <= '9';
}

/* Drops ASCII blanks (space, tab, CR, LF) at both ends. */
struct adil_span adil_span_trim(struct adil_span s);

/* Takes what stands before the first `sep` off the front of *rest (and the separator).
 * Out  *head; when `sep` is absent, all of *rest. Returns false once *rest was used up
 *      (rest->ptr is NULL then), so `while (adil_span_cut(&rest, ',', &head))` walks all pieces. */
bool adil_span_cut(struct adil_span *rest, char sep, struct adil_span *head);

/* A copy in the arena; `adil_span_cstr` adds a NUL (embedded NULs are kept, so check before). */
struct adil_span adil_span_copy(struct adil_arena *a, struct adil_span s);
char *adil_span_cstr(struct adil_arena *a, struct adil_span s);

/* Unsigned decimal without sign, blanks or leading plus. Out *v.
 * Err  returns false on an empty span, another character, or a value above `max`. */
bool adil_span_u64(struct adil_span s, uint64_t max, uint64_t *v);

/* printf into the arena. */
struct adil_span adil_fmt(struct adil_arena *a, const char *fmt, ...) ADIL_PRINTF(2, 3);

/* Edit distance, for "did you mean": insert, delete, replace, swap of neighbours; at most `cap`
 * (cap is returned for anything further apart). Looks at 64 bytes at most. */
unsigned adil_span_distance(struct adil_span a, struct adil_span b, unsigned cap);

#endif
