#include "client.h"

#include "net/http_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* "/post" says what was posted, "/big" has three megabytes, "/to?" redirects. */
static void answer(void *ctx, struct adil_arena *perm, const struct adil_http_request *request,
                   struct adil_http_response *response)
{
    static const struct {
        const char *path;
        struct adil_span location;
    } moved[] = {
        {"/to-page", ADIL_SPAN_INIT("/page")},
        {"/to-itself", ADIL_SPAN_INIT("/to-itself")},
        {"/to-ftp", ADIL_SPAN_INIT("ftp://127.0.0.1/page")},
        {"/to-file", ADIL_SPAN_INIT("file:///etc/hostname")},
        {"/to-https", ADIL_SPAN_INIT("https://127.0.0.1/page")},
    };
    (void)ctx;
    for (size_t i = 0; i < ADIL_COUNT(moved); i++) {
        if (adil_span_is(request->path, moved[i].path)) {
            response->status = 301;
            response->location = moved[i].location;
            return;
        }
    }
    if (adil_span_is(request->path, "/nothing")) {
        return;
    }
    response->status = 200;
    response->type = ADIL_SPAN("text/plain; charset=utf-8");
    response->body = adil_fmt(perm, "%.*s %.*s: %.*s", ADIL_ARG(request->method),
                              ADIL_ARG(request->path), ADIL_ARG(request->body));
    if (adil_span_is(request->path, "/big")) {
        char *bytes = adil_new(perm, char, 3000000);
        memset(bytes, 'b', 3000000);
        response->body = adil_span_bytes(bytes, 3000000);
    }
}

struct fixture {
    struct test_arenas *arenas;
    struct test_server t;
    struct adil_http_client *client;
    struct adil_http_reply reply;
    struct adil_diag diag;
    uint16_t port;
};

static void open_client(struct fixture *f, void **state, uint32_t total_ms)
{
    const struct adil_http_patience patience = {2000, total_ms};
    f->arenas = *state;
    adil_diag_open(&f->diag, &f->arenas->perm);
    assert_int_equal(setenv("no_proxy", "*", 1), 0);
    assert_int_equal(adil_http_client_open(&f->arenas->perm, patience, &f->client, &f->diag).code,
                     ADIL_C_OK);
}

static void start(struct fixture *f, void **state)
{
    open_client(f, state, 10000);
    test_server_open(&f->t, &f->arenas->perm, answer, NULL);
    adil_http_set_limits(f->t.server, (struct adil_http_limits){1000, 120});
    test_server_run(&f->t);
    f->port = adil_http_port(f->t.server);
}

static void stop(struct fixture *f)
{
    adil_http_client_close(f->client);
    test_server_stop(&f->t);
}

static adil_err get(struct fixture *f, const char *path, size_t max_bytes)
{
    struct adil_arena *a = &f->arenas->perm;
    return adil_http_get(f->client, a, adil_fmt(a, "http://127.0.0.1:%u%s", f->port, path),
                         max_bytes, &f->reply, &f->diag);
}

static adil_err post(struct fixture *f, const char *path, struct adil_span body)
{
    struct adil_arena *a = &f->arenas->perm;
    return adil_http_post(f->client, a, adil_fmt(a, "http://127.0.0.1:%u%s", f->port, path),
                          ADIL_SPAN("text/plain"), body, 10000, &f->reply, &f->diag);
}

static void test_http_client__gets_status_type_and_body(void **state)
{
    struct fixture f = {0};
    start(&f, state);
    assert_int_equal(get(&f, "/page", 100).code, ADIL_C_OK);
    assert_int_equal(f.reply.status, 200);
    assert_span_is(f.reply.type, "text/plain; charset=utf-8");
    assert_span_is(f.reply.body, "GET /page: ");
    assert_int_equal(get(&f, "/nothing", 1000).code, ADIL_C_OK);
    assert_int_equal(f.reply.status, 404);
    stop(&f);
}

static void test_http_client__posts_a_body(void **state)
{
    struct fixture f = {0};
    start(&f, state);
    assert_int_equal(post(&f, "/post", ADIL_SPAN("one\ntwo\n")).code, ADIL_C_OK);
    assert_int_equal(f.reply.status, 200);
    assert_span_is(f.reply.body, "POST /post: one\ntwo\n");
    assert_int_equal(post(&f, "/post", ADIL_SPAN("")).code, ADIL_C_OK);
    assert_span_is(f.reply.body, "POST /post: ");
    assert_int_equal(get(&f, "/page", 100).code, ADIL_C_OK); /* a GET after a POST is a GET */
    assert_span_is(f.reply.body, "GET /page: ");
    stop(&f);
}

