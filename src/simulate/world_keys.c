/* Keys of everybody in a simulation: they follow from the seed, the origin and who they belong to.
 */
#include "simulate/world.h"

#include "base/base64.h"

struct adil_hash adil_simulated_key_seed(struct adil_span seed, struct adil_span origin,
                                         struct adil_span issuer, uint32_t k)
{
    uint8_t number[4] = {(uint8_t)(k >> 24), (uint8_t)(k >> 16), (uint8_t)(k >> 8), (uint8_t)k};
    struct adil_span piece[] = {ADIL_SPAN("adil/simulate/key/v1"), origin, seed, issuer,
                                adil_span_bytes((const char *)number, sizeof number)};
    return adil_sha256_pieces(piece, ADIL_COUNT(piece));
}

static void make_keys_of(const struct adil_world *w, struct adil_span name, uint32_t n,
                         struct adil_simulated_key *out)
{
    for (uint32_t k = 0; k < n; k++) {
        struct adil_hash seed = adil_simulated_key_seed(w->o->seed, w->origin, name, k);
        adil_simulated_key_make(seed.byte, &out[k]);
    }
}

static struct adil_world_issuer make_issuer(struct adil_world *w, struct adil_span name, uint32_t n,
                                            uint32_t sign)
{
    struct adil_simulated_key *key = adil_new(w->perm, struct adil_simulated_key, n);
    make_keys_of(w, name, n, key);
    return (struct adil_world_issuer){key, n, sign};
}

void adil_world_keys(struct adil_world *w)
{
    const struct adil_plan *plan = w->plan;
    uint32_t n = plan->place_keys.keys;
    w->founders = make_issuer(w, ADIL_SPAN("founders"), plan->founders, plan->founders_least);
    w->issuer = adil_new(w->perm, struct adil_world_issuer, plan->n_issuers);
    for (uint32_t i = 0; i < plan->n_issuers; i++) {
        w->issuer[i] =
            make_issuer(w, plan->issuer[i].name, plan->issuer[i].keys, plan->issuer[i].sign);
    }
    w->option_key = adil_new(w->perm, struct adil_simulated_key, plan->n_options);
    for (uint32_t i = 0; i < plan->n_options; i++) {
        struct adil_arena tmp = w->scratch;
        make_keys_of(w,
                     adil_fmt(&tmp, "%.*s/%.*s", ADIL_ARG(plan->option_office),
                              ADIL_ARG(plan->option[i].key)),
                     1, &w->option_key[i]);
    }
    w->place_key = adil_new(w->perm, struct adil_simulated_key, (size_t)w->drawn.n_places * n);
    for (uint32_t i = 0; i < w->drawn.n_places; i++) {
        struct adil_arena tmp = w->scratch;
        make_keys_of(w, adil_fmt(&tmp, "%.*s/%05u", ADIL_ARG(plan->place_office), i + 1), n,
                     &w->place_key[(size_t)i * n]);
    }
}

static bool is_of_office(struct adil_span name, struct adil_span office)
{
    return name.len > office.len && name.ptr[office.len] == '/' && adil_span_starts(name, office);
}

bool adil_world_issuer_of(const struct adil_world *w, struct adil_span name, uint32_t item,
                          struct adil_world_issuer *out)
{
    const struct adil_plan *plan = w->plan;
    uint32_t n = plan->place_keys.keys;
    if (is_of_office(name, plan->place_office) && item < w->drawn.n_places) {
        *out =
            (struct adil_world_issuer){&w->place_key[(size_t)item * n], n, plan->place_keys.sign};
        return true;
    }
    if (is_of_office(name, plan->option_office) && item < plan->n_options) {
        *out = (struct adil_world_issuer){&w->option_key[item], 1, 1};
        return true;
    }
    for (uint32_t i = 0; i < plan->n_issuers; i++) {
        if (adil_span_eq(plan->issuer[i].name, name)) {
            *out = w->issuer[i];
            return true;
        }
    }
    *out = w->founders;
    return adil_span_is(name, "founders");
}

void adil_world_put_keys(struct adil_buf *out, const struct adil_world_issuer *issuer)
{
    for (uint32_t k = 0; k < issuer->n; k++) {
        adil_buf_str(out, k == 0 ? "[\"" : ",\"");
        adil_base64_put(
            out, adil_span_bytes((const char *)issuer->key[k].key, sizeof issuer->key[k].key));
        adil_buf_byte(out, '"');
    }
    adil_buf_byte(out, ']');
}
