/* Eight elements of the field of 2^255 - 19 side by side: limb i of all of them, radix 2^51, in
 * one vector. "Reduced": limbs below 2^51 + 2^15, as every function here takes and gives them;
 * IFMA multiplies the low 52 bits. */
#ifndef ADIL_BASE_ED25519_FE8_H
#define ADIL_BASE_ED25519_FE8_H

#include <immintrin.h>
#include <stdint.h>
#include <string.h>

#define FE8_TARGET __attribute__((target("avx512f,avx512dq,avx512vl,avx512ifma")))
#define FE8_FN     FE8_TARGET static inline

/* Before a loop of a few steps: its arrays become registers. */
#define FE8_UNROLLED _Pragma("GCC unroll 10")

enum { FE8_LIMBS = 5, FE8_BITS = 51, FE8_LANES = 8 };

struct fe8 {
    __m512i v[FE8_LIMBS];
};

/* One element, in scalar limbs, of which each lane gets a copy. */
struct fe_const {
    uint64_t limb[FE8_LIMBS];
};

FE8_FN __m512i fe8_all(uint64_t x)
{
    return _mm512_set1_epi64((long long)x);
}

FE8_FN void fe8_set(struct fe8 *r, const struct fe_const *c)
{
    FE8_UNROLLED
    for (int i = 0; i < FE8_LIMBS; i++) {
        r->v[i] = fe8_all(c->limb[i]);
    }
}

FE8_FN void fe8_set_small(struct fe8 *r, uint64_t x)
{
    const struct fe_const c = {{x, 0, 0, 0, 0}};
    fe8_set(r, &c);
}

/* Limbs below 2^61 become reduced: each carry goes one limb on, all at once; the top one times 19
 * to the lowest. */
FE8_FN void fe8_carry(struct fe8 *r, const struct fe8 *a)
{
    const __m512i mask = fe8_all(((uint64_t)1 << FE8_BITS) - 1);
    __m512i c[FE8_LIMBS];
    FE8_UNROLLED
    for (int i = 0; i < FE8_LIMBS; i++) {
        c[i] = _mm512_srli_epi64(a->v[i], FE8_BITS);
        r->v[i] = _mm512_and_si512(a->v[i], mask);
    }
    r->v[0] = _mm512_madd52lo_epu64(r->v[0], c[4], fe8_all(19));
    FE8_UNROLLED
    for (int i = 1; i < FE8_LIMBS; i++) {
        r->v[i] = _mm512_add_epi64(r->v[i], c[i - 1]);
    }
}

FE8_FN void fe8_add(struct fe8 *r, const struct fe8 *a, const struct fe8 *b)
{
    struct fe8 s;
    FE8_UNROLLED
    for (int i = 0; i < FE8_LIMBS; i++) {
        s.v[i] = _mm512_add_epi64(a->v[i], b->v[i]);
    }
    fe8_carry(r, &s);
}

/* 2p is added: no limb falls below zero. */
FE8_FN void fe8_sub(struct fe8 *r, const struct fe8 *a, const struct fe8 *b)
{
    const __m512i low = fe8_all(((uint64_t)1 << 52) - 38);
    const __m512i other = fe8_all(((uint64_t)1 << 52) - 2);
    struct fe8 s;
    FE8_UNROLLED
    for (int i = 0; i < FE8_LIMBS; i++) {
        s.v[i] = _mm512_sub_epi64(_mm512_add_epi64(a->v[i], i == 0 ? low : other), b->v[i]);
    }
    fe8_carry(r, &s);
}

FE8_FN void fe8_neg(struct fe8 *r, const struct fe8 *a)
{
    struct fe8 zero;
    fe8_set_small(&zero, 0);
    fe8_sub(r, &zero, a);
}

FE8_FN __m512i fe8_times_19(__m512i x)
{
    __m512i by_16 = _mm512_slli_epi64(x, 4);
    return _mm512_add_epi64(_mm512_add_epi64(by_16, _mm512_slli_epi64(x, 1)), x);
}

