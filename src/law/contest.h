/* A contest, as the law in force on one day has it: everything a count needs to know besides the
 * votes. Compiled from a rulebook (its own keys, then the keys its rules set, then the caller's),
 * or from the caller's keys alone. */
#ifndef ADIL_LAW_CONTEST_H
#define ADIL_LAW_CONTEST_H

#include "law/method.h"
#include "law/phrase.h"
#include "law/rule.h"
#include "law/unit.h"

/* Keys of a contest: one enum value for each line of contest_keys.def. */
enum adil_contest_key {
#define K(id, key, type, families, help) ADIL_K_##id,
#include "law/contest_keys.def"
#undef K
    ADIL_N_CONTEST_KEYS
};

enum adil_option_class {
    ADIL_OPTION_LIST,        /* a list, a candidate, an answer: can win */
    ADIL_OPTION_AGAINST,     /* counted, wins nothing */
    ADIL_OPTION_NOT_COUNTED, /* valid ballots left out of the tally: not an option of the ballot */
};

#define ADIL_LENGTH_UNKNOWN UINT32_MAX

struct adil_option {
    struct adil_span id; /* as on the ballot and in the files (NFC) */
    struct adil_texts name;
    enum adil_option_class class;
    bool independent;
    bool minority;
    uint32_t joined;           /* 1; more for a joint list */
    uint32_t list_length;      /* names on the list; ADIL_LENGTH_UNKNOWN */
    uint32_t at_least;         /* seats */
    uint32_t at_most;          /* seats; UINT32_MAX: no limit */
    uint32_t registered_order; /* 0 = earliest; UINT32_MAX: not known */
};

/* What an absent row means: the figure is unknown, or the option does not stand there. */
enum adil_absent { ADIL_ABSENT_UNKNOWN, ADIL_ABSENT_NOT_ON_BALLOT };

/* One ballot paper: rows of the files that carry one of `label` in their contest column. */
struct adil_paper {
    struct adil_span id;
    const struct adil_span *label;
    uint32_t n_labels;
    uint32_t marks; /* marks allowed on one ballot, >= 1 */
    enum adil_absent absent;
    bool has_root; /* rows of `root` are the total; the others are its parts, never added to it */
    uint32_t root; /* unit index; ADIL_NO_UNIT when !has_root */
};

enum adil_tie_rule {
    ADIL_TIE_VOTES,      /* more votes in all */
    ADIL_TIE_REGISTERED, /* registered earlier */
    ADIL_TIE_LOT,        /* a lot is drawn */
    ADIL_TIE_NEW_VOTE,   /* a new vote is held: the outcome names the tied */
    ADIL_TIE_GAP,        /* the law is silent: undetermined */
};

enum adil_none_rule { ADIL_NONE_GAP, ADIL_NONE_NO_SEATS, ADIL_NONE_ALL };
enum adil_one_rule { ADIL_ONE_TAKES_ALL, ADIL_ONE_GAP, ADIL_ONE_NEXT };
enum adil_quota_rounding { ADIL_QUOTA_EXACT, ADIL_QUOTA_DOWN, ADIL_QUOTA_UP, ADIL_QUOTA_NEAREST };
enum adil_single_rule { ADIL_SINGLE_VOTES, ADIL_SINGLE_ELECTED, ADIL_SINGLE_NOT_VALID };
enum adil_two_tie_rule { ADIL_TWO_TIE_VOTE, ADIL_TWO_TIE_NOT_VALID };
enum adil_against_rule { ADIL_AGAINST_GAP, ADIL_AGAINST_NEXT, ADIL_AGAINST_NOT_VALID };
enum adil_then_rule { ADIL_THEN_HIGHEST_AVERAGE, ADIL_THEN_SURPLUS };
enum adil_forfeit_rule { ADIL_FORFEIT_GAP, ADIL_FORFEIT_RECALCULATE, ADIL_FORFEIT_EMPTY };
enum adil_overhang_rule { ADIL_OVERHANG_GAP, ADIL_OVERHANG_KEEP, ADIL_OVERHANG_ABSORB };
enum adil_lists_rule { ADIL_LISTS_UNKNOWN, ADIL_LISTS_LONG_ENOUGH };
enum adil_published { ADIL_PUBLISHED_WINNER, ADIL_PUBLISHED_SEATS };

