/* Private to src/polity: what the fold remembers. Everything lives in one arena that only grows;
 * what a record holds is small: texts are interned, a value is one slot of eight bytes. An act is
 * judged first (nothing written), then its effects are applied (nothing can fail). */
#ifndef ADIL_POLITY_STATE_H
#define ADIL_POLITY_STATE_H

#include "base/space.h"
#include "polity/polity.h"

/* ---- memory (memory.c) --------------------------------------------------------------------- */

/* Room for one more item than the `n` that are there: the array itself, or a larger one with its
 * items; n, cap and array begin as 0, 0 and NULL. The room behind is zero. */
void *adil_grow(struct adil_polity *p, void *array, size_t item_bytes, uint32_t n, uint32_t *cap);
/* A table of zeros that is filled all over; and one that is no longer needed. */
void *adil_table(struct adil_polity *p, size_t item_bytes, uint32_t n);
void adil_table_leave(struct adil_polity *p, void *table, size_t item_bytes, uint32_t n);

/* Of a large array: its address space, and how far it may be filled. */
struct adil_region {
    struct adil_space space;
    size_t used;
    bool is_table;
};

/* ---- interned texts (strings.c) ------------------------------------------------------------ */

struct adil_strings; /* a number is where the text lies in the arena; 0 is "no text" */
uint32_t adil_strings_put(struct adil_strings *s, struct adil_span text);
uint32_t adil_strings_find(const struct adil_strings *s, struct adil_span text); /* 0: not there */
/* A text will be looked for: what that reads is fetched into the caches meanwhile. First where it
 * would stand in the index; some time later, what stands there. */
void adil_strings_expect(const struct adil_strings *s, struct adil_span text);
void adil_strings_expect_text(const struct adil_strings *s, struct adil_span text);
struct adil_span adil_strings_get(const struct adil_strings *s, uint32_t id);

/* ---- records (records.c) ------------------------------------------------------------------- */

/* NUMBER, FLAG, DATE (days), MOMENT: the number itself. TEXT, REF, KEY: an interned text; HASH: its
 * 32 bytes, interned. SET, TALLY, VOTES: a place in the pool (pool.c). ADIL_SLOT_UNKNOWN: not
 * known. A record keeps a slot in four bytes where it fits (records.c). */
typedef int64_t adil_slot;
#define ADIL_SLOT_UNKNOWN INT64_MIN

/* An entry of a SET (an interned text, n 0), of VOTES (interned option and its votes), of a TALLY
 * (number of a unit and its figure; the first entry is the total, of ADIL_NO_UNIT). */
struct adil_pair {
    uint32_t of;
    int64_t n;
};
uint32_t adil_pool_n(const struct adil_polity *p, adil_slot slot);
struct adil_pair adil_pool_at(const struct adil_polity *p, adil_slot slot, uint32_t i);
/* Where its names lie: lists of one length with one such place have the same names in one order. */
uint32_t adil_pool_names(const struct adil_polity *p, adil_slot slot);
adil_slot adil_pool_add(struct adil_polity *p, const struct adil_pair *pair, uint32_t n);
/* The same pairs, in whatever order: none of a list has a name twice. */
bool adil_pool_same(const struct adil_polity *p, adil_slot a, adil_slot b);
void adil_pool_back(struct adil_polity *p, uint32_t n_pool); /* to the length it had */

struct adil_rec {
    uint32_t key;   /* interned: the whole key behind REGISTER/ */
    uint32_t first; /* entry that entered it */
    uint32_t last;  /* entry that last wrote it */
    uint8_t ended;
    uint8_t flags; /* of the register's use: see elections.h */
};

struct adil_reg_state {
    struct adil_rec *rec; /* grown by doubling in the arena */
    uint32_t *cell;       /* slots, n_cells a record: records.c */
    uint32_t n_cells;     /* one a field, but for the field of type key, which the key says */
    uint32_t n;
    uint32_t cap;
    uint32_t cap_cells;
    uint32_t *index; /* open addressing on key; number + 1 */
    uint32_t n_index;
    uint32_t key_field; /* the field of type key, or ADIL_NO_WORD */
    uint8_t *type;      /* enum adil_field_type, one a field */
};

