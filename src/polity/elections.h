/* Private to src/polity: what a case with a polling remembers. A protocol is an ordinary record;
 * the election keeps sums that every accepted act corrects by what it changes, so that a protocol
 * costs a byte of flags beside its record. Formats: docs/design/results.md. */
#ifndef ADIL_POLITY_ELECTIONS_H
#define ADIL_POLITY_ELECTIONS_H

#include "polity/state.h"

/* adil_rec.flags of a protocol. */
enum {
    ADIL_PROTOCOL_FAULTY = 1,    /* a check that blocks does not hold: in no total */
    ADIL_PROTOCOL_WARNS = 2,     /* a check that warns does not hold */
    ADIL_PROTOCOL_DIFFERS = 4,   /* registered or issued is not that of another contest there */
    ADIL_PROTOCOL_EXPLAINED = 8, /* the explanation asked for is there */
    ADIL_PROTOCOL_ANNULLED = 16,
    ADIL_PROTOCOL_OFF_ROLL = 32, /* registered is not what the voter roll lists */
    ADIL_PROTOCOL_ASKS = ADIL_PROTOCOL_WARNS | ADIL_PROTOCOL_DIFFERS | ADIL_PROTOCOL_OFF_ROLL,
};

/* A protocol that waits for an explanation. */
static inline bool adil_protocol_asks(uint8_t flags)
{
    return (flags & ADIL_PROTOCOL_ASKS) != 0 && (flags & ADIL_PROTOCOL_EXPLAINED) == 0;
}

/* Its figures are in the totals. */
static inline bool adil_protocol_counts(uint8_t flags)
{
    return (flags & (ADIL_PROTOCOL_FAULTY | ADIL_PROTOCOL_ANNULLED)) == 0;
}

/* Columns of a tally: the five sums of a procedure's figures, then the options of the contest. */
enum adil_tally_column {
    ADIL_TALLY_REGISTERED,
    ADIL_TALLY_ISSUED,
    ADIL_TALLY_CAST,
    ADIL_TALLY_INVALID,
    ADIL_TALLY_NOT_COUNTED,
    ADIL_TALLY_OPTIONS, /* the first option */
};

#define ADIL_NO_PLACE    UINT32_MAX
#define ADIL_NO_ROW      UINT32_MAX
#define ADIL_NO_CONTEST  UINT32_MAX
#define ADIL_FIGURE_NONE (-1)         /* a figure that is not known */
#define ADIL_FIGURE_MAX  ADIL_SEQ_MAX /* of a sum: what an act can state */

/* Sums by row (a unit of the tree, row 0 the whole) and column; `known`: of how many records the
 * figure was known. */
struct adil_sums {
    int64_t *sum;
    uint32_t *known;
    uint32_t n_rows;
    uint32_t n_columns;
};

/* Places of one row for one contest. All are in when counted + faulty + annulled + closed is what
 * is expected. */
struct adil_row_state {
    uint32_t expected;
    uint32_t counted;
    uint32_t faulty;
    uint32_t unexplained; /* of those counted */
    uint32_t annulled;
    uint32_t closed; /* closed without a protocol */
};

/* Figures committed to before they may be published. */
struct adil_commitment {
    uint32_t contest;
    uint32_t place; /* record of the register of places */
    uint32_t entry;
    uint32_t next; /* number + 1 of another of the same place, or 0 */
    struct adil_hash hash;
};

/* One who commits to the lots of a round. */
struct adil_lot_committer {
    uint32_t issuer;
    uint32_t entry;
    uint32_t revealed; /* entry, or 0 */
    uint32_t seed;     /* interned, when revealed */
    struct adil_hash commitment;
};

/* A contest in one round; of several ballot papers, one of them. */
struct adil_contest_tally {
    const struct adil_contest *contest; /* NULL: it did not compile, see `fault` */
    uint32_t paper;                     /* of the contest */
    struct adil_span fault;
    bool polled;           /* it has protocols in this round */
    const uint32_t *stand; /* options that stand in this round, in byte order of their ids */
    uint32_t n_stand;
    uint8_t *on_ballot; /* by row and option (ballots.c); NULL: everything stands everywhere */
    struct adil_sums figures;
    struct adil_row_state *row;
};

