#include "base/check.h"

#include <stdio.h>
#include <stdlib.h>

void adil_assert_failed(const char *cond, const char *file, int line)
{
    (void)fprintf(stderr, "adil: %s:%d: assertion failed: %s\n", file, line, cond);
    abort();
}
