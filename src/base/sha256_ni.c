#include "base/sha256_ni.h"

#include <stdatomic.h>
#include <string.h>

enum { NI_UNKNOWN, NI_HERE, NI_ABSENT };

static atomic_int ni_state = NI_UNKNOWN;

void adil_sha256_ni_off(bool off)
{
    atomic_store(&ni_state, off ? NI_ABSENT : NI_UNKNOWN);
}

#if defined(__x86_64__)

#include <cpuid.h>
#include <immintrin.h>

/* CPUID leaf 1: SSSE3 and SSE4.1; leaf 7: SHA (Intel SDM, volume 2, CPUID). */
static int ask_cpu(void)
{
    const unsigned want_1 = 1U << 9 | 1U << 19;
    const unsigned want_7 = 1U << 29;
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & want_1) != want_1) {
        return NI_ABSENT;
    }
    if (__get_cpuid_count(7, 0, &a, &b, &c, &d) == 0 || (b & want_7) != want_7) {
        return NI_ABSENT;
    }
    return NI_HERE;
}

static bool ni_is_here(void)
{
    int state = atomic_load_explicit(&ni_state, memory_order_relaxed);
    if (state == NI_UNKNOWN) {
        state = ask_cpu();
        atomic_store_explicit(&ni_state, state, memory_order_relaxed);
    }
    return state == NI_HERE;
}

/* FIPS 180-4, section 4.2.2. */
static const uint32_t round_constant[64] __attribute__((aligned(16))) = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

#define TARGET_NI __attribute__((target("sha,sse4.1,ssse3")))

/* The state as the instructions want it: A B E F and C D G H, highest word first. */
struct ni_words {
    __m128i abef;
    __m128i cdgh;
};

/* Four rounds on the message words w. */
TARGET_NI static inline struct ni_words ni_four(struct ni_words s, __m128i w, unsigned round)
{
    const __m128i *k = (const __m128i *)(const void *)(round_constant + round);
    __m128i wk = _mm_add_epi32(w, _mm_load_si128(k));
    s.cdgh = _mm_sha256rnds2_epu32(s.cdgh, s.abef, wk);
    s.abef = _mm_sha256rnds2_epu32(s.abef, s.cdgh, _mm_shuffle_epi32(wk, 0x0e));
    return s;
}

/* The next four message words from the sixteen before them, oldest in w0. */
TARGET_NI static inline __m128i ni_schedule(__m128i w0, __m128i w1, __m128i w2, __m128i w3)
{
    __m128i w = _mm_add_epi32(_mm_sha256msg1_epu32(w0, w1), _mm_alignr_epi8(w3, w2, 4));
    return _mm_sha256msg2_epu32(w, w3);
}

TARGET_NI static struct ni_words ni_block(struct ni_words s, const uint8_t *block)
{
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    const struct ni_words before = s;
    __m128i w[4];
    for (unsigned i = 0; i < 4; i++) {
        __m128i raw = _mm_loadu_si128((const __m128i *)(const void *)(block + 16 * (size_t)i));
        w[i] = _mm_shuffle_epi8(raw, swap);
        s = ni_four(s, w[i], 4 * i);
    }
    for (unsigned round = 16; round < 64; round += 16) {
        w[0] = ni_schedule(w[0], w[1], w[2], w[3]);
        s = ni_four(s, w[0], round);
        w[1] = ni_schedule(w[1], w[2], w[3], w[0]);
        s = ni_four(s, w[1], round + 4);
        w[2] = ni_schedule(w[2], w[3], w[0], w[1]);
        s = ni_four(s, w[2], round + 8);
        w[3] = ni_schedule(w[3], w[0], w[1], w[2]);
        s = ni_four(s, w[3], round + 12);
    }
    s.abef = _mm_add_epi32(s.abef, before.abef);
    s.cdgh = _mm_add_epi32(s.cdgh, before.cdgh);
    return s;
}

/* FIPS 180-4, section 5.3.3. */
TARGET_NI static struct ni_words ni_begin(void)
{
    struct ni_words s = {
        .abef = _mm_set_epi32(0x6a09e667, (int)0xbb67ae85, 0x510e527f, (int)0x9b05688c),
        .cdgh = _mm_set_epi32(0x3c6ef372, (int)0xa54ff53a, 0x1f83d9ab, 0x5be0cd19),
    };
    return s;
}

TARGET_NI static void ni_put(struct ni_words s, struct adil_hash *out)
{
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    __m128i feba = _mm_shuffle_epi32(s.abef, 0x1b);
    __m128i dchg = _mm_shuffle_epi32(s.cdgh, 0xb1);
    __m128i abcd = _mm_blend_epi16(feba, dchg, 0xf0);
    __m128i efgh = _mm_alignr_epi8(dchg, feba, 8);
    __m128i *to = (__m128i *)(void *)out->byte;
    _mm_storeu_si128(to, _mm_shuffle_epi8(abcd, swap));
    _mm_storeu_si128(to + 1, _mm_shuffle_epi8(efgh, swap));
}

/* `tail` holds the last `n` bytes (at most 63); pads and closes. */
TARGET_NI static struct ni_words ni_finish(struct ni_words s, uint8_t tail[128], size_t n,
                                           uint64_t total)
{
    size_t end = n < 56 ? 64 : 128;
    tail[n] = 0x80;
    memset(tail + n + 1, 0, end - n - 1);
    for (unsigned k = 0; k < 8; k++) {
        tail[end - 1 - k] = (uint8_t)(total * 8 >> (8 * k));
    }
    s = ni_block(s, tail);
    return end == 128 ? ni_block(s, tail + 64) : s;
}

TARGET_NI static void ni_hash(struct adil_span head, struct adil_span bytes, struct adil_hash *out)
{
    struct ni_words s = ni_begin();
    uint8_t edge[128]; /* what does not lie in whole blocks of `bytes` */
    const uint8_t *in = (const uint8_t *)bytes.ptr;
    size_t left = bytes.len;
    size_t n = head.len;
    if (n > 0) {
        memcpy(edge, head.ptr, n);
        size_t take = left < 64 - n ? left : 64 - n;
        if (take > 0) {
            memcpy(edge + n, in, take);
            in += take;
            left -= take;
            n += take;
        }
        if (n == 64) {
            s = ni_block(s, edge);
            n = 0;
        }
    }
    for (; left >= 64; left -= 64, in += 64) {
        s = ni_block(s, in);
    }
    if (left > 0) { /* n is 0 here: `edge` was filled and taken before */
        memcpy(edge, in, left);
        n = left;
    }
    ni_put(ni_finish(s, edge, n, (uint64_t)head.len + bytes.len), out);
}

bool adil_sha256_ni(struct adil_span head, struct adil_span bytes, struct adil_hash *out)
{
    if (!ni_is_here()) {
        return false;
    }
    ADIL_ASSERT(head.len <= 8);
    ni_hash(head, bytes, out);
    return true;
}

#else

bool adil_sha256_ni(struct adil_span head, struct adil_span bytes, struct adil_hash *out)
{
    (void)head;
    (void)bytes;
    (void)out;
    return false;
}

#endif
