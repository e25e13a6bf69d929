/* A witness over HTTP (C2SP tlog-witness):
 *
 *     POST PREFIX/add-checkpoint     asks for a cosignature
 *     GET  PREFIX/HEX/checkpoint     the note last cosigned; HEX: the SHA-256 of the origin
 *     GET  PREFIX/HEX/objection      the signed objection that stands; 404: none
 */
#ifndef ADIL_CLI_WITNESS_HTTP_H
#define ADIL_CLI_WITNESS_HTTP_H

#include "gazette/witness.h"
#include "net/http_server.h"

struct adil_witness_site {
    const struct adil_witness *witness;
    struct adil_span prefix;    /* "" or "/some/where", without a slash at its end */
    uint64_t (*now)(void *ctx); /* POSIX seconds */
    /* Told after a request that left something to say: a fork, a memory that failed. May be NULL.
     */
    void (*tell)(void *ctx, const struct adil_witness_answer *answer, const struct adil_diag *diag);
    /* Before each request: brings the witness's rows up to date; or NULL. After an error the answer
     * is 500. */
    adil_err (*refresh)(void *ctx, struct adil_diag *diag);
    /* The objection that stands to a log; empty: none. Or NULL: nothing is ever objected to. */
    adil_err (*objection)(void *ctx, struct adil_arena *perm, struct adil_span origin,
                          struct adil_span *note, struct adil_diag *diag);
    void *ctx;
    struct adil_arena scratch; /* for one request at a time */
};

/* An adil_http_answer; ctx is the struct adil_witness_site. The server must take a POST of
 * ADIL_WITNESS_REQUEST_MAX bytes (adil_http_set_limits). */
void adil_witness_http_answer(void *ctx, struct adil_arena *perm,
                              const struct adil_http_request *request,
                              struct adil_http_response *response);

#endif
