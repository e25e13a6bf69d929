/* Private to src/law: a new tree from an old one. Nodes are never changed: a list or map is made
 * anew around the children it keeps. */
#ifndef ADIL_LAW_EDIT_H
#define ADIL_LAW_EDIT_H

#include "law/node.h"

/* The children of a list or map, to be edited; room for `more` beside them. */
struct adil_kids {
    const struct adil_node **at;
    uint32_t n;
};

struct adil_kids adil_kids_of(struct adil_arena *perm, const struct adil_node *parent,
                              uint32_t more);
/* A list or map of them, under `key`. */
const struct adil_node *adil_node_of_kids(struct adil_arena *perm, enum adil_node_kind kind,
                                          struct adil_place place, struct adil_span key,
                                          const struct adil_kids *kids);
const struct adil_node *adil_node_scalar(struct adil_arena *perm, struct adil_place place,
                                         struct adil_span key, struct adil_span text);
const struct adil_node *adil_node_keyed(struct adil_arena *perm, const struct adil_node *n,
                                        struct adil_span key);
/* A map with that text under that key: replaced where it stands, or behind. */
const struct adil_node *adil_node_with(struct adil_arena *perm, const struct adil_node *map,
                                       struct adil_span key, struct adil_span text);
/* The same law, whatever the order of keys. */
bool adil_node_same(const struct adil_node *a, const struct adil_node *b);
/* `after` with the keys of its maps in the order of `before`, what is new behind. */
const struct adil_node *adil_node_in_order(struct adil_arena *perm, const struct adil_node *before,
                                           const struct adil_node *after);
/* Nodes, bytes of text and depth are what the readers of laws take. */
bool adil_node_fits(const struct adil_node *root);

#endif
