/* The sections about acts: names first, so that each may name any other; then what they say. */
#include "law/loading.h"

/* ---- names -------------------------------------------------------------------------------- */

/* The keys of a map section; room for one more. */
static struct adil_names keys_of(struct adil_loading *l, const char *section, struct adil_span what)
{
    uint32_t n = 0;
    const struct adil_node *c =
        adil_loading_items(adil_node_get(l->book->root, section), ADIL_NODE_MAP, &n);
    struct adil_span *id = adil_new(l->r.perm, struct adil_span, (size_t)n + 1);
    for (uint32_t i = 0; c != NULL; c = c->next, i++) {
        id[i] = c->key;
    }
    id[n] = ADIL_SPAN("founders");
    return (struct adil_names){id, n, what};
}

static bool has_name(const struct adil_names *names, struct adil_span id)
{
    for (uint32_t i = 0; i < names->n; i++) {
        if (adil_span_eq(names->id[i], id)) {
            return true;
        }
    }
    return false;
}

/* Deadlines have versions: each id once, in the order of the file. */
static struct adil_names deadline_names(struct adil_loading *l)
{
    uint32_t n = 0;
    const struct adil_node *c =
        adil_loading_items(adil_node_get(l->book->root, "calendar"), ADIL_NODE_LIST, &n);
    struct adil_span *id = adil_new(l->r.perm, struct adil_span, n);
    struct adil_names names = {id, 0, ADIL_SPAN("a deadline of the calendar")};
    for (; c != NULL; c = c->next) {
        struct adil_span one = adil_read_text(adil_node_get(c, "id"));
        if (one.len > 0 && !has_name(&names, one)) {
            id[names.n++] = one;
        }
    }
    return names;
}

/* What deadlines count from: the words, and the day a case came to its stage. */
static struct adil_names anchor_names(struct adil_loading *l)
{
    struct adil_span *id = adil_new(l->r.perm, struct adil_span, (size_t)l->words.n + 1);
    for (uint32_t i = 0; i < l->words.n; i++) {
        id[i] = l->words.id[i];
    }
    id[l->words.n] = ADIL_SPAN("stage");
    return (struct adil_names){id, l->words.n + 1,
                               ADIL_SPAN("a word of this rulebook, or the stage")};
}

static void read_names(struct adil_loading *l)
{
    l->offices = keys_of(l, "offices", ADIL_SPAN("an office of this rulebook, or founders"));
    l->offices.n++;
    l->words = keys_of(l, "words", ADIL_SPAN("a word of this rulebook"));
    l->anchors = anchor_names(l);
    l->procedures = keys_of(l, "procedures", ADIL_SPAN("a procedure of this rulebook"));
    l->bodies = keys_of(l, "bodies", ADIL_SPAN("a body of this rulebook"));
    l->registers = keys_of(l, "registers", ADIL_SPAN("a register of this rulebook"));
    l->deadlines = deadline_names(l);
}

static uint32_t find_name(struct adil_loading *l, const struct adil_where *w,
                          const struct adil_node *n, const struct adil_names *names)
{
    for (uint32_t i = 0; i < names->n; i++) {
        if (adil_span_eq(names->id[i], n->text)) {
            return i;
        }
    }
    adil_fault_name(&l->r, n->place, w, n->text, names->id, names->n, names->what);
    return ADIL_NO_WORD;
}

uint32_t adil_load_name(struct adil_loading *l, const struct adil_where *up,
                        const struct adil_node *n, const struct adil_names *names)
{
    if (n == NULL || n->kind != ADIL_NODE_SCALAR || n->text.len == 0) {
        return ADIL_NO_WORD; /* none, or reported with its shape */
    }
    struct adil_where w = {.up = up, .key = n->key};
    return find_name(l, &w, n, names);
}

uint32_t adil_load_names(struct adil_loading *l, const struct adil_where *up,
                         const struct adil_node *n, const struct adil_names *names,
                         const uint32_t **out)
{
    const struct adil_node **word = NULL;
    uint32_t k = adil_read_word_nodes(l->r.perm, n, &word);
    uint32_t *list = adil_new(l->r.perm, uint32_t, k);
    uint32_t found = 0;
    for (uint32_t i = 0; i < k; i++) {
        struct adil_where w = {.up = up, .key = n->key};
        uint32_t one = find_name(l, &w, word[i], names);
        if (one != ADIL_NO_WORD) {
            list[found++] = one;
        }
    }
    *out = list;
    return found;
}

/* The last name of offices stands for the founders. */
static uint32_t office_number(const struct adil_loading *l, uint32_t i)
{
    return i != ADIL_NO_WORD && i == l->offices.n - 1 ? ADIL_FOUNDERS : i;
}

