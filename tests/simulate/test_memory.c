#define _GNU_SOURCE
/* A bound of memory changes nothing that can be seen: the state of a simulated election of a
 * thousand places is the same, and what does not fit lies in files that are gone afterwards. */
#include "plan_real.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    PLACES = 2000,
    LEAVES = 24000,
    BOUND = 256 << 10,
    /* Beside the bound: ends of arrays and large objects of one act, tables of pages. */
    BESIDE = 256 << 10,
    SAMPLE_EVERY = 500,
};

static const size_t room_bytes = (size_t)1 << 30;

/* The record, made once. */
static struct made {
    struct test_arenas *t;
    struct plan_real p;
    struct adil_arena room;
    struct adil_span leaf[LEAVES];
    size_t n;
    struct adil_hash state;
} made;

struct replayed {
    adil_err err;
    uint64_t entries;
    struct adil_span said;
    struct adil_hash hash;
    struct adil_hash document; /* of the whole state's bytes, results among them */
    size_t most;               /* anonymous memory that came after entry 0 */
    size_t memory;             /* what the fold says that is */
    size_t filed;
};

static adil_err keep_one(void *ctx, struct adil_span leaf, struct adil_diag *diag)
{
    (void)ctx;
    (void)diag;
    assert_true(made.n < LEAVES);
    made.leaf[made.n++] = adil_span_copy(&made.room, leaf);
    return ADIL_OK;
}

static adil_err keep_none(void *ctx, struct adil_span bytes, struct adil_diag *diag)
{
    (void)ctx;
    (void)bytes;
    (void)diag;
    return ADIL_OK;
}

static adil_err blob_of_plan(void *ctx, struct adil_arena *perm, const struct adil_hash *hash,
                             struct adil_span *bytes, struct adil_diag *diag)
{
    struct adil_hash h = adil_sha256(made.p.canonical);
    (void)ctx;
    (void)perm;
    (void)diag;
    *bytes = adil_hash_eq(&h, hash) ? made.p.canonical : made.p.source;
    return ADIL_OK;
}

/* ---- replays -------------------------------------------------------------------------------- */

static adil_err apply_one(struct adil_polity *polity, size_t i, struct adil_diag *diag)
{
    struct adil_arena work = made.p.cli.perm;
    struct adil_refusal refusal;
    struct adil_act act;
    struct adil_place place = {ADIL_SPAN("entry"), 0};
    ADIL_TRY(adil_act_parse(&work, place, made.leaf[i], &act, diag));
    return adil_polity_apply(polity, &work, made.p.cli.scratch, &act, ADIL_SIGS_TRUSTED, &refusal,
                             diag);
}

static void look(const struct adil_polity *polity, struct replayed *r)
{
    struct adil_buf out;
    struct adil_json json;
    r->entries = adil_polity_entries(polity);
    r->hash = adil_polity_hash(polity, made.p.cli.scratch);
    adil_buf_open(&out, room_bytes);
    adil_json_open(&json, &out, true);
    adil_polity_put(polity, made.p.cli.scratch, ADIL_SPAN(""), &json);
    adil_json_finish(&json);
    assert_true(adil_buf_ok(&out));
    r->document = adil_sha256(adil_buf_span(&out));
    adil_buf_release(&out);
}

static struct replayed replay(size_t held_bytes, const char *folder)
{
    struct replayed r = {0};
    struct adil_polity *polity = NULL;
    struct adil_arena kept = made.p.kept;
    struct adil_diag diag;
    struct adil_buf text;
    struct adil_polity_options options = {.lang = ADIL_EN,
                                          .blob = blob_of_plan,
                                          .held_bytes = held_bytes,
                                          .index_folder = adil_span_of(folder)};
    adil_diag_open(&diag, &kept);
    assert_int_equal(adil_polity_open(&options, &polity, &diag).code, ADIL_C_OK);
    r.err = apply_one(polity, 0, &diag);
    size_t law = test_anonymous_bytes();
    size_t law_memory = adil_polity_memory(polity);
    for (size_t i = 1; i < made.n && r.err.code == ADIL_C_OK; i++) {
        r.err = apply_one(polity, i, &diag);
        if (i % SAMPLE_EVERY == 0 || i + 1 == made.n) {
            size_t now = test_anonymous_bytes();
            r.most = now > law && now - law > r.most ? now - law : r.most;
        }
    }
    r.memory = adil_polity_memory(polity) - law_memory;
    r.filed = adil_polity_filed(polity);
    look(polity, &r);
    adil_polity_close(polity);
    adil_buf_open(&text, 1 << 16);
    adil_diag_print(&diag, &text);
    r.said = adil_span_copy(&made.p.cli.perm, adil_buf_span(&text));
    adil_buf_release(&text);
    return r;
}

