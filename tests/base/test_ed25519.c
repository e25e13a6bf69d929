#include "base/ed25519.h"
#include "base/ed25519_lanes.h"

#include "support.h"

#include <sodium.h>
#include <string.h>

enum { MANY = 17, ROUNDS = 40, BYTES = 200 };

struct signed_message {
    uint8_t key[32];
    uint8_t sig[64];
    uint8_t text[BYTES];
    size_t len;
};

static struct adil_sig_check check_of(const struct signed_message *s)
{
    return (struct adil_sig_check){
        .key = s->key, .sig = s->sig, .message = {(const char *)s->text, s->len}};
}

static bool by_libsodium(const struct signed_message *s)
{
    return crypto_sign_verify_detached(s->sig, s->text, s->len, s->key) == 0;
}

static void sign_anything(struct signed_message *s)
{
    uint8_t secret[64];
    assert_int_equal(crypto_sign_keypair(s->key, secret), 0);
    s->len = randombytes_uniform(BYTES);
    randombytes_buf(s->text, sizeof s->text);
    assert_int_equal(crypto_sign_detached(s->sig, NULL, s->text, s->len, secret), 0);
}

/* With lanes and without. */
static void assert_as_libsodium(const struct signed_message *s, size_t n)
{
    struct adil_sig_check check[MANY];
    for (int off = 0; off < 2; off++) {
        size_t good = 0;
        adil_sig_lanes_off(off == 1);
        for (size_t i = 0; i < n; i++) {
            check[i] = check_of(&s[i]);
            good += by_libsodium(&s[i]);
        }
        assert_int_equal(adil_sigs_verify(check, n), good);
        for (size_t i = 0; i < n; i++) {
            assert_int_equal(check[i].good, by_libsodium(&s[i]));
        }
    }
    adil_sig_lanes_off(false);
}

/* What the lanes are to say of `good` ones; nothing where this processor has none. */
static uint8_t if_here(unsigned good)
{
    return adil_sig_lanes_here() ? (uint8_t)good : 0;
}

/* RFC 8032, section 7.1, tests 1 to 3: the public parts, and what was signed. */
static void signatures_of_the_specification_are_valid_in_every_lane(void **state)
{
    static const char *const row[][3] = {
        {"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
         "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701"
         "cf9"
         "b46bd25bf5f0595bbe24655141438e7a100b"},
        {"3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
         "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d"
         "0f1"
         "1d8c387b2eaeb4302aeeb00d291612bb0c00"},
        {"fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
         "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f7609"
         "84d"
         "c6594a7c15e9716ed28dc027beceea1ec40a"},
    };
    struct signed_message s[MANY];
    struct adil_sig_check check[ADIL_SIG_LANES];
    (void)state;
    print_message("# %s\n", if_here(1) ? "eight side by side" : "no AVX-512 IFMA: libsodium alone");
    for (size_t i = 0; i < MANY; i++) {
        const char *const *r = row[i % ADIL_COUNT(row)];
        size_t n = 0;
        assert_int_equal(sodium_hex2bin(s[i].key, 32, r[0], 64, NULL, &n, NULL), 0);
        assert_int_equal(sodium_hex2bin(s[i].sig, 64, r[2], 128, NULL, &n, NULL), 0);
        assert_int_equal(
            sodium_hex2bin(s[i].text, BYTES, r[1], strlen(r[1]), NULL, &s[i].len, NULL), 0);
        assert_true(by_libsodium(&s[i]));
    }
    assert_as_libsodium(s, MANY);
    for (size_t n = 1; n <= ADIL_SIG_LANES; n++) {
        for (size_t i = 0; i < n; i++) {
            check[i] = check_of(&s[i + n]);
        }
        assert_int_equal(adil_sig_lanes(check, n), if_here((1U << n) - 1));
    }
}

