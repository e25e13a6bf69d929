/* What a rulebook says about deciding together: bodies, decisions of stages, the support a motion
 * needs, and effects (who takes an office, who leaves it). docs/design/procedures.md. Names are
 * resolved to numbers when the book is read; ADIL_NO_WORD stands for "none". */
#ifndef ADIL_LAW_DECIDE_H
#define ADIL_LAW_DECIDE_H

#include "law/norm.h"

/* How many seats a body has, from a day until another. */
struct adil_body_size {
    uint32_t seats;
    struct adil_date from; /* ADIL_DATE_NONE: open */
    struct adil_date until;
};

/* A body: its members are the holders of offices, the records of a register, or the members of
 * other bodies. */
struct adil_body {
    struct adil_rule rule; /* id = the body's id; cite, mark ... */
    struct adil_texts name;
    const struct adil_body_size *size; /* none: as many as it has members */
    uint32_t n_sizes;
    const uint32_t *office; /* offices whose holders sit in it */
    uint32_t n_offices;
    uint32_t reg;                 /* or a register whose records do; ADIL_NO_WORD */
    const struct adil_norm *when; /* which of them; none: all that have not ended */
    uint32_t n_when;
    const uint32_t *joins; /* or bodies that sit together */
    uint32_t n_joins;
    const uint32_t *by; /* offices that state its decisions */
    uint32_t n_by;
    uint32_t casting; /* office whose vote decides a tie, or ADIL_NO_WORD */
    /* Where the record says to which faction a member belongs: a field of the records whose key
     * names the member. Or ADIL_NO_WORD twice. */
    uint32_t faction_reg;
    uint32_t faction_field;
};

enum adil_decision_tie {
    ADIL_DECIDES_FAILS,
    ADIL_DECIDES_PASSES,
    ADIL_DECIDES_CASTING,
    ADIL_DECIDES_STAYS,
};

/* The ends of a decision. */
#define ADIL_DECISION_ENDS(X)                                                                      \
    X(PASS, "pass")                                                                                \
    X(FAIL, "fail")                                                                                \
    X(NONE, "none")
enum adil_decision_end {
#define X(id, word) ADIL_DECISION_##id,
    ADIL_DECISION_ENDS(X)
#undef X
        ADIL_N_DECISION_ENDS
};
extern const struct adil_span adil_decision_ends[ADIL_N_DECISION_ENDS];

/* How members vote, in the order of figures and of the fields of a roll call. */
#define ADIL_CHOICES(X)                                                                            \
    X(YES, "yes")                                                                                  \
    X(NO, "no")                                                                                    \
    X(ABSTAIN, "abstain")                                                                          \
    X(PRESENT, "present")
enum adil_choice {
#define X(id, word) ADIL_CHOICE_##id,
    ADIL_CHOICES(X)
#undef X
        ADIL_N_CHOICES
};
extern const struct adil_span adil_choices[ADIL_N_CHOICES];

/* The decision by which a stage ends. */
struct adil_decision {
    struct adil_rule rule; /* id = "STAGE.decision" */
    const uint32_t *body;  /* each decides by itself, and all must pass */
    uint32_t n_bodies;     /* at least 1 */
    const uint32_t *word;  /* of kind decide: any of them states it */
    uint32_t n_words;
    uint32_t votes; /* kind vote: members sign; ADIL_NO_WORD: the act has the figures */
    const struct adil_phrase *quorum; /* of those present; over the book's vocabulary */
    const struct adil_phrase *pass;   /* of the votes for */
    enum adil_decision_tie tie;
    uint32_t readings;                 /* at least 1 */
    uint32_t to[ADIL_N_DECISION_ENDS]; /* stage or end; ADIL_NO_WORD: stays */
};

/* Who must stand behind an act of a word: members named in a field, or their number. */
struct adil_support {
    struct adil_rule rule; /* id = "WORD.support" */
    uint32_t slot;         /* of the field: set, or number */
    bool is_set;
    uint32_t body;
    const struct adil_phrase *least; /* over the book's vocabulary */
};

enum adil_effect_kind { ADIL_EFFECT_SEAT, ADIL_EFFECT_UNSEAT };

/* Somebody takes an office or leaves it. Fields are those that the word gives (of its register,
 * where it has one); for a procedure, those that the word which opens its cases gives, by name. */
/* What who takes an office leaves, instead of being refused. */
enum adil_gives_up {
    ADIL_GIVES_UP_NOTHING,
    ADIL_GIVES_UP_EXCLUDED, /* what excludes it */
    ADIL_GIVES_UP_FORMER,   /* the same office, held until then: who is elected again */
};

struct adil_effect {
    enum adil_effect_kind kind;
    uint32_t office;              /* or ADIL_NO_WORD: the one that `office_from` names */
    struct adil_span office_from; /* field, or empty */
    struct adil_span person;      /* field of a text, ref, key or set; empty: all who hold it */
    struct adil_span capacity;    /* seat; "appointed" where the book says none */
    struct adil_span until;       /* field of a date, or empty */
    enum adil_gives_up gives_up;  /* seat */
    struct adil_place place;
};

struct adil_effects {
    const struct adil_effect *effect;
    uint32_t n;
};

/* Whether an act of this word states the decision. */
bool adil_decision_is_stated(const struct adil_decision *d, uint32_t word);

/* Seats on a day; UINT32_MAX: the book does not say. Of a body that joins others, their sum. */
struct adil_acts;
uint32_t adil_body_seats(const struct adil_acts *acts, uint32_t body, struct adil_date day);
uint32_t adil_body_find(const struct adil_acts *acts, struct adil_span id); /* or NO_WORD */
/* Whether holders of the office sit in it (or in one of those it joins). */
bool adil_body_has_office(const struct adil_acts *acts, uint32_t body, uint32_t office);
/* How many may hold an office on a day: what it says, else the seats of the bodies it sits in, else
 * one; UINT32_MAX: any number. */
uint32_t adil_office_holders(const struct adil_acts *acts, uint32_t office, struct adil_date day);

#endif
