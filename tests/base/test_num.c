#include "support.h"

#include "base/num.h"

#include <gmp.h>
#include <stdio.h>
#include <string.h>

/* GMP's rationals, used directly, are the oracle here. */

enum { ROUNDS = 20000 };

/* z := +- a random natural number of at most 256 bits; small ones are frequent. */
static void random_int(struct test_rng *r, mpz_t z)
{
    switch (test_rng_below(r, 4)) {
    case 0:
        mpz_set_si(z, (long)test_rng_below(r, 41) - 20);
        break;
    case 1:
    case 2:
        mpz_set_si(z, test_rng_i64(r));
        break;
    default:
        mpz_set_ui(z, 0);
        for (uint64_t n = 1 + test_rng_below(r, 4); n > 0; n--) {
            mpz_mul_2exp(z, z, 64);
            mpz_add_ui(z, z, test_rng_dense(r));
        }
        if (test_rng_below(r, 2) == 0) {
            mpz_neg(z, z);
        }
        break;
    }
}

static void random_ratio(struct test_rng *r, mpq_t z)
{
    random_int(r, mpq_numref(z));
    do {
        random_int(r, mpq_denref(z));
    } while (mpz_sgn(mpq_denref(z)) == 0);
    if (test_rng_below(r, 3) == 0) {
        mpz_set_ui(mpq_denref(z), 1);
    }
    mpq_canonicalize(z);
}

static bool fits(const mpq_t z)
{
    return mpz_fits_slong_p(mpq_numref(z)) && mpz_fits_slong_p(mpq_denref(z));
}

static struct adil_span text_of(struct adil_arena *a, const mpq_t z)
{
    size_t cap = mpz_sizeinbase(mpq_numref(z), 10) + mpz_sizeinbase(mpq_denref(z), 10) + 3;
    return adil_span_of(mpq_get_str(adil_new(a, char, cap), 10, z));
}

static struct adil_num num_of(struct adil_arena *a, const mpq_t z)
{
    struct adil_num x = {0};
    if (fits(z)) {
        return adil_num_ratio(a, mpz_get_si(mpq_numref(z)), mpz_get_si(mpq_denref(z)));
    }
    assert_true(adil_num_parse(a, text_of(a, z), &x));
    return x;
}

/* The same value, and in the one form it may have: small exactly when it fits. */
static void assert_same(struct adil_arena *a, struct adil_num x, const mpq_t z)
{
    assert_int_equal(x.big == NULL, fits(z));
    if (x.big == NULL) {
        assert_true(x.p == mpz_get_si(mpq_numref(z)));
        assert_true(x.q == mpz_get_si(mpq_denref(z)));
    }
    assert_span_equal(adil_num_text(a, x), text_of(a, z));
}

static const struct {
    struct adil_num (*ours)(struct adil_arena *, struct adil_num, struct adil_num);
    void (*gmp)(mpq_ptr, mpq_srcptr, mpq_srcptr);
} ops[] = {
    {adil_num_add, mpq_add},
    {adil_num_sub, mpq_sub},
    {adil_num_mul, mpq_mul},
    {adil_num_div, mpq_div},
};

static void test_num__arithmetic_agrees_with_gmp(void **state)
{
    struct test_arenas *t = *state;
    struct test_rng r = test_rng_open(__func__);
    mpq_t x;
    mpq_t y;
    mpq_t z;
    mpq_inits(x, y, z, NULL);
    unsigned grown = 0;
    unsigned shrunk = 0;
    for (int i = 0; i < ROUNDS; i++) {
        random_ratio(&r, x);
        random_ratio(&r, y);
        for (size_t k = 0; k < ADIL_COUNT(ops); k++) {
            if (ops[k].ours == adil_num_div && mpq_sgn(y) == 0) {
                continue;
            }
            struct adil_arena a = t->scratch;
            ops[k].gmp(z, x, y);
            assert_same(&a, ops[k].ours(&a, num_of(&a, x), num_of(&a, y)), z);
            grown += fits(x) && fits(y) && !fits(z);
            shrunk += (!fits(x) || !fits(y)) && fits(z);
        }
    }
    mpq_clears(x, y, z, NULL);
    printf("# past 64 bits %u times, back %u times\n", grown, shrunk);
    assert_true(grown > 1000 && shrunk > 100);
}

