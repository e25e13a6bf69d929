/* The tree of a YAML file: scalars (always text: `NO` stays NO), lists and maps, each with its
 * line. Anchors, aliases, tags, merge keys, several documents and duplicate keys are refused. */
#ifndef ADIL_LAW_NODE_H
#define ADIL_LAW_NODE_H

#include "base/err.h"

enum adil_node_kind { ADIL_NODE_SCALAR, ADIL_NODE_LIST, ADIL_NODE_MAP };

struct adil_node {
    enum adil_node_kind kind;
    struct adil_place place;
    struct adil_span key;          /* in a map: this entry's key (NFC); else empty */
    struct adil_span text;         /* a scalar's text (NFC) */
    const struct adil_node *first; /* a list's or map's first child, in file order */
    const struct adil_node *next;  /* the next child of the same parent */
    uint32_t n;                    /* number of children */
};

enum {
    ADIL_YAML_BYTES_MAX = 16 << 20,
    ADIL_YAML_DEPTH_MAX = 32,
    ADIL_YAML_NODES_MAX = 1 << 20,
    ADIL_YAML_KEY_MAX = 160,
    ADIL_CANONICAL_BYTES_MAX = 8 * ADIL_YAML_BYTES_MAX, /* with its escapes */
};

/* Reads one YAML document. `file` names it in messages. Err INPUT with the place and what was
 * expected; the tree lives in `perm` and points into nothing else. */
ADIL_MUST_USE adil_err adil_yaml_read(struct adil_arena *perm, struct adil_span file,
                                      struct adil_span bytes, const struct adil_node **root,
                                      struct adil_diag *diag);

/* The same for one value of a command line (flow text: `[a, b]`, `{x: 1}`): places carry `source`
 * and no line. */
ADIL_MUST_USE adil_err adil_yaml_value(struct adil_arena *perm, struct adil_span source,
                                       struct adil_span bytes, const struct adil_node **root,
                                       struct adil_diag *diag);

/* Valid UTF-8 without what a rulebook may not hold: controls but tab and line end, line separators,
 * byte order marks. */
bool adil_yaml_text_is_well(struct adil_span text);

/* The entry of a map with that key, or NULL. */
const struct adil_node *adil_node_get(const struct adil_node *map, const char *key);
const struct adil_node *adil_node_get_span(const struct adil_node *map, struct adil_span key);

#endif
