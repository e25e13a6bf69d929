/* JSON read whole into a tree, for what the program shows of its own state and for values typed by
 * people; and written again in canonical form (RFC 8785: keys sorted, no blanks). */
#ifndef ADIL_CLI_JSON_TREE_H
#define ADIL_CLI_JSON_TREE_H

#include "base/json.h"
#include "base/json_read.h"

enum adil_tree_kind {
    ADIL_TREE_NULL,
    ADIL_TREE_BOOL,
    ADIL_TREE_INT,
    ADIL_TREE_TEXT,
    ADIL_TREE_ARRAY,
    ADIL_TREE_OBJECT,
};

struct adil_tree {
    enum adil_tree_kind kind;
    struct adil_span key; /* of a member */
    struct adil_span text;
    int64_t integer;         /* BOOL: 0 or 1 */
    struct adil_tree *first; /* items, members */
    struct adil_tree *next;
    uint32_t n;
};

/* Err INPUT: no JSON, a number that is not whole, nested too deep. Texts point into `text`. */
ADIL_MUST_USE adil_err adil_tree_read(struct adil_arena *perm, struct adil_place place,
                                      struct adil_span field, struct adil_span text,
                                      struct adil_tree **out, struct adil_diag *diag);
/* A member of an object; NULL: not there (also: no object, NULL). */
const struct adil_tree *adil_tree_get(const struct adil_tree *t, const char *key);
const struct adil_tree *adil_tree_member(const struct adil_tree *t, struct adil_span key);
/* A member's text; empty when it is none. A scalar of another kind as JSON spells it. */
struct adil_span adil_tree_text(struct adil_arena *a, const struct adil_tree *t);
struct adil_span adil_tree_text_of(struct adil_arena *a, const struct adil_tree *t,
                                   const char *key);
/* Writes it into open JSON, keys sorted. */
void adil_tree_put(struct adil_arena scratch, const struct adil_tree *t, struct adil_json *out);

#endif
