/* Private to src/report: the pieces of a text report. */
#ifndef ADIL_REPORT_TEXT_PARTS_H
#define ADIL_REPORT_TEXT_PARTS_H

#include "report/text_sheet.h"

/* Votes, shares, seats, what became of each option; bars where the style has them. */
void adil_text_result(struct adil_arena scratch, const struct adil_sheet *s,
                      const struct adil_outcome *o);
/* Turnout, who is elected or goes on, ties and what to do about them. */
void adil_text_summary(struct adil_arena scratch, const struct adil_sheet *s,
                       const struct adil_outcome *o);
/* Nothing where neither votes nor seats are known. */
void adil_text_measures(struct adil_arena scratch, const struct adil_sheet *s,
                        const struct adil_outcome *o);
/* The explanation: every step, numbered, with its rule and its table. */
void adil_text_steps(struct adil_arena scratch, const struct adil_sheet *s,
                     const struct adil_outcome *o);

/* Marks `n_best` items of the n with the largest votes (lower bounds). */
void adil_text_mark_best(struct adil_arena scratch, const struct adil_num *votes, uint32_t n,
                         uint32_t n_best, bool *mark);

#endif
