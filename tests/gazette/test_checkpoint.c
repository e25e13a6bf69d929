#include "gazette/checkpoint.h"

#include "support.h"
#include "vectors.h"

#include <sodium.h>
#include <string.h>

static const struct adil_place nowhere = {{NULL, 0}, 0};

static int sodium_up(void **state)
{
    (void)state;
    return sodium_init() >= 0 ? 0 : -1;
}

static struct adil_span put(struct adil_arena *a, const struct adil_checkpoint *c)
{
    struct adil_buf b;
    adil_buf_open(&b, 1 << 16);
    adil_checkpoint_put(&b, c);
    struct adil_span text = adil_span_copy(a, adil_buf_span(&b));
    adil_buf_release(&b);
    return text;
}

static void test_texts_are_read_strictly(void **state)
{
    struct test_arenas *t = *state;
    unsigned n = 0;
    vec_each (v, vec_get(vectors_open(&t->perm), "checkpoint_texts")) {
        struct adil_checkpoint c;
        struct adil_span text = vec_text(v, "text");
        adil_err err = adil_checkpoint_parse(nowhere, text, &c, NULL);
        n++;
        if (!adil_span_is(vec_text(v, "expect"), "accept")) {
            assert_span_is(vec_text(v, "expect"), "refuse");
            assert_int_equal(err.code, ADIL_C_INPUT);
            continue;
        }
        struct adil_hash root = vec_hash(v, "root");
        const struct vec *extension = vec_find(v, "extension");
        assert_int_equal(err.code, ADIL_C_OK);
        assert_span_equal(c.origin, vec_text(v, "origin"));
        assert_true(c.size == vec_u64(v, "size") && adil_hash_eq(&c.root, &root));
        assert_span_equal(c.extension, extension != NULL ? extension->text : ADIL_SPAN(""));
        assert_span_equal(put(&t->perm, &c), text);
    }
    assert_int_equal(n, 32);
}

static struct adil_secret *secret_named(struct test_arenas *t, const struct vec *all,
                                        const char *who, uint8_t kind)
{
    const struct vec *key = vec_get(vec_get(all, "keys"), who);
    struct adil_span seed = vec_as_bytes(&t->perm, vec_get(key, "seed"));
    struct adil_secret *s = NULL;
    assert_int_equal(
        adil_secret_from_seed(vec_text(key, "name"), kind, (const uint8_t *)seed.ptr, &s, NULL)
            .code,
        ADIL_C_OK);
    return s;
}

static void test_signing_gives_the_published_bytes(void **state)
{
    struct test_arenas *t = *state;
    const struct vec *all = vectors_open(&t->perm);
    struct adil_secret *s = secret_named(t, all, "log", ADIL_KEY_ED25519);
    struct adil_vkey k = adil_secret_public(&t->perm, s);
    unsigned n = 0;
    vec_each (v, vec_get(all, "signed_checkpoints")) {
        struct adil_checkpoint c;
        struct adil_note note;
        struct adil_buf b;
        assert_int_equal(adil_checkpoint_parse(nowhere, vec_text(v, "text"), &c, NULL).code,
                         ADIL_C_OK);
        assert_true(c.size == vec_u64(v, "size"));
        adil_buf_open(&b, 4096);
        adil_checkpoint_sign(&b, &c, s);
        assert_span_equal(adil_buf_span(&b), vec_text(v, "signed"));
        assert_int_equal(
            adil_note_open(&t->perm, nowhere, adil_buf_span(&b), &k, 1, &note, NULL).code,
            ADIL_C_OK);
        assert_span_equal(note.text, vec_text(v, "text"));
        adil_buf_release(&b);
        n++;
    }
    assert_int_equal(n, 4);
    adil_secret_free(s);
}

/* ---- cosignatures ----------------------------------------------------------------------- */

/* Puts one signature line under the text and splits the note. */
static struct adil_note under(struct test_arenas *t, struct adil_span text, struct adil_span line)
{
    struct adil_note note;
    struct adil_span bytes = adil_fmt(&t->perm, "%.*s\n%.*s", ADIL_ARG(text), ADIL_ARG(line));
    assert_int_equal(adil_note_split(&t->perm, nowhere, bytes, &note, NULL).code, ADIL_C_OK);
    assert_int_equal(note.n_lines, 1);
    return note;
}

