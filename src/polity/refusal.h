/* Refusals for people and for programs. */
#ifndef ADIL_POLITY_REFUSAL_H
#define ADIL_POLITY_REFUSAL_H

#include "base/json.h"
#include "polity/polity.h"

/* As a court would write it:
 *
 *     refused: nominate-list list/board-2023/reds by party/reds
 *       nomination-ends   Charter 16(4)   Nomination ends at 18:00 on the 39th day before ...
 *         found: 2023-02-08T18:00:01+06:00
 *         expected: not after 18:00 on 8 February 2023
 *
 * Names of fields and rules stand as they are; a rule known from memory is called unverified.
 * `act`: NULL where the bytes were no act. Outside text is shown with control bytes escaped. */
void adil_refusal_print(struct adil_buf *out, enum adil_lang lang, const struct adil_act *act,
                        const struct adil_refusal *refusal);

/* The same as an object: act (about, by, kind, seq, word; or null), cite, expected, field, found,
 * mark, rule, text. */
void adil_refusal_json(struct adil_json *out, const struct adil_act *act,
                       const struct adil_refusal *refusal);

#endif
