/* Words of acts, powers. */
#include "law/index.h"
#include "law/loading.h"

#include <stdlib.h>

/* ---- what an act gives -------------------------------------------------------------------- */

static int by_id(const void *x, const void *y)
{
    const struct adil_given *a = x;
    const struct adil_given *b = y;
    return adil_span_cmp(a->id, b->id);
}

/* "name?" -> "name", and that it may be left out. */
static struct adil_span cut_optional(struct adil_span text, bool *optional)
{
    *optional = adil_span_ends(text, ADIL_SPAN("?"));
    return adil_span_sub(text, 0, text.len - (*optional ? 1 : 0));
}

static uint32_t group_number(const struct adil_units *u, struct adil_span id)
{
    for (uint32_t i = 0; i < u->n_groups; i++) {
        if (adil_span_eq(u->group[i].id, id)) {
            return i;
        }
    }
    return ADIL_NO_WORD;
}

static struct adil_given given_field(const struct adil_loading *l, struct adil_span id,
                                     enum adil_field_type type, struct adil_span of)
{
    const struct adil_rulebook *book = l->book;
    struct adil_given g = {.id = id, .type = type, .of = ADIL_NO_WORD};
    if (type == ADIL_FIELD_TALLY) {
        g.of = group_number(&book->units, of);
    } else if (type == ADIL_FIELD_REF) {
        g.of = adil_register_find(book->reg, book->n_registers, of);
    }
    return g;
}

static struct adil_given given_of(const struct adil_loading *l, uint32_t reg, uint32_t field)
{
    const struct adil_field *f = &l->book->reg[reg].field[field];
    struct adil_given g = given_field(l, f->id, adil_load_type_of(f), f->of);
    g.slot = field;
    return g;
}

/* A list of fields of the word's register. */
static uint32_t give_list(struct adil_loading *l, const struct adil_where *w,
                          const struct adil_node *list, uint32_t reg, struct adil_given *give)
{
    struct adil_names fields = adil_load_fields_of(l, reg);
    const struct adil_node **word = NULL;
    uint32_t n = adil_read_word_nodes(l->r.perm, list, &word);
    uint32_t k = 0;
    for (uint32_t i = 0; i < n; i++) {
        bool optional = false;
        struct adil_span id = cut_optional(word[i]->text, &optional);
        uint32_t field = adil_field_find(l->book->reg[reg].field, fields.n, id);
        if (field == ADIL_NO_WORD) {
            adil_fault_name(&l->r, word[i]->place, w, id, fields.id, fields.n, fields.what);
            continue;
        }
        struct adil_given g = given_of(l, reg, field);
        g.optional = optional;
        if (g.type == ADIL_FIELD_KEY) {
            adil_fault(&l->r, word[i]->place, w, id,
                       ADIL_SPAN("no key: it is the last part of what the act is about"));
            continue;
        }
        if (field == l->book->reg[reg].case_field) {
            adil_fault(&l->r, word[i]->place, w, id,
                       ADIL_SPAN("not the field with the case: the machine writes it"));
            continue;
        }
        give[k++] = g;
    }
    return k;
}

/* A map of types, where there is no register. */
static uint32_t give_map(struct adil_loading *l, const struct adil_where *w,
                         const struct adil_node *map, struct adil_given *give)
{
    uint32_t k = 0;
    for (const struct adil_node *c = map->first; c != NULL; c = c->next) {
        struct adil_where at = {.up = w, .key = c->key};
        enum adil_field_type type = ADIL_FIELD_TEXT;
        struct adil_span of;
        bool optional = false;
        struct adil_span id = cut_optional(c->key, &optional);
        if (!adil_load_field_type(l, adil_span_trim(adil_read_text(c)), &type, &of)) {
            adil_fault(&l->r, c->place, &at, adil_read_text(c), ADIL_SPAN(ADIL_FIELD_WORDS));
        } else if (!adil_id_is_valid(id)) {
            adil_fault(&l->r, c->place, &at, c->key, adil_type_info(ADIL_T_ID)->expected);
        } else {
            give[k] = given_field(l, id, type, of);
            give[k++].optional = optional;
        }
    }
    return k;
}

