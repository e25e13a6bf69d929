/* A backup, and the way back: never a silent rollback. */
#include "forge.h"
#include "scratch.h"

#include "cli/witness_http.h"
#include "client.h"

#include <stdlib.h>
#include <sys/stat.h>

#define WITNESS "north.example/w1"
#define NOW     1690000000U

struct kept {
    struct test_arenas *t;
    struct forge g;
    struct adil_span dir;
    struct adil_diag diag;
};

static const char *below(struct kept *k, const char *name)
{
    return adil_span_cstr(&k->t->perm, adil_fmt(&k->t->perm, "%.*s/%s", ADIL_ARG(k->dir), name));
}

static void assert_says(const struct forge_verdict *v, int status, const char *part)
{
    if (v->status != status || !forge_says(v, part)) {
        fail_msg("status %d, %s does not stand in\n%.*s", v->status, part, ADIL_ARG(v->text));
    }
}

/* "log" with everything, "old.backup" of the time when four entries were missing. */
static void open_kept(struct kept *k, void **state)
{
    struct forge_verdict v;
    k->t = *state;
    adil_diag_open(&k->diag, &k->t->perm);
    forge_open(&k->g, k->t, FORGE_CERTIFIED);
    k->dir = scratch_folder(&k->t->perm);
    forge_publish(&k->g, adil_span_of(below(k, "log")));
    uint32_t n = k->g.n;
    k->g.n -= 4;
    forge_publish(&k->g, adil_span_of(below(k, "earlier")));
    k->g.n = n;
    const char *argv[] = {"backup", below(k, "old.backup"), "--log", below(k, "earlier"), NULL};
    v = forge_run(&k->t->perm, argv);
    assert_says(&v, 0, "36 entries: ");
}

static void close_kept(struct kept *k)
{
    scratch_remove(k->dir);
    forge_close(&k->g);
}

/* Opens the log for writing and tries to publish. */
static adil_err sign_again(struct kept *k, const char *dir, uint64_t *size)
{
    const struct adil_log_options options = {.mode = ADIL_STORE_WRITE};
    struct adil_log *log = NULL;
    adil_err err = adil_log_open(&k->t->perm, adil_span_of(dir), &options, &log, &k->diag);
    if (err.code != ADIL_C_OK) {
        return err;
    }
    struct adil_secret *key = forge_secret(k->t, fold_origin, "log", ADIL_KEY_ED25519);
    *size = adil_log_size(log);
    err = adil_log_publish(log, key, &k->diag);
    adil_secret_free(key);
    adil_log_close(log);
    return err;
}

/* Neither an act nor a checkpoint: nobody knows what this log signed. */
static void assert_refuses(struct kept *k, const char *name)
{
    uint64_t size = 0;
    struct adil_buf said;
    adil_diag_open(&k->diag, &k->t->perm);
    assert_int_equal(sign_again(k, below(k, name), &size).code, ADIL_C_IO);
    adil_buf_open(&said, 1 << 16);
    adil_diag_print(&k->diag, &said);
    assert_true(adil_span_find(adil_buf_span(&said), ADIL_SPAN("a refusal to sign")) < said.len);
    adil_buf_release(&said);
}

static bool is_there(struct kept *k, const char *name)
{
    return scratch_exists(k->t->scratch, adil_span_of(below(k, name)));
}

static void a_backup_comes_back_whole(void **state)
{
    struct kept k;
    uint64_t size = 0;
    open_kept(&k, state);
    const char *backup[] = {"backup", below(&k, "new.backup"), "--log", below(&k, "log"), NULL};
    const char *restore[] = {"restore", below(&k, "new.backup"), below(&k, "back"), NULL};
    struct forge_verdict v = forge_run(&k.t->perm, backup);
    assert_says(&v, 0, "40 entries: ");
    v = forge_run(&k.t->perm, restore);
    assert_says(&v, 0, "/back: 40 entries");
    assert_says(&v, 0, "nobody said what was signed since this backup");
    assert_refuses(&k, "back");
    const char *named[] = {"restore", below(&k, "back"), "--confirm", below(&k, "log/checkpoint"),
                           NULL};
    v = forge_run(&k.t->perm, named);
    assert_says(&v, 0, "/back: 40 entries");
    assert_int_equal(sign_again(&k, below(&k, "back"), &size).code, ADIL_C_OK);
    assert_int_equal(size, 40);
    v = forge_run(&k.t->perm, named);
    assert_says(&v, 2, "a folder that was restored from a backup");
    v = forge_run(&k.t->perm, restore);
    assert_says(&v, 1, "a store is there");
    close_kept(&k);
}

