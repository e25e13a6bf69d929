/* What of a law counts on a day: which words somebody may use, which procedures something opens,
 * which bodies and offices there are. A statement without days of its own (a word, a procedure)
 * counts where something that is in force leads to it. */
#ifndef ADIL_LAW_ON_DAY_H
#define ADIL_LAW_ON_DAY_H

#include "law/giving.h"
#include "law/rulebook.h"

struct adil_on_day {
    const struct adil_rulebook *book;
    struct adil_date day;  /* unknown: any, and all of the law counts */
    const bool *word;      /* somebody may use it */
    const bool *procedure; /* a word that somebody may use opens it */
    const bool *office;    /* it has a part: see adil_on_day_of */
};

/* A power in force gives its word to an office that has not ended; an act of a stage, where its
 * procedure is opened; a decision, where the body has seats. An office counts unless it ended, or
 * its every part is of another day: what it may do, the bodies it sits in, states or breaks ties
 * of, and what fills it. */
struct adil_on_day adil_on_day_of(struct adil_arena *a, const struct adil_rulebook *book,
                                  struct adil_date day);

/* Whether the office is given the word on the day. */
bool adil_on_day_gives(const struct adil_on_day *d, const struct adil_giving *g, uint32_t office);
/* Whether the body has seats on the day, or the book does not say how many. */
bool adil_on_day_sits(const struct adil_on_day *d, uint32_t body);
/* Whether an effect that leaves the office to a field may be about this one: no norm in force on
 * the day refuses it in that field. `word`: whose effect it is; ADIL_NO_WORD: of a stage of
 * `procedure`. */
bool adil_on_day_may_name(struct adil_arena scratch, const struct adil_on_day *d,
                          const struct adil_effect *e, uint32_t word, uint32_t procedure,
                          uint32_t office);
/* The same of the options of an election that names the office in a field of theirs. */
bool adil_on_day_may_elect(struct adil_arena scratch, const struct adil_on_day *d,
                           uint32_t procedure, uint32_t office);

/* Whether an effect may be about the office on any day: as above, of no day in particular. */
bool adil_effect_may_name(struct adil_arena scratch, const struct adil_rulebook *book,
                          const struct adil_effect *e, uint32_t word, uint32_t procedure,
                          uint32_t office);

#endif
