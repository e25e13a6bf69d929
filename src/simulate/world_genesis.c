/* Entry 0 of a simulated record. */
#include "simulate/world.h"

static const char *const holder_members[] = {"capacity", "elected_on", "office", "person",
                                             "since",    "source",     "until"};

static void put_first_holders(struct adil_world *w, struct adil_buf *out)
{
    const struct adil_node *list = w->plan->holders;
    struct adil_json j;
    adil_json_open(&j, out, false);
    adil_json_array(&j);
    for (const struct adil_node *n = list != NULL ? list->first : NULL; n != NULL; n = n->next) {
        adil_json_object(&j);
        for (size_t i = 0; i < ADIL_COUNT(holder_members); i++) {
            const struct adil_node *m = adil_node_get(n, holder_members[i]);
            if (m != NULL) {
                adil_json_key(&j, holder_members[i]);
                adil_json_text(&j, m->text);
            }
        }
        adil_json_end(&j);
    }
    adil_json_end(&j);
}

static void put_issuers_bound(struct adil_world *w, struct adil_buf *out)
{
    adil_buf_byte(out, '[');
    for (uint32_t i = 0; i < w->plan->n_issuers; i++) {
        adil_buf_fmt(out, "%s{\"issuer\":\"%.*s\",\"keys\":", i == 0 ? "" : ",",
                     ADIL_ARG(w->plan->issuer[i].name));
        adil_world_put_keys(out, &w->issuer[i]);
        adil_buf_byte(out, '}');
    }
    adil_buf_byte(out, ']');
}

static void put_document(struct adil_world *w, struct adil_buf *out, struct adil_span bytes)
{
    struct adil_arena tmp = w->scratch;
    struct adil_hash h = adil_sha256(bytes);
    adil_buf_fmt(out, "{\"bytes\":%zu,\"hash\":\"%.*s\"}", bytes.len,
                 ADIL_ARG(adil_hex(&tmp, h.byte, sizeof h.byte)));
}

static void put_log_vkey(struct adil_world *w, struct adil_buf *out)
{
    struct adil_arena tmp = w->scratch;
    struct adil_simulated_key key;
    struct adil_hash seed = adil_simulated_key_seed(w->o->seed, w->origin, ADIL_SPAN("log"), 0);
    adil_simulated_key_make(seed.byte, &key);
    struct adil_vkey vkey = adil_vkey_ed25519(&tmp, w->origin, ADIL_KEY_ED25519, key.key);
    adil_buf_fmt(out, "\"%.*s\"", ADIL_ARG(adil_vkey_text(&tmp, &vkey)));
}

void adil_world_genesis_fields(struct adil_world *w)
{
    struct adil_buf *out = &w->fields;
    out->len = 0;
    adil_buf_fmt(out,
                 "{\"clock\":\"simulated\",\"engine\":%d,\"founders\":{\"keys\":", ADIL_ENGINE);
    adil_world_put_keys(out, &w->founders);
    adil_buf_fmt(out, ",\"least\":%u},\"holders\":", w->founders.sign);
    put_first_holders(w, out);
    adil_buf_str(out, ",\"issuers\":");
    put_issuers_bound(w, out);
    adil_buf_str(out, ",\"log\":");
    put_log_vkey(w, out);
    adil_buf_fmt(out, ",\"origin\":\"%.*s\",\"rulebook\":", ADIL_ARG(w->origin));
    put_document(w, out, w->o->canonical);
    adil_buf_str(out, ",\"source\":");
    put_document(w, out, w->o->source);
    adil_buf_byte(out, '}');
}
