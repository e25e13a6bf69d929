#include "base/utf8.h"

#include <utf8proc.h>

static const utf8proc_option_t nfc = UTF8PROC_STABLE | UTF8PROC_COMPOSE;

/* Byte i of s when it continues a sequence (10xxxxxx) and lies in lo..hi, else -1. */
static int32_t continuation(struct adil_span s, size_t i, uint8_t lo, uint8_t hi)
{
    if (i >= s.len) {
        return -1;
    }
    uint8_t b = (uint8_t)s.ptr[i];
    return b >= lo && b <= hi ? b & 0x3f : -1;
}

/* Well-formed sequences as in table 3-7 of the Unicode Standard: the second byte's range is what
 * shuts out overlong forms, surrogates and values above U+10FFFF. */
size_t adil_utf8_next(struct adil_span s, uint32_t *code_point)
{
    if (s.len == 0) {
        return 0;
    }
    uint8_t b = (uint8_t)s.ptr[0];
    if (b < 0x80) {
        *code_point = b;
        return 1;
    }
    if (b < 0xc2 || b > 0xf4) {
        return 0;
    }
    size_t n = b < 0xe0 ? 2 : (b < 0xf0 ? 3 : 4);
    uint8_t lo = b == 0xe0 ? 0xa0 : (b == 0xf0 ? 0x90 : 0x80);
    uint8_t hi = b == 0xed ? 0x9f : (b == 0xf4 ? 0x8f : 0xbf);
    uint32_t c = b & (0x7fU >> n);
    for (size_t i = 1; i < n; i++) {
        int32_t bits = continuation(s, i, i == 1 ? lo : 0x80, i == 1 ? hi : 0xbf);
        if (bits < 0) {
            return 0;
        }
        c = c << 6 | (uint32_t)bits;
    }
    *code_point = c;
    return n;
}

size_t adil_utf8_check(struct adil_span s)
{
    size_t at = 0;
    uint32_t c = 0;
    while (at < s.len) {
        if ((unsigned char)s.ptr[at] < 0x80) {
            at++;
            continue;
        }
        size_t n = adil_utf8_next(adil_span_sub(s, at, s.len), &c);
        if (n == 0) {
            break;
        }
        at += n;
    }
    return at;
}

/* Takes one code point off the front; a byte that starts none counts as U+FFFD by itself. */
static uint32_t take(struct adil_span *rest)
{
    uint32_t c = 0;
    size_t n = adil_utf8_next(*rest, &c);
    if (n == 0) {
        c = 0xfffd;
        n = 1;
    }
    *rest = adil_span_sub(*rest, n, rest->len);
    return c;
}

/* Blocks in which every code point has NFC_Quick_Check=Yes and combining class 0, so that a text
 * made of them alone is in NFC: below U+0300, and Cyrillic without its combining marks
 * (U+0483..U+0489). */
static bool settled(uint32_t c)
{
    return c < 0x300 || (c >= 0x400 && c < 0x483) || (c >= 0x48a && c < 0x530);
}

static bool all_settled(struct adil_span s)
{
    while (s.len > 0) {
        if (!settled(take(&s))) {
            return false;
        }
    }
    return true;
}

/* The canonical decomposition of s. Out *n its code points; one spare entry stands behind them. */
static int32_t *decomposed(struct adil_arena *a, struct adil_span s, utf8proc_ssize_t *n)
{
    ADIL_ASSERT(adil_utf8_check(s) == s.len);
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)s.ptr;
    utf8proc_ssize_t len = (utf8proc_ssize_t)s.len;
    utf8proc_ssize_t room = utf8proc_decompose(bytes, len, NULL, 0, nfc);
    ADIL_ASSERT(room >= 0);
    int32_t *points = adil_new(a, int32_t, room + 1);
    *n = utf8proc_decompose(bytes, len, points, room, nfc);
    ADIL_ASSERT(*n == room);
    return points;
}

bool adil_utf8_is_nfc(struct adil_arena scratch, struct adil_span s)
{
    if (all_settled(s)) {
        return true;
    }
    utf8proc_ssize_t n = 0;
    int32_t *points = decomposed(&scratch, s, &n);
    n = utf8proc_normalize_utf32(points, n, nfc);
    ADIL_ASSERT(n >= 0);
    for (utf8proc_ssize_t i = 0; i < n; i++) {
        if (s.len == 0 || take(&s) != (uint32_t)points[i]) {
            return false;
        }
    }
    return s.len == 0;
}

struct adil_span adil_utf8_nfc(struct adil_arena *a, struct adil_span s)
{
    ADIL_ASSERT(adil_utf8_check(s) == s.len);
    if (all_settled(s)) {
        return s;
    }
    utf8proc_ssize_t n = 0;
    int32_t *points = decomposed(a, s, &n);
    utf8proc_ssize_t len = utf8proc_reencode(points, n, nfc);
    ADIL_ASSERT(len >= 0);
    return adil_span_bytes((const char *)points, (size_t)len);
}

static size_t columns_of(uint32_t c)
{
    int w = utf8proc_charwidth((utf8proc_int32_t)c);
    return w > 0 ? (size_t)w : 0;
}

size_t adil_utf8_width(struct adil_span s)
{
    size_t columns = 0;
    while (s.len > 0) {
        columns += columns_of(take(&s));
    }
    return columns;
}

struct adil_span adil_utf8_prefix(struct adil_span s, size_t columns)
{
    struct adil_span rest = s;
    size_t used = 0;
    size_t len = 0;
    while (rest.len > 0) {
        used += columns_of(take(&rest));
        if (used > columns) {
            break;
        }
        len = s.len - rest.len;
    }
    return adil_span_sub(s, 0, len);
}

size_t adil_utf8_count(struct adil_span s)
{
    size_t n = 0;
    while (s.len > 0) {
        (void)take(&s);
        n++;
    }
    return n;
}

/* Letters and the marks that belong to them: the library numbers them 1 (Lu) to 7 (Mc). */
static bool is_letter(uint32_t c)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_MC;
}

static bool is_cyrillic(uint32_t c)
{
    return (c >= 0x400 && c < 0x530) || (c >= 0x1c80 && c < 0x1c90) ||
           (c >= 0x2de0 && c < 0x2e00) || (c >= 0xa640 && c < 0xa6a0);
}

/* Latin letters drawn as a Cyrillic one; the last six are the twins of Ё ё, Ә ә and Ө ө. */
static bool is_latin_twin(uint32_t c)
{
    static const struct adil_span ascii = ADIL_SPAN_INIT("ABCEHIJKMOPSTXYabcehijkmopstxy");
    static const uint32_t wide[] = {0xcb, 0xeb, 0x18f, 0x259, 0x19f, 0x275};
    for (size_t i = 0; i < ADIL_COUNT(wide); i++) {
        if (c == wide[i]) {
            return true;
        }
    }
    return c < 0x80 && adil_span_find_byte(ascii, (char)c) < ascii.len;
}

bool adil_utf8_mixed_script(struct adil_span s)
{
    bool cyrillic = false;
    bool twin = false;
    while (s.len > 0) {
        uint32_t c = take(&s);
        if (!is_letter(c)) {
            cyrillic = false;
            twin = false;
            continue;
        }
        cyrillic = cyrillic || is_cyrillic(c);
        twin = twin || is_latin_twin(c);
        if (cyrillic && twin) {
            return true;
        }
    }
    return false;
}