/* The control: 64-bit sums that wrap around, over the same inputs, are found out. */
static void test_num__oracle_finds_a_sum_that_wraps(void **state)
{
    (void)state;
    struct test_rng r = test_rng_open(__func__);
    mpq_t x;
    mpq_t y;
    mpq_inits(x, y, NULL);
    unsigned wrong = 0;
    for (int i = 0; i < ROUNDS; i++) {
        int64_t wrapped = 0;
        random_ratio(&r, x);
        random_ratio(&r, y);
        if (fits(x) && fits(y) && mpz_cmp_ui(mpq_denref(x), 1) == 0 &&
            mpz_cmp_ui(mpq_denref(y), 1) == 0) {
            (void)__builtin_add_overflow(mpz_get_si(mpq_numref(x)), mpz_get_si(mpq_numref(y)),
                                         &wrapped);
            mpq_add(x, x, y);
            wrong += mpz_cmp_si(mpq_numref(x), wrapped) != 0;
        }
    }
    mpq_clears(x, y, NULL);
    assert_true(wrong > 100);
}

static void test_num__what_shrinks_back_is_small_again(void **state)
{
    struct test_arenas *t = *state;
    struct test_rng r = test_rng_open(__func__);
    mpq_t x;
    mpq_t y;
    mpq_inits(x, y, NULL);
    unsigned through_big = 0;
    for (int i = 0; i < ROUNDS; i++) {
        struct adil_arena a = t->scratch;
        random_ratio(&r, x);
        random_ratio(&r, y);
        struct adil_num xn = num_of(&a, x);
        struct adil_num yn = num_of(&a, y);
        struct adil_num up = adil_num_add(&a, xn, yn);
        through_big += up.big != NULL && xn.big == NULL;
        assert_same(&a, adil_num_sub(&a, up, yn), x);
        if (mpq_sgn(y) != 0) {
            assert_same(&a, adil_num_div(&a, adil_num_mul(&a, xn, yn), yn), x);
        }
        struct adil_num minus_y = adil_num_sub(&a, adil_num_sub(&a, xn, yn), xn);
        mpq_neg(y, y);
        assert_same(&a, minus_y, y);
    }
    mpq_clears(x, y, NULL);
    assert_true(through_big > 1000);
}

static void test_num__order_agrees_with_gmp(void **state)
{
    struct test_arenas *t = *state;
    struct test_rng r = test_rng_open(__func__);
    mpq_t x;
    mpq_t y;
    mpq_inits(x, y, NULL);
    for (int i = 0; i < ROUNDS; i++) {
        struct adil_arena a = t->scratch;
        random_ratio(&r, x);
        random_ratio(&r, y);
        if (test_rng_below(&r, 8) == 0) {
            mpq_set(y, x);
        }
        struct adil_num xn = num_of(&a, x);
        struct adil_num yn = num_of(&a, y);
        int want = mpq_cmp(x, y);
        int got = adil_num_cmp(xn, yn);
        assert_int_equal((got > 0) - (got < 0), (want > 0) - (want < 0));
        assert_int_equal(adil_num_eq(xn, yn), want == 0);
        assert_int_equal(adil_num_sign(xn), mpq_sgn(x));
        assert_int_equal(adil_num_is_int(xn), mpz_cmp_ui(mpq_denref(x), 1) == 0);
        assert_same(&a, adil_num_min(xn, yn), want <= 0 ? x : y);
        assert_same(&a, adil_num_max(xn, yn), want <= 0 ? y : x);
    }
    mpq_clears(x, y, NULL);
}