uint32_t adil_load_office(struct adil_loading *l, const struct adil_where *up,
                          const struct adil_node *n)
{
    return office_number(l, adil_load_name(l, up, n, &l->offices));
}

uint32_t adil_load_office_list(struct adil_loading *l, const struct adil_where *up,
                               const struct adil_node *n, const uint32_t **out)
{
    const uint32_t *named = NULL;
    uint32_t k = adil_load_names(l, up, n, &l->offices, &named);
    uint32_t *list = adil_new(l->r.perm, uint32_t, k);
    for (uint32_t i = 0; i < k; i++) {
        list[i] = office_number(l, named[i]);
    }
    *out = list;
    return k;
}

/* ---- fields and phrases ------------------------------------------------------------------- */

struct adil_names adil_load_fields_of(struct adil_loading *l, uint32_t reg)
{
    const struct adil_register *r = &l->book->reg[reg];
    struct adil_span *id = adil_new(l->r.perm, struct adil_span, r->n_fields);
    for (uint32_t i = 0; i < r->n_fields; i++) {
        id[i] = r->field[i].id;
    }
    return (struct adil_names){id, r->n_fields,
                               adil_fmt(l->r.perm, "a field of %.*s", ADIL_ARG(r->id))};
}

bool adil_load_is_of(struct adil_loading *l, const struct adil_where *w, const struct adil_node *n,
                     uint32_t reg, uint32_t field, unsigned types)
{
    const struct adil_field *f = &l->book->reg[reg].field[field];
    if ((1U << adil_load_type_of(f) & types) == 0) {
        adil_fault(&l->r, n->place, w,
                   adil_fmt(l->r.perm, "%.*s, of type %.*s", ADIL_ARG(f->id), ADIL_ARG(f->type)),
                   ADIL_SPAN("a field of the type that is needed here"));
        return false;
    }
    return true;
}

uint32_t adil_load_field(struct adil_loading *l, const struct adil_where *up,
                         const struct adil_node *n, uint32_t reg, unsigned types)
{
    if (reg == ADIL_NO_WORD || n == NULL) {
        return ADIL_NO_WORD;
    }
    struct adil_names fields = adil_load_fields_of(l, reg);
    struct adil_where w = {.up = up, .key = n->key};
    uint32_t field = adil_load_name(l, up, n, &fields);
    bool well = field != ADIL_NO_WORD && adil_load_is_of(l, &w, n, reg, field, types);
    return well ? field : ADIL_NO_WORD;
}

const struct adil_phrase *adil_load_phrase(struct adil_loading *l, const struct adil_where *up,
                                           const struct adil_node *n,
                                           const struct adil_vocab *vocab)
{
    const struct adil_phrase *p = NULL;
    struct adil_diag own;
    adil_diag_open(&own, l->r.perm);
    if (adil_read_text(n).len == 0) {
        return NULL; /* none, or reported with its shape */
    }
    adil_err err = adil_phrase_parse(l->r.perm, n->place, n->text, vocab, &p, &own);
    if (err.code != ADIL_C_OK) {
        struct adil_where w = {.up = up, .key = n->key};
        adil_fault(
            &l->r, n->place, &w,
            adil_fmt(l->r.perm, "%.*s of \"%.*s\"", ADIL_ARG(own.first->found), ADIL_ARG(n->text)),
            own.first->expected);
        return NULL;
    }
    return p;
}

/* ---- everything --------------------------------------------------------------------------- */

/* `per` and `again` of each register. */
static void read_register_keys(struct adil_loading *l, struct adil_acts *acts)
{
    uint32_t n = 0;
    const struct adil_node *c =
        adil_loading_items(adil_node_get(l->book->root, "registers"), ADIL_NODE_MAP, &n);
    acts->per_case = adil_new(l->r.perm, bool, n);
    acts->merges = adil_new(l->r.perm, bool, n);
    for (uint32_t i = 0; c != NULL; c = c->next, i++) {
        unsigned v = 0;
        acts->per_case[i] = adil_read_word(adil_node_get(c, "per"), ADIL_T_WORD_PER, &v);
        acts->merges[i] = adil_read_word(adil_node_get(c, "again"), ADIL_T_WORD_AGAIN, &v);
    }
}

void adil_load_acts(struct adil_loading *l)
{
    struct adil_acts *acts = &l->book->acts;
    read_names(l);
    read_register_keys(l, acts);
    adil_load_zones(l);
    adil_load_offices(l, acts);
    adil_load_bodies(l, acts);
    adil_load_words(l, acts);
    adil_load_powers(l, acts);
    adil_load_procedures(l, acts);
    adil_load_calendar(l, acts);
    adil_load_checks(l, acts);
    adil_load_witnesses(l, acts);
}
