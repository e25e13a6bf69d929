#include "gazette/log.h"

#include "gazette/folder.h"
#include "gazette/log_priv.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ORIGIN_BYTES_MAX = 255 };

static const struct adil_span origin_key = ADIL_SPAN_INIT("origin");

/* Address space; pages are taken when touched. */
static const struct {
    size_t at; /* offset in struct adil_log */
    size_t bytes;
} arenas[] = {
    {offsetof(struct adil_log, batch), (size_t)1 << 34},
    {offsetof(struct adil_log, cached), (size_t)1 << 26},
    {offsetof(struct adil_log, read), (size_t)1 << 27},
    {offsetof(struct adil_log, publish), (size_t)1 << 28},
    {offsetof(struct adil_log, kept), (size_t)1 << 23},
};

static struct adil_arena *arena_at(struct adil_log *log, size_t i)
{
    return (struct adil_arena *)(void *)((char *)log + arenas[i].at);
}

uint64_t adil_log_size(const struct adil_log *log)
{
    pthread_mutex_t *state = &((struct adil_log *)(uintptr_t)log)->state;
    (void)pthread_mutex_lock(state);
    uint64_t size = log->frontier.size;
    (void)pthread_mutex_unlock(state);
    return size;
}

struct adil_hash adil_log_root(const struct adil_log *log)
{
    pthread_mutex_t *state = &((struct adil_log *)(uintptr_t)log)->state;
    (void)pthread_mutex_lock(state);
    struct adil_hash root = log->root;
    (void)pthread_mutex_unlock(state);
    return root;
}

struct adil_span adil_log_origin(const struct adil_log *log)
{
    return log->origin;
}

struct adil_store *adil_log_store(struct adil_log *log)
{
    return log->store;
}

adil_err adil_log_entry(struct adil_log *log, struct adil_arena *perm, uint64_t i,
                        struct adil_span *entry, struct adil_diag *diag)
{
    struct adil_store_row row;
    if (i >= adil_log_size(log)) {
        return adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){log->dir, 0},
                         adil_diag_fmt(diag, "entry %llu", ADIL_LLU(i)), ADIL_SPAN("no such entry"),
                         adil_diag_fmt(diag, "below %llu", ADIL_LLU(adil_log_size(log))));
    }
    ADIL_TRY(log->store->ops->read(log->store, perm, i, 1, &row, diag));
    struct adil_hash leaf = adil_leaf_hash(row.bytes);
    if (!adil_hash_eq(&leaf, &row.leaf)) {
        return adil_fail(diag, ADIL_ERR(REFUSED), (struct adil_place){log->dir, 0},
                         adil_diag_fmt(diag, "entry %llu", ADIL_LLU(i)),
                         ADIL_SPAN("bytes and leaf hash that do not fit"),
                         ADIL_SPAN("the entry that was written"));
    }
    *entry = row.bytes;
    return ADIL_OK;
}

void adil_log_close(struct adil_log *log)
{
    if (log->store != NULL) {
        log->store->ops->close(log->store);
    }
    for (size_t i = 0; i < ADIL_COUNT(arenas); i++) {
        adil_arena_release(arena_at(log, i));
    }
    (void)pthread_mutex_destroy(&log->state);
    (void)pthread_mutex_destroy(&log->reading);
    (void)pthread_mutex_destroy(&log->publishing);
}

/* ---- opening ----------------------------------------------------------------------------- */

static adil_err prepare_log(struct adil_log *log)
{
    ADIL_ASSERT(pthread_mutex_init(&log->state, NULL) == 0);
    ADIL_ASSERT(pthread_mutex_init(&log->reading, NULL) == 0);
    ADIL_ASSERT(pthread_mutex_init(&log->publishing, NULL) == 0);
    for (size_t i = 0; i < ADIL_COUNT(arenas); i++) {
        if (adil_arena_open(arena_at(log, i), arenas[i].bytes) != 0) {
            return ADIL_ERR(LIMIT);
        }
    }
    return ADIL_OK;
}

static adil_err refuse_origin(struct adil_log *log, struct adil_span found, const char *expected,
                              struct adil_diag *diag)
{
    return adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){log->dir, 0}, origin_key, found,
                     adil_span_of(expected));
}

/* A folder for a new log: nothing of another may be in it. */
static adil_err make_folders(struct adil_log *log, struct adil_arena a, struct adil_diag *diag)
{
    static const char *const traces[] = {"checkpoint", "private/signed", "private/store.sqlite",
                                         "private/restored"};
    uint64_t bytes = 0;
    for (size_t i = 0; i < ADIL_COUNT(traces); i++) {
        struct adil_span path = adil_log_path(log, &a, traces[i]);
        if (adil_file_size(a, path, &bytes)) {
            return adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){path, 0}, ADIL_SPAN("log"),
                             ADIL_SPAN("a log"), ADIL_SPAN("a folder without one"));
        }
    }
    struct adil_span secret = adil_log_path(log, &a, "private");
    ADIL_TRY(adil_folder_make(a, secret, diag));
    return chmod(adil_span_cstr(&a, secret), 0700) == 0
               ? ADIL_OK
               : adil_fail(diag, ADIL_ERR(IO), (struct adil_place){secret, 0}, ADIL_SPAN("mode"),
                           ADIL_SPAN("cannot be changed"), ADIL_SPAN("a folder of one's own"));
}