/* lo[k] and hi[k]: low and high halves (52 bits each) of the products of weight k. A high half
 * weighs 2^52 = 2 * 2^51: it goes doubled to the next limb. Limbs from 5 on go times 19 to k - 5.
 * At most 5 * 2^52 + 2 * 5 * 2^52 a limb before that, below 2^61 after. */
FE8_FN void fe8_fold(struct fe8 *r, const __m512i lo[9], const __m512i hi[9])
{
    __m512i t[10];
    struct fe8 s;
    t[0] = lo[0];
    FE8_UNROLLED
    for (int k = 1; k < 9; k++) {
        t[k] = _mm512_add_epi64(lo[k], _mm512_slli_epi64(hi[k - 1], 1));
    }
    t[9] = _mm512_slli_epi64(hi[8], 1);
    FE8_UNROLLED
    for (int k = 0; k < FE8_LIMBS; k++) {
        s.v[k] = _mm512_add_epi64(t[k], fe8_times_19(t[k + FE8_LIMBS]));
    }
    fe8_carry(r, &s);
}

FE8_FN void fe8_mul(struct fe8 *r, const struct fe8 *a, const struct fe8 *b)
{
    __m512i lo[9];
    __m512i hi[9];
    FE8_UNROLLED
    for (int k = 0; k < 9; k++) {
        lo[k] = _mm512_setzero_si512();
        hi[k] = _mm512_setzero_si512();
    }
    FE8_UNROLLED
    for (int i = 0; i < FE8_LIMBS; i++) {
        FE8_UNROLLED
        for (int j = 0; j < FE8_LIMBS; j++) {
            lo[i + j] = _mm512_madd52lo_epu64(lo[i + j], a->v[i], b->v[j]);
            hi[i + j] = _mm512_madd52hi_epu64(hi[i + j], a->v[i], b->v[j]);
        }
    }
    fe8_fold(r, lo, hi);
}

/* Products of two different limbs once, doubled afterwards. */
FE8_FN void fe8_sq(struct fe8 *r, const struct fe8 *a)
{
    __m512i lo[9];
    __m512i hi[9];
    FE8_UNROLLED
    for (int k = 0; k < 9; k++) {
        lo[k] = _mm512_setzero_si512();
        hi[k] = _mm512_setzero_si512();
    }
    FE8_UNROLLED
    for (int i = 0; i < FE8_LIMBS; i++) {
        FE8_UNROLLED
        for (int j = i + 1; j < FE8_LIMBS; j++) {
            lo[i + j] = _mm512_madd52lo_epu64(lo[i + j], a->v[i], a->v[j]);
            hi[i + j] = _mm512_madd52hi_epu64(hi[i + j], a->v[i], a->v[j]);
        }
    }
    FE8_UNROLLED
    for (int k = 0; k < 9; k++) {
        lo[k] = _mm512_slli_epi64(lo[k], 1);
        hi[k] = _mm512_slli_epi64(hi[k], 1);
    }
    FE8_UNROLLED
    for (int i = 0; i < FE8_LIMBS; i++) {
        lo[2 * i] = _mm512_madd52lo_epu64(lo[2 * i], a->v[i], a->v[i]);
        hi[2 * i] = _mm512_madd52hi_epu64(hi[2 * i], a->v[i], a->v[i]);
    }
    fe8_fold(r, lo, hi);
}

FE8_TARGET static void fe8_sq_times(struct fe8 *r, const struct fe8 *a, int n)
{
    fe8_sq(r, a);
    for (int i = 1; i < n; i++) {
        fe8_sq(r, r);
    }
}

/* a^(2^250 - 1); out: a^11. The chain that all implementations of this field share. */
FE8_TARGET static void fe8_pow_250(struct fe8 *r, struct fe8 *a11, const struct fe8 *a)
{
    struct fe8 t;
    struct fe8 a9;
    struct fe8 p5;
    struct fe8 p10;
    struct fe8 p50;
    struct fe8 p100;
    fe8_sq_times(&t, a, 1);
    fe8_sq_times(&a9, &t, 2);
    fe8_mul(&a9, &a9, a);
    fe8_mul(a11, &a9, &t);
    fe8_sq_times(&p5, a11, 1);
    fe8_mul(&p5, &p5, &a9); /* a^(2^5 - 1) */
    fe8_sq_times(&p10, &p5, 5);
    fe8_mul(&p10, &p10, &p5);
    fe8_sq_times(&t, &p10, 10);
    fe8_mul(&t, &t, &p10); /* 2^20 - 1 */
    fe8_sq_times(&p50, &t, 20);
    fe8_mul(&p50, &p50, &t);
    fe8_sq_times(&p50, &p50, 10);
    fe8_mul(&p50, &p50, &p10);
    fe8_sq_times(&p100, &p50, 50);
    fe8_mul(&p100, &p100, &p50);
    fe8_sq_times(&t, &p100, 100);
    fe8_mul(&t, &t, &p100);
    fe8_sq_times(&t, &t, 50);
    fe8_mul(r, &t, &p50);
}

