#include "gazette/policy.h"

#include "support.h"
#include "vectors.h"

#define FILE_NAME ADIL_SPAN("policy")

static struct adil_span policy_text(struct test_arenas *t, const struct adil_policy *p)
{
    struct adil_buf b;
    adil_buf_open(&b, 1 << 20);
    adil_policy_put(&b, t->scratch, p);
    struct adil_span text = adil_span_copy(&t->perm, adil_buf_span(&b));
    adil_buf_release(&b);
    return text;
}

/* The witnesses whose keys a list of names ("w1", "rogue") means. */
static bool met_by(struct test_arenas *t, const struct vec *keys, const struct adil_policy *p,
                   const struct vec *who)
{
    bool *signed_by = adil_new(&t->perm, bool, p->n_witnesses);
    vec_each (name, who) {
        const struct vec *key = vec_get(keys, adil_span_cstr(&t->perm, name->text));
        struct adil_span public = vec_as_bytes(&t->perm, vec_get(key, "public"));
        for (uint32_t i = 0; i < p->n_witnesses; i++) {
            signed_by[i] = signed_by[i] || adil_span_eq(p->witness[i].key.key, public);
        }
    }
    return adil_policy_met(t->scratch, p, signed_by);
}

static void test_good_policies(void **state)
{
    struct test_arenas *t = *state;
    const struct vec *all = vectors_open(&t->perm);
    const struct vec *keys = vec_get(all, "keys");
    unsigned n = 0;
    vec_each (v, vec_get(vec_get(all, "policies"), "good")) {
        struct adil_policy read;
        struct adil_policy again;
        assert_int_equal(
            adil_policy_parse(&t->perm, FILE_NAME, vec_text(v, "policy"), &read, NULL).code,
            ADIL_C_OK);
        struct adil_span text = policy_text(t, &read);
        assert_int_equal(adil_policy_parse(&t->perm, FILE_NAME, text, &again, NULL).code,
                         ADIL_C_OK);
        assert_span_equal(policy_text(t, &again), text);
        vec_each (who, vec_get(v, "satisfied")) {
            assert_true(met_by(t, keys, &read, who) && met_by(t, keys, &again, who));
        }
        vec_each (who, vec_get(v, "not_satisfied")) {
            assert_false(met_by(t, keys, &read, who) || met_by(t, keys, &again, who));
        }
        n++;
    }
    assert_int_equal(n, 5);
}

static void test_bad_policies(void **state)
{
    struct test_arenas *t = *state;
    unsigned n = 0;
    vec_each (v, vec_get(vec_get(vectors_open(&t->perm), "policies"), "bad")) {
        struct adil_policy p;
        struct adil_diag d;
        adil_diag_open(&d, &t->perm);
        assert_int_equal(adil_policy_parse(&t->perm, FILE_NAME, vec_text(v, "policy"), &p, &d).code,
                         ADIL_C_INPUT);
        assert_int_equal(d.n_errors, 1);
        n++;
    }
    assert_int_equal(n, 20);
}

static struct adil_span vkey_named(struct test_arenas *t, const char *who, const char *kind)
{
    return vec_text(vec_get(vec_get(vectors_open(&t->perm), "keys"), who), kind);
}

static void test_what_is_read_stands_in_the_policy(void **state)
{
    struct test_arenas *t = *state;
    struct adil_span log = vkey_named(t, "log", "vkey_01");
    struct adil_span w1 = vkey_named(t, "w1", "vkey_04");
    struct adil_span w2 = vkey_named(t, "w2", "vkey_04");
    struct adil_policy p;
    /* A group before a witness: members keep their meaning. */
    struct adil_span text = adil_fmt(
        &t->perm,
        "# who watches\n\nlog %.*s https://gazette.example/\n \twitness N %.*s https://n.example/\n"
        "group inner any N\nwitness S %.*s\ngroup outer all inner S\nquorum outer",
        ADIL_ARG(log), ADIL_ARG(w1), ADIL_ARG(w2));
    assert_int_equal(adil_policy_parse(&t->perm, FILE_NAME, text, &p, NULL).code, ADIL_C_OK);
    assert_true(p.n_logs == 1 && p.n_witnesses == 2 && p.n_groups == 2);
    assert_span_is(p.log[0].url, "https://gazette.example/");
    assert_span_is(p.witness[0].url, "https://n.example/");
    assert_int_equal(p.witness[1].url.len, 0);
    assert_span_is(p.group[1].name, "outer");
    assert_true(p.group[1].needed == 2 && p.group[1].n_members == 2);
    assert_true(p.group[1].member[0] == 2 && p.group[1].member[1] == 1);
    assert_int_equal(p.quorum, 3);
    const bool both[] = {true, true};
    const bool one[] = {true, false};
    assert_true(adil_policy_met(t->scratch, &p, both));
    assert_false(adil_policy_met(t->scratch, &p, one));
}

static void test_a_fault_names_its_line(void **state)
{
    struct test_arenas *t = *state;
    struct adil_policy p;
    struct adil_diag d;
    adil_diag_open(&d, &t->perm);
    assert_int_equal(adil_policy_parse(&t->perm, FILE_NAME,
                                       ADIL_SPAN("# one\nquorum none\nlog nonsense\n"), &p, &d)
                         .code,
                     ADIL_C_INPUT);
    assert_span_equal(d.first->place.file, FILE_NAME);
    assert_int_equal(d.first->place.line, 3);
    assert_span_is(d.first->found, "nonsense");
}

