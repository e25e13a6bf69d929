/* A polity beside another, under the same rulebook in other names (renaming.h): it follows act by
 * act, in its names, and must judge as the other does and come to the same state. */
#ifndef ADIL_TESTS_POLITY_TWIN_H
#define ADIL_TESTS_POLITY_TWIN_H

#include "polity/polity.h"
#include "renaming.h"

struct twin {
    struct test_arenas *t;
    struct adil_polity *p; /* NULL: given up, see below */
    struct renaming names;
    struct renaming back;
    struct adil_span rulebook; /* canonical JSON */
    struct adil_span source;   /* the YAML of the other */
    size_t bytes_like;         /* of the other's canonical JSON */
    struct adil_hash law;
    uint32_t n_accepted; /* acts that both accepted, and refused */
    uint32_t n_refused;
};

/* `canonical` and `source`: of the other. `odd`: of a control, else NULL; the name that stays does
 * so in the rulebook alone, not in acts.
 */
void twin_open(struct twin *w, struct test_arenas *t, const struct adil_node *root,
               struct adil_span canonical, struct adil_span source, const struct renaming_odd *odd);
void twin_close(struct twin *w);

/* Before the other applies an act: what follows from its figures, in both. */
void twin_expect(struct twin *w, struct adil_polity *other, const struct adil_act *act);
/* After it: applies the act in the other names. Returns NULL where both say the same: accepted, or
 * refused by the same rule for the same field; else what differs. An act that changes the law, or
 * commits to bytes not yet known, is not followed: the twin gives up. */
const char *twin_follow(struct twin *w, struct adil_polity *other, const struct adil_act *act,
                        adil_err err, const struct adil_refusal *refusal);
/* Compares the whole states. Returns NULL, or where they differ. */
const char *twin_state(struct twin *w, const struct adil_polity *other);

#endif
