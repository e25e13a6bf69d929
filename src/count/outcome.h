/* The outcome of a count, and the steps that explain it. Text, JSON and pages are all made from
 * this one structure, so they tell one story. */
#ifndef ADIL_COUNT_OUTCOME_H
#define ADIL_COUNT_OUTCOME_H

#include "count/votes.h"

/* id, word in JSON, exit status of a command that ends with it */
#define ADIL_STATUSES(X)                                                                           \
    X(DECIDED, "decided", 0)                                                                       \
    X(SECOND_ROUND, "second-round", 0)                                                             \
    X(NOT_VALID, "not-valid", 0)                                                                   \
    X(NOT_ADOPTED, "not-adopted", 0)                                                               \
    X(LOT_NEEDED, "lot-needed", 1)                                                                 \
    X(UNDETERMINED, "undetermined", 1)                                                             \
    X(AS_PUBLISHED, "published", 0)

enum adil_status {
#define X(id, word, exit) ADIL_S_##id,
    ADIL_STATUSES(X)
#undef X
        ADIL_N_STATUSES
};

/* Names of figures in a step: JSON key, placeholder in the step's sentence, and column head
 * (messages in base/messages/figure.def as F_<ID>). */
#define ADIL_FIGURES(X)                                                                            \
    X(OPTION, "option")   /* who */                                                                \
    X(UNIT, "unit")       /* where */                                                              \
    X(CONTEST, "contest") /* a part's name */                                                      \
    X(PAPER, "paper")                                                                              \
    X(ROUND, "round")                                                                              \
    X(VOTES, "votes")                                                                              \
    X(SHARE, "share") /* of the base of percentages; shown as a percentage */                      \
    X(BASE, "base")   /* the base itself */                                                        \
    X(REGISTERED, "registered")                                                                    \
    X(ISSUED, "issued")                                                                            \
    X(CAST, "cast")                                                                                \
    X(COUNTED, "counted")                                                                          \
    X(NOT_COUNTED, "not-counted")                                                                  \
    X(INVALID, "invalid")                                                                          \
    X(UNACCOUNTED, "unaccounted")                                                                  \
    X(TURNOUT, "turnout") /* cast (or issued) / registered, a percentage */                        \
    X(PHRASE, "phrase")   /* the phrase tested, in words */                                        \
    X(FIGURE, "figure")   /* what was tested */                                                    \
    X(NEEDED, "needed")   /* what it had to reach */                                               \
    X(MARGIN, "margin")   /* distance to what was needed, >= 0 */                                  \
    X(HOLDS, "holds")     /* true, false or null */                                                \
    X(SEATS, "seats")                                                                              \
    X(FREE, "free") /* seats still to be given */                                                  \
    X(QUOTA, "quota")                                                                              \
    X(WHOLE, "whole") /* seats by whole quotas */                                                  \
    X(REMAINDER, "remainder")                                                                      \
    X(EXTRA, "extra") /* seats by remainder, surplus or average */                                 \
    X(DIVISOR, "divisor")                                                                          \
    X(QUOTIENT, "quotient")                                                                        \
    X(SEAT, "seat")     /* number of the seat given, from 1 */                                     \
    X(NEXT, "next")     /* the option that was next in line */                                     \
    X(SHORT, "short")   /* votes by which it missed */                                             \
    X(AWARD, "award")   /* seats by the upper tier's calculation */                                \
    X(LOWER, "lower")   /* regional seats */                                                       \
    X(UPPER, "upper")   /* compensatory seats */                                                   \
    X(LENGTH, "length") /* names on a list */                                                      \
    X(FORFEITED, "forfeited")                                                                      \
    X(UNITS_HOLD, "units-hold")                                                                    \
    X(UNITS_FAIL, "units-fail")                                                                    \
    X(UNITS_UNKNOWN, "units-unknown")                                                              \
    X(UNITS_OF, "units-of")                                                                        \
    X(UNITS_NEEDED, "units-needed")                                                                \
    X(OPTIONS, "options")   /* several: the tied, the advancing */                                 \
    X(QUESTION, "question") /* id of a lot's question */                                           \
    X(TAKE, "take")         /* how many of the tied are taken */                                   \
    X(ORDER, "order")       /* the order a lot gave */                                             \
    X(REASON, "reason")     /* what is missing, in words */                                        \
    X(LEAST, "least")       /* bound of an unknown figure */                                       \
    X(MOST, "most")                                                                                \
    X(WEIGHT, "weight")                                                                            \
    X(SOURCE, "published-in") /* where a published figure stands */                                \
    X(OF, "of")

