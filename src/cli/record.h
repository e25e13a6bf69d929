/* A log folder with the polity replayed from it, and the way a new act enters it: what every verb
 * that reads or writes a record shares. (In law/norm.h a "record" is a row of a register; here it
 * is the whole: hence the struct's name.)
 *
 *     struct adil_record_args args;            --log, --key-file, --phrase-file, --lang, --at
 *     adil_logbook_open(...);                  replays; the store's own signatures are trusted
 *     adil_logbook_logged(...);                the time the next acts get
 *     adil_logbook_act(...); ...               judges; keeps the leaf; nothing on disk yet
 *     adil_logbook_commit(book, key, ...);     appends all as one commit, publishes
 *     adil_logbook_close(book);
 */
#ifndef ADIL_CLI_RECORD_H
#define ADIL_CLI_RECORD_H

#include "cli/cli.h"
#include "cli/clock.h"
#include "gazette/log.h"
#include "polity/trials.h"

/* Who is told of roll calls while a log is replayed. */
struct adil_roll_ear {
    void (*told)(void *ctx, const struct adil_roll *roll);
    void *ctx;
};

enum adil_logbook_mode { ADIL_LOGBOOK_READ, ADIL_LOGBOOK_WRITE };

struct adil_logbook {
    struct adil_span dir;
    struct adil_log *log;
    struct adil_polity *polity; /* as of the entries replayed, and of the acts judged since */
    enum adil_lang lang;
    bool writes;
    size_t held_bytes;      /* of the state: see struct adil_polity_options */
    struct adil_arena work; /* for one entry at a time */
    /* Told of every norm that is judged; may be set and cleared at any time. */
    void (*verdict)(void *ctx, const struct adil_verdict *verdict, bool unless);
    void *verdict_ctx;
    const struct adil_roll_ear *ear; /* or NULL */
    struct adil_trials *trials;      /* of the acts judged from adil_logbook_observe on; NULL */
    /* Acts judged and not yet appended. */
    struct adil_arena kept;
    struct adil_span *leaf;
    size_t n_leaves;
    size_t cap_leaves;
    struct adil_kept_blob *blob; /* that they name */
};

#define ADIL_LOGBOOK_ALL UINT64_MAX

/* Opens the log in `dir` and replays it: one pass, in batches, signatures trusted (keys are still
 * looked at). WRITE takes the writer's lock and repairs. Err as adil_log_open; REFUSED when an
 * entry does not follow from those before it (its number and the rule are named). */
ADIL_MUST_USE adil_err adil_logbook_open(struct adil_cli *cli, struct adil_span dir,
                                         enum adil_logbook_mode mode, enum adil_lang lang,
                                         struct adil_logbook **out);
/* The same for reading, with the first `entries` entries only; fewer are there: Err INPUT. */
ADIL_MUST_USE adil_err adil_logbook_open_at(struct adil_cli *cli, struct adil_span dir,
                                            uint64_t entries, enum adil_lang lang,
                                            struct adil_logbook **out);
/* The same; the ear is told from entry 0 on, and must live as long as the book. NULL: nobody. */
ADIL_MUST_USE adil_err adil_logbook_open_told(struct adil_cli *cli, struct adil_span dir,
                                              uint64_t entries, enum adil_lang lang,
                                              const struct adil_roll_ear *ear,
                                              struct adil_logbook **out);
/* The book of a log that was just made, and is empty: for the first acts of `adil init`. `log`
 * is the book's from then on; after an error it stays the caller's. */
ADIL_MUST_USE adil_err adil_logbook_adopt(struct adil_arena *perm, struct adil_span dir,
                                          struct adil_log *log, enum adil_lang lang,
                                          struct adil_logbook **out, struct adil_diag *diag);
void adil_logbook_close(struct adil_logbook *book); /* accepts NULL */

/* The `logged` of the next act, milliseconds UTC. A simulated log takes `at` (empty: the last
 * entry's time) and refuses one before the last entry (INPUT); a real one takes the clock and
 * refuses `at` (USAGE). A clock behind the last entry is waited for up to 2 seconds, then Err IO.
 */
ADIL_MUST_USE adil_err adil_logbook_logged(const struct adil_logbook *book, struct adil_span at,
                                           int64_t *logged, struct adil_diag *diag);

/* Judges a signed act as the next entry and keeps its leaf. Err as adil_polity_apply: after a
 * refusal the book is as it was, further acts may follow. `act` needs bytes and signatures as
 * adil_act_parse_unlogged gives them. */
ADIL_MUST_USE adil_err adil_logbook_act(struct adil_logbook *book, struct adil_arena *perm,
                                        struct adil_arena scratch, const struct adil_act *act,
                                        enum adil_sigs sigs, int64_t logged,
                                        struct adil_refusal *refusal, struct adil_diag *diag);
