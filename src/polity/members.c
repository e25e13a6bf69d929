#include "polity/members.h"

#include "base/base64.h"
#include "base/sha256.h"

#include <string.h>

void adil_members_open(struct adil_members *m, struct adil_arena *perm, struct adil_span in,
                       void *ctx)
{
    adil_json_read(&m->json, perm, in, true);
    m->ctx = ctx;
    m->field = m->found = (struct adil_span){NULL, 0};
    m->expected = NULL;
    m->in_json = false;
}

bool adil_members_fault(struct adil_members *m, struct adil_span found, const char *expected)
{
    if (m->expected == NULL) {
        m->found = found;
        m->expected = expected;
    }
    return false;
}

static bool fault_of(struct adil_members *m, struct adil_span field, struct adil_span found,
                     const char *expected)
{
    (void)adil_members_fault(m, found, expected);
    if (m->field.len == 0) {
        m->field = field;
    }
    return false;
}

static bool json_fault(struct adil_members *m)
{
    m->in_json = true;
    return adil_members_fault(m, ADIL_SPAN(""), m->json.fault);
}

/* The place of a member in its table, from `from` on; n when it has none there. */
static size_t member_place(const struct adil_member *table, size_t n, size_t from,
                           struct adil_span name)
{
    while (from < n && !adil_span_eq(table[from].name, name)) {
        from++;
    }
    return from;
}

/* The members from `from` to before `to` were not there: each must be one that may be left out. */
static bool members_left_out(struct adil_members *m, const struct adil_member *table, size_t from,
                             size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (!table[i].optional) {
            return fault_of(m, table[i].name, ADIL_SPAN("nothing"), "this member");
        }
    }
    return true;
}

bool adil_members_rest(struct adil_members *m, const struct adil_member *table, size_t n)
{
    size_t next = 0;
    for (;;) {
        enum adil_json_event event = adil_json_next(&m->json);
        if (event == ADIL_JSON_OBJECT_END) {
            return members_left_out(m, table, next, n);
        }
        if (event != ADIL_JSON_KEY) {
            return json_fault(m);
        }
        size_t at = member_place(table, n, next, m->json.text);
        if (at == n) {
            return fault_of(m, m->json.text, ADIL_SPAN("this member"), "no such member");
        }
        if (!members_left_out(m, table, next, at)) {
            return false;
        }
        size_t from = m->json.at;
        if (!table[at].take(m)) {
            struct adil_span found = adil_span_sub(m->json.in, from, m->json.at);
            if (m->found.ptr == NULL) {
                m->found = found;
            }
            return fault_of(m, table[at].name, found, "another value");
        }
        next = at + 1;
    }
}

bool adil_members_object(struct adil_members *m, const struct adil_member *table, size_t n)
{
    return adil_members_event(m, ADIL_JSON_OBJECT, "an object") && adil_members_rest(m, table, n);
}

bool adil_members_event(struct adil_members *m, enum adil_json_event want, const char *expected)
{
    enum adil_json_event event = adil_json_next(&m->json);
    if (event == want) {
        return true;
    }
    return event == ADIL_JSON_FAULT ? json_fault(m)
                                    : adil_members_fault(m, (struct adil_span){NULL, 0}, expected);
}

bool adil_members_item(struct adil_members *m, enum adil_json_event want, const char *expected)
{
    enum adil_json_event event = adil_json_next(&m->json);
    if (event == ADIL_JSON_ARRAY_END || event == want) {
        return event == want;
    }
    return event == ADIL_JSON_FAULT ? json_fault(m)
                                    : adil_members_fault(m, (struct adil_span){NULL, 0}, expected);
}

bool adil_members_text(struct adil_members *m, size_t max_bytes, struct adil_span *to)
{
    if (!adil_members_event(m, ADIL_JSON_TEXT, "a text")) {
        return false;
    }
    *to = m->json.text;
    return to->len <= max_bytes ||
           adil_members_fault(m, (struct adil_span){NULL, 0}, "a shorter text");
}

bool adil_members_whole(struct adil_members *m, int64_t least, const char *expected, int64_t *to)
{
    if (!adil_members_event(m, ADIL_JSON_INT, "a whole number")) {
        return false;
    }
    *to = m->json.integer;
    return *to >= least || adil_members_fault(m, (struct adil_span){NULL, 0}, expected);
}

bool adil_members_hash(struct adil_members *m, uint8_t bytes[32])
{
    static const char digits[] = "64 hex digits in lower case";
    if (!adil_members_event(m, ADIL_JSON_TEXT, digits)) {
        return false;
    }
    /* The bit that a capital letter lacks, and digits and small ones have. */
    const uint64_t each = UINT64_C(0x2020202020202020);
    uint64_t small = each;
    uint64_t w = 0;
    for (size_t i = 0; i + sizeof w <= m->json.text.len; i += sizeof w) {
        memcpy(&w, m->json.text.ptr + i, sizeof w);
        small &= w;
    }
    return (small == each && adil_hex_parse(m->json.text, bytes, sizeof(struct adil_hash))) ||
           adil_members_fault(m, (struct adil_span){NULL, 0}, digits);
}

bool adil_members_base64(struct adil_members *m, uint8_t *bytes, size_t n, const char *expected)
{
    return adil_members_event(m, ADIL_JSON_TEXT, expected) &&
           (adil_base64_fixed(m->json.text, bytes, n) ||
            adil_members_fault(m, (struct adil_span){NULL, 0}, expected));
}
