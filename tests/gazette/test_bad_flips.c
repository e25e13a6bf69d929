/* Bad days: one bit of a file is another.
 *
 *     test_bad_flips [long]    short as part of the tests, long for `make soak` */
#include "crash.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { N = 700, BLOBS = 4, FILES_MAX = 256 };

static struct adil_span cosignature(struct logs *l, uint8_t number, struct adil_span text)
{
    struct adil_secret *witness = NULL;
    struct adil_buf out;
    uint8_t seed[32];
    memset(seed, number, sizeof seed);
    struct adil_span name = adil_fmt(&l->t.perm, "w%u.example", number);
    assert_code(adil_secret_from_seed(name, ADIL_KEY_COSIGNATURE, seed, &witness, &l->diag), OK);
    adil_buf_open(&out, 1 << 12);
    adil_cosign(&out, text, 1700000000, witness);
    struct adil_span line = adil_span_copy(&l->t.perm, adil_buf_span(&out));
    adil_buf_release(&out);
    adil_secret_free(witness);
    return line;
}

/* A published log with cosignatures and blobs, closed. */
static void make(struct logs *l)
{
    struct adil_span note;
    logs_start(l, ADIL_STORE_CREATE);
    logs_grow(l, N - 1);
    logs_publish(l);
    logs_grow(l, 1);
    logs_publish(l);
    assert_code(adil_log_note(l->log, &l->t.perm, &note, &l->diag), OK);
    struct adil_span text = adil_span_sub(note, 0, adil_span_find(note, ADIL_SPAN("\n\n")) + 1);
    struct adil_span lines = adil_fmt(&l->t.perm, "%.*s%.*s", ADIL_ARG(cosignature(l, 1, text)),
                                      ADIL_ARG(cosignature(l, 2, text)));
    assert_code(adil_log_add_lines(l->log, text, lines, &l->diag), OK);
    for (uint64_t i = 0; i < BLOBS; i++) {
        struct adil_hash h;
        assert_code(
            adil_blob_put(l->t.scratch, l->dir, logs_entry(&l->t.perm, 1000 + i), &h, &l->diag),
            OK);
    }
    logs_stop(l);
}

static void flip(struct logs *l, struct adil_span name, uint64_t bit)
{
    struct adil_arena a = l->t.scratch;
    struct adil_span path = adil_fmt(&a, "%.*s/%.*s", ADIL_ARG(l->dir), ADIL_ARG(name));
    struct adil_span bytes = scratch_read(&a, path);
    char *changed = adil_span_cstr(&a, bytes);
    changed[bit / 8] = (char)(changed[bit / 8] ^ (1 << bit % 8));
    scratch_write(a, path, adil_span_bytes(changed, bytes.len));
}

static uint64_t bits_of(struct logs *l, struct adil_span name)
{
    struct adil_arena a = l->t.scratch;
    return 8 *
           (uint64_t)scratch_read(&a, adil_fmt(&a, "%.*s/%.*s", ADIL_ARG(l->dir), ADIL_ARG(name)))
               .len;
}

static adil_err check(struct logs *l)
{
    logs_forget(l);
    logs_start(l, ADIL_STORE_READ);
    adil_err e = adil_log_check(l->log, l->t.scratch, &l->diag);
    logs_stop(l);
    return e;
}

static void a_bit_of_a_public_file_is_another(void **state)
{
    struct logs *l = *state;
    struct test_rng rng = test_rng_open("flips of public files");
    uint64_t runs = runs_of(200, 1000);
    struct adil_span all[FILES_MAX];
    struct adil_span name[FILES_MAX];
    uint64_t hits[FILES_MAX] = {0};
    size_t n = 0;
    make(l);
    size_t n_all = scratch_files(&l->t.perm, l->dir, all, FILES_MAX);
    for (size_t i = 0; i < n_all; i++) {
        if (!adil_span_starts(all[i], ADIL_SPAN("private/"))) {
            name[n++] = all[i];
        }
    }
    assert_true(n >= 1 + 2 * 4 + BLOBS);
    assert_code(check(l), OK);
    for (uint64_t run = 0; run < runs; run++) {
        struct adil_arena kept = l->t.perm;
        size_t i = test_rng_below(&rng, n);
        uint64_t bit = test_rng_below(&rng, bits_of(l, name[i]));
        flip(l, name[i], bit);
        assert_code(check(l), REFUSED);
        assert_said(l, adil_span_cstr(&l->t.perm, name[i]));
        flip(l, name[i], bit);
        hits[i]++;
        l->t.perm = kept;
    }
    for (size_t i = 0; i < n; i++) {
        assert_true(hits[i] > 0); /* every file had its turn */
    }
    assert_code(check(l), OK);
    printf("# %llu flips in %zu public files, each found\n", (unsigned long long)runs, n);
}

