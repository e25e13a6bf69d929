/* Private to tiers*.c: seats by region first, then an upper tier over the whole that levels them.
 * One arithmetic serves both: whole quotas, then largest surplus, then highest average. */
#ifndef ADIL_COUNT_TIERS_H
#define ADIL_COUNT_TIERS_H

#include "count/build.h"

/* One sharing of `seats` among n contestants. Arrays are parallel to `option`. */
struct adil_share {
    const uint32_t *option;
    const struct adil_num *votes;
    uint32_t n;
    uint32_t seats;
    uint32_t *at; /* by option number: its place in `option`; lent by the tiers */
    struct adil_num total;
    struct adil_num quota;
    uint32_t *whole;            /* seats by whole quotas */
    struct adil_num *remainder; /* votes that no whole quota used */
    uint32_t *extra;            /* seats by surplus or average */
    uint32_t left;              /* seats not yet given */
    uint32_t *won;              /* places, in the order of the extra seats */
    struct adil_num *won_by;    /* surplus or average that won each */
    uint32_t n_won;
    uint32_t next;              /* place of who was next for the last of them, or UINT32_MAX */
    struct adil_num next_short; /* votes by which it missed */
};

/* Whole quotas. False: the quota does not fit (GAP step, undetermined). */
bool adil_share_whole(struct adil_counting *k, struct adil_share *s, enum adil_quota quota,
                      enum adil_contest_key key);
/* At most `cap` of the seats left, one each, by largest surplus. False: a tie is open. */
bool adil_share_surplus(struct adil_counting *k, struct adil_share *s, uint32_t cap,
                        enum adil_step_kind stage, struct adil_span unit);
/* All seats left, one at a time, to the highest votes / seats so far; who has none cannot take
 * part. False: a tie is open, or nobody has a seat (GAP). */
bool adil_share_average(struct adil_counting *k, struct adil_share *s);
/* LAST_SEAT: who won the last extra seat and who was next; nothing when nobody was. `unit` may be
 * NULL. */
void adil_share_last(struct adil_counting *k, const struct adil_share *s,
                     const struct adil_vote_unit *unit);

struct adil_tiers {
    struct adil_counting *k;
    const struct adil_contest *c;
    uint32_t n;   /* options */
    uint32_t *at; /* n, scratch of every sharing */
    /* the units with regional seats; arrays by unit, or by unit * n + option */
    struct adil_vote_unit *unit;
    uint32_t n_units;
    uint32_t *node;         /* unit in the rulebook's tree */
    uint32_t *capacity;     /* regional seats of the unit */
    const int64_t **cell;   /* votes by option */
    struct adil_num *valid; /* votes of all contestants there */
    uint32_t *seats;        /* held now */
    bool *out;              /* taken out of its unit's sharing, keeps what `seats` says */
    bool *again;            /* the unit is to be shared anew */
    /* the upper tier, by option */
    struct adil_fact *combined; /* votes on the upper papers */
    uint32_t *lower;            /* regional seats */
    uint32_t *award;            /* seats by the upper tier's calculation */
    uint32_t *total;            /* seats in all */
    bool *apart;                /* takes no part in the upper sharing, keeps `total` */
    uint32_t *length;           /* names on the list over the whole, or ADIL_LENGTH_UNKNOWN */
    const struct adil_published_finding **found; /* where that is published, or NULL */
};

/* What a round of checks found. */
enum adil_check_result { ADIL_CHECK_CLEAN, ADIL_CHECK_AGAIN, ADIL_CHECK_STOP };

/* Shares the seats of unit u anew among those not taken out, with its steps. */
bool adil_tiers_unit(struct adil_tiers *t, uint32_t u);
/* All units, forfeits included, until nothing is forfeited. */
bool adil_tiers_lower(struct adil_tiers *t);
/* Seats that cannot be kept in the units: lists too short, persons with too many seats. AGAIN: the
 * units marked are to be shared anew. */
enum adil_check_result adil_tiers_forfeit_lower(struct adil_tiers *t);
/* The same for the upper tier's lists. */
enum adil_check_result adil_tiers_forfeit_upper(struct adil_tiers *t);
/* Reads the lengths of lists over the whole: as published where a source says, else as the contest
 * says. */
void adil_tiers_lengths(struct adil_tiers *t);
/* Names on the list of unit u. */
uint32_t adil_tiers_unit_list(const struct adil_tiers *t, uint32_t u, uint32_t option);
/* LIST_ASSUMED: lengths taken from a source, and unknown ones taken as long enough. */
void adil_tiers_lists_assumed(struct adil_tiers *t);
/* The threshold of the upper tier: a list that misses it takes no part there and keeps what it won
 * in the units. False: it is open. */
bool adil_tiers_bar(struct adil_tiers *t);
/* The upper tier: award, overhang, forfeits; fills award and total. */
bool adil_tiers_upper(struct adil_tiers *t);

/* A figure of `option` that is needed and not known; `unit` may be NULL. */
void adil_tiers_unknown(struct adil_tiers *t, enum adil_contest_key key, uint32_t option,
                        const struct adil_vote_unit *unit, struct adil_fact f);
/* A list or a person that can hold seats. */
bool adil_tiers_contests(const struct adil_tiers *t, uint32_t option);
/* A list that the upper tier levels: persons are not. */
bool adil_tiers_levels(const struct adil_tiers *t, uint32_t option);

#endif
