/* What tests of the reference rulebook's amendments share: changes, and who holds office. */
#ifndef ADIL_TESTS_POLITY_KZ_AMENDMENT_H
#define ADIL_TESTS_POLITY_KZ_AMENDMENT_H

#include "kz.h"

/* A power of the Constitution goes to another office: from 2028 the Government, no longer the
 * President, lifts a state of emergency. */
#define NEW_POWER                                                                                  \
    "[{id: powers/lift-emergency, from: 2028-01-01, set: {office: government, may: "               \
    "lift-emergency, cite: Const. 2026 46, mark: read, source: the vote of 2027}}]"

#define PARTY_LAW                                                                                  \
    "[{id: registers/party/enter/party-members, from: 2028-01-01, set: {that: members, is: at "    \
    "least 3000 members, cite: Law on parties 10, mark: read, source: the law of 2027}}]"

/* A list of changes: a President who is chosen, not elected, as often as you like. */
#define KZ_ANOTHER_ELECTION                                                                        \
    "[{id: procedures/choice, set: {cite: Const. 1995 41, mark: read, source: s, places: "         \
    "precinct, place-unit: unit, options: candidate, protocols: protocol, votes: votes, figures: " \
    "{registered: listed, issued: issued_in, cast: cast, invalid: invalid}, seats: {office: "      \
    "president, capacity: chosen, person: person}, begins: choosing, stages: {choosing: {acts: "   \
    "[{word: result, by: [central-commission], to: {decided: chosen}, cite: Const. 1995 41, "      \
    "mark: "                                                                                       \
    "read, source: s}]}}, ends: [chosen]}}]"

/* With somebody who sits in the Kurultai. */
#define PRESIDENT(elected, since)                                                                  \
    "[{\"capacity\":\"elected\",\"elected_on\":\"" elected                                         \
    "\",\"office\":\"president\",\"person\":\"p\",\"since\":\"" since                              \
    "\",\"source\":\"t\"},{\"capacity\":\"elected\",\"elected_on\":\"2026-07-01\",\"office\":"     \
    "\"kurultai-deputy\",\"person\":\"k\",\"since\":\"2026-07-01\",\"source\":\"t\"}]"

#endif
