/* One round of a witness: fetch, replay, compare with what was cosigned, cosign; or object. */
#include "cli/witness_objection.h"

#include "base/file.h"
#include "cli/clock.h"
#include "gazette/witness_fork.h"

#include <inttypes.h>
#include <string.h>

enum { TEXT_BYTES_MAX = 1 << 17 };

#define SECONDS_MAX (UINT64_C(1) << 40) /* that the arithmetic of milliseconds carries */

struct once {
    struct adil_cli *cli;
    struct adil_witness_dir *w;
    const struct adil_copy *copy;
    struct adil_verify_options options;
    struct adil_witness_round *out;
    struct adil_buf *told;
    uint64_t at;
    struct adil_note note;
    struct adil_checkpoint head;
    struct adil_watched log;
    struct adil_witness_seen seen;
    struct adil_objection stands;
    struct adil_proof proof; /* from what was cosigned to the copy's tree */
    bool follows;            /* the proof leads there */
    uint64_t replayed;       /* entries under the last statement of replay */
    uint64_t replayed_at;    /* its time, POSIX seconds */
    struct adil_verify_times times[2];
};

static void tell(struct once *o, const char *text)
{
    adil_buf_fmt(o->told, "%s\n", text);
}

static void put_key_line(struct adil_buf *b, const char *name, struct adil_span value)
{
    adil_buf_fmt(b, "%s ", name);
    adil_buf_shown(b, value, 1000);
    adil_buf_byte(b, '\n');
}

static struct adil_span hex_of(struct adil_arena *a, const struct adil_hash *h)
{
    return adil_hex(a, h->byte, sizeof h->byte);
}

/* ---- what the log signed -------------------------------------------------------------------- */

/* Lines of others are left out: there may be more of them than a request holds. */
static struct adil_span own_note(struct once *o)
{
    struct adil_arena *a = &o->cli->perm;
    struct adil_buf b;
    adil_buf_open(&b, ADIL_NOTE_BYTES_MAX);
    adil_buf_put(&b, o->note.text);
    adil_buf_byte(&b, '\n');
    for (uint32_t i = 0; i < o->note.n_lines; i++) {
        if (adil_span_eq(o->note.line[i].name, o->head.origin)) {
            adil_buf_put(&b, o->note.line[i].line);
        }
    }
    struct adil_span note = adil_span_copy(a, adil_buf_span(&b));
    adil_buf_release(&b);
    return note;
}

/* Only a checkpoint that the log signed is a thing to object to. */
static bool signed_by_log(struct once *o)
{
    struct adil_arena tmp = o->cli->scratch;
    struct adil_copy_first first;
    struct adil_note opened;
    struct adil_place place = {o->copy->name, 0};
    const struct adil_vkey *key = o->log.key;
    uint32_t n = o->log.n_keys;
    if (n == 0) {
        if (adil_copy_first(&tmp, o->copy, o->head.size, &first, NULL).code != ADIL_C_OK) {
            return false;
        }
        key = &first.log_key;
        n = 1;
    }
    return adil_note_open(&tmp, place, o->copy->note, key, n, &opened, NULL).code == ADIL_C_OK;
}

/* ---- what was cosigned ---------------------------------------------------------------------- */

/* Smaller than what was cosigned or objected to: no contradiction by itself, for a note has no
 * date. What the log signed is kept beside what it is compared with. */
static adil_err keep_rollback(struct once *o, uint64_t size, const char *were)
{
    struct adil_span path = adil_watched_file(&o->cli->perm, &o->log, ".rollback");
    adil_buf_fmt(o->told,
                 "the log shows %" PRIu64 " entries, %" PRIu64
                 " were %s: it was rolled back, or this copy is old\n",
                 o->head.size, size, were);
    if (!signed_by_log(o)) {
        tell(o, "and the log did not sign it");
        return ADIL_ERR(REFUSED);
    }
    ADIL_TRY(adil_file_write(o->cli->scratch, path, o->copy->note, &o->cli->diag));
    adil_buf_fmt(o->told, "what it showed is kept: %.*s\n", ADIL_ARG(path));
    return ADIL_ERR(REFUSED);
}

