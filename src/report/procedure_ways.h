/* Private to src/report: how a case moves between the stages of a procedure, and the order in which
 * they are read. */
#ifndef ADIL_REPORT_PROCEDURE_WAYS_H
#define ADIL_REPORT_PROCEDURE_WAYS_H

#include "report/law_told.h"

enum adil_way_kind {
    ADIL_WAY_ACT, /* an act moves the case; a count: by the status of the outcome */
    ADIL_WAY_PASS,
    ADIL_WAY_FAIL,
    ADIL_WAY_NONE,    /* no decision */
    ADIL_WAY_SILENCE, /* the stage's deadline has passed */
    ADIL_N_WAY_KINDS
};

/* One way out of a stage. */
struct adil_way {
    enum adil_way_kind kind;
    uint32_t act;    /* ACT: of the stage */
    uint32_t status; /* of adil_stage_statuses, or ADIL_NO_WORD */
    uint32_t to;     /* stage or end; ADIL_NO_WORD: stays */
};

/* The ways of a stage in the order of reading: acts, decision, silence. Acts that do not move the
 * case are none. Returns how many. */
uint32_t adil_ways_of(struct adil_arena *a, const struct adil_stage *s,
                      const struct adil_way **out);
/* "passes", "sign", "result: second round" */
struct adil_span adil_way_words(const struct adil_told *t, const struct adil_stage *s,
                                const struct adil_way *way);
bool adil_act_moves(const struct adil_stage_act *act);

/* The stages as they are read: from the one where a case begins, each behind those that lead to it,
 * whatever leads back; ends that only close a case behind all others. All n_stages of them; those
 * that no case comes to stand last. Out reached: how many a case comes to, of the first ones. */
const uint32_t *adil_stages_in_order(struct adil_arena *a, const struct adil_procedure *p,
                                     uint32_t *reached);
/* An end without acts. */
bool adil_stage_is_bare_end(const struct adil_stage *s);

#endif
