/* Vocabularies: the names a phrase may use, and how they stand in it. */
#include "law/phrase_parse.h"

#include <string.h>

static const struct {
    struct adil_span id;
    struct adil_span words;
    enum adil_msg of;
} head[ADIL_N_QUANTITIES] = {
#define X(id, name, words) {ADIL_SPAN_INIT(name), ADIL_SPAN_INIT(words), ADIL_M_L_Q_##id},
    ADIL_QUANTITIES(X)
#undef X
};

struct adil_vocab adil_vocab_contest(struct adil_arena *perm, const struct adil_vocab_word *extra,
                                     uint32_t n_extra, const struct adil_vocab_word *groups,
                                     uint32_t n_groups)
{
    ADIL_ASSERT(n_extra < UINT32_MAX - ADIL_N_QUANTITIES);
    uint32_t n = ADIL_N_QUANTITIES + n_extra;
    struct adil_vocab_word *q = adil_new(perm, struct adil_vocab_word, n);
    for (uint32_t i = 0; i < ADIL_N_QUANTITIES; i++) {
        q[i].id = head[i].id;
        q[i].words = head[i].words;
        for (int lang = 0; lang < ADIL_N_LANGS; lang++) {
            q[i].of[lang] = adil_text((enum adil_lang)lang, head[i].of);
        }
    }
    for (uint32_t i = 0; i < n_extra; i++) {
        q[ADIL_N_QUANTITIES + i] = extra[i];
    }
    return (struct adil_vocab){
        .quantity = q, .n_quantities = n, .group = groups, .n_groups = n_groups};
}

/* "cities" -> "cit" + "y", "regions" -> "region", "council" -> itself. Out: what is left of the
 * name, and what is put after it. */
static struct adil_span singular_stem(struct adil_span name, struct adil_span *tail)
{
    *tail = ADIL_SPAN("");
    if (name.len > 3 && adil_span_ends(name, ADIL_SPAN("ies"))) {
        *tail = ADIL_SPAN("y");
        return adil_span_sub(name, 0, name.len - 3);
    }
    if (name.len > 1 && adil_span_ends(name, ADIL_SPAN("s"))) {
        return adil_span_sub(name, 0, name.len - 1);
    }
    return name;
}

struct adil_span adil_vocab_singular(struct adil_arena *a, struct adil_span name)
{
    struct adil_span tail;
    struct adil_span stem = singular_stem(name, &tail);
    return adil_fmt(a, "%.*s%.*s", ADIL_ARG(stem), ADIL_ARG(tail));
}

static bool is_singular(struct adil_span word, struct adil_span plural)
{
    struct adil_span tail;
    struct adil_span stem = singular_stem(plural, &tail);
    return word.len == stem.len + tail.len && adil_span_starts(word, stem) &&
           adil_span_ends(word, tail);
}

/* Moves `x` past `name` when that is what stands there. Out `score`: 2 a word, one less when the
 * last is in the singular; 0 when the name does not stand there. */
static unsigned take_name(struct adil_lex *x, struct adil_span name, bool singular)
{
    unsigned score = 0;
    struct adil_lex w;
    adil_lex_open(&w, name);
    while (w.kind != ADIL_LEX_END) {
        struct adil_lex after = w;
        adil_lex_next(&after);
        bool exact = x->kind == w.kind && adil_span_eq(x->token, w.token);
        if (!exact && !(singular && after.kind == ADIL_LEX_END && x->kind == ADIL_LEX_WORD &&
                        is_singular(x->token, w.token))) {
            return 0;
        }
        score += exact ? 2 : 1;
        adil_lex_next(x);
        w = after;
    }
    return score;
}

uint32_t adil_vocab_take(const struct adil_vocab_word *word, uint32_t n, bool singular,
                         struct adil_lex *x)
{
    uint32_t found = ADIL_NO_WORD;
    unsigned best = 0;
    struct adil_lex end = *x;
    for (uint32_t i = 0; i < n; i++) {
        const struct adil_span name[] = {word[i].id, word[i].words};
        for (size_t k = 0; k < ADIL_COUNT(name); k++) {
            struct adil_lex at = *x;
            unsigned score = take_name(&at, name[k], singular);
            if (score > best) {
                best = score;
                found = i;
                end = at;
            }
        }
    }
    *x = end;
    return found;
}

struct adil_span adil_vocab_of(const struct adil_vocab_word *w, enum adil_lang lang)
{
    if (w->of[lang].len > 0) {
        return w->of[lang];
    }
    if (w->of[ADIL_EN].len > 0) {
        return w->of[ADIL_EN];
    }
    return w->words.len > 0 ? w->words : w->id;
}
