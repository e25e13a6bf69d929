/* A process that appends until it dies, and what must be true of the log it leaves. */
#ifndef ADIL_TESTS_GAZETTE_CRASH_H
#define ADIL_TESTS_GAZETTE_CRASH_H

#include "logs.h"

#include <sys/types.h>

/* What the process said through the pipe before it died. */
struct crash {
    uint64_t acknowledged; /* entries known to be durable */
    uint64_t intended;     /* size after the commit that was under way */
    uint64_t n_acks;
    uint64_t n_published;
    uint64_t dropped; /* unsynced writes lost */
    int status;       /* of waitpid */
};

/* The child opens the log (which is there, closed), appends batches and publishes now and then, on
 * the VFS given (NULL: the system's), until something ends it. */
pid_t crash_start(struct logs *l, const char *vfs, uint64_t seed, int *pipe_end);
/* In the child: a last word. */
void crash_say_dropped(uint64_t dropped);
/* Reads n messages, or all to the end when the child dies first. */
void crash_listen(struct crash *c, int pipe_end, uint64_t n);
/* Reads to the end of the pipe, waits. */
void crash_end(struct crash *c, pid_t child, int pipe_end);

/* What was proven of this log so far. */
struct crash_known {
    uint64_t size;
    struct adil_frontier f;
};
/* Opens the log again: nothing acknowledged is lost, nothing partial is there, entries and root
 * are what was appended, the check is clean. False instead of a failed assertion when something
 * acknowledged is lost and `lost_is_expected`. */
bool crash_verify(struct logs *l, const struct crash *c, struct crash_known *known,
                  bool lost_is_expected);

/* The number of runs: `few`, or `many` when the program was given the argument "long". */
uint64_t runs_of(uint64_t few, uint64_t many);
extern bool runs_are_long;

#endif
