/* The fields of an act with a word of the rulebook: canonical keys and the word's table have one
 * order, so one pass over both reads every value into its slot. */
#include "polity/elections.h"
#include "polity/judging.h"

struct field_reading {
    struct adil_judging *j;
    struct adil_json_reader json;
    const struct adil_given *give; /* the one that is read */
};

/* Reads the value that is due into *slot. NULL, or what was expected. */
typedef const char *field_take(struct field_reading *r, adil_slot *slot);

static bool next_is(struct field_reading *r, enum adil_json_event want)
{
    return adil_json_next(&r->json) == want;
}

static const char *take_text_slot(struct field_reading *r, adil_slot *slot)
{
    if (!next_is(r, ADIL_JSON_TEXT) || r->json.text.len == 0 ||
        r->json.text.len > ADIL_TEXT_BYTES_MAX) {
        return "a text of 1 to 2000 bytes";
    }
    *slot = adil_strings_put(r->j->p->strings, r->json.text);
    return NULL;
}

static const char *take_date_slot(struct field_reading *r, adil_slot *slot)
{
    struct adil_date day;
    if (!next_is(r, ADIL_JSON_TEXT) || !adil_date_parse(r->json.text, &day)) {
        return "a day as YYYY-MM-DD";
    }
    *slot = day.days;
    return NULL;
}

static const char *take_number_slot(struct field_reading *r, adil_slot *slot)
{
    if (!next_is(r, ADIL_JSON_INT) || r->json.integer < 0) {
        return "a whole number from 0";
    }
    *slot = r->json.integer;
    return NULL;
}

static const char *take_moment_slot(struct field_reading *r, adil_slot *slot)
{
    if (!next_is(r, ADIL_JSON_INT)) {
        return "milliseconds since 1970, UTC";
    }
    *slot = r->json.integer;
    return NULL;
}

static const char *take_flag_slot(struct field_reading *r, adil_slot *slot)
{
    if (!next_is(r, ADIL_JSON_BOOL)) {
        return "true or false";
    }
    *slot = r->json.integer;
    return NULL;
}

static const char *take_hash_slot(struct field_reading *r, adil_slot *slot)
{
    struct adil_hash hash;
    bool well =
        next_is(r, ADIL_JSON_TEXT) && adil_hex_parse(r->json.text, hash.byte, sizeof hash.byte);
    for (size_t i = 0; well && i < r->json.text.len; i++) {
        well = r->json.text.ptr[i] < 'A' || r->json.text.ptr[i] > 'F';
    }
    if (!well) {
        return "a hash of 64 hex digits in lower case";
    }
    *slot = adil_strings_put(r->j->p->strings,
                             adil_span_bytes((const char *)hash.byte, sizeof hash.byte));
    return NULL;
}

static const char *take_ref_slot(struct field_reading *r, adil_slot *slot)
{
    const struct adil_polity *p = r->j->p;
    adil_slot before = *slot;
    const char *expected = take_text_slot(r, slot);
    if (expected != NULL || r->give->of == ADIL_NO_WORD) {
        return expected;
    }
    uint32_t rec = adil_record_find(p, r->give->of, (uint32_t)*slot);
    bool there = rec != ADIL_NO_RECORD;
    bool ended = there && p->reg[r->give->of].rec[rec].ended != 0;
    return there && (!ended || before == *slot) ? NULL : "a record that is there and has not ended";
}

/* Room for the entries of a list in these fields: none takes fewer than three bytes. */
static struct adil_pair *pairs_new(struct field_reading *r, struct adil_arena *a, uint32_t *most)
{
    size_t n = r->json.in.len / 3;
    *most = n < ADIL_SET_MEMBERS_MAX ? (uint32_t)n : ADIL_SET_MEMBERS_MAX;
    return adil_new(a, struct adil_pair, *most);
}

/* The text just read, not among the first n. */
static bool is_new_member(const struct adil_pair *pair, uint32_t n, uint32_t text)
{
    for (uint32_t i = 0; i < n; i++) {
        if (pair[i].of == text) {
            return false;
        }
    }
    return true;
}

