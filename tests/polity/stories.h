/* Stories for tests of a real law: lists of acts, lawful and not; of an unlawful one the rule that
 * refuses it stands beside it. Persons are roles.
 *
 *     static const struct act_step adopted[] = {
 *         {"2023-05-01", "majilis-chair", "table-bill", "case/bill", "{...}", NULL},
 *         {NULL, "president", "assent", "case/bill", NULL, "assent.assent"},
 *     };
 *     static const struct story stories[] = {STORY(adopted, "majilis")};
 *     tell_stories(&kz_setting, stories, ADIL_COUNT(stories), *state);
 */
#ifndef ADIL_TESTS_POLITY_STORIES_H
#define ADIL_TESTS_POLITY_STORIES_H

#include "fold.h"
#include "polity/state.h"

#include <string.h>

/* Where stories play: the law, who has keys, who holds office before the record. */
struct setting {
    const char *book;
    const struct fold_issuer *office;
    uint32_t n_offices;
    const char *holders;           /* JSON */
    const char *zone;              /* of the moments: "+06:00" */
    void (*begin)(struct fold *f); /* what stands before every story; NULL: nothing */
};

struct act_step {
    const char *at; /* a day (10:00 is meant) or a moment without its zone; NULL: as before */
    const char *by;
    const char *word;
    const char *about;
    const char *fields; /* NULL: none */
    const char *rule;   /* NULL: accepted */
};

struct story {
    const char *name;
    const struct act_step *step;
    size_t n;
    const char *stage;   /* of its first case at the end; NULL: not looked at */
    const char *holders; /* NULL: those of the setting */
};

#define STORY(steps, stage)                                                                        \
    {                                                                                              \
#steps, steps, ADIL_COUNT(steps), stage, NULL                                              \
    }
#define STORY_OF(steps, stage, held)                                                               \
    {                                                                                              \
#steps, steps, ADIL_COUNT(steps), stage, held                                              \
    }

/* A holder before the record, as JSON: of a list in [ ], with commas. */
#define HOLDER(office, person, since)                                                              \
    "{\"capacity\":\"elected\",\"elected_on\":\"" since "\",\"office\":\"" office                  \
    "\",\"person\":\"" person "\",\"since\":\"" since "\",\"source\":\"t\"}"
/* Another one behind it. */
#define ALSO(office, person, since) "," HOLDER(office, person, since)

static inline void story_at(struct fold *f, const struct setting *in, const char *at)
{
    const char *hour = strchr(at, 'T') == NULL ? "T10:00:00" : "";
    struct adil_span moment = adil_fmt(&f->t->perm, "%s%s%s", at, hour, in->zone);
    fold_at(f, adil_span_cstr(&f->t->perm, moment));
}

static inline void tell_step(struct fold *f, const struct setting *in, const struct story *s,
                             size_t i)
{
    const struct act_step *x = &s->step[i];
    if (x->at != NULL) {
        story_at(f, in, x->at);
    }
    const char *got = fold_do(f, x->by, x->word, x->about, x->fields);
    if (got == NULL ? x->rule != NULL : x->rule == NULL || strcmp(got, x->rule) != 0) {
        fail_msg("%s, step %zu (%s): expected %s, found %s (%.*s; %.*s)", s->name, i, x->word,
                 x->rule != NULL ? x->rule : "acceptance", got != NULL ? got : "acceptance",
                 ADIL_ARG(f->refusal.found), ADIL_ARG(f->refusal.expected));
    }
}

static inline void tell_steps(struct fold *f, const struct setting *in, const struct story *s)
{
    for (size_t i = 0; i < s->n; i++) {
        tell_step(f, in, s, i);
    }
}

static inline void tell_story(const struct setting *in, const struct story *s,
                              struct test_arenas *t)
{
    struct fold f;
    fold_open_holders(&f, t, in->book, in->office, in->n_offices,
                      s->holders != NULL ? s->holders : in->holders);
    if (in->begin != NULL) {
        in->begin(&f);
    }
    tell_steps(&f, in, s);
    if (s->stage != NULL) {
        const struct adil_case *c = &f.p->cases[0];
        struct adil_span stage = c->book->acts.procedure[c->procedure].stage[c->stage].id;
        if (!adil_span_is(stage, s->stage)) {
            fail_msg("%s: ended in %.*s, not in %s", s->name, ADIL_ARG(stage), s->stage);
        }
    }
    fold_close(&f);
}

/* Each from the same memory. */
static inline void tell_stories(const struct setting *in, const struct story *s, size_t n,
                                struct test_arenas *t)
{
    for (size_t i = 0; i < n; i++) {
        struct adil_arena perm = t->perm;
        tell_story(in, &s[i], t);
        t->perm = perm;
    }
}

#endif
