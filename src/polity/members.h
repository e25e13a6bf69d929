/* Reading the members of a JSON object straight into a struct: a table of names in canonical order,
 * each with its reader. Extra, missing and mistyped members are told. For acts themselves and for
 * the fields of the machine's own words. */
#ifndef ADIL_POLITY_MEMBERS_H
#define ADIL_POLITY_MEMBERS_H

#include "base/json_read.h"

struct adil_members {
    struct adil_json_reader json; /* canonical */
    void *ctx;
    /* The fault. `expected` is a constant; NULL: none. */
    struct adil_span field;
    struct adil_span found;
    const char *expected;
    bool in_json; /* a fault of the JSON itself: adil_json_fault tells it */
};

/* Reads the value that is due. False: a fault, told by adil_members_fault. */
typedef bool adil_member_take(struct adil_members *m);

struct adil_member {
    struct adil_span name;
    adil_member_take *take;
    bool optional;
};

void adil_members_open(struct adil_members *m, struct adil_arena *perm, struct adil_span in,
                       void *ctx);
/* Remembers the first fault; the name of the member is added on the way out. Returns false. */
bool adil_members_fault(struct adil_members *m, struct adil_span found, const char *expected);
/* An object with the members of a table. */
bool adil_members_object(struct adil_members *m, const struct adil_member *table, size_t n);
/* The same when its opening brace was read already. */
bool adil_members_rest(struct adil_members *m, const struct adil_member *table, size_t n);

/* The next event must be this one. */
bool adil_members_event(struct adil_members *m, enum adil_json_event want, const char *expected);
/* In a list: true when another item begins, with an event `want`; false at its end, or with a
 * fault (m->expected is set then). */
bool adil_members_item(struct adil_members *m, enum adil_json_event want, const char *expected);
bool adil_members_text(struct adil_members *m, size_t max_bytes, struct adil_span *to);
bool adil_members_whole(struct adil_members *m, int64_t least, const char *expected, int64_t *to);
/* 64 lower-case hex digits. */
bool adil_members_hash(struct adil_members *m, uint8_t bytes[32]);
/* Exactly n bytes in base64. */
bool adil_members_base64(struct adil_members *m, uint8_t *bytes, size_t n, const char *expected);

#endif