/* All fields of the register that the word does not set. */
static uint32_t give_all(struct adil_loading *l, const struct adil_act_word *x,
                         struct adil_given *give)
{
    uint32_t k = 0;
    for (uint32_t f = 0; f < l->book->reg[x->reg].n_fields; f++) {
        struct adil_given g = given_of(l, x->reg, f);
        bool is_set = g.type == ADIL_FIELD_KEY || f == l->book->reg[x->reg].case_field;
        for (uint32_t i = 0; i < x->n_set && !is_set; i++) {
            is_set = x->set[i].slot == f;
        }
        if (!is_set) {
            give[k++] = g;
        }
    }
    return k;
}

static bool gives_all(const struct adil_act_word *x)
{
    return x->reg != ADIL_NO_WORD && (x->kind == ADIL_ACT_ENTER || x->kind == ADIL_ACT_SUPERSEDE);
}

static uint32_t read_give(struct adil_loading *l, const struct adil_where *w,
                          const struct adil_node *fields, const struct adil_act_word *x,
                          struct adil_given *give)
{
    if (fields == NULL) {
        return gives_all(x) ? give_all(l, x, give) : 0;
    }
    bool map = fields->kind == ADIL_NODE_MAP;
    if (map == (x->reg != ADIL_NO_WORD)) {
        adil_fault(&l->r, fields->place, w, map ? ADIL_SPAN("a map") : ADIL_SPAN("a list"),
                   map ? ADIL_SPAN("a list of fields of its register")
                       : ADIL_SPAN("a map of field types: the word writes no register"));
        return 0;
    }
    return map ? give_map(l, w, fields, give) : give_list(l, w, fields, x->reg, give);
}

static uint32_t room_for(const struct adil_loading *l, const struct adil_node *fields,
                         const struct adil_act_word *x)
{
    uint32_t n = x->reg == ADIL_NO_WORD ? 0 : l->book->reg[x->reg].n_fields;
    uint32_t named = fields == NULL ? 0 : fields->n + 1;
    return n > named ? n : named;
}

static void load_give(struct adil_loading *l, const struct adil_where *up,
                      const struct adil_node *c, struct adil_act_word *x)
{
    const struct adil_node *fields = adil_node_get(c, "fields");
    struct adil_where w = {.up = up, .key = ADIL_SPAN("fields")};
    struct adil_given *give = adil_new(l->r.perm, struct adil_given, room_for(l, fields, x));
    x->n_give = read_give(l, &w, fields, x, give);
    if (x->n_give > 1) {
        qsort(give, x->n_give, sizeof *give, by_id);
    }
    for (uint32_t i = 0; i < x->n_give; i++) {
        give[i].slot = x->reg == ADIL_NO_WORD ? i : give[i].slot;
        if (i > 0 && adil_span_eq(give[i].id, give[i - 1].id)) {
            adil_fault(&l->r, fields->place, &w, give[i].id, ADIL_SPAN("each field once"));
        }
        for (uint32_t k = 0; k < x->n_set; k++) {
            if (x->reg != ADIL_NO_WORD && x->set[k].slot == give[i].slot) {
                adil_fault(&l->r, fields->place, &w, give[i].id,
                           ADIL_SPAN("a field that the word does not set itself"));
            }
        }
    }
    x->give = give;
}

/* ---- what a word sets --------------------------------------------------------------------- */

static bool read_constant(struct adil_loading *l, const struct adil_node *n,
                          enum adil_field_type type, struct adil_datum *out)
{
    if (type == ADIL_FIELD_SET && n->kind == ADIL_NODE_LIST) {
        out->n_members = adil_read_words(l->r.perm, n, &out->member);
        out->known = out->n_members == n->n;
        return out->known;
    }
    return n->kind == ADIL_NODE_SCALAR && type != ADIL_FIELD_KEY &&
           adil_datum_parse(l->r.perm, type, n->text, out);
}