/* One round of polling. */
struct adil_polling {
    bool begun;
    bool repeats; /* only contests that are held again, as in a first round */
    struct adil_date day;
    int64_t opens;       /* the first place; NONE: with the first act that needs it */
    int64_t first_close; /* NONE: not said */
    int64_t last_close;
    int64_t unsealed;   /* when figures may be recorded; NONE: each place from its own closing */
    uint32_t *row_unit; /* unit of each row; row 0: the root, or ADIL_NO_UNIT */
    uint32_t *row_up;   /* the row above; ADIL_NO_ROW for row 0 */
    uint32_t n_rows;
    uint32_t *place_row; /* by record of places: its row, or ADIL_NO_ROW: not expected */
    uint8_t *closed;     /* by record of places */
    uint32_t n_places;   /* records there were */
    uint32_t
        *joined; /* by record of places: number + 1 of the place it is counted with, 0: it counts
                    for itself, ADIL_JOINED_NOWHERE; NULL: the law has no smallest place */
    uint32_t n_expected;
    struct adil_contest_tally *tally; /* one a contest of the case */
    struct adil_sums turnout;         /* columns: number fields of the turnout register, in order */
    uint32_t *turnout_reports;        /* by row: places that reported */
    struct adil_commitment *commitment;
    uint32_t n_commitments;
    uint32_t cap_commitments;
    uint32_t *commitment_of; /* by record of places: number + 1, or 0; NULL while there is none */
    struct adil_lot_committer *lot;
    uint32_t n_lots;
    uint32_t cap_lots;
};

/* A result act. */
struct adil_result_act {
    uint32_t entry;
    uint32_t round;
    int64_t at;
    enum adil_status status;
    bool stale; /* an input was corrected or annulled since */
    uint32_t stale_by;
    struct adil_span fields; /* canonical, as signed */
    const uint32_t *elected; /* options of the contest */
    uint32_t n_elected;
    const uint32_t *advance;
    uint32_t n_advance;
    const uint32_t *seats; /* by option of the contest, where lists share them; NULL */
    const struct adil_published_finding *finding; /* of a contest that is not counted */
    uint32_t n_findings;
};

/* A contest with several ballot papers has an entry for each, one behind the other: the first is
 * the contest's, the others have protocols, and no results. */
struct adil_polled_contest {
    uint32_t name;     /* interned; of a further paper CONTEST/PAPER */
    uint32_t ballot;   /* interned: as keys of protocols have it. Of several papers CONTEST/PAPER */
    uint32_t of;       /* the contest's entry: this one, or one before it */
    uint32_t n_papers; /* of the contest */
    uint32_t annulled; /* entry, or 0 */
    uint32_t voided;   /* rounds up to this one no longer count: it was held again */
    struct adil_result_act *result;
    uint32_t n_results;
    uint32_t cap_results;
    bool certified;
    uint32_t certified_by;
};

struct adil_election {
    uint32_t case_no;
    uint32_t procedure;
    struct adil_polled_contest *contest;
    uint32_t n_contests;
    struct adil_polling **round; /* round[0] is the first */
    uint32_t n_rounds;
    /* Of the register of protocols. */
    const uint32_t *check_slot;   /* quantity of the checks -> slot; ADIL_NO_WORD: all-votes */
    uint32_t explanation;         /* slot, or ADIL_NO_WORD */
    const uint32_t *turnout_slot; /* column -> slot */
    uint32_t n_turnout;
    const uint32_t *content; /* slots of the protocols' register in byte order of their ids */
    uint32_t n_content;
};

/* ---- finding (election.c) ------------------------------------------------------------------- */

/* What an accepted act will do: found while judging, in j->perm. */
enum adil_election_does {
    ADIL_DOES_NOTHING,
    ADIL_DOES_PROTOCOL,
    ADIL_DOES_TURNOUT,
    ADIL_DOES_COMMIT,
    ADIL_DOES_LOT_COMMIT,
    ADIL_DOES_LOT_REVEAL,
    ADIL_DOES_RESULT,
    ADIL_DOES_ANNUL_PLACE,
    ADIL_DOES_ANNUL_ALL,
    ADIL_DOES_END, /* the case ends: results are certified, people seated */
};

