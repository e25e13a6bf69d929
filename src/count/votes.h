/* Votes, as totals: one table a ballot paper and round, units by options, with the unit's turnout
 * figures; and published findings. A figure is a 64-bit count or not known: an empty cell is
 * unknown, not zero. Sums are exact numbers without limit. */
#ifndef ADIL_COUNT_VOTES_H
#define ADIL_COUNT_VOTES_H

#include "base/sha256.h"
#include "law/contest.h"

#define ADIL_VOTES_UNKNOWN       (-1) /* an empty cell, or a row that should be there and is not */
#define ADIL_VOTES_NOT_ON_BALLOT (-2) /* the option does not stand in this unit: counts as 0 */
#define ADIL_CELL_MAX            INT64_MAX

enum { ADIL_OPTIONS_MAX = 1000000 };

/* Figures of a unit beside the votes; each a count or ADIL_VOTES_UNKNOWN. */
struct adil_turnout {
    int64_t registered;
    int64_t issued;
    int64_t cast;
    int64_t valid;
    int64_t invalid;
};

struct adil_vote_unit {
    struct adil_span name; /* as in the file */
    uint32_t unit;         /* index in the rulebook's tree, or ADIL_NO_UNIT */
    struct adil_place place;
    struct adil_turnout turnout;
};

/* One ballot paper in one round. */
struct adil_table {
    uint32_t paper;                    /* index in the contest */
    uint32_t round;                    /* 1, 2, ... */
    const struct adil_vote_unit *unit; /* n_units; the root first where the paper has one */
    uint32_t n_units;
    bool has_root;       /* unit[0] is the whole; the others are parts of it */
    const int64_t *cell; /* [unit * n_options + option] */
};

enum adil_finding_kind {
    ADIL_FOUND_UNITS_WON,   /* value of `of` units gave the majority asked for */
    ADIL_FOUND_ADMITTED,    /* option was admitted to the allotment */
    ADIL_FOUND_WINNER,      /* option (or a name outside the ballot) won */
    ADIL_FOUND_SEATS,       /* option has `value` seats */
    ADIL_FOUND_LIST_LENGTH, /* option's list has `value` names (registered candidates) */
    ADIL_FOUND_ADOPTED,     /* the question was adopted (value 1) or not (0) */
};

/* A figure the record does not count itself: taken from a source, never mixed with counts. */
struct adil_published_finding {
    enum adil_finding_kind kind;
    uint32_t option;         /* index; UINT32_MAX: none, or `name` is not an option */
    struct adil_span name;   /* option or person as published */
    struct adil_span detail; /* affiliation, or empty */
    int64_t value;           /* or ADIL_VOTES_UNKNOWN */
    int64_t of;              /* or ADIL_VOTES_UNKNOWN */
    struct adil_span source;
    struct adil_place place;
};

struct adil_votes {
    const struct adil_option *option; /* the contest's, or read from the files when open */
    uint32_t n_options;
    const struct adil_table *table; /* ordered by round, then paper */
    uint32_t n_tables;
    const struct adil_published_finding *finding;
    uint32_t n_findings;
    struct adil_hash input; /* of the files' bytes: what a lot's question is bound to */
};

/* The table of a paper in a round, or NULL. */
const struct adil_table *adil_votes_table(const struct adil_votes *v, uint32_t paper,
                                          uint32_t round);

/* What is known of the sum of an option over a table (its root row when it has one), with an
 * upper bound from the unit's turnout where a cell is unknown: marks * cast (or issued, or
 * registered) - known votes. */
struct adil_fact adil_votes_sum(struct adil_arena *a, const struct adil_contest *c,
                                const struct adil_votes *v, const struct adil_table *t,
                                uint32_t option);
/* The sums of all options at once, n_options of them: one pass over the table. */
struct adil_fact *adil_votes_sums(struct adil_arena *a, const struct adil_contest *c,
                                  const struct adil_votes *v, const struct adil_table *t);
/* One cell, with the same bound. */
struct adil_fact adil_votes_cell(struct adil_arena *a, const struct adil_contest *c,
                                 const struct adil_votes *v, const struct adil_table *t,
                                 uint32_t unit, uint32_t option);

/* What is known of a quantity (enum adil_quantity) in one unit of a table, or over the whole
 * (unit = ADIL_WHOLE): registered, issued, cast, counted, for-options, not-counted, invalid,
 * unaccounted; seats as the contest has them; anything else is not known. `unit` is a row of the
 * table. `cast` is as given, else the sum of all classes where all are known; counted is
 * the sum over the options; unaccounted = cast - counted - not counted - invalid. */
struct adil_fact adil_votes_quantity(struct adil_arena *a, const struct adil_contest *c,
                                     const struct adil_votes *v, const struct adil_table *t,
                                     uint32_t quantity, uint32_t unit);

const struct adil_published_finding *adil_votes_found(const struct adil_votes *v,
                                                      enum adil_finding_kind kind, uint32_t option);
#endif