static void an_old_backup_is_filled_from_a_copy(void **state)
{
    struct kept k;
    uint64_t size = 0;
    open_kept(&k, state);
    const char *restore[] = {"restore", below(&k, "old.backup"), below(&k, "back"),
                             "--from",  below(&k, "log"),        NULL};
    struct forge_verdict v = forge_run(&k.t->perm, restore);
    assert_says(&v, 0, "/back: 40 entries");
    assert_int_equal(sign_again(&k, below(&k, "back"), &size).code, ADIL_C_OK);
    assert_int_equal(size, 40);
    const char *diff[] = {"diff", below(&k, "back"), below(&k, "log"), NULL};
    v = forge_run(&k.t->perm, diff);
    assert_says(&v, 0, "the same 40 entries");
    close_kept(&k);
}

static void a_copy_of_another_history_fills_nothing(void **state)
{
    struct kept k;
    open_kept(&k, state);
    struct forge *other = adil_new(&k.t->perm, struct forge, 1);
    forge_open(other, k.t, FORGE_COUNTED);
    fold_ok(&other->f, "commission", "announce", "news", "{\"text\":\"t\"}");
    fold_ok(&other->f, "commission", "announce", "news", "{\"text\":\"u\"}");
    forge_take(other);
    fold_ok(&other->f, "commission", "announce", "news", "{\"text\":\"v\"}");
    forge_take(other);
    assert_true(other->n > 36);
    forge_publish(other, adil_span_of(below(&k, "other")));
    const char *restore[] = {"restore", below(&k, "old.backup"), below(&k, "back"),
                             "--from",  below(&k, "other"),      NULL};
    struct forge_verdict v = forge_run(&k.t->perm, restore);
    assert_says(&v, 1, "what this backup is the beginning of");
    forge_close(other);
    close_kept(&k);
}

/* What was published later is larger than the store: the missing entries come first. */
static void an_old_backup_is_not_confirmed_by_a_later_checkpoint(void **state)
{
    struct kept k;
    uint64_t size = 0;
    open_kept(&k, state);
    const char *restore[] = {"restore",   below(&k, "old.backup"),     below(&k, "back"),
                             "--confirm", below(&k, "log/checkpoint"), NULL};
    struct forge_verdict v = forge_run(&k.t->perm, restore);
    assert_says(&v, 1, "it will not sign before the missing 4 are there");
    assert_refuses(&k, "back");
    const char *goes_on[] = {"restore", below(&k, "back"), "--from", below(&k, "log"), NULL};
    v = forge_run(&k.t->perm, goes_on);
    assert_says(&v, 0, "/back: 40 entries");
    assert_int_equal(sign_again(&k, below(&k, "back"), &size).code, ADIL_C_OK);
    close_kept(&k);
}

static void a_smaller_copy_of_this_log_confirms_nothing(void **state)
{
    struct kept k;
    open_kept(&k, state);
    k.g.n -= 10;
    forge_publish(&k.g, adil_span_of(below(&k, "small")));
    const char *restore[] = {"restore", below(&k, "old.backup"), below(&k, "back"),
                             "--from",  below(&k, "small"),      NULL};
    struct forge_verdict v = forge_run(&k.t->perm, restore);
    assert_says(&v, 0, "the copy has less than the backup: it confirms nothing");
    assert_refuses(&k, "back");
    close_kept(&k);
}

/* One act less and another in its place: smaller than the backup, and no beginning of it. */
static void a_smaller_copy_of_another_history_is_refused(void **state)
{
    struct kept k;
    open_kept(&k, state);
    struct forge *other = adil_new(&k.t->perm, struct forge, 1);
    forge_open(other, k.t, FORGE_FOUNDED);
    fold_ok(&other->f, "commission", "announce", "news", "{\"text\":\"t\"}");
    forge_take(other);
    assert_true(other->n < 36);
    forge_publish(other, adil_span_of(below(&k, "other")));
    const char *restore[] = {"restore", below(&k, "old.backup"), below(&k, "back"),
                             "--from",  below(&k, "other"),      NULL};
    struct forge_verdict v = forge_run(&k.t->perm, restore);
    assert_says(&v, 1, "what this backup is the beginning of");
    assert_false(is_there(&k, "back/private/signed"));
    assert_refuses(&k, "back");
    forge_close(other);
    close_kept(&k);
}

