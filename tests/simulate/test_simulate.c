/* A small simulated record: judged act by act when it is made, and again from its bytes. */
#include "plan_real.h"

enum { LEAVES_MAX = 4096 };

struct kept_record {
    struct plan_real *p;
    struct adil_span leaf[LEAVES_MAX];
    size_t n;
    uint32_t n_blobs;
};

static adil_err keep_entry(void *ctx, struct adil_span leaf, struct adil_diag *diag)
{
    struct kept_record *k = ctx;
    (void)diag;
    assert_true(k->n < LEAVES_MAX);
    k->leaf[k->n++] = adil_span_copy(&k->p->kept, leaf);
    return ADIL_OK;
}

static adil_err keep_blob(void *ctx, struct adil_span bytes, struct adil_diag *diag)
{
    struct kept_record *k = ctx;
    (void)bytes;
    (void)diag;
    k->n_blobs++;
    return ADIL_OK;
}

static adil_err run_of(struct plan_real *p, const char *seed, const char *origin,
                       struct kept_record *k, struct adil_simulated *out)
{
    struct adil_simulation_options options = {
        .book = &p->book,
        .canonical = p->canonical,
        .source = p->source,
        .plan = &p->plan,
        .votes = &p->loaded.votes,
        .seed = adil_span_of(seed),
        .origin = adil_span_of(origin),
        .places = 84,
        .lang = ADIL_EN,
    };
    struct adil_simulation_sink sink = {.ctx = k, .entry = keep_entry, .blob = keep_blob};
    k->p = p;
    k->n = 0;
    k->n_blobs = 0;
    return adil_simulate(&p->cli.perm, p->cli.scratch, &options, &sink, out, &p->cli.diag);
}

static struct kept_record *made(struct plan_real *p, const char *seed, struct adil_simulated *out)
{
    struct kept_record *k = adil_new(&p->cli.perm, struct kept_record, 1);
    adil_err err = run_of(p, seed, NULL, k, out);
    if (err.code != ADIL_C_OK) {
        struct adil_buf text;
        adil_buf_open(&text, 1 << 16);
        adil_diag_print(&p->cli.diag, &text);
        print_error("%.*s", ADIL_ARG(adil_buf_span(&text)));
        adil_buf_release(&text);
    }
    assert_int_equal(err.code, ADIL_C_OK);
    assert_int_equal(k->n, out->entries);
    return k;
}

static size_t with_word(const struct kept_record *k, const char *word)
{
    size_t n = 0;
    for (size_t i = 0; i < k->n; i++) {
        struct adil_arena tmp = k->p->cli.scratch;
        struct adil_span text = adil_fmt(&tmp, "\"word\":\"%s\"}", word);
        n += adil_span_find(k->leaf[i], text) < k->leaf[i].len;
    }
    return n;
}

static void test_the_same_seed_gives_the_same_bytes(void **state)
{
    struct plan_real p;
    struct adil_simulated a;
    struct adil_simulated b;
    plan_real_open(&p, *state);
    const struct kept_record *first = made(&p, "7", &a);
    const struct kept_record *second = made(&p, "7", &b);
    assert_int_equal(first->n, second->n);
    for (size_t i = 0; i < first->n; i++) {
        assert_span_equal(second->leaf[i], first->leaf[i]);
    }
    assert_memory_equal(&a.state, &b.state, sizeof a.state);
    const struct kept_record *other = made(&p, "8", &b);
    assert_memory_not_equal(&a.state, &b.state, sizeof a.state);
    assert_false(adil_span_eq(other->leaf[0], first->leaf[0]));
}

static adil_err law_blob(void *ctx, struct adil_arena *perm, const struct adil_hash *hash,
                         struct adil_span *bytes, struct adil_diag *diag)
{
    const struct plan_real *p = ctx;
    struct adil_hash h = adil_sha256(p->canonical);
    (void)perm;
    (void)diag;
    *bytes = adil_hash_eq(&h, hash) ? p->canonical : p->source;
    return ADIL_OK;
}

