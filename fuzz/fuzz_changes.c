/* Any bytes as a list of changes to a law: reading ends with a list or with a fault that is named;
 * so does applying it to a small law. A law that comes of it is read from its own form as itself.
 */
#include "law/amend.h"

#include <setjmp.h>

/* The entry point that libFuzzer and the replay program call. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_BYTES = 256 << 20, FORM_MAX = 64 << 20 };

static const char law_text[] =
    "polity: {id: xx, name: X}\n"
    "units: [{id: xx, kind: whole}, {id: n, kind: region}]\n"
    "zones: [{unit: xx, offset: \"+01:00\"}]\n"
    "rules: [{id: r, set: {seats: 3}}]\n"
    "offices: {chair: {}}\n"
    "registers: {m: {fields: {k: key, n: number}, enter: [{id: e, that: n, is: at least 2}]}}\n"
    "words: {join: {is: enter, of: m}, file: {is: open, opens: p, fields: {day: date}}}\n"
    "powers: [{id: j, office: chair, may: join}]\n"
    "procedures: {p: {stages: {s: {}}, ends: [done]}}\n"
    "calendar: [{id: d, at: 3 days after the file}]\n"
    "contests: {c: {method: hare, follows: [r]}}\n";

/* Opened once; every input starts from their beginning. */
static struct adil_arena perm;
static struct adil_arena scratch;
static jmp_buf full;

static void on_full(void *ctx, size_t wanted)
{
    (void)ctx;
    (void)wanted;
    longjmp(full, 1);
}

static void look_at_amended(const struct adil_rulebook *book, struct adil_diag *diag)
{
    struct adil_rulebook again;
    struct adil_buf form;
    adil_buf_open(&form, FORM_MAX);
    adil_rulebook_canonical(book->root, scratch, &form);
    struct adil_span bytes = adil_span_copy(&perm, adil_buf_span(&form));
    adil_buf_release(&form);
    adil_err err =
        adil_rulebook_from_canonical(&perm, scratch, ADIL_SPAN("law"), bytes, &again, diag);
    ADIL_ASSERT(err.code == ADIL_C_OK && adil_hash_eq(&again.hash, &book->hash));
}

static void apply_list(const struct adil_changes *changes, struct adil_diag *diag)
{
    struct adil_rulebook before;
    struct adil_rulebook after;
    const struct adil_law_difference *d = NULL;
    const struct adil_span *id = NULL;
    adil_err err = adil_rulebook_parse(&perm, scratch, ADIL_SPAN("law"), adil_span_of(law_text),
                                       &before, diag);
    ADIL_ASSERT(err.code == ADIL_C_OK);
    err = adil_rulebook_amend(&perm, scratch, &before, changes, &after, diag);
    ADIL_ASSERT(err.code == ADIL_C_OK || diag->n_errors > 0);
    if (err.code != ADIL_C_OK) {
        return;
    }
    uint32_t n = adil_law_compare(&perm, before.root, after.root, &d);
    ADIL_ASSERT((n == 0) == adil_hash_eq(&before.hash, &after.hash));
    ADIL_ASSERT(adil_law_changed_ids(&perm, d, n, &id) >= (n > 0 ? 1 : 0));
    look_at_amended(&after, diag);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (perm.base == NULL &&
        (adil_arena_open(&perm, ARENA_BYTES) != 0 || adil_arena_open(&scratch, ARENA_BYTES) != 0)) {
        return 0;
    }
    perm.full = on_full;
    scratch.full = on_full;
    perm.beg = perm.base;
    scratch.beg = scratch.base;
    if (setjmp(full) != 0) {
        return 0;
    }
    struct adil_span bytes = {(const char *)data, size};
    struct adil_changes changes;
    struct adil_diag diag;
    adil_diag_open(&diag, &perm);
    adil_err err = adil_changes_read(&perm, scratch, ADIL_SPAN("changes"), bytes, &changes, &diag);
    ADIL_ASSERT(err.code == ADIL_C_OK || diag.n_errors > 0);
    if (err.code == ADIL_C_OK) {
        apply_list(&changes, &diag);
    }
    return 0;
}
