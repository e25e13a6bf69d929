/* The hash of the state: the root of a Merkle tree (RFC 6962) whose leaves are the canonical
 * `["NAME",VALUE]` of each item, VALUE as in the document of the whole state: first "polity", then
 * case/CASE, election/CASE, holder/N, issuer/NAME, law/N, notice/N and the records as REGISTER/KEY,
 * each kind in order of its names. Two states with one hash are the same in every item; a record is
 * proven by the path of its leaf. */
#include "polity/put.h"

#include "gazette/merkle.h"
#include "polity/elections.h"

enum { LEAF_BYTES_MAX = 1 << 30 };

struct hashing {
    struct adil_frontier tree;
    struct adil_buf buf;
    struct adil_json json;
    struct adil_putting put;
};

static void leaf_begin(struct hashing *h, const char *kind, struct adil_span name)
{
    struct adil_arena tmp = *h->put.scratch;
    h->buf.len = 0;
    adil_json_open(&h->json, &h->buf, false);
    adil_json_array(&h->json);
    adil_json_text(&h->json, kind == NULL ? name : adil_fmt(&tmp, "%s/%.*s", kind, ADIL_ARG(name)));
}

static void leaf_end(struct hashing *h)
{
    adil_json_end(&h->json);
    ADIL_ASSERT(adil_buf_ok(&h->buf));
    struct adil_hash leaf = adil_leaf_hash(adil_buf_span(&h->buf));
    adil_frontier_add(&h->tree, &leaf);
}

static struct adil_span number_name(struct adil_arena *a, uint32_t n)
{
    return adil_fmt(a, "%u", n);
}

static void hash_cases(struct hashing *h)
{
    const struct adil_polity *p = h->put.p;
    const struct adil_index_entry *e = adil_put_cases_in_order(&h->put);
    for (uint32_t i = 0; i < p->n_cases; i++) {
        struct adil_polity copy;
        struct adil_putting own = h->put;
        own.p = adil_law_view(p, e[i].value, &copy);
        leaf_begin(h, "case", e[i].name);
        adil_put_case(&own, e[i].value);
        leaf_end(h);
    }
    for (uint32_t i = 0; i < p->n_cases; i++) {
        if (p->cases[e[i].value].election != NULL) {
            struct adil_polity copy;
            leaf_begin(h, "election", e[i].name);
            adil_election_put(adil_law_view(p, e[i].value, &copy), *h->put.scratch, e[i].value,
                              &h->json);
            leaf_end(h);
        }
    }
}

static void hash_holders(struct hashing *h)
{
    for (uint32_t i = 0; i < h->put.p->n_holdings; i++) {
        struct adil_arena tmp = *h->put.scratch;
        leaf_begin(h, "holder", number_name(&tmp, i));
        adil_put_holding(&h->put, i);
        leaf_end(h);
    }
}

static void hash_issuers(struct hashing *h)
{
    const struct adil_index_entry *e = adil_put_issuers_in_order(&h->put);
    for (uint32_t i = 0; i < h->put.p->n_issuers; i++) {
        leaf_begin(h, "issuer", e[i].name);
        adil_put_issuer(&h->put, e[i].value);
        leaf_end(h);
    }
}

/* A law that never changed is named by the head alone. */
static void hash_laws(struct hashing *h)
{
    for (uint32_t i = 1; i < h->put.p->n_versions; i++) {
        struct adil_arena tmp = *h->put.scratch;
        leaf_begin(h, "law", number_name(&tmp, i));
        adil_put_version(&h->put, i);
        leaf_end(h);
    }
}

static void hash_notices(struct hashing *h)
{
    for (uint32_t i = 0; i < h->put.p->n_notices; i++) {
        struct adil_arena tmp = *h->put.scratch;
        leaf_begin(h, "notice", number_name(&tmp, i));
        adil_put_notice(&h->put, i);
        leaf_end(h);
    }
}

static void hash_register(struct hashing *h, uint32_t reg)
{
    struct adil_arena tmp = *h->put.scratch;
    struct adil_arena *outer = h->put.scratch;
    h->put.scratch = &tmp;
    const struct adil_polity *p = h->put.p;
    char *kind = adil_span_cstr(&tmp, p->book->reg[reg].id);
    const struct adil_index_entry *e = adil_put_records_in_order(&h->put, reg);
    for (uint32_t i = 0; i < p->reg[reg].n; i++) {
        leaf_begin(h, kind, e[i].name);
        adil_put_record(&h->put, reg, e[i].value);
        leaf_end(h);
    }
    h->put.scratch = outer;
}

struct adil_hash adil_polity_hash(const struct adil_polity *p, struct adil_arena scratch)
{
    struct hashing h = {.put = {p, &scratch, NULL}};
    if (p->book == NULL) {
        return adil_empty_root();
    }
    h.put.out = &h.json;
    adil_buf_open(&h.buf, LEAF_BYTES_MAX);
    leaf_begin(&h, NULL, ADIL_SPAN("polity"));
    adil_put_head(&h.put);
    leaf_end(&h);
    hash_cases(&h);
    hash_holders(&h);
    hash_issuers(&h);
    hash_laws(&h);
    hash_notices(&h);
    const struct adil_index_entry *e = adil_put_registers_in_order(&h.put);
    for (uint32_t i = 0; i < p->book->n_registers; i++) {
        hash_register(&h, e[i].value);
    }
    adil_buf_release(&h.buf);
    return adil_frontier_root(&h.tree);
}