static void load_set(struct adil_loading *l, const struct adil_where *up,
                     const struct adil_node *set, struct adil_act_word *x)
{
    uint32_t n = 0;
    const struct adil_node *c = adil_loading_items(set, ADIL_NODE_MAP, &n);
    struct adil_where w = {.up = up, .key = ADIL_SPAN("set")};
    if (n > 0 && x->reg == ADIL_NO_WORD) {
        adil_fault(&l->r, set->place, &w, ADIL_SPAN("fields"),
                   ADIL_SPAN("nothing: the word writes no register"));
        return;
    }
    struct adil_constant *constant = adil_new(l->r.perm, struct adil_constant, n);
    struct adil_names fields = n > 0 ? adil_load_fields_of(l, x->reg) : (struct adil_names){0};
    for (; c != NULL; c = c->next) {
        struct adil_where at = {.up = &w, .key = c->key};
        uint32_t f = adil_field_find(l->book->reg[x->reg].field, fields.n, c->key);
        struct adil_constant *k = &constant[x->n_set];
        *k = (struct adil_constant){.slot = f};
        k->value.date = ADIL_DATE_NONE;
        if (f == ADIL_NO_WORD) {
            adil_fault_name(&l->r, c->place, &at, c->key, fields.id, fields.n, fields.what);
        } else if (f == l->book->reg[x->reg].case_field) {
            adil_fault(&l->r, c->place, &at, adil_read_text(c),
                       ADIL_SPAN("nothing: the machine writes the field with the case"));
        } else if (!read_constant(l, c, adil_load_type_of(&l->book->reg[x->reg].field[f]),
                                  &k->value)) {
            adil_fault(&l->r, c->place, &at, adil_read_text(c),
                       adil_fmt(l->r.perm, "a value of type %.*s",
                                ADIL_ARG(l->book->reg[x->reg].field[f].type)));
        } else {
            x->n_set++;
        }
    }
    x->set = constant;
}

/* ---- what it keeps ------------------------------------------------------------------------- */

static void load_keeps(struct adil_loading *l, const struct adil_where *up,
                       const struct adil_node *n, struct adil_act_word *x)
{
    struct adil_where w = {.up = up, .key = ADIL_SPAN("keeps")};
    if (n == NULL) {
        return;
    }
    if (x->reg == ADIL_NO_WORD || (x->kind != ADIL_ACT_CHANGE && x->kind != ADIL_ACT_SUPERSEDE)) {
        adil_fault(&l->r, n->place, &w, ADIL_SPAN("fields"),
                   ADIL_SPAN("nothing: only a word that is change or supersede keeps what was"));
        return;
    }
    struct adil_names fields = adil_load_fields_of(l, x->reg);
    x->n_keeps = adil_load_names(l, up, n, &fields, &x->keeps);
}

/* ---- words -------------------------------------------------------------------------------- */

/* Kinds the machine has words of its own for: no rulebook names them. */
static bool is_own_kind(enum adil_act_kind kind)
{
    return kind == ADIL_ACT_ENACT || kind == ADIL_ACT_KEY || kind == ADIL_ACT_ENGINE;
}

/* What the kind needs beside the word: a register, a procedure, or neither. */
static void check_kind(struct adil_loading *l, const struct adil_where *w,
                       const struct adil_node *c, const struct adil_act_word *x)
{
    static const struct {
        const char *key;
        bool of_records; /* wanted of kinds about a record; else of `open` */
    } needs[] = {{"of", true}, {"opens", false}};
    struct adil_span kind = adil_act_kind_name(x->kind);
    for (size_t i = 0; i < ADIL_COUNT(needs); i++) {
        bool has = adil_node_get(c, needs[i].key) != NULL;
        bool wants = needs[i].of_records ? adil_act_kind_about(x->kind) == ADIL_ABOUT_RECORD
                                         : x->kind == ADIL_ACT_OPEN;
        if (has != wants) {
            struct adil_where at = {.up = w, .key = adil_span_of(needs[i].key)};
            adil_fault(&l->r, c->place, &at, has ? ADIL_SPAN("a value") : ADIL_SPAN("no such key"),
                       adil_fmt(l->r.perm, has ? "nothing for the kind %.*s" : "%.*s needs one",
                                ADIL_ARG(kind)));
        }
    }
    if (is_own_kind(x->kind)) {
        struct adil_where at = {.up = w, .key = ADIL_SPAN("is")};
        adil_fault(&l->r, c->place, &at, kind,
                   ADIL_SPAN("another kind: this one's word is the machine's own"));
    }
}

static bool always_gives(const struct adil_act_word *x, const char *id, enum adil_field_type type)
{
    const struct adil_given *g = adil_word_gives(x, adil_span_of(id));
    return g != NULL && g->type == type && !g->optional;
}

/* A field that a word typed twice must give; its slot, or ADIL_NO_WORD. */
static uint32_t must_give(struct adil_loading *l, const struct adil_where *w,
                          const struct adil_node *c, const struct adil_act_word *x, const char *id,
                          enum adil_field_type type)
{
    if (always_gives(x, id, type)) {
        return adil_word_gives(x, adil_span_of(id))->slot;
    }
    adil_fault(&l->r, c->place, w, ADIL_SPAN("typed: 2"),
               adil_fmt(l->r.perm, "a field %s of type %s that the word gives, always", id,
                        type == ADIL_FIELD_SET ? "set" : "hash"));
    return ADIL_NO_WORD;
}

