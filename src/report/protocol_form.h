/* The protocol of a place on one sheet of paper, for print: blank for those who count, or filled as
 * it stands on the record. Plain texts in, HTML out. */
#ifndef ADIL_REPORT_PROTOCOL_FORM_H
#define ADIL_REPORT_PROTOCOL_FORM_H

#include "base/lang.h"

struct adil_form_figure {
    struct adil_span code;   /* the field's id in the rulebook */
    struct adil_span label;  /* how it is called there; empty: nothing beside the code */
    struct adil_span value;  /* empty: a box to write in */
    struct adil_span checks; /* ids of the checks that mark it */
};

struct adil_form_option {
    struct adil_span name;
    struct adil_span value; /* empty: a box */
};

enum adil_form_verdict { ADIL_FORM_OPEN, ADIL_FORM_HOLDS, ADIL_FORM_FAILS };

struct adil_form_check {
    struct adil_span id;
    struct adil_span cite;
    struct adil_span relation; /* "cast = all-votes + invalid" */
    struct adil_span ask;      /* what who counts should look at; may be empty */
    enum adil_form_verdict verdict;
    bool unverified; /* a rule known from memory */
};

struct adil_form_fact {
    struct adil_span name;
    struct adil_span value;
};

struct adil_protocol_form {
    enum adil_lang lang;
    struct adil_span polity;
    struct adil_span contest;
    const struct adil_form_fact *fact; /* day, place, unit, case, entry ... */
    uint32_t n_facts;
    const struct adil_form_figure *figure;
    uint32_t n_figures;
    const struct adil_form_option *option;
    uint32_t n_options;
    const struct adil_form_check *check;
    uint32_t n_checks;
    uint32_t n_signers;          /* lines for names and signatures; 0: none */
    const struct adil_span *key; /* of a filled one: keys that signed it on the record */
    uint32_t n_keys;
    struct adil_span explanation; /* of a filled one; may be empty */
    bool blank;
};

/* One self-contained page of A4, without scripts; small lists fit one sheet. */
void adil_protocol_form_html(const struct adil_protocol_form *form, struct adil_buf *out);

#endif
