/* Rulebooks whose institutions are read: the invented one, and those that come with the program. */
#ifndef ADIL_TESTS_INSTITUTIONS_H
#define ADIL_TESTS_INSTITUTIONS_H

#include "report/law.h"
#include "support.h"

#define INSTITUTIONS "tests/report/institutions.yaml"

static const char *const institution_books[] = {INSTITUTIONS, "polities/club",
                                                "polities/kazakhstan", "polities/south-africa"};

static inline struct adil_law_view institutions_of(struct test_arenas *t, const char *path,
                                                   enum adil_lang lang)
{
    struct adil_diag diag;
    struct adil_rulebook *book = adil_new(&t->perm, struct adil_rulebook, 1);
    adil_diag_open(&diag, &t->perm);
    assert_int_equal(adil_rulebook_read(&t->perm, t->scratch, adil_span_of(path), book, &diag).code,
                     ADIL_C_OK);
    return (struct adil_law_view){book, ADIL_DATE_NONE, lang};
}

static inline struct adil_span taken(struct test_arenas *t, struct adil_buf *out)
{
    assert_true(adil_buf_ok(out));
    struct adil_span text = adil_span_copy(&t->perm, adil_buf_span(out));
    adil_buf_release(out);
    return text;
}

static inline bool has_part(struct adil_span text, struct adil_span part)
{
    return part.len > 0 && adil_span_find(text, part) < text.len;
}

static inline uint32_t count_parts(struct adil_span text, struct adil_span part)
{
    uint32_t n = 0;
    while (text.len > 0) {
        size_t at = adil_span_find(text, part);
        n += at < text.len ? 1 : 0;
        text = adil_span_sub(text, at + part.len, text.len);
    }
    return n;
}

#endif
