/* What adil law show is asked for, between its files. */
#ifndef ADIL_CLI_LAW_SHOW_H
#define ADIL_CLI_LAW_SHOW_H

#include "cli/cli.h"
#include "law/rulebook.h"

struct adil_law_show {
    struct adil_cli *cli;
    const struct adil_rulebook *book;
    struct adil_span rule; /* empty: all */
    struct adil_date at;   /* unknown: every version */
    enum adil_lang lang;
};

const char *adil_law_mark(enum adil_mark mark); /* "read", "unverified" ... */
/* What the i-th rule asks or gives, in words; empty for one that sets keys of contests. */
struct adil_span adil_law_asks(const struct adil_law_show *s, uint32_t i);
/* Offices, words and procedures of that id, or all of them. */
void adil_law_acts_text(const struct adil_law_show *s);
/* Their ids, for "did you mean"; room for adil_law_acts_count of them. */
uint32_t adil_law_acts_count(const struct adil_law_show *s);
void adil_law_acts_ids(const struct adil_law_show *s, struct adil_span *id);

#endif
