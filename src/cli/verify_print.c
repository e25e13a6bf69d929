/* The checklist of a verification, for people and for programs. */
#include "cli/verify.h"
#include "polity/refusal.h"

#include <inttypes.h>

enum { NAME_COLUMN = 14, BLOBS_NAMED_MAX = 10, LINE_BYTES = 4096 };

static const char *const marks[] = {
    [ADIL_VERIFY_NOT_REACHED] = "?",
    [ADIL_VERIFY_GOOD] = "✓",
    [ADIL_VERIFY_BAD] = "✗",
    [ADIL_VERIFY_NOTHING] = "–",
};
static const char *const mark_words[] = {
    [ADIL_VERIFY_NOT_REACHED] = "not reached",
    [ADIL_VERIFY_GOOD] = "good",
    [ADIL_VERIFY_BAD] = "bad",
    [ADIL_VERIFY_NOTHING] = "nothing to check",
};

static void put_hex(struct adil_arena tmp, struct adil_buf *out, const struct adil_hash *h)
{
    adil_buf_put(out, adil_hex(&tmp, h->byte, sizeof h->byte));
}

/* ---- figures of a step ---------------------------------------------------------------------- */

static void say_checkpoint(struct adil_arena a, const struct adil_verify_report *r,
                           struct adil_buf *out)
{
    adil_buf_shown(out, r->v->head.origin, LINE_BYTES);
    adil_buf_fmt(out, ", %" PRIu64 " entries, root ", r->v->head.size);
    put_hex(a, out, &r->v->head.root);
}

static void say_genesis(struct adil_arena a, const struct adil_verify_report *r,
                        struct adil_buf *out)
{
    struct adil_hash h = adil_polity_genesis(r->v->polity);
    put_hex(a, out, &h);
    adil_buf_str(out, r->options->pinned ? ", as asked for" : ", not pinned");
}

static void say_entries(struct adil_arena a, const struct adil_verify_report *r,
                        struct adil_buf *out)
{
    (void)a;
    adil_buf_fmt(out, "%" PRIu64 " of %" PRIu64 " entries", r->v->entries, r->v->head.size);
}

static void say_acts(struct adil_arena a, const struct adil_verify_report *r, struct adil_buf *out)
{
    (void)a;
    adil_buf_fmt(out, "%" PRIu64 " in canonical form", r->v->entries);
}

static void say_signatures(struct adil_arena a, const struct adil_verify_report *r,
                           struct adil_buf *out)
{
    (void)a;
    adil_buf_fmt(out, "%" PRIu64 " verified", r->v->signatures);
    if (r->v->trusted > 0) {
        adil_buf_fmt(out, ", %" PRIu64 " verified before", r->v->trusted);
    }
}

static void say_law(struct adil_arena a, const struct adil_verify_report *r, struct adil_buf *out)
{
    struct adil_hash h = adil_polity_law(r->v->polity);
    adil_buf_fmt(out, "%" PRIu64 " acts judged, rulebook ", r->v->entries);
    put_hex(a, out, &h);
}

static void say_results(struct adil_arena a, const struct adil_verify_report *r,
                        struct adil_buf *out)
{
    (void)a;
    adil_buf_fmt(out, "%" PRIu64 " recounted, %" PRIu64 " as published", r->v->results,
                 r->v->published);
}

static void say_blobs(struct adil_arena a, const struct adil_verify_report *r, struct adil_buf *out)
{
    (void)a;
    adil_buf_fmt(out, "%u of %u in this copy, by their hashes", r->v->n_blobs_there, r->v->n_blobs);
}

static void say_log_key(struct adil_arena a, const struct adil_verify_report *r,
                        struct adil_buf *out)
{
    struct adil_vkey key = adil_polity_log_key(r->v->polity);
    adil_buf_put(out, adil_vkey_text(&a, &key));
    adil_buf_fmt(out, ", %" PRIu64 " rotations", r->v->rotations);
    for (const struct adil_log_key_before *b = adil_polity_log_keys_before(r->v->polity); b != NULL;
         b = b->before) {
        if (b->lost) {
            adil_buf_fmt(
                out, "; entry %" PRIu32 ": the key before was lost and did not sign: ", b->until);
            adil_buf_shown(out, b->why, LINE_BYTES);
        }
    }
}

