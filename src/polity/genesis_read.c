/* The fields of entry 0. Form: docs/design/polity.md. */
#include "polity/genesis.h"

enum { GENESIS_TEXT_MAX = 2048 };

static struct adil_genesis *genesis_of(struct adil_members *m)
{
    return m->ctx;
}

static bool take_clock(struct adil_members *m)
{
    struct adil_span clock;
    if (!adil_members_text(m, GENESIS_TEXT_MAX, &clock)) {
        return false;
    }
    genesis_of(m)->simulated = adil_span_is(clock, "simulated");
    return genesis_of(m)->simulated || adil_span_is(clock, "real") ||
           adil_members_fault(m, clock, "real or simulated");
}

static bool take_engine_number(struct adil_members *m)
{
    return adil_members_whole(m, 1, "a number from 1", &genesis_of(m)->engine);
}

static bool take_founders_keys(struct adil_members *m)
{
    return adil_members_keys(m, &genesis_of(m)->founders);
}

static bool take_least(struct adil_members *m)
{
    struct adil_genesis *g = genesis_of(m);
    return adil_members_whole(m, 1, "a number from 1", &g->least) &&
           (g->least <= g->founders.n ||
            adil_members_fault(m, m->json.text, "at most as many as there are keys"));
}

static const struct adil_member members_of_founders[] = {
    {ADIL_SPAN_INIT("keys"), take_founders_keys, false},
    {ADIL_SPAN_INIT("least"), take_least, false},
};

static bool take_founders(struct adil_members *m)
{
    return adil_members_object(m, members_of_founders, ADIL_COUNT(members_of_founders));
}

static bool take_holder_text(struct adil_members *m, struct adil_span *to)
{
    return adil_members_text(m, ADIL_TEXT_BYTES_MAX, to) &&
           (to->len > 0 || adil_members_fault(m, ADIL_SPAN("\"\""), "a text that is not empty"));
}

static bool take_holder_day(struct adil_members *m, struct adil_date *to)
{
    struct adil_span text;
    return adil_members_text(m, ADIL_TEXT_BYTES_MAX, &text) &&
           (adil_date_parse(text, to) || adil_members_fault(m, text, "a day as YYYY-MM-DD"));
}

static bool take_capacity(struct adil_members *m)
{
    return take_holder_text(m, &genesis_of(m)->one->capacity);
}

static bool take_elected_on(struct adil_members *m)
{
    return take_holder_day(m, &genesis_of(m)->one->elected_on);
}

static bool take_office(struct adil_members *m)
{
    return take_holder_text(m, &genesis_of(m)->one->office);
}

static bool take_person(struct adil_members *m)
{
    return take_holder_text(m, &genesis_of(m)->one->person);
}

static bool take_since(struct adil_members *m)
{
    return take_holder_day(m, &genesis_of(m)->one->since);
}

static bool take_holder_source(struct adil_members *m)
{
    return take_holder_text(m, &genesis_of(m)->one->source);
}

static bool take_until(struct adil_members *m)
{
    return take_holder_day(m, &genesis_of(m)->one->until);
}

static const struct adil_member members_of_holder[] = {
    {ADIL_SPAN_INIT("capacity"), take_capacity, true},
    {ADIL_SPAN_INIT("elected_on"), take_elected_on, true},
    {ADIL_SPAN_INIT("office"), take_office, false},
    {ADIL_SPAN_INIT("person"), take_person, false},
    {ADIL_SPAN_INIT("since"), take_since, false},
    {ADIL_SPAN_INIT("source"), take_holder_source, false},
    {ADIL_SPAN_INIT("until"), take_until, true},
};

static bool take_holders(struct adil_members *m)
{
    struct adil_genesis *g = genesis_of(m);
    if (!adil_members_event(m, ADIL_JSON_ARRAY, "a list of holders")) {
        return false;
    }
    while (adil_members_item(m, ADIL_JSON_OBJECT, "a holder")) {
        g->one = adil_new(&g->j->scratch, struct adil_first_holder, 1);
        g->one->since = g->one->until = g->one->elected_on = ADIL_DATE_NONE;
        *g->holder_end = g->one;
        g->holder_end = &g->one->next;
        if (!adil_members_rest(m, members_of_holder, ADIL_COUNT(members_of_holder))) {
            return false;
        }
        if (!adil_date_known(g->one->elected_on)) {
            g->one->elected_on = g->one->since;
        }
    }
    return m->expected == NULL;
}

