/* The log's side of witnessing: an honest witness, and those that are away, slow to agree or lie.
 */
#include "witness_log.h"

#include <string.h>

#define NOW 1790000000U

struct fixture {
    struct test_arenas *t;
    struct witness_log log;
    struct adil_secret *key;
    struct adil_witness_log row;
    struct adil_witness w;
    struct ram_memory ram;
    struct adil_diag diag;
    struct adil_span lines;
    uint32_t n_posts;
};

static void open_fixture(struct fixture *f, void **state)
{
    f->t = *state;
    witness_log_open(&f->log, LOG_ENTRIES);
    f->key = seeded_key(WITNESS_ORIGIN, ADIL_KEY_COSIGNATURE, WITNESS_SEED);
    f->row.key = adil_secret_vkey(f->log.key);
    f->w = (struct adil_witness){f->key, &f->row, 1, ram_memory(&f->ram, &f->t->perm)};
    adil_diag_open(&f->diag, &f->t->perm);
}

static void close_fixture(struct fixture *f)
{
    witness_log_close(&f->log);
    adil_secret_free(f->key);
}

static adil_err honest_post(void *ctx, struct adil_arena *perm, struct adil_span body,
                            unsigned *status, struct adil_span *answer, struct adil_diag *diag)
{
    struct fixture *f = ctx;
    struct adil_witness_answer a;
    f->n_posts++;
    adil_witness_add(&f->w, perm, f->t->perm, body, NOW, &a, diag);
    *status = a.status;
    *answer = a.body;
    return ADIL_OK;
}

static adil_err ask(struct fixture *f, const struct adil_witness_post *post, uint64_t old_size,
                    uint64_t size)
{
    struct adil_vkey key = adil_secret_vkey(f->key);
    struct adil_prover prover = witness_log_prover(&f->log);
    f->n_posts = 0;
    return adil_witness_ask(&f->t->perm, f->t->scratch, post, &prover, &key,
                            witness_log_note(&f->t->perm, &f->log, size), old_size, &f->lines,
                            &f->diag);
}

static void test_ask__an_honest_witness_is_followed_wherever_it_is(void **state)
{
    static const struct {
        uint64_t old_size; /* what we believe */
        uint64_t size;
        uint32_t n_posts;
    } c[] = {
        {0, 5, 1},   /* first contact */
        {5, 9, 1},   /* as expected */
        {5, 13, 2},  /* it was further */
        {0, 13, 2},  /* we forgot; the same tree again */
        {13, 13, 1}, /* republished */
        {99, 64, 2}, /* what we believe cannot be */
        {70, 200, 2} /* it is behind what we believe */
    };
    struct fixture f = {0};
    open_fixture(&f, state);
    const struct adil_witness_post post = {&f, honest_post};
    for (size_t i = 0; i < ADIL_COUNT(c); i++) {
        assert_int_equal(ask(&f, &post, c[i].old_size, c[i].size).code, ADIL_C_OK);
        assert_int_equal(f.n_posts, c[i].n_posts);
        assert_true(f.lines.len > 0);
        assert_true(adil_span_ends(f.ram.seen.note, f.lines));
    }
    close_fixture(&f);
}

static void test_ask__a_log_that_rolled_back_is_told(void **state)
{
    struct fixture f = {0};
    open_fixture(&f, state);
    const struct adil_witness_post post = {&f, honest_post};
    assert_int_equal(ask(&f, &post, 0, 13).code, ADIL_C_OK);
    assert_int_equal(ask(&f, &post, 5, 9).code, ADIL_C_REFUSED);
    assert_int_equal(f.n_posts, 1); /* it does not try again */
    struct adil_span found = f.diag.first->found;
    assert_true(adil_span_find(found, ADIL_SPAN("rolled back")) < found.len);
    assert_int_equal(f.lines.len, 0);
    close_fixture(&f);
}

/* ---- witnesses that do not do their part --------------------------------------------------- */

/* Says one thing, whatever it is asked. */
struct parrot {
    adil_err err;
    unsigned status;
    struct adil_span answer;
    uint32_t n_posts;
    bool counts; /* 409 with the number of times it was asked */
};

static adil_err parrot_post(void *ctx, struct adil_arena *perm, struct adil_span body,
                            unsigned *status, struct adil_span *answer, struct adil_diag *diag)
{
    struct parrot *p = ctx;
    (void)body;
    (void)diag;
    p->n_posts++;
    *status = p->status;
    *answer = p->counts ? adil_fmt(perm, "%u\n", p->n_posts) : p->answer;
    return p->err;
}