/* What an act that changes the law gives: the list, and the law that comes of it. */
static void check_amends(struct adil_loading *l, const struct adil_where *w,
                         const struct adil_node *c, const struct adil_act_word *x)
{
    static const char *const needs[] = {"changes", "becomes"};
    for (size_t k = 0; k < ADIL_COUNT(needs) && x->kind == ADIL_ACT_AMEND; k++) {
        if (!always_gives(x, needs[k], ADIL_FIELD_HASH)) {
            struct adil_where at = {.up = w, .key = ADIL_SPAN("fields")};
            adil_fault(&l->r, c->place, &at, ADIL_SPAN("an amend"),
                       adil_fmt(l->r.perm, "a field %s of type hash, always given", needs[k]));
        }
    }
}

/* What officers are asked for: all but those two, in the order of the paper, which is that of the
 * list. */
static void load_asked(struct adil_loading *l, const struct adil_node *fields,
                       struct adil_act_word *x)
{
    const struct adil_node **word = NULL;
    uint32_t n = adil_read_word_nodes(l->r.perm, fields, &word);
    uint32_t *asked = adil_new(l->r.perm, uint32_t, x->n_give);
    for (uint32_t i = 0; i < (n > 0 ? n : x->n_give); i++) {
        bool optional = false;
        struct adil_span id = n > 0 ? cut_optional(word[i]->text, &optional) : x->give[i].id;
        for (uint32_t k = 0; k < x->n_give && x->n_asked < x->n_give; k++) {
            if (adil_span_eq(x->give[k].id, id) && !adil_span_is(id, ADIL_TYPED_FIELD) &&
                !adil_span_is(id, ADIL_SCAN_FIELD)) {
                asked[x->n_asked++] = k;
            }
        }
    }
    x->asked = asked;
}

static void load_typed(struct adil_loading *l, const struct adil_where *up,
                       const struct adil_node *c, struct adil_act_word *x)
{
    const struct adil_node *n = adil_node_get(c, "typed");
    struct adil_where w = {.up = up, .key = ADIL_SPAN("typed")};
    uint32_t typings = 0;
    x->typed = ADIL_NO_WORD;
    if (!adil_read_count(n, &typings)) {
        return;
    }
    if (typings != ADIL_TYPINGS || (x->kind != ADIL_ACT_ENTER && x->kind != ADIL_ACT_SUPERSEDE)) {
        adil_fault(&l->r, n->place, &w, n->text,
                   ADIL_SPAN("2, on a word that is enter or supersede"));
        return;
    }
    uint32_t scan = must_give(l, &w, n, x, ADIL_SCAN_FIELD, ADIL_FIELD_HASH);
    x->typed = must_give(l, &w, n, x, ADIL_TYPED_FIELD, ADIL_FIELD_SET);
    x->typed_twice = x->typed != ADIL_NO_WORD && scan != ADIL_NO_WORD;
    load_asked(l, adil_node_get(c, "fields"), x);
}

const struct adil_register *adil_load_given(struct adil_loading *l,
                                            const struct adil_act_word *word)
{
    static const struct adil_span types[ADIL_N_FIELD_TYPES] = {
#define X(id, word) ADIL_SPAN_INIT(word),
        ADIL_FIELD_TYPES(X)
#undef X
    };
    if (word->reg != ADIL_NO_WORD) {
        return NULL;
    }
    struct adil_register *reg = adil_new(l->r.perm, struct adil_register, 1);
    struct adil_field *field = adil_new(l->r.perm, struct adil_field, word->n_give);
    for (uint32_t i = 0; i < word->n_give; i++) {
        const struct adil_given *g = &word->give[i];
        struct adil_span of = {0};
        if (g->of != ADIL_NO_WORD) {
            of = g->type == ADIL_FIELD_TALLY ? l->book->units.group[g->of].id
                                             : l->book->reg[g->of].id;
        }
        field[g->slot] = (struct adil_field){g->id, types[g->type], of};
    }
    *reg = (struct adil_register){.id = word->rule.id, .field = field, .n_fields = word->n_give};
    return reg;
}

