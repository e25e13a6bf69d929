/* Registers: record types with typed fields; facts beside the record. */
#include "law/loading.h"

#include <string.h>

/* "tally by regions", "ref to holdings", "key of party or place": what stands after by, to, of. */
static struct adil_span cut_of(struct adil_span text, struct adil_span *type)
{
    struct adil_span rest = text;
    struct adil_span joint;
    (void)adil_span_cut(&rest, ' ', type);
    struct adil_span of = adil_span_trim(rest);
    const char *joins = adil_span_is(*type, "tally") ? "by" : "to";
    joins = adil_span_is(*type, "key") ? "of" : joins;
    if (!adil_span_cut(&of, ' ', &joint) || !adil_span_is(joint, joins)) {
        return ADIL_SPAN("");
    }
    return adil_span_trim(of);
}

/* Takes the first of "A or B or C" off. */
static bool cut_register(struct adil_span *of, struct adil_span *id)
{
    static const struct adil_span joint = ADIL_SPAN_INIT(" or ");
    size_t at = adil_span_find(*of, joint);
    *id = adil_span_trim(adil_span_sub(*of, 0, at));
    *of = adil_span_sub(*of, at < of->len ? at + joint.len : at, of->len);
    return id->len > 0;
}

bool adil_field_refers(const struct adil_field *f, struct adil_span reg_id)
{
    struct adil_span of = f->of;
    struct adil_span id;
    if (!adil_span_is(f->type, "ref") && !adil_span_is(f->type, "key")) {
        return false;
    }
    while (cut_register(&of, &id)) {
        if (adil_span_eq(id, reg_id)) {
            return true;
        }
    }
    return false;
}

/* Every one of them is there, and there is one. */
static bool are_registers(const struct adil_node *registers, struct adil_span of)
{
    struct adil_span id;
    uint32_t n = 0;
    while (cut_register(&of, &id)) {
        if (adil_node_get_span(registers, id) == NULL) {
            return false;
        }
        n++;
    }
    return n > 0;
}

static const struct adil_group *find_group(const struct adil_units *u, struct adil_span name)
{
    for (uint32_t i = 0; i < u->n_groups; i++) {
        if (adil_span_eq(u->group[i].id, name)) {
            return &u->group[i];
        }
    }
    return NULL;
}

enum adil_field_type adil_load_type_of(const struct adil_field *f)
{
    enum adil_field_type type = ADIL_FIELD_TEXT;
    (void)adil_field_type_parse(f->type, &type);
    return type;
}

bool adil_load_field_type(const struct adil_loading *l, struct adil_span text,
                          enum adil_field_type *type, struct adil_span *of)
{
    struct adil_span word;
    *of = cut_of(text, &word);
    if (!adil_field_type_parse(word, type)) {
        return false;
    }
    bool bare = adil_span_eq(word, text);
    if (*type == ADIL_FIELD_TALLY) {
        return of->len > 0 && find_group(&l->book->units, *of) != NULL;
    }
    const struct adil_node *registers = adil_node_get(l->book->root, "registers");
    if (*type == ADIL_FIELD_KEY) {
        return bare || are_registers(registers, *of);
    }
    if (*type == ADIL_FIELD_REF) {
        return bare || (of->len > 0 && adil_node_get_span(registers, *of) != NULL);
    }
    return bare;
}

static struct adil_field read_field(struct adil_loading *l, const struct adil_where *w,
                                    const struct adil_node *n)
{
    struct adil_span text = adil_span_trim(adil_read_text(n));
    struct adil_field f = {.id = n->key};
    enum adil_field_type type = ADIL_FIELD_TEXT;
    f.of = cut_of(text, &f.type);
    struct adil_where at = {.up = w, .key = n->key};
    if (text.len > 0 && !adil_load_field_type(l, text, &type, &f.of)) {
        adil_fault(&l->r, n->place, &at, text, ADIL_SPAN(ADIL_FIELD_WORDS));
    }
    if (!adil_id_is_valid(n->key)) {
        adil_fault(&l->r, n->place, &at, n->key, adil_type_info(ADIL_T_ID)->expected);
    }
    return f;
}

static uint32_t read_fields(struct adil_loading *l, const struct adil_where *w,
                            const struct adil_node *map, uint32_t before, struct adil_field **out)
{
    uint32_t n = 0;
    const struct adil_node *c = adil_loading_items(map, ADIL_NODE_MAP, &n);
    struct adil_field *field = adil_new(l->r.perm, struct adil_field, (size_t)n + before);
    for (uint32_t i = before; c != NULL; c = c->next, i++) {
        field[i] = read_field(l, w, c);
    }
    *out = field;
    return n + before;
}

/* Facts that are always there, by number. */
static const struct adil_field always[] = {
    {ADIL_SPAN_INIT("contest.day"), ADIL_SPAN_INIT("date"), ADIL_SPAN_INIT("")},
    {ADIL_SPAN_INIT("contest.called"), ADIL_SPAN_INIT("date"), ADIL_SPAN_INIT("")},
#define X(id, name, type) {ADIL_SPAN_INIT(name), ADIL_SPAN_INIT(type), ADIL_SPAN_INIT("")},
    ADIL_ACT_FACTS(X)
#undef X
};
enum { N_ALWAYS = ADIL_COUNT(always) };
_Static_assert(N_ALWAYS == 2 + ADIL_N_ACT_FACTS, "the order that law/acts.h says");