static const char *take_set_slot(struct field_reading *r, adil_slot *slot)
{
    static const char set[] = "a list of at most 1000 texts, none twice";
    struct adil_arena a = r->j->scratch;
    uint32_t most;
    struct adil_pair *pair = pairs_new(r, &a, &most);
    uint32_t n = 0;
    if (!next_is(r, ADIL_JSON_ARRAY)) {
        return set;
    }
    for (;;) {
        enum adil_json_event event = adil_json_next(&r->json);
        if (event == ADIL_JSON_ARRAY_END) {
            break;
        }
        if (event != ADIL_JSON_TEXT || r->json.text.len == 0 ||
            r->json.text.len > ADIL_TEXT_BYTES_MAX || n == most) {
            return set;
        }
        uint32_t text = adil_strings_put(r->j->p->strings, r->json.text);
        if (!is_new_member(pair, n, text)) {
            return set;
        }
        pair[n++].of = text;
    }
    *slot = adil_pool_add(r->j->p, pair, n);
    return NULL;
}

/* An object of whole numbers from 0, its opening brace read: the number of pairs, or UINT32_MAX.
 * `of` gives the number of a key, or ADIL_NO_WORD. */
static uint32_t take_pairs(struct field_reading *r, uint32_t (*of)(struct field_reading *r),
                           struct adil_pair *pair, uint32_t max)
{
    for (uint32_t n = 0;; n++) {
        enum adil_json_event event = adil_json_next(&r->json);
        if (event == ADIL_JSON_OBJECT_END) {
            return n;
        }
        if (event != ADIL_JSON_KEY || n == max || r->json.text.len == 0) {
            return UINT32_MAX;
        }
        pair[n].of = of(r);
        if (pair[n].of == ADIL_NO_WORD || !next_is(r, ADIL_JSON_INT) || r->json.integer < 0) {
            return UINT32_MAX;
        }
        pair[n].n = r->json.integer;
    }
}

static uint32_t option_of(struct field_reading *r)
{
    return r->json.text.len <= ADIL_NAME_BYTES_MAX
               ? adil_strings_put(r->j->p->strings, r->json.text)
               : ADIL_NO_WORD;
}

static const char *take_votes_slot(struct field_reading *r, adil_slot *slot)
{
    struct adil_arena a = r->j->scratch;
    uint32_t most;
    struct adil_pair *pair = pairs_new(r, &a, &most);
    uint32_t n = UINT32_MAX;
    if (next_is(r, ADIL_JSON_OBJECT)) {
        n = take_pairs(r, option_of, pair, most);
    }
    if (n == UINT32_MAX) {
        return "an object of options and whole numbers from 0";
    }
    *slot = adil_pool_add(r->j->p, pair, n);
    return NULL;
}

static uint32_t unit_of(struct field_reading *r)
{
    const struct adil_units *units = &r->j->p->book->units;
    uint32_t u = adil_unit_find(units, r->json.text);
    if (u == ADIL_NO_UNIT || !adil_span_eq(units->unit[u].id, r->json.text) ||
        (r->give->of != ADIL_NO_WORD && !adil_group_has(units, r->give->of, u, r->j->day))) {
        return ADIL_NO_WORD;
    }
    return u;
}

/* {"total":n,"units":{unit:n}}; units may be left out. */
static const char *take_tally_slot(struct field_reading *r, adil_slot *slot)
{
    static const char tally[] = "an object of total and units, with whole numbers from 0";
    struct adil_arena a = r->j->scratch;
    uint32_t most = r->j->p->book->units.n;
    struct adil_pair *pair = adil_new(&a, struct adil_pair, (size_t)most + 1);
    uint32_t n = 0;
    if (!next_is(r, ADIL_JSON_OBJECT) || !next_is(r, ADIL_JSON_KEY) ||
        !adil_span_is(r->json.text, "total") || !next_is(r, ADIL_JSON_INT) || r->json.integer < 0) {
        return tally;
    }
    pair[0] = (struct adil_pair){ADIL_NO_UNIT, r->json.integer};
    enum adil_json_event event = adil_json_next(&r->json);
    if (event == ADIL_JSON_KEY) {
        if (!adil_span_is(r->json.text, "units") || !next_is(r, ADIL_JSON_OBJECT)) {
            return tally;
        }
        n = take_pairs(r, unit_of, pair + 1, most);
        if (n == UINT32_MAX) {
            return "whole numbers from 0, by units of the group";
        }
        event = adil_json_next(&r->json);
    }
    if (event != ADIL_JSON_OBJECT_END) {
        return tally;
    }
    *slot = adil_pool_add(r->j->p, pair, n + 1);
    return NULL;
}

