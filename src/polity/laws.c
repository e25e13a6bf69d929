/* Versions of the law, and whose law is looked at. Numbers mean the same in every version
 * (law/amend.h): what a record, a key or a case holds is read under any that knows it. */
#include "polity/interner.h"
#include "polity/state.h"

#include <string.h>

struct adil_rulebook *adil_law_look(struct adil_polity *p, uint32_t case_no)
{
    struct adil_rulebook *was = p->book;
    p->book = case_no != ADIL_NO_CASE ? p->cases[case_no].book : p->in_force;
    return was;
}

const struct adil_polity *adil_law_view(const struct adil_polity *p, uint32_t case_no,
                                        struct adil_polity *copy)
{
    struct adil_rulebook *book = case_no != ADIL_NO_CASE ? p->cases[case_no].book : p->in_force;
    if (book == p->book) {
        return p;
    }
    *copy = *p;
    copy->book = book;
    return copy;
}

/* ---- registers ------------------------------------------------------------------------------ */

static void take_types(struct adil_polity *p, const struct adil_register *law,
                       struct adil_reg_state *reg)
{
    reg->key_field = ADIL_NO_WORD;
    reg->type = adil_new(&p->arena, uint8_t, law->n_fields);
    for (uint32_t f = 0; f < law->n_fields; f++) {
        enum adil_field_type type = ADIL_FIELD_TEXT;
        bool known = adil_field_type_parse(law->field[f].type, &type);
        ADIL_ASSERT(known);
        reg->type[f] = (uint8_t)type;
        reg->key_field = type == ADIL_FIELD_KEY ? f : reg->key_field;
    }
}

/* New fields stand behind the old ones: each record's cells keep their order. */
static void lay_register(struct adil_polity *p, const struct adil_register *law,
                         struct adil_reg_state *reg)
{
    take_types(p, law, reg);
    uint32_t n_cells = law->n_fields - (reg->key_field != ADIL_NO_WORD ? 1 : 0);
    if (n_cells != reg->n_cells && reg->n > 0) {
        adil_records_widen(p, reg, n_cells);
    }
    reg->n_cells = n_cells;
}

void adil_law_lay_registers(struct adil_polity *p)
{
    uint32_t n = p->in_force->n_registers;
    ADIL_ASSERT(n >= p->n_reg);
    if (n > p->n_reg) {
        struct adil_reg_state *reg = adil_new(&p->arena, struct adil_reg_state, n);
        if (p->n_reg > 0) {
            memcpy(reg, p->reg, p->n_reg * sizeof *reg);
        }
        p->reg = reg;
        p->n_reg = n;
    }
    for (uint32_t r = 0; r < n; r++) {
        lay_register(p, &p->in_force->reg[r], &p->reg[r]);
    }
}

/* ---- versions ------------------------------------------------------------------------------- */

void adil_law_enact(struct adil_judging *j, struct adil_rulebook *book,
                    const struct adil_hash *changes)
{
    struct adil_polity *p = j->p;
    p->in_force = book;
    p->law = book->hash;
    p->version = adil_grow(p, p->version, sizeof *p->version, p->n_versions, &p->cap_versions);
    p->version[p->n_versions++] = (struct adil_law_version){
        .book = book,
        .hash = book->hash,
        .changes = changes != NULL ? *changes : (struct adil_hash){{0}},
        .entry = (uint32_t)j->entry,
        .at = j->act->logged,
        .by = adil_span_copy(&p->arena, j->act->by),
        .word = adil_span_copy(&p->arena, j->act->word),
    };
    adil_law_lay_registers(p);
    p->due_day = ADIL_DATE_NONE;
}
