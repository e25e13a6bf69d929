/* Reading figures: totals (long and wide), turnout (a column a figure, or a row a figure) and
 * published findings, from CSV. Which a file is follows from its header. Shapes, limits and what
 * is refused: docs/figures.md. */
#ifndef ADIL_EXCHANGE_FIGURES_H
#define ADIL_EXCHANGE_FIGURES_H

#include "base/progress.h"
#include "count/votes.h"

enum {
    ADIL_FIGURES_BYTES_MAX = 1 << 30,
    ADIL_FIGURES_CELLS_MAX = 1 << 27, /* units times options, over all tables */
    ADIL_FIGURES_ROUND_MAX = 1000,
    ADIL_FIGURES_FINDINGS_MAX = 4096,
    ADIL_FIGURES_FAULTS_MAX = 20, /* reported in one file */
};

struct adil_figures_file {
    struct adil_span name;
    struct adil_span bytes; /* the names in the result point into them: they must outlive it */
    struct adil_progress *progress; /* told how many bytes are read; NULL: nobody asks */
};

/* Reads `n` files for a contest: keeps the rows whose contest column names one of its papers (all
 * rows when there is no such column), maps options and units, checks limits per ballot paper.
 * Without a rulebook (contest->units NULL) the contest's name picks the rows; when it has none,
 * the one label that the files have.
 * Refused, with file, line and field: what is not UTF-8 (Windows-1252 is recognised and named),
 * binary or truncated input, empty files, a bad header, negative or absurd numbers, cells above
 * 2^63-1, more than 10^6 options, the same option twice in a unit, the same unit twice, an option
 * not on the ballot, an unknown unit (nearest name) or one not in force on the contest's day, votes
 * above cast / issued / registered times the marks allowed, cast above registered, parts above
 * their total. Err INPUT; nothing is half read. */
ADIL_MUST_USE adil_err adil_figures_read(struct adil_arena *perm, struct adil_arena scratch,
                                         const struct adil_contest *contest,
                                         const struct adil_figures_file *file, uint32_t n,
                                         struct adil_votes *out, struct adil_diag *diag);

/* The votes of a contest of parts: the options of all parts by id, in order of first appearance,
 * and the hash of the parts' inputs. It has no tables: those stay with the parts. */
void adil_figures_union(struct adil_arena *perm, const struct adil_votes *const *part,
                        uint32_t n_parts, struct adil_votes *out);

#endif
