/* The fold: the state of a polity as its acts made it. One act at a time; each is judged in the
 * order of docs/design/polity.md and takes effect in whole or not at all. Never reads a clock, a
 * locale or a file, but what it put into one itself when memory was short: time is the `logged` of
 * the entries, blobs come through a callback. */
#ifndef ADIL_POLITY_POLITY_H
#define ADIL_POLITY_POLITY_H

#include "base/json.h"
#include "count/count.h"
#include "law/statement.h"
#include "polity/act.h"

enum { ADIL_ENGINE = 1 }; /* the highest number of the fold's semantics this program knows */

struct adil_polity;

/* What an act that is judged means for a statement of the law (law/statement.h). */
enum adil_judged {
    ADIL_JUDGED_HELD,   /* it was met: counts when the act is accepted */
    ADIL_JUDGED_MISSED, /* it was missed, which refuses no act: a vote that fails; counts as HELD */
    ADIL_JUDGED_FAILED, /* it was missed, and with it one way of several to do the act: counts when
                           the act is refused because each way failed */
    ADIL_JUDGED_DENIED, /* it gives the act to others alone: counts when the act is refused for want
                           of any that gives it, by one that was told so */
};

/* Why an act was refused. Texts live in the arena given to apply. */
struct adil_refusal {
    struct adil_span rule; /* id; "act.seq", "act.signature" ... for the machine's own */
    struct adil_span cite; /* article; empty for the machine's own */
    enum adil_mark mark;
    struct adil_span text; /* what the rule says, in `lang` */
    struct adil_span found;
    struct adil_span expected;
    struct adil_span field;            /* what of the act; may be empty */
    const struct adil_rule *statement; /* of a version of the law; NULL: the machine's own */
};

/* How a member voted. */
struct adil_roll_vote {
    struct adil_span member;
    struct adil_span faction; /* as the record said then; empty: it did not */
    enum adil_choice choice;  /* ADIL_N_CHOICES: in none, so absent */
};

/* A decision on which the record has the votes by name: of every member on its day. */
struct adil_roll {
    uint64_t entry; /* the act that states it */
    struct adil_date day;
    struct adil_span case_id;
    struct adil_span stage;
    struct adil_span body;
    uint32_t reading;  /* from 1 */
    uint32_t readings; /* that the law asks for */
    const struct adil_roll_vote *vote;
    uint32_t n;
};

struct adil_polity_options {
    size_t memory_bytes; /* cap of the state's arena; 0: 4 GiB of address space */
    /* What acts bring is held in memory up to `held_bytes` (0: 256 MiB); past that it lies in files
     * without a name in `index_folder`, which end with the process. An empty folder: all of it is
     * held. The state is the same. */
    size_t held_bytes;
    struct adil_span index_folder;
    enum adil_lang lang; /* of refusals */
    void (*full)(void *ctx,
                 size_t wanted); /* the state's arena is full: never returns; NULL: abort */
    void *ctx;
    /* A blob by hash, into perm. Err INPUT: missing. */
    adil_err (*blob)(void *ctx, struct adil_arena *perm, const struct adil_hash *hash,
                     struct adil_span *bytes, struct adil_diag *diag);
    /* Told of every norm that is judged, with `ctx`; NULL: nobody is. `unless`: it must fail. */
    void (*verdict)(void *ctx, const struct adil_verdict *verdict, bool unless);
    /* Told what an act that is judged means for which statement (`what`: as in struct
     * adil_statement), perhaps more than once; it counts when the act has its end. NULL: nobody
     * is. */
    void (*judged)(void *ctx, enum adil_statement_kind kind, const void *what,
                   enum adil_judged judged);
    /* Told of every such decision once it is accepted; what it points to goes with the call. NULL:
     * nobody is. */
    void (*rolled)(void *ctx, const struct adil_roll *roll);
};

ADIL_MUST_USE adil_err adil_polity_open(const struct adil_polity_options *options,
                                        struct adil_polity **out, struct adil_diag *diag);
