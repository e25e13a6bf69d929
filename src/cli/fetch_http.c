#include "cli/fetch_http.h"

#define ANSWER_BYTES_MAX ((size_t)1 << 20) /* of a witness */

struct remote {
    struct adil_http_client *client;
    struct adil_span url;
};

static struct remote *remote_of(struct adil_arena *perm, struct adil_http_client *client,
                                struct adil_span url)
{
    struct remote *r = adil_new(perm, struct remote, 1);
    r->client = client;
    r->url = adil_span_copy(perm, url);
    return r;
}

static adil_err get_file(void *ctx, struct adil_arena *perm, struct adil_span path,
                         size_t max_bytes, struct adil_span *bytes, struct adil_diag *diag)
{
    const struct remote *r = ctx;
    struct adil_span url;
    struct adil_http_reply reply;
    ADIL_TRY(adil_http_join(perm, r->url, path, &url, diag));
    ADIL_TRY(adil_http_get(r->client, perm, url, max_bytes, &reply, diag));
    if (reply.status == 200) {
        *bytes = reply.body;
        return ADIL_OK;
    }
    bool absent = reply.status == 404 || reply.status == 410;
    return adil_fail(diag, absent ? ADIL_ERR(INPUT) : ADIL_ERR(IO), (struct adil_place){url, 0},
                     ADIL_SPAN(""), adil_fmt(perm, "status %u", reply.status),
                     ADIL_SPAN("a file of the log (200)"));
}

struct adil_fetch adil_fetch_http(struct adil_arena *perm, struct adil_http_client *client,
                                  struct adil_span url)
{
    struct remote *r = remote_of(perm, client, url);
    return (struct adil_fetch){.ctx = r, .get = get_file, .name = r->url};
}

static adil_err post_checkpoint(void *ctx, struct adil_arena *perm, struct adil_span body,
                                unsigned *status, struct adil_span *answer, struct adil_diag *diag)
{
    const struct remote *r = ctx;
    struct adil_span url;
    struct adil_http_reply reply;
    ADIL_TRY(adil_http_join(perm, r->url, ADIL_SPAN("add-checkpoint"), &url, diag));
    ADIL_TRY(adil_http_post(r->client, perm, url, ADIL_SPAN("text/plain; charset=utf-8"), body,
                            ANSWER_BYTES_MAX, &reply, diag));
    *status = reply.status;
    *answer = reply.body;
    return ADIL_OK;
}

struct adil_witness_post adil_witness_post_http(struct adil_arena *perm,
                                                struct adil_http_client *client,
                                                struct adil_span url)
{
    return (struct adil_witness_post){remote_of(perm, client, url), post_checkpoint};
}
