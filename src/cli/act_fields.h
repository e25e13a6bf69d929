/* What people type for the fields of an act, into the canonical object that the act carries. */
#ifndef ADIL_CLI_ACT_FIELDS_H
#define ADIL_CLI_ACT_FIELDS_H

#include "cli/record.h"

/* NAME=VALUE; NAME may be FIELD.UNIT or FIELD.OPTION for tallies and votes. */
struct adil_typed {
    struct adil_span name;
    struct adil_span value;
};

/* How a field is typed. The machine's own words have types of their own. */
enum adil_typed_kind {
    ADIL_TYPED_TEXT,
    ADIL_TYPED_DATE,
    ADIL_TYPED_NUMBER,
    ADIL_TYPED_FLAG,
    ADIL_TYPED_TALLY,
    ADIL_TYPED_SET,
    ADIL_TYPED_HASH,
    ADIL_TYPED_MOMENT,
    ADIL_TYPED_VOTES,
    ADIL_TYPED_KEYS, /* base64;base64, or: here */
    ADIL_N_TYPED_KINDS
};

struct adil_typed_field {
    struct adil_span id;
    enum adil_typed_kind kind;
    bool optional;
    struct adil_span of; /* register or group, where the law names one */
};

/* The fields of a word of the law, or of the machine's own (key, engine), in byte order; NULL: no
 * such word. */
const struct adil_typed_field *adil_typed_fields(struct adil_arena *a,
                                                 const struct adil_rulebook *book,
                                                 struct adil_span word, uint32_t *n);
/* How a value of the kind is typed, for people. */
const char *adil_typed_help(enum adil_typed_kind kind);

struct adil_fields_job {
    struct adil_cli *cli;
    struct adil_arena *perm; /* not the scratch of cli */
    struct adil_logbook *book;
    struct adil_place place;
    struct adil_span word;
    struct adil_span about; /* of key acts: whose keys are "here" */
    const struct adil_typed *typed;
    uint32_t n;
    bool dry; /* files named by @FILE are hashed, and not kept */
};
/* Err INPUT: every value that cannot be read is told; a name that is no field, with the nearest. */
ADIL_MUST_USE adil_err adil_fields_compose(const struct adil_fields_job *job,
                                           struct adil_span *fields);

#endif
