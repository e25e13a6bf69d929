/* Who lags, asked where the record says that each witness is: a record, a witness served beside it,
 * and the program that asks. */
#include "cli/witness_http.h"
#include "client.h"
#include "command.h"
#include "gazette/secret.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define BOOK "polities/club"

struct fixture {
    struct adil_arena *a;
    struct adil_secret *key;
    struct adil_witness_log row;
    struct adil_witness witness;
    struct adil_witness_site site;
    struct test_server server;
    const char *url;
    const char *vkey;
    const char *log; /* its folder */
};

static uint64_t now(void *ctx)
{
    (void)ctx;
    return 1790000000U;
}

static const char *text(struct adil_arena *a, struct adil_span s)
{
    return adil_span_cstr(a, s);
}

static void expect_in(struct fixture *f, int status, const char *says, const char *const *argv,
                      int line)
{
    struct command c = command_run(f->a, argv, ADIL_SPAN(""));
    if (c.status != status || (!command_says(c.out, says) && !command_says(c.err, says))) {
        print_error("line %d: exit %d\n%.*s\n%.*s\n", line, c.status, ADIL_ARG(c.out),
                    ADIL_ARG(c.err));
        fail();
    }
}

#define expect(f, status, says, ...)                                                               \
    expect_in((f), (status), (says), (const char *const[]){__VA_ARGS__, NULL}, __LINE__)
#define expect_rows(f, says) expect((f), 0, (says), "state", "witnesses", "--csv", "--ask")

/* Where init says it: "log key  VKEY". */
static struct adil_vkey found_log(struct fixture *f)
{
    const char *argv[] = {"init",        f->log,     "--from",
                          BOOK,          "--origin", "simulated.example/club",
                          "--simulated", "--at",     "2026-01-10T10:00:00+05:00",
                          NULL};
    struct command c = command_run(f->a, argv, ADIL_SPAN(""));
    struct adil_vkey key = {.id = 0};
    assert_int_equal(c.status, 0);
    struct adil_span head = ADIL_SPAN("log key  ");
    size_t at = adil_span_find(c.out, head) + head.len;
    struct adil_span line = adil_span_sub(c.out, at, c.out.len);
    line = adil_span_sub(line, 0, adil_span_find_byte(line, '\n'));
    assert_int_equal(adil_vkey_parse(f->a, (struct adil_place){0}, line, &key, NULL).code,
                     ADIL_C_OK);
    return key;
}

static void open_fixture(struct fixture *f, struct test_arenas *t, const char *name)
{
    static const uint8_t seed[32] = {7};
    memset(f, 0, sizeof *f);
    f->a = &t->perm;
    const char *mark = command_file(f->a, "mark", ADIL_SPAN(""));
    struct adil_span folder = adil_span_sub(adil_span_of(mark), 0, strlen(mark) - strlen("mark"));
    f->log = text(f->a, adil_fmt(f->a, "%.*s%s.log", ADIL_ARG(folder), name));
    struct adil_span seen = adil_fmt(f->a, "%.*s%s.seen", ADIL_ARG(folder), name);
    assert_int_equal(mkdir(text(f->a, seen), 0700), 0);
    assert_int_equal(setenv("ADIL_LOG", f->log, 1), 0);
    assert_int_equal(setenv("ADIL_KEY_FILE",
                            text(f->a, adil_fmt(f->a, "%.*s%s.lock", ADIL_ARG(folder), name)), 1),
                     0);
    assert_int_equal(setenv("no_proxy", "*", 1), 0);
    f->row.key = found_log(f);
    struct adil_diag diag;
    adil_diag_open(&diag, f->a);
    assert_int_equal(adil_secret_from_seed(ADIL_SPAN("neighbours.example/w1"), ADIL_KEY_COSIGNATURE,
                                           seed, &f->key, &diag)
                         .code,
                     ADIL_C_OK);
    f->witness = (struct adil_witness){f->key, &f->row, 1, adil_witness_folder(f->a, seen)};
    f->site = (struct adil_witness_site){.witness = &f->witness, .now = now};
    assert_int_equal(adil_arena_open(&f->site.scratch, (size_t)1 << 26), 0);
    test_server_open(&f->server, f->a, adil_witness_http_answer, &f->site);
    adil_http_set_limits(f->server.server, (struct adil_http_limits){ADIL_WITNESS_REQUEST_MAX, 60});
    test_server_run(&f->server);
    unsigned port = adil_http_port(f->server.server);
    struct adil_vkey v = adil_secret_vkey(f->key);
    f->url = text(f->a, adil_fmt(f->a, "http://127.0.0.1:%u", port));
    f->vkey = text(f->a, adil_vkey_text(f->a, &v));
}

static const char *field(struct fixture *f, const char *name, const char *value)
{
    return text(f->a, adil_fmt(f->a, "%s=%s", name, value));
}

static void test_witness_url__who_lags_is_asked_where_the_record_says(void **state)
{
    struct fixture f;
    open_fixture(&f, *state, "lags");
    const char *key = field(&f, "vkey", f.vkey);
    const char *address = text(f.a, adil_fmt(f.a, "%s@%s", f.vkey, f.url));
    expect(&f, 0, "entry 1", "act", "accept-witness", "witness/w1", "vector=neighbours", key);
    expect_rows(&f, "w1,neighbours,did not sign,,,,no address is known\n");
    expect(&f, 0, "entry 2", "act", "move-witness", "witness/w1", field(&f, "url", f.url));
    expect_rows(&f, "w1,neighbours,did not sign,,,0,3 behind\n");
    expect(&f, 0, "neighbours.example/w1 signed", "witness", "ask", f.log, "--witness", address);
    expect_rows(&f, ",3,up to date\n");
    expect(&f, 0, "entry 3", "act", "announce", "news", "text=a new day", "--by", "secretary");
    expect_rows(&f, ",3,1 behind\n");
    test_server_stop(&f.server);
    expect_rows(&f, ",,not reached\n");
    adil_arena_release(&f.site.scratch);
    adil_secret_free(f.key);
}

/* Another witness answers at that address: what it shows is not what was asked for. */
static void test_witness_url__an_answer_of_another_key_is_none(void **state)
{
    static const uint8_t seed[32] = {8};
    struct adil_secret *other = NULL;
    struct adil_diag diag;
    struct fixture f;
    open_fixture(&f, *state, "another");
    adil_diag_open(&diag, f.a);
    assert_int_equal(
        adil_secret_from_seed(ADIL_SPAN("w2"), ADIL_KEY_COSIGNATURE, seed, &other, &diag).code,
        ADIL_C_OK);
    struct adil_vkey v = adil_secret_public(f.a, other);
    adil_secret_free(other);
    const char *address = text(f.a, adil_fmt(f.a, "%s@%s", f.vkey, f.url));
    const char *key = field(&f, "vkey", text(f.a, adil_vkey_text(f.a, &v)));
    expect(&f, 0, "entry 1", "act", "accept-witness", "witness/w2", "vector=members", key,
           field(&f, "url", f.url));
    expect(&f, 0, "neighbours.example/w1 signed", "witness", "ask", f.log, "--witness", address);
    expect_rows(&f, "w2,members,did not sign,,,,an answer that is not signed\n");
    test_server_stop(&f.server);
    adil_arena_release(&f.site.scratch);
    adil_secret_free(f.key);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_witness_url__who_lags_is_asked_where_the_record_says),
        test_case(test_witness_url__an_answer_of_another_key_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
