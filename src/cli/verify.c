#include "cli/verify.h"

#include "base/progress.h"
#include "cli/cli.h"
#include "cli/verify_priv.h"

#include <string.h>
#include <unistd.h>

enum { READER_ROOM = 1 << 28 }; /* address space: a bundle as it comes, and unpacked */

const struct adil_span adil_verify_steps[ADIL_N_VERIFY_STEPS] = {
#define X(id, name, about) ADIL_SPAN_INIT(name),
    ADIL_VERIFY_STEPS(X)
#undef X
};

/* ---- what was wrong ------------------------------------------------------------------------- */

struct adil_verify_failure *adil_verify_fail(struct adil_verifying *v, enum adil_verify_step step,
                                             uint64_t entry)
{
    struct adil_verify_failure *f = &v->out->failure;
    v->out->failed = true;
    v->out->mark[step] = ADIL_VERIFY_BAD;
    *f = (struct adil_verify_failure){.step = step, .entry = entry};
    return f;
}

static void say(struct adil_verify_failure *f, struct adil_span field, struct adil_span found,
                struct adil_span expected)
{
    f->refusal.field = field;
    f->refusal.found = found;
    f->refusal.expected = expected;
}

/* The first thing that the reader of the copy said. */
static void fail_as_told(struct adil_verifying *v, enum adil_verify_step step)
{
    struct adil_verify_failure *f = adil_verify_fail(v, step, ADIL_NO_ENTRY);
    const struct adil_finding *t = v->told.first;
    while (t != NULL && t->severity != ADIL_SEV_ERROR) {
        t = t->next;
    }
    if (t != NULL) {
        f->place = t->place.file;
        say(f, t->field, t->found, t->expected);
    }
}

static bool is_environment(adil_err e)
{
    return e.code == ADIL_C_IO || e.code == ADIL_C_LIMIT;
}

/* Passes on what the environment did; everything else is a finding about the copy. */
static adil_err pass_on(const struct adil_verifying *v, adil_err e)
{
    for (const struct adil_finding *t = v->told.first; t != NULL; t = t->next) {
        adil_diag_add(v->diag, t->severity, t->place, t->field, t->found, t->expected);
    }
    return e;
}

/* ---- the checkpoint ------------------------------------------------------------------------- */

static bool has_line_of(const struct adil_note *note, const struct adil_vkey *key)
{
    for (uint32_t i = 0; i < note->n_lines; i++) {
        if (note->line[i].id == key->id && adil_span_eq(note->line[i].name, key->name)) {
            return true;
        }
    }
    return false;
}

static bool is_signed_by(const struct adil_verifying *v, const struct adil_vkey *key)
{
    struct adil_arena tmp = v->scratch;
    struct adil_note note;
    struct adil_place place = {v->copy->name, 0};
    return adil_note_open(&tmp, place, v->copy->note, key, 1, &note, NULL).code == ADIL_C_OK;
}

static void fail_signature(struct adil_verifying *v, const struct adil_vkey *key)
{
    struct adil_verify_failure *f = adil_verify_fail(v, ADIL_VERIFY_CHECKPOINT, ADIL_NO_ENTRY);
    f->place = adil_fmt(v->perm, "%.*s/checkpoint", ADIL_ARG(v->copy->name));
    say(f, ADIL_SPAN("signature"),
        has_line_of(&v->out->note, key) ? ADIL_SPAN("one that is not valid")
                                        : ADIL_SPAN("no line of the log's key"),
        adil_fmt(v->perm, "a valid one of %.*s", ADIL_ARG(adil_vkey_text(v->perm, key))));
}

/* Before the walk: what entry 0 states is used early, so that a bad signature is called that; the
 * walk then shows whether entry 0 is in the tree. */