/* One raw key under two names is one vote: the second witness line is refused. */
static void test_one_key_is_one_witness(void **state)
{
    struct test_arenas *t = *state;
    struct adil_span w1 = vkey_named(t, "w1", "vkey_04");
    struct adil_vkey k;
    struct adil_policy p;
    assert_int_equal(
        adil_vkey_parse(&t->perm, (struct adil_place){FILE_NAME, 0}, w1, &k, NULL).code, ADIL_C_OK);
    struct adil_vkey alias = adil_vkey_ed25519(&t->perm, ADIL_SPAN("alias.example"),
                                               ADIL_KEY_COSIGNATURE, (const uint8_t *)k.key.ptr);
    struct adil_span text = adil_vkey_text(&t->perm, &alias);
    struct adil_span one = adil_fmt(&t->perm, "witness B %.*s\nquorum none\n", ADIL_ARG(text));
    struct adil_span two = adil_fmt(&t->perm, "witness A %.*s\n%.*s", ADIL_ARG(w1), ADIL_ARG(one));
    assert_int_equal(adil_policy_parse(&t->perm, FILE_NAME, one, &p, NULL).code, ADIL_C_OK);
    assert_int_equal(adil_policy_parse(&t->perm, FILE_NAME, two, &p, NULL).code, ADIL_C_INPUT);
}

/* The specification asks for at least 32 of each; a vector of every group may be larger. */
static void test_many_witnesses_are_read(void **state)
{
    struct test_arenas *t = *state;
    enum { N = 200 };
    struct adil_policy p;
    struct adil_buf b;
    uint8_t key[ADIL_PUBLIC_BYTES] = {0};
    bool signed_by[N] = {false};
    adil_buf_open(&b, 1 << 20);
    for (unsigned i = 0; i < N; i++) {
        struct adil_arena a = t->scratch;
        key[0] = (uint8_t)i;
        struct adil_vkey k =
            adil_vkey_ed25519(&a, ADIL_SPAN("w.example"), ADIL_KEY_COSIGNATURE, key);
        struct adil_span text = adil_vkey_text(&a, &k);
        adil_buf_fmt(&b, "witness w%u %.*s\ngroup g%u any w%u\n", i, ADIL_ARG(text), i, i);
    }
    adil_buf_str(&b, "group most 101");
    for (unsigned i = 0; i < N; i++) {
        adil_buf_fmt(&b, " g%u", i);
    }
    adil_buf_str(&b, "\nquorum most\n");
    assert_int_equal(adil_policy_parse(&t->perm, FILE_NAME, adil_buf_span(&b), &p, NULL).code,
                     ADIL_C_OK);
    for (unsigned i = 0; i < N; i++) {
        assert_int_equal(adil_policy_met(t->scratch, &p, signed_by), i >= 101);
        signed_by[i] = true;
    }
    adil_buf_release(&b);
}

static void test_words_and_sizes_are_bounded(void **state)
{
    struct test_arenas *t = *state;
    struct adil_span w1 = vkey_named(t, "w1", "vkey_04");
    struct adil_span log = vkey_named(t, "log", "vkey_01");
    struct adil_policy p;
    struct adil_buf b;
    const struct adil_span bad[] = {
        ADIL_SPAN("log\nquorum none\n"),
        ADIL_SPAN("witness N\nquorum none\n"),
        adil_fmt(&t->perm, "log %.*s url url\nquorum none\n", ADIL_ARG(log)),
        adil_fmt(&t->perm, "witness N %.*s url url\nquorum none\n", ADIL_ARG(w1)),
        adil_fmt(&t->perm, "log %.*s\nquorum none\n", ADIL_ARG(w1)),
    };
    for (size_t i = 0; i < ADIL_COUNT(bad); i++) {
        assert_int_equal(adil_policy_parse(&t->perm, FILE_NAME, bad[i], &p, NULL).code,
                         ADIL_C_INPUT);
    }
    adil_buf_open(&b, 2 << 20);
    adil_buf_repeat(&b, "\n", 4095);
    adil_buf_str(&b, "quorum none");
    assert_int_equal(adil_policy_parse(&t->perm, FILE_NAME, adil_buf_span(&b), &p, NULL).code,
                     ADIL_C_OK);
    adil_buf_byte(&b, '\n'); /* ends the line, and begins an empty one */
    assert_int_equal(adil_policy_parse(&t->perm, FILE_NAME, adil_buf_span(&b), &p, NULL).code,
                     ADIL_C_OK);
    adil_buf_byte(&b, '\n');
    assert_int_equal(adil_policy_parse(&t->perm, FILE_NAME, adil_buf_span(&b), &p, NULL).code,
                     ADIL_C_INPUT);
    adil_buf_release(&b);
    adil_buf_open(&b, 2 << 20);
    adil_buf_str(&b, "quorum none\n#");
    adil_buf_repeat(&b, "x", (1 << 20) - b.len);
    assert_int_equal(adil_policy_parse(&t->perm, FILE_NAME, adil_buf_span(&b), &p, NULL).code,
                     ADIL_C_OK);
    adil_buf_byte(&b, 'x');
    assert_int_equal(adil_policy_parse(&t->perm, FILE_NAME, adil_buf_span(&b), &p, NULL).code,
                     ADIL_C_INPUT);
    adil_buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_good_policies),
        test_case(test_bad_policies),
        test_case(test_what_is_read_stands_in_the_policy),
        test_case(test_a_fault_names_its_line),
        test_case(test_one_key_is_one_witness),
        test_case(test_many_witnesses_are_read),
        test_case(test_words_and_sizes_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
