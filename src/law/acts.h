/* What a rulebook says about acts: offices, words, powers, procedures with their stages, deadlines,
 * checks of protocols, witnesses. Read with the rest of the book (law/rulebook.h); the sections are
 * described in docs/design/polity.md. Everything is resolved to numbers when the book is read:
 * nothing is compared by name while acts are applied. ADIL_NO_WORD stands for "none". */
#ifndef ADIL_LAW_ACTS_H
#define ADIL_LAW_ACTS_H

#include "law/decide.h"
#include "law/moment.h"

/* Kinds of acts: the machine's own, few. id, word in acts and rulebooks, what `about` holds */
#define ADIL_ACT_KINDS(X)                                                                          \
    X(ENACT, "enact", NOTHING)                                                                     \
    X(AMEND, "amend", LAW)                                                                         \
    X(KEY, "key", ISSUER)                                                                          \
    X(ENTER, "enter", RECORD)                                                                      \
    X(CHANGE, "change", RECORD)                                                                    \
    X(END, "end", RECORD)                                                                          \
    X(OPEN, "open", CASE)                                                                          \
    X(MOVE, "move", CASE)                                                                          \
    X(VOTE, "vote", CASE)                                                                          \
    X(DECIDE, "decide", CASE)                                                                      \
    X(COUNT, "count", CASE)                                                                        \
    X(SUPERSEDE, "supersede", RECORD)                                                              \
    X(ANNUL, "annul", CASE)                                                                        \
    X(COMMIT, "commit", CASE)                                                                      \
    X(REVEAL, "reveal", CASE)                                                                      \
    X(ATTEST, "attest", ENTRY)                                                                     \
    X(NOTICE, "notice", TEXT)                                                                      \
    X(OBJECT, "object", ENTRY)                                                                     \
    X(ENGINE, "engine", NOTHING)

enum adil_act_kind {
#define X(id, word, about) ADIL_ACT_##id,
    ADIL_ACT_KINDS(X)
#undef X
        ADIL_N_ACT_KINDS
};

enum adil_about {
    ADIL_ABOUT_NOTHING, /* empty */
    ADIL_ABOUT_LAW,     /* empty, or case/CASE */
    ADIL_ABOUT_ISSUER,  /* issuer/OFFICE or issuer/OFFICE/KEY, or "log" */
    ADIL_ABOUT_RECORD,  /* REGISTER/KEY */
    ADIL_ABOUT_CASE,    /* case/CASE */
    ADIL_ABOUT_ENTRY,   /* entry/N */
    ADIL_ABOUT_TEXT,
};

struct adil_span adil_act_kind_name(enum adil_act_kind kind);
bool adil_act_kind_parse(struct adil_span word, enum adil_act_kind *kind); /* false: no such kind */
enum adil_about adil_act_kind_about(enum adil_act_kind kind);

/* How long a holding lasts that begins on a day of this version. */
struct adil_office_term {
    struct adil_rule rule; /* of `term`: the office's */
    struct adil_duration lasts;
};

/* How many hold an office in a capacity at a time. */
struct adil_office_share {
    struct adil_span capacity;
    uint32_t most;
};

/* Whether an office acts although nobody holds it. */
enum adil_held {
    ADIL_HELD_BY_KEYS,    /* it does */
    ADIL_HELD_IN_TERM,    /* somebody holds it that day */
    ADIL_HELD_UNTIL_NEXT, /* or held it until a term ran out, and nobody took it since */
};

struct adil_office {
    struct adil_rule rule; /* id = the office's id; cite, mark ... */
    struct adil_texts name;
    uint32_t of; /* register: one issuer a record; ADIL_NO_WORD: one issuer */
    /* Offices that bind its keys; ADIL_FOUNDERS: the founders (alone where the book says none). */
    const uint32_t *keys_by;
    uint32_t n_keys_by;
    const struct adil_phrase *signs;     /* over `adil_key_vocab`; NULL: one signature */
    const struct adil_office_term *term; /* all versions; none: holdings have no end of their own */
    uint32_t n_terms;
    bool terms_are_dated;  /* `terms`: statements with versions; else `term`, the office's */
    struct adil_date ends; /* holdings end by it; ADIL_DATE_NONE: the office has no such day */
    uint32_t holders;      /* how many may hold it; 0: see adil_office_holders */
    const struct adil_office_share *share; /* capacities that are bounded by themselves */
    uint32_t n_shares;
    const uint32_t *not_with; /* offices that nobody holds beside it */
    uint32_t n_not_with;
    const struct adil_span *beside; /* capacities in which it is taken beside any office */
    uint32_t n_beside;
    enum adil_held held; /* once the record knows a holder */
};
#define ADIL_FOUNDERS (UINT32_MAX - 1)

