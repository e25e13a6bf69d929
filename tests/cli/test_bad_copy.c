/* Bad days of a copy: one bit of one file is another, wherever it is, and `adil verify` says so.
 *
 *     test_bad_copy [long]    short as part of the tests, long for `make soak` */
#include "forge.h"
#include "scratch.h"

#include <stdio.h>
#include <string.h>

#define WITNESS "north.example/w1"
#define ARCHIVE "record.tar"

enum { FILES_MAX = 64 };

static bool is_long;

struct copy {
    struct test_arenas *t;
    struct forge g;
    struct adil_span dir; /* of everything */
    const char *log;      /* the folder */
    const char *tar;      /* the archive beside it */
    const char *policy;
    const char *genesis;
    struct adil_span file[FILES_MAX]; /* paths */
    size_t n;
};

static const char *below(struct copy *c, const char *name)
{
    return adil_span_cstr(&c->t->perm, adil_fmt(&c->t->perm, "%.*s/%s", ADIL_ARG(c->dir), name));
}

static struct forge_verdict verify(struct copy *c, struct adil_arena *perm, bool archive)
{
    const char *argv[] = {
        "verify",   archive ? c->tar : c->log, "--policy", c->policy, "--threads", "1", "--genesis",
        c->genesis, "--require-witnesses",     NULL};
    return forge_run(perm, argv);
}

static void run(struct copy *c, const char *const *argv)
{
    struct forge_verdict v = forge_run(&c->t->perm, argv);
    if (v.status != 0) {
        fail_msg("%s %s: %.*s", argv[0], argv[1], ADIL_ARG(v.text));
    }
}

/* The checkpoint cosigned by one witness, whom the policy asks for. */
static void cosign(struct copy *c)
{
    struct adil_arena *a = &c->t->perm;
    struct adil_span path = adil_fmt(a, "%s/checkpoint", c->log);
    struct adil_span note = scratch_read(a, path);
    struct adil_span body = adil_span_sub(note, 0, adil_span_find(note, ADIL_SPAN("\n\n")) + 1);
    struct adil_secret *witness = forge_secret(c->t, WITNESS, "witness", ADIL_KEY_COSIGNATURE);
    struct adil_secret *log = forge_secret(c->t, fold_origin, "log", ADIL_KEY_ED25519);
    struct adil_vkey w = adil_secret_public(a, witness);
    struct adil_vkey l = adil_secret_public(a, log);
    struct adil_buf out;
    adil_buf_open(&out, 1 << 14);
    adil_buf_put(&out, note);
    adil_cosign(&out, body, 1790000000, witness);
    scratch_write(*a, path, adil_buf_span(&out));
    adil_buf_release(&out);
    c->policy = below(c, "policy");
    scratch_write(*a, adil_span_of(c->policy),
                  adil_fmt(a, "log %.*s\nwitness w1 %.*s\nquorum w1\n",
                           ADIL_ARG(adil_vkey_text(a, &l)), ADIL_ARG(adil_vkey_text(a, &w))));
    adil_secret_free(witness);
    adil_secret_free(log);
}

static void open_copy(struct copy *c, void **state)
{
    struct adil_span name[FILES_MAX];
    memset(c, 0, sizeof *c);
    c->t = *state;
    forge_open(&c->g, c->t, FORGE_FOUNDED);
    c->dir = scratch_folder(&c->t->perm);
    c->log = below(c, "log");
    c->tar = below(c, ARCHIVE);
    forge_publish(&c->g, adil_span_of(c->log));
    c->genesis = forge_genesis(&c->g);
    cosign(c);
    size_t n = scratch_files(&c->t->perm, adil_span_of(c->log), name, FILES_MAX);
    for (size_t i = 0; i < n; i++) {
        if (!adil_span_starts(name[i], ADIL_SPAN("private/"))) {
            c->file[c->n++] = adil_fmt(&c->t->perm, "%s/%.*s", c->log, ADIL_ARG(name[i]));
        }
    }
    run(c, (const char *const[]){"export", c->log, c->tar, NULL});
    c->file[c->n++] = adil_span_of(c->tar);
    assert_int_equal(c->n, 6); /* checkpoint, tile, bundle, two blobs, archive */
    assert_int_equal(verify(c, &c->t->perm, false).status, 0);
    assert_int_equal(verify(c, &c->t->perm, true).status, 0);
}

