#include "cli/witness_address.h"

#include "cli/fetch_http.h"

#include <string.h>

static const struct adil_http_patience patience = {10000, 30000};

/* The key has no "@http" in it: its base64 has no '@', and a name that had one would be odd. */
adil_err adil_witness_address_parse(struct adil_cli *cli, struct adil_span text,
                                    struct adil_witness_address *out)
{
    size_t at = text.len;
    while (at > 0 && text.ptr[at - 1] != '@') {
        at--;
    }
    if (at == 0 || !adil_span_starts(adil_span_sub(text, at, text.len), ADIL_SPAN("http"))) {
        return adil_usage(cli, "--witness", text, "VKEY@URL");
    }
    out->url = adil_span_sub(text, at, text.len);
    struct adil_place place = {ADIL_SPAN("--witness"), 0};
    ADIL_TRY(
        adil_vkey_parse(&cli->perm, place, adil_span_sub(text, 0, at - 1), &out->key, &cli->diag));
    if (out->key.kind != ADIL_KEY_COSIGNATURE) {
        return adil_usage(cli, "--witness", text, "a key of cosignatures (type 04)");
    }
    return ADIL_OK;
}

static adil_err read_last(struct adil_cli *cli, const struct adil_witness_address *w,
                          struct adil_span origin, struct adil_span note,
                          struct adil_witness_last *out)
{
    struct adil_place place = {w->url, 0};
    struct adil_note opened;
    ADIL_TRY(adil_note_open(&cli->perm, place, note, &w->key, 1, &opened, &cli->diag));
    ADIL_TRY(adil_checkpoint_parse(place, opened.text, &out->head, &cli->diag));
    if (!adil_span_eq(out->head.origin, origin)) {
        return adil_fail(&cli->diag, ADIL_ERR(REFUSED), place, ADIL_SPAN("origin"),
                         out->head.origin, origin);
    }
    out->note = note;
    return ADIL_OK;
}

adil_err adil_witness_address_last(struct adil_cli *cli, const struct adil_witness_address *w,
                                   struct adil_span origin, struct adil_witness_last *out)
{
    struct adil_http_client *client = NULL;
    struct adil_hash h = adil_sha256(origin);
    struct adil_span path = adil_fmt(&cli->perm, "%.*s/checkpoint",
                                     ADIL_ARG(adil_hex(&cli->perm, h.byte, sizeof h.byte)));
    struct adil_span note;
    memset(out, 0, sizeof *out);
    ADIL_TRY(adil_http_client_open(&cli->perm, patience, &client, &cli->diag));
    struct adil_fetch fetch = adil_fetch_http(&cli->perm, client, w->url);
    adil_err err = fetch.get(fetch.ctx, &cli->perm, path, ADIL_NOTE_BYTES_MAX, &note, NULL);
    if (err.code != ADIL_C_OK && err.code != ADIL_C_INPUT) {
        err = fetch.get(fetch.ctx, &cli->perm, path, ADIL_NOTE_BYTES_MAX, &note, &cli->diag);
    }
    if (err.code == ADIL_C_OK) {
        err = read_last(cli, w, origin, note, out);
        err = err.code == ADIL_C_INPUT ? ADIL_ERR(REFUSED) : err;
    } else if (err.code == ADIL_C_INPUT) {
        err = ADIL_OK; /* 404: it never cosigned this origin */
    }
    adil_http_client_close(client);
    return err;
}
