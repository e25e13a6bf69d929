/* Writing the state, item by item: the head, issuers, holdings, records, notices. */
#include "polity/put.h"

#include "base/base64.h"
#include "gazette/note.h"

/* ---- order --------------------------------------------------------------------------------- */

const struct adil_index_entry *adil_put_issuers_in_order(const struct adil_putting *w)
{
    const struct adil_polity *p = w->p;
    struct adil_index_entry *e = adil_new(w->scratch, struct adil_index_entry, p->n_issuers);
    for (uint32_t i = 0; i < p->n_issuers; i++) {
        e[i] = (struct adil_index_entry){adil_issuer_name(p, w->scratch, i), i};
    }
    adil_index_sort(e, p->n_issuers);
    return e;
}

const struct adil_index_entry *adil_put_registers_in_order(const struct adil_putting *w)
{
    const struct adil_rulebook *book = w->p->book;
    struct adil_index_entry *e = adil_new(w->scratch, struct adil_index_entry, book->n_registers);
    for (uint32_t i = 0; i < book->n_registers; i++) {
        e[i] = (struct adil_index_entry){book->reg[i].id, i};
    }
    adil_index_sort(e, book->n_registers);
    return e;
}

const struct adil_index_entry *adil_put_records_in_order(const struct adil_putting *w, uint32_t reg)
{
    const struct adil_reg_state *r = &w->p->reg[reg];
    struct adil_index_entry *e = adil_new(w->scratch, struct adil_index_entry, r->n);
    for (uint32_t i = 0; i < r->n; i++) {
        e[i] = (struct adil_index_entry){adil_strings_get(w->p->strings, r->rec[i].key), i};
    }
    adil_index_sort(e, r->n);
    return e;
}

const struct adil_index_entry *adil_put_cases_in_order(const struct adil_putting *w)
{
    const struct adil_polity *p = w->p;
    struct adil_index_entry *e = adil_new(w->scratch, struct adil_index_entry, p->n_cases);
    for (uint32_t i = 0; i < p->n_cases; i++) {
        e[i] = (struct adil_index_entry){adil_strings_get(p->strings, p->cases[i].id), i};
    }
    adil_index_sort(e, p->n_cases);
    return e;
}

/* ---- values -------------------------------------------------------------------------------- */

void adil_put_hash(struct adil_putting *w, const struct adil_hash *hash)
{
    struct adil_arena tmp = *w->scratch;
    adil_json_text(w->out, adil_hex(&tmp, hash->byte, sizeof hash->byte));
}

void adil_put_instant(struct adil_putting *w, uint32_t unit, int64_t instant)
{
    struct adil_arena tmp = *w->scratch;
    const struct adil_rulebook *book = w->p->book;
    if (instant == ADIL_INSTANT_NONE) {
        adil_json_null(w->out);
        return;
    }
    adil_json_text(w->out, adil_instant_text(&tmp, &book->acts.zones, &book->units, unit, instant));
}

void adil_put_json(struct adil_arena scratch, struct adil_span json, struct adil_json *out)
{
    struct adil_json_reader r;
    adil_json_read(&r, &scratch, json, false);
    for (enum adil_json_event e = adil_json_next(&r); e != ADIL_JSON_END && e != ADIL_JSON_FAULT;
         e = adil_json_next(&r)) {
        switch (e) {
        case ADIL_JSON_OBJECT:
            adil_json_object(out);
            break;
        case ADIL_JSON_ARRAY:
            adil_json_array(out);
            break;
        case ADIL_JSON_OBJECT_END:
        case ADIL_JSON_ARRAY_END:
            adil_json_end(out);
            break;
        case ADIL_JSON_KEY:
            adil_json_key_span(out, r.text);
            break;
        case ADIL_JSON_TEXT:
            adil_json_text(out, r.text);
            break;
        case ADIL_JSON_INT:
            adil_json_i64(out, r.integer);
            break;
        case ADIL_JSON_BOOL:
            adil_json_bool(out, r.integer != 0);
            break;
        case ADIL_JSON_NULL:
        case ADIL_JSON_NUMBER:
        case ADIL_JSON_END:
        case ADIL_JSON_FAULT:
            adil_json_null(out);
            break;
        }
    }
}

