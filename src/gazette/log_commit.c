/* One commit: entries that were accepted go into the store's transaction, then all become durable.
 */
#include "gazette/log_priv.h"

void adil_commit_open(struct adil_commit *c, struct adil_log *log)
{
    *c = (struct adil_commit){.log = log, .a = log->batch, .f = log->frontier};
    adil_diag_open(&c->why, &c->a);
}

/* Adds a leaf to the growing tree; the roots of tiles that became full go into the store with it.
 */
static adil_err grow(struct adil_commit *c, const struct adil_hash *leaf)
{
    struct adil_store *store = c->log->store;
    struct adil_hash up = *leaf;
    unsigned k = 0;
    for (; (c->f.size >> k & 1) != 0; k++) {
        up = adil_node_hash(&c->f.at[k], &up);
        if ((k + 1) % 8 == 0) {
            struct adil_arena a = c->a;
            struct adil_span key = adil_log_node_key(&a, (int)(k + 1) / 8, c->f.size >> (k + 1));
            struct adil_span root = adil_span_bytes((const char *)up.byte, sizeof up.byte);
            ADIL_TRY(store->ops->put(store, key, root, &c->why));
        }
    }
    c->f.at[k] = up;
    c->f.size++;
    return ADIL_OK;
}

static adil_err check_entries(const struct adil_log *log, const struct adil_span *entry, size_t n,
                              uint64_t size, struct adil_diag *diag)
{
    struct adil_place place = {log->dir, 0};
    if (size > ADIL_LOG_SIZE_MAX || n > ADIL_LOG_SIZE_MAX - size) {
        return adil_fail(diag, ADIL_ERR(REFUSED), place, ADIL_SPAN("entry"),
                         ADIL_SPAN("a full log"), ADIL_SPAN("at most 2^62 entries"));
    }
    for (size_t i = 0; i < n; i++) {
        if (entry[i].len > ADIL_ENTRY_BYTES_MAX) {
            return adil_fail(diag, ADIL_ERR(REFUSED), place, ADIL_SPAN("entry"),
                             adil_diag_fmt(diag, "%zu bytes", entry[i].len),
                             adil_diag_fmt(diag, "at most %d bytes", ADIL_ENTRY_BYTES_MAX));
        }
    }
    return ADIL_OK;
}

static adil_err write_entries(struct adil_commit *c, const struct adil_ticket *t)
{
    struct adil_store *store = c->log->store;
    if (!c->open) {
        ADIL_TRY(store->ops->begin(store, c->f.size, &c->why));
        c->open = true;
    }
    for (size_t i = 0; i < t->n; i++) {
        struct adil_store_row row = {.bytes = t->entry[i], .leaf = adil_leaf_hash(t->entry[i])};
        ADIL_TRY(store->ops->add(store, &row, &c->why));
        ADIL_TRY(grow(c, &row.leaf));
    }
    return ADIL_OK;
}

uint64_t adil_commit_ask(const struct adil_log *log, struct adil_ticket *t, uint64_t first)
{
    t->first = first;
    if (t->submission != NULL) {
        t->entry = &t->decided;
        t->n = 1;
        t->err = t->submission->decide(t->submission->ctx, first, &t->decided, t->diag);
    }
    if (t->err.code == ADIL_C_OK) {
        t->err = check_entries(log, t->entry, t->n, first, t->diag);
    }
    return t->err.code == ADIL_C_OK ? t->n : 0;
}

void adil_commit_refuse_behind(const struct adil_log *log, struct adil_ticket *t)
{
    if (t->err.code == ADIL_C_OK && t->n > 0) {
        t->err = adil_fail(t->diag, ADIL_ERR(IO), (struct adil_place){log->dir, 0},
                           ADIL_SPAN("log"), ADIL_SPAN("a commit before this one failed"),
                           ADIL_SPAN("the log opened again"));
    }
}

void adil_commit_place(struct adil_commit *c, const struct adil_ticket *t)
{
    if (c->err.code == ADIL_C_OK && t->err.code == ADIL_C_OK && t->n > 0) {
        ADIL_ASSERT(t->first == c->f.size);
        c->err = write_entries(c, t);
    }
}

/* Everyone whose entries did not get in learns why. */
static void tell_failure(const struct adil_commit *c, struct adil_ticket *batch)
{
    for (struct adil_ticket *t = batch; t != NULL; t = t->next) {
        bool nothing = t->submission == NULL && t->n == 0;
        if (t->err.code != ADIL_C_OK || nothing) {
            continue;
        }
        t->err = c->err;
        for (const struct adil_finding *f = c->why.first; f != NULL; f = f->next) {
            adil_diag_add(t->diag, f->severity, f->place, f->field, f->found, f->expected);
        }
    }
}

void adil_commit_close(struct adil_commit *c, struct adil_ticket *batch)
{
    struct adil_log *log = c->log;
    struct adil_store *store = log->store;
    if (c->open && c->err.code != ADIL_C_OK) {
        store->ops->undo(store);
    } else if (c->open) {
        c->err = store->ops->commit(store, &c->why);
    }
    if (c->err.code != ADIL_C_OK) {
        tell_failure(c, batch);
        return;
    }
    struct adil_hash root = adil_frontier_root(&c->f);
    (void)pthread_mutex_lock(&log->state);
    log->frontier = c->f;
    log->root = root;
    (void)pthread_mutex_unlock(&log->state);
}
