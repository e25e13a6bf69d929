#include "gazette/witness.h"

#include "base/base64.h"
#include "gazette/witness_fork.h"

#include <string.h>

enum {
    LINE_BYTES_MAX = 4096, /* our own line: a name of at most 255 bytes, 76 bytes in base64 */
    ROUNDS_MAX = 4,        /* of losing a race against others who move the same log forward */
};

/* The end of a request, and what the asker is told. */
enum verdict {
    GO_ON,
    DONE,
    MALFORMED,
    OLD_ABOVE,
    UNSIGNED,
    UNKNOWN_ORIGIN,
    STOPPED,
    OLD_DIFFERS,
    TOO_LARGE,
    BAD_EMPTY,
    BAD_PROOF,
    OTHER_ROOT,
    FAILED,
};

static const struct {
    unsigned status;
    struct adil_span text; /* empty: the body is made */
} verdicts[] = {
    [GO_ON] = {500, ADIL_SPAN_INIT("")},
    [DONE] = {200, ADIL_SPAN_INIT("")},
    [MALFORMED] = {400, ADIL_SPAN_INIT("not an add-checkpoint request\n")},
    [OLD_ABOVE] = {400, ADIL_SPAN_INIT("the old size is above the checkpoint's\n")},
    [UNSIGNED] = {403, ADIL_SPAN_INIT("not signed by a key of this log that is trusted here\n")},
    [UNKNOWN_ORIGIN] = {404, ADIL_SPAN_INIT("this origin is not witnessed here\n")},
    [STOPPED] = {403, ADIL_SPAN_INIT("an objection to this log stands: nothing is cosigned\n")},
    [OLD_DIFFERS] = {409, ADIL_SPAN_INIT("")},
    [TOO_LARGE] = {422, ADIL_SPAN_INIT("a tree above 2^62 entries is not witnessed\n")},
    [BAD_EMPTY] = {422, ADIL_SPAN_INIT("the empty tree has another root\n")},
    [BAD_PROOF] = {422, ADIL_SPAN_INIT("the proof does not lead from the old tree to the new\n")},
    [OTHER_ROOT] = {422, ADIL_SPAN_INIT("another root of this size was cosigned\n")},
    [FAILED] = {500, ADIL_SPAN_INIT("the witness cannot remember: nothing was cosigned\n")},
};

struct asking {
    const struct adil_witness *w;
    struct adil_arena *perm;    /* the answer's */
    struct adil_arena *scratch; /* the request's */
    struct adil_diag *diag;
    uint64_t seconds;
    struct adil_witness_request request;
    struct adil_note note;
    struct adil_checkpoint checkpoint;
    struct adil_vkey *known; /* the trusted keys of the origin */
    uint32_t n_known;
    struct adil_witness_seen seen;
    struct adil_span line; /* our cosignature */
    bool fork;
};

static const struct adil_place from_outside = {ADIL_SPAN_INIT("add-checkpoint"), 0};

static struct adil_span own_copy(struct adil_arena *a, struct adil_buf *b)
{
    struct adil_span s = {NULL, 0};
    if (adil_buf_ok(b)) {
        s = adil_span_copy(a, adil_buf_span(b));
    }
    adil_buf_release(b);
    return s;
}

/* ---- the request by itself ----------------------------------------------------------------- */

static enum verdict find_keys(struct asking *q, struct adil_span origin)
{
    bool stopped = false;
    q->known = adil_new(q->scratch, struct adil_vkey, q->w->n_logs);
    for (uint32_t i = 0; i < q->w->n_logs; i++) {
        if (adil_span_eq(q->w->log[i].key.name, origin)) {
            q->known[q->n_known++] = q->w->log[i].key;
            stopped = stopped || q->w->log[i].stopped;
        }
    }
    return stopped ? STOPPED : q->n_known > 0 ? GO_ON : UNKNOWN_ORIGIN;
}

/* An empty tree with a root of its own is a checkpoint that says something false, and is answered
 * later than one that cannot be read. */