static void a_flipped_line_is_a_lost_witness(void **state)
{
    struct logs *l = *state;
    const struct adil_span file = ADIL_SPAN("checkpoint");
    make(l);
    struct adil_span note = scratch_read(&l->t.perm, logs_path(l, "checkpoint"));
    uint64_t at = adil_span_find(note, ADIL_SPAN("w2.example ")) + 40;
    for (uint64_t i = 0; i < 30; i++) {
        struct adil_arena kept = l->t.perm;
        flip(l, file, 8 * (at + i) + 1);
        assert_code(check(l), REFUSED);
        assert_int_equal(l->diag.n_errors, 1);
        assert_said(l, "w2.example: found its signature is lost");
        flip(l, file, 8 * (at + i) + 1);
        l->t.perm = kept;
    }
}

/* All that the store gives is what was put in. */
static bool shown_unchanged(struct logs *l)
{
    struct adil_hash want = logs_root(l->t.scratch, N);
    struct adil_hash got = adil_log_root(l->log);
    bool same = adil_log_size(l->log) == N && adil_hash_eq(&want, &got) &&
                adil_span_is(adil_log_origin(l->log), LOGS_ORIGIN);
    for (uint64_t i = 0; i < N && same; i++) {
        struct adil_arena a = l->t.scratch;
        struct adil_span entry;
        same = adil_log_entry(l->log, &a, i, &entry, NULL).code == ADIL_C_OK &&
               adil_span_eq(entry, logs_entry(&a, i));
    }
    return same;
}

static void a_bit_of_the_database_is_another(void **state)
{
    struct logs *l = *state;
    const struct adil_span file = ADIL_SPAN("private/store.sqlite");
    struct test_rng rng = test_rng_open("flips of the database");
    uint64_t runs = runs_of(200, 1000);
    uint64_t found = 0;
    uint64_t harmless = 0;
    make(l);
    uint64_t bits = bits_of(l, file);
    for (uint64_t run = 0; run < runs; run++) {
        struct adil_arena kept = l->t.perm;
        uint64_t bit = test_rng_below(&rng, bits);
        flip(l, file, bit);
        logs_forget(l);
        adil_err e = logs_try(l, ADIL_STORE_READ);
        if (e.code == ADIL_C_OK) {
            e = adil_log_check(l->log, l->t.scratch, &l->diag);
            if (e.code == ADIL_C_OK) {
                assert_true(shown_unchanged(l));
                harmless++;
            }
        } else {
            assert_true(l->diag.n_errors > 0); /* it says what it found */
        }
        found += e.code != ADIL_C_OK ? 1 : 0;
        logs_stop(l);
        flip(l, file, bit);
        l->t.perm = kept;
    }
    assert_code(check(l), OK);
    printf("# %llu flips in the database: %llu found, %llu changed no row\n",
           (unsigned long long)runs, (unsigned long long)found, (unsigned long long)harmless);
    assert_true(found > runs / 2);
}

static void a_bit_of_what_was_signed_is_another(void **state)
{
    struct logs *l = *state;
    const struct adil_span file = ADIL_SPAN("private/signed");
    make(l);
    uint64_t bits = bits_of(l, file);
    for (uint64_t at = 0; at < 80; at++) { /* the other case of a letter, in its sum too */
        flip(l, file, 8 * at + 5);
        assert_code(logs_try(l, ADIL_STORE_WRITE), REFUSED);
        flip(l, file, 8 * at + 5);
    }
    for (uint64_t bit = 0; bit < bits; bit += runs_of(101, 7)) {
        struct adil_arena kept = l->t.perm;
        flip(l, file, bit);
        assert_code(logs_try(l, ADIL_STORE_WRITE), REFUSED);
        assert_code(check(l), REFUSED);
        assert_said(l, "private/signed");
        flip(l, file, bit);
        l->t.perm = kept;
    }
    assert_code(check(l), OK);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        logs_case(a_bit_of_a_public_file_is_another),
        logs_case(a_flipped_line_is_a_lost_witness),
        logs_case(a_bit_of_the_database_is_another),
        logs_case(a_bit_of_what_was_signed_is_another),
    };
    runs_are_long = argc > 1 && strcmp(argv[1], "long") == 0;
    if (!logs_unprivileged()) {
        (void)fprintf(stderr, "cannot become an unprivileged user\n");
        return 1;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
