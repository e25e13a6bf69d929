/* An act from its members to signed bytes; which keys of a folder sign it. */
#ifndef ADIL_CLI_ACT_SIGN_H
#define ADIL_CLI_ACT_SIGN_H

#include "cli/record.h"

/* Writes act->bytes from its other members; into `perm`. */
void adil_act_bytes(struct adil_arena *perm, struct adil_act *act);
/* Adds a signature: act->sig grows in `perm`. One by a key that signed already takes its place. */
void adil_act_sign(struct adil_arena *perm, struct adil_act *act, struct adil_span origin,
                   const struct adil_secret *key);
/* A signature that says nothing but whose it would be: for a judgement that looks at keys alone
 * (ADIL_SIGS_TRUSTED), so that no secret need be opened. */
void adil_act_sign_blank(struct adil_arena *perm, struct adil_act *act,
                         const uint8_t key[ADIL_PUBLIC_BYTES]);

/* The least number of signatures that a phrase over keys holds for; 0: none does. NULL: 1. */
uint32_t adil_signs_least(const struct adil_phrase *signs, uint32_t keys);
/* How many an act with that word by that issuer needs now; 0: it has no keys, or too few. */
uint32_t adil_signs_needed(const struct adil_polity *p, struct adil_span word,
                           struct adil_span issuer);

/* Keys of an issuer in the folder that the record has bound and not revoked. */
struct adil_key_here {
    uint32_t number; /* of its file */
    struct adil_vkey key;
};
ADIL_MUST_USE adil_err adil_keys_here(struct adil_arena *perm, struct adil_arena scratch,
                                      const struct adil_logbook *book, struct adil_span issuer,
                                      struct adil_key_here *here, uint32_t *n,
                                      struct adil_diag *diag);

#endif
