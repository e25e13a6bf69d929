#include "gazette/tlog_proof.h"

#include "support.h"
#include "vectors.h"

static const struct adil_place nowhere = {{NULL, 0}, 0};

static struct adil_span vkey_of(const struct vec *all, const char *who, const char *kind)
{
    return vec_text(vec_get(vec_get(all, "keys"), who), kind);
}

/* A log, and a quorum of `needed` out of four witnesses; 0: none. */
static struct adil_policy policy_of(struct test_arenas *t, const struct vec *all, const char *log,
                                    unsigned needed)
{
    static const char *const witness[] = {"w1", "w2", "w3", "w4"};
    struct adil_policy p;
    struct adil_buf b;
    adil_buf_open(&b, 1 << 16);
    adil_buf_fmt(&b, "log %.*s\n", ADIL_ARG(vkey_of(all, log, "vkey_01")));
    for (size_t i = 0; i < ADIL_COUNT(witness); i++) {
        adil_buf_fmt(&b, "witness %s %.*s\n", witness[i],
                     ADIL_ARG(vkey_of(all, witness[i], "vkey_04")));
    }
    if (needed == 0) {
        adil_buf_str(&b, "quorum none\n");
    } else {
        adil_buf_fmt(&b, "group G %u w1 w2 w3 w4\nquorum G\n", needed);
    }
    struct adil_span text = adil_span_copy(&t->perm, adil_buf_span(&b));
    adil_buf_release(&b);
    assert_int_equal(adil_policy_parse(&t->perm, ADIL_SPAN("policy"), text, &p, NULL).code,
                     ADIL_C_OK);
    return p;
}

static struct adil_span written_proof(struct adil_arena *a, const struct adil_tlog_proof *p)
{
    struct adil_buf b;
    adil_buf_open(&b, 1 << 20);
    adil_tlog_proof_put(&b, p);
    struct adil_span text = adil_span_copy(a, adil_buf_span(&b));
    adil_buf_release(&b);
    return text;
}

static enum adil_code verified(struct test_arenas *t, struct adil_span proof,
                               struct adil_span entry, const struct adil_policy *p)
{
    struct adil_tlog_proof parsed;
    adil_err err = adil_tlog_proof_parse(&t->perm, nowhere, proof, &parsed, NULL);
    if (err.code != ADIL_C_OK) {
        return err.code;
    }
    assert_span_equal(written_proof(&t->perm, &parsed), proof);
    return adil_tlog_proof_verify(t->scratch, nowhere, &parsed, entry, p, NULL).code;
}

/* Each holds with the witnesses it carries, and fails when one more is asked for, for another
 * entry, and for another log. */
static void test_good_proofs(void **state)
{
    struct test_arenas *t = *state;
    static const unsigned witnesses[] = {2, 1, 3, 0};
    const struct vec *all = vectors_open(&t->perm);
    struct adil_policy other_log = policy_of(t, all, "rogue", 0);
    unsigned n = 0;
    vec_each (v, vec_get(vec_get(all, "tlog_proofs"), "good")) {
        assert_true(n < ADIL_COUNT(witnesses));
        struct adil_span entry = vec_as_bytes(&t->perm, vec_get(v, "entry_hex"));
        struct adil_span proof = vec_text(v, "proof");
        struct adil_policy enough = policy_of(t, all, "log", witnesses[n]);
        struct adil_policy more = policy_of(t, all, "log", witnesses[n] + 1);
        struct adil_tlog_proof parsed;
        assert_int_equal(verified(t, proof, entry, &enough), ADIL_C_OK);
        assert_int_equal(adil_tlog_proof_parse(&t->perm, nowhere, proof, &parsed, NULL).code,
                         ADIL_C_OK);
        assert_true(parsed.index == vec_u64(v, "index"));
        assert_int_equal(verified(t, proof, ADIL_SPAN("another"), &enough), ADIL_C_REFUSED);
        assert_int_equal(verified(t, proof, entry, &more), ADIL_C_REFUSED);
        assert_int_equal(verified(t, proof, entry, &other_log), ADIL_C_REFUSED);
        n++;
    }
    assert_int_equal(n, 4);
}

static void test_bad_proofs(void **state)
{
    struct test_arenas *t = *state;
    const struct vec *all = vectors_open(&t->perm);
    struct adil_policy log_alone = policy_of(t, all, "log", 0);
    unsigned n = 0;
    vec_each (v, vec_get(vec_get(all, "tlog_proofs"), "bad")) {
        struct adil_span entry = vec_as_bytes(&t->perm, vec_get(v, "entry_hex"));
        enum adil_code code = verified(t, vec_text(v, "proof"), entry, &log_alone);
        assert_true(code == ADIL_C_INPUT || code == ADIL_C_REFUSED);
        n++;
    }
    assert_int_equal(n, 6);
}

