#include "net/http_server.h"

#include "base/utf8.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_CONNECTIONS 64
#define IDLE_SECONDS    15
#define MEMORY_BYTES    (32 * 1024)        /* of one connection: the request line and its headers */
#define ANSWER_BYTES    ((size_t)64 << 20) /* address space of one response */

struct adil_http_server {
    struct MHD_Daemon *daemon;
    adil_http_answer answer;
    void *ctx;
    struct adil_arena arena; /* handed to the handler anew for each request */
    uint16_t port;
    int wait_fd;
};

static const char *const always[][2] = {
    {"X-Content-Type-Options", "nosniff"},
    {"Content-Security-Policy",
     "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
     "form-action 'none'; frame-ancestors 'none'"},
    {"Referrer-Policy", "no-referrer"},
    {"Cache-Control", "no-cache"},
};

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Control bytes and an encoded separator never come out of a decoded path. */
static bool decode(struct adil_arena *a, struct adil_span target, struct adil_span *path)
{
    char *out = adil_new(a, char, target.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < target.len; i++) {
        char c = target.ptr[i];
        if (c == '%') {
            int high = i + 2 < target.len ? hex_digit(target.ptr[i + 1]) : -1;
            int low = i + 2 < target.len ? hex_digit(target.ptr[i + 2]) : -1;
            if (high < 0 || low < 0 || high * 16 + low == '/') {
                return false;
            }
            c = (char)(high * 16 + low);
            i += 2;
        }
        if ((unsigned char)c < 0x20 || c == 0x7f) {
            return false;
        }
        out[n++] = c;
    }
    *path = adil_span_bytes(out, n);
    return adil_utf8_check(*path) == n;
}

static bool has_plain_segments(struct adil_span path)
{
    struct adil_span rest = path;
    struct adil_span segment;
    if (!adil_span_cut(&rest, '/', &segment) || segment.len != 0 || rest.ptr == NULL) {
        return false;
    }
    while (adil_span_cut(&rest, '/', &segment)) {
        bool last = rest.ptr == NULL;
        if (adil_span_is(segment, ".") || adil_span_is(segment, "..") ||
            (segment.len == 0 && !last)) {
            return false;
        }
    }
    return true;
}

static const char *status_text(unsigned status)
{
    const char *text = MHD_get_reason_phrase_for(status);
    return text != NULL ? text : "Unknown";
}

static struct adil_span status_page(struct adil_arena *a, unsigned status)
{
    return adil_fmt(a,
                    "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\">"
                    "<title>%u %s</title><h1>%u %s</h1></html>\n",
                    status, status_text(status), status, status_text(status));
}

static struct MHD_Response *make_body(const struct adil_http_response *r)
{
    if (r->file < 0) {
        void *bytes = (void *)(uintptr_t)r->body.ptr; /* only read: it is copied */
        return MHD_create_response_from_buffer(r->body.len, bytes, MHD_RESPMEM_MUST_COPY);
    }
    struct MHD_Response *body = MHD_create_response_from_fd64(r->file_bytes, r->file);
    if (body == NULL) {
        close(r->file);
    }
    return body;
}

static enum MHD_Result send_response(struct MHD_Connection *connection, struct adil_arena *a,
                                     struct adil_http_response *r)
{
    if (r->file < 0 && r->body.len == 0) {
        r->body = status_page(a, r->status);
        r->type = ADIL_SPAN("text/html; charset=utf-8");
    }
    struct MHD_Response *response = make_body(r);
    if (response == NULL) {
        return MHD_NO;
    }
    enum MHD_Result ok = MHD_YES;
    for (size_t i = 0; i < ADIL_COUNT(always); i++) {
        ok &= MHD_add_response_header(response, always[i][0], always[i][1]);
    }
    ok &= MHD_add_response_header(response, "Content-Type", adil_span_cstr(a, r->type));
    if (r->location.len > 0) {
        ok &= MHD_add_response_header(response, "Location", adil_span_cstr(a, r->location));
    }
    if (r->status == MHD_HTTP_METHOD_NOT_ALLOWED) {
        ok &= MHD_add_response_header(response, "Allow", "GET, HEAD");
    }
    ok &= MHD_queue_response(connection, r->status, response);
    MHD_destroy_response(response);
    return ok;
}

