/* Which past, or which tomorrow, of a record is looked at. */
#ifndef ADIL_CLI_WHEN_H
#define ADIL_CLI_WHEN_H

#include "cli/record.h"

struct adil_when {
    struct adil_span at;             /* a day: its end, in the zone of the whole */
    struct adil_span as_of;          /* an entry: after it */
    struct adil_span now;            /* a moment to which deadlines have passed, without an act */
    const struct adil_roll_ear *ear; /* told of roll calls up to then; NULL: nobody */
};

/* Opens the log in `dir` for reading as it was then; all empty: as it is. Err USAGE: at and as_of
 * both, or what cannot be read; INPUT: there is no such entry, or `now` is before the last. */
ADIL_MUST_USE adil_err adil_when_open(struct adil_cli *cli, struct adil_span dir,
                                      const struct adil_when *when, enum adil_lang lang,
                                      struct adil_logbook **out);

#endif
