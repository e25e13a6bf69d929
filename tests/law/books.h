/* Reading rulebooks from texts in the tests of law: shared by several executables. */
#ifndef ADIL_TESTS_LAW_BOOKS_H
#define ADIL_TESTS_LAW_BOOKS_H

#include "law/rulebook.h"
#include "support.h"

#include <string.h>

/* Findings as the program prints them, one a line. */
static inline const char *said(struct test_arenas *t, const struct adil_diag *d)
{
    struct adil_buf out;
    adil_buf_open(&out, 1 << 20);
    adil_diag_print(d, &out);
    char *text = adil_span_cstr(&t->perm, adil_buf_span(&out));
    adil_buf_release(&out);
    return text;
}

static inline void assert_says(struct test_arenas *t, const struct adil_diag *d, const char *line)
{
    const char *all = said(t, d);
    if (strstr(all, line) == NULL) {
        print_error("expected among the messages: %s\nfound:\n%s", line, all);
        fail();
    }
}

static inline adil_err parse(struct test_arenas *t, const char *text, struct adil_rulebook *book,
                             struct adil_diag *d)
{
    adil_diag_open(d, &t->perm);
    return adil_rulebook_parse(&t->perm, t->scratch, ADIL_SPAN("r.yaml"), adil_span_of(text), book,
                               d);
}

/* A rulebook that must be readable. */
static inline void parse_well(struct test_arenas *t, const char *text, struct adil_rulebook *book)
{
    struct adil_diag d;
    if (parse(t, text, book, &d).code != ADIL_C_OK) {
        print_error("%s", said(t, &d));
        fail();
    }
}

/* One that must not, with a line it must print. */
static inline void parse_badly(struct test_arenas *t, const char *text, const char *line)
{
    struct adil_rulebook book;
    struct adil_diag d;
    assert_int_equal(parse(t, text, &book, &d).code, ADIL_C_INPUT);
    assert_says(t, &d, line);
}

static inline struct adil_date day(const char *text)
{
    struct adil_date d = ADIL_DATE_NONE;
    assert_true(text[0] == '\0' || adil_date_parse(adil_span_of(text), &d));
    return d;
}

/* Settings from "key=value" texts. */
static inline uint32_t settings(struct adil_setting *set, const char *const *text, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        struct adil_span rest = adil_span_of(text[i]);
        assert_true(adil_span_cut(&rest, '=', &set[i].key));
        set[i].value = rest;
    }
    return n;
}

#endif