static adil_err check_head(struct adil_verifying *v)
{
    struct adil_verified *out = v->out;
    struct adil_copy_first first;
    if (adil_copy_head(v->perm, v->copy, &out->note, &out->head, &v->told).code != ADIL_C_OK) {
        fail_as_told(v, ADIL_VERIFY_CHECKPOINT);
        return ADIL_OK;
    }
    v->origin = out->head.origin;
    adil_err err = adil_copy_first(v->perm, v->copy, out->head.size, &first, NULL);
    if (is_environment(err)) {
        return adil_copy_first(v->perm, v->copy, out->head.size, &first, v->diag);
    }
    if (err.code != ADIL_C_OK) {
        return ADIL_OK; /* the walk says what is wrong with it */
    }
    if (!adil_span_eq(first.origin, out->head.origin)) {
        struct adil_verify_failure *f = adil_verify_fail(v, ADIL_VERIFY_CHECKPOINT, ADIL_NO_ENTRY);
        say(f, ADIL_SPAN("origin"), out->head.origin, first.origin);
        return ADIL_OK;
    }
    if (is_signed_by(v, &first.log_key)) {
        out->mark[ADIL_VERIFY_CHECKPOINT] = ADIL_VERIFY_GOOD;
    } else if (has_line_of(&out->note, &first.log_key)) {
        fail_signature(v, &first.log_key);
    }
    return ADIL_OK;
}

/* After the walk: the key in force after the last entry must have signed. */
static void check_signer(struct adil_verifying *v)
{
    struct adil_vkey key = adil_polity_log_key(v->out->polity);
    if (!is_signed_by(v, &key)) {
        fail_signature(v, &key);
        return;
    }
    v->out->mark[ADIL_VERIFY_CHECKPOINT] = ADIL_VERIFY_GOOD;
    v->out->mark[ADIL_VERIFY_LOG_KEY] = ADIL_VERIFY_GOOD;
}

/* ---- one entry ------------------------------------------------------------------------------ */

/* Rules of the machine that are about signatures and about form; all others are law. */
static const struct {
    struct adil_span rule;
    enum adil_verify_step step;
} rule_steps[] = {
    {ADIL_SPAN_INIT("act.form"), ADIL_VERIFY_ACTS},
    {ADIL_SPAN_INIT("act.key"), ADIL_VERIFY_SIGNATURES},
    {ADIL_SPAN_INIT("act.signature"), ADIL_VERIFY_SIGNATURES},
    {ADIL_SPAN_INIT("act.signs"), ADIL_VERIFY_SIGNATURES},
    {ADIL_SPAN_INIT("act.log-key"), ADIL_VERIFY_LOG_KEY},
    {ADIL_SPAN_INIT("act.rulebook"), ADIL_VERIFY_BLOBS},
    {ADIL_SPAN_INIT("act.incomplete"), ADIL_VERIFY_RESULTS},
    {ADIL_SPAN_INIT("act.faulty"), ADIL_VERIFY_RESULTS},
    {ADIL_SPAN_INIT("act.result"), ADIL_VERIFY_RESULTS},
    {ADIL_SPAN_INIT("act.stale"), ADIL_VERIFY_RESULTS},
};

/* A check of protocols is refused where a result would rest on it. */
static enum adil_verify_step step_of(const struct adil_verifying *v, struct adil_span rule)
{
    const struct adil_rulebook *book = adil_polity_rulebook(v->out->polity);
    for (uint32_t i = 0; book != NULL && i < book->acts.n_checks; i++) {
        if (adil_span_eq(book->acts.check[i].rule.id, rule)) {
            return ADIL_VERIFY_RESULTS;
        }
    }
    for (size_t i = 0; i < ADIL_COUNT(rule_steps); i++) {
        if (adil_span_eq(rule_steps[i].rule, rule)) {
            return rule_steps[i].step;
        }
    }
    return ADIL_VERIFY_LAW;
}

