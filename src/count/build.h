/* Private to src/count: the state of one count, and how steps, ties and outcomes are put together.
 * Every family (list, plurality, tiers ...) is a function adil_count_<family>(struct adil_counting
 * *). */
#ifndef ADIL_COUNT_BUILD_H
#define ADIL_COUNT_BUILD_H

#include "count/count.h"

struct adil_counting {
    struct adil_arena *perm; /* what the outcome keeps */
    struct adil_arena *tmp;  /* dies with the count; shared by all of it */
    const struct adil_contest *contest;
    const struct adil_votes *votes;
    const struct adil_votes *const *part_votes;
    const struct adil_lots *lots;
    struct adil_outcome *out;
    struct adil_result *result;    /* = out->result, writable */
    const struct adil_step **tail; /* where the next step is linked */
    struct adil_tie *tie;          /* = out->tie, grows by copying */
    uint32_t cap_ties;
    struct adil_sums *sums; /* sums over tables, made once; private to env.c */
};

/* Prepares the outcome: one result per option, no step, status UNDETERMINED until set. */
void adil_counting_open(struct adil_counting *k, struct adil_outcome *out);

/* ---- steps: created, then filled by figure; each figure at most once a step ---------------- */
/* `key` names the contest key whose rule the step follows (ADIL_N_CONTEST_KEYS: none). */
struct adil_step *adil_step_add(struct adil_counting *k, enum adil_step_kind kind,
                                enum adil_contest_key key);
void adil_step_num(struct adil_counting *k, struct adil_step *s, enum adil_figure f,
                   struct adil_num x);
void adil_step_int(struct adil_counting *k, struct adil_step *s, enum adil_figure f, int64_t x);
void adil_step_percent(struct adil_counting *k, struct adil_step *s, enum adil_figure f,
                       struct adil_num ratio);
/* A fact: its number when known, else ADIL_V_UNKNOWN. */
void adil_step_fact(struct adil_counting *k, struct adil_step *s, enum adil_figure f,
                    struct adil_fact x);
void adil_step_option(struct adil_counting *k, struct adil_step *s, enum adil_figure f,
                      uint32_t option);
void adil_step_options(struct adil_counting *k, struct adil_step *s, enum adil_figure f,
                       const uint32_t *option, uint32_t n); /* copied */
void adil_step_text(struct adil_counting *k, struct adil_step *s, enum adil_figure f,
                    struct adil_span text);
void adil_step_unit(struct adil_counting *k, struct adil_step *s, enum adil_figure f,
                    const struct adil_vote_unit *unit);
void adil_step_message(struct adil_counting *k, struct adil_step *s, enum adil_figure f,
                       enum adil_msg msg);
void adil_step_phrase(struct adil_counting *k, struct adil_step *s, enum adil_figure f,
                      const struct adil_phrase *p);
void adil_step_truth(struct adil_counting *k, struct adil_step *s, enum adil_figure f,
                     enum adil_truth t);

/* PHRASE and HOLDS as values; what each part of the phrase rests on as rows: FIGURE, NEEDED,
 * MARGIN, HOLDS, or the numbers of units (PHRASE too where there are several parts). The step is
 * marked as published where the answer rests on a published finding. */
void adil_step_answer(struct adil_counting *k, struct adil_step *s, const struct adil_phrase *p,
                      const struct adil_answer *answer);

/* A row of `step`'s table; fill it with the adil_row_* twins of the above before the next row is
 * added (rows move when the table grows). Rows keep the order in which they were added. */
struct adil_row *adil_step_row(struct adil_counting *k, struct adil_step *s);
void adil_row_num(struct adil_counting *k, struct adil_row *r, enum adil_figure f,
                  struct adil_num x);
void adil_row_int(struct adil_counting *k, struct adil_row *r, enum adil_figure f, int64_t x);
void adil_row_percent(struct adil_counting *k, struct adil_row *r, enum adil_figure f,
                      struct adil_num ratio);
void adil_row_fact(struct adil_counting *k, struct adil_row *r, enum adil_figure f,
                   struct adil_fact x);
void adil_row_option(struct adil_counting *k, struct adil_row *r, enum adil_figure f,
                     uint32_t option);
void adil_row_unit(struct adil_counting *k, struct adil_row *r, enum adil_figure f,
                   const struct adil_vote_unit *unit);
void adil_row_text(struct adil_counting *k, struct adil_row *r, enum adil_figure f,
                   struct adil_span text);
void adil_row_truth(struct adil_counting *k, struct adil_row *r, enum adil_figure f,
                    enum adil_truth t);
