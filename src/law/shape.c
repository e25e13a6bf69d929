#include "law/reader.h"

#include "law/index.h"
#include "law/moment.h"

static struct adil_span shown(struct adil_arena *a, const struct adil_node *n)
{
    switch (n->kind) {
    case ADIL_NODE_SCALAR:
        return n->text.len > 0 ? n->text : ADIL_SPAN("nothing");
    case ADIL_NODE_LIST:
        return adil_fmt(a, "a list of %u", (unsigned)n->n);
    case ADIL_NODE_MAP:
        return adil_fmt(a, "a map of %u", (unsigned)n->n);
    }
    ADIL_ASSERT(false); /* no such kind */
    return ADIL_SPAN("");
}

static void misfit(struct adil_reader *r, const struct adil_where *w, const struct adil_node *n,
                   enum adil_key_type type)
{
    adil_fault(r, n->place, w, shown(r->perm, n), adil_type_info(type)->expected);
}

/* A scalar that is one of a closed list. */
static void check_word(struct adil_reader *r, const struct adil_where *w, const struct adil_node *n,
                       enum adil_key_type type)
{
    struct adil_span word[ADIL_WORDS_MAX];
    uint32_t k = adil_type_words(type, word, ADIL_WORDS_MAX);
    unsigned v = 0;
    if (k > 0 && !adil_word_find(type, n->text, &v)) {
        adil_fault_name(r, n->place, w, n->text, word, k, adil_type_info(type)->expected);
    }
}

static bool number_is_positive(struct adil_arena scratch, struct adil_span text)
{
    struct adil_num x = {0};
    return text.len <= 64 && adil_num_parse(&scratch, text, &x) && adil_num_sign(x) > 0;
}

static bool scalar_is_well(const struct adil_reader *r, struct adil_span text,
                           enum adil_key_type type)
{
    struct adil_date day = ADIL_DATE_NONE;
    uint64_t count = 0;
    if (type == ADIL_T_ID) {
        return adil_id_is_valid(text);
    }
    if (type == ADIL_T_CODE) {
        return adil_code_is_valid(text);
    }
    if (type == ADIL_T_OFFSET) {
        int32_t minutes = 0;
        return adil_offset_parse(text, &minutes);
    }
    if (type == ADIL_T_DATE || type == ADIL_T_DAYS) {
        return adil_date_parse(text, &day);
    }
    if (type == ADIL_T_DURATION) {
        struct adil_duration d;
        return adil_duration_parse(text, &d);
    }
    if (type == ADIL_T_COUNT) {
        return adil_span_u64(text, ADIL_COUNT_MAX, &count);
    }
    if (type == ADIL_T_NUMBER) {
        return number_is_positive(r->scratch, text);
    }
    return text.len > 0;
}

static void check_scalar(struct adil_reader *r, const struct adil_where *w,
                         const struct adil_node *n, enum adil_key_type type)
{
    if (n->kind != ADIL_NODE_SCALAR || !scalar_is_well(r, n->text, type)) {
        misfit(r, w, n, type);
        return;
    }
    check_word(r, w, n, type);
}

static void check_texts(struct adil_reader *r, const struct adil_where *w,
                        const struct adil_node *n)
{
    if (n->kind != ADIL_NODE_MAP) {
        check_scalar(r, w, n, ADIL_T_TEXTS);
        return;
    }
    struct adil_span codes[ADIL_N_LANGS];
    for (size_t l = 0; l < ADIL_N_LANGS; l++) {
        codes[l] = adil_span_of(adil_lang_code((enum adil_lang)l));
    }
    for (const struct adil_node *c = n->first; c != NULL; c = c->next) {
        struct adil_where at = {.up = w, .key = c->key};
        enum adil_lang lang = ADIL_EN;
        if (!adil_lang_parse(c->key, &lang)) {
            adil_fault_name(r, c->place, &at, c->key, codes, ADIL_N_LANGS,
                            ADIL_SPAN("a language: en, ru or kk"));
        } else {
            check_scalar(r, &at, c, ADIL_T_TEXT);
        }
    }
}

/* No text twice in a list. */
static void check_distinct(struct adil_reader *r, const struct adil_where *w,
                           const struct adil_node *list)
{
    struct adil_arena tmp = r->scratch;
    const struct adil_node **node = NULL;
    uint32_t n = adil_read_word_nodes(&tmp, list, &node);
    struct adil_index_entry *e = adil_new(&tmp, struct adil_index_entry, n);
    for (uint32_t i = 0; i < n; i++) {
        e[i] = (struct adil_index_entry){node[i]->text, i};
    }
    adil_index_sort(e, n);
    for (uint32_t i = 1; i < n; i++) {
        if (adil_span_eq(e[i].name, e[i - 1].name)) {
            struct adil_where at = {.up = w, .in_list = true, .i = e[i].value};
            adil_fault(r, node[e[i].value]->place, &at, e[i].name, ADIL_SPAN("each name once"));
        }
    }
}

