#include "base/num.h"

#include "base/num_priv.h"

#include <limits.h>
#include <string.h>

/* The large form reads int64 and uint64 straight as GMP's long and limb. */
_Static_assert(GMP_NUMB_BITS == 64 && sizeof(long) == sizeof(int64_t), "a 64-bit GMP is needed");

static inline bool is_small(struct adil_num x)
{
    ADIL_ASSERT(x.big != NULL || x.q > 0); /* an all-zero struct is no number */
    return x.big == NULL;
}

static inline struct adil_num small(int64_t p, int64_t q)
{
    return (struct adil_num){p, q, NULL};
}

static inline uint64_t magnitude(int64_t p)
{
    return p < 0 ? 0U - (uint64_t)p : (uint64_t)p;
}

/* Greatest common divisor by halving (Stein); gcd(0, y) = y. */
static inline uint64_t gcd(uint64_t x, uint64_t y)
{
    if (x <= 1 || y <= 1) {
        return x == 0 ? y : (y == 0 ? x : 1);
    }
    int shift = __builtin_ctzll(x | y);
    x >>= __builtin_ctzll(x);
    do {
        y >>= __builtin_ctzll(y);
        if (x > y) {
            uint64_t t = x;
            x = y;
            y = t;
        }
        y -= x;
    } while (y != 0);
    return x << shift;
}

static struct adil_num big(struct adil_arena *a, const mp_limb_t *p, mp_size_t p_size,
                           const mp_limb_t *q, mp_size_t q_size)
{
    size_t np = (size_t)(p_size < 0 ? -p_size : p_size);
    size_t nq = (size_t)q_size;
    struct adil_big *b = adil_new(a, struct adil_big, 1);
    mp_limb_t *limb = adil_new(a, mp_limb_t, np + nq);
    memcpy(limb, p, np * sizeof *limb);
    memcpy(limb + np, q, nq * sizeof *limb);
    *b = (struct adil_big){limb, limb + np, p_size, q_size};
    return (struct adil_num){0, 0, b};
}

struct adil_num adil_num_copy(struct adil_arena *a, struct adil_num x)
{
    return is_small(x) ? x : big(a, x.big->p, x.big->p_size, x.big->q, x.big->q_size);
}

/* +-p/q, which is in lowest terms already. */
static inline struct adil_num keep_wide(struct adil_arena *a, bool negative, uwide p, uwide q)
{
    if (p <= (uwide)INT64_MAX + (negative ? 1U : 0U) && q <= INT64_MAX) {
        return small((int64_t)(negative ? 0U - (uint64_t)p : (uint64_t)p), (int64_t)q);
    }
    mp_limb_t pl[2] = {(mp_limb_t)p, (mp_limb_t)(p >> 64)};
    mp_limb_t ql[2] = {(mp_limb_t)q, (mp_limb_t)(q >> 64)};
    mp_size_t p_size = pl[1] != 0 ? 2 : 1;
    return big(a, pl, negative ? -p_size : p_size, ql, ql[1] != 0 ? 2 : 1);
}

void adil_num_view(struct adil_num_view *v, struct adil_num x)
{
    if (is_small(x)) {
        v->p = magnitude(x.p);
        v->q = (mp_limb_t)x.q;
        mpz_roinit_n(mpq_numref(v->z), &v->p, (x.p > 0) - (x.p < 0));
        mpz_roinit_n(mpq_denref(v->z), &v->q, 1);
    } else {
        mpz_roinit_n(mpq_numref(v->z), x.big->p, x.big->p_size);
        mpz_roinit_n(mpq_denref(v->z), x.big->q, x.big->q_size);
    }
}

struct adil_num adil_num_keep(struct adil_arena *a, const mpq_t z)
{
    mpz_srcptr p = mpq_numref(z);
    mpz_srcptr q = mpq_denref(z);
    if (mpz_fits_slong_p(p) && mpz_fits_slong_p(q)) {
        return small(mpz_get_si(p), mpz_get_si(q));
    }
    mp_size_t p_size = (mp_size_t)mpz_size(p);
    return big(a, mpz_limbs_read(p), mpz_sgn(p) < 0 ? -p_size : p_size, mpz_limbs_read(q),
               (mp_size_t)mpz_size(q));
}

