/* Private to src/law: findings of adil_rulebook_check. */
#ifndef ADIL_LAW_CHECKING_H
#define ADIL_LAW_CHECKING_H

#include "law/reader.h"
#include "law/rulebook.h"

struct adil_checking {
    const struct adil_rulebook *book;
    struct adil_arena perm;    /* dies with the check */
    struct adil_arena scratch; /* apart from perm */
    struct adil_diag *diag;    /* may be NULL */
    uint32_t n;                /* findings so far */
};

/* Texts are copied by the diagnostic, so they may live in scratch. */
void adil_check_note(struct adil_checking *k, struct adil_place place, const struct adil_where *w,
                     struct adil_span found, struct adil_span expected);

/* Every example gives the verdict it states. */
void adil_check_examples(struct adil_checking *k);
/* The norm that an example of the book tries, in its version of the day (without a day, the only
 * one there is), and the register of its record. NULL: there is none. */
const struct adil_norm *adil_example_norm(const struct adil_rulebook *book,
                                          const struct adil_node *example,
                                          const struct adil_register **reg);

/* Words nobody may use, or only on records that cannot be their own, stages without a way in or
 * out, deadlines nothing names or that overlap. */
void adil_check_acts(struct adil_checking *k);
/* Offices that do nothing and that nobody comes to, that nothing fills again, or that somebody has
 * to hold and nothing fills. */
void adil_check_offices(struct adil_checking *k);
/* Quorums, majorities and support that cannot be reached, or count what no body has. */
void adil_check_decisions(struct adil_checking *k);
/* One step: marks the stages that are reached from marked ones or, backwards, what reaches one.
 * Returns whether anything was new. */
bool adil_check_spread(const struct adil_procedure *p, bool *mark, bool backwards);
/* Phrases of contests and norms that no figure can meet. */
void adil_check_bounds(struct adil_checking *k);
/* Norms that measure by a quantity that nothing gives. */
void adil_check_figures(struct adil_checking *k);
/* Deadlines counted from what no case has, has only later, or over at once; windows that never
 * open. */
void adil_check_times(struct adil_checking *k);

#endif
