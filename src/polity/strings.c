/* Interned texts: each distinct text once in the arena, its length before it in a byte (below 128)
 * or two; its number is where it lies, counted from the arena's base. Beside the index stand eight
 * more bits of each text's hash: a text elsewhere in memory is looked at when they are the same.
 * What a refused act brought is taken out again. */
#include "polity/interner.h"

#include <string.h>

struct adil_strings {
    struct adil_polity *p;
    uint32_t n;
    uint32_t *index; /* open addressing, linear probing; 0: free */
    uint8_t *tag;    /* of what the index names */
    uint32_t n_index;
    uint32_t *recent; /* of the act that is judged, in order */
    uint32_t n_recent;
    uint32_t cap_recent;
};

enum { SHORT_MAX = 127, LONG_MAX_BYTES = 0x7fff, FIRST_INDEX = 256 };

struct adil_strings *adil_strings_new(struct adil_polity *p)
{
    struct adil_strings *s = adil_new(&p->arena, struct adil_strings, 1);
    s->p = p;
    s->n_index = FIRST_INDEX;
    s->index = adil_new(&p->arena, uint32_t, FIRST_INDEX);
    s->tag = adil_new(&p->arena, uint8_t, FIRST_INDEX);
    return s;
}

static uint64_t hash_of_text(struct adil_span text)
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
    return h >> 24; /* the lowest byte: the tag; the rest: the place */
}

static struct adil_span text_at(const struct adil_strings *s, uint32_t id)
{
    const unsigned char *text = (const unsigned char *)s->p->arena.base + id;
    if (text[0] <= SHORT_MAX) {
        return adil_span_bytes((const char *)text + 1, text[0]);
    }
    return adil_span_bytes((const char *)text + 2, (size_t)(text[0] & SHORT_MAX) << 8 | text[1]);
}

struct adil_span adil_strings_get(const struct adil_strings *s, uint32_t id)
{
    return id == 0 ? (struct adil_span){"", 0} : text_at(s, id);
}

/* The place in the index where the text stands or would. */
static uint32_t place_of(const struct adil_strings *s, struct adil_span text, uint64_t hash)
{
    uint32_t i = (uint32_t)(hash >> 8) & (s->n_index - 1);
    while (s->index[i] != 0 &&
           (s->tag[i] != (uint8_t)hash || !adil_span_eq(text_at(s, s->index[i]), text))) {
        i = (i + 1) & (s->n_index - 1);
    }
    return i;
}

uint32_t adil_strings_find(const struct adil_strings *s, struct adil_span text)
{
    return text.len == 0 ? 0 : s->index[place_of(s, text, hash_of_text(text))];
}

void adil_strings_expect(const struct adil_strings *s, struct adil_span text)
{
    uint32_t i = (uint32_t)(hash_of_text(text) >> 8) & (s->n_index - 1);
    __builtin_prefetch(&s->index[i]);
    __builtin_prefetch(&s->tag[i]);
}

void adil_strings_expect_text(const struct adil_strings *s, struct adil_span text)
{
    uint64_t hash = hash_of_text(text);
    uint32_t i = (uint32_t)(hash >> 8) & (s->n_index - 1);
    while (s->index[i] != 0 && s->tag[i] != (uint8_t)hash) {
        i = (i + 1) & (s->n_index - 1);
    }
    __builtin_prefetch(s->p->arena.base + s->index[i]);
}

static void index_double(struct adil_strings *s)
{
    uint32_t *old = s->index;
    uint8_t *old_tag = s->tag;
    uint32_t n = s->n_index;
    s->n_index *= 2;
    s->index = adil_table(s->p, sizeof *s->index, s->n_index);
    s->tag = adil_table(s->p, sizeof *s->tag, s->n_index);
    for (uint32_t i = 0; i < n; i++) {
        if (old[i] != 0) {
            struct adil_span text = text_at(s, old[i]);
            uint32_t to = place_of(s, text, hash_of_text(text));
            s->index[to] = old[i];
            s->tag[to] = old_tag[i];
        }
    }
    adil_table_leave(s->p, old, sizeof *old, n);
    adil_table_leave(s->p, old_tag, sizeof *old_tag, n);
}

static size_t head_of(size_t len)
{
    return len <= SHORT_MAX ? 1 : 2;
}

/* A write into the arena, which lies where reads find it: through the base. */
static uint32_t text_lay(struct adil_strings *s, struct adil_span text)
{
    ADIL_ASSERT(text.len <= LONG_MAX_BYTES);
    size_t head = head_of(text.len);
    char *to = adil_arena_alloc(&s->p->arena, 1, 1, head + text.len);
    uint32_t id = (uint32_t)(to - s->p->arena.base);
    to = s->p->arena.base + id;
    to[0] = (char)(head == 1 ? text.len : (SHORT_MAX + 1) | text.len >> 8);
    to[head - 1] = (char)(text.len & 0xff);
    memcpy(to + head, text.ptr, text.len);
    return id;
}

uint32_t adil_strings_put(struct adil_strings *s, struct adil_span text)
{
    if (text.len == 0) {
        return 0;
    }
    uint64_t hash = hash_of_text(text);
    uint32_t i = place_of(s, text, hash);
    if (s->index[i] != 0) {
        return s->index[i];
    }
    if ((uint64_t)(s->n + 1) * 3 > (uint64_t)s->n_index * 2) {
        index_double(s);
        i = place_of(s, text, hash);
    }
    uint32_t id = text_lay(s, text);
    s->index[i] = id;
    s->tag[i] = (uint8_t)hash;
    s->n++;
    s->recent = adil_grow(s->p, s->recent, sizeof *s->recent, s->n_recent, &s->cap_recent);
    s->recent[s->n_recent++] = id;
    return id;
}

uint32_t adil_strings_n(const struct adil_strings *s)
{
    return s->n;
}

void adil_strings_keep(struct adil_strings *s)
{
    s->n_recent = 0;
}

/* Empties a place of the index: what stood behind it because it was taken moves up. */
static void index_empty(struct adil_strings *s, uint32_t i)
{
    uint32_t mask = s->n_index - 1;
    for (uint32_t k = (i + 1) & mask; s->index[k] != 0; k = (k + 1) & mask) {
        uint32_t home = (uint32_t)(hash_of_text(text_at(s, s->index[k])) >> 8) & mask;
        if (((k - home) & mask) >= ((k - i) & mask)) {
            s->index[i] = s->index[k];
            s->tag[i] = s->tag[k];
            i = k;
        }
    }
    s->index[i] = 0;
}

void adil_strings_back(struct adil_strings *s)
{
    while (s->n_recent > 0) {
        struct adil_span text = text_at(s, s->recent[--s->n_recent]);
        index_empty(s, place_of(s, text, hash_of_text(text)));
        s->n--;
        if (text.ptr + text.len == s->p->arena.beg) { /* the last thing in the arena */
            s->p->arena.beg -= head_of(text.len) + text.len;
        }
    }
}
