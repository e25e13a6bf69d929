/* Private to src/law: paths and tests of norms once parsed. */
#ifndef ADIL_LAW_NORM_TREE_H
#define ADIL_LAW_NORM_TREE_H

#include "law/norm.h"
#include "law/phrase_parse.h"

enum adil_root {
    ADIL_ROOT_SELF,  /* the record judged */
    ADIL_ROOT_ROW,   /* a row of the register counted */
    ADIL_ROOT_OUTER, /* hop[0].field is the number of an outer value */
};

struct adil_hop {
    uint32_t field;
    /* From the second hop on, the field before refers to a record of `reg` by its key field. */
    uint32_t reg;
    uint32_t key;
};

/* Where a value stands: a field, a field of a record referred to, or an outer value. */
struct adil_locus {
    enum adil_root root;
    struct adil_hop hop[ADIL_NORM_HOPS_MAX];
    uint32_t n_hops;
    bool total; /* of a tally; of a set: how many are in it */
    bool of_set;
    enum adil_field_type type; /* of what is found there; NUMBER for a total */
    struct adil_span source;
};

enum adil_path_kind {
    ADIL_PATH_VALUE,
    ADIL_PATH_AGE,   /* whole years from `at` to `to` */
    ADIL_PATH_TIME,  /* the time from `at` to `to` */
    ADIL_PATH_COUNT, /* rows of `reg` for which `where` holds */
    ADIL_PATH_SUM,   /* of `at` over them */
};

struct adil_path {
    enum adil_path_kind kind;
    struct adil_locus at;
    struct adil_locus to;
    uint32_t reg;
    struct adil_span reg_id;
    const struct adil_test *where; /* NULL: every row */
};

enum adil_test_kind {
    ADIL_TEST_ALL,
    ADIL_TEST_ANY,
    ADIL_TEST_PHRASE,   /* of a number or a tally */
    ADIL_TEST_ONE_OF,   /* the text is one of the operands */
    ADIL_TEST_FLAG,     /* the flag is `flag` */
    ADIL_TEST_DATE,     /* the date `op` the operand */
    ADIL_TEST_AGE,      /* whole years `op` time.months / 12 */
    ADIL_TEST_TIME,     /* the time `op` `time` */
    ADIL_TEST_CONTAINS, /* the set has every operand */
    ADIL_TEST_WITHIN,   /* the set has nothing but operands */
};

struct adil_operand {
    bool is_locus;
    struct adil_locus at;
    struct adil_datum value;       /* when not: a TEXT or a DATE */
    const struct adil_moment *nth; /* or "first Sunday of December", of the tested day's year */
};

/* The vocabulary of a book with the number fields of a record behind it: "this.people",
 * "list.seats". */
struct adil_norm_vocab {
    struct adil_vocab vocab;
    uint32_t base; /* quantities of the book; the quantity `base + i` stands at[i] */
    const struct adil_locus *at;
};

struct adil_test {
    enum adil_test_kind kind;
    bool negated;
    const struct adil_test *part; /* ALL, ANY */
    uint32_t n_parts;
    const struct adil_locus *at;     /* in a `where`: what is tested; NULL: the norm's `that` */
    const struct adil_path *between; /* in a `where`: an age or a span instead */
    const struct adil_phrase *phrase;
    const struct adil_norm_vocab *own; /* of the phrase; NULL: the book's */
    bool flag;
    enum adil_compare op;
    struct adil_duration time;
    const struct adil_operand *operand;
    uint32_t n_operands;
};

/* What a test is applied to. */
struct adil_norm_subject {
    enum adil_verdict_kind found;
    enum adil_field_type type;
    struct adil_datum value;
    int32_t years;
    struct adil_date from;
    struct adil_date to;
};

struct adil_norm_judge {
    struct adil_arena *perm;
    const struct adil_norm_env *env;
    const struct adil_record *row; /* within a `where` */
};

/* The value at a place, as its type reads it. */
struct adil_datum adil_norm_datum(const struct adil_norm_judge *j, const struct adil_locus *l);
/* The same, to be tested. */
struct adil_norm_subject adil_norm_read(const struct adil_norm_judge *j,
                                        const struct adil_locus *l);
/* `s` is what a test without a place of its own is of. */
enum adil_truth adil_norm_run(const struct adil_norm_judge *j, const struct adil_test *t,
                              const struct adil_norm_subject *s);
/* An age or a span, to be tested. */
struct adil_norm_subject adil_norm_measure(const struct adil_norm_judge *j,
                                           const struct adil_path *p);
/* The test's phrase of what is tested. */
struct adil_answer adil_norm_ask(const struct adil_norm_judge *j, const struct adil_test *t,
                                 const struct adil_norm_subject *s);

/* The parser of one text, and what it may name. */
struct adil_norm_parse {
    struct adil_parse s;
    const struct adil_norm_scope *scope;
    uint32_t row; /* within a `where`: the register counted; else ADIL_NO_WORD */
};

/* The vocabulary with what may be named of the record judged; NULL: nothing more. */
const struct adil_norm_vocab *adil_norm_own_vocab(struct adil_norm_parse *n);
/* A dotted name that stands here. */
ADIL_MUST_USE adil_err adil_norm_locus(struct adil_norm_parse *n, struct adil_locus *out);
/* Whether the name that stands here is a path: "this.x" or a declared outer value. */
bool adil_norm_locus_ahead(const struct adil_norm_parse *n);
/* "a = b and c after d": tests of fields of a row. */
ADIL_MUST_USE adil_err adil_norm_where(struct adil_norm_parse *n, const struct adil_test **out);
/* A `that`. */
ADIL_MUST_USE adil_err adil_norm_path(struct adil_norm_parse *n, const struct adil_path **out);

#endif
