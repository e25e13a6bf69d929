/* A growing output buffer with a maximum. Everything the program prints or writes is built here
 * first and leaves in one piece: a failure never leaves half a page behind.
 * Running past the maximum sets `failed` (sticky) and keeps what was there; writers need not
 * check each call, adil_buf_ok is asked once at the end. */
#ifndef ADIL_BASE_BUF_H
#define ADIL_BASE_BUF_H

#include "base/span.h"

struct adil_buf {
    char *ptr;
    size_t len;
    size_t cap;
    size_t max; /* bytes */
    bool failed;
};

void adil_buf_open(struct adil_buf *b, size_t max_bytes);
void adil_buf_release(struct adil_buf *b); /* accepts an all-zero buffer */

void adil_buf_put(struct adil_buf *b, struct adil_span s);
void adil_buf_str(struct adil_buf *b, const char *nul_terminated);
void adil_buf_byte(struct adil_buf *b, char c);
void adil_buf_repeat(struct adil_buf *b, const char *nul_terminated, size_t n);
void adil_buf_fmt(struct adil_buf *b, const char *fmt, ...) ADIL_PRINTF(2, 3);

bool adil_buf_ok(const struct adil_buf *b);
struct adil_span adil_buf_span(const struct adil_buf *b); /* valid until the next write */

#endif
