/* Norms: conditions on a record, each a rule; and verdicts. A norm says `that` (a path into the
 * record or a function of it) and `is` (a test). Every norm terminates and prints in words.
 * Grammar: docs/phrases.md. Unknown is never "holds" and never "fails". */
#ifndef ADIL_LAW_NORM_H
#define ADIL_LAW_NORM_H

#include "law/phrase.h"
#include "law/rule.h"

struct adil_path; /* a parsed `that` */
struct adil_test; /* a parsed `is` */

struct adil_norm {
    struct adil_rule rule;
    const struct adil_path *that;
    const struct adil_test *is;
};

struct adil_field {
    struct adil_span id;
    struct adil_span type; /* text, date, number, flag, tally, set, ref, key */
    struct adil_span of;   /* tally by this group, ref to this register; may be empty */
};

/* A register: a record type with typed fields and the norms to enter it. */
struct adil_register {
    struct adil_span id;
    const struct adil_field *field;
    uint32_t n_fields;
    const struct adil_norm *enter; /* all versions */
    uint32_t n_enter;
};

#endif
