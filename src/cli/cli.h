/* The program: its verbs, and what every verb gets. One file a verb: verb_<name>.c. */
#ifndef ADIL_CLI_CLI_H
#define ADIL_CLI_CLI_H

#include "base/json.h"
#include "base/lang.h"
#include "cli/options.h"

#define ADIL_VERSION_TEXT "0.1.0"

struct adil_cli {
    struct adil_arena perm;    /* lives as long as the command */
    struct adil_arena scratch; /* handed on by value */
    struct adil_diag diag;     /* printed to standard error at the end */
    struct adil_buf out;       /* written to standard output at the end, in one piece */
    int status;                /* exit status when the verb returns ADIL_OK */
    size_t held_bytes;         /* --memory: of a state, held in memory; 0: as the fold has it */
};

/* argv holds what follows the verb. Returning an error prints the diagnostics and drops `out`. */
typedef adil_err (*adil_verb_fn)(struct adil_cli *cli, int argc, char **argv);

struct adil_verb {
    const char *name;
    const char *summary;
    adil_verb_fn run;
};

adil_err adil_verb_count(struct adil_cli *cli, int argc, char **argv);
adil_err adil_verb_contests(struct adil_cli *cli, int argc, char **argv);
adil_err adil_verb_methods(struct adil_cli *cli, int argc, char **argv);
adil_err adil_verb_law(struct adil_cli *cli, int argc, char **argv);
adil_err adil_verb_power(struct adil_cli *cli, int argc, char **argv);
adil_err adil_verb_weights(struct adil_cli *cli, int argc, char **argv);
adil_err adil_verb_cohesion(struct adil_cli *cli, int argc, char **argv);
adil_err adil_verb_serve(struct adil_cli *cli, int argc, char **argv);
adil_err adil_verb_simulate(struct adil_cli *cli, int argc, char **argv);

/* `law` has verbs of its own. */
adil_err adil_law_check(struct adil_cli *cli, int argc, char **argv);
adil_err adil_law_show(struct adil_cli *cli, int argc, char **argv);
adil_err adil_law_schema(struct adil_cli *cli, int argc, char **argv);
adil_err adil_law_procedure(struct adil_cli *cli, int argc, char **argv);
adil_err adil_law_compare_verb(struct adil_cli *cli, int argc, char **argv);
adil_err adil_law_coverage(struct adil_cli *cli, int argc, char **argv);
adil_err adil_law_diff(struct adil_cli *cli, int argc, char **argv);
adil_err adil_law_history(struct adil_cli *cli, int argc, char **argv);

/* Finds the verb and runs it; an unknown one is a usage error that names the nearest. `prefix` is
 * what stands before it ("" or "law "). */
adil_err adil_cli_dispatch(struct adil_cli *cli, const char *prefix, const struct adil_verb *verb,
                           uint32_t n, int argc, char **argv);

/* A fault of the command line itself. */
ADIL_MUST_USE adil_err adil_usage(struct adil_cli *cli, const char *field, struct adil_span found,
                                  const char *expected);
/* Of the verbs that replay a record: their option --memory. */
#define ADIL_CLI_MEMORY(into)                                                                      \
    {                                                                                              \
        "memory", ADIL_OPT_SIZE, "SIZE", "of the state, as 64M; the rest lies in files (256M)",    \
            into                                                                                   \
    }
/* Where files go that end with the process: TMPDIR, else /var/tmp. */
struct adil_span adil_cli_temp_folder(void);

/* --lang and --at, with their defaults (English; no day). */
ADIL_MUST_USE adil_err adil_cli_lang(struct adil_cli *cli, struct adil_span code,
                                     enum adil_lang *lang);
ADIL_MUST_USE adil_err adil_cli_date(struct adil_cli *cli, const char *option,
                                     struct adil_span text, struct adil_date *date);

#endif
