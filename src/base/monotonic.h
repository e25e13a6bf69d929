/* How long something takes. Nothing that is recorded or decided rests on it. */
#ifndef ADIL_BASE_MONOTONIC_H
#define ADIL_BASE_MONOTONIC_H

#include <stdint.h>

/* Nanoseconds since some moment before this program began; never less than before. */
int64_t adil_monotonic_ns(void);

#endif
