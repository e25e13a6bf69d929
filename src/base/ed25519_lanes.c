#include "base/ed25519_lanes.h"

#include <stdatomic.h>
#include <string.h>

static atomic_bool lanes_off;

void adil_sig_lanes_off(bool off)
{
    atomic_store(&lanes_off, off);
}

#if defined(__x86_64__)

#include "base/ed25519_fe8.h"

#include <pthread.h>
#include <sodium.h>

bool adil_sig_lanes_here(void)
{
    return !atomic_load_explicit(&lanes_off, memory_order_relaxed) &&
           __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512ifma");
}

/* ---- points ---------------------------------------------------------------------------------- */

/* RFC 8032, section 5.1: d = -121665/121666, and the root of -1 that is 2^((p-1)/4). */
static const struct fe_const curve_d = {
    {0x34dca135978a3, 0x1a8283b156ebd, 0x5e7a26001c029, 0x739c663a03cbb, 0x52036cee2b6ff}};
static const struct fe_const curve_2d = {
    {0x69b9426b2f159, 0x35050762add7a, 0x3cf44c0038052, 0x6738cc7407977, 0x2406d9dc56dff}};
static const struct fe_const root_of_minus_1 = {
    {0x61b274a0ea0b0, 0xd5a5fc8f189d, 0x7ef5e9cbd0c60, 0x78595a6804c9e, 0x2b8324804fc1d}};

/* x = X/Z, y = Y/Z, xy = T/Z. */
struct ge8 {
    struct fe8 x, y, z, t;
};

/* What an addition takes of its second argument: Y+X, Y-X, 2Z, 2dT. */
struct ge8_part {
    struct fe8 sum, diff, z2, t2d;
};

enum { TABLE = 8, DIGITS = 64 };

FE8_TARGET static void ge8_to_part(struct ge8_part *r, const struct ge8 *p)
{
    struct fe8 d2;
    fe8_set(&d2, &curve_2d);
    fe8_add(&r->sum, &p->y, &p->x);
    fe8_sub(&r->diff, &p->y, &p->x);
    fe8_add(&r->z2, &p->z, &p->z);
    fe8_mul(&r->t2d, &p->t, &d2);
}

/* Hisil, Wong, Carter, Dawson 2008, section 3.1: complete for a = -1 and this d. */
FE8_TARGET static void ge8_add(struct ge8 *r, const struct ge8 *p, const struct ge8_part *q)
{
    struct fe8 a;
    struct fe8 b;
    struct fe8 c;
    struct fe8 d;
    struct fe8 e;
    struct fe8 f;
    fe8_sub(&a, &p->y, &p->x);
    fe8_mul(&a, &a, &q->diff);
    fe8_add(&b, &p->y, &p->x);
    fe8_mul(&b, &b, &q->sum);
    fe8_mul(&c, &p->t, &q->t2d);
    fe8_mul(&d, &p->z, &q->z2);
    fe8_sub(&e, &b, &a);
    fe8_add(&b, &b, &a);
    fe8_sub(&f, &d, &c);
    fe8_add(&d, &d, &c);
    fe8_mul(&r->x, &e, &f);
    fe8_mul(&r->y, &d, &b);
    fe8_mul(&r->z, &f, &d);
    fe8_mul(&r->t, &e, &b);
}

/* The same paper, section 3.3. `with_t`: the next is an addition. */
FE8_TARGET static void ge8_double(struct ge8 *r, const struct ge8 *p, bool with_t)
{
    struct fe8 a;
    struct fe8 b;
    struct fe8 c;
    struct fe8 e;
    struct fe8 g;
    struct fe8 h;
    fe8_sq(&a, &p->x);
    fe8_sq(&b, &p->y);
    fe8_sq(&c, &p->z);
    fe8_add(&c, &c, &c);
    fe8_add(&h, &a, &b);
    fe8_add(&e, &p->x, &p->y);
    fe8_sq(&e, &e);
    fe8_sub(&e, &h, &e); /* -2xy */
    fe8_sub(&g, &a, &b);
    fe8_add(&c, &c, &g);
    fe8_mul(&r->x, &e, &c);
    fe8_mul(&r->y, &g, &h);
    fe8_mul(&r->z, &c, &g);
    if (with_t) {
        fe8_mul(&r->t, &e, &h);
    }
}