static void test_num__whole_numbers_bracket_the_value(void **state)
{
    struct test_arenas *t = *state;
    struct test_rng r = test_rng_open(__func__);
    mpq_t x;
    mpq_t z;
    mpq_t half;
    mpq_inits(x, z, half, NULL);
    mpq_set_si(half, 1, 2);
    for (int i = 0; i < ROUNDS; i++) {
        struct adil_arena a = t->scratch;
        random_ratio(&r, x);
        if (test_rng_below(&r, 4) == 0) { /* halves, to see which way they go */
            random_int(&r, mpq_numref(x));
            mpz_set_ui(mpq_denref(x), 2);
            mpq_canonicalize(x);
        }
        struct adil_num xn = num_of(&a, x);
        mpq_set_ui(z, 0, 1);
        mpz_fdiv_q(mpq_numref(z), mpq_numref(x), mpq_denref(x));
        assert_same(&a, adil_num_floor(&a, xn), z);
        mpz_cdiv_q(mpq_numref(z), mpq_numref(x), mpq_denref(x));
        assert_same(&a, adil_num_ceil(&a, xn), z);
        int sign = mpq_sgn(x);
        mpq_abs(x, x); /* away from zero: floor(|x| + 1/2) with the sign put back */
        mpq_add(x, x, half);
        mpz_fdiv_q(mpq_numref(z), mpq_numref(x), mpq_denref(x));
        mpz_mul_si(mpq_numref(z), mpq_numref(z), sign);
        assert_same(&a, adil_num_round(&a, xn), z);
    }
    mpq_clears(x, z, half, NULL);
}

static void test_num__halves_round_away_from_zero(void **state)
{
    struct test_arenas *t = *state;
    static const struct {
        int64_t p, q, floor, ceil, round;
    } rows[] = {
        {7, 2, 3, 4, 4},
        {-7, 2, -4, -3, -4},
        {5, 2, 2, 3, 3},
        {-5, 2, -3, -2, -3},
        {1, 2, 0, 1, 1},
        {-1, 2, -1, 0, -1},
        {1, 3, 0, 1, 0},
        {-1, 3, -1, 0, 0},
        {2, 3, 0, 1, 1},
        {-2, 3, -1, 0, -1},
        {0, 1, 0, 0, 0},
        {6, 3, 2, 2, 2},
        {1, INT64_MAX, 0, 1, 0},
        {INT64_MAX, 2, INT64_MAX / 2, INT64_MAX / 2 + 1, INT64_MAX / 2 + 1},
        {INT64_MIN, 1, INT64_MIN, INT64_MIN, INT64_MIN},
        {INT64_MAX - 1, INT64_MAX, 0, 1, 1},
    };
    for (size_t i = 0; i < ADIL_COUNT(rows); i++) {
        struct adil_num x = adil_num_ratio(&t->perm, rows[i].p, rows[i].q);
        int64_t v = 0;
        assert_true(adil_num_i64(adil_num_floor(&t->perm, x), &v) && v == rows[i].floor);
        assert_true(adil_num_i64(adil_num_ceil(&t->perm, x), &v) && v == rows[i].ceil);
        assert_true(adil_num_i64(adil_num_round(&t->perm, x), &v) && v == rows[i].round);
    }
}

static void test_num__ratio_keeps_lowest_terms(void **state)
{
    struct test_arenas *t = *state;
    static const struct {
        int64_t p, q;
        const char *text;
    } rows[] = {
        {6, 4, "3/2"},
        {-6, 4, "-3/2"},
        {6, -4, "-3/2"},
        {-6, -4, "3/2"},
        {0, -5, "0"},
        {0, INT64_MIN, "0"},
        {INT64_MIN, INT64_MIN, "1"},
        {INT64_MIN, 1, "-9223372036854775808"},
        {INT64_MIN, -1, "9223372036854775808"},
        {1, INT64_MIN, "-1/9223372036854775808"},
        {INT64_MIN, INT64_MAX, "-9223372036854775808/9223372036854775807"},
        {INT64_MAX, INT64_MIN, "-9223372036854775807/9223372036854775808"},
        {2, INT64_MIN, "-1/4611686018427387904"},
    };
    for (size_t i = 0; i < ADIL_COUNT(rows); i++) {
        struct adil_num x = adil_num_ratio(&t->perm, rows[i].p, rows[i].q);
        assert_span_is(adil_num_text(&t->perm, x), rows[i].text);
    }
}