static void test_http_client__an_answer_past_the_limit_is_refused(void **state)
{
    struct fixture f = {0};
    start(&f, state);
    assert_int_equal(get(&f, "/big", 2999999).code, ADIL_C_INPUT);
    assert_span_is(f.diag.first->found, "a longer answer");
    assert_int_equal(get(&f, "/big", 3000000).code, ADIL_C_OK);
    assert_int_equal(f.reply.body.len, 3000000);
    stop(&f);
}

static void test_http_client__redirects_stay_within_the_scheme(void **state)
{
    static const char *const path[] = {"/to-ftp", "/to-file", "/to-https", "/to-itself"};
    struct fixture f = {0};
    start(&f, state);
    assert_int_equal(get(&f, "/to-page", 1000).code, ADIL_C_OK);
    assert_int_equal(f.reply.status, 200);
    for (size_t i = 0; i < ADIL_COUNT(path); i++) {
        assert_int_equal(get(&f, path[i], 1000).code, ADIL_C_IO);
        assert_int_equal(f.diag.n_errors, i + 1);
    }
    assert_int_equal(post(&f, "/to-page", ADIL_SPAN("x")).code, ADIL_C_OK);
    assert_int_equal(f.reply.status, 301); /* a POST is not sent on */
    stop(&f);
}

static void test_http_client__only_plain_urls_are_asked(void **state)
{
    static const char *const url[] = {
        "",      "page",         "ftp://127.0.0.1/", "file:///etc/hostname", "http://",
        "http:", "//127.0.0.1/", "gopher://h/",      "http://user@h/",       "http://u:p@h/",
    };
    struct fixture f = {0};
    open_client(&f, state, 1000);
    for (size_t i = 0; i < ADIL_COUNT(url); i++) {
        adil_err err =
            adil_http_get(f.client, &f.arenas->perm, adil_span_of(url[i]), 100, &f.reply, &f.diag);
        assert_int_equal(err.code, ADIL_C_INPUT);
    }
    adil_http_client_close(f.client);
    adil_http_client_close(NULL);
}

static void test_http_client__what_is_not_there_is_named(void **state)
{
    struct fixture f = {0};
    start(&f, state);
    test_server_stop(&f.t); /* the port is free now */
    assert_int_equal(get(&f, "/page", 100).code, ADIL_C_IO);
    assert_span_equal(f.diag.first->place.file,
                      adil_fmt(&f.arenas->perm, "http://127.0.0.1:%u/page", f.port));
    assert_true(f.diag.first->found.len > 0);
    adil_http_client_close(f.client);
}

/* ---- a server that says what it is told, on one connection ------------------------------- */

struct script {
    const struct adil_span *reply; /* one a request */
    size_t n;
    int listener;
    pthread_t thread;
};

static void *play(void *arg)
{
    struct script *s = arg;
    char request[4096];
    int fd = accept(s->listener, NULL, NULL);
    for (size_t i = 0; fd >= 0 && i < s->n; i++) {
        if (recv(fd, request, sizeof request, 0) <= 0 ||
            send(fd, s->reply[i].ptr, s->reply[i].len, MSG_NOSIGNAL) < 0) {
            break;
        }
    }
    if (fd >= 0 && s->reply[s->n - 1].len == 0) { /* silence, until the other side gives up */
        (void)recv(fd, request, sizeof request, 0);
    }
    close(fd);
    return NULL;
}

static void play_start(struct fixture *f, struct script *s)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t len = sizeof address;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    s->listener = socket(AF_INET, SOCK_STREAM, 0);
    assert_true(s->listener >= 0);
    assert_int_equal(bind(s->listener, (struct sockaddr *)&address, len), 0);
    assert_int_equal(listen(s->listener, 1), 0);
    assert_int_equal(getsockname(s->listener, (struct sockaddr *)&address, &len), 0);
    f->port = ntohs(address.sin_port);
    assert_int_equal(pthread_create(&s->thread, NULL, play, s), 0);
}

static void play_stop(struct fixture *f, struct script *s)
{
    adil_http_client_close(f->client);
    assert_int_equal(pthread_join(s->thread, NULL), 0);
    close(s->listener);
}