#define ADIL_NO_RECORD UINT32_MAX
uint32_t adil_record_find(const struct adil_polity *p, uint32_t reg, uint32_t key);
/* A record will be looked for, or its fields: they are fetched into the caches meanwhile. */
void adil_record_expect(const struct adil_polity *p, uint32_t reg, uint32_t key);
void adil_record_expect_fields(const struct adil_polity *p, uint32_t reg, uint32_t rec);
uint32_t adil_record_add(struct adil_polity *p, uint32_t reg, uint32_t key, uint64_t entry);
struct adil_span adil_key_part(struct adil_span key); /* the last one: the field of type key */
adil_slot adil_record_slot(const struct adil_polity *p, uint32_t reg, uint32_t rec, uint32_t field);
void adil_record_set(struct adil_polity *p, uint32_t reg, uint32_t rec, uint32_t field,
                     adil_slot slot);
/* All of them, in the order of the register's fields. */
const adil_slot *adil_record_slots(const struct adil_polity *p, struct adil_arena *a, uint32_t reg,
                                   uint32_t rec);
/* Lays the cells of all records anew, with unknown ones behind those there are. */
void adil_records_widen(struct adil_polity *p, struct adil_reg_state *r, uint32_t n_cells);
/* A slot as a datum of the norms; texts point into the interner, sets and tallies into `perm`. */
struct adil_datum adil_slot_datum(const struct adil_polity *p, struct adil_arena *perm,
                                  const struct adil_field *field, adil_slot slot);
struct adil_datum adil_slot_datum_of(const struct adil_polity *p, struct adil_arena *perm,
                                     enum adil_field_type type, adil_slot slot);

/* ---- issuers (issuers.c) ------------------------------------------------------------------- */

struct adil_issuer_key {
    uint8_t key[ADIL_PUBLIC_BYTES];
    uint32_t bound;       /* entry */
    uint32_t revoked;     /* entry, or UINT32_MAX */
    uint32_t trusted_seq; /* of a revoked key: the last seq trusted */
};

struct adil_issuer {
    uint32_t office; /* or ADIL_FOUNDERS */
    uint32_t key;    /* interned record key; 0: the office itself */
    int64_t seq;     /* of its last act */
    struct adil_issuer_key *keys;
    uint16_t n_keys; /* bound ever */
    uint16_t cap_keys;
};

#define ADIL_NO_ISSUER UINT32_MAX
/* By "OFFICE" or "OFFICE/KEY". ADIL_NO_ISSUER: nobody by that name ever had a key. */
uint32_t adil_issuer_find(const struct adil_polity *p, struct adil_span name);
uint32_t adil_issuer_add(struct adil_polity *p, uint32_t office, uint32_t key);
struct adil_span adil_issuer_name(const struct adil_polity *p, struct adil_arena *a,
                                  uint32_t issuer);
/* Splits a name; *key is empty for an office of its own. Returns false: no such office, a key
 * where there is none, or none where there is one. */
bool adil_issuer_parse(const struct adil_rulebook *book, struct adil_span name, uint32_t *office,
                       struct adil_span *key);
/* Its keys will be asked for, and the record that it is an office of. */
void adil_issuer_expect(const struct adil_polity *p, uint32_t issuer);
/* Its keys that are bound and not revoked; the one with these bytes, or NULL. */
uint32_t adil_issuer_live(const struct adil_issuer *s);
struct adil_issuer_key *adil_issuer_key_find(const struct adil_issuer *s, const uint8_t *key);

/* ---- cases (cases.c) ----------------------------------------------------------------------- */

