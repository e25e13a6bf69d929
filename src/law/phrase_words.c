/* Phrases in words. Sentences come from the catalogue; what varies stands alone in its place or in
 * brackets, so that no ending has to agree with it. */
#include "law/phrase_parse.h"

struct words {
    struct adil_arena *a;
    enum adil_lang lang;
    const struct adil_vocab *vocab;
};

static struct adil_span say1(const struct words *w, enum adil_msg msg, const char *name,
                             struct adil_span text)
{
    const struct adil_arg arg = {name, text};
    return adil_said(w->a, w->lang, msg, &arg, 1);
}

static struct adil_span say2(const struct words *w, enum adil_msg msg, const char *name,
                             struct adil_span text, const char *name2, struct adil_span text2)
{
    const struct adil_arg arg[] = {{name, text}, {name2, text2}};
    return adil_said(w->a, w->lang, msg, arg, ADIL_COUNT(arg));
}

/* A number as it is read: whole ones grouped, others as a fraction; a percentage as a decimal when
 * it ends within twelve places. */
static struct adil_span number_words(const struct words *w, struct adil_num n, bool percent)
{
    unsigned places;
    if (percent && adil_decimal_places(*w->a, adil_num_mul(w->a, n, adil_num_int(100)), &places)) {
        return adil_lang_percent(w->a, w->lang, n, places);
    }
    return adil_num_is_int(n) ? adil_lang_num(w->a, w->lang, n, 0) : adil_num_text(w->a, n);
}

struct adil_span adil_order_words(struct adil_arena *a, enum adil_lang lang, enum adil_compare op,
                                  struct adil_span amount)
{
    static const enum adil_msg order[] = {
        [ADIL_GT] = ADIL_M_L_MORE_THAN, [ADIL_GE] = ADIL_M_L_AT_LEAST,
        [ADIL_LT] = ADIL_M_L_LESS_THAN, [ADIL_LE] = ADIL_M_L_AT_MOST,
        [ADIL_EQ] = ADIL_M_L_EXACTLY,   [ADIL_NE] = ADIL_M_L_OTHER_THAN,
    };
    ADIL_ASSERT((size_t)op < ADIL_COUNT(order));
    struct words w = {.a = a, .lang = lang};
    return say1(&w, order[op], "amount", amount);
}

static struct adil_span quantity_of(const struct words *w, uint32_t q)
{
    ADIL_ASSERT(q < w->vocab->n_quantities);
    return adil_vocab_of(&w->vocab->quantity[q], w->lang);
}

static struct adil_span rounding_words(const struct words *w, enum adil_rounding how,
                                       struct adil_span what)
{
    switch (how) {
    case ADIL_ROUND_NONE:
        return what;
    case ADIL_ROUND_UP:
        return say1(w, ADIL_M_L_ROUNDED_UP, "what", what);
    case ADIL_ROUND_DOWN:
        return say1(w, ADIL_M_L_ROUNDED_DOWN, "what", what);
    case ADIL_ROUND_NEAREST:
        return say1(w, ADIL_M_L_ROUNDED_NEAREST, "what", what);
    }
    return what;
}

/* "at least 5% of counted votes", "at least 5,000 members" */
static struct adil_span bound_words(const struct words *w, enum adil_compare op,
                                    const struct adil_amount *m)
{
    struct adil_span n = number_words(w, m->n, m->percent);
    if (m->share) {
        n = say2(w, ADIL_M_L_SHARE, "n", n, "of", quantity_of(w, m->quantity));
    }
    struct adil_span what = adil_order_words(w->a, w->lang, op, n);
    if (!m->share && m->quantity != ADIL_NO_WORD) {
        what = say2(w, ADIL_M_L_NOUN, "what", what, "of", quantity_of(w, m->quantity));
    }
    return rounding_words(w, m->rounding, what);
}

/* In English a name in the singular follows "every". */
static struct adil_span group_of(const struct words *w, uint32_t g, bool every)
{
    ADIL_ASSERT(g < w->vocab->n_groups);
    struct adil_span name = adil_vocab_of(&w->vocab->group[g], w->lang);
    return every && w->lang == ADIL_EN ? adil_vocab_singular(w->a, name) : name;
}

