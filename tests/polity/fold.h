/* A polity in memory for tests: acts are composed, signed with keys that follow from their names,
 * and applied. What they tried of the law is added to a list in the folder that the environment's
 * ADIL_COVERAGE names (docs/design/coverage.md). One line an act:
 *
 *     struct fold f;
 *     fold_open(&f, t, fold_club, NULL, 0);
 *     fold_at(&f, "2023-01-19T10:00:00+06:00");
 *     fold_ok(&f, "commission", "call", "case/board-2023", "{\"contests\":[...],\"day\":\"...\"}");
 *     fold_refused(&f, "act.seq", ...);
 */
#ifndef ADIL_TESTS_POLITY_FOLD_H
#define ADIL_TESTS_POLITY_FOLD_H

#include "polity/trials.h"
#include "support.h"

#define fold_club   "tests/polity/test-club.yaml"
#define fold_origin "simulated.example/club"

enum { FOLD_ISSUERS_MAX = 96, FOLD_KEYS_MAX = 8, FOLD_ACCEPTED_MAX = 512, FOLD_BLOBS_MAX = 32 };

/* Who has how many keys: bound in entry 0, or by fold_bind. */
struct fold_issuer {
    const char *name;
    uint32_t n_keys;
};

struct fold {
    struct test_arenas *t;
    struct adil_polity *p;
    struct adil_trials *trials; /* what its acts tried of the law */
    struct twin *twin; /* where ADIL_RENAMED is set: the same under other names, else NULL */
    struct adil_span rulebook;             /* canonical JSON: a blob */
    struct adil_span source;               /* the YAML */
    struct adil_span blob[FOLD_BLOBS_MAX]; /* others that acts name */
    uint32_t n_blobs;
    struct adil_hash law;
    int64_t logged; /* of the next act; one second later after each */
    struct fold_issuer issuer[FOLD_ISSUERS_MAX];
    uint32_t n_issuers;
    bool strangers; /* who has no power to do so tries each act first; so in the laws of polities */
    /* Of the last act. */
    struct adil_refusal refusal;
    struct adil_diag diag;
    adil_err err;
    struct adil_span leaf;
    struct adil_span accepted[FOLD_ACCEPTED_MAX]; /* leaves, in order: what a log would hold */
    uint32_t n_accepted;
};

/* An act, where the defaults of fold_do do not do. */
struct fold_act {
    const char *by;
    const char *word;
    const char *about;
    const char *fields;          /* canonical object; NULL: {} */
    const char *kind;            /* NULL: of the word */
    const char *signer;          /* whose keys sign; NULL: `by` */
    const struct adil_hash *law; /* NULL: the law for `about` */
    int64_t seq;                 /* 0: the next one */
    int64_t at;                  /* 0: logged */
    uint64_t supersedes;         /* 0: none (entry 0 cannot be superseded) */
    uint32_t keys;               /* bits of the signer's keys that sign; 0: all it has */
    bool spoil;                  /* one bit of the first signature is flipped */
};

/* Entry 0: three keys of the founders (two needed), three of "commission" where the law has such an
 * office, and those of the issuers given. `holders`: JSON of the holders before the record, or
 * NULL. Refused: the test fails. */
void fold_open(struct fold *f, struct test_arenas *t, const char *book,
               const struct fold_issuer *issuers, uint32_t n);
void fold_open_holders(struct fold *f, struct test_arenas *t, const char *book,
                       const struct fold_issuer *issuers, uint32_t n, const char *holders);
void fold_close(struct fold *f);

/* With ADIL_RENAMED in the environment every fold has a twin (twin.h) that follows it: a test fails
 * where names alone make a difference. For those who apply acts by themselves: before, and after.
 */
void fold_twin_expect(struct fold *f, const struct adil_act *act);
void fold_twin_follow(struct fold *f, const struct adil_act *act, adil_err err,
                      const struct adil_refusal *refusal);
/* The twin goes, after a last look: what is done from here on is done to this one alone. */
void fold_alone(struct fold *f);

/* An empty polity, the rulebook read; nothing applied. And the fields of its entry 0, with one
 * member replaced when `name` is not NULL. */
void fold_prepare(struct fold *f, struct test_arenas *t, const char *book,
                  const struct fold_issuer *issuers, uint32_t n);
const char *fold_genesis_fields(struct fold *f, const char *name, const char *value,
                                const char *holders);

/* The time of the next act. */
void fold_at(struct fold *f, const char *instant);
/* The k-th key of an issuer, in base64. */
const char *fold_key(struct fold *f, const char *issuer, uint32_t k);

/* As an argument of the others; in the fold's memory. */
static inline const char *fold_text(struct fold *f, struct adil_span s)
{
    return adil_span_cstr(&f->t->perm, s);
}

/* fold_trials.c: the same act by an issuer to whom the law gives the word nowhere: it must be
 * refused. Returns the statement that did so, empty where it was a rule of the machine's own; its
 * pointer is NULL where nobody could be asked (no word of the law, a part that the test sets). */
struct adil_span fold_try_stranger(struct fold *f, const struct fold_act *act);
/* fold_trials.c: adds what the acts tried of the law to the list of this process in a folder. */
void fold_write_trials(struct fold *f, const char *folder);

/* Composes, signs, applies. Returns NULL when it was accepted, else the id of the rule; a refused
 * act that changed anything fails the test. */
const char *fold_apply(struct fold *f, const struct fold_act *act);
const char *fold_do(struct fold *f, const char *by, const char *word, const char *about,
                    const char *fields);
/* The leaf alone. */
struct adil_span fold_leaf(struct fold *f, const struct fold_act *act);
/* Applies a leaf (a replay, a tampered one). */
const char *fold_apply_leaf(struct fold *f, struct adil_span leaf);
/* Binds keys 0 .. n - 1 of `issuer` by an act of `by`. */
void fold_bind(struct fold *f, const char *by, const char *issuer, uint32_t n);

/* A list of changes, as YAML: its canonical form becomes a blob. Returns the fields of an act that
 * makes it law: {"becomes":..,"changes":..}, with `more` behind; `becomes` is of the law in force
 * as the list changes it, all zero where it cannot be changed so. */
const char *fold_changes(struct fold *f, const char *yaml, const char *more);
/* Its hash alone, as text. */
const char *fold_changes_hash(struct fold *f, const char *yaml);

/* The whole state as text, and its hash. */
struct adil_span fold_state(struct fold *f);
struct adil_hash fold_hash(struct fold *f);

#define fold_ok(f, by, word, about, fields)                                                        \
    fold_assert_rule(f, fold_do(f, by, word, about, fields), NULL, __FILE__, __LINE__)
#define fold_refused(f, rule, by, word, about, fields)                                             \
    fold_assert_rule(f, fold_do(f, by, word, about, fields), rule, __FILE__, __LINE__)
#define fold_assert(f, got, rule) fold_assert_rule(f, got, rule, __FILE__, __LINE__)

void fold_assert_rule(struct fold *f, const char *got, const char *rule, const char *file,
                      int line);

/* A change of the log's key as it is asked for; signers are names of keys, as in fold_key(.., 0).
 */
struct fold_log_key {
    const char *next;   /* the key of entry 0 is "log" */
    const char *old;    /* who signs `by-old`; NULL: nobody */
    const char *name;   /* of the new key; NULL: the origin */
    const char *lost;   /* the value; NULL: no such field */
    const char *reason; /* NULL: no such field */
    bool spoil_proof;
    bool spoil_old;
};
const char *fold_log_key(struct fold *f, const struct fold_log_key *c);

#endif
