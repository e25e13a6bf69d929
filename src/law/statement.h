/* The statements of a law: what allows or refuses an act, moves a case, or decides who is elected.
 * Each has a name that is the same in every version of a book: kind, id, first day of its version.
 * docs/design/coverage.md. */
#ifndef ADIL_LAW_STATEMENT_H
#define ADIL_LAW_STATEMENT_H

#include "law/rulebook.h"

/* id, word, whether it has a refusing side. Where two have the same rule, a refusal is by the one
 * that stands first. */
#define ADIL_STATEMENTS(X)                                                                         \
    X(NORM, "norm", true)                                                                          \
    X(POWER, "power", true)                                                                        \
    X(ACT, "act", true)                                                                            \
    X(DECISION, "decision", true)                                                                  \
    X(PASS, "pass", true)                                                                          \
    X(QUORUM, "quorum", true)                                                                      \
    X(TIE, "tie", false)                                                                           \
    X(SILENCE, "silence", true)                                                                    \
    X(SUPPORT, "support", true)                                                                    \
    X(DEADLINE, "deadline", true)                                                                  \
    X(OFFICE, "office", true)                                                                      \
    X(TERM, "term", false)                                                                         \
    X(KEPT, "kept", true)                                                                          \
    X(CHECK, "check", true)                                                                        \
    X(RULE, "rule", true)

enum adil_statement_kind {
#define X(id, word, refuses) ADIL_STATEMENT_##id,
    ADIL_STATEMENTS(X)
#undef X
        ADIL_N_STATEMENT_KINDS
};
/* Stands for whichever statement has the rule. */
#define ADIL_STATEMENT_ANY ADIL_N_STATEMENT_KINDS

enum adil_side { ADIL_SIDE_ACCEPTED, ADIL_SIDE_REFUSED, ADIL_N_SIDES };

struct adil_statement {
    enum adil_statement_kind kind;
    struct adil_span id;   /* of a stage: PROCEDURE/STAGE.WORD */
    struct adil_date from; /* ADIL_DATE_NONE: as far back as the book goes */
    struct adil_span cite;
    enum adil_mark mark;
    struct adil_place place; /* where it stands in the book's file */
    /* Its struct adil_rule; of SILENCE its struct adil_stage. */
    const void *what;
    bool unless;             /* a norm that must fail */
    bool asks[ADIL_N_SIDES]; /* which sides a story can try */
};

struct adil_statements {
    struct adil_statement *at; /* in the order of kinds, then of the book */
    uint32_t n;
    uint32_t *by_what; /* numbers of `at`, in order of `what`, then of kind */
};

struct adil_span adil_statement_word(enum adil_statement_kind kind);
bool adil_statement_parse(struct adil_span word, enum adil_statement_kind *kind);

/* All of a book, into perm. Texts are the book's own or in perm. */
void adil_statements_of(struct adil_arena *perm, const struct adil_rulebook *book,
                        struct adil_statements *out);
/* The number of the one of this kind that is told by `what`; ADIL_NO_WORD: none. */
uint32_t adil_statement_find(const struct adil_statements *s, enum adil_statement_kind kind,
                             const void *what);
/* The number of the one with this name; ADIL_NO_WORD: none. */
uint32_t adil_statement_named(const struct adil_statements *s, enum adil_statement_kind kind,
                              struct adil_span id, struct adil_date from);

#endif