static const char *take_no_slot(struct field_reading *r, adil_slot *slot)
{
    (void)r;
    (void)slot;
    return "nothing: it is the last part of the record's key";
}

static field_take *const take_by_type[ADIL_N_FIELD_TYPES] = {
    [ADIL_FIELD_TEXT] = take_text_slot,     [ADIL_FIELD_DATE] = take_date_slot,
    [ADIL_FIELD_NUMBER] = take_number_slot, [ADIL_FIELD_FLAG] = take_flag_slot,
    [ADIL_FIELD_TALLY] = take_tally_slot,   [ADIL_FIELD_SET] = take_set_slot,
    [ADIL_FIELD_REF] = take_ref_slot,       [ADIL_FIELD_KEY] = take_no_slot,
    [ADIL_FIELD_HASH] = take_hash_slot,     [ADIL_FIELD_MOMENT] = take_moment_slot,
    [ADIL_FIELD_VOTES] = take_votes_slot,
};

/* ---- the pass --------------------------------------------------------------------------- */

static adil_err left_out(struct adil_judging *j, const struct adil_act_word *w, uint32_t from,
                         uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        if (!w->give[i].optional) {
            return adil_refuse(j, "act.field", w->give[i].id, ADIL_SPAN("nothing"),
                               ADIL_SPAN("this field"));
        }
        if (w->kind == ADIL_ACT_SUPERSEDE) {
            j->slot[w->give[i].slot] = ADIL_SLOT_UNKNOWN;
        }
    }
    return ADIL_OK;
}

static adil_err no_such_field(struct adil_judging *j, const struct adil_act_word *w,
                              struct adil_span name)
{
    struct adil_span *names = adil_new(&j->scratch, struct adil_span, w->n_give);
    for (uint32_t i = 0; i < w->n_give; i++) {
        names[i] = w->give[i].id;
    }
    struct adil_span near = adil_nearest(name, names, w->n_give);
    return adil_refuse(j, "act.field", name, ADIL_SPAN("this field"),
                       near.len > 0 ? adil_fmt(j->perm, "no such field; near: %.*s", ADIL_ARG(near))
                                    : ADIL_SPAN("no such field"));
}

static adil_err take_given(struct field_reading *r, const struct adil_act_word *w, uint32_t i)
{
    struct adil_judging *j = r->j;
    size_t from = r->json.at;
    r->give = &w->give[i];
    const char *expected = take_by_type[r->give->type](r, &j->slot[r->give->slot]);
    j->given[i] = true;
    if (expected == NULL) {
        return ADIL_OK;
    }
    struct adil_span found = adil_span_sub(r->json.in, from, r->json.at);
    bool is_ref = r->give->type == ADIL_FIELD_REF && j->slot[r->give->slot] > 0;
    return adil_refuse(j, is_ref ? "act.reference" : "act.field", r->give->id, found,
                       adil_span_of(expected));
}

static adil_err fields_pass(struct adil_judging *j, const struct adil_act_word *w)
{
    struct field_reading r = {.j = j};
    uint32_t next = 0;
    /* The act was parsed: its fields are canonical, and need not be looked at for that again. */
    adil_json_read(&r.json, j->perm, j->act->fields, false);
    bool is_object = next_is(&r, ADIL_JSON_OBJECT);
    ADIL_ASSERT(is_object);
    for (;;) {
        enum adil_json_event event = adil_json_next(&r.json);
        if (event == ADIL_JSON_OBJECT_END) {
            return left_out(j, w, next, w->n_give);
        }
        ADIL_ASSERT(event == ADIL_JSON_KEY);
        uint32_t i = next;
        while (i < w->n_give && !adil_span_eq(w->give[i].id, r.json.text)) {
            i++;
        }
        if (i == w->n_give && w->kind == ADIL_ACT_COUNT && adil_result_member(r.json.text)) {
            (void)adil_json_skip(&r.json, ADIL_JSON_KEY, NULL); /* result.c compares it */
            continue;
        }
        if (i == w->n_give) {
            return no_such_field(j, w, r.json.text);
        }
        ADIL_TRY(left_out(j, w, next, i));
        ADIL_TRY(take_given(&r, w, i));
        next = i + 1;
    }
}