static void put_date(struct adil_putting *w, struct adil_date date)
{
    struct adil_arena tmp = *w->scratch;
    if (adil_date_known(date)) {
        adil_json_text(w->out, adil_date_text(&tmp, date));
    } else {
        adil_json_null(w->out);
    }
}

static void put_key_i64(struct adil_putting *w, const char *key, int64_t value)
{
    adil_json_key(w->out, key);
    adil_json_i64(w->out, value);
}

static void put_key_text(struct adil_putting *w, const char *key, struct adil_span text)
{
    adil_json_key(w->out, key);
    adil_json_text(w->out, text);
}

static struct adil_span string_of(const struct adil_putting *w, uint32_t text)
{
    return adil_strings_get(w->p->strings, text);
}

/* A list of the pool in order of names; `from`: the first entry. */
static const struct adil_index_entry *pool_in_order(const struct adil_putting *w,
                                                    struct adil_arena *a, enum adil_field_type type,
                                                    adil_slot slot, uint32_t from)
{
    const struct adil_units *units = &w->p->book->units;
    uint32_t n = adil_pool_n(w->p, slot);
    struct adil_index_entry *e = adil_new(a, struct adil_index_entry, n);
    for (uint32_t i = from; i < n; i++) {
        uint32_t of = adil_pool_at(w->p, slot, i).of;
        struct adil_span name = type == ADIL_FIELD_TALLY ? units->unit[of].id : string_of(w, of);
        e[i - from] = (struct adil_index_entry){name, i};
    }
    adil_index_sort(e, n - from);
    return e;
}

static void put_set(struct adil_putting *w, adil_slot slot)
{
    struct adil_arena tmp = *w->scratch;
    const struct adil_index_entry *e = pool_in_order(w, &tmp, ADIL_FIELD_SET, slot, 0);
    adil_json_array_line(w->out);
    for (uint32_t i = 0; i < adil_pool_n(w->p, slot); i++) {
        adil_json_text(w->out, e[i].name);
    }
    adil_json_end(w->out);
}

static void put_numbers(struct adil_putting *w, enum adil_field_type type, adil_slot slot,
                        uint32_t from)
{
    struct adil_arena tmp = *w->scratch;
    const struct adil_index_entry *e = pool_in_order(w, &tmp, type, slot, from);
    adil_json_object_line(w->out);
    for (uint32_t i = 0; i < adil_pool_n(w->p, slot) - from; i++) {
        adil_json_key_span(w->out, e[i].name);
        adil_json_i64(w->out, adil_pool_at(w->p, slot, e[i].value).n);
    }
    adil_json_end(w->out);
}

/* As an act gives it: {"total":n,"units":{...}}. The total stands first in the pool. */
static void put_tally(struct adil_putting *w, adil_slot slot)
{
    ADIL_ASSERT(adil_pool_n(w->p, slot) > 0);
    adil_json_object_line(w->out);
    put_key_i64(w, "total", adil_pool_at(w->p, slot, 0).n);
    if (adil_pool_n(w->p, slot) > 1) {
        adil_json_key(w->out, "units");
        put_numbers(w, ADIL_FIELD_TALLY, slot, 1);
    }
    adil_json_end(w->out);
}

static void put_hash_slot(struct adil_putting *w, adil_slot slot)
{
    struct adil_arena tmp = *w->scratch;
    struct adil_span bytes = string_of(w, (uint32_t)slot);
    adil_json_text(w->out, adil_hex(&tmp, (const uint8_t *)bytes.ptr, bytes.len));
}

