/* A simple game: members, and a rule that says which coalitions of them win. The rule is a phrase
 * over measures, numbers that add up over the members of a coalition: how many they are, their
 * weights, how many of a group they are. File format: docs/weights.md. */
#ifndef ADIL_WEIGHT_GAME_H
#define ADIL_WEIGHT_GAME_H

#include "law/node.h"
#include "law/phrase.h"
#include "law/rule.h"

enum {
    ADIL_GAME_BYTES_MAX = 1 << 20,
    ADIL_GAME_MEMBERS_MAX = 1024, /* each of the alike counted */
    ADIL_GAME_MEASURES_MAX = 16,
};
/* Of one member, and of what is vacant: sums stay within 2^62. */
#define ADIL_GAME_WEIGHT_MAX ((int64_t)1 << 50)

struct adil_game_member {
    struct adil_span id;
    struct adil_texts name; /* may be empty: the id stands for it */
    uint32_t times;         /* how many members are exactly like this one, itself included */
};

enum adil_measure_kind {
    ADIL_MEASURE_HEADS,  /* 1 of every member; always the first */
    ADIL_MEASURE_WEIGHT, /* what the source gives */
    ADIL_MEASURE_GROUP,  /* 1 of its members */
    ADIL_MEASURE_VETO,   /* 1 of those whose consent every winning coalition needs; the last */
};

struct adil_measure {
    enum adil_measure_kind kind;
    struct adil_span id;    /* its name in a phrase */
    struct adil_span words; /* another; may be empty */
    int64_t sum;            /* over all members */
    int64_t vacant;         /* held by nobody; shares are of sum + vacant */
};

/* A rule with every share worked out: parts joined, or a measure against a whole number. */
enum adil_condition_kind { ADIL_COND_ALL, ADIL_COND_ANY, ADIL_COND_LEAST };
struct adil_condition {
    enum adil_condition_kind kind;
    const struct adil_condition *part;
    uint32_t n_parts;
    uint32_t measure;
    int64_t least; /* the measure of a coalition is at least this; >= 0 */
};

struct adil_game {
    struct adil_texts title;
    struct adil_span source;
    struct adil_game_member *member;
    uint32_t n_rows; /* of `member` */
    uint32_t n;      /* members, each of the alike counted */
    struct adil_measure *measure;
    uint32_t n_measures;
    int64_t *value; /* [row * n_measures + measure], of one member */
    struct adil_vocab vocab;
    const struct adil_phrase *rule;
    const struct adil_phrase *blocking; /* NULL: whatever does not win blocks */
    struct adil_condition condition;    /* rule, blocking and vetoes together */
    bool what_if;                       /* the rule was set by the caller, not by the source */
};

/* An empty game of n_rows and n_measures, to be filled; `times` are 1, the first measure counts
 * heads under the name `heads`. Bounds: 1 <= n_measures <= ADIL_GAME_MEASURES_MAX (asserted). */
void adil_game_open(struct adil_arena *perm, uint32_t n_rows, uint32_t n_measures,
                    struct adil_span heads, struct adil_game *out);

/* Once members, measures and values are set: sums and the vocabulary of rules. Err INPUT: no
 * member, too many, an id twice, a weight out of bounds, names of measures that a phrase could not
 * hold or that are alike. */
ADIL_MUST_USE adil_err adil_game_close(struct adil_arena *perm, struct adil_place place,
                                       struct adil_game *game, struct adil_diag *diag);

/* A text and where it stands. */
struct adil_placed {
    struct adil_span text;
    struct adil_place place;
};

/* Sets the rule. `blocking` (empty: none) says what those who do not join must be to block: where
 * they are not, the coalition wins although it misses the rule. Err INPUT: no phrase, a part that
 * is no "at least" or "more than", a rule that nobody needs to meet or that all together do not. */
ADIL_MUST_USE adil_err adil_game_rule(struct adil_arena *perm, struct adil_placed rule,
                                      struct adil_placed blocking, struct adil_game *game,
                                      struct adil_diag *diag);

/* Reads a game in YAML; `file` names it in messages. Err INPUT, every fault with its line. */
ADIL_MUST_USE adil_err adil_game_read(struct adil_arena *perm, struct adil_span file,
                                      struct adil_span bytes, struct adil_game *out,
                                      struct adil_diag *diag);
/* The same from a tree that was read. */
ADIL_MUST_USE adil_err adil_game_of_node(struct adil_arena *perm, const struct adil_node *node,
                                         struct adil_game *out, struct adil_diag *diag);

/* Whether a coalition with these sums, by measure, wins. */
bool adil_condition_holds(const struct adil_condition *c, const int64_t *sum);

/* A member's name in a language, else its id. */
struct adil_span adil_game_member_name(const struct adil_game *game, uint32_t row,
                                       enum adil_lang lang);

#endif
