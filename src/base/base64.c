#include "base/base64.h"

#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

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

/* The value of each byte as a digit of base64; NO_SIXTH where it is none. */
/* clang-format off */
static const uint8_t sixth[256] = {
    64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 62, 64, 64, 64, 63,
    52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 64, 64, 64, 64, 64, 64,
    64, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
    15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 64, 64, 64, 64, 64,
    64, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,
    41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 64, 64, 64, 64, 64,
    64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
};
/* clang-format on */

static uint32_t sixth_of(char c)
{
    return sixth[(unsigned char)c];
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

/* Three bytes from four digits. Returns their values or-ed: with NO_SIXTH when one is no digit. */
static inline uint32_t three_of(const char quad[4], uint8_t three[3])
{
    uint32_t a = sixth_of(quad[0]);
    uint32_t b = sixth_of(quad[1]);
    uint32_t c = sixth_of(quad[2]);
    uint32_t d = sixth_of(quad[3]);
    uint32_t v = a << 18 | b << 12 | c << 6 | d;
    three[0] = (uint8_t)(v >> 16);
    three[1] = (uint8_t)(v >> 8);
    three[2] = (uint8_t)v;
    return a | b | c | d;
}

enum { AT_ONCE = 16, MADE_AT_ONCE = 12 }; /* digits, and the bytes they make */

#if defined(__SSE2__)

/* Of the digits from `first` to `last`: what is to be added to each for its value; of others 0. */
static inline __m128i to_add(__m128i digits, char first, char last, int add)
{
    __m128i above = _mm_cmpgt_epi8(digits, _mm_set1_epi8((char)(first - 1)));
    __m128i within = _mm_andnot_si128(_mm_cmpgt_epi8(digits, _mm_set1_epi8(last)), above);
    return _mm_and_si128(within, _mm_set1_epi8((char)add));
}

/* Twelve bytes from sixteen digits; a thirteenth, which must be there, is spoilt. Returns false
 * when one is no digit: no digit's value lies as far from it as nothing. */
static inline bool twelve_of(const char *quads, uint8_t *bytes)
{
    __m128i digits = _mm_loadu_si128((const __m128i *)(const void *)quads);
    __m128i add = to_add(digits, 'A', 'Z', -'A');
    add = _mm_or_si128(add, to_add(digits, 'a', 'z', 26 - 'a'));
    add = _mm_or_si128(add, to_add(digits, '0', '9', 52 - '0'));
    add = _mm_or_si128(add, to_add(digits, '+', '+', 62 - '+'));
    add = _mm_or_si128(add, to_add(digits, '/', '/', 63 - '/'));
    if (_mm_movemask_epi8(_mm_cmpeq_epi8(add, _mm_setzero_si128())) != 0) {
        return false;
    }
    __m128i v = _mm_add_epi8(digits, add);
    /* Two and two make twelve bits, these two and two twenty-four. */
    v = _mm_or_si128(_mm_slli_epi16(_mm_and_si128(v, _mm_set1_epi16(0xff)), 6),
                     _mm_srli_epi16(v, 8));
    v = _mm_madd_epi16(v, _mm_set1_epi32(1 << 16 | 1 << 12));
    uint32_t three[4];
    _mm_storeu_si128((__m128i *)(void *)three, v);
    for (size_t i = 0; i < ADIL_COUNT(three); i++) {
        uint32_t swapped = __builtin_bswap32(three[i] << 8);
        memcpy(bytes + 3 * i, &swapped, sizeof swapped);
    }
    return true;
}

#else

static inline bool twelve_of(const char *quads, uint8_t *bytes)
{
    uint32_t seen = 0;
    for (size_t i = 0; i < AT_ONCE / 4; i++) {
        seen |= three_of(quads + 4 * i, bytes + 3 * i);
    }
    return (seen & NO_SIXTH) == 0;
}

#endif

bool adil_base64_fixed(struct adil_span text, uint8_t *bytes, size_t n)
{
    if (bytes_in(text) != n) {
        return false;
    }
    const char *quad = text.ptr;
    uint32_t seen = 0;
    size_t i = 0;
    for (; n - i > MADE_AT_ONCE; i += MADE_AT_ONCE, quad += AT_ONCE) {
        if (!twelve_of(quad, bytes + i)) {
            return false;
        }
    }
    for (; n - i >= 3; i += 3, quad += 4) {
        seen |= three_of(quad, bytes + i);
    }
    if ((seen & NO_SIXTH) != 0 || i == n) {
        return (seen & NO_SIXTH) == 0;
    }
    char last[4] = {quad[0], quad[1], (char)(n - i == 2 ? quad[2] : 'A'), 'A'};
    uint8_t three[3];
    if ((three_of(last, three) & NO_SIXTH) != 0 || three[n - i] != 0) {
        return false; /* spare bits: another spelling of the same bytes */
    }
    memcpy(bytes + i, three, n - i);
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
