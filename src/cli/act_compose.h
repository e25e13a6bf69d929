/* An act from what a person types: word, about and fields; the rest is filled in from the record.
 */
#ifndef ADIL_CLI_ACT_COMPOSE_H
#define ADIL_CLI_ACT_COMPOSE_H

#include "cli/act_fields.h"
#include "cli/act_sign.h"

struct adil_act_typed {
    struct adil_cli *cli;
    struct adil_arena *perm; /* not the scratch of cli */
    struct adil_logbook *book;
    struct adil_place place; /* of messages: a row, or nowhere */
    struct adil_span word;
    struct adil_span about; /* with or without the machine's prefix */
    struct adil_span by;    /* empty: the one who may */
    struct adil_span supersedes;
    const struct adil_typed *typed;
    uint32_t n;
    int64_t logged; /* the act's own `at` too */
    bool dry;
};

/* The kind of a word: of the law, or one of the machine's own. Err INPUT with the nearest word. */
ADIL_MUST_USE adil_err adil_act_kind_of(struct adil_cli *cli, const struct adil_logbook *book,
                                        struct adil_place place, struct adil_span word,
                                        enum adil_act_kind *kind);
/* `about` as acts spell it: the prefix that the kind wants, put in front where it is missing. */
struct adil_span adil_act_about(struct adil_arena *a, const struct adil_rulebook *book,
                                struct adil_span word, enum adil_act_kind kind,
                                struct adil_span about);
/* The case that `about` is in, if it is in one: of case/CASE, or REGISTER/CASE/KEY. */
struct adil_span adil_act_case(const struct adil_rulebook *law, struct adil_span about);
/* Composes everything but signatures. Err INPUT (values, words, issuer), REFUSED with *refusal (a
 * result that the record does not give yet). */
ADIL_MUST_USE adil_err adil_act_compose(const struct adil_act_typed *t, struct adil_act *act,
                                        struct adil_refusal *refusal);

/* ---- who may (act_template.c) --------------------------------------------------------------- */

/* Offices that a stage, a decision or a power gives the word to; at most `max`. `stage`: where the
 * case is, of other stages none; NULL: of all. Returns how many. */
uint32_t adil_word_offices(const struct adil_rulebook *book, uint32_t word,
                           const struct adil_stage *stage, uint32_t *office, uint32_t max);
/* What the word wants: kind, about, fields with types, who may, until when, how many sign. */
void adil_act_template(struct adil_cli *cli, const struct adil_logbook *book, struct adil_span word,
                       struct adil_span about, enum adil_lang lang);
/* All words of the law, a line each. */
void adil_act_words(struct adil_cli *cli, const struct adil_logbook *book, enum adil_lang lang);

/* ---- signing (act_signer.c) ----------------------------------------------------------------- */

/* Opens secrets when first asked, and keeps them while many acts are signed. */
struct adil_signer;

struct adil_signer *adil_signer_open(struct adil_cli *cli, const struct adil_logbook *book,
                                     const struct adil_record_args *args);
void adil_signer_close(struct adil_signer *s); /* accepts NULL */
/* With as many keys of the act's issuer as it needs, among those in the folder; or with those named
 * (file names without ".key"). `blank`: no secret is opened. Fewer than it needs are no error here.
 * Err INPUT: none is there, or no such name. */
ADIL_MUST_USE adil_err adil_signer_sign(struct adil_signer *s, struct adil_arena *perm,
                                        struct adil_act *act, const struct adil_words *names,
                                        bool blank);
/* One key by its name, opened: who shows that it is theirs. Out *issuer: whose it is. `option`:
 * what a message calls the name. Err as above; REFUSED: it does not open. */
ADIL_MUST_USE adil_err adil_signer_named(struct adil_signer *s, const char *option,
                                         struct adil_span name, struct adil_span *issuer,
                                         const struct adil_secret **secret);
/* Of `key log`, where the new key was not typed: the newest in the folder (adil keygen log), its
 * signature and that of the key in force, unless a field `lost` is there. Err INPUT: there is no
 * new one; the old one is not there either. */
ADIL_MUST_USE adil_err adil_signer_fill_log_key(struct adil_signer *s, struct adil_act_typed *t);
/* The log's own. */
ADIL_MUST_USE adil_err adil_signer_log_key(struct adil_signer *s, const struct adil_secret **key);

#endif