static void say_cosignatures(struct adil_arena a, const struct adil_verify_report *r,
                             struct adil_buf *out)
{
    const struct adil_witnessing *w = &r->v->witnessing;
    (void)a;
    adil_buf_fmt(out, "%u of %u witnesses signed", w->n_signed, w->n);
    for (uint32_t i = 0; i < w->n; i++) {
        if (w->witness[i].state == ADIL_WITNESS_LOST) {
            adil_buf_fmt(out, "; lost witness %.*s: a line that does not verify",
                         ADIL_ARG(w->witness[i].name));
        } else if (adil_verify_is_early(r->v, r->options, &w->witness[i])) {
            adil_buf_fmt(out, "; %.*s signed before the last entry was logged: a clock is wrong",
                         ADIL_ARG(w->witness[i].name));
        }
    }
}

static void say_compare(struct adil_arena a, const struct adil_verify_report *r,
                        struct adil_buf *out)
{
    (void)a;
    adil_buf_fmt(out, "%u figures compared, %u differ", r->n_compared, r->n_differences);
}

static void (*const figures[ADIL_N_VERIFY_STEPS])(struct adil_arena,
                                                  const struct adil_verify_report *,
                                                  struct adil_buf *) = {
    [ADIL_VERIFY_CHECKPOINT] = say_checkpoint, [ADIL_VERIFY_GENESIS] = say_genesis,
    [ADIL_VERIFY_TREE] = say_entries,          [ADIL_VERIFY_ACTS] = say_acts,
    [ADIL_VERIFY_SIGNATURES] = say_signatures, [ADIL_VERIFY_LAW] = say_law,
    [ADIL_VERIFY_RESULTS] = say_results,       [ADIL_VERIFY_BLOBS] = say_blobs,
    [ADIL_VERIFY_LOG_KEY] = say_log_key,       [ADIL_VERIFY_COSIGNATURES] = say_cosignatures,
    [ADIL_VERIFY_COMPARE] = say_compare,
};

/* The mark a step has in this report: what was compared is not the engine's. */
static enum adil_verify_mark mark_of(const struct adil_verify_report *r, enum adil_verify_step s)
{
    if (s == ADIL_VERIFY_COMPARE && r->compared) {
        return r->n_differences == 0 ? ADIL_VERIFY_GOOD : ADIL_VERIFY_BAD;
    }
    return r->v->mark[s];
}

static void put_figures(struct adil_arena scratch, const struct adil_verify_report *r,
                        enum adil_verify_step s, struct adil_buf *out)
{
    if (mark_of(r, s) == ADIL_VERIFY_GOOD || (s == ADIL_VERIFY_COMPARE && r->compared)) {
        figures[s](scratch, r, out);
    } else {
        adil_buf_str(out, mark_words[mark_of(r, s)]);
    }
}

/* ---- the failure ---------------------------------------------------------------------------- */

static void put_part(struct adil_buf *out, const char *name, struct adil_span text)
{
    if (text.len > 0) {
        adil_buf_fmt(out, "    %s: ", name);
        adil_buf_shown(out, text, LINE_BYTES);
        adil_buf_byte(out, '\n');
    }
}

void adil_verify_failure_text(struct adil_arena scratch, enum adil_lang lang,
                              const struct adil_verify_failure *f, struct adil_buf *out)
{
    const struct adil_act *act = f->has_act ? &f->act : NULL;
    (void)scratch;
    if (f->entry != ADIL_NO_ENTRY) {
        adil_buf_fmt(out, "entry %" PRIu64, f->entry);
        adil_buf_str(out, f->refusal.rule.len > 0 ? ": " : "\n");
    }
    if (f->refusal.rule.len > 0) {
        adil_refusal_print(out, lang, act, &f->refusal);
        return;
    }
    put_part(out, "file", f->place);
    put_part(out, "in", f->refusal.field);
    put_part(out, "found", f->refusal.found);
    put_part(out, "expected", f->refusal.expected);
}

