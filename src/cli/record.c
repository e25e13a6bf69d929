#include "cli/record.h"

#include "base/progress.h"

#include <string.h>
#include <unistd.h>

enum {
    BATCH_ENTRIES = 512,
    LEAVES_LEAST = 64,
    WAIT_MS_MAX = 2000, /* for a clock behind the last entry */
};

static const size_t kept_cap = (size_t)8 << 30;
static const size_t work_cap = (size_t)1 << 30;

static const struct adil_place no_place = {{NULL, 0}, 0};

/* ---- opening -------------------------------------------------------------------------------- */

static adil_err open_room(struct adil_arena *a, size_t cap, const struct adil_arena *like,
                          struct adil_diag *diag)
{
    for (size_t n = cap; n >= (size_t)1 << 26; n /= 2) {
        if (adil_arena_open(a, n) == 0) {
            a->full = like->full;
            a->ctx = like->ctx;
            return ADIL_OK;
        }
    }
    return adil_fail(diag, ADIL_ERR(LIMIT), no_place, ADIL_SPAN("memory"),
                     ADIL_SPAN("no address space"), ADIL_SPAN("room for the record"));
}

struct adil_kept_blob {
    struct adil_span bytes;
    struct adil_hash hash;
    struct adil_kept_blob *next;
};

adil_err adil_logbook_blob_get(const struct adil_logbook *book, struct adil_arena *perm,
                               const struct adil_hash *hash, struct adil_span *bytes,
                               struct adil_diag *diag)
{
    for (const struct adil_kept_blob *b = book->blob; b != NULL; b = b->next) {
        if (adil_hash_eq(&b->hash, hash)) {
            *bytes = b->bytes;
            return ADIL_OK;
        }
    }
    return adil_blob_get(perm, book->dir, hash, bytes, diag);
}

static adil_err blob_of_book(void *ctx, struct adil_arena *perm, const struct adil_hash *hash,
                             struct adil_span *bytes, struct adil_diag *diag)
{
    const struct adil_logbook *book = ctx;
    return adil_logbook_blob_get(book, perm, hash, bytes, diag);
}

static void tell_verdict(void *ctx, const struct adil_verdict *verdict, bool unless)
{
    const struct adil_logbook *book = ctx;
    if (book->verdict != NULL) {
        book->verdict(book->verdict_ctx, verdict, unless);
    }
}

static void tell_trials(void *ctx, enum adil_statement_kind kind, const void *what,
                        enum adil_judged judged)
{
    const struct adil_logbook *book = ctx;
    adil_trials_judged(book->trials, kind, what, judged);
}

void adil_logbook_observe(struct adil_logbook *book, struct adil_trials *trials)
{
    book->trials = trials;
    adil_polity_observe(book->polity, trials != NULL ? tell_trials : NULL);
}

static void tell_roll(void *ctx, const struct adil_roll *roll)
{
    const struct adil_logbook *book = ctx;
    book->ear->told(book->ear->ctx, roll);
}

/* The log's own folder, where this process may write there. */
static struct adil_span index_folder(const struct adil_logbook *book, struct adil_arena tmp)
{
    return access(adil_span_cstr(&tmp, book->dir), W_OK) == 0 ? book->dir : adil_cli_temp_folder();
}

static adil_err open_state(struct adil_logbook *book, const struct adil_arena *perm,
                           struct adil_diag *diag)
{
    struct adil_polity_options options = {
        .lang = book->lang,
        .full = perm->full,
        .ctx = book,
        .blob = blob_of_book,
        .verdict = tell_verdict,
        .rolled = book->ear != NULL ? tell_roll : NULL,
        .held_bytes = book->held_bytes,
        .index_folder = index_folder(book, book->work),
    };
    return adil_polity_open(&options, &book->polity, diag);
}

