/* Private to src/law: filling struct adil_rulebook from the tree, section by section. */
#ifndef ADIL_LAW_LOADING_H
#define ADIL_LAW_LOADING_H

#include "law/reader.h"
#include "law/rulebook.h"

struct adil_loading {
    struct adil_reader r;
    struct adil_rulebook *book;
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
/* Values of the rules' `set` that can be read without a contest. */
void adil_load_try_sets(struct adil_loading *l);

#endif