/* libmicrohttpd calls twice: once with the headers, once when the (empty) body has come. */
static enum MHD_Result on_request(void *cls, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *upload,
                                  size_t *upload_bytes, void **state)
{
    struct adil_http_server *server = cls;
    struct adil_arena arena = server->arena;
    struct adil_http_response response = {.status = MHD_HTTP_NOT_FOUND, .file = -1};
    struct adil_http_request request = {.target = adil_span_of(url)};
    (void)version;
    (void)upload;

    if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0) {
        response.status = MHD_HTTP_METHOD_NOT_ALLOWED;
        return send_response(connection, &arena, &response);
    }
    if (*state == NULL) {
        *state = server;
        return MHD_YES;
    }
    if (*upload_bytes > 0) { /* a GET with a body: read past it */
        *upload_bytes = 0;
        return MHD_YES;
    }
    if (!decode(&arena, request.target, &request.path) || !has_plain_segments(request.path)) {
        response.status = MHD_HTTP_BAD_REQUEST;
    } else {
        server->answer(server->ctx, &arena, &request, &response);
    }
    return send_response(connection, &arena, &response);
}

/* Paths are decoded above, where a NUL or an encoded separator can be refused. */
static size_t keep_encoded(void *cls, struct MHD_Connection *connection, char *text)
{
    (void)cls;
    (void)connection;
    return strlen(text);
}

static adil_err listen_local(struct adil_arena *a, uint16_t *port, int *fd, struct adil_diag *diag)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(*port)};
    socklen_t len = sizeof address;
    int on = 1;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    *fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (*fd >= 0 && setsockopt(*fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
        bind(*fd, (struct sockaddr *)&address, len) == 0 && listen(*fd, MAX_CONNECTIONS) == 0 &&
        getsockname(*fd, (struct sockaddr *)&address, &len) == 0) {
        *port = ntohs(address.sin_port);
        return ADIL_OK;
    }
    bool taken = errno == EADDRINUSE;
    if (*fd >= 0) {
        close(*fd);
    }
    return adil_fail(diag, ADIL_ERR(IO), (struct adil_place){ADIL_SPAN("127.0.0.1"), 0},
                     ADIL_SPAN("port"), adil_fmt(a, "%u%s", *port, taken ? ", in use" : ""),
                     ADIL_SPAN("a port this program may listen on"));
}

adil_err adil_http_open(struct adil_arena *perm, uint16_t port, adil_http_answer answer, void *ctx,
                        struct adil_http_server **server, struct adil_diag *diag)
{
    int fd;
    ADIL_ASSERT(answer != NULL);
    struct adil_http_server *s = adil_new(perm, struct adil_http_server, 1);
    s->answer = answer;
    s->ctx = ctx;
    s->port = port;
    *server = NULL;
    if (adil_arena_open(&s->arena, ANSWER_BYTES) != 0) {
        return ADIL_ERR(LIMIT);
    }
    s->arena.full = perm->full;
    s->arena.ctx = perm->ctx;
    adil_err err = listen_local(perm, &s->port, &fd, diag);
    if (err.code != ADIL_C_OK) {
        adil_arena_release(&s->arena);
        return err;
    }
    s->daemon = MHD_start_daemon(
        MHD_USE_EPOLL, 0, NULL, NULL, on_request, s, MHD_OPTION_LISTEN_SOCKET, fd,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)MAX_CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)IDLE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)MEMORY_BYTES,
        MHD_OPTION_UNESCAPE_CALLBACK, keep_encoded, NULL, MHD_OPTION_END);
    if (s->daemon == NULL) {
        close(fd);
        adil_arena_release(&s->arena);
        return adil_fail(diag, ADIL_ERR(IO), (struct adil_place){ADIL_SPAN("127.0.0.1"), 0},
                         ADIL_SPAN("server"), ADIL_SPAN("it did not start"), ADIL_SPAN(""));
    }
    s->wait_fd = MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
    *server = s;
    return ADIL_OK;
}

uint16_t adil_http_port(const struct adil_http_server *server)
{
    return server->port;
}

adil_err adil_http_run(struct adil_http_server *server, int stop_fd)
{
    struct pollfd wait[2] = {{.fd = stop_fd, .events = POLLIN},
                             {.fd = server->wait_fd, .events = POLLIN}};
    for (;;) {
        MHD_UNSIGNED_LONG_LONG ms;
        int timeout_ms = IDLE_SECONDS * 1000;
        if (MHD_get_timeout(server->daemon, &ms) == MHD_YES && ms < (unsigned)timeout_ms) {
            timeout_ms = (int)ms;
        }
        if (poll(wait, 2, timeout_ms) < 0) {
            if (errno != EINTR) {
                return ADIL_ERR(IO);
            }
            continue;
        }
        if (wait[0].revents != 0) {
            return ADIL_OK;
        }
        if (MHD_run(server->daemon) != MHD_YES) {
            return ADIL_ERR(IO);
        }
    }
}

void adil_http_close(struct adil_http_server *server)
{
    if (server != NULL) {
        MHD_stop_daemon(server->daemon);
        adil_arena_release(&server->arena);
    }
}
