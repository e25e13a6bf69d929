/* Phrases as canonical source, in words, and compared. */
#include "law/phrase_parse.h"

#include <string.h>

struct adil_span adil_spans_join(struct adil_arena *a, const struct adil_span *piece, size_t n,
                                 struct adil_span sep)
{
    size_t len = 0;
    for (size_t i = 0; i < n; i++) {
        len += piece[i].len + (i > 0 ? sep.len : 0);
    }
    char *p = adil_new(a, char, len + 1);
    char *at = p;
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && sep.len > 0) {
            memcpy(at, sep.ptr, sep.len);
            at += sep.len;
        }
        if (piece[i].len > 0) {
            memcpy(at, piece[i].ptr, piece[i].len);
            at += piece[i].len;
        }
    }
    return (struct adil_span){p, len};
}

struct adil_span adil_order_text(enum adil_compare op)
{
    static const struct adil_span text[] = {
        [ADIL_GT] = ADIL_SPAN_INIT("more than"), [ADIL_GE] = ADIL_SPAN_INIT("at least"),
        [ADIL_LT] = ADIL_SPAN_INIT("less than"), [ADIL_LE] = ADIL_SPAN_INIT("at most"),
        [ADIL_EQ] = ADIL_SPAN_INIT("exactly"),   [ADIL_NE] = ADIL_SPAN_INIT("other than"),
    };
    ADIL_ASSERT((size_t)op < ADIL_COUNT(text));
    return text[op];
}

static struct adil_span relation_text(enum adil_compare op)
{
    static const struct adil_span text[] = {
        [ADIL_GT] = ADIL_SPAN_INIT(">"), [ADIL_GE] = ADIL_SPAN_INIT(">="),
        [ADIL_LT] = ADIL_SPAN_INIT("<"), [ADIL_LE] = ADIL_SPAN_INIT("<="),
        [ADIL_EQ] = ADIL_SPAN_INIT("="), [ADIL_NE] = ADIL_SPAN_INIT("!="),
    };
    ADIL_ASSERT((size_t)op < ADIL_COUNT(text));
    return text[op];
}

/* ---- canonical source ------------------------------------------------------------------- */

/* Whether `name`, as the whole of a text, is taken for word number `want`. */
static bool resolves(const struct adil_vocab_word *word, uint32_t n, bool singular,
                     struct adil_span name, uint32_t want)
{
    struct adil_lex x;
    adil_lex_open(&x, name);
    return adil_vocab_take(word, n, singular, &x) == want && x.kind == ADIL_LEX_END;
}

/* The words of a quantity; in a relation its id, when that is one plain word. */
static struct adil_span quantity_text(const struct adil_vocab *v, uint32_t q, bool relation)
{
    ADIL_ASSERT(q < v->n_quantities);
    const struct adil_vocab_word *w = &v->quantity[q];
    bool plain = adil_span_find_byte(w->id, '-') == w->id.len;
    if (w->words.len == 0 || (relation && plain) ||
        !resolves(v->quantity, v->n_quantities, false, w->words, q)) {
        return w->id;
    }
    return w->words;
}

static struct adil_span group_text(struct adil_arena *a, const struct adil_vocab *v, uint32_t g,
                                   bool every)
{
    ADIL_ASSERT(g < v->n_groups);
    const struct adil_vocab_word *w = &v->group[g];
    struct adil_span name = w->words.len > 0 ? w->words : w->id;
    if (!resolves(v->group, v->n_groups, true, name, g)) {
        name = w->id;
    }
    struct adil_span one = every ? adil_vocab_singular(a, name) : name;
    return resolves(v->group, v->n_groups, true, one, g) ? one : name;
}

bool adil_decimal_places(struct adil_arena scratch, struct adil_num x, unsigned *places)
{
    enum { PLACES_MAX = 12 };
    for (*places = 0; *places <= PLACES_MAX; (*places)++) {
        if (adil_num_is_int(x)) {
            return true;
        }
        x = adil_num_mul(&scratch, x, adil_num_int(10));
    }
    return false;
}

static struct adil_span number_text(struct adil_arena *a, struct adil_num n, bool percent)
{
    if (!percent) {
        return adil_num_text(a, n);
    }
    struct adil_num hundreds = adil_num_mul(a, n, adil_num_int(100));
    unsigned places;
    struct adil_span x = adil_decimal_places(*a, hundreds, &places)
                             ? adil_num_decimal(a, hundreds, places)
                             : adil_num_text(a, hundreds);
    return adil_fmt(a, "%.*s%%", ADIL_ARG(x));
}

