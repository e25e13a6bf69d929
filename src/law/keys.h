/* The table of keys: what may stand where in a rulebook, and of which shape. It gives the reader,
 * its messages and the JSON Schema. The keys themselves are in rulebook_keys.def and
 * contest_keys.def. */
#ifndef ADIL_LAW_KEYS_H
#define ADIL_LAW_KEYS_H

#include "law/contest.h"
#include "law/node.h"

enum adil_shape {
    ADIL_SHAPE_SCALAR,
    ADIL_SHAPE_WORDS,  /* a scalar, or a list of scalars none of which is empty or twice there */
    ADIL_SHAPE_TEXTS,  /* a scalar (English), or a map of languages */
    ADIL_SHAPE_LIST,   /* of `item` sections */
    ADIL_SHAPE_BY_ID,  /* a map of ids, each an `item` section */
    ADIL_SHAPE_MAP,    /* one `item` section */
    ADIL_SHAPE_VALUES, /* a map of names, each of the `value` type */
    ADIL_SHAPE_ANY,
};

/* type, shape, what a message says was expected */
#define ADIL_KEY_TYPES(X)                                                                          \
    X(TEXT, SCALAR, "a text")                                                                      \
    X(TEXTS, TEXTS, "a text, or a map of texts by language (en, ru, kk)")                          \
    X(ID, SCALAR, "an id of a-z, 0-9, '-', '_' and '.'")                                           \
    X(IDS, WORDS, "a list of names")                                                               \
    X(DATE, SCALAR, "a day as YYYY-MM-DD")                                                         \
    X(COUNT, SCALAR, "a whole number from 0 to 1000000")                                           \
    X(NUMBER, SCALAR, "a positive number such as 2, 0.7 or 7/5")                                   \
    X(METHOD, SCALAR, "a method")                                                                  \
    X(PHRASE, SCALAR, "a phrase such as 'at least 5% of counted votes'")                           \
    X(PHRASES_BY_N, VALUES, "a map of phrases by number of lists joined")                          \
    X(COUNTS, VALUES, "a map of whole numbers by option")                                          \
    X(CAPACITIES, VALUES, "a map of whole numbers by capacity")                                    \
    X(BY_UNIT, VALUES, "a map of whole numbers by unit")                                           \
    X(UNIT_COUNTS, VALUES, "a map of units, each a map of whole numbers by option")                \
    X(QUANTITY, SCALAR, "a quantity such as counted")                                              \
    X(UNIT, SCALAR, "a unit of this rulebook")                                                     \
    X(GROUP, SCALAR, "a group of this rulebook")                                                   \
    X(PATHS, WORDS, "a list of files beside the rulebook")                                         \
    X(PAPERS, LIST, "a list of ballot papers")                                                     \
    X(WORDS_TIES, WORDS, "a list of votes, registered-earlier, lot, gap, new-vote")                \
    X(WORD_LISTS, SCALAR, "long-enough or unknown")                                                \
    X(WORD_NONE, SCALAR, "gap, no-seats or all")                                                   \
    X(WORD_ONE, SCALAR, "takes-all, gap or next")                                                  \
    X(WORD_ROUNDING, SCALAR, "exact, down, up or nearest")                                         \
    X(WORD_SINGLE, SCALAR, "votes, elected or not-valid")                                          \
    X(WORD_TWO_TIE, SCALAR, "vote or not-valid")                                                   \
    X(WORD_AGAINST, SCALAR, "gap, next or not-valid")                                              \
    X(WORD_QUOTA, SCALAR, "hare, droop, hagenbach-bischoff or imperiali")                          \
    X(WORD_THEN, SCALAR, "highest-average or surplus")                                             \
    X(WORD_FORFEITS, SCALAR, "recalculate, empty or gap")                                          \
    X(WORD_OVERHANG, SCALAR, "gap, keep or absorb")                                                \
    X(WORD_PUBLISHED, SCALAR, "winner or seats")                                                   \
    X(WORD_ABSENT, SCALAR, "unknown or not-on-ballot")                                             \
    X(WORD_MARK, SCALAR, "read or recalled")                                                       \
    X(WORD_APPLIES, SCALAR, "call, act or opened")                                                 \
    X(WORD_VERDICT, SCALAR, "holds, fails or unknown")                                             \
    X(WORD_PER, SCALAR, "case")                                                                    \
    X(WORD_AGAIN, SCALAR, "merges")                                                                \
    X(WORD_KIND, SCALAR, "a kind of act such as enter, change or move")                            \
    X(WORD_MISSING, SCALAR, "proceed or stop")                                                     \
    X(WORD_ROUND, SCALAR, "next or repeat")                                                        \
    X(WORD_BLOCKS, SCALAR, "total")                                                                \
    X(WORD_WARNS, SCALAR, "explain")                                                               \
    X(WORD_ACTION, SCALAR, "explain, retype or recount")                                           \
    X(CODE, SCALAR, "an id of letters, 0-9, '-', '_' and '.'")                                     \
    X(DURATION, SCALAR, "a time such as 7 years or 18 months")                                     \
    X(WORD_TIE, SCALAR, "fails, passes, casting or stays")                                         \
    X(WORD_HELD, SCALAR, "in-term or until-next")                                                  \
    X(WORD_GIVES_UP, SCALAR, "excluded or former")                                                 \
    X(OFFSET, SCALAR, "hours east of UTC as +06:00")                                               \
    X(SUM, SCALAR, "a number field, or a sum of them as a + b")                                    \
    X(DAYS, WORDS, "a list of days as YYYY-MM-DD")                                                 \
    X(POLITY, MAP, "a map of id and name")                                                         \
    X(UNITS, LIST, "a list of units")                                                              \
    X(GROUPS, BY_ID, "a map of groups by id")                                                      \
    X(QUANTITIES, BY_ID, "a map of quantities by id")                                              \
    X(NAMES, VALUES, "a map of names by id")                                                       \
    X(LAWS, BY_ID, "a map of laws by id")                                                          \
    X(NAMED, BY_ID, "a map of days by id")                                                         \
    X(RULES, LIST, "a list of rules")                                                              \
    X(SET, MAP, "a map of contest keys")                                                           \
    X(REGISTERS, BY_ID, "a map of registers by id")                                                \
    X(FIELDS, VALUES, "a map of field types by field")                                             \
    X(NORMS, LIST, "a list of norms")                                                              \
    X(EXAMPLES, LIST, "a list of examples")                                                        \
    X(RECORD, VALUES, "a map of values by field")                                                  \
    X(VALUE, ANY, "a text, a list of texts, or a map of numbers")                                  \
    X(ZONES, LIST, "a list of zones")                                                              \
    X(OFFICES, BY_ID, "a map of offices by id")                                                    \
    X(TERMS, LIST, "a list of terms, each with the days it holds")                                 \
    X(ACT_WORDS, BY_ID, "a map of words of acts by id")                                            \
    X(GIVEN, ANY, "a list of fields, or a map of field types by field")                            \
    X(POWERS, LIST, "a list of powers")                                                            \
    X(PROCEDURES, BY_ID, "a map of procedures by id")                                              \
    X(NORM, MAP, "a norm")                                                                         \
    X(FIGURES, MAP, "a map of figures to fields")                                                  \
    X(LOTS, MAP, "a map of commit, reveal, least and missing")                                     \
    X(SEATING, MAP, "a map of office, capacity and person")                                        \
    X(BODIES, BY_ID, "a map of bodies by id")                                                      \
    X(SIZES, LIST, "a list of sizes, each with the days it holds")                                 \
    X(DECISION, MAP, "a map of body, word, quorum, pass, tie and on")                              \
    X(DECISION_ENDS, MAP, "a map of pass, fail and none to stages or ends")                        \
    X(SUPPORT, MAP, "a map of field, body and least")                                              \
    X(EFFECTS, LIST, "a list of effects")                                                          \
    X(ARRIVALS, VALUES, "a map of stages and ends, each a list of effects")                        \
    X(KEPT, MAP, "a map of root, total, tally, repeated, duplicates and single to fields")         \
    X(STAGES, BY_ID, "a map of stages by id")                                                      \
    X(STAGE_ACTS, LIST, "a list of acts")                                                          \
    X(MOVE, ANY, "a stage or an end, or a map of them by the outcome's status")                    \
    X(CALENDAR, LIST, "a list of deadlines")                                                       \
    X(CHECKS, LIST, "a list of checks")                                                            \
    X(WITNESSES, MAP, "a map of vectors, members and policy")                                      \
    X(VECTORS, BY_ID, "a map of vectors by id")                                                    \
    X(MEMBERS, LIST, "a list of witnesses")                                                        \
    X(CONTESTS, BY_ID, "a map of contests by name")

