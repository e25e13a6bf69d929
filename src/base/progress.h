/* Progress of long work, on a terminal only: one line that is redrawn at most ten times a second
 * and erased at the end. In a pipe nothing is written. */
#ifndef ADIL_BASE_PROGRESS_H
#define ADIL_BASE_PROGRESS_H

#include "base/span.h"

struct adil_progress {
    int fd; /* -1: silent */
    const char *what;
    uint64_t total; /* 0: not known */
    uint64_t shown_ms;
    bool drawn;
};

/* Silent unless `fd` is a terminal (and TERM is not "dumb"). `what` must outlive the progress. */
void adil_progress_open(struct adil_progress *p, int fd, const char *what, uint64_t total);
void adil_progress_at(struct adil_progress *p, uint64_t done);
void adil_progress_close(struct adil_progress *p);

#endif