struct adil_case {
    uint32_t id; /* interned */
    uint32_t procedure;
    uint32_t opened;   /* entry */
    uint32_t by;       /* issuer who opened it */
    int64_t opened_at; /* logged */
    struct adil_date opened_day;
    struct adil_hash law;
    struct adil_rulebook *book; /* that law */
    uint32_t reopened;          /* entry that struck a rule it rested on, or 0 */
    uint32_t stage;
    uint32_t stage_entry;   /* act or, by a deadline, the entry before which it fired */
    int64_t arrived_at;     /* when it came to the stage: logged, or the deadline's instant */
    uint32_t round;         /* from 1 */
    struct adil_date day;   /* field `day` of the opening act, or of the act that began the round */
    const adil_slot *field; /* of the opening act, in the order of its word's `give` */
    uint32_t word;          /* the opening word */
    int64_t *word_at;       /* by word number: logged of its last act in this case, or NONE */
    int64_t due;            /* cases.c: the stage's deadline, for the law of `due_day` */
    struct adil_date due_day;       /* NONE: to be found anew */
    struct adil_election *election; /* NULL where the procedure has no polling */
    uint32_t decided_from;          /* decisions and votes since it came to its stage */
    uint32_t cast_from;
    uint32_t left_out; /* effects of deadlines and counts that the law did not allow */
};

/* A decision of a body (decide.c). */
struct adil_decided {
    uint32_t case_no;
    uint32_t stage;
    uint32_t body;
    uint32_t reading; /* from 1 */
    uint32_t entry;
    uint32_t n[ADIL_N_CHOICES];
    uint32_t seats;
    uint32_t members;
    uint32_t cast_to; /* members' votes counted: those before this number */
    uint8_t end;      /* enum adil_decision_end */
};

/* A member's vote. */
struct adil_cast {
    uint32_t case_no;
    uint32_t body;
    uint32_t member; /* interned */
    uint32_t entry;
    uint8_t choice;
};

/* A holding that was ended, and its end before (effects.c). */
struct adil_left {
    uint32_t holding;
    struct adil_date until;
};

/* A move made by a deadline, to be taken back when the act that was judged after it is refused. */
struct adil_fired {
    uint32_t case_no;
    uint32_t stage; /* before */
    uint32_t stage_entry;
    int64_t arrived_at;
    uint32_t decided_from;
    uint32_t cast_from;
    uint32_t left_out;
};

/* Notices, objections and attestations (notices.c). */
struct adil_notice {
    uint32_t entry;
    uint32_t issuer;
    uint32_t word;
    uint32_t about;  /* interned text; 0 where `target` is set */
    uint64_t target; /* entry it is about, or ADIL_NO_ENTRY */
    uint32_t fields; /* interned: the canonical fields */
    enum adil_act_kind kind;
};

/* ---- everything ---------------------------------------------------------------------------- */

struct adil_holding {
    uint32_t office;
    uint32_t person;   /* interned */
    uint32_t capacity; /* interned */
    struct adil_date since;
    struct adil_date until; /* NONE: still */
    struct adil_date elected_on;
    uint32_t entry;
    uint32_t source; /* interned, of holders before the record; 0 */
    bool left;       /* an effect or an election ended it; else it lasts as long as it was to */
};

/* Somebody, or a list, with seats by a result that stands in a case that has ended (elected.c). */
struct adil_elected {
    uint32_t case_no;
    uint32_t contest;     /* interned */
    uint32_t option;      /* interned */
    uint32_t seats;       /* of a person 1 */
    struct adil_date day; /* of the round that elected */
};

/* deadlines.c: a deadline as it was found last, and what it was reckoned from: the same for every
 * case. */
struct adil_deadline_found {
    const struct adil_deadline *deadline; /* NULL: none yet */
    uint32_t zone_unit;
    uint32_t anchor; /* the word, ADIL_NO_WORD for the case's day; of anchored ones */
    bool anchored;
    int64_t from; /* days of the case's day, or the instant of the word's last act */
    struct adil_moment_span at;
};

/* result_inputs.c: the hash of what a result rests on, by a hash of which protocols these are. */
struct adil_inputs_found {
    struct adil_hash of;
    struct adil_hash is;
};

