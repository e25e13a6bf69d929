#include "base/json_read_priv.h"

#include "base/utf8.h"

#include <string.h>

enum { PLAIN, QUOTE, ESCAPE, CONTROL, HIGH };

/* clang-format off */
#define EIGHT(class)   class, class, class, class, class, class, class, class
#define SIXTEEN(class) EIGHT(class), EIGHT(class)

static const uint8_t class_of[256] = {
    SIXTEEN(CONTROL), SIXTEEN(CONTROL),
    PLAIN, PLAIN, QUOTE, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, EIGHT(PLAIN), /* 0x22: " */
    SIXTEEN(PLAIN), SIXTEEN(PLAIN),
    EIGHT(PLAIN), PLAIN, PLAIN, PLAIN, PLAIN, ESCAPE, PLAIN, PLAIN, PLAIN, /* 0x5c: backslash */
    SIXTEEN(PLAIN), SIXTEEN(PLAIN),
    SIXTEEN(HIGH), SIXTEEN(HIGH), SIXTEEN(HIGH), SIXTEEN(HIGH),
    SIXTEEN(HIGH), SIXTEEN(HIGH), SIXTEEN(HIGH), SIXTEEN(HIGH),
};
/* clang-format on */

#define EACH_BYTE(b) (UINT64_C(0x0101010101010101) * (b))

/* Whether all eight bytes are PLAIN; may say no of bytes that are. */
static bool eight_plain(const char *p)
{
    uint64_t w;
    memcpy(&w, p, sizeof w);
    uint64_t quote = w ^ EACH_BYTE('"');
    uint64_t escape = w ^ EACH_BYTE('\\');
    uint64_t low = (w - EACH_BYTE(0x20)) | (quote - EACH_BYTE(1)) | (escape - EACH_BYTE(1));
    return ((low | w) & EACH_BYTE(0x80)) == 0;
}

/* From after the opening quote to the closing one. Out *seen: a bit for each class met. */
static bool find_quote(struct adil_json_reader *r, unsigned *seen)
{
    const char *p = r->in.ptr;
    size_t len = r->in.len;
    size_t at = r->at;
    *seen = 0;
    for (;;) {
        while (len - at >= 8 && eight_plain(p + at)) {
            at += 8;
        }
        unsigned class = PLAIN;
        while (at < len && (class = class_of[(unsigned char)p[at]]) == PLAIN) {
            at++;
        }
        if (at == len) {
            return adil_json_refuse(r, at, "a closing quote");
        }
        if (class == QUOTE) {
            r->at = at;
            return true;
        }
        if (class == CONTROL) {
            return adil_json_refuse(r, at, "a control character as an escape");
        }
        *seen |= 1U << class;
        at += class == ESCAPE && at + 1 < len ? 2 : 1; /* what is escaped may be a quote */
    }
}

/* A text being put together from what stands in [at, end) of the input. */
struct unescaping {
    struct adil_json_reader *r;
    size_t at;
    size_t end;
    char *to;
    size_t n;
};

static void put_code_point(struct unescaping *u, uint32_t c)
{
    if (c < 0x80) {
        u->to[u->n++] = (char)c;
        return;
    }
    unsigned tail = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    static const unsigned lead[] = {0, 0xc0, 0xe0, 0xf0};
    u->to[u->n++] = (char)(lead[tail] | c >> (6 * tail));
    while (tail-- > 0) {
        u->to[u->n++] = (char)(0x80 | (c >> (6 * tail) & 0x3f));
    }
}

/* The four hex digits of \uXXXX at `at`; above 0xffff when they are not. */
static uint32_t hex_unit(const struct unescaping *u, size_t at)
{
    const char *p = u->r->in.ptr + at;
    uint32_t v = 0;
    if (u->end - at < 6 || p[0] != '\\' || p[1] != 'u') {
        return UINT32_MAX;
    }
    for (unsigned i = 2; i < 6; i++) {
        char c = p[i];
        bool letter = (c >= 'a' && c <= 'f') || (!u->r->canonical && c >= 'A' && c <= 'F');
        if (!letter && !adil_is_digit(c)) {
            return UINT32_MAX;
        }
        v = v << 4 | (uint32_t)(letter ? (c | 0x20) - 'a' + 10 : c - '0');
    }
    return v;
}

static bool take_unicode(struct unescaping *u)
{
    uint32_t c = hex_unit(u, u->at);
    if (c > 0xffff) {
        return adil_json_refuse(u->r, u->at,
                                u->r->canonical ? "four lower-case hex digits" : "four hex digits");
    }
    /* RFC 8785, section 3.2.2.2: only controls without a letter of their own are written so. */
    if (u->r->canonical &&
        (c >= 0x20 || c == '\b' || c == '\f' || c == '\n' || c == '\r' || c == '\t')) {
        return adil_json_refuse(u->r, u->at, "the shortest spelling of a character");
    }
    size_t len = 6;
    if (c >= 0xd800 && c <= 0xdfff) {
        uint32_t low = c < 0xdc00 ? hex_unit(u, u->at + 6) : UINT32_MAX;
        if (low < 0xdc00 || low > 0xdfff) {
            return adil_json_refuse(u->r, u->at, "surrogates in pairs");
        }
        c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
        len = 12;
    }
    put_code_point(u, c);
    u->at += len;
    return true;
}

static bool take_escape(struct unescaping *u)
{
    static const char letter[] = "\"\\bfnrt/";
    static const char meaning[] = "\"\\\b\f\n\r\t/";
    char c = u->r->in.ptr[u->at + 1]; /* find_quote saw that there is one */
    if (c == 'u') {
        return take_unicode(u);
    }
    const char *known = c != '\0' ? strchr(letter, c) : NULL;
    if (known == NULL) {
        return adil_json_refuse(u->r, u->at, "an escape of JSON");
    }
    if (c == '/' && u->r->canonical) {
        return adil_json_refuse(u->r, u->at, "the shortest spelling of a character");
    }
    u->to[u->n++] = meaning[known - letter];
    u->at += 2;
    return true;
}

static bool unescape(struct adil_json_reader *r, size_t from, size_t end)
{
    struct unescaping u = {.r = r, .at = from, .end = end};
    u.to = adil_new(r->perm, char, end - from);
    while (u.at < end) {
        if (r->in.ptr[u.at] == '\\') {
            if (!take_escape(&u)) {
                return false;
            }
        } else {
            u.to[u.n++] = r->in.ptr[u.at++];
        }
    }
    r->text = adil_span_bytes(u.to, u.n);
    return true;
}

bool adil_json_text_take(struct adil_json_reader *r, bool *ascii)
{
    size_t from = ++r->at;
    unsigned seen = 0;
    if (!find_quote(r, &seen)) {
        return false;
    }
    size_t end = r->at;
    *ascii = (seen & 1U << HIGH) == 0;
    r->text = adil_span_bytes(r->in.ptr + from, end - from);
    size_t valid = *ascii ? r->text.len : adil_utf8_check(r->text);
    if (valid < r->text.len) {
        return adil_json_refuse(r, from + valid, "valid UTF-8");
    }
    if ((seen & 1U << ESCAPE) != 0 && !unescape(r, from, end)) {
        return false;
    }
    if (r->canonical && !*ascii && !adil_utf8_is_nfc(*r->perm, r->text)) {
        return adil_json_refuse(r, from, "text in normalisation form C");
    }
    r->at = end + 1;
    return true;
}
