/* Tests of norms: which tests there are depends on the type of what is tested. Numbers and tallies
 * are tested by phrases, with the parser of phrases. Only a parenthesis recurses, capped. */
#include "law/moment_tree.h"
#include "law/norm_tree.h"

#include <string.h>

enum { OPERANDS_MAX = 64 };

static bool at_boundary(const struct adil_lex *x)
{
    return x->kind == ADIL_LEX_END || adil_lex_is(x, "and") || adil_lex_is(x, "or") ||
           adil_lex_is(x, ")") || adil_lex_is(x, "]") || adil_lex_is(x, ",");
}

/* A run of words and numbers, or a quoted text: "in force", 'in or out'. */
static adil_err parse_words(struct adil_norm_parse *n, struct adil_datum *v)
{
    struct adil_lex *x = &n->s.lex;
    v->known = true;
    if (x->kind == ADIL_LEX_TEXT) {
        v->text = x->token;
        adil_lex_next(x);
        return ADIL_OK;
    }
    size_t from = x->from;
    while (!at_boundary(x) && (x->kind == ADIL_LEX_WORD || x->kind == ADIL_LEX_NUMBER)) {
        adil_lex_next(x);
    }
    if (x->from == from) {
        return adil_parse_fail(&n->s, ADIL_SPAN("a text (in quotes when it has signs in it)"));
    }
    v->text = adil_span_sub(x->text, from, x->prev_to);
    return ADIL_OK;
}

static bool is_textual(enum adil_field_type t)
{
    return t == ADIL_FIELD_TEXT || t == ADIL_FIELD_REF || t == ADIL_FIELD_KEY;
}

/* A path of a type that `want` may be compared with; a set stands for its members. */
static adil_err parse_operand_locus(struct adil_norm_parse *n, bool date, struct adil_operand *o)
{
    struct adil_lex before = n->s.lex;
    o->is_locus = true;
    ADIL_TRY(adil_norm_locus(n, &o->at));
    if (date ? o->at.type != ADIL_FIELD_DATE
             : !is_textual(o->at.type) && o->at.type != ADIL_FIELD_SET) {
        n->s.lex = before;
        return adil_parse_fail(&n->s, date ? ADIL_SPAN("a date") : ADIL_SPAN("a text or a set"));
    }
    return ADIL_OK;
}

static adil_err parse_text_operand(struct adil_norm_parse *n, struct adil_operand *o)
{
    *o = (struct adil_operand){0};
    return adil_norm_locus_ahead(n) ? parse_operand_locus(n, false, o) : parse_words(n, &o->value);
}

/* "first Sunday of December", of the year of the day that is tested. */
static adil_err parse_nth_operand(struct adil_norm_parse *n, struct adil_operand *o)
{
    struct adil_moment m = {0};
    if (!adil_moment_take_nth(&n->s.lex, &m)) {
        return ADIL_OK;
    }
    if (m.month == 0) {
        return adil_parse_fail(&n->s, ADIL_SPAN("\"of\" and a month such as December"));
    }
    struct adil_moment *kept = adil_new(n->s.perm, struct adil_moment, 1);
    *kept = m;
    o->nth = kept;
    return ADIL_OK;
}

static adil_err parse_date_operand(struct adil_norm_parse *n, struct adil_operand *o)
{
    *o = (struct adil_operand){0};
    ADIL_TRY(parse_nth_operand(n, o));
    if (o->nth != NULL) {
        return ADIL_OK;
    }
    if (n->s.lex.kind == ADIL_LEX_DATE) {
        if (!adil_date_parse(n->s.lex.token, &o->value.date)) {
            return adil_parse_fail(&n->s, ADIL_SPAN("a day that exists"));
        }
        o->value.known = true;
        adil_lex_next(&n->s.lex);
        return ADIL_OK;
    }
    if (n->s.lex.kind != ADIL_LEX_WORD) {
        return adil_parse_fail(&n->s, ADIL_SPAN("a date such as 2022-09-17, or a field"));
    }
    return parse_operand_locus(n, true, o);
}

