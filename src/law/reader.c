#include "law/reader.h"

enum { PATH_MAX_LEVELS = ADIL_YAML_DEPTH_MAX + 1 };

struct adil_span adil_where_text(struct adil_arena *a, const struct adil_where *w)
{
    const struct adil_where *level[PATH_MAX_LEVELS];
    uint32_t n = 0;
    for (; w != NULL; w = w->up) {
        ADIL_ASSERT(n < PATH_MAX_LEVELS);
        level[n++] = w;
    }
    struct adil_span out = ADIL_SPAN("");
    while (n > 0) {
        const struct adil_where *x = level[--n];
        if (!x->in_list) {
            out =
                adil_fmt(a, "%.*s%s%.*s", ADIL_ARG(out), out.len > 0 ? "." : "", ADIL_ARG(x->key));
        } else if (x->key.len > 0) {
            out = adil_fmt(a, "%.*s[%.*s]", ADIL_ARG(out), ADIL_ARG(x->key));
        } else {
            out = adil_fmt(a, "%.*s[%u]", ADIL_ARG(out), (unsigned)x->i);
        }
    }
    return out;
}

struct adil_diag *adil_reader_diag(const struct adil_reader *r)
{
    return r->n_faults < ADIL_FAULTS_MAX ? r->diag : NULL;
}

/* Messages are put together in perm: there are at most ADIL_FAULTS_MAX of them, and scratch may
 * hold what the caller shows. */
void adil_fault(struct adil_reader *r, struct adil_place place, const struct adil_where *w,
                struct adil_span found, struct adil_span expected)
{
    if (r->n_faults++ < ADIL_FAULTS_MAX) {
        adil_diag_add(r->diag, ADIL_SEV_ERROR, place, adil_where_text(r->perm, w), found, expected);
    }
}

void adil_fault_name(struct adil_reader *r, struct adil_place place, const struct adil_where *w,
                     struct adil_span found, const struct adil_span *name, uint32_t n,
                     struct adil_span expected)
{
    if (r->n_faults < ADIL_FAULTS_MAX) {
        struct adil_span near = adil_nearest(found, name, n);
        if (near.len > 0) {
            expected =
                adil_fmt(r->perm, "%.*s (nearest: %.*s)", ADIL_ARG(expected), ADIL_ARG(near));
        }
    }
    adil_fault(r, place, w, found, expected);
}

static bool is_id_byte(char c, bool capitals)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' ||
           (capitals && c >= 'A' && c <= 'Z');
}

static bool is_name(struct adil_span text, bool capitals)
{
    bool well = text.len > 0 && text.len <= 80;
    for (size_t i = 0; i < text.len && well; i++) {
        well = is_id_byte(text.ptr[i], capitals);
    }
    return well;
}

bool adil_id_is_valid(struct adil_span text)
{
    return is_name(text, false);
}

bool adil_code_is_valid(struct adil_span text)
{
    return is_name(text, true);
}

bool adil_key_is_none(const struct adil_key *key, const struct adil_node *n)
{
    return key->section == ADIL_S_SET && key->type != ADIL_T_TEXTS && n->kind == ADIL_NODE_SCALAR &&
           adil_span_is(n->text, "none");
}

void adil_fault_unit(struct adil_reader *r, struct adil_place place, const struct adil_where *w,
                     const struct adil_units *units, struct adil_span found)
{
    struct adil_arena tmp = r->scratch;
    bool listed = r->n_faults < ADIL_FAULTS_MAX; /* else nobody reads what is nearest */
    uint32_t n_ids = listed ? units->n_ids : 0;
    uint32_t n_names = listed ? units->n_names : 0;
    struct adil_span *name = adil_new(&tmp, struct adil_span, (size_t)n_ids + n_names);
    uint32_t n = 0;
    for (uint32_t i = 0; i < n_ids; i++) {
        name[n++] = units->id[i].name;
    }
    for (uint32_t i = 0; i < n_names; i++) {
        name[n++] = units->name[i].name;
    }
    adil_fault_name(r, place, w, found, name, n, ADIL_SPAN("a unit of this rulebook"));
}

struct adil_span adil_read_text(const struct adil_node *n)
{
    return n != NULL && n->kind == ADIL_NODE_SCALAR ? n->text : ADIL_SPAN("");
}

struct adil_texts adil_read_texts(const struct adil_node *n)
{
    struct adil_texts t = {0};
    if (n == NULL || n->kind == ADIL_NODE_SCALAR) {
        t.in[ADIL_EN] = adil_read_text(n);
        return t;
    }
    for (const struct adil_node *c = n->first; c != NULL; c = c->next) {
        enum adil_lang lang = ADIL_EN;
        if (adil_lang_parse(c->key, &lang)) {
            t.in[lang] = adil_read_text(c);
        }
    }
    return t;
}

struct adil_date adil_read_date(const struct adil_node *n)
{
    struct adil_date d = ADIL_DATE_NONE;
    return adil_date_parse(adil_read_text(n), &d) ? d : ADIL_DATE_NONE;
}

bool adil_read_count(const struct adil_node *n, uint32_t *v)
{
    uint64_t wide = 0;
    if (!adil_span_u64(adil_read_text(n), ADIL_COUNT_MAX, &wide)) {
        return false;
    }
    *v = (uint32_t)wide;
    return true;
}

bool adil_read_word(const struct adil_node *n, enum adil_key_type type, unsigned *v)
{
    return adil_word_find(type, adil_read_text(n), v);
}

uint32_t adil_read_word_nodes(struct adil_arena *perm, const struct adil_node *n,
                              const struct adil_node ***list)
{
    *list = NULL;
    if (n == NULL || n->kind == ADIL_NODE_MAP) {
        return 0;
    }
    bool one = n->kind == ADIL_NODE_SCALAR;
    const struct adil_node **out = adil_new(perm, const struct adil_node *, one ? 1 : n->n);
    uint32_t k = 0;
    for (const struct adil_node *c = one ? n : n->first; c != NULL; c = one ? NULL : c->next) {
        if (c->kind == ADIL_NODE_SCALAR && c->text.len > 0) {
            out[k++] = c;
        }
    }
    *list = out;
    return k;
}

uint32_t adil_read_words(struct adil_arena *perm, const struct adil_node *n,
                         const struct adil_span **list)
{
    const struct adil_node **node = NULL;
    uint32_t k = adil_read_word_nodes(perm, n, &node);
    struct adil_span *out = adil_new(perm, struct adil_span, k);
    for (uint32_t i = 0; i < k; i++) {
        out[i] = node[i]->text;
    }
    *list = out;
    return k;
}