void adil_polity_close(struct adil_polity *p);
/* From the next act on `judged` is told, with the ctx of the options; NULL: nobody is. */
void adil_polity_observe(struct adil_polity *p,
                         void (*judged)(void *ctx, enum adil_statement_kind kind, const void *what,
                                        enum adil_judged judged));
/* Bytes of memory that the state takes: its arena as far as it is filled (the rulebook too), and
 * what of its large arrays was touched; without what lies in files. */
size_t adil_polity_memory(const struct adil_polity *p);
size_t adil_polity_filed(const struct adil_polity *p); /* bytes in files */

/* How signatures of this act were checked. */
enum adil_sigs {
    ADIL_SIGS_CHECK,   /* verify them here */
    ADIL_SIGS_GOOD,    /* verified before, on another thread: all are valid */
    ADIL_SIGS_TRUSTED, /* not verified at all (replay of one's own store); keys are still looked at
                        */
};

/* Applies the entry. Err REFUSED with *refusal filled (perm), INPUT when the bytes are no act
 * (refusal is filled as well), LIMIT (needs a higher engine number: "needs engine N"), IO (a blob,
 * or no room on the disk for what does not fit the memory).
 * On any error the state is as it was. */
ADIL_MUST_USE adil_err adil_polity_apply(struct adil_polity *p, struct adil_arena *perm,
                                         struct adil_arena scratch, const struct adil_act *act,
                                         enum adil_sigs sigs, struct adil_refusal *refusal,
                                         struct adil_diag *diag);

/* ---- what is known ------------------------------------------------------------------------ */

uint64_t adil_polity_entries(const struct adil_polity *p); /* applied so far */
int64_t adil_polity_now(const struct adil_polity *p);      /* last `logged` */
/* Fires the deadlines that are due at `now` (>= adil_polity_now) without an act. */
void adil_polity_project(struct adil_polity *p, int64_t now);
struct adil_span adil_polity_origin(const struct adil_polity *p);
bool adil_polity_simulated(const struct adil_polity *p);
struct adil_vkey adil_polity_log_key(const struct adil_polity *p);
/* A key that the log had before. */
struct adil_log_key_before {
    struct adil_vkey key;
    uint32_t bound;       /* by this entry */
    uint32_t until;       /* the entry that put another in its place */
    bool lost;            /* it did not sign that entry: the founders say it is lost */
    struct adil_span why; /* with lost */
    const struct adil_log_key_before *before;
};
/* Newest first; NULL: the key never changed. Lives as long as the polity. */
const struct adil_log_key_before *adil_polity_log_keys_before(const struct adil_polity *p);
/* The law in force: what acts outside a case and new cases are under. */
struct adil_hash adil_polity_law(const struct adil_polity *p);
const struct adil_rulebook *adil_polity_rulebook(const struct adil_polity *p);
/* The law an act about this is under: of its case, else in force. */
const struct adil_rulebook *adil_polity_rulebook_for(const struct adil_polity *p,
                                                     struct adil_span about);

/* A version of the law. */
struct adil_law_version {
    const struct adil_rulebook *book;
    struct adil_hash hash;
    struct adil_hash changes; /* of the list that made it; of version 0 all zero */
    uint32_t entry;           /* by which it is law */
    int64_t at;               /* logged */
    struct adil_span by;      /* issuer */
    struct adil_span word;
};
/* Oldest first, from entry 0 on; the last one is in force. */
uint32_t adil_polity_laws(const struct adil_polity *p, const struct adil_law_version **out);
/* The hash of the law as a list of changes (its canonical JSON) would make it. Err REFUSED with
 * *refusal: the list or the law after it has a fault, or an open case cannot be reached. */
ADIL_MUST_USE adil_err adil_polity_law_after(struct adil_polity *p, struct adil_arena *perm,
                                             struct adil_arena scratch, struct adil_span changes,
                                             struct adil_hash *hash, struct adil_refusal *refusal);
