/* A streaming JSON writer. Nesting and the place of keys are asserted; texts are escaped; the
 * output is UTF-8. Pretty form: two blanks a level; an array or object opened with `_line` stays
 * on one line. */
#ifndef ADIL_BASE_JSON_H
#define ADIL_BASE_JSON_H

#include "base/buf.h"
#include "base/num.h"

enum { ADIL_JSON_DEPTH = 64 };

struct adil_json {
    struct adil_buf *out;
    bool pretty;
    unsigned depth;
    unsigned line_from; /* depth from which everything stays on one line; 0: none */
    struct {
        bool is_object;
        bool has_items;
        bool has_key; /* a key was written, its value is due */
    } level[ADIL_JSON_DEPTH];
};

void adil_json_open(struct adil_json *j, struct adil_buf *out, bool pretty);
/* Asserts that everything is closed; ends with a newline. */
void adil_json_finish(struct adil_json *j);

void adil_json_object(struct adil_json *j);
void adil_json_object_line(struct adil_json *j);
void adil_json_array(struct adil_json *j);
void adil_json_array_line(struct adil_json *j);
void adil_json_end(struct adil_json *j); /* closes the innermost */

void adil_json_key(struct adil_json *j, const char *key);
void adil_json_key_span(struct adil_json *j, struct adil_span key);

void adil_json_text(struct adil_json *j, struct adil_span s); /* must be valid UTF-8 */
void adil_json_str(struct adil_json *j, const char *nul_terminated);
void adil_json_i64(struct adil_json *j, int64_t v);
void adil_json_bool(struct adil_json *j, bool v);
void adil_json_null(struct adil_json *j);
/* An integer as a JSON number (of any length), another rational as the string "p/q". */
void adil_json_num(struct adil_json *j, struct adil_arena scratch, struct adil_num x);

#endif
