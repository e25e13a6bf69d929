/* The parser of phrases: recursive descent, one function a rule of the grammar (docs/phrases.md).
 * Only a parenthesis recurses, and those are capped. */
#include "law/phrase.h"

#include "law/phrase_parse.h"

#include <string.h>

static adil_err unknown_word(struct adil_parse *s, const char *expected,
                             const struct adil_vocab_word *word, uint32_t n)
{
    struct adil_span *name = adil_new(s->perm, struct adil_span, 2 * (size_t)n);
    size_t k = 0;
    for (uint32_t i = 0; i < n; i++) {
        name[k++] = word[i].words.len > 0 ? word[i].words : word[i].id;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (word[i].words.len > 0) {
            name[k++] = word[i].id;
        }
    }
    return adil_parse_unknown(s, expected, name, k, n);
}

static adil_err parse_quantity(struct adil_parse *s, uint32_t *out)
{
    *out = adil_vocab_take(s->vocab->quantity, s->vocab->n_quantities, false, &s->lex);
    if (*out == ADIL_NO_WORD) {
        return unknown_word(s, "a quantity", s->vocab->quantity, s->vocab->n_quantities);
    }
    return ADIL_OK;
}

static adil_err parse_group(struct adil_parse *s, uint32_t *out)
{
    *out = adil_vocab_take(s->vocab->group, s->vocab->n_groups, true, &s->lex);
    if (*out == ADIL_NO_WORD) {
        return unknown_word(s, "a group", s->vocab->group, s->vocab->n_groups);
    }
    return ADIL_OK;
}

#define ORDERS                                                                                     \
    "\"more than\", \"at least\", \"less than\", \"at most\", \"exactly\" or \"other than\""

static struct adil_num hundredth(struct adil_arena *a, struct adil_num x)
{
    return adil_num_div(a, x, adil_num_int(100));
}

static bool stands2(struct adil_lex x, const char *first, const char *second)
{
    return adil_lex_take2(&x, first, second);
}

/* "2 of members" could be read as two of them: a share is a fraction or a percentage. */
static adil_err refuse_whole_share(struct adil_parse *s)
{
    return adil_parse_fail(s, ADIL_SPAN("a fraction or a percentage before \"of\" (a number of "
                                        "them is written without \"of\")"));
}

static adil_err parse_rounding(struct adil_parse *s, struct adil_amount *m)
{
    struct adil_lex ahead = s->lex;
    (void)adil_lex_take(&ahead, ",");
    if (!adil_lex_take(&ahead, "rounded")) {
        return ADIL_OK;
    }
    s->lex = ahead;
    if (adil_lex_take(&s->lex, "up")) {
        m->rounding = ADIL_ROUND_UP;
    } else if (adil_lex_take(&s->lex, "down")) {
        m->rounding = ADIL_ROUND_DOWN;
    } else if (adil_lex_take2(&s->lex, "to", "nearest")) {
        m->rounding = ADIL_ROUND_NEAREST;
    } else {
        return adil_parse_fail(s, ADIL_SPAN("\"up\", \"down\" or \"to nearest\""));
    }
    return ADIL_OK;
}

static adil_err parse_share(struct adil_parse *s, struct adil_amount *m)
{
    bool whole = !m->percent && adil_num_is_int(m->n);
    m->share = !whole;
    if (whole && !s->vocab->counts) {
        return refuse_whole_share(s);
    }
    if (!adil_lex_take(&s->lex, "of")) {
        return adil_parse_fail(s, ADIL_SPAN("\"of\" and the quantity it is a share of"));
    }
    return parse_quantity(s, &m->quantity);
}

/* "5000 members"; a fraction before a noun lacks its "of". */
static adil_err parse_noun(struct adil_parse *s, struct adil_amount *m)
{
    struct adil_lex before = s->lex;
    m->quantity = adil_vocab_take(s->vocab->quantity, s->vocab->n_quantities, false, &s->lex);
    if (m->quantity != ADIL_NO_WORD && !adil_num_is_int(m->n)) {
        s->lex = before;
        return adil_parse_fail(s, ADIL_SPAN("\"of\" after a fraction"));
    }
    return ADIL_OK;
}

static adil_err parse_amount(struct adil_parse *s, struct adil_amount *m)
{
    *m = (struct adil_amount){.quantity = ADIL_NO_WORD};
    ADIL_TRY(adil_parse_number(s, &m->n));
    if (adil_lex_take(&s->lex, "%")) {
        m->percent = true;
        m->n = hundredth(s->perm, m->n);
    }
    if (m->percent || (adil_lex_is(&s->lex, "of") && !stands2(s->lex, "of", "every"))) {
        ADIL_TRY(parse_share(s, m));
    } else {
        ADIL_TRY(parse_noun(s, m));
    }
    return parse_rounding(s, m);
}

