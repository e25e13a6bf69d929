/* Private to src/simulate: the election while it is made. */
#ifndef ADIL_SIMULATE_WORLD_H
#define ADIL_SIMULATE_WORLD_H

#include "gazette/secret_simulated.h"
#include "simulate/drawn.h"
#include "simulate/simulate.h"

/* An issuer's keys in the world. */
struct adil_world_issuer {
    const struct adil_simulated_key *key;
    uint32_t n;
    uint32_t sign;
};

struct adil_world_person {
    uint32_t option;
    uint32_t number; /* on the list, from 1 */
};

/* One act to come. */
struct adil_world_event {
    int64_t at;
    uint32_t step;
    uint32_t item;
};

struct adil_world {
    const struct adil_simulation_options *o;
    const struct adil_plan *plan;
    const struct adil_simulation_sink *sink;
    struct adil_arena *perm;
    struct adil_arena scratch;
    struct adil_diag *diag;
    struct adil_span origin;
    struct adil_drawn drawn;
    struct adil_polity *polity;
    struct adil_world_issuer founders;
    struct adil_world_issuer *issuer; /* as the plan has them */
    struct adil_simulated_key *option_key;
    struct adil_simulated_key *place_key; /* [place * keys + k] */
    struct adil_world_person *person;     /* of all lists */
    uint32_t n_people;
    int64_t seats[ADIL_PLAN_OPTIONS_MAX]; /* by the result on the record */
    struct adil_world_event *event;
    uint64_t n_events;
    struct adil_simulated *out;
    struct adil_refusal refusal; /* of the act that is done; in its own room */
    /* Room for one act. */
    struct adil_buf fields, act, message, leaf;
};

/* ---- keys (world_keys.c) -------------------------------------------------------------------- */

void adil_world_keys(struct adil_world *w);
/* Keys of an issuer by name; an office of places or options acts for `item`. False: none. */
bool adil_world_issuer_of(const struct adil_world *w, struct adil_span name, uint32_t item,
                          struct adil_world_issuer *out);
void adil_world_put_keys(struct adil_buf *out, const struct adil_world_issuer *issuer);

/* ---- people of lists (world_people.c) ---------------------------------------------------------
 */

void adil_world_people(struct adil_world *w);
/* The option an item is of or belongs to. */
uint32_t adil_world_option(const struct adil_world *w, enum adil_plan_each each, uint32_t item);
/* What a result that is to be signed (w->fields) says of seats. */
void adil_world_take_seats(struct adil_world *w);

/* ---- when (world_events.c) ------------------------------------------------------------------ */

ADIL_MUST_USE adil_err adil_world_events(struct adil_world *w);
uint32_t adil_world_items(const struct adil_world *w, enum adil_plan_each each);

/* ---- texts and fields (world_text.c, world_fields.c) ---------------------------------------- */

/* What a step does now. */
struct adil_world_at {
    const struct adil_plan_step *step;
    uint32_t item;
    enum adil_plan_slip slip;
};
/* Writes a template with its $names replaced. Err INPUT: a name that is none. */
ADIL_MUST_USE adil_err adil_world_expand(struct adil_world *w, const struct adil_world_at *at,
                                         struct adil_span text, struct adil_buf *out);
/* The same into perm. */
ADIL_MUST_USE adil_err adil_world_text(struct adil_world *w, struct adil_arena *perm,
                                       const struct adil_world_at *at, struct adil_span text,
                                       struct adil_span *out);
/* The canonical fields of an act into w->fields. */
ADIL_MUST_USE adil_err adil_world_fields(struct adil_world *w, struct adil_arena *perm,
                                         const struct adil_world_at *at);
void adil_world_genesis_fields(struct adil_world *w); /* world_genesis.c */

/* The document an option campaigns with. */
struct adil_span adil_world_programme(struct adil_world *w, struct adil_arena *a, uint32_t option);

/* ---- doing (world_do.c) -----------------------------------------------------------------------
 */

/* Signs, judges and hands over an act whose fields are in w->fields. */
ADIL_MUST_USE adil_err adil_world_do(struct adil_world *w, struct adil_arena *work,
                                     struct adil_act *act, const struct adil_world_issuer *issuer,
                                     uint32_t sign, uint32_t first);

#endif