FE8_TARGET static void ge8_identity(struct ge8 *r)
{
    fe8_set_small(&r->x, 0);
    fe8_set_small(&r->y, 1);
    fe8_set_small(&r->z, 1);
    fe8_set_small(&r->t, 0);
}

/* p, 2p ... 8p. */
FE8_TARGET static void ge8_table(struct ge8_part table[TABLE], const struct ge8 *p)
{
    struct ge8 m = *p;
    ge8_to_part(&table[0], p);
    for (int k = 1; k < TABLE; k++) {
        ge8_add(&m, &m, &table[0]);
        ge8_to_part(&table[k], &m);
    }
}

FE8_FN void fe8_take(struct fe8 *r, __mmask8 lanes, const struct fe8 *from)
{
    FE8_UNROLLED
    for (int i = 0; i < FE8_LIMBS; i++) {
        r->v[i] = _mm512_mask_mov_epi64(r->v[i], lanes, from->v[i]);
    }
}

/* In each lane digit times the point of the table, -8 to 8. */
FE8_TARGET static void ge8_pick(struct ge8_part *r, const struct ge8_part table[TABLE],
                                __m512i digit)
{
    __m512i size = _mm512_abs_epi64(digit);
    __mmask8 minus = _mm512_movepi64_mask(digit);
    struct ge8_part p;
    struct fe8 t;
    fe8_set_small(&p.sum, 1);
    fe8_set_small(&p.diff, 1);
    fe8_set_small(&p.z2, 2);
    fe8_set_small(&p.t2d, 0);
    for (int k = 0; k < TABLE; k++) {
        __mmask8 here = _mm512_cmpeq_epi64_mask(size, fe8_all((uint64_t)k + 1));
        fe8_take(&p.sum, here, &table[k].sum);
        fe8_take(&p.diff, here, &table[k].diff);
        fe8_take(&p.z2, here, &table[k].z2);
        fe8_take(&p.t2d, here, &table[k].t2d);
    }
    *r = p;
    fe8_take(&r->sum, minus, &p.diff);
    fe8_take(&r->diff, minus, &p.sum);
    fe8_neg(&t, &p.t2d);
    fe8_take(&r->t2d, minus, &t);
}

/* ---- bytes ----------------------------------------------------------------------------------- */

FE8_TARGET static uint8_t zero_lanes(const struct fe8 *a)
{
    static const uint8_t zero[32];
    uint8_t bytes[FE8_LANES][32];
    uint8_t lanes = 0;
    fe8_bytes(bytes, a);
    for (int k = 0; k < FE8_LANES; k++) {
        lanes |= (uint8_t)((memcmp(bytes[k], zero, 32) == 0) << k);
    }
    return lanes;
}

FE8_TARGET static uint8_t odd_lanes(const struct fe8 *a)
{
    uint8_t bytes[FE8_LANES][32];
    uint8_t lanes = 0;
    fe8_bytes(bytes, a);
    for (int k = 0; k < FE8_LANES; k++) {
        lanes |= (uint8_t)((bytes[k][0] & 1) << k);
    }
    return lanes;
}

/* Whether the 255 bits are below p = 2^255 - 19. */
static bool below_p(const uint8_t bytes[32])
{
    bool high = (bytes[31] & 0x7f) == 0x7f;
    for (int i = 30; i > 0 && high; i--) {
        high = bytes[i] == 0xff;
    }
    return !high || bytes[0] < 0xed;
}

/* MINUS the points of these bytes (RFC 8032, section 5.1.3). Returns the lanes that are points,
 * written as they must be. */
