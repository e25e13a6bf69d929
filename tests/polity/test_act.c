/* Acts: read in their one spelling and no other, and written back to the same bytes. */
#include "fold.h"

#include <sodium.h>
#include <string.h>

#define LAW "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define K1  "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
#define K2  "AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
#define S1                                                                                         \
    "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+Pw=="

#define ACT                                                                                        \
    "{\"about\":\"list/board-2023/sun\",\"at\":1674200000000,\"by\":\"party/sun\","                \
    "\"fields\":{\"name\":\"Sun\",\"people\":12},\"kind\":\"enter\",\"law\":\"" LAW                \
    "\",\"seq\":3,\"word\":\"nominate-list\"}"
#define LEAF                                                                                       \
    "{\"act\":" ACT ",\"logged\":1674200000123,\"sigs\":[{\"key\":\"" K1 "\",\"sig\":\"" S1        \
    "\"},{\"key\":\"" K2 "\",\"sig\":\"" S1 "\"}]}"
#define UNLOGGED "{\"act\":" ACT ",\"sigs\":[{\"key\":\"" K1 "\",\"sig\":\"" S1 "\"}]}"

static const struct adil_place place = {.file = ADIL_SPAN_INIT("leaf")};

static void test_members_are_read(void **state)
{
    struct test_arenas *t = *state;
    struct adil_act a;
    struct adil_diag d;
    adil_diag_open(&d, &t->perm);
    assert_int_equal(adil_act_parse(&t->perm, place, ADIL_SPAN(LEAF), &a, &d).code, ADIL_C_OK);
    assert_span_is(a.bytes, ACT);
    assert_span_is(a.about, "list/board-2023/sun");
    assert_span_is(a.by, "party/sun");
    assert_span_is(a.word, "nominate-list");
    assert_span_is(a.fields, "{\"name\":\"Sun\",\"people\":12}");
    assert_int_equal(a.kind, ADIL_ACT_ENTER);
    assert_int_equal(a.law.byte[1], 0x11);
    assert_int_equal(a.at, 1674200000000);
    assert_int_equal(a.logged, 1674200000123);
    assert_int_equal(a.seq, 3);
    assert_true(a.supersedes == ADIL_NO_ENTRY);
    assert_int_equal(a.n_sigs, 2);
    assert_int_equal(a.sig[1].key[0], 2);
    assert_int_equal(a.sig[1].sig[63], 63);
}

static void assert_written(struct test_arenas *t, const struct adil_act *a, const char *leaf,
                           const char *unlogged)
{
    struct adil_buf out;
    adil_buf_open(&out, 1 << 16);
    adil_act_put(&out, a);
    assert_span_equal(adil_buf_span(&out), a->bytes);
    out.len = 0;
    if (leaf != NULL) {
        adil_act_leaf(&out, a->bytes, a->logged, a->sig, a->n_sigs);
        assert_span_is(adil_buf_span(&out), leaf);
    } else {
        adil_act_unlogged(&out, a->bytes, a->sig, a->n_sigs);
        assert_span_is(adil_buf_span(&out), unlogged);
    }
    adil_buf_release(&out);
    (void)t;
}

static void test_what_is_read_is_written_back(void **state)
{
    struct test_arenas *t = *state;
    static const char corrected[] =
        "{\"act\":{\"about\":\"\xd0\x90 \\\"b\\\" \\u0001\",\"at\":-5,\"by\":\"x\",\"fields\":{},"
        "\"kind\":\"supersede\",\"law\":\"" LAW
        "\",\"seq\":9007199254740991,\"supersedes\":0,\"word\":\"w\"},\"logged\":0,\"sigs\":[]}";
    struct adil_act a;
    assert_int_equal(adil_act_parse(&t->perm, place, ADIL_SPAN(LEAF), &a, NULL).code, ADIL_C_OK);
    assert_written(t, &a, LEAF, NULL);
    assert_int_equal(adil_act_parse(&t->perm, place, adil_span_of(corrected), &a, NULL).code,
                     ADIL_C_OK);
    assert_true(a.supersedes == 0);
    assert_written(t, &a, corrected, NULL);
    assert_int_equal(adil_act_parse_unlogged(&t->perm, place, ADIL_SPAN(UNLOGGED), &a, NULL).code,
                     ADIL_C_OK);
    assert_true(a.logged == ADIL_INSTANT_NONE);
    assert_written(t, &a, NULL, UNLOGGED);
}

