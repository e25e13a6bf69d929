/* Shape: lines, functions, blanks, and helpers written twice. */
#include "tidy.h"

#include "base/utf8.h"

#include <stdlib.h>

#define MAX_COLUMNS        100
#define MAX_FUNCTION_LINES 70
#define MAX_STATICS        8192
#define TWIN_PERCENT       60 /* words in common, of which two functions of one name are one */

static bool is_prose_or_data(const struct tidy_file *f)
{
    static const char *const ends[] = {".md", ".yaml", ".csv", ".def", ".dict"};
    for (size_t i = 0; i < ADIL_COUNT(ends); i++) {
        if (adil_span_ends(f->path, adil_span_of(ends[i]))) {
            return true;
        }
    }
    /* figures as C tables */
    return adil_span_find(f->path, ADIL_SPAN("/cases/")) < f->path.len;
}

void tidy_long_lines(const struct tidy_repo *repo, struct adil_arena scratch,
                     struct tidy_findings *out)
{
    (void)scratch;
    for (size_t i = 0; i < repo->n_files; i++) {
        const struct tidy_file *f = &repo->file[i];
        struct adil_span rest = f->text;
        struct adil_span line;
        if (is_prose_or_data(f)) {
            continue;
        }
        while (adil_span_cut(&rest, '\n', &line)) {
            if (line.len > MAX_COLUMNS && adil_utf8_count(line) > MAX_COLUMNS) {
                tidy_find(out, f, (size_t)(line.ptr - f->text.ptr), "line over 100 columns",
                          ADIL_SPAN(""));
            }
        }
    }
}

void tidy_blanks(const struct tidy_repo *repo, struct adil_arena scratch, struct tidy_findings *out)
{
    (void)scratch;
    for (size_t i = 0; i < repo->n_files; i++) {
        const struct tidy_file *f = &repo->file[i];
        bool tabs_allowed = adil_span_ends(f->path, ADIL_SPAN("Makefile"));
        if (adil_span_ends(f->path, ADIL_SPAN(".csv"))) {
            continue;
        }
        if (f->text.len > 0 && f->text.ptr[f->text.len - 1] != '\n') {
            tidy_find(out, f, f->text.len, "no newline at the end", ADIL_SPAN(""));
        }
        for (size_t k = 0; k < f->text.len; k++) {
            char c = f->text.ptr[k];
            bool ends_line = k + 1 < f->text.len && f->text.ptr[k + 1] == '\n';
            if (c == '\r' || (c == '\t' && !tabs_allowed)) {
                tidy_find(out, f, k, "tab or carriage return", ADIL_SPAN(""));
            } else if ((c == ' ' || c == '\t') && ends_line) {
                tidy_find(out, f, k, "trailing blank", ADIL_SPAN(""));
            }
        }
    }
}

static const unsigned not_code = TIDY_COMMENT | TIDY_LITERAL | TIDY_DIRECTIVE;

void tidy_long_functions(const struct tidy_repo *repo, struct adil_arena scratch,
                         struct tidy_findings *out)
{
    for (size_t i = 0; i < repo->n_files; i++) {
        const struct tidy_file *f = &repo->file[i];
        struct adil_arena a = scratch;
        struct tidy_function fn;
        size_t at = 0;
        if (!tidy_is_c(f)) {
            continue;
        }
        struct adil_span code = tidy_without(&a, f, not_code);
        while (tidy_next_function(code, &at, &fn)) {
            if (fn.lines > MAX_FUNCTION_LINES && !adil_span_is(fn.name, "main")) {
                tidy_find(out, f, fn.at, "function over 70 lines", fn.name);
            }
        }
    }
}

/* The words of a function from its name on, sorted. */
struct twin {
    struct adil_span name;
    const struct tidy_file *file;
    struct adil_span *word;
    size_t n_words;
};

static int by_bytes(const void *x, const void *y)
{
    return adil_span_cmp(*(const struct adil_span *)x, *(const struct adil_span *)y);
}

static struct twin take_twin(struct adil_arena *a, const struct tidy_file *f, struct adil_span code,
                             const struct tidy_function *fn, size_t end)
{
    struct adil_span text = adil_span_sub(code, fn->at, end);
    struct twin t = {fn->name, f, adil_new(a, struct adil_span, text.len / 2 + 1), 0};
    size_t at = 0;
    for (struct adil_span w = tidy_next_word(text, &at); w.len > 0; w = tidy_next_word(text, &at)) {
        t.word[t.n_words++] = w;
    }
    qsort(t.word, t.n_words, sizeof t.word[0], by_bytes);
    return t;
}

/* How much of their words they share, in percent of both. */
static size_t likeness(const struct twin *x, const struct twin *y)
{
    size_t shared = 0;
    size_t i = 0;
    size_t k = 0;
    while (i < x->n_words && k < y->n_words) {
        int order = adil_span_cmp(x->word[i], y->word[k]);
        shared += order == 0;
        i += order <= 0;
        k += order >= 0;
    }
    return 200 * shared / (x->n_words + y->n_words);
}

/* A plain verb (`finish`, `refuse`) may name one function in each of two files; what says the
 * same in mostly the same words was written twice. */
void tidy_twins(const struct tidy_repo *repo, struct adil_arena scratch, struct tidy_findings *out)
{
    struct twin *seen = adil_new(&scratch, struct twin, MAX_STATICS);
    size_t n = 0;
    for (size_t i = 0; i < repo->n_files; i++) {
        const struct tidy_file *f = &repo->file[i];
        struct tidy_function fn;
        size_t at = 0;
        if (!tidy_is_c(f) || !tidy_is_below(f, "src/")) {
            continue;
        }
        struct adil_span code = tidy_without(&scratch, f, not_code);
        while (tidy_next_function(code, &at, &fn)) {
            if (!fn.is_static) {
                continue;
            }
            ADIL_ASSERT(n < MAX_STATICS);
            seen[n] = take_twin(&scratch, f, code, &fn, at);
            for (size_t k = 0; k < n; k++) {
                if (seen[k].file != f && adil_span_eq(seen[k].name, fn.name) &&
                    likeness(&seen[k], &seen[n]) >= TWIN_PERCENT) {
                    tidy_find(out, f, fn.at, "written twice", fn.name);
                    adil_buf_fmt(&out->lines, "    the other: %.*s\n",
                                 ADIL_ARG(seen[k].file->path));
                }
            }
            n++;
        }
    }
}
