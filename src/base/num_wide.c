#include "base/num_wide.h"

#include "base/num_priv.h"

static void check_width(unsigned limbs)
{
    ADIL_ASSERT(limbs >= 1 && limbs <= ADIL_WIDE_LIMBS_MAX);
}

/* One and two words are what most games need; the compiler makes plain loops of them. */
static void add_1(uint64_t *z, const uint64_t *x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        z[i] += x[i];
    }
}

static void add_2(uint64_t *z, const uint64_t *x, size_t n)
{
    for (size_t i = 0; i < 2 * n; i += 2) {
        uwide sum = ((uwide)z[i + 1] << 64 | z[i]) + ((uwide)x[i + 1] << 64 | x[i]);
        z[i] = (uint64_t)sum;
        z[i + 1] = (uint64_t)(sum >> 64);
    }
}

static inline void add_one(uint64_t *z, const uint64_t *x, unsigned limbs)
{
    uint64_t carry = 0;
    for (unsigned k = 0; k < limbs; k++) {
        uwide sum = (uwide)z[k] + x[k] + carry;
        z[k] = (uint64_t)sum;
        carry = (uint64_t)(sum >> 64);
    }
}

void adil_wide_add(uint64_t *z, const uint64_t *x, size_t n, unsigned limbs)
{
    check_width(limbs);
    if (limbs == 1) {
        add_1(z, x, n);
    } else if (limbs == 2) {
        add_2(z, x, n);
    } else {
        for (size_t i = 0; i < n; i++) {
            add_one(z + i * limbs, x + i * limbs, limbs);
        }
    }
}

void adil_wide_sub(uint64_t *z, const uint64_t *x, size_t n, unsigned limbs)
{
    check_width(limbs);
    for (size_t i = 0; i < n; i++) {
        uint64_t borrow = 0;
        for (unsigned k = 0; k < limbs; k++) {
            uwide less = (uwide)z[i * limbs + k] - x[i * limbs + k] - borrow;
            z[i * limbs + k] = (uint64_t)less;
            borrow = (uint64_t)(less >> 64) & 1;
        }
    }
}

void adil_wide_prefix(uint64_t *x, size_t n, unsigned limbs)
{
    check_width(limbs);
    for (size_t i = 1; i < n; i++) {
        add_one(x + i * limbs, x + (i - 1) * limbs, limbs);
    }
}

static void column_less_2(uint64_t *z, const uint64_t *x, size_t step, size_t n)
{
    for (size_t k = n; k-- > 1;) {
        uwide less = ((uwide)x[2 * k * step + 1] << 64 | x[2 * k * step]) -
                     ((uwide)z[2 * k - 1] << 64 | z[2 * k - 2]);
        z[2 * k] = (uint64_t)less;
        z[2 * k + 1] = (uint64_t)(less >> 64);
    }
    z[0] = x[0];
    z[1] = x[1];
}

void adil_wide_column_less(uint64_t *z, const uint64_t *x, size_t step, size_t n, unsigned limbs)
{
    check_width(limbs);
    ADIL_ASSERT(n > 0);
    if (limbs == 2) {
        column_less_2(z, x, step, n);
        return;
    }
    for (size_t k = n; k-- > 0;) {
        uint64_t *to = z + k * limbs;
        uint64_t borrow = 0;
        for (unsigned i = 0; i < limbs; i++) {
            uint64_t before = k > 0 ? z[(k - 1) * limbs + i] : 0;
            uwide less = (uwide)x[k * step * limbs + i] - before - borrow;
            to[i] = (uint64_t)less;
            borrow = (uint64_t)(less >> 64) & 1;
        }
    }
}

void adil_wide_mul_add(uint64_t *z, const uint64_t *x, const uint64_t *y, unsigned limbs)
{
    check_width(limbs);
    for (unsigned i = 0; i < limbs; i++) {
        uint64_t carry = 0;
        for (unsigned k = 0; x[i] != 0 && i + k < limbs; k++) {
            uwide sum = (uwide)x[i] * y[k] + z[i + k] + carry;
            z[i + k] = (uint64_t)sum;
            carry = (uint64_t)(sum >> 64);
        }
    }
}

/* The number as GMP sees it: read only, nothing to clear. */
struct wide_view {
    mpz_t z;
};

static void view_wide(struct wide_view *v, const uint64_t *x, unsigned limbs)
{
    _Static_assert(sizeof(mp_limb_t) == sizeof(uint64_t), "words are GMP's limbs");
    while (limbs > 0 && x[limbs - 1] == 0) {
        limbs--;
    }
    mpz_roinit_n(v->z, (const mp_limb_t *)x, (mp_size_t)limbs);
}

struct adil_num adil_num_wide(struct adil_arena *a, const uint64_t *x, unsigned limbs)
{
    check_width(limbs);
    mpq_t z;
    struct wide_view v;
    view_wide(&v, x, limbs);
    mpq_init(z);
    mpq_set_z(z, v.z);
    struct adil_num r = adil_num_keep(a, z);
    mpq_clear(z);
    return r;
}

struct adil_num adil_num_wide_dot(struct adil_arena *a, const uint64_t *x, unsigned limbs,
                                  const struct adil_num *by, size_t n)
{
    check_width(limbs);
    mpq_t sum;
    mpq_init(sum);
    for (size_t i = 0; i < n; i++) {
        struct adil_num_view w;
        struct wide_view v;
        ADIL_ASSERT(adil_num_is_int(by[i]));
        view_wide(&v, x + i * limbs, limbs);
        adil_num_view(&w, by[i]);
        mpz_addmul(mpq_numref(sum), v.z, mpq_numref(w.z));
    }
    struct adil_num r = adil_num_keep(a, sum);
    mpq_clear(sum);
    return r;
}
