/* Phrases: the one way to say a threshold or a relation of quantities. Grammar and examples:
 * docs/phrases.md. Parsed once against a vocabulary, evaluated exactly with *unknown* as a third
 * value, printed back as source and in words in each language. */
#ifndef ADIL_LAW_PHRASE_H
#define ADIL_LAW_PHRASE_H

#include "base/err.h"
#include "base/lang.h"
#include "base/num.h"

/* ---- vocabulary ------------------------------------------------------------------------- */

/* Quantities every contest knows (denominators), in this order at the head of a vocabulary:
 * id in rulebooks and JSON, words in a phrase. A rulebook may add names of its own. */
#define ADIL_QUANTITIES(X)                                                                         \
    X(REGISTERED, "registered", "registered voters")                                               \
    X(ISSUED, "issued", "issued ballots")                                                          \
    X(CAST, "cast", "cast ballots")                                                                \
    X(COUNTED, "counted", "counted votes")               /* options, "against all" included */     \
    X(FOR_OPTIONS, "for-options", "votes for options")   /* without "against all" */               \
    X(NOT_COUNTED, "not-counted", "ballots not counted") /* valid, left out of the tally */        \
    X(INVALID, "invalid", "invalid ballots")                                                       \
    X(UNACCOUNTED, "unaccounted", "unaccounted ballots")                                           \
    X(SEATS, "seats", "seats")                                                                     \
    X(IN_OFFICE, "in-office", "members in office")                                                 \
    X(MEMBERS, "members", "members")                                                               \
    X(PRESENT, "present", "members present")                                                       \
    X(VOTING, "voting", "members voting")                                                          \
    X(VOTES_CAST, "votes-cast", "votes cast")

enum adil_quantity {
#define X(id, name, words) ADIL_Q_##id,
    ADIL_QUANTITIES(X)
#undef X
        ADIL_N_QUANTITIES
};

struct adil_vocab_word {
    struct adil_span id;    /* "registered", a field's or group's id */
    struct adil_span words; /* in a phrase: "registered voters"; empty: only the id is accepted */
    struct adil_span of[ADIL_N_LANGS]; /* as it stands after "of": genitive in ru and kk */
};

/* Words a phrase may use. Index = the number that phrase and environment share. */
struct adil_vocab {
    const struct adil_vocab_word *quantity;
    uint32_t n_quantities;
    const struct adil_vocab_word *group; /* named groups of units, witnesses, ... */
    uint32_t n_groups;
    bool counts; /* the subject is a number of the quantity's own: "2 of keys" are two keys */
};

/* A vocabulary's names must be unlike each other and start with no keyword; the longest name that
 * fits is taken. A group may also be named in the singular ("regions": "every region"): the last
 * word's "ies" as "y", else without its final "s". */

/* The vocabulary of contests: ADIL_QUANTITIES, then `extra` quantities, and `groups`. */
struct adil_vocab adil_vocab_contest(struct adil_arena *perm, const struct adil_vocab_word *extra,
                                     uint32_t n_extra, const struct adil_vocab_word *groups,
                                     uint32_t n_groups);

/* ---- the parsed phrase ------------------------------------------------------------------ */

enum adil_phrase_kind {
    ADIL_P_ALL,     /* parts joined by "and" */
    ADIL_P_ANY,     /* parts joined by "or" */
    ADIL_P_BOUND,   /* the subject against a bound: "at least 5% of counted votes" */
    ADIL_P_COMPARE, /* a relation: "received = issued + unused + spoiled" */
};

enum adil_compare { ADIL_GT, ADIL_GE, ADIL_LT, ADIL_LE, ADIL_EQ, ADIL_NE };
enum adil_rounding { ADIL_ROUND_NONE, ADIL_ROUND_UP, ADIL_ROUND_DOWN, ADIL_ROUND_NEAREST };
enum adil_spread { ADIL_SPREAD_WHOLE, ADIL_SPREAD_COUNT, ADIL_SPREAD_EVERY };

#define ADIL_NO_WORD UINT32_MAX

/* An amount: a count ("5000 members") or a share of a quantity ("5% of counted votes"). */
struct adil_amount {
    struct adil_num n; /* 1/20 for 5% */
    bool percent;      /* was written with % */
    bool share;        /* n of `quantity`; false: n itself, `quantity` is its noun */
    uint32_t quantity; /* or ADIL_NO_WORD */
    enum adil_rounding rounding;
};

struct adil_term {
    struct adil_num coefficient; /* signed */
    uint32_t quantity;           /* ADIL_NO_WORD: a constant */
};

struct adil_phrase {
    enum adil_phrase_kind kind;
    struct adil_span source;        /* as written */
    const struct adil_phrase *part; /* ALL, ANY: n_parts of them in an array */
    uint32_t n_parts;
    /* BOUND: subject `op` amount [in ...]; COMPARE: left `op` right, or left `op` amount, [in ...].
     * A relation's right side is an amount only when it is a share, rounded, or has a noun. */
    enum adil_compare op;
    struct adil_amount amount;
    enum adil_spread spread;
    enum adil_compare spread_op; /* SPREAD_COUNT: "in at least 2/3 of regions" */
    struct adil_num spread_n;    /* 2/3, or 12 */
    bool spread_share;
    bool spread_percent;
    bool spread_of; /* SPREAD_EVERY written "of every": reads so, means the same */
    uint32_t group;
    const struct adil_term *left;
    uint32_t n_left;
    const struct adil_term *right; /* NULL: compared with `amount` */
    uint32_t n_right;
};