/* A protocol's part in the sums: NULL figures: it has none. */
struct adil_contribution {
    int64_t *figure; /* one a column; ADIL_FIGURE_NONE: not known */
    uint8_t flags;
    bool there; /* recorded, and not ended */
};

struct adil_election_plan {
    enum adil_election_does does;
    struct adil_election *election;
    uint32_t contest;
    uint32_t round; /* from 1 */
    uint32_t place;
    bool begins; /* the polling begins with this act */
    struct adil_contribution before;
    struct adil_contribution after;
    struct adil_hash hash; /* a commitment, a seed */
    uint32_t lot;          /* number of one who commits to the lots */
    uint32_t record;       /* of the record spoken of */
    struct adil_result_act result;
};

const struct adil_procedure *adil_election_procedure(const struct adil_polity *p,
                                                     const struct adil_election *e);
/* Its case goes on under another law: what is read from the law is read anew. */
void adil_election_reread(struct adil_polity *p, struct adil_election *e);
/* A contest by its name; ADIL_NO_CONTEST. */
uint32_t adil_election_contest(const struct adil_polity *p, const struct adil_election *e,
                               struct adil_span name);
/* What protocols are kept of (ballots.c): a contest with one ballot paper by its name, else a paper
 * by CONTEST/PAPER; ADIL_NO_CONTEST. Its name. */
uint32_t adil_election_ballot(const struct adil_polity *p, const struct adil_election *e,
                              struct adil_span name);
struct adil_span adil_ballot_name(const struct adil_polity *p, const struct adil_election *e,
                                  uint32_t contest);
/* Cuts it off the rest of a protocol's key, with :ROUND behind it where there is one. */
struct adil_span adil_ballot_cut(const struct adil_polity *p, const struct adil_election *e,
                                 struct adil_span *rest);
/* The record of the place with that key (without the case); ADIL_NO_PLACE. */
uint32_t adil_election_place(const struct adil_polity *p, struct adil_arena scratch,
                             const struct adil_election *e, struct adil_span key);
struct adil_span adil_election_place_key(const struct adil_polity *p, const struct adil_election *e,
                                         uint32_t place);
/* The key of a protocol: CASE/CONTEST/PLACE, from the second round on CASE/CONTEST:ROUND/PLACE (of
 * several papers CONTEST/PAPER in the place of CONTEST); and its record, ADIL_NO_RECORD when there
 * is none. */
struct adil_span adil_protocol_key(const struct adil_polity *p, struct adil_arena *a,
                                   const struct adil_election *e, uint32_t contest, uint32_t round,
                                   uint32_t place);
uint32_t adil_protocol_record(const struct adil_polity *p, struct adil_arena scratch,
                              const struct adil_election *e, uint32_t contest, uint32_t round,
                              uint32_t place);
/* The last round; NULL while it has not begun. In judging, a polling that begins with this act is
 * made in j->perm. */
struct adil_polling *adil_election_polling(struct adil_judging *j, struct adil_election *e);
/* True when the place votes in this contest, on this paper, in this round. */
bool adil_polling_expects(const struct adil_polling *poll, uint32_t contest, uint32_t place);

/* The row of a contest's own unit: the whole, or a district. */
uint32_t adil_polling_root(const struct adil_polling *poll, const struct adil_contest_tally *t);

/* Cuts ":ROUND" off a name: the round, 1 where there is none, 0 for anything else. */
uint32_t adil_round_cut(struct adil_span *name);

/* Refuses an act before (or after) `when`, by the deadline's rule, else the machine's `rule`. */
ADIL_MUST_USE adil_err adil_refuse_deadline(struct adil_judging *j, const struct adil_election *e,
                                            uint32_t deadline, const char *rule, const char *field,
                                            int64_t when);
