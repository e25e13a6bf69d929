/* Entry 0: origin, keys, law, holders before the record. */
#include "polity/genesis.h"
#include "polity/bodies.h"
#include "polity/interner.h"

#include <string.h>

/* ---- right ------------------------------------------------------------------------------ */

static adil_err wrong_genesis(struct adil_genesis *g, struct adil_span field,
                              struct adil_span found, const char *expected)
{
    return adil_refuse(g->j, "act.genesis", field, found, adil_span_of(expected));
}

static adil_err judge_head(struct adil_judging *j)
{
    const struct adil_act *a = j->act;
    struct adil_genesis g = {.j = j};
    if (a->kind != ADIL_ACT_ENACT || !adil_span_is(a->word, "enact")) {
        return wrong_genesis(&g, ADIL_SPAN("word"), a->word, "enact");
    }
    if (!adil_span_is(a->by, "founders")) {
        return wrong_genesis(&g, ADIL_SPAN("by"), a->by, "founders");
    }
    if (a->seq != 1) {
        return wrong_genesis(&g, ADIL_SPAN("seq"), adil_fmt(j->perm, "%lld", (long long)a->seq),
                             "1");
    }
    if (a->about.len != 0 || a->supersedes != ADIL_NO_ENTRY) {
        return wrong_genesis(&g, ADIL_SPAN("about"), a->about, "nothing");
    }
    return ADIL_OK;
}

static adil_err judge_names(struct adil_genesis *g)
{
    struct adil_place place = {.file = ADIL_SPAN("entry 0")};
    struct adil_span simulated = ADIL_SPAN("simulated");
    ADIL_TRY(adil_judge_engine(g->j, "act.genesis", g->engine));
    if (g->simulated && adil_span_find(g->origin, simulated) == g->origin.len) {
        return wrong_genesis(g, ADIL_SPAN("origin"), g->origin, "an origin that says: simulated");
    }
    if (adil_vkey_parse(&g->j->scratch, place, g->log, &g->log_key, NULL).code != ADIL_C_OK ||
        g->log_key.kind != ADIL_KEY_ED25519 || !adil_span_eq(g->log_key.name, g->origin)) {
        return wrong_genesis(g, ADIL_SPAN("log"), g->log, "an Ed25519 key named as the origin");
    }
    return ADIL_OK;
}

static adil_err judge_founding(struct adil_genesis *g, enum adil_sigs sigs)
{
    struct adil_judging *j = g->j;
    bool good[ADIL_ACT_SIGS_MAX] = {false};
    for (uint32_t i = 0; i < j->act->n_sigs; i++) {
        bool held = false;
        for (uint32_t k = 0; k < g->founders.n; k++) {
            held = held || memcmp(g->founders.key[k], j->act->sig[i].key, ADIL_PUBLIC_BYTES) == 0;
        }
        if (!held) {
            return adil_refuse(j, "act.key", ADIL_SPAN("sigs"), ADIL_SPAN("another key"),
                               ADIL_SPAN("keys of the founders"));
        }
    }
    if (j->act->n_sigs < g->least) {
        return adil_refuse(j, "act.signs", ADIL_SPAN("sigs"),
                           adil_fmt(j->perm, "%u", j->act->n_sigs),
                           adil_fmt(j->perm, "at least %lld", (long long)g->least));
    }
    if (sigs == ADIL_SIGS_CHECK && adil_act_verify_sigs(j->act, g->origin, good) < j->act->n_sigs) {
        return adil_refuse(j, "act.signature", ADIL_SPAN("sigs"),
                           ADIL_SPAN("a signature that is not valid"),
                           ADIL_SPAN("valid signatures over the act"));
    }
    return ADIL_OK;
}

/* The law, from its blob into the state's arena. */
static adil_err read_law(struct adil_genesis *g)
{
    struct adil_polity *p = g->j->p;
    struct adil_span bytes;
    struct adil_span file = ADIL_SPAN("rulebook");
    if (!adil_hash_eq(&g->rulebook.hash, &g->j->act->law)) {
        return adil_refuse(g->j, "act.law", ADIL_SPAN("law"), ADIL_SPAN("another hash"),
                           ADIL_SPAN("the hash of the rulebook of entry 0"));
    }
    ADIL_TRY(p->options.blob(p->options.ctx, &p->arena, &g->rulebook.hash, &bytes, g->j->diag));
    struct adil_hash hash = adil_sha256(bytes);
    if (!adil_hash_eq(&hash, &g->rulebook.hash) || bytes.len != (uint64_t)g->rulebook.bytes) {
        return adil_refuse(g->j, "act.rulebook", ADIL_SPAN("rulebook"),
                           adil_fmt(g->j->perm, "%zu bytes with another hash", bytes.len),
                           ADIL_SPAN("the blob that is named"));
    }
    p->book = adil_new(&p->arena, struct adil_rulebook, 1);
    adil_err err =
        adil_rulebook_from_canonical(&p->arena, g->j->scratch, file, bytes, p->book, g->j->diag);
    if (err.code == ADIL_C_INPUT) {
        return adil_refuse(g->j, "act.rulebook", ADIL_SPAN("rulebook"),
                           ADIL_SPAN("a rulebook that cannot be read"),
                           ADIL_SPAN("the canonical form of a rulebook without faults"));
    }
    return err;
}

