/* Running the program as a person or another program does: arguments in, exit status and both
 * outputs out. */
#ifndef ADIL_TESTS_CLI_COMMAND_H
#define ADIL_TESTS_CLI_COMMAND_H

#include "support.h"

enum { COMMAND_ARGS_MAX = 24 };

struct command {
    int status; /* exit status; -1 when a signal ended it */
    struct adil_span out;
    struct adil_span err;
};

/* argv without the program's name, NULL-terminated. `input` goes to standard input (may be empty).
 * Texts live in `a`. The program is the one ADIL_PROGRAM names. */
struct command command_run(struct adil_arena *a, const char *const *argv, struct adil_span input);

/* Writes a file into a fresh folder that is gone when the test ends; returns its path. */
const char *command_file(struct adil_arena *a, const char *name, struct adil_span bytes);

bool command_says(struct adil_span text, const char *part);

#endif
