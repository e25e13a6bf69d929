#include "polity/trials.h"

#include <string.h>

/* What was told of one statement while the act was judged. */
struct told {
    const void *what;
    enum adil_statement_kind kind;
    enum adil_judged judged;
};

/* A version of the law, with what was tried of it. */
struct version_tried {
    struct adil_statements statements;
    uint64_t (*n)[ADIL_N_SIDES];
};

struct adil_trials {
    struct adil_arena *a;
    struct told *told; /* of the act that is judged, none twice */
    uint32_t n_told;
    uint32_t cap_told;
    struct version_tried *version;
    uint32_t n_versions;
};

struct adil_trials *adil_trials_open(struct adil_arena *a)
{
    struct adil_trials *t = adil_new(a, struct adil_trials, 1);
    t->a = a;
    return t;
}

void adil_trials_judged(struct adil_trials *t, enum adil_statement_kind kind, const void *what,
                        enum adil_judged judged)
{
    for (uint32_t i = 0; i < t->n_told; i++) {
        if (t->told[i].what == what && t->told[i].kind == kind && t->told[i].judged == judged) {
            return;
        }
    }
    if (t->n_told == t->cap_told) {
        t->cap_told = t->cap_told == 0 ? 64 : 2 * t->cap_told;
        struct told *more = adil_new(t->a, struct told, t->cap_told);
        if (t->n_told > 0) {
            memcpy(more, t->told, t->n_told * sizeof *more);
        }
        t->told = more;
    }
    t->told[t->n_told++] = (struct told){what, kind, judged};
}

/* Versions of the law that came since. */
static void follow_versions(struct adil_trials *t, const struct adil_polity *p)
{
    const struct adil_law_version *v = NULL;
    uint32_t n = adil_polity_laws(p, &v);
    if (n == t->n_versions) {
        return;
    }
    struct version_tried *all = adil_new(t->a, struct version_tried, n);
    if (t->n_versions > 0) {
        memcpy(all, t->version, t->n_versions * sizeof *all);
    }
    for (uint32_t i = t->n_versions; i < n; i++) {
        adil_statements_of(t->a, v[i].book, &all[i].statements);
        all[i].n = (uint64_t(*)[ADIL_N_SIDES])adil_new(t->a, uint64_t,
                                                       (size_t)all[i].statements.n * ADIL_N_SIDES);
    }
    t->version = all;
    t->n_versions = n;
}

/* The statement is of whichever version has it. */
static void count_trial(struct adil_trials *t, enum adil_statement_kind kind, const void *what,
                        enum adil_side side)
{
    for (uint32_t i = t->n_versions; i > 0; i--) {
        struct version_tried *v = &t->version[i - 1];
        uint32_t s = adil_statement_find(&v->statements, kind, what);
        if (s != ADIL_NO_WORD) {
            v->n[s][side]++;
            return;
        }
    }
}

static void count_accepted(struct adil_trials *t)
{
    for (uint32_t i = 0; i < t->n_told; i++) {
        const struct told *x = &t->told[i];
        if (x->judged == ADIL_JUDGED_HELD || x->judged == ADIL_JUDGED_MISSED) {
            count_trial(t, x->kind, x->what,
                        x->judged == ADIL_JUDGED_HELD ? ADIL_SIDE_ACCEPTED : ADIL_SIDE_REFUSED);
        }
    }
}

static bool is_told(const struct adil_trials *t, const void *what, enum adil_judged judged)
{
    for (uint32_t i = 0; i < t->n_told; i++) {
        if (t->told[i].judged == judged && t->told[i].what == what) {
            return true;
        }
    }
    return false;
}

/* For want of any statement that gives it, or because each way to do it failed: each of them
 * refused it. */
static void count_refused(struct adil_trials *t, const struct adil_rule *statement)
{
    bool failed = is_told(t, statement, ADIL_JUDGED_FAILED);
    enum adil_judged all = failed ? ADIL_JUDGED_FAILED : ADIL_JUDGED_DENIED;
    if (!is_told(t, statement, all)) {
        count_trial(t, ADIL_STATEMENT_ANY, statement, ADIL_SIDE_REFUSED);
        return;
    }
    for (uint32_t i = 0; i < t->n_told; i++) {
        if (t->told[i].judged == all) {
            count_trial(t, t->told[i].kind, t->told[i].what, ADIL_SIDE_REFUSED);
        }
    }
}

void adil_trials_act(struct adil_trials *t, const struct adil_polity *p, adil_err err,
                     const struct adil_refusal *refusal)
{
    follow_versions(t, p);
    if (err.code == ADIL_C_OK) {
        count_accepted(t);
    } else if (refusal->rule.len > 0 && refusal->statement != NULL) {
        count_refused(t, refusal->statement);
    }
    t->n_told = 0;
}

void adil_trials_put(const struct adil_trials *t, const struct adil_polity *p,
                     struct adil_arena scratch, struct adil_buf *out)
{
    const struct adil_law_version *law = NULL;
    if (t->n_versions == 0 || adil_polity_laws(p, &law) == 0) {
        return;
    }
    adil_coverage_put_head(out, scratch, adil_coverage_polity(law[0].book), &law[0].hash);
    for (uint32_t i = 0; i < t->n_versions; i++) {
        const struct version_tried *v = &t->version[i];
        for (uint32_t s = 0; s < v->statements.n; s++) {
            if (v->n[s][ADIL_SIDE_ACCEPTED] + v->n[s][ADIL_SIDE_REFUSED] > 0) {
                adil_coverage_put_line(out, scratch, &v->statements.at[s], v->n[s]);
            }
        }
    }
}
