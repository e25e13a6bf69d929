/* One entry of a log on one page, for a court: the act, who signed, the rules it rests on with
 * their citations, and the proof. Plain texts in, HTML out. */
#ifndef ADIL_REPORT_ACT_PAGE_H
#define ADIL_REPORT_ACT_PAGE_H

#include "base/lang.h"

struct adil_page_fact {
    struct adil_span name;
    struct adil_span value;
};

struct adil_page_signer {
    struct adil_span key;
    struct adil_span signature;
    bool valid;
};

struct adil_page_rule {
    struct adil_span id;
    struct adil_span cite;
    struct adil_span text;
    struct adil_span found; /* verdict of a norm; may be empty */
    bool unverified;
    bool good; /* a norm's verdict is what the law asks; true of other rules */
};

struct adil_act_page {
    enum adil_lang lang;
    struct adil_span title;  /* of the polity */
    struct adil_span origin; /* of the log */
    uint64_t entry;
    struct adil_span headline; /* the act in one line */
    const struct adil_page_fact *fact;
    uint32_t n_facts;
    const struct adil_page_fact *field;
    uint32_t n_fields;
    const struct adil_page_signer *signer;
    uint32_t n_signers;
    const struct adil_page_rule *rule;
    uint32_t n_rules;
    struct adil_span proof; /* tlog-proof@v1; empty: none yet */
    struct adil_span bytes; /* the entry */
};

/* One self-contained page, printable, without scripts. */
void adil_act_page_html(struct adil_arena scratch, const struct adil_act_page *page,
                        struct adil_buf *out);

#endif
