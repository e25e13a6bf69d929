#include "exchange/encoding.h"

#include "base/utf8.h"

#include <string.h>

#define ONES UINT64_C(0x0101010101010101)
#define HIGH UINT64_C(0x8080808080808080)

enum { GUESS_BYTES = 1 << 20 }; /* how far a guess looks */

/* Where the check stopped. */
struct scan {
    size_t at;        /* first bad byte, or the length */
    size_t n_letters; /* characters past ASCII before it */
};

/* Offset of the first byte from `at` that is 0 or past ASCII; may stop early at the end of the
 * last whole word of eight. */
static size_t skip_ascii(struct adil_span s, size_t at)
{
    while (s.len - at >= 8) {
        uint64_t w;
        memcpy(&w, s.ptr + at, 8);
        if ((((w - ONES) | w) & HIGH) != 0) {
            break;
        }
        at += 8;
    }
    return at;
}

static struct scan scan_text(struct adil_span s)
{
    struct scan k = {0, 0};
    while (k.at < s.len) {
        k.at = skip_ascii(s, k.at);
        size_t stop = s.len - k.at < 8 ? s.len : k.at + 8;
        while (k.at < stop) {
            unsigned char c = (unsigned char)s.ptr[k.at];
            uint32_t code_point = 0;
            size_t n = c < 0x80 ? 1 : adil_utf8_next(adil_span_sub(s, k.at, s.len), &code_point);
            if (c == 0 || n == 0) {
                return k;
            }
            k.n_letters += n > 1;
            k.at += n;
        }
    }
    return k;
}

static bool is_control(unsigned char c)
{
    return c < 0x20 && c != '\t' && c != '\r' && c != '\n';
}

/* Bytes that are no part of a valid UTF-8 sequence, and how they stand. */
struct high_bytes {
    size_t n;      /* 0x80..0xff */
    size_t n_runs; /* those from 0xc0 up with a neighbour from 0xc0 up: Cyrillic words in 1251 */
    size_t n_control;
};

static struct high_bytes count_high(struct adil_span s)
{
    struct high_bytes h = {0, 0, 0};
    bool before = false; /* the byte before was a bare one from 0xc0 up */
    bool counted = false;
    size_t at = 0;
    while (at < s.len) {
        unsigned char c = (unsigned char)s.ptr[at];
        uint32_t code_point = 0;
        size_t n = adil_utf8_next(adil_span_sub(s, at, s.len), &code_point);
        bool bare = n == 0;
        bool letter = bare && c >= 0xc0;
        h.n += bare;
        h.n_control += is_control(c);
        if (letter && before) {
            h.n_runs += counted ? 1U : 2U;
        }
        counted = letter && before;
        before = letter;
        at += bare ? 1 : n;
    }
    return h;
}

/* True when the file ends with the beginning of a longer character. */
static bool ends_inside(struct adil_span s, size_t at)
{
    unsigned char c = (unsigned char)s.ptr[at];
    size_t need = c >= 0xf0 ? 4 : (c >= 0xe0 ? 3 : 2);
    if (c < 0xc2 || c > 0xf4 || s.len - at >= need) {
        return false;
    }
    for (size_t i = at + 1; i < s.len; i++) {
        if (((unsigned char)s.ptr[i] & 0xc0) != 0x80) {
            return false;
        }
    }
    return true;
}

static const char *guess(struct adil_span s, struct scan k)
{
    struct high_bytes h = count_high(adil_span_sub(s, 0, GUESS_BYTES));
    bool cyrillic = 2 * h.n_runs > h.n;
    if (s.ptr[k.at] == '\0' || h.n_control > 0) {
        return "binary data";
    }
    if (ends_inside(s, k.at)) {
        return "a file that ends inside a character (is it cut off?)";
    }
    if (k.n_letters > 0) {
        return cyrillic ? "bytes that are not UTF-8 in a file that is UTF-8 before them (mixed "
                          "encodings: they look like Windows-1251)"
                        : "bytes that are not UTF-8 in a file that is UTF-8 before them (mixed "
                          "encodings: they look like Windows-1252)";
    }
    return cyrillic ? "bytes that are not UTF-8 (they look like Windows-1251)"
                    : "bytes that are not UTF-8 (they look like Windows-1252)";
}

static const char *byte_order_mark(struct adil_span s)
{
    if (adil_span_starts(s, adil_span_bytes("\xff\xfe\0\0", 4)) ||
        adil_span_starts(s, adil_span_bytes("\0\0\xfe\xff", 4))) {
        return "UTF-32 text";
    }
    if (adil_span_starts(s, ADIL_SPAN("\xff\xfe")) || adil_span_starts(s, ADIL_SPAN("\xfe\xff"))) {
        return "UTF-16 text";
    }
    return NULL;
}

/* UTF-16 without a mark: in the first bytes every second one is 0. */
static bool looks_utf16(struct adil_span s)
{
    size_t zeros[2] = {0, 0};
    size_t n = s.len < 64 ? s.len / 2 : 32;
    for (size_t i = 0; i < 2 * n; i++) {
        zeros[i % 2] += s.ptr[i] == '\0';
    }
    return n >= 4 && (zeros[0] == 0) != (zeros[1] == 0) && 4 * (zeros[0] + zeros[1]) >= 3 * n;
}

static uint32_t line_of(struct adil_span s, size_t at)
{
    uint32_t line = 1;
    for (size_t i = 0; i < at; i++) {
        line += s.ptr[i] == '\n';
    }
    return line;
}

adil_err adil_encoding_check(struct adil_span file, struct adil_span bytes, struct adil_span *text,
                             struct adil_diag *diag)
{
    struct adil_place place = {file, 1};
    struct adil_span expected = ADIL_SPAN("UTF-8 text");
    const char *mark = byte_order_mark(bytes);
    if (mark != NULL) {
        return adil_fail(diag, ADIL_ERR(INPUT), place, ADIL_SPAN(""), adil_span_of(mark), expected);
    }
    struct adil_span bom = ADIL_SPAN("\xef\xbb\xbf");
    struct adil_span s =
        adil_span_sub(bytes, adil_span_starts(bytes, bom) ? bom.len : 0, bytes.len);
    struct scan k = scan_text(s);
    if (k.at < s.len) {
        place.line = line_of(s, k.at);
        const char *what = looks_utf16(s) ? "UTF-16 text" : guess(s, k);
        return adil_fail(diag, ADIL_ERR(INPUT), place, ADIL_SPAN(""), adil_span_of(what), expected);
    }
    *text = s;
    return ADIL_OK;
}

bool adil_encoding_has_control(struct adil_span text, bool but_newlines)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        bool c1 = c == 0xc2 && i + 1 < text.len && (unsigned char)text.ptr[i + 1] < 0xa0;
        if (is_control(c) || c == 0x7f || c1 || (c < 0x20 && !but_newlines)) {
            return true;
        }
    }
    return false;
}

bool adil_encoding_is_ascii(struct adil_span text)
{
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.ptr[i] >= 0x80) {
            return false;
        }
    }
    return true;
}
