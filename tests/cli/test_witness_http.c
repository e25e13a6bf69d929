/* A witness and a log's files served on a thread, asked as others ask them. */
#include "cli/fetch_http.h"
#include "cli/witness_http.h"
#include "client.h"
#include "net/http_folder.h"
#include "scratch.h"
#include "witness_log.h"

#include <stdlib.h>

#define NOW 1790000000U

struct fixture {
    struct test_arenas *t;
    struct witness_log log;
    struct adil_secret *key;
    struct adil_witness_log row;
    struct adil_witness w;
    struct adil_witness_site site;
    struct test_server server;
    struct adil_http_client *client;
    struct adil_span folder;
    struct adil_span url;
    struct adil_diag diag;
    uint32_t n_told;
};

static uint64_t now(void *ctx)
{
    (void)ctx;
    return NOW;
}

static void count_told(void *ctx, const struct adil_witness_answer *answer,
                       const struct adil_diag *diag)
{
    struct fixture *f = ctx;
    (void)answer;
    f->n_told += diag->n_errors + diag->n_warnings;
}

static void open_client(struct fixture *f)
{
    const struct adil_http_patience patience = {2000, 5000};
    assert_int_equal(setenv("no_proxy", "*", 1), 0);
    assert_int_equal(adil_http_client_open(&f->t->perm, patience, &f->client, &f->diag).code,
                     ADIL_C_OK);
}

static void open_fixture(struct fixture *f, void **state)
{
    f->t = *state;
    adil_diag_open(&f->diag, &f->t->perm);
    witness_log_open(&f->log, LOG_ENTRIES);
    f->key = seeded_key(WITNESS_ORIGIN, ADIL_KEY_COSIGNATURE, WITNESS_SEED);
    f->row.key = adil_secret_vkey(f->log.key);
    f->folder = scratch_folder(&f->t->perm);
    f->w = (struct adil_witness){f->key, &f->row, 1, adil_witness_folder(&f->t->perm, f->folder)};
    f->site = (struct adil_witness_site){
        .witness = &f->w, .prefix = ADIL_SPAN("/w"), .now = now, .tell = count_told, .ctx = f};
    assert_int_equal(adil_arena_open(&f->site.scratch, (size_t)1 << 26), 0);
    test_server_open(&f->server, &f->t->perm, adil_witness_http_answer, &f->site);
    adil_http_set_limits(f->server.server, (struct adil_http_limits){ADIL_WITNESS_REQUEST_MAX, 60});
    test_server_run(&f->server);
    f->url = adil_fmt(&f->t->perm, "http://127.0.0.1:%u/w", adil_http_port(f->server.server));
    open_client(f);
}

static void close_fixture(struct fixture *f)
{
    adil_http_client_close(f->client);
    adil_arena_release(&f->site.scratch);
    scratch_remove(f->folder);
    witness_log_close(&f->log);
    adil_secret_free(f->key);
}

static adil_err ask(struct fixture *f, uint64_t old_size, uint64_t size, struct adil_span *lines)
{
    const struct adil_vkey key = adil_secret_vkey(f->key);
    const struct adil_prover prover = witness_log_prover(&f->log);
    const struct adil_witness_post post = adil_witness_post_http(&f->t->perm, f->client, f->url);
    return adil_witness_ask(&f->t->perm, f->t->scratch, &post, &prover, &key,
                            witness_log_note(&f->t->perm, &f->log, size), old_size, lines,
                            &f->diag);
}

static adil_err fetch(struct fixture *f, const char *path, struct adil_span *bytes)
{
    const struct adil_fetch remote = adil_fetch_http(&f->t->perm, f->client, f->url);
    return remote.get(remote.ctx, &f->t->perm, adil_span_of(path), 100000, bytes, &f->diag);
}

static const char *monitor(struct fixture *f, const char *origin)
{
    struct adil_hash h = adil_sha256(adil_span_of(origin));
    struct adil_span hex = adil_hex(&f->t->perm, h.byte, sizeof h.byte);
    return adil_span_cstr(&f->t->perm, adil_fmt(&f->t->perm, "%.*s/checkpoint", ADIL_ARG(hex)));
}

