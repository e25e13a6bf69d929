/* The canonical JSON form of a law: RFC 8785 with every scalar a string, so that its hash does not
 * depend on comments, quoting, line breaks or the order of keys. */
#include "law/rulebook.h"

#include "base/utf8.h"

#include <stdlib.h>

/* RFC 8785 sorts by UTF-16 code units: surrogate pairs (above U+FFFF) stand before U+E000..U+FFFF.
 */
static uint32_t utf16_rank(uint32_t c)
{
    return c >= 0xe000 && c <= 0xffff ? c + 0x200000 : c;
}

static int utf16_cmp(struct adil_span a, struct adil_span b)
{
    size_t i = 0;
    while (i < a.len && i < b.len && a.ptr[i] == b.ptr[i]) {
        i++;
    }
    while (i > 0 && i < a.len && ((unsigned char)a.ptr[i] & 0xc0) == 0x80) {
        i--; /* to the head of the first code point that differs */
    }
    uint32_t x = 0;
    uint32_t y = 0;
    size_t nx = adil_utf8_next(adil_span_sub(a, i, a.len), &x);
    size_t ny = adil_utf8_next(adil_span_sub(b, i, b.len), &y);
    if (nx == 0 || ny == 0) {
        return (a.len > b.len) - (a.len < b.len);
    }
    x = utf16_rank(x);
    y = utf16_rank(y);
    return (x > y) - (x < y);
}

struct child {
    const struct adil_node *node;
};

static int by_utf16(const void *x, const void *y)
{
    const struct child *a = x;
    const struct child *b = y;
    return utf16_cmp(a->node->key, b->node->key);
}

static void put_string(struct adil_buf *out, struct adil_span s)
{
    static const char names[] = "btn\0fr"; /* U+0008 .. U+000D */
    adil_buf_byte(out, '"');
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c == '"' || c == '\\') {
            adil_buf_byte(out, '\\');
            adil_buf_byte(out, (char)c);
        } else if (c >= 8 && c <= 13 && names[c - 8] != '\0') {
            adil_buf_byte(out, '\\');
            adil_buf_byte(out, names[c - 8]);
        } else if (c < 0x20) {
            adil_buf_fmt(out, "\\u%04x", (unsigned)c);
        } else {
            adil_buf_byte(out, (char)c);
        }
    }
    adil_buf_byte(out, '"');
}

/* As deep as the reader lets a tree be. */
/* NOLINTNEXTLINE(misc-no-recursion) */
static void put_node(struct adil_buf *out, struct adil_arena scratch, const struct adil_node *n,
                     unsigned depth)
{
    ADIL_ASSERT(depth <= ADIL_YAML_DEPTH_MAX);
    if (n->kind == ADIL_NODE_SCALAR) {
        put_string(out, n->text);
        return;
    }
    bool map = n->kind == ADIL_NODE_MAP;
    struct child *child = adil_new(&scratch, struct child, n->n);
    uint32_t k = 0;
    for (const struct adil_node *c = n->first; c != NULL; c = c->next) {
        child[k++].node = c;
    }
    if (map && k > 1) {
        qsort(child, k, sizeof *child, by_utf16);
    }
    adil_buf_byte(out, map ? '{' : '[');
    for (uint32_t i = 0; i < k; i++) {
        adil_buf_str(out, i > 0 ? "," : "");
        if (map) {
            put_string(out, child[i].node->key);
            adil_buf_byte(out, ':');
        }
        put_node(out, scratch, child[i].node, depth + 1);
    }
    adil_buf_byte(out, map ? '}' : ']');
}

void adil_rulebook_canonical(const struct adil_node *root, struct adil_arena scratch,
                             struct adil_buf *out)
{
    put_node(out, scratch, root, 0);
}
