/* Private to list*.c: one allotment of seats among lists. Which lists share and with what votes
 * (list_admit.c), between which limits (list_limits.c), and the two arithmetics. */
#ifndef ADIL_COUNT_LIST_H
#define ADIL_COUNT_LIST_H

#include "count/build.h"

/* Rows of a step that goes seat by seat: past this many only the sum and the last seat are told. */
enum { ADIL_SEAT_ROWS_MAX = 10000 };

/* The lists that share, by place; arrays are parallel to `option`. */
struct adil_list {
    struct adil_counting *k;
    const struct adil_table *table;
    uint32_t n;
    uint32_t *option;        /* ascending */
    struct adil_num *votes;  /* as they count: a list admitted as next best has its weight on */
    struct adil_num *weight; /* votes = votes given * weight */
    uint32_t next;           /* option admitted as next best, or UINT32_MAX */
    uint32_t *least;         /* seats */
    uint32_t *most;          /* seats; UINT32_MAX: no limit */
    bool *named;             /* `most` is the number of names on the list */
    uint32_t *length;        /* names on the list; ADIL_LENGTH_UNKNOWN */
    const struct adil_published_finding **length_found; /* where that is published; or NULL */
    uint32_t *seats;                                    /* what comes out */
};

/* The first finding of a kind for each option, or NULL; by option. */
const struct adil_published_finding **adil_list_found(struct adil_counting *k,
                                                      enum adil_finding_kind kind);

/* Fills option, votes, weight and next with the lists that share. False: that is open, or there is
 * nothing to share; the outcome is set. */
bool adil_list_admit(struct adil_list *l);

/* Sets the limits: least and greatest seats, persons, names on lists. False: GAP. */
bool adil_list_limits(struct adil_list *l);
/* SEAT_LIMITS or LIST_SHORT: place `i` is held at its greatest number of seats; `lost` more would
 * have been its own (0: how many is not computed). */
void adil_list_held(struct adil_list *l, uint32_t i, uint32_t lost);
/* SEAT_LIMITS: those of the places whose `at` is set have their least number of seats. */
void adil_list_raised(struct adil_list *l, const bool *at);
/* What the seats rest on when the length of a list is not known: LIST_ASSUMED, or false with the
 * outcome set. */
bool adil_list_lengths(struct adil_list *l);

/* The two arithmetics. False: open; the outcome is set, `seats` holds what is certain. */
bool adil_list_by_remainder(struct adil_list *l, enum adil_quota quota);
bool adil_list_by_divisor(struct adil_list *l, enum adil_divisor divisor);

/* LAST_SEAT: who won the last seat, who was next, and how many votes that one lacked. */
void adil_list_last(struct adil_list *l, uint32_t winner, uint32_t next, struct adil_num short_of);

#endif
