/* What the verbs that read institutions share: a thing of the law by its id. */
#ifndef ADIL_CLI_LAW_READ_H
#define ADIL_CLI_LAW_READ_H

#include "cli/cli.h"
#include "report/law.h"

/* The number of `id` among n ids, which `id_of` gives. Err USAGE: there is none; the nearest, or
 * what there is, is named. */
ADIL_MUST_USE adil_err adil_law_find(struct adil_cli *cli, const char *field, struct adil_span id,
                                     struct adil_span (*id_of)(const struct adil_acts *a,
                                                               uint32_t i),
                                     const struct adil_acts *acts, uint32_t n, uint32_t *found);

#endif
