/* Private to src/polity: where the norms of an act get their facts. */
#ifndef ADIL_POLITY_NORMS_H
#define ADIL_POLITY_NORMS_H

#include "polity/state.h"

/* Quantities and groups as norms ask for them (norm_figures.c). A quantity is the number given with
 * its id when the case was opened; else, of seats, those of the contest; else the sum of the
 * places' field with its id; else not known. */
struct adil_norm_figures {
    const struct adil_polity *p;
    struct adil_arena scratch;
    uint32_t in_case;
    struct adil_span
        contest; /* the record's field `contest`; empty: the case's one that is counted */
    struct adil_arena *perm;
    struct adil_date day;   /* of the act */
    const uint32_t **group; /* units of each group on that day; NULL: nobody asked yet */
    uint32_t *n_group;
    struct adil_env env;
};
void adil_norm_figures_open(struct adil_norm_figures *f, struct adil_judging *j);

/* Rows of one register. */
struct adil_norm_rows {
    const struct adil_polity *p;
    uint32_t reg;
};

/* Of every register, in order. Three are of the machine: `holding` has, behind its own records,
 * every holding of an office; `case` has every case, with what its opening act gave; `elected` has
 * who and what has seats by the results of cases that have ended. In `a`. */
const struct adil_rows *adil_norm_all_rows(const struct adil_polity *p, struct adil_arena *a);

/* What a register's field of type key says: the last part of the record's key. */
struct adil_datum adil_norm_key_part(struct adil_span key);
struct adil_datum adil_norm_text(const struct adil_polity *p, uint32_t text); /* 0: not known */
struct adil_datum adil_norm_date(struct adil_date date);

/* The record of an act: its fields as norms see them. */
struct adil_norm_self {
    struct adil_record record; /* the first: a pointer to it is one to the whole */
    const struct adil_judging *j;
};

struct adil_norm_facts {
    struct adil_norm_self self;
    struct adil_norm_figures figures;
    struct adil_norm_env env;
};
/* In j->perm. */
struct adil_norm_facts *adil_norm_facts_open(struct adil_judging *j);

/* A record of a register as norms see it; in `a`. */
const struct adil_record *adil_norm_record(const struct adil_polity *p, struct adil_arena *a,
                                           uint32_t reg, uint32_t rec);

#endif
