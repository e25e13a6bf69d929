/* What is typed from paper twice: two hashes, two keys, the scan; and it counts as any other. */
#include "poll.h"

#define hash_a "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define hash_b "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210"
#define scan_a "00000000000000000000000000000000000000000000000000000000000000aa"
#define both   "[\"" hash_a "\",\"" hash_b "\"]"

static void typed_open(struct fold *f, struct test_arenas *t)
{
    poll_open(f, t, "[\"board-2023\"]");
    fold_bind(f, "commission", "typists", 3);
    fold_at(f, poll_night);
}

/* The fields of a protocol with `scan` and `typed`, each as given or left out when NULL. */
static const char *typed_fields(struct fold *f, const char *scan, const char *typed, int cast_as)
{
    struct poll_figures p = {
        .cast = 80, .votes = "{\"against-all\":10,\"blues\":30,\"reds\":40}", .cast_as = cast_as};
    struct adil_span plain = adil_span_of(poll_protocol(f, &p));
    struct adil_arena *a = &f->t->perm;
    size_t at = adil_span_find(plain, ADIL_SPAN("\"spoiled\""));
    size_t behind = adil_span_find(plain, ADIL_SPAN("\"unused\""));
    return fold_text(
        f, adil_fmt(a, "%.*s%s%.*s%s%.*s", (int)at, plain.ptr,
                    scan == NULL ? "" : fold_text(f, adil_fmt(a, "\"scan\":\"%s\",", scan)),
                    (int)(behind - at), plain.ptr + at,
                    typed == NULL ? "" : fold_text(f, adil_fmt(a, "\"typed\":%s,", typed)),
                    (int)(plain.len - behind), plain.ptr + behind));
}

static const char *type_in(struct fold *f, const char *fields, uint32_t keys)
{
    struct fold_act act = {.by = "typists",
                           .word = "enter-protocol",
                           .about = "protocol/club-2023/board-2023/001",
                           .fields = fields,
                           .keys = keys};
    return fold_apply(f, &act);
}

static void test_two_typings_signed_by_two_count_in_the_total(void **state)
{
    struct fold f;
    typed_open(&f, *state);
    fold_assert(&f, type_in(&f, typed_fields(&f, scan_a, both, 0), 3), NULL);
    assert_int_equal(poll_total(&f, 0, 0, "reds"), 40);
    fold_close(&f);
}

static void test_one_signature_is_too_few_whatever_the_office_asks(void **state)
{
    struct fold f;
    typed_open(&f, *state);
    fold_assert(&f, type_in(&f, typed_fields(&f, scan_a, both, 0), 1), "act.signs");
    fold_assert(&f, type_in(&f, typed_fields(&f, scan_a, both, 0), 5), NULL);
    fold_close(&f);
}

static void test_hashes_and_scan_are_never_left_out(void **state)
{
    struct fold f;
    typed_open(&f, *state);
    fold_assert(&f, type_in(&f, typed_fields(&f, scan_a, NULL, 0), 3), "act.field");
    fold_assert(&f, type_in(&f, typed_fields(&f, NULL, both, 0), 3), "act.field");
    fold_close(&f);
}

static void test_two_hashes_that_differ(void **state)
{
    static const struct {
        const char *typed;
        const char *rule;
    } bad[] = {
        {"[\"" hash_a "\",\"" hash_a "\"]", "act.field"}, /* a set has each member once */
        {"[\"" hash_a "\"]", "act.typed"},
        {"[]", "act.typed"},
        {"[\"" hash_a "\",\"" hash_b "\",\"" scan_a "\"]", "act.typed"},
        {"[\"" hash_a "\",\"the second\"]", "act.typed"},
        {"[\"" hash_a "\",\"FEDCBA9876543210fedcba9876543210fedcba9876543210fedcba9876543210\"]",
         "act.typed"},
    };
    struct fold f;
    typed_open(&f, *state);
    for (size_t i = 0; i < ADIL_COUNT(bad); i++) {
        fold_assert(&f, type_in(&f, typed_fields(&f, scan_a, bad[i].typed, 0), 3), bad[i].rule);
    }
    fold_assert(&f, type_in(&f, typed_fields(&f, scan_a, both, 0), 3), NULL);
    fold_close(&f);
}

