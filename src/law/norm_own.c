/* Numbers and tallies of the record judged in the bounds of a norm: "at least 30% of this.people",
 * "at most 70% of list.seats", "at most 100% of this.members in every region". They stand behind
 * the quantities of the book, so that a phrase needs to know nothing of records. */
#include "law/norm_tree.h"

#include <string.h>

struct own_names {
    struct adil_norm_parse *n;
    struct adil_vocab_word *word; /* NULL: only counted */
    struct adil_locus *at;
    uint32_t count;
};

static void add_name(struct own_names *o, struct adil_span name, struct adil_span path)
{
    if (o->word != NULL) {
        struct adil_norm_parse sub = *o->n;
        adil_lex_open(&sub.s.lex, path);
        adil_err err = adil_norm_locus(&sub, &o->at[o->count]);
        ADIL_ASSERT(err.code == ADIL_C_OK); /* made of names that are there */
        o->word[o->count].id = name;
    }
    o->count++;
}

static bool is_figure(const struct adil_field *f)
{
    return adil_span_is(f->type, "number") || adil_span_is(f->type, "tally");
}

/* "list.seats" of the record that "list" refers to; within a `where` "this.list.seats", for there
 * the short name is one of the row. */
static void add_referred(struct own_names *o, const struct adil_field *ref)
{
    const struct adil_norm_scope *scope = o->n->scope;
    uint32_t reg = adil_register_find(scope->reg, scope->n_registers, ref->of);
    bool has_key = false;
    for (uint32_t i = 0; reg != ADIL_NO_WORD && i < scope->reg[reg].n_fields; i++) {
        has_key = has_key || adil_span_is(scope->reg[reg].field[i].type, "key");
    }
    for (uint32_t i = 0; has_key && i < scope->reg[reg].n_fields; i++) {
        const struct adil_field *f = &scope->reg[reg].field[i];
        if (is_figure(f)) {
            struct adil_span path =
                adil_fmt(o->n->s.perm, "this.%.*s.%.*s", ADIL_ARG(ref->id), ADIL_ARG(f->id));
            size_t head = o->n->row == ADIL_NO_WORD ? strlen("this.") : 0;
            add_name(o, adil_span_sub(path, head, path.len), path);
        }
    }
}

static void add_names(struct own_names *o, const struct adil_register *reg)
{
    for (uint32_t i = 0; i < reg->n_fields; i++) {
        const struct adil_field *f = &reg->field[i];
        if (is_figure(f)) {
            struct adil_span path = adil_fmt(o->n->s.perm, "this.%.*s", ADIL_ARG(f->id));
            add_name(o, path, path);
        } else if (f->of.len > 0 &&
                   (adil_span_is(f->type, "ref") || adil_span_is(f->type, "key"))) {
            add_referred(o, f);
        }
    }
}

const struct adil_norm_vocab *adil_norm_own_vocab(struct adil_norm_parse *n)
{
    const struct adil_norm_scope *scope = n->scope;
    bool dotted = adil_span_find_byte(n->s.lex.text, '.') < n->s.lex.text.len;
    if (!dotted || scope->self >= scope->n_registers) {
        return NULL;
    }
    const struct adil_register *reg = &scope->reg[scope->self];
    const struct adil_vocab *book = n->s.vocab;
    struct own_names o = {.n = n};
    add_names(&o, reg);
    struct adil_vocab_word *word =
        adil_new(n->s.perm, struct adil_vocab_word, (size_t)book->n_quantities + o.count);
    struct adil_norm_vocab *own = adil_new(n->s.perm, struct adil_norm_vocab, 1);
    memcpy(word, book->quantity, book->n_quantities * sizeof *word);
    o.word = word + book->n_quantities;
    o.at = adil_new(n->s.perm, struct adil_locus, o.count);
    own->vocab = *book;
    own->vocab.quantity = word;
    own->vocab.n_quantities = book->n_quantities + o.count;
    own->base = book->n_quantities;
    own->at = o.at;
    o.count = 0;
    add_names(&o, reg);
    return own;
}
