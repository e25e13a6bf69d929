#include "cli/copy.h"

#include "base/file.h"
#include "gazette/tile.h"
#include "polity/act.h"

#include <string.h>
#include <sys/stat.h>

#define ARCHIVE_BYTES_MAX ((size_t)8 << 30)
#define BUNDLE_BYTES_MAX  ((size_t)ADIL_TILE_WIDTH * (ADIL_ENTRY_BYTES_MAX + 2))

enum { LOG_KEYS_MAX = 256 };

static bool is_url(struct adil_span name)
{
    return adil_span_starts(name, ADIL_SPAN("http://")) ||
           adil_span_starts(name, ADIL_SPAN("https://"));
}

/* What stat says; a name that leads nowhere is taken for a file, and reading it says why. */
static bool leads_to_folder(struct adil_arena scratch, struct adil_span name)
{
    struct stat st;
    return stat(adil_span_cstr(&scratch, name), &st) == 0 && S_ISDIR(st.st_mode);
}

static adil_err open_archive(struct adil_arena *perm, struct adil_copy *copy,
                             struct adil_diag *diag)
{
    struct adil_span bytes;
    ADIL_TRY(adil_file_read(perm, copy->name, ARCHIVE_BYTES_MAX, &bytes, diag));
    adil_err err = adil_fetch_archive(perm, copy->name, bytes, &copy->fetch, diag);
    return err.code == ADIL_C_INPUT ? ADIL_ERR(REFUSED) : err;
}

static adil_err open_files(struct adil_arena *perm, struct adil_copy *copy, struct adil_diag *diag)
{
    static const struct adil_http_patience patience = {10000, 120000};
    if (is_url(copy->name)) {
        ADIL_TRY(adil_http_client_open(perm, patience, &copy->client, diag));
        copy->fetch = adil_fetch_http(perm, copy->client, copy->name);
        return ADIL_OK;
    }
    copy->is_folder = leads_to_folder(*perm, copy->name);
    if (copy->is_folder) {
        copy->fetch = adil_fetch_folder(perm, copy->name);
        return ADIL_OK;
    }
    return open_archive(perm, copy, diag);
}

adil_err adil_copy_open(struct adil_arena *perm, struct adil_span name, struct adil_copy *out,
                        struct adil_diag *diag)
{
    memset(out, 0, sizeof *out);
    out->name = adil_span_copy(perm, name);
    while (out->name.len > 1 && out->name.ptr[out->name.len - 1] == '/') {
        out->name.len--;
    }
    ADIL_TRY(open_files(perm, out, diag));
    return out->fetch.get(out->fetch.ctx, perm, ADIL_SPAN("checkpoint"), ADIL_NOTE_BYTES_MAX,
                          &out->note, diag);
}

void adil_copy_close(struct adil_copy *copy)
{
    adil_http_client_close(copy->client);
    copy->client = NULL;
}

static struct adil_place in_copy(struct adil_arena *a, const struct adil_copy *copy,
                                 const char *file)
{
    return (struct adil_place){adil_fmt(a, "%.*s/%s", ADIL_ARG(copy->name), file), 0};
}

adil_err adil_copy_head(struct adil_arena *perm, const struct adil_copy *copy,
                        struct adil_note *note, struct adil_checkpoint *head,
                        struct adil_diag *diag)
{
    struct adil_place place = in_copy(perm, copy, "checkpoint");
    adil_err err = adil_note_split(perm, place, copy->note, note, diag);
    if (err.code == ADIL_C_OK) {
        err = adil_checkpoint_parse(place, note->text, head, diag);
    }
    if (err.code != ADIL_C_OK) {
        return ADIL_ERR(REFUSED);
    }
    if (head->size > ADIL_LOG_SIZE_MAX) {
        return adil_fail(diag, ADIL_ERR(REFUSED), place, ADIL_SPAN("size"),
                         ADIL_SPAN("a larger one"), ADIL_SPAN("at most 2^62 entries"));
    }
    return ADIL_OK;
}

/* ---- entry 0 -------------------------------------------------------------------------------- */

bool adil_object_text(struct adil_arena *perm, struct adil_span object, const char *name,
                      struct adil_span *out)
{
    struct adil_json_reader r;
    adil_json_read(&r, perm, object, true);
    *out = (struct adil_span){NULL, 0};
    if (adil_json_next(&r) != ADIL_JSON_OBJECT) {
        return false;
    }
    for (enum adil_json_event e = adil_json_next(&r); e == ADIL_JSON_KEY; e = adil_json_next(&r)) {
        if (!adil_span_is(r.text, name)) {
            if (!adil_json_skip(&r, e, NULL)) {
                return false;
            }
            continue;
        }
        if (adil_json_next(&r) != ADIL_JSON_TEXT) {
            return false;
        }
        *out = r.text;
        return true;
    }
    return false;
}

static adil_err no_first(struct adil_diag *diag, struct adil_place place, const char *field,
                         struct adil_span found, const char *expected)
{
    return adil_fail(diag, ADIL_ERR(REFUSED), place, adil_span_of(field), found,
                     adil_span_of(expected));
}

