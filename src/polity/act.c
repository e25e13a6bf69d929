#include "polity/act.h"

#include "base/base64.h"

#include <string.h>

/* ---- members ---------------------------------------------------------------------------- */

struct act_reading {
    struct adil_json_reader json;
    struct adil_arena *perm;
    struct adil_act *out;
    struct adil_act_sig *sig; /* room for ADIL_ACT_SIGS_MAX, on the stack */
    struct adil_act_sig *one; /* of them: the one that is read */
    struct adil_place place;
    struct adil_diag *diag;
};

/* Reads the value that is due. NULL: well; IN_JSON: a fault of the JSON; else what was expected. */
typedef const char *act_take(struct act_reading *r);

struct act_member {
    struct adil_span name;
    act_take *take;
    bool optional;
};

static const char in_json[] = "JSON";
static const char told[] = "told"; /* a finding is there already */

static adil_err act_fault(struct act_reading *r, struct adil_span field, struct adil_span found,
                          const char *expected)
{
    if (expected == told) {
        return ADIL_ERR(INPUT);
    }
    if (expected == in_json) {
        return adil_json_fault(&r->json, r->place, field, r->diag);
    }
    return adil_fail(r->diag, ADIL_ERR(INPUT), r->place, field, found, adil_span_of(expected));
}

/* The place of a member in its table, from `from` on; n when it has none. */
static size_t member_find(const struct act_member *m, size_t n, size_t from, struct adil_span name)
{
    while (from < n && !adil_span_eq(m[from].name, name)) {
        from++;
    }
    return from;
}

/* The members before `to`, from `from` on, were not there: each must be one that may be left out.
 */
static adil_err members_skipped(struct act_reading *r, const struct act_member *m, size_t from,
                                size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (!m[i].optional) {
            return act_fault(r, m[i].name, ADIL_SPAN("nothing"), "this member");
        }
    }
    return ADIL_OK;
}

/* After the opening brace, to after the closing one. Tables and canonical bytes have one order. */
static adil_err take_members(struct act_reading *r, const struct act_member *m, size_t n)
{
    size_t next = 0;
    for (;;) {
        enum adil_json_event event = adil_json_next(&r->json);
        if (event == ADIL_JSON_OBJECT_END) {
            return members_skipped(r, m, next, n);
        }
        if (event != ADIL_JSON_KEY) {
            return act_fault(r, ADIL_SPAN(""), ADIL_SPAN(""), in_json);
        }
        size_t at = member_find(m, n, next, r->json.text);
        if (at == n) {
            return act_fault(r, r->json.text, ADIL_SPAN("this member"), "no such member");
        }
        ADIL_TRY(members_skipped(r, m, next, at));
        size_t from = r->json.at;
        const char *expected = m[at].take(r);
        if (expected != NULL) {
            return act_fault(r, m[at].name, adil_span_sub(r->json.in, from, r->json.at), expected);
        }
        next = at + 1;
    }
}

/* NULL when the next event is `want`. */
static const char *take_event(struct act_reading *r, enum adil_json_event want,
                              const char *expected)
{
    enum adil_json_event event = adil_json_next(&r->json);
    return event == want ? NULL : event == ADIL_JSON_FAULT ? in_json : expected;
}

/* An object with the members of a table. */
static const char *take_object(struct act_reading *r, const struct act_member *m, size_t n)
{
    const char *expected = take_event(r, ADIL_JSON_OBJECT, "an object");
    if (expected != NULL) {
        return expected;
    }
    return take_members(r, m, n).code == ADIL_C_OK ? NULL : told;
}

/* ---- values ----------------------------------------------------------------------------- */

static const char *take_short(struct act_reading *r, struct adil_span *to)
{
    const char *expected = take_event(r, ADIL_JSON_TEXT, "a text");
    if (expected == NULL && r->json.text.len > ADIL_NAME_BYTES_MAX) {
        return "at most 200 bytes";
    }
    *to = r->json.text;
    return expected;
}

static const char *take_name(struct act_reading *r, struct adil_span *to)
{
    const char *expected = take_short(r, to);
    if (expected != NULL) {
        return expected;
    }
    for (size_t i = 0; i < to->len; i++) {
        if (to->ptr[i] <= ' ' || to->ptr[i] > '~') {
            return "a name of ASCII characters without blanks";
        }
    }
    return to->len > 0 ? NULL : "a name that is not empty";
}