static void test_signatures_are_sorted_when_written(void **state)
{
    struct test_arenas *t = *state;
    struct adil_act a;
    struct adil_buf out;
    assert_int_equal(adil_act_parse(&t->perm, place, ADIL_SPAN(LEAF), &a, NULL).code, ADIL_C_OK);
    struct adil_act_sig turned[2] = {a.sig[1], a.sig[0]};
    adil_buf_open(&out, 1 << 16);
    adil_act_leaf(&out, a.bytes, a.logged, turned, 2);
    assert_span_is(adil_buf_span(&out), LEAF);
    adil_buf_release(&out);
}

/* What stands in the leaf, what is put there instead, and what the finding must say. */
static const struct {
    const char *from;
    const char *to;
    const char *field;
    const char *expected;
} refusals[] = {
    /* canonical form */
    {"{\"act\":", "{ \"act\":", "", "a key"},
    {"\"at\":1674200000000", "\"at\": 1674200000000", "at", "a value"},
    {"}]}", "}]}\n", "", "nothing after the value"},
    {"\"name\":\"Sun\",\"people\":12", "\"people\":12,\"name\":\"Sun\"", "fields", "keys in order"},
    {"\"name\":\"Sun\",\"people\":12", "\"name\":\"Sun\",\"name\":\"Sun\"", "fields",
     "each key once"},
    {"\"Sun\"", "\"\\u0053un\"", "fields", "the shortest spelling of a character"},
    {"\"Sun\"", "\"\xd0\x98\xcc\x86\"", "fields", "normalisation form C"},
    {"\"Sun\"", "\"\xff\"", "fields", "UTF-8"},
    {"\"name\":\"Sun\"", "\"n\xc3\xa4me\":\"Sun\"", "fields", "a key of ASCII characters"},
    {"12}", "12.0}", "fields", "a whole number within 2^53 - 1"},
    {"12}", "9007199254740992}", "fields", "a whole number within 2^53 - 1"},
    {"12}", "012}", "fields", "a number without leading zeros"},
    {"12}", "-0}", "fields", "zero without a sign"},
    /* members */
    {"\"about\":\"list/board-2023/sun\",", "", "about", "this member"},
    {"\"at\":1674200000000,", "", "at", "this member"},
    {"\"by\":\"party/sun\",", "", "by", "this member"},
    {"\"kind\":\"enter\",", "", "kind", "this member"},
    {",\"word\":\"nominate-list\"", "", "word", "this member"},
    {",\"logged\":1674200000123", "", "logged", "this member"},
    {"\"kind\":\"enter\"", "\"key\":1,\"kind\":\"enter\"", "key", "no such member"},
    {"\"word\":\"nominate-list\"", "\"word\":\"nominate-list\",\"zeal\":1", "zeal",
     "no such member"},
    {"{\"act\":", "{\"aa\":1,\"act\":", "aa", "no such member"},
    {",\"logged\":", ",\"log\":1,\"logged\":", "log", "no such member"},
    /* values */
    {"\"about\":\"list/board-2023/sun\"", "\"about\":7", "about", "a text"},
    {"\"at\":1674200000000", "\"at\":\"1674200000000\"", "at", "a whole number"},
    {"\"by\":\"party/sun\"", "\"by\":\"\"", "by", "a name of ASCII characters without blanks"},
    {"\"by\":\"party/sun\"", "\"by\":\"party sun\"", "by",
     "a name of ASCII characters without blanks"},
    {"\"by\":\"party/sun\"", "\"by\":\"\xd0\x90\"", "by",
     "a name of ASCII characters without blanks"},
    {"{\"name\":\"Sun\",\"people\":12}", "[]", "fields", "an object"},
    {"\"enter\"", "\"entre\"", "kind", "a kind of act"},
    {"\"law\":\"0011", "\"law\":\"011", "law", "64 hex digits in lower case"},
    {"eeff\",\"seq\"", "eeFF\",\"seq\"", "law", "64 hex digits in lower case"},
    {"\"seq\":3", "\"seq\":0", "seq", "a number from 1"},
    {"\"seq\":3", "\"seq\":3,\"supersedes\":-1", "supersedes", "the number of an entry"},
    {"\"word\":\"nominate-list\"", "\"word\":null", "word", "a text"},
    {"\"logged\":1674200000123", "\"logged\":true", "logged", "a whole number"},
    /* signatures */
    {"\"sigs\":[", "\"sigs\":[1,", "sigs", "a signature"},
    {"\"sigs\":[{\"key\":\"" K1, "\"sigs\":[{\"key\":\"" K2, "sigs",
     "keys in the order of their bytes, none twice"},
    {"},{\"key\":\"" K2, "},{\"key\":\"" K1, "sigs",
     "keys in the order of their bytes, none twice"},
    {"AQAAAAAA", "AQAAAA", "key", "32 bytes in base64"},
    {"AAA=\",\"sig\"", "AAB=\",\"sig\"", "key", "32 bytes in base64"}, /* spare bits */
    {"Pw==\"},", "Pw=\"},", "sig", "64 bytes in base64"},
    {",\"sig\":\"" S1 "\"},", "},", "sig", "this member"},
};

