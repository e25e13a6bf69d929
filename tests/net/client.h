/* A server on a thread and a bare client on a loopback socket, for the tests of this folder. */
#ifndef ADIL_TESTS_NET_CLIENT_H
#define ADIL_TESTS_NET_CLIENT_H

#include "net/http_server.h"
#include "support.h"

#include <pthread.h>

struct test_server {
    struct adil_http_server *server;
    pthread_t thread;
    int stop[2]; /* a pipe: writing ends the run */
    adil_err end;
};

/* Opens and runs; or the two apart, to set limits between. */
void test_server_open(struct test_server *t, struct adil_arena *perm, adil_http_answer answer,
                      void *ctx);
void test_server_run(struct test_server *t);
void test_server_start(struct test_server *t, struct adil_arena *perm, adil_http_answer answer,
                       void *ctx);
/* Stops and joins; the run must have ended without an error. */
void test_server_stop(struct test_server *t);

struct test_reply {
    unsigned status;
    struct adil_span head; /* status line and headers, each with its CR LF */
    struct adil_span body;
};

/* A connection that gives up reading after ten seconds. */
int test_connect(uint16_t port);
/* Sends the bytes as they are, reads until the server closes. */
struct test_reply test_send(struct adil_arena *a, uint16_t port, struct adil_span request);
/* METHOD path, without a body, over a connection of its own. */
struct test_reply test_ask(struct adil_arena *a, uint16_t port, const char *method,
                           const char *path);
/* The value of a header, blanks trimmed; empty when it is absent. */
struct adil_span test_header(const struct test_reply *reply, const char *name);

#endif
