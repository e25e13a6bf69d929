/* Lots. A question's id contains the tied options and the hash of the input, so an answer given
 * for one count can never be taken for another. Format and expansion from a seed, byte by byte,
 * with a test vector: docs/design/lots.md. */
#ifndef ADIL_COUNT_LOT_H
#define ADIL_COUNT_LOT_H

#include "count/votes.h"

/* An order for one question: names of options, best first. */
struct adil_lot_answer {
    struct adil_span question;
    const struct adil_span *order;
    uint32_t n;
    struct adil_place place;
};

struct adil_lots {
    const struct adil_lot_answer *answer;
    uint32_t n_answers;
    bool has_seed; /* questions without an answer are expanded from the seed */
    struct adil_hash seed;
};

/* The id of a question: "<stage>:<unit>:<take>:<16 hex digits of SHA-256 over contest name,
 * stage, unit, take, the tied ids in byte order, input hash>". */
struct adil_span adil_lot_question(struct adil_arena *a, const struct adil_contest *c,
                                   const struct adil_votes *v, const char *stage,
                                   struct adil_span unit, uint32_t take, const uint32_t *tied,
                                   uint32_t n);

/* Expands the seed into an order of the n tied options (option ids sorted by bytes, then a
 * Fisher-Yates shuffle whose numbers come from SHA-256(seed, question, counter) by rejection). */
void adil_lot_expand(struct adil_arena scratch, const struct adil_hash *seed,
                     struct adil_span question, const struct adil_votes *v, uint32_t *order,
                     uint32_t n);

enum { ADIL_LOT_NAMES_MAX = 1000 };

/* Reads one answer as given on the command line: `QUESTION=A;B;C` or `seed:<64 hex digits>`, or a
 * file's text: one such line each, `#` comments. A ';' or '\' inside a name has a '\' before it.
 * Adds to `lots` (all zero at first). Err USAGE (empty `file`) or INPUT with the place. */
ADIL_MUST_USE adil_err adil_lots_parse(struct adil_arena *perm, struct adil_span file,
                                       struct adil_span text, struct adil_lots *lots,
                                       struct adil_diag *diag);

#endif