/* ---- slots ------------------------------------------------------------------------------ */

static adil_slot slot_of_set(struct adil_judging *j, const struct adil_datum *d)
{
    struct adil_arena a = j->scratch;
    struct adil_pair *pair = adil_new(&a, struct adil_pair, d->n_members);
    for (uint32_t i = 0; i < d->n_members; i++) {
        pair[i].of = adil_strings_put(j->p->strings, d->member[i]);
    }
    return adil_pool_add(j->p, pair, d->n_members);
}

/* A constant of the rulebook. */
static adil_slot slot_of_datum(struct adil_judging *j, enum adil_field_type type,
                               const struct adil_datum *d)
{
    int64_t number = 0;
    switch (type) {
    case ADIL_FIELD_DATE:
        return d->date.days;
    case ADIL_FIELD_FLAG:
        return d->flag;
    case ADIL_FIELD_NUMBER:
    case ADIL_FIELD_MOMENT:
        return adil_num_i64(d->number.lo, &number) ? number : ADIL_SLOT_UNKNOWN;
    case ADIL_FIELD_SET:
        return slot_of_set(j, d);
    case ADIL_FIELD_TEXT:
    case ADIL_FIELD_REF:
    case ADIL_FIELD_KEY:
    case ADIL_FIELD_HASH:
        return adil_strings_put(j->p->strings, d->text);
    case ADIL_FIELD_TALLY:
    case ADIL_FIELD_VOTES:
    case ADIL_N_FIELD_TYPES:
        break;
    }
    return ADIL_SLOT_UNKNOWN;
}

/* The record as it is, or nothing known; then its key's last part. */
static void slots_begin(struct adil_judging *j, uint32_t n)
{
    const struct adil_polity *p = j->p;
    bool there = j->reg != ADIL_NO_WORD && j->rec != ADIL_NO_RECORD;
    for (uint32_t i = 0; i < n; i++) {
        j->slot[i] = there ? adil_record_slot(p, j->reg, j->rec, i) : ADIL_SLOT_UNKNOWN;
    }
    if (j->reg != ADIL_NO_WORD && !there && p->reg[j->reg].key_field != ADIL_NO_WORD) {
        j->slot[p->reg[j->reg].key_field] = adil_strings_put(p->strings, adil_key_part(j->key));
    }
}

adil_err adil_judge_fields(struct adil_judging *j)
{
    const struct adil_rulebook *book = j->p->book;
    const struct adil_act_word *w = &book->acts.word[j->word];
    uint32_t n = j->reg == ADIL_NO_WORD ? w->n_give : book->reg[j->reg].n_fields;
    j->slot = adil_new(&j->scratch, adil_slot, n);
    j->given = adil_new(&j->scratch, bool, w->n_give);
    slots_begin(j, n);
    ADIL_TRY(fields_pass(j, w));
    for (uint32_t i = 0; i < w->n_set && j->reg != ADIL_NO_WORD; i++) {
        enum adil_field_type type = (enum adil_field_type)j->p->reg[j->reg].type[w->set[i].slot];
        j->slot[w->set[i].slot] = slot_of_datum(j, type, &w->set[i].value);
    }
    if (j->reg != ADIL_NO_WORD && book->reg[j->reg].case_field != ADIL_NO_WORD &&
        j->in_case != ADIL_NO_CASE) {
        j->slot[book->reg[j->reg].case_field] = (adil_slot)j->p->cases[j->in_case].id;
    }
    return adil_judge_typed(j);
}
