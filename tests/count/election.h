/* Contests and votes put together by hand, counted, and asked about their steps. */
#ifndef ADIL_TESTS_ELECTION_H
#define ADIL_TESTS_ELECTION_H

#include "count/count.h"
#include "support.h"

#include <string.h>

enum { ELECTION_TABLES = 16, ELECTION_FINDINGS = 16 };

struct election {
    struct test_arenas *m;
    struct adil_contest c;
    struct adil_votes v;
    struct adil_option *option;
    struct adil_table table[ELECTION_TABLES];
    struct adil_published_finding finding[ELECTION_FINDINGS];
    const struct adil_votes *const *part_votes;
    struct adil_outcome out;
};

static const struct adil_turnout election_no_turnout = {-1, -1, -1, -1, -1};

/* n options that can win, on one paper, one seat; no rule of any kind. */
static inline struct election *election_open(void **state, enum adil_method method,
                                             const char *const *name, uint32_t n)
{
    struct test_arenas *m = *state;
    struct election *e = adil_new(&m->perm, struct election, 1);
    struct adil_paper *paper = adil_new(&m->perm, struct adil_paper, 2);
    e->m = m;
    e->option = adil_new(&m->perm, struct adil_option, n);
    for (uint32_t i = 0; i < n; i++) {
        e->option[i] = (struct adil_option){
            .id = adil_span_of(name[i]),
            .joined = 1,
            .list_length = ADIL_LENGTH_UNKNOWN,
            .at_most = UINT32_MAX,
            .registered_order = UINT32_MAX,
        };
    }
    paper[0] = (struct adil_paper){.id = ADIL_SPAN("first"), .marks = 1, .root = ADIL_NO_UNIT};
    paper[1] = (struct adil_paper){.id = ADIL_SPAN("second"), .marks = 1, .root = ADIL_NO_UNIT};
    e->c = (struct adil_contest){
        .name = ADIL_SPAN("by-hand"),
        .day = ADIL_DATE_NONE,
        .called = ADIL_DATE_NONE,
        .law_day = ADIL_DATE_NONE,
        .method = method,
        .seats = 1,
        .option = e->option,
        .n_options = n,
        .paper = paper,
        .n_papers = 2,
        .vocab = adil_vocab_contest(&m->perm, NULL, 0, NULL, 0),
        .unit_group = ADIL_NO_WORD,
        .percent_of = ADIL_Q_COUNTED,
        .next_weight = adil_num_int(1),
        .first_divisor = adil_num_ratio(&m->perm, 7, 5),
        .advance = 2,
        .yes = UINT32_MAX,
        .independent_seats = UINT32_MAX,
    };
    e->v.option = e->option;
    e->v.n_options = n;
    e->v.table = e->table;
    e->v.finding = e->finding;
    return e;
}

static inline const struct adil_phrase *election_phrase(struct election *e, const char *text)
{
    const struct adil_phrase *p = NULL;
    adil_err err = adil_phrase_parse(&e->m->perm, (struct adil_place){{0}, 0}, adil_span_of(text),
                                     &e->c.vocab, &p, NULL);
    assert_int_equal(err.code, ADIL_C_OK);
    return p;
}

/* Units by name, or numbered where `unit` is NULL; cells [unit * n_options + option]. Tables are
 * added in the order of rounds, then papers. */
static inline struct adil_vote_unit *election_table(struct election *e, uint32_t paper,
                                                    uint32_t round, const char *const *unit,
                                                    uint32_t n_units, const int64_t *cell)
{
    struct adil_vote_unit *u = adil_new(&e->m->perm, struct adil_vote_unit, n_units);
    for (uint32_t i = 0; i < n_units; i++) {
        u[i].name = unit != NULL ? adil_span_of(unit[i]) : adil_fmt(&e->m->perm, "unit %u", i);
        u[i].unit = ADIL_NO_UNIT;
        u[i].turnout = election_no_turnout;
    }
    int64_t *own = adil_new(&e->m->perm, int64_t, (size_t)n_units * e->v.n_options);
    if (n_units > 0) {
        memcpy(own, cell, (size_t)n_units * e->v.n_options * sizeof *own);
    }
    assert_true(e->v.n_tables < ELECTION_TABLES);
    e->table[e->v.n_tables++] = (struct adil_table){
        .paper = paper, .round = round, .unit = u, .n_units = n_units, .cell = own};
    return u;
}

static inline struct adil_published_finding *
election_found(struct election *e, enum adil_finding_kind kind, uint32_t option, int64_t value)
{
    assert_true(e->v.n_findings < ELECTION_FINDINGS);
    struct adil_published_finding *f = &e->finding[e->v.n_findings++];
    *f = (struct adil_published_finding){
        .kind = kind, .option = option, .value = value, .of = -1, .source = ADIL_SPAN("gazette")};
    return f;
}

