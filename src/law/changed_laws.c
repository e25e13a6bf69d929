/* In which laws changes stand: by the articles that statements cite. */
#include "law/amend.h"
#include "law/edit.h"
#include "law/index.h"
#include "law/reader.h"

struct standing {
    struct adil_arena *perm;
    const struct adil_node *laws; /* the section; NULL: there is none */
    bool *in;                     /* one a law */
    bool in_none;
};

static bool begins_so(struct adil_arena tmp, const struct adil_node *law, struct adil_span cite)
{
    const struct adil_span *head = NULL;
    uint32_t n = adil_read_words(&tmp, adil_node_get(law, "cites"), &head);
    for (uint32_t i = 0; i < n; i++) {
        if (adil_span_starts(cite, head[i])) {
            return true;
        }
    }
    return false;
}

/* "Const. 91; law on the referendum 31": each part is of a law, or of none that is known. */
static void note_cite(struct standing *s, struct adil_span cite)
{
    struct adil_span part;
    while (adil_span_cut(&cite, ';', &part)) {
        uint32_t i = 0;
        bool known = false;
        part = adil_span_trim(part);
        const struct adil_node *law = s->laws != NULL ? s->laws->first : NULL;
        for (; law != NULL; law = law->next, i++) {
            if (begins_so(*s->perm, law, part)) {
                s->in[i] = true;
                known = true;
            }
        }
        s->in_none = s->in_none || !known;
    }
}

static struct adil_span cite_of(const struct adil_node *n)
{
    return adil_read_text(adil_node_get(n, "cite"));
}

/* What a statement and those within it cite. */
/* NOLINTNEXTLINE(misc-no-recursion): as deep as the readers of laws let a tree be */
static void note_within(struct standing *s, const struct adil_node *n, unsigned depth)
{
    if (n->kind == ADIL_NODE_SCALAR || depth == 0) {
        return;
    }
    if (n->kind == ADIL_NODE_MAP && cite_of(n).len > 0) {
        note_cite(s, cite_of(n));
    }
    for (const struct adil_node *c = n->first; c != NULL; c = c->next) {
        note_within(s, c, depth - 1);
    }
}

/* The citation of the nearest statement around an address; empty: none cites anything. */
static struct adil_span cite_around(const struct adil_node *root, struct adil_span id)
{
    struct adil_span part;
    struct adil_span cite = ADIL_SPAN("");
    const struct adil_node *n = root;
    while (n != NULL && n->kind == ADIL_NODE_MAP && adil_span_cut(&id, '/', &part)) {
        cite = cite_of(n).len > 0 ? cite_of(n) : cite;
        n = adil_node_get_span(n, part);
    }
    return cite;
}

/* Whether the other side has this version too. */
static bool is_among(const struct adil_node *version, const struct adil_node *other)
{
    if (other == NULL || other->kind != ADIL_NODE_LIST) {
        return other != NULL && adil_node_same(version, other);
    }
    for (const struct adil_node *c = other->first; c != NULL; c = c->next) {
        if (adil_node_same(version, c)) {
            return true;
        }
    }
    return false;
}

static void note_statement(struct standing *s, const struct adil_node *n, struct adil_span around)
{
    if (cite_of(n).len == 0) {
        if (around.len > 0) {
            note_cite(s, around);
        } else {
            s->in_none = true;
        }
    }
    note_within(s, n, ADIL_YAML_DEPTH_MAX);
}

/* One side of a difference: of versions those that the other side does not have. */
static void note_side(struct standing *s, const struct adil_node *root, struct adil_span id,
                      const struct adil_node *side, const struct adil_node *other)
{
    struct adil_span around = cite_around(root, id);
    bool versions = side != NULL && side->kind == ADIL_NODE_LIST && side->first != NULL &&
                    side->first->kind == ADIL_NODE_MAP;
    if (side != NULL && !versions) {
        note_statement(s, side, around);
    }
    for (const struct adil_node *c = versions ? side->first : NULL; c != NULL; c = c->next) {
        if (!is_among(c, other)) {
            note_statement(s, c, around);
        }
    }
}

uint32_t adil_law_changed_laws(struct adil_arena *perm, const struct adil_node *before,
                               const struct adil_node *after, const struct adil_law_difference *d,
                               uint32_t n, const struct adil_span **out)
{
    const struct adil_node *laws = adil_node_get(before, "laws");
    uint32_t n_laws = laws != NULL ? laws->n : 0;
    struct standing s = {.perm = perm, .laws = laws, .in = adil_new(perm, bool, n_laws)};
    struct adil_index_entry *e = adil_new(perm, struct adil_index_entry, n_laws + 1);
    struct adil_span *id = adil_new(perm, struct adil_span, n_laws + 1);
    uint32_t m = 0;
    for (uint32_t i = 0; i < n; i++) {
        note_side(&s, before, d[i].id, d[i].before, d[i].after);
        note_side(&s, after, d[i].id, d[i].after, d[i].before);
    }
    uint32_t k = 0;
    for (const struct adil_node *law = laws != NULL ? laws->first : NULL; law != NULL;
         law = law->next, k++) {
        if (s.in[k]) {
            e[m++] = (struct adil_index_entry){law->key, k};
        }
    }
    if (s.in_none) {
        e[m++] = (struct adil_index_entry){ADIL_SPAN("none"), n_laws};
    }
    adil_index_sort(e, m);
    for (uint32_t i = 0; i < m; i++) {
        id[i] = e[i].name;
    }
    *out = id;
    return m;
}