enum {
    ADIL_PHRASE_DEPTH_MAX = 16, /* parentheses within parentheses */
    ADIL_PHRASE_BYTES_MAX = 4096,
    ADIL_PHRASE_TERMS_MAX = 64, /* on one side of a relation */
};

/* Parses. Err INPUT: place, field = the phrase, what stands where (byte column), what was expected,
 * nearest known word. A group or quantity outside the vocabulary is an error. */
ADIL_MUST_USE adil_err adil_phrase_parse(struct adil_arena *perm, struct adil_place place,
                                         struct adil_span text, const struct adil_vocab *vocab,
                                         const struct adil_phrase **out, struct adil_diag *diag);

/* Canonical source: parsing it gives the same phrase again (if it is not past BYTES_MAX, which
 * only a phrase near the limit can come to when its names are written out). */
struct adil_span adil_phrase_text(struct adil_arena *a, const struct adil_phrase *p,
                                  const struct adil_vocab *vocab);
/* In words, for people. */
struct adil_span adil_phrase_words(struct adil_arena *a, enum adil_lang lang,
                                   const struct adil_phrase *p, const struct adil_vocab *vocab);
/* Same structure and same words of the vocabulary; `source` and `spread_of` do not count. */
bool adil_phrase_eq(const struct adil_phrase *a, const struct adil_phrase *b);

/* What a phrase asks for: sets quantity[q] and group[g] (arrays of the vocabulary's sizes, either
 * may be NULL) to true for every figure its evaluation may need; the rest is left alone. A noun
 * ("5000 members") is not a figure. */
void adil_phrase_needs(const struct adil_phrase *p, bool *quantity, bool *group);

/* ---- evaluation ------------------------------------------------------------------------- */

enum adil_truth { ADIL_FAILS, ADIL_HOLDS, ADIL_UNKNOWN };

/* What is known of a figure: lo <= figure <= hi. Known exactly when lo = hi. */
struct adil_fact {
    struct adil_num lo;
    struct adil_num hi;
    bool unbounded; /* hi is not known at all (hi is then meaningless) */
};

struct adil_fact adil_fact_known(struct adil_num x);
struct adil_fact adil_fact_from(struct adil_num lo); /* [lo, unbounded) */
bool adil_fact_is_known(struct adil_fact f);
/* x + y: known as far as both are. */
struct adil_fact adil_fact_add(struct adil_arena *a, struct adil_fact x, struct adil_fact y);

#define ADIL_WHOLE UINT32_MAX /* the contest as a whole, instead of a unit */

/* Where a phrase gets its figures. All callbacks are total and pure. */
struct adil_env {
    void *ctx;
    struct adil_fact (*subject)(void *ctx, struct adil_arena *a, uint32_t unit);
    struct adil_fact (*quantity)(void *ctx, struct adil_arena *a, uint32_t quantity, uint32_t unit);
    /* Units of a group in force: how many, and the i-th (a number for `unit` above, or
     * ADIL_NO_WORD for one of which nothing is known). */
    uint32_t (*group_size)(void *ctx, uint32_t group);
    uint32_t (*group_unit)(void *ctx, uint32_t group, uint32_t i);
    /* A published finding "won of of units": used only where the units' own figures leave the
     * answer unknown. NULL or false: none. */
    bool (*units_won)(void *ctx, uint32_t group, uint32_t *won, uint32_t *of);
};

/* The answer, with the figures it rests on, for the explanation. */
struct adil_answer {
    enum adil_truth truth;
    struct adil_fact subject; /* BOUND over the whole, COMPARE: the left side */
    struct adil_fact bound;   /* what it was compared with, rounding applied */
    bool has_figures;         /* subject and bound are set (single BOUND / COMPARE) */
    bool has_units;           /* the next five are set */
    uint32_t units_hold;
    uint32_t units_fail;
    uint32_t units_unknown;
    uint32_t units_of;              /* size of the group */
    struct adil_num units_needed;   /* smallest number of units that satisfies the spread */
    bool published;                 /* rests on units_won */
    const struct adil_answer *part; /* ALL, ANY: one per part */
    uint32_t n_parts;
};

/* Evaluates. Total: never fails, whatever is missing becomes ADIL_UNKNOWN. Numbers of the answer
 * live in `perm`.
 * A bound or relation HOLDS when it does so for every value the facts allow, FAILS when for none,
 * and is UNKNOWN otherwise. Subject and base are taken to vary freely of each other although one
 * may be a part of the other: this can only turn a decidable case into UNKNOWN, never decide
 * wrongly. A quantity on both sides of a relation is taken once. A fact with hi < lo contradicts
 * itself and counts as not known. A group without units leaves its spread UNKNOWN. A published
 * finding is used only when it is of as many units as the group has and does not contradict the
 * units' own figures. */
struct adil_answer adil_phrase_eval(struct adil_arena *perm, const struct adil_phrase *p,
                                    const struct adil_env *env);

enum adil_truth adil_truth_and(enum adil_truth a, enum adil_truth b);
enum adil_truth adil_truth_or(enum adil_truth a, enum adil_truth b);

#endif