void adil_row_phrase(struct adil_counting *k, struct adil_row *r, enum adil_figure f,
                     const struct adil_phrase *p);

/* ---- common steps ----------------------------------------------------------------------- */
/* TALLY: every option of table t with votes and share of the base; sets result[].votes, out->base.
 */
void adil_count_tally(struct adil_counting *k, const struct adil_table *t);
/* TURNOUT, when any turnout figure of the table is known. */
void adil_count_turnout(struct adil_counting *k, const struct adil_table *t);
/* QUORUM: true when there is none or it holds. Otherwise sets NOT_VALID or UNDETERMINED (with the
 * step) and returns false. */
bool adil_count_quorum(struct adil_counting *k, const struct adil_table *t);
/* GAP: what keeps the count from being decided, in words (R_* of step.def); sets UNDETERMINED. */
void adil_count_gap(struct adil_counting *k, enum adil_contest_key key, enum adil_msg reason);
/* UNKNOWN_FIGURE: a needed figure is unknown, with its bound; sets UNDETERMINED. The figure is the
 * votes of `option`, or what the message names. */
void adil_count_unknown(struct adil_counting *k, enum adil_contest_key key, uint32_t option,
                        struct adil_fact f);
void adil_count_unknown_of(struct adil_counting *k, enum adil_contest_key key, enum adil_msg what,
                           struct adil_fact f);

/* The environment in which phrases of this contest are evaluated over a table: subject = votes of
 * `option` (or cast ballots when option is UINT32_MAX). The struct must outlive the evaluation. */
struct adil_count_env {
    struct adil_counting *k;
    const struct adil_table *table;
    uint32_t option;
};
struct adil_env adil_count_env(struct adil_count_env *e);

/* What is known of an option's sum, and of a quantity, over the whole of a table; computed once a
 * count, so that a million lists can each be tested against the same denominator. */
struct adil_fact adil_count_sum(struct adil_counting *k, const struct adil_table *t,
                                uint32_t option);
struct adil_fact adil_count_whole(struct adil_counting *k, const struct adil_table *t,
                                  uint32_t quantity);
/* False when every cell of the option says that it is not on the ballot. */
bool adil_count_stands(struct adil_counting *k, const struct adil_table *t, uint32_t option);

/* ---- order ------------------------------------------------------------------------------- */
typedef int (*adil_order_cmp)(const void *ctx, uint32_t a, uint32_t b); /* <0: a first */

/* Sorts the n items; equal ones keep their order. */
void adil_order(struct adil_arena scratch, uint32_t *item, uint32_t n, adil_order_cmp cmp,
                const void *ctx);

/* ---- choosing the best, ties ------------------------------------------------------------- */
enum adil_pick { ADIL_PICK_DONE, ADIL_PICK_OPEN };

/* Takes the `take` best of `n` candidates by descending key. Out `won`: take indices into
 * `candidate` order (option numbers), best first. A tie that matters (at the cut) is surfaced as a
 * TIE step and in out->tie, and resolved by the contest's tie rules (votes, registration, lot);
 * unresolved: status LOT_NEEDED (a lot is the rule and has no answer) or UNDETERMINED (gap), and
 * ADIL_PICK_OPEN; the first return value fills only those certainly in. *n_won says how many.
 * When `ranked` is true, ties above the cut matter too (order of election). */
enum adil_pick adil_pick_best(struct adil_counting *k, enum adil_step_kind stage,
                              struct adil_span unit, const uint32_t *candidate,
                              const struct adil_num *key, uint32_t n, uint32_t take, bool ranked,
                              uint32_t *won, uint32_t *n_won);

/* ---- quotas ------------------------------------------------------------------------------- */
/* Votes over seats as the method defines it, then rounded; Droop is floor(v / (s + 1)) + 1 and
 * rounded no further. seats >= 1 (asserted for Hare). */
struct adil_num adil_quota_of(struct adil_arena *a, enum adil_quota quota,
                              enum adil_quota_rounding rounding, struct adil_num votes,
                              uint32_t seats);

/* ---- families: each fills k->out ----------------------------------------------------------- */
void adil_count_list(struct adil_counting *k); /* REMAINDER and DIVISOR */
void adil_count_plurality(struct adil_counting *k);
void adil_count_majority(struct adil_counting *k);
void adil_count_referendum(struct adil_counting *k);
void adil_count_exhaustive(struct adil_counting *k);
void adil_count_tiers(struct adil_counting *k);
void adil_count_parts(struct adil_counting *k);
void adil_count_published(struct adil_counting *k);

#endif