/* ---- the policy, and what was not checked --------------------------------------------------- */

static void put_witnesses(const struct adil_verify_report *r, struct adil_buf *out)
{
    const struct adil_witnessing *w = &r->v->witnessing;
    adil_buf_str(out, !w->has_policy ? "–" : w->met ? "✓" : "✗");
    adil_buf_fmt(out, " %-*s", NAME_COLUMN, "witnesses");
    if (!w->has_policy) {
        adil_buf_str(out, "the law asks for none\n");
        return;
    }
    adil_buf_shown(out, w->policy, LINE_BYTES);
    adil_buf_str(out, w->met ? ": met" : ": not met: not internationally witnessed");
    for (uint32_t i = 0; i < w->n_missing; i++) {
        adil_buf_fmt(out, "%s%.*s", i == 0 ? "; nobody of " : ", ", ADIL_ARG(w->missing[i]));
    }
    adil_buf_byte(out, '\n');
}

typedef void (*put_note_fn)(void *ctx, struct adil_span text);

static void note_blobs(struct adil_arena a, const struct adil_verified *v, put_note_fn put,
                       void *ctx)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < v->n_blobs; i++) {
        const struct adil_verify_blob *b = &v->blob[i];
        if (!b->there && ++n <= BLOBS_NAMED_MAX) {
            put(ctx,
                adil_fmt(&a, "a document that entry %" PRIu64 " names is not in this copy: %.*s",
                         b->entry, ADIL_ARG(adil_hex(&a, b->hash.byte, sizeof b->hash.byte))));
        }
    }
    if (n > BLOBS_NAMED_MAX) {
        put(ctx, adil_fmt(&a, "and %u more documents", n - (uint32_t)BLOBS_NAMED_MAX));
    }
}

/* What a run of this kind leaves open, in order. */
static void put_unchecked(struct adil_arena a, const struct adil_verify_report *r, put_note_fn put,
                          void *ctx)
{
    const struct adil_verified *v = r->v;
    if (!r->options->pinned) {
        put(ctx, ADIL_SPAN("that this is the log you mean: the genesis hash was not pinned "
                           "(--genesis HASH)"));
    }
    put(ctx, ADIL_SPAN("voter rolls: they are with their keepers"));
    if (!r->compared) {
        put(ctx, ADIL_SPAN("that protocols are those people signed: compare them with what "
                           "observers saw (--compare FILE.csv)"));
    }
    if (v->published > 0) {
        put(ctx, adil_fmt(&a, "%" PRIu64 " outcomes that were taken as published", v->published));
    }
    if (v->witnessing.n_signed == 0) {
        put(ctx, ADIL_SPAN("that others are shown the same log: no witness signed this "
                           "checkpoint"));
    }
    if (!v->failed) {
        note_blobs(a, v, put, ctx);
    }
}

static void put_unchecked_line(void *ctx, struct adil_span text)
{
    struct adil_buf *out = ctx;
    adil_buf_fmt(out, "  - %.*s\n", ADIL_ARG(text));
}

void adil_verify_text(struct adil_arena scratch, const struct adil_verify_report *r,
                      struct adil_buf *out)
{
    for (unsigned s = 0; s < ADIL_N_VERIFY_STEPS; s++) {
        if (s == ADIL_VERIFY_COMPARE && !r->compared) {
            continue;
        }
        adil_buf_fmt(out, "%s %-*.*s", marks[mark_of(r, s)], NAME_COLUMN,
                     ADIL_ARG(adil_verify_steps[s]));
        put_figures(scratch, r, s, out);
        adil_buf_byte(out, '\n');
    }
    if (r->v->failed) {
        adil_buf_byte(out, '\n');
        adil_verify_failure_text(scratch, r->options->lang, &r->v->failure, out);
    } else {
        put_witnesses(r, out);
    }
    adil_buf_str(out, "\nnot checked in this run:\n");
    put_unchecked(scratch, r, put_unchecked_line, out);
    adil_buf_str(out, r->v->failed || r->n_differences > 0 ? "\nFOUND WRONG\n" : "\nverified\n");
}

