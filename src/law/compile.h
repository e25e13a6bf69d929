/* Private to src/law: putting a contest together. Keys come from the contest itself, from the rules
 * it follows and from the caller; each is read into struct adil_contest with the rule that set it.
 */
#ifndef ADIL_LAW_COMPILE_H
#define ADIL_LAW_COMPILE_H

#include "law/reader.h"
#include "law/rulebook.h"

struct adil_entry {
    const struct adil_node *node; /* NULL: not set */
    const struct adil_rule *rule; /* NULL: by the contest itself */
    bool by_caller;
};

struct adil_compile {
    struct adil_reader r;
    const struct adil_rulebook *book; /* NULL: the caller's keys alone */
    struct adil_contest *c;
    struct adil_where contests;
    struct adil_where self; /* contests.NAME */
    struct adil_entry entry[ADIL_N_CONTEST_KEYS];
    bool method_changed;                   /* the caller asked for a method of another family */
    const struct adil_index_entry *option; /* sorted, c->n_options */
};

/* A contest of which nothing is set: the defaults that hold whatever the method. */
void adil_contest_open(struct adil_contest *c, struct adil_arena *perm, struct adil_span name,
                       struct adil_place place);

/* The path of a key, by where it was set: contests.NAME.key, rules[ID].set.key, or the bare key of
 * the caller. Storage for its levels is the caller's. */
struct adil_entry_where {
    struct adil_where level[4];
};
const struct adil_where *adil_entry_where(const struct adil_compile *x, enum adil_contest_key key,
                                          struct adil_entry_where *w);

/* Takes keys in; faults name the two that set one key. */
void adil_compile_own(struct adil_compile *x, const struct adil_node *contest);
void adil_compile_rule(struct adil_compile *x, const struct adil_rule *rule,
                       const struct adil_node *node);
ADIL_MUST_USE adil_err adil_compile_settings(struct adil_compile *x, const struct adil_setting *set,
                                             uint32_t n_set);

/* Empties the keys whose value is `none`; who said so is remembered. */
void adil_compile_none(struct adil_compile *x);
/* Reads the method, then refuses keys that do not fit it. False: no method, nothing can be read. */
bool adil_compile_method(struct adil_compile *x);
void adil_compile_options(struct adil_compile *x);
void adil_compile_papers(struct adil_compile *x);
void adil_compile_plain(struct adil_compile *x);   /* keys that are one field of the contest */
void adil_compile_special(struct adil_compile *x); /* the others */
void adil_compile_finish(struct adil_compile *x);  /* defaults, and what the method needs */

/* Everything up to what the method needs, in order; false when there is no method. */
bool adil_compile_read(struct adil_compile *x);

/* The unit a text names (id, code or name), ADIL_NO_UNIT when there is none (reported). */
uint32_t adil_compile_unit(struct adil_compile *x, struct adil_place place,
                           const struct adil_where *w, struct adil_span name);

/* Parses a phrase, the value of `key`, against the contest's vocabulary; NULL when it has a fault
 * (reported). */
const struct adil_phrase *adil_compile_phrase(struct adil_compile *x, enum adil_contest_key key,
                                              struct adil_place place, struct adil_span text);

#endif