static void test_cosigning_gives_the_published_lines(void **state)
{
    struct test_arenas *t = *state;
    const struct vec *all = vectors_open(&t->perm);
    unsigned n = 0;
    vec_each (v, vec_get(all, "cosignatures")) {
        const char *who = adil_span_cstr(&t->perm, vec_text(v, "key"));
        struct adil_secret *s = secret_named(t, all, who, ADIL_KEY_COSIGNATURE);
        struct adil_vkey k = adil_secret_public(&t->perm, s);
        struct adil_span text = vec_text(v, "checkpoint_text");
        uint64_t time = UINT64_MAX;
        struct adil_buf b;
        adil_buf_open(&b, 4096);
        adil_cosign(&b, text, vec_u64(v, "timestamp"), s);
        assert_span_equal(adil_buf_span(&b), vec_text(v, "line"));
        struct adil_note note = under(t, text, adil_buf_span(&b));
        assert_span_equal(note.line[0].sig, vec_as_bytes(&t->perm, vec_get(v, "blob_hex")));
        assert_true(adil_cosignature_verify(&k, text, note.line[0].sig, &time));
        assert_true(time == vec_u64(v, "timestamp"));
        adil_buf_release(&b);
        adil_secret_free(s);
        n++;
    }
    assert_int_equal(n, 7);
}

static struct adil_vkey vkey(struct adil_arena *a, struct adil_span text)
{
    struct adil_vkey k;
    assert_int_equal(adil_vkey_parse(a, nowhere, text, &k, NULL).code, ADIL_C_OK);
    return k;
}

/* The last of them is a line of an unknown key: no one has signed. */
static void test_bad_cosignatures_do_not_count(void **state)
{
    struct test_arenas *t = *state;
    unsigned n = 0;
    vec_each (v, vec_get(vectors_open(&t->perm), "bad_cosignatures")) {
        struct adil_vkey k = vkey(&t->perm, vec_text(v, "vkey"));
        struct adil_span text = vec_text(v, "checkpoint_text");
        struct adil_note note = under(t, text, vec_text(v, "line"));
        struct adil_note opened;
        uint64_t time = 7;
        bool known = note.line[0].id == k.id;
        assert_false(known && adil_cosignature_verify(&k, text, note.line[0].sig, &time));
        assert_true(time == 7);
        struct adil_span bytes =
            adil_fmt(&t->perm, "%.*s\n%.*s", ADIL_ARG(text), ADIL_ARG(note.line[0].line));
        assert_int_equal(adil_note_open(&t->perm, nowhere, bytes, &k, 1, &opened, NULL).code,
                         ADIL_C_REFUSED);
        n++;
    }
    assert_int_equal(n, 7);
}

/* The timestamp's highest bit is refused though the signature is right. */
static void test_a_time_above_int64_is_refused(void **state)
{
    struct test_arenas *t = *state;
    struct adil_secret *s = secret_named(t, vectors_open(&t->perm), "w1", ADIL_KEY_COSIGNATURE);
    struct adil_vkey k = adil_secret_public(&t->perm, s);
    uint8_t sig[8 + ADIL_SIGNATURE_BYTES] = {0x80};
    uint64_t time = 0;
    adil_secret_sign(s, ADIL_SPAN("cosignature/v1\ntime 9223372036854775808\nx\n"), sig + 8);
    assert_false(adil_cosignature_verify(&k, ADIL_SPAN("x\n"),
                                         adil_span_bytes((const char *)sig, sizeof sig), &time));
    adil_secret_free(s);
}

static void test_extension_lines_are_signed(void **state)
{
    struct test_arenas *t = *state;
    const struct vec *all = vectors_open(&t->perm);
    const struct vec *v = vec_get(all, "cosignature_pitfall");
    struct adil_vkey k = vkey(&t->perm, vec_text(vec_get(vec_get(all, "keys"), "w1"), "vkey_04"));
    struct adil_span text = vec_text(v, "text");
    struct adil_note note = under(t, text, vec_text(v, "line_over_three_lines_only"));
    struct adil_span three = adil_span_sub(text, 0, text.len - sizeof "hello");
    uint64_t time = 0;
    assert_false(adil_cosignature_verify(&k, text, note.line[0].sig, &time));
    assert_true(adil_cosignature_verify(&k, three, note.line[0].sig, &time));
}

