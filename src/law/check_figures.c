/* Findings about norms that measure by a quantity (`at least 1% of registered voters`) where
 * nothing says how much that is: norms see what the act that opened the case gave, the sum over its
 * places, and the seats of its contests (src/polity/norm_figures.c). */
#include "law/checking.h"
#include "law/giving.h"
#include "law/norm_tree.h"

static bool has_number(const struct adil_register *r, struct adil_span id)
{
    uint32_t f = adil_field_find(r->field, r->n_fields, id);
    return f != ADIL_NO_WORD && adil_span_is(r->field[f].type, "number");
}

static bool procedure_gives(const struct adil_rulebook *book, uint32_t procedure, uint32_t quantity)
{
    const struct adil_procedure *p = &book->acts.procedure[procedure];
    struct adil_span id = book->vocab.quantity[quantity].id;
    bool gives = (p->places != ADIL_NO_WORD && has_number(&book->reg[p->places], id)) ||
                 (quantity == ADIL_Q_SEATS && p->protocols != ADIL_NO_WORD);
    for (uint32_t w = 0; w < book->acts.n_words && !gives; w++) {
        const struct adil_given *g = adil_word_gives(&book->acts.word[w], id);
        gives = book->acts.word[w].opens == procedure && g != NULL && g->type == ADIL_FIELD_NUMBER;
    }
    return gives;
}

static bool any_procedure_gives(const struct adil_rulebook *book, uint32_t quantity)
{
    for (uint32_t p = 0; p < book->acts.n_procedures; p++) {
        if (procedure_gives(book, p, quantity)) {
            return true;
        }
    }
    return false;
}

/* Whether an act that is given so has the quantity: of a power, in any case it may be about. */
static bool giving_has(const struct adil_rulebook *book, const struct adil_giving *g,
                       uint32_t quantity)
{
    const struct adil_act_word *w = &book->acts.word[g->word];
    if (g->procedure != NULL) {
        return procedure_gives(book, (uint32_t)(g->procedure - book->acts.procedure), quantity);
    }
    if (w->opens != ADIL_NO_WORD) {
        return procedure_gives(book, w->opens, quantity);
    }
    bool of_case = w->reg != ADIL_NO_WORD ? book->acts.per_case[w->reg]
                                          : adil_act_kind_about(w->kind) == ADIL_ABOUT_CASE;
    return of_case && any_procedure_gives(book, quantity);
}

/* Whether an act of the word is judged by the norm. */
static bool is_judged(const struct adil_rulebook *book, const struct adil_giving *g,
                      const struct adil_norm *norm)
{
    const struct adil_act_word *w = &book->acts.word[g->word];
    const struct adil_register *reg = w->reg != ADIL_NO_WORD ? &book->reg[w->reg] : NULL;
    const struct {
        const struct adil_norm *norm;
        uint32_t n;
    } lists[] = {
        {w->norm, w->n_norms},
        {reg != NULL ? reg->enter : NULL, reg != NULL ? reg->n_enter : 0},
        {g->power != NULL ? g->power->when : NULL, g->power != NULL ? g->power->n_when : 0},
        {g->power != NULL ? g->power->unless : NULL, g->power != NULL ? g->power->n_unless : 0},
    };
    for (size_t i = 0; i < ADIL_COUNT(lists); i++) {
        for (uint32_t k = 0; k < lists[i].n; k++) {
            if (&lists[i].norm[k] == norm) {
                return true;
            }
        }
    }
    return false;
}

/* Marks the book's quantities that a test asks for, not those of the record itself.
 * NOLINTNEXTLINE(misc-no-recursion): as deep as the parser of norms lets them be */
static void mark_needs(struct adil_arena scratch, const struct adil_rulebook *book,
                       const struct adil_test *t, bool *needs)
{
    for (uint32_t i = 0; i < t->n_parts; i++) {
        mark_needs(scratch, book, &t->part[i], needs);
    }
    if (t->kind == ADIL_TEST_PHRASE) {
        uint32_t n = t->own != NULL ? t->own->vocab.n_quantities : book->vocab.n_quantities;
        bool *asked = adil_new(&scratch, bool, n);
        adil_phrase_needs(t->phrase, asked, NULL);
        for (uint32_t q = 0; q < book->vocab.n_quantities; q++) {
            needs[q] = needs[q] || asked[q];
        }
    }
}

static void check_quantity(struct adil_checking *k, const struct adil_norm *norm, uint32_t quantity)
{
    struct adil_where w = {.key = norm->rule.id};
    struct adil_giving g = {0};
    bool judged = false;
    while (adil_giving_next(&k->book->acts, &g)) {
        if (is_judged(k->book, &g, norm)) {
            judged = true;
            if (giving_has(k->book, &g, quantity)) {
                return;
            }
        }
    }
    if (judged) {
        struct adil_arena tmp = k->scratch;
        const struct adil_vocab_word *q = &k->book->vocab.quantity[quantity];
        adil_check_note(k, norm->rule.place, &w,
                        adil_fmt(&tmp, "a share of %.*s, of which nothing says how many",
                                 ADIL_ARG(q->words.len > 0 ? q->words : q->id)),
                        adil_fmt(&tmp,
                                 "a number field %.*s of the places, or of the act that opens the "
                                 "case",
                                 ADIL_ARG(q->id)));
    }
}

void adil_check_figures(struct adil_checking *k)
{
    const struct adil_rulebook *book = k->book;
    for (uint32_t i = 0; i < book->n_rules; i++) {
        const struct adil_norm *norm = book->rule_use[i].norm;
        struct adil_checking sub = *k;
        if (norm == NULL) {
            continue;
        }
        bool *needs = adil_new(&sub.perm, bool, book->vocab.n_quantities);
        mark_needs(k->scratch, book, norm->is, needs);
        for (uint32_t q = 0; q < book->vocab.n_quantities; q++) {
            if (needs[q]) {
                check_quantity(&sub, norm, q);
            }
        }
        k->n = sub.n;
    }
}