static const char *take_whole(struct act_reading *r, int64_t least, const char *expected,
                              int64_t *to)
{
    const char *other = take_event(r, ADIL_JSON_INT, "a whole number");
    if (other != NULL) {
        return other;
    }
    *to = r->json.integer;
    return *to >= least ? NULL : expected;
}

static const char *take_about(struct act_reading *r)
{
    return take_short(r, &r->out->about);
}

static const char *take_at(struct act_reading *r)
{
    return take_whole(r, INT64_MIN, "", &r->out->at);
}

static const char *take_by(struct act_reading *r)
{
    return take_name(r, &r->out->by);
}

static const char *take_fields(struct act_reading *r)
{
    const char *expected = take_event(r, ADIL_JSON_OBJECT, "an object");
    if (expected != NULL) {
        return expected;
    }
    return adil_json_skip(&r->json, ADIL_JSON_OBJECT, &r->out->fields) ? NULL : in_json;
}

static const char *take_kind(struct act_reading *r)
{
    const char *expected = take_event(r, ADIL_JSON_TEXT, "a kind of act");
    if (expected != NULL) {
        return expected;
    }
    return adil_act_kind_parse(r->json.text, &r->out->kind) ? NULL : "a kind of act";
}

static const char *take_law(struct act_reading *r)
{
    static const char digits[] = "a hash of 64 lower-case hex digits";
    const char *expected = take_event(r, ADIL_JSON_TEXT, digits);
    if (expected != NULL) {
        return expected;
    }
    for (size_t i = 0; i < r->json.text.len; i++) {
        if (r->json.text.ptr[i] >= 'A' && r->json.text.ptr[i] <= 'F') {
            return digits;
        }
    }
    return adil_hex_parse(r->json.text, r->out->law.byte, sizeof r->out->law.byte) ? NULL : digits;
}

static const char *take_seq(struct act_reading *r)
{
    return take_whole(r, 1, "a number from 1", &r->out->seq);
}

static const char *take_supersedes(struct act_reading *r)
{
    int64_t entry = 0;
    const char *expected = take_whole(r, 0, "the number of an entry", &entry);
    r->out->supersedes = (uint64_t)entry;
    return expected;
}

static const char *take_word(struct act_reading *r)
{
    return take_name(r, &r->out->word);
}

/* name, reader, may be left out: the members of `act`, in order */
static const struct act_member members_of_act[] = {
    {ADIL_SPAN_INIT("about"), take_about, false},
    {ADIL_SPAN_INIT("at"), take_at, false},
    {ADIL_SPAN_INIT("by"), take_by, false},
    {ADIL_SPAN_INIT("fields"), take_fields, false},
    {ADIL_SPAN_INIT("kind"), take_kind, false},
    {ADIL_SPAN_INIT("law"), take_law, false},
    {ADIL_SPAN_INIT("seq"), take_seq, false},
    {ADIL_SPAN_INIT("supersedes"), take_supersedes, true},
    {ADIL_SPAN_INIT("word"), take_word, false},
};

/* ---- signatures ------------------------------------------------------------------------- */

static const char *take_key(struct act_reading *r)
{
    static const char bytes[] = "32 bytes in base64";
    const char *expected = take_event(r, ADIL_JSON_TEXT, bytes);
    if (expected != NULL) {
        return expected;
    }
    return adil_base64_fixed(r->json.text, r->one->key, sizeof r->one->key) ? NULL : bytes;
}

static const char *take_sig(struct act_reading *r)
{
    static const char bytes[] = "64 bytes in base64";
    const char *expected = take_event(r, ADIL_JSON_TEXT, bytes);
    if (expected != NULL) {
        return expected;
    }
    return adil_base64_fixed(r->json.text, r->one->sig, sizeof r->one->sig) ? NULL : bytes;
}

static const struct act_member members_of_sig[] = {
    {ADIL_SPAN_INIT("key"), take_key, false},
    {ADIL_SPAN_INIT("sig"), take_sig, false},
};