/* The vocabulary of `signs`: one quantity, "keys". */
extern const struct adil_vocab adil_key_vocab;

/* A field an act with some word gives. */
struct adil_given {
    struct adil_span id;
    enum adil_field_type type;
    uint32_t slot; /* in the record: the register's field; without a register: its own number */
    uint32_t of;   /* REF: the register (ADIL_NO_WORD: any text); TALLY: the group of units */
    bool optional;
};

/* A constant an act with some word writes. */
struct adil_constant {
    uint32_t slot;
    struct adil_datum value;
};

struct adil_act_word {
    struct adil_rule rule; /* id = the word */
    struct adil_texts name;
    enum adil_act_kind kind;
    uint32_t reg;                  /* register it writes, or ADIL_NO_WORD */
    uint32_t opens;                /* procedure (kind open), or ADIL_NO_WORD */
    const struct adil_given *give; /* sorted by id (bytes): the order in canonical JSON */
    uint32_t n_give;
    const struct adil_constant *set;
    uint32_t n_set;
    const uint32_t *keeps; /* slots of fields it leaves as they are, once they are known */
    uint32_t n_keeps;
    const struct adil_norm *norm; /* all versions */
    uint32_t n_norms;
    const struct adil_phrase *signs;    /* NULL: the office's */
    const struct adil_support *support; /* NULL: none is asked */
    struct adil_effects effects;
    /* Typed from signed paper twice, by two officers who sign. It gives the fields `typed`, a set
     * of the two typings' hashes, and `scan`, the hash of the paper's scan: docs/design/typing.md.
     */
    bool typed_twice;
    uint32_t typed;        /* slot of the field `typed`, when typed twice */
    const uint32_t *asked; /* numbers of `give` in the order of the book's list; without the two */
    uint32_t n_asked;
};
enum { ADIL_TYPINGS = 2 };
#define ADIL_TYPED_FIELD "typed"
#define ADIL_SCAN_FIELD  "scan"

struct adil_power {
    struct adil_rule rule;
    uint32_t office;
    uint32_t word;
    const struct adil_norm *when; /* all must hold */
    uint32_t n_when;
    const struct adil_norm *unless; /* none may hold, nor be unknown */
    uint32_t n_unless;
    const struct adil_span *not_capacity; /* capacities of a holding that do not have it */
    uint32_t n_not;
};

/* A deadline; its versions share rule.id. */
struct adil_deadline {
    struct adil_rule rule;
    uint32_t number;    /* of its id: index of adil_acts.deadline_id */
    const uint32_t *of; /* procedures; none: all */
    uint32_t n_of;
    const struct adil_moment *at;
    uint32_t zone_unit; /* ADIL_NO_UNIT: the root's, or the place's own */
};

struct adil_stage_act {
    struct adil_rule rule; /* cite and mark; id = "STAGE.WORD" */
    uint32_t word;
    const uint32_t *by; /* offices */
    uint32_t n_by;
    uint32_t from; /* id number of a deadline (adil_rulebook.deadline_id), or ADIL_NO_WORD */
    uint32_t until;
    uint32_t to;                  /* stage (see adil_procedure), or ADIL_NO_WORD: stays */
    const uint32_t *to_by_status; /* kind count: by the outcome's status word (the order of
                                     `adil_stage_statuses`), ADIL_NO_WORD: stays; or NULL */
    bool next_round;              /* another round of polling begins */
    bool repeats;                 /* of the contests that are held again: annulled, or not valid */
};

/* Statuses of an outcome as `to` may name them, in this order: decided, second-round, not-valid,
 * not-adopted, lot-needed, undetermined, published. */
enum { ADIL_N_STAGE_STATUSES = 7 };
extern const struct adil_span adil_stage_statuses[ADIL_N_STAGE_STATUSES];

