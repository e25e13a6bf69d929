/* What is drawn: places with their voters, the day's turnout, the figures of each protocol;
 * official totals are met exactly, all splits of them are drawn. Derivation:
 * docs/design/simulation.md. */
#ifndef ADIL_SIMULATE_DRAWN_H
#define ADIL_SIMULATE_DRAWN_H

#include "count/votes.h"
#include "simulate/plan.h"
#include "simulate/random.h"

/* Figures of a place. id, name in plans */
#define ADIL_PLACE_FIGURES(X)                                                                      \
    X(LISTED, "listed")                                                                            \
    X(RECEIVED, "received")                                                                        \
    X(ISSUED, "issued")                                                                            \
    X(ISSUED_IN, "issued_in")                                                                      \
    X(ISSUED_OUT, "issued_out")                                                                    \
    X(BY_CERTIFICATE, "by_certificate")                                                            \
    X(CERTIFICATES, "certificates")                                                                \
    X(UNUSED, "unused")                                                                            \
    X(SPOILED, "spoiled")                                                                          \
    X(FIXED, "fixed")                                                                              \
    X(PORTABLE, "portable")                                                                        \
    X(CAST, "cast")                                                                                \
    X(INVALID, "invalid")                                                                          \
    X(NOT_COUNTED, "not_counted")                                                                  \
    X(VALID, "valid")

enum adil_place_figure {
#define X(id, name) ADIL_FIG_##id,
    ADIL_PLACE_FIGURES(X)
#undef X
        ADIL_N_PLACE_FIGURES
};
extern const struct adil_span adil_place_figure_names[ADIL_N_PLACE_FIGURES];

/* Totals of a unit, or of all of them. */
struct adil_drawn_totals {
    int64_t registered, issued, cast, invalid, not_counted;
    int64_t votes[ADIL_PLAN_OPTIONS_MAX];
};

struct adil_drawn_unit {
    uint32_t first; /* place */
    uint32_t n;
    struct adil_drawn_totals is; /* votes are not given by unit */
};

struct adil_drawn {
    const struct adil_plan *plan;
    uint32_t n_places;
    struct adil_drawn_totals official;     /* of the whole, as published; -1 where it was not */
    struct adil_drawn_totals is;           /* of the whole, as drawn: scaled where the places are */
    int64_t people[ADIL_PLAN_OPTIONS_MAX]; /* names on lists, as published; -1 */
    struct adil_drawn_unit *unit;          /* as the plan has them */
    uint32_t *unit_of;                     /* by place */
    uint32_t *picks;                       /* by place: bits */
    int64_t *figure[ADIL_N_PLACE_FIGURES];
    int64_t *report; /* [place * n_reports + report] */
    int32_t *votes;  /* [place * n_options + option] */
};

/* `places` 0: those of the plan. Err INPUT: official figures missing, a plan that cannot meet them,
 * too few places. */
ADIL_MUST_USE adil_err adil_draw(struct adil_arena *perm, struct adil_arena scratch,
                                 const struct adil_plan *plan, const struct adil_votes *votes,
                                 struct adil_span seed, uint32_t places, struct adil_drawn *out,
                                 struct adil_diag *diag);

/* ---- its parts ------------------------------------------------------------------------------ */

struct adil_drawing {
    struct adil_arena *perm;
    struct adil_arena scratch;
    const struct adil_plan *plan;
    const struct adil_votes *votes;
    struct adil_span seed;
    struct adil_drawn *d;
    struct adil_diag *diag;
};
ADIL_MUST_USE adil_err adil_draw_fault(struct adil_drawing *w, const char *field, int64_t found,
                                       const char *expected);
/* A total as the number of places scales it. */
int64_t adil_draw_scaled(const struct adil_drawing *w, int64_t total);
ADIL_MUST_USE adil_err adil_draw_units(struct adil_drawing *w);   /* drawn_units.c */
ADIL_MUST_USE adil_err adil_draw_places(struct adil_drawing *w);  /* drawn_places.c */
ADIL_MUST_USE adil_err adil_draw_ballots(struct adil_drawing *w); /* drawn_ballots.c */
ADIL_MUST_USE adil_err adil_draw_votes(struct adil_drawing *w);   /* drawn_votes.c */
void adil_draw_rest(struct adil_drawing *w);                      /* drawn_rest.c */

#endif
