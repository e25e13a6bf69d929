#include "gazette/said.h"
#include "gazette/store.h"

#include <pthread.h>
#include <string.h>

#define MEMORY_BYTES ((size_t)1 << 36) /* address space; pages are taken when touched */

enum { CHUNKS = 48 }; /* chunk k holds 2^k rows: enough for 2^48 */

struct memory_meta {
    struct adil_span key;
    struct adil_span value;
    struct memory_meta *next;
};

struct memory_store {
    struct adil_store base;
    pthread_mutex_t writing; /* from begin to commit or undo */
    pthread_mutex_t lock;
    struct adil_arena own; /* the caller's arena is not for other threads */
    uint64_t n;
    uint64_t n_added;        /* since begin */
    struct memory_meta *put; /* since begin, the last one first */
    struct adil_store_row *chunk[CHUNKS];
    struct memory_meta *meta[1024];
};

static struct memory_store *memory_of(struct adil_store *store)
{
    return (struct memory_store *)(void *)store;
}

/* Where row i lies: chunk k begins with row 2^k - 1. */
static struct adil_store_row *memory_row(struct memory_store *m, uint64_t i)
{
    unsigned k = 63U - (unsigned)__builtin_clzll(i + 1);
    ADIL_ASSERT(k < CHUNKS);
    uint64_t begin = (UINT64_C(1) << k) - 1;
    if (m->chunk[k] == NULL) {
        m->chunk[k] = adil_new(&m->own, struct adil_store_row, begin + 1);
    }
    return &m->chunk[k][i - begin];
}

static struct memory_meta **memory_slot(struct memory_store *m, struct adil_span key)
{
    struct adil_hash h = adil_sha256(key);
    struct memory_meta **at = &m->meta[((size_t)h.byte[0] << 8 | h.byte[1]) % ADIL_COUNT(m->meta)];
    while (*at != NULL && !adil_span_eq((*at)->key, key)) {
        at = &(*at)->next;
    }
    return at;
}

static adil_err memory_size(struct adil_store *store, uint64_t *n, struct adil_diag *diag)
{
    struct memory_store *m = memory_of(store);
    (void)diag;
    (void)pthread_mutex_lock(&m->lock);
    *n = m->n;
    (void)pthread_mutex_unlock(&m->lock);
    return ADIL_OK;
}

static void memory_keep_meta(struct memory_store *m, struct adil_span key, struct adil_span value)
{
    struct memory_meta **at = memory_slot(m, key);
    if (*at == NULL) {
        *at = adil_new(&m->own, struct memory_meta, 1);
        (*at)->key = key;
    }
    (*at)->value = value;
}

static adil_err memory_begin(struct adil_store *store, uint64_t first, struct adil_diag *diag)
{
    struct memory_store *m = memory_of(store);
    (void)pthread_mutex_lock(&m->writing);
    if (first != m->n) {
        adil_err e =
            adil_fail(diag, ADIL_ERR(REFUSED), (struct adil_place){{NULL, 0}, 0}, ADIL_SPAN("size"),
                      adil_diag_fmt(diag, "%llu: another writer was here", ADIL_LLU(m->n)),
                      adil_diag_fmt(diag, "%llu", ADIL_LLU(first)));
        (void)pthread_mutex_unlock(&m->writing);
        return e;
    }
    m->n_added = 0;
    m->put = NULL;
    return ADIL_OK;
}

static adil_err memory_add(struct adil_store *store, const struct adil_store_row *row,
                           struct adil_diag *diag)
{
    struct memory_store *m = memory_of(store);
    (void)diag;
    (void)pthread_mutex_lock(&m->lock);
    struct adil_store_row *to = memory_row(m, m->n + m->n_added++);
    to->leaf = row->leaf;
    to->bytes = adil_span_copy(&m->own, row->bytes);
    (void)pthread_mutex_unlock(&m->lock);
    return ADIL_OK;
}

static adil_err memory_put(struct adil_store *store, struct adil_span key, struct adil_span value,
                           struct adil_diag *diag)
{
    struct memory_store *m = memory_of(store);
    (void)diag;
    (void)pthread_mutex_lock(&m->lock);
    struct memory_meta *meta = adil_new(&m->own, struct memory_meta, 1);
    *meta =
        (struct memory_meta){adil_span_copy(&m->own, key), adil_span_copy(&m->own, value), m->put};
    m->put = meta;
    (void)pthread_mutex_unlock(&m->lock);
    return ADIL_OK;
}

/* The list of what was put begins with the last: of two values of one key that one stays. */
static void memory_keep_puts(struct memory_store *m)
{
    struct memory_meta *in_order = NULL;
    while (m->put != NULL) {
        struct memory_meta *meta = m->put;
        m->put = meta->next;
        meta->next = in_order;
        in_order = meta;
    }
    for (; in_order != NULL; in_order = in_order->next) {
        memory_keep_meta(m, in_order->key, in_order->value);
    }
}