static void close_copy(struct copy *c)
{
    scratch_remove(c->dir);
    forge_close(&c->g);
}

/* What verify says of the copy while one bit of a file is another. */
static struct forge_verdict flipped(struct copy *c, struct adil_arena *perm, size_t file,
                                    uint64_t bit)
{
    struct adil_span bytes = scratch_read(perm, c->file[file]);
    char *changed = adil_span_cstr(perm, bytes);
    changed[bit / 8] = (char)(changed[bit / 8] ^ (1 << bit % 8));
    scratch_write(*perm, c->file[file], adil_span_bytes(changed, bytes.len));
    struct forge_verdict v = verify(c, perm, file == c->n - 1);
    changed[bit / 8] = (char)(changed[bit / 8] ^ (1 << bit % 8));
    scratch_write(*perm, c->file[file], adil_span_bytes(changed, bytes.len));
    assert_true(adil_span_eq(bytes, adil_span_bytes(changed, bytes.len)));
    return v;
}

static void a_bit_of_a_copy_is_another(void **state)
{
    struct test_rng rng = test_rng_open("flips of a copy");
    uint64_t runs = is_long ? 1000 : 60;
    uint64_t hits[FILES_MAX] = {0};
    struct copy c;
    open_copy(&c, state);
    for (uint64_t i = 0; i < runs; i++) {
        struct adil_arena here = c.t->perm;
        size_t file = i < c.n ? (size_t)i : (size_t)test_rng_below(&rng, c.n);
        uint64_t bit = test_rng_below(&rng, 8 * scratch_read(&here, c.file[file]).len);
        struct forge_verdict v = flipped(&c, &here, file, bit);
        if (v.status != 1) {
            fail_msg("bit %llu of %.*s: status %d\n%.*s", (unsigned long long)bit,
                     ADIL_ARG(c.file[file]), v.status, ADIL_ARG(v.text));
        }
        hits[file]++;
    }
    for (size_t i = 0; i < c.n; i++) {
        assert_true(hits[i] > 0);
    }
    assert_int_equal(verify(&c, &c.t->perm, false).status, 0); /* nothing else was changed */
    assert_int_equal(verify(&c, &c.t->perm, true).status, 0);
    printf("# %llu flips in %zu files, each found\n", (unsigned long long)runs, c.n);
    close_copy(&c);
}

static bool is_base64(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '+' || byte == '/';
}

/* Another letter of its signature: the record stands as it did, without that witness. */
static void a_bit_of_a_witness_line_is_a_lost_witness(void **state)
{
    struct test_rng rng = test_rng_open("flips of a witness's line");
    uint64_t runs = is_long ? 200 : 20;
    struct copy c;
    size_t file = 0;
    open_copy(&c, state);
    while (!adil_span_ends(c.file[file], ADIL_SPAN("/checkpoint"))) {
        file++;
    }
    struct adil_span note = scratch_read(&c.t->perm, c.file[file]);
    size_t from = adil_span_find(note, ADIL_SPAN(WITNESS)) + strlen(WITNESS) + 1;
    from += 6; /* the key's id, and a letter that is half of it */
    for (uint64_t i = 0; i < runs;) {
        struct adil_arena here = c.t->perm;
        uint64_t bit = 8 * from + test_rng_below(&rng, 8 * (note.len - 4 - from));
        if (!is_base64((char)(note.ptr[bit / 8] ^ (1 << bit % 8)))) {
            continue;
        }
        struct forge_verdict v = flipped(&c, &here, file, bit);
        if (v.status != 1 || !forge_says(&v, "lost witness w1") ||
            !forge_says(&v, "\nverified\n")) {
            fail_msg("bit %llu: status %d\n%.*s", (unsigned long long)bit, v.status,
                     ADIL_ARG(v.text));
        }
        i++;
    }
    close_copy(&c);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        test_case(a_bit_of_a_copy_is_another),
        test_case(a_bit_of_a_witness_line_is_a_lost_witness),
    };
    is_long = argc > 1 && strcmp(argv[1], "long") == 0;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