static adil_err open_store(struct adil_arena *perm, struct adil_log *log,
                           const struct adil_log_options *o, struct adil_diag *diag)
{
    if (log->memory) {
        log->store = adil_store_memory(perm);
    } else {
        struct adil_arena a = log->read;
        if (o->mode == ADIL_STORE_CREATE) {
            ADIL_TRY(make_folders(log, a, diag));
        }
        ADIL_TRY(adil_store_sqlite(perm, adil_log_path(log, &a, "private/store.sqlite"), o->mode,
                                   o->vfs, &log->store, diag));
    }
    if (log->memory || o->mode == ADIL_STORE_CREATE) {
        return adil_store_append(log->store, 0, NULL, 0, &origin_key, &o->origin, 1, diag);
    }
    return ADIL_OK;
}

static adil_err read_origin(struct adil_arena *perm, struct adil_log *log,
                            const struct adil_log_options *o, struct adil_diag *diag)
{
    ADIL_TRY(log->store->ops->meta(log->store, perm, origin_key, &log->origin, diag));
    if (log->origin.ptr == NULL) {
        return refuse_origin(log, ADIL_SPAN("none: making this log was cut short"),
                             "a log; remove the folder and make it anew", diag);
    }
    if (o->origin.len > 0 && !adil_span_eq(o->origin, log->origin)) {
        return refuse_origin(log, log->origin, "the origin that was asked for", diag);
    }
    return ADIL_OK;
}

/* The frontier: the roots of the perfect subtrees of which the size is made. */
static adil_err read_frontier(struct adil_log *log, struct adil_diag *diag)
{
    struct adil_log_source source = {log, diag};
    struct adil_nodes nodes = adil_log_nodes(&source);
    uint64_t size = 0;
    ADIL_TRY(log->store->ops->size(log->store, &size, diag));
    if (size > ADIL_LOG_SIZE_MAX) {
        return ADIL_ERR(LIMIT);
    }
    log->frontier.size = size;
    (void)pthread_mutex_lock(&log->reading);
    adil_err e = ADIL_OK;
    for (unsigned k = 0; k < 63 && e.code == ADIL_C_OK; k++) {
        if ((size >> k & 1) != 0) {
            e = nodes.node(nodes.ctx, k, (size >> k) - 1, &log->frontier.at[k]);
        }
    }
    (void)pthread_mutex_unlock(&log->reading);
    log->root = adil_frontier_root(&log->frontier);
    log->accepted = size;
    return e;
}

/* Asked with the writer's lock held. */
static adil_err check_confirmed(struct adil_log *log, const struct adil_log_options *o,
                                struct adil_diag *diag)
{
    if (!log->writes || log->memory || !adil_log_is_unconfirmed(log->read, log->dir)) {
        return ADIL_OK;
    }
    log->unconfirmed = true;
    return o->unconfirmed ? ADIL_OK : adil_log_refuse_unconfirmed(log->read, log->dir, diag);
}

static adil_err open_log(struct adil_arena *perm, struct adil_log *log,
                         const struct adil_log_options *o, struct adil_diag *diag)
{
    bool makes = o->mode == ADIL_STORE_CREATE || o->memory;
    ADIL_TRY(prepare_log(log));
    if (makes && (o->origin.len > ORIGIN_BYTES_MAX || !adil_key_name_is_valid(o->origin))) {
        return refuse_origin(log, o->origin,
                             "1 to 255 bytes without blanks and plus signs, e.g. "
                             "gazette.example/2026",
                             diag);
    }
    ADIL_TRY(open_store(perm, log, o, diag));
    ADIL_TRY(check_confirmed(log, o, diag));
    ADIL_TRY(read_origin(perm, log, o, diag));
    ADIL_TRY(read_frontier(log, diag));
    return log->writes && !log->memory && !log->unconfirmed ? adil_log_recover(log, diag) : ADIL_OK;
}

adil_err adil_log_open(struct adil_arena *perm, struct adil_span dir,
                       const struct adil_log_options *options, struct adil_log **out,
                       struct adil_diag *diag)
{
    struct adil_log *log = adil_new(perm, struct adil_log, 1);
    log->dir = options->memory ? ADIL_SPAN("memory") : adil_span_copy(perm, dir);
    log->memory = options->memory;
    log->writes = options->memory || options->mode != ADIL_STORE_READ;
    adil_err e = open_log(perm, log, options, diag);
    if (e.code != ADIL_C_OK) {
        adil_log_close(log);
        return e;
    }
    *out = log;
    return ADIL_OK;
}
