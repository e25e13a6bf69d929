/* Which statements of a law were tried: how many acts each accepted and refused, from lists that
 * the fold's observer wrote and from the examples of the book. docs/design/coverage.md. */
#ifndef ADIL_LAW_COVERAGE_H
#define ADIL_LAW_COVERAGE_H

#include "base/buf.h"
#include "law/statement.h"

enum { ADIL_COVERAGE_BYTES_MAX = 64 << 20 }; /* of a list that is read */

struct adil_tried {
    uint64_t n[ADIL_N_SIDES];       /* by acts */
    uint64_t example[ADIL_N_SIDES]; /* by examples of the book */
};

struct adil_coverage_of {
    const struct adil_rulebook *book;
    struct adil_span polity; /* its id */
    struct adil_statements statements;
    struct adil_tried *tried;      /* one a statement */
    uint32_t n_lists;              /* lists of this law that were taken */
    uint32_t n_others;             /* and of other laws, which were not */
    bool (*allowed)[ADIL_N_SIDES]; /* holes that are known, one a statement */
};

/* Of a book, with its examples; no list is taken yet. */
void adil_coverage_of_book(struct adil_arena *perm, const struct adil_rulebook *book,
                           struct adil_coverage_of *out);

/* Adds lists, one behind the other, as adil_coverage_put writes them. One of another law (by its
 * hash) is passed over, as is a statement that the book does not have. Err INPUT: no lists; the
 * line is named. */
ADIL_MUST_USE adil_err adil_coverage_take(struct adil_coverage_of *c, struct adil_span file,
                                          struct adil_span text, struct adil_diag *diag);

/* Reads holes that are known: KIND ID FROM SIDE a line, as adil_coverage_put_hole writes them;
 * blank lines and those that begin with "#" say nothing. Err INPUT: another line, or of a statement
 * or a side that the law does not have, or one twice. */
ADIL_MUST_USE adil_err adil_coverage_allow(struct adil_coverage_of *c, struct adil_span file,
                                           struct adil_span text, struct adil_diag *diag);
void adil_coverage_put_hole(struct adil_buf *out, struct adil_arena scratch,
                            const struct adil_statement *s, enum adil_side side);

/* The head of a list, and one line of it. */
void adil_coverage_put_head(struct adil_buf *out, struct adil_arena scratch,
                            struct adil_span polity, const struct adil_hash *law);
void adil_coverage_put_line(struct adil_buf *out, struct adil_arena scratch,
                            const struct adil_statement *s, const uint64_t n[ADIL_N_SIDES]);

/* Whether no story tried this side of the statement, and one could. */
bool adil_coverage_lacks(const struct adil_coverage_of *c, uint32_t statement, enum adil_side side);
/* One warning for each statement that no story tried on any side. Returns how many. */
uint32_t adil_coverage_idle(const struct adil_coverage_of *c, struct adil_arena scratch,
                            struct adil_diag *findings);
/* "accepted" or "refused". */
struct adil_span adil_side_word(enum adil_side side);
/* The id of a book's polity. */
struct adil_span adil_coverage_polity(const struct adil_rulebook *book);

#endif