static void read_word(struct adil_loading *l, const struct adil_where *w, const struct adil_node *c,
                      struct adil_act_word *x)
{
    unsigned kind = ADIL_ACT_NOTICE;
    struct adil_where norms = {.up = w, .key = ADIL_SPAN("norms")};
    struct adil_where effects = {.up = w, .key = ADIL_SPAN("effects")};
    x->rule = adil_load_head(c, c->key, ADIL_APPLIES_ACT);
    x->name = adil_read_texts(adil_node_get(c, "name"));
    x->reg = adil_load_name(l, w, adil_node_get(c, "of"), &l->registers);
    x->opens = adil_load_name(l, w, adil_node_get(c, "opens"), &l->procedures);
    bool known = adil_read_word(adil_node_get(c, "is"), ADIL_T_WORD_KIND, &kind);
    x->kind = (enum adil_act_kind)kind;
    if (known) {
        check_kind(l, w, c, x);
    }
    load_set(l, w, adil_node_get(c, "set"), x);
    load_give(l, w, c, x);
    load_keeps(l, w, adil_node_get(c, "keeps"), x);
    load_typed(l, w, c, x);
    check_amends(l, w, c, x);
    l->given = adil_load_given(l, x);
    x->n_norms = adil_load_norms(l, &norms, adil_node_get(c, "norms"), x->reg, &x->norm);
    x->signs = adil_load_phrase(l, w, adil_node_get(c, "signs"), &adil_key_vocab);
    l->given = NULL;
    x->support = adil_load_support(l, w, adil_node_get(c, "support"), x);
    x->effects = adil_load_effects(l, &effects, adil_node_get(c, "effects"));
    adil_load_effect_fields(l, &effects, &x->effects, x);
}

void adil_load_words(struct adil_loading *l, struct adil_acts *acts)
{
    uint32_t n = 0;
    const struct adil_node *c =
        adil_loading_items(adil_node_get(l->book->root, "words"), ADIL_NODE_MAP, &n);
    struct adil_act_word *word = adil_new(l->r.perm, struct adil_act_word, n);
    struct adil_where top = {.key = ADIL_SPAN("words")};
    for (uint32_t i = 0; c != NULL; c = c->next, i++) {
        struct adil_where w = {.up = &top, .key = c->key};
        read_word(l, &w, c, &word[i]);
    }
    acts->word = word;
    acts->n_words = n;
}

/* ---- powers ------------------------------------------------------------------------------- */

static void read_power(struct adil_loading *l, const struct adil_where *w,
                       const struct adil_node *c, const struct adil_acts *acts,
                       struct adil_power *p)
{
    struct adil_where when = {.up = w, .key = ADIL_SPAN("when")};
    struct adil_where unless = {.up = w, .key = ADIL_SPAN("unless")};
    p->rule = adil_load_head(c, adil_read_text(adil_node_get(c, "id")), ADIL_APPLIES_ACT);
    adil_load_span(l, w, c, p->rule.from, p->rule.until);
    p->office = adil_load_office(l, w, adil_node_get(c, "office"));
    p->word = adil_load_name(l, w, adil_node_get(c, "may"), &l->words);
    uint32_t self = p->word == ADIL_NO_WORD ? ADIL_NO_WORD : acts->word[p->word].reg;
    l->given = p->word == ADIL_NO_WORD ? NULL : adil_load_given(l, &acts->word[p->word]);
    p->n_when = adil_load_norms(l, &when, adil_node_get(c, "when"), self, &p->when);
    p->n_unless = adil_load_norms(l, &unless, adil_node_get(c, "unless"), self, &p->unless);
    l->given = NULL;
    p->n_not = adil_read_words(l->r.perm, adil_node_get(c, "not"), &p->not_capacity);
}

void adil_load_powers(struct adil_loading *l, struct adil_acts *acts)
{
    uint32_t n = 0;
    const struct adil_node *c =
        adil_loading_items(adil_node_get(l->book->root, "powers"), ADIL_NODE_LIST, &n);
    struct adil_power *power = adil_new(l->r.perm, struct adil_power, n);
    struct adil_where top = {.key = ADIL_SPAN("powers")};
    struct adil_rule_use use = {
        .kind = ADIL_RULE_POWER, .self = ADIL_NO_WORD, .list = l->n_lists++};
    for (uint32_t i = 0; c != NULL; c = c->next, i++) {
        struct adil_span id = adil_read_text(adil_node_get(c, "id"));
        struct adil_where w = {.up = &top, .key = id, .in_list = true, .i = i};
        read_power(l, &w, c, acts, &power[i]);
        use.at = i;
        adil_load_rule_add(l, &power[i].rule, c, use);
    }
    acts->power = power;
    acts->n_powers = n;
}
