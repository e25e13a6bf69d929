/* The way of acts into a log that many threads bring. What costs most, verifying the signatures, is
 * done before an act's turn: together with those of other acts that wait, where the processor takes
 * several side by side, on any of the threads; else on the one that reads it. At its turn, one at a
 * time, it is judged. The verdicts are those of adil_polity_apply on the same acts, one after the
 * other in the order of their turns. For each act, on any thread:
 *
 *     adil_intake_read(in, &act, room, place, bytes, diag);
 *     adil_intake_submit(in, &act, &entry, diag);
 *
 * and it is durable; or, with many under way on one thread, adil_intake_hand_in for each, then
 * adil_intake_wait. Each act has a diag of its own. */
#ifndef ADIL_POLITY_INTAKE_H
#define ADIL_POLITY_INTAKE_H

#include "gazette/log.h"
#include "polity/polity.h"

struct adil_intake;

struct adil_intake_options {
    struct adil_polity *polity; /* replayed from `log`, and nobody else's while acts come in */
    struct adil_log *log;
    void *ctx;
    /* The time an act is logged at, not before `last`. At the act's turn, one at a time.
     * On any error the act is not judged. */
    adil_err (*logged)(void *ctx, const struct adil_act *act, int64_t last, int64_t *logged,
                       struct adil_diag *diag);
};

/* The intake lives in `perm`. Err LIMIT: no memory. */
ADIL_MUST_USE adil_err adil_intake_open(struct adil_arena *perm,
                                        const struct adil_intake_options *options,
                                        struct adil_intake **out, struct adil_diag *diag);
void adil_intake_close(struct adil_intake *in); /* nothing is under way; NULL is fine */

/* One act on its way. The caller's memory, not moved until the act is through. */
struct adil_intake_act {
    struct adil_act act;         /* slices of `bytes`; `logged` as it was placed */
    struct adil_refusal refusal; /* filled when it was refused by its turn */
    /* The intake's own. */
    struct adil_intake *in;
    struct adil_arena *room;
    struct adil_span bytes;
    struct adil_hash verified; /* what was verified, as one hash; all zero: not all are valid */
    char *leaf;
    struct adil_submission submission;
    struct adil_ticket ticket;
};

/* Reads {"act":..., "sigs":[...]} from a copy of its own in `room`; its signatures are verified
 * here or after it was handed in. What was verified is kept as a hash over the log's origin, those
 * very bytes, the keys and the signatures; where it fits at the act's turn they are not verified
 * again. Signatures that are not valid are no error here: the act is refused at its turn, as the
 * order of judging has it. `room` is this act's alone until it is through: its texts and those of a
 * refusal live there. Err INPUT: as adil_act_parse_unlogged. */
ADIL_MUST_USE adil_err adil_intake_read(struct adil_intake *in, struct adil_intake_act *act,
                                        struct adil_arena *room, struct adil_place place,
                                        struct adil_span bytes, struct adil_diag *diag);

/* Returns when the act is durable, or refused. Err as adil_polity_apply, adil_log_submit and
 * `logged`; IO also where an earlier commit failed behind the state's back: it is ahead of the log,
 * and nothing is taken until the log was opened and replayed again. */
ADIL_MUST_USE adil_err adil_intake_submit(struct adil_intake *in, struct adil_intake_act *act,
                                          uint64_t *entry, struct adil_diag *diag);
/* The same in two steps, as adil_log_hand_in and adil_log_wait. */
ADIL_MUST_USE adil_err adil_intake_hand_in(struct adil_intake *in, struct adil_intake_act *act,
                                           struct adil_diag *diag);
ADIL_MUST_USE adil_err adil_intake_wait(struct adil_intake *in, struct adil_intake_act *act,
                                        uint64_t *entry);

#endif
