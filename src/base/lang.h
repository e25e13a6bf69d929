/* Languages: the message catalogue, and how numbers, percentages and dates look, for Kazakh,
 * Russian and English. Tables compiled in; no setlocale, no locale database: the same bytes on
 * every machine. Source of the formats: CLDR 48 (group and decimal signs, date patterns).
 *
 * Catalogues are X-macro files in src/base/messages/: X(ID, "en", "ru", "kk"), one file a subject.
 * A text may hold {name} places; adil_say fills them by name. */
#ifndef ADIL_BASE_LANG_H
#define ADIL_BASE_LANG_H

#include "base/buf.h"
#include "base/date.h"
#include "base/num.h"

enum adil_lang { ADIL_EN, ADIL_RU, ADIL_KK, ADIL_N_LANGS };

/* "en", "ru", "kk" (as `lang` attribute and on the command line). */
bool adil_lang_parse(struct adil_span code, enum adil_lang *lang);
const char *adil_lang_code(enum adil_lang lang);
const char *adil_lang_name(enum adil_lang lang); /* in itself: English, Русский, Қазақша */

enum adil_msg {
#define X(id, en, ru, kk) ADIL_M_##id,
#include "base/messages/all.def"
#undef X
    ADIL_N_MSGS
};

/* The text of a message, as stored. */
struct adil_span adil_text(enum adil_lang lang, enum adil_msg msg);

/* One filled place. */
struct adil_arg {
    const char *name; /* as between the braces */
    struct adil_span text;
};

/* Appends the message with its places filled. A place without an argument is asserted. */
void adil_say(struct adil_buf *out, enum adil_lang lang, enum adil_msg msg,
              const struct adil_arg *args, size_t n);
/* The same into the arena. */
struct adil_span adil_said(struct adil_arena *a, enum adil_lang lang, enum adil_msg msg,
                           const struct adil_arg *args, size_t n);

/* 1234567 -> "1 234 567" (kk, ru: U+00A0) or "1,234,567" (en). Rationals get `digits` decimals,
 * rounded half away from zero; integers none unless digits > 0. */
struct adil_span adil_lang_num(struct adil_arena *a, enum adil_lang lang, struct adil_num x,
                               unsigned digits);
/* A ratio as a percentage: 1/2 -> "50.00%" (en), "50,00 %" (ru, U+00A0), "50,00%" (kk). */
struct adil_span adil_lang_percent(struct adil_arena *a, enum adil_lang lang, struct adil_num ratio,
                                   unsigned digits);
/* 19 March 2023 · 19 марта 2023 г. · 2023 ж. 19 наурыз */
struct adil_span adil_lang_date(struct adil_arena *a, enum adil_lang lang, struct adil_date d);

/* Order of letters: Kazakh 42-letter alphabet (Ё a letter of its own), Russian (Ё with Е),
 * English; what is no letter before, other letters behind. Case is folded first; between names
 * equal so far Е goes before Ё, then code points decide. For sorting names in lists. */
int adil_lang_cmp(enum adil_lang lang, struct adil_span a, struct adil_span b);

#endif
