/* What differs between two laws, statement by statement. */
#include "law/amend.h"
#include "law/edit.h"
#include "law/index.h"
#include "law/reader.h"

#include <string.h>

struct compare {
    struct adil_arena *perm;
    struct adil_law_difference *d;
    uint32_t n;
    uint32_t cap;
};

static void add_difference(struct compare *x, struct adil_span id, const struct adil_node *before,
                           const struct adil_node *after)
{
    if (x->n == ADIL_DIFFERENCES_MAX) {
        return;
    }
    if (x->n == x->cap) {
        uint32_t cap = x->cap > 0 ? 2 * x->cap : 64;
        struct adil_law_difference *grown = adil_new(x->perm, struct adil_law_difference, cap);
        if (x->n > 0) {
            memcpy(grown, x->d, x->n * sizeof *grown);
        }
        x->d = grown;
        x->cap = cap;
    }
    x->d[x->n++] = (struct adil_law_difference){id, before, after};
}

/* ---- lists of statements -------------------------------------------------------------------- */

/* The key that names each item of a list; NULL: it is one statement. */
static const char *names_items(const struct adil_node *list)
{
    static const char *const keys[] = {"id", "unit", "word"};
    for (size_t k = 0; k < ADIL_COUNT(keys) && list->kind == ADIL_NODE_LIST; k++) {
        const struct adil_node *c = list->first;
        while (c != NULL && adil_read_text(adil_node_get(c, keys[k])).len > 0) {
            c = c->next;
        }
        if (c == NULL && list->n > 0) {
            return keys[k];
        }
    }
    return NULL;
}

/* All items of that name: one itself, several as a list of them; NULL: none. */
static const struct adil_node *items_of(struct adil_arena *perm, const struct adil_node *list,
                                        const char *key, struct adil_span id)
{
    struct adil_kids kids = adil_kids_of(perm, list, 0);
    uint32_t n = 0;
    for (uint32_t i = 0; i < kids.n; i++) {
        if (adil_span_eq(adil_read_text(adil_node_get(kids.at[i], key)), id)) {
            kids.at[n++] = kids.at[i];
        }
    }
    kids.n = n;
    if (n < 2) {
        return n == 1 ? kids.at[0] : NULL;
    }
    return adil_node_of_kids(perm, ADIL_NODE_LIST, list->place, ADIL_SPAN(""), &kids);
}

static bool stood_before(const struct adil_node *list, const struct adil_node *item,
                         const char *key)
{
    struct adil_span id = adil_read_text(adil_node_get(item, key));
    for (const struct adil_node *c = list->first; c != item; c = c->next) {
        if (adil_span_eq(adil_read_text(adil_node_get(c, key)), id)) {
            return true;
        }
    }
    return false;
}

static void compare_lists(struct compare *x, struct adil_span at, const struct adil_node *before,
                          const struct adil_node *after, const char *key)
{
    const struct adil_node *const list[] = {before, after};
    uint32_t n = x->n;
    for (size_t side = 0; side < 2; side++) {
        for (const struct adil_node *c = list[side]->first; c != NULL; c = c->next) {
            struct adil_span id = adil_read_text(adil_node_get(c, key));
            const struct adil_node *old = items_of(x->perm, before, key, id);
            if (stood_before(list[side], c, key) || (side == 1 && old != NULL)) {
                continue;
            }
            const struct adil_node *now = items_of(x->perm, after, key, id);
            if (!adil_node_same(old, now)) {
                add_difference(x, adil_fmt(x->perm, "%.*s/%.*s", ADIL_ARG(at), ADIL_ARG(id)), old,
                               now);
            }
        }
    }
    if (x->n == n && !adil_node_same(before, after)) {
        add_difference(x, at, before, after); /* the same items in another order */
    }
}

/* ---- trees ---------------------------------------------------------------------------------- */

static struct adil_span below(struct compare *x, struct adil_span at, struct adil_span key)
{
    return at.len == 0 ? key : adil_fmt(x->perm, "%.*s/%.*s", ADIL_ARG(at), ADIL_ARG(key));
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the readers of laws let a tree be */
static void compare_at(struct compare *x, struct adil_span at, const struct adil_node *before,
                       const struct adil_node *after, unsigned depth)
{
    if (adil_node_same(before, after)) {
        return;
    }
    const char *key = NULL;
    if (before != NULL && after != NULL && before->kind == after->kind && depth > 0) {
        key = names_items(before);
        if (key != NULL && names_items(after) == key) {
            compare_lists(x, at, before, after, key);
            return;
        }
        if (before->kind == ADIL_NODE_MAP) {
            for (const struct adil_node *c = before->first; c != NULL; c = c->next) {
                compare_at(x, below(x, at, c->key), c, adil_node_get_span(after, c->key),
                           depth - 1);
            }
            for (const struct adil_node *c = after->first; c != NULL; c = c->next) {
                if (adil_node_get_span(before, c->key) == NULL) {
                    compare_at(x, below(x, at, c->key), NULL, c, depth - 1);
                }
            }
            return;
        }
    }
    add_difference(x, at, before, after);
}

uint32_t adil_law_compare(struct adil_arena *perm, const struct adil_node *before,
                          const struct adil_node *after, const struct adil_law_difference **out)
{
    struct compare x = {.perm = perm};
    compare_at(&x, ADIL_SPAN(""), before, after, ADIL_YAML_DEPTH_MAX);
    *out = x.d;
    return x.n;
}

uint32_t adil_law_changed_ids(struct adil_arena *perm, const struct adil_law_difference *d,
                              uint32_t n, const struct adil_span **out)
{
    uint32_t all = 0;
    for (uint32_t i = 0; i < n; i++) {
        for (size_t k = 0; k <= d[i].id.len; k++) {
            all += k == d[i].id.len || d[i].id.ptr[k] == '/';
        }
    }
    struct adil_index_entry *e = adil_new(perm, struct adil_index_entry, all);
    struct adil_span *id = adil_new(perm, struct adil_span, all);
    uint32_t m = 0;
    for (uint32_t i = 0; i < n; i++) {
        for (size_t k = 0; k <= d[i].id.len; k++) {
            if (k == d[i].id.len || d[i].id.ptr[k] == '/') {
                e[m++] = (struct adil_index_entry){adil_span_sub(d[i].id, 0, k), i};
            }
        }
    }
    adil_index_sort(e, m);
    uint32_t distinct = 0;
    for (uint32_t i = 0; i < m; i++) {
        if (i == 0 || !adil_span_eq(e[i].name, e[i - 1].name)) {
            id[distinct++] = e[i].name;
        }
    }
    *out = id;
    return distinct;
}