/* The way past 64 bits, for any of mpq_add, mpq_sub, mpq_mul, mpq_div. */
static struct adil_num by_gmp(struct adil_arena *a, struct adil_num x, struct adil_num y,
                              void (*op)(mpq_ptr, mpq_srcptr, mpq_srcptr))
{
    struct adil_num_view xv;
    struct adil_num_view yv;
    adil_num_view(&xv, x);
    adil_num_view(&yv, y);
    mpq_t z;
    mpq_init(z);
    op(z, xv.z, yv.z);
    struct adil_num r = adil_num_keep(a, z);
    mpq_clear(z);
    return r;
}

struct adil_num adil_num_int(int64_t p)
{
    return small(p, 1);
}

struct adil_num adil_num_ratio(struct adil_arena *a, int64_t p, int64_t q)
{
    ADIL_ASSERT(q != 0);
    uint64_t pm = magnitude(p);
    uint64_t qm = magnitude(q);
    uint64_t g = gcd(pm, qm);
    return keep_wide(a, (p < 0) != (q < 0) && p != 0, pm / g, qm / g);
}

/* xp/xq + yp/yq, small parts (yp also -INT64_MIN). With g = gcd(xq, yq) only g can still divide
 * the sum (Knuth, The Art of Computer Programming 2, 4.5.1), so that nothing wide is reduced.
 * Bounds: each product is at most 2^63 * (2^63 - 1), their sum is below 2^127. */
static inline struct adil_num sum(struct adil_arena *a, int64_t xp, int64_t xq, wide yp, int64_t yq)
{
    int64_t g = (int64_t)gcd((uint64_t)xq, (uint64_t)yq);
    wide t = (wide)xp * (yq / g) + yp * (xq / g);
    bool negative = t < 0;
    uwide m = negative ? 0U - (uwide)t : (uwide)t;
    uint64_t h = g == 1 ? 1 : gcd((uint64_t)(m % (uint64_t)g), (uint64_t)g);
    return keep_wide(a, negative, h == 1 ? m : m / h, (uwide)(xq / g) * ((uint64_t)yq / h));
}

struct adil_num adil_num_add(struct adil_arena *a, struct adil_num x, struct adil_num y)
{
    if (!is_small(x) || !is_small(y)) {
        return by_gmp(a, x, y, mpq_add);
    }
    int64_t p = 0;
    if (x.q == 1 && y.q == 1 && !__builtin_add_overflow(x.p, y.p, &p)) {
        return small(p, 1);
    }
    return sum(a, x.p, x.q, y.p, y.q);
}

struct adil_num adil_num_sub(struct adil_arena *a, struct adil_num x, struct adil_num y)
{
    if (!is_small(x) || !is_small(y)) {
        return by_gmp(a, x, y, mpq_sub);
    }
    int64_t p = 0;
    if (x.q == 1 && y.q == 1 && !__builtin_sub_overflow(x.p, y.p, &p)) {
        return small(p, 1);
    }
    return sum(a, x.p, x.q, -(wide)y.p, y.q);
}

/* +-(a/c) * (b/d), each in lowest terms: common factors can only cross over. */
static inline struct adil_num product(struct adil_arena *arena, bool negative, uint64_t a,
                                      uint64_t b, uint64_t c, uint64_t d)
{
    uint64_t g = gcd(a, d);
    uint64_t h = gcd(b, c);
    uwide p = (uwide)(a / g) * (b / h);
    return keep_wide(arena, negative && p != 0, p, (uwide)(c / h) * (d / g));
}

struct adil_num adil_num_mul(struct adil_arena *a, struct adil_num x, struct adil_num y)
{
    if (!is_small(x) || !is_small(y)) {
        return by_gmp(a, x, y, mpq_mul);
    }
    int64_t p = 0;
    if (x.q == 1 && y.q == 1 && !__builtin_mul_overflow(x.p, y.p, &p)) {
        return small(p, 1);
    }
    return product(a, (x.p < 0) != (y.p < 0), magnitude(x.p), magnitude(y.p), (uint64_t)x.q,
                   (uint64_t)y.q);
}

struct adil_num adil_num_div(struct adil_arena *a, struct adil_num x, struct adil_num y)
{
    ADIL_ASSERT(adil_num_sign(y) != 0);
    if (!is_small(x) || !is_small(y)) {
        return by_gmp(a, x, y, mpq_div);
    }
    return product(a, (x.p < 0) != (y.p < 0), magnitude(x.p), (uint64_t)y.q, (uint64_t)x.q,
                   magnitude(y.p));
}

int adil_num_cmp(struct adil_num x, struct adil_num y)
{
    if (is_small(x) && is_small(y)) {
        if (x.q == y.q) {
            return (x.p > y.p) - (x.p < y.p);
        }
        wide l = (wide)x.p * y.q;
        wide r = (wide)y.p * x.q;
        return (l > r) - (l < r);
    }
    struct adil_num_view xv;
    struct adil_num_view yv;
    adil_num_view(&xv, x);
    adil_num_view(&yv, y);
    return mpq_cmp(xv.z, yv.z);
}