enum adil_figure {
#define X(id, name) ADIL_F_##id,
    ADIL_FIGURES(X)
#undef X
        ADIL_N_FIGURES
};

const char *adil_figure_name(enum adil_figure f);

enum adil_value_kind {
    ADIL_V_NUM,     /* num */
    ADIL_V_PERCENT, /* num, a ratio shown as a percentage */
    ADIL_V_UNKNOWN, /* a figure that is not known */
    ADIL_V_OPTION,  /* index into the votes' options */
    ADIL_V_OPTIONS, /* several, in order */
    ADIL_V_UNIT,    /* text, translated by the rulebook when `index` is a unit */
    ADIL_V_TEXT,    /* text as it is */
    ADIL_V_MESSAGE, /* msg: a catalogue text without places */
    ADIL_V_PHRASE,  /* phrase, printed in words */
    ADIL_V_TRUTH,   /* truth */
};

struct adil_value {
    enum adil_figure name;
    enum adil_value_kind kind;
    struct adil_num num;
    struct adil_span text;
    const struct adil_phrase *phrase;
    const uint32_t *options;
    uint32_t n_options;
    uint32_t index;
    enum adil_truth truth;
    enum adil_msg msg;
};

struct adil_row {
    const struct adil_value *value;
    uint32_t n;
};

/* id, word in JSON. The sentence of each is message S_<ID> in base/messages/step.def, with places
 * {figure-name}; `rows` follow it as a table whose heads are the figures' names. */
#define ADIL_STEPS(X)                                                                              \
    X(TALLY, "tally")                     /* votes of every option, shares, base */                \
    X(TURNOUT, "turnout")                 /* registered, issued, cast, invalid, turnout */         \
    X(QUORUM, "quorum")                   /* the turnout phrase and whether it holds */            \
    X(MAJORITY, "majority")               /* the winning or adopting phrase, whole or by units */  \
    X(UNITS, "units")                     /* in how many units a phrase holds */                   \
    X(UNITS_PUBLISHED, "units-published") /* the same, from a published finding */                 \
    X(THRESHOLD, "threshold")             /* rows: option, votes, needed, holds, margin */         \
    X(ADMITTED_PUBLISHED, "admitted-published")                                                    \
    X(NONE_PASSES, "none-passes")                                                                  \
    X(ONE_PASSES, "one-passes")                                                                    \
    X(NEXT_ADMITTED, "next-admitted")                                                              \
    X(QUOTA, "quota")                     /* base, seats, quota */                                 \
    X(WHOLE_SEATS, "whole-seats")         /* rows: option, votes, whole, remainder */              \
    X(REMAINDER_SEATS, "remainder-seats") /* rows: seat, option, remainder */                      \
    X(DIVISOR_SEATS, "divisor-seats")     /* rows: seat, option, divisor, quotient */              \
    X(AVERAGE_SEATS, "average-seats") /* rows: seat, option, quotient (votes / seats so far) */    \
    X(LAST_SEAT, "last-seat")         /* who won it, who was next, by how many votes */            \
    X(SEAT_LIMITS, "seat-limits")     /* least and greatest seats applied: rows option, seats */   \
    X(LIST_SHORT, "list-short")       /* a list ran out of names: option, length, forfeited */     \
    X(LIST_ASSUMED, "list-assumed")   /* lists of unknown length taken as long enough */           \
    X(TIE, "tie")                     /* options, take, rule */                                    \
    X(TIE_BROKEN, "tie-broken")       /* by votes or registration */                               \
    X(LOT, "lot")                     /* question, order given */                                  \
    X(LOT_NEEDED, "lot-needed")       /* question */                                               \
    X(ELECTED, "elected")             /* option, votes */                                          \
    X(ELECTED_UNOPPOSED, "elected-unopposed")                                                      \
    X(SECOND_ROUND, "second-round") /* options that advance */                                     \
    X(AGAINST_FIRST, "against-first")                                                              \
    X(EXCLUDED, "excluded") /* exhaustive ballot: the lowest goes out */                           \
    X(ADOPTED, "adopted")                                                                          \
    X(NOT_ADOPTED, "not-adopted")                                                                  \
    X(NOT_VALID, "not-valid")                                                                      \
    X(LOWER_SEATS,                                                                                 \
      "lower-seats")        /* one unit: quota; rows option, votes, whole, remainder, extra */     \
    X(COMBINED, "combined") /* rows: option, votes for the upper tier */                           \
    X(UPPER_QUOTA, "upper-quota")                                                                  \
    X(UPPER_AWARD, "upper-award")   /* rows: option, votes, whole, remainder */                    \
    X(COMPENSATORY, "compensatory") /* rows: option, award, lower, upper, seats */                 \
    X(OVERHANG, "overhang")                                                                        \
    X(FORFEIT, "forfeit")           /* seats given up: option, unit, forfeited */                  \
    X(RECALCULATED, "recalculated") /* shared anew without: options, free seats, votes */          \
    X(PART, "part")                 /* a part's seats: rows option, seats */                       \
    X(PARTS_SUM, "parts-sum")       /* rows: option, seats */                                      \
    X(PUBLISHED_WINNER, "published-winner")                                                        \
    X(PUBLISHED_SEATS, "published-seats")                                                          \
    X(UNKNOWN_FIGURE, "unknown-figure") /* a needed figure is unknown: which, least, most */       \
    X(GAP, "gap")                       /* the law does not say: reason */

