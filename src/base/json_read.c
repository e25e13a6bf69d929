#include "base/json_read.h"

#include "base/json_read_priv.h"

#include <stdio.h>
#include <string.h>

/* What is due next. After a value: the next item, the end of what is open, or of the document. */
enum { VALUE_DUE, VALUE_DONE, FAULTED };

enum { NO_BYTE = -1 };

#define CANONICAL_MAX ((UINT64_C(1) << 53) - 1)

void adil_json_read(struct adil_json_reader *r, struct adil_arena *perm, struct adil_span in,
                    bool canonical)
{
    r->in = in;
    r->at = 0;
    r->canonical = canonical;
    r->perm = perm;
    r->text = (struct adil_span){NULL, 0};
    r->integer = 0;
    r->fault = NULL;
    r->depth = 0;
    r->state = VALUE_DUE;
}

bool adil_json_refuse(struct adil_json_reader *r, size_t at, const char *expected)
{
    r->at = at;
    r->fault = expected;
    r->state = FAULTED;
    return false;
}

static enum adil_json_event fault_at(struct adil_json_reader *r, size_t at, const char *expected)
{
    (void)adil_json_refuse(r, at, expected);
    return ADIL_JSON_FAULT;
}

static int peek_byte(const struct adil_json_reader *r)
{
    return r->at < r->in.len ? (unsigned char)r->in.ptr[r->at] : NO_BYTE;
}

/* In canonical form there are none: whoever comes next meets the blank and refuses it. */
static void skip_blanks(struct adil_json_reader *r)
{
    if (r->canonical) {
        return;
    }
    for (int c = peek_byte(r); c == ' ' || c == '\n' || c == '\t' || c == '\r'; c = peek_byte(r)) {
        r->at++;
    }
}

/* Numbers */

static size_t skip_digits(const struct adil_json_reader *r, size_t at)
{
    while (at < r->in.len && adil_is_digit((unsigned char)r->in.ptr[at])) {
        at++;
    }
    return at;
}

static int byte_at(const struct adil_json_reader *r, size_t at)
{
    return at < r->in.len ? (unsigned char)r->in.ptr[at] : NO_BYTE;
}

/* Fraction and exponent from *at. Out *at: after them. */
static bool skip_tail(struct adil_json_reader *r, size_t *at)
{
    size_t digits;
    size_t end = *at;
    if (byte_at(r, *at) == '.') {
        digits = *at + 1;
        end = skip_digits(r, digits);
        if (end == digits) {
            return adil_json_refuse(r, digits, "a digit");
        }
    }
    int c = byte_at(r, end);
    if (c == 'e' || c == 'E') {
        c = byte_at(r, end + 1);
        digits = end + (c == '+' || c == '-' ? 2 : 1);
        end = skip_digits(r, digits);
        if (end == digits) {
            return adil_json_refuse(r, digits > r->in.len ? r->in.len : digits, "a digit");
        }
    }
    *at = end;
    return true;
}

/* The value of the digits [from, end). Returns false when it is above `max`. */
static bool magnitude(const struct adil_json_reader *r, size_t from, size_t end, uint64_t max,
                      uint64_t *v)
{
    *v = 0;
    for (size_t i = from; i < end; i++) {
        unsigned digit = (unsigned)(r->in.ptr[i] - '0');
        if (*v > (max - digit) / 10) {
            return false;
        }
        *v = *v * 10 + digit;
    }
    return true;
}

static enum adil_json_event take_number(struct adil_json_reader *r)
{
    size_t from = r->at;
    bool negative = r->in.ptr[from] == '-';
    size_t digits = from + (negative ? 1 : 0);
    size_t end = skip_digits(r, digits);
    if (end == digits) {
        return fault_at(r, digits, "a digit");
    }
    if (r->in.ptr[digits] == '0' && end - digits > 1) {
        return fault_at(r, digits, "a number without leading zeros");
    }
    size_t whole = end;
    if (!skip_tail(r, &end)) {
        return ADIL_JSON_FAULT;
    }
    uint64_t max = r->canonical ? CANONICAL_MAX : (uint64_t)INT64_MAX + (negative ? 1 : 0);
    uint64_t v = 0;
    bool fits = end == whole && magnitude(r, digits, end, max, &v);
    if (r->canonical && !fits) {
        return fault_at(r, from, "a whole number within 2^53 - 1");
    }
    if (r->canonical && negative && v == 0) {
        return fault_at(r, from, "zero without a sign");
    }
    r->at = end;
    r->text = adil_span_sub(r->in, from, end);
    r->state = VALUE_DONE;
    if (!fits) {
        return ADIL_JSON_NUMBER;
    }
    r->integer = negative && v > 0 ? -(int64_t)(v - 1) - 1 : (int64_t)v;
    return ADIL_JSON_INT;
}

/* Values */

static enum adil_json_event take_word(struct adil_json_reader *r, struct adil_span word,
                                      enum adil_json_event event, int64_t integer)
{
    if (!adil_span_starts(adil_span_sub(r->in, r->at, r->in.len), word)) {
        return fault_at(r, r->at, "true, false or null");
    }
    r->at += word.len;
    r->integer = integer;
    r->state = VALUE_DONE;
    return event;
}

