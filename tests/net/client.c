#include "client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define MAX_REPLY ((size_t)4 << 20)

static void *run(void *arg)
{
    struct test_server *t = arg;
    t->end = adil_http_run(t->server, t->stop[0]);
    return NULL;
}

void test_server_open(struct test_server *t, struct adil_arena *perm, adil_http_answer answer,
                      void *ctx)
{
    adil_err err = adil_http_open(perm, 0, answer, ctx, &t->server, NULL);
    assert_int_equal(err.code, ADIL_C_OK);
    assert_int_equal(pipe(t->stop), 0);
}

void test_server_run(struct test_server *t)
{
    assert_int_equal(pthread_create(&t->thread, NULL, run, t), 0);
}

void test_server_start(struct test_server *t, struct adil_arena *perm, adil_http_answer answer,
                       void *ctx)
{
    test_server_open(t, perm, answer, ctx);
    test_server_run(t);
}

void test_server_stop(struct test_server *t)
{
    assert_int_equal(write(t->stop[1], "x", 1), 1);
    assert_int_equal(pthread_join(t->thread, NULL), 0);
    assert_int_equal(t->end.code, ADIL_C_OK);
    adil_http_close(t->server);
    close(t->stop[0]);
    close(t->stop[1]);
}

int test_connect(uint16_t port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    struct timeval patience = {.tv_sec = 10};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_true(fd >= 0);
    assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience), 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    return fd;
}

static struct test_reply read_reply(struct adil_span bytes)
{
    struct test_reply reply = {0, bytes, ADIL_SPAN("")};
    size_t blank = adil_span_find(reply.head, ADIL_SPAN("\r\n\r\n"));
    if (blank < bytes.len) {
        uint64_t status;
        assert_true(adil_span_u64(adil_span_sub(reply.head, 9, 12), 999, &status));
        reply.status = (unsigned)status;
        reply.body = adil_span_sub(reply.head, blank + 4, bytes.len);
        reply.head = adil_span_sub(reply.head, 0, blank + 2);
    }
    return reply;
}

struct test_reply test_send(struct adil_arena *a, uint16_t port, struct adil_span request)
{
    char piece[16 * 1024];
    struct adil_buf bytes;
    adil_buf_open(&bytes, MAX_REPLY);
    int fd = test_connect(port);
    assert_int_equal(send(fd, request.ptr, request.len, MSG_NOSIGNAL), request.len);
    for (;;) {
        ssize_t got = recv(fd, piece, sizeof piece, 0);
        if (got <= 0) {
            break;
        }
        adil_buf_put(&bytes, adil_span_bytes(piece, (size_t)got));
    }
    close(fd);
    assert_true(adil_buf_ok(&bytes));
    struct test_reply reply = read_reply(adil_span_copy(a, adil_buf_span(&bytes)));
    adil_buf_release(&bytes);
    return reply;
}

struct test_reply test_ask(struct adil_arena *a, uint16_t port, const char *method,
                           const char *path)
{
    return test_send(a, port,
                     adil_fmt(a, "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
                              method, path));
}

struct adil_span test_header(const struct test_reply *reply, const char *name)
{
    struct adil_span rest = reply->head;
    struct adil_span line;
    while (adil_span_cut(&rest, '\n', &line)) {
        size_t colon = adil_span_find_byte(line, ':');
        if (adil_span_is(adil_span_sub(line, 0, colon), name)) {
            return adil_span_trim(adil_span_sub(line, colon + 1, line.len));
        }
    }
    return ADIL_SPAN("");
}