/* Every step can be put in words: the sentence of its kind asks for no figure it does not have. */
static inline void election_check_sentences(const struct election *e)
{
    static const enum adil_msg sentence[ADIL_N_STEPS] = {
#define X(id, word) ADIL_M_S_##id,
        ADIL_STEPS(X)
#undef X
    };
    for (const struct adil_step *s = e->out.step; s != NULL; s = s->next) {
        struct adil_arg *arg = adil_new(&e->m->perm, struct adil_arg, s->n_values);
        for (uint32_t i = 0; i < s->n_values; i++) {
            arg[i] = (struct adil_arg){adil_figure_name(s->value[i].name), ADIL_SPAN("x")};
        }
        for (int lang = 0; lang < ADIL_N_LANGS; lang++) {
            struct adil_span said =
                adil_said(&e->m->perm, (enum adil_lang)lang, sentence[s->kind], arg, s->n_values);
            assert_true(said.len > 0);
        }
    }
}

static inline const struct adil_outcome *election_count(struct election *e)
{
    adil_count(&e->m->perm, e->m->scratch, &e->c, &e->v, e->part_votes, NULL, &e->out);
    election_check_sentences(e);
    return &e->out;
}

/* The nth (from 0) step of a kind, or NULL. */
static inline const struct adil_step *election_step(const struct election *e,
                                                    enum adil_step_kind kind, uint32_t nth)
{
    for (const struct adil_step *s = e->out.step; s != NULL; s = s->next) {
        if (s->kind == kind && nth-- == 0) {
            return s;
        }
    }
    return NULL;
}

static inline const struct adil_value *election_figure(const struct adil_value *value, uint32_t n,
                                                       enum adil_figure f)
{
    for (uint32_t i = 0; i < n; i++) {
        if (value[i].name == f) {
            return &value[i];
        }
    }
    fail_msg("the step has no figure \"%s\"", adil_figure_name(f));
    return NULL;
}

/* Values of a step and of a row as text: numbers p or p/q, options by id. */
static inline struct adil_span election_shown(const struct election *e, const struct adil_value *v)
{
    switch (v->kind) {
    case ADIL_V_NUM:
    case ADIL_V_PERCENT:
        return adil_num_text(&e->m->perm, v->num);
    case ADIL_V_OPTION:
        return e->v.option[v->index].id;
    case ADIL_V_UNIT:
    case ADIL_V_TEXT:
        return v->text;
    case ADIL_V_TRUTH:
        return v->truth == ADIL_HOLDS   ? ADIL_SPAN("holds")
               : v->truth == ADIL_FAILS ? ADIL_SPAN("fails")
                                        : ADIL_SPAN("unknown");
    case ADIL_V_MESSAGE:
        return adil_text(ADIL_EN, v->msg);
    case ADIL_V_UNKNOWN:
        return ADIL_SPAN("?");
    case ADIL_V_OPTIONS: {
        struct adil_span text = ADIL_SPAN("");
        for (uint32_t i = 0; i < v->n_options; i++) {
            text = adil_fmt(&e->m->perm, "%.*s%s%.*s", ADIL_ARG(text), i > 0 ? ";" : "",
                            ADIL_ARG(e->v.option[v->options[i]].id));
        }
        return text;
    }
    case ADIL_V_PHRASE:
        return v->phrase->source;
    }
    return ADIL_SPAN("");
}

static inline struct adil_span election_in_step(const struct election *e, const struct adil_step *s,
                                                enum adil_figure f)
{
    assert_non_null(s);
    return election_shown(e, election_figure(s->value, s->n_values, f));
}

static inline struct adil_span election_in_row(const struct election *e, const struct adil_step *s,
                                               uint32_t row, enum adil_figure f)
{
    assert_non_null(s);
    assert_true(row < s->n_rows);
    return election_shown(e, election_figure(s->row[row].value, s->row[row].n, f));
}

/* Ids in order, "A;B". */
static inline struct adil_span election_names(const struct election *e, const uint32_t *option,
                                              uint32_t n)
{
    struct adil_value v = {.kind = ADIL_V_OPTIONS, .options = option, .n_options = n};
    return election_shown(e, &v);
}

#define assert_elected(e, want)                                                                    \
    assert_span_is(election_names((e), (e)->out.elected, (e)->out.n_elected), (want))
#define assert_advance(e, want)                                                                    \
    assert_span_is(election_names((e), (e)->out.advance, (e)->out.n_advance), (want))
#define assert_status(e, want)                                                                     \
    assert_string_equal(adil_status_word((e)->out.status), adil_status_word(want))
#define assert_reason(e, want)                                                                     \
    assert_span_equal(election_in_step((e), election_step((e), ADIL_STEP_GAP, 0), ADIL_F_REASON),  \
                      adil_text(ADIL_EN, (want)))
#define assert_unknown(e, want)                                                                    \
    assert_span_is(                                                                                \
        election_in_step((e), election_step((e), ADIL_STEP_UNKNOWN_FIGURE, 0), ADIL_F_FIGURE),     \
        (want))

#endif
