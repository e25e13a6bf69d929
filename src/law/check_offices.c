/* Findings about offices: those the book gives nothing to do and nobody comes to, those whose
 * holdings end though nothing ever begins one, and those that must be held though nothing does. */
#include "law/checking.h"
#include "law/on_day.h"

struct office_use {
    bool acts;   /* the book names it where something is done or decided */
    bool filled; /* an effect or an election begins a holding */
    bool left;   /* an effect or its term ends one */
    bool held;   /* what the book says of it asks for a holding: a seat, a tie, a capacity */
};

static void hold_offices(struct office_use *use, uint32_t n, const uint32_t *list, uint32_t n_list)
{
    for (uint32_t i = 0; i < n_list; i++) {
        if (list[i] < n) {
            use[list[i]].held = true;
        }
    }
}

static void use_offices(struct office_use *use, uint32_t n, const uint32_t *list, uint32_t n_list)
{
    for (uint32_t i = 0; i < n_list; i++) {
        if (list[i] < n) { /* not the founders */
            use[list[i]].acts = true;
        }
    }
}

/* A field may say which office it is: any that the norms of the word admit. */
static void use_effects(const struct adil_checking *k, struct office_use *use,
                        const struct adil_effects *effects, uint32_t word, uint32_t procedure)
{
    for (uint32_t i = 0; i < effects->n; i++) {
        const struct adil_effect *e = &effects->effect[i];
        for (uint32_t o = 0; o < k->book->acts.n_offices; o++) {
            if (e->kind != ADIL_EFFECT_SEAT) {
                use[o].left = use[o].left || e->office == o;
            } else if (!use[o].filled) {
                use[o].filled = adil_effect_may_name(k->perm, k->book, e, word, procedure, o);
            }
        }
    }
}

static void use_procedure(const struct adil_checking *k, struct office_use *use, uint32_t procedure)
{
    uint32_t n = k->book->acts.n_offices;
    const struct adil_procedure *p = &k->book->acts.procedure[procedure];
    for (uint32_t o = 0; o < n; o++) {
        use[o].filled =
            use[o].filled || p->seats_office == o || p->seats_office_from != ADIL_NO_WORD;
    }
    for (uint32_t s = 0; s < p->n_stages; s++) {
        use_effects(k, use, &p->stage[s].effects, ADIL_NO_WORD, procedure);
        for (uint32_t i = 0; i < p->stage[s].n_acts; i++) {
            use_offices(use, n, p->stage[s].act[i].by, p->stage[s].act[i].n_by);
        }
    }
}

static void use_bodies(struct office_use *use, const struct adil_acts *a)
{
    for (uint32_t i = 0; i < a->n_bodies; i++) {
        const struct adil_body *b = &a->body[i];
        use_offices(use, a->n_offices, b->office, b->n_offices);
        use_offices(use, a->n_offices, b->by, b->n_by);
        hold_offices(use, a->n_offices, b->office, b->n_offices);
        for (uint32_t o = 0; o < a->n_offices; o++) {
            use[o].acts = use[o].acts || (b->reg != ADIL_NO_WORD && a->office[o].of == b->reg);
        }
    }
}

/* Ties are broken with a key of the office; where it has no other act, by a person who holds it. */
static void use_casting(struct office_use *use, const struct adil_acts *a)
{
    for (uint32_t i = 0; i < a->n_bodies; i++) {
        uint32_t o = a->body[i].casting;
        if (o < a->n_offices) {
            use[o].held = use[o].held || !use[o].acts;
            use[o].acts = true;
        }
    }
}

void adil_check_offices(struct adil_checking *k)
{
    const struct adil_acts *a = &k->book->acts;
    struct adil_arena tmp = k->scratch;
    struct office_use *use = adil_new(&tmp, struct office_use, a->n_offices);
    struct adil_where top = {.key = ADIL_SPAN("offices")};
    for (uint32_t i = 0; i < a->n_powers; i++) {
        use_offices(use, a->n_offices, &a->power[i].office, 1);
        hold_offices(use, a->n_offices, &a->power[i].office, a->power[i].n_not > 0);
    }
    for (uint32_t i = 0; i < a->n_words; i++) {
        use_effects(k, use, &a->word[i].effects, i, ADIL_NO_WORD);
    }
    for (uint32_t i = 0; i < a->n_procedures; i++) {
        use_procedure(k, use, i);
    }
    use_bodies(use, a);
    use_casting(use, a);
    for (uint32_t i = 0; i < a->n_offices; i++) {
        use_offices(use, a->n_offices, a->office[i].keys_by, a->office[i].n_keys_by);
        use_offices(use, a->n_offices, a->office[i].not_with, a->office[i].n_not_with);
        use[i].left = use[i].left || a->office[i].n_terms > 0;
    }
    for (uint32_t i = 0; i < a->n_offices; i++) {
        const struct adil_office *o = &a->office[i];
        struct adil_where w = {.up = &top, .key = o->rule.id};
        if (!use[i].acts && !use[i].filled && !use[i].left) {
            adil_check_note(k, o->rule.place, &w,
                            ADIL_SPAN("an office that may do nothing and that nobody comes to"),
                            ADIL_SPAN("a power, a stage or a body that names it, an effect or an "
                                      "election that fills it"));
        } else if (!use[i].filled && use[i].left) {
            adil_check_note(k, o->rule.place, &w,
                            ADIL_SPAN("an office whose holdings end and that nothing fills again"),
                            ADIL_SPAN("an effect or an election that seats somebody"));
        } else if (!use[i].filled && use[i].held && o->of == ADIL_NO_WORD) {
            adil_check_note(k, o->rule.place, &w,
                            ADIL_SPAN("an office that somebody has to hold and that nothing fills"),
                            ADIL_SPAN("an effect or an election that seats somebody"));
        }
    }
}