static const struct adil_operand *keep_operands(struct adil_arena *a, const struct adil_operand *o,
                                                uint32_t n)
{
    struct adil_operand *kept = adil_new(a, struct adil_operand, n);
    memcpy(kept, o, n * sizeof *kept);
    return kept;
}

/* a, b, c  or  [a, b, c] */
static adil_err parse_list(struct adil_norm_parse *n, struct adil_test *t)
{
    struct adil_operand o[OPERANDS_MAX];
    bool bracketed = adil_lex_take(&n->s.lex, "[");
    do {
        if (t->n_operands == OPERANDS_MAX) {
            return adil_parse_fail(&n->s,
                                   adil_fmt(n->s.perm, "at most %d in a list", OPERANDS_MAX));
        }
        ADIL_TRY(parse_text_operand(n, &o[t->n_operands++]));
    } while (adil_lex_take(&n->s.lex, ","));
    t->operand = keep_operands(n->s.perm, o, t->n_operands);
    if (bracketed && !adil_lex_take(&n->s.lex, "]")) {
        return adil_parse_fail(&n->s, ADIL_SPAN("\",\" or \"]\""));
    }
    return ADIL_OK;
}

/* "president", "one of [a, b]", "= president" */
static adil_err parse_text_test(struct adil_norm_parse *n, struct adil_test *t)
{
    struct adil_operand o;
    t->kind = ADIL_TEST_ONE_OF;
    if (adil_lex_take2(&n->s.lex, "one", "of")) {
        return parse_list(n, t);
    }
    ADIL_TRY(parse_text_operand(n, &o));
    t->operand = keep_operands(n->s.perm, &o, 1);
    t->n_operands = 1;
    return ADIL_OK;
}

static adil_err parse_set_test(struct adil_norm_parse *n, struct adil_test *t)
{
    if (adil_lex_take(&n->s.lex, "contains")) {
        t->kind = ADIL_TEST_CONTAINS;
    } else if (adil_lex_take(&n->s.lex, "within")) {
        t->kind = ADIL_TEST_WITHIN;
    } else {
        return adil_parse_fail(&n->s, ADIL_SPAN("\"contains\" or \"within\" (a set is tested)"));
    }
    return parse_list(n, t);
}

static adil_err parse_flag_test(struct adil_norm_parse *n, struct adil_test *t)
{
    t->kind = ADIL_TEST_FLAG;
    t->flag = adil_lex_take(&n->s.lex, "true");
    if (!t->flag && !adil_lex_take(&n->s.lex, "false")) {
        return adil_parse_fail(&n->s, ADIL_SPAN("\"true\" or \"false\" (a flag is tested)"));
    }
    return ADIL_OK;
}

static adil_err parse_date_test(struct adil_norm_parse *n, struct adil_test *t)
{
    struct adil_lex *x = &n->s.lex;
    struct adil_lex ahead = *x;
    struct adil_operand o;
    t->kind = ADIL_TEST_DATE;
    if (adil_parse_order(&ahead, &t->op)) {
        return adil_parse_fail(&n->s, ADIL_SPAN("\"after\", \"before\", \"on or after\", \"on or "
                                                "before\" or a date (a date is tested)"));
    }
    t->op = ADIL_EQ;
    if (adil_lex_take(x, "after")) {
        t->op = ADIL_GT;
    } else if (adil_lex_take(x, "before")) {
        t->op = ADIL_LT;
    } else if (adil_lex_take(x, "on") && adil_lex_take(x, "or")) {
        t->op = adil_lex_is(x, "after") ? ADIL_GE : ADIL_LE;
        if (!adil_lex_take(x, "after") && !adil_lex_take(x, "before")) {
            return adil_parse_fail(&n->s, ADIL_SPAN("\"after\" or \"before\""));
        }
    }
    ADIL_TRY(parse_date_operand(n, &o));
    t->operand = keep_operands(n->s.perm, &o, 1);
    t->n_operands = 1;
    return ADIL_OK;
}