static struct adil_span amount_text(struct adil_arena *a, const struct adil_amount *m,
                                    const struct adil_vocab *v)
{
    static const char *const rounding[] = {
        [ADIL_ROUND_NONE] = "",
        [ADIL_ROUND_UP] = ", rounded up",
        [ADIL_ROUND_DOWN] = ", rounded down",
        [ADIL_ROUND_NEAREST] = ", rounded to nearest",
    };
    struct adil_span n = number_text(a, m->n, m->percent);
    if (m->quantity == ADIL_NO_WORD) {
        return adil_fmt(a, "%.*s%s", ADIL_ARG(n), rounding[m->rounding]);
    }
    return adil_fmt(a, "%.*s%s %.*s%s", ADIL_ARG(n), m->share ? " of" : "",
                    ADIL_ARG(quantity_text(v, m->quantity, false)), rounding[m->rounding]);
}

/* Spreads are set off by a comma after a rounding, which has one of its own. */
static struct adil_span spread_text(struct adil_arena *a, const struct adil_phrase *p,
                                    const struct adil_vocab *v)
{
    const char *comma = p->amount.rounding != ADIL_ROUND_NONE ? "," : "";
    switch (p->spread) {
    case ADIL_SPREAD_WHOLE:
        return ADIL_SPAN("");
    case ADIL_SPREAD_EVERY:
        return adil_fmt(a, "%s %s every %.*s", comma, p->spread_of ? "of" : "in",
                        ADIL_ARG(group_text(a, v, p->group, true)));
    case ADIL_SPREAD_COUNT:
        return adil_fmt(a, "%s in %.*s %.*s %s%.*s", comma, ADIL_ARG(adil_order_text(p->spread_op)),
                        ADIL_ARG(number_text(a, p->spread_n, p->spread_percent)),
                        p->spread_share ? "of " : "", ADIL_ARG(group_text(a, v, p->group, false)));
    }
    return ADIL_SPAN("");
}

static struct adil_span term_text(struct adil_arena *a, struct adil_num c, uint32_t q,
                                  const struct adil_vocab *v)
{
    if (q == ADIL_NO_WORD) {
        return adil_num_text(a, c);
    }
    struct adil_span name = quantity_text(v, q, true);
    if (adil_num_eq(c, adil_num_int(1))) {
        return name;
    }
    return adil_fmt(a, "%.*s * %.*s", ADIL_ARG(adil_num_text(a, c)), ADIL_ARG(name));
}

/* A term's sign, and what stands after it. */
static const char *term_sign(const struct adil_term *t, bool first)
{
    if (adil_num_sign(t->coefficient) < 0) {
        return first ? "-" : " - ";
    }
    return first ? "" : " + ";
}

static struct adil_num size_of(struct adil_arena *a, struct adil_num x)
{
    return adil_num_sign(x) < 0 ? adil_num_sub(a, adil_num_int(0), x) : x;
}

static struct adil_span sum_text(struct adil_arena *a, const struct adil_term *t, uint32_t n,
                                 const struct adil_vocab *v)
{
    struct adil_span *piece = adil_new(a, struct adil_span, 2 * (size_t)n);
    for (size_t i = 0; i < n; i++) {
        piece[2 * i] = adil_span_of(term_sign(&t[i], i == 0));
        piece[2 * i + 1] = term_text(a, size_of(a, t[i].coefficient), t[i].quantity, v);
    }
    return adil_spans_join(a, piece, 2 * (size_t)n, ADIL_SPAN(""));
}

static struct adil_span single_text(struct adil_arena *a, const struct adil_phrase *p,
                                    const struct adil_vocab *v)
{
    struct adil_span spread = spread_text(a, p, v);
    if (p->right != NULL) {
        struct adil_span left = sum_text(a, p->left, p->n_left, v);
        struct adil_span right = sum_text(a, p->right, p->n_right, v);
        return adil_fmt(a, "%.*s %.*s %.*s%.*s", ADIL_ARG(left), ADIL_ARG(relation_text(p->op)),
                        ADIL_ARG(right), ADIL_ARG(spread));
    }
    struct adil_span left = ADIL_SPAN("");
    if (p->kind == ADIL_P_COMPARE) {
        struct adil_span sum = sum_text(a, p->left, p->n_left, v);
        left = adil_fmt(a, "%.*s is ", ADIL_ARG(sum));
    }
    return adil_fmt(a, "%.*s%.*s %.*s%.*s", ADIL_ARG(left), ADIL_ARG(adil_order_text(p->op)),
                    ADIL_ARG(amount_text(a, &p->amount, v)), ADIL_ARG(spread));
}