/* Offices of issuers and holders are the law's. */
static adil_err judge_offices(struct adil_genesis *g)
{
    const struct adil_rulebook *book = g->j->p->book;
    for (const struct adil_first_issuer *s = g->issuer; s != NULL; s = s->next) {
        uint32_t office;
        struct adil_span key;
        if (!adil_issuer_parse(book, s->name, &office, &key) || office == ADIL_FOUNDERS) {
            return wrong_genesis(g, ADIL_SPAN("issuers"), s->name, "an office of the law");
        }
        for (const struct adil_first_issuer *t = g->issuer; t != s; t = t->next) {
            if (adil_span_eq(s->name, t->name)) {
                return wrong_genesis(g, ADIL_SPAN("issuers"), s->name, "each issuer once");
            }
        }
    }
    for (struct adil_first_holder *h = g->holder; h != NULL; h = h->next) {
        h->number = adil_office_find(&book->acts, h->office);
        if (h->number == ADIL_NO_WORD) {
            return wrong_genesis(g, ADIL_SPAN("holders"), h->office, "an office of the law");
        }
    }
    return ADIL_OK;
}

/* ---- effects ---------------------------------------------------------------------------- */

static void bind_first(struct adil_genesis *g)
{
    struct adil_polity *p = g->j->p;
    uint32_t founders = adil_issuer_add(p, ADIL_FOUNDERS, 0);
    adil_issuer_bind(g->j, founders, (const uint8_t(*)[ADIL_PUBLIC_BYTES])g->founders.key,
                     g->founders.n);
    p->issuer[founders].seq = 1;
    p->least = (uint16_t)g->least;
    for (const struct adil_first_issuer *s = g->issuer; s != NULL; s = s->next) {
        uint32_t office;
        struct adil_span key;
        bool well = adil_issuer_parse(p->book, s->name, &office, &key);
        ADIL_ASSERT(well);
        uint32_t i = adil_issuer_add(p, office, adil_strings_put(p->strings, key));
        adil_issuer_bind(g->j, i, (const uint8_t(*)[ADIL_PUBLIC_BYTES])s->keys.key, s->keys.n);
    }
}

static void seat_first(struct adil_genesis *g)
{
    struct adil_polity *p = g->j->p;
    for (const struct adil_first_holder *h = g->holder; h != NULL; h = h->next) {
        p->holding = adil_grow(p, p->holding, sizeof *p->holding, p->n_holdings, &p->cap_holdings);
        p->holding[p->n_holdings++] = (struct adil_holding){
            .office = h->number,
            .person = adil_strings_put(p->strings, h->person),
            .capacity = adil_strings_put(p->strings, h->capacity),
            .since = h->since,
            .until = adil_date_known(h->until) || !adil_date_known(h->since)
                         ? adil_office_end(p, h->number, h->until)
                         : adil_term_end(p, h->number, h->since),
            .elected_on = h->elected_on,
            .entry = 0,
            .source = adil_strings_put(p->strings, h->source),
        };
    }
}

static struct adil_hash leaf_hash(const struct adil_act *a)
{
    struct adil_buf leaf;
    adil_buf_open(&leaf, 2 * (size_t)ADIL_ACT_BYTES_MAX);
    adil_act_leaf(&leaf, a->bytes, a->logged, a->sig, a->n_sigs);
    ADIL_ASSERT(adil_buf_ok(&leaf));
    struct adil_hash hash = adil_sha256_tagged(0, adil_buf_span(&leaf)); /* RFC 6962 */
    adil_buf_release(&leaf);
    return hash;
}

static void found(struct adil_genesis *g)
{
    struct adil_polity *p = g->j->p;
    p->genesis = leaf_hash(g->j->act);
    p->origin = adil_span_copy(&p->arena, g->origin);
    p->log_key = g->log_key;
    p->log_key.name = adil_span_copy(&p->arena, g->log_key.name);
    p->log_key.key = adil_span_copy(&p->arena, g->log_key.key);
    p->simulated = g->simulated;
    p->engine = g->engine;
    p->strings = adil_strings_new(p);
    adil_law_enact(g->j, p->book, NULL);
    bind_first(g);
    seat_first(g);
    adil_strings_keep(p->strings);
}

static adil_err judge_genesis(struct adil_genesis *g, enum adil_sigs sigs)
{
    ADIL_TRY(judge_head(g->j));
    ADIL_TRY(adil_genesis_read(g));
    ADIL_TRY(judge_names(g));
    ADIL_TRY(judge_founding(g, sigs));
    ADIL_TRY(read_law(g));
    return judge_offices(g);
}

adil_err adil_genesis(struct adil_judging *j, enum adil_sigs sigs)
{
    struct adil_arena before = j->p->arena;
    struct adil_genesis *g = adil_new(&j->scratch, struct adil_genesis, 1);
    g->j = j;
    adil_err err = judge_genesis(g, sigs);
    if (err.code != ADIL_C_OK) {
        j->p->book = NULL;
        j->p->arena = before;
        return err;
    }
    found(g);
    return ADIL_OK;
}
