/* Changing a law: a list of changes to its statements, applied to the tree of one version, gives
 * the tree of the next. Statements are addressed by section and id: `powers/dissolve`,
 * `registers/party/enter/party-members`, `procedures/bill/stages/upper`. What is dated (rules,
 * powers, deadlines, checks, norms, zones) gains versions and ends; all else is replaced where it
 * stands. Numbers stay: what is there keeps its place, what is new stands behind.
 * docs/design/amend.md. */
#ifndef ADIL_LAW_AMEND_H
#define ADIL_LAW_AMEND_H

#include "law/rulebook.h"

/* id, word in the list */
#define ADIL_CHANGE_KINDS(X)                                                                       \
    X(SET, "set")         /* adds a statement, a dated version, or replaces what is not dated */   \
    X(END, "end")         /* no longer in force from a day; what is not dated is taken out */      \
    X(STRIKE, "strike")   /* versions struck out from a day */                                     \
    X(REACHES, "reaches") /* cases of the procedure that are open go on under the new law */

enum adil_change_kind {
#define X(id, word) ADIL_CHANGE_##id,
    ADIL_CHANGE_KINDS(X)
#undef X
        ADIL_N_CHANGE_KINDS
};

struct adil_span adil_change_kind_word(enum adil_change_kind kind);

struct adil_change {
    struct adil_span id; /* the address */
    enum adil_change_kind kind;
    const struct adil_node *what; /* SET: the statement; STRIKE: `all`, or first days of versions */
    struct adil_date from;        /* ADIL_DATE_NONE: none is said */
    bool reopens;                 /* STRIKE: what rested on it in the past is open again */
    struct adil_place place;
};

/* Whether a strike names the version that begins on `from` (ADIL_DATE_NONE: the first one). */
bool adil_change_strikes(const struct adil_change *c, struct adil_date from);

struct adil_changes {
    const struct adil_change *change;
    uint32_t n;
    const struct adil_node *root; /* of the list */
};

enum { ADIL_CHANGES_MAX = 1000, ADIL_CHANGES_BYTES_MAX = 4 << 20 };

/* A list from its tree (a YAML file that was read). Err INPUT: place, what was found and expected.
 */
ADIL_MUST_USE adil_err adil_changes_of(struct adil_arena *perm, const struct adil_node *root,
                                       struct adil_changes *out, struct adil_diag *diag);
/* From its canonical JSON form: what the record keeps. Any other spelling is Err INPUT. */
ADIL_MUST_USE adil_err adil_changes_read(struct adil_arena *perm, struct adil_arena scratch,
                                         struct adil_span file, struct adil_span bytes,
                                         struct adil_changes *out, struct adil_diag *diag);

/* The tree of the law after the changes, in `perm`; shares what is unchanged. Err INPUT: an address
 * the law does not have, a version that would overlap, a statement that may not go. */
ADIL_MUST_USE adil_err adil_law_amend(struct adil_arena *perm, const struct adil_node *before,
                                      const struct adil_changes *changes,
                                      const struct adil_node **after, struct adil_diag *diag);
/* The same for a book: read anew from the new tree, with every fault of a rulebook; and nothing
 * that records hold is gone or of another type. Nothing of `before` is changed. */
ADIL_MUST_USE adil_err adil_rulebook_amend(struct adil_arena *perm, struct adil_arena scratch,
                                           const struct adil_rulebook *before,
                                           const struct adil_changes *changes,
                                           struct adil_rulebook *out, struct adil_diag *diag);

/* ---- what differs ---------------------------------------------------------------------------- */

struct adil_law_difference {
    struct adil_span id;            /* address */
    const struct adil_node *before; /* NULL: added */
    const struct adil_node *after;  /* NULL: removed */
};

enum { ADIL_DIFFERENCES_MAX = 1 << 16 };

/* What differs between two laws, in the order of the first, what is new behind; a dated statement
 * as a whole: its versions are a list. The order of keys is no difference. Returns how many (at
 * most ADIL_DIFFERENCES_MAX). */
uint32_t adil_law_compare(struct adil_arena *perm, const struct adil_node *before,
                          const struct adil_node *after, const struct adil_law_difference **out);
/* Their addresses and all that stand above them, each once, sorted: what norms of amendments ask
 * about. */
uint32_t adil_law_changed_ids(struct adil_arena *perm, const struct adil_law_difference *d,
                              uint32_t n, const struct adil_span **out);
/* The laws in which the differences stand, each once, sorted: ids of the section `laws` of
 * `before`. A difference stands in the laws that its statement cites on either side, and where a
 * statement cites none, in those of the nearest one around it. What cites nothing, or an article of
 * no law of the section, stands in "none". */
uint32_t adil_law_changed_laws(struct adil_arena *perm, const struct adil_node *before,
                               const struct adil_node *after, const struct adil_law_difference *d,
                               uint32_t n, const struct adil_span **out);
/* Offices whose election is not as it was, each once, sorted: a procedure elects it that did not,
 * or no longer does; or elects it among records of another register, by another field, or in
 * another capacity. Where the option names the office, that is every office. */
uint32_t adil_law_changed_elections(struct adil_arena *perm, const struct adil_rulebook *before,
                                    const struct adil_rulebook *after,
                                    const struct adil_span **out);

#endif