/* From now on counts what acts try of the law. */
void adil_logbook_observe(struct adil_logbook *book, struct adil_trials *trials);
/* Keeps a file that the acts to come name by its hash: put beside the log by the commit, before
 * them; so that what is refused leaves nothing. */
void adil_logbook_blob(struct adil_logbook *book, struct adil_span bytes);
/* A file by its hash: of those kept, else from beside the log. Err INPUT: missing. */
ADIL_MUST_USE adil_err adil_logbook_blob_get(const struct adil_logbook *book,
                                             struct adil_arena *perm, const struct adil_hash *hash,
                                             struct adil_span *bytes, struct adil_diag *diag);
/* Appends what was kept as one commit, durably, and publishes a checkpoint signed by `key` (NULL:
 * none is published yet). Out *first: the number of the first; may be NULL. After an error the
 * book must be closed: it is ahead of the log. */
ADIL_MUST_USE adil_err adil_logbook_commit(struct adil_logbook *book, const struct adil_secret *key,
                                           uint64_t *first, struct adil_diag *diag);

/* ---- keys (record_keys.c) ----------------------------------------------------------------- */

enum { ADIL_KEYS_MAX = 64 }; /* of one issuer in a folder */

/* DIR/private/keys/NAME.key: '/' of the issuer's name as '~', ".2" and so on behind it from the
 * second key. `number` counts from 1. */
struct adil_span adil_key_path(struct adil_arena *a, struct adil_span dir, struct adil_span issuer,
                               uint32_t number);
bool adil_key_is_there(struct adil_arena scratch, struct adil_span dir, struct adil_span issuer,
                       uint32_t number);
/* The name a key file's secret carries for an issuer ("log": the origin): spaces and '+' are not
 * among the characters of either. */
struct adil_span adil_key_name(struct adil_arena *a, struct adil_span origin,
                               struct adil_span issuer);
/* Loads one key; the log's key is that of "log". Err as adil_secret_load. */
ADIL_MUST_USE adil_err adil_key_load(struct adil_arena scratch, struct adil_span dir,
                                     struct adil_span issuer, uint32_t number,
                                     const struct adil_lock *lock, struct adil_secret **out,
                                     struct adil_diag *diag);
/* Its public half, read without unlocking it. Err INPUT: no such file, or of another issuer. */
ADIL_MUST_USE adil_err adil_key_public(struct adil_arena *perm, struct adil_span dir,
                                       struct adil_span issuer, uint32_t number,
                                       struct adil_vkey *key, struct adil_diag *diag);
/* The key that signs checkpoints now: the one among log.key, log.2.key ... that the record names.
 * Err INPUT: none of them. */
ADIL_MUST_USE adil_err adil_log_key_load(struct adil_arena scratch, const struct adil_logbook *book,
                                         const struct adil_lock *lock, struct adil_secret **out,
                                         struct adil_diag *diag);
/* Makes the next key of an issuer (the first number that is free) and saves it. Out *number, *key:
 * its public half in `perm`. */
ADIL_MUST_USE adil_err adil_key_make(struct adil_arena *perm, struct adil_arena scratch,
                                     struct adil_span dir, struct adil_span name,
                                     struct adil_span issuer, const struct adil_lock *lock,
                                     uint32_t *number, struct adil_vkey *key,
                                     struct adil_diag *diag);

/* ---- options that these verbs share (record_options.c) ------------------------------------- */

struct adil_record_args {
    struct adil_span log, key_file, phrase_file, lang, at;
    size_t memory;
};
/* DIR of --log, else of ADIL_LOG; and hands --memory on to *cli. Err USAGE when neither is given.
 */
ADIL_MUST_USE adil_err adil_record_dir(struct adil_cli *cli, const struct adil_record_args *a,
                                       struct adil_span *dir);
/* How secrets are locked: --key-file, else ADIL_KEY_FILE, else --phrase-file (its first line), else
 * a pass-phrase typed on the terminal without echo (twice when `fresh`). A key file that is missing
 * is an error unless `fresh`: then it is made on the first save. */
ADIL_MUST_USE adil_err adil_record_lock(struct adil_cli *cli, const struct adil_record_args *a,
                                        bool fresh, struct adil_lock *lock);

/* ---- verbs ---------------------------------------------------------------------------------- */

adil_err adil_verb_init(struct adil_cli *cli, int argc, char **argv);
adil_err adil_verb_keygen(struct adil_cli *cli, int argc, char **argv);
adil_err adil_verb_act(struct adil_cli *cli, int argc, char **argv);
adil_err adil_verb_log(struct adil_cli *cli, int argc, char **argv);
adil_err adil_verb_state(struct adil_cli *cli, int argc, char **argv);
adil_err adil_verb_store(struct adil_cli *cli, int argc, char **argv);
adil_err adil_verb_form(struct adil_cli *cli, int argc, char **argv);

#endif
