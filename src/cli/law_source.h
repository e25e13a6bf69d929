/* What verbs of the law are asked about: a rulebook, or a law on a record. */
#ifndef ADIL_CLI_LAW_SOURCE_H
#define ADIL_CLI_LAW_SOURCE_H

#include "cli/record.h"

struct adil_law_source {
    const struct adil_rulebook *book;
    struct adil_logbook *record; /* NULL: a rulebook file */
};

/* RULEBOOK (a file, or a folder with rulebook.yaml), LOG (the law in force), or LOG@N (version N,
 * from 0). Err INPUT. To be closed. */
ADIL_MUST_USE adil_err adil_law_source_open(struct adil_cli *cli, struct adil_span name,
                                            enum adil_lang lang, struct adil_law_source *out);
void adil_law_source_close(struct adil_law_source *s);

/* A statement as a line of YAML, without the keys `but`. */
void adil_law_flow(struct adil_buf *out, const struct adil_node *n, const char *const *but,
                   size_t n_but);
/* What differs between two laws: text, a statement a paragraph; or a JSON array. */
void adil_law_differences_text(struct adil_cli *cli, const struct adil_node *before,
                               const struct adil_node *after, const char *indent);
void adil_law_differences_json(struct adil_cli *cli, struct adil_json *j,
                               const struct adil_node *before, const struct adil_node *after);

adil_err adil_law_diff(struct adil_cli *cli, int argc, char **argv);
adil_err adil_law_history(struct adil_cli *cli, int argc, char **argv);

#endif