/* 40 years; 1 year 6 months */
static adil_err parse_duration(struct adil_norm_parse *n, struct adil_duration *d)
{
    struct adil_lex *x = &n->s.lex;
    struct adil_lex start = *x;
    while (x->kind == ADIL_LEX_NUMBER) {
        adil_lex_next(x);
        if (x->kind == ADIL_LEX_WORD && !at_boundary(x)) {
            adil_lex_next(x);
        }
    }
    if (!adil_duration_parse(adil_span_sub(x->text, start.from, x->prev_to), d) ||
        x->from == start.from) {
        *x = start;
        return adil_parse_fail(&n->s, ADIL_SPAN("a time such as 40 years, 6 months or 60 days"));
    }
    return ADIL_OK;
}

static adil_err parse_time_test(struct adil_norm_parse *n, bool age, struct adil_test *t)
{
    t->kind = age ? ADIL_TEST_AGE : ADIL_TEST_TIME;
    if (!adil_parse_order(&n->s.lex, &t->op) || t->op == ADIL_EQ || t->op == ADIL_NE) {
        return adil_parse_fail(
            &n->s, ADIL_SPAN("\"more than\", \"at least\", \"less than\" or \"at most\", and a "
                             "time"));
    }
    struct adil_lex before = n->s.lex;
    ADIL_TRY(parse_duration(n, &t->time));
    if (age && (t->time.months % 12 != 0 || t->time.days != 0)) {
        n->s.lex = before;
        return adil_parse_fail(&n->s, ADIL_SPAN("whole years (an age is tested)"));
    }
    return ADIL_OK;
}

static struct adil_phrase *exactly(struct adil_arena *a, struct adil_num x)
{
    struct adil_phrase *p = adil_new(a, struct adil_phrase, 1);
    *p = (struct adil_phrase){.kind = ADIL_P_BOUND,
                              .op = ADIL_EQ,
                              .group = ADIL_NO_WORD,
                              .amount = {.n = x, .quantity = ADIL_NO_WORD}};
    return p;
}

/* "one of 1, 2": any of "exactly 1", "exactly 2" */
static adil_err parse_numbers(struct adil_norm_parse *n, struct adil_test *t)
{
    struct adil_test part[OPERANDS_MAX];
    bool bracketed = adil_lex_take(&n->s.lex, "[");
    t->kind = ADIL_TEST_ANY;
    do {
        if (t->n_parts == OPERANDS_MAX) {
            return adil_parse_fail(&n->s,
                                   adil_fmt(n->s.perm, "at most %d in a list", OPERANDS_MAX));
        }
        struct adil_num x;
        ADIL_TRY(adil_parse_number(&n->s, &x));
        part[t->n_parts++] = (struct adil_test){
            .kind = ADIL_TEST_PHRASE, .at = t->at, .phrase = exactly(n->s.perm, x)};
    } while (adil_lex_take(&n->s.lex, ","));
    struct adil_test *kept = adil_new(n->s.perm, struct adil_test, t->n_parts);
    memcpy(kept, part, t->n_parts * sizeof *kept);
    t->part = kept;
    if (bracketed && !adil_lex_take(&n->s.lex, "]")) {
        return adil_parse_fail(&n->s, ADIL_SPAN("\",\" or \"]\""));
    }
    return ADIL_OK;
}

/* A bare number is "exactly" it. A number has no parts by unit: only a tally is tested in "every
 * region". */
