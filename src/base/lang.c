#include "base/lang.h"

#include <string.h>

#define NBSP "\xc2\xa0" /* U+00A0 NO-BREAK SPACE */

struct language {
    struct adil_span code;
    const char *name;
    struct adil_span group;   /* between groups of three digits */
    struct adil_span decimal; /* before the decimals */
    struct adil_span percent;
};

static const struct language languages[ADIL_N_LANGS] = {
    [ADIL_EN] = {ADIL_SPAN_INIT("en"), "English", ADIL_SPAN_INIT(","), ADIL_SPAN_INIT("."),
                 ADIL_SPAN_INIT("%")},
    [ADIL_RU] = {ADIL_SPAN_INIT("ru"), "Русский", ADIL_SPAN_INIT(NBSP), ADIL_SPAN_INIT(","),
                 ADIL_SPAN_INIT(NBSP "%")},
    [ADIL_KK] = {ADIL_SPAN_INIT("kk"), "Қазақша", ADIL_SPAN_INIT(NBSP), ADIL_SPAN_INIT(","),
                 ADIL_SPAN_INIT("%")},
};

static const struct adil_span texts[ADIL_N_MSGS][ADIL_N_LANGS] = {
#define X(id, en, ru, kk)                                                                          \
    [ADIL_M_##id] = {[ADIL_EN] = ADIL_SPAN_INIT(en),                                               \
                     [ADIL_RU] = ADIL_SPAN_INIT(ru),                                               \
                     [ADIL_KK] = ADIL_SPAN_INIT(kk)},
#include "base/messages/all.def"
#undef X
};

_Static_assert(ADIL_M_W_IN_DECEMBER - ADIL_M_W_IN_JANUARY == 11, "the months stand in order");

static const struct language *language_of(enum adil_lang lang)
{
    ADIL_ASSERT((unsigned)lang < ADIL_N_LANGS);
    return &languages[lang];
}

bool adil_lang_parse(struct adil_span code, enum adil_lang *lang)
{
    for (unsigned i = 0; i < ADIL_N_LANGS; i++) {
        if (adil_span_eq(code, languages[i].code)) {
            *lang = (enum adil_lang)i;
            return true;
        }
    }
    return false;
}

const char *adil_lang_code(enum adil_lang lang)
{
    return language_of(lang)->code.ptr;
}

const char *adil_lang_name(enum adil_lang lang)
{
    return language_of(lang)->name;
}

struct adil_span adil_text(enum adil_lang lang, enum adil_msg msg)
{
    ADIL_ASSERT((unsigned)lang < ADIL_N_LANGS && (unsigned)msg < ADIL_N_MSGS);
    return texts[msg][lang];
}

/* A template and what goes into it, walked piece by piece. */
struct filling {
    struct adil_span rest;
    const struct adil_arg *args;
    size_t n;
};

static const struct adil_arg *arg_named(const struct filling *f, struct adil_span name)
{
    for (size_t i = 0; i < f->n; i++) {
        if (adil_span_is(name, f->args[i].name)) {
            return &f->args[i];
        }
    }
    return NULL;
}

/* The next piece of the filled text: what stands before a place, or what fills it. False at the
 * end. A brace without an argument is a programmer's error. */
static bool next_piece(struct filling *f, struct adil_span *piece)
{
    if (f->rest.len == 0) {
        return false;
    }
    size_t open = adil_span_find_byte(f->rest, '{');
    if (open > 0) {
        *piece = adil_span_sub(f->rest, 0, open);
        f->rest = adil_span_sub(f->rest, open, f->rest.len);
        return true;
    }
    size_t close = adil_span_find_byte(f->rest, '}');
    const struct adil_arg *arg = NULL;
    if (close < f->rest.len) {
        arg = arg_named(f, adil_span_sub(f->rest, 1, close));
    }
    ADIL_ASSERT(arg != NULL);
    *piece = arg->text;
    f->rest = adil_span_sub(f->rest, close + 1, f->rest.len);
    return true;
}

void adil_say(struct adil_buf *out, enum adil_lang lang, enum adil_msg msg,
              const struct adil_arg *args, size_t n)
{
    struct filling f = {adil_text(lang, msg), args, n};
    struct adil_span piece;
    while (next_piece(&f, &piece)) {
        adil_buf_put(out, piece);
    }
}

struct adil_span adil_said(struct adil_arena *a, enum adil_lang lang, enum adil_msg msg,
                           const struct adil_arg *args, size_t n)
{
    struct filling measure = {adil_text(lang, msg), args, n};
    struct filling f = measure;
    struct adil_span piece;
    size_t len = 0;
    while (next_piece(&measure, &piece)) {
        len += piece.len;
    }
    char *text = adil_new(a, char, len);
    size_t at = 0;
    while (next_piece(&f, &piece)) {
        if (piece.len > 0) {
            memcpy(text + at, piece.ptr, piece.len);
        }
        at += piece.len;
    }
    return adil_span_bytes(text, len);
}

static char *append(char *to, struct adil_span s)
{
    if (s.len > 0) {
        memcpy(to, s.ptr, s.len);
    }
    return to + s.len;
}

/* A plain decimal as `decimal` gives it, in the signs of the language. */
static struct adil_span dressed(struct adil_arena *a, const struct language *l,
                                struct adil_span plain, struct adil_span tail)
{
    size_t sign = adil_span_starts(plain, ADIL_SPAN("-")) ? 1 : 0;
    size_t point = adil_span_find_byte(plain, '.');
    size_t groups = (point - sign - 1) / 3;
    char *text = adil_new(a, char, plain.len + groups * l->group.len + l->decimal.len + tail.len);
    char *end = append(text, adil_span_sub(plain, 0, sign));
    for (size_t i = sign; i < point; i++) {
        if (i > sign && (point - i) % 3 == 0) {
            end = append(end, l->group);
        }
        *end++ = plain.ptr[i];
    }
    if (point < plain.len) {
        end = append(end, l->decimal);
        end = append(end, adil_span_sub(plain, point + 1, plain.len));
    }
    end = append(end, tail);
    return adil_span_bytes(text, (size_t)(end - text));
}

struct adil_span adil_lang_num(struct adil_arena *a, enum adil_lang lang, struct adil_num x,
                               unsigned digits)
{
    return dressed(a, language_of(lang), adil_num_decimal(a, x, digits), ADIL_SPAN(""));
}

struct adil_span adil_lang_percent(struct adil_arena *a, enum adil_lang lang, struct adil_num ratio,
                                   unsigned digits)
{
    const struct language *l = language_of(lang);
    struct adil_num hundredths = adil_num_mul(a, ratio, adil_num_int(100));
    return dressed(a, l, adil_num_decimal(a, hundredths, digits), l->percent);
}

struct adil_span adil_lang_date(struct adil_arena *a, enum adil_lang lang, struct adil_date d)
{
    struct adil_civil c = adil_date_civil(d);
    enum adil_msg month = (enum adil_msg)(ADIL_M_W_IN_JANUARY + c.month - 1);
    const struct adil_arg args[] = {
        {"day", adil_fmt(a, "%u", (unsigned)c.day)},
        {"month", adil_text(lang, month)},
        {"year", adil_fmt(a, "%d", (int)c.year)},
    };
    return adil_said(a, lang, ADIL_M_W_DATE, args, ADIL_COUNT(args));
}