static adil_err read_first(struct adil_arena *perm, struct adil_place place,
                           struct adil_copy_first *out, struct adil_diag *diag)
{
    struct adil_act act;
    struct adil_span log;
    if (adil_act_parse(perm, place, out->bytes, &act, diag).code != ADIL_C_OK) {
        return ADIL_ERR(REFUSED);
    }
    if (act.kind != ADIL_ACT_ENACT) {
        return no_first(diag, place, "kind", adil_act_kind_name(act.kind), "enact");
    }
    if (!adil_object_text(perm, act.fields, "origin", &out->origin) ||
        !adil_object_text(perm, act.fields, "log", &log)) {
        return no_first(diag, place, "fields", ADIL_SPAN("no origin, or no key of the log"),
                        "both");
    }
    adil_err err = adil_vkey_parse(perm, place, log, &out->log_key, diag);
    return err.code == ADIL_C_OK ? ADIL_OK : ADIL_ERR(REFUSED);
}

static adil_err fetch_tile(const struct adil_fetch *fetch, struct adil_arena *perm,
                           struct adil_tile t, struct adil_span *bytes, struct adil_diag *diag)
{
    adil_err err =
        fetch->get(fetch->ctx, perm, adil_tile_path(perm, t), BUNDLE_BYTES_MAX, bytes, NULL);
    if (err.code == ADIL_C_OK) {
        return err;
    }
    t.width = err.code == ADIL_C_INPUT ? (uint32_t)ADIL_TILE_WIDTH : t.width;
    return fetch->get(fetch->ctx, perm, adil_tile_path(perm, t), BUNDLE_BYTES_MAX, bytes, diag);
}

adil_err adil_copy_first(struct adil_arena *perm, const struct adil_copy *copy, uint64_t size,
                         struct adil_copy_first *out, struct adil_diag *diag)
{
    struct adil_place place = in_copy(perm, copy, "entry 0");
    struct adil_tile t = {.level = ADIL_ENTRIES_LEVEL, .width = ADIL_TILE_WIDTH};
    struct adil_span bundle;
    bool whole = true;
    memset(out, 0, sizeof *out);
    if (size == 0) {
        return no_first(diag, place, "size", ADIL_SPAN("an empty log"), "entry 0");
    }
    t.width = size < ADIL_TILE_WIDTH ? (uint32_t)size : (uint32_t)ADIL_TILE_WIDTH;
    ADIL_TRY(fetch_tile(&copy->fetch, perm, t, &bundle, diag));
    if (!adil_bundle_next(&bundle, &out->bytes, &whole)) {
        return no_first(diag, place, "bundle", ADIL_SPAN("no whole entry"), "entry 0");
    }
    return read_first(perm, place, out, diag);
}

/* ---- keys of the log ------------------------------------------------------------------------ */

struct key_walk {
    struct adil_arena *perm;
    struct adil_copy_keys *keys;
};

static adil_err look_for_key(void *ctx, uint64_t index, struct adil_span bytes,
                             const struct adil_hash *leaf, struct adil_diag *diag)
{
    const struct key_walk *w = ctx;
    struct adil_place place = {ADIL_SPAN("entry"), 0};
    struct adil_span log;
    struct adil_act act;
    struct adil_arena kept = *w->perm;
    (void)leaf;
    if (adil_act_parse(w->perm, place, bytes, &act, NULL).code != ADIL_C_OK) {
        *w->perm = kept;
        return ADIL_OK; /* nothing is judged here */
    }
    bool names_one = (index == 0 && act.kind == ADIL_ACT_ENACT) ||
                     (act.kind == ADIL_ACT_KEY && adil_span_is(act.about, "log"));
    if (!names_one || !adil_object_text(w->perm, act.fields, "log", &log) ||
        w->keys->n == LOG_KEYS_MAX) {
        *w->perm = kept;
        return ADIL_OK;
    }
    adil_err err = adil_vkey_parse(w->perm, place, log, &w->keys->key[w->keys->n], diag);
    w->keys->n += err.code == ADIL_C_OK;
    return ADIL_OK;
}

adil_err adil_copy_log_keys(struct adil_arena *perm, struct adil_arena scratch,
                            const struct adil_copy *copy, const struct adil_checkpoint *head,
                            struct adil_copy_keys *out, struct adil_diag *diag)
{
    struct key_walk w = {perm, out};
    const struct adil_walk walk = {&w, look_for_key};
    out->key = adil_new(perm, struct adil_vkey, LOG_KEYS_MAX);
    out->n = 0;
    return adil_reader_walk(scratch, &copy->fetch, 0, head->size, &head->root, &walk, diag);
}

adil_err adil_store_log_keys(struct adil_arena *perm, struct adil_arena scratch,
                             struct adil_log *log, struct adil_copy_keys *out,
                             struct adil_diag *diag)
{
    struct key_walk w = {perm, out};
    out->key = adil_new(perm, struct adil_vkey, LOG_KEYS_MAX);
    out->n = 0;
    for (uint64_t i = 0; i < adil_log_size(log); i++) {
        struct adil_arena tmp = scratch;
        struct adil_span bytes;
        ADIL_TRY(adil_log_entry(log, &tmp, i, &bytes, diag));
        ADIL_TRY(look_for_key(&w, i, bytes, NULL, diag));
    }
    return ADIL_OK;
}
