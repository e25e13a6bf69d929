/* Tamperings: who did what, and what `adil verify` says to it. Three tables, one a way of changing
 * a record; tests/cli/test_tampering.c runs them. */
#ifndef ADIL_TESTS_CLI_TAMPERING_H
#define ADIL_TESTS_CLI_TAMPERING_H

#include "forge.h"

/* An act that the operator let in without judging it, signed as `act` says. */
struct tampering_act {
    const char *who;
    enum forge_phase phase;
    const char *at; /* NULL: the time after the last */
    struct fold_act act;
    const char *says;
};
extern const struct tampering_act tampering_acts[];
extern const size_t tampering_n_acts;

/* A text in one entry that became another. */
struct tampering_edit {
    const char *who;
    enum forge_phase phase;
    const char *word; /* of the entry */
    uint32_t nth;
    const char *from;
    const char *to;
    const char *signer; /* who signed again; NULL: nobody */
    uint32_t n_keys;
    const char *says;
};
extern const struct tampering_edit tampering_edits[];
extern const size_t tampering_n_edits;

/* Anything else that is done to the entries, before everything is hashed anew. */
struct tampering_deed {
    const char *who;
    enum forge_phase phase;
    void (*deed)(struct forge *g);
    const char *says;
};
extern const struct tampering_deed tampering_deeds[];
extern const size_t tampering_n_deeds;

/* What is done to one file of an honest copy; with `path` "record.tar" to its archive. */
enum tampering_what {
    FILE_FLIP, /* one bit of the byte at `at` (from the end when negative) */
    FILE_CUT,  /* the last -at bytes are lost, or all behind the byte `at` */
    FILE_ADD,  /* `to` stands behind it */
    FILE_GONE,
    FILE_REPLACE, /* `from` became `to` */
    FILE_BECOMES, /* all of it became `to` */
};
struct tampering_file {
    const char *who;
    const char *path;
    enum tampering_what what;
    long at;
    const char *from;
    const char *to;
    int status;
    const char *says;
};
extern const struct tampering_file tampering_files[];
extern const size_t tampering_n_files;

#endif