struct adil_stage {
    struct adil_span id;
    struct adil_texts name;
    const struct adil_stage_act *act;
    uint32_t n_acts;
    uint32_t until; /* deadline id number; the case then goes to `then` */
    uint32_t then;
    bool is_end;                          /* the case is closed */
    const struct adil_decision *decision; /* by which it ends; NULL: none */
    struct adil_effects effects;          /* when a case comes to it */
};

/* A sum of fields of a register. */
struct adil_field_sum {
    const uint32_t *field;
    uint32_t n;
};

struct adil_procedure {
    struct adil_rule rule; /* id = the procedure's id */
    struct adil_texts name;
    const struct adil_stage
        *stage; /* the first is where a case begins (`begins`); ends that give no acts are behind */
    uint32_t n_stages;

    /* Elections; all ADIL_NO_WORD where there is no polling. */
    uint32_t places;         /* register */
    uint32_t place_unit;     /* its field: the id of a unit of the tree */
    uint32_t smallest_place; /* voters a place has to have to be counted by itself; 0: any */
    uint32_t place_voters;   /* number field of places; with smallest_place */
    uint32_t counted_with;   /* field of places that names another; with smallest_place */
    uint32_t roll;           /* register of voter rolls, one a place; NO_WORD: none */
    uint32_t roll_voters;    /* its number field: voters listed */
    uint32_t options;        /* register */
    const struct adil_norm *option_when; /* NULL: every record in the register stands */
    const uint32_t *option_contests; /* of the rulebook, in which they stand; none: in every one */
    uint32_t n_option_contests;
    uint32_t
        option_papers; /* set field of options: PAPER, PAPER/UNIT: which ballot papers it is on */
    uint32_t option_people; /* number field of options: people of a list, who bound its seats */
    uint32_t protocols;     /* register */
    uint32_t votes;         /* its field of type votes */
    struct adil_field_sum registered, issued, cast, invalid, not_counted; /* n 0: not known */
    uint32_t turnout;                                                     /* register */
    uint32_t opens_at;                                                    /* deadline ids */
    uint32_t closes_at;
    uint32_t sealed_until; /* no figures before it, the last of all places; none: own closing */
    uint32_t lot_commit;   /* words */
    uint32_t lot_reveal;
    uint32_t lot_least;         /* reveals needed; 0: no lots */
    bool lot_proceeds;          /* with those who revealed, when others did not */
    uint32_t seats_office;      /* who is elected holds this office */
    uint32_t seats_office_from; /* or the one that this field of the options' register names */
    struct adil_span seats_capacity;
    uint32_t seats_person;        /* field of the options' register that names the person */
    const uint32_t *seats_leaves; /* offices that whoever takes it leaves */
    uint32_t n_seats_leaves;
};

enum adil_check_effect { ADIL_CHECK_BLOCKS, ADIL_CHECK_WARNS };

/* A control relation of a protocol. */
struct adil_check {
    struct adil_rule rule;
    uint32_t reg;
    const struct adil_phrase *holds; /* over the vocabulary of adil_rulebook.check_vocab[reg] */
    enum adil_check_effect effect;
    const uint32_t *mark; /* fields to mark */
    uint32_t n_marks;
    struct adil_texts ask;   /* to who types */
    struct adil_texts tell;  /* to the supervisor */
    struct adil_span action; /* what it asks for: explain, retype, recount */
};

struct adil_vector {
    struct adil_span id;
    struct adil_texts name;
};

struct adil_witness_member {
    struct adil_span id; /* a name, as in its key */
    struct adil_texts name;
    uint32_t vector;
    struct adil_span vkey; /* text of its verifying key, or empty: bound by an act */
};

struct adil_witness_law {
    const struct adil_vector *vector;
    uint32_t n_vectors;
    const struct adil_witness_member *member;
    uint32_t n_members;
    uint32_t
        reg; /* register of witnesses accepted by acts (fields vector, vkey), or ADIL_NO_WORD */
    const struct adil_phrase *policy; /* over one group, "vectors"; subject: who signed. NULL */
    struct adil_vocab vocab;
};

