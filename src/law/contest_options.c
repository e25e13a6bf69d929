/* Options of a contest: who stands on the ballot, in its order, and what other keys say of them. */
#include "law/compile.h"

#include <stddef.h>

/* One mention of an option. The first that may create it does; one that may not refers to it. */
struct mention {
    struct adil_span id;
    struct adil_place place;
    enum adil_contest_key key;
    bool creates;
};

struct mentions {
    struct mention *m; /* NULL: only counted */
    uint32_t n;
};

/* Keys that name options, in the order in which options without a list are taken. */
static const enum adil_contest_key naming[] = {
    ADIL_K_OPTIONS,      ADIL_K_AGAINST,          ADIL_K_YES,
    ADIL_K_INDEPENDENTS, ADIL_K_COALITIONS,       ADIL_K_MINORITIES,
    ADIL_K_LISTS,        ADIL_K_LISTS_BY_UNIT,    ADIL_K_AT_LEAST,
    ADIL_K_AT_MOST,      ADIL_K_REGISTERED_ORDER, ADIL_K_NOT_COUNTED,
};

static void mention(struct mentions *out, enum adil_contest_key key, struct adil_span id,
                    struct adil_place place, bool creates)
{
    if (out->m != NULL) {
        out->m[out->n] = (struct mention){id, place, key, creates};
    }
    out->n++;
}

static void mention_keys(struct mentions *out, enum adil_contest_key key,
                         const struct adil_node *map, bool creates)
{
    bool is_map = map->kind == ADIL_NODE_MAP;
    for (const struct adil_node *n = is_map ? map->first : NULL; n != NULL; n = n->next) {
        mention(out, key, n->key, n->place, creates);
    }
}

static void mention_words(struct adil_compile *x, struct mentions *out, enum adil_contest_key key,
                          const struct adil_node *node, bool creates)
{
    struct adil_arena tmp = x->r.scratch;
    const struct adil_node **word = NULL;
    uint32_t n = adil_read_word_nodes(&tmp, node, &word);
    for (uint32_t i = 0; i < n; i++) {
        mention(out, key, word[i]->text, word[i]->place, creates);
    }
}

static void mention_key(struct adil_compile *x, struct mentions *out, enum adil_contest_key key)
{
    const struct adil_node *node = x->entry[key].node;
    bool creates = x->c->options_open || key == ADIL_K_OPTIONS || key == ADIL_K_AGAINST ||
                   key == ADIL_K_NOT_COUNTED;
    enum adil_key_type type = adil_contest_key_info(key)->type;
    if (node == NULL) {
        return;
    }
    if (type == ADIL_T_COUNTS) {
        mention_keys(out, key, node, creates);
    } else if (type == ADIL_T_UNIT_COUNTS) {
        bool is_map = node->kind == ADIL_NODE_MAP;
        for (const struct adil_node *u = is_map ? node->first : NULL; u != NULL; u = u->next) {
            mention_keys(out, key, u, creates);
        }
    } else {
        mention_words(x, out, key, node, creates);
    }
}

static struct mentions gather(struct adil_compile *x, struct adil_arena *tmp)
{
    struct mentions all = {NULL, 0};
    for (size_t i = 0; i < ADIL_COUNT(naming); i++) {
        mention_key(x, &all, naming[i]);
    }
    all.m = adil_new(tmp, struct mention, all.n);
    all.n = 0;
    /* mention_words works in x->r.scratch: keep what was gathered out of its way */
    struct adil_arena keep = x->r.scratch;
    x->r.scratch = *tmp;
    for (size_t i = 0; i < ADIL_COUNT(naming); i++) {
        mention_key(x, &all, naming[i]);
    }
    x->r.scratch = keep;
    return all;
}

static void unknown_option(struct adil_compile *x, const struct mentions *all,
                           const struct mention *m)
{
    struct adil_arena tmp = x->r.scratch;
    /* past the faults that are listed nobody reads what is nearest */
    uint32_t n_all = x->r.n_faults < ADIL_FAULTS_MAX ? all->n : 0;
    struct adil_span *name = adil_new(&tmp, struct adil_span, n_all);
    uint32_t n = 0;
    for (uint32_t i = 0; i < n_all; i++) {
        if (all->m[i].creates) {
            name[n++] = all->m[i].id;
        }
    }
    struct adil_entry_where w = {0};
    adil_fault_name(&x->r, m->place, adil_entry_where(x, m->key, &w), m->id, name, n,
                    ADIL_SPAN("an option of this contest"));
}

/* Which mention creates each option: own[i] = i for the one that does, the creator's number for
 * the others, all->n where nothing creates it. */
static uint32_t *find_creators(struct adil_compile *x, struct adil_arena *tmp,
                               const struct mentions *all)
{
    struct adil_index_entry *e = adil_new(tmp, struct adil_index_entry, all->n);
    uint32_t *own = adil_new(tmp, uint32_t, all->n);
    for (uint32_t i = 0; i < all->n; i++) {
        e[i] = (struct adil_index_entry){all->m[i].id, i};
    }
    adil_index_sort(e, all->n);
    for (uint32_t from = 0, to = 0; from < all->n; from = to) {
        uint32_t creator = all->n;
        for (to = from; to < all->n && adil_span_eq(e[to].name, e[from].name); to++) {
            const struct mention *m = &all->m[e[to].value];
            if (creator == all->n && m->creates) {
                creator = e[to].value;
            } else if (creator < all->n && m->key == ADIL_K_NOT_COUNTED) {
                struct adil_entry_where w = {0};
                adil_fault(&x->r, m->place, adil_entry_where(x, m->key, &w), m->id,
                           ADIL_SPAN("a row that is not an option of the ballot"));
            }
        }
        for (uint32_t i = from; i < to; i++) {
            own[e[i].value] = creator;
        }
    }
    return own;
}

