/* Issuers: offices, and offices of a register's records, with the keys they ever had. */
#include "polity/state.h"

#include <string.h>

enum { ISSUER_INDEX_LEAST = 16 };

static bool issuer_is(const struct adil_issuer *s, uint32_t office, uint32_t key)
{
    return s->office == office && s->key == key;
}

static uint32_t issuer_place(const struct adil_polity *p, uint32_t office, uint32_t key)
{
    uint64_t h = ((uint64_t)office << 32 | key) * UINT64_C(0x9e3779b97f4a7c15);
    uint32_t i = (uint32_t)(h >> 32) & (p->n_issuer_index - 1);
    while (p->issuer_index[i] != 0 && !issuer_is(&p->issuer[p->issuer_index[i] - 1], office, key)) {
        i = (i + 1) & (p->n_issuer_index - 1);
    }
    return i;
}

bool adil_issuer_parse(const struct adil_rulebook *book, struct adil_span name, uint32_t *office,
                       struct adil_span *key)
{
    size_t slash = adil_span_find_byte(name, '/');
    struct adil_span id = adil_span_sub(name, 0, slash);
    *key = adil_span_sub(name, slash + 1, name.len);
    if (adil_span_is(id, "founders")) {
        *office = ADIL_FOUNDERS;
        return slash == name.len;
    }
    *office = adil_office_find(&book->acts, id);
    if (*office == ADIL_NO_WORD) {
        return false;
    }
    bool of_record = book->acts.office[*office].of != ADIL_NO_WORD;
    return of_record ? key->len > 0 : slash == name.len;
}

uint32_t adil_issuer_find(const struct adil_polity *p, struct adil_span name)
{
    uint32_t office = 0;
    struct adil_span key;
    if (p->n_issuers == 0 || !adil_issuer_parse(p->book, name, &office, &key)) {
        return ADIL_NO_ISSUER;
    }
    uint32_t id = adil_strings_find(p->strings, key);
    if (id == 0 && key.len > 0) {
        return ADIL_NO_ISSUER;
    }
    uint32_t number = p->issuer_index[issuer_place(p, office, id)];
    return number == 0 ? ADIL_NO_ISSUER : number - 1;
}

static void issuer_reindex(struct adil_polity *p)
{
    if ((uint64_t)(p->n_issuers + 1) * 3 <= (uint64_t)p->n_issuer_index * 2) {
        return;
    }
    adil_table_leave(p, p->issuer_index, sizeof *p->issuer_index, p->n_issuer_index);
    p->n_issuer_index = p->n_issuer_index == 0 ? ISSUER_INDEX_LEAST : 2 * p->n_issuer_index;
    p->issuer_index = adil_table(p, sizeof *p->issuer_index, p->n_issuer_index);
    for (uint32_t i = 0; i < p->n_issuers; i++) {
        p->issuer_index[issuer_place(p, p->issuer[i].office, p->issuer[i].key)] = i + 1;
    }
}

uint32_t adil_issuer_add(struct adil_polity *p, uint32_t office, uint32_t key)
{
    issuer_reindex(p);
    p->issuer = adil_grow(p, p->issuer, sizeof *p->issuer, p->n_issuers, &p->cap_issuers);
    p->issuer_index[issuer_place(p, office, key)] = p->n_issuers + 1;
    p->issuer[p->n_issuers] = (struct adil_issuer){.office = office, .key = key};
    return p->n_issuers++;
}

struct adil_span adil_issuer_name(const struct adil_polity *p, struct adil_arena *a,
                                  uint32_t issuer)
{
    const struct adil_issuer *s = &p->issuer[issuer];
    if (s->office == ADIL_FOUNDERS) {
        return ADIL_SPAN("founders");
    }
    struct adil_span id = p->in_force->acts.office[s->office].rule.id;
    struct adil_span key = adil_strings_get(p->strings, s->key);
    return key.len == 0 ? id : adil_fmt(a, "%.*s/%.*s", ADIL_ARG(id), ADIL_ARG(key));
}

void adil_issuer_expect(const struct adil_polity *p, uint32_t issuer)
{
    enum { LINE = 64, LINES_BYTES = 256 };
    const struct adil_issuer *s = &p->issuer[issuer];
    const char *keys = (const char *)s->keys;
    for (size_t at = 0; at < s->n_keys * sizeof *s->keys && at < LINES_BYTES; at += LINE) {
        __builtin_prefetch(keys + at);
    }
    uint32_t of = s->office != ADIL_FOUNDERS ? p->book->acts.office[s->office].of : ADIL_NO_WORD;
    if (of != ADIL_NO_WORD) {
        adil_record_expect(p, of, s->key);
    }
}

uint32_t adil_issuer_live(const struct adil_issuer *s)
{
    uint32_t n = 0;
    for (uint32_t k = 0; k < s->n_keys; k++) {
        n += s->keys[k].revoked == UINT32_MAX;
    }
    return n;
}

struct adil_issuer_key *adil_issuer_key_find(const struct adil_issuer *s, const uint8_t *key)
{
    for (uint32_t k = 0; k < s->n_keys; k++) {
        if (memcmp(s->keys[k].key, key, ADIL_PUBLIC_BYTES) == 0) {
            return &s->keys[k];
        }
    }
    return NULL;
}

int64_t adil_polity_next_seq(const struct adil_polity *p, struct adil_span issuer)
{
    uint32_t i = adil_issuer_find(p, issuer);
    return i == ADIL_NO_ISSUER ? 1 : p->issuer[i].seq + 1;
}