static adil_err wrong_entry(struct adil_arena *a, uint64_t entry, const struct adil_refusal *r,
                            adil_err code, struct adil_diag *diag)
{
    struct adil_place place = {adil_fmt(a, "entry %llu", (unsigned long long)entry), 0};
    if (code.code == ADIL_C_IO) {
        return code; /* nothing is wrong with the entry; what failed was told */
    }
    if (r->rule.len == 0) {
        return adil_fail(diag, code, place, ADIL_SPAN("replay"), (struct adil_span){NULL, 0},
                         ADIL_SPAN("an entry that follows from those before it"));
    }
    return adil_fail(diag, code, place, r->rule, r->found, r->expected);
}

/* What one entry needs while it is applied lies in `work`, and is given back behind it. */
static adil_err apply_row(struct adil_logbook *book, struct adil_arena scratch, uint64_t entry,
                          struct adil_span bytes, struct adil_diag *diag)
{
    struct adil_arena work = book->work;
    struct adil_refusal refusal = {0};
    struct adil_act act;
    struct adil_place place = {ADIL_SPAN("entry"), 0};
    adil_err err = adil_act_parse(&work, place, bytes, &act, diag);
    if (err.code == ADIL_C_OK) {
        err = adil_polity_apply(book->polity, &work, scratch, &act, ADIL_SIGS_TRUSTED, &refusal,
                                diag);
    }
    return err.code == ADIL_C_OK ? ADIL_OK : wrong_entry(&work, entry, &refusal, err, diag);
}

static adil_err replay_batch(struct adil_logbook *book, struct adil_arena scratch, uint64_t first,
                             size_t n, struct adil_diag *diag)
{
    struct adil_store *store = adil_log_store(book->log);
    struct adil_store_row *row = adil_new(&scratch, struct adil_store_row, n);
    struct adil_arena rows = scratch;
    ADIL_TRY(store->ops->read(store, &rows, first, n, row, diag));
    for (size_t i = 0; i < n; i++) {
        ADIL_TRY(apply_row(book, rows, first + i, row[i].bytes, diag));
    }
    return ADIL_OK;
}

static adil_err replay(struct adil_logbook *book, struct adil_arena scratch, uint64_t entries,
                       struct adil_diag *diag)
{
    uint64_t size = adil_log_size(book->log);
    struct adil_progress progress;
    adil_err err = ADIL_OK;
    if (entries != ADIL_LOGBOOK_ALL && entries > size) {
        struct adil_arena tmp = scratch;
        return adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){book->dir, 0},
                         ADIL_SPAN("entries"), adil_fmt(&tmp, "%llu", (unsigned long long)entries),
                         adil_fmt(&tmp, "at most %llu", (unsigned long long)size));
    }
    size = entries < size ? entries : size;
    adil_progress_open(&progress, STDERR_FILENO, "replaying, entries", size);
    for (uint64_t at = 0; at < size && err.code == ADIL_C_OK;) {
        size_t n = size - at < BATCH_ENTRIES ? (size_t)(size - at) : BATCH_ENTRIES;
        err = replay_batch(book, scratch, at, n, diag);
        at += n;
        adil_progress_at(&progress, at);
    }
    adil_progress_close(&progress);
    return err;
}

static adil_err open_book(struct adil_logbook *book, struct adil_arena *perm,
                          struct adil_arena scratch, uint64_t entries, struct adil_diag *diag)
{
    struct adil_log_options options = {.mode = book->writes ? ADIL_STORE_WRITE : ADIL_STORE_READ};
    ADIL_TRY(open_room(&book->kept, kept_cap, perm, diag));
    ADIL_TRY(open_room(&book->work, work_cap, perm, diag));
    ADIL_TRY(adil_log_open(perm, book->dir, &options, &book->log, diag));
    ADIL_TRY(open_state(book, perm, diag));
    return replay(book, scratch, entries, diag);
}

static adil_err open_any(struct adil_cli *cli, struct adil_span dir, enum adil_logbook_mode mode,
                         uint64_t entries, enum adil_lang lang, const struct adil_roll_ear *ear,
                         struct adil_logbook **out)
{
    struct adil_logbook *book = adil_new(&cli->perm, struct adil_logbook, 1);
    book->dir = adil_span_copy(&cli->perm, dir);
    book->lang = lang;
    book->writes = mode == ADIL_LOGBOOK_WRITE;
    book->held_bytes = cli->held_bytes;
    book->ear = ear;
    adil_err err = open_book(book, &cli->perm, cli->scratch, entries, &cli->diag);
    if (err.code != ADIL_C_OK) {
        adil_logbook_close(book);
        return err;
    }
    *out = book;
    return ADIL_OK;
}