static bool is_false_empty(struct adil_span text, struct adil_checkpoint *c)
{
    struct adil_span rest = text;
    struct adil_span line[3] = {{NULL, 0}, {NULL, 0}, {NULL, 0}};
    for (size_t i = 0; i < ADIL_COUNT(line); i++) {
        (void)adil_span_cut(&rest, '\n', &line[i]);
    }
    *c = (struct adil_checkpoint){.origin = line[0]};
    return adil_span_is(line[1], "0") &&
           adil_base64_fixed(line[2], c->root.byte, sizeof c->root.byte);
}

/* Everything that can be said before asking the memory. */
static enum verdict check_request(struct asking *q, struct adil_span body)
{
    struct adil_span rest;
    struct adil_span origin = {NULL, 0};
    struct adil_note form;
    if (adil_witness_request_parse(from_outside, body, &q->request, NULL).code != ADIL_C_OK ||
        adil_note_split(q->scratch, from_outside, q->request.note, &form, NULL).code != ADIL_C_OK) {
        return MALFORMED;
    }
    rest = form.text;
    (void)adil_span_cut(&rest, '\n', &origin);
    enum verdict v = find_keys(q, origin);
    if (v != GO_ON) {
        return v;
    }
    if (adil_note_open(q->scratch, from_outside, q->request.note, q->known, q->n_known, &q->note,
                       NULL)
            .code != ADIL_C_OK) {
        return UNSIGNED;
    }
    if (adil_checkpoint_parse(from_outside, q->note.text, &q->checkpoint, NULL).code != ADIL_C_OK &&
        !is_false_empty(q->note.text, &q->checkpoint)) {
        return MALFORMED;
    }
    if (q->request.old_size > q->checkpoint.size) {
        return OLD_ABOVE;
    }
    return q->checkpoint.size > ADIL_LOG_SIZE_MAX ? TOO_LARGE : GO_ON;
}

/* ---- against what was seen ----------------------------------------------------------------- */

/* The checkpoint with one good line of each of the log's keys: what others brought along is not
 * kept. */
static void put_own_note(const struct asking *q, struct adil_buf *out)
{
    bool *seen = adil_new(q->scratch, bool, q->n_known);
    adil_buf_put(out, q->note.text);
    adil_buf_byte(out, '\n');
    for (uint32_t i = 0; i < q->note.n_lines; i++) {
        const struct adil_note_line *line = &q->note.line[i];
        if (line->good && !seen[line->key]) {
            seen[line->key] = true;
            adil_buf_put(out, line->line);
        }
    }
}

/* The log signed what contradicts the note held: keeps both. */
static void keep_evidence(struct asking *q, enum adil_fork_kind kind)
{
    struct adil_fork_evidence e = {.kind = kind, .held = q->seen.note};
    struct adil_buf b;
    adil_buf_open(&b, ADIL_NOTE_BYTES_MAX);
    put_own_note(q, &b);
    e.shown = own_copy(q->scratch, &b);
    if (kind == ADIL_FORK_OTHER_PREFIX) {
        e.proof = q->request.proof;
    }
    adil_buf_open(&b, (size_t)4 * ADIL_NOTE_BYTES_MAX);
    adil_fork_put(&b, &e);
    struct adil_span bytes = own_copy(q->scratch, &b);
    const struct adil_witness_memory *m = &q->w->memory;
    bool kept =
        bytes.len > 0 &&
        m->evidence(m->ctx, *q->scratch, q->checkpoint.origin, bytes, q->diag).code == ADIL_C_OK;
    q->fork = kind != ADIL_FORK_UNPROVEN;
    adil_diag_add(q->diag, ADIL_SEV_WARNING, (struct adil_place){q->checkpoint.origin, 0},
                  ADIL_SPAN("checkpoint"),
                  q->fork ? ADIL_SPAN("the log contradicts what it signed before")
                          : ADIL_SPAN("not shown to follow from what was cosigned"),
                  kept ? ADIL_SPAN("one history (evidence was kept)")
                       : ADIL_SPAN("one history (the evidence could not be kept)"));
}

/* A proof that does not verify may come from anyone who has the checkpoint. It is evidence all the
 * same when it leads to the new root from another old one. */