/* Two notes of the log that cannot both be true, where they are: one objected to, one shown. */
static adil_err keep_fork(struct once *o, const struct adil_proof *proof)
{
    struct adil_fork_evidence e = {.held = o->stands.note, .shown = own_note(o)};
    const struct adil_checkpoint *held = &o->stands.head;
    struct adil_hash begins;
    struct adil_buf b;
    e.kind = ADIL_FORK_UNPROVEN;
    if (held->size == o->head.size) {
        e.kind = ADIL_FORK_SAME_SIZE;
    } else if (adil_consistency_prefix(held->size, o->head.size, proof->hash, proof->n,
                                       &o->head.root, &begins) &&
               !adil_hash_eq(&begins, &held->root)) {
        e.kind = ADIL_FORK_OTHER_PREFIX;
        e.proof = *proof;
    }
    adil_buf_open(&b, (size_t)4 * ADIL_NOTE_BYTES_MAX);
    adil_fork_put(&b, &e);
    adil_err err = adil_buf_ok(&b)
                       ? o->w->memory.evidence(o->w->memory.ctx, o->cli->scratch, o->head.origin,
                                               adil_buf_span(&b), &o->cli->diag)
                       : ADIL_ERR(LIMIT);
    adil_buf_release(&b);
    ADIL_TRY(err);
    tell(o, "a fork: another tree than the one that was objected to; evidence was kept");
    return ADIL_ERR(REFUSED);
}

/* What the log signed with an unlawful act in it, it cannot take back by signing another tree. */
static adil_err check_follows_objection(struct once *o)
{
    const struct adil_checkpoint *held = &o->stands.head;
    struct adil_proof proof = {.n = 0};
    if (!o->stands.there) {
        return ADIL_OK;
    }
    o->out->objected = true;
    if (held->size > o->head.size) {
        return keep_rollback(o, held->size, "objected to");
    }
    if (held->size < o->head.size) {
        ADIL_TRY(adil_reader_consistency(o->cli->scratch, &o->copy->fetch, held->size, o->head.size,
                                         &o->head.root, &proof, &o->cli->diag));
    }
    if (adil_consistency_verify(held->size, o->head.size, &held->root, proof.hash, proof.n,
                                &o->head.root)) {
        return ADIL_OK;
    }
    if (!signed_by_log(o)) {
        tell(o, "another tree than the one that was objected to, and the log did not sign it");
        return ADIL_ERR(REFUSED);
    }
    return keep_fork(o, &proof);
}

/* The copy's tree begins with the one that was cosigned, by its own tiles. */
static adil_err check_follows(struct once *o)
{
    o->follows = true;
    if (o->seen.size == 0) {
        return ADIL_OK;
    }
    if (o->seen.size > o->head.size) {
        return keep_rollback(o, o->seen.size, "cosigned");
    }
    if (o->seen.size < o->head.size) {
        ADIL_TRY(adil_reader_consistency(o->cli->scratch, &o->copy->fetch, o->seen.size,
                                         o->head.size, &o->head.root, &o->proof, &o->cli->diag));
    }
    o->follows = adil_consistency_verify(o->seen.size, o->head.size, &o->seen.root, o->proof.hash,
                                         o->proof.n, &o->head.root);
    return ADIL_OK;
}

static adil_err recall(struct once *o)
{
    struct adil_cli *cli = o->cli;
    ADIL_TRY(adil_copy_head(&cli->perm, o->copy, &o->note, &o->head, &cli->diag));
    ADIL_TRY(adil_watched_read(&cli->perm, o->w, o->head.origin, &o->log, &cli->diag));
    ADIL_TRY(o->w->memory.load(o->w->memory.ctx, &cli->perm, o->head.origin, &o->seen, &cli->diag));
    o->out->before = o->seen.size;
    o->out->size = o->head.size;
    o->out->text = o->note.text;
    if (o->log.origin.len > 0) {
        o->options.pinned = true;
        o->options.genesis = o->log.genesis;
    }
    struct adil_vkey replay = adil_secret_vkey(o->w->replay);
    ADIL_TRY(adil_objection_read(&cli->perm, &o->log, &replay, &o->stands, &cli->diag));
    ADIL_TRY(check_follows_objection(o));
    return check_follows(o);
}

/* ---- cosigning ------------------------------------------------------------------------------ */

static adil_err answer_of(struct once *o, struct adil_span note, uint64_t seconds)
{
    struct adil_cli *cli = o->cli;
    struct adil_witness_answer answer;
    struct adil_witness_log *row = adil_new(&cli->perm, struct adil_witness_log, o->log.n_keys);
    for (uint32_t i = 0; i < o->log.n_keys; i++) {
        row[i].key = o->log.key[i];
    }
    const struct adil_witness w = {o->w->cosign, row, o->log.n_keys, o->w->memory};
    struct adil_buf body;
    adil_buf_open(&body, ADIL_WITNESS_REQUEST_MAX);
    adil_witness_request_put(&body, o->seen.size, &o->proof, note);
    adil_witness_add(&w, &cli->perm, cli->scratch, adil_buf_span(&body), seconds, &answer,
                     &cli->diag);
    adil_buf_release(&body);
    if (answer.status == 200) {
        o->out->line = answer.body;
        return ADIL_OK;
    }
    adil_buf_fmt(o->told, "%s%.*s",
                 answer.fork ? "a fork: " : "not cosigned: ", ADIL_ARG(answer.body));
    return ADIL_ERR(REFUSED);
}