struct adil_coalition_threshold {
    uint32_t joined; /* applies to joint lists of at least this many */
    const struct adil_phrase *phrase;
};

struct adil_contest {
    struct adil_span name;
    struct adil_place place;
    struct adil_texts title;
    struct adil_texts question;
    struct adil_texts note;
    struct adil_date day;
    struct adil_date called;
    struct adil_date law_day; /* the day whose law was taken */

    enum adil_method method;
    uint32_t seats; /* 1 where the method elects one person; 0 for a referendum */

    struct adil_option *option; /* on the ballot first, then rows that are not counted */
    uint32_t n_options;
    /* No list was given: options come from the votes, in the order of the figures. `option` then
     * holds those that other keys name; where the contest keeps their numbers (yes, unit_lists) or
     * they have other names they stand first. */
    bool options_open;
    const struct adil_paper *paper;
    uint32_t n_papers;                  /* >= 1 */
    const struct adil_span *votes_file; /* paths, resolved */
    uint32_t n_votes_files;

    struct adil_vocab vocab;
    const struct adil_units *units; /* NULL: none are listed, units are free text */
    uint32_t unit_group;            /* index, or ADIL_NO_WORD: any unit */
    uint32_t percent_of;            /* a quantity */

    const struct adil_phrase *threshold;                        /* NULL: none */
    const struct adil_coalition_threshold *threshold_coalition; /* ascending by joined */
    uint32_t n_threshold_coalitions;
    const struct adil_phrase *threshold_minorities;
    enum adil_none_rule if_none_passes;
    enum adil_one_rule if_one_passes;
    struct adil_num next_weight; /* 1 */
    uint32_t next_seats;         /* 0 */
    enum adil_quota_rounding quota_rounding;
    struct adil_num first_divisor; /* 7/5 */
    enum adil_lists_rule lists_unknown;

    enum adil_tie_rule tie[8];
    uint32_t n_ties; /* 0: the law is silent */

    const struct adil_phrase *wins;
    const struct adil_phrase *second_wins;
    uint32_t advance; /* 2 */
    enum adil_single_rule if_single;
    enum adil_two_tie_rule if_two_tie; /* the last two of an exhaustive ballot */
    enum adil_against_rule if_against_first;

    const struct adil_phrase *quorum;
    const struct adil_phrase *adopts;
    uint32_t yes; /* option index; UINT32_MAX: none */

    const uint32_t *unit_seats; /* by unit index of `units`; NULL: none */
    const uint32_t *unit_lists; /* [unit * n_options + option] names on a regional list, or NULL */
    uint32_t lower_paper;       /* paper index */
    const uint32_t *upper_paper;
    uint32_t n_upper_papers;
    enum adil_quota lower_quota;
    enum adil_quota upper_quota;
    bool upper_surplus_all;
    uint32_t upper_surplus_seats;
    enum adil_then_rule upper_then;
    uint32_t independent_seats; /* UINT32_MAX: no limit */
    enum adil_forfeit_rule forfeits;
    enum adil_overhang_rule overhang;

    const struct adil_contest *part; /* PARTS: the contests whose seats are added */
    uint32_t n_parts;
    enum adil_published published;

    const struct adil_rule *rule_of[ADIL_N_CONTEST_KEYS]; /* which rule set the key; NULL: none */
    bool is_set[ADIL_N_CONTEST_KEYS];
};

/* One KEY=VALUE of the caller: the value is YAML flow text. */
struct adil_setting {
    struct adil_span key;
    struct adil_span value;
};

/* The spelling of a key, and the other way round (ADIL_N_CONTEST_KEYS when unknown). */
struct adil_span adil_contest_key_name(enum adil_contest_key key);
enum adil_contest_key adil_contest_key_find(struct adil_span name);

/* A contest from settings alone (no rulebook): `method` must be among them. Units are free text,
 * options come from the votes unless set; ties are decided by lot. Err USAGE or INPUT. */
ADIL_MUST_USE adil_err adil_contest_from_settings(struct adil_arena *perm,
                                                  struct adil_arena scratch, struct adil_span name,
                                                  const struct adil_setting *set, uint32_t n_set,
                                                  struct adil_contest *out, struct adil_diag *diag);

/* The law's gap rule: true when the contest's tie rules contain `rule`. */
bool adil_contest_breaks_ties_by(const struct adil_contest *c, enum adil_tie_rule rule);

#endif