static void test_num__edges_of_int64_pass_over_and_back(void **state)
{
    struct test_arenas *t = *state;
    struct adil_arena *a = &t->perm;
    struct adil_num one = adil_num_int(1);
    struct adil_num max = adil_num_int(INT64_MAX);
    struct adil_num min = adil_num_int(INT64_MIN);
    struct adil_num above = adil_num_add(a, max, one);
    struct adil_num below = adil_num_sub(a, min, one);
    int64_t v = 0;
    assert_span_is(adil_num_text(a, above), "9223372036854775808");
    assert_span_is(adil_num_text(a, below), "-9223372036854775809");
    assert_false(adil_num_i64(above, &v));
    assert_true(adil_num_i64(adil_num_sub(a, above, one), &v) && v == INT64_MAX);
    assert_true(adil_num_i64(adil_num_add(a, below, one), &v) && v == INT64_MIN);
    assert_span_is(adil_num_text(a, adil_num_sub(a, adil_num_int(0), min)), "9223372036854775808");
    assert_span_is(adil_num_text(a, adil_num_mul(a, min, min)),
                   "85070591730234615865843651857942052864"); /* 2^126 */
    assert_span_is(adil_num_text(a, adil_num_div(a, min, adil_num_int(-1))), "9223372036854775808");
    assert_true(adil_num_eq(adil_num_div(a, min, min), one));
    assert_false(adil_num_i64(adil_num_ratio(a, 1, 2), &v));
}

static void test_num__a_copy_outlives_the_arena_of_the_first(void **state)
{
    struct test_arenas *t = *state;
    struct adil_arena gone = t->scratch;
    struct adil_num max = adil_num_int(INT64_MAX);
    struct adil_num big = adil_num_div(&gone, adil_num_mul(&gone, max, max), adil_num_int(4));
    struct adil_num copy = adil_num_copy(&t->perm, big);
    struct adil_arena again = t->scratch;
    memset(adil_new(&again, char, 256), 0x5a, 256);
    assert_span_is(adil_num_text(&t->perm, copy), "85070591730234615847396907784232501249/4");
    size_t used = adil_arena_used(&t->perm);
    assert_true(adil_num_eq(adil_num_copy(&t->perm, max), max));
    assert_int_equal(adil_arena_used(&t->perm), used);
}

static void test_num__text_reads_back_as_itself(void **state)
{
    struct test_arenas *t = *state;
    struct test_rng r = test_rng_open(__func__);
    mpq_t x;
    mpq_init(x);
    for (int i = 0; i < ROUNDS; i++) {
        struct adil_arena a = t->scratch;
        struct adil_num back = {0};
        random_ratio(&r, x);
        assert_true(adil_num_parse(&a, adil_num_text(&a, num_of(&a, x)), &back));
        assert_same(&a, back, x);
    }
    mpq_clear(x);
}

static void test_num__parse_reads_exact_decimals(void **state)
{
    struct test_arenas *t = *state;
    static const char *const rows[][2] = {
        {"12", "12"},
        {"-3", "-3"},
        {"1/3", "1/3"},
        {"-4/6", "-2/3"},
        {"0.7", "7/10"},
        {"12.50", "25/2"},
        {"-0.05", "-1/20"},
        {"0", "0"},
        {"-0", "0"},
        {"-0.000", "0"},
        {"0/7", "0"},
        {"007", "7"},
        {"999999999999999999", "999999999999999999"},
        {"1000000000000000000", "1000000000000000000"},
        {"9223372036854775807", "9223372036854775807"},
        {"-9223372036854775808", "-9223372036854775808"},
        {"9223372036854775808", "9223372036854775808"},
        {"0.0000000000000000005", "1/2000000000000000000"},
        {"0.00000000000000000001", "1/100000000000000000000"},
        {"123456789012345678901234567890/10", "12345678901234567890123456789"},
        {"18446744073709551616/36893488147419103232", "1/2"},
    };
    for (size_t i = 0; i < ADIL_COUNT(rows); i++) {
        struct adil_num x = {0};
        assert_true(adil_num_parse(&t->perm, adil_span_of(rows[i][0]), &x));
        assert_span_is(adil_num_text(&t->perm, x), rows[i][1]);
    }
}