/* The part of a rulebook about acts. */
struct adil_acts {
    struct adil_zones zones;
    const struct adil_office *office;
    uint32_t n_offices;
    const struct adil_body *body;
    uint32_t n_bodies;
    const struct adil_act_word *word;
    uint32_t n_words;
    const struct adil_power *power; /* all versions */
    uint32_t n_powers;
    const struct adil_procedure *procedure;
    uint32_t n_procedures;
    const struct adil_deadline *deadline; /* all versions, those of one id together */
    uint32_t n_deadlines;
    const struct adil_span *deadline_id; /* what stages and windows name */
    uint32_t n_deadline_ids;
    const struct adil_check *check; /* all versions */
    uint32_t n_checks;
    const struct adil_vocab
        *check_vocab; /* one a register: its number fields in order, all-votes */
    struct adil_witness_law witnesses;
    bool *per_case; /* one a register */
    bool *merges;
    /* The facts beside a record that norms of acts may name, in this order behind those of
     * adil_rulebook.outer[0..1] (contest.day, contest.called): ADIL_ACT_FACTS. They are part of
     * adil_rulebook.outer. */
};

/* id, type. Numbers of adil_rulebook.outer from 2 on. */
#define ADIL_ACT_FACTS(X)                                                                          \
    X(NOW, "now", "date")                 /* the day of the act, in its zone */                    \
    X(CASE_DAY, "case.day", "date")       /* the case's field `day` */                             \
    X(CASE_OPENED, "case.opened", "date") /* the day the case was opened */                        \
    X(CASE_STAGE, "case.stage", "text")                                                            \
    X(CASE_ROUND, "case.round", "number")                                                          \
    X(CASE_ID, "case.id", "text")                                                                  \
    X(ABOUT_KEY, "about.key", "text")   /* the whole key of the record */                          \
    X(ISSUER, "issuer", "text")         /* who acts: OFFICE or OFFICE/KEY */                       \
    X(ISSUER_KEY, "issuer.key", "text") /* KEY, empty for an office of its own */                  \
    X(OWN_PERSON, "own.person", "text") /* of the office's present holding */                      \
    X(OWN_CAPACITY, "own.capacity", "text")                                                        \
    X(OWN_SINCE, "own.since", "date")                                                              \
    X(OWN_UNTIL, "own.until", "date") /* the day on which it ends */                               \
    /* of an act that changes the law, or opens a case with a list of changes */                   \
    X(CHANGES_IDS, "changes.ids", "set")    /* every address that differs, and those above it */   \
    X(CHANGES_DOES, "changes.does", "set")  /* of set, end, strike and reaches */                  \
    X(CHANGES_FROM, "changes.from", "date") /* the first day on which one holds */                 \
    X(CHANGES_LAWS, "changes.laws", "set")  /* in whose articles what differs stands, or none */   \
    X(CHANGES_LAST, "changes.last", "date") /* the last of the days on which they begin to hold */ \
    X(CHANGES_ELECTS, "changes.elects", "set") /* offices whose election is not as it was */       \
    X(CASE_CHANGES, "case.changes", "flag")    /* the case was opened with a list of changes */    \
    /* a rule that the case rested on was struck, and the past is open again */                    \
    X(CASE_REOPENED, "case.reopened", "flag")                                                      \
    /* of a decision: the body that takes it, and its members on the record that day */            \
    X(DECIDING_BODY, "deciding.body", "text")                                                      \
    X(DECIDING_MEMBERS, "deciding.members", "number")

enum adil_act_fact {
#define X(id, name, type) ADIL_FACT_##id,
    ADIL_ACT_FACTS(X)
#undef X
        ADIL_N_ACT_FACTS
};

uint32_t adil_word_find_act(const struct adil_acts *acts, struct adil_span id); /* or NO_WORD */
uint32_t adil_office_find(const struct adil_acts *acts, struct adil_span id);   /* or NO_WORD */
/* The term of a holding that begins on `day`; NULL: it has no end of its own. */
const struct adil_office_term *adil_office_term_on(const struct adil_office *o,
                                                   struct adil_date day);
/* The field an act with this word gives, by its id; NULL: none. */
const struct adil_given *adil_word_gives(const struct adil_act_word *word, struct adil_span id);
uint32_t adil_procedure_find(const struct adil_acts *acts, struct adil_span id); /* or NO_WORD */
bool adil_deadline_is_of(const struct adil_deadline *d, uint32_t procedure);
/* The version of a deadline in force on `day`, for a procedure; NULL. */
const struct adil_deadline *adil_deadline_version(const struct adil_acts *acts, uint32_t id,
                                                  uint32_t procedure, struct adil_date day);

#endif