static void test_a_cosigned_checkpoint_opens(void **state)
{
    struct test_arenas *t = *state;
    const struct vec *v = vec_get(vectors_open(&t->perm), "cosigned_checkpoint");
    struct adil_vkey known[3] = {vkey(&t->perm, vec_text(v, "log_vkey"))};
    struct adil_note note;
    uint32_t n = 1;
    vec_each (w, vec_get(v, "witness_vkeys")) {
        assert_true(n < 3);
        known[n++] = vkey(&t->perm, w->text);
    }
    assert_int_equal(
        adil_note_open(&t->perm, nowhere, vec_text(v, "note"), known, n, &note, NULL).code,
        ADIL_C_OK);
    assert_int_equal(note.n_lines, 3);
    assert_int_equal(note.n_good, 3);
    for (uint32_t i = 0; i < note.n_lines; i++) {
        assert_true(note.line[i].good && note.line[i].key == i);
    }
}

/* ---- ML-DSA-44: id, key and layout ------------------------------------------------------ */

static void test_mldsa_is_recognised_and_not_verified(void **state)
{
    struct test_arenas *t = *state;
    const struct vec *v = vec_get(vectors_open(&t->perm), "mldsa44_cosignature");
    const struct vec *c = vec_get(v, "checkpoint");
    struct adil_vkey k = vkey(&t->perm, vec_text(v, "vkey_06"));
    struct adil_checkpoint checkpoint = {
        .origin = vec_text(v, "origin"), .size = vec_u64(c, "size"), .root = vec_hash(c, "root")};
    struct adil_note note;
    struct adil_buf b;
    assert_span_equal(k.key, vec_as_bytes(&t->perm, vec_get(v, "public_key_hex")));
    assert_span_equal(adil_fmt(&t->perm, "%08x", k.id), vec_text(v, "id_06"));
    assert_span_equal(adil_vkey_text(&t->perm, &k), vec_text(v, "vkey_06"));
    adil_buf_open(&b, 4096);
    assert_true(adil_cosignature_mldsa_message(&b, vec_text(v, "cosigner_name"),
                                               vec_u64(c, "timestamp"), &checkpoint));
    assert_span_equal(adil_buf_span(&b), vec_as_bytes(&t->perm, vec_get(c, "signed_message_hex")));
    adil_buf_release(&b);

    /* Beside the log's line it is told apart; alone it opens nothing. */
    const struct vec *all = vectors_open(&t->perm);
    struct adil_secret *s = secret_named(t, all, "log", ADIL_KEY_ED25519);
    struct adil_vkey known[2] = {adil_secret_public(&t->perm, s), k};
    adil_buf_open(&b, 1 << 14);
    adil_checkpoint_sign(&b, &checkpoint, s);
    adil_buf_put(&b, vec_text(c, "line"));
    assert_int_equal(
        adil_note_open(&t->perm, nowhere, adil_buf_span(&b), known, 2, &note, NULL).code,
        ADIL_C_OK);
    assert_int_equal(note.n_good, 1);
    assert_true(note.line[1].unsupported && !note.line[1].good && note.line[1].key == 1);
    assert_int_equal(
        adil_note_open(&t->perm, nowhere, adil_buf_span(&b), &known[1], 1, &note, NULL).code,
        ADIL_C_REFUSED);
    adil_buf_release(&b);
    adil_secret_free(s);
}

static void test_mldsa_layout_has_bounds(void **state)
{
    (void)state;
    char text[256];
    struct adil_buf b;
    struct adil_checkpoint c = {.origin = ADIL_SPAN("o")};
    memset(text, 'n', sizeof text);
    struct adil_span longer = adil_span_bytes(text, sizeof text);
    adil_buf_open(&b, 4096);
    assert_true(adil_cosignature_mldsa_message(&b, adil_span_sub(longer, 0, 255), 0, &c));
    assert_false(adil_cosignature_mldsa_message(&b, longer, 0, &c));
    assert_false(adil_cosignature_mldsa_message(&b, ADIL_SPAN(""), 0, &c));
    c.extension = ADIL_SPAN("hello\n");
    assert_false(adil_cosignature_mldsa_message(&b, ADIL_SPAN("n"), 0, &c));
    c.extension = (struct adil_span){NULL, 0};
    c.origin = longer;
    assert_false(adil_cosignature_mldsa_message(&b, ADIL_SPAN("n"), 0, &c));
    adil_buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_texts_are_read_strictly),
        test_case(test_signing_gives_the_published_bytes),
        test_case(test_cosigning_gives_the_published_lines),
        test_case(test_bad_cosignatures_do_not_count),
        test_case(test_a_time_above_int64_is_refused),
        test_case(test_extension_lines_are_signed),
        test_case(test_a_cosigned_checkpoint_opens),
        test_case(test_mldsa_is_recognised_and_not_verified),
        cmocka_unit_test(test_mldsa_layout_has_bounds),
    };
    return cmocka_run_group_tests(tests, sodium_up, NULL);
}