/* a^(p - 2) = 1 / a. */
FE8_TARGET static void fe8_invert(struct fe8 *r, const struct fe8 *a)
{
    struct fe8 t;
    struct fe8 a11;
    fe8_pow_250(&t, &a11, a);
    fe8_sq_times(&t, &t, 5);
    fe8_mul(r, &t, &a11);
}

/* a^((p - 5) / 8) */
FE8_TARGET static void fe8_pow_p58(struct fe8 *r, const struct fe8 *a)
{
    struct fe8 t;
    struct fe8 a11;
    fe8_pow_250(&t, &a11, a);
    fe8_sq_times(&t, &t, 2);
    fe8_mul(r, &t, a);
}

#define FE_MASK (((uint64_t)1 << FE8_BITS) - 1)

/* One element below p. */
static inline void fe_least(uint64_t t[FE8_LIMBS])
{
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < FE8_LIMBS; i++) {
            uint64_t c = t[i] >> FE8_BITS;
            t[i] &= FE_MASK;
            t[(i + 1) % FE8_LIMBS] += i == FE8_LIMBS - 1 ? 19 * c : c;
        }
    }
    uint64_t q = (t[0] + 19) >> FE8_BITS; /* in the end 1 when it is p or more */
    for (int i = 1; i < FE8_LIMBS; i++) {
        q = (t[i] + q) >> FE8_BITS;
    }
    uint64_t c = 19 * q;
    for (int i = 0; i < FE8_LIMBS; i++) {
        t[i] += c;
        c = t[i] >> FE8_BITS;
        t[i] &= FE_MASK;
    }
}

/* The 32 bytes of each lane, below p. */
FE8_TARGET static void fe8_bytes(uint8_t out[FE8_LANES][32], const struct fe8 *a)
{
    uint64_t limb[FE8_LIMBS][FE8_LANES];
    for (int i = 0; i < FE8_LIMBS; i++) {
        _mm512_storeu_si512(limb[i], a->v[i]);
    }
    for (int k = 0; k < FE8_LANES; k++) {
        uint64_t t[FE8_LIMBS] = {limb[0][k], limb[1][k], limb[2][k], limb[3][k], limb[4][k]};
        fe_least(t);
        const uint64_t word[4] = {t[0] | t[1] << 51, t[1] >> 13 | t[2] << 38,
                                  t[2] >> 26 | t[3] << 25, t[3] >> 39 | t[4] << 12};
        memcpy(out[k], word, sizeof word);
    }
}

/* 255 bits a lane; the top bit is left out. */
FE8_TARGET static void fe8_from_bytes(struct fe8 *r, const uint8_t *const bytes[FE8_LANES])
{
    uint64_t limb[FE8_LIMBS][FE8_LANES];
    for (int k = 0; k < FE8_LANES; k++) {
        uint64_t w[4];
        memcpy(w, bytes[k], sizeof w);
        limb[0][k] = w[0] & FE_MASK;
        limb[1][k] = (w[0] >> 51 | w[1] << 13) & FE_MASK;
        limb[2][k] = (w[1] >> 38 | w[2] << 26) & FE_MASK;
        limb[3][k] = (w[2] >> 25 | w[3] << 39) & FE_MASK;
        limb[4][k] = w[3] >> 12 & FE_MASK;
    }
    for (int i = 0; i < FE8_LIMBS; i++) {
        r->v[i] = _mm512_loadu_si512(limb[i]);
    }
}

#endif
