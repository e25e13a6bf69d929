#include "law/node.h"

const struct adil_node *adil_node_get_span(const struct adil_node *map, struct adil_span key)
{
    if (map == NULL || map->kind != ADIL_NODE_MAP) {
        return NULL;
    }
    for (const struct adil_node *n = map->first; n != NULL; n = n->next) {
        if (adil_span_eq(n->key, key)) {
            return n;
        }
    }
    return NULL;
}

const struct adil_node *adil_node_get(const struct adil_node *map, const char *key)
{
    return adil_node_get_span(map, adil_span_of(key));
}
