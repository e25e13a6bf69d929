#include "net/http_server.h"

#include "base/utf8.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#define MAX_CONNECTIONS 64
#define IDLE_SECONDS    15
#define REQUEST_SECONDS 120
#define MEMORY_BYTES    (32 * 1024)        /* of one connection: the request line and its headers */
#define ANSWER_BYTES    ((size_t)64 << 20) /* address space of one response */

/* One open connection. */
struct slot {
    struct adil_http_server *server;
    int fd;               /* < 0: the slot is free */
    uint64_t since;       /* seconds, when its request began */
    struct adil_buf body; /* of the POST that is coming in */
};

struct adil_http_server {
    struct MHD_Daemon *daemon;
    struct adil_http_limits limits;
    struct slot slot[MAX_CONNECTIONS];
    int n_open;
    int timer_fd;     /* ticks once a second */
    uint64_t seconds; /* ticks so far */
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
        struct adil_span allow = r->allow.len > 0 ? r->allow : ADIL_SPAN("GET, HEAD");
        ok &= MHD_add_response_header(response, "Allow", adil_span_cstr(a, allow));
    }
    ok &= MHD_queue_response(connection, r->status, response);
    MHD_destroy_response(response);
    return ok;
}

/* ---- connections ------------------------------------------------------------------------- */

/* The seconds since the server was opened. */
static uint64_t tick(struct adil_http_server *server)
{
    uint64_t passed = 0;
    if (read(server->timer_fd, &passed, sizeof passed) == (ssize_t)sizeof passed) {
        server->seconds += passed;
    }
    return server->seconds;
}

static void on_connection(void *cls, struct MHD_Connection *connection, void **context,
                          enum MHD_ConnectionNotificationCode code)
{
    struct adil_http_server *server = cls;
    struct slot *slot = *context;
    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
        if (slot != NULL) {
            adil_buf_release(&slot->body);
            slot->fd = -1;
            server->n_open--;
        }
        return;
    }
    for (size_t i = 0; i < MAX_CONNECTIONS; i++) {
        slot = &server->slot[i];
        if (slot->fd < 0) {
            slot->fd =
                MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
            slot->since = tick(server);
            server->n_open++;
            *context = slot;
            return;
        }
    }
}

/* The answer is out, or will never be: what comes next on this connection has its own time. */
static void on_completed(void *cls, struct MHD_Connection *connection, void **state,
                         enum MHD_RequestTerminationCode code)
{
    struct slot *slot = *state;
    (void)connection;
    (void)code;
    if (slot != NULL) {
        adil_buf_release(&slot->body);
        slot->since = tick(cls);
    }
}

/* Idle connections are libmicrohttpd's business; this ends those that are never idle and never
 * done. They are closed in the next round, when the descriptor tells of it. */
static void drop_overdue(struct adil_http_server *server)
{
    uint64_t now = tick(server);
    for (size_t i = 0; i < MAX_CONNECTIONS; i++) {
        const struct slot *slot = &server->slot[i];
        if (slot->fd >= 0 && now - slot->since > server->limits.request_seconds) {
            (void)shutdown(slot->fd, SHUT_RDWR);
        }
    }
}

/* ---- requests ---------------------------------------------------------------------------- */

static bool announces_too_much(struct MHD_Connection *connection, size_t max_bytes)
{
    uint64_t bytes;
    const char *length =
        MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_LENGTH);
    return length != NULL && !adil_span_u64(adil_span_of(length), max_bytes, &bytes);
}

/* Once the headers are there. 0: go on; else the status that ends the request. */
static unsigned check_head(struct adil_http_server *server, struct MHD_Connection *connection,
                           struct adil_span method)
{
    size_t post_bytes = server->limits.post_bytes;
    if (adil_span_is(method, "GET") || adil_span_is(method, "HEAD")) {
        return 0;
    }
    if (!adil_span_is(method, "POST") || post_bytes == 0) {
        return MHD_HTTP_METHOD_NOT_ALLOWED;
    }
    return announces_too_much(connection, post_bytes) ? MHD_HTTP_CONTENT_TOO_LARGE : 0;
}

/* A piece of a body. What a GET brings is read past. MHD_NO drops the connection. */
static enum MHD_Result take_piece(struct slot *slot, struct adil_span method,
                                  struct adil_span piece)
{
    if (!adil_span_is(method, "POST")) {
        return MHD_YES;
    }
    adil_buf_put(&slot->body, piece);
    return adil_buf_ok(&slot->body) ? MHD_YES : MHD_NO;
}

static enum MHD_Result send_status(struct MHD_Connection *connection, struct adil_arena a,
                                   const struct adil_http_server *server, unsigned status)
{
    struct adil_http_response response = {.status = status, .file = -1};
    if (server->limits.post_bytes > 0) {
        response.allow = ADIL_SPAN("GET, HEAD, POST");
    }
    return send_response(connection, &a, &response);
}

static enum MHD_Result begin_request(struct adil_http_server *server,
                                     struct MHD_Connection *connection, struct adil_span method,
                                     void **state)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct slot *slot = info != NULL ? info->socket_context : NULL;
    unsigned status = check_head(server, connection, method);
    if (slot == NULL) {
        return MHD_NO;
    }
    if (status != 0) {
        return send_status(connection, server->arena, server, status);
    }
    adil_buf_release(&slot->body);
    adil_buf_open(&slot->body, server->limits.post_bytes);
    *state = slot;
    return MHD_YES;
}