static void a_restore_that_fails_midway_leaves_a_log_that_does_not_sign(void **state)
{
    struct kept k;
    uint64_t size = 0;
    open_kept(&k, state);
    const char *restore[] = {"restore", below(&k, "old.backup"), below(&k, "back"),
                             "--from",  below(&k, "nowhere"),    NULL};
    struct forge_verdict v = forge_run(&k.t->perm, restore);
    assert_int_not_equal(v.status, 0);
    assert_refuses(&k, "back");
    const char *goes_on[] = {"restore", below(&k, "back"), "--from", below(&k, "log"), NULL};
    v = forge_run(&k.t->perm, goes_on);
    assert_says(&v, 0, "/back: 40 entries");
    assert_int_equal(sign_again(&k, below(&k, "back"), &size).code, ADIL_C_OK);
    close_kept(&k);
}

/* ---- a witness that remembers ---------------------------------------------------------------- */

static uint64_t now(void *ctx)
{
    (void)ctx;
    return NOW;
}

struct ear {
    struct adil_secret *key;
    struct adil_witness_log row;
    struct adil_witness witness;
    struct adil_witness_site site;
    struct test_server server;
    const char *address; /* VKEY@URL */
};

static void open_ear(struct ear *e, struct kept *k)
{
    struct adil_secret *log = forge_secret(k->t, fold_origin, k->g.signer, ADIL_KEY_ED25519);
    const char *seen = below(k, "seen");
    assert_int_equal(mkdir(seen, 0700), 0);
    e->key = forge_secret(k->t, WITNESS, "witness", ADIL_KEY_COSIGNATURE);
    e->row.key = adil_secret_public(&k->t->perm, log);
    adil_secret_free(log);
    e->witness = (struct adil_witness){e->key, &e->row, 1,
                                       adil_witness_folder(&k->t->perm, adil_span_of(seen))};
    e->site = (struct adil_witness_site){.witness = &e->witness, .now = now};
    assert_int_equal(adil_arena_open(&e->site.scratch, (size_t)1 << 26), 0);
    test_server_open(&e->server, &k->t->perm, adil_witness_http_answer, &e->site);
    adil_http_set_limits(e->server.server, (struct adil_http_limits){ADIL_WITNESS_REQUEST_MAX, 60});
    test_server_run(&e->server);
    struct adil_vkey v = adil_secret_vkey(e->key);
    e->address = adil_span_cstr(&k->t->perm, adil_fmt(&k->t->perm, "%.*s@http://127.0.0.1:%u",
                                                      ADIL_ARG(adil_vkey_text(&k->t->perm, &v)),
                                                      (unsigned)adil_http_port(e->server.server)));
    assert_int_equal(setenv("no_proxy", "*", 1), 0);
}

static void close_ear(struct ear *e)
{
    test_server_stop(&e->server);
    adil_arena_release(&e->site.scratch);
    adil_secret_free(e->key);
}

static void a_log_behind_its_witness_will_not_sign(void **state)
{
    struct kept k;
    struct ear ear = {0};
    uint64_t size = 0;
    open_kept(&k, state);
    open_ear(&ear, &k);
    const char *ask[] = {"witness", "ask", below(&k, "log"), "--witness", ear.address, NULL};
    struct forge_verdict v = forge_run(&k.t->perm, ask);
    assert_says(&v, 0, WITNESS " signed");
    const char *restore[] = {
        "restore", below(&k, "old.backup"), below(&k, "back"), "--witness", ear.address, NULL};
    v = forge_run(&k.t->perm, restore);
    assert_says(&v, 1, WITNESS " cosigned 40 entries");
    assert_says(&v, 1, "it will not sign before the missing 4 are there");
    assert_refuses(&k, "back");
    const char *goes_on[] = {"restore",   below(&k, "back"), "--from", below(&k, "log"),
                             "--witness", ear.address,       NULL};
    v = forge_run(&k.t->perm, goes_on);
    assert_says(&v, 0, "/back: 40 entries");
    assert_int_equal(sign_again(&k, below(&k, "back"), &size).code, ADIL_C_OK);
    const char *filled[] = {"restore",          below(&k, "old.backup"),
                            below(&k, "again"), "--from",
                            below(&k, "log"),   "--witness",
                            ear.address,        NULL};
    v = forge_run(&k.t->perm, filled);
    assert_says(&v, 0, "/again: 40 entries");
    assert_int_equal(sign_again(&k, below(&k, "again"), &size).code, ADIL_C_OK);
    close_ear(&ear);
    close_kept(&k);
}

