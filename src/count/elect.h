/* Private to the families that elect persons: who stands in a round, what is known of their votes,
 * and who is certain to win whatever the unknown figures are. */
#ifndef ADIL_COUNT_ELECT_H
#define ADIL_COUNT_ELECT_H

#include "count/build.h"

/* Who stands in one round, with what is known of their votes. Arrays are parallel. */
struct adil_field {
    const struct adil_table *table; /* who does not stand is not on its ballot */
    uint32_t *option;
    struct adil_fact *votes;
    uint32_t n;
};

/* Opens the field of a round: everyone on the ballot that can win, or those of them marked in
 * `stands` (by option; NULL: all). False: a vote is given for somebody who does not stand (GAP). */
bool adil_field_open(struct adil_counting *k, const struct adil_table *t, const bool *stands,
                     struct adil_field *f);

/* What happens before candidates are compared: the single candidate and nobody at all. True: go
 * on; false: the outcome is set. */
bool adil_field_single(struct adil_counting *k, const struct adil_field *f);

/* AGAINST_FIRST: "against all" ahead of everyone, by the contest's rule. True: go on. */
bool adil_field_against(struct adil_counting *k, const struct adil_field *f);

/* The `take` with most votes, as far as that is certain: `won` in order of votes. OPEN: a tie, or
 * a figure that is needed is not known; the outcome is set. */
enum adil_pick adil_field_best(struct adil_counting *k, const struct adil_field *f,
                               enum adil_step_kind stage, uint32_t take, uint32_t *won,
                               uint32_t *n_won);

enum adil_reached { ADIL_REACHED_ONE, ADIL_REACHED_NONE, ADIL_REACHED_OPEN };

/* Who reaches `phrase`, the one with most votes where it is several; with the MAJORITY step.
 * NULL: more than half of the counted votes. OPEN: the outcome is set. */
enum adil_reached adil_field_reached(struct adil_counting *k, const struct adil_field *f,
                                     const struct adil_phrase *phrase, enum adil_contest_key key,
                                     uint32_t *winner);
/* Whether `option` reaches `phrase`, with the MAJORITY step. UNKNOWN: the outcome is set. */
enum adil_truth adil_field_reaches(struct adil_counting *k, const struct adil_field *f,
                                   const struct adil_phrase *phrase, enum adil_contest_key key,
                                   uint32_t option);

/* Elects, in this order, with a step each (ELECTED or ELECTED_UNOPPOSED), and decides. */
void adil_elect(struct adil_counting *k, const struct adil_field *f, const uint32_t *won,
                uint32_t n, enum adil_step_kind kind, enum adil_contest_key key);

/* NOT_VALID, with what was missing. */
void adil_count_not_valid(struct adil_counting *k, enum adil_contest_key key, enum adil_msg reason);

/* Settles an undetermined count by published winners, if they are `take` and the known votes do
 * not contradict them: each stands in `f` and may be among its best `among`. `f` may be NULL: no
 * votes. */
void adil_elect_published(struct adil_counting *k, const struct adil_field *f, uint32_t take,
                          uint32_t among);
/* The published winners as they are, in their order: PUBLISHED_WINNER steps; returns how many. */
uint32_t adil_published_winners(struct adil_counting *k);

#endif
