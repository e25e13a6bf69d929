/* Where the rulebooks that come with the program lie. */
#ifndef ADIL_CLI_POLITIES_H
#define ADIL_CLI_POLITIES_H

#include "cli/cli.h"

/* The rulebook file of a path (a file, or a folder with rulebook.yaml), or of a name: below
 * polities/ of the working folder, of the folder above the program's own, and of the data folder it
 * is installed with. False: none of them. */
bool adil_polity_find(struct adil_cli *cli, struct adil_span from, struct adil_span *path);
/* The same; err USAGE where there is none, `field` named. */
ADIL_MUST_USE adil_err adil_polity_path(struct adil_cli *cli, const char *field,
                                        struct adil_span from, struct adil_span *path);

#endif