adil_err adil_logbook_open(struct adil_cli *cli, struct adil_span dir, enum adil_logbook_mode mode,
                           enum adil_lang lang, struct adil_logbook **out)
{
    return open_any(cli, dir, mode, ADIL_LOGBOOK_ALL, lang, NULL, out);
}

adil_err adil_logbook_open_at(struct adil_cli *cli, struct adil_span dir, uint64_t entries,
                              enum adil_lang lang, struct adil_logbook **out)
{
    return adil_logbook_open_told(cli, dir, entries, lang, NULL, out);
}

adil_err adil_logbook_open_told(struct adil_cli *cli, struct adil_span dir, uint64_t entries,
                                enum adil_lang lang, const struct adil_roll_ear *ear,
                                struct adil_logbook **out)
{
    return open_any(cli, dir, ADIL_LOGBOOK_READ, entries, lang, ear, out);
}

adil_err adil_logbook_adopt(struct adil_arena *perm, struct adil_span dir, struct adil_log *log,
                            enum adil_lang lang, struct adil_logbook **out, struct adil_diag *diag)
{
    struct adil_logbook *book = adil_new(perm, struct adil_logbook, 1);
    book->dir = adil_span_copy(perm, dir);
    book->lang = lang;
    book->writes = true;
    adil_err err = open_room(&book->kept, kept_cap, perm, diag);
    err = err.code == ADIL_C_OK ? open_room(&book->work, work_cap, perm, diag) : err;
    err = err.code == ADIL_C_OK ? open_state(book, perm, diag) : err;
    if (err.code != ADIL_C_OK) {
        adil_logbook_close(book);
        return err;
    }
    book->log = log;
    *out = book;
    return ADIL_OK;
}

void adil_logbook_close(struct adil_logbook *book)
{
    if (book == NULL) {
        return;
    }
    adil_polity_close(book->polity);
    if (book->log != NULL) {
        adil_log_close(book->log);
    }
    adil_arena_release(&book->work);
    adil_arena_release(&book->kept);
    book->polity = NULL;
    book->log = NULL;
}

/* ---- time ----------------------------------------------------------------------------------- */

static adil_err real_time(int64_t last, int64_t *logged, struct adil_diag *diag)
{
    for (unsigned waited = 0; waited <= WAIT_MS_MAX; waited += 10) {
        *logged = adil_clock_ms();
        if (*logged >= last) {
            return ADIL_OK;
        }
        adil_pause_ms(10);
    }
    return adil_fail(diag, ADIL_ERR(IO), no_place, ADIL_SPAN("this machine's clock"),
                     ADIL_SPAN("a time before the last entry"),
                     ADIL_SPAN("a clock that was not set back"));
}

adil_err adil_logbook_logged(const struct adil_logbook *book, struct adil_span at, int64_t *logged,
                             struct adil_diag *diag)
{
    int64_t last = adil_polity_now(book->polity);
    struct adil_span option = ADIL_SPAN("--at");
    if (!adil_polity_simulated(book->polity)) {
        return at.len == 0 ? real_time(last, logged, diag)
                           : adil_fail(diag, ADIL_ERR(USAGE), no_place, option, at,
                                       ADIL_SPAN("a simulated log: this one takes the clock"));
    }
    *logged = last;
    if (at.len > 0 && !adil_instant_parse(at, logged)) {
        return adil_fail(diag, ADIL_ERR(USAGE), no_place, option, at,
                         ADIL_SPAN("a moment as 2023-01-19T10:00:00+06:00"));
    }
    return *logged >= last ? ADIL_OK
                           : adil_fail(diag, ADIL_ERR(INPUT), no_place, option, at,
                                       ADIL_SPAN("a moment not before the last entry of the log"));
}

