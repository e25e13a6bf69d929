/* Private to src/polity: bodies on a day, decisions, and who takes or leaves an office.
 * docs/design/procedures.md. */
#ifndef ADIL_POLITY_BODIES_H
#define ADIL_POLITY_BODIES_H

#include "polity/state.h"

/* ---- bodies.c ------------------------------------------------------------------------------ */

/* Members of a body on a day; of one that joins others, theirs together. */
uint32_t adil_body_members(const struct adil_polity *p, struct adil_arena scratch, uint32_t body,
                           struct adil_date day);
/* Whether a name is a member's: a holder's person, or the last part of a record's key. */
bool adil_body_is_member(const struct adil_polity *p, struct adil_arena scratch, uint32_t body,
                         struct adil_date day, struct adil_span name);

/* A member, and the faction that the record says; empty: none. */
struct adil_sitting {
    struct adil_span name;
    struct adil_span faction;
};
/* Members of a body on a day, each name once, in `perm`. Returns how many. */
uint32_t adil_body_sitting(const struct adil_polity *p, struct adil_arena *perm,
                           struct adil_arena scratch, uint32_t body, struct adil_date day,
                           const struct adil_sitting **out);

/* What a phrase about a body is asked with. */
struct adil_body_figures {
    uint32_t subject;
    uint32_t seats;   /* as the law says, else the members */
    uint32_t members; /* UINT32_MAX: they are not on the record */
    uint32_t n[ADIL_N_CHOICES];
};
/* Seats and members of the day; no votes. */
struct adil_body_figures adil_body_figures_of(const struct adil_polity *p,
                                              struct adil_arena scratch, uint32_t body,
                                              struct adil_date day);
struct adil_answer adil_body_answer(struct adil_arena *perm, const struct adil_phrase *phrase,
                                    const struct adil_body_figures *f);

/* The members named in a field, or their number, are as many as the word's `support` asks. */
ADIL_MUST_USE adil_err adil_support_judge(struct adil_judging *j);

/* ---- decide.c ------------------------------------------------------------------------------ */

/* Whether the act's word is that of the decision of the case's stage, or of its votes; if so *given
 * is set, and the issuer's office is one that may. Before powers are looked at. */
ADIL_MUST_USE adil_err adil_decision_authority(struct adil_judging *j, bool *given);
/* Kind decide: what follows from the figures, and whether the act says so. After authority. */
ADIL_MUST_USE adil_err adil_decide_judge(struct adil_judging *j);
void adil_decide_apply(struct adil_judging *j);
/* Of a decision that was judged: the body that takes it. */
uint32_t adil_decide_body(const struct adil_judging *j);
/* Where an act that was judged moves its case; ADIL_NO_WORD: nowhere, or not known yet. */
uint32_t adil_act_moves_to(const struct adil_judging *j);

/* The decision of the stage of the act's case; NULL: it ends by none. */
const struct adil_decision *adil_decision_of(const struct adil_judging *j);
/* Which body the act speaks of: the decision's one, or the one that `body` names. */
ADIL_MUST_USE adil_err adil_decision_body(struct adil_judging *j, const struct adil_decision *d,
                                          uint32_t *body);
/* How often a body passed it since the case came to the stage. */
uint32_t adil_decision_passed(const struct adil_polity *p, uint32_t case_no, uint32_t body);

/* ---- voting.c ------------------------------------------------------------------------------ */

/* How a body voted: what the act gives, or what its members signed; no more than there are. */
ADIL_MUST_USE adil_err adil_figures_judge(struct adil_judging *j, const struct adil_decision *d,
                                          uint32_t body, struct adil_body_figures *f);
/* "yes 4, no 2, abstain 0, present 0; seats 9, members 9" */
struct adil_span adil_figures_words(const struct adil_judging *j,
                                    const struct adil_body_figures *f);
uint32_t adil_voters_in(const struct adil_body_figures *f); /* all that were there */
/* How each member votes in a decision whose figures were judged, for options.rolled; NULL: the act
 * gives numbers. In j->perm. */
const struct adil_roll *adil_roll_of(const struct adil_judging *j, const struct adil_decision *d,
                                     const struct adil_decided *made);
/* Kind vote: who votes, and how. After authority. */
ADIL_MUST_USE adil_err adil_vote_judge(struct adil_judging *j);
void adil_vote_apply(struct adil_judging *j);

/* ---- effects.c ----------------------------------------------------------------------------- */

/* Changes of holdings from here on can be taken back. */
void adil_seats_mark(struct adil_polity *p);
void adil_seats_back(struct adil_polity *p);
/* Does the effects of the act's word and of the stage it moves its case to, each judged first. An
 * act that is refused later takes them back. */
ADIL_MUST_USE adil_err adil_effects_judge(struct adil_judging *j);
/* The effects of a stage that a case came to by a deadline or a count; what the law does not allow
 * is left out, and counted in the case. */
void adil_effects_arrive(struct adil_polity *p, uint32_t case_no, uint64_t entry,
                         struct adil_date day);
/* Ends a holding on a day, before its time or with it: by an effect or an election. */
void adil_holding_leave(struct adil_holding *h, struct adil_date day);
/* Whether a holding is held on a day. */
bool adil_holds_on(const struct adil_holding *h, struct adil_date day);
/* Whether the law says of one of two offices that nobody holds it beside the other. */
bool adil_offices_exclude(const struct adil_acts *acts, uint32_t a, uint32_t b);
/* The sooner of a holding's end (ADIL_DATE_NONE: none) and the day on which the law ends all
 * holdings of its office; ADIL_DATE_NONE: neither is known. */
struct adil_date adil_office_end(const struct adil_polity *p, uint32_t office,
                                 struct adil_date until);
/* The end of a holding of an office that begins on `since`, by the term of that day or the office's
 * last; ADIL_DATE_NONE: it has no end of its own. Told to who observes. */
struct adil_date adil_term_end(const struct adil_polity *p, uint32_t office,
                               struct adil_date since);

/* ---- cases.c ------------------------------------------------------------------------------- */

/* The case comes to a stage (ADIL_NO_WORD: it stays) at an instant. Readings and bodies begin anew.
 */
void adil_case_go(struct adil_polity *p, uint32_t case_no, uint32_t stage, uint64_t entry,
                  int64_t at);

/* ---- put_bodies.c -------------------------------------------------------------------------- */

struct adil_putting;
/* "decisions" and "voting" of a case, where it has any. */
void adil_put_decisions(struct adil_putting *w, uint32_t case_no);
void adil_put_voting(struct adil_putting *w, uint32_t case_no);

#endif
