/* Trees made from trees. As deep as the readers let one be: a level more is refused, not walked. */
#include "law/edit.h"

#include "base/json_read.h"

struct adil_kids adil_kids_of(struct adil_arena *perm, const struct adil_node *parent,
                              uint32_t more)
{
    uint32_t n = parent != NULL ? parent->n : 0;
    struct adil_kids kids = {adil_new(perm, const struct adil_node *, (size_t)n + more), 0};
    for (const struct adil_node *c = parent != NULL ? parent->first : NULL; c != NULL;
         c = c->next) {
        kids.at[kids.n++] = c;
    }
    return kids;
}

const struct adil_node *adil_node_of_kids(struct adil_arena *perm, enum adil_node_kind kind,
                                          struct adil_place place, struct adil_span key,
                                          const struct adil_kids *kids)
{
    struct adil_node *parent = adil_new(perm, struct adil_node, 1);
    struct adil_node *child = adil_new(perm, struct adil_node, kids->n);
    for (uint32_t i = 0; i < kids->n; i++) {
        child[i] = *kids->at[i];
        child[i].next = i + 1 < kids->n ? &child[i + 1] : NULL;
    }
    *parent = (struct adil_node){.kind = kind,
                                 .place = place,
                                 .key = key,
                                 .first = kids->n > 0 ? child : NULL,
                                 .n = kids->n};
    return parent;
}

const struct adil_node *adil_node_scalar(struct adil_arena *perm, struct adil_place place,
                                         struct adil_span key, struct adil_span text)
{
    struct adil_node *n = adil_new(perm, struct adil_node, 1);
    *n = (struct adil_node){.kind = ADIL_NODE_SCALAR, .place = place, .key = key, .text = text};
    return n;
}

const struct adil_node *adil_node_keyed(struct adil_arena *perm, const struct adil_node *n,
                                        struct adil_span key)
{
    struct adil_node *made = adil_new(perm, struct adil_node, 1);
    *made = *n;
    made->key = key;
    made->next = NULL;
    return made;
}

const struct adil_node *adil_node_with(struct adil_arena *perm, const struct adil_node *map,
                                       struct adil_span key, struct adil_span text)
{
    struct adil_kids kids = adil_kids_of(perm, map, 1);
    uint32_t i = 0;
    while (i < kids.n && !adil_span_eq(kids.at[i]->key, key)) {
        i++;
    }
    kids.at[i] = adil_node_scalar(perm, map->place, key, text);
    kids.n += i == kids.n;
    return adil_node_of_kids(perm, map->kind, map->place, map->key, &kids);
}

/* NOLINTBEGIN(misc-no-recursion): as deep as the readers of laws let a tree be */
static bool same_at(const struct adil_node *a, const struct adil_node *b, unsigned depth)
{
    if (a == NULL || b == NULL || a->kind != b->kind || a->n != b->n || depth == 0) {
        return a == b;
    }
    if (a->kind == ADIL_NODE_SCALAR) {
        return adil_span_eq(a->text, b->text);
    }
    const struct adil_node *y = b->first;
    for (const struct adil_node *x = a->first; x != NULL; x = x->next) {
        const struct adil_node *other = a->kind == ADIL_NODE_MAP && !adil_span_eq(x->key, y->key)
                                            ? adil_node_get_span(b, x->key)
                                            : y;
        if (other == NULL || !same_at(x, other, depth - 1)) {
            return false;
        }
        y = y->next;
    }
    return true;
}

bool adil_node_same(const struct adil_node *a, const struct adil_node *b)
{
    return same_at(a, b, ADIL_YAML_DEPTH_MAX);
}

static const struct adil_node *in_order_at(struct adil_arena *perm, const struct adil_node *before,
                                           const struct adil_node *after, unsigned depth)
{
    if (before == NULL || before->kind != ADIL_NODE_MAP || after->kind != ADIL_NODE_MAP ||
        depth == 0) {
        return after;
    }
    struct adil_kids kids = {adil_new(perm, const struct adil_node *, after->n), 0};
    for (const struct adil_node *c = before->first; c != NULL; c = c->next) {
        const struct adil_node *now = adil_node_get_span(after, c->key);
        if (now != NULL) {
            kids.at[kids.n++] = in_order_at(perm, c, now, depth - 1);
        }
    }
    for (const struct adil_node *c = after->first; c != NULL; c = c->next) {
        if (adil_node_get_span(before, c->key) == NULL) {
            kids.at[kids.n++] = c;
        }
    }
    return adil_node_of_kids(perm, ADIL_NODE_MAP, after->place, after->key, &kids);
}

const struct adil_node *adil_node_in_order(struct adil_arena *perm, const struct adil_node *before,
                                           const struct adil_node *after)
{
    return in_order_at(perm, before, after, ADIL_YAML_DEPTH_MAX);
}

struct measure {
    uint64_t nodes;
    uint64_t bytes;
};

static bool measure_at(const struct adil_node *n, unsigned depth, struct measure *m)
{
    m->nodes++;
    m->bytes += n->key.len + n->text.len;
    if (depth == 0 || m->nodes > ADIL_YAML_NODES_MAX || m->bytes > ADIL_YAML_BYTES_MAX) {
        return n->kind == ADIL_NODE_SCALAR && m->nodes <= ADIL_YAML_NODES_MAX &&
               m->bytes <= ADIL_YAML_BYTES_MAX;
    }
    for (const struct adil_node *c = n->first; c != NULL; c = c->next) {
        if (!measure_at(c, depth - 1, m)) {
            return false;
        }
    }
    return true;
}
/* NOLINTEND(misc-no-recursion) */

bool adil_node_fits(const struct adil_node *root)
{
    struct measure m = {0, 0};
    return measure_at(root, ADIL_JSON_READ_DEPTH, &m);
}
