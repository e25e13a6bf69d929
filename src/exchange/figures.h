/* Reading figures: totals, turnout and published findings from CSV. Formats: docs/figures.md.
 *   votes     [contest,][round,]unit,option,votes            (long)
 *             [contest,][round,]unit,<option>,<option>,...   (wide; turnout columns may stand among)
 *             option,votes                                   (one unit)
 *   turnout   [contest,][round,]unit,registered,issued,cast,valid,invalid   (any of these, any order)
 *             [contest,][round,]unit,item,count              (one figure a row)
 *   findings  contest,finding,option,value,of,detail,source
 *   Which it is follows from the header. */
#ifndef ADIL_EXCHANGE_FIGURES_H
#define ADIL_EXCHANGE_FIGURES_H

#include "base/progress.h"
#include "count/votes.h"

enum { ADIL_FIGURES_BYTES_MAX = 1 << 30 };

struct adil_figures_file {
    struct adil_span name;
    struct adil_span bytes;
};

/* Reads `n` files for a contest: keeps the rows whose contest column names one of its papers (all
 * rows when there is no such column), maps options and units, checks limits per ballot paper.
 * Refused, with file, line and field: what is not UTF-8 (Windows-1252 is recognised and named),
 * binary or truncated input, empty files, a bad header, negative or absurd numbers, cells above
 * 2^63-1, more than 10^6 options, the same option twice in a unit, the same unit twice, an option
 * not on the ballot, an unknown unit (nearest name), votes above cast / issued / registered times the marks
 * allowed, cast above registered, parts above their total. Err INPUT; nothing is half read. */
ADIL_MUST_USE adil_err adil_figures_read(struct adil_arena *perm, struct adil_arena scratch,
                                         const struct adil_contest *contest,
                                         const struct adil_figures_file *file, uint32_t n,
                                         struct adil_votes *out, struct adil_diag *diag);

#endif
