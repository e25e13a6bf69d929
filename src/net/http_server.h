/* An HTTP server for this machine: the adapter on libmicrohttpd. It listens on 127.0.0.1 only, for
 * GET and HEAD (and POST where it is taken), one request at a time, and hands each to one handler:
 * request -> response. TLS, compression and the outside world are the business of a proxy in front
 * of it.
 *
 * The adapter answers by itself what never reaches a handler: 405 to other methods, 400 to a path
 * that cannot be decoded, 413 to a body that is announced as too long (one that turns out too long
 * is cut off). A client that is silent for 15 seconds, or whose request and answer take longer than
 * the limit, is dropped. Every response carries the headers listed at adil_http_answer. */
#ifndef ADIL_NET_HTTP_SERVER_H
#define ADIL_NET_HTTP_SERVER_H

#include "base/err.h"

struct adil_http_request {
    /* Decoded: begins with '/', valid UTF-8, no control bytes, no encoded '/', no segment that is
     * empty (but the last), "." or "..". Without the query. */
    struct adil_span path;
    struct adil_span target; /* the same path as it was sent, still encoded */
    struct adil_span method; /* "GET", "HEAD", or "POST" where it is taken */
    struct adil_span body;   /* of a POST; else empty */
};

/* What a handler answers. All zero but `status` is a page that says the status. */
struct adil_http_response {
    unsigned status;           /* 200, 301, 404, 500 ... */
    struct adil_span type;     /* content type */
    struct adil_span body;     /* used when file < 0; in the arena the handler was given */
    struct adil_span location; /* of a redirect; empty: none */
    struct adil_span allow;    /* of a 405: the methods; empty: "GET, HEAD" */
    int file;                  /* descriptor of a regular file to send, taken over; < 0: none */
    uint64_t file_bytes;       /* its size */
};

/* Answers one request. `perm` lives until the response is on its way; `response` comes in as a
 * plain 404 (file < 0). Never fails: a fault inside is a response 500. Headers of every response:
 * X-Content-Type-Options, Content-Security-Policy (nothing but inline style and data: images),
 * Referrer-Policy, Cache-Control: no-cache. */
typedef void (*adil_http_answer)(void *ctx, struct adil_arena *perm,
                                 const struct adil_http_request *request,
                                 struct adil_http_response *response);

struct adil_http_server;

/* Listens on 127.0.0.1. Port 0: a free one, which adil_http_port tells.
 * Err  IO: the port is taken or not allowed; diag names it. */
ADIL_MUST_USE adil_err adil_http_open(struct adil_arena *perm, uint16_t port,
                                      adil_http_answer answer, void *ctx,
                                      struct adil_http_server **server, struct adil_diag *diag);
uint16_t adil_http_port(const struct adil_http_server *server);

/* For a server that is not running yet. */
struct adil_http_limits {
    size_t post_bytes; /* longest body of a POST; 0 (as at the start): POST is answered 405 */
    uint32_t request_seconds; /* for one request and its answer; at the start 120; not 0 */
};
void adil_http_set_limits(struct adil_http_server *server, struct adil_http_limits limits);

/* Serves on the calling thread until `stop_fd` can be read (a pipe or signalfd that the caller's
 * signal handling writes to). Err IO: waiting failed. */
ADIL_MUST_USE adil_err adil_http_run(struct adil_http_server *server, int stop_fd);

/* Stops listening and drops open connections. Accepts NULL. */
void adil_http_close(struct adil_http_server *server);

#endif
