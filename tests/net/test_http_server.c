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

/* A server that takes bodies of up to 1,000 bytes and says them back. */
static void echo_body(void *ctx, struct adil_arena *perm, const struct adil_http_request *request,
                      struct adil_http_response *response)
{
    unsigned *n_asked = ctx;
    (*n_asked)++;
    (void)perm;
    if (!adil_span_is(request->method, "POST")) {
        response->status = 405;
        response->allow = ADIL_SPAN("POST");
        return;
    }
    response->status = 200;
    response->type = ADIL_SPAN("text/plain; charset=utf-8");
    response->body = request->body;
}

static void start_taking(struct fixture *f, void **state, uint32_t seconds)
{
    f->arenas = *state;
    test_server_open(&f->t, &f->arenas->perm, echo_body, &f->n_asked);
    adil_http_set_limits(f->t.server, (struct adil_http_limits){1000, seconds});
    test_server_run(&f->t);
    f->port = adil_http_port(f->t.server);
}

static struct test_reply send_body(struct fixture *f, size_t n, bool in_pieces)
{
    struct adil_arena *a = &f->arenas->perm;
    char *bytes = adil_new(a, char, n + 1);
    memset(bytes, 'x', n);
    struct adil_span head =
        in_pieces ? adil_fmt(a, "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n%zx\r\n", n)
                  : adil_fmt(a, "Content-Length: %zu\r\nConnection: close\r\n\r\n", n);
    return test_send(a, f->port,
                     adil_fmt(a, "POST /p HTTP/1.1\r\nHost: a\r\n%.*s%s%s", ADIL_ARG(head), bytes,
                              in_pieces ? "\r\n0\r\n\r\n" : ""));
}

static void test_http_server__takes_a_post_where_asked_to(void **state)
{
    struct fixture f = {0};
    start_taking(&f, state, 120);
    for (int in_pieces = 0; in_pieces < 2; in_pieces++) {
        struct test_reply r = send_body(&f, 1000, in_pieces != 0);
        assert_int_equal(r.status, 200);
        assert_int_equal(r.body.len, 1000);
        assert_int_equal(adil_span_find_byte(r.body, 'y'), 1000);
    }
    assert_int_equal(send_body(&f, 0, false).status, 200);
    struct test_reply other = ask(&f, "GET", "/p");
    assert_int_equal(other.status, 405);
    assert_span_is(test_header(&other, "Allow"), "POST");
    other = ask(&f, "PUT", "/p");
    assert_int_equal(other.status, 405);
    assert_span_is(test_header(&other, "Allow"), "GET, HEAD, POST");
    test_server_stop(&f.t);
}

static void test_http_server__a_body_past_the_limit_never_reaches_the_handler(void **state)
{
    struct fixture f = {0};
    start_taking(&f, state, 120);
    assert_int_equal(send_body(&f, 1001, false).status, 413);
    assert_int_equal(send_body(&f, 1001, true).status, 0); /* cut off */
    struct test_reply r = test_send(&f.arenas->perm, f.port,
                                    ADIL_SPAN("POST /p HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                                              "Content-Length: 99999999999999999999\r\n\r\nx"));
    assert_true(r.status == 400 || r.status == 413);
    assert_int_equal(f.n_asked, 0);
    assert_int_equal(send_body(&f, 1000, false).status, 200); /* the control */
    test_server_stop(&f.t);
}

static void test_http_server__bodies_of_two_clients_are_kept_apart(void **state)
{
    static const struct adil_span head =
        ADIL_SPAN_INIT("POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n");
    char reply[2][4096];
    int fd[2];
    struct fixture f = {0};
    start_taking(&f, state, 120);
    for (int i = 0; i < 2; i++) {
        fd[i] = test_connect(f.port);
        assert_int_equal(send(fd[i], head.ptr, head.len, MSG_NOSIGNAL), head.len);
    }
    for (int i = 0; i < 4; i++) {
        assert_int_equal(send(fd[i % 2], i % 2 == 0 ? "aa" : "bb", 2, MSG_NOSIGNAL), 2);
        (void)usleep(10000);
    }
    for (int i = 0; i < 2; i++) {
        ssize_t n = recv(fd[i], reply[i], sizeof reply[i], 0);
        assert_true(n > 4);
        assert_memory_equal(reply[i] + n - 4, i == 0 ? "aaaa" : "bbbb", 4);
        close(fd[i]);
    }
    test_server_stop(&f.t);
}

static void test_http_server__a_client_that_never_ends_is_dropped(void **state)
{
    struct fixture f = {0};
    start_taking(&f, state, 1);
    int fd = test_connect(f.port);
    bool dropped = false;
    assert_int_equal(send(fd, "POST /p HTTP/1.1\r\nX: ", 21, MSG_NOSIGNAL), 21);
    for (int i = 0; i < 60 && !dropped; i++) { /* a byte at a time: never idle */
        (void)usleep(100000);
        dropped = send(fd, "x", 1, MSG_NOSIGNAL) != 1;
    }
    assert_true(dropped);
    close(fd);
    assert_int_equal(send_body(&f, 10, false).status, 200); /* and others are served */
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
        test_case(test_http_server__takes_a_post_where_asked_to),
        test_case(test_http_server__a_body_past_the_limit_never_reaches_the_handler),
        test_case(test_http_server__bodies_of_two_clients_are_kept_apart),
        test_case(test_http_server__a_client_that_never_ends_is_dropped),
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