static void test_witness_http__cosigns_and_is_monitored(void **state)
{
    struct fixture f = {0};
    struct adil_span lines;
    struct adil_span note;
    struct adil_note opened;
    open_fixture(&f, state);
    assert_int_equal(fetch(&f, monitor(&f, LOG_ORIGIN), &note).code, ADIL_C_INPUT); /* not yet */
    assert_int_equal(ask(&f, 0, 5, &lines).code, ADIL_C_OK);
    assert_int_equal(ask(&f, 5, 9, &lines).code, ADIL_C_OK);
    assert_int_equal(ask(&f, 0, 13, &lines).code, ADIL_C_OK); /* told the size, asks again */
    assert_int_equal(fetch(&f, monitor(&f, LOG_ORIGIN), &note).code, ADIL_C_OK);
    const struct adil_vkey both[] = {f.row.key, adil_secret_vkey(f.key)};
    adil_err err = adil_note_open(&f.t->perm, (struct adil_place){0}, note, both, 2, &opened, NULL);
    assert_int_equal(err.code, ADIL_C_OK);
    assert_int_equal(opened.n_good, 2);
    assert_true(adil_span_ends(note, lines));
    assert_int_equal(ask(&f, 0, 9, &lines).code, ADIL_C_REFUSED);
    assert_int_equal(f.n_told, 0);
    test_server_stop(&f.server);
    assert_int_equal(ask(&f, 13, 64, &lines).code, ADIL_C_IO); /* away */
    close_fixture(&f);
}

static void test_witness_http__only_its_two_resources(void **state)
{
    static const struct {
        const char *method;
        const char *path;
        unsigned status;
        const char *allow;
    } c[] = {
        {"GET", "/w/add-checkpoint", 405, "POST"},
        {"POST", "/w/other", 404, ""},
        {"POST", "/add-checkpoint", 404, ""},
        {"POST", "/w/add-checkpoint", 400, ""},
        {"PUT", "/w/add-checkpoint", 405, "GET, HEAD, POST"},
        {"GET", "/w/checkpoint", 404, ""},
        {"GET", "/w//checkpoint", 400, ""},
        {"GET", "/w/0/checkpoint", 404, ""},
        {"GET", "/w", 404, ""},
        {"GET", "/", 404, ""},
    };
    struct fixture f = {0};
    open_fixture(&f, state);
    uint16_t port = adil_http_port(f.server.server);
    for (size_t i = 0; i < ADIL_COUNT(c); i++) {
        struct test_reply r =
            test_send(&f.t->perm, port,
                      adil_fmt(&f.t->perm,
                               "%s %s HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n"
                               "Connection: close\r\n\r\n",
                               c[i].method, c[i].path));
        assert_int_equal(r.status, c[i].status);
        assert_span_is(test_header(&r, "Allow"), c[i].allow);
    }
    struct adil_span path = adil_fmt(&f.t->perm, "/w/%s", monitor(&f, LOG_ORIGIN));
    struct test_reply r = test_ask(&f.t->perm, port, "POST", adil_span_cstr(&f.t->perm, path));
    assert_int_equal(r.status, 405);
    assert_span_is(test_header(&r, "Allow"), "GET, HEAD");
    /* once something is cosigned: only below the prefix */
    struct adil_span lines;
    assert_int_equal(ask(&f, 0, 5, &lines).code, ADIL_C_OK);
    path = adil_fmt(&f.t->perm, "/wx%s", monitor(&f, LOG_ORIGIN));
    r = test_ask(&f.t->perm, port, "GET", adil_span_cstr(&f.t->perm, path));
    assert_int_equal(r.status, 404);
    test_server_stop(&f.server);
    close_fixture(&f);
}

