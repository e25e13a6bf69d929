/* Private to src/polity: what authority and norms share while an act is judged. */
#ifndef ADIL_POLITY_AUTHORITY_H
#define ADIL_POLITY_AUTHORITY_H

#include "polity/state.h"

/* The day whose version of a rule judges the act: of the act, or of the opening of its case. */
struct adil_date adil_judging_law_day(const struct adil_judging *j, const struct adil_rule *rule);
/* Behind OFFICE/; empty for an office of its own. */
struct adil_span adil_judging_issuer_key(const struct adil_judging *j);
/* own_record.c: the record written is that of the issuer, an office of register `of`. */
bool adil_record_is_own(const struct adil_judging *j, uint32_t of);
/* Who holds an office on a day, the latest to enter it; NULL: the record does not say. */
const struct adil_holding *adil_holding_of(const struct adil_polity *p, uint32_t office,
                                           struct adil_date day);
/* The conditions of a power: every `when` holds, every `unless` fails. */
ADIL_MUST_USE adil_err adil_judge_power_norms(struct adil_judging *j,
                                              const struct adil_power *power);

#endif
