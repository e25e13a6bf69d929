/* Numbers of a fixed width. GMP, used directly and reduced by a power of two, is the oracle. */
#include "support.h"

#include "base/num_wide.h"

#include <gmp.h>
#include <string.h>

enum { ROUNDS = 300, MANY = 9 };

static const unsigned widths[] = {1, 2, 3, 5, 17, ADIL_WIDE_LIMBS_MAX};

struct wide_case {
    unsigned limbs;
    uint64_t x[MANY * ADIL_WIDE_LIMBS_MAX];
    uint64_t y[MANY * ADIL_WIDE_LIMBS_MAX];
};

static void draw(struct test_rng *r, uint64_t *x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        /* Words of ones let a carry run through. */
        x[i] = test_rng_below(r, 3) == 0 ? UINT64_MAX : test_rng_dense(r);
    }
}

static void to_mpz(mpz_t z, const uint64_t *x, unsigned limbs)
{
    mpz_import(z, limbs, -1, sizeof *x, 0, 0, x);
}

/* Modulo 2^(64 * limbs), as the words must be. */
static void assert_words(const uint64_t *got, mpz_t want, unsigned limbs)
{
    uint64_t word[ADIL_WIDE_LIMBS_MAX] = {0};
    mpz_t w;
    mpz_init(w);
    mpz_fdiv_r_2exp(w, want, 64UL * limbs);
    mpz_export(word, NULL, -1, sizeof word[0], 0, 0, w);
    assert_memory_equal(got, word, limbs * sizeof word[0]);
    mpz_clear(w);
}

static void check_sums(const struct wide_case *c, mpz_t x, mpz_t y, mpz_t want)
{
    unsigned limbs = c->limbs;
    uint64_t plus[MANY * ADIL_WIDE_LIMBS_MAX];
    uint64_t minus[MANY * ADIL_WIDE_LIMBS_MAX];
    memcpy(plus, c->x, sizeof plus);
    memcpy(minus, c->x, sizeof minus);
    adil_wide_add(plus, c->y, MANY, limbs);
    adil_wide_sub(minus, c->y, MANY, limbs);
    for (size_t i = 0; i < MANY; i++) {
        to_mpz(x, c->x + i * limbs, limbs);
        to_mpz(y, c->y + i * limbs, limbs);
        mpz_add(want, x, y);
        assert_words(plus + i * limbs, want, limbs);
        mpz_sub(want, x, y);
        assert_words(minus + i * limbs, want, limbs);
        uint64_t acc[ADIL_WIDE_LIMBS_MAX];
        memcpy(acc, minus + i * limbs, limbs * sizeof acc[0]);
        adil_wide_mul_add(acc, c->x + i * limbs, c->y + i * limbs, limbs);
        mpz_addmul(want, x, y);
        assert_words(acc, want, limbs);
    }
}

static void check_prefix(const struct wide_case *c, mpz_t x, mpz_t sum)
{
    uint64_t got[MANY * ADIL_WIDE_LIMBS_MAX];
    memcpy(got, c->x, sizeof got);
    adil_wide_prefix(got, MANY, c->limbs);
    mpz_set_ui(sum, 0);
    for (size_t i = 0; i < MANY; i++) {
        to_mpz(x, c->x + i * c->limbs, c->limbs);
        mpz_add(sum, sum, x);
        assert_words(got + i * c->limbs, sum, c->limbs);
    }
}

static void test_num_wide__adds_subtracts_and_multiplies_as_gmp(void **state)
{
    (void)state;
    struct test_rng r = test_rng_open("num_wide");
    mpz_t x;
    mpz_t y;
    mpz_t want;
    mpz_inits(x, y, want, NULL);
    for (int round = 0; round < ROUNDS; round++) {
        struct wide_case c = {.limbs = widths[(size_t)round % ADIL_COUNT(widths)]};
        draw(&r, c.x, (size_t)MANY * c.limbs);
        draw(&r, c.y, (size_t)MANY * c.limbs);
        check_sums(&c, x, y, want);
        check_prefix(&c, x, want);
    }
    mpz_clears(x, y, want, NULL);
}

static void test_num_wide__doubles_in_place(void **state)
{
    (void)state;
    uint64_t two[] = {UINT64_MAX, 1, 5, 0};
    adil_wide_add(two, two, 2, 2);
    assert_true(two[0] == UINT64_MAX - 1 && two[1] == 3 && two[2] == 10 && two[3] == 0);
}

static void test_num_wide__becomes_an_exact_number(void **state)
{
    struct test_arenas *t = *state;
    const uint64_t x[] = {7, 0, 0, 1, UINT64_MAX, UINT64_MAX};
    assert_span_is(adil_num_text(&t->perm, adil_num_wide(&t->perm, x, 2)), "7");
    assert_span_is(adil_num_text(&t->perm, adil_num_wide(&t->perm, x + 2, 2)),
                   "18446744073709551616");
    assert_span_is(adil_num_text(&t->perm, adil_num_wide(&t->perm, x + 4, 2)),
                   "340282366920938463463374607431768211455");
    /* 7 * 10^20 - 2^64 + 2^128 - 1: past the width, and of either sign. */
    struct adil_num by[] = {adil_num_int(0), adil_num_int(-1), adil_num_int(1)};
    assert_true(adil_num_parse(&t->perm, ADIL_SPAN("100000000000000000000"), &by[0]));
    assert_span_is(adil_num_text(&t->perm, adil_num_wide_dot(&t->perm, x, 2, by, 3)),
                   "340282366920938464144927863358058659839");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_num_wide__adds_subtracts_and_multiplies_as_gmp),
        cmocka_unit_test(test_num_wide__doubles_in_place),
        test_case(test_num_wide__becomes_an_exact_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
