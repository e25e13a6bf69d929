/* Who may witness: the rulebook's members, and those that acts accept into the law's register of
 * witnesses. A witness stands in one vector: the rulebook's word goes before a record's, and a
 * record's before a later one's. */
#include "cli/json_tree.h"
#include "cli/witness_law.h"
#include "law/rulebook.h"

enum { STATE_BYTES_MAX = 1 << 30 };

static const struct adil_place in_law = {ADIL_SPAN_INIT("witnesses"), 0};

struct gathering {
    struct adil_arena *perm;
    const struct adil_witness_law *law;
    struct adil_witnessed *witness;
    uint32_t n;
};

static bool take_key(struct adil_arena *perm, struct adil_witnessed *w, struct adil_span text)
{
    struct adil_vkey key;
    if (text.len == 0 || adil_vkey_parse(perm, in_law, text, &key, NULL).code != ADIL_C_OK ||
        key.kind != ADIL_KEY_COSIGNATURE) {
        return false;
    }
    w->key = key;
    w->has_key = true;
    w->state = ADIL_WITNESS_SILENT;
    return true;
}

static adil_err take_member(struct gathering *g, const struct adil_witness_member *m,
                            struct adil_diag *diag)
{
    struct adil_witnessed *w = &g->witness[g->n++];
    *w = (struct adil_witnessed){
        .name = m->id, .vector = g->law->vector[m->vector].id, .state = ADIL_WITNESS_UNBOUND};
    return m->vkey.len == 0 || take_key(g->perm, w, m->vkey)
               ? ADIL_OK
               : adil_fail(diag, ADIL_ERR(INPUT), in_law, m->id, m->vkey,
                           ADIL_SPAN("a key of cosignatures (type 04)"));
}

static struct adil_witnessed *find_witness(struct gathering *g, struct adil_span name)
{
    for (uint32_t i = 0; i < g->n; i++) {
        if (adil_span_eq(g->witness[i].name, name)) {
            return &g->witness[i];
        }
    }
    return NULL;
}

static bool is_vector(const struct adil_witness_law *law, struct adil_span id)
{
    for (uint32_t i = 0; i < law->n_vectors; i++) {
        if (adil_span_eq(law->vector[i].id, id)) {
            return true;
        }
    }
    return false;
}

static void take_record(struct gathering *g, const struct adil_tree *record)
{
    const struct adil_tree *fields = adil_tree_get(record, "fields");
    struct adil_span vector = adil_tree_text_of(g->perm, fields, "vector");
    struct adil_span vkey = adil_tree_text_of(g->perm, fields, "vkey");
    struct adil_witnessed *w = find_witness(g, record->key);
    if (adil_tree_get(record, "ended") != NULL || !is_vector(g->law, vector)) {
        return;
    }
    if (w == NULL) {
        w = &g->witness[g->n++];
        *w = (struct adil_witnessed){
            .name = record->key, .vector = vector, .state = ADIL_WITNESS_UNBOUND};
    }
    if (!w->has_key && adil_span_eq(w->vector, vector)) {
        (void)take_key(g->perm, w, vkey);
    }
    if (w->url.len == 0) {
        w->url = adil_tree_text_of(g->perm, fields, "url");
    }
}

/* The records of the law's register, as the state is written. */
static adil_err read_records(struct adil_arena *perm, struct adil_arena scratch,
                             const struct adil_polity *p, struct adil_span reg,
                             const struct adil_tree **out, struct adil_diag *diag)
{
    struct adil_span registers = ADIL_SPAN("registers");
    struct adil_tree *tree = NULL;
    struct adil_buf text;
    struct adil_json j;
    adil_buf_open(&text, STATE_BYTES_MAX);
    adil_json_open(&j, &text, false);
    adil_polity_put(p, scratch, registers, &j);
    adil_json_finish(&j);
    struct adil_span copy = adil_span_copy(perm, adil_buf_span(&text));
    adil_buf_release(&text);
    ADIL_TRY(adil_tree_read(perm, in_law, registers, copy, &tree, diag));
    *out = adil_tree_member(adil_tree_get(tree, "registers"), reg);
    return ADIL_OK;
}

adil_err adil_witness_law_members(struct adil_arena *perm, struct adil_arena scratch,
                                  const struct adil_polity *p, struct adil_witnessed **out,
                                  uint32_t *n, struct adil_diag *diag)
{
    const struct adil_rulebook *book = adil_polity_rulebook(p);
    const struct adil_tree *records = NULL;
    struct gathering g = {.perm = perm, .law = &book->acts.witnesses};
    if (g.law->n_vectors > 0 && g.law->reg != ADIL_NO_WORD) {
        ADIL_TRY(read_records(perm, scratch, p, book->reg[g.law->reg].id, &records, diag));
    }
    g.witness = adil_new(perm, struct adil_witnessed,
                         g.law->n_members + (records != NULL ? records->n : 0));
    for (uint32_t i = 0; i < g.law->n_members; i++) {
        ADIL_TRY(take_member(&g, &g.law->member[i], diag));
    }
    for (const struct adil_tree *r = records != NULL ? records->first : NULL; r != NULL;
         r = r->next) {
        take_record(&g, r);
    }
    *out = g.witness;
    *n = g.n;
    return ADIL_OK;
}