static adil_err parse_number_test(struct adil_norm_parse *n, bool tally, struct adil_test *t)
{
    struct adil_num x;
    if (adil_lex_take2(&n->s.lex, "one", "of")) {
        return parse_numbers(n, t);
    }
    t->kind = ADIL_TEST_PHRASE;
    if (n->s.lex.kind == ADIL_LEX_NUMBER) {
        ADIL_TRY(adil_parse_number(&n->s, &x));
        t->phrase = exactly(n->s.perm, x);
        return ADIL_OK;
    }
    struct adil_lex before = n->s.lex;
    struct adil_phrase *p = adil_new(n->s.perm, struct adil_phrase, 1);
    t->own = adil_norm_own_vocab(n);
    const struct adil_vocab *book = n->s.vocab;
    n->s.vocab = t->own != NULL ? &t->own->vocab : book;
    adil_err err = adil_parse_bound(&n->s, p);
    n->s.vocab = book;
    ADIL_TRY(err);
    t->phrase = p;
    if (!tally && p->spread != ADIL_SPREAD_WHOLE) {
        n->s.lex = before;
        return adil_parse_fail(&n->s, ADIL_SPAN("a bound on one number: only a tally has units"));
    }
    return ADIL_OK;
}

static adil_err parse_leaf(struct adil_norm_parse *n, enum adil_path_kind kind,
                           enum adil_field_type type, struct adil_test *t)
{
    if (kind == ADIL_PATH_AGE || kind == ADIL_PATH_TIME) {
        return parse_time_test(n, kind == ADIL_PATH_AGE, t);
    }
    switch (type) {
    case ADIL_FIELD_TEXT:
    case ADIL_FIELD_REF:
    case ADIL_FIELD_KEY:
        return parse_text_test(n, t);
    case ADIL_FIELD_DATE:
        return parse_date_test(n, t);
    case ADIL_FIELD_NUMBER:
        return parse_number_test(n, false, t);
    case ADIL_FIELD_TALLY:
        return parse_number_test(n, true, t);
    case ADIL_FIELD_FLAG:
        return parse_flag_test(n, t);
    case ADIL_FIELD_SET:
        return parse_set_test(n, t);
    case ADIL_FIELD_HASH: /* texts and numbers to norms: see type_of in norm_path.c */
    case ADIL_FIELD_MOMENT:
    case ADIL_FIELD_VOTES:
    case ADIL_N_FIELD_TYPES:
        break;
    }
    return adil_parse_fail(&n->s, ADIL_SPAN("a test"));
}

/* What a test is of: the norm's `that`, or each time a field of a row. */
struct of {
    bool where;
    enum adil_path_kind kind;
    enum adil_field_type type;
};

static adil_err parse_tests(struct adil_norm_parse *n, struct of of, struct adil_test *out);

/* "age(born, at: contest.day) less than 29 years" */
static adil_err parse_time_condition(struct adil_norm_parse *n, struct adil_test *out)
{
    ADIL_TRY(adil_norm_path(n, &out->between));
    (void)adil_lex_take(&n->s.lex, "is");
    out->negated = adil_lex_take(&n->s.lex, "not");
    return parse_time_test(n, out->between->kind == ADIL_PATH_AGE, out);
}

static bool time_ahead(const struct adil_norm_parse *n)
{
    struct adil_lex age = n->s.lex;
    struct adil_lex span = n->s.lex;
    return adil_lex_take2(&age, "age", "(") || adil_lex_take2(&span, "span", "(");
}

/* A field of a row and its test: "office = president", "elected_on after 2022-09-17". */
static adil_err parse_condition(struct adil_norm_parse *n, struct adil_test *out)
{
    if (time_ahead(n)) {
        return parse_time_condition(n, out);
    }
    struct adil_locus *at = adil_new(n->s.perm, struct adil_locus, 1);
    ADIL_TRY(adil_norm_locus(n, at));
    out->at = at;
    bool differs = adil_lex_take(&n->s.lex, "!=");
    if (!differs && !adil_lex_take(&n->s.lex, "=")) {
        (void)adil_lex_take(&n->s.lex, "is");
    }
    out->negated = differs != adil_lex_take(&n->s.lex, "not");
    return parse_leaf(n, ADIL_PATH_VALUE, at->type, out);
}

