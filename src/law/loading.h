/* Private to src/law: filling struct adil_rulebook from the tree, section by section. */
#ifndef ADIL_LAW_LOADING_H
#define ADIL_LAW_LOADING_H

#include "law/reader.h"
#include "law/rulebook.h"

/* A rule of the book while their number is not known. */
struct adil_loaded_rule {
    struct adil_rule rule;
    const struct adil_node *node;
    struct adil_rule_use use;
    struct adil_loaded_rule *next;
};

/* Ids that others name, in their order. */
struct adil_names {
    const struct adil_span *id;
    uint32_t n;
    struct adil_span what; /* "an office of this rulebook" */
};

struct adil_loading {
    struct adil_reader r;
    struct adil_rulebook *book;
    struct adil_loaded_rule *first_rule;
    struct adil_loaded_rule **last_rule;
    uint32_t n_rules;
    /* What an act gives, as a register, while norms of a word without one are read; else NULL. */
    const struct adil_register *given;
    uint32_t n_lists; /* lists of rules and norms so far: one id stands in one of them */

    struct adil_names offices; /* the last one is "founders" */
    struct adil_names words;
    struct adil_names bodies;
    struct adil_names anchors; /* of deadlines: the words, then "stage" */
    struct adil_names procedures;
    struct adil_names registers;
    struct adil_names deadlines;
};

/* The children of a section that has the right kind; NULL otherwise (reported with its shape). */
const struct adil_node *adil_loading_items(const struct adil_node *section,
                                           enum adil_node_kind kind, uint32_t *n);

/* `until` comes after `from`. */
void adil_load_span(struct adil_loading *l, const struct adil_where *w, const struct adil_node *n,
                    struct adil_date from, struct adil_date until);

void adil_load_units(struct adil_loading *l);
void adil_load_groups(struct adil_loading *l);
void adil_load_vocab(struct adil_loading *l); /* after groups */
/* After the vocabulary: facts and fields. The registers, to be given their norms. */
struct adil_register *adil_load_registers(struct adil_loading *l);
/* After registers: rules, then the norms of each register. */
void adil_load_rules(struct adil_loading *l, struct adil_register *reg);
/* After those: offices, words, powers, procedures, calendar, checks, witnesses. */
void adil_load_acts(struct adil_loading *l);
/* Last: the table of all rules and its index. */
void adil_load_rule_table(struct adil_loading *l);
/* Values of the rules' `set` that can be read without a contest. */
void adil_load_try_sets(struct adil_loading *l);

/* A book from its tree, which is kept (rulebook.c). */
ADIL_MUST_USE adil_err adil_rulebook_of_tree(struct adil_arena *perm, struct adil_arena scratch,
                                             struct adil_span file, const struct adil_node *root,
                                             struct adil_rulebook *out, struct adil_diag *diag);

/* ---- for the readers of sections ---------------------------------------------------------- */

/* What every statement of law has; its id is `id`. */
struct adil_rule adil_load_head(const struct adil_node *n, struct adil_span id,
                                enum adil_applies applies);
void adil_load_rule_add(struct adil_loading *l, const struct adil_rule *rule,
                        const struct adil_node *node, struct adil_rule_use use);
/* A list of norms on records of register `self` (ADIL_NO_WORD: on facts alone). */
uint32_t adil_load_norms(struct adil_loading *l, const struct adil_where *w,
                         const struct adil_node *list, uint32_t self, const struct adil_norm **out);
/* One norm; NULL when there is none. */
const struct adil_norm *adil_load_norm(struct adil_loading *l, const struct adil_where *w,
                                       const struct adil_node *n, uint32_t self);

/* The number of the name that a scalar is; ADIL_NO_WORD when there is no node or no such name
 * (reported with the nearest). */
uint32_t adil_load_name(struct adil_loading *l, const struct adil_where *up,
                        const struct adil_node *n, const struct adil_names *names);
/* A list of names. */
uint32_t adil_load_names(struct adil_loading *l, const struct adil_where *up,
                         const struct adil_node *n, const struct adil_names *names,
                         const uint32_t **out);
/* The ids of a register's fields. */
struct adil_names adil_load_fields_of(struct adil_loading *l, uint32_t reg);
/* One of them, of one of the types (bits 1 << type). */
uint32_t adil_load_field(struct adil_loading *l, const struct adil_where *up,
                         const struct adil_node *n, uint32_t reg, unsigned types);
/* A phrase over a vocabulary of its own; NULL when there is none or it has a fault. */
const struct adil_phrase *adil_load_phrase(struct adil_loading *l, const struct adil_where *up,
                                           const struct adil_node *n,
                                           const struct adil_vocab *vocab);
/* A field's type from its text. False: no type (nothing reported). */
bool adil_load_field_type(const struct adil_loading *l, struct adil_span text,
                          enum adil_field_type *type, struct adil_span *of);
#define ADIL_FIELD_WORDS                                                                           \
    "text, date, number, flag, key, 'key of' a register, set, hash, moment, votes, ref, "          \
    "'ref to' a register, or 'tally by' a group"
enum adil_field_type adil_load_type_of(const struct adil_field *f);

/* Whether a field is of one of the types; reported when not. */
bool adil_load_is_of(struct adil_loading *l, const struct adil_where *w, const struct adil_node *n,
                     uint32_t reg, uint32_t field, unsigned types);
/* An office; "founders" gives ADIL_FOUNDERS. */
uint32_t adil_load_office(struct adil_loading *l, const struct adil_where *up,
                          const struct adil_node *n);
uint32_t adil_load_office_list(struct adil_loading *l, const struct adil_where *up,
                               const struct adil_node *n, const uint32_t **out);

void adil_load_zones(struct adil_loading *l);
void adil_load_offices(struct adil_loading *l, struct adil_acts *acts);
void adil_load_bodies(struct adil_loading *l, struct adil_acts *acts); /* after offices */
void adil_load_words(struct adil_loading *l, struct adil_acts *acts);
/* `support` of a word whose fields are read; NULL: none. */
const struct adil_support *adil_load_support(struct adil_loading *l, const struct adil_where *up,
                                             const struct adil_node *n,
                                             const struct adil_act_word *word);
/* A list of effects; the names of their fields are not looked up. */
struct adil_effects adil_load_effects(struct adil_loading *l, const struct adil_where *w,
                                      const struct adil_node *list);
/* Whether what an effect names is a field the word gives or its register has. */
void adil_load_effect_fields(struct adil_loading *l, const struct adil_where *w,
                             const struct adil_effects *effects, const struct adil_act_word *word);
/* The decision of a stage; NULL: none. `stages`: stages and ends of the procedure. */
const struct adil_decision *adil_load_decision(struct adil_loading *l, const struct adil_where *up,
                                               const struct adil_node *n, struct adil_span stage,
                                               const struct adil_acts *acts,
                                               const struct adil_names *stages);
/* The fields a word without a register gives, as norms see them; NULL: it has a register. */
const struct adil_register *adil_load_given(struct adil_loading *l,
                                            const struct adil_act_word *word);
void adil_load_powers(struct adil_loading *l, struct adil_acts *acts);
void adil_load_calendar(struct adil_loading *l, struct adil_acts *acts);
void adil_load_procedures(struct adil_loading *l, struct adil_acts *acts);
void adil_load_checks(struct adil_loading *l, struct adil_acts *acts);
void adil_load_witnesses(struct adil_loading *l, struct adil_acts *acts);

#endif
