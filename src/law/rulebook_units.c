/* Units, groups, and the vocabulary of phrases they give. */
#include "law/loading.h"

static struct adil_where in_list(const struct adil_where *up, const struct adil_node *n, uint32_t i)
{
    return (struct adil_where){
        .up = up, .key = adil_read_text(adil_node_get(n, "id")), .in_list = true, .i = i};
}

static struct adil_unit read_unit(const struct adil_node *n)
{
    return (struct adil_unit){.id = adil_read_text(adil_node_get(n, "id")),
                              .code = adil_read_text(adil_node_get(n, "code")),
                              .kind = adil_read_text(adil_node_get(n, "kind")),
                              .parent = ADIL_NO_UNIT,
                              .from = adil_read_date(adil_node_get(n, "from")),
                              .until = adil_read_date(adil_node_get(n, "until")),
                              .name = adil_read_texts(adil_node_get(n, "name")),
                              .place = n->place};
}

static void index_ids(struct adil_loading *l, struct adil_units *u)
{
    struct adil_index_entry *e = adil_new(l->r.perm, struct adil_index_entry, 2 * (size_t)u->n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < u->n; i++) {
        const struct adil_unit *x = &u->unit[i];
        if (x->id.len > 0) {
            e[n++] = (struct adil_index_entry){x->id, i};
        }
        if (x->code.len > 0 && !adil_span_eq(x->code, x->id)) {
            e[n++] = (struct adil_index_entry){x->code, i};
        }
    }
    adil_index_sort(e, n);
    struct adil_where w = {.key = ADIL_SPAN("units")};
    for (uint32_t i = 1; i < n; i++) {
        if (adil_span_eq(e[i].name, e[i - 1].name)) {
            struct adil_where at = {.up = &w, .key = e[i].name, .in_list = true};
            adil_fault(&l->r, u->unit[e[i].value].place, &at, ADIL_SPAN("the id or code twice"),
                       ADIL_SPAN("each id and code of one unit"));
        }
    }
    u->id = e;
    u->n_ids = n;
}

static bool is_new_name(const struct adil_unit *u, size_t lang)
{
    for (size_t k = 0; k < lang; k++) {
        if (adil_span_eq(u->name.in[k], u->name.in[lang])) {
            return false;
        }
    }
    return u->name.in[lang].len > 0;
}

static void index_names(struct adil_loading *l, struct adil_units *u)
{
    struct adil_index_entry *e =
        adil_new(l->r.perm, struct adil_index_entry, (ADIL_N_LANGS + 1) * (size_t)u->n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < u->n; i++) {
        for (size_t lang = 0; lang < ADIL_N_LANGS; lang++) {
            if (is_new_name(&u->unit[i], lang)) {
                e[n++] = (struct adil_index_entry){u->unit[i].name.in[lang], i};
            }
        }
        struct adil_span code = adil_unit_short_code(&u->unit[i]);
        if (code.len > 0) {
            e[n++] = (struct adil_index_entry){code, i};
        }
    }
    adil_index_sort(e, n);
    u->name = e;
    u->n_names = n;
}

/* A parent stands before its children, so the tree has one root and no circle. */
static void find_parent(struct adil_loading *l, const struct adil_units *u, struct adil_unit *unit,
                        uint32_t i, const struct adil_node *n, const struct adil_where *w)
{
    const struct adil_node *parent = adil_node_get(n, "parent");
    struct adil_where at = {.up = w, .key = ADIL_SPAN("parent")};
    if (i == 0) {
        if (parent != NULL) {
            adil_fault(&l->r, parent->place, &at, adil_read_text(parent),
                       ADIL_SPAN("no parent: the first unit is the whole"));
        }
        return;
    }
    unit->parent = 0;
    if (parent == NULL) {
        return;
    }
    uint32_t p = adil_index_get(u->id, u->n_ids, adil_read_text(parent));
    if (p == ADIL_NOT_FOUND) {
        adil_fault_unit(&l->r, parent->place, &at, u, adil_read_text(parent));
    } else if (p >= i) {
        adil_fault(&l->r, parent->place, &at, adil_read_text(parent),
                   ADIL_SPAN("a unit that stands before this one"));
    } else {
        unit->parent = p;
    }
}

void adil_load_units(struct adil_loading *l)
{
    uint32_t n = 0;
    const struct adil_node *first =
        adil_loading_items(adil_node_get(l->book->root, "units"), ADIL_NODE_LIST, &n);
    struct adil_unit *unit = adil_new(l->r.perm, struct adil_unit, n);
    uint32_t i = 0;
    for (const struct adil_node *c = first; c != NULL; c = c->next) {
        unit[i++] = read_unit(c);
    }
    struct adil_units *u = &l->book->units;
    u->unit = unit;
    u->n = n;
    index_ids(l, u);
    index_names(l, u);
    struct adil_where w = {.key = ADIL_SPAN("units")};
    i = 0;
    for (const struct adil_node *c = first; c != NULL; c = c->next, i++) {
        struct adil_where at = in_list(&w, c, i);
        find_parent(l, u, &unit[i], i, c, &at);
        adil_load_span(l, &at, c, unit[i].from, unit[i].until);
    }
}

