#include "gazette/tile.h"

#include <inttypes.h>

struct adil_span adil_tile_path(struct adil_arena *a, struct adil_tile t)
{
    ADIL_ASSERT(t.level >= ADIL_ENTRIES_LEVEL && t.level <= 63);
    ADIL_ASSERT(t.width >= 1 && t.width <= ADIL_TILE_WIDTH);
    char name[64]; /* groups from the end: 20 digits take 7 of at most 5 bytes */
    size_t at = sizeof name;
    uint64_t rest = t.index;
    for (bool last = true; last || rest > 0; last = false, rest /= 1000) {
        unsigned group = (unsigned)(rest % 1000);
        if (!last) {
            name[--at] = '/';
        }
        name[--at] = (char)('0' + group % 10);
        name[--at] = (char)('0' + group / 10 % 10);
        name[--at] = (char)('0' + group / 100);
        if (!last) {
            name[--at] = 'x';
        }
    }
    struct adil_span n = adil_span_bytes(name + at, sizeof name - at);
    struct adil_span level =
        t.level == ADIL_ENTRIES_LEVEL ? ADIL_SPAN("entries") : adil_fmt(a, "%d", t.level);
    if (t.width == ADIL_TILE_WIDTH) {
        return adil_fmt(a, "tile/%.*s/%.*s", ADIL_ARG(level), ADIL_ARG(n));
    }
    return adil_fmt(a, "tile/%.*s/%.*s.p/%" PRIu32, ADIL_ARG(level), ADIL_ARG(n), t.width);
}

/* A decimal in its one spelling: no sign, no leading zero. */
static bool plain_decimal(struct adil_span s, uint64_t max, uint64_t *v)
{
    return s.len > 0 && adil_span_u64(s, max, v) && (s.ptr[0] != '0' || s.len == 1);
}

/* Takes "067" or "x001/" off the front. Out *last: it had no x. */
static bool take_group(struct adil_span *rest, uint64_t *n, bool *last)
{
    struct adil_span s = *rest;
    *last = s.len == 0 || s.ptr[0] != 'x';
    s = adil_span_sub(s, *last ? 0 : 1, s.len);
    uint64_t group = 0;
    if (s.len < 3 || !adil_span_u64(adil_span_sub(s, 0, 3), 999, &group)) {
        return false;
    }
    s = adil_span_sub(s, 3, s.len);
    if (!*last) {
        if (s.len == 0 || s.ptr[0] != '/') {
            return false;
        }
        s = adil_span_sub(s, 1, s.len);
    }
    if (*n > (ADIL_TREE_SIZE_MAX - group) / 1000) {
        return false;
    }
    *n = *n * 1000 + group;
    *rest = s;
    return true;
}

static bool take_index(struct adil_span *rest, uint64_t *n)
{
    *n = 0;
    bool last = false;
    for (bool first = true; !last; first = false) {
        if (!take_group(rest, n, &last)) {
            return false;
        }
        if (first && !last && *n == 0) {
            return false; /* a leading group of zeros: another spelling */
        }
    }
    return true;
}

bool adil_tile_path_parse(struct adil_span path, struct adil_tile *out)
{
    struct adil_span rest = path;
    struct adil_span word = {NULL, 0};
    uint64_t level = 0;
    uint64_t width = ADIL_TILE_WIDTH;
    struct adil_tile t = {.level = ADIL_ENTRIES_LEVEL};
    if (!adil_span_cut(&rest, '/', &word) || !adil_span_is(word, "tile") ||
        !adil_span_cut(&rest, '/', &word)) {
        return false;
    }
    if (!adil_span_is(word, "entries")) {
        if (!plain_decimal(word, 63, &level)) {
            return false;
        }
        t.level = (int)level;
    }
    if (!take_index(&rest, &t.index)) {
        return false;
    }
    if (rest.len > 0) {
        const struct adil_span mark = ADIL_SPAN(".p/");
        if (!adil_span_starts(rest, mark) ||
            !plain_decimal(adil_span_sub(rest, mark.len, rest.len), ADIL_TILE_WIDTH - 1, &width) ||
            width == 0) {
            return false;
        }
    }
    t.width = (uint32_t)width;
    *out = t;
    return true;
}

uint64_t adil_tile_count(int level, uint64_t size, uint32_t *last)
{
    ADIL_ASSERT(level >= ADIL_ENTRIES_LEVEL && level <= 63);
    unsigned shift = level > 0 ? 8 * (unsigned)level : 0;
    uint64_t hashes = shift < 64 ? size >> shift : 0;
    uint32_t ragged = (uint32_t)(hashes % ADIL_TILE_WIDTH);
    *last = ragged > 0 || hashes == 0 ? ragged : ADIL_TILE_WIDTH;
    return hashes / ADIL_TILE_WIDTH + (ragged > 0 ? 1 : 0);
}

void adil_bundle_add(struct adil_buf *out, struct adil_span entry)
{
    ADIL_ASSERT(entry.len <= ADIL_ENTRY_BYTES_MAX);
    const char head[2] = {(char)(entry.len >> 8), (char)(entry.len & 0xff)};
    adil_buf_put(out, adil_span_bytes(head, sizeof head));
    adil_buf_put(out, entry);
}

bool adil_bundle_next(struct adil_span *rest, struct adil_span *entry, bool *whole)
{
    *whole = rest->len == 0;
    if (rest->len < 2) {
        return false;
    }
    size_t len = (size_t)(unsigned char)rest->ptr[0] << 8 | (unsigned char)rest->ptr[1];
    if (rest->len - 2 < len) {
        return false;
    }
    *entry = adil_span_bytes(rest->ptr + 2, len);
    *rest = adil_span_bytes(rest->ptr + 2 + len, rest->len - 2 - len);
    return true;
}

struct adil_hash adil_tile_node(const struct adil_hash *tile, unsigned level_in, uint32_t i)
{
    ADIL_ASSERT(level_in <= 8 && i < (uint32_t)ADIL_TILE_WIDTH >> level_in);
    struct adil_hash done[9]; /* done[k]: a finished left subtree of 2^k hashes */
    const struct adil_hash *first = tile + ((size_t)i << level_in);
    struct adil_hash acc = first[0];
    for (uint32_t j = 0; j < 1U << level_in; j++) {
        acc = first[j];
        unsigned k = 0;
        for (; (j >> k & 1) != 0; k++) {
            acc = adil_node_hash(&done[k], &acc);
        }
        done[k] = acc;
    }
    return acc;
}