static struct adil_act copy_of_act(struct adil_arena *a, const struct adil_act *act)
{
    struct adil_act c = *act;
    c.bytes = adil_span_copy(a, act->bytes);
    c.about = adil_span_copy(a, act->about);
    c.by = adil_span_copy(a, act->by);
    c.word = adil_span_copy(a, act->word);
    c.fields = adil_span_copy(a, act->fields);
    c.sig = NULL;
    c.n_sigs = 0;
    return c;
}

static void name_entry(struct adil_verifying *v, const struct adil_ahead_entry *e)
{
    struct adil_verify_failure *f = &v->out->failure;
    f->leaf = e->leaf;
    f->has_act = e->parsed;
    if (e->parsed) {
        f->act = copy_of_act(v->perm, &e->act);
        f->law = e->act.law;
    }
    if (v->out->entries > 0) {
        f->state = adil_polity_hash(v->out->polity, v->scratch);
    }
}

/* The bytes are no act: they are read once more for what is wrong with them. */
static adil_err fail_form(struct adil_verifying *v, const struct adil_ahead_entry *e)
{
    struct adil_arena tmp = v->scratch;
    struct adil_act act;
    struct adil_place place = {adil_fmt(v->perm, "entry %llu", (unsigned long long)e->index), 0};
    if (adil_act_parse(&tmp, place, e->bytes, &act, &v->told).code != ADIL_C_OK) {
        fail_as_told(v, ADIL_VERIFY_ACTS);
    }
    v->out->failure.entry = e->index;
    v->out->failure.refusal.rule = ADIL_SPAN("act.form");
    v->out->failure.refusal.text = adil_text(v->options->lang, ADIL_M_A_FORM);
    name_entry(v, e);
    return ADIL_ERR(REFUSED);
}

static adil_err fail_act(struct adil_verifying *v, const struct adil_ahead_entry *e, adil_err err,
                         const struct adil_refusal *refusal)
{
    if (is_environment(err)) {
        return err;
    }
    if (refusal->rule.len > 0) {
        adil_verify_fail(v, step_of(v, refusal->rule), e->index)->refusal = *refusal;
    } else {
        fail_as_told(v, v->blob_failed ? ADIL_VERIFY_BLOBS : ADIL_VERIFY_LAW);
        v->out->failure.entry = e->index;
    }
    name_entry(v, e);
    return ADIL_ERR(REFUSED);
}

static adil_err check_pin(struct adil_verifying *v, const struct adil_ahead_entry *e)
{
    const struct adil_hash *want = &v->options->genesis;
    if (!v->options->pinned || adil_hash_eq(&e->leaf, want)) {
        v->out->mark[ADIL_VERIFY_GENESIS] = ADIL_VERIFY_GOOD;
        return ADIL_OK;
    }
    say(adil_verify_fail(v, ADIL_VERIFY_GENESIS, 0), ADIL_SPAN("leaf hash"),
        adil_hex(v->perm, e->leaf.byte, sizeof e->leaf.byte),
        adil_hex(v->perm, want->byte, sizeof want->byte));
    name_entry(v, e);
    return ADIL_ERR(REFUSED);
}

static void count_entry(struct adil_verifying *v, const struct adil_ahead_entry *e)
{
    struct adil_verified *out = v->out;
    struct adil_arena tmp = v->scratch;
    struct adil_span source;
    const struct adil_act *act = &e->act;
    out->entries++;
    out->signatures += e->sigs == ADIL_SIGS_TRUSTED ? 0 : act->n_sigs;
    out->trusted += e->sigs == ADIL_SIGS_TRUSTED ? act->n_sigs : 0;
    if (act->kind == ADIL_ACT_COUNT) {
        bool published = adil_object_text(&tmp, act->fields, "source", &source);
        out->published += published;
        out->results += !published;
    }
    if (act->kind == ADIL_ACT_ENGINE || act->kind == ADIL_ACT_DECIDE) {
        out->decided = e->index;
    }
    out->rotations += act->kind == ADIL_ACT_KEY && adil_span_is(act->about, "log");
}