static void test_num__parse_refuses_everything_else(void **state)
{
    struct test_arenas *t = *state;
    static const char *const rows[] = {
        "",
        "-",
        "+1",
        " 1",
        "1 ",
        "1.",
        ".5",
        "1/",
        "/2",
        "1/0",
        "0/0",
        "1/-2",
        "--1",
        "1e5",
        "0x10",
        "1,5",
        "1/2/3",
        "1.2.3",
        "1.5/2",
        "1/2.5",
        "12a",
        "nan",
        "inf",
        "1 / 2",
        "1\n",
        "\xd9\xa1",
        "1_000",
        "-/2",
        "1/00000000000000000000",
        "99999999999999999999/0",
    };
    for (size_t i = 0; i < ADIL_COUNT(rows); i++) {
        struct adil_num x = {0};
        assert_false(adil_num_parse(&t->perm, adil_span_of(rows[i]), &x));
    }
    struct adil_num x = {0};
    assert_false(adil_num_parse(&t->perm, adil_span_bytes(NULL, 0), &x));
    assert_false(adil_num_parse(&t->perm, ADIL_SPAN("1\0"), &x));
}

static void test_num__parse_takes_4096_digits_and_no_more(void **state)
{
    struct test_arenas *t = *state;
    char text[4098];
    memset(text, '9', sizeof text);
    struct adil_num x = {0};
    assert_true(adil_num_parse(&t->perm, adil_span_bytes(text, 4096), &x));
    assert_span_equal(adil_num_text(&t->perm, x), adil_span_bytes(text, 4096));
    assert_false(adil_num_parse(&t->perm, adil_span_bytes(text, 4097), &x));
    text[2000] = '/';
    assert_true(adil_num_parse(&t->perm, adil_span_bytes(text, 4097), &x));
    assert_false(adil_num_parse(&t->perm, adil_span_bytes(text, 4098), &x));
}

/* |x| times 10^digits, plus 1/2 when rounding, cut; written with the point put in by hand. */
static struct adil_span decimal_oracle(struct adil_arena *a, const mpq_t x, unsigned digits,
                                       bool nearest)
{
    mpz_t n;
    mpz_t q;
    mpz_inits(n, q, NULL);
    mpz_ui_pow_ui(n, 10, digits);
    mpz_mul(n, n, mpq_numref(x));
    mpz_abs(n, n);
    mpz_mul_ui(n, n, 2);
    if (nearest) {
        mpz_add(n, n, mpq_denref(x));
    }
    mpz_mul_ui(q, mpq_denref(x), 2);
    mpz_fdiv_q(n, n, q);
    char *run = mpz_get_str(adil_new(a, char, mpz_sizeinbase(n, 10) + 2), 10, n);
    char *out = adil_new(a, char, strlen(run) + digits + 4);
    size_t len = 0;
    if (mpq_sgn(x) < 0 && mpz_sgn(n) != 0) {
        out[len++] = '-';
    }
    size_t total = strlen(run) > digits + 1 ? strlen(run) : digits + 1;
    for (size_t i = 0; i < total; i++) {
        if (digits > 0 && i == total - digits) {
            out[len++] = '.';
        }
        size_t zeros = total - strlen(run);
        out[len++] = '0';
        if (i >= zeros) {
            out[len - 1] = run[i - zeros];
        }
    }
    mpz_clears(n, q, NULL);
    return adil_span_bytes(out, len);
}

static void test_num__decimals_agree_with_gmp(void **state)
{
    struct test_arenas *t = *state;
    struct test_rng r = test_rng_open(__func__);
    mpq_t x;
    mpq_init(x);
    unsigned differ = 0;
    for (int i = 0; i < ROUNDS; i++) {
        struct adil_arena a = t->scratch;
        unsigned digits = (unsigned)test_rng_below(&r, 24);
        random_ratio(&r, x);
        if (test_rng_below(&r, 4) == 0) { /* ends in 5 one place further: a half */
            random_int(&r, mpq_numref(x));
            mpz_mul_ui(mpq_numref(x), mpq_numref(x), 10);
            mpz_add_ui(mpq_numref(x), mpq_numref(x), 5);
            mpz_ui_pow_ui(mpq_denref(x), 10, digits + 1);
            mpq_canonicalize(x);
        }
        struct adil_num xn = num_of(&a, x);
        struct adil_span rounded = decimal_oracle(&a, x, digits, true);
        struct adil_span cut = decimal_oracle(&a, x, digits, false);
        assert_span_equal(adil_num_decimal(&a, xn, digits), rounded);
        assert_span_equal(adil_num_cut(&a, xn, digits), cut);
        differ += !adil_span_eq(rounded, cut);
    }
    mpq_clear(x);
    assert_true(differ > 1000); /* a cut taken for a rounding would be found out */
}

