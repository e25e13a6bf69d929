/* CSV as RFC 4180 has it, field by field and without copying: comma, quotes doubled inside quotes,
 * LF or CRLF, newlines inside quotes; the last newline is optional, blank lines at the end are
 * ignored. The text must be UTF-8 already; lines are counted as an editor counts them.
 *
 *     while (adil_csv_record(&c) == ADIL_CSV_RECORD) {
 *         do { if (!adil_csv_field(&c, &field)) { ... c.fault ... } } while (!c.ended);
 *     } */
#ifndef ADIL_EXCHANGE_CSV_H
#define ADIL_EXCHANGE_CSV_H

#include "base/span.h"

#include <string.h>

struct adil_csv {
    const char *at;
    const char *end;
    uint32_t line;        /* where `at` stands */
    uint32_t record_line; /* where the record began */
    bool ended;           /* the last field read ended its record */
    bool at_eof;          /* ... and no newline stood after it */
    bool quoted;          /* the last field read was quoted */
    const char *fault;    /* what was found where no CSV stands, or NULL */
    const char *expected; /* beside `fault` */
    uint32_t fault_line;
    struct adil_arena *text; /* quoted fields that hold quotes are unfolded here */
};

enum adil_csv_step {
    ADIL_CSV_RECORD, /* a record begins: read its fields */
    ADIL_CSV_BLANK,  /* a blank line with records after it */
    ADIL_CSV_END,
};

void adil_csv_open(struct adil_csv *c, struct adil_span text, struct adil_arena *unfolded);

/* To the next record. The fields of the last one must have been read. */
enum adil_csv_step adil_csv_record(struct adil_csv *c);

/* The next field of the record; it points into the text (or the arena). Must not be called past
 * the end of the record (asserted). Returns false on a fault: reading must stop. */
bool adil_csv_field(struct adil_csv *c, struct adil_span *field);

/* Reads over the rest of the record. Out *n: how many fields. Returns false on a fault. */
bool adil_csv_rest(struct adil_csv *c, uint32_t *n);

/* True when the text needs no quotes: adil_csv_same may be asked for it. */
bool adil_csv_plain(struct adil_span text);

/* Takes the next field when it is exactly `plain` (which adil_csv_plain holds for) and does not
 * end its record: columns repeat themselves, and this spares looking for the comma. */
static inline bool adil_csv_same(struct adil_csv *c, struct adil_span plain)
{
    size_t n = plain.len;
    if (n == 0 || (size_t)(c->end - c->at) <= n || c->at[n] != ',' ||
        memcmp(c->at, plain.ptr, n) != 0) {
        return false;
    }
    c->at += n + 1;
    c->ended = false;
    return true;
}

/* Takes the next field when it is a count of at most 18 digits (which cannot overflow).
 * Returns false, and takes nothing, on anything else: an empty cell, a fault, a longer number. */
static inline bool adil_csv_count(struct adil_csv *c, int64_t *v)
{
    const char *p = c->at;
    const char *stop = c->end - p > 18 ? p + 18 : c->end;
    int64_t x = 0;
    while (p < stop && *p >= '0' && *p <= '9') {
        x = 10 * x + (*p - '0');
        p++;
    }
    if (p == c->at || p == c->end) {
        return false;
    }
    bool cr = *p == '\r' && c->end - p > 1;
    p += cr;
    if (*p == '\n') {
        c->ended = true;
        c->at_eof = false;
        c->line++;
    } else if (*p == ',' && !cr) {
        c->ended = false;
    } else {
        return false;
    }
    c->at = p + 1;
    *v = x;
    return true;
}

#endif
