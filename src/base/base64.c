#include "base/base64.h"

#include <string.h>

enum { NO_SIXTH = 64 }; /* not a digit of base64 */

/* Three bytes as four digits; of fewer bytes, padding. */
static void quad_of(const unsigned char *in, size_t n, char quad[4])
{
    static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint32_t v = (uint32_t)in[0] << 16;
    v |= n > 1 ? (uint32_t)in[1] << 8 : 0;
    v |= n > 2 ? in[2] : 0;
    for (unsigned i = 0; i < 4; i++) {
        quad[i] = digit[v >> (18 - 6 * i) & 63];
    }
    if (n < 3) {
        quad[3] = '=';
    }
    if (n < 2) {
        quad[2] = '=';
    }
}

void adil_base64_put(struct adil_buf *out, struct adil_span bytes)
{
    const unsigned char *in = (const unsigned char *)bytes.ptr;
    for (size_t i = 0; i < bytes.len; i += 3) {
        char quad[4];
        quad_of(in + i, bytes.len - i < 3 ? bytes.len - i : 3, quad);
        adil_buf_put(out, adil_span_bytes(quad, sizeof quad));
    }
}

struct adil_span adil_base64(struct adil_arena *a, struct adil_span bytes)
{
    ADIL_ASSERT(bytes.len <= SIZE_MAX / 4);
    const unsigned char *in = (const unsigned char *)bytes.ptr;
    size_t n = (bytes.len + 2) / 3 * 4;
    char *out = adil_new(a, char, n);
    for (size_t i = 0; i < bytes.len; i += 3) {
        quad_of(in + i, bytes.len - i < 3 ? bytes.len - i : 3, out + i / 3 * 4);
    }
    return adil_span_bytes(out, n);
}

static unsigned sixth_of(char c)
{
    if (c >= 'A' && c <= 'Z') {
        return (unsigned)(c - 'A');
    }
    if (c >= 'a' && c <= 'z') {
        return (unsigned)(c - 'a') + 26;
    }
    if (c >= '0' && c <= '9') {
        return (unsigned)(c - '0') + 52;
    }
    return c == '+' ? 62 : c == '/' ? 63 : NO_SIXTH;
}

/* The bytes that a text of this length and padding holds; SIZE_MAX when its length is none. */
static size_t bytes_in(struct adil_span text)
{
    if (text.len % 4 != 0) {
        return SIZE_MAX;
    }
    size_t pad = 0;
    while (pad < 2 && pad < text.len && text.ptr[text.len - 1 - pad] == '=') {
        pad++;
    }
    return text.len / 4 * 3 - pad;
}

bool adil_base64_fixed(struct adil_span text, uint8_t *bytes, size_t n)
{
    if (bytes_in(text) != n) {
        return false;
    }
    for (size_t i = 0; i < n; i += 3) {
        const char *quad = text.ptr + i / 3 * 4;
        size_t here = n - i < 3 ? n - i : 3;
        uint32_t v = 0;
        for (size_t k = 0; k < 4; k++) {
            unsigned sixth = k <= here ? sixth_of(quad[k]) : 0;
            if (sixth == NO_SIXTH) {
                return false;
            }
            v = v << 6 | sixth;
        }
        if (here < 3 && (v & (here == 1 ? 0xffffU : 0xffU)) != 0) {
            return false; /* spare bits: another spelling of the same bytes */
        }
        for (size_t k = 0; k < here; k++) {
            bytes[i + k] = (uint8_t)(v >> (16 - 8 * k));
        }
    }
    return true;
}

bool adil_base64_parse(struct adil_arena *a, struct adil_span text, struct adil_span *bytes)
{
    size_t n = bytes_in(text);
    if (n == SIZE_MAX) {
        return false;
    }
    char *to = adil_new(a, char, n);
    if (!adil_base64_fixed(text, (uint8_t *)to, n)) {
        return false;
    }
    *bytes = adil_span_bytes(to, n);
    return true;
}
