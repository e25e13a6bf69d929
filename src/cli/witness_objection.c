#include "cli/witness_objection.h"

#include "base/base64.h"
#include "base/file.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

enum { OBJECTION_BYTES_MAX = 1 << 18, ANSWERED_MAX = 10000, SHOWN_BYTES = 1000 };

static const struct adil_span objection_magic = ADIL_SPAN_INIT("adil/objection/v1\n");

/* ---- reading -------------------------------------------------------------------------------- */

/* The value of the line that begins with `name` and a blank. */
static bool value_of(struct adil_span text, struct adil_span name, struct adil_span *out)
{
    struct adil_span line;
    while (adil_span_cut(&text, '\n', &line)) {
        if (adil_span_starts(line, name)) {
            *out = adil_span_sub(line, name.len, line.len);
            return true;
        }
    }
    return false;
}

static bool parse_objection(struct adil_arena *perm, struct adil_place place, struct adil_span text,
                            struct adil_objection *out)
{
    struct adil_span entry;
    struct adil_span base64;
    struct adil_note note;
    return adil_span_starts(text, objection_magic) && value_of(text, ADIL_SPAN("entry "), &entry) &&
           adil_span_u64(entry, ADIL_LOG_SIZE_MAX, &out->entry) &&
           value_of(text, ADIL_SPAN("signed "), &base64) &&
           adil_base64_parse(perm, base64, &out->note) &&
           adil_note_split(perm, place, out->note, &note, NULL).code == ADIL_C_OK &&
           adil_checkpoint_parse(place, note.text, &out->head, NULL).code == ADIL_C_OK;
}

adil_err adil_objection_read(struct adil_arena *perm, const struct adil_watched *log,
                             const struct adil_vkey *key, struct adil_objection *out,
                             struct adil_diag *diag)
{
    struct adil_place place = {adil_watched_file(perm, log, ".objection"), 0};
    struct adil_span bytes;
    struct adil_note note;
    memset(out, 0, sizeof *out);
    adil_err err = adil_file_read(perm, place.file, OBJECTION_BYTES_MAX, &bytes, NULL);
    if (err.code == ADIL_C_INPUT) {
        return ADIL_OK;
    }
    if (err.code != ADIL_C_OK) {
        return adil_file_read(perm, place.file, OBJECTION_BYTES_MAX, &bytes, diag);
    }
    out->there = adil_note_open(perm, place, bytes, key, 1, &note, NULL).code == ADIL_C_OK &&
                 parse_objection(perm, place, note.text, out);
    return out->there ? ADIL_OK
                      : adil_fail(diag, ADIL_ERR(REFUSED), place, ADIL_SPAN("objection"),
                                  ADIL_SPAN("a damaged file"),
                                  ADIL_SPAN("an objection as this witness signed it"));
}

/* ---- writing -------------------------------------------------------------------------------- */

static void put_shown(struct adil_buf *b, const char *name, struct adil_span value)
{
    adil_buf_fmt(b, "%s ", name);
    adil_buf_shown(b, value, SHOWN_BYTES);
    adil_buf_byte(b, '\n');
}

static void put_hash(struct adil_buf *b, struct adil_arena a, const char *name,
                     const struct adil_hash *h)
{
    adil_buf_fmt(b, "%s %.*s\n", name, ADIL_ARG(adil_hex(&a, h->byte, sizeof h->byte)));
}

/* Entry, rule, and the hashes that make it checkable: of the leaf, and of the state before it. */
static void put_objection(struct adil_buf *b, struct adil_arena a,
                          const struct adil_checkpoint *head, struct adil_span note,
                          const struct adil_verify_failure *f)
{
    adil_buf_put(b, objection_magic);
    put_shown(b, "origin", head->origin);
    adil_buf_fmt(b, "size %" PRIu64 "\n", head->size);
    put_hash(b, a, "root", &head->root);
    adil_buf_fmt(b, "entry %" PRIu64 "\n", f->entry);
    put_hash(b, a, "leaf", &f->leaf);
    put_hash(b, a, "state", &f->state);
    put_shown(b, "rule", f->refusal.rule);
    put_shown(b, "cite", f->refusal.cite);
    put_shown(b, "found", f->refusal.found);
    put_shown(b, "expected", f->refusal.expected);
    adil_buf_fmt(b, "engine %d\nsigned ", (int)ADIL_ENGINE);
    adil_base64_put(b, note);
    adil_buf_byte(b, '\n');
}

adil_err adil_objection_write(struct adil_arena *perm, struct adil_arena scratch,
                              const struct adil_watched *log, const struct adil_secret *key,
                              const struct adil_checkpoint *head, struct adil_span note,
                              const struct adil_verify_failure *f, struct adil_span *path,
                              struct adil_diag *diag)
{
    struct adil_buf b;
    *path = adil_watched_file(perm, log, ".objection");
    adil_buf_open(&b, OBJECTION_BYTES_MAX);
    put_objection(&b, scratch, head, note, f);
    adil_err err =
        adil_buf_ok(&b)
            ? adil_witness_state_note(scratch, key, adil_buf_span(&b), *path, diag)
            : adil_fail(diag, ADIL_ERR(LIMIT), (struct adil_place){*path, 0},
                        ADIL_SPAN("objection"), ADIL_SPAN("too long"), ADIL_SPAN("a shorter note"));
    adil_buf_release(&b);
    return err;
}

/* ---- answers -------------------------------------------------------------------------------- */

bool adil_objection_is_answered(const struct adil_objection *o, uint64_t decided)
{
    return decided > o->entry;
}

adil_err adil_objection_settle(struct adil_arena *perm, const struct adil_watched *log,
                               struct adil_span *path, struct adil_diag *diag)
{
    const char *from = adil_span_cstr(perm, adil_watched_file(perm, log, ".objection"));
    for (unsigned i = 1; i < ANSWERED_MAX; i++) {
        *path = adil_fmt(perm, "%.*s.answered-%u", ADIL_ARG(log->path), i);
        bool linked = link(from, adil_span_cstr(perm, *path)) == 0; /* never over another one */
        if (linked && unlink(from) == 0) {
            return ADIL_OK;
        }
        if (linked || errno != EEXIST) {
            break;
        }
    }
    return adil_fail(diag, ADIL_ERR(IO), (struct adil_place){adil_span_of(from), 0},
                     ADIL_SPAN("objection"), ADIL_SPAN("it cannot be renamed"),
                     ADIL_SPAN("a folder that can be written"));
}