/* Whether so many signatures of so many keys are what a phrase asks. */
struct adil_signs_asked {
    const struct adil_phrase *asks; /* NULL: nothing was asked yet */
    uint32_t signed_by;
    uint32_t held;
    bool holds;
};

struct adil_polity {
    struct adil_arena arena;
    struct adil_polity_options options;
    bool observed;              /* an act is judged, and options.judged wants to know */
    struct adil_rulebook *book; /* what judges now: of the act's case, else the law in force */
    struct adil_rulebook *in_force;
    struct adil_hash law; /* of the law in force */
    struct adil_law_version *version;
    uint32_t n_versions;
    uint32_t cap_versions;
    struct adil_hash genesis;
    struct adil_span origin;
    struct adil_vkey log_key;
    const struct adil_log_key_before *log_key_before; /* NULL: never changed */
    bool simulated;
    uint64_t n; /* entries applied */
    int64_t now;
    struct adil_strings *strings;
    uint32_t *pool; /* pool.c */
    uint32_t n_pool;
    uint32_t cap_pool;
    uint32_t shape; /* place of the names of the last list that brought its own, and their number */
    uint32_t n_shape;
    int64_t *wide; /* records.c: slots that do not fit four bytes */
    uint32_t n_wide;
    uint32_t cap_wide;
    void *spare[48]; /* memory.c: arrays outgrown, by the power of two of their size */
    struct adil_region region[64]; /* memory.c: of large arrays */
    uint32_t n_regions;
    size_t held;                  /* bytes of regions that are not in files */
    struct adil_space behind_law; /* the arena from the end of entry 0 on */
    struct adil_date day;         /* apply.c: a day of the whole, and the instants it lasts */
    const struct adil_rulebook *day_book; /* by the zones of this law */
    int64_t day_begin;
    int64_t day_end;
    struct adil_deadline_found found[64]; /* deadlines.c */
    struct adil_inputs_found inputs[4];
    uint32_t next_inputs;
    uint32_t word_last;                  /* apply.c: the word of the last act of the law */
    struct adil_signs_asked signs_asked; /* signatures.c: what was asked last */
    int64_t engine;                      /* number of the fold's semantics */
    uint16_t least;                      /* signatures of founders that are needed */
    struct adil_reg_state *reg;          /* one a register of the law in force */
    uint32_t n_reg;
    struct adil_issuer *issuer;
    uint32_t n_issuers;
    uint32_t cap_issuers;
    uint32_t *issuer_index;
    uint32_t n_issuer_index;
    struct adil_case *cases;
    uint32_t n_cases;
    uint32_t cap_cases;
    struct adil_holding *holding;
    uint32_t n_holdings;
    uint32_t cap_holdings;
    uint32_t holdings_kept; /* effects.c: what is behind them can be taken back */
    struct adil_left *left;
    uint32_t n_left;
    uint32_t cap_left;
    struct adil_elected *elected;
    uint32_t n_elected;
    uint32_t cap_elected;
    struct adil_decided *decided;
    uint32_t n_decided;
    uint32_t cap_decided;
    struct adil_cast *cast;
    uint32_t n_cast;
    uint32_t cap_cast;
    struct adil_notice *notice;
    uint32_t n_notices;
    uint32_t cap_notices;
    int64_t polling_next;     /* elections: when the next polling begins, or INT64_MAX */
    int64_t due_next;         /* cases.c: the first deadline of any case, as on `due_day` */
    struct adil_date due_day; /* NONE: to be found anew */
    struct adil_fired *fired; /* by the last adil_cases_fire */
    uint32_t n_fired;
    uint32_t cap_fired;
};

/* ---- judging an act ------------------------------------------------------------------------ */

/* What the steps of judging find out; filled on the way, read by the effects. */
struct adil_judging {
    struct adil_polity *p;
    struct adil_arena *perm;
    struct adil_arena scratch;
    const struct adil_act *act;
    uint64_t entry; /* its number */
    struct adil_refusal *refusal;
    struct adil_diag *diag;

