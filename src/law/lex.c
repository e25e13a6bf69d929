#include "law/lex.h"

static bool is_letter(int c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
}

/* The byte at `i`, or -1 past the end. */
static int byte_at(const struct adil_lex *x, size_t i)
{
    return i < x->text.len ? (unsigned char)x->text.ptr[i] : -1;
}

static size_t digits_end(const struct adil_lex *x, size_t i)
{
    while (adil_is_digit(byte_at(x, i))) {
        i++;
    }
    return i;
}

static size_t word_end(const struct adil_lex *x, size_t i)
{
    for (;;) {
        int c = byte_at(x, i);
        int d = byte_at(x, i + 1);
        if (is_letter(c) || adil_is_digit(c) || (c == '-' && (is_letter(d) || adil_is_digit(d)))) {
            i++;
        } else {
            return i;
        }
    }
}

/* dddd-dd-dd at `i`, and no digit after it. */
static bool is_date(const struct adil_lex *x, size_t i)
{
    static const char form[] = "dddd-dd-dd";
    for (size_t k = 0; k < sizeof form - 1; k++) {
        int c = byte_at(x, i + k);
        if (form[k] == 'd' ? !adil_is_digit(c) : c != form[k]) {
            return false;
        }
    }
    return !adil_is_digit(byte_at(x, i + sizeof form - 1));
}

/* A number may not run into a word: "12abc" is a slip of the pen, not "12 abc". */
static void lex_number(struct adil_lex *x)
{
    if (is_date(x, x->from)) {
        x->kind = ADIL_LEX_DATE;
        x->to = x->from + 10;
        return;
    }
    x->kind = ADIL_LEX_NUMBER;
    x->to = digits_end(x, x->from);
    int sep = byte_at(x, x->to);
    if ((sep == '/' || sep == '.') && adil_is_digit(byte_at(x, x->to + 1))) {
        x->to = digits_end(x, x->to + 1);
    }
    if (is_letter(byte_at(x, x->to))) {
        x->kind = ADIL_LEX_BAD;
        x->to = word_end(x, x->to);
    }
}

static void lex_quoted(struct adil_lex *x, int quote)
{
    size_t i = x->from + 1;
    while (byte_at(x, i) != quote && byte_at(x, i) >= 0) {
        i++;
    }
    bool closed = byte_at(x, i) == quote;
    x->kind = closed ? ADIL_LEX_TEXT : ADIL_LEX_BAD;
    x->to = closed ? i + 1 : i;
    x->token = adil_span_sub(x->text, x->from + 1, i);
}

static void lex_sign(struct adil_lex *x, int c)
{
    static const struct adil_span signs = ADIL_SPAN_INIT("+-*%()[],.:=<>!");
    int next = byte_at(x, x->from + 1);
    bool two = next == '=' && (c == '<' || c == '>' || c == '!');
    bool known = adil_span_find_byte(signs, (char)c) < signs.len && (c != '!' || two);
    x->kind = known ? ADIL_LEX_SIGN : ADIL_LEX_BAD;
    x->to = x->from + (two ? 2 : 1);
}

void adil_lex_next(struct adil_lex *x)
{
    x->prev_to = x->to;
    x->from = x->to;
    int c = byte_at(x, x->from);
    while (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        x->from++;
        c = byte_at(x, x->from);
    }
    x->to = x->from;
    if (c < 0) {
        x->kind = ADIL_LEX_END;
        x->token = ADIL_SPAN("");
        return;
    }
    if (c == '"' || c == '\'') {
        lex_quoted(x, c);
        return;
    }
    if (is_letter(c)) {
        x->kind = ADIL_LEX_WORD;
        x->to = word_end(x, x->from);
    } else if (adil_is_digit(c)) {
        lex_number(x);
    } else {
        lex_sign(x, c);
    }
    x->token = adil_span_sub(x->text, x->from, x->to);
}

void adil_lex_open(struct adil_lex *x, struct adil_span text)
{
    *x = (struct adil_lex){.text = text};
    adil_lex_next(x);
}

bool adil_lex_is(const struct adil_lex *x, const char *token)
{
    return (x->kind == ADIL_LEX_WORD || x->kind == ADIL_LEX_SIGN) && adil_span_is(x->token, token);
}

bool adil_lex_take(struct adil_lex *x, const char *token)
{
    bool here = adil_lex_is(x, token);
    if (here) {
        adil_lex_next(x);
    }
    return here;
}

bool adil_lex_take2(struct adil_lex *x, const char *first, const char *second)
{
    struct adil_lex ahead = *x;
    bool both = adil_lex_take(&ahead, first) && adil_lex_take(&ahead, second);
    if (both) {
        *x = ahead;
    }
    return both;
}

struct adil_span adil_lex_found(struct adil_arena *a, const struct adil_lex *x)
{
    if (x->kind == ADIL_LEX_END) {
        return adil_fmt(a, "the end at column %zu", x->from + 1);
    }
    return adil_fmt(a, "\"%.*s\" at column %zu", ADIL_ARG(adil_span_sub(x->text, x->from, x->to)),
                    x->from + 1);
}