/* The list that the act which opened a case names in its field `changes`; false: none. */
bool adil_polity_case_changes(const struct adil_polity *p, struct adil_span about,
                              struct adil_hash *hash);
struct adil_hash adil_polity_genesis(const struct adil_polity *p); /* leaf hash of entry 0 */

/* The seq the issuer's next act must have; 1 for one that never acted. */
int64_t adil_polity_next_seq(const struct adil_polity *p, struct adil_span issuer);
/* Keys of an issuer that are bound and not revoked: how many, and whether this is one. */
uint32_t adil_polity_keys(const struct adil_polity *p, struct adil_span issuer);
bool adil_polity_key_is_live(const struct adil_polity *p, struct adil_span issuer,
                             const uint8_t key[ADIL_PUBLIC_BYTES]);
uint32_t adil_polity_founders_least(const struct adil_polity *p); /* signatures they need */
/* The entry that last wrote the record REGISTER/KEY; ADIL_NO_ENTRY: there is none. */
uint64_t adil_polity_record_written(const struct adil_polity *p, struct adil_span about);
/* The stage of a case, a number into its procedure's; ADIL_NO_WORD: no such case. */
uint32_t adil_polity_stage(const struct adil_polity *p, struct adil_span case_id,
                           uint32_t *procedure);
/* When a deadline of the case is, as it is now, in the zone of the whole; false: not known. */
bool adil_polity_window(const struct adil_polity *p, struct adil_span case_id, uint32_t deadline,
                        struct adil_moment_span *out);
/* The ballot that a protocol (REGISTER/CASE/CONTEST/PLACE) counts: the options that stand, in byte
 * order of their ids, in `perm`. Returns how many; 0: no such contest, or no polling has begun. */
uint32_t adil_polity_ballot(const struct adil_polity *p, struct adil_arena *perm,
                            struct adil_span about, const struct adil_option **out);
/* The law hash an act about this must carry. */
struct adil_hash adil_polity_law_for(const struct adil_polity *p, struct adil_span about);

/* Sections of the state as it is written, in byte order. */
#define ADIL_STATE_SECTIONS(X)                                                                     \
    X(CALENDAR, "calendar") /* by case, every deadline with its instant as it is now */            \
    X(CASES, "cases")                                                                              \
    X(ELECTIONS, "elections") /* by case */                                                        \
    X(HOLDERS, "holders")                                                                          \
    X(LAW, "law")                                                                                  \
    X(NOTICES, "notices")                                                                          \
    X(OFFICES, "offices") /* issuers, with the keys they ever had */                               \
    X(POLITY, "polity")                                                                            \
    X(REGISTERS, "registers")

enum adil_state_section {
#define X(id, name) ADIL_STATE_##id,
    ADIL_STATE_SECTIONS(X)
#undef X
        ADIL_N_STATE_SECTIONS
};
extern const struct adil_span adil_state_sections[ADIL_N_STATE_SECTIONS];

/* Writes the state as one object of its sections: the same bytes from the same acts, canonical
 * (RFC 8785) when written without blanks. `only`: that section alone; empty: all. Nothing of a
 * polity without entry 0. */
void adil_polity_put(const struct adil_polity *p, struct adil_arena scratch, struct adil_span only,
                     struct adil_json *out);
/* SHA-256 Merkle root over the items of the state in order of their names (hash.c). */
struct adil_hash adil_polity_hash(const struct adil_polity *p, struct adil_arena scratch);

/* The fields of the result act that the record gives now for a contest of a case: what a commission
 * signs. Err REFUSED with *refusal: not all protocols are in, one is faulty ... */
ADIL_MUST_USE adil_err adil_polity_result_fields(struct adil_polity *p, struct adil_arena *perm,
                                                 struct adil_arena scratch,
                                                 struct adil_span case_id, struct adil_span contest,
                                                 struct adil_buf *fields,
                                                 struct adil_refusal *refusal);

#endif
