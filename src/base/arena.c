#define _GNU_SOURCE
#include "base/arena.h"

#include "base/check.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

/* Under the address sanitizer the bytes past what was handed out are poisoned, and so is a red
 * zone between objects: otherwise one big mapping would hide every overflow. */
#if defined(__SANITIZE_ADDRESS__)
#define ADIL_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ADIL_ASAN 1
#endif
#endif

#ifdef ADIL_ASAN
#include <sanitizer/asan_interface.h>
/* HEAD: bytes before the first object that hold how far any copy of the arena has come, so that
 * releasing it need not visit the shadow of all the address space it reserved. */
enum { RED_ZONE = 16, HEAD = 4096 };

static char **high_mark(const struct adil_arena *a)
{
    return (char **)(void *)(a->base - HEAD);
}

static void set_high_mark(const struct adil_arena *a, char *to)
{
    if (*high_mark(a) < to) {
        *high_mark(a) = to;
    }
}

/* The sanitizer writes an eighth of the address space that is asked for: gigabytes take seconds. */
const size_t adil_arena_usual_cap = (size_t)2 << 30;

static void unpoison(const struct adil_arena *a)
{
    if (*high_mark(a) != NULL) {
        ASAN_UNPOISON_MEMORY_REGION(a->base, (size_t)(*high_mark(a) - a->base));
    }
}
#else
#define ASAN_POISON_MEMORY_REGION(p, n)   ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#define set_high_mark(a, to)              ((void)(a), (void)(to))
#define unpoison(a)                       ((void)(a))
enum { RED_ZONE = 0, HEAD = 0 };
const size_t adil_arena_usual_cap = (size_t)16 << 30;
#endif

int adil_arena_open(struct adil_arena *a, size_t cap)
{
    memset(a, 0, sizeof *a);
    void *p = mmap(NULL, HEAD + cap, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (p == MAP_FAILED) {
        return -1;
    }
    /* Large pages where the system has them: an arena is filled from its beginning, and small pages
     * would cost a fault each. Advice only. */
    (void)madvise(p, HEAD + cap, MADV_HUGEPAGE);
    a->base = (char *)p + HEAD;
    a->beg = a->base;
    a->end = a->base + cap;
    return 0;
}

void adil_arena_release(struct adil_arena *a)
{
    if (a->base != NULL) {
        unpoison(a);
        munmap(a->base - HEAD, HEAD + (size_t)(a->end - a->base));
    }
    memset(a, 0, sizeof *a);
}

size_t adil_arena_used(const struct adil_arena *a)
{
    return (size_t)(a->beg - a->base);
}

static void arena_full(struct adil_arena *a, size_t wanted)
{
    if (a->full != NULL) {
        a->full(a->ctx, wanted);
    }
    adil_assert_failed("the arena has room, or its handler does not return", __FILE__, __LINE__);
}

void *adil_arena_alloc(struct adil_arena *a, size_t size, size_t align, size_t count)
{
    ADIL_ASSERT(size > 0 && align > 0 && (align & (align - 1)) == 0);
    size_t pad = (size_t)(-(uintptr_t)a->beg & (align - 1));
    size_t room = (size_t)(a->end - a->beg);
    size_t bytes = 0;
    if (__builtin_mul_overflow(size, count, &bytes) || room < pad + RED_ZONE ||
        bytes > room - pad - RED_ZONE) {
        arena_full(a, bytes);
    }
    char *p = a->beg + pad;
    a->beg = p + bytes + RED_ZONE;
    ASAN_UNPOISON_MEMORY_REGION(p, bytes);
    ASAN_POISON_MEMORY_REGION(p + bytes, RED_ZONE);
    set_high_mark(a, a->beg);
    if (bytes > 0) {
        memset(p, 0, bytes);
    }
    return p;
}