static void test_a_stranger_replays_it_to_the_same_state(void **state)
{
    struct plan_real p;
    struct adil_simulated made_so;
    struct adil_polity *polity = NULL;
    plan_real_open(&p, *state);
    const struct kept_record *k = made(&p, "7", &made_so);
    struct adil_polity_options options = {.lang = ADIL_EN, .ctx = &p, .blob = law_blob};
    assert_int_equal(adil_polity_open(&options, &polity, &p.cli.diag).code, ADIL_C_OK);
    for (size_t i = 0; i < k->n; i++) {
        struct adil_arena work = p.cli.perm;
        struct adil_refusal refusal;
        struct adil_act act;
        struct adil_place place = {ADIL_SPAN("entry"), 0};
        assert_int_equal(adil_act_parse(&work, place, k->leaf[i], &act, &p.cli.diag).code,
                         ADIL_C_OK);
        adil_err err = adil_polity_apply(polity, &work, p.cli.scratch, &act, ADIL_SIGS_CHECK,
                                         &refusal, &p.cli.diag);
        assert_int_equal(err.code, ADIL_C_OK);
    }
    struct adil_hash h = adil_polity_hash(polity, p.cli.scratch);
    assert_memory_equal(&h, &made_so.state, sizeof h);
    assert_true(adil_polity_simulated(polity));
    adil_polity_close(polity);
}

static void test_the_record_has_what_really_happens(void **state)
{
    struct plan_real p;
    struct adil_simulated out;
    plan_real_open(&p, *state);
    const struct kept_record *k = made(&p, "7", &out);
    static const struct {
        const char *word;
        size_t least;
    } words[] = {
        {"call-majilis-election", 1}, {"register-party", 7},   {"register-list", 7},
        {"form-precinct", 84},        {"report-turnout", 504}, {"protocol", 84},
        {"correct-protocol", 1},      {"recount-protocol", 1}, {"explain-protocol", 1},
        {"commit-seed", 7},           {"reveal-seed", 7},      {"result", 2},
        {"state-finding", 1},         {"publish-result", 1},   {"key", 91},
        {"add-person", 281},          {"name-deputy", 69},     {"seat-list-deputy", 69},
    };
    for (size_t i = 0; i < ADIL_COUNT(words); i++) {
        assert_in_range(with_word(k, words[i].word), words[i].least, words[i].least);
    }
    assert_in_range(adil_span_find(k->leaf[1], ADIL_SPAN("This record is simulated")), 1,
                    k->leaf[1].len - 1);
    assert_int_equal(k->n_blobs, 2 + p.plan.n_options);
}

/* The act that states the result gives the sums of what was drawn. */
static void test_the_result_states_the_sums(void **state)
{
    struct plan_real p;
    struct adil_simulated out;
    struct adil_drawn d;
    struct adil_arena *a = &p.cli.perm;
    plan_real_open(&p, *state);
    const struct kept_record *k = made(&p, "7", &out);
    assert_int_equal(
        adil_draw(a, p.cli.scratch, &p.plan, &p.loaded.votes, ADIL_SPAN("7"), 84, &d, &p.cli.diag)
            .code,
        ADIL_C_OK);
    struct adil_span want[] = {
        adil_fmt(a, "\"registered\":%lld", (long long)d.is.registered),
        adil_fmt(a, "\"issued\":%lld", (long long)d.is.issued),
        adil_fmt(a, "\"cast\":%lld", (long long)d.is.cast),
        adil_fmt(a, "\"invalid\":%lld", (long long)d.is.invalid),
        adil_fmt(a, "\"%.*s\":%lld", ADIL_ARG(p.plan.option[0].key), (long long)d.is.votes[0]),
    };
    size_t at = 0;
    while (at < k->n && adil_span_find(k->leaf[at], want[0]) == k->leaf[at].len) {
        at++;
    }
    assert_true(at < k->n);
    for (size_t i = 0; i < ADIL_COUNT(want); i++) {
        assert_true(adil_span_find(k->leaf[at], want[i]) < k->leaf[at].len);
    }
}

static void test_an_origin_without_simulated_is_refused(void **state)
{
    struct plan_real p;
    struct adil_simulated out;
    static const char *const wrong[] = {"example.org/majilis", "simulate/majilis", "a simulated b",
                                        "simulated\"x"};
    plan_real_open(&p, *state);
    struct kept_record *k = adil_new(&p.cli.perm, struct kept_record, 1);
    for (size_t i = 0; i < ADIL_COUNT(wrong); i++) {
        assert_int_equal(run_of(&p, "7", wrong[i], k, &out).code, ADIL_C_INPUT);
        assert_int_equal(k->n + k->n_blobs, 0);
    }
    assert_int_equal(run_of(&p, "7", "example.org/simulated", k, &out).code, ADIL_C_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_the_same_seed_gives_the_same_bytes),
        test_case(test_a_stranger_replays_it_to_the_same_state),
        test_case(test_the_record_has_what_really_happens),
        test_case(test_the_result_states_the_sums),
        test_case(test_an_origin_without_simulated_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
