/* Signing and publishing: tiles, then `signed`, then the checkpoint. */
#include "base/file.h"
#include "gazette/folder.h"
#include "gazette/log_priv.h"

#include <string.h>

static const struct adil_place note_place = {ADIL_SPAN_INIT("checkpoint"), 0};

static adil_err refuse_head(struct adil_log *log, struct adil_span found, const char *expected,
                            struct adil_diag *diag)
{
    return adil_fail(diag, ADIL_ERR(REFUSED),
                     (struct adil_place){log->memory ? ADIL_SPAN("memory") : log->dir, 0},
                     ADIL_SPAN("signed"), found, adil_span_of(expected));
}

/* Whether a tree of (size, root) may be signed after `head`. */
static adil_err may_follow(struct adil_log *log, const struct adil_signed *head, uint64_t size,
                           const struct adil_hash *root, struct adil_diag *diag)
{
    struct adil_hash old;
    if (!head->there) {
        return ADIL_OK;
    }
    if (head->size > size) {
        return adil_refuse_old_copy(log->dir, head->size, size, diag);
    }
    if (head->size == size) {
        old = *root;
    } else {
        ADIL_TRY(adil_log_root_at(log, head->size, &old, diag));
    }
    if (!adil_hash_eq(&old, &head->root)) {
        return refuse_head(log,
                           adil_diag_fmt(diag,
                                         "another root was signed over the first %llu "
                                         "entries",
                                         ADIL_LLU(head->size)),
                           "the root that the store gives", diag);
    }
    return ADIL_OK;
}

static bool same_line(const struct adil_note_line *x, const struct adil_note_line *y)
{
    return x->id == y->id && adil_span_eq(x->name, y->name);
}

/* The lines of `from` that are not (name, id) of one of `but`. */
static void keep_lines(struct adil_buf *out, const struct adil_note *from,
                       const struct adil_note *but)
{
    for (uint32_t i = 0; i < from->n_lines; i++) {
        bool there = false;
        for (uint32_t k = 0; k < but->n_lines; k++) {
            there = there || same_line(&from->line[i], &but->line[k]);
        }
        if (!there) {
            adil_buf_put(out, from->line[i].line);
        }
    }
}

/* Appends what was under the same text before. */
static void keep_cosignatures(struct adil_arena a, struct adil_buf *out, struct adil_span old)
{
    struct adil_note now;
    struct adil_note before;
    struct adil_span fresh = adil_span_copy(&a, adil_buf_span(out));
    if (adil_note_split(&a, note_place, fresh, &now, NULL).code == ADIL_C_OK &&
        adil_note_split(&a, note_place, old, &before, NULL).code == ADIL_C_OK &&
        adil_span_eq(now.text, before.text)) {
        keep_lines(out, &before, &now);
    }
}

/* The note becomes what was signed last, then what the world reads. `head` is what it replaces:
 * found there again, or nothing is written. */
static adil_err move_forward(struct adil_log *log, const struct adil_signed *head,
                             struct adil_span note, struct adil_diag *diag)
{
    struct adil_arena a = log->publish;
    struct adil_signed now;
    ADIL_TRY(adil_log_signed(log, &a, &now, diag));
    if (now.there != head->there || (now.there && !adil_span_eq(now.note, head->note))) {
        return refuse_head(log, ADIL_SPAN("somebody else signed meanwhile"), "one writer", diag);
    }
    if (log->memory) {
        struct adil_arena kept = log->kept;
        struct adil_span copy = adil_span_copy(&kept, note);
        ADIL_ASSERT(adil_signed_of_note(&kept, copy, &log->signed_in_memory));
        return ADIL_OK;
    }
    if (!now.there || !adil_span_eq(now.note, note)) {
        ADIL_TRY(adil_signed_write(a, log->dir, note, diag));
    }
    return adil_file_write(a, adil_log_path(log, &a, "checkpoint"), note, diag);
}

static adil_err sign_head(struct adil_log *log, const struct adil_signed *head,
                          const struct adil_checkpoint *c, const struct adil_secret *key,
                          struct adil_diag *diag)
{
    struct adil_arena kept = log->publish; /* what move_forward needs lies before this mark */
    struct adil_buf out;
    adil_buf_open(&out, ADIL_NOTE_BYTES_MAX);
    adil_checkpoint_sign(&out, c, key);
    if (head->there && head->size == c->size) {
        keep_cosignatures(log->publish, &out, head->note);
    }
    if (!adil_buf_ok(&out)) {
        adil_buf_release(&out);
        return ADIL_ERR(LIMIT);
    }
    struct adil_span note = adil_span_copy(&log->publish, adil_buf_span(&out));
    adil_buf_release(&out);
    adil_err e = move_forward(log, head, note, diag);
    log->publish = kept;
    return e;
}

