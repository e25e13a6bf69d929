/* What the parsers of phrases and of norms share: messages, orders, numbers. */
#include "law/phrase_parse.h"

adil_err adil_parse_open(struct adil_parse *s, struct adil_arena *perm, struct adil_place place,
                         struct adil_span text, const struct adil_vocab *vocab,
                         struct adil_diag *diag)
{
    *s = (struct adil_parse){.perm = perm, .place = place, .diag = diag, .vocab = vocab};
    text = adil_span_trim(text);
    if (text.len > ADIL_PHRASE_BYTES_MAX) {
        return adil_fail(diag, ADIL_ERR(INPUT), place, adil_span_sub(text, 0, 60),
                         adil_fmt(perm, "%zu bytes", text.len),
                         adil_fmt(perm, "at most %d", ADIL_PHRASE_BYTES_MAX));
    }
    adil_lex_open(&s->lex, adil_span_copy(perm, text));
    return ADIL_OK;
}

adil_err adil_parse_fail(struct adil_parse *s, struct adil_span expected)
{
    return adil_fail(s->diag, ADIL_ERR(INPUT), s->place, s->lex.text,
                     adil_lex_found(s->perm, &s->lex), expected);
}

adil_err adil_parse_end(struct adil_parse *s)
{
    if (s->lex.kind == ADIL_LEX_END) {
        return ADIL_OK;
    }
    return adil_parse_fail(s, ADIL_SPAN("\"and\", \"or\", \"in\", \", rounded\" or the end"));
}

adil_err adil_parse_deeper(struct adil_parse *s)
{
    if (s->depth >= ADIL_PHRASE_DEPTH_MAX) {
        return adil_parse_fail(s, adil_fmt(s->perm, "at most %d parentheses within each other",
                                           ADIL_PHRASE_DEPTH_MAX));
    }
    s->depth++;
    return ADIL_OK;
}

/* What stands here may be one to four words of a name, some with a dot before them: the longest run
 * that is near one. */
static struct adil_span nearest_here(const struct adil_parse *s, const struct adil_span *name,
                                     size_t n)
{
    enum { RUN_MAX = 4 };
    struct adil_span run[RUN_MAX];
    size_t n_runs = 0;
    struct adil_lex ahead = s->lex;
    while (n_runs < RUN_MAX && ahead.kind == ADIL_LEX_WORD) {
        run[n_runs++] = adil_span_sub(s->lex.text, s->lex.from, ahead.to);
        adil_lex_next(&ahead);
        (void)adil_lex_take(&ahead, ".");
    }
    struct adil_span near = ADIL_SPAN("");
    while (n_runs > 0 && near.len == 0) {
        near = adil_nearest(run[--n_runs], name, n);
    }
    return near;
}

adil_err adil_parse_unknown(struct adil_parse *s, const char *expected,
                            const struct adil_span *name, size_t n, size_t n_listed)
{
    enum { LIST_MAX = 12 };
    struct adil_span near = nearest_here(s, name, n);
    if (near.len > 0) {
        return adil_parse_fail(
            s, adil_fmt(s->perm, "%s (did you mean \"%.*s\"?)", expected, ADIL_ARG(near)));
    }
    if (n == 0) {
        return adil_parse_fail(s, adil_fmt(s->perm, "%s (none is defined)", expected));
    }
    bool cut = n_listed > LIST_MAX;
    struct adil_span list =
        adil_spans_join(s->perm, name, cut ? LIST_MAX : n_listed, ADIL_SPAN(", "));
    return adil_parse_fail(
        s, adil_fmt(s->perm, "%s: %.*s%s", expected, ADIL_ARG(list), cut ? ", ..." : ""));
}

bool adil_parse_order(struct adil_lex *x, enum adil_compare *op)
{
    static const struct {
        const char *first;
        const char *second; /* NULL: one word */
        enum adil_compare op;
    } orders[] = {
        {"more", "than", ADIL_GT}, {"at", "least", ADIL_GE},   {"less", "than", ADIL_LT},
        {"at", "most", ADIL_LE},   {"exactly", NULL, ADIL_EQ}, {"other", "than", ADIL_NE},
    };
    for (size_t i = 0; i < ADIL_COUNT(orders); i++) {
        if (orders[i].second == NULL ? adil_lex_take(x, orders[i].first)
                                     : adil_lex_take2(x, orders[i].first, orders[i].second)) {
            *op = orders[i].op;
            return true;
        }
    }
    return false;
}

adil_err adil_parse_number(struct adil_parse *s, struct adil_num *x)
{
    if (s->lex.kind != ADIL_LEX_NUMBER) {
        return adil_parse_fail(s, ADIL_SPAN("a number such as 5, 1/2 or 0.7"));
    }
    if (!adil_num_parse(s->perm, s->lex.token, x)) {
        return adil_parse_fail(s, ADIL_SPAN("a number whose denominator is not 0"));
    }
    adil_lex_next(&s->lex);
    return ADIL_OK;
}