/* ---- acts ----------------------------------------------------------------------------------- */

static void keep_leaf(struct adil_logbook *book, struct adil_span leaf)
{
    if (book->n_leaves == book->cap_leaves) {
        size_t cap = book->cap_leaves > 0 ? 2 * book->cap_leaves : LEAVES_LEAST;
        struct adil_span *grown = adil_new(&book->kept, struct adil_span, cap);
        if (book->n_leaves > 0) {
            memcpy(grown, book->leaf, book->n_leaves * sizeof *grown);
        }
        book->leaf = grown;
        book->cap_leaves = cap;
    }
    book->leaf[book->n_leaves++] = leaf;
}

static struct adil_span leaf_of(struct adil_arena *a, const struct adil_act *act, int64_t logged)
{
    struct adil_buf out;
    adil_buf_open(&out, (size_t)ADIL_ENTRY_BYTES_MAX * 4);
    adil_act_leaf(&out, act->bytes, logged, act->sig, act->n_sigs);
    struct adil_span leaf =
        adil_buf_ok(&out) ? adil_span_copy(a, adil_buf_span(&out)) : (struct adil_span){NULL, 0};
    adil_buf_release(&out);
    return leaf;
}

/* The leaf is read again as a stranger will read it: what is judged is what is written. */
adil_err adil_logbook_act(struct adil_logbook *book, struct adil_arena *perm,
                          struct adil_arena scratch, const struct adil_act *act,
                          enum adil_sigs sigs, int64_t logged, struct adil_refusal *refusal,
                          struct adil_diag *diag)
{
    struct adil_arena before = book->kept;
    struct adil_act as_logged;
    struct adil_place place = {ADIL_SPAN("act"), 0};
    struct adil_span leaf = leaf_of(&book->kept, act, logged);
    if (leaf.ptr == NULL || leaf.len > ADIL_ACT_BYTES_MAX) {
        book->kept = before;
        return adil_fail(diag, ADIL_ERR(INPUT), place, ADIL_SPAN("size"), ADIL_SPAN("a longer act"),
                         ADIL_SPAN("at most 32 KiB"));
    }
    adil_err err = adil_act_parse(perm, place, leaf, &as_logged, diag);
    if (err.code == ADIL_C_OK) {
        err = adil_polity_apply(book->polity, perm, scratch, &as_logged, sigs, refusal, diag);
        if (book->trials != NULL) {
            adil_trials_act(book->trials, book->polity, err, refusal);
        }
    }
    if (err.code != ADIL_C_OK) {
        book->kept = before;
        return err;
    }
    keep_leaf(book, leaf);
    return ADIL_OK;
}

void adil_logbook_blob(struct adil_logbook *book, struct adil_span bytes)
{
    struct adil_kept_blob *b = adil_new(&book->kept, struct adil_kept_blob, 1);
    b->bytes = adil_span_copy(&book->kept, bytes);
    b->hash = adil_sha256(bytes);
    b->next = book->blob;
    book->blob = b;
}

static adil_err put_blobs(struct adil_logbook *book, struct adil_diag *diag)
{
    for (; book->blob != NULL; book->blob = book->blob->next) {
        struct adil_hash hash;
        ADIL_TRY(adil_blob_put(book->work, book->dir, book->blob->bytes, &hash, diag));
    }
    return ADIL_OK;
}

adil_err adil_logbook_commit(struct adil_logbook *book, const struct adil_secret *key,
                             uint64_t *first, struct adil_diag *diag)
{
    uint64_t at = adil_log_size(book->log);
    ADIL_ASSERT(book->writes);
    if (book->n_leaves > 0) {
        ADIL_TRY(put_blobs(book, diag));
        ADIL_TRY(adil_log_append(book->log, book->leaf, book->n_leaves, &at, diag));
        book->n_leaves = 0;
    }
    if (first != NULL) {
        *first = at;
    }
    return key != NULL ? adil_log_publish(book->log, key, diag) : ADIL_OK;
}
