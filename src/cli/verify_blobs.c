/* Blobs: what entries name by hash. Those of the law must be there. Others (documents of a filing,
 * scans) may lie with their keepers; those that are in the copy are hashed, the rest are named. */
#include "cli/cli.h"
#include "cli/verify_priv.h"
#include "gazette/log.h"

#include <string.h>

enum { BLOBS_LEAST = 1 << 20, BLOBS_HELD = 16 << 20, BLOBS_SHARE = 16 }; /* bytes; of the bound */

static adil_err fetch_blob(const struct adil_verifying *v, struct adil_arena *a,
                           const struct adil_hash *hash, struct adil_span *bytes,
                           struct adil_diag *diag)
{
    const struct adil_fetch *f = &v->copy->fetch;
    struct adil_span path =
        adil_fmt(a, "blob/%.*s", ADIL_ARG(adil_hex(a, hash->byte, sizeof hash->byte)));
    ADIL_TRY(f->get(f->ctx, a, path, ADIL_BLOB_BYTES_MAX, bytes, diag));
    struct adil_hash got = adil_sha256(*bytes);
    if (!adil_hash_eq(&got, hash)) {
        return adil_fail(diag, ADIL_ERR(REFUSED),
                         (struct adil_place){
                             adil_fmt(a, "%.*s/%.*s", ADIL_ARG(v->copy->name), ADIL_ARG(path)), 0},
                         ADIL_SPAN("blob"), ADIL_SPAN("bytes with another hash"),
                         ADIL_SPAN("the hash in its name"));
    }
    return ADIL_OK;
}

adil_err adil_verify_blob(void *ctx, struct adil_arena *perm, const struct adil_hash *hash,
                          struct adil_span *bytes, struct adil_diag *diag)
{
    struct adil_verifying *v = ctx;
    adil_err err = fetch_blob(v, perm, hash, bytes, diag);
    v->blob_failed = v->blob_failed || err.code != ADIL_C_OK;
    return err;
}

/* ---- which ---------------------------------------------------------------------------------- */

/* Room for one more; past a bound those before it lie in a file. */
static adil_err make_room(struct adil_verifying *v)
{
    struct adil_verified *out = v->out;
    struct adil_space *s = &out->blobs;
    size_t used = out->n_blobs * sizeof *out->blob;
    size_t bound = v->options->held_bytes;
    size_t held = bound > 0 ? bound / BLOBS_SHARE : BLOBS_HELD;
    bool has = s->base != NULL || adil_space_open(s, BLOBS_LEAST);
    if (has && used + sizeof *out->blob > s->bytes) {
        has = adil_space_widen(s, 2 * s->bytes, used);
    }
    out->blob = (struct adil_verify_blob *)(void *)s->base;
    if (!has) {
        return adil_fail(&v->told, ADIL_ERR(LIMIT), (struct adil_place){v->copy->name, 0},
                         ADIL_SPAN("memory"), ADIL_SPAN("no address space"),
                         ADIL_SPAN("room for the names of documents"));
    }
    return used < s->filed + held
               ? ADIL_OK
               : adil_space_file(s, adil_cli_temp_folder(), used, false, &v->told);
}

static adil_err note_blob(struct adil_verifying *v, struct adil_span hex, uint64_t entry,
                          bool needed)
{
    struct adil_hash h;
    struct adil_verified *out = v->out;
    if (!adil_hex_parse(hex, h.byte, sizeof h.byte)) {
        return ADIL_OK;
    }
    for (uint32_t i = 0; entry == 0 && i < out->n_blobs; i++) {
        if (adil_hash_eq(&out->blob[i].hash, &h)) {
            return ADIL_OK;
        }
    }
    ADIL_TRY(make_room(v));
    out->blob[out->n_blobs++] = (struct adil_verify_blob){h, entry, false, needed};
    return ADIL_OK;
}

/* Members of the fields that are {"bytes": n, "hash": hex}. */
static adil_err note_named(struct adil_verifying *v, const struct adil_act *act, uint64_t entry)
{
    struct adil_arena tmp = v->scratch;
    struct adil_json_reader r;
    adil_json_read(&r, &tmp, act->fields, true);
    if (adil_json_next(&r) != ADIL_JSON_OBJECT) {
        return ADIL_OK;
    }
    for (enum adil_json_event e = adil_json_next(&r); e == ADIL_JSON_KEY; e = adil_json_next(&r)) {
        struct adil_span raw;
        struct adil_span hex;
        if (!adil_json_skip(&r, e, &raw)) {
            return ADIL_OK;
        }
        if (raw.len > 0 && raw.ptr[0] == '{' && adil_object_text(&tmp, raw, "hash", &hex)) {
            ADIL_TRY(note_blob(v, hex, entry, true));
        }
    }
    return ADIL_OK;
}

