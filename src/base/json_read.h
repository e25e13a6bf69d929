/* Reading JSON (RFC 8259) as a stream of events: nothing is built, nothing is copied unless a text
 * has escapes. In canonical mode only the RFC 8785 form is read, within the limits of acts: no
 * blanks, keys in order (ASCII, so bytes decide) and none twice, every text in its one spelling,
 * valid UTF-8 in NFC, numbers whole and within +-(2^53 - 1). */
#ifndef ADIL_BASE_JSON_READ_H
#define ADIL_BASE_JSON_READ_H

#include "base/err.h"

enum { ADIL_JSON_READ_DEPTH = 16 };

enum adil_json_event {
    ADIL_JSON_OBJECT,
    ADIL_JSON_OBJECT_END,
    ADIL_JSON_ARRAY,
    ADIL_JSON_ARRAY_END,
    ADIL_JSON_KEY,    /* text: the key; its value is the next event */
    ADIL_JSON_TEXT,   /* text */
    ADIL_JSON_INT,    /* integer: a number without fraction or exponent that fits int64 */
    ADIL_JSON_NUMBER, /* text: any other number as it stands; not in canonical mode */
    ADIL_JSON_BOOL,   /* integer: 0 or 1 */
    ADIL_JSON_NULL,
    ADIL_JSON_END,   /* the value is complete and nothing follows it */
    ADIL_JSON_FAULT, /* `fault` says what was expected, `at` where; every later call says so too */
};

struct adil_json_reader {
    struct adil_span in;
    size_t at; /* of the next byte */
    bool canonical;
    struct adil_arena *perm; /* of texts with escapes */
    struct adil_span text;
    int64_t integer;
    const char *fault; /* what was expected: a constant */
    unsigned depth;
    uint8_t state; /* private */
    struct {
        bool is_object;
        bool has_items;
        struct adil_span last_key; /* in canonical mode */
    } level[ADIL_JSON_READ_DEPTH];
};

/* `in` must outlive the reader. `perm` gets the texts that had escapes. */
void adil_json_read(struct adil_json_reader *r, struct adil_arena *perm, struct adil_span in,
                    bool canonical);
enum adil_json_event adil_json_next(struct adil_json_reader *r);
/* After OBJECT, ARRAY or KEY: reads on past the value that began (or is due). Out *raw: its bytes;
 * may be NULL. Returns false on a fault. */
bool adil_json_skip(struct adil_json_reader *r, enum adil_json_event began, struct adil_span *raw);
/* Reports the fault with the byte where it stands, e.g. "byte 17: expected keys in order". */
ADIL_MUST_USE adil_err adil_json_fault(const struct adil_json_reader *r, struct adil_place place,
                                       struct adil_span field, struct adil_diag *diag);

#endif