static adil_err parse_spread_count(struct adil_parse *s, struct adil_phrase *p)
{
    p->spread = ADIL_SPREAD_COUNT;
    if (!adil_parse_order(&s->lex, &p->spread_op)) {
        return adil_parse_fail(s, ADIL_SPAN("\"every\", or how many: " ORDERS));
    }
    ADIL_TRY(adil_parse_number(s, &p->spread_n));
    if (adil_lex_take(&s->lex, "%")) {
        p->spread_percent = true;
        p->spread_n = hundredth(s->perm, p->spread_n);
    }
    bool whole = adil_num_is_int(p->spread_n) && !p->spread_percent;
    p->spread_share = !whole;
    if (whole && adil_lex_is(&s->lex, "of")) {
        return refuse_whole_share(s);
    }
    if (!whole && !adil_lex_take(&s->lex, "of")) {
        return adil_parse_fail(s, ADIL_SPAN("\"of\" and a group of units"));
    }
    return parse_group(s, &p->group);
}

static adil_err parse_spread(struct adil_parse *s, struct adil_phrase *p)
{
    struct adil_lex ahead = s->lex;
    (void)adil_lex_take(&ahead, ",");
    bool of = adil_lex_take2(&ahead, "of", "every");
    if (of || adil_lex_take2(&ahead, "in", "every")) {
        s->lex = ahead;
        p->spread = ADIL_SPREAD_EVERY;
        p->spread_of = of;
        return parse_group(s, &p->group);
    }
    if (adil_lex_take(&ahead, "in")) {
        s->lex = ahead;
        return parse_spread_count(s, p);
    }
    return ADIL_OK;
}

static struct adil_phrase blank_phrase(enum adil_phrase_kind kind)
{
    return (struct adil_phrase){
        .kind = kind, .group = ADIL_NO_WORD, .amount = {.quantity = ADIL_NO_WORD}};
}

adil_err adil_parse_bound(struct adil_parse *s, struct adil_phrase *out)
{
    size_t from = s->lex.from;
    *out = blank_phrase(ADIL_P_BOUND);
    if (!adil_parse_order(&s->lex, &out->op)) {
        return adil_parse_fail(s, ADIL_SPAN(ORDERS));
    }
    ADIL_TRY(parse_amount(s, &out->amount));
    ADIL_TRY(parse_spread(s, out));
    out->source = adil_span_sub(s->lex.text, from, s->lex.prev_to);
    return ADIL_OK;
}

/* 12, 2 * seats, seats */
static adil_err parse_term(struct adil_parse *s, bool minus, struct adil_term *t)
{
    t->coefficient = adil_num_int(1);
    t->quantity = ADIL_NO_WORD;
    if (s->lex.kind == ADIL_LEX_NUMBER) {
        ADIL_TRY(adil_parse_number(s, &t->coefficient));
        if (adil_lex_take(&s->lex, "*")) {
            ADIL_TRY(parse_quantity(s, &t->quantity));
        }
    } else {
        ADIL_TRY(parse_quantity(s, &t->quantity));
    }
    if (minus) {
        t->coefficient = adil_num_sub(s->perm, adil_num_int(0), t->coefficient);
    }
    return ADIL_OK;
}

static adil_err parse_sum(struct adil_parse *s, const struct adil_term **out, uint32_t *n)
{
    struct adil_term term[ADIL_PHRASE_TERMS_MAX];
    *n = 0;
    bool minus = adil_lex_take(&s->lex, "-");
    for (;;) {
        if (*n == ADIL_PHRASE_TERMS_MAX) {
            return adil_parse_fail(s, adil_fmt(s->perm, "at most %d terms", ADIL_PHRASE_TERMS_MAX));
        }
        ADIL_TRY(parse_term(s, minus, &term[(*n)++]));
        minus = adil_lex_take(&s->lex, "-");
        if (!minus && !adil_lex_take(&s->lex, "+")) {
            break;
        }
    }
    struct adil_term *kept = adil_new(s->perm, struct adil_term, *n);
    memcpy(kept, term, *n * sizeof *kept);
    *out = kept;
    return ADIL_OK;
}

static adil_err parse_relation(struct adil_parse *s, enum adil_compare *op)
{
    static const struct {
        const char *sign;
        enum adil_compare op;
    } signs[] = {
        {"=", ADIL_EQ},  {"!=", ADIL_NE}, {"<", ADIL_LT},
        {"<=", ADIL_LE}, {">", ADIL_GT},  {">=", ADIL_GE},
    };
    for (size_t i = 0; i < ADIL_COUNT(signs); i++) {
        if (adil_lex_take(&s->lex, signs[i].sign)) {
            *op = signs[i].op;
            return ADIL_OK;
        }
    }
    if (!adil_lex_take(&s->lex, "is")) {
        return adil_parse_fail(s, ADIL_SPAN("a relation: =, !=, <, <=, >, >= or \"is\""));
    }
    if (!adil_parse_order(&s->lex, op)) {
        return adil_parse_fail(s, ADIL_SPAN(ORDERS));
    }
    return ADIL_OK;
}

