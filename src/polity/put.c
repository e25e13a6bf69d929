/* The whole state as one document, by sections in byte order of their names. */
#include "polity/put.h"

#include "polity/elections.h"

const struct adil_span adil_state_sections[ADIL_N_STATE_SECTIONS] = {
#define X(id, name) ADIL_SPAN_INIT(name),
    ADIL_STATE_SECTIONS(X)
#undef X
};

static void put_calendar(struct adil_putting *w)
{
    const struct adil_index_entry *e = adil_put_cases_in_order(w);
    adil_json_object(w->out);
    for (uint32_t i = 0; i < w->p->n_cases; i++) {
        struct adil_polity copy;
        struct adil_putting own = {adil_law_view(w->p, e[i].value, &copy), w->scratch, w->out};
        adil_json_key_span(w->out, e[i].name);
        adil_put_calendar(&own, e[i].value);
    }
    adil_json_end(w->out);
}

static void put_cases(struct adil_putting *w)
{
    const struct adil_index_entry *e = adil_put_cases_in_order(w);
    adil_json_object(w->out);
    for (uint32_t i = 0; i < w->p->n_cases; i++) {
        struct adil_polity copy;
        struct adil_putting own = {adil_law_view(w->p, e[i].value, &copy), w->scratch, w->out};
        adil_json_key_span(w->out, e[i].name);
        adil_put_case(&own, e[i].value);
    }
    adil_json_end(w->out);
}

static void put_elections(struct adil_putting *w)
{
    const struct adil_index_entry *e = adil_put_cases_in_order(w);
    adil_json_object(w->out);
    for (uint32_t i = 0; i < w->p->n_cases; i++) {
        if (w->p->cases[e[i].value].election != NULL) {
            struct adil_polity copy;
            adil_json_key_span(w->out, e[i].name);
            adil_election_put(adil_law_view(w->p, e[i].value, &copy), *w->scratch, e[i].value,
                              w->out);
        }
    }
    adil_json_end(w->out);
}

static void put_holders(struct adil_putting *w)
{
    adil_json_array(w->out);
    for (uint32_t i = 0; i < w->p->n_holdings; i++) {
        adil_put_holding(w, i);
    }
    adil_json_end(w->out);
}

static void put_issuers(struct adil_putting *w)
{
    const struct adil_index_entry *e = adil_put_issuers_in_order(w);
    adil_json_object(w->out);
    for (uint32_t i = 0; i < w->p->n_issuers; i++) {
        adil_json_key_span(w->out, e[i].name);
        adil_put_issuer(w, e[i].value);
    }
    adil_json_end(w->out);
}

static void put_law(struct adil_putting *w)
{
    const struct adil_rulebook *book = w->p->book;
    adil_json_object(w->out);
    adil_json_key(w->out, "hash");
    adil_put_hash(w, &w->p->law);
    adil_json_key(w->out, "name");
    adil_json_text(w->out, adil_texts_pick(&book->polity, ADIL_EN));
    adil_json_key(w->out, "rules");
    adil_json_i64(w->out, book->n_rules);
    if (w->p->n_versions > 1) {
        adil_json_key(w->out, "versions");
        adil_json_array(w->out);
        for (uint32_t i = 0; i < w->p->n_versions; i++) {
            adil_put_version(w, i);
        }
        adil_json_end(w->out);
    }
    adil_json_end(w->out);
}

static void put_notices(struct adil_putting *w)
{
    adil_json_array(w->out);
    for (uint32_t i = 0; i < w->p->n_notices; i++) {
        adil_put_notice(w, i);
    }
    adil_json_end(w->out);
}

static void put_register(struct adil_putting *w, uint32_t reg)
{
    struct adil_arena tmp = *w->scratch;
    struct adil_putting inner = {w->p, &tmp, w->out};
    const struct adil_index_entry *e = adil_put_records_in_order(&inner, reg);
    adil_json_object(w->out);
    for (uint32_t i = 0; i < w->p->reg[reg].n; i++) {
        adil_json_key_span(w->out, e[i].name);
        adil_put_record(&inner, reg, e[i].value);
    }
    adil_json_end(w->out);
}

static void put_registers(struct adil_putting *w)
{
    const struct adil_index_entry *e = adil_put_registers_in_order(w);
    adil_json_object(w->out);
    for (uint32_t i = 0; i < w->p->book->n_registers; i++) {
        adil_json_key_span(w->out, e[i].name);
        put_register(w, e[i].value);
    }
    adil_json_end(w->out);
}

typedef void put_section(struct adil_putting *w);

static put_section *const section_put[ADIL_N_STATE_SECTIONS] = {
    [ADIL_STATE_CALENDAR] = put_calendar,
    [ADIL_STATE_CASES] = put_cases,
    [ADIL_STATE_ELECTIONS] = put_elections,
    [ADIL_STATE_HOLDERS] = put_holders,
    [ADIL_STATE_LAW] = put_law,
    [ADIL_STATE_NOTICES] = put_notices,
    [ADIL_STATE_OFFICES] = put_issuers,
    [ADIL_STATE_POLITY] = adil_put_head,
    [ADIL_STATE_REGISTERS] = put_registers,
};

void adil_polity_put(const struct adil_polity *p, struct adil_arena scratch, struct adil_span only,
                     struct adil_json *out)
{
    adil_json_object(out);
    for (unsigned i = 0; i < ADIL_N_STATE_SECTIONS && p->book != NULL; i++) {
        struct adil_arena tmp = scratch;
        struct adil_putting w = {p, &tmp, out};
        if (only.len == 0 || adil_span_eq(only, adil_state_sections[i])) {
            adil_json_key_span(out, adil_state_sections[i]);
            section_put[i](&w);
        }
    }
    adil_json_end(out);
}
