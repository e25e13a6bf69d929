/* A rulebook: polity, units, names, dated rules, norms, contests. Sections and keys are one table
 * (law/keys.h), which gives the reader, its messages and the published JSON Schema. */
#ifndef ADIL_LAW_RULEBOOK_H
#define ADIL_LAW_RULEBOOK_H

#include "base/sha256.h"
#include "law/acts.h"
#include "law/contest.h"
#include "law/node.h"
#include "law/norm.h"

struct adil_named {
    struct adil_span id;
    struct adil_texts name;
};

/* A contest as written; compiled for a day by adil_rulebook_contest. */
struct adil_contest_entry {
    struct adil_span name;
    struct adil_texts title;
    struct adil_date day;
    struct adil_date called;
    const struct adil_node *node;
};

/* What a rule is, and where it is kept. */
enum adil_rule_kind {
    ADIL_RULE_SET,      /* sets keys of contests */
    ADIL_RULE_NORM,     /* `norm` */
    ADIL_RULE_POWER,    /* acts.power[at] */
    ADIL_RULE_DEADLINE, /* acts.deadline[at] */
    ADIL_RULE_CHECK,    /* acts.check[at] */
    ADIL_RULE_TERM,     /* of acts.office[at] */
};

struct adil_rule_use {
    enum adil_rule_kind kind;
    const struct adil_norm *norm;      /* or NULL */
    uint32_t self;                     /* register the norm judges, or ADIL_NO_WORD */
    const struct adil_register *given; /* or what the act gives; NULL */
    uint32_t list;                     /* the list it stands in; versions stand in one */
    uint32_t at;
};

struct adil_rulebook {
    struct adil_span file;
    struct adil_span bytes;
    const struct adil_node *root;
    struct adil_hash hash; /* SHA-256 of the canonical JSON form */

    struct adil_texts polity;
    struct adil_units units;
    struct adil_vocab vocab;
    const struct adil_named *name; /* of options and anything else, by id */
    uint32_t n_names;
    const struct adil_rule *rule; /* every rule and norm: all versions, in file order */
    uint32_t n_rules;
    const struct adil_node *const *rule_node; /* where each stands */
    const struct adil_rule_use *rule_use;     /* what each is */
    const struct adil_register *reg;
    uint32_t n_registers;
    /* Facts norms may name beside the record: contest.day, contest.called, ADIL_ACT_FACTS, then
     * those of the book. */
    const struct adil_field *outer;
    uint32_t n_outer;
    const struct adil_contest_entry *contest;
    uint32_t n_contests;
    struct adil_acts acts; /* offices, words, powers, procedures ... */

    /* Sorted indexes, each of as many entries as what it leads to. */
    const struct adil_index_entry *name_index;
    const struct adil_index_entry *rule_index; /* the versions of a rule stand together */
    const struct adil_index_entry *contest_index;
};

/* Reads a rulebook file (or the rulebook.yaml of a folder). Unreadable or not of the schema:
 * Err INPUT, every fault listed. Warnings do not fail. */
ADIL_MUST_USE adil_err adil_rulebook_read(struct adil_arena *perm, struct adil_arena scratch,
                                          struct adil_span path, struct adil_rulebook *out,
                                          struct adil_diag *diag);
/* The same from bytes. */
ADIL_MUST_USE adil_err adil_rulebook_parse(struct adil_arena *perm, struct adil_arena scratch,
                                           struct adil_span file, struct adil_span bytes,
                                           struct adil_rulebook *out, struct adil_diag *diag);

/* Compiles a contest under the law of `at` (unknown: the day of its call, else its day, else the
 * last change of its rules), with the
 * caller's settings on top. Err INPUT: no such contest (nearest name), two rules in force that set
 * one key, a key of another family, a bad value: place and key named. */
ADIL_MUST_USE adil_err adil_rulebook_contest(struct adil_arena *perm, struct adil_arena scratch,
                                             const struct adil_rulebook *book,
                                             struct adil_span name, struct adil_date at,
                                             const struct adil_setting *set, uint32_t n_set,
                                             struct adil_contest *out, struct adil_diag *diag);

/* The days on which the law of a contest may differ from that of the day before or after: first and
 * last days of the versions of its rules, in no order. Returns how many. */
uint32_t adil_contest_law_days(struct adil_arena *perm, const struct adil_rulebook *book,
                               const struct adil_contest_entry *entry,
                               const struct adil_date **day);

/* The day that `dates` gives under that id, and its name; false: none. */
bool adil_rulebook_named_day(const struct adil_rulebook *book, struct adil_span id,
                             struct adil_date *day, struct adil_texts *name);

/* The version of a rule in force on `day`; NULL when there is none. */
const struct adil_rule *adil_rulebook_rule(const struct adil_rulebook *book, struct adil_span id,
                                           struct adil_date day);

/* The canonical JSON form (RFC 8785 order, every scalar a string, no defaults). */
void adil_rulebook_canonical(const struct adil_node *root, struct adil_arena scratch,
                             struct adil_buf *out);

/* A rulebook from its canonical JSON form: what the log keeps. Places carry no lines. Err INPUT. */
ADIL_MUST_USE adil_err adil_rulebook_from_canonical(struct adil_arena *perm,
                                                    struct adil_arena scratch,
                                                    struct adil_span file, struct adil_span bytes,
                                                    struct adil_rulebook *out,
                                                    struct adil_diag *diag);

/* Findings beyond readability: every contest compiles on its day, versions of a rule do not
 * overlap, rules without citation, recalled rules without a source, groups without units, names
 * of mixed script, examples that do not give the stated verdict. Adds to diag; returns their
 * number. */
uint32_t adil_rulebook_check(struct adil_arena scratch, const struct adil_rulebook *book,
                             struct adil_diag *diag);

/* The JSON Schema (draft 2020-12) of rulebooks, from the table of keys. */
void adil_rulebook_schema(struct adil_buf *out);

#endif
