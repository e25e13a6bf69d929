/* A log's files and a witness's ear over HTTP: what gazette/ asks for, given by net/. */
#ifndef ADIL_CLI_FETCH_HTTP_H
#define ADIL_CLI_FETCH_HTTP_H

#include "gazette/reader.h"
#include "gazette/witness.h"
#include "net/http_client.h"

/* The files below a log's URL. get: Err INPUT: 404 or 410, or longer than asked for; IO: not
 * reached, or any other status. The client is used by one thread at a time and must outlive this.
 */
struct adil_fetch adil_fetch_http(struct adil_arena *perm, struct adil_http_client *client,
                                  struct adil_span url);

/* POST URL/add-checkpoint. */
struct adil_witness_post adil_witness_post_http(struct adil_arena *perm,
                                                struct adil_http_client *client,
                                                struct adil_span url);

#endif