static const char *new_folder(void)
{
    char *path = adil_span_cstr(&made.p.cli.perm, ADIL_SPAN("/var/tmp/adil-memory-XXXXXX"));
    assert_non_null(mkdtemp(path));
    return path;
}

static void assert_same(const struct replayed *got, const struct replayed *want)
{
    assert_int_equal(got->err.code, ADIL_C_OK);
    assert_int_equal(got->entries, want->entries);
    assert_memory_equal(&got->hash, &want->hash, sizeof got->hash);
    assert_memory_equal(&got->document, &want->document, sizeof got->document);
}

/* The first replay fills what both have: the arenas of this test. */
static void test_memory__a_bound_is_kept_and_changes_nothing(void **state)
{
    (void)state;
    const char *folder = new_folder();
    struct replayed first = replay(0, "");
    struct replayed without = replay(0, "");
    struct replayed with = replay(BOUND, folder);
    struct replayed roomy = replay(0, folder);
    print_message("# %zu acts: %zu bytes without a bound, %zu with one of %d and %zu in files\n",
                  made.n, without.most, with.most, BOUND, with.filed);
    assert_memory_equal(&first.hash, &made.state, sizeof made.state);
    assert_same(&without, &first);
    assert_same(&with, &first);
    assert_same(&roomy, &first);
    assert_int_equal(without.filed, 0);
    assert_int_equal(roomy.filed, 0);
    assert_true(with.memory <= BOUND + BESIDE);
    assert_true(without.memory > 2 * (BOUND + BESIDE)); /* what the bound has to do */
    if (!test_is_sanitized) {
        assert_true(with.most <= BOUND + BESIDE);
        assert_true(without.most > 2 * (BOUND + BESIDE));
        assert_true(with.filed + with.most >= without.most - BESIDE);
    }
    assert_int_equal(rmdir(folder), 0); /* nothing is left there */
}

/* As little as can be: nearly every page lies in a file. */
static void test_memory__nothing_held_changes_nothing(void **state)
{
    (void)state;
    const char *folder = new_folder();
    struct replayed first = replay(0, "");
    struct replayed least = replay(1, folder);
    assert_same(&least, &first);
    assert_true(least.filed > first.memory / 2);
    assert_int_equal(rmdir(folder), 0);
}

/* The state is what it was before the act that was not taken any more. */
static void test_memory__a_full_disk_stops_before_an_act(void **state)
{
    struct rlimit was;
    struct rlimit full;
    (void)state;
    const char *folder = new_folder();
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
    full = (struct rlimit){64 << 10, was.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &full), 0);
    struct replayed r = replay(BOUND, folder);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &was), 0);
    assert_int_equal(r.err.code, ADIL_C_IO);
    assert_int_equal(adil_exit_status(r.err), 3);
    assert_in_range(r.entries, 100, made.n - 1);
    assert_true(adil_span_find(r.said, ADIL_SPAN("File too large")) < r.said.len);
    assert_true(adil_span_find(r.said, adil_span_of(folder)) < r.said.len);
    size_t all = made.n;
    made.n = r.entries;
    struct replayed as_far = replay(0, "");
    made.n = all;
    assert_memory_equal(&r.hash, &as_far.hash, sizeof r.hash);
    assert_int_equal(rmdir(folder), 0);
}

/* ---- the record ----------------------------------------------------------------------------- */

static int make_record(void **state)
{
    struct adil_simulated out;
    void *arenas = NULL;
    if (test_arenas_open(&arenas) != 0 || adil_arena_open(&made.room, room_bytes) != 0) {
        return -1;
    }
    made.t = arenas;
    *state = arenas;
    plan_real_open(&made.p, made.t);
    const struct adil_simulation_options options = {
        .book = &made.p.book,
        .canonical = made.p.canonical,
        .source = made.p.source,
        .plan = &made.p.plan,
        .votes = &made.p.loaded.votes,
        .seed = ADIL_SPAN("7"),
        .places = PLACES,
        .lang = ADIL_EN,
    };
    const struct adil_simulation_sink sink = {.entry = keep_one, .blob = keep_none};
    adil_err err = adil_simulate(&made.p.cli.perm, made.p.cli.scratch, &options, &sink, &out,
                                 &made.p.cli.diag);
    made.state = out.state;
    return err.code == ADIL_C_OK ? 0 : -1;
}

static int drop_record(void **state)
{
    adil_arena_release(&made.room);
    return test_arenas_close(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_memory__a_bound_is_kept_and_changes_nothing),
        cmocka_unit_test(test_memory__nothing_held_changes_nothing),
        cmocka_unit_test(test_memory__a_full_disk_stops_before_an_act),
    };
    (void)signal(SIGXFSZ, SIG_IGN);              /* so that a full disk is an error of the call */
    (void)prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0); /* pages as they are touched, not 2 MiB of them */
    return cmocka_run_group_tests(tests, make_record, drop_record);
}
