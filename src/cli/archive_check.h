/* What an archive may hold: what its verified checkpoint implies, and nothing else. */
#ifndef ADIL_CLI_ARCHIVE_CHECK_H
#define ADIL_CLI_ARCHIVE_CHECK_H

#include "cli/cli.h"
#include "cli/verify.h"

/* The witness policy that goes with a record; empty where the format cannot say it. */
struct adil_span adil_archive_policy(struct adil_cli *cli, const struct adil_verified *v);

/* Each file of the archive that `copy` reads from, and that was verified as `v`: the checkpoint, a
 * tile or bundle of its tree with the tree's own bytes, a blob that an entry names, under its own
 * hash, or the policy. All tiles must be there. Err REFUSED names the first that is none. */
ADIL_MUST_USE adil_err adil_archive_check(struct adil_cli *cli, const struct adil_copy *copy,
                                          const struct adil_archive_file *file, size_t n,
                                          const struct adil_verified *v);

#endif