static void check_words(struct adil_reader *r, const struct adil_where *w,
                        const struct adil_node *n, enum adil_key_type type)
{
    if (n->kind == ADIL_NODE_MAP) {
        misfit(r, w, n, type);
        return;
    }
    if (n->kind == ADIL_NODE_SCALAR) {
        check_scalar(r, w, n, type);
        return;
    }
    uint32_t i = 0;
    for (const struct adil_node *c = n->first; c != NULL; c = c->next, i++) {
        struct adil_where at = {.up = w, .in_list = true, .i = i};
        bool is_text = c->kind == ADIL_NODE_SCALAR && c->text.len > 0;
        check_scalar(r, &at, c, is_text ? type : ADIL_T_TEXT);
    }
    check_distinct(r, w, n);
}

/* NOLINTBEGIN(misc-no-recursion): see adil_shape_section */
static void check_list(struct adil_reader *r, const struct adil_where *w, const struct adil_node *n,
                       enum adil_key_type type)
{
    if (n->kind != ADIL_NODE_LIST) {
        misfit(r, w, n, type);
        return;
    }
    uint32_t i = 0;
    for (const struct adil_node *c = n->first; c != NULL; c = c->next, i++) {
        struct adil_span id = adil_read_text(adil_node_get(c, "id"));
        struct adil_where at = {.up = w, .key = id, .in_list = true, .i = i};
        adil_shape_section(r, &at, c, adil_type_item(type));
    }
}

static void check_by_id(struct adil_reader *r, const struct adil_where *w,
                        const struct adil_node *n, enum adil_key_type type)
{
    if (n->kind != ADIL_NODE_MAP) {
        misfit(r, w, n, type);
        return;
    }
    for (const struct adil_node *c = n->first; c != NULL; c = c->next) {
        struct adil_where at = {.up = w, .key = c->key};
        if (!adil_id_is_valid(c->key)) {
            adil_fault(r, c->place, &at, c->key, adil_type_info(ADIL_T_ID)->expected);
        }
        adil_shape_section(r, &at, c, adil_type_item(type));
    }
}

static void check_values(struct adil_reader *r, const struct adil_where *w,
                         const struct adil_node *n, enum adil_key_type type)
{
    if (n->kind != ADIL_NODE_MAP) {
        misfit(r, w, n, type);
        return;
    }
    for (const struct adil_node *c = n->first; c != NULL; c = c->next) {
        struct adil_where at = {.up = w, .key = c->key};
        adil_shape_value(r, &at, c, adil_type_value(type));
    }
}

void adil_shape_value(struct adil_reader *r, const struct adil_where *w, const struct adil_node *n,
                      enum adil_key_type type)
{
    switch (adil_type_info(type)->shape) {
    case ADIL_SHAPE_SCALAR:
        check_scalar(r, w, n, type);
        break;
    case ADIL_SHAPE_WORDS:
        check_words(r, w, n, type);
        break;
    case ADIL_SHAPE_TEXTS:
        check_texts(r, w, n);
        break;
    case ADIL_SHAPE_LIST:
        check_list(r, w, n, type);
        break;
    case ADIL_SHAPE_BY_ID:
        check_by_id(r, w, n, type);
        break;
    case ADIL_SHAPE_MAP:
        adil_shape_section(r, w, n, adil_type_item(type));
        break;
    case ADIL_SHAPE_VALUES:
        check_values(r, w, n, type);
        break;
    case ADIL_SHAPE_ANY:
        break;
    }
}

static void unknown_key(struct adil_reader *r, const struct adil_where *w,
                        const struct adil_node *n, struct adil_keys keys)
{
    struct adil_arena tmp = r->scratch;
    struct adil_span *name = adil_new(&tmp, struct adil_span, keys.n);
    for (uint32_t i = 0; i < keys.n; i++) {
        name[i] = keys.key[i].name;
    }
    adil_fault_name(r, n->place, w, n->key, name, keys.n, ADIL_SPAN("a key known here"));
}

/* Recursion: through the sections' nesting, which the table of keys bounds (book, procedures,
 * procedure, stages, stage, acts, act), and at most the depth of the tree. */
void adil_shape_section(struct adil_reader *r, const struct adil_where *w,
                        const struct adil_node *map, enum adil_section s)
{
    struct adil_keys keys = adil_section_keys(s);
    if (map->kind != ADIL_NODE_MAP) {
        adil_fault(r, map->place, w, shown(r->perm, map), ADIL_SPAN("a map of keys"));
        return;
    }
    for (const struct adil_node *c = map->first; c != NULL; c = c->next) {
        struct adil_where at = {.up = w, .key = c->key};
        const struct adil_key *key = adil_key_find(s, c->key);
        if (key == NULL) {
            unknown_key(r, w, c, keys);
        } else if (!adil_key_is_none(key, c)) {
            adil_shape_value(r, &at, c, key->type);
        }
    }
    for (uint32_t i = 0; i < keys.n; i++) {
        if (keys.key[i].required && adil_node_get_span(map, keys.key[i].name) == NULL) {
            struct adil_where at = {.up = w, .key = keys.key[i].name};
            adil_fault(r, map->place, &at, ADIL_SPAN("no such key"),
                       adil_fmt(r->perm, "%.*s: %.*s", ADIL_ARG(keys.key[i].name),
                                ADIL_ARG(keys.key[i].help)));
        }
    }
}
/* NOLINTEND(misc-no-recursion) */