static adil_err fold_entry(void *ctx, const struct adil_ahead_entry *e, struct adil_diag *diag)
{
    struct adil_verifying *v = ctx;
    struct adil_refusal refusal = {0};
    struct adil_arena before = *v->perm;
    uint32_t n_told = v->told.n_errors + v->told.n_warnings;
    (void)diag;
    if (e->index == 0) {
        ADIL_TRY(check_pin(v, e));
    }
    if (!e->parsed) {
        return fail_form(v, e);
    }
    if (adil_verify_is_misdated(v, e, &refusal)) {
        return fail_act(v, e, ADIL_ERR(REFUSED), &refusal);
    }
    adil_err err = adil_polity_apply(v->out->polity, v->perm, v->scratch, &e->act, e->sigs,
                                     &refusal, &v->told);
    if (v->options->trials != NULL) {
        adil_trials_act(v->options->trials, v->out->polity, err, &refusal);
    }
    if (err.code != ADIL_C_OK) {
        return fail_act(v, e, err, &refusal);
    }
    if (v->told.n_errors + v->told.n_warnings == n_told) {
        *v->perm = before; /* nothing was said */
    }
    count_entry(v, e);
    adil_progress_at(&v->progress, v->out->entries);
    return adil_verify_blobs_of(v, &e->act, e->index);
}

static adil_err read_entry(void *ctx, uint64_t index, struct adil_span bytes,
                           const struct adil_hash *leaf, struct adil_diag *diag)
{
    struct adil_verifying *v = ctx;
    return adil_ahead_add(v->ahead, index, bytes, leaf, diag);
}

/* ---- all of them ---------------------------------------------------------------------------- */

static adil_err walk_entries(struct adil_verifying *v)
{
    const struct adil_checkpoint *head = &v->out->head;
    const struct adil_walk walk = {v, read_entry};
    struct adil_diag reading;
    struct adil_arena room; /* of the reader alone: entries are folded while it holds its tiles */
    adil_diag_open(&reading, v->perm);
    if (adil_arena_open(&room, READER_ROOM) != 0) {
        return adil_fail(&v->told, ADIL_ERR(LIMIT), (struct adil_place){v->copy->name, 0},
                         ADIL_SPAN("memory"), ADIL_SPAN("no address space"),
                         ADIL_SPAN("room for the reader of the copy"));
    }
    room.full = v->perm->full;
    room.ctx = v->perm->ctx;
    adil_err err =
        adil_reader_walk(room, &v->copy->fetch, 0, head->size, &head->root, &walk, &reading);
    adil_arena_release(&room);
    if (v->out->failed || is_environment(err)) {
        v->told = v->told.first == NULL ? reading : v->told;
        return err;
    }
    /* What was read before the fault is judged first: it may be wrong earlier. */
    adil_err rest = adil_ahead_finish(v->ahead, v->diag);
    if (rest.code == ADIL_C_OK && err.code != ADIL_C_OK) {
        v->told = reading;
        fail_as_told(v, ADIL_VERIFY_TREE);
    }
    return rest;
}

static void tell_trial(void *ctx, enum adil_statement_kind kind, const void *what,
                       enum adil_judged judged)
{
    const struct adil_verifying *v = ctx;
    adil_trials_judged(v->options->trials, kind, what, judged);
}

static adil_err open_polity(struct adil_verifying *v)
{
    const struct adil_polity_options options = {
        .lang = v->options->lang,
        .full = v->perm->full,
        .ctx = v,
        .blob = adil_verify_blob,
        .held_bytes = v->options->held_bytes,
        .index_folder = adil_cli_temp_folder(),
    };
    ADIL_TRY(adil_polity_open(&options, &v->out->polity, v->diag));
    adil_polity_observe(v->out->polity, v->options->trials != NULL ? tell_trial : NULL);
    return ADIL_OK;
}

