#include "polity/act.h"

#include "polity/members.h"

#include <string.h>

struct act_reading {
    struct adil_act *out;
    struct adil_arena *perm;
    struct adil_act_sig *sig; /* grown by doubling: most acts have few */
    uint32_t cap_sigs;
    struct adil_act_sig *one; /* of them: the one that is read */
};

static struct adil_act *act_of(struct adil_members *m)
{
    return ((struct act_reading *)m->ctx)->out;
}

/* ---- the members of `act` --------------------------------------------------------------- */

static bool take_name(struct adil_members *m, struct adil_span *to)
{
    if (!adil_members_text(m, ADIL_NAME_BYTES_MAX, to)) {
        return false;
    }
    bool plain = to->len > 0;
    for (size_t i = 0; i < to->len; i++) {
        plain = plain && to->ptr[i] > ' ' && to->ptr[i] <= '~';
    }
    return plain || adil_members_fault(m, (struct adil_span){NULL, 0},
                                       "a name of ASCII characters without blanks");
}

static bool take_about(struct adil_members *m)
{
    return adil_members_text(m, ADIL_NAME_BYTES_MAX, &act_of(m)->about);
}

static bool take_at(struct adil_members *m)
{
    return adil_members_whole(m, INT64_MIN, "", &act_of(m)->at);
}

static bool take_by(struct adil_members *m)
{
    return take_name(m, &act_of(m)->by);
}

static bool take_fields(struct adil_members *m)
{
    return adil_members_event(m, ADIL_JSON_OBJECT, "an object") &&
           (adil_json_skip(&m->json, ADIL_JSON_OBJECT, &act_of(m)->fields) ||
            adil_members_event(m, ADIL_JSON_END, "")); /* which tells the fault */
}

static bool take_kind(struct adil_members *m)
{
    static const char kind[] = "a kind of act";
    return adil_members_event(m, ADIL_JSON_TEXT, kind) &&
           (adil_act_kind_parse(m->json.text, &act_of(m)->kind) ||
            adil_members_fault(m, (struct adil_span){NULL, 0}, kind));
}

static bool take_law(struct adil_members *m)
{
    return adil_members_hash(m, act_of(m)->law.byte);
}

static bool take_seq(struct adil_members *m)
{
    return adil_members_whole(m, 1, "a number from 1", &act_of(m)->seq);
}

static bool take_supersedes(struct adil_members *m)
{
    int64_t entry = 0;
    bool well = adil_members_whole(m, 0, "the number of an entry", &entry);
    act_of(m)->supersedes = (uint64_t)entry;
    return well;
}

static bool take_word(struct adil_members *m)
{
    return take_name(m, &act_of(m)->word);
}

/* name, reader, may be left out */
static const struct adil_member members_of_act[] = {
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

static bool take_key(struct adil_members *m)
{
    struct act_reading *r = m->ctx;
    return adil_members_base64(m, r->one->key, sizeof r->one->key, "32 bytes in base64");
}

static bool take_sig(struct adil_members *m)
{
    struct act_reading *r = m->ctx;
    return adil_members_base64(m, r->one->sig, sizeof r->one->sig, "64 bytes in base64");
}

static const struct adil_member members_of_sig[] = {
    {ADIL_SPAN_INIT("key"), take_key, false},
    {ADIL_SPAN_INIT("sig"), take_sig, false},
};

static struct adil_act_sig *next_sig(struct act_reading *r, uint32_t n)
{
    if (n == r->cap_sigs) {
        r->cap_sigs = n == 0 ? 4 : 2 * n;
        struct adil_act_sig *sig = adil_new(r->perm, struct adil_act_sig, r->cap_sigs);
        if (n > 0) {
            memcpy(sig, r->sig, n * sizeof *sig);
        }
        r->sig = sig;
    }
    return &r->sig[n];
}

static bool take_sigs(struct adil_members *m)
{
    struct act_reading *r = m->ctx;
    uint32_t n = 0;
    if (!adil_members_event(m, ADIL_JSON_ARRAY, "a list of signatures")) {
        return false;
    }
    while (adil_members_item(m, ADIL_JSON_OBJECT, "a signature")) {
        if (n == ADIL_ACT_SIGS_MAX) {
            return adil_members_fault(m, ADIL_SPAN("more"), "at most 64 signatures");
        }
        r->one = next_sig(r, n);
        if (!adil_members_rest(m, members_of_sig, ADIL_COUNT(members_of_sig))) {
            return false;
        }
        if (n > 0 && memcmp(r->one[-1].key, r->one->key, sizeof r->one->key) >= 0) {
            return adil_members_fault(m, (struct adil_span){NULL, 0},
                                      "keys in the order of their bytes, none twice");
        }
        n++;
    }
    r->out->n_sigs = n;
    r->out->sig = r->sig;
    return m->expected == NULL;
}

/* ---- the whole -------------------------------------------------------------------------- */

static bool take_act(struct adil_members *m)
{
    size_t from = m->json.at;
    bool well = adil_members_object(m, members_of_act, ADIL_COUNT(members_of_act));
    act_of(m)->bytes = adil_span_sub(m->json.in, from, m->json.at);
    return well;
}

static bool take_logged(struct adil_members *m)
{
    return adil_members_whole(m, INT64_MIN, "", &act_of(m)->logged);
}

static const struct adil_member members_of_leaf[] = {
    {ADIL_SPAN_INIT("act"), take_act, false},
    {ADIL_SPAN_INIT("logged"), take_logged, false},
    {ADIL_SPAN_INIT("sigs"), take_sigs, false},
};

static const struct adil_member members_of_unlogged[] = {
    {ADIL_SPAN_INIT("act"), take_act, false},
    {ADIL_SPAN_INIT("sigs"), take_sigs, false},
};

static adil_err act_read(struct adil_arena *perm, struct adil_place place, struct adil_span bytes,
                         const struct adil_member *table, size_t n, struct adil_act *out,
                         struct adil_diag *diag)
{
    struct act_reading r = {.out = out, .perm = perm};
    struct adil_members m;
    *out = (struct adil_act){.supersedes = ADIL_NO_ENTRY, .logged = ADIL_INSTANT_NONE};
    adil_members_open(&m, perm, bytes, &r);
    if (bytes.len > ADIL_ACT_BYTES_MAX) {
        return adil_fail(diag, ADIL_ERR(INPUT), place, ADIL_SPAN(""),
                         adil_fmt(perm, "%zu bytes", bytes.len), ADIL_SPAN("at most 32768 bytes"));
    }
    if (!adil_members_object(&m, table, n) || !adil_members_event(&m, ADIL_JSON_END, "the end")) {
        return m.in_json ? adil_json_fault(&m.json, place, m.field, diag)
                         : adil_fail(diag, ADIL_ERR(INPUT), place, m.field, m.found,
                                     adil_span_of(m.expected));
    }
    return ADIL_OK;
}

adil_err adil_act_parse(struct adil_arena *perm, struct adil_place place, struct adil_span leaf,
                        struct adil_act *out, struct adil_diag *diag)
{
    return act_read(perm, place, leaf, members_of_leaf, ADIL_COUNT(members_of_leaf), out, diag);
}

adil_err adil_act_parse_unlogged(struct adil_arena *perm, struct adil_place place,
                                 struct adil_span bytes, struct adil_act *out,
                                 struct adil_diag *diag)
{
    return act_read(perm, place, bytes, members_of_unlogged, ADIL_COUNT(members_of_unlogged), out,
                    diag);
}