/* libmicrohttpd calls once with the headers, for each piece of a body, and when all has come. */
static enum MHD_Result on_request(void *cls, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *upload,
                                  size_t *upload_bytes, void **state)
{
    struct adil_http_server *server = cls;
    struct slot *slot = *state;
    struct adil_arena arena = server->arena;
    struct adil_http_response response = {.status = MHD_HTTP_NOT_FOUND, .file = -1};
    struct adil_http_request request = {.target = adil_span_of(url),
                                        .method = adil_span_of(method)};
    (void)version;

    if (slot == NULL) {
        return begin_request(server, connection, request.method, state);
    }
    if (*upload_bytes > 0) {
        struct adil_span piece = adil_span_bytes(upload, *upload_bytes);
        *upload_bytes = 0;
        return take_piece(slot, request.method, piece);
    }
    if (!decode(&arena, request.target, &request.path) || !has_plain_segments(request.path)) {
        response.status = MHD_HTTP_BAD_REQUEST;
    } else {
        request.body = adil_buf_span(&slot->body);
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

static adil_err start_daemon(struct adil_http_server *s, int listen_fd, struct adil_diag *diag)
{
    s->timer_fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    const struct itimerspec every_second = {{1, 0}, {1, 0}};
    if (s->timer_fd >= 0 && timerfd_settime(s->timer_fd, 0, &every_second, NULL) == 0) {
        s->daemon = MHD_start_daemon(
            MHD_USE_EPOLL, 0, NULL, NULL, on_request, s, MHD_OPTION_LISTEN_SOCKET, listen_fd,
            MHD_OPTION_CONNECTION_LIMIT, (unsigned)MAX_CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT,
            (unsigned)IDLE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)MEMORY_BYTES,
            MHD_OPTION_UNESCAPE_CALLBACK, keep_encoded, NULL, MHD_OPTION_NOTIFY_CONNECTION,
            on_connection, s, MHD_OPTION_NOTIFY_COMPLETED, on_completed, s, MHD_OPTION_END);
    }
    if (s->daemon != NULL) {
        s->wait_fd = MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
        return ADIL_OK;
    }
    if (s->timer_fd >= 0) {
        close(s->timer_fd);
    }
    return adil_fail(diag, ADIL_ERR(IO), (struct adil_place){ADIL_SPAN("127.0.0.1"), 0},
                     ADIL_SPAN("server"), ADIL_SPAN("it did not start"), ADIL_SPAN(""));
}

adil_err adil_http_open(struct adil_arena *perm, uint16_t port, adil_http_answer answer, void *ctx,
                        struct adil_http_server **server, struct adil_diag *diag)
{
    int fd = -1;
    ADIL_ASSERT(answer != NULL);
    struct adil_http_server *s = adil_new(perm, struct adil_http_server, 1);
    s->answer = answer;
    s->ctx = ctx;
    s->port = port;
    s->limits.request_seconds = REQUEST_SECONDS;
    for (size_t i = 0; i < MAX_CONNECTIONS; i++) {
        s->slot[i].fd = -1;
    }
    *server = NULL;
    if (adil_arena_open(&s->arena, ANSWER_BYTES) != 0) {
        return ADIL_ERR(LIMIT);
    }
    s->arena.full = perm->full;
    s->arena.ctx = perm->ctx;
    adil_err err = listen_local(perm, &s->port, &fd, diag);
    if (err.code == ADIL_C_OK) {
        err = start_daemon(s, fd, diag);
        if (err.code != ADIL_C_OK) {
            close(fd);
        }
    }
    if (err.code != ADIL_C_OK) {
        adil_arena_release(&s->arena);
        return err;
    }
    *server = s;
    return ADIL_OK;
}

uint16_t adil_http_port(const struct adil_http_server *server)
{
    return server->port;
}

void adil_http_set_limits(struct adil_http_server *server, struct adil_http_limits limits)
{
    ADIL_ASSERT(limits.request_seconds > 0);
    server->limits = limits;
}

adil_err adil_http_run(struct adil_http_server *server, int stop_fd)
{
    struct pollfd wait[3] = {{.fd = stop_fd, .events = POLLIN},
                             {.fd = server->wait_fd, .events = POLLIN},
                             {.fd = -1, .events = POLLIN}};
    for (;;) {
        MHD_UNSIGNED_LONG_LONG ms;
        int timeout_ms = IDLE_SECONDS * 1000;
        if (MHD_get_timeout(server->daemon, &ms) == MHD_YES && ms < (unsigned)timeout_ms) {
            timeout_ms = (int)ms;
        }
        wait[2].fd = server->n_open > 0 ? server->timer_fd : -1; /* nobody there: sleep */
        if (poll(wait, ADIL_COUNT(wait), timeout_ms) < 0) {
            if (errno != EINTR) {
                return ADIL_ERR(IO);
            }
            continue;
        }
        if (wait[0].revents != 0) {
            return ADIL_OK;
        }
        drop_overdue(server);
        if (MHD_run(server->daemon) != MHD_YES) {
            return ADIL_ERR(IO);
        }
    }
}

void adil_http_close(struct adil_http_server *server)
{
    if (server != NULL) {
        MHD_stop_daemon(server->daemon);
        close(server->timer_fd);
        adil_arena_release(&server->arena);
    }
}