static struct adil_span replaced(struct adil_arena *a, const char *from, const char *to)
{
    struct adil_span leaf = ADIL_SPAN(LEAF);
    size_t at = adil_span_find(leaf, adil_span_of(from));
    if (at == leaf.len) {
        fail_msg("the leaf has no %s", from);
    }
    return adil_fmt(a, "%.*s%s%.*s", (int)at, LEAF, to,
                    ADIL_ARG(adil_span_sub(leaf, at + strlen(from), leaf.len)));
}

static void test_bytes_not_canonical_are_refused_and_never_repaired(void **state)
{
    struct test_arenas *t = *state;
    for (size_t i = 0; i < ADIL_COUNT(refusals); i++) {
        struct adil_act a;
        struct adil_diag d;
        adil_diag_open(&d, &t->perm);
        struct adil_span leaf = replaced(&t->perm, refusals[i].from, refusals[i].to);
        if (adil_act_parse(&t->perm, place, leaf, &a, &d).code != ADIL_C_INPUT || d.n_errors != 1) {
            fail_msg("accepted: %.*s", ADIL_ARG(leaf));
        }
        if (!adil_span_is(d.first->field, refusals[i].field) ||
            adil_span_find(d.first->expected, adil_span_of(refusals[i].expected)) ==
                d.first->expected.len) {
            print_error("%.*s\n  %.*s: found %.*s, expected %.*s\n", ADIL_ARG(leaf),
                        ADIL_ARG(d.first->field), ADIL_ARG(d.first->found),
                        ADIL_ARG(d.first->expected));
            fail_msg("row %zu: expected %s: %s", i, refusals[i].field, refusals[i].expected);
        }
    }
}

static void test_every_cut_is_refused(void **state)
{
    struct test_arenas *t = *state;
    struct adil_act a;
    struct adil_span leaf = ADIL_SPAN(LEAF);
    for (size_t n = 0; n < leaf.len; n++) {
        struct adil_arena perm = t->perm;
        assert_int_equal(adil_act_parse(&perm, place, adil_span_sub(leaf, 0, n), &a, NULL).code,
                         ADIL_C_INPUT);
    }
}

static void test_an_entry_is_at_most_32_kib(void **state)
{
    struct test_arenas *t = *state;
    struct adil_act a;
    char *long_name = adil_new(&t->perm, char, ADIL_ACT_BYTES_MAX + 1);
    size_t room = ADIL_ACT_BYTES_MAX - (sizeof LEAF - 1);
    memset(long_name, 'x', room + 3);
    struct adil_span leaf =
        replaced(&t->perm, "Sun", adil_span_cstr(&t->perm, adil_span_bytes(long_name, room + 3)));
    assert_int_equal(leaf.len, ADIL_ACT_BYTES_MAX);
    assert_int_equal(adil_act_parse(&t->perm, place, leaf, &a, NULL).code, ADIL_C_OK);
    long_name[room + 3] = 'x';
    leaf =
        replaced(&t->perm, "Sun", adil_span_cstr(&t->perm, adil_span_bytes(long_name, room + 4)));
    assert_int_equal(adil_act_parse(&t->perm, place, leaf, &a, NULL).code, ADIL_C_INPUT);
}