/* The raw JSON of a member of a canonical object; empty: not there. */
struct adil_span adil_member_raw(struct adil_arena scratch, struct adil_span object,
                                 struct adil_span name);

/* ---- the beginning of a polling (polling.c, polling_options.c) --------------------------------
 */

struct adil_polling_job {
    struct adil_polity *p;
    struct adil_arena *perm;
    struct adil_arena scratch;
    struct adil_election *e;
    uint32_t round;
};
/* Takes places, rows, contests and options as they are now. */
struct adil_polling *adil_polling_make(struct adil_polling_job *job);
void adil_polling_contests(struct adil_polling_job *job, struct adil_polling *poll);
/* True while a record of the options stands in the contest; else the norm that it does not meet,
 * NULL where it has ended or is of another contest. */
bool adil_option_stands(struct adil_polling_job *job, uint32_t contest, uint32_t rec,
                        const struct adil_norm **missed);
/* The case's present day, and when the first place of the country opens and closes on it. */
void adil_polling_day(const struct adil_polity *p, const struct adil_election *e,
                      struct adil_polling *poll);

/* ---- ballot papers (ballots.c) -----------------------------------------------------------------
 */

enum { ADIL_PAPERS_MAX = 16 };

/* Entries of the contests that the call names, `n` interned names. */
void adil_ballots_open(struct adil_polity *p, struct adil_arena scratch, struct adil_election *e,
                       const uint32_t *name, uint32_t n);
/* Who of those that stand is on this paper, and where; t->on_ballot. */
void adil_ballot_places(struct adil_polling_job *job, const struct adil_polling *poll,
                        struct adil_contest_tally *t);
/* Whether the option is on this paper in the whole of a row; in some part of it at least. Whether
 * the paper is used there. */
bool adil_on_ballot(const struct adil_contest_tally *t, uint32_t row, uint32_t option);
bool adil_on_some_ballot(const struct adil_contest_tally *t, uint32_t row, uint32_t option);
bool adil_ballot_used(const struct adil_contest_tally *t, uint32_t row);
/* The options on this paper in a row, in byte order of their ids. Returns how many. */
uint32_t adil_ballot_options(const struct adil_contest_tally *t, struct adil_arena *a, uint32_t row,
                             const uint32_t **out);
/* Refuses a record of options that names no paper of the case's contests, or no unit. */
ADIL_MUST_USE adil_err adil_option_papers_judge(struct adil_judging *j,
                                                const struct adil_election *e);
/* Whether records of options stand in a contest of the rulebook, by its name
 * (polling_options.c). */
bool adil_options_stand_in(const struct adil_rulebook *book, const struct adil_procedure *proc,
                           struct adil_span contest);
/* The record of an option (seats.c); ADIL_NO_RECORD: the contest's own option. */
uint32_t adil_option_record(const struct adil_polity *p, struct adil_arena scratch,
                            const struct adil_election *e, struct adil_span option);

/* ---- protocols (protocol*.c) ------------------------------------------------------------------
 */

ADIL_MUST_USE adil_err adil_protocol_judge(struct adil_judging *j, struct adil_election *e);
void adil_protocol_apply(struct adil_judging *j);

/* What the checks say of a protocol: flags FAULTY and WARNS. `slot` are its fields, `votes` the sum
 * of its votes (ADIL_FIGURE_NONE: not known). `failed`: where not NULL, numbers of the checks that
 * do not hold, *n_failed of them. */
struct adil_protocol_view {
    const adil_slot *slot;
    int64_t votes;
    struct adil_date day;
};
uint8_t adil_protocol_check(const struct adil_polity *p, struct adil_arena scratch,
                            const struct adil_election *e, const struct adil_protocol_view *view,
                            uint32_t *failed, uint32_t *n_failed);
/* A sum of fields; ADIL_FIGURE_NONE when one is not known. */
int64_t adil_field_sum_of(const struct adil_field_sum *sum, const adil_slot *slot);
/* The figures of a protocol of a place in `row`, by column; its votes are those of the options on
 * its paper, in their order (adil_protocol_judge saw to it); the others have 0. */