/* More votes than ballots: recorded, marked, out of every total. */
static void test_an_error_on_paper_is_recorded_and_stays_out_of_the_total(void **state)
{
    struct fold f;
    typed_open(&f, *state);
    fold_assert(&f, type_in(&f, typed_fields(&f, scan_a, both, 90), 3), NULL);
    assert_int_equal(poll_total(&f, 0, 0, "reds"), 0);
    assert_int_equal(poll_row(&f, 0, 0)->faulty, 1);
    fold_close(&f);
}

static void test_a_retyping_supersedes_with_hashes_of_its_own(void **state)
{
    struct fold f;
    typed_open(&f, *state);
    fold_assert(&f, type_in(&f, typed_fields(&f, scan_a, both, 90), 3), NULL);
    struct fold_act act = {.by = "typists",
                           .word = "retype-protocol",
                           .about = "protocol/club-2023/board-2023/001",
                           .fields = typed_fields(&f, scan_a, both, 0),
                           .supersedes = poll_last(&f),
                           .keys = 1};
    fold_assert(&f, fold_apply(&f, &act), "act.signs");
    act.keys = 6;
    fold_assert(&f, fold_apply(&f, &act), NULL);
    assert_int_equal(poll_total(&f, 0, 0, "reds"), 40);
    fold_close(&f);
}

/* SHA-256 of 0..0 20, salt, 0..0 20, key, 0..0 2, "{}": computed with an independent program. */
static void test_the_hash_is_of_salt_key_and_fields(void **state)
{
    uint8_t salt[ADIL_TYPED_SALT_BYTES];
    uint8_t key[ADIL_PUBLIC_BYTES];
    struct test_arenas *t = *state;
    memset(salt, 1, sizeof salt);
    memset(key, 2, sizeof key);
    struct adil_hash h = adil_typed_hash(salt, key, ADIL_SPAN("{}"));
    assert_string_equal(adil_span_cstr(&t->perm, adil_hex(&t->perm, h.byte, sizeof h.byte)),
                        "9711c2c1862275fd7de0267b809755bb800450eef69a3adf6778f4b701b6fc43");
}

static void test_the_ballot_is_known_once_polling_has_begun(void **state)
{
    struct fold f;
    const struct adil_option *option = NULL;
    struct adil_span about = ADIL_SPAN("protocol/club-2023/board-2023/001");
    typed_open(&f, *state);
    assert_int_equal(adil_polity_ballot(f.p, &f.t->perm, about, &option), 0);
    fold_assert(&f, type_in(&f, typed_fields(&f, scan_a, both, 0), 3), NULL);
    assert_int_equal(adil_polity_ballot(f.p, &f.t->perm, about, &option), 3);
    assert_true(adil_span_is(option[2].id, "reds"));
    assert_int_equal(
        adil_polity_ballot(f.p, &f.t->perm, ADIL_SPAN("protocol/club-2023/other/001"), &option), 0);
    assert_int_equal(adil_polity_ballot(f.p, &f.t->perm, ADIL_SPAN("precinct/001"), &option), 0);
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_two_typings_signed_by_two_count_in_the_total),
        test_case(test_one_signature_is_too_few_whatever_the_office_asks),
        test_case(test_hashes_and_scan_are_never_left_out),
        test_case(test_two_hashes_that_differ),
        test_case(test_an_error_on_paper_is_recorded_and_stays_out_of_the_total),
        test_case(test_a_retyping_supersedes_with_hashes_of_its_own),
        test_case(test_the_hash_is_of_salt_key_and_fields),
        test_case(test_the_ballot_is_known_once_polling_has_begun),
    };
    return cmocka_run_group_tests_name("typed", tests, NULL, NULL);
}