int adil_num_sign(struct adil_num x)
{
    if (is_small(x)) {
        return (x.p > 0) - (x.p < 0);
    }
    return x.big->p_size > 0 ? 1 : -1;
}

bool adil_num_eq(struct adil_num x, struct adil_num y)
{
    if (is_small(x) && is_small(y)) {
        return x.p == y.p && x.q == y.q;
    }
    return !is_small(x) && !is_small(y) && adil_num_cmp(x, y) == 0;
}

bool adil_num_is_int(struct adil_num x)
{
    return is_small(x) ? x.q == 1 : (x.big->q_size == 1 && x.big->q[0] == 1);
}

struct adil_num adil_num_min(struct adil_num x, struct adil_num y)
{
    return adil_num_cmp(y, x) < 0 ? y : x;
}

struct adil_num adil_num_max(struct adil_num x, struct adil_num y)
{
    return adil_num_cmp(y, x) > 0 ? y : x;
}

bool adil_num_i64(struct adil_num x, int64_t *v)
{
    if (!is_small(x) || x.q != 1) {
        return false;
    }
    *v = x.p;
    return true;
}

/* z := p/q to the nearest integer, halves away from zero. */
static void divide_nearest(mpz_ptr z, mpz_srcptr p, mpz_srcptr q)
{
    mpz_t r;
    mpz_init(r);
    mpz_tdiv_qr(z, r, p, q);
    mpz_mul_2exp(r, r, 1);
    if (mpz_cmpabs(r, q) >= 0) {
        if (mpz_sgn(r) < 0) { /* the remainder has the sign of p */
            mpz_sub_ui(z, z, 1);
        } else {
            mpz_add_ui(z, z, 1);
        }
    }
    mpz_clear(r);
}

static struct adil_num whole_by_gmp(struct adil_arena *a, struct adil_num x,
                                    void (*divide)(mpz_ptr, mpz_srcptr, mpz_srcptr))
{
    struct adil_num_view v;
    adil_num_view(&v, x);
    mpq_t z;
    mpq_init(z); /* 0/1: the denominator stays 1 */
    divide(mpq_numref(z), mpq_numref(v.z), mpq_denref(v.z));
    struct adil_num r = adil_num_keep(a, z);
    mpq_clear(z);
    return r;
}

struct adil_num adil_num_floor(struct adil_arena *a, struct adil_num x)
{
    if (!is_small(x)) {
        return whole_by_gmp(a, x, mpz_fdiv_q);
    }
    return small(x.p / x.q - (x.p % x.q < 0 ? 1 : 0), 1);
}

struct adil_num adil_num_ceil(struct adil_arena *a, struct adil_num x)
{
    if (!is_small(x)) {
        return whole_by_gmp(a, x, mpz_cdiv_q);
    }
    return small(x.p / x.q + (x.p % x.q > 0 ? 1 : 0), 1);
}

struct adil_num adil_num_round(struct adil_arena *a, struct adil_num x)
{
    if (!is_small(x)) {
        return whole_by_gmp(a, x, divide_nearest);
    }
    int64_t left = x.p % x.q; /* |left| < q, so neither negation nor difference overflows */
    int64_t away = left < 0 ? -left : left;
    int64_t step = away != 0 && away >= x.q - away ? 1 : 0;
    return small(x.p / x.q + (x.p < 0 ? -step : step), 1);
}

struct adil_num adil_num_sqrt(struct adil_arena *a, struct adil_num x, unsigned digits)
{
    ADIL_ASSERT(adil_num_sign(x) >= 0 && digits <= ADIL_NUM_DIGITS);
    struct adil_num_view v;
    adil_num_view(&v, x);
    mpq_t z;
    mpz_t scale;
    mpq_init(z);
    mpz_init(scale);
    mpz_ui_pow_ui(scale, 10, 2UL * digits);
    mpz_mul(mpq_numref(z), mpq_numref(v.z), scale);
    mpz_fdiv_q(mpq_numref(z), mpq_numref(z), mpq_denref(v.z));
    mpz_sqrt(mpq_numref(z), mpq_numref(z));
    mpz_ui_pow_ui(mpq_denref(z), 10, digits);
    mpq_canonicalize(z);
    struct adil_num r = adil_num_keep(a, z);
    mpz_clear(scale);
    mpq_clear(z);
    return r;
}