static adil_err replay_copy(struct adil_verifying *v)
{
    const struct adil_ahead_options options = {
        .threads = v->options->threads > 0 ? v->options->threads : adil_ahead_processors(),
        .origin = v->origin,
        .trusted = v->options->trusted,
        .entry = fold_entry,
        .ctx = v,
    };
    ADIL_TRY(open_polity(v));
    ADIL_TRY(adil_ahead_open(v->perm, &options, &v->ahead, v->diag));
    adil_progress_open(&v->progress, v->options->progress ? STDERR_FILENO : -1,
                       "verifying, entries", v->out->head.size);
    adil_err err = walk_entries(v);
    adil_progress_close(&v->progress);
    adil_ahead_close(v->ahead);
    return is_environment(err) ? pass_on(v, err) : ADIL_OK;
}

/* Per-entry steps hold for the entries that were applied. */
static void mark_replayed(struct adil_verified *out)
{
    static const enum adil_verify_step steps[] = {ADIL_VERIFY_TREE, ADIL_VERIFY_ACTS,
                                                  ADIL_VERIFY_SIGNATURES, ADIL_VERIFY_LAW};
    bool any = out->results + out->published > 0;
    for (size_t i = 0; i < ADIL_COUNT(steps); i++) {
        if (out->entries > 0 && out->mark[steps[i]] != ADIL_VERIFY_BAD) {
            out->mark[steps[i]] = ADIL_VERIFY_GOOD;
        }
    }
    if (out->mark[ADIL_VERIFY_RESULTS] != ADIL_VERIFY_BAD && (any || !out->failed)) {
        out->mark[ADIL_VERIFY_RESULTS] = any ? ADIL_VERIFY_GOOD : ADIL_VERIFY_NOTHING;
    }
}

static adil_err check_whole(struct adil_verifying *v)
{
    struct adil_verified *out = v->out;
    if (out->entries == 0) {
        struct adil_verify_failure *f = adil_verify_fail(v, ADIL_VERIFY_TREE, ADIL_NO_ENTRY);
        say(f, ADIL_SPAN("size"), ADIL_SPAN("an empty log"), ADIL_SPAN("entry 0 at least"));
        return ADIL_OK;
    }
    check_signer(v);
    if (!out->failed) {
        adil_err err = adil_verify_check_blobs(v);
        if (err.code != ADIL_C_OK) {
            return is_environment(err) ? pass_on(v, err) : err;
        }
    }
    if (out->failed) {
        return ADIL_OK;
    }
    ADIL_TRY(adil_witness_law_judge(v->perm, v->scratch, out->polity, v->options->policy,
                                    &out->note, &out->witnessing, v->diag));
    out->mark[ADIL_VERIFY_COSIGNATURES] =
        out->witnessing.n > 0 ? ADIL_VERIFY_GOOD : ADIL_VERIFY_NOTHING;
    out->mark[ADIL_VERIFY_COMPARE] = ADIL_VERIFY_NOTHING;
    return ADIL_OK;
}

adil_err adil_verify(struct adil_arena *perm, struct adil_arena scratch,
                     const struct adil_copy *copy, const struct adil_verify_options *options,
                     struct adil_verified *out, struct adil_diag *diag)
{
    struct adil_verifying v = {.perm = perm,
                               .scratch = scratch,
                               .copy = copy,
                               .options = options,
                               .out = out,
                               .diag = diag};
    memset(out, 0, sizeof *out);
    adil_diag_open(&v.told, perm);
    ADIL_TRY(check_head(&v));
    if (!out->failed) {
        ADIL_TRY(replay_copy(&v));
        mark_replayed(out);
    }
    if (!out->failed) {
        ADIL_TRY(check_whole(&v));
    }
    return ADIL_OK;
}

void adil_verify_close(struct adil_verified *v)
{
    adil_polity_close(v->polity);
    v->polity = NULL;
    adil_space_close(&v->blobs);
}