/* The witnesses alone do not make a checkpoint of the log, whatever the quorum. */
static void test_the_log_must_have_signed(void **state)
{
    struct test_arenas *t = *state;
    const struct vec *all = vectors_open(&t->perm);
    const struct vec *v = vec_get(vec_get(all, "tlog_proofs"), "good")->first;
    struct adil_policy two = policy_of(t, all, "log", 2);
    struct adil_span proof = vec_text(v, "proof");
    size_t from = adil_span_find(proof, ADIL_SPAN("\xe2\x80\x94 gazette.example/2026"));
    struct adil_span rest = adil_span_sub(proof, from, proof.len);
    rest = adil_span_sub(rest, adil_span_find_byte(rest, '\n') + 1, rest.len);
    struct adil_span cut =
        adil_fmt(&t->perm, "%.*s%.*s", ADIL_ARG(adil_span_sub(proof, 0, from)), ADIL_ARG(rest));
    struct adil_span entry = vec_as_bytes(&t->perm, vec_get(v, "entry_hex"));
    struct adil_tlog_proof parsed;
    struct adil_diag d;
    adil_diag_open(&d, &t->perm);
    assert_int_equal(verified(t, proof, entry, &two), ADIL_C_OK);
    assert_int_equal(adil_tlog_proof_parse(&t->perm, nowhere, cut, &parsed, NULL).code, ADIL_C_OK);
    assert_int_equal(adil_tlog_proof_verify(t->scratch, nowhere, &parsed, entry, &two, &d).code,
                     ADIL_C_REFUSED);
    assert_span_is(d.first->field, "log key");
}

#define INDEX_TO_END                                                                               \
    "index 0\n\n"                                                                                  \
    "o\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n\xe2\x80\x94 n AAAAAQI=\n"

static void test_extra_is_kept_and_the_form_is_strict(void **state)
{
    struct test_arenas *t = *state;
    static const struct {
        const char *text;
        bool good;
    } cases[] = {
        {"c2sp.org/tlog-proof@v1\n" INDEX_TO_END, true},
        {"c2sp.org/tlog-proof@v1\nextra aGVsbG8=\n" INDEX_TO_END, true},
        {"c2sp.org/tlog-proof@v1\nextra \n" INDEX_TO_END, true},
        {"c2sp.org/tlog-proof@v1\nextra aGVsbG8\n" INDEX_TO_END, false},
        {"c2sp.org/tlog-proof@v1\nextra\n" INDEX_TO_END, false},
        {"c2sp.org/tlog-proof@v1\nextra aGVsbG8=\nextra aGVsbG8=\n" INDEX_TO_END, false},
        {"c2sp.org/tlog-proof@v1\r\n" INDEX_TO_END, false},
        {"c2sp.org/tlog-proof@v1\nindex -1\n\n", false},
        {"c2sp.org/tlog-proof@v1\nindex 9223372036854775808\n\n", false},
        {"c2sp.org/tlog-proof@v1\nindex 0\n\n", false},
        {"c2sp.org/tlog-proof@v1\nindex 0\n", false},
        {"c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n", false},
        {"c2sp.org/tlog-proof@v1\nindex 0", false},
        {"c2sp.org/tlog-proof@v1\n", false},
        {"", false},
    };
    for (size_t i = 0; i < ADIL_COUNT(cases); i++) {
        struct adil_tlog_proof p;
        struct adil_span text = adil_span_of(cases[i].text);
        adil_err err = adil_tlog_proof_parse(&t->perm, nowhere, text, &p, NULL);
        assert_int_equal(err.code, cases[i].good ? ADIL_C_OK : ADIL_C_INPUT);
        if (cases[i].good) {
            assert_true(p.has_extra == (i > 0));
            assert_span_is(p.extra, i == 1 ? "hello" : "");
            assert_span_equal(written_proof(&t->perm, &p), text);
        }
    }
}

static void test_more_hashes_than_any_tree_has_are_refused(void **state)
{
    struct test_arenas *t = *state;
    struct adil_tlog_proof p = {.index = 0, .proof = {.n = ADIL_PROOF_MAX}};
    struct adil_tlog_proof parsed;
    p.note = adil_span_sub(ADIL_SPAN(INDEX_TO_END), sizeof "index 0\n", SIZE_MAX);
    struct adil_span text = written_proof(&t->perm, &p);
    assert_int_equal(adil_tlog_proof_parse(&t->perm, nowhere, text, &parsed, NULL).code, ADIL_C_OK);
    size_t at = adil_span_find(text, ADIL_SPAN("\n\n"));
    struct adil_span more =
        adil_fmt(&t->perm, "%.*s\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=%.*s",
                 ADIL_ARG(adil_span_sub(text, 0, at)), ADIL_ARG(adil_span_sub(text, at, text.len)));
    assert_int_equal(adil_tlog_proof_parse(&t->perm, nowhere, more, &parsed, NULL).code,
                     ADIL_C_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_good_proofs),
        test_case(test_bad_proofs),
        test_case(test_the_log_must_have_signed),
        test_case(test_more_hashes_than_any_tree_has_are_refused),
        test_case(test_extra_is_kept_and_the_form_is_strict),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