static uint64_t now_of(const struct once *o, const struct adil_polity *p)
{
    if (o->at != 0) {
        return o->at;
    }
    return p != NULL && adil_polity_simulated(p) ? (uint64_t)(adil_polity_now(p) / 1000)
                                                 : (uint64_t)(adil_clock_ms() / 1000);
}

/* ---- statements ----------------------------------------------------------------------------- */

static void put_head_lines(struct once *o, const char *magic, struct adil_buf *b)
{
    struct adil_arena tmp = o->cli->scratch;
    adil_buf_fmt(b, "%s\n", magic);
    put_key_line(b, "origin", o->head.origin);
    adil_buf_fmt(b, "size %" PRIu64 "\n", o->head.size);
    put_key_line(b, "root", hex_of(&tmp, &o->head.root));
}

static adil_err state_replay(struct once *o, const struct adil_verified *v)
{
    struct adil_arena tmp = o->cli->scratch;
    struct adil_hash state = adil_polity_hash(v->polity, tmp);
    struct adil_hash law = adil_polity_law(v->polity);
    struct adil_span path = adil_watched_file(&o->cli->perm, &o->log, ".replay");
    struct adil_buf b;
    adil_buf_open(&b, TEXT_BYTES_MAX);
    put_head_lines(o, "adil/replay/v1", &b);
    adil_buf_fmt(&b, "time %" PRIu64 "\n", now_of(o, v->polity));
    put_key_line(&b, "state", hex_of(&tmp, &state));
    put_key_line(&b, "law", hex_of(&tmp, &law));
    adil_buf_fmt(&b, "engine %d\n", (int)ADIL_ENGINE);
    adil_err err =
        adil_witness_state_note(tmp, o->w->replay, adil_buf_span(&b), path, &o->cli->diag);
    adil_buf_release(&b);
    return err;
}

static adil_err object_to(struct once *o, const struct adil_verify_failure *f)
{
    struct adil_cli *cli = o->cli;
    struct adil_span path;
    ADIL_TRY(adil_objection_write(&cli->perm, cli->scratch, &o->log, o->w->replay, &o->head,
                                  own_note(o), f, &path, &cli->diag));
    o->out->objected = true;
    adil_buf_fmt(o->told, "an objection was written: %.*s\n", ADIL_ARG(path));
    return ADIL_ERR(REFUSED);
}

/* How many entries this witness replayed, signatures included, by its own last statement, and when:
 * what it cosigned over HTTP it may not have replayed. */
static void recall_replay(struct once *o)
{
    struct adil_arena tmp = o->cli->scratch;
    struct adil_vkey key = adil_secret_vkey(o->w->replay);
    struct adil_span path = adil_watched_file(&tmp, &o->log, ".replay");
    struct adil_place place = {path, 0};
    struct adil_span bytes;
    struct adil_note note;
    struct adil_span line;
    uint64_t size = 0;
    uint64_t time = 0;
    bool good = true;
    if (adil_file_read(&tmp, path, TEXT_BYTES_MAX, &bytes, NULL).code != ADIL_C_OK ||
        adil_note_open(&tmp, place, bytes, &key, 1, &note, NULL).code != ADIL_C_OK ||
        !adil_span_starts(note.text, ADIL_SPAN("adil/replay/v1\n"))) {
        return;
    }
    while (adil_span_cut(&note.text, '\n', &line)) {
        struct adil_span value = adil_span_sub(line, 5, line.len);
        if (adil_span_starts(line, ADIL_SPAN("size "))) {
            good = good && adil_span_u64(value, o->seen.size, &size);
        } else if (adil_span_starts(line, ADIL_SPAN("time "))) {
            good = good && adil_span_u64(value, SECONDS_MAX, &time);
        }
    }
    o->replayed = good ? size : 0;
    o->replayed_at = good ? time : 0;
}

/* ---- when ----------------------------------------------------------------------------------- */

/* When this witness cosigned last, by its own line. */
static uint64_t seen_at(const struct once *o)
{
    struct adil_arena tmp = o->cli->scratch;
    struct adil_vkey key = adil_secret_vkey(o->w->cosign);
    struct adil_place place = {ADIL_SPAN("seen"), 0};
    struct adil_note note;
    uint64_t seconds = 0;
    if (o->seen.note.len == 0 ||
        adil_note_split(&tmp, place, o->seen.note, &note, NULL).code != ADIL_C_OK) {
        return 0;
    }
    for (uint32_t i = 0; i < note.n_lines; i++) {
        if (note.line[i].id == key.id &&
            adil_cosignature_verify(&key, note.text, note.line[i].sig, &seconds)) {
            return seconds;
        }
    }
    return 0;
}