enum adil_key_type {
#define X(type, shape, expected) ADIL_T_##type,
    ADIL_KEY_TYPES(X)
#undef X
        ADIL_N_KEY_TYPES
};

enum adil_section {
    ADIL_S_BOOK,
    ADIL_S_POLITY,
    ADIL_S_UNIT,
    ADIL_S_GROUP,
    ADIL_S_QUANTITY,
    ADIL_S_LAW,
    ADIL_S_NAMED,
    ADIL_S_RULE,
    ADIL_S_REGISTER,
    ADIL_S_KEPT,
    ADIL_S_NORM,
    ADIL_S_EXAMPLE,
    ADIL_S_PAPER,
    ADIL_S_ZONE,
    ADIL_S_OFFICE,
    ADIL_S_TERM,
    ADIL_S_BODY,
    ADIL_S_SIZE,
    ADIL_S_ACT_WORD,
    ADIL_S_SUPPORT,
    ADIL_S_EFFECT,
    ADIL_S_POWER,
    ADIL_S_PROCEDURE,
    ADIL_S_FIGURES,
    ADIL_S_LOTS,
    ADIL_S_SEATS,
    ADIL_S_STAGE,
    ADIL_S_STAGE_ACT,
    ADIL_S_DECISION,
    ADIL_S_DECISION_ENDS,
    ADIL_S_DEADLINE,
    ADIL_S_CHECK,
    ADIL_S_WITNESSES,
    ADIL_S_VECTOR,
    ADIL_S_MEMBER,
    ADIL_S_CONTEST, /* `follows`, and the keys of contests */
    ADIL_S_SET,     /* the keys of contests */
    ADIL_N_SECTIONS
};