static adil_err memory_commit(struct adil_store *store, struct adil_diag *diag)
{
    struct memory_store *m = memory_of(store);
    (void)diag;
    (void)pthread_mutex_lock(&m->lock);
    memory_keep_puts(m);
    m->n += m->n_added;
    (void)pthread_mutex_unlock(&m->lock);
    (void)pthread_mutex_unlock(&m->writing);
    return ADIL_OK;
}

/* Rows behind the last are written over by the next commit. */
static void memory_undo(struct adil_store *store)
{
    (void)pthread_mutex_unlock(&memory_of(store)->writing);
}

static adil_err memory_read(struct adil_store *store, struct adil_arena *perm, uint64_t first,
                            size_t n, struct adil_store_row *row, struct adil_diag *diag)
{
    struct memory_store *m = memory_of(store);
    adil_err e = ADIL_OK;
    (void)pthread_mutex_lock(&m->lock);
    if (first > m->n || n > m->n - first) {
        e = adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){{NULL, 0}, 0},
                      adil_diag_fmt(diag, "entry %llu", ADIL_LLU(first > m->n ? first : m->n)),
                      ADIL_SPAN("no such entry"), ADIL_SPAN("an entry inside the log"));
    }
    for (size_t i = 0; e.code == ADIL_C_OK && i < n; i++) {
        row[i] = *memory_row(m, first + i);
        row[i].bytes = adil_span_copy(perm, row[i].bytes);
    }
    (void)pthread_mutex_unlock(&m->lock);
    return e;
}

static adil_err memory_meta_get(struct adil_store *store, struct adil_arena *perm,
                                struct adil_span key, struct adil_span *value,
                                struct adil_diag *diag)
{
    struct memory_store *m = memory_of(store);
    (void)diag;
    (void)pthread_mutex_lock(&m->lock);
    const struct memory_meta *found = *memory_slot(m, key);
    *value = found != NULL ? adil_span_copy(perm, found->value) : (struct adil_span){NULL, 0};
    (void)pthread_mutex_unlock(&m->lock);
    return ADIL_OK;
}

static adil_err memory_check(struct adil_store *store, struct adil_arena scratch,
                             struct adil_diag *diag)
{
    struct memory_store *m = memory_of(store);
    adil_err e = ADIL_OK;
    (void)scratch;
    (void)pthread_mutex_lock(&m->lock);
    for (uint64_t i = 0; i < m->n; i++) {
        const struct adil_store_row *row = memory_row(m, i);
        struct adil_hash h = adil_leaf_hash(row->bytes);
        if (!adil_hash_eq(&h, &row->leaf)) {
            e = adil_fail(diag, ADIL_ERR(REFUSED), (struct adil_place){{NULL, 0}, 0},
                          adil_diag_fmt(diag, "entry %llu", ADIL_LLU(i)),
                          ADIL_SPAN("bytes and leaf hash that do not fit"),
                          ADIL_SPAN("the leaf hash of the bytes"));
        }
    }
    (void)pthread_mutex_unlock(&m->lock);
    return e;
}

static adil_err memory_backup(struct adil_store *store, struct adil_span path,
                              struct adil_diag *diag)
{
    (void)store;
    return adil_fail(diag, ADIL_ERR(REFUSED), (struct adil_place){path, 0}, ADIL_SPAN("copy"),
                     ADIL_SPAN("a store in memory"), ADIL_SPAN("a store that has a file"));
}

static void memory_close(struct adil_store *store)
{
    struct memory_store *m = memory_of(store);
    (void)pthread_mutex_destroy(&m->writing);
    (void)pthread_mutex_destroy(&m->lock);
    adil_arena_release(&m->own);
}

static void memory_tidy(struct adil_store *store)
{
    (void)store; /* nothing is left behind */
}

static const struct adil_store_ops memory_ops = {
    .name = "memory",
    .size = memory_size,
    .begin = memory_begin,
    .add = memory_add,
    .put = memory_put,
    .commit = memory_commit,
    .undo = memory_undo,
    .read = memory_read,
    .meta = memory_meta_get,
    .check = memory_check,
    .backup = memory_backup,
    .tidy = memory_tidy,
    .close = memory_close,
};

struct adil_store *adil_store_memory(struct adil_arena *perm)
{
    struct memory_store *m = adil_new(perm, struct memory_store, 1);
    m->base.ops = &memory_ops;
    ADIL_ASSERT(pthread_mutex_init(&m->writing, NULL) == 0);
    ADIL_ASSERT(pthread_mutex_init(&m->lock, NULL) == 0);
    ADIL_ASSERT(adil_arena_open(&m->own, MEMORY_BYTES) == 0);
    return &m->base;
}
