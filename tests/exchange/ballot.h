/* Contests put together by hand, and figures read for them from texts. */
#ifndef ADIL_TESTS_BALLOT_H
#define ADIL_TESTS_BALLOT_H

#include "exchange/figures.h"
#include "support.h"

#include <string.h>

enum { BALLOT_OPTIONS = 8, BALLOT_UNITS = 8 };

struct ballot {
    struct test_arenas *m;
    struct adil_contest c;
    struct adil_option option[BALLOT_OPTIONS];
    struct adil_paper paper[2];
    struct adil_units book;
    struct adil_diag diag;
    struct adil_votes votes;
    adil_err err;
};

static const struct adil_unit ballot_units[] = {
    {.id = ADIL_SPAN_INIT("land"),
     .parent = ADIL_NO_UNIT,
     .from = {INT32_MIN},
     .until = {INT32_MIN},
     .name.in[ADIL_EN] = ADIL_SPAN_INIT("The Land")},
    {.id = ADIL_SPAN_INIT("north"),
     .code = ADIL_SPAN_INIT("LA-N"),
     .kind = ADIL_SPAN_INIT("region"),
     .from = {INT32_MIN},
     .until = {INT32_MIN},
     .name.in[ADIL_EN] = ADIL_SPAN_INIT("North Shore"),
     .name.in[ADIL_RU] = ADIL_SPAN_INIT("Северный берег")},
    {.id = ADIL_SPAN_INIT("south"),
     .kind = ADIL_SPAN_INIT("region"),
     .from = {INT32_MIN},
     .until = {INT32_MIN}},
    {.id = ADIL_SPAN_INIT("abroad"),
     .kind = ADIL_SPAN_INIT("mission"),
     .from = {INT32_MIN},
     .until = {INT32_MIN}},
    {.id = ADIL_SPAN_INIT("town"),
     .kind = ADIL_SPAN_INIT("town"),
     .parent = 1,
     .from = {INT32_MIN},
     .until = {INT32_MIN}},
    {.id = ADIL_SPAN_INIT("isles"), /* a region from 2030 on */
     .kind = ADIL_SPAN_INIT("region"),
     .from = {21915},
     .until = {INT32_MIN}},
};
static const struct adil_span ballot_kinds[] = {ADIL_SPAN_INIT("region")};
static const struct adil_group ballot_groups[] = {
    {.id = ADIL_SPAN_INIT("regions"), .kind = ballot_kinds, .n_kinds = 1}};

static const struct adil_span ballot_first[] = {ADIL_SPAN_INIT("first")};
static const struct adil_span ballot_second[] = {ADIL_SPAN_INIT("second"), ADIL_SPAN_INIT("2nd")};

/* Options from the files, one ballot paper, no rulebook, no name. */
static inline struct ballot *ballot_open(void **state)
{
    struct test_arenas *m = *state;
    struct ballot *b = adil_new(&m->perm, struct ballot, 1);
    b->m = m;
    for (size_t i = 0; i < 2; i++) {
        b->paper[i] = (struct adil_paper){.marks = 1, .root = ADIL_NO_UNIT};
    }
    b->c = (struct adil_contest){
        .day = {20000}, /* 2024-10-04 */
        .option = b->option,
        .options_open = true,
        .paper = b->paper,
        .n_papers = 1,
        .unit_group = ADIL_NO_WORD,
        .yes = UINT32_MAX,
    };
    adil_diag_open(&b->diag, &m->perm);
    return b;
}

static inline void ballot_option(struct ballot *b, const char *id, enum adil_option_class class)
{
    assert_true(b->c.n_options < BALLOT_OPTIONS);
    b->option[b->c.n_options++] = (struct adil_option){.id = adil_span_of(id),
                                                       .name.in[ADIL_EN] = adil_span_of(id),
                                                       .class = class,
                                                       .joined = 1,
                                                       .list_length = ADIL_LENGTH_UNKNOWN,
                                                       .at_most = UINT32_MAX,
                                                       .registered_order = UINT32_MAX};
}