/* Each bit of a key, a signature or a message, and whole fields of another's. */
static void a_signature_that_was_changed_is_not_valid(void **state)
{
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct signed_message s[MANY];
        for (size_t i = 0; i < MANY; i++) {
            sign_anything(&s[i]);
            uint8_t bit = (uint8_t)(1U << randombytes_uniform(8));
            switch (randombytes_uniform(6)) {
            case 0:
                s[i].key[randombytes_uniform(32)] ^= bit;
                break;
            case 1:
                s[i].sig[randombytes_uniform(32)] ^= bit;
                break;
            case 2:
                s[i].sig[32 + randombytes_uniform(32)] ^= bit;
                break;
            case 3:
                s[i].text[randombytes_uniform(BYTES)] ^= bit;
                break; /* or behind its end */
            case 4:
                memcpy(s[i].sig, s[i > 0 ? i - 1 : 0].sig, 32);
                break;
            default:
                break;
            }
        }
        assert_as_libsodium(s, 1 + (size_t)round % MANY);
    }
}

/* Lanes that fell back to libsodium every time would pass the tests above. */
static void what_is_valid_the_lanes_accept_by_themselves(void **state)
{
    struct signed_message s[ADIL_SIG_LANES];
    struct adil_sig_check check[ADIL_SIG_LANES];
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        size_t wrong = randombytes_uniform(ADIL_SIG_LANES);
        for (size_t i = 0; i < ADIL_SIG_LANES; i++) {
            sign_anything(&s[i]);
            check[i] = check_of(&s[i]);
        }
        s[wrong].sig[40] ^= 1;
        assert_int_equal(adil_sig_lanes(check, ADIL_SIG_LANES), if_here(0xffU & ~(1U << wrong)));
    }
}

/* ---- points and scalars that are refused ------------------------------------------------------
 */

/* The eight points of small order, by their y and the sign of x; and y = p + 1, the identity again,
 * as it must not be written. */
static const char *const small_order[] = {
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
};

static void challenge_of(uint8_t h[32], const struct signed_message *s)
{
    crypto_hash_sha512_state state;
    uint8_t hash[64];
    crypto_hash_sha512_init(&state);
    crypto_hash_sha512_update(&state, s->sig, 32);
    crypto_hash_sha512_update(&state, s->key, 32);
    crypto_hash_sha512_update(&state, s->text, s->len);
    crypto_hash_sha512_final(&state, hash);
    crypto_core_ed25519_scalar_reduce(h, hash);
}

/* S = r + h a, for any key that stands in `s` already. */
static void sign_as(struct signed_message *s, const uint8_t a[32])
{
    uint8_t r[32];
    uint8_t h[32];
    uint8_t ha[32];
    s->len = BYTES;
    randombytes_buf(s->text, sizeof s->text);
    crypto_core_ed25519_scalar_random(r);
    assert_int_equal(crypto_scalarmult_ed25519_base_noclamp(s->sig, r), 0);
    challenge_of(h, s);
    crypto_core_ed25519_scalar_mul(ha, h, a);
    crypto_core_ed25519_scalar_add(s->sig + 32, r, ha);
}

/* With a key of small order T and S = r the equation is R = r B - h T: true for one h in eight. */
static void a_key_of_small_order_is_refused_though_the_equation_holds(void **state)
{
    static const uint8_t nothing[32];
    (void)state;
    for (size_t k = 0; k < ADIL_COUNT(small_order); k++) {
        for (int round = 0; round < 4; round++) {
            struct signed_message s[ADIL_SIG_LANES];
            struct adil_sig_check check[ADIL_SIG_LANES];
            for (size_t i = 0; i < ADIL_SIG_LANES; i++) {
                size_t n = 0;
                assert_int_equal(sodium_hex2bin(s[i].key, 32, small_order[k], 64, NULL, &n, NULL),
                                 0);
                sign_as(&s[i], nothing);
                assert_false(by_libsodium(&s[i]));
                check[i] = check_of(&s[i]);
            }
            assert_int_equal(adil_sig_lanes(check, ADIL_SIG_LANES), 0);
            assert_as_libsodium(s, ADIL_SIG_LANES);
        }
    }
}

