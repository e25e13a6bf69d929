/* What was signed last: the one thing that a restore must not take back. One file, replaced whole:
 *
 *     adil/signed/v1 HEX\n     SHA-256 of what follows, in hex
 *     <signed note>            the checkpoint with its lines
 *
 * The checkpoint that the world reads is a copy of the note. */
#include "base/file.h"
#include "gazette/log_priv.h"

#include <string.h>

static const struct adil_span magic = ADIL_SPAN_INIT("adil/signed/v1 ");

enum { HEX_BYTES = 64 };

static struct adil_span signed_path(struct adil_arena *a, struct adil_span dir)
{
    return adil_fmt(a, "%.*s/private/signed", ADIL_ARG(dir));
}

bool adil_signed_of_note(struct adil_arena *a, struct adil_span note, struct adil_signed *out)
{
    struct adil_note split;
    struct adil_checkpoint c;
    struct adil_place place = {ADIL_SPAN("checkpoint"), 0};
    *out = (struct adil_signed){.there = false};
    if (adil_note_split(a, place, note, &split, NULL).code != ADIL_C_OK ||
        adil_checkpoint_parse(place, split.text, &c, NULL).code != ADIL_C_OK) {
        return false;
    }
    *out = (struct adil_signed){true, c.size, c.root, note};
    return true;
}

adil_err adil_signed_read(struct adil_arena *a, struct adil_span dir, struct adil_signed *out,
                          struct adil_diag *diag)
{
    struct adil_span path = signed_path(a, dir);
    struct adil_span file;
    *out = (struct adil_signed){.there = false};
    adil_err e = adil_file_read(a, path, ADIL_NOTE_BYTES_MAX, &file, NULL);
    if (e.code == ADIL_C_INPUT) {
        return ADIL_OK; /* nothing was signed yet */
    }
    if (e.code != ADIL_C_OK) {
        return adil_file_read(a, path, ADIL_NOTE_BYTES_MAX, &file, diag);
    }
    const size_t head = magic.len + HEX_BYTES + 1;
    struct adil_span hex = adil_span_sub(file, magic.len, magic.len + HEX_BYTES);
    struct adil_span note = adil_span_sub(file, head, file.len);
    struct adil_hash want = adil_sha256(note);
    if (!adil_span_starts(file, magic) || file.len < head || file.ptr[head - 1] != '\n' ||
        !adil_span_eq(hex, adil_hex(a, want.byte, sizeof want.byte)) ||
        !adil_signed_of_note(a, note, out)) {
        return adil_fail(diag, ADIL_ERR(REFUSED), (struct adil_place){path, 0}, ADIL_SPAN("signed"),
                         ADIL_SPAN("a damaged file"),
                         ADIL_SPAN("what this log signed last; see docs/design/log.md"));
    }
    return ADIL_OK;
}

adil_err adil_signed_write(struct adil_arena scratch, struct adil_span dir, struct adil_span note,
                           struct adil_diag *diag)
{
    struct adil_hash sum = adil_sha256(note);
    struct adil_span file =
        adil_fmt(&scratch, "%.*s%.*s\n%.*s", ADIL_ARG(magic),
                 ADIL_ARG(adil_hex(&scratch, sum.byte, sizeof sum.byte)), ADIL_ARG(note));
    return adil_file_write(scratch, signed_path(&scratch, dir), file, diag);
}

adil_err adil_log_signed(struct adil_log *log, struct adil_arena *a, struct adil_signed *out,
                         struct adil_diag *diag)
{
    if (log->memory) {
        *out = log->signed_in_memory;
        return ADIL_OK;
    }
    return adil_signed_read(a, log->dir, out, diag);
}

adil_err adil_log_note(struct adil_log *log, struct adil_arena *perm, struct adil_span *note,
                       struct adil_diag *diag)
{
    struct adil_signed head;
    (void)pthread_mutex_lock(&log->publishing);
    adil_err e = adil_log_signed(log, perm, &head, diag);
    if (e.code == ADIL_C_OK) {
        *note = head.there ? adil_span_copy(perm, head.note) : (struct adil_span){NULL, 0};
    }
    (void)pthread_mutex_unlock(&log->publishing);
    return e;
}

adil_err adil_refuse_old_copy(struct adil_span file, uint64_t signed_size, uint64_t size,
                              struct adil_diag *diag)
{
    return adil_fail(
        diag, ADIL_ERR(REFUSED), (struct adil_place){file, 0}, ADIL_SPAN("size"),
        adil_diag_fmt(diag,
                      "%llu entries were signed, the store has %llu: it was restored from an old "
                      "copy",
                      ADIL_LLU(signed_size), ADIL_LLU(size)),
        ADIL_SPAN("a newer copy, or the missing entries from a mirror; else a new log under a new "
                  "origin"));
}