static void test_num__decimals_by_hand(void **state)
{
    struct test_arenas *t = *state;
    static const struct {
        const char *x;
        unsigned digits;
        const char *rounded, *cut;
    } rows[] = {
        {"1/3", 2, "0.33", "0.33"},
        {"2/3", 2, "0.67", "0.66"},
        {"-2/3", 2, "-0.67", "-0.66"},
        {"0.125", 2, "0.13", "0.12"},
        {"-0.125", 2, "-0.13", "-0.12"},
        {"0.135", 2, "0.14", "0.13"},
        {"1/2", 0, "1", "0"},
        {"-1/2", 0, "-1", "0"},
        {"2.5", 0, "3", "2"},
        {"0.995", 2, "1.00", "0.99"},
        {"-0.001", 2, "0.00", "0.00"},
        {"-0.005", 2, "-0.01", "0.00"},
        {"53.9", 2, "53.90", "53.90"},
        {"7", 3, "7.000", "7.000"},
        {"0", 1, "0.0", "0.0"},
        {"-9223372036854775808", 1, "-9223372036854775808.0", "-9223372036854775808.0"},
        {"0.00000000000000000005", 19, "0.0000000000000000001", "0.0000000000000000000"},
        {"99999999999999999999.96", 1, "100000000000000000000.0", "99999999999999999999.9"},
        {"-1/100000000000000000000", 2, "0.00", "0.00"},
    };
    for (size_t i = 0; i < ADIL_COUNT(rows); i++) {
        struct adil_num x = {0};
        assert_true(adil_num_parse(&t->perm, adil_span_of(rows[i].x), &x));
        assert_span_is(adil_num_decimal(&t->perm, x, rows[i].digits), rows[i].rounded);
        assert_span_is(adil_num_cut(&t->perm, x, rows[i].digits), rows[i].cut);
    }
}

/* With n = root * 10^digits: n is whole, and n^2 <= x * 10^(2 digits) < (n + 1)^2. */
static void test_num__sqrt_is_the_root_cut(void **state)
{
    struct test_arenas *t = *state;
    struct test_rng r = test_rng_open(__func__);
    mpq_t x;
    mpq_t n;
    mpq_t scale;
    mpq_t one;
    mpq_inits(x, n, scale, one, NULL);
    mpq_set_ui(one, 1, 1);
    for (int i = 0; i < ROUNDS / 4; i++) {
        struct adil_arena a = t->scratch;
        unsigned digits = (unsigned)test_rng_below(&r, 12);
        random_ratio(&r, x);
        mpq_abs(x, x);
        struct adil_span root = adil_num_text(&a, adil_num_sqrt(&a, num_of(&a, x), digits));
        assert_int_equal(mpq_set_str(n, adil_span_cstr(&a, root), 10), 0);
        mpz_ui_pow_ui(mpq_numref(scale), 10, digits);
        mpq_mul(n, n, scale);
        assert_int_equal(mpz_cmp_ui(mpq_denref(n), 1), 0);
        mpq_mul(x, x, scale);
        mpq_mul(x, x, scale);
        mpq_mul(scale, n, n);
        assert_true(mpq_cmp(scale, x) <= 0);
        mpq_add(n, n, one);
        mpq_mul(scale, n, n);
        assert_true(mpq_cmp(scale, x) > 0);
        mpq_set_ui(scale, 1, 1);
    }
    mpq_clears(x, n, scale, one, NULL);
}

static void test_num__sqrt_by_hand(void **state)
{
    struct test_arenas *t = *state;
    struct adil_arena *a = &t->perm;
    assert_span_is(adil_num_text(a, adil_num_sqrt(a, adil_num_int(2), 4)),
                   "7071/5000"); /* 1.4142 */
    assert_span_is(adil_num_text(a, adil_num_sqrt(a, adil_num_int(0), 3)), "0");
    assert_span_is(adil_num_text(a, adil_num_sqrt(a, adil_num_ratio(a, 1, 4), 1)), "1/2");
    assert_span_is(adil_num_text(a, adil_num_sqrt(a, adil_num_ratio(a, 1, 4), 0)), "0");
    assert_span_is(adil_num_text(a, adil_num_sqrt(a, adil_num_int(99), 0)), "9");
}

