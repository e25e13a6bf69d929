/* Private to src/polity: what was found while an act that changes the law was judged. */
#ifndef ADIL_POLITY_AMEND_H
#define ADIL_POLITY_AMEND_H

#include "law/amend.h"
#include "polity/state.h"

/* An open case that goes on under the law after. */
struct adil_reached {
    uint32_t case_no;
    uint32_t stage; /* in the law after */
};

struct adil_amending {
    struct adil_hash hash; /* of the list */
    struct adil_changes changes;
    struct adil_rulebook after; /* in j->perm */
    struct adil_date from;      /* the earliest day of a change */
    struct adil_date last;      /* the latest one */
    const struct adil_span *id; /* what norms ask about */
    uint32_t n_ids;
    const struct adil_span *does;
    uint32_t n_does;
    const struct adil_span *laws; /* in which they stand */
    uint32_t n_laws;
    const struct adil_span *elects; /* offices whose election differs */
    uint32_t n_elects;
    struct adil_reached *reached;
    uint32_t n_reached;
};

/* The list of changes with which a case was opened; false: with none. */
bool adil_case_voted(const struct adil_polity *p, uint32_t case_no, struct adil_hash *hash);
/* amend_reach.c: the open cases of the procedures that the list reaches, but for the act's own, are
 * there in the law after; and go on under p->in_force. */
ADIL_MUST_USE adil_err adil_reach_judge(struct adil_judging *j, struct adil_amending *a);
void adil_reach_apply(struct adil_judging *j, const struct adil_amending *a);
/* amend_reopen.c: what rested on rules that are struck with `past: reopened`. */
void adil_reopen_apply(struct adil_judging *j, const struct adil_amending *a);

#endif