static void test_signatures_verify_over_kind_origin_and_act(void **state)
{
    struct test_arenas *t = *state;
    static const struct adil_span origin = ADIL_SPAN_INIT("example.org/log");
    uint8_t secret[crypto_sign_SECRETKEYBYTES];
    uint8_t seed[crypto_sign_SEEDBYTES] = {7};
    struct adil_act_sig sig[2] = {{{0}, {0}}, {{0}, {0}}};
    struct adil_act a;
    bool good[2];
    struct adil_span message = ADIL_SPAN("adil/act/v1\nenter\nexample.org/log\n" ACT);
    assert_int_equal(adil_act_parse(&t->perm, place, ADIL_SPAN(LEAF), &a, NULL).code, ADIL_C_OK);
    assert_int_equal(crypto_sign_seed_keypair(sig[0].key, secret, seed), 0);
    crypto_sign_detached(sig[0].sig, NULL, (const uint8_t *)message.ptr, message.len, secret);
    sig[1] = sig[0];
    sig[1].sig[0] ^= 1;
    a.sig = sig;
    assert_int_equal(adil_act_verify_sigs(&a, origin, good), 1);
    assert_true(good[0]);
    assert_false(good[1]);
    assert_int_equal(adil_act_verify_sigs(&a, ADIL_SPAN("example.org/fork"), good), 0);
}

enum { TOGETHER = 90 };

/* Each with up to as many signatures as an act may have, over a message of its own; every fifth
 * signature is another's. */
static void test_signatures_of_many_acts_verify_as_one_by_one(void **state)
{
    struct test_arenas *t = *state;
    static const struct adil_span origin = ADIL_SPAN_INIT("example.org/log");
    struct adil_act *act = adil_new(&t->perm, struct adil_act, TOGETHER);
    const struct adil_act **each = adil_new(&t->perm, const struct adil_act *, TOGETHER);
    uint8_t secret[crypto_sign_SECRETKEYBYTES];
    uint32_t n_good[TOGETHER];
    bool good[ADIL_ACT_SIGS_MAX];
    uint32_t bad = 0;
    for (uint32_t i = 0; i < TOGETHER; i++) {
        struct adil_buf message;
        uint32_t n = i % 9 == 0 ? ADIL_ACT_SIGS_MAX : i % 4;
        struct adil_act_sig *sig = adil_new(&t->perm, struct adil_act_sig, n);
        act[i] = (struct adil_act){.kind = ADIL_ACT_ENTER, .sig = sig, .n_sigs = n};
        act[i].bytes = adil_fmt(&t->perm, "{\"n\":%u}", i);
        each[i] = &act[i];
        adil_buf_open(&message, 1 << 16);
        adil_act_message(&message, &act[i], origin);
        for (uint32_t k = 0; k < n; k++) {
            assert_int_equal(crypto_sign_keypair(sig[k].key, secret), 0);
            crypto_sign_detached(sig[k].sig, NULL, (const uint8_t *)message.ptr, message.len,
                                 secret);
            sig[k].sig[k % 64] ^= (i + k) % 5 == 0 ? 1 : 0;
            bad += (i + k) % 5 == 0;
        }
        adil_buf_release(&message);
    }
    adil_acts_verify_sigs(each, TOGETHER, origin, n_good);
    uint32_t missing = 0;
    for (uint32_t i = 0; i < TOGETHER; i++) {
        assert_int_equal(n_good[i], adil_act_verify_sigs(&act[i], origin, good));
        missing += act[i].n_sigs - n_good[i];
    }
    assert_int_equal(missing, bad);
    adil_acts_verify_sigs(each, 0, origin, n_good); /* of none there are none */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_members_are_read),
        test_case(test_what_is_read_is_written_back),
        test_case(test_signatures_are_sorted_when_written),
        test_case(test_bytes_not_canonical_are_refused_and_never_repaired),
        test_case(test_every_cut_is_refused),
        test_case(test_an_entry_is_at_most_32_kib),
        test_case(test_signatures_verify_over_kind_origin_and_act),
        test_case(test_signatures_of_many_acts_verify_as_one_by_one),
    };
    return cmocka_run_group_tests_name("act", tests, NULL, NULL);
}