/* ---- JSON ----------------------------------------------------------------------------------- */

static void put_text(struct adil_json *j, const char *key, struct adil_span text)
{
    struct adil_buf safe;
    adil_buf_open(&safe, (size_t)2 * LINE_BYTES);
    adil_buf_shown(&safe, text, LINE_BYTES);
    adil_json_key(j, key);
    adil_json_text(j, adil_buf_span(&safe));
    adil_buf_release(&safe);
}

static void json_steps(struct adil_arena scratch, const struct adil_verify_report *r,
                       struct adil_json *j)
{
    struct adil_buf text;
    adil_buf_open(&text, (size_t)4 * LINE_BYTES);
    adil_json_key(j, "steps");
    adil_json_array(j);
    for (unsigned s = 0; s < ADIL_N_VERIFY_STEPS; s++) {
        text.len = 0;
        put_figures(scratch, r, s, &text);
        adil_json_object_line(j);
        put_text(j, "figures", adil_buf_span(&text));
        put_text(j, "mark", adil_span_of(mark_words[mark_of(r, s)]));
        put_text(j, "step", adil_verify_steps[s]);
        adil_json_end(j);
    }
    adil_json_end(j);
    adil_buf_release(&text);
}

static void json_failure(const struct adil_verify_failure *f, struct adil_json *j)
{
    adil_json_object(j);
    adil_json_key(j, "entry");
    if (f->entry == ADIL_NO_ENTRY) {
        adil_json_null(j);
    } else {
        adil_json_i64(j, (int64_t)f->entry);
    }
    put_text(j, "file", f->place);
    adil_json_key(j, "refusal");
    adil_refusal_json(j, f->has_act ? &f->act : NULL, &f->refusal);
    put_text(j, "step", adil_verify_steps[f->step]);
    adil_json_end(j);
}

static void json_witnesses(const struct adil_verify_report *r, struct adil_json *j)
{
    const struct adil_witnessing *w = &r->v->witnessing;
    static const char *const states[] = {
        [ADIL_WITNESS_SILENT] = "silent",
        [ADIL_WITNESS_SIGNED] = "signed",
        [ADIL_WITNESS_LOST] = "lost",
        [ADIL_WITNESS_UNBOUND] = "no key",
    };
    adil_json_key(j, "witnesses");
    adil_json_object(j);
    adil_json_key(j, "met");
    adil_json_bool(j, w->has_policy && w->met);
    put_text(j, "policy", w->policy);
    adil_json_key(j, "of");
    adil_json_array(j);
    for (uint32_t i = 0; i < w->n; i++) {
        adil_json_object_line(j);
        adil_json_key(j, "early");
        adil_json_bool(j, adil_verify_is_early(r->v, r->options, &w->witness[i]));
        put_text(j, "name", w->witness[i].name);
        put_text(j, "state", adil_span_of(states[w->witness[i].state]));
        put_text(j, "vector", w->witness[i].vector);
        adil_json_end(j);
    }
    adil_json_end(j);
    adil_json_end(j);
}

static void put_unchecked_item(void *ctx, struct adil_span text)
{
    adil_json_text(ctx, text);
}

void adil_verify_json(struct adil_arena scratch, const struct adil_verify_report *r,
                      struct adil_buf *out)
{
    struct adil_json j;
    adil_json_open(&j, out, true);
    adil_json_object(&j);
    put_text(&j, "copy", r->copy->name);
    adil_json_key(&j, "entries");
    adil_json_i64(&j, (int64_t)r->v->entries);
    adil_json_key(&j, "failure");
    if (r->v->failed) {
        json_failure(&r->v->failure, &j);
    } else {
        adil_json_null(&j);
    }
    adil_json_key(&j, "good");
    adil_json_bool(&j, !r->v->failed && r->n_differences == 0);
    adil_json_key(&j, "not-checked");
    adil_json_array(&j);
    put_unchecked(scratch, r, put_unchecked_item, &j);
    adil_json_end(&j);
    json_steps(scratch, r, &j);
    json_witnesses(r, &j);
    adil_json_end(&j);
    adil_json_finish(&j);
}
