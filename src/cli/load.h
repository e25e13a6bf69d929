/* Loading the figures of a contest: the caller's files, or those the rulebook names; for a contest
 * of parts, those of each part. */
#ifndef ADIL_CLI_LOAD_H
#define ADIL_CLI_LOAD_H

#include "cli/cli.h"
#include "count/votes.h"
#include "law/rulebook.h"

struct adil_loaded {
    struct adil_votes votes;              /* of the contest itself; of PARTS: the union */
    const struct adil_votes *const *part; /* one per part; NULL when there are none */
};

/* `files` empty: the contest's own. Err INPUT names what is missing. */
ADIL_MUST_USE adil_err adil_load_votes(struct adil_cli *cli, const struct adil_contest *contest,
                                       const struct adil_words *files, struct adil_loaded *out);

#endif