static struct adil_verify_times times_of(uint64_t first, uint64_t end, uint64_t after,
                                         uint64_t before, uint64_t tolerance)
{
    return (struct adil_verify_times){
        first, end, after > tolerance ? (int64_t)(after - tolerance) * 1000 : INT64_MIN,
        before < SECONDS_MAX ? (int64_t)(before + tolerance) * 1000 : INT64_MAX};
}

/* Entries that are new since the last cosignature were logged after it and before now; those that
 * were cosigned and not replayed, after the last replay and before the cosignature. What was
 * objected to is not objected to again. */
static void expect_times(struct once *o)
{
    uint64_t tolerance = o->options.tolerance > 0 ? o->options.tolerance : ADIL_TOLERANCE_SECONDS;
    uint64_t judged = o->stands.there ? o->stands.head.size : 0;
    uint64_t seen = seen_at(o);
    uint64_t first = o->seen.size > judged ? o->seen.size : judged;
    uint64_t open = o->replayed > judged ? o->replayed : judged;
    o->times[0] = times_of(first, UINT64_MAX, seen, now_of(o, NULL), tolerance);
    o->times[1] =
        times_of(open, o->seen.size, o->replayed_at, seen > 0 ? seen : SECONDS_MAX, tolerance);
    o->options.times = o->times;
    o->options.n_times = ADIL_COUNT(o->times);
}

/* ---- the round ------------------------------------------------------------------------------ */

static adil_err refuse_record(struct once *o, const struct adil_verified *v)
{
    const struct adil_verify_failure *f = &v->failure;
    adil_verify_failure_text(o->cli->scratch, o->options.lang, f, o->told);
    if (f->entry == ADIL_NO_ENTRY || f->refusal.rule.len == 0 || !signed_by_log(o)) {
        return ADIL_ERR(REFUSED);
    }
    return object_to(o, f);
}

/* A tree that goes on from the one objected to and that a replay finds lawful: still only an act of
 * the record answers. */
static adil_err settle_objection(struct once *o, const struct adil_verified *v)
{
    struct adil_cli *cli = o->cli;
    if (!o->stands.there) {
        return ADIL_OK;
    }
    if (!adil_objection_is_answered(&o->stands, v->decided)) {
        adil_buf_fmt(o->told,
                     "an objection to entry %" PRIu64
                     " stands: no decision and no engine act behind it answers it\n",
                     o->stands.entry);
        return ADIL_ERR(REFUSED);
    }
    ADIL_TRY(adil_objection_settle(&cli->perm, &o->log, &o->out->answered, &cli->diag));
    o->out->objected = false;
    return ADIL_OK;
}

static adil_err accept_record(struct once *o, const struct adil_verified *v)
{
    struct adil_vkey key = adil_polity_log_key(v->polity);
    ADIL_TRY(settle_objection(o, v));
    if (o->log.origin.len == 0) {
        o->log.origin = o->head.origin;
        o->log.genesis = adil_polity_genesis(v->polity);
    }
    ADIL_TRY(adil_watched_write(o->cli->scratch, &o->log, &key, &o->cli->diag));
    ADIL_TRY(answer_of(o, own_note(o), now_of(o, v->polity)));
    return state_replay(o, v);
}

adil_err adil_witness_once(struct adil_cli *cli, struct adil_witness_dir *w,
                           const struct adil_copy *copy, const struct adil_verify_options *options,
                           uint64_t at, struct adil_witness_round *out, struct adil_buf *told)
{
    struct once *o = adil_new(&cli->perm, struct once, 1);
    struct adil_verified v;
    *o = (struct once){
        .cli = cli, .w = w, .copy = copy, .options = *options, .out = out, .told = told, .at = at};
    memset(out, 0, sizeof *out);
    ADIL_TRY(recall(o));
    if (!o->follows) {
        return answer_of(o, own_note(o), now_of(o, NULL)); /* keeps the evidence */
    }
    recall_replay(o);
    expect_times(o);
    o->options.trusted = o->replayed;
    adil_err err = adil_verify(&cli->perm, cli->scratch, copy, &o->options, &v, &cli->diag);
    if (err.code == ADIL_C_OK) {
        err = v.failed ? refuse_record(o, &v) : accept_record(o, &v);
    }
    adil_verify_close(&v);
    return err;
}