static struct adil_texts option_name(const struct adil_rulebook *book, struct adil_span id)
{
    struct adil_texts name = {0};
    if (book != NULL) {
        uint32_t i = adil_index_get(book->name_index, book->n_names, id);
        name = i != ADIL_NOT_FOUND ? book->name[i].name : name;
    }
    if (name.in[ADIL_EN].len == 0) {
        name.in[ADIL_EN] = id;
    }
    return name;
}

static struct adil_option option_of(const struct adil_compile *x, const struct mention *m)
{
    enum adil_option_class class =
        m->key == ADIL_K_NOT_COUNTED ? ADIL_OPTION_NOT_COUNTED : ADIL_OPTION_LIST;
    return (struct adil_option){.id = m->id,
                                .name = option_name(x->book, m->id),
                                .class = class,
                                .joined = 1,
                                .list_length = ADIL_LENGTH_UNKNOWN,
                                .at_most = UINT32_MAX,
                                .registered_order = UINT32_MAX};
}

static void create_options(struct adil_compile *x, const struct mentions *all, const uint32_t *own)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < all->n; i++) {
        n += own[i] == i;
    }
    struct adil_option *option = adil_new(x->r.perm, struct adil_option, n);
    struct adil_index_entry *index = adil_new(x->r.perm, struct adil_index_entry, n);
    uint32_t k = 0;
    for (uint32_t i = 0; i < all->n; i++) {
        if (own[i] == i) {
            option[k] = option_of(x, &all->m[i]);
            index[k] = (struct adil_index_entry){all->m[i].id, k};
            k++;
        }
    }
    adil_index_sort(index, n);
    x->c->option = option;
    x->c->n_options = n;
    x->option = index;
}

static struct adil_option *option_named(struct adil_compile *x, struct adil_span id)
{
    uint32_t i = adil_index_get(x->option, x->c->n_options, id);
    return i == ADIL_NOT_FOUND ? NULL : &x->c->option[i];
}

/* One field of every option a map or list names. */
static void set_counts(struct adil_compile *x, enum adil_contest_key key, size_t field)
{
    const struct adil_node *map = x->entry[key].node;
    bool is_map = map != NULL && map->kind == ADIL_NODE_MAP;
    for (const struct adil_node *n = is_map ? map->first : NULL; n != NULL; n = n->next) {
        struct adil_option *o = option_named(x, n->key);
        uint32_t v = 0;
        if (o != NULL && adil_read_count(n, &v)) {
            *(uint32_t *)(void *)((char *)o + field) = v;
        }
    }
}

static void set_flags(struct adil_compile *x, enum adil_contest_key key, size_t field)
{
    struct adil_arena tmp = x->r.scratch;
    const struct adil_span *word = NULL;
    uint32_t n = adil_read_words(&tmp, x->entry[key].node, &word);
    for (uint32_t i = 0; i < n; i++) {
        struct adil_option *o = option_named(x, word[i]);
        if (o != NULL) {
            *(bool *)((char *)o + field) = true;
        }
    }
}

static void set_words(struct adil_compile *x)
{
    struct adil_arena tmp = x->r.scratch;
    const struct adil_span *word = NULL;
    uint32_t n = adil_read_words(&tmp, x->entry[ADIL_K_AGAINST].node, &word);
    for (uint32_t i = 0; i < n; i++) {
        struct adil_option *o = option_named(x, word[i]);
        if (o != NULL && o->class == ADIL_OPTION_LIST) {
            o->class = ADIL_OPTION_AGAINST;
        }
    }
    n = adil_read_words(&tmp, x->entry[ADIL_K_REGISTERED_ORDER].node, &word);
    for (uint32_t i = 0; i < n; i++) {
        struct adil_option *o = option_named(x, word[i]);
        if (o != NULL) {
            o->registered_order = i;
        }
    }
}

void adil_compile_options(struct adil_compile *x)
{
    x->c->options_open = x->entry[ADIL_K_OPTIONS].node == NULL;
    struct adil_arena tmp = x->r.scratch;
    struct mentions all = gather(x, &tmp);
    uint32_t *own = find_creators(x, &tmp, &all);
    struct adil_arena keep = x->r.scratch;
    x->r.scratch = tmp;
    for (uint32_t i = 0; i < all.n; i++) {
        if (own[i] == all.n) {
            unknown_option(x, &all, &all.m[i]);
        }
    }
    x->r.scratch = keep;
    create_options(x, &all, own);
    set_words(x);
    set_flags(x, ADIL_K_INDEPENDENTS, offsetof(struct adil_option, independent));
    set_flags(x, ADIL_K_MINORITIES, offsetof(struct adil_option, minority));
    set_counts(x, ADIL_K_COALITIONS, offsetof(struct adil_option, joined));
    set_counts(x, ADIL_K_LISTS, offsetof(struct adil_option, list_length));
    set_counts(x, ADIL_K_AT_LEAST, offsetof(struct adil_option, at_least));
    set_counts(x, ADIL_K_AT_MOST, offsetof(struct adil_option, at_most));
}
