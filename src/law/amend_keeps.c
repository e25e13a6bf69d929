/* A book changed: read anew, and compared with the one before. Records, keys and open cases name
 * registers, fields, offices, words, procedures, bodies, deadlines and units by their numbers:
 * every number of the old book is the same thing in the new one. */
#include "law/amend.h"
#include "law/loading.h"

struct keeping {
    const struct adil_rulebook *before;
    const struct adil_rulebook *after;
    struct adil_diag *diag;
    struct adil_arena *perm;
};

static adil_err refuse_loss(const struct keeping *k, const char *section, struct adil_span id,
                            struct adil_span found, const char *expected)
{
    return adil_fail(k->diag, ADIL_ERR(INPUT), (struct adil_place){k->after->file, 0},
                     adil_fmt(k->perm, "%s/%.*s", section, ADIL_ARG(id)), found,
                     adil_span_of(expected));
}

static bool keeps_fields(const struct adil_register *before, const struct adil_register *after)
{
    for (uint32_t f = 0; f < before->n_fields; f++) {
        if (f >= after->n_fields || !adil_span_eq(before->field[f].id, after->field[f].id) ||
            !adil_span_eq(before->field[f].type, after->field[f].type) ||
            !adil_span_eq(before->field[f].of, after->field[f].of)) {
            return false;
        }
    }
    return true;
}

/* A key is in every record's key, from the first one on. */
static bool gains_key(const struct adil_register *before, const struct adil_register *after)
{
    for (uint32_t f = before->n_fields; f < after->n_fields; f++) {
        if (adil_load_type_of(&after->field[f]) == ADIL_FIELD_KEY) {
            return true;
        }
    }
    return false;
}

static adil_err keep_registers(const struct keeping *k)
{
    for (uint32_t i = 0; i < k->before->n_registers; i++) {
        const struct adil_register *before = &k->before->reg[i];
        const struct adil_register *after = &k->after->reg[i];
        ADIL_ASSERT(i < k->after->n_registers && adil_span_eq(before->id, after->id));
        if (!keeps_fields(before, after)) {
            return refuse_loss(k, "registers", before->id,
                               ADIL_SPAN("a field that is gone, or of another type"),
                               "the fields it had, and new ones: records hold them");
        }
        if (gains_key(before, after)) {
            return refuse_loss(k, "registers", before->id, ADIL_SPAN("a new field of type key"),
                               "a field of another type: the keys of its records stand");
        }
        if (k->before->acts.per_case[i] != k->after->acts.per_case[i]) {
            return refuse_loss(k, "registers", before->id, ADIL_SPAN("another `per`"),
                               "the one it had: the keys of its records stand");
        }
    }
    return ADIL_OK;
}

static adil_err keep_offices(const struct keeping *k)
{
    const struct adil_acts *before = &k->before->acts;
    const struct adil_acts *after = &k->after->acts;
    for (uint32_t i = 0; i < before->n_offices; i++) {
        ADIL_ASSERT(i < after->n_offices &&
                    adil_span_eq(before->office[i].rule.id, after->office[i].rule.id));
        if (before->office[i].of != after->office[i].of) {
            return refuse_loss(k, "offices", before->office[i].rule.id, ADIL_SPAN("another `of`"),
                               "the one it had: its keys are those of such records");
        }
    }
    return ADIL_OK;
}

/* The kind of a word, and what it writes, are what entries on the record were judged by. */
static adil_err keep_words(const struct keeping *k)
{
    const struct adil_acts *before = &k->before->acts;
    const struct adil_acts *after = &k->after->acts;
    for (uint32_t i = 0; i < before->n_words; i++) {
        const struct adil_act_word *b = &before->word[i];
        const struct adil_act_word *a = &after->word[i];
        ADIL_ASSERT(i < after->n_words && adil_span_eq(b->rule.id, a->rule.id));
        if (b->kind != a->kind || b->reg != a->reg || b->opens != a->opens) {
            return refuse_loss(k, "words", b->rule.id, ADIL_SPAN("another kind, `of` or `opens`"),
                               "those it had: another meaning asks for another word");
        }
    }
    return ADIL_OK;
}

/* What the tree's editing holds: a failure of these is ours, not the list's. */
static void assert_numbers(const struct keeping *k)
{
    const struct adil_rulebook *b = k->before;
    const struct adil_rulebook *a = k->after;
    ADIL_ASSERT(b->acts.n_procedures <= a->acts.n_procedures);
    for (uint32_t i = 0; i < b->acts.n_procedures; i++) {
        ADIL_ASSERT(adil_span_eq(b->acts.procedure[i].rule.id, a->acts.procedure[i].rule.id));
    }
    ADIL_ASSERT(b->acts.n_bodies <= a->acts.n_bodies);
    ADIL_ASSERT(b->acts.n_deadline_ids <= a->acts.n_deadline_ids);
    for (uint32_t i = 0; i < b->acts.n_deadline_ids; i++) {
        ADIL_ASSERT(adil_span_eq(b->acts.deadline_id[i], a->acts.deadline_id[i]));
    }
    ADIL_ASSERT(b->units.n <= a->units.n);
    for (uint32_t i = 0; i < b->units.n; i++) {
        ADIL_ASSERT(adil_span_eq(b->units.unit[i].id, a->units.unit[i].id));
    }
}

adil_err adil_rulebook_amend(struct adil_arena *perm, struct adil_arena scratch,
                             const struct adil_rulebook *before, const struct adil_changes *changes,
                             struct adil_rulebook *out, struct adil_diag *diag)
{
    const struct adil_node *root = NULL;
    ADIL_ASSERT(perm->beg != scratch.beg);
    ADIL_TRY(adil_law_amend(perm, before->root, changes, &root, diag));
    ADIL_TRY(adil_rulebook_of_tree(perm, scratch, before->file, root, out, diag));
    struct keeping k = {before, out, diag, perm};
    ADIL_TRY(keep_registers(&k));
    ADIL_TRY(keep_offices(&k));
    ADIL_TRY(keep_words(&k));
    assert_numbers(&k);
    return ADIL_OK;
}