enum adil_step_kind {
#define X(id, word) ADIL_STEP_##id,
    ADIL_STEPS(X)
#undef X
        ADIL_N_STEPS
};

const char *adil_step_word(enum adil_step_kind k);

/* Where the numbers of a step come from. */
enum adil_step_source { ADIL_SOURCE_COUNTED, ADIL_SOURCE_PUBLISHED };

struct adil_step {
    enum adil_step_kind kind;
    enum adil_step_source source;
    const struct adil_rule *rule; /* the rule it follows; NULL: the method's own arithmetic */
    const struct adil_value *value;
    uint32_t n_values;
    const struct adil_row *row;
    uint32_t n_rows;
    const struct adil_step *next;
};

/* Whether the figures of the step reached what its rule asks, or missed it; both where some did
 * and others did not. A rule that asks nothing of figures is reached. */
void adil_step_tried(const struct adil_step *step, bool *reached, bool *missed);

struct adil_tie {
    struct adil_span question; /* id: what a lot answers */
    const uint32_t *option;    /* the tied, ascending */
    uint32_t n;
    uint32_t take;             /* how many of them get what is at stake */
    enum adil_step_kind stage; /* step in which it arose */
    struct adil_span unit;     /* where, or empty */
    bool resolved;
    enum adil_tie_rule by; /* when resolved */
    const uint32_t *order; /* when resolved: best first */
};

/* What an option got. */
struct adil_result {
    struct adil_fact votes; /* over all papers the contest counts (combined for tiers) */
    bool stood;             /* false: not on any ballot counted */
    bool barred;            /* missed the threshold (known) */
    uint32_t seats;
    uint32_t lower; /* of these, regional (tiers) */
    uint32_t upper;
};

/* Regional seats: seats[unit * n_options + option] for the units of the lower tier. */
struct adil_tier_seats {
    const struct adil_vote_unit *unit;
    uint32_t n_units;
    const uint32_t *seats;
};

struct adil_outcome {
    enum adil_status status;
    const struct adil_contest *contest;
    const struct adil_votes *votes;
    const struct adil_result *result; /* one per option of votes */
    uint32_t n_results;
    bool has_seats; /* the method shares seats among lists */
    uint32_t seats_given;
    const uint32_t *elected; /* in order of election */
    uint32_t n_elected;
    const struct adil_span *elected_name; /* published winners outside the ballot; or NULL */
    uint32_t n_elected_names;
    const uint32_t *advance;
    uint32_t n_advance;
    enum adil_truth adopted; /* referendums; UNKNOWN otherwise */
    const struct adil_tie *tie;
    uint32_t n_ties;
    const struct adil_step *step;    /* first; in order */
    struct adil_tier_seats tier;     /* tiers only */
    const struct adil_outcome *part; /* parts only, one per contest part */
    uint32_t n_parts;
    struct adil_fact base; /* of percentages (contest's percent-of) */
};

const char *adil_status_word(enum adil_status s);
int adil_status_exit(enum adil_status s);

#endif
