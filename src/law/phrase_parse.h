/* Private to src/law: what the parsers of phrases and of norms share. */
#ifndef ADIL_LAW_PHRASE_PARSE_H
#define ADIL_LAW_PHRASE_PARSE_H

#include "law/lex.h"
#include "law/phrase.h"

struct adil_parse {
    struct adil_arena *perm;
    struct adil_place place;
    struct adil_diag *diag;
    const struct adil_vocab *vocab;
    struct adil_lex lex;
    unsigned depth; /* open parentheses */
};

/* Copies the text and stands on its first token. Err INPUT: empty or too long. */
ADIL_MUST_USE adil_err adil_parse_open(struct adil_parse *s, struct adil_arena *perm,
                                       struct adil_place place, struct adil_span text,
                                       const struct adil_vocab *vocab, struct adil_diag *diag);
/* INPUT: what stands here, against what was expected. */
ADIL_MUST_USE adil_err adil_parse_fail(struct adil_parse *s, struct adil_span expected);
ADIL_MUST_USE adil_err adil_parse_end(struct adil_parse *s);
/* Enters a parenthesis; INPUT past the cap. */
ADIL_MUST_USE adil_err adil_parse_deeper(struct adil_parse *s);

/* `expected` with the nearest of the names to what stands here, or else with a list of the first
 * `n_listed` of them. */
ADIL_MUST_USE adil_err adil_parse_unknown(struct adil_parse *s, const char *expected,
                                          const struct adil_span *name, size_t n, size_t n_listed);

/* "more than", "at least", ... Moves past the two words when they stand here. */
bool adil_parse_order(struct adil_lex *x, enum adil_compare *op);
ADIL_MUST_USE adil_err adil_parse_number(struct adil_parse *s, struct adil_num *x);

/* One bound: "at least 5% of counted votes in every region". */
ADIL_MUST_USE adil_err adil_parse_bound(struct adil_parse *s, struct adil_phrase *out);

/* The longest name of the vocabulary that stands at `x`, which is moved past it; the index, or
 * ADIL_NO_WORD. `singular`: the last word may be in the singular. */
uint32_t adil_vocab_take(const struct adil_vocab_word *word, uint32_t n, bool singular,
                         struct adil_lex *x);
/* The singular of a name, by the rule of law/phrase.h. */
struct adil_span adil_vocab_singular(struct adil_arena *a, struct adil_span name);
/* A word as it stands after "of" in a language, with what there is when that is missing. */
struct adil_span adil_vocab_of(const struct adil_vocab_word *w, enum adil_lang lang);

struct adil_span adil_order_text(enum adil_compare op);
/* The pieces with `sep` between them. */
struct adil_span adil_spans_join(struct adil_arena *a, const struct adil_span *piece, size_t n,
                                 struct adil_span sep);
/* Whether x ends within twelve decimals; out `places`: after how many. */
bool adil_decimal_places(struct adil_arena scratch, struct adil_num x, unsigned *places);
/* "{order} {amount}" and the like, in words. */
struct adil_span adil_order_words(struct adil_arena *a, enum adil_lang lang, enum adil_compare op,
                                  struct adil_span amount);

#endif
