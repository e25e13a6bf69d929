#include "base/json.h"

#include "base/utf8.h"

#include <string.h>

/* level[0] is the document itself, which takes one value; level[depth] is the innermost open. */

static void new_line(struct adil_json *j, unsigned depth)
{
    adil_buf_byte(j->out, '\n');
    adil_buf_repeat(j->out, "  ", depth);
}

/* Comma and white space before an item of the innermost array or object. */
static void separate(struct adil_json *j)
{
    bool first = !j->level[j->depth].has_items;
    j->level[j->depth].has_items = true;
    if (!first) {
        adil_buf_byte(j->out, ',');
    }
    if (j->pretty && j->line_from == 0) {
        new_line(j, j->depth);
    } else if (j->pretty && !first) {
        adil_buf_byte(j->out, ' ');
    }
}

static void begin_value(struct adil_json *j)
{
    if (j->depth == 0) {
        ADIL_ASSERT(!j->level[0].has_items); /* one value makes a document */
        j->level[0].has_items = true;
    } else if (j->level[j->depth].is_object) {
        ADIL_ASSERT(j->level[j->depth].has_key);
        j->level[j->depth].has_key = false;
    } else {
        separate(j);
    }
}

static void put_escaped(struct adil_buf *out, unsigned char c)
{
    static const char from[] = "\"\\\b\f\n\r\t";
    static const char to[] = "\"\\bfnrt";
    const char *at = c != '\0' ? strchr(from, c) : NULL;
    if (at != NULL) {
        adil_buf_byte(out, '\\');
        adil_buf_byte(out, to[at - from]);
    } else {
        adil_buf_fmt(out, "\\u%04x", (unsigned)c);
    }
}

static void put_quoted(struct adil_buf *out, struct adil_span s)
{
    ADIL_ASSERT(adil_utf8_check(s) == s.len);
    adil_buf_byte(out, '"');
    size_t from = 0; /* bytes from here on need no escape and leave in one piece */
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c < 0x20 || c == '"' || c == '\\') {
            adil_buf_put(out, adil_span_sub(s, from, i));
            put_escaped(out, c);
            from = i + 1;
        }
    }
    adil_buf_put(out, adil_span_sub(s, from, s.len));
    adil_buf_byte(out, '"');
}

void adil_json_open(struct adil_json *j, struct adil_buf *out, bool pretty)
{
    memset(j, 0, sizeof *j);
    j->out = out;
    j->pretty = pretty;
}

void adil_json_finish(struct adil_json *j)
{
    ADIL_ASSERT(j->depth == 0 && j->level[0].has_items);
    adil_buf_byte(j->out, '\n');
}

static void open_level(struct adil_json *j, bool is_object, bool on_line)
{
    begin_value(j);
    ADIL_ASSERT(j->depth + 1 < ADIL_JSON_DEPTH);
    j->depth++;
    j->level[j->depth].is_object = is_object;
    j->level[j->depth].has_items = false;
    j->level[j->depth].has_key = false;
    if (on_line && j->line_from == 0) {
        j->line_from = j->depth;
    }
    adil_buf_byte(j->out, is_object ? '{' : '[');
}

void adil_json_object(struct adil_json *j)
{
    open_level(j, true, false);
}

void adil_json_object_line(struct adil_json *j)
{
    open_level(j, true, true);
}

void adil_json_array(struct adil_json *j)
{
    open_level(j, false, false);
}

void adil_json_array_line(struct adil_json *j)
{
    open_level(j, false, true);
}

void adil_json_end(struct adil_json *j)
{
    ADIL_ASSERT(j->depth > 0 && !j->level[j->depth].has_key);
    if (j->pretty && j->line_from == 0 && j->level[j->depth].has_items) {
        new_line(j, j->depth - 1);
    }
    adil_buf_byte(j->out, j->level[j->depth].is_object ? '}' : ']');
    if (j->line_from == j->depth) {
        j->line_from = 0;
    }
    j->depth--;
}

void adil_json_key(struct adil_json *j, const char *key)
{
    ADIL_ASSERT(key != NULL);
    adil_json_key_span(j, adil_span_of(key));
}

void adil_json_key_span(struct adil_json *j, struct adil_span key)
{
    ADIL_ASSERT(j->depth > 0 && j->level[j->depth].is_object && !j->level[j->depth].has_key);
    separate(j);
    j->level[j->depth].has_key = true;
    put_quoted(j->out, key);
    adil_buf_str(j->out, j->pretty ? ": " : ":");
}

void adil_json_text(struct adil_json *j, struct adil_span s)
{
    begin_value(j);
    put_quoted(j->out, s);
}

void adil_json_str(struct adil_json *j, const char *nul_terminated)
{
    ADIL_ASSERT(nul_terminated != NULL); /* an absent text is adil_json_null */
    adil_json_text(j, adil_span_of(nul_terminated));
}

void adil_json_i64(struct adil_json *j, int64_t v)
{
    char digits[20]; /* 2^63 has 19, and a sign */
    size_t at = sizeof digits;
    uint64_t rest = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (v < 0) {
        digits[--at] = '-';
    }
    begin_value(j);
    adil_buf_put(j->out, adil_span_bytes(digits + at, sizeof digits - at));
}

void adil_json_bool(struct adil_json *j, bool v)
{
    begin_value(j);
    adil_buf_str(j->out, v ? "true" : "false");
}

void adil_json_null(struct adil_json *j)
{
    begin_value(j);
    adil_buf_str(j->out, "null");
}

void adil_json_num(struct adil_json *j, struct adil_arena scratch, struct adil_num x)
{
    struct adil_span s = adil_num_text(&scratch, x);
    begin_value(j);
    if (adil_num_is_int(x)) {
        adil_buf_put(j->out, s);
    } else {
        put_quoted(j->out, s);
    }
}
