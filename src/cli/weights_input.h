/* From a file to a game: YAML (docs/weights.md), the JSON of a count, a CSV of members. */
#ifndef ADIL_CLI_WEIGHTS_INPUT_H
#define ADIL_CLI_WEIGHTS_INPUT_H

#include "cli/cli.h"
#include "weight/game.h"

struct adil_weights_args {
    struct adil_span file;
    struct adil_span rule;     /* empty: the file's own, or more than half of the seats */
    struct adil_span blocking; /* empty: the file's own, where the rule is its own too */
    struct adil_span contest;  /* of a CSV with several; empty: its only one */
    struct adil_words weights; /* columns of a CSV; none: seats, else all */
};

/* Err INPUT with the line, what was found and expected; USAGE for an option that fits no such
 * file. */
ADIL_MUST_USE adil_err adil_weights_read(struct adil_cli *cli, const struct adil_weights_args *args,
                                         struct adil_game *game);

#endif