static void judge_proof(struct asking *q)
{
    struct adil_hash begins;
    bool shown = adil_consistency_prefix(q->seen.size, q->checkpoint.size, q->request.proof.hash,
                                         q->request.proof.n, &q->checkpoint.root, &begins);
    if (shown && !adil_hash_eq(&begins, &q->seen.root)) {
        keep_evidence(q, ADIL_FORK_OTHER_PREFIX);
    } else if (q->seen.size > 0) {
        keep_evidence(q, ADIL_FORK_UNPROVEN);
    }
}

static enum verdict check_against_seen(struct asking *q)
{
    const struct adil_checkpoint *c = &q->checkpoint;
    const struct adil_proof *proof = &q->request.proof;
    const struct adil_hash empty = adil_empty_root();
    bool other_root = q->seen.size == c->size && !adil_hash_eq(&q->seen.root, &c->root);
    if (other_root && c->size > 0) {
        keep_evidence(q, ADIL_FORK_SAME_SIZE); /* whatever the asker believes the old size to be */
    }
    if (q->request.old_size != q->seen.size) {
        return OLD_DIFFERS;
    }
    if (c->size == 0 && !adil_hash_eq(&c->root, &empty)) {
        return BAD_EMPTY;
    }
    if (other_root) {
        return OTHER_ROOT;
    }
    if (!adil_consistency_verify(q->seen.size, c->size, &q->seen.root, proof->hash, proof->n,
                                 &c->root)) {
        if (q->seen.size < c->size) {
            judge_proof(q);
        }
        return BAD_PROOF;
    }
    return GO_ON;
}

/* Makes the line, makes sure that it will be remembered, and only then lets it go. */
static enum verdict cosign_and_swap(struct asking *q)
{
    struct adil_witness_seen to = {
        .origin = q->checkpoint.origin, .size = q->checkpoint.size, .root = q->checkpoint.root};
    const struct adil_witness_memory *m = &q->w->memory;
    struct adil_buf b;
    bool swapped = false;
    adil_buf_open(&b, LINE_BYTES_MAX);
    adil_cosign(&b, q->note.text, q->seconds, q->w->key);
    q->line = own_copy(q->perm, &b);
    adil_buf_open(&b, ADIL_NOTE_BYTES_MAX);
    put_own_note(q, &b);
    adil_buf_put(&b, q->line);
    to.note = own_copy(q->scratch, &b);
    if (q->line.len == 0 || to.note.len == 0 ||
        m->swap(m->ctx, *q->scratch, &q->seen, &to, &swapped, q->diag).code != ADIL_C_OK) {
        return FAILED;
    }
    return swapped ? DONE : GO_ON;
}

/* Loses a race at most a few times: after each loss the memory is asked anew, and mostly answers
 * that the old size is behind. */
static enum verdict move_forward(struct asking *q)
{
    const struct adil_witness_memory *m = &q->w->memory;
    for (int i = 0; i < ROUNDS_MAX; i++) {
        if (m->load(m->ctx, q->scratch, q->checkpoint.origin, &q->seen, q->diag).code !=
            ADIL_C_OK) {
            return FAILED;
        }
        enum verdict v = check_against_seen(q);
        v = v == GO_ON ? cosign_and_swap(q) : v;
        if (v != GO_ON) {
            return v;
        }
    }
    return FAILED;
}

static void answer_with(const struct asking *q, enum verdict v, struct adil_witness_answer *out)
{
    *out = (struct adil_witness_answer){
        .status = verdicts[v].status,
        .type = ADIL_SPAN("text/plain; charset=utf-8"),
        .body = verdicts[v].text,
        .fork = q->fork,
    };
    if (v == DONE) {
        out->body = q->line;
    } else if (v == OLD_DIFFERS) {
        out->type = ADIL_SPAN("text/x.tlog.size");
        out->body = adil_fmt(q->perm, "%llu\n", (unsigned long long)q->seen.size);
    }
}

void adil_witness_add(const struct adil_witness *w, struct adil_arena *perm,
                      struct adil_arena scratch, struct adil_span body, uint64_t seconds,
                      struct adil_witness_answer *out, struct adil_diag *diag)
{
    struct asking q = {.w = w, .perm = perm, .scratch = &scratch, .diag = diag, .seconds = seconds};
    enum verdict v = seconds <= INT64_MAX ? check_request(&q, body) : FAILED;
    v = v == GO_ON ? move_forward(&q) : v;
    answer_with(&q, v, out);
}