static void test_http_client__connections_are_reused(void **state)
{
    const struct adil_span reply[] = {
        ADIL_SPAN("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirst"),
        ADIL_SPAN("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecond"),
    };
    struct script s = {.reply = reply, .n = 2};
    struct fixture f = {0};
    open_client(&f, state, 3000);
    play_start(&f, &s);
    assert_int_equal(get(&f, "/1", 100).code, ADIL_C_OK);
    assert_span_is(f.reply.body, "first");
    assert_int_equal(get(&f, "/2", 100).code, ADIL_C_OK); /* a new connection is never taken */
    assert_span_is(f.reply.body, "second");
    play_stop(&f, &s);
}

static void test_http_client__silence_ends_in_time(void **state)
{
    const struct adil_span reply[] = {{"", 0}};
    struct script s = {.reply = reply, .n = 1};
    struct fixture f = {0};
    open_client(&f, state, 200);
    play_start(&f, &s);
    assert_int_equal(get(&f, "/1", 100).code, ADIL_C_IO);
    assert_int_equal(f.diag.n_errors, 1);
    play_stop(&f, &s);
}

static void test_http_client__a_cut_answer_is_no_answer(void **state)
{
    const struct adil_span reply[] = {
        ADIL_SPAN("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfirst")};
    struct script s = {.reply = reply, .n = 1};
    struct fixture f = {0};
    open_client(&f, state, 3000);
    play_start(&f, &s);
    assert_int_equal(get(&f, "/1", 100).code, ADIL_C_IO);
    assert_int_equal(f.reply.body.len, 0);
    play_stop(&f, &s);
}

/* 1,000 times 'a', packed. */
#define PACKED                                                                                     \
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\x4b\x4c\x1c\x05"                                     \
    "\xa3\x60\x14\x0c\x77\x00\x00\x03\xda\x38\x9a\xe8\x03\x00\x00"

static void test_http_client__what_is_packed_is_unpacked_within_the_limit(void **state)
{
    const struct adil_span reply[] = {
        ADIL_SPAN("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 29\r\n\r\n" PACKED),
        ADIL_SPAN("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 29\r\n\r\n" PACKED),
    };
    struct script s = {.reply = reply, .n = 2};
    struct fixture f = {0};
    open_client(&f, state, 3000);
    play_start(&f, &s);
    assert_int_equal(get(&f, "/1", 1000).code, ADIL_C_OK);
    assert_int_equal(f.reply.body.len, 1000);
    assert_int_equal(adil_span_find_byte(f.reply.body, 'b'), 1000);
    assert_int_equal(get(&f, "/2", 999).code, ADIL_C_INPUT);
    play_stop(&f, &s);
}

static void test_http_client__joins_a_path_to_a_url(void **state)
{
    static const struct {
        const char *base;
        const char *path;
        const char *url; /* NULL: refused */
    } c[] = {
        {"http://h", "checkpoint", "http://h/checkpoint"},
        {"http://h/", "checkpoint", "http://h/checkpoint"},
        {"https://h/a/b/", "tile/0/x001/067.p/8", "https://h/a/b/tile/0/x001/067.p/8"},
        {"http://h", "a b/%41?x#y", "http://h/a%20b/%2541%3Fx%23y"},
        {"http://h", "\xd2\x9a", "http://h/%D2%9A"},
        {"http://h?q", "a", NULL},
        {"http://h#f", "a", NULL},
        {"http://h", "", NULL},
        {"http://h", "/a", NULL},
        {"http://h", "a//b", NULL},
        {"http://h", "a/../b", NULL},
        {"http://h", "./a", NULL},
        {"http://h", "a/", NULL},
    };
    struct test_arenas *arenas = *state;
    for (size_t i = 0; i < ADIL_COUNT(c); i++) {
        struct adil_span url;
        adil_err err = adil_http_join(&arenas->perm, adil_span_of(c[i].base),
                                      adil_span_of(c[i].path), &url, NULL);
        assert_int_equal(err.code, c[i].url != NULL ? ADIL_C_OK : ADIL_C_INPUT);
        if (c[i].url != NULL) {
            assert_span_is(url, c[i].url);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_http_client__gets_status_type_and_body),
        test_case(test_http_client__posts_a_body),
        test_case(test_http_client__an_answer_past_the_limit_is_refused),
        test_case(test_http_client__redirects_stay_within_the_scheme),
        test_case(test_http_client__only_plain_urls_are_asked),
        test_case(test_http_client__what_is_not_there_is_named),
        test_case(test_http_client__connections_are_reused),
        test_case(test_http_client__silence_ends_in_time),
        test_case(test_http_client__a_cut_answer_is_no_answer),
        test_case(test_http_client__what_is_packed_is_unpacked_within_the_limit),
        test_case(test_http_client__joins_a_path_to_a_url),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
