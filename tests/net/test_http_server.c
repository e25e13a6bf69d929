#include "client.h"

#include "net/http_server.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Answers with the decoded path; "/big" with three megabytes, "/nothing" leaves the 404. */
static void echo_path(void *ctx, struct adil_arena *perm, const struct adil_http_request *request,
                      struct adil_http_response *response)
{
    unsigned *n_asked = ctx;
    (*n_asked)++;
    if (adil_span_is(request->path, "/nothing")) {
        return;
    }
    response->status = 200;
    response->type = ADIL_SPAN("text/plain; charset=utf-8");
    response->body = request->path;
    if (adil_span_is(request->path, "/big")) {
        char *bytes = adil_new(perm, char, 3000000);
        memset(bytes, 'b', 3000000);
        response->body = adil_span_bytes(bytes, 3000000);
    }
}

struct fixture {
    struct test_arenas *arenas;
    struct test_server t;
    unsigned n_asked;
    uint16_t port;
};

static void start(struct fixture *f, void **state)
{
    f->arenas = *state;
    test_server_start(&f->t, &f->arenas->perm, echo_path, &f->n_asked);
    f->port = adil_http_port(f->t.server);
}

static struct test_reply ask(struct fixture *f, const char *method, const char *path)
{
    return test_ask(&f->arenas->perm, f->port, method, path);
}

static void test_http_server__answers_get(void **state)
{
    struct fixture f = {0};
    start(&f, state);
    struct test_reply r = ask(&f, "GET", "/a/page?x=1");
    assert_int_equal(r.status, 200);
    assert_span_is(r.body, "/a/page");
    assert_span_is(test_header(&r, "Content-Length"), "7");
    assert_span_is(test_header(&r, "Content-Type"), "text/plain; charset=utf-8");
    test_server_stop(&f.t);
}

static void test_http_server__head_has_the_headers_and_no_body(void **state)
{
    struct fixture f = {0};
    start(&f, state);
    struct test_reply r = ask(&f, "HEAD", "/a/page");
    assert_int_equal(r.status, 200);
    assert_int_equal(r.body.len, 0);
    assert_span_is(test_header(&r, "Content-Length"), "7");
    test_server_stop(&f.t);
}

static void test_http_server__every_response_is_fenced_in(void **state)
{
    static const char *const path[] = {"/page", "/nothing", "/%zz"};
    struct fixture f = {0};
    start(&f, state);
    for (size_t i = 0; i < ADIL_COUNT(path); i++) {
        struct test_reply r = ask(&f, "GET", path[i]);
        struct adil_span policy = test_header(&r, "Content-Security-Policy");
        assert_span_is(test_header(&r, "X-Content-Type-Options"), "nosniff");
        assert_span_is(test_header(&r, "Referrer-Policy"), "no-referrer");
        assert_true(adil_span_starts(policy, ADIL_SPAN("default-src 'none'; ")));
        assert_int_equal(adil_span_find(policy, ADIL_SPAN("script-src")), policy.len);
    }
    test_server_stop(&f.t);
}