/* A norm that names one of them means the fact, never a field of its record. */
static void refuse_always(struct adil_loading *l, const struct adil_where *w,
                          const struct adil_node *map, const struct adil_field *field, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (adil_field_find(always, N_ALWAYS, field[i].id) != ADIL_NO_WORD) {
            struct adil_where at = {.up = w, .key = field[i].id};
            adil_fault(&l->r, map->place, &at, field[i].id,
                       ADIL_SPAN("another name: this fact is always there"));
        }
    }
}

static void load_facts(struct adil_loading *l)
{
    struct adil_field *field = NULL;
    struct adil_where w = {.key = ADIL_SPAN("facts")};
    uint32_t n = read_fields(l, &w, adil_node_get(l->book->root, "facts"), N_ALWAYS, &field);
    memcpy(field, always, sizeof always);
    refuse_always(l, &w, adil_node_get(l->book->root, "facts"), field + N_ALWAYS, n - N_ALWAYS);
    l->book->outer = field;
    l->book->n_outer = n;
}

/* What a field is called on paper; a map of fields. */
static const struct adil_texts *read_labels(struct adil_loading *l, const struct adil_where *up,
                                            const struct adil_node *map, uint32_t reg)
{
    uint32_t n = 0;
    const struct adil_node *c = adil_loading_items(map, ADIL_NODE_MAP, &n);
    struct adil_names fields = adil_load_fields_of(l, reg);
    struct adil_texts *label = adil_new(l->r.perm, struct adil_texts, fields.n);
    struct adil_where w = {.up = up, .key = ADIL_SPAN("labels")};
    for (; c != NULL; c = c->next) {
        struct adil_where at = {.up = &w, .key = c->key};
        uint32_t field = adil_field_find(l->book->reg[reg].field, fields.n, c->key);
        if (field == ADIL_NO_WORD) {
            adil_fault_name(&l->r, c->place, &at, c->key, fields.id, fields.n, fields.what);
        } else {
            label[field] = adil_read_texts(c);
        }
    }
    return n > 0 ? label : NULL;
}

/* Which fields stand for a keeper's file. */
static struct adil_kept_fields read_kept(struct adil_loading *l, const struct adil_where *up,
                                         const struct adil_node *map, uint32_t reg)
{
    struct adil_where w = {.up = up, .key = ADIL_SPAN("kept")};
    struct adil_kept_fields k;
    const struct {
        const char *key;
        enum adil_field_type type;
        uint32_t *into;
    } part[] = {
        {"root", ADIL_FIELD_HASH, &k.root},
        {"total", ADIL_FIELD_NUMBER, &k.total},
        {"tally", ADIL_FIELD_TALLY, &k.tally},
        {"repeated", ADIL_FIELD_NUMBER, &k.repeated},
        {"duplicates", ADIL_FIELD_NUMBER, &k.duplicates},
        {"single", ADIL_FIELD_TALLY, &k.single},
    };
    for (size_t i = 0; i < ADIL_COUNT(part); i++) {
        *part[i].into =
            adil_load_field(l, &w, adil_node_get(map, part[i].key), reg, 1U << part[i].type);
    }
    return k;
}

/* The field with the case's id, of a register per case. */
static uint32_t read_case_field(struct adil_loading *l, const struct adil_where *up,
                                const struct adil_node *c, uint32_t reg)
{
    const struct adil_node *n = adil_node_get(c, "case");
    if (n != NULL && adil_node_get(c, "per") == NULL) {
        struct adil_where w = {.up = up, .key = n->key};
        adil_fault(&l->r, n->place, &w, adil_read_text(n),
                   ADIL_SPAN("per: case beside it: its records belong to no case"));
        return ADIL_NO_WORD;
    }
    return adil_load_field(l, up, n, reg, 1U << ADIL_FIELD_TEXT | 1U << ADIL_FIELD_REF);
}

struct adil_register *adil_load_registers(struct adil_loading *l)
{
    load_facts(l);
    uint32_t n = 0;
    const struct adil_node *c =
        adil_loading_items(adil_node_get(l->book->root, "registers"), ADIL_NODE_MAP, &n);
    struct adil_register *reg = adil_new(l->r.perm, struct adil_register, n);
    struct adil_where top = {.key = ADIL_SPAN("registers")};
    for (uint32_t i = 0; c != NULL; c = c->next, i++) {
        struct adil_where mid = {.up = &top, .key = c->key};
        struct adil_where w = {.up = &mid, .key = ADIL_SPAN("fields")};
        struct adil_field *field = NULL;
        reg[i].id = c->key;
        reg[i].n_fields = read_fields(l, &w, adil_node_get(c, "fields"), 0, &field);
        reg[i].field = field;
        refuse_always(l, &w, adil_node_get(c, "fields"), field, reg[i].n_fields);
    }
    l->book->reg = reg;
    l->book->n_registers = n;
    c = adil_loading_items(adil_node_get(l->book->root, "registers"), ADIL_NODE_MAP, &n);
    for (uint32_t i = 0; c != NULL; c = c->next, i++) {
        struct adil_where w = {.up = &top, .key = c->key};
        reg[i].case_field = read_case_field(l, &w, c, i);
        reg[i].label = read_labels(l, &w, adil_node_get(c, "labels"), i);
        reg[i].kept = read_kept(l, &w, adil_node_get(c, "kept"), i);
    }
    return reg;
}
