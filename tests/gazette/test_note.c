#include "gazette/note.h"

#include "base/base64.h"
#include "gazette/secret.h"
#include "support.h"
#include "vectors.h"

#include <sodium.h>
#include <string.h>

static const struct adil_place nowhere = {{NULL, 0}, 0};

static int sodium_ready(void **state)
{
    (void)state;
    return sodium_init() >= 0 ? 0 : -1;
}

/* ---- keys ------------------------------------------------------------------------------- */

static void check_key(struct test_arenas *t, const struct vec *v, uint8_t kind, const char *id,
                      const char *text)
{
    struct adil_span name = vec_text(v, "name");
    struct adil_span seed = vec_as_bytes(&t->perm, vec_get(v, "seed"));
    struct adil_span public = vec_as_bytes(&t->perm, vec_get(v, "public"));
    struct adil_secret *s = NULL;
    struct adil_vkey parsed;
    assert_int_equal(adil_secret_from_seed(name, kind, (const uint8_t *)seed.ptr, &s, NULL).code,
                     ADIL_C_OK);
    struct adil_vkey k = adil_secret_public(&t->perm, s);
    assert_span_equal(k.key, public);
    assert_span_equal(adil_fmt(&t->perm, "%08x", k.id), vec_text(v, id));
    assert_span_equal(adil_vkey_text(&t->perm, &k), vec_text(v, text));
    assert_int_equal(adil_vkey_parse(&t->perm, nowhere, vec_text(v, text), &parsed, NULL).code,
                     ADIL_C_OK);
    assert_span_equal(parsed.name, name);
    assert_span_equal(parsed.key, public);
    assert_true(parsed.kind == kind && parsed.id == k.id);
    struct adil_vkey made = adil_vkey_ed25519(&t->perm, name, kind, (const uint8_t *)public.ptr);
    assert_span_equal(adil_vkey_text(&t->perm, &made), vec_text(v, text));
    adil_secret_free(s);
}

static void test_keys_have_the_published_ids(void **state)
{
    struct test_arenas *t = *state;
    unsigned n = 0;
    vec_each (v, vec_get(vectors_open(&t->perm), "keys")) {
        check_key(t, v, ADIL_KEY_ED25519, "id_note_01", "vkey_01");
        check_key(t, v, ADIL_KEY_COSIGNATURE, "id_cosig_04", "vkey_04");
        n++;
    }
    assert_int_equal(n, 7);
}

static void test_bad_keys_are_refused(void **state)
{
    struct test_arenas *t = *state;
    unsigned n = 0;
    vec_each (v, vec_get(vectors_open(&t->perm), "bad_vkeys")) {
        struct adil_vkey k;
        struct adil_diag d;
        adil_diag_open(&d, &t->perm);
        assert_int_equal(adil_vkey_parse(&t->perm, nowhere, vec_text(v, "vkey"), &k, &d).code,
                         ADIL_C_INPUT);
        assert_int_equal(d.n_errors, 1);
        n++;
    }
    assert_int_equal(n, 10);
}

/* Keys for which more than one message verifies: a point of small order, and y = p + 1 written
 * out, which is 1 (RFC 8032 section 5.1.3 refuses to decode it). */
static void test_weak_keys_verify_nothing(void **state)
{
    (void)state;
    static const char *const weak[] = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    };
    uint8_t key[ADIL_PUBLIC_BYTES];
    uint8_t sig[ADIL_SIGNATURE_BYTES] = {1}; /* R is the neutral point, S is 0 */
    for (size_t i = 0; i < ADIL_COUNT(weak); i++) {
        assert_true(adil_hex_parse(adil_span_of(weak[i]), key, sizeof key));
        assert_false(adil_ed25519_verify(adil_span_bytes((const char *)key, sizeof key),
                                         ADIL_SPAN("any message"),
                                         adil_span_bytes((const char *)sig, sizeof sig)));
    }
}

/* ---- notes ------------------------------------------------------------------------------ */

static uint32_t known_of(struct adil_arena *a, const struct vec *list, struct adil_vkey **known)
{
    uint32_t n = 0;
    *known = adil_new(a, struct adil_vkey, list->n);
    vec_each (text, list) {
        assert_int_equal(adil_vkey_parse(a, nowhere, text->text, &(*known)[n++], NULL).code,
                         ADIL_C_OK);
    }
    return n;
}

/* Each key that the vector names has a good line, and nothing else has. */
static void check_verified(struct adil_arena *a, const struct vec *v, const struct adil_note *note,
                           const struct adil_vkey *known)
{
    uint32_t ignored = 0;
    const struct vec *verified = vec_get(v, "verified");
    for (uint32_t i = 0; i < note->n_lines; i++) {
        ignored += note->line[i].key == UINT32_MAX ? 1 : 0;
        assert_true(note->line[i].good == (note->line[i].key != UINT32_MAX));
        assert_false(note->line[i].unsupported);
    }
    assert_int_equal(note->n_good, verified->n);
    assert_int_equal(ignored, vec_u64(v, "ignored_lines"));
    vec_each (want, verified) {
        bool found = false;
        for (uint32_t i = 0; i < note->n_lines; i++) {
            const struct adil_note_line *l = &note->line[i];
            found = found || (l->good && adil_span_eq(l->name, vec_text(want, "name")) &&
                              adil_span_eq(adil_fmt(a, "%08x", l->id), vec_text(want, "id")) &&
                              known[l->key].id == l->id);
        }
        assert_true(found);
    }
}

