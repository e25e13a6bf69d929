/* Interned texts: each distinct text once, two bytes of length before it, in the arena; numbers are
 * given in the order of coming. What a refused act brought is taken out again, last first: with
 * linear probing that leaves the table as it was. */
#include "polity/strings.h"

#include <string.h>

struct adil_strings {
    struct adil_polity *p;
    uint32_t *at; /* by number - 1: where it lies, from the arena's base */
    uint32_t n;
    uint32_t cap;
    uint32_t *index; /* open addressing; 0: free */
    uint32_t n_index;
};

enum { TEXT_HEAD = 2, FIRST_INDEX = 256 };

struct adil_strings *adil_strings_new(struct adil_polity *p)
{
    struct adil_strings *s = adil_new(&p->arena, struct adil_strings, 1);
    s->p = p;
    s->n_index = FIRST_INDEX;
    s->index = adil_new(&p->arena, uint32_t, FIRST_INDEX);
    return s;
}

static uint32_t hash_of_text(struct adil_span text)
{
    uint64_t h = text.len;
    uint64_t w = 0;
    size_t i = 0;
    for (; i + sizeof w <= text.len; i += sizeof w) {
        memcpy(&w, text.ptr + i, sizeof w);
        h = (h ^ w) * UINT64_C(0x9e3779b97f4a7c15);
        h ^= h >> 29;
    }
    w = 0;
    if (i < text.len) {
        memcpy(&w, text.ptr + i, text.len - i);
    }
    h = (h ^ w) * UINT64_C(0x9e3779b97f4a7c15);
    return (uint32_t)(h >> 32);
}

struct adil_span adil_strings_get(const struct adil_strings *s, uint32_t id)
{
    if (id == 0) {
        return (struct adil_span){"", 0};
    }
    ADIL_ASSERT(id <= s->n);
    const char *text = s->p->arena.base + s->at[id - 1];
    size_t len = (size_t)(unsigned char)text[0] | (size_t)(unsigned char)text[1] << 8;
    return adil_span_bytes(text + TEXT_HEAD, len);
}

/* The place in the index where the text stands or would. */
static uint32_t place_of(const struct adil_strings *s, struct adil_span text)
{
    uint32_t i = hash_of_text(text) & (s->n_index - 1);
    while (s->index[i] != 0 && !adil_span_eq(adil_strings_get(s, s->index[i]), text)) {
        i = (i + 1) & (s->n_index - 1);
    }
    return i;
}

uint32_t adil_strings_find(const struct adil_strings *s, struct adil_span text)
{
    return text.len == 0 ? 0 : s->index[place_of(s, text)];
}

static void index_double(struct adil_strings *s)
{
    uint32_t cap = s->n_index;
    s->index = adil_grow(s->p, s->index, sizeof *s->index, s->n_index, &cap);
    s->n_index *= 2;
    memset(s->index, 0, s->n_index * sizeof *s->index);
    for (uint32_t id = 1; id <= s->n; id++) {
        s->index[place_of(s, adil_strings_get(s, id))] = id;
    }
}

static uint32_t text_lay(struct adil_strings *s, struct adil_span text)
{
    ADIL_ASSERT(text.len <= UINT16_MAX);
    struct adil_arena *arena = &s->p->arena;
    size_t at = (size_t)(arena->beg - arena->base);
    (void)adil_arena_alloc(arena, 1, 1, TEXT_HEAD + text.len);
    /* Written through the base, as it is read: what is only reached through what the allocation
     * gave may be taken for never read. */
    char *to = arena->base + at;
    to[0] = (char)(text.len & 0xff);
    to[1] = (char)(text.len >> 8);
    memcpy(to + TEXT_HEAD, text.ptr, text.len);
    return (uint32_t)at;
}

uint32_t adil_strings_put(struct adil_strings *s, struct adil_span text)
{
    if (text.len == 0) {
        return 0;
    }
    uint32_t i = place_of(s, text);
    if (s->index[i] != 0) {
        return s->index[i];
    }
    if ((uint64_t)(s->n + 1) * 3 > (uint64_t)s->n_index * 2) {
        index_double(s);
        i = place_of(s, text);
    }
    s->at = adil_grow(s->p, s->at, sizeof *s->at, s->n, &s->cap);
    s->at[s->n++] = text_lay(s, text);
    s->index[i] = s->n;
    return s->n;
}

uint32_t adil_strings_n(const struct adil_strings *s)
{
    return s->n;
}

void adil_strings_back(struct adil_strings *s, uint32_t n)
{
    while (s->n > n) {
        struct adil_span text = adil_strings_get(s, s->n);
        s->index[place_of(s, text)] = 0;
        s->n--;
        if (text.ptr + text.len == s->p->arena.beg) { /* the last thing in the arena */
            s->p->arena.beg -= TEXT_HEAD + text.len;
        }
    }
}
