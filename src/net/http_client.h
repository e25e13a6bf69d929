/* Asking over HTTP and HTTPS: the adapter on libcurl. One client is one thread's; it keeps its
 * connections open between requests. Certificates are verified; the system's proxy settings
 * (http_proxy, https_proxy, no_proxy) are followed.
 *
 * What is asked for is a resource of bounded size in bounded time. A redirect is followed only by
 * GET, at most five times, and never to another scheme. Answers packed with gzip are unpacked, and
 * the limit holds for what comes out. */
#ifndef ADIL_NET_HTTP_CLIENT_H
#define ADIL_NET_HTTP_CLIENT_H

#include "base/err.h"

struct adil_http_client;

struct adil_http_patience {
    uint32_t connect_ms; /* until the connection stands, TLS included */
    uint32_t total_ms;   /* until the last byte */
};

/* Err  LIMIT: libcurl cannot be set up. */
ADIL_MUST_USE adil_err adil_http_client_open(struct adil_arena *perm,
                                             struct adil_http_patience patience,
                                             struct adil_http_client **client,
                                             struct adil_diag *diag);
void adil_http_client_close(struct adil_http_client *client); /* accepts NULL */

struct adil_http_reply {
    unsigned status;       /* any: a 404 is a reply, not an error */
    struct adil_span type; /* content type; empty when not told */
    struct adil_span body;
};

/* Asks; the reply lives in `perm`. Err INPUT: `url` is not http or https, has no host, or holds a
 * user's name; the answer is longer than max_bytes. IO: not reached, too slow, cut short, another
 * scheme behind a redirect, a certificate that does not verify: with the URL and libcurl's words.
 */
ADIL_MUST_USE adil_err adil_http_get(struct adil_http_client *client, struct adil_arena *perm,
                                     struct adil_span url, size_t max_bytes,
                                     struct adil_http_reply *reply, struct adil_diag *diag);
ADIL_MUST_USE adil_err adil_http_post(struct adil_http_client *client, struct adil_arena *perm,
                                      struct adil_span url, struct adil_span type,
                                      struct adil_span body, size_t max_bytes,
                                      struct adil_http_reply *reply, struct adil_diag *diag);

/* "https://host/prefix" and "tile/0/000": with one slash between; bytes of `path` that a URL cannot
 * hold are percent-encoded. Err INPUT: `base` has a query or a fragment; `path` is empty, absolute,
 * or has a segment that is empty, "." or "..". */
ADIL_MUST_USE adil_err adil_http_join(struct adil_arena *perm, struct adil_span base,
                                      struct adil_span path, struct adil_span *url,
                                      struct adil_diag *diag);

#endif