/* 1/1 + 1/2 + ... + 1/30, as Python's fractions give it. */
static void test_num__harmonic_sum(void **state)
{
    struct test_arenas *t = *state;
    struct adil_num sum = adil_num_int(0);
    for (int64_t k = 1; k <= 30; k++) {
        sum = adil_num_add(&t->perm, sum, adil_num_ratio(&t->perm, 1, k));
    }
    assert_span_is(adil_num_text(&t->perm, sum), "9304682830147/2329089562800");
    for (int64_t k = 1; k <= 30; k++) {
        sum = adil_num_sub(&t->perm, sum, adil_num_ratio(&t->perm, 1, k));
    }
    assert_int_equal(adil_num_sign(sum), 0);
}

static void divide_by_zero(void *arena)
{
    (void)adil_num_div(arena, adil_num_int(1), adil_num_int(0));
}

static void ratio_over_zero(void *arena)
{
    (void)adil_num_ratio(arena, 1, 0);
}

static void add_what_is_no_number(void *arena)
{
    (void)adil_num_add(arena, adil_num_int(1), (struct adil_num){0});
}

static void root_of_minus_one(void *arena)
{
    (void)adil_num_sqrt(arena, adil_num_int(-1), 2);
}

static void divide_by_one(void *arena)
{
    (void)adil_num_div(arena, adil_num_int(1), adil_num_int(1));
}

static void test_num__misuse_is_asserted(void **state)
{
    struct test_arenas *t = *state;
    assert_true(test_aborts(divide_by_zero, &t->perm));
    assert_true(test_aborts(ratio_over_zero, &t->perm));
    assert_true(test_aborts(add_what_is_no_number, &t->perm));
    assert_true(test_aborts(root_of_minus_one, &t->perm));
    assert_false(test_aborts(divide_by_one, &t->perm));
}

static void test_num__small_results_take_nothing_from_the_arena(void **state)
{
    struct test_arenas *t = *state;
    size_t before = adil_arena_used(&t->perm);
    struct adil_num x = adil_num_ratio(&t->perm, 5, 3);
    x = adil_num_add(&t->perm, x, adil_num_ratio(&t->perm, 1, 6));
    x = adil_num_mul(&t->perm, x, adil_num_ratio(&t->perm, INT64_MAX, 11));
    x = adil_num_div(&t->perm, x, adil_num_int(INT64_MAX));
    assert_true(adil_num_eq(x, adil_num_ratio(&t->perm, 1, 6)));
    assert_int_equal(adil_arena_used(&t->perm), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_num__arithmetic_agrees_with_gmp),
        test_case(test_num__oracle_finds_a_sum_that_wraps),
        test_case(test_num__what_shrinks_back_is_small_again),
        test_case(test_num__order_agrees_with_gmp),
        test_case(test_num__whole_numbers_bracket_the_value),
        test_case(test_num__halves_round_away_from_zero),
        test_case(test_num__ratio_keeps_lowest_terms),
        test_case(test_num__edges_of_int64_pass_over_and_back),
        test_case(test_num__a_copy_outlives_the_arena_of_the_first),
        test_case(test_num__text_reads_back_as_itself),
        test_case(test_num__parse_reads_exact_decimals),
        test_case(test_num__parse_refuses_everything_else),
        test_case(test_num__parse_takes_4096_digits_and_no_more),
        test_case(test_num__decimals_agree_with_gmp),
        test_case(test_num__decimals_by_hand),
        test_case(test_num__sqrt_is_the_root_cut),
        test_case(test_num__sqrt_by_hand),
        test_case(test_num__harmonic_sum),
        test_case(test_num__misuse_is_asserted),
        test_case(test_num__small_results_take_nothing_from_the_arena),
    };
    return cmocka_run_group_tests_name("num", tests, NULL, NULL);
}