static void test_ask__whatever_is_no_cosignature_is_refused(void **state)
{
    static const struct {
        unsigned status;
        struct adil_span answer;
    } c[] = {
        {200, ADIL_SPAN_INIT("")},
        {200, ADIL_SPAN_INIT("\n")},
        {200, ADIL_SPAN_INIT("thank you\n")},
        {200, ADIL_SPAN_INIT("\xe2\x80\x94 north.example/w1 AAAA\n")},
        /* another tree's: the first answer of the vectors */
        {200, ADIL_SPAN_INIT("\xe2\x80\x94 north.example/w1 RClQZQAAAABqsTuA0CnE87Q3YP1b0nLkoprF"
                             "oCf/KbkimgZvliNyarzj9kehreCco3g6EZ20m2TJkMqcsGiX25Cxm+bazxiNYwCwBg=="
                             "\n")},
        {409, ADIL_SPAN_INIT("")},
        {409, ADIL_SPAN_INIT("5")},
        {409, ADIL_SPAN_INIT("05\n")},
        {409, ADIL_SPAN_INIT("-1\n")},
        {409, ADIL_SPAN_INIT("5\n5\n")},
        {409, ADIL_SPAN_INIT("0\n")}, /* what it was asked with */
        {409, ADIL_SPAN_INIT("9\n")}, /* above our tree */
        {409, ADIL_SPAN_INIT("99999999999999999999\n")},
        {0, ADIL_SPAN_INIT("")},
        {202, ADIL_SPAN_INIT("")},
        {403, ADIL_SPAN_INIT("no\n")},
        {422, ADIL_SPAN_INIT("5\n")},
        {500, ADIL_SPAN_INIT("")},
    };
    struct fixture f = {0};
    open_fixture(&f, state);
    for (size_t i = 0; i < ADIL_COUNT(c); i++) {
        struct parrot p = {ADIL_OK, c[i].status, c[i].answer, 0, false};
        const struct adil_witness_post post = {&p, parrot_post};
        assert_int_equal(ask(&f, &post, 0, 8).code, ADIL_C_REFUSED);
        assert_int_equal(p.n_posts, 1);
        assert_int_equal(f.diag.n_errors, i + 1);
        assert_int_equal(f.lines.len, 0);
    }
    close_fixture(&f);
}

static void test_ask__a_witness_that_changes_its_mind_is_left(void **state)
{
    struct fixture f = {0};
    struct parrot p = {.err = ADIL_OK, .status = 409, .counts = true};
    open_fixture(&f, state);
    const struct adil_witness_post post = {&p, parrot_post};
    assert_int_equal(ask(&f, &post, 0, 100).code, ADIL_C_REFUSED);
    assert_true(p.n_posts > 1 && p.n_posts < 10);
    close_fixture(&f);
}

static void test_ask__a_witness_that_is_away_is_away(void **state)
{
    struct fixture f = {0};
    struct parrot p = {.err = ADIL_ERR(IO)};
    open_fixture(&f, state);
    const struct adil_witness_post post = {&p, parrot_post};
    assert_int_equal(ask(&f, &post, 0, 8).code, ADIL_C_IO);
    assert_int_equal(p.n_posts, 1);
    close_fixture(&f);
}

/* Our line between lines of others. */
static adil_err crowd_post(void *ctx, struct adil_arena *perm, struct adil_span body,
                           unsigned *status, struct adil_span *answer, struct adil_diag *diag)
{
    static const char other[] = "\xe2\x80\x94 else.example AAAAAAAA\n";
    adil_err err = honest_post(ctx, perm, body, status, answer, diag);
    *answer = adil_fmt(perm, "%s%.*s%.*s%s", other, ADIL_ARG(*answer), ADIL_ARG(*answer), other);
    return err;
}

static void test_ask__only_the_witness_s_own_line_is_taken(void **state)
{
    struct fixture f = {0};
    open_fixture(&f, state);
    const struct adil_witness_post post = {&f, crowd_post};
    assert_int_equal(ask(&f, &post, 0, 8).code, ADIL_C_OK);
    assert_true(adil_span_ends(f.ram.seen.note, f.lines));
    assert_int_equal(adil_span_find_byte(f.lines, '\n'), f.lines.len - 1);
    close_fixture(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_ask__an_honest_witness_is_followed_wherever_it_is),
        test_case(test_ask__a_log_that_rolled_back_is_told),
        test_case(test_ask__whatever_is_no_cosignature_is_refused),
        test_case(test_ask__a_witness_that_changes_its_mind_is_left),
        test_case(test_ask__a_witness_that_is_away_is_away),
        test_case(test_ask__only_the_witness_s_own_line_is_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