int64_t *adil_protocol_figures(const struct adil_polity *p, struct adil_arena *perm,
                               const struct adil_election *e, const struct adil_contest_tally *t,
                               uint32_t row, const adil_slot *slot);
/* The sum of a votes slot; ADIL_FIGURE_NONE when it is not known. */
int64_t adil_votes_slot_sum(const struct adil_polity *p, adil_slot slot);
/* True when another contest's protocol of the same place has other figures of voters registered or
 * ballots issued; of another paper of the same contest: of voters registered. */
bool adil_protocol_differs(const struct adil_polity *p, struct adil_arena scratch,
                           const struct adil_election *e, uint32_t round, uint32_t contest,
                           uint32_t place, const adil_slot *slot);
/* True when the voter roll of the place is on the record and lists another number of voters. */
bool adil_protocol_off_roll(const struct adil_polity *p, struct adil_arena scratch,
                            const struct adil_election *e, uint32_t place, const adil_slot *slot);
/* The canonical content of protocols, {"cast":...,"votes":{...}}, record by record
 * (protocol_content.c). What they share is prepared once, in `scratch`. */
struct adil_contents {
    const struct adil_polity *p;
    const struct adil_election *e;
    uint32_t reg;
    const struct adil_span *name; /* one a field of e->content: `,"NAME":` */
    /* Of the list of votes written last: where its names lie, each as above in order of their
     * bytes, and its place in the list. */
    uint32_t names;
    uint32_t n_names;
    const struct adil_span *option;
    const uint32_t *place;
    struct adil_arena before_options;
    struct adil_arena scratch;
};
struct adil_contents adil_contents_open(const struct adil_polity *p, struct adil_arena scratch,
                                        const struct adil_election *e);
void adil_contents_put(struct adil_contents *c, uint32_t rec, struct adil_buf *out);

/* Sums (protocol_sums.c): whether every sum can still be stated; takes a contribution out, puts one
 * in. */
void adil_sums_open(struct adil_sums *s, struct adil_arena *perm, uint32_t n_rows,
                    uint32_t n_columns);
bool adil_sums_fit(const struct adil_sums *s, const int64_t *before, const int64_t *after);
void adil_sums_add(struct adil_sums *s, const struct adil_polling *poll, uint32_t row,
                   const int64_t *figure, int sign);
/* Replaces what a protocol was by what it is, in figures and states. */
void adil_tally_replace(struct adil_polling *poll, uint32_t contest, uint32_t place,
                        const struct adil_contribution *before,
                        const struct adil_contribution *after);
void adil_tally_restate(struct adil_polling *poll, uint32_t contest, uint32_t place,
                        const struct adil_contribution *before,
                        const struct adil_contribution *after);
/* A sum that is known: of every record counted. */
int64_t adil_tally_figure(const struct adil_contest_tally *t, uint32_t row, uint32_t column);

/* Commitments to figures (protocol_commit.c). The commitment of a protocol's canonical fields,
 * without their `salt`: SHA-256 pieces "adil/protocol/v1", key, salt, fields. */
struct adil_hash adil_protocol_commitment(struct adil_span key, const struct adil_hash *salt,
                                          struct adil_span fields);
/* Writes a canonical object without one member. */
void adil_object_without(struct adil_arena scratch, struct adil_span object, struct adil_span name,
                         struct adil_buf *out);
ADIL_MUST_USE adil_err adil_commit_judge(struct adil_judging *j, struct adil_election *e);
void adil_commit_apply(struct adil_judging *j);
/* Refuses a protocol that does not match what was committed to. */
ADIL_MUST_USE adil_err adil_commit_check(struct adil_judging *j, const struct adil_polling *poll,
                                         uint32_t contest, uint32_t place);

/* ---- turnout, annulments, closing (turnout.c, annul.c) -----------------------------------------
 */

ADIL_MUST_USE adil_err adil_turnout_judge(struct adil_judging *j, struct adil_election *e);
void adil_turnout_apply(struct adil_judging *j);
ADIL_MUST_USE adil_err adil_annul_judge(struct adil_judging *j, struct adil_election *e);
void adil_annul_apply(struct adil_judging *j);
/* A record of places was ended: where it never reported, it is closed. */
void adil_place_ended(struct adil_judging *j);
/* A protocol was ended: where its place was closed before, nothing of this contest comes any more.
 */
