/* Offices, and how long they are held. */
#include "law/index.h"
#include "law/loading.h"

/* ---- terms -------------------------------------------------------------------------------- */

static bool is_some_time(struct adil_duration d)
{
    return d.months > 0 || d.days > 0;
}

/* `term`: one, which stands with the office itself; of no time: none. */
static void read_term(struct adil_loading *l, const struct adil_node *n, struct adil_office *o)
{
    struct adil_office_term *term = adil_new(l->r.perm, struct adil_office_term, 1);
    if (adil_duration_parse(adil_read_text(n), &term->lasts) && is_some_time(term->lasts)) {
        term->rule = o->rule;
        o->term = term;
        o->n_terms = 1;
    }
}

/* `terms`: versions of one statement, of the office with this number. */
static void read_terms(struct adil_loading *l, const struct adil_where *up,
                       const struct adil_node *list, uint32_t number, struct adil_office *o)
{
    uint32_t n = 0;
    const struct adil_node *c = adil_loading_items(list, ADIL_NODE_LIST, &n);
    struct adil_office_term *term = adil_new(l->r.perm, struct adil_office_term, n);
    struct adil_where w = {.up = up, .key = ADIL_SPAN("terms")};
    struct adil_rule_use use = {
        .kind = ADIL_RULE_TERM, .self = ADIL_NO_WORD, .list = l->n_lists++, .at = number};
    for (uint32_t i = 0; c != NULL; c = c->next, i++) {
        struct adil_span id = adil_read_text(adil_node_get(c, "id"));
        struct adil_where at = {.up = &w, .key = id, .in_list = true, .i = i};
        term[i].rule = adil_load_head(c, id, ADIL_APPLIES_ACT);
        adil_load_span(l, &at, c, term[i].rule.from, term[i].rule.until);
        const struct adil_node *lasts = adil_node_get(c, "term");
        if (adil_duration_parse(adil_read_text(lasts), &term[i].lasts) &&
            !is_some_time(term[i].lasts)) {
            adil_fault(&l->r, lasts->place, &at, lasts->text,
                       ADIL_SPAN("some time: on days without a version holdings have no end"));
        }
        adil_load_rule_add(l, &term[i].rule, c, use);
        if (!adil_span_eq(id, term[0].rule.id)) {
            adil_fault(&l->r, c->place, &at, id, ADIL_SPAN("one id: an office has one term a day"));
        }
    }
    o->term = term;
    o->n_terms = n;
    o->terms_are_dated = n > 0;
}

static void read_length(struct adil_loading *l, const struct adil_where *w,
                        const struct adil_node *c, uint32_t number, struct adil_office *o)
{
    const struct adil_node *one = adil_node_get(c, "term");
    const struct adil_node *list = adil_node_get(c, "terms");
    if (one != NULL && list != NULL) {
        adil_fault(&l->r, one->place, w, ADIL_SPAN("term and terms"),
                   ADIL_SPAN("one of them: terms where it changed"));
    }
    if (list != NULL) {
        read_terms(l, w, list, number, o);
    } else if (one != NULL) {
        read_term(l, one, o);
    }
}

/* ---- capacities --------------------------------------------------------------------------- */

/* In order of capacity: the order of keys says nothing. */
static void read_capacities(struct adil_loading *l, const struct adil_node *map,
                            struct adil_office *o)
{
    uint32_t n = 0;
    const struct adil_node *c = adil_loading_items(map, ADIL_NODE_MAP, &n);
    struct adil_index_entry *e = adil_new(l->r.perm, struct adil_index_entry, n);
    struct adil_office_share *share = adil_new(l->r.perm, struct adil_office_share, n);
    for (uint32_t i = 0; c != NULL; c = c->next, i++) {
        e[i] = (struct adil_index_entry){c->key, 0};
        (void)adil_read_count(c, &e[i].value);
    }
    adil_index_sort(e, n);
    for (uint32_t i = 0; i < n; i++) {
        share[i] = (struct adil_office_share){e[i].name, e[i].value};
    }
    o->share = share;
    o->n_shares = n;
}

/* ---- offices ------------------------------------------------------------------------------ */

/* Holdings are of an office, not of one record's: there nobody could be known to hold it. */
static void read_held(struct adil_loading *l, const struct adil_where *w, const struct adil_node *c,
                      struct adil_office *o)
{
    const struct adil_node *held = adil_node_get(c, "held");
    unsigned word = ADIL_HELD_BY_KEYS;
    (void)adil_read_word(held, ADIL_T_WORD_HELD, &word);
    o->held = (enum adil_held)word;
    if (held != NULL && o->of != ADIL_NO_WORD) {
        adil_fault(&l->r, held->place, w, ADIL_SPAN("held and of"),
                   ADIL_SPAN("held with an office that people hold, not one of every record"));
    }
}

static void read_office(struct adil_loading *l, const struct adil_where *w,
                        const struct adil_node *c, uint32_t number, struct adil_office *o)
{
    static const uint32_t founders[] = {ADIL_FOUNDERS};
    o->rule = adil_load_head(c, c->key, ADIL_APPLIES_ACT);
    o->name = adil_read_texts(adil_node_get(c, "name"));
    o->of = adil_load_name(l, w, adil_node_get(c, "of"), &l->registers);
    o->n_keys_by = adil_load_office_list(l, w, adil_node_get(c, "keys-by"), &o->keys_by);
    if (o->n_keys_by == 0) {
        o->keys_by = founders;
        o->n_keys_by = 1;
    }
    o->signs = adil_load_phrase(l, w, adil_node_get(c, "signs"), &adil_key_vocab);
    read_length(l, w, c, number, o);
    o->ends = adil_read_date(adil_node_get(c, "ends"));
    (void)adil_read_count(adil_node_get(c, "holders"), &o->holders);
    read_capacities(l, adil_node_get(c, "capacities"), o);
    o->n_not_with = adil_load_names(l, w, adil_node_get(c, "not-with"), &l->offices, &o->not_with);
    o->n_beside = adil_read_words(l->r.perm, adil_node_get(c, "beside"), &o->beside);
    read_held(l, w, c, o);
    if (adil_span_is(c->key, "founders") || adil_span_is(c->key, "log")) {
        adil_fault(&l->r, c->place, w, c->key, ADIL_SPAN("another id: this one is always there"));
    }
}

void adil_load_offices(struct adil_loading *l, struct adil_acts *acts)
{
    uint32_t n = 0;
    const struct adil_node *c =
        adil_loading_items(adil_node_get(l->book->root, "offices"), ADIL_NODE_MAP, &n);
    struct adil_office *office = adil_new(l->r.perm, struct adil_office, n);
    struct adil_where top = {.key = ADIL_SPAN("offices")};
    for (uint32_t i = 0; c != NULL; c = c->next, i++) {
        struct adil_where w = {.up = &top, .key = c->key};
        read_office(l, &w, c, i, &office[i]);
    }
    acts->office = office;
    acts->n_offices = n;
}