static void test_witness_http__the_operator_is_told_of_a_fork(void **state)
{
    struct fixture f = {0};
    struct witness_log other;
    struct adil_span lines;
    struct adil_span name[8];
    open_fixture(&f, state);
    assert_int_equal(ask(&f, 0, 8, &lines).code, ADIL_C_OK);
    witness_log_open(&other, 3);
    struct adil_http_reply reply;
    struct adil_span url = adil_fmt(&f.t->perm, "%.*s/add-checkpoint", ADIL_ARG(f.url));
    adil_err err =
        adil_http_post(f.client, &f.t->perm, url, ADIL_SPAN("text/plain"),
                       witness_log_request(&f.t->perm, &other, 8, 8), 1000, &reply, &f.diag);
    assert_int_equal(err.code, ADIL_C_OK);
    assert_int_equal(reply.status, 422);
    test_server_stop(&f.server);
    assert_int_equal(f.n_told, 1);
    assert_int_equal(scratch_files(&f.t->perm, f.folder, name, ADIL_COUNT(name)), 3);
    witness_log_close(&other);
    close_fixture(&f);
}

/* The dialogue's sizes are told in the type that the specification gives. */
static void test_witness_http__tells_its_size_in_its_own_type(void **state)
{
    struct fixture f = {0};
    struct adil_span lines;
    open_fixture(&f, state);
    assert_int_equal(ask(&f, 0, 5, &lines).code, ADIL_C_OK);
    struct adil_http_reply reply;
    struct adil_span url = adil_fmt(&f.t->perm, "%.*s/add-checkpoint", ADIL_ARG(f.url));
    adil_err err =
        adil_http_post(f.client, &f.t->perm, url, ADIL_SPAN("text/plain"),
                       witness_log_request(&f.t->perm, &f.log, 0, 8), 1000, &reply, &f.diag);
    assert_int_equal(err.code, ADIL_C_OK);
    assert_int_equal(reply.status, 409);
    assert_span_is(reply.type, "text/x.tlog.size");
    assert_span_is(reply.body, "5\n");
    test_server_stop(&f.server);
    close_fixture(&f);
}

static void answer_teapot(void *ctx, struct adil_arena *perm,
                          const struct adil_http_request *request,
                          struct adil_http_response *response)
{
    (void)ctx;
    (void)perm;
    response->status = adil_span_is(request->path, "/gone") ? 410 : 503;
}

static void test_fetch_http__tells_absent_from_failing(void **state)
{
    struct fixture f = {.t = *state};
    struct adil_http_folder served;
    struct adil_span bytes;
    adil_diag_open(&f.diag, &f.t->perm);
    f.folder = scratch_folder(&f.t->perm);
    scratch_write(f.t->scratch, adil_fmt(&f.t->perm, "%.*s/checkpoint", ADIL_ARG(f.folder)),
                  ADIL_SPAN("a note\n"));
    assert_int_equal(adil_http_folder_open(f.t->scratch, f.folder, &served, NULL).code, ADIL_C_OK);
    test_server_start(&f.server, &f.t->perm, adil_http_folder_answer, &served);
    f.url = adil_fmt(&f.t->perm, "http://127.0.0.1:%u/", adil_http_port(f.server.server));
    open_client(&f);
    assert_int_equal(fetch(&f, "checkpoint", &bytes).code, ADIL_C_OK);
    assert_span_is(bytes, "a note\n");
    assert_int_equal(fetch(&f, "tile/0/000.p/5", &bytes).code, ADIL_C_INPUT);
    assert_int_equal(fetch(&f, "../checkpoint", &bytes).code, ADIL_C_INPUT);
    test_server_stop(&f.server);
    adil_http_folder_close(&served);
    assert_int_equal(fetch(&f, "checkpoint", &bytes).code, ADIL_C_IO);
    test_server_start(&f.server, &f.t->perm, answer_teapot, NULL);
    f.url = adil_fmt(&f.t->perm, "http://127.0.0.1:%u", adil_http_port(f.server.server));
    assert_int_equal(fetch(&f, "checkpoint", &bytes).code, ADIL_C_IO);
    assert_int_equal(fetch(&f, "gone", &bytes).code, ADIL_C_INPUT);
    test_server_stop(&f.server);
    adil_http_client_close(f.client);
    scratch_remove(f.folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_witness_http__cosigns_and_is_monitored),
        test_case(test_witness_http__only_its_two_resources),
        test_case(test_witness_http__the_operator_is_told_of_a_fork),
        test_case(test_witness_http__tells_its_size_in_its_own_type),
        test_case(test_fetch_http__tells_absent_from_failing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
