/* --coverage: what a command tried of the law, added to a list (docs/design/coverage.md). */
#ifndef ADIL_CLI_COVERAGE_LIST_H
#define ADIL_CLI_COVERAGE_LIST_H

#include "cli/cli.h"
#include "count/outcome.h"
#include "law/coverage.h"
#include "polity/trials.h"

/* The option of verbs that judge or count. */
#define ADIL_CLI_COVERAGE(into)                                                                    \
    {                                                                                              \
        "coverage", ADIL_OPT_TEXT, "FILE", "add what was tried of the law (adil law coverage)",    \
            into                                                                                   \
    }

/* Takes the lists of these files. Err INPUT, IO. */
ADIL_MUST_USE adil_err adil_cover_read(struct adil_cli *cli, const struct adil_span *path,
                                       uint32_t n, struct adil_coverage_of *of);

/* An observer with memory of its own; `path` empty: nobody observes, NULL. To be closed. */
struct adil_cover {
    struct adil_arena arena;
    struct adil_trials *trials;
};
ADIL_MUST_USE adil_err adil_cover_open(struct adil_cli *cli, struct adil_span path,
                                       struct adil_cover *out);
/* Adds its list to the file, which is made where there is none. Err IO. */
ADIL_MUST_USE adil_err adil_cover_write(struct adil_cli *cli, const struct adil_cover *c,
                                        const struct adil_polity *p, struct adil_span path);
void adil_cover_close(struct adil_cover *c);

/* Adds what a count tried: the rules that its steps, and those of its parts, rest on. Err IO. */
ADIL_MUST_USE adil_err adil_cover_count(struct adil_cli *cli, const struct adil_rulebook *book,
                                        const struct adil_outcome *o, struct adil_span path);

#endif