    uint32_t word;                          /* number */
    uint32_t issuer;                        /* number */
    uint32_t reg;                           /* of about REGISTER/KEY, or ADIL_NO_WORD */
    struct adil_span key;                   /* behind REGISTER/ */
    uint32_t rec;                           /* the record, or ADIL_NO_RECORD */
    uint32_t in_case;                       /* number, or UINT32_MAX */
    const struct adil_stage_act *stage_act; /* which gave it, or NULL */
    const struct adil_power *power;
    adil_slot *slot;      /* the record as it would be (register's fields) or the given fields */
    bool *given;          /* which of word.give were there */
    struct adil_date day; /* of `logged`, in the zone of the act's unit */
    struct adil_election_plan *plan; /* what adil_election_judge found for adil_election_apply */
    void *own; /* what the judge of a word of the machine's own left for its effect */
};

/* tell.c: tells options.judged while an act is judged. */
void adil_tell_judged(const struct adil_polity *p, enum adil_statement_kind kind, const void *what,
                      enum adil_judged judged);
static inline void adil_tell(const struct adil_polity *p, enum adil_statement_kind kind,
                             const void *what, enum adil_judged judged)
{
    if (p->observed) {
        adil_tell_judged(p, kind, what, judged);
    }
}
/* tell.c: an act in time for a deadline of a case (ADIL_NO_WORD: none). */
void adil_tell_in_time(const struct adil_polity *p, uint32_t case_no, uint32_t deadline,
                       struct adil_date day);
/* tell.c: norms that an act met, those in force. */
void adil_tell_norms(const struct adil_judging *j, const struct adil_norm *norm, uint32_t n);
/* tell.c: the steps of a count. */
void adil_tell_outcome(const struct adil_polity *p, const struct adil_outcome *o);
/* tell.c: stages that ended while the act was judged; `stage`, `entry`: where its case was. */
void adil_tell_moves(const struct adil_judging *j, uint32_t stage, uint32_t entry);

/* Fills the refusal from a rule, or from one of the machine's own rules, and gives Err REFUSED. */
ADIL_MUST_USE adil_err adil_refuse_rule(struct adil_judging *j, const struct adil_rule *rule,
                                        struct adil_span field, struct adil_span found,
                                        struct adil_span expected);
ADIL_MUST_USE adil_err adil_refuse(struct adil_judging *j, const char *rule, struct adil_span field,
                                   struct adil_span found, struct adil_span expected);

/* fields.c: reads act->fields into j->slot by the word's table; extra, missing or mistyped:
 * refused. Texts are interned and lists laid into the pool at once; what an act brought is taken
 * out again when it is refused (apply.c). */
ADIL_MUST_USE adil_err adil_judge_fields(struct adil_judging *j);
/* What stands in j->slot[slot], as norms see it. */
struct adil_datum adil_judged_datum(const struct adil_judging *j, enum adil_field_type type,
                                    uint32_t slot);
ADIL_MUST_USE adil_err adil_judge_signatures(struct adil_judging *j, enum adil_sigs sigs);
ADIL_MUST_USE adil_err adil_judge_authority(struct adil_judging *j); /* stage, power, windows */
ADIL_MUST_USE adil_err adil_judge_norms(struct adil_judging *j);

/* Elections (elections.h): called by the fold for every act; those that concern no case with a
 * polling pass at once. (An act about a place, or that opens a case, is in no case yet.) */
ADIL_MUST_USE adil_err adil_election_judge(struct adil_judging *j); /* before any effect */
/* When the act is accepted, before its common effects: pollings that begin by its `logged` take the
 * places and options that are in force. */
void adil_election_begin(struct adil_judging *j);
void adil_election_apply(struct adil_judging *j); /* after the common effects */
/* A case with a polling was opened, or began another round. */
void adil_election_open(struct adil_polity *p, struct adil_arena scratch, uint32_t case_no);
/* The case began a round of its contests that are held again (repeat.c). */
void adil_election_repeat(struct adil_judging *j);

/* ---- cases.c, deadlines.c ------------------------------------------------------------------ */