static struct adil_span spread_words(const struct words *w, const struct adil_phrase *p,
                                     struct adil_span what)
{
    static const enum adil_msg in[] = {
        [ADIL_GT] = ADIL_M_L_IN_MORE_THAN, [ADIL_GE] = ADIL_M_L_IN_AT_LEAST,
        [ADIL_LT] = ADIL_M_L_IN_LESS_THAN, [ADIL_LE] = ADIL_M_L_IN_AT_MOST,
        [ADIL_EQ] = ADIL_M_L_IN_EXACTLY,   [ADIL_NE] = ADIL_M_L_IN_OTHER_THAN,
    };
    if (p->spread == ADIL_SPREAD_WHOLE) {
        return what;
    }
    if (p->spread == ADIL_SPREAD_EVERY) {
        return say2(w, p->spread_of ? ADIL_M_L_OF_EVERY : ADIL_M_L_IN_EVERY, "what", what, "of",
                    group_of(w, p->group, true));
    }
    const struct adil_arg arg[] = {
        {"what", what},
        {"in", say1(w, in[p->spread_op], "n", number_words(w, p->spread_n, p->spread_percent))},
        {"of", group_of(w, p->group, false)},
    };
    return adil_said(w->a, w->lang, p->spread_share ? ADIL_M_L_IN_SHARE : ADIL_M_L_IN_COUNT, arg,
                     ADIL_COUNT(arg));
}

static struct adil_span term_words(const struct words *w, struct adil_num c, uint32_t q)
{
    struct adil_span n = number_words(w, c, false);
    if (q == ADIL_NO_WORD) {
        return n;
    }
    struct adil_span what = say1(w, ADIL_M_L_TERM, "of", quantity_of(w, q));
    if (adil_num_eq(c, adil_num_int(1))) {
        return what;
    }
    return adil_fmt(w->a, "%.*s × %.*s", ADIL_ARG(n), ADIL_ARG(what));
}

static struct adil_span sum_words(const struct words *w, const struct adil_term *t, uint32_t n)
{
    struct adil_span *piece = adil_new(w->a, struct adil_span, 2 * (size_t)n);
    for (size_t i = 0; i < n; i++) {
        bool minus = adil_num_sign(t[i].coefficient) < 0;
        struct adil_num c = t[i].coefficient;
        if (minus) {
            c = adil_num_sub(w->a, adil_num_int(0), c);
            piece[2 * i] = i == 0 ? ADIL_SPAN("−") : ADIL_SPAN(" − ");
        } else {
            piece[2 * i] = i == 0 ? ADIL_SPAN("") : ADIL_SPAN(" + ");
        }
        piece[2 * i + 1] = term_words(w, c, t[i].quantity);
    }
    return adil_spans_join(w->a, piece, 2 * (size_t)n, ADIL_SPAN(""));
}

static struct adil_span relation_sign(enum adil_compare op)
{
    static const struct adil_span sign[] = {
        [ADIL_GT] = ADIL_SPAN_INIT(" > "), [ADIL_GE] = ADIL_SPAN_INIT(" ≥ "),
        [ADIL_LT] = ADIL_SPAN_INIT(" < "), [ADIL_LE] = ADIL_SPAN_INIT(" ≤ "),
        [ADIL_EQ] = ADIL_SPAN_INIT(" = "), [ADIL_NE] = ADIL_SPAN_INIT(" ≠ "),
    };
    ADIL_ASSERT((size_t)op < ADIL_COUNT(sign));
    return sign[op];
}

static struct adil_span compare_words(const struct words *w, const struct adil_phrase *p)
{
    struct adil_span left = sum_words(w, p->left, p->n_left);
    if (p->right == NULL) {
        return say2(w, ADIL_M_L_RELATION, "left", left, "what", bound_words(w, p->op, &p->amount));
    }
    struct adil_span side[] = {left, sum_words(w, p->right, p->n_right)};
    return adil_spans_join(w->a, side, ADIL_COUNT(side), relation_sign(p->op));
}

/* NOLINTBEGIN(misc-no-recursion): as deep as parsed */
/* Every "and" or "or" within another stands in parentheses: no reader has to know which binds
 * tighter. */
static struct adil_span phrase_words(const struct words *w, const struct adil_phrase *p)
{
    if (p->kind == ADIL_P_BOUND) {
        return spread_words(w, p, bound_words(w, p->op, &p->amount));
    }
    if (p->kind == ADIL_P_COMPARE) {
        return spread_words(w, p, compare_words(w, p));
    }
    struct adil_span *piece = adil_new(w->a, struct adil_span, p->n_parts);
    for (uint32_t i = 0; i < p->n_parts; i++) {
        bool nested = p->part[i].n_parts > 0;
        piece[i] = phrase_words(w, &p->part[i]);
        piece[i] = nested ? adil_fmt(w->a, "(%.*s)", ADIL_ARG(piece[i])) : piece[i];
    }
    return adil_spans_join(w->a, piece, p->n_parts,
                           adil_text(w->lang, p->kind == ADIL_P_ALL ? ADIL_M_L_AND : ADIL_M_L_OR));
}
/* NOLINTEND(misc-no-recursion) */

struct adil_span adil_phrase_words(struct adil_arena *a, enum adil_lang lang,
                                   const struct adil_phrase *p, const struct adil_vocab *vocab)
{
    struct words w = {.a = a, .lang = lang, .vocab = vocab};
    return phrase_words(&w, p);
}
