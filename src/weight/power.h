/* Voting power in a simple game: which coalitions win, and the indexes of power, exact. */
#ifndef ADIL_WEIGHT_POWER_H
#define ADIL_WEIGHT_POWER_H

#include "weight/game.h"

enum { ADIL_POWER_LISTED_MAX = 15 }; /* members up to which every coalition is looked at */

/* Of one member of a row. Sources: Shapley and Shubik 1954 (shapley); Penrose 1946 and Banzhaf
 * 1965 (banzhaf, absolute); Coleman 1971 (prevent, initiate); Nevison 1978 (public_help); Johnston
 * 1978; Deegan and Packel 1978; Holler 1982 (holler, the public good index). */
struct adil_power_of {
    struct adil_num swings;      /* losing coalitions of others that it makes win */
    struct adil_num shapley;     /* its share of all orders in which it is the one that turns */
    struct adil_num banzhaf;     /* swings over the swings of all */
    struct adil_num absolute;    /* swings over coalitions of the others, 2^(n-1) */
    struct adil_num prevent;     /* swings over winning coalitions */
    struct adil_num initiate;    /* swings over losing coalitions */
    struct adil_num public_help; /* memberships in winning coalitions, of all memberships */
    bool veto;                   /* in every winning coalition */
    bool dummy;                  /* turns none */
    bool dictator;               /* wins alone, and nobody without it */
    /* Up to ADIL_POWER_LISTED_MAX members; else 0/1. */
    struct adil_num johnston;      /* 1/c for each winning coalition in which it is one of c whose
                                    * leaving would lose, as a share */
    struct adil_num deegan_packel; /* mean of 1/size over minimal winning coalitions, 0 where it is
                                    * not in one */
    struct adil_num holler;        /* memberships in minimal winning coalitions, as a share */
};

struct adil_power {
    const struct adil_game *game;
    struct adil_num coalitions; /* 2^n */
    struct adil_num winning;
    struct adil_num swings;   /* of all members */
    bool has_shapley;         /* false: too large a game for it; the other indexes are there */
    bool listed;              /* the last three indexes and `minimal` are there */
    struct adil_power_of *of; /* one a row of the game */
    /* Winning coalitions that lose whoever leaves: bit i is member i, whose row is row[i]; in the
     * order of size, then of their members. */
    const uint16_t *minimal;
    uint32_t n_minimal;
    uint32_t row[ADIL_POWER_LISTED_MAX];
};

/* Sets *out; numbers live in `perm`. The game has a rule (adil_game_rule).
 * Err LIMIT: too many members with too many weights for a computation in reasonable time. */
ADIL_MUST_USE adil_err adil_power(struct adil_arena *perm, struct adil_arena scratch,
                                  const struct adil_game *game, struct adil_power *out,
                                  struct adil_diag *diag);

/* Sums of a coalition of members (bits as in `minimal`) in every measure: sum[n_measures]. */
void adil_power_sums(const struct adil_power *p, uint32_t coalition, int64_t *sum);

/* Private to src/weight: fills what is `listed`. */
void adil_power_list(struct adil_arena *perm, struct adil_arena scratch, struct adil_power *p);

#endif
