/* The option table of a verb: one declaration gives parsing, messages and --help. */
#ifndef ADIL_CLI_OPTIONS_H
#define ADIL_CLI_OPTIONS_H

#include "base/err.h"

enum adil_option_kind {
    ADIL_OPT_FLAG, /* --name            into: bool */
    ADIL_OPT_TEXT, /* --name VALUE      into: struct adil_span, at most once */
    ADIL_OPT_LIST, /* --name VALUE ...  into: struct adil_words, may be repeated */
    ADIL_OPT_SIZE, /* --name SIZE       into: size_t, bytes; as 64M: from 1M */
};

/* Values of an option that may be repeated, or the arguments without a dash; in order. */
struct adil_words {
    struct adil_span *word;
    uint32_t n;
};

struct adil_opt {
    const char *name; /* long name, without the dashes */
    enum adil_option_kind kind;
    const char *value; /* what stands for the value in the help; NULL for a flag */
    const char *help;
    void *into;
};

struct adil_verb_help {
    const char *usage;   /* after "adil ", one line a form, separated by \n */
    const char *summary; /* one sentence */
    const char *example; /* one command line and what it does */
};

/* Parses argv[0..argc): `--name value`, `--name=value`; `--` ends the options; `-` is an argument.
 * Out rest: the arguments. *help is set when --help or -h was met (the rest is then not checked).
 * Err USAGE with the nearest option named. */
ADIL_MUST_USE adil_err adil_options_parse(struct adil_arena *perm, const struct adil_opt *opt,
                                          uint32_t n, int argc, char **argv,
                                          struct adil_words *rest, bool *help,
                                          struct adil_diag *diag);

void adil_options_help(const struct adil_verb_help *verb, const struct adil_opt *opt, uint32_t n,
                       struct adil_buf *out);

#endif
