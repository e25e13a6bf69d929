/* A rule: one statement of law that the machine executes, with where it stands and how well it is
 * known. Dated versions share the id and have disjoint from / until. */
#ifndef ADIL_LAW_RULE_H
#define ADIL_LAW_RULE_H

#include "base/date.h"
#include "base/err.h"
#include "base/lang.h"

enum adil_mark {
    ADIL_MARK_READ,     /* read in the named source */
    ADIL_MARK_RECALLED, /* from memory or a secondary source: prints "unverified" */
    ADIL_MARK_WHAT_IF,  /* set by the caller, not by any law */
};

/* Which day chooses the version: the contest's call (a case's opening), or the day of the vote (of
 * the act). A transitional rule reaches contests already called by ADIL_APPLIES_ACT. */
enum adil_applies { ADIL_APPLIES_CALL, ADIL_APPLIES_ACT, ADIL_APPLIES_OPENED };

/* A text in each language; an empty one falls back to English, then to any that is there. */
struct adil_texts {
    struct adil_span in[ADIL_N_LANGS];
};

struct adil_span adil_texts_pick(const struct adil_texts *t, enum adil_lang lang);

struct adil_rule {
    struct adil_span id;     /* stable, ASCII */
    struct adil_span cite;   /* article, as a lawyer writes it */
    struct adil_span source; /* where it was read: a key of SOURCES.md, or a sentence */
    enum adil_mark mark;
    struct adil_date from;  /* first day in force; ADIL_DATE_NONE: as far back as the book goes */
    struct adil_date until; /* first day no longer in force; ADIL_DATE_NONE: open */
    enum adil_applies applies;
    struct adil_texts text;  /* what it says, in a sentence */
    struct adil_place place; /* where it stands in the rulebook file */
};

/* True when the rule is in force on `day` (an unknown day: when it has no from and no until). */
bool adil_rule_in_force(const struct adil_rule *r, struct adil_date day);

#endif
