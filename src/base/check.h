/* Assertions for programmer errors: on in every build, abort with file and line.
 * What comes from outside never trips one; it becomes an adil_err. */
#ifndef ADIL_BASE_CHECK_H
#define ADIL_BASE_CHECK_H

#define ADIL_ASSERT(cond)                                                                          \
    do {                                                                                           \
        if (!(cond)) {                                                                             \
            adil_assert_failed(#cond, __FILE__, __LINE__);                                         \
        }                                                                                          \
    } while (0)

#define ADIL_MUST_USE           __attribute__((warn_unused_result))
#define ADIL_PRINTF(fmt, first) __attribute__((format(printf, fmt, first)))
#define ADIL_COUNT(array)       (sizeof(array) / sizeof((array)[0]))

/* Prints the failed condition to standard error and aborts. */
void adil_assert_failed(const char *cond, const char *file, int line) __attribute__((noreturn));

#endif
