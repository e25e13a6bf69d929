/* Office entry: what two officers type from one signed paper, each without seeing the other's
 * values. docs/design/typing.md. Between the files of `adil type`. */
#ifndef ADIL_CLI_TYPING_H
#define ADIL_CLI_TYPING_H

#include "cli/act_compose.h"
#include "cli/json_tree.h"

/* ---- one typing, as it lies in the office's private store (typing_store.c) ------------------- */

struct adil_typing {
    struct adil_span about; /* REGISTER/CASE/CONTEST/PLACE */
    struct adil_span word;
    struct adil_span by;       /* the office */
    struct adil_span name;     /* of the officer's key, as its file is called */
    struct adil_span fields;   /* canonical, without `typed` and `scan` */
    struct adil_span scan;     /* hash, in hex, or empty: not given yet */
    struct adil_words emptied; /* fields handed back, to be typed again */
    uint8_t key[ADIL_PUBLIC_BYTES];
    uint8_t salt[ADIL_TYPED_SALT_BYTES];
};

struct adil_hash adil_typing_hash(const struct adil_typing *t);
void adil_typing_salt(struct adil_typing *t); /* a new one, from the system */

/* DIR/private/typing/waiting/ABOUT.SLOT.json, slot 1 or 2. NULL where there is none. Err INPUT:
 * damaged, or of another place. */
ADIL_MUST_USE adil_err adil_typing_waiting(struct adil_arena *perm, struct adil_span dir,
                                           struct adil_span about, unsigned slot,
                                           struct adil_typing **out, struct adil_diag *diag);
ADIL_MUST_USE adil_err adil_typing_wait(struct adil_arena scratch, struct adil_span dir,
                                        unsigned slot, const struct adil_typing *t,
                                        struct adil_diag *diag);
/* Takes both away. */
void adil_typing_forget(struct adil_arena scratch, struct adil_span dir, struct adil_span about);
/* DIR/private/typing/kept/HASH.json: a typing that an act stands on. NULL where there is none. */
ADIL_MUST_USE adil_err adil_typing_keep(struct adil_arena scratch, struct adil_span dir,
                                        const struct adil_typing *t, struct adil_diag *diag);
ADIL_MUST_USE adil_err adil_typing_kept(struct adil_arena *perm, struct adil_span dir,
                                        struct adil_span hash, struct adil_typing **out,
                                        struct adil_diag *diag);
/* DIR/private/typing/scan/HASH: the paper, until the act is on the record. */
ADIL_MUST_USE adil_err adil_typing_scan_put(struct adil_arena scratch, struct adil_span dir,
                                            struct adil_span hash, struct adil_span bytes,
                                            struct adil_diag *diag);
ADIL_MUST_USE adil_err adil_typing_scan_get(struct adil_arena *perm, struct adil_span dir,
                                            struct adil_span hash, struct adil_span *bytes,
                                            struct adil_diag *diag);
void adil_typing_scan_forget(struct adil_arena scratch, struct adil_span dir,
                             struct adil_span hash);
/* Calls `each` for every typing that waits, in the order of their names. */
ADIL_MUST_USE adil_err adil_typing_walk(struct adil_cli *cli, struct adil_span dir, void *ctx,
                                        void (*each)(void *ctx, const struct adil_typing *t));

/* ---- fields, one by one (typing_fields.c) ---------------------------------------------------- */

/* Canonical fields as they would be typed: FIELD=VALUE, and FIELD.NAME=N of numbers by name. */
struct adil_typed_list {
    struct adil_typed *typed;
    uint32_t n;
};
ADIL_MUST_USE adil_err adil_typing_leaves(struct adil_arena *perm, struct adil_span fields,
                                          struct adil_typed_list *out);
/* What differs between two, by name; in the order of `a`, then what `b` alone has. */
struct adil_words adil_typing_differ(struct adil_arena *perm, const struct adil_typed_list *a,
                                     const struct adil_typed_list *b);
/* Without those named. */
struct adil_typed_list adil_typing_without(struct adil_arena *perm, const struct adil_typed_list *l,
                                           const struct adil_words *names);
struct adil_typed_list adil_typing_join(struct adil_arena *perm, const struct adil_typed_list *a,
                                        const struct adil_typed_list *b);
bool adil_words_have(const struct adil_words *words, struct adil_span word);
/* "a, b, c" */
struct adil_span adil_words_text(struct adil_arena *a, const struct adil_words *words);

/* ---- the verb's own --------------------------------------------------------------------------*/

struct adil_type_args {
    struct adil_record_args record;
    struct adil_span officer, word, from, scan;
    bool list, check, discard, json;
};

struct adil_type_job {
    struct adil_cli *cli;
    const struct adil_type_args *args;
    struct adil_logbook *book;
    const struct adil_rulebook *law;
    struct adil_signer *signer;
    enum adil_lang lang;
    int64_t logged;
    uint32_t word;
    struct adil_span about;
    struct adil_typing *own;   /* typed before by this officer, or NULL */
    struct adil_typing *other; /* by another, or NULL */
    unsigned slot;             /* of this officer's */
    struct adil_typing now;    /* what is typed now */
};

/* Fills word, about, the officer's part of `now`, own, other and slot (typing_find.c). Err INPUT:
 * no such word, case, place or key; REFUSED: a key that is not live, two others who typed. */
ADIL_MUST_USE adil_err adil_typing_find(struct adil_type_job *job, struct adil_span about);
/* Whether it is this officer's turn. Err REFUSED. */
ADIL_MUST_USE adil_err adil_typing_turn(struct adil_type_job *job);
ADIL_MUST_USE adil_err adil_typing_refuse_officer(struct adil_type_job *job, struct adil_span found,
                                                  const char *expected);

/* Fields in canonical form from what was typed; `typed` and `scan` are no names here. Every value
 * that cannot be read is told in `diag`; with `whole`, so is every field that is missing. */
ADIL_MUST_USE adil_err adil_typing_compose(const struct adil_type_job *job,
                                           const struct adil_typed_list *l, bool whole,
                                           struct adil_span *fields, struct adil_diag *diag);

/* Asks every field that is wanted, on standard error, and reads the answers from standard input
 * (typing_ask.c). Err INPUT: the input ended. */
ADIL_MUST_USE adil_err adil_typing_ask(struct adil_type_job *job, struct adil_typed_list *out);

/* Checks of the register that these fields fail, numbers into the rulebook's (typing_checks.c).
 * Before the act what is not known yet fails nothing; `whole`: what cannot be shown to hold fails,
 * as in the fold. `failed` has room for all. */
uint32_t adil_typing_checks(const struct adil_type_job *job, struct adil_span fields, bool whole,
                            uint32_t *failed);
/* "P.03: <ask> (marks: cast, issued-in)". */
void adil_typing_say_ask(const struct adil_type_job *job, struct adil_buf *out, uint32_t check);
/* The same to the supervisor, with the action asked for. */
void adil_typing_say_tell(const struct adil_type_job *job, struct adil_buf *out, uint32_t check);

/* adil type --list, --check (typing_list.c) */
ADIL_MUST_USE adil_err adil_typing_list(struct adil_type_job *job);
ADIL_MUST_USE adil_err adil_typing_check(struct adil_type_job *job);

/* Both agree: the act, signed by both, judged, appended (typing_agree.c). */
ADIL_MUST_USE adil_err adil_typing_agree(struct adil_type_job *job, struct adil_span scan_bytes);

adil_err adil_verb_type(struct adil_cli *cli, int argc, char **argv);

#endif
