/* Verbs of those who have a copy: check it, witness it, compare it, carry it away. */
#ifndef ADIL_CLI_OUTSIDER_H
#define ADIL_CLI_OUTSIDER_H

#include "cli/cli.h"
#include "cli/record.h"

adil_err adil_verb_verify(struct adil_cli *cli, int argc, char **argv);
adil_err adil_verb_witness(struct adil_cli *cli, int argc, char **argv);
adil_err adil_verb_export(struct adil_cli *cli, int argc, char **argv);
adil_err adil_verb_import(struct adil_cli *cli, int argc, char **argv);
adil_err adil_verb_diff(struct adil_cli *cli, int argc, char **argv);
adil_err adil_verb_backup(struct adil_cli *cli, int argc, char **argv);
adil_err adil_verb_restore(struct adil_cli *cli, int argc, char **argv);

/* `adil state policy`: the law's witnesses as a tlog-policy (state_witnesses.c). Err UNDECIDED:
 * that format cannot say it. (`adil state witnesses` is a view: cli/state_views.h.) */
ADIL_MUST_USE adil_err adil_state_policy(struct adil_cli *cli, const struct adil_logbook *book);

#endif