/* Whether a number here starts an amount (a share, a rounded number, a number with its noun). */
static bool amount_ahead(const struct adil_parse *s)
{
    struct adil_lex x = s->lex;
    if (x.kind != ADIL_LEX_NUMBER) {
        return false;
    }
    adil_lex_next(&x);
    return adil_lex_is(&x, "%") || adil_lex_is(&x, "rounded") || stands2(x, ",", "rounded") ||
           (adil_lex_is(&x, "of") && !stands2(x, "of", "every")) ||
           adil_vocab_take(s->vocab->quantity, s->vocab->n_quantities, false, &x) != ADIL_NO_WORD;
}

static adil_err parse_compare(struct adil_parse *s, struct adil_phrase *out)
{
    size_t from = s->lex.from;
    *out = blank_phrase(ADIL_P_COMPARE);
    ADIL_TRY(parse_sum(s, &out->left, &out->n_left));
    ADIL_TRY(parse_relation(s, &out->op));
    if (amount_ahead(s)) {
        ADIL_TRY(parse_amount(s, &out->amount));
    } else {
        ADIL_TRY(parse_sum(s, &out->right, &out->n_right));
    }
    ADIL_TRY(parse_spread(s, out));
    out->source = adil_span_sub(s->lex.text, from, s->lex.prev_to);
    return ADIL_OK;
}

/* Parts of an "and" or "or" while their number is not known. */
struct parts {
    struct adil_phrase *part;
    uint32_t n;
    uint32_t cap;
};

static struct adil_phrase *parts_add(struct adil_arena *a, struct parts *l)
{
    if (l->n == l->cap) {
        uint32_t cap = l->cap == 0 ? 2 : 2 * l->cap;
        struct adil_phrase *grown = adil_new(a, struct adil_phrase, cap);
        if (l->n > 0) {
            memcpy(grown, l->part, l->n * sizeof *grown);
        }
        l->part = grown;
        l->cap = cap;
    }
    return &l->part[l->n++];
}

/* One part stands for itself; several become one phrase of that kind. */
static void parts_close(struct adil_parse *s, const struct parts *l, enum adil_phrase_kind kind,
                        size_t from, struct adil_phrase *out)
{
    if (l->n == 1) {
        *out = l->part[0];
        return;
    }
    *out = blank_phrase(kind);
    out->part = l->part;
    out->n_parts = l->n;
    out->source = adil_span_sub(s->lex.text, from, s->lex.prev_to);
}

/* NOLINTBEGIN(misc-no-recursion): capped by adil_parse_deeper */
static adil_err parse_any(struct adil_parse *s, struct adil_phrase *out);

static adil_err parse_item(struct adil_parse *s, struct adil_phrase *out)
{
    struct adil_lex ahead = s->lex;
    enum adil_compare op;
    if (adil_lex_is(&s->lex, "(")) {
        ADIL_TRY(adil_parse_deeper(s));
        adil_lex_next(&s->lex);
        ADIL_TRY(parse_any(s, out));
        if (!adil_lex_take(&s->lex, ")")) {
            return adil_parse_fail(s, ADIL_SPAN("\")\", \"and\" or \"or\""));
        }
        s->depth--;
        return ADIL_OK;
    }
    if (adil_parse_order(&ahead, &op)) {
        return adil_parse_bound(s, out);
    }
    ahead = s->lex;
    if (s->lex.kind == ADIL_LEX_NUMBER || adil_lex_is(&s->lex, "-") ||
        adil_vocab_take(s->vocab->quantity, s->vocab->n_quantities, false, &ahead) !=
            ADIL_NO_WORD) {
        return parse_compare(s, out);
    }
    return unknown_word(s, ORDERS ", or a quantity", s->vocab->quantity, s->vocab->n_quantities);
}

static adil_err parse_all(struct adil_parse *s, struct adil_phrase *out)
{
    size_t from = s->lex.from;
    struct parts l = {0};
    do {
        ADIL_TRY(parse_item(s, parts_add(s->perm, &l)));
    } while (adil_lex_take(&s->lex, "and"));
    parts_close(s, &l, ADIL_P_ALL, from, out);
    return ADIL_OK;
}

static adil_err parse_any(struct adil_parse *s, struct adil_phrase *out)
{
    size_t from = s->lex.from;
    struct parts l = {0};
    do {
        ADIL_TRY(parse_all(s, parts_add(s->perm, &l)));
    } while (adil_lex_take(&s->lex, "or"));
    parts_close(s, &l, ADIL_P_ANY, from, out);
    return ADIL_OK;
}
/* NOLINTEND(misc-no-recursion) */

adil_err adil_phrase_parse(struct adil_arena *perm, struct adil_place place, struct adil_span text,
                           const struct adil_vocab *vocab, const struct adil_phrase **out,
                           struct adil_diag *diag)
{
    struct adil_parse s;
    struct adil_phrase *p = adil_new(perm, struct adil_phrase, 1);
    ADIL_TRY(adil_parse_open(&s, perm, place, text, vocab, diag));
    ADIL_TRY(parse_any(&s, p));
    ADIL_TRY(adil_parse_end(&s));
    *out = p;
    return ADIL_OK;
}
