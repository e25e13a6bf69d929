/* The fields of an act from a step: what its word asks for, in the order of the canonical form. */
#include "simulate/world.h"

#include <stdlib.h>

static adil_err put_text_of(struct adil_world *w, struct adil_arena *perm,
                            const struct adil_world_at *at, struct adil_span text)
{
    struct adil_span value;
    struct adil_json j;
    ADIL_TRY(adil_world_text(w, perm, at, text, &value));
    adil_json_open(&j, &w->fields, false);
    adil_json_text(&j, value);
    return ADIL_OK;
}

static int by_text(const void *a, const void *b)
{
    const struct adil_node *const *x = a;
    const struct adil_node *const *y = b;
    int keys = adil_span_cmp((*x)->key, (*y)->key);
    return keys != 0 ? keys : adil_span_cmp((*x)->text, (*y)->text);
}

/* A set or a map of numbers, in canonical order. */
static adil_err put_children(struct adil_world *w, struct adil_arena *perm,
                             const struct adil_world_at *at, const struct adil_node *n)
{
    bool map = n->kind == ADIL_NODE_MAP;
    const struct adil_node **list = adil_new(perm, const struct adil_node *, n->n);
    uint32_t k = 0;
    for (const struct adil_node *i = n->first; i != NULL; i = i->next) {
        list[k++] = i;
    }
    qsort(list, k, sizeof(const struct adil_node *), by_text);
    adil_buf_byte(&w->fields, map ? '{' : '[');
    for (uint32_t i = 0; i < k; i++) {
        adil_buf_str(&w->fields, i > 0 ? "," : "");
        if (map) {
            ADIL_TRY(put_text_of(w, perm, at, list[i]->key));
            adil_buf_byte(&w->fields, ':');
            adil_buf_put(&w->fields, list[i]->text);
        } else {
            ADIL_TRY(put_text_of(w, perm, at, list[i]->text));
        }
    }
    adil_buf_byte(&w->fields, map ? '}' : ']');
    return ADIL_OK;
}

static adil_err put_value(struct adil_world *w, struct adil_arena *perm,
                          const struct adil_world_at *at, const struct adil_node *n,
                          enum adil_field_type type)
{
    bool raw = type == ADIL_FIELD_NUMBER || type == ADIL_FIELD_MOMENT || type == ADIL_FIELD_FLAG ||
               type == ADIL_FIELD_VOTES || type == ADIL_FIELD_TALLY;
    if (n->kind != ADIL_NODE_SCALAR) {
        return put_children(w, perm, at, n);
    }
    return raw ? adil_world_expand(w, at, n->text, &w->fields) : put_text_of(w, perm, at, n->text);
}

static adil_err put_given(struct adil_world *w, struct adil_arena *perm,
                          const struct adil_world_at *at)
{
    const struct adil_acts *acts = &w->o->book->acts;
    const struct adil_act_word *word = &acts->word[adil_word_find_act(acts, at->step->word)];
    bool first = true;
    adil_buf_byte(&w->fields, '{');
    for (uint32_t i = 0; i < word->n_give; i++) {
        const struct adil_node *n = at->step->fields != NULL
                                        ? adil_node_get_span(at->step->fields, word->give[i].id)
                                        : NULL;
        if (n == NULL) {
            continue; /* one that must be there is missed by the judge */
        }
        adil_buf_fmt(&w->fields, "%s\"%.*s\":", first ? "" : ",", ADIL_ARG(word->give[i].id));
        first = false;
        ADIL_TRY(put_value(w, perm, at, n, word->give[i].type));
    }
    adil_buf_byte(&w->fields, '}');
    return ADIL_OK;
}

static adil_err put_bound_keys(struct adil_world *w, struct adil_arena *perm,
                               const struct adil_world_at *at)
{
    struct adil_world_issuer bound;
    struct adil_span name;
    ADIL_TRY(adil_world_text(w, perm, at, at->step->bind, &name));
    if (!adil_world_issuer_of(w, name, at->item, &bound)) {
        return adil_fail(w->diag, ADIL_ERR(INPUT), at->step->place, ADIL_SPAN("bind"), name,
                         ADIL_SPAN("an issuer of the plan"));
    }
    adil_buf_str(&w->fields, "{\"bind\":");
    adil_world_put_keys(&w->fields, &bound);
    adil_buf_byte(&w->fields, '}');
    return ADIL_OK;
}

adil_err adil_world_fields(struct adil_world *w, struct adil_arena *perm,
                           const struct adil_world_at *at)
{
    w->fields.len = 0;
    if (at->step->bind.len > 0) {
        return put_bound_keys(w, perm, at);
    }
    if (at->step->result.len > 0) {
        return adil_polity_result_fields(w->polity, perm, w->scratch, w->plan->case_id,
                                         at->step->result, &w->fields, &w->refusal);
    }
    return put_given(w, perm, at);
}
