/* A simulated election: all its acts from a seed and a plan, judged one by one by the fold as any
 * other act is. The same seed gives the same bytes. Keys follow from the seed too, so that anybody
 * can make the record again; an origin without "simulated" is refused. */
#ifndef ADIL_SIMULATE_SIMULATE_H
#define ADIL_SIMULATE_SIMULATE_H

#include "count/votes.h"
#include "polity/polity.h"
#include "simulate/plan.h"

/* Where the record goes, in order. */
struct adil_simulation_sink {
    void *ctx;
    adil_err (*entry)(void *ctx, struct adil_span leaf, struct adil_diag *diag);
    /* A document that the next entries name by its hash. */
    adil_err (*blob)(void *ctx, struct adil_span bytes, struct adil_diag *diag);
    void (*progress)(void *ctx, uint64_t done, uint64_t total); /* may be NULL */
};

struct adil_simulation_options {
    const struct adil_rulebook *book;
    struct adil_span canonical; /* the rulebook's canonical JSON, and its source: blobs */
    struct adil_span source;
    const struct adil_plan *plan;
    const struct adil_votes *votes; /* official figures of the plan's contest */
    struct adil_span seed;
    struct adil_span origin; /* empty: the plan's */
    uint32_t places;         /* 0: all of the plan */
    enum adil_lang lang;     /* of a refusal */
    size_t held_bytes;       /* of the state: see struct adil_polity_options */
    struct adil_span index_folder;
};

struct adil_simulated {
    uint64_t entries;
    uint64_t signatures;
    uint64_t bytes; /* of all leaves */
    size_t memory;  /* of the fold's state at the end, bytes; `law`: after entry 0 */
    size_t law;
    int64_t last; /* `logged` of the last entry */
    struct adil_hash genesis;
    struct adil_hash state;
    uint32_t places;
};

/* Err INPUT (an origin without "simulated", official figures or a plan that cannot be met), REFUSED
 * (the law refuses an act of the plan: which and why is said), or what the sink returned. */
ADIL_MUST_USE adil_err adil_simulate(struct adil_arena *perm, struct adil_arena scratch,
                                     const struct adil_simulation_options *options,
                                     const struct adil_simulation_sink *sink,
                                     struct adil_simulated *out, struct adil_diag *diag);

/* Err INPUT: no name of a log, or none that contains `simulated`. */
ADIL_MUST_USE adil_err adil_simulation_origin(struct adil_span origin, struct adil_diag *diag);
/* The seed of the k-th key (from 0) of an issuer; "log": the log's own. */
struct adil_hash adil_simulated_key_seed(struct adil_span seed, struct adil_span origin,
                                         struct adil_span issuer, uint32_t k);

#endif
