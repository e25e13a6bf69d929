/* Acts at random: made (wild_act.c, wild_fields.c, wild_poll.c), applied and kept (wild.c), and
 * what must hold after each that was accepted: the law gives it (wild_given.c), whoever took an
 * office took it by it (wild_seats.c), decisions and votes follow from their parts (wild_decided.c,
 * wild_tallies.c). The checks read the acts and the state; they call nothing that the fold judges
 * or sums with. */
#ifndef ADIL_TESTS_POLITY_WILD_H
#define ADIL_TESTS_POLITY_WILD_H

#include "fold.h"
#include "polity/elections.h"

/* Keys of records (r0 ..) that issuers have keys for, people (p0 ..), lists of changes. */
enum { WILD_KEYS = 4, WILD_PEOPLE = 12, WILD_LISTS = 6, WILD_PLANS = 256 };

/* The state before the act that is applied, as far as the checks ask for it. */
struct wild_before {
    const struct adil_rulebook *book; /* the law of the act */
    uint32_t word;
    uint32_t office; /* of who acts; ADIL_NO_WORD: nobody by that name */
    uint32_t case_no;
    uint32_t stage;   /* of that case */
    uint32_t arrived; /* the entry by which it came to it */
    uint32_t n_decided;
    bool in_time; /* an act of the stage gives the word to the office, and its window is open */
    struct adil_holding *holding;
    uint32_t n_holdings;
    uint32_t cap_holdings;
};

/* Of an issuer; the signatures are not looked at. */
struct wild_keys {
    struct adil_act_sig sig[2];
};

struct wild {
    struct fold f;
    struct test_rng rng;
    const struct fold_issuer *issuer;
    uint32_t n_issuers;
    struct wild_keys *keys;       /* by issuer */
    const char *list[WILD_LISTS]; /* of changes, by their hashes */
    uint32_t n_lists;
    struct adil_arena memory;
    struct adil_arena perm; /* of one act: all of it, anew */
    struct adil_span key;   /* of one act: the record that it is about, mostly */
    uint32_t case_no;       /* of one act: the case it is in, mostly; ADIL_NO_CASE */
    uint8_t **plan;         /* by register: how figures of a protocol hang together */
    struct wild_before before;
    struct adil_act *act; /* accepted: entry i + 1 */
    struct adil_span *leaf;
    uint32_t n;
    uint32_t cap;
    size_t accepted[ADIL_N_ACT_KINDS];
};

/* ---- wild.c -------------------------------------------------------------------------------- */

uint64_t wild_below(struct wild *w, uint64_t n);
bool wild_chance(struct wild *w, unsigned of_hundred);
const struct adil_acts *wild_acts(const struct wild *w);
/* A member of the act's fields: raw JSON, a text without its quotes, a number; empty or -1: none.
 */
struct adil_span wild_raw(const struct adil_act *act, struct adil_span name);
struct adil_span wild_text(const struct adil_act *act, struct adil_span name);
int64_t wild_number(const struct adil_act *act, struct adil_span name);
/* Texts of a JSON array, or members of an object; the i-th, false past the last. */
bool wild_item(struct adil_span raw, uint32_t i, struct adil_span *text);
bool wild_figure(struct adil_span raw, uint32_t i, struct adil_span *name, int64_t *n);
int64_t wild_figure_of(struct adil_span raw, struct adil_span name); /* -1: none */
struct adil_span wild_last_part(struct adil_span name);              /* behind the last '/' */
/* The case that an act is in by what it is about. */
uint32_t wild_case_of(const struct adil_polity *p, const struct adil_rulebook *book,
                      const struct adil_act *act);

/* Issuers of a law: every office; of an office of records, those of the first keys. */
uint32_t wild_issuers(struct test_arenas *t, const char *book, struct fold_issuer *issuer);
void wild_open(struct wild *w, struct test_arenas *t, const char *book,
               const struct fold_issuer *issuer, uint32_t n, const char *at);
void wild_close(struct wild *w);
/* Keeps what was accepted last. */
void wild_keep(struct wild *w, struct adil_span leaf);
/* One act more. Returns NULL when it was refused, or accepted and all holds; else what does not. */
const char *wild_step(struct wild *w);
/* What was accepted, applied anew, gives the same state. */
void wild_replay(struct wild *w, const char *book);

/* ---- making -------------------------------------------------------------------------------- */

struct adil_span wild_act(struct wild *w); /* a leaf */
struct adil_span wild_word_below(struct wild *w, const char *head, unsigned n);
/* Canonical fields of a word for the act that w->key and w->case_no say. `well`: as the law asks,
 * as far as that is easily known. */
struct adil_span wild_fields(struct wild *w, const struct adil_act_word *word, bool well);
void wild_put_value(struct wild *w, struct adil_buf *out, const struct adil_act_word *word,
                    const struct adil_given *g, bool well);
const struct adil_decision *wild_decision(struct wild *w); /* of the case's stage, or NULL */
/* wild_poll.c: a protocol that adds up, for a place and a contest that have none, mostly; a result
 * as the record gives it. False: there is none to make. */
bool wild_protocol_about(struct wild *w, const struct adil_act_word *word, struct adil_span *about);
bool wild_protocol_fields(struct wild *w, const struct adil_act_word *word, struct adil_span about,
                          struct adil_buf *out);
bool wild_published_fields(struct wild *w, const struct adil_act_word *word, struct adil_buf *out);
bool wild_result_fields(struct wild *w, const struct adil_act_word *word, struct adil_buf *out);
bool wild_waits_for_protocols(struct wild *w, const struct adil_election *e);
struct adil_span wild_contest(struct wild *w); /* of the case; empty: none */

/* ---- checking ------------------------------------------------------------------------------ */

/* Before the act is applied. */
void wild_look(struct wild *w, const struct adil_act *act);
/* After it was accepted and kept: NULL, or what does not hold. */
const char *wild_wrong(struct wild *w);
const char *wild_wrong_given(struct wild *w);
const char *wild_wrong_holders(const struct wild *w);
const char *wild_wrong_seats(struct wild *w);
const char *wild_wrong_decided(struct wild *w);
const char *wild_wrong_tallies(struct wild *w);

/* The act accepted last, and the day on which it was logged. */
static inline const struct adil_act *wild_last(const struct wild *w)
{
    return &w->act[w->n - 1];
}
static inline struct adil_date wild_day(const struct wild *w)
{
    return adil_polity_day(w->f.p, w->f.p->now);
}

#endif
