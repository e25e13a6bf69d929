/* Norms: conditions on a record, each a rule; and verdicts. A norm says `that` (a path into the
 * record or a function of it) and `is` (a test). Every norm terminates and prints in words.
 * Grammar: docs/phrases.md. Unknown is never "holds" and never "fails". */
#ifndef ADIL_LAW_NORM_H
#define ADIL_LAW_NORM_H

#include "law/moment.h"
#include "law/phrase.h"
#include "law/rule.h"

struct adil_path; /* a parsed `that` */
struct adil_test; /* a parsed `is` */

struct adil_norm {
    struct adil_rule rule;
    const struct adil_path *that;
    const struct adil_test *is;
};

/* type, word in rulebooks */
#define ADIL_FIELD_TYPES(X)                                                                        \
    X(TEXT, "text")                                                                                \
    X(DATE, "date")                                                                                \
    X(NUMBER, "number")                                                                            \
    X(FLAG, "flag")                                                                                \
    X(TALLY, "tally")   /* a number for each unit of a group, and their total */                   \
    X(SET, "set")       /* of texts */                                                             \
    X(REF, "ref")       /* the key of a record of another register */                              \
    X(KEY, "key")       /* the text by which records refer to this one */                          \
    X(HASH, "hash")     /* 64 hex digits: of a blob, or a commitment; a text to norms */           \
    X(MOMENT, "moment") /* integer milliseconds UTC; a number to norms */                          \
    X(VOTES, "votes")   /* whole numbers by option; norms see their sum, as a number */

enum adil_field_type {
#define X(id, word) ADIL_FIELD_##id,
    ADIL_FIELD_TYPES(X)
#undef X
        ADIL_N_FIELD_TYPES
};

bool adil_field_type_parse(struct adil_span word, enum adil_field_type *type);

struct adil_field {
    struct adil_span id;
    struct adil_span type; /* a word of ADIL_FIELD_TYPES */
    struct adil_span of;   /* tally by this group, ref to this register, key of these; or empty */
};
/* True where the field's values are keys of that register: `ref to` it, or `key of` it, perhaps
 * among others (`key of A or B`). */
bool adil_field_refers(const struct adil_field *f, struct adil_span reg_id);

/* A register: a record type with typed fields and the norms to enter it. */
/* The fields of a record that commit to its keeper's file (docs/design/registers.md), by number;
 * ADIL_NO_WORD: none. */
struct adil_kept_fields {
    uint32_t root;  /* hash */
    uint32_t total; /* number */
    uint32_t tally;
    uint32_t repeated;   /* number */
    uint32_t duplicates; /* number; the registrar's, as is `single` */
    uint32_t single;     /* tally */
};

struct adil_register {
    struct adil_span id;
    const struct adil_field *field;
    uint32_t n_fields;
    const struct adil_texts *label; /* of each field; empty where the book has none; or NULL */
    const struct adil_norm *enter;  /* all versions */
    uint32_t n_enter;
    struct adil_kept_fields kept;
    uint32_t case_field; /* that says which case the record is of; ADIL_NO_WORD */
};

/* The number of a field or register by its id; ADIL_NO_WORD when there is none. */
uint32_t adil_field_find(const struct adil_field *f, uint32_t n, struct adil_span id);
uint32_t adil_register_find(const struct adil_register *reg, uint32_t n, struct adil_span id);

/* ---- parsing ---------------------------------------------------------------------------- */

/* What a norm may name. Registers, fields and outer values keep their numbers: an environment
 * gives its values in the same order. */
struct adil_norm_scope {
    const struct adil_register *reg; /* `enter` is not looked at */
    uint32_t n_registers;
    uint32_t self;                  /* register of the record judged; ADIL_NO_WORD: none */
    const struct adil_field *outer; /* values beside the record: {"contest.day", "date"} */
    uint32_t n_outer;
    const struct adil_vocab *vocab; /* of the phrases in tests */
};

enum { ADIL_NORM_HOPS_MAX = 4 }; /* records on the way of one path: a.b.c.d */

/* Parses `that` and `is` into out->that and out->is; out->rule is left alone. Err INPUT: place,
 * field = the text, what stands where, what was expected, the nearest known name; also a test that
 * does not suit the type of what it tests. `scope` is not kept. */
ADIL_MUST_USE adil_err adil_norm_parse(struct adil_arena *perm, struct adil_place place,
                                       struct adil_span that, struct adil_span is,
                                       const struct adil_norm_scope *scope, struct adil_norm *out,
                                       struct adil_diag *diag);

