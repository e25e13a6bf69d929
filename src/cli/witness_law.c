#include "cli/witness_law.h"

#include "law/rulebook.h"

#include <string.h>

/* ---- who ------------------------------------------------------------------------------------ */

static const struct adil_witness_law *law_of_witnesses(const struct adil_polity *p)
{
    const struct adil_rulebook *book = adil_polity_rulebook(p);
    return book != NULL ? &book->acts.witnesses : NULL;
}

/* ---- what they signed ----------------------------------------------------------------------- */

/* A key that stands for two names counts for the first. */
static bool is_counted_before(const struct adil_witnessed *w, uint32_t i)
{
    for (uint32_t k = 0; k < i; k++) {
        if (w[k].has_key && adil_span_eq(w[k].key.key, w[i].key.key)) {
            return true;
        }
    }
    return false;
}

static void judge_lines(struct adil_witnessed *w, const struct adil_note *note)
{
    for (uint32_t i = 0; i < note->n_lines; i++) {
        const struct adil_note_line *line = &note->line[i];
        if (line->id != w->key.id || !adil_span_eq(line->name, w->key.name) ||
            w->state == ADIL_WITNESS_SIGNED) {
            continue;
        }
        w->state = adil_cosignature_verify(&w->key, note->text, line->sig, &w->seconds)
                       ? ADIL_WITNESS_SIGNED
                       : ADIL_WITNESS_LOST;
    }
}

static void judge_all(struct adil_witnessing *out, struct adil_witnessed *w,
                      const struct adil_note *note)
{
    for (uint32_t i = 0; i < out->n; i++) {
        if (w[i].has_key && !is_counted_before(w, i)) {
            judge_lines(&w[i], note);
            out->n_signed += w[i].state == ADIL_WITNESS_SIGNED;
            out->n_lost += w[i].state == ADIL_WITNESS_LOST;
        }
    }
}

/* ---- whether that is enough ----------------------------------------------------------------- */

struct vectors {
    const struct adil_witness_law *law;
    const struct adil_witnessing *w;
};

static uint32_t signed_of(const struct vectors *v, struct adil_span vector)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < v->w->n; i++) {
        n += v->w->witness[i].state == ADIL_WITNESS_SIGNED &&
             (vector.ptr == NULL || adil_span_eq(v->w->witness[i].vector, vector));
    }
    return n;
}

static struct adil_fact signers(void *ctx, struct adil_arena *a, uint32_t unit)
{
    const struct vectors *v = ctx;
    const struct adil_span all = {NULL, 0};
    (void)a;
    uint32_t n = signed_of(v, unit == ADIL_WHOLE ? all : v->law->vector[unit].id);
    return adil_fact_known(adil_num_int(n));
}

static struct adil_fact no_quantity(void *ctx, struct adil_arena *a, uint32_t quantity,
                                    uint32_t unit)
{
    (void)ctx;
    (void)a;
    (void)quantity;
    (void)unit;
    return adil_fact_from(adil_num_int(0));
}

static uint32_t count_vectors(void *ctx, uint32_t group)
{
    const struct vectors *v = ctx;
    (void)group;
    return v->law->n_vectors;
}

static uint32_t vector_unit(void *ctx, uint32_t group, uint32_t i)
{
    (void)ctx;
    (void)group;
    return i;
}

static void judge_phrase(struct adil_arena *perm, const struct adil_witness_law *law,
                         struct adil_witnessing *out)
{
    ADIL_ASSERT(law != NULL);
    struct vectors v = {law, out};
    const struct adil_env env = {.ctx = &v,
                                 .subject = signers,
                                 .quantity = no_quantity,
                                 .group_size = count_vectors,
                                 .group_unit = vector_unit};
    struct adil_span *missing = adil_new(perm, struct adil_span, law->n_vectors);
    for (uint32_t i = 0; i < law->n_vectors; i++) {
        if (signed_of(&v, law->vector[i].id) == 0) {
            missing[out->n_missing++] = law->vector[i].id;
        }
    }
    out->missing = missing;
    out->has_policy = law->policy != NULL;
    if (out->has_policy) {
        out->policy = law->policy->source;
        out->met = adil_phrase_eval(perm, law->policy, &env).truth == ADIL_HOLDS;
    }
}

static void judge_policy(struct adil_arena *perm, struct adil_arena scratch,
                         const struct adil_policy *policy, const struct adil_note *note,
                         struct adil_witnessing *out)
{
    struct adil_witnessed *w = adil_new(perm, struct adil_witnessed, policy->n_witnesses);
    bool *met = adil_new(&scratch, bool, policy->n_witnesses);
    for (uint32_t i = 0; i < policy->n_witnesses; i++) {
        w[i] = (struct adil_witnessed){
            .name = policy->witness[i].name, .has_key = true, .key = policy->witness[i].key};
    }
    *out = (struct adil_witnessing){.witness = w, .n = policy->n_witnesses, .has_policy = true};
    judge_all(out, w, note);
    for (uint32_t i = 0; i < policy->n_witnesses; i++) {
        met[i] = w[i].state == ADIL_WITNESS_SIGNED;
    }
    out->met = adil_policy_met(scratch, policy, met);
    out->policy = ADIL_SPAN("the policy that was given");
}

adil_err adil_witness_law_judge(struct adil_arena *perm, struct adil_arena scratch,
                                const struct adil_polity *p, const struct adil_policy *policy,
                                const struct adil_note *note, struct adil_witnessing *out,
                                struct adil_diag *diag)
{
    struct adil_witnessed *w = NULL;
    memset(out, 0, sizeof *out);
    if (policy != NULL) {
        judge_policy(perm, scratch, policy, note, out);
        return ADIL_OK;
    }
    ADIL_TRY(adil_witness_law_members(perm, scratch, p, &w, &out->n, diag));
    out->witness = w;
    judge_all(out, w, note);
    if (law_of_witnesses(p) != NULL) {
        judge_phrase(perm, law_of_witnesses(p), out);
    }
    return ADIL_OK;
}