struct adil_key {
    enum adil_section section;
    struct adil_span name;
    enum adil_key_type type;
    bool required;
    const char *families; /* letters of contest_keys.def; NULL outside contests */
    struct adil_span help;
};

struct adil_keys {
    const struct adil_key *key;
    uint32_t n;
};

struct adil_type_info {
    const char *name; /* "BY_UNIT" */
    enum adil_shape shape;
    struct adil_span expected;
};

/* A word of a closed list and the enum value it stands for. */
struct adil_word {
    struct adil_span text;
    unsigned value;
};

enum { ADIL_WORDS_MAX = 24 }; /* words of one type, methods included */

struct adil_keys adil_section_keys(enum adil_section s);
const struct adil_key *adil_key_find(enum adil_section s, struct adil_span name);
const struct adil_key *adil_contest_key_info(enum adil_contest_key key);
const struct adil_type_info *adil_type_info(enum adil_key_type t);
/* What a list, a map by id or a map holds; what the values of a map of VALUES are. */
enum adil_section adil_type_item(enum adil_key_type t);
enum adil_key_type adil_type_value(enum adil_key_type t);
/* The words of a closed list (at most `max` of them, METHOD included); 0: any text. */
uint32_t adil_type_words(enum adil_key_type t, struct adil_span *text, uint32_t max);
bool adil_word_find(enum adil_key_type t, struct adil_span text, unsigned *value);

/* Whether a key of contests is of use to methods of a family. */
bool adil_key_fits(const struct adil_key *key, enum adil_family f);

#endif