void adil_closed_without(struct adil_judging *j, const struct adil_election *e);

/* ---- places with few voters (small_places.c) ---------------------------------------------------
 */

#define ADIL_JOINED_NOWHERE UINT32_MAX /* it named no place: no figures of it are taken */

/* Refuses a record of places with fewer voters than the law's number that names no other place. */
ADIL_MUST_USE adil_err adil_small_place_judge(struct adil_judging *j);
/* When a polling begins: joined places are not expected. */
void adil_polling_join(struct adil_polling_job *job, struct adil_polling *poll);
/* Refuses figures of a place that is counted with another. */
ADIL_MUST_USE adil_err adil_joined_judge(struct adil_judging *j, const struct adil_election *e,
                                         const struct adil_polling *poll, uint32_t place);

/* ---- contests held again (repeat.c) ------------------------------------------------------------
 */

/* It has protocols: neither a whole of parts nor published. NULL: false. */
bool adil_contest_pollable(const struct adil_contest *c);
/* As it is in the last round that has begun; NULL: none has. */
const struct adil_contest_tally *adil_contest_last(const struct adil_election *e, uint32_t contest);
/* The rounds in which it was polled and which count, from the first. Returns how many. */
uint32_t adil_contest_rounds(const struct adil_election *e, uint32_t contest, struct adil_arena *a,
                             const uint32_t **rounds);
/* A move that begins a repeat: refused where there is nothing to repeat. */
ADIL_MUST_USE adil_err adil_repeat_judge(struct adil_judging *j, const struct adil_election *e);

/* ---- lots (lots.c) ------------------------------------------------------------------------------
 */

/* What one commits to: SHA-256 pieces "adil/lot/v1", case, issuer, salt, seed; texts as they
 * will be given in the reveal (salt: empty where the word has none). */
struct adil_hash adil_lot_commitment(struct adil_span case_id, struct adil_span issuer,
                                     struct adil_span salt, struct adil_span seed);
ADIL_MUST_USE adil_err adil_lots_judge(struct adil_judging *j, struct adil_election *e);
void adil_lots_apply(struct adil_judging *j);
/* The seed of a round, if there is one at `now`: SHA-256 pieces of the seeds revealed, in byte
 * order of who revealed them. */
bool adil_lots_seed(const struct adil_polity *p, struct adil_arena scratch,
                    const struct adil_election *e, uint32_t round, int64_t now,
                    struct adil_hash *seed);
/* Parties in byte order of their names: numbers into poll->lot. */
const uint32_t *adil_lots_order(const struct adil_polity *p, struct adil_arena *a,
                                const struct adil_polling *poll);

/* ---- results (result*.c) ------------------------------------------------------------------------
 */

/* Members of a result act: what every counted result states. */
#define ADIL_RESULT_MEMBERS(X)                                                                     \
    X(ADVANCE, "advance")                                                                          \
    X(BARRED, "barred")                                                                            \
    X(CAST, "cast")                                                                                \
    X(CONTEST, "contest")                                                                          \
    X(COUNTED, "counted")                                                                          \
    X(ELECTED, "elected")                                                                          \
    X(INPUTS, "inputs")                                                                            \
    X(INVALID, "invalid")                                                                          \
    X(ISSUED, "issued")                                                                            \
    X(LOT, "lot")                                                                                  \
    X(NOT_COUNTED, "not-counted")                                                                  \
    X(PAPERS, "papers") /* of several */                                                           \
    X(REGISTERED, "registered")                                                                    \
    X(ROUND, "round")                                                                              \
    X(SEATS, "seats")                                                                              \
    X(STATUS, "status")                                                                            \
    X(TIED, "tied")                                                                                \
    X(VOTES, "votes")

/* True for a member of results: an act of kind count may give it beside its word's fields. */
bool adil_result_member(struct adil_span id);

