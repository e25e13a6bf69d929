#include "cli/witness_http.h"

static void answer_add(const struct adil_witness_site *site, struct adil_arena *perm,
                       const struct adil_http_request *request, struct adil_http_response *response)
{
    struct adil_witness_answer answer;
    struct adil_arena scratch = site->scratch;
    struct adil_diag diag;
    if (!adil_span_is(request->method, "POST")) {
        response->status = 405;
        response->allow = ADIL_SPAN("POST");
        return;
    }
    adil_diag_open(&diag, perm);
    adil_witness_add(site->witness, perm, scratch, request->body, site->now(site->ctx), &answer,
                     &diag);
    response->status = answer.status;
    response->type = answer.type;
    response->body = answer.body;
    if (site->tell != NULL && diag.first != NULL) {
        site->tell(site->ctx, &answer, &diag);
    }
}

/* The origin of which `hex` is the SHA-256. */
static bool find_origin(const struct adil_witness *w, struct adil_arena scratch,
                        struct adil_span hex, struct adil_span *origin)
{
    for (uint32_t i = 0; i < w->n_logs; i++) {
        struct adil_arena a = scratch;
        struct adil_hash h = adil_sha256(w->log[i].key.name);
        if (adil_span_eq(hex, adil_hex(&a, h.byte, sizeof h.byte))) {
            *origin = w->log[i].key.name;
            return true;
        }
    }
    return false;
}

static void answer_monitor(const struct adil_witness_site *site, struct adil_arena *perm,
                           struct adil_span origin, struct adil_http_response *response)
{
    const struct adil_witness_memory *m = &site->witness->memory;
    struct adil_witness_seen seen;
    struct adil_diag diag;
    adil_diag_open(&diag, perm);
    if (m->load(m->ctx, perm, origin, &seen, &diag).code != ADIL_C_OK) {
        const struct adil_witness_answer failed = {.status = 500};
        response->status = failed.status;
        if (site->tell != NULL) {
            site->tell(site->ctx, &failed, &diag);
        }
    } else if (seen.note.len > 0) {
        response->status = 200;
        response->type = ADIL_SPAN("text/plain; charset=utf-8");
        response->body = seen.note;
    }
}

void adil_witness_http_answer(void *ctx, struct adil_arena *perm,
                              const struct adil_http_request *request,
                              struct adil_http_response *response)
{
    const struct adil_witness_site *site = ctx;
    const struct adil_span ending = ADIL_SPAN("/checkpoint");
    struct adil_span path = request->path;
    struct adil_span origin;
    if (!adil_span_starts(path, site->prefix)) {
        return;
    }
    path = adil_span_sub(path, site->prefix.len, path.len);
    if (adil_span_is(path, "/add-checkpoint")) {
        answer_add(site, perm, request, response);
    } else if (adil_span_starts(path, ADIL_SPAN("/")) && adil_span_ends(path, ending) &&
               path.len > ending.len &&
               find_origin(site->witness, site->scratch,
                           adil_span_sub(path, 1, path.len - ending.len), &origin)) {
        if (adil_span_is(request->method, "POST")) {
            response->status = 405;
        } else {
            answer_monitor(site, perm, origin, response);
        }
    }
}
