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

static void fail_site(const struct adil_witness_site *site, const struct adil_diag *diag,
                      struct adil_http_response *response)
{
    const struct adil_witness_answer failed = {.status = 500};
    response->status = failed.status;
    if (site->tell != NULL) {
        site->tell(site->ctx, &failed, diag);
    }
}

static adil_err last_cosigned(const struct adil_witness_site *site, struct adil_arena *perm,
                              struct adil_span origin, struct adil_span *note,
                              struct adil_diag *diag)
{
    const struct adil_witness_memory *m = &site->witness->memory;
    struct adil_witness_seen seen;
    ADIL_TRY(m->load(m->ctx, perm, origin, &seen, diag));
    *note = seen.note;
    return ADIL_OK;
}

static adil_err standing_objection(const struct adil_witness_site *site, struct adil_arena *perm,
                                   struct adil_span origin, struct adil_span *note,
                                   struct adil_diag *diag)
{
    return site->objection != NULL ? site->objection(site->ctx, perm, origin, note, diag) : ADIL_OK;
}

/* What anyone may read of an origin: PREFIX/HEX/NAME. */
static const struct monitor {
    struct adil_span ending;
    adil_err (*note)(const struct adil_witness_site *site, struct adil_arena *perm,
                     struct adil_span origin, struct adil_span *note, struct adil_diag *diag);
} monitors[] = {
    {ADIL_SPAN_INIT("/checkpoint"), last_cosigned},
    {ADIL_SPAN_INIT("/objection"), standing_objection},
};

static void answer_monitor(const struct adil_witness_site *site, const struct monitor *what,
                           struct adil_arena *perm, const struct adil_http_request *request,
                           struct adil_span origin, struct adil_http_response *response)
{
    struct adil_span note = {NULL, 0};
    struct adil_diag diag;
    if (adil_span_is(request->method, "POST")) {
        response->status = 405;
        return;
    }
    adil_diag_open(&diag, perm);
    if (what->note(site, perm, origin, &note, &diag).code != ADIL_C_OK) {
        fail_site(site, &diag, response);
    } else if (note.len > 0) {
        response->status = 200;
        response->type = ADIL_SPAN("text/plain; charset=utf-8");
        response->body = note;
    }
}

static bool refresh_site(const struct adil_witness_site *site, struct adil_arena *perm,
                         struct adil_http_response *response)
{
    struct adil_diag diag;
    adil_diag_open(&diag, perm);
    if (site->refresh == NULL || site->refresh(site->ctx, &diag).code == ADIL_C_OK) {
        return true;
    }
    fail_site(site, &diag, response);
    return false;
}

void adil_witness_http_answer(void *ctx, struct adil_arena *perm,
                              const struct adil_http_request *request,
                              struct adil_http_response *response)
{
    const struct adil_witness_site *site = ctx;
    struct adil_span path = request->path;
    struct adil_span origin;
    if (!adil_span_starts(path, site->prefix) || !refresh_site(site, perm, response)) {
        return;
    }
    path = adil_span_sub(path, site->prefix.len, path.len);
    if (adil_span_is(path, "/add-checkpoint")) {
        answer_add(site, perm, request, response);
        return;
    }
    for (size_t i = 0; i < ADIL_COUNT(monitors); i++) {
        struct adil_span ending = monitors[i].ending;
        if (adil_span_starts(path, ADIL_SPAN("/")) && adil_span_ends(path, ending) &&
            path.len > ending.len &&
            find_origin(site->witness, site->scratch, adil_span_sub(path, 1, path.len - ending.len),
                        &origin)) {
            answer_monitor(site, &monitors[i], perm, request, origin, response);
        }
    }
}
