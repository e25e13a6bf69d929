#define _POSIX_C_SOURCE 200809L
#include "base/progress.h"

#include "base/file.h"
#include "base/monotonic.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    REDRAW_MS = 100,
    LINE_MAX_BYTES = 240,
    WHAT_COLUMNS = 40, /* with two numbers of 20 digits the line stays near 80 columns */
};

static uint64_t now_ms(void)
{
    return (uint64_t)adil_monotonic_ns() / 1000000;
}

/* A terminal that is gone must not stop the work: the progress falls silent. */
static void emit(struct adil_progress *p, const char *text)
{
    if (adil_fd_write(p->fd, adil_span_of(text)).code != ADIL_C_OK) {
        p->fd = -1;
    }
}

void adil_progress_open(struct adil_progress *p, int fd, const char *what, uint64_t total)
{
    const char *term = getenv("TERM"); /* NOLINT(concurrency-mt-unsafe): nothing sets it */
    bool dumb = term == NULL || strcmp(term, "dumb") == 0;
    memset(p, 0, sizeof *p);
    p->fd = fd >= 0 && !dumb && isatty(fd) == 1 ? fd : -1;
    p->what = what;
    p->total = total;
    p->shown_ms = p->fd >= 0 ? now_ms() : 0;
}

static unsigned percent_of(uint64_t done, uint64_t total)
{
    if (done >= total) {
        return 100;
    }
    /* Above 2^57 the product would wrap; a total that large is divided instead. */
    return (unsigned)(done <= UINT64_MAX / 100 ? done * 100 / total : done / (total / 100));
}

void adil_progress_at(struct adil_progress *p, uint64_t done)
{
    if (p->fd < 0) {
        return;
    }
    uint64_t now = now_ms();
    if (now < p->shown_ms + REDRAW_MS) {
        return;
    }
    char line[LINE_MAX_BYTES];
    struct adil_span what = adil_utf8_prefix(adil_span_of(p->what), WHAT_COLUMNS);
    if (p->total > 0) {
        (void)snprintf(line, sizeof line, "\r%.*s %llu/%llu %u%%\x1b[K", ADIL_ARG(what),
                       (unsigned long long)done, (unsigned long long)p->total,
                       percent_of(done, p->total));
    } else {
        (void)snprintf(line, sizeof line, "\r%.*s %llu\x1b[K", ADIL_ARG(what),
                       (unsigned long long)done);
    }
    p->shown_ms = now;
    p->drawn = true;
    emit(p, line);
}

void adil_progress_close(struct adil_progress *p)
{
    if (p->fd >= 0 && p->drawn) {
        emit(p, "\r\x1b[K");
    }
    p->fd = -1;
}