FE8_TARGET static uint8_t ge8_minus_from_bytes(struct ge8 *r, const uint8_t *const bytes[FE8_LANES])
{
    struct fe8 u;
    struct fe8 v;
    struct fe8 v3;
    struct fe8 x;
    struct fe8 check;
    struct fe8 t;
    fe8_from_bytes(&r->y, bytes);
    fe8_set_small(&r->z, 1);
    fe8_sq(&u, &r->y);
    fe8_set(&v, &curve_d);
    fe8_mul(&v, &v, &u);
    fe8_add(&v, &v, &r->z); /* dyy + 1 */
    fe8_sub(&u, &u, &r->z); /* yy - 1 */
    fe8_sq(&v3, &v);
    fe8_mul(&v3, &v3, &v);
    fe8_sq(&x, &v3);
    fe8_mul(&x, &x, &v);
    fe8_mul(&x, &x, &u); /* u v^7 */
    fe8_pow_p58(&x, &x);
    fe8_mul(&x, &x, &v3);
    fe8_mul(&x, &x, &u); /* the candidate root of u/v */
    fe8_sq(&check, &x);
    fe8_mul(&check, &check, &v);
    fe8_sub(&t, &check, &u);
    uint8_t root = zero_lanes(&t);
    fe8_add(&t, &check, &u);
    uint8_t other = zero_lanes(&t);
    fe8_set(&t, &root_of_minus_1);
    fe8_mul(&t, &t, &x);
    fe8_take(&x, (__mmask8)(other & ~root), &t);
    uint8_t well = root | other;
    uint8_t sign = 0;
    for (int k = 0; k < FE8_LANES; k++) {
        sign |= (uint8_t)((bytes[k][31] >> 7) << k);
        well &= (uint8_t) ~(!below_p(bytes[k]) << k);
    }
    fe8_neg(&t, &x);
    fe8_take(&x, (__mmask8)(~(odd_lanes(&x) ^ sign)), &t);
    r->x = x;
    fe8_mul(&r->t, &r->x, &r->y);
    return well;
}

FE8_TARGET static void ge8_bytes(uint8_t out[FE8_LANES][32], const struct ge8 *p)
{
    struct fe8 inverse;
    struct fe8 t;
    fe8_invert(&inverse, &p->z);
    fe8_mul(&t, &p->x, &inverse);
    uint8_t odd = odd_lanes(&t);
    fe8_mul(&t, &p->y, &inverse);
    fe8_bytes(out, &t);
    for (int k = 0; k < FE8_LANES; k++) {
        out[k][31] |= (uint8_t)((odd >> k & 1) << 7);
    }
}

/* Lanes of small order: eight times the point is the identity, the only such multiple with x = 0.
 */
FE8_TARGET static uint8_t ge8_small(const struct ge8 *p)
{
    struct ge8 m;
    ge8_double(&m, p, false);
    ge8_double(&m, &m, false);
    ge8_double(&m, &m, false);
    return zero_lanes(&m.x);
}

/* ---- scalars --------------------------------------------------------------------------------- */

/* The order of the base point, 2^252 + 27742317777372353535851937790883648493, lowest first. */
static const uint8_t order[32] = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
                                  0xa2, 0xde, 0xf9, 0xde, 0x14, 0,    0,    0,    0,    0,    0,
                                  0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};

static bool below_order(const uint8_t s[32])
{
    for (int i = 31; i >= 0; i--) {
        if (s[i] != order[i]) {
            return s[i] < order[i];
        }
    }
    return false;
}

/* s < 2^253 as digits from -8 to 8, sixteen to the k. */
static void digits_of(int8_t out[DIGITS][FE8_LANES], int lane, const uint8_t s[32])
{
    int carry = 0;
    for (int k = 0; k < DIGITS; k++) {
        int d = ((s[k / 2] >> (4 * (k % 2))) & 15) + carry;
        carry = k < DIGITS - 1 && d > 8;
        out[k][lane] = (int8_t)(carry ? d - 16 : d);
    }
}

/* SHA-512(R, A, M) modulo the order. */
static void challenge(uint8_t out[32], const struct adil_sig_check *c)
{
    crypto_hash_sha512_state state;
    uint8_t hash[64];
    const unsigned char *m = (const unsigned char *)(c->message.ptr != NULL ? c->message.ptr : "");
    crypto_hash_sha512_init(&state);
    crypto_hash_sha512_update(&state, c->sig, 32);
    crypto_hash_sha512_update(&state, c->key, 32);
    crypto_hash_sha512_update(&state, m, c->message.len);
    crypto_hash_sha512_final(&state, hash);
    crypto_core_ed25519_scalar_reduce(out, hash);
}

