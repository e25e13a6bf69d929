/* A strict JSON checker (RFC 8259) for what programs print: one value, valid UTF-8, no control
 * characters in strings, no key twice in an object of up to JSON_KEYS keys. */
#ifndef ADIL_TESTS_JSON_VALID_H
#define ADIL_TESTS_JSON_VALID_H

#include "base/utf8.h"

enum { JSON_DEPTH = 64, JSON_KEYS = 64 };

struct json_valid {
    struct adil_span text;
    size_t at;
    struct json_level {
        bool is_object;
        struct adil_span key[JSON_KEYS];
        unsigned n_keys;
    } level[JSON_DEPTH];
    unsigned depth;
};

static inline char json_peek(struct json_valid *j)
{
    while (j->at < j->text.len &&
           adil_span_find_byte(ADIL_SPAN(" \t\r\n"), j->text.ptr[j->at]) < 4) {
        j->at++;
    }
    return j->at < j->text.len ? j->text.ptr[j->at] : '\0';
}

static inline bool json_take(struct json_valid *j, const char *word)
{
    struct adil_span rest = adil_span_sub(j->text, j->at, j->text.len);
    struct adil_span want = adil_span_of(word);
    bool is = adil_span_starts(rest, want);
    j->at += is ? want.len : 0;
    return is;
}

static inline size_t json_digits(struct json_valid *j)
{
    size_t from = j->at;
    while (j->at < j->text.len && j->text.ptr[j->at] >= '0' && j->text.ptr[j->at] <= '9') {
        j->at++;
    }
    return j->at - from;
}

static inline bool json_number(struct json_valid *j)
{
    (void)json_take(j, "-");
    bool zero = json_take(j, "0");
    if (!zero && json_digits(j) == 0) {
        return false;
    }
    if (json_take(j, ".") && json_digits(j) == 0) {
        return false;
    }
    if (json_take(j, "e") || json_take(j, "E")) {
        (void)(json_take(j, "+") || json_take(j, "-"));
        return json_digits(j) > 0;
    }
    return true;
}

static inline bool json_escape(struct json_valid *j)
{
    if (j->at >= j->text.len) {
        return false;
    }
    char c = j->text.ptr[j->at++];
    if (c != 'u') {
        return adil_span_find_byte(ADIL_SPAN("\"\\/bfnrt"), c) < 8;
    }
    for (int i = 0; i < 4; i++) {
        if (j->at >= j->text.len ||
            adil_span_find_byte(ADIL_SPAN("0123456789abcdefABCDEF"), j->text.ptr[j->at++]) == 22) {
            return false;
        }
    }
    return true;
}

static inline bool json_string(struct json_valid *j, struct adil_span *raw)
{
    if (!json_take(j, "\"")) {
        return false;
    }
    size_t from = j->at;
    while (j->at < j->text.len && j->text.ptr[j->at] != '"') {
        unsigned char c = (unsigned char)j->text.ptr[j->at++];
        if (c < 0x20 || (c == '\\' && !json_escape(j))) {
            return false;
        }
    }
    *raw = adil_span_sub(j->text, from, j->at);
    return json_take(j, "\"");
}

static inline bool json_key(struct json_valid *j)
{
    struct json_level *l = &j->level[j->depth];
    struct adil_span key;
    (void)json_peek(j);
    if (!json_string(j, &key) || json_peek(j) != ':' || !json_take(j, ":")) {
        return false;
    }
    for (unsigned i = 0; i < l->n_keys; i++) {
        if (adil_span_eq(l->key[i], key)) {
            return false;
        }
    }
    if (l->n_keys < JSON_KEYS) {
        l->key[l->n_keys++] = key;
    }
    return true;
}

/* A scalar, or the opening of an object or array. Out *opened. */
static inline bool json_value_start(struct json_valid *j, bool *opened)
{
    struct adil_span raw;
    char c = json_peek(j);
    *opened = c == '{' || c == '[';
    if (*opened) {
        if (j->depth + 1 >= JSON_DEPTH) {
            return false;
        }
        j->at++;
        j->depth++;
        j->level[j->depth].is_object = c == '{';
        j->level[j->depth].n_keys = 0;
        return true;
    }
    if (c == '"') {
        return json_string(j, &raw);
    }
    return json_take(j, "true") || json_take(j, "false") || json_take(j, "null") || json_number(j);
}

/* After a value: closes what ends, then stands before the next one. Out *done. */
static inline bool json_value_end(struct json_valid *j, bool *done)
{
    *done = false;
    while (j->depth > 0) {
        char c = json_peek(j);
        bool is_object = j->level[j->depth].is_object;
        if (c == ',') {
            j->at++;
            return !is_object || json_key(j);
        }
        if (c != (is_object ? '}' : ']')) {
            return false;
        }
        j->at++;
        j->depth--;
    }
    *done = true;
    return true;
}

static inline bool json_is_valid(struct adil_span text)
{
    struct json_valid j = {.text = text};
    bool opened = false;
    bool done = false;
    if (adil_utf8_check(text) < text.len) {
        return false;
    }
    while (!done) {
        if (!json_value_start(&j, &opened)) {
            return false;
        }
        if (opened) {
            char c = json_peek(&j);
            bool is_object = j.level[j.depth].is_object;
            if (c != (is_object ? '}' : ']')) {
                if (is_object && !json_key(&j)) {
                    return false;
                }
                continue;
            }
        }
        if (!json_value_end(&j, &done)) {
            return false;
        }
    }
    return json_peek(&j) == '\0' && j.at == text.len;
}

#endif