/* ---- records ---------------------------------------------------------------------------- */

/* A number by unit. `unit` is indexed by the unit numbers of the environment; what is past the end
 * is not known. */
struct adil_tally {
    struct adil_fact total;
    const struct adil_fact *unit;
    uint32_t n_units;
};

/* A value of a field; what its type reads is set. All zero: not known. */
struct adil_datum {
    bool known;
    struct adil_span text;          /* TEXT, REF, KEY, HASH */
    struct adil_date date;          /* DATE; ADIL_DATE_NONE counts as not known */
    struct adil_fact number;        /* NUMBER, MOMENT; VOTES: their sum */
    bool flag;                      /* FLAG */
    const struct adil_span *member; /* SET */
    uint32_t n_members;
    struct adil_tally tally; /* TALLY */
};

/* 64 hex digits in lower case. */
bool adil_is_hash_text(struct adil_span text);

/* Reads the text of a TEXT, REF, KEY, HASH, DATE, NUMBER, MOMENT or FLAG ("true", "false"). Returns
 * false on anything else; the datum is not known then. */
bool adil_datum_parse(struct adil_arena *perm, enum adil_field_type type, struct adil_span text,
                      struct adil_datum *out);

struct adil_record {
    const struct adil_datum *value; /* one a field of its register; or NULL: */
    /* reads one; what it takes may be put into `a`. */
    struct adil_datum (*read)(const struct adil_record *r, struct adil_arena *a, uint32_t field);
};

struct adil_rows {
    const struct adil_record *row; /* or NULL: `at` hands them out */
    uint32_t n;
    bool complete; /* these are all there are: a count over them is exact */
    void *ctx;
    /* Where `row` is NULL: the i-th, or NULL for one that is no more; what it takes may be put into
     * `a`, where it lives as long as the row is looked at. */
    const struct adil_record *(*at)(void *ctx, struct adil_arena *a, uint32_t i);
    /* Where it is not NULL, asked instead of walking the rows: the record a `ref` names, or NULL.
     */
    const struct adil_record *(*find)(void *ctx, struct adil_arena *a, struct adil_span key);
    /* Where it is not NULL: the first row from `i` on whose field may be the text (one that is not
     * known may), or `n`. Rows between are not looked at. */
    uint32_t (*next)(void *ctx, uint32_t i, uint32_t field, struct adil_span text);
};

/* Where norms get their facts. */
struct adil_norm_env {
    const struct adil_record *self; /* NULL: nothing of the record is known */
    const struct adil_datum *outer; /* by the scope's numbers; NULL: none is known */
    const struct adil_rows *rows;   /* one a register of the scope; NULL: none is known */
    const struct adil_env *figures; /* quantities and groups; its `subject` is not asked. NULL:
                                       none is known */
    const struct adil_zones *zones; /* holidays, for "first working day of"; NULL: none */
};

/* ---- verdicts --------------------------------------------------------------------------- */

enum adil_verdict_kind {
    ADIL_VERDICT_NOTHING, /* the value is not known */
    ADIL_VERDICT_VALUE,   /* `value`, of type `type` */
    ADIL_VERDICT_AGE,     /* `years` on a day */
    ADIL_VERDICT_TIME,    /* from `from` to `to` */
};

struct adil_verdict {
    const struct adil_norm *norm;
    enum adil_truth truth;
    enum adil_verdict_kind found;
    enum adil_field_type type;
    struct adil_datum value; /* also of count(...) and sum(...), as a NUMBER */
    int32_t years;
    struct adil_date from;
    struct adil_date to;
    struct adil_answer answer; /* when the test is one phrase, or phrases joined */
    bool has_answer;
};

/* Judges. Total: whatever is missing makes the verdict ADIL_UNKNOWN. A row counted lives in the
 * upper half of what is free in `perm`. */
struct adil_verdict adil_norm_eval(struct adil_arena *perm, const struct adil_norm *norm,
                                   const struct adil_norm_env *env);

/* ---- words ------------------------------------------------------------------------------ */

/* "age, from born to contest.day: at least 40 years" */
struct adil_span adil_norm_words(struct adil_arena *a, enum adil_lang lang,
                                 const struct adil_norm *norm, const struct adil_vocab *vocab);
/* What was found, for a refusal: "age 39", "118,272", "in 13 of 20". */
struct adil_span adil_verdict_found(struct adil_arena *a, enum adil_lang lang,
                                    const struct adil_verdict *v);

#endif