static const char *take_sigs(struct act_reading *r)
{
    const char *expected = take_event(r, ADIL_JSON_ARRAY, "a list of signatures");
    uint32_t n = 0;
    while (expected == NULL) {
        enum adil_json_event event = adil_json_next(&r->json);
        if (event == ADIL_JSON_ARRAY_END) {
            break;
        }
        if (event != ADIL_JSON_OBJECT) {
            return event == ADIL_JSON_FAULT ? in_json : "an object";
        }
        if (n == ADIL_ACT_SIGS_MAX) {
            return "at most 64 signatures";
        }
        r->one = &r->sig[n];
        if (take_members(r, members_of_sig, ADIL_COUNT(members_of_sig)).code != ADIL_C_OK) {
            return told;
        }
        if (n > 0 && memcmp(r->one[-1].key, r->one->key, sizeof r->one->key) >= 0) {
            return "keys in the order of their bytes, none twice";
        }
        n++;
    }
    r->out->n_sigs = n;
    return expected;
}

/* ---- the whole -------------------------------------------------------------------------- */

static const char *take_act(struct act_reading *r)
{
    size_t from = r->json.at;
    const char *expected = take_object(r, members_of_act, ADIL_COUNT(members_of_act));
    r->out->bytes = adil_span_sub(r->json.in, from, r->json.at);
    return expected;
}

static const char *take_logged(struct act_reading *r)
{
    return take_whole(r, INT64_MIN, "", &r->out->logged);
}

static const struct act_member members_of_leaf[] = {
    {ADIL_SPAN_INIT("act"), take_act, false},
    {ADIL_SPAN_INIT("logged"), take_logged, false},
    {ADIL_SPAN_INIT("sigs"), take_sigs, false},
};

static const struct act_member members_of_unlogged[] = {
    {ADIL_SPAN_INIT("act"), take_act, false},
    {ADIL_SPAN_INIT("sigs"), take_sigs, false},
};

static adil_err parse_act(struct adil_arena *perm, struct adil_place place, struct adil_span bytes,
                          const struct act_member *m, size_t n, struct adil_act *out,
                          struct adil_diag *diag)
{
    struct adil_act_sig sig[ADIL_ACT_SIGS_MAX];
    struct act_reading r = {.perm = perm, .out = out, .sig = sig, .place = place, .diag = diag};
    *out = (struct adil_act){.supersedes = ADIL_NO_ENTRY, .logged = ADIL_INSTANT_NONE};
    adil_json_read(&r.json, perm, bytes, true);
    if (bytes.len > ADIL_ACT_BYTES_MAX) {
        return act_fault(&r, ADIL_SPAN(""), adil_fmt(perm, "%zu bytes", bytes.len),
                         "at most 32768 bytes");
    }
    const char *expected = take_object(&r, m, n);
    if (expected == NULL) {
        expected = take_event(&r, ADIL_JSON_END, in_json);
    }
    if (expected != NULL) {
        return act_fault(&r, ADIL_SPAN(""), ADIL_SPAN(""), expected);
    }
    struct adil_act_sig *kept = adil_new(perm, struct adil_act_sig, out->n_sigs);
    if (out->n_sigs > 0) {
        memcpy(kept, sig, out->n_sigs * sizeof *sig);
    }
    out->sig = kept;
    return ADIL_OK;
}

adil_err adil_act_parse(struct adil_arena *perm, struct adil_place place, struct adil_span leaf,
                        struct adil_act *out, struct adil_diag *diag)
{
    return parse_act(perm, place, leaf, members_of_leaf, ADIL_COUNT(members_of_leaf), out, diag);
}

adil_err adil_act_parse_unlogged(struct adil_arena *perm, struct adil_place place,
                                 struct adil_span bytes, struct adil_act *out,
                                 struct adil_diag *diag)
{
    return parse_act(perm, place, bytes, members_of_unlogged, ADIL_COUNT(members_of_unlogged), out,
                     diag);
}

uint32_t adil_act_verify_sigs(const struct adil_act *a, struct adil_span origin, bool *good)
{
    struct adil_buf message;
    uint32_t n = 0;
    adil_buf_open(&message, ADIL_ACT_BYTES_MAX + origin.len + 64);
    adil_act_message(&message, a, origin);
    ADIL_ASSERT(adil_buf_ok(&message));
    for (uint32_t i = 0; i < a->n_sigs; i++) {
        const struct adil_act_sig *s = &a->sig[i];
        good[i] = adil_ed25519_verify(adil_span_bytes((const char *)s->key, sizeof s->key),
                                      adil_buf_span(&message),
                                      adil_span_bytes((const char *)s->sig, sizeof s->sig));
        n += good[i];
    }
    adil_buf_release(&message);
    return n;
}
