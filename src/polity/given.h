/* Private to src/polity: fields that an act gives, by their ids. Of a word that writes a register
 * the values are those of the record as the act would have it. */
#ifndef ADIL_POLITY_GIVEN_H
#define ADIL_POLITY_GIVEN_H

#include "polity/state.h"

/* A field of that id and type with a value; NULL: the word gives none, or the act left it out. */
const struct adil_given *adil_given_find(const struct adil_judging *j, struct adil_span id,
                                         enum adil_field_type type);
adil_slot adil_given_slot(const struct adil_judging *j, struct adil_span id,
                          enum adil_field_type type); /* ADIL_SLOT_UNKNOWN: none */
/* Of type text, hash (in hexadecimal), ref or key; empty: none. In j->perm, or interned. */
struct adil_span adil_given_text(const struct adil_judging *j, struct adil_span id);
/* False: none, or no hash. */
bool adil_given_hash(const struct adil_judging *j, struct adil_span id, struct adil_hash *hash);

/* The same of the act that opened a case, under the law of the case. */
adil_slot adil_opening_slot(const struct adil_case *c, struct adil_span id,
                            enum adil_field_type type);

#endif