#define ADIL_NO_CASE UINT32_MAX
/* By the id behind "case/". ADIL_NO_CASE when there is none. */
uint32_t adil_case_find(const struct adil_polity *p, struct adil_span id);
/* The case an act is in: named by `about` (case/ID), or by the first part of the key where the
 * register is per case. ADIL_NO_CASE: none (also: not opened). */
uint32_t adil_case_of(const struct adil_polity *p, const struct adil_act *act, uint32_t reg,
                      struct adil_span key);
/* Judges what is particular to open and move; any other kind passes. After authority. */
ADIL_MUST_USE adil_err adil_case_judge(struct adil_judging *j);
/* The day the act gives the case (its date field `day`), or ADIL_DATE_NONE. */
struct adil_date adil_case_given_day(const struct adil_judging *j);
/* Effects: opens the case; remembers the day of the word; moves the case as the stage act says
 * (kind count: see adil_case_counted). Sets j->in_case for open. */
void adil_case_apply(struct adil_judging *j);
/* For kind count, by the election once the outcome's status is known: `status` is a number of
 * adil_stage_statuses. */
void adil_case_counted(struct adil_judging *j, uint32_t status);

/* Deadlines that are due at `now`, in order of time, then of case ids. Before an act is judged with
 * its `logged`; adil_cases_unfire takes the last call back when the act is refused,
 * with whoever took or left an office since. */
void adil_cases_fire(struct adil_polity *p, int64_t now);
void adil_cases_unfire(struct adil_polity *p);
/* The day of an instant in the zone of the whole. */
struct adil_date adil_polity_day(const struct adil_polity *p, int64_t instant);
/* The version of a deadline that binds the case on `day` (of the act judged, or of p->now); NULL.
 */
const struct adil_deadline *adil_case_deadline_rule(const struct adil_polity *p, uint32_t case_no,
                                                    uint32_t deadline_id, struct adil_date day);
/* The unit whose zone holds: the deadline's own, else `unit`, else the whole. */
uint32_t adil_deadline_zone(const struct adil_deadline *d, uint32_t unit);
/* Its instant in that zone. Both ends are ADIL_INSTANT_NONE when it cannot be said (yet). */
struct adil_moment_span adil_case_deadline(const struct adil_polity *p, uint32_t case_no,
                                           uint32_t deadline_id, uint32_t unit,
                                           struct adil_date day);
/* The instant of the version `d`, as adil_case_deadline gives it; remembered for the acts to come.
 */
struct adil_moment_span adil_deadline_find(struct adil_polity *p, uint32_t case_no,
                                           const struct adil_deadline *d, uint32_t unit);
/* The unit of a place (record of the procedure's register of places); ADIL_NO_UNIT. */
uint32_t adil_case_place_unit(const struct adil_polity *p, uint32_t procedure, uint32_t rec);

/* ---- laws.c: whose law ----------------------------------------------------------------------- */

/* From here on p->book is the law of that case; ADIL_NO_CASE: the law in force. Returns what it
 * was, to be put back. */
struct adil_rulebook *adil_law_look(struct adil_polity *p, uint32_t case_no);
/* The same for who only reads: the polity itself, or its copy under the law of the case. */
const struct adil_polity *adil_law_view(const struct adil_polity *p, uint32_t case_no,
                                        struct adil_polity *copy);
/* The case that an act about this is in, by its kind; ADIL_NO_CASE. */
uint32_t adil_law_case(const struct adil_polity *p, const struct adil_act *act);
/* Registers as the law in force has them: new ones, new fields. */
void adil_law_lay_registers(struct adil_polity *p);
/* The law in force from this entry on. */
void adil_law_enact(struct adil_judging *j, struct adil_rulebook *book,
                    const struct adil_hash *changes);

/* ---- notices.c ------------------------------------------------------------------------------ */

/* notice, attest, object: the entry spoken of is on the record. */
ADIL_MUST_USE adil_err adil_notice_judge(struct adil_judging *j);
void adil_notice_apply(struct adil_judging *j);

#endif
