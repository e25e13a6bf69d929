/* Arenas: the one way memory is given out.
 *
 * Results go to a `struct adil_arena *perm`; temporaries to an arena passed *by value*, so that
 * returning frees them. The two must be different arenas. An arena has a cap: limits are design.
 * Exhausting it calls the arena's `full` handler, which must not return (the program ends with
 * exit 3, a test or a fuzz target jumps out); so adil_new never returns NULL.
 */
#ifndef ADIL_BASE_ARENA_H
#define ADIL_BASE_ARENA_H

#include <stddef.h>

struct adil_arena {
    char *beg;                              /* first free byte */
    char *end;                              /* one past the last byte of the arena */
    void (*full)(void *ctx, size_t wanted); /* never returns; NULL: abort */
    void *ctx;                              /* handed to `full` */
    char *base;                             /* start of the mapping; release() unmaps from here */
};

/* Address space that a program may ask for as a matter of course: bytes. */
extern const size_t adil_arena_usual_cap;

/* Reserves `cap` bytes of address space (pages are taken only when touched).
 * Err  returns -1 when the address space cannot be reserved, else 0. */
int adil_arena_open(struct adil_arena *a, size_t cap);

/* Gives the mapping back. Accepts an arena that was never opened (all zero). */
void adil_arena_release(struct adil_arena *a);

/* `count` objects of `size` bytes, zeroed, aligned to `align` (a power of two).
 * count * size is checked against overflow. count 0 gives a valid pointer to nothing. */
void *adil_arena_alloc(struct adil_arena *a, size_t size, size_t align, size_t count)
    __attribute__((malloc, returns_nonnull));

/* Bytes handed out since open. */
size_t adil_arena_used(const struct adil_arena *a);

#define adil_new(arena, type, count)                                                               \
    ((type *)adil_arena_alloc((arena), sizeof(type), _Alignof(type), (size_t)(count)))

#endif
