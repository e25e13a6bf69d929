/* Private to src/law: reading the tree of a rulebook. Faults are collected, not thrown: every one
 * of a file is listed, up to ADIL_FAULTS_MAX. adil_shape_check reports what can be seen without
 * context (unknown keys, wrong shapes, unreadable days and numbers); the adil_read_* functions
 * take what is well shaped and pass over, silently, what was reported. */
#ifndef ADIL_LAW_READER_H
#define ADIL_LAW_READER_H

#include "law/keys.h"

enum { ADIL_FAULTS_MAX = 50, ADIL_COUNT_MAX = 1000000 };

/* The path of keys to a value, innermost first; lives on the stack. */
struct adil_where {
    const struct adil_where *up;
    struct adil_span key; /* of a map; in a list the element's id, or empty */
    bool in_list;
    uint32_t i; /* in a list: which, from 0 */
};

struct adil_reader {
    struct adil_arena *perm;
    struct adil_arena scratch;
    struct adil_diag *diag;
    uint32_t n_faults;
};

/* "rules[list-threshold].set.threshold" */
struct adil_span adil_where_text(struct adil_arena *a, const struct adil_where *w);

void adil_fault(struct adil_reader *r, struct adil_place place, const struct adil_where *w,
                struct adil_span found, struct adil_span expected);
/* The same for a word that is none of `name`: names the nearest, else says what was expected. */
void adil_fault_name(struct adil_reader *r, struct adil_place place, const struct adil_where *w,
                     struct adil_span found, const struct adil_span *name, uint32_t n,
                     struct adil_span expected);
/* Where diagnostics of a callee go: nowhere once enough were listed. */
struct adil_diag *adil_reader_diag(const struct adil_reader *r);

/* Every key known, none missing, every value of its shape, through all levels. */
void adil_shape_section(struct adil_reader *r, const struct adil_where *w,
                        const struct adil_node *map, enum adil_section s);
void adil_shape_value(struct adil_reader *r, const struct adil_where *w, const struct adil_node *n,
                      enum adil_key_type type);

bool adil_id_is_valid(struct adil_span text);
bool adil_code_is_valid(struct adil_span text); /* capitals too */
/* Whether the value is the word `none`, which leaves a contest's key without a value (a title or
 * another text may say none and mean it). */
bool adil_key_is_none(const struct adil_key *key, const struct adil_node *n);
/* A unit nobody knows: names the nearest id or name. */
void adil_fault_unit(struct adil_reader *r, struct adil_place place, const struct adil_where *w,
                     const struct adil_units *units, struct adil_span found);

/* Values of well-shaped nodes; `n` may be NULL or misshapen (empty, ADIL_DATE_NONE, false then). */
struct adil_span adil_read_text(const struct adil_node *n);
struct adil_texts adil_read_texts(const struct adil_node *n);
struct adil_date adil_read_date(const struct adil_node *n);
bool adil_read_count(const struct adil_node *n, uint32_t *v);
bool adil_read_word(const struct adil_node *n, enum adil_key_type type, unsigned *v);
/* A scalar counts as a list of one. */
uint32_t adil_read_words(struct adil_arena *perm, const struct adil_node *n,
                         const struct adil_span **list);
/* The scalar nodes of such a list, for their places. */
uint32_t adil_read_word_nodes(struct adil_arena *perm, const struct adil_node *n,
                              const struct adil_node ***list);

#endif