static enum adil_json_event open_container(struct adil_json_reader *r, bool is_object)
{
    if (r->depth == ADIL_JSON_READ_DEPTH) {
        return fault_at(r, r->at, "at most 16 levels");
    }
    r->level[r->depth].is_object = is_object;
    r->level[r->depth].has_items = false;
    r->level[r->depth].last_key = (struct adil_span){NULL, 0};
    r->depth++;
    r->at++;
    r->state = VALUE_DONE;
    return is_object ? ADIL_JSON_OBJECT : ADIL_JSON_ARRAY;
}

static enum adil_json_event take_value(struct adil_json_reader *r)
{
    bool ascii = false;
    int c = peek_byte(r);
    switch (c) {
    case '{':
    case '[':
        return open_container(r, c == '{');
    case '"':
        if (!adil_json_text_take(r, &ascii)) {
            return ADIL_JSON_FAULT;
        }
        r->state = VALUE_DONE;
        return ADIL_JSON_TEXT;
    case 't':
        return take_word(r, ADIL_SPAN("true"), ADIL_JSON_BOOL, 1);
    case 'f':
        return take_word(r, ADIL_SPAN("false"), ADIL_JSON_BOOL, 0);
    case 'n':
        return take_word(r, ADIL_SPAN("null"), ADIL_JSON_NULL, 0);
    default:
        return c == '-' || adil_is_digit(c) ? take_number(r) : fault_at(r, r->at, "a value");
    }
}

/* RFC 8785, section 3.2.3 sorts keys by UTF-16 units; of ASCII keys that is the order of bytes. */
static bool key_in_order(struct adil_json_reader *r, size_t from)
{
    struct adil_span *last = &r->level[r->depth - 1].last_key;
    if (last->ptr != NULL && adil_span_cmp(*last, r->text) >= 0) {
        bool twice = adil_span_eq(*last, r->text);
        return adil_json_refuse(r, from, twice ? "each key once" : "keys in order");
    }
    *last = r->text;
    return true;
}

/* A key and its colon. */
static enum adil_json_event take_key(struct adil_json_reader *r)
{
    size_t from = r->at;
    bool ascii = false;
    if (peek_byte(r) != '"') {
        return fault_at(r, r->at, "a key");
    }
    if (!adil_json_text_take(r, &ascii)) {
        return ADIL_JSON_FAULT;
    }
    if (r->canonical && !ascii) {
        return fault_at(r, from, "a key of ASCII characters");
    }
    if (r->canonical && !key_in_order(r, from)) {
        return ADIL_JSON_FAULT;
    }
    skip_blanks(r);
    if (peek_byte(r) != ':') {
        return fault_at(r, r->at, "a colon");
    }
    r->at++;
    r->state = VALUE_DUE;
    return ADIL_JSON_KEY;
}

/* Inside an object or an array: its end, or the next item after a comma. */
static enum adil_json_event take_item(struct adil_json_reader *r)
{
    bool is_object = r->level[r->depth - 1].is_object;
    int c = peek_byte(r);
    if (c == (is_object ? '}' : ']')) {
        r->at++;
        r->depth--;
        return is_object ? ADIL_JSON_OBJECT_END : ADIL_JSON_ARRAY_END;
    }
    if (r->level[r->depth - 1].has_items) {
        if (c != ',') {
            return fault_at(r, r->at, is_object ? "a comma or }" : "a comma or ]");
        }
        r->at++;
        skip_blanks(r);
    }
    r->level[r->depth - 1].has_items = true;
    return is_object ? take_key(r) : take_value(r);
}

enum adil_json_event adil_json_next(struct adil_json_reader *r)
{
    if (r->state == FAULTED) {
        return ADIL_JSON_FAULT;
    }
    skip_blanks(r);
    if (r->state == VALUE_DUE) {
        return take_value(r);
    }
    if (r->depth > 0) {
        return take_item(r);
    }
    return r->at == r->in.len ? ADIL_JSON_END : fault_at(r, r->at, "nothing after the value");
}

bool adil_json_skip(struct adil_json_reader *r, enum adil_json_event began, struct adil_span *raw)
{
    ADIL_ASSERT(began == ADIL_JSON_OBJECT || began == ADIL_JSON_ARRAY || began == ADIL_JSON_KEY);
    size_t from = r->at - 1;
    unsigned outside = r->depth - 1;
    if (began == ADIL_JSON_KEY) {
        skip_blanks(r);
        from = r->at;
        outside = r->depth;
        if (adil_json_next(r) == ADIL_JSON_FAULT) {
            return false;
        }
    }
    while (r->depth > outside) {
        if (adil_json_next(r) == ADIL_JSON_FAULT) {
            return false;
        }
    }
    if (raw != NULL) {
        *raw = adil_span_sub(r->in, from, r->at);
    }
    return true;
}

adil_err adil_json_fault(const struct adil_json_reader *r, struct adil_place place,
                         struct adil_span field, struct adil_diag *diag)
{
    enum { SHOWN = 16 };
    char found[SHOWN + 64];
    struct adil_span near = adil_span_sub(r->in, r->at, r->at + SHOWN);
    struct adil_span what = near.len > 0 ? near : ADIL_SPAN("the end");
    memcpy(found, what.ptr, what.len);
    int n = snprintf(found + what.len, sizeof found - what.len, " at byte %zu", r->at);
    ADIL_ASSERT(n > 0 && (size_t)n < sizeof found - what.len);
    return adil_fail(diag, ADIL_ERR(INPUT), place, field,
                     adil_span_bytes(found, what.len + (size_t)n), adil_span_of(r->fault));
}