/* NOLINTBEGIN(misc-no-recursion): as deep as parsed */
/* "and" binds tighter than "or": only an "and" within an "or" stands without parentheses. */
struct adil_span adil_phrase_text(struct adil_arena *a, const struct adil_phrase *p,
                                  const struct adil_vocab *vocab)
{
    if (p->kind != ADIL_P_ALL && p->kind != ADIL_P_ANY) {
        return single_text(a, p, vocab);
    }
    struct adil_span *piece = adil_new(a, struct adil_span, p->n_parts);
    for (uint32_t i = 0; i < p->n_parts; i++) {
        enum adil_phrase_kind k = p->part[i].kind;
        piece[i] = adil_phrase_text(a, &p->part[i], vocab);
        if (k == ADIL_P_ANY || (k == ADIL_P_ALL && p->kind == ADIL_P_ALL)) {
            piece[i] = adil_fmt(a, "(%.*s)", ADIL_ARG(piece[i]));
        }
    }
    return adil_spans_join(a, piece, p->n_parts,
                           p->kind == ADIL_P_ALL ? ADIL_SPAN(" and ") : ADIL_SPAN(" or "));
}
/* NOLINTEND(misc-no-recursion) */

/* ---- equality and needs ----------------------------------------------------------------- */

static bool amount_eq(const struct adil_amount *a, const struct adil_amount *b)
{
    return adil_num_eq(a->n, b->n) && a->percent == b->percent && a->share == b->share &&
           a->quantity == b->quantity && a->rounding == b->rounding;
}

static bool terms_eq(const struct adil_term *a, uint32_t n, const struct adil_term *b, uint32_t m)
{
    bool same = n == m;
    for (uint32_t i = 0; same && i < n; i++) {
        same = a[i].quantity == b[i].quantity && adil_num_eq(a[i].coefficient, b[i].coefficient);
    }
    return same;
}

static bool spread_eq(const struct adil_phrase *a, const struct adil_phrase *b)
{
    if (a->spread != b->spread || a->group != b->group) {
        return false;
    }
    return a->spread != ADIL_SPREAD_COUNT ||
           (a->spread_op == b->spread_op && adil_num_eq(a->spread_n, b->spread_n) &&
            a->spread_share == b->spread_share && a->spread_percent == b->spread_percent);
}

static bool single_eq(const struct adil_phrase *a, const struct adil_phrase *b)
{
    if (a->op != b->op || (a->right == NULL) != (b->right == NULL) || !spread_eq(a, b) ||
        !terms_eq(a->left, a->n_left, b->left, b->n_left)) {
        return false;
    }
    return a->right != NULL ? terms_eq(a->right, a->n_right, b->right, b->n_right)
                            : amount_eq(&a->amount, &b->amount);
}

/* NOLINTBEGIN(misc-no-recursion): as deep as parsed */
bool adil_phrase_eq(const struct adil_phrase *a, const struct adil_phrase *b)
{
    if (a->kind != b->kind || a->n_parts != b->n_parts) {
        return false;
    }
    if (a->kind == ADIL_P_BOUND || a->kind == ADIL_P_COMPARE) {
        return single_eq(a, b);
    }
    bool same = true;
    for (uint32_t i = 0; same && i < a->n_parts; i++) {
        same = adil_phrase_eq(&a->part[i], &b->part[i]);
    }
    return same;
}
/* NOLINTEND(misc-no-recursion) */

static void terms_need(const struct adil_term *t, uint32_t n, bool *quantity)
{
    for (uint32_t i = 0; i < n; i++) {
        if (t[i].quantity != ADIL_NO_WORD) {
            quantity[t[i].quantity] = true;
        }
    }
}

/* NOLINTBEGIN(misc-no-recursion): as deep as parsed */
void adil_phrase_needs(const struct adil_phrase *p, bool *quantity, bool *group)
{
    for (uint32_t i = 0; i < p->n_parts; i++) {
        adil_phrase_needs(&p->part[i], quantity, group);
    }
    if (quantity != NULL) {
        terms_need(p->left, p->n_left, quantity);
        terms_need(p->right, p->n_right, quantity);
        if (p->amount.share) {
            quantity[p->amount.quantity] = true;
        }
    }
    if (group != NULL && p->spread != ADIL_SPREAD_WHOLE) {
        group[p->group] = true;
    }
}
/* NOLINTEND(misc-no-recursion) */