/* R = identity: S = h a. */
static void an_r_of_small_order_is_refused_though_the_equation_holds(void **state)
{
    struct signed_message s;
    uint8_t a[32];
    uint8_t h[32];
    (void)state;
    crypto_core_ed25519_scalar_random(a);
    assert_int_equal(crypto_scalarmult_ed25519_base_noclamp(s.key, a), 0);
    sign_as(&s, a);
    assert_true(by_libsodium(&s));
    memset(s.sig, 0, 32);
    s.sig[0] = 1;
    challenge_of(h, &s);
    crypto_core_ed25519_scalar_mul(s.sig + 32, h, a);
    struct adil_sig_check check = check_of(&s);
    assert_int_equal(adil_sig_lanes(&check, 1), 0);
    assert_false(by_libsodium(&s));
}

/* A key with a part of order eight: libsodium, which does not multiply by the cofactor, accepts one
 * signature in eight. */
static void keys_of_mixed_order_are_judged_as_libsodium_does(void **state)
{
    struct signed_message s[MANY];
    size_t accepted = 0;
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < MANY; i++) {
            uint8_t a[32];
            uint8_t t[32];
            size_t n = 0;
            crypto_core_ed25519_scalar_random(a);
            assert_int_equal(crypto_scalarmult_ed25519_base_noclamp(s[i].key, a), 0);
            assert_int_equal(sodium_hex2bin(t, 32, small_order[4], 64, NULL, &n, NULL), 0);
            assert_int_equal(crypto_core_ed25519_add(s[i].key, s[i].key, t), 0);
            sign_as(&s[i], a);
            accepted += by_libsodium(&s[i]);
        }
        assert_as_libsodium(s, MANY);
    }
    assert_in_range(accepted, 1, ROUNDS * MANY / 2);
}

/* S + L is the same scalar. */
static void a_scalar_above_the_order_is_refused(void **state)
{
    static const uint8_t order[32] = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58,
                                      0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
                                      0,    0,    0,    0,    0,    0,    0,    0,
                                      0,    0,    0,    0,    0,    0,    0,    0x10};
    struct signed_message s[ADIL_SIG_LANES];
    struct adil_sig_check check[ADIL_SIG_LANES];
    (void)state;
    for (size_t i = 0; i < ADIL_SIG_LANES; i++) {
        sign_anything(&s[i]);
        sodium_add(s[i].sig + 32, order, sizeof order);
        check[i] = check_of(&s[i]);
    }
    assert_int_equal(adil_sig_lanes(check, ADIL_SIG_LANES), 0);
    assert_as_libsodium(s, ADIL_SIG_LANES);
}

/* y from p on, and half of all y: no point, or one that must not be written so. */
static void keys_that_are_no_points_are_refused(void **state)
{
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct signed_message s[MANY];
        for (size_t i = 0; i < MANY; i++) {
            sign_anything(&s[i]);
            randombytes_buf(s[i].key, 32);
            if (round % 2 == 0) {
                memset(s[i].key, 0xff, 32);
                s[i].key[0] = (uint8_t)(0xec + (size_t)(round / 2 + (int)i) % 20);
                s[i].key[31] ^= round % 4 == 0 ? 0x80 : 0;
            }
        }
        assert_as_libsodium(s, MANY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signatures_of_the_specification_are_valid_in_every_lane),
        cmocka_unit_test(a_signature_that_was_changed_is_not_valid),
        cmocka_unit_test(what_is_valid_the_lanes_accept_by_themselves),
        cmocka_unit_test(a_key_of_small_order_is_refused_though_the_equation_holds),
        cmocka_unit_test(an_r_of_small_order_is_refused_though_the_equation_holds),
        cmocka_unit_test(keys_of_mixed_order_are_judged_as_libsodium_does),
        cmocka_unit_test(a_scalar_above_the_order_is_refused),
        cmocka_unit_test(keys_that_are_no_points_are_refused),
    };
    if (sodium_init() < 0) {
        return 1;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
