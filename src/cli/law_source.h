/* What verbs of the law are asked about: a rulebook, or a law on a record. */
#ifndef ADIL_CLI_LAW_SOURCE_H
#define ADIL_CLI_LAW_SOURCE_H

#include "cli/record.h"

struct adil_law_source {
    const struct adil_rulebook *book;
    struct adil_logbook *record; /* NULL: a rulebook file */
};

/* How helps tell of the argument. */
#define ADIL_LAW_SOURCE_HELP                                                                       \
    "LAW: a rulebook.yaml or its folder, the name of a polity that comes with the program, a "     \
    "log's\n"                                                                                      \
    "folder (the law in force), or LOG@N (version N of its law, from 0)."

/* LAW: a rulebook (a file, a folder with rulebook.yaml, or a name, see adil_polity_find), LOG (the
 * law in force), or LOG@N (version N, from 0); empty: the working folder. `field` names it in
 * messages. What is read points into the source: to be closed after. Err USAGE: there is nothing of
 * that name; INPUT. */
ADIL_MUST_USE adil_err adil_law_source_open(struct adil_cli *cli, const char *field,
                                            struct adil_span name, enum adil_lang lang,
                                            struct adil_law_source *out);
void adil_law_source_close(struct adil_law_source *s);

#endif
