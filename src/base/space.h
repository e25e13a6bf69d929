/* Address space for one large array that is filled from its beginning and grows in place. What was
 * filled can be moved, in place too, into a file without a name: the system then keeps of it what
 * it has memory for, and the array is read and written as before. */
#ifndef ADIL_BASE_SPACE_H
#define ADIL_BASE_SPACE_H

#include "base/err.h"

struct adil_space {
    char *base;   /* at the beginning of a page */
    size_t bytes; /* of address space */
    size_t filed; /* the first so many lie in the file: whole pages */
    int fd;       /* the file; -1: none yet */
};

/* Zeros; memory is taken page by page (small ones), when it is touched. False: there is no address
 * space to be had. */
bool adil_space_open(struct adil_space *s, size_t bytes);
/* Gives the address space back, and the file: nothing of it stays on the disk. Accepts one that was
 * never opened (all zero). */
void adil_space_close(struct adil_space *s);

/* Address space of another owner (an arena) seen as such: `base` is the first whole page from `at`
 * on. It is left by closing the file alone, once its owner is done with it. */
struct adil_space adil_space_of(char *at, const char *end);
void adil_space_close_file(struct adil_space *s);

/* Moves what lies before `upto` (rounded down to whole pages) into a file of `folder`, which is
 * made at the first call. `blank`: it is all zeros, and nothing has to be copied. The room on the
 * disk is taken before anything is written, so that a full disk is an error here and no fault of a
 * later access. Nobody else may write there meanwhile. Err IO: as it was. */
ADIL_MUST_USE adil_err adil_space_file(struct adil_space *s, struct adil_span folder, size_t upto,
                                       bool blank, struct adil_diag *diag);

/* Into address space of `bytes`, more than it has, with the first `used` bytes of what is there.
 * False: none is to be had; it stands as it did. */
bool adil_space_widen(struct adil_space *s, size_t bytes, size_t used);

/* Bytes of its pages behind `filed` that are in memory. */
size_t adil_space_resident(const struct adil_space *s);

#endif