static void check_group_units(struct adil_loading *l, const struct adil_where *w,
                              const struct adil_node *list)
{
    const struct adil_node **word = NULL;
    uint32_t n = adil_read_word_nodes(l->r.perm, list, &word);
    struct adil_where at = {.up = w, .key = ADIL_SPAN("units")};
    for (uint32_t i = 0; i < n; i++) {
        const struct adil_units *u = &l->book->units;
        uint32_t unit = adil_index_get(u->id, u->n_ids, word[i]->text);
        if (unit == ADIL_NOT_FOUND || !adil_span_eq(u->unit[unit].id, word[i]->text)) {
            adil_fault_unit(&l->r, word[i]->place, &at, u, word[i]->text);
        }
    }
}

void adil_load_groups(struct adil_loading *l)
{
    uint32_t n = 0;
    const struct adil_node *first =
        adil_loading_items(adil_node_get(l->book->root, "groups"), ADIL_NODE_MAP, &n);
    struct adil_group *group = adil_new(l->r.perm, struct adil_group, n);
    struct adil_where w = {.key = ADIL_SPAN("groups")};
    uint32_t i = 0;
    for (const struct adil_node *c = first; c != NULL; c = c->next, i++) {
        struct adil_where at = {.up = &w, .key = c->key};
        struct adil_group *g = &group[i];
        g->id = c->key;
        g->name = adil_read_texts(adil_node_get(c, "name"));
        g->n_kinds = adil_read_words(l->r.perm, adil_node_get(c, "kind"), &g->kind);
        g->n_units = adil_read_words(l->r.perm, adil_node_get(c, "units"), &g->unit);
        g->n_not_kinds = adil_read_words(l->r.perm, adil_node_get(c, "not"), &g->not_kind);
        g->place = c->place;
        check_group_units(l, &at, adil_node_get(c, "units"));
    }
    l->book->units.group = group;
    l->book->units.n_groups = n;
}

/* How a word stands after "of", in each language; the id where nothing is given. */
static void put_of(struct adil_vocab_word *word, struct adil_texts name, struct adil_span other)
{
    for (size_t lang = 0; lang < ADIL_N_LANGS; lang++) {
        struct adil_span text = adil_texts_pick(&name, (enum adil_lang)lang);
        word->of[lang] = text.len > 0 ? text : other;
    }
}

static bool is_taken(struct adil_span id)
{
    static const char *const known[] = {
#define X(id, name, words) name, words,
        ADIL_QUANTITIES(X)
#undef X
    };
    for (size_t i = 0; i < ADIL_COUNT(known); i++) {
        if (adil_span_is(id, known[i])) {
            return true;
        }
    }
    return false;
}

static uint32_t read_quantities(struct adil_loading *l, const struct adil_vocab_word **out)
{
    uint32_t n = 0;
    const struct adil_node *first =
        adil_loading_items(adil_node_get(l->book->root, "quantities"), ADIL_NODE_MAP, &n);
    struct adil_vocab_word *word = adil_new(l->r.perm, struct adil_vocab_word, n);
    struct adil_where w = {.key = ADIL_SPAN("quantities")};
    uint32_t i = 0;
    for (const struct adil_node *c = first; c != NULL; c = c->next, i++) {
        word[i].id = c->key;
        word[i].words = adil_read_text(adil_node_get(c, "words"));
        put_of(&word[i], adil_read_texts(adil_node_get(c, "of")),
               word[i].words.len > 0 ? word[i].words : c->key);
        if (is_taken(c->key) || is_taken(word[i].words)) {
            struct adil_where at = {.up = &w, .key = c->key};
            adil_fault(&l->r, c->place, &at, ADIL_SPAN("a quantity that every contest knows"),
                       ADIL_SPAN("another id and other words"));
        }
    }
    *out = word;
    return n;
}

void adil_load_vocab(struct adil_loading *l)
{
    const struct adil_vocab_word *quantity = NULL;
    uint32_t n = read_quantities(l, &quantity);
    const struct adil_units *u = &l->book->units;
    struct adil_vocab_word *group = adil_new(l->r.perm, struct adil_vocab_word, u->n_groups);
    for (uint32_t i = 0; i < u->n_groups; i++) {
        group[i].id = u->group[i].id;
        put_of(&group[i], u->group[i].name, u->group[i].id);
    }
    l->book->vocab = adil_vocab_contest(l->r.perm, quantity, n, group, u->n_groups);
}
