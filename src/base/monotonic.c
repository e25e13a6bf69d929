#define _POSIX_C_SOURCE 200809L
#include "base/monotonic.h"

#include "base/check.h"

#include <time.h>

int64_t adil_monotonic_ns(void)
{
    struct timespec t;
    ADIL_ASSERT(clock_gettime(CLOCK_MONOTONIC, &t) == 0);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}