static struct adil_span note_bytes(struct adil_arena *a, const struct vec *v)
{
    const struct vec *hex = vec_find(v, "note_hex");
    return hex != NULL ? vec_as_bytes(a, hex) : vec_text(v, "note");
}

/* Where readers may choose, the stricter choice is ours. */
static void test_notes(void **state)
{
    struct test_arenas *t = *state;
    unsigned accepted = 0;
    unsigned refused = 0;
    vec_each (v, vec_get(vectors_open(&t->perm), "notes")) {
        struct adil_vkey *known = NULL;
        struct adil_note note;
        struct adil_diag d;
        adil_diag_open(&d, &t->perm);
        uint32_t n = known_of(&t->perm, vec_get(v, "known"), &known);
        adil_err err =
            adil_note_open(&t->perm, nowhere, note_bytes(&t->perm, v), known, n, &note, &d);
        if (adil_span_is(vec_text(v, "expect"), "accept")) {
            assert_int_equal(err.code, ADIL_C_OK);
            check_verified(&t->perm, v, &note, known);
            accepted++;
        } else {
            assert_true(err.code == ADIL_C_INPUT || err.code == ADIL_C_REFUSED);
            assert_int_equal(d.n_errors, 1);
            refused++;
        }
    }
    assert_int_equal(accepted, 14);
    assert_int_equal(refused, 27);
}

static struct adil_secret *secret_of(const char *name, uint8_t first)
{
    struct adil_secret *s = NULL;
    uint8_t seed[32] = {first};
    assert_int_equal(
        adil_secret_from_seed(adil_span_of(name), ADIL_KEY_ED25519, seed, &s, NULL).code,
        ADIL_C_OK);
    return s;
}

static void put_signed(struct adil_buf *out, struct adil_span text, const struct adil_secret *s)
{
    uint8_t sig[ADIL_SIGNATURE_BYTES];
    struct adil_vkey k = adil_secret_vkey(s);
    adil_secret_sign(s, text, sig);
    adil_note_line_put(out, k.name, k.id, adil_span_bytes((const char *)sig, sizeof sig));
}

/* An id has 32 bits: two known keys may share name and id, and either may have signed. */
static void test_keys_with_one_id_are_all_tried(void **state)
{
    struct test_arenas *t = *state;
    struct adil_secret *s = secret_of("a.example", 1);
    struct adil_secret *other = secret_of("a.example", 2);
    struct adil_vkey known[2] = {adil_secret_vkey(other), adil_secret_vkey(s)};
    struct adil_note note;
    struct adil_buf b;
    known[0].id = known[1].id;
    adil_buf_open(&b, 4096);
    adil_buf_str(&b, "text\n\n");
    put_signed(&b, ADIL_SPAN("text\n"), s);
    assert_int_equal(
        adil_note_open(&t->perm, nowhere, adil_buf_span(&b), known, 2, &note, NULL).code,
        ADIL_C_OK);
    assert_int_equal(note.line[0].key, 1);
    assert_int_equal(
        adil_note_open(&t->perm, nowhere, adil_buf_span(&b), known, 1, &note, NULL).code,
        ADIL_C_REFUSED);
    adil_buf_release(&b);
    adil_secret_free(s);
    adil_secret_free(other);
}

/* 16 lines of post-quantum length beside a good one; and the limits on both sides. */
static void test_long_lines_and_limits(void **state)
{
    struct test_arenas *t = *state;
    static const struct {
        uint32_t lines;
        size_t text;
        enum adil_code code;
    } cases[] = {{16, 8, ADIL_C_OK},
                 {ADIL_NOTE_LINES_MAX - 1, 8, ADIL_C_OK},
                 {ADIL_NOTE_LINES_MAX, 8, ADIL_C_INPUT},
                 {0, ADIL_NOTE_BYTES_MAX, ADIL_C_INPUT}};
    char sig[8 + 2420];
    struct adil_secret *s = secret_of("a.example", 1);
    struct adil_vkey known = adil_secret_vkey(s);
    memset(sig, 7, sizeof sig);
    for (size_t i = 0; i < ADIL_COUNT(cases); i++) {
        struct adil_note note;
        struct adil_buf b;
        adil_buf_open(&b, 2 * (size_t)ADIL_NOTE_BYTES_MAX);
        adil_buf_repeat(&b, "x", cases[i].text - 1);
        adil_buf_byte(&b, '\n');
        struct adil_span text = adil_span_copy(&t->perm, adil_buf_span(&b));
        adil_buf_byte(&b, '\n');
        for (uint32_t k = 0; k < cases[i].lines; k++) {
            adil_note_line_put(&b, ADIL_SPAN("pq.example"), k, adil_span_bytes(sig, sizeof sig));
        }
        put_signed(&b, text, s);
        adil_err err = adil_note_open(&t->perm, nowhere, adil_buf_span(&b), &known, 1, &note, NULL);
        assert_int_equal(err.code, cases[i].code);
        adil_buf_release(&b);
    }
    adil_secret_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_keys_have_the_published_ids),     test_case(test_bad_keys_are_refused),
        cmocka_unit_test(test_weak_keys_verify_nothing), test_case(test_notes),
        test_case(test_keys_with_one_id_are_all_tried),  test_case(test_long_lines_and_limits),
    };
    return cmocka_run_group_tests(tests, sodium_ready, NULL);
}
