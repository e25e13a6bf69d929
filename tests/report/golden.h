/* Outputs against files read by eye: tests/report/golden. With ADIL_GOLDEN=write a file is written
 * anew, for review. */
#ifndef ADIL_TESTS_GOLDEN_H
#define ADIL_TESTS_GOLDEN_H

#include "base/file.h"
#include "support.h"

#include <stdlib.h>

static inline void golden_is(struct adil_arena *perm, struct adil_arena scratch, const char *name,
                             struct adil_span got)
{
    struct adil_diag diag = {0};
    struct adil_span path = adil_fmt(perm, "tests/report/golden/%s", name);
    const char *mode = getenv("ADIL_GOLDEN");
    if (mode != NULL && adil_span_is(adil_span_of(mode), "write")) {
        assert_int_equal(adil_file_write(scratch, path, got, &diag).code, ADIL_C_OK);
    }
    struct adil_span want;
    assert_int_equal(adil_file_read(perm, path, 1 << 20, &want, &diag).code, ADIL_C_OK);
    assert_span_equal(got, want);
}

#endif
