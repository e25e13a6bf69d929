/* A plan of a simulation: what is drawn, which official totals it meets, which acts are done when.
 * It stands beside the rulebook whose words it uses (docs/design/simulation.md). */
#ifndef ADIL_SIMULATE_PLAN_H
#define ADIL_SIMULATE_PLAN_H

#include "law/node.h"
#include "law/rulebook.h"

enum {
    ADIL_PLAN_OPTIONS_MAX = 64,
    ADIL_PLAN_KEYS_MAX = 16, /* of one issuer */
    ADIL_PLAN_REPORTS_MAX = 24,
    ADIL_PLAN_PICKS_MAX = 16,
    ADIL_PLAN_PLACES_MAX = 1000000,
};

/* Who acts with how many keys, and how many of them sign. */
struct adil_plan_issuer {
    struct adil_span name;
    uint32_t keys;
    uint32_t sign;
};

struct adil_plan_option {
    struct adil_span figure; /* as the official figures call it */
    struct adil_span key;    /* as the record does */
};

/* A unit whose places are simulated. */
struct adil_plan_unit {
    uint32_t unit;
    int64_t weight;  /* drawn: about how many voters, against the others */
    int64_t turnout; /* published: ballots issued in 1/10000 of the registered; -1: its figures
                        stand among the official ones (registered, cast) */
    uint32_t places; /* given; 0: drawn */
};

/* Places set apart, for steps of their own. */
struct adil_plan_pick {
    struct adil_span id;
    uint32_t n;   /* of all places of the plan; scaled with them */
    bool unclear; /* many invalid ballots there */
};

/* ADIL_EACH_PERSON: of the lists, as long as was published. */
enum adil_plan_each { ADIL_EACH_ONCE, ADIL_EACH_OPTION, ADIL_EACH_PERSON, ADIL_EACH_PLACE };
enum adil_plan_slip { ADIL_SLIP_NONE, ADIL_SLIP_SWAP, ADIL_SLIP_LOSE };

/* When: an instant, an hour of the day of polling in the place's own zone (may pass 24), or so long
 * behind another step. */
enum adil_plan_clock { ADIL_CLOCK_WORLD, ADIL_CLOCK_LOCAL, ADIL_CLOCK_BEHIND };

struct adil_plan_step {
    struct adil_place place;
    struct adil_span id;   /* for steps behind it; may be empty */
    struct adil_span word; /* of the rulebook; empty: the step binds keys */
    struct adil_span bind; /* template of the issuer whose keys are bound */
    struct adil_span by;
    struct adil_span about;
    struct adil_span result; /* a contest: the fields are what the record gives for it */
    const struct adil_node *fields;
    enum adil_plan_each each;
    uint32_t sign; /* 0: as many as the issuer signs with */
    bool supersedes;
    bool seated;      /* of people: while their list has seats by the result on the record */
    uint32_t in;      /* pick, or UINT32_MAX: all */
    uint32_t without; /* bits of picks that are left out */
    enum adil_plan_slip slip[ADIL_PLAN_PICKS_MAX]; /* by pick: what goes wrong there */
    enum adil_plan_clock clock;
    uint32_t behind; /* step */
    int64_t from;    /* milliseconds: UTC, from local 00:00, or behind */
    int64_t to;      /* the same; equal to `from`: at once */
};

struct adil_plan {
    struct adil_span id;
    struct adil_texts title;
    struct adil_span case_id;
    struct adil_span origin;
    struct adil_span contest;
    struct adil_date day;
    int64_t begins;
    uint32_t founders;
    uint32_t founders_least;
    const struct adil_plan_issuer *issuer;
    uint32_t n_issuers;
    const struct adil_node *holders;
    const struct adil_plan_option *option;
    uint32_t n_options;
    struct adil_span option_office; /* OFFICE/KEY issues for an option */
    struct adil_span place_office;
    struct adil_plan_issuer place_keys;
    uint32_t n_places;
    int64_t most;          /* voters of a place */
    int64_t usual_invalid; /* at most so many of a hundred ballots are invalid, but where unclear */
    const struct adil_plan_unit *unit;
    uint32_t n_units;
    int64_t curve[ADIL_PLAN_REPORTS_MAX]; /* ballots issued by each report, of 1000 */
    uint32_t n_reports;
    struct adil_plan_pick pick[ADIL_PLAN_PICKS_MAX];
    uint32_t n_picks;
    int64_t members[2]; /* least and most in a unit, for tallies */
    const struct adil_plan_step *step;
    uint32_t n_steps;
};

/* Reads the plan `id` of a plan file. Err INPUT, with place and member. */
ADIL_MUST_USE adil_err adil_plan_read(struct adil_arena *perm, const struct adil_rulebook *book,
                                      struct adil_span file, struct adil_span bytes,
                                      struct adil_span id, struct adil_plan *out,
                                      struct adil_diag *diag);

/* For its reader (plan_steps.c). */
struct adil_plan_reading {
    struct adil_arena *perm;
    const struct adil_rulebook *book;
    struct adil_plan *plan;
    struct adil_diag *diag;
};
ADIL_MUST_USE adil_err adil_plan_steps(struct adil_plan_reading *r, const struct adil_node *list);
ADIL_MUST_USE adil_err adil_plan_number(struct adil_plan_reading *r, const struct adil_node *map,
                                        const char *key, uint64_t most, int64_t *out);
ADIL_MUST_USE adil_err adil_plan_text(struct adil_plan_reading *r, const struct adil_node *map,
                                      const char *key, struct adil_span *out);
ADIL_MUST_USE adil_err adil_plan_fault(struct adil_plan_reading *r, const struct adil_node *n,
                                       const char *field, const char *expected);
uint32_t adil_plan_pick_find(const struct adil_plan *plan, struct adil_span id); /* or UINT32_MAX */

#endif