static struct adil_first_issuer *last_issuer(struct adil_members *m)
{
    struct adil_first_issuer *last = genesis_of(m)->issuer;
    while (last->next != NULL) {
        last = last->next;
    }
    return last;
}

static bool take_issuer_name(struct adil_members *m)
{
    return adil_members_text(m, ADIL_NAME_BYTES_MAX, &last_issuer(m)->name);
}

static bool take_issuer_keys(struct adil_members *m)
{
    return adil_members_keys(m, &last_issuer(m)->keys);
}

static const struct adil_member members_of_issuer[] = {
    {ADIL_SPAN_INIT("issuer"), take_issuer_name, false},
    {ADIL_SPAN_INIT("keys"), take_issuer_keys, false},
};

static bool take_issuers(struct adil_members *m)
{
    struct adil_genesis *g = genesis_of(m);
    if (!adil_members_event(m, ADIL_JSON_ARRAY, "a list of issuers")) {
        return false;
    }
    while (adil_members_item(m, ADIL_JSON_OBJECT, "an issuer")) {
        *g->issuer_end = adil_new(&g->j->scratch, struct adil_first_issuer, 1);
        g->issuer_end = &(*g->issuer_end)->next;
        if (!adil_members_rest(m, members_of_issuer, ADIL_COUNT(members_of_issuer))) {
            return false;
        }
    }
    return m->expected == NULL;
}

static bool take_log_vkey(struct adil_members *m)
{
    return adil_members_text(m, GENESIS_TEXT_MAX, &genesis_of(m)->log);
}

static bool take_origin(struct adil_members *m)
{
    struct adil_genesis *g = genesis_of(m);
    return adil_members_text(m, ADIL_NAME_BYTES_MAX, &g->origin) &&
           (adil_key_name_is_valid(g->origin) ||
            adil_members_fault(m, g->origin, "a name without blanks and without +"));
}

static bool take_blob_bytes(struct adil_members *m)
{
    return adil_members_whole(m, 1, "a number from 1", &genesis_of(m)->blob->bytes);
}

static bool take_blob_hash(struct adil_members *m)
{
    return adil_members_hash(m, genesis_of(m)->blob->hash.byte);
}

static const struct adil_member members_of_blob[] = {
    {ADIL_SPAN_INIT("bytes"), take_blob_bytes, false},
    {ADIL_SPAN_INIT("hash"), take_blob_hash, false},
};

static bool take_rulebook(struct adil_members *m)
{
    genesis_of(m)->blob = &genesis_of(m)->rulebook;
    return adil_members_object(m, members_of_blob, ADIL_COUNT(members_of_blob));
}

static bool take_source(struct adil_members *m)
{
    genesis_of(m)->blob = &genesis_of(m)->source;
    return adil_members_object(m, members_of_blob, ADIL_COUNT(members_of_blob));
}

static const struct adil_member members_of_genesis[] = {
    {ADIL_SPAN_INIT("clock"), take_clock, false},
    {ADIL_SPAN_INIT("engine"), take_engine_number, false},
    {ADIL_SPAN_INIT("founders"), take_founders, false},
    {ADIL_SPAN_INIT("holders"), take_holders, false},
    {ADIL_SPAN_INIT("issuers"), take_issuers, false},
    {ADIL_SPAN_INIT("log"), take_log_vkey, false},
    {ADIL_SPAN_INIT("origin"), take_origin, false},
    {ADIL_SPAN_INIT("rulebook"), take_rulebook, false},
    {ADIL_SPAN_INIT("source"), take_source, false},
};

adil_err adil_genesis_read(struct adil_genesis *g)
{
    g->issuer_end = &g->issuer;
    g->holder_end = &g->holder;
    return adil_judge_members(g->j, members_of_genesis, ADIL_COUNT(members_of_genesis), g,
                              "act.genesis");
}