void adil_put_slot(struct adil_putting *w, enum adil_field_type type, adil_slot slot)
{
    switch (type) {
    case ADIL_FIELD_TEXT:
    case ADIL_FIELD_REF:
    case ADIL_FIELD_KEY:
        adil_json_text(w->out, string_of(w, (uint32_t)slot));
        break;
    case ADIL_FIELD_HASH:
        put_hash_slot(w, slot);
        break;
    case ADIL_FIELD_NUMBER:
    case ADIL_FIELD_MOMENT:
        adil_json_i64(w->out, slot);
        break;
    case ADIL_FIELD_DATE:
        put_date(w, (struct adil_date){(int32_t)slot});
        break;
    case ADIL_FIELD_FLAG:
        adil_json_bool(w->out, slot != 0);
        break;
    case ADIL_FIELD_SET:
        put_set(w, slot);
        break;
    case ADIL_FIELD_TALLY:
        put_tally(w, slot);
        break;
    case ADIL_FIELD_VOTES:
        put_numbers(w, type, slot, 0);
        break;
    case ADIL_N_FIELD_TYPES:
        ADIL_ASSERT(false); /* no such type */
        break;
    }
}

/* ---- items --------------------------------------------------------------------------------- */

/* Of a log that never changed its key: nothing. */
static void put_log_keys_before(struct adil_putting *w)
{
    const struct adil_log_key_before *b = w->p->log_key_before;
    if (b == NULL) {
        return;
    }
    adil_json_key(w->out, "log-before");
    adil_json_array(w->out);
    for (; b != NULL; b = b->before) {
        struct adil_arena tmp = *w->scratch;
        adil_json_object_line(w->out);
        put_key_i64(w, "bound", b->bound);
        put_key_text(w, "key", adil_vkey_text(&tmp, &b->key));
        if (b->lost) {
            put_key_text(w, "lost", b->why);
        }
        put_key_i64(w, "until", b->until);
        adil_json_end(w->out);
    }
    adil_json_end(w->out);
}

void adil_put_head(struct adil_putting *w)
{
    struct adil_arena tmp = *w->scratch;
    const struct adil_polity *p = w->p;
    adil_json_object(w->out);
    put_key_i64(w, "engine", p->engine);
    put_key_i64(w, "entries", (int64_t)p->n);
    adil_json_key(w->out, "genesis");
    adil_put_hash(w, &p->genesis);
    adil_json_key(w->out, "law");
    adil_put_hash(w, &p->law);
    put_key_text(w, "log", adil_vkey_text(&tmp, &p->log_key));
    put_log_keys_before(w);
    adil_json_key(w->out, "now");
    adil_put_instant(w, 0, p->now);
    put_key_text(w, "origin", p->origin);
    adil_json_key(w->out, "simulated");
    adil_json_bool(w->out, p->simulated);
    adil_json_end(w->out);
}

void adil_put_version(struct adil_putting *w, uint32_t version)
{
    const struct adil_law_version *v = &w->p->version[version];
    adil_json_object(w->out);
    adil_json_key(w->out, "at");
    adil_put_instant(w, 0, v->at);
    put_key_text(w, "by", v->by);
    if (version > 0) {
        adil_json_key(w->out, "changes");
        adil_put_hash(w, &v->changes);
    }
    put_key_i64(w, "entry", v->entry);
    adil_json_key(w->out, "hash");
    adil_put_hash(w, &v->hash);
    put_key_text(w, "word", v->word);
    adil_json_end(w->out);
}

static void put_issuer_key(struct adil_putting *w, const struct adil_issuer_key *k)
{
    struct adil_arena tmp = *w->scratch;
    struct adil_span bytes = adil_span_bytes((const char *)k->key, sizeof k->key);
    adil_json_object_line(w->out);
    put_key_i64(w, "bound", k->bound);
    put_key_text(w, "key", adil_base64(&tmp, bytes));
    if (k->revoked != UINT32_MAX) {
        put_key_i64(w, "revoked", k->revoked);
        put_key_i64(w, "trusted", k->trusted_seq);
    }
    adil_json_end(w->out);
}