/* What the record gives for a contest. */
struct adil_recount {
    const struct adil_contest *contest;
    const struct adil_votes *votes;
    const struct adil_outcome *outcome;
    uint32_t round;
    struct adil_hash inputs;
    uint32_t n_inputs;
};
ADIL_MUST_USE adil_err adil_result_recount(struct adil_judging *j, struct adil_election *e,
                                           uint32_t contest, struct adil_recount *out);
void adil_result_write(struct adil_judging *j, const struct adil_election *e,
                       const struct adil_recount *r, struct adil_buf *out);
ADIL_MUST_USE adil_err adil_result_judge(struct adil_judging *j, struct adil_election *e);
void adil_result_apply(struct adil_judging *j);
/* An input changed: the contest's current result, and that of a whole it is a part of, are stale.
 */
void adil_result_stale(struct adil_judging *j, struct adil_election *e, uint32_t contest);
/* The last round in which the contest was polled; 0: none has begun. */
uint32_t adil_contest_round(const struct adil_election *e, uint32_t contest);
/* The findings of a published result, as votes. */
struct adil_votes *adil_published_votes(struct adil_judging *j, const struct adil_contest *c,
                                        const struct adil_result_act *r);
/* All places are in, or closed, or annulled. Out, where not NULL, of the whole: how many are. */
bool adil_tally_complete(const struct adil_contest_tally *t, uint32_t *in);
void adil_result_stale_wholes(struct adil_judging *j, struct adil_election *e, uint32_t contest);
/* Judges the act that states what was published (result_published.c); keeps findings. */
ADIL_MUST_USE adil_err adil_published_judge(struct adil_judging *j, struct adil_election *e,
                                            const struct adil_contest *c);
/* What the act supersedes, if it says so, is the contest's last result. */
ADIL_MUST_USE adil_err adil_result_judge_replaced(struct adil_judging *j,
                                                  const struct adil_result_act *now);
/* The contest was not annulled. */
ADIL_MUST_USE adil_err adil_result_judge_annulled(struct adil_judging *j,
                                                  const struct adil_election *e, uint32_t contest);
const struct adil_published_finding *
adil_published_keep(struct adil_arena *a, const struct adil_published_finding *f, uint32_t n);
/* The last result of a contest, or NULL. */
const struct adil_result_act *adil_result_current(const struct adil_polled_contest *c);
/* A move that ends the case: refused with a stale result. */
ADIL_MUST_USE adil_err adil_result_judge_move(struct adil_judging *j, struct adil_election *e);
/* Protocols a result rests on (result_inputs.c). */
struct adil_inputs {
    struct adil_hash hash;
    uint32_t n;
};
struct adil_inputs adil_result_inputs(struct adil_polity *p, struct adil_arena scratch,
                                      const struct adil_election *e, const uint32_t *contest,
                                      uint32_t n_contests, uint32_t rounds);
/* Refuses while something is missing, faulty or unexplained. */
ADIL_MUST_USE adil_err adil_result_ready(struct adil_judging *j, struct adil_election *e,
                                         uint32_t contest);

/* ---- seats (seats.c) ----------------------------------------------------------------------------
 */

void adil_seats_apply(struct adil_judging *j);
/* Keeps who is elected by the certified results of an election, instead of what was kept of it
 * before (elected.c). */
void adil_elected_note(struct adil_polity *p, const struct adil_election *e);
/* Writes the seats of the contest's present result into the number field `seats` of the options'
 * records, where their register has one: what norms on mandates ask for. Not known while stale. */
void adil_seats_note(struct adil_polity *p, struct adil_arena scratch,
                     const struct adil_election *e, uint32_t contest);

/* ---- what is shown (election_put.c) -------------------------------------------------------------
 */

/* The word of NIST SP 1500-100 (ResultsStatus) for a contest. */
const char *adil_contest_reporting(const struct adil_polity *p, const struct adil_election *e,
                                   uint32_t contest);
void adil_election_put(const struct adil_polity *p, struct adil_arena scratch, uint32_t case_no,
                       struct adil_json *out);

#endif
