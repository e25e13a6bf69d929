/* Private to the fold's core: the steps of judging that apply.c calls, and the words of the
 * machine's own. */
#ifndef ADIL_POLITY_JUDGING_H
#define ADIL_POLITY_JUDGING_H

#include "polity/members.h"
#include "polity/state.h"

enum { ADIL_TEXT_BYTES_MAX = 2000, ADIL_SET_MEMBERS_MAX = 1000 };

/* about.c: what the act is about, as its kind spells it. Fills reg, key, rec, in_case. */
ADIL_MUST_USE adil_err adil_judge_about(struct adil_judging *j);
/* about.c: the record is there, or is not, as the kind asks; what is superseded is current. */
ADIL_MUST_USE adil_err adil_judge_record(struct adil_judging *j);
/* typed.c: of a word typed twice, two hashes. Its fields were read. */
ADIL_MUST_USE adil_err adil_judge_typed(struct adil_judging *j);
/* The record as j->slot has it. */
void adil_record_apply(struct adil_judging *j);

/* amend.c: an act that changes the law. What norms may ask about it is in j->own. */
ADIL_MUST_USE adil_err adil_amend_judge(struct adil_judging *j);
void adil_amend_apply(struct adil_judging *j);
/* Of an act that opens a case: the list of changes it gives, if any, fits the law in force. What
 * norms may ask about it is in j->own. */
ADIL_MUST_USE adil_err adil_amend_judge_opening(struct adil_judging *j);

/* keys.c, genesis.c: form and right of the machine's own words, and their effects. */
ADIL_MUST_USE adil_err adil_keys_read(struct adil_judging *j);  /* form */
ADIL_MUST_USE adil_err adil_keys_judge(struct adil_judging *j); /* by whom, which keys */
void adil_keys_apply(struct adil_judging *j);
/* Of a key act that was read: it is about the keys of who acts; and it does no more than revoke
 * keys that sign it and bind as many or fewer in their place. */
bool adil_keys_are_own(const struct adil_judging *j);
bool adil_keys_renew_signers(const struct adil_judging *j);
/* log_key.c: the same of an act about the log's own key. */
ADIL_MUST_USE adil_err adil_log_key_read(struct adil_judging *j);
ADIL_MUST_USE adil_err adil_log_key_judge(struct adil_judging *j);
void adil_log_key_apply(struct adil_judging *j);
ADIL_MUST_USE adil_err adil_engine_read(struct adil_judging *j);
ADIL_MUST_USE adil_err adil_engine_judge(struct adil_judging *j);
void adil_engine_apply(struct adil_judging *j);
/* A number this program does not know: Err LIMIT, "needs engine N"; the refusal is filled too. */
ADIL_MUST_USE adil_err adil_judge_engine(struct adil_judging *j, const char *rule, int64_t engine);
/* Entry 0, from form to effects. */
ADIL_MUST_USE adil_err adil_genesis(struct adil_judging *j, enum adil_sigs sigs);

/* Binds keys to an issuer, from the entry j->entry on. */
void adil_issuer_bind(struct adil_judging *j, uint32_t issuer,
                      const uint8_t (*key)[ADIL_PUBLIC_BYTES], uint32_t n);

/* Reads j->act->fields by a table; a fault is refused under `rule`. */
ADIL_MUST_USE adil_err adil_judge_members(struct adil_judging *j, const struct adil_member *table,
                                          size_t n, void *ctx, const char *rule);

/* A list of Ed25519 keys, none twice. */
struct adil_key_list {
    uint8_t key[ADIL_ACT_SIGS_MAX][ADIL_PUBLIC_BYTES];
    uint32_t n;
};
bool adil_members_keys(struct adil_members *m, struct adil_key_list *list);

/* memory.c: moves what is more than may be held in memory into files; between two acts. Err IO. */
ADIL_MUST_USE adil_err adil_memory_settle(struct adil_polity *p, struct adil_diag *diag);
/* memory.c: gives the address space of large arrays back, and the files. */
void adil_regions_close(struct adil_polity *p);

#endif
