/* Numbers in findings: formatted into the arena of the diagnostic, nothing when nobody listens. */
#ifndef ADIL_GAZETTE_SAID_H
#define ADIL_GAZETTE_SAID_H

#include "base/err.h"

#define adil_diag_fmt(diag, ...)                                                                   \
    ((diag) != NULL ? adil_fmt((diag)->arena, __VA_ARGS__) : (struct adil_span){NULL, 0})

/* What the system says of an errno, without its static buffer. */
struct adil_span adil_diag_errno(struct adil_diag *diag, int error);

/* For %llu. */
#define ADIL_LLU(x) ((unsigned long long)(x))

#endif