static adil_err publish_locked(struct adil_log *log, const struct adil_secret *key,
                               struct adil_diag *diag)
{
    struct adil_checkpoint c = {.origin = log->origin};
    struct adil_signed head;
    (void)pthread_mutex_lock(&log->state);
    c.size = log->frontier.size;
    c.root = log->root;
    (void)pthread_mutex_unlock(&log->state);
    ADIL_TRY(adil_log_signed(log, &log->publish, &head, diag));
    ADIL_TRY(may_follow(log, &head, c.size, &c.root, diag));
    uint64_t from = head.there ? head.size : 0;
    if (!log->memory) {
        ADIL_TRY(adil_log_tiles_write(log, from, c.size, diag));
    }
    ADIL_TRY(sign_head(log, &head, &c, key, diag));
    if (!log->memory) {
        adil_log_tiles_sweep(log, from, c.size);
    }
    return ADIL_OK;
}

adil_err adil_log_publish(struct adil_log *log, const struct adil_secret *key,
                          struct adil_diag *diag)
{
    if (!log->writes) {
        return refuse_head(log, ADIL_SPAN("a log opened for reading"), "opened for writing", diag);
    }
    if (log->unconfirmed) {
        return adil_log_refuse_unconfirmed(log->read, log->dir, diag);
    }
    (void)pthread_mutex_lock(&log->publishing);
    struct adil_arena kept = log->publish;
    adil_err e = publish_locked(log, key, diag);
    log->publish = kept;
    (void)pthread_mutex_unlock(&log->publishing);
    return e;
}

/* ---- lines ------------------------------------------------------------------------------- */

/* Adds one line if it makes a note with `text`; it takes the place of one of its (name, id). */
static void add_line(struct adil_arena a, struct adil_buf *note, struct adil_span text,
                     struct adil_span line)
{
    struct adil_note one;
    struct adil_note all;
    struct adil_span alone = adil_fmt(&a, "%.*s\n%.*s\n", ADIL_ARG(text), ADIL_ARG(line));
    struct adil_span whole = adil_span_copy(&a, adil_buf_span(note));
    if (adil_note_split(&a, note_place, alone, &one, NULL).code != ADIL_C_OK || one.n_lines != 1 ||
        !adil_span_eq(one.text, text) ||
        adil_note_split(&a, note_place, whole, &all, NULL).code != ADIL_C_OK) {
        return;
    }
    struct adil_buf out;
    adil_buf_open(&out, ADIL_NOTE_BYTES_MAX);
    adil_buf_put(&out, text);
    adil_buf_byte(&out, '\n');
    keep_lines(&out, &all, &one);
    adil_buf_put(&out, one.line[0].line);
    struct adil_span made = adil_span_copy(&a, adil_buf_span(&out));
    if (adil_buf_ok(&out) && adil_note_split(&a, note_place, made, &all, NULL).code == ADIL_C_OK) {
        note->len = 0;
        adil_buf_put(note, made);
    }
    adil_buf_release(&out);
}

static adil_err add_lines_locked(struct adil_log *log, struct adil_span text,
                                 struct adil_span lines, struct adil_diag *diag)
{
    struct adil_signed head;
    struct adil_note note;
    struct adil_span line;
    ADIL_TRY(adil_log_signed(log, &log->publish, &head, diag));
    if (!head.there ||
        adil_note_split(&log->publish, note_place, head.note, &note, NULL).code != ADIL_C_OK ||
        !adil_span_eq(note.text, text)) {
        return ADIL_OK;
    }
    struct adil_buf out;
    adil_buf_open(&out, ADIL_NOTE_BYTES_MAX);
    adil_buf_put(&out, head.note);
    while (adil_span_cut(&lines, '\n', &line)) {
        if (line.len > 0) {
            add_line(log->publish, &out, text, line);
        }
    }
    struct adil_span made = adil_span_copy(&log->publish, adil_buf_span(&out));
    bool whole = adil_buf_ok(&out);
    adil_buf_release(&out);
    return whole ? move_forward(log, &head, made, diag) : ADIL_ERR(LIMIT);
}

adil_err adil_log_add_lines(struct adil_log *log, struct adil_span text, struct adil_span lines,
                            struct adil_diag *diag)
{
    if (!log->writes) {
        return refuse_head(log, ADIL_SPAN("a log opened for reading"), "opened for writing", diag);
    }
    if (log->unconfirmed) {
        return adil_log_refuse_unconfirmed(log->read, log->dir, diag);
    }
    (void)pthread_mutex_lock(&log->publishing);
    struct adil_arena kept = log->publish;
    adil_err e = add_lines_locked(log, text, lines, diag);
    log->publish = kept;
    (void)pthread_mutex_unlock(&log->publishing);
    return e;
}
