#include "base/sha256.h"

#include "base/sha256_ni.h"
#include "support.h"

#include <sodium.h>
#include <string.h>

static void assert_hash(struct test_arenas *t, struct adil_hash h, const char *hex)
{
    assert_span_is(adil_hex(&t->perm, h.byte, sizeof h.byte), hex);
}

/* FIPS 180-2, appendix B, and NIST's examples for SHA-256. */
static void test_sha256__published_examples(void **state)
{
    static const struct {
        const char *text;
        const char *hex;
    } example[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
        {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqr"
         "lmnopqrsmnopqrstnopqrstu",
         "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
    };
    for (size_t i = 0; i < ADIL_COUNT(example); i++) {
        assert_hash(*state, adil_sha256(adil_span_of(example[i].text)), example[i].hex);
    }
    assert_hash(*state, adil_sha256((struct adil_span){NULL, 0}), example[0].hex);
}

static void test_sha256__a_million_letters(void **state)
{
    struct test_arenas *t = *state;
    char *text = adil_new(&t->perm, char, 1000000);
    memset(text, 'a', 1000000);
    assert_hash(t, adil_sha256(adil_span_bytes(text, 1000000)),
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

/* Expected values by sha256sum over the lengths and pieces written out with printf. */
static void test_sha256__pieces_carry_their_lengths(void **state)
{
    const struct adil_span two[] = {ADIL_SPAN_INIT("ab"), ADIL_SPAN_INIT("c")};
    const struct adil_span moved[] = {ADIL_SPAN_INIT("a"), ADIL_SPAN_INIT("bc")};
    char x[258];
    memset(x, 'x', sizeof x);
    const struct adil_span longer = {x, sizeof x}; /* a length of two bytes */
    assert_hash(*state, adil_sha256_pieces(two, 2),
                "601d5476e2ccfe2c87a2bba7a322659734a05749d5b5aa781f513e4912db0d5f");
    assert_hash(*state, adil_sha256_pieces(moved, 2),
                "3fafa1cf2f19a7c1129beb20cf0983f73a489a221fc0dd2f16d1be292d089205");
    assert_hash(*state, adil_sha256_pieces(&longer, 1),
                "d4948dfd4245c4b02043a25e06945daea414376f677c7f3fa6fb0f5acd76ce6c");
    assert_hash(*state, adil_sha256_pieces(NULL, 0),
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void test_sha256__hashes_differ_in_any_bit(void **state)
{
    (void)state;
    const struct adil_hash h = adil_sha256(ADIL_SPAN("abc"));
    for (size_t bit = 0; bit < 8 * sizeof h.byte; bit++) {
        struct adil_hash other = h;
        assert_true(adil_hash_eq(&h, &other));
        other.byte[bit / 8] ^= (uint8_t)(1U << bit % 8);
        assert_false(adil_hash_eq(&h, &other));
    }
}

/* Of all lengths about the edges of blocks, with and without a tag, and from any address: the
 * processor's instructions (where it has them), the way without them, and libsodium itself. */
static void test_sha256__instructions_agree_with_libsodium(void **state)
{
    (void)state;
    struct test_rng rng = test_rng_open("sha256");
    for (unsigned len = 0; len <= 300; len++) {
        char bytes[1 + 300 + 16];
        for (unsigned i = 0; i < sizeof bytes; i++) {
            bytes[i] = (char)test_rng_below(&rng, 256);
        }
        unsigned from = len % 16;
        char kept = bytes[from];
        struct adil_span tail = adil_span_bytes(bytes + from + 1, len);
        for (unsigned off = 0; off < 2; off++) {
            struct adil_hash want;
            adil_sha256_ni_off(off != 0);
            struct adil_hash got = adil_sha256(tail);
            crypto_hash_sha256(want.byte, (const unsigned char *)tail.ptr, len);
            assert_true(adil_hash_eq(&got, &want));
            got = adil_sha256_tagged((uint8_t)kept, tail);
            crypto_hash_sha256(want.byte, (const unsigned char *)bytes + from, len + 1);
            assert_true(adil_hash_eq(&got, &want));
        }
        adil_sha256_ni_off(false);
    }
}

static void test_sha256__pieces_may_be_put_together_first(void **state)
{
    (void)state;
    const struct adil_span piece[] = {ADIL_SPAN("ab"), ADIL_SPAN(""), ADIL_SPAN("c")};
    struct adil_buf buf;
    adil_buf_open(&buf, 1 << 10);
    for (size_t i = 0; i < ADIL_COUNT(piece); i++) {
        adil_sha256_piece_put(&buf, piece[i]);
    }
    struct adil_hash together = adil_sha256(adil_buf_span(&buf));
    struct adil_hash want = adil_sha256_pieces(piece, ADIL_COUNT(piece));
    assert_true(adil_hash_eq(&together, &want));
    adil_buf_release(&buf);
}

static void test_hex__every_byte_there_and_back(void **state)
{
    struct test_arenas *t = *state;
    for (unsigned v = 0; v < 256; v++) {
        uint8_t byte = (uint8_t)v;
        uint8_t back = (uint8_t)~v;
        assert_span_equal(adil_hex(&t->perm, &byte, 1), adil_fmt(&t->perm, "%02x", v));
        assert_true(adil_hex_parse(adil_fmt(&t->perm, "%02X", v), &back, 1));
        assert_int_equal(back, v);
    }
    assert_span_is(adil_hex(&t->perm, NULL, 0), "");
}

/* Of 28 digits, which do not fill four words, any one replaced by any byte. */
static void test_hex__every_byte_in_every_place(void **state)
{
    (void)state;
    char text[] = "00112233445566778899aAbBcCdD";
    unsigned accepted = 0;
    for (unsigned i = 0; i < sizeof text - 1; i++) {
        char was = text[i];
        for (unsigned c = 0; c < 256; c++) {
            uint8_t to[14];
            text[i] = (char)c;
            bool digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
            bool well = adil_hex_parse(adil_span_bytes(text, sizeof text - 1), to, sizeof to);
            assert_int_equal(well, digit);
            accepted += well;
            if (well) {
                struct adil_span pair = adil_span_bytes(&text[i & ~1U], 2);
                uint8_t byte = 0;
                assert_true(adil_hex_parse(pair, &byte, 1)); /* of which another test tries all */
                assert_int_equal(to[i / 2], byte);
            }
        }
        text[i] = was;
    }
    assert_int_equal(accepted, 28 * 22);
}

static void test_hex__anything_else_is_refused(void **state)
{
    (void)state;
    uint8_t to[4];
    assert_true(adil_hex_parse(ADIL_SPAN("00ffA9"), to, 3));
    assert_memory_equal(to, "\x00\xff\xa9", 3);
    assert_true(adil_hex_parse((struct adil_span){NULL, 0}, to, 0));
    assert_false(adil_hex_parse(ADIL_SPAN("00ffA9"), to, 2));
    assert_false(adil_hex_parse(ADIL_SPAN("00ffA9"), to, 4));
    assert_false(adil_hex_parse(ADIL_SPAN("00ffA"), to, 2));
    assert_false(adil_hex_parse(ADIL_SPAN("00ffA"), to, 3));
    assert_false(adil_hex_parse(ADIL_SPAN("0x12"), to, 2));
    assert_false(adil_hex_parse(ADIL_SPAN(" 0"), to, 1));
    assert_false(adil_hex_parse(ADIL_SPAN("0g"), to, 1));
    assert_false(adil_hex_parse(ADIL_SPAN("G0"), to, 1));
    assert_false(adil_hex_parse(ADIL_SPAN("/0"), to, 1));
    assert_false(adil_hex_parse(ADIL_SPAN(":0"), to, 1));
    assert_false(adil_hex_parse(ADIL_SPAN("0@"), to, 1));
    assert_false(adil_hex_parse(ADIL_SPAN("0`"), to, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_sha256__published_examples),
        test_case(test_sha256__a_million_letters),
        test_case(test_sha256__pieces_carry_their_lengths),
        cmocka_unit_test(test_sha256__pieces_may_be_put_together_first),
        cmocka_unit_test(test_sha256__instructions_agree_with_libsodium),
        cmocka_unit_test(test_sha256__hashes_differ_in_any_bit),
        test_case(test_hex__every_byte_there_and_back),
        cmocka_unit_test(test_hex__every_byte_in_every_place),
        cmocka_unit_test(test_hex__anything_else_is_refused),
    };
    return cmocka_run_group_tests_name("sha256", tests, NULL, NULL);
}