/* NOLINTBEGIN(misc-no-recursion): capped by adil_parse_deeper */
static adil_err parse_one(struct adil_norm_parse *n, struct of of, struct adil_test *out)
{
    *out = (struct adil_test){0};
    bool negated = adil_lex_take(&n->s.lex, "not");
    if (adil_lex_take(&n->s.lex, "(")) {
        ADIL_TRY(adil_parse_deeper(&n->s));
        ADIL_TRY(parse_tests(n, of, out));
        if (!adil_lex_take(&n->s.lex, ")")) {
            return adil_parse_fail(&n->s, ADIL_SPAN("\")\", \"and\" or \"or\""));
        }
        n->s.depth--;
    } else if (of.where) {
        ADIL_TRY(parse_condition(n, out));
    } else {
        ADIL_TRY(parse_leaf(n, of.kind, of.type, out));
    }
    out->negated = out->negated != negated;
    return ADIL_OK;
}

/* Tests joined by "and" (`all`) or by "or", while their number is not known. */
static adil_err parse_joined(struct adil_norm_parse *n, struct of of, bool all,
                             struct adil_test *out)
{
    struct adil_test *part = NULL;
    uint32_t count = 0;
    uint32_t cap = 0;
    do {
        if (count == cap) {
            cap = cap == 0 ? 2 : 2 * cap;
            struct adil_test *grown = adil_new(n->s.perm, struct adil_test, cap);
            if (part != NULL) {
                memcpy(grown, part, count * sizeof *grown);
            }
            part = grown;
        }
        if (all) {
            ADIL_TRY(parse_one(n, of, &part[count]));
        } else {
            ADIL_TRY(parse_joined(n, of, true, &part[count]));
        }
        count++;
    } while (adil_lex_take(&n->s.lex, all ? "and" : "or"));
    *out = part[0];
    if (count > 1) {
        *out = (struct adil_test){
            .kind = all ? ADIL_TEST_ALL : ADIL_TEST_ANY, .part = part, .n_parts = count};
    }
    return ADIL_OK;
}

static adil_err parse_tests(struct adil_norm_parse *n, struct of of, struct adil_test *out)
{
    return parse_joined(n, of, false, out);
}
/* NOLINTEND(misc-no-recursion) */

adil_err adil_norm_where(struct adil_norm_parse *n, const struct adil_test **out)
{
    struct adil_test *t = adil_new(n->s.perm, struct adil_test, 1);
    *out = t;
    return parse_tests(n, (struct of){.where = true}, t);
}

adil_err adil_norm_parse(struct adil_arena *perm, struct adil_place place, struct adil_span that,
                         struct adil_span is, const struct adil_norm_scope *scope,
                         struct adil_norm *out, struct adil_diag *diag)
{
    struct adil_norm_parse n = {.scope = scope, .row = ADIL_NO_WORD};
    ADIL_TRY(adil_parse_open(&n.s, perm, place, that, scope->vocab, diag));
    ADIL_TRY(adil_norm_path(&n, &out->that));
    if (n.s.lex.kind != ADIL_LEX_END) {
        return adil_parse_fail(&n.s, ADIL_SPAN("the end of the path"));
    }
    struct adil_test *t = adil_new(perm, struct adil_test, 1);
    bool rows = out->that->kind == ADIL_PATH_COUNT || out->that->kind == ADIL_PATH_SUM;
    ADIL_TRY(adil_parse_open(&n.s, perm, place, is, scope->vocab, diag));
    struct of of = {.kind = out->that->kind, .type = rows ? ADIL_FIELD_NUMBER : out->that->at.type};
    ADIL_TRY(parse_tests(&n, of, t));
    ADIL_TRY(adil_parse_end(&n.s));
    out->is = t;
    return ADIL_OK;
}
