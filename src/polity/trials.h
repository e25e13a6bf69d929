/* What acts tried of a law: the observer of the fold that counts, for every statement, the acts it
 * accepted and refused, and writes the list that `adil law coverage` reads.
 *
 *     options.judged = a function that hands on to adil_trials_judged;
 *     adil_polity_apply(p, ...); adil_trials_act(t, p, err, &refusal);     after every act
 *     adil_trials_put(t, p, scratch, &out);
 */
#ifndef ADIL_POLITY_TRIALS_H
#define ADIL_POLITY_TRIALS_H

#include "law/coverage.h"
#include "polity/polity.h"

struct adil_trials;

/* In `a`, as all that is counted; it lives no longer than the polity it is told of. */
struct adil_trials *adil_trials_open(struct adil_arena *a);
/* As options.judged gets it. */
void adil_trials_judged(struct adil_trials *t, enum adil_statement_kind kind, const void *what,
                        enum adil_judged judged);
/* An act has its end: `err` and `refusal` as adil_polity_apply gave them. */
void adil_trials_act(struct adil_trials *t, const struct adil_polity *p, adil_err err,
                     const struct adil_refusal *refusal);
/* The list, of the law of entry 0; nothing when there is none. Statements that no act tried are
 * left out. */
void adil_trials_put(const struct adil_trials *t, const struct adil_polity *p,
                     struct adil_arena scratch, struct adil_buf *out);

#endif