/* Ann, Bob, against all; blank is left out of the tally. Rows labelled `first`. */
static inline struct ballot *ballot_closed(void **state)
{
    struct ballot *b = ballot_open(state);
    b->c.options_open = false;
    b->c.name = ADIL_SPAN("vote");
    b->paper[0].label = ballot_first;
    b->paper[0].n_labels = 1;
    ballot_option(b, "Ann", ADIL_OPTION_LIST);
    ballot_option(b, "Bob", ADIL_OPTION_LIST);
    ballot_option(b, "against all", ADIL_OPTION_AGAINST);
    ballot_option(b, "blank", ADIL_OPTION_NOT_COUNTED);
    b->option[1].name.in[ADIL_RU] = ADIL_SPAN("Боб");
    return b;
}

/* The same in the land of ballot_units, counted in its regions; with `root`, its row is the total.
 */
static inline struct ballot *ballot_book(void **state, bool root)
{
    struct ballot *b = ballot_closed(state);
    b->book = (struct adil_units){.unit = ballot_units,
                                  .n = ADIL_COUNT(ballot_units),
                                  .group = ballot_groups,
                                  .n_groups = ADIL_COUNT(ballot_groups)};
    b->c.units = &b->book;
    b->c.unit_group = 0;
    b->paper[0].has_root = root;
    b->paper[0].root = root ? 0 : ADIL_NO_UNIT;
    return b;
}

/* ... and two ballot papers: the second has no total, and two labels. */
static inline struct ballot *ballot_two(void **state)
{
    struct ballot *b = ballot_book(state, true);
    b->c.n_papers = 2;
    b->paper[1].label = ballot_second;
    b->paper[1].n_labels = 2;
    b->paper[1].absent = ADIL_ABSENT_NOT_ON_BALLOT;
    return b;
}

/* Reads files named a.csv, b.csv, ... */
static inline bool ballot_read_files(struct ballot *b, const char *const *text, uint32_t n)
{
    static const char *const names[] = {"a.csv", "b.csv", "c.csv", "d.csv"};
    struct adil_figures_file file[ADIL_COUNT(names)];
    assert_true(n <= ADIL_COUNT(names));
    for (uint32_t i = 0; i < n; i++) {
        file[i] = (struct adil_figures_file){.name = adil_span_of(names[i]),
                                             .bytes = adil_span_of(text[i])};
    }
    adil_diag_open(&b->diag, &b->m->perm);
    b->err = adil_figures_read(&b->m->perm, b->m->scratch, &b->c, file, n, &b->votes, &b->diag);
    assert_int_equal(b->diag.n_errors > 0, b->err.code != ADIL_C_OK);
    return b->err.code == ADIL_C_OK;
}

static inline bool ballot_read(struct ballot *b, const char *text)
{
    return ballot_read_files(b, &text, 1);
}

static inline struct adil_span ballot_messages(struct ballot *b)
{
    struct adil_buf out;
    adil_buf_open(&out, 1 << 16);
    adil_diag_print(&b->diag, &out);
    struct adil_span text = adil_span_copy(&b->m->perm, adil_buf_span(&out));
    adil_buf_release(&out);
    return text;
}

/* All faults of a refused text, as printed. */
#define assert_refused(b, text, messages)                                                          \
    do {                                                                                           \
        assert_false(ballot_read((b), (text)));                                                    \
        assert_span_is(ballot_messages(b), (messages));                                            \
    } while (0)

static inline void ballot_accept(struct ballot *b, const char *text, const char *file, int line)
{
    if (!ballot_read(b, text)) {
        print_message("%.*s", ADIL_ARG(ballot_messages(b)));
        _fail(file, line);
    }
}

#define assert_accepted(b, text) ballot_accept((b), (text), __FILE__, __LINE__)

/* The cell of an option in a row of the first table. */
static inline int64_t ballot_cell(const struct ballot *b, uint32_t table, uint32_t unit,
                                  uint32_t option)
{
    assert_true(table < b->votes.n_tables && unit < b->votes.table[table].n_units);
    assert_true(option < b->votes.n_options);
    return b->votes.table[table].cell[(size_t)unit * b->votes.n_options + option];
}

#endif