void adil_put_issuer(struct adil_putting *w, uint32_t issuer)
{
    const struct adil_issuer *s = &w->p->issuer[issuer];
    adil_json_object(w->out);
    adil_json_key(w->out, "keys");
    adil_json_array(w->out);
    for (uint32_t i = 0; i < s->n_keys; i++) {
        put_issuer_key(w, &s->keys[i]);
    }
    adil_json_end(w->out);
    if (s->office == ADIL_FOUNDERS) {
        put_key_i64(w, "least", w->p->least);
    }
    put_key_i64(w, "seq", s->seq);
    adil_json_end(w->out);
}

void adil_put_holding(struct adil_putting *w, uint32_t holding)
{
    const struct adil_holding *h = &w->p->holding[holding];
    adil_json_object_line(w->out);
    if (h->capacity != 0) {
        put_key_text(w, "capacity", string_of(w, h->capacity));
    }
    adil_json_key(w->out, "elected_on");
    put_date(w, h->elected_on);
    put_key_i64(w, "entry", h->entry);
    put_key_text(w, "office", w->p->in_force->acts.office[h->office].rule.id);
    if (h->person != 0) {
        put_key_text(w, "person", string_of(w, h->person));
    }
    adil_json_key(w->out, "since");
    put_date(w, h->since);
    if (h->source != 0) {
        put_key_text(w, "source", string_of(w, h->source));
    }
    adil_json_key(w->out, "until");
    put_date(w, h->until);
    adil_json_end(w->out);
}

static void put_fields(struct adil_putting *w, uint32_t reg, uint32_t rec)
{
    struct adil_arena tmp = *w->scratch;
    const struct adil_register *r = &w->p->book->reg[reg];
    const adil_slot *slot = adil_record_slots(w->p, &tmp, reg, rec);
    struct adil_index_entry *e = adil_new(&tmp, struct adil_index_entry, r->n_fields);
    for (uint32_t i = 0; i < r->n_fields; i++) {
        e[i] = (struct adil_index_entry){r->field[i].id, i};
    }
    adil_index_sort(e, r->n_fields);
    struct adil_putting inner = {w->p, &tmp, w->out};
    adil_json_object(w->out);
    for (uint32_t i = 0; i < r->n_fields; i++) {
        enum adil_field_type type = (enum adil_field_type)w->p->reg[reg].type[e[i].value];
        if (slot[e[i].value] != ADIL_SLOT_UNKNOWN && type != ADIL_FIELD_KEY) {
            adil_json_key_span(w->out, e[i].name);
            adil_put_slot(&inner, type, slot[e[i].value]);
        }
    }
    adil_json_end(w->out);
}

/* A field that is not known is left out. */
void adil_put_record(struct adil_putting *w, uint32_t reg, uint32_t rec)
{
    const struct adil_rec *r = &w->p->reg[reg].rec[rec];
    adil_json_object(w->out);
    if (r->ended != 0) {
        adil_json_key(w->out, "ended");
        adil_json_bool(w->out, true);
    }
    put_key_i64(w, "entered", r->first);
    adil_json_key(w->out, "fields");
    put_fields(w, reg, rec);
    if (r->flags != 0) {
        put_key_i64(w, "flags", r->flags);
    }
    put_key_i64(w, "written", r->last);
    adil_json_end(w->out);
}

void adil_put_notice(struct adil_putting *w, uint32_t notice)
{
    struct adil_arena tmp = *w->scratch;
    const struct adil_notice *n = &w->p->notice[notice];
    struct adil_span about = n->target != ADIL_NO_ENTRY
                                 ? adil_fmt(&tmp, "entry/%llu", (unsigned long long)n->target)
                                 : string_of(w, n->about);
    adil_json_object(w->out);
    put_key_text(w, "about", about);
    put_key_text(w, "by", adil_issuer_name(w->p, &tmp, n->issuer));
    put_key_i64(w, "entry", n->entry);
    adil_json_key(w->out, "fields");
    adil_put_json(tmp, string_of(w, n->fields), w->out);
    put_key_text(w, "kind", adil_act_kind_name(n->kind));
    put_key_text(w, "word", w->p->in_force->acts.word[n->word].rule.id);
    adil_json_end(w->out);
}