/* The root of a keeper's list, whose rows stay with the keeper: no bytes have it as their hash. */
static bool is_root(const struct adil_rulebook *book, const struct adil_act_word *word,
                    const struct adil_given *g)
{
    return word->reg != ADIL_NO_WORD && book->reg[word->reg].kept.root == g->slot;
}

/* A commitment is no blob, and neither is the salt that opens one, nor the law that comes of a list
 * of changes: the machine's own names. */
static bool holds_blobs(const struct adil_rulebook *book, const struct adil_act_word *word,
                        const struct adil_given *g)
{
    return g->type == ADIL_FIELD_HASH && !is_root(book, word, g) && word->kind != ADIL_ACT_COMMIT &&
           word->kind != ADIL_ACT_REVEAL && !adil_span_is(g->id, "salt") &&
           !(word->kind == ADIL_ACT_AMEND && adil_span_is(g->id, "becomes"));
}

/* A list of changes, which was read when the act was judged. */
static bool is_list(const struct adil_act_word *word, const struct adil_given *g)
{
    return (word->kind == ADIL_ACT_AMEND || word->kind == ADIL_ACT_OPEN) &&
           adil_span_is(g->id, "changes");
}

adil_err adil_verify_blobs_of(struct adil_verifying *v, const struct adil_act *act, uint64_t entry)
{
    const struct adil_rulebook *book = adil_polity_rulebook_for(v->out->polity, act->about);
    if (act->kind == ADIL_ACT_ENACT) {
        return note_named(v, act, entry);
    }
    uint32_t w = book != NULL ? adil_word_find_act(&book->acts, act->word) : ADIL_NO_WORD;
    if (w == ADIL_NO_WORD) {
        return ADIL_OK;
    }
    const struct adil_act_word *word = &book->acts.word[w];
    for (uint32_t i = 0; i < word->n_give; i++) {
        struct adil_arena tmp = v->scratch;
        struct adil_span hex;
        if (holds_blobs(book, word, &word->give[i]) &&
            adil_object_text(&tmp, act->fields, adil_span_cstr(&tmp, word->give[i].id), &hex)) {
            ADIL_TRY(note_blob(v, hex, entry, is_list(word, &word->give[i])));
        }
    }
    return ADIL_OK;
}

/* ---- each ----------------------------------------------------------------------------------- */

static adil_err check_blob(struct adil_verifying *v, struct adil_verify_blob *b)
{
    struct adil_arena tmp = v->scratch;
    struct adil_arena before = *v->perm;
    struct adil_span bytes;
    struct adil_diag said;
    adil_diag_open(&said, v->perm);
    adil_err err = fetch_blob(v, &tmp, &b->hash, &bytes, &said);
    b->there = err.code == ADIL_C_OK;
    v->out->n_blobs_there += b->there;
    if (err.code == ADIL_C_IO || err.code == ADIL_C_LIMIT) {
        v->told = said;
        return err;
    }
    if (err.code == ADIL_C_OK || (err.code == ADIL_C_INPUT && !b->needed)) {
        *v->perm = before; /* what was said is that it is missing */
        return ADIL_OK;
    }
    struct adil_verify_failure *f = adil_verify_fail(v, ADIL_VERIFY_BLOBS, b->entry);
    f->place = adil_fmt(v->perm, "%.*s/blob/%.*s", ADIL_ARG(v->copy->name),
                        ADIL_ARG(adil_hex(v->perm, b->hash.byte, sizeof b->hash.byte)));
    f->refusal.found =
        err.code == ADIL_C_INPUT ? ADIL_SPAN("missing") : ADIL_SPAN("bytes with another hash");
    f->refusal.expected = ADIL_SPAN("the bytes that the entry names by this hash");
    return ADIL_OK;
}

adil_err adil_verify_check_blobs(struct adil_verifying *v)
{
    for (uint32_t i = 0; i < v->out->n_blobs && !v->out->failed; i++) {
        ADIL_TRY(check_blob(v, &v->out->blob[i]));
    }
    if (!v->out->failed) {
        v->out->mark[ADIL_VERIFY_BLOBS] =
            v->out->n_blobs > 0 ? ADIL_VERIFY_GOOD : ADIL_VERIFY_NOTHING;
    }
    return ADIL_OK;
}
