/* Errors: one idiom. The outside world fails with an adil_err (a type of its own, so that it can
 * be neither ignored nor mixed with an int); the human part goes into an adil_diag.
 *
 * A diagnostic says where (file, line, field), what was found and what was expected. Libraries
 * never print; the program prints the list as `file:line: field: found X, expected Y`. */
#ifndef ADIL_BASE_ERR_H
#define ADIL_BASE_ERR_H

#include "base/buf.h"
#include "base/span.h"

/* code, exit status of a command that ends with it, meaning */
#define ADIL_CODES(X)                                                                              \
    X(OK, 0, "done")                                                                               \
    X(REFUSED, 1, "checked and found wrong")                                                       \
    X(UNDECIDED, 1, "cannot be decided from what is known")                                        \
    X(INPUT, 2, "bad input")                                                                       \
    X(USAGE, 2, "bad usage")                                                                       \
    X(IO, 3, "the disk or the network failed")                                                     \
    X(LIMIT, 3, "a limit of this machine was reached")

enum adil_code {
#define ADIL_CODE_ENUM(name, exit, text) ADIL_C_##name,
    ADIL_CODES(ADIL_CODE_ENUM)
#undef ADIL_CODE_ENUM
};

typedef struct {
    enum adil_code code;
} adil_err;

#define ADIL_OK        ((adil_err){ADIL_C_OK})
#define ADIL_ERR(name) ((adil_err){ADIL_C_##name})
#define ADIL_TRY(e)                                                                                \
    do {                                                                                           \
        adil_err err_ = (e);                                                                       \
        if (err_.code != ADIL_C_OK) {                                                              \
            return err_;                                                                           \
        }                                                                                          \
    } while (0)

int adil_exit_status(adil_err e); /* 0..3 */

/* A place in outside data. Empty file: not from a file. Line 0: the file as a whole. */
struct adil_place {
    struct adil_span file;
    uint32_t line; /* from 1 */
};

enum adil_severity { ADIL_SEV_ERROR, ADIL_SEV_WARNING };

struct adil_finding {
    enum adil_severity severity;
    struct adil_place place;
    struct adil_span field;    /* key path, column, option: what at this place; may be empty */
    struct adil_span found;    /* may be empty */
    struct adil_span expected; /* may be empty */
    struct adil_finding *next;
};

/* Collects findings in the arena it was opened on. All functions accept d == NULL. */
struct adil_diag {
    struct adil_arena *arena;
    struct adil_finding *first;
    struct adil_finding *last;
    uint32_t n_errors;
    uint32_t n_warnings;
};

void adil_diag_open(struct adil_diag *d, struct adil_arena *a);

/* Adds one finding; texts are copied. `field`, `found` and `expected` may be empty. */
void adil_diag_add(struct adil_diag *d, enum adil_severity severity, struct adil_place place,
                   struct adil_span field, struct adil_span found, struct adil_span expected);

/* Adds an error and gives `code` back: return adil_fail(d, ADIL_ERR(INPUT), place, ...). */
ADIL_MUST_USE adil_err adil_fail(struct adil_diag *d, adil_err code, struct adil_place place,
                                 struct adil_span field, struct adil_span found,
                                 struct adil_span expected);

/* Appends every finding, one a line. Outside text is shown with control bytes escaped and cut
 * at 120 bytes, so that a message never corrupts a terminal. */
void adil_diag_print(const struct adil_diag *d, struct adil_buf *out);

/* Outside text, made safe to show: control and invalid bytes as \xNN, cut with "...". */
void adil_buf_shown(struct adil_buf *out, struct adil_span text, size_t max_bytes);

/* Suggests the nearest of `n` names (edit distance 1 or 2, or 3 for long names).
 * Returns the empty span when nothing is near. */
struct adil_span adil_nearest(struct adil_span word, const struct adil_span *names, size_t n);

#endif
