/* What differs between two laws, told. */
#ifndef ADIL_CLI_LAW_DIFFERENCES_H
#define ADIL_CLI_LAW_DIFFERENCES_H

#include "base/json.h"
#include "cli/cli.h"
#include "law/node.h"

/* Text, a statement a paragraph; or a JSON array. */
void adil_law_differences_text(struct adil_cli *cli, const struct adil_node *before,
                               const struct adil_node *after, const char *indent);
void adil_law_differences_json(struct adil_cli *cli, struct adil_json *j,
                               const struct adil_node *before, const struct adil_node *after);

#endif