static void test_http_server__other_methods_are_refused(void **state)
{
    static const char *const method[] = {"PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "get"};
    struct fixture f = {0};
    start(&f, state);
    for (size_t i = 0; i < ADIL_COUNT(method); i++) {
        struct test_reply r = ask(&f, method[i], "/page");
        assert_int_equal(r.status, 405);
        assert_span_is(test_header(&r, "Allow"), "GET, HEAD");
    }
    struct test_reply r = test_send(&f.arenas->perm, f.port,
                                    ADIL_SPAN("POST /page HTTP/1.1\r\nHost: a\r\n"
                                              "Content-Length: 5\r\nConnection: close\r\n\r\n"
                                              "hello"));
    assert_int_equal(r.status, 405);
    assert_int_equal(f.n_asked, 0);
    test_server_stop(&f.t);
}

static void test_http_server__percent_encoding_is_decoded_once(void **state)
{
    struct fixture f = {0};
    start(&f, state);
    struct test_reply r = ask(&f, "GET", "/%D2%9A%d0%B0%20%2541+b");
    assert_int_equal(r.status, 200);
    assert_span_is(r.body, "/Қа %41+b");
    test_server_stop(&f.t);
}

static void test_http_server__bad_paths_never_reach_the_handler(void **state)
{
    static const char *const path[] = {
        "/%",    "/%4",     "/%zz",    "/a%00b",     "/a%0Ab",   "/a%2fb",     "/%ff",
        "/a//b", "//",      "/..",     "/../",       "/a/../b",  "/%2e%2e/",   "/.",
        "/./a",  "/a/.%2E", "/%c0%ae", "/%ed%a0%80", "no-slash", "http://h/x",
    };
    struct fixture f = {0};
    start(&f, state);
    for (size_t i = 0; i < ADIL_COUNT(path); i++) {
        assert_int_equal(ask(&f, "GET", path[i]).status, 400);
    }
    assert_int_equal(f.n_asked, 0);
    assert_int_equal(ask(&f, "GET", "/a/...").status, 200); /* the control: this one does */
    assert_int_equal(f.n_asked, 1);
    test_server_stop(&f.t);
}

static void test_http_server__a_status_alone_becomes_a_page(void **state)
{
    struct fixture f = {0};
    start(&f, state);
    struct test_reply r = ask(&f, "GET", "/nothing");
    assert_int_equal(r.status, 404);
    assert_span_is(test_header(&r, "Content-Type"), "text/html; charset=utf-8");
    assert_true(adil_span_find(r.body, ADIL_SPAN("404 Not Found")) < r.body.len);
    test_server_stop(&f.t);
}

static void test_http_server__sends_a_large_body_whole(void **state)
{
    struct fixture f = {0};
    start(&f, state);
    struct test_reply r = ask(&f, "GET", "/big");
    assert_int_equal(r.body.len, 3000000);
    assert_int_equal(adil_span_find_byte(r.body, 'c'), 3000000);
    test_server_stop(&f.t);
}

static void test_http_server__connections_are_reused(void **state)
{
    struct fixture f = {0};
    start(&f, state);
    struct test_reply r = test_send(&f.arenas->perm, f.port,
                                    ADIL_SPAN("GET /first HTTP/1.1\r\nHost: a\r\n\r\n"
                                              "GET /second HTTP/1.1\r\nHost: a\r\n"
                                              "Connection: close\r\n\r\n"));
    assert_true(adil_span_starts(r.body, ADIL_SPAN("/firstHTTP/1.1 200")));
    assert_true(adil_span_ends(r.body, ADIL_SPAN("/second")));
    test_server_stop(&f.t);
}

static void test_http_server__overlong_headers_are_refused(void **state)
{
    struct fixture f = {0};
    start(&f, state);
    char *path = adil_new(&f.arenas->perm, char, 100001);
    memset(path, 'a', 100000);
    path[0] = '/';
    unsigned status = ask(&f, "GET", path).status;
    assert_true(status == 0 || status >= 400);
    assert_int_equal(f.n_asked, 0);
    assert_int_equal(ask(&f, "GET", "/after").status, 200);
    test_server_stop(&f.t);
}

static void test_http_server__names_a_port_that_is_taken(void **state)
{
    struct fixture f = {0};
    struct adil_http_server *second;
    struct adil_diag diag;
    start(&f, state);
    adil_diag_open(&diag, &f.arenas->perm);
    adil_err err = adil_http_open(&f.arenas->perm, f.port, echo_path, NULL, &second, &diag);
    assert_int_equal(err.code, ADIL_C_IO);
    assert_int_equal(diag.n_errors, 1);
    assert_span_equal(diag.first->found, adil_fmt(&f.arenas->perm, "%u, in use", f.port));
    adil_http_close(second); /* NULL is accepted */
    test_server_stop(&f.t);
}

static void test_http_server__stops_while_a_connection_is_open(void **state)
{
    struct fixture f = {0};
    char byte;
    start(&f, state);
    int fd = test_connect(f.port);
    assert_int_equal(send(fd, "GET /half", 9, MSG_NOSIGNAL), 9);
    test_server_stop(&f.t);
    assert_true(recv(fd, &byte, 1, 0) <= 0);
    close(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_http_server__answers_get),
        test_case(test_http_server__head_has_the_headers_and_no_body),
        test_case(test_http_server__every_response_is_fenced_in),
        test_case(test_http_server__other_methods_are_refused),
        test_case(test_http_server__percent_encoding_is_decoded_once),
        test_case(test_http_server__bad_paths_never_reach_the_handler),
        test_case(test_http_server__a_status_alone_becomes_a_page),
        test_case(test_http_server__sends_a_large_body_whole),
        test_case(test_http_server__connections_are_reused),
        test_case(test_http_server__overlong_headers_are_refused),
        test_case(test_http_server__names_a_port_that_is_taken),
        test_case(test_http_server__stops_while_a_connection_is_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