/* ---- verification ---------------------------------------------------------------------------- */

static struct ge8_part base_table[TABLE];
static pthread_once_t base_once = PTHREAD_ONCE_INIT;

/* Of the base point: y = 4/5, x even. */
FE8_TARGET static void make_base_table(void)
{
    static const uint8_t base[32] = {0x58, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66,
                                     0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66,
                                     0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66,
                                     0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66};
    const uint8_t *bytes[FE8_LANES];
    struct ge8 b;
    for (int k = 0; k < FE8_LANES; k++) {
        bytes[k] = base;
    }
    (void)ge8_minus_from_bytes(&b, bytes);
    fe8_neg(&b.x, &b.x);
    fe8_neg(&b.t, &b.t);
    ge8_table(base_table, &b);
}

FE8_FN __m512i digit_lanes(const int8_t digit[FE8_LANES])
{
    long long word = 0;
    memcpy(&word, digit, sizeof word);
    return _mm512_cvtepi8_epi64(_mm_cvtsi64_si128(word));
}

/* r = h a + s base, from the highest digit down (Straus). */
FE8_TARGET static void ge8_multiply(struct ge8 *r, int8_t h[DIGITS][FE8_LANES], const struct ge8 *a,
                                    int8_t s[DIGITS][FE8_LANES])
{
    struct ge8_part table[TABLE];
    struct ge8_part p;
    ge8_table(table, a);
    ge8_identity(r);
    for (int k = DIGITS - 1; k >= 0; k--) {
        for (int i = 0; i < 4 && k < DIGITS - 1; i++) {
            ge8_double(r, r, i == 3);
        }
        ge8_pick(&p, table, digit_lanes(h[k]));
        ge8_add(r, r, &p);
        ge8_pick(&p, base_table, digit_lanes(s[k]));
        ge8_add(r, r, &p);
    }
}

FE8_TARGET static uint8_t lanes_verify(const struct adil_sig_check *const c[FE8_LANES])
{
    const uint8_t *key[FE8_LANES];
    int8_t h[DIGITS][FE8_LANES];
    int8_t s[DIGITS][FE8_LANES];
    uint8_t found[FE8_LANES][32];
    struct ge8 minus_a;
    struct ge8 r;
    uint8_t good = 0xff;
    for (int k = 0; k < FE8_LANES; k++) {
        uint8_t reduced[32];
        key[k] = c[k]->key;
        challenge(reduced, c[k]);
        digits_of(h, k, reduced);
        digits_of(s, k, c[k]->sig + 32);
        good &= (uint8_t) ~(!below_order(c[k]->sig + 32) << k);
    }
    good &= ge8_minus_from_bytes(&minus_a, key);
    good &= (uint8_t)~ge8_small(&minus_a);
    ge8_multiply(&r, h, &minus_a, s);
    good &= (uint8_t)~ge8_small(&r);
    ge8_bytes(found, &r);
    for (int k = 0; k < FE8_LANES; k++) {
        good &= (uint8_t) ~((memcmp(found[k], c[k]->sig, 32) != 0) << k);
    }
    return good;
}

uint8_t adil_sig_lanes(const struct adil_sig_check *check, size_t n)
{
    const struct adil_sig_check *c[FE8_LANES];
    if (!adil_sig_lanes_here()) {
        return 0;
    }
    (void)pthread_once(&base_once, make_base_table);
    for (size_t k = 0; k < FE8_LANES; k++) {
        c[k] = &check[k < n ? k : 0];
    }
    return (uint8_t)(lanes_verify(c) & ((1U << n) - 1));
}

#else

bool adil_sig_lanes_here(void)
{
    return false;
}

uint8_t adil_sig_lanes(const struct adil_sig_check *check, size_t n)
{
    (void)check;
    (void)n;
    return 0;
}

#endif
