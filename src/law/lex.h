/* The lexer of phrases and norms: words, numbers, dates, quoted texts and signs. A struct adil_lex
 * stands on one token; copying it and moving the copy is how a parser looks ahead. */
#ifndef ADIL_LAW_LEX_H
#define ADIL_LAW_LEX_H

#include "base/err.h"

enum adil_lex_kind {
    ADIL_LEX_END,
    ADIL_LEX_WORD,   /* letters, digits, "_" and inner "-"; any byte above 0x7f is a letter */
    ADIL_LEX_NUMBER, /* 12, 1/3, 0.7 */
    ADIL_LEX_DATE,   /* 2022-09-17, the form only */
    ADIL_LEX_TEXT,   /* 'quoted' or "quoted", without the quotes */
    ADIL_LEX_SIGN,   /* + - * % ( ) [ ] , . : = != < <= > >= */
    ADIL_LEX_BAD,    /* anything else */
};

struct adil_lex {
    struct adil_span text;
    enum adil_lex_kind kind;
    struct adil_span token;
    size_t from;    /* byte where the token starts, its quote included */
    size_t to;      /* byte after it */
    size_t prev_to; /* byte after the token before it */
};

/* Stands on the first token. */
void adil_lex_open(struct adil_lex *x, struct adil_span text);
void adil_lex_next(struct adil_lex *x);

/* A word or sign that reads `token`. */
bool adil_lex_is(const struct adil_lex *x, const char *token);
/* Moves past it when it stands here. */
bool adil_lex_take(struct adil_lex *x, const char *token);
/* Moves past two words, or past neither. */
bool adil_lex_take2(struct adil_lex *x, const char *first, const char *second);

/* What stands here, for a message: `"region" at column 38`. */
struct adil_span adil_lex_found(struct adil_arena *a, const struct adil_lex *x);

#endif