static void who_lags_is_told_by_those_who_are_asked(void **state)
{
    struct kept k;
    struct ear ear = {0};
    open_kept(&k, state);
    open_ear(&ear, &k);
    const char *ask[] = {"witness", "ask", below(&k, "earlier"), "--witness", ear.address, NULL};
    const char *state_of[] = {"state",     "witnesses", "--log", below(&k, "log"), "--csv", "--ask",
                              "--witness", ear.address, NULL};
    struct forge_verdict v = forge_run(&k.t->perm, state_of);
    assert_says(&v, 0, WITNESS ",,not of the law,,,0,40 behind");
    v = forge_run(&k.t->perm, ask);
    assert_says(&v, 0, WITNESS " signed");
    v = forge_run(&k.t->perm, state_of);
    assert_says(&v, 0, WITNESS ",,not of the law,,,36,4 behind");
    close_ear(&ear);
    v = forge_run(&k.t->perm, state_of);
    assert_says(&v, 0, WITNESS ",,not of the law,,,,not reached");
    close_kept(&k);
}

static void a_witness_that_saw_as_much_confirms(void **state)
{
    struct kept k;
    struct ear ear = {0};
    uint64_t size = 0;
    open_kept(&k, state);
    open_ear(&ear, &k);
    const char *restore[] = {
        "restore", below(&k, "old.backup"), below(&k, "back"), "--witness", ear.address, NULL};
    struct forge_verdict v = forge_run(&k.t->perm, restore);
    assert_says(&v, 0, WITNESS " cosigned 0 entries");
    assert_refuses(&k, "back");
    const char *ask[] = {"witness", "ask", below(&k, "earlier"), "--witness", ear.address, NULL};
    v = forge_run(&k.t->perm, ask);
    assert_says(&v, 0, WITNESS " signed");
    const char *goes_on[] = {"restore", below(&k, "back"), "--witness", ear.address, NULL};
    v = forge_run(&k.t->perm, goes_on);
    assert_says(&v, 0, "/back: 36 entries");
    assert_int_equal(sign_again(&k, below(&k, "back"), &size).code, ADIL_C_OK);
    close_ear(&ear);
    close_kept(&k);
}

/* Its own line is good; the log never signed what is above it. */
static void a_witness_of_what_the_log_did_not_sign_is_not_believed(void **state)
{
    struct kept k;
    struct ear ear = {0};
    open_kept(&k, state);
    k.g.signer = "other";
    forge_publish(&k.g, adil_span_of(below(&k, "forged")));
    open_ear(&ear, &k);
    const char *ask[] = {"witness", "ask", below(&k, "forged"), "--witness", ear.address, NULL};
    struct forge_verdict v = forge_run(&k.t->perm, ask);
    assert_says(&v, 0, WITNESS " signed");
    const char *restore[] = {
        "restore", below(&k, "old.backup"), below(&k, "back"), "--witness", ear.address, NULL};
    v = forge_run(&k.t->perm, restore);
    assert_int_equal(v.status, 1);
    assert_false(is_there(&k, "back/private/signed"));
    assert_refuses(&k, "back");
    close_ear(&ear);
    close_kept(&k);
}

/* The witness holds the larger tree: what it is asked to sign is no growth of it. */
static void a_rolled_back_log_gets_no_cosignature(void **state)
{
    struct kept k;
    struct ear ear = {0};
    open_kept(&k, state);
    open_ear(&ear, &k);
    const char *ask[] = {"witness", "ask", below(&k, "log"), "--witness", ear.address, NULL};
    struct forge_verdict v = forge_run(&k.t->perm, ask);
    assert_says(&v, 0, WITNESS " signed");
    ask[2] = below(&k, "earlier");
    v = forge_run(&k.t->perm, ask);
    assert_says(&v, 1, WITNESS " did not sign");
    close_ear(&ear);
    close_kept(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(a_backup_comes_back_whole),
        test_case(an_old_backup_is_filled_from_a_copy),
        test_case(a_copy_of_another_history_fills_nothing),
        test_case(an_old_backup_is_not_confirmed_by_a_later_checkpoint),
        test_case(a_smaller_copy_of_this_log_confirms_nothing),
        test_case(a_smaller_copy_of_another_history_is_refused),
        test_case(a_restore_that_fails_midway_leaves_a_log_that_does_not_sign),
        test_case(a_log_behind_its_witness_will_not_sign),
        test_case(who_lags_is_told_by_those_who_are_asked),
        test_case(a_witness_that_saw_as_much_confirms),
        test_case(a_witness_of_what_the_log_did_not_sign_is_not_believed),
        test_case(a_rolled_back_log_gets_no_cosignature),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
