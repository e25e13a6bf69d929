/* A folder of pages over HTTP: the handler that `adil serve` runs.
 * Regular files only. Nothing outside the folder is reachable: symbolic links are not followed,
 * and names that begin with a dot do not exist. A folder is answered by its index.html. */
#ifndef ADIL_NET_HTTP_FOLDER_H
#define ADIL_NET_HTTP_FOLDER_H

#include "net/http_server.h"

struct adil_http_folder {
    int fd; /* the folder, open */
};

/* Err  INPUT: missing or not a folder; IO: it cannot be opened. */
ADIL_MUST_USE adil_err adil_http_folder_open(struct adil_arena scratch, struct adil_span path,
                                             struct adil_http_folder *folder,
                                             struct adil_diag *diag);
void adil_http_folder_close(struct adil_http_folder *folder);

/* An adil_http_answer; ctx is the struct adil_http_folder. */
void adil_http_folder_answer(void *ctx, struct adil_arena *perm,
                             const struct adil_http_request *request,
                             struct adil_http_response *response);

/* The content type of a file name, by its extension; application/octet-stream when unknown. */
struct adil_span adil_http_type(struct adil_span name);

/* All of it: opens folder and server, calls `ready` with the port that was taken, serves until
 * `stop_fd` can be read. Err as adil_http_folder_open, adil_http_open and adil_http_run. */
ADIL_MUST_USE adil_err adil_http_serve_dir(struct adil_arena *perm, struct adil_span path,
                                           uint16_t port, int stop_fd,
                                           void (*ready)(void *ctx, uint16_t port), void *ctx,
                                           struct adil_diag *diag);

#endif
