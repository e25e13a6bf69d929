#include "base/err.h"

#include "base/utf8.h"

#include <string.h>

static const int exit_of[] = {
#define ADIL_CODE_EXIT(name, exit, text) exit,
    ADIL_CODES(ADIL_CODE_EXIT)
#undef ADIL_CODE_EXIT
};

enum { SHOWN_MAX = 120 };

int adil_exit_status(adil_err e)
{
    ADIL_ASSERT((size_t)e.code < ADIL_COUNT(exit_of));
    return exit_of[e.code];
}

void adil_diag_open(struct adil_diag *d, struct adil_arena *a)
{
    memset(d, 0, sizeof *d);
    d->arena = a;
}

void adil_diag_add(struct adil_diag *d, enum adil_severity severity, struct adil_place place,
                   struct adil_span field, struct adil_span found, struct adil_span expected)
{
    if (d == NULL) {
        return;
    }
    struct adil_finding *f = adil_new(d->arena, struct adil_finding, 1);
    f->severity = severity;
    f->place.file = adil_span_copy(d->arena, place.file);
    f->place.line = place.line;
    f->field = adil_span_copy(d->arena, field);
    f->found = adil_span_copy(d->arena, found);
    f->expected = adil_span_copy(d->arena, expected);
    if (d->last != NULL) {
        d->last->next = f;
    } else {
        d->first = f;
    }
    d->last = f;
    if (severity == ADIL_SEV_ERROR) {
        d->n_errors++;
    } else {
        d->n_warnings++;
    }
}

adil_err adil_fail(struct adil_diag *d, adil_err code, struct adil_place place,
                   struct adil_span field, struct adil_span found, struct adil_span expected)
{
    ADIL_ASSERT(code.code != ADIL_C_OK);
    adil_diag_add(d, ADIL_SEV_ERROR, place, field, found, expected);
    return code;
}

void adil_buf_shown(struct adil_buf *out, struct adil_span text, size_t max_bytes)
{
    size_t at = 0;
    while (at < text.len && at < max_bytes) {
        uint32_t c = 0;
        size_t n = adil_utf8_next(adil_span_sub(text, at, text.len), &c);
        if (n == 0 || c < 0x20 || c == 0x7f || (c >= 0x80 && c < 0xa0)) {
            adil_buf_fmt(out, "\\x%02x", (unsigned)(unsigned char)text.ptr[at]);
            n = 1;
        } else {
            adil_buf_put(out, adil_span_sub(text, at, at + n));
        }
        at += n;
    }
    if (at < text.len) {
        adil_buf_str(out, "...");
    }
}

static void print_one(const struct adil_finding *f, struct adil_buf *out)
{
    if (f->place.file.len > 0) {
        adil_buf_shown(out, f->place.file, 4096);
        if (f->place.line > 0) {
            adil_buf_fmt(out, ":%u", (unsigned)f->place.line);
        }
        adil_buf_str(out, ": ");
    }
    if (f->severity == ADIL_SEV_WARNING) {
        adil_buf_str(out, "warning: ");
    }
    if (f->field.len > 0) {
        adil_buf_shown(out, f->field, SHOWN_MAX);
        adil_buf_str(out, ": ");
    }
    if (f->found.len > 0) {
        adil_buf_str(out, "found ");
        adil_buf_shown(out, f->found, SHOWN_MAX);
    }
    if (f->expected.len > 0) {
        adil_buf_str(out, f->found.len > 0 ? ", expected " : "expected ");
        adil_buf_shown(out, f->expected, (size_t)4 * SHOWN_MAX);
    }
    adil_buf_byte(out, '\n');
}

void adil_diag_print(const struct adil_diag *d, struct adil_buf *out)
{
    for (const struct adil_finding *f = d != NULL ? d->first : NULL; f != NULL; f = f->next) {
        print_one(f, out);
    }
}

struct adil_span adil_nearest(struct adil_span word, const struct adil_span *names, size_t n)
{
    struct adil_span best = {NULL, 0};
    unsigned best_distance = word.len >= 8 ? 4 : (word.len >= 4 ? 3 : 2);
    for (size_t i = 0; i < n; i++) {
        unsigned d = adil_span_distance(word, names[i], best_distance);
        if (d < best_distance) {
            best_distance = d;
            best = names[i];
        }
    }
    return best;
}
